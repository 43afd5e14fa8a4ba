"""Columns on a page: heading and closing blocks in two columns, tables without rules, by position alone.

A row of print is cut into pieces at wide gaps. Where the gaps of several rows one under the other make a gutter that no
piece crosses, the pieces are columns: the left one is read first (36-HD/VPTW, part III). Columns that line up over many
rows, the first of them numbers, are a table.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise

import regex

from vbparse.lexicon.fold import fold
from vbparse.lexicon.words import words as lexicon_words
from vbparse.readers.pdf.library import Box
from vbparse.readers.pdf.rows import box_of
from vbparse.readers.pdf.words import Word

_WIDE = 1.6  # gaps in units of the size: from here on a row may be cut
_LONE = 3.0  # a single row is cut from here on
_GUTTER = 0.7
_BESIDE = 0.75  # baselines of columns differ; those of rows one under the other differ by more
_NEAR = 2.6  # rows of one block follow each other at most so far
_CLOSE = 1.9
_TABBED = 4.0  # a tab behind the marker of a list item is no wider
_AHEAD = 8  # levels: so far the right column is looked for under a long row of the left one
_ALIGNED = 3.0  # points
_MARKER = regex.compile(r"\(?(?:[-–+*•▪◦]|[IVXLC]{1,6}|\p{L}|\d{1,3}(?:\.\d{1,3}){0,4})[.)/:\-–]?")
_ITEM = regex.compile(r"[-–+•]\s*\p{L}")
_NUMBER = regex.compile(r"[\d.,%/ -]{1,16}")


@dataclass(slots=True)
class Piece:
    """Words of one row without a wide gap between them."""

    words: list[Word]
    box: Box

    @property
    def text(self) -> str:
        return " ".join(word.text for word in self.words)

    @property
    def size(self) -> float:
        return max(word.size for word in self.words)

    @property
    def base(self) -> float:
        return self.words[0].base

    @property
    def middle(self) -> float:
        return (self.box[0] + self.box[2]) / 2


@dataclass(slots=True)
class Region:
    """Pieces of print to be read together from top to bottom: running text, one column of a block, or a table.

    A table has `rows`: for each the pieces of its cells.
    """

    pieces: list[Piece] = field(default_factory=list)
    column: bool = False
    rows: list[list[list[Piece]]] = field(default_factory=list)


Level = list[Piece]


def read_regions(rows: Sequence[list[Word]]) -> list[Region]:
    """Divide rows of words (top to bottom) into regions in reading order."""
    levels = _levels([piece for row in rows for piece in cut(row)])
    regions: list[Region] = []
    at = open_from = 0
    while at < len(levels):
        if len(levels[at]) < 2:
            _text(regions).pieces.append(levels[at][0])
            at += 1
            continue
        start, stop, gutters = _stretch(levels, at, open_from)
        found = _block(levels[start:stop], gutters)
        if found is None:
            stop = at + 1
            _text(regions).pieces.append(_merge(levels[at]))
        else:
            if start < at:  # rows of one column above the first of two
                del regions[-1].pieces[start - at :]
            regions += found
            open_from = stop
        at = stop
    return [region for region in regions if region.pieces or region.rows]


def _text(regions: list[Region]) -> Region:
    if not regions or regions[-1].column or regions[-1].rows:
        regions.append(Region())
    return regions[-1]


def cut(words: list[Word], wide: float = _WIDE) -> list[Piece]:
    """Cut a row of words at its wide gaps."""
    found: list[Piece] = []
    start = 0
    for index in range(1, len(words) + 1):
        if index == len(words) or words[index].x0 - words[index - 1].x1 > wide * max(
            words[index].size, words[index - 1].size
        ):
            part = words[start:index]
            found.append(Piece(part, box_of(part)))
            start = index
    return found


def _levels(pieces: list[Piece]) -> list[Level]:
    """Gather pieces that stand side by side; each level from left to right."""
    levels: list[Level] = []
    for piece in sorted(pieces, key=lambda p: (p.base, p.box[0])):
        last = levels[-1] if levels else None
        if (
            last is not None
            and piece.base - last[0].base <= _BESIDE * min(piece.size, last[0].size)
            and all(piece.box[0] >= other.box[2] or piece.box[2] <= other.box[0] for other in last)
        ):
            last.append(piece)
        else:
            levels.append([piece])
    for level in levels:
        level.sort(key=lambda p: p.box[0])
    widths = [len(level) for level in levels]
    return [
        [_merge(level)] if _is_item(level) and max(widths[max(0, at - 1) : at + 2]) < 3 else level
        for at, level in enumerate(levels)
    ]


def _is_item(level: Level) -> bool:
    """Whether a level is a marker and, behind a tab, the text of its list item."""
    if len(level) != 2 or _is_star(level[:1]) > level[0].text.startswith(("-", "–")):
        return False
    gap = level[1].box[0] - level[0].box[2]
    return gap < _TABBED * level[0].size and bool(_MARKER.fullmatch(level[0].text))


# ---- stretches with a gutter --------------------------------------------------------------------------------------


Gap = tuple[float, float]


def _stretch(levels: list[Level], at: int, least: int) -> tuple[int, int, list[Gap]]:
    """Return the levels around `at`, from `least` on, that the gutters of level `at` run through, and these gutters."""
    gutters = _gaps(levels[at])
    stop, last_wide = at + 1, at
    while stop < len(levels) and _near(levels[stop - 1], levels[stop]):
        kept = _through(gutters, levels[stop])
        if not kept and not _returns(levels, at, stop, gutters):
            break
        gutters = kept or gutters
        if len(levels[stop]) > 1:
            last_wide = stop
        stop += 1
    stop = _trim(levels, at, last_wide, stop, gutters)
    start = at
    while start > least and len(levels[start - 1]) == 1 and _near(levels[start - 1], levels[start]):
        kept = _through(gutters, levels[start - 1])
        if not kept or not _leads(levels[start - 1][0], levels[at:stop], levels[start], kept):
            break
        gutters = kept
        start -= 1
    return start, stop, gutters


def _gaps(level: Level) -> list[Gap]:
    return [(a.box[2], b.box[0]) for a, b in pairwise(level)]


def _through(gutters: list[Gap], level: Level) -> list[Gap]:
    """Return what is left of the gutters beside the pieces of one more level."""
    kept = []
    least = _GUTTER * min(piece.size for piece in level)
    for x0, x1 in gutters:
        parts = [(x0, x1)]
        for piece in level:
            left, right = piece.box[0], piece.box[2]
            parts = [
                part for a, b in parts for part in ((a, min(b, left)), (max(a, right), b)) if part[1] - part[0] >= least
            ]
        if parts:
            kept.append(max(parts, key=lambda part: part[1] - part[0]))
    return kept


def _near(above: Level, below: Level) -> bool:
    size = max(piece.size for piece in (*above, *below))
    return below[0].base - above[0].base <= _NEAR * size


def _returns(levels: list[Level], at: int, stop: int, gutters: list[Gap]) -> bool:
    """Whether a long row of the left column runs under the right one, set with tabs, which goes on below it."""
    if len(levels[stop]) > 1 or len(gutters) > 1:
        return False
    left = [piece for level in levels[at:stop] for piece in level if _column(piece, gutters) == 0]
    right = [piece for level in levels[at:stop] for piece in level if _column(piece, gutters) > 0]
    if not left or not right or abs(left[-1].box[0] - levels[stop][0].box[0]) > _ALIGNED:
        return False
    for index in range(stop + 1, min(len(levels), stop + _AHEAD)):
        if not _near(levels[index - 1], levels[index]):
            break
        if len(levels[index]) > 1 and abs(levels[index][-1].middle - right[0].middle) <= 2 * _ALIGNED:
            return True
    near = levels[stop][0].base - left[-1].base <= _CLOSE * left[-1].size
    return near and bool(_ITEM.match(left[-1].text)) and bool(_ITEM.match(levels[stop][0].text))


def _trim(levels: list[Level], at: int, last_wide: int, stop: int, gutters: list[Gap]) -> int:
    """Keep the levels of one column under the last of two only while they line up with their column."""
    for index in range(last_wide + 1, stop):
        if not _belongs(levels[index][0], levels[at:index], gutters):
            return index
    return stop


def _belongs(piece: Piece, block: list[Level], gutters: list[Gap]) -> bool:
    """Whether a piece lines up with the nearest pieces of its column, at the left edge or in the middle."""
    column = _column(piece, gutters)
    others = [other for level in block for other in level if _column(other, gutters) == column]
    for other in others[-3:] + others[:3]:
        if abs(other.box[0] - piece.box[0]) <= _ALIGNED or abs(other.middle - piece.middle) <= 2 * _ALIGNED:
            return True
    return bool(others) and (_goes_on(others[-1], piece) or _is_listed(others[-1], piece))


def _is_listed(above: Piece, piece: Piece) -> bool:
    """Whether a piece is the first item, set in, of the list that the words above it open: `Nơi nhận:`."""
    opened = above.text.rstrip().endswith(":") and bool(_ITEM.match(piece.text))
    return opened and 0 < piece.base - above.base <= _CLOSE * piece.size and piece.box[0] >= above.box[0]


def _goes_on(above: Piece, piece: Piece) -> bool:
    """Whether a piece stands right under another and looks the same, in italics: a subject under its number."""
    look, other = piece.words[0].parts[0].look, above.words[-1].parts[-1].look
    return look == other and look.italic and 0 < piece.base - above.base <= 1.4 * piece.size


def _leads(piece: Piece, block: list[Level], below: Level, gutters: list[Gap]) -> bool:
    """Whether a piece above a block is of it: a row of the right column, or one in the middle of the left."""
    if not _belongs(piece, block, gutters):
        return False
    first = next(other for level in block for other in level if _column(other, gutters) == _column(piece, gutters))
    close = below[0].base - piece.base <= _CLOSE * piece.size
    return close and (_column(piece, gutters) > 0 or abs(first.middle - piece.middle) <= _ALIGNED)


def _column(piece: Piece, gutters: list[Gap]) -> int:
    return sum(piece.box[0] >= (x0 + x1) / 2 for x0, x1 in gutters)


# ---- what a stretch is --------------------------------------------------------------------------------------------


def _block(levels: list[Level], gutters: list[Gap]) -> list[Region] | None:
    """Return the regions of a stretch, or None where its gaps are only wide blanks."""
    wide = [level for level in levels if len(level) > 1]
    columns: list[list[Piece]] = [[] for _ in range(len(gutters) + 1)]
    for level in levels:
        for piece in level:
            columns[_column(piece, gutters)].append(piece)
    if not all(columns):
        return None
    if _is_table(wide, columns):
        return [Region(rows=_table_rows(levels, gutters))]
    if any(_is_marks(column) and not _is_star(column) for column in columns):
        return None
    if len(wide) < 2 and len(levels) < 3:
        gap = max(b.box[0] - a.box[2] for a, b in pairwise(wide[0]))
        if gap < _LONE * wide[0][0].size:
            return None
    return [Region(_rejoined(column), column=True) for column in columns]


def _rejoined(column: list[Piece]) -> list[Piece]:
    """Join the pieces of one row that a wide blank parted within a column: `Số      -HD/BTCTU`."""
    found: list[Piece] = []
    for piece in column:
        if found and found[-1].base == piece.base and found[-1].words[0].layer == piece.words[0].layer:
            found[-1] = _merge([found[-1], piece])
        else:
            found.append(piece)
    return found


def _is_marks(column: list[Piece]) -> bool:
    """Whether a column holds nothing but markers or numbers: a list set in, or the page numbers of contents."""
    return all(_MARKER.fullmatch(piece.text) or _NUMBER.fullmatch(piece.text) for piece in column)


def _is_star(column: list[Piece]) -> bool:
    return all(set(piece.text) <= set("*-–—_ ") for piece in column)


def _is_table(wide: list[Level], columns: list[list[Piece]]) -> bool:
    """Whether columns that line up are a table: three rows of it at least, the first column one of numbers."""
    if len(wide) < 3:
        return False
    first = [piece.text for piece in columns[0]]
    headed = fold(first[0]).strip(" .") in lexicon_words("table.index")
    numbered = sum(bool(_MARKER.fullmatch(text)) for text in first[headed:]) * 2 > len(first[headed:])
    return headed or (numbered and len(columns) > 2 and len(wide) > 3)


def _table_rows(levels: list[Level], gutters: list[Gap]) -> list[list[list[Piece]]]:
    """Gather levels to rows: a new one begins where the first column holds a number, or after more space."""
    rows: list[list[list[Piece]]] = []
    for level in levels:
        cells: list[list[Piece]] = [[] for _ in range(len(gutters) + 1)]
        for piece in level:
            cells[_column(piece, gutters)].append(piece)
        if rows and not cells[0]:
            for cell, more in zip(rows[-1], cells, strict=True):
                cell += more
        else:
            rows.append(cells)
    return rows


def _merge(level: Level) -> Piece:
    words = [word for piece in level for word in piece.words]
    return Piece(words, box_of(words))
