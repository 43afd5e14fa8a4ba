"""Characters that look the same to a reader are the same; spaces that were lost between words are put back."""

from __future__ import annotations

import unicodedata

import pytest

from texts import CORPUS
from vbparse.readers.characters import clean, from_symbol_font
from vbparse.readers.lines import CleanLine, Row
from vbparse.readers.spacing import part_words
from vbparse.tape import Cell, PrintedRow, Run


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Vie\u0323\u0302t", "Việt"),
        ("Vie\u0302\u0323t", "Việt"),
        ("a\u0301\u0302y", "ấy"),  # the tone typed before the circumflex
        ("u\u0309\u031b", "ử"),
        ("đươ\u0323c", "được"),
        ("\u0422\u1ec9nh u\u1ef7", "Tỉnh uỷ"),  # Cyrillic Т
        ("c\u03bf\u0301", "có"),  # Greek ο
        ("ĐẢNG \u0421ỘNG SẢN", "ĐẢNG CỘNG SẢN"),
        ("Россия", "Россия"),
        ("α = 5, Δt", "α = 5, Δt"),
        ("Q\u00d0-UBND, \u00f0ảng", "QĐ-UBND, đảng"),
        ("\uff2e\uff11\uff0e", "N1."),
        ("bộ\u200b \u200eví\u00adđụ\u202c", "bộ víđụ"),
        ("a\u00a0b\u2003c", "a b c"),
        ("\ufb01le", "file"),
        ("\uf0b7 một \uf0a7 hai \uf02d ba \uf0d8 bốn", "• một ▪ hai - ba ➢ bốn"),
        ("plain ASCII", "plain ASCII"),
    ],
)
def test_clean(text: str, expected: str) -> None:
    assert clean(text) == expected
    assert clean(clean(text)) == expected


@pytest.mark.parametrize(
    ("text", "font", "expected"),
    [
        ("\uf0b7", "Symbol", "•"),
        ("§", "Wingdings", "▪"),
        ("ü", "Wingdings", "✓"),
        ("a", "Symbol", "α"),
        ("§", None, "§"),
    ],
)
def test_symbol_fonts(text: str, font: str | None, expected: str) -> None:
    assert from_symbol_font(text, font) == expected


@pytest.mark.corpus
def test_the_corpus_is_clean_already() -> None:
    """Nothing of Unicode text changes but what was always cleaned: blanks, marks of no width, composition."""
    for path in CORPUS:
        text = unicodedata.normalize("NFC", path.read_text(encoding="utf-8-sig"))
        plain = text.translate(dict.fromkeys((0xAD, 0x200B, 0x200C, 0x200D, 0x2060, 0xFEFF)) | {0xA0: " "})
        assert clean(text) == plain, path.name


def rows(*texts: str) -> list[Row]:
    return [(CleanLine(text), None, False) for text in texts]


@pytest.mark.parametrize(
    ("texts", "expected", "codes"),
    [
        (["các bộxã hội"], ["các bộ xã hội"], ["lost-space"]),
        (["củaĐảng và NhànướcViệt"], ["của Đảng và NhànướcViệt"], ["lost-space"]),
        (["BAN CÁNSỰ ĐẢNG"], ["BAN CÁN SỰ ĐẢNG"], ["lost-space"]),
        (["thựchiện"], ["thựchiện"], ["lost-space-unclear"]),  # thự chiện is spelled as well
        (["thựchiện", "thực hiện"], ["thực hiện", "thực hiện"], ["lost-space"]),
        (["Đắk Lắk, Krông Pắc, Lênin, quốc tế"], ["Đắk Lắk, Krông Pắc, Lênin, quốc tế"], []),
        (["quyết định, nghiêng, khuỷu, quýnh"], ["quyết định, nghiêng, khuỷu, quýnh"], []),
    ],
)
def test_lost_spaces(texts: list[str], expected: list[str], codes: list[str]) -> None:
    parted, notes = part_words(rows(*texts * 3))  # all through the text
    assert [line.text for line, _, _ in parted] == expected * 3
    assert [note.code for _, note in notes] == codes * 3


def test_a_word_or_two_are_how_the_paper_is_spelled() -> None:
    for texts in (["các bộxã hội", "bộxã"], [*["các bộxã"] * 4, "các cấp ủy lãnh đạo " * 100]):
        parted, notes = part_words(rows(*texts))
        assert [line.text for line, _, _ in parted] == texts
        assert {note.code for _, note in notes} == {"lost-space-unclear"}


def test_what_belongs_to_a_line_moves_along() -> None:
    line = CleanLine(
        "một bộxã\tvềquê hai",
        runs=(Run(4, 6, bold=True), Run(6, 8, italic=True), Run(14, 17, bold=True)),
        cells=(Cell(0, 8), Cell(9, 18)),
        breaks=(15,),
        printed=(PrintedRow(0, 1), PrintedRow(6, 2)),
        computed=4,
    )
    ((parted, _, _), _), notes = part_words([(line, None, False), *rows("bộxã")])
    notes = [note for note in notes if note[0] == 0]
    assert parted.text == "một bộ xã\tvề quê hai"
    assert [parted.text[run.start : run.end] for run in parted.runs] == ["bộ", "xã", " ha"]
    assert [parted.text[cell.start : cell.end] for cell in parted.cells or ()] == ["một bộ xã", "về quê hai"]
    assert (parted.breaks, parted.computed) == ((17,), 4)
    assert [row.start for row in parted.printed] == [0, 7]
    assert [parted.text[note.start : note.end] for _, note in notes] == ["bộ xã", "về quê"]
