"""Characters as all readers leave them: composed, plain blanks for every blank, nothing that can't be seen.

What looks the same to a reader is the same: marks of a letter in any order, letters of other alphabets inside a word of
ours, letters of full width. Letters of the symbol fonts that Word draws its bullets with become the signs that a reader
sees.
"""

from __future__ import annotations

import unicodedata
from typing import Final

import regex

SOFT_BREAKS: Final = regex.compile("[\v\f\x1c-\x1e\x85\u2028\u2029]")
INVISIBLE: Final = regex.compile("[\u00ad\u034f\u061c\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff]")
CONTROLS: Final = regex.compile(r"[\x00-\x08\x0e-\x1b\x1f\x7f]")
BLANKS: Final = regex.compile("[\u00a0\u2000-\u200a\u202f\u205f\u3000]")

# Code -> sign. Symbol: the encoding of Adobe's Symbol; Wingdings: what Unicode calls the signs that documents use.
_SYMBOL: Final = dict(
    zip(
        (*range(0x21, 0x7F), *range(0xA1, 0xE1)),
        "!∀#∃%&∋()*+,-./0123456789:;<=>?≅ΑΒΧΔΕΦΓΗΙϑΚΛΜΝΟΠΘΡΣΤΥςΩΞΨΖ[∴]⊥_‾αβχδεφγηιϕκλμνοπθρστυϖωξψζ{|}∼"
        "ϒ′≤⁄∞ƒ♣♦♥♠↔←↑→↓°±″≥×∝∂•÷≠≡≈…⏐⎯↵ℵℑℜ℘⊗⊕∅∩∪⊃⊇⊄⊂⊆∈∉∠∇®©™∏√⋅¬∧∨⇔⇐⇑⇒⇓◊",
        strict=True,
    )
)
_WINGDINGS: Final = {
    0x28: "☎", 0x2A: "✉", 0x46: "☞", 0x6C: "●", 0x6D: "❍", 0x6E: "■", 0x6F: "□", 0x70: "□", 0x71: "□", 0x72: "□",
    0x73: "◆", 0x74: "◆", 0x75: "◆", 0x76: "❖", 0x77: "◆", 0x9E: "•", 0x9F: "•", 0xA0: "•", 0xA1: "○", 0xA7: "▪",
    0xA8: "□", 0xAA: "✦", 0xAB: "★", 0xB2: "◇", 0xD8: "➢", 0xE0: "→", 0xE8: "→", 0xF0: "⇒", 0xFB: "✗", 0xFC: "✓",
    0xFD: "☒", 0xFE: "☑",
}  # fmt: skip
_PRIVATE: Final = regex.compile("[\uf020-\uf0ff]")

# Letters that look like ours: Đ of other languages, ligatures, letters of full width.
_ALIKE: Final = {
    **{0xFF01 + at: 0x21 + at for at in range(94)},
    **dict.fromkeys((0xD0, 0x189), "Đ"), **dict.fromkeys((0xF0, 0x256), "đ"),
    0xFB00: "ff", 0xFB01: "fi", 0xFB02: "fl", 0xFB03: "ffi", 0xFB04: "ffl",
}  # fmt: skip
# Letters of Greek and Cyrillic that look like ours; they are taken for ours inside a word that has letters of ours.
_FOREIGN: Final = dict(
    zip(
        "ΑΒΕΖΗΙΚΜΝΟΡΤΥΧαινορυхАВЕЅІЈКМНОРСТУХаеѕіјорсухԁԛԝһӏ",
        "ABEZHIKMNOPTYXaivopuxABESIJKMHOPCTYXaesijopcyxdqwhl",
        strict=True,
    )
)
_ODD: Final = regex.compile(
    "[\u00d0\u00f0\u0189\u0256\u0300-\u036f\u0370-\u052f\uf020-\uf0ff\ufb00-\ufb04\uff01-\uff5e]"
)
_WORD: Final = regex.compile(r"[\p{L}\p{M}]+")
_OTHER_ALPHABET: Final = regex.compile(r"[\p{Greek}\p{Cyrillic}]")
_MARKED: Final = regex.compile(r"\p{Latin}\p{M}+")
_LATIN: Final = regex.compile(r"\p{Latin}")
_SHAPES: Final = "\u0302\u0306\u031b"  # circumflex, breve, horn: they belong to the letter, before its tone


def clean(text: str) -> str:
    """Return `text` in NFC with plain blanks, without soft hyphens and characters of no width."""
    if text.isascii():
        return text
    text = unicodedata.normalize("NFC", BLANKS.sub(" ", INVISIBLE.sub("", text)))
    if not _ODD.search(text):
        return text
    text = from_symbol_font(text, None).translate(_ALIKE)
    text = _MARKED.sub(lambda found: _in_order(found[0]), text)
    if _OTHER_ALPHABET.search(text):
        text = _WORD.sub(lambda found: _in_our_letters(found[0]), text)
    return unicodedata.normalize("NFC", text)


def _in_order(letter: str) -> str:
    """Return a letter with the marks that shape it before its tone, whatever the order they were typed in."""
    base, *marks = tuple(unicodedata.normalize("NFD", letter))
    return base + "".join(sorted(marks, key=lambda mark: mark not in _SHAPES))


def _in_our_letters(word: str) -> str:
    """Return a word of mixed alphabets with the Latin letters that its Greek and Cyrillic ones look like, if all do."""
    if not _OTHER_ALPHABET.search(word) or not _LATIN.search(unicodedata.normalize("NFD", word)):
        return word
    ours = "".join(_FOREIGN.get(letter, letter) for letter in unicodedata.normalize("NFD", word))
    return word if _OTHER_ALPHABET.search(ours) else ours


def from_symbol_font(text: str, font: str | None) -> str:
    """Return the signs that letters of a symbol font show; a private-use letter of no known font is a bullet.

    Word keeps them as U+F020 to U+F0FF, or as the plain letter in a run of that font.
    """
    signs = _signs(font)
    if signs is not None:
        return "".join(signs.get(ord(c) & 0xFF, c) if ord(c) < 0x100 or 0xF020 <= ord(c) <= 0xF0FF else c for c in text)
    if not _PRIVATE.search(text):
        return text
    return _PRIVATE.sub(lambda found: _bullet(ord(found[0]) & 0xFF), text)


def _bullet(code: int) -> str:
    """Return the sign for a code of a symbol font that is not known: Wingdings has most bullets, Symbol the rest."""
    return _WINGDINGS.get(code) or _SYMBOL.get(code) or "•"


def _signs(font: str | None) -> dict[int, str] | None:
    name = (font or "").lower()
    if name == "symbol":
        return _SYMBOL
    return _WINGDINGS if name.startswith("wingdings") else None
