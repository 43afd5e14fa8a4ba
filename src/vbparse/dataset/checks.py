"""Prove that a dataset keeps its promises: tables, keys, references, enumerations, texts and JSON.

`check` reads what is on disk and trusts nothing of the code that wrote it. What it can say is in `CODES`.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from vbparse.dataset.check_json import json_problems
from vbparse.dataset.check_tables import table_problems
from vbparse.dataset.check_texts import text_problems
from vbparse.dataset.paths import table_path
from vbparse.dataset.problem import CODES, Problem
from vbparse.dataset.schemas import SPECS
from vbparse.errors import UsageError

__all__ = ["CODES", "Problem", "check"]


def check(folder: Path | str) -> list[Problem]:
    """Return what is wrong with the dataset in `folder`, in a stable order; an empty list means that all promises hold.

    When a table is missing or has another schema, only that is told: the rest could not be judged. Raises UsageError
    when there is no folder.
    """
    path = Path(folder)
    if not path.is_dir():
        raise UsageError(f"There is no folder {folder}. Give the folder that a dataset was written to.")
    rows: dict[str, list[dict[str, Any]]] = {}
    problems: list[Problem] = []
    for name, spec in SPECS.items():
        try:
            table = pq.read_table(path / table_path(name), memory_map=True)
        except (OSError, pa.ArrowException) as error:
            problems.append(Problem("missing-table", name, table_path(name), f"can't be read: {error}"))
            continue
        if table.schema.equals(spec.schema):
            rows[name] = table.to_pylist()
        else:
            problems.append(Problem("schema", name, table_path(name), _difference(table.schema, spec.schema)))
    if problems:
        return problems
    return [*table_problems(rows), *text_problems(path, rows), *json_problems(path, rows)]


def _difference(found: Any, wanted: Any) -> str:
    for name in wanted.names:
        if name not in found.names:
            return f"column {name} is missing"
        if not found.field(name).equals(wanted.field(name)):
            return f"column {name} is {found.field(name)} and should be {wanted.field(name)}"
    extra = [name for name in found.names if name not in wanted.names]
    return f"unknown columns {', '.join(extra)}" if extra else "the columns are in another order"
