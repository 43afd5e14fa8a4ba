"""Pictures of a number or of a part of a date, each in its slot of a typed line: read several times, taken if a figure.

One look at so few letters proves little. Each picture is read in several sizes: readings that are no figure for their
slot don't count, and one that another contradicts is doubtful.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from PIL import Image

from vbparse.readers.characters import clean
from vbparse.readers.pdf.slots import Slot, fits
from vbparse.readers.scan.engines import Engine, EngineError
from vbparse.readers.scan.letters import ReadWord
from vbparse.readers.scan.slips import put_right

_LOOKS = (0.5, 0.7, 1.0)  # times the size it is drawn in
_NOTHING = 0.3  # what no look is surer of is no print
_DISPUTED = 0.5  # no reading that another contradicts is surer
_EDGES = " .,:;|_'\"‘’“”*~`-–—=()[]{}«»"


class Reading(NamedTuple):
    """A figure that was read, how sure it is (0 to 1), and what the engine read where a slip was put right."""

    text: str
    certainty: float
    read_as: str | None


def read_figures(engine: Engine, pictures: Sequence[tuple[Image.Image, Slot]]) -> list[Reading | None]:
    """Read pictures in their slots; None for one that is no figure, or where the engine gives up."""
    looks = [_resized(image, by) for image, _ in pictures for by in _LOOKS]
    try:
        read = engine.read_lines(looks)
    except EngineError:
        return [None] * len(pictures)
    count = len(_LOOKS)
    return [_settle(read[n * count : (n + 1) * count], slot) for n, (_, slot) in enumerate(pictures)]


def _resized(image: Image.Image, by: float) -> np.ndarray[tuple[int, int], np.dtype[np.uint8]]:
    size = max(1, round(image.width * by)), max(1, round(image.height * by))
    resized = image if by == 1 else image.resize(size, Image.Resampling.BOX)
    return np.asarray(resized, dtype=np.uint8)


def _settle(read: Sequence[tuple[str, float]], slot: Slot) -> Reading | None:
    """Return what most looks agree on; the surer one of them tells how sure it is."""
    found = [reading for text, sure in read if (reading := _figure(text, sure, slot)) is not None]
    if not found or max(reading.certainty for reading in found) < _NOTHING:
        return None
    votes = Counter(reading.text for reading in found)
    best = max(found, key=lambda reading: (votes[reading.text], reading.certainty, reading.text))
    if len(votes) > 1 or (len(found) == 1 and len(read) > 1):
        return best._replace(certainty=min(best.certainty, _DISPUTED))
    return best


def _figure(text: str, sure: float, slot: Slot) -> Reading | None:
    """Return a reading as the figure of its slot; None where it is none."""
    words = clean(text).strip(_EDGES).split()
    if slot.kind != "symbol":
        words = ["".join(words)]
    if not any(words):
        return None
    line = [slot.left, *words, *slot.right.split()]
    put = put_right([ReadWord(word, 0.0, 0.0, 0.0, 0.0, False, sure, 0) for word in line])
    right = " ".join(word.text for word in put[1 : 1 + len(words)])
    if not fits(slot.kind, right):
        return None
    plain = " ".join(words)
    return Reading(right, round(sure, 3), None if right == plain else plain)
