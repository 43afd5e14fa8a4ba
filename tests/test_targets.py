"""Targets: the words that a figure measures, from running text and from tables, and what is no target."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from growth import grows_with_length
from vbparse.document import Table
from vbparse.facts.aims import due_in, read_aims
from vbparse.facts.targets import extract_targets
from vbparse.model import Role, Section, SectionKind, TableRow, Target
from vbparse.readers import read
from vbparse.scoring import Tally, score_targets
from vbparse.structure import structure
from vbparse.tape import Line, Tape

ROOT = Path(__file__).parent.parent

# A text of an aim section, and its figures with the words that they measure.
AIMS: list[tuple[str, list[tuple[str, str]]]] = [
    # the figure behind its words
    ("Thu ngân sách trên địa bàn tăng bình quân từ 14-16%/năm.", [
        ("14-16%/năm", "Thu ngân sách trên địa bàn tăng bình quân"),
    ]),
    ("GRDP bình quân đầu người: 5.500-6.000 USD.", [("5.500-6.000 USD", "GRDP bình quân đầu người")]),
    ("Tỷ lệ người dân có thẻ bảo hiểm y tế đạt trên 99% dân số.", [("99%", "Tỷ lệ người dân có thẻ bảo hiểm y tế")]),
    ("Số giường bệnh/vạn dân (không tính trạm y tế cấp xã) đạt 31,7 giường.", [
        ("31,7 giường", "Số giường bệnh/vạn dân (không tính trạm y tế cấp xã)"),
    ]),
    ("Kinh tế số chiếm khoảng 25% GRDP của tỉnh.", [("25% GRDP", "Kinh tế số")]),
    ("Tỷ lệ đảng viên hoàn thành tốt nhiệm vụ trở lên đạt 84% trở lên.", [
        ("84%", "Tỷ lệ đảng viên hoàn thành tốt nhiệm vụ trở lên"),
    ]),
    ("Quy mô dân số đạt trên 259 nghìn người", [("259 nghìn người", "Quy mô dân số")]),
    # before its words
    ("100% người dân có tài khoản thanh toán điện tử.", [("100%", "người dân có tài khoản thanh toán điện tử")]),
    ("Phấn đấu có trên 800 doanh nghiệp số.", [("800 doanh nghiệp", "doanh nghiệp số")]),
    ("Trong nhiệm kỳ, 100% các cấp ủy, tổ chức đảng quán triệt đầy đủ.", [
        ("100%", "các cấp ủy, tổ chức đảng quán triệt đầy đủ"),
    ]),
    # between them
    ("Hằng năm, tổ chức tập huấn cho 100% cán bộ làm công tác kiểm tra.", [
        ("100%", "tổ chức tập huấn cho cán bộ làm công tác kiểm tra"),
    ]),
    ("tạo việc làm cho 6.000 lao động", [("6.000 lao động", "tạo việc làm cho lao động")]),
    ("thu hút được 3 triệu lượt khách du lịch", [("3 triệu lượt khách", "thu hút được lượt khách du lịch")]),
    # several clauses
    ("Tỷ lệ lao động qua đào tạo đạt 80%; tỷ lệ lao động có chứng chỉ 25,1%.", [
        ("80%", "Tỷ lệ lao động qua đào tạo"),
        ("25,1%", "tỷ lệ lao động có chứng chỉ"),
    ]),
    ("thực hiện hoàn thành 100% các cuộc kiểm tra và thực hiện hoàn thành 100% kế hoạch", [
        ("100%", "thực hiện hoàn thành các cuộc kiểm tra"),
        ("100%", "thực hiện hoàn thành kế hoạch"),
    ]),
    # words shared before, behind, on both sides
    ("Hạ tầng cáp quang phủ 100% hộ gia đình, 100% đơn vị hành chính cấp xã.", [
        ("100%", "Hạ tầng cáp quang phủ hộ gia đình"),
        ("100%", "Hạ tầng cáp quang phủ đơn vị hành chính cấp xã"),
    ]),
    ("86% hộ gia đình, 78% thôn bản, khu phố và 98% cơ quan, đơn vị đạt chuẩn văn hóa", [
        ("86%", "hộ gia đình đạt chuẩn văn hóa"),
        ("78%", "thôn bản, khu phố đạt chuẩn văn hóa"),
        ("98%", "cơ quan, đơn vị đạt chuẩn văn hóa"),
    ]),
    ("Trên 95% hồ sơ tại cấp tỉnh, 85% hồ sơ tại cấp huyện được xử lý trên mạng", [
        ("95%", "hồ sơ tại cấp tỉnh được xử lý trên mạng"),
        ("85%", "hồ sơ tại cấp huyện được xử lý trên mạng"),
    ]),
    ("Đến năm 2023 có từ 60% trở lên và năm 2025 có từ 70% trở lên số ủy ban kiểm tra thực hiện được nhiệm vụ.", [
        ("60%", "số ủy ban kiểm tra thực hiện được nhiệm vụ"),
        ("70%", "số ủy ban kiểm tra thực hiện được nhiệm vụ"),
    ]),
    ("có thêm ít nhất 05 KCN, 09 CCN có hạ tầng đồng bộ", [
        ("05 KCN", "có thêm KCN có hạ tầng đồng bộ"),
        ("09 CCN", "có thêm CCN có hạ tầng đồng bộ"),
    ]),
    # what cannot stand alone
    ("Tỷ lệ trường đạt chuẩn quốc gia mức độ 1 đạt 96,4%, mức độ 2 đạt 21,4%.", [
        ("96,4%", "Tỷ lệ trường đạt chuẩn quốc gia mức độ 1"),
        ("21,4%", "Tỷ lệ trường đạt chuẩn quốc gia mức độ 2"),
    ]),
    ("Tỷ lệ hộ nghèo còn 1,0%; trong đó các xã đặc biệt khó khăn còn 12,6%.", [
        ("1,0%", "Tỷ lệ hộ nghèo"),
        ("12,6%", "Tỷ lệ hộ nghèo: các xã đặc biệt khó khăn"),
    ]),
    ("Quy mô sản xuất đạt 22 - 25 nghìn tỷ đồng, tăng trên 2,5 lần so với năm 2020, chiếm 45 - 48% toàn tỉnh.", [
        ("22 - 25 nghìn tỷ đồng", "Quy mô sản xuất"),
        ("2,5 lần", "Quy mô sản xuất tăng so với năm 2020"),
        ("45 - 48%", "Quy mô sản xuất chiếm toàn tỉnh"),
    ]),
    ("90% doanh nghiệp có tổ chức công đoàn; phấn đấu đến năm 2030 đạt 100%", [
        ("90%", "doanh nghiệp có tổ chức công đoàn"),
        ("100%", "doanh nghiệp có tổ chức công đoàn"),
    ]),
    # brackets, headings before a colon
    ("Tỷ lệ chất thải được xử lý đạt 85% (thành thị 96%, nông thôn 75%); tỷ lệ cây xanh đạt 10%.", [
        ("85%", "Tỷ lệ chất thải được xử lý"),
        ("96%", "Tỷ lệ chất thải được xử lý: thành thị"),
        ("75%", "Tỷ lệ chất thải được xử lý: nông thôn"),
        ("10%", "tỷ lệ cây xanh"),
    ]),
    ("ít nhất 40% học sinh THCS (vùng khó khăn đạt ít nhất 30%) học nghề", [
        ("40%", "học sinh THCS học nghề"),
        ("30%", "học sinh THCS học nghề: vùng khó khăn"),
    ]),
    ("Cơ cấu kinh tế: Công nghiệp - xây dựng 68,4%; Dịch vụ 20,6%.", [
        ("68,4%", "Cơ cấu kinh tế: Công nghiệp - xây dựng"),
        ("20,6%", "Cơ cấu kinh tế: Dịch vụ"),
    ]),
    ("Về phát triển xã hội: Tỷ lệ hộ nghèo dưới 1,0%.", [("1,0%", "Tỷ lệ hộ nghèo")]),
    ("Đến năm 2025: Giải quyết khoảng 80% số công nhân có nhu cầu.", [
        ("80%", "Giải quyết số công nhân có nhu cầu"),
    ]),
    # a subject that runs over semicolons
    ("100% các cấp ủy; các cơ quan tham mưu; các đảng đoàn xây dựng kế hoạch; nâng cao chất lượng.", [
        ("100%", "các cấp ủy; các cơ quan tham mưu; các đảng đoàn xây dựng kế hoạch"),
    ]),
    # where it was before is no aim
    ("Tỷ trọng của ngành tăng từ 49,7% năm 2020 lên 60% vào năm 2030.", [
        ("60%", "Tỷ trọng của ngành tăng vào năm 2030"),
    ]),
    # nor who is meant, how old, how long, which rank
    ("100% doanh nghiệp sử dụng 25 lao động trở lên thành lập được công đoàn.", [
        ("100%", "doanh nghiệp sử dụng 25 lao động trở lên thành lập được công đoàn"),
    ]),
    ("100% doanh nghiệp đang hoạt động, sử dụng 25 lao động trở lên thành lập được công đoàn.", [
        ("100%", "doanh nghiệp đang hoạt động, sử dụng 25 lao động trở lên thành lập được công đoàn"),
    ]),
    ("Phấn đấu khoảng 10-15% cán bộ lãnh đạo dưới 40 tuổi", [("10-15%", "cán bộ lãnh đạo dưới 40 tuổi")]),
    ("Tuổi thọ trung bình đạt 75 tuổi", [("75 tuổi", "Tuổi thọ trung bình")]),
    ("Hướng tới 100 năm giải phóng Thủ đô (năm 2054)", []),
    ("thuộc nhóm 15 tỉnh, thành phố dẫn đầu cả nước", []),
    ("Phổ cập mạng 4G/5G; dịch vụ công mức độ 4.", []),
    ("", []),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), AIMS)
def test_words(text: str, expected: list[tuple[str, str]]) -> None:
    assert [(aim.quantity.raw, aim.indicator) for aim in read_aims(text)] == expected


def test_bounds_that_are_shared() -> None:
    text = "trong đó có ít nhất 01 đảng viên là cấp ủy viên cùng cấp hoặc 02 cán bộ thuộc diện cấp ủy quản lý"
    assert [(a.quantity.raw, a.comparator) for a in read_aims(text)] == [("01 đảng viên", ">="), ("02 cán bộ", ">=")]
    text = "ít nhất từ 01 đến 02 tổ chức đảng và 02 đảng viên trở lên"
    assert [(a.quantity.value, a.quantity.value_max, a.comparator) for a in read_aims(text)] == [
        (1, 2, ">="),
        (2, None, ">="),
    ]
    text = "Trên 95% hồ sơ cấp tỉnh, 85% hồ sơ cấp huyện được xử lý"  # words between: each has its own
    assert [a.comparator for a in read_aims(text)] == [">", "="]


DUES: list[tuple[str, list[int | None]]] = [
    ("Đến hết năm 2021, 100% dịch vụ công được cung cấp", [2021]),
    ("Năm 2025, thu hút được 3 triệu lượt khách, tổng thu đạt 3.000 tỷ đồng", [2025, 2025]),
    ("Giai đoạn 2026 – 2030: Tăng trưởng trên 11%/năm; đến năm 2045 đạt 12%/năm", [2030, 2045]),
    ("Hằng năm kết nạp 100 đảng viên. Đến năm 2025, tỷ lệ trưởng thôn là đảng viên đạt 90%", [None, 2025]),
    ("Số hóa 100% di sản vào năm 2026; tôn tạo 70% di tích", [2026, None]),  # the second has no time of its own
    ("tăng gấp 2 lần so với năm 2020", [None]),
    ("tăng từ 49,7% năm 2020 lên 60% vào năm 2030", [2030]),
    ("giá trị sản xuất (giá so sánh 2010) đạt 5 tỷ đồng", [None]),
]


@pytest.mark.parametrize(("text", "years"), DUES)
def test_due(text: str, years: list[int | None]) -> None:
    assert [aim.due.year if aim.due else None for aim in read_aims(text)] == years


def test_due_in_a_heading() -> None:
    due = due_in("MỤC TIÊU CHỦ YẾU PHẤN ĐẤU ĐẠT ĐƯỢC ĐẾN NĂM 2025")
    assert due is not None
    assert (due.raw, due.year) == ("ĐẾN NĂM 2025", 2025)
    assert due_in("Mục tiêu cụ thể") is None


# --- Sections ---------------------------------------------------------------------------------------------------------


def make_tape(lines: list[str]) -> Tape:
    made, at = [], 0
    for index, text in enumerate(lines):
        made.append(Line(index=index, text=text, start=at))
        at += len(text) + 1
    return Tape(source_path="a.txt", format="txt", text="\n".join(lines), lines=tuple(made))


def make_section(tape: Tape, lines: list[int], role: Role | None = "target", above: str | None = None) -> Section:
    span = tape.span_of([tape.lines[n] for n in lines])
    kind: SectionKind = "paragraph" if above else "heading"
    return Section(
        section_id=f"d/s{lines[0]}", doc_id="d", ordinal=lines[0] + 1, parent_id=above, part="body", level=1, kind=kind,
        marker=None, numbering=None, title=None if above else span.read(tape.text), text=span.read(tape.text), path="",
        role=role, span=span,
    )  # fmt: skip


def test_sections() -> None:
    tape = make_tape(["Mục tiêu đến năm 2025", "Tỷ lệ hộ nghèo còn 1", "running head", "triệu đồng; 100% xã có điện"])
    sections = [make_section(tape, [0]), make_section(tape, [1, 3], above="d/s0")]
    first, second = extract_targets("d", sections, [], tape)
    assert (first.target_id, first.section_id, first.raw, first.unit) == ("d/g1", "d/s1", "1 triệu đồng", "triệu đồng")
    assert [tape.text[s.start : s.end] for s in first.span.segments] == ["1", "triệu đồng"]
    assert (first.indicator, first.due_raw, first.due_year) == ("Tỷ lệ hộ nghèo", "đến năm 2025", 2025)
    assert (second.target_id, second.indicator, second.value) == ("d/g2", "xã có điện", 100)
    for target in (first, second):
        assert target.span.read(tape.text) == target.raw


@pytest.mark.parametrize("role", ["task", "situation", "other", None])
def test_other_sections_hold_none(role: Role | None) -> None:
    tape = make_tape(["Tỷ lệ hộ nghèo còn 1%"])
    assert extract_targets("d", [make_section(tape, [0], role)], [], tape) == []


# --- Tables -----------------------------------------------------------------------------------------------------------


def targets_of(header: list[str], rows: list[str], caption: str | None = None) -> list[Target]:
    """Return the targets of a table whose rows are given as cells parted by ` | `; a row of `#` is a group."""
    tape = make_tape(["\t".join(row.removeprefix("#").split(" | ")) for row in rows])
    made = []
    for line, row in zip(tape.lines, rows, strict=True):
        cells = tuple(line.text.split("\t"))
        made.append(
            TableRow(
                table_id="d/tb1", doc_id="d", row=line.index + 1, group=row.startswith("#"), cells=cells, filled=cells,
                span=tape.span_of([line]),
            )
        )  # fmt: skip
    table = Table(
        table_id="d/tb1", doc_id="d", appendix_id=None, ordinal=1, caption=caption, header=tuple(header),
        n_rows=len(rows), n_cols=len(header), rows=tuple(made), span=tape.span_of(tape.lines),
    )  # fmt: skip
    found = extract_targets("d", [], [table], tape)
    for target in found:
        assert target.span.read(tape.text) == target.raw
    return found


def test_table() -> None:
    found = targets_of(
        ["STT", "Chỉ tiêu", "Mục tiêu 2026 - 2030", "Đơn vị tham mưu"],
        [
            "#I | Về kinh tế |  | ",
            "1 | - Tốc độ tăng trưởng GRDP | Bình quân khoảng 10% | Chi bộ 1",
            " | - Thu nhập bình quân đến năm 2029 | 90 triệu đồng | ",
            "9 | - Phổ cập giáo dục tiểu học | Giữ vững phổ cập mức độ 3 | ",
            " | - Tỷ lệ huy động học sinh đến trường: |  | ",
            " | + Mẫu giáo | 99,8% | ",
            " | + Tiểu học | ≥ 60% | ",
            "10 | - Tỷ lệ lao động qua đào tạo | 70,5% | ",
            " | + Lao động có chứng chỉ | > 35% | ",
        ],
    )
    assert [(t.row, t.indicator, t.comparator, t.value, t.unit, t.due_year) for t in found] == [
        (2, "Tốc độ tăng trưởng GRDP", "~", 10, "%", 2030),
        (3, "Thu nhập bình quân đến năm 2029", "=", 90, "triệu đồng", 2029),
        (6, "Tỷ lệ huy động học sinh đến trường: Mẫu giáo", "=", 99.8, "%", 2030),
        (7, "Tỷ lệ huy động học sinh đến trường: Tiểu học", ">=", 60, "%", 2030),
        (8, "Tỷ lệ lao động qua đào tạo", "=", 70.5, "%", 2030),
        (9, "Lao động có chứng chỉ", ">", 35, "%", 2030),
    ]
    assert {t.confidence for t in found} == {0.95}
    assert (found[0].table_id, found[0].section_id, found[0].due_raw) == ("d/tb1", None, "2026 - 2030")


def test_table_with_units_and_years() -> None:
    found = targets_of(
        ["TT", "Nội dung chỉ tiêu", "Đơn vị tính", "Thực hiện 2020", "Năm 2025", "Năm 2030"],
        [
            "1 | Tỷ lệ hộ nghèo | % | 5 | 3 | 1",
            "2 | Số xã đạt chuẩn | xã | 10 | 20 | Trên 30",
            "3 | Cơ cấu kinh tế |  |  |  | ",
            " | - Công nghiệp | % | 40 | 50 | 55",
        ],
        caption="Danh mục chỉ tiêu chủ yếu",
    )
    assert [(t.indicator, t.comparator, t.value, t.unit, t.due_year) for t in found] == [
        ("Tỷ lệ hộ nghèo", "=", 3, "%", 2025),
        ("Tỷ lệ hộ nghèo", "=", 1, "%", 2030),
        ("Số xã đạt chuẩn", "=", 20, "xã", 2025),
        ("Số xã đạt chuẩn", ">", 30, "xã", 2030),
        ("Cơ cấu kinh tế: Công nghiệp", "=", 50, "%", 2025),
        ("Cơ cấu kinh tế: Công nghiệp", "=", 55, "%", 2030),
    ]


def test_table_whose_aims_are_its_figures() -> None:
    found = targets_of(["TT", "Nội dung", "Mục tiêu 2030"], ["1 | Tỷ lệ hộ nghèo | 1%", "2 | Xây dựng đường | 5 km"])
    assert [(t.indicator, t.raw, t.due_year) for t in found] == [
        ("Tỷ lệ hộ nghèo", "1%", 2030),
        ("Xây dựng đường", "5 km", 2030),
    ]


def test_table_unit_in_brackets() -> None:
    (found,) = targets_of(["Chỉ tiêu", "Kế hoạch"], ["Tỷ lệ che phủ rừng (%) | 55"])
    assert (found.indicator, found.value, found.unit, found.confidence) == ("Tỷ lệ che phủ rừng", 55, "%", 0.95)
    (found,) = targets_of(["Chỉ tiêu", "Kế hoạch"], ["Chỉ số phát triển con người | 0,75"])
    assert (found.value, found.unit, found.confidence) == (0.75, None, 0.8)  # unit unknown: less sure
    (found,) = targets_of(["Chỉ tiêu", "Kế hoạch"], ["Số xã đạt chuẩn | 100% (45 xã)"])
    assert found.raw == "100%"


def test_table_with_figures_in_its_words() -> None:
    header = ["TT", "Chỉ tiêu", "Cơ quan theo dõi"]
    found = targets_of(header, ["1 | Tỷ lệ hộ nghèo còn dưới 1% | Sở A", "2 | 100% xã có điện đến năm 2025 | Sở B"])
    assert [(t.indicator, t.comparator, t.value, t.due_year) for t in found] == [
        ("Tỷ lệ hộ nghèo", "<", 1, None),
        ("xã có điện đến năm 2025", "=", 100, 2025),
    ]


@pytest.mark.parametrize(
    "header",
    [
        ["TT", "Nhiệm vụ", "Đơn vị", "Kết quả"],  # a table of tasks
        ["TT", "Chỉ tiêu, nhiệm vụ", "Đơn vị", "Thực hiện"],  # a report: what was done
        ["TT", "Nội dung", "Số lượng", "Ghi chú"],
        ["TT", "Mục tiêu, nhiệm vụ", "Đơn vị", "Thời gian"],
    ],
)
def test_other_tables_hold_none(header: list[str]) -> None:
    assert targets_of(header, ["1 | Hỗ trợ 100% hộ nghèo | 5 xã | 80%", "2 | Làm 5 km đường | 3 xã | 90%"]) == []


def test_form_holds_none() -> None:
    assert targets_of(["TT", "Chỉ tiêu", "Kế hoạch"], ["1 | Số hội nghị | ", "2 | Số người |  "]) == []


# --- The whole --------------------------------------------------------------------------------------------------------


@pytest.mark.corpus
def test_answers() -> None:
    """The targets of the annotated documents are right."""
    tally = Tally()
    answers = ROOT / "evaluation" / "gold" / "dev"
    for name, source, number in (
        ("001_37c5d7600e8f8767.1", "001_37c5d7600e8f8767", None),
        ("004_845be7d462c89c00.109-NQ-TU", "004_845be7d462c89c00", "109-NQ/TU"),
    ):
        gold = json.loads((answers / f"{name}.json").read_text(encoding="utf-8"))
        path = ROOT / "corpus" / "raw" / f"{source}.txt"
        found, tape, _ = structure(read(path.read_bytes(), path.name), include_secret=False)
        document = next(d for d in found.documents if number is None or (d.number == number and d.sections))
        targets = extract_targets(document.doc_id, document.sections, document.tables, tape)
        tally.where = name
        score_targets(tally, gold, [target.model_dump() for target in targets])
        for target in targets:
            assert target.span.read(tape.text) == target.raw
    assert tally.figures()["targets"].lower >= 0.95, tally.misses["targets"]


LONG = {
    "percentages": "100% xã, " * 5_000,
    "semicolons": "100% xã a b c; " * 5_000,
    "long subject": "x " * 20_000 + " kiểm tra " + "100 xã, " * 3_000,
    "brackets": "(5 xã) " * 8_000,
    "brackets in clauses": "tỷ lệ a đạt 5% (trong đó b 6%), " * 3_000,
    "nested": "(" * 30_000 + "5%" + ")" * 30_000,
    "open": "(" * 50_000,
    "ages": "5 tuổi, " * 10_000,
    "conditions": "100% x, " + "5 xã trở lên a, " * 8_000,
    "nothing between": "5 xã " * 15_000,
    "lists": "100% a; các b" * 6_000,
    "sentences": "5%. " * 10_000,
    "headings": "a: 5%; " * 8_000,
    "baselines": "từ 5% năm 2020 lên 6%, " * 3_000,
    "times": "đến năm 2025 " * 5_000 + "đạt 5%",
    "efforts": "phấn đấu " * 10_000 + "5%",
}


@pytest.mark.parametrize("name", LONG)
def test_work_grows_with_length_only(name: str) -> None:
    grows_with_length(read_aims, LONG[name])
