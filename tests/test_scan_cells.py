"""Cells of ruled tables in scans, marks and lines that noise eats: what is told by the picture of a page."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pytest

from programs import need_language
from scan_pages import Paper, encoded, worn
from vbparse.readers import read
from vbparse.readers.scan.cells import find_cells, lines_of
from vbparse.readers.scan.dots import dotted
from vbparse.readers.scan.engines import CellEngine, EngineError, Seen, choose
from vbparse.readers.scan.ink import without_specks
from vbparse.readers.scan.letters import ReadWord
from vbparse.readers.scan.pairs import count
from vbparse.readers.scan.pixels import Grey, Spot, ink_of
from vbparse.readers.scan.rules import erase, find_rules
from vbparse.readers.scan.tesseract import Tesseract, _settled, find_tesseract

XS = [60, 90, 300, 330, 360, 430]  # points: columns as narrow as their figures
YS = [100, 160, 220, 250, 280]
ROWS = [
    [["TT"], ["Nội dung công việc", "của các cơ quan"], ["Tỉnh", "ủy"], ["BTV"], ["Thời hạn"]],
    [["1"], ["Xây dựng kế hoạch của", "Ban Thường vụ", "Tỉnh ủy năm 2025"], ["X"], [], ["Quý", "III/2021"]],
    [["2"], ["Sơ kết công tác"], ["12"], ["34"], ["56"]],
    [["10"], [], ["7"], ["8"], ["9"]],
]


@pytest.fixture(autouse=True)
def tesseract(monkeypatch: pytest.MonkeyPatch) -> None:
    need_language("vie")
    monkeypatch.setenv("VBPARSE_OCR", "tesseract")
    monkeypatch.setenv("VBPARSE_OCR_CACHE", "off")


def table() -> Paper:
    """A table whose cells all but fill their columns, with lines beside lines."""
    paper = Paper().text(60, 80, "Danh sách kèm theo kế hoạch này", 13)
    for x in XS:
        paper.rule(x, YS[0], x, YS[-1])
    for y in YS:
        paper.rule(XS[0], y, XS[-1], y)
    for y, row in zip(YS, ROWS, strict=False):
        for x, cell in zip(XS, row, strict=False):
            paper.lines(x + 3, y + 15, cell, 12, 17)
    return paper


def prepared(paper: Paper) -> tuple[Grey, list[Spot]]:
    """The page without its ruling lines, and its cells."""
    grey = np.asarray(paper.image.convert("L"))
    rules, mask = find_rules(grey)
    return erase(grey, mask), find_cells(rules)


# ---- cells ----------------------------------------------------------------------------------------------------------


def test_no_line_takes_words_of_its_neighbour() -> None:
    page, cells = prepared(table())
    assert len(cells) == 20
    engine = choose()
    assert isinstance(engine, CellEngine)
    lines: dict[int, list[Seen]] = {}
    for word in engine.read_cells(page, [], cells):
        lines.setdefault(word.line, []).append(word)
    for line in lines.values():
        held = {n for word in line for n, cell in enumerate(cells) if cell[0] <= word.box[0] and word.box[2] <= cell[2]}
        own = [n for n in held if all(cells[n][1] <= word.box[1] and word.box[3] <= cells[n][3] for word in line)]
        outside = all(word.box[3] < cells[0][1] for word in line)
        assert outside or len(own) == 1, [word.text for word in line]


@pytest.mark.parametrize("condition", ["clean", "worn"])
def test_cells_are_read_one_by_one(condition: str) -> None:
    paper = table()
    image = paper.image if condition == "clean" else worn(paper.image, 3)
    tape = read(encoded(image, "PNG"), "bang.png")
    found = [line.cell_texts() for line in tape.lines if line.cells is not None]
    assert found == [[" ".join(cell) for cell in row] for row in ROWS]
    assert [line.text for line in tape.lines if line.cells is None] == ["Danh sách kèm theo kế hoạch này"]


def test_empty_cells_have_no_lines() -> None:
    page, cells = prepared(table())
    ink = ink_of(page)
    counts = [len(lines_of(cell, ink)) for cell in cells]
    assert counts == [len(cell) for row in ROWS for cell in row]


def test_merged_cells_are_one() -> None:
    paper = Paper()
    for y in (100, 140, 180):
        paper.rule(60, y, 400, y)
    for x in (60, 400):
        paper.rule(x, 100, x, 180)
    paper.rule(200, 140, 200, 180)
    _, cells = prepared(paper)
    widths = sorted(round((x1 - x0) * 72 / 200) for x0, _, x1, _ in cells)
    assert [width // 10 for width in widths] == [13, 19, 33]


def test_a_frame_is_no_table() -> None:
    paper = Paper().text(80, 130, "Mẫu số 1")
    for edge in ((60, 100, 400, 100), (60, 150, 400, 150), (60, 100, 60, 150), (400, 100, 400, 150)):
        paper.rule(*edge)
    assert prepared(paper)[1] == []


# ---- what noise does ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("size", [1, 2])
def test_a_hole_does_not_end_a_line(size: int) -> None:
    grey = np.asarray(table().image.convert("L")).copy()
    x = round(XS[2] * 200 / 72)
    hole = round(YS[-1] * 200 / 72) - 25
    grey[hole : hole + size, x - 6 : x + 7] = 255
    rules, _ = find_rules(grey)
    ends = [rule[3] for rule in rules if rule[0] <= x <= rule[2] and rule[3] - rule[1] > 100]
    assert ends and max(ends) >= round(YS[-1] * 200 / 72) - 2


def test_feet_of_bold_letters_are_no_line() -> None:
    grey = np.asarray(Paper().text(60, 100, "nhiệm vụ hành chính, nội dung", 13, style="Bold").image.convert("L"))
    rules, mask = find_rules(grey)
    assert rules == [] and not mask.any()


def test_thin_marks_of_tone_stay_and_specks_go() -> None:
    grey = np.full((200, 400), 255, np.uint8)
    grey[78:100, 100:120] = 0  # a letter
    grey[75:77, 104:107] = 60  # a thin mark over it
    grey[40:42, 300:303] = 60  # as much dirt on the paper
    grey[97:99, 122] = 60  # and less than a mark beside the letter
    _, ink, _ = without_specks(grey)
    assert ink[78:100, 100:120].all() and ink[75:77, 104:107].all()
    assert np.count_nonzero(ink) == 22 * 20 + 6


# ---- readings -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("printed_as", "read_as", "meant"),
    [
        ("chi", "chỉ", "chi"),
        ("chỉ", "chỉ", "chỉ"),
        ("tinh", "tỉnh", "tinh"),
        ("tỉnh,", "tỉnh,", "tỉnh,"),
        ("Chi", "Chỉ", "Chi"),
        ("chi", "chi", "chi"),
    ],
)
@pytest.mark.parametrize("style", ["Regular", "Bold", "Italic"])
def test_dots_are_told_from_hooks(printed_as: str, read_as: str, meant: str, style: str) -> None:
    ink = ink_of(np.asarray(Paper((600, 200)).text(20, 50, printed_as, style=style).image.convert("L")))
    left, right = np.flatnonzero(ink.any(axis=0))[[0, -1]]
    size, base = 14 * 200 / 72, 50 * 200 / 72
    (word,) = dotted([ReadWord(read_as, float(left), float(right + 1), base, size, False, 0.9, 0)], ink)
    assert (word.text, word.read_as) == (meant, None if read_as == meant else read_as)


@pytest.mark.parametrize(
    ("found", "meant"),
    [
        ({"dần": [0.8], "dân": [0.7, 0.6]}, ("dân", 0.7)),
        ({"dần": [0.8], "dân": [0.7]}, ("dần", 0.8)),
        ({"TM": [0.9, 0.9], "T/M": [0.5]}, ("T/M", 0.5)),
    ],
)
def test_readings_of_a_word_are_settled(found: dict[str, list[float]], meant: tuple[str, float]) -> None:
    (word,) = _settled([Seen("?", (0, 0, 1, 1), 0.1, 0)], [found], count([]))
    assert (word.text, word.certainty) == meant


def test_words_around_settle_a_word() -> None:
    """What was read most counts less than what the field writes; signs and figures are what was read most."""
    known = count(["Ban Dân vận tỉnh"] * 3)
    line = [Seen(text, (0, 0, 1, 1), 0.9, 0) for text in ("Ban", "Dần", "vận", "X")]
    held = [{"Ban": [0.9]}, {"Dần": [0.8, 0.7], "Dân": [0.8]}, {"vận": [0.9]}, {"X": [0.9, 0.9], "b$": [0.8]}]
    settled = _settled(line, held, known)
    assert [(word.text, word.certainty) for word in settled] == [("Ban", 0.9), ("Dân", 0.8), ("vận", 0.9), ("X", 0.9)]
    assert [word.text for word in _settled(line, held, count([]))] == ["Ban", "Dần", "vận", "X"]


def test_a_line_that_tesseract_dies_of_costs_no_other(monkeypatch: pytest.MonkeyPatch) -> None:
    need_language("vie")
    engine = find_tesseract()
    assert engine is not None
    run = Tesseract._pages

    def dies(self: Tesseract, pictures: Sequence[Grey], layout: str) -> list[list[list[str]]]:
        if any(not picture.any() for picture in pictures):
            raise EngineError("tesseract failed: SIGFPE")
        return run(self, pictures, layout)

    monkeypatch.setattr(Tesseract, "_pages", dies)
    good = np.asarray(Paper((600, 120)).text(20, 30, "Ban Dân vận").image.convert("L"))
    read = engine.read_lines([good, np.zeros_like(good), good])
    assert [text for text, _ in read] == ["Ban Dân vận", "", "Ban Dân vận"]
