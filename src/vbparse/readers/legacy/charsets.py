"""The Vietnamese character sets of before Unicode: TCVN3 (ABC), VNI, VISCII and VPS.

Text in them reaches a reader as the characters that Windows-1252 or Latin-1 has at the same bytes: `ViÖt` is `Việt` in
TCVN3, `Vieät` in VNI. The tables of the sets with one byte a letter come from viparse; its table of VNI lacks ẳ, `î`
and capitals with the marks of small letters, so that one is made here from its rule: a vowel, then its mark.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from functools import cache
from typing import Final, Literal

import regex
from viparse.normalize.encodings import CHARMAPS

Charset = Literal["tcvn3", "vni", "viscii", "vps"]
CHARSETS: Final[tuple[Charset, ...]] = ("tcvn3", "vni", "viscii", "vps")

# Bytes 0x80-0x9F are letters in VISCII and VPS and typographic marks of Windows-1252 in the fonts of TCVN3 and VNI.
_WINDOWS = {byte: bytes([byte]).decode("cp1252", "ignore") or chr(byte) for byte in range(0x80, 0xA0)}
_TO_BYTES = {ord(mark): byte for byte, mark in _WINDOWS.items()}
# What a PDF gives for the soft hyphen (ư in TCVN3) and the middle dot (ã), where letters stand beside: names of glyphs.
_GLYPHS = {"\u2212": "\u00ad", "\u2219": "\u00b7"}
_GLYPH = regex.compile(r"(?<=\p{L}|[\u00a1-\u00ff])[\u2212\u2219]|[\u2212\u2219](?=\p{L}|[\u00a1-\u00ff])")

_VNI_ALONE = {"ñ": "đ", "ò": "ị", "æ": "ỉ", "ó": "ĩ", "ô": "ơ", "ö": "ư", "î": "ỵ"}
_VNI_TONES = {"ø": "\u0300", "ù": "\u0301", "õ": "\u0303", "û": "\u0309", "ï": "\u0323"}
_VNI_ROUND = {"â": "", "à": "\u0300", "á": "\u0301", "ã": "\u0303", "å": "\u0309", "ä": "\u0323"}
_VNI_BREVE = {"ê": "", "è": "\u0300", "é": "\u0301", "ü": "\u0303", "ú": "\u0309", "ë": "\u0323"}
_VNI_VOWELS = {
    **dict.fromkeys("iuyôö", _VNI_TONES),
    **dict.fromkeys("eo", _VNI_TONES | {mark: f"\u0302{tone}" for mark, tone in _VNI_ROUND.items()}),
    "a": _VNI_TONES
    | {mark: f"\u0302{tone}" for mark, tone in _VNI_ROUND.items()}
    | {mark: f"\u0306{tone}" for mark, tone in _VNI_BREVE.items()},
}
VNI_MARK_FIRST: Final = regex.compile(f"[{''.join(_VNI_TONES | _VNI_ROUND | _VNI_BREVE)}]", regex.IGNORECASE)
VNI_VOWEL_LAST: Final = regex.compile(r"[aeiouyôö]$", regex.IGNORECASE)


def views(text: str) -> list[str]:
    """Return how the bytes of a text may be read as Latin-1 (one character a byte), the likely way first.

    The text was decoded as Latin-1, Windows-1252 or Windows-1258; characters of none of them stay as they are.
    """
    likely = text.translate(_TO_BYTES).replace("\u03bc", "\u00b5")
    vietnamese = _through_1258(text)
    return [likely] if vietnamese is None else [vietnamese, likely]


def convert(view: str, charset: Charset) -> str:
    """Convert bytes read as Latin-1 (see `views`) from a character set to Unicode in NFC."""
    return unicodedata.normalize("NFC", _converter(charset)(view))


def _through_1258(text: str) -> str | None:
    """Return the bytes of a text that was decoded as Windows-1258, or None where nothing tells that it was."""
    if not any(mark in _MARKS_OF_1258 for mark in text):
        return None
    bytes_read = []
    for character in text:
        for part in (character, *unicodedata.normalize("NFD", character)):
            try:
                bytes_read.append(part.encode("cp1258").decode("latin-1"))
            except UnicodeEncodeError:
                continue
            if part == character:
                break
        else:
            if len(unicodedata.normalize("NFD", character)) == 1:
                bytes_read.append(character)
    return "".join(bytes_read)


_MARKS_OF_1258 = frozenset("ĂăĐđƠơƯư₫") | frozenset("\u0300\u0301\u0303\u0309\u0323")


@cache
def _converter(charset: Charset) -> Callable[[str], str]:
    if charset == "vni":
        return _from_vni
    table = {ord(sequence): letter for sequence, letter in CHARMAPS[charset].pairs}
    if charset != "tcvn3":
        return lambda view: view.translate(table)
    return lambda view: _GLYPH.sub(lambda found: _GLYPHS[found[0]], view).translate(_WINDOWS | table)


@cache
def _vni() -> tuple[regex.Pattern[str], dict[str, str]]:
    """Return the pattern of a letter in VNI, and the letters; a capital may bear the mark of a small letter."""
    letters = dict(_VNI_ALONE)
    for vowel, marks in _VNI_VOWELS.items():
        for mark, tone in marks.items():
            letters[vowel + mark] = unicodedata.normalize("NFC", _VNI_ALONE.get(vowel, vowel) + tone)
    for sequence, letter in tuple(letters.items()):
        for variant in {sequence.upper(), sequence[0].upper() + sequence[1:]}:
            letters[variant] = letter.upper()
        letters[sequence[0] + sequence[1:].upper()] = letter
    longest_first = sorted(letters, key=len, reverse=True)
    return regex.compile("|".join(map(regex.escape, longest_first))), letters


def _from_vni(view: str) -> str:
    pattern, letters = _vni()
    return pattern.sub(lambda found: letters[found[0]], view).translate(_WINDOWS)
