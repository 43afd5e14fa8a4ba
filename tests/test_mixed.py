"""PDF files in which pages with text and scanned pages follow each other: one document, in order, by either engine."""

from __future__ import annotations

import io

import pytest
from PIL import Image

from pdf_files import Sheet, write
from pictured_pdf import Mark, joined, with_marks
from scan_pages import Paper, bound, worn
from vbparse.document import Document, ParsedSource
from vbparse.parsing import parse_bytes
from vbparse.readers.pdf import read_pdf
from vbparse.tape import Line, Tape

STAMP = ["Người ký: Dương Văn Thái", "Cơ quan: Tỉnh ủy Bắc Giang", "Thời gian ký: 15/07/2021 08:00:00"]
FOREIGN = [
    "Tnh uy Bac Giang thuc hien cong tac van dong nhan dan in the",
    "new situation of the party members and the people of province",
    "with strong leadership under the guidance of the central body",
] * 3


pytestmark = pytest.mark.usefixtures("own_cache")


# ---- pages: A4, text from 86 to about 550 points --------------------------------------------------------------------


def heading() -> Sheet:
    sheet = Sheet().centred(782, "TỈNH ỦY BẮC GIANG", middle=170).centred(766, "BAN THƯỜNG VỤ", font="Bold", middle=170)
    sheet.centred(750, "*", middle=170).centred(734, "Số 38-CT/TU", middle=170)
    sheet.centred(782, "ĐẢNG CỘNG SẢN VIỆT NAM", font="Bold", middle=430)
    sheet.centred(752, "Bắc Giang, ngày 15 tháng 7 năm 2021", font="Italic", middle=430)
    return sheet.centred(690, "CHỈ THỊ", font="Bold").centred(664, "về tăng cường công tác dân vận", font="Bold")


def opening() -> Sheet:
    """The first page: its last paragraph goes on."""
    sheet = heading().text(114, 620, "Ban Thường vụ Tỉnh ủy yêu cầu các cấp ủy thực hiện các nhiệm vụ")
    sheet.text(86, 602, "sau.")
    sheet.text(114, 96, "1. Quán triệt sâu sắc quan điểm của Đảng về công tác dân vận")
    sheet.text(86, 78, "trong tình hình mới; nâng cao nhận thức của cấp ủy, tổ chức đảng")
    return sheet.text(86, 60, "và đội ngũ cán bộ, đảng viên về vị trí của công tác dân vận nhằm")


def middle() -> Paper:
    """The second page: the rest of a paragraph, a whole one, one that goes on."""
    paper = Paper().lines(
        86,
        80,
        [
            "củng cố niềm tin của nhân dân đối với Đảng, Nhà nước và chính quyền các cấp,",
            "tạo sự đồng thuận trong xã hội.",
        ],
    )
    paper.text(114, 125, "2. Đổi mới nội dung, phương thức công tác dân vận của các cơ quan nhà nước,")
    paper.text(86, 143, "chính quyền các cấp; thực hiện tốt quy chế dân chủ ở cơ sở.")
    paper.text(114, 170, "3. Nâng cao chất lượng hoạt động của Mặt trận Tổ quốc và các đoàn thể chính")
    return paper.text(86, 188, "trị - xã hội; tập trung hướng về cơ sở, sát với từng đối tượng, địa bàn, gắn bó")


def end() -> Sheet:
    """The last page: the rest of a paragraph, one more, the closing."""
    sheet = Sheet().text(86, 770, "mật thiết với đoàn viên, hội viên và nhân dân.")
    sheet.text(114, 740, "4. Phát huy vai trò của nhân dân trong xây dựng Đảng, xây dựng").text(86, 722, "chính quyền.")
    sheet.text(86, 640, "Nơi nhận:", 12, "Bold").lines(86, 624, ["- Ban Bí thư,", "- Lưu Văn phòng."], 12, 14)
    sheet.centred(640, "T/M BAN THƯỜNG VỤ", font="Bold", middle=430).centred(622, "BÍ THƯ", middle=430)
    return sheet.centred(540, "Dương Văn Thái", font="Bold", middle=430)


def signed(paper: Paper) -> Paper:
    paper.text(86, 300, "Nơi nhận:", 14).lines(86, 316, ["- Ban Bí thư,", "- Lưu Văn phòng."], 12, 14)
    paper.centred(430, 300, "T/M BAN THƯỜNG VỤ").centred(430, 318, "BÍ THƯ").centred(430, 420, "Dương Văn Thái")
    return paper.seal(350, 370).scribble(400, 360)


def scan(*images: Image.Image) -> bytes:
    return bound(images, "PDF")


def over(sheet: Sheet, paper: Paper) -> bytes:
    """A text layer with the picture of a page over it."""
    return with_marks(write([sheet]), [Mark((0, 0, 595, 842), paper.image, on_page=True)])


def texts(tape: Tape) -> list[str]:
    tape.verify()
    return [line.text for line in tape.lines if line.aside is None]


def pages_of(line: Line) -> set[int]:
    return {row.page for row in line.printed}


def carried(tape: Tape) -> list[tuple[int, str]]:
    """Lines that carry on the page before: the page and the first word."""
    return [(line.printed[0].page, line.text.split()[0]) for line in tape.lines if line.continues]


def outline(source: ParsedSource) -> list[tuple[str, int | None, int | None]]:
    (document,) = source.documents
    return [(s.marker, s.span.page_start, s.span.page_end) for s in document.sections if s.marker]


def signer(document: Document) -> str | None:
    return document.signatures[0].name if document.signatures else None


WHOLE = [("1", 1, 2), ("2", 2, 2), ("3", 2, 3), ("4", 3, 3)]


# ---- text, scan, text -----------------------------------------------------------------------------------------------


def test_a_scanned_page_between_two_with_text(engine: str) -> None:
    data = joined([write([opening()]), scan(middle().image), write([end()])])
    tape = read_pdf(data, "x.pdf")
    assert (tape.format, tape.pages, tape.notes) == ("pdf-mixed", 3, ())
    assert carried(tape) == [(2, "củng"), (3, "mật")]
    assert all((line.certainty is None) == (2 not in pages_of(line)) for line in tape.lines)
    first = next(line for line in tape.lines if line.continues)
    assert first.size == pytest.approx(14, abs=0.7)
    assert first.printed[0].bbox == pytest.approx((86, 68, 532, 83), abs=3)
    assert read_pdf(data, "x.pdf") == tape
    source = parse_bytes(data, "x.pdf")
    assert (source.source.format, source.source.status, source.source.pages) == ("pdf-mixed", "ok", 3)
    assert outline(source) == WHOLE
    (document,) = source.documents
    assert (document.number, str(document.issued_on)) == ("38-CT/TU", "2021-07-15")
    assert (signer(document), document.source_format) == ("Dương Văn Thái", "pdf-mixed")
    third = next(section for section in document.sections if section.marker == "3")
    assert third.text.endswith("bó mật thiết với đoàn viên, hội viên và nhân dân.")


def test_without_an_engine_the_rest_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("VBPARSE_OCR", "none")
    source = parse_bytes(joined([write([opening()]), scan(middle().image), write([end()])]), "x.pdf")
    assert (source.source.format, source.source.status) == ("pdf-mixed", "partial")
    assert source.source.error_code == "page-is-scan"
    (document,) = source.documents
    assert (document.number, signer(document)) == ("38-CT/TU", "Dương Văn Thái")


@pytest.mark.parametrize("bad", ["worn", "on its side", "narrow"])
def test_bad_scans_carry_on(engine: str, bad: str) -> None:
    image = middle().image
    if bad == "worn":
        image = worn(image, 1, 1.5)
    elif bad == "on its side":
        image = image.transpose(Image.Transpose.ROTATE_90)
    else:
        image = image.crop((70, 0, 1600, 2250))
    source = parse_bytes(joined([write([opening()]), scan(image), write([end()])]), "x.pdf")
    assert outline(source) == WHOLE


@pytest.mark.parametrize(("pixels", "dots"), [(1654, 72), (2480, 96), (1240, 96), (827, 72)])
def test_a_wrong_resolution_does_no_harm(tesseract: None, pixels: int, dots: int) -> None:
    """What is called 72 dots per inch was scanned with more: the page is read as A4, boxes are those of the file."""
    out = io.BytesIO()
    high = round(pixels * 2339 / 1654)
    middle().image.resize((pixels, high), Image.Resampling.BOX).save(out, "PDF", resolution=dots, quality=90)
    data = joined([write([opening()]), out.getvalue(), write([end()])])
    tape = read_pdf(data, "x.pdf")
    assert carried(tape) == [(2, "củng"), (3, "mật")]
    first = next(line for line in tape.lines if line.continues)
    assert first.size == pytest.approx(14, abs=0.7)
    scale = pixels * 72 / dots / 595.3
    assert first.printed[0].bbox == pytest.approx([edge * scale for edge in (86, 68, 532, 83)], abs=3 * scale)
    assert outline(parse_bytes(data, "x.pdf")) == WHOLE


@pytest.mark.parametrize("first", [True, False])
def test_a_scan_at_the_beginning_or_end(engine: str, first: bool) -> None:
    if first:
        paper = Paper().centred(170, 60, "TỈNH ỦY BẮC GIANG", style="Regular").centred(170, 78, "BAN THƯỜNG VỤ")
        paper.centred(170, 96, "*").centred(170, 114, "Số 38-CT/TU", style="Regular")
        paper.centred(420, 60, "ĐẢNG CỘNG SẢN VIỆT NAM", 15).rule(325, 66, 515, 66)
        paper.centred(420, 90, "Bắc Giang, ngày 15 tháng 7 năm 2021", style="Italic")
        paper.centred(310, 160, "CHỈ THỊ", 15).centred(310, 184, "về tăng cường công tác dân vận")
        paper.text(114, 700, "3. Nâng cao chất lượng hoạt động của Mặt trận Tổ quốc và các đoàn thể chính")
        paper.text(86, 718, "trị - xã hội; tập trung hướng về cơ sở, sát với từng đối tượng, địa bàn, gắn bó")
        data = joined([scan(paper.image), write([end()])])
    else:
        data = joined([write([opening()]), scan(signed(middle()).image)])
    source = parse_bytes(data, "x.pdf")
    (document,) = source.documents
    assert source.source.format == "pdf-mixed"
    assert (document.number, str(document.issued_on), document.doc_type) == ("38-CT/TU", "2021-07-15", "Chỉ thị")
    assert (signer(document), len(document.recipients)) == ("Dương Văn Thái", 2)
    assert outline(source) == ([("3", 1, 2), ("4", 2, 2)] if first else [("1", 1, 2), ("2", 2, 2), ("3", 2, 2)])


def test_numbers_of_pages_are_set_apart(engine: str) -> None:
    paper = middle().centred(297, 40, "2", style="Regular")
    tape = read_pdf(joined([write([opening()]), scan(paper.image), write([end().centred(802, "3")])]), "x.pdf")
    numbers = [(line.text, line.printed[0].page) for line in tape.lines if line.aside == "page_number"]
    assert numbers == [("2", 2), ("3", 3)]
    assert carried(tape) == [(2, "củng"), (3, "mật")]


# ---- tables ---------------------------------------------------------------------------------------------------------

XS = [86, 130, 380, 530]
ROWS = [
    ["TT", "Nội dung", "Thời gian"],
    ["1", "Ban hành kế hoạch", "Tháng 8/2021"],
    ["2", "Sơ kết công tác", "Tháng 9/2021"],
    ["3", "Kiểm tra, giám sát", "Tháng 10/2021"],
    ["4", "Tổng kết công tác", "Tháng 12/2021"],
]


def table() -> Sheet:
    sheet = heading().text(86, 620, "Danh mục nhiệm vụ kèm theo Chỉ thị gồm các nội dung sau:")
    ys = [132, 104, 76, 48]
    sheet.grid(XS, ys)
    for y, row in zip(ys, ROWS[:3], strict=False):
        for x, cell in zip(XS, row, strict=False):
            sheet.text(x + 6, y - 18, cell, 13)
    return sheet


@pytest.mark.parametrize("repeated", [True, False])
def test_a_table_goes_on_over_the_break(engine: str, repeated: bool) -> None:
    rows = [*ROWS[:1], *ROWS[3:]] if repeated else ROWS[3:]
    ys = [60 + 28 * n for n in range(len(rows) + 1)]
    paper = Paper().grid(XS, ys, rows).text(114, ys[-1] + 40, "Căn cứ danh mục này, các cấp ủy xây dựng kế hoạch.")
    data = joined([write([table()]), scan(paper.image)])
    tape = read_pdf(data, "x.pdf")
    found = [line for line in tape.lines if line.cells is not None]
    assert [line.cell_texts() for line in found] == ([*ROWS[:3], *rows] if repeated else ROWS)
    assert [line.heads for line in found] == ([True, False, False, True, False, False] if repeated else [False] * 5)
    assert [line.certainty is None for line in found] == [True] * 3 + [False] * len(rows)
    (document,) = parse_bytes(data, "x.pdf").documents
    (made,) = document.tables
    assert (made.span.page_start, made.span.page_end) == (1, 2)
    assert [row.cells[0] for row in made.rows] == ["1", "2", "3", "4"]


def test_a_row_goes_on_over_the_break(engine: str) -> None:
    sheet = heading().grid(XS, [120, 92, 40])
    for x, cell in zip(XS, ROWS[0], strict=False):
        sheet.text(x + 6, 102, cell, 13)
    sheet.text(92, 74, "1", 13).text(136, 74, "Ban hành kế hoạch thực hiện Chỉ thị", 13)
    sheet.text(136, 56, "và tổ chức quán triệt đến toàn thể", 13).text(386, 74, "Tháng 8/2021", 13)
    paper = Paper()
    for x in XS:
        paper.rule(x, 60, x, 128)
    for y in (60, 100, 128):
        paper.rule(86, y, 530, y)
    paper.text(136, 78, "cán bộ, đảng viên trong Đảng bộ tỉnh", 13)
    for x, cell in zip(XS, ROWS[2], strict=False):
        paper.text(x + 6, 120, cell, 13)
    (document,) = parse_bytes(joined([write([sheet]), scan(paper.image)]), "x.pdf").documents
    (made,) = document.tables
    assert [row.cells[0] for row in made.rows] == ["1", "2"]
    assert made.rows[0].cells[1].endswith("toàn thể cán bộ, đảng viên trong Đảng bộ tỉnh")


# ---- layers that are no text of the page ----------------------------------------------------------------------------


def layered(kind: str) -> Sheet:
    sheet = Sheet()
    if kind == "stamp":
        for number, text in enumerate(STAMP):
            sheet.text(360, 800 - 10 * number, text, 8)
    for number, text in enumerate(FOREIGN):
        if kind == "foreign":
            sheet.text(86, 760 - 18 * number, text, mode=3)
        elif kind == "garbled":
            sheet.text(86, 760 - 18 * number, "".join(chr(0xE000 + ord(letter) % 90) for letter in text))
    return sheet


@pytest.mark.parametrize("kind", ["stamp", "foreign", "garbled"])
def test_a_layer_that_is_no_text_of_the_page(engine: str, kind: str) -> None:
    around = write([opening()]), write([end()])
    tape = read_pdf(joined([around[0], over(layered(kind), middle()), around[1]]), "x.pdf")
    plain = read_pdf(joined([around[0], over(Sheet(), middle()), around[1]]), "x.pdf")
    assert texts(tape) == texts(plain)
    assert tape.format == "pdf-mixed"
    assert carried(tape) == [(2, "củng"), (3, "mật")]
    stamps = [(line.text, line.certainty) for line in tape.lines if line.aside == "stamp"]
    assert stamps == ([(text, None) for text in STAMP] if kind == "stamp" else [])


@pytest.mark.parametrize("leaders", ["", " ............"])
def test_number_and_day_typed_over_a_scan(engine: str, leaders: str) -> None:
    """A program puts them into the picture of the page as text."""
    paper = Paper().centred(170, 60, "TỈNH ỦY BẮC GIANG", style="Regular").centred(170, 78, "BAN THƯỜNG VỤ")
    paper.centred(170, 96, "*").text(120, 114, f"Số{leaders}").text(185, 114, "-CT/TU")
    paper.centred(420, 60, "ĐẢNG CỘNG SẢN VIỆT NAM", 15).rule(325, 66, 515, 66)
    paper.text(310, 90, "Bắc Giang, ngày", style="Italic").text(435, 90, "tháng 7 năm 2021", style="Italic")
    paper.centred(310, 160, "CHỈ THỊ", 15).centred(310, 184, "về tăng cường công tác dân vận")
    paper.text(114, 240, "Ban Thường vụ Tỉnh ủy yêu cầu các cấp ủy, tổ chức đảng thực hiện tốt các nhiệm")
    sheet = Sheet().text(150, 842 - 113, "38").text(408, 842 - 89, "15")
    source = parse_bytes(over(sheet, paper), "x.pdf")
    (document,) = source.documents
    assert (document.number, str(document.issued_on)) == ("38-CT/TU", "2021-07-15")
    assert source.source.format == "pdf-scan"
