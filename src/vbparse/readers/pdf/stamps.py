"""Stamps of digital signatures: the words that signing programs print on a page."""

from __future__ import annotations

from collections.abc import Sequence

import regex

from vbparse.lexicon.fold import fold
from vbparse.readers.pdf.rows import Row

_OPENS = regex.compile(
    r"(?:người ký|ký bởi|được ký bởi|ký số bởi|ký điện tử bởi|signature (?:not verified|valid)|digitally signed"
    r"|signed by|chữ ký số)\b"
)
_FIELD = regex.compile(
    r"(?:người ký|ký bởi|được ký bởi|email|thư điện tử|cơ quan|tổ chức|đơn vị|chức vụ|thời gian ký|ngày ký|giờ ký"
    r"|lý do|địa điểm|signature (?:not verified|valid)|digitally signed by|signed by|date|reason|location|ký ngày)"
    r"\s*[:.]?"
)
_TIME = regex.compile(r"\d{1,2}[-/.]\d{1,2}[-/.]\d{4}\s+\d{1,2}:\d{2}|\d{4}[.-]\d{2}[.-]\d{2}\s+\d{2}:\d{2}")
_NEAR = 2.2  # of the size: how far a row of a stamp may be from the next
_LONGEST = 120


def is_stamp_layer(texts: Sequence[str]) -> bool:
    """Whether the rows of a form on the page are a stamp: few, and one of them names the signer or the time."""
    folded = [fold(text) for text in texts]
    if len(folded) > 14 or sum(map(len, folded)) > 600:
        return False
    return any(_OPENS.match(text) or _TIME.search(text) for text in folded)


def stamp_rows(rows: Sequence[Row]) -> set[int]:
    """Return which of the rows of a block (by position in it) are a stamp printed in the text of the page.

    A stamp opens with its signer, and goes on over the rows near by in the same size that are fields of it.
    """
    found: set[int] = set()
    for index, row in enumerate(rows):
        if index in found or len(row.text) > _LONGEST or not _OPENS.match(fold(row.text)):
            continue
        found.add(index)
        last = row
        for at in range(index + 1, min(len(rows), index + 9)):
            other = rows[at]
            folded = fold(other.text)
            alike = abs(other.size - row.size) < 0.6 and abs(other.x0 - row.x0) < 3 * row.size
            if not alike or other.base - last.base > _NEAR * row.size or len(other.text) > _LONGEST:
                continue
            if _FIELD.match(folded) or _TIME.search(folded) or (at - 1 in found and other.text[:1].islower()):
                found.add(at)
                last = other
    return found
