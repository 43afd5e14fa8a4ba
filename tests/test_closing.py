"""Closings: recipients and signatures in either order and every printing."""

from __future__ import annotations

import pytest

from texts import HEAD, one, signatures, with_body
from vbparse.document import Document
from vbparse.structure.closing import clean_recipient, is_name, name_of

RECIPIENTS = "Nơi nhận:\n- Ban Bí thư (b/c),\n- Các huyện ủy,\n- Lưu Văn phòng Tỉnh ủy."
SIGNATURE = "T/M BAN THƯỜNG VỤ\nBÍ THƯ\n\nNguyễn Văn An"
NAMES = ("Ban Bí thư", "Các huyện ủy", "Lưu Văn phòng Tỉnh ủy")


def closed(closing: str) -> Document:
    return one(f"{HEAD}1. Làm việc A.\n\n2. Làm việc B.\n\n{closing}\n")


@pytest.mark.parametrize(
    "closing",
    [
        f"{RECIPIENTS}\n\n{SIGNATURE}",
        f"{SIGNATURE}\n\n{RECIPIENTS}",
        f"{RECIPIENTS}\n{SIGNATURE}",
        "Nơi nhận:            T/M BAN THƯỜNG VỤ\n- Ban Bí thư (b/c),         BÍ THƯ\n- Các huyện ủy,\n"
        "- Lưu Văn phòng Tỉnh ủy.\n\n                     Nguyễn Văn An",
        f"| {RECIPIENTS} | {SIGNATURE} |".replace("\n", "<br>") + "\n|---|---|",
        RECIPIENTS.replace("- ", "") + f"\n\n{SIGNATURE}",
        RECIPIENTS.replace("Nơi nhận:", "***Nơi nhận:***").replace("- ", "\\- ")
        + "\n\n**T/M BAN THƯỜNG VỤ**\n**BÍ THƯ**\n**Nguyễn Văn An**",
        RECIPIENTS.replace("Nơi nhận", "Noi nhận").replace("\n- ", "\n\n- ")
        + "\n\nT/M BAN THƯỜNG VỤ\n\nBÍ THƯ\n\n(đã ký)\n\nNguyễn Văn An",
        RECIPIENTS.replace(" (b/c)", "\n(b/c)") + f"\n\n{SIGNATURE}",
        RECIPIENTS.replace("Ban Bí thư (b/c)", "Ban Bí\nthư (để báo cáo)") + f"\n\n{SIGNATURE}",
        # A page break cuts both columns: the recipients stand between the authority and the rest.
        f"T/M BAN THƯỜNG VỤ\n\n{RECIPIENTS}\n\nBÍ THƯ\n\nNguyễn Văn An",
        f"T/M BAN THƯỜNG VỤ\nBÍ THƯ\n\n{RECIPIENTS}\n\nNguyễn Văn An",
        f"{RECIPIENTS}\n\n" + SIGNATURE.replace("\n\n", "\n26-08-2024 15:40:12 +07:00\nxử̉ j\n"),
    ],
)
def test_one_signer(closing: str) -> None:
    document = closed(closing)
    assert document.recipients == NAMES and signatures(document) == ["T/M BAN THƯỜNG VỤ | BÍ THƯ | Nguyễn Văn An"]


@pytest.mark.parametrize(
    ("closing", "expected"),
    [
        ("K/T TRƯỞNG BAN\nPHÓ TRƯỞNG BAN\n\nLê Văn A", ["K/T TRƯỞNG BAN | PHÓ TRƯỞNG BAN | Lê Văn A"]),
        ("K/T TRƯỞNG BAN\nPHÓ\nTRƯỞNG BAN\n\nLê Văn A", ["K/T TRƯỞNG BAN | PHÓ TRƯỞNG BAN | Lê Văn A"]),
        ("T/L BAN THƯỜNG VỤ\nCHÁNH VĂN PHÒNG\n\nLê Văn A", ["T/L BAN THƯỜNG VỤ | CHÁNH VĂN PHÒNG | Lê Văn A"]),
        ("T/M BAN THƯỜNG VỤ\nBÍ THƯ (đã ký)\nLê Văn A", ["T/M BAN THƯỜNG VỤ | BÍ THƯ | Lê Văn A"]),
        ("TM. BAN THƯỜNG VỤ\nBÍ THƯ\n\nLê Văn A", ["TM. BAN THƯỜNG VỤ | BÍ THƯ | Lê Văn A"]),
        ("KT. CHỦ TỊCH\nPHÓ CHỦ TỊCH\n\nLê Văn A", ["KT. CHỦ TỊCH | PHÓ CHỦ TỊCH | Lê Văn A"]),
        ("TUQ. CHỦ TỊCH\nGIÁM ĐỐC SỞ NỘI VỤ\n\nLê Văn A", ["TUQ. CHỦ TỊCH | GIÁM ĐỐC SỞ NỘI VỤ | Lê Văn A"]),
        ("T/M BAN BÍ THƯ\n\nLê Văn A", ["T/M BAN BÍ THƯ |  | Lê Văn A"]),
        ("T/M BAN BÍ THƯ\nThường trực Ban Bí thư\nLê Văn A", ["T/M BAN BÍ THƯ | Thường trực Ban Bí thư | Lê Văn A"]),
        (
            "T/M BAN THƯỜNG VỤ\nKT. BÍ THƯ\nPHÓ BÍ THƯ\n\nLê Văn A",
            ["T/M BAN THƯỜNG VỤ KT. BÍ THƯ | PHÓ BÍ THƯ | Lê Văn A"],
        ),
        (
            "T/M BAN CHẤP HÀNH\nĐẢNG BỘ HUYỆN\nBÍ THƯ\n\nLê Văn A",
            ["T/M BAN CHẤP HÀNH ĐẢNG BỘ HUYỆN | BÍ THƯ | Lê Văn A"],
        ),
        ("T/M BAN THƯỜNG VỤ\nBÍ THƯ\n\nLÊ VĂN A", ["T/M BAN THƯỜNG VỤ | BÍ THƯ | LÊ VĂN A"]),
        (
            "T/M BAN THƯỜNG VỤ\nBÍ THƯ\n(Đã ký)\nThiếu tướng Lê Văn A",
            ["T/M BAN THƯỜNG VỤ | BÍ THƯ | Thiếu tướng Lê Văn A"],
        ),
        ("T/M BAN THƯỜNG VỤ\nBÍ THƯ", ["T/M BAN THƯỜNG VỤ | BÍ THƯ | "]),
        ("CHÁNH VĂN PHÒNG\n\nLê Văn A", [" | CHÁNH VĂN PHÒNG | Lê Văn A"]),
        (
            "THƯ KÝ\n(đã ký)\nLê Văn A\n\nCHỦ TRÌ\n(đã ký)\nTrần Thị B",
            [" | THƯ KÝ | Lê Văn A", " | CHỦ TRÌ | Trần Thị B"],
        ),
        (
            "      THƯ KÝ                       CHỦ TỌA\n\n     (đã ký)                      (đã ký)\n\n"
            "  Lê Văn A                     Trần Thị B",
            [" | THƯ KÝ | Lê Văn A", " | CHỦ TỌA | Trần Thị B"],
        ),
        (
            "| THƯ KÝ<br>Lê Văn A | CHỦ TRÌ<br>Trần Thị B |\n|---|---|",
            [" | THƯ KÝ | Lê Văn A", " | CHỦ TRÌ | Trần Thị B"],
        ),
        (
            "T/M BAN THƯỜNG VỤ\nBÍ THƯ\n\nLê Văn A\n\nT/M ỦY BAN NHÂN DÂN\nCHỦ TỊCH\n\nTrần Thị B",
            ["T/M BAN THƯỜNG VỤ | BÍ THƯ | Lê Văn A", "T/M ỦY BAN NHÂN DÂN | CHỦ TỊCH | Trần Thị B"],
        ),
    ],
)
def test_signatures(closing: str, expected: list[str]) -> None:
    assert signatures(closed(closing)) == expected


def test_a_small_letter_without_a_bullet_goes_on_with_the_recipient_above() -> None:
    broken = RECIPIENTS.replace("Các huyện ủy,", "Các huyện ủy,\n\nthành ủy,\nđảng ủy trực thuộc;")
    assert closed(f"{broken}\n\n{SIGNATURE}").recipients[1] == "Các huyện ủy, thành ủy, đảng ủy trực thuộc"


def test_where_the_paper_is_filed_and_who_typed_it() -> None:
    filed = RECIPIENTS.replace("- Lưu Văn phòng Tỉnh ủy.", "- Lưu: VP (TH, HC).\nTCT(HC, NV3)\nSonnk/QĐ06.T9/50b")
    document = closed(f"{filed}\nKT/BỘ TRƯỞNG BỘ TÀI CHÍNH\nTHỨ TRƯỞNG\n\nVũ Văn Ninh")
    assert document.recipients == ("Ban Bí thư", "Các huyện ủy", "Lưu: VP (TH, HC). TCT(HC, NV3)")
    assert signatures(document) == ["KT/BỘ TRƯỞNG BỘ TÀI CHÍNH | THỨ TRƯỞNG | Vũ Văn Ninh"]


def test_no_name_and_no_signature_are_told() -> None:
    assert "no-signer-name" in {d.code for d in closed("T/M BAN THƯỜNG VỤ\nBÍ THƯ").diagnostics}
    assert "no-signature" in {d.code for d in closed("Nơi nhận:\n- Như trên.").diagnostics}
    assert "no-signature" in {d.code for d in closed("").diagnostics}


def test_words_of_the_text_are_no_closing() -> None:
    document = with_body(
        "1. Bí thư cấp ủy chịu trách nhiệm nơi nhận hồ sơ.\n\nBÍ THƯ CẤP ỦY LÀ NGƯỜI ĐỨNG ĐẦU\n\n"
        "2. Đồng chí Nguyễn Văn A làm Trưởng ban."
    )
    assert [s.marker for s in document.sections if s.marker] == ["1", "2"] and len(document.signatures) == 1


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("- Ban Bí thư Trung ương Đảng (b/c);", "Ban Bí thư Trung ương Đảng"),
        ("- Ban Bí thư (để báo cáo),", "Ban Bí thư"),
        ("– Quân ủy Trung ương (b/cáo).", "Quân ủy Trung ương"),
        ("+ Như trên.", "Như trên"),
        ("- Lưu VP, Vụ II", "Lưu VP, Vụ II"),
        ("- Lưu: VT, NC (3 bản)", "Lưu: VT, NC (3 bản)"),
        ("- Các đảng ủy (xã, phường),", "Các đảng ủy (xã, phường)"),
        ("Báo Hà Nội (để đăng tải) (b/c)", "Báo Hà Nội"),
    ],
)
def test_recipients_as_published(text: str, expected: str) -> None:
    assert clean_recipient(text) == expected


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Nguyễn Văn An", True),
        ("**Lê Thị Thu Hồng**", True),
        ("Đỗ Mười", True),
        ("H' Yim Kđoh", True),
        ("Y Thanh Hà Niê Kđăm", True),
        ("Nguyễn Như Ý", True),
        ("Mục A", False),
        ("NGUYỄN VĂN AN", True),
        ("TS. Nguyễn Văn An", True),
        ("Thiếu tướng Nguyễn Văn An", True),
        ("Phó Bí thư", False),
        ("BÍ THƯ", False),
        ("TỈNH ỦY HÀ NAM", False),
        ("Nguyễn", False),
        ("Các đồng chí", False),
        ("Phụ lục 1", False),
        ("Nguyễn Văn An Bình Minh Đức", False),
    ],
)
def test_names(text: str, name: bool) -> None:
    assert is_name(text) is name


def test_name_without_decoration() -> None:
    assert name_of(" **Nguyễn  Văn An**. ") == "Nguyễn Văn An"
