"""The tables that are scored, and which parsed document answers for which gold one."""

from __future__ import annotations

import difflib
from collections import defaultdict
from collections.abc import Iterable, Sequence
from functools import partial
from pathlib import Path
from typing import Any

from vbparse.scoring.folding import norm

Row = dict[str, Any]
"""A row of the dataset, or a part of a gold answer: both are data from outside, read as they are."""

TABLES = ("documents", "sections", "tasks", "appendices", "tables", "table_rows", "targets", "citations")


def load(parsed_dir: Path) -> dict[str, list[Row]]:
    """The tables that are scored, as rows; a table that is missing is empty."""
    import pyarrow.parquet as pq

    paths = {name: parsed_dir / f"{name}.parquet" for name in TABLES}
    return {name: pq.read_table(path).to_pylist() if path.exists() else [] for name, path in paths.items()}


def by(rows: Iterable[Row], column: str) -> defaultdict[Any, list[Row]]:
    """The rows by their value in a column."""
    out: defaultdict[Any, list[Row]] = defaultdict(list)
    for row in rows:
        out[row.get(column)].append(row)
    return out


def overlap(gold: Row, row: Row) -> int:
    """How many source lines a gold and a parsed document share; zero or less for none."""
    last: int = min(row["line_end"], gold["last_line"])
    first: int = max(row["line_start"], gold["first_line"])
    return last - first + 1


def assign(golds: Sequence[Row], rows: Sequence[Row]) -> dict[int, Row]:
    """One parsed document for each gold one, at most once each.

    By shared source lines, or where the source has none by number, then by subject.
    """

    def likeness(gold: Row, row: Row) -> float:
        return difflib.SequenceMatcher(None, norm(row["subject"]), norm(gold["subject"])).ratio()

    left, found = list(rows), {}
    for i, gold in enumerate(golds):
        best: Row | None = None
        if "first_line" in gold and any(r.get("line_start") for r in left):
            best = max((r for r in left if r.get("line_start")), key=partial(overlap, gold))
            best = best if overlap(gold, best) > 0 else None
        elif "first_line" not in gold:
            number = norm(gold.get("number"))
            best = next((r for r in left if gold.get("number") and norm(r["number"]) == number), None)
            if best is None:
                best = max(left, key=partial(likeness, gold), default=None)
        if best is not None:
            left.remove(best)
            found[i] = best
    return found
