"""Characters as all readers leave them: composed, plain blanks for every blank, nothing that can't be seen.

Letters of the symbol fonts that Word draws its bullets with become the signs that a reader sees.
"""

from __future__ import annotations

import unicodedata
from typing import Final

import regex

SOFT_BREAKS: Final = regex.compile("[\v\f\x1c-\x1e\x85\u2028\u2029]")
INVISIBLE: Final = regex.compile("[\u200b-\u200d\u2060\ufeff\u00ad]")
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


def clean(text: str) -> str:
    """Return `text` in NFC with plain blanks, without soft hyphens and characters of no width."""
    if text.isascii():
        return text
    return unicodedata.normalize("NFC", BLANKS.sub(" ", INVISIBLE.sub("", text)))


def from_symbol_font(text: str, font: str | None) -> str:
    """Return the signs that letters of a symbol font show; a private-use letter of no known font is a bullet.

    Word keeps them as U+F020 to U+F0FF, or as the plain letter in a run of that font.
    """
    signs = _signs(font)
    if signs is not None:
        return "".join(signs.get(ord(c) & 0xFF, c) if ord(c) < 0x100 or 0xF020 <= ord(c) <= 0xF0FF else c for c in text)
    if not _PRIVATE.search(text):
        return text
    return _PRIVATE.sub(lambda found: _SYMBOL.get(ord(found[0]) & 0xFF) or "•", text)


def _signs(font: str | None) -> dict[int, str] | None:
    name = (font or "").lower()
    if name == "symbol":
        return _SYMBOL
    return _WINGDINGS if name.startswith("wingdings") else None
