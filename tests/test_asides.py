"""What a reader knows to stand apart from the text: labelled, kept, and in nobody's way."""

from __future__ import annotations

from vbparse.facts.certainty import bounded
from vbparse.facts.records import with_facts
from vbparse.readers.lines import CleanLine, lay_out
from vbparse.structure import structure
from vbparse.tape import Cell, PrintedRow, Tape

HEAD = ("TỈNH ỦY BẮC GIANG", "*", "Số 38-CT/TU")
RIGHT = ("ĐẢNG CỘNG SẢN VIỆT NAM", "Bắc Giang, ngày 08 tháng 6 năm 2021")
TITLE = ("CHỈ THỊ", "về công tác phòng, chống thiên tai")
END = ("Nơi nhận:", "- Các huyện ủy,", "- Lưu Văn phòng.", "T/M BAN THƯỜNG VỤ", "BÍ THƯ", "Nguyễn Văn An")


def page(number: int) -> tuple[PrintedRow, ...]:
    return (PrintedRow(0, number, (50.0, 50.0 + number, 500.0, 60.0 + number)),)


def row(*cells: str, on: int, continues: bool = False, heads: bool = False) -> CleanLine:
    text = ""
    found: list[Cell] = []
    for cell in cells:
        text += "\t" if found else ""
        found.append(Cell(len(text), len(text) + len(cell)))
        text += cell
    return CleanLine(text, cells=tuple(found), printed=page(on), continues=continues, heads=heads)


def tape(*lines: CleanLine | str) -> Tape:
    rows = [line if isinstance(line, CleanLine) else CleanLine(line, printed=page(1)) for line in lines]
    made = lay_out([(line, None, False) for line in rows], "x.pdf", "pdf", pages=2)
    made.verify()
    return made


def aside(text: str, kind: str, on: int = 1) -> CleanLine:
    return CleanLine(text, printed=page(on), aside=kind)  # type: ignore[arg-type]


def test_a_page_break_with_all_that_stands_around_it_does_not_part_a_paragraph() -> None:
    made = tape(
        *HEAD, *RIGHT, *TITLE,
        CleanLine("1. Các cấp ủy lãnh đạo việc chuẩn bị phương án.", printed=page(1)),
        CleanLine("2. Ủy ban nhân dân tỉnh chỉ đạo các sở theo Nghị quyết số 05-NQ/TU của", printed=page(1)),
        aside("1 Ban hành ngày 03/02/2021.", "footnote"),
        aside("Chỉ thị 38", "running_head", 2),
        aside("2", "page_number", 2),
        CleanLine("Tỉnh ủy và báo cáo.", printed=page(2), continues=True),
        *END,
    )  # fmt: skip
    found, _, _ = structure(made)
    (document,) = found.documents
    texts = [(section.kind, section.text) for section in document.sections]
    assert (
        "clause",
        "Ủy ban nhân dân tỉnh chỉ đạo các sở theo Nghị quyết số 05-NQ/TU của Tỉnh ủy và báo cáo.",
    ) in texts
    assert ("footnote", "1 Ban hành ngày 03/02/2021.") in texts
    joined = next(s for s in document.sections if "báo cáo" in s.text)
    assert (joined.span.page_start, joined.span.page_end) == (1, 2)
    labels = {block.text: (block.label, block.doc_id) for block in found.blocks}
    assert labels["Chỉ thị 38"] == ("running_head", document.doc_id)
    assert labels["2"] == ("page_number", document.doc_id)
    assert labels["1 Ban hành ngày 03/02/2021."][0] == "footnote"


def test_a_stamp_inside_the_heading_block_harms_nothing() -> None:
    stamp = "Người ký: Văn phòng Tỉnh ủy 08-06-2021 09:00:00 +07:00"
    made = tape(*HEAD, aside(stamp, "stamp"), *RIGHT, *TITLE, "1. Các cấp ủy thực hiện.", *END)
    found, _, _ = structure(made)
    (document,) = found.documents
    assert (document.number, str(document.issued_on)) == ("38-CT/TU", "2021-06-08")
    assert document.signatures[0].name == "Nguyễn Văn An"
    assert next(block.label for block in found.blocks if block.text == stamp) == "stamp"
    told = [(e.field, e.raw, e.inferred) for e in document.evidence if e.raw == stamp]
    assert told == [("signatures[0]", stamp, True)]


def test_a_stamp_of_a_registry_is_no_evidence_of_a_signature() -> None:
    made = tape(*HEAD, aside("CÔNG VĂN ĐẾN số 12", "stamp"), *RIGHT, *TITLE, "1. Các cấp ủy thực hiện.", *END)
    (document,) = structure(made)[0].documents
    assert not [e for e in document.evidence if "CÔNG VĂN" in e.raw]


def test_a_row_cut_by_the_page_is_one_row_also_with_a_footnote_between() -> None:
    made = tape(
        *HEAD, *RIGHT, *TITLE, "1. Các cấp ủy thực hiện.", *END,
        CleanLine("PHỤ LỤC 1", printed=page(1)), CleanLine("DANH MỤC NHIỆM VỤ", printed=page(1)),
        row("TT", "Nội dung", "Đơn vị", on=1, heads=True),
        row("1", "Xây dựng kế hoạch.", "Ban Tổ chức", on=1),
        row("2", "Kiểm tra việc thực hiện tại các đơn vị.", "Ủy ban Kiểm tra", on=1),
        aside("1 Theo Quy định 05.", "footnote"),
        aside("2", "page_number", 2),
        row("TT", "Nội dung", "Đơn vị", on=2, heads=True),
        row("", "Báo cáo Ban Thường vụ.", "", on=2, continues=True),
        row("3", "Sơ kết.", "Văn phòng", on=2),
    )  # fmt: skip
    found, _, _ = structure(made)
    (table,) = found.documents[0].tables
    assert [row.cells[1] for row in table.rows] == [
        "Xây dựng kế hoạch.",
        "Kiểm tra việc thực hiện tại các đơn vị. Báo cáo Ban Thường vụ.",
        "Sơ kết.",
    ]


def test_a_secret_document_takes_along_what_stands_around_it() -> None:
    secret = (*HEAD[:2], "Số 39-CT/TU", "MẬT", *RIGHT, "CHỈ THỊ", "về việc riêng", "1. Điều kín.", *END)
    made = tape(
        aside("Chỉ thị 38", "running_head"), *HEAD, *RIGHT, *TITLE, "1. Các cấp ủy thực hiện.", *END,
        aside("MẬT - Chỉ thị 39", "running_head", 2), *secret, aside("trang kín 2", "page_number", 2),
    )  # fmt: skip
    found, kept, left_out = structure(made)
    assert left_out == ("Mật",)
    assert [document.number for document in found.documents] == ["38-CT/TU"]
    assert "kín" not in kept.text and "39" not in kept.text
    assert kept.text.startswith("Chỉ thị 38")


def test_nothing_read_from_a_scan_is_surer_than_its_letters() -> None:
    doubtful = CleanLine("2. Ban Tổ chức báo cáo trước ngày 15/8/2021.", printed=page(1), certainty=0.41)
    sure = [CleanLine(text, printed=page(1), certainty=0.62) for text in (*HEAD, *RIGHT, *TITLE)]
    made = tape(*sure, doubtful, *END)
    (found,) = structure(made)[0].documents
    document = bounded(with_facts(found, made, ()), made)
    assert [task.confidence for task in document.tasks] == [0.41]
    assert {e.confidence for e in document.evidence if e.field == "number"} == {0.62}
    assert document.confidence < found.confidence
    printed = tape(*HEAD, *RIGHT, *TITLE, "1. Các cấp ủy thực hiện.", *END)
    (plain,) = structure(printed)[0].documents
    assert bounded(plain, printed) is plain
