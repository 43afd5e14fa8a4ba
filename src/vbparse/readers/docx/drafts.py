"""A line while it is written: words with their looks, tabs and pages; then a cleaned line, or a row of several."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from vbparse.readers.characters import CONTROLS, SOFT_BREAKS, clean, from_symbol_font
from vbparse.readers.docx.styles import RunLook
from vbparse.readers.lines import CleanLine
from vbparse.tape import Cell, PrintedRow, Run

_Look = tuple[bool, bool, bool]
_PLAIN: _Look = (False, False, False)


def decode_run(text: str, font: str | None) -> str:
    """Return the Unicode text of a run in a font: the one place where letters of fonts with own encodings are told."""
    return from_symbol_font(text, font)


@dataclass
class Draft:
    """A line that is being written. `text` holds a tab for one or more tabs, `tabs` their places and numbers."""

    text: str = ""
    tabs: list[tuple[int, int]] = field(default_factory=list)
    gap: bool = False  # whether an empty line is above it in its paragraph
    runs: list[Run] = field(default_factory=list)
    printed: list[PrintedRow] = field(default_factory=list)
    sizes: dict[float, int] = field(default_factory=dict)

    def add(self, raw: str, look: RunLook, page: int | None) -> None:
        """Write the words of a run, `page` being the one that it is printed on (None where the source has no pages)."""
        words = clean(decode_run(raw, look.font))
        if not words.isprintable():
            words = SOFT_BREAKS.sub(" ", CONTROLS.sub("", words)).replace("\t", " ").replace("\n", " ")
        if look.capitals:
            words = words.upper()
        if self.text.endswith("\t"):
            words = words.lstrip(" ")
        if not words:
            return
        if unicodedata.combining(words[0]) and self.text:
            words = unicodedata.normalize("NFC", self.text[-1] + words)
            self.text, words = self.text[:-1] + words[0], words[1:]
        start = len(self.text)
        text, self.text = self.text, ""  # held by one name it grows in place, however many runs a line has
        text += words
        self.text = text
        self._print(start, page)
        self._paint(start, (look.bold, look.italic, look.superscript))
        if look.size is not None:
            self.sizes[look.size] = self.sizes.get(look.size, 0) + len(words) - words.count(" ")

    def tab(self) -> None:
        """Write a tab; several make one."""
        if self.text.endswith("\t"):
            at, count = self.tabs.pop()
            self.tabs.append((at, count + 1))
            return
        self.text = self.text.rstrip(" ")
        self.tabs.append((len(self.text), 1))
        self.text += "\t"

    def _print(self, start: int, page: int | None) -> None:
        if page is not None and (not self.printed or self.printed[-1].page != page):
            self.printed.append(PrintedRow(start if self.printed else 0, page))

    def _paint(self, start: int, look: _Look) -> None:
        if look == _PLAIN or start == len(self.text):
            return
        last = self.runs[-1] if self.runs else None
        if last and last.end >= start and (last.bold, last.italic, last.superscript) == look:
            start = self.runs.pop().start
        self.runs.append(Run(start, len(self.text), *look))

    @property
    def blank(self) -> bool:
        return not self.text.strip()

    def line(self) -> CleanLine:
        """Return the line with blanks for its tabs, without blank edges."""
        return self.piece(0, len(self.text))

    def piece(self, start: int, end: int) -> CleanLine:
        """Return the part of the line from `start` to `end`, likewise."""
        size = max(self.sizes.items(), key=lambda item: (item[1], item[0]))[0] if self.sizes else None
        whole = CleanLine(self.text.replace("\t", " "), tuple(self.runs), printed=tuple(self.printed), size=size)
        return whole.cut(start, end)


def labelled(line: CleanLine, label: str) -> CleanLine:
    """Put a computed number in front of a line; it takes the look of the words behind it."""
    if not line.text:
        bare = label.rstrip()
        return replace(line, text=bare, computed=len(bare))
    shift = len(label)
    runs = [replace(run, start=run.start + shift if run.start else 0, end=run.end + shift) for run in line.runs]
    if runs and runs[0].start == 0 and runs[0].superscript:
        runs[0] = replace(runs[0], start=shift)
    printed = [replace(row, start=row.start + shift if row.start else 0) for row in line.printed]
    return replace(line, text=label + line.text, runs=tuple(runs), printed=tuple(printed), computed=shift)


def row_of(cells: Sequence[Sequence[CleanLine]], *, heads: bool = False) -> CleanLine:
    """Join the lines of each cell by blanks and the cells of a row by tabs."""
    text, runs, found, breaks = "", list[Run](), list[Cell](), list[int]()
    printed: list[PrintedRow] = []
    sizes: dict[float, int] = {}
    for index, lines in enumerate(cells):
        if index:
            text += "\t"
        start = len(text)
        for line in lines:
            if len(text) > start:
                text += " "
                breaks.append(len(text))
            shift = len(text)
            text += line.text
            runs += [replace(run, start=run.start + shift, end=run.end + shift) for run in line.runs]
            rows = [replace(row, start=row.start + shift) for row in line.printed]
            if printed and rows and rows[0].page == printed[-1].page:
                rows = rows[1:]
            printed += rows
            if line.size is not None:
                sizes[line.size] = sizes.get(line.size, 0) + len(line.text)
        found.append(Cell(start, len(text)))
    if printed:
        printed[0] = replace(printed[0], start=0)
    size = max(sizes.items(), key=lambda item: (item[1], item[0]))[0] if sizes else None
    computed = cells[0][0].computed if cells and cells[0] else 0
    return CleanLine(
        text, tuple(runs), 0, tuple(found), breaks=tuple(breaks), heads=heads, printed=tuple(printed),
        computed=computed, size=size,
    )  # fmt: skip
