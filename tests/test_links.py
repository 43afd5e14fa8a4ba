"""Links: which document of the dataset a citation means, and when it is not said."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from facts_sample import Cites, document
from vbparse.document import Document
from vbparse.facts.links import DATED, DATED_WITHIN, OTHER_TYPE, UNDATED, links, number_key, same_type, type_fits_number

OLD, NEW, NOW = date(2016, 7, 4), date(2021, 6, 8), date(2021, 9, 30)
BAC_GIANG: dict[str, Any] = {"organisation": "TỈNH ỦY BẮC GIANG"}
LAI_CHAU: dict[str, Any] = {"organisation": "TỈNH ỦY LAI CHÂU"}


def nq(day: date | None = None, raw: str = "Nghị quyết số 109-NQ/TU", **values: Any) -> Cites:
    return Cites(raw, "109-NQ/TU", "Nghị quyết", day, **values)


def citing(*cites: Cites, day: date | None = NOW, **values: Any) -> Document:
    return document("128-KL/TU", day, (), cites, **{"doc_type": "Kết luận", "source": "z.txt", **BAC_GIANG, **values})


def linked(*documents: Document) -> list[tuple[str, str, float]]:
    found = links(documents)
    return [(link.citation_id.rpartition("/")[2], link.cited_doc_id, link.confidence) for link in found]


NEWER = document("109-NQ/TU", NEW, source="b.txt", **BAC_GIANG)
OLDER = document("109-NQ/TU", OLD, source="c.txt", **BAC_GIANG)


def test_number_and_date_make_a_link() -> None:
    assert linked(NEWER, citing(nq(NEW))) == [("c1", NEWER.doc_id, DATED)]


@pytest.mark.parametrize("others", [(NEWER,), (NEWER, OLDER)])
def test_documents_of_two_terms_with_one_number_are_not_confused(others: tuple[Document, ...]) -> None:
    found = linked(*others, citing(nq(OLD)))
    assert found == ([("c1", OLDER.doc_id, DATED)] if OLDER in others else [])


def test_a_mention_without_a_date_takes_that_of_the_last_dated_one() -> None:
    assert linked(NEWER, citing(nq(OLD), nq())) == []
    assert linked(NEWER, OLDER, citing(nq(OLD), nq())) == [
        ("c1", OLDER.doc_id, DATED),
        ("c2", OLDER.doc_id, DATED_WITHIN),
    ]
    assert linked(NEWER, OLDER, citing(nq(OLD), nq(NEW), nq()))[-1] == ("c3", NEWER.doc_id, DATED_WITHIN)


def test_without_any_date_the_only_document_of_the_term_is_meant() -> None:
    assert linked(NEWER, citing(nq())) == [("c1", NEWER.doc_id, UNDATED)]
    assert linked(NEWER, OLDER, citing(nq())) == []  # it may be either
    assert linked(OLDER, citing(nq())) == []  # of the term before: it is likely to be another
    assert linked(NEWER, citing(nq(), day=date(2021, 1, 1))) == []  # not yet issued


def test_a_date_that_cannot_be_is_not_no_date() -> None:
    assert linked(NEWER, citing(nq(None, "Nghị quyết số 109-NQ/TU, ngày 31/02/2021"))) == []


def test_the_type_must_agree_where_no_date_does() -> None:
    other = Cites("Chỉ thị số 109-NQ/TU", "109-NQ/TU", "Chỉ thị")
    assert linked(NEWER, citing(other)) == []
    dated = Cites("Chỉ thị số 109-NQ/TU", "109-NQ/TU", "Chỉ thị", NEW)
    assert linked(NEWER, citing(dated)) == [("c1", NEWER.doc_id, DATED * OTHER_TYPE)]


def test_documents_of_another_province_are_not_meant() -> None:
    assert linked(NEWER, citing(nq(NEW), **LAI_CHAU)) == []
    assert linked(NEWER, citing(nq(NEW, issuer="Tỉnh ủy Lai Châu"))) == []
    assert linked(NEWER, citing(nq(NEW, issuer="Tỉnh ủy Bắc Giang"), **LAI_CHAU)) == [("c1", NEWER.doc_id, DATED)]


def test_the_same_number_in_two_provinces_is_told_apart_by_the_citing_document() -> None:
    there = document("109-NQ/TU", NEW, source="d.txt", **LAI_CHAU)
    assert linked(NEWER, there, citing(nq(NEW))) == [("c1", NEWER.doc_id, DATED)]
    assert linked(NEWER, there, citing(nq(), **LAI_CHAU)) == [("c1", there.doc_id, UNDATED)]
    unknown = citing(nq(NEW), organisation="")
    assert linked(NEWER, there, unknown) == []  # either may be meant


def test_a_central_document_is_meant_from_everywhere() -> None:
    central = document("38-CT/TW", NEW, doc_type="Chỉ thị", issuer="Ban Bí thư", source="b.txt")
    cite = Cites("Chỉ thị 38-CT/TW", "38-CT/TW", "Chỉ thị", NEW, "Ban Bí thư")
    assert linked(central, citing(cite), citing(cite, source="y.txt", **LAI_CHAU))[0][1] == central.doc_id
    assert len(linked(central, citing(cite), citing(cite, source="y.txt", **LAI_CHAU))) == 2


def test_two_districts_are_told_apart() -> None:
    values: dict[str, Any] = {"issuer": "Ban Thường vụ Huyện ủy", "doc_type": "Kế hoạch"}
    nam = document("24-KH/HU", NEW, source="b.txt", organisation="HUYỆN ỦY LỤC NAM", **values)
    ngan = document("24-KH/HU", NEW, source="c.txt", organisation="HUYỆN ỦY LỤC NGẠN", **values)
    own: dict[str, Any] = {"issuer": "Ban Thường vụ Huyện ủy", "organisation": "HUYỆN ỦY LỤC NGẠN"}
    cite = Cites("Kế hoạch 24-KH/HU", "24-KH/HU", "Kế hoạch", NEW, "Ban Thường vụ Huyện ủy")
    assert linked(nam, ngan, citing(cite, **own)) == [("c1", ngan.doc_id, DATED)]
    named = Cites("Kế hoạch 24-KH/HU", "24-KH/HU", "Kế hoạch", NEW, "Huyện ủy Lục Nam")
    assert linked(nam, ngan, citing(named)) == [("c1", nam.doc_id, DATED)]
    assert linked(nam, ngan, citing(Cites("Kế hoạch 24-KH/HU", "24-KH/HU", "Kế hoạch", NEW))) == []


def test_a_document_is_not_linked_to_itself() -> None:
    own = document("109-NQ/TU", NEW, (), [nq(NEW), nq()], source="b.txt", **BAC_GIANG)
    assert linked(own) == []
    older = document("109-NQ/TU", OLD, source="c.txt", **BAC_GIANG)
    assert linked(own, older) == []
    cites_older = document("109-NQ/TU", NEW, (), [nq(OLD)], source="b.txt", **BAC_GIANG)
    assert linked(cites_older, older) == [("c1", older.doc_id, DATED)]


def test_short_forms_are_linked_only_where_they_were_resolved_and_self_never() -> None:
    short = Cites("Nghị quyết 109", "109", "Nghị quyết", NEW, form="short")
    resolved = Cites("Nghị quyết 109", "109-NQ/TU", "Nghị quyết", NEW, form="short")
    own = Cites("Nghị quyết này", "109-NQ/TU", "Nghị quyết", NEW, form="self")
    assert [cite for cite, _, _ in linked(NEWER, citing(short, resolved, own))] == ["c2"]


def test_an_orphan_appendix_is_linked_to_the_document_it_came_with() -> None:
    parent = document("27-HD/BXDĐ", NEW, doc_type="Hướng dẫn", issuer="Ban Xây dựng Đảng", source="b.txt")
    cite = Cites("Hướng dẫn số 27-HD/BXDD", "27-HD/BXDD", "Hướng dẫn", NEW)
    orphan = document(None, None, (), [cite], source="c.txt", parent_number="27-HD/BXDD", issuer=None)
    assert linked(parent, orphan) == [("c1", parent.doc_id, DATED)]


def test_copies_of_one_document_are_one() -> None:
    copy = document("109-NQ/TU", NEW, source="d.txt", **BAC_GIANG)
    assert linked(NEWER, copy, citing(nq(NEW))) == [("c1", NEWER.doc_id, DATED)]
    another = document("109-NQ/TU", NEW, source="e.txt", subject="về việc khác", **BAC_GIANG)
    assert linked(NEWER, another, citing(nq(NEW))) == []


@pytest.mark.parametrize(
    ("left", "right"),
    [("03-CTr/TU", "3-ctr/tu"), ("27-HD/BXDĐ", "27-HD/BXDD"), ("58-CT/TW", "58 - CT/TW"), ("109–NQ/TU", "109-NQ/TU")],
)
def test_number_key(left: str, right: str) -> None:
    assert number_key(left) == number_key(right)


@pytest.mark.parametrize(
    ("left", "right", "same"),
    [
        ("Chương trình", "Chương trình hành động", True),
        ("Nghị quyết", "NGHỊ QUYẾT", True),
        ("Quyết định", "Quy định", False),
        (None, "Quy định", True),
    ],
)
def test_same_type(left: str | None, right: str, same: bool) -> None:
    assert same_type(left, right) is same


def test_type_fits_number() -> None:
    assert type_fits_number("Nghị quyết", "109-NQ/TU") and type_fits_number("Quy định", "66-QĐ/TW")
    assert not type_fits_number("Chỉ thị", "109-NQ/TU") and type_fits_number("Chỉ thị", "12/2020/QH14")


def test_many_citations_take_linear_time() -> None:
    cites = [Cites(f"Nghị quyết số {n}-NQ/TU", f"{n}-NQ/TU", "Nghị quyết", NEW) for n in range(3000)]
    many = [document(f"{n}-NQ/TU", NEW, source="b.txt", **BAC_GIANG) for n in range(0, 3000, 10)]
    assert len(linked(*many, citing(*cites))) == 300
