"""Word documents become the tape that a reader of the paper would write down."""

from __future__ import annotations

import io
import random
import re
import unicodedata
import zipfile
from pathlib import Path

import pytest

from docx_files import (
    Word,
    box,
    lines_of,
    listed,
    p,
    packed,
    run,
    shows,
    tbl,
    texts_of,
    tr,
)
from vbparse.errors import SourceError
from vbparse.parsing import Options, parse_bytes
from vbparse.readers.docx import read_docx

SAMPLES = Path(__file__).resolve().parents[2] / "shared/samples"
CENTRED = '<w:jc w:val="center"/>'
BOLD, ITALIC = "<w:b/>", "<w:i/>"
PLACE_HOLDER = "<w:sdtPr><w:showingPlcHdr/></w:sdtPr>"


# ---- lines --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        (p("Một") + p() + p("Hai"), ["Một", "Hai"]),
        (p("Về việc\nchuyển đổi số"), ["Về việc", "chuyển đổi số"]),
        (p("1.\tQuan điểm"), ["1. Quan điểm"]),
        (p("a \t\t b"), ["a b"]),
        (p(run("Số") + "<w:r><w:noBreakHyphen/></w:r>" + run("12")), ["Số-12"]),
        (p(run("chuyển") + "<w:r><w:softHyphen/></w:r>" + run(" đổi")), ["chuyển đổi"]),
        (p(run("Đ\u1ea3ng\u00a0b\u1ed9\u200b")), ["Đảng bộ"]),
        (p(run("Đa") + run("\u0309ng")), ["Đảng"]),
        (p(run("tỉnh ủy", "<w:caps/>")), ["TỈNH ỦY"]),
        (p("<w:r><w:t> TL </w:t></w:r>" + run("TH")), ["TLTH"]),
        (p('<w:r><w:sym w:font="Wingdings" w:char="F0FC"/></w:r>' + run(" Có")), ["✓ Có"]),
        (p(run("\uf0b7", '<w:rFonts w:ascii="Symbol"/>') + run(" Một")), ["• Một"]),
        (p("<m:oMath><m:r><m:t>a+b</m:t></m:r></m:oMath>"), ["a+b"]),
        (p(run("A") + '<w:hyperlink r:id="x">' + run("B") + "</w:hyperlink>"), ["AB"]),
        (p("<w:smartTag>" + run("Lai Châu") + "</w:smartTag>"), ["Lai Châu"]),
        ("<w:sdt><w:sdtContent>" + p("Trong ô") + "</w:sdtContent></w:sdt>", ["Trong ô"]),
        (p("<w:sdt><w:sdtPr/><w:sdtContent>" + run("01/7/2025") + "</w:sdtContent></w:sdt>"), ["01/7/2025"]),
        (p("A") + p(f"<w:sdt>{PLACE_HOLDER}<w:sdtContent>{run('Bấm')}</w:sdtContent></w:sdt>"), ["A"]),
        (p(run("xem ") + shows("REF _x", "mục 2")), ["xem mục 2"]),
        (p(run("Trang ") + shows("PAGE", "5")), ["Trang"]),
        (p('<w:fldSimple w:instr=" DATE ">' + run("2025") + "</w:fldSimple>"), ["2025"]),
        (p(run("Đ"), '<w:framePr w:dropCap="drop"/>') + p("ảng bộ"), ["Đảng bộ"]),
    ],
)  # fmt: skip
def test_text(body: str, expected: list[str]) -> None:
    assert texts_of(body) == expected


def test_gaps() -> None:
    """Each paragraph stands by itself; a line break makes no gap, nor a title typed as several paragraphs."""
    body = p("NGHỊ QUYẾT", CENTRED) + p("về chuyển đổi số", CENTRED) + p("Một\nhai") + p("Ba")
    assert [line.gap for line in lines_of(body)] == [True, False, True, False, True]


def test_a_check_box_and_a_list_show_what_was_chosen() -> None:
    def form(inner: str, code: str) -> str:
        begin = f'<w:r><w:fldChar w:fldCharType="begin"><w:ffData>{inner}</w:ffData></w:fldChar></w:r>'
        return begin + f"<w:r><w:instrText>{code}</w:instrText></w:r>" + '<w:r><w:fldChar w:fldCharType="end"/></w:r>'

    ticked = form("<w:checkBox><w:checked/></w:checkBox>", "FORMCHECKBOX")
    chosen = form(
        '<w:ddList><w:result w:val="1"/><w:listEntry w:val="Nam"/><w:listEntry w:val="Nữ"/></w:ddList>', "FORMDROPDOWN"
    )
    assert texts_of(p(ticked + run(" Có")) + p(chosen)) == ["☒ Có", "Nữ"]


def test_a_break_of_a_column_or_page_ends_a_line() -> None:
    body = p(
        run("Một") + '<w:r><w:br w:type="column"/></w:r>' + run("Hai") + '<w:r><w:br w:type="page"/></w:r>' + run("Ba")
    )
    assert texts_of(body) == ["Một", "Hai", "Ba"]


# ---- looks --------------------------------------------------------------------------------------------------------

STYLES = """
<w:docDefaults><w:rPrDefault><w:rPr><w:sz w:val="28"/></w:rPr></w:rPrDefault></w:docDefaults>
<w:style w:type="paragraph" w:default="1" w:styleId="Normal"/>
<w:style w:type="paragraph" w:styleId="Title1"><w:basedOn w:val="Normal"/><w:pPr><w:jc w:val="center"/>
  <w:outlineLvl w:val="0"/></w:pPr><w:rPr><w:b/><w:sz w:val="32"/></w:rPr></w:style>
<w:style w:type="paragraph" w:styleId="Title2"><w:basedOn w:val="Title1"/>
  <w:pPr><w:outlineLvl w:val="1"/></w:pPr></w:style>
<w:style w:type="character" w:styleId="Strong"><w:rPr><w:b/></w:rPr></w:style>
"""


def test_looks_come_from_styles_and_their_ancestors() -> None:
    (line,) = lines_of(p("Mục tiêu", '<w:pStyle w:val="Title2"/>'), styles=STYLES)
    assert (line.bold, line.centred, line.heading, line.size) == (True, True, 2, 16.0)


@pytest.mark.parametrize(
    ("style", "properties", "bold"),
    [
        ("Title1", "", True),
        ("Title1", '<w:b w:val="0"/>', False),
        ("Title1", '<w:rStyle w:val="Strong"/>', False),  # two styles that switch bold on cancel each other
        ("Normal", '<w:rStyle w:val="Strong"/>', True),
        ("Normal", BOLD, True),
        ("Unknown", "", False),
    ],
)
def test_bold(style: str, properties: str, bold: bool) -> None:
    (line,) = lines_of(p(run("Chữ", properties), f'<w:pStyle w:val="{style}"/>'), styles=STYLES)
    assert line.bold is bold


def test_runs_of_a_line() -> None:
    (line,) = lines_of(p(run("1. Mục tiêu: ", BOLD) + run("đến ") + run("2030", ITALIC)))
    assert [(line.text[r.start : r.end], r.bold, r.italic) for r in line.runs] == [
        ("1. Mục tiêu: ", True, False),
        ("2030", False, True),
    ]


# ---- files --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"PK\x03\x04 no archive", "damaged-file"),
        (packed({"word/other.xml": "<x/>"}), "damaged-file"),
        (packed({"word/document.xml": "no xml"}), "damaged-file"),
        (Word("").data(), "empty-file"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), "encrypted-file"),
        (packed({"word/document.xml": "<a>" + " " * 30_000_000 + "</a>"}), "file-too-large"),
    ],
)  # fmt: skip
def test_files_that_give_nothing(data: bytes, code: str) -> None:
    with pytest.raises(SourceError) as failed:
        read_docx(data, "x.docx")
    assert failed.value.code == code
    assert failed.value.message and failed.value.message_vi


def test_a_locked_file_opens_with_its_password() -> None:
    crypto = pytest.importorskip("msoffcrypto.format.ooxml", reason="msoffcrypto-tool is not installed")
    out = io.BytesIO()
    long = p(" ".join(str(n**3) for n in range(3000)))  # the library packs files under 4 KB so that it can't open them
    crypto.OOXMLFile(io.BytesIO(Word(p("Mở được") + long).data())).encrypt("mật khẩu", out)
    assert read_docx(out.getvalue(), "x.docx", ["sai", "mật khẩu"]).lines[0].text == "Mở được"
    with pytest.raises(SourceError, match="password"):
        read_docx(out.getvalue(), "x.docx", ["sai"])
    options = Options(passwords=("mật khẩu",))
    assert parse_bytes(out.getvalue(), "x.docx", options).source.format == "docx"


def test_what_a_damaged_part_still_gives() -> None:
    files = Word(p("Một") + p("Hai") + p("Ba")).files()
    files["word/document.xml"] = files["word/document.xml"][:-60]
    tape = read_docx(packed(files), "x.docx")
    assert [line.text for line in tape.lines][:2] == ["Một", "Hai"]
    assert [note.code for note in tape.notes] == ["damaged-file"]


def test_what_a_cut_off_file_still_gives() -> None:
    data = Word("".join(p(f"Đoạn {n}") for n in range(200))).data()
    tape = read_docx(data[: data.index(b"word/_rels") - 40], "x.docx")
    assert tape.lines[0].text == "Đoạn 0" and len(tape.lines) > 100
    assert [note.code for note in tape.notes] == ["damaged-file"]


def test_entities_are_not_opened() -> None:
    files = Word(p("Một") + p(run("&file;"))).files()
    head, rest = files["word/document.xml"].split("?>", 1)
    files["word/document.xml"] = head + '?><!DOCTYPE w [<!ENTITY file SYSTEM "file:///etc/hostname">]>' + rest
    tape = read_docx(packed(files), "x.docx")
    assert [line.text for line in tape.lines] == ["Một"]
    assert [note.code for note in tape.notes] == ["damaged-file"]


def test_endless_depth_is_no_danger() -> None:
    nested = "".join("<w:tbl><w:tr><w:tc>" for _ in range(2000)) + p("Trong cùng") + "</w:tc></w:tr></w:tbl>" * 2000
    tape = read_docx(Word(p("Một") + nested).data(), "x.docx")
    assert tape.lines[0].text == "Một" and [note.code for note in tape.notes] == ["damaged-file"]


def test_mangled_files_give_a_tape_or_say_what_is_wrong() -> None:
    chance = random.Random(4)
    files = Word(tbl(tr("TT", "Tên"), tr("1", "Hai")) + p(run("Chi bộ") + box("Khung")) + p("x", listed())).files()
    for _ in range(200):
        name = chance.choice(sorted(files))
        text = list(files[name])
        for _ in range(chance.randint(1, 8)):
            at = chance.randrange(len(text))
            text[at : at + chance.randint(0, 30)] = chance.choices('<>/"01 wtp:', k=chance.randint(0, 5))
        try:
            read_docx(packed({**files, name: "".join(text)}), "x.docx").verify()
        except SourceError as error:
            assert error.code in ("damaged-file", "empty-file")


def test_the_strict_form_of_the_format() -> None:
    files = Word(p(run("Một", BOLD))).files()
    common, strict = (
        "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
        "http://purl.oclc.org/ooxml/wordprocessingml/main",
    )
    relations = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    strictly = "http://purl.oclc.org/ooxml/officeDocument/relationships"
    data = packed({name: text.replace(common, strict).replace(relations, strictly) for name, text in files.items()})
    (line,) = read_docx(data, "x.docx").lines
    assert (line.text, line.bold) == ("Một", True)


# ---- all of it ----------------------------------------------------------------------------------------------------

SAMPLE_NAMES = (
    "party_template_CV-DU_CongHai", "party_form_Mau10_tukiemdiem", "state_30-2020-ND-CP", "state_30-2020_Phuluc3",
)  # fmt: skip


@pytest.fixture(params=SAMPLE_NAMES)
def sample(request: pytest.FixtureRequest) -> bytes:
    path = SAMPLES / f"{request.param}.docx"
    if not path.exists():
        pytest.skip("the sample files are not on this machine")
    return path.read_bytes()


def test_samples_lose_and_repeat_nothing(sample: bytes) -> None:
    """Each letter of a sample, text boxes once, is on the tape, and none but these and computed numbers."""
    tape = read_docx(sample, "x.docx")
    tape.verify()
    with zipfile.ZipFile(io.BytesIO(sample)) as archive:
        xml = archive.read("word/document.xml").decode()
    xml = re.sub(r"<mc:Fallback>.*?</mc:Fallback>", "", xml, flags=re.DOTALL)
    stored = "".join(re.findall(r"<w:t(?: [^>]*)?>([^<]*)</w:t>", xml)).replace("&amp;", "&")
    text = "".join(line.text[line.computed :] for line in tape.lines if line.aside is None)
    assert _letters(text) == _letters(stored)


def _letters(text: str) -> list[str]:
    return sorted(c for c in unicodedata.normalize("NFC", text).upper() if not c.isspace() and c not in "\u00ad\u200b")


def test_the_same_bytes_give_the_same_tape(sample: bytes) -> None:
    assert read_docx(sample, "x.docx") == read_docx(sample, "x.docx")


@pytest.mark.parametrize(
    ("name", "number", "doc_type", "issued_on", "subject", "signer"),
    [
        ("state_30-2020-ND-CP", "30/2020/NĐ-CP", "Nghị định", "2020-03-05", "Về công tác văn thư", "Nguyễn Xuân Phúc"),
        ("party_template_CV-DU_CongHai", None, "Công văn", None, "{{TRICH_YEU_CONG_VAN}}", "Nguyễn Xuân Hoàng"),
    ],
)
def test_samples_give_what_they_print(
    name: str, number: str | None, doc_type: str, issued_on: str | None, subject: str, signer: str
) -> None:
    path = SAMPLES / f"{name}.docx"
    if not path.exists():
        pytest.skip("the sample files are not on this machine")
    (document,) = parse_bytes(path.read_bytes(), path.name).documents
    assert (document.number, document.doc_type, document.subject) == (number, doc_type, subject)
    assert (document.issued_on.isoformat() if document.issued_on else None) == issued_on
    assert [signature.name for signature in document.signatures] == [signer]
