"""Numbers and symbols of documents (số và ký hiệu): `Số 38-CT/TW`, `Số: 127/QĐ-UBND`, `42/2019/QĐ-TTg`.

A Party number is digits, hyphen, code of the type, slash, issuing body (36-HD/VPTW, part II, section 3). A state number
is digits, slash, the year where it is a legal text, slash, code, hyphen, body (Nghị định 30/2020/NĐ-CP, article 8);
some carry no code (`1234/TTg-CN`, `45/2019/QH14`, `91/CP`). Copies add spaces and colons, drop the first hyphen
(`58CT/TW`), print long dashes, break the line inside, or mix the two orders (`05/NQ-TU`).

A number alone is no key: numbering starts anew with every term of a committee.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

import regex

from vbparse.lexicon.search import guard
from vbparse.lexicon.types import bodies, canonical_code

TIMEOUT = 2.0
"""Seconds that one search in a text of a user may take."""


@dataclass(frozen=True, slots=True)
class Symbol:
    """A number with its symbol, found at `start`:`end` of a text.

    `raw` is what is printed, without `Số`. `number` is the same with spaces and dashes made regular (`58CT/TW` ->
    `58-CT/TW`). `digits` is `""` where the place for them was left blank, and `blank` is then True. `code` is the code
    of the type (`NQ`) or None, `body` the rest (`TU`, `UBND-VX`). `state` tells a state number from a Party one.
    """

    start: int
    end: int
    raw: str
    number: str
    digits: str
    code: str | None
    body: str | None
    state: bool
    blank: bool


# ---- the pattern, from its pieces ---------------------------------------------------------------------------------

_DASH = r"[-‐‑‒–—−]"
_GAP = r"[^\S\n]{0,8}(?:\n[^\S\n]{0,3}){0,2}"  # spaces, or a line broken inside the number
_SO = r"\b[Ss][ốôóỐÔÓ](?:[^\S\n]{1,3}hiệu)?[^\S\n]{0,3}(?::|\.(?![.…]))?"
_DIGITS = r"(?P<digits>\d{1,5}(?:[a-zđ](?!\p{L})|[A-ZĐ](?=\s?[-–/]))?)"  # 12, 12a, 12A
_BLANK = r"(?P<blank>[\s.…_·*\\]{0,40})"
_YEAR = r"(?P<year>(?:19|20)\d\d)"
_CODE = r"(?P<code>[A-ZĐÐ][A-Za-zĐÐđ&]{0,11})"

# A body may have several parts (QĐ-UBND-VX, TTLT-BTP-BNV, KH/BCĐ-TW); the term of an assembly is a part of its name
# (QH14), so is the number of a steering committee (BCĐ389). Digits after any other letter are the mark of a footnote; a
# word may be glued on (TWngày 30/7).
_PART = r"(?:(?:UBTVQH|QH|HĐND|K|BCĐ)\d{1,3}|[A-ZĐÐ][A-Za-zĐÐđ&]{0,14})"
_END = r"(?:(?!\p{L}|\p{N}{3})|(?=ngày|của|về|khóa|khoá))"
_BODY = rf"(?P<body>{_PART}(?:{_DASH}{_PART}|\.{_PART}){{0,4}}){_END}"

# What follows the digits, most telling first: with the year; with a code; with a body alone.
_DATED = rf"{_GAP}/{_GAP}{_YEAR}{_GAP}/{_GAP}(?:{_CODE}{_GAP}(?P<second>{_DASH}|/){_GAP})?{_BODY}"
_CODED = rf"(?P<gap>{_GAP})(?P<first>{_DASH}|/|\.(?!\s))?{_GAP}{_CODE}{_GAP}(?P<second>{_DASH}|/){_GAP}{_BODY}"
_PLAIN = rf"{_GAP}(?P<first>{_DASH}|/){_GAP}{_BODY}"
_TAIL = rf"(?:{_DATED}|{_CODED}|{_PLAIN})"

_HEAD = r"(?<![\p{L}\p{N}/])(?<!\p{N}[.-])"  # not inside a word, a date or another number
_LABEL = rf"(?:(?P<so>{_SO}\s{{0,10}})|(?P<letter>\b(?:[Cc]ông văn|[Vv]ăn bản)\s{{1,3}}))"
_NUMBER = rf"{_LABEL}?{_HEAD}{_DIGITS}{_TAIL}"
_EMPTY = rf"(?P<so>{_SO}){_BLANK}{_TAIL}"

_NUMBER_RE = regex.compile(_NUMBER)
_EMPTY_RE = regex.compile(_EMPTY)
_SIGN = re.compile(rf"(?:{_DASH}|/)\s*[A-ZĐÐ]")  # every number has one before its body: a text without has no number
_DASH_RE = regex.compile(_DASH)
_UNIT = regex.compile(r"[A-ZĐ&]{2,}-[\p{Lu}&][^-]*(?:-.+)?|[A-ZĐ&]{4,}")  # a body with a unit, or long: SNV-TCCB, STTTT
_YEAR_RE = regex.compile(r"(?:19|20)\d\d")


# ---- reading a match ----------------------------------------------------------------------------------------------


@cache
def _bodies_re(side: str) -> regex.Pattern[str]:
    """Return the pattern of the bodies that `types.toml` lists for `side` (`party` or `state`)."""
    names = bodies().party if side == "party" else bodies().state
    return regex.compile("|".join(regex.escape(n).replace(r"\*", "[A-ZĐa-zđ0-9]*") for n in names))


def _spell(body: str) -> str:
    """Return `body` with regular dashes and letters, and the spelling that capitals lose (`TTG` -> `TTg`)."""
    parts = _DASH_RE.sub("-", body.replace("Ð", "Đ")).split("-")
    known = {s.upper(): s for s in bodies().spelling}
    return "-".join(known.get(part.upper(), part) for part in parts)


def _sides(body: str) -> tuple[bool, bool]:
    """Tell whether the first part of `body` is known as a Party body, and as a state body."""
    head = body.replace(".", "-").split("-", 1)[0]
    return _bodies_re("party").fullmatch(head) is not None, _bodies_re("state").fullmatch(head) is not None


def _read(found: regex.Match[str]) -> Symbol | None:
    """Turn a match into a symbol, or None where the letters do not make a number of a document."""
    part = found.groupdict()
    digits, year, body = part.get("digits") or "", part["year"], _spell(part["body"])
    first = _DASH_RE.sub("-", part["first"] or "").replace(".", "-")
    second = _DASH_RE.sub("-", part["second"] or "")
    code = canonical_code(part["code"].replace("Ð", "Đ")) if part["code"] else None
    if part["code"] and not code:  # 1234/TTg-CN: what stands in the place of the code is the body
        body, second = f"{_spell(part['code'])}{second}{body}", ""
    in_party, in_state = _sides(body)
    labelled = bool(part["so"] or part.get("letter"))

    if not digits:
        plausible = code is not None and _fillable(part["blank"], bool(first or year), in_party or in_state)
    elif code:
        plausible = bool(year) or _joined(digits, part["gap"], first, labelled=labelled)
    else:
        plausible = _codeless(digits, body, first, labelled=labelled, dated=bool(year))
    if not plausible:
        return None

    state = in_state if in_party != in_state else bool(year) or first == "/"
    lead = f"{digits}/{year}/" if year else digits + (first or ("/" if state else "-"))
    number = f"{lead}{code}{second}{body}" if code else f"{lead}{body}"
    start = found.start("digits") if digits else found.end("so")
    raw = found.string[start : found.end()]
    start += len(raw) - len(raw.lstrip())
    return Symbol(start, found.end(), raw.lstrip(), number, digits, code, body, state, not digits)


def _fillable(blank: str, separated: bool, known_body: bool) -> bool:
    """Tell whether the place after `Số` waits for digits; `công nghệ số - KH/CN` has no such place."""
    return (separated or bool(blank.strip())) and (known_body or len(blank) > 1)


def _joined(digits: str, gap: str, first: str, *, labelled: bool) -> bool:
    """Tell whether digits and code belong together; they do not in `năm 2024 NQ/TW` or `2021 - 2025 - KH/TU`."""
    if not first:
        return not gap or (labelled and gap == " ")
    return labelled or not gap or not _YEAR_RE.fullmatch(digits)


def _codeless(digits: str, body: str, first: str, *, labelled: bool, dated: bool) -> bool:
    """Tell whether digits and a body alone make a number: `45/2019/QH14`, `216/TTg-CN`, `số 91-CP`, `số 12/SNV-VP`."""
    known = _sides(body)[1]
    if dated:
        return known
    if labelled:
        return known or (first == "/" and _UNIT.fullmatch(body) is not None)
    return known and first == "/" and not _YEAR_RE.fullmatch(digits)  # QCVN 01:2021/BXD is a standard


# ---- the two verbs ------------------------------------------------------------------------------------------------


def find_symbols(text: str) -> list[Symbol]:
    """Return every number of a document in running `text`, in order, those with a blank place for the digits too.

    Raises TimeoutError where a search takes longer than `TIMEOUT` seconds.
    """
    if not _SIGN.search(text):
        return []
    # Lists: what reading a match takes does not count for the time that the search may take.
    found = [s for m in list(_NUMBER_RE.finditer(text, timeout=guard(text, TIMEOUT))) if (s := _read(m))]
    taken = {s.end for s in found}
    empty = [
        s
        for m in list(_EMPTY_RE.finditer(text, timeout=guard(text, TIMEOUT)))
        if (s := _read(m)) and s.end not in taken
    ]
    return sorted(found + empty, key=lambda s: s.start)


_BEFORE = regex.compile(r"[\s*_#|>“\"(]{0,20}")
# The right column of the heading block, where the lines of both columns were run together.
_PARTY = r"ĐẢNG CỘNG SẢN VIỆT NAM[\s*_|]{0,20}"
_PLACE_DATE = r"[*_]{0,3}\p{Lu}(?:(?! của | về )[\p{L}. -]){1,40},\s{0,5}[Nn]gày\b.{0,60}"
_AFTER = regex.compile(rf"\d{{0,2}}[\s*_|.;,)”\"]{{0,20}}(?:{_PARTY}|{_PLACE_DATE})?")  # digits: a footnote's mark


def parse_symbol(text: str) -> Symbol | None:
    """Return the number that the heading-block line `text` holds, or None where the line is something else.

    The line is the number alone (`Số 109-NQ/TU`, `Số: 127/QĐ-UBND`, `*Số 2061-CV/TU*`, `212-KL/TW`, `Số     -KH/ĐU`),
    or the number followed by the Party's name or by place and date, as extraction by lines gives it. A sentence that
    holds a number is something else.
    """
    if len(text) > 300:
        return None
    before = _BEFORE.match(text)
    start = before.end() if before else 0
    for pattern in (_NUMBER_RE, _EMPTY_RE):
        found = pattern.match(text, start, timeout=guard(text, TIMEOUT))
        symbol = _read(found) if found and not found.groupdict().get("letter") else None
        if symbol and _AFTER.fullmatch(text, symbol.end, timeout=guard(text, TIMEOUT)):
            return symbol
    return None
