"""Points, commas and quotation marks told by their ink: engines see a few dark pixels there and confuse or lose them.

What stands behind (before) the letters of a word and is no letter by its place and height is named by its shape: a spot
on the baseline is a point, one that hangs below it a comma, one over another a colon or semicolon, spots at the height
of capitals are quotation marks. Where any of the ink does not fit, the word stays as it was read.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import replace

import regex

from vbparse.lexicon.syllables import is_syllable
from vbparse.readers.scan.letters import ReadWord
from vbparse.readers.scan.pixels import Mask, Spot, parts_of
from vbparse.readers.scan.signs import named

_MARKS = r"[.,;:'\"“”‘’*+`´]"
_TAIL = regex.compile(rf"(?<=[\p{{L}}\p{{N}})%]){_MARKS}*$")
_HEAD = regex.compile(rf"^{_MARKS}*(?=[\p{{L}}\p{{N}}(])")
_QUOTED = frozenset("'\"“”‘’*")
_MOST = 3  # marks one behind the other; more are a row of points to write on

# All in sizes of the print, over the baseline.
_WIDE, _HIGH = 0.24, 0.36  # no mark is wider or higher
_DUST = 0.05  # what is lower and narrower is nothing
_ROW = -0.3, 0.86  # what is wholly under or over it belongs to the rows around
_HANGS = -0.075  # a comma reaches under it
_POINT = 0.2  # a point is not higher
_ON = 0.24  # points and commas begin under it
_MIDDLE = 0.30, 0.55  # the upper point of a colon
_OVER = 0.36  # quotation marks are all over it
_UPRIGHT = 0.45  # width to height of a straight quotation mark, at most
_DASHED = 0.55  # the gap between two words that a dash has room in
_BEHIND = 1.2  # so far behind the last word of a line a dash may stand
_BAR = 0.2, 0.13, 0.15, 0.38  # a dash is as long at least, as high at most, and as far over the baseline from, to
_BESIDE = 0.3  # between the two strokes of a quotation mark, from middle to middle


def points(words: Sequence[ReadWord], ink: Mask) -> list[ReadWord]:
    """Return the words with the marks before and behind their letters, and signs, as their ink shows them."""
    spots = sorted(parts_of(ink).boxes)
    starts = [spot[0] for spot in spots]

    def between(left: float, right: float) -> list[Spot]:
        return spots[bisect_left(starts, int(left) - 1) : bisect_left(starts, int(right) + 1)]

    found: list[ReadWord] = []
    for word, following in zip(words, [*words[1:], None], strict=True):
        before = found[-1] if found and found[-1].line == word.line else None
        if before is not None and word.x0 - before.x1 > _DASHED * word.size:
            found += _dash(before, word.x0, between(before.x1, word.x0))
        stacks = _stacks(word, between(word.x0, word.x1))
        text = named(_marked(word, stacks), stacks, word.size, ink)
        found.append(word if text == word.text else replace(word, text=text))
        if following is None or following.line != word.line:
            end = word.x1 + _BEHIND * word.size
            found += _dash(found[-1], end, between(word.x1, end))
    return found


def _dash(word: ReadWord, end: float, near: Sequence[Spot]) -> list[ReadWord]:
    """Return the dash that stands between a word and `end` where nothing was read."""
    row = [spot for stack in _stacks(word, near) for spot in stack if word.x1 < spot[0] and spot[2] < end]
    if len(row) != 1:
        return []
    x0, y0, x1, y1 = row[0]
    over = (word.base - (y0 + y1) / 2) / word.size
    flat = x1 - x0 >= _BAR[0] * word.size and y1 - y0 <= _BAR[1] * word.size and _BAR[2] <= over <= _BAR[3]
    return [replace(word, text="-", x0=x0, x1=x1, read_as=None)] if flat and not word.text.endswith("-") else []


def _stacks(word: ReadWord, near: Sequence[Spot]) -> list[list[Spot]]:
    """Gather the ink of a word to what stands one over the other, from left to right."""
    groups: list[list[Spot]] = []
    right = -1
    for spot in near:
        over, under = (word.base - spot[1]) / word.size, (word.base - spot[3]) / word.size
        if over < _ROW[0] or under > _ROW[1] or max(spot[3] - spot[1], spot[2] - spot[0]) < _DUST * word.size:
            continue
        if groups and spot[0] < right:
            groups[-1].append(spot)
        else:
            groups.append([spot])
        right = max(right, spot[2])
    return groups


def _marked(word: ReadWord, stacks: Sequence[Sequence[Spot]]) -> str:
    """Return the text of a word with the marks at its ends as its ink shows them."""
    text = word.text
    if not any(character.isalnum() for character in text):
        return text
    for pattern, row, opening in ((_TAIL, stacks[::-1], False), (_HEAD, stacks, True)):
        read = pattern.search(text)
        if read is None:
            continue
        marks = _marks(word, row, opening=opening)
        if not marks or marks == read[0]:
            continue  # where no mark is seen one that was read may hang together with the letter beside it
        text = marks + text[read.end() :] if opening else _letters(text[: read.start()], read[0], marks) + marks
    return text


def _letters(letters: str, read: str, marks: str) -> str:
    """Return the letters before marks without the one that the strokes of a quotation mark were taken for: `mớin`."""
    quoted = not _QUOTED.isdisjoint(marks) and _QUOTED.isdisjoint(read)
    taken = quoted and letters[-1:] in "nm" and not is_syllable(letters) and is_syllable(letters[:-1])
    return letters[:-1] if taken else letters


def _marks(word: ReadWord, row: Sequence[Sequence[Spot]], *, opening: bool) -> str | None:
    """Return the marks at one end of a word, whose ink comes from that end on; None where it does not tell."""
    shapes: list[tuple[str, Spot]] = []
    for group in row:
        shape = _shape(word, group)
        if shape is None:
            break
        shapes.append((shape, group[0]))
    else:
        return None  # a word of marks alone
    marks: list[str] = []
    while shapes:
        shape, spot = shapes.pop(0)
        if shape in "'|":
            pair = shapes and shapes[0][0] in "'|" and _beside(spot, shapes[0][1], word.size)
            if not pair:
                return None  # an apostrophe, or half a mark
            shapes.pop(0)
            shape = '"' if shape == "|" else "“" if opening else "”"
        elif opening:
            return None
        marks.append(shape)
    return "".join(marks if opening else marks[::-1]) if len(marks) <= _MOST else None


def _shape(word: ReadWord, group: Sequence[Spot]) -> str | None:
    """Return the mark that a stack of spots is, `'` and `|` for a curved and an upright stroke of a quotation mark."""
    boxes = sorted(group, key=lambda spot: -spot[3])
    if len(boxes) > 2 or any(b[2] - b[0] > _WIDE * word.size or b[3] - b[1] > _HIGH * word.size for b in boxes):
        return None
    over, under = (word.base - boxes[0][1]) / word.size, (word.base - boxes[0][3]) / word.size
    high = over - under
    if len(boxes) == 1 and under > _OVER:
        return "|" if boxes[0][2] - boxes[0][0] <= _UPRIGHT * (boxes[0][3] - boxes[0][1]) else "'"
    if over > _ON:
        return None
    low = "," if under < _HANGS else "." if high <= _POINT else None
    if len(boxes) == 1 or low is None:
        return low
    upper = (word.base - boxes[1][3]) / word.size, (word.base - boxes[1][1]) / word.size
    if not (_MIDDLE[0] - 0.1 <= upper[0] and upper[1] <= _MIDDLE[1]):
        return None
    return ";" if low == "," else ":"


def _beside(one: Spot, other: Spot, size: float) -> bool:
    return abs((one[0] + one[2]) - (other[0] + other[2])) / 2 <= _BESIDE * size
