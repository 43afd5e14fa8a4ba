"""Footnotes at the foot of a page: small print under a short rule, each beginning with its raised mark."""

from __future__ import annotations

from collections.abc import Sequence
from statistics import median

import regex

from vbparse.readers.pdf.library import Box
from vbparse.readers.pdf.words import Word

_MARK = regex.compile(r"(?:\d{1,3}|\*{1,4}|\(\d{1,3}\)|\[\d{1,3}\])$")
_SMALLER = 0.93  # of the size of the text
_SHORT = 0.6  # of the width of the text: no longer is the rule over the notes


def footnote_top(rows: Sequence[list[Word]], rules: Sequence[Box], height: float) -> float:
    """Return below which y the rows of a page are footnotes (infinity where it has none).

    `rows` are those outside of tables, `rules` the ruling lines outside of tables, `height` that of the page.
    """
    if not rows or not rules:
        return float("inf")
    sizes = [row[0].size for row in rows for _ in row]
    usual = median(sizes)
    left, right = min(row[0].x0 for row in rows), max(row[-1].x1 for row in rows)
    for x0, y0, x1, y1 in sorted(rules, key=lambda rule: rule[1]):
        short = x1 - x0 > y1 - y0 and 30 <= x1 - x0 <= _SHORT * (right - left) and x0 - left < 40
        if not short or y0 < height / 4:
            continue
        below = [row for row in rows if row[0].base > y1]
        if below and begins_note(below[0]) and max(w.size for w in below[0]) <= _SMALLER * usual:
            return y1
    return float("inf")


def begins_note(row: Sequence[Word]) -> bool:
    """Whether a row begins with the mark of a footnote: raised, or a number or stars alone."""
    part = row[0].parts[0]
    return part.look.superscript or bool(_MARK.match(row[0].text))
