"""Points, commas and quotation marks told by their ink: engines see a few dark pixels there and confuse or lose them.

What stands behind (before) the letters of a word and is no letter by its place and height is named by its shape: a spot
on the baseline is a point, one that hangs below it a comma, one over another a colon or semicolon, spots at the height
of capitals are quotation marks. Where any of the ink does not fit, the word stays as it was read.
"""

from __future__ import annotations

from collections.abc import Sequence

import regex

from vbparse.lexicon.syllables import is_syllable
from vbparse.readers.scan.letters import ReadWord
from vbparse.readers.scan.pixels import Spot

_MARKS = r"[.,;:'\"“”‘’*+`´]"
_TAIL = regex.compile(rf"(?<=[\p{{L}}\p{{N}})%]){_MARKS}*$")
_HEAD = regex.compile(rf"^{_MARKS}*(?=[\p{{L}}\p{{N}}(])")
_QUOTED = frozenset("'\"“”‘’*")
_ONE_QUOTE = str.maketrans("“”", '""')  # an engine that tells them apart sees more than the width of a stroke
_STROKE = regex.compile(r"^[itl](?=\p{Lu}\p{Ll})")  # a stroke of a quotation mark that was taken for a letter
_MOST = 3  # marks one behind the other; more are a row of points to write on

# All in sizes of the print, over the baseline.
_WIDE, _HIGH = 0.24, 0.36  # no mark is wider or higher
_HANGS = -0.075  # a comma reaches under it
_POINT = 0.2  # a point is not higher
_ON = 0.24  # points and commas begin under it
_MIDDLE = 0.30, 0.55  # the upper point of a colon
_OVER = 0.36  # quotation marks are all over it
_UPRIGHT = 0.45  # width to height of a straight quotation mark, at most
_BESIDE = 0.3  # between the two strokes of a quotation mark, from middle to middle


def marked(word: ReadWord, stacks: Sequence[Sequence[Spot]]) -> str:
    """Return the text of a word with the marks at its ends as its ink shows them."""
    text = word.text
    if not any(character.isalnum() for character in text):
        return text
    for pattern, row, opening in ((_TAIL, stacks[::-1], False), (_HEAD, stacks, True)):
        read = pattern.search(text)
        if read is None:
            continue
        marks = _marks(word, row, opening=opening)
        if (
            not marks
            or marks.translate(_ONE_QUOTE) == read[0].translate(_ONE_QUOTE)
            or (len(marks) < len(read[0]) and _QUOTED.isdisjoint(marks))
        ):
            continue  # a mark that was read and is not seen may hang together with the letter beside it
        text = (
            marks + _STROKE.sub("", text[read.end() :])
            if opening
            else _letters(text[: read.start()], read[0], marks) + marks
        )
    return text


def _letters(letters: str, read: str, marks: str) -> str:
    """Return the letters before marks without the one that the strokes of a quotation mark were taken for: `mớin`."""
    quoted = not _QUOTED.isdisjoint(marks) and _QUOTED.isdisjoint(read)
    taken = quoted and letters[-1:] in "nmilt" and not is_syllable(letters) and is_syllable(letters[:-1])
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
