"""Heading blocks in every order and printing, and the fields read from them."""

from __future__ import annotations

from itertools import permutations

import pytest

from texts import CLOSING, one, parse_text
from vbparse.document import Document

BODY = "\n\nThực hiện Nghị quyết của Tỉnh ủy, các cấp ủy triển khai như sau:\n\n1. Làm việc A.\n\n2. Làm việc B.\n"


def headed(heading: str, name: str = "x.md") -> Document:
    return one(heading + BODY + CLOSING, name)


def core(document: Document) -> tuple[str | None, ...]:
    day = document.issued_on.isoformat() if document.issued_on else None
    return document.organisation, document.number, document.place, day, document.doc_type, document.subject


STANDARD = ("TỈNH ỦY CAO BẰNG", "38-CT/TU", "Cao Bằng", "2015-06-08", "Chỉ thị", "về bảo vệ rừng")


@pytest.mark.parametrize(
    "order",
    list(
        permutations(
            ["TỈNH ỦY CAO BẰNG\n*", "Số 38-CT/TU", "ĐẢNG CỘNG SẢN VIỆT NAM", "Cao Bằng, ngày 08 tháng 6 năm 2015"]
        )
    ),
)
@pytest.mark.parametrize("gap", ["\n", "\n\n"])
def test_any_order_above_the_type(order: tuple[str, ...], gap: str) -> None:
    assert core(headed(gap.join(order) + f"{gap}CHỈ THỊ\nvề bảo vệ rừng")) == STANDARD


@pytest.mark.parametrize(
    "heading",
    [
        "TỈNH ỦY CAO BẰNG\n*\nSố 38-CT/TU\n\n"
        "ĐẢNG CỘNG SẢN VIỆT NAM*Cao Bằng, ngày 08 tháng 6 năm 2015***CHỈ THỊ**\n**về bảo vệ rừng**",
        "**TỈNH ỦY CAO BẰNG****Số 38-CT/TU**\n**ĐẢNG CỘNG SẢN VIỆT NAM**\n*Cao Bằng, ngày 08 tháng 6 năm 2015*\n"
        "\n**CHỈ THỊ**\nvề bảo vệ rừng",
        "TỈNH ỦY CAO BẰNG          ĐẢNG CỘNG SẢN VIỆT NAM\n        *\n"
        "Số 38-CT/TU         Cao Bằng, ngày 08 tháng 6 năm 2015\n\n                  CHỈ THỊ\n"
        "             về bảo vệ rừng",
        "TỈNH ỦY CAO BẰNG\tĐẢNG CỘNG SẢN VIỆT NAM\n*\tCao Bằng, ngày 08 tháng 6 năm 2015\nSố 38-CT/TU\t\n\n"
        "CHỈ THỊ\nvề bảo vệ rừng",
        "| TỈNH ỦY CAO BẰNG | ĐẢNG CỘNG SẢN VIỆT NAM |\n|:-:|:-:|\n| \\* | |\n"
        "| Số 38-CT/TU | Cao Bằng, ngày 08 tháng 6 năm 2015 |\n\nCHỈ THỊ\nvề bảo vệ rừng",
        "TỈNH ỦY CAO BẰNG\n---\nSố: 38 - CT/TU\nĐẢNG CỘNG SẢN\nVIỆT NAM\nCao Bằng, ngày 08\ntháng 6 năm 2015\n\n"
        "CHỈ THỊ\nvề bảo vệ rừng",
        "TỈNH ỦY CAO BẰNG\nSô 38-CT/TU\nĐẢNG CỌNG SẢN VIỆT NAM\nCao Bằng, ngày 08 thảng 6 năm 2015\nCHÍ THỊ\n"
        "về bảo vệ rừng",
        "TỈNH ỦY CAO BẰNG\nSố 38-CT/TU\nĐẢNG CỘNG SẢN VIỆT NAM\nCao Bằng, ngày 8/6/2015\n# CHỈ THỊ\n## về bảo vệ rừng",
        "TỈNH ỦY CAO BẰNG\nSố 38-CT/TU\nĐẢNG CỘNG SẢN VIỆT NAM\nCao Bằng, ngày 8-6-2015\n**CHỈ THỊ về bảo vệ rừng**",
        "TỈNH ỦY CAO BẰNG\nSố 38-CT/TU\nĐẢNG CỘNG SẢN VIỆT NAM\nCao Bằng, ngày 08 tháng 6 năm 2015\n"
        "C H Ỉ   T H Ị\nvề bảo vệ rừng\n-----",
        "CHỈ THỊ\nvề bảo vệ rừng\n\nTỈNH ỦY CAO BẰNG\nSố 38-CT/TU\nCao Bằng, ngày 08 tháng 6 năm 2015".replace(
            "TỈNH ỦY CAO BẰNG\n", ""
        ),
    ],
    ids=[
        "glued",
        "bold glued",
        "wide spaces",
        "tabs",
        "pipes",
        "web page",
        "slips",
        "headings",
        "one bold line",
        "spaced",
        "late",
    ],
)
def test_printings(heading: str) -> None:
    found = core(headed(heading))
    assert found[1:] == STANDARD[1:] and found[0] in (STANDARD[0], None)


@pytest.mark.parametrize(
    ("lines", "parent", "organisation"),
    [
        ("TỈNH ỦY X", None, "TỈNH ỦY X"),
        ("ĐẢNG BỘ TỈNH X\nHUYỆN ỦY Y", "ĐẢNG BỘ TỈNH X", "HUYỆN ỦY Y"),
        ("BAN CHẤP HÀNH TRUNG ƯƠNG\nBAN TỔ CHỨC", "BAN CHẤP HÀNH TRUNG ƯƠNG", "BAN TỔ CHỨC"),
        ("BAN CHẤP HÀNH\nTRUNG ƯƠNG\nBAN TỔ CHỨC", "BAN CHẤP HÀNH TRUNG ƯƠNG", "BAN TỔ CHỨC"),
        ("BAN CHẤP HÀNH ĐẢNG BỘ\nTỈNH LAI CHÂU", None, "BAN CHẤP HÀNH ĐẢNG BỘ TỈNH LAI CHÂU"),
        ("TỈNH ÙY Y", None, "TỈNH ÙY Y"),
    ],
)
def test_organisations(lines: str, parent: str | None, organisation: str) -> None:
    found = headed(
        f"{lines}\n*\nSố 5-KH/TU\n\nĐẢNG CỘNG SẢN VIỆT NAM\nHà Nam, ngày 05 tháng 3 năm 2019\n\nKẾ HOẠCH\nvề A"
    )
    assert (found.parent_organisation, found.organisation) == (parent, organisation)


ABOVE = "TỈNH ỦY HÀ NAM\n*\nSố 5-NQ/TU\n\nĐẢNG CỘNG SẢN VIỆT NAM\nHà Nam, ngày 05 tháng 3 năm 2019\n\n"


@pytest.mark.parametrize(
    ("under", "issuer", "subject"),
    [
        ("NGHỊ QUYẾT\nCỦA BAN THƯỜNG VỤ TỈNH ỦY\nvề A", "Ban Thường vụ Tỉnh ủy", "về A"),
        ("NGHỊ QUYẾT CỦA BAN THƯỜNG VỤ TỈNH ỦY\nvề A", "Ban Thường vụ Tỉnh ủy", "về A"),
        ("KẾT LUẬN\nCỦA BỘ CHÍNH TRỊ,\nBAN BÍ THƯ\nVỀ VIỆC A", "Bộ Chính trị, Ban Bí thư", "VỀ VIỆC A"),
        ("NGHỊ QUYẾT\nvề A", "Ban Thường vụ Tỉnh ủy Hà Nam", "về A"),
        ("QUYẾT ĐỊNH\nvề A\n\nBAN THƯỜNG VỤ TỈNH ỦY QUYẾT ĐỊNH", "Ban Thường vụ Tỉnh ủy", "về A"),
        ("QUYẾT ĐỊNH\nvề A\n\nBAN CHẤP HÀNH ĐẢNG BỘ TỈNH\n\nQUYẾT ĐỊNH:", "Ban Chấp hành Đảng bộ tỉnh", "về A"),
        (
            "KẾ HOẠCH\nthực hiện A\n\nBan Chấp hành Đảng bộ tỉnh ban hành Kế hoạch thực hiện như sau:",
            "Ban Chấp hành Đảng bộ tỉnh",
            "thực hiện A",
        ),
    ],
)
def test_issuer(under: str, issuer: str, subject: str) -> None:
    document = one(ABOVE + under + "\n\n1. Làm việc A.\n\n2. Làm việc B.\n" + CLOSING)
    assert (document.issuer, document.subject) == (issuer, subject)


@pytest.mark.parametrize(
    ("heading", "issuer"),
    [
        ("BAN CHẤP HÀNH TRUNG ƯƠNG\nBAN NỘI CHÍNH", "Ban Nội chính Trung ương"),
        ("TỈNH ỦY HÀ NAM\nVĂN PHÒNG", "Văn phòng Tỉnh ủy Hà Nam"),
        ("TRƯỜNG THPT A", "Trường THPT A"),
        ("ĐẢNG ỦY KHỐI XVI", "Đảng ủy Khối XVI"),
    ],
)
def test_issuer_of_one_who_signs_for_a_head(heading: str, issuer: str) -> None:
    text = f"{heading}\n*\nSố 5-HD/X\n\nĐẢNG CỘNG SẢN VIỆT NAM\nHà Nam, ngày 05 tháng 3 năm 2019\n\nTHÔNG BÁO\nvề A"
    assert one(f"{text}\n\n1. Việc A.\n\nK/T THỦ TRƯỞNG\nPHÓ THỦ TRƯỞNG\n\nLê Văn A").issuer == issuer


@pytest.mark.parametrize(
    "subject",
    [
        "V/v phòng cháy,\nchữa cháy rừng",
        "*về việc phòng cháy,*\n*chữa cháy rừng*",
        "Về phòng cháy,\nchữa cháy rừng",
        "Phòng cháy,\nchữa cháy rừng",
    ],
)
@pytest.mark.parametrize(
    "addressed", ["Kính gửi: Các huyện ủy, thành ủy", "Kính gửi:\n- Các huyện ủy,\n- Các sở, ngành.", ""]
)
def test_letter(subject: str, addressed: str) -> None:
    document = headed(
        f"HUYỆN ỦY TÂN YÊN\n*\nSố 1187-CV/HU\n{subject}\n\nĐẢNG CỘNG SẢN VIỆT NAM\n\n"
        f"Tân Yên, ngày 15 tháng 6 năm 2023\n\n{addressed}"
    )
    assert (document.doc_type, document.number) == ("Công văn", "1187-CV/HU")
    assert document.subject == subject.replace("*", "").replace("\n", " ")
    expected = {"": (), "Kính gửi: Các huyện ủy, thành ủy": ("Các huyện ủy, thành ủy",)}
    assert document.addressees == expected.get(addressed, ("Các huyện ủy", "Các sở, ngành"))
    assert document.sections[0].text.startswith("Thực hiện Nghị quyết")


def test_letter_of_the_state() -> None:
    document = headed(
        "ỦY BAN NHÂN DÂN            CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\n"
        "TỈNH HÀ NAM                   Độc lập - Tự do - Hạnh phúc\n"
        "Số: 127/UBND-NC               Hà Nam, ngày 18 tháng 01 năm 2016\nV/v cải cách hành chính\n\n"
        "Kính gửi: Các sở, ban, ngành"
    )
    assert (document.organisation, document.number) == ("ỦY BAN NHÂN DÂN TỈNH HÀ NAM", "127/UBND-NC")
    assert (document.doc_type, document.subject, str(document.issued_on)) == (
        "Công văn",
        "V/v cải cách hành chính",
        "2016-01-18",
    )


@pytest.mark.parametrize(
    ("number", "date", "codes"),
    [
        ("Số      -KH/ĐU", "Hà Nam, ngày 05 tháng 3 năm 2026", {"blank-number"}),
        ("Số ……-KH/ĐU", "Hà Nam, ngày …… tháng 3 năm 2026", {"blank-number", "blank-date"}),
        ("Số 5-KH/ĐU", "Hà Nam, ngày      tháng      năm 2026", {"blank-date"}),
        ("Số 5-KH/ĐU", "Hà Nam, ngày 31 tháng 02 năm 2021", {"impossible-date"}),
    ],
)
def test_blank_and_impossible(number: str, date: str, codes: set[str]) -> None:
    document = headed(f"ĐẢNG ỦY XÃ X\n*\n{number}\n\nĐẢNG CỘNG SẢN VIỆT NAM\n{date}\n\nKẾ HOẠCH\nvề A")
    known = {"blank-number", "blank-date", "impossible-date"}
    assert {d.code for d in document.diagnostics} & known == codes
    assert (document.number is None, document.issued_on is None) == (
        "blank-number" in codes,
        bool(codes & {"blank-date", "impossible-date"}),
    )
    assert document.place == "Hà Nam" and document.issued_raw


@pytest.mark.parametrize(
    "mark", ["DỰ THẢO", "Dự thảo", "Dự thảo lần 2", "(Dự thảo lần 3, ngày 05/3/2024)", "**DỰ THẢO LẦN 2**"]
)
def test_draft(mark: str) -> None:
    assert headed(f"{mark}\n\n{ABOVE}KẾ HOẠCH\nvề A").draft


@pytest.mark.parametrize("words", ["Dự thảo Nghị quyết đã được thông qua.", "Dự thảo văn kiện"])
def test_no_draft(words: str) -> None:
    assert not headed(f"{ABOVE}KẾ HOẠCH\nvề A\n\n{words}").draft


@pytest.mark.parametrize(
    ("mark", "secrecy", "urgency"),
    [
        ("MẬT", "Mật", None),
        ("**TỐI MẬT**", "Tối mật", None),
        ("TUYỆT MẬT", "Tuyệt mật", None),
        ("KHẨN", None, "Khẩn"),
        ("THƯỢNG KHẨN", None, "Thượng khẩn"),
        ("HỎA TỐC", None, "Hỏa tốc"),
        ("HOẢ TỐC", None, "Hỏa tốc"),
        ("MẬT\n\nHỎA TỐC HẸN GIỜ", "Mật", "Hỏa tốc hẹn giờ"),
        ("Mật", "Mật", None),
        ("*(Mật)*", "Mật", None),
        ("Độ mật: Mật", "Mật", None),
        ("ĐỘ MẬT: TUYỆT MẬT", "Tuyệt mật", None),
        ("TÀI LIỆU MẬT", "Mật", None),
        ("MẬT - HỎA TỐC", "Mật", "Hỏa tốc"),
        ("DỰ THẢO (MẬT)", "Mật", None),
        ("M Ậ T", "Mật", None),
        ("T U Y Ệ T  M Ậ T", "Tuyệt mật", None),
        ("MẬT (Bản số 3)", "Mật", None),
        ("TỐI MẬT. Bản số: …", "Tối mật", None),
        ("Bản số: 03", None, None),
        ("mật", None, None),
        ("“Tối mật”", None, None),
        ("Mật, Tối mật của Đảng", None, None),
    ],
)
@pytest.mark.parametrize("place", ["before", "inside"])
def test_secrecy_and_urgency(mark: str, secrecy: str | None, urgency: str | None, place: str) -> None:
    heading = f"{mark}\n\n{ABOVE}" if place == "before" else ABOVE.replace("\n\nĐẢNG", f"\n\n{mark}\n\nĐẢNG")
    document = headed(f"{heading}KẾ HOẠCH\nvề bảo vệ bí mật")
    assert (document.secrecy, document.urgency, document.number) == (secrecy, urgency, "5-NQ/TU")


def test_secret_documents_are_left_out() -> None:
    secret = f"{ABOVE}MẬT\n\nBÁO CÁO\nvề an ninh{BODY}{CLOSING}"
    parsed = parse_text(secret + "\n\n" + f"{ABOVE}KẾ HOẠCH\nvề A{BODY}{CLOSING}", secret=False)
    assert [d.doc_type for d in parsed.documents] == ["Kế hoạch"] and parsed.source.status == "partial"
    assert parsed.text is not None and "an ninh" not in parsed.text
    assert parse_text(secret, secret=False).text is None


@pytest.mark.parametrize(
    "title",
    [
        "KẾ HOẠCH (MẬT)\nvề A",
        "KẾ HOẠCH\nvề A\n\n*(Mật)*",
        "KẾ HOẠCH\nvề A\n(Mật)",
        "KẾ HOẠCH\nvề A (Mật)",
        "KẾ HOẠCH\nvề A\n\nĐộ mật: Mật",
    ],
)
def test_secrecy_beside_the_title(title: str) -> None:
    assert headed(f"{ABOVE}{title}").secrecy == "Mật"


@pytest.mark.parametrize(
    "words",
    [
        "Tài liệu mật, tối mật được quản lý theo quy định.",
        "Thực hiện Kết luận số 5-KL/TW về A (MẬT), các cấp ủy làm việc.",
        'Văn bản theo chế độ "Tối mật" thì không phổ biến.',
        "Thực hiện Kết luận số 5-KL/TW về A\n(MẬT)\nvà các văn bản liên quan, các cấp ủy làm việc.",
    ],
)
def test_words_on_secrecy_in_the_text_are_no_mark(words: str) -> None:
    assert headed(f"{ABOVE}KẾ HOẠCH\nvề A\n\n{words}").secrecy is None


def test_stamps_stand_anywhere() -> None:
    document = headed(
        "Người ký: Tỉnh ủy Hà Nam\nThời gian ký: 26/08/2024 15:40:12 +07:00\nTỈNH ỦY HÀ NAM\n*\nSố 5-NQ/TU\n"
        "26-08-2024 15:40:12 +07:00\nĐẢNG CỘNG SẢN VIỆT NAM\nHà Nam, ngày 26 tháng 8 năm 2024\n\nNGHỊ QUYẾT\nvề A"
    )
    assert (document.number, document.place, document.subject) == ("5-NQ/TU", "Hà Nam", "về A")
    parsed = parse_text("Người ký: Tỉnh ủy Hà Nam\n\n" + ABOVE + "NGHỊ QUYẾT\nvề A" + BODY + CLOSING)
    assert parsed.blocks[0].label == "stamp"


def test_stamp_of_a_registry_as_a_table() -> None:
    document = headed(f"{ABOVE}| ĐẾN | Số: 5388 |\n|---|---|\n| | Ngày: 20/3/2019 |\n\nNGHỊ QUYẾT\nvề A")
    assert (document.number, str(document.issued_on), document.subject) == ("5-NQ/TU", "2019-03-05", "về A")


@pytest.mark.parametrize(
    ("title", "doc_type", "subject"),
    [
        ("KẾ HOẠCH\nvề A", "Kế hoạch", "về A"),
        ("KẾ HOẠCH THỰC HIỆN NGHỊ QUYẾT SỐ 5-NQ/TW", "Kế hoạch", "THỰC HIỆN NGHỊ QUYẾT SỐ 5-NQ/TW"),
        ("CHƯƠNG TRÌNH HÀNH ĐỘNG\nthực hiện Nghị quyết A", "Chương trình hành động", "thực hiện Nghị quyết A"),
        ("BÁO CÁO kết quả công tác năm 2023", "Báo cáo", "kết quả công tác năm 2023"),
        ("**ĐỀ ÁN**\n\n**Nâng cao năng lực**\n\n**MỞ ĐẦU**", "Đề án", "Nâng cao năng lực"),
        ("**NGHỊ QUYẾT**\n\n**về A**\n\n**giai đoạn 2021 - 2025**", "Nghị quyết", "về A giai đoạn 2021 - 2025"),
        ("NGHỊ QUYẾT\nHỘI NGHỊ CHI BỘ THÁNG 8", "Nghị quyết", "HỘI NGHỊ CHI BỘ THÁNG 8"),
    ],
)
def test_type_and_subject_without_a_heading_block(title: str, doc_type: str, subject: str) -> None:
    document = headed(title)
    assert (document.doc_type, document.subject, document.number) == (doc_type, subject, None)
    assert "no-heading-block" in {d.code for d in document.diagnostics}


def test_type_from_the_number_where_no_title_is_printed() -> None:
    document = headed("TỈNH ỦY HÀ NAM\n*\nSố 5-BC/TU\n\nĐẢNG CỘNG SẢN VIỆT NAM\nHà Nam, ngày 05 tháng 3 năm 2019\n\n")
    assert document.doc_type == "Báo cáo"
    assert next(e.inferred for e in document.evidence if e.field == "doc_type")


def test_type_and_number_that_differ_are_told() -> None:
    document = headed(f"{ABOVE}CHỈ THỊ\nvề A")
    assert "type-differs" in {d.code for d in document.diagnostics} and document.doc_type == "Chỉ thị"


def test_evidence_of_the_heading() -> None:
    document = headed(f"{ABOVE}NGHỊ QUYẾT\nvề A")
    words = {e.field: e.raw for e in document.evidence if e.owner_table == "documents"}
    assert (words["number"], words["place"], words["subject"]) == ("5-NQ/TU", "Hà Nam", "về A")
    for evidence in document.evidence:
        assert document.words(evidence.span) == evidence.raw


def test_the_year_behind_the_issuer_is_of_the_subject() -> None:
    document = headed(f"{ABOVE}CHƯƠNG TRÌNH CÔNG TÁC\nCỦA BAN CHẤP HÀNH ĐẢNG BỘ TỈNH NĂM 2026")
    assert (document.issuer, document.subject) == ("Ban Chấp hành Đảng bộ tỉnh", "NĂM 2026")


def test_a_letter_in_columns_of_tabs() -> None:
    document = one(
        "THÀNH ỦY CẦN THƠ\tĐẢNG CỘNG SẢN VIỆT NAM\nVĂN PHÒNG\t\n*\tCần Thơ, ngày 5 tháng 5 năm 2026\n"
        "Số 1245-CV/VPTU\t\n"
        "V/v chuẩn bị nội dung\tHỎA TỐC\nphục vụ kiểm tra\n\nKính gửi:\t- Đảng ủy UBND thành phố,\n\t- Sở Nội vụ.\n"
        f"{BODY}{CLOSING}",
        "x.txt",
    )
    assert (document.subject, document.urgency) == ("V/v chuẩn bị nội dung phục vụ kiểm tra", "Hỏa tốc")
    assert document.addressees == ("Đảng ủy UBND thành phố", "Sở Nội vụ")
