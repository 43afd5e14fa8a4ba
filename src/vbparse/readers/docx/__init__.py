"""The reader of Word documents (DOCX, also DOCM and DOTX): bytes to tape.

`unlocking` and `package` open the file, `body`, `inline` and `tables` read it to blocks, `flow`, `grid` and `columns`
lay these out as lines; `styles`, `numbering`, `notes` and `fields` know what the format leaves to be computed.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from vbparse.errors import SourceError
from vbparse.readers.docx.blocks import Block, Paragraph
from vbparse.readers.docx.body import Body
from vbparse.readers.docx.flow import flow
from vbparse.readers.docx.inline import Counts, Pages, Story
from vbparse.readers.docx.items import Item
from vbparse.readers.docx.margins import Margins
from vbparse.readers.docx.names import Element, number, w
from vbparse.readers.docx.notes import Notes
from vbparse.readers.docx.numbering import Numbering
from vbparse.readers.docx.package import Package
from vbparse.readers.docx.styles import Styles
from vbparse.readers.docx.unlocking import unlock
from vbparse.readers.layout import unfold_layout
from vbparse.readers.legacy import Charset, named
from vbparse.readers.lines import Row, lay_out
from vbparse.readers.spacing import part_words
from vbparse.tape import Note, Tape

_OLE: Final = b"\xd0\xcf\x11\xe0"
_WIDTH: Final = 9070  # twentieths of a point between the margins of an A4 page (36-HD/VPTW, part I)


def read_docx(data: bytes, source_path: str, passwords: Sequence[str] = ()) -> Tape:
    """Read a Word document to a tape; `passwords` are tried where it is locked.

    Raises SourceError: `damaged-file`, `encrypted-file`, `file-too-large`, `empty-file`.
    """
    if data.startswith(_OLE):
        data = unlock(data, passwords)
    document = _Document(Package(data))
    try:
        rows = document.rows()
    except RecursionError as error:
        raise _nested() from error
    if not rows:
        raise _empty()
    rows, notes = part_words(rows)
    notes += [(0, Note(code, 0, len(rows[0][0].text), fields)) for code, fields in document.notes()]
    pages = document.pages
    known = pages.number if pages.known else None
    return lay_out(rows, source_path, "docx", pages=known, notes=notes, legacy_font=named(document.charsets))


@dataclass
class _Section:
    """A section: its blocks, and its properties, which stand behind them."""

    blocks: list[Block]
    properties: Element | None

    @property
    def width(self) -> int:
        """The width of the text in twentieths of a point."""
        if self.properties is None:
            return _WIDTH
        size, margins = self.properties.find(w("pgSz")), self.properties.find(w("pgMar"))
        whole = number(size.get(w("w"))) if size is not None else None
        sides = [number(margins.get(w(side))) or 0 for side in ("left", "right")] if margins is not None else []
        return max(whole - sum(sides), 1) if whole is not None and sides else _WIDTH


class _Document:
    """One document while it is read."""

    def __init__(self, package: Package) -> None:
        self._package = package
        root = package.part(package.main)
        body = root.find(w("body")) if root is not None else None
        self._body: Element | None = body if body is not None else root
        settings = package.related("settings")
        styles = Styles(package.related("styles"))
        known = root is not None and next(root.iter(w("lastRenderedPageBreak")), None) is not None
        self.pages = Pages(known)
        self._reader = Body(styles, Numbering(package.related("numbering"), styles.number_of))
        self._counts = Counts()
        self._story = Story(
            styles,
            self.pages,
            self._counts,
            {
                "footnote": Notes("footnote", package.related("footnotes"), settings),
                "endnote": Notes("endnote", package.related("endnotes"), settings),
            },
            self._reader.blocks,
        )

    @property
    def charsets(self) -> set[Charset]:
        """The character sets of legacy fonts that letters were in."""
        return self._counts.charsets

    def rows(self) -> list[Row]:
        """Return the lines of the document, running heads last."""
        if self._body is None:
            return []
        margins = Margins(self._read_margin)
        items: list[Item] = []
        for section in self._sections(self._reader.blocks(self._body, self._story)):
            lines = flow(section.blocks, section.width)
            items += margins.above(section.properties, lines) + lines
        return _unfolded(items) + [(item.line, None, True) for item in margins.running]

    def _sections(self, blocks: list[Block]) -> list[_Section]:
        found: list[_Section] = []
        start = 0
        for at, block in enumerate(blocks):
            if isinstance(block, Paragraph) and block.section is not None:
                found.append(_Section(blocks[start : at + 1], block.section))
                start = at + 1
        last = self._body.find(w("sectPr")) if self._body is not None else None
        return [*found, _Section(blocks[start:], last)]

    def _read_margin(self, relation: str) -> tuple[list[Item], bool]:
        part = self._package.by_id(relation)
        if part is None:
            return [], False
        story = Story(self._story.styles, Pages(False), self._counts, self._story.notes, self._reader.blocks)
        items = flow(self._reader.blocks(part, story), _WIDTH, close=True)
        return items, story.fields.page_numbers > 0

    def notes(self) -> list[tuple[str, dict[str, str]]]:
        """Return what the reader left out, changed or could not read: codes of diagnostics with their fields."""
        counts = self._counts
        found: list[tuple[str, dict[str, str]]] = []
        if self._package.damaged:
            found.append(("damaged-file", _damage(sorted(set(self._package.damaged)))))
        if self._reader.embedded:
            found.append(("embedded-left-out", {"count": str(self._reader.embedded)}))
        if counts.inserted or counts.struck:
            changes = {"inserted": str(counts.inserted), "struck": str(counts.struck)}
            found.append(("tracked-changes", changes))
        if counts.hidden:
            found.append(("hidden-left-out", {"count": str(counts.hidden)}))
        if counts.drawings:
            found.append(("drawing-left-out", {"count": str(counts.drawings)}))
        comments = self._package.related("comments")
        told = len(list(comments.iterchildren(w("comment")))) if comments is not None else 0
        if told:
            found.append(("comments-left-out", {"count": str(told)}))
        return found


def _unfolded(items: list[Item]) -> list[Row]:
    """Unfold the columns that only blanks make; rows of tables and what stands apart are left as they are."""
    out: list[Row] = []
    stretch: list[Row] = []
    for item in items:
        row: Row = (item.line, None, item.gap)
        if item.line.cells is None and item.line.aside is None:
            stretch.append(row)
            continue
        out += [*unfold_layout(stretch), row]
        stretch = []
    return out + unfold_layout(stretch)


def _damage(parts: Sequence[str]) -> dict[str, str]:
    names = ", ".join(parts)
    return {
        "message": f"the file is damaged ({names}): what could be read is given; compare it with the original",
        "message_vi": f"tệp bị hỏng ({names}): chỉ lấy được phần đọc được; hãy đối chiếu với bản gốc",
    }


def _empty() -> SourceError:
    return SourceError(
        "empty-file",
        "the document holds no text (it may hold pictures only); check that it was saved whole, or remove it",
        "văn bản không có chữ nào (có thể chỉ có ảnh); hãy kiểm tra lại việc lưu tệp hoặc bỏ tệp này ra",
    )


def _nested() -> SourceError:
    return SourceError(
        "damaged-file",
        "parts of the document stand one inside the other beyond all measure; save its text as TXT",
        "các phần của văn bản lồng nhau quá nhiều lớp; hãy lưu phần chữ thành TXT",
    )
