"""The checks that hold the documents' JSON against the tables: each says the same as the other."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from vbparse.dataset.paths import json_path, possible
from vbparse.dataset.problem import Problem, Rows, problem
from vbparse.dataset.rows import document_rows
from vbparse.diagnostics import ACROSS
from vbparse.document import Document


def json_problems(folder: Path, rows: Rows) -> Iterator[Problem]:
    """Tell which JSON files are missing, invalid, without a document, or differ from the tables."""
    wanted = {path: row for row in rows["documents"] if (path := possible(json_path, row["doc_id"]))}
    found = {path.relative_to(folder).as_posix() for path in (folder / "json").rglob("*") if path.is_file()}
    for path in sorted(found - wanted.keys()):
        yield Problem("json", "documents", path, "it belongs to no document")
    parts = _rows_by_document(rows)
    for path, row in wanted.items():
        if path not in found:
            yield problem("json", "documents", row, f"{path} is missing")
            continue
        try:
            document = Document.model_validate_json((folder / path).read_bytes())
        except ValidationError as error:
            first = error.errors()[0]
            place = ".".join(map(str, first["loc"])) or "file"
            yield problem("json", "documents", row, f"{path} is invalid, {place}: {first['msg']}")
            continue
        for table, told in document_rows(document).items():
            stored = parts[table].get(row["doc_id"], [])
            if table == "diagnostics":  # those of checks across documents are in no document
                stored = [found for found in stored if found["code"] not in ACROSS]
            yield from _differences(table, told, stored, row)


def _rows_by_document(rows: Rows) -> dict[str, dict[str, list[dict[str, Any]]]]:
    of_task = {row["task_id"]: row["doc_id"] for row in rows["tasks"]}
    found: dict[str, dict[str, list[dict[str, Any]]]] = {table: {} for table in rows}
    for table, items in rows.items():
        for row in items:
            doc_id = row["doc_id"] if "doc_id" in row else of_task.get(row.get("task_id", ""))
            if doc_id is not None:
                found[table].setdefault(doc_id, []).append(row)
    return found


def _differences(
    table: str, told: list[dict[str, object]], stored: list[dict[str, Any]], document: dict[str, Any]
) -> Iterator[Problem]:
    """Tell the first row in which the JSON of a document (`told`) and the table (`stored`) differ."""
    if len(told) != len(stored):
        message = f"its JSON has {len(told)} {table}, and the table {len(stored)}"
        yield Problem("json-differs", table, document["doc_id"], message)
        return
    for ours, theirs in zip(told, stored, strict=True):
        if ours != theirs:
            column = next(name for name in theirs if ours.get(name) != theirs[name])
            message = f"{column} is {theirs[column]!r}, and {ours.get(column)!r} in the JSON of {document['doc_id']}"
            yield problem("json-differs", table, theirs, message)
            return
