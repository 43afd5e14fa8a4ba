"""Archives and mails: each file inside is a source of its own; limits, locks, odd names and damage are told."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from collections.abc import Sequence
from email.message import EmailMessage
from pathlib import Path

import pytest

from texts import CLOSING, HEAD
from vbparse.api import parse, parse_source, parse_sources
from vbparse.dataset import check
from vbparse.document import ParsedSource
from vbparse.errors import SourceError
from vbparse.pipeline import parse_folder
from vbparse.readers import archives
from vbparse.readers.archives import open_up

TEXT = (HEAD + "1. Các cấp ủy triển khai thực hiện Nghị quyết này." + CLOSING).encode()
OTHER = TEXT.replace(b"12-NQ/TU", b"13-NQ/TU")


def zipped(files: dict[str, bytes]) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return made.getvalue()


def stored(name: bytes, data: bytes, flags: int = 0) -> bytes:
    """Write a ZIP of one entry by hand, with a name in any bytes and any flags."""
    crc = zlib.crc32(data)
    common = struct.pack("<HHHHHIII", 20, flags, 0, 0, 33, crc, len(data), len(data))
    local = b"PK\3\4" + common + struct.pack("<HH", len(name), 0) + name + data
    central = b"PK\1\2" + struct.pack("<H", 20) + common + struct.pack("<HHHHHII", len(name), 0, 0, 0, 0, 0, 0) + name
    return local + central + b"PK\5\6" + struct.pack("<HHHHIIH", 0, 0, 1, 1, len(central), len(local), 0)


def mail(attached: dict[str, bytes], text: str = "Kính gửi văn bản.") -> bytes:
    message = EmailMessage()
    message["From"] = "Văn phòng <vp@tinhuy.vn>"
    message["To"] = "ban@tinhuy.vn"
    message["Subject"] = "Nghị quyết 12"
    message["Date"] = "Tue, 08 Jun 2021 09:00:00 +0700"
    message.set_content(text)
    for name, data in attached.items():
        message.add_attachment(data, maintype="application", subtype="octet-stream", filename=name)
    return message.as_bytes()


def names(data: bytes, name: str, passwords: Sequence[str] = ()) -> list[tuple[str, str | None]]:
    found = open_up(data, name, passwords)
    return [(inside.source_path, inside.error.code if inside.error else None) for inside in found]


def told(sources: list[ParsedSource]) -> list[tuple[str, str, int]]:
    return [(s.source.source_path, s.source.status, len(s.documents)) for s in sources]


def test_a_folder_in_a_zip() -> None:
    data = zipped({"b/hai.txt": OTHER, "a.md": TEXT, "__MACOSX/a.md": b"x", ".DS_Store": b"x", "b/": b""})
    assert told(parse_sources(data, name="goi.zip")) == [("goi.zip/a.md", "ok", 1), ("goi.zip/b/hai.txt", "ok", 1)]
    assert [document.number for document in parse(data)] == ["12-NQ/TU", "13-NQ/TU"]


def test_archives_in_a_folder_of_files(tmp_path: Path) -> None:
    (tmp_path / "goi.zip").write_bytes(zipped({"x.txt": TEXT, "trong.zip": zipped({"y.txt": OTHER}), "z.txt": TEXT}))
    (tmp_path / "goi.zip.txt").write_bytes(TEXT)
    (tmp_path / "thu.eml").write_bytes(mail({"vb.txt": OTHER}))
    (tmp_path / "hong.zip").write_bytes(b"PK\3\4" + b"\0" * 50)
    once = parse_folder(tmp_path, workers=1)
    assert told(once) == [
        ("goi.zip.txt", "skipped", 0),
        ("goi.zip/trong.zip/y.txt", "ok", 1),
        ("goi.zip/x.txt", "ok", 1),
        ("goi.zip/z.txt", "skipped", 0),
        ("hong.zip", "failed", 0),
        ("thu.eml/body.txt", "ok", 0),
        ("thu.eml/vb.txt", "skipped", 0),
    ]
    assert told(parse_folder(tmp_path, workers=2)) == told(once)


def test_a_mail_keeps_its_head_and_text() -> None:
    body, attached = parse_sources(mail({"Nghị quyết số 12.txt": TEXT}), name="thu.eml")
    assert body.source.source_path == "thu.eml/body.txt"
    assert (body.text or "").splitlines()[:5] == [
        "From: Văn phòng <vp@tinhuy.vn>",
        "To: ban@tinhuy.vn",
        "Date: Tue, 08 Jun 2021 09:00:00 +0700",
        "Subject: Nghị quyết 12",
        "",
    ]
    assert "Kính gửi văn bản." in (body.text or "")
    assert attached.source.source_path == "thu.eml/Nghị quyết số 12.txt"
    assert attached.documents[0].number == "12-NQ/TU"


LETTER = (
    "Kính gửi: Các đồng chí\n\nVăn phòng Tỉnh ủy gửi Nghị quyết số 12-NQ/TU (đính kèm). Đề nghị triển khai.\n"
    "\nTrân trọng,\nNguyễn Văn A\nĐiện thoại: 0204 123 456\n"
)


def letter(text: str, *, html: bool = False, attached: bool = True) -> bytes:
    made = EmailMessage()
    made["From"], made["Subject"] = "Văn phòng <vp@tinhuy.vn>", "Gửi Nghị quyết"
    made.set_content(text.replace("\n", "<br>") if html else text, subtype="html" if html else "plain")
    if attached:
        made.add_attachment(TEXT, maintype="application", subtype="octet-stream", filename="nq.txt")
    return made.as_bytes()


@pytest.mark.parametrize("html", [False, True])
def test_the_letter_around_attachments_is_no_failure(tmp_path: Path, html: bool) -> None:
    (tmp_path / "thu.eml").write_bytes(letter(LETTER, html=html))
    body, attached = parse_sources(tmp_path / "thu.eml")
    assert (body.source.status, body.source.error_code, body.source.error_message) == ("ok", None, None)
    assert [(note.code, note.severity) for note in body.diagnostics] == [("mail-text", "info")]
    assert "Trân trọng" in (body.text or "") and body.blocks and not body.documents
    assert (attached.source.status, len(attached.documents), attached.diagnostics) == ("ok", 1, ())
    assert parse_folder(tmp_path, tmp_path / "out") == [body, attached]
    assert check(tmp_path / "out") == []
    packed = parse_sources(zipped({"thu.eml": letter(LETTER, html=html)}), name="goi.zip")
    assert told(packed) == [(f"goi.zip/{name}", status, n) for name, status, n in told([body, attached])]


def test_a_letter_without_attachments_holds_no_document() -> None:
    (body,) = parse_sources(letter(LETTER, attached=False), name="thu.eml")
    assert (body.source.status, body.source.error_code) == ("partial", "no-document")


def test_a_document_in_the_text_of_a_mail_is_read() -> None:
    body, _ = parse_sources(letter(OTHER.decode()), name="thu.eml")
    assert [document.number for document in body.documents] == ["13-NQ/TU"] and body.source.status == "ok"
    secret, attached = parse_sources(letter(f"MẬT\n\n{OTHER.decode()}"), name="thu.eml")
    assert (secret.source.status, secret.source.error_code, secret.text) == ("skipped", "secret-left-out", None)
    assert attached.documents


def test_mails_in_mails_and_pages_as_text() -> None:
    inner = EmailMessage()
    inner["Subject"] = "trong"
    inner.set_content("<p>Nghị quyết <b>số 5</b></p>", subtype="html")
    outer = EmailMessage()
    outer["Subject"] = "ngoài"
    outer.set_content("chuyển tiếp")
    outer.add_attachment(inner)
    found = list(open_up(outer.as_bytes(), "thu.eml"))
    assert [inside.source_path for inside in found] == ["thu.eml/body.txt", "thu.eml/mail 1.eml/body.html"]
    (page,) = parse_sources(found[1].data, name="body.html")
    assert [line for line in (page.text or "").splitlines() if line] == ["Subject: trong", "Nghị quyết số 5"]


@pytest.mark.parametrize(
    ("name", "flags", "expected"),
    [
        (b"a/b.txt", 0, "z.zip/a/b.txt"),
        ("Nghị quyết.txt".encode(), 0x800, "z.zip/Nghị quyết.txt"),
        ("Nghị quyết.txt".encode(), 0, "z.zip/Nghị quyết.txt"),  # UTF-8 that doesn't say so
        (b"Quy\xea\xect \xf0i\xf2nh.txt", 0, "z.zip/Quyết định.txt"),  # Windows-1258
        (b"../../etc/passwd", 0, "z.zip/etc/passwd"),
        (b"C:\\Users\\a.txt", 0, "z.zip/Users/a.txt"),
        (b"/abs.txt", 0, "z.zip/abs.txt"),
        (b"a\x01b.txt", 0, "z.zip/a_b.txt"),
    ],
)
def test_names(name: bytes, flags: int, expected: str) -> None:
    assert names(stored(name, b"chu", flags), "z.zip") == [(expected, None)]


def test_two_files_of_one_name() -> None:
    data = zipped({"a.txt": b"1", "./a.txt": b"2", "x/../a.txt": b"3"})
    assert names(data, "z.zip") == [("z.zip/a.txt", None), ("z.zip/a (2).txt", None), ("z.zip/x/a.txt", None)]


def test_locked_entries() -> None:
    data = stored(b"a.txt", b"\0" * 40, flags=1)
    assert names(data, "z.zip") == [("z.zip/a.txt", "encrypted-file")]
    assert names(data, "z.zip", ["sai"]) == [("z.zip/a.txt", "encrypted-file")]


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (zipped({}), [("z.zip", "empty-file")]),
        (zipped({"a.txt": TEXT})[:-30], [("z.zip", "damaged-file")]),
        (zipped({"a.txt": b"0" * 5_000_000}), [("z.zip", "archive-limit")]),
        (stored(b"a.txt", b"chu").replace(b"chuPK", b"chaPK"), [("z.zip/a.txt", "damaged-file")]),
    ],
    ids=["empty", "cut off", "bomb", "wrong sum"],
)
def test_archives_that_cannot_be_opened(data: bytes, expected: list[tuple[str, str]]) -> None:
    assert names(data, "z.zip") == expected


def test_limits(monkeypatch: pytest.MonkeyPatch) -> None:
    data = zipped({"a.txt": b"chu", "b.txt": b"chu", "c.txt": b"chu"})
    monkeypatch.setattr(archives._Limits, "__init__", lambda self: self.__dict__.update(files=2, size=100, names={}))
    assert names(data, "z.zip") == [("z.zip/a.txt", None), ("z.zip/b.txt", None), ("z.zip", "archive-limit")]


def test_archives_too_deep() -> None:
    data = TEXT
    for _ in range(5):
        data = zipped({"a.zip": data}) if data is not TEXT else zipped({"a.txt": data})
    assert names(data, "z.zip") == [("z.zip/a.zip/a.zip/a.zip", "archive-limit")]


def test_one_source_of_an_archive_is_no_source() -> None:
    parsed = parse_source(zipped({"a.txt": TEXT}), name="goi.zip")
    assert (parsed.source.status, parsed.source.error_code) == ("failed", "archive-of-files")


def test_parse_raises_for_the_first_file_that_cannot_be_read() -> None:
    with pytest.raises(SourceError) as error:
        parse(zipped({"a.txt": TEXT, "b.xyz": b"x"}))
    assert error.value.code == "unsupported-format"
