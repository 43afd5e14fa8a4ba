"""Tables: fragments that page breaks made are one table; headings, group rows, cut rows, lost columns."""

from __future__ import annotations

from pathlib import Path

import docx
import pytest

import vbparse
from texts import one, tape_of, with_body
from vbparse.dataset.checks import check
from vbparse.document import Document, Table
from vbparse.structure.tables import TableDraft, read_tables

HEADING = "TT\tNội dung công việc\tĐơn vị chủ trì\tThời gian hoàn thành"


def drafts(text: str) -> list[TableDraft]:
    return read_tables(list(tape_of(text).lines))


def cells(draft: TableDraft) -> list[list[str]]:
    return [row.cells for row in draft.rows]


def table(text: str) -> Table:
    (found,) = with_body(f"1. Việc A.\n\n{text}\n\n2. Việc B.").tables
    return found


def codes(document: Document) -> set[str]:
    return {d.code for d in document.diagnostics}


@pytest.mark.parametrize(
    "text",
    [
        f"{HEADING}\n1\tHọp\tSở A\tQuý I\n2\tBáo cáo\tSở B\tQuý II",
        f"{HEADING}\n1\tHọp\tSở A\tQuý I\n\n2\tBáo cáo\tSở B\tQuý II",
        f"{HEADING}\n1\tHọp\tSở A\tQuý I\n\n{HEADING}\n2\tBáo cáo\tSở B\tQuý II",
        f"{HEADING}\n1\tHọp\tSở A\tQuý I\n{HEADING}\n2\tBáo cáo\tSở B\tQuý II",
        f"{HEADING}\n1\tHọp\tSở A\tQuý I\n\n{HEADING.replace('chủ trì', 'chú trì')}\n2\tBáo cáo\tSở B\tQuý II",
        f"{HEADING}\n1\tHọp\tSở A\tQuý I\n\nTT\tNội dung công việc\tĐơn vị chủ trì\n2\tBáo cáo\tSở B\nQuý II".replace(
            "\nQuý II", ""
        ),
    ],
    ids=["whole", "cut", "heading again", "heading again without a gap", "heading with a slip", "column lost"],
)
def test_fragments_are_one_table(text: str) -> None:
    (draft,) = drafts(text)
    assert draft.header == HEADING.split("\t")
    last = "" if "Sở B\tQuý II" not in text else "Quý II"
    assert cells(draft) == [["1", "Họp", "Sở A", "Quý I"], ["2", "Báo cáo", "Sở B", last]]


def test_what_was_dropped_joined_or_lost_is_told() -> None:
    document = with_body(
        f"1. Việc A.\n\n{HEADING}\n1\tTổ chức hội nghị quán triệt nghị quyết và\tSở A\tQuý I\n\n{HEADING}\n"
        f"\tkế hoạch của Tỉnh ủy\t\t\n"
        "2\tBáo cáo\tSở B\n\n2. Việc B."
    )
    assert {"dropped-repeated-heading", "joined-row", "lost-columns"} <= codes(document)
    (found,) = document.tables
    assert (
        found.rows[0].cells[1] == "Tổ chức hội nghị quán triệt nghị quyết và kế hoạch của Tỉnh ủy" and found.n_rows == 2
    )


def test_text_between_parts_two_tables() -> None:
    assert len(drafts(f"{HEADING}\n1\tHọp\tSở A\tQuý I\n\nBiểu sau đây:\n\n{HEADING}\n1\tHọp\tSở A\tQuý I")) == 2


def test_rows_of_a_list_are_no_heading() -> None:
    rows = f"{HEADING}\n1\t- Giải quyết việc làm\tSở A\tQuý I\n\n\t- Đơn vị đào tạo nghề\tSở B\t\n\t- Tỷ lệ\tSở C\t"
    assert [len(draft.rows) for draft in drafts(rows)] == [3]


def test_other_heading_begins_another_table() -> None:
    assert len(drafts(f"{HEADING}\n1\tHọp\tSở A\tQuý I\n\nTT\tHọ và tên\tNăm sinh\n1\tLê Văn A\t1945")) == 2


@pytest.mark.parametrize(
    ("above", "below", "joined"),
    [
        ("1\tTổ chức hội nghị quán triệt\tSở A\tQuý I", "\tnghị quyết của Đảng\t\t", True),
        ("1\tTỔ CHỨC HỘI NGHỊ\tSở A\tQuý I", "\tQUÁN TRIỆT NGHỊ QUYẾT\t\t", True),
        ("1\tTổ chức hội nghị.\tSở A\tQuý I", "\tnghị quyết của Đảng\t\t", False),
        ("1\tTổ chức hội nghị\tSở A\tQuý I", "2\tnghị quyết của Đảng\t\t", False),
        ("1\tTổ chức hội nghị\tSở A\tQuý I", "\t- nghị quyết của Đảng\t\t", False),
        ("1\tTổ chức hội nghị\t\tQuý I", "\tnghị quyết\tSở B\t", False),
    ],
)
def test_row_cut_by_a_page_break(above: str, below: str, joined: bool) -> None:
    (draft,) = drafts(f"{HEADING}\n{above}\n\n{below}")
    assert (len(draft.rows) == 1) is joined


def test_heading_of_two_rows() -> None:
    (draft,) = drafts("TT\tThể loại\tCấp ban hành văn bản\t\tGhi chú\n\t\tTỉnh ủy\tHuyện ủy\t\n1\tNghị quyết\tx\tx\t")
    assert draft.header == [
        "TT",
        "Thể loại",
        "Cấp ban hành văn bản / Tỉnh ủy",
        "Cấp ban hành văn bản / Huyện ủy",
        "Ghi chú",
    ]
    assert cells(draft) == [["1", "Nghị quyết", "x", "x", ""]]


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        ("I\tVề kinh tế\t\t", ["I", "Về kinh tế", "", ""]),
        ("I Về kinh tế\t\t\t", ["I", "Về kinh tế", "", ""]),
        ("\tI. VỀ KINH TẾ\t\t", ["I", "VỀ KINH TẾ", "", ""]),
        ("\tVỀ KINH TẾ\t\t", ["", "VỀ KINH TẾ", "", ""]),
        ("Về kinh tế\t\t\t", ["", "Về kinh tế", "", ""]),
        ("A. Về kinh tế\t\t\t", ["A", "Về kinh tế", "", ""]),
    ],
)
def test_group_rows(row: str, expected: list[str]) -> None:
    (draft,) = drafts(f"{HEADING}\n{row}\n1\tHọp\tSở A\tQuý I\n2\tBáo cáo\tSở B\tQuý II\n3\tKiểm tra\tSở C\tQuý III")
    assert cells(draft)[0] == expected
    assert [r.group for r in draft.rows] == [True, False, False, False]


def test_values_of_merged_cells_are_carried_down() -> None:
    found = table(
        f"{HEADING}\nI\tVề kinh tế\t\t\n1\tHọp\tSở A\tQuý I\n2\tBáo cáo\t\t\nII\tVề văn hóa\t\t\n3\tKiểm tra\t\tQuý II"
    )
    assert [row.cells[2:] for row in found.rows] == [("", ""), ("Sở A", "Quý I"), ("", ""), ("", ""), ("", "Quý II")]
    assert [row.filled[2:] for row in found.rows] == [
        ("", ""),
        ("Sở A", "Quý I"),
        ("Sở A", "Quý I"),
        ("", ""),
        ("", "Quý II"),
    ]


def test_value_in_the_wrong_column() -> None:
    document = with_body(f"1. Việc A.\n\n{HEADING}\n1\tHọp\tSở A\tQuý I\n2\tBáo cáo\t\tSở A\n\n2. Việc B.")
    assert "wrong-column" in codes(document)


@pytest.mark.parametrize(
    ("below", "group"), [("2.1\tHọp\tSở A\tQuý I", True), ("1\tHọp\tSở A\tQuý I", True), ("3\tHọp\tSở A\tQuý I", False)]
)
def test_a_number_and_a_text_are_a_group_if_rows_hang_under_it(below: str, group: bool) -> None:
    (draft,) = drafts(
        f"{HEADING}\n1\tKiểm tra\tSở B\tQuý I\n2\tVề phát triển kinh tế\t\t\n{below}\n4\tBáo cáo\tSở C\tQuý II"
    )
    assert [row.group for row in draft.rows] == [False, group, False, False]


@pytest.mark.parametrize(
    ("text", "header"),
    [
        ("Chỉ tiêu\tĐơn vị tính\tNăm 2025\nHộ nghèo\t%\t3,5", ["Chỉ tiêu", "Đơn vị tính", "Năm 2025"]),
        ("| **Họ và tên** | **Chức vụ** |\n|---|---|\n| Lê Văn A | Bí thư |", ["Họ và tên", "Chức vụ"]),
        ("5\t6\t7\n8\t9\t10", []),
    ],
)
def test_tables_without_a_column_of_numbers(text: str, header: list[str]) -> None:
    (draft,) = drafts(text)
    assert draft.header == header and not any(row.group for row in draft.rows)


def test_table_in_the_body_and_in_an_appendix() -> None:
    document = one(
        f"NGHỊ QUYẾT\nvề A\n\n1. Việc A.\n\n{HEADING}\n1\tHọp\tSở A\tQuý I\n\nT/M TỈNH ỦY\nBÍ THƯ\n\nLê Văn An\n\n"
        f"PHỤ LỤC 1\n\nDANH MỤC NHIỆM VỤ\n\n{HEADING}\n1\tHọp\tSở A\tQuý I\n2\tBáo cáo\tSở B\tQuý II"
    )
    found = [(t.appendix_id and t.appendix_id[-3:], t.caption, t.n_rows, t.n_cols) for t in document.tables]
    assert found == [(None, None, 1, 4), ("/a1", "DANH MỤC NHIỆM VỤ", 2, 4)]
    assert not [s for s in document.sections if "Sở A" in s.text]


def test_spans_of_rows_read_their_words() -> None:
    document = with_body(f"1. Việc A.\n\n{HEADING}\n1\tHọp\tSở A\tQuý I\n\n2. Việc B.")
    assert document.words(document.tables[0].rows[0].span) == "1 Họp Sở A Quý I"


def test_row_of_500_cells() -> None:
    (draft,) = drafts("\t".join(f"c{n}" for n in range(500)) + "\n" + "\t".join(str(n) for n in range(500)))
    assert draft.n_cols == 500


@pytest.mark.parametrize(
    "text",
    [
        "| Lĩnh vực | Người lo |\n|---|---|\n| Họp | Sở A |",
        "Lĩnh vực | Người lo\n---|---\nHọp | Sở A",
        "<table><thead><tr><td>Lĩnh vực</td><td>Người lo</td></tr></thead><tr><td>Họp</td><td>Sở A</td></tr></table>",
        "<table><tr><th>Lĩnh vực</th><th>Người lo</th></tr><tr><td>Họp</td><td>Sở A</td></tr></table>",
    ],
)
def test_a_rule_or_the_markup_proves_the_heading(text: str) -> None:
    (draft,) = drafts(text)
    assert draft.header == ["Lĩnh vực", "Người lo"] and cells(draft) == [["Họp", "Sở A"]]


def test_a_rule_under_a_numbered_row_proves_no_heading() -> None:
    (draft,) = drafts(
        "| TT | Việc | Ai |\n|---|---|---|\n| 1 | Họp | A |\n\n| 2 | Bàn | B |\n|---|---|---|\n| 3 | Xem | C |"
    )
    assert draft.header == ["TT", "Việc", "Ai"] and [row[0] for row in cells(draft)] == ["1", "2", "3"]


def test_merged_cells_of_an_html_heading() -> None:
    (draft,) = drafts(
        '<table><thead><tr><th rowspan="2">TT</th><th colspan="2">Phân công</th><th rowspan="2">Hạn</th></tr>'
        "<tr><th>Chủ trì</th><th>Phối hợp</th></tr></thead>"
        "<tr><td>1</td><td>A</td><td>B</td><td>Quý I</td></tr></table>"
    )
    assert draft.header == ["TT", "Phân công / Chủ trì", "Phân công / Phối hợp", "Hạn"]
    assert cells(draft) == [["1", "A", "B", "Quý I"]]


@pytest.mark.parametrize(
    ("cell", "lead"),
    [
        ("Văn phòng Tỉnh ủy<br>Ủy ban Kiểm tra Tỉnh ủy", ["Văn phòng Tỉnh ủy", "Ủy ban Kiểm tra Tỉnh ủy"]),
        ("- Sở Nội vụ<br>- Sở Tài chính", ["Sở Nội vụ", "Sở Tài chính"]),
        ("Ban Nội chính<br>Tỉnh ủy<br>Sở Tư pháp", ["Ban Nội chính Tỉnh ủy", "Sở Tư pháp"]),
        ("Ủy ban<br>nhân dân tỉnh", ["Ủy ban nhân dân tỉnh"]),
    ],
)
def test_a_new_line_in_a_cell_parts_units(cell: str, lead: list[str]) -> None:
    document = with_body(
        "1. Việc A.\n\n| TT | Nhiệm vụ | Cơ quan chủ trì |\n|---|---|---|\n"
        f"| 1 | Lập danh sách | {cell} |\n\n2. Việc B."
    )
    assert [task.lead for task in document.tasks if task.table_id] == [tuple(lead)]


def test_empty_cells_at_the_end_of_a_document_are_not_its_text(tmp_path: Path) -> None:
    """The text of a document is the stretch of its span, whatever its last row has."""
    document = docx.Document()
    for text in ("Số 12-KH/TU", "KẾ HOẠCH", "thực hiện công tác", "1. Nội dung một.", "Phụ lục"):
        document.add_paragraph(text)
    table = document.add_table(rows=2, cols=3, style="Table Grid")
    for row, texts in zip(table.rows, (["TT", "Nội dung", "Ghi chú"], ["1", "Việc một", ""]), strict=True):
        for cell, text in zip(row.cells, texts, strict=True):
            cell.text = text
    document.save(str(tmp_path / "a.docx"))
    vbparse.parse_folder([tmp_path / "a.docx"], tmp_path / "out", workers=1)
    assert check(tmp_path / "out") == []
    (found,) = vbparse.parse(tmp_path / "a.docx")
    assert found.text.endswith("Việc một")
