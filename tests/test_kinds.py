"""What a file is, by its content first."""

from __future__ import annotations

import io
import zipfile

import pytest

from vbparse.parsing import parse_bytes
from vbparse.readers.kinds import kind_of

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(500)


def zipped(**members: str) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        for name, content in members.items():
            archive.writestr(name.replace("__", "/").replace("_", "."), content)
    return made.getvalue()


@pytest.mark.parametrize(
    ("data", "name", "kind"),
    [
        (b"%PDF-1.7\n", "a.pdf", "pdf"),
        (b"%PDF-1.7\n", "a.txt", "pdf"),
        (b"\xef\xbb\xbfjunk\n%PDF-1.4\n", "a.doc", "pdf"),  # what a mail server put before it
        (zipped(word__document_xml="<w/>"), "a.docx", "docx"),
        (zipped(word__document_xml="<w/>"), "a.zip", "docx"),
        (zipped(word__document_xml="<w/>"), "a", "docx"),
        (zipped(mimetype="application/vnd.oasis.opendocument.text"), "a.odt", "odt"),
        (zipped(mimetype="application/vnd.oasis.opendocument.text"), "a.docx", "odt"),
        (zipped(a_docx="x", b_pdf="y"), "a.zip", "zip"),
        (zipped(a_docx="x", b_pdf="y"), "a.docx", "zip"),
        (b"PK\x03\x04 cut off", "a.docx", "docx"),  # damaged: its reader says so
        (b"PK\x03\x04 cut off", "a.zip", "zip"),
        (OLE + "WordDocument".encode("utf-16-le"), "a.doc", "doc"),
        (OLE + "WordDocument".encode("utf-16-le"), "a.docx", "doc"),
        (OLE + "EncryptedPackage".encode("utf-16-le"), "a.docx", "docx"),  # locked by a password
        (OLE, "a.xls", "unknown"),
        (rb"{\rtf1\ansi", "a.doc", "rtf"),  # many a .doc is one
        (b"<!DOCTYPE html><html>", "a.doc", "html"),
        (b"\n<!-- saved from url -->\n<HTML>", "a.html", "html"),
        (b"<html>", "a.md", "md"),  # Markdown may begin so
        (b"MIME-Version: 1.0\nContent-Type: multipart/related; boundary=x\n", "a.mht", "html"),
        (b"\x89PNG\r\n\x1a\n", "a.pdf", "image"),
        (b"II*\x00", "a.tif", "image"),
        ("NGHỊ QUYẾT".encode(), "a.txt", "txt"),
        ("NGHỊ QUYẾT".encode(), "a.MD", "md"),
        ("NGHỊ QUYẾT".encode(), "a.doc", "txt"),  # text that somebody named so
        ("NGHỊ QUYẾT".encode(), "a.xyz", "unknown"),
        (b"", "a.pdf", "pdf"),
    ],
)
def test_the_content_says_what_a_file_is(data: bytes, name: str, kind: str) -> None:
    assert kind_of(data, name) == kind


def test_a_wrong_extension_is_told_and_the_file_read() -> None:
    parsed = parse_bytes("ĐẢNG CỘNG SẢN VIỆT NAM\n\nCHỈ THỊ\n\nvề việc học\n\n1. Học.\n".encode(), "a.doc")
    assert (parsed.source.format, parsed.source.status) == ("txt", "ok")
    (note,) = [d for d in parsed.diagnostics if d.code == "wrong-extension"]
    assert "đã đọc" in note.message_vi
