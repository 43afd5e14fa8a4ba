"""Automatic numbers: the markers of a document as lists that Word would count.

One multilevel list holds the Roman, Arabic, dotted and lettered numbers of a document, as Word's own templates do.
Where the printed number is not the one that the list would give (skipped, repeated, a new beginning), a list of its own
starts at it. What no list can print (`đ)`, a dotted number under another one) stays typed.
"""

from __future__ import annotations

from dataclasses import replace

import regex

from .content import Paragraph, Piece, Words, text_of
from .sheet import Look, Sheet

_MARKER = regex.compile(
    r"(?P<number>(?P<roman>[IVXLC]+)|(?P<arabic>\d{1,2})|(?P<two>\d{1,2}\.\d{1,2})|(?P<three>\d{1,2}\.\d{1,2}\.\d{1,2})"
    r"|(?P<lower>[a-eg-z]))(?P<after>[.)-])(?P<space> +)|(?P<bullet>[-+*])(?P<space> +)"
)
_LEVELS = ("roman", "arabic", "two", "three", "lower")
_FORMS = ("upperRoman", "decimal", "decimal", "decimal", "lowerLetter")
_TEXTS = ("%1", "%2", "%2.%3", "%2.%3.%4", "%5")
_DOTTED = (2, 3)
_ROMAN = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100}


class Numbers:
    """The running numbers of one document on a sheet; `look` gives the indents of a numbered paragraph."""

    def __init__(self, sheet: Sheet, look: Look) -> None:
        self._sheet, self._look = sheet, look
        self._lists: dict[tuple[str, ...], int] = {}  # bullets by their sign
        self._after = [".", ".", ".", ".", ")"]  # what is printed behind a number of each level
        self._list = 0
        self._at: list[int | None] = [None] * len(_LEVELS)  # where the list that runs stands; None: level not begun

    def number(self, paragraph: Paragraph) -> tuple[Words, tuple[int, int] | None]:
        """Return the words without their marker, and the list and level that print it, or all words and None."""
        found = _MARKER.match(text_of(paragraph.words)) if paragraph.marker else None
        if found is None or len(found["space"]) != 1:
            return paragraph.words, None
        rest = _without(paragraph.words, found.end())
        if found["bullet"]:
            return rest, (self._bullets(found["bullet"]), 0)
        level = next(n for n, name in enumerate(_LEVELS) if found[name])
        steps = _values(found["number"], level)
        if steps is None:
            return paragraph.words, None
        if not self._runs_on(level, steps, found["after"]):
            if level in _DOTTED:
                return paragraph.words, None
            self._begin(level, steps[-1], found["after"])
        self._at[level] = steps[-1]
        for lower in range(level + 1, len(_LEVELS)):
            self._at[lower] = 0
        return rest, (self._list, level)

    def _bullets(self, sign: str) -> int:
        if (sign,) not in self._lists:
            self._lists[(sign,)] = self._sheet.numbering([("bullet", sign, self._look)], {})
        return self._lists[(sign,)]

    def _runs_on(self, level: int, steps: list[int], after: str) -> bool:
        """Whether the running list would print this number next."""
        if not self._list or self._after[level] != after:
            return False
        if level == 2 and self._at[1] != steps[0]:
            return False
        if level == 3 and [self._at[1], self._at[2]] != steps[:2]:
            return False
        at = self._at[level]
        return at is not None and at + 1 == steps[-1]

    def _begin(self, level: int, start: int, after: str) -> None:
        """Begin a new list whose level starts at this number."""
        self._after[level] = after
        levels = [(form, text + end, self._look) for form, text, end in zip(_FORMS, _TEXTS, self._after, strict=True)]
        self._list = self._sheet.numbering(levels, {level: start})
        self._at = [None] * len(_LEVELS)


def _values(number: str, level: int) -> list[int] | None:
    """The steps of a number as integers."""
    if level == 0:
        values = [_ROMAN[c] for c in number]
        total = sum(-v if v < max(values[i:]) else v for i, v in enumerate(values))
        return [total]
    if level == 4:
        return [ord(number) - ord("a") + 1]
    return [int(step) for step in number.split(".")]


def _without(words: Words, count: int) -> Words:
    """The words after the first `count` characters."""
    out: list[Piece] = []
    for piece in words:
        cut = min(count, len(piece.text))
        count -= cut
        if piece.text[cut:] or piece.note is not None:
            out.append(replace(piece, text=piece.text[cut:]))
    return tuple(out)
