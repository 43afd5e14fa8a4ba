"""Printed dates: where a text prints a day, month and year, and which day that is.

    ngày 08 tháng 6 năm 2021      in words, also `08 thảng 6`, `15 tháng 7/2021`, `mùng 3 tháng 2 năm 1930`
    22/12/2024, 26-5-2025         in figures, spaces allowed around the separators
    ngày 5.6.2025                 with points, only after `ngày`
    ngày   tháng 6 năm 2021       with digits left blank: nothing, points or underscores in their place

Offsets are those of the text given; nothing is folded. A day without its year (`trước ngày 15/12`) is no date here.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

import regex

from vbparse.lexicon.fold import lowered
from vbparse.lexicon.search import Finder

FIRST_YEAR, LAST_YEAR = 1930, 2100  # a printed year outside these is a slip, not a year

TIMEOUT = 2.0  # seconds for one search; the patterns are linear, this only guards against surprises

# The three words, with the vowels that OCR confuses.
DAY_WORD = r"ng[àáảãạầ]y"
MONTH_WORD = r"th[áàảãạâấ]ng"
YEAR_WORD = r"n[ăâàằắ]m"

# Two digits of a day or month, or what is left of them, or the empty place.
_BLANK = r"(?:[_…]|\.\s?\.)[\s._…]{0,60}+"
_S = r"\s{0,9}+"
_PART = rf"(?:{_S}\d{{1,2}}{_S} | {_S}\d?\s?{_BLANK} | \s{{0,40}}+)"
_YEAR_PART = rf"{_S}(?:\d{{0,3}}\s?{_BLANK} | \d{{3,5}})"
_DASH = r"[-‐-―−]"
_DAY = rf"\b{DAY_WORD}{_S}:?"
_MUNG = rf"(?:{_S}m[ùồ]ng\s)?"  # `mùng 3`: the first ten days of a month
_NUMBER_BEFORE = r"(?<!\bsố\s{0,3})"  # `số 12-5-2021` is a document number

# In words. The day needs `ngày` before it where any digit is missing.
_IN_WORDS = rf"""
    {_DAY} (?<d>{_MUNG}{_PART}) {MONTH_WORD}\b (?<m>{_PART}) (?: ,?{_S}{YEAR_WORD}\b | / )
    (?<y>{_YEAR_PART} | (?!{_S}(?:\d|nay|sau|trước|ngoái|sinh|học)) ) (?!\d)
  | (?<![\p{{L}}\d]|\d[.,/]) (?<d>\d{{1,2}}) {_S}{MONTH_WORD}{_S} (?<m>\d{{1,2}}) {_S}
    (?: ,?{_S}{YEAR_WORD} | / ) {_S} (?<y>\d{{4}}) (?!\d)
"""

# In figures, after `ngày`: blanks, points and misprinted years are allowed.
_AFTER_WORD = rf"""
    {_DAY} {_MUNG}
    (?: (?<d>{_PART}) / (?<m>{_PART}) / (?<y>{_YEAR_PART})
      | {_S}(?<d>\d{{1,2}}) \s?{_DASH}\s? (?<m>\d{{1,2}}) \s?{_DASH}\s? (?<y>\d{{3,5}})
      | {_S}(?<d>\d{{1,2}}) \.\s? (?<m>\d{{1,2}}) \.\s? (?<y>\d{{4}})
    )
    (?! \d | /[\p{{L}}\d] | {_DASH}\p{{L}} )
"""

# In figures, on their own: nothing that could be a piece of a number, a fraction or a decimal.
_ON_ITS_OWN = rf"""
    {_NUMBER_BEFORE} (?<![\p{{L}}\d] | [\p{{L}}\d]/\s? | \p{{L}}{_DASH} | \d[.,])
    (?: (?<d>\d{{1,2}}) {_S}/{_S} (?<m>\d{{1,2}}) {_S}/{_S} (?<y>[12]\d{{3}})
      | (?<!\d{_DASH}) (?<d>\d{{1,2}}) \s?{_DASH}\s? (?<m>\d{{1,2}}) \s?{_DASH}\s? (?<y>[12]\d{{3}}) (?!{_DASH}\d)
    )
    (?! [\p{{L}}\d] | /[\p{{L}}\d] | {_DASH}\p{{L}} | [.,]\d )
"""

_DATE = Finder(
    regex.compile(rf"{_IN_WORDS} | {_AFTER_WORD} | {_ON_ITS_OWN}", regex.VERBOSE),
    openings=(rf"{DAY_WORD}[\s:]*(?:[\d_….m/]|{MONTH_WORD})", rf"\d{{1,2}}\s*(?:[/‐-―−-]|{MONTH_WORD})"),
)
_FIGURES = re.compile(r"\d|[_…]|\.\s?\.|\s\s")  # a figure or an empty place: a date holds one
_LEFT_BLANK = regex.compile(r"[_…]|\.\s*\.")
_DIGITS = regex.compile(r"\d+")


@dataclass(frozen=True, slots=True)
class DateMatch:
    """A date as printed. `raw` is `text[start:end]` and leaves out `ngày`, except where the day is blank."""

    start: int
    end: int
    raw: str
    value: date | None  # None if it cannot be (25/3/2206, 31/02/2021) or is partly blank
    blank: bool  # digits left blank, to be filled in by hand


def find_dates(text: str) -> list[DateMatch]:
    """Return every printed date of `text`, in order."""
    if not _FIGURES.search(text):
        return []
    matches = _DATE.finditer(lowered(text), timeout=TIMEOUT)
    return [found for m in matches if (found := _read(text, m)) is not None]


def parse_date(text: str) -> date | None:
    """Return the first date of `text` that is a day of the calendar, or None."""
    return next((found.value for found in find_dates(text) if found.value is not None), None)


def calendar_day(year: int, month: int, day: int) -> date | None:
    """Return the day, or None if the calendar has no such day or the year is not plausible."""
    if not FIRST_YEAR <= year <= LAST_YEAR:
        return None
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _read(text: str, m: regex.Match[str]) -> DateMatch | None:
    """Turn a match in `text` in lower case into a date; None for the bare words `ngày tháng năm`, a column's name."""
    parts = m["d"], m["m"], m["y"]
    digits = [_DIGITS.search(part) for part in parts]
    blank = any(found is None or _LEFT_BLANK.search(part) for found, part in zip(digits, parts, strict=True))
    if not any(digits) and not any(_LEFT_BLANK.search(part) or len(part) > 1 for part in parts):
        return None
    start = m.start() if digits[0] is None else m.start("d") + digits[0].start()
    raw = text[start : m.end()].rstrip()
    value = None
    if not blank:
        day, month, year = (int(found[0]) for found in digits if found is not None)
        value = calendar_day(year, month, day)
    return DateMatch(start, start + len(raw), raw, value, blank)
