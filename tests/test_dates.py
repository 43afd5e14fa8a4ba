"""Printed dates: the forms in use, the slips, the blanks, and the numbers that are no dates."""

from __future__ import annotations

from datetime import date

import pytest

from growth import grows_with_length
from vbparse.lexicon.dates import find_dates, parse_date

# text, [(raw, ISO day or None, blank)]
FOUND: list[tuple[str, list[tuple[str, str | None, bool]]]] = [
    ("Bắc Giang, ngày 08 tháng 6 năm 2021", [("08 tháng 6 năm 2021", "2021-06-08", False)]),
    ("Hà Nội, ngày 30 tháng 7 năm 2024 CHỈ THỊ", [("30 tháng 7 năm 2024", "2024-07-30", False)]),
    ("ngày 08/6/2021 của Tỉnh ủy", [("08/6/2021", "2021-06-08", False)]),
    ("30/7/2024", [("30/7/2024", "2024-07-30", False)]),
    ("26-5-2025", [("26-5-2025", "2025-05-26", False)]),
    ("01-08-2024 08:58:01 +07:00", [("01-08-2024", "2024-08-01", False)]),
    ("ngày 5.6.2025", [("5.6.2025", "2025-06-05", False)]),
    ("06 / 3 / 2026", [("06 / 3 / 2026", "2026-03-06", False)]),
    ("NGÀY 17/3/2026 CỦA BAN BÍ THƯ", [("17/3/2026", "2026-03-17", False)]),
    ("NGÀY 08 THÁNG 6 NĂM 2021", [("08 THÁNG 6 NĂM 2021", "2021-06-08", False)]),
    ("Ngày: 28/2/2024", [("28/2/2024", "2024-02-28", False)]),
    ("trước ngày: 15/10/2024.", [("15/10/2024", "2024-10-15", False)]),
    ("ngày 15 tháng 7/2021", [("15 tháng 7/2021", "2021-07-15", False)]),
    ("ngày  15  tháng  7 ,  năm  2021", [("15  tháng  7 ,  năm  2021", "2021-07-15", False)]),
    ("ngày mùng 3 tháng 2 năm 1930", [("3 tháng 2 năm 1930", "1930-02-03", False)]),
    ("ngày 29/02/2024", [("29/02/2024", "2024-02-29", False)]),
    # The OCR loses or changes the tone of the words, and the space after them.
    ("ngày 08 thảng 6 năm 2021", [("08 thảng 6 năm 2021", "2021-06-08", False)]),
    ("ngảy 9 tháng 7 nâm 2021", [("9 tháng 7 nâm 2021", "2021-07-09", False)]),
    ("ngày22/12/2024", [("22/12/2024", "2024-12-22", False)]),
    ("ngày 26/5 /2025", [("26/5 /2025", "2025-05-26", False)]),
    # The heading runs into the next line once the markup is gone.
    ("ngày 15 tháng 6 năm 2021NGHỊ QUYẾT", [("15 tháng 6 năm 2021", "2021-06-15", False)]),
    # Several in one text, in order.
    (
        "Từ ngày 01 tháng 01 năm 2020 đến 31 tháng 12 năm 2020",
        [("01 tháng 01 năm 2020", "2020-01-01", False), ("31 tháng 12 năm 2020", "2020-12-31", False)],
    ),
    ("01/5/2021-15/5/2021", [("01/5/2021", "2021-05-01", False), ("15/5/2021", "2021-05-15", False)]),
    ("từ ngày 01/5-15/5/2021", [("15/5/2021", "2021-05-15", False)]),
    (
        "số 57-NQ/TW, ngày 22/12/2024, số 59-NQ/TW, ngày 24/01/2025",
        [("22/12/2024", "2024-12-22", False), ("24/01/2025", "2025-01-24", False)],
    ),
    # Printed, but no day of the calendar: kept with its words, without a value.
    ("ngày 25/3/2206", [("25/3/2206", None, False)]),
    ("31/02/2021", [("31/02/2021", None, False)]),
    ("ngày 31 tháng 4 năm 2021", [("31 tháng 4 năm 2021", None, False)]),
    ("ngày 5 tháng 13 năm 2021", [("5 tháng 13 năm 2021", None, False)]),
    ("ngày 1/4/202", [("1/4/202", None, False)]),
    ("ngày 5 tháng 6 năm 20211", [("5 tháng 6 năm 20211", None, False)]),
    # Digits left blank, to be filled in by hand; cleaning leaves one space of the gap.
    ("Bắc Giang, ngày   tháng 6 năm 2021", [("ngày   tháng 6 năm 2021", None, True)]),
    ("Số -KH/ĐU, ngày tháng năm 2026 của", [("ngày tháng năm 2026", None, True)]),
    ("ngày ... tháng ... năm 2026", [("ngày ... tháng ... năm 2026", None, True)]),
    ("ngày ....... tháng ...... năm 20.....", [("ngày ....... tháng ...... năm 20.....", None, True)]),
    ("ngày ___ tháng ___ năm 2026", [("ngày ___ tháng ___ năm 2026", None, True)]),
    ("Hướng dẫn số -HD/ĐU, ngày /4/2026 của Ban", [("ngày /4/2026", None, True)]),
    ("ngày __/__/2026", [("ngày __/__/2026", None, True)]),
    ("ngày 1… tháng … năm 202…", [("1… tháng … năm 202…", None, True)]),
    ("ngày 15 tháng 6 năm", [("15 tháng 6 năm", None, True)]),
]

NOT_DATES = [
    "Nghị quyết số 133/2020/QH14",
    "Quyết định số 42/2019/QĐ-TTg",
    "Nghị định số 12/10/2020/NĐ-CP",
    "trực số 24/7",
    "số 12/5/2021",
    "đạt 3/4 chỉ tiêu",
    "1.22/12/2024",
    "5.6.2025",  # a section number, unless `ngày` stands before it
    "TT | Số, ký hiệu, ngày/tháng/năm",
    "Họ tên, ngày tháng năm sinh",
    "trước ngày 15/12 tổng hợp",
    "ngày 15 tháng 6 năm nay",
    "Trong ngày 10 tháng 5. Năm 2026, các chi bộ",  # the sentence ends between the month and the year
    "6 tháng đầu năm 2021",
    "từ 06 tháng đến 3 năm",
    "Điện thoại 0912-34-5678",
    "giai đoạn 2021-2025",
]


@pytest.mark.parametrize(("text", "expected"), FOUND)
def test_find_dates(text: str, expected: list[tuple[str, str | None, bool]]) -> None:
    found = find_dates(text)
    assert [(d.raw, d.value and d.value.isoformat(), d.blank) for d in found] == expected
    assert all(text[d.start : d.end] == d.raw for d in found)


@pytest.mark.parametrize("text", NOT_DATES)
def test_no_date(text: str) -> None:
    assert find_dates(text) == []


def test_parse_date_passes_over_what_is_no_day() -> None:
    assert parse_date("ngày 31/02/2021, sửa thành ngày 28/02/2021") == date(2021, 2, 28)
    assert parse_date("ngày tháng năm 2026") is None


LONG = {
    "words": "ngày " * 20_000,
    "spaces": "ngày" + " " * 100_000,
    "points": "ngày" + "." * 100_000,
    "slashes": "1/" * 50_000,
    "dashes": "12-5-" * 20_000,
    "blanks": "ngày ....... tháng " * 6_000,
    "numbers": ", ".join(map(str, range(10_000))),
}


@pytest.mark.parametrize("name", LONG)
def test_work_grows_with_length_only(name: str) -> None:
    grows_with_length(find_dates, LONG[name])
