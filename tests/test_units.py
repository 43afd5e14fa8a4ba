"""The register of units: which spellings are one unit, which are two, how they are called."""

from __future__ import annotations

from datetime import date

import pytest

from facts_sample import Work, document
from growth import grows_with_size
from vbparse.document import Document
from vbparse.facts.committees import Scope, scope_of_name, scopes
from vbparse.facts.units import definitions, register
from vbparse.lexicon.units import expand, full_name, kind_of, level_in, mended, new_tones, one_edit, unit_key
from vbparse.model import Unit

DAY = date(2021, 6, 8)


def one(*names: str, number: str = "1-NQ/TU", **values: object) -> Document:
    """Return a document in which each of `names` leads a task."""
    return document(number, DAY, [Work(f"việc {n}", [name]) for n, name in enumerate(names)], **values)  # type: ignore[arg-type]


def units(*documents: Document) -> dict[str, Unit]:
    return {unit.name: unit for unit in register(documents)[0]}


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("BAN TỔ CHỨC TỈNH ỦY", "Ban Tổ chức Tỉnh ủy"),
        ("Đảng uỷ Công an tỉnh", "Đảng ủy Công an tỉnh"),
        ("các tổ chức chính trị- xã hội tỉnh", "Các tổ chức chính trị - xã hội tỉnh"),
        ("Chi bộ Kinh tế ngành – Văn xã", "Chi bộ Kinh tế ngành - Văn xã"),
        ("“Ban Dân vận Tỉnh ủy”", "Ban  Dân vận Tỉnh ủy"),
        ("UBND tỉnh", "Ủy ban nhân dân tỉnh"),
        ("ĐẢNG ĐOÀN HĐND TỈNH", "Đảng đoàn Hội đồng nhân dân tỉnh"),
        ("Ủy ban MTTQ Việt Nam xã", "Ủy ban Mặt trận Tổ quốc xã"),
        ("Sở LĐ-TB&XH", "Sở Lao động, Thương binh và Xã hội"),
        ("Sở LĐTBXH", "Sở Lao động - Thương binh và Xã hội"),
        ("Sở GD & ĐT", "Sở Giáo dục và Đào tạo"),
        ("Ban Tổ chức TW", "Ban Tổ chức Trung ương"),
        ("Các chi, đảng bộ trực thuộc", "các chi, đảng bộ trực thuộc"),
        ("các chi, đảng bộ trực thuộc", "chi, đảng bộ trực thuộc"),
        ("Các đồng chí Tỉnh ủy viên", "Tỉnh ủy viên"),
        ("mỗi cán bộ, đảng viên", "cán bộ, đảng viên"),
        ("thành ủy", "các thành ủy"),  # one of a list: `các huyện ủy, thành ủy`
        ("các cơ quan tham mưu giúp việc Tỉnh ủy", "Các cơ quan tham mưu, giúp việc Tỉnh ủy"),
    ],
)
def test_spellings_of_one_name_share_a_key(left: str, right: str) -> None:
    assert unit_key(left) == unit_key(right)


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("Ban Tổ chức Tỉnh ủy", "Ban Tuyên giáo Tỉnh ủy"),
        ("các huyện ủy", "Huyện ủy"),
        ("Huyện ủy Lục Nam", "Huyện ủy Lục Ngạn"),
        ("Chi bộ 1", "Chi bộ 2"),
        ("Sở Tư pháp", "Sở Trung ương pháp"),
        ("UBND tỉnh", "UBND huyện"),
        ("Ủy ban Mặt trận Tổ quốc tỉnh", "Mặt trận Tổ quốc tỉnh"),
    ],
)
def test_different_names_have_different_keys(left: str, right: str) -> None:
    assert unit_key(left) != unit_key(right)


@pytest.mark.parametrize(
    ("printed", "full"),
    [
        ("UBND tỉnh", "Ủy ban nhân dân tỉnh"),
        ("Đảng uỷ Văn phòng UBND tỉnh", "Đảng ủy Văn phòng Ủy ban nhân dân tỉnh"),
        ("các cấp ủy", "Các cấp ủy"),
        ("BAN TỔ CHỨC TỈNH ỦY", "Ban Tổ chức Tỉnh ủy"),
        ("Phòng Văn hoá - Xã hội xã", "Phòng Văn hóa - Xã hội xã"),
    ],
)
def test_a_full_name_is_in_sentence_case_with_abbreviations_written_out(printed: str, full: str) -> None:
    assert full_name(printed) == full


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("uỷ", "ủy"),
        ("THUỶ", "THỦY"),
        ("hoà", "hòa"),
        ("quý", "quý"),
        ("toàn", "toàn"),
        ("khoẻ", "khỏe"),
        ("Tỉnh uỷ", "Tỉnh ủy"),
    ],
)
def test_only_tones_of_open_syllables_move(old: str, new: str) -> None:
    assert new_tones(old) == new


def test_what_could_be_a_word_is_an_abbreviation_only_where_it_stands_out() -> None:
    assert expand("Ban Tổ chức TƯ") == "Ban Tổ chức Trung ương"
    assert expand("SỞ TƯ PHÁP") == "SỞ TƯ PHÁP"


@pytest.mark.parametrize(
    ("name", "kind", "level"),
    [
        ("Ban Thường vụ Tỉnh ủy", "committee", "province"),
        ("Các cấp ủy", "committee", None),
        ("Huyện ủy", "committee", "district"),
        ("Đảng ủy trực thuộc Tỉnh ủy", "committee", None),
        ("Đảng ủy xã", "committee", "commune"),
        ("Ban cán sự đảng Ủy ban nhân dân tỉnh", "party_body", "province"),
        ("Văn phòng Tỉnh ủy", "party_body", "province"),
        ("Trường Chính trị tỉnh", "party_body", "province"),
        ("Các ban đảng Trung ương", "party_body", "central"),
        ("Đảng đoàn Liên đoàn Lao động tỉnh", "party_body", "province"),
        ("Ban Thường vụ Tỉnh đoàn", "front_and_mass", "province"),
        ("Ủy ban Mặt trận Tổ quốc tỉnh", "front_and_mass", "province"),
        ("Văn phòng UBND tỉnh", "government", "province"),
        ("Bộ Công an", "government", "central"),
        ("Bộ Chỉ huy quân sự tỉnh", "government", "province"),
        ("Phòng Văn hóa - Xã hội xã", "government", "commune"),
        ("Thường trực HĐND tỉnh", "government", "province"),
        ("Chi bộ Tổng hợp - Nội chính", "cell", "grassroots"),
        ("Các chi, đảng bộ cơ sở", "cell", "grassroots"),
        ("Bí thư các huyện ủy", "persons", "district"),
        ("Các đồng chí Tỉnh ủy viên", "persons", "province"),
        ("Các cơ quan liên quan", "other", None),
        ("Hội đồng Thi đua khen thưởng", "other", None),
        ("Kinh tế ngành - Văn xã", "other", None),
    ],
)
def test_kind_and_level_come_from_the_words_of_the_name(name: str, kind: str, level: str | None) -> None:
    assert (kind_of(unit_key(name)), level_in(unit_key(name))) == (kind, level)


def test_the_register_counts_and_names_the_spellings() -> None:
    found, rows, told = register([one("UBND tỉnh", "UBND tỉnh", "Ủy ban nhân dân tỉnh")])
    [unit] = found
    assert (unit.name, unit.unit_id) == ("Ủy ban nhân dân tỉnh", "uy-ban-nhan-dan-tinh")
    assert unit.variants == ("UBND tỉnh", "Ủy ban nhân dân tỉnh")
    assert (unit.n_lead, unit.n_coordinate, unit.kind, unit.level) == (3, 0, "government", "province")
    assert [row.raw for row in rows] == ["UBND tỉnh", "UBND tỉnh", "Ủy ban nhân dân tỉnh"]
    assert not told


def test_leading_and_coordinating_are_counted_apart() -> None:
    work = Work("việc", ["Sở Nội vụ"], ["Sở Tài chính", "Sở Nội vụ"])
    found = units(document("1-NQ/TU", DAY, [work]))
    assert (found["Sở Nội vụ"].n_lead, found["Sở Nội vụ"].n_coordinate) == (1, 1)
    assert (found["Sở Tài chính"].n_lead, found["Sở Tài chính"].n_coordinate) == (0, 1)


def test_the_same_name_in_two_provinces_is_two_units() -> None:
    name = "Ban Tổ chức Tỉnh ủy"
    north = one(name, organisation="TỈNH ỦY LAI CHÂU", source="a.txt")
    south = one(name, organisation="TỈNH ỦY BẮC GIANG", source="b.txt")
    again = one(name, number="2-NQ/TU", place="Bắc Giang", source="c.txt")
    found = units(north, south, again)
    assert {key: unit.n_lead for key, unit in found.items()} == {f"{name} (Lai Châu)": 1, f"{name} (Bắc Giang)": 2}
    assert {unit.unit_id for unit in found.values()} == {
        "ban-to-chuc-tinh-uy-bac-giang",
        "ban-to-chuc-tinh-uy-lai-chau",
    }


def test_a_unit_keeps_its_id_when_another_province_comes_in() -> None:
    south = one("Sở Nội vụ", organisation="TỈNH ỦY BẮC GIANG")
    north = one("Sở Nội vụ", organisation="TỈNH ỦY LAI CHÂU", source="b.txt")
    [alone] = register([south])[0]
    assert alone.unit_id in {unit.unit_id for unit in register([north, south])[0]}


def test_a_name_of_an_unknown_province_is_not_moved_to_a_known_one() -> None:
    known = one("Sở Nội vụ", organisation="TỈNH ỦY BẮC GIANG")
    unknown = one("Sở Nội vụ", source="b.txt")
    other = one("Sở Nội vụ", source="c.txt", number="2-NQ/TU")
    assert {u.unit_id: u.n_lead for u in register([known, unknown, other])[0]} == {
        "so-noi-vu-bac-giang": 1,
        "so-noi-vu": 2,
    }


def test_two_districts_of_one_province_keep_their_committees_apart() -> None:
    name = "Ban Thường vụ Huyện ủy"
    values = {"issuer": name, "parent_organisation": "ĐẢNG BỘ TỈNH BẮC GIANG"}
    one_district = one(name, "Sở Nội vụ", organisation="HUYỆN ỦY LỤC NAM", **values)
    other = one(name, "Sở Nội vụ", organisation="HUYỆN ỦY LỤC NGẠN", source="b.txt", **values)
    assert sorted(unit.n_lead for unit in register([one_district, other])[0]) == [1, 1, 2]


def test_central_units_and_named_provinces_are_the_same_everywhere() -> None:
    north = one("Bộ Công an", "Tỉnh ủy Lai Châu", organisation="TỈNH ỦY LAI CHÂU")
    south = one("Bộ Công an", "Tỉnh ủy Lai Châu", organisation="TỈNH ỦY BẮC GIANG", source="b.txt")
    assert {unit.name: unit.n_lead for unit in register([north, south])[0]} == {"Bộ Công an": 2, "Tỉnh ủy Lai Châu": 2}
    own = one("Tỉnh ủy", organisation="TỈNH ỦY LAI CHÂU", number="3-NQ/TU")
    assert len(register([north, own])[0]) == 2


# ---- what a document defines --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("thu, chi ngân sách nhà nước (NSNN) năm", {"NSNN": "ngân sách nhà nước"}),
        ("Ban Quản lý các khu công nghiệp (BQLKCN)", {"BQLKCN": "Ban Quản lý các khu công nghiệp"}),
        ("nâng cao năng lực cạnh tranh cấp tỉnh (PCI)", {}),
        (
            "Đại hội, Ban Chấp hành Đảng bộ tỉnh (sau đây viết tắt là Tỉnh ủy) ban hành",
            {"tỉnh ủy": "Ban Chấp hành Đảng bộ tỉnh"},
        ),
        ("của Ban Tuyên giáo Tỉnh ủy (sau đây gọi tắt là BTGTU)", {"BTGTU": "Ban Tuyên giáo Tỉnh ủy"}),
        ("Nghị quyết số 109-NQ/TU (gọi tắt là Nghị quyết 109)", {}),
    ],
)
def test_definitions(text: str, found: dict[str, str]) -> None:
    assert definitions(text) == found


def test_what_a_document_defines_holds_in_it_alone() -> None:
    defined = one("BQLDA", text="Ban Quản lý dự án (BQLDA) của tỉnh.")
    silent = one("BQLDA", number="2-NQ/TU", source="b.txt")
    assert {unit.name for unit in register([defined, silent])[0]} == {"Ban Quản lý dự án", "BQLDA"}


def test_a_document_that_calls_its_committee_tinh_uy_means_the_committee() -> None:
    text = "Đại hội, Ban Chấp hành Đảng bộ tỉnh (sau đây viết tắt là Tỉnh ủy) ban hành"
    [unit] = register([one("Tỉnh ủy", "Ban Chấp hành Đảng bộ tỉnh", text=text)])[0]
    assert unit.name == "Ban Chấp hành Đảng bộ tỉnh"


# ---- slips --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("slip", "right"),
    [
        ("BAN CÁNSỰ ĐẢNG UBND TỈNH", "Ban cán sự đảng UBND tỉnh"),
        ("BAN TUYỂN GIÁO TỈNH ỦY", "Ban Tuyên giáo Tỉnh ủy"),
        ("TRƯỞNG CHÍNH TRỊ TỈNH", "Trường Chính trị tỉnh"),
        ("đồng chí Phó Bí thư chỉ, đảng bộ", "đồng chí Phó Bí thư chi, đảng bộ"),
        ("Ban Tổ chúc Tỉnh ủy", "Ban Tổ chức Tỉnh ủy"),
    ],
)
def test_a_slip_is_joined_to_the_name_that_occurs_and_told(slip: str, right: str) -> None:
    [unit], rows, [told] = register([one(right, right, slip)])
    assert unit.n_lead == 3 and slip in unit.variants and right in unit.variants
    assert unit.name == full_name(right)
    assert {row.unit_id for row in rows} == {unit.unit_id}
    assert told.code == "unit-spelling-joined" and slip in told.message and right in told.message


def test_a_slip_is_joined_to_a_name_that_only_a_text_has() -> None:
    reader = document("2-KH/TU", DAY, text="Giao Trường Chính trị tỉnh mở lớp.", source="b.txt")
    [unit], _, told = register([one("TRƯỞNG CHÍNH TRỊ TỈNH"), reader])
    assert (unit.name, unit.variants, len(told)) == ("Trường Chính trị tỉnh", ("TRƯỞNG CHÍNH TRỊ TỈNH",), 1)
    assert unit.kind == "party_body"


def test_nothing_is_joined_to_a_name_that_does_not_occur() -> None:
    [unit], _, told = register([one("TRƯỞNG CHÍNH TRỊ TỈNH")])
    assert not told and unit.variants == ("TRƯỞNG CHÍNH TRỊ TỈNH",)


@pytest.mark.parametrize(
    ("one_name", "other"),
    [
        ("Đảng ủy xã Đồng Tân", "Đảng ủy xã Đông Tân"),
        ("Huyện ủy Tân Yên", "Huyện ủy Tân Yến"),
        ("Chi bộ số 1", "Chi bộ số 2"),
        ("Chi bộ thôn 11", "Chi bộ thôn 1"),
        ("Ban Tổ chức Tỉnh ủy", "Ban Tuyên giáo Tỉnh ủy"),
        ("Đảng bộ xã", "Đảng ủy xã"),
    ],
)
def test_names_that_may_both_be_real_are_never_joined(one_name: str, other: str) -> None:
    found, _, told = register([one(one_name, one_name, one_name, other)])
    assert len(found) == 2 and not told


def test_a_slip_is_not_joined_to_a_name_of_another_province() -> None:
    right = one("Ban Tuyên giáo Tỉnh ủy", organisation="TỈNH ỦY BẮC GIANG")
    slip = one("BAN TUYỂN GIÁO TỈNH ỦY", organisation="TỈNH ỦY LAI CHÂU", source="b.txt")
    found, _, told = register([right, slip])
    assert len(found) == 2 and not told


@pytest.mark.parametrize(
    ("left", "right", "near"),
    [("tuyển", "tuyên", True), ("chúc", "chức", True), ("cán", "cá", True), ("bộ", "ủy", False), ("1", "2", False),
     ("a1", "a", False), ("ab", "ab", False), ("abc", "a", False)],
)  # fmt: skip
def test_one_edit(left: str, right: str, near: bool) -> None:
    assert one_edit(left, right) is near is one_edit(right, left)


def test_a_known_group_is_no_slip() -> None:
    assert list(mended("ban tuyên giáo tỉnh ủy")) == []


# ---- committees ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "scope"),
    [
        ("Ban Thường vụ Tỉnh ủy Lai Châu", Scope(False, "tỉnh ủy", "lai châu")),
        ("Ban Chấp hành Đảng bộ tỉnh khóa XIX", Scope(False, "tỉnh ủy", None)),
        ("Ban Bí thư", Scope(True)),
        ("HUYỆN ỦY TÂN YÊN", Scope(False, "huyện ủy tân yên", None)),
        ("Thành ủy Hà Nội", Scope(False, "thành ủy", "hà nội")),
        ("Đảng ủy Văn phòng UBND tỉnh", Scope(False, "đảng ủy văn phòng ủy ban nhân dân tỉnh", None)),
    ],
)
def test_the_name_of_a_body_tells_the_committee(name: str, scope: Scope) -> None:
    assert scope_of_name(name) == scope


def test_the_province_comes_from_the_text_or_the_source_only_where_they_name_one() -> None:
    text = "Thực hiện Kế hoạch của Tỉnh ủy Lai Châu"
    named = one(text=text, number="1-KH/HU")
    silent = one(number="2-KH/HU")  # of the same source
    two = one(number="3-KH/HU", text="Tỉnh ủy Lai Châu và Tỉnh ủy Sơn La", source="b.txt")
    found = scopes([named, one(number="9-NQ/TU", organisation="TỈNH ỦY LAI CHÂU"), silent, two])
    assert [found[d.doc_id].province for d in (named, silent, two)] == ["lai châu", "lai châu", None]


def test_the_order_of_the_register_is_that_of_the_ids() -> None:
    documents = [one("Sở Y tế", "Ban Dân vận Tỉnh ủy", "Đảng ủy xã")]
    ids = [unit.unit_id for unit in register(documents)[0]]
    assert ids == sorted(ids) and register(documents) == register(documents)


def test_hostile_text_ends_soon() -> None:
    def work(size: int) -> None:
        text = "(" * 10 * size + "viết tắt là " * size + "(A" * 4 * size + " Tỉnh ủy Lai" * size
        register([one("BAN TUYỂN GIÁO TỈNH ỦY", "x " * size, text=text)])

    grows_with_size(work, 300)
    work(5_000)
