"""Whether the text layer of a page is real: its kind, told by what is drawn and by how its words read."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import regex

from vbparse.lexicon.fold import fold
from vbparse.readers.pdf.glyphs import Stroke
from vbparse.readers.pdf.stamps import is_stamp_layer
from vbparse.readers.pdf.words import Word

Kind = Literal["text", "scan", "empty", "garbled", "recognised"]
"""text: a real layer; scan: a picture, at most a stamp on it; empty: a blank page; garbled: letters of no known
encoding; recognised: the invisible layer of an OCR tool over a picture that reads well."""

_FULL = 0.5  # of the page: from here on a picture is a scan
_FEW = 120  # characters: fewer over a picture are a stamp, a number or noise
_ODD = 0.12  # share of characters that no text has
_UNREAD = 0.4
_TONED = 0.25
_LETTERS = regex.compile(r"\p{L}+")
_STRANGE = regex.compile(r"[\p{Co}\p{Cn}\p{Cc}\ufffd]")


@dataclass(frozen=True, slots=True)
class Layer:
    """What was found of the text layer of a page; over a picture `letters` counts those that can be relied on."""

    kind: Kind
    letters: int


def look_at(rows: Sequence[Sequence[Word]], strokes: Sequence[Stroke], unknown: int, pictured: float) -> Layer:
    """Tell the kind of a page by its words and glyphs, how many lack a Unicode value, and the share of pictures."""
    texts = [" ".join(word.text for word in row) for row in rows]
    text = " ".join(texts)
    count = sum(not c.isspace() for c in text)
    if count == 0:
        return Layer("scan" if pictured >= _FULL else "empty", 0)
    strange = len(_STRANGE.findall(text)) + unknown
    if strange > _ODD * max(count, 1):
        return Layer("garbled", count) if pictured < _FULL else Layer("scan", 0)
    if pictured < _FULL:
        return Layer("text", count)
    hidden = sum(len(stroke.text) for stroke in strokes if stroke.pen.hidden)
    if 2 * hidden > sum(len(stroke.text) for stroke in strokes):
        return Layer("recognised", count) if reads_well(text) else Layer("scan", 0)
    if count < _FEW or is_stamp_layer(texts):
        return Layer("scan", count)
    return Layer("text", count)


def reads_well(text: str) -> bool:
    """Whether the words of a text are Vietnamese ones with their tones, as far as a glance can tell."""
    from vbparse.lexicon.syllables import has_tone, is_syllable

    found = [fold(word) for word in _LETTERS.findall(text)][:2000]
    if len(found) < 20:
        return False
    good = sum(is_syllable(word) for word in found)
    toned = sum(has_tone(word) for word in found)
    return good >= (1 - _UNREAD) * len(found) and toned >= _TONED * len(found)
