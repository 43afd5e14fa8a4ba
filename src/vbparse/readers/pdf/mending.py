"""What is left of a PDF whose end is missing: its catalog, or at least its pages, made reachable again.

The list of objects and the trailer stand at the end of a file. A file that was cut off lacks them, though most pages
may be there whole. pdfium finds objects without the list when a trailer names the catalog, so one is put behind them.
"""

from __future__ import annotations

import regex

MAX_PAGES = 20_000
_OBJECT = regex.compile(rb"(?<!\d)(?P<number>\d{1,9})\s+0\s+obj\b(?P<head>.{0,2000}?)(?:stream|endobj)", regex.DOTALL)
_CATALOG = regex.compile(rb"/Type\s*/Catalog\b")
_TREE = regex.compile(rb"/Pages\s+(\d+)\s+0\s+R")
_PAGE = regex.compile(rb"/Type\s*/Page\b(?!s)")
_BOX = regex.compile(rb"/MediaBox\b")


def mend(data: bytes) -> bytes | None:
    """Return the bytes with a trailer that makes what is left readable, or None where nothing is."""
    numbers: set[int] = set()
    pages: list[int] = []
    catalog: int | None = None
    tree: int | None = None
    for found in _OBJECT.finditer(data, timeout=30):
        number = int(found["number"])
        numbers.add(number)
        if _CATALOG.search(found["head"]):
            catalog = number
            match = _TREE.search(found["head"])
            tree = int(match[1]) if match else None
        elif _PAGE.search(found["head"]) and len(pages) < MAX_PAGES:
            pages.append(number)
    if catalog is not None and tree in numbers:
        return data + b"\nendobj\ntrailer\n<< /Size %d /Root %d 0 R >>\nstartxref\n0\n%%%%EOF\n" % (
            max(numbers) + 1,
            catalog,
        )
    if not pages:
        return None
    last = max(numbers) + 1
    kids = b" ".join(b"%d 0 R" % page for page in pages)
    return data + (
        b"\nendobj\n%d 0 obj\n<< /Type /Pages /Count %d /MediaBox [ 0 0 595 842 ] /Kids [ %s ] >>\nendobj\n"
        b"%d 0 obj\n<< /Type /Catalog /Pages %d 0 R >>\nendobj\n"
        b"trailer\n<< /Size %d /Root %d 0 R >>\nstartxref\n0\n%%%%EOF\n"
        % (last, len(pages), kids, last + 1, last, last + 2, last + 1)
    )
