"""The gold answers for typeset files: which documents go into which file, and the answers that name these files.

A file of its own for each document with a gold answer is the set `single`; several documents one after the other are
the set `book`; a file for each document of the corpus, answered for by what the text gives, is the set `all`, and the
same for the samples that are web pages the set `samples`.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from vbparse.api import parse_source
from vbparse.scoring import Row

from .content import Paper, papers_of
from .mirror import answer_of

ROOT = Path(__file__).resolve().parents[2]
RAW = ROOT / "corpus" / "raw"
GOLD = ROOT / "evaluation" / "gold" / "dev"
SAMPLES = ROOT.parent / "shared" / "samples"
_NEIGHBOURS = 1  # documents without an answer that stand before each one with an answer in a book


@dataclass(frozen=True)
class Volume:
    """A file to typeset: its name, its source and documents, and the answers for some of them by name."""

    name: str
    source: Path
    papers: tuple[Paper, ...]
    answers: Mapping[str, Row]


def singles() -> list[Volume]:
    """A volume for each document with a gold answer."""
    out = []
    for name, gold in _golds().items():
        source = RAW / gold["source"]
        out.append(Volume(name, source, (_paper(gold),), {name: gold}))
    return out


def books() -> list[Volume]:
    """A volume for each source of several documents: those with an answer, and a neighbour of each."""
    out = []
    for source in sorted({gold["source"] for gold in _golds().values()}):
        golds = {name: gold for name, gold in _golds().items() if gold["source"] == source}
        if len(golds) > 1:
            papers = papers_of(RAW / source)
            wanted = {papers.index(_paper(gold)) for gold in golds.values()}
            held = sorted({max(0, at - back) for at in wanted for back in range(_NEIGHBOURS + 1)})
            out.append(Volume(Path(source).stem, RAW / source, tuple(papers[at] for at in held), golds))
    return out


def mirrors() -> list[Volume]:
    """A volume for each document of the corpus."""
    return _mirrored(sorted(RAW.glob("*.txt")))


def samples() -> list[Volume]:
    """A volume for each document of the samples in Markdown; none where the samples are missing."""
    return _mirrored(sorted(SAMPLES.glob("*.md")))


def _mirrored(sources: Iterable[Path]) -> list[Volume]:
    """Volumes that are answered for by what the text of the document gives by itself."""
    out = []
    for source in sources:
        for paper in papers_of(source):
            volume = Volume(paper.name, source, (paper,), {})
            found = parse_source(_text(volume).encode(), name=source.name, include_secret=True).documents
            if len(found) == 1:
                volume = replace(volume, answers={paper.name: answer_of(found[0])})
            out.append(volume)
    return out


def write_text(volume: Volume, folder: Path) -> None:
    """Write the lines of a volume's documents as its source prints them: what the text reader is to be compared by."""
    (folder / f"{volume.name}.txt").write_text(_text(volume), encoding="utf-8")


def _text(volume: Volume) -> str:
    lines = volume.source.read_text(encoding="utf-8").split("\n")
    stretches = ["\n".join(lines[paper.first_line - 1 : paper.last_line]) for paper in volume.papers]
    return "\n\n".join(stretches) + "\n"


def write_answers(volumes: Sequence[Volume], folder: Path) -> None:
    """Write the answers of volumes as a gold folder: named after the volume, without the lines of the text source."""
    folder.mkdir(parents=True, exist_ok=True)
    for volume in volumes:
        for name, gold in volume.answers.items():
            answer = {key: value for key, value in gold.items() if key not in ("first_line", "last_line")}
            answer["source"] = f"{volume.name}.txt"
            (folder / f"{name}.json").write_text(json.dumps(answer, ensure_ascii=False), encoding="utf-8")
    counts = {volume.name: len(volume.papers) for volume in volumes}
    (folder / "_complete.json").write_text(json.dumps(counts), encoding="utf-8")


def _golds() -> dict[str, Row]:
    files = sorted(path for path in GOLD.glob("*.json") if not path.name.startswith("_"))
    return {path.stem: json.loads(path.read_text(encoding="utf-8")) for path in files}


def _paper(gold: Row) -> Paper:
    """The document that an answer is about: the one that shares most lines with it."""
    first, last = gold["first_line"], gold["last_line"]
    papers = papers_of(RAW / gold["source"])
    return max(papers, key=lambda p: min(p.last_line, last) - max(p.first_line, first))
