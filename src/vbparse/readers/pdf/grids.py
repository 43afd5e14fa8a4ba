"""Ruled tables: ruling lines to cells.

The lines come from pdfium; pdfplumber's functions find where they cross and which cells they enclose (columns and rows
that are merged enclose one cell).
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass

from vbparse.readers.pdf.library import Box

MAX_RULES = 6_000  # on one page; more are a drawing
_SNAP = 3.0
_JOIN = 4.0
_REACH = 3.0
_LEAST = 5.0  # points: no cell is narrower or lower


@dataclass(frozen=True, slots=True)
class GridCell:
    """A cell: its box, and the row and column of the grid that it begins in."""

    box: Box
    row: int
    column: int


@dataclass(frozen=True, slots=True)
class Grid:
    """A ruled table on a page: the edges of its columns and rows, and its cells in reading order."""

    box: Box
    xs: tuple[float, ...]
    ys: tuple[float, ...]
    cells: tuple[GridCell, ...]

    @property
    def n_cols(self) -> int:
        return len(self.xs) - 1

    @property
    def n_rows(self) -> int:
        return len(self.ys) - 1


def find_grids(rules: list[Box]) -> list[Grid]:
    """Return the tables that ruling lines draw on a page, from top to bottom.

    `rules` are boxes x0, y0, x1, y1 in the frame of the page. A box around text (one column) is no table.
    """
    upright = sum(y1 - y0 > x1 - x0 for x0, y0, x1, y1 in rules)
    if len(rules) > MAX_RULES or upright < 2 or len(rules) - upright < 2:
        return []
    from pdfplumber.table import cells_to_tables, edges_to_intersections, intersections_to_cells, merge_edges

    edges = merge_edges([_edge(*rule) for rule in rules], _SNAP, _SNAP, _JOIN, _JOIN)
    cells = intersections_to_cells(edges_to_intersections(edges, _REACH, _REACH))
    grids = [_grid(list(group)) for group in cells_to_tables(cells)]
    return sorted(
        (grid for grid in grids if grid is not None and grid.n_cols > 1), key=lambda grid: (grid.box[1], grid.box[0])
    )


def _edge(x0: float, y0: float, x1: float, y1: float) -> dict[str, float | str]:
    """Make an edge as pdfplumber describes one: the middle of the line, however wide it is drawn."""
    if y1 - y0 > x1 - x0:
        x0 = x1 = (x0 + x1) / 2
        orientation = "v"
    else:
        y0 = y1 = (y0 + y1) / 2
        orientation = "h"
    return {
        "x0": x0,
        "x1": x1,
        "top": y0,
        "bottom": y1,
        "width": x1 - x0,
        "height": y1 - y0,
        "orientation": orientation,
    }


def _grid(boxes: list[Box]) -> Grid | None:
    boxes = [box for box in boxes if box[2] - box[0] >= _LEAST and box[3] - box[1] >= _LEAST]
    if not boxes:
        return None
    xs = _edges([x for box in boxes for x in (box[0], box[2])])
    ys = _edges([y for box in boxes for y in (box[1], box[3])])
    cells = [GridCell(box, _index(ys, box[1]), _index(xs, box[0])) for box in boxes]
    cells.sort(key=lambda cell: (cell.row, cell.column))
    return Grid((xs[0], ys[0], xs[-1], ys[-1]), tuple(xs), tuple(ys), tuple(cells))


def _edges(values: list[float]) -> list[float]:
    """Return the distinct edges in order: those closer than a cell can be are one."""
    found: list[float] = []
    for value in sorted(values):
        if not found or value - found[-1] > _LEAST - 1:
            found.append(value)
    return found


def _index(edges: list[float], value: float) -> int:
    return max(0, bisect_right(edges, value + 1) - 1)
