"""References to other documents: `Nghị quyết số 57-NQ/TW, ngày 22/12/2024 của Bộ Chính trị về đột phá phát triển …`.

Three kinds of thing are found first, each over the whole text: printed names of types, numbers (`symbols`) and dates
(`dates`). A reference is then put together around each number from its neighbours: the name before it, the date, the
issuer and the subject behind it. What may stand between two neighbours is a short pattern, so the work grows with the
length of the text alone.

One name may govern several numbers (`các Nghị quyết số 18, 19-NQ/TW ngày 25/10/2017`, `các Kế hoạch số 452-KH/HU,
453-KH/HU`): each is a reference, and the date and issuer behind the last one hold for all.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from typing import Literal

import regex

from vbparse.lexicon.dates import DateMatch, find_dates
from vbparse.lexicon.fold import lowered, squeeze, without_accents
from vbparse.lexicon.issuer_names import WORD, issuer_at, issuers_in
from vbparse.lexicon.search import Finder
from vbparse.lexicon.symbols import TIMEOUT, Symbol, find_symbols
from vbparse.lexicon.types import (
    DocumentType,
    abbreviation_pattern,
    name_pattern,
    type_of_code,
    type_of_name,
    types_of_code,
)


@dataclass(frozen=True, slots=True)
class Reference:
    """A mention of a document at `start`:`end` of a text.

    `raw` is the type, the number, and the date where they stand together. `doc_type` is the printed type in sentence
    case, or the one that the code of the number stands for, or None. `number` is regular (`58CT/TW` -> `58-CT/TW`); in
    the form `short` it is the bare digits. `issued_on` is None where no date is given or the date cannot be
    (`25/3/2206`); `date_raw` keeps its words. `issuer` is the body as printed, without `khóa …`, at `issuer_span`.
    `subject` is what follows, `về` included. `form` is `full` (with a number and symbol), `short` (`Nghị quyết 57`) or
    `self` (`Nghị quyết này`). Numbers that share a name share `raw` where the symbol is printed once.
    """

    start: int
    end: int
    raw: str
    doc_type: str | None
    number: str | None
    issued_on: date | None
    date_raw: str | None
    issuer: str | None
    issuer_span: tuple[int, int] | None
    subject: str | None
    form: Literal["full", "short", "self"]
    symbol: Symbol | None


# ---- names of types -----------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Name:
    start: int
    end: int
    kind: DocumentType
    capital: bool
    abbreviated: bool


@cache
def _name_res() -> tuple[Finder, regex.Pattern[str]]:
    names = regex.compile(r"(?<![\p{L}\p{N}])" + name_pattern())
    return Finder(names, openings=[name_pattern().rpartition("(?!")[0]]), regex.compile(abbreviation_pattern())


def _find_names(text: str, *, abbreviated: bool) -> list[_Name]:
    """Return every printed name of a type, and every abbreviation of one if these may count."""
    names, short = _name_res()
    found = []
    for m in names.finditer(lowered(text), timeout=TIMEOUT):
        if kind := type_of_name(text[m.start() : m.end()]):
            found.append(_Name(m.start(), m.end(), kind, text[m.start()].isupper(), abbreviated=False))
    # A list: the search's own time, without what the loop takes.
    for m in list(short.finditer(text, timeout=TIMEOUT)) if abbreviated else ():
        if kind := type_of_name(m[0]):
            found.append(_Name(m.start(), m.end(), kind, capital=True, abbreviated=True))
    return sorted(found, key=lambda n: n.start)


# ---- what follows a number ----------------------------------------------------------------------------------------

_MARKS = r"[*_”\")\]]{0,4}"
_TERM = r"\(?(?:khóa|khoá)\s{1,3}[IVXLC\d]{1,6}\)?"
_TERM_RE = regex.compile(rf"\d{{0,2}}{_MARKS}\s{{0,3}},?\s{{0,3}}{_TERM}", regex.IGNORECASE)
_TO_DATE = regex.compile(
    rf"\d{{0,2}}{_MARKS}\s{{0,3}},?\s{{0,3}}\(?(?:(?:được\s)?(?:ban hành|ký)\s{{1,3}})?(?:ngày)?\s{{0,3}}:?\s{{0,3}}",
    regex.IGNORECASE,
)
_TO_ISSUER = regex.compile(
    rf"\d{{0,2}}{_MARKS}\s{{0,3}},?\s{{0,3}}(?:{_TERM}\s{{0,3}},?\s{{0,3}})?(?P<by>của|do)\s{{1,3}}", regex.IGNORECASE
)
_ISSUED = regex.compile(r"\s{1,3}(?:đã\s)?(?:ban hành|ký|phê duyệt|công bố)\b", regex.IGNORECASE)
_SUBJECT = regex.compile(
    rf"[\s|*_]{{0,6}},?\s{{0,3}}(?:{_TERM}\s{{0,3}},?\s{{0,3}})?[“\"*_]{{0,3}}(?=về\s)", regex.IGNORECASE
)
_SUBJECT_END = regex.compile(r"[;\n\t|]|\.(?=\s|$|[”\"*_])|$")
_COMMA = regex.compile(r",\s(?=\p{Lu})")
_ACTS = regex.compile(
    r"\s{1,3}(?:đã\s)?(?:ban hành|xây dựng|yêu cầu|thống nhất|hướng dẫn|đề nghị|kết luận|quyết định|triển khai)\b"
)
_MAX_SUBJECT = 600


@dataclass(frozen=True, slots=True)
class _Tail:
    """What follows a number: `end` of the raw reference, and `stop` of all that belongs to it."""

    end: int
    stop: int
    dated: DateMatch | None = None
    issuer: tuple[int, int] | None = None


def _read_tail(text: str, start: int, dates: list[DateMatch]) -> _Tail:
    """Read date and issuer behind the number that ends at `start`."""
    term = _TERM_RE.match(text, start)
    after_term = term.end() if term else start
    end, stop = start, after_term
    dated = _date_after(text, start, dates) or (_date_after(text, after_term, dates) if term else None)
    if dated:
        end = dated.end + (text[dated.end : dated.end + 1] == ")" and "(" in text[start : dated.start])
        stop = end
    issuer = None
    if by := _TO_ISSUER.match(text, stop):
        issuer = issuer_at(text, by.end())
        if issuer and by["by"].lower() == "do" and not _ISSUED.match(text, issuer[1]):
            issuer = None
    if issuer:
        stop = issuer[1]
        if dated is None:  # Quyết định số 99-QĐ/TW của Ban Bí thư, ngày 03/10/2023
            term = _TERM_RE.match(text, stop)
            dated = _date_after(text, term.end() if term else stop, dates)
            stop = dated.end if dated else stop
    return _Tail(end, stop, dated, issuer)


def _date_after(text: str, start: int, dates: list[DateMatch]) -> DateMatch | None:
    """Return the date that stands directly behind `start`."""
    i = bisect_left(dates, start, key=lambda d: d.start)
    if i < len(dates) and dates[i].start - start <= 40 and _TO_DATE.fullmatch(text, start, dates[i].start):
        return dates[i]
    return None


def _read_subject(text: str, start: int, limit: int) -> str | None:
    """Return the words from `về` to the end of the phrase, at most up to `limit`."""
    lead = _SUBJECT.match(text, start)
    if lead is None or lead.end() >= limit:
        return None
    limit = min(limit, lead.end() + _MAX_SUBJECT)
    found = _SUBJECT_END.search(text, lead.end(), limit)
    limit = found.start() if found else limit
    for comma in _COMMA.finditer(text, lead.end(), limit):
        body = issuer_at(text, comma.end())
        if body and _ACTS.match(text, body[1]):  # `…, Đảng ủy ban hành Kế hoạch`: the sentence goes on
            limit = comma.start()
            break
    words = squeeze(text[lead.end() : limit])
    words = words[: _closing(words)].strip(" ,*_")
    quotes = sum(words.count(mark) for mark in '“”"')
    return (words if quotes > 1 else words.strip('“”"')) or None


def _closing(words: str) -> int:
    """Return where `words` close a bracket or quotation that was opened before them, or their length."""
    for opening, mark in ("()", "“”"):
        depth = 0
        for i, letter in enumerate(words):
            depth += (letter == opening) - (letter == mark)
            if depth < 0:
                words = words[:i]
                break
    return len(words)


# ---- what precedes a number ---------------------------------------------------------------------------------------

_SO = r"(?:s[ốôó](?:\shiệu)?\s{0,3}[:.]?)"
_SO_AT_END = regex.compile(rf"\s*(?:{_SO})?\s*$", regex.IGNORECASE)
_DIRECT = regex.compile(rf"[\s*_“\"(]{{0,4}}{_SO}?[\s*_]{{0,4}}", regex.IGNORECASE)
# Digits that share the symbol of the last: `số 18, 19-NQ/TW`, `57, 59, 66 và 68-NQ/TW`.
_SHARED = regex.compile(
    rf"[\s*_“\"(]{{0,4}}{_SO}?\s{{0,3}}(?:(\d{{1,4}})\s{{0,3}}(?:[,;&]|và)\s{{0,3}}{_SO}?\s{{0,3}})+", regex.IGNORECASE
)
# A name parted from its number: `Luật Phòng, chống tham nhũng số 36/2018/QH14`, `Chỉ thị của Ban Bí thư số 38-CT/TW`.
_PARTED = regex.compile(rf"\s{{1,3}}(?!s[ốôó]\b)[^.;:\n\t“”\"]{{1,110}}?\s{_SO}\s{{0,3}}", regex.IGNORECASE)
_PARTED_NOT = regex.compile(r"\b(?:thực hiện|triển khai|theo|và các)\b", regex.IGNORECASE)
_BY = regex.compile(r"\s{1,3}của\s{1,3}", regex.IGNORECASE)
# Another number under the same name: `453-KH/HU` in `các Kế hoạch số 452-KH/HU, 453-KH/HU`.
_AND = regex.compile(rf"[\s*_]{{0,3}}(?:,|;|và|hoặc|,\s?và|&)\s{{1,3}}(?:{_SO}\s{{0,3}})?", regex.IGNORECASE)
_ISSUES = regex.compile(
    rf"\s{{1,3}}(?:{_TERM}\s{{1,3}})?(?:(?:đã|vừa)\s)?(?:ký\s)?ban hành\s{{1,3}}(?:các\s)?", regex.IGNORECASE
)
_LAWS = frozenset(("Hiến pháp", "Bộ luật", "Luật", "Pháp lệnh", "Nghị quyết", "Lệnh"))


@dataclass(frozen=True, slots=True)
class _Lead:
    """What precedes a number: `start` of the raw reference, its type, digits that share the symbol, an issuer."""

    start: int
    kind: DocumentType | None
    shared: tuple[str, ...] = ()
    issuer: tuple[int, int] | None = None
    continues: bool = False


def _read_lead(text: str, symbol: Symbol, name: _Name | None, previous: tuple[int, Reference] | None) -> _Lead:
    """Read what stands before `symbol`.

    `name` is the nearest name of a type, `previous` the reference before with the end of all that belongs to it.
    """
    if name:
        gap = (text, name.end, symbol.start)
        if _DIRECT.fullmatch(*gap):
            return _Lead(name.start, name.kind)
        if shared := _SHARED.fullmatch(*gap):
            return _Lead(name.start, name.kind, tuple(shared.captures(1)))
    if previous and symbol.code and previous[1].symbol and previous[1].symbol.code == symbol.code:
        stop, reference = previous
        if _AND.fullmatch(text, stop, symbol.start):
            kind = type_of_name(reference.doc_type) if reference.doc_type else None
            return _Lead(symbol.start, kind, continues=True)
    if name and name.capital and symbol.start - name.end < 140 and _fits(name.kind, symbol):
        between = text[name.end : symbol.start]
        if _PARTED.fullmatch(between) and not _PARTED_NOT.search(between):
            by = _BY.match(text, name.end)
            return _Lead(name.start, name.kind, issuer=issuer_at(text, by.end()) if by else None)
    return _misprinted(text, symbol) or _Lead(
        symbol.start, type_of_code(symbol.code, state=symbol.state) if symbol.code else None
    )


def _misprinted(text: str, symbol: Symbol) -> _Lead | None:
    """Return the type directly before `symbol` that lost or changed an accent (`Nghi quyết số 57-NQ/TW`), or None."""
    floor = max(0, symbol.start - 50)
    before = _SO_AT_END.sub("", text[floor : symbol.start])
    words = list(WORD.finditer(before))
    for kind in sorted(types_of_code(symbol.code or ""), key=lambda k: -len(k.name)):
        n = len(kind.name.split())
        if [without_accents(w[0]) for w in words[-n:]] == without_accents(kind.name).split():
            return _Lead(floor + words[-n].start(), kind)
    return None


def _fits(kind: DocumentType, symbol: Symbol) -> bool:
    """Tell whether the letters of `symbol` may stand for `kind`."""
    return kind in types_of_code(symbol.code) if symbol.code else kind.name in _LAWS


def _issuer_before(text: str, start: int) -> tuple[int, int] | None:
    """Return the body that is said to issue the document at `start`: `Ban Bí thư ban hành Chỉ thị số 57-CT/TW`."""
    floor = max(0, start - 140)
    if "ban hành" not in text[floor:start].lower():
        return None
    return next((found for found in issuers_in(text, floor, start) if _ISSUES.fullmatch(text, found[1], start)), None)


def _date_before(text: str, start: int, dates: list[DateMatch]) -> DateMatch | None:
    """Return the date that opens the clause of the body at `start`: `Ngày 22/12/2024, Bộ Chính trị ban hành …`."""
    i = bisect_left(dates, start, key=lambda d: d.start) - 1
    return dates[i] if i >= 0 and text[dates[i].end : start].strip() in (",", "") else None


# ---- the verb -----------------------------------------------------------------------------------------------------

_SHORT = regex.compile(
    rf"\s{{1,3}}(?P<so>{_SO}\s{{0,3}})?(?P<digits>\d{{1,4}}[a-zđ]?)(?:-[A-ZĐ]{{2,3}})?(?![\p{{L}}\p{{N}}]|[.,/-]\d|\s?%)",
    regex.IGNORECASE,
)
# After a small number a noun would make it a quantity (`Kế hoạch 5 năm`, `Báo cáo 6 tháng`); these words do not.
_NOT_COUNTED = regex.compile(
    r"\s{0,3}(?:$|[^\p{L}\s]|\p{Lu}|(?:của|về|và|là|đã|được|đến|trong|có|cho|với|theo|tại|để|nhằm|khóa|khoá|ngày|do|này|"
    r"vào|từ|ra|đi|sẽ|cũng|như|gắn|thì|hoặc|đề|mà|một cách|cần|phải)\b)"
)
_SELF = regex.compile(r"\s{1,3}này\b", regex.IGNORECASE)
_DIGIT = re.compile(r"\d")


def find_references(text: str) -> list[Reference]:
    """Return every reference in running `text`, in order.

    The lines of a paragraph are best joined before; a line broken inside a reference is borne. A document's own number
    is found like any other: the caller knows it and drops it. Raises TimeoutError where a search takes longer than
    `TIMEOUT` seconds.
    """
    if not (_DIGIT.search(text) or "này" in text.lower()):
        return []
    symbols = [s for s in find_symbols(text) if not s.blank]
    names = _find_names(text, abbreviated=bool(symbols))  # `NQ` stands for a type only with a number and symbol
    if not symbols and not any(_SHORT.match(text, name.end) or _SELF.match(text, name.end) for name in names):
        return []
    dates = find_dates(text)
    found = _full(text, names, symbols, dates)
    return sorted(found + _short(text, names, found, dates), key=lambda r: r.start)


def _full(text: str, names: list[_Name], symbols: list[Symbol], dates: list[DateMatch]) -> list[Reference]:
    """Return a reference for every number, and one for each of the digits that share its symbol."""
    found: list[Reference] = []
    stops: list[int] = []  # where all that belongs to each of them ends
    ends = [n.end for n in names]
    floor, group, before = 0, 0, None
    for symbol in symbols:
        i = bisect_right(ends, symbol.start) - 1
        name = names[i] if i >= 0 and names[i].start >= floor else None
        lead = _read_lead(text, symbol, name, (stops[-1], found[-1]) if found else None)
        tail = _read_tail(text, symbol.end, dates)
        if not lead.continues:  # what one printed name governs begins here; an issuer before it holds for all
            group, before = len(found), lead.issuer or _issuer_before(text, lead.start)
            if before and not lead.issuer and not tail.dated:
                tail = replace(tail, dated=_date_before(text, before[0], dates))
        reference = _reference(text, lead.start, tail, tail.issuer or before, lead.kind, symbol)
        rest = symbol.number[len(symbol.digits) :]
        found += [replace(reference, number=digits + rest) for digits in lead.shared] + [reference]
        stops += [tail.stop] * (len(lead.shared) + 1)
        floor = symbol.end
        _complete(found, group, reference)
    return _with_subjects(text, found, stops)


def _reference(
    text: str,
    start: int,
    tail: _Tail,
    issuer: tuple[int, int] | None,
    kind: DocumentType | None,
    symbol: Symbol | None = None,
) -> Reference:
    """Put a reference together from what was read around its number."""
    return Reference(
        start=start,
        end=tail.end,
        raw=squeeze(text[start : tail.end]),
        doc_type=kind.name if kind else None,
        number=symbol.number if symbol else None,
        issued_on=tail.dated.value if tail.dated else None,
        date_raw=tail.dated.raw if tail.dated else None,
        issuer=squeeze(text[slice(*issuer)]) if issuer else None,
        issuer_span=issuer,
        subject=None,
        form="full",
        symbol=symbol,
    )


def _complete(found: list[Reference], group: int, last: Reference) -> None:
    """Give the date and issuer behind the `last` number to those before it, from `group` on, that have none."""
    for i in range(len(found) - 1, group - 1, -1):
        earlier = found[i]
        if earlier is last:
            continue
        if earlier.issuer or not (last.issuer or (last.date_raw and not earlier.date_raw)):
            break
        earlier = replace(earlier, issuer=last.issuer, issuer_span=last.issuer_span)
        if not earlier.date_raw:
            earlier = replace(earlier, issued_on=last.issued_on, date_raw=last.date_raw)
        found[i] = earlier


_LIST_ITEM = regex.compile(r"(?:,|;|\bvà|\bcùng)\s{0,3}(?:các\s{1,3}|với\s{1,3}|theo\s{1,3}){0,2}$", regex.IGNORECASE)


def _with_subjects(text: str, found: list[Reference], stops: list[int]) -> list[Reference]:
    """Read the subject behind each reference; it ends where the next reference of a list begins."""
    done: list[Reference] = []
    limit, following = len(text), len(text)
    for reference, stop in zip(reversed(found), reversed(stops), strict=True):
        if following > reference.start and _LIST_ITEM.search(text, max(0, following - 12), following):
            limit = following
        done.append(replace(reference, subject=_read_subject(text, stop, limit)))
        following = reference.start
    return done[::-1]


def _short(text: str, names: list[_Name], full: list[Reference], dates: list[DateMatch]) -> list[Reference]:
    """Return the references that print no symbol: `Nghị quyết 57`, `Nghị quyết này`."""
    taken = {reference.start for reference in full}
    found = []
    for name in names:
        if name.start in taken or name.abbreviated:
            continue
        numbered = _SHORT.match(text, name.end)
        if numbered and (name.capital or numbered["so"]) and _NOT_COUNTED.match(text, numbered.end()):
            tail = _read_tail(text, numbered.end(), dates)
            short = _reference(text, name.start, tail, tail.issuer, name.kind)
            subject = _read_subject(text, tail.stop, len(text))
            found.append(replace(short, number=numbered["digits"], subject=subject, form="short"))
        elif name.capital and (this := _SELF.match(text, name.end)):
            own = _reference(text, name.start, _Tail(this.end(), this.end()), None, name.kind)
            found.append(replace(own, form="self"))
    return found
