"""Markers that open a block: numbers, letters, bullets, and what each may mean.

The order of levels is Phần, Chương, Mục, Điều, khoản `1.`, điểm `a)`; in Party style `A-`, `I-`, `1-`, `1.1-`, `a)`,
`(1)`, `-`, `+` (36-HD/VPTW). A marker alone is ambiguous (`I` is one or the ninth letter), so every reading is given.
"""

from __future__ import annotations

from dataclasses import dataclass

import regex

from vbparse.lexicon.fold import fold
from vbparse.model import Numbering

# Letters of điểm: no f, j, w, z.
LETTERS = "abcdđeghiklmnopqrstuvxy"
_ORDINALS = {
    "nhất": 1, "một": 1, "hai": 2, "nhì": 2, "ba": 3, "tư": 4, "bốn": 4, "năm": 5, "sáu": 6, "bảy": 7, "bẩy": 7,
    "tám": 8, "chín": 9, "mười": 10,
}  # fmt: skip
BULLETS = frozenset({"dash", "plus", "other"})

_ROMAN = r"(?=[IVXLC])(?:X[CL]|L?X{0,3})(?:I[XV]|V?I{0,3})"
_WORD = regex.compile(
    rf"""
    (?P<word>PHẦN|Phần|CHƯƠNG|Chương|MỤC|Mục|ĐIỀU|Điều)\s+(?:(?:THỨ|thứ)\s+)?
    (?P<value>{_ROMAN}\b|\d{{1,3}}[a-zđ]?\b|[A-Z]\b|\p{{L}}{{2,5}}\b)
    (?P<tail>\s*[.:\-–]|\s*$|(?=\s+[\p{{Lu}}“"(]))
    """,
    regex.VERBOSE,
)
_NUMBER = regex.compile(
    rf"""
      (?P<dotted>\d{{1,2}}(?:\s?\.\s?\d{{1,2}}){{1,4}})
          (?:\s?[.)/:](?:\s*(?=[^\d\s%])|\s+(?=\d))|\s?[-–]\s*(?=\p{{L}})|\s+(?=[\p{{Lu}}“"(]))
    | (?P<arabic>\d{{1,3}})
          (?:\s?[.)](?:\s*(?=[^\d\s%,.;])|\s+(?=\d))
            |\s?[.)]$
            |\s?[-–/:]\s*(?=[\p{{L}}“"(])(?!\p{{Lu}}\p{{L}}{{0,5}}[/-]\p{{Lu}})
            |\s?[-–/]\s+(?=\S))
    | \((?P<paren>\d{{1,2}}|[a-zđ]|[ivx]{{1,4}})\)\s*(?=\S)
    | (?P<roman>{_ROMAN})\s?(?:[.)]\s*|/(?:\s+|(?=\p{{Lu}}))|[-–]\s*)(?=[^\s\d/])
    | (?P<upper>[A-ZĐ])\s?(?:[.)/]\s+|[-–]\s*)(?=[\p{{L}}“"(])
    | (?P<lower>[a-zđ])\s?(?:\)\s*|\.\s+(?=\p{{Lu}})|/\s*(?=\p{{Lu}}\p{{Ll}})|[-–]\s+(?=\p{{Lu}}))(?=\S)
    """,
    regex.VERBOSE,
)
_BULLET = regex.compile(
    r"(?P<dash>[-–—−])(?=\s*[^\s\d\-–—]|\s+\S)|(?P<plus>\+)\s*(?=\S)|(?P<other>[*•●▪■□○◦➢✓►§]|o(?=\s))\s+(?=\S)"
)


@dataclass(frozen=True, slots=True)
class Reading:
    """One thing a marker may mean: its style, its place in the list, and the numbers before it (`2.3.1`: (2, 3))."""

    numbering: Numbering
    value: int
    prefix: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Marker:
    """A marker at the start of a block: as printed without trailing punctuation, where the text after it begins."""

    text: str
    end: int
    readings: tuple[Reading, ...]

    @property
    def bullet(self) -> bool:
        return self.readings[0].numbering in BULLETS


def parse_marker(text: str) -> Marker | None:
    """Return the marker that `text` opens with, or None. Dates, amounts and numbers of documents are no markers."""
    skipped = len(text) - len(text.lstrip())
    body = text[skipped:]
    found = _worded(body) or _numbered(body) or _bulleted(body)
    if found is None:
        return None
    return Marker(found.text, found.end + skipped, found.readings)


def _worded(text: str) -> Marker | None:
    match = _WORD.match(text)
    if not match:
        return None
    word = fold(match["word"])
    styles: dict[str, Numbering] = {"phần": "part", "chương": "chapter", "mục": "section", "điều": "article"}
    raw = match["value"]
    value = _value(raw)
    if value is None or (word == "điều" and not match["tail"].strip() and match.end() < len(text)):
        return None
    if word == "mục" and not match["tail"].strip(" ") and len(text) > 120:
        return None
    end = match.end()
    while end < len(text) and text[end] in " .:-–":
        end += 1
    return Marker(text[: match.end("value")], end, (Reading(styles[word], value),))


def _value(raw: str) -> int | None:
    if raw[0].isdigit():
        return int("".join(c for c in raw if c.isdigit()))
    if fold(raw) in _ORDINALS:
        return _ORDINALS[fold(raw)]
    if raw.isupper() and set(raw) <= set("IVXLC"):
        return roman_value(raw)
    return ord(raw) - 64 if len(raw) == 1 else None


def _numbered(text: str) -> Marker | None:
    match = _NUMBER.match(text)
    if not match:
        return None
    kind = match.lastgroup
    raw = match[kind] if kind else ""
    end = match.end()
    if kind == "dotted":
        numbers = tuple(int(n) for n in raw.replace(" ", "").split("."))
        return Marker(raw.replace(" ", ""), end, (Reading("dotted", numbers[-1], numbers[:-1]),))
    if kind == "arabic":
        return Marker(raw, end, (Reading("arabic", int(raw)),)) if int(raw) < 400 else None
    if kind == "paren":
        if raw.isdigit():
            return Marker(f"({raw})", end, (Reading("parenthesised", int(raw)),))
        readings = [Reading("parenthesised", LETTERS.index(raw) + 1)] if len(raw) == 1 and raw in LETTERS else []
        if set(raw) <= set("ivx"):
            readings.append(Reading("parenthesised", roman_value(raw.upper())))
        return Marker(f"({raw})", end, tuple(readings)) if readings else None
    if kind == "lower":
        if raw not in LETTERS:
            return None
        return Marker(raw, end, (Reading("lower", LETTERS.index(raw) + 1),))
    readings = []
    if kind == "roman" and raw:
        readings.append(Reading("roman", roman_value(raw)))
    if len(raw) == 1 and raw.lower() in LETTERS:
        readings.append(Reading("letter", _letter_value(raw)))
    return Marker(raw, end, tuple(readings)) if readings else None


def _letter_value(raw: str) -> int:
    """Place of a capital in A, B, C, D (Đ counts with it), E …"""
    return ord("D") - 64 if raw == "Đ" else ord(raw) - 64


def _bulleted(text: str) -> Marker | None:
    match = _BULLET.match(text)
    if not match or match.lastgroup is None:
        return None
    numbering: Numbering = "dash" if match.lastgroup == "dash" else "plus" if match.lastgroup == "plus" else "other"
    end = match.end()
    while end < len(text) and text[end] == " ":
        end += 1
    return Marker(match[0].strip(), end, (Reading(numbering, 0),))


def roman_value(raw: str) -> int:
    """Return the value of a Roman number in capitals (`XIV` -> 14)."""
    digits = [{"I": 1, "V": 5, "X": 10, "L": 50, "C": 100}[c] for c in raw]
    return sum(-d if any(later > d for later in digits[i + 1 : i + 2]) else d for i, d in enumerate(digits))


def roman_numeral(value: int) -> str:
    """Return `value` (1 to 399) as a Roman number in capitals (14 -> `XIV`)."""
    steps = ((100, "C"), (90, "XC"), (50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"))
    out = ""
    for size, letters in steps:
        out += letters * (value // size)
        value %= size
    return out
