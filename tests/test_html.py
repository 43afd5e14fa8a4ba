"""Web pages: blocks, tables and looks to lines; menus and the like outside; encodings, archives, legacy fonts."""

from __future__ import annotations

import base64

import pytest

from vbparse.errors import SourceError
from vbparse.parsing import parse_bytes
from vbparse.readers.html import read_html
from vbparse.tape import Tape

DOCUMENT = """
<table><tr><td align="center"><p>TỈNH ỦY BẮC GIANG<br>*</p><p>Số 38-CT/TU</p></td>
<td><p align=center><b>ĐẢNG CỘNG SẢN VIỆT NAM</b></p><p><i>Bắc Giang, ngày 05 tháng 6 năm 2024</i></p></td></tr></table>
<p style="text-align:center"><b>CHỈ THỊ</b></p>
<p align="center"><b>về tăng cường công tác <span style="color:red">thanh niên</span></b></p>
<p>Căn cứ <a href="x">Luật Thanh niên</a>; căn cứ <a href="y">Điều lệ Đảng</a>; căn cứ <a href="z">Nghị quyết số
25-NQ/TW</a>, Ban Thường vụ Tỉnh ủy yêu cầu:</p>
<p><b>1.</b> Các cấp ủy quán triệt sâu sắc &amp; đầy đủ nội dung Chỉ thị<sup>1</sup>.</p>
<ol start=2><li>Ban Tổ chức Tỉnh ủy tham mưu.</li><li><p>Văn phòng Tỉnh ủy theo dõi.</p></li></ol>
<table><tr><td><p><u>Nơi nhận:</u></p><p>- Ban Bí thư,</p><p>- Lưu Văn phòng.</p></td>
<td align=center>T/M BAN THƯỜNG VỤ<br>BÍ THƯ<br><br><b>Nguyễn Văn An</b></td></tr></table>
"""

PORTAL = f"""<!DOCTYPE html><html><head><meta charset="utf-8"><title>Chỉ thị 38 | Cổng thông tin</title>
<script>var menu = "ĐẢNG";</script><style>p {{ color: red }}</style></head><body class="home has-sidebar">
<div id="header"><a href="/">Trang nhất</a> CỔNG THÔNG TIN ĐIỆN TỬ <div class="loginBox">Đăng nhập, mật khẩu</div></div>
<ul><li><a href="/a">Trang chủ</a></li><li><a href="/b">Giới thiệu</a></li><li><a href="/c">Tin tức</a></li></ul>
<table width="100%"><tr><td>
<div>Liên kết</div><a href="1">Website</a> <a href="2">Quốc hội</a> <a href="3">Chính phủ</a></td><td>
<div class="breadcrumb"><a href="/">Trang chủ</a> &raquo; Văn bản</div><div id="content">{DOCUMENT}</div>
<div class="share-buttons"><a href="f">Chia sẻ</a></div>
<div id="related"><h3>Văn bản liên quan</h3><p><a href="1">Chỉ thị 1</a> (01/01/2020), công tác đoàn</p></div>
<div style="display:none">Bạn đã bị đăng xuất</div><div class="cookieConsent">Trang này dùng cookie. Đồng ý</div>
<div id="comments">Ý kiến bạn đọc: rất hay</div></td></tr></table>
<footer>Bản quyền thuộc về Cổng <a href="mailto:a@b.vn">email</a></footer></body></html>"""


def read(page: str) -> Tape:
    tape = read_html(page.encode(), "trang.html")
    tape.verify()
    return tape


def lines(page: str) -> list[str]:
    return [line.text for line in read(f"<body>{page}</body>").lines]


def test_a_portal_page_holds_its_document_and_nothing_else() -> None:
    whole = read(PORTAL)
    assert [line.text for line in whole.lines] == [line.text for line in read(DOCUMENT).lines]
    assert [(note.code, note.fields["kinds"]) for note in whole.notes] == [
        ("page-parts-left-out", "edge, hidden, links, menu")
    ]
    assert 200 < int(whole.notes[0].fields["count"]) < 400


def test_the_document_of_a_portal_page() -> None:
    parsed = parse_bytes(PORTAL.encode(), "trang.html")
    (document,) = parsed.documents
    assert parsed.source.format == "html"
    assert parsed.source.encoding == "utf-8"
    assert (document.organisation, document.number, document.doc_type) == ("TỈNH ỦY BẮC GIANG", "38-CT/TU", "Chỉ thị")
    assert (document.place, str(document.issued_on)) == ("Bắc Giang", "2024-06-05")
    assert document.subject == "về tăng cường công tác thanh niên"
    assert [section.marker for section in document.sections if section.marker] == ["1", "2", "3"]
    assert document.recipients == ("Ban Bí thư", "Lưu Văn phòng")
    (signature,) = document.signatures
    assert (signature.authority, signature.position) == ("T/M BAN THƯỜNG VỤ", "BÍ THƯ")
    assert signature.name == "Nguyễn Văn An"
    assert not {block.label for block in parsed.blocks} & {"front_matter", "back_matter", "other"}


@pytest.mark.parametrize(
    ("page", "expected"),
    [
        ("<p>Một <b>hai</b>\n ba</p><p>bốn</p>", ["Một hai ba", "bốn"]),
        ("<div>Một<div>hai</div>ba</div>", ["Một", "hai", "ba"]),
        ("một<br>hai<br/><br>ba", ["một", "hai", "ba"]),
        ("<p>Số&nbsp;5&#7879;&shy;</p>", ["Số 5ệ"]),
        ("<pre>một\n  hai</pre>", ["một", "hai"]),
        ("<ol><li>một</li><li>hai<ol type=a><li>ba</li></ol></li></ol>", ["1. một", "2. hai", "a. ba"]),
        ("<ol type=I start=4><li>một<li>hai</ol>", ["IV. một", "V. hai"]),
        ("<ul><li>một</li></ul>", ["• một"]),
        ("<p>a<script>x()</script><!-- y -->b</p>", ["ab"]),
        ("<p style='text-transform:uppercase'>nghị quyết</p>", ["NGHỊ QUYẾT"]),
        ("<span style='display:block'>một</span><span style='display:block'>hai</span>", ["một", "hai"]),
        ("<p>một<p>hai", ["một", "hai"]),
        ("<font face='.VnTimeH'>céng hoµ</font> <font face='.VnTime'>x· héi</font>", ["CỘNG HOÀ xã hội"]),
        ("<p style='font-family:\"VNI-Times\"'>Quye<b>át</b> ñònh</p>", ["Quyết định"]),
    ],
)
def test_lines(page: str, expected: list[str]) -> None:
    assert lines(page) == expected


def test_looks() -> None:
    page = "<h2>Một</h2><center><i>hai</i></center><p><b>ba</b> bốn<sup>1</sup></p><p style='font-weight:700'>năm</p>"
    first, second, third, last = read(page).lines
    assert (first.heading, first.bold) == (2, True)
    assert (second.centred, second.italic) == (True, True)
    assert [(run.start, run.end, run.bold, run.superscript) for run in third.runs] == [
        (0, 2, True, False),
        (6, 7, False, True),
    ]
    assert last.bold


def test_looks_of_sheets_inside_the_page() -> None:
    sheet = (
        "<style><!-- p { font-family: '.VnTime', serif } /* x */ .giua, h1.a { text-align: center; font-weight: bold }"
        " @media print { p { text-align: center } } div p { font-style: italic } --></style>"
    )
    tape = read(
        f"<html><head>{sheet}</head><body><p>Sè 5, B\xe9 Tµi chÝnh</p><p class='b giua'>céng hoµ</p></body></html>"
    )
    assert [line.text for line in tape.lines] == ["Số 5, Bộ Tài chính", "cộng hoà"]
    assert [(line.centred, line.bold, line.italic) for line in tape.lines] == [
        (False, False, False),
        (True, True, False),
    ]
    assert tape.legacy_font == "tcvn3"


def test_numbers_that_the_browser_counts_are_marked() -> None:
    assert [line.computed for line in read("<ol><li>một</li></ol><p>hai</p>").lines] == [3, 0]


def test_a_table_with_merged_cells() -> None:
    tape = read(
        "<table><caption>Bảng 1</caption><thead><tr><th rowspan=2>STT</th><th colspan=2>Nhiệm vụ</th></tr>"
        "<tr><th>Tên</th><th>Hạn</th></tr></thead><tbody><tr><td>1<td rowspan=2>Làm<br>sạch<td>2025</tr>"
        "<tr><td>2</td><td>2026</td></tr></tbody></table>"
    )
    assert tape.lines[0].text == "Bảng 1"
    assert [line.cell_texts() for line in tape.lines[1:]] == [
        ["STT", "Nhiệm vụ", ""],
        ["", "Tên", "Hạn"],
        ["1", "Làm sạch", "2025"],
        ["2", "", "2026"],
    ]
    assert [line.heads for line in tape.lines[1:]] == [True, True, False, False]
    assert tape.lines[3].breaks == (6,)


@pytest.mark.parametrize(
    "part",
    [
        "<nav>Trang chủ, Giới thiệu</nav>",
        "<div role='navigation'>Trang chủ</div>",
        "<ul><li><a href=1>Một</a></li><li><a href=2>Hai</a></li><li><a href=3>Ba</a></li></ul>",
        "<div hidden>ẩn</div>",
        "<form><div class='login-form'>Tên đăng nhập</div></form>",
        "<div class='footer'>Bản quyền <a href='x'>chúng tôi</a></div>",
    ],
)
def test_parts_that_are_left_out(part: str) -> None:
    text = "<p>" + "Ban Thường vụ Tỉnh ủy ban hành Chỉ thị về công tác thanh niên. " * 5 + "</p>"
    tape = read(f"<body>{part}{text}</body>")
    assert len(tape.lines) == 1
    assert [note.code for note in tape.notes] == ["page-parts-left-out"]


@pytest.mark.parametrize(
    "page",
    [
        "<div class='menu'><p>Cả trang nằm trong một phần tử có tên như thế.</p></div>",
        "<p>Căn cứ <a href=1>Luật Tổ chức chính quyền</a>, <a href=2>Luật hai</a>, <a href=3>Luật ba</a>;</p>",
        "<header><p>TỈNH ỦY BẮC GIANG</p></header><p>Nghị quyết</p>",
        "<div style='display:none'>Toàn bộ phần chữ của trang bị ẩn đi cho tới khi bấm nút</div>",
        "<article><p>Phần một dài hơn hẳn các phần khác</p></article><article><p>Phần hai</p></article>",
    ],
)
def test_text_is_not_left_out(page: str) -> None:
    assert read(f"<body>{page}</body>").notes == ()


FOOTERS = {
    "in a block": "<div><div>TRANG THÔNG TIN ĐIỆN TỬ ĐẢNG BỘ TỈNH BẮC GIANG</div><p>Cơ quan chủ quản: Tỉnh ủy</p>"
    "<p>Chịu trách nhiệm: Đồng chí Nguyễn Văn B - Chánh Văn phòng</p><p><b>Địa chỉ:</b> Số 1 Hùng Vương</p>"
    "<p>Điện thoại: 0204.3854.123 - Fax: 0204.3854.124</p><p>Email: <a href='mailto:a@b.vn'>vp@b.vn</a></p>"
    "<p>Giấy phép số 12/GP-TTĐT do Sở Thông tin và Truyền thông cấp ngày 5/6/2020</p><p>Thiết kế bởi: VNPT</p>"
    "<p>Bản quyền thuộc về Tỉnh ủy. Ghi rõ nguồn khi sử dụng lại thông tin.</p></div>",
    "lines without a block": "<p>Địa chỉ: Số 1 Hùng Vương</p><p>ĐT: 0204 385 412</p><p>© 2024 Tỉnh ủy Bắc Giang</p>",
    "address below": "<footer>Copyright 2024<br>Trụ sở: Số 1 Hùng Vương<br>Website: bacgiang.vn</footer>",
    "table": "<table><tr><td>Bản quyền © 2023 Cổng TTĐT</td><td>Số lượt truy cập: 123456</td></tr></table>",
    "source": "<div>Đề nghị ghi rõ nguồn “Trang tin điện tử Đảng bộ tỉnh” khi phát hành lại</div>",
    "makers": "<p>Designed by VNPT</p><p>Đang online: 25</p><p>In trang | Gửi email</p><p>Lên đầu trang</p><hr><br>",
    "capitals": "<p>BẢN QUYỀN THUỘC VỀ BAN TUYÊN GIÁO TỈNH ỦY</p><p>ĐỊA CHỈ: SỐ 1 HÙNG VƯƠNG</p>",
    "deep": "<div><div><center><font>Xây dựng và phát triển bởi Viettel</font></center></div></div>",
}


@pytest.mark.parametrize("footer", FOOTERS.values(), ids=FOOTERS)
@pytest.mark.parametrize("frame", ["{}{}", "<div><div>{}</div></div><div>{}</div>", "<form>{}<div>{}</div></form>"])
def test_footers_of_portals_are_left_out(footer: str, frame: str) -> None:
    text = "<p>Ban Thường vụ Tỉnh ủy ban hành Chỉ thị.</p>"
    appendix = "<p><b>PHỤ LỤC</b></p><p>Danh sách các chi bộ</p><p>1. Chi bộ A</p>"
    for page in (text, DOCUMENT, DOCUMENT + appendix):
        whole = read(f"<body>{frame.format(page, footer)}</body>")
        assert [line.text for line in whole.lines] == [line.text for line in read(f"<body>{page}</body>").lines]
        assert [(note.code, note.fields["kinds"]) for note in whole.notes] == [("page-parts-left-out", "footer")]


def test_a_footer_that_names_an_owner_alone_stands_below_a_closing() -> None:
    footer = "<p>Bản quyền thuộc về Tỉnh ủy Bắc Giang</p>"
    (document,) = parse_bytes(f"<body>{DOCUMENT}{footer}</body>".encode(), "a.html").documents
    assert "Bản quyền" not in document.text
    assert lines(f"<p>Điều 5. Tác phẩm dự thi</p>{footer}")[-1] == "Bản quyền thuộc về Tỉnh ủy Bắc Giang"


@pytest.mark.parametrize(
    "end",
    [
        "<p>Địa chỉ: Số 1 Hùng Vương</p><p>Điện thoại: 0204 385 412</p><p>Email: vp@b.vn</p>",
        "<p>5. Bản quyền thuộc về Ban Tổ chức.</p><p>Địa chỉ nhận bài: Ban Tuyên giáo Tỉnh ủy.</p>",
        "<p>Bản quyền tác phẩm dự thi năm 2024 thuộc về Ban Tổ chức cuộc thi.</p>",
        "<p>Ghi rõ nguồn kinh phí, nguồn nhân lực thực hiện.</p>",
        "<p>Thiết kế mẫu thẻ đảng viên, xây dựng cơ sở dữ liệu: Ban Tổ chức.</p>",
        "<p>Trang thông tin điện tử của Đảng bộ tỉnh đăng tải Chỉ thị này.</p>",
        "<p>Theo Luật <b>© 2024 Tỉnh ủy</b></p>",
        "<p>© 2024 Tỉnh ủy Bắc Giang</p><p>Chỉ thị này phổ biến đến chi bộ.</p>",
        "<div>© 2024 Tỉnh ủy</div>Chỉ thị này phổ biến đến chi bộ.",
        "<div>Chỉ thị này phổ biến đến chi bộ.<br>© 2024 Tỉnh ủy</div>",
    ],
)
def test_the_end_of_a_document_is_no_footer(end: str) -> None:
    page = f"<body><p>Ban Thường vụ Tỉnh ủy ban hành Chỉ thị.</p>{end}</body>"
    assert read(page).notes == ()
    assert read("<body><p>© 2024 Tỉnh ủy Bắc Giang</p></body>").notes == ()


@pytest.mark.parametrize(
    ("data", "encoding"),
    [
        ("<p>Nghị quyết</p>".encode("utf-8-sig"), "utf-8-sig"),
        ("<p>Nghị quyết</p>".encode("utf-16"), "utf-16"),
        (b"<meta charset=windows-1258><p>Nghi\xf2 quy\xea\xect</p>", "cp1258"),
        ('<meta http-equiv="Content-Type" content="text/html; charset=utf-8"><p>Nghị quyết</p>'.encode(), "utf-8"),
        ("<meta charset=iso-8859-1><p>Nghị quyết</p>".encode("ascii", "xmlcharrefreplace"), "iso8859-1"),
        ("<meta charset=x-unknown><p>Nghị quyết</p>".encode(), "utf-8"),
    ],
)
def test_encodings(data: bytes, encoding: str) -> None:
    tape = read_html(data, "a.html")
    assert (tape.lines[0].text, tape.encoding) == ("Nghị quyết", encoding)


def test_a_web_archive() -> None:
    page = base64.encodebytes(PORTAL.encode()).decode()
    archive = (
        "From: <Saved by Blink>\r\nSubject: trang\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related; "
        'type="text/html"; boundary="x"\r\n\r\n--x\r\nContent-Type: text/html; charset=utf-8\r\n'
        f"Content-Transfer-Encoding: base64\r\n\r\n{page}\r\n--x--\r\n"
    )
    parsed = parse_bytes(archive.encode(), "trang.mht")
    assert parsed.source.format == "html"
    assert [document.number for document in parsed.documents] == ["38-CT/TU"]


def test_a_page_named_as_a_word_file_is_a_page() -> None:
    parsed = parse_bytes(f"<html><body>{DOCUMENT}</body></html>".encode(), "chi-thi.doc")
    assert (parsed.source.format, parsed.documents[0].number) == ("html", "38-CT/TU")
    assert [note.code for note in parsed.diagnostics if note.code == "wrong-extension"] == ["wrong-extension"]


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "empty-file"),
        (b"<html><body><p> </p></body></html>", "empty-file"),
        (b"<html></html>", "empty-file"),
        (b"MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=x\r\n\r\n--x--\r\n", "damaged-file"),
        (b"<div>" * 5000 + b"chu" + b"</div>" * 5000, "damaged-file"),
    ],
)
def test_pages_that_cannot_be_read(data: bytes, code: str) -> None:
    with pytest.raises(SourceError) as error:
        read_html(data, "a.html")
    assert error.value.code == code
