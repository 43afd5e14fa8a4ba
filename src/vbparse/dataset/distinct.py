"""Keep document ids apart: two sources may hold a document with the very same words."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import TypeVar

from vbparse.diagnostics import diagnostic
from vbparse.document import Document, ParsedSource
from vbparse.tape import Record

_R = TypeVar("_R", bound=Record)


def distinct_ids(parsed: Iterable[ParsedSource]) -> list[ParsedSource]:
    """Return the sources in their order, every document with an id of its own.

    The id is made of a document's words alone, so that the same words in two sources (one file with Windows line ends
    and one without, a letter alone and in a compendium) give the same id. The first by source path and ordinal keeps
    it; each further one gets a number behind its slug (`109-NQ-TU-2_2021-06-08_4e1c0a`) and the diagnostic
    `same-document`. Nothing changes where ids are distinct already.
    """
    items = list(parsed)
    owners: dict[str, str] = {}
    done: dict[int, ParsedSource] = {}
    for index in sorted(range(len(items)), key=lambda index: items[index].source.source_path):
        done[index] = _apart(items[index], owners)
    return [done[index] for index in range(len(items))]


def _apart(item: ParsedSource, owners: dict[str, str]) -> ParsedSource:
    """Return `item` with ids that are not among `owners` (doc_id -> source path), and enter them there."""
    documents, blocks = [], list(item.blocks)
    for document in item.documents:
        old = document.doc_id
        if old in owners:
            new = _next_free(old, owners)
            document = _noted(_renamed(document, old, new), owners[old])
            inside = range(document.span.char_start, document.span.char_end)
            blocks = [_renamed(b, old, new) if b.span.char_start in inside else b for b in blocks]
        owners[document.doc_id] = item.source.source_path
        documents.append(document)
    if documents == list(item.documents):
        return item
    return replace(item, documents=tuple(documents), blocks=tuple(blocks))


def _next_free(doc_id: str, taken: dict[str, str]) -> str:
    slug, day, digits = doc_id.rsplit("_", 2)
    number = 2
    while f"{slug}-{number}_{day}_{digits}" in taken:
        number += 1
    return f"{slug}-{number}_{day}_{digits}"


def _renamed(record: _R, old: str, new: str) -> _R:
    """Return a copy in which the id `old`, and every id of a part of it, begins with `new`."""

    def rename(name: str, value: object) -> object:
        if isinstance(value, str) and name.endswith("_id") and (value == old or value.startswith(f"{old}/")):
            return new + value[len(old) :]
        if isinstance(value, tuple):
            return tuple(_renamed(part, old, new) if isinstance(part, Record) else part for part in value)
        return value

    changed = {name: rename(name, getattr(record, name)) for name in type(record).model_fields}
    return record.model_copy(update=changed)


def _noted(document: Document, source_path: str) -> Document:
    note = diagnostic("same-document", document.source_path, document.doc_id, document.span, other=source_path)
    note = note.model_copy(update={"line": document.line_start})
    return document.model_copy(update={"diagnostics": (*document.diagnostics, note)})
