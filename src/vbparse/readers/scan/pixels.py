"""What all steps share that work on the pixels of a page: types, the size of letters, parts that hang together."""

from __future__ import annotations

from typing import NamedTuple

import cv2
import numpy as np
from numpy.typing import NDArray

Grey = NDArray[np.uint8]  # rows of pixels, 0 black, 255 white
Mask = NDArray[np.uint8]  # 255 where something is, 0 elsewhere
Spot = tuple[int, int, int, int]  # x0, y0, x1, y1 in pixels, end excluded

EM = 39  # pixels: 14 pt at the resolution that pages are read at


class Parts(NamedTuple):
    """Parts of a mask that hang together: `labels` gives each pixel its part (0: none); boxes and pixels of each."""

    labels: NDArray[np.integer]
    boxes: list[Spot]
    areas: list[int]


def parts_of(mask: Mask) -> Parts:
    """Divide a mask into parts that hang together (also over corners); part n has `boxes[n - 1]`."""
    try:  # small labels are found in a third of the time; there are 65,534 of them
        _, labels, found, _ = cv2.connectedComponentsWithStats(mask, connectivity=8, ltype=cv2.CV_16U)
    except cv2.error:
        _, labels, found, _ = cv2.connectedComponentsWithStats(mask, connectivity=8, ltype=cv2.CV_32S)
    boxes = [(int(x), int(y), int(x + w), int(y + h)) for x, y, w, h, _ in found[1:]]
    return Parts(np.asarray(labels, dtype=labels.dtype), boxes, [int(row[4]) for row in found[1:]])


def chosen(parts: Parts, wanted: list[int]) -> Mask:
    """Return a mask of the parts with these indexes into `boxes`."""
    keep = np.zeros(len(parts.boxes) + 1, np.uint8)
    keep[[index + 1 for index in wanted]] = 255
    return np.asarray(keep[parts.labels], dtype=np.uint8)


def ink_of(grey: Grey) -> Mask:
    """Return where a page is dark: one threshold for all of it, since light and shade were evened out before."""
    threshold, _ = cv2.threshold(grey, 0, 255, cv2.THRESH_BINARY + cv2.THRESH_OTSU)
    limit = float(np.clip(threshold, 100, 200))  # a page that is almost blank has no two heaps to part
    return np.asarray(cv2.threshold(grey, limit, 255, cv2.THRESH_BINARY_INV)[1], dtype=np.uint8)


def inside(spot: Spot, outer: Spot) -> bool:
    """Whether the middle of a spot lies in another."""
    x, y = (spot[0] + spot[2]) / 2, (spot[1] + spot[3]) / 2
    return outer[0] <= x < outer[2] and outer[1] <= y < outer[3]
