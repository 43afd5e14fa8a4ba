"""What the letters of a word tell of its print: its size and baseline by how far they reach up and down, its weight.

An engine gives a box around the ink of a word. Which letters it holds tells how much of the size that box is high:
`nam` reaches from the baseline to 0.47 of the size, `Đảng` from 0.22 below it to 0.69.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from statistics import median

import cv2
import numpy as np
import regex

from vbparse.lexicon.syllables import is_syllable
from vbparse.readers.scan.engines import Seen
from vbparse.readers.scan.pixels import EM, Mask, Spot

# How far letters of the types in use (Times New Roman and its like) reach over and under the baseline, in sizes.
_SMALL, _TALL, _CAPITAL, _MARKED, _CAPITAL_MARKED, _CAPITAL_DOUBLE = 0.47, 0.69, 0.66, 0.71, 0.86, 0.89
_HORNED, _LOW, _DOT, _COMMA = 0.57, 0.22, 0.17, 0.15
_ASCENDERS, _DESCENDERS = frozenset("bdđfhkl()[]/“”\"'"), frozenset("gjpqyQ()[]")
_LOWEST_SHAPE = 0.4  # of the size: a word that is lower (dashes, dots) tells nothing
_GAP = 1.2 * EM  # pixels: a gap as wide parts the words of a line into pieces
_NO_BLANK = 0.13  # of the height of a word
_BLANK = 0.18  # of the height of a word: letters of a word are not as far from each other
_LESS = 0.75  # of a blank: the other gaps of a word are narrower
_SHORTEST = 4  # letters of two words
_OFF = 0.2  # of the width of a word: so far a blank may be from where the letters put it
_JOINTS = regex.compile(r"(?<=\p{L}{2})(?=\d)|(?<=\p{L}{2}[,;:])(?=\p{L}{2})")
_ALIKE, _ALIKE_FEW = 0.09, 0.4  # sizes that differ by less are one; a piece of few letters tells its size badly
_FEW = 8
_HORN, _BELOW = "\u031b", "\u0323"
_BOLDER = 1.17  # times the thickness of plain strokes: from here on a word is bold
_HEAVY = 0.0365  # of the size: mean distance of ink from paper where all of a page is bold
_LIGHT = 0.024


@dataclass(frozen=True, slots=True)
class ReadWord:
    """A word of a straight page, in pixels: `line` numbers the pieces of rows, `base` is the baseline of its piece.

    `read_as` is what the engine read where a slip was put right.
    """

    text: str
    x0: float
    x1: float
    base: float
    size: float
    bold: bool
    certainty: float
    line: int
    read_as: str | None = None


def measure(seen: Sequence[Seen], ink: Mask) -> list[ReadWord]:
    """Return words with size, baseline and weight; pieces of rows from top to bottom, words from left to right."""
    pieces = [_parted(_joined(_in_ink(piece, ink)), ink) for piece in _pieces(seen)]
    shapes = [_size_and_base(piece) for piece in pieces]
    sizes = _settle([size for size, _ in shapes], [sum(len(word.text) for word in piece) for piece in pieces])
    order = sorted(range(len(pieces)), key=lambda n: (shapes[n][1], pieces[n][0].box[0]))
    far = cv2.distanceTransform(ink, cv2.DIST_L2, 3)
    words: list[ReadWord] = []
    weights: list[float] = []
    for line, index in enumerate(order):
        size, base = sizes[index], shapes[index][1]
        for word in pieces[index]:
            x0, y0, x1, y1 = word.box
            dark = far[y0:y1, x0:x1]
            dark = dark[dark > 0]
            weights.append(float(dark.mean()) / size if dark.size else 0.0)
            words.append(ReadWord(word.text, x0, x1, base, size, False, round(word.certainty, 3), line))
    limit = _bold_limit(words, weights)
    return [replace(word, bold=weight > limit) for word, weight in zip(words, weights, strict=True)]


# ---- pieces of rows -----------------------------------------------------------------------------------------------


def _pieces(seen: Sequence[Seen]) -> list[list[Seen]]:
    """Part the lines of an engine at wide gaps."""
    lines: dict[int, list[Seen]] = {}
    for word in seen:
        lines.setdefault(word.line, []).append(word)
    pieces: list[list[Seen]] = []
    for line in lines.values():
        line.sort(key=lambda word: word.box[0])
        piece = [line[0]]
        for word in line[1:]:
            if word.box[0] - max(other.box[2] for other in piece) > _GAP:
                pieces.append(piece)
                piece = []
            piece.append(word)
        pieces.append(piece)
    return pieces


def _in_ink(piece: Sequence[Seen], ink: Mask) -> list[Seen]:
    """Draw the boxes of words tight around their ink; a word without any keeps its box."""
    found = []
    for word in piece:
        x0, y0, x1, y1 = word.box
        part = ink[y0:y1, x0:x1]
        rows, columns = np.flatnonzero(part.any(axis=1)), np.flatnonzero(part.any(axis=0))
        if len(rows):
            box: Spot = (x0 + int(columns[0]), y0 + int(rows[0]), x0 + int(columns[-1]) + 1, y0 + int(rows[-1]) + 1)
            word = word._replace(box=box)
        found.append(word)
    return found


def _joined(piece: Sequence[Seen]) -> list[Seen]:
    """Join what an engine parted though there is no blank between."""
    joined: list[Seen] = []
    for word in piece:
        last = joined[-1] if joined else None
        if last is not None and word.box[0] - last.box[2] < _NO_BLANK * (last.box[3] - last.box[1]):
            box = (last.box[0], min(last.box[1], word.box[1]), word.box[2], max(last.box[3], word.box[3]))
            joined[-1] = Seen(last.text + word.text, box, min(last.certainty, word.certainty), word.line)
        else:
            joined.append(word)
    return joined


def _parted(piece: Sequence[Seen], ink: Mask) -> list[Seen]:
    """Part what an engine joined though there is a blank between: `Tháng6/2021`, `tuyển,bảo`."""
    parted: list[Seen] = []
    for word in piece:
        cut = _cut_of(word, ink)
        if cut is None:
            parted.append(word)
            continue
        at, start, stop = cut
        x0, y0, x1, y1 = word.box
        parted.append(word._replace(text=word.text[:at], box=(x0, y0, start, y1)))
        parted.append(word._replace(text=word.text[at:], box=(stop, y0, x1, y1)))
    return parted


def _cut_of(word: Seen, ink: Mask) -> tuple[int, int, int] | None:
    """Return behind which letter of a word and between which columns a blank lies, where only one place can be it."""
    places = [found.end() for found in _JOINTS.finditer(word.text)] or _between_syllables(word.text)
    if not places:
        return None
    x0, y0, x1, y1 = word.box
    columns = np.flatnonzero(ink[y0:y1, x0:x1].any(axis=0))
    gaps = np.diff(columns)
    if not len(gaps) or gaps.max() <= _BLANK * (y1 - y0) or np.count_nonzero(gaps > _LESS * gaps.max()) > 1:
        return None
    step = int(gaps.argmax())
    start, stop = x0 + int(columns[step]) + 1, x0 + int(columns[step + 1])
    share = ((start + stop) / 2 - x0) / (x1 - x0)
    near = [at for at in places if abs(share - at / len(word.text)) < _OFF]
    return (near[0], start, stop) if len(near) == 1 else None


def _between_syllables(text: str) -> list[int]:
    """Return where a word that is no syllable falls into two: `Bíthư`."""
    core = text.rstrip(",.;:)")
    if len(core) < _SHORTEST or not core.isalpha() or is_syllable(core):
        return []
    return [at for at in range(1, len(core)) if is_syllable(core[:at]) and is_syllable(core[at:])]


# ---- size and baseline --------------------------------------------------------------------------------------------


@lru_cache(maxsize=65536)
def reach(text: str) -> tuple[float, float]:
    """Return how far the letters of a text reach over and under their baseline, in units of the size."""
    ups, downs = zip(*(_reach(character) for character in text), strict=True)
    return max(ups), max(downs)


def _reach(character: str) -> tuple[float, float]:
    parted = unicodedata.normalize("NFD", character)
    letter, marks = parted[0], parted[1:]
    over = [mark for mark in marks if mark not in (_HORN, _BELOW)]
    if letter.isupper() or letter in "Đ":
        up = (_CAPITAL, _CAPITAL_MARKED, _CAPITAL_DOUBLE)[min(2, len(over))]
        up = max(up, 0.71) if _HORN in marks else up
    elif over:
        up = _MARKED
    elif letter in _ASCENDERS:
        up = _TALL
    elif letter.isdigit() or letter in "i%&*?!":
        up = _CAPITAL
    elif _HORN in marks or letter == "t":
        up = _HORNED
    elif letter.isalpha() or letter in ":;":
        up = _SMALL
    else:
        up = 0.1 if letter in ".,…" else 0.27
    down = _DOT if _BELOW in marks else _LOW if letter in _DESCENDERS else _COMMA if letter in ",;" else 0.0
    if not letter.isalnum() and letter in "-–—_=+~":
        down = -0.2
    return up, down


def _size_and_base(piece: Sequence[Seen]) -> tuple[float, float]:
    """Return size and baseline of a piece: what most of its words agree on."""
    sizes: list[float] = []
    for word in piece:
        up, down = reach(word.text)
        if up + down >= _LOWEST_SHAPE:
            sizes += [(word.box[3] - word.box[1]) / (up + down)] * len(word.text)
    if not sizes:
        middle = median((word.box[1] + word.box[3]) / 2 for word in piece)
        return float(EM), middle + 0.3 * EM
    size = median(sizes)
    bases = [word.box[3] - reach(word.text)[1] * size for word in piece for _ in word.text]
    return size, median(bases)


def _settle(sizes: Sequence[float], letters: Sequence[int]) -> list[float]:
    """Bring sizes that differ by what measuring errs to one value, that of the most letters."""
    order = sorted(range(len(sizes)), key=lambda n: -letters[n])
    settled: list[tuple[float, list[int]]] = []
    for index in order:
        near = sorted(range(len(settled)), key=lambda at: abs(sizes[index] - settled[at][0]))
        for at in near[:1]:
            centre, members = settled[at]
            if abs(sizes[index] - centre) <= (_ALIKE if letters[index] >= _FEW else _ALIKE_FEW) * centre:
                members.append(index)
                values = [sizes[n] for n in members for _ in range(letters[n])]
                settled[at] = (median(values), members)
                break
        else:
            settled.append((sizes[index], [index]))
    result = [0.0] * len(sizes)
    for centre, members in settled:
        for index in members:
            result[index] = round(centre, 2)
    return result


# ---- weight -------------------------------------------------------------------------------------------------------


def _bold_limit(words: Sequence[ReadWord], weights: Sequence[float]) -> float:
    """Return the thickness of strokes (of the size) over which words are bold.

    Where the words of a page fall into two heaps, the limit is between them; a page of one heap is plain or, where its
    strokes are very thick, bold.
    """
    pairs = zip(words, weights, strict=True)
    known = sorted(weight for word, weight in pairs if weight > 0 and len(word.text) > 1 for _ in word.text)
    if not known:
        return _HEAVY
    low, high = float(np.percentile(known, 5)), float(np.percentile(known, 95))
    for _ in range(20):
        middle = (low + high) / 2
        light = [weight for weight in known if weight <= middle]
        heavy = [weight for weight in known if weight > middle]
        if not light or not heavy:
            break
        low, high = sum(light) / len(light), sum(heavy) / len(heavy)
    if high >= _BOLDER * low:
        return (low + high) / 2
    usual = median(known)
    return _BOLDER * usual if usual < _HEAVY else _LIGHT
