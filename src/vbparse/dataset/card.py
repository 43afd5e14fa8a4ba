"""The dataset card: `README.md` in the layout of Hugging Face, the same bytes for the same dataset."""

from __future__ import annotations

from collections.abc import Mapping

from vbparse.dataset.paths import table_path
from vbparse.dataset.schemas import SPECS
from vbparse.model import PARSER_VERSION

_HEAD = """\
---
language:
- vi
pretty_name: Vietnamese Party committee documents, parsed
tags:
- vietnamese
- documents
- information-extraction
configs:
{configs}
---

# Vietnamese Party committee documents, parsed

Văn bản của cấp ủy: thể thức, bố cục, nhiệm vụ, thời hạn, đơn vị, chỉ tiêu và viện dẫn, kèm vị trí của từng giá trị
trong văn bản gốc.

Made by vbparse {version}: {sources} files, {documents} documents.

| table | rows | what it holds |
|---|---:|---|
{tables}

- `text/<path of the source>.txt` is the cleaned text of a source. `char_start` and `char_end` count Unicode code points
  in it, the end excluded; `segments` are the exact pieces, and a row's text is these pieces joined by one space.
- `json/<doc_id>.json` is one document with all its parts.
- Unknown is null and never an empty string; lists are never null. Enumerations are closed: their values stand in the
  metadata of the Parquet column, under the key `values`.

```python
import vbparse

ds = vbparse.load("{{folder}}")
ds.pandas("tasks")
```

Or `datasets.load_dataset("{{folder}}", "tasks")`, with `{{folder}}` the folder of this file.
"""


def card(counts: Mapping[str, int]) -> str:
    """Return the text of the card; `counts` are the rows of every table by name."""
    configs, tables = [], []
    for spec in SPECS.values():
        configs.append(f"- config_name: {spec.name}\n  data_files: {table_path(spec.name)}")
        if spec.name == "documents":
            configs[-1] += "\n  default: true"
        tables.append(f"| `{spec.name}` | {counts[spec.name]} | {spec.about} |")
    return _HEAD.format(
        configs="\n".join(configs),
        version=PARSER_VERSION,
        sources=counts["sources"],
        documents=counts["documents"],
        tables="\n".join(tables),
    ).replace("{folder}", "path/to/dataset")
