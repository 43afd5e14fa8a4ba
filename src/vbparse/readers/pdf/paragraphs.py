"""Rows of print to paragraphs, by where they begin and end, the space between them, and how their words begin.

A row that ends early, though the first word of the next would have fitted, ends its paragraph; a first line that is
set in, a marker, more space or another size begins one.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from statistics import median

import regex

from vbparse.lexicon.fold import is_upper
from vbparse.readers.pdf.rows import Row

_MARKER = regex.compile(
    r"(?:[-–+*•▪◦➢]\s?\S|\(?(?:\d{1,2}(?:\.\d{1,2}){0,4}|[IVXLC]{1,6}|\p{L})\)|(?:\d{1,2}(?:\.\d{1,2}){0,4}|[IVXLC]{1,6}|"
    r"\p{Lu})\s?[.\-–]\s?(?=\p{Lu}|\P{L}|$)|(?:Điều|Chương|Mục|Phần|PHẦN|CHƯƠNG|MỤC|ĐIỀU)\s+[\dIVX]+)"
)
_ENDED = regex.compile(r"[.!?:;…][\"”’')\]»*\s]*$|/\.\s*$")
_SET_IN = 0.6  # of the size: a row that begins so much further right is set in
_SPACED = 0.35  # of the size: so much more space than usual parts paragraphs
_FAR = 1.8  # times the usual distance
_SLACK = 1.0  # points
_MIDDLE = 5.0  # points by which the middle of a centred row may be off
_USUAL = 1.25  # distance of rows of one paragraph in units of the size, where nothing tells it


@dataclass(frozen=True, slots=True)
class Shape:
    """How text is set: its left and right edge, how far first lines are set in (None: not), the distance of rows."""

    left: float
    right: float
    indent: float | None = None
    pitch: float | None = None

    def moved(self, x: float) -> Shape:
        return replace(self, left=self.left + x, right=self.right + x)


def shape_of(rows: Sequence[Row], usual: Shape | None = None) -> Shape:
    """Return the shape of rows that follow each other; `usual` is that of the document, for what few rows hide."""
    left, right = min(row.x0 for row in rows), max(row.x1 for row in rows)
    if usual is not None:
        width = usual.right - usual.left
        if right - left < 0.9 * width or len(rows) < 6:
            shift = left - usual.left if abs(left - usual.left) < 40 and len(rows) >= 6 else 0.0
            left, right = usual.left + shift, max(right, usual.right + shift)
    return Shape(left, right, usual.indent if usual else None, _pitch(rows) or (usual.pitch if usual else None))


def usual_shape(blocks: Iterable[Sequence[Row]]) -> Shape | None:
    """Return the shape of most running text of a document."""
    lefts: Counter[int] = Counter()
    rights: Counter[int] = Counter()
    rows = [row for block in blocks for row in block]
    if not rows:
        return None
    for row in rows:
        lefts[round(row.x0)] += 1
        rights[round(row.x1)] += 1
    few = max(2, len(rows) // 50)
    left = min((x for x, count in lefts.items() if count >= few), default=min(lefts))
    right = max((x for x, count in rights.items() if count >= few), default=max(rights))
    right = max(right, *(x for x in rights if x <= right + 8))
    indents = Counter(
        round(row.x0 - left)
        for row in rows
        if row.size * _SET_IN < row.x0 - left < 80 and abs(row.middle - (left + right) / 2) > _MIDDLE
    )
    indent = None
    if indents:
        x, count = max(indents.items(), key=lambda item: (item[1], -item[0]))
        if count * 8 >= len(rows):
            indent = float(x)
    return Shape(float(left), float(right), indent, _pitch(rows))


def _pitch(rows: Sequence[Row]) -> float | None:
    """Return the usual distance of rows, in units of the size of the print."""
    steps = [
        (below.base - above.base) / below.size
        for above, below in pairwise(rows)
        if above.page == below.page
        and abs(above.size - below.size) < 0.5
        and 0 < below.base - above.base < 3 * below.size
    ]
    if len(steps) < 3:
        return None
    steps.sort()
    return median(steps[: max(3, 2 * len(steps) // 3)])


def is_centred(row: Row, shape: Shape) -> bool:
    """Whether a row stands in the middle of its column, with room on both sides."""
    room = min(row.x0 - shape.left, shape.right - row.x1)
    if room < row.size or abs(row.middle - (shape.left + shape.right) / 2) > _MIDDLE:
        return False
    at_indent = shape.indent is not None and abs(row.x0 - shape.left - shape.indent) <= 1.5
    return not at_indent or is_upper(row.text)


def part(rows: Sequence[Row], shape: Shape) -> list[list[Row]]:
    """Divide rows that follow each other into paragraphs; each row of a centred title stands alone."""
    found: list[list[Row]] = []
    for row in rows:
        if found and not begins(found[-1], row, shape):
            found[-1].append(row)
        else:
            found.append([row])
    return found


def begins(above: Sequence[Row], row: Row, shape: Shape, *, new_page: bool = False) -> bool:
    """Whether a row begins a paragraph, under the rows of the paragraph before it (on the page before: `new_page`)."""
    last = above[-1]
    if row.slanted or last.slanted or abs(row.size - last.size) > 0.08 * last.size or row.layer != last.layer:
        return True
    step = row.base - last.base
    usual = (shape.pitch or _USUAL) * row.size
    if not new_page and (step > _FAR * usual or step <= 0):
        return True
    if is_centred(row, shape) or (is_centred(last, shape) and len(above) == 1):
        return True
    if last.bold and not row.bold and row.x0 > last.x0 - 1 and len(above) == 1 and row.text[:1].isupper():
        return True
    fits = last.x1 + 0.25 * last.size + row.first < shape.right - _SLACK
    small = row.text[:1].islower() and not _ENDED.search(last.text)
    spaced = not new_page and step > usual + _SPACED * row.size
    if (fits or spaced) and not (small and not _MARKER.match(row.text)):
        return True
    body = above[1].x0 if len(above) > 1 else None
    set_in = _SET_IN * row.size
    marked = bool(_MARKER.match(row.text))
    if body is not None:
        if row.x0 - body > set_in:
            return True
        return marked and abs(above[0].x0 - row.x0) < set_in and not (above[0].x0 - body > set_in)
    hanging = bool(_MARKER.match(last.text)) and abs(row.x0 - last.second) < 3
    if hanging:
        return False
    if shape.indent is not None:
        if row.x0 < shape.left + set_in:
            return marked and last.x0 < shape.left + set_in
        if abs(row.x0 - last.x0) < 2:
            return marked or not small
        return row.x0 > last.x0 - set_in
    return marked or row.x0 - last.x0 > set_in
