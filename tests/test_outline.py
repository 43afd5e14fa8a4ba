"""Blocks, titles, parents and roles of an outline."""

from __future__ import annotations

import pytest

from texts import one, outline, with_body
from vbparse.model import Section


def sections(body: str) -> tuple[Section, ...]:
    return with_body(body).sections


@pytest.mark.parametrize(
    ("block", "kind", "title"),
    [
        ("**I. QUAN ĐIỂM**", "heading", "QUAN ĐIỂM"),
        ("I. QUAN ĐIỂM, MỤC TIÊU", "heading", "QUAN ĐIỂM, MỤC TIÊU"),
        ("#### I- QUAN ĐIỂM", "heading", "QUAN ĐIỂM"),
        ("1. Mục tiêu chung", "heading", "Mục tiêu chung"),
        ("1. Mục tiêu chung:", "heading", "Mục tiêu chung"),
        ("1. Đối với chi bộ:", "heading", "Đối với chi bộ"),
        ("**1. Mục tiêu:** Xây dựng chính quyền số.", "clause", "Mục tiêu"),
        ("**1. Mục tiêu.** Xây dựng chính quyền số.", "clause", "Mục tiêu"),
        ("**1.** **Mục tiêu** Xây dựng chính quyền số.", "clause", "Mục tiêu"),
        ("1. Mục tiêu: Xây dựng chính quyền số, kinh tế số.", "clause", "Mục tiêu"),
        ("1. Về kinh tế: Tốc độ tăng trưởng đạt 9%.", "clause", "Về kinh tế"),
        ("1. Xây dựng chính quyền số, kinh tế số và xã hội số.", "clause", None),
        ("1. Xây dựng **chính quyền số** và xã hội số.", "clause", None),
        ("1. Các cấp ủy thực hiện các nhiệm vụ như sau:", "clause", None),
        ("1. Ban Chỉ đạo gồm:", "clause", None),
        ("1. Đồng chí Nguyễn Văn An, Phó Bí thư Tỉnh ủy: Trưởng ban.", "clause", None),
        ("1. Tổng số đảng viên: 32 đồng chí; có mặt 31 đồng chí.", "clause", None),
        ("1. Thực hiện nghiêm quy định (kèm theo: Phụ lục) của Tỉnh ủy.", "clause", None),
        ("Điều 1. Phạm vi điều chỉnh", "heading", "Phạm vi điều chỉnh"),
        ("Điều 1. Ban hành kèm theo Quyết định này Quy chế làm việc.", "clause", None),
        ("a) Tham mưu cho Tỉnh ủy;", "clause", None),
    ],
)
def test_titles(block: str, kind: str, title: str | None) -> None:
    first = next(s for s in sections(f"{block}\n\nMột đoạn văn của mục này kết thúc bằng dấu chấm.") if s.marker)
    assert (first.kind, first.title) == (kind, title)


@pytest.mark.parametrize(
    "chapter",
    [
        "**Chương I**\n\n**QUY ĐỊNH CHUNG**",
        "Chương I\nQUY ĐỊNH CHUNG",
        "Chương I\n\nQuy định chung",
        "Chương I. QUY ĐỊNH CHUNG",
        "Chương I: QUY ĐỊNH CHUNG",
        "### Chương I\n### QUY ĐỊNH\n### CHUNG",
        "Chương I\nQUY ĐỊNH\nCHUNG",
    ],
)
def test_title_of_a_chapter_under_its_number(chapter: str) -> None:
    document = with_body(f"{chapter}\n\n**Điều 1. Phạm vi**\n\nQuy định này quy định việc A.")
    titles = [line.replace("Quy định chung", "QUY ĐỊNH CHUNG") for line in outline(document)]
    assert titles == ["1 Chương I QUY ĐỊNH CHUNG", "2 Điều 1 Phạm vi"]


def test_title_behind_a_number_in_another_look() -> None:
    document = with_body(
        "1. **Tăng cường sự lãnh đạo của các cấp ủy.**\n\nCác cấp ủy quán triệt sâu sắc quan điểm này."
    )
    assert outline(document) == ["1 1 Tăng cường sự lãnh đạo của các cấp ủy"]


def test_a_chapter_takes_no_running_text_for_its_title() -> None:
    document = with_body("Chương I\n\nQuy định này áp dụng cho các chi bộ.\n\nĐiều 1. Phạm vi")
    assert outline(document)[0] == "1 Chương I"


def test_bullets_and_paragraphs_hang_under_their_block() -> None:
    found = sections(
        "I. NHIỆM VỤ\n\nĐoạn một.\n\n- Gạch một;\n\n+ Cộng một;\n\n+ Cộng hai;\n\n- Gạch hai.\n\nII. TỔ CHỨC\n\nĐoạn."
    )
    ids = {s.section_id: s.text for s in found}
    tree = [(s.kind, s.text, ids.get(s.parent_id or ""), s.level) for s in found]
    assert tree == [
        ("heading", "NHIỆM VỤ", None, 1),
        ("paragraph", "Đoạn một.", "NHIỆM VỤ", 2),
        ("bullet", "Gạch một;", "NHIỆM VỤ", 2),
        ("bullet", "Cộng một;", "Gạch một;", 3),
        ("bullet", "Cộng hai;", "Gạch một;", 3),
        ("bullet", "Gạch hai.", "NHIỆM VỤ", 2),
        ("heading", "TỔ CHỨC", None, 1),
        ("paragraph", "Đoạn.", "TỔ CHỨC", 2),
    ]


def test_a_clause_that_lost_its_full_stop_is_no_heading() -> None:
    long = "Các cấp ủy đảng tiếp tục lãnh đạo, chỉ đạo thực hiện nghiêm túc các nhiệm vụ được giao trong năm"
    found = sections(f"I. NHIỆM VỤ\n\n1. {long}.\n\n2. {long}\n\n3. {long}.\n\n4. {long}.")
    assert [s.kind for s in found if s.level == 2] == ["clause"] * 4


def test_a_heading_with_a_full_stop_among_headings() -> None:
    found = sections(
        "1. Mục đích\n\nĐoạn A.\n\n2. Yêu cầu.\n\nĐoạn B.\n\n3. Nội dung\n\nĐoạn C.\n\n4. Kinh phí\n\nĐoạn D."
    )
    assert [s.title for s in found if s.marker] == ["Mục đích", "Yêu cầu", "Nội dung", "Kinh phí"]


@pytest.mark.parametrize(
    ("headings", "roles"),
    [
        (["I. MỤC ĐÍCH, YÊU CẦU", "II. QUAN ĐIỂM", "III. MỤC TIÊU"], ["purpose", "viewpoint", "target"]),
        (
            ["I. TÌNH HÌNH", "II. NHIỆM VỤ, GIẢI PHÁP", "III. TỔ CHỨC THỰC HIỆN"],
            ["situation", "task", "implementation"],
        ),
        (["I. KẾT QUẢ", "1. Công tác cán bộ", "2. Công tác dân vận"], ["situation"] * 3),
        (["I. NHIỆM VỤ", "1. Mục tiêu", "2. Công tác cán bộ"], ["task", "target", "task"]),
    ],
)
def test_roles(headings: list[str], roles: list[str]) -> None:
    found = sections("\n\n".join(f"**{heading}**\n\nĐoạn văn kết thúc bằng dấu chấm." for heading in headings))
    assert [s.role for s in found if s.marker] == roles


def test_role_of_legal_bases_and_of_the_last_sentence() -> None:
    found = sections(
        "Căn cứ Điều lệ Đảng;\n\nI. NHIỆM VỤ\n\n1. Làm việc A.\n\nNghị quyết này được phổ biến đến chi bộ."
    )
    assert (found[0].role, found[-1].role, found[-1].level) == ("basis", "closing", 1)


def test_the_sentence_on_effect_right_under_its_heading_stays_there() -> None:
    found = sections(
        "Điều 1. Phạm vi\n\nĐoạn văn.\n\nĐiều 2. Hiệu lực thi hành\n\nQuy định này có hiệu lực từ ngày ký."
    )
    assert found[-1].level == 2 and found[-1].parent_id == found[-2].section_id


def test_capitals_after_a_comma_are_a_block_of_their_own() -> None:
    document = one(
        "NGHỊ QUYẾT\nĐẠI HỘI ĐẢNG BỘ XÃ\n\nĐại hội họp ngày 01/6/2020 tại hội trường Ủy ban nhân dân xã,\n\n"
        "QUYẾT NGHỊ\n\n1. Thông qua Báo cáo chính trị.\n\nT/M ĐOÀN CHỦ TỊCH\n\nLê Văn A"
    )
    assert [s.text for s in document.sections][1:] == ["QUYẾT NGHỊ", "Thông qua Báo cáo chính trị."]


def test_oddities_become_diagnostics() -> None:
    document = with_body("I. A\n\nĐoạn.\n\nII. B\n\nĐoạn.\n\nIV. C\n\nĐoạn.\n\nIV. D\n\nĐoạn.")
    codes = [d.code for d in document.diagnostics]
    assert codes.count("number-skipped") == 1 and codes.count("number-repeated") == 1
    told = next(d for d in document.diagnostics if d.code == "number-skipped")
    assert "III" in told.message


def test_spans_of_sections_read_their_words() -> None:
    document = with_body(
        "I. MỤC TIÊU\n\n1. Đến năm 2025, các cấp ủy phấn đấu hoàn thành\n\nmọi chỉ tiêu được giao trong năm."
    )
    for section in document.sections:
        assert document.words(section.span) == section.text
    assert (
        document.sections[-1].text == "Đến năm 2025, các cấp ủy phấn đấu hoàn thành mọi chỉ tiêu được giao trong năm."
    )
