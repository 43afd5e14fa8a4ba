"""How sure an engine was of the letters of a scan, as an upper bound of how sure anything read from them can be."""

from __future__ import annotations

from typing import TypeVar

from vbparse.document import Document
from vbparse.model import Citation, Evidence, Target, Task, UnitMention
from vbparse.tape import Span, Tape

_Doubted = TypeVar("_Doubted", Evidence, Task, UnitMention, Target, Citation)


def bounded(document: Document, tape: Tape) -> Document:
    """Return the document with no `confidence` above the certainty of the lines that its words stand on.

    The document itself is as sure as the mean over the evidence of its heading block. Text that no engine has read
    stays as it is.
    """
    if all(line.certainty is None for line in tape.lines):
        return document

    def each(records: tuple[_Doubted, ...]) -> tuple[_Doubted, ...]:
        return tuple(
            record.model_copy(update={"confidence": min(record.confidence, certainty(tape, record.span))})
            for record in records
        )

    head = [certainty(tape, e.span) for e in document.evidence if e.owner_table == "documents"]
    mean = round(sum(head) / len(head), 3) if head else 1.0
    return document.model_copy(
        update={
            "confidence": min(document.confidence, mean),
            "evidence": each(document.evidence),
            "tasks": each(document.tasks),
            "unit_mentions": each(document.unit_mentions),
            "targets": each(document.targets),
            "citations": each(document.citations),
        }
    )


def certainty(tape: Tape, span: Span) -> float:
    """Return the least certainty (0 to 1) of the lines that a span touches; 1 where no engine has read them."""
    least = 1.0
    for segment in span.segments:
        index = tape.line_at(segment.start).index
        while index < len(tape.lines) and tape.lines[index].start < segment.end:
            sure = tape.lines[index].certainty
            least = min(least, 1.0 if sure is None else sure)
            index += 1
    return round(least, 3)
