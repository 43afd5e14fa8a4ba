"""Numbers as Word writes them: a value and the name of a format to words (ECMA-376 part 1, 17.18.59)."""

from __future__ import annotations

from typing import Final

_ROMAN: Final = (
    (1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"), (50, "L"), (40, "XL"), (10, "X"),
    (9, "IX"), (5, "V"), (4, "IV"), (1, "I"),
)  # fmt: skip
_CHICAGO: Final = "*†‡§"
_MAX_SIGNS: Final = 400  # a hundred times one sign: beyond, nobody counts them
_MAX_ROMAN: Final = 32767  # the largest number that Word counts
_ENCLOSED: Final = {"decimalEnclosedCircle": 0x2460, "decimalEnclosedParen": 0x2474, "decimalEnclosedFullstop": 0x2488}
_UNITS: Final = ("không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín", "mười")


def written(value: int, style: str) -> str:
    """Return how a number is written in a format of `w:numFmt`; decimal where the format is not known."""
    if style in ("none", "bullet"):
        return ""
    if style in ("upperRoman", "lowerRoman"):
        return _roman(value) if style == "upperRoman" else _roman(value).lower()
    if style in ("upperLetter", "lowerLetter"):
        return _letters(value) if style == "upperLetter" else _letters(value).lower()
    if style in _ENCLOSED and 1 <= value <= 20:
        return chr(_ENCLOSED[style] + value - 1)
    if style == "decimalZero":
        return f"{value:02}"
    if style == "numberInDash":
        return f"- {value} -"
    if style == "hex":
        return f"{value:X}"
    if style == "chicago" and 0 < value <= _MAX_SIGNS:
        return _CHICAGO[(value - 1) % 4] * ((value - 1) // 4 + 1)
    if style in ("cardinalText", "ordinalText") and 0 <= value <= 10:
        return _worded(value, ordinal=style == "ordinalText")
    return str(value)


def _roman(value: int) -> str:
    if not 0 < value <= _MAX_ROMAN:
        return str(value)
    out = []
    for size, sign in _ROMAN:
        out.append(sign * (value // size))
        value %= size
    return "".join(out)


def _letters(value: int) -> str:
    """Write 1 as A, 26 as Z, 27 as AA, 28 as BB: Word repeats the letter."""
    if not 0 < value <= _MAX_ROMAN:
        return str(value)
    return chr(ord("A") + (value - 1) % 26) * ((value - 1) // 26 + 1)


def _worded(value: int, *, ordinal: bool) -> str:
    if not ordinal:
        return _UNITS[value].capitalize()
    return "Thứ " + {1: "nhất", 4: "tư"}.get(value, _UNITS[value])
