"""The official layout of Party documents (36-HD/VPTW), in the three ways in which typists number and mark headings."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Literal

from .cells import column_widths, head_boxes, row_boxes
from .content import AppendixHead, Closing, Grid, Heading, Paper, Paragraph, Words
from .numbering import Numbers
from .sheet import Box, Look, Page, Sheet, plain

Way = Literal["typed", "numbered", "styled"]

_CENTRE = Look(align="center")
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
            right.append(((), replace(_CENTRE, size=4, left=8, right=8, ruled="border")))
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
