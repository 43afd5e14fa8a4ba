"""Tables: rows and cells with the columns that they cover, and where lines are drawn (ECMA-376 part 1, 17.4)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from vbparse.readers.docx.blocks import Block, Table, TableCell, TableRow
from vbparse.readers.docx.inline import Story, is_placeholder
from vbparse.readers.docx.names import VAL, Element, local, number, on, val, w
from vbparse.readers.docx.styles import Styles

MAX_COLUMNS: Final = 2000
_SIDES: Final = {"start": "left", "end": "right"}
_WRAPPERS: Final = frozenset(map(w, ("customXml", "ins", "moveTo", "smartTag")))
_Borders = dict[str, bool]


def read_table(table: Element, story: Story) -> Table:
    """Read a table; text of cells that only continue the one above or beside them is not shown, and not read."""
    properties = table.find(w("tblPr"))
    style = story.styles.table_style(properties)
    borders = _table_borders(properties, style, story.styles)
    grid = table.find(w("tblGrid"))
    columns = [column.get(w("w")) for column in grid.iterchildren(w("gridCol"))] if grid is not None else []
    rows: list[TableRow] = []
    above: set[int] = set()  # columns whose cell may go on below
    for row in _children(table, w("tr")):
        if not _is_left_out(row, story):
            rows.append(_row(row, story, style, borders, above))
    return Table(rows, [number(width) or 0 for width in columns])


def _children(parent: Element, wanted: str) -> Iterator[Element]:
    """Yield the rows of a table or the cells of a row, those in content controls too."""
    for child in parent:
        if child.tag == wanted:
            yield child
        elif child.tag == w("sdt"):
            content = child.find(w("sdtContent"))
            if content is not None and not is_placeholder(child):
                yield from _children(content, wanted)
        elif child.tag in _WRAPPERS:
            yield from _children(child, wanted)


def _is_left_out(row: Element, story: Story) -> bool:
    properties = row.find(w("trPr"))
    if properties is None:
        return False
    if properties.find(w("del")) is not None:
        story.counts.struck += 1
        return True
    story.counts.inserted += properties.find(w("ins")) is not None
    if on(properties.find(w("hidden"))):
        story.counts.hidden += sum(len(text.text or "") for text in row.iter(w("t")))
        return True
    return False


def _row(row: Element, story: Story, style: str | None, borders: _Borders, above: set[int]) -> TableRow:
    """Read a row; `above` are the columns of cells that began or went on in the row before, and becomes this row's."""
    properties = row.find(w("trPr"))
    column = number(val(properties, "gridBefore")) or 0
    exceptions = row.find(w("tblPrEx"))
    borders = {**borders, **_borders(exceptions.find(w("tblBorders")) if exceptions is not None else None)}
    elements = list(_children(row, w("tc")))
    cells: list[TableCell] = []
    merged: set[int] = set()
    pages = story.pages
    first, last = pages.number, pages.number
    for index, element in enumerate(elements):
        pages.number, pages.fresh = first, index == 0 and pages.fresh
        cell = _cell(element, story, style, column, goes_on=column in above)
        if _merge(element, "vMerge") is not None:
            merged.add(column)
        edges = (index == 0, index == len(elements) - 1)
        cell.ruled = _is_ruled(element.find(w("tcPr")), borders, *edges)
        cells.append(cell)
        column = min(column + cell.span, MAX_COLUMNS)
        last = max(last, pages.number)
        first = max(first, _begins_on(cell.blocks) or first)
    pages.number, pages.fresh = last, pages.fresh and len(elements) < 2
    after = number(val(properties, "gridAfter")) or 0
    if after:
        cells.append(TableCell(column, min(after, MAX_COLUMNS), []))
    above.clear()
    above.update(merged)
    heads = on(properties.find(w("tblHeader"))) if properties is not None else None
    return TableRow(cells, bool(heads))


def _merge(element: Element, name: str) -> str | None:
    """Return `restart` or `continue` where a cell is merged with those under or beside it, else None."""
    properties = element.find(w("tcPr"))
    merge = properties.find(w(name)) if properties is not None else None
    return merge.get(VAL, "continue") if merge is not None else None


def _cell(element: Element, story: Story, style: str | None, column: int, *, goes_on: bool) -> TableCell:
    """Read a cell; one that carries on what has no beginning above it (`goes_on` is False) begins there."""
    properties = element.find(w("tcPr"))
    span = min(max(1, number(val(properties, "gridSpan")) or 1), MAX_COLUMNS)
    beside = _merge(element, "hMerge") == "continue" and column > 0
    continues = beside or (_merge(element, "vMerge") == "continue" and goes_on)
    struck = properties is not None and properties.find(w("cellDel")) is not None
    story.counts.struck += struck
    blocks: list[Block] = [] if continues or struck else story.blocks(element, story, style)
    return TableCell(column, span, blocks, continues)


def _begins_on(blocks: list[Block]) -> int | None:
    """Return the page on which the first words of a cell are printed."""
    for block in blocks:
        if isinstance(block, Table):
            continue
        for line in block.lines:
            if line.printed:
                return line.printed[0].page
    return None


# ---- lines that are drawn -----------------------------------------------------------------------------------------


def _table_borders(properties: Element | None, style: str | None, styles: Styles) -> _Borders:
    found: _Borders = {}
    for element in reversed(styles.chain(style)):
        own = element.find(w("tblPr"))
        found.update(_borders(own.find(w("tblBorders")) if own is not None else None))
    found.update(_borders(properties.find(w("tblBorders")) if properties is not None else None))
    return found


def _borders(element: Element | None) -> _Borders:
    """Return which sides of `w:tblBorders` or `w:tcBorders` show a line; sides that are not named are left out."""
    found: _Borders = {}
    for side in element if element is not None else ():
        name = local(side)
        drawn = side.get(VAL, "none") not in ("nil", "none") and side.get(w("color"), "").upper() != "FFFFFF"
        found[_SIDES.get(name, name)] = drawn
    return found


def _is_ruled(properties: Element | None, table: _Borders, first: bool, last: bool) -> bool:
    own = _borders(properties.find(w("tcBorders")) if properties is not None else None)
    left = own.get("left", table.get("left" if first else "insideV", False))
    right = own.get("right", table.get("right" if last else "insideV", False))
    inside = table.get("insideH", False)
    return left or right or (own.get("top", inside) and own.get("bottom", inside))
