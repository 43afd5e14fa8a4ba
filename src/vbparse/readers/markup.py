"""Markup out, looks kept: one raw line of Markdown, light HTML or plain text to clean pieces.

Cleaning removes markup only (`**`, `*`, `#`, `<b>`, `<sup>`, `\\*`, table bars); every other character stays. Where an
OCR tool glued two headings on one line (`I- QUAN ĐIỂM**1. Mục tiêu**`), the mark that stood between them becomes a line
break, so that each piece is a line of its own.
"""

from __future__ import annotations

import html
from collections.abc import Sequence
from dataclasses import dataclass, field

import regex

from vbparse.lexicon.fold import is_upper
from vbparse.readers.grids import has_bars, is_rule, part_row
from vbparse.readers.lines import CleanLine
from vbparse.tape import Cell, Run

_TOKEN = regex.compile(
    r"""
      \\(?P<escaped>[\\*_\#\[\]()~`>+.!|-])
    | (?P<stars>\*+)
    | <(?P<close>/?)(?P<tag>b|strong|i|em|u|s|sup|sub|br|span|p|div|center|font|small|del|mark)\b[^<>]{0,200}>
    | (?P<comment><!--[^\n]{0,2000}?-->)
    | (?P<entity>&(?:[a-zA-Z]{2,8}|\#\d{1,6}|\#[xX][0-9a-fA-F]{1,5});)
    | !?\[(?P<link>[^\[\]\n]{0,500})\]\((?:https?://|\#|mailto:|/|\./|data:)[^()\s]{0,2000}\)
    | (?<![\w_])(?:(?P<under>_{1,2})(?=[^\s_])(?P<underlined>[^_\n]{1,500})(?<=[^\s_])(?P=under)
        | (?P<loose>__)(?=[^\s_])(?P<loosely>[^_\n]{1,500})\s__)(?![\w_])
    """,
    regex.VERBOSE | regex.IGNORECASE,
)
_HEADING = regex.compile(r"\s{0,3}(?P<marks>#{1,6})\s+|\s{0,3}(?:>\s?)+")
_MARKER_AHEAD = regex.compile(r"[*_\s]*(?:[IVXLC]{1,6}|[A-Z]|\d{1,2}(?:\.\d{1,2}){0,3})\s?[.\-–)/]\s*\S")
_LABEL = regex.compile(r"(?:phụ lục|phụ biểu|biểu|mẫu)\s*(?:số\s*)?[\dIVX]*$", regex.IGNORECASE)
_BARE_MARK = regex.compile(r"\s*(?:\*\*|\*\*\s+\*\*|#{1,6})\s*")  # bold opened or closed on a line of its own
_BREAK = regex.compile(r"<br\s{0,3}/?\s{0,3}>", regex.IGNORECASE)
_SPECIAL = regex.compile(r"[*<\\&\[_]")
_CONTEXT = 200  # characters on each side of an emphasis mark that tell what it parted
_OPENERS = "([{“\"‘'«/-–"
_CLOSERS = ",.;:)]}”\"’'»!?/-–%"


@dataclass
class Looks:
    """The emphasis that is open at a point of a paragraph; it carries over line breaks inside the paragraph."""

    bold: bool = False
    italic: bool = False
    superscript: bool = False

    def reset(self) -> None:
        self.bold = self.italic = self.superscript = False

    def toggle(self, stars: int) -> None:
        """Apply a run of `stars` asterisks: one for italic, two for bold, four for bold closed and opened again."""
        if stars % 2:
            self.italic = not self.italic
        if stars // 2 % 2:
            self.bold = not self.bold


@dataclass
class Piece:
    """A cleaned line or cell: its text and the runs that have a look of their own."""

    text: str = ""
    runs: list[Run] = field(default_factory=list)

    def add(self, words: str, looks: Looks) -> None:
        if not words:
            return
        start = len(self.text)
        self.text += words
        if looks.bold or looks.italic or looks.superscript:
            last = self.runs[-1] if self.runs else None
            look = (looks.bold, looks.italic, looks.superscript)
            if last and last.end == start and (last.bold, last.italic, last.superscript) == look:
                start = self.runs.pop().start
            self.runs.append(Run(start, len(self.text), *look))

    def stripped(self) -> Piece:
        """Return the piece without blank edges, its runs moved along."""
        text = self.text.strip()
        return self if text == self.text else self._cut(len(self.text) - len(self.text.lstrip()), text)

    def _cut(self, shift: int, text: str) -> Piece:
        runs = []
        for run in self.runs:
            start, end = max(0, run.start - shift), min(len(text), run.end - shift)
            if start < end:
                runs.append(Run(start, end, run.bold, run.italic, run.superscript))
        return Piece(text, runs)


def clean_line(raw: str, looks: Looks) -> list[CleanLine]:
    """Clean one raw line; `looks` is the open emphasis, updated in place. Markup-only lines give an empty list."""
    if is_rule(raw):
        return []
    if has_bars(raw):
        return [row_of(part_row(raw))]
    if "\t" in raw and raw.strip():
        return [row_of(raw.split("\t"))]
    if _BARE_MARK.fullmatch(raw):
        looks.toggle(raw.count("*"))
        return []
    heading = 0
    indent = len(raw) - len(raw.lstrip(" "))
    mark = _HEADING.match(raw)
    if mark:
        heading = len(mark["marks"] or "")
        raw = raw[mark.end() :]
    if not _SPECIAL.search(raw):
        piece = Piece()
        piece.add(raw.strip(), looks)
        pieces = [piece]
    else:
        pieces = [piece.stripped() for piece in inline(raw.strip(), looks)]
    return [CleanLine(p.text, tuple(p.runs), heading, indent=indent) for p in pieces if p.text]


def row_of(cells: Sequence[str], *, heads: bool = False) -> CleanLine:
    """Clean the cells of one table row and join them by tabs."""
    text, runs, found, breaks = "", [], [], []
    for index, raw in enumerate(cells):
        looks = Looks()
        parts = [p.stripped() for p in inline(raw.strip(), looks)] if _SPECIAL.search(raw) else [Piece(raw.strip())]
        if index:
            text += "\t"
        start = len(text)
        for part in parts:
            if not part.text:
                continue
            if len(text) > start:
                text += " "
                breaks.append(len(text))
            shift = len(text)
            text += part.text
            runs += [Run(r.start + shift, r.end + shift, r.bold, r.italic, r.superscript) for r in part.runs]
        found.append(Cell(start, len(text)))
    return CleanLine(text, tuple(runs), 0, tuple(found), breaks=tuple(breaks), heads=heads)


def inline(raw: str, looks: Looks) -> list[Piece]:
    """Take the inline markup out of `raw`; more than one piece where headings were glued or `<br>` stands."""
    return [piece for part in _BREAK.split(raw) for piece in _inline(part.strip(), looks)]


def _inline(raw: str, looks: Looks) -> list[Piece]:
    pieces = [Piece()]
    at = 0
    for token in _TOKEN.finditer(raw):
        pieces[-1].add(raw[at : token.start()], looks)
        at = token.end()
        if token["escaped"]:
            pieces[-1].add(token["escaped"], looks)
        elif token["stars"]:
            _stars(raw, token.start(), token.end(), pieces, looks)
        elif token["tag"]:
            _tag(token["tag"].lower(), bool(token["close"]), pieces, looks)
        elif token["entity"]:
            pieces[-1].add(html.unescape(token["entity"]).replace("\xa0", " "), looks)
        elif token["link"] is not None:
            pieces[-1].add(token["link"], looks)
        elif token["underlined"]:
            kept = Looks(looks.bold or len(token["under"]) == 2, looks.italic or len(token["under"]) == 1)
            pieces[-1].add(token["underlined"], kept)
        elif token["loosely"]:
            pieces[-1].add(token["loosely"], Looks(True, looks.italic))
    pieces[-1].add(raw[at:], looks)
    return pieces


def _stars(raw: str, start: int, end: int, pieces: list[Piece], looks: Looks) -> None:
    before, after = raw[start - 1 : start], raw[end : end + 1]
    alone = (not before or before.isspace()) and (not after or after.isspace())
    in_brackets = before == "(" and after == ")"
    product = before.isdigit() and after.isdigit() and end - start == 1
    if (alone and not (end - start > 1 and raw.strip("* "))) or in_brackets or product:
        pieces[-1].add(raw[start:end], looks)
        return
    looks.toggle(end - start)
    if not before or before.isspace() or not after or after.isspace():
        return
    if before in _OPENERS or after in _CLOSERS:
        return
    glue = _glue(pieces[-1].text[-_CONTEXT:], raw[end : end + _CONTEXT])
    if glue == "\n":
        pieces.append(Piece())
    elif glue:
        pieces[-1].add(glue, Looks())


def _glue(left: str, right: str) -> str:
    """Say what parts two pieces that an emphasis mark glued: a line break, a space, or nothing (inside a word)."""
    right = right.lstrip("*_")
    last = left.split()[-1] if left.split() else ""
    first = right.split()[0].split("*")[0] if right.split() else ""
    if len(last.strip("*")) < 2 and not last.isdigit():
        return ""
    if _MARKER_AHEAD.match(right) or (is_upper(last) and len(first) > 1) or _LABEL.search(left):
        return "\n"
    if is_upper(first) and len(first) > 1:
        return "\n"
    if right[:1].isupper() and (last[-1:].isalnum() or last[-1:] in ".:;,)”"):
        return " "
    return ""


def _tag(name: str, close: bool, pieces: list[Piece], looks: Looks) -> None:
    if name in ("b", "strong"):
        looks.bold = not close
    elif name in ("i", "em"):
        looks.italic = not close
    elif name == "sup":
        looks.superscript = not close
    elif name in ("br", "p", "div", "center"):
        pieces.append(Piece())
