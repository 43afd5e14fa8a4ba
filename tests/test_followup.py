"""The follow-up list: what it holds, how it is filtered, and the files it is written to."""

from __future__ import annotations

import csv
import io
import json
import sys
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from rich.console import Console

from facts_sample import Work, document, sources
from vbparse import followup
from vbparse.cli import main
from vbparse.dataset import Dataset, load, write_dataset
from vbparse.errors import UsageError
from vbparse.facts.cross import cross_document
from vbparse.followup import COLUMNS, follow_up, parse_day, rows_as

JUNE, JULY, YEAR = date(2021, 6, 30), date(2021, 7, 15), date(2025, 12, 31)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a dataset with a plan of four tasks and a directive of two."""
    out = tmp_path_factory.mktemp("data") / "out"
    plan = document(
        "24-KH/TU",
        date(2021, 6, 1),
        [
            Work(
                "Sơ kết, tổng kết",
                ["BAN TUYÊN GIÁO TỈNH ỦY"],
                due=[("quý II/2025", "quarter", YEAR), ("trước 15/7/2021", "date", JULY)],
            ),
            Work(
                "Báo cáo",
                ["Ban Tổ chức Tỉnh ủy"],
                ["Ban Tuyên giáo Tỉnh uỷ", "UBND tỉnh"],
                [("hằng năm", "recurring", None)],
            ),
            Work("=SUM(A1)", ["UBND tỉnh"], due=[("tháng 6/2021", "month", JUNE)]),
            Work("Nêu gương"),
        ],
        doc_type="Kế hoạch",
    )
    directive = document(
        "3-CT/TU",
        date(2021, 1, 19),
        [Work("Quán triệt", ["các cấp ủy"]), Work("Kiểm tra", ["Sở Y tế"], due=[("tháng 6/2021", "month", JUNE)])],
    )
    items = sources(plan, directive)
    write_dataset(items, out, cross_document(items))
    return out


@pytest.fixture(scope="module")
def data(folder: Path) -> Dataset:
    return load(folder)


def texts(data: Dataset, **options: Any) -> list[str]:
    return [row.text for row in follow_up(data, **options)]


def test_rows_come_by_day_then_by_document_and_undated_last(data: Dataset) -> None:
    rows = follow_up(data)
    assert [(row.text, row.due) for row in rows] == [
        ("=SUM(A1)", JUNE),
        ("Kiểm tra", JUNE),
        ("Sơ kết, tổng kết", JULY),
        ("Sơ kết, tổng kết", YEAR),
        ("Báo cáo", None),
        ("Quán triệt", None),
    ]
    assert rows[2].lead == ("Ban Tuyên giáo Tỉnh ủy",)
    assert rows[4].coordinate == ("Ban Tuyên giáo Tỉnh ủy", "Ủy ban nhân dân tỉnh")
    assert (rows[2].document, rows[2].issued_on, rows[2].due_raw) == (
        "Kế hoạch 24-KH/TU",
        date(2021, 6, 1),
        "trước 15/7/2021",
    )


@pytest.mark.parametrize(
    ("options", "expected"),
    [
        ({"unit": "ban tuyên giáo"}, ["Sơ kết, tổng kết", "Sơ kết, tổng kết", "Báo cáo"]),
        ({"unit": "BAN TUYÊN GIÁO TỈNH UỶ", "role": "lead"}, ["Sơ kết, tổng kết", "Sơ kết, tổng kết"]),
        ({"unit": "ban tuyên giáo", "role": "coordinate"}, ["Báo cáo"]),
        ({"unit": "UBND tỉnh"}, ["=SUM(A1)", "Báo cáo"]),
        ({"unit": "ủy ban nhân dân tỉnh", "role": "lead"}, ["=SUM(A1)"]),
        ({"unit": "cấp uỷ"}, ["Quán triệt"]),
        ({"due_before": JUNE}, ["=SUM(A1)", "Kiểm tra"]),
        ({"due_after": JULY}, ["Sơ kết, tổng kết", "Sơ kết, tổng kết"]),
        ({"due_after": JULY, "due_before": JULY}, ["Sơ kết, tổng kết"]),
        ({"kinds": ["recurring", "date"]}, ["Sơ kết, tổng kết", "Báo cáo"]),
        ({"kinds": ["event"]}, []),
    ],
)
def test_filters(data: Dataset, options: dict[str, Any], expected: list[str]) -> None:
    assert texts(data, **options) == expected


def test_tasks_without_a_unit_come_only_when_asked_for(data: Dataset) -> None:
    assert "Nêu gương" not in texts(data)
    assert "Nêu gương" in texts(data, assigned_only=False)


@pytest.mark.parametrize("unit", ["Ban Dân vận", "", "giáo tỉnh ủy ban"])
def test_an_unknown_unit_is_told(data: Dataset, unit: str) -> None:
    with pytest.raises(UsageError):
        follow_up(data, unit=unit)


@pytest.mark.parametrize("text", ["31/12/2025", "2025-12-31", " 31-12-2025 ", "31.12.2025"])
def test_days_are_read_as_people_write_them(text: str) -> None:
    assert parse_day(text) == YEAR


@pytest.mark.parametrize("text", ["31/02/2025", "12/2025", "mai", "", "32/1/2025"])
def test_what_is_no_day_is_told(text: str) -> None:
    with pytest.raises(UsageError, match="31/12/2025"):
        parse_day(text)


# ---- files --------------------------------------------------------------------------------------------------------


def test_csv_opens_in_excel_and_holds_no_formula(data: Dataset) -> None:
    written = rows_as(follow_up(data), "csv")
    assert written.startswith(b"\xef\xbb\xbf")
    rows = list(csv.DictReader(io.StringIO(written.decode("utf-8-sig"))))
    assert tuple(rows[0]) == COLUMNS and len(rows) == 6
    assert rows[0]["Nhiệm vụ"] == "'=SUM(A1)" and rows[0]["Đơn vị phối hợp"] == ""
    assert (rows[0]["Thời hạn"], rows[0]["Hạn cuối"], rows[0]["Tin cậy"]) == ("tháng 6/2021", "30/06/2021", "90%")


def test_json_holds_the_rows(data: Dataset) -> None:
    rows = json.loads(rows_as(follow_up(data), "json"))
    assert rows[0]["due"] == "2021-06-30" and rows[-1]["due"] is None and rows[0]["lead"] == ["Ủy ban nhân dân tỉnh"]


def test_xlsx_has_dates_filter_and_frozen_heading_and_no_clock(data: Dataset, monkeypatch: pytest.MonkeyPatch) -> None:
    openpyxl = pytest.importorskip("openpyxl")
    written = rows_as(follow_up(data), "xlsx")
    monkeypatch.setattr("time.time", lambda: 2_000_000_000.0)
    assert rows_as(follow_up(data), "xlsx") == written
    sheet = openpyxl.load_workbook(io.BytesIO(written)).active
    assert tuple(cell.value for cell in sheet[1]) == COLUMNS
    assert sheet.freeze_panes == "A2" and sheet.auto_filter.ref == "A1:I7"
    assert sheet["B2"].value.date() == JUNE and sheet["B2"].number_format == "dd/mm/yyyy" and sheet["B6"].value is None
    assert sheet["E2"].data_type == "s" and sheet["E2"].alignment.wrap_text
    assert sheet["I2"].value == 0.9


def test_xlsx_without_openpyxl_says_what_to_install(data: Dataset, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "openpyxl", None)
    with pytest.raises(UsageError, match="pip install openpyxl"):
        rows_as(follow_up(data), "xlsx")


# ---- the command --------------------------------------------------------------------------------------------------


def test_command_prints_a_table(
    folder: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "200")
    assert main(["tasks", str(folder), "--unit", "sở y tế"]) == 0
    out = capsys.readouterr().out
    assert "Đơn vị chủ trì" in out and "30/06/2021" in out and "1 nhiệm vụ, 1 dòng." in out
    assert main(["tasks", str(folder), "--kind", "event"]) == 0
    assert "Không có nhiệm vụ nào." in capsys.readouterr().out


def printed(rows: list[followup.Row], width: int) -> str:
    """Return the table, without spaces at the ends of lines."""
    stream = io.StringIO()
    Console(file=stream, width=width).print(followup.render(rows, width))
    return "\n".join(line.rstrip() for line in stream.getvalue().splitlines())


def row(data: Dataset, **values: Any) -> followup.Row:
    return replace(follow_up(data)[0], **values)


LONG = {
    "due_raw": "trước ngày 30/9/2025",
    "due": date(2025, 9, 30),
    "lead": ("Ban cán sự đảng Ủy ban nhân dân tỉnh", "Ban Thường vụ Huyện ủy"),
    "text": "Tham mưu chương trình thực hiện Chỉ thị số 38-CT/TW của Ban Bí thư, trình Tỉnh ủy. " * 3,
    "document": "Công văn 2061-CV/TU",
    "place": "Bảng 1, dòng 12",
}


@pytest.mark.parametrize("width", [72, 80, 100, 140])
@pytest.mark.parametrize("coordinate", [(), ("Văn phòng Đảng ủy",)])
def test_words_of_the_table_never_break(data: Dataset, width: int, coordinate: tuple[str, ...]) -> None:
    table = printed([row(data, **LONG, coordinate=coordinate)], width)
    assert max(map(len, table.splitlines())) <= width
    told = set(table.split())
    assert {"30/9/2025", "30/09/2025", "2061-CV/TU", "01/06/2021", "38-CT/TW", "Thường"} <= told
    assert ("phối" in told) is bool(coordinate)


def test_a_document_without_a_number_is_told_in_a_few_words(tmp_path: Path) -> None:
    subject = "Quán triệt, học tập, tuyên truyền, triển khai thực hiện các văn bản của Trung ương " * 3
    plan = document(None, None, [Work("Báo cáo", ["Sở Y tế"])], kind="document", doc_type="Kế hoạch", subject=subject)
    items = sources(plan)
    write_dataset(items, tmp_path / "out", cross_document(items))
    rows = follow_up(load(tmp_path / "out"))
    assert rows[0].document == "Kế hoạch Quán triệt, học tập, tuyên truyền, …"
    assert (rows[0].number, rows[0].source_path) == (None, "0.txt")
    assert rows[0].cells[5] == f"{rows[0].document} (0.txt)"
    assert len(printed(rows, 80).splitlines()) < 10


@pytest.mark.parametrize("name", ["list.csv", "list.json", "list.xlsx"])
def test_command_writes_files_by_their_ending(folder: Path, data: Dataset, tmp_path: Path, name: str) -> None:
    assert main(["tasks", str(folder), "--all", "--out", str(tmp_path / name)]) == 0
    layout: followup.FileFormat = name.rpartition(".")[2]  # type: ignore[assignment]
    assert (tmp_path / name).read_bytes() == rows_as(follow_up(data, assigned_only=False), layout)


def test_command_prints_csv(folder: Path, data: Dataset, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["tasks", str(folder), "--format", "csv", "--due-before", "30/06/2021", "--role", "lead"]) == 0
    assert len(capsys.readouterr().out.splitlines()) == 3


@pytest.mark.parametrize(
    "options",
    [
        ["--role", "boss"],
        ["--kind", "soon"],
        ["--format", "pdf"],
        ["--out", "list.txt"],
        ["--format", "xlsx"],
        ["--due-before", "31/02/2021"],
        ["--unit", "Ban Dân vận"],
        ["--format", "csv", "--out", "/no/such/folder/list.csv"],
    ],
)
def test_wrong_use_is_told_in_both_languages(
    folder: Path, options: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["tasks", str(folder), *options]) == 2
    told = capsys.readouterr().err
    assert "Error: " in told and "Lỗi: " in told


def test_a_folder_without_a_dataset_is_wrong_use(tmp_path: Path) -> None:
    assert main(["tasks", str(tmp_path)]) == 2
