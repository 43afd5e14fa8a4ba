"""Running heads and page numbers: rows at the top or foot of pages that come back, apart from the text."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence

import regex

from vbparse.lexicon.fold import fold
from vbparse.readers.pdf.pages import Page, TextBlock
from vbparse.readers.pdf.rows import Row
from vbparse.tape import Aside

_PAGE = regex.compile(
    r"[-–—|\s]*(?:trang|page)?\s*[.:]?\s*(?P<number>\d{1,4})(?:\s*(?:/|trên|of)\s*\d{1,4})?[-–—|.\s]*", regex.IGNORECASE
)
_DIGITS = regex.compile(r"\d+")
_DEPTH = 3  # rows of furniture at each end of a page, at most
_APART = 1.5  # of the size: so far it stands from the text at least
_SAME_HEIGHT = 3.0  # points
_BESIDE = (-2, -1, 1, 2)  # pages: a head comes back so near; a heading that often tops a page does not
_OUTER = 0.12  # of the height: the margin in which furniture stands


def set_apart(pages: Sequence[Page]) -> None:
    """Take running heads and page numbers out of the text of the pages, into blocks of their own (in place)."""
    for end in ("top", "foot"):
        for _ in range(_DEPTH):
            rows = [(page, row, far) for page in pages for row, far in _outermost(page, end)]
            found = _recurring(rows, len(pages))
            if not found:
                break
            for page, row, aside in found:
                _take_out(page, row, aside, end)


def _outermost(page: Page, end: str) -> list[tuple[Row, bool]]:
    """Return the rows of the outermost level of a page if it stands in its margin, and whether far from the next."""
    rows = [row for block in page.blocks if isinstance(block, TextBlock) and block.aside in _TEXT for row in block.rows]
    rows = [row for row in rows if not row.slanted]
    if not rows:
        return []
    others = [row.base for block in page.blocks if not isinstance(block, TextBlock) for row in _rows_of(block)]
    sign = 1 if end == "top" else -1
    edge = min(rows, key=lambda row: sign * row.base)
    level = [row for row in rows if abs(row.base - edge.base) < 0.5 * edge.size]
    rest = [row.base for row in rows if abs(row.base - edge.base) >= 0.5 * edge.size] + others
    within = edge.base < _OUTER * page.height if end == "top" else edge.base > (1 - _OUTER) * page.height
    near = min((sign * (base - edge.base) for base in rest), default=1e9)
    return [(row, near > _APART * edge.size) for row in level] if within and near > 0.8 * edge.size else []


def _rows_of(block: object) -> list[Row]:
    if isinstance(block, TextBlock):
        return block.rows
    return [row for cells in getattr(block, "rows", []) for cell in cells for row in cell]


def _recurring(rows: list[tuple[Page, Row, bool]], n_pages: int) -> list[tuple[Page, Row, Aside]]:
    found: list[tuple[Page, Row, Aside]] = []
    numbers = [(page, row, int(match["number"])) for page, row, _ in rows if (match := _PAGE.fullmatch(row.text))]
    offsets = Counter(number - page.number for page, _, number in numbers)
    heights = Counter(round(row.base / _SAME_HEIGHT) for _, row, _ in numbers)
    for page, row, number in numbers:
        level = round(row.base / _SAME_HEIGHT)
        beside = sum(heights[level + step] for step in (-1, 0, 1))
        if number == page.number or offsets[number - page.number] > 1 or beside > 1:
            found.append((page, row, "page_number"))
    taken = {id(row) for _, row, _ in found}
    heads = [(page, row, (_key(row), page.height)) for page, row, far in rows if far and id(row) not in taken]
    places: defaultdict[object, set[int]] = defaultdict(set)
    for page, _, key in heads:
        places[key].add(page.number)
    for page, row, key in heads:
        near = places[key] & {page.number + step for step in _BESIDE}
        if near and len(places[key]) >= (2 if n_pages < 5 else 3):
            found.append((page, row, "running_head"))
    return found


def _key(row: Row) -> tuple[str, int]:
    return _DIGITS.sub("0", fold(row.text)), round(row.base / (2 * _SAME_HEIGHT))


def _take_out(page: Page, row: Row, aside: Aside, end: str) -> None:
    for block in page.blocks:
        if isinstance(block, TextBlock) and any(other is row for other in block.rows):
            block.rows = [other for other in block.rows if other is not row]
    page.blocks = [block for block in page.blocks if not isinstance(block, TextBlock) or block.rows]
    new = TextBlock([row], aside=aside)
    if end == "top":
        page.blocks.insert(sum(isinstance(b, TextBlock) and b.aside in _ASIDES for b in page.blocks[:_DEPTH]), new)
    else:
        page.blocks.append(new)


_TEXT = (None, "footnote")
_ASIDES = ("page_number", "running_head")
