"""A web page to lines: blocks, lists, tables; looks of words; numbers that the browser counts."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Final

import regex
from lxml import etree

from vbparse.errors import SourceError
from vbparse.readers.docx.drafts import Draft, labelled, row_of
from vbparse.readers.docx.styles import RunLook
from vbparse.readers.grids import MAX_SPAN
from vbparse.readers.html.styles import BLOCKS, Look, Styles
from vbparse.readers.legacy import Charset, decode_runs
from vbparse.readers.lines import CleanLine, Row
from vbparse.tape import Aside

Element = etree._Element

_MOST_PLACES: Final = 2_000_000  # of the cells of a table, those that a merged cell covers too
_BLANKS: Final = regex.compile(r"[ \t\r\n\f]+")
_NOTE: Final = regex.compile(r"_?(?:ftn|edn|fn|sdfootnote|sdendnote|footnote|cite_note)[-_:]?\d+(?:sym)?")
_FRAME_CHARACTERS = 600  # in one cell: a table that holds the text of the page, and no table to a reader
_FRAME_LINES = 12
_ROMAN: Final = ((10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))
_BULLET = "•"


@dataclass
class Page:
    """A page while it is written: its rows so far, and the line that is open."""

    styles: Styles
    charsets: set[Charset] = field(default_factory=set)
    _rows: list[Row] = field(default_factory=list)
    _pieces: list[tuple[str, Look]] = field(default_factory=list)
    _gap: bool = True
    _label: str = ""
    _aside: Aside | None = None

    def read(self, body: Element) -> list[Row]:
        """Return the lines of an element, each with whether it begins a block of its own."""
        self._inside(body, self.styles.look_of(body, Look()))
        self._end()
        return self._rows

    def _inside(self, element: Element, look: Look) -> None:
        self._write(element.text, look)
        for child in element.iterchildren(tag=etree.Element):
            self._element(child, look)
            self._write(child.tail, look)

    def _element(self, element: Element, around: Look) -> None:
        tag = element.tag
        look = self.styles.look_of(element, around)
        if tag == "br":
            self._end(look)
        elif tag == "table":
            self._end(around)
            self._gap = True
            self._table(element, look)
            self._gap = True
        elif tag in ("ol", "ul"):
            self._end(around)
            self._list(element, look)
        elif tag in BLOCKS or look.block:
            self._block(element, look)
        else:
            self._inside(element, look)

    def _block(self, element: Element, look: Look) -> None:
        self._end(look)
        note = _NOTE.fullmatch(element.get("id", "")) is not None
        aside, self._aside = self._aside, "footnote" if note else self._aside
        self._begin(look)
        self._inside(element, look)
        self._end(look)
        self._begin(look)
        self._aside = aside

    def _begin(self, look: Look) -> None:
        """A block begins: apart from what is above, except where both are centred, as the lines of a title are."""
        above = self._rows[-1][0] if self._rows else None
        self._gap = not (look.centred and above is not None and above.centred)

    def _list(self, element: Element, look: Look) -> None:
        number = _integer(element.get("start"), 1)
        for item in element.iterchildren(tag=etree.Element):
            if item.tag != "li":
                self._element(item, look)
                continue
            number = _integer(item.get("value"), number)
            style = item.get("type") or element.get("type") or "1"
            self._gap = True
            self._label = f"{_counted(number, style)}. " if element.tag == "ol" else f"{_BULLET} "
            self._inside(item, self.styles.look_of(item, look))
            self._end(look)
            self._label = ""
            number += 1

    # ---- tables

    def _table(self, table: Element, look: Look) -> None:
        rows = [(row, heads) for row, heads in _rows_of(table)]
        for caption in table.iterchildren("caption"):
            self._block(caption, self.styles.look_of(caption, look))
        if _is_frame(table, [row for row, _ in rows]):
            for row, _ in rows:
                for cell in _cells_of(row):
                    self._block(cell, self.styles.look_of(cell, look))
            return
        places = 0
        covered: dict[int, int] = {}  # column -> rows that a cell above still covers
        for index, (row, heads) in enumerate(rows):
            cells: list[list[CleanLine]] = []
            below: dict[int, int] = {column: left - 1 for column, left in covered.items() if left > 1}
            names = set()
            for cell in _cells_of(row):
                while len(cells) in covered:
                    cells.append([])
                columns, depth = (_span(cell, name) for name in ("colspan", "rowspan"))
                for column in range(len(cells), len(cells) + columns):
                    if depth > 1:
                        below[column] = depth - 1
                cells += [self._cell(cell, self.styles.look_of(row, look)), *([] for _ in range(columns - 1))]
                names.add(cell.tag)
            while len(cells) in covered:
                cells.append([])
            covered = below
            places += len(cells)
            if places > _MOST_PLACES:
                raise _too_large()
            line = row_of(cells, heads=heads or names == {"th"})
            if line.text.strip():
                self._rows.append((line, None, index == 0))

    def _cell(self, cell: Element, look: Look) -> list[CleanLine]:
        inner = Page(self.styles, self.charsets)
        lines = [line for line, _, _ in inner.read_cell(cell, look)]
        return [replace(line, text=line.text.replace("\t", " "), cells=None) for line in lines]

    def read_cell(self, cell: Element, look: Look) -> list[Row]:
        """Return the lines of a cell of a table."""
        self._inside(cell, self.styles.look_of(cell, look))
        self._end()
        return self._rows

    # ---- words

    def _write(self, text: str | None, look: Look) -> None:
        if not text:
            return
        if look.preformatted:
            first, *others = text.replace("\r\n", "\n").split("\n")
            self._pieces.append((first, look))
            for line in others:
                self._end(look)
                self._pieces.append((line, look))
            return
        text = _BLANKS.sub(" ", text)
        if not self._pieces or self._pieces[-1][0].endswith(" "):
            text = text.lstrip(" ")
        if text:
            self._pieces.append((text, look))

    def _end(self, look: Look | None = None) -> None:
        """End the open line; a line without words is none, and its label goes to the next."""
        pieces, self._pieces = self._pieces, []
        if not any(text.strip() for text, _ in pieces):
            self._gap = self._gap or bool(pieces)
            return
        draft = Draft()
        decoded = decode_runs([(text, piece.font) for text, piece in pieces])
        for words, (_, piece) in zip(decoded, pieces, strict=True):
            if words.charset:
                self.charsets.add(words.charset)
            draft.add(words.text, RunLook(piece.bold, piece.italic, piece.capitals, superscript=piece.raised), None)
        looks = {piece for text, piece in pieces if text.strip()}
        line = replace(
            draft.line(),
            centred=all(piece.centred for piece in looks),
            heading=max(piece.heading for piece in looks),
            aside=self._aside,
        )
        if not line.text:
            return
        self._rows.append((labelled(line, self._label) if self._label else line, None, self._gap))
        self._label, self._gap = "", False


def _rows_of(table: Element) -> Iterator[tuple[Element, bool]]:
    """Yield the rows of a table and whether they stand in its head."""
    for child in table.iterchildren(tag=etree.Element):
        if child.tag == "tr":
            yield child, False
        elif child.tag in ("thead", "tbody", "tfoot"):
            yield from ((row, child.tag == "thead") for row in child.iterchildren("tr"))


def _cells_of(row: Element) -> list[Element]:
    return list(row.iterchildren("td", "th"))


def _is_frame(table: Element, rows: list[Element]) -> bool:
    """Whether a table only places parts of a page: one column, tables inside, or a cell as long as a text."""
    widths = [len([cell for cell in _cells_of(row) if "".join(cell.itertext()).strip()]) for row in rows]
    if max(widths, default=0) < 2 and not (len(rows) > 1 and any(len(_cells_of(row)) > 1 for row in rows)):
        return True
    if next(table.iterdescendants("table"), None) is not None:
        return True
    cells = [cell for row in rows for cell in _cells_of(row)]
    whole = len("".join(table.itertext()).split())
    for cell in cells:
        words = "".join(cell.itertext())
        lines = sum(1 for _ in cell.iter("p", "div", "br", "li"))
        if len(words) > _FRAME_CHARACTERS and lines > _FRAME_LINES and len(words.split()) > whole * 0.75:
            return True
    return False


def _too_large() -> SourceError:
    return SourceError(
        "file-too-large",
        f"a table has more than {_MOST_PLACES} places for cells, more than any document needs; save its text as TXT",
        f"bảng có hơn {_MOST_PLACES} ô, lớn bất thường so với một văn bản; hãy lưu phần chữ thành TXT",
    )


def _span(cell: Element, name: str) -> int:
    return min(MAX_SPAN, max(1, _integer(cell.get(name), 1)))


def _integer(said: str | None, default: int) -> int:
    return int(said) if said and said.strip().isascii() and said.strip().isdigit() and len(said) < 7 else default


def _counted(number: int, style: str) -> str:
    """Return the number of an item of a list as the browser prints it: `1`, `a`, `A`, `i`, `I`."""
    if style in ("a", "A") and 1 <= number <= 26:
        return chr(ord(style) + number - 1)
    if style in ("i", "I") and 1 <= number < 40:
        roman, left = "", number
        for value, letters in _ROMAN:
            roman += letters * (left // value)
            left %= value
        return roman.upper() if style == "I" else roman
    return str(number)
