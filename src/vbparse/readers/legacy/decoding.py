"""Which character set a stretch of text is in, by its font and by what comes of it, and its letters in Unicode.

What decides between several readings is how many words of each are spelled as Vietnamese syllables. Only words with
letters beyond ASCII count: the others look the same in every set. A text that reads well as it is stays as it is.
"""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby
from typing import Final, Literal, NamedTuple

import regex

from vbparse.lexicon.syllables import is_syllable
from vbparse.readers.characters import from_symbol_font
from vbparse.readers.legacy.charsets import CHARSETS, VNI_MARK_FIRST, VNI_VOWEL_LAST, Charset, convert, views
from vbparse.readers.legacy.fonts import charset_of, draws_capitals

# Letters that no text in an old set holds, however it was decoded.
_UNICODE_ONLY = regex.compile("[\u1ea0-\u1ef9\u0128\u0129\u0168\u0169]")
_BEYOND_ASCII = regex.compile("[^\x00-\x7f]")
_CONTROL_LETTERS = regex.compile("[\x02-\x06\x10-\x15\x19\x1c-\x1e]")  # letters of VISCII and VPS below the blank
_PARTS = regex.compile(r"[\s!-@\[-`{-~“”‘’–—…•«»§°±²³´×÷→]+")
_SIGNS = regex.compile("Symbol$|Wingdings|Webdings", regex.IGNORECASE)
_SIGN_FONT: Final = "signs"
_ENOUGH = 3  # words that must come right where nothing but the text itself tells its character set
_ENOUGH_OF_FONT = 6  # different words that must come right where a whole font is judged
_ENOUGH_BESIDE = 2  # where other fonts of the document tell the set
_DOUBT = 0.15  # share of words that may come out wrong: names, formulas
_SMALL = regex.compile("[a-z]")
_ASCII_LETTER = regex.compile("[A-Za-z]")
_AROUND: Final = "!\"#%&'()*+,-./:;<=>?[]_0123456789"
_WORD = regex.compile(r"\p{L}+")


class Decoded(NamedTuple):
    """A text in Unicode, and the character set it was in: None for what was Unicode already."""

    text: str
    charset: Charset | None


class _Score(NamedTuple):
    """How many words beyond ASCII are Vietnamese syllables, and how many are not."""

    good: int
    bad: int

    @property
    def gain(self) -> int:
        return self.good - self.bad

    @property
    def sound(self) -> bool:
        return self.good > 0 and self.bad <= _DOUBT * (self.good + self.bad)


@dataclass(frozen=True)
class _Reading:
    """One way to read a text."""

    charset: Charset | None
    text: str
    score: _Score


def decode_run(text: str, font: str | None = None, encoding: str | None = None) -> Decoded:
    """Return a run of one font in Unicode, in NFC where it was converted.

    `font` is the name that the file gives (a PDF's tag in front and styles behind do no harm), `encoding` a character
    set that is known otherwise (one of `CHARSETS`). Where a paragraph has several runs, `decode_runs` reads better:
    VNI writes a letter as two characters, which a change of bold may part. Nothing may be taken out of the text before:
    the soft hyphen is a letter in TCVN3, the no-break space one in VISCII.

    A font with an old character set decides, unless the text reads better as it is or in another set (fonts are
    changed without the letters). Without such a font only a text with several words that come right is converted.
    Fonts of capitals (`.VnTimeH`) give capitals; fonts of signs (Wingdings) give signs.
    """
    if font and _SIGNS.match(font):
        return Decoded(from_symbol_font(text, font), None)
    known = next((charset for charset in CHARSETS if charset == encoding), None) or (charset_of(font) if font else None)
    capitals = bool(font and draws_capitals(font))
    if known is None:
        return _by_content(text, None) if _BEYOND_ASCII.search(text) else Decoded(text, None)
    if not _may_be_old(text):
        return Decoded(text.upper() if capitals and text.isascii() else text, None)
    return _by_font(text, known, capitals)


def decode_runs(runs: Sequence[tuple[str, str | None]]) -> list[Decoded]:
    """Return the runs of a paragraph in Unicode, each given as its text and the name of its font.

    Neighbours in fonts of one character set are judged together, so that bold letters or a lone syllable are read as
    the words around them; a mark of VNI that a change of look parted from its vowel goes back to it.
    """
    out: list[Decoded] = []
    for known, group in groupby(runs, key=lambda run: _kind(run[1])):
        pieces = list(group)
        if known == _SIGN_FONT:
            out += [decode_run(text, font) for text, font in pieces]
            continue
        texts = [text for text, _ in pieces]
        charset = decode_run("".join(texts), None, known).charset
        if charset == "vni":
            texts = _whole_letters(texts)
        for text, (_, font) in zip(texts, pieces, strict=True):
            capitals = bool(font and draws_capitals(font))
            if charset is not None and _may_be_old(text):
                reading = max(_readings(text, (charset,)), key=lambda reading: reading.score.gain)
                out.append(Decoded(_in_case(reading, capitals), charset))
            else:
                out.append(Decoded(text.upper() if capitals and text.isascii() else text, None))
    return out


def decode_text(text: str) -> Decoded:
    """Return a text without fonts in Unicode, each line read by itself with the lines around it as evidence.

    The character set is that of most lines that were converted; None when none was.
    """
    lines = text.split("\n")
    found = [_by_content(line, None) if _may_be_old(line) else Decoded(line, None) for line in lines]
    sets = Counter(decoded.charset for decoded in found if decoded.charset)
    if not sets:
        return Decoded(text, None)
    near: Charset | None = next(decoded.charset for decoded in found if decoded.charset)
    out = []
    for line, decoded in zip(lines, found, strict=True):
        if decoded.charset or _UNICODE_ONLY.search(line):
            near = decoded.charset
        elif near and _may_be_old(line):
            decoded = _by_content(line, near)
        out.append(decoded.text)
    return Decoded("\n".join(out), sets.most_common(1)[0][0])


def decode_bytes(data: bytes) -> tuple[str, str, Charset | None] | None:
    """Read the bytes of a text file that is not in UTF-8: the text, its encoding, its character set of old if any.

    The encoding is `windows-1258` or the name of the set. None when most words are no Vietnamese in any reading.
    """
    old = decode_text(data.decode("latin-1"))
    windows = Decoded(unicodedata.normalize("NFC", data.decode("cp1258", "replace")), None)
    best = max((old, windows), key=lambda decoded: _score(decoded.text).gain)
    score = _score(best.text)
    words = sum(part.isalpha() for part in _PARTS.split(best.text))
    if score.good < max(2, words / 10) or score.bad > score.good / 2 or "\ufffd" in best.text:
        return None
    return best.text, best.charset or "windows-1258", best.charset


def charset_of_words(words: Iterable[str], usual: Charset | None = None) -> Charset | None:
    """Return the character set that all words of one font are in; None where nothing or too little tells.

    `usual` is the set of other fonts of the document: with it fewer words tell, and only of that set.
    """
    text = " ".join(sorted({bare for word in words if _ASCII_LETTER.search(bare := word.strip(_AROUND))}))
    if not _may_be_old(text):
        return None
    as_it_is = _score(text)
    best = max(_readings(text, (usual,) if usual else CHARSETS), key=lambda reading: reading.score.gain)
    least = _ENOUGH_BESIDE if usual else _ENOUGH_OF_FONT
    told = best.score.sound and best.score.good >= least and best.score.gain >= as_it_is.gain + least
    return best.charset if told and 2 * as_it_is.good <= best.score.good else None


def named(charsets: Iterable[Charset | None]) -> str | None:
    """Return the character sets that runs were converted from, as `sources.legacy_font` tells them; None for none."""
    met = set(charsets)
    return ", ".join(charset for charset in CHARSETS if charset in met) or None


def _may_be_old(text: str) -> bool:
    """Whether there is anything to decode, and no letter that only Unicode has."""
    if text.isascii():
        return bool(_CONTROL_LETTERS.search(text))
    return not _UNICODE_ONLY.search(text)


def _by_font(text: str, charset: Charset, capitals: bool) -> Decoded:
    as_it_is = _score(text)
    own = max(_readings(text, (charset,)), key=lambda reading: reading.score.gain)
    chosen = own
    if own.score.bad > own.score.good:
        others = [reading for reading in _readings(text, CHARSETS) if reading.score.sound]
        chosen = max(others, key=lambda reading: reading.score.gain, default=own)
        if chosen.score.good < _ENOUGH:
            chosen = own
    if as_it_is.sound and as_it_is.good > 1 and as_it_is.gain > chosen.score.gain:
        return Decoded(text, None)
    return Decoded(_in_case(chosen, capitals), chosen.charset)


def _by_content(text: str, near: Charset | None) -> Decoded:
    """Decode a text by what comes of it; `near` is the character set of the lines around it."""
    if _UNICODE_ONLY.search(text):
        return Decoded(text, None)
    as_it_is = _score(text)
    if as_it_is.gain > 0 and _UNICODE_ONLY.search(unicodedata.normalize("NFC", text)):
        return Decoded(text, None)
    if near:
        own = max(_readings(text, (near,)), key=lambda reading: reading.score.gain)
        if own.score.gain >= as_it_is.gain:
            return Decoded(_with_capitals(own.text, near), near)
    if not as_it_is.bad:
        return Decoded(text, None)
    best = max(_readings(text, CHARSETS), key=lambda reading: reading.score.gain)
    if best.score.sound and best.score.good >= _ENOUGH and best.score.gain >= as_it_is.gain + _ENOUGH:
        return Decoded(_with_capitals(best.text, best.charset), best.charset)
    return Decoded(text, None)


def _kind(font: str | None) -> Charset | Literal["signs"] | None:
    return _SIGN_FONT if font and _SIGNS.match(font) else charset_of(font) if font else None


def _whole_letters(texts: Sequence[str]) -> list[str]:
    """Return pieces of VNI with whole letters: a mark that opens a piece goes to the vowel that ends the one before."""
    whole = list(texts)
    for at in range(1, len(whole)):
        if VNI_VOWEL_LAST.search(whole[at - 1]) and VNI_MARK_FIRST.match(whole[at]):
            whole[at - 1] += whole[at][0]
            whole[at] = whole[at][1:]
    return whole


def _in_case(reading: _Reading, capitals: bool) -> str:
    return reading.text.upper() if capitals else _with_capitals(reading.text, reading.charset)


def _readings(text: str, charsets: Iterable[Charset]) -> list[_Reading]:
    seen = [(charset, convert(view, charset)) for charset in charsets for view in views(text)]
    return [_Reading(charset, converted, _score(converted)) for charset, converted in seen]


def _score(text: str) -> _Score:
    good = bad = 0
    for part in _PARTS.split(unicodedata.normalize("NFC", text)):
        if part and not part.isascii():
            if _reads_well(part):
                good += 1
            else:
                bad += 1
    return _Score(good, bad)


@lru_cache(maxsize=65536)
def _reads_well(word: str) -> bool:
    return word.isalpha() and is_syllable(word)


def _with_capitals(text: str, charset: Charset | None) -> str:
    """Return text of TCVN3, which has no capitals with a tone, in capitals where its words are: `HéI` is HỘI.

    A word with one letter before its vowel may be either (`HÀ`, `Hà`): it goes with a line that has no small letters.
    """
    if charset != "tcvn3":
        return text
    in_capitals = {word for word in set(_WORD.findall(text)) if _is_in_capitals(word)}
    if not in_capitals:
        return text
    if not _SMALL.search(text):
        return text.upper()
    return _WORD.sub(lambda word: word[0].upper() if word[0] in in_capitals else word[0], text)


def _is_in_capitals(word: str) -> bool:
    """Whether a word has capitals, and small letters only where TCVN3 has no capital."""
    small = [letter for letter in word if letter.islower()]
    return len(word) - len(small) > 1 and bool(small) and not any(letter.isascii() for letter in small)
