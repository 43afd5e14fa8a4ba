"""Number and day that stand on a page with text as pictures, in signature fields: read by either engine, or told."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pytest
from PIL import Image

from pdf_files import Sheet, drawn, write
from pictured_pdf import Mark, with_marks
from scan_pages import DPI, Paper
from vbparse.parsing import parse_bytes
from vbparse.readers.pdf import pictured, read_pdf
from vbparse.readers.pdf.slots import MOST, find_slots
from vbparse.readers.pdf.words import Look, Part, Word
from vbparse.readers.scan import engines
from vbparse.readers.scan.engines import EngineError
from vbparse.tape import Line, Tape

SIDE = 21.6  # points: of a picture
NUMBER, DAY = (140, 729, SIDE, SIDE), (422, 748, SIDE, SIDE)


class Fake:
    """An engine that reads what it is told to."""

    name = "tesseract"
    version = "1"

    def __init__(self, read: Sequence[tuple[str, float]]) -> None:
        self.told, self.asked = list(read), 0

    def read_lines(self, lines: Sequence[object]) -> list[tuple[str, float]]:
        self.asked += len(lines)
        if not self.told:
            raise EngineError("gave up")
        return [self.told[n % len(self.told)] for n in range(len(lines))]


def fake(monkeypatch: pytest.MonkeyPatch, *read: tuple[str, float]) -> Fake:
    engine = Fake(read)
    monkeypatch.setattr(engines, "choose", lambda: engine)
    return engine


def letter(number: str = "Số") -> Sheet:
    """A guideline whose number and day were left blank."""
    sheet = Sheet().centred(782, "THÀNH UỶ HÀ NỘI", middle=170).centred(766, "BAN TỔ CHỨC", font="Bold", middle=170)
    sheet.centred(750, "*", middle=170).text(110, 734, number).text(170, 734, "-HD/BTCTU")
    sheet.centred(782, "ĐẢNG CỘNG SẢN VIỆT NAM", font="Bold", middle=430)
    sheet.text(330, 752, "Hà Nội, ngày", font="Italic").text(450, 752, "tháng 8 năm 2025", font="Italic")
    sheet.centred(690, "HƯỚNG DẪN", font="Bold").centred(670, "về công tác dân vận", font="Bold")
    sheet.lines(86, 630, ["Ban Tổ chức hướng dẫn như sau:", "1. Quán triệt quan điểm.", "2. Đổi mới phương thức."])
    return sheet


def print_of(text: str, width: float = SIDE, height: float = SIDE, base: float = 15.0) -> Image.Image:
    """A text as a picture of so many points."""
    return Paper((round(width * DPI / 72), round(height * DPI / 72))).text(2, base, text).image


def issued(**changes: object) -> list[Mark]:
    return [Mark(NUMBER, print_of("21"), **changes), Mark(DAY, print_of("2"), **changes)]  # type: ignore[arg-type]


def told(tape: Tape) -> list[tuple[str, str]]:
    tape.verify()
    return [(note.code, tape.text[note.start : note.end]) for note in tape.notes]


def line(tape: Tape, words: str) -> Line:
    return next(line for line in tape.lines if words in line.text)


# ---- what is read ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("on_page", [False, True])
def test_number_and_day_are_read(engine: str, on_page: bool) -> None:
    data = with_marks(write([letter()]), issued(on_page=on_page))
    tape = read_pdf(data, "x.pdf")
    assert told(tape) == [("read-from-picture", "21"), ("read-from-picture", "2")]
    assert tape.format == "pdf"
    number, day = line(tape, "HD/BTCTU"), line(tape, "tháng 8")
    assert (number.text, day.text) == ("Số 21 -HD/BTCTU", "Hà Nội, ngày 2 tháng 8 năm 2025")
    assert number.certainty is not None and number.certainty > 0.7 and day.certainty is not None
    assert [held for held in tape.lines if held.certainty is not None] == [number, day]
    assert [round(edge) for edge in number.printed[0].bbox or ()] == [110, 95, 233, 112]
    assert read_pdf(data, "x.pdf") == tape
    source = parse_bytes(data, "x.pdf")
    (document,) = source.documents
    assert (source.source.status, document.number, str(document.issued_on)) == ("ok", "21-HD/BTCTU", "2025-08-02")
    codes = {diagnostic.code for diagnostic in (*source.diagnostics, *document.diagnostics)}
    assert "read-from-picture" in codes and not codes & {"blank-number", "blank-date", "picture-not-read"}
    evidence = next(row for row in document.evidence if row.field == "number")
    assert evidence.confidence <= number.certainty


def test_without_an_engine_it_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("VBPARSE_OCR", "none")
    source = parse_bytes(with_marks(write([letter()]), issued()), "x.pdf")
    (document,) = source.documents
    assert (document.number, document.issued_on) == (None, None)
    codes = [diagnostic.code for diagnostic in (*source.diagnostics, *document.diagnostics)]
    assert codes.count("picture-not-read") == 2 and {"blank-number", "blank-date"} <= set(codes)


@pytest.mark.parametrize("turned", [90, 180, 270])
@pytest.mark.parametrize("upright", [False, True])
def test_turned_pages(engine: str, turned: int, upright: bool) -> None:
    """A page may be shown turned; text and pictures of one may be drawn so that they are upright then."""
    sheet, marks = letter(), issued()
    if upright:
        marks = [Mark(place(mark.rect, turned), mark.picture, turned=turned) for mark in marks]
        sheet = leaning(turned)
    sheet.turned = turned
    tape = read_pdf(with_marks(write([sheet]), marks), "x.pdf")
    texts = [line.text for line in tape.lines]
    assert "Số 21 -HD/BTCTU" in texts and "Hà Nội, ngày 2 tháng 8 năm 2025" in texts


def place(rect: tuple[float, float, float, float], turned: int) -> tuple[float, float, float, float]:
    """Where a part of an upright page stands on the sheet that is shown turned."""
    x, y, width, height = rect
    if turned == 90:
        return 842 - y - height, x, height, width
    if turned == 180:
        return 595 - x - width, 842 - y - height, width, height
    return y, 595 - x - width, height, width


def leaning(turned: int) -> Sheet:
    """The lines of number and date on a sheet that is shown turned, upright there."""
    size = (595, 842) if turned == 180 else (842, 595)
    sheet = Sheet(*size)
    for x, y, text in (
        (110, 734, "Số"), (170, 734, "-HD/BTCTU"), (330, 752, "Hà Nội, ngày"), (450, 752, "tháng 8 năm 2025"),
        (86, 630, "Ban Tổ chức hướng dẫn như sau:"),
    ):  # fmt: skip
        left, bottom, *_ = place((x, y, 0, 0), turned)
        sheet.text(left, bottom, text, angle=turned)
    return sheet


def test_symbol_month_and_year(engine: str) -> None:
    sheet = Sheet().text(110, 734, "Số:").text(110, 700, "Ban Tổ chức hướng dẫn như sau:")
    sheet.text(280, 734, "Hà Nội, ngày").text(400, 734, "tháng").text(470, 734, "năm")
    marks = [
        Mark((135, 729, 90, SIDE), print_of("15-CV/ĐU", 90)),
        Mark((372, 729, SIDE, SIDE), print_of("05")),
        Mark((440, 729, SIDE, SIDE), print_of("7")),
        Mark((500, 729, 40, SIDE), print_of("2025", 40)),
    ]
    texts = [line.text for line in read_pdf(with_marks(write([sheet]), marks), "x.pdf").lines]
    assert "Số: 15-CV/ĐU" in " ".join(texts) and "Hà Nội, ngày 05 tháng 7 năm 2025" in " ".join(texts)


def test_leaders_are_room(engine: str) -> None:
    sheet = letter("Số: ..........-KH/TU")
    sheet.content = [part for part in sheet.content if b"-HD/BTCTU".hex() not in part]
    tape = read_pdf(with_marks(write([sheet]), [Mark((140, 729, 30, SIDE), print_of("127", 30))]), "x.pdf")
    assert line(tape, "KH/TU").text == "Số: 127 -KH/TU"


def test_text_in_a_field_stands_in_its_row() -> None:
    """A field that was filled in with letters needs no engine."""
    sheet = letter()
    sheet.notes.append(((140, 729, 30, 16), drawn(2, 5, "21", 14, "Serif")))
    sheet.notes.append(((422, 748, 20, 16), drawn(2, 4, "2", 14, "Serif")))
    sheet.notes.append(((300, 100, 90, 16), drawn(2, 4, "21 tờ", 14, "Serif")))
    tape = read_pdf(write([sheet]), "x.pdf")
    assert line(tape, "HD/BTCTU").text == "Số 21 -HD/BTCTU"
    assert line(tape, "tháng 8").text == "Hà Nội, ngày 2 tháng 8 năm 2025"
    assert line(tape, "tờ").text == "21 tờ"
    assert told(tape) == []


# ---- what is not ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "marks",
    [
        [Mark(NUMBER, print_of("21"), flags=1)],  # invisible
        [Mark(NUMBER, print_of("21"), flags=2)],  # hidden
        [Mark(NUMBER, print_of("21"), flags=32)],  # not to be viewed, nor printed
        [Mark(NUMBER, print_of("21"), bare=True)],
        [Mark(NUMBER, print_of("21"), appearance=b"\xff\x00 ( q 1 0")],
        [Mark(NUMBER, Image.new("L", (60, 60), 255))],
        [Mark((0, 0, 595, 842), print_of("21"))],
        [Mark((140, 729, 0.5, 0.5), print_of("21"))],
        [Mark((140, 729, 0, 0), print_of("21"))],
        [Mark((-900, -900, SIDE, SIDE), print_of("21"))],
        [Mark((140, 300, SIDE, SIDE), print_of("21"))],  # in no line of number or date
        [Mark((330, 100, 166, 77), Paper((461, 214)).scribble(10, 40).image)],  # a signature
        [Mark((30, 680, 120, 120), Paper((333, 333)).seal(60, 60).image)],  # a seal over the line
    ],
    ids=lambda marks: "",
)
def test_nothing_is_there(marks: list[Mark], monkeypatch: pytest.MonkeyPatch) -> None:
    engine = fake(monkeypatch, ("21", 0.99))
    plain = read_pdf(write([letter()]), "x.pdf")
    assert read_pdf(with_marks(write([letter()]), marks), "x.pdf") == plain
    assert engine.asked == 0


def test_a_scribble_is_told_and_not_read(engine: str) -> None:
    marks = [Mark((130, 729, 36, 16), Paper((200, 60)).scribble(2, 10, (0, 0, 0)).image)]
    tape = read_pdf(with_marks(write([letter()]), marks), "x.pdf")
    assert told(tape) == [("picture-not-read", "Số -HD/BTCTU")]


def test_half_of_a_figure_is_not_read(monkeypatch: pytest.MonkeyPatch) -> None:
    """What stands on the symbol as well is more than the room holds."""
    engine = fake(monkeypatch, ("212", 0.99))
    marks = [Mark((142, 729, 60, SIDE), print_of("212345", 60))]
    assert told(read_pdf(with_marks(write([letter()]), marks), "x.pdf")) == [("picture-not-read", "Số -HD/BTCTU")]
    assert engine.asked == 0


@pytest.mark.parametrize(
    ("read", "found", "codes"),
    [
        ([("21", 0.9), ("21", 0.8), ("21", 0.7)], 0.9, ["read-from-picture"]),
        ([("21", 0.9), ("27", 0.8), ("21", 0.7)], 0.5, ["read-from-picture", "ocr-doubtful"]),
        ([("21", 0.9), ("ai", 0.8), ("", 0.0)], 0.5, ["read-from-picture", "ocr-doubtful"]),
        ([("21", 0.4), ("21", 0.4), ("21", 0.4)], 0.4, ["read-from-picture", "ocr-doubtful"]),
        ([("2l", 0.9), ("2l", 0.8), ("2l", 0.7)], 0.9, ["read-from-picture", "ocr-slip"]),
        ([("21.", 0.9), ("2 1", 0.8), ("_21", 0.7)], 0.9, ["read-from-picture"]),
        ([("21", 0.2), ("21", 0.1), ("21", 0.2)], None, ["picture-not-read"]),
        ([("Ký bởi", 0.9)], None, ["picture-not-read"]),
        ([], None, ["picture-not-read"]),  # the engine gives up
    ],
)
def test_looks_that_differ(
    read: list[tuple[str, float]], found: float | None, codes: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    fake(monkeypatch, *read)
    tape = read_pdf(with_marks(write([letter()]), issued()[:1]), "x.pdf")
    assert line(tape, "HD/BTCTU").text == ("Số 21 -HD/BTCTU" if found else "Số -HD/BTCTU")
    assert line(tape, "HD/BTCTU").certainty == found
    assert [note.code for note in tape.notes] == codes


@pytest.mark.parametrize("read", ["0", "32", "45", "2025", "a"])
def test_no_day_is_invented(read: str, monkeypatch: pytest.MonkeyPatch) -> None:
    fake(monkeypatch, (read, 0.99))
    tape = read_pdf(with_marks(write([letter()]), issued()[1:]), "x.pdf")
    assert line(tape, "tháng 8").text == "Hà Nội, ngày tháng 8 năm 2025"
    assert [note.code for note in tape.notes] == ["picture-not-read"]


@pytest.mark.parametrize("by", [(-2000.0, 0.0), (0.0, 900.0), (-141.0, 0.0), (440.0, 0.0), (0.0, 110.0)])
def test_lines_over_the_edge_of_the_page(by: tuple[float, float], monkeypatch: pytest.MonkeyPatch) -> None:
    fake(monkeypatch, ("21", 0.99))
    sheet = Sheet().text(110 + by[0], 734 + by[1], "Số").text(170 + by[0], 734 + by[1], "-HD/BTCTU")
    sheet.text(86, 600, "Ban Tổ chức hướng dẫn như sau:")
    rect = (NUMBER[0] + by[0], NUMBER[1] + by[1], SIDE, SIDE)
    read_pdf(with_marks(write([sheet]), [Mark(rect, print_of("21"))]), "x.pdf").verify()


@pytest.mark.parametrize("size", [1.0, 3.0, 40.0, 400.0])
def test_print_of_any_size(size: float, monkeypatch: pytest.MonkeyPatch) -> None:
    fake(monkeypatch, ("21", 0.99))
    sheet = Sheet().text(50, 400, "Số", size).text(50 + 3 * size, 400, "-HD", size).text(86, 90, "Ban Tổ chức.")
    rect = (50 + 1.5 * size, 400 - 0.2 * size, size, size)
    read_pdf(with_marks(write([sheet]), [Mark(rect, print_of("21"))]), "x.pdf").verify()


def test_limits(monkeypatch: pytest.MonkeyPatch) -> None:
    engine = fake(monkeypatch, ("21", 0.99))
    marks = [Mark((140 + n % 9 / 9, 729, SIDE, SIDE), Image.new("L", (4, 4), 0)) for n in range(600)]
    read_pdf(with_marks(write([letter()]), [*marks, *issued()]), "x.pdf")
    assert 0 < engine.asked <= 6
    monkeypatch.setattr(pictured, "MOST", 1)
    look = Look(False, False, False)
    row = [Word([Part(text, look)], x, x + 20, 100, 14, 0, 0, False) for x, text in ((0, "Số"), (60, "-KH/TU"))]
    assert len(find_slots([row] * 500)) == MOST


def test_a_file_with_many_is_read_to_a_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    engine = fake(monkeypatch, ("21", 0.99))
    monkeypatch.setattr(pictured.Pictured, "left", 1)
    sheet = Sheet()
    for n in range(30):
        sheet.text(110, 800 - 20 * n, "Số").text(170, 800 - 20 * n, "-HD/BTCTU")
    marks = [Mark((140, 795 - 20 * n, 18, 18), print_of("21", 18, 18, 12)) for n in range(30)]
    assert np.asarray(marks[0].picture).min() < 50
    tape = read_pdf(with_marks(write([sheet]), marks), "x.pdf")
    assert 0 < engine.asked <= 3 * MOST
    assert len(told(tape)) >= 1
