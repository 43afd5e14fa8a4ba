"""Dots told from hooks in the ink: engines take the dot of `i` for the hook of `ỉ`, and read `chỉ` for `chi`.

A dot is as narrow as a stroke, or a full round; a hook is wider than that and fills half of its box.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from vbparse.readers.scan.letters import ReadWord
from vbparse.readers.scan.pixels import Mask, parts_of

_OVER = (0.48, 0.95)  # of the size over the baseline: where marks over small letters are
_NARROW = 0.115  # of the size
_FULL = 0.74  # of its box
_MARK = 4  # pixels of ink; less is a crumb
_MARKS = frozenset("ỉẻảỏủửởẩểổẳíéáóúứớấếốắýìèàòùừờầềồằỳĩẽãõũữỡẫễỗẵỹỷâăêôịậặệộij")


def dotted(words: Sequence[ReadWord], ink: Mask) -> list[ReadWord]:
    """Return the words with a dot where a hook was read and a dot is printed; what was read is in `read_as`."""
    return [
        replace(word, text=word.text.replace("ỉ", "i"), read_as=word.read_as or word.text)
        if "ỉ" in word.text and _has_dot(word, ink)
        else word
        for word in words
    ]


def _has_dot(word: ReadWord, ink: Mask) -> bool:
    """Whether the one mark over the letters of a word is a dot; False where there are others, or none."""
    if sum(letter in _MARKS for letter in word.text) != 1:
        return False
    low, high = (round(word.base - share * word.size) for share in _OVER)
    part = np.ascontiguousarray(ink[max(0, high) : max(0, round(word.base)), round(word.x0) : round(word.x1)])
    if not part.size:
        return False
    parts = parts_of(part)
    marks = [
        (box, area)
        for box, area in zip(parts.boxes, parts.areas, strict=True)
        if max(0, high) + box[3] <= low and area >= _MARK
    ]
    if len(marks) != 1:
        return False
    (x0, y0, x1, y1), area = marks[0]
    return x1 - x0 <= _NARROW * word.size or area >= _FULL * (x1 - x0) * (y1 - y0)
