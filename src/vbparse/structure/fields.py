"""The fields of a document's heading and closing, each with the words it was read or inferred from."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from vbparse.lexicon.fold import fold, squeeze
from vbparse.lexicon.references import Reference, find_references
from vbparse.model import Level, Signature
from vbparse.structure.contents import Listing
from vbparse.tape import Line, Tape

Pieces = list[tuple[int, int]]
EDGES = " *_-–—:;.,|"


@dataclass
class Found:
    """A value and the words it was read or inferred from; `place` says in which part of the source they stand."""

    value: str
    pieces: Pieces
    place: str = "heading"
    inferred: bool = False
    confidence: float = 0.99


@dataclass
class Doubt:
    """A diagnostic to be: code, where, and the fields of its message."""

    code: str
    pieces: Pieces
    fields: dict[str, str] = field(default_factory=dict)


@dataclass
class Identity:
    """The heading fields of one document; None where unknown."""

    organisation: Found | None = None
    parent_organisation: Found | None = None
    issuer: Found | None = None
    issuer_level: Level | None = None
    number: Found | None = None
    doc_type: Found | None = None
    doc_type_code: str | None = None
    place: Found | None = None
    issued_on: date | None = None
    issued: Found | None = None
    subject: Found | None = None
    secrecy: Found | None = None
    urgency: Found | None = None
    draft: Found | None = None
    addressees: list[Found] = field(default_factory=list)
    recipients: list[Found] = field(default_factory=list)
    signatures: list[dict[str, Found]] = field(default_factory=list)
    parent_number: Found | None = None
    doubts: list[Doubt] = field(default_factory=list)

    def signers(self) -> tuple[Signature, ...]:
        return tuple(Signature(**{name: found.value for name, found in s.items()}) for s in self.signatures)


class Mentions:
    """The numbered citations of a source by type, found when they are first asked for."""

    def __init__(self, tape: Tape) -> None:
        self._tape = tape

    def of_type(self, folded: str) -> list[tuple[Line, Reference]]:
        """Return the citations of documents of one type (folded), with their lines."""
        return self._by_type.get(folded, [])

    @cached_property
    def _by_type(self) -> dict[str, list[tuple[Line, Reference]]]:
        found: dict[str, list[tuple[Line, Reference]]] = {}
        for line in self._tape.lines:
            if line.cells is not None or "/" not in line.text:
                continue
            for reference in find_references(line.text):
                if reference.form == "full" and reference.doc_type and reference.number and reference.subject:
                    found.setdefault(fold(reference.doc_type), []).append((line, reference))
        return found


@dataclass
class Context:
    """What is known of the source around a document: its contents, its citations, and which lines are the document."""

    tape: Tape
    listings: list[Listing]
    mentions: Mentions
    own: range


def found(lines: list[Line], value: str | None = None, **more: object) -> Found | None:
    """Make the value that `lines` hold (their words, or `value`); None when there are no words."""
    if not lines:
        return None
    text = value if value is not None else squeeze(" ".join(line.text for line in lines)).strip(EDGES)
    return Found(text, [(line.start, line.end) for line in lines], **more) if text else None  # type: ignore[arg-type]
