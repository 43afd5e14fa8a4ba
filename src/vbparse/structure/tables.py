"""Table rows to tables: fragments that page breaks made are one table again.

A fragment is a run of row lines. Fragments join when nothing but blank space is between them and the later one repeats
the heading of the first or has none of its own. The repeated heading is dropped (its lines keep a label of their own),
a row that the break cut in two is joined, columns lost on a page are filled with empty cells.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from difflib import SequenceMatcher

import regex

from vbparse.lexicon.fold import fold, is_upper, squeeze, without_accents
from vbparse.lexicon.words import words
from vbparse.tape import Line

MAX_COLUMNS = 2000

_GROUP_MARKER = regex.compile(
    r"\s*(?P<marker>[IVXLC]{1,6}|[A-ZĐ]|\d{1,3}(?:\.\d{1,2}){0,3})\s*[.)\-–/:]?\s+(?P<text>\p{L}.*)$", regex.DOTALL
)
_ROW_NUMBER = regex.compile(r"\s*\(?(?:[IVXLC]{1,6}|[A-ZĐ]|[a-zđ]|\d{1,4}(?:\.\d{1,3}){0,4})\)?\s*[.)\-–]?\s*$")
_GROUP_LETTER = regex.compile(r"[IVXLC]+|[A-ZĐ]")
_NUMBER_REST = regex.compile(r"[\d.IVX]{1,4}")  # what is left of a number that its narrow cell broke
_BULLET = regex.compile(r"\s*[-–+•*]\s*\S")
_ENDED = regex.compile(r"[.;:!?…)\]”\"]\s*$")


@dataclass
class Row:
    """One row: its cells, the lines it comes from (two where a page break cut it), and what is odd."""

    cells: list[str]
    lines: list[Line]
    group: bool = False
    filled: list[str] = field(default_factory=list)
    bold: bool = False
    spanning: bool = False  # its one text began in the column of numbers


@dataclass
class TableDraft:
    """A table on the tape: heading rows flattened to `header`, rows under it, and the lines of dropped repeats."""

    header: list[str]
    header_lines: list[Line]
    rows: list[Row]
    repeats: list[Line] = field(default_factory=list)
    padded: list[Line] = field(default_factory=list)
    joined: list[Row] = field(default_factory=list)
    misplaced: list[tuple[Row, int]] = field(default_factory=list)

    @property
    def n_cols(self) -> int:
        return max([len(self.header), *(len(row.cells) for row in self.rows)], default=0)

    @property
    def lines(self) -> list[Line]:
        found = [*self.header_lines, *self.repeats, *(line for row in self.rows for line in row.lines)]
        return sorted(found, key=lambda line: line.index)


def read_tables(lines: list[Line]) -> list[TableDraft]:
    """Return the tables among `lines` (all lines of an appendix or a body, rows and text)."""
    tables: list[TableDraft] = []
    current: TableDraft | None = None
    for fragment, apart in _fragments(lines):
        height = _header_height(fragment)
        if current is not None and not apart and _continues(current, fragment, height):
            _append(current, fragment, height)
        else:
            current = _begin(fragment, height)
            tables.append(current)
    for table in tables:
        _finish(table)
    return tables


def _fragments(lines: list[Line]) -> list[tuple[list[Line], bool]]:
    """Divide into runs of row lines, by gaps and pages; each with whether other text stands before it."""
    found: list[tuple[list[Line], bool]] = []
    apart = True
    for line in lines:
        if line.cells is None:
            apart = True
        elif found and not apart and not line.gap and _page(line) == _page(found[-1][0][-1]):
            found[-1][0].append(line)
        else:
            found.append(([line], apart))
            apart = False
    return found


def _page(line: Line) -> int | None:
    return line.printed[0].page if line.printed else None


def _cells(line: Line) -> list[str]:
    return [squeeze(cell) for cell in line.cell_texts()[:MAX_COLUMNS]]


def _is_index(cell: str) -> bool:
    return fold(cell).strip(" .") in words("table.index")


def _header_height(fragment: list[Line]) -> int:
    """Return how many lines at the head of a fragment are its heading: 0, 1 or 2."""
    if fragment[0].continues:
        return 0
    first = _cells(fragment[0])
    proven = sum(line.heads for line in fragment[:2]) if fragment[0].heads else 0
    named = sum(any(word in fold(cell) for word in words("table.header")) for cell in first if cell)
    full = sum(bool(cell) for cell in first)
    numbers = any(_ROW_NUMBER.match(cell) for cell in first[:1] if cell) or any(map(_BULLET.match, first))
    is_header = bool(first) and (
        _is_index(first[0])
        or (proven and full >= 2 and not numbers)
        or (fragment[0].bold and full >= 2 and not numbers)
        or (named * 2 >= full >= 2 and not numbers and max(map(len, first)) < 80 and len(fragment) > 1)
    )
    if not is_header:
        return 0
    if len(fragment) < 2 or proven == 2:
        return max(1, proven)
    second = _cells(fragment[1])
    spans = [c for c, cell in enumerate(first) if not cell and c > 0]
    below = [c for c, cell in enumerate(second) if cell]
    if spans and not second[0] and set(spans) <= set(below):
        return 2
    return 1


def _flatten(first: list[str], second: list[str] | None) -> list[str]:
    """Flatten a heading of two rows: `Cấp ban hành văn bản / Tỉnh ủy`; a spanning cell names the columns under it."""
    if second is None:
        return first
    width = max(len(first), len(second))
    first, second = first + [""] * (width - len(first)), second + [""] * (width - len(second))
    out, over = [], ""
    for top, sub in zip(first, second, strict=True):
        over = top or (over if sub else "")
        out.append(f"{over} / {sub}" if over and sub else over or sub)
    return out


def _begin(fragment: list[Line], height: int) -> TableDraft:
    header = _flatten(_cells(fragment[0]), _cells(fragment[1]) if height == 2 else None) if height else []
    table = TableDraft(header, list(fragment[:height]), [])
    for line in _without_repeats(table, fragment[height:]):
        table.rows.append(Row(_cells(line), [line], bold=line.bold))
    return table


def _without_repeats(table: TableDraft, lines: list[Line]) -> list[Line]:
    """Return the rows that are no heading typed once more, for a page that a program or person thought of."""
    if not table.header_lines or sum(map(bool, table.header)) < 2:
        return lines
    heading = {fold(squeeze(line.text)) for line in table.header_lines}
    again = [line for line in lines if fold(squeeze(line.text)) in heading]
    table.repeats += again
    return [line for line in lines if line not in again] if again else lines


def _continues(table: TableDraft, fragment: list[Line], height: int) -> bool:
    """Tell whether a fragment is the same table going on after a page break."""
    if not table.header:
        return not height and len(_cells(fragment[0])) == table.n_cols
    if height:
        header = _flatten(_cells(fragment[0]), _cells(fragment[1]) if height == 2 else None)
        return _alike(header, table.header)
    width = max(len(_cells(line)) for line in fragment)
    return width <= table.n_cols


def _alike(header: list[str], other: list[str]) -> bool:
    """Whether two headings are the same but for slips of an OCR tool and columns lost at the right."""
    a, b = (without_accents(" | ".join(h)) for h in (header, other))
    if a == b or SequenceMatcher(None, a, b, autojunk=False).ratio() > 0.85:
        return True
    shared = list(zip(header, other, strict=False))
    return len(header) < len(other) and all(without_accents(x) == without_accents(y) for x, y in shared)


def _append(table: TableDraft, fragment: list[Line], height: int) -> None:
    table.repeats += fragment[:height]
    for number, line in enumerate(_without_repeats(table, fragment[height:])):
        cells = _cells(line)
        if len(cells) < table.n_cols:
            table.padded.append(line)
        last = table.rows[-1] if table.rows else None
        if number == 0 and last is not None and (line.continues or _is_cut(last, cells, line)):
            width = max(len(last.cells), len(cells))
            whole = last.cells[0] + cells[0] if _NUMBER_REST.fullmatch(cells[0]) else None
            last.cells = [squeeze(f"{a} {b}") for a, b in zip(_pad(last.cells, width), _pad(cells, width), strict=True)]
            last.cells[0] = whole or last.cells[0]
            last.lines.append(line)
            table.joined.append(last)
        else:
            table.rows.append(Row(cells, [line], bold=line.bold))


def _is_cut(above: Row, cells: list[str], line: Line) -> bool:
    """Tell whether the first row after a page break is the rest of the last row before it.

    Its number cell is empty, it fills only cells that the row above fills, and the words go on: the row above has not
    ended, and these begin small or in the same capitals.
    """
    filled = [c for c, cell in enumerate(cells) if cell]
    if not filled or cells[0] or any(c >= len(above.cells) or not above.cells[c] for c in filled):
        return False
    text = max(filled, key=lambda c: len(cells[c]))
    head, rest = above.cells[text], cells[text]
    if _BULLET.match(rest) or _ENDED.search(head):
        return False
    capitals = is_upper(head) and is_upper(rest)
    return rest[:1].islower() or capitals or (len(filled) == 1 and len(head) > 40 and not rest[:1].isdigit())


def _pad(cells: list[str], width: int) -> list[str]:
    return cells + [""] * (width - len(cells))


def _finish(table: TableDraft) -> None:
    width = table.n_cols
    if table.header:
        table.header = _pad(table.header, width)
    indexed = bool(table.header) and (_is_index(table.header[0]) or _numbers_first(table))
    for row in table.rows:
        row.cells = _pad(row.cells, width)
        if indexed:
            _split_group(row)
    candidates = [number for number, row in enumerate(table.rows) if _looks_group(row, indexed)]
    sparse = len(candidates) * 5 > len(table.rows) * 3
    for number in candidates:
        row = table.rows[number]
        row.group = _is_strong_group(row) or (not sparse and not _heads_nothing(table.rows, number, indexed))
    _fill(table)
    _find_misplaced(table)


def _numbers_first(table: TableDraft) -> bool:
    first = [row.cells[0] for row in table.rows if row.cells and row.cells[0]]
    return bool(first) and sum(bool(_ROW_NUMBER.match(cell)) for cell in first) * 2 > len(first)


def _split_group(row: Row) -> None:
    """Put a group row's marker in the first column and its text in the second, wherever the source printed them."""
    filled = [c for c, cell in enumerate(row.cells) if cell]
    if len(filled) != 1 or filled[0] > 1 or len(row.cells) < 3:
        return
    text = row.cells[filled[0]]
    match = _GROUP_MARKER.match(text)
    if match and (filled[0] == 0 or is_upper(match["text"]) or not match["marker"][0].isdigit()):
        row.cells[0], row.cells[1] = match["marker"], match["text"].strip()
    elif filled[0] == 0 and not _ROW_NUMBER.match(text):
        row.cells[0], row.cells[1], row.spanning = "", text, True


def _looks_group(row: Row, indexed: bool) -> bool:
    """Whether a row fills only its marker and its first text column."""
    if len(row.cells) < 3 or not indexed:
        return False
    filled = [c for c, cell in enumerate(row.cells) if cell]
    if not filled or filled[-1] != 1 or _BULLET.match(row.cells[1]):
        return False
    return filled[0] == 0 or row.spanning or row.bold or is_upper(row.cells[1])


def _is_strong_group(row: Row) -> bool:
    """Whether the look of a group row says so; a number and a text alone may be a row whose values stand above it."""
    return row.spanning or row.bold or is_upper(row.cells[1]) or bool(_GROUP_LETTER.fullmatch(row.cells[0]))


def _heads_nothing(rows: list[Row], number: int, indexed: bool) -> bool:
    """Whether no row hangs under this one: the next is of the next number (`2 | Báo cáo` above `3 | …`), or a group."""
    if number + 1 == len(rows) or (_looks_group(rows[number + 1], indexed) and _is_strong_group(rows[number + 1])):
        return True
    own, below = (rows[n].cells[0].strip(" .)") if n < len(rows) else "" for n in (number, number + 1))
    return own.isdecimal() and below.isdecimal() and int(below) == int(own) + 1


def _column(table: TableDraft, kind: str) -> list[int]:
    return [c for c, name in enumerate(table.header) if any(w in fold(name) for w in words(f"table.{kind}"))]


def _fill(table: TableDraft) -> None:
    """Carry values of merged cells down: a row's number to rows without one, units and times within a group."""
    carried = set(_column(table, "unit")) | set(_column(table, "time"))
    marked = {c for c in carried if any(fold(row.cells[c]) in ("x", "✓") for row in table.rows)}
    last: dict[int, str] = {}
    for row in table.rows:
        row.filled = list(row.cells)
        if row.group:
            last.clear()
            continue
        for column in carried - marked:
            if row.cells[column]:
                last[column] = row.cells[column]
            else:
                row.filled[column] = last.get(column, "")
        if row.cells and row.cells[0]:
            last[0] = row.cells[0]
        elif row.cells and table.header and _is_index(table.header[0]):
            row.filled[0] = last.get(0, "")


def _find_misplaced(table: TableDraft) -> None:
    """Cells of a time column that hold what the unit column holds elsewhere."""
    units = {row.cells[c] for c in _column(table, "unit") for row in table.rows if row.cells[c]}
    times = [c for c in _column(table, "time") if c not in _column(table, "unit")]
    for row in table.rows:
        for column in times:
            if row.cells[column] and row.cells[column] in units:
                table.misplaced.append((row, column))
