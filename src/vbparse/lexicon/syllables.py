"""What a Vietnamese syllable may be: an onset, a rime and one tone, by the rules of spelling (quốc ngữ).

The rules tell words from letters that only look like words: text in a legacy font, a slip of an OCR tool, two words
that lost the space between them. They take every syllable of the language and some that nobody uses; names of other
languages (`Đắk Lắk`, `internet`) are none.
"""

from __future__ import annotations

import tomllib
import unicodedata
from functools import cache, lru_cache
from importlib import resources
from typing import Final

TONES: Final = "\u0300\u0301\u0303\u0309\u0323"  # huyền, sắc, ngã, hỏi, nặng


@cache
def _data() -> tuple[frozenset[str], frozenset[str]]:
    """Return the onsets and the rimes."""
    data = tomllib.loads(resources.files("vbparse.lexicon").joinpath("syllables.toml").read_text(encoding="utf-8"))
    return frozenset(data["onsets"].split()), frozenset(data["rimes"].split())


_BEHIND_QU = "aăâeêiyoôơ"  # a rime behind `qu` begins with one of these
_FRONT = "eêiy"  # before these, k gh ngh are written instead of c g ng
_STOPS = ("c", "ch", "p", "t")  # a rime that ends so bears sắc or nặng


@lru_cache(maxsize=65536)
def is_syllable(word: str) -> bool:
    """Whether a word in NFC, in capitals or not, is spelled as a Vietnamese syllable with its tone."""
    bare, tones = _without_tone(word.lower())
    if len(tones) > 1:
        return False
    onsets = _data()[0]
    for length in (3, 2, 1, 0):
        onset, rime = bare[:length], bare[length:]
        if (not onset or onset in onsets) and _fits(onset, rime) and _tone_fits(rime, tones):
            return True
    return False


def has_tone(word: str) -> bool:
    """Whether a word bears a tone mark."""
    return bool(_without_tone(word)[1])


def _without_tone(word: str) -> tuple[str, str]:
    """Part a word into its letters without tone (in NFC) and its tone marks."""
    parted = unicodedata.normalize("NFD", word)
    tones = "".join(mark for mark in parted if mark in TONES)
    return unicodedata.normalize("NFC", "".join(mark for mark in parted if mark not in TONES)), tones


def _fits(onset: str, rime: str) -> bool:
    rimes = _data()[1]
    if onset == "gi":
        return rime == "" or rime in rimes or f"i{rime}" in rimes
    if onset == "qu":
        return rime in rimes and rime[0] in _BEHIND_QU
    if rime not in rimes:
        return False
    if onset in ("k", "gh", "ngh"):
        return rime[0] in _FRONT
    if onset in ("c", "g", "ng"):
        return rime[0] not in _FRONT
    return True


def _tone_fits(rime: str, tones: str) -> bool:
    return not rime.endswith(_STOPS) or tones in ("\u0301", "\u0323")
