"""Marks of secrecy and urgency (độ mật, độ khẩn): `MẬT`, `(Tối mật)`, `MẬT - HỎA TỐC`, `Độ mật: Mật`, `M Ậ T`.

The mark belongs under the number (36-HD/VPTW, part II); clerks put it anywhere in the heading block, and files give it
alone, in one row with the number of the copy, or glued to the words beside it. Slips of an OCR tool are forgiven
(`TUYÊT MÂT`): a mark that is missed is a secret told. Whether words that may be a mark are one depends on where they
stand, which only the caller knows.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache, lru_cache

import regex

from vbparse.lexicon.fold import fold, is_upper
from vbparse.lexicon.words import table, words

TIMEOUT = 2.0
_MAX_ALONE = 80
_MAX_LINE = 400

_EDGES = " \t*_#\"'“”()[]{}.:;,|–—-"
_MAYBE = regex.compile(r"[mM]\s*[aăAĂ\u00e0-\u00e3\u00c0-\u00c3\u1ea0-\u1eb7]\s*[tT]")  # cheap: few lines have it
_BRACKETS = regex.compile(r"[(\[{](?P<inside>[^()\[\]{}]{3,40})[)\]}]|[(\[{](?P<open>[^()\[\]{}]{3,40})$")
_PARTING = regex.compile(r"\t+|\s{2,}|\s*[|*]+\s*|\s+[-–—/]+\s+")
# Letters may touch it: no syllable of Vietnamese holds `mật` and more.
_GLUED = regex.compile(r"(?:(?:tu[yv]et|t[o0][i1l])\s{0,3})?mat")
_BEFORE, _BEHIND = regex.compile(r"(?:\s*[*_|–—-]+\s*)?$"), regex.compile(r"(?:\s*[*_|–—-]+\s*)?")
_COPY = r"(?:(?:banso|soban)\d{0,8}|ban\d{1,4})"
_DRAFT = r"duthao(?:lan(?:thu)?(?:\d{1,2}|mot|hai|ba|cuoi)?)?"
_SLIPS = {"i": "[i1l]", "o": "[o0]", "y": "[yv]"}


@dataclass(frozen=True, slots=True)
class Mark:
    """A mark at `start`:`end` of a line, with what parts it: its degree of secrecy, its degree of urgency, or both.

    `capitals` tells that the words of the degree are in capitals, `sure` that its letters are right and no slip.
    `apart` tells that brackets, a gap or a dash part it from the words beside it, or else that these are in capitals
    and it is not, or the other way round. `spoken` tells that it makes a word with those beside it, or a list of
    degrees: `ở mức Mật`, `Mật độ`, `Tối mật và Mật`.
    """

    start: int
    end: int
    secrecy: str | None
    urgency: str | None
    capitals: bool
    sure: bool
    apart: bool
    spoken: bool = False


@lru_cache(maxsize=16384)
def mark_alone(text: str) -> Mark | None:
    """Return the mark that a line holds if it holds nothing else, or None.

    What may stand with it: a label (`Độ mật:`), the number of the copy (`Bản số: 3`), a degree of urgency, a draft mark
    and a note on circulation. A degree in small letters is a word of a text unless it stands in brackets; one in quotes
    is a mark only in capitals.
    """
    if len(text) > _MAX_ALONE:
        return None
    letters = [(letter, at) for at, character in enumerate(text) if (letter := _plain(character)).isalnum()]
    match = _alone().fullmatch("".join(letter for letter, _ in letters), timeout=TIMEOUT)
    if match is None:
        return None
    secrecy, capitals, sure = None, False, False
    for (first, _), (start, end) in zip(match.spans("labelled"), match.spans("secrecy"), strict=True):
        printed = text[letters[start][1] : letters[end - 1][1] + 1]
        if _is_degree(text, letters[first][1], printed):
            capitals, sure = is_upper(printed), _is_spelt(printed)
            secrecy = secrecy or _degrees()[_key(match.string[start:end])]
    urgency = None
    for start, end in match.spans("urgency"):
        if is_upper(text[letters[start][1] : letters[end - 1][1] + 1]):
            urgency = urgency or _urgencies()[match.string[start:end]]
    if secrecy is None and urgency is None:
        return None
    return Mark(0, len(text), secrecy, urgency, capitals, sure, True)


@lru_cache(maxsize=16384)
def mark_beside(text: str) -> Mark | None:
    """Return the mark of secrecy at either end of a heading line that holds other words too, or None.

    `Số 25-KH/TU (Mật)`, `KẾ HOẠCH - MẬT`, `TỈNH ỦY X    TỐI MẬT`, and glued on: `ĐẢNG CỘNG SẢN VIỆT NAM MẬT`, which
    means nothing unless the other words are a part of a heading block (see `Mark.apart`). `BẢO MẬT` is a word.
    """
    if len(text) > _MAX_LINE or not _MAYBE.search(text) or mark_alone(text):
        return None
    return _in_brackets(text) or _parted(text) or _glued_on(text)


def without_mark(text: str, mark: Mark) -> str:
    """Return the text with blanks in the place of the mark, so that every offset stays."""
    return text[: mark.start] + " " * (mark.end - mark.start) + text[mark.end :]


def marks_within(text: str) -> str | None:
    """Return the degree that a running head or a stamp bears anywhere among its words, set apart from them; or None."""
    pieces = [text, *_PARTING.split(text), *(m[0] for m in _BRACKETS.finditer(text))]
    for piece in pieces:
        mark = mark_alone(regex.sub(r"(?i)(?:\btrang\s*)?\d{1,4}(?:\s*/\s*\d{1,4})?", "", piece).strip())
        if mark is not None and mark.secrecy:
            return mark.secrecy
    return None


# ---- beside other words -------------------------------------------------------------------------------------------


def _in_brackets(text: str) -> Mark | None:
    core = text.rstrip(" \t*_.;:,")
    for match in _BRACKETS.finditer(core, timeout=TIMEOUT):
        mark = mark_alone(match[0])
        at_edge = match.end() == len(core) or not text[: match.start()].strip(_EDGES)
        if mark is not None and mark.secrecy and at_edge:
            return Mark(*_with_dash(text, *match.span()), mark.secrecy, mark.urgency, mark.capitals, mark.sure, True)
    return None


def _parted(text: str) -> Mark | None:
    """The first or last of the pieces of a line, in capitals, with a gap or a dash between."""
    bounds = [0]
    for match in _PARTING.finditer(text, timeout=TIMEOUT):
        bounds += [match.start(), match.end()]
    bounds.append(len(text))
    pieces = [(a, b) for a, b in zip(bounds[::2], bounds[1::2], strict=True) if text[a:b].strip(_EDGES)]
    if len(pieces) < 2:
        return None
    first, last = pieces[0], pieces[-1]
    for (start, end), place in ((first, (0, pieces[1][0])), (last, (pieces[-2][1], len(text)))):
        mark = mark_alone(text[start:end])
        if mark is None or not mark.secrecy or completes_word(text[:start]):
            continue
        if mark.capitals or ("\t" in text[place[0] : place[1]] and mark.sure):
            spoken = not mark.capitals and is_spoken_of(text[:start], text[end:])
            return Mark(*place, mark.secrecy, mark.urgency, mark.capitals, mark.sure, mark.capitals, spoken)
    return None


def _glued_on(text: str) -> Mark | None:
    plain = "".join(map(_plain, text))
    for match in _GLUED.finditer(plain, timeout=TIMEOUT):
        before, behind = text[: match.start()].strip(_EDGES), text[match.end() :].strip(_EDGES)
        printed = text[match.start() : match.end()]
        if bool(before) == bool(behind) or not printed[:1].isupper():
            continue
        if not _is_spelt(printed) or completes_word(before):
            continue
        degree, capitals = _degrees()[_key("".join(match[0].split()))], is_upper(printed)
        apart = capitals != is_upper(before + behind)
        place = _with_dash(text, *match.span())
        return Mark(*place, degree, None, capitals, True, apart, is_spoken_of(before, behind))
    return None


def _with_dash(text: str, start: int, end: int) -> tuple[int, int]:
    """Return the place of a mark at an edge of a line with the dash that parts it from the words, if there is one."""
    before, behind = _BEFORE.search(text, 0, start), _BEHIND.match(text, end)
    return (before.start() if before and text[:start].strip() else start), (behind.end() if behind else end)


def completes_word(before: str) -> bool:
    """Tell whether `mật` behind these words makes one word with the last of them: `… công tác bảo` / `MẬT`."""
    tail = before.rstrip(_EDGES).split()
    return bool(tail) and fold(tail[-1].strip(_EDGES)) in words("heading.secrecy_compounds")


def is_spoken_of(before: str, behind: str) -> bool:
    """Tell whether a degree between these words is a word of a text: `ở mức Mật`, `Mật ong`, `Tối mật, Mật`."""
    last, first = before.rstrip(_EDGES).split()[-1:], behind.lstrip(_EDGES).split()[:1]
    return any(fold(word.strip(_EDGES)) in words("heading.secrecy_spoken") for word in last) or any(
        fold(word.strip(_EDGES)) in words("heading.secrecy_opens") for word in first
    )


# ---- the words ----------------------------------------------------------------------------------------------------


def _is_degree(text: str, at: int, printed: str) -> bool:
    """Tell whether the words of a degree, the label before them at `at`, are printed as a mark is."""
    if not text[at].isupper():
        return text.strip(" *_")[:1] in "([{"
    return is_upper(printed) or not any(quote in text for quote in '"“”')


def _is_spelt(printed: str) -> bool:
    """Whether the vowel of `mật` is its own, whatever tone was read: `MÂT` may be nothing else, `MẶT` is a word."""
    vowel = unicodedata.normalize("NFD", "".join(printed.split())[-2])
    return "\u0302" in vowel


@cache
def _plain(character: str) -> str:
    """Return a letter in lower case without its diacritics: always one character for one."""
    base = unicodedata.normalize("NFD", character)[0].lower()
    return "d" if base == "đ" else base if len(base) == 1 else character


def _key(squeezed: str) -> str:
    """Return a degree as it was read, with slips, as the key of `_degrees`."""
    return next(known for known in _degrees() if regex.fullmatch(_with_slips(known), squeezed))


def _squeezed(word: str) -> str:
    return "".join(c for c in map(_plain, word) if c.isalnum())


def _with_slips(squeezed: str) -> str:
    return "".join(_SLIPS.get(c, c) for c in squeezed)


@cache
def _degrees() -> dict[str, str]:
    return {_squeezed(printed): degree for printed, degree in table("heading.secrecy").items()}


@cache
def _urgencies() -> dict[str, str]:
    return {_squeezed(printed): degree for printed, degree in table("heading.urgency").items()}


@cache
def _alone() -> regex.Pattern[str]:
    """The pattern of a line that is a mark and nothing else, over its letters and digits without accents."""

    def either(found: Iterable[str]) -> str:
        return "(?:" + "|".join(sorted(map(_squeezed, found), key=lambda word: (-len(word), word))) + ")"

    degree = "|".join(_with_slips(word) for word in sorted(_degrees(), key=len, reverse=True))
    urgency = "|".join(sorted(_urgencies(), key=len, reverse=True))
    return regex.compile(
        rf"(?:(?P<labelled>{either(words('heading.secrecy_before'))}{{0,2}}(?P<secrecy>{degree}))"
        rf"|{either(words('heading.urgency_before'))}?(?P<urgency>{urgency})"
        rf"|{either(words('heading.circulation'))}|{_COPY}|{_DRAFT}){{1,6}}"
    )
