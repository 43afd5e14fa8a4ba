"""Pages that lie on their side, on their head or askew, put upright."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from vbparse.readers.scan.pixels import Grey, Mask, ink_of

MAX_SKEW = 8  # degrees: what leans more was not laid on a scanner
_LEAST = 0.06  # degrees: a row of print over the whole page is off by two pixels
_SIDES = (800, 1600)  # pixels of the longer side that the skew is measured on, roughly and then closely
_EDGE = 0.025  # of the page, at each side
_BLANK = 0.001


@dataclass(frozen=True, slots=True)
class Turn:
    """How a page was put upright: quarter turns, then degrees, both clockwise."""

    quarters: int
    degrees: float


def skew_of(grey: Grey) -> float:
    """Return how many degrees (clockwise) a page has to be turned for its rows of print to be level.

    The rows are level where the ink of a row of pixels differs most from that of the next; searched in three steps.
    """
    rough, fine = (_thumb(grey, side) for side in _SIDES)
    if np.count_nonzero(rough) < _BLANK * rough.size:
        return 0.0
    best = _sharpest(rough, [float(angle) for angle in range(-MAX_SKEW, MAX_SKEW + 1)])
    best = _sharpest(rough, [best + 0.25 * step for step in range(-4, 5)])
    best = _sharpest(fine, [best + 0.05 * step for step in range(-5, 6)])
    return round(best, 2) if abs(best) >= _LEAST else 0.0


def _thumb(grey: Grey, side: int) -> Mask:
    """Return the ink of a page made small, without its edges: the dark lid of a scanner is level at any skew."""
    down, across = (round(length * _EDGE) for length in grey.shape)
    grey = grey[down : grey.shape[0] - down, across : grey.shape[1] - across]
    scale = side / max(grey.shape)
    size = [max(1, round(length * scale)) for length in (grey.shape[1], grey.shape[0])]
    return ink_of(np.asarray(cv2.resize(grey, size, interpolation=cv2.INTER_AREA), dtype=np.uint8))


def _sharpest(ink: Mask, angles: Sequence[float]) -> float:
    """Return the angle at which the ink changes most from row to row, the least one where several are as good."""
    down, across = np.nonzero(ink)
    across = across - ink.shape[1] / 2
    return max(angles, key=lambda angle: (_sharpness(down, across, angle), -abs(angle)))


def _sharpness(down: NDArray[np.int64], across: NDArray[np.float64], degrees: float) -> int:
    """Return how much the ink changes from row to row when each column is moved as a turn by `degrees` would."""
    rows = np.rint(down + across * math.tan(math.radians(degrees))).astype(np.int64)
    counts = np.bincount(rows - rows.min())
    return int((np.diff(counts) ** 2).sum())


def turn(grey: Grey, by: Turn) -> Grey:
    """Return a page turned: its quarter turns, then its degrees around the middle, on white."""
    turned = np.ascontiguousarray(np.rot90(grey, -by.quarters)) if by.quarters else grey
    if not by.degrees:
        return turned
    height, width = turned.shape
    matrix = cv2.getRotationMatrix2D((width / 2, height / 2), -by.degrees, 1.0)
    return np.asarray(
        cv2.warpAffine(
            turned, matrix, (width, height), flags=cv2.INTER_CUBIC, borderMode=cv2.BORDER_CONSTANT, borderValue=255.0
        ),
        dtype=np.uint8,
    )
