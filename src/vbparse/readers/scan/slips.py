"""Slips of an engine in the fixed words of the format, put right where the lexicon leaves one reading.

Only these are touched: the names of the Party and the state with their motto, the title line of a type, `Nơi nhận`,
`Kính gửi`, `Số` before a symbol, the body in a symbol, the marks of authority (`T/M`), figures of a day, `5.` at the
beginning of a line. Names, other figures and running text stay as they were read.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import replace
from functools import cache

import regex

from vbparse.lexicon.fold import fold, is_upper
from vbparse.lexicon.types import all_types, bodies
from vbparse.lexicon.words import printed
from vbparse.readers.scan.letters import ReadWord

_SYMBOL = regex.compile(r"[.:]?\s?[\d_.…]*\s?[-–/]?\s?\p{Lu}{2,}|[.:]?\s?\d+")
_NUMBER = regex.compile(r"[S5][ốôồổỗộoóòỏõọ0][:.]?")
_FIVE = regex.compile(r"5?S\.")  # no outline has a letter S with a point
_AUTHORITY = regex.compile(r"(?P<by>[TK])[/⁄|lIiïíịỊÍÌ1J\\](?P<of>[MTLU])")
_PARTS = regex.compile(r"(?P<head>.*\d.*\p{Lu}[/])(?P<body>[\p{Lu}1l|]{2,})(?P<tail>[.,;:)\]]*)")
_OPENING = regex.compile(r"(?=\S*?\d)[\dlI|]{2,5}(?=$|[-–/\s])")  # the figures of a number: `2l-HD/BTCTU`
_EDGES = ".,:;'’‘\"“”*_-–—~ "
_LONG = 9  # letters: from here on a phrase may differ by a letter from what was read
_DATE = regex.compile(r"ngày|tháng|năm", regex.IGNORECASE)
_DIGITS = regex.compile(r"(?=.*\d)[\dlIìíịÌÍỊ|oO]{1,4}(?P<edge>[,.;]?)")


def put_right(words: Sequence[ReadWord]) -> list[ReadWord]:
    """Return the words of a page with slips put right; each keeps its place, and what was read in `read_as`."""
    lines: dict[int, list[ReadWord]] = {}
    for word in words:
        lines.setdefault(word.line, []).append(word)
    return [_as(word, _symbol(word.text)) for line in lines.values() for word in _line(line)]


def _line(line: list[ReadWord]) -> list[ReadWord]:
    phrase = _phrase([word.text for word in line])
    if phrase is not None:
        return [_as(word, text) for word, text in zip(line, phrase, strict=True)]
    first, rest = line[0], " ".join(word.text for word in line[1:])
    authority = _AUTHORITY.fullmatch(first.text)
    if authority and is_upper(rest):
        return [_as(first, f"{authority['by']}/{authority['of']}"), *line[1:]]
    if _FIVE.fullmatch(first.text) and len(line) > 1:
        return [_as(first, "5."), *line[1:]]
    if _NUMBER.fullmatch(first.text) and (_SYMBOL.match(rest) or _OPENING.match(rest)):
        opening = _OPENING.match(line[1].text)
        number = _figures(opening[0]) + line[1].text[opening.end() :] if opening else line[1].text
        return [_as(first, "Số" + first.text[2:]), _as(line[1], number), *line[2:]]
    return [
        _as(word, _figures(word.text)) if before is not None and _DATE.fullmatch(before.text) else word
        for before, word in zip([None, *line], line, strict=False)
    ]


def _figures(text: str) -> str:
    """Return the figures behind `ngày`, `tháng`, `năm` with what looks like a figure beside one as that: `2l` is 21."""
    if not _DIGITS.fullmatch(text):
        return text
    return regex.sub(r"[oO]", "0", regex.sub(r"[lIìíịÌÍỊ|]", "1", text))


def _symbol(text: str) -> str:
    """Return a symbol with the body of its last part put right: `38-CT/IW` to `38-CT/TW`.

    Upright strokes are what engines confuse: a part that is no body, and one when its `I` and `T` count as one stroke,
    can be that body only.
    """
    found = _PARTS.fullmatch(text)
    if found is None or found["body"] in _bodies():
        return text
    meant = {body for body in _bodies() if _strokes(body) == _strokes(found["body"])}
    return f"{found['head']}{meant.pop()}{found['tail']}" if len(meant) == 1 else text


@cache
def _bodies() -> frozenset[str]:
    return frozenset((*bodies().party, *bodies().state))


def _strokes(body: str) -> str:
    return regex.sub("[IT1l|]+", "I", body)


def _as(word: ReadWord, text: str) -> ReadWord:
    return word if word.text == text else replace(word, text=text, read_as=word.read_as or word.text)


@cache
def _phrases() -> tuple[tuple[tuple[str, ...], bool], ...]:
    """Return the fixed phrases as words in lower case, and whether they are printed in capitals only."""
    types = {kind.name.lower() for kind in all_types()}
    titles = [*printed("heading.party_name"), *printed("heading.state_name")[:1], *sorted(types)]
    mixed = [*printed("heading.state_name")[1:], "nơi nhận", "kính gửi"]
    return (*((tuple(text.split()), True) for text in titles), *((tuple(text.split()), False) for text in mixed))


def _phrase(read: list[str]) -> list[str] | None:
    """Return the words of the one phrase that a line was meant to be; None where it is another, several, or right."""
    cores = [word.strip(_EDGES) for word in read]
    whole = " ".join(cores)
    capitals = is_upper(whole)
    if any(f" {fold(whole)} " in f" {fold(' '.join(phrase))} " for phrase, _ in _phrases()):
        return None  # right, or a part of a longer phrase: `CỘNG SẢN` is no slip for `CÔNG VĂN`
    found: list[list[str]] = []
    for phrase, titled in _phrases():
        if len(phrase) != len(read) or (titled and not capitals):
            continue
        bare, meant = _bare(whole), _bare(" ".join(phrase))
        same = bare == meant or (len(meant) >= _LONG and len(bare) == len(meant) and _differ(bare, meant) == 1)
        if same:
            found.append([_cased(word, core, capitals) for word, core in zip(phrase, cores, strict=True)])
    if len(found) != 1:
        return None
    return [word.replace(core, text) if core else word for word, core, text in zip(read, cores, found[0], strict=True)]


def _bare(text: str) -> str:
    """Return a text in lower case without the marks of its letters."""
    parted = unicodedata.normalize("NFD", text.lower().replace("đ", "d"))
    return "".join(character for character in parted if not unicodedata.combining(character))


def _differ(one: str, other: str) -> int:
    return sum(a != b for a, b in zip(one, other, strict=True))


def _cased(word: str, read: str, capitals: bool) -> str:
    if capitals:
        return word.upper()
    return word.capitalize() if read[:1].isupper() else word
