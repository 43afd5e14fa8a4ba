"""Real papers in the formats that users bring: what is printed in their heading blocks and closings comes out."""

from __future__ import annotations

from pathlib import Path

import pytest

import vbparse
from programs import need, need_language
from texts import SAMPLES, signatures
from vbparse.dataset import check
from vbparse.parsing import parse_bytes
from vbparse.readers.scan.engines import choose

BY_OFFICE = (".doc", ".rtf", ".odt")


def sample(name: str) -> Path:
    path = SAMPLES / name
    if not path.exists():
        pytest.skip(f"the folder of samples is not there: {SAMPLES}")
    if path.suffix in BY_OFFICE:
        need("soffice")
    return path


# Number and day of it stand in signature fields, as pictures.
PICTURED = "party_BTCTU_HaNoi_HD_huyhieu_2025.pdf"

# Name, number, type, day, issuer, how the subject begins, signatures: as a reader sees them on the paper.
PAPERS = [
    ("party_06-HD-TW_2025.pdf", "06-HD/TW", "Hướng dẫn", "2025-06-09", "Ban Bí thư", "MỘT SỐ VẤN ĐỀ CỤ THỂ",
     ["T/M BAN BÍ THƯ |  | Trần Cẩm Tú"]),
    (PICTURED, "21-HD/BTCTU", "Hướng dẫn", "2025-08-21", "Ban Tổ chức Thành ủy", "Thực hiện quy trình",
     ["K/T TRƯỞNG BAN | PHÓ TRƯỞNG BAN | Triệu Thị Ngọc"]),
    ("party_212-KL-TW.md", "212-KL/TW", "Kết luận", "2025-11-18", "Bộ Chính trị, Ban Bí thư", "VỀ ĐỊNH HƯỚNG",
     ["T/M BỘ CHÍNH TRỊ |  | Trần Cẩm Tú"]),
    ("party_383-QD-TW_2025.md", "383-QĐ/TW", "Quy định", "2025-11-19", "Ban Bí thư", "VỀ PHÔNG LƯU TRỮ",
     ["T/M BAN BÍ THƯ |  | Trần Cẩm Tú"]),
    ("party_45-HD-BTCTW.md", "45-HD/BTCTW", "Hướng dẫn", "2025-11-21", "Ban Tổ chức Trung ương", "MỘT SỐ NỘI DUNG",
     ["K/T TRƯỞNG BAN | PHÓ TRƯỞNG BAN THƯỜNG TRỰC | Hoàng Đăng Quang"]),
    ("party_template_CV-DU_CongHai.docx", None, "Công văn", None, "Ban Thường vụ Đảng ủy xã Công Hải",
     "{{TRICH_YEU_CONG_VAN}}", ["T/M BAN THƯỜNG VỤ | PHÓ BÍ THƯ | Nguyễn Xuân Hoàng"]),
    ("party_form_Mau10_tukiemdiem.docx", None, "Bản tự kiểm điểm", None, None, "của đảng viên dự bị", []),
    ("state_30-2020-ND-CP.docx", "30/2020/NĐ-CP", "Nghị định", "2020-03-05", "Chính phủ", "Về công tác văn thư",
     ["TM. CHÍNH PHỦ | THỦ TƯỚNG | Nguyễn Xuân Phúc"]),
    ("state_30-2020_Phuluc3.docx", None, None, None, None, "BẢNG CHỮ VIẾT TẮT TÊN LOẠI", []),
    ("state_07-2025-QD-UBND_ThaiNguyen.doc", "07/2025/QĐ-UBND", "Quyết định", "2025-09-10", "Ủy ban nhân dân tỉnh",
     "BAN HÀNH QUY ĐỊNH", ["TM. ỦY BAN NHÂN DÂN | CHỦ TỊCH | Phạm Hoàng Sơn"]),
    ("state_CT09-2009_UBND_BinhDuong.doc", "09/2009/CT-UBND", "Chỉ thị", "2009-04-15", "Ủy ban nhân dân tỉnh",
     "Về việc đẩy mạnh", ["TM. UỶ BAN NHÂN DÂN KT.CHỦ TỊCH | PHÓ CHỦ TỊCH | Nguyễn Văn Hiệp"]),
    ("state_tcvn3_QD144-2002_BTC.doc", "144/2002/QĐ/BTC", "Quyết định", "2002-11-22", "Bộ trưởng Bộ Tài chính",
     "về việc sửa đổi mức thuế suất", ["KT/ BỘ TRƯỞNG BỘ TÀI CHÍNH | THỨ TRƯỞNG | Trương Chí Trung"]),
    ("state_tcvn3_A30.rtf", "117/2000/TT-BTC", "Thông tư", "2000-12-21", "Bộ Tài chính", "Bổ sung và sửa đổi",
     ["KT/BỘ TRƯỞNG BỘ TÀI CHÍNH | THỨ TRƯỞNG | Vũ Văn Ninh"]),
    ("state_tcvn3_ND109-2004.pdf", "109/2004/NĐ-CP", "Nghị định", "2004-04-02", "Chính phủ", "Về đăng ký kinh doanh",
     ["TM. CHÍNH PHỦ | THỦ TƯỚNG | Phan Văn Khải"]),
    ("state_vni_QD991_BinhPhuoc.doc", "991/QĐ-UBND", "Quyết định", "2008-05-14", "Ủy ban nhân dân tỉnh",
     "Về việc phê duyệt Kế hoạch", ["TM. ỦY BAN NHÂN DÂN TỈNH | CHỦ TỊCH | Trương Tấn Thiệu"]),
]  # fmt: skip


@pytest.mark.parametrize(
    ("name", "number", "doc_type", "day", "issuer", "subject", "signed"), PAPERS, ids=[paper[0] for paper in PAPERS]
)
def test_heading_and_closing(
    name: str,
    number: str | None,
    doc_type: str | None,
    day: str | None,
    issuer: str | None,
    subject: str,
    signed: list[str],
) -> None:
    (document,) = vbparse.parse(sample(name))
    if name == PICTURED and choose() is None:
        number = day = None
    assert (document.number, document.doc_type) == (number, doc_type)
    assert (document.issued_on.isoformat() if document.issued_on else None) == day
    assert document.issuer == issuer
    assert (document.subject or "").startswith(subject)
    assert signatures(document) == signed


@pytest.mark.parametrize("engine", ["tesseract", "trueocr", "none"])
def test_number_and_day_that_are_pictures(engine: str, monkeypatch: pytest.MonkeyPatch) -> None:
    if engine == "tesseract":
        need_language("vie")
    elif engine == "trueocr":
        pytest.importorskip("trueocr")
    monkeypatch.setenv("VBPARSE_OCR", engine)
    source = parse_bytes(sample(PICTURED).read_bytes(), PICTURED)
    (document,) = source.documents
    told = [diagnostic.code for diagnostic in source.diagnostics]
    if engine == "none":
        assert (document.number, document.issued_on) == (None, None)
        assert told.count("picture-not-read") == 2
    else:
        assert (document.number, str(document.issued_on)) == ("21-HD/BTCTU", "2025-08-21")
        assert told == ["read-from-picture"] * 2
    assert signatures(document) == ["K/T TRƯỞNG BAN | PHÓ TRƯỞNG BAN | Triệu Thị Ngọc"]  # no word of seal or scribble


def test_an_attached_regulation_has_its_chapters_and_articles() -> None:
    (document,) = vbparse.parse(sample("state_07-2025-QD-UBND_ThaiNguyen.doc"))
    assert [appendix.label for appendix in document.appendices] == [None, "PHỤ LỤC I", "PHỤ LỤC II"]
    chapters = [s.marker for s in document.sections if s.part == "appendix 1" and s.numbering == "chapter"]
    assert chapters == ["Chương I", "Chương II", "Chương III"]


def test_all_of_them_make_a_dataset_that_keeps_its_promises(tmp_path: Path) -> None:
    names = [paper[0] for paper in PAPERS]
    sources = vbparse.parse_folder([sample(name) for name in names], tmp_path / "out", workers=1)
    assert {source.source.source_path: source.source.status for source in sources} == dict.fromkeys(names, "ok")
    assert list(check(tmp_path / "out")) == []
