"""Lines to paragraphs: what belongs together though a line end, a page break or a page number parts it."""

from __future__ import annotations

import pytest

from texts import tape_of
from vbparse.structure.paragraphs import Flow, read_flow


def flow(text: str) -> Flow:
    return read_flow(tape_of(text).lines)


FULL = "Các cấp ủy, tổ chức đảng và người đứng đầu tiếp tục quán triệt sâu sắc"


@pytest.mark.parametrize(
    ("above", "below"),
    [
        (f"{FULL}", "các nghị quyết của Đảng."),
        (f"{FULL},\n", "Chỉ thị số 05-CT/TW của Bộ Chính trị."),
        (f"{FULL} của\n", "Bộ Chính trị, Ban Bí thư."),
        ("Thực hiện Chỉ thị số 12-CT/TU, ngày\n", "06/3/2026 của Tỉnh ủy."),
        ("Nghị quyết Đại hội đại biểu Đảng bộ tỉnh khóa\n", "XIX; nêu rõ trách nhiệm."),
        (f"{FULL} (gồm cả\n", "Đảng ủy Quân sự) nghị quyết này."),
        (f"{FULL} giai đoạn 2021 -\n", "2025 và các năm sau."),
        (f"{FULL}", "Nghị quyết của Bộ Chính trị về công tác cán bộ."),
        ("**CHƯƠNG TRÌNH HÀNH ĐỘNG**", "**THỰC HIỆN NGHỊ QUYẾT**"),
        (f"- {FULL}\n", "các chỉ thị, nghị quyết."),
        (f"1. {FULL}\n\n2\n", "các chỉ thị, nghị quyết."),
        (f"1. {FULL}\n\n- 12 -\n", "các chỉ thị, nghị quyết."),
    ],
)
def test_joined(above: str, below: str) -> None:
    assert len(flow(f"{above}\n{below}").paragraphs) == 1


@pytest.mark.parametrize(
    ("above", "below"),
    [
        (f"{FULL}.\n", "Chỉ thị số 05-CT/TW của Bộ Chính trị."),
        (f"{FULL}:\n", "các nghị quyết của Đảng."),
        (f"{FULL},\n", "- Chỉ thị số 05-CT/TW."),
        (f"{FULL}\n", "2. Nghị quyết của Bộ Chính trị."),
        (f"{FULL}\n", "a) Nghị quyết của Bộ Chính trị."),
        (f"{FULL}\n", "Điều 2. Phạm vi"),
        (f"{FULL}\n", "Nghị quyết của Bộ Chính trị về công tác cán bộ."),
        ("1. Tuyên truyền, phổ biến", "Ban Xây dựng Đảng tham mưu tổ chức học tập."),
        ("**Mục tiêu**", "Nâng cao nhận thức của đảng viên."),
        ("MỤC TIÊU CHUNG CỦA CHƯƠNG TRÌNH ĐẾN NĂM 2025 VÀ 2030", "Nâng cao nhận thức của đảng viên."),
        ("- Xét đề nghị của Chánh Văn phòng Trung ương Đảng,\n", "Ban Bí thư quy định như sau:"),
        (f"{FULL},\n", "QUYẾT ĐỊNH:"),
        (f"{FULL},", "## MỤC TIÊU"),
    ],
)
def test_kept_apart(above: str, below: str) -> None:
    assert len(flow(f"{above}\n{below}").paragraphs) == 2


@pytest.mark.parametrize("line", ["3", "- 3 -", "Trang 3", "trang 3/12", "– 15 –"])
def test_page_numbers(line: str) -> None:
    found = flow(f"Đoạn một.\n\n{line}\n\nĐoạn hai.")
    assert [n.text for n in found.page_numbers] == [line] and len(found.paragraphs) == 2


def test_running_heads() -> None:
    """Lines beside page numbers that come back, with another number in them or not."""
    page = "\n\nKế hoạch của Tỉnh ủy\n\n{}\n\n"
    found = flow(
        f"1. Các cấp ủy, tổ chức đảng tiếp tục{page.format(2)}quán triệt các nghị quyết.\n\n"
        f"2. Giám sát việc{page.format(3)}"
        "thực hiện nghị quyết.\n\nKế hoạch của Tỉnh ủy được phổ biến đến chi bộ."
    )
    assert [line.text for line in found.running_heads] == ["Kế hoạch của Tỉnh ủy"] * 2
    assert [p.text for p in found.paragraphs] == [
        "1. Các cấp ủy, tổ chức đảng tiếp tục quán triệt các nghị quyết.",
        "2. Giám sát việc thực hiện nghị quyết.",
        "Kế hoạch của Tỉnh ủy được phổ biến đến chi bộ.",
    ]
    assert not flow(f"Một.{page.format(2)}Hai.").running_heads


@pytest.mark.parametrize("line", ["---", "*", "* * *", "______", ".........", "…"])
def test_rules(line: str) -> None:
    found = flow(f"Đoạn một.\n\n{line}\n\nĐoạn hai.")
    assert [n.text for n in found.rules] == [line] and len(found.paragraphs) == 2


@pytest.mark.parametrize(
    "line", ["<sup>1</sup> Theo Báo cáo số 12", "¹ Theo Báo cáo", "[1] Theo Báo cáo", "(1) https://x.vn"]
)
def test_footnotes(line: str) -> None:
    found = flow(f"Đoạn một đang dở dang của\n\n{line}\n\nđoạn hai.")
    assert [(p.footnote, len(p.lines)) for p in found.paragraphs] == [(False, 2), (True, 1)]


def test_lines_broken_anywhere_with_blank_space_between_paragraphs() -> None:
    """As web pages print: short lines, capitals at the head of lines, a number that only looks like a marker."""
    first = "1. Việc thực hiện Quy định số\n377 của Bộ Chính trị (Khoản 1, Điều\n24) được các cấp ủy lãnh đạo."
    more = [
        f"{n}. Các cấp ủy, tổ chức\nđảng lãnh đạo\nBan Tổ chức\nphối hợp thực hiện theo đúng\nquy định."
        for n in range(2, 9)
    ]
    text = "\n\n".join([first, *more])
    found = flow(text)
    assert [p.marker.text if p.marker else None for p in found.paragraphs] == [str(n) for n in range(1, 9)]
    assert found.paragraphs[0].text.endswith(
        "Quy định số 377 của Bộ Chính trị (Khoản 1, Điều 24) được các cấp ủy lãnh đạo."
    )
    assert found.paragraphs[1].text.endswith("đảng lãnh đạo Ban Tổ chức phối hợp thực hiện theo đúng quy định.")


def test_a_number_whose_point_was_read_as_a_comma() -> None:
    found = flow("1. Việc một.\n\n2. Việc hai.\n\n3, Ban Tổ chức làm việc ba.\n\n9, Ban Dân vận làm việc khác.")
    assert [p.marker.text if p.marker else None for p in found.paragraphs] == ["1", "2", "3", None]
