"""The follow-up list as a file: CSV, JSON or an Excel workbook; the same rows give the same bytes."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Sequence
from dataclasses import asdict
from datetime import date, datetime
from typing import Any, Literal, get_args

import regex

from vbparse.followup.rows import COLUMNS, FollowUpError, Row

FileFormat = Literal["csv", "xlsx", "json"]
FORMATS: tuple[str, ...] = ("table", *get_args(FileFormat))


def rows_as(rows: Sequence[Row], layout: FileFormat) -> bytes:
    """Return the bytes of a file with the list; the same rows give the same bytes.

    CSV begins with a byte order mark, which Excel needs to read it as UTF-8. xlsx needs openpyxl.
    Raises UsageError when that is not installed.
    """
    if layout == "csv":
        out = io.StringIO(newline="")
        writer = csv.writer(out, lineterminator="\r\n")
        writer.writerow(COLUMNS)
        writer.writerows([_harmless(cell) for cell in row.cells] for row in rows)
        return out.getvalue().encode("utf-8-sig")
    if layout == "json":
        told = [asdict(row) for row in rows]
        return (json.dumps(told, ensure_ascii=False, indent=1, default=date.isoformat) + "\n").encode()
    return _workbook(rows)


_MINUS = regex.compile(r"-[\d=+@(]")


def _harmless(cell: str) -> str:
    """Keep a spreadsheet from taking a text for a formula."""
    return f"'{cell}" if cell.startswith(("=", "+", "@", "\t", "\r")) or _MINUS.match(cell) else cell


_WIDTHS = (22, 12, 30, 30, 70, 24, 13, 24, 9)
_FIXED = datetime(2000, 1, 1)


def _workbook(rows: Sequence[Row]) -> bytes:
    try:
        from openpyxl import Workbook
        from openpyxl.cell import WriteOnlyCell
        from openpyxl.styles import Alignment, Font
        from openpyxl.utils import get_column_letter
    except ImportError as error:
        raise FollowUpError(
            "An Excel file needs openpyxl, which is not installed: pip install openpyxl",
            "Muốn xuất tệp Excel cần cài openpyxl: pip install openpyxl",
        ) from error
    book = Workbook(write_only=True)
    sheet = book.create_sheet("Nhiệm vụ")
    top = Alignment(vertical="top", wrap_text=True)
    for number, width in enumerate(_WIDTHS, 1):
        sheet.column_dimensions[get_column_letter(number)].width = width
    sheet.freeze_panes = "A2"
    sheet.auto_filter.ref = f"A1:{get_column_letter(len(COLUMNS))}{len(rows) + 1}"
    sheet.print_title_rows = "1:1"
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True

    def cell(value: str | float | date, number_format: str | None = None, *, bold: bool = False) -> Any:
        made = WriteOnlyCell(sheet)
        if isinstance(value, str):
            made.value = _without_control(value)
            made.data_type = "s"  # never a formula
        else:
            made.value = value
        made.alignment = top
        if number_format:
            made.number_format = number_format
        if bold:
            made.font = Font(bold=True)
        return made

    sheet.append([cell(name, bold=True) for name in COLUMNS])
    for row in rows:
        texts = row.cells
        sheet.append(
            [
                cell(texts[0]),
                cell(row.due, "dd/mm/yyyy") if row.due else None,
                *(cell(text) for text in texts[2:6]),
                cell(row.issued_on, "dd/mm/yyyy") if row.issued_on else None,
                cell(texts[7]),
                cell(row.confidence, "0%"),
            ]
        )
    book.properties.creator, book.properties.created = "vbparse", _FIXED
    out = io.BytesIO()
    book.save(out)
    return _without_clock(out.getvalue())


_CONTROL = regex.compile(r"[\x00-\x08\x0b-\x1f]")
_MODIFIED = regex.compile(rb"(<dcterms:modified[^>]*>)[^<]*(</dcterms:modified>)")


def _without_control(text: str) -> str:
    return _CONTROL.sub(" ", text)[:32_767]


def _without_clock(data: bytes) -> bytes:
    """Return a workbook's bytes with fixed times: those of the parts in the archive, and of the last change."""
    from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

    out = io.BytesIO()
    with ZipFile(io.BytesIO(data)) as old, ZipFile(out, "w", ZIP_DEFLATED) as new:
        for entry in old.infolist():
            part = old.read(entry)
            if entry.filename == "docProps/core.xml":
                part = _MODIFIED.sub(rb"\g<1>" + _FIXED.strftime("%Y-%m-%dT%H:%M:%SZ").encode() + rb"\2", part)
            made = ZipInfo(entry.filename, _FIXED.timetuple()[:6])
            made.compress_type = ZIP_DEFLATED
            new.writestr(made, part)
    return out.getvalue()
