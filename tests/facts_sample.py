"""Documents with tasks, deadlines and citations, written in a line each: for tests of what needs several documents."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from hashlib import sha256
from typing import Any

from vbparse import model
from vbparse.document import Document, ParsedSource
from vbparse.tape import Segment, Span


@dataclass(frozen=True)
class Work:
    """A task: who leads and coordinates, its deadlines (printed words, kind, last day), and where it stands."""

    text: str
    lead: Sequence[str] = ()
    coordinate: Sequence[str] = ()
    due: Sequence[tuple[str, model.DeadlineKind, date | None]] = ()
    row: int | None = None


@dataclass(frozen=True)
class Cites:
    """A citation: its words, number, type, date and issuer."""

    raw: str
    number: str | None
    doc_type: str | None = None
    day: date | None = None
    issuer: str | None = None
    form: model.CitationForm = "full"


def span(start: int, end: int) -> Span:
    return Span(char_start=start, char_end=end, segments=(Segment(start=start, end=end),))


def _within(text: str, words: str, start: int) -> Span:
    """Return where `words` stand in the task `text` that begins at `start`; its first character where they don't."""
    at = text.find(words)
    return span(start + at, start + at + len(words)) if at >= 0 else span(start, start + 1)


def document(
    number: str | None,
    day: date | None = None,
    works: Sequence[Work] = (),
    cites: Sequence[Cites] = (),
    *,
    source: str = "a.txt",
    text: str = "",
    **values: Any,
) -> Document:
    """Return a document of the Tỉnh ủy; every part stands in its text, in order, on a line of its own."""
    name = (number or "phu-luc").replace("/", "-")
    lines = [text or "Văn bản", *(work.text for work in works), *(cite.raw for cite in cites)]
    starts = [sum(len(line) + 1 for line in lines[:n]) for n in range(len(lines))]
    whole = "\n".join(lines)
    doc_id = f"{name}-{source[0]}_{day or 'undated'}_{sha256(whole.encode()).hexdigest()[:6]}"
    tasks: list[model.Task] = []
    deadlines: list[model.Deadline] = []
    mentions: list[model.UnitMention] = []
    for n, work in enumerate(works, 1):
        task_id, here = f"{doc_id}/t{n}", span(starts[n], starts[n] + len(work.text))
        raw, kind, end = work.due[0] if work.due else (None, None, None)
        task = model.Task(
            task_id=task_id, doc_id=doc_id, ordinal=n, section_id=None, row=work.row,
            table_id=f"{doc_id}/tb1" if work.row else None, part="body", text=work.text, assigned=bool(work.lead),
            lead=tuple(work.lead), coordinate=tuple(work.coordinate), deadline_raw=raw, deadline_kind=kind,
            deadline_start=None, deadline_end=end, group=(), confidence=0.9, span=here,
        )  # fmt: skip
        tasks.append(task)
        for k, (raw, kind, end) in enumerate(work.due, 1):
            place = _within(work.text, raw, starts[n])
            deadline = model.Deadline(
                task_id=task_id, ordinal=k, raw=raw, kind=kind, start=None, end=end, recurrence=None, span=place
            )
            deadlines.append(deadline)
        roles: dict[model.UnitRole, Sequence[str]] = {"lead": work.lead, "coordinate": work.coordinate}
        for role, names in roles.items():
            for k, name in enumerate(names, 1):
                place = _within(work.text, name, starts[n])
                mention = model.UnitMention(task_id=task_id, role=role, ordinal=k, raw=name, confidence=0.9, span=place)
                mentions.append(mention)
    citations = []
    for n, cite in enumerate(cites, 1):
        start = starts[len(works) + n]
        citation = model.Citation(
            citation_id=f"{doc_id}/c{n}", doc_id=doc_id, section_id=None, form=cite.form, raw=cite.raw,
            doc_type=cite.doc_type, number=cite.number, issued_on=cite.day, issuer=cite.issuer, relation="mentions",
            confidence=1.0, span=span(start, start + len(cite.raw)),
        )  # fmt: skip
        citations.append(citation)
    fields: dict[str, Any] = {
        "doc_id": doc_id, "source_path": source, "source_format": "txt", "ordinal": 1,
        "kind": "document" if number else "orphan_appendix", "number": number, "issued_on": day,
        "doc_type": "Nghị quyết" if number else None, "issuer": "Ban Thường vụ Tỉnh ủy", "addressees": (),
        "recipients": (), "signatures": (), "draft": False, "span": span(0, len(whole)), "text": whole,
        "confidence": 1.0, "parser_version": model.PARSER_VERSION, "tasks": tuple(tasks), "citations": tuple(citations),
        "deadlines": tuple(deadlines), "unit_mentions": tuple(mentions),
    }  # fmt: skip
    none = {key: None for key, field in Document.model_fields.items() if field.is_required()}
    return Document(**{**none, **fields, **values})


def sources(*documents: Document) -> list[ParsedSource]:
    """Return a source for every document, each with a block for every line of its text."""
    found = []
    for number, item in enumerate(documents):
        path = f"{number}.txt"
        item = item.model_copy(update={"source_path": path})
        blocks, at = [], 0
        for n, line in enumerate(item.text.split("\n"), 1):
            block = model.Block(
                source_path=path, doc_id=item.doc_id, ordinal=n, label="other", owner_id=None, text=line, style=(),
                span=span(at, at + len(line)),
            )  # fmt: skip
            blocks.append(block)
            at += len(line) + 1
        source = model.Source(source_path=path, sha256=f"{number:064}", bytes=len(item.text.encode()), format="txt",
                              status="ok", n_documents=1)  # fmt: skip
        found.append(replace(ParsedSource(source, item.text), blocks=tuple(blocks), documents=(item,)))
    return found
