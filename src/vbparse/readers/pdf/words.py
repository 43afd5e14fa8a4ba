"""Glyphs to words, by where they stand and never by the order they are drawn in.

Rows are gathered first: glyphs of one baseline, letters of a fallback font that sit a little higher or lower, raised
marks beside their word. Within a row glyphs are sorted from left to right; a blank is where one is drawn or where the
gap is wide for the tracking of the row.
"""

from __future__ import annotations

import unicodedata
from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass, field
from statistics import median
from typing import NamedTuple

from vbparse.readers.characters import CONTROLS, INVISIBLE, clean, from_symbol_font
from vbparse.readers.legacy import decode_run as legacy_run
from vbparse.readers.legacy.fonts import charset_of
from vbparse.readers.pdf.glyphs import Glyph, Pen

ASCENT, DESCENT = 0.9, 0.25  # of the size: how far the box of a row reaches over and under its baseline

_SAME_BASE = 0.1  # of the size, as all below
_FALLBACK = 0.3
_SMALL = 0.82  # a raised or lowered mark is smaller than this
_BESIDE = 0.35
_BLANK = 0.17  # a gap beyond the tracking that parts words where no blank is drawn
_DRAWN_BLANK = 0.06
_DOUBLED = 0.12  # false bold: the same letter again within this
_OVERLAP = 0.4
_JUMP = 1.0
_RAISED = 0.12
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
    """A word: from x0 to x1, on the baseline of its row; `angle` and `layer` are those of its pen."""

    parts: list[Part]
    x0: float
    x1: float
    base: float
    size: float
    angle: int
    layer: int
    hidden: bool
    legacy: str | None = None

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
class _Stroke:
    """Glyphs drawn one after the other on one baseline in one size."""

    base: float
    size: float
    glyphs: list[Glyph] = field(default_factory=list)
    raised: bool = False

    @property
    def x0(self) -> float:
        return min(glyph.x0 for glyph in self.glyphs)

    @property
    def x1(self) -> float:
        return max(glyph.x1 for glyph in self.glyphs)


@dataclass(slots=True)
class _Line:
    """The strokes of one row of print; `base` and `size` are those of its longest stroke."""

    base: float
    size: float
    strokes: list[_Stroke]


def read_words(glyphs: Iterable[Glyph]) -> list[list[Word]]:
    """Gather glyphs to rows of words; rows from top to bottom for each angle and layer, words from left to right."""
    groups: dict[tuple[int, int], list[Glyph]] = {}
    for glyph in glyphs:
        pen = glyph.pen
        groups.setdefault((pen.layer, pen.angle), []).append(glyph)
    rows = []
    for _, group in sorted(groups.items(), key=lambda item: item[0]):
        for line in _lines(_strokes(group)):
            words = _words(line)
            if words:
                rows.append(words)
    return rows


# ---- rows ---------------------------------------------------------------------------------------------------------


def _strokes(glyphs: list[Glyph]) -> list[_Stroke]:
    strokes: list[_Stroke] = []
    stroke = None
    end = 0.0
    for glyph in glyphs:
        size = glyph.pen.size
        if (
            stroke is None
            or abs(glyph.base - stroke.base) > 0.02 * size
            or size != stroke.size
            or not -_BESIDE * size <= glyph.x0 - end <= _JUMP * size
        ):
            stroke = _Stroke(glyph.base, size)
            strokes.append(stroke)
        stroke.glyphs.append(glyph)
        end = glyph.x1
    return [stroke for stroke in strokes if any(not glyph.text.isspace() for glyph in stroke.glyphs)] + [
        stroke for stroke in strokes if all(glyph.text.isspace() for glyph in stroke.glyphs)
    ]


def _lines(strokes: list[_Stroke]) -> list[_Line]:
    """Gather strokes: those of one baseline and alike in size first, then what sits a little off."""
    lines: list[_Line] = []
    for stroke in sorted(strokes, key=lambda s: s.base):
        for line in reversed(lines[-6:]):
            if abs(stroke.base - line.base) <= _SAME_BASE * min(stroke.size, line.size) and _fits(line, stroke):
                line.strokes.append(stroke)
                break
        else:
            lines.append(_Line(stroke.base, stroke.size, [stroke]))
    for line in lines:
        line.size = max(line.strokes, key=lambda s: (len(s.glyphs), s.size)).size
    return _joined(lines)


def _fits(line: _Line, stroke: _Stroke) -> bool:
    """Whether a stroke has room in a line; doubled glyphs are taken out of it, other text under it has none."""
    x0, x1 = stroke.x0, stroke.x1
    for other in line.strokes:
        if min(x1, other.x1) - max(x0, other.x0) <= _OVERLAP * min(stroke.size, other.size):
            continue
        kept = [glyph for glyph in stroke.glyphs if not _is_double(glyph, other.glyphs)]
        shared = sum(_overlaps(glyph, other.glyphs) for glyph in kept if not glyph.text.isspace())
        if shared * 3 > len(kept):
            return False
        stroke.glyphs = kept
        if not kept:
            return True
    return True


def _is_double(glyph: Glyph, others: list[Glyph]) -> bool:
    reach = _DOUBLED * glyph.pen.size
    return any(other.text == glyph.text and abs(other.x0 - glyph.x0) <= reach for other in others)


def _overlaps(glyph: Glyph, others: list[Glyph]) -> bool:
    reach = 0.5 * (glyph.x1 - glyph.x0)
    return reach > 0 and any(
        min(glyph.x1, other.x1) - max(glyph.x0, other.x0) > reach for other in others if not other.text.isspace()
    )


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
            home.strokes.append(stroke)
        line.strokes = rest
        if not rest:
            gone.add(index)
    return [line for line in lines if line.strokes]


def _home(lines: list[_Line], index: int, stroke: _Stroke, gone: set[int]) -> _Line | None:
    """Return the row near by that a stroke belongs to."""
    own = lines[index]
    nearest: tuple[float, int] | None = None
    for other_index in (*range(index - 1, max(-1, index - 4), -1), *range(index + 1, min(len(lines), index + 4))):
        if other_index in gone:
            continue
        other = lines[other_index]
        rise = other.base - stroke.base
        mark = stroke.size < _SMALL * other.size and -_BESIDE * other.size <= rise <= 0.75 * other.size
        fallback = (
            abs(rise) <= _FALLBACK * min(stroke.size, other.size)
            and _length(stroke) < _length_of(other)
            and _length_of(own) < _length_of(other)
        )
        if not (mark or fallback) or not _touches(stroke, other):
            continue
        if not _fits(other, stroke):
            continue
        if nearest is None or abs(rise) < nearest[0]:
            nearest = abs(rise), other_index
    return lines[nearest[1]] if nearest else None


def _length(stroke: _Stroke) -> int:
    return len(stroke.glyphs)


def _length_of(line: _Line) -> int:
    return sum(len(stroke.glyphs) for stroke in line.strokes)


def _touches(stroke: _Stroke, line: _Line) -> bool:
    reach = _BESIDE * max(stroke.size, line.size)
    x0, x1 = stroke.x0 - reach, stroke.x1 + reach
    return any(
        glyph.x1 >= x0 and glyph.x0 <= x1
        for other in line.strokes
        if other.x1 >= x0 and other.x0 <= x1
        for glyph in other.glyphs
        if not glyph.text.isspace()
    )


# ---- words --------------------------------------------------------------------------------------------------------


def _words(line: _Line) -> list[Word]:
    if len(line.strokes) == 1 and not line.strokes[0].raised:
        entries = [(glyph, False) for glyph in line.strokes[0].glyphs]
    else:
        entries = [(glyph, stroke.raised) for stroke in line.strokes for glyph in stroke.glyphs]
    marks = [entry for entry in entries if entry[0].text > "\u02ff" and unicodedata.combining(entry[0].text[0])]
    if marks:
        entries = [entry for entry in entries if entry not in marks]
    entries.sort(key=lambda entry: entry[0].x0)
    entries = _without_doubles(entries)
    if marks:
        entries = _with_marks(entries, marks)
    blank = _blank_width(entries, line.size)
    words: list[Word] = []
    current: list[tuple[Glyph, bool]] = []
    end = 0.0
    pending = False
    for entry in entries:
        glyph = entry[0]
        if glyph.text.isspace() or glyph.text == "\xa0":
            pending = True
            continue
        if current:
            gap = glyph.x0 - end
            if gap > blank or (pending and gap > _DRAWN_BLANK * line.size):
                words.append(_word(current, line))
                current = []
        current.append(entry)
        end = max(end, glyph.x1) if len(current) > 1 else glyph.x1
        pending = False
    if current:
        words.append(_word(current, line))
    return [word for word in words if word.parts]


def _without_doubles(entries: list[tuple[Glyph, bool]]) -> list[tuple[Glyph, bool]]:
    """Leave out the second of two glyphs that are one letter drawn twice for false bold."""
    kept: list[tuple[Glyph, bool]] = []
    for entry in entries:
        glyph = entry[0]
        double = False
        for at in range(len(kept) - 1, max(-1, len(kept) - 3), -1):
            other = kept[at][0]
            if other.text == glyph.text and glyph.x0 - other.x0 <= _DOUBLED * glyph.pen.size and glyph.x1 > glyph.x0:
                double = True
        if not double:
            kept.append(entry)
    return kept


def _with_marks(entries: list[tuple[Glyph, bool]], marks: list[tuple[Glyph, bool]]) -> list[tuple[Glyph, bool]]:
    """Put combining marks that are glyphs of their own behind the letter that they stand over."""
    starts = [glyph.x0 for glyph, _ in entries]
    behind: dict[int, str] = {}
    for glyph, _ in marks:
        middle = (glyph.x0 + glyph.x1) / 2 if glyph.x1 > glyph.x0 else glyph.x0 - 0.1 * glyph.pen.size
        at = max(0, bisect_right(starts, middle) - 1)
        while at > 0 and entries[at][0].text.isspace():
            at -= 1
        behind[at] = behind.get(at, "") + glyph.text
    if not entries:
        return marks
    return [
        (glyph._replace(text=glyph.text + behind[at]) if at in behind else glyph, raised)
        for at, (glyph, raised) in enumerate(entries)
    ]


def _blank_width(entries: list[tuple[Glyph, bool]], size: float) -> float:
    """Return the gap from which on two glyphs are of two words: wider where letters are set apart."""
    gaps: list[float] = []
    last: Glyph | None = None
    for glyph, _ in entries:
        if glyph.text.isspace():
            last = None
            continue
        if last is not None:
            gaps.append(glyph.x0 - last.x1)
        last = glyph
    if len(gaps) < 3 or max(gaps) <= _BLANK * size:
        return _BLANK * size
    near = [gap for gap in gaps if gap < size]
    return max(0.0, median(near) if near else 0.0) + _BLANK * size


def _word(entries: list[tuple[Glyph, bool]], line: _Line) -> Word:
    first, last = entries[0][0], entries[-1][0]
    parts: list[Part] = []
    stretch: list[str] = []
    pen, raised = entries[0][0].pen, entries[0][1]
    for glyph, up in entries:
        if glyph.pen is not pen or up != raised:
            _add(parts, stretch, pen, raised)
            stretch, pen, raised = [], glyph.pen, up
        stretch.append(glyph.text)
    _add(parts, stretch, pen, raised)
    size = line.size if not all(up for _, up in entries) else first.pen.size
    x1 = max(last.x1, first.x1)
    hidden = all(glyph.pen.hidden for glyph, _ in entries)
    return Word(parts, first.x0, x1, line.base, size, first.pen.angle, first.pen.layer, hidden)


def _add(parts: list[Part], stretch: list[str], pen: Pen, raised: bool) -> None:
    text = decode_run("".join(stretch), pen.font)
    if not text:
        return
    look = Look(pen.bold, pen.italic, raised)
    if parts and parts[-1].look == look:
        text = parts.pop().text + text
    parts.append(Part(clean(text), look))


def decode_run(text: str, font: str) -> str:
    """Return the characters that a reader sees for those of a run in one font."""
    if charset_of(font):
        return legacy_run(text.replace("\ufffe", "\xad"), font).text  # a soft hyphen is a letter in TCVN3
    if text.isascii() and text.isprintable() and not font.lower().startswith(("symbol", "wingdings")):
        return text
    for wrong, right in _HYPHENS.items():
        text = text.replace(wrong, right)
    text = from_symbol_font(text, font)
    return CONTROLS.sub("", INVISIBLE.sub("", text))
