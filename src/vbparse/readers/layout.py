"""Tables that are only layout: the two columns of a heading or closing block, and list items parted by a tab.

A heading block is typeset in two columns (organisation and number on the left, Party name, place and date on the right;
36-HD/VPTW, part III). Copied to text they come as table rows, as words with a wide gap, or run together with a single
space. They are unfolded here, left column first, so that all later steps see lines.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from itertools import pairwise

import regex

from vbparse.lexicon.fold import fold, is_upper
from vbparse.lexicon.secrecy import mark_alone
from vbparse.lexicon.words import begins_with, words
from vbparse.readers.lines import CleanLine, Row

Span = tuple[int, int]
Sides = tuple[Span | None, Span | None]

_STATE_NAME = r"CỘNG[ ]H(?:ÒA|OÀ)[ ]XÃ[ ]HỘI[ ]CHỦ[ ]NGHĨA(?:[ ]VIỆT[ ]NAM)?"
_MOTTO = r"Độc[ ]lập[ ]?[-–][ ]?Tự[ ]do(?:[ ]?[-–][ ]?Hạnh[ ]phúc)?"
_DATE = r"\p{Lu}[\p{L} .-]{1,40},\s*ngày[\s\d.…]*tháng[\s\d.…]*năm"
_AUTHORITY = r"(?:T/M|K/T|T/L|TM\.|KT\.|TL\.|TUQ\.|Q\.)\s*\p{Lu}"
_COMPONENT = regex.compile(
    rf"""\W*(?: ĐẢNG[ ]CỘNG[ ]SẢN[ ]VIỆT[ ]NAM | {_STATE_NAME} | {_MOTTO} | N(?:ơi|ƠI)[ ](?:nhận|NHẬN)\s*:?
           | {_AUTHORITY} | {_DATE} )""",
    regex.VERBOSE,
)
_OPENS = regex.compile(rf"\W*(?:ĐẢNG[ ]CỘNG[ ]SẢN[ ]VIỆT[ ]NAM|{_STATE_NAME})", regex.VERBOSE)
_WIDE_GAP = regex.compile(r"(?<=\S)[ ]{4,}(?=\S)")
_ITEM = regex.compile(r"\s*(?:[-–+*•]|[IVXLC]{1,6}|\p{L}|\(?\d{1,2}(?:\.\d{1,2}){0,3})\s*[.)/-]?\s*$")
_INDEX_HEAD = regex.compile(r"\s*(?:S?TT|T\s?T|Số TT|Stt)\s*$", regex.IGNORECASE)
_BULLET = regex.compile(r"\s*[-–+•*]\s*\S")
# The right column behind the left one with a single space between: by their words, one pattern for each row of a block.
_PARTY_BEHIND = regex.compile(rf"(?:ĐẢNG[ ]CỘNG[ ]SẢN[ ]VIỆT[ ]NAM|{_STATE_NAME}|{_MOTTO})\W*$", regex.VERBOSE)
_MERGED = (
    regex.compile(rf"(?P<left>\W*Số\b[^,]{{1,30}}?)\s+(?P<right>{_DATE}\s*\d{{4}}\W*$)", regex.VERBOSE),
    regex.compile(rf"(?P<left>\W*N(?:ơi|ƠI)[ ](?:nhận|NHẬN)\s*:?)\s+(?P<right>{_AUTHORITY}.*)$", regex.VERBOSE),
)
_BULLET_AND_POSITION = regex.compile(
    r"(?P<left>[-–]\s?.{3,120}[,;.)])\s+(?P<right>\p{Lu}{2,}(?:\s\p{Lu}{1,12}){0,6})\W*$"
)
_HEADING_BELOW = regex.compile(rf"\W*(?:Số\s*:?[\s\d.…]{{0,12}}[-/]|{_DATE})", regex.VERBOSE)
_TOLERANCE = 12  # columns by which a line of the right column may begin before the leftmost wide one


def unfold_layout(rows: list[Row]) -> list[Row]:
    """Return the lines with layout tables unfolded and everything else as it was."""
    out: list[Row] = []
    at = 0
    while at < len(rows):
        line = rows[at][0]
        if line.cells is None:
            end = _text_block(rows, at)
            out += _by_columns(rows, at, end) if end > at + 1 or _pair(rows, at) else rows[at:end]
        else:
            end = at + 1
            while end < len(rows) and rows[end][0].cells is not None and not rows[end][2]:
                end += 1
            carried = _carried_on(rows, at, end)
            out += _unfold_rows(rows, at, end, carried)
            end = carried
        at = end
    return out


def opens_heading(text: str) -> bool:
    """Tell whether a cell is the first line of the right column of a heading block: the name of Party or state."""
    return bool(_OPENS.match(text))


def names_component(text: str) -> bool:
    """Tell whether a line opens as a component of a heading block or a closing does."""
    return bool(_COMPONENT.match(text))


def names_post(text: str) -> bool:
    """Tell whether a line in capitals is the position of one who signs."""
    return is_upper(text) and begins_with(fold(text), "closing.position") is not None


def is_item(text: str) -> bool:
    """Tell whether a cell holds the marker of a list and nothing else, or only `Kính gửi`."""
    return bool(_ITEM.match(text)) or _is_addressed(text)


def heads_numbers(text: str) -> bool:
    """Tell whether a cell is the heading of a column of numbers (`STT`), as only real tables have."""
    return bool(_INDEX_HEAD.match(text))


# ---- rows of a table ----------------------------------------------------------------------------------------------


def _carried_on(rows: list[Row], start: int, end: int) -> int:
    """Return where the lines end that carry the last left cell of a block on: right under it, in small letters."""
    last = _cell_sides(rows[end - 1][0]) if end > start else None
    if last is None or last[0] is None or not any(_is_component(row[0], _cell_sides) for row in rows[start:end]):
        return end
    while end < len(rows) and not rows[end][2] and rows[end][0].cells is None and rows[end][0].text[:1].islower():
        end += 1
    return end


def _unfold_rows(rows: list[Row], start: int, end: int, carried: int) -> list[Row]:
    """Unfold a run of table rows: lists to lines, and the stretches that hold a component of a block to columns.

    The lines from `end` to `carried` go on with the left column.
    """
    run = rows[start:end]
    if _has_index(run[0][0]):
        return rows[start:carried]
    if len(run) == 1 and _has_mark(run[0][0]):
        return _by_columns(rows, start, carried)
    if _is_list(run):
        return [(_flatten(line), number, gap) for line, number, gap in run] + rows[end:carried]
    out: list[Row] = []
    at = start
    while at < end:
        stop = at
        while stop < end and _cell_sides(rows[stop][0]) is not None:
            stop += 1
        block = rows[at:stop]
        if block and any(_is_component(row[0], _cell_sides) for row in block):
            out += _by_columns(rows, at, carried if stop == end else stop)
            carried = end if stop == end else carried
        else:
            stop = max(stop, at + 1)
            out += rows[at:stop]
        at = stop
    return out + rows[end:carried]


def _cell_sides(line: CleanLine) -> Sides | None:
    """Return the left and right cell of a row with at most two that are filled, or None."""
    cells = line.cells or ()
    filled = [(n, (c.start, c.end)) for n, c in enumerate(cells) if line.text[c.start : c.end].strip()]
    if len(cells) < 2 or len(filled) > 2:
        return None
    if len(filled) == 2:
        return filled[0][1], filled[1][1]
    if not filled:
        return None, None
    return (filled[0][1], None) if filled[0][0] == 0 else (None, filled[0][1])


def _is_component(line: CleanLine, sides: Callable[[CleanLine], Sides | None]) -> bool:
    """Whether a line of two columns has a component of a block in one, or two signers side by side."""
    found = [pieces[0].text for side in filter(None, sides(line) or ()) if (pieces := _pieces(line, *side))]
    return any(map(names_component, found)) or sum(map(names_post, found)) == 2


def _has_mark(line: CleanLine) -> bool:
    """Whether a row of two cells holds a mark of secrecy in one: `KẾ HOẠCH | MẬT`."""
    texts = [line.text[side[0] : side[1]] for side in _cell_sides(line) or () if side is not None]
    marks = [mark for text in texts if (mark := mark_alone(text)) and (mark.capitals or mark.sure)]
    return len(texts) == 2 and bool(marks) and not any(text.strip().isdigit() for text in texts)


def _has_index(line: CleanLine) -> bool:
    """Whether a row heads a real table: its first column is one of numbers."""
    return line.cells is not None and heads_numbers(line.text[line.cells[0].start : line.cells[0].end])


def _is_list(run: list[Row]) -> bool:
    """Whether a run of rows is a list or indented lines: one text each, or one behind a marker."""
    for line, _, _ in run:
        cells = line.cells or ()
        texts = [text for c in cells if (text := line.text[c.start : c.end]).strip()]
        if line.breaks or len(cells) > 2 or (len(texts) == 2 and not is_item(texts[0])):
            return False
    return True


def _is_addressed(text: str) -> bool:
    return fold(text).strip(" :*") in words("heading.addressee")


def _flatten(line: CleanLine) -> CleanLine:
    start = len(line.text) - len(line.text.lstrip())
    flat = line.cut(start, len(line.text.rstrip()))
    return replace(flat, text=flat.text.replace("\t", " "))


# ---- lines of text ------------------------------------------------------------------------------------------------


def _text_block(rows: list[Row], at: int) -> int:
    """Return where the block of two columns that begins at line `at` ends; `at + 1` when it is a line like any other.

    A block goes on over lines of one column: bullets and short lines on the left, indented ones on the right.
    """
    if not _pair(rows, at):
        return at + 1
    end, index, told = at + 1, at, False
    right_at: int | None = None
    while index < len(rows) and rows[index][0].cells is None:
        line = rows[index][0]
        sides = _text_sides(line) or (_merged(rows, index) if told or index == at else None)
        if sides is not None and sides[1] is not None:
            told = told or index == at or _is_component(line, _text_sides)
            column = line.indent + sides[1][0] if line.text[: sides[1][0]].endswith("    ") else None
            right_at = column if right_at is None or column is None else min(right_at, column)
            end = index + 1
        elif _side(line, right_at) == "right" or _BULLET.match(line.text):
            end = index + 1
        elif _side(line, right_at) is None:
            break
        index += 1
    return end


def _pair(rows: list[Row], at: int) -> bool:
    """Whether a block of two columns begins at line `at`: it or one right under it names a component."""
    line = rows[at][0]
    if line.cells is not None:
        return False
    if _merged(rows, at) is not None:
        return True
    index = at
    while index < min(len(rows), at + 4) and _text_sides(rows[index][0]) is not None:
        if _is_component(rows[index][0], _text_sides):
            return True
        index += 1
    return False


def _text_sides(line: CleanLine) -> Sides | None:
    """Return the two sides of the one wide gap in a line, or None."""
    if line.cells is not None or "    " not in line.text:
        return None
    gaps = list(_WIDE_GAP.finditer(line.text, timeout=2))
    return ((0, gaps[0].start()), (gaps[0].end(), len(line.text))) if len(gaps) == 1 else None


def _merged(rows: list[Row], at: int) -> Sides | None:
    """Return the two sides of a line that lost the gap between its columns, told by the words; or None."""
    line = rows[at][0]
    text = line.text
    if line.cells is not None or len(text) > 160:
        return None
    behind = _PARTY_BEHIND.search(text)
    if behind and behind.start() > 3:
        left = text[: behind.start()].rstrip()
        body = is_upper(left) and (begins_with(fold(left.strip(" *")), "organisation.heads") is not None)
        below = any(_HEADING_BELOW.search(row[0].text) for row in rows[at + 1 : at + 4] if len(row[0].text) < 100)
        above = at > 0 and bool(_PARTY_BEHIND.search(rows[at - 1][0].text))
        if is_upper(left) and below and (body or above):
            return (0, len(left)), (behind.start(), len(text))
        return None
    for pattern in (*_MERGED, _BULLET_AND_POSITION):
        match = pattern.match(text, timeout=2)
        if match and (pattern is not _BULLET_AND_POSITION or _recipients_above(rows, at)):
            if pattern is _BULLET_AND_POSITION and not begins_with(fold(match["right"]), "closing.position"):
                continue
            return match.span("left"), (match.start("right"), len(text))
    return None


def _recipients_above(rows: list[Row], at: int) -> bool:
    return any(_MERGED[1].match(row[0].text) for row in rows[max(0, at - 3) : at])


def _side(line: CleanLine, right_at: int | None) -> str | None:
    """Say on which side a line of one column stands, by where it begins and ends; None when it is of neither."""
    if right_at is None or line.heading:
        return None
    if line.indent >= max(16, right_at - _TOLERANCE):
        return "right"
    return "left" if line.indent + len(line.text) <= right_at + 2 else None


def _by_columns(rows: list[Row], start: int, end: int) -> list[Row]:
    """Return the lines of a block, the left column first; a cell with line breaks gives a line for each."""
    left: list[Row] = []
    right: list[Row] = []
    right_at: int | None = None
    for index in range(start, end):
        line, number, gap = rows[index]
        sides = _cell_sides(line) if line.cells is not None else _text_sides(line) or _merged(rows, index)
        if sides is None:
            on_right = _side(line, right_at) == "right" and not _BULLET.match(line.text)
            sides = (None, (0, len(line.text))) if on_right else ((0, len(line.text)), None)
        elif sides[1] is not None and line.cells is None and line.text[: sides[1][0]].endswith("    "):
            column = line.indent + sides[1][0]
            right_at = column if right_at is None else min(right_at, column)
        for column_rows, side in zip((left, right), sides, strict=True):
            if side is not None:
                pieces = _pieces(line, *side)
                first = gap or not column_rows
                column_rows += [(piece, number, first and at == 0) for at, piece in enumerate(pieces)]
    return left + right


def _pieces(line: CleanLine, start: int, end: int) -> list[CleanLine]:
    bounds = [start, *(b for b in line.breaks if start < b < end), end]
    found = [line.cut(a, b) for a, b in pairwise(bounds)]
    return [piece for piece in found if piece.text]
