"""A small nghị quyết built by hand, with an outline, a table, an appendix and what is doubted of them."""

from __future__ import annotations

from datetime import date
from typing import Any

from vbparse import model
from vbparse.document import Document, ParsedSource, Table
from vbparse.tape import Segment, Span

DOC_ID = "109-NQ-TU_2021-06-08_4e1c0a"
TEXT = """TỈNH ỦY BẮC GIANG
Số 109-NQ/TU
Bắc Giang, ngày 08 tháng 6 năm 2021
NGHỊ QUYẾT
CỦA BAN THƯỜNG VỤ TỈNH ỦY
về chuyển đổi số <tỉnh> Bắc Giang & các huyện
Căn cứ Nghị quyết số 52-NQ/TW, Ban Thường vụ Tỉnh ủy ban hành Nghị quyết sau đây:
I- QUAN ĐIỂM, MỤC TIÊU
1. Quan điểm: Chuyển đổi số là nhiệm vụ trọng tâm, cấp bách, lâu dài của cả hệ thống chính trị.
II- NHIỆM VỤ
1. Giao Sở Thông tin và Truyền thông chủ trì xây dựng kế hoạch.
- Hoàn thành trong quý IV năm 2021 [ưu tiên].
Chỉ tiêu\tĐơn vị tính\tNăm 2025
I\tVề kinh tế\t
1\tDịch vụ công mức 4\t100%
Nơi nhận:
- Các huyện ủy, thành ủy
T/M BAN THƯỜNG VỤ
PHÓ BÍ THƯ THƯỜNG TRỰC
Lê Thị Thu Hồng
PHỤ LỤC 1
DANH MỤC NHIỆM VỤ
(Kèm theo Nghị quyết số 109-NQ/TU)
1. Xây dựng trung tâm dữ liệu."""


def span(words: str, start: int = 0) -> Span:
    """Return where `words` stand in the text."""
    at = TEXT.index(words, start)
    return Span(char_start=at, char_end=at + len(words), segments=(Segment(start=at, end=at + len(words)),))


def section(number: int, text: str, **values: Any) -> model.Section:
    """Return section `s<number>` of the sample."""
    fields: dict[str, Any] = {
        "section_id": f"{DOC_ID}/s{number}", "doc_id": DOC_ID, "ordinal": number, "parent_id": None, "part": "body",
        "level": 1, "kind": "clause", "marker": None, "numbering": None, "title": None, "text": text, "path": "",
        "role": None, "span": span(text),
    }  # fmt: skip
    parent = values.pop("parent", None)
    if parent is not None:
        fields["parent_id"] = f"{DOC_ID}/s{parent}"
    return model.Section(**{**fields, **values})


def sections() -> tuple[model.Section, ...]:
    """Return the outline of the sample: body and appendix."""
    return (
        section(1, TEXT.splitlines()[6], kind="paragraph", role="basis"),
        section(2, "QUAN ĐIỂM, MỤC TIÊU", kind="heading", marker="I", title="QUAN ĐIỂM, MỤC TIÊU", path="I",
                role="viewpoint"),
        section(3, TEXT.splitlines()[8][3:], marker="1", title="Quan điểm", level=2, path="I > 1", parent=2,
                role="viewpoint"),
        section(4, "NHIỆM VỤ", kind="heading", marker="II", title="NHIỆM VỤ", path="II", role="task",
                span=span("NHIỆM VỤ", TEXT.index("II-"))),
        section(5, TEXT.splitlines()[10][3:], marker="1", level=2, path="II > 1", parent=4, role="task"),
        section(6, TEXT.splitlines()[11][2:], kind="bullet", marker="-", level=3, path="II > 1", parent=5),
        section(7, "Xây dựng trung tâm dữ liệu.", marker="1", part="appendix 1", path="1", role="task"),
    )  # fmt: skip


def table() -> Table:
    """Return the table of the sample: two rows, the first of them a group."""
    table_id = f"{DOC_ID}/tb1"
    cells = [("I", "Về kinh tế", ""), ("1", "Dịch vụ công mức 4", "100%")]
    rows = tuple(
        model.TableRow(
            table_id=table_id, doc_id=DOC_ID, row=n, group=n == 1, cells=c, filled=c, span=span("\t".join(c).strip())
        )
        for n, c in enumerate(cells, 1)
    )
    header = ("Chỉ tiêu", "Đơn vị tính", "Năm 2025")
    return Table(
        table_id=table_id, doc_id=DOC_ID, appendix_id=None, ordinal=1, caption=None, header=header, n_rows=2, n_cols=3,
        rows=rows, span=span("\t".join(header)),
    )  # fmt: skip


def diagnostic(severity: model.Severity, code: str, message_vi: str, doc_id: str | None = DOC_ID) -> model.Diagnostic:
    """Return a diagnostic without a place."""
    return model.Diagnostic(
        source_path="109.md", doc_id=doc_id, severity=severity, code=code, message=f"{code} in English",
        message_vi=message_vi, span=None,
    )  # fmt: skip


def document(**values: Any) -> Document:
    """Return the sample document, with some of its fields changed."""
    appendix = model.Appendix(
        appendix_id=f"{DOC_ID}/a1", doc_id=DOC_ID, ordinal=1, label="PHỤ LỤC 1", title="DANH MỤC NHIỆM VỤ",
        attached_to="Kèm theo Nghị quyết số 109-NQ/TU", span=span("PHỤ LỤC 1"),
    )  # fmt: skip
    fields: dict[str, Any] = {
        "doc_id": DOC_ID, "source_path": "109.md", "source_format": "md", "ordinal": 1, "kind": "document",
        "doc_type": "Nghị quyết", "doc_type_code": "NQ", "number": "109-NQ/TU", "organisation": "TỈNH ỦY BẮC GIANG",
        "parent_organisation": None, "issuer": "Ban Thường vụ Tỉnh ủy", "issuer_level": "province",
        "place": "Bắc Giang", "issued_on": date(2021, 6, 8), "issued_raw": "ngày 08 tháng 6 năm 2021",
        "subject": "về chuyển đổi số <tỉnh> Bắc Giang & các huyện", "secrecy": None, "urgency": None, "draft": False,
        "addressees": (), "recipients": ("Các huyện ủy, thành ủy",),
        "signatures": (
            model.Signature(
                authority="T/M BAN THƯỜNG VỤ", position="PHÓ BÍ THƯ THƯỜNG TRỰC", name="Lê Thị Thu Hồng"
            ),
        ),
        "parent_number": None, "line_start": 1, "line_end": 24, "span": span(TEXT), "text": TEXT, "confidence": 0.9,
        "parser_version": model.PARSER_VERSION, "sections": sections(), "appendices": (appendix,),
        "tables": (table(),),
        "diagnostics": (
            diagnostic("info", "joined-paragraph", "Đã nối đoạn bị ngắt."),
            diagnostic("warning", "marker-skipped", "Thiếu mục [III]."),
        ),
    }  # fmt: skip
    return Document(**{**fields, **values})


def source(**values: Any) -> model.Source:
    """Return a row of `sources`, with some of its fields changed."""
    fields: dict[str, Any] = {
        "source_path": "109.md", "sha256": "0" * 64, "bytes": len(TEXT.encode()), "format": "md", "status": "ok",
        "n_documents": 1,
    }  # fmt: skip
    return model.Source(**{**fields, **values})


def parsed(**values: Any) -> ParsedSource:
    """Return the parsed source of the sample document."""
    return ParsedSource(source(**values), TEXT, documents=(document(),))


def failed(path: str = "hong.pdf") -> ParsedSource:
    """Return what a damaged file gives."""
    row = source(
        source_path=path, format="pdf", status="failed", n_documents=0, error_code="pdf-damaged",
        error_message="The PDF is damaged; ask for it again.",
    )  # fmt: skip
    reason = diagnostic("error", "pdf-damaged", "Tệp PDF bị hỏng; hãy xin lại bản khác.", None)
    return ParsedSource(row, diagnostics=(reason,))
