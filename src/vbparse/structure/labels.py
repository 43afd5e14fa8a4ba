"""The labels of a tape: what each line is, which document it is of, and which part owns it.

Every line gets exactly one label; what no step named stays `other`. That is how nothing gets lost.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from vbparse.model import Block, Label
from vbparse.tape import Line, Tape


@dataclass(frozen=True, slots=True)
class _Mark:
    label: Label
    doc_id: str | None
    owner_id: str | None


class Labels:
    """Labels by line, filled in by the steps of structure; the first label of a line holds.

    Lines are known by where they begin, for those of the flowing text are numbered anew.
    """

    def __init__(self, tape: Tape) -> None:
        self._tape = tape
        self._marks: dict[int, _Mark] = {}

    def put(self, lines: Iterable[Line], label: Label, doc_id: str | None = None, owner_id: str | None = None) -> None:
        """Label `lines` that have no label yet."""
        for line in lines:
            self._marks.setdefault(line.start, _Mark(label, doc_id, owner_id))

    def free(self, lines: Iterable[Line]) -> list[Line]:
        """Return those of `lines` that have no label yet."""
        return [line for line in lines if line.start not in self._marks]

    def blocks(self) -> tuple[Block, ...]:
        """Return one block for each line, in order."""
        out = []
        for line in self._tape.lines:
            mark = self._marks.get(line.start) or _Mark("other", None, None)
            out.append(
                Block(
                    source_path=self._tape.source_path,
                    doc_id=mark.doc_id,
                    ordinal=line.index + 1,
                    label=mark.label,
                    owner_id=mark.owner_id,
                    text=" ".join(line.text.split()),
                    style=tuple(line.style()),
                    span=self._tape.span_of([line]),
                )
            )
        return tuple(out)
