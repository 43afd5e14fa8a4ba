"""Score a way of typesetting against the gold answers, beside the text that was typeset, and list what got lost.

    python -m tests.typesetting.compare typed                figures of all fields, and what the text does not miss
    python -m tests.typesetting.compare pdf --set book       several documents in one file
    python -m tests.typesetting.compare pdf --set all        all documents of the corpus, against what their text gives
    python -m tests.typesetting.compare pdf --keep /tmp/x    leave the files and the datasets there

Each miss is a line of three columns, parted by tabs: field, document, and what was expected and found.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, get_args

import vbparse
from vbparse.scoring import Figure, Tally, score

from . import official, others
from .answers import Volume, books, mirrors, samples, singles, write_answers, write_text
from .pdf import convert

Way = Literal["text", "typed", "numbered", "styled", "pdf", "others", "others-pdf"]
Set = Literal["single", "book", "all", "samples"]
VOLUMES = {"single": singles, "book": books, "all": mirrors, "samples": samples}
_PRINTED: dict[Way, Way] = {"pdf": "typed", "others-pdf": "others"}  # by LibreOffice, from the files of another way


class Shelf:
    """Typeset files and what was read from them, each made once, under one folder."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._tallies: dict[tuple[Way, Set], Tally] = {}

    def files(self, way: Way, kind: Set) -> list[Path]:
        """The files of one way."""
        folder = self._folder / kind / way
        if not folder.exists():
            if way in _PRINTED:
                convert(self.files(_PRINTED[way], kind), folder, self._folder / "profile")
            else:
                folder.mkdir(parents=True)
                for number, volume in enumerate(VOLUMES[kind]()):
                    _typeset(volume, way, number, folder)
        return sorted(folder.iterdir())

    def dataset(self, way: Way, kind: Set) -> Path:
        """The dataset that is read from the files of one way."""
        folder = self._folder / kind / f"{way}.dataset"
        if not folder.exists():
            vbparse.parse_folder(self.files(way, kind), folder, workers=1)
        return folder

    def tally(self, way: Way, kind: Set) -> Tally:
        """What the scorer counts for one way."""
        if (way, kind) not in self._tallies:
            gold = self._folder / kind / "gold"
            write_answers(VOLUMES[kind](), gold)
            self._tallies[way, kind] = score(gold, self.dataset(way, kind))
        return self._tallies[way, kind]


def _typeset(volume: Volume, way: Way, number: int, folder: Path) -> None:
    path = folder / f"{volume.name}.docx"
    if way == "text":
        write_text(volume, folder)
    elif way == "others":
        others.typeset(volume.papers, path, number)
    elif way == "typed" or way == "numbered" or way == "styled":
        official.typeset(volume.papers, path, way)


def pooled(tallies: Mapping[Set, Tally]) -> Tally:
    """Several sets counted as one; a document is named after its set, too."""
    out = Tally()
    for kind, tally in tallies.items():
        for field, documents in tally.counts.items():
            for document, (gold, found, right) in documents.items():
                out.where = f"{kind} {document}"
                out.f1(field, gold, found, right)
        for field, notes in tally.misses.items():
            out.misses[field] += [f"{kind} {note}" for note in notes]
    return out


@dataclass(frozen=True)
class Miss:
    """What the text has and a way of typesetting has not, or the other way round."""

    field: str
    document: str
    note: str


def misses(text: Tally, other: Tally) -> list[Miss]:
    """What is missed in `other` and not in `text`, in the order of counting."""
    out = []
    for field, notes in other.misses.items():
        known = Counter(text.misses.get(field, ()))
        for note in notes:
            if known[note]:
                known[note] -= 1
            else:
                document, _, told = note.partition(": ")
                out.append(Miss(field, document, told))
    return out


def worse(text: Tally, other: Tally, allowed: float) -> list[str]:
    """The fields whose pooled figure is more than `allowed` below that of the text."""
    figures = other.figures()
    return [
        f"{field}: {_score(figures.get(field)):.3f}, text {figure.score:.3f}"
        for field, figure in text.figures().items()
        if _score(figures.get(field)) < figure.score - allowed
    ]


def _score(figure: Figure | None) -> float:
    return figure.score if figure else 0.0


def report(text: Tally, other: Tally) -> Iterable[str]:
    """Yield the figures of all fields, and the misses."""
    figures, found = text.figures(), other.figures()
    for field in dict.fromkeys((*figures, *found)):
        a, b = _score(figures.get(field)), _score(found.get(field))
        yield f"{'#' if b < a else ' '} {field:26} text {a:.3f}  here {b:.3f}  {b - a:+.3f}"
    yield ""
    for miss in misses(text, other):
        yield f"{miss.field}\t{miss.document}\t{miss.note}"


def main(arguments: Sequence[str]) -> None:
    """Print the report of a way."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("way", choices=get_args(Way))
    parser.add_argument("--set", choices=get_args(Set), default="single", dest="kind")
    parser.add_argument("--keep", type=Path, help="a folder for files and datasets; what is there is used again")
    given = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory() as temporary:
        shelf = Shelf(given.keep or Path(temporary))
        print("\n".join(report(shelf.tally("text", given.kind), shelf.tally(given.way, given.kind))))


if __name__ == "__main__":
    main(sys.argv[1:])
