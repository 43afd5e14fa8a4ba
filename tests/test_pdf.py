"""The reader of PDF: one case for each thing that a page may hold."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import pytest

from pdf_files import Sheet, drawn, write
from vbparse.errors import SourceError
from vbparse.readers.pdf import kinds, read_pdf
from vbparse.tape import Line, Tape

SAMPLES = Path(__file__).parents[2] / "shared" / "samples"
PARAGRAPH = (
    "Ban Chấp hành Đảng bộ tỉnh yêu cầu các cấp ủy, tổ chức",
    "đảng thực hiện nghiêm túc các nhiệm vụ, giải pháp đã đề ra",
    "trong nhiệm kỳ.",
)


def read(*sheets: Sheet) -> Tape:
    tape = read_pdf(write(sheets), "x.pdf")
    tape.verify()
    return tape


def texts(*sheets: Sheet) -> list[str]:
    return [line.text for line in read(*sheets).lines]


def full(y: float, *, first: float = 113, text: str = "") -> Sheet:
    """A page that is filled from the top to y with paragraphs of two rows, set in by 28 points."""
    sheet = Sheet()
    at = 780.0
    while at > y:
        row(sheet, first, at, text or "Đoạn văn")
        row(sheet, 85, at - 18, "tiếp theo của đoạn")
        sheet.text(85, at - 36, "hết đoạn.")
        at -= 54
    return sheet


def row(sheet: Sheet, x: float, y: float, text: str, right: float = 540) -> None:
    """Draw a row that fills the width: the text again and again, cut where the row ends."""
    letters = int((right - x) / 7)
    sheet.text(x, y, ((text + " ") * 40)[:letters].rstrip() + "." * (((text + " ") * 40)[:letters][-1] == " "))


# ---- words ----------------------------------------------------------------------------------------------------------


def test_letters_of_a_fallback_font_make_whole_words() -> None:
    text = "Nghị quyết của Ban Chấp hành Đảng bộ tỉnh về chuyển đổi số đến năm 2030"
    sheet = Sheet()
    for other in (False, True):  # the second font is drawn after the first, smaller and a little higher
        for at, letter in enumerate(text):
            if (ord(letter) > 0xFF) == other:
                sheet.text(
                    50 + 7 * at, 701.5 if other else 700, letter, 13.5 if other else 14, "Other" if other else "Serif"
                )
    assert texts(sheet) == [text]


def test_order_of_drawing_does_not_matter() -> None:
    sheet = Sheet()
    for at, word in reversed(list(enumerate(["Các", "cấp", "ủy", "tổ", "chức", "thực", "hiện"]))):
        sheet.text(85 + 50 * at, 700, word)
    sheet.text(85, 740, "Dòng trên")
    assert texts(sheet) == ["Dòng trên", "Các cấp ủy tổ chức thực hiện"]


@pytest.mark.parametrize(
    "text", ["Nghi\u0323 quye\u0302\u0301t", "Nghị quyê\u0301t"], ids=["all decomposed", "one mark apart"]
)
def test_combining_marks_are_composed(text: str) -> None:
    assert texts(Sheet().text(85, 700, text)) == ["Nghị quyết"]


def test_combining_mark_drawn_later_stands_over_its_letter() -> None:
    assert texts(Sheet().text(85, 700, "Nghi quyết").text(85 + 3 * 7, 700, "\u0323")) == ["Nghị quyết"]


def test_letters_drawn_twice_for_false_bold_are_read_once() -> None:
    sheet = Sheet().text(85, 700, "TỈNH ỦY").text(85.3, 700, "TỈNH ỦY").text(85, 650, "tất cả")
    for at, letter in enumerate("ĐẢNG"):
        sheet.text(85 + 7 * at, 600, letter).text(85.4 + 7 * at, 600, letter)
    assert texts(sheet) == ["TỈNH ỦY", "tất cả", "ĐẢNG"]


def test_letters_set_apart_are_one_word() -> None:
    assert texts(Sheet().text(85, 700, "QUYẾT NGHỊ", tracking=4)) == ["QUYẾT NGHỊ"]


def test_blanks_need_not_be_drawn() -> None:
    sheet = Sheet()
    for x, word in ((85, "Không"), (124, "có"), (142, "dấu"), (167, "cách")):
        sheet.text(x, 700, word)
    assert texts(sheet) == ["Không có dấu cách"]


def test_hyphen_at_the_end_of_a_row_stays() -> None:
    sheet = full(640).text(113, 600, ("phát triển kinh tế văn hóa " * 3)[:57] + " và-").text(85, 582, "xã hội")
    assert texts(sheet)[-1].endswith(" và-xã hội")


def test_text_under_other_text_stays_apart() -> None:
    sheet = Sheet().text(85, 700, "Nội dung văn bản").text(88, 700.4, "ĐÃ SAO Y BẢN CHÍNH")
    assert sorted(texts(sheet)) == ["Nội dung văn bản", "ĐÃ SAO Y BẢN CHÍNH"]


def test_ligatures_soft_hyphens_and_blanks_of_other_kinds() -> None:
    assert texts(Sheet().text(85, 700, "Hà\u00a0Nội, vă\u00adn bản")) == ["Hà Nội, vă-n bản"]


def test_signs_of_symbol_fonts() -> None:
    assert texts(Sheet().text(85, 700, "\uf0b7 abc")) == ["• abc"]


def test_legacy_font_becomes_unicode() -> None:
    tape = read(Sheet().text(85, 700, "Céng hßa x· héi chñ nghÜa ViÖt Nam", font="Old"))
    assert [line.text for line in tape.lines] == ["Cộng hòa xã hội chủ nghĩa Việt Nam"]
    assert tape.legacy_font == "tcvn3"


# ---- looks ----------------------------------------------------------------------------------------------------------


def test_bold_italic_and_size() -> None:
    lines = read(
        Sheet()
        .text(85, 700, "Đậm", font="Bold")
        .text(85, 660, "Nghiêng", 12, "Italic")
        .text(85, 620, "Đậm giả", mode=2)
    ).lines
    assert [(line.bold, line.italic, line.size) for line in lines] == [
        (True, False, 14.0),
        (False, True, 12.0),
        (True, False, 14.0),
    ]


def test_part_of_a_row_may_be_bold() -> None:
    line = read(Sheet().text(85, 700, "1. Mục tiêu:", font="Bold").text(85 + 91, 700, "phát triển")).lines[0]
    assert line.text == "1. Mục tiêu: phát triển"
    assert [(run.start, run.end) for run in line.runs if run.bold] == [(0, 12)]


def test_mark_of_a_footnote_is_superscript() -> None:
    line = read(Sheet().text(85, 700, "Trung ương").text(155, 705, "1", 8).text(159, 700, ", theo")).lines[0]
    assert line.text == "Trung ương1, theo"
    assert [(run.start, run.end) for run in line.runs if run.superscript] == [(10, 11)]


def test_titles_in_the_middle_are_centred() -> None:
    sheet = full(500).centred(470, "CHỈ THỊ", font="Bold").centred(452, "về công tác cán bộ", font="Bold")
    row(sheet, 113, 420, "Thực hiện")
    found = [line for line in read(sheet).lines if line.centred]
    assert [(line.text, line.gap) for line in found] == [("CHỈ THỊ", True), ("về công tác cán bộ", False)]


# ---- where things stand ---------------------------------------------------------------------------------------------


def test_rows_of_print_have_their_boxes() -> None:
    sheet = Sheet()
    row(sheet, 113, 700, "một hai ba")
    sheet.text(85, 682, "bốn năm")
    line = read(sheet).lines[0]
    assert [(printed.page, printed.bbox and printed.bbox[0]) for printed in line.printed] == [(1, 113.0), (1, 85.0)]
    assert line.text[line.printed[1].start :] == "bốn năm"
    box = line.printed[0].bbox
    assert box is not None and box[1] < 842 - 700 < box[3]


@pytest.mark.parametrize(
    ("turned", "angle", "x", "y", "box"),
    [
        (0, 0, 100, 700, (100, 129, 170, 146)),
        (90, 90, 100, 100, (100, 87, 170, 104)),  # a landscape page: what runs up the sheet is shown upright
        (0, 90, 100, 100, (87, 672, 104, 742)),  # text drawn along a side of an upright page
        (180, 180, 500, 700, (95, 687, 165, 704)),
        (270, 270, 500, 700, (142, 82, 212, 99)),
    ],
)
def test_rotated_pages(turned: int, angle: int, x: float, y: float, box: tuple[float, ...]) -> None:
    line = read(Sheet(turned=turned).text(x, y, "Trang xoay", angle=angle)).lines[0]
    assert line.text == "Trang xoay"
    found = line.printed[0].bbox
    assert found is not None
    assert all(abs(a - b) < 4 for a, b in zip(found, box, strict=True)), found


def test_text_that_stands_upright_beside_the_rest_is_apart() -> None:
    sheet = full(600).text(60, 300, "Mẫu đứng", angle=90)
    assert texts(sheet)[-1] == "Mẫu đứng"


# ---- columns --------------------------------------------------------------------------------------------------------


def test_heading_block_is_read_column_by_column() -> None:
    sheet = Sheet()
    for y, text in ((780, "TỈNH ỦY BẮC GIANG"), (764, "*"), (748, "Số 15-CT/TU")):
        sheet.centred(y, text, middle=170)
    for y, text in ((780, "ĐẢNG CỘNG SẢN VIỆT NAM"), (748, "Bắc Giang, ngày 01 tháng 8 năm 2024")):
        sheet.centred(y, text, 12, middle=420)
    sheet.centred(700, "CHỈ THỊ")
    assert texts(sheet) == [
        "TỈNH ỦY BẮC GIANG",
        "*",
        "Số 15-CT/TU",
        "ĐẢNG CỘNG SẢN VIỆT NAM",
        "Bắc Giang, ngày 01 tháng 8 năm 2024",
        "CHỈ THỊ",
    ]


def closing(sheet: Sheet, y: float) -> Sheet:
    for number, text in enumerate(("Nơi nhận:", "- Ban Bí thư,", "- Các huyện ủy,", "- Lưu Văn phòng.")):
        sheet.text(85, y - 16 * number, text, 12)
    for at, text in ((0, "T/M BAN THƯỜNG VỤ"), (16, "BÍ THƯ"), (70, "Nguyễn Văn A")):
        sheet.centred(y - at, text, middle=430)
    return sheet


def test_closing_is_read_column_by_column() -> None:
    assert texts(closing(full(500), 450))[-7:] == [
        "Nơi nhận:",
        "- Ban Bí thư,",
        "- Các huyện ủy,",
        "- Lưu Văn phòng.",
        "T/M BAN THƯỜNG VỤ",
        "BÍ THƯ",
        "Nguyễn Văn A",
    ]


def test_list_set_in_under_its_opening_is_of_the_column() -> None:
    sheet = Sheet().text(90, 700, "Nơi nhận:", 12, "Bold").text(380, 700, "T/M BAN BÍ THƯ", 14, "Bold")
    sheet.text(118, 684, "- Các tỉnh ủy, thành ủy,", 12).text(118, 668, "- Các ban đảng, ban cán", 12)
    sheet.text(90, 652, "sự đảng,", 12).text(390, 610, "Nguyễn Văn An", 14, "Bold")
    assert texts(sheet) == [
        "Nơi nhận:",
        "- Các tỉnh ủy, thành ủy,",
        "- Các ban đảng, ban cán sự đảng,",
        "T/M BAN BÍ THƯ",
        "Nguyễn Văn An",
    ]


def test_closing_goes_on_over_a_page_break() -> None:
    first = full(200)
    first.text(85, 80, "Nơi nhận:", 12).text(85, 64, "- Ban Bí thư,", 12)
    first.centred(80, "T/M BAN THƯỜNG VỤ", middle=430).centred(64, "BÍ THƯ", middle=430)
    second = Sheet().text(85, 780, "- Các huyện ủy,", 12).text(85, 764, "- Lưu Văn phòng.", 12)
    second.centred(764, "Nguyễn Văn A", middle=430)
    assert texts(first, second)[-7:] == [
        "Nơi nhận:",
        "- Ban Bí thư,",
        "- Các huyện ủy,",
        "- Lưu Văn phòng.",
        "T/M BAN THƯỜNG VỤ",
        "BÍ THƯ",
        "Nguyễn Văn A",
    ]


def test_wide_blanks_of_justified_rows_are_no_columns() -> None:
    sheet = full(640)
    places = (85, 130, 178, 220, 280, 318, 370, 416, 464, 508)
    for x, word in zip(places, ("Các", "cấp", "ủy", "đảng", "tổ", "chức", "đảng", "và", "ban", "thực"), strict=True):
        sheet.text(x, 600, word)
    sheet.text(85, 582, "hiện tốt.")
    assert any("Các cấp ủy đảng tổ chức đảng và ban thực hiện tốt." in text for text in texts(sheet))


def test_list_items_with_a_tab_behind_the_marker_are_lines() -> None:
    sheet = Sheet()
    for number in range(4):
        sheet.text(85, 700 - 18 * number, f"{number + 1}.").text(125, 700 - 18 * number, "Nội dung của mục")
    assert texts(sheet) == [f"{number}. Nội dung của mục" for number in (1, 2, 3, 4)]


# ---- paragraphs -----------------------------------------------------------------------------------------------------


def test_markers_with_a_dash_and_a_tab_are_no_column() -> None:
    sheet = Sheet().text(113, 700, "B-", 14, "Bold").text(160, 700, "MỤC TIÊU, NHIỆM VỤ", 14, "Bold")
    sheet.text(113, 680, "I-", 14, "Bold").text(160, 680, "MỤC TIÊU", 14, "Bold")
    assert texts(sheet) == ["B- MỤC TIÊU, NHIỆM VỤ", "I- MỤC TIÊU"]


def test_rows_make_paragraphs() -> None:
    lines = read(full(600)).lines
    assert len(lines) == 4
    assert all(len(line.printed) == 3 and line.gap == bool(line.index) for line in lines)


def test_markers_begin_paragraphs() -> None:
    sheet = Sheet().lines(85, 700, ("1. Mục đích", "a) Nâng cao nhận thức;", "- Các cấp ủy.", "Điều 2. Hiệu lực"))
    assert len(texts(sheet)) == 4


def test_hanging_paragraphs() -> None:
    sheet = Sheet()
    for number in range(5):
        y = 760 - 60 * number
        row(sheet, 85, y, "Đoạn treo")
        row(sheet, 113, y - 18, "dòng sau lùi vào")
        sheet.text(113, y - 36, "Hết đoạn.")
    assert len(texts(sheet)) == 5


def test_paragraph_goes_on_over_a_page_break() -> None:
    first, second = full(120), Sheet()
    row(first, 113, 84, "đoạn bị cắt")
    row(first, 85, 66, "ở cuối trang")
    second.text(85, 780, "và đi tiếp ở trang sau.")
    row(second, 113, 762, "Đoạn mới")
    lines = read(first, second).lines
    after = [line for line in lines if line.printed[0].page == 2]
    assert [line.continues for line in after] == [True, False]


def test_paragraph_that_ended_does_not_go_on() -> None:
    second = Sheet()
    row(second, 113, 780, "Đoạn mới")
    lines = read(full(120), second).lines
    assert not any(line.continues for line in lines)


def test_little_space_parts_paragraphs_where_it_does_so_all_through() -> None:
    sheet, at = Sheet(), 780.0
    for number in range(6):  # no first line is set in; the last row of one paragraph is full
        for text in (f"{number + 1}. Đoạn văn", "tiếp theo"):
            row(sheet, 85, at, text)
            at -= 17
        row(sheet, 85, at, "hết đoạn.", 540 if number == 3 else 300)
        at -= 20
    assert len(texts(sheet)) == 6


def test_number_in_brackets_counts_on_within_a_sentence() -> None:
    sheet = Sheet()
    sheet.text(85, 700, "Các nhiệm vụ: (1) xây dựng đề án mới; (2) kiểm tra việc thực hiện;")
    sheet.text(85, 682, "(3) tổng kết nghị quyết và báo cáo.")
    assert len(texts(full(600), sheet)) == len(texts(full(600))) + 1


def test_blank_that_ties_words_ends_no_row() -> None:
    sheet = Sheet().text(85, 760, "Đoạn văn đầu có một dòng dài cho đến hết lề phải của trang này")
    sheet.text(85, 742, "theo Quy định tại khoản 3 và khoản 4, trường hợp nêu ở")
    sheet.text(85, 724, "Điều\xa0172 thì phải báo cáo.")
    assert len(texts(sheet)) == 1


def test_heading_in_capitals_may_fill_its_first_row() -> None:
    sheet = full(500)
    sheet.text(113, 440, "IV- CÁC NGHỊ QUYẾT CHUYÊN ĐỀ, ĐỀ ÁN VÀ CÁC NHIỆM VỤ CỦA CẢ", 14, "Bold")
    sheet.text(85, 422, "NHIỆM KỲ", 14, "Bold")
    sheet.text(113, 400, "Đoạn sau.")
    assert texts(sheet)[-2].endswith("CỦA CẢ NHIỆM KỲ")


def test_wide_subject_in_small_letters_is_of_the_title() -> None:
    sheet = Sheet().centred(760, "KẾ HOẠCH", 15, "Bold", middle=312)
    sheet.text(85, 742, "thực hiện Nghị quyết Đại hội đại biểu toàn quốc lần thứ XIV của Đảng", 13.3, "Bold")
    sheet.centred(724, "nhiệm kỳ 2025 - 2030", 13.3, "Bold", middle=312)
    row(sheet, 113, 690, "Đoạn văn")
    row(sheet, 85, 672, "tiếp theo")
    assert [line.centred for line in read(sheet).lines[:2]] == [True, True]


def test_words_behind_a_label_go_on_under_each_other() -> None:
    sheet = Sheet().text(139, 700, "Kính gửi: - Các ban đảng, các ban cán sự đảng, đảng đoàn,")
    sheet.text(209, 682, "Ban Thường vụ Tỉnh đoàn,").text(209, 664, "- Các huyện ủy, thành ủy.")
    assert len(texts(sheet)) == 2


def test_rows_with_one_middle_are_centred_whatever_the_margins() -> None:
    sheet = Sheet()
    for number, words in enumerate((54, 46, 58, 20)):
        sheet.centred(
            760 - 18 * number, ("các nghị quyết, chỉ thị, đề án, " * 3)[:words].strip(), 14, "Bold", middle=302
        )
    assert [line.centred for line in read(full(300), full(300), sheet).lines[-4:]] == [True] * 4


def test_row_of_justified_text_that_falls_short_ends_its_paragraph() -> None:
    sheet, at = Sheet(), 780.0
    for number in range(5):
        for text in ("Đoạn văn", "tiếp theo", "vẫn còn"):
            row(sheet, 85, at, text)
            at -= 18
        sheet.text(85, at, "hết đoạn ở đây." if number != 3 else "x" * 56 + " hết.")
        at -= 18
    assert len(texts(sheet)) == 5


def test_label_set_to_the_right_is_a_line() -> None:
    sheet = full(600).text(477, 560, "Phụ lục 2", 14, "Bold")
    sheet.text(90, 542, "Tổng hợp kết quả học tập, quán triệt, tuyên truyền, triển khai", 14, "Bold")
    assert texts(sheet)[-2] == "Phụ lục 2"


def test_titles_on_a_landscape_page_are_centred() -> None:
    wide = Sheet(width=842, height=595).centred(520, "PHỤ LỤC 1", middle=435)
    wide.centred(502, "Danh mục các chỉ tiêu", 14, "Bold", middle=435)
    wide.centred(484, "(kèm theo Kế hoạch số 5)", 14, "Italic", middle=435)
    lines = read(full(100), full(100), wide).lines[-3:]
    assert [line.centred for line in lines] == [True] * 3


# ---- tables ---------------------------------------------------------------------------------------------------------

XS = (85, 120, 330, 540)


def table(sheet: Sheet, top: float, rows: list[tuple[str, str, str]], height: float = 24) -> Sheet:
    sheet.grid(XS, [top - height * number for number in range(len(rows) + 1)])
    for number, cells in enumerate(rows):
        for x, text in zip(XS, cells, strict=False):
            if text:
                sheet.text(x + 5, top - height * number - 16, text, 12)
    return sheet


HEAD = ("STT", "Nội dung", "Đơn vị")


def test_ruled_table_gives_rows_of_cells() -> None:
    sheet = table(full(600), 560, [HEAD, ("1", "Xây dựng đề án", "Ban Tổ chức"), ("2", "Kiểm tra", "")])
    sheet.text(113, 440, "Đoạn sau bảng.")
    tape = read(sheet)
    rows = [line for line in tape.lines if line.cells is not None]
    assert [line.cell_texts() for line in rows] == [
        ["STT", "Nội dung", "Đơn vị"],
        ["1", "Xây dựng đề án", "Ban Tổ chức"],
        ["2", "Kiểm tra", ""],
    ]
    assert [len(line.printed) for line in rows] == [3, 3, 2]
    assert tape.lines[-1].text == "Đoạn sau bảng."


def test_cells_of_several_rows_and_breaks_in_them() -> None:
    sheet = Sheet().grid(XS, (700, 640))
    sheet.text(90, 684, "1", 12)
    for number, text in enumerate(("Xây dựng kế hoạch, đề án về công", "tác cán bộ.", "Báo cáo kết quả.")):
        sheet.text(125, 684 - 16 * number, text, 12)
    line = read(sheet).lines[0]
    assert line.cell_texts()[1] == "Xây dựng kế hoạch, đề án về công tác cán bộ. Báo cáo kết quả."
    assert [line.text[at:] for at in line.breaks] == ["Báo cáo kết quả.\t"]


def test_word_broken_by_a_narrow_cell_is_one_word() -> None:
    xs = (85, 107, 150, 540)
    sheet = Sheet().grid(xs, (700, 660, 620, 580, 540))
    for number, (index, name) in enumerate((("ST T", "Năm"), ("2.1 0", "Ban"), ("VI II", "Chi bộ"), ("1", "3 4"))):
        for x, width, text in ((85, 22, index), (107, 43, name)):
            for at, part in enumerate(text.split()):
                sheet.text(x + 5, 684 - 40 * number - 14 * at, part, 12 if width < 40 else 10)
    rows = [line.cell_texts()[:2] for line in read(sheet).lines]
    assert rows == [["STT", "Năm"], ["2.10", "Ban"], ["VIII", "Chi bộ"], ["1", "3 4"]]


def test_what_a_cell_cuts_off_is_not_read() -> None:
    sheet = table(Sheet(), 780, [("STT", "Nội dung của các cơ", "Đơn vị"), ("1", "Xây dựng đề án", "Ban Tổ chức")])
    sheet.content.append("q 120 756 210 24 re W n")
    sheet.text(125, 742, "quan, đơn vị", 12)
    sheet.content.append("Q")
    assert texts(sheet) == ["STT\tNội dung của các cơ\tĐơn vị", "1\tXây dựng đề án\tBan Tổ chức"]


def test_merged_cells_stand_in_their_first_column_and_row() -> None:
    sheet = Sheet()
    for x in (85, 540):
        sheet.rule(x, 700, x, 628)
    sheet.rule(330, 676, 330, 628).rule(435, 700, 435, 628)
    for y in (700, 628):
        sheet.rule(85, y, 540, y)
    sheet.rule(85, 676, 435, 676).rule(85, 652, 435, 652)
    sheet.text(90, 684, "Cấp ban hành", 12).text(440, 660, "Ghi chú", 12)
    sheet.text(90, 660, "Tỉnh ủy", 12).text(335, 660, "Huyện ủy", 12)
    sheet.text(90, 636, "X", 12)
    assert [line.cell_texts() for line in read(sheet).lines] == [
        ["Cấp ban hành", "", "Ghi chú"],
        ["Tỉnh ủy", "Huyện ủy", ""],
        ["X", "", ""],
    ]


def test_row_cut_by_a_page_break_goes_on_and_repeated_heads_are_marked() -> None:
    first = table(full(250), 130, [HEAD, ("1", "Xây dựng kế hoạch, đề án về", "Ban Tổ chức")])
    second = table(Sheet(), 780, [HEAD, ("", "công tác cán bộ", ""), ("2", "Kiểm tra", "Ủy ban")])
    rows = [line for line in read(first, second).lines if line.cells is not None]
    assert [(line.heads, line.continues) for line in rows] == [
        (True, False),
        (False, False),
        (True, False),
        (False, True),
        (False, False),
    ]


def test_cell_across_the_table_goes_on_over_a_page_break() -> None:
    long = "II. THAM MƯU TIẾP TỤC CƠ CẤU LẠI CÁC NGÀNH KINH TẾ VÀ ĐẨY MẠNH CÔNG NGHIỆP"
    first, second = full(250).grid(XS, (130, 106)).grid((85, 540), (106, 82)), Sheet()
    first.text(90, 114, "1", 12).text(125, 114, "Kiểm tra", 12).text(90, 90, long, 12, "Bold")
    second.grid((85, 540), (780, 756)).grid(XS, (756, 732))
    second.text(90, 764, "HÓA, HIỆN ĐẠI HÓA", 12, "Bold").text(90, 740, "2", 12).text(125, 740, "Báo cáo", 12)
    rows = [line for line in read(first, second).lines if line.cells is not None]
    assert [line.continues for line in rows] == [False, False, True, False]


def test_repeated_head_that_is_cut_off_is_known() -> None:
    whole = ("STT", "Nội dung của các cơ quan", "Đơn vị")
    first = table(full(250), 130, [whole, ("1", "Xây dựng kế hoạch, đề án về", "Ban Tổ chức")])
    second = table(Sheet(), 780, [("STT", "Nội dung của các", "Đơn vị"), ("2", "Kiểm tra", "Ủy ban")])
    rows = [line for line in read(first, second).lines if line.cells is not None]
    assert [line.heads for line in rows] == [True, False, True, False]


def test_rules_under_words_are_no_table() -> None:
    sheet = Sheet().text(300, 780, "ĐẢNG CỘNG SẢN VIỆT NAM").rule(300, 776, 450, 776)
    sheet.text(85, 700, "Mục tiêu").rule(85, 697, 140, 697).rule(85, 650, 540, 650)
    assert all(line.cells is None for line in read(sheet).lines)


def test_box_around_text_is_no_table() -> None:
    sheet = Sheet().grid((85, 540), (700, 640)).text(95, 680, "Ghi nhớ trong khung")
    assert [(line.text, line.cells) for line in read(sheet).lines] == [("Ghi nhớ trong khung", None)]


def test_table_without_rules() -> None:
    sheet = Sheet()
    rows = [HEAD, *((str(n), f"Nhiệm vụ {n}", "Ban Tổ chức") for n in range(1, 6))]
    for number, cells in enumerate(rows):
        for x, text in zip((85, 140, 380), cells, strict=True):
            sheet.text(x, 700 - 20 * number, text)
    assert [line.cell_texts() for line in read(sheet).lines] == [list(cells) for cells in rows]


# ---- what stands apart ----------------------------------------------------------------------------------------------


def asides(tape: Tape) -> list[tuple[str | None, str]]:
    return [(line.aside, line.text) for line in tape.lines if line.aside is not None]


def test_page_numbers_and_running_heads() -> None:
    sheets = []
    for number in range(1, 5):
        sheet = full(200).text(85, 815, "Văn kiện Đảng bộ tỉnh", 10)
        sheets.append(sheet.centred(40, f"- {number} -", 12))
    assert asides(read(*sheets)) == [
        pair for n in range(1, 5) for pair in (("running_head", "Văn kiện Đảng bộ tỉnh"), ("page_number", f"- {n} -"))
    ]


def test_heading_that_often_tops_a_page_is_no_running_head() -> None:
    sheets = [full(300) for _ in range(12)]
    for number in (1, 5, 9):
        sheets[number].text(113, 806, "I- QUAN ĐIỂM, MỤC TIÊU", 14, "Bold")
    assert not asides(read(*sheets))


def test_party_name_on_every_page_is_no_running_head() -> None:
    sheets = [full(300), full(300), full(300)]
    for sheet in sheets:
        sheet.content[0] = drawn(300, 780, "ĐẢNG CỘNG SẢN VIỆT NAM", 14, "Bold")
    assert not asides(read(*sheets))


def test_footnotes() -> None:
    sheet = full(300).rule(85, 130, 230, 130)
    sheet.text(85, 117, "1", 7).text(92, 113, "Theo Quy định số 1-QĐ/TW.", 10)
    sheet.text(85, 103, "2", 7).text(92, 99, "Theo Quy định số 2-QĐ/TW.", 10)
    tape = read(sheet)
    assert asides(tape) == [("footnote", "1 Theo Quy định số 1-QĐ/TW."), ("footnote", "2 Theo Quy định số 2-QĐ/TW.")]
    assert all(line.runs[0].superscript for line in tape.lines if line.aside)
    for line in tape.lines[-2:]:  # what is made of them, of the text without them, has their place
        span = tape.flowing().span_of([line])
        assert (span.page_start, span.bbox) == (1, line.printed[0].bbox)


STAMP = ("Người ký: Ban Tổ chức Tỉnh ủy", "Cơ quan: Tỉnh ủy Bắc Giang", "Thời gian ký: 01-08-2024 08:58:01 +07:00")


def test_stamp_printed_over_the_heading_block() -> None:
    sheet = Sheet().lines(85, 760, ("TỈNH ỦY BẮC GIANG", "Số 15-CT/TU"), pitch=16)
    sheet.forms.append("\n".join(drawn(90, 764 - 9 * n, text, 8, "Serif") for n, text in enumerate(STAMP)))
    tape = read(sheet)
    assert [line.text for line in tape.lines if line.aside is None] == ["TỈNH ỦY BẮC GIANG", "Số 15-CT/TU"]
    assert asides(tape) == [("stamp", text) for text in STAMP]


def test_stamp_in_the_field_of_a_signature() -> None:
    sheet = full(400)
    drawing = "\n".join(drawn(2, 30 - 9 * n, text, 8, "Serif") for n, text in enumerate(STAMP))
    sheet.notes.append(((300, 760, 250, 40), drawing))
    tape = read(sheet)
    assert asides(tape) == [("stamp", text) for text in STAMP]
    box = next(line for line in tape.lines if line.aside).printed[0].bbox
    assert box is not None and box[0] == pytest.approx(302, abs=1)


def test_stamp_in_the_text_of_the_page() -> None:
    sheet = full(400).lines(330, 300, STAMP, 8, 10).text(113, 200, "Đoạn cuối.")
    tape = read(sheet)
    assert asides(tape) == [("stamp", text) for text in STAMP]
    assert tape.lines[-1].text == "Đoạn cuối."


def test_signature_that_shows_nothing_gives_its_time() -> None:
    tape = read_pdf(write([full(400)], signed="D:20240801085801+07'00'"), "x")
    assert asides(tape) == [("stamp", "Chữ ký số; thời gian ký: 01-08-2024 08:58:01 +07:00")]
    assert tape.lines[-1].computed == len(tape.lines[-1].text)


# ---- whether a layer is real ----------------------------------------------------------------------------------------


def test_kinds_of_pages() -> None:
    text = ("Ban Thường vụ Tỉnh ủy yêu cầu các cấp ủy, tổ chức đảng thực hiện tốt các nhiệm vụ sau đây " * 3).strip()
    poor = "Ban Thuong vu Tinh iy yéu ciu céc cap iy, t6 chirc dang thuc hién t6t cac nhiém vu sau day " * 3
    sheets = [
        Sheet().text(85, 700, "Trang chữ"),
        Sheet(picture=True),
        Sheet(picture=True).lines(330, 60, STAMP, 8, 10),
        Sheet(),
        Sheet(picture=True).text(20, 700, text, 4, mode=3),
        Sheet(picture=True).text(20, 700, poor.strip(), 4, mode=3),
        Sheet(picture=True).text(20, 700, text, 4),
        Sheet().text(85, 700, "\ue001\ue002\ue003\ue004\ue005"),
    ]
    assert kinds(write(sheets)) == ["text", "scan", "scan", "empty", "recognised", "scan", "text", "garbled"]


def test_blank_file() -> None:
    with pytest.raises(SourceError) as caught:
        read(Sheet(), Sheet())
    assert caught.value.code == "empty-file"


# ---- files ----------------------------------------------------------------------------------------------------------


def test_locked_files() -> None:
    sheets = [Sheet().text(85, 700, "Mở được")]
    assert [line.text for line in read_pdf(write(sheets, password=""), "x").lines] == ["Mở được"]
    locked = write(sheets, password="bi-mat")
    assert [line.text for line in read_pdf(locked, "x", ["sai", "bi-mat"]).lines] == ["Mở được"]
    for passwords in ((), ("sai",)):
        with pytest.raises(SourceError) as caught:
            read_pdf(locked, "x", passwords)
        assert caught.value.code == "encrypted-file"


def test_truncated_file_gives_what_is_left() -> None:
    data = write([full(200) for _ in range(6)])
    tape = read_pdf(data[: data.rindex(b"xref\n0") - 400], "x")
    assert [note.code for note in tape.notes] == ["damaged-file"]
    assert tape.lines


def test_lost_pages_are_told() -> None:
    data = write([full(600), full(600), full(600)])
    broken = data.replace(b"/Kids [ ", b"/Kids [ 999 0 R ").replace(b"/Count 3", b"/Count 4")
    tape = read_pdf(broken, "x")
    assert [note.code for note in tape.notes] == ["damaged-file"]
    assert len(tape.lines) == 12


@pytest.mark.parametrize("data", [b"%PDF-1.7\n", b"%PDF-1.4\n" + b"rubbish " * 200, b""])
def test_file_of_which_nothing_is_left(data: bytes) -> None:
    with pytest.raises(SourceError) as caught:
        read_pdf(data, "x")
    assert caught.value.code == "damaged-file"


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (b"/Kids [ ", b"/Kids [ 2 0 R "),  # a page tree that holds itself
        (b"/Count 2", b"/Count 9999999"),
        (b"/Count 2", b"/Count -5"),
        (b"/MediaBox [ 0 0 595 842 ]", b"/MediaBox [ 0 0 0 0 ]"),
        (b"Tj", b"Tj q q q q q [ ( "),
    ],
)
def test_hostile_files_end(old: bytes, new: bytes) -> None:
    data = write([full(600), full(600)])
    assert old in data
    try:
        read_pdf(data.replace(old, new), "x").verify()
    except SourceError as error:
        assert error.code in ("damaged-file", "file-too-large", "empty-file")


def test_form_that_holds_itself_ends() -> None:
    sheet = full(600)
    sheet.forms.append("/Fm0 Do /Fm1 Do")
    sheet.forms.append("/Fm0 Do")
    with pytest.raises(SourceError) as caught:
        read(sheet)
    assert caught.value.code == "damaged-file"


# ---- nothing is lost ------------------------------------------------------------------------------------------------


def letters(text: str) -> Counter[str]:
    return Counter(re.sub(r"\s", "", text))


def test_every_letter_is_on_the_tape_once() -> None:
    sheet = table(full(500), 460, [HEAD, ("1", "Xây dựng đề án", "Ban Tổ chức"), ("2", "Kiểm tra", "")])
    sheet.rule(85, 130, 230, 130).text(85, 117, "1", 7).text(92, 113, "Theo Quy định.", 10)
    sheet.centred(40, "1", 12).text(40, 300, "Bên lề", angle=90).text(300, 300, "Dấu chìm", 40, angle=270)
    closing(sheet, 340)
    drawn_text = "".join(
        bytes.fromhex(part).decode() for content in sheet.content for part in re.findall(r"\|([0-9a-f]+)\}", content)
    )
    assert letters(read(sheet).text) == letters(drawn_text)


def test_same_bytes_same_tape() -> None:
    data = write([closing(table(full(500), 460, [HEAD, ("1", "Một", "Hai")]), 340), full(200)])
    assert read_pdf(data, "x") == read_pdf(data, "x")


# ---- real files -----------------------------------------------------------------------------------------------------


def sample(name: str) -> Tape:
    path = SAMPLES / name
    if not path.exists():
        pytest.skip(f"the folder of samples is not there: {path.parent}")
    tape = read_pdf(path.read_bytes(), name)
    tape.verify()
    return tape


def line_of(tape: Tape, start: str) -> Line:
    return next(line for line in tape.lines if line.text.startswith(start))


def test_born_digital_guideline() -> None:
    tape = sample("party_06-HD-TW_2025.pdf")
    assert tape.pages == 33 and not tape.notes
    assert [line.text for line in tape.lines[:8]] == [
        "BAN CHẤP HÀNH TRUNG ƯƠNG",
        "*",
        "Số 06-HD/TW",
        "ĐẢNG CỘNG SẢN VIỆT NAM",
        "---------------",
        "Hà Nội, ngày 09 tháng 6 năm 2025",
        "HƯỚNG DẪN",
        "MỘT SỐ VẤN ĐỀ CỤ THỂ THI HÀNH ĐIỀU LỆ ĐẢNG",
    ]
    assert [line.text for line in tape.lines if line.aside == "page_number"] == [str(n) for n in range(2, 34)]
    assert line_of(tape, "vị khác nếu có khó khăn về kinh phí").continues


def test_guideline_with_footnotes() -> None:
    tape = sample("party_BTCTU_HaNoi_HD_huyhieu_2025.pdf")
    assert tape.pages == 8 and {note.code for note in tape.notes} <= {"read-from-picture", "picture-not-read"}
    notes = [line for line in tape.lines if line.aside == "footnote"]
    assert [line.text[:30] for line in notes] == ["1 Thực hiện theo mục 18.5, Hướ"]
    assert line_of(tape, "Nơi nhận").text == "Nơi nhận:"
