"""Where tables stand in raw text: HTML tables as grids of cells, Markdown rows told by a rule under their heading.

Merged cells keep their columns: the text of a cell stands once, at its top left, and the rest of its area is empty.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import regex

MAX_SPAN: Final = 200  # columns or rows that one merged cell may cover
_MAX_HEAD_ROWS = 2

_EDGE = regex.compile(r"<(?P<close>/?)table\b[^<>]{0,1000}>", regex.IGNORECASE)
_TAG = regex.compile(
    r"<!--[^\n]{0,2000}?-->|"
    r"<(?P<close>/?)(?P<name>table|thead|tbody|tfoot|tr|td|th|caption|colgroup|col)\b(?P<attributes>[^<>]{0,1000})>",
    regex.IGNORECASE,
)
_SPAN = regex.compile(r"\b(?P<name>col|row)span\s{0,5}=\s{0,5}[\"']?\s{0,5}(?P<count>\d{1,5})", regex.IGNORECASE)
_ITEM = regex.compile(r"</?(?:ul|ol|li|h[1-6])\b[^<>]{0,200}>", regex.IGNORECASE)
_RULE = regex.compile(r"\s*\|?{0}(?:\|{0})*\|?\s*$".format(r"\s*(?:-{2,}:?|:-+:?|-:)\s*"))
_PIPE = regex.compile(r"(?<!\\)\|")
_BARS = regex.compile(r"\s*\|.*\|\s*$")


@dataclass(frozen=True)
class GridRow:
    """One row: the raw text of its cells, how many lines below the table's first it stands, whether it is a heading."""

    cells: tuple[str, ...]
    line: int
    heads: bool = False


@dataclass(frozen=True)
class Stray:
    """Text of an HTML table that is in no cell, such as its caption."""

    text: str
    line: int


# ---- HTML ---------------------------------------------------------------------------------------------------------


def html_tables(text: str) -> list[tuple[int, int]]:
    """Return where the outermost closed HTML tables of a text stand."""
    opened: list[int] = []
    found: list[tuple[int, int]] = []
    for edge in _EDGE.finditer(text):
        if not edge["close"]:
            opened.append(edge.start())
        elif opened:
            start = opened.pop()
            while found and found[-1][0] > start:
                found.pop()
            found.append((start, edge.end()))
    return found


def html_rows(raw: str) -> list[GridRow | Stray]:
    """Return the rows of an HTML table and, in their order, what stands in no cell."""
    grid = _Grid()
    at = depth = line = 0
    for tag in _TAG.finditer(raw):
        grid.write(raw[at : tag.start()], line)
        line += raw.count("\n", at, tag.end())
        at = tag.end()
        name, close = (tag["name"] or "").lower(), bool(tag["close"])
        if name == "table":
            depth += -1 if close else 1
        if not name or name == "table" or depth > 1:
            grid.write("<br>" if name in ("tr", "table", "td", "th") else "", line)
        elif name in ("td", "th"):
            grid.end_cell() if close else grid.begin_cell(name, tag["attributes"], line)
        elif name == "tr":
            grid.end_row() if close else grid.begin_row(line)
        else:
            grid.end_row()
            grid.in_head = name == "thead" and not close
    grid.end_row()
    return grid.rows


class _Grid:
    """The rows of a table while its tags are read."""

    def __init__(self) -> None:
        self.rows: list[GridRow | Stray] = []
        self.in_head = False
        self._cells: list[str] = []
        self._line = 0
        self._open: list[str] | None = None  # pieces of the open cell
        self._area = (1, 1)
        self._below: dict[int, int] = {}  # column -> rows that a cell above still covers
        self._covered: dict[int, int] = {}  # the same for the row that is read
        self._names: set[str] = set()

    def write(self, text: str, line: int) -> None:
        if self._open is not None:
            self._open.append(text)
        elif text.strip() and text != "<br>":
            self.rows.append(Stray(" ".join(text.split()), line))

    def begin_row(self, line: int) -> None:
        self.end_row()
        self._line = line

    def begin_cell(self, name: str, attributes: str, line: int) -> None:
        self.end_cell()
        if not self._names:
            self._line = line
        self._names.add(name)
        spans = {m["name"].lower(): min(MAX_SPAN, max(1, int(m["count"]))) for m in _SPAN.finditer(attributes)}
        self._area = spans.get("col", 1), spans.get("row", 1)
        self._open = []

    def end_cell(self) -> None:
        if self._open is None:
            return
        self._skip_covered()
        columns, rows = self._area
        for column in range(len(self._cells), len(self._cells) + columns):
            if rows > 1:
                self._below[column] = rows - 1
        text = " ".join(_ITEM.sub("<br>", "".join(self._open)).split())
        self._cells += [text, *[""] * (columns - 1)]
        self._open = None

    def end_row(self) -> None:
        self.end_cell()
        if not self._names:
            return
        self._skip_covered()
        self._cells += [""] * (max(self._covered, default=-1) + 1 - len(self._cells))
        heads = self.in_head or self._names == {"th"}
        self.rows.append(GridRow(tuple(self._cells), self._line, heads))
        self._cells, self._names = [], set()
        self._covered = {column: left for column, left in self._below.items() if left > 0}
        self._below = {column: left - 1 for column, left in self._covered.items() if left > 1}

    def _skip_covered(self) -> None:
        while len(self._cells) in self._covered:
            self._cells.append("")


# ---- Markdown -----------------------------------------------------------------------------------------------------


def is_rule(raw: str) -> bool:
    """Whether a line is the rule under the heading of a Markdown table: `|---|:-:|`, `---|---`."""
    return "|" in raw and bool(_RULE.match(raw))


def pipe_rows(lines: list[str]) -> dict[int, GridRow]:
    """Return the rows of Markdown tables that have a rule, by index of line; with or without bars at their edges."""
    found: dict[int, GridRow] = {}
    for at, raw in enumerate(lines):
        if not is_rule(raw) or at - 1 in found:
            continue
        width = len(_trimmed(raw, 0))
        top = at
        while top > 0 and at - top <= _MAX_HEAD_ROWS and _is_row(lines[top - 1]):
            top -= 1
        if not top < at:
            continue
        proven = at - top <= _MAX_HEAD_ROWS
        for index in range(top if proven else at - 1, at):
            found[index] = GridRow(tuple(_trimmed(lines[index], width)), 0, proven)
        below = at + 1
        while below < len(lines) and (_is_row(lines[below]) or is_rule(lines[below])):
            if not is_rule(lines[below]):
                found[below] = GridRow(tuple(_trimmed(lines[below], width)), 0)
            below += 1
    return found


def has_bars(raw: str) -> bool:
    """Whether a line is a row by itself: it begins and ends with a bar."""
    return bool(_BARS.match(raw))


def part_row(raw: str) -> list[str]:
    """Part a row with bars at its edges."""
    return _PIPE.split(raw.strip())[1:-1]


def _is_row(raw: str) -> bool:
    return bool(_PIPE.search(raw)) and bool(raw.strip(" \t|")) and not is_rule(raw)


def _trimmed(raw: str, width: int) -> list[str]:
    """Part a row at its bars; a bar at an edge is no cell where the table has no column for it."""
    cells = _PIPE.split(raw.strip())
    whole = not cells[0].strip() and not cells[-1].strip() and len(cells) > 2
    if len(cells) > width and not cells[0].strip():
        cells = cells[1:]
    if (len(cells) > width or whole) and len(cells) > 1 and not cells[-1].strip():
        cells = cells[:-1]
    return cells + [""] * (width - len(cells))
