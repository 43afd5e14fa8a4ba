"""Secret documents never reach a dataset, however the mark was typed or read; the word `mật` hides none."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product

import pytest

from texts import CLOSING, one, parse_text
from vbparse.lexicon.secrecy import mark_alone, mark_beside
from vbparse.readers.lines import CleanLine, Row, lay_out
from vbparse.structure import structure
from vbparse.tape import Aside, PrintedRow

BODY = "\n\nThực hiện Nghị quyết của Tỉnh ủy, các cấp ủy triển khai như sau:\n\n1. Làm việc A.\n\n2. Làm việc B.\n"
NAME = "TỈNH ỦY HÀ NAM\n*\n"
NUMBER = "Số 25-KH/TU\n"
DATE = "Hà Nam, ngày 05 tháng 3 năm 2019"
PARTY = f"\nĐẢNG CỘNG SẢN VIỆT NAM\n{DATE}\n\n"
TITLE = "KẾ HOẠCH\nvề phòng, chống lụt bão"
END = BODY + CLOSING
PUBLIC = NAME + NUMBER + PARTY + TITLE + END
ROWS = "TT\tNội dung\tĐơn vị\n1\tHọp\tSở A\n2\tBáo cáo\tSở B"

MARKED = {
    # alone on a line, in every place
    "first line": "MẬT\n\n" + PUBLIC,
    "under the number": NAME + NUMBER + "MẬT\n" + PARTY + TITLE + END,
    "under the number, gap": NAME + NUMBER + "\nMẬT\n" + PARTY + TITLE + END,
    "above the number": NAME + "MẬT\n" + NUMBER + PARTY + TITLE + END,
    "under the date": NAME + NUMBER + PARTY + "MẬT\n\n" + TITLE + END,
    "under the type": NAME + NUMBER + PARTY + "KẾ HOẠCH\nMẬT\nvề lụt bão" + END,
    "under the subject": NAME + NUMBER + PARTY + TITLE + "\n(Mật)" + END,
    "under the subject, gap": NAME + NUMBER + PARTY + TITLE + "\n\nĐộ mật: Tối mật" + END,
    "under the rule": NAME + NUMBER + PARTY + TITLE + "\n-----\n\nMẬT" + END,
    "under the addressees": NAME + NUMBER + PARTY + TITLE + "\n\nKính gửi: Các huyện ủy\n\nMẬT" + END,
    "letter": NAME + "Số 25-CV/TU\nMẬT\nV/v lụt bão\n" + PARTY + "Kính gửi: Các huyện ủy" + END,
    # as clerks type it
    "mixed case": NAME + NUMBER + "Mật\n" + PARTY + TITLE + END,
    "in brackets": NAME + NUMBER + "(Mật)\n" + PARTY + TITLE + END,
    "in small letters and brackets": NAME + NUMBER + "(mật)\n" + PARTY + TITLE + END,
    "in square brackets": NAME + NUMBER + "[TỐI MẬT]\n" + PARTY + TITLE + END,
    "bold, italic": NAME + NUMBER + "***TUYỆT MẬT***\n" + PARTY + TITLE + END,
    "spaced letters": NAME + NUMBER + "M Ậ T\n" + PARTY + TITLE + END,
    "spaced words": NAME + NUMBER + "TUYỆT   MẬT\n" + PARTY + TITLE + END,
    "with a label": NAME + NUMBER + "Độ mật: Tối mật\n" + PARTY + TITLE + END,
    "label on a line of its own": NAME + NUMBER + "Độ mật:\nTối mật\n" + PARTY + TITLE + END,
    "document word": NAME + NUMBER + "TÀI LIỆU MẬT\n" + PARTY + TITLE + END,
    "document word, mixed case": NAME + NUMBER + "Tài liệu mật\n" + PARTY + TITLE + END,
    "with urgency": NAME + NUMBER + "TỐI MẬT - KHẨN\n" + PARTY + TITLE + END,
    "with urgency, one space": NAME + NUMBER + "MẬT HỎA TỐC\n" + PARTY + TITLE + END,
    "with the copy": NAME + NUMBER + "MẬT (Bản số: 03)\n" + PARTY + TITLE + END,
    "copy on the next line": "MẬT\nBản số: 3\n\n" + PUBLIC,
    "copy on the line above": "Bản số: 03/15\nTUYỆT MẬT\n\n" + PUBLIC,
    "with a draft mark": "DỰ THẢO - MẬT\n\n" + PUBLIC,
    "with circulation": "MẬT - LƯU HÀNH NỘI BỘ\n\n" + PUBLIC,
    "registry's note between": "MẬT\nHồ sơ số 17\n\n" + PUBLIC,
    "form of the ministry": "MẬT\nSố bản: 5\nKhông sao chụp\n\n" + PUBLIC,
    # in rows of tables, as Word gives them
    "row with the copy": "MẬT\tBản số: 3\n\n" + PUBLIC,
    "row with the draft mark": "MẬT\tDỰ THẢO\n\n" + PUBLIC,
    "row with the Party": f"MẬT\tĐẢNG CỘNG SẢN VIỆT NAM\nTỈNH ỦY HÀ NAM\t{DATE}\n{NUMBER}\n{TITLE}{END}",
    "left column": f"TỈNH ỦY HÀ NAM\tĐẢNG CỘNG SẢN VIỆT NAM\n*\t\nSố 25-KH/TU\t{DATE}\nMẬT\t\n\n{TITLE}{END}",
    "one cell": "| MẬT |\n|---|\n\n" + PUBLIC,
    "row inside the block": NAME + NUMBER + "\nMẬT\tBản số: 3\n" + PARTY + TITLE + END,
    "label and degree in cells": "Độ mật:\tTối mật\n\n" + PUBLIC,
    "HTML table": "<table><tr><td>MẬT</td><td>Bản số: 3</td></tr></table>\n\n" + PUBLIC,
    # beside other words
    "behind the number": NAME + "Số 25-KH/TU (MẬT)\n" + PARTY + TITLE + END,
    "behind the number, mixed case": NAME + "Số 25-KH/TU (Mật)\n" + PARTY + TITLE + END,
    "behind the number, dash": NAME + "Số 25-KH/TU - MẬT\n" + PARTY + TITLE + END,
    "glued behind the number": NAME + "Số 25-KH/TU MẬT\n" + PARTY + TITLE + END,
    "glued before the number": NAME + "MẬT Số 25-KH/TU\n" + PARTY + TITLE + END,
    "glued to the Party": f"MẬT ĐẢNG CỘNG SẢN VIỆT NAM\n{NAME}{NUMBER}{DATE}\n\n{TITLE}{END}",
    "glued behind the Party": f"{NAME}{NUMBER}ĐẢNG CỘNG SẢN VIỆT NAM TỐI MẬT\n{DATE}\n\n{TITLE}{END}",
    "glued to the committee": "TỈNH ỦY HÀ NAM MẬT\n*\n" + NUMBER + PARTY + TITLE + END,
    "wide gap": "TỈNH ỦY HÀ NAM        MẬT\n*\n" + NUMBER + PARTY + TITLE + END,
    "behind the date": f"{NAME}{NUMBER}ĐẢNG CỘNG SẢN VIỆT NAM\n{DATE} (MẬT)\n\n{TITLE}{END}",
    "behind the draft mark": "DỰ THẢO LẦN 2 (MẬT)\n\n" + PUBLIC,
    "behind the type": NAME + NUMBER + PARTY + "KẾ HOẠCH (MẬT)\nvề lụt bão" + END,
    "behind the type, mixed case": NAME + NUMBER + PARTY + "KẾ HOẠCH (Mật)\nvề lụt bão" + END,
    "behind the type, dash": NAME + NUMBER + PARTY + "KẾ HOẠCH - TỐI MẬT\nvề lụt bão" + END,
    "glued behind the type": NAME + NUMBER + PARTY + "KẾ HOẠCH MẬT\nvề lụt bão" + END,
    "title only": "KẾ HOẠCH (Mật)\nvề lụt bão" + END,
    "type and subject on one line": NAME + NUMBER + PARTY + "**KẾ HOẠCH về lụt bão (Mật)**" + END,
    "behind the subject": NAME + NUMBER + PARTY + "KẾ HOẠCH\nvề lụt bão (Mật)" + END,
    "behind a bracket never closed": NAME + NUMBER + PARTY + "KẾ HOẠCH (MẬT\nvề lụt bão" + END,
    # slips of an OCR tool
    "no dot below": NAME + NUMBER + "MÂT\n" + PARTY + TITLE + END,
    "other tone": NAME + NUMBER + "TỐI MẤT\n" + PARTY + TITLE + END,
    "breve": NAME + NUMBER + "MẶT\n" + PARTY + TITLE + END,
    "both words": NAME + NUMBER + "TUYÊT MÂT\n" + PARTY + TITLE + END,
    "V for Y": NAME + NUMBER + "TUVỆT MẬT\n" + PARTY + TITLE + END,
    "small l": NAME + NUMBER + "TỐl MẬT\n" + PARTY + TITLE + END,
    "space inside": NAME + NUMBER + "MẬ T\n" + PARTY + TITLE + END,
    # elsewhere in the document
    "head of an appendix": PUBLIC + "\n\nPHỤ LỤC 1\nMật\nDANH SÁCH\n\n" + ROWS,
    "label of an appendix": PUBLIC + "\n\nPHỤ LỤC 1 (MẬT)\nDANH SÁCH\n\n" + ROWS,
    "stamp on a later page": PUBLIC.replace("\n\n2. Làm", "\n\nMẬT\n\n2. Làm"),
    "stamp under the signature": PUBLIC + "\n\nTỐI MẬT",
    "cover": "TỈNH ỦY HÀ NAM\n\nTÀI LIỆU\n\nMẬT\n\nLƯU TẠI PHÒNG CƠ YẾU, KHÔNG MANG RA NGOÀI\n\n" + PUBLIC,
    "no document found": "MẬT\n\nDanh sách cán bộ\n\n1. Nguyễn Văn A\n\n2. Trần Văn B",
}  # fmt: skip


@pytest.mark.parametrize("text", MARKED.values(), ids=MARKED)
def test_marked_is_left_out(text: str) -> None:
    parsed = parse_text(text, secret=False)
    assert (parsed.source.status, parsed.source.error_code) == ("skipped", "secret-left-out")
    assert parsed.text is None and not parsed.blocks and not parsed.documents


# ---- every form of a mark, at both edges of every line of a heading block -------------------------------------------

DEGREES = ("MẬT", "Mật", "TỐI MẬT", "Tối mật", "TUYỆT MẬT", "Tuyệt mật")
LOOKS = ("{}", "**{}**", "({})")
JOINTS = (" ", "    ", "\t", "", " - ", "\u00a0")
COMMON = {
    "name": ("TỈNH ỦY HÀ NAM",),
    "party": ("ĐẢNG CỘNG SẢN VIỆT NAM",),
    "date": (DATE,),
    "date over two lines": ("Hà Nam, ngày 05", "tháng 3 năm 2019"),
    "addressee": ("Kính gửi: Các huyện ủy, thành ủy",),
}
PLAN = COMMON | {"number": ("Số 25-KH/TU",), "type": ("KẾ HOẠCH",), "subject": ("về phòng, chống lụt bão",)}
LETTER = COMMON | {"number": ("Số 25-CV/TU",), "subject": ("V/v phòng, chống lụt bão",)}
ORDER = ("name", "*", "number", "{letter}", "", "party", "{date}", "", "type", "{plan}", "", "{addressee}")


def laid_out(parts: dict[str, tuple[str, ...]], place: str) -> str:
    """Lay out the heading block of a plan, or of a letter where it has no type, with the part in question."""
    letter = "type" not in parts
    named = {
        "{letter}": "subject" if letter else None,
        "{plan}": None if letter else "subject",
        "{date}": "date over two lines" if place == "date over two lines" else "date",
        "{addressee}": "addressee" if letter or place == "addressee" else None,
    }
    lines: list[str] = []
    for name in ORDER:
        part = named.get(name, name)
        lines += parts.get(part, () if part == "type" else (part,)) if part is not None else ()
    return "\n".join(lines) + END


def beside(lines: tuple[str, ...], mark: str, joint: str) -> Iterator[tuple[str, ...]]:
    """Yield the lines of a part with the mark at each edge of each."""
    for at, line in enumerate(lines):
        for text in (f"{mark}{joint}{line}", f"{line}{joint}{mark}"):
            yield (*lines[:at], text, *lines[at + 1 :])


@pytest.mark.parametrize(
    ("parts", "place"),
    [*((PLAN, place) for place in PLAN), *((LETTER, place) for place in LETTER)],
    ids=[*(f"plan, {place}" for place in PLAN), *(f"letter, {place}" for place in LETTER)],
)
def test_every_form_beside_every_part_is_left_out(parts: dict[str, tuple[str, ...]], place: str) -> None:
    assert parse_text(laid_out(parts, place), secret=False).source.error_code is None
    leaks = []
    for degree, look, joint in product(DEGREES, LOOKS, JOINTS):
        for lines in beside(parts[place], look.format(degree), joint):
            parsed = parse_text(laid_out(parts | {place: lines}, place), secret=False)
            if parsed.source.error_code != "secret-left-out" or parsed.text is not None:
                leaks.append(lines)
    assert leaks == []


# What may stand there of the words of secrecy, in a subject and behind `Kính gửi:`, and marks nothing.
SPOKEN = (
    "về phát triển nghề nuôi ong lấy mật ong",
    "về bảo vệ bí mật nhà nước trong tình hình mới",
    "về công tác của Mặt trận Tổ quốc và các đoàn thể",
    "về phối hợp với Ủy ban Mặt trận",
    "Mặt trận Tổ quốc tỉnh và các tổ chức chính trị - xã hội",
    "về tài liệu tuyệt mật được gửi qua đường cơ yếu",
    "về quản lý tài liệu, vật mang bí mật nhà nước độ Tuyệt mật",
    "về danh mục bí mật nhà nước độ Tuyệt mật, Tối mật và Mật",
    "về danh mục bí mật nhà nước độ Tối mật, Mật",
    "về tài liệu ở mức Mật",
    "về tuyên truyền Luật Bảo mật",
    "về tăng cường bảo mật thông tin, an ninh mạng",
    "Bảo mật thông tin trong các cơ quan đảng",
    "Bí mật nhà nước và trách nhiệm của đảng viên",
    "Mật độ dân số và quy hoạch đô thị",
    "Mật mã dân sự và an toàn thông tin",
    "Mật ong và sản phẩm của vùng cao",
    "về giải phóng mặt bằng dự án tại phường Mật Sơn",
    "về số hóa hồ sơ mật",
    "VỀ CÔNG TÁC BẢO MẬT",
    "VỀ BẢO VỆ BÍ MẬT",
    "VỀ QUẢN LÝ TÀI LIỆU MẬT",
    "về thắt chặt mối quan hệ thân mật",
)


@pytest.mark.parametrize("words", SPOKEN)
def test_words_of_secrecy_in_a_heading_hide_nothing(words: str) -> None:
    texts = [laid_out(parts | {"subject": (words,)}, "subject") for parts in (PLAN, LETTER)]
    texts += [laid_out(parts | {"addressee": (f"Kính gửi: {words}",)}, "addressee") for parts in (PLAN, LETTER)]
    first, _, rest = words.rpartition(" ")
    if rest != "Sơn":  # a line that ends in `Mật` bears a mark
        texts.append(laid_out(PLAN | {"subject": (first, rest)}, "subject"))
    for text in texts:
        parsed = parse_text(text, secret=False)
        assert (parsed.source.error_code, len(parsed.documents)) == (None, 1), text


UNMARKED = {
    "subject": NAME + NUMBER + PARTY + "KẾ HOẠCH\nvề công tác bảo mật" + END,
    "subject in capitals": NAME + NUMBER + PARTY + "KẾ HOẠCH\nVỀ CÔNG TÁC BẢO MẬT" + END,
    "subject on two lines": NAME + NUMBER + PARTY + "KẾ HOẠCH\nVỀ TĂNG CƯỜNG CÔNG TÁC BẢO\nMẬT" + END,
    "subject on two lines, small": NAME + NUMBER + PARTY + "KẾ HOẠCH\nvề tăng cường công tác bảo\nmật" + END,
    "state secrets": NAME + NUMBER + PARTY + "QUYẾT ĐỊNH\nban hành Danh mục bí mật nhà nước độ Tối mật, Mật" + END,
    "state secrets in capitals": NAME + NUMBER + PARTY + "QUYẾT ĐỊNH\nBAN HÀNH DANH MỤC BÍ MẬT NHÀ NƯỚC ĐỘ MẬT" + END,
    "title and subject": NAME + NUMBER + PARTY + "**BÁO CÁO CÔNG TÁC BẢO VỆ BÍ MẬT**" + END,
    "kept papers": NAME + NUMBER + PARTY + "KẾ HOẠCH KIỂM TRA TÀI LIỆU MẬT" + END,
    "double space": NAME + NUMBER + PARTY + "KẾ HOẠCH\nVỀ BẢO VỆ BÍ  MẬT" + END,
    "honey": NAME + NUMBER + PARTY + "KẾ HOẠCH\nphát triển nghề nuôi ong mật" + END,
    "density": NAME + NUMBER + PARTY + "KẾ HOẠCH\nnâng cao mật độ đường giao thông" + END,
    "front": "MẶT TRẬN TỔ QUỐC VIỆT NAM\nỦY BAN MẶT TRẬN\n*\nSố 25-KH/MT\n" + PARTY + TITLE + END,
    "office of codes": "BAN CƠ YẾU\nCỤC QUẢN LÝ MẬT MÃ\n*\nSố 25-KH/CY\n" + PARTY + TITLE + END,
    "sentence": PUBLIC.replace("việc A.", "việc A; tài liệu mật, tối mật được quản lý theo quy định."),
    "cited title": PUBLIC.replace("việc A.", "theo Kết luận số 5-KL/TW về A (MẬT), các cấp ủy làm việc."),
    "cited title on three lines": PUBLIC.replace("việc A.", "theo Kết luận số 5-KL/TW về A\n(MẬT)\nvà các văn bản."),
    "cited title at the end": PUBLIC.replace("việc A.", "theo Kết luận số 5-KL/TW, ngày 5/3/2024 về A\n(MẬT)."),
    "quoted degree": PUBLIC.replace("việc A.", 'việc A theo chế độ "Tối mật".'),
    "quoted degree, line of its own": PUBLIC.replace("\n\n2. Làm", "\n\n“Tối mật”\n\n2. Làm"),
    "list of degrees": PUBLIC.replace("\n\n2. Làm", "\n\n- Tuyệt mật;\n- Tối mật;\n- Mật.\n\n2. Làm"),
    "list of stamps": PUBLIC + "\n\nMẪU SỐ 1\nMẪU DẤU\n\nĐoạn văn.\n\nTUYỆT MẬT\n\nTỐI MẬT\n\nMẬT\n\nĐoạn văn.",
    "word of a paragraph": PUBLIC.replace("\n\n2. Làm", "\n\nMật\n\n2. Làm"),
    "recipient": PUBLIC.replace("- Lưu Văn", "- Phòng Cơ yếu - Bảo mật,\n- Lưu Văn"),
    "office that keeps secrets": PUBLIC.replace("- Lưu Văn", "- Ban Bảo vệ bí mật nhà nước,\n- Lưu Văn"),
    "table of papers": PUBLIC + "\n\nPHỤ LỤC 1\nDANH MỤC\n\nTT\tSố\tĐộ mật\n1\t5-KL/TW\tMật\n2\t6-KL/TW\tTối mật",
    "rows of degrees": PUBLIC + "\n\nPHỤ LỤC 1\nDANH MỤC\n\nĐộ mật\tSố bản\nMẬT\t5\nTỐI MẬT\t3",
    "contents": "MỤC LỤC\n\n1\tĐề án số 01-ĐA/TU ngày 14/7/2021\tVề A (Tài liệu mật - đã gửi trực tiếp)\n\n" + PUBLIC,
    "form with a blank degree": NAME + NUMBER + "Độ mật: ……\n" + PARTY + TITLE + END,
    "urgency": NAME + NUMBER + "HỎA TỐC\n" + PARTY + TITLE + END,
    "copy number": NAME + NUMBER + "Bản số: 03\n" + PARTY + TITLE + END,
    "circulation": "LƯU HÀNH NỘI BỘ\n\n" + PUBLIC,
    "heading of the text": PUBLIC.replace("\n\n2. Làm", "\n\nII. BẢO VỆ BÍ MẬT\n\n2. Làm"),
    "bold heading": PUBLIC.replace("\n\n2. Làm", "\n\n**Bảo mật**\n\n2. Làm"),
}  # fmt: skip


@pytest.mark.parametrize("text", UNMARKED.values(), ids=UNMARKED)
def test_the_word_alone_hides_nothing(text: str) -> None:
    parsed = parse_text(text, secret=False)
    assert len(parsed.documents) == 1 and parsed.source.error_code is None
    assert parsed.documents[0].secrecy is None


@pytest.mark.parametrize("name", [name for name in MARKED if name not in ("cover", "no document found", "letter")])
def test_marked_is_read_when_it_is_asked_for(name: str) -> None:
    document = one(MARKED[name])
    assert document.secrecy in ("Mật", "Tối mật", "Tuyệt mật")
    number = None if name == "title only" else "25-KH/TU"
    assert (document.number, document.doc_type) == (number, "Kế hoạch")


# ---- which document goes, and what goes with it --------------------------------------------------------------------

SECRET = PUBLIC.replace("25-KH", "26-KH").replace("lụt bão", "điều kín").replace("việc A", "điều kín")


def numbers(text: str) -> list[str | None]:
    parsed = parse_text(text, secret=False)
    assert parsed.text is None or "kín" not in parsed.text
    return [document.number for document in parsed.documents]


@pytest.mark.parametrize("mark", ["MẬT\n", "MẬT\tBản số: 3\n\n", "MẬT\nBản số: 3\n\n", "TUYỆT MẬT\nHồ sơ số 17\n"])
def test_one_secret_document_of_several(mark: str) -> None:
    third = PUBLIC.replace("25-KH", "27-KH")
    assert numbers(f"{PUBLIC}\n\n{mark}{SECRET}\n\n{third}") == ["25-KH/TU", "27-KH/TU"]
    assert numbers(f"{mark}{SECRET}\n\n{PUBLIC}\n\n{third}") == ["25-KH/TU", "27-KH/TU"]
    assert numbers(f"{PUBLIC}\n\n{third}\n\n{mark}{SECRET}") == ["25-KH/TU", "27-KH/TU"]


def test_a_mark_that_may_be_of_two_documents_is_of_both() -> None:
    note = "Phông lưu trữ Tỉnh ủy, không mang ra ngoài"
    assert numbers(f"{PUBLIC}\n\nMẬT\n{note}\n{SECRET}") == []


def test_what_stands_behind_a_secret_document_goes_with_it() -> None:
    list_without_title = "Danh sách kín kèm theo\n\n- Điều kín thứ nhất\n\n- Điều kín thứ hai, rất kín"
    assert numbers(f"MẬT\n{SECRET}\n\n{list_without_title}\n\n{PUBLIC}") == ["25-KH/TU"]


def printed(text: str, page: int, aside: Aside | None = None) -> list[Row]:
    place = (PrintedRow(0, page),)
    return [(CleanLine(line, printed=place, aside=aside), None, False) for line in text.splitlines() if line]


@pytest.mark.parametrize(
    "mark", ["MẬT", "Mật", "MẬT   2", "2 - TỐI MẬT", "Trang 2/5 - Tài liệu mật", "Độ mật: Mật", "KH 26 (Mật)"]
)
@pytest.mark.parametrize("aside", ["running_head", "stamp", "page_number"])
def test_running_heads_and_stamps(mark: str, aside: Aside) -> None:
    rows = [*printed(PUBLIC, 1), *printed(mark, 2, aside), *printed(SECRET, 2)]
    found, tape, left_out = structure(lay_out(rows, "x.pdf", "pdf", pages=2))
    assert len(left_out) == 1 and [document.number for document in found.documents] == ["25-KH/TU"]
    assert "kín" not in tape.text and mark not in tape.text
    shown, _, _ = structure(lay_out(rows, "x.pdf", "pdf", pages=2), include_secret=True)
    assert [document.secrecy is None for document in shown.documents] == [True, False]


@pytest.mark.parametrize("words", ["Quy chế bảo mật", "Bảo vệ bí mật nhà nước - 2", "Ban Bảo vệ bí mật", "2"])
def test_running_heads_that_mark_nothing(words: str) -> None:
    rows = [*printed(words, 1, "running_head"), *printed(PUBLIC, 1)]
    found, _, left_out = structure(lay_out(rows, "x.pdf", "pdf", pages=1))
    assert not left_out and len(found.documents) == 1


def test_a_running_head_of_a_file_without_pages_is_of_all_its_documents() -> None:
    rows = [
        (CleanLine("MẬT", aside="running_head"), None, False),
        *((row[0], None, False) for row in printed(PUBLIC, 1)),
    ]
    found, tape, left_out = structure(lay_out(rows, "x.docx", "docx"))
    assert left_out == ("Mật",) and not found.documents and not tape.lines


# ---- the parser of marks -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "secrecy", "urgency"),
    [
        ("MẬT", "Mật", None),
        ("Tối mật", "Tối mật", None),
        ("(tuyệt mật)", "Tuyệt mật", None),
        ("T U Y Ệ T  M Ậ T", "Tuyệt mật", None),
        ("Mức độ mật: TỐI MẬT", "Tối mật", None),
        ("THƯỢNG KHẨN", None, "Thượng khẩn"),
        ("Độ khẩn: HỎA TỐC", None, "Hỏa tốc"),
        ("MẬT - HOẢ TỐC HẸN GIỜ", "Mật", "Hỏa tốc hẹn giờ"),
        ("mật", None, None),  # the end of a line of text
        ("“Tối mật”", None, None),  # a degree that is spoken of
        ("Độ mật:", None, None),  # a form
        ("Mặt trận", None, None),
        ("Bản số: 03", None, None),
        ("x" * 100 + "MẬT", None, None),
    ],
)
def test_marks_on_lines_of_their_own(text: str, secrecy: str | None, urgency: str | None) -> None:
    mark = mark_alone(text)
    assert (mark.secrecy if mark else None, mark.urgency if mark else None) == (secrecy, urgency)


@pytest.mark.parametrize(
    ("text", "words", "apart"),
    [
        ("Số 25-KH/TU (Mật)", "(Mật)", True),
        ("KẾ HOẠCH - MẬT", " - MẬT", True),
        ("MẬT    TỈNH ỦY", "MẬT    ", True),
        ("TỈNH ỦY X TỐI MẬT", "TỐI MẬT", False),
        ("MẬT MÃ DÂN SỰ", "MẬT", False),  # the caller sees that the rest is no part of a heading block
        ("CỤC BẢO MẬT", None, False),
        ("về A (MẬT) của Ban B", None, False),
        ("MẶT TRẬN TỔ QUỐC", None, False),
        ("MẬT", None, False),
    ],
)
def test_marks_beside_other_words(text: str, words: str | None, apart: bool) -> None:
    mark = mark_beside(text)
    assert (text[mark.start : mark.end] if mark else None, bool(mark and mark.apart)) == (words, apart)
