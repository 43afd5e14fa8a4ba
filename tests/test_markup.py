"""Markup out, looks kept: Markdown, light HTML and plain text to clean lines."""

from __future__ import annotations

import pytest

from texts import tape_of
from vbparse.readers.markup import Looks, clean_line


def clean(raw: str) -> list[str]:
    return [line.text for line in clean_line(raw, Looks())]


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        ("**NGHỊ QUYẾT**", ["NGHỊ QUYẾT"]),
        ("***Nơi nhận:***", ["Nơi nhận:"]),
        ("*Bắc Giang, ngày 08 tháng 6 năm 2021*", ["Bắc Giang, ngày 08 tháng 6 năm 2021"]),
        ("**Điều 1.** Thành lập Ban Chỉ đạo", ["Điều 1. Thành lập Ban Chỉ đạo"]),
        ("## HƯỚNG DẪN", ["HƯỚNG DẪN"]),
        ("##### **1. Nội dung**", ["1. Nội dung"]),
        ("#1 trong các mục tiêu", ["#1 trong các mục tiêu"]),
        ("###", []),
        ("**", []),
        ("** **", []),
        ("*", ["*"]),
        ("\\*", ["*"]),
        ("* * *", ["* * *"]),
        ("***", ["***"]),
        ("-----", ["-----"]),
        ("\\-----", ["-----"]),
        ("\\- Như trên", ["- Như trên"]),
        ("1\\. Quan điểm", ["1. Quan điểm"]),
        ("\\[đã ký\\]", ["[đã ký]"]),
        ("* Văn bản của Trung ương", ["* Văn bản của Trung ương"]),
        ("- **Chỉ tiêu:** đạt 90%", ["- Chỉ tiêu: đạt 90%"]),
        ("5*6 xã, (*) chú thích", ["5*6 xã, (*) chú thích"]),
        ("> Trích văn bản", ["Trích văn bản"]),
        ("<b>KẾ HOẠCH</b>", ["KẾ HOẠCH"]),
        ("<u>Nơi nhận</u>:", ["Nơi nhận:"]),
        ('<span style="color:red">Mật</span>', ["Mật"]),
        ("dưới <5% và >3%", ["dưới <5% và >3%"]),
        ("A &amp; B&nbsp;C &lt;D&gt; &#39;E&#39;", ["A & B C <D> 'E'"]),
        ("AT&T; R&D", ["AT&T; R&D"]),
        ("<!-- trang 2 -->Điều 3", ["Điều 3"]),
        ("[Nghị quyết 57](https://x.vn/nq57) của Bộ Chính trị", ["Nghị quyết 57 của Bộ Chính trị"]),
        ("[1] Tài liệu (kèm theo)", ["[1] Tài liệu (kèm theo)"]),
        ("__Nơi nhận:__", ["Nơi nhận:"]),
        ("__Nơi nhận: __", ["Nơi nhận:"]),
        ("_Hà Nội_, file_name_1", ["Hà Nội, file_name_1"]),
        ("Họ và tên: ____ ngày ____", ["Họ và tên: ____ ngày ____"]),
        ("dòng một<br>dòng hai<br/>dòng ba", ["dòng một", "dòng hai", "dòng ba"]),
        ("x<sup>2</sup> và H<sub>2</sub>O", ["x2 và H2O"]),
    ],
)
def test_markup_goes_and_words_stay(raw: str, expected: list[str]) -> None:
    assert clean(raw) == expected


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        ("I- QUAN ĐIỂM, MỤC TIÊU**1. Quan điểm**", ["I- QUAN ĐIỂM, MỤC TIÊU", "1. Quan điểm"]),
        (
            "ĐẢNG CỘNG SẢN VIỆT NAM*Bắc Giang, ngày 08 tháng 6 năm 2021***NGHỊ QUYẾT**",
            ["ĐẢNG CỘNG SẢN VIỆT NAM", "Bắc Giang, ngày 08 tháng 6 năm 2021", "NGHỊ QUYẾT"],
        ),
        ("**T/M BAN THƯỜNG VỤ****BÍ THƯ**", ["T/M BAN THƯỜNG VỤ", "BÍ THƯ"]),
        ("**Phụ lục 1****Danh mục nhiệm vụ**", ["Phụ lục 1", "Danh mục nhiệm vụ"]),
        ("Căn cứ **Điều lệ Đảng**", ["Căn cứ Điều lệ Đảng"]),
        ("(**Tỉnh ủy**)", ["(Tỉnh ủy)"]),
        ("chuyển **đổi** số", ["chuyển đổi số"]),
        ("chuy**ển** đổi", ["chuyển đổi"]),
        ("**Mục tiêu:**Đến năm 2025", ["Mục tiêu: Đến năm 2025"]),
    ],
)
def test_what_an_emphasis_mark_glued_is_parted(raw: str, expected: list[str]) -> None:
    assert clean(raw) == expected


def test_looks_of_a_line() -> None:
    (line,) = tape_of("**Điều 1.** Phạm *vi* <sup>1</sup>").lines
    looks = [(line.text[r.start : r.end], r.bold, r.italic, r.superscript) for r in line.runs]
    assert looks == [("Điều 1.", True, False, False), ("vi", False, True, False), ("1", False, False, True)]
    assert not line.bold and line.bold_prefix() == 7


def test_emphasis_goes_on_over_lines_and_ends_with_the_paragraph() -> None:
    lines = tape_of("**BAN CHẤP HÀNH\nTRUNG ƯƠNG**\nvăn bản\n\n**chưa đóng\n\nđoạn sau").lines
    assert [(line.text, line.bold) for line in lines] == [
        ("BAN CHẤP HÀNH", True),
        ("TRUNG ƯƠNG", True),
        ("văn bản", False),
        ("chưa đóng", True),
        ("đoạn sau", False),
    ]


def test_bold_opened_on_a_line_of_its_own() -> None:
    lines = tape_of("**\nKẾT LUẬN\n**\nvề kinh tế").lines
    assert [(line.text, line.bold) for line in lines] == [("KẾT LUẬN", True), ("về kinh tế", False)]


@pytest.mark.parametrize(
    "raw",
    [
        "| TT | Nội dung | Thời gian |\n| --- | :-: | ---: |\n| 1 | **Họp** | 2021 |",
        "|TT|Nội dung|Thời gian|\n|-|:-|:-:|\n|1|Họp|2021|".replace("|-|:-|:-:|", "|--|:-|:-:|"),
        "TT\tNội dung\tThời gian\n1\tHọp\t2021",
    ],
)
def test_table_rows(raw: str) -> None:
    lines = tape_of(raw).lines
    assert [line.cell_texts() for line in lines] == [["TT", "Nội dung", "Thời gian"], ["1", "Họp", "2021"]]


def test_cells() -> None:
    (line,) = tape_of("| 1 | Sở A;<br>- Sở B | | x\\|y |").lines
    assert line.cell_texts() == ["1", "Sở A; - Sở B", "", "x|y"]


def test_lone_bars_are_edges_of_cells() -> None:
    lines = tape_of("|\n**ĐẢNG CỘNG SẢN\nVIỆT NAM**\n|\n|\nSố 383-QĐ/TW\n|").lines
    assert [(line.text, line.gap) for line in lines] == [
        ("ĐẢNG CỘNG SẢN", True),
        ("VIỆT NAM", False),
        ("Số 383-QĐ/TW", True),
    ]


# --- layout tables -------------------------------------------------------------------------------------------------

LEFT, RIGHT = ["TỈNH ỦY X", "*", "Số 5-CT/TU"], ["ĐẢNG CỘNG SẢN VIỆT NAM", "Hà Nội, ngày 05 tháng 3 năm 2019"]


@pytest.mark.parametrize(
    "raw",
    [
        "| **TỈNH ỦY X**<br>\\* | **ĐẢNG CỘNG SẢN VIỆT NAM** |\n|---|---|\n"
        "| Số 5-CT/TU | *Hà Nội, ngày 05 tháng 3 năm 2019* |",
        "|  |  |\n|---|---|\n|TỈNH ỦY X<br>*<br>Số 5-CT/TU|ĐẢNG CỘNG SẢN VIỆT NAM<br>Hà Nội, ngày 05 tháng 3 năm 2019|",
        "TỈNH ỦY X\tĐẢNG CỘNG SẢN VIỆT NAM\n*\t\nSố 5-CT/TU\tHà Nội, ngày 05 tháng 3 năm 2019",
        "TỈNH ỦY X\t\tĐẢNG CỘNG SẢN VIỆT NAM\n*\t\t\nSố 5-CT/TU\t\tHà Nội, ngày 05 tháng 3 năm 2019",
        "TỈNH ỦY X             ĐẢNG CỘNG SẢN VIỆT NAM\n   *\nSố 5-CT/TU       Hà Nội, ngày 05 tháng 3 năm 2019",
        "TỈNH ỦY X ĐẢNG CỘNG SẢN VIỆT NAM\n*\nSố 5-CT/TU Hà Nội, ngày 05 tháng 3 năm 2019",
    ],
    ids=["pipes", "breaks", "tabs", "spacer column", "wide spaces", "one space"],
)
def test_columns_of_a_heading_block(raw: str) -> None:
    lines = [line.text for line in tape_of(raw).lines]
    assert sorted(lines) == sorted(LEFT + RIGHT)
    assert [line for line in lines if line in LEFT] == LEFT and [line for line in lines if line in RIGHT] == RIGHT


@pytest.mark.parametrize(
    "raw",
    [
        "Nơi nhận:                    T/M BAN THƯỜNG VỤ\n- Như trên,                       BÍ THƯ\n- Lưu.\n\n"
        "                                Nguyễn Văn A",
        "| Nơi nhận:<br>- Như trên,<br>- Lưu. | T/M BAN THƯỜNG VỤ<br>BÍ THƯ<br><br>Nguyễn Văn A |\n|---|---|",
        "Nơi nhận:\tT/M BAN THƯỜNG VỤ\n- Như trên,\tBÍ THƯ\n- Lưu.\t\n\tNguyễn Văn A",
        "Nơi nhận: T/M BAN THƯỜNG VỤ\n- Như trên, BÍ THƯ\n- Lưu.\nNguyễn Văn A",
    ],
    ids=["wide spaces", "breaks", "tabs", "one space"],
)
def test_columns_of_a_closing(raw: str) -> None:
    lines = [line.text for line in tape_of(raw).lines]
    assert lines == ["Nơi nhận:", "- Như trên,", "- Lưu.", "T/M BAN THƯỜNG VỤ", "BÍ THƯ", "Nguyễn Văn A"]


@pytest.mark.parametrize(
    "raw",
    [
        "| Số, ký hiệu | Trích yếu |\n|---|---|\n| Số 12-KH/TU | Về chuyển đổi số |",
        "| TT | Đơn vị |\n|---|---|\n| 1 | T/M BAN THƯỜNG VỤ |",
        "BAN CHẤP HÀNH TRUNG ƯƠNG ĐẢNG CỘNG SẢN VIỆT NAM",
        "Chỉ tiêu năm 2021      đạt 95%",
        "Nơi nhận      hồ sơ      Ghi chú",
    ],
)
def test_what_is_no_layout_stays_as_it_is(raw: str) -> None:
    words = [word for line in raw.splitlines() if "---" not in line for word in line.replace("|", " ").split()]
    assert " ".join(line.text for line in tape_of(raw).lines).split() == words


def test_indented_list_with_tabs() -> None:
    lines = tape_of("-\tNhư trên,\n-\tLưu.").lines
    assert [(line.text, line.cells) for line in lines] == [("- Như trên,", None), ("- Lưu.", None)]


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        ("TT | Việc | Ai\n---|---|---\n1 | Họp | A\n\\* |\n| | C\n", ["TT\tViệc\tAi", "1\tHọp\tA", "*\t\t", "\t\tC"]),
        ("Việc | Ai\n--- | ---\nHọp | A\n\nMột câu | có gạch.", ["Việc\tAi", "Họp\tA", "Một câu | có gạch."]),
        ("A | B\nC | D", ["A | B", "C | D"]),
        ("<table><tr><td>1</td><td>a<br>b</td></tr></table>", ["1\ta b"]),
        ("Trước <table>\n<tr><th colspan=2>A<th>B</tr><tr><td>1<td>2<td>3</table> sau",
         ["Trước", "A\t\tB", "1\t2\t3", "sau"]),
        ("<table><caption>Tên</caption><tr><td rowspan='2'>Sở A</td><td>1</td></tr><tr><td>2</td></tr></table>",
         ["Tên", "Sở A\t1", "\t2"]),
        ("<table><tr><td>1</td><td>a<table><tr><td>b</td></tr></table>c</td></tr></table>", ["1\ta b c"]),
        ("<table>\n\nkhông đóng", ["<table>", "không đóng"]),
        ("<table><tr><td colspan=99999999>x</td></tr></table>", ["x" + "\t" * 199]),
    ],
)  # fmt: skip
def test_tables_without_bars_and_of_html(text: str, rows: list[str]) -> None:
    assert [line.text for line in tape_of(text).lines] == rows


def test_the_lines_of_an_html_table_have_their_numbers_heads_and_breaks() -> None:
    tape = tape_of(
        "A\n\n<table>\n<thead><tr><td>TT</td><td>Ai</td></tr></thead>\n<tr><td>1</td>\n<td>B<p>C</p></td></tr>\n</table>\nD"
    )
    assert [(line.text, line.number, line.heads) for line in tape.lines] == [
        ("A", 1, False), ("TT\tAi", 4, True), ("1\tB C", 5, False), ("D", 8, False),
    ]  # fmt: skip
    assert {tape.text[at + 1] for at, c in enumerate(tape.lined) if c == "\n" and tape.text[at] != "\n"} == {"C"}
