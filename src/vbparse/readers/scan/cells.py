"""Cells of ruled tables in the picture of a page: each is a picture of its own to the engine.

Layout analysis of a whole page joins the rows of neighbouring cells where the gap between them is narrow, and passes
over figures that stand alone. Where ruling lines enclose a cell, nothing has to be guessed.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from vbparse.readers.pdf.grids import find_grids
from vbparse.readers.scan.pictures import RESOLUTION
from vbparse.readers.scan.pixels import EM, Grey, Mask, Spot

_RULE = 2  # pixels: half of a ruling line
_LEAST = 20  # pixels of ink: a hyphen has more
_MARK = 0.34 * EM  # no letter is lower
_NEAR = 0.16 * EM  # so far a mark may be from its letter
_POINTS = 72 / RESOLUTION


def find_cells(rules: Sequence[Spot]) -> list[Spot]:
    """Return the cells of the tables of several columns that ruling lines draw; merged cells are one."""
    x0, y0, x1, y1 = ([rule[side] * _POINTS for rule in rules] for side in range(4))
    grids = find_grids(list(zip(x0, y0, x1, y1, strict=True)))
    boxes = [[round(value / _POINTS) for value in cell.box] for grid in grids for cell in grid.cells]
    return [(x0 + _RULE, y0 + _RULE, x1 - _RULE, y1 - _RULE) for x0, y0, x1, y1 in boxes]


def lines_of(cell: Spot, ink: Mask) -> list[Spot]:
    """Return the lines of a cell, each drawn tight around its ink; lines that touch each other come as one."""
    x0, y0, x1, y1 = cell
    part = ink[y0:y1, x0:x1]
    if not part.any():
        return []
    lines: list[Spot] = []
    for top, bottom in _bands(np.flatnonzero(part.any(axis=1))):
        band = part[top:bottom]
        if np.count_nonzero(band) >= _LEAST:
            columns = np.flatnonzero(band.any(axis=0))
            lines.append((x0 + int(columns[0]), y0 + top, x0 + int(columns[-1]) + 1, y0 + bottom))
    return lines


def _bands(dark: NDArray[np.intp]) -> list[tuple[int, int]]:
    """Return where rows of pixels with ink begin and end; marks over and under letters go to their letters."""
    bands = [(int(rows[0]), int(rows[-1]) + 1) for rows in np.split(dark, np.flatnonzero(np.diff(dark) > 1) + 1)]
    while True:
        gaps = [
            (below[0] - above[1], n)
            for n, (above, below) in enumerate(pairwise(bands))
            if below[0] - above[1] <= _NEAR and min(above[1] - above[0], below[1] - below[0]) <= _MARK
        ]
        if not gaps:
            return bands
        _, n = min(gaps)
        bands[n : n + 2] = [(bands[n][0], bands[n + 1][1])]


def without(page: Grey, spots: Sequence[Spot]) -> Grey:
    """Return a page that is white at these spots."""
    rest = page.copy()
    for x0, y0, x1, y1 in spots:
        rest[y0:y1, x0:x1] = 255
    return rest
