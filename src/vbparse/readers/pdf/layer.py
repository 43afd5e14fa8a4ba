"""Whether the text layer of a page is real: its kind, told by what is drawn and by how its words read.

How words read also tells the fonts of ordinary names whose text is in an old character set.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Literal

import regex

from vbparse.lexicon.fold import fold
from vbparse.readers.legacy import Charset, charset_of_words
from vbparse.readers.pdf.glyphs import Pen, Stroke
from vbparse.readers.pdf.library import FontKey
from vbparse.readers.pdf.stamps import is_stamp_layer
from vbparse.readers.pdf.words import Word, is_plain

Kind = Literal["text", "scan", "empty", "garbled", "recognised"]
"""text: a real layer; scan: a picture, at most a stamp on it; empty: a blank page; garbled: letters of no known
encoding; recognised: the invisible layer of an OCR tool over a picture that reads well."""

_FULL = 0.5  # of the page: from here on a picture is a scan
_FEW = 120  # characters: fewer over a picture are a stamp, a number or noise
_ODD = 0.12  # share of characters that no text has
_UNREAD = 0.4
_TONED = 0.25
_LETTERS = regex.compile(r"\p{L}+")
_UNICODE_ONLY = regex.compile("[\u0102\u0103\u0110\u0111\u01a0\u01a1\u01af\u01b0\u0300-\u036f\u1ea0-\u1ef9]")
_MOST_WORDS = 4_000  # of one font that are looked at
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


@dataclass
class OldFonts:
    """What is known of the fonts of a document whose names tell nothing; `charsets` are those found so far.

    All words of a font are judged as one. One letter that only Unicode has settles it, however the rest reads. What
    draws capitals at the codes of small letters (`.VnTimeH` under another name) can't be told: it stays small letters.
    """

    charsets: dict[FontKey, Charset] = field(default_factory=dict)
    _words: dict[FontKey, set[str]] = field(default_factory=dict)
    _settled: set[FontKey] = field(default_factory=set)

    def watch(self, strokes: Iterable[Stroke]) -> None:
        """Let the words of a page be gathered in whose font may be an old one (see `Pen.words`)."""
        texts: dict[Pen, list[str]] = {}
        for stroke in strokes:
            if stroke.pen.key not in self._settled:
                texts.setdefault(stroke.pen, []).append(stroke.text)
        for pen, pieces in texts.items():
            text = "".join(pieces)
            if text.isascii():
                continue
            if pen.charset or not is_plain(pen.font) or _UNICODE_ONLY.search(text):
                self._settled.add(pen.key)
                self._words.pop(pen.key, None)
                continue
            words = self._words.setdefault(pen.key, set())
            if len(words) < _MOST_WORDS:
                pen.words = words

    def judge(self) -> bool:
        """Tell the character sets of the fonts by their words; return whether there is any."""
        held = {key: words for key, words in self._words.items() if words and key not in self._settled}
        found = {key: charset for key, words in held.items() if (charset := charset_of_words(words))}
        if not found:
            return False
        usual = Counter(found.values()).most_common(1)[0][0]
        for key, words in held.items():
            if key not in found and charset_of_words(words, usual):
                found[key] = usual
        self.charsets = found
        return True
