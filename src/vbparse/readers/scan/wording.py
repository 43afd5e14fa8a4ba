"""From letters with alternatives to words: what the model of an engine sees, weighed with what the field writes.

`tố chức` and `tổ chức` differ by a mark of two pixels, and a model gives both about the same probability; which of them
is a pair of words in documents of the field tells. Letters that the model is sure of stay: the weight of the words is
less than that of the picture. Figures and signs are read by the picture alone.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

import regex

from vbparse.readers.scan.lattice import Letter
from vbparse.readers.scan.pairs import Pairs

_WEIGHT = 0.9  # of the words, that of the picture being 1
_READINGS = 16  # of a stretch between blanks
_PATHS = 8  # of a line, kept from stretch to stretch
_BLANK = 0.9  # a blank that is as likely parts words, others may or may not
_WORD = regex.compile(r"\p{L}+")


@dataclass(frozen=True, slots=True)
class Wording:
    """A word of a line: its letters, how sure it is (0 to 1), and where its first and last letter have their middle."""

    text: str
    certainty: float
    start: float
    stop: float


class _Reading(NamedTuple):
    """A way to read a stretch: the logarithm of its probability in the picture, and the reading of each letter."""

    seen: float
    letters: tuple[str, ...]


class _Path(NamedTuple):
    """A way to read a line up to some stretch."""

    score: float
    before: str | None  # the word that the next one may make a pair with
    chosen: tuple[_Reading, ...]


def word_line(letters: Sequence[Letter], pairs: Pairs) -> list[Wording]:
    """Return the words of a line: of all readings of its letters the ones that are likeliest together."""
    stretches = _stretches(letters)
    readings = [_readings(stretch) for stretch in stretches]
    paths = [_Path(0.0, None, ())]
    for options in readings:
        best: dict[str | None, _Path] = {}
        for path in paths:
            for reading in options:
                likely, before = _likelihood("".join(reading.letters), path.before, pairs)
                score = path.score + reading.seen + _WEIGHT * likely
                if before not in best or score > best[before].score:
                    best[before] = _Path(score, before, (*path.chosen, reading))
        paths = sorted(best.values(), key=lambda path: -path.score)[:_PATHS]
    return [
        word
        for stretch, options, reading in zip(stretches, readings, paths[0].chosen, strict=True)
        for word in _worded(stretch, reading, math.exp(max(-1.0, (reading.seen - options[0].seen) / len(stretch))))
    ]


def _stretches(letters: Sequence[Letter]) -> list[list[Letter]]:
    """Part a line at its certain blanks."""
    stretches: list[list[Letter]] = [[]]
    for letter in letters:
        text, likely = letter.readings[0]
        if text == " " and likely >= _BLANK:
            stretches.append([])
        else:
            stretches[-1].append(letter)
    return [stretch for stretch in stretches if any(letter.readings[0][0].strip() for letter in stretch)]


def _readings(stretch: Sequence[Letter]) -> list[_Reading]:
    """Return the readings of a stretch, likeliest first."""
    found = [_Reading(0.0, ())]
    for letter in stretch:
        options = [(math.log(max(p, 1e-6)), text) for text, p in letter.readings]
        more = [_Reading(reading.seen + p, (*reading.letters, text)) for reading in found for p, text in options]
        found = sorted(more, key=lambda reading: -reading.seen)[:_READINGS]
    return found


def _likelihood(text: str, before: str | None, pairs: Pairs) -> tuple[float, str | None]:
    """Return the logarithm of how likely the words of a stretch are, and the word that the next one may follow."""
    total, end = 0.0, 0
    for found in _WORD.finditer(text):
        word = found[0].lower()
        total += pairs.likelihood(word, before if not text[end : found.start()].strip() else None)
        before, end = word, found.end()
    return total, before if not text[end:].strip() else None


def _worded(stretch: Sequence[Letter], reading: _Reading, agreed: float) -> list[Wording]:
    """Return the words of a stretch as it is read; `agreed` is how near that is to what the picture alone gives."""
    words: list[Wording] = []
    held: list[tuple[Letter, str]] = []
    for letter, text in [*zip(stretch, reading.letters, strict=True), (stretch[-1], " ")]:
        if text != " ":
            held += [(letter, text)] if text else []
        elif held:
            sure = sum(max(p for _, p in letter.readings) for letter, _ in held) / len(held)
            words.append(Wording("".join(text for _, text in held), sure * agreed, held[0][0].at, held[-1][0].at))
            held = []
    return words
