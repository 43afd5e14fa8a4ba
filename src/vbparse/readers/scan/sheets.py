"""Readings of scanned pages to pages of print: the same assembly of columns, tables and paragraphs as for a PDF."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from statistics import median

from vbparse.readers.characters import clean
from vbparse.readers.pdf.frames import Frame
from vbparse.readers.pdf.layer import Layer
from vbparse.readers.pdf.pages import Page, arrange
from vbparse.readers.pdf.rows import Row, box_of
from vbparse.readers.pdf.slots import with_placed
from vbparse.readers.pdf.words import Look, Part, Word
from vbparse.readers.scan.letters import ReadWord
from vbparse.readers.scan.reading import Reading
from vbparse.readers.scan.slips import put_right
from vbparse.tape import BBox

_LEVEL = 0.3  # of the size: so far the baselines of one row differ at most as they are measured
_A4 = 595.3  # points
_PRINT = (9.0, 17.0)  # points: how large most print of a paper is
_ENOUGH = 60  # letters: fewer tell no size
_OVER = 1  # the layer of what is typed over a page


@dataclass(frozen=True, slots=True)
class PlacedWord:
    """A word on the page as it is shown, in points, before its skew: to find it again on the tape."""

    text: str
    box: BBox
    certainty: float
    read_as: str | None


@dataclass(frozen=True)
class Sheet:
    """A scanned page of `width` by `height` points as shown and laid out, `factor` times as large as it says it is.

    `degrees` is how far it was turned clockwise to be straight; `failure` says why nothing of it was read.
    """

    page: Page
    width: float
    height: float
    words: tuple[PlacedWord, ...] = ()
    degrees: float = 0.0
    factor: float = 1.0
    failure: str | None = None


def lay_sheet(reading: Reading, number: int, width: float, height: float, typed: Sequence[Row] = ()) -> Sheet:
    """Lay a reading out on a page of `width` by `height` points as shown.

    `typed` are rows that a text layer holds above the picture (a number or a date put in by a program).
    """
    factor = _factor(reading, width, height)
    width, height, typed = width * factor, height * factor, [scaled(row, factor) for row in typed]
    shown = Frame((0.0, 0.0, width, height), 0)
    frame = Frame(shown.box, 90 * reading.turn.quarters)
    across, down = frame.width / reading.width, frame.height / reading.height
    rows: list[list[Word]] = []
    placed: list[PlacedWord] = []
    for _, line in groupby(reading.words, key=lambda word: word.line):
        row: list[Word] = []
        for word in line:
            printed = _printed(word, across, down)
            if printed.text:
                row.append(printed)
                box = frame.move_box(box_of([printed]), shown)
                placed.append(PlacedWord(printed.text, box, word.certainty, word.read_as))
        if row:
            rows.append(row)
    if typed:
        parts = [*_levelled(rows), *(_typed(row) for row in typed)]
        known = {id(row) for row in parts}
        joined = [row if id(row) in known else _put_right(row) for row in with_placed(parts)]
        rows = [[replace(word, layer=0) for word in row] for row in joined]
        read = {frame.move_box(box_of([word]), shown): word.text for row in joined for word in row}
        placed = [_as(word, read.get(word.box, word.text)) for word in placed]
    rows.sort(key=lambda row: row[0].base)
    rules = [(x0 * across, y0 * down, x1 * across, y1 * down) for x0, y0, x1, y1 in reading.rules]
    blocks = arrange(number, frame, shown, rows, rules)
    letters = sum(len(word.text) for row in rows for word in row)
    page = Page(number, frame.width, frame.height, blocks, Layer("recognised" if letters else "empty", letters))
    return Sheet(page, width, height, tuple(placed), reading.turn.degrees, factor)


def _factor(reading: Reading, width: float, height: float) -> float:
    """Return how many times as large a page is that notes a wrong resolution: its print tells, and its paper is A4."""
    down = height / (reading.height if reading.turn.quarters % 2 == 0 else reading.width)
    letters = Counter[float]()
    for word in reading.words:
        letters[word.size * down] += len(word.text)
    if letters.total() < _ENOUGH:
        return 1.0
    size = median(letters.elements())
    factor = _A4 / min(width, height)
    if _PRINT[0] <= size <= _PRINT[1] or not _PRINT[0] <= size * factor <= _PRINT[1]:
        return 1.0
    return factor


def scaled(row: Row, factor: float) -> Row:
    """Return a row of print of a page that is laid out so many times as large."""
    if factor == 1:
        return row
    x0, y0, x1, y1 = (round(edge * factor, 2) for edge in row.box)
    lengths = {name: getattr(row, name) * factor for name in ("x0", "x1", "base", "size", "first", "second")}
    labelled = row.labelled * factor if row.labelled is not None else None
    return replace(row, **lengths, labelled=labelled, box=(x0, y0, x1, y1))


def _printed(word: ReadWord, across: float, down: float) -> Word:
    text = clean(word.text).replace(" ", "")
    look = Look(word.bold, False, False)
    return Word([Part(text, look)], word.x0 * across, word.x1 * across, word.base * down, word.size * down, 0, 0, False)


def _levelled(rows: Sequence[list[Word]]) -> list[list[Word]]:
    """Join pieces of print that stand side by side to rows, as a text layer has them."""
    levels: list[list[Word]] = []
    for row in sorted(rows, key=lambda row: (row[0].base, row[0].x0)):
        near = levels[-1] if levels else []
        alike = near and abs(near[0].base - row[0].base) <= _LEVEL * min(near[0].size, row[0].size)
        if alike and all(row[0].x0 > word.x1 or row[-1].x1 < word.x0 for word in near):
            near += row
            near.sort(key=lambda word: word.x0)
        else:
            levels.append(list(row))
    return levels


def _put_right(row: Sequence[Word]) -> list[Word]:
    """Return a row that a figure was put in with its fixed words put right: they are told by the whole of it."""
    right = put_right([ReadWord(word.text, 0.0, 0.0, 0.0, 0.0, False, 1.0, 0) for word in row])
    return [
        word if word.text == found.text else replace(word, parts=[Part(found.text, word.parts[0].look)])
        for word, found in zip(row, right, strict=True)
    ]


def _as(word: PlacedWord, text: str) -> PlacedWord:
    return word if word.text == text else replace(word, text=text, read_as=word.read_as or word.text)


def _typed(row: Row) -> list[Word]:
    """Part a row of a text layer into its words again, each as wide as its letters; they lie over the page."""
    step = (row.x1 - row.x0) / max(1, len(row.text))
    words, at = [], 0
    for text in row.text.split():
        at = row.text.index(text, at)
        x0, x1 = row.x0 + at * step, row.x0 + (at + len(text)) * step
        words.append(Word([Part(text, Look(False, False, False))], x0, x1, row.base, row.size, 0, _OVER, False))
        at += len(text)
    return words


def on_page(box: BBox, sheet: Sheet) -> BBox:
    """Return where a box of a sheet stands on the page as it lies and as large as it says it is."""
    x0, y0, x1, y1 = _unskewed(box, sheet)
    by = 1 / sheet.factor
    return round(x0 * by, 2), round(y0 * by, 2), round(x1 * by, 2), round(y1 * by, 2)


def _unskewed(box: BBox, sheet: Sheet) -> BBox:
    """Return where a box stands on the page as it lies, which was turned clockwise to be straight."""
    if not sheet.degrees:
        return box
    angle = math.radians(-sheet.degrees)
    x, y = (box[0] + box[2]) / 2 - sheet.width / 2, (box[1] + box[3]) / 2 - sheet.height / 2
    right = x * math.cos(angle) - y * math.sin(angle) + sheet.width / 2 - (box[0] + box[2]) / 2
    down = x * math.sin(angle) + y * math.cos(angle) + sheet.height / 2 - (box[1] + box[3]) / 2
    return box[0] + right, box[1] + down, box[2] + right, box[3] + down
