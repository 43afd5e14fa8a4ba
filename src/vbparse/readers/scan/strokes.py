"""Letters of one shape in two meanings, told by their ink: I and 1, II and H, capitals and small letters (S and s).

An engine decides by what it has read elsewhere; the ink decides here: a 1 has no foot at its head, two strokes without
a bar between them are no H, and a small s is not as high as a capital.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence

import numpy as np
import regex

from vbparse.readers.scan.pixels import Mask, Spot

_ONES = regex.compile(r"^[(“\"]?(?P<ones>[1Il|]{1,3}|H)(?=[/).,;:]|$)")
_ALIKE = frozenset("cosuvwxz")  # small letters that look as their capitals do
# All in sizes of the print, over the baseline.
_HEAD = 0.065  # so far down from its top go the feet at the head of an I
_FOOT = 0.05  # at least as far they reach over the stroke, on both sides
_LEANS = 0.02  # the head of an upright 1 does not reach over its stroke to the right; letters that lean tell nothing
_STROKE = 0.25, 0.42  # where an I is its stroke alone
_BAR = 0.3, 0.37  # where the bar of an H is
_BETWEEN = 0.565, 0.655  # the middle of the heights of small letters and capitals, and of those with a horn
_HORN = "\u031b"
_BROAD = 0.8  # what is broader is two letters that touch
_ON = 0.1  # letters stand so near to the baseline
_CLOSE = 0.02  # nearer to the middle nothing is told


def told(text: str, stacks: Sequence[Sequence[Spot]], base: float, size: float, ink: Mask) -> str:
    """Return the text of a word with these letters as its ink shows them.

    `stacks` is its ink from left to right, gathered to what stands one over the other.
    """
    return _cased(_uprights(text, stacks, base, size, ink), stacks, base, size)


def _uprights(text: str, stacks: Sequence[Sequence[Spot]], base: float, size: float, ink: Mask) -> str:
    found = _ONES.search(text)
    if found is None:
        return text
    first = found.start("ones")
    held = stacks[first : first + len(found["ones"])]
    if found["ones"] == "H":
        return text[:first] + "II" + text[first + 1 :] if _no_bar(held, base, size, ink) else text
    if len(held) < len(found["ones"]) or any(len(stack) > 1 for stack in held):
        return text
    feet = {_has_feet(stack[0], base, size, ink) for stack in held}
    if feet == {True}:
        return text[:first] + "I" * len(held) + text[found.end("ones") :]
    if feet == {False}:
        return text[:first] + "1" * len(held) + text[found.end("ones") :]
    return text


def _has_feet(spot: Spot, base: float, size: float, ink: Mask) -> bool | None:
    """Whether a stroke has feet on both sides of its head; None where it is no stroke, or leans."""
    if spot[2] - spot[0] > 0.45 * size or not 0.5 <= (base - spot[1]) / size <= 0.8:
        return None
    top = max(1, round(_HEAD * size))
    stroke = _reach(spot, ink, round(base - _STROKE[1] * size), round(base - _STROKE[0] * size))
    head = _reach(spot, ink, spot[1], spot[1] + top)
    if stroke is None or head is None:
        return None
    left, right = head[0] <= stroke[0] - _FOOT * size, head[1] >= stroke[1] + _FOOT * size
    leans = head[1] > stroke[1] + _LEANS * size
    return True if left and right else None if leans else False


def _reach(spot: Spot, ink: Mask, top: int, bottom: int) -> tuple[int, int] | None:
    """Return from which column to which the ink of a spot goes in some rows."""
    columns = np.flatnonzero(ink[max(0, top) : max(0, bottom), spot[0] : spot[2]].any(axis=0))
    return (int(columns[0]), int(columns[-1])) if len(columns) else None


def _no_bar(held: Sequence[Sequence[Spot]], base: float, size: float, ink: Mask) -> bool:
    """Whether what was read as an H has blank in its middle where the bar should be."""
    if not held or len(held[0]) > 1:
        return False
    x0, _, x1, _ = held[0][0]
    if x1 - x0 < 0.45 * size:
        return True  # one stroke alone: there is another beside it
    middle = slice(round(x0 + 0.42 * (x1 - x0)), round(x0 + 0.58 * (x1 - x0)) + 1)
    rows = slice(round(base - _BAR[1] * size), round(base - _BAR[0] * size) + 1)
    return not ink[rows, middle].any()


def _cased(text: str, stacks: Sequence[Sequence[Spot]], base: float, size: float) -> str:
    """Return a word with its first letter as a capital or a small letter; words of capitals are left."""
    if len(text) < 2 or not text[0].isalpha() or not text[1].islower():
        return text
    letter = unicodedata.normalize("NFD", text[0])
    if letter[0].lower() not in _ALIKE:
        return text
    standing = [spot for spot in stacks[0] if abs(base - spot[3]) <= _ON * size] if stacks else []
    if not standing or (body := min(standing))[2] - body[0] > _BROAD * size:
        return text
    over = (base - body[1]) / size - _BETWEEN[_HORN in letter]
    if abs(over) < _CLOSE:
        return text
    return (text[0].upper() if over > 0 else text[0].lower()) + text[1:]
