"""The forms in which a time is printed, as one pattern for sentences and one for cells of tables; `times` reads them.

The patterns run over a copy of the text in lower case, in which every printed date is a run of `DATE`, and what is no
time a run of `DEAD`. A form is a named group; the groups of its points in time are numbered (`y1`, `m2` …).
"""

from __future__ import annotations

import regex

from vbparse.lexicon.dates import DAY_WORD, MONTH_WORD, YEAR_WORD
from vbparse.lexicon.phrases import any_phrase
from vbparse.lexicon.search import Finder


def any_of(*phrases: str) -> str:
    """Return a group that matches any of the phrases, with any white space between their words."""
    return any_phrase(phrases)


DATE, DEAD = "\ue000", "\ue001"
_S = r"\s{0,9}+"
_B = r"(?<![\p{L}\d])"  # a word begins
_E = r"(?![\p{L}\d])"  # a word ends
_TO = rf"{_S}(?:[-‐-―−]|(?:đến|tới)\b){_S}"
_AND = rf"{_S}(?:,|và\b|\+|&){_S}"
QUARTER_WORD = r"(?:quý|quí|qúy)"
_YEAR = r"[12]\d{3}(?!\d)"
_OF_YEAR = rf"{_S}(?:[/-]{_S}(?:{YEAR_WORD}{_S})?|,?{_S}(?:của{_S})?{YEAR_WORD}{_S})"  # between a month and its year
_ROMAN = r"[ivxl|1-9]{1,4}"
COUNT = r"(?:\d{1,2}|một|hai|ba|bốn|năm|sáu|bảy|tám|chín|mười)"
SIDE = r"(?:đầu|cuối)"
_MUNG = r"(?:m[ùồ]ng\s+)?"  # `mùng 3`: the first ten days of a month

# Words before a point: the latest moment allowed, the preposition, the edge of the period.
_LATEST = any_of("chậm nhất", "muộn nhất", "không muộn hơn", "không chậm hơn")
_UNTIL = any_of("đến", "tới", "cho đến", "cho tới", "từ nay đến", "từ nay cho đến", "từ nay tới")
_SINCE = any_of("từ", "kể từ", "bắt đầu từ")
_PREPOSITION = rf"(?:{any_of('trong', 'ngay trong', 'vào', 'trước', 'sau')}|{_UNTIL}|{_SINCE})"
_AROUND = rf"(?:{any_of('khoảng', 'dịp', 'thời điểm')}\s+)?"
_CLOCK = rf"(?:(?:lúc\s+)?\d{{1,2}}\s?(?:giờ|h|:)\s?\d{{0,2}}\s?(?:phút)?{_S},?{_S})?"
_LEAD = (
    rf"(?:(?<latest1>{_LATEST})(?:\s+(?:là|vào))*\s+)?(?:(?<prep1>{_PREPOSITION})\s+)?{_AROUND}{_CLOCK}"
    r"(?:(?<edge1>hết|cuối|(?<!ph[ấầâ]n\s)đầu|giữa)\s+)?"  # `phần đầu`: an OCR slip for `phấn đấu`
)


def _point(n: int, *, bare: bool = False, day: bool = False, since: bool = False) -> str:
    """Return the pattern of a point in time, its groups numbered `n`.

    With `bare`, the words `tháng`, `quý`, `năm` may be missing (`9/2026`, `IV/2021`, `2030`); with `day`, the month of
    a day may be missing (`ngày 20`); with `since`, the word `ngày` may be missing behind `từ` (`từ 01/7 đến …`).
    """
    year, day_word = rf"(?<y{n}>{_YEAR})", rf"{DAY_WORD}{_S}:?{_S}"
    month = rf"(?<m{n}>\d{{1,2}})"
    forms = [
        rf"(?:{day_word})?(?<date{n}>{DATE}+)",
        rf"{day_word}{_MUNG}(?<d{n}>\d{{1,2}}){_S}(?:[/-]|{MONTH_WORD}){_S}{month}(?!\d|{_S}/{_S}\d)",
        rf"(?<!\d{_S}){MONTH_WORD}{_S}{month}(?:{_OF_YEAR}{year}|(?!\d|/\d|{_OF_YEAR}\d{{4}}))",
        rf"{QUARTER_WORD}{_S}(?<q{n}>{_ROMAN})(?:{_OF_YEAR}{year}|(?!{_OF_YEAR}\d{{4}}){_E})",
        rf"(?<h{n}>{COUNT})\s+tháng\s+(?<side{n}>{SIDE})\s+{YEAR_WORD}(?:{_S}{year}|{_E})",
        rf"{YEAR_WORD}{_S}{year}",
    ]
    forms.append(rf"(?<=\btrước\s)(?<d{n}>\d{{1,2}})/{month}(?!\d|{_S}/)")
    if since:
        forms.append(rf"(?<=\btừ\s)(?<d{n}>\d{{1,2}})/{month}(?!\d|{_S}/)")
    if day:
        forms.append(rf"{day_word}{_MUNG}(?<d{n}>\d{{1,2}})(?![\d/]|\s+{any_of('ngày', 'tháng')}\s+\d)")
    if bare:
        forms += [
            rf"(?:t\.?{_S})?{month}{_S}/{_S}{year}",
            rf"(?:q\.?{_S})?(?<q{n}>{_ROMAN}){_OF_YEAR}{year}",
            year,
        ]
    return "(?:" + "|".join(forms) + ")" + r"(?![\d%])"


# What recurs: `hằng năm`, `6 tháng một lần`, `01 lần/quý`.
UNIT = any_of("năm", "quý", "quí", "tháng", "tuần", "ngày")
EACH = rf"(?:h[ằàăẳắ]ng|mỗi|từng)\s+{UNIT}\b(?!\s+{any_of('học', 'tuổi')}\b)"
AT_LEAST = rf"(?:{any_of('ít nhất', 'tối thiểu', 'không quá')}\s+)?"
_ONCE = r"(?:\s*/\s*(?:một\s|0?1\s)?\s*lần|\s+(?:một|0?1)\s+lần)"
_SPAN = rf"{COUNT}\s+{any_of('năm', 'quý', 'tháng', 'tuần')}\b"
_TIMES = rf"{AT_LEAST}{COUNT}\s+lần(?:\s*/\s*|\s+(?:trong\s+)?(?:một|mỗi)\s+|\s+trong\s+)(?:0?1\s+)?{UNIT}\b"
_OFTEN = rf"(?:{AT_LEAST}{EACH}(?:\s+{AT_LEAST}{COUNT}\s+lần\b)?|{_SPAN}{_ONCE}|{_TIMES}|thường\s+niên)"
_REGULARLY = r"định\s+k[ỳì]"
_OFTEN_AFTER_REGULARLY = rf"(?:{_OFTEN}|{AT_LEAST}{_SPAN}|{SIDE}\s+{UNIT}\b(?!\s*\d))"
_BARE_UNIT = rf"(?<=\b(?:tháng|quý)\s?(?:,|và)\s?)(?:quý|(?:cả\s+)?năm)\b(?!\s*(?:{_ROMAN}\b|sau|trước|nay))"
_AND_OFTEN = (
    rf"(?:{_S}(?:,|và\b|hoặc\b){_S}(?:{_REGULARLY}\s+)?(?:{_OFTEN}|{_SPAN}(?!\s+{any_of('qua', 'tiếp', 'tới')})"
    rf"|đột\s+xuất|khi\s+{any_of('cần', 'cần thiết', 'có yêu cầu')}\b|{_BARE_UNIT}))"
)

# What has to happen first. In a sentence only guidance, direction and issue count: `khi có dấu hiệu` is a condition.
_GUIDANCE = any_of(
    "chỉ đạo", "hướng dẫn", "văn bản", "quy định", "chủ trương", "kế hoạch", "chương trình", "đề án", "chỉ thị",
    "nghị quyết", "ý kiến", "thông báo",
)  # fmt: skip
_OUTCOME = any_of(
    "phê duyệt", "thông qua", "ban hành", "kết thúc", "hoàn thành", "tổ chức xong", "có hiệu lực", "đi vào hoạt động",
    "kết luận", "quyết định", "kết quả", "công bố", "nhận được",
)  # fmt: skip
_NEXT_WORD = rf"\s+(?!{any_of('thì', 'để', 'sẽ', 'phải', 'cần')}\b)[^\s,.;:(){DATE}{DEAD}]+"
_GIVEN = (
    rf"(?:ngay\s+)?(?:sau\s+)?khi\s+có\s+(?:các\s+|những\s+)?{_GUIDANCE}(?:{_S}(?:,|và\b|hoặc\b){_S}{_GUIDANCE})*+"
    rf"(?:\s+{any_of('mới', 'cụ thể', 'chính thức', 'chỉ đạo', 'hướng dẫn')})*+(?:\s+của(?:{_NEXT_WORD}){{1,8}}+)?"
)
_AFTERWARDS = rf"(?:ngay\s+)?sau\s+khi(?:{_NEXT_WORD}){{0,8}}?\s+(?:{_OUTCOME}|{_GUIDANCE})\b(?:{_NEXT_WORD}){{0,15}}+"
_WITHIN = (
    rf"(?:{any_of('trong vòng', 'trong thời hạn', 'chậm nhất', 'muộn nhất', 'không quá', 'sau')}\s+)"
    rf"{COUNT}\s+{any_of('ngày', 'tháng', 'tuần', 'giờ')}(?:\s+làm\s+việc)?,?\s+{any_of('kể từ', 'từ', 'sau')}\s+"
    rf"{any_of('khi', 'ngày')}(?:{_NEXT_WORD}){{1,12}}+"
)

_ERA = any_of("giai đoạn", "nhiệm kỳ", "thời kỳ", "năm học", "chu kỳ", "các năm")
_EVER_SINCE = rf"(?<tail>\s+{any_of('trở đi', 'đến nay', 'tới nay')}\b)?+"

# A point of every year, quarter or month: `tháng 12 hằng năm`, `ngày 20 hằng tháng`.
_YEARLESS = (
    rf"(?:{DAY_WORD}{_S}:?{_S}{_MUNG}\d{{1,2}}(?:{_S}(?:/|{MONTH_WORD}){_S}\d{{1,2}})?(?!{_S}/{_S}\d)"
    rf"|(?<=\btrước\s)\d{{1,2}}/\d{{1,2}}|{MONTH_WORD}{_S}\d{{1,2}}|{QUARTER_WORD}{_S}{_ROMAN}|{SIDE}\s+{UNIT})(?!{_OF_YEAR}\d){_E}"
)


def _forms(*, cell: bool) -> regex.Pattern[str]:
    """Compile the forms of an expression, most telling first; each is a group of the name its reader has."""
    month, quarter, day = (rf"{word}{_S}" for word in (MONTH_WORD, QUARTER_WORD, DAY_WORD))
    table = {
        "yearly": rf"{EACH}{_S},?{_S}{_LEAD}{_YEARLESS}"
        rf"|{_REGULARLY}{_S},?{_S}{_LEAD}{_YEARLESS}(?:{_S},?{_S}{EACH})?(?:{_AND_OFTEN})*+"
        rf"|{_LEAD}{_YEARLESS}(?:\s+của)?\s+{EACH}(?:{_AND_OFTEN})*+",
        "often": rf"(?:{_REGULARLY}\b(?:[\s,(]{{1,3}}{_OFTEN_AFTER_REGULARLY})?|{_OFTEN})(?:{_AND_OFTEN})*+",
        "event": rf"{_GIVEN}|{_AFTERWARDS}|{_WITHIN}",
        "span": rf"{_LEAD}{_point(1, bare=cell, day=True, since=True)}{_TO}(?<edge2>hết\s+|cuối\s+)?"
        rf"(?:{_point(2, bare=True)}|(?<cut>\d{{1,3}})(?=[\s.]*\Z))"
        rf"|{_LEAD}(?:{day}(?<d1>\d{{1,2}})|{month}(?<m1>\d{{1,2}})|{quarter}(?<q1>{_ROMAN}))"
        rf"(?:{_AND}(?:{month}|{quarter}|{day})?(?:\d{{1,2}}|{_ROMAN})){{0,3}}"
        rf"{_AND}(?!(?:{YEAR_WORD}{_S})?{_YEAR}){_point(2, bare=True)}"
        rf"|(?<prep1>từ)\s+(?<y1>{_YEAR}){_TO}(?<edge2>hết\s+|cuối\s+)?(?:{YEAR_WORD}\s+)?(?<y2>{_YEAR})",
        "era": rf"(?:(?<prep1>trong|(?:đến\s+)?hết|đến)\s+)?(?<named>{_ERA})\s+"
        rf"(?<y1>{_YEAR}){_TO}(?:{YEAR_WORD}\s+)?(?<y2>{_YEAR})",
        "plain": rf"{_LEAD}{_point(1, bare=cell)}{_EVER_SINCE}",
        "undated": rf"(?:{_UNTIL}|{any_of('trước', 'vào', 'vào dịp')})\s+(?:hết|cuối)\s+năm\b"
        rf"(?!\s*\d|\s+{any_of('học', 'trước', 'sau')}\b)",
    }
    if cell:
        table["always"] = (
            rf"(?:{any_of('thực hiện', 'triển khai', 'duy trì')}\s+)?{any_of('thường xuyên', 'liên tục')}\b"
            rf"|đang\s+{any_of('thực hiện', 'triển khai')}\b"
        )
    body = "|".join(f"(?<{name}>{pattern})" for name, pattern in table.items())
    return regex.compile(rf"{_B}(?:{body})")


# What an expression in a sentence can begin with: all that the forms above can begin with must be here.
_NEXT = (
    rf"(?:[\d{DATE}]|{DAY_WORD}|{MONTH_WORD}|{YEAR_WORD}|{QUARTER_WORD}|{COUNT}|{SIDE}|các\s+năm|chu|dịp|giai|giữa|hết"
    r"|khi|khoảng|lúc|nay|nhiệm|sau|thời|trong|tuần|vòng)"
)
_OPENINGS = (
    DATE, rf"{DAY_WORD}[\s:]*(?:[\d{DATE}]|m[ùồ]ng)", rf"(?:{MONTH_WORD}|{QUARTER_WORD}|{YEAR_WORD})\s*[\divxl|]",
    rf"{COUNT}\s+(?:{UNIT}|lần)", r"\d{1,2}(?:/\d|\s?(?:giờ|h|:))", _ERA, EACH, _REGULARLY, r"thường\s+niên",
    r"khi\s+có\s", r"bắt\s+đầu\s", r"kể\s+từ\s", r"cho\s+(?:đến|tới)\s", r"thời\s+điểm\s", _LATEST,
    r"(?:ít\s+nhất|tối\s+thiểu|không\s+quá)\s",
    rf"(?:cuối|dịp|đến|đầu|giữa|hết|khoảng|lúc|ngay|sau|tới|trong|trước|từ|vào)\s+{_NEXT}",
)  # fmt: skip
IN_TEXT, IN_CELL = Finder(_forms(cell=False), openings=_OPENINGS), _forms(cell=True)
