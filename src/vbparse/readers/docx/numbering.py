"""Automatic numbers: what `numbering.xml` counts, computed paragraph by paragraph (ECMA-376 part 1, 17.9).

All lists (`w:num`) made from one definition (`w:abstractNum`) share its counters; a list with a start of its own sets
them back when it is first used.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Final

import regex

from vbparse.readers.characters import clean, from_symbol_font
from vbparse.readers.docx.names import ALTERNATE, Element, number, on, val, w
from vbparse.readers.docx.numbers import written

_LEVELS: Final = 9
_PLACE: Final = regex.compile(r"%([1-9])")
_MAX_LINKS: Final = 10
_LONGEST: Final = 255  # characters of a label, and of the text that it is made from


@dataclass(frozen=True)
class _Level:
    """How one level counts and what its label looks like; `restart` is the level whose use sets it back, 0: none."""

    start: int = 0
    style: str = "decimal"
    text: str = ""
    blank: bool = True
    legal: bool = False
    restart: int | None = None
    paragraph_style: str | None = None
    font: str | None = None
    picture: bool = False


@dataclass
class _List:
    """One `w:num`: the definition whose counters it uses, its levels, and its own starts."""

    counters: str
    levels: dict[int, _Level]
    starts: dict[int, int] = field(default_factory=dict)


class Numbering:
    """The lists of a document and where each stands; `label` counts on, so paragraphs are asked for in their order."""

    def __init__(self, root: Element | None, number_of: Callable[[str], str | None]) -> None:
        """`root` is the part of lists, `number_of` the list that a style of numbering stands for."""
        self._number_of = number_of
        self._definitions: dict[str, Element] = {}
        self._numbers: dict[str, Element] = {}
        for element in root.iterchildren(w("abstractNum")) if root is not None else ():
            self._definitions[element.get(w("abstractNumId"), "")] = element
        for element in root.iterchildren(w("num")) if root is not None else ():
            self._numbers[element.get(w("numId"), "")] = element
        self._lists: dict[str, _List | None] = {}
        self._counts: dict[str, list[int | None]] = {}
        self._begun: set[tuple[str, int]] = set()

    def label(self, place: tuple[str, int], styles: Sequence[str] = ()) -> str:
        """Count one paragraph on and return its label with the blank behind it; empty where it has none.

        `place` is its list and level (-1: the level that belongs to one of its `styles`, nearest first).
        """
        number_id, index = place
        found = self._list(number_id)
        if found is None:
            return ""
        if index < 0:
            linked = {level.paragraph_style: at for at, level in found.levels.items() if level.paragraph_style}
            index = next((linked[style] for style in styles if style in linked), 0)
        level = found.levels.get(index)
        if level is None:
            return ""
        counts = self._count(found, number_id, index)
        label = "•" if level.picture else self._write(found, level, counts)
        return label + " " if label and level.blank else label

    def _count(self, found: _List, number_id: str, index: int) -> list[int | None]:
        counts = self._counts.setdefault(found.counters, [None] * _LEVELS)
        if (number_id, index) not in self._begun:
            self._begun.add((number_id, index))
            if index in found.starts:
                counts[index] = None
        above = counts[index]
        counts[index] = self._start(found, index) if above is None else above + 1
        for deeper in range(index + 1, _LEVELS):
            level = found.levels.get(deeper)
            restart = level.restart if level is not None else None
            if restart is None or (restart > 0 and index < restart):
                counts[deeper] = None
        return counts

    @staticmethod
    def _start(found: _List, index: int) -> int:
        level = found.levels.get(index)
        return found.starts.get(index, level.start if level is not None else 0)

    def _write(self, found: _List, level: _Level, counts: list[int | None]) -> str:
        if level.style == "bullet":
            return clean(from_symbol_font(level.text, level.font)).strip()

        def value(place: regex.Match[str]) -> str:
            at = int(place[1]) - 1
            count = counts[at]
            of = found.levels.get(at, level)
            style = "decimal" if level.legal and of.style != "decimalZero" else of.style
            return written(self._start(found, at) if count is None else count, style)

        return clean(_PLACE.sub(value, from_symbol_font(level.text, level.font))).strip()[:_LONGEST]

    # ---- definitions

    def _list(self, number_id: str) -> _List | None:
        if number_id not in self._lists:
            self._lists[number_id] = self._read_list(number_id)
        return self._lists[number_id]

    def _read_list(self, number_id: str) -> _List | None:
        element = self._numbers.get(number_id)
        if element is None or number_id == "0":
            return None
        definition_id = self._linked(val(element, "abstractNumId") or "")
        definition = self._definitions.get(definition_id)
        if definition is None:
            return None
        found = _List(definition_id, {at: _level(child) for at, child in _levels(definition)})
        for override in element.iterchildren(w("lvlOverride")):
            at = number(override.get(w("ilvl")))
            if at is None or not 0 <= at < _LEVELS:
                continue
            found.levels.update((own, _level(child)) for own, child in _levels(override))
            start = number(val(override, "startOverride"))
            if start is not None:
                found.starts[at] = start
        return found

    def _linked(self, definition_id: str) -> str:
        """Follow a definition that only names a style of numbering to the one that this style uses."""
        for _ in range(_MAX_LINKS):
            definition = self._definitions.get(definition_id)
            style = val(definition, "numStyleLink")
            target = self._numbers.get(self._number_of(style) or "") if style is not None else None
            if target is None:
                break
            definition_id = val(target, "abstractNumId") or ""
        return definition_id


def _levels(parent: Element) -> list[tuple[int, Element]]:
    found = [(number(child.get(w("ilvl"))), child) for child in parent.iterchildren(w("lvl"))]
    return [(at, child) for at, child in found if at is not None and 0 <= at < _LEVELS]


def _level(element: Element) -> _Level:
    style = val(element, "numFmt")
    if style is None:
        inner = next((found for other in element.iterchildren(ALTERNATE) for found in other.iter(w("numFmt"))), None)
        style = inner.get(w("val")) if inner is not None else None
    fonts = next(element.iter(w("rFonts")), None)
    return _Level(
        start=number(val(element, "start")) or 0,
        style=style or "decimal",
        text=(val(element, "lvlText") or "")[:_LONGEST],
        blank=val(element, "suff") != "nothing",
        legal=bool(on(element.find(w("isLgl")))),
        restart=number(val(element, "lvlRestart")),
        paragraph_style=val(element, "pStyle"),
        font=fonts.get(w("ascii")) or fonts.get(w("hAnsi")) if fonts is not None else None,
        picture=element.find(w("lvlPicBulletId")) is not None,
    )
