"""Blocks to lines in reading order, each with whether blank space parts it from the one before.

In the body every paragraph is one by itself, however little space Word puts between; lines of one title that are
paragraphs each (centred, one under the other), and those in the cells of a heading block, have no space between them.
"""

from __future__ import annotations

from dataclasses import replace

from vbparse.readers.docx.blocks import Block, Paragraph, Table
from vbparse.readers.docx.columns import columns_at
from vbparse.readers.docx.grid import lay_table
from vbparse.readers.docx.items import Item, lines_of, notes_of


def flow(blocks: list[Block], width: int, *, close: bool = False) -> list[Item]:
    """Lay blocks out as lines; `width` is that of the text in twentieths of a point.

    `close` is for cells of a heading block and text boxes: only an empty paragraph makes a gap there.
    """

    def lay(inner: list[Block], close: bool) -> list[Item]:
        return flow(inner, width, close=close)

    out: list[Item] = []
    above: Paragraph | None = None
    apart, at = True, 0
    while at < len(blocks):
        block = blocks[at]
        if isinstance(block, Table):
            out += lay_table(block, lay)
            above, apart, at = None, True, at + 1
            continue
        unfolded = columns_at(blocks, at, width)
        if unfolded is not None:
            at, items = unfolded
            out += items
            above, apart = None, True
            continue
        items = lines_of(block)
        if items:
            gap = apart or (above is not None and not close and not _one_title(above, block))
            out += [replace(items[0], gap=gap), *items[1:]]
            above, apart = block, False
        elif not block.boxes:
            apart = True
        for box in block.boxes:
            out += flow(box, width, close=True)
        out += notes_of([block])
        at += 1
    return out


def _one_title(above: Paragraph, below: Paragraph) -> bool:
    return above.look.centred and below.look.centred
