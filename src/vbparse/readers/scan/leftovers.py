"""What an engine left out: lone letters and figures in cells, a star between rows, a number at the head of a page.

Engines look for rows of words, and pass over what stands alone. All ink that no word covers is gathered to spots, and
each spot is read again as a line of its own.
"""

from __future__ import annotations

from collections.abc import Sequence

import cv2
import numpy as np

from vbparse.readers.scan.engines import Engine, Seen
from vbparse.readers.scan.pixels import EM, Grey, Mask, Spot, parts_of

_MANY = 400  # spots: a page with more is a picture
_LOW, _TALL = 0.22 * EM, 1.5 * EM
_WITHIN = 1.5 * EM  # between words of a line so near there is nothing left: their boxes are not exact
_SURE = 0.5  # a spot that is read with less is no letter
_MARGIN = 10  # pixels of paper around a spot
_ACCENT, _NEAR = 0.34 * EM, 0.16 * EM
_SIGNS = frozenset("*-–•+")


def read_leftovers(
    engine: Engine, page: Grey, ink: Mask, seen: Sequence[Seen], uprights: Sequence[Spot] = ()
) -> list[Seen]:
    """Return the words that the engine reads in what it left out, on lines of their own; none reaches over a rule."""
    spots = _spots(ink, seen, uprights)
    if not spots or len(spots) > _MANY:
        return []
    line = max((word.line for word in seen), default=-1) + 1
    found: list[Seen] = []
    for spot, (text, sure) in zip(spots, engine.read_lines([_cut(page, spot) for spot in spots]), strict=True):
        text = " ".join(text.split())
        if sure >= _SURE and text and (any(c.isalnum() for c in text) or set(text) <= _SIGNS):
            found += [Seen(word, box, sure, line) for word, box in _shared(text.split(), spot)]
            line += 1
    return found


def _spots(ink: Mask, seen: Sequence[Seen], uprights: Sequence[Spot]) -> list[Spot]:
    """Gather the ink that no word covers to spots as high as a letter."""
    rest = ink.copy()
    last: Seen | None = None
    for word in sorted(seen, key=lambda word: (word.line, word.box[0])):
        x0, y0, x1, y1 = word.box
        if last is not None and last.line == word.line and 0 < x0 - last.box[2] < _WITHIN:
            x0, y0, y1 = last.box[2], min(y0, last.box[1]), max(y1, last.box[3])
        reach = (y1 - y0) // 3
        rest[max(0, y0 - reach) : y1 + reach, max(0, x0 - 4) : x1 + 4] = 0
        last = word
    near = np.asarray(cv2.dilate(rest, np.ones((EM // 4, EM // 2), np.uint8)), dtype=np.uint8)
    for x0, y0, x1, y1 in uprights:
        near[y0:y1, x0:x1] = 0
    groups = parts_of(near)
    spots: list[Spot] = []
    for x0, y0, x1, y1 in groups.boxes:
        part = rest[y0:y1, x0:x1]
        rows, columns = np.flatnonzero(part.any(axis=1)), np.flatnonzero(part.any(axis=0))
        if not len(rows):
            continue
        spot = (x0 + int(columns[0]), y0 + int(rows[0]), x0 + int(columns[-1]) + 1, y0 + int(rows[-1]) + 1)
        height, width = spot[3] - spot[1], spot[2] - spot[0]
        if _LOW <= height <= _TALL and width >= 4:
            spots.append(spot)
    words = [word.box for word in seen]
    return sorted((spot for spot in spots if not _is_accent(spot, words)), key=lambda spot: (spot[1], spot[0]))


def without_accents(seen: Sequence[Seen]) -> list[Seen]:
    """Leave out what an engine took for words of their own: marks over or under the letters of a word."""
    boxes = [word.box for word in seen]
    return [word for word in seen if not _is_accent(word.box, boxes)]


def _is_accent(spot: Spot, words: Sequence[Spot]) -> bool:
    """Whether a low spot stands right over or under a word, or in it."""
    x0, y0, x1, y1 = spot
    if y1 - y0 > _ACCENT:
        return False
    for word in words:
        covered = min(x1, word[2]) - max(x0, word[0])
        beside = word[1] - _NEAR <= y1 <= word[3] + _NEAR + y1 - y0
        if word != spot and beside and word[3] - word[1] > y1 - y0 and covered > 0.6 * (x1 - x0):
            return True
    return False


def _cut(page: Grey, spot: Spot) -> Grey:
    x0, y0, x1, y1 = spot
    return np.pad(page[y0:y1, x0:x1], _MARGIN, constant_values=255)


def _shared(words: Sequence[str], spot: Spot) -> list[tuple[str, Spot]]:
    """Share the width of a spot among its words by their letters."""
    x0, y0, x1, y1 = spot
    total = sum(len(word) + 1 for word in words) - 1
    found, at = [], 0
    for word in words:
        left, right = x0 + (x1 - x0) * at // total, x0 + (x1 - x0) * (at + len(word)) // total
        found.append((word, (left, y0, max(left + 1, right), y1)))
        at += len(word) + 1
    return found
