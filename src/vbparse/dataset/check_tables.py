"""The checks that need the tables alone: keys, order, references, values, and numbers that must agree."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Any

from vbparse.dataset.paths import json_path, possible, text_path
from vbparse.dataset.problem import Problem, Rows, problem
from vbparse.dataset.schemas import SPECS

# table.column -> the table that the id is a key of
_REFERENCES = (
    ("sources", "same_as", "sources"),
    ("documents", "source_path", "sources"),
    ("sections", "doc_id", "documents"),
    ("sections", "parent_id", "sections"),
    ("tasks", "doc_id", "documents"),
    ("tasks", "section_id", "sections"),
    ("tasks", "table_id", "tables"),
    ("deadlines", "task_id", "tasks"),
    ("task_units", "task_id", "tasks"),
    ("task_units", "unit_id", "units"),
    ("targets", "doc_id", "documents"),
    ("targets", "section_id", "sections"),
    ("targets", "table_id", "tables"),
    ("citations", "doc_id", "documents"),
    ("citations", "section_id", "sections"),
    ("links", "citation_id", "citations"),
    ("links", "doc_id", "documents"),
    ("links", "cited_doc_id", "documents"),
    ("appendices", "doc_id", "documents"),
    ("tables", "doc_id", "documents"),
    ("tables", "appendix_id", "appendices"),
    ("table_rows", "doc_id", "documents"),
    ("table_rows", "table_id", "tables"),
    ("blocks", "source_path", "sources"),
    ("blocks", "doc_id", "documents"),
    ("evidence", "doc_id", "documents"),
    ("diagnostics", "source_path", "sources"),
    ("diagnostics", "doc_id", "documents"),
)
_MAY_BE_EMPTY = {("table_rows", "cells"), ("table_rows", "filled"), ("tables", "header")}
_ONE_BASED = ("row", "page_start", "page_end", "pages", "line_start", "line_end", "line")
_NOT_NEGATIVE = ("bytes", "n_documents", "ordinal", "level", "n_rows", "n_cols", "n_lead", "n_coordinate")


def table_problems(rows: Rows) -> Iterator[Problem]:
    """Tell what is wrong in the tables; they have the promised schemas already."""
    for part in (_keys, _order, _references, _owners, _values, _paths, _sources, _tables, _deadlines, _units):
        yield from part(rows)


def _keys(rows: Rows) -> Iterator[Problem]:
    for name, spec in SPECS.items():
        seen: set[tuple[Any, ...]] = set()
        last: dict[Any, int] = {}
        owner = {"deadlines": "task_id", "blocks": "source_path", "documents": "source_path"}.get(name, "doc_id")
        for row in rows[name]:
            key = tuple(row[column] for column in spec.key)
            if key and key in seen:
                yield problem("duplicate-key", name, row, f"{' and '.join(spec.key)} are not unique")
            seen.add(key)
            if "ordinal" in row and name != "task_units":
                if row["ordinal"] <= last.get(row[owner], -1):
                    yield problem("order", name, row, f"ordinal {row['ordinal']} does not rise")
                last[row[owner]] = row["ordinal"]


def _order(rows: Rows) -> Iterator[Problem]:
    """Rows stand by source path, then in the order of the documents."""
    paths = [row["source_path"] for row in rows["sources"]]
    if paths != sorted(paths):
        yield Problem("order", "sources", "", "rows are not sorted by source_path")
    documents = [row["doc_id"] for row in rows["documents"]]
    for name, spec in SPECS.items():
        column = "source_path" if "source_path" in spec.columns else "doc_id"
        if column not in spec.columns or name == "links":
            continue
        rank = {value: n for n, value in enumerate(paths if column == "source_path" else documents)}
        last = -1
        for row in rows[name]:
            at = rank.get(row[column], last)
            if at < last:
                yield problem("order", name, row, f"it stands after rows of a later {column}")
                break
            last = at


def _references(rows: Rows) -> Iterator[Problem]:
    ids = {name: {row[spec.key[0]]: row for row in rows[name]} for name, spec in SPECS.items() if spec.key}
    for table, column, target in _REFERENCES:
        for row in rows[table]:
            value = row[column]
            if value is None:
                continue
            found = ids[target].get(value)
            if found is None:
                yield problem("reference", table, row, f"{column} {value} is not in {target}")
            elif target != "documents" and column != "same_as":
                for shared in ("doc_id", "source_path"):
                    if shared in row and row[shared] and row[shared] != found.get(shared, row[shared]):
                        yield problem("reference", table, row, f"{column} {value} has another {shared}")
            elif target == "documents" and "source_path" in row and row["source_path"] != found["source_path"]:
                yield problem("reference", table, row, f"{column} {value} is of another source")
    above: set[str] = set()
    for row in rows["sections"]:
        if row["parent_id"] in ids["sections"] and row["parent_id"] not in above:
            yield problem("order", "sections", row, f"parent {row['parent_id']} does not come before it")
        above.add(row["section_id"])
    cells = {(row["table_id"], row["row"]) for row in rows["table_rows"]}
    for table in ("tasks", "targets"):
        for row in rows[table]:
            if row["row"] is not None and (row["table_id"], row["row"]) not in cells:
                yield problem("reference", table, row, f"row {row['row']} is not in table_rows")


def _owners(rows: Rows) -> Iterator[Problem]:
    """Owners are ids of any table: of blocks without saying which, of evidence with the table's name."""
    ids = {name: {row[spec.key[0]]: row for row in rows[name]} for name, spec in SPECS.items() if spec.key}
    owned = {key for name, found in ids.items() if name != "sources" for key in found}
    for row in rows["blocks"]:
        if row["owner_id"] is not None and row["owner_id"] not in owned:
            yield problem("reference", "blocks", row, f"owner_id {row['owner_id']} is no id")
    for row in rows["evidence"]:
        table, owner = row["owner_table"], row["owner_id"]
        if table not in ids:
            yield problem("reference", "evidence", row, f"owner_table {table} is no table")
        elif owner not in ids[table]:
            yield problem("reference", "evidence", row, f"owner_id {owner} is not in {table}")
        elif ids[table][owner].get("doc_id", row["doc_id"]) != row["doc_id"]:
            yield problem("reference", "evidence", row, f"{owner} is of another document")
        elif row["field"].replace("[", ".").split(".")[0] not in SPECS[table].columns:
            yield problem("reference", "evidence", row, f"{row['field']} is no column of {table}")


def _values(rows: Rows) -> Iterator[Problem]:
    for name, spec in SPECS.items():
        for row in rows[name]:
            for column, value in row.items():
                told = None
                if column in spec.enums and value is not None and value not in spec.enums[column]:
                    told = "enumeration", f"{column} {value!r} is not one of {', '.join(spec.enums[column])}"
                elif value == "" and column in spec.optional:
                    told = "empty-value", f"{column} is empty and should be null"
                elif isinstance(value, list) and column not in ("segments", "bbox"):
                    if None in value or ((name, column) not in _MAY_BE_EMPTY and _has_empty(value)):
                        told = "empty-value", f"{column} has an empty element"
                elif isinstance(value, int | float) and (
                    (column == "confidence" and not 0 <= value <= 1)
                    or (column in _ONE_BASED and value < 1)
                    or (column in _NOT_NEGATIVE and value < 0)
                ):
                    told = "range", f"{column} is {value}"
                if told:
                    yield problem(told[0], name, row, told[1])


def _has_empty(values: list[Any]) -> bool:
    return any("" in value.values() if isinstance(value, dict) else value == "" for value in values)


def _paths(rows: Rows) -> Iterator[Problem]:
    for name, place in (("sources", text_path), ("documents", json_path)):
        for row in rows[name]:
            value = row[SPECS[name].key[0]]
            if possible(place, value) is None:
                yield problem("path", name, row, f"{value!r} can't name a file")


def _sources(rows: Rows) -> Iterator[Problem]:
    documents = Counter(row["source_path"] for row in rows["documents"])
    status = {row["source_path"]: row["status"] for row in rows["sources"]}
    for row in rows["sources"]:
        code, message, same = row["error_code"], row["error_message"], row["same_as"]
        count = documents[row["source_path"]]
        told = []
        if row["n_documents"] != count:
            told.append(f"n_documents is {row['n_documents']}, and {count} are in documents")
        if row["status"] == "failed" and not (code and message):
            told.append("it failed without error_code and error_message")
        if row["status"] == "ok" and (code or message):
            told.append("it is ok and has an error")
        if row["status"] == "skipped" and not (code or same):
            told.append("it is skipped without error_code or same_as")
        if row["status"] in ("failed", "skipped") and count:
            told.append(f"it is {row['status']} and has documents")
        if same is not None and (row["status"] != "skipped" or same == row["source_path"]):
            told.append(f"it has same_as {same} without being a skipped copy")
        if same is not None and status.get(same) == "skipped" and same != row["source_path"]:
            told.append(f"it is the same as {same}, which is skipped itself")
        if len(row["sha256"]) != 64:
            told.append("sha256 has not 64 digits")
        for message in told:
            yield problem("status", "sources", row, message)


def _tables(rows: Rows) -> Iterator[Problem]:
    below: dict[str, list[dict[str, Any]]] = {row["table_id"]: [] for row in rows["tables"]}
    for row in rows["table_rows"]:
        below.get(row["table_id"], []).append(row)
    for table in rows["tables"]:
        found, width = below[table["table_id"]], table["n_cols"]
        if [row["row"] for row in found] != list(range(1, table["n_rows"] + 1)):
            message = f"n_rows is {table['n_rows']}, and its rows are not 1 to {table['n_rows']} in order"
            yield problem("table-size", "tables", table, message)
        if table["header"] and len(table["header"]) != width:
            message = f"n_cols is {width}, and header has {len(table['header'])} names"
            yield problem("table-size", "tables", table, message)
        for row in found:
            if not len(row["cells"]) == len(row["filled"]) == width:
                message = f"n_cols is {width}, and it has {len(row['cells'])} cells, {len(row['filled'])} filled"
                yield problem("table-size", "table_rows", row, message)


def _deadlines(rows: Rows) -> Iterator[Problem]:
    first: dict[str, dict[str, Any]] = {}
    for row in rows["deadlines"]:
        first.setdefault(row["task_id"], row)
    for task in rows["tasks"]:
        own = [task[f"deadline_{column}"] for column in ("raw", "kind", "start", "end")]
        deadline = first.get(task["task_id"])
        if own != ([deadline[column] for column in ("raw", "kind", "start", "end")] if deadline else [None] * 4):
            yield problem("first-deadline", "tasks", task, "deadline_* are not those of its first deadline")


def _units(rows: Rows) -> Iterator[Problem]:
    counts = Counter((row["unit_id"], row["role"]) for row in rows["task_units"])
    for unit in rows["units"]:
        for role in ("lead", "coordinate"):
            count = counts[unit["unit_id"], role]
            if unit[f"n_{role}"] != count:
                message = f"n_{role} is {unit[f'n_{role}']}, and task_units has {count}"
                yield problem("unit-count", "units", unit, message)
