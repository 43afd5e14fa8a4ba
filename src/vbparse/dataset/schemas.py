"""The tables of the dataset: one explicit Arrow schema each, its key, its record class and its closed enumerations.

The columns are written as the public promise writes them: `name` is a str, `name:int` has another type, a final `?`
marks a column that may be null. Whole numbers are int64 (offsets too), dates are date32, fractions are double. `SPANS`
stands for the six columns of a place in the text. A list is never null; `bbox` is empty where a source has no pages.

The allowed values of an enumeration come from the Literals of the record classes and also stand in the metadata of the
Parquet column, as a JSON list under the key `values`.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any, Literal, get_args, get_origin

import pyarrow as pa

from vbparse import model
from vbparse.document import Document, Table
from vbparse.tape import Record

SPANS = "char_start:int char_end:int segments:segments page_start:int? page_end:int? bbox:doubles"
_MAYBE_SPANS = SPANS.replace("int ", "int? ", 2)
SPAN_COLUMNS = ("char_start", "char_end", "segments", "page_start", "page_end", "bbox")

_TYPES: dict[str, Any] = {
    "str": pa.string(),
    "int": pa.int64(),
    "bool": pa.bool_(),
    "double": pa.float64(),
    "date": pa.date32(),
    "strs": pa.list_(pa.string()),
    "doubles": pa.list_(pa.float64()),
    "segments": pa.list_(pa.struct([("start", pa.int64()), ("end", pa.int64())])),
    "signatures": pa.list_(pa.struct([("authority", pa.string()), ("position", pa.string()), ("name", pa.string())])),
}


@dataclass(frozen=True)
class TableSpec:
    """One table of the dataset.

    `schema` is a pyarrow.Schema; `key` names the columns that tell rows apart (empty: rows have no key); `enums` maps
    the columns that are enumerations to their values; `optional` holds the columns that may be null.
    """

    name: str
    about: str
    record: type[Record]
    key: tuple[str, ...]
    schema: Any
    enums: Mapping[str, tuple[str, ...]]
    optional: frozenset[str]

    @property
    def columns(self) -> list[str]:
        """The names of the columns, in order."""
        return list(self.schema.names)

    @property
    def has_spans(self) -> bool:
        return "segments" in self.schema.names


def literal_values(annotation: object) -> tuple[str, ...]:
    """Return the values of a Literal, also inside `Literal[...] | None`; an empty tuple for any other annotation."""
    if get_origin(annotation) is Literal:
        return get_args(annotation)
    return tuple(value for part in get_args(annotation) for value in literal_values(part))


def _spec(name: str, record: type[Record], key: str, about: str, columns: str) -> TableSpec:
    fields, enums, optional = [], {}, []
    for column in columns.split():
        title, _, kind = column.partition(":")
        nullable = column.endswith("?")
        title, kind = title.rstrip("?"), kind.rstrip("?") or "str"
        values = literal_values(record.model_fields[title].annotation) if title in record.model_fields else ()
        if values:
            enums[title] = values
        if nullable:
            optional.append(title)
        metadata = {"values": json.dumps(values, ensure_ascii=False)} if values else None
        fields.append(pa.field(title, _TYPES[kind], nullable=nullable, metadata=metadata))
    return TableSpec(
        name, about, record, tuple(key.split()), pa.schema(fields), MappingProxyType(enums), frozenset(optional)
    )


_SPECS = (
    _spec(
        "sources",
        model.Source,
        "source_path",
        "One row per input file, parsed or not: nothing handed in disappears.",
        "source_path sha256 bytes:int format status n_documents:int pages:int? error_code? error_message? same_as? "
        "encoding? legacy_font?",
    ),
    _spec(
        "documents",
        Document,
        "doc_id",
        "One row per issued document; an appendix whose document is missing counts as one.",
        "doc_id source_path source_format ordinal:int kind doc_type? doc_type_code? number? organisation? "
        "parent_organisation? issuer? issuer_level? place? issued_on:date? issued_raw? subject? secrecy? urgency? "
        "draft:bool addressees:strs recipients:strs signatures:signatures parent_number? line_start:int? "
        f"line_end:int? {SPANS} text confidence:double parser_version",
    ),
    _spec(
        "sections",
        model.Section,
        "section_id",
        "The outline: every heading, clause, bullet and paragraph, in reading order.",
        "section_id doc_id ordinal:int parent_id? part level:int kind marker? numbering? title? text path role? "
        f"{SPANS}",
    ),
    _spec(
        "tasks",
        model.Task,
        "task_id",
        "Nhiệm vụ: who leads, who coordinates, by when.",
        "task_id doc_id ordinal:int section_id? table_id? row:int? part text assigned:bool lead:strs coordinate:strs "
        f"deadline_raw? deadline_kind? deadline_start:date? deadline_end:date? group:strs confidence:double {SPANS}",
    ),
    _spec(
        "deadlines",
        model.Deadline,
        "task_id ordinal",
        "Every time expression of a task.",
        f"task_id ordinal:int raw kind start:date? end:date? recurrence? {SPANS}",
    ),
    _spec(
        "units",
        model.Unit,
        "unit_id",
        "The register of units, with every spelling they were met in.",
        "unit_id name variants:strs kind level? n_lead:int n_coordinate:int",
    ),
    _spec(
        "task_units",
        model.TaskUnit,
        "task_id role ordinal",
        "Which unit leads or coordinates which task.",
        f"task_id unit_id role ordinal:int raw {SPANS}",
    ),
    _spec(
        "targets",
        model.Target,
        "target_id",
        "Chỉ tiêu: measurable aims.",
        "target_id doc_id section_id? table_id? row:int? indicator comparator value:double? value_max:double? unit? "
        f"raw due_raw? due_year:int? confidence:double {SPANS}",
    ),
    _spec(
        "citations",
        model.Citation,
        "citation_id",
        "Mentions of other documents.",
        "citation_id doc_id section_id? form raw doc_type? number? issued_on:date? issuer? relation "
        f"confidence:double {SPANS}",
    ),
    _spec(
        "links",
        model.Link,
        "citation_id cited_doc_id",
        "The citations whose document is in the dataset.",
        "citation_id doc_id cited_doc_id confidence:double",
    ),
    _spec(
        "appendices",
        model.Appendix,
        "appendix_id",
        "Phụ lục of a document.",
        f"appendix_id doc_id ordinal:int label? title? attached_to? {SPANS}",
    ),
    _spec(
        "tables",
        Table,
        "table_id",
        "The tables of a document, with their column names.",
        f"table_id doc_id appendix_id? ordinal:int caption? header:strs n_rows:int n_cols:int {SPANS}",
    ),
    _spec(
        "table_rows",
        model.TableRow,
        "table_id row",
        "The rows of the tables: cells as printed, and filled from merged cells.",
        f"table_id doc_id row:int group:bool cells:strs filled:strs {SPANS}",
    ),
    _spec(
        "blocks",
        model.Block,
        "source_path ordinal",
        "The tape: every line of every source with its label; each non-blank character is in exactly one block.",
        f"source_path doc_id? ordinal:int label owner_id? text style:strs {SPANS}",
    ),
    _spec(
        "evidence",
        model.Evidence,
        "",
        "For every extracted value: the words it was read or inferred from.",
        f"doc_id owner_table owner_id field raw inferred:bool confidence:double {SPANS}",
    ),
    _spec(
        "diagnostics",
        model.Diagnostic,
        "",
        "What the pipeline doubts, repairs or could not do.",
        f"source_path doc_id? severity code message message_vi line:int? {_MAYBE_SPANS}",
    ),
)

SPECS: Mapping[str, TableSpec] = MappingProxyType({spec.name: spec for spec in _SPECS})
"""All tables by name, in the order of the public promise."""
