"""Signs that an engine has no letter for, or takes for a figure, told by the shape of their ink: ≥ ≤ < > and %.

`≥ 80%` read as `2 80%` would be another number, so what stands there is looked at again where its ink can't be what was
read: a figure is no two strokes one over the other, a dash is not as high as a letter, a 6 is not as wide as an M.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import regex

from vbparse.readers.scan.pixels import Mask, Spot

# All in sizes of the print.
_BAR = 0.14  # the stroke under ≥ is not higher
_BROAD = 0.38, 0.7  # so broad are < and >
_HIGH = 0.3, 0.65  # and so high
_PERCENT = 0.68, 1.0  # so broad is %, a figure is half of it
_FIGURE = 0.6  # no figure is as broad
_APART = 2.0  # times: the ends of < are apart from each other by as many times the height of its tip
_COMPARED = regex.compile(r"^(?P<read>[-2<>])(?=\d|$)")
_SHARE = regex.compile(r"(?<=^|\d)6(?=(?:/\p{L}+)?[.,;:)]*$)")


def named(text: str, stacks: Sequence[Sequence[Spot]], size: float, ink: Mask) -> str:
    """Return the text of a word with these signs as the ink of it shows them.

    `stacks` is its ink from left to right, gathered to what stands one over the other.
    """
    if not stacks:
        return text
    compared = _COMPARED.search(text)
    if compared is not None:
        sign = _comparison(stacks[0], size, ink)
        if sign is not None and (sign in "<>") == (compared["read"] == "-"):
            text = sign + text[1:]
    found = _SHARE.search(text)
    behind = len(text) - found.end() if found is not None else 0
    if found is not None and behind < len(stacks) and _is_percent(stacks[-1 - behind], size):
        before = stacks[: -1 - behind]
        twice = (
            text[: found.start()][-1:] in ("0", "9") and len(before) == found.start() - 1 and _are_figures(before, size)
        )
        text = f"{text[: found.start() - twice]}%{text[found.end() :]}"
    return text


def _comparison(stack: Sequence[Spot], size: float, ink: Mask) -> str | None:
    upper, *under = sorted(stack, key=lambda spot: spot[1])
    broad, high = (upper[2] - upper[0]) / size, (upper[3] - upper[1]) / size
    if not (_BROAD[0] <= broad <= _BROAD[1] and _HIGH[0] <= high <= _HIGH[1]) or len(under) > 1:
        return None
    if any(spot[3] - spot[1] > _BAR * size or spot[2] - spot[0] < _BROAD[0] * size for spot in under):
        return None
    third = max(1, (upper[2] - upper[0]) // 4)
    left = _spread(ink[upper[1] : upper[3], upper[0] : upper[0] + third])
    right = _spread(ink[upper[1] : upper[3], upper[2] - third : upper[2]])
    if max(left, right) < _APART * min(left, right):
        return None
    return ("≥" if under else ">") if left > right else "≤" if under else "<"


def _spread(ink: Mask) -> int:
    rows = np.flatnonzero(ink.any(axis=1))
    return int(rows[-1] - rows[0]) + 1 if len(rows) else 1


def _are_figures(stacks: Sequence[Sequence[Spot]], size: float) -> bool:
    """Whether each stack is as narrow as one figure: then `96` may be what was read for one sign."""
    return all(max(spot[2] for spot in stack) - min(spot[0] for spot in stack) < _FIGURE * size for stack in stacks)


def _is_percent(stack: Sequence[Spot], size: float) -> bool:
    broad = (max(spot[2] for spot in stack) - min(spot[0] for spot in stack)) / size
    return len(stack) > 2 and _PERCENT[0] <= broad <= _PERCENT[1]
