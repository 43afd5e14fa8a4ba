"""The JSON Schemas of the published records, made from the models.

`python -m vbparse.dataset.json_schemas [DIR]` writes them to DIR (`schemas`).
"""

from __future__ import annotations

import json
import re
import sys
from pathlib import Path

from vbparse import model
from vbparse.document import Document
from vbparse.tape import Record

# A document's parts are inside its schema; these records stand outside of documents.
_RECORDS: tuple[type[Record], ...] = (
    Document,
    model.Source,
    model.Block,
    model.Diagnostic,
    model.Unit,
    model.TaskUnit,
    model.Link,
)


def json_schemas() -> dict[str, str]:
    """Return the schemas: file name (`document.schema.json`) to text, keys sorted, with a final line end."""
    found = {}
    for record in _RECORDS:
        name = re.sub(r"(?<=[a-z])(?=[A-Z])", "_", record.__name__).lower()
        schema = {
            "$schema": "https://json-schema.org/draft/2020-12/schema",
            **record.model_json_schema(mode="serialization"),
        }
        found[f"{name}.schema.json"] = json.dumps(schema, ensure_ascii=False, indent=2, sort_keys=True) + "\n"
    return found


def stale(folder: Path | str) -> list[str]:
    """Return the names of the schemas in `folder` that are missing, differ from the models or have no model."""
    wanted = json_schemas()
    present = {path.name: path.read_bytes().decode() for path in Path(folder).glob("*.schema.json")}
    return sorted(name for name in wanted.keys() | present.keys() if wanted.get(name) != present.get(name))


def write_json_schemas(folder: Path | str) -> None:
    """Write the schemas to `folder` and remove those that have no model any more."""
    target = Path(folder)
    target.mkdir(parents=True, exist_ok=True)
    wanted = json_schemas()
    for path in target.glob("*.schema.json"):
        if path.name not in wanted:
            path.unlink()
    for name, text in wanted.items():
        (target / name).write_bytes(text.encode())


if __name__ == "__main__":
    write_json_schemas(sys.argv[1] if len(sys.argv) > 1 else "schemas")
