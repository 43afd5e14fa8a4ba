"""Who does what in a sentence: the units that are its subject, those that work with them, those that are given work.

No grammar of Vietnamese: a list of units begins with a head noun (`các huyện ủy`, `Ban Tổ chức`), goes on over commas
and `và`, and ends where a predicate begins (`xây dựng`, `phải`, `chủ trì`). Proper names keep their capitals (`Ban Tổ
chức` is a body, `tổ chức` work). The words are data (`clauses.toml`).
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from importlib import resources

import regex

from vbparse.lexicon.fold import fold

TIMEOUT = 2.0
MAX_LIST = 600  # characters of a list of units
MAX_OPENING = 400  # characters before the subject


@dataclass(frozen=True, slots=True)
class UnitName:
    """A unit as printed at `start`:`end` of a text."""

    start: int
    end: int
    name: str


@dataclass(frozen=True, slots=True)
class Subject:
    """The units that act in a sentence, where their predicate begins, and how sure the reading is."""

    units: tuple[UnitName, ...]
    predicate: int
    confidence: float


@cache
def _words(name: str) -> tuple[str, ...]:
    text = resources.files("vbparse.lexicon").joinpath("clauses.toml").read_text(encoding="utf-8")
    return tuple(tomllib.loads(text)[name])


def words(name: str) -> tuple[str, ...]:
    """Return the list `name` of `clauses.toml`, folded."""
    return tuple(fold(word) for word in _words(name))


_TONES = {"ủy": "(?:ủy|uỷ)", "òa": "(?:òa|oà)", "óa": "(?:óa|oá)", "õa": "(?:õa|oã)"}


def _alternatives(*names: str) -> str:
    """Return a pattern of the phrases of the lists, longest first, any white space between their words."""
    return _pattern([phrase for name in names for phrase in _words(name)])


def _pattern(phrases: Iterable[str]) -> str:
    out = []
    for phrase in sorted(set(phrases), key=lambda p: (-len(p), p)):
        pattern = r"\s+".join(regex.escape(word) for word in phrase.split())
        for new, both in _TONES.items():
            pattern = pattern.replace(new, both)
        out.append(pattern)
    return "(?:" + "|".join(out) + ")"


# `huyện, thị, thành ủy`: compounds that share their last syllable.
_ELLIPTICAL = r"(?:(?:tỉnh|thành|huyện|thị|quận|đảng)\s*,\s*){1,4}(?:tỉnh|thành|huyện|thị|quận|đảng)\s+(?:ủy|uỷ)"


@cache
def _head_res() -> tuple[regex.Pattern[str], regex.Pattern[str], regex.Pattern[str]]:
    quantifiers = rf"(?:{_alternatives('quantifiers')}\s+){{0,2}}"
    flags = regex.IGNORECASE
    return (
        regex.compile(quantifiers, flags),
        regex.compile(rf"(?:{_alternatives('heads')}|{_ELLIPTICAL})(?!\w)", flags),
        regex.compile(rf"{_alternatives('not_heads')}(?!\w)", flags),
    )


@dataclass(frozen=True, slots=True)
class _Head:
    """A head noun at `start`:`end`, behind its quantifiers at `first`."""

    first: int
    start: int
    end: int

    def word(self, text: str) -> str:
        return fold(text[self.start : self.end])


def _head_at(text: str, start: int, end: int) -> _Head | None:
    """Return the head noun that begins at `start`, or None; the longer of a head and a word that is none wins."""
    quantifiers, heads, others = _head_res()
    before = quantifiers.match(text, start, end)
    at = before.end() if before else start
    head = heads.match(text, at, end)
    if not head:
        noun = _ORGANISATION.match(text, at, end) if at > start else None  # `mỗi tổ chức`
        return _Head(start, at, noun.end()) if noun else None
    other = others.match(text, at, end)
    if other and other.end() > head.end():
        return None
    if text[at].islower() and fold(head[0]) in words("proper"):
        return None
    return _Head(start, at, head.end())


def _whole_words() -> str:
    """Names and words that hold a verb and are none: those listed, and heads of two words or more."""
    verbs = {*_words("predicates"), *_words("modal"), *_words("blockers")}
    names = [head for head in _words("heads") if " " in head and head not in verbs]
    return _pattern([*_words("compounds"), *_words("syllables"), *names])


@cache
def _event() -> regex.Pattern[str]:
    """What may come behind a head noun; names of groups tell which."""
    return regex.compile(
        rf"""
          (?P<compound>(?<!\w)(?i:{_whole_words()})(?!\w))
        | (?P<never>(?<!\w){_alternatives("never")}(?!\w))
        | (?P<relative>(?<!\w){_alternatives("relative")}(?!\w))
        | (?P<aside>,?\s*(?<!\w){_alternatives("asides")}(?!\w))
        | (?P<modal>(?<!\w){_alternatives("modal")}(?!\w))
        | (?P<predicate>(?<!\w){_alternatives("predicates")}(?!\w))
        | (?P<blocker>(?<!\w){_alternatives("blockers")}(?!\w))
        | (?P<bracket>\([^()]{{0,300}}\))
        | (?P<stop>[.!?](?=\s+\p{{Lu}}|\s*$)|["“”])
        | (?P<mark>[;:])
        """,
        regex.VERBOSE,
    )


@cache
def _separator() -> regex.Pattern[str]:
    return regex.compile(r"\s*[,;:]\s*(?:và\s+|hoặc\s+)?|\s+(?:và|hoặc|cùng\s+với)\s+")


@cache
def _together() -> regex.Pattern[str]:
    return regex.compile(
        r"(?<!\w)phối\s+hợp(?:\s+(?:chặt\s+chẽ|thường\s+xuyên|tốt))?(?:\s+(?:cùng\s+)?với|\s+cùng)?\s+",
        regex.IGNORECASE,
    )


@cache
def _assign(weakly: bool) -> regex.Pattern[str]:
    names = ("assign", "assign_weakly") if weakly else ("assign",)
    return regex.compile(rf"(?<!\w){_alternatives(*names)}\s+(?=\S)", regex.IGNORECASE)


@cache
def _causing() -> regex.Pattern[str]:
    return regex.compile(rf"(?<!\w){_alternatives('causing')}\s+(?=\S)", regex.IGNORECASE)


@cache
def _openers() -> tuple[regex.Pattern[str], regex.Pattern[str]]:
    """Openings of time or place, and those with a clause of their own."""
    return (
        regex.compile(rf"{_alternatives('openers')}(?!\w)", regex.IGNORECASE),
        regex.compile(rf"{_alternatives('long_openers')}(?!\w)", regex.IGNORECASE),
    )


_SENTENCE = regex.compile(r"(?<=[.!?…])(?<!\b(?:TS|ThS|PGS|GS|tr|TP|Tp|đ/c)\.)\s+(?=[\p{Lu}“\"(])")
_ISSUER = regex.compile(
    r"(?:Ban\s+(?:Thường\s+vụ|Chấp\s+hành|Bí\s+thư)|Bộ\s+Chính\s+trị|Thường\s+trực)\b(?!.*\b(?:các|mỗi)\b)"
)
_HANDS_ON = regex.compile(
    r"(?:(?:thống\s+nhất|đồng\s+ý|nhất\s+trí)\s+)?"
    r"(?:(?:giao|yêu\s+cầu|đề\s+nghị|ủy\s+quyền|uỷ\s+quyền)(?:\s+(?:nhiệm\s+vụ|trách\s+nhiệm))?(?:\s+cho)?)\s*:?\s*",
    regex.IGNORECASE,
)
_AGREED = regex.compile(r"(?:(?:thống\s+nhất|đồng\s+ý|nhất\s+trí)(?:\s+chủ\s+trương)?,?\s+)?", regex.IGNORECASE)
_ORGANISATION = regex.compile(r"tổ\s+chức(?!\w)")
_GOES_ON = regex.compile(r"\s*,|\s+và\s")
_CONDITION = regex.compile(r"(?:khi|nếu|trường\s+hợp)(?!\w)", regex.IGNORECASE)
_AGAINST = regex.compile(r"đối\s+với(?!\w)", regex.IGNORECASE)
_THEN = regex.compile(r"(?<!\w)thì\s+")
_SUFFERS = regex.compile(r"(?:phải|cần|sẽ)\s+(?:bị|được)(?!\w)")
_BY = regex.compile(r"(?<!\w)do\s+(?=\S)")
_BY_PREDICATE = regex.compile(
    r"(?:trực\s+tiếp|chủ\s+trì|thực\s+hiện|triển\s+khai|tổ\s+chức|phụ\s+trách|đảm\s+nhiệm)(?!\w)"
)
_CELL_SEPARATOR = regex.compile(r"\s*[;\n]\s*|\s*,\s*|\s+và\s+")
_GENERAL = regex.compile(
    r"(?:các\s+)?(?:cơ\s+quan|đơn\s+vị|địa\s+phương)(?:\s*,\s*(?:cơ\s+quan|đơn\s+vị|địa\s+phương))*\s*$",
    regex.IGNORECASE,
)


def sentences(text: str) -> list[tuple[int, int]]:
    """Return the sentences of `text` as (start, end)."""
    out, at = [], 0
    for cut in _SENTENCE.finditer(text, timeout=TIMEOUT):
        out.append((at, cut.start()))
        at = cut.end()
    out.append((at, len(text)))
    return [(a, b) for a, b in out if text[a:b].strip()]


def unit_list(text: str) -> list[UnitName]:
    """Return the units of a text that is nothing but a list of units (a heading); empty if it is anything else."""
    body = text.strip(" .:;,*")
    start = text.find(body)
    if not body or len(body) > MAX_LIST or not _head_at(body, 0, len(body)):
        return []
    for event in _event().finditer(body, timeout=TIMEOUT):
        if event.lastgroup in ("predicate", "modal", "blocker", "stop"):
            return []
    return _split(text, start, start + len(body))


def begins_with_unit(text: str, start: int = 0) -> bool:
    """Tell whether a unit's name stands at `start`, whatever is said of it."""
    return _head_at(text, start, len(text)) is not None


def cell_units(text: str) -> list[UnitName]:
    """Return the units of a cell of a column of units, whatever they are called, split where a reader would."""
    found: list[UnitName] = []
    at = 0
    for cut in [*_CELL_SEPARATOR.finditer(text, timeout=TIMEOUT), None]:
        end = cut.start() if cut else len(text)
        name = text[at:end].strip(" .,-–+;")
        if name:
            begin = text.find(name, at)
            unit = UnitName(begin, begin + len(name), name)
            hard = not found or any(c in text[found[-1].end : begin] for c in ";\n")
            head = _head_at(text, begin, unit.end)
            listed = head is not None and bool(found) and _belongs(text, found[-1].start, found[-1].end, head)
            if hard or (head and not listed) or not _head_at(text, found[-1].start, found[-1].end):
                found.append(unit)
            else:  # a name that holds a comma: `Sở Văn hóa, Thể thao và Du lịch`
                found[-1] = UnitName(found[-1].start, unit.end, text[found[-1].start : unit.end])
        at = cut.end() if cut else end
    return found


def subject_of(text: str, start: int, end: int) -> Subject | None:
    """Return who acts in the sentence `text[start:end]`, or None: `Ban Tổ chức Tỉnh ủy chủ trì …`."""
    while start < end and not (text[start].isalnum()):
        start += 1
    found = _list_at(text, start, end)
    if found is not None:
        return _redirected(text, found, end)
    short, long = _openers()
    limit = min(end, start + MAX_OPENING)
    if fold(text[start : start + 8]).startswith("kết thúc"):
        for gap in regex.finditer(r"\s+", text, pos=start, endpos=limit):
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
    for cut in regex.finditer(r"[,:]\s+", text, pos=start, endpos=limit):
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
    head = _head_at(text, at, len(text))
    return head is not None and head.first == head.start and text[at].islower() and _bare_head(text, start, comma)


def _bare_head(text: str, start: int, end: int) -> bool:
    """Whether `text[start:end]` ends in a head noun in small letters that nothing is said of."""
    words = [m.start() for m in regex.finditer(r"\S+", text, pos=start, endpos=end)][-4:]
    return any(text[at].islower() and (h := _head_at(text, at, end)) is not None and h.end == end for at in words)


def _works_in(text: str, start: int, end: int) -> bool:
    """Whether a predicate stands in `text[start:end]`."""
    return any(e.lastgroup == "predicate" for e in _event().finditer(text, pos=start, endpos=end, timeout=TIMEOUT))


def in_object(text: str, start: int, at: int) -> bool:
    """Whether the semicolon at `at` stands in a list of units that work is done with: `Hướng dẫn các chi bộ; các …`."""
    for match in _causing().finditer(text, pos=start, endpos=at, timeout=TIMEOUT):
        head = _head_at(text, match.end(), at)
        if head and not _works_in(text, head.end, at):
            return True
    return False


def in_list(text: str, start: int, at: int) -> bool:
    """Whether the semicolon at `at` stands inside the list of units that opens the sentence at `start`."""
    found = subject_of(text, start, len(text))
    return found is not None and at < found.predicate


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
    head = _head_at(text, start, end)
    if not head:
        return None
    only_modal = inside = False  # inside a remark or a relative clause, nothing but a modal word ends the list
    cut: int | None = None
    confidence = 0.9
    for event in _event().finditer(text, pos=head.end, endpos=min(end, start + MAX_LIST), timeout=TIMEOUT):
        kind = event.lastgroup
        if kind in ("compound", "bracket"):
            continue
        if kind == "stop" or (kind == "never" and not inside):
            return None
        if kind == "mark":
            follow = event.end()
            while follow < end and text[follow].isspace():
                follow += 1
            run_in = event[0] == ":" and not _GENERAL.search(text, start, event.start())
            if run_in or not _head_at(text, follow, end):
                return None
        elif kind == "relative":
            only_modal = inside = True
        elif kind == "aside":
            cut = event.start() if cut is None else cut
            only_modal, inside, confidence = True, True, 0.85
        elif kind == "blocker":
            only_modal, confidence = True, 0.75
        elif kind == "predicate" and text[event.start() - 2] == "," and _head_at(text, event.start(), end):
            continue  # `…, lãnh đạo các cơ quan chịu trách nhiệm`: a member of the list
        elif kind == "predicate" and _is_noun(text, start, event.start(), event.end()):
            continue
        elif kind == "modal" or not only_modal:
            stop = cut if cut is not None else event.start()
            if cut is None and text[start:stop].rstrip().endswith((" và", " hoặc")):
                return None
            if _SUFFERS.match(text, event.start(), end):
                return None
            units = _split(text, start, stop)
            return Subject(tuple(units), event.start(), confidence) if units else None
    return None


def _is_noun(text: str, start: int, at: int, end: int) -> bool:
    """Whether the verb at `at`:`end` is a noun of the list before it.

    `cơ quan, tổ chức phải`: a last member without an object; `các đồng chí lãnh đạo, công chức`: a title; `các đơn
    vị quản lý đường bộ xây dựng`: what a body is for, and work behind it; `Liên hiệp các tổ chức hữu nghị`.
    """
    word, before = fold(text[at:end]), fold(text[start:at]).rstrip()
    if word == "tổ chức" and before.endswith((",", " và")):
        follow = _event().match(text, end + len(text[end:]) - len(text[end:].lstrip()))
        known = before.rstrip(",").removesuffix(" và").endswith(words("bare"))
        ends = ("modal", "relative", "predicate") if known else ("modal", "relative")
        return text[end : end + 1] == "," or (follow is not None and follow.lastgroup in ends)
    if word == "tổ chức" and before.endswith(words("quantifiers")):
        return True
    if word == "lãnh đạo":
        return before.endswith(("đồng chí", "đ/c", *words("quantifiers")))
    bare = next((noun for noun in words("bare") if before.endswith(noun)), None)
    if bare is None or word not in words("purposes"):
        return False
    for event in _event().finditer(text, pos=end, endpos=start + MAX_LIST, timeout=TIMEOUT):
        if event.lastgroup in ("stop", "mark", "never", "blocker"):
            return False
        if event.lastgroup in ("modal", "predicate"):
            joined = fold(text[end : event.start()]).rstrip()
            if joined.endswith((",", " và", " hoặc")) and fold(event[0]) in words("purposes"):
                continue
            return bool(joined) and not joined.endswith(
                (",", " và", " việc", " để", " công tác", " tình hình", " chặt chẽ")
            )
    return False


def _split(text: str, start: int, end: int) -> list[UnitName]:
    """Split a list of units where a reader would; words that begin no unit belong to the one before."""
    relative = _relative().search(text, start, end)
    limit = relative.start() if relative else end
    bounds: list[tuple[int, int]] = []
    at = start
    for cut in _separator().finditer(text, pos=start, endpos=limit, timeout=TIMEOUT):
        head = _head_at(text, cut.end(), end)
        own = _head_at(text, at, end)
        if cut.start() <= at or head is None or (own is not None and cut.start() < own.end):
            continue
        if ";" not in cut[0] and _belongs(text, at, cut.start(), head):
            continue
        if ":" in cut[0] and _GENERAL.search(text, start, cut.start()):
            last = _last_break(text, start, cut.start())
            bounds = [b for b in bounds if b[1] <= last]
        else:
            bounds.append((at, cut.start()))
        at = cut.end()
    bounds.append((at, end))
    out = []
    for first, last in bounds:
        name = text[first:last]
        trimmed = name.strip(" ,;:.-–")
        if trimmed:
            begin = first + name.find(trimmed)
            out.append(UnitName(begin, begin + len(trimmed), trimmed))
    return out


@cache
def _relative() -> regex.Pattern[str]:
    return regex.compile(rf"(?<!\w){_alternatives('relative')}(?!\w)")


def _belongs(text: str, start: int, end: int, head: _Head) -> bool:
    """Whether the unit that begins with `head` is listed under the unit `text[start:end]` and is none of its own."""
    above = _head_at(text, start, end)
    if above is None:
        return False
    word, alone = head.word(text), head.first == head.start
    if above.word(text) in words("persons"):
        # a list of bodies under a title: `Người đứng đầu các cấp, các ngành`
        if above.word(text) in ("đồng chí", "đ/c") and above.first == above.start and word in words("persons"):
            return text[above.end :].lstrip()[:1].isupper() and not _head_at(text, above.end + 1, end)  # the post
        under = alone or (text[head.start].islower() and _quantified(text, above.end, end))
        return under and word not in words("persons") and word not in words("members")
    if not alone:
        return False
    if above.word(text) in words("organs") and word.endswith("ủy") and text[head.start].islower():
        return _quantified(text, above.end, end)
    listed = word in words("governed") or fold(text[head.start : head.start + 20]).startswith("đảng bộ trực thuộc")
    last = _last_head(text, start, end)
    return listed and last in words("governing") and not text[head.start].isupper()


def _quantified(text: str, start: int, end: int) -> bool:
    """Whether a unit with `các`, `mỗi` or the like stands at `start`."""
    while start < end and text[start].isspace():
        start += 1
    head = _head_at(text, start, end)
    return head is not None and head.first != head.start


def _last_head(text: str, start: int, end: int) -> str:
    """The head noun of the last member of a list."""
    joined = text.rfind(" và ", start, end)
    at = max(text.rfind(",", start, end) + 1, joined + 4 if joined >= 0 else start, start)
    while at < end and text[at].isspace():
        at += 1
    head = _head_at(text, at, end)
    return head.word(text) if head else ""


def _last_break(text: str, start: int, end: int) -> int:
    """Where the group of units before `end` begins: behind the last semicolon."""
    return max(text.rfind(";", start, end), start)


def given_work(text: str, start: int, end: int, *, weakly: bool = False) -> Subject | None:
    """Return who is given work by a sentence without a subject: `Giao Ban Tổ chức Tỉnh ủy chủ trì …`.

    `weakly` takes `phân công` and `khuyến khích` too.
    """
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
    for match in _BY.finditer(text, pos=start, endpos=end, timeout=TIMEOUT):
        found = _list_at(text, match.end(), end)
        if found is not None and _BY_PREDICATE.match(text, found.predicate, end):
            return Subject(found.units, found.predicate, 0.8)
    return None


def working_with(text: str, start: int, end: int) -> list[UnitName]:
    """Return the units behind each `phối hợp với` of `text[start:end]`."""
    out: list[UnitName] = []
    for match in _together().finditer(text, pos=start, endpos=end, timeout=TIMEOUT):
        at = match.end()
        if not _head_at(text, at, end) or fold(text[start : match.start()]).rstrip().endswith(words("agreements")):
            continue
        out += _split(text, at, _with_end(text, at, end))
    return out


@cache
def _stop() -> regex.Pattern[str]:
    return regex.compile(rf"(?<!\w){_alternatives('stops')}(?!\w)")


def _with_end(text: str, start: int, end: int) -> int:
    """Where a list of units that work along ends: at a predicate, a preposition, or a comma before something else."""
    limit = min(end, start + MAX_LIST)
    whole: list[tuple[int, int]] = []  # phrases whose commas separate nothing
    for event in _event().finditer(text, pos=start, endpos=limit, timeout=TIMEOUT):
        if event.lastgroup == "compound":
            whole.append(event.span())
        if event.lastgroup == "predicate" and _is_noun(text, start, event.start(), event.end()):
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
    for comma in regex.finditer(r"\s*,\s*", text, pos=start, endpos=limit):
        if any(a < comma.start() < b for a, b in whole):
            continue
        follow = _head_at(text, comma.end(), limit) or text[comma.end() : comma.end() + 1].isupper()
        if not follow and not _still_listed(text, start, comma.end(), limit):
            return comma.start()
    return limit


def _still_listed(text: str, start: int, at: int, limit: int) -> bool:
    """`cơ quan tài chính, thuế, hải quan`: short words of the same list."""
    rest = text[at:limit]
    return len(rest.split(",")[0].split()) <= 4
