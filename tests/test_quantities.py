"""Quantities, most of them as printed in the documents: what is found, what it means, what is no quantity."""

from __future__ import annotations

from functools import partial

import pytest

from growth import grows_with_length
from vbparse.lexicon.quantities import Quantity, find_quantities, level, parse_number

Reading = tuple[str, str, float, float | None, str | None]  # raw, comparator, value, value_max, unit


def readings(found: list[Quantity]) -> list[Reading]:
    return [(q.raw, q.comparator, round(q.value, 4), q.value_max, q.unit) for q in found]


# One quantity in its sentence: text, raw, comparator, value, value_max, unit.
ONE: list[tuple[str, str, str, float, float | None, str | None]] = [
    # numbers
    ("đạt 4.500 tỷ đồng", "4.500 tỷ đồng", "=", 4500, None, "tỷ đồng"),
    ("đạt 70,5%", "70,5%", "=", 70.5, None, "%"),
    ("đạt 4.596.000 đồng/người/tháng", "4.596.000 đồng/người/tháng", "=", 4596000, None, "đồng/người/tháng"),
    ("đạt khoảng 2.200.000 tỷ đồng", "2.200.000 tỷ đồng", "~", 2200000, None, "tỷ đồng"),
    ("kết nạp 06 đảng viên", "06 đảng viên", "=", 6, None, "đảng viên"),
    ("đạt 10.5%", "10.5%", "=", 10.5, None, "%"),  # a point before one digit parts no thousands
    ("đạt 0.125%", "0.125%", "=", 0.125, None, "%"),  # nor after a nought
    ("đạt 1.234,5 ha", "1.234,5 ha", "=", 1234.5, None, "ha"),
    ("còn 1,0%;", "1,0%", "=", 1.0, None, "%"),
    ("đạt 85 %.", "85 %", "=", 85, None, "%"),
    ("đạt 100%", "100%", "=", 100, None, "%"),
    ("tăng 5 phần trăm", "5 phần trăm", "=", 5, None, "%"),
    ("có 2000 doanh nghiệp", "2000 doanh nghiệp", "=", 2000, None, "doanh nghiệp"),  # like a year, but counts
    ("1/3 số xã", "1/3", "=", 0.3333, None, None),
    ("ít nhất 2/3 tổng số", "2/3", ">=", 0.6667, None, None),
    ("lũy kế 06/09 huyện", "06/09 huyện", "=", 6, None, "huyện"),  # six of nine
    ("gấp 1,5 lần", "1,5 lần", "=", 1.5, None, "lần"),
    # ranges
    ("8-9%/năm", "8-9%/năm", "=", 8, 9, "%/năm"),
    ("tăng bình quân từ 14-16%/năm", "14-16%/năm", "=", 14, 16, "%/năm"),  # `từ` opens the range, it is no bound
    ("đạt 14,5 - 16,5%/năm", "14,5 - 16,5%/năm", "=", 14.5, 16.5, "%/năm"),
    ("5.500-6.000 USD", "5.500-6.000 USD", "=", 5500, 6000, "USD"),
    ("đạt 22 - 25 nghìn tỷ đồng", "22 - 25 nghìn tỷ đồng", "=", 22, 25, "nghìn tỷ đồng"),
    ("tăng 4,5 - 5 lần", "4,5 - 5 lần", "=", 4.5, 5, "lần"),
    ("01 đến 02 tổ chức đảng", "01 đến 02 tổ chức đảng", "=", 1, 2, "tổ chức đảng"),
    ("từ 8% đến 9%", "8% đến 9%", "=", 8, 9, "%"),
    ("từ 8% – 9%", "8% – 9%", "=", 8, 9, "%"),
    ("từ 3 triệu đến 5 triệu đồng", "3 triệu đến 5 triệu đồng", "=", 3, 5, "triệu đồng"),
    ("kết nạp từ 1.800-2.000 đảng viên", "1.800-2.000 đảng viên", "=", 1800, 2000, "đảng viên"),  # not years
    ("9-10% GRDP", "9-10% GRDP", "=", 9, 10, "% GRDP"),
    ("duy trì 15–20 giải thể thao", "15–20 giải thể thao", "=", 15, 20, "giải thể thao"),
    # signs
    ("> 530 nghìn người", "530 nghìn người", ">", 530, None, "nghìn người"),
    ("<10%", "10%", "<", 10, None, "%"),
    ("≥80%", "80%", ">=", 80, None, "%"),
    ("≤ 3%", "3%", "<=", 3, None, "%"),
    (">= 3%", "3%", ">=", 3, None, "%"),
    # comparing words before
    ("Trên 95% hồ sơ", "95%", ">", 95, None, "%"),
    ("có trên 800 doanh nghiệp số", "800 doanh nghiệp", ">", 800, None, "doanh nghiệp"),
    ("hơn 21.000 gia đình", "21.000 gia đình", ">", 21000, None, "gia đình"),
    ("đạt tối thiểu 15%", "15%", ">=", 15, None, "%"),
    ("đạt tối thiểu là 15%", "15%", ">=", 15, None, "%"),
    ("Ít nhất 10 xã", "10 xã", ">=", 10, None, "xã"),
    ("không dưới 30%", "30%", ">=", 30, None, "%"),
    ("dưới 1,0%", "1,0%", "<", 1, None, "%"),
    ("còn dưới 3%", "3%", "<", 3, None, "%"),
    ("không quá 2%", "2%", "<=", 2, None, "%"),
    ("tối đa 5 ngày", "5 ngày", "<=", 5, None, "ngày"),
    ("không vượt quá 3%", "3%", "<=", 3, None, "%"),
    ("không giữ chức vụ quá 02 nhiệm kỳ", "02 nhiệm kỳ", "<=", 2, None, "nhiệm kỳ"),  # `không` stands further off
    ("khoảng 113 tỉ USD", "113 tỉ USD", "~", 113, None, "tỉ USD"),
    ("Bình quân khoảng 10%", "10%", "~", 10, None, "%"),
    ("xấp xỉ 25%", "25%", "~", 25, None, "%"),
    ("trên dưới 20%", "20%", "~", 20, None, "%"),  # about, neither over nor under
    ("khoảng trên 50%", "50%", ">", 50, None, "%"),  # the bound says more than `khoảng`
    ("Khoảng 10-15 cán bộ", "10-15 cán bộ", "~", 10, 15, "cán bộ"),
    ("KHOẢNG 35% GRDP", "35% GRDP", "~", 35, None, "% GRDP"),
    # and behind
    ("từ 11% trở lên", "11%", ">=", 11, None, "%"),
    ("đạt 90% trở lên", "90%", ">=", 90, None, "%"),
    ("ít nhất 02 lần trở lên", "02 lần", ">=", 2, None, "lần"),
    ("từ 3% trở xuống", "3%", "<=", 3, None, "%"),
    ("từ 02 nội dung trở lên", "02 nội dung", ">=", 2, None, "nội dung"),
    ("từ 01 đến 02 tổ chức đảng cấp dưới trực tiếp trở lên", "01 đến 02 tổ chức đảng", ">=", 1, 2, "tổ chức đảng"),
    ("ít nhất từ 01 đến 02 tổ chức đảng", "01 đến 02 tổ chức đảng", ">=", 1, 2, "tổ chức đảng"),
    # units
    ("khoảng 25% GRDP của tỉnh", "25% GRDP", "~", 25, None, "% GRDP"),
    ("đạt 99% dân số", "99%", "=", 99, None, "%"),
    ("10.000 lao động/năm", "10.000 lao động/năm", "=", 10000, None, "lao động/năm"),
    ("13,5 bác sĩ/1 vạn dân", "13,5 bác sĩ/1 vạn dân", "=", 13.5, None, "bác sĩ/1 vạn dân"),
    ("đạt 18m²/người.", "18m²/người", "=", 18, None, "m²/người"),
    ("tổng diện tích 6.518 ha;", "6.518 ha", "=", 6518, None, "ha"),
    ("470 nghìn tỷ đồng", "470 nghìn tỷ đồng", "=", 470, None, "nghìn tỷ đồng"),
    ("thu hút 3 triệu lượt khách", "3 triệu lượt khách", "=", 3, None, "triệu lượt khách"),
    ("đạt 500 tỷ", "500 tỷ", "=", 500, None, "tỷ"),
    ("15–20 giải thể thao cấp tỉnh/năm", "15–20 giải thể thao cấp tỉnh/năm", "=", 15, 20, "giải thể thao cấp tỉnh/năm"),
    ("đạt 31,7 giường", "31,7 giường", "=", 31.7, None, "giường"),
    ("đạt 75 tuổi", "75 tuổi", "=", 75, None, "tuổi"),
    ("thêm 03 huyện đạt chuẩn", "03 huyện", "=", 3, None, "huyện"),
    ("Xây dựng 09 xã, thị trấn trở thành", "09 xã, thị trấn", "=", 9, None, "xã, thị trấn"),
    ("44 khu, điểm du lịch", "44 khu, điểm du lịch", "=", 44, None, "khu, điểm du lịch"),
    ("23 khu công nghiệp (KCN)", "23 khu công nghiệp", "=", 23, None, "khu công nghiệp"),
    ("có 05 KCN", "05 KCN", "=", 5, None, "KCN"),
    ("tăng 03 bậc", "03 bậc", "=", 3, None, "bậc"),
    ("mỗi năm 02 lần", "02 lần", "=", 2, None, "lần"),  # how often, not when
    ("tăng trưởng 2 con số", "2 con số", "=", 2, None, "con số"),
    ("đạt 2,1 con/phụ nữ", "2,1 con/phụ nữ", "=", 2.1, None, "con/phụ nữ"),
    ("hoà giải 20 hòa giải viên", "20 hòa giải", "=", 20, None, "hòa giải"),  # no list has it: two syllables
    ("30 vườn ươm", "30 vườn", "=", 30, None, "vườn"),
    ("tỷ lệ hộ nghèo: 5%", "5%", "=", 5, None, "%"),
    ("1.500 căn", "1.500 căn", "=", 1500, None, "căn"),
    ("5 thuỷ điện", "5 thuỷ điện", "=", 5, None, "thuỷ điện"),  # the unit as printed, old tone placement
    # no unit
    ("Chỉ số phát triển con người đạt 0,75", "0,75", "=", 0.75, None, None),
    ("hệ số còn 0,4.", "0,4", "=", 0.4, None, None),
]  # fmt: skip


@pytest.mark.parametrize(("text", "raw", "comparator", "value", "value_max", "unit"), ONE)
def test_one(text: str, raw: str, comparator: str, value: float, value_max: float | None, unit: str | None) -> None:
    assert readings(find_quantities(text)) == [(raw, comparator, value, value_max, unit)]


# Several in one sentence.
SEVERAL: list[tuple[str, list[str]]] = [
    ("Tỷ lệ đạt 80%, có chứng chỉ 25,1%", ["80%", "25,1%"]),
    ("(thành thị 96%, nông thôn 75%)", ["96%", "75%"]),
    ("Công nghiệp - xây dựng 68,4%; Dịch vụ 20,6%; Nông nghiệp 11%", ["68,4%", "20,6%", "11%"]),
    ("từ 49,7% năm 2020 lên 60% vào năm 2030", ["49,7%", "60%"]),
    ("Tỷ lệ giường bệnh/10.000 dân đạt 31,5 giường", ["31,5 giường"]),  # 10.000 is what is counted by
    ("số bác sĩ trên 1 vạn dân đạt 12 bác sĩ", ["12 bác sĩ"]),  # the same in words
    ("mức độ 1 đạt 96,4%, mức độ 2 đạt 21,4%", ["96,4%", "21,4%"]),
    ("Đến năm 2023 có từ 60% trở lên và năm 2025 có từ 70%", ["60%", "70%"]),
    ("giai đoạn 2021-2025 đạt 470 nghìn tỷ đồng", ["470 nghìn tỷ đồng"]),
    ("bình quân giai đoạn 2021 - 2025 đạt 14 - 15%", ["14 - 15%"]),
    ("(1) 5 xã; (2) 6 phường", ["5 xã", "6 phường"]),
    ("Năm 2025, 100% cán bộ", ["100%"]),
    ("Hằng năm 100% cán bộ", ["100%"]),
]


@pytest.mark.parametrize(("text", "raws"), SEVERAL)
def test_several(text: str, raws: list[str]) -> None:
    assert [q.raw for q in find_quantities(text)] == raws


@pytest.mark.parametrize(
    "text",
    [
        "đến năm 2030",
        "năm 2025 tỷ lệ hộ nghèo",  # `tỷ` of `tỷ lệ` is no thousand millions
        "năm 2025 đồng thời",
        "giai đoạn 2021-2025",
        "nhiệm kỳ 2020 - 2025",
        "ngày 22/12/2024",
        "ngày 15 tháng 7 năm 2021",
        "trước ngày 15/10",
        "tháng 9/2026",
        "quý 3",
        "17 giờ 30",
        "Nghị quyết số 57-NQ/TW",
        "Kế hoạch 109-KH/TU",
        "Nghị định số 133/2020/NĐ-CP",
        "Luật số 42/2019/QH14",
        "Đề án 06",
        "Điều 3, khoản 2",
        "Phụ lục 1",
        "mức độ 4",
        "dịch vụ công trực tuyến mức độ 3",
        "đô thị loại 1",
        "lần thứ 19",
        "khóa 13",
        "Khóa XIII",
        "cấp xã",
        "4G/5G",
        "QCVN02",
        "Covid-19",
        "nhóm 15 tỉnh, thành phố dẫn đầu",  # a rank
        "top 10 thành phố",
        "đứng thứ 5 cả nước",
        "2.1.3 Mục tiêu",
        "(1) Xây dựng",
        "giá so sánh 2010",
        "Quốc lộ 1",
        "đường vành đai 4",
        "số 12",
        "một, hai, ba",
        "",
    ],
)
def test_none(text: str) -> None:
    assert find_quantities(text) == []


# The whole content of a cell: what follows the figure is its unit.
CELLS: list[tuple[str, list[Reading]]] = [
    ("Bình quân khoảng 10%", [("10%", "~", 10, None, "%")]),
    ("> 4.500 tỷ đồng", [("4.500 tỷ đồng", ">", 4500, None, "tỷ đồng")]),
    ("Tăng bình quân 10,5%/năm", [("10,5%/năm", "=", 10.5, None, "%/năm")]),
    ("Trên 13,5 bác sĩ/1 vạn dân", [("13,5 bác sĩ/1 vạn dân", ">", 13.5, None, "bác sĩ/1 vạn dân")]),
    ("06 đảng viên", [("06 đảng viên", "=", 6, None, "đảng viên")]),
    ("12 hòa giải viên cơ sở", [("12 hòa giải viên cơ sở", "=", 12, None, "hòa giải viên cơ sở")]),
    ("10 xã trở lên", [("10 xã", ">=", 10, None, "xã")]),
    ("Ít nhất 10 xã", [("10 xã", ">=", 10, None, "xã")]),
    ("450", [("450", "=", 450, None, None)]),
    ("≥ 60%", [("60%", ">=", 60, None, "%")]),
    ("Khoảng 1%", [("1%", "~", 1, None, "%")]),
    ("9-10% GRDP", [("9-10% GRDP", "=", 9, 10, "% GRDP")]),
    ("4.596.000 đồng/người/tháng", [("4.596.000 đồng/người/tháng", "=", 4596000, None, "đồng/người/tháng")]),
    ("Giữ vững, nâng cao chất lượng phổ cập mức độ 3", []),
    ("Hoàn thành phổ cập", []),
    ("Năm 2026", []),
    ("", []),
]


@pytest.mark.parametrize(("cell", "expected"), CELLS)
def test_cells(cell: str, expected: list[Reading]) -> None:
    assert readings(find_quantities(cell, cell=True)) == expected


def test_places() -> None:
    text = "kiểm tra từ 03 đảng viên trở lên, có ít nhất 5\nxã"
    first, second = find_quantities(text)
    assert (first.raw, text[first.start : first.end]) == ("03 đảng viên", "03 đảng viên")
    assert [text[a:b] for a, b in first.cues] == ["từ ", "trở lên"]
    assert text[first.outer_start : first.outer_end] == "từ 03 đảng viên trở lên"
    assert (second.raw, second.unit, second.kind) == ("5\nxã", "xã", "count")
    assert text[second.start : second.number_end] == "5"


def test_what_is_counted() -> None:
    assert [q.noun for q in find_quantities("thu hút 3 triệu lượt khách, 5 xã, 80% và 6 ha")] == [
        "lượt khách",
        "xã",
        "",
        "",
    ]


@pytest.mark.parametrize(
    ("printed", "number"),
    [("06", 6), ("4.500", 4500), ("1.234.567,89", 1234567.89), ("70,5", 70.5), ("10.25", 10.25), ("2.5", 2.5)],
)
def test_parse_number(printed: str, number: float) -> None:
    assert parse_number(printed) == number


def test_level_keeps_length() -> None:
    text = "Hoà  bình – UỶ BAN\tİ “Giai đoạn”"
    assert len(level(text)) == len(text)
    assert level("Uỷ ban – Hoà") == level("ủy ban - hòa")


LONG = {
    "sentence": "cấp ủy các cấp tập trung lãnh đạo " * 3_000,
    "numbers": ", ".join(map(str, range(10_000))),
    "bare numbers": " ".join(map(str, range(20_000))),
    "one number": "9" * 100_000,
    "points": "1." * 50_000,
    "thousands": "1" + ".000" * 25_000,
    "ranges": "1-" * 50_000,
    "fractions": "1/2/" * 25_000,
    "nested": "(" * 50_000 + ")" * 50_000,
    "percentages": "1% " * 30_000,
    "bounds": "từ " * 30_000,
    "cues": "khoảng trên từ đạt " * 5_000,
    "strokes": "5 xã" + "/năm" * 25_000,
    "scales": "5 " + "tỷ " * 30_000,
    "since": "từ 5 xã a b c d e " * 5_000,
    "spaces": "5" + " " * 100_000 + "xã",
    "letters": "5 " + "a" * 100_000,
}


@pytest.mark.parametrize("cell", [False, True])
@pytest.mark.parametrize("name", LONG)
def test_work_grows_with_length_only(name: str, cell: bool) -> None:
    grows_with_length(partial(find_quantities, cell=cell), LONG[name])
