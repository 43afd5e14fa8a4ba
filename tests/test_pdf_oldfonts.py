"""PDFs with text in an old character set in fonts of ordinary names: told by the words of each font."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from viparse.normalize.encodings import CHARMAPS

from pdf_files import Sheet, _file, _stream, write
from test_legacy import VISCII, in_tcvn3, in_vni
from vbparse.readers.legacy import Charset, charset_of_words
from vbparse.readers.pdf import read_pdf
from vbparse.tape import Tape

TEXT = (
    "Các cơ quan nhà nước và tổ chức của Việt Nam có trách nhiệm thực hiện",
    "hướng dẫn này; cấp ủy các cấp thường xuyên kiểm tra, giám sát việc thi hành",
)
VPS = {letter: byte for byte, letter in CHARMAPS["vps"].pairs}
OLD: dict[Charset, Sequence[str]] = {
    "tcvn3": ["".join(text for text, _ in in_tcvn3(line)) for line in TEXT],
    "vni": [in_vni(line) for line in TEXT],
    "viscii": ["".join(VISCII.get(letter, letter) for letter in line) for line in TEXT],
    "vps": ["".join(VPS.get(letter, letter) for letter in line) for line in TEXT],
}


def simple(rows: Sequence[tuple[str, str]]) -> bytes:
    """Return a PDF with rows of (name of the font, text in Windows-1252), in fonts without a table to Unicode."""
    names = list(dict.fromkeys(font for font, _ in rows))
    widths = " ".join(["500"] * 256)
    fonts = [
        f"<< /Type /Font /Subtype /Type1 /BaseFont /{name} /Encoding /WinAnsiEncoding"
        f" /FirstChar 0 /LastChar 255 /Widths [ {widths} ] >>".encode()
        for name in names
    ]
    places = " ".join(f"/F{number} {number + 5} 0 R" for number in range(len(names)))
    drawing = "\n".join(
        f"BT /F{names.index(font)} 12 Tf 72 {780 - 18 * number} Td <{_one_byte(text).hex()}> Tj ET"
        for number, (font, text) in enumerate(rows)
    )
    page = (
        "<< /Type /Page /Parent 2 0 R /MediaBox [ 0 0 595 842 ] /Contents 4 0 R"
        f" /Resources << /Font << {places} >> >> >>"
    )
    pages = b"<< /Type /Pages /Kids [ 3 0 R ] /Count 1 >>"
    return _file([b"<< /Type /Catalog /Pages 2 0 R >>", pages, page.encode(), _stream(drawing), *fonts], None)


def _one_byte(text: str) -> bytes:
    return b"".join(c.encode("latin-1") if ord(c) < 256 else c.encode("cp1252") for c in text)


def read(rows: Sequence[tuple[str, str]]) -> Tape:
    return read_pdf(simple(rows), "test.pdf")


def words(tape: Tape) -> str:
    return " ".join(tape.text.split())


@pytest.mark.parametrize("font", ["ABCDEF+Arial", "TimesNewRoman", "F1", "TT12Bt00"])
@pytest.mark.parametrize("charset", OLD)
def test_old_text_in_a_font_of_an_ordinary_name(charset: Charset, font: str) -> None:
    tape = read([(font, line) for line in OLD[charset]])
    assert (words(tape), tape.legacy_font) == (" ".join(TEXT), charset)


def test_few_words_are_read_as_the_fonts_beside_them() -> None:
    head = "".join(text for text, _ in in_tcvn3("Điều lệ Đảng"))
    tape = read([("Arial-Bold", head), *(("Arial", line) for line in OLD["tcvn3"])])
    assert tape.text.startswith("Điều lệ Đảng")
    assert read([("Arial-Bold", head)]).text.strip() == head  # alone they are too few
    tape = read([("Arial-Italic", "La République née à Orléans"), *(("Arial", line) for line in OLD["tcvn3"])])
    assert tape.text.startswith("La République née à Orléans")


def test_a_font_of_unicode_beside_an_old_one() -> None:
    sheet = Sheet().text(85, 750, "Cộng hòa xã hội chủ nghĩa; các bên, là, và, hòa bình, cùng làm")
    for number, line in enumerate(OLD["tcvn3"]):
        sheet.text(85, 700 - 18 * number, line, font="Other")
    tape = read_pdf(write([sheet]), "test.pdf")
    assert tape.text.startswith("Cộng hòa xã hội chủ nghĩa; các bên, là, và, hòa bình, cùng làm")
    assert words(tape).endswith(" ".join(TEXT))
    assert tape.legacy_font == "tcvn3"


def test_a_font_that_draws_a_letter_of_unicode_only_is_never_converted() -> None:
    sheet = Sheet().lines(85, 700, [*OLD["tcvn3"], "Điều lệ"])
    tape = read_pdf(write([sheet, Sheet().lines(85, 700, OLD["tcvn3"])]), "test.pdf")
    assert tape.text.count("nhiÖm") == 2
    assert tape.legacy_font is None


FOREIGN = [
    "La République française est née là où les élèves âgés étaient très près",
    "El niño pequeño comió mañana en España, según la opinión de José; canción",
    "Über die Straße für Köln, München, schön, größer, wäre, hätte, süß, böse",
    "São Paulo não é a capital; a educação, informação, coração, irmão, mãe",
    "§ 5, 20 °C ± 3, «a», x² m³ ½ × ÷ © 2020 ® £5 ¥ µm, café",
    "các bên và là có không thì hòa bình quá trình tài chính công tác xã nông thôn",
]


@pytest.mark.parametrize("text", FOREIGN)
def test_other_languages_and_vietnamese_stay(text: str) -> None:
    tape = read([("Arial", text)])
    assert (tape.text.strip(), tape.legacy_font) == (text, None)
    assert charset_of_words(text.split()) is None


def test_a_font_of_capitals_without_its_name_gives_small_letters() -> None:
    """Nobody knows that it draws capitals: the letters come right, their case does not."""
    head = ("H", "céng hoµ x· héi chñ nghÜa viÖt nam")
    tape = read([head, *(("Arial", line) for line in OLD["tcvn3"])])
    assert tape.text.startswith("cộng hoà xã hội chủ nghĩa việt nam")
    tape = read([(".VnTimeH", head[1]), *(("Arial", line) for line in OLD["tcvn3"])])
    assert tape.text.startswith("CỘNG HOÀ XÃ HỘI CHỦ NGHĨA VIỆT NAM")


def test_the_hyphen_that_is_a_letter() -> None:
    """A font of TCVN3 without a table to Unicode gives its ư as a hyphen, as it gives its hyphens."""
    text = "Th\u00ad k\u00fd, n\u00adíc, \u00adu tiªn, Bé tr\u00adëng, 38-CT/TW, kinh-tÕ, a- lµ - b"
    assert read([(".VnTime", text)]).text.strip() == "Thư ký, nước, ưu tiên, Bộ trưởng, 38-CT/TW, kinh-tế, a- là - b"
    tape = read(
        [(".VnTime", "Bé tr\u00adëng c\u00f1a Bé T\u00ad"), (".VnTime", "ph\u00b8p - Tù do-"), (".VnTime", "H¹nh phóc")]
    )
    assert words(tape) == "Bộ trưởng của Bộ Tư pháp - Tự do- Hạnh phúc"
