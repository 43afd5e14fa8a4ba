"""The official layout of Party documents (36-HD/VPTW), in the three ways in which typists number and mark headings."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Literal

from .content import AppendixHead, Closing, Grid, Heading, Paper, Paragraph, Piece, Words, text_of
from .numbering import Numbers
from .sheet import Box, Look, Page, Sheet, plain

Way = Literal["typed", "numbered", "styled"]

_CENTRE = Look(align="center")
_ALONE = 12  # characters
_BODY = Look(first=10, before=3, after=3, line=1.15)


def typeset(papers: Sequence[Paper], path: Path, way: Way) -> None:
    """Typeset documents one after the other: numbers `typed`, or automatic, or typed under Heading styles."""
    sheet = Sheet(Page())
    for paper in papers:
        _Official(sheet, way).paper(paper)
    sheet.save(path)


class _Official:
    def __init__(self, sheet: Sheet, way: Way) -> None:
        self._sheet, self._way = sheet, way
        self._numbers = Numbers(sheet, Look(first=10))

    def paper(self, paper: Paper) -> None:
        self._new_page = not self._sheet.just_begun
        self._heading(paper.heading)
        for part in paper.parts:
            match part:
                case Paragraph():
                    self._paragraph(part)
                case Grid():
                    self._grid(part)
                case Closing():
                    self._closing(part)
                case AppendixHead():
                    self._appendix(part)

    def _put(self, words: Words, look: Look) -> None:
        """Add a paragraph, the first one of a document on a new page."""
        self._sheet.paragraph(words, replace(look, new_page=look.new_page or self._new_page))
        self._new_page = False

    # ---- heading block ----------------------------------------------------------------------------------------

    def _heading(self, heading: Heading) -> None:
        letter = heading.doc_type is None
        left: list[tuple[Words, Look]] = []
        for number, name in enumerate(heading.organisation, start=1):
            left.append((plain(name), replace(_CENTRE, bold=number == len(heading.organisation))))
        if heading.organisation:
            left.append((plain("*"), _CENTRE))
        if heading.number:
            left.append((plain(heading.number), _CENTRE))
        if letter:
            left += [(plain(" ".join(heading.subject)), replace(_CENTRE, size=12, italic=True))]
        right: list[tuple[Words, Look]] = []
        if heading.party_name:
            right.append((plain(heading.party_name), replace(_CENTRE, size=15, bold=True)))
            right.append(((), replace(_CENTRE, size=4, left=8, right=8, ruled=True)))
        if heading.place_date:
            right.append((plain(heading.place_date), replace(_CENTRE, italic=True, before=6)))
        if heading.secrecy:
            left.append((plain(heading.secrecy), replace(_CENTRE, bold=True, before=6)))
        if left or right:
            if self._new_page:
                self._put((), _CENTRE)
            self._sheet.table([[Box(tuple(left)), Box(tuple(right))]], (72, 93), ruled=False)
            self._put((), _CENTRE)
        if heading.doc_type:
            self._put(plain(heading.doc_type), replace(_CENTRE, size=16, bold=True, before=6))
        for line in heading.issuer:
            self._put(plain(line), replace(_CENTRE, bold=True))
        if heading.subject and not letter:
            self._put(plain(" ".join(heading.subject)), replace(_CENTRE, bold=True, left=8, right=8))
        if heading.doc_type:
            self._put(plain("-----"), replace(_CENTRE, after=8))
        for number, line in enumerate(heading.addressees):
            self._put(plain(line), Look(align="left", left=30 if number == 0 else 52, before=3, after=3))

    # ---- body -------------------------------------------------------------------------------------------------

    def _paragraph(self, paragraph: Paragraph) -> None:
        words, look = paragraph.words, _BODY
        if paragraph.titled:
            look = replace(look, before=6, keep=True, bold=True)
            if self._way == "styled" and not paragraph.bullet:
                look = replace(look, style=f"Heading{min(paragraph.depth, 3) + 1}", bold=False)
        if self._way == "numbered":
            words, number = self._numbers.number(paragraph)
            look = replace(look, number=number)
        self._put(words, look)

    # ---- tables -----------------------------------------------------------------------------------------------

    def _grid(self, grid: Grid) -> None:
        widths = column_widths(grid, self._sheet.width)
        head = Look(align="center", size=13, bold=True, before=2, after=2)
        rows = [list(row) for row in head_boxes(grid.heads, head)]
        for number, row in enumerate(grid.rows):
            look = Look(size=13, before=2, after=2, bold=number in grid.groups)
            rows.append(row_boxes(row, look))
        self._sheet.table(rows, widths, ruled=True, heads=len(grid.heads), centred=True)
        self._put((), replace(_CENTRE, size=6))

    # ---- closing and appendices -------------------------------------------------------------------------------

    def _closing(self, closing: Closing) -> None:
        self._put((), replace(_CENTRE, size=8))
        left = [
            (plain(line), Look(align="left", size=14 if number == 0 else 12, underline=number == 0))
            for number, line in enumerate(closing.recipients)
        ]
        right: list[tuple[Words, Look]] = []
        for number, line in enumerate(closing.signature, start=1):
            last = number == len(closing.signature) > 1
            hand = line.startswith("(")
            right += [((), _CENTRE)] * 3 if last and not hand else []
            right.append((plain(line), replace(_CENTRE, bold=not hand, italic=hand)))
        self._sheet.table([[Box(tuple(left)), Box(tuple(right))]], (85, 80), ruled=False)
        self._put((), replace(_CENTRE, size=8))

    def _appendix(self, appendix: AppendixHead) -> None:
        new_page = not self._sheet.just_begun
        lines = (
            (appendix.label, replace(_CENTRE, bold=True)),
            (appendix.title, replace(_CENTRE, bold=True)),
            (appendix.note, replace(_CENTRE, italic=True)),
        )
        for text, look in lines:
            if text:
                self._put(plain(text), replace(look, new_page=new_page))
                new_page = False
        self._put(plain("-----"), replace(_CENTRE, after=8))


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
    """A row of cells; a long text that stands alone in the first column heads a group and takes the whole row."""
    if len(text_of(row[0])) > _ALONE and not any(row[1:]):
        return [replace(cell_box(row[0], replace(look, align="left")), span=len(row))]
    return [cell_box(cell, replace(look, align=cell_align(cell))) for cell in row]


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


def cell_align(words: Words) -> Literal["center", "both", "left"]:
    """Short cells stand in the middle, long ones are justified."""
    text = text_of(words)
    return "center" if len(text) < 12 else "left" if len(text) < 60 else "both"
