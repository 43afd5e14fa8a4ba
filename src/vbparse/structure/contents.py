"""The contents of a book (mục lục, danh mục): which documents it lists, with number, date, issuer and subject."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from difflib import SequenceMatcher
from functools import lru_cache

import regex

from vbparse.lexicon.fold import fold, squeeze
from vbparse.lexicon.references import find_references
from vbparse.tape import Tape

ROUGHLY = 0.7  # below this two subjects are unlike, whatever the exact figure

_ABOUT = regex.compile(r"^(?:về\s+việc|về|v/v)\s+")
_DOTS = regex.compile(r"[\s.…_]{3,}\d{0,4}\s*$")


@dataclass(frozen=True)
class Listing:
    """One entry: what it says of the document, and where (absolute offsets of the entry and of its date)."""

    doc_type: str | None
    number: str
    issued_on: date | None
    issuer: str | None
    subject: str
    pieces: tuple[tuple[int, int], ...]


def read_contents(tape: Tape, front: range) -> list[Listing]:
    """Return the entries among the lines before the first document, in order; a document may be listed twice."""
    found = []
    for index in front:
        line = tape.lines[index]
        references = [r for r in find_references(line.text) if r.form == "full" and r.number]
        if not references or references[0].start > 60:
            continue
        reference = references[0]
        cells = line.cells or ()
        later = [line.text[c.start : c.end] for c in cells if c.start >= reference.end and c.end > c.start]
        subject = later[0] if later else _DOTS.sub("", line.text[reference.end :])
        found.append(
            Listing(
                reference.doc_type,
                reference.number or "",
                reference.issued_on,
                reference.issuer,
                squeeze(subject),
                ((line.start + reference.start, line.start + reference.end),),
            )
        )
    return found


def about(subject: str) -> str:
    """Return a subject for comparing: folded, without `về` and final punctuation."""
    folded = fold(subject).strip(" .,;:-–(")
    return _ABOUT.sub("", folded)


@lru_cache(maxsize=16384)
def _compared(subject: str) -> tuple[str, frozenset[str]]:
    """Return a subject for comparing, and its words."""
    text = about(subject)
    return text, frozenset(text.split())


def alike(subject: str, other: str) -> float:
    """Return how alike two subjects are, 0 to 1; the longer is cut to the shorter, as entries are often cut."""
    (a, of_a), (b, of_b) = _compared(subject), _compared(other)
    size = min(len(a), len(b))
    if size < 12:
        return float(a == b)
    if len(of_a & of_b) * 3 < min(len(of_a), len(of_b)):
        return 0.0
    matcher = SequenceMatcher(None, a[: size + 8], b[: size + 8], autojunk=False)
    rough = matcher.quick_ratio()  # never below the ratio itself, and much cheaper
    return rough if rough < ROUGHLY else matcher.ratio()
