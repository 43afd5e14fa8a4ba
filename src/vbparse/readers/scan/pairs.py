"""How often words of the field stand one behind the other, to tell which reading of a doubtful letter is meant.

`pairs.txt` holds counts and no sentences: for each word how often it was met in the corpus and which words how often
followed it, each at least twice. `make pairs` counts them again. What scans of documents of the corpus are measured by
must be counted without these documents (see tests/test_scan.py).
"""

from __future__ import annotations

import math
import sys
import unicodedata
from collections import Counter
from collections.abc import Iterable
from functools import cache
from itertools import pairwise
from pathlib import Path

import regex

from vbparse.lexicon.syllables import is_syllable

FILE = Path(__file__).with_name("pairs.txt")
_LEAST = 2  # what was met once may be a slip of the source
_STRETCH = regex.compile(r"[\p{L}\s]+")
_PAIR, _WORD, _REST = 0.7, 0.25, 0.05  # how much the pair, the word alone, and any word at all count
_SYLLABLE, _OTHER = 1 / 6_000, 1 / 200_000  # a word that was never met, as one of that many


class Pairs:
    """Counts of words and of pairs of words, in lower case."""

    def __init__(self, words: Counter[str], pairs: Counter[tuple[str, str]]) -> None:
        self.words = words
        self.pairs = pairs
        self._total = max(1, words.total())

    def likelihood(self, word: str, before: str | None) -> float:
        """Return the logarithm of how likely a word is behind another (None: behind a mark or at the beginning)."""
        found = _REST * (_SYLLABLE if is_syllable(word) else _OTHER) + _WORD * self.words[word] / self._total
        if before is not None and self.words[before]:
            found += _PAIR * self.pairs[before, word] / self.words[before]
        return math.log(found)


def count(texts: Iterable[str]) -> Pairs:
    """Count the words and pairs of texts; words on two lines, or with a mark or a figure between, are no pair."""
    words: Counter[str] = Counter()
    pairs: Counter[tuple[str, str]] = Counter()
    for text in texts:
        for line in unicodedata.normalize("NFC", text).lower().splitlines():
            for stretch in _STRETCH.findall(line):
                found = stretch.split()
                words.update(found)
                pairs.update(pairwise(found))
    return Pairs(words, pairs)


def written(counted: Pairs) -> str:
    """Return counts as the lines of `pairs.txt`: `ban 12 bí:3 thường:4`, by alphabet."""
    behind: dict[str, list[str]] = {}
    for (first, second), times in sorted(counted.pairs.items()):
        if times >= _LEAST:
            behind.setdefault(first, []).append(f"{second}:{times}")
    kept = sorted((word, times) for word, times in counted.words.items() if times >= _LEAST)
    return "".join(f"{' '.join([word, str(times), *behind.get(word, [])])}\n" for word, times in kept)


@cache
def load() -> Pairs:
    """Return the counts of `pairs.txt`."""
    words: Counter[str] = Counter()
    pairs: Counter[tuple[str, str]] = Counter()
    for line in FILE.read_text(encoding="utf-8").splitlines():
        word, times, *behind = line.split(" ")
        words[word] = int(times)
        for held in behind:
            second, _, times = held.partition(":")
            pairs[word, second] = int(times)
    return Pairs(words, pairs)


if __name__ == "__main__":
    sources = sorted(Path(sys.argv[1]).glob("*.txt"))
    FILE.write_text(written(count(source.read_text(encoding="utf-8") for source in sources)), encoding="utf-8")
