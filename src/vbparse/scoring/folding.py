"""Folding: what no reader of an answer would call a difference."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

# Tone marks on the second vowel, and where older spelling puts them.
# fmt: off
OLD_TONE = {
    "oà": "òa", "oá": "óa", "oả": "ỏa", "oã": "õa", "oạ": "ọa",
    "oè": "òe", "oé": "óe", "oẻ": "ỏe", "oẽ": "õe", "oẹ": "ọe",
    "uỳ": "ùy", "uý": "úy", "uỷ": "ủy", "uỹ": "ũy", "uỵ": "ụy",
}
# fmt: on


def norm(value: object) -> str:
    """Fold what no reader would call a difference.

    NFC, case, tone placement, dashes, quotes, spaces, edge punctuation; None becomes the empty string.
    """
    if value is None:
        return ""
    text = unicodedata.normalize("NFC", str(value)).casefold()
    text = re.sub(r"[‐-―−]", "-", text)
    text = re.sub(r"[“”„«»\"‘’'`*_\\]", "", text)
    text = re.sub(r"</?(b|i|u|sup|sub|br)/?>", "", text)
    for old, new in OLD_TONE.items():
        text = text.replace(old, new)
    text = re.sub(r"\s*([-/,;:.])\s*", r"\1", text)
    return re.sub(r"\s+", " ", text).strip(" .,;:-–/")


def key(value: object, length: int = 60) -> str:
    """The first ``length`` characters of the folded text: what two texts are compared by."""
    return norm(value)[:length]


def marker(value: object) -> str:
    """A marker (``I.``, ``(1)``, ``a)``) without the punctuation around it."""
    return re.sub(r"[\s.\-)–:]+$", "", norm(value)).lstrip("(")


def atoms(names: Iterable[str]) -> frozenset[str]:
    """The single units in a list of names, so that where a list is split does not matter but every name does."""
    parts = re.split(r"[,;]| và ", " ; ".join(norm(n) for n in names))
    return frozenset(p.strip(" .") for p in parts if p.strip(" ."))


def day(value: object) -> str | None:
    """The ISO date of a date, a time or a text; None where there is none."""
    return str(value)[:10] if value else None
