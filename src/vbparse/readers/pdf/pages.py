"""One page: its words put into tables, columns and running text, in reading order."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from vbparse.readers.legacy import Charset
from vbparse.readers.legacy.fonts import charset_of
from vbparse.readers.pdf import library
from vbparse.readers.pdf.annotations import flatten
from vbparse.readers.pdf.columns import Piece, read_regions
from vbparse.readers.pdf.drawn import covered, read_drawing
from vbparse.readers.pdf.footnotes import footnote_top
from vbparse.readers.pdf.frames import Frame, upright
from vbparse.readers.pdf.glyphs import read_glyphs
from vbparse.readers.pdf.grids import Grid, find_grids
from vbparse.readers.pdf.layer import Layer, OldFonts, look_at
from vbparse.readers.pdf.library import Box
from vbparse.readers.pdf.pictured import Figure, Pictured
from vbparse.readers.pdf.rows import Row, box_of, row_of
from vbparse.readers.pdf.slots import with_placed
from vbparse.readers.pdf.stamps import is_stamp_layer
from vbparse.readers.pdf.words import Word, read_words
from vbparse.tape import Aside


@dataclass(slots=True)
class TextBlock:
    """Rows of print that follow each other; `column` tells that they are one column of a block."""

    rows: list[Row]
    column: bool = False
    aside: Aside | None = None


@dataclass(slots=True)
class TableBlock:
    """The rows of a table on one page: for each row its cells, for each cell its rows of print.

    `xs` are the edges of the columns; `ruled` tells that lines are drawn around the cells.
    """

    rows: list[list[list[Row]]]
    xs: tuple[float, ...]
    ruled: bool
    widths: list[list[float]] = field(default_factory=list)


Block = TextBlock | TableBlock


@dataclass(slots=True)
class Page:
    """A page as it was read: its blocks in reading order, in a frame of `width` by `height` points.

    `charsets` are the character sets of the legacy fonts on it, `figures` what stands as pictures in its lines,
    `resolution` is that of its largest picture in dots per inch (0: there is none).
    """

    number: int
    width: float
    height: float
    blocks: list[Block]
    layer: Layer
    charsets: set[Charset] = field(default_factory=set)
    figures: list[Figure] = field(default_factory=list)
    resolution: float = 0.0


def read_page(document: int, number: int, fonts: OldFonts, pictured: Pictured | None = None) -> Page | None:
    """Read page `number` (from 1) of an open document; None when pdfium can't load it.

    `fonts` is told of the words of each font, and tells those in old character sets that it knows by now;
    `pictured` reads the figures that stand as pictures in its lines.
    """
    page = library.load_page(document, number - 1)
    if not page:
        return None
    try:
        placed = flatten(page)
        if placed is not None:
            library.close_page(page)
            page = library.load_page(document, number - 1)
            if not page:
                return None
        return _read(page, number, placed or [], fonts, pictured)
    finally:
        if page:
            library.close_page(page)


def _read(page: int, number: int, placed: list[Box], fonts: OldFonts, pictured: Pictured | None) -> Page:
    drawing = read_drawing(page)
    strokes, frame, unknown = read_glyphs(page, drawing.layers, fonts.charsets)
    fonts.watch(strokes)
    shown = Frame(frame.box, 90 * (library.rotation(page) % 4))
    words = read_words(strokes)
    layer = look_at(words, strokes, unknown, covered(drawing.pictures, frame))
    rules = [frame.place_box(rule) for rule in drawing.rules]
    words = with_placed(words)
    figures: list[Figure] = []
    if pictured is not None and layer.kind in ("text", "recognised"):
        held = [frame.place_box(box) for box in (*placed, *drawing.pictures)]
        words, figures = pictured.fill(number, (frame, shown), words, held)
    blocks = arrange(number, frame, shown, words, rules) if layer.kind != "garbled" else []
    pens = {stroke.pen for stroke in strokes}
    charsets = {charset for pen in pens if (charset := pen.charset or charset_of(pen.font))}
    return Page(number, frame.width, frame.height, blocks, layer, charsets, figures, drawing.resolution)


def arrange(number: int, frame: Frame, shown: Frame, rows: list[list[Word]], rules: list[Box]) -> list[Block]:
    """Put rows of words and ruling lines, both in `frame`, into blocks; `shown` is the page as it is shown."""
    return _Maker(number, frame, shown).blocks(rows, rules)


@dataclass
class _Maker:
    """Makes the blocks of a page; `frame` is the page as it is read, `shown` as it is shown."""

    number: int
    frame: Frame
    shown: Frame

    def blocks(self, rows: list[list[Word]], rules: list[Box]) -> list[Block]:
        stamps, rows = self._stamps(rows)
        grids = find_grids(rules)
        held: list[dict[int, list[list[Word]]]] = [{} for _ in grids]
        free: list[list[Word]] = []
        for row in rows:
            free += self._put(row, grids, held)
        note_top = footnote_top(
            free, [r for r in rules if not any(_within(r, g.box) for g in grids)], self.frame.height
        )
        notes = [row for row in free if row[0].base > note_top]
        free = [row for row in free if row[0].base <= note_top]
        blocks: list[Block] = []
        for grid, cells in zip(grids, held, strict=True):
            above = [row for row in free if self._box(row)[1] < grid.box[1]]
            free = [row for row in free if self._box(row)[1] >= grid.box[1]]
            blocks += self._text(above)
            blocks += self._table(grid, cells)
        blocks += self._text(free)
        if notes:
            blocks.append(TextBlock([self._row(row) for row in notes], aside="footnote"))
        return blocks + stamps

    def _stamps(self, rows: list[list[Word]]) -> tuple[list[Block], list[list[Word]]]:
        """Part the rows of forms that are stamps of digital signatures from the rest."""
        layers: dict[int, list[list[Word]]] = {}
        for row in rows:
            if row[0].layer:
                layers.setdefault(row[0].layer, []).append(row)
        stamped = {
            layer
            for layer, held in layers.items()
            if is_stamp_layer([" ".join(word.text for word in row) for row in held])
        }
        blocks: list[Block] = [
            TextBlock([self._row(row) for row in layers[layer]], aside="stamp") for layer in sorted(stamped)
        ]
        rest = [row for row in rows if row[0].layer not in stamped]
        return blocks, sorted(rest, key=lambda row: (row[0].angle, row[0].base)) if layers else rest

    def _put(self, row: list[Word], grids: list[Grid], held: list[dict[int, list[list[Word]]]]) -> list[list[Word]]:
        """Put the words of a row into the cells they stand in; return what stands outside."""
        if not grids:
            return [row]
        outside: list[Word] = []
        for word in row:
            x0, y0, x1, y1 = upright(box_of([word]), word.angle)
            x, y = (x0 + x1) / 2, y0 + 0.6 * (y1 - y0)
            place = next(((n, c) for n, grid in enumerate(grids) if (c := _cell_at(grid, x, y)) is not None), None)
            if place is None:
                outside.append(word)
                continue
            rows = held[place[0]].setdefault(place[1], [])
            if rows and rows[-1][-1].base == word.base and rows[-1][-1].angle == word.angle:
                rows[-1].append(word)
            else:
                rows.append([word])
        return [outside] if outside else []

    def _table(self, grid: Grid, held: dict[int, list[list[Word]]]) -> list[Block]:
        rows: list[list[list[Row]]] = [[[] for _ in range(grid.n_cols)] for _ in range(grid.n_rows)]
        widths = [[0.0] * grid.n_cols for _ in range(grid.n_rows)]
        for index, cell in enumerate(grid.cells):
            found = [self._row(words) for words in sorted(held.get(index, []), key=lambda row: row[0].base)]
            rows[cell.row][cell.column] += found
            widths[cell.row][cell.column] = cell.box[2] - cell.box[0]
        full = [(row, width) for row, width in zip(rows, widths, strict=True) if any(row)]
        if not full:
            return []
        return [TableBlock([row for row, _ in full], grid.xs, True, [width for _, width in full])]

    def _text(self, rows: list[list[Word]]) -> list[Block]:
        blocks: list[Block] = []
        straight = [row for row in rows if row[0].angle == 0]
        for region in read_regions(straight):
            if region.rows:
                blocks.append(self._aligned(region.rows))
            else:
                blocks.append(TextBlock([self._row(piece.words) for piece in region.pieces], region.column))
        leaning = [self._row(row) for row in rows if row[0].angle != 0]
        if leaning:
            blocks.append(TextBlock(leaning, column=True))
        return blocks

    def _aligned(self, rows: list[list[list[Piece]]]) -> TableBlock:
        cells = [[[self._row(piece.words) for piece in cell] for cell in row] for row in rows]
        columns = [[piece for row in rows for piece in row[n]] for n in range(len(rows[0]))]
        xs = [min(p.box[0] for p in column) for column in columns]
        widths = [max(p.box[2] for p in column) - x for column, x in zip(columns, xs, strict=True)]
        return TableBlock(cells, tuple(xs), False, [widths] * len(rows))

    def _row(self, words: Sequence[Word]) -> Row:
        box = self.frame.move_box(self._box(words), self.shown)
        x0, y0, x1, y1 = box
        return row_of(words, self.number, (round(x0, 2), round(y0, 2), round(x1, 2), round(y1, 2)))

    def _box(self, words: Sequence[Word]) -> Box:
        return upright(box_of(words), words[0].angle)


def _cell_at(grid: Grid, x: float, y: float) -> int | None:
    x0, y0, x1, y1 = grid.box
    if not (x0 <= x <= x1 and y0 <= y <= y1):
        return None
    for index, cell in enumerate(grid.cells):
        if cell.box[0] <= x < cell.box[2] and cell.box[1] <= y < cell.box[3]:
            return index
    return None


def _within(box: Box, outer: Box) -> bool:
    return outer[0] - 2 <= box[0] and box[2] <= outer[2] + 2 and outer[1] - 2 <= box[1] and box[3] <= outer[3] + 2
