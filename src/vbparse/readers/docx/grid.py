"""Tables to lines: a real table to rows of cells, a table that is only layout to the lines in its cells.

Layout is told by the format first: no lines are drawn, no row is marked as heading, no column of numbers. Then it is
one row or one column, or it holds a component of a heading block or a closing (36-HD/VPTW, part III).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Final, Protocol

from vbparse.errors import SourceError
from vbparse.readers.docx.blocks import Block, Table, TableCell, TableRow, paragraphs_of
from vbparse.readers.docx.drafts import row_of
from vbparse.readers.docx.items import Item, cell_lines, notes_of
from vbparse.readers.layout import heads_numbers, is_item, names_component, names_post
from vbparse.readers.lines import CleanLine

_SLIVER: Final = 170  # twentieths of a point (3 mm): a column that only lines drawn not quite evenly make
_MOST_SIDES: Final = 3
_MOST_PLACES: Final = 2_000_000  # rows times columns: twenty thousand rows of a hundred columns


class Lay(Protocol):
    """Lays blocks out as lines; `close` where only an empty paragraph makes a gap."""

    def __call__(self, inner: list[Block], close: bool) -> list[Item]: ...


def lay_table(table: Table, lay: Lay) -> list[Item]:
    """Return the lines of a table; the notes tied to a real table stand behind it."""
    rows = [row for row in table.rows if any(_filled(row))]
    cells = [cell for row in table.rows for cell in row.cells]
    if not rows:
        return []
    if len(cells) == 1:
        return lay(cells[0].blocks, False)
    if _is_real(rows):
        return _data(table, rows)
    if len({cell.column for row in rows for cell in _filled(row)}) == 1:
        return [item for row in rows for cell in _filled(row) for item in lay(cell.blocks, False)]
    if _is_list(rows):
        return [item for row in rows for item in _joined(row, lay)]
    if len(rows) == 1 or _has_component(rows):
        return _by_columns(rows, lay)
    return _data(table, rows)


def _filled(row: TableRow) -> Iterator[TableCell]:
    return (cell for cell in row.cells if any(not p.blank or p.boxes for p in paragraphs_of(cell.blocks)))


def _words(cell: TableCell) -> str:
    return " ".join(line.text for line in cell_lines(cell.blocks))


def _is_real(rows: list[TableRow]) -> bool:
    filled = [cell for row in rows for cell in _filled(row)]
    if sum(cell.ruled for cell in filled) * 2 >= len(filled):
        return True
    first = next(_filled(rows[0]))
    if heads_numbers(_words(first)):
        return True
    return rows[0].heads and len(rows) > 1 and not _has_component(rows)


def _has_component(rows: list[TableRow]) -> bool:
    """Whether rows of few cells hold a component of a heading block or a closing, or two who sign side by side."""
    for row in rows:
        filled = list(_filled(row))
        if len(filled) > _MOST_SIDES:
            return False
        firsts = [line.text for cell in filled for line in cell_lines(cell.blocks)]
        if any(map(names_component, firsts)) or sum(map(names_post, firsts)) > 1:
            return True
    return False


def _is_list(rows: list[TableRow]) -> bool:
    """Whether each row is a text behind a marker or a label (`1.`, `Kính gửi:`, `Họ và tên:`), or a text alone."""
    pairs = 0
    for row in rows:
        filled = list(_filled(row))
        if len(filled) == 2:
            head = cell_lines(filled[0].blocks)
            if len(head) != 1 or not (is_item(head[0].text) or head[0].text.endswith(":")):
                return False
            if names_component(head[0].text):
                return False
            pairs += 1
        elif len(filled) != 1:
            return False
    return pairs > 0


def _joined(row: TableRow, lay: Lay) -> list[Item]:
    """Join the marker or label of a row with the first line behind it, where that stands alone."""
    cells = list(_filled(row))
    items = [lay(cell.blocks, True) for cell in cells]
    if len(items) == 2 and len(items[1]) == 1 and items[1][0].line.cells is None:
        joined = row_of([[items[0][0].line, items[1][0].line]])
        head = items[0][0].line
        line = replace(joined, cells=None, breaks=(), centred=head.centred, heading=head.heading)
        return [Item(line, True)]
    return [
        replace(item, gap=True) if at == 0 else item for at, item in enumerate(item for side in items for item in side)
    ]


# ---- layout -------------------------------------------------------------------------------------------------------


def _by_columns(rows: list[TableRow], lay: Lay) -> list[Item]:
    """Return the lines of each column in turn; a cell over both columns parts what is above it from what is below."""
    split = _split(rows)
    out: list[Item] = []
    block: list[TableRow] = []
    for row in rows:
        filled = list(_filled(row))
        if len(filled) == 1 and filled[0].column < split < filled[0].column + filled[0].span:
            out += _sides(block, lay) + lay(filled[0].blocks, False)
            block = []
        else:
            block.append(row)
    return out + _sides(block, lay)


def _split(rows: list[TableRow]) -> int:
    """Return the column of the grid where the right side of a layout begins."""
    pairs = [cells for row in rows if len(cells := list(_filled(row))) == 2]
    return min((cells[1].column for cells in pairs), default=1)


def _sides(rows: list[TableRow], lay: Lay) -> list[Item]:
    filled = [list(_filled(row)) for row in rows]
    wide = any(len(cells) > 2 for cells in filled)
    split = _split(rows)
    columns: dict[int, list[Item]] = {}
    for cells in filled:
        for cell in cells:
            side = cell.column if wide else int(cell.column >= split)
            items = lay(cell.blocks, True)
            known = columns.setdefault(side, [])
            known += items if known else [replace(item, gap=item.gap or at == 0) for at, item in enumerate(items)]
    return [item for side in sorted(columns) for item in columns[side]]


# ---- rows of a real table -----------------------------------------------------------------------------------------


def _data(table: Table, rows: list[TableRow]) -> list[Item]:
    places = _places(table, rows)
    count = max(places.values()) + 1
    if count * len(rows) > _MOST_PLACES:
        raise _too_large(len(rows), count)
    out: list[Item] = []
    heads = True
    for row in rows:
        cells: list[list[CleanLine]] = [[] for _ in range(count)]
        for cell in row.cells:
            if cell.column in places:
                cells[places[cell.column]] += cell_lines(cell.blocks)
        heads = heads and row.heads
        line = row_of(cells, heads=heads)
        if line.text.strip():
            out.append(Item(line, not out))
    paragraphs = [p for row in rows for cell in row.cells for p in paragraphs_of(cell.blocks)]
    return out + notes_of(paragraphs)


def _places(table: Table, rows: list[TableRow]) -> dict[int, int]:
    """Return for each column of the grid that a cell begins in its place in the rows.

    Columns of the grid that no cell begins in are only parts of merged ones; two that begin almost at the same place,
    never both filled in one row, are one.
    """
    starts = sorted({cell.column for row in rows for cell in row.cells if cell.blocks or cell.continues})
    used = [{cell.column for cell in _filled(row)} for row in rows]
    places: dict[int, int] = {}
    for at, column in enumerate(starts):
        before = starts[at - 1] if at else None
        place = places[before] if before is not None else -1
        if before is None or not _is_sliver(table.widths[before:column]) or any({before, column} <= s for s in used):
            place += 1
        places[column] = place
    return places


def _is_sliver(widths: list[int]) -> bool:
    return bool(widths) and 0 < sum(widths) < _SLIVER


def _too_large(rows: int, columns: int) -> SourceError:
    return SourceError(
        "file-too-large",
        f"a table of {rows} rows and {columns} columns is larger than any document needs; split it, or take it out",
        f"bảng có {rows} hàng và {columns} cột, lớn bất thường so với một văn bản; hãy chia nhỏ hoặc bỏ bảng này ra",
    )
