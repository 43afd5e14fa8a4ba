"""Patterns searched for by the words they open with: what is found is what the pattern alone finds."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
import regex

from test_times import BOUNDING, IN_CELL, IN_TEXT, NOTHING, RECURRING, SEVERAL
from vbparse.lexicon import dates, references, time_forms, times
from vbparse.lexicon.fold import lowered
from vbparse.lexicon.search import Finder

CORPUS = Path(__file__).parent.parent / "corpus" / "raw"
SAMPLES = Path(__file__).parent / "documents"


def spans(found: Iterator[regex.Match[str]]) -> list[tuple[int, int]]:
    return [m.span() for m in found]


def finders() -> dict[str, Finder]:
    return {"times": time_forms.IN_TEXT, "dates": dates._DATE, "names": references._name_res()[0]}


def texts() -> Iterator[str]:
    """Yield every sentence of the tables of expressions, then the paragraphs of the corpus and the sample documents."""
    for table in (IN_TEXT, RECURRING, IN_CELL, SEVERAL, BOUNDING):
        yield from (row[0] for row in table)
    yield from NOTHING
    for folder in (CORPUS, SAMPLES):
        for path in sorted(folder.glob("*.*")):
            yield from path.read_text("utf-8").split("\n\n")


@pytest.mark.corpus
@pytest.mark.parametrize("name", sorted(finders()))
def test_openings_hide_nothing(name: str) -> None:
    finder = finders()[name]
    for text in texts():
        searched = times._search_copy(text, cell=False).searched if name == "times" else lowered(text)
        wanted = spans(finder.pattern.finditer(searched))
        assert spans(finder.finditer(searched, timeout=2)) == wanted, text


TEN = Finder(regex.compile(r"(?<!\w)ten (?:men|(?:women )?two)"), openings=(r"ten\s", r"women\s"))


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("", []),
        ("ten men", [(0, 7)]),
        ("ten men and ten women two", [(0, 7), (12, 25)]),
        ("often men, _ten men", []),  # in the middle of a word
        ("ten ten men", [(4, 11)]),  # an opening that leads nowhere does not hide the next
        ("ten women two ten women twten men", [(0, 13)]),
    ],
)
def test_finder(text: str, found: list[tuple[int, int]]) -> None:
    assert spans(TEN.finditer(text, timeout=2)) == found == spans(TEN.pattern.finditer(text))
