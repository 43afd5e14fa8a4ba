"""Scans: pictures of pages become the same tape, by either engine."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import pytest
from PIL import Image

import vbparse
from programs import need, need_font
from scan_pages import Paper, bound, encoded, rasterised, worn
from vbparse.dataset.checks import check
from vbparse.errors import SourceError, UsageError
from vbparse.parsing import parse_bytes
from vbparse.readers import read
from vbparse.readers.pdf import read_pdf
from vbparse.readers.scan import cache, slips, trueocr
from vbparse.readers.scan import tesseract as tesseract_engine
from vbparse.readers.scan.engines import EngineError, Seen, choose
from vbparse.readers.scan.letters import ReadWord, reach
from vbparse.readers.scan.pairs import Pairs, count
from vbparse.readers.scan.trueocr import split_words
from vbparse.readers.scan.wording import Wording
from vbparse.scoring import Tally, score
from vbparse.tape import Tape

ROOT = Path(__file__).parents[1]
RAW, GOLD = ROOT / "corpus" / "raw", ROOT / "evaluation" / "gold" / "dev"
BODY = [
    "Ban Thường vụ Tỉnh ủy yêu cầu các cấp ủy, tổ chức đảng, chính quyền, Mặt trận",
    "Tổ quốc và các đoàn thể chính trị - xã hội tập trung lãnh đạo thực hiện tốt các",
    "nhiệm vụ sau đây.",
]


pytestmark = pytest.mark.usefixtures("own_cache")


def letter() -> Paper:
    """A short directive with two columns at its head and its end."""
    paper = Paper()
    paper.centred(170, 60, "TỈNH ỦY BẮC GIANG", style="Regular").centred(170, 78, "BAN THƯỜNG VỤ").centred(170, 96, "*")
    paper.centred(170, 114, "Số 38-CT/TU", style="Regular")
    paper.centred(420, 60, "ĐẢNG CỘNG SẢN VIỆT NAM", 15).rule(325, 66, 515, 66)
    paper.centred(420, 90, "Bắc Giang, ngày 15 tháng 7 năm 2021", style="Italic")
    paper.centred(310, 160, "CHỈ THỊ", 15).centred(310, 180, "về tăng cường công tác dân vận")
    paper.text(114, 220, BODY[0]).lines(86, 238, BODY[1:])
    paper.text(114, 290, "1. Quán triệt sâu sắc quan điểm của Đảng về công tác dân vận.")
    paper.text(114, 315, "2. Đổi mới nội dung, phương thức công tác dân vận.")
    paper.text(86, 380, "Nơi nhận:", 14).lines(86, 396, ["- Ban Bí thư,", "- Lưu Văn phòng."], 12, 14)
    paper.centred(430, 380, "T/M BAN THƯỜNG VỤ").centred(430, 398, "BÍ THƯ").centred(430, 480, "Dương Văn Thái")
    return paper


def texts(tape: Tape) -> list[str]:
    tape.verify()
    return [line.text for line in tape.lines if line.aside is None]


def png(paper: Paper) -> bytes:
    return encoded(paper.image, "PNG")


# ---- a page ---------------------------------------------------------------------------------------------------------


def test_letter(engine: str) -> None:
    source = parse_bytes(png(letter()), "thu.png")
    assert (source.source.format, source.source.status, source.source.pages) == ("image", "ok", 1)
    (document,) = source.documents
    heading = (document.number, document.doc_type, str(document.issued_on), document.place)
    assert heading == (
        "38-CT/TU",
        "Chỉ thị",
        "2021-07-15",
        "Bắc Giang",
    )
    signature = document.signatures[0]
    assert (signature.authority, signature.position) == ("T/M BAN THƯỜNG VỤ", "BÍ THƯ")
    assert len(document.recipients) == 2
    assert [section.marker for section in document.sections if section.marker] == ["1", "2"]


def test_columns_paragraphs_and_looks(tesseract: None) -> None:
    tape = read(png(letter()), "thu.png")
    lines = texts(tape)
    assert lines[:6] == [
        "TỈNH ỦY BẮC GIANG",
        "BAN THƯỜNG VỤ",
        "*",
        "Số 38-CT/TU",
        "ĐẢNG CỘNG SẢN VIỆT NAM",
        "Bắc Giang, ngày 15 tháng 7 năm 2021",
    ]
    assert " ".join(BODY) in lines
    by_text = {line.text: line for line in tape.lines}
    assert by_text["CHỈ THỊ"].bold
    assert not by_text["TỈNH ỦY BẮC GIANG"].bold
    body = by_text[" ".join(BODY)]
    assert body.certainty is not None and body.certainty > 0.8
    assert body.size == pytest.approx(14, abs=0.7)
    assert [row.page for row in body.printed] == [1, 1, 1]
    assert body.printed[0].bbox is not None and body.printed[0].bbox[0] == pytest.approx(114, abs=2)


@pytest.mark.parametrize("turned", [Image.Transpose.ROTATE_90, Image.Transpose.ROTATE_180, Image.Transpose.ROTATE_270])
def test_page_on_its_side_or_head(tesseract: None, turned: Image.Transpose) -> None:
    pytest.importorskip("trueocr")
    tape = read(encoded(letter().image.transpose(turned), "PNG"), "thu.png")
    assert "Số 38-CT/TU" in texts(tape)
    box = next(line for line in tape.lines if line.text == "Số 38-CT/TU").printed[0].bbox
    assert box is not None
    across = {
        Image.Transpose.ROTATE_90: 105,
        Image.Transpose.ROTATE_180: 595 - 170,
        Image.Transpose.ROTATE_270: 842 - 110,
    }
    assert (box[0] + box[2]) / 2 == pytest.approx(across[turned], abs=10)


def test_worn_page_is_straightened(engine: str) -> None:
    tape = read(encoded(worn(letter().image, 1, 3.0), "JPEG", quality=60), "thu.jpg")
    assert any("38-CT/TU" in text for text in texts(tape))
    assert any(text.startswith("T/M BAN TH") for text in texts(tape))


def test_seal_and_signature_are_no_text(engine: str) -> None:
    plain = texts(read(png(letter()), "thu.png"))
    signed = letter().seal(350, 445).scribble(400, 433)
    assert texts(read(png(signed), "thu.png")) == plain


def test_signature_in_black_is_no_text(tesseract: None) -> None:
    signed = letter().scribble(400, 433, (20, 20, 20))
    assert texts(read(png(signed), "thu.png")) == texts(read(png(letter()), "thu.png"))


def test_ruled_table(engine: str) -> None:
    rows = [
        ["TT", "Nội dung", "Ghi chú", "Thời gian"],
        ["1", "Ban hành kế hoạch", "X", "Tháng 8/2021"],
        ["2", "Sơ kết công tác", "", "Tháng 9/2021"],
        ["10", "Kiểm tra", "X", "Tháng 9/2021"],
    ]
    paper = Paper().grid([86, 130, 300, 390, 530], [100, 128, 156, 184, 212], rows).text(86, 80, "Danh sách kèm theo")
    tape = read(png(paper), "bang.png")
    assert [line.cell_texts() for line in tape.lines if line.cells is not None] == rows


def test_paper_with_shade(tesseract: None) -> None:
    shade = Image.linear_gradient("L").resize(letter().image.size).point(lambda value: 130 + value // 3)
    shaded = Image.composite(shade.convert("RGB"), letter().image, letter().image.convert("L").point(lambda v: v))
    assert any("38-CT/TU" in text for text in texts(read(encoded(shaded, "PNG"), "thu.png")))


# ---- what is doubted, what is put right ------------------------------------------------------------------------------


def words(text: str, line: int = 0) -> list[ReadWord]:
    return [ReadWord(word, 0, 1, 0, 14, False, 0.9, line) for word in text.split()]


@pytest.mark.parametrize(
    ("read_as", "meant"),
    [
        ("ĐẢNG CỌNG SẢN VIỆT NAM", "ĐẢNG CỘNG SẢN VIỆT NAM"),
        ("ĐÀNG CỘNG SÀN VIỆT NAM", "ĐẢNG CỘNG SẢN VIỆT NAM"),
        ("Sô 38-CT/TW", "Số 38-CT/TW"),
        ("Sõ: 12-KH/TU", "Số: 12-KH/TU"),
        ("Số 2l -HD/BTCTU", "Số 21 -HD/BTCTU"),
        ("Số 1I2-KH/TU", "Số 112-KH/TU"),
        ("Số 38-CT/IW", "Số 38-CT/TW"),
        ("90-KL/ITW, của", "90-KL/TW, của"),
        ("CHÍ THỊ", "CHỈ THỊ"),
        ("Hà Nội, ngày 2l tháng 8 năm 2O25", "Hà Nội, ngày 21 tháng 8 năm 2025"),
        ("Hà Nội, ngày 2Ì tháng 8 năm 2025", "Hà Nội, ngày 21 tháng 8 năm 2025"),
        ("NGHỊ QUYÊT", "NGHỊ QUYẾT"),
        ("Nơi nhân:", "Nơi nhận:"),
        ("S. Tổ chức thực hiện", "5. Tổ chức thực hiện"),
        ("5S. Tổ chức thực hiện", "5. Tổ chức thực hiện"),
        ("Kính gừi:", "Kính gửi:"),
        ("TIM BAN THƯỜNG VỤ", "T/M BAN THƯỜNG VỤ"),
        ("K⁄T TRƯỞNG BAN", "K/T TRƯỞNG BAN"),
    ],
)
def test_slips_put_right(read_as: str, meant: str) -> None:
    found = slips.put_right(words(read_as))
    assert " ".join(word.text for word in found) == meant
    changed = [(word.read_as, word.text) for word in found if word.read_as is not None]
    assert changed == [pair for pair in zip(read_as.split(), meant.split(), strict=True) if pair[0] != pair[1]]


@pytest.mark.parametrize(
    "text",
    [
        "ĐẢNG CỘNG SẢN VIỆT NAM",
        "QUY ĐỊNH",
        "QUYẾT ĐỊNH",
        "của Đảng cọng sản",
        "CỘNG SẢN",
        "VIỆT NAM",
        "ngày I tháng Il",
        "Vũ Mạnh Hà",
        "Số 38-CT/ABC",
        "So sánh với năm trước",
        "tổ chức thực hiện",
        "BAN CHẴP HÀNH TRUNG",
        "Thị trấn Vôi",
        "TIM KIẾM việc làm",
        "S.",
        "VNPT S. Tổ chức",
    ],
)
def test_everything_else_stays(text: str) -> None:
    assert [word.text for word in slips.put_right(words(text))] == text.split()


def test_slips_and_doubts_are_told(tesseract: None, monkeypatch: pytest.MonkeyPatch) -> None:
    from vbparse.readers.scan.tesseract import Tesseract

    true = Tesseract.read

    def unsure(self: Tesseract, *arguments: object) -> list[Seen]:
        found = true(self, *arguments)  # type: ignore[arg-type]
        odd = {"38-CT/TU": Seen("3B-CT/TU", (0, 0, 0, 0), 0.31, 0), "CHỈ": Seen("CHÍ", (0, 0, 0, 0), 0.9, 0)}
        return [
            word._replace(text=odd[word.text].text, certainty=odd[word.text].certainty) if word.text in odd else word
            for word in found
        ]

    monkeypatch.setattr(Tesseract, "read", unsure)
    tape = read(png(letter()), "thu.png")
    told = {note.code: (tape.text[note.start : note.end], note.fields) for note in tape.notes}
    assert told["ocr-slip"] == ("CHỈ", {"read": "CHÍ", "text": "CHỈ"})
    assert told["ocr-doubtful"] == ("3B-CT/TU", {"text": "3B-CT/TU", "percent": "31"})


def test_letters_tell_their_size() -> None:
    assert reach("nam") == (0.47, 0.0)
    assert reach("Đảng") == (0.71, 0.22)
    assert reach("ẤN")[0] > reach("AN")[0] > reach("an")[0]


@pytest.mark.parametrize(
    ("printed_as", "read_as"),
    [("III.", "II."), ("XIII", "XII"), ("VII", "VIII"), ("III/2021", "IH/2021"), ("II", "II"), ("XIII,", "XIII,")],
)
@pytest.mark.parametrize("style", ["Regular", "Bold", "Italic"])
def test_ones_of_roman_numerals_are_counted(printed_as: str, read_as: str, style: str) -> None:
    import numpy as np

    from vbparse.readers.scan.numerals import numerals
    from vbparse.readers.scan.pixels import ink_of

    ink = ink_of(np.asarray(Paper((600, 200)).text(20, 50, printed_as, style=style).image.convert("L")))
    left, right = np.flatnonzero(ink.any(axis=0))[[0, -1]]
    size, base = 14 * 200 / 72, 50 * 200 / 72
    (word,) = numerals([ReadWord(read_as, float(left), float(right + 1), base, size, False, 0.9, 0)], ink)
    assert (word.text, word.read_as) == (printed_as, None if read_as == printed_as else read_as)


def test_words_without_their_blank_are_parted() -> None:
    import numpy as np

    from vbparse.readers.scan.letters import measure
    from vbparse.readers.scan.pixels import ink_of

    ink = ink_of(np.asarray(Paper((900, 200)).text(20, 50, "Tháng 6/2021").image.convert("L")))
    left, right = (int(at) for at in np.flatnonzero(ink.any(axis=0))[[0, -1]])
    top, bottom = (int(at) for at in np.flatnonzero(ink.any(axis=1))[[0, -1]])
    glued = Seen("Tháng6/2021", (left, top, right + 1, bottom + 1), 0.9, 0)
    assert [word.text for word in measure([glued], ink)] == ["Tháng", "6/2021"]


def test_words_of_a_line_are_cut_at_its_gaps() -> None:
    import numpy as np

    ink = np.zeros((20, 200), np.uint8)
    for start, stop in ((0, 40), (43, 60), (75, 110), (130, 199)):  # letters, a narrow gap, then two blanks
        ink[2:18, start:stop] = 255
    read = [Wording("phong", 1.0, 5, 52), Wording("trào", 1.0, 80, 105), Wording("thi-đua", 1.0, 135, 190)]
    assert split_words(read, (0, 0, 200, 20), ink) == [
        (0, 0, 60, 20),
        (75, 0, 110, 20),
        (130, 0, 200, 20),
    ]


# ---- files ----------------------------------------------------------------------------------------------------------


def test_tiff_of_many_pages(tesseract: None) -> None:
    pages = [letter().image, Paper().text(86, 100, "Trang hai có chữ.").image, Paper().image]
    tape = read(bound(pages, "TIFF"), "thu.tif")
    assert (tape.format, tape.pages) == ("image", 3)
    assert [line.printed[0].page for line in tape.lines if line.text == "Trang hai có chữ."] == [2]


def test_pdf_of_scans(engine: str) -> None:
    tape = read_pdf(bound([letter().image], "PDF"), "quet.pdf")
    assert (tape.format, tape.pages) == ("pdf-scan", 1)
    assert [note.code for note in tape.notes if note.code.startswith("page-")] == []
    assert any("38-CT/TU" in text for text in texts(tape))


def test_no_engine_is_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("VBPARSE_OCR", "none")
    for data, name in ((encoded(Image.new("RGB", (800, 1100)), "PNG"), "x.png"),):
        with pytest.raises(SourceError) as caught:
            read(data, name)
        assert caught.value.code == "scan-without-text"
        assert "doctor" in caught.value.message and "doctor" in caught.value.message_vi


def test_unknown_engine_is_wrong_use(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("VBPARSE_OCR", "abbyy")
    with pytest.raises(UsageError, match="abbyy"):
        choose()


def test_an_engine_that_fails_is_told_as_such(engine: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(*arguments: object) -> list[Seen]:
        raise EngineError("its model is gone")

    for name in ("read", "read_cells"):
        monkeypatch.setattr(type(choose()), name, fails, raising=False)
    with pytest.raises(SourceError, match=f"{engine} failed on every scanned page .its model is gone") as caught:
        read(png(letter()), "thu.png")
    assert caught.value.code == "scan-without-text" and "doctor" in caught.value.message_vi


def test_wrong_use_is_told_before_any_file_is_read(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("VBPARSE_OCR", "abbyy")
    (tmp_path / "a.txt").write_text("KẾ HOẠCH", encoding="utf-8")
    for call in (vbparse.parse, vbparse.parse_sources, vbparse.parse_folder):
        with pytest.raises(UsageError, match="abbyy"):
            call(tmp_path / "a.txt")


def test_blank_and_damaged_images(engine: str) -> None:
    blank = encoded(Image.new("RGB", (827, 1170), "white"), "PNG")
    for data, code in ((blank, "scan-without-text"), (blank[:300], "damaged-file")):
        with pytest.raises(SourceError) as caught:
            read(data, "trang.png")
        assert caught.value.code == code


def test_nothing_is_kept_in_the_home(tmp_path: Path) -> None:
    """The runtime of the models would keep an id and a list of events there, for its maker."""
    pytest.importorskip("trueocr", reason="trueocr is not installed")
    environment = {name: value for name, value in os.environ.items() if name != "ORT_DISABLE_TELEMETRY"}
    environment |= {"HOME": str(tmp_path), "XDG_CACHE_HOME": str(tmp_path / "cache"), "VBPARSE_OCR_CACHE": "off"}
    subprocess.run([sys.executable, "-m", "vbparse", "doctor"], env=environment, check=False, capture_output=True)
    assert not list(tmp_path.iterdir())


def test_cache_holds_what_was_read(engine: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("VBPARSE_OCR_CACHE", str(tmp_path))
    data = png(letter())
    first = read(data, "thu.png")
    (kept,) = tmp_path.iterdir()
    with monkeypatch.context() as patched:
        patched.setattr(cache, "read_pixels", lambda *arguments: pytest.fail("read twice"))
        assert read(data, "thu.png") == first
    kept.write_text("{rubbish", encoding="utf-8")
    assert read(data, "thu.png") == first
    monkeypatch.setenv("VBPARSE_OCR_CACHE", "off")
    assert read(data, "thu.png") == first


# ---- documents of the corpus ----------------------------------------------------------------------------------------

DOCUMENTS = ("003_1cad15ae06f9aa82.4", "004_845be7d462c89c00.03-CT-TU", "004_845be7d462c89c00.24-KH-TU")
HEADING = [f"header.{field}" for field in ("organisation", "issuer", "number", "doc_type", "subject", "place", "date")]
SIGNATURE = [f"signature.{field}" for field in ("authority", "position", "name")]

# What both engines are to reach on clean scans, by the pooled figure of fields.
LEAST = {"heading": 0.92, "signature": 0.92, "outline.nodes": 0.94, "tables.rows": 0.85, "recipients": 0.92}
WORSE = 0.06  # by so much a worn scan may be worse than the same scan clean


@pytest.fixture(scope="module")
def printed(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, list[Image.Image]]]:
    """Documents of the corpus, typeset and rasterised, with the folder of their gold answers."""
    from typesetting import official
    from typesetting.answers import singles, write_answers
    from typesetting.pdf import convert

    need("soffice")
    need_font("Tinos")
    folder = tmp_path_factory.mktemp("printed")
    volumes = [volume for volume in singles() if volume.name in DOCUMENTS]
    files = [folder / f"{volume.name}.docx" for volume in volumes]
    for volume, file in zip(volumes, files, strict=True):
        official.typeset(volume.papers, file, "typed")
    write_answers(volumes, folder / "gold")
    pages = {file.stem: rasterised(file) for file in convert(files, folder / "pdf", folder / "profile")}
    return folder / "gold", pages


@pytest.fixture(scope="module")
def unseen() -> Pairs:
    """Words and pairs counted without the documents that have a gold answer."""
    answers = [json.loads(path.read_text(encoding="utf-8")) for path in GOLD.glob("[!_]*.json")]
    texts = []
    for source in sorted(RAW.glob("*.txt")):
        lines = source.read_text(encoding="utf-8").split("\n")
        for answer in answers:
            if answer["source"] == source.name:
                held = slice(answer["first_line"] - 1, answer["last_line"])
                lines[held] = [""] * len(lines[held])
        texts.append("\n".join(lines))
    assert len(answers) == 10
    return count(texts)


@pytest.mark.slow
@pytest.mark.corpus
def test_documents_of_the_corpus(
    engine: str,
    printed: tuple[Path, dict[str, list[Image.Image]]],
    unseen: Pairs,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    gold, documents = printed
    loaded = choose()
    assert isinstance(loaded, trueocr.TrueOcr | tesseract_engine.Tesseract)
    measured_by = replace(loaded, pairs=unseen)
    module = trueocr if engine == "trueocr" else tesseract_engine
    monkeypatch.setattr(module, f"find_{engine}", lambda: measured_by)
    assert choose() is measured_by
    clean = measured(gold, tmp_path / "clean", {name: bound(pages, "TIFF") for name, pages in documents.items()}, "tif")
    short = {group: figure for group, figure in clean.items() if figure < LEAST[group]}
    assert not short, clean
    scans = {name: [worn(page, seed) for seed, page in enumerate(pages)] for name, pages in documents.items()}
    bad = measured(gold, tmp_path / "worn", {name: bound(pages, "PDF") for name, pages in scans.items()}, "pdf")
    worse = {group: figure for group, figure in bad.items() if figure < clean[group] - WORSE}
    assert not worse, f"worn {bad}\nclean {clean}"


def measured(gold: Path, folder: Path, files: Mapping[str, bytes], suffix: str) -> dict[str, float]:
    """The figures of files that are parsed and scored: of groups of fields, and of fields."""
    folder.mkdir()
    paths = [folder / f"{name}.{suffix}" for name in files]
    for path, data in zip(paths, files.values(), strict=True):
        path.write_bytes(data)
    vbparse.parse_folder(paths, folder / "out", workers=1)
    assert check(folder / "out") == []
    tally = score(gold, folder / "out")
    found = {group: pooled(tally, fields) for group, fields in (("heading", HEADING), ("signature", SIGNATURE))}
    found |= {field: pooled(tally, [field]) for field in ("outline.nodes", "tables.rows", "recipients")}
    print("\n".join(note for field in tally.misses for note in tally.misses[field]))
    return found


def pooled(tally: Tally, fields: list[str]) -> float:
    """The figure of several fields together."""
    counts = [count for field in fields for count in tally.counts[field].values()]
    answers, found, right = (sum(count[slot] for count in counts) for slot in range(3))
    return 2 * right / (answers + found)
