"""Who acts in a sentence, who works along, who is given work: readings of real sentences."""

from __future__ import annotations

import pytest

from vbparse.lexicon.clauses import done_by, given_work, sentences, subject_of, working_with
from vbparse.lexicon.unit_names import cell_units, unit_list

# (sentence, who acts)
SUBJECTS = [
    ("Ban Tuyên giáo Tỉnh ủy chủ trì, phối hợp với các cơ quan liên quan theo dõi", ["Ban Tuyên giáo Tỉnh ủy"]),
    ("Văn phòng Tỉnh ủy sao gửi Chỉ thị đến các ban đảng", ["Văn phòng Tỉnh ủy"]),
    ("Các tỉnh uỷ, thành uỷ, các ban đảng tổ chức nghiên cứu", ["Các tỉnh uỷ", "thành uỷ", "các ban đảng"]),
    ("mỗi cán bộ, đảng viên phải gương mẫu", ["mỗi cán bộ, đảng viên"]),
    ("các sở, ban, ngành tỉnh xây dựng kế hoạch", ["các sở, ban, ngành tỉnh"]),
    # A proper name keeps its capitals: the same words small would be work.
    ("Ban Tổ chức Tỉnh ủy tham mưu", ["Ban Tổ chức Tỉnh ủy"]),
    ("Tổ chức quán triệt, tuyên truyền sâu rộng", None),
    ("Ủy ban Kiểm tra Tỉnh ủy tăng cường chỉ đạo", ["Ủy ban Kiểm tra Tỉnh ủy"]),
    ("Sở Giáo dục và Đào tạo rà soát quy hoạch", ["Sở Giáo dục và Đào tạo"]),
    ("Sở Văn hóa, Thể thao và Du lịch hướng dẫn", ["Sở Văn hóa, Thể thao và Du lịch"]),
    ("Trung tâm Dịch vụ tổng hợp xã báo cáo kết quả", ["Trung tâm Dịch vụ tổng hợp xã"]),
    ("Ban chỉ đạo bầu cử các cấp tổ chức hội nghị", ["Ban chỉ đạo bầu cử các cấp"]),
    # Remarks and relative clauses hold predicates of their own.
    ("Cấp ủy các cấp, trực tiếp là đồng chí bí thư thường xuyên quan tâm lãnh đạo", ["Cấp ủy các cấp"]),
    ("Các tổ chức đảng, nhất là tổ chức đảng cơ sở, phải nghiêm túc", ["Các tổ chức đảng"]),
    (
        "Các cơ quan, đơn vị được giao tham mưu xây dựng đề án tích cực chuẩn bị",
        ["Các cơ quan, đơn vị được giao tham mưu xây dựng đề án"],
    ),
    (
        "Bí thư các huyện ủy, thành ủy, người đứng đầu các cơ quan, đơn vị chịu trách nhiệm",
        ["Bí thư các huyện ủy, thành ủy", "người đứng đầu các cơ quan, đơn vị"],
    ),
    (
        "Các đồng chí Tỉnh ủy viên, lãnh đạo các cơ quan, đơn vị chịu trách nhiệm chỉ đạo",
        ["Các đồng chí Tỉnh ủy viên", "lãnh đạo các cơ quan, đơn vị"],
    ),
    # What stands before the subject.
    ("Định kỳ hằng quý, thường trực cấp ủy nghe báo cáo", ["thường trực cấp ủy"]),
    ("Cùng với công tác kiểm tra, giám sát, cấp ủy các cấp quan tâm lãnh đạo", ["cấp ủy các cấp"]),
    (
        "Căn cứ Kế hoạch này: Các đảng đoàn, ban cán sự đảng; các huyện ủy xây dựng kế hoạch",
        ["Các đảng đoàn", "ban cán sự đảng", "các huyện ủy"],
    ),
    ("Đối với các chi, đảng bộ trực thuộc, Bí thư hoặc Phó Bí thư trực tiếp triển khai", ["Bí thư", "Phó Bí thư"]),
    (
        "Kết thúc đợt học tập, tuyên truyền các chi, đảng bộ cơ sở gửi báo cáo",
        ["các chi, đảng bộ cơ sở"],
    ),
    # General names before a colon are told by the names behind it.
    (
        "Kết thúc đợt học tập các cơ quan, đơn vị: Ủy ban MTTQ xã, Phòng Văn hóa - Xã hội xã báo cáo",
        ["Ủy ban MTTQ xã", "Phòng Văn hóa - Xã hội xã"],
    ),
    # Those who give work do not do it.
    ("Ban Bí thư giao nhiệm vụ: các tỉnh uỷ, thành uỷ tổ chức quán triệt", ["các tỉnh uỷ", "thành uỷ"]),
    # How things are is no work.
    ("Các cấp ủy đã quan tâm lãnh đạo", None),
    ("Ban Chấp hành khóa mới có số lượng, cơ cấu hợp lý", None),
    ("Những chi bộ đã tham dự hội nghị thì không phải triển khai lại", None),
    ("Công tác tuyên truyền phải được thực hiện thường xuyên", None),
    ("Kế hoạch kiểm tra phải có trọng tâm", None),
    ("Lãnh đạo thực hiện tốt công tác nhân sự", None),
    ("Ban hành quy chế phối hợp", None),
    ("Hội nhập quốc tế phải chủ động", None),
    ("100% đảng viên phải học tập", None),  # a share is no unit
    ("Đảng viên; công chức, viên chức chưa là đảng viên đều phải học tập", [
        "Đảng viên", "công chức, viên chức chưa là đảng viên",
    ]),
    # A verb is a word, no syllable: `công lập`, `chương trình`.
    ("Các đơn vị sự nghiệp công lập nâng cao chất lượng", ["Các đơn vị sự nghiệp công lập"]),
    ("Ban Chỉ đạo Chương trình mục tiêu quốc gia tổ chức", ["Ban Chỉ đạo Chương trình mục tiêu quốc gia"]),
    # Nouns that look like work.
    ("Người đứng đầu cấp ủy, cơ quan, tổ chức trực tiếp chỉ đạo", ["Người đứng đầu cấp ủy, cơ quan, tổ chức"]),
    ("Các đồng chí lãnh đạo, công chức phải nêu cao", ["Các đồng chí lãnh đạo", "công chức"]),
    ("tập thể lãnh đạo địa phương, cơ quan, đơn vị có trách nhiệm", [
        "tập thể lãnh đạo địa phương, cơ quan, đơn vị",
    ]),
    ("Các cơ quan thông tin đại chúng đẩy mạnh tuyên truyền", ["Các cơ quan thông tin đại chúng"]),
    ("Các doanh nghiệp cung cấp dịch vụ viễn thông, Internet phải xác định rõ", [
        "Các doanh nghiệp cung cấp dịch vụ viễn thông, Internet",
    ]),
    ("Tỉnh ủy viên được phân công phụ trách, theo dõi địa bàn thường xuyên giữ mối liên hệ", [
        "Tỉnh ủy viên được phân công phụ trách, theo dõi địa bàn",
    ]),
    # One noun with a list under it is one unit; a full name begins its own.
    ("Các cơ quan, sở, ban, ngành tỉnh xây dựng kế hoạch", ["Các cơ quan, sở, ban, ngành tỉnh"]),
    ("Các bộ, ngành Trung ương ban hành", ["Các bộ, ngành Trung ương"]),
    ("Người đứng đầu các cấp, các ngành, địa phương phải gương mẫu", ["Người đứng đầu các cấp, các ngành, địa phương"]),
    ("Ban thường vụ các huyện ủy, thành ủy, đảng ủy trực thuộc xây dựng", [
        "Ban thường vụ các huyện ủy, thành ủy, đảng ủy trực thuộc",
    ]),
    ("Thủ trưởng các cơ quan chuyên môn, công chức, viên chức phải thực hiện", [
        "Thủ trưởng các cơ quan chuyên môn", "công chức, viên chức",
    ]),
    ("Các huyện, thành ủy, đảng ủy trực thuộc Tỉnh ủy có trách nhiệm", [
        "Các huyện, thành ủy", "đảng ủy trực thuộc Tỉnh ủy",
    ]),
    ("Đồng chí Nguyễn Văn An, Phó Bí thư Thường trực Tỉnh ủy, phụ trách chung", [
        "Đồng chí Nguyễn Văn An, Phó Bí thư Thường trực Tỉnh ủy",
    ]),
    # The subject behind a long opening; who is spoken of in a condition does not act.
    (
        "Thông qua công tác thanh tra, kiểm tra, giám sát, theo dõi và điều tra, truy tố, xét xử, các cơ quan "
        "chức năng tăng cường kiến nghị",
        ["các cơ quan chức năng"],
    ),
    ("Trong sinh hoạt cấp ủy, chi bộ hằng tháng, mỗi đảng viên phải tự giác", ["mỗi đảng viên"]),
    ("Khi kiểm điểm, nếu có đảng viên vi phạm đến mức phải xử lý thì phải xem xét", None),
    ("Qua đó, kiến nghị với các ngành, các cấp có thẩm quyền sửa đổi quy định", None),
    # An issuer that hands work on does not do it; any other body does.
    ("Ban Thường vụ Tỉnh ủy giao Văn phòng Tỉnh ủy theo dõi", ["Văn phòng Tỉnh ủy"]),
    ("Đảng ủy xã phân công báo cáo viên tổ chức hội nghị", ["Đảng ủy xã"]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), SUBJECTS, ids=[t[:40] for t, _ in SUBJECTS])
def test_subject(text: str, expected: list[str] | None) -> None:
    found = subject_of(text, 0, len(text))
    assert (None if found is None else [u.name for u in found.units]) == expected
    if found is not None:
        assert all(text[u.start : u.end] == u.name for u in found.units)


WITH = [
    ("chủ trì, phối hợp với Ban Nội chính Tỉnh ủy và các cơ quan liên quan tham mưu", [
        "Ban Nội chính Tỉnh ủy", "các cơ quan liên quan",
    ]),
    ("phối hợp các cơ quan liên quan chỉ đạo", ["các cơ quan liên quan"]),
    ("phối hợp chặt chẽ với cơ quan tài chính, thuế tích cực đấu tranh", ["cơ quan tài chính, thuế"]),
    ("phối hợp với Bộ Công an và Bộ Khoa học và Công nghệ tham mưu", ["Bộ Công an", "Bộ Khoa học và Công nghệ"]),
    ("phối hợp với các tổ chức đảng trong công tác kiểm tra", ["các tổ chức đảng"]),
    ("Tăng cường phối hợp chặt chẽ trong trao đổi thông tin", []),
    ("Phối hợp xây dựng cơ sở dữ liệu", []),
    ("phối hợp với các cơ quan tham mưu, giúp việc của Tỉnh ủy theo dõi", [
        "các cơ quan tham mưu, giúp việc của Tỉnh ủy",
    ]),
    ("phối hợp với các ban xây dựng Đảng, Văn phòng Tỉnh ủy", ["các ban xây dựng Đảng", "Văn phòng Tỉnh ủy"]),
    ("ban hành quy chế phối hợp với Mặt trận Tổ quốc", []),  # who rules are made with has no part in the work
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), WITH, ids=[t[:40] for t, _ in WITH])
def test_working_with(text: str, expected: list[str]) -> None:
    assert [u.name for u in working_with(text, 0, len(text))] == expected


def test_given_work() -> None:
    text = "Giao Ban Tổ chức Tỉnh ủy chủ trì, phối hợp với các cơ quan liên quan theo dõi"
    found = given_work(text, 0, len(text))
    assert found is not None and [u.name for u in found.units] == ["Ban Tổ chức Tỉnh ủy"]


def test_encouraging_gives_work_only_where_asked_for() -> None:
    text = "Khuyến khích các địa phương hỗ trợ kinh phí"
    assert given_work(text, 0, len(text)) is None
    assert given_work(text, 0, len(text), weakly=True) is not None


def test_passive_sentence() -> None:
    text = "Hội nghị do các đồng chí trong Ban Thường vụ trực tiếp triển khai"
    found = done_by(text, 0, len(text))
    assert found is not None and [u.name for u in found.units] == ["các đồng chí trong Ban Thường vụ"]
    text = "Thành lập ban chỉ đạo do đồng chí bí thư làm trưởng ban"
    assert done_by(text, 0, len(text)) is None  # who heads a body does not do the work


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Cấp ủy các cấp", ["Cấp ủy các cấp"]),
        ("Ủy ban Kiểm tra Tỉnh ủy:", ["Ủy ban Kiểm tra Tỉnh ủy"]),
        ("Các ban cán sự đảng, đảng đoàn", ["Các ban cán sự đảng", "đảng đoàn"]),
        ("Nâng cao trách nhiệm của cấp ủy", []),
        ("Công tác dân vận", []),
        ("Đoàn kết nội bộ", []),
    ],
)
def test_heading_that_is_a_list_of_units(text: str, expected: list[str]) -> None:
    assert [u.name for u in unit_list(text)] == expected


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("Chi bộ Kinh tế ngành – Văn xã", ["Chi bộ Kinh tế ngành – Văn xã"]),
        ("Chi bộ Tổng hợp; Chi bộ Tin học", ["Chi bộ Tổng hợp", "Chi bộ Tin học"]),
        ("Sở Nội vụ, Sở Tài chính và Văn phòng UBND tỉnh", ["Sở Nội vụ", "Sở Tài chính", "Văn phòng UBND tỉnh"]),
        ("Sở Văn hóa, Thể thao và Du lịch", ["Sở Văn hóa, Thể thao và Du lịch"]),
    ],
)
def test_cell_of_units(cell: str, expected: list[str]) -> None:
    assert [u.name for u in cell_units(cell)] == expected


def test_sentences_keep_abbreviations_and_numbers_whole() -> None:
    text = "Năm 2021 đạt 4.500 tỷ đồng. Các cấp ủy tiếp tục lãnh đạo."
    assert [text[a:b] for a, b in sentences(text)] == ["Năm 2021 đạt 4.500 tỷ đồng.", "Các cấp ủy tiếp tục lãnh đạo."]
