"""Who does what in a sentence: the units that are its subject, those that work with them, those that are given work.

No grammar of Vietnamese: a subject is a list of units (`unit_names`) that ends where a predicate begins (`xây dựng`,
`phải`, `chủ trì`), at the head of the sentence or behind an opening of time, place or condition.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

import regex

from vbparse.lexicon.fold import fold
from vbparse.lexicon.search import guard
from vbparse.lexicon.unit_names import (
    ELLIPTICAL,
    GENERAL,
    MAX_LIST,
    TIMEOUT,
    UnitName,
    alternatives,
    events,
    first_words,
    head_at,
    is_noun,
    split,
    words,
)

MAX_OPENING = 400  # characters before the subject


@dataclass(frozen=True, slots=True)
class Subject:
    """The units that act in a sentence, where their predicate begins, and how sure the reading is."""

    units: tuple[UnitName, ...]
    predicate: int
    confidence: float


@cache
def _together() -> regex.Pattern[str]:
    return regex.compile(
        r"(?<!\w)phối\s+hợp(?:\s+(?:chặt\s+chẽ|thường\s+xuyên|tốt))?(?:\s+(?:cùng\s+)?với|\s+cùng)?\s+",
        regex.IGNORECASE,
    )


@cache
def _assign(weakly: bool) -> regex.Pattern[str]:
    names = ("assign", "assign_weakly") if weakly else ("assign",)
    return regex.compile(rf"(?<!\w){alternatives(*names)}\s+(?=\S)", regex.IGNORECASE)


@cache
def _causing() -> regex.Pattern[str]:
    return regex.compile(rf"(?<!\w){alternatives('causing')}\s+(?=\S)", regex.IGNORECASE)


@cache
def _openers() -> tuple[regex.Pattern[str], regex.Pattern[str]]:
    """Openings of time or place, and those with a clause of their own."""
    return (
        regex.compile(rf"{alternatives('openers')}(?!\w)", regex.IGNORECASE),
        regex.compile(rf"{alternatives('long_openers')}(?!\w)", regex.IGNORECASE),
    )


@cache
def _first_words() -> frozenset[str]:
    """Return the first words of the sentences whose subject can be read, or that give work; most have none of them."""
    lists = ("quantifiers", "heads", "openers", "long_openers", "assign", "assign_weakly")
    return first_words(*lists).union(ELLIPTICAL, ("thống", "đồng", "nhất"))


def _opens(text: str, start: int, end: int) -> bool:
    word = _FIRST.match(text, start, end)
    return word is not None and word[0].lower() in _first_words()


_FIRST = re.compile(r"\w+")
_BLANK, _WORD = regex.compile(r"\s+"), regex.compile(r"\S+")
_PAUSE, _COMMA = regex.compile(r"[,:]\s+"), regex.compile(r"\s*,\s*")
_SEMICOLON = regex.compile(r";\s+")
_SENTENCE = regex.compile(r"[.!?…](?<!\b(?:TS|ThS|PGS|GS|tr|TP|Tp|đ/c)\.)(?P<gap>\s+)(?=[\p{Lu}“\"(])")
_ISSUER = regex.compile(
    r"(?:Ban\s+(?:Thường\s+vụ|Chấp\s+hành|Bí\s+thư)|Bộ\s+Chính\s+trị|Thường\s+trực)\b(?!.*\b(?:các|mỗi)\b)"
)
_HANDS_ON = regex.compile(
    r"(?:(?:thống\s+nhất|đồng\s+ý|nhất\s+trí)\s+)?"
    r"(?:(?:giao|yêu\s+cầu|đề\s+nghị|ủy\s+quyền|uỷ\s+quyền)(?:\s+(?:nhiệm\s+vụ|trách\s+nhiệm))?(?:\s+cho)?)\s*:?\s*",
    regex.IGNORECASE,
)
_AGREED = regex.compile(r"(?:(?:thống\s+nhất|đồng\s+ý|nhất\s+trí)(?:\s+chủ\s+trương)?,?\s+)?", regex.IGNORECASE)
_GOES_ON = regex.compile(r"\s*,|\s+và\s")
_CONDITION = regex.compile(r"(?:khi|nếu|trường\s+hợp)(?!\w)", regex.IGNORECASE)
_AGAINST = regex.compile(r"đối\s+với(?!\w)", regex.IGNORECASE)
_THEN = regex.compile(r"(?<!\w)thì\s+")
_SUFFERS = regex.compile(r"(?:phải|cần|sẽ)\s+(?:bị|được)(?!\w)")
_BY = regex.compile(r"(?<!\w)do\s+(?=\S)")
_BY_PREDICATE = regex.compile(
    r"(?:trực\s+tiếp|chủ\s+trì|thực\s+hiện|triển\s+khai|tổ\s+chức|phụ\s+trách|đảm\s+nhiệm)(?!\w)"
)


def sentences(text: str) -> list[tuple[int, int]]:
    """Return the sentences of `text` as (start, end)."""
    out, at = [], 0
    for cut in _SENTENCE.finditer(text, timeout=guard(text, TIMEOUT)):
        out.append((at, cut.start("gap")))
        at = cut.end()
    out.append((at, len(text)))
    return [(a, b) for a, b in out if text[a:b].strip()]


def subject_of(text: str, start: int, end: int) -> Subject | None:
    """Return who acts in the sentence `text[start:end]`, or None: `Ban Tổ chức Tỉnh ủy chủ trì …`."""
    while start < end and not (text[start].isalnum()):
        start += 1
    if not _opens(text, start, end):
        return None
    found = _list_at(text, start, end)
    if found is not None:
        return _redirected(text, found, end)
    short, long = _openers()
    limit = min(end, start + MAX_OPENING)
    if fold(text[start : start + 8]).startswith("kết thúc"):
        for gap in _BLANK.finditer(text, pos=start, endpos=limit):
            found = _list_at(text, gap.end(), end)
            if found is not None:
                return Subject(found.units, found.predicate, 0.75)
    own, opener = long.match(text, start, end), short.match(text, start, end)
    if own is not None and (opener is None or opener.end() <= own.end()):
        opener = own
    if opener is None:
        return None
    own = own if opener is own else None
    if _CONDITION.match(text, start, end):
        then = _THEN.search(text, start, end)
        if then is not None:
            return _list_at(text, then.end(), end)
    behind = None
    for cut in _PAUSE.finditer(text, pos=start, endpos=limit):
        if text.count("(", start, cut.start()) > text.count(")", start, cut.start()):
            continue
        if own is None and _works_in(text, opener.end(), cut.start()):
            break
        found = _list_at(text, cut.end(), end)
        if found is None:
            continue
        if not _joins(text, start, cut.start(), cut.end()):
            behind = found
            break
        behind = behind or (None if _AGAINST.match(text, start) else found)
    return None if behind is None else _against(text, start, behind)


def _joins(text: str, start: int, comma: int, at: int) -> bool:
    """Whether a comma stands between two bare nouns of one list: `Trong sinh hoạt cấp ủy, chi bộ`."""
    head = head_at(text, at, len(text))
    return head is not None and head.first == head.start and text[at].islower() and _bare_head(text, start, comma)


def _bare_head(text: str, start: int, end: int) -> bool:
    """Whether `text[start:end]` ends in a head noun in small letters that nothing is said of."""
    words = [m.start() for m in _WORD.finditer(text, pos=start, endpos=end)][-4:]
    return any(text[at].islower() and (h := head_at(text, at, end)) is not None and h.end == end for at in words)


def _works_in(text: str, start: int, end: int) -> bool:
    """Whether a predicate stands in `text[start:end]`."""
    return any(
        e.lastgroup == "predicate" for e in events().finditer(text, pos=start, endpos=end, timeout=guard(text, TIMEOUT))
    )


def parts(text: str, start: int, end: int, subject: Subject | None) -> Iterator[int]:
    """Yield where the parts of the sentence `text[start:end]` behind its semicolons begin; `subject` is who acts in it.

    A semicolon in a quotation or bracket, in the list of units that opens the sentence, or in a list of units that work
    is done with (`Hướng dẫn các chi bộ; các …`) ends no part. Each character is looked at once.
    """
    breaks = list(_SEMICOLON.finditer(text, pos=start, endpos=end, timeout=guard(text, TIMEOUT)))
    objects = _objects(text, start, breaks[-1].start(), end) if breaks else []
    depth, seen, of = {"“": 0, "(": 0}, start, 0
    for semicolon in breaks:
        at = semicolon.start()
        for opening, closing in ("“”", "()"):
            depth[opening] += text.count(opening, seen, at) - text.count(closing, seen, at)
        seen = at
        while of < len(objects) and objects[of][1] <= at:
            of += 1
        listed = subject is not None and at < subject.predicate
        if not listed and max(depth.values()) <= 0 and not (of < len(objects) and objects[of][0] <= at):
            yield semicolon.end()


def _objects(text: str, start: int, last: int, end: int) -> list[tuple[int, int]]:
    """Return from where to where the units stand that work is done with: behind their head noun, up to a predicate.

    Only those that begin before `last` count; the sentence is `text[start:end]`.
    """
    found: list[tuple[int, int]] = []
    for match in list(_causing().finditer(text, pos=start, endpos=last, timeout=guard(text, TIMEOUT))):
        if found and match.start() < found[-1][1]:
            continue
        if head := head_at(text, match.end(), end):
            ahead = events().finditer(text, pos=head.end, endpos=end, timeout=guard(text, TIMEOUT))
            found.append((head.end, next((e.end() for e in ahead if e.lastgroup == "predicate"), end)))
    return found


def _against(text: str, start: int, found: Subject) -> Subject:
    """`Đối với các chi bộ trực thuộc, Bí thư … triển khai`: those spoken of are not those who act."""
    if not _AGAINST.match(text, start):
        return found
    capital = [n for n, unit in enumerate(found.units) if unit.name[:1].isupper()]
    units = found.units[capital[0] :] if capital else found.units[-1:]
    return Subject(units, found.predicate, 0.75)


def _redirected(text: str, found: Subject, end: int) -> Subject:
    """`Ban Bí thư giao nhiệm vụ: các tỉnh ủy …`: the work is for those behind the colon."""
    match = _HANDS_ON.match(text, found.predicate, end)
    if match and not match[0].rstrip().endswith(":") and not _ISSUER.match(found.units[0].name):
        return found  # `Đảng ủy xã giao …`: its own work
    if match:
        inner = _list_at(text, match.end(), end)
        if inner is not None:
            return inner
    return found


def _list_at(text: str, start: int, end: int) -> Subject | None:
    """Read a list of units at `start` that ends where a predicate begins."""
    head = head_at(text, start, end)
    if not head:
        return None
    only_modal = inside = False  # inside a remark or a relative clause, nothing but a modal word ends the list
    cut: int | None = None
    confidence = 0.9
    for event in events().finditer(text, pos=head.end, endpos=min(end, start + MAX_LIST), timeout=guard(text, TIMEOUT)):
        kind = event.lastgroup
        if kind in ("compound", "bracket"):
            continue
        if kind == "stop" or (kind == "never" and not inside):
            return None
        if kind == "mark":
            follow = event.end()
            while follow < end and text[follow].isspace():
                follow += 1
            run_in = event[0] == ":" and not GENERAL.search(text, start, event.start())
            if run_in or not head_at(text, follow, end):
                return None
        elif kind == "relative":
            only_modal = inside = True
        elif kind == "aside":
            cut = event.start() if cut is None else cut
            only_modal, inside, confidence = True, True, 0.85
        elif kind == "blocker":
            only_modal, confidence = True, 0.75
        elif kind == "predicate" and text[event.start() - 2] == "," and head_at(text, event.start(), end):
            continue  # `…, lãnh đạo các cơ quan chịu trách nhiệm`: a member of the list
        elif kind == "predicate" and is_noun(text, start, event.start(), event.end()):
            continue
        elif kind == "modal" or not only_modal:
            stop = cut if cut is not None else event.start()
            if cut is None and text[start:stop].rstrip().endswith((" và", " hoặc")):
                return None
            if _SUFFERS.match(text, event.start(), end):
                return None
            units = split(text, start, stop)
            return Subject(tuple(units), event.start(), confidence) if units else None
    return None


def given_work(text: str, start: int, end: int, *, weakly: bool = False) -> Subject | None:
    """Return who is given work by a sentence without a subject: `Giao Ban Tổ chức Tỉnh ủy chủ trì …`.

    `weakly` takes `phân công` and `khuyến khích` too.
    """
    if not _opens(text, start, end):
        return None
    pattern = _assign(weakly)
    agreed = _AGREED.match(text, start, end)
    match = pattern.match(text, agreed.end() if agreed else start, end)
    if not match:
        if not any(opener.match(text, start, end) for opener in _openers()):
            return None
        comma = regex.search(r",\s+", text[start : min(end, start + MAX_OPENING)])
        match = pattern.match(text, start + comma.end(), end) if comma else None
        if not match:
            return None
    found = _list_at(text, match.end(), end)
    if found is None:
        return None
    return Subject(found.units, found.predicate, 0.9 if fold(match[0]).startswith("giao") else 0.8)


def done_by(text: str, start: int, end: int) -> Subject | None:
    """Return who does the work of a passive sentence: `Hội nghị … do các đồng chí … trực tiếp triển khai`."""
    for match in list(_BY.finditer(text, pos=start, endpos=end, timeout=guard(text, TIMEOUT))):
        found = _list_at(text, match.end(), end)
        if found is not None and _BY_PREDICATE.match(text, found.predicate, end):
            return Subject(found.units, found.predicate, 0.8)
    return None


def working_with(text: str, start: int, end: int) -> list[UnitName]:
    """Return the units behind each `phối hợp với` of `text[start:end]`."""
    out: list[UnitName] = []
    # A list: the time that the loop takes is not the search's.
    for match in list(_together().finditer(text, pos=start, endpos=end, timeout=guard(text, TIMEOUT))):
        at = match.end()
        before = fold(text[max(start, match.start() - 60) : match.start()])
        if not head_at(text, at, end) or before.endswith(words("agreements")):
            continue
        out += split(text, at, _with_end(text, at, end))
    return out


@cache
def _stop() -> regex.Pattern[str]:
    return regex.compile(rf"(?<!\w){alternatives('stops')}(?!\w)")


def _with_end(text: str, start: int, end: int) -> int:
    """Where a list of units that work along ends: at a predicate, a preposition, or a comma before something else."""
    limit = min(end, start + MAX_LIST)
    whole: list[tuple[int, int]] = []  # phrases whose commas separate nothing
    for event in events().finditer(text, pos=start, endpos=limit, timeout=guard(text, TIMEOUT)):
        if event.lastgroup == "compound":
            whole.append(event.span())
        if event.lastgroup == "predicate" and is_noun(text, start, event.start(), event.end()):
            continue
        if event.lastgroup == "bracket" and _GOES_ON.match(text, event.end(), end):
            continue
        if event.lastgroup in ("modal", "predicate", "stop", "bracket", "blocker", "aside"):
            limit = event.start()
            break
        if event.lastgroup == "mark":
            limit = event.start()
            break
    stop = _stop().search(text, start, limit)
    if stop:
        limit = stop.start()
    for comma in _COMMA.finditer(text, pos=start, endpos=limit):
        if any(a < comma.start() < b for a, b in whole):
            continue
        follow = head_at(text, comma.end(), limit) or text[comma.end() : comma.end() + 1].isupper()
        if not follow and not _still_listed(text, start, comma.end(), limit):
            return comma.start()
    return limit


def _still_listed(text: str, start: int, at: int, limit: int) -> bool:
    """`cơ quan tài chính, thuế, hải quan`: short words of the same list."""
    rest = text[at:limit]
    return len(rest.split(",")[0].split()) <= 4
