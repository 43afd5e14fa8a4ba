"""Counting: what was wanted, found and right, by field and document, and what was missed."""

from __future__ import annotations

import difflib
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Figure:
    """How good one field is: pooled over all documents, as the mean over documents, and for each of them."""

    score: float
    macro: float
    gold: int
    found: int
    right: int
    documents: dict[str, float]

    @property
    def lower(self) -> float:
        """The lower of pooled and macro: what the field is worth."""
        return min(self.score, self.macro)


class Tally:
    """Counts (gold, found, right) by field and document, and what was missed.

    ``where`` names the document that is being counted; ``misses`` holds, by field, one line for each thing that is
    missing, extra or wrong.
    """

    def __init__(self) -> None:
        self.counts: defaultdict[str, defaultdict[str, list[int]]] = defaultdict(lambda: defaultdict(lambda: [0, 0, 0]))
        self.misses: defaultdict[str, list[str]] = defaultdict(list)
        self.where = ""

    def f1(self, field: str, gold: int, found: int, right: int) -> None:
        """Add to the counts of a field."""
        for slot, n in enumerate((gold, found, right)):
            self.counts[field][self.where][slot] += n

    def accuracy(self, field: str, right: bool, note: str | None = None) -> None:
        """Count one answer, right or wrong; the note says what was wrong."""
        self.f1(field, 1, 1, int(right))
        if not right and note:
            self.miss(field, note)

    def miss(self, field: str, note: str) -> None:
        """Write down what was missing, extra or wrong."""
        self.misses[field].append(f"{self.where}: {note}")

    def sets(self, field: str, gold: Iterable[str], found: Iterable[str]) -> None:
        """Count two lists whose order does not matter, but how often a thing occurs does."""
        gold, found = list(gold), list(found)
        rest, right = list(found), 0
        for item in gold:
            if item in rest:
                rest.remove(item)
                right += 1
            else:
                self.miss(field, f"missing {item!r}")
        for item in rest:
            self.miss(field, f"extra {item!r}")
        self.f1(field, len(gold), len(found), right)

    def figures(self) -> dict[str, Figure]:
        """The figure of every field that occurs in a gold answer or in the dataset, in the order of counting."""

        def value(count: Sequence[int]) -> float:
            return 2 * count[2] / (count[0] + count[1])

        out: dict[str, Figure] = {}
        for field, by_document in self.counts.items():
            counted = {d: c for d, c in by_document.items() if c[0] + c[1]}
            if not counted:
                continue
            gold, found, right = (sum(c[i] for c in counted.values()) for i in range(3))
            out[field] = Figure(
                score=round(value((gold, found, right)), 4),
                macro=round(sum(map(value, counted.values())) / len(counted), 4),
                gold=gold,
                found=found,
                right=right,
                documents={d: round(value(c), 4) for d, c in counted.items()},
            )
        return out


def pairs(gold_keys: Sequence[object], found_keys: Sequence[object]) -> list[tuple[int, int]]:
    """Order-keeping pairs of equal keys."""
    blocks = difflib.SequenceMatcher(None, gold_keys, found_keys, autojunk=False).get_matching_blocks()
    return [(b.a + i, b.b + i) for b in blocks for i in range(b.size)]


def unmatched(
    tally: Tally,
    field: str,
    matched: Sequence[tuple[int, int]],
    want: Sequence[object],
    have: Sequence[object],
    show: Callable[[object], str] = str,
) -> None:
    """Write down what has no partner in ``matched``."""
    for i in sorted(set(range(len(want))) - {a for a, _ in matched}):
        tally.miss(field, f"missing {show(want[i])}")
    for i in sorted(set(range(len(have))) - {b for _, b in matched}):
        tally.miss(field, f"extra {show(have[i])}")
