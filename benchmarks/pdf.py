"""How fast PDF files are read, beside pdfplumber, and how much memory more pages take.

    python benchmarks/pdf.py

The files are made here: pages of running text, and pages every second of which holds a ruled table. Printed are pages
a second of `read_pdf` and of pdfplumber's `extract_text` on the same file, one after the other on one core, with their
ratio, and the highest memory of a process that reads 100 and 1,000 pages.
"""

from __future__ import annotations

import io
import multiprocessing
import resource
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pdfplumber

from vbparse.readers.pdf import read_pdf

sys.path.insert(0, str(Path(__file__).parents[1] / "tests"))
from pdf_files import Sheet, write

WORDS = ("các", "cấp ủy", "tổ chức", "đảng", "thực hiện", "nghiêm túc", "nhiệm vụ", "giải pháp", "đề ra", "nhiệm kỳ")
PAGES = 100


def text_page(number: int) -> Sheet:
    """A page of 40 rows of about 60 letters."""
    sheet = Sheet().text(290, 810, str(number), 12)
    for row in range(40):
        words = [WORDS[(number + row * 7 + n) % len(WORDS)] for n in range(9)]
        sheet.text(113 if row % 4 == 0 else 85, 780 - 18 * row, " ".join(words), 12)
    return sheet


def table_page(number: int) -> Sheet:
    """A page with a ruled table of 30 rows and 5 columns."""
    xs, top = (60, 95, 270, 370, 460, 540), 780
    sheet = Sheet().text(290, 810, str(number), 12).grid(xs, [top - 24 * n for n in range(31)])
    for row in range(30):
        for column, x in enumerate(xs[:-1]):
            text = str(row + 1) if column == 0 else " ".join(WORDS[(row + column + n) % len(WORDS)] for n in range(3))
            sheet.text(x + 4, top - 24 * row - 16, text, 10)
    return sheet


def file_of(pages: int, *, tables: bool = False) -> bytes:
    """Return a PDF; with `tables` every second page holds one."""
    return write([table_page(n) if tables and n % 2 == 0 else text_page(n) for n in range(1, pages + 1)])


def by_pdfplumber(data: bytes) -> None:
    with pdfplumber.open(io.BytesIO(data)) as pdf:
        for page in pdf.pages:
            page.extract_text()
            page.close()


def by_vbparse(data: bytes) -> None:
    read_pdf(data, "benchmark.pdf")


def seconds(read: Callable[[bytes], None], data: bytes) -> float:
    """Return the time of one call."""
    start = time.perf_counter()
    read(data)
    return time.perf_counter() - start


def peak(pages: int) -> int:
    """Return the highest memory in MB of a fresh process that reads so many pages."""
    with multiprocessing.get_context("spawn").Pool(1) as pool:
        return pool.apply(_peak, (pages,))


def _peak(pages: int) -> int:
    data = file_of(pages)
    by_vbparse(data)
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


def main() -> None:
    by_vbparse(file_of(2, tables=True))  # libraries are loaded once
    for name, tables in (("running text", False), ("tables on every second page", True)):
        data = file_of(PAGES, tables=tables)
        ours, theirs = seconds(by_vbparse, data), seconds(by_pdfplumber, data)
        print(
            f"{name}: {PAGES / ours:.0f} pages/s, pdfplumber extract_text {PAGES / theirs:.1f} pages/s, "
            f"ratio {theirs / ours:.1f}"
        )
    print(f"memory: {peak(100)} MB for 100 pages, {peak(1000)} MB for 1,000 pages")


if __name__ == "__main__":
    main()
