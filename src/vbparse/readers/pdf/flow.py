"""Pages to lines of the tape: paragraphs and table rows in order, what page breaks cut marked as going on."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

import regex

from vbparse.readers.lines import CleanLine
from vbparse.readers.lines import Row as TapeRow
from vbparse.readers.pdf.library import Box
from vbparse.readers.pdf.narrow import is_broken, is_broken_number
from vbparse.readers.pdf.pages import Page, TableBlock, TextBlock
from vbparse.readers.pdf.paragraphs import Shape, begins, part, shape_of, usual_shape
from vbparse.readers.pdf.rows import Row
from vbparse.readers.pdf.stamps import stamp_rows
from vbparse.tape import Cell, PrintedRow, Run

_TIGHT = 1.6  # of the size: rows of one title or block follow each other at most so far
_SPLIT = regex.compile(r"[\p{L}\d][-/]$")  # a word that was broken behind its hyphen
_SAME_WIDTH = 20.0  # points: pages of one format, as scanned
_SAME_EDGE = 4.0  # points by which the edges of one table may differ from page to page


@dataclass
class _Table:
    """A table that may go on: where its columns stand, its first rows, and the last of them."""

    xs: tuple[float, ...]
    first: list[int]
    texts: list[str]
    last: list[list[Row]]
    widths: list[float]


@dataclass
class Flow:
    """Lays pages out as lines; the last paragraph and table stay open for what comes on the next page."""

    usual: Mapping[float, Shape | None]  # by the width of the page
    lines: list[TapeRow] = field(default_factory=list)
    paragraph: tuple[list[Row], Shape] | None = None
    column: tuple[list[Row], Shape] | None = None
    table: _Table | None = None
    fresh: bool = True  # nothing of the text of this page was laid out yet
    width: float = 0.0  # of this page

    def add(self, page: Page) -> None:
        """Lay out one more page."""
        self.fresh, self.width = True, page.width
        for block in page.blocks:
            if isinstance(block, TableBlock):
                self._add_table(block)
            elif block.aside is not None:
                self._add_aside(block)
            elif block.column:
                self._add_column(block)
            else:
                self._add_text(block)

    # ---- text ----------------------------------------------------------------------------------------------------

    def _add_text(self, block: TextBlock) -> None:
        rows = self._without_stamps(block)
        if not rows:
            return
        shape = shape_of(rows, self.usual[self.width])
        above: tuple[list[Row], bool] | None = None
        for paragraph, centred in part(rows, shape):
            first = paragraph[0]
            continues = not centred and self._carries_on(first, shape)
            tight = above is not None and first.base - above[0][-1].base <= _TIGHT * first.size
            gap = not (centred and tight and above is not None and above[1])
            self._put(replace(line_of(paragraph), centred=centred, continues=continues), gap)
            above = paragraph, centred
            self.paragraph, self.table, self.fresh = (paragraph, shape), None, False

    def _carries_on(self, row: Row, shape: Shape) -> bool:
        """Whether the first row of the text of a page carries on the last paragraph of the page before."""
        if not self.fresh or self.paragraph is None:
            return False
        above, old = self.paragraph
        if above[-1].page == row.page:
            return False
        shift = shape.left - old.left
        moved = [replace(r, x0=r.x0 + shift, x1=r.x1 + shift, second=r.second + shift) for r in above]
        return not begins(moved, row, replace(shape, right=max(shape.right, old.right + shift)), new_page=True)

    def _add_column(self, block: TextBlock) -> None:
        rows = self._without_stamps(block)
        if not rows:
            return
        shape = replace(shape_of(rows), pitch=None)
        centred = len(rows) > 1 and all(abs(row.middle - rows[0].middle) < 4 for row in rows)
        carried = self.column if self.fresh else None
        if carried is not None and carried[0][-1].page == rows[0].page:
            carried = None
        last: Row | None = carried[0][-1] if carried else None
        for paragraph in [[row] for row in rows] if centred else [held for held, _ in part(rows, shape)]:
            first = paragraph[0]
            gap = last is None or (last.page == first.page and first.base - last.base > _TIGHT * first.size)
            continues = (
                carried is not None and last is carried[0][-1] and not begins(*carried[:1], first, shape, new_page=True)
            )
            self._put(replace(line_of(paragraph), centred=centred, continues=continues), gap)
            last = paragraph[-1]
            self.column = (paragraph, shape)
        self.paragraph, self.table, self.fresh = None, None, False

    def _without_stamps(self, block: TextBlock) -> list[Row]:
        stamped = stamp_rows(block.rows)
        for index in sorted(stamped):
            self._put(replace(line_of([block.rows[index]]), aside="stamp"), True)
        return [row for index, row in enumerate(block.rows) if index not in stamped]

    def _add_aside(self, block: TextBlock) -> None:
        if block.aside != "footnote":
            for row in block.rows:
                self._put(replace(line_of([row]), aside=block.aside), True)
            return
        shape = shape_of(block.rows)
        notes: list[list[Row]] = []
        for row in block.rows:
            mark = bool(row.runs) and row.runs[0].superscript and row.runs[0].start == 0
            if notes and not mark and (not begins(notes[-1], row, shape) or row.text[:1].islower()):
                notes[-1].append(row)
            else:
                notes.append([row])
        for note in notes:
            self._put(replace(line_of(note), aside=block.aside), True)

    # ---- tables --------------------------------------------------------------------------------------------------

    def _add_table(self, block: TableBlock) -> None:
        old = self.table if self.fresh else None
        going_on = old is not None and _same_columns(old.xs, block.xs)
        cells = [[cell_text(rows, width) for rows, width in zip(*pair, strict=True)] for pair in _rows(block)]
        texts = ["\t".join(cell.text for cell in row) for row in cells]
        repeated = _repeated(old.texts, texts) if going_on and old is not None else 0
        if repeated and old is not None:
            for index in old.first[:repeated]:
                line, number, gap = self.lines[index]
                self.lines[index] = replace(line, heads=True), number, gap
        head = old.texts[0] if going_on and old is not None else texts[0]
        first: list[int] = []
        for index, (row, held) in enumerate(zip(cells, block.rows, strict=True)):
            cut = going_on and old is not None and index == repeated and _is_rest(old, held)
            line = replace(row_line(row, held), heads=index < repeated, continues=cut)
            first.append(len(self.lines))
            self._put(line, index == 0 or (index > repeated and texts[index] == head))
        if going_on and old is not None:
            first, texts = old.first, old.texts
        widths = block.widths[-1] if block.widths else []
        self.table = _Table(block.xs, first, texts[:4], block.rows[-1], widths)
        self.paragraph, self.fresh = None, False

    def _put(self, line: CleanLine, gap: bool) -> None:
        if line.text.strip():
            self.lines.append((line, None, gap and bool(self.lines)))


def lay_pages(pages: Sequence[Page]) -> list[TapeRow]:
    """Return the lines of the pages in reading order."""
    flow = Flow(_usual_shapes(pages))
    for page, following in pairwise(pages):
        carry_column(page, following)
    for page in pages:
        flow.add(page)
    return flow.lines


def _usual_shapes(pages: Sequence[Page]) -> dict[float, Shape | None]:
    """Return the usual shape of running text for each width of page; other widths take that of most, to their edge."""
    widths = Counter(page.width for page in pages)
    if not widths:
        return {}
    alike = {width: sum(widths[other] for other in widths if abs(other - width) < _SAME_WIDTH) for width in widths}
    main = max(widths, key=lambda width: (alike[width], widths[width], -width))
    running = (
        block.rows
        for page in pages
        if abs(page.width - main) < _SAME_WIDTH
        for block in page.blocks
        if isinstance(block, TextBlock) and not block.column and block.aside is None
    )
    shape = usual_shape(running, main)
    off = {width: width - main if abs(width - main) >= _SAME_WIDTH else 0.0 for width in widths}
    return {width: shape and shape.widened(off[width]) for width in widths}


def carry_column(page: Page, following: Page) -> None:
    """Let the columns of a block at the foot of a page go on at the top of the next (in place).

    The right column (the signature) is then read behind the rest of the left one, so that both stay in one piece.
    """
    blocks, opening = _text_of(page), _text_of(following)
    if len(blocks) < 2 or not opening or not all(block.column for block in blocks[-2:]):
        return
    left, right, top = blocks[-2], blocks[-1], opening[0]
    edges, last = {row.x0 for row in left.rows}, left.rows[-1]
    stop = 0
    for row in top.rows:
        lined_up = any(abs(row.x0 - edge) < _SAME_EDGE + row.size / 2 for edge in edges)
        alike = row.size < last.size + 0.5 and lined_up
        if not alike or row.x1 > min(other.x0 for other in right.rows) or row.bold > last.bold:
            break
        stop += 1
    if stop == 0 or last.base + 1.5 * last.size < right.rows[-1].base or (top.column and stop < len(top.rows)):
        return
    if stop == len(top.rows) and [block.column for block in opening[:3]] == [False, True, True]:
        top.rows += opening[1].rows
        stop = len(top.rows)
        following.blocks = [block for block in following.blocks if block is not opening[1]]
    page.blocks = [block for block in page.blocks if block is not right]
    at = next(n for n, block in enumerate(following.blocks) if block is top)
    rest = [TextBlock(top.rows[stop:])] if top.rows[stop:] else []
    following.blocks[at : at + 1] = [TextBlock(top.rows[:stop], column=True), right, *rest]


def _text_of(page: Page) -> list[TextBlock]:
    """Return the blocks of text of a page; none where a table stands among the first or last of them."""
    held = [block for block in page.blocks if isinstance(block, TableBlock) or block.aside is None]
    return [block for block in held if isinstance(block, TextBlock)] if _plain(held) else []


def _plain(blocks: Sequence[TableBlock | TextBlock]) -> bool:
    return not any(isinstance(block, TableBlock) for block in (*blocks[:1], *blocks[-2:]))


def line_of(rows: Sequence[Row], width: float = 0.0) -> CleanLine:
    """Join the rows of a paragraph by blanks; `width` is that of the cell they stand in."""
    text, runs, printed = "", list[Run](), list[PrintedRow]()
    for above, row in zip([None, *rows], rows, strict=False):
        split = _SPLIT.search(text) and row.text[0].isalnum()
        if above is not None and not split and not (width and is_broken(above, row, width)):
            text += " "
        start = len(text)
        printed.append(PrintedRow(start, row.page, row.box))
        text += row.text
        runs += _shifted(row.runs, start, runs)
    size = max(rows, key=lambda row: len(row.text)).size
    return CleanLine(text, tuple(runs), printed=tuple(printed), size=round(size, 1))


def _shifted(runs: Sequence[Run], by: int, before: list[Run]) -> list[Run]:
    moved = [replace(run, start=run.start + by, end=run.end + by) for run in runs]
    if moved and before:
        last, first = before[-1], moved[0]
        look = (last.bold, last.italic, last.superscript)
        if last.end in (by - 1, by) and first.start == by and look == (first.bold, first.italic, first.superscript):
            before.pop()
            moved[0] = replace(first, start=last.start)
    return moved


# ---- cells --------------------------------------------------------------------------------------------------------


def cell_text(rows: Sequence[Row], width: float) -> CleanLine:
    """Join the rows of a cell by blanks; `breaks` are where a new paragraph or line began."""
    if not rows:
        return CleanLine("")
    left = min(row.x0 for row in rows)
    right = max(max(row.x1 for row in rows), left + width - 12 if width else 0.0)
    line = line_of(rows, width)
    shape = Shape(left, right, pitch=_USUAL_IN_CELLS)
    breaks = []
    for index in range(1, len(rows)):
        if is_broken(rows[index - 1], rows[index], width):
            continue
        long = rows[index - 1].x1 - rows[index - 1].x0
        last, row = (replace(r, x0=left, second=left) for r in rows[index - 1 : index + 1])
        if begins([replace(last, x1=left + long)], row, shape):
            breaks.append(line.printed[index].start)
    return replace(line, breaks=tuple(breaks))


_USUAL_IN_CELLS = 1.5


def row_line(cells: Sequence[CleanLine], held: Sequence[Sequence[Row]]) -> CleanLine:
    """Join the cells of a table row by tabs; `held` are the rows of print in each."""
    text, runs, found, breaks = "", list[Run](), list[Cell](), list[int]()
    printed: list[PrintedRow] = []
    for index, (cell, rows) in enumerate(zip(cells, held, strict=True)):
        if index:
            text += "\t"
        start = len(text)
        text += cell.text
        found.append(Cell(start, len(text)))
        runs += [replace(run, start=run.start + start, end=run.end + start) for run in cell.runs]
        breaks += [at + start for at in cell.breaks]
        if rows:
            printed.append(PrintedRow(start, rows[0].page, _hull([row.box for row in rows])))
    sizes = Counter(round(row.size, 1) for rows in held for row in rows)
    size = max(sizes, key=lambda size: (sizes[size], size)) if sizes else None
    return CleanLine(text, tuple(runs), cells=tuple(found), breaks=tuple(breaks), printed=tuple(printed), size=size)


def _rows(block: TableBlock) -> list[tuple[list[list[Row]], list[float]]]:
    return list(zip(block.rows, block.widths, strict=True))


def _hull(boxes: Sequence[Box]) -> Box:
    return min(b[0] for b in boxes), min(b[1] for b in boxes), max(b[2] for b in boxes), max(b[3] for b in boxes)


def _same_columns(old: tuple[float, ...], new: tuple[float, ...]) -> bool:
    if len(old) != len(new):
        return False
    shift = new[0] - old[0]
    return all(abs(b - a - shift) <= _SAME_EDGE for a, b in zip(old, new, strict=True))


def _repeated(first: list[str], texts: list[str]) -> int:
    """Return how many rows at the head of a fragment repeat those at the head of the table."""
    count = 0
    while count < min(len(first), len(texts) - 1, 3) and _repeats(first[count], texts[count]):
        count += 1
    return count


def _repeats(first: str, text: str) -> bool:
    """Whether a row repeats another; a program that repeats merged cells may cut them off at the height of one row."""
    cells = list(zip(first.split("\t"), text.split("\t"), strict=True))
    same = sum(a == b for a, b in cells)
    return all(a == b or (b and a.startswith(f"{b} ")) for a, b in cells) and 2 * same > len(cells)


def _is_rest(old: _Table, row: list[list[Row]]) -> bool:
    """Whether a row carries on the last row of the page before: no number of its own, and words that go on."""
    if not any(row):
        return False
    number = old.last[0]
    if number and not any((*row[1:], *old.widths[1:])):  # one cell across the table
        left, first = number[-1].x0, row[0][0]
        return not begins(number, first, Shape(left, left + old.widths[0] - 12), new_page=True)
    if row[0] and not (number and old.widths and is_broken_number(number[-1], row[0][0], old.widths[0])):
        return False
    for index, rows in enumerate(row):
        if not rows or index == 0:
            continue
        above = old.last[index] if index < len(old.last) else []
        if not above:
            return False
        width = old.widths[index] if index < len(old.widths) else 0.0
        room = (width - 12 if width else max(r.x1 - r.x0 for r in above)) - (above[-1].x1 - above[-1].x0)
        if room > 0.25 * rows[0].size + rows[0].first and not rows[0].text[:1].islower():
            return False
    return True
