"""What Word keeps beside the text: notes, text boxes, changes, headers and footers, pages."""

from __future__ import annotations

import pytest

from docx_files import (
    Word,
    box,
    level,
    lines_of,
    listed,
    lists,
    p,
    run,
    shows,
    tape_of,
    tbl,
    tc,
    texts_of,
    tr,
)
from vbparse.parsing import parse_bytes

CENTRED = '<w:jc w:val="center"/>'


# ---- what is tied to a paragraph ----------------------------------------------------------------------------------

OWN_MARK = "<w:r><w:footnoteRef/></w:r>"
NOTES = '<w:footnote w:type="separator" w:id="0">' + p("<w:r><w:separator/></w:r>") + "</w:footnote>"
NOTES += "".join(f'<w:footnote w:id="{n}">{p(OWN_MARK + run(f"Chú thích {n}"))}</w:footnote>' for n in (1, 2))


def reference(note: int) -> str:
    return f'<w:r><w:footnoteReference w:id="{note}"/></w:r>'


def test_footnotes_follow_the_paragraph_of_their_mark() -> None:
    body = p(run("Đảng viên") + reference(2) + run(" mới")) + p(run("Chi bộ") + reference(1))
    lines = lines_of(body, footnotes=NOTES)
    assert [(line.text, line.aside) for line in lines] == [
        ("Đảng viên1 mới", None), ("1 Chú thích 2", "footnote"), ("Chi bộ2", None), ("2 Chú thích 1", "footnote"),
    ]  # fmt: skip
    for line, mark in ((lines[0], "1"), (lines[1], "1")):
        assert [line.text[r.start : r.end] for r in line.runs if r.superscript] == [mark]


def test_footnotes_of_a_table_stand_behind_it() -> None:
    body = tbl(tr(tc(p(run("a") + reference(1))), "b"), tr("c", "d"))
    assert texts_of(body, footnotes=NOTES) == ["a1|b", "c|d", "1 Chú thích 1"]


def test_a_mark_of_its_own_is_kept() -> None:
    body = p(run("Chi bộ") + '<w:r><w:footnoteReference w:customMarkFollows="1" w:id="1"/></w:r>' + run("*"))
    notes = f'<w:footnote w:id="1">{p("* Chú thích")}</w:footnote>'
    assert texts_of(body, footnotes=notes) == ["Chi bộ*", "* Chú thích"]


def test_endnotes_are_counted_in_roman_numbers() -> None:
    notes = f'<w:endnote w:id="1">{p("<w:r><w:endnoteRef/></w:r>" + run(" Cuối văn bản"))}</w:endnote>'
    body = p(run("Chi bộ") + '<w:r><w:endnoteReference w:id="1"/></w:r>')
    assert texts_of(body, endnotes=notes)[0] == "Chi bội"


def test_a_text_box_is_read_once_beside_its_anchor() -> None:
    assert texts_of(p(run("Một") + box("Trong khung")) + p("Hai")) == ["Một", "Trong khung", "Hai"]
    assert texts_of(tbl(tr(tc(p(run("a") + box("b"))), "c"), tr("d", "e"))) == ["a b|c", "d|e"]


def test_letters_drawn_as_a_picture() -> None:
    drawn = "<w:r><w:pict><v:shape><v:textpath string='DỰ THẢO'/></v:shape></w:pict></w:r>"
    assert texts_of(p(drawn) + p("Một")) == ["DỰ THẢO", "Một"]


# ---- what is no text ----------------------------------------------------------------------------------------------


def test_tracked_changes_are_read_as_accepted() -> None:
    struck = '<w:del w:id="1"><w:r><w:delText>cũ</w:delText></w:r></w:del>'
    put_in = f'<w:ins w:id="2">{run("mới")}</w:ins>'
    moved = f'<w:moveFrom w:id="3">{run("từ đây")}</w:moveFrom><w:moveTo w:id="4">{run(" đến đây")}</w:moveTo>'
    tape = tape_of(p(run("Chữ ") + struck + put_in + moved))
    assert [line.text for line in tape.lines] == ["Chữ mới đến đây"]
    assert [(note.code, note.fields) for note in tape.notes] == [("tracked-changes", {"inserted": "2", "struck": "2"})]


def test_a_paragraph_whose_end_was_struck_out_goes_on() -> None:
    body = p("Chi bộ ", '<w:rPr><w:del w:id="1"/></w:rPr>') + p("và đảng bộ", listed())
    assert texts_of(body, numbering=lists(level(0, "decimal", "%1."))) == ["1. Chi bộ và đảng bộ"]


def test_hidden_text_and_comments_are_left_out_with_a_note() -> None:
    body = p(run("Thấy") + run(" ẩn", "<w:vanish/>") + '<w:r><w:commentReference w:id="0"/></w:r>')
    tape = tape_of(body, comments='<w:comment w:id="0">' + p("Nhận xét") + "</w:comment>")
    assert [line.text for line in tape.lines] == ["Thấy"]
    assert {note.code: note.fields["count"] for note in tape.notes} == {
        "hidden-left-out": "2",
        "comments-left-out": "1",
    }


def test_diagrams_and_charts_are_left_out_with_a_note() -> None:
    chart = "<c:chart xmlns:c='http://schemas.openxmlformats.org/drawingml/2006/chart' r:id='x'/>"
    tape = tape_of(p(run("Một") + f"<w:r><w:drawing><a:graphic>{chart}</a:graphic></w:drawing></w:r>"))
    assert [(note.code, note.fields) for note in tape.notes] == [("drawing-left-out", {"count": "1"})]


def test_documents_inside_the_document_make_the_source_partial() -> None:
    word = Word(p("QUYẾT ĐỊNH", CENTRED) + p("về tổ chức", CENTRED) + '<w:altChunk r:id="x"/>')
    parsed = parse_bytes(word.data(), "a.docx")
    assert (parsed.source.status, parsed.source.error_code) == ("partial", "embedded-left-out")


# ---- headers and footers ------------------------------------------------------------------------------------------


def margins(**parts: str) -> Word:
    """A document with headers and footers: `header_first="…"`."""
    made, section = {}, "<w:titlePg/>"
    for at, (name, inner) in enumerate(parts.items()):
        kind, _, pages = name.partition("_")
        made[f"m{at}"] = (kind, inner)
        section = f'<w:{kind}Reference w:type="{pages}" r:id="m{at}"/>' + section
    return Word(p("NGHỊ QUYẾT") + p("Chữ của văn bản"), section, margins=made)


@pytest.mark.parametrize(
    ("parts", "expected"),
    [
        ({"header_default": p(shows("PAGE", "2"), CENTRED)}, []),
        ({"footer_default": p(run("Trang ") + shows("PAGE", "2") + run("/") + shows("NUMPAGES", "9"))}, []),
        ({"footer_default": p("- 3 -")}, [("- 3 -", "page_number")]),
        ({"footer_default": p("Mẫu 10-KNĐ")}, [("Mẫu 10-KNĐ", "running_head")]),
        ({"header_default": p("Mẫu 1"), "header_first": p("Mẫu 1")}, [("Mẫu 1", "running_head")]),
    ],
)
def test_running_heads_stand_apart_and_once(parts: dict[str, str], expected: list[tuple[str, str]]) -> None:
    lines = lines_of(margins(**parts))
    assert [(line.text, line.aside) for line in lines[2:]] == expected


@pytest.mark.parametrize(
    "header",
    [
        {"header_first": tbl(tr("TỈNH ỦY BẮC GIANG", "ĐẢNG CỘNG SẢN VIỆT NAM"), ruled=False)},
        {"header_default": p("<w:r><w:pict><v:shape><v:textpath string='DỰ THẢO'/></v:shape></w:pict></w:r>")},
        {"header_default": p("MẬT")},
    ],
)
def test_a_letterhead_or_mark_in_the_header_is_text(header: dict[str, str]) -> None:
    lines = lines_of(margins(**header))
    assert lines[-1].text == "Chữ của văn bản"
    assert len(lines) > 2 and not any(line.aside for line in lines)


def test_a_watermark_makes_a_draft() -> None:
    head = (
        tbl(tr("TỈNH ỦY BẮC GIANG\nSố 109-NQ/TU", "ĐẢNG CỘNG SẢN VIỆT NAM"), ruled=False)
        + p("NGHỊ QUYẾT", CENTRED)
        + p("về chuyển đổi số", CENTRED)
    )
    word = margins(header_default=p("<w:r><w:pict><v:shape><v:textpath string='DỰ THẢO'/></v:shape></w:pict></w:r>"))
    word.body = head + p("Tỉnh ủy ban hành Nghị quyết về chuyển đổi số.")
    (document,) = parse_bytes(word.data(), "a.docx").documents
    assert document.draft and document.number == "109-NQ/TU"


# ---- pages --------------------------------------------------------------------------------------------------------

TURN = "<w:r><w:lastRenderedPageBreak/></w:r>"


def pages(body: str) -> list[list[tuple[int, int]]]:
    return [[(row.start, row.page) for row in line.printed] for line in lines_of(body)]


def test_pages_that_word_left_in_the_file() -> None:
    body = p("Một") + p(run("Hai ") + TURN + run("ba")) + p("Bốn")
    assert pages(body) == [[(0, 1)], [(0, 1), (4, 2)], [(0, 2)]]
    assert tape_of(body).pages == 2


def test_a_page_break_that_was_asked_for_is_counted_once() -> None:
    body = p("Một") + p('<w:r><w:br w:type="page"/></w:r>') + p(TURN + run("Hai")) + p("Ba", "<w:pageBreakBefore/>")
    assert pages(body) == [[(0, 1)], [(0, 2)], [(0, 3)]]


def test_cells_of_a_row_that_a_page_break_cuts() -> None:
    cut = tc(p(run("a ") + TURN + run("b")))
    assert pages(tbl(tr(cut, cut), tr("c", "d"))) == [[(0, 1), (2, 2), (4, 1), (6, 2)], [(0, 2)]]


def test_no_pages_where_word_left_none() -> None:
    tape = tape_of(p("Một") + p('<w:r><w:br w:type="page"/></w:r>') + p("Hai"))
    assert tape.pages is None and not any(line.printed for line in tape.lines)
