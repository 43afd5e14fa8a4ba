"""Folding: one spelling for what no reader would call a difference.

Comparison keys only. What is published is never folded.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

# Tone placement on the second vowel (old style) -> on the first (new style): hoà -> hòa, uỷ -> ủy.
_TONE = {
    "oà": "òa", "oá": "óa", "oả": "ỏa", "oã": "õa", "oạ": "ọa",
    "oè": "òe", "oé": "óe", "oẻ": "ỏe", "oẽ": "õe", "oẹ": "ọe",
    "uỳ": "ùy", "uý": "úy", "uỷ": "ủy", "uỹ": "ũy", "uỵ": "ụy",
}  # fmt: skip
_TONE_RE = re.compile("o[àáảãạèéẻẽẹ]|u[ỳýỷỹỵ]")
# Patterns of the module `re`, and `str.split` for spaces: several times faster here than `str.translate` and `regex`.
_DASHES = re.compile("[‐-―−]")
_MARKS = re.compile("[“”„«»\"‘’'`]")


@lru_cache(maxsize=65536)
def fold(text: str) -> str:
    """Return `text` in NFC and lower case, with tones, dashes, quotes and spaces made uniform.

    The result is for comparing and looking up; its length may differ from the input's.
    """
    folded = unicodedata.normalize("NFC", text).lower()
    folded = _MARKS.sub("", _DASHES.sub("-", folded))
    return squeeze(with_new_tones(folded))


def lowered(text: str) -> str:
    """Return `text` in lower case, with the same offsets: a letter that would become two stays (`İ`)."""
    lower = text.lower()
    return lower if len(lower) == len(text) else "".join(c if len(c.lower()) > 1 else c.lower() for c in text)


def with_new_tones(text: str) -> str:
    """Return lower-case `text` with tones where the new style puts them; its length stays the same."""
    return _TONE_RE.sub(lambda m: _TONE[m[0]], text)


def squeeze(text: str) -> str:
    """Fold white space to single spaces and strip the ends."""
    return " ".join(text.split())


def letters(text: str) -> str:
    """Return the letters of `text`, in order, nothing else."""
    return "".join(c for c in text if c.isalpha())


def is_upper(text: str) -> bool:
    """Tell whether `text` has at least two letters and all of them are capitals."""
    return text.isupper() and sum(map(str.isalpha, text)) >= 2


def upper_share(text: str) -> float:
    """Return the share of capitals among the letters of `text` (0 where it has none)."""
    found = letters(text)
    return sum(c.isupper() for c in found) / len(found) if found else 0.0


@lru_cache(maxsize=65536)
def without_accents(text: str) -> str:
    """Return the folded text with Vietnamese diacritics taken off (`đ` -> `d`): for slugs and OCR-tolerant look-ups."""
    decomposed = unicodedata.normalize("NFD", fold(text).replace("đ", "d"))
    return "".join(c for c in decomposed if not unicodedata.combining(c))
