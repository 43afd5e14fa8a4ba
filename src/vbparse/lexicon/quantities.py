"""Vietnamese quantities: how much of what, and how the words bound it.

    4.500 tỷ đồng                 4500            tỷ đồng           =
    8-9%/năm                      8 to 9          %/năm             =
    từ 11% trở lên                11              %                 >=
    trên 13,5 bác sĩ/1 vạn dân    13.5            bác sĩ/1 vạn dân  >
    ít nhất 01 đến 02 tổ chức     1 to 2          tổ chức           >=
    1/3 số xã                     0.333...        none              =

What names or ranks a thing is no quantity: a date, a year, the number of a document or section, `mức độ 4`, `nhóm 15`.
Nor is what a figure is counted by: the `10.000` of `giường bệnh/10.000 dân`.

How it works: `level` makes a copy of the text, of the same length, in which words are spelled one way. Each number in
it that can be one is read with what follows (a second number, the unit) and with the comparing words around it.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from importlib import resources
from typing import Any, Literal
from unicodedata import is_normalized

import regex

from vbparse.lexicon.dates import TIMEOUT, find_dates
from vbparse.lexicon.fold import fold, squeeze, with_new_tones
from vbparse.lexicon.phrases import any_phrase
from vbparse.lexicon.search import guard

Comparator = Literal["=", ">=", ">", "<=", "<", "~"]
Kind = Literal["percent", "measure", "count", "guess", "bare"]


@dataclass(frozen=True, slots=True)
class Quantity:
    """One quantity; `raw` is `text[start:end]`, the figure with its unit and without comparing words.

    `kind` tells what the unit is: a percentage, a measure (`tỷ đồng`), a counted thing (`xã`), a thing that no list
    knows (`guess`), or none (`bare`). `number_end` is where the number ends and the unit begins. `cues` are the places
    of the comparing words and the prepositions before the figure, in order.
    """

    start: int
    end: int
    raw: str
    value: float
    value_max: float | None
    unit: str | None
    comparator: Comparator
    kind: Kind
    number_end: int
    cues: tuple[tuple[int, int], ...] = ()

    @property
    def noun(self) -> str:
        """What is counted, without the words that multiply it (`lượt khách`); empty where nothing is counted (`%`)."""
        words = squeeze(self.raw[self.number_end - self.start :]) if self.kind in ("count", "guess") else ""
        m = _LEADING_SCALE.match(level(words))
        return words[m.end() :].strip() if m else words

    @property
    def outer_start(self) -> int:
        """Where the figure starts, comparing words included."""
        return min([self.start, *(start for start, _ in self.cues)])

    @property
    def outer_end(self) -> int:
        """Where the figure ends, with the comparing words that stand right behind it."""
        return max([self.end, *(end for start, end in self.cues if start <= self.end + 2)])


# --- The words --------------------------------------------------------------------------------------------------------


def _data() -> dict[str, Any]:
    return tomllib.loads(resources.files("vbparse.lexicon").joinpath("quantities.toml").read_text(encoding="utf-8"))


def any_of(phrases: Iterable[str], *, reverse: bool = False) -> str:
    """Return a group that matches any of the phrases, folded, with some space between their words."""
    return any_phrase(map(fold, phrases), " {1,4}", reverse=reverse)


def _label(kind: str) -> str:
    """Return a group of the labels of a kind, for a pattern that is searched from the end."""
    return any_of(_WORDS["labels"][kind], reverse=True)


_WORDS = _data()
DURATIONS = frozenset(fold(word) for word in _WORDS["durations"])
"""Units of time: with these a quantity tells how long."""

_E = r"(?![\p{L}\d])"  # a word ends
_S = " {0,3}"
_NUMBER = r"\d{1,3}(?:\.\d{3}){1,5}(?:,\d{1,6})?(?!\d|[.,]\d)|\d{1,15}(?:[.,]\d{1,6})?(?!\d|[.,]\d)"
_SCALE = rf"{any_of(_WORDS['scales'])}(?! {{1,4}}{any_of(_WORDS['not_scales'])}{_E}){_E}"
_SCALES = rf"(?:{_SCALE})(?:{_S}{_SCALE})?"
_NOT_UNIT = rf"(?!{any_of(_WORDS['not_after'])}{_E})"
_MEASURE = rf"{_NOT_UNIT}{any_of(_WORDS['measures'])}{_E}"
_NOUN = rf"{any_of(_WORDS['nouns'])}{_E}"
_BY = rf"(?:{any_of([*_WORDS['denominators'], *_WORDS['measures'], *_WORDS['nouns']])}{_E})"
_PER = rf"(?:{_S}/{_S}(?:{_NUMBER})?{_S}(?:{_SCALES}{_S})?{_BY}){{1,2}}"
_GUESSED = rf"(?!{any_of(_WORDS['stops'])}{_E})\p{{L}}+"
_FEW_WORDS = rf"(?: (?!{any_of(_WORDS['stops'])}{_E})\p{{L}}+){{0,4}}?"

_FIGURE = regex.compile(
    rf"(?<![\p{{L}}\d]|\d[.,]|/{_S}|[\p{{L}}\d][-])(?:(?<part>\d{{1,4}})/(?<whole>\d{{1,4}})(?![\d/]|[.,]\d)|(?<first>{_NUMBER}))"
)
_UPPER = regex.compile(
    rf"(?:{_S}(?<unit>%|{_SCALES}))?{_S}(?:-|{any_of(['đến', 'tới'])}\b){_S}(?<second>{_NUMBER})"
    rf"(?!-\d|/\d|{_S}[-/]\p{{L}}{{2}})"
)
_UNIT = regex.compile(
    rf"{_S}(?:(?<percent>%|phần trăm{_E})(?:{_PER}|{_S}{any_of(_WORDS['bases'])}{_E})?"
    rf"|(?:(?<scale>{_SCALES}){_S})?(?:(?<noun>{_NOUN})(?:{_PER}|{_FEW_WORDS}/{_S}{_BY})?|(?<measure>{_MEASURE})(?:{_PER})?"
    rf"|(?<guess>{_GUESSED}(?: {_GUESSED})?)(?:{_PER})?)"
    rf"|(?<scale>{_SCALES}))"
)
_CELL_UNIT = regex.compile(rf"{_S}(?<all>[^\s\d,.;:()%][^,.;:()]{{0,60}}?)(?=\s*(?:[,.;:(]|\Z|trở ))")
_PER_HEAD = regex.compile(rf"(?:1{_S}vạn{_S}dân|1[.0]{{1,7}}{_S}{any_of(_WORDS['populations'])})")
_LEADING_SCALE = regex.compile(_SCALES)
_GLUED = regex.compile(rf"{any_of(w for w in _WORDS['measures'] if len(w) < 4)}{_E}")

_SIGNS: dict[str, Comparator] = {
    ">": ">", "<": "<", "≥": ">=", "≤": "<=", ">=": ">=", "<=": "<=", "≈": "~", "~": "~", "±": "~",
}  # fmt: skip
_COMPARATORS: dict[str, Comparator] = _SIGNS | {
    fold(word): sign for sign, phrases in _WORDS["comparators"].items() for word in phrases
}
_AFTER: dict[str, Comparator] = {
    fold(word): sign for sign, phrases in _WORDS["comparators_after"].items() for word in phrases
}
_CUE = regex.compile(
    rf"(?<![\p{{L}}\d])(?:(?:{any_of((w for w in _COMPARATORS if w not in _SIGNS), reverse=True)}|từ|là|đạt|mức){_S}"
    rf"|(?:>=|<=|[><≥≤≈~±]){_S}){{1,4}}\Z",
    regex.REVERSE,
)
_CUE_WORD = regex.compile(rf">=|<=|[><≥≤≈~±]|{any_of(w for w in _COMPARATORS if w not in _SIGNS)}{_E}")
_CUE_START = regex.compile(rf"từ{_E}|{_CUE_WORD.pattern}")
_SINCE = regex.compile(r"(?<!\p{L})từ\s*\Z")
_OVER = regex.compile(r"(?<!\p{L})không (?:[\p{L}]+ ){0,6}quá\s*\Z")
_LIST = regex.compile(r"(?:,| và| hoặc) ")
_UP = regex.compile(rf"{_S},?{_S}(?<word>{any_of(_AFTER)}){_E}")
_UP_LATER = regex.compile(rf"(?: {{1,3}}\p{{L}}+){{1,6}}? {{1,3}}(?<word>{any_of(_AFTER)}){_E}")
_NAME_BEFORE = regex.compile(rf"(?<!\p{{L}}){_label('names')}{_S}(?:số{_S})?\Z", regex.REVERSE)
_TOTAL_BEFORE = regex.compile(rf"(?<!\p{{L}}){_label('total')}{_S}số{_S}\Z", regex.REVERSE)
_TIME_BEFORE = regex.compile(rf"(?<each>\p{{L}}+{_S})?(?<!\p{{L}}){_label('times')}{_S}:?{_S}\Z", regex.REVERSE)
_EACH = frozenset(fold(word) for word in _WORDS["labels"]["each"])
_VALUE_BEFORE = regex.compile(rf"(?<!\p{{L}})(?:{_label('values')}|:){_S}\Z", regex.REVERSE)
_DOCUMENT_AFTER = regex.compile(r"(?:\s?[-/]\s?|/\d{4}/)\p{Lu}[\p{L}-]+|/\d{4}/|/QH", 0)
_CLOCK_AFTER = regex.compile(r"\s?(?:giờ|h)\s?(?:\d|ngày)")
_PERCENT = regex.compile(r"\A(?:%|phần\s+trăm)(?<base>\s?(?=\p{L}))?", regex.IGNORECASE)
_LETTER = regex.compile(r"\p{L}+")
_BLANKS, _DASHES = re.compile(r"[^\S ]"), re.compile("[‐‑‒–—―−]")  # `re` is faster here than `str.translate`


# --- Reading ----------------------------------------------------------------------------------------------------------


def level(text: str) -> str:
    """Return a copy of the same length: folded words, one kind of dash, blanks for white space."""
    plain = _BLANKS.sub(" ", _DASHES.sub("-", text))
    lower = plain.lower()
    if len(lower) == len(plain) and is_normalized("NFC", plain):
        return with_new_tones(lower)
    return _LETTER.sub(_spelled, plain)


def _spelled(m: regex.Match[str]) -> str:
    word = m[0]
    folded = fold(word)
    return folded if len(folded) == len(word) else word


def parse_number(printed: str) -> float:
    """Read a number as it is printed: `4.596.000`, `70,5`, `10.5` (a point before other than three digits), `06`."""
    digits = printed.strip()
    if "," in digits:
        return float(digits.replace(".", "").replace(",", "."))
    head, *groups = digits.split(".")
    if groups and head.strip("0") and all(len(group) == 3 for group in groups) and len(head) <= 3:
        return float(head + "".join(groups))
    return float(digits)


def find_quantities(text: str, *, cell: bool = False) -> list[Quantity]:
    """Return the quantities of `text`, in order.

    With `cell`, the text is the whole content of a column of figures: what follows a figure is its unit, whatever the
    words, and a figure alone counts.
    """
    plain = level(text)
    dates = iter(find_dates(text))
    date = next(dates, None)
    found: list[Quantity] = []
    done = 0
    for m in _FIGURE.finditer(plain, timeout=guard(plain, TIMEOUT)):
        while date is not None and date.end <= m.start():
            date = next(dates, None)
        if m.start() < done or (date is not None and date.start < m.end()):
            continue
        one = _read(text, plain, m, found[-1] if found else None, cell=cell)
        if one is not None:
            found.append(one)
            done = one.end
        else:
            done = _name_end(plain, m)
    return found


def _name_end(plain: str, m: regex.Match[str]) -> int:
    """Return where what is no quantity ends: `2021-2025` is one name."""
    upper = _UPPER.match(plain, m.end())
    return upper.end() if upper and len(m[0]) == 4 and upper["second"].isdigit() else m.end()


def _read(text: str, plain: str, m: regex.Match[str], before: Quantity | None, *, cell: bool) -> Quantity | None:
    if _DOCUMENT_AFTER.match(text, m.end()) or _CLOCK_AFTER.match(plain, m.end()):
        return None
    number_end, value, value_max = m.end(), 0.0, None
    if m["part"]:
        value, whole = float(m["part"]), float(m["whole"])
        if not value < whole or len(m["whole"]) == 4:
            return None
    else:
        whole = 0.0
        value = parse_number(m["first"])
        upper = _UPPER.match(plain, number_end)
        if upper and value < parse_number(upper["second"]):
            value_max, number_end = parse_number(upper["second"]), upper.end()
    end, kind = _unit(plain, number_end, cell=cell)
    if number_end < len(plain) and plain[number_end].isalpha() and not _GLUED.match(plain, number_end):
        return None  # `5G`
    if whole and kind != "count":  # `15/20 xã` is fifteen, of twenty
        value, end, kind = value / whole, number_end, "bare"
    head = plain[max(0, m.start() - 60) : m.start()]
    if _names_something(head, m[0], kind, years=value_max is None or value_max <= 2100):
        return None
    if plain.endswith("trên ", 0, m.start()) and _PER_HEAD.fullmatch(plain, m.start(), end):
        return None
    if kind == "bare" and _enclosed(plain, m.start(), number_end):
        return None
    comparator, cues = _comparator(plain, m.start(), end, kind, before)
    if kind == "bare" and not whole and not (cell or comparator != "=" or _VALUE_BEFORE.search(head)):
        return None
    unit = squeeze(text[number_end:end]) or None
    if kind == "percent" and unit is not None:
        unit = _PERCENT.sub(lambda sign: "% " if sign["base"] else "%", unit)
    return Quantity(m.start(), end, text[m.start() : end], value, value_max, unit, comparator, kind, number_end, cues)


def _unit(plain: str, at: int, *, cell: bool) -> tuple[int, Kind]:
    """Return where the unit of a figure that ends at `at` ends, and what it is."""
    m = _UNIT.match(plain, at, timeout=guard(plain, TIMEOUT))
    if m and m["percent"]:
        return m.end(), "percent"
    if cell and (whole := _CELL_UNIT.match(plain, at, timeout=guard(plain, TIMEOUT))):
        return whole.end("all"), "measure" if m and m["measure"] else "count"
    if m is None:
        return at, "bare"
    if m["noun"]:
        return m.end(), "count"
    if m["guess"]:
        return m.end(), "guess"
    return m.end(), "measure"


def _names_something(head: str, printed: str, kind: Kind, *, years: bool) -> bool:
    """Tell whether a number, after the words `head`, is a year, a date, or the name or rank of a thing."""
    is_year = len(printed) == 4 and printed.isdigit() and 1900 <= int(printed) <= 2100 and years
    if is_year and kind in ("bare", "guess"):
        return True
    time = _TIME_BEFORE.search(head)
    if time and kind != "percent":
        each = (time["each"] or "").strip()
        return is_year or kind in ("bare", "guess") or each not in _EACH
    if kind in ("percent", "measure") or _TOTAL_BEFORE.search(head):
        return False
    return bool(_NAME_BEFORE.search(head))


def _enclosed(plain: str, start: int, end: int) -> bool:
    """Tell whether a figure is a number of a list: `(1)`, `2)`."""
    return plain[end : end + 1] == ")" or (plain[start - 1 : start] == "(" and plain[end : end + 1] != " ")


def _comparator(
    plain: str, start: int, end: int, kind: Kind, before: Quantity | None
) -> tuple[Comparator, tuple[tuple[int, int], ...]]:
    """Read the comparing words before and behind a figure; return also where they stand."""
    sign: Comparator = "="
    cues: list[tuple[int, int]] = []
    since = False
    offset = max(0, start - 60)
    if before is not None:
        offset = max(offset, before.end)
    head = plain[offset:start]
    if m := _CUE.search(head, timeout=guard(head, TIMEOUT)):
        words = m[0]
        signs = [_COMPARATORS[squeeze(word[0])] for word in _CUE_WORD.finditer(words)]
        strong = [one for one in signs if one != "~"]
        sign = next(iter(strong or signs), sign)
        since = bool(_SINCE.search(words))
        begin = min((w.start() for w in _CUE_START.finditer(words)), default=len(words))
        if begin < len(words):
            cues.append((offset + m.start() + begin, start))
    if not cues and (m := _OVER.search(head)):
        sign = "<="
        cues.append((start - len("quá "), start))
    up = _UP.match(plain, end)
    if up is None and since and kind in ("count", "guess"):
        up = _UP_LATER.match(plain, end)
    if up is not None:
        sign = _AFTER[squeeze(up["word"])] if sign in ("=", "~") or since else sign
        cues.append((up.start("word"), up.end("word")))
    elif before is not None and not cues and _LIST.fullmatch(plain, before.end, start):
        sign = before.comparator if before.kind == kind else sign
    return sign, tuple(cues)
