"""Stamps of digital signatures: kept out of the text, and evidence that the paper was signed.

What such a stamp tells (`Người ký: …`, the time) is neither the name nor the date of the paper, so no field is read
from it; it stands as evidence beside the signature that it belongs to.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import regex

from vbparse.document import Document
from vbparse.lexicon.fold import fold
from vbparse.model import Evidence
from vbparse.tape import Line, Span, Tape

_SIGNED = regex.compile(r"\bký\b|\bsign|\d{1,2}:\d{2}:\d{2}\s*[+-]\d{2}:?\d{2}")
_CONFIDENCE = 0.9


def with_stamps(documents: Sequence[Document], asides: Iterable[Line], tape: Tape) -> list[Document]:
    """Return the documents with a row of evidence for each stamp of a digital signature among `asides`.

    A stamp belongs to the document that it stands in or behind, and there to the signature on its page, else the last.
    """
    out = list(documents)
    for lines in _groups(asides):
        span = tape.span_of(lines)
        at = max((n for n, d in enumerate(out) if d.span.char_start <= span.char_start), default=0)
        if out and _SIGNED.search(fold(span.read(tape.text))):
            document = out[at]
            out[at] = document.model_copy(update={"evidence": (*document.evidence, _evidence(document, span, tape))})
    return out


def _groups(asides: Iterable[Line]) -> list[list[Line]]:
    """Divide lines of stamps into runs that nothing stands between."""
    found: list[list[Line]] = []
    for line in asides:
        if line.aside != "stamp":
            continue
        if found and found[-1][-1].index == line.index - 1:
            found[-1].append(line)
        else:
            found.append([line])
    return found


def _evidence(document: Document, span: Span, tape: Tape) -> Evidence:
    return Evidence(
        doc_id=document.doc_id,
        owner_table="documents",
        owner_id=document.doc_id,
        field=_signature(document, span.page_start),
        raw=span.read(tape.text),
        inferred=True,
        confidence=_CONFIDENCE,
        span=span,
    )


def _signature(document: Document, page: int | None) -> str:
    """Return the field of the signature on a page, else of the last one; the whole column where there is none."""
    if not document.signatures:
        return "signatures"
    own = [e.field.partition(".")[0] for e in document.evidence if e.field.startswith("signatures[")]
    there = [
        e.field.partition(".")[0]
        for e in document.evidence
        if e.field.startswith("signatures[") and page is not None and e.span.page_start == page
    ]
    return (there or own or ["signatures"])[-1]
