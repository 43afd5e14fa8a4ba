"""One page from pixels to words: upright and clean, its ruling lines, its letters as an engine reads them."""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from vbparse.readers.scan.cells import find_cells
from vbparse.readers.scan.dots import dotted
from vbparse.readers.scan.engines import CellEngine, Engine, Seen
from vbparse.readers.scan.ink import even_out, to_grey, without_grain, without_specks
from vbparse.readers.scan.inked import by_ink
from vbparse.readers.scan.leftovers import read_leftovers, without_accents
from vbparse.readers.scan.letters import ReadWord, measure
from vbparse.readers.scan.numerals import numerals
from vbparse.readers.scan.pixels import Spot, inside
from vbparse.readers.scan.rules import erase, find_rules
from vbparse.readers.scan.slips import put_right
from vbparse.readers.scan.straighten import Turn, skew_of, turn
from vbparse.readers.scan.trueocr import quarters_of

_NOTHING = 0.15  # what is read with less is dirt
_DOUBTFUL = 0.45  # signs alone, and words over a drawing, are taken from here on only
_REMAINS = frozenset("|¦‖_~^`´¨¬")  # what is left of lines and marks; nobody prints these alone


@dataclass(frozen=True)
class Reading:
    """What was read of a page: how it was turned, its size in pixels upright, its words and ruling lines."""

    turn: Turn
    width: int
    height: int
    words: tuple[ReadWord, ...]
    rules: tuple[Spot, ...]


def read_pixels(rgb: NDArray[np.uint8], engine: Engine) -> Reading:
    """Read a page of `RESOLUTION` dots per inch; the result depends on pixels and engine only. Raises EngineError."""
    cv2.setNumThreads(1)  # pages are read side by side
    grey = to_grey(rgb)
    by = Turn(0, skew_of(grey))
    straight = turn(grey, by)
    quarters = quarters_of(straight)
    if quarters:
        by = Turn(quarters, skew_of(turn(grey, Turn(quarters, 0.0))))
        straight = turn(grey, by)
    page = without_grain(even_out(straight))
    rules, mask = find_rules(page)
    page, ink, drawings = without_specks(erase(page, mask))
    uprights = [rule for rule in rules if rule[3] - rule[1] > rule[2] - rule[0]]
    cells = find_cells(rules)
    if cells and isinstance(engine, CellEngine):
        seen = engine.read_cells(page, uprights, cells)
    else:
        seen = engine.read(page, uprights)
    seen += read_leftovers(engine, page, ink, seen, uprights)
    kept = without_accents([word for word in seen if _is_word(word, drawings)])
    words = put_right(dotted(numerals(by_ink(measure(kept, ink), ink), ink), ink)) if kept else []
    return Reading(by, page.shape[1], page.shape[0], tuple(words), tuple(rules))


def _is_word(word: Seen, drawings: list[Spot]) -> bool:
    """Whether a word is one: no sign that an engine sees in dirt, no letters that it sees in a signature."""
    if set(word.text) <= _REMAINS:
        return False
    if word.certainty >= _DOUBTFUL:
        return True
    letters = any(character.isalnum() for character in word.text)
    return letters and word.certainty >= _NOTHING and not any(inside(word.box, box) for box in drawings)
