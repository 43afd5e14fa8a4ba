"""The tape: a source as a list of lines that no later step edits, drops or reorders.

A reader turns one file into one `Tape`. `Tape.text` is the cleaned text; every `Line` knows where it stands in it, so
that whatever a later step says of a line (its label, the part it belongs to) has its span for free.

What holds for every tape (`Tape.verify` checks it):

- lines are in order, do not overlap, and each is a slice of `Tape.text`;
- outside the lines `Tape.text` holds white space only;
- text is NFC, without control characters but tab and newline; a tab separates the cells of a table row.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Literal

from pydantic import BaseModel, ConfigDict


class Record(BaseModel):
    """Base of every published record: immutable, closed, no silent conversion of types."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)

    def __str__(self) -> str:
        return repr(self)


class Segment(Record):
    """A stretch of the cleaned text: offsets in Unicode code points, end excluded."""

    start: int
    end: int


BBox = tuple[float, float, float, float]


class Span(Record):
    """Where a part stands: its hull, the exact pieces, and pages and box where the source has pages.

    `bbox` is x0, y0, x1, y1 in PDF points from the top left, on `page_start`.
    """

    char_start: int
    char_end: int
    segments: tuple[Segment, ...]
    page_start: int | None = None
    page_end: int | None = None
    bbox: BBox | None = None

    def read(self, text: str) -> str:
        """Return the words of this span: its pieces joined by one space, white space folded."""
        return " ".join(" ".join(text[s.start : s.end] for s in self.segments).split())


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of a line with a look of its own; offsets are relative to the line's text."""

    start: int
    end: int
    bold: bool = False
    italic: bool = False
    superscript: bool = False


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of a table row; offsets are relative to the line's text (`start == end` for an empty cell)."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class PrintedRow:
    """A row of print inside a line: where it begins in the line's text, on which page and where on it it stands.

    `bbox` is x0, y0, x1, y1 in PDF points from the top left; None where the source tells the page only.
    """

    start: int
    page: int
    bbox: BBox | None = None


# What a reader knows to stand apart from the text: labels of the published `blocks`.
Aside = Literal["page_number", "running_head", "footnote", "stamp"]


@dataclass(frozen=True, slots=True)
class Line:
    """One line, paragraph or table row of a source, as its reader found it.

    `number` is the line of a text source (1-based), None elsewhere. `gap` tells that blank space parts the line from
    the one before. `heading` is the level of a heading mark (0: none); marks lie, so it is a hint only. `breaks` are
    the offsets where a cell began a new line, `heads` tells that the source marks a row as the heading of its table.
    `printed` are the rows of print in order, for a source with pages. `continues` tells that position on the page
    shows the line to carry on the paragraph (or table row) before it, cut by a page break or by what stands apart
    between; `aside` what the reader knows to be no text. `computed` characters at the start are an automatic number,
    which the source counts and does not store. `size` is the size of most letters in points. `certainty` is how sure
    an engine was of the words of a scan (0 to 1, mean by letters), None where the source holds the characters.
    """

    index: int
    text: str
    start: int
    number: int | None = None
    gap: bool = False
    runs: tuple[Run, ...] = ()
    heading: int = 0
    centred: bool = False
    cells: tuple[Cell, ...] | None = None
    breaks: tuple[int, ...] = ()
    heads: bool = False
    printed: tuple[PrintedRow, ...] = ()
    continues: bool = False
    aside: Aside | None = None
    computed: int = 0
    size: float | None = None
    certainty: float | None = None

    @property
    def end(self) -> int:
        return self.start + len(self.text)

    @property
    def bold(self) -> bool:
        """Whether every letter and digit of the line is bold."""
        return self._covered(lambda run: run.bold)

    @property
    def italic(self) -> bool:
        """Whether every letter and digit of the line is italic."""
        return self._covered(lambda run: run.italic)

    def _covered(self, wanted: Callable[[Run], bool]) -> bool:
        inside = [(run.start, run.end) for run in self.runs if wanted(run)]
        if not inside:
            return False
        return all(any(a <= i < b for a, b in inside) for i, character in enumerate(self.text) if character.isalnum())

    def bold_prefix(self, offset: int = 0) -> int:
        """Return where the bold run that covers `offset` ends (relative), or `offset` when it is not bold."""
        end = offset
        for run in sorted((r for r in self.runs if r.bold), key=lambda r: r.start):
            if run.start <= end < run.end or (
                run.start > end and not self.text[end : run.start].strip() and end > offset
            ):
                end = run.end
        return end

    def cell_texts(self) -> list[str]:
        """Return the cells' texts, stripped; an empty list when the line is no table row."""
        return [self.text[c.start : c.end].strip() for c in self.cells or ()]

    def style(self) -> list[str]:
        """Return the names of the looks of this line, for the published `blocks`."""
        flags = [("bold", self.bold), ("italic", self.italic), ("centred", self.centred)]
        names = [name for name, on in flags if on]
        if self.heading:
            names.append(f"heading-{self.heading}")
        if self.cells is not None:
            names.append("table")
        if self.computed:
            names.append("auto-number")
        return names

    def printed_in(self, start: int, end: int) -> tuple[PrintedRow, ...]:
        """Return the rows of print that hold the characters from `start` to `end` (relative to the line's text)."""
        if len(self.printed) < 2:
            return self.printed
        stops = [*(row.start for row in self.printed[1:]), len(self.text)]
        return tuple(
            row
            for row, stop in zip(self.printed, stops, strict=True)
            if row.start < max(end, start + 1) and stop > start
        )


@dataclass(frozen=True, slots=True)
class Note:
    """Something a reader did or doubted, to become a diagnostic: a code, its fields and where (absolute offsets)."""

    code: str
    start: int
    end: int
    fields: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Tape:
    """A source as its reader left it. `format` is one of the values of `sources.format`.

    `legacy_font` names the character sets of before Unicode that letters were converted from (`tcvn3`, `vni` …).
    `apart` are lines of the text that `flowing` took out of `lines`: what stands in them keeps its place on the page.
    """

    source_path: str
    format: str
    text: str
    lines: tuple[Line, ...]
    encoding: str | None = None
    pages: int | None = None
    notes: tuple[Note, ...] = ()
    legacy_font: str | None = None
    apart: tuple[Line, ...] = ()

    @cached_property
    def _starts(self) -> list[int]:
        return [line.start for line in self.lines]

    @cached_property
    def lined(self) -> str:
        """The text with a newline for the blank where a cell of a table began a new line; every offset stays."""
        breaks = [line.start + at for line in self.lines for at in line.breaks]
        if not breaks:
            return self.text
        text = list(self.text)
        for at in breaks:
            text[at - 1] = "\n"
        return "".join(text)

    def line_at(self, offset: int) -> Line:
        """Return the line that holds the character at `offset`, or the last line that starts before it."""
        return self.lines[max(0, bisect_right(self._starts, offset) - 1)]

    def span(self, pieces: Iterable[tuple[int, int]]) -> Span:
        """Make a span of absolute (start, end) pieces; edges of white space are trimmed, empty pieces left out.

        Raises ValueError when nothing is left.
        """
        kept: list[Segment] = []
        for start, end in pieces:
            while start < end and self.text[start].isspace():
                start += 1
            while end > start and self.text[end - 1].isspace():
                end -= 1
            if start < end:
                kept.append(Segment(start=start, end=end))
        if not kept:
            raise ValueError("a span needs at least one character that is not blank")
        kept.sort(key=lambda segment: segment.start)
        first, last = kept[0].start, max(s.end for s in kept)
        page_start = page_end = None
        bbox: BBox | None = None
        if self.pages is not None:
            rows = [row for segment in kept for row in self._printed(segment)]
            if rows:
                page_start, page_end = min(row.page for row in rows), max(row.page for row in rows)
                bbox = _hull(row.bbox for row in rows if row.page == page_start and row.bbox)
        return Span(
            char_start=first, char_end=last, segments=tuple(kept), page_start=page_start, page_end=page_end, bbox=bbox
        )

    def _printed(self, segment: Segment) -> list[PrintedRow]:
        """Return the rows of print that a segment covers; where it is in no line of the flow, those apart."""
        return _rows_of(self.lines, segment) or _rows_of(self.apart, segment)

    def span_of(self, lines: Sequence[Line]) -> Span:
        """Make the span of whole lines: one segment for each."""
        return self.span((line.start, line.end) for line in lines)

    def stretch(self, pieces: Iterable[tuple[int, int]]) -> Stretch:
        """Join absolute (start, end) pieces to one text that knows where each of its characters stands."""
        return Stretch(self.text, pieces)

    def flowing(self) -> Tape:
        """Return the same text with the lines of the text only, numbered anew: all that stands apart is left out."""
        if not any(line.aside for line in self.lines):
            return self
        kept = (line for line in self.lines if line.aside is None)
        apart = tuple(line for line in self.lines if line.aside is not None)
        return replace(self, lines=tuple(replace(line, index=index) for index, line in enumerate(kept)), apart=apart)

    def without(self, dropped: set[int]) -> Tape:
        """Return a tape that never held the lines with these indexes: neither their words nor their notes."""
        lines: list[Line] = []
        parts: list[str] = []
        at = 0
        for line in self.lines:
            if line.index in dropped:
                continue
            if parts:
                parts.append("\n\n" if line.gap else "\n")
                at += len(parts[-1])
            lines.append(replace(line, index=len(lines), start=at))
            parts.append(line.text)
            at += len(line.text)
        text = "".join(parts) + "\n" if parts else ""
        return replace(self, text=text, lines=tuple(lines), notes=())

    def verify(self) -> None:
        """Raise ValueError where the tape breaks its contract (see the module's docstring)."""
        at = 0
        for index, line in enumerate(self.lines):
            if line.index != index or self.text[line.start : line.end] != line.text:
                raise ValueError(f"line {index} of {self.source_path} is not a slice of the text")
            if line.start < at or self.text[at : line.start].strip():
                raise ValueError(f"text before line {index} of {self.source_path} is on no line")
            at = line.end
        if self.text[at:].strip():
            raise ValueError(f"text after the last line of {self.source_path} is on no line")


class Stretch:
    """Pieces of a tape joined by one space, with the way back: `where` gives the pieces of a part of `text`."""

    def __init__(self, source: str, pieces: Iterable[tuple[int, int]]) -> None:
        self._pieces: list[tuple[int, int, int]] = []  # (offset in text, absolute start, absolute end)
        parts: list[str] = []
        at = 0
        for start, end in pieces:
            if parts:
                at += 1
            self._pieces.append((at, start, end))
            parts.append(source[start:end])
            at += end - start
        self.text = " ".join(parts)

    def where(self, start: int, end: int) -> list[tuple[int, int]]:
        """Return the absolute pieces of `text[start:end]`."""
        found = []
        for at, first, last in self._pieces:
            a, b = max(start, at), min(end, at + last - first)
            if a < b:
                found.append((first + a - at, first + b - at))
        return found


def _rows_of(lines: Sequence[Line], segment: Segment) -> list[PrintedRow]:
    """Return the rows of print of the stretches of `lines` that a segment covers."""
    rows: list[PrintedRow] = []
    index = max(0, bisect_right(lines, segment.start, key=lambda line: line.start) - 1)
    while index < len(lines) and lines[index].start < segment.end:
        line = lines[index]
        if segment.start < line.end:
            rows += line.printed_in(segment.start - line.start, segment.end - line.start)
        index += 1
    return rows


def _hull(boxes: Iterable[BBox]) -> BBox | None:
    found = list(boxes)
    if not found:
        return None
    return min(b[0] for b in found), min(b[1] for b in found), max(b[2] for b in found), max(b[3] for b in found)
