"""Tables of Word: real ones keep their rows and columns, layout becomes lines in reading order."""

from __future__ import annotations

import pytest

from docx_files import (
    lines_of,
    p,
    run,
    tbl,
    tc,
    texts_of,
    tr,
)

CENTRED = '<w:jc w:val="center"/>'
ITALIC = "<w:i/>"


# ---- tables -------------------------------------------------------------------------------------------------------


def span(columns: int) -> str:
    return f'<w:gridSpan w:val="{columns}"/>'


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ([tr("a", "b"), tr("c", "d")], ["a|b", "c|d"]),
        ([tr("x", tc("Giao", span(2))), tr("a", "b", "c")], ["x|Giao|", "a|b|c"]),
        ([tr(tc("I", span(2)), "c"), tr(tc("II", span(2)), "d")], ["I|c", "II|d"]),
        ([tr(tc("a", '<w:vMerge w:val="restart"/>'), "1"), tr(tc("", "<w:vMerge/>"), "2")], ["a|1", "|2"]),
        ([tr("a", "1"), tr(tc("b", "<w:vMerge/>"), "2"), tr(tc("", "<w:vMerge/>"), "3")], ["a|1", "b|2", "|3"]),
        ([tr("a", "b"), tr("c", properties='<w:gridBefore w:val="1"/>')], ["a|b", "|c"]),
        ([tr("a", "b"), tr("c", properties='<w:gridAfter w:val="1"/>')], ["a|b", "c|"]),
        ([tr("a", "b"), tr("", ""), tr("c", "d")], ["a|b", "c|d"]),
        ([tr(tc(p("a") + p("b")), "c"), tr("d", "e\nf")], ["a b|c", "d|e f"]),
        ([tr("a", tc(tbl(tr("b", "c")))), tr("d", "e")], ["a|b c", "d|e"]),
        ([tr("a", "b", properties="<w:del/>"), tr("c", "d"), tr("e", "f")], ["c|d", "e|f"]),
        ([f"<w:sdt><w:sdtContent>{tr('a', 'b')}</w:sdtContent></w:sdt>", tr("c", "d")], ["a|b", "c|d"]),
    ],
)  # fmt: skip
def test_rows(rows: list[str], expected: list[str]) -> None:
    assert texts_of(tbl(*rows)) == expected


def test_columns_drawn_not_quite_evenly_are_one() -> None:
    wide = (1000, 3000, 40, 2000)
    rows = [tr("a", tc("b", span(2)), "c"), tr("d", "e", tc("f", span(2)))]
    assert texts_of(tbl(*rows, widths=wide)) == ["a|b|c", "d|e|f"]


def test_a_row_knows_its_cells_breaks_and_heading() -> None:
    head = tr("TT", "Nhiệm vụ", properties="<w:tblHeader/>")
    first, second = lines_of(tbl(head, tr("1", tc(p("Một") + p("hai")))))
    assert (first.heads, second.heads) == (True, False)
    assert second.cell_texts() == ["1", "Một hai"]
    assert [second.text[at:] for at in second.breaks] == ["hai"]
    assert [line.gap for line in lines_of(p("x") + tbl(head, head) + p() + tbl(head))] == [True, True, False, True]


# ---- layout -------------------------------------------------------------------------------------------------------

LEFT = p("TỈNH ỦY BẮC GIANG", CENTRED) + p("*", CENTRED) + p("Số 109-NQ/TU", CENTRED)
RIGHT = p("ĐẢNG CỘNG SẢN VIỆT NAM", CENTRED) + p(run("Bắc Giang, ngày 08 tháng 6 năm 2021", ITALIC), CENTRED)
HEAD = [
    "TỈNH ỦY BẮC GIANG", "*", "Số 109-NQ/TU", "ĐẢNG CỘNG SẢN VIỆT NAM", "Bắc Giang, ngày 08 tháng 6 năm 2021",
]  # fmt: skip
CLOSING = ["Nơi nhận:", "- Như trên,", "- Lưu VPTU.", "T/M BAN THƯỜNG VỤ", "PHÓ BÍ THƯ", "Lê Văn Ân"]
STOPS = '<w:tabs><w:tab w:val="center" w:pos="1900"/><w:tab w:val="center" w:pos="6900"/></w:tabs>'
LETTER = STOPS + "<w:jc w:val='left'/>"


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        (tbl(tr(tc(LEFT), tc(RIGHT)), ruled=False), HEAD),
        (tbl(tr(tc(LEFT), "", tc(RIGHT)), ruled=False), HEAD),
        (tbl(tr(HEAD[0], HEAD[3]), tr("*", ""), tr("Số 109-NQ/TU", HEAD[4]), ruled=False), HEAD),
        (p(f"{HEAD[0]}\t{HEAD[3]}") + p("*") + p(f"{HEAD[2]}\t{HEAD[4]}") + p("CHỈ THỊ", CENTRED), [*HEAD, "CHỈ THỊ"]),
        (p(f"\t{HEAD[0]}\t{HEAD[3]}", STOPS) + p("\t*", STOPS) + p(f"\t{HEAD[2]}\t{HEAD[4]}", STOPS), HEAD),
        (
            p(f"\t{HEAD[0]}\t{HEAD[3]}", STOPS) + p(f"\tSố 12-CV/TU\t{HEAD[4]}", STOPS) + p("\tVề góp ý dự thảo", STOPS)
            + p("\tKế hoạch này giao cho các cơ quan sau đây thực hiện trong quý III."),
            [HEAD[0], "Số 12-CV/TU", "Về góp ý dự thảo", *HEAD[3:],
             "Kế hoạch này giao cho các cơ quan sau đây thực hiện trong quý III."],
        ),
        (p(f"{HEAD[0]}{' ' * 12}{HEAD[3]}") + p(f"Số 109-NQ/TU{' ' * 12}{HEAD[4]}"), [HEAD[0], *HEAD[2:]]),
        (
            tbl(tr(tc("".join(map(p, CLOSING[:3]))), tc("".join(map(p, CLOSING[3:])))), ruled=False),
            CLOSING,
        ),
        (
            p("Nơi nhận:\tT/M BAN THƯỜNG VỤ") + p("- Như trên,\tPHÓ BÍ THƯ") + p("- Lưu VPTU.") + p()
            + p("\t\t\t\t\t\tLê Văn Ân"),
            CLOSING,
        ),
        (tbl(tr("CHỦ TỌA", "THƯ KÝ"), tr("Lê An", "Vũ Bình"), ruled=False), ["CHỦ TỌA", "Lê An", "THƯ KÝ", "Vũ Bình"]),
        (tbl(tr("Kính gửi:", tc(p("- Chi bộ") + p("- Các ban"))), ruled=False), ["Kính gửi:", "- Chi bộ", "- Các ban"]),
        (tbl(tr("Họ và tên:", "Lê An"), tr("Quê quán:", "Huế"), ruled=False), ["Họ và tên: Lê An", "Quê quán: Huế"]),
        (tbl(tr(tc(p("Một") + p("Hai")))), ["Một", "Hai"]),
        (tbl(tr(tc(tbl(tr("a", "b"), tr("c", "d")))), ruled=False), ["a|b", "c|d"]),
        (tbl(tr("TT", "Tên"), tr("1", "Số 5"), ruled=False), ["TT|Tên", "1|Số 5"]),
        (tbl(tr("Năm", "Số vụ"), tr("2024", "15"), tr("2025", "9"), ruled=False), ["Năm|Số vụ", "2024|15", "2025|9"]),
        (tbl(tr("x", "T/M BAN THƯỜNG VỤ"), tr("a", "b")), ["x|T/M BAN THƯỜNG VỤ", "a|b"]),
    ],
)  # fmt: skip
def test_layout(body: str, expected: list[str]) -> None:
    assert texts_of(body) == expected


def test_a_cell_over_both_columns_parts_them() -> None:
    body = tbl(tr(HEAD[0], HEAD[3]), tr(tc("NGHỊ QUYẾT", span(2))), tr("Nơi nhận:", "T/M TỈNH ỦY"), ruled=False)
    assert texts_of(body) == [HEAD[0], HEAD[3], "NGHỊ QUYẾT", "Nơi nhận:", "T/M TỈNH ỦY"]


def test_the_next_paper_of_a_book_is_no_part_of_the_closing_above() -> None:
    closing = p("Nơi nhận:\tT/M BAN THƯỜNG VỤ") + p("- Như trên,\tPHÓ BÍ THƯ") + p("- Lưu VPTU.\tLê Văn Ân")
    heading = p(f"{HEAD[0]}\t{HEAD[3]}") + p("*") + p(f"{HEAD[2]}\t{HEAD[4]}")
    assert texts_of(closing + heading) == [*CLOSING, *HEAD]
