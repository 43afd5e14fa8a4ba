"""What a run has done, for the clerk who started it: in Vietnamese, what came out of which file and what to look at."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from vbparse import view

if TYPE_CHECKING:
    from rich.console import RenderableType
    from rich.table import Table

    from vbparse.document import Document, ParsedSource
    from vbparse.model import Diagnostic, Severity, Status

LIMIT = 200
"""Rows of files and of documents that are listed before good ones are only counted."""
# Columns of the terminal: the most and the least for a type or number, the least and the wish for longer words.
_CELL, _SHORT, _NARROW, _SUBJECT = 24, 12, 10, 24
_GAP = 2  # columns between two of a table

_COLOUR: dict[Status, str] = {"ok": "green", "partial": "yellow", "failed": "red", "skipped": "dim"}
_SEVERITY_COLOUR: dict[Severity, str] = {"error": "red", "warning": "yellow", "info": "dim"}


@dataclass(frozen=True)
class FileRow:
    """One input file: how many documents it gave, and in words what there is to know of it."""

    path: str
    documents: int
    status: Status
    note: str


@dataclass(frozen=True)
class DocumentRow:
    """One document; `day` is dd/mm/yyyy (`…` for what is blank), `sections` counts its headings and clauses."""

    number: str
    day: str
    doc_type: str
    subject: str
    sections: int
    tables: int
    appendices: int


@dataclass(frozen=True)
class Failure:
    """A file that could not be parsed, why, and what to do, in Vietnamese."""

    path: str
    reason: str


@dataclass(frozen=True)
class Summary:
    """What a run has done: its files, documents, failures, and the numbers of diagnostics by severity."""

    files: tuple[FileRow, ...]
    documents: tuple[DocumentRow, ...]
    failures: tuple[Failure, ...]
    diagnostics: dict[Severity, int]

    @property
    def totals(self) -> dict[Status, int]:
        """The number of files by status, those that occur."""
        count = Counter(row.status for row in self.files)
        return {status: count[status] for status in view.STATUS if count[status]}


def summarise(sources: Iterable[ParsedSource], across: Iterable[Diagnostic] = ()) -> Summary:
    """Sum up the parsed sources of a run, in their order; `across` are the diagnostics of checks across documents."""
    parsed = list(sources)
    found = {p.source.source_path: _diagnostics(p) for p in parsed}
    for diagnostic in across:
        found[diagnostic.source_path].append(diagnostic)
    count = Counter(d.severity for diagnostics in found.values() for d in diagnostics)
    return Summary(
        files=tuple(
            FileRow(p.source.source_path, p.source.n_documents, p.source.status, _note(p, found[p.source.source_path]))
            for p in parsed
        ),
        documents=tuple(_document_row(d) for p in parsed for d in p.documents),
        failures=tuple(Failure(p.source.source_path, view.reason(p)[1]) for p in parsed if p.source.status == "failed"),
        diagnostics={severity: count[severity] for severity in view.SEVERITY},
    )


def render(summary: Summary, width: int, *, limit: int = LIMIT) -> RenderableType:
    """Lay a summary out for `rich.console.Console.print`, in lines of `width` columns.

    Where there are more than `limit` files or documents, files that are well and the later documents are only counted;
    failures are always told.
    """
    from rich.console import Group
    from rich.text import Text

    totals = ", ".join(f"{n} {view.STATUS[status]}" for status, n in summary.totals.items()) or "không có tệp nào"
    severities = ", ".join(f"{n} {view.SEVERITY[severity]}" for severity, n in summary.diagnostics.items())
    blocks: list[RenderableType] = [_files_table(summary, width, limit), Text()]
    if summary.documents:
        blocks += [_documents_table(summary, width, limit), Text()]
    blocks += [
        Text(f"Tổng cộng: {len(summary.files)} tệp ({totals}), {len(summary.documents)} văn bản."),
        Text(f"Chẩn đoán: {severities}."),
    ]
    if summary.failures:
        blocks += [Text(), Text(f"Tệp không đọc được ({len(summary.failures)}):", style="bold red")]
        blocks += [Text.assemble("  ", (f.path, "bold"), f": {f.reason}") for f in summary.failures]
    return Group(*blocks)


def _files_table(summary: Summary, width: int, limit: int) -> RenderableType:
    from rich.text import Text

    shown = summary.files
    if len(shown) > limit:
        shown = tuple(row for row in shown if row.status != "ok")
    rest = len(summary.files) - len(shown)
    others = f"… và {rest} tệp khác" if rest else ""
    names = ("Tệp", "Số văn bản", "Trạng thái", "Ghi chú")
    longest = max(map(len, (names[0], others, *(row.path for row in shown))))
    notes = max(map(len, (names[3], *(row.note for row in shown))))
    room = width - 3 * _GAP - len(names[1]) - len(names[2])
    paths = min(longest, max(room - notes, width // 2 - _NARROW, _NARROW))
    table = _table()
    table.add_column(names[0], overflow="fold", width=paths)
    table.add_column(names[1], justify="right", no_wrap=True)
    table.add_column(names[2], no_wrap=True)
    table.add_column(names[3], overflow="fold", width=min(notes, max(room - paths, _NARROW)))
    for row in shown:
        status = Text(view.STATUS[row.status], style=_COLOUR[row.status])
        table.add_row(Text(row.path), str(row.documents), status, Text(row.note))
    if others:
        table.add_row(others, "", view.STATUS["ok"], "")
    return table


def _documents_table(summary: Summary, width: int, limit: int) -> RenderableType:
    from rich.text import Text

    rows = [
        (d.number, d.day, d.doc_type, str(d.sections), str(d.tables), str(d.appendices), d.subject)
        for d in summary.documents[:limit]
    ]
    if len(summary.documents) > limit:
        rows.append(("…", "", "", "", "", "", f"và {len(summary.documents) - limit} văn bản khác, xem bảng documents"))
    names = ("Số và ký hiệu", "Ngày", "Tên loại", "Mục", "Bảng", "Phụ lục")
    rooms = [min(max(len(name), *(len(row[n]) for row in rows)), _CELL) for n, name in enumerate(names)]
    gaps = _GAP * len(names)
    for n in (2, 0):  # the subject says more than the end of a long type or number
        wanted = _SUBJECT - (width - gaps - sum(rooms))
        rooms[n] -= max(0, min(wanted, rooms[n] - _SHORT))
    table = _table()
    for n, name in enumerate(names):
        justify: Literal["left", "right"] = "left" if n < 3 else "right"
        table.add_column(name, no_wrap=True, overflow="ellipsis", min_width=rooms[n], width=rooms[n], justify=justify)
    room = max(width - gaps - sum(rooms), _NARROW)
    table.add_column("Trích yếu", no_wrap=True, overflow="ellipsis", width=room)
    for row in rows:
        table.add_row(*map(Text, row))
    return table


def _table() -> Table:
    from rich.table import Table

    return Table(box=None, pad_edge=False, padding=(0, _GAP, 0, 0), header_style="bold")


def _diagnostics(parsed: ParsedSource) -> list[Diagnostic]:
    return [*parsed.diagnostics, *(d for document in parsed.documents for d in document.diagnostics)]


def _note(parsed: ParsedSource, diagnostics: Iterable[Diagnostic]) -> str:
    """Say in a few words what is not as usual with a file."""
    source = parsed.source
    if source.same_as:
        return f"trùng với {source.same_as}"
    if source.status == "failed":
        return f"xem lý do bên dưới ({source.error_code})" if source.error_code else "xem lý do bên dưới"
    why = view.reason(parsed)[1] if source.error_code else ""
    others = [d for d in diagnostics if d.message_vi != why]
    told = [why, f"{source.pages} trang" if source.pages else "", view.severities(others)]
    told.append(f"phông chữ cũ: {source.legacy_font}" if source.legacy_font else "")
    return "; ".join(part for part in told if part)


def _document_row(document: Document) -> DocumentRow:
    d = document
    own = d.kind == "document"
    return DocumentRow(
        number=d.number or view.UNKNOWN,
        day=view.day(d),
        doc_type=d.doc_type or (view.UNKNOWN if own else "Phụ lục"),
        subject=d.subject or "",
        sections=sum(s.kind in ("heading", "clause") for s in d.sections),
        tables=len(d.tables),
        appendices=len(d.appendices),
    )
