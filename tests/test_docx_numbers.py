"""Automatic numbers of Word are computed as Word prints them."""

from __future__ import annotations

import pytest

from docx_files import (
    level,
    lines_of,
    listed,
    lists,
    p,
    run,
    tbl,
    tc,
    texts_of,
    tr,
)
from vbparse.readers.docx.numbers import written

BOLD = "<w:b/>"


# ---- numbers ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("style", "value", "expected"),
    [
        ("decimal", 12, "12"), ("decimalZero", 7, "07"), ("upperRoman", 14, "XIV"), ("lowerRoman", 4, "iv"),
        ("upperLetter", 2, "B"), ("lowerLetter", 27, "aa"), ("lowerLetter", 4, "d"), ("none", 3, ""),
        ("numberInDash", 3, "- 3 -"), ("decimalEnclosedCircle", 2, "②"), ("chicago", 2, "†"),
        ("ordinalText", 1, "Thứ nhất"), ("cardinalText", 5, "Năm"), ("hex", 11, "B"), ("unheard", 5, "5"),
    ],
)  # fmt: skip
def test_written(style: str, value: int, expected: str) -> None:
    assert written(value, style) == expected


PARTY = lists(
    level(0, "upperRoman", "%1."),
    level(1, "decimal", "%2."),
    level(2, "decimal", "%2.%3."),
    level(3, "lowerLetter", "%4)"),
)  # fmt: skip


def test_levels_count_and_begin_again_under_the_next_number_above() -> None:
    levels = [0, 1, 1, 2, 2, 3, 3, 1, 2, 0, 1]
    body = "".join(p("x", listed(at)) for at in levels)
    labels = [text.removesuffix(" x") for text in texts_of(body, numbering=PARTY)]
    assert labels == ["I.", "1.", "2.", "2.1.", "2.2.", "a)", "b)", "3.", "3.1.", "II.", "1."]


def test_a_computed_number_is_marked_and_looks_like_its_text() -> None:
    (line,) = lines_of(p(run("QUAN ĐIỂM", BOLD), listed()), numbering=PARTY)
    assert (line.text, line.computed, line.bold) == ("I. QUAN ĐIỂM", 3, True)


@pytest.mark.parametrize(
    ("levels", "numbers", "paragraphs", "expected"),
    [
        # two lists of one definition go on; one with a start of its own begins anew
        ([level(0, "decimal", "%1.")], (None, None), [1, 1, 2], ["1.", "2.", "3."]),
        ([level(0, "decimal", "%1.")], (None, 1), [1, 1, 2, 2, 1], ["1.", "2.", "1.", "2.", "3."]),
        ([level(0, "decimal", "%1.")], (None, 5), [1, 2, 2], ["1.", "5.", "6."]),
        ([level(0, "decimal", "Điều %1.", start=7)], (None,), [1, 1], ["Điều 7.", "Điều 8."]),
    ],
)
def test_lists(levels: list[str], numbers: tuple[int | None, ...], paragraphs: list[int], expected: list[str]) -> None:
    made = ""
    for at, start in enumerate(numbers, start=1):
        own = f'<w:lvlOverride w:ilvl="0"><w:startOverride w:val="{start}"/></w:lvlOverride>' if start else ""
        made += f'<w:num w:numId="{at}"><w:abstractNumId w:val="0"/>{own}</w:num>'
    body = "".join(p("x", listed(0, number)) for number in paragraphs)
    assert [text.removesuffix(" x") for text in texts_of(body, numbering=lists(*levels, numbers=made))] == expected


def test_a_level_that_is_never_set_back() -> None:
    kept = lists(level(0, "upperRoman", "%1."), level(1, "decimal", "%2.", '<w:lvlRestart w:val="0"/>'))
    body = "".join(p("x", listed(at)) for at in (0, 1, 0, 1))
    assert texts_of(body, numbering=kept) == ["I. x", "1. x", "II. x", "2. x"]


def test_legal_numbers_are_decimal_at_all_levels() -> None:
    legal = lists(level(0, "upperRoman", "%1."), level(1, "decimal", "%1.%2.", "<w:isLgl/>"))
    assert texts_of(p("x", listed(0)) + p("y", listed(1)), numbering=legal) == ["I. x", "1.1. y"]


def test_nothing_behind_a_number() -> None:
    glued = lists(level(0, "decimal", "%1.", '<w:suff w:val="nothing"/>'))
    (line,) = lines_of(p("Một", listed()), numbering=glued)
    assert (line.text, line.computed) == ("1.Một", 2)


@pytest.mark.parametrize(
    ("sign", "font", "expected"),
    [
        ("\uf0b7", "Symbol", "•"),
        ("\uf02d", "Symbol", "-"),
        ("\uf0a7", "Wingdings", "▪"),
        ("-", "Arial", "-"),
        ("+", "Arial", "+"),
    ],
)
def test_bullets(sign: str, font: str, expected: str) -> None:
    bullets = lists(level(0, "bullet", sign, f'<w:rPr><w:rFonts w:ascii="{font}"/></w:rPr>'))
    assert texts_of(p("Một", listed()), numbering=bullets) == [f"{expected} Một"]


STYLED = """
<w:style w:type="paragraph" w:styleId="Khoan"><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>
<w:style w:type="paragraph" w:styleId="Diem"><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>
<w:style w:type="paragraph" w:styleId="Child"><w:basedOn w:val="Diem"/></w:style>
<w:style w:type="numbering" w:styleId="House"><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>
"""


def test_a_style_puts_its_paragraphs_in_a_list_at_the_level_linked_to_it() -> None:
    linked = lists(
        level(0, "decimal", "%1.", '<w:pStyle w:val="Khoan"/>'),
        level(1, "lowerLetter", "%2)", '<w:pStyle w:val="Diem"/>'),
    )
    styles = ["Khoan", "Diem", "Child", "Khoan"]
    body = "".join(p("x", f'<w:pStyle w:val="{style}"/>') for style in styles)
    off = p("x", '<w:pStyle w:val="Khoan"/>' + listed(0, 0))
    assert texts_of(body + off, styles=STYLED, numbering=linked) == ["1. x", "a) x", "b) x", "2. x", "x"]


def test_a_list_that_takes_its_levels_from_a_style_of_numbering() -> None:
    numbering = (
        f'<w:abstractNum w:abstractNumId="0"><w:styleLink w:val="House"/>{level(0, "decimal", "%1)")}</w:abstractNum>'
        '<w:abstractNum w:abstractNumId="1"><w:numStyleLink w:val="House"/></w:abstractNum>'
        '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num><w:num w:numId="2"><w:abstractNumId w:val="1"/></w:num>'
    )
    assert texts_of(p("x", listed(0, 2)), styles=STYLED, numbering=numbering) == ["1) x"]


def test_numbers_in_the_cells_of_a_table() -> None:
    rows = [tr(tc(p("", listed())), name) for name in ("Một", "Hai")]
    lines = lines_of(tbl(tr("TT", "Tên"), *rows), numbering=lists(level(0, "decimal", "%1")))
    assert [(line.text, line.computed) for line in lines] == [("TT\tTên", 0), ("1\tMột", 1), ("2\tHai", 1)]
