"""Facts marked in the text they were read from: for the terminal's `show --facts`."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from rich.text import Text

    from vbparse.document import Document
    from vbparse.model import Section
    from vbparse.tape import Span

Fact = Literal["lead", "coordinate", "deadline", "citation", "target"]

# Style of a fact, and what a clerk calls it.
STYLES: dict[Fact, str] = {
    "lead": "bold green",
    "coordinate": "cyan",
    "deadline": "bold yellow",
    "citation": "blue",
    "target": "magenta",
}
NAMES: dict[Fact, str] = {
    "lead": "đơn vị chủ trì",
    "coordinate": "đơn vị phối hợp",
    "deadline": "thời hạn",
    "citation": "viện dẫn",
    "target": "chỉ tiêu",
}


@dataclass(frozen=True, slots=True)
class Mark:
    """A stretch of the source's text that supports a fact."""

    start: int
    end: int
    fact: Fact


def marks(document: Document) -> list[Mark]:
    """Return the stretches that support the facts of a document, in order of the text."""
    found = [*_facts(document)]
    return sorted((mark for mark in found), key=lambda mark: (mark.start, mark.end))


def _facts(document: Document) -> Iterator[Mark]:
    for mention in document.unit_mentions:
        yield from _pieces(mention.span, mention.role)
    for deadline in document.deadlines:
        yield from _pieces(deadline.span, "deadline")
    for citation in document.citations:
        if citation.form == "full":
            yield from _pieces(citation.span, "citation")
    for target in document.targets:
        if target.table_id is None:
            yield from _pieces(target.span, "target")


def _pieces(span: Span, fact: Fact) -> Iterator[Mark]:
    for segment in span.segments:
        yield Mark(segment.start, segment.end, fact)


def marked_text(document: Document, section: Section, found: list[Mark]) -> Text | None:
    """Return the whole text of a section with its facts marked, or None where it holds none."""
    from rich.text import Text

    offset = document.span.char_start
    line = Text()
    any_mark = False
    for segment in section.span.segments:
        if line.plain:
            line.append(" ")
        base = len(line.plain)
        line.append(document.text[segment.start - offset : segment.end - offset].replace("\n", " "))
        for mark in found:
            start, end = max(mark.start, segment.start), min(mark.end, segment.end)
            if start < end:
                any_mark = True
                line.stylize(STYLES[mark.fact], base + start - segment.start, base + end - segment.start)
    return line if any_mark else None


def legend() -> Text:
    """Return one line that tells which style is which fact."""
    from rich.text import Text

    line = Text()
    for fact, style in STYLES.items():
        line.append("  ")
        line.append(NAMES[fact], style=style)
    return line
