"""Two columns made by tabs or blanks: `TỈNH ỦY …<tab>ĐẢNG CỘNG SẢN VIỆT NAM` and what is under it, the left one first.

Where a piece of a line stands is reckoned from tab stops and indents, with letters of a mean width.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Final

import regex

from vbparse.readers.docx.blocks import Block, Paragraph
from vbparse.readers.docx.drafts import Draft, labelled
from vbparse.readers.docx.items import Item, finished, notes_of
from vbparse.readers.docx.styles import ParagraphLook, TabStop
from vbparse.readers.layout import names_component, names_post, opens_heading

_DEFAULT_STOP: Final = 720  # twentieths of a point between stops that are not set
_POINTS: Final = 14.0
_SLACK: Final = 1000  # twentieths of a point by which a line of the right column may begin before the others
_LOOKAHEAD: Final = 4
_NARROW: Final = 500  # twentieths of a point: a gap that parts no columns
_SHORT: Final = 60  # characters of a line in the left column
_LONG: Final = 120  # of a recipient
_BLANK: Final = 5  # twentieths of a point: the width of a blank in letters of one point
_GAP: Final = regex.compile(r"\t|[ ]{4,}")
_BULLETS: Final = ("-", "–", "+", "•")


@dataclass(frozen=True)
class _Piece:
    """Words of a line between tabs or wide gaps, where they begin and stop; `parted` is the tab or blanks before."""

    start: int
    end: int
    x: float
    stop: float
    parted: str


def columns_at(blocks: list[Block], at: int, width: int) -> tuple[int, list[Item]] | None:
    """Return the block of two columns that begins with paragraph `at`, as where it ends and its lines; or None."""
    first = blocks[at]
    if not isinstance(first, Paragraph) or not any(_GAP.search(draft.text) for draft in first.lines):
        return None
    if len(_row_pieces(first)) != 1 or len(_row_pieces(first)[0][1]) != 2 or not _named(blocks, at):
        return None
    end, limit = _end(blocks, at, width)
    sides: tuple[list[Item], list[Item]] = ([], [])
    block = [paragraph for paragraph in blocks[at:end] if isinstance(paragraph, Paragraph)]
    gaps = [True, True]
    for paragraph in block:
        for draft, pieces in _row_pieces(paragraph):
            pieces = _joined(pieces, limit)
            for piece in pieces:
                side = _side(piece, pieces, paragraph.look, limit, width)
                line = finished(draft.piece(piece.start, piece.end), paragraph)
                if paragraph.label and draft is paragraph.lines[0] and piece is pieces[0]:
                    line = labelled(line, paragraph.label)
                sides[side].append(Item(replace(line, centred=False), gaps[side]))
                gaps[side] = False
        if paragraph.blank:
            gaps = [True, True]
    return end, [*sides[0], *sides[1], *notes_of(block)]


def _end(blocks: list[Block], at: int, width: int) -> tuple[int, float]:
    """Return where a block ends, and how far right a line must begin to be of its right column."""
    end, limit = at, float(width)
    first, entry = blocks[at], False  # entry: the line above is of a list in the left column
    for index in range(at, len(blocks)):
        paragraph = blocks[index]
        if not isinstance(paragraph, Paragraph) or (paragraph.boxes and index > at):
            break
        for draft, pieces in _row_pieces(paragraph):
            pieces = _joined(pieces, limit) if end > at else pieces
            if index > at and any(opens_heading(draft.text[piece.start : piece.end]) for piece in pieces):
                return end, limit  # the next paper of a book, behind the closing of this one
            if len(pieces) == 2:
                limit = min(limit, max(pieces[1].x - _SLACK, width * 0.3))
                end, entry = index + 1, entry or _is_bullet(paragraph, pieces[0])
            elif len(pieces) > 2 or not isinstance(first, Paragraph):
                return end, limit
            elif _belongs(pieces[0], paragraph, first.look, limit, width) or (
                entry and end == index and _carries_on(pieces[0], paragraph)
            ):
                end, entry = index + 1, entry or _is_bullet(paragraph, pieces[0])
            elif not _may_lie_between(pieces[0], paragraph):
                return end, limit
    return end, limit


def _belongs(piece: _Piece, paragraph: Paragraph, first: ParagraphLook, limit: float, width: int) -> bool:
    """Whether a line in one piece is of the block: far right, a recipient, or set by its first tab stops."""
    size = piece.end - piece.start
    if _side(piece, [piece], paragraph.look, limit, width):
        return size <= _LONG and not (paragraph.look.centred and not piece.parted)
    if _is_bullet(paragraph, piece):
        return size <= _LONG
    return piece.parted == "\t" and size <= _SHORT and bool(first.tabs) and paragraph.look.tabs == first.tabs


def _carries_on(piece: _Piece, paragraph: Paragraph) -> bool:
    """Whether a line right under an entry of a list carries it on: set in from the left, or in small letters."""
    inset = paragraph.lines[0].text.startswith(" ") or paragraph.lines[0].text[piece.start :][:1].islower()
    return inset and piece.end - piece.start <= _SHORT and not paragraph.look.centred


def _may_lie_between(piece: _Piece, paragraph: Paragraph) -> bool:
    """Whether a line may stand in the left column if the block goes on under it."""
    return piece.end - piece.start <= _SHORT and not paragraph.look.centred


def _side(piece: _Piece, pieces: list[_Piece], look: ParagraphLook, limit: float, width: int) -> int:
    """Say whether a piece is of the left column (0) or the right one (1)."""
    if len(pieces) == 2:
        return int(piece is pieces[1])
    return int(piece.x >= limit if piece.parted else look.left >= min(limit, width * 0.5))


def _is_bullet(paragraph: Paragraph, piece: _Piece) -> bool:
    text = paragraph.label + paragraph.lines[0].text[piece.start : piece.end]
    return text.startswith(_BULLETS)


def _named(blocks: list[Block], at: int) -> bool:
    """Whether one of the first lines names a component of a heading block or a closing, or two who sign."""
    for block in blocks[at : at + _LOOKAHEAD]:
        if not isinstance(block, Paragraph):
            return False
        for draft, pieces in _row_pieces(block):
            texts = [draft.text[piece.start : piece.end].strip() for piece in pieces]
            if len(pieces) == 2 and (any(map(names_component, texts)) or sum(map(names_post, texts)) == 2):
                return True
    return False


def _row_pieces(paragraph: Paragraph) -> list[tuple[Draft, list[_Piece]]]:
    """Return the lines of a paragraph that are not empty, each with its pieces that are not."""
    found = []
    for number, draft in enumerate(paragraph.lines):
        if not draft.blank:
            start = paragraph.look.left + (paragraph.look.first if number == 0 else 0)
            found.append((draft, _pieces(draft, paragraph.look, start)))
    return found


def _pieces(draft: Draft, look: ParagraphLook, start: int) -> list[_Piece]:
    size = max(draft.sizes, default=_POINTS)
    tabs = dict(draft.tabs)
    x, begin, parted, found = float(start), 0, "", list[_Piece]()
    for gap in (*_GAP.finditer(draft.text), None):
        end = gap.start() if gap is not None else len(draft.text)
        words = draft.text[begin:end]
        long = sum(14 if c.isupper() else 10 for c in words) * size
        if parted == "\t":
            stop = TabStop(int(x), "left")
            for _ in range(tabs.get(begin - 1, 1)):
                stop = _next_stop(look, stop.at if stop.at > x else x)
            x = {"center": stop.at - long / 2, "right": stop.at - long}.get(stop.kind, float(stop.at))
        else:
            x += len(parted) * _BLANK * size
        if words.strip():
            found.append(_Piece(begin, end, x, x + long, parted))
        x += long
        if gap is not None:
            begin, parted = gap.end(), gap[0]
    return _in_two(found)


def _in_two(pieces: list[_Piece]) -> list[_Piece]:
    """Join more pieces to two where one gap is far wider than the others: `Số     /2000  <gap>  Hà Nội, ngày …`."""
    if len(pieces) < 3:
        return pieces
    gaps = [right.x - left.stop for left, right in pairwise(pieces)]
    widest, second = sorted(gaps, reverse=True)[:2]
    if widest < second * 2:
        return pieces
    at = gaps.index(widest) + 1
    return [replace(side[0], end=side[-1].end, stop=side[-1].stop) for side in (pieces[:at], pieces[at:])]


def _joined(pieces: list[_Piece], limit: float) -> list[_Piece]:
    """Join two pieces of the left column that only some blanks part: `- Lưu:     VP`."""
    if len(pieces) == 2 and pieces[1].parted != "\t" and pieces[1].x < limit and pieces[1].x - pieces[0].stop < _NARROW:
        return [replace(pieces[0], end=pieces[1].end, stop=pieces[1].stop)]
    return pieces


def _next_stop(look: ParagraphLook, x: float) -> TabStop:
    for stop in (*look.tabs, *([TabStop(look.left, "left")] if look.first < 0 else [])):
        if stop.at > x:
            return stop
    return TabStop(int(x // _DEFAULT_STOP + 1) * _DEFAULT_STOP, "left")
