"""The cells of ruled tables: widths of columns, and heading and other rows with their cells merged as in Word."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from .content import Grid, Piece, Words, text_of
from .sheet import Align, Box, Look

_ALONE = 12  # characters of a text that heads a group


def column_widths(grid: Grid, width: float) -> list[float]:
    """Widths that share `width` by how much the columns hold, each wide enough for its longest word."""
    columns = range(len(grid.rows[0]))
    texts = [[text_of(row[c]) for row in (*grid.heads, *grid.rows)] for c in columns]
    least = [max(6, 2.6 * max(len(word) for text in column for word in (text.split() or [""]))) + 5 for column in texts]
    wanted = [sum(len(text) for text in column) for column in texts]
    rest = max(0.0, width - sum(least))
    widths = [a + rest * b / max(1, sum(wanted)) for a, b in zip(least, wanted, strict=True)]
    return [w * width / sum(widths) for w in widths]


def head_boxes(heads: Sequence[Sequence[Words]], look: Look) -> Iterable[Sequence[Box]]:
    """Heading rows, their cells merged as in Word: an empty one with the cell on its left or with the one above."""
    for number, row in enumerate(heads):
        below = heads[number + 1] if number + 1 < len(heads) else None
        above = heads[number - 1] if number else None
        boxes: list[Box] = []
        for column, cell in enumerate(row):
            box = replace(cell_box(cell, look), middle=True)
            if below is not None and cell and not below[column]:
                box = replace(box, down="restart")
            elif below is not None and not cell and boxes and below[column]:
                boxes[-1] = replace(boxes[-1], span=boxes[-1].span + 1)
                continue
            elif above is not None and not cell and above[column]:
                box = replace(box, down="continue")
            boxes.append(box)
        yield boxes


def row_boxes(row: Sequence[Words], look: Look) -> list[Box]:
    """A row of cells; a long text that stands alone in the first column heads a group and takes the whole row.

    Short texts are centred and long ones justified, unless the look itself is centred.
    """
    if len(text_of(row[0])) > _ALONE and not any(row[1:]):
        return [replace(cell_box(row[0], replace(look, align="left")), span=len(row))]
    centred = look.align == "center"
    return [cell_box(cell, look if centred else replace(look, align=_align(cell))) for cell in row]


def cell_box(words: Words, look: Look) -> Box:
    """A cell with a paragraph for each of its lines."""
    lines: list[list[Piece]] = [[]]
    for piece in words:
        for number, text in enumerate(piece.text.split("\n")):
            if number:
                lines.append([])
            if text:
                lines[-1].append(replace(piece, text=text))
    return Box(tuple((tuple(line), look) for line in lines))


def _align(words: Words) -> Align:
    """Short cells stand in the middle, long ones are justified."""
    text = text_of(words)
    return "center" if len(text) < 12 else "left" if len(text) < 60 else "both"
