"""Checks across documents: what is told, and what is left alone."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from facts_sample import Cites, Work, document, sources
from vbparse.dataset import check, load, write_dataset
from vbparse.diagnostics import ACROSS, CODES
from vbparse.document import Document
from vbparse.facts.across import check_across
from vbparse.facts.cross import cross_document
from vbparse.facts.links import links
from vbparse.model import DeadlineKind, Diagnostic

DAY, NOW = date(2021, 6, 8), date(2021, 9, 30)
BAC_GIANG: dict[str, Any] = {"organisation": "TỈNH ỦY BẮC GIANG"}
CITED = document("109-NQ/TU", DAY, source="b.txt", **BAC_GIANG)


def told(*documents: Document) -> list[tuple[str, str]]:
    return [(d.code, d.message) for d in found(*documents)]


def found(*documents: Document) -> list[Diagnostic]:
    return check_across(documents, links(documents))


def citing(*cites: Cites, day: date = NOW) -> Document:
    return document("128-KL/TU", day, (), cites, doc_type="Kết luận", source="z.txt", **BAC_GIANG)


def nq(day: date | None, doc_type: str = "Nghị quyết") -> Cites:
    return Cites(f"{doc_type} số 109-NQ/TU", "109-NQ/TU", doc_type, day)


def test_the_codes_are_known() -> None:
    assert set(CODES) >= ACROSS


# ---- citations ----------------------------------------------------------------------------------------------------


def test_another_type_than_the_document_bears_is_told() -> None:
    [(code, message)] = told(CITED, citing(nq(DAY, "Chỉ thị")))
    assert code == "cited-type-differs"
    assert message == "the citation says Chỉ thị but 109-NQ/TU is a Nghị quyết"
    assert told(CITED, citing(nq(None, "Chỉ thị"))) == [(code, message)]


def test_a_form_of_the_type_is_the_type() -> None:
    program = document("03-CTr/TU", DAY, doc_type="Chương trình hành động", source="b.txt", **BAC_GIANG)
    cite = Cites("Chương trình số 03-CTr/TU", "03-CTr/TU", "Chương trình", DAY)
    assert told(program, citing(cite)) == []


def test_quyet_dinh_and_quy_dinh_with_one_number_are_two() -> None:
    rules = document("66-QĐ/TU", DAY, doc_type="Quy định", source="b.txt", **BAC_GIANG)
    cite = Cites("Quyết định số 66-QĐ/TU", "66-QĐ/TU", "Quyết định")
    assert told(rules, citing(cite)) == []


@pytest.mark.parametrize(
    "day",
    [date(2020, 6, 8), date(2021, 8, 6), date(2021, 6, 9), date(2021, 5, 8), date(2021, 6, 18)],
    ids=["another year", "day and month turned", "a digit of the day", "a digit of the month", "one digit more"],
)
def test_a_slip_in_the_date_is_told(day: date) -> None:
    assert told(CITED, citing(nq(day))) == [
        (
            "cited-date-differs",
            f"the citation dates 109-NQ/TU {day:%d/%m/%Y}, the document bears 08/06/2021",
        )
    ]


@pytest.mark.parametrize("day", [date(2016, 7, 4), date(2021, 7, 14), None])
def test_the_date_of_another_document_is_no_slip(day: date | None) -> None:
    assert told(CITED, citing(nq(day))) == []


def test_a_document_not_yet_issued_is_not_cited_with_a_slip() -> None:
    assert told(CITED, citing(nq(date(2020, 6, 8)), day=date(2020, 12, 1))) == []


def test_no_slip_is_told_where_a_document_of_that_date_is_there() -> None:
    older = document("109-NQ/TU", date(2015, 6, 8), source="c.txt", **BAC_GIANG)
    assert told(CITED, older, citing(nq(date(2015, 6, 8)))) == []


def test_a_document_that_misdates_itself_is_told() -> None:
    own = document("109-NQ/TU", DAY, (), [nq(date(2020, 6, 8))], source="b.txt", **BAC_GIANG)
    assert [code for code, _ in told(own)] == ["cited-date-differs"]


# ---- numbers ------------------------------------------------------------------------------------------------------


def test_two_documents_with_one_number_are_told_of_each_other() -> None:
    other = document("109-NQ/TU", date(2021, 7, 1), source="c.txt", subject="về việc khác", **BAC_GIANG)
    first, second = found(CITED, other)
    assert (first.code, first.doc_id, second.doc_id) == ("two-documents-one-number", CITED.doc_id, other.doc_id)
    assert first.message_vi == "số 109-NQ/TU cũng là số của Nghị quyết 109-NQ/TU ngày 01/07/2021 về việc khác"


@pytest.mark.parametrize(
    "other",
    [
        document("109-NQ/TU", date(2021, 7, 1), source="c.txt", organisation="TỈNH ỦY LAI CHÂU"),
        document("109-NQ/TU", date(2016, 1, 4), source="c.txt", **BAC_GIANG),
        document("109-NQ/TU", DAY, source="c.txt", **BAC_GIANG),
        document("110-NQ/TU", DAY, source="c.txt", **BAC_GIANG),
        document("109-NQ/TU", date(2021, 7, 1), source="c.txt"),
    ],
    ids=["another province", "another term", "a copy", "another number", "perhaps another province"],
)
def test_numbers_that_may_be_right_are_left_alone(other: Document) -> None:
    assert told(CITED, other) == []


# ---- tasks --------------------------------------------------------------------------------------------------------


def due(raw: str, kind: DeadlineKind, end: date | None, **values: Any) -> Document:
    work = Work(f"Sở Y tế làm, {raw}", ["Sở Y tế"], due=[(raw, kind, end)])
    return document("1-KH/TU", **{"day": DAY, "works": [work], **values})


def test_a_deadline_before_the_document_is_told() -> None:
    [note] = found(due("Tháng 5/2021", "month", date(2021, 5, 31)))
    assert note.code == "deadline-before-issue" and note.span is not None
    assert note.message_vi == "thời hạn Tháng 5/2021 trước ngày ban hành 08/06/2021"


@pytest.mark.parametrize(
    ("kind", "end"),
    [("date", DAY), ("month", date(2021, 6, 30)), ("done", date(2021, 1, 1)), ("recurring", None), ("ongoing", None)],
)
def test_deadlines_that_may_be_right_are_left_alone(kind: DeadlineKind, end: date | None) -> None:
    assert told(due("hạn", kind, end)) == []


@pytest.mark.parametrize(
    ("raw", "late"),
    [
        ("ngày   tháng   năm 2021", 0),
        ("ngày   tháng   năm 2022", 1),
        ("ngày … /8/2021", 1),
        ("ngày /4/2021", 0),
        (None, 0),
    ],
)
def test_a_blank_date_of_issue_counts_for_what_is_printed(raw: str | None, late: int) -> None:
    assert len(told(due("Tháng 5/2021", "month", date(2021, 5, 31), day=None, issued_raw=raw))) == late


def rows(*leads: str) -> Document:
    works = [Work(f"việc {n}", [lead] if lead else [], row=n) for n, lead in enumerate(leads, 1)]
    return document("1-KH/TU", DAY, works)


def test_a_row_without_a_unit_among_rows_with_one_is_told() -> None:
    [note] = found(rows("Sở A", "Sở B", "", "Sở C"))
    assert (note.code, note.message) == (
        "task-without-unit",
        "the row of a table of assignments names no unit: việc 3",
    )


@pytest.mark.parametrize("leads", [("Sở A", ""), ("", "", ""), ("Sở A", "", "Sở B", "", "Sở C"), ("Sở A",) * 4])
def test_a_table_that_assigns_little_is_left_alone(leads: tuple[str, ...]) -> None:
    assert told(rows(*leads)) == []


# ---- in the dataset -----------------------------------------------------------------------------------------------


def test_what_is_told_stands_in_the_table_and_in_no_json(tmp_path: Path) -> None:
    items = sources(CITED, citing(nq(date(2020, 6, 8)), nq(DAY)), due("Tháng 5/2021", "month", date(2021, 5, 31)))
    cross = cross_document(items)
    assert cross == cross_document(reversed(items))
    write_dataset(items, tmp_path / "out", cross)
    assert check(tmp_path / "out") == []
    data = load(tmp_path / "out")
    codes = [row["code"] for row in data["diagnostics"].to_pylist()]
    assert codes == ["cited-date-differs", "deadline-before-issue"]
    assert all(not d.diagnostics for d in data.documents())
    assert [row["cited_doc_id"] for row in data["links"].to_pylist()] == [CITED.doc_id]
    assert [row["name"] for row in data["units"].to_pylist()] == ["Sở Y tế"]
