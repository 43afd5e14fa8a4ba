"""The text of a section of aims: its figures, without those that are no aim, and its brackets."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from copy import copy

import regex

from vbparse.facts import aim_words as vocabulary
from vbparse.lexicon.fold import fold, squeeze
from vbparse.lexicon.quantities import DURATIONS, Quantity, find_quantities, level

_BRACKET, _SPACE = regex.compile(r"[()]"), regex.compile(r"\s")
HIDDEN = "\ue000"  # stands for what is in brackets


class AimText:
    """The text of a section with its figures; in `flat` brackets are hidden, so that no cut is made in one."""

    def __init__(self, text: str) -> None:
        self.text = _SPACE.sub(" ", text)
        self.plain = level(text)
        self.hidden: list[tuple[int, int]] = []
        self.quantities = [one for one in find_quantities(text) if not self._incidental(one)]
        brackets = _brackets(self.plain)
        self.brackets = [(start, end) for start, end in brackets if self._figures(start, end)]
        self.left_out = sorted([*self.brackets, *self.hidden])
        flat = list(self.plain)
        for start, end in brackets:
            flat[start:end] = HIDDEN * (end - start)
        self.flat = "".join(flat)

    def _incidental(self, one: Quantity) -> bool:
        """Tell whether a figure is a starting point, a span of time, somebody's age."""
        head, tail = self.plain[max(0, one.outer_start - 60) : one.outer_start], self.plain[one.end : one.end + 80]
        since = self.plain[one.outer_start : one.start].startswith("từ")
        base = vocabulary.BASELINE.match(tail) if (since or head.endswith("từ ")) and one.value_max is None else None
        if base:
            self.hidden.append((one.outer_start, one.end + base.start("to")))
            return True
        if vocabulary.COMPARED.search(head):
            return True
        unit = fold((one.unit or "").split("/")[0])
        if unit in DURATIONS:
            return one.comparator in ("=", "~")
        return unit == "tuổi" and not vocabulary.LIFE.search(self.plain[max(0, one.start - 200) : one.start])

    def opened(self) -> AimText:
        """Return the source with its brackets opened: to read what is in one."""
        other = copy(self)
        other.flat, other.brackets, other.left_out = self.plain, [], self.hidden
        return other

    def words(self, start: int, end: int) -> str:
        """Return the words between two places, without the brackets that hold figures of their own."""
        kept, at = [], start
        for a, b in self._between(self.left_out, start, end):
            kept.append(self.text[at:a])
            at = max(at, b)
        kept.append(self.text[at:end])
        return squeeze(" ".join(kept))

    def inside(self, start: int, end: int) -> list[Quantity]:
        """Return the figures between two places that are in no bracket there."""
        found, at = [], start
        for a, b in [*self.held(start, end), (end, end)]:
            found += self._figures(at, a)
            at = b
        return found

    def leads_in(self, start: int, end: int) -> bool:
        """Tell whether a stretch has words but no figure, not even in brackets."""
        return start < end and not self._figures(start, end)

    def held(self, start: int, end: int) -> list[tuple[int, int]]:
        """Return the brackets with figures between two places."""
        return self._between(self.brackets, start, end)

    def _figures(self, start: int, end: int) -> list[Quantity]:
        first, stop = (bisect_left(self.quantities, at, key=lambda one: one.start) for at in (start, end))
        return self.quantities[first:stop]

    @staticmethod
    def _between(ranges: list[tuple[int, int]], start: int, end: int) -> list[tuple[int, int]]:
        """Return those of the ranges, which are in order, that lie between two places."""
        return [one for one in ranges[bisect_left(ranges, (start, 0)) : bisect_left(ranges, (end, 0))] if one[1] <= end]


def _brackets(plain: str) -> list[tuple[int, int]]:
    """Return the outermost pairs of brackets."""
    found, depth, start = [], 0, 0
    for m in _BRACKET.finditer(plain):
        if m[0] == "(":
            start = m.start() if depth == 0 else start
            depth += 1
        elif depth:
            depth -= 1
            if depth == 0:
                found.append((start, m.end()))
    return found


def cut(source: AimText, start: int, end: int, at: regex.Pattern[str]) -> Iterator[tuple[int, int]]:
    """Cut a stretch at the matches of the pattern `at`, outside of brackets."""
    begin = start
    for m in at.finditer(source.flat, pos=start, endpos=end):
        yield begin, m.start()
        begin = m.end()
    yield begin, end
