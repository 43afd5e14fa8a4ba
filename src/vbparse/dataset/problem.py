"""What a check can find: data, not a sentence only."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any, TypeAlias

from vbparse.dataset.schemas import SPECS

Rows: TypeAlias = Mapping[str, list[dict[str, Any]]]
"""The rows of every table, by its name."""

CODES: Mapping[str, str] = MappingProxyType(
    {
        "missing-table": "a table is not there or can't be read",
        "schema": "a table has other columns, types or nullability than promised",
        "duplicate-key": "two rows have the same id or key",
        "reference": "an id points to nothing, or to a part of another document",
        "order": "rows are not in the promised order, or a parent comes after its child",
        "enumeration": "a value outside a closed enumeration",
        "empty-value": "an empty string where unknown should be null, or a null inside a list",
        "range": "a number that can't be: a negative size, a confidence outside 0 to 1, a page or row below 1",
        "doc-id": "a document's id is not <slug>_<date or undated>_<first six digits of its text's SHA-256>",
        "path": "a source path or document id that can't be a file's name inside the dataset",
        "status": "a source's status, error, text and number of documents don't agree",
        "table-size": "a table's n_rows, n_cols, header, rows and cells don't agree",
        "first-deadline": "a task's own deadline is not the first of its rows in deadlines",
        "unit-count": "a unit's counts don't agree with task_units",
        "text-file": "a source's text is missing, is not UTF-8, was changed, or belongs to no source",
        "span": "a span is outside its text or document, its pieces overlap, or its hull is not theirs",
        "text": "a row's words are not the words of its span",
        "cells": "a table row's cells hold words that its span does not",
        "lost-text": "a character of a text is in no block",
        "text-twice": "a character of a text is in more than one block",
        "json": "a document's JSON is missing, invalid or belongs to no document",
        "json-differs": "a document's JSON and the tables don't agree",
    }
)


@dataclass(frozen=True)
class Problem:
    """One broken promise: its code (a key of `CODES`), the table, where in it, and what is wrong in words."""

    code: str
    table: str
    where: str
    message: str

    def __str__(self) -> str:
        return f"{self.table} {self.where}: {self.message} [{self.code}]"


def problem(code: str, table: str, row: Mapping[str, Any], message: str) -> Problem:
    """Make the problem of one row, found again by its key or the columns that come closest to one."""
    columns = SPECS[table].key or (("owner_id", "field") if table == "evidence" else ("source_path", "code"))
    return Problem(code, table, " ".join(str(row[column]) for column in columns), message)
