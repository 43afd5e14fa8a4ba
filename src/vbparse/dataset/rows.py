"""Parsed sources to flat rows: one dict of plain values per row, by table, in the order that is written."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TypeAlias

from vbparse.dataset.schemas import SPECS
from vbparse.document import CrossDocument, Document, ParsedSource
from vbparse.tape import Record, Span

Row: TypeAlias = dict[str, object]


def dataset_rows(parsed: Iterable[ParsedSource], cross: CrossDocument) -> dict[str, list[Row]]:
    """Return the rows of every table: by source path, then the document's ordinal, then the order of the parts.

    The diagnostics of `cross` stand behind those of their source, in the order they come in.
    """
    rows: dict[str, list[Row]] = {name: [] for name in SPECS}
    across: dict[str, list[Row]] = {}
    for diagnostic in cross.diagnostics:
        across.setdefault(diagnostic.source_path, []).append(_row("diagnostics", diagnostic))
    for item in sorted(parsed, key=lambda item: item.source.source_path):
        rows["sources"].append(_row("sources", item.source))
        rows["blocks"] += [_row("blocks", block) for block in item.blocks]
        rows["diagnostics"] += [_row("diagnostics", diagnostic) for diagnostic in item.diagnostics]
        for document in sorted(item.documents, key=lambda document: document.ordinal):
            for table, found in document_rows(document).items():
                rows[table] += found
        rows["diagnostics"] += across.get(item.source.source_path, ())
    for table, records in (("units", cross.units), ("task_units", cross.task_units), ("links", cross.links)):
        rows[table] = [_row(table, record) for record in records]
    return rows


def document_rows(document: Document) -> dict[str, list[Row]]:
    """Return the rows that one document gives, by table: its own row and those of its parts."""
    parts: dict[str, Iterable[Record]] = {
        "documents": (document,),
        "sections": document.sections,
        "tasks": document.tasks,
        "deadlines": document.deadlines,
        "targets": document.targets,
        "citations": document.citations,
        "appendices": document.appendices,
        "tables": document.tables,
        "table_rows": [row for table in document.tables for row in table.rows],
        "evidence": document.evidence,
        "diagnostics": document.diagnostics,
    }
    return {table: [_row(table, record) for record in records] for table, records in parts.items()}


def _row(table: str, record: Record) -> Row:
    row: Row = {}
    for name in type(record).model_fields:
        value = getattr(record, name)
        if name == "span":
            row |= _span_columns(value)
        elif name in SPECS[table].schema.names:
            row[name] = [_plain(item) for item in value] if isinstance(value, tuple) else value
    return row


def _plain(value: object) -> object:
    return value.model_dump() if isinstance(value, Record) else value


def _span_columns(span: Span | None) -> Row:
    if span is None:
        return {
            "char_start": None,
            "char_end": None,
            "segments": [],
            "page_start": None,
            "page_end": None,
            "bbox": [],
        }
    return {
        "char_start": span.char_start,
        "char_end": span.char_end,
        "segments": [{"start": piece.start, "end": piece.end} for piece in span.segments],
        "page_start": span.page_start,
        "page_end": span.page_end,
        "bbox": list(span.bbox or ()),
    }
