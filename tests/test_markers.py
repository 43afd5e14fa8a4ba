"""Markers at the head of a block: what is one, what it may mean, what only looks like one."""

from __future__ import annotations

import pytest

from vbparse.lexicon.markers import parse_marker, roman_numeral, roman_value


@pytest.mark.parametrize(
    ("text", "marker", "rest", "readings"),
    [
        ("I. MỤC ĐÍCH", "I", "MỤC ĐÍCH", ["roman 1", "letter 9"]),
        ("I- MỤC ĐÍCH", "I", "MỤC ĐÍCH", ["roman 1", "letter 9"]),
        ("I/ MỤC ĐÍCH", "I", "MỤC ĐÍCH", ["roman 1", "letter 9"]),
        ("I/MỤC ĐÍCH", "I", "MỤC ĐÍCH", ["roman 1", "letter 9"]),
        ("IV – TỔ CHỨC", "IV", "TỔ CHỨC", ["roman 4"]),
        ("XII.Về cán bộ", "XII", "Về cán bộ", ["roman 12"]),
        ("A- TÌNH HÌNH", "A", "TÌNH HÌNH", ["letter 1"]),
        ("C. NHIỆM VỤ", "C", "NHIỆM VỤ", ["letter 3"]),
        ("1. Quan điểm", "1", "Quan điểm", ["arabic 1"]),
        ("1 . Quan điểm", "1", "Quan điểm", ["arabic 1"]),
        ("1- Quan điểm", "1", "Quan điểm", ["arabic 1"]),
        ("1/ Quan điểm", "1", "Quan điểm", ["arabic 1"]),
        ("1) Quan điểm", "1", "Quan điểm", ["arabic 1"]),
        ("12.Các cấp ủy", "12", "Các cấp ủy", ["arabic 12"]),
        ("1.1. Mục tiêu", "1.1", "Mục tiêu", ["dotted 1.1"]),
        ("1.1- Mục tiêu", "1.1", "Mục tiêu", ["dotted 1.1"]),
        ("2.3.1. Mục tiêu", "2.3.1", "Mục tiêu", ["dotted 2.3.1"]),
        ("2. 3 . Mục tiêu", "2.3", "Mục tiêu", ["dotted 2.3"]),
        ("2.1 Mục tiêu", "2.1", "Mục tiêu", ["dotted 2.1"]),
        ("a) Thực hiện", "a", "Thực hiện", ["lower 1"]),
        ("a. Thực hiện", "a", "Thực hiện", ["lower 1"]),
        ("a/ Thực hiện", "a", "Thực hiện", ["lower 1"]),
        ("a- Thực hiện", "a", "Thực hiện", ["lower 1"]),
        ("đ) Thực hiện", "đ", "Thực hiện", ["lower 5"]),
        ("e) Thực hiện", "e", "Thực hiện", ["lower 6"]),
        ("g) Thực hiện", "g", "Thực hiện", ["lower 7"]),
        ("(1) Theo dõi", "(1)", "Theo dõi", ["parenthesised 1"]),
        ("(i) Theo dõi", "(i)", "Theo dõi", ["parenthesised 9", "parenthesised 1"]),
        ("(đ) Theo dõi", "(đ)", "Theo dõi", ["parenthesised 5"]),
        ("Điều 3. Hiệu lực", "Điều 3", "Hiệu lực", ["article 3"]),
        ("Điều 12: Hiệu lực", "Điều 12", "Hiệu lực", ["article 12"]),
        ("ĐIỀU 4", "ĐIỀU 4", "", ["article 4"]),
        ("Chương II", "Chương II", "", ["chapter 2"]),
        ("CHƯƠNG 3. ĐIỀU KHOẢN", "CHƯƠNG 3", "ĐIỀU KHOẢN", ["chapter 3"]),
        ("Mục 2. Nguyên tắc", "Mục 2", "Nguyên tắc", ["section 2"]),
        ("PHẦN THỨ NHẤT", "PHẦN THỨ NHẤT", "", ["part 1"]),
        ("Phần thứ tư: KIẾN NGHỊ", "Phần thứ tư", "KIẾN NGHỊ", ["part 4"]),
        ("Phần A. Chung", "Phần A", "Chung", ["part 1"]),
        ("- Các cấp ủy", "-", "Các cấp ủy", ["dash 0"]),
        ("– Các cấp ủy", "–", "Các cấp ủy", ["dash 0"]),
        ("-Các cấp ủy", "-", "Các cấp ủy", ["dash 0"]),
        ("+ Các cấp ủy", "+", "Các cấp ủy", ["plus 0"]),
        ("* Các cấp ủy", "*", "Các cấp ủy", ["other 0"]),
        ("• Các cấp ủy", "•", "Các cấp ủy", ["other 0"]),
    ],
)
def test_markers(text: str, marker: str, rest: str, readings: list[str]) -> None:
    found = parse_marker(text)
    assert found is not None and (found.text, text[found.end :]) == (marker, rest)
    named = [f"{r.numbering} {'.'.join(map(str, (*r.prefix, r.value)))}" for r in found.readings]
    assert named == readings


@pytest.mark.parametrize(
    "text",
    [
        "15/7/2021 của Tỉnh ủy",
        "30-4 và 1-5",
        "2021-2025",
        "2021. Kết quả",
        "1,5 lần so với năm trước",
        "98,5% đảng viên",
        "1.250 tỷ đồng",
        "3.5% mỗi năm",
        "57-NQ/TW của Bộ Chính trị",
        "12/QĐ-UBND",
        "V/v triển khai học tập",
        "T/M BAN THƯỜNG VỤ",
        "Điều 1 Quy định này",
        "điều 3 của Điều lệ",
        "Phần lớn đảng viên",
        "Mục tiêu chung",
        "Chương trình hành động",
        "e-Office cho cán bộ",
        "a-lô",
        "f) không có trong bảng chữ",
        "(báo cáo)",
        "(Kèm theo Quyết định)",
        "-----",
        "*",
        "-",
        "",
    ],
)
def test_no_markers(text: str) -> None:
    assert parse_marker(text) is None


@pytest.mark.parametrize("value", range(1, 60))
def test_roman_numbers(value: int) -> None:
    assert roman_value(roman_numeral(value)) == value


@pytest.mark.parametrize(
    ("value", "raw"), [(4, "IV"), (9, "IX"), (14, "XIV"), (40, "XL"), (90, "XC"), (399, "CCCXCIX")]
)
def test_roman_numeral(value: int, raw: str) -> None:
    assert roman_numeral(value) == raw
