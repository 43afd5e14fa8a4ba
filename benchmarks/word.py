"""How fast Word files are read, beside python-docx.

    python benchmarks/word.py

The files are made here: 200 pages of running text, and 200 pages every second of which is a ruled table (a page is 40
rows of print or 30 rows of a table). Printed are pages a second of `read_docx` and of python-docx going through the
same paragraphs and cells, one after the other on one core, with their ratio.
"""

from __future__ import annotations

import io
import time
from collections.abc import Callable

import docx
from docx.document import Document

from vbparse.readers.docx import read_docx

WORDS = ("các", "cấp ủy", "tổ chức", "đảng", "thực hiện", "nghiêm túc", "nhiệm vụ", "giải pháp", "đề ra", "nhiệm kỳ")
PAGES, ROUNDS = 200, 3


def add_text(document: Document, page: int) -> None:
    """Add a page of ten paragraphs of four rows of print, the first words bold."""
    for number in range(10):
        paragraph = document.add_paragraph()
        paragraph.add_run(f"{number + 1}. ").bold = True
        paragraph.add_run(" ".join(WORDS[(page + number * 7 + n) % len(WORDS)] for n in range(36)))


def add_table(document: Document, page: int) -> None:
    """Add a page with a table of 30 rows and 5 columns."""
    table = document.add_table(rows=0, cols=5, style="Table Grid")
    for row in range(30):
        cells = table.add_row().cells
        for column, cell in enumerate(cells):
            cell.text = str(row) if column == 0 else " ".join(WORDS[(page + row + column + n) % 10] for n in range(3))


def file_of(pages: int, *, tables: bool = False) -> bytes:
    """Return a Word file; with `tables` every second page is one."""
    document = docx.Document()
    for page in range(pages):
        (add_table if tables and page % 2 else add_text)(document, page)
    made = io.BytesIO()
    document.save(made)
    return made.getvalue()


def by_python_docx(data: bytes) -> None:
    for block in docx.Document(io.BytesIO(data)).iter_inner_content():
        if isinstance(block, docx.table.Table):
            for row in block.rows:
                for cell in row.cells:
                    _ = cell.text
        else:
            _ = block.text


def seconds(work: Callable[[bytes], object], data: bytes) -> float:
    """Return the processor seconds of a piece of work, the fastest of some rounds."""
    took = []
    for _ in range(ROUNDS):
        started = time.process_time()
        work(data)
        took.append(time.process_time() - started)
    return min(took)


def main() -> None:
    print(f"\nWord files of {PAGES} pages, one core")
    print("                            vbparse  python-docx    ratio")
    for name, tables in (("running text", False), ("tables on half the pages", True)):
        data = file_of(PAGES, tables=tables)
        ours = PAGES / seconds(lambda data: read_docx(data, "x.docx"), data)
        theirs = PAGES / seconds(by_python_docx, data)
        print(f"  {name:<24}{ours:>7.0f} p/s{theirs:>9.0f} p/s{ours / theirs:>9.1f}")


if __name__ == "__main__":
    main()
