"""Score a parsed dataset against gold answers, field by field.

A gold folder holds one JSON per document and may hold ``_complete.json``, the number of documents in each source;
``evaluation/GUIDE.md`` defines every part. A figure is an F1 (2 right / (gold + found)) or an accuracy. ``score`` pools
all documents, ``macro`` is the mean over documents: a field is as good as the lower of the two. A document that is not
found is wrong in every field.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Mapping, Sequence
from pathlib import Path

from vbparse.scoring.folding import norm
from vbparse.scoring.matching import TABLES, Row, assign, by, load
from vbparse.scoring.parts import (
    score_appendices,
    score_citations,
    score_header,
    score_outline,
    score_targets,
    score_tasks,
)
from vbparse.scoring.tally import Figure, Tally
from vbparse.scoring.telling import format_report, history_line, record

__all__ = ["Figure", "Row", "Tally", "format_report", "history_line", "norm", "record", "score", "score_targets"]

SOURCE_SUFFIXES = (".txt", ".md", ".docx", ".pdf")


def score(gold_dir: Path, parsed_dir: Path) -> Tally:
    """Compare the dataset in ``parsed_dir`` with the answers in ``gold_dir``.

    Sources are matched by name without folder and suffix. A table that is missing counts as empty.
    """
    tally, data = Tally(), load(Path(parsed_dir))
    by_source: defaultdict[str, list[Row]] = defaultdict(list)
    for row in data["documents"]:
        if row["kind"] in ("document", "orphan_appendix"):
            by_source[Path(row["source_path"]).stem].append(row)
    parts = {name: by(data[name], "doc_id") for name in TABLES if name != "table_rows"}
    rows_of = by(data["table_rows"], "table_id")
    count_documents(tally, Path(gold_dir) / "_complete.json", by_source)
    for path in sorted(p for p in Path(gold_dir).glob("*.json") if not p.name.startswith("_")):
        content = json.loads(path.read_text(encoding="utf-8"))
        golds = content.get("documents", [content])
        source = Path(content["source"])
        name = source.stem if source.suffix in SOURCE_SUFFIXES else content["source"]
        found = assign(golds, by_source[name])
        for i, gold in enumerate(golds):
            tally.where = path.stem + (f" {gold['number']}" if "documents" in content else "")
            document = found.get(i)
            tally.accuracy("document.found", document is not None, "not found")
            score_header(tally, gold, document)
            if "outline" not in gold:
                continue
            own = {n: rows[document["doc_id"]] if document else [] for n, rows in parts.items()}
            score_outline(tally, gold, own["sections"])
            score_tasks(tally, gold, own["tasks"])
            score_appendices(tally, gold, own["appendices"], own["tables"], rows_of)
            score_targets(tally, gold, own["targets"])
            score_citations(tally, gold, own["citations"])
    return tally


def count_documents(tally: Tally, complete: Path, by_source: Mapping[str, Sequence[Row]]) -> None:
    """Compare the number of documents in each source with the file that tells it, if there is one."""
    if not complete.exists():
        return
    for source, n in json.loads(complete.read_text(encoding="utf-8")).items():
        tally.where = source
        have = len(by_source.get(source, ()))
        tally.f1("document.count", n, have, min(n, have))
        if n != have:
            tally.miss("document.count", f"{n} documents but {have}")
