"""The reader of PDF: pages with a text layer to tape."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from vbparse.errors import SourceError
from vbparse.model import SourceFormat
from vbparse.readers.legacy import named
from vbparse.readers.lines import Row, lay_out
from vbparse.readers.pdf.flow import lay_pages
from vbparse.readers.pdf.furniture import set_apart
from vbparse.readers.pdf.layer import Kind, OldFonts
from vbparse.readers.pdf.opening import OpenPdf, damaged, open_pdf
from vbparse.readers.pdf.pages import Page, read_page
from vbparse.readers.pdf.pictured import Pictured, tell_figures
from vbparse.readers.pdf.signatures import signature_rows
from vbparse.readers.spacing import part_words
from vbparse.tape import Note, Tape

if TYPE_CHECKING:
    from vbparse.readers.scan import Scans

__all__ = ["kinds", "read_pdf"]

_UNREAD: tuple[Kind, ...] = ("scan", "garbled")


def read_pdf(data: bytes, source_path: str, passwords: Sequence[str] = ()) -> Tape:
    """Read a PDF; `passwords` are tried in turn where it is locked.

    Pages without a real text layer are read as scans where an engine is there, and reported by notes (`page-is-scan`,
    `page-is-garbled`) where none is; a file that is damaged is by `damaged-file`. Raises SourceError:
    `encrypted-file`, `damaged-file`, `file-too-large`, `scan-without-text`,
    `empty-file`.
    """
    document = open_pdf(data, passwords)
    try:
        fonts, pictured = OldFonts(), Pictured(document)
        pages, lost = _read_pages(document, fonts, pictured)
        if fonts.judge():  # some hold an old character set under an ordinary name: once more, with what is known now
            pages.clear()
            document.close()
            document = open_pdf(data, passwords)
            pictured = Pictured(document)
            pages, lost = _read_pages(document, fonts, pictured)
        scans = _read_scans(document, [page for page in pages if page.layer.kind in _UNREAD])
        signatures = signature_rows(document.pdf)
    finally:
        document.close()
    if not pages:
        raise damaged()
    if scans is not None:
        pages = [scans.sheets[page.number].page if page.number in scans.sheets else page for page in pages]
    unread = {page.number: page.layer.kind for page in pages if page.layer.kind in _UNREAD}
    rows: list[Row] = []
    if any(page.layer.letters for page in pages if page.number not in unread):
        set_apart(pages)
        rows = lay_pages([page for page in pages if page.number not in unread])
    if not rows:
        raise _nothing(unread) if scans is None else scans.nothing_read()
    if not any(line.aside == "stamp" for line, _, _ in rows):
        rows = rows + signatures
    told = [*_damage(document, lost), *_unread_notes(unread)]
    length = len(rows[0][0].text)
    notes = [(0, Note(code, 0, length, fields)) for code, fields in told]
    if scans is not None:
        rows, marks = scans.mark(rows)
        notes += marks
        if scans.is_nothing(rows):
            raise scans.nothing_read()
    rows, told_of = tell_figures(rows, {page.number: page.figures for page in pages}, pictured.engine)
    notes += told_of
    rows, parted = part_words(rows)
    notes += parted
    return lay_out(
        rows,
        source_path,
        _format(pages, scans),
        pages=document.pages,
        notes=notes,
        legacy_font=named(charset for page in pages for charset in page.charsets),
    )


def kinds(data: bytes, passwords: Sequence[str] = ()) -> list[Kind | None]:
    """Return the kind of each page of a PDF (None: the page can't be loaded). Raises as `read_pdf` does on opening."""
    document = open_pdf(data, passwords)
    try:
        pages = {page.number: page.layer.kind for page in _read_pages(document, OldFonts())[0]}
        return [pages.get(number) for number in range(1, document.pages + 1)]
    finally:
        document.close()


def _read_pages(document: OpenPdf, fonts: OldFonts, pictured: Pictured | None = None) -> tuple[list[Page], list[int]]:
    """Read all pages; return them with the numbers of those that can't be loaded."""
    pages: list[Page] = []
    lost: list[int] = []
    for number in range(1, document.pages + 1):
        page = read_page(document.handle, number, fonts, pictured)
        if page is None:
            lost.append(number)
        else:
            pages.append(page)
    return pages, lost


def _read_scans(document: OpenPdf, pages: Sequence[Page]) -> Scans | None:
    """Read the pages that are scans; None where there are none, or no engine to read them."""
    if not pages:
        return None
    from vbparse.readers.scan import read_scans

    return read_scans(document, pages)


def _format(pages: Sequence[Page], scans: Scans | None) -> SourceFormat:
    scanned = set(scans.sheets) if scans is not None else set()
    scanned |= {page.number for page in pages if page.layer.kind in _UNREAD}
    if not scanned:
        return "pdf"
    typed = any(page.number not in scanned and page.layer.kind != "empty" for page in pages)
    return "pdf-mixed" if typed else "pdf-scan"


def _nothing(unread: dict[int, Kind]) -> SourceError:
    if not unread:
        return SourceError(
            "empty-file",
            "the PDF holds no text and no pictures; check that it was saved whole, or remove it",
            "tệp PDF không có chữ và không có ảnh nào; hãy kiểm tra lại việc lưu tệp hoặc bỏ tệp này ra",
        )
    from vbparse.readers.scan import no_engine

    return no_engine(f"the PDF ({len(unread)} pages)", f"tệp PDF ({len(unread)} trang)")


def _damage(document: OpenPdf, lost: list[int]) -> list[tuple[str, dict[str, str]]]:
    if not lost and not document.damaged:
        return []
    read = document.pages - len(lost)
    other = document.counted is not None and document.counted != read
    message = (
        f"the PDF is damaged or cut off: {read} pages were read"
        f"{f', a second reader counts {document.counted}' if other else ''}; "
        "compare with the original, and copy or download it again"
    )
    message_vi = (
        f"tệp PDF bị hỏng hoặc bị cắt cụt: đọc được {read} trang"
        f"{f', bộ đọc thứ hai đếm {document.counted} trang' if other else ''}; "
        "hãy đối chiếu với bản gốc và chép hoặc tải lại tệp"
    )
    return [("damaged-file", {"message": message, "message_vi": message_vi})]


def _unread_notes(unread: dict[int, Kind]) -> list[tuple[str, dict[str, str]]]:
    codes = {"scan": "page-is-scan", "garbled": "page-is-garbled"}
    return [
        (codes[kind], {"pages": pages})
        for kind in _UNREAD
        for pages in stretches([number for number, found in unread.items() if found == kind])
    ]


def stretches(numbers: Sequence[int]) -> list[str]:
    """Return runs of page numbers as people write them: `3`, `5-9`."""
    found: list[list[int]] = []
    for number in sorted(numbers):
        if found and number == found[-1][1] + 1:
            found[-1][1] = number
        else:
            found.append([number, number])
    return [str(first) if first == last else f"{first}-{last}" for first, last in found]
