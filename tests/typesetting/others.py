"""The layouts of others: papers as offices that don't know the rule book typeset them.

`MANNERS` is a table of them; the n-th document is typeset in the n-th manner, so that all of them occur and every run
gives the same files.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import zip_longest
from pathlib import Path
from textwrap import wrap
from typing import Literal

from .cells import column_widths, head_boxes, row_boxes
from .content import AppendixHead, Closing, Grid, Heading, Paper, Paragraph, Piece, Words, text_of
from .numbering import Numbers
from .sheet import Box, Look, Page, Sheet, Stop, plain

Columns = Literal["tabs", "rows", "narrow", "stacked", "soft"]
_CENTRE = Look(align="center")
_TYPED = 45  # characters that a typist fits into the left one of two columns
_PARTY = {
    "underline": Look(align="center", bold=True, underline=True),
    "dashes": Look(align="center", bold=True),
    "shape": Look(align="center", bold=True, ruled="shape"),
}


@dataclass(frozen=True)
class Manner:
    """One way of typesetting.

    `heading` and `closing` say how two columns are made: by tab stops, a table with a row for each line, a table of
    other widths with an empty column between, one below the other, or a table with one paragraph of broken lines in
    each cell. `numbers` are typed, typed with a tab behind, or automatic with a tab; `titles` is the look of section
    headings. `repeat` tells what becomes of a table's heading on the next page: nothing, Word's own repeat, or one
    typed after every ten rows. `merged` joins cells downward, `wide` turns the pages of tables, `broken` puts line
    breaks into titles, `pieces` cuts words into runs as Word does. `rule` is what stands under the Party's name, `gaps`
    are empty paragraphs for space, and with `typed_breaks` a new page begins after a break typed into the text.
    `indent` is typed before the first line of a paragraph; a `revised` paper bears the marks of editing. Section
    headings of the first level are aligned as `titles` are.
    """

    page: Page = Page()  # noqa: RUF009
    body: Look = Look()  # noqa: RUF009
    titles: Look = Look(bold=True)  # noqa: RUF009
    heading: Columns = "tabs"
    closing: Columns = "tabs"
    numbers: Literal["typed", "typed-tab", "automatic-tab"] = "typed"
    repeat: Literal["never", "word", "typed"] = "never"
    cells: Look = Look(size=12)  # noqa: RUF009
    merged: bool = False
    whole_rows: bool = False
    wide: bool = False
    broken: bool = False
    pieces: int = 0
    rule: Literal["underline", "dashes", "shape"] = "underline"
    gaps: bool = False
    typed_breaks: bool = False
    indent: str = ""
    revised: bool = False


MANNERS = (
    Manner(
        page=Page(margins=(20, 20, 20, 35), size=13, number_at="bottom", number_first=True),
        body=Look(after=6, line=1.5),
        repeat="never",
        wide=True,
        merged=True,
        gaps=True,
    ),
    Manner(
        page=Page(margins=(25, 15, 20, 25), size=14, number_at="top"),
        body=Look(left=10, first=-10, before=2, after=2, tabs=((10, "left"),)),
        heading="rows",
        closing="rows",
        numbers="typed-tab",
        repeat="typed",
        cells=Look(size=12, align="center"),
        broken=True,
        rule="shape",
        typed_breaks=True,
    ),
    Manner(
        page=Page(margins=(20, 15, 15, 30), size=13, number_at="none"),
        body=Look(first=12.7, before=6, line=1.3),
        titles=Look(bold=True, italic=True),
        heading="narrow",
        closing="narrow",
        numbers="automatic-tab",
        repeat="word",
        whole_rows=True,
        pieces=9,
        rule="dashes",
    ),
    Manner(
        page=Page(margins=(20, 20, 20, 30), font="Arimo", size=13, number_at="bottom"),
        body=Look(align="left", first=10, after=4, line=1.2),
        titles=Look(bold=True, align="left"),
        heading="stacked",
        closing="stacked",
        repeat="word",
        wide=True,
        broken=True,
    ),
    Manner(
        page=Page(margins=(15, 15, 15, 25), size=14, number_at="top", number_first=True),
        body=Look(first=15, line=1.5),
        titles=Look(),
        typed_breaks=True,
        heading="tabs",
        closing="narrow",
        numbers="typed-tab",
        repeat="never",
        merged=True,
        whole_rows=True,
        pieces=5,
    ),
    Manner(
        page=Page(margins=(20, 15, 20, 30), size=14),
        body=Look(before=6, line=1.5, exact=True),
        titles=Look(bold=True, align="center"),
        heading="soft",
        closing="soft",
        repeat="word",
        indent="\t",
        broken=True,
        revised=True,
        pieces=12,
    ),
    Manner(
        page=Page(margins=(20, 20, 20, 30), size=14, number_at="bottom"),
        body=Look(first=12.7, after=6, line=1.1),
        heading="narrow",
        closing="tabs",
        numbers="automatic-tab",
        repeat="word",
        cells=Look(size=13, align="center"),
        wide=True,
        merged=True,
        gaps=True,
    ),
)


def typeset(papers: Sequence[Paper], path: Path, number: int) -> None:
    """Typeset documents one after the other, the first one in manner `number`; it also gives the paper for all."""
    manners = [MANNERS[(number + at) % len(MANNERS)] for at in range(len(papers))]
    sheet = Sheet(manners[0].page)
    for paper, manner in zip(papers, manners, strict=True):
        _Other(sheet, manner).paper(paper)
    sheet.save(path)


class _Other:
    def __init__(self, sheet: Sheet, manner: Manner) -> None:
        self._sheet, self._manner = sheet, manner
        self._size = manner.page.size
        sheet.revised = manner.revised
        left = replace(manner.body, tabs=((max(manner.body.left, manner.body.first + 8), "left"),))
        self._numbers = Numbers(sheet, left)

    def paper(self, paper: Paper) -> None:
        if self._sheet.wide:
            self._sheet.turn()
        self._new_page = not self._sheet.just_begun
        self._heading(paper.heading)
        for part, following in zip(paper.parts, (*paper.parts[1:], None), strict=True):
            match part:
                case Paragraph():
                    self._paragraph(part)
                case Grid():
                    self._grid(part)
                case Closing():
                    self._closing(part)
                case AppendixHead():
                    self._appendix(part, wide=self._manner.wide and isinstance(following, Grid))

    def _put(self, words: Words, look: Look) -> None:
        """Add a paragraph, the first one of a document on a new page."""
        if self._new_page and self._manner.typed_breaks:
            words = (Piece("\f"), *words)
        new_page = self._new_page and not self._manner.typed_breaks
        self._sheet.paragraph(tuple(self._cut(words)), replace(look, new_page=new_page, size=look.size or self._size))
        self._new_page = False

    def _cut(self, words: Words) -> Iterable[Piece]:
        """Cut words into runs of a few characters, as spelling marks and revisions leave them."""
        count = self._manner.pieces
        for piece in words:
            if not count or piece.note is not None:
                yield piece
            else:
                for at in range(0, len(piece.text), count):
                    yield replace(piece, text=piece.text[at : at + count])

    # ---- two columns ------------------------------------------------------------------------------------------

    def _columns(self, kind: Columns, left: Sequence[tuple[str, Look]], right: Sequence[tuple[str, Look]]) -> None:
        """Two columns of lines; a line of the left one that is not centred is part of a list."""
        width = self._sheet.width
        if kind == "stacked":
            for text, look in left:
                self._put(plain(text), replace(look, align="left"))
            for text, look in right:
                self._put(plain(text), replace(look, left=width / 2))
            return
        if kind == "tabs":
            self._tabbed([(line, look) for text, look in left for line in wrap(text, _TYPED)], right)
            return
        rows = list(zip_longest(left, right, fillvalue=("", _CENTRE)))
        if self._new_page:
            self._put((), _CENTRE)
        size = self._size
        if kind == "soft":
            looks = [replace(side[0][1], bold=False, italic=False) if side else _CENTRE for side in (left, right)]
            boxes = [[Box(((_lines(side), look),)) for side, look in zip((left, right), looks, strict=True)]]
            self._sheet.table(boxes, (width * 0.45, width * 0.55), ruled=False)
        elif kind == "rows":
            boxes = [[self._box([line], size) for line in row] for row in rows]
            self._sheet.table(boxes, (width * 0.45, width * 0.55), ruled=False)
        else:
            boxes = [[self._box(left, size), self._box([], size), self._box(right, size)]]
            self._sheet.table(boxes, (width * 0.4, width * 0.05, width * 0.55), ruled=False)
        self._put((), _CENTRE)

    def _tabbed(self, left: Sequence[tuple[str, Look]], right: Sequence[tuple[str, Look]]) -> None:
        """Two columns by tab stops, a paragraph for each line of them."""
        middle: Stop = (self._sheet.width * 0.2, "center")
        other: Stop = (self._sheet.width * 0.72, "center")
        for (a, look), (b, beside) in zip_longest(left, right, fillvalue=("", _CENTRE)):
            listed = look.align == "left"
            words = [Piece(a if listed else f"\t{a}", bold=look.bold, italic=look.italic)]
            words += [Piece(f"\t{b}", bold=beside.bold, italic=beside.italic)] if b else []
            self._put(tuple(words), Look(align="left", tabs=(other,) if listed else (middle, other), size=look.size))

    def _box(self, lines: Sequence[tuple[str, Look]], size: float) -> Box:
        return Box(tuple((plain(text), replace(look, size=look.size or size)) for text, look in lines))

    # ---- heading block ----------------------------------------------------------------------------------------

    def _heading(self, heading: Heading) -> None:
        bold = replace(_CENTRE, bold=True)
        left = [(name, bold) for name in heading.organisation]
        left += [("*", _CENTRE)] if heading.organisation else []
        left += [(heading.number, _CENTRE)] if heading.number else []
        letter = heading.doc_type is None
        left += [(line, replace(_CENTRE, italic=True)) for line in heading.subject if letter]
        right: list[tuple[str, Look]] = []
        if heading.party_name:
            rule = self._manner.rule
            right.append((heading.party_name, _PARTY[rule]))
            right.append(("-" * 20 if rule == "dashes" else "", _CENTRE))
            right += [("", _CENTRE)] * (len(heading.organisation) - 1)
        right += [(heading.place_date, replace(_CENTRE, italic=True))] if heading.place_date else []
        if heading.secrecy:
            self._put(plain(heading.secrecy), Look(align="right", bold=True))
        if left or right:
            self._columns(self._manner.heading, left, right)
        for line in (heading.doc_type, *heading.issuer):
            if line:
                self._put(plain(line), bold)
        if heading.subject and not letter:
            self._put(plain(("\n" if self._manner.broken else " ").join(heading.subject)), replace(bold, after=6))
        if self._manner.gaps:
            self._put((), _CENTRE)
        for line in heading.addressees:
            self._put(plain(line), Look(align="left", left=25))

    # ---- body -------------------------------------------------------------------------------------------------

    def _paragraph(self, paragraph: Paragraph) -> None:
        words, look, manner = paragraph.words, self._manner.body, self._manner
        if paragraph.titled:
            if manner.gaps and paragraph.depth == 0:
                self._put((), _CENTRE)
            titles = manner.titles
            align = titles.align if paragraph.depth == 0 else look.align
            look = replace(look, bold=titles.bold, italic=titles.italic, keep=True, align=align)
        if manner.numbers == "automatic-tab":
            words, number = self._numbers.number(paragraph)
            look = replace(look, number=number)
        elif manner.numbers == "typed-tab" and paragraph.marker:
            words = _with_tab(words, paragraph.marker)
        if manner.indent and look.align != "center":
            words = (Piece(manner.indent), *words)
        self._put(words, look)

    # ---- tables -----------------------------------------------------------------------------------------------

    def _grid(self, grid: Grid) -> None:
        manner = self._manner
        heads = [list(row) for row in head_boxes(grid.heads, replace(manner.cells, align="center", bold=True))]
        rows: list[Sequence[Box]] = list(heads)
        boxes = [row_boxes(row, replace(manner.cells, bold=n in grid.groups)) for n, row in enumerate(grid.rows)]
        if manner.merged:
            boxes = _merge_down(grid, boxes)
        for number, row in enumerate(boxes):
            if manner.repeat == "typed" and number and number % 10 == 0:
                rows += heads
            rows.append(row)
        repeated = len(heads) if manner.repeat == "word" else 0
        widths = column_widths(grid, self._sheet.width)
        self._sheet.table(rows, widths, ruled=True, heads=repeated, whole_rows=manner.whole_rows)
        self._put((), _CENTRE)

    # ---- closing and appendices -------------------------------------------------------------------------------

    def _closing(self, closing: Closing) -> None:
        small = Look(align="left", size=11)
        left = [
            (line, replace(small, bold=number == 0, italic=number == 0))
            for number, line in enumerate(closing.recipients)
        ]
        right: list[tuple[str, Look]] = []
        for number, line in enumerate(closing.signature, start=1):
            if number == len(closing.signature) > 1:
                right += [("", _CENTRE)] * 3
            right.append((line, replace(_CENTRE, bold=not line.startswith("("))))
        self._columns(self._manner.closing, left, right)

    def _appendix(self, appendix: AppendixHead, *, wide: bool) -> None:
        if wide != self._sheet.wide:
            self._sheet.turn()
        self._new_page = not self._sheet.just_begun
        title = appendix.title and (_halved(appendix.title) if self._manner.broken else appendix.title)
        for text, look in (
            (appendix.label, replace(_CENTRE, bold=True)),
            (title, replace(_CENTRE, bold=True)),
            (appendix.note, replace(_CENTRE, italic=True, after=6)),
        ):
            if text:
                self._put(plain(text), look)


def _lines(lines: Sequence[tuple[str, Look]]) -> Words:
    """Lines as one paragraph, broken after each."""
    last = len(lines) - 1
    return tuple(
        Piece(text if number == last else f"{text}\n", bold=look.bold, italic=look.italic)
        for number, (text, look) in enumerate(lines)
    )


def _with_tab(words: Words, marker: str) -> Words:
    """The words with a tab for the space behind their marker."""
    at = text_of(words).find(" ", len(marker))
    out: list[Piece] = []
    for piece in words:
        if 0 <= at < len(piece.text):
            piece = replace(piece, text=f"{piece.text[:at]}\t{piece.text[at + 1 :]}")
        at -= len(piece.text)
        out.append(piece)
    return tuple(out)


def _merge_down(grid: Grid, boxes: Sequence[list[Box]]) -> list[list[Box]]:
    """The rows with an empty cell joined to the text above it, where that is a name and no mark such as `x`."""
    out = [list(row) for row in boxes]
    for column in range(len(grid.rows[0])):
        top: int | None = None
        for number, cells in enumerate(grid.rows):
            if number in grid.groups or len(out[number]) != len(cells):
                top = None
            elif cells[column]:
                top = number if column == 0 or len(text_of(cells[column])) > 3 else None
            elif top is not None and any(cells):
                out[top][column] = replace(out[top][column], down="restart")
                out[number][column] = replace(out[number][column], down="continue")
    return out


def _halved(text: str) -> str:
    """A title with a line break at the space nearest to its middle."""
    spaces = [at for at, c in enumerate(text) if c == " "]
    if len(text) < 50 or not spaces:
        return text
    middle = min(spaces, key=lambda at: abs(at - len(text) / 2))
    return f"{text[:middle]}\n{text[middle + 1 :]}"
