"""The words around the figures of an aim: what opens a clause, what leads to a figure, what is measured.

All patterns are for text as `quantities.level` leaves it; `any_of` folds the words in the same way.
"""

from __future__ import annotations

import regex

from vbparse.lexicon.quantities import any_of

E = r"(?![\p{L}\d])"  # a word ends
B = r"(?<![\p{L}\d])"  # a word begins


def _words(*phrases: str) -> str:
    """Return a pattern of any of the phrases, up to the end of a word."""
    return any_of(phrases) + E


_YEAR = r"[12]\d{3}(?!\d)"
_PERIOD = _words("giai đoạn", "nhiệm kỳ", "thời kỳ")
WHEN = (
    rf"(?:(?:tính )?(?:từ nay )?(?:đến|tới|vào|trong|từ|trước)? *(?:hết |cuối |đầu )?(?:các )?năm +{_YEAR}"
    rf"(?: *- *(?:năm )?{_YEAR})?|(?:(?:trong|cả|đến hết) +)?{_PERIOD}(?: +{_YEAR} *- *{_YEAR})?"
    rf"|(?:định kỳ +)?(?:hằng|hàng|mỗi|từng) +{_words('năm', 'quý', 'tháng', 'nhiệm kỳ')})"
)
_EFFORT = _words(
    "phấn đấu", "phần đầu", "phân đầu", "phân đấu", "phấn đầu", "phần đấu", "định hướng", "tầm nhìn", "mục tiêu",
)  # fmt: skip
_JOIN = _words("trong đó", "đồng thời", "và", "hoặc", "với", "cụ thể là", "cụ thể", "riêng")

OPENING = regex.compile(rf"[\s,:;.+•*-]+|{_JOIN}|{_EFFORT}|{WHEN}|{_words('có', 'phải', 'cần')}(?=\s*\Z)")
"""Words that open a clause and are no part of what is measured."""

TOPIC = regex.compile(_words("về", "mục tiêu", "chỉ tiêu", "một số chỉ tiêu", "một số mục tiêu", "nội dung"))
"""What a heading before a colon begins with that is no part of it either: `Về phát triển kinh tế: …`."""

_VALUE = r"(?<!trở )" + _words(
    "đạt", "đạt được", "còn", "là", "bằng", "lên", "xuống", "ở mức", "đạt mức", "dự kiến", "phấn đấu", "chỉ còn",
)  # fmt: skip
ENDING = regex.compile(rf"(?:\s*(?:{_VALUE}|[:,-]))+\Z")
"""Words that lead from what is measured to its figure."""

OR_MORE = regex.compile(r"\s+trở\s+lên\s*\Z")
"""Behind what is counted: at least so many (`50 doanh nghiệp công nghệ số trở lên`)."""

FOLLOWS = regex.compile(_words("so với", "của", "trong", "tại", "ở", "cho", "trên", "vào"))
"""What may follow a figure and still belong to what it measures: `tăng 2,5 lần so với năm 2020`."""

ASIDE = regex.compile(
    r",\s*"
    + _words(
        "trọng tâm là", "trong đó", "nhất là", "đặc biệt", "góp phần", "nhằm", "để", "bao gồm", "gồm", "trước hết",
        "không có",
    )
    + r"|[:]\s*[(\ue000]"
)  # fmt: skip
"""What is told besides: words from here on are left out."""

PREDICATE = regex.compile(
    B
    + _words(
        "được", "có", "đạt", "thực hiện", "hoàn thành", "tham gia", "sử dụng", "xây dựng", "triển khai", "xếp loại",
        "là", "gia nhập", "thành lập", "bảo đảm", "đảm bảo", "vận động", "không", "phải", "ứng dụng", "áp dụng",
        "trở thành", "hoạt động",
    )
)  # fmt: skip
"""Where what is said of `100% hộ gia đình` begins: `đạt chuẩn văn hóa`."""

_STRONG = (
    "tỷ lệ", "tỉ lệ", "tỷ trọng", "tỉ trọng", "tốc độ", "tổng", "quy mô", "thu nhập", "giá trị", "năng suất",
    "kim ngạch", "tuổi thọ", "doanh thu",
)  # fmt: skip
HEADS = regex.compile(
    _words(
        *_STRONG, "tỷ suất", "số", "thu", "chi", "mức sống", "mức thu", "mức tăng", "mức giảm", "vốn", "diện tích",
        "sản lượng", "chỉ số", "dân số", "grdp", "gdp", "kinh tế số", "tăng trưởng", "cơ cấu", "huy động", "mật độ",
        "công suất", "xếp hạng", "giá",
    )
)  # fmt: skip
"""Words that what is measured begins with: a clause that has one stands alone."""

STRONG_HEAD = regex.compile(_words(*_STRONG))
COMMA_HEAD = regex.compile(rf", *(?:{_EFFORT} *)?(?={STRONG_HEAD.pattern})")
NUMBER_HEAD = regex.compile(_words("số", "tổng số", "dân số", "quy mô", "số lượng"))
ABOUT = regex.compile(_words("đối với", "trong", "tại", "ở", "riêng", "toàn"))
SHARE = regex.compile(r"(?:(?<=\s)|^)chiếm\s*\Z", regex.IGNORECASE)
DEPENDENT = regex.compile(_words("tăng", "giảm", "chiếm", "gấp", "đạt", "còn", "tương đương", "bằng"))
"""Words that a clause begins with whose subject is that of the clause before."""

LISTED = regex.compile(" *" + _words("các", "những", "mọi", "toàn bộ", "tất cả", "cả"))
SEPARATOR = regex.compile(rf",\s*trong đó{E}|[,:]|{B}{_words('và', 'hoặc', 'trong đó')}")
SENTENCE_END = regex.compile(
    r"(?<!\b(?:tp|tx|tt|st|gs|ts|pgs|ths|bs))\.(?=[ ]+[\p{L}\d\"“(\ue000]|\s*\Z)", regex.IGNORECASE
)

# Figures that are no aim.
BASELINE = regex.compile(
    rf"(?: +(?:của )?(?:năm|{any_of(['giai đoạn'])}) +[\d-]+)?[^,;.]{{0,40}}? (?<!trở )(?<to>lên|xuống|còn){E}"
)
COMPARED = regex.compile(rf"{B}(?:so với|cùng kỳ|hiện nay|thực hiện năm \d{{4}})[^,;]{{0,20}}\Z")
LIFE = regex.compile(rf"{B}tuổi thọ{E}")
CONDITION = regex.compile(r" +\p{L}")

BEFORE_YEAR = regex.compile(r"(?:so với|giá so sánh|giá cố định|cùng kỳ|từ)(?: *năm)? *\Z")
BASE_YEAR = regex.compile(r"(?:[\d%]|lần) *\Z")
"""`49,7% năm 2020`, `gấp 2 lần năm 2020`: how much it was then."""
