"""Old Word files, RTF and ODT: read through LibreOffice to the tape that DOCX gives; real files where there are any."""

from __future__ import annotations

import shutil
import subprocess
from functools import cache
from pathlib import Path

import pytest

from programs import need
from texts import SAMPLES
from vbparse.document import ParsedSource
from vbparse.errors import SourceError
from vbparse.parsing import parse_bytes
from vbparse.readers import office, read

_RULED = "".join(rf"\clbrdr{side}\brdrs" for side in "tlbr")
_ROW = rf"\trowd{_RULED}\cellx3000{_RULED}\cellx6000\intbl "
RTF = (
    r"{\rtf1\ansi\ansicpg1252\deff0{\fonttbl{\f0 Times New Roman;}{\f1 .VnTimeH;}{\f2 .VnTime;}{\f3 VNI-Times;}}"
    r"\pard\qc\f1\b c\'e9ng ho\'b5 x\'b7 h\'e9i\b0\par \pard\f2 Th\'abng t\'ad s\'e8 5\par "
    r"\f3 Quye{\b \'e1t} \'f1\'f2nh\par \f0 Ngh\u7883? quy\u7871?t\par "
    rf"{_ROW}m\u7897?t\cell hai\cell\row {_ROW}ba\cell b\u7889?n\cell\row\pard }}"
)


@pytest.fixture
def soffice() -> str:
    return need("soffice")


@cache
def sample(name: str) -> ParsedSource:
    path = SAMPLES / name
    if not path.exists():
        pytest.skip(f"there is no sample {name}")
    need("soffice")
    return parse_bytes(path.read_bytes(), name)


def test_rtf_keeps_fonts_looks_and_tables(soffice: str) -> None:
    tape = read(RTF.encode("ascii"), "a.rtf")
    tape.verify()
    assert [line.text for line in tape.lines] == [
        "CỘNG HOÀ XÃ HỘI", "Thông tư số 5", "Quyết định", "Nghị quyết", "một\thai", "ba\tbốn",
    ]  # fmt: skip
    assert (tape.lines[0].bold, tape.lines[0].centred) == (True, True)
    assert tape.lines[4].cell_texts() == ["một", "hai"]
    assert (tape.format, tape.legacy_font) == ("rtf", "tcvn3, vni")
    assert [note.code for note in tape.notes] == ["converted"]


@pytest.mark.parametrize("kind", ["doc", "odt"])
def test_what_word_and_openoffice_write(soffice: str, kind: str, tmp_path: Path) -> None:
    """LibreOffice writes the file; what is read of it is what is read of the RTF that it was made of."""
    (tmp_path / "a.rtf").write_bytes(RTF.encode("ascii"))
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    command = [soffice, "--headless", profile, "--convert-to", kind, "--outdir", str(tmp_path), str(tmp_path / "a.rtf")]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    tape = read((tmp_path / f"a.{kind}").read_bytes(), f"a.{kind}")
    assert [line.text for line in tape.lines] == [line.text for line in read(RTF.encode("ascii"), "a.rtf").lines]
    assert (tape.format, tape.legacy_font) == (kind, "tcvn3, vni")


def test_the_same_file_gives_the_same_tape(soffice: str) -> None:
    data = RTF.encode("ascii")
    assert read(data, "a.rtf") == read(data, "a.rtf")


def test_without_libreoffice_the_message_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(office, "find_office", lambda: None)
    with pytest.raises(SourceError) as error:
        read(RTF.encode("ascii"), "a.rtf")
    assert error.value.code == "no-converter"
    assert "libreoffice" in error.value.message
    assert "libreoffice" in error.value.message_vi


def test_a_converter_that_hangs_is_stopped(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    sleeper = tmp_path / "soffice"
    sleeper.write_text("#!/bin/sh\nexec sleep 60\n", encoding="utf-8")
    sleeper.chmod(0o755)
    monkeypatch.setattr(office, "find_office", lambda: str(sleeper))
    monkeypatch.setattr(office, "TIMEOUT", 0.2)
    with pytest.raises(SourceError) as error:
        read(RTF.encode("ascii"), "a.rtf")
    assert error.value.code == "conversion-timeout"


def test_a_converter_that_makes_nothing_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(office, "find_office", lambda: shutil.which("true"))
    with pytest.raises(SourceError) as error:
        read(RTF.encode("ascii"), "a.rtf")
    assert error.value.code == "damaged-file"


OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (OLE + b"\0" * 3000, "damaged-file"),
        (OLE + b"\0" * 504 + b"\xec\xa5" + b"\0" * 8 + b"\0\1" + "WordDocument".encode("utf-16-le"), "encrypted-file"),
    ],
)
def test_files_that_cannot_be_read(data: bytes, code: str) -> None:
    with pytest.raises(SourceError) as error:
        read(data, "a.doc")
    assert error.value.code == code


@pytest.mark.parametrize(
    ("name", "legacy_font", "number", "doc_type", "date", "issuer"),
    [
        ("state_07-2025-QD-UBND_ThaiNguyen.doc", None, "07/2025/QĐ-UBND", "Quyết định", "2025-09-10",
         "Ủy ban nhân dân tỉnh"),
        ("state_CT09-2009_UBND_BinhDuong.doc", None, "09/2009/CT-UBND", "Chỉ thị", "2009-04-15",
         "Ủy ban nhân dân tỉnh"),
        ("state_tcvn3_QD144-2002_BTC.doc", "tcvn3", "144/2002/QĐ/BTC", "Quyết định", "2002-11-22",
         "Bộ trưởng Bộ Tài chính"),
        ("state_vni_QD991_BinhPhuoc.doc", "vni", "991/QĐ-UBND", "Quyết định", "2008-05-14", "Ủy ban nhân dân tỉnh"),
    ],
)  # fmt: skip
def test_samples(name: str, legacy_font: str | None, number: str, doc_type: str, date: str, issuer: str) -> None:
    parsed = sample(name)
    (document,) = parsed.documents
    assert (parsed.source.status, parsed.source.legacy_font) == ("ok", legacy_font)
    assert (document.number, document.doc_type, str(document.issued_on)) == (number, doc_type, date)
    assert document.issuer == issuer


@pytest.mark.parametrize(
    ("name", "passage"),
    [
        ("state_tcvn3_QD144-2002_BTC.doc", "CỘNG HOÀ XÃ HỘI CHỦ NGHĨA VIỆT NAM"),
        ("state_tcvn3_QD144-2002_BTC.doc", "về việc sửa đổi mức thuế suất của một số mặt hàng trong Biểu thuế"),
        ("state_tcvn3_A30.rtf", "Bổ sung và sửa đổi một số điểm của Thông tư số 40/2000 /TT-BTC ngày 15/5/2000 của Bộ"),
        ("state_tcvn3_A30.rtf", "hướng dẫn thi hành Quyết định số 176/1999/QĐ-TTg ngày 26/8/1999 của Thủ tướng"),
        ("state_tcvn3_A30.rtf", "THÔNG TƯ"),
        ("state_vni_QD991_BinhPhuoc.doc", "CỘNG HOÀ XÃ HỘI CHỦ NGHĨA VIỆT NAM"),
        ("state_vni_QD991_BinhPhuoc.doc", "phê duyệt Kế hoạch thực hiện quy hoạch sử dụng rừng, đất rừng"),
        ("state_vni_QD991_BinhPhuoc.doc", "TỈNH BÌNH PHƯỚC"),
    ],
)  # fmt: skip
def test_passages_of_samples(name: str, passage: str) -> None:
    assert passage in " ".join((sample(name).text or "").split())
