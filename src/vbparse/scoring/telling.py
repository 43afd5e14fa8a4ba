"""Telling the figures: a report on them, and the history of versions."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from vbparse.scoring.tally import Figure, Tally


def format_report(tally: Tally, *, misses: bool = False, by_document: bool = False) -> str:
    """One line a field and one with the mean of what the fields are worth; no line break at the end.

    ``by_document`` adds a line with the documents below 1; ``misses`` adds a line for all that is missing, extra or
    wrong.
    """
    figures = tally.figures()
    lines = []
    for field, f in figures.items():
        counts = f"gold {f.gold:5} found {f.found:5} right {f.right:5}"
        lines.append(f"{field:26} {f.score:.3f}  macro {f.macro:.3f}   {counts}")
        if by_document:
            lines.append("      " + ", ".join(f"{d} {v:.2f}" for d, v in f.documents.items() if v < 1))
        if misses:
            lines.extend(f"      {note}" for note in tally.misses[field])
    lines.append(f"{'mean':26} {sum(f.lower for f in figures.values()) / max(1, len(figures)):.3f}")
    return "\n".join(lines)


def history_line(version: str, figures: Mapping[str, Figure], fields: Sequence[str] | None = None) -> str:
    """The version and the lower of pooled and macro of each field, separated by tabs.

    ``fields`` gives the columns and their order (by default those of ``figures``); a field without a figure is blank.
    """
    columns = list(figures) if fields is None else fields
    return "\t".join([version, *(f"{figures[f].lower:.4f}" if f in figures else "" for f in columns)])


def record(history: Path, version: str, figures: Mapping[str, Figure]) -> None:
    """Write a version's figures into a history: a tab-separated file with a header and one line a version.

    The line of a version that is there already is replaced in its place. Fields that are new get a column at the end,
    blank in the lines of other versions. The file and its folder are made where they are missing.
    """
    old = history.read_text(encoding="utf-8").splitlines() if history.exists() else []
    known = old[0].split("\t")[1:] if old else []
    fields = known + [f for f in figures if f not in known]
    lines = {}
    for text in old[1:]:
        name, *values = text.split("\t")
        lines[name] = "\t".join([name, *values, *[""] * (len(fields) - len(values))])
    lines[version] = history_line(version, figures, fields)
    history.parent.mkdir(parents=True, exist_ok=True)
    history.write_text("\n".join(["\t".join(["version", *fields]), *lines.values()]) + "\n", encoding="utf-8")
