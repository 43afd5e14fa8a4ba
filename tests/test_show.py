"""The tree on a terminal, the summary of a run, and finding a document by the name that a reader knows it by."""

from __future__ import annotations

import io
from datetime import date
from typing import Any

import pytest
from rich.console import Console

import sample_document as sample
from vbparse import model, view
from vbparse.diagnostics import diagnostic
from vbparse.document import Document, ParsedSource
from vbparse.parsing import parse_bytes
from vbparse.show import find, nearest, print_documents
from vbparse.summary import DocumentRow, Failure, FileRow, render, summarise
from vbparse.tape import Segment


def shown(*documents: Document, width: int = 80, colour: bool = False, facts: bool = False) -> str:
    """Return what is printed, without spaces at the ends of lines."""
    stream = io.StringIO()
    console = Console(file=stream, width=width, force_terminal=colour, color_system="standard" if colour else None)
    print_documents(documents, console, facts=facts)
    return "\n".join(line.rstrip() for line in stream.getvalue().splitlines())


def summed_up(*sources: ParsedSource, width: int = 100, limit: int = 200) -> str:
    """Return the summary as it is printed."""
    stream = io.StringIO()
    Console(file=stream, width=width).print(render(summarise(sources), width, limit=limit))
    return "\n".join(line.rstrip() for line in stream.getvalue().splitlines())


# --- the tree ----------------------------------------------------------------------------------------------------

TREE = """\
Nghị quyết 109-NQ/TU ───────────────────────────────────────────────────────────
109-NQ-TU_2021-06-08_4e1c0a
  Tên cơ quan       TỈNH ỦY BẮC GIANG
  Số và ký hiệu     109-NQ/TU
  Tên loại          Nghị quyết
  Ngày ban hành     08/06/2021
  Địa điểm          Bắc Giang
  Cơ quan ban hành  Ban Thường vụ Tỉnh ủy
  Trích yếu         về chuyển đổi số <tỉnh> Bắc Giang & các huyện
  Nơi nhận          Các huyện ủy, thành ủy
  Ký                T/M BAN THƯỜNG VỤ · PHÓ BÍ THƯ THƯỜNG TRỰC · Lê Thị Thu Hồng

Căn cứ Nghị quyết số 52-NQ/TW, Ban Thường vụ Tỉnh ủy ban hành Nghị qu…  (căn cứ)
I QUAN ĐIỂM, MỤC TIÊU  (quan điểm)
  1 Quan điểm: Chuyển đổi số là nhiệm vụ trọng tâm, cấp bách, lâu dài của cả hệ…
II NHIỆM VỤ  (nhiệm vụ)
  1 Giao Sở Thông tin và Truyền thông chủ trì xây dựng kế hoạch.
    - Hoàn thành trong quý IV năm 2021 [ưu tiên].
    Bảng: 2 dòng × 3 cột – Chỉ tiêu | Đơn vị tính | Năm 2025

PHỤ LỤC 1 – DANH MỤC NHIỆM VỤ – Kèm theo Nghị quyết số 109-NQ/TU
1 Xây dựng trung tâm dữ liệu.  (nhiệm vụ)

Chẩn đoán: 1 cảnh báo, 1 thông tin
  cảnh báo  Thiếu mục [III].  [marker-skipped]
  thông tin  Đã nối đoạn bị ngắt.  [joined-paragraph]"""


def test_tree() -> None:
    assert shown(sample.document()) == TREE


@pytest.mark.parametrize("width", [40, 60, 80, 160])
def test_no_line_is_wider_than_the_terminal(width: int) -> None:
    assert max(map(len, shown(sample.document(), width=width).splitlines())) <= width


def test_documents_are_parted_by_a_blank_line() -> None:
    assert f"\n\n{TREE}" in shown(sample.document(), sample.document())


def test_colours_only_where_they_are_wanted(monkeypatch: pytest.MonkeyPatch) -> None:
    plain, coloured = shown(sample.document()), shown(sample.document(), colour=True)
    assert "\x1b[" not in plain
    assert "\x1b[33mcảnh báo" in coloured
    assert "\x1b[1mQUAN ĐIỂM, MỤC TIÊU" in coloured
    monkeypatch.setenv("NO_COLOR", "1")
    stream = io.StringIO()
    print_documents([sample.document()], Console(file=stream, width=80, force_terminal=True))
    assert "\x1b[33m" not in stream.getvalue()


@pytest.mark.parametrize(
    ("change", "line"),
    [
        ({"issued_on": None}, "Ngày ban hành     ngày 08 tháng 6 năm 2021"),
        ({"issued_on": None, "issued_raw": None}, "Ngày ban hành     —"),
        ({"number": None}, "Số và ký hiệu     —"),
        ({"secrecy": "Mật"}, "Độ mật            Mật"),
        ({"draft": True}, "Dự thảo           có"),
        ({"addressees": ("Các sở", "Các huyện ủy")}, "Kính gửi          Các sở\n                    Các huyện ủy"),
        ({"kind": "orphan_appendix", "parent_number": "12-KH/TU"}, "Kèm theo văn bản số  12-KH/TU"),
        ({"kind": "orphan_appendix", "parent_number": "12-KH/TU"}, "Phụ lục kèm theo 12-KH/TU ──"),
        ({"doc_type": None}, "Văn bản 109-NQ/TU ──"),
    ],
)
def test_fields(change: dict[str, Any], line: str) -> None:
    assert line in shown(sample.document(**change))


def placed(code: str, words: str, **fields: str) -> model.Diagnostic:
    found = diagnostic(code, "109.md", sample.DOC_ID, sample.span(words), **fields)
    return found.model_copy(update={"line": 7})


def test_notes_tell_lines_and_collapse_what_is_for_the_record() -> None:
    joined = [placed("joined-paragraph", words, pieces="2") for words in ("II- NHIỆM VỤ", "I- QUAN", "- Các huyện ủy")]
    skipped = placed("number-skipped", "II- NHIỆM VỤ", last="I", marker="III", expected="II")
    unread = placed("unclear-deadline", "- Hoàn thành", raw="quý X")
    nowhere = placed("joined-row", "I- QUAN").model_copy(update={"span": None, "line": None})
    notes = view.notes([*joined, skipped, unread, nowhere])
    assert [note.words for note in notes] == [
        "dòng 7: sau I là III: thiếu II",
        "đã nối một dòng của bảng bị cắt ở chỗ sang trang",
        "đã nối một đoạn văn bị cắt thành 2 phần (và 2 chỗ khác)",
        "dòng 7: không đọc được thời hạn: quý X",
    ]
    assert [note.words for note in view.notes(joined[:2])] == ["dòng 7: đã nối một đoạn văn bị cắt thành 2 phần"] * 2


def test_vietnamese_messages_write_days_as_people_do() -> None:
    fields = {"field": "the date", "field_vi": "ngày", "value": "2021-05-31", "place": "the contents"}
    found = diagnostic("number-from-elsewhere", "a.md", None, None, **fields, place_vi="mục lục")
    assert found.message_vi == "ngày 31/05/2021 được lấy từ mục lục"
    assert found.message == "the date 2021-05-31 was read from the contents"


# --- facts marked in the text ------------------------------------------------------------------------------------


def with_facts() -> Document:
    """Return the sample with facts in section 5: a citation inside of a deadline, and a unit that leads."""
    unit = model.UnitMention(
        task_id="t1", role="lead", ordinal=1, raw="", confidence=1.0, span=sample.span("Sở Thông tin và Truyền thông")
    )
    long, short = sample.span("chủ trì xây dựng kế hoạch"), sample.span("kế hoạch.")
    deadline = model.Deadline(
        task_id="t1", ordinal=1, raw="", kind="event", start=None, end=None, recurrence=None, span=long
    )
    citation = model.Citation(
        citation_id="c1", doc_id=sample.DOC_ID, section_id=None, form="full", raw="", doc_type=None, number=None,
        issued_on=None, issuer=None, relation="mentions", confidence=1.0,
        span=short.model_copy(update={"char_end": short.char_end - 1,
                                      "segments": (Segment(start=short.char_start, end=short.char_end - 1),)}),
    )  # fmt: skip
    return sample.document(unit_mentions=(unit,), deadlines=(deadline,), citations=(citation,))


def test_facts_are_marked_by_signs_where_there_are_no_colours(monkeypatch: pytest.MonkeyPatch) -> None:
    marked = "1 Giao [[Sở Thông tin và Truyền thông]] {chủ trì xây dựng <kế hoạch>}."
    plain = shown(with_facts(), facts=True)
    assert marked in plain
    assert "[[đơn vị chủ trì]]  [đơn vị phối hợp]  {thời hạn}  <viện dẫn>  «chỉ tiêu»" in plain
    coloured = shown(with_facts(), facts=True, colour=True)
    assert "[[" not in coloured
    assert "\x1b[1;32mSở Thông tin và Truyền thông" in coloured
    monkeypatch.setenv("NO_COLOR", "1")
    assert "[[Sở Thông tin và Truyền thông]]" in shown(with_facts(), facts=True, colour=True)


# --- reading order -----------------------------------------------------------------------------------------------


def outline(document: Document) -> list[str]:
    """Return parts, sections and tables as lines, dots for depth."""
    found: list[str] = []

    def walk(entries: tuple[view.Node | Any, ...], depth: int) -> None:
        for entry in entries:
            if isinstance(entry, view.Node):
                found.append("." * depth + entry.section.section_id.split("/")[1])
                walk(entry.below, depth + 1)
            else:
                found.append("." * depth + entry.table_id.split("/")[1])

    for part in view.parts(document):
        found.append(part.name)
        walk(part.entries, 0)
    return found


def test_parts_hold_everything_once_and_in_order() -> None:
    assert outline(sample.document()) == ["body", "s1", "s2", ".s3", "s4", ".s5", "..s6", "..tb1", "appendix 1", "s7"]


def test_table_of_an_appendix_stands_in_it() -> None:
    table = sample.table().model_copy(update={"appendix_id": f"{sample.DOC_ID}/a1"})
    assert outline(sample.document(tables=(table,)))[-3:] == ["appendix 1", "tb1", "s7"]


def test_part_without_an_appendix_row_is_kept() -> None:
    assert outline(sample.document(appendices=()))[-2:] == ["appendix 1", "s7"]


def test_appendix_without_sections_is_kept() -> None:
    assert outline(sample.document(sections=(), tables=())) == ["appendix 1"]


def test_section_of_a_missing_or_foreign_parent_is_kept() -> None:
    stray = sample.section(8, "Nơi nhận:", parent=99)
    foreign = sample.section(9, "PHỤ LỤC 1", part="appendix 1", parent=2)
    lines = outline(sample.document(sections=(*sample.sections(), stray, foreign)))
    assert {"s8", "s9"} <= set(lines)


@pytest.mark.parametrize(
    ("title", "text", "expected"),
    [
        ("Quan điểm", "Quan điểm: Chuyển đổi số", ("Quan điểm", ": Chuyển đổi số")),
        ("NHIỆM VỤ", "NHIỆM VỤ", ("NHIỆM VỤ", "")),
        (None, "Giao Sở Nội vụ", ("", "Giao Sở Nội vụ")),
        # A title that a reader joined anew need not be the beginning of the text.
        ("Quan  điểm", "Quan điểm và mục tiêu", ("Quan  điểm", " Quan điểm và mục tiêu")),
    ],
)
def test_title_and_rest(title: str | None, text: str, expected: tuple[str, str]) -> None:
    section = sample.section(1, "NHIỆM VỤ").model_copy(update={"title": title, "text": text})
    assert view.split_title(section) == expected


@pytest.mark.parametrize(
    ("issued_on", "printed", "expected"),
    [
        (date(2021, 6, 8), "ngày 08 tháng 6 năm 2021", "08/06/2021"),
        (None, "ngày      tháng 6 năm 2021", "…/6/2021"),
        (None, "ngày … tháng … năm 2026", "…/…/2026"),
        (None, "ngày /4/2026", "…/4/2026"),
        (None, "ngày 12 tháng 4 năm", "12/4/…"),
        (None, "mùa thu", "mùa thu"),
        (None, None, "—"),
    ],
)
def test_day(issued_on: date | None, printed: str | None, expected: str) -> None:
    assert view.day(sample.document(issued_on=issued_on, issued_raw=printed)) == expected


# --- finding -----------------------------------------------------------------------------------------------------

ROWS: list[dict[str, str | None]] = [
    {"doc_id": "109-NQ-TU_2021-06-08_4e1c0a", "number": "109-NQ/TU"},
    {"doc_id": "12-CT-TU_2021-06-08_aaaaaa", "number": "12-CT/TU"},
    {"doc_id": "12-CT-TU_2022-01-05_bbbbbb", "number": "12-CT/TU"},
    {"doc_id": "001-37c5_undated_cccccc", "number": None},
]


@pytest.mark.parametrize(
    ("wanted", "rows"),
    [
        ("109-NQ-TU_2021-06-08_4e1c0a", [0]),
        ("109-NQ/TU", [0]),
        ("số 109-nq/tu", [0]),
        ("109 – NQ/TU", [0]),
        ("109-NQ-TU", [0]),
        ("12-CT/TU", [1, 2]),
        ("12-CT-TU_2022", [2]),
        ("12-CT/TU_2022", [2]),
        ("1", [0, 1, 2]),
        ("001", [3]),
        ("99-KH/TU", []),
        ("", []),  # nothing means nothing, not the documents without a number
    ],
)
def test_find(wanted: str, rows: list[int]) -> None:
    assert find(ROWS, wanted) == [ROWS[n]["doc_id"] for n in rows]


@pytest.mark.parametrize(("wanted", "first"), [("109-NQ/TW", 0), ("108-nq/tu", 0), ("12-CTTU", 1)])
def test_nearest(wanted: str, first: int) -> None:
    assert ROWS[first]["doc_id"] in nearest(ROWS, wanted)


def test_nothing_is_near() -> None:
    assert nearest(ROWS, "xyz") == []


# --- the summary -------------------------------------------------------------------------------------------------

SKIPPED = ParsedSource(sample.source(source_path="ban_sao.md", status="skipped", n_documents=0, same_as="109.md"))
SECRET = ParsedSource(
    sample.source(source_path="mat.md", status="skipped", n_documents=0, error_code="secret-left-out"),
    diagnostics=(diagnostic("secret-left-out", "mat.md", None, None, secrecy="Mật"),),
)

SUMMARY = """\
Tệp         Số văn bản  Trạng thái  Ghi chú
109.md               1  đạt         1 cảnh báo, 1 thông tin
hong.pdf             0  lỗi         xem lý do bên dưới (pdf-damaged)
ban_sao.md           0  bỏ qua      trùng với 109.md

Số và ký hiệu  Ngày        Tên loại    Mục  Bảng  Phụ lục  Trích yếu
109-NQ/TU      08/06/2021  Nghị quyết    5     1        1  về chuyển đổi số <tỉnh> Bắc Giang & các …

Tổng cộng: 3 tệp (1 đạt, 1 lỗi, 1 bỏ qua), 1 văn bản.
Chẩn đoán: 1 lỗi, 1 cảnh báo, 1 thông tin.

Tệp không đọc được (1):
  hong.pdf: Tệp PDF bị hỏng; hãy xin lại bản khác."""


def test_summary_as_printed() -> None:
    assert summed_up(sample.parsed(), sample.failed(), SKIPPED) == SUMMARY


def test_summary_as_data() -> None:
    summary = summarise([sample.parsed(), sample.failed()])
    assert summary.files[0] == FileRow("109.md", 1, "ok", "1 cảnh báo, 1 thông tin")
    subject = "về chuyển đổi số <tỉnh> Bắc Giang & các huyện"
    assert summary.documents == (DocumentRow("109-NQ/TU", "08/06/2021", "Nghị quyết", subject, 5, 1, 1),)
    assert summary.failures == (Failure("hong.pdf", "Tệp PDF bị hỏng; hãy xin lại bản khác."),)
    assert summary.totals == {"ok": 1, "failed": 1}
    assert summary.diagnostics == {"error": 1, "warning": 1, "info": 1}


def test_summary_counts_what_is_across_documents() -> None:
    across = placed("deadline-before-issue", "quý IV năm 2021", raw="quý IV", issued="08/06/2021")
    summary = summarise([sample.parsed(), sample.failed()], [across])
    assert summary.files[0].note == "2 cảnh báo, 1 thông tin"
    assert summary.diagnostics == {"error": 1, "warning": 2, "info": 1}


@pytest.mark.parametrize(
    ("parsed", "note"),
    [
        (SKIPPED, "trùng với 109.md"),
        (SECRET, "đã bỏ ra một văn bản có độ Mật; dùng --include-secret nếu được phép đưa vào"),
        (ParsedSource(sample.source(pages=12, legacy_font="VNI")), "12 trang; phông chữ cũ: VNI"),
        (ParsedSource(sample.source()), ""),
    ],
)
def test_note_of_a_file(parsed: ParsedSource, note: str) -> None:
    assert summarise([parsed]).files[0].note == note


@pytest.mark.parametrize("width", [60, 80, 100, 140])
def test_no_letter_of_a_note_is_cut(width: int) -> None:
    name = "hướng-dẫn-của-ban-tổ-chức-về-quy-trình-trao-tặng-huy-hiệu.docx"
    copy = ParsedSource(sample.source(source_path="1.md", status="skipped", same_as=name))
    longer = ParsedSource(sample.source(source_path=name, status="skipped", same_as="1.md"))
    lines = summed_up(copy, longer, width=width).splitlines()
    note = lines[1].index("trùng")
    assert name in "".join(line[note:].strip() for line in lines[1:])
    assert max(map(len, lines)) <= width


@pytest.mark.parametrize("width", [80, 100, 140])
def test_counts_are_never_cut(width: int) -> None:
    kind = "Chương trình hành động thực hiện nghị quyết"
    long = sample.document(doc_type=kind, number="1234-CTrHĐ/BCSĐUBND", issued_on=None, issued_raw="ngày tháng năm")
    many = ParsedSource(sample.source(), documents=(long.model_copy(update={"sections": long.sections * 30}),))
    line = next(line for line in summed_up(many, width=width).splitlines() if line.startswith("1234-"))
    assert "  150     1        1  " in line
    assert len(line) <= width


def test_a_long_list_keeps_what_is_not_well() -> None:
    good = [sample.parsed(source_path=f"{n}.md") for n in range(9)]
    text = summed_up(*good[:5], sample.failed(), *good[5:], limit=4)
    assert "3.md" not in text
    assert "hong.pdf" in text
    assert "… và 9 tệp khác" in text
    assert "và 5 văn bản khác" in text
    assert "Tổng cộng: 10 tệp (9 đạt, 1 lỗi), 9 văn bản." in text


def test_summary_of_nothing() -> None:
    assert "Tổng cộng: 0 tệp (không có tệp nào), 0 văn bản." in summed_up()


# --- the words ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("words", "values"),
    [(view.STATUS, model.Status), (view.SEVERITY, model.Severity), (view.ROLE, model.Role)],
)
def test_every_value_has_a_vietnamese_word(words: dict[str, str], values: Any) -> None:
    assert set(words) == set(values.__args__)


def test_reason_of_a_failed_file() -> None:
    english, vietnamese = view.reason(sample.failed())
    assert english == "The PDF is damaged; ask for it again."
    assert vietnamese == "Tệp PDF bị hỏng; hãy xin lại bản khác."


def test_notes_name_the_line_of_the_file() -> None:
    """Cleaning drops lines (1 to 5) and parts glued ones (10): the lines of the cleaned text would be others."""
    text = (
        "\n\n\n<!-- x -->\n\n**TỈNH ỦY HÀ NAM**\n\\*\nSố 25-KH/TU\n\n"
        "**ĐẢNG CỘNG SẢN VIỆT NAM****KẾ HOẠCH**\n**về A**\n\n"
        "1. Làm việc A.\n3. Làm việc B trước ngày 31/02/2021.\n"
    )
    parsed = parse_bytes(text.encode(), "a.md")
    (document,) = parsed.documents
    assert [note.words for note in view.notes(document.diagnostics)] == [
        "dòng 6: văn bản không có phần ký",
        "dòng 14: sau 1 là 3: thiếu 2",
        "dòng 14: ngày trước ngày 31/02/2021 không thể có",
    ]
    assert "dòng 14: sau 1 là 3" in shown(document) and "dòng 14: sau 1 là 3" in document._repr_html_()
