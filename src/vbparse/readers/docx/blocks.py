"""What stands in the body of a document: paragraphs and tables, read but not yet laid on the tape."""

from __future__ import annotations

from dataclasses import dataclass, field

from vbparse.readers.docx.drafts import Draft
from vbparse.readers.docx.names import Element
from vbparse.readers.docx.styles import ParagraphLook


@dataclass
class Paragraph:
    """A paragraph: its lines, its computed number, and what is tied to it: text boxes and notes, blocks each."""

    look: ParagraphLook
    lines: list[Draft] = field(default_factory=lambda: [Draft()])
    label: str = ""
    boxes: list[list[Block]] = field(default_factory=list)
    notes: list[list[Block]] = field(default_factory=list)
    page: int | None = None
    section: Element | None = None  # properties of the section that ends with it

    @property
    def blank(self) -> bool:
        return not self.label and all(line.blank for line in self.lines)


@dataclass
class TableCell:
    """A cell: its first column and how many it covers, and whether it goes on with the cell above it.

    `ruled` tells whether a line is drawn at its left or right, or both above and under it.
    """

    column: int
    span: int
    blocks: list[Block]
    continues: bool = False
    ruled: bool = False


@dataclass
class TableRow:
    """A row: its cells, and whether it is marked as one of the heading."""

    cells: list[TableCell]
    heads: bool = False


@dataclass
class Table:
    """A table: its rows and the widths of its columns in twentieths of a point (0 where they are not told)."""

    rows: list[TableRow]
    widths: list[int]


Block = Paragraph | Table


def paragraphs_of(blocks: list[Block]) -> list[Paragraph]:
    """Return all paragraphs of some blocks, those in tables too, in their order."""
    found: list[Paragraph] = []
    for block in blocks:
        if isinstance(block, Paragraph):
            found.append(block)
        else:
            for row in block.rows:
                for cell in row.cells:
                    found += paragraphs_of(cell.blocks)
    return found
