"""Types of document and numbers of documents: tables of what is printed and how it is read."""

from __future__ import annotations

import pytest

from growth import grows_with_length
from vbparse.lexicon.symbols import find_symbols, parse_symbol
from vbparse.lexicon.types import all_types, match_type, type_of_code, type_prefix, types_of_code

# (the whole text, name of the type or None)
TITLES = [
    ("NGHỊ QUYẾT", "Nghị quyết"),
    ("**CHỈ THỊ**", "Chỉ thị"),
    ("***NGHỊ QUYẾT***", "Nghị quyết"),
    ("Kế hoạch", "Kế hoạch"),
    ("KẾT LUẬN:", "Kết luận"),
    ("# THÔNG TRI", "Thông tri"),
    ("  HƯỚNG DẪN \n", "Hướng dẫn"),
    ("TỜ TRÌNH", "Tờ trình"),
    ("ĐỀ ÁN", "Đề án"),
    ("CHƯƠNG TRÌNH", "Chương trình"),
    ("CHƯƠNG TRÌNH HÀNH ĐỘNG", "Chương trình hành động"),  # its own type, not a chương trình about action
    ("CHƯƠNG  TRÌNH\nHÀNH ĐỘNG", "Chương trình hành động"),  # broken over two lines
    ("CHƯƠNG TRÌNH CÔNG TÁC", "Chương trình công tác"),
    ("QUI CHẾ", "Quy chế"),  # i for y
    ("BẢN THOẢ THUẬN", "Bản thỏa thuận"),  # tone on the second vowel
    ("K Ế  H O Ạ C H", "Kế hoạch"),  # letters spaced out for looks
    ("N G H Ị   Q U Y Ế T", "Nghị quyết"),
    ("CÔNG VĂN", "Công văn"),
    ("THÔNG BÁO KẾT LUẬN", "Thông báo kết luận"),
    ("NGHỊ ĐỊNH", "Nghị định"),
    ("Nghị quyết số 57-NQ/TW", None),  # more than the name
    ("NGHỊ QUYẾT CỦA BAN CHẤP HÀNH", None),
    ("QUYẾT NGHỊ", None),
    ("", None),
    ("*", None),
    ("KẾ HOẠCH " * 40, None),
]


@pytest.mark.parametrize(("text", "name"), TITLES)
def test_match_type(text: str, name: str | None) -> None:
    found = match_type(text)
    assert (found.name if found else None) == name


@pytest.mark.parametrize(
    ("text", "name", "rest"),
    [
        ("Kế hoạch số 12-KH/TU", "Kế hoạch", " số 12-KH/TU"),
        ("CHƯƠNG TRÌNH HÀNH ĐỘNG SỐ 18-CTr/TU", "Chương trình hành động", " SỐ 18-CTr/TU"),  # the longest name wins
        ("**Chỉ thị** về", "Chỉ thị", "** về"),
        ("kết luận của Bộ Chính trị", "Kết luận", " của Bộ Chính trị"),
        ("Thông tư liên tịch số 1", "Thông tư liên tịch", " số 1"),
    ],
)
def test_type_prefix(text: str, name: str, rest: str) -> None:
    found = type_prefix(text)
    assert found is not None
    assert (found[0].name, text[found[1] :]) == (name, rest)


@pytest.mark.parametrize("text", ["Số 12-KH/TU", "Lệnhh", "Kế hoạchs", "Thực hiện Kế hoạch", ""])
def test_no_type_prefix(text: str) -> None:
    assert type_prefix(text) is None


def test_codes() -> None:
    assert [t.name for t in types_of_code("QĐ")] == ["Quyết định", "Quy định"]  # only the printed name tells them apart
    assert [t.name for t in types_of_code("ctr")][:2] == ["Chương trình", "Chương trình hành động"]
    assert types_of_code("XYZ") == ()


@pytest.mark.parametrize(
    ("code", "state", "name"),
    [
        ("NQ", False, "Nghị quyết"),
        ("QĐ", False, None),
        ("QĐ", True, "Quyết định"),  # state bodies issue a quy định by a quyết định
        ("QĐi", False, "Quy định"),  # 08-QĐi/TW
        ("TT", False, "Thông tri"),
        ("TT", True, "Thông tư"),
        ("TTr", False, "Tờ trình"),
        ("CTR", False, "Chương trình"),  # the general type stands for chương trình hành động
        ("DA", False, None),  # đề án without its stroke, or dự án
    ],
)
def test_type_of_code(code: str, state: bool, name: str | None) -> None:
    found = type_of_code(code, state=state)
    assert (found.name if found else None) == name


def test_table_of_types_is_sound() -> None:
    names = [t.name for t in all_types()]
    assert len(names) == len(set(names))
    assert {t.kind_of for t in all_types()} - {None} <= set(names)
    assert [t.name for t in all_types() if not t.titled] == ["Công văn"]


# (text, number as made regular, digits, code, body, whether a state number)
NUMBERS = [
    ("Số 109-NQ/TU", "109-NQ/TU", "109", "NQ", "TU", False),
    ("Số 38-CT/TW", "38-CT/TW", "38", "CT", "TW", False),
    ("58CT/TW", "58-CT/TW", "58", "CT", "TW", False),  # the hyphen lost by an OCR
    ("số 84 QĐ/TWĐTN", "84-QĐ/TWĐTN", "84", "QĐ", "TWĐTN", False),  # no hyphen, but `số` before
    ("72- NQ/TW", "72-NQ/TW", "72", "NQ", "TW", False),
    ("38 - HD/BTCTW", "38-HD/BTCTW", "38", "HD", "BTCTW", False),
    ("05–NQ/ĐU", "05-NQ/ĐU", "05", "NQ", "ĐU", False),  # a long dash
    ("68-\nNQ/TW", "68-NQ/TW", "68", "NQ", "TW", False),  # a line broken inside
    ("68-\n\nNQ/TW", "68-NQ/TW", "68", "NQ", "TW", False),  # a page broken inside
    ("12.NQ/TW", "12-NQ/TW", "12", "NQ", "TW", False),
    ("03-CTR/TU", "03-CTr/TU", "03", "CTr", "TU", False),
    ("03-Ctr/TU", "03-CTr/TU", "03", "CTr", "TU", False),
    ("12-TTr/BTCTU", "12-TTr/BTCTU", "12", "TTr", "BTCTU", False),
    ("12A-KH/TU", "12A-KH/TU", "12A", "KH", "TU", False),
    ("01a-NQ/TU", "01a-NQ/TU", "01a", "NQ", "TU", False),
    ("10-QC/BTGTU-BDVTU", "10-QC/BTGTU-BDVTU", "10", "QC", "BTGTU-BDVTU", False),
    ("08-QĐi/TW", "08-QĐi/TW", "08", "QĐi", "TW", False),
    ("144-QÐ/TW", "144-QĐ/TW", "144", "QĐ", "TW", False),  # the Icelandic letter that looks like Đ
    ("27-HD/BXDD", "27-HD/BXDD", "27", "HD", "BXDD", False),
    ("05/NQ-TU", "05/NQ-TU", "05", "NQ", "TU", False),  # a Party body in the state's order
    ("57-NQ-TW", "57-NQ-TW", "57", "NQ", "TW", False),
    ("Số 38-CT/TW1", "38-CT/TW", "38", "CT", "TW", False),  # the mark of a footnote
    ("57-NQ/TWngày 22/12/2024", "57-NQ/TW", "57", "NQ", "TW", False),  # glued by an OCR
    ("18,19-NQ/TW", "19-NQ/TW", "19", "NQ", "TW", False),
    ("Số: 127/QĐ-UBND", "127/QĐ-UBND", "127", "QĐ", "UBND", True),
    ("42/2019/QĐ-TTg", "42/2019/QĐ-TTg", "42", "QĐ", "TTg", True),
    ("42/2019/QĐ-TTG", "42/2019/QĐ-TTg", "42", "QĐ", "TTg", True),  # a heading in capitals
    ("103/2021/NĐ -CP", "103/2021/NĐ-CP", "103", "NĐ", "CP", True),
    ("133/2020/QH14", "133/2020/QH14", "133", None, "QH14", True),
    ("101/2025/UBTVQH15", "101/2025/UBTVQH15", "101", None, "UBTVQH15", True),
    ("12/2016/NQ-HĐND9", "12/2016/NQ-HĐND9", "12", "NQ", "HĐND9", True),
    ("27/KH-BCĐ389", "27/KH-BCĐ389", "27", "KH", "BCĐ389", True),
    ("01/2013/TTLT-BTP-BNV", "01/2013/TTLT-BTP-BNV", "01", "TTLT", "BTP-BNV", True),
    ("71/2007/TTLT/BNN-BTC", "71/2007/TTLT/BNN-BTC", "71", "TTLT", "BNN-BTC", True),
    ("59/2008/QĐ-BNN&PTNT", "59/2008/QĐ-BNN&PTNT", "59", "QĐ", "BNN&PTNT", True),
    ("216/TTg-CN", "216/TTg-CN", "216", None, "TTg-CN", True),  # a công văn of the state has no code
    ("Số: 1234/UBND-VX", "1234/UBND-VX", "1234", None, "UBND-VX", True),
    ("số 197/STTTT", "197/STTTT", "197", None, "STTTT", True),
    ("công văn 345/SNV-TCBC", "345/SNV-TCBC", "345", None, "SNV-TCBC", True),
    ("số 91-CP", "91-CP", "91", None, "CP", True),  # before 1996
    ("số 26-L/CTN", "26-L/CTN", "26", "L", "CTN", True),
    ("20/VBHN-VPQH", "20/VBHN-VPQH", "20", "VBHN", "VPQH", True),
]


@pytest.mark.parametrize(("text", "number", "digits", "code", "body", "state"), NUMBERS)
def test_find_symbols(text: str, number: str, digits: str, code: str | None, body: str, state: bool) -> None:
    found = find_symbols(text)
    assert [(s.number, s.digits, s.code, s.body, s.state, s.blank) for s in found] == [
        (number, digits, code, body, state, False)
    ]
    assert text[found[0].start : found[0].end] == found[0].raw


# (text, number of the one blank symbol in it)
BLANKS = [
    ("Số      -HD/ĐU", "-HD/ĐU"),
    ("Số     -KH/ĐU", "-KH/ĐU"),
    ("Số ...-KH/TU", "-KH/TU"),
    ("Số …… - QĐ/HU", "-QĐ/HU"),
    ("Số: ____-CV/VPTU", "-CV/VPTU"),
    ("Số     /QĐ-UBND", "/QĐ-UBND"),
    ("Số: .../2024/NQ-HĐND", "/2024/NQ-HĐND"),
    ("Số -KH/ĐU", "-KH/ĐU"),
]


@pytest.mark.parametrize(("text", "number"), BLANKS)
def test_blank_symbols(text: str, number: str) -> None:
    for found in (parse_symbol(text), *find_symbols(text)):
        assert found is not None
        assert (found.number, found.digits, found.blank) == (number, "", True)


def test_blank_symbol_in_a_sentence() -> None:
    text = "(Kèm theo Kế hoạch số -KH/ĐU, ngày tháng năm 2026 của Đảng ủy)"
    assert [(s.number, s.raw, s.blank) for s in find_symbols(text)] == [("-KH/ĐU", "-KH/ĐU", True)]


@pytest.mark.parametrize(
    "text",
    [
        "ngày 22/12/2024",
        "24/7",
        "T/M BAN THƯỜNG VỤ",
        "1. K/T TRƯỞNG BAN",
        "năm 2024 NQ/TW",  # a number and a word beside it
        "1\tKH/TU",  # two cells of a table
        "giai đoạn 2021-2025 - KH/TU",
        "3. TB/TU",  # the marker of a clause
        "01/01/2024-KH",
        "QCVN 01:2021/BXD, TCVN 5687:2010/BXD",  # standards
        "xe 29A-123.45",
        "Số: 5388",  # the stamp of arrival
        "công nghệ số - KH/CN",
        "10-15 triệu đồng/ha",
        "50-60 kg/người",
        "I- QUAN ĐIỂM",
    ],
)
def test_no_symbol(text: str) -> None:
    assert find_symbols(text) == []


# (line, number or None)
LINES = [
    ("Số 109-NQ/TU", "109-NQ/TU"),
    ("*Số 2061-CV/TU*", "2061-CV/TU"),
    ("**Số: 66-QĐ/TW**", "66-QĐ/TW"),
    ("| Số 383-QĐ/TW |", "383-QĐ/TW"),
    ("SỐ 01-CT/TU", "01-CT/TU"),
    ("Số hiệu: 212-KL/TW", "212-KL/TW"),  # the table of a portal
    ("212-KL/TW", "212-KL/TW"),
    ("Số 212-KL/TW Hà Nội, ngày 18 tháng 11 năm 2025", "212-KL/TW"),  # both columns run together
    ("Số 05-NQ/ĐU   *Tân Trung, ngày 5 tháng 6 năm 2024*", "05-NQ/ĐU"),
    ("Số 12-KH/HU ĐẢNG CỘNG SẢN VIỆT NAM", "12-KH/HU"),
    ("Số 109-NQ/TU của Tỉnh ủy, ngày 8/6/2021", None),
    ("Số 109-NQ/TU và các văn bản khác", None),
    ("Thực hiện Nghị quyết số 57-NQ/TW", None),
    ("Công văn 345/SNV-TCBC", None),
    ("số 18, 19-NQ/TW", None),
    ("Số: 5388", None),
    ("Bắc Giang, ngày 08 tháng 6 năm 2021", None),
    ("Số lượng ủy viên ban thường vụ 12-15 đồng chí", None),
    ("", None),
]


@pytest.mark.parametrize(("line", "number"), LINES)
def test_parse_symbol(line: str, number: str | None) -> None:
    found = parse_symbol(line)
    assert (found.number if found else None) == number


@pytest.mark.parametrize(
    "text",
    ["Số " + " " * 100_000, "Số " + "." * 100_000, "Số " * 30_000, "1" * 100_000, "12-NQ-" * 16_000, "1-A/" * 25_000],
    ids=["spaces", "points", "labels", "digits", "dashes", "slashes"],
)
def test_work_grows_with_the_length(text: str) -> None:
    assert find_symbols(text) == []
    grows_with_length(find_symbols, text)
