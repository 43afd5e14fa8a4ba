"""Files made to do harm, in the formats of offices: the readers end, nothing but SourceError is raised, nothing passes
as read that is not.
"""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from collections.abc import Callable

import pytest

from docx_files import Word, lists, p, tbl, tr
from docx_files import level as list_level
from vbparse.api import parse_sources
from vbparse.document import ParsedSource

NOTE = '<w:r><w:footnoteReference w:id="{}"/></w:r>'
HEAD = p("ĐẢNG BỘ TỈNH LAI CHÂU") + p("Số 12-NQ/TU") + p("NGHỊ QUYẾT") + p("về phát triển kinh tế")


def parsed(data: bytes, name: str) -> list[ParsedSource]:
    """Parse a file; what comes of it says that it was read, or why not."""
    found = parse_sources(data, name=name)
    assert found
    for one in found:
        assert one.source.status != "ok" or one.documents
        assert one.source.status in ("ok", "skipped") or one.source.error_code
        assert one.source.error_code not in ("internal-error", "too-much-memory")
        (one.text or "").encode()  # text that can be written
    return found


def codes(data: bytes, name: str) -> set[str | None]:
    return {one.source.error_code for one in parsed(data, name)}


# ---- DOCX ---------------------------------------------------------------------------------------------------------


def footnotes(count: int, marks: int, after: Callable[[int], int]) -> str:
    """Return notes, each with marks of another note in it."""
    return "".join(
        f'<w:footnote w:id="{n}">{p(f"ghi chú {n}")}<w:p>{NOTE.format(after(n)) * marks}</w:p></w:footnote>'
        for n in range(1, count + 1)
    )


listed = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>'
marked = f"<w:p><w:r><w:t>chữ</w:t></w:r>{NOTE.format(1)}</w:p>"
WORDS: dict[str, Callable[[], Word]] = {
    "a note in itself": lambda: Word(HEAD + marked, parts={"footnotes": footnotes(1, 1, lambda n: n)}),
    "notes that double": lambda: Word(HEAD + marked, parts={"footnotes": footnotes(60, 2, lambda n: n + 1)}),
    "notes without end": lambda: Word(HEAD + marked, parts={"footnotes": footnotes(5000, 1, lambda n: n + 1)}),
    "one note marked often": lambda: Word(
        HEAD + marked * 5000,
        parts={"footnotes": f'<w:footnote w:id="1">{p("ghi chú") * 500}</w:footnote>'},
    ),
    "one header of many sections": lambda: Word(
        HEAD
        + p("mục", '<w:sectPr><w:headerReference w:type="default" r:id="h"/></w:sectPr>') * 2000,
        margins={"h": ("header", p("đầu trang") * 1000)},
    ),
    "fields that no one ends": lambda: Word(
        HEAD
        + "<w:p>"
        + '<w:r><w:fldChar w:fldCharType="begin"/><w:fldChar w:fldCharType="separate"/><w:t>x</w:t></w:r>' * 20_000
        + "</w:p>"
    ),
    "numbers beyond measure": lambda: Word(
        HEAD + p("mục", listed) * 50, parts={"numbering": lists(list_level(0, "chicago", "%1." * 20_000, start=10**9))}
    ),
    "symbols that are no letters": lambda: Word(
        HEAD
        + "<w:p><w:r><w:t>x</w:t>"
        + "".join(f'<w:sym w:char="{code}"/>' for code in ("D800", "0", "-5", "FFFE", "110000"))
        + "</w:r></w:p>"
    ),
    "cells over columns beyond measure": lambda: Word(
        HEAD + tbl(tr("a", "b", properties='<w:gridBefore w:val="1e300"/><w:gridAfter w:val="-7"/>'), tr("c", "d"))
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", WORDS)
def test_word_documents_end(name: str) -> None:
    parsed(WORDS[name]().data(), "a.docx")


def test_a_table_of_more_places_than_a_document_needs_is_refused() -> None:
    rows = [tr(*["x"] * 1500), *[tr("a")] * 1500]
    assert codes(Word(HEAD + tbl(*rows)).data(), "a.docx") == {"file-too-large"}


def test_a_note_marked_twice_is_told_once() -> None:
    source = Word(HEAD + marked * 2, parts={"footnotes": footnotes(1, 0, lambda n: n)})
    assert (parsed(source.data(), "a.docx")[0].text or "").count("ghi chú 1") == 1


def test_cells_of_a_page_that_cover_each_other_without_end_are_refused() -> None:
    row = "<tr><td rowspan=200 colspan=200>a<td>b</tr>"
    page = f"<html><body><p>NGHỊ QUYẾT</p><table>{row * 500}</table></body></html>"
    assert codes(page.encode(), "a.html") == {"file-too-large"}


# ---- ZIP and mail -------------------------------------------------------------------------------------------------


def packed(name: str, content: str, method: int) -> bytes:
    """Return a ZIP whose one entry is damaged where its content begins."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", method) as archive:
        archive.writestr(name, content)
    data = bytearray(out.getvalue())
    at = 30 + len(name)
    data[at + 6 : at + 26] = b"\xff" * 20
    return bytes(data)


@pytest.mark.parametrize("method", [zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
@pytest.mark.parametrize("name", ["a.txt", "word/document.xml", "mimetype"])
def test_damaged_entries_are_told(name: str, method: int) -> None:
    assert codes(packed(name, "Nội dung của văn bản số 12. " * 4, method), "a.zip") == {"damaged-file"}


def test_files_of_one_name_are_opened_in_linear_time() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive, pytest.warns(UserWarning):
        for number in range(5000):
            archive.writestr("a.txt", str(number))
    found = parsed(out.getvalue(), "a.zip")
    assert len({one.source.source_path for one in found}) == 5000


def test_headers_of_a_lost_directory_cost_no_memory() -> None:
    header = b"PK\x03\x04" + struct.pack("<HHHHHIIIHH", 20, 8, 0, 0, 0, 0, 0, 0, 10, 0)
    headers = b"".join(header + b"x%05d.xml" % number for number in range(3000))
    assert codes(headers + b"a" * 3_000_000, "a.docx") == {"damaged-file"}


def nested(depth: int, kind: str = "mixed") -> bytes:
    heads = "".join(f'Content-Type: multipart/{kind}; boundary="b{n}"\n\n--b{n}\n' for n in range(depth))
    return f"MIME-Version: 1.0\nSubject: x\n{heads}Content-Type: text/plain\n\nnội dung\n{chr(10) * 100_000}".encode()


@pytest.mark.parametrize("depth", [3, 200, 3000])
def test_mails_of_any_depth_end(depth: int) -> None:
    assert ("damaged-file" in codes(nested(depth), "a.eml")) == (depth > 30)
    parsed(nested(depth, "related"), "a.mht")


def test_mails_in_mails_without_end_are_refused() -> None:
    mail = b"MIME-Version: 1.0\nSubject: x\n" + b"Content-Type: message/rfc822\n\nSubject: y\n" * 3000
    assert codes(mail, "a.eml") == {"damaged-file"}


def test_a_subject_that_cant_be_decoded_is_left_as_it_is() -> None:
    assert "=?utf-8?b?a?=" in (parsed(b"Subject: =?utf-8?b?a?=\n\nabc\n", "a.eml")[0].text or "")


# ---- PDF ----------------------------------------------------------------------------------------------------------

SHOWN = b"BT /F 14 Tf 72 700 Td (Quy dinh so 12) Tj ET "
LINE = b"0 0 m 9 9 l S "


def pdf(content: bytes, *, contents: str = "5 0 R", font: str = "", more: bytes = b"") -> bytes:
    """Return a PDF of one page; `more` is object 6."""
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Count 1 /Kids [3 0 R] >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents " + contents.encode()
        + b" /Resources << /Font << /F 4 0 R >> /XObject << /X 6 0 R >> >> >>",
        f"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica {font} >>".encode(),
        stream(content),
        more or b"null",
    ]  # fmt: skip
    body = b"".join(b"%d 0 obj\n%s\nendobj\n" % (number, held) for number, held in enumerate(objects, start=1))
    return b"%PDF-1.5\n" + body + b"trailer\n<< /Size 7 /Root 1 0 R >>\nstartxref\n0\n%%EOF\n"


def stream(content: bytes, said: str = "", times: int = 1) -> bytes:
    for _ in range(times):
        content = zlib.compress(content, 9)
    filters = "/FlateDecode " * times
    return f"<< /Filter [{filters}] {said} /Length {len(content)} >>\nstream\n".encode() + content + b"\nendstream"


FORM = "/Type /XObject /Subtype /Form /BBox [0 0 595 842]"
BOMBS: dict[str, Callable[[], bytes]] = {
    "a page": lambda: pdf(SHOWN + LINE * 2_000_000),
    "a stream": lambda: pdf(SHOWN, font="/ToUnicode 6 0 R", more=stream(b" " * 110_000_000)),
    "packed twice": lambda: pdf(SHOWN, more=stream(b" " * 110_000_000, times=2)),
    "contents repeated": lambda: pdf(SHOWN + LINE * 7_000, contents=f"[{'5 0 R ' * 1000}]"),
    "a form repeated": lambda: pdf(SHOWN + b"/X Do " * 1000, more=stream(LINE * 7_000, FORM)),
    "a form in itself": lambda: pdf(SHOWN + b"/X Do ", more=stream(b"/X Do", FORM)),
}


@pytest.mark.parametrize("name", BOMBS)
def test_bombs_in_a_pdf_are_refused(name: str) -> None:
    assert codes(BOMBS[name](), "a.pdf") == {"damaged-file"}


def test_halves_of_letters_in_a_pdf_become_no_text_that_cant_be_written() -> None:
    table = (
        b"begincmap 1 begincodespacerange <00> <FF> endcodespacerange 2 beginbfchar <75> <D800> <64> <FFFE> endbfchar"
    )
    parsed(pdf(SHOWN, font="/ToUnicode 6 0 R", more=stream(table)), "a.pdf")


def test_text_far_off_and_one_over_the_other() -> None:
    drawn = b"".join(b"BT /F 14 Tf 72 700 Td (so %d) Tj ET " % number for number in range(2000))
    far = b"BT /F 14 Tf 1e9 1e9 Td (xa) Tj ET BT /F 1e30 Tf 1e38 0 0 1e38 1e38 1e38 Tm (xa) Tj ET "
    parsed(pdf(drawn + far), "a.pdf")
