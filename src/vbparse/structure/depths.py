"""The depths of all markers of a part, solved together.

A marker says little alone: `I` may be one or a letter, `1.` comes back at several depths, numbers are skipped or
printed twice. So every consistent way to hang each marker under those before it gets a cost, and the cheapest sequence
wins (a beam search over the stack of open levels). The costs say how odd a step is: nothing for the next number of
an open list or a list that begins at one, more for a skip, a repeat, a late beginning, a high style under a low one.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

from vbparse.lexicon.markers import Marker, Reading
from vbparse.model import Numbering

BEAM = 24
LONG, NARROW_BEAM = 3000, 6  # a part of so many markers is hardly a document: fewer ways are kept open

# The order of styles from the top (36-HD/VPTW; Điều and Khoản of state documents between them).
RANK: dict[Numbering, int] = {
    "part": 0, "chapter": 1, "section": 2, "letter": 3, "roman": 4, "article": 5, "arabic": 6, "dotted": 7, "lower": 12,
    "parenthesised": 13,
}  # fmt: skip

# Numbers of these styles run on through the document: Điều 3 may open Chương II.
RUN_ON: frozenset[Numbering] = frozenset({"article", "chapter"})

SKIP, SKIP_STEP, REPEAT, BACK, RESTART = 1.5, 0.2, 2.0, 4.0, 3.0
LATE, LATE_STEP, UPSIDE_DOWN, ABANDON, STRAY, SLIP, NESTED = 2.0, 0.2, 3.0, 2.0, 2.5, 2.2, 3.5

Oddity = Literal["skipped", "repeated", "restarted", "starts-late", "misnumbered"]


@dataclass(frozen=True, slots=True)
class Level:
    """An open level of the stack: a marker's reading and which node it is."""

    numbering: Numbering
    value: int
    prefix: tuple[int, ...]
    node: int

    @property
    def rank(self) -> int:
        return RANK[self.numbering] + (len(self.prefix) - 1 if self.numbering == "dotted" else 0)


@dataclass(frozen=True, slots=True)
class Place:
    """Where a marker was hung: the node above it (None at the top), its depth from 1, its style, and what is odd."""

    parent: int | None
    depth: int
    numbering: Numbering
    oddity: Oddity | None = None
    expected: int | None = None


@dataclass(frozen=True, slots=True)
class _Path:
    cost: float
    stack: tuple[Level, ...]
    place: Place | None
    before: _Path | None


def solve_depths(markers: Sequence[Marker]) -> list[Place]:
    """Return the place of each marker of a part, in order. Bullets must be left out."""
    beam = [_Path(0.0, (), None, None)]
    width = BEAM if len(markers) <= LONG else NARROW_BEAM
    run_on: dict[Numbering, int] = {}
    inverted = _inverted(markers)
    for index, marker in enumerate(markers):
        found: dict[tuple[tuple[Numbering, int, tuple[int, ...]], ...], _Path] = {}
        for path in beam:
            for reading in marker.readings:
                for cost, stack, place in _steps(path.stack, reading, index, run_on.get(reading.numbering), inverted):
                    total = path.cost + cost
                    key = tuple((level.numbering, level.value, level.prefix) for level in stack)
                    if key not in found or total < found[key].cost:
                        found[key] = _Path(total, stack, place, path)
        beam = sorted(found.values(), key=lambda p: p.cost)[:width]
        if marker.readings[0].numbering in RUN_ON:
            run_on[marker.readings[0].numbering] = marker.readings[0].value
        if beam[0].cost > 1e6:
            beam = [_Path(p.cost - beam[0].cost, p.stack, p.place, p.before) for p in beam]
    places: list[Place] = []
    walk: _Path | None = beam[0]
    while walk is not None and walk.place is not None:
        places.append(walk.place)
        walk = walk.before
    return places[::-1]


_Step = tuple[float, tuple[Level, ...], Place]


def _inverted(markers: Sequence[Marker]) -> bool:
    """Tell whether a part hangs `a)` under `(1)`, against the order of 36-HD/VPTW: it does so at least twice."""
    pairs = pairwise(markers)
    firsts = ((a.readings[0], b.readings[0]) for a, b in pairs)
    return sum(a.numbering == "parenthesised" and b.numbering == "lower" and b.value == 1 for a, b in firsts) >= 2


def _steps(stack: tuple[Level, ...], reading: Reading, node: int, last: int | None, inverted: bool) -> list[_Step]:
    """Return every way to hang a marker under the open levels, with its cost.

    `last` is the number before it in a style that runs on from list to list; `inverted` lets `a)` hang under `(1)`.
    """
    if reading.numbering == "dotted":
        return _dotted(stack, reading, node)
    steps: list[_Step] = []
    open_here = False
    for depth, level in enumerate(stack):
        if level.numbering == reading.numbering:
            open_here = True
            cost, oddity, expected = _next(level.value, reading.value)
            steps.append(_hang(stack, depth, reading, node, cost, oddity, expected))
        if level.numbering == "dotted" and reading.numbering == "arabic" and level.value + 1 == reading.value:
            slip = Reading("dotted", reading.value, level.prefix)
            steps.append(_hang(stack, depth, slip, node, SLIP, "misnumbered", reading.value))
    runs_on = last is not None and reading.value == last + 1
    for depth in range(len(stack) + 1):
        under = inverted and reading.numbering == "lower" and depth and stack[depth - 1].numbering == "parenthesised"
        cost = 0.0 if runs_on else _first(reading.value)
        cost += _leave(stack, depth, _rank(reading)) if under else _under(stack, depth, _rank(reading))
        if open_here:
            cost += NESTED
        late: Oddity | None = "starts-late" if reading.value > 1 and not runs_on else None
        steps.append(_hang(stack, depth, reading, node, cost, late, 1 if late else None))
    return steps


def _dotted(stack: tuple[Level, ...], reading: Reading, node: int) -> list[_Step]:
    """`2.1` belongs under the open `2`, `2.3.1` under `2.3`; anywhere else it is astray."""
    steps: list[_Step] = []
    for depth, level in enumerate(stack):
        if level.numbering == "dotted" and len(level.prefix) == len(reading.prefix):
            cost, oddity, expected = _next(level.value, reading.value)
            if level.prefix != reading.prefix:
                cost, oddity, expected = STRAY + 0.5, "misnumbered", None
            steps.append(_hang(stack, depth, reading, node, cost, oddity, expected))
        whole = (*level.prefix, level.value) if level.numbering == "dotted" else (level.value,)
        fits = level.numbering in ("arabic", "dotted", "article") and whole == reading.prefix
        if fits or (level.numbering == "roman" and whole == reading.prefix):
            cost = _first(reading.value) + (0 if fits else 0.5) + _leave(stack, depth + 1, _rank(reading))
            oddity = "starts-late" if reading.value > 1 else None
            steps.append(_hang(stack, depth + 1, reading, node, cost, oddity, 1 if oddity else None))
    cost = STRAY + _first(reading.value)
    steps.append(_hang(stack, len(stack), reading, node, cost, "misnumbered", None))
    if stack:
        steps.append(_hang(stack, 0, reading, node, cost + 1, "misnumbered", None))
    return steps


def _hang(
    stack: tuple[Level, ...],
    depth: int,
    reading: Reading,
    node: int,
    cost: float,
    oddity: Oddity | None,
    expected: int | None,
) -> _Step:
    parent = stack[depth - 1].node if depth else None
    level = Level(reading.numbering, reading.value, reading.prefix, node)
    return cost, (*stack[:depth], level), Place(parent, depth + 1, reading.numbering, oddity, expected)


def _next(last: int, value: int) -> tuple[float, Oddity | None, int | None]:
    """Cost of going on from `last` to `value` in one list."""
    if value == last + 1:
        return 0.0, None, None
    if value > last:
        return SKIP + min(value - last - 1, 10) * SKIP_STEP, "skipped", last + 1
    if value == last:
        return REPEAT, "repeated", last + 1
    return (RESTART if value == 1 else BACK), "restarted", last + 1


def _first(value: int) -> float:
    return 0.0 if value == 1 else LATE + min(value, 10) * LATE_STEP


def _rank(reading: Reading) -> int:
    return RANK[reading.numbering] + (len(reading.prefix) - 1 if reading.numbering == "dotted" else 0)


def _under(stack: tuple[Level, ...], depth: int, rank: int) -> float:
    """Cost of opening a list below `stack[depth - 1]`, closing the levels from `depth` on."""
    cost = UPSIDE_DOWN if depth and stack[depth - 1].rank >= rank else 0.0
    return cost + _leave(stack, depth, rank)


def _leave(stack: tuple[Level, ...], depth: int, rank: int) -> float:
    """Cost of closing the levels from `depth` on: high when a list that ranks above the new one is left for it."""
    if depth >= len(stack):
        return 0.0
    return ABANDON if stack[depth].rank < rank else 0.4
