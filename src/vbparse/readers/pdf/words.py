"""Glyphs to words, by where they stand and never by the order they are drawn in.

Rows are gathered first: glyphs of one baseline, letters of a fallback font that sit a little higher or lower, raised
marks beside their word. Within a row glyphs are sorted from left to right; a blank is where one is drawn or where the
gap is wide for the tracking of the row.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from operator import itemgetter
from statistics import median
from typing import NamedTuple

from vbparse.lexicon.syllables import is_syllable
from vbparse.readers.characters import CONTROLS, clean, from_symbol_font
from vbparse.readers.legacy import Charset
from vbparse.readers.legacy import decode_run as legacy_run
from vbparse.readers.legacy.fonts import charset_of
from vbparse.readers.pdf.glyphs import Pen, Stroke

ASCENT, DESCENT = 0.9, 0.25  # of the size: how far the box of a row reaches over and under its baseline

_SAME_BASE = 0.1  # of the size, as all below
_FALLBACK = 0.3
_SMALL = 0.82  # a raised or lowered mark is smaller than this
_BESIDE = 0.35
_BLANK = 0.17  # a gap beyond the tracking that parts words where no blank is drawn
_DRAWN_BLANK = 0.06
_DOUBLED = 0.12  # false bold: the same letter again within this
_OVERLAP = 0.4
_RAISED = 0.12
_PLAIN = re.compile("[!-~À-\u02af\u1e00-\u1eff‐-‟…₫]+")  # composed letters and signs that stay as they are
# Where a hyphen may be the ư of TCVN3; "\ufffe" is either at the end of a row.
_HYPHENED = re.compile(
    "(?<![-A-Za-z¡-ÿ])(?:(?:[A-Za-z]?[a-z¡-ÿ]{0,6}-[a-z¡-ÿ]{1,6}|[A-Za-z¡-ÿ][a-z¡-ÿ]{0,6}-)(?![-A-Za-z¡-ÿ])"
    "|[A-Za-z¡-ÿ]{1,7}\ufffe)"
)
_HYPHENS = {"\x02": "-", "\ufffe": "-", "\xad": "-"}  # what pdfium calls a hyphen at the end of a row


class Look(NamedTuple):
    """How a stretch of a word looks."""

    bold: bool
    italic: bool
    superscript: bool


class Part(NamedTuple):
    """A stretch of a word in one look."""

    text: str
    look: Look


@dataclass(slots=True)
class Word:
    """A word: from x0 to x1, on the baseline of its row; `angle` and `layer` are those of its pen.

    `tied` tells that a blank that no row may end at stands behind it.
    """

    parts: list[Part]
    x0: float
    x1: float
    base: float
    size: float
    angle: int
    layer: int
    hidden: bool
    legacy: str | None = None
    tied: bool = False

    @property
    def text(self) -> str:
        return "".join(part.text for part in self.parts)

    @property
    def top(self) -> float:
        return self.base - ASCENT * self.size

    @property
    def bottom(self) -> float:
        return self.base + DESCENT * self.size


@dataclass(slots=True)
class _Line:
    """The strokes of one row of print; `base` and `size` are those of its longest stroke."""

    base: float
    size: float
    strokes: list[Stroke]


def read_words(strokes: Iterable[Stroke]) -> list[list[Word]]:
    """Gather glyphs to rows of words; rows from top to bottom for each angle and layer, words from left to right."""
    groups: dict[tuple[int, int], list[Stroke]] = {}
    for stroke in strokes:
        groups.setdefault((stroke.pen.layer, stroke.pen.angle), []).append(stroke)
    rows = []
    for _, group in sorted(groups.items(), key=lambda item: item[0]):
        for line in _lines(group):
            words = _words(line)
            if words:
                rows.append(words)
    return rows


# ---- rows ---------------------------------------------------------------------------------------------------------


def _lines(strokes: list[Stroke]) -> list[_Line]:
    """Gather strokes: those of one baseline and alike in size first, then what sits a little off."""
    lines: list[_Line] = []
    for stroke in sorted(strokes, key=lambda s: (s.base, s.blank)):
        for line in reversed(lines[-6:]):
            if abs(stroke.base - line.base) <= _SAME_BASE * min(stroke.size, line.size) and _fits(line, stroke):
                if stroke.text:  # nothing is left of one that was drawn twice
                    line.strokes.append(stroke)
                break
        else:
            lines.append(_Line(stroke.base, stroke.size, [stroke]))
    full = [line for line in lines if not all(stroke.blank for stroke in line.strokes)]
    for line in full:
        line.size = max((len(stroke.text), stroke.size) for stroke in line.strokes if not stroke.blank)[1]
    return _joined(full)


def _fits(line: _Line, stroke: Stroke) -> bool:
    """Whether a stroke has room in a line; doubled glyphs are taken out of it, other text under it has none."""
    if stroke.blank:
        return True
    x0, x1 = stroke.x0, stroke.x1
    for other in line.strokes:
        if min(x1, other.x1) - max(x0, other.x0) <= _OVERLAP * min(stroke.size, other.size):
            continue
        kept = [at for at in range(len(stroke.text)) if not _is_double(stroke, at, other)]
        letters = [at for at in kept if not (stroke.text[at].isspace() or unicodedata.combining(stroke.text[at]))]
        shared = sum(_overlaps(stroke, at, other) for at in letters)
        if shared * 3 > min(len(kept), len(other.text)):
            return False
        if len(kept) < len(stroke.text):
            stroke.text = "".join(stroke.text[at] for at in kept)
            stroke.x0s = [stroke.x0s[at] for at in kept]
            stroke.x1s = [stroke.x1s[at] for at in kept]
        if not kept:
            return True
    return True


def _is_double(stroke: Stroke, at: int, other: Stroke) -> bool:
    reach = _DOUBLED * stroke.size
    text, x0 = stroke.text[at], stroke.x0s[at]
    return any(c == text and abs(x - x0) <= reach for c, x in zip(other.text, other.x0s, strict=True))


def _overlaps(stroke: Stroke, at: int, other: Stroke) -> bool:
    x0, x1 = stroke.x0s[at], stroke.x1s[at]
    reach = 0.5 * (x1 - x0)
    glyphs = zip(other.text, other.x0s, other.x1s, strict=True)
    return reach > 0 and any(min(x1, b) - max(x0, a) > reach for c, a, b in glyphs if not c.isspace())


def _joined(lines: list[_Line]) -> list[_Line]:
    """Join what sits a little off its row: raised marks, letters of a fallback font."""
    lines.sort(key=lambda line: line.base)
    gone: set[int] = set()
    for index, line in enumerate(lines):
        rest = []
        for stroke in line.strokes:
            home = _home(lines, index, stroke, gone)
            if home is None:
                rest.append(stroke)
                continue
            stroke.raised = home.base - stroke.base > _RAISED * home.size and stroke.size < _SMALL * home.size
            if stroke.text:
                home.strokes.append(stroke)
        line.strokes = rest
        if not rest:
            gone.add(index)
    return [line for line in lines if line.strokes]


def _home(lines: list[_Line], index: int, stroke: Stroke, gone: set[int]) -> _Line | None:
    """Return the row near by that a stroke belongs to."""
    own = lines[index]
    nearest: tuple[float, int] | None = None
    for other_index in (*range(index - 1, max(-1, index - 4), -1), *range(index + 1, min(len(lines), index + 4))):
        if other_index in gone:
            continue
        other: _Line = lines[other_index]
        rise = other.base - stroke.base
        mark = stroke.size < _SMALL * other.size and -_BESIDE * other.size <= rise <= 0.75 * other.size
        fallback = (
            abs(rise) <= _FALLBACK * min(stroke.size, other.size)
            and len(stroke.text) < _length(other)
            and _length(own) < _length(other)
        )
        if not (mark or fallback) or not _touches(stroke, other) or not _fits(other, stroke):
            continue
        if not stroke.text:
            return other
        if nearest is None or abs(rise) < nearest[0]:
            nearest = abs(rise), other_index
    return lines[nearest[1]] if nearest else None


def _length(line: _Line) -> int:
    return sum(len(stroke.text) for stroke in line.strokes)


def _touches(stroke: Stroke, line: _Line) -> bool:
    """Whether a stroke stands beside glyphs of a line."""
    reach = _BESIDE * max(stroke.size, line.size)
    x0, x1 = stroke.x0 - reach, stroke.x1 + reach
    return any(
        b >= x0 and a <= x1
        for other in line.strokes
        if other.x1 >= x0 and other.x0 <= x1
        for c, a, b in zip(other.text, other.x0s, other.x1s, strict=True)
        if not c.isspace()
    )


# ---- words --------------------------------------------------------------------------------------------------------

_Glyph = tuple[float, float, str, Stroke]  # where it begins and ends, its character, its stroke


def _words(line: _Line) -> list[Word]:
    glyphs = _in_order(line)
    blank = _blank_width(glyphs, line.size)
    least = _DRAWN_BLANK * line.size
    words: list[Word] = []
    end = last_x0 = float("-inf")
    last_text = ""
    held: list[_Glyph] = []
    pending = tied = False
    for glyph in glyphs:
        x0, x1, text, stroke = glyph
        if text.isspace():
            pending, tied = True, tied or text == "\xa0"
            continue
        if held:
            if text == last_text and x0 - last_x0 <= _DOUBLED * stroke.pen.size and x1 > x0:
                continue  # one letter drawn twice for false bold
            if x0 - end > blank or (pending and x0 - end > least):
                words.append(_word(held, line))
                words[-1].tied = tied
                held = []
        held.append(glyph)
        end = max(end, x1) if len(held) > 1 else x1
        last_text, last_x0, pending, tied = text, x0, False, False
    if held:
        words.append(_word(held, line))
    return [word for word in words if word.parts]


def _in_order(line: _Line) -> list[_Glyph]:
    """Return the glyphs of a line from left to right; combining marks stand with the letter that they stand over."""
    glyphs: list[_Glyph] = []
    marks: list[_Glyph] = []
    for stroke in line.strokes:
        fresh = True  # no letter of this stroke yet that a mark may stand over
        for x0, x1, text in zip(stroke.x0s, stroke.x1s, stroke.text, strict=True):
            if text > "\u02ff" and unicodedata.combining(text):
                if fresh or x0 > glyphs[-1][1] + _SAME_BASE * stroke.size:
                    marks.append((x0, x1, text, stroke))
                else:
                    a, b, letter, _ = glyphs[-1]
                    glyphs[-1] = a, b, letter + text, stroke
            else:
                glyphs.append((x0, x1, text, stroke))
                fresh = False
    glyphs.sort(key=itemgetter(0))
    return _with_marks(glyphs, marks) if marks and glyphs else glyphs or marks


def _with_marks(glyphs: list[_Glyph], marks: list[_Glyph]) -> list[_Glyph]:
    starts = [glyph[0] for glyph in glyphs]
    for x0, x1, text, stroke in marks:
        middle = (x0 + x1) / 2 if x1 > x0 else x0 - 0.1 * stroke.size
        at = max(0, bisect_right(starts, middle) - 1)
        while at > 0 and glyphs[at][2].isspace():
            at -= 1
        a, b, letter, own = glyphs[at]
        glyphs[at] = a, b, letter + text, own
    return glyphs


def _blank_width(glyphs: list[_Glyph], size: float) -> float:
    """Return the gap from which on two glyphs are of two words: wider where letters are set apart."""
    gaps: list[float] = []
    end: float | None = None
    for x0, x1, text, _ in glyphs:
        if text == " ":
            end = None
            continue
        if end is not None:
            gaps.append(x0 - end)
        end = x1
    if len(gaps) < 3 or max(gaps) <= _BLANK * size:
        return _BLANK * size
    near = [gap for gap in gaps if gap < size]
    return max(0.0, median(near) if near else 0.0) + _BLANK * size


def _word(glyphs: list[_Glyph], line: _Line) -> Word:
    parts: list[Part] = []
    first = stroke = glyphs[0][3]
    texts: list[str] = []
    x1, hidden = glyphs[0][1], True
    for _, end, text, own in glyphs:
        if own is not stroke and (own.pen is not stroke.pen or own.raised != stroke.raised):
            _add(parts, texts, stroke)
            hidden = hidden and stroke.pen.hidden
            stroke, texts = own, []
        texts.append(text)
        if end > x1:
            x1 = end
    _add(parts, texts, stroke)
    if first.pen.words is not None:
        _gather(glyphs, first.pen)
    size = first.size if all(glyph[3].raised for glyph in glyphs) else line.size
    pen = first.pen
    return Word(parts, glyphs[0][0], x1, line.base, size, pen.angle, pen.layer, hidden and stroke.pen.hidden)


def _gather(glyphs: list[_Glyph], pen: Pen) -> None:
    """Keep a whole word of one font; one with a hyphen, which may be the ư of TCVN3, tells nothing."""
    text = "".join(glyph[2] for glyph in glyphs)
    whole = all(glyph[3].pen.key == pen.key for glyph in glyphs)
    if whole and pen.words is not None and not text.isascii() and "-" not in text:
        pen.words.add(text)


def _add(parts: list[Part], texts: list[str], stroke: Stroke) -> None:
    text = decode_run("".join(texts), stroke.pen.font, stroke.pen.charset)
    if not text:
        return
    look = Look(stroke.pen.bold, stroke.pen.italic, stroke.raised)
    if parts and parts[-1].look == look:
        text = parts.pop().text + text
    parts.append(Part(text, look))


def decode_run(text: str, font: str, charset: Charset | None = None) -> str:
    """Return the characters that a reader sees for those of a run in one font, of an old character set if one is given.

    Where a font has no table to Unicode its soft hyphen, the ư of TCVN3, comes as a hyphen.
    """
    if charset is None and _PLAIN.fullmatch(text) and is_plain(font):
        return text
    known = charset or charset_of(font)
    if known:
        if known == "tcvn3" and ("-" in text or "\ufffe" in text):
            text = _HYPHENED.sub(lambda found: _with_soft_hyphen(found[0]), text)
        return legacy_run(text.replace("\ufffe", "\xad"), None if charset else font, charset).text
    for wrong, right in _HYPHENS.items():
        text = text.replace(wrong, right)
    text = from_symbol_font(text, font)
    return clean(CONTROLS.sub("", text))


def _with_soft_hyphen(word: str) -> str:
    """Return a word of TCVN3 with soft hyphens for hyphens where it is a syllable then."""
    soft = word.replace("-", "\xad").replace("\ufffe", "\xad")
    return soft if is_syllable(legacy_run(soft, None, "tcvn3").text.lower()) else word.replace("\ufffe", "-")


@cache
def is_plain(font: str) -> bool:
    """Whether the letters of a font are what their codes say: it is no legacy font, and none of signs."""
    return charset_of(font) is None and not font.lower().startswith(("symbol", "wingdings"))
