"""Roman numerals counted in the ink: engines lose strokes of `III`, where every stroke is a letter, or see `IH`."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import regex

from vbparse.readers.scan.letters import ReadWord
from vbparse.readers.scan.pixels import Mask

_NUMERAL = regex.compile(r"(?P<head>[XV]{0,3})(?P<ones>(?=[Hl1|]*I)[IHl1|]{1,3})(?P<tail>(?:/\d{2,4})?[.,;:/)\-–]?)")
_HEIGHTS = (0.40, 0.43, 0.46, 0.49, 0.52)  # of the size over the baseline: over a hyphen, below the serifs
_STROKES = {"I": 1, "V": 2, "X": 2}
_WIDTHS = {".": 0.18, ",": 0.18, ";": 0.2, ":": 0.18, "-": 0.3, "–": 0.5, "/": 0.28, ")": 0.3}  # of the size
_MOST = 3


def numerals(words: Sequence[ReadWord], ink: Mask) -> list[ReadWord]:
    """Return the words with as many ones in Roman numerals as there are strokes; what was read is in `read_as`."""
    return [_counted(word, ink) for word in words]


def _counted(word: ReadWord, ink: Mask) -> ReadWord:
    found = _NUMERAL.fullmatch(word.text)
    if found is None:
        return word
    tail = sum(_WIDTHS.get(letter, 0.5) for letter in found["tail"]) * word.size if found["tail"] else 0.0
    ones = max(_runs(word, ink, height, word.x1 - tail) for height in _HEIGHTS) - sum(
        _STROKES[letter] for letter in found["head"]
    )
    if found["ones"] == "I" * ones or not 1 <= ones <= _MOST:
        return word
    return replace(word, text=f"{found['head']}{'I' * ones}{found['tail']}", read_as=word.text)


def _runs(word: ReadWord, ink: Mask, height: float, end: float) -> int:
    """Count the strokes that a level line through a word crosses before `end`."""
    row = ink[min(ink.shape[0] - 1, max(0, round(word.base - height * word.size))), round(word.x0) : round(end)] > 0
    return int(np.count_nonzero(row[1:] & ~row[:-1])) + int(row[:1].any())
