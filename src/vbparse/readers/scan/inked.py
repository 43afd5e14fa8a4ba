"""What the ink of a word tells better than an engine, which sees a few dark pixels there and guesses by what is around.

Marks and quotation marks (`points.py`), signs (`signs.py`), letters of one shape (`strokes.py`), and here the dashes:
one that nobody read, one that stands close to a word, long and short ones.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import replace

import regex

from vbparse.readers.scan.letters import ReadWord
from vbparse.readers.scan.pixels import Mask, Spot, parts_of
from vbparse.readers.scan.points import marked
from vbparse.readers.scan.signs import named
from vbparse.readers.scan.strokes import told

_DASHES = regex.compile(r"^[-–—]{1,2}(?=$|\p{L}{2})")

# All in sizes of the print, over the baseline.
_DUST = 0.05  # what is lower and narrower is nothing
_ROW = -0.3, 0.86  # what is wholly under or over it belongs to the rows around
_GAP = 0.55  # between two words: a dash has room in it
_BEHIND = 1.2  # so far behind the last word of a line a dash may stand
_BAR = 0.2, 0.13  # a dash is as long at least, as high at most
_OVER = 0.15, 0.38  # and as high over the baseline
_LENGTHS = ((0.42, "-"), (0.75, "–"), (9.0, "—"))  # up to what length it is which
_APART = 0.15  # between a dash and the word behind it


def by_ink(words: Sequence[ReadWord], ink: Mask) -> list[ReadWord]:
    """Return the words of a page, line by line, with their marks, signs and dashes as their ink shows them."""
    spots = sorted(parts_of(ink).boxes)
    starts = [spot[0] for spot in spots]

    def between(left: float, right: float) -> list[Spot]:
        return spots[bisect_left(starts, int(left) - 1) : bisect_left(starts, int(right) + 1)]

    found: list[ReadWord] = []
    for word, following in zip(words, [*words[1:], None], strict=True):
        before = found[-1] if found and found[-1].line == word.line else None
        if before is not None and word.x0 - before.x1 > _GAP * word.size:
            found += _lost_dash(before, word.x0, between(before.x1, word.x0))
        stacks = _stacks(word, between(word.x0, word.x1))
        dash = _DASHES.match(word.text)
        if dash is not None and stacks and (sign := _dash(word, stacks[0])):
            found += _parted(word, sign, word.text[dash.end() :], stacks)
        else:
            text = told(named(marked(word, stacks), stacks, word.size, ink), stacks, word.base, word.size, ink)
            found.append(word if text == word.text else replace(word, text=text))
        if following is None or following.line != word.line:
            end = word.x1 + _BEHIND * word.size
            found += _lost_dash(found[-1], end, between(word.x1, end))
    return found


def _stacks(word: ReadWord, near: Sequence[Spot]) -> list[list[Spot]]:
    """Gather the ink of a word to what stands one over the other, from left to right."""
    stacks: list[list[Spot]] = []
    right = -1
    for spot in near:
        over, under = (word.base - spot[1]) / word.size, (word.base - spot[3]) / word.size
        if over < _ROW[0] or under > _ROW[1] or max(spot[3] - spot[1], spot[2] - spot[0]) < _DUST * word.size:
            continue
        if stacks and spot[0] < right:
            stacks[-1].append(spot)
        else:
            stacks.append([spot])
        right = max(right, spot[2])
    return stacks


def _dash(word: ReadWord, stack: Sequence[Spot]) -> str | None:
    """Return the dash that ink on the line of a word is; None where it is none."""
    if len(stack) != 1:
        return None
    x0, y0, x1, y1 = stack[0]
    long, high, over = (x1 - x0) / word.size, (y1 - y0) / word.size, (word.base - (y0 + y1) / 2) / word.size
    if long < _BAR[0] or high > _BAR[1] or not _OVER[0] <= over <= _OVER[1]:
        return None
    return next(sign for most, sign in _LENGTHS if long <= most)


def _parted(word: ReadWord, sign: str, rest: str, stacks: Sequence[Sequence[Spot]]) -> list[ReadWord]:
    """Return a dash, and what is behind it as a word of its own where there is a blank between."""
    if not rest:
        return [replace(word, text=sign)]
    right = max(spot[2] for spot in stacks[0])
    left = min((spot[0] for spot in stacks[1]), default=right) if len(stacks) > 1 else right
    if left - right < _APART * word.size:
        return [word]
    return [replace(word, text=sign, x1=float(right)), replace(word, text=rest, x0=float(left))]


def _lost_dash(word: ReadWord, end: float, near: Sequence[Spot]) -> list[ReadWord]:
    """Return the dash that stands between a word and `end` where nothing was read."""
    row = [stack for stack in _stacks(word, near) if word.x1 < stack[0][0] and stack[0][2] < end]
    sign = _dash(word, row[0]) if len(row) == 1 and not _DASHES.search(word.text[-1:]) else None
    if sign is None:
        return []
    return [replace(word, text=sign, x0=float(row[0][0][0]), x1=float(row[0][0][2]), read_as=None)]
