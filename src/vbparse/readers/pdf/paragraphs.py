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
_OPENING = "(“\"‘'«["
_COUNTED = regex.compile(r"\((?P<number>\d{1,2})\)")
_ENDED = regex.compile(r"[.!?:;…][\"”’')\]»*\s]*$|/\.\s*$")
_DASHED = regex.compile(r"[-–]\s*\p{Ll}")  # `kinh tế` / `- xã hội`
_PAUSED = regex.compile(r"[.!?:;,…)/][\"”’')\]»*\s]*$")
_SET_IN = 0.6  # of the size: a row that begins so much further right is set in
_SPACED = 0.35  # of the size: so much more space than usual parts paragraphs
_APART = 6.0  # of the size: no first line is set in so far
_FAR = 1.8  # times the usual distance
_SLACK = 1.0  # points
_NEAR = 3.0  # points
_BLANK = 0.25  # of the size: the width of a blank
_SHORT = 5.0  # points by which the last row of justified text has to fall short
_MANY, _MOST = 8, 0.8
_LEAST_RIGHT = 0.8  # of the width of the page: text that is set never ends further left
_MIDDLE = 5.0  # points by which the middle of a centred row may be off
_OFF = 30.0  # points by which the middle of a page with other margins may be off
_USUAL = 1.25  # distance of rows of one paragraph in units of the size, where nothing tells it


@dataclass(frozen=True, slots=True)
class Shape:
    """How text is set: its left and right edge, how far from the left its paragraphs begin and go on, its spacing.

    `first` and `body` are None where nothing tells them apart; `pitch` is the distance of rows in units of the size;
    `spaced` tells that more space than between rows parts most paragraphs, `least` how much more (in the same units).
    `flush` is where the full rows of justified text end.
    """

    left: float
    right: float
    first: float | None = None
    body: float | None = None
    pitch: float | None = None
    spaced: bool = False
    least: float = _SPACED
    flush: float | None = None

    def widened(self, by: float) -> Shape:
        """Return the shape on a page that is so much wider, with the same margins."""
        return replace(self, right=self.right + by, flush=None if self.flush is None else self.flush + by)

    def begins_at(self, x: float) -> bool:
        """Whether paragraphs begin at x and do not go on there."""
        return self.first is not None and abs(x - self.left - self.first) < _NEAR and not self.goes_on_at(x)

    def goes_on_at(self, x: float) -> bool:
        """Whether paragraphs go on at x."""
        return self.body is not None and abs(x - self.left - self.body) < _NEAR


def shape_of(rows: Sequence[Row], usual: Shape | None = None) -> Shape:
    """Return the shape of rows that follow each other; `usual` is that of the document, for what few rows hide."""
    left, right = min(row.x0 for row in rows), max(row.x1 for row in rows)
    pitch = _pitch(rows)
    if usual is None:
        return Shape(left, right, pitch=pitch)
    known = len(rows) >= 6 and _share(rows, left)
    if not known or right - left < 0.9 * (usual.right - usual.left):
        shift = left - usual.left if known and abs(left - usual.left) < 40 else 0.0
        left, right = usual.left + shift, max(right, usual.right + shift)
    flush = usual.flush + left - usual.left if usual.flush is not None else None
    return replace(usual, left=left, right=right, pitch=pitch or usual.pitch, flush=flush)


def _share(rows: Sequence[Row], left: float) -> bool:
    """Whether more rows than one begin at the left edge: those in the middle begin anywhere."""
    return sum(row.x0 - left < _NEAR for row in rows) > 1


def usual_shape(blocks: Iterable[Sequence[Row]], width: float) -> Shape | None:
    """Return the shape of most running text of a document whose pages are `width` points wide."""
    held = [list(block) for block in blocks]
    rows = [row for block in held for row in block]
    if not rows:
        return None
    left, right = _edges(rows)
    right = max(right, _LEAST_RIGHT * width)
    firsts: Counter[int] = Counter()
    bodies: Counter[int] = Counter()
    steps: list[float] = []
    pitch = _pitch(rows)
    ends: Counter[int] = Counter()
    for block in held:
        for above, row in pairwise(block):
            if above.page != row.page or abs(row.middle - (left + right) / 2) < _MIDDLE < row.x0 - left:
                continue
            if _fits(above, row, right):
                firsts[round(row.x0 - left)] += 1
                steps.append((row.base - above.base) / row.size)
            else:
                bodies[round(row.x0 - left)] += 1
                ends[round(above.x1)] += 1
    first, body = _most(firsts), _most(bodies)
    if first is None or body is None or abs(first - body) < _NEAR:
        first = body = None
    more = median(steps) - pitch if pitch is not None and len(steps) > 2 else 0.0
    spaced = more > _SPACED / 2
    return Shape(left, right, first, body, pitch, spaced, min(_SPACED, more / 2) if spaced else _SPACED, _flush(ends))


def _flush(ends: Counter[int]) -> float | None:
    """Return where full rows end if most of them end there, as in justified text."""
    if not ends:
        return None
    edge = max(ends, key=lambda x: (ends[x], -x))
    count = sum(ends[edge + step] for step in (-1, 0, 1))
    return float(edge) if count >= _MANY and count > _MOST * ends.total() else None


def _edges(rows: Sequence[Row]) -> tuple[float, float]:
    """Return the left and right edge that many rows share."""
    lefts = Counter(round(row.x0) for row in rows)
    rights = Counter(round(row.x1) for row in rows)
    few = max(2, len(rows) // 50)
    left = min((x for x, count in lefts.items() if count >= few), default=min(lefts))
    right = max((x for x, count in rights.items() if count >= few), default=max(rights))
    return float(left), float(max(x for x in rights if x <= right + 8))


def _most(counts: Counter[int]) -> float | None:
    """Return the commonest value where it is that of every third at least."""
    if not counts:
        return None
    value, count = max(counts.items(), key=lambda item: (item[1], -item[0]))
    return float(value) if count >= 3 and count * 3 >= counts.total() else None


def _fits(above: Row, row: Row, right: float) -> bool:
    """Whether the first word of a row would have fitted at the end of the row above."""
    return above.x1 + _BLANK * above.size + row.first < right - _SLACK


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
    return is_upper(row.text) or not (shape.begins_at(row.x0) or shape.goes_on_at(row.x0))


def part(rows: Sequence[Row], shape: Shape) -> list[tuple[list[Row], bool]]:
    """Divide rows that follow each other into paragraphs; each with whether it is centred."""
    found: list[tuple[list[Row], bool]] = []
    at = 0
    while at < len(rows):
        stop = _title(rows, at, shape)
        if stop > at:
            found += [(title, True) for title in _unwrapped(rows[at:stop], shape)]
            at = stop
            continue
        row = rows[at]
        if found and not found[-1][1] and not begins(found[-1][0], row, shape):
            found[-1][0].append(row)
        else:
            found.append(([row], False))
        at += 1
    return found


def _title(rows: Sequence[Row], at: int, shape: Shape) -> int:
    """Return where the centred rows end that begin at `at` (`at` itself where none does).

    A row as wide as the column is one of them where centred rows in the same look stand right under it.
    """
    stop = at
    axis = _axis(rows, at)
    if axis is not None and abs(axis - (shape.left + shape.right) / 2) < _OFF:
        shape = replace(shape, right=2 * axis - shape.left, first=None, body=None)
    if at + 1 < len(rows) and _runs_on(rows[at], rows[at + 1], shape):
        return at
    while stop < len(rows):
        row = rows[stop]
        if stop > at and not _follows(rows[stop - 1], row):
            break
        if not is_centred(row, shape):
            wide = abs(row.middle - (shape.left + shape.right) / 2) <= _MIDDLE
            small = row.text[:1].islower() and not (at and _under_title(rows[at - 1], row, shape))
            if not wide or (stop == at and (small or shape.begins_at(row.x0))):
                break
        stop += 1
    while stop > at and not is_centred(rows[stop - 1], shape):
        stop -= 1
    return stop


def _axis(rows: Sequence[Row], at: int) -> float | None:
    """Return the middle of three rows of different width that share it: they are centred, whatever the margins are."""
    held = rows[at : at + 3]
    if len(held) < 3 or not all(_follows(above, row) for above, row in pairwise(held)):
        return None
    middle = held[0].middle
    shared = all(abs(row.middle - middle) < _SLACK for row in held)
    ragged = all(abs(above.x0 - row.x0) > row.size for above, row in pairwise(held))
    return middle if shared and ragged else None


def _under_title(above: Row, row: Row, shape: Shape) -> bool:
    """Whether a row stands right under a centred one and is as bold: a subject under the type of its document."""
    near = row.base - above.base <= _FAR * _USUAL * above.size
    return near and above.bold and row.bold and is_centred(above, shape)


def _runs_on(row: Row, below: Row, shape: Shape) -> bool:
    """Whether a row that only seems centred is the full first row of a paragraph that goes on below at the left."""
    return (
        shape.begins_at(row.x0)
        and shape.goes_on_at(below.x0)
        and _follows(row, below)
        and not _fits(row, below, shape.right)
    )


def _follows(above: Row, row: Row) -> bool:
    """Whether a row stands right under another in the same look."""
    if row.slanted or above.slanted or abs(row.size - above.size) > 0.5:
        return False
    return row.base - above.base <= 2 * row.size and (row.bold, row.italic) == (above.bold, above.italic)


def _unwrapped(rows: Sequence[Row], shape: Shape) -> list[list[Row]]:
    """Join the rows of a centred paragraph that only the width of the column parted."""
    found: list[list[Row]] = []
    for row in rows:
        above = found[-1][-1] if found else None
        width = shape.right - shape.left
        if (
            above is not None
            and above.x1 - above.x0 + _BLANK * row.size + row.first > width - _SLACK
            and _follows(above, row)
        ):
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
    lone = len(above) == 1 and is_centred(last, shape) and not _runs_on(last, row, shape)
    if is_centred(row, shape) or lone:
        return True
    if last.x0 > (shape.left + shape.right) / 2 and len(above) == 1 and row.x0 < last.x0 - _APART * row.size:
        return True  # set to the right
    if last.bold and not row.bold and row.x0 > last.x0 - 1 and len(above) == 1 and row.text[:1].isupper():
        return True
    dashed = bool(_DASHED.match(row.text)) and not _PAUSED.search(last.text)
    marked = bool(_MARKER.match(row.text)) and not dashed and not _counts_on(above, row)
    small = dashed or (row.text.lstrip(_OPENING)[:1].islower() and not _ENDED.search(last.text))
    spaced = not new_page and step > usual + shape.least * row.size
    if (_fits(last, row, shape.right) or spaced or _falls_short(above, row, shape)) and (marked or not small):
        return True
    if new_page and (last.bold, last.italic) != (row.bold, row.italic) and not small:
        return True
    return _is_first(above, row, shape, marked and (new_page or bool(_PAUSED.search(last.text))))


def _falls_short(above: Sequence[Row], row: Row, shape: Shape) -> bool:
    """Whether a sentence ends a row of justified text before its edge: only the last row of a paragraph does."""
    last = above[-1]
    if shape.flush is None or last.bold or last.x1 > shape.flush - _SHORT or not _ENDED.search(last.text):
        return False
    return all(abs(other.x1 - last.x1) > _NEAR for other in (*above[-2:-1], row))  # else a narrower column


def _counts_on(above: Sequence[Row], row: Row) -> bool:
    """Whether the number in brackets that a row begins with goes on counting within the sentences above."""
    match = _COUNTED.match(row.text)
    if match is None:
        return False
    before = f"({int(match['number']) - 1})"
    return any(before in held.text[int(held is above[0]) :] for held in above)


def _is_first(above: Sequence[Row], row: Row, shape: Shape, marked: bool) -> bool:
    """Whether a row under a full one begins a paragraph: by how far it is set in."""
    last = above[-1]
    set_in = _SET_IN * row.size
    if shape.begins_at(row.x0):
        return not (len(above) > 1 and abs(above[1].x0 - row.x0) < 2 and not marked)
    if shape.goes_on_at(row.x0) and (len(above) > 1 or not shape.goes_on_at(last.x0)):
        return False
    if len(above) > 1:
        off = row.x0 - above[1].x0
        return off > set_in or (off < -set_in and abs(row.x0 - above[0].x0) < 2) or (marked and not shape.spaced)
    if _MARKER.match(last.text) and abs(row.x0 - last.second) < 3:
        return False  # a hanging list
    if last.labelled is not None and abs(row.x0 - last.labelled) < 3 and not marked:
        return False
    if row.x0 - last.x0 > set_in:
        return True
    return marked and not shape.spaced and row.x0 > last.x0 - set_in
