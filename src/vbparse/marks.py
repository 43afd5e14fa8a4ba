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

# What stands before and behind a fact where there are no colours.
SIGNS: dict[Fact, tuple[str, str]] = {
    "lead": ("[[", "]]"),
    "coordinate": ("[", "]"),
    "deadline": ("{", "}"),
    "citation": ("<", ">"),
    "target": ("«", "»"),
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


def marked_text(document: Document, section: Section, found: list[Mark], *, signs: bool = False) -> Text | None:
    """Return the whole text of a section with its facts marked, by styles or by `signs`; None where it holds none."""
    from rich.text import Text

    offset = document.span.char_start
    line = Text()
    any_mark = False
    for segment in section.span.segments:
        if line.plain:
            line.append(" ")
        base = len(line.plain)
        words = document.text[segment.start - offset : segment.end - offset].replace("\n", " ")
        inside = [
            Mark(max(mark.start, segment.start) - segment.start, min(mark.end, segment.end) - segment.start, mark.fact)
            for mark in found
            if mark.start < segment.end and mark.end > segment.start
        ]
        any_mark = any_mark or bool(inside)
        if signs:
            line.append(_with_signs(words, inside))
            continue
        line.append(words)
        for mark in inside:
            line.stylize(STYLES[mark.fact], base + mark.start, base + mark.end)
    return line if any_mark else None


def _with_signs(words: str, found: list[Mark]) -> str:
    """Return the words with signs around each mark; a mark inside of another has its signs inside too."""
    opened = [(m.start, 1, -m.end, n, SIGNS[m.fact][0]) for n, m in enumerate(found)]
    closed = [(m.end, 0, -m.start, -n, SIGNS[m.fact][1]) for n, m in enumerate(found)]
    told, at = "", 0
    for place, *_, sign in sorted([*opened, *closed]):
        told += words[at:place] + sign
        at = place
    return told + words[at:]


def legend(*, signs: bool = False) -> Text:
    """Return one line that tells which style, or which pair of `signs`, is which fact."""
    from rich.text import Text

    line = Text()
    for fact, style in STYLES.items():
        line.append("  ")
        if signs:
            line.append(NAMES[fact].join(SIGNS[fact]))
        else:
            line.append(NAMES[fact], style=style)
    return line
