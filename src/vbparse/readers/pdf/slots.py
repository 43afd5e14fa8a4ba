"""Room for a figure in the lines of number and date: an e-office puts it there as a picture when a paper is issued.

`Số      -HD/BTCTU` has room behind `Số`, `Hà Nội, ngày      tháng 8 năm 2025` behind `ngày`. Leaders (`Số ……-KH/TU`)
are room as blanks are.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal, NamedTuple

import regex

from vbparse.lexicon.fold import fold
from vbparse.readers.pdf.library import Box
from vbparse.readers.pdf.rows import box_of
from vbparse.readers.pdf.words import Part, Word

SlotKind = Literal["number", "symbol", "day", "month", "year"]
"""number: digits before a symbol that is typed; symbol: digits with the symbol; the others are parts of a date."""

MOST = 24  # on one page
_APART = 1.6  # of the size, as all below: from here on a gap parts what stands beside each other
_FAR = 3.0
_LEAST = 0.6
_OPEN = {"symbol": 12.0, "year": 4.0}  # so wide is room that nothing ends
_ABOVE, _BELOW = 1.3, 0.5  # how far a figure reaches over and under the baseline
_BESIDE = 0.05
_HIGHEST, _WIDEST = 3.5, 16.0  # of a picture: what is larger is no figure
_TINY = 2.0  # points
_SHARED = 0.5  # of the narrower of both: so much of a picture stands in its slot
_LEADERS = ".…_·"
_WIDTHS = {"…": 1.0, "_": 0.5, ".": 0.25, "·": 0.25}
_LETTER = 0.55
_DIGITS = r"\d{1,5}(?:\p{Ll}|[A-ZĐ])?"
_FITS: dict[SlotKind, regex.Pattern[str]] = {
    "number": regex.compile(_DIGITS),
    "symbol": regex.compile(rf"{_DIGITS}(?: ?[-–/] ?[\p{{Lu}}\d][\p{{L}}\d&./–-]{{1,24}})?"),
    "day": regex.compile(r"0?[1-9]|[12]\d|3[01]"),
    "month": regex.compile(r"0?[1-9]|1[0-2]"),
    "year": regex.compile(r"(?:19|20)\d\d"),
}
_NUMBER = regex.compile(r"số ?:?")
_MISREAD = regex.compile(r"[s5][oôốồổỗộóòỏõọ0] ?:?")  # `Số`, where an engine reads it before a symbol
_SYMBOL = regex.compile(r"[-/]\p{L}")
_FEW = 3  # words of a figure with its symbol
_BEFORE = 3  # words: so near before `tháng` stands `ngày`, and `tháng` before `năm`
_OPENING = frozenset("SsNnTt")


@dataclass(frozen=True, slots=True)
class Slot:
    """Room between two words of a row: behind the one at `after`, before the one at `before` (None: the row ends).

    `box` is in the frame of the page; `left` and `right` are the words on both sides.
    """

    row: int
    after: int
    before: int | None
    kind: SlotKind
    box: Box
    size: float
    left: str
    right: str


class _Token(NamedTuple):
    """A word without its leaders: where it stands in its row, its folded text, from where to where it reaches."""

    place: int
    text: str
    x0: float
    x1: float


def find_slots(rows: Sequence[Sequence[Word]]) -> list[Slot]:
    """Return the room for figures in rows of words."""
    found: list[Slot] = []
    for number, row in enumerate(rows):
        if row[0].angle == 0 and any(word.text[0] in _OPENING for word in row):
            found += _slots(number, row)
        if len(found) >= MOST:
            break
    return found[:MOST]


def _slots(number: int, row: Sequence[Word]) -> list[Slot]:
    tokens = [_token(index, word) for index, word in enumerate(row) if word.text.strip(_LEADERS)]
    found: list[Slot] = []
    for at, token in enumerate(tokens):
        following = tokens[at + 1] if at + 1 < len(tokens) else None
        size = row[token.place].size
        kind = _kind(tokens, at, size)
        if kind is None:
            continue
        right = following.x0 if following is not None else float("inf")
        closed = following is not None and kind not in _OPEN
        if kind in _OPEN:
            right = min(right - size, token.x1 + _OPEN[kind] * size)
        if right - token.x1 < _LEAST * size:
            continue
        base = row[token.place].base
        box = (token.x1 + _BESIDE * size, base - _ABOVE * size, right - _BESIDE * size, base + _BELOW * size)
        before = following.place if closed and following is not None else None
        beside = row[before].text.lstrip(_LEADERS) if before is not None else ""
        left = row[token.place].text.rstrip(_LEADERS)
        found.append(Slot(number, token.place, before, kind, box, size, left, beside))
    return found


def is_short(text: str) -> bool:
    """Whether a text is as short as a figure with its symbol, and has a digit."""
    return len(text.split()) <= _FEW and any(character.isdigit() for character in text)


def fits(kind: SlotKind, text: str) -> bool:
    """Whether a text is what a slot has room for."""
    return _FITS[kind].fullmatch(text) is not None


def _token(index: int, word: Word) -> _Token:
    left, right = _leading(word), _trailing(word)
    return _Token(index, fold(word.text.strip(_LEADERS)), word.x0 + left, word.x1 - right)


def _leading(word: Word) -> float:
    """Return how wide the leaders at the beginning of a word are, as far as their widths tell."""
    return _share(word, len(word.text) - len(word.text.lstrip(_LEADERS)))


def _trailing(word: Word) -> float:
    """Return how wide the leaders at the end of a word are; one full stop is none."""
    count = len(word.text) - len(word.text.rstrip(_LEADERS))
    return _share(word, -count) if count > 1 or word.text[-1:] == "…" else 0.0


def _share(word: Word, count: int) -> float:
    """Return the share of a word's width that its first (or, if negative, last) characters have."""
    widths = [_WIDTHS.get(character, _LETTER) for character in word.text]
    part = widths[:count] if count >= 0 else widths[count:]
    return sum(part) / sum(widths) * (word.x1 - word.x0)


def _kind(tokens: Sequence[_Token], at: int, size: float) -> SlotKind | None:
    """Return what there is room for behind a word; None where there is none."""
    token = tokens[at]
    following = tokens[at + 1] if at + 1 < len(tokens) else None
    gap = following.x0 - token.x1 if following is not None else float("inf")
    opened = following is not None and _SYMBOL.match(following.text) is not None
    if _NUMBER.fullmatch(token.text) or (opened and _MISREAD.fullmatch(token.text)):
        if at and token.x0 - tokens[at - 1].x1 <= _APART * size:
            return None
        if following is not None and following.text[:1] in ("-", "/"):
            return "number"
        return "symbol" if gap > _FAR * size else None
    before = [other.text for other in tokens[max(0, at - _BEFORE) : at]]
    if token.text == "ngày" and following is not None and following.text == "tháng":
        return "day"
    if token.text == "tháng" and "ngày" in before and following is not None and following.text == "năm":
        return "month"
    if token.text == "năm" and "tháng" in before and gap > _APART * size:
        return "year"
    return None


def pictures_in(slot: Slot, pictures: Sequence[Box]) -> Box | None:
    """Return the hull of the pictures of the size of a figure that stand in a slot (boxes in the frame of the page)."""
    held = [picture for picture in pictures if _is_in(slot, picture)]
    if not held:
        return None
    return min(p[0] for p in held), min(p[1] for p in held), max(p[2] for p in held), max(p[3] for p in held)


def is_small(size: float, picture: Box) -> bool:
    """Whether a picture, however it is turned, is no larger than figures in print of a size may be."""
    return max(picture[2] - picture[0], picture[3] - picture[1]) <= _WIDEST * size


def _is_in(slot: Slot, picture: Box) -> bool:
    width, height = picture[2] - picture[0], picture[3] - picture[1]
    if min(width, height) < _TINY or height > _HIGHEST * slot.size or not is_small(slot.size, picture):
        return False
    x0, y0, x1, y1 = slot.box
    shared = min(x1, picture[2]) - max(x0, picture[0])
    return shared >= _SHARED * min(width, x1 - x0) and y0 <= (picture[1] + picture[3]) / 2 <= y1


def filled(row: Sequence[Word], slot: Slot, text: str, x0: float, x1: float) -> list[Word]:
    """Return a row of words with what was read in a slot of it, from x0 to x1; the leaders that it stands on go."""
    opener = row[slot.after]
    figure = replace(opener, parts=[Part(text, opener.parts[-1].look)], x0=x0, x1=x1, tied=False, hidden=False)
    behind: list[Word] = []
    if slot.before is not None:
        following = row[slot.before]
        behind = [_without_leaders(following, left=True), *row[slot.before + 1 :]]
        behind = [replace(word, base=opener.base) if word.base == following.base else word for word in behind]
    else:
        behind = [word for word in row[slot.after + 1 :] if word.text.strip(_LEADERS) or word.x0 >= slot.box[2]]
    return [*row[: slot.after], _without_leaders(opener, left=False), figure, *behind]


def _without_leaders(word: Word, *, left: bool) -> Word:
    cut = _leading(word) if left else _trailing(word)
    index = 0 if left else -1
    text = word.parts[index].text
    kept = text.lstrip(_LEADERS) if left else text.rstrip(_LEADERS)
    if not cut or not kept:
        return word
    parts = list(word.parts)
    parts[index] = Part(kept, parts[index].look)
    return replace(word, parts=parts, x0=word.x0 + cut) if left else replace(word, parts=parts, x1=word.x1 - cut)


def with_placed(rows: list[list[Word]]) -> list[list[Word]]:
    """Return rows with figures in their slots that a form on the page holds as text (a field that was filled in)."""
    placed = [row for row in rows if row[0].layer and row[0].angle == 0 and len(row) <= _FEW]
    if not placed:
        return rows
    slots = [slot for slot in find_slots(rows) if not rows[slot.row][0].layer]
    joined = dict(enumerate(rows))
    for slot in reversed(slots):
        for row in placed:
            text = " ".join(word.text for word in row)
            if fits(slot.kind, text) and pictures_in(slot, [box_of(row)]) is not None:
                joined[slot.row] = filled(joined[slot.row], slot, text, row[0].x0, row[-1].x1)
                del joined[next(n for n, held in enumerate(rows) if held is row)]
                placed = [other for other in placed if other is not row]
                break
    return list(joined.values())
