"""Where documents, appendices and the matter around them begin and end."""

from __future__ import annotations

from collections import Counter

import pytest

from texts import CLOSING, HEAD, one, outline, parse_text

BODY = "1. Các cấp ủy lãnh đạo thực hiện.\n\n2. Ban Tổ chức theo dõi, đôn đốc.\n"
DOCUMENT = HEAD + BODY + CLOSING
TITLED = f"CHỈ THỊ\nCỦA BAN THƯỜNG VỤ TỈNH ỦY\nvề nếp sống văn minh\n\n{BODY}{CLOSING}"
FORM = (
    "ĐẢNG BỘ …………\nCHI BỘ …………\n*\nSố …-BB/CB\n\nĐẢNG CỘNG SẢN VIỆT NAM\n………, ngày … tháng … năm 20…\n\n"
    "BIÊN BẢN\nhọp chi bộ\n\n"
    "1. Thành phần: …………\n\n2. Nội dung: …………\n\nT/M CHI BỘ\nBÍ THƯ\n"
)


def kinds(text: str) -> list[str]:
    return [f"{d.doc_type} {d.number or ''}".strip() for d in parse_text(text).documents]


def labels(text: str) -> Counter[str]:
    return Counter(block.label for block in parse_text(text).blocks)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (DOCUMENT, ["Nghị quyết 12-NQ/TU"]),
        (DOCUMENT + "\n\n" + DOCUMENT.replace("12-NQ", "13-NQ"), ["Nghị quyết 12-NQ/TU", "Nghị quyết 13-NQ/TU"]),
        (DOCUMENT + "\n\n" + TITLED, ["Nghị quyết 12-NQ/TU", "Chỉ thị"]),
        (TITLED + "\n\n" + DOCUMENT, ["Chỉ thị", "Nghị quyết 12-NQ/TU"]),
        (TITLED + "\n\n" + TITLED, ["Chỉ thị", "Chỉ thị"]),
        (HEAD + BODY + "\n\n" + DOCUMENT.replace("12-NQ", "13-NQ"), ["Nghị quyết 12-NQ/TU", "Nghị quyết 13-NQ/TU"]),
        ("Trang chủ | Văn bản\n\nChia sẻ: Zalo\n\n" + DOCUMENT, ["Nghị quyết 12-NQ/TU"]),
        (
            DOCUMENT + "\n\nTHÔNG BÁO\nvề lưu trữ thông tin khách hàng\n\nKính gửi: Quý thành viên,\n\nTrân trọng.",
            ["Nghị quyết 12-NQ/TU"],
        ),
        (DOCUMENT.replace(BODY, BODY + "\nQUYẾT ĐỊNH\nvề việc này do Tỉnh ủy ban hành.\n\n"), ["Nghị quyết 12-NQ/TU"]),
    ],
    ids=[
        "one",
        "two",
        "second titled",
        "first titled",
        "both titled",
        "unsigned",
        "menus",
        "web notice",
        "words in the text",
    ],
)
def test_documents_of_a_source(text: str, expected: list[str]) -> None:
    assert kinds(text) == expected


@pytest.mark.parametrize("text", ["Một đoạn văn bất kỳ.", "- một\n- hai", "1\n2\n3", "MỤC LỤC\n\nLỜI NÓI ĐẦU"])
def test_no_document(text: str) -> None:
    parsed = parse_text(text)
    assert (parsed.source.status, parsed.source.error_code, parsed.documents) == ("partial", "no-document", ())
    assert parsed.text and {block.label for block in parsed.blocks} == {"other"}


# --- appendices ----------------------------------------------------------------------------------------------------

NOTE = "(Kèm theo Nghị quyết số 12-NQ/TU, ngày 08/6/2021 của Ban Thường vụ Tỉnh ủy)"
ROWS = "TT\tNội dung\tĐơn vị\n1\tHọp\tSở A\n2\tBáo cáo\tSở B"


@pytest.mark.parametrize(
    ("appendix", "label", "title", "note"),
    [
        (f"PHỤ LỤC\nDANH MỤC NHIỆM VỤ\n{NOTE}\n\n{ROWS}", "PHỤ LỤC", "DANH MỤC NHIỆM VỤ", True),
        (f"Phụ lục 1\n\nDANH MỤC NHIỆM VỤ\n\n{NOTE}\n\n-----\n\n{ROWS}", "Phụ lục 1", "DANH MỤC NHIỆM VỤ", True),
        (f"**PHỤ LỤC 1: DANH MỤC NHIỆM VỤ**\n\n{ROWS}", "PHỤ LỤC 1", "DANH MỤC NHIỆM VỤ", False),
        (f"PHỤ LỤC {NOTE}\n\nDANH MỤC NHIỆM VỤ\n\n{ROWS}", "PHỤ LỤC", "DANH MỤC NHIỆM VỤ", False),
        (f"**Biểu số 1**\n**DANH MỤC NHIỆM VỤ**\n\n{ROWS}", "Biểu số 1", "DANH MỤC NHIỆM VỤ", False),
        (f"Mẫu số 02\nDANH MỤC NHIỆM VỤ\n\n{ROWS}", "Mẫu số 02", "DANH MỤC NHIỆM VỤ", False),
        (f"DANH MỤC NHIỆM VỤ\n{NOTE}\n\n{ROWS}", None, "DANH MỤC NHIỆM VỤ", True),
        (f"DANH MỤC NHIỆM VỤ\n\n{ROWS}", None, "DANH MỤC NHIỆM VỤ", False),
        (
            f"QUY CHẾ\nlàm việc của Ban Chỉ đạo\n{NOTE}\n\nĐiều 1. Phạm vi\n\nĐoạn.",
            None,
            "QUY CHẾ làm việc của Ban Chỉ đạo",
            True,
        ),
    ],
)
def test_appendix(appendix: str, label: str | None, title: str, note: bool) -> None:
    document = one(DOCUMENT + "\n\n" + appendix)
    (found,) = document.appendices
    assert (found.label, found.title) == (label, title)
    assert found.attached_to == (NOTE.strip("()") if note else None)


def test_attachment_note_of_two_paragraphs() -> None:
    document = one(
        f"{DOCUMENT}\n\nPHỤ LỤC\n\nNỘI DUNG CÔNG VIỆC\n\n*(kèm theo Nghị quyết số 12-NQ/TU*\n\n*của Tỉnh ủy)*\n\nI. Một"
    )
    assert document.appendices[0].attached_to == "kèm theo Nghị quyết số 12-NQ/TU của Tỉnh ủy"
    assert outline(document, "appendix 1") == ["1 I Một"]


def test_text_appendices_have_outlines_of_their_own() -> None:
    document = one(
        f"{DOCUMENT}\n\nPHỤ LỤC 1\n\nNỘI DUNG\n\nI. Một\n\n1. Việc A.\n\nPHỤ LỤC 2\n\nYÊU CẦU\n\nI. Hai\n\n1. Việc B."
    )
    assert outline(document, "appendix 1") == ["1 I Một", "2 1"] and outline(document, "appendix 2") == [
        "1 I Hai",
        "2 1",
    ]
    assert outline(document) == ["1 1", "1 2"]


def test_mention_of_an_appendix_in_the_text_begins_none() -> None:
    document = one(
        DOCUMENT.replace("theo dõi", "theo dõi theo Phụ lục 1 kèm theo Nghị quyết này")
        + "\n\nPHỤ LỤC 1\n\nDANH MỤC\n\nĐoạn."
    )
    assert len(document.appendices) == 1


def test_form_in_an_appendix_is_no_document() -> None:
    document = one(f"{DOCUMENT}\n\nMẫu 1\n\n{FORM}\n\nMẫu 2\n\n{FORM}")
    assert [(a.label, a.title) for a in document.appendices] == [
        ("Mẫu 1", "BIÊN BẢN họp chi bộ"),
        ("Mẫu 2", "BIÊN BẢN họp chi bộ"),
    ]
    assert document.number == "12-NQ/TU" and len(document.signatures) == 1 and len(document.recipients) == 2


def test_document_after_an_appendix() -> None:
    assert kinds(f"{DOCUMENT}\n\nPHỤ LỤC 1\n\nDANH MỤC\n\n{ROWS}\n\n{DOCUMENT.replace('12-NQ', '13-NQ')}") == [
        "Nghị quyết 12-NQ/TU",
        "Nghị quyết 13-NQ/TU",
    ]


def test_orphan_appendix() -> None:
    document = one(f"Phụ lục 2\n\nNỘI DUNG CƠ BẢN\n\n{NOTE}\n\nI. Bối cảnh\n\nĐoạn văn.\n\nII. Nội dung\n\nĐoạn văn.")
    assert (document.kind, document.number, document.doc_type, document.issuer, document.issued_on) == (
        "orphan_appendix",
        None,
        None,
        None,
        None,
    )
    assert (document.subject, document.parent_number) == ("NỘI DUNG CƠ BẢN", "12-NQ/TU")
    assert outline(document, "appendix 1") == ["1 I Bối cảnh", "1 II Nội dung"]


def test_number_and_date_from_the_note_of_an_appendix() -> None:
    text = f"NGHỊ QUYẾT\nvề chuyển đổi số\n\n{BODY}{CLOSING}\n\nPHỤ LỤC 1\nDANH MỤC\n{NOTE}\n\n{ROWS}"
    document = one(text)
    assert (document.number, str(document.issued_on)) == ("12-NQ/TU", "2021-06-08")
    assert "number-from-elsewhere" in {d.code for d in document.diagnostics}


def test_number_and_date_from_a_citation_in_another_document() -> None:
    first = f"KẾT LUẬN\nvề phát triển kinh tế biển giai đoạn 2021-2025\n\n{BODY}{CLOSING}"
    second = DOCUMENT.replace(
        BODY,
        "1. Thực hiện Kết luận số 101-KL/TU, ngày 17/5/2022 của Ban Thường vụ về phát triển kinh tế biển "
        "giai đoạn 2021-2025.\n",
    )
    documents = parse_text(f"{first}\n\n{second}").documents
    assert [d.number for d in documents] == ["101-KL/TU", "12-NQ/TU"] and str(documents[0].issued_on) == "2022-05-17"


# --- the matter around documents -----------------------------------------------------------------------------------


def test_contents_and_back_matter() -> None:
    book = (
        "TỈNH ỦY BẮC GIANG\n\nCÁC VĂN BẢN CHỈ ĐẠO\n\nMỤC LỤC\n\nTT\tSố, ký hiệu\tTrích yếu\tTrang\n"
        "1\tChỉ thị số 20-CT/TU ngày 01/7/2021\tVề nếp sống văn minh\t5\n"
        "2\tKết luận số 9-KL/TU ngày 02/7/2021\tVề dân vận\t9\n\n"
        f"{TITLED}\n\nChịu trách nhiệm xuất bản: Ban Tuyên giáo\n\nIn 500 cuốn, khổ 14x20 cm"
    )
    parsed = parse_text(book)
    (document,) = parsed.documents
    assert (document.number, str(document.issued_on)) == ("20-CT/TU", "2021-07-01")
    assert [d.code for d in parsed.diagnostics] == ["listed-document-missing"]
    count = labels(book)
    assert (count["front_matter"], count["contents"], count["back_matter"]) == (2, 4, 2)


def test_scribble_between_closing_and_end() -> None:
    assert labels(DOCUMENT + "\n\nj̉x")["scribble"] == 1


@pytest.mark.parametrize(
    "text", [DOCUMENT, f"{DOCUMENT}\n\nMẫu 1\n\n{FORM}", f"x\n\n{TITLED}\n\ny", HEAD, CLOSING, FORM]
)
def test_every_character_is_in_one_block(text: str) -> None:
    parsed = parse_text(text)
    assert parsed.text is not None
    taken = [0] * len(parsed.text)
    for block in parsed.blocks:
        for piece in block.span.segments:
            for at in range(piece.start, piece.end):
                taken[at] += 1
    assert {taken[at] for at, c in enumerate(parsed.text) if not c.isspace()} <= {1}


def test_a_regulation_attached_behind_the_signature_is_an_appendix_also_before_labelled_ones() -> None:
    attached = (
        "QUY CHẾ\nPHỐI HỢP CÔNG TÁC\n(Ban hành kèm theo Quyết định số 12-QĐ/TU)\n\n"
        "Chương I\nQUY ĐỊNH CHUNG\n\nĐiều 1. Phạm vi\n\n1. Quy chế này quy định việc phối hợp."
    )
    document = one(f"{DOCUMENT}\n\n{attached}\n\nPHỤ LỤC I\n\nDANH MỤC\n\n{ROWS}")
    assert [(a.label, a.title) for a in document.appendices] == [
        (None, "QUY CHẾ PHỐI HỢP CÔNG TÁC"),
        ("PHỤ LỤC I", "DANH MỤC"),
    ]
    assert [s.title for s in document.sections if s.part == "appendix 1" and s.title] == ["QUY ĐỊNH CHUNG", "Phạm vi"]


def test_forms_in_an_appendix_without_its_document_are_no_documents() -> None:
    form = "NGHỊ QUYẾT\nVề việc …\n\nĐiều 1. …\n\nNơi nhận:\n- Như Điều …;"
    text = f"Phụ lục III\nMẪU TRÌNH BÀY\n\n{ROWS}\n\nMẫu 1\n\n{form}"
    assert [document.kind for document in parse_text(text).documents] == ["orphan_appendix"]


@pytest.mark.parametrize("rule", ["-0-", "- 0 -", "---o0o---", "*"])
def test_what_a_typist_draws_under_the_body_is_a_rule(rule: str) -> None:
    document = one(HEAD.replace("*", rule) + BODY + CLOSING)
    assert document.organisation == one(DOCUMENT).organisation and document.number == one(DOCUMENT).number
