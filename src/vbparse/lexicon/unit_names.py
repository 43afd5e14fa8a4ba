"""Names of units in running text: where one begins, what belongs to it, where a list of them ends.

A name begins with a head noun (`các huyện ủy`, `Ban Tổ chức`) and goes on until a word of the predicate. Proper names
keep their capitals (`Ban Tổ chức` is a body, `tổ chức` work). The words are data (`clauses.toml`).
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib import resources

import regex

from vbparse.lexicon.fold import fold
from vbparse.lexicon.phrases import any_phrase
from vbparse.lexicon.search import guard

TIMEOUT = 2.0
MAX_LIST = 600  # characters of a list of units


@dataclass(frozen=True, slots=True)
class UnitName:
    """A unit as printed at `start`:`end` of a text."""

    start: int
    end: int
    name: str


@cache
def _lists() -> dict[str, list[str]]:
    return tomllib.loads(resources.files("vbparse.lexicon").joinpath("clauses.toml").read_text(encoding="utf-8"))


def _words(name: str) -> tuple[str, ...]:
    return tuple(_lists()[name])


@cache
def words(name: str) -> tuple[str, ...]:
    """Return the list `name` of `clauses.toml`, folded."""
    return tuple(fold(word) for word in _words(name))


_FIRST_WORD = re.compile(r"\w+")
_TONES = {"ủy": "uỷ", "òa": "oà", "óa": "oá", "õa": "oã"}  # where the new style puts them, and the old


def alternatives(*names: str) -> str:
    """Return a pattern of the phrases of the lists, longest first, any white space between their words."""
    return any_phrase((phrase for name in names for phrase in _words(name)), tones=_TONES)


def first_words(*names: str) -> frozenset[str]:
    """Return the words that the phrases of the lists begin with, in lower case: of `đ/c` it is `đ`."""
    found = {word[0].lower() for name in names for phrase in _words(name) if (word := _FIRST_WORD.match(phrase))}
    return frozenset(found | {word.replace(new, old) for word in found for new, old in _TONES.items()})


ELLIPTICAL = ("tỉnh", "thành", "huyện", "thị", "quận", "đảng")
"""`huyện, thị, thành ủy`: first parts of compounds that share their last syllable."""

_ELLIPTICAL = r"(?:(?:{0})\s*,\s*){{1,4}}(?:{0})\s+(?:ủy|uỷ)".format("|".join(ELLIPTICAL))


@cache
def _head_res() -> tuple[regex.Pattern[str], regex.Pattern[str], regex.Pattern[str]]:
    quantifiers = rf"(?:{alternatives('quantifiers')}\s+){{0,2}}"
    flags = regex.IGNORECASE
    return (
        regex.compile(quantifiers, flags),
        regex.compile(rf"(?:{alternatives('heads')}|{_ELLIPTICAL})(?!\w)", flags),
        regex.compile(rf"{alternatives('not_heads')}(?!\w)", flags),
    )


@dataclass(frozen=True, slots=True)
class Head:
    """A head noun at `start`:`end`, behind its quantifiers at `first`."""

    first: int
    start: int
    end: int

    def word(self, text: str) -> str:
        return fold(text[self.start : self.end])


def head_at(text: str, start: int, end: int) -> Head | None:
    """Return the head noun that begins at `start`, or None; the longer of a head and a word that is none wins."""
    quantifiers, heads, others = _head_res()
    before = quantifiers.match(text, start, end)
    at = before.end() if before else start
    head = heads.match(text, at, end)
    if not head:
        noun = _ORGANISATION.match(text, at, end) if at > start else None  # `mỗi tổ chức`
        return Head(start, at, noun.end()) if noun else None
    other = others.match(text, at, end)
    if other and other.end() > head.end():
        return None
    if text[at].islower() and fold(head[0]) in words("proper"):
        return None
    return Head(start, at, head.end())


def _whole_words() -> str:
    """Names and words that hold a verb and are none: those listed, and heads of two words or more."""
    verbs = {*_words("predicates"), *_words("modal"), *_words("blockers")}
    names = [head for head in _words("heads") if " " in head and head not in verbs]
    return any_phrase([*_words("compounds"), *_words("syllables"), *names], tones=_TONES)


@cache
def events() -> regex.Pattern[str]:
    """What may come behind a head noun; names of groups tell which."""
    return regex.compile(
        rf"""
          (?<!\w)(?:
              (?P<compound>(?i:{_whole_words()}))
            | (?P<never>{alternatives("never")})
            | (?P<relative>{alternatives("relative")})
            | (?P<aside>{alternatives("asides")})
            | (?P<modal>{alternatives("modal")})
            | (?P<predicate>{alternatives("predicates")})
            | (?P<blocker>{alternatives("blockers")})
          )(?!\w)
        | (?P<aside>(?:,\s*|\s+)(?<!\w){alternatives("asides")}(?!\w))
        | (?P<bracket>\([^()]{{0,300}}\))
        | (?P<stop>[.!?](?=\s+\p{{Lu}}|\s*$)|["“”])
        | (?P<mark>[;:])
        """,
        regex.VERBOSE,
    )


@cache
def _separator() -> regex.Pattern[str]:
    return regex.compile(r"\s*[,;:]\s*(?:và\s+|hoặc\s+)?|\s+(?:và|hoặc|cùng\s+với)\s+")


_ORGANISATION = regex.compile(r"tổ\s+chức(?!\w)")
_CELL_SEPARATOR = regex.compile(r"\s*[;\n]\s*|\s*,\s*|\s+và\s+")
GENERAL = regex.compile(
    r"(?:các\s+)?(?:cơ\s+quan|đơn\s+vị|địa\s+phương)(?:\s*,\s*(?:cơ\s+quan|đơn\s+vị|địa\s+phương))*\s*$",
    regex.IGNORECASE,
)


def unit_list(text: str) -> list[UnitName]:
    """Return the units of a text that is nothing but a list of units (a heading); empty if it is anything else."""
    body = text.strip(" .:;,*")
    start = text.find(body)
    if not body or len(body) > MAX_LIST or not head_at(body, 0, len(body)):
        return []
    for event in events().finditer(body, timeout=guard(body, TIMEOUT)):
        if event.lastgroup in ("predicate", "modal", "blocker", "stop"):
            return []
    return split(text, start, start + len(body))


def begins_with_unit(text: str, start: int = 0) -> bool:
    """Tell whether a unit's name stands at `start`, whatever is said of it."""
    return head_at(text, start, len(text)) is not None


def cell_units(text: str) -> list[UnitName]:
    """Return the units of a cell of a column of units, whatever they are called, split where a reader would."""
    found: list[UnitName] = []
    at = 0
    for cut in [*_CELL_SEPARATOR.finditer(text, timeout=guard(text, TIMEOUT)), None]:
        end = cut.start() if cut else len(text)
        name = text[at:end].strip(" .,-–+;")
        if name:
            begin = text.find(name, at)
            unit = UnitName(begin, begin + len(name), name)
            hard = not found or any(c in text[found[-1].end : begin] for c in ";\n")
            head = head_at(text, begin, unit.end)
            listed = head is not None and bool(found) and _belongs(text, found[-1].start, found[-1].end, head)
            if hard or (head and not listed) or not head_at(text, found[-1].start, found[-1].end):
                found.append(unit)
            else:  # a name that holds a comma: `Sở Văn hóa, Thể thao và Du lịch`
                found[-1] = UnitName(found[-1].start, unit.end, text[found[-1].start : unit.end])
        at = cut.end() if cut else end
    return found


def is_noun(text: str, start: int, at: int, end: int) -> bool:
    """Whether the verb at `at`:`end` is a noun of the list before it.

    `cơ quan, tổ chức phải`: a last member without an object; `các đồng chí lãnh đạo, công chức`: a title; `các đơn
    vị quản lý đường bộ xây dựng`: what a body is for, and work behind it; `Liên hiệp các tổ chức hữu nghị`.
    """
    word, before = fold(text[at:end]), fold(text[start:at]).rstrip()
    if word == "tổ chức" and before.endswith((",", " và")):
        follow = events().match(text, end + len(text[end:]) - len(text[end:].lstrip()))
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
    for event in events().finditer(text, pos=end, endpos=start + MAX_LIST, timeout=guard(text, TIMEOUT)):
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


def split(text: str, start: int, end: int) -> list[UnitName]:
    """Split a list of units where a reader would; words that begin no unit belong to the one before."""
    relative = _relative().search(text, start, end)
    limit = relative.start() if relative else end
    bounds: list[tuple[int, int]] = []
    at = start
    for cut in _separator().finditer(text, pos=start, endpos=limit, timeout=guard(text, TIMEOUT)):
        head = head_at(text, cut.end(), end)
        own = head_at(text, at, end)
        if cut.start() <= at or head is None or (own is not None and cut.start() < own.end):
            continue
        if ";" not in cut[0] and _belongs(text, at, cut.start(), head):
            continue
        if ":" in cut[0] and GENERAL.search(text, start, cut.start()):
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
    return regex.compile(rf"(?<!\w){alternatives('relative')}(?!\w)")


def _belongs(text: str, start: int, end: int, head: Head) -> bool:
    """Whether the unit that begins with `head` is listed under the unit `text[start:end]` and is none of its own."""
    above = head_at(text, start, end)
    if above is None:
        return False
    word, alone = head.word(text), head.first == head.start
    if above.word(text) in words("persons"):
        # a list of bodies under a title: `Người đứng đầu các cấp, các ngành`
        if above.word(text) in ("đồng chí", "đ/c") and above.first == above.start and word in words("persons"):
            return text[above.end :].lstrip()[:1].isupper() and not head_at(text, above.end + 1, end)  # the post
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
    head = head_at(text, start, end)
    return head is not None and head.first != head.start


def _last_head(text: str, start: int, end: int) -> str:
    """The head noun of the last member of a list."""
    joined = text.rfind(" và ", start, end)
    at = max(text.rfind(",", start, end) + 1, joined + 4 if joined >= 0 else start, start)
    while at < end and text[at].isspace():
        at += 1
    head = head_at(text, at, end)
    return head.word(text) if head else ""


def _last_break(text: str, start: int, end: int) -> int:
    """Where the group of units before `end` begins: behind the last semicolon."""
    return max(text.rfind(";", start, end), start)
