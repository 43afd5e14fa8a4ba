"""Tasks, citations and their records, in small documents that show one case each."""

from __future__ import annotations

from datetime import date

import pytest

from vbparse import model
from vbparse.document import Document
from vbparse.parsing import parse_bytes

HEAD = """TỈNH ỦY LAI CHÂU

*

Số 12-CT/TU

ĐẢNG CỘNG SẢN VIỆT NAM

Lai Châu, ngày 05 tháng 5 năm 2024

CHỈ THỊ

CỦA BAN THƯỜNG VỤ TỈNH ỦY

về một việc cần làm

Thời gian qua, các cấp ủy đã quan tâm lãnh đạo. Ban Thường vụ Tỉnh ủy yêu cầu thực hiện tốt một số nhiệm vụ sau:

"""
TAIL = """

Nơi nhận:

- Lưu Văn phòng Tỉnh ủy.

T/M BAN THƯỜNG VỤ
BÍ THƯ

Nguyễn Văn An
"""


def parsed(body: str, appendix: str = "") -> Document:
    (document,) = parse_bytes((HEAD + body + TAIL + appendix).encode(), "a.md").documents
    return document


def brief(task: model.Task) -> tuple[str, bool, list[str], list[str], str | None]:
    return task.text[:30], task.assigned, list(task.lead), list(task.coordinate), task.deadline_kind


def test_clause_without_a_unit_is_an_unassigned_task() -> None:
    (task,) = parsed("1. Đẩy mạnh tuyên truyền, nâng cao nhận thức của đảng viên.").tasks
    assert brief(task) == ("Đẩy mạnh tuyên truyền, nâng ca", False, [], [], None)


def test_a_clause_with_its_paragraphs_is_one_task_and_names_every_unit_that_acts() -> None:
    document = parsed(
        "1. Ban Tổ chức Tỉnh ủy chủ trì, phối hợp với Sở Nội vụ rà soát, xong trong tháng 7/2024.\n\n"
        "Các huyện ủy chịu trách nhiệm triển khai.\n"
    )
    (task,) = document.tasks
    assert task.lead == ("Ban Tổ chức Tỉnh ủy", "Các huyện ủy") and task.coordinate == ("Sở Nội vụ",)
    assert (task.deadline_kind, task.deadline_start, task.deadline_end) == (
        "month",
        date(2024, 7, 1),
        date(2024, 7, 31),
    )
    assert task.text.endswith("triển khai.")
    assert [(m.role, m.raw) for m in document.unit_mentions] == [
        ("lead", "Ban Tổ chức Tỉnh ủy"),
        ("lead", "Các huyện ủy"),
        ("coordinate", "Sở Nội vụ"),
    ]


def test_heading_that_names_a_unit_gives_it_the_bullets() -> None:
    body = (
        "I. TỔ CHỨC THỰC HIỆN\n\n1. Ban Tuyên giáo Tỉnh ủy\n\n- Hướng dẫn tuyên truyền.\n\n"
        "- Báo cáo trước ngày 01/6/2024.\n"
    )
    tasks = parsed(body).tasks
    assert [t.lead for t in tasks] == [("Ban Tuyên giáo Tỉnh ủy",)] * 2
    assert tasks[1].group == ("I. TỔ CHỨC THỰC HIỆN", "1. Ban Tuyên giáo Tỉnh ủy")


def test_deadline_only_bullet_times_its_neighbours() -> None:
    body = (
        "I. NHIỆM VỤ\n\n- Các chi bộ tổ chức học tập.\n\n- Văn phòng Tỉnh ủy sao gửi tài liệu.\n\n"
        "- Thời gian hoàn thành: trước ngày 15/10/2024.\n"
    )
    tasks = parsed(body).tasks
    assert [(t.lead, t.deadline_end) for t in tasks] == [
        (("Các chi bộ",), date(2024, 10, 15)),
        (("Văn phòng Tỉnh ủy",), date(2024, 10, 15)),
    ]


def test_aims_situation_and_lists_of_documents_are_no_tasks() -> None:
    body = (
        "I. MỤC TIÊU\n\n1. Các cấp ủy phấn đấu đạt 90%.\n\nII. NHIỆM VỤ\n\n"
        "- Chỉ thị số 47-CT/TW, ngày 23/5/2025 của Ban Bí thư.\n\n- Tài liệu đã được sao gửi đến các chi bộ.\n"
    )
    assert parsed(body).tasks == ()


def test_closing_paragraph_that_gives_work_is_a_task_of_its_own() -> None:
    body = (
        "1. Đẩy mạnh tuyên truyền.\n\nGiao Ban Nội chính Tỉnh ủy theo dõi, đôn đốc.\n\n"
        "Chỉ thị này phổ biến đến chi bộ.\n"
    )
    assert [brief(t)[1:3] for t in parsed(body).tasks] == [(False, []), (True, ["Ban Nội chính Tỉnh ủy"])]


TABLE = """
PHỤ LỤC

Danh mục nhiệm vụ

TT\tNhiệm vụ\tĐơn vị chủ trì\tĐơn vị phối hợp\tThời gian
I\tXÂY DỰNG ĐẢNG\t\t\t
1\tXây dựng đề án về cán bộ.\tBan Tổ chức Tỉnh ủy\tSở Nội vụ; Sở Tài chính\tQuý III/2024
2\tRà soát quy hoạch.\t\t\tThường xuyên
3\tTổng kết nghị quyết.\tVăn phòng Tỉnh ủy\t\tVăn phòng Tỉnh ủy
"""


def test_rows_of_a_table_of_assignments() -> None:
    document = parsed("1. Đẩy mạnh tuyên truyền.\n", TABLE)
    rows = [t for t in document.tasks if t.table_id]
    assert [(t.row, t.lead, t.coordinate, t.deadline_kind) for t in rows] == [
        (2, ("Ban Tổ chức Tỉnh ủy",), ("Sở Nội vụ", "Sở Tài chính"), "quarter"),
        (3, ("Ban Tổ chức Tỉnh ủy",), (), "ongoing"),  # the unit's cell goes on from the row above
        (4, ("Văn phòng Tỉnh ủy",), (), None),  # a unit in the time column is no time
    ]
    assert rows[0].group == ("I XÂY DỰNG ĐẢNG",) and rows[0].part == "appendix 1"
    assert [t.confidence for t in rows][:2] == [0.95, 0.8]
    assert {d.code for d in document.diagnostics} >= {"unclear-deadline", "wrong-column"}


def test_group_rows_may_name_the_unit() -> None:
    table = (
        "\nPHỤ LỤC\n\ncác văn bản dự kiến ban hành\n\nTT\tNội dung\tThời gian\n"
        "I- BAN DÂN VẬN TỈNH ỦY\t\t\n1\tTham mưu xây dựng Kết luận.\tTháng 6/2024\n"
        "II- BAN TỔ CHỨC TỈNH ỦY\t\t\n1\tTham mưu sửa đổi Quy định.\tTháng 9/2024\n"
    )
    rows = [t for t in parsed("1. Đẩy mạnh tuyên truyền.\n", table).tasks if t.table_id]
    assert [t.lead for t in rows] == [("BAN DÂN VẬN TỈNH ỦY",), ("BAN TỔ CHỨC TỈNH ỦY",)]


def test_row_of_sums_is_no_task() -> None:
    table = (
        "\nPHỤ LỤC\n\nphân công nhiệm vụ\n\nTT\tNội dung\tĐơn vị\n"
        "1\tTham mưu xây dựng Kết luận.\tBan Dân vận Tỉnh ủy\n\tTổng cộng:\t\n"
    )
    rows = [t.text for t in parsed("1. Đẩy mạnh tuyên truyền.\n", table).tasks if t.table_id]
    assert rows == ["Tham mưu xây dựng Kết luận."]


def test_table_of_aims_and_form_hold_no_tasks() -> None:
    aims = (
        "\nPHỤ LỤC\n\nChỉ tiêu\n\nTT\tChỉ tiêu\tMục tiêu\tĐơn vị tham mưu\n1\tTỷ lệ che phủ rừng\t55%\tSở Nông nghiệp\n"
    )
    assert not [t for t in parsed("1. Đẩy mạnh tuyên truyền.\n", aims).tasks if t.table_id]


def test_citation_in_a_cell_that_a_page_break_cuts() -> None:
    head = "TT\tNội dung\tĐơn vị\tThời gian\n"
    table = (
        f"\nPHỤ LỤC\n\nphân công nhiệm vụ\n\n{head}1\tThực hiện Nghị quyết số 21-NQ/TW,\tBan Tổ chức\tQuý I\n\n"
        f"{head}\tngày 16/6/2022 của Bộ Chính trị\tTỉnh ủy\t\n2\tKiểm tra.\tVăn phòng\t\n"
    )
    found = parsed("1. Đẩy mạnh tuyên truyền.\n", table).citations[-1]
    assert (found.number, found.issued_on, found.issuer) == ("21-NQ/TW", date(2022, 6, 16), "Bộ Chính trị")


def test_citations_in_order_without_the_document_itself() -> None:
    body = (
        "1. Thực hiện Nghị quyết số 57-NQ/TW, ngày 22/12/2024 của Bộ Chính trị và Chỉ thị số 12-CT/TU.\n\n"
        "2. Sơ kết Nghị quyết 57; thực hiện Chỉ thị này. Thay thế Quyết định số 42/2019/QĐ-TTg.\n"
    )
    found = [(c.form, c.doc_type, c.number, c.issued_on, c.issuer, c.relation) for c in parsed(body).citations]
    assert found == [
        ("full", "Nghị quyết", "57-NQ/TW", date(2024, 12, 22), "Bộ Chính trị", "implements"),
        ("short", "Nghị quyết", "57-NQ/TW", date(2024, 12, 22), "Bộ Chính trị", "summarises"),
        ("self", "Chỉ thị", "12-CT/TU", date(2024, 5, 5), None, "implements"),
        ("full", "Quyết định", "42/2019/QĐ-TTg", None, None, "replaces"),
    ]


def test_a_document_of_another_date_with_the_same_number_is_another_document() -> None:
    body = "1. Tiếp tục thực hiện Chỉ thị số 12-CT/TU ngày 04/7/2016 của Ban Thường vụ Tỉnh ủy.\n"
    (citation,) = parsed(body).citations
    assert (citation.number, citation.issued_on, citation.relation) == ("12-CT/TU", date(2016, 7, 4), "continues")


@pytest.mark.parametrize("printed", ["25/3/2206", "31/02/2021"])
def test_impossible_date_is_null_and_kept_in_words(printed: str) -> None:
    document = parsed(f"1. Thực hiện Kế hoạch số 52-KH/ĐU ngày {printed} của Đảng ủy.\n")
    (citation,) = document.citations
    assert citation.issued_on is None and printed in citation.raw
    assert "impossible-date" in {d.code for d in document.diagnostics}


def test_every_fact_has_its_words() -> None:
    document = parsed("1. Ban Tổ chức Tỉnh ủy rà soát, xong trong tháng 7/2024.\n", TABLE)
    for task in document.tasks:
        assert document.words(task.span) == task.text
    for deadline in document.deadlines:
        assert document.words(deadline.span) == deadline.raw
    fields = {(e.owner_table, e.field) for e in document.evidence}
    assert {("tasks", "lead"), ("deadlines", "raw"), ("documents", "number")} <= fields


@pytest.mark.parametrize(
    ("words", "relations"),
    [
        ("Thực hiện Chỉ thị số 05-CT/TW và Kế hoạch số 12-KH/TU", ["implements", "implements"]),
        ("đồng ý điều chỉnh, bổ sung quy hoạch (tại Công văn số 216/TTg-CN)", ["mentions"]),
        ("Thực hiện Nghị quyết Trung ương 4 (sau đây gọi tắt là Nghị quyết) và Chỉ thị số 05-CT/TW", ["implements"]),
    ],
)
def test_the_reach_of_citing_words(words: str, relations: list[str]) -> None:
    found = [c.relation for c in parsed(f"1. {words} trong toàn Đảng bộ.").citations if c.number]
    assert found == relations


def test_a_general_call_gives_the_work_to_nobody() -> None:
    call = "1. Ban Thường vụ Tỉnh ủy yêu cầu các cấp ủy thực hiện tốt các nhiệm vụ sau:\n\n- Rà soát kế hoạch.\n"
    own = "1. Ủy ban nhân dân tỉnh chỉ đạo:\n\n- Rà soát kế hoạch.\n"
    assert [tuple(t.lead) for t in parsed(call).tasks] == [()]
    assert [tuple(t.lead) for t in parsed(own).tasks] == [("Ủy ban nhân dân tỉnh",)]


def test_aims_of_a_running_paragraph_are_targets_and_no_deadlines() -> None:
    body = (
        "1. Quán triệt và thống nhất nhận thức trong toàn Đảng bộ.\n\n"
        "Phấn đấu mục tiêu: Đến năm 2025, tỷ lệ đô thị hóa đạt 32,4%.\n"
    )
    document = parsed(body)
    assert [(t.value, t.due_year) for t in document.targets] == [(32.4, 2025)]
    assert [t.deadline_raw for t in document.tasks] == [None]
