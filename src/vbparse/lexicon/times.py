"""Time expressions of Vietnamese administrative prose: when work is due, and the days that follow from the words.

    trước ngày 15/10/2024          date       last = 2024-10-15
    xong trong quý III/2025        quarter    `trong quý III/2025`, 2025-07-01 .. 2025-09-30
    đến hết năm 2030               year       last = 2030-12-31
    từ năm 2022 đến năm 2025       range
    định kỳ 6 tháng, 1 năm         recurring  P6M
    từ tháng 6/2026                ongoing    first = 2026-06-01
    khi có chỉ đạo, hướng dẫn      event

How it works: `find_dates` reads the printed dates first. In a copy of the text of the same length each date is
replaced by a run of one private character (`DATE`); a date that belongs to a cited document, or has blanks, by another
that no pattern knows. One alternation of named forms (`time_forms`) runs over the copy, and each form has its reader
(`_READERS`). A point in time (`_point`) is a date, month, quarter, half or year, with or without its year.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Literal, NamedTuple

import regex

from vbparse.lexicon.dates import (
    DAY_WORD,
    FIRST_YEAR,
    LAST_YEAR,
    MONTH_WORD,
    TIMEOUT,
    YEAR_WORD,
    DateMatch,
    calendar_day,
    find_dates,
)
from vbparse.lexicon.fold import lowered
from vbparse.lexicon.time_forms import (
    AT_LEAST,
    COUNT,
    DATE,
    DEAD,
    EACH,
    IN_CELL,
    IN_TEXT,
    QUARTER_WORD,
    SIDE,
    UNIT,
    any_of,
)

Kind = Literal["date", "month", "quarter", "year", "range", "recurring", "ongoing", "event", "done"]


@dataclass(frozen=True, slots=True)
class TimeExpression:
    """One expression; `raw` is `text[start:end]`. Days that do not follow from the words are None."""

    start: int
    end: int
    raw: str
    kind: Kind
    first: date | None  # first and last day of the period
    last: date | None
    recurrence: str | None  # ISO 8601 period (P6M, P1Y, P3M, P1M, P1W); None if not said
    impossible: bool  # prints a date that cannot be: both days are None, the words are kept
    bounding: bool  # its words, or those around it, time some work; False for a mere mention of a period


# --- Reading ----------------------------------------------------------------------------------------------------------

_Unit = Literal["date", "month", "quarter", "range", "year"]


class _Period(NamedTuple):
    """A point in time, read. Both days are None where its year is not printed, or where it cannot be."""

    unit: _Unit
    first: date | None
    last: date | None
    impossible: bool = False


def _lower(text: str) -> str:
    """Return the words of `text` in lower case, one space between them."""
    return " ".join(text.lower().split())


class _Text(NamedTuple):
    """A text under search: as given, as searched, and its usable dates by their offset."""

    given: str
    searched: str
    dates: dict[int, date | None]
    cell: bool

    def before(self, start: int) -> str:
        """Return the words before an offset, in lower case."""
        return _lower(self.given[max(0, start - 200) : start])

    def after(self, end: int) -> str:
        """Return the words after an offset, in lower case."""
        return _lower(self.given[end : end + 40])


_Match = regex.Match[str]
_QUARTERS = {"I": 1, "II": 2, "III": 3, "IV": 4, "2": 2, "3": 3, "4": 4}
_AS_ROMAN = str.maketrans({"1": "I", "L": "I", "|": "I"})
_NUMERALS = {"một": 1, "hai": 2, "ba": 3, "bốn": 4, "năm": 5, "sáu": 6, "bảy": 7, "tám": 8, "chín": 9, "mười": 10}


def _number(printed: str) -> int:
    return int(printed) if printed.isdigit() else _NUMERALS[printed.lower()]


def _quarter(printed: str) -> int:
    """Return the number of a quarter printed `III`, `3` or, by OCR, `lll` or `111`; 0 if there is none such."""
    return _QUARTERS.get(printed.upper().translate(_AS_ROMAN), 0)


def _months(unit: _Unit, year: int | None, month: int, count: int) -> _Period:
    """Return the period of `count` months from the given one, or an impossible one."""
    if not 1 <= month <= 13 - count or (year and not FIRST_YEAR <= year <= LAST_YEAR):
        return _Period(unit, None, None, impossible=True)
    if not year:
        return _Period(unit, None, None)
    after = year * 12 + month - 1 + count
    return _Period(unit, date(year, month, 1), date(after // 12, after % 12 + 1, 1) - timedelta(days=1))


def _period(text: _Text, m: _Match, n: int, year: int | None = None, month: int | None = None) -> _Period:
    """Read point `n` of a match; `year` and `month` are those it may borrow from the other end of a span."""
    if m[f"date{n}"]:
        day = text.dates[m.start(f"date{n}")]
        return _Period("date", day, day, impossible=day is None)
    year = int(m[f"y{n}"]) if m[f"y{n}"] else year
    if m[f"d{n}"]:
        month = int(m[f"m{n}"]) if m[f"m{n}"] else month
        day = calendar_day(year or 2000, month, int(m[f"d{n}"])) if month else None  # 2000 has every day
        return _Period("date", day if year else None, day if year else None, impossible=bool(month) and day is None)
    if m[f"m{n}"]:
        return _months("month", year, int(m[f"m{n}"]), 1)
    if m[f"q{n}"]:
        return _months("quarter", year, 3 * _quarter(m[f"q{n}"]) - 2, 3)
    if m[f"h{n}"]:
        count = _number(m[f"h{n}"])
        return _months("range", year, 1 if m[f"side{n}"].lower() == "đầu" else 13 - count, count)
    return _months("year", year, 1, 12)


def _found(text: _Text, m: _Match, kind: Kind, period: _Period | None = None, *, bounding: bool) -> TimeExpression:
    """Build the expression of a match, with the days of `period`."""
    first, last, impossible = (period.first, period.last, period.impossible) if period else (None, None, False)
    raw = text.given[m.start() : m.end()].rstrip()
    bounding = bounding or text.cell
    return TimeExpression(m.start(), m.start() + len(raw), raw, kind, first, last, None, impossible, bounding)


# --- Whether the words time some work ---------------------------------------------------------------------------------

_CLAUSE_OPENS = regex.compile(
    r"(?:^|[,;:.()•+*-]|\b(?:đồng thời|ph[ấầâ]n đ[ấầ]u|quyết tâm|phải|cần|để|bảo đảm|yêu cầu))$", regex.REVERSE
)
_SENTENCE_OPENS = regex.compile(r"(?:^|[;:.)+*-])$", regex.REVERSE)  # from the end, where it has to match
_WORK = any_of(
    "báo cáo", "tổng hợp", "đánh giá", "kiểm điểm", "rà soát", "xây dựng", "tổ chức", "tham mưu", "sơ kết", "tổng kết",
    "chủ động", "thực hiện", "phối hợp", "bố trí", "tiến hành", "hướng dẫn", "chỉ đạo", "kiểm tra", "giám sát", "nghe",
    "làm việc", "gặp gỡ", "cập nhật", "công bố", "công khai", "ban hành", "lựa chọn", "đăng ký", "đối thoại", "phải",
    "tiếp xúc", "có kế hoạch", "có báo cáo", "đi dự", "dự họp", "dự sinh hoạt", "trực tiếp", "tập trung",
    "làm tốt", "sắp xếp",
)  # fmt: skip
_WORK_FOLLOWS = regex.compile(rf"\s*{_WORK}\b")
_PLANNING = regex.compile(
    r"\b(?:xây dựng|lập)(?:(?:,|\s+và)\s+\w+\s+\w+){0,3}\s+(?:các\s+)?(?:kế hoạch|chương trình)[^;.:()]*$"
)
_REVIEWING = regex.compile(  # `Rà soát, đánh giá định kỳ công tác …`, but not `chế độ báo cáo định kỳ`
    r"(?:^|[.;:+*-])\s*(?:\w+\s\w+(?:\s*,|\s+và)?\s+){0,3}"
    r"(?:đánh giá|kiểm tra|giám sát|rà soát|sơ kết|tổng kết|kiểm điểm|báo cáo|tự đánh giá)$"
)
_NOUN = regex.compile(r"\b(?:chế độ|công tác|kết quả|kế hoạch|nội dung|chương trình|chất lượng)\b")
_AVERAGE = regex.compile(r"\bbình quân$")
_DUE = regex.compile(
    r"\b(?:xong|hoàn thành|ph[ấầâ]n đ[ấầ]u|quyết tâm|dự kiến|tiến độ|chậm nhất|(?:thời gian|thời hạn)(?: \w+){0,4}):?$"
)
_NOT_DUE = regex.compile(
    r"\b(?:định hướng|tầm nhìn|(?:(?<!đặt )mục tiêu|chỉ tiêu)[^,.;:]{0,20}"
    r"|tính|hiệu lực|so với|cùng kỳ|kỳ họp|lưu chiểu|giai đoạn)$"
)
_GOES_ON = regex.compile(r"(?:,|và|-)?\s*(?:định hướng|tầm nhìn|(?:những|các) năm tiếp theo)")
_ASIDE = regex.compile(
    r"\((?:dự kiến|đã|sẽ|được)\s+(?:ban hành|trình|thông qua|phê duyệt)\b[^()]*$"
)  # of a document, not of the work
_TITLE = regex.compile(
    r"\b(?:nghị quyết|chỉ thị|kết luận|chiến lược|đề án|chương trình|quy hoạch|dự án)\b"
    r"(?:[^,.;:()]*|[^.;:()]*\bvề\b[^.;:()]*[^.;:(),])$"
)


def _opens_clause(text: _Text, start: int) -> bool:
    return bool(_CLAUSE_OPENS.search(text.before(start)))


def _times_habit(text: _Text, m: _Match) -> bool:
    """Tell `Hằng năm, rà soát …` and `định kỳ báo cáo` from `sinh hoạt chi bộ hằng quý` and `bình quân hằng năm`."""
    before = text.before(m.start())
    if _AVERAGE.search(before):
        return False
    reviewing = _REVIEWING.search(before)
    if reviewing and not _NOUN.search(reviewing[0]):
        return True
    told = _CLAUSE_OPENS.search(before) or _WORK_FOLLOWS.match(text.after(m.end())) or _PLANNING.search(before)
    return bool(told) or "lần" in m[0].lower()


def _times_work(text: _Text, m: _Match, unit: _Unit) -> bool:
    """Tell `trước ngày …`, `(xong trong tháng …)` from `tầm nhìn đến năm …`, `so với năm …` and other mentions."""
    before, after = text.before(m.start()), text.after(m.end())
    until = (m["prep1"] or "").lower() in ("đến", "tới") and not m["edge1"]
    if _NOT_DUE.search(before) or _GOES_ON.match(after):
        return False
    if until and unit == "year" and _TITLE.search(before) and not _DUE.search(before):
        return False
    if _ASIDE.search(before) and after.startswith(")"):
        return False
    if m["prep1"] or m["latest1"] or m["edge1"] or _DUE.search(before):
        return True
    return unit in ("month", "quarter") or (before.endswith("(") and after.startswith(")"))


# --- One reader per form ----------------------------------------------------------------------------------------------

_RATE = regex.compile(
    rf"(?<times>{COUNT}) lần ?(?:/ ?|(?:trong )?(?:(?:một|mỗi) )?)(?:0?1 )?(?<unit>{UNIT})\b"
    rf"|(?:h[ằàăẳắ]ng|mỗi|từng|đầu|cuối) (?<unit>{UNIT})\b(?: {AT_LEAST}(?<times>{COUNT}) lần)?"
    rf"|(?<count>{COUNT}) (?<unit>{UNIT})\b|thường niên"
)
_EVERY = regex.compile(EACH, regex.IGNORECASE)
_EDGE_OF = regex.compile(rf"{SIDE}\s+{UNIT}\b", regex.IGNORECASE)
_DAY_ONLY = regex.compile(rf"{DAY_WORD}\s*\d{{1,2}}\s*$", regex.IGNORECASE)
_IN_MONTHS = {"năm": 12, "quý": 3, "quí": 3, "tháng": 1}


def _recurrence(words: str) -> str | None:
    """Return the ISO 8601 period of the first rate named: `02 lần/năm` -> P6M, `định kỳ` -> None."""
    m = _RATE.search(_lower(words))
    if m is None or not m["unit"]:
        return "P1Y" if m else None
    count, times = _number(m["count"] or "1"), _number(m["times"] or "1")
    if m["unit"] not in _IN_MONTHS:
        return f"P{count}{'W' if m['unit'] == 'tuần' else 'D'}" if times == 1 else None
    months, rest = divmod(count * _IN_MONTHS[m["unit"]], times or 1)
    if rest or not months:
        return None
    return f"P{months // 12}Y" if months % 12 == 0 else f"P{months}M"


def _yearly(text: _Text, m: _Match) -> Iterator[TimeExpression]:
    """Read a point of every year or month: `định kỳ ngày 20` is of every month, `định kỳ tháng 12` of every year."""
    every = _EVERY.search(m[0]) or _EDGE_OF.search(m[0])
    recurrence = _recurrence(every[0]) if every else "P1M" if _DAY_ONLY.search(m[0]) else "P1Y"
    yield replace(_found(text, m, "recurring", bounding=True), recurrence=recurrence)


def _often(text: _Text, m: _Match) -> Iterator[TimeExpression]:
    found = _found(text, m, "recurring", bounding=_times_habit(text, m))
    yield replace(found, recurrence=_recurrence(m[0]))


def _event(text: _Text, m: _Match) -> Iterator[TimeExpression]:
    closes = text.after(m.end())[:1] in ("", ".", ";", ")")
    follows = m[0].lower().startswith("sau")  # `vi phạm sau khi ban hành Chỉ thị` tells of the past
    yield _found(text, m, "event", bounding=not follows or closes or _opens_clause(text, m.start()))


def _joined(begin: _Period, end: _Period) -> _Period:
    """Return the range of two points; an impossible one if either is, or if it runs backwards."""
    backwards = begin.first and end.last and begin.first > end.last
    if begin.impossible or end.impossible or backwards:
        return _Period("range", None, None, impossible=True)
    return _Period("range", begin.first, end.last)


def _span(text: _Text, m: _Match) -> Iterator[TimeExpression]:
    """Read `từ … đến …`, `năm 2026 - 2030`, `tháng 9, 10/2021`: each end borrows the year the other prints."""
    end = _period(text, m, 2) if not m["cut"] else _Period("year", None, None)  # `Năm 2026-203`: cut off by the cell
    begin = _period(text, m, 1, *((end.last.year, end.last.month) if end.last else ()))
    if begin.first and not end.last and not m["cut"]:
        end = _period(text, m, 2, begin.first.year)
    yield _found(text, m, "range", _joined(begin, end), bounding=_times_work(text, m, begin.unit))


def _era(text: _Text, m: _Match) -> Iterator[TimeExpression]:
    """Read `giai đoạn 2021-2025`: the name of a thing, unless it opens a sentence of its own."""
    whole = _joined(_period(text, m, 1), _period(text, m, 2))
    until = _lower(m["prep1"] or "trong") != "trong"
    if _lower(m["named"]) == "năm học":  # a school year's days are not printed
        whole = whole._replace(first=None, last=None)
    elif until:
        whole = whole._replace(first=None)
    after = text.after(m.end())
    alone = _SENTENCE_OPENS.search(text.before(m.start())) and after.startswith(",") and not _GOES_ON.match(after)
    yield _found(text, m, "range", whole, bounding=until or bool(alone))


def _plain(text: _Text, m: _Match) -> Iterator[TimeExpression]:
    """Read a point with the words before it; without them a point needs its year, and must not be a document's."""
    period = _period(text, m, 1)
    latest, prep, edge = (_lower(m[f"{name}1"] or "") for name in ("latest", "prep", "edge"))
    known = period.last is not None or period.impossible
    if not (latest or prep or edge or text.cell or _DUE.search(text.before(m.start()))):
        if not known:
            return
        if period.unit == "year" and _OF_DOCUMENT.search(text.given[max(0, m.start() - 80) : m.start()]):
            return
    if prep in ("sau", "từ", "kể từ", "bắt đầu từ"):
        told = _opens_clause(text, m.start()) if prep == "sau" else _times_work(text, m, "month")
        first = period.first if prep != "sau" or period.unit == "date" or not period.last else period.last + _ONE_DAY
        since = period._replace(first=first, last=None)
        yield _found(text, m, "ongoing", since, bounding=told and "nay" not in (m["tail"] or ""))
        return
    first, last = period.first, period.last
    if prep == "trước" and not edge and period.unit != "date" and first:
        last = first - _ONE_DAY  # before the period begins; `trước ngày D` has D itself, as it is printed
    if prep.endswith(("đến", "tới")) and edge in ("đầu", "giữa"):
        last = None
    if prep not in ("", "trong", "ngay trong", "vào") or (latest and "trong" not in prep) or edge in ("cuối", "hết"):
        first = None
    bounding = _times_work(text, m, period.unit)
    yield _found(text, m, period.unit, period._replace(first=first, last=last), bounding=bounding)


def _undated(text: _Text, m: _Match) -> Iterator[TimeExpression]:
    """Read `đến cuối năm`: of which year, the sentence does not say."""
    yield _found(text, m, "year", bounding=not _NOT_DUE.search(text.before(m.start())))


def _always(text: _Text, m: _Match) -> Iterator[TimeExpression]:
    yield _found(text, m, "ongoing", bounding=True)


_ONE_DAY = timedelta(days=1)
_READERS: dict[str, Callable[[_Text, _Match], Iterator[TimeExpression]]] = {
    "yearly": _yearly, "often": _often, "event": _event, "span": _span, "era": _era, "plain": _plain,
    "undated": _undated, "always": _always,
}  # fmt: skip


# --- Searching --------------------------------------------------------------------------------------------------------

# What a document's date or year follows: `57-NQ/TW,`, `133/2020/QH14`, `Thông báo ngày`, `cùng ngày`, `Luật Đất đai`.
_TYPE = any_of(
    "nghị quyết", "chỉ thị", "kết luận", "quy định", "quyết định", "công văn", "thông báo", "hướng dẫn", "báo cáo",
    "tờ trình", "nghị định", "thông tư", "hiến pháp", "pháp lệnh",
)  # fmt: skip
_SYMBOL = (  # capitals with a dash or slash, as `NQ/TW`, `QĐ-TTg`; or a number first, spaces allowed, as `57 - NQ / TW`
    r"(?-i:\b\p{Lu}[\p{L}\d]*[-/]\p{Lu}[\p{L}\d]*(?:-\p{Lu}\p{L}*)*"
    r"|\d\s?[-/]\s?\p{Lu}\p{L}*\s?[/-]\s?\p{Lu}\p{L}*)|/QH\d+|\bsố\s*:?\s*\d{1,5}"
)
_OF_DOCUMENT = regex.compile(
    rf"(?:{_SYMBOL}|\bcùng|\b{_TYPE}|\b(?-i:Luật|Công\s+ước)(?:\s+[^\s,.;:()]+){{0,12}})"
    rf"\s*[,;(]?\s*(?:\b{DAY_WORD}\s*:?\s*)?$",
    regex.IGNORECASE | regex.REVERSE,  # from the end, where it has to match
)
_BY_ISSUER = regex.compile(r"\s+(?i:của)\s+\p{Lu}")
_TODO = any_of(
    "hoàn thành", "xong", "thực hiện", "triển khai", "ban hành", "trình", "dự kiến", "thời gian", "tổ chức", "tham mưu",
)  # fmt: skip
_CELL_EVENT = regex.compile(
    rf"(?:(?:{_TODO}|ngay)\s+)*(?:(?:kể\s+)?(?:từ\s+)?khi|(?:tùy\s+)?theo|căn\s+cứ"
    rf"|sau(?!\s+(?:(?:{DAY_WORD}|{MONTH_WORD}|{YEAR_WORD})\s*\d|{QUARTER_WORD}\s*[IVX\d])))\b",
    regex.IGNORECASE,
)
_CELL_DONE = regex.compile(r"đã\b", regex.IGNORECASE)
_FILLER = regex.compile(rf"(?:{_TODO}|[\s:,.;()-])*+", regex.IGNORECASE)
_LISTED = regex.compile(r"[,;/+&\n]|\bvà\b|\bhoặc\b")


def find_times(text: str, *, cell: bool = False) -> list[TimeExpression]:
    """Return the time expressions of `text`, in order.

    With `cell`, the text is the whole content of a time column: `thường xuyên`, `đã …`, `theo chỉ đạo …` and bare
    figures count, everything times the work, and one expression covers the cell unless it clearly lists several.
    """
    if cell and (told := _whole_cell(text)):
        return [told]
    source = _search_copy(text, cell=cell)
    matches = (IN_CELL if cell else IN_TEXT).finditer(source.searched, timeout=TIMEOUT)
    found = [one for m in matches for one in _READERS[_form_of(m)](source, m)]
    return _as_listed(text, found) if cell else found


def _form_of(m: _Match) -> str:
    """Return the name of the form that matched."""
    return next(name for name in _READERS if name in m.re.groupindex and m[name] is not None)


def _search_copy(text: str, *, cell: bool) -> _Text:
    """Copy a text in lower case, with one character for every date that can time something, another for the others."""
    clean = lowered(text).replace(DATE, DEAD)
    pieces: list[str] = []
    dates: dict[int, date | None] = {}
    done = 0
    for found in find_dates(text):
        dead = found.blank or _belongs_to_document(text, found)
        if not dead:
            dates[found.start] = found.value
        pieces += [clean[done : found.start], (DEAD if dead else DATE) * (found.end - found.start)]
        done = found.end
    return _Text(text, "".join(pieces) + clean[done:], dates, cell)


def _belongs_to_document(text: str, found: DateMatch) -> bool:
    before = text[max(0, found.start - 80) : found.start]
    return bool(_OF_DOCUMENT.search(before) or _BY_ISSUER.match(text[found.end : found.end + 20]))


def _whole_cell(text: str) -> TimeExpression | None:
    """Read a cell that is an event or says the work is done."""
    start = len(text) - len(text.lstrip(" \t\n-+*•"))
    raw = text[start:].rstrip(" \t\n.;,")
    kind: Kind
    if _CELL_DONE.match(raw):
        kind = "done"
    elif _CELL_EVENT.match(raw):
        kind = "event"
    else:
        return None
    return TimeExpression(start, start + len(raw), raw, kind, None, None, None, impossible=False, bounding=True)


def _as_listed(text: str, found: list[TimeExpression]) -> list[TimeExpression]:
    """Join what the cell does not list, and let the ends take in filler words: `Hoàn thành năm 2027`."""
    listed: list[TimeExpression] = []
    for one in found:
        gap = text[listed[-1].end : one.start] if listed else ","
        if not _LISTED.search(gap) and ("(" in gap or one.kind in ("ongoing", "recurring")):
            listed[-1] = replace(listed[-1], end=one.end)
        else:
            listed.append(one)
    if listed and _FILLER.fullmatch(text[: listed[0].start]):
        listed[0] = replace(listed[0], start=len(text) - len(text.lstrip(" \t\n:,.;()-")))
    if listed and _FILLER.fullmatch(text[listed[-1].end :]):
        listed[-1] = replace(listed[-1], end=len(text.rstrip(" \t\n:,.;(-")))
    return [replace(one, raw=text[one.start : one.end]) for one in listed]
