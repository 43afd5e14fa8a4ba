"""Where things stand on a page: the page's own space, the page as a reader turns it, the page as it is shown.

A frame turns the space of a PDF page (origin at the bottom left, whatever its `/Rotate`) so that text which runs at
`angle` reads from left to right, origin at the top left, y downwards, in points.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

from vbparse.readers.pdf.library import Box


@dataclass(frozen=True)
class Frame:
    """A page turned so that text at `angle` (0, 90, 180 or 270 degrees, counterclockwise) reads from left to right."""

    box: Box
    angle: int

    @property
    def width(self) -> float:
        left, bottom, right, top = self.box
        return right - left if self.angle % 180 == 0 else top - bottom

    @property
    def height(self) -> float:
        left, bottom, right, top = self.box
        return top - bottom if self.angle % 180 == 0 else right - left

    def place(self, x: float, y: float) -> tuple[float, float]:
        """Return where a point of the page's own space stands in the frame."""
        left, bottom, right, top = self.box
        if self.angle == 0:
            return x - left, top - y
        if self.angle == 90:
            return y - bottom, x - left
        if self.angle == 180:
            return right - x, y - bottom
        return top - y, right - x

    def origin_of(self, x: float, y: float) -> tuple[float, float]:
        """Return the point of the page's own space that stands at x, y of the frame."""
        left, bottom, right, top = self.box
        if self.angle == 0:
            return x + left, top - y
        if self.angle == 90:
            return y + left, x + bottom
        if self.angle == 180:
            return right - x, y + bottom
        return right - y, top - x

    def place_box(self, box: Box) -> Box:
        """Return x0, y0, x1, y1 in the frame of a box left, bottom, right, top."""
        return _hull(self.place(box[0], box[1]), self.place(box[2], box[3]))

    def move_box(self, box: Box, other: Frame) -> Box:
        """Return where a box of this frame stands in another frame of the same page."""
        if other.angle == self.angle:
            return box
        corners = (self.origin_of(box[0], box[1]), self.origin_of(box[2], box[3]))
        return _hull(*(other.place(*corner) for corner in corners))


def lean(x: float, y: float, angle: int) -> tuple[float, float]:
    """Return a point of a frame as text that leans by `angle` sees it: how far along the row, how far down."""
    turn = math.radians(angle)
    return x * math.cos(turn) - y * math.sin(turn), x * math.sin(turn) + y * math.cos(turn)


def upright(box: Box, angle: int) -> Box:
    """Return the box in the frame that holds a box which leaning text sees."""
    if angle == 0:
        return box
    corners = [lean(x, y, -angle) for x in (box[0], box[2]) for y in (box[1], box[3])]
    return _hull(*corners)


def _hull(*points: tuple[float, float]) -> Box:
    xs, ys = [p[0] for p in points], [p[1] for p in points]
    return min(xs), min(ys), max(xs), max(ys)
