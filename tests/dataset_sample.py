"""Four parsed sources built by hand, with rows for every table: a plan, an orphan appendix, a copy, a damaged file."""

from __future__ import annotations

from datetime import date
from hashlib import sha256
from typing import Any

from vbparse import model
from vbparse.dataset import CrossDocument
from vbparse.document import Document, ParsedSource, Table
from vbparse.tape import Segment, Span

PLAN = "2021/kế hoạch.md"
ORPHAN = "phụ lục.txt"
COPY = "sao.md"
DAMAGED = "hỏng.pdf"

# A page number stands in the middle of the paragraph, and a blank line holds other white space.
PLAN_TEXT = """Người lưu: văn thư
TỈNH ỦY BẮC GIANG
Số 12-KH/TU
KẾ HOẠCH
thực hiện Nghị quyết số 52-NQ/TW
\u00a0\t
1. Giao Sở Nội vụ chủ trì, phối hợp với
2
Sở Tài chính hoàn thành trước ngày 15/10/2021.
1.1. Chỉ tiêu
Đơn vị\tTỷ lệ\t
I\tCấp tỉnh\t\t
1\tSở Nội vụ\t≥ 90%
PHỤ LỤC 1
"""
ORPHAN_TEXT = "PHỤ LỤC\r\nDanh mục hồ sơ\n"


def parsed_sources() -> list[ParsedSource]:
    """Return the four sources, not in the order of their paths."""
    return [orphan_source(), plan_source(), copy_source(), damaged_source()]


def cross_document() -> CrossDocument:
    """Return the rows that the register of units and the links would give."""
    doc_id, other = plan_source().documents[0].doc_id, orphan_source().documents[0].doc_id
    units = [("Sở Nội vụ", "lead"), ("Sở Tài chính", "coordinate")]
    return CrossDocument(
        units=tuple(
            model.Unit(
                unit_id=f"u{n}",
                name=name,
                variants=(name,),
                kind="government",
                level="province",
                n_lead=int(role == "lead"),
                n_coordinate=int(role == "coordinate"),
            )
            for n, (name, role) in enumerate(units, 1)
        ),
        task_units=tuple(
            _make(
                model.TaskUnit,
                task_id=f"{doc_id}/t1",
                unit_id=f"u{n}",
                role=role,
                ordinal=n,
                raw=name,
                span=_span(PLAN_TEXT, name),
            )
            for n, (name, role) in enumerate(units, 1)
        ),
        links=(model.Link(citation_id=f"{doc_id}/c1", doc_id=doc_id, cited_doc_id=other, confidence=0.5),),
    )


def plan_source(path: str = PLAN) -> ParsedSource:
    """Return a plan with a part for every table, and a block before it that belongs to no document."""
    start = PLAN_TEXT.index("TỈNH ỦY")
    text = PLAN_TEXT[start:-1]
    doc_id = f"12-KH-TU_2021-06-08_{sha256(text.encode()).hexdigest()[:6]}"
    ids = {"doc_id": doc_id}
    task_span = _span(
        PLAN_TEXT, "Giao Sở Nội vụ chủ trì, phối hợp với", "Sở Tài chính hoàn thành trước ngày 15/10/2021."
    )
    task_text = task_span.read(PLAN_TEXT)
    due = {"kind": "date", "start": None, "end": date(2021, 10, 15)}
    row_spans = [_span(PLAN_TEXT, "I\tCấp tỉnh"), _span(PLAN_TEXT, "1\tSở Nội vụ\t≥ 90%")]
    cells = [("I", "Cấp tỉnh", ""), ("1", "Sở Nội vụ", "≥ 90%")]
    table = Table(
        **ids,
        table_id=f"{doc_id}/tb1",
        appendix_id=f"{doc_id}/a1",
        ordinal=1,
        caption=None,
        header=("TT", "Đơn vị", ""),
        n_rows=2,
        n_cols=3,
        span=Span(
            char_start=row_spans[0].char_start,
            char_end=row_spans[1].char_end,
            segments=row_spans[0].segments + row_spans[1].segments,
        ),
        rows=tuple(
            _make(
                model.TableRow,
                **ids,
                table_id=f"{doc_id}/tb1",
                row=n,
                group=n == 1,
                cells=c,
                filled=c,
                span=row_spans[n - 1],
            )
            for n, c in enumerate(cells, 1)
        ),
    )
    document = _document(
        path,
        doc_id,
        text,
        _span(PLAN_TEXT, text),
        doc_type="Kế hoạch",
        doc_type_code="KH",
        number="12-KH/TU",
        issued_on=date(2021, 6, 8),
        recipients=("Các sở", "Lưu"),
        signatures=(model.Signature(position="BÍ THƯ", name="Lê Văn A"),),
        sections=(
            _section(doc_id, 1, task_span, marker="1", numbering="arabic", path="1", role="task"),
            _section(doc_id, 2, _span(PLAN_TEXT, "Chỉ tiêu"), parent=1, marker="1.1", level=2, path="1 > 1.1"),
        ),
        appendices=(
            _make(
                model.Appendix,
                **ids,
                appendix_id=f"{doc_id}/a1",
                ordinal=1,
                label="PHỤ LỤC 1",
                title=None,
                attached_to=None,
                span=_span(PLAN_TEXT, "PHỤ LỤC 1"),
            ),
        ),
        tables=(table,),
        tasks=(
            _make(
                model.Task,
                **ids,
                task_id=f"{doc_id}/t1",
                ordinal=1,
                section_id=f"{doc_id}/s1",
                table_id=f"{doc_id}/tb1",
                row=2,
                part="body",
                text=task_text,
                assigned=True,
                lead=("Sở Nội vụ",),
                coordinate=("Sở Tài chính",),
                deadline_raw="trước ngày 15/10/2021",
                **{f"deadline_{name}": value for name, value in due.items()},
                group=(),
                confidence=0.8,
                span=task_span,
            ),
        ),
        deadlines=(
            _make(
                model.Deadline,
                task_id=f"{doc_id}/t1",
                ordinal=1,
                raw="trước ngày 15/10/2021",
                **due,
                recurrence=None,
                span=_span(PLAN_TEXT, "trước ngày 15/10/2021"),
            ),
        ),
        targets=(
            _make(
                model.Target,
                **ids,
                target_id=f"{doc_id}/g1",
                section_id=None,
                table_id=f"{doc_id}/tb1",
                row=2,
                indicator="Sở Nội vụ",
                comparator=">=",
                value=90.0,
                value_max=None,
                unit="%",
                raw="≥ 90%",
                due_raw=None,
                due_year=2021,
                confidence=1.0,
                span=_span(PLAN_TEXT, "≥ 90%"),
            ),
        ),
        citations=(
            _make(
                model.Citation,
                **ids,
                citation_id=f"{doc_id}/c1",
                section_id=f"{doc_id}/s1",
                form="full",
                raw="Nghị quyết số 52-NQ/TW",
                doc_type="Nghị quyết",
                number="52-NQ/TW",
                issued_on=None,
                issuer=None,
                relation="implements",
                confidence=0.9,
                span=_span(PLAN_TEXT, "Nghị quyết số 52-NQ/TW"),
            ),
        ),
        evidence=(
            _evidence(doc_id, "documents", doc_id, "number", "12-KH/TU"),
            _evidence(doc_id, "tasks", f"{doc_id}/t1", "lead", "Sở Nội vụ"),
        ),
        diagnostics=(_diagnostic(path, "warning", "marker-skipped", doc_id, _span(PLAN_TEXT, "1.1.")),),
    )
    front = "Người lưu: văn thư"
    return ParsedSource(
        _source(path, PLAN_TEXT.encode(), format="md", n_documents=1, encoding="utf-8"),
        PLAN_TEXT,
        blocks=_blocks(path, PLAN_TEXT, doc_id, skip=front),
        documents=(document,),
        diagnostics=(_diagnostic(path, "info", "front-matter", None, None),),
    )


def orphan_source(path: str = ORPHAN) -> ParsedSource:
    """Return an appendix without its document, on a page with boxes, its line ends as Windows writes them."""
    text = ORPHAN_TEXT.strip()
    doc_id = f"phu-luc_undated_{sha256(text.encode()).hexdigest()[:6]}"
    place = {"page_start": 1, "page_end": 1, "bbox": (1.0, 2.5, 300.0, 400.0)}
    whole = Span.model_validate({**_span(ORPHAN_TEXT, text).model_dump(), **place})
    title = _span(ORPHAN_TEXT, "Danh mục hồ sơ")
    document = _document(
        path,
        doc_id,
        text,
        whole,
        kind="orphan_appendix",
        parent_number="9-QĐ/TU",
        sections=(_section(doc_id, 1, title),),
    )
    source = _source(path, ORPHAN_TEXT.encode(), format="pdf", n_documents=1, pages=1)
    return ParsedSource(source, ORPHAN_TEXT, _blocks(path, ORPHAN_TEXT, doc_id), (document,))


def copy_source() -> ParsedSource:
    """Return what becomes of a file whose bytes were seen already."""
    return ParsedSource(_source(COPY, PLAN_TEXT.encode(), format="md", status="skipped", same_as=PLAN))


def damaged_source() -> ParsedSource:
    """Return what becomes of a file that can't be read."""
    told = {"error_code": "pdf-damaged", "error_message": "The PDF is damaged; ask for it again."}
    source = _source(DAMAGED, b"%PDF", format="pdf", status="failed", **told)
    return ParsedSource(source, diagnostics=(_diagnostic(DAMAGED, "error", "pdf-damaged", None, None),))


def _make(record: type[Any], **values: Any) -> Any:
    return record(**values)


def _span(text: str, *pieces: str, start: int = 0) -> Span:
    """Return where `pieces` stand in `text`, each behind the one before, the first not before `start`."""
    segments: list[Segment] = []
    for words in pieces:
        at = text.index(words, segments[-1].end if segments else start)
        segments.append(Segment(start=at, end=at + len(words)))
    return Span(char_start=segments[0].start, char_end=segments[-1].end, segments=tuple(segments))


def _blocks(path: str, text: str, doc_id: str, skip: str = "") -> tuple[model.Block, ...]:
    blocks: list[model.Block] = []
    for line in filter(None, map(str.strip, text.splitlines())):
        span = _span(text, line, start=blocks[-1].span.char_end if blocks else 0)
        owner = None if line == skip else doc_id
        blocks.append(
            model.Block(
                source_path=path, doc_id=owner, ordinal=len(blocks) + 1, label="other",
                owner_id=owner and f"{doc_id}/s1", text=span.read(text), style=("bold",), span=span,
            )
        )  # fmt: skip
    return tuple(blocks)


def _section(doc_id: str, number: int, span: Span, parent: int | None = None, **values: Any) -> model.Section:
    text = span.read(ORPHAN_TEXT if doc_id.startswith("phu") else PLAN_TEXT)
    fields: dict[str, Any] = {
        "section_id": f"{doc_id}/s{number}", "doc_id": doc_id, "ordinal": number, "part": "body", "level": 1,
        "parent_id": parent and f"{doc_id}/s{parent}", "kind": "clause", "marker": None, "numbering": None,
        "title": None, "text": text, "path": "", "role": None, "span": span,
    }  # fmt: skip
    return model.Section(**{**fields, **values})


def _document(path: str, doc_id: str, text: str, span: Span, **values: Any) -> Document:
    known = {"doc_id": doc_id, "source_path": path, "source_format": "md", "ordinal": 1, "kind": "document"}
    lists = {"addressees": (), "recipients": (), "signatures": ()}
    rest = {"draft": False, "span": span, "text": text, "confidence": 0.9, "parser_version": model.PARSER_VERSION}
    none = {name: None for name, field in Document.model_fields.items() if field.is_required()}
    return Document(**{**none, **known, **lists, **rest, **values})


def _source(path: str, data: bytes, **values: Any) -> model.Source:
    known = {"source_path": path, "sha256": sha256(data).hexdigest(), "bytes": len(data), "format": "txt"}
    return model.Source(**{**known, "status": "ok", "n_documents": 0, **values})


def _evidence(doc_id: str, table: str, owner: str, field: str, raw: str) -> model.Evidence:
    return model.Evidence(
        doc_id=doc_id, owner_table=table, owner_id=owner, field=field, raw=raw, inferred=False, confidence=1.0,
        span=_span(PLAN_TEXT, raw),
    )  # fmt: skip


def _diagnostic(
    path: str, severity: model.Severity, code: str, doc_id: str | None, span: Span | None
) -> model.Diagnostic:
    return model.Diagnostic(
        source_path=path, doc_id=doc_id, severity=severity, code=code, message=f"{code} here", message_vi=f"{code} đây",
        span=span,
    )  # fmt: skip
