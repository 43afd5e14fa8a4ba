"""Opening a PDF: passwords, damage, limits, and a second reader that counts the pages."""

from __future__ import annotations

import ctypes
import io
import logging
from collections.abc import Sequence
from dataclasses import dataclass

import pypdfium2
import pypdfium2.raw as raw

from vbparse.errors import SourceError
from vbparse.readers.pdf.mending import mend
from vbparse.readers.pdf.unpacking import has_bomb

MAX_BYTES = 1_000_000_000
MAX_PAGES = 20_000
_TAIL = 2048  # bytes at the end that hold the trailer's mark


class _EndlessError(Exception):
    """The drawings of a page unfold without end."""


@dataclass
class OpenPdf:
    """An open document: pdfium's handle, how many pages it gives, and how many a second reader counts (None: fails)."""

    pdf: pypdfium2.PdfDocument
    handle: int
    pages: int
    counted: int | None
    whole: bool

    @property
    def damaged(self) -> bool:
        """Whether the end of the file is missing, or the two readers do not agree on its pages."""
        return not self.whole or self.counted != self.pages

    def close(self) -> None:
        """Free what pdfium holds."""
        self.pdf.close()


def open_pdf(data: bytes, passwords: Sequence[str] = ()) -> OpenPdf:
    """Open the bytes of a PDF; an empty user password is tried first, then `passwords` in turn.

    Raises SourceError: `encrypted-file`, `damaged-file`, `file-too-large`.
    """
    if len(data) > MAX_BYTES:
        raise SourceError(
            "file-too-large",
            f"the PDF has {len(data)} bytes, more than the {MAX_BYTES} that are read; split it",
            f"tệp PDF có {len(data)} byte, vượt mức {MAX_BYTES} byte; hãy chia nhỏ tệp",
        )
    if has_bomb(data):
        raise _unfolds()
    whole = b"%%EOF" in data[-_TAIL:]
    try:
        pdf, password = _open(data, passwords)
    except SourceError as error:
        mended = mend(data) if error.code == "damaged-file" else None
        if mended is None:
            raise
        data, whole = mended, False
        pdf, password = _open(data, passwords)
    pages = len(pdf)
    if pages == 0:
        pdf.close()
        raise damaged()
    if pages > MAX_PAGES:
        pdf.close()
        raise SourceError(
            "file-too-large",
            f"the PDF says it has {pages} pages, more than the {MAX_PAGES} that are read; split it",
            f"tệp PDF ghi {pages} trang, vượt mức {MAX_PAGES} trang; hãy chia nhỏ tệp",
        )
    try:
        counted = _count(data, password)
    except _EndlessError:
        pdf.close()
        raise _unfolds() from None
    handle = ctypes.cast(pdf.raw, ctypes.c_void_p).value or 0
    return OpenPdf(pdf, handle, pages, counted, whole)


def _open(data: bytes, passwords: Sequence[str]) -> tuple[pypdfium2.PdfDocument, str]:
    for password in ("", *passwords):
        try:
            return pypdfium2.PdfDocument(data, password=password or None), password
        except pypdfium2.PdfiumError as error:
            if getattr(error, "err_code", None) not in (raw.FPDF_ERR_PASSWORD, raw.FPDF_ERR_SECURITY):
                raise damaged() from error
    if passwords:
        raise SourceError(
            "encrypted-file",
            "the PDF is locked and none of the passwords given opens it; check the password (--password)",
            "tệp PDF có mật khẩu và các mật khẩu đã cho không mở được; hãy kiểm tra lại mật khẩu (--password)",
        )
    raise SourceError(
        "encrypted-file",
        "the PDF is locked with a password; give it (--password), or save the file without one",
        "tệp PDF có mật khẩu; hãy nhập mật khẩu (--password), hoặc lưu lại tệp không đặt mật khẩu",
    )


def _unfolds() -> SourceError:
    return SourceError(
        "damaged-file",
        "the PDF holds drawings or data that unfold without end; it is damaged or made to do harm: leave it out, or "
        "print it to a new PDF",
        "tệp PDF có hình vẽ hoặc dữ liệu bung ra lớn bất thường; tệp bị hỏng hoặc cố ý gây hại: hãy bỏ tệp này ra, "
        "hoặc in lại thành tệp PDF mới",
    )


def damaged() -> SourceError:
    """Return the error of a PDF of which nothing can be read."""
    return SourceError(
        "damaged-file",
        "the PDF is damaged or cut off and nothing of it can be read; copy or download it again",
        "tệp PDF bị hỏng hoặc bị cắt cụt, không đọc được nội dung; hãy chép hoặc tải lại tệp",
    )


def _count(data: bytes, password: str) -> int | None:
    """Return how many pages pdfminer finds, None where it fails. Raises _EndlessError for drawings without end."""
    from pdfminer.pdfdocument import PDFDocument
    from pdfminer.pdfpage import PDFPage
    from pdfminer.pdfparser import PDFParser

    from vbparse.readers.pdf.nesting import Nesting

    logging.getLogger("pdfminer").setLevel(logging.ERROR)
    try:
        document = PDFDocument(PDFParser(io.BytesIO(data)), password=password, caching=False)
        nesting = Nesting()
        count = 0
        for page in PDFPage.create_pages(document):
            count += 1
            if nesting.is_endless(page):
                raise _EndlessError
        return count
    except _EndlessError:
        raise
    except Exception:  # whatever a damaged file makes of a parser: the count is unknown, and the note says so
        return None
