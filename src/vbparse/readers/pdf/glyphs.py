"""The glyphs of a page: characters with their places and looks, as pdfium draws them."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import NamedTuple

from vbparse.readers.legacy import Charset
from vbparse.readers.pdf import library
from vbparse.readers.pdf.frames import Frame, lean
from vbparse.readers.pdf.library import FontKey

MAX_GLYPHS = 300_000  # on one page
_SAME_BASE = 0.02  # of the size
_BACK = 0.35  # of the size: a glyph may begin so far before the end of the last
_BOLD = ("bold", "black", "heavy", "semibold", "demi")
_ITALIC = ("italic", "oblique", "slanted")
_WIDEST = 1.2  # of the size: no letter is wider
_FORCE_BOLD, _ITALIC_FLAG = 1 << 18, 1 << 6
_FILL_AND_STROKE, _INVISIBLE = 2, 3
_HEAVY = 650


@dataclass(eq=False, slots=True)
class Pen:
    """How a run of glyphs is drawn; one object for each look, so that `is` compares.

    `size` is in points as shown; `angle` is how text leans against the page as it is read, in degrees counterclockwise;
    `layer` is the form that holds the text (0: the page itself). `key` tells its font from others of that name,
    `charset` is the old character set that it was found to be in; `words` gathers those drawn with it.
    """

    font: str
    size: float
    bold: bool
    italic: bool
    hidden: bool
    angle: int
    layer: int
    key: FontKey = ("", 0)
    charset: Charset | None = None
    words: set[str] | None = None


@dataclass(slots=True)
class Stroke:
    """Glyphs drawn one after the other on one baseline with one pen.

    `x0s` and `x1s` are where each begins and ends along its row, `base` the baseline (both as text of that angle sees
    them). `raised` is set where it turns out to be a superscript of its row.
    """

    text: str
    x0s: list[float]
    x1s: list[float]
    base: float
    pen: Pen
    raised: bool = False

    @property
    def size(self) -> float:
        return self.pen.size

    @property
    def x0(self) -> float:
        return min(self.x0s)

    @property
    def x1(self) -> float:
        return max(self.x1s)

    @property
    def blank(self) -> bool:
        return not self.text.strip()


class _Stretch(NamedTuple):
    """Glyphs of one text object, by index."""

    start: int
    stop: int
    drawn: int
    angle: int
    size: float


def read_glyphs(
    page: int, layers: dict[int, int], charsets: Mapping[FontKey, Charset]
) -> tuple[list[Stroke], Frame, int]:
    """Read the glyphs of a page in the order they are drawn; `layers` tells which form holds a text object.

    `charsets` are those of fonts whose names don't tell them.

    Returns them with the frame that most of the text is upright in, and how many glyphs have no Unicode value.
    """
    text_page = library.load_text(page)
    box = library.page_box(page)
    shown = 90 * (library.rotation(page) % 4)
    if not text_page:
        return [], Frame(box, shown), 0
    try:
        count = min(library.count_chars(text_page), MAX_GLYPHS)
        if count <= 0:
            return [], Frame(box, shown), 0
        stretches = _stretches(text_page, count)
        frame = Frame(box, _main_angle(stretches, shown))
        return _strokes(text_page, count, stretches, frame, layers, charsets), frame, _unknown(text_page, stretches)
    finally:
        library.close_text(text_page)


def _stretches(text_page: int, count: int) -> list[_Stretch]:
    """Divide the glyphs by text object; characters that pdfium adds of its own (blanks, line ends) have none."""
    found: list[_Stretch] = []
    looks: dict[int, tuple[int, float]] = {}
    start, last = 0, 0
    text_object = library.text_object
    for index in range(count + 1):
        drawn = (text_object(text_page, index) or 0) if index < count else -1
        if drawn == last:
            continue
        if last:
            if last not in looks:
                a, b, c, d = library.char_matrix(text_page, start)
                angle = round(math.degrees(math.atan2(b, a))) % 360
                looks[last] = angle, library.font_size(last) * math.hypot(c, d)
            found.append(_Stretch(start, index, last, *looks[last]))
        start, last = index, drawn
    return found


def _main_angle(stretches: list[_Stretch], shown: int) -> int:
    counts: Counter[int] = Counter()
    for stretch in stretches:
        if stretch.angle % 90 == 0:
            counts[stretch.angle] += stretch.stop - stretch.start
    if not counts:
        return shown
    return max(counts, key=lambda angle: (counts[angle], angle == shown, -angle))


def _strokes(
    text_page: int,
    count: int,
    stretches: list[_Stretch],
    frame: Frame,
    layers: dict[int, int],
    charsets: Mapping[FontKey, Charset],
) -> list[Stroke]:
    text = library.text_of(text_page, count)
    boxes = library.loose_boxes(text_page, count)
    left, top = frame.box[0], frame.box[3]
    pens: dict[tuple[int, float, int, int, int], Pen] = {}
    strokes: list[Stroke] = []
    for start, stop, drawn, angle, size in stretches:
        if library.is_clipped(drawn):
            continue
        font, mode = library.font_of(drawn), library.render_mode(drawn)
        key = (font, round(size, 2), mode, (angle - frame.angle) % 360, layers.get(drawn, 0))
        pen = pens.get(key)
        if pen is None:
            pen = pens[key] = _pen(*key)
            pen.charset = charsets.get(pen.key)
        if angle == 0 and frame.angle == 0:
            base = top - library.origin(text_page, start)[1]
            x0s = [x - left for x in boxes[4 * start : 4 * stop : 4]]
            x1s = [x - left for x in boxes[4 * start + 2 : 4 * stop : 4]]
            _add(strokes, Stroke(text[start:stop], x0s, x1s, base, pen))
        else:
            for index in range(start, stop):
                _add(strokes, _leaning(text_page, text, index, stop, frame, pen))
    return strokes


def _add(strokes: list[Stroke], stroke: Stroke) -> None:
    """Add a stroke; one that carries on the last is joined with it."""
    last = strokes[-1] if strokes else None
    if (
        last is not None
        and last.pen is stroke.pen
        and abs(last.base - stroke.base) <= _SAME_BASE * stroke.pen.size
        and -_BACK * stroke.pen.size <= stroke.x0s[0] - last.x1s[-1] <= stroke.pen.size
    ):
        last.text += stroke.text
        last.x0s += stroke.x0s
        last.x1s += stroke.x1s
    else:
        strokes.append(stroke)


def _leaning(text_page: int, text: str, index: int, stop: int, frame: Frame, pen: Pen) -> Stroke:
    """Place a glyph that does not run along the page's own x axis: from its origin and its ink."""
    x0, base = lean(*frame.place(*library.origin(text_page, index)), pen.angle)
    x1 = x0 + pen.size / 2
    if pen.angle % 90 == 0:
        box = frame.place_box(library.tight_box(text_page, index))
        x1 = max(lean(box[n], box[m], pen.angle)[0] for n, m in ((0, 1), (2, 3)))
    if index + 1 < stop:  # what pdfium gives as one stretch without a blank of its own making is not parted
        after = lean(*frame.place(*library.origin(text_page, index + 1)), pen.angle)[0]
        x1 = after if x0 < after <= x0 + _WIDEST * pen.size else x1
    return Stroke(text[index], [x0], [max(x0, x1)], base, pen)


def _pen(font: int, size: float, mode: int, angle: int, layer: int) -> Pen:
    source = library.font_key(font) if font else ("", 0)
    name = library.bare_name(source[0])
    flags = library.font_flags(font) if font else 0
    lower = name.lower()
    named = any(word in lower for word in (*_BOLD, *_ITALIC, "regular"))
    heavy = bool(font) and not named and library.font_weight(font) >= _HEAVY
    bold = any(word in lower for word in _BOLD) or bool(flags & _FORCE_BOLD) or heavy or mode == _FILL_AND_STROKE
    italic = any(word in lower for word in _ITALIC) or bool(flags & _ITALIC_FLAG)
    return Pen(name, size, bold, italic, mode == _INVISIBLE, angle, layer, source)


def _unknown(text_page: int, stretches: list[_Stretch]) -> int:
    """Count the glyphs of the text objects whose first glyph has no Unicode value."""
    missing = library.has_no_unicode
    return sum(stretch.stop - stretch.start for stretch in stretches if missing(text_page, stretch.start))
