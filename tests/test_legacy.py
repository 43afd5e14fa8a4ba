"""Legacy fonts: TCVN3, VNI, VISCII and VPS to Unicode; what is Unicode already is never touched.

The encoders live here: a text of the corpus is written as a typist would have, in two fonts where TCVN3 needs them.
"""

from __future__ import annotations

import unicodedata
from functools import cache
from itertools import groupby

import pytest

from texts import CORPUS, HEAD
from vbparse.lexicon.syllables import is_syllable
from vbparse.parsing import parse_bytes
from vbparse.readers.legacy import decode_bytes, decode_run, decode_runs, decode_text, named
from vbparse.readers.legacy.fonts import charset_of, draws_capitals

# The letters of TCVN3 in the order of their bytes; capitals with a tone have none.
_TCVN3_BYTES = (*range(0xA1, 0xAF), *range(0xB5, 0xBA), *range(0xBB, 0xBF), *range(0xC6, 0xCD), *range(0xCE, 0xD9),
                *range(0xDC, 0xE0), *range(0xE1, 0xF0), *range(0xF1, 0xFF))  # fmt: skip
_TCVN3_LETTERS = (
    "ĂÂÊÔƠƯĐăâêôơưđàảãáạằẳẵắặầẩẫấậèẻẽéẹềểễếệìỉĩíịòỏõóọồổỗốộờởỡớợùủũúụừửữứựỳỷỹýỵ"
)  # fmt: skip
TCVN3 = {letter: chr(byte) for letter, byte in zip(_TCVN3_LETTERS, _TCVN3_BYTES, strict=True)}

# VISCII from 0x80 on; six more capitals stand below the blank.
_VISCII_LETTERS = (
    "ẠẮẰẶẤẦẨẬẼẸẾỀỂỄỆỐỒỔỖỘỢỚỜỞỊỎỌỈỦŨỤỲÕắằặấầẩậẽẹếềểễệốồổỗỠƠộờởịỰỨỪỬơớƯÀÁÂÃẢĂẳẵÈÉÊẺÌÍĨỳĐứÒÓÔạỷừửÙÚỹỵÝỡư"
    "àáâãảăữẫèéêẻìíĩỉđựòóôõỏọụùúũủýợỮ"
)
VISCII = {letter: chr(byte) for byte, letter in enumerate(_VISCII_LETTERS, start=0x80)}
VISCII |= dict(zip("ẲẴẪỶỸỴ", "\x02\x05\x06\x14\x19\x1e", strict=True))

_VNI_TONES = {"\u0300": "ø", "\u0301": "ù", "\u0303": "õ", "\u0309": "û", "\u0323": "ï"}
_VNI_ROUND = {"": "â", "\u0300": "à", "\u0301": "á", "\u0303": "ã", "\u0309": "å", "\u0323": "ä"}
_VNI_BREVE = {"": "ê", "\u0300": "è", "\u0301": "é", "\u0303": "ü", "\u0309": "ú", "\u0323": "ë"}
_VNI_ALONE = {"đ": "ñ", "ỉ": "æ", "ĩ": "ó", "ị": "ò", "ỵ": "î", "ì": "ì", "í": "í"}


def in_vni(text: str) -> str:
    return "".join(map(_letter_in_vni, text))


@cache
def _letter_in_vni(letter: str) -> str:
    if letter.isupper():
        return _letter_in_vni(letter.lower()).upper()
    if letter in _VNI_ALONE:
        return _VNI_ALONE[letter]
    base, *marks = tuple(unicodedata.normalize("NFD", letter))
    tone = next((mark for mark in marks if mark in _VNI_TONES), "")
    if "\u0302" in marks:
        return base + _VNI_ROUND[tone]
    if "\u0306" in marks:
        return base + _VNI_BREVE[tone]
    if "\u031b" in marks:
        base = "ö" if base == "u" else "ô"
    return base + _VNI_TONES.get(tone, "") if marks else letter


def in_tcvn3(text: str) -> list[tuple[str, str]]:
    """Write a text in `.VnTime`, and in small letters of `.VnTimeH` what has no capital; return (text, font)."""
    parted = groupby(text, key=lambda letter: ".VnTimeH" if _needs_capitals(letter) else ".VnTime")
    return [("".join(TCVN3.get(x, TCVN3.get(x.lower(), x)) for x in letters), font) for font, letters in parted]


def _needs_capitals(letter: str) -> bool:
    return letter not in TCVN3 and letter.lower() in TCVN3


def wrong_characters(wanted: list[str], found: list[str]) -> int:
    """Count characters that differ, line by line; lines of another length count whole."""
    return sum(
        sum(a != b for a, b in zip(want, got, strict=True)) if len(want) == len(got) else len(want)
        for want, got in zip(wanted, found, strict=True)
    )


@pytest.fixture(scope="module")
def corpus() -> list[str]:
    """All lines of the corpus."""
    if not CORPUS:
        pytest.skip("corpus/raw holds no documents")
    texts = (unicodedata.normalize("NFC", path.read_text(encoding="utf-8-sig")) for path in CORPUS)
    return [line for text in texts for line in text.split("\n")]


def small(lines: list[str]) -> list[str]:
    return [line.lower() for line in lines]


LIMIT = 0.0005


@pytest.mark.corpus
def test_corpus_there_and_back(corpus: list[str]) -> None:
    limit = LIMIT * sum(map(len, corpus))
    by_font = ["".join(decode_run(text, font).text for text, font in in_tcvn3(line)) for line in corpus]
    assert wrong_characters(corpus, by_font) < limit
    assert wrong_characters(corpus, [decode_run(in_vni(line), "VNI-Times").text for line in corpus]) < limit


@pytest.mark.corpus
def test_corpus_there_and_back_without_fonts(corpus: list[str]) -> None:
    limit = LIMIT * sum(map(len, corpus))
    assert wrong_characters(corpus, decode_text("\n".join(map(in_vni, corpus))).text.split("\n")) < limit
    tcvn3 = decode_text("\n".join("".join(text for text, _ in in_tcvn3(line)) for line in corpus))
    assert tcvn3.charset == "tcvn3"
    assert wrong_characters(small(corpus), small(tcvn3.text.split("\n"))) < limit


@pytest.mark.corpus
@pytest.mark.parametrize("font", [None, "Times New Roman"])
def test_unicode_is_never_touched(corpus: list[str], font: str | None) -> None:
    assert [line for line in corpus if decode_run(line, font) != (line, None)] == []
    assert [line for line in corpus if decode_text(line) != (line, None)] == []
    assert decode_text("\n".join(corpus)) == ("\n".join(corpus), None)
    parted = [unicodedata.normalize("NFD", line) for line in corpus]
    assert [
        line for line in parted if decode_run(line, font) != (line, None) or decode_text(line) != (line, None)
    ] == []
    words = sorted({word for line in corpus for word in line.split()})
    assert [word for word in words if decode_run(word, font) != (word, None)] == []


@pytest.mark.parametrize(
    ("text", "font", "expected"),
    [
        ("céng hoµ x· héi chñ nghÜa ViÖt nam", ".VnTimeH", "CỘNG HOÀ XÃ HỘI CHỦ NGHĨA VIỆT NAM"),
        ("céng hoµ x· héi", "ABCDEF+.VnTimeH,Bold", "CỘNG HOÀ XÃ HỘI"),
        ("§éc lËp - Tù do - H¹nh phóc", ".VnTime", "Độc lập - Tự do - Hạnh phúc"),
        ("h\u00adíng dÉn thi hµnh", ".VnArial", "hướng dẫn thi hành"),
        ("Th«ng t\u2212 sè 5 \u2212 7", ".VnTime", "Thông tư số 5 − 7"),
        ("CéNG HOµ X· HéI", ".VnTime", "CỘNG HOÀ XÃ HỘI"),
        ("Sè 38-CT/TW", ".VnTime", "Số 38-CT/TW"),
        ("Hµ Néi", ".VnTime", "Hà Nội"),
        ("ban", ".VnTimeH", "BAN"),
        ("ñ", ".VnTimeH", "Ủ"),
        ("COÄNG HOAØ XAÕ HOÄI CHUÛ NGHÓA VIEÄT NAM", "VNI-Times", "CỘNG HOÀ XÃ HỘI CHỦ NGHĨA VIỆT NAM"),
        ("Uûy ban, Aán Ñoä, thaúng, kyõ, Myõ, lî", "VNI-Helve", "Ủy ban, Ấn Độ, thẳng, kỹ, Mỹ, lỵ"),
        ("Chủ tịch Ủy ban", ".VnTime", "Chủ tịch Ủy ban"),  # typed in Unicode, the font stayed
        ("các bên, là các", ".VnTime", "các bên, là các"),
        ("Ñoäc laäp - Töï do - Haïnh phuùc", ".VnTime", "Độc lập - Tự do - Hạnh phúc"),  # VNI under the wrong font
        ("Microsoft Office, R&D", ".VnTime", "Microsoft Office, R&D"),
        ("§", "Wingdings", "▪"),
        ("céng hoµ x· héi chñ nghÜa", None, "cộng hoà xã hội chủ nghĩa"),
        ("Sè :117", "Arial", "Sè :117"),  # one word proves nothing
        ("La République française, été à Orléans", None, "La République française, été à Orléans"),
        ("El niño español mañana también", None, "El niño español mañana también"),
        ("Grüße aus München, schöne Straße", None, "Grüße aus München, schöne Straße"),
    ],
)
def test_runs(text: str, font: str | None, expected: str) -> None:
    assert decode_run(text, font).text == expected


def test_runs_of_a_paragraph_are_judged_together() -> None:
    """A change of look parts a letter from its mark; a lone syllable goes with its neighbours; fonts that lie."""
    vni = decode_runs([("Quye", "VNI-Times"), ("át ñònh", "VNI-Times"), (" so", "VNI-Times"), ("á 5", "VNI-Helve")])
    assert "".join(text for text, _ in vni) == "Quyết định số 5"
    unnamed = decode_runs([("QuyÕt ", "Arial"), ("®Þnh thi hµnh ", "Arial"), ("Sè", None), (" 5", "Arial")])
    assert [text for text, _ in unnamed] == ["Quyết ", "định thi hành ", "Số", " 5"]
    mixed = decode_runs([("bé ", ".VnTimeH"), ("Tài chính", "Times New Roman"), ("§", "Wingdings"), ("sè", ".VnTime")])
    assert [text for text, _ in mixed] == ["BỘ ", "Tài chính", "▪", "số"]


@pytest.mark.parametrize("wrong", ["latin-1", "cp1252", "cp1258"])
@pytest.mark.parametrize("sentence", ["Hướng dẫn thực hiện nghị quyết về kỷ luật đảng viên", "Tình hình và ý nghĩa"])
def test_bytes_decoded_by_a_wrong_code_page(sentence: str, wrong: str) -> None:
    """Windows-1258 has combining marks at some bytes, and a composer may have joined them with a letter."""
    for font, written in (("VNI-Times", in_vni(sentence)), (".VnTime", in_tcvn3(sentence)[0][0])):
        met = unicodedata.normalize("NFC", written.encode("latin-1").decode(wrong, "replace"))
        assert decode_run(met, font).text == sentence


def test_viscii_and_vps() -> None:
    sentence = "ĐẢNG CỘNG SẢN VIỆT NAM: Hướng dẫn thực hiện Nghị quyết về kỷ luật, ẤN ĐỘ"
    written = "".join(VISCII.get(letter, letter) for letter in sentence)
    assert decode_run(written, "VISCII Times") == (sentence, "viscii")
    assert decode_text(f"{written}\nsố 5") == (f"{sentence}\nsố 5", "viscii")
    read_as_windows = written.encode("latin-1").decode("cp1252", "ignore")
    assert len(read_as_windows) < len(written) or decode_run(read_as_windows, "VISCII").text == sentence
    assert decode_run("C\x12NG H÷A", "VPS Times").text == "CỘNG HƠA"


@pytest.mark.parametrize(
    ("font", "charset", "capitals"),
    [
        (".VnTime", "tcvn3", False),
        (".vntimeh", "tcvn3", True),
        (".VnArialH", "tcvn3", True),
        (".VnTimeH-Bold", "tcvn3", True),
        ("QWERTY+.VnTimeH,BoldItalic", "tcvn3", True),
        ("VnTimeH", "tcvn3", True),
        (".VnSouthern", "tcvn3", False),
        (".VnGothic", "tcvn3", False),
        ("VNI-Times", "vni", False),
        ("VNI Times", "vni", False),
        ("VPS Times Hoa", "vps", True),
        ("VISCII", "viscii", False),
        ("Times New Roman", None, False),
        ("VNtimes new roman", None, False),
        ("Arial", None, False),
    ],
)
def test_font_names(font: str, charset: str | None, capitals: bool) -> None:
    assert (charset_of(font), draws_capitals(font)) == (charset, capitals)


def test_mixed_text_line_by_line() -> None:
    """Lines with too little to tell go with their neighbours; lines in Unicode stay."""
    lines = ["Hướng dẫn thi hành Nghị quyết", "Số 5", "Tình hình chung", "Ủy ban nhân dân"]
    mixed = "\n".join([in_vni(lines[0]), in_vni(lines[1]), in_vni(lines[2]), lines[3]])
    assert decode_text(mixed) == ("\n".join(lines), "vni")


@pytest.mark.parametrize(
    ("data", "encoding"),
    [
        ("Đi xem làng ta".encode("cp1258"), "windows-1258"),
        (in_vni("Hướng dẫn thi hành Nghị quyết").encode("latin-1"), "vni"),
        (in_tcvn3("hướng dẫn thi hành Nghị quyết")[0][0].encode("latin-1"), "tcvn3"),
        ("".join(VISCII.get(c, c) for c in "HƯỚNG DẪN thi hành").encode("latin-1"), "viscii"),
        (b"\xff\x80 \x81\x90 abc", None),
        (b"R\xe9publique fran\xe7aise", None),
    ],
)
def test_bytes(data: bytes, encoding: str | None) -> None:
    found = decode_bytes(data)
    assert (found[1] if found else None) == encoding


def test_windows_1258() -> None:
    sentence = "Hướng dẫn thực hiện Nghị quyết về chuyển đổi số"
    written = "".join(unicodedata.normalize("NFC", _toneless(c)) + _tone(c) for c in sentence)
    assert decode_bytes(written.encode("cp1258")) == (sentence, "windows-1258", None)


def _toneless(letter: str) -> str:
    return "".join(mark for mark in unicodedata.normalize("NFD", letter) if mark not in _VNI_TONES)


def _tone(letter: str) -> str:
    return "".join(mark for mark in unicodedata.normalize("NFD", letter) if mark in _VNI_TONES)


def test_names_of_sets() -> None:
    assert named([None, "vni", "tcvn3", "vni"]) == "tcvn3, vni"
    assert named([None]) is None


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("nghiêng", True), ("quốc", True), ("giếng", True), ("gì", True), ("QUYẾT", True), ("khuỷu", True),
        ("thuở", True), ("quýnh", True), ("hoà", True), ("hòa", True), ("yếu", True), ("ký", True),
        ("kông", False), ("ngế", False), ("các", True), ("càc", False), ("cac", False), ("bộxã", False),
        ("Lắk", False), ("việt́", False), ("", False), ("1", False),
    ],
)  # fmt: skip
def test_syllables(word: str, expected: bool) -> None:
    assert is_syllable(word) is expected


@pytest.mark.corpus
def test_words_of_the_corpus_are_syllables(corpus: list[str]) -> None:
    words = [word for line in corpus for word in line.split() if word.isalpha() and not word.isascii()]
    assert sum(map(is_syllable, words)) / len(words) > 0.985


@pytest.mark.parametrize("written", [in_vni(HEAD), "".join(text for text, _ in in_tcvn3(HEAD))], ids=["vni", "tcvn3"])
@pytest.mark.parametrize("encoding", ["latin-1", "utf-8"])
def test_a_text_file_becomes_a_document(written: str, encoding: str) -> None:
    """As bytes of old, and saved in UTF-8 by a program that did not know the font."""
    parsed = parse_bytes(f"{written}{written}".encode(encoding), "cu.txt")
    assert parsed.source.legacy_font in ("vni", "tcvn3")
    assert parsed.source.encoding == (encoding if encoding == "utf-8" else parsed.source.legacy_font)
    assert (parsed.documents[0].number, parsed.documents[0].doc_type) == ("12-NQ/TU", "Nghị quyết")
    assert parsed.documents[0].subject == "về chuyển đổi số"
