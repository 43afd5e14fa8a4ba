"""TrueOCR: an engine for Vietnamese print whose models come with its package (Apache-2.0); it needs no network.

Of its steps the finder of lines and the reader of lines are used. It gives no words: a line is cut where its paper is
blank, so that as many pieces come out as it has words.
"""

from __future__ import annotations

import os
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.metadata import version
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from vbparse.readers.scan.engines import EngineError, Seen
from vbparse.readers.scan.lattice import Letter
from vbparse.readers.scan.pairs import Pairs, load
from vbparse.readers.scan.pixels import EM, Grey, Mask, Spot, ink_of
from vbparse.readers.scan.wording import Wording, word_line

if TYPE_CHECKING:
    from trueocr.page import PageEngine

    from vbparse.readers.scan.lattice import LineReader

_WIDE = 1.2 * EM  # pixels: a gap as wide parts a line in two, which are read apart
_EDGE = EM // 4  # pixels of blank that are kept before and behind the ink of a line
_NEAR = EM // 5  # pixels: letters of a word are as near to each other
_LEAST = 4  # pixels of width and height
_BLANK = 0.42  # of a line's height: no gap in a word is as wide
_TWICE = 0.8
_SHARE = 0.5  # of a line's height: a line must overlap an upright rule by it to be cut there


@dataclass(frozen=True)
class TrueOcr:
    """The models of TrueOCR, loaded, and the counts of words that settle doubtful letters."""

    version: str
    finder: PageEngine
    reader: LineReader
    pairs: Pairs
    name: str = "trueocr"

    def read(self, page: Grey, uprights: Sequence[Spot]) -> list[Seen]:
        """Find the lines of a page, cut them at ruling lines and wide gaps, and read each piece."""
        ink = ink_of(page)
        lines = self._lines(page)
        pieces = [piece for line in lines for piece in _pieces(_whole(line, ink, [*uprights, *lines]), ink, uprights)]
        seen: list[Seen] = []
        for index, (piece, words) in enumerate(zip(pieces, self._read(page, ink, pieces), strict=True)):
            boxes = split_words(words, piece, ink)
            seen += [Seen(word.text, box, word.certainty, index) for word, box in zip(words, boxes, strict=True)]
        return seen

    def read_lines(self, lines: Sequence[Grey]) -> list[tuple[str, float]]:
        """Read pictures of one line each."""
        found = []
        for line in lines:
            (words,) = self._read(line, ink_of(line), [(0, 0, line.shape[1], line.shape[0])])
            sure = min((word.certainty for word in words), default=0.0)
            found.append((" ".join(word.text for word in words), sure))
        return found

    def _read(self, page: Grey, ink: Mask, lines: Sequence[Spot]) -> list[list[Wording]]:
        try:
            read = self.reader.read(page, lines)
            return [
                word_line(_with_blanks(letters, line, ink), self.pairs)
                for line, letters in zip(lines, read, strict=True)
            ]
        except Exception as error:  # whatever the runtime of the models raises, the page is not read
            raise EngineError(f"trueocr failed: {error}") from error

    def _lines(self, page: Grey) -> list[Spot]:
        try:
            found = self.finder.detect(page)
        except Exception as error:  # as above
            raise EngineError(f"trueocr failed: {error}") from error
        boxes = [(int(x0), int(y0), int(np.ceil(x1)), int(np.ceil(y1))) for x0, y0, x1, y1, *_ in found]
        boxes = [box for box in boxes if _is_box(box) and not any(_lies_in(box, other) for other in boxes)]
        return sorted(boxes, key=lambda box: (box[1], box[0]))


@cache
def find_trueocr() -> TrueOcr | None:
    """Load TrueOCR where it is installed; None where it is not, is another version, or its runtime does not work."""
    os.environ["ORT_DISABLE_TELEMETRY"] = "1"  # or onnxruntime keeps an id in the home and reports to its maker
    try:
        import trueocr
        from trueocr.page import PageEngine

        from vbparse.readers.scan.lattice import open_reader

        models = Path(trueocr.__file__).parent / "models"
        told = " ".join(f"{name}-{version(name)}" for name in ("trueocr", "onnxruntime"))
        return TrueOcr(told, PageEngine(models, threads=1), open_reader(models), load())
    except Exception:  # not installed, or not as it is known here: the runtime has errors of its own
        return None


def quarters_of(page: Grey) -> int:
    """Return how many quarter turns clockwise put a page upright (0 where its model is not sure, or not there)."""
    engine = find_trueocr()
    if engine is None:
        return 0
    turned = engine.finder.orientation(page)
    return int(turned) if turned in (1, 2, 3) else 0  # its quarters are counter-clockwise ones of the content


def _pieces(line: Spot, ink: Mask, uprights: Sequence[Spot]) -> list[Spot]:
    """Cut a line at the upright ruling lines that it crosses, and at wide gaps in its ink."""
    x0, y0, x1, y1 = line
    cuts = {
        (rule[0] + rule[2]) // 2
        for rule in uprights
        if x0 < rule[0] and rule[2] < x1 and min(y1, rule[3]) - max(y0, rule[1]) > _SHARE * (y1 - y0)
    }
    for start, stop in _blanks(ink[y0:y1, x0:x1]):
        if stop - start >= _WIDE:
            cuts.add(x0 + (start + stop) // 2)
    edges = [x0, *sorted(cuts), x1]
    return [piece for a, b in pairwise(edges) if (piece := _tight((a, y0, b, y1), ink)) is not None]


def _with_blanks(letters: Sequence[Letter], line: Spot, ink: Mask) -> list[Letter]:
    """Return the letters of a line with a certain blank where its paper is blank for too long for the inside of a word.

    A model that has learned from words of letters takes three numbers in a row for one.
    """
    x0, y0, x1, y1 = line
    high = y1 - y0
    found = list(letters)
    for start, stop in _blanks(ink[y0 + high // 6 : y1, x0:x1]):
        if stop - start < _BLANK * high:
            continue
        middle = x0 + (start + stop) / 2
        at = bisect_left(found, middle, key=lambda letter: letter.at)
        blank = Letter(((" ", 1.0),), middle)
        doubtful = [
            n for n in (at - 1, at) if 0 <= n < len(found) and any(text == " " for text, _ in found[n].readings)
        ]
        inside = [n for n in doubtful if x0 + start - _LEAST <= found[n].at <= x0 + stop + _LEAST]
        if inside:
            found[inside[0]] = blank
        elif 0 < at < len(found):
            found.insert(at, blank)
    return found


def _whole(line: Spot, ink: Mask, others: Sequence[Spot]) -> Spot:
    """Widen a line to letters at its ends that the finder cut off: ink as near as within a word, up to what is beside.

    `others` are ruling lines and lines of print.
    """
    x0, y0, x1, y1 = line
    beside = [other for other in others if min(y1, other[3]) - max(y0, other[1]) > _SHARE * (y1 - y0)]
    least = max([0, *(other[2] for other in beside if other[0] < x0)])
    most = min([ink.shape[1], *(other[0] for other in beside if other[2] > x1)])
    rows = ink[y0 + (y1 - y0) // 4 : y1 - (y1 - y0) // 4]  # the letters, and nothing of the rows around
    while (columns := np.flatnonzero(rows[:, max(least, x0 - _NEAR) : x0].any(axis=0))).size:
        x0 = max(least, x0 - _NEAR) + int(columns[0])
    while (columns := np.flatnonzero(rows[:, x1 : min(most, x1 + _NEAR)].any(axis=0))).size:
        x1 = x1 + int(columns[-1]) + 1
    return x0, y0, x1, y1


def _tight(box: Spot, ink: Mask) -> Spot | None:
    """Return a box without the wide blank at its left and right, None where it has no ink."""
    x0, y0, x1, y1 = box
    columns = np.flatnonzero(ink[y0:y1, x0:x1].any(axis=0))
    if not len(columns):
        return None
    return max(x0, x0 + int(columns[0]) - _EDGE), y0, min(x1, x0 + int(columns[-1]) + 1 + _EDGE), y1


def _blanks(ink: Mask) -> list[tuple[int, int]]:
    """Return the gaps between the ink of a line, from left to right (start, end in pixels)."""
    columns = np.flatnonzero(ink.any(axis=0))
    steps = np.flatnonzero(np.diff(columns) > 1)
    return [(int(columns[at]) + 1, int(columns[at + 1])) for at in steps]


def split_words(words: Sequence[Wording], line: Spot, ink: Mask) -> list[Spot]:
    """Return the boxes of the words of a line: it is cut at the gaps that stand nearest to where its blanks should be.

    Wide gaps win over narrow ones; where there are fewer gaps than blanks the line is cut in the middle of its blanks.
    """
    x0, y0, x1, y1 = line
    gaps = _blanks(ink[y0:y1, x0:x1])
    places = [min(max((left.stop + right.start) / 2 - x0, 0.0), float(x1 - x0)) for left, right in pairwise(words)]
    cuts = _nearest(places, gaps, y1 - y0) if len(gaps) >= len(places) else [(round(at), round(at)) for at in places]
    edges = [(0, 0), *cuts, (x1 - x0, x1 - x0)]
    return [(x0 + left[1], y0, x0 + right[0], y1) for left, right in pairwise(edges)] if words else []


def _nearest(places: Sequence[float], gaps: Sequence[tuple[int, int]], height: int) -> list[tuple[int, int]]:
    """Choose a gap for each place, in order: the wider and the nearer the better, for all of them together."""
    worst = float("inf")
    best = [0.0] + [worst] * len(places)
    steps: list[list[bool]] = []
    for start, stop in gaps:
        taken = [False] * (len(places) + 1)
        for index in range(len(places), 0, -1):
            cost = abs((start + stop) / 2 - places[index - 1]) - 4.0 * min(stop - start, height / 2)
            if best[index - 1] + cost < best[index]:
                best[index] = best[index - 1] + cost
                taken[index] = True
        steps.append(taken)
    chosen: list[tuple[int, int]] = []
    index = len(places)
    for gap, taken in zip(reversed(gaps), reversed(steps), strict=True):
        if index and taken[index]:
            chosen.append(gap)
            index -= 1
    return chosen[::-1]


def _lies_in(box: Spot, other: Spot) -> bool:
    """Whether a larger box covers most of this one: the finder saw the same letters twice."""
    across = min(box[2], other[2]) - max(box[0], other[0])
    down = min(box[3], other[3]) - max(box[1], other[1])
    size, larger = ((it[2] - it[0]) * (it[3] - it[1]) for it in (box, other))
    return larger > size and across > 0 and down > 0 and across * down > _TWICE * size


def _is_box(box: Spot) -> bool:
    return box[2] - box[0] >= _LEAST and box[3] - box[1] >= _LEAST
