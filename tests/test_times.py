"""Time expressions, most of them as printed in the documents: what is found, what it means, what is no deadline."""

from __future__ import annotations

from functools import partial

import pytest

from growth import grows_with_length
from vbparse.lexicon.times import TimeExpression, find_times

Reading = tuple[str, str, str | None, str | None]  # raw, kind, first, last


def readings(found: list[TimeExpression]) -> list[Reading]:
    return [
        (t.raw, t.kind, t.first.isoformat() if t.first else None, t.last.isoformat() if t.last else None) for t in found
    ]


# One expression in its sentence: text, raw, kind, first, last.
IN_TEXT: list[tuple[str, str, str, str | None, str | None]] = [
    # date
    ("gửi về Huyện ủy trước ngày 15/10/2024.", "trước ngày 15/10/2024", "date", None, "2024-10-15"),
    ("- Thời gian hoàn thành trước ngày: 15/10/2024.", "trước ngày: 15/10/2024", "date", None, "2024-10-15"),
    ("Thời gian tổ chức: Hoàn thành trước ngày 05/5/2026.", "trước ngày 05/5/2026", "date", None, "2026-05-05"),
    ("(hoàn thành trước ngày 15/7/2021), bảo đảm", "trước ngày 15/7/2021", "date", None, "2021-07-15"),
    ("xong trước ngày 07 tháng 02 năm 2021", "trước ngày 07 tháng 02 năm 2021", "date", None, "2021-02-07"),
    ("TRƯỚC NGÀY 30/6/2021", "TRƯỚC NGÀY 30/6/2021", "date", None, "2021-06-30"),
    ("báo cáo trước 31/12/2025", "trước 31/12/2025", "date", None, "2025-12-31"),
    ("nộp trước 17 giờ ngày 20/5/2026", "trước 17 giờ ngày 20/5/2026", "date", None, "2026-05-20"),
    ("nộp trước 17h00, ngày 20/5/2026", "trước 17h00, ngày 20/5/2026", "date", None, "2026-05-20"),
    ("chậm nhất là ngày 15/7/2021", "chậm nhất là ngày 15/7/2021", "date", None, "2021-07-15"),
    ("chậm nhất đến ngày 15/7/2021", "chậm nhất đến ngày 15/7/2021", "date", None, "2021-07-15"),
    ("muộn nhất vào ngày 15-7-2021", "muộn nhất vào ngày 15-7-2021", "date", None, "2021-07-15"),
    ("đến hết ngày 31/12/2025", "đến hết ngày 31/12/2025", "date", None, "2025-12-31"),
    ("tổ chức vào ngày 15/10/2024", "vào ngày 15/10/2024", "date", "2024-10-15", "2024-10-15"),
    ("diễn ra ngày 23/5/2021.", "ngày 23/5/2021", "date", "2021-05-23", "2021-05-23"),
    ("Lai Châu, ngày 07 tháng 8 năm 2024", "ngày 07 tháng 8 năm 2024", "date", "2024-08-07", "2024-08-07"),
    ("đối thoại trực tiếp trước ngày 15/11.", "trước ngày 15/11", "date", None, None),  # of which year is not printed
    ("xong trước 30/6", "trước 30/6", "date", None, None),
    ("trước ngày 5 tháng 12 báo cáo", "trước ngày 5 tháng 12", "date", None, None),
    # month
    ("ban hành chậm nhất trong tháng 7/2021 để", "chậm nhất trong tháng 7/2021", "month", "2021-07-01", "2021-07-31"),
    ("đơn vị (xong trong tháng 7/2021).", "trong tháng 7/2021", "month", "2021-07-01", "2021-07-31"),
    ("xong trong tháng 10 năm 2021.", "trong tháng 10 năm 2021", "month", "2021-10-01", "2021-10-31"),
    ("tại Hội nghị cán bộ chủ chốt tháng 9/2024.", "tháng 9/2024", "month", "2024-09-01", "2024-09-30"),
    ("tham mưu sơ kết vào tháng 4/2024", "vào tháng 4/2024", "month", "2024-04-01", "2024-04-30"),
    ("cuối tháng 6/2026", "cuối tháng 6/2026", "month", None, "2026-06-30"),
    ("giữa tháng 6/2026", "giữa tháng 6/2026", "month", "2026-06-01", "2026-06-30"),
    ("đến hết tháng 02/2024", "đến hết tháng 02/2024", "month", None, "2024-02-29"),
    ("trước tháng 6/2025", "trước tháng 6/2025", "month", None, "2025-05-31"),
    ("báo cáo Ban Thường vụ Tỉnh ủy vào tháng 12;", "vào tháng 12", "month", None, None),
    ("xong trong tháng10/2021", "trong tháng10/2021", "month", "2021-10-01", "2021-10-31"),  # OCR lost the space
    ("In và nộp lưu chiểu tháng 10 năm 2021.", "tháng 10 năm 2021", "month", "2021-10-01", "2021-10-31"),
    # quarter
    ("xong trong quý III/2021.", "trong quý III/2021", "quarter", "2021-07-01", "2021-09-30"),
    ("tổ chức trong Quý I năm 2025.", "trong Quý I năm 2025", "quarter", "2025-01-01", "2025-03-31"),
    ("tổng kết vào quý III/2025.", "vào quý III/2025", "quarter", "2025-07-01", "2025-09-30"),
    ("sơ kết Nghị quyết vào Quý II/2023,", "vào Quý II/2023", "quarter", "2023-04-01", "2023-06-30"),
    ("trình Ban Thường vụ vào cuối quý IV/2021.", "vào cuối quý IV/2021", "quarter", None, "2021-12-31"),
    ("hết quý I/2026", "hết quý I/2026", "quarter", None, "2026-03-31"),
    ("quý 2 năm 2022", "quý 2 năm 2022", "quarter", "2022-04-01", "2022-06-30"),
    ("trước quý IV/2025", "trước quý IV/2025", "quarter", None, "2025-09-30"),
    ("Quý 111/2021", "Quý 111/2021", "quarter", "2021-07-01", "2021-09-30"),  # III as the OCR sees it
    # year
    ("để đến năm 2030 đạt chuẩn phổ cập", "đến năm 2030", "year", None, "2030-12-31"),
    ("Phấn đấu đến hết năm 2025: 100%", "đến hết năm 2025", "year", None, "2025-12-31"),
    ("Trong đó, đến cuối năm 2025 có thêm", "đến cuối năm 2025", "year", None, "2025-12-31"),
    ("tham mưu tổng kết vào năm 2025.", "vào năm 2025", "year", "2025-01-01", "2025-12-31"),
    ("hoàn thành trong năm 2021.", "trong năm 2021", "year", "2021-01-01", "2021-12-31"),
    ("diễn tập khu vực phòng thủ tỉnh (năm 2027)", "năm 2027", "year", "2027-01-01", "2027-12-31"),
    ("đầu năm 2026", "đầu năm 2026", "year", "2026-01-01", "2026-12-31"),
    ("từ nay đến năm 2030", "từ nay đến năm 2030", "year", None, "2030-12-31"),
    ("công nhận đô thị loại I trước năm 2030", "trước năm 2030", "year", None, "2029-12-31"),
    ("tăng 13 bậc so với năm 2019, vươn lên", "năm 2019", "year", "2019-01-01", "2019-12-31"),
    ("từ nay đến cuối năm", "từ nay đến cuối năm", "year", None, None),
    # range
    ("ngập úng cục bộ trong năm 2021- 2022.", "trong năm 2021- 2022", "range", "2021-01-01", "2022-12-31"),
    ("Phấn đấu từ năm 2022 đến năm 2025, số", "từ năm 2022 đến năm 2025", "range", "2022-01-01", "2025-12-31"),
    ("từ 2021 đến 2025", "từ 2021 đến 2025", "range", "2021-01-01", "2025-12-31"),
    ("du lịch giai đoạn 2021-2025", "giai đoạn 2021-2025", "range", "2021-01-01", "2025-12-31"),
    ("lần thứ XIX, nhiệm kỳ 2020 - 2025", "nhiệm kỳ 2020 - 2025", "range", "2020-01-01", "2025-12-31"),
    ("Quy hoạch tỉnh thời kỳ 2021–2030", "thời kỳ 2021–2030", "range", "2021-01-01", "2030-12-31"),
    ("vào lớp 10 năm học 2021-2022", "năm học 2021-2022", "range", None, None),  # not the calendar's years
    ("đến hết nhiệm kỳ 2020-2025", "đến hết nhiệm kỳ 2020-2025", "range", None, "2025-12-31"),
    (
        "từ ngày 01/5/2021 đến hết ngày 15/5/2021",
        "từ ngày 01/5/2021 đến hết ngày 15/5/2021",
        "range",
        "2021-05-01",
        "2021-05-15",
    ),
    ("từ ngày 01/5-15/5/2021", "từ ngày 01/5-15/5/2021", "range", "2021-05-01", "2021-05-15"),
    ("từ ngày 15 đến ngày 20/10/2024", "từ ngày 15 đến ngày 20/10/2024", "range", "2024-10-15", "2024-10-20"),
    ("trong 02 ngày, ngày 15 và 16/10/2024", "ngày 15 và 16/10/2024", "range", "2024-10-15", "2024-10-16"),
    ("tháng 9, 10/2021", "tháng 9, 10/2021", "range", "2021-09-01", "2021-10-31"),
    ("tháng 10 và tháng 11 năm 2024", "tháng 10 và tháng 11 năm 2024", "range", "2024-10-01", "2024-11-30"),
    ("từ tháng 6 đến tháng 9/2026", "từ tháng 6 đến tháng 9/2026", "range", "2026-06-01", "2026-09-30"),
    ("quý III, IV/2021", "quý III, IV/2021", "range", "2021-07-01", "2021-12-31"),
    ("từ quý III/2025 đến hết năm 2026", "từ quý III/2025 đến hết năm 2026", "range", "2025-07-01", "2026-12-31"),
    ("tốc độ tăng 06 tháng đầu năm 2021 sẽ", "06 tháng đầu năm 2021", "range", "2021-01-01", "2021-06-30"),
    ("trong 6 tháng cuối năm 2025", "trong 6 tháng cuối năm 2025", "range", "2025-07-01", "2025-12-31"),
    # ongoing
    ("thực hiện từ năm 2022.", "từ năm 2022", "ongoing", "2022-01-01", None),
    ("Từ năm 2025 trở đi, trên 95% dân số", "Từ năm 2025 trở đi", "ongoing", "2025-01-01", None),
    ("kể từ ngày 01/7/2025", "kể từ ngày 01/7/2025", "ongoing", "2025-07-01", None),
    ("từ tháng 6/2026 triển khai", "từ tháng 6/2026", "ongoing", "2026-06-01", None),
    ("sau năm 2030, xử lý", "sau năm 2030", "ongoing", "2031-01-01", None),
    # event
    ("các cấp khi có quy định của Trung ương.", "khi có quy định của Trung ương", "event", None, None),
    (
        "Khi có chỉ đạo, hướng dẫn của Trung ương thì triển khai",
        "Khi có chỉ đạo, hướng dẫn của Trung ương",
        "event",
        None,
        None,
    ),
    ("ngay sau khi có hướng dẫn, tổ chức", "ngay sau khi có hướng dẫn", "event", None, None),
    (
        "tầm nhìn xa, sau khi được Thủ tướng Chính phủ phê duyệt.",
        "sau khi được Thủ tướng Chính phủ phê duyệt",
        "event",
        None,
        None,
    ),
    ("chỉ số PCI (sau khi VCCI công bố), làm rõ", "sau khi VCCI công bố", "event", None, None),
    ("Sau khi kết thúc tiếp xúc, người chủ trì", "Sau khi kết thúc tiếp xúc", "event", None, None),
    ("thành phố, sau khi tổ chức xong đại hội chi bộ.", "sau khi tổ chức xong đại hội chi bộ", "event", None, None),
    (
        "trong vòng 10 ngày kể từ ngày nhận được báo cáo",
        "trong vòng 10 ngày kể từ ngày nhận được báo cáo",
        "event",
        None,
        None,
    ),
    # A printed date that cannot be: no days, the words stay.
    ("báo cáo trước ngày 31/02/2021", "trước ngày 31/02/2021", "date", None, None),
    ("báo cáo trước ngày 25/3/2206", "trước ngày 25/3/2206", "date", None, None),
    ("xong trong tháng 13/2021", "trong tháng 13/2021", "month", None, None),
    ("xong trong quý V/2021", "trong quý V/2021", "quarter", None, None),
    ("từ năm 2030 đến năm 2026", "từ năm 2030 đến năm 2026", "range", None, None),
]


@pytest.mark.parametrize(("text", "raw", "kind", "first", "last"), IN_TEXT)
def test_one_in_a_sentence(text: str, raw: str, kind: str, first: str | None, last: str | None) -> None:
    found = find_times(text)
    assert readings(found) == [(raw, kind, first, last)]
    assert text[found[0].start : found[0].end] == raw


# What recurs: text, raw, ISO 8601 period, whether it times the work.
RECURRING: list[tuple[str, str, str | None, bool]] = [
    ("Hằng năm, các cấp ủy xây dựng kế hoạch", "Hằng năm", "P1Y", True),
    ("Hàng năm, 100% công nhân lao động", "Hàng năm", "P1Y", True),
    ("đảng đoàn, hằng năm chủ động xây dựng kế hoạch", "hằng năm", "P1Y", True),
    ("các huyện, thành phố hằng năm phối hợp với ban tuyên giáo", "hằng năm", "P1Y", True),
    ("Xây dựng kế hoạch kiểm tra, giám sát hằng năm gắn với nhiệm vụ", "hằng năm", "P1Y", True),
    ("Kết luận này; định kỳ, hằng năm báo cáo", "định kỳ, hằng năm", "P1Y", True),
    ("Định kỳ hằng quý, thường trực cấp ủy nghe", "Định kỳ hằng quý", "P3M", True),
    ("giám sát; định kỳ hằng quý hoặc đột xuất báo cáo", "định kỳ hằng quý hoặc đột xuất", "P3M", True),
    ("định kỳ hằng quý hoặc 6 tháng, cấp tỉnh tổ chức", "định kỳ hằng quý hoặc 6 tháng", "P3M", True),
    ("Chỉ thị này; định kỳ 6 tháng, 1 năm báo cáo", "định kỳ 6 tháng, 1 năm", "P6M", True),
    ("định kỳ 6 tháng và hằng năm thực hiện đánh giá", "định kỳ 6 tháng và hằng năm", "P6M", True),
    ("Định kỳ hằng tháng, quý, 6 tháng, năm báo cáo", "Định kỳ hằng tháng, quý, 6 tháng, năm", "P1M", True),
    ("Kết luận số 89-KL/TW; định kỳ sơ kết, tổng kết", "định kỳ", None, True),
    ("quy hoạch cán bộ và định kỳ rà soát, bổ sung", "định kỳ", None, True),
    ("Định kỳ cuối năm, báo cáo Ban Thường vụ", "Định kỳ cuối năm", "P1Y", True),
    ("Định kỳ tháng 12 hằng năm, tiến hành kiểm điểm", "Định kỳ tháng 12 hằng năm", "P1Y", True),
    ("định kỳ vào tháng 4 hằng năm, báo cáo", "định kỳ vào tháng 4 hằng năm", "P1Y", True),
    ("Kết luận này; định kỳ, tháng 7 hằng năm tổng hợp", "định kỳ, tháng 7 hằng năm", "P1Y", True),
    ("định kỳ ngày 5 tháng 12 hằng năm", "định kỳ ngày 5 tháng 12 hằng năm", "P1Y", True),
    ("định kỳ ngày 20 báo cáo", "định kỳ ngày 20", "P1M", True),
    ("Ban Thường vụ Tỉnh ủy trong tháng 12 hằng năm;", "trong tháng 12 hằng năm", "P1Y", True),
    ("phấn đấu đến ngày 31/12 hằng năm tỷ lệ nợ thuế", "đến ngày 31/12 hằng năm", "P1Y", True),
    ("Hằng năm, trước ngày 15/12 tổng hợp, báo cáo", "Hằng năm, trước ngày 15/12", "P1Y", True),
    ("trước ngày 20 hằng tháng", "trước ngày 20 hằng tháng", "P1M", True),
    ("sinh hoạt chi bộ vào ngày mùng 3 hằng tháng", "vào ngày mùng 3 hằng tháng", "P1M", True),
    ("6 tháng một lần", "6 tháng một lần", "P6M", True),
    ("báo cáo 6 tháng/lần", "6 tháng/lần", "P6M", True),
    ("hai năm một lần", "hai năm một lần", "P2Y", True),
    ("sinh hoạt chuyên đề ít nhất mỗi quý một lần.", "ít nhất mỗi quý một lần", "P3M", True),
    ("sinh hoạt chuyên đề ít nhất 01 lần/quý", "ít nhất 01 lần/quý", "P3M", True),
    ("cấp huyện mỗi năm ít nhất 02 lần;", "mỗi năm ít nhất 02 lần", "P6M", True),
    ("đối với cấp xã, ít nhất 01 lần/tuần", "ít nhất 01 lần/tuần", "P1W", True),
    ("đối thoại trực tiếp định kỳ mỗi năm ít nhất 01 lần.", "định kỳ mỗi năm ít nhất 01 lần", "P1Y", True),
    # Describes a thing, times nothing.
    ("chỉ tiêu thu, chi hằng năm", "hằng năm", "P1Y", False),
    ("sinh hoạt chi bộ hằng quý", "hằng quý", "P3M", False),
    ("dự sinh hoạt chi bộ định kỳ hằng tháng và có trách nhiệm", "định kỳ hằng tháng", "P1M", False),
    ("tăng trưởng kinh tế bình quân hằng năm 14-15%", "hằng năm", "P1Y", False),
    ("ứng xử trong công việc hằng ngày.", "hằng ngày", "P1D", False),
    ("xếp loại cán bộ, công chức hằng năm và khi xem xét", "hằng năm", "P1Y", False),
    ("thực hiện chế độ giao ban định kỳ với cơ quan công an", "định kỳ", None, False),
]


@pytest.mark.parametrize(("text", "raw", "period", "bounding"), RECURRING)
def test_recurring(text: str, raw: str, period: str | None, bounding: bool) -> None:
    found = find_times(text)
    assert readings(found) == [(raw, "recurring", None, None)]
    assert (found[0].recurrence, found[0].bounding) == (period, bounding)


# The whole cell of a time column: text, what it says.
IN_CELL: list[tuple[str, list[Reading]]] = [
    ("Quý III/2021", [("Quý III/2021", "quarter", "2021-07-01", "2021-09-30")]),
    ("Quý I/2026", [("Quý I/2026", "quarter", "2026-01-01", "2026-03-31")]),
    ("Cuối quý IV/2021", [("Cuối quý IV/2021", "quarter", None, "2021-12-31")]),
    ("Quý II", [("Quý II", "quarter", None, None)]),
    ("Tháng 10/2021", [("Tháng 10/2021", "month", "2021-10-01", "2021-10-31")]),
    ("Tháng 02/2021", [("Tháng 02/2021", "month", "2021-02-01", "2021-02-28")]),
    ("Từ tháng 6/2026", [("Từ tháng 6/2026", "ongoing", "2026-06-01", None)]),
    ("Năm 2026", [("Năm 2026", "year", "2026-01-01", "2026-12-31")]),
    ("Năm 2026 - 2030", [("Năm 2026 - 2030", "range", "2026-01-01", "2030-12-31")]),
    ("Năm 2026-2030", [("Năm 2026-2030", "range", "2026-01-01", "2030-12-31")]),
    ("Năm 2026-203", [("Năm 2026-203", "range", "2026-01-01", None)]),  # cut off by the edge of the cell
    ("Giai đoạn 2026-2030", [("Giai đoạn 2026-2030", "range", "2026-01-01", "2030-12-31")]),
    ("Hoàn thành năm 2027", [("Hoàn thành năm 2027", "year", "2027-01-01", "2027-12-31")]),
    ("Dự kiến trình quý III/2026", [("Dự kiến trình quý III/2026", "quarter", "2026-07-01", "2026-09-30")]),
    ("Hoàn thành trước ngày 30/6/2026", [("Hoàn thành trước ngày 30/6/2026", "date", None, "2026-06-30")]),
    ("15/10/2024", [("15/10/2024", "date", "2024-10-15", "2024-10-15")]),
    ("Thường xuyên", [("Thường xuyên", "ongoing", None, None)]),
    ("Thực hiện thường xuyên", [("Thực hiện thường xuyên", "ongoing", None, None)]),
    ("Đang thực hiện", [("Đang thực hiện", "ongoing", None, None)]),
    ("Sau quý II/2026", [("Sau quý II/2026", "ongoing", "2026-07-01", None)]),
    ("Hằng năm", [("Hằng năm", "recurring", None, None)]),
    ("Định kỳ 6 tháng, năm", [("Định kỳ 6 tháng, năm", "recurring", None, None)]),
    ("Khi có chỉ đạo, hướng dẫn", [("Khi có chỉ đạo, hướng dẫn", "event", None, None)]),
    ("Sau khi có chỉ đạo, hướng dẫn", [("Sau khi có chỉ đạo, hướng dẫn", "event", None, None)]),
    ("Sau khi có văn bản của Trung ương", [("Sau khi có văn bản của Trung ương", "event", None, None)]),
    ("Sau khi ban hành", [("Sau khi ban hành", "event", None, None)]),
    ("Từ khi ban hành đề án", [("Từ khi ban hành đề án", "event", None, None)]),
    ("Theo chỉ đạo của Đảng cấp trên", [("Theo chỉ đạo của Đảng cấp trên", "event", None, None)]),
    ("Theo chỉ đạo của Tỉnh uỷ", [("Theo chỉ đạo của Tỉnh uỷ", "event", None, None)]),
    ("Thực hiện theo chỉ đạo của BTV Tỉnh ủy", [("Thực hiện theo chỉ đạo của BTV Tỉnh ủy", "event", None, None)]),
    ("Sau Đại hội", [("Sau Đại hội", "event", None, None)]),
    ("Khi có yêu cầu", [("Khi có yêu cầu", "event", None, None)]),  # a condition in a sentence, a time in a time column
    ("Đã ban hành", [("Đã ban hành", "done", None, None)]),
    ("Đã tham mưu ban hành.", [("Đã tham mưu ban hành", "done", None, None)]),
    # Figures alone, which are nothing outside such a column.
    ("6/2026", [("6/2026", "month", "2026-06-01", "2026-06-30")]),
    ("T6/2026", [("T6/2026", "month", "2026-06-01", "2026-06-30")]),
    ("III/2021", [("III/2021", "quarter", "2021-07-01", "2021-09-30")]),
    ("2026", [("2026", "year", "2026-01-01", "2026-12-31")]),
    ("2026-2030", [("2026-2030", "range", "2026-01-01", "2030-12-31")]),
    # Several, clearly listed; otherwise one covers the cell.
    (
        "Năm 2027 và thực hiện thường xuyên",
        [("Năm 2027", "year", "2027-01-01", "2027-12-31"), ("thực hiện thường xuyên", "ongoing", None, None)],
    ),
    (
        "Tháng 6/2026; tháng 9/2026",
        [("Tháng 6/2026", "month", "2026-06-01", "2026-06-30"), ("tháng 9/2026", "month", "2026-09-01", "2026-09-30")],
    ),
    ("Thường xuyên hằng năm", [("Thường xuyên hằng năm", "ongoing", None, None)]),
    (
        "Quý II/2026 (trước ngày 15/5/2026)",
        [("Quý II/2026 (trước ngày 15/5/2026)", "quarter", "2026-04-01", "2026-06-30")],
    ),
    ("31/02/2026", [("31/02/2026", "date", None, None)]),
    ("", []),
    ("X", []),
    ("Ban Tổ chức Tỉnh ủy", []),
]


@pytest.mark.parametrize(("text", "expected"), IN_CELL)
def test_cell(text: str, expected: list[Reading]) -> None:
    found = find_times(text, cell=True)
    assert readings(found) == expected
    assert all(t.bounding and text[t.start : t.end] == t.raw for t in found)


SEVERAL: list[tuple[str, list[str]]] = [
    ("tham mưu sơ kết vào quý II/2023 và tổng kết vào quý III/2025.", ["vào quý II/2023", "vào quý III/2025"]),
    ("xong trong tháng 6/2021. Hằng năm, kiểm điểm", ["trong tháng 6/2021", "Hằng năm"]),
    ("khởi công trong Quý II/2022, hoàn thành trong năm 2024.", ["trong Quý II/2022", "trong năm 2024"]),
    ("Hàng quý đối với cấp huyện, hàng tháng đối với cấp xã", ["Hàng quý", "hàng tháng"]),
    ("tăng từ 49,7% năm 2020 lên 60% vào năm 2030.", ["năm 2020", "vào năm 2030"]),
    ("giai đoạn 2021-2025, định hướng đến năm 2030", ["giai đoạn 2021-2025", "đến năm 2030"]),
]


@pytest.mark.parametrize(("text", "raws"), SEVERAL)
def test_several_in_order(text: str, raws: list[str]) -> None:
    assert [t.raw for t in find_times(text)] == raws


NOTHING = [
    # The date or year of a cited document.
    "Nghị quyết số 57-NQ/TW, ngày 22/12/2024 của Bộ Chính trị",
    "Chỉ thị số 58CT/TW, NGÀY 10/01/2026 CỦA BAN BÍ THƯ",
    "thay Công văn số 624-CV/TU ngày 01/3/2017 của Ban Thường vụ",
    "Nghị quyết số 133/2020/QH14 ngày 17/11/2020",
    "Công văn số 5 ngày 25/3/2206 của Bộ",
    "Kết luận ngày 15/6/2021",
    "Luật Đất đai năm 2013 có quy định",
    # A date to be filled in by hand.
    "(Kèm theo Kế hoạch số -KH/ĐU, ngày tháng năm 2026",
    # Conditions, ways of working, things.
    "kiểm tra tổ chức đảng khi có dấu hiệu vi phạm",
    "hỗ trợ khi có nhu cầu",
    "kiểm tra khi có yêu cầu",
    "thường xuyên kiểm tra, giám sát",
    "thực hiện theo chỉ đạo của Tỉnh ủy",
    "khảo sát trước khi ban hành các văn bản",
    "trong giai đoạn hiện nay",
    "sau 05 năm thực hiện Nghị quyết",
    "gấp hơn 2 lần mục tiêu",
    "đã ban hành nhiều văn bản",
    "đạt 9/2026 hộ",
    "vượt thời hạn 24/7",
    "\ue000\ue000",  # the character that stands for a date inside the search
]


@pytest.mark.parametrize("text", NOTHING)
def test_nothing(text: str) -> None:
    assert find_times(text) == []


# text, whether its first expression times work
BOUNDING: list[tuple[str, bool]] = [
    ("Phấn đấu đến năm 2030, Lai Châu trở thành", True),
    ("Đến hết năm 2021, 100% dịch vụ công", True),
    ("Đặt mục tiêu đến hết năm 2022 cơ bản xử lý xong", True),
    ("Thực hiện Kế hoạch (dự kiến ban hành trong tháng 6/2021)", False),  # of the plan, not of the work
    ("Hội nghị cán bộ chủ chốt tháng 9/2024 học tập", True),
    ("trong nhiệm kỳ 2021-2025, cấp ủy các cấp phải", True),
    ("Tầm nhìn đến năm 2045: Tiếp tục xây dựng", False),
    ("một số mục tiêu cụ thể đến năm 2030", False),
    ("về bảo đảm an ninh năng lượng quốc gia đến năm 2030, tầm nhìn đến năm 2045", False),
    ("chất lượng quốc gia đến năm 2030 và những năm tiếp theo", False),
    ("Nghị quyết về phát triển khoa học, công nghệ và chuyển đổi số trên địa bàn tỉnh đến năm 2030", False),
    ("Chiến lược phát triển thể thao Việt Nam đến năm 2030", False),
    ("về phát triển du lịch giai đoạn 2021-2025", False),
    ("giai đoạn từ năm 2021 đến năm 2025", False),
    ("có hiệu lực từ năm 2021", False),
    ("từ năm 2021 đến nay", False),
    ("tính đến ngày 30/6/2024 có 5 xã", False),
    ("tăng 13 bậc so với năm 2019", False),
    ("dự toán ngân sách nhà nước năm 2026", False),
    ("vi phạm pháp luật đất đai sau khi ban hành Chỉ thị số 19-CT/TU (xong", False),
]


@pytest.mark.parametrize(("text", "bounding"), BOUNDING)
def test_bounding(text: str, bounding: bool) -> None:
    assert find_times(text)[0].bounding is bounding


@pytest.mark.parametrize(
    "text",
    ["trước ngày 31/02/2021", "trước ngày 25/3/2206", "trong tháng 13/2021", "quý V/2021", "từ năm 2030 đến năm 2026"],
)
def test_impossible(text: str) -> None:
    (found,) = find_times(text)
    assert found.impossible
    assert (found.first, found.last) == (None, None)


LONG = {
    "sentence": "cấp ủy các cấp tập trung lãnh đạo " * 3_000,
    "numbers": ", ".join(str(7 * n % 2_200) for n in range(10_000)),  # years among them, evenly
    "nested": "(" * 50_000 + ")" * 50_000,
    "nested years": "(năm 2021 " * 10_000,
    "days": "ngày 5, " * 12_000,
    "months": "tháng 9" + ", 9" * 30_000,
    "dates": "1/1/2021 - " * 9_000,
    "prepositions": "từ " * 30_000,
    "spaces": " " * 100_000,
    "habits": "hằng năm" + " và hằng năm" * 8_000,
    "tail": "sau khi " + "x " * 50_000,
    "guidance": "khi có chỉ đạo" + ", chỉ đạo" * 10_000,
}


@pytest.mark.parametrize("cell", [False, True])
@pytest.mark.parametrize("name", LONG)
def test_work_grows_with_length_only(name: str, cell: bool) -> None:
    grows_with_length(partial(find_times, cell=cell), LONG[name])
