"""Aims in running text: each figure of an aim with the words that it measures.

    Tỷ lệ lao động qua đào tạo đạt 80%, có chứng chỉ đạt 25%      two figures behind their words
    100% xã, 88% thôn, bản có nhà văn hóa                         two before them; what follows is shared
    Tỷ lệ … được xử lý đạt 85% (thành thị 96%, nông thôn 75%)     parts of what stands before the bracket
    Cơ cấu kinh tế: Công nghiệp 68,4%; Dịch vụ 20,6%              a heading for several

A text is cut into sentences, these at semicolons into clauses, a clause with several figures into zones: one figure
each, with the words on both sides. A zone that cannot stand alone takes words from its neighbours.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

import regex

from vbparse.lexicon.fold import fold, squeeze
from vbparse.lexicon.quantities import Comparator, Quantity, find_quantities, level
from vbparse.lexicon.times import find_times


@dataclass(frozen=True, slots=True)
class Due:
    """By when, as printed and as a year."""

    raw: str
    year: int


@dataclass(frozen=True, slots=True)
class Aim:
    """A figure, the words it measures, and by when it is due if the text says so."""

    quantity: Quantity
    indicator: str
    comparator: Comparator
    due: Due | None
    confidence: float


def _any(*phrases: str) -> str:
    """Return a group that matches any of the phrases at the end of a word, longest first."""
    ordered = sorted((fold(phrase) for phrase in phrases), key=len, reverse=True)
    return "(?:" + "|".join(phrase.replace(" ", " +") for phrase in ordered) + r")(?![\p{L}\d])"


# Words that open a clause and are no part of what is measured.
_YEAR = r"[12]\d{3}(?!\d)"
_WHEN = (
    rf"(?:(?:tính )?(?:từ nay )?(?:đến|tới|vào|trong|từ|trước)? *(?:hết |cuối |đầu )?(?:các )?năm +{_YEAR}(?: *- *(?:năm )?{_YEAR})?"
    rf"|(?:(?:trong|cả|đến hết) +)?(?:giai đoạn|nhiệm kỳ|thời kỳ)(?: +{_YEAR} *- *{_YEAR})?(?![\p{{L}}\d])"
    rf"|(?:định kỳ +)?(?:hằng|hàng|mỗi|từng) +(?:năm|quý|tháng)(?!\p{{L}})|mỗi nhiệm kỳ(?!\p{{L}}))"
)
_EFFORT = _any(
    "phấn đấu", "phần đầu", "phân đầu", "phân đấu", "phấn đầu", "phần đấu", "định hướng", "tầm nhìn", "mục tiêu"
)
_JOIN = _any("trong đó", "đồng thời", "và", "hoặc", "với", "cụ thể là", "cụ thể", "riêng")
_OPENING = regex.compile(rf"[\s,:;.+•*-]+|{_JOIN}|{_EFFORT}|{_WHEN}|{_any('có', 'phải', 'cần')}(?=\s*\Z)")
_TOPIC = regex.compile(rf"{_any('về', 'mục tiêu', 'chỉ tiêu', 'một số chỉ tiêu', 'một số mục tiêu', 'nội dung')}")

# Words that lead from what is measured to its figure.
_VALUE = _any(
    "đạt", "đạt được", "còn", "là", "bằng", "lên", "xuống", "ở mức", "đạt mức", "dự kiến", "phấn đấu", "chỉ còn"
)
_ENDING = regex.compile(rf"(?:\s*(?:{_VALUE}|phấn đấu(?!\p{{L}})|[:,-]))+\Z")
_FOLLOWS = regex.compile(_any("so với", "của", "trong", "tại", "ở", "cho", "trên", "tổng", "giá trị", "vào"))
_ASIDE = regex.compile(
    rf",\s*{_any('trọng tâm là', 'trong đó', 'nhất là', 'đặc biệt', 'góp phần', 'nhằm', 'để', 'bao gồm', 'gồm', 'trước hết', 'không có')}|[:]\s*[(\ue000]"
)
_PREDICATE = regex.compile(
    rf"(?<!\p{{L}}){_any('được', 'có', 'đạt', 'thực hiện', 'hoàn thành', 'tham gia', 'sử dụng', 'xây dựng', 'triển khai', 'xếp loại', 'là', 'gia nhập', 'thành lập', 'bảo đảm', 'đảm bảo', 'vận động', 'không', 'phải', 'ứng dụng', 'áp dụng', 'trở thành', 'thuộc', 'hoạt động')}"
)
_HEADS = regex.compile(
    _any(
        "tỷ lệ", "tỉ lệ", "tỷ trọng", "tỉ trọng", "tỷ suất", "tốc độ", "tổng", "số", "quy mô", "thu", "chi", "doanh thu", "giá trị",
        "mức", "năng suất", "vốn", "diện tích", "sản lượng", "kim ngạch", "chỉ số", "tuổi thọ", "dân số", "grdp", "gdp", "kinh tế số",
        "thu nhập", "tăng trưởng", "cơ cấu", "huy động", "mật độ", "công suất", "lượng", "bình quân", "xếp hạng", "giá",
    )
)  # fmt: skip
_DEPENDENT = regex.compile(
    _any("tăng", "giảm", "chiếm", "đóng góp", "gấp", "đạt", "còn", "nâng", "tương đương", "bằng")
)
_SEPARATOR = regex.compile(r",\s*trong đó(?!\p{L})|[,:]|(?<!\p{L})(?:và|hoặc|trong đó|lên)(?!\p{L})")

# Figures that are no aim.
_BASE = regex.compile(r"(?: +(?:của )?(?:năm|giai đoạn) +[\d-]+)?[^,;.]{0,40}? (?:lên|xuống|còn)(?!\p{L})")
_COMPARED = regex.compile(r"(?<!\p{L})(?:so với|cùng kỳ|hiện nay|thực hiện năm \d{4})[^,;]{0,20}\Z")
_LIFE = regex.compile(r"(?<!\p{L})tuổi thọ(?!\p{L})")
_CONDITION = regex.compile(r" +\p{L}")
_BEFORE_YEAR = regex.compile(r"(?:so với|giá so sánh|giá cố định|cùng kỳ|từ|% *)(?: *năm)? *\Z", regex.IGNORECASE)


# --- The text in its parts --------------------------------------------------------------------------------------------


class _Source:
    """The text of a section with its figures, brackets hidden where only its outline counts."""

    def __init__(self, text: str) -> None:
        self.text = regex.sub(r"\s", " ", text)
        self.plain = level(text)
        self.quantities = [one for one in find_quantities(text) if not self._incidental(one)]
        self.brackets = [
            (start, end)
            for start, end in _brackets(self.plain)
            if any(start < one.start < end for one in self.quantities)
        ]
        flat = list(self.plain)
        for start, end in _brackets(self.plain):
            flat[start:end] = "\ue000" * (end - start)
        self.flat = "".join(flat)

    def _incidental(self, one: Quantity) -> bool:
        """Tell whether a figure is a starting point, a span of time, somebody's age."""
        head, tail = self.plain[max(0, one.outer_start - 60) : one.outer_start], self.plain[one.end : one.end + 80]
        since = self.plain[one.outer_start : one.start].startswith("từ")
        if (since or head.endswith("từ ")) and one.value_max is None and _BASE.match(tail):
            return True
        if _COMPARED.search(head):
            return True
        unit = (one.unit or "").split("/")[0]
        if unit in _DURATIONS:
            return one.comparator in ("=", "~")
        return unit == "tuổi" and not _LIFE.search(self.plain[: one.start])

    def words(self, start: int, end: int) -> str:
        """Return the words between two places, without the brackets that hold figures of their own."""
        kept, at = [], start
        for a, b in self.brackets:
            if start <= a and b <= end:
                kept.append(self.text[at:a])
                at = b
        kept.append(self.text[at:end])
        return squeeze(" ".join(kept))

    def inside(self, start: int, end: int) -> list[Quantity]:
        """Return the figures between two places that are in no bracket there."""
        held = [(a, b) for a, b in self.brackets if start <= a and b <= end]
        return [q for q in self.quantities if start <= q.start < end and not any(a < q.start < b for a, b in held)]


_DURATIONS = frozenset(("năm", "tháng", "quý", "tuần", "ngày", "giờ", "phút", "nhiệm kỳ", "buổi"))


def _brackets(plain: str) -> list[tuple[int, int]]:
    """Return the outermost pairs of brackets."""
    found, depth, start = [], 0, 0
    for m in regex.finditer(r"[()]", plain):
        if m[0] == "(":
            start = m.start() if depth == 0 else start
            depth += 1
        elif depth:
            depth -= 1
            if depth == 0:
                found.append((start, m.end()))
    return found


def _cut(source: _Source, start: int, end: int, at: str) -> Iterator[tuple[int, int]]:
    """Cut a stretch at the matches of the pattern `at`, outside of brackets."""
    begin = start
    for m in regex.finditer(at, source.flat, pos=start, endpos=end):
        yield begin, m.start()
        begin = m.end()
    yield begin, end


def _opened(words: str) -> str:
    """Return `words` without the words that only open a clause."""
    plain = level(words)
    at = 0
    while m := _OPENING.match(plain, at):
        if m.end() == at:
            break
        at = m.end()
    return words[at:].strip()


def due_in(words: str) -> Due | None:
    """Return the first time in `words` that an aim can be due by."""
    for one in find_times(words):
        if one.last is None or _BEFORE_YEAR.search(words[: one.start]) or one.kind in ("recurring", "event", "done"):
            continue
        return Due(one.raw, one.last.year)
    return None


# --- Zones ------------------------------------------------------------------------------------------------------------


@dataclass(slots=True)
class _Zone:
    """A figure with the words on its left and right; `last` where the words lead up to it (`… đạt 80%`)."""

    quantity: Quantity
    left: str
    right: str
    noun: str
    last: bool
    joined: str  # what stands between the zone and the one before
    start: int
    end: int

    @property
    def own(self) -> str:
        return squeeze(f"{self.left} {self.noun} {self.right}")


def _zones(source: _Source, start: int, end: int) -> list[_Zone]:
    """Cut a clause between its figures; a figure that nothing parts from the one before belongs to its words."""
    kept: list[Quantity] = []
    cuts: list[tuple[int, int]] = []
    before: Quantity | None = None
    for one in source.inside(start, end):
        if before is None:
            kept.append(one)
        elif (cut := _parting(source, start if not cuts else cuts[-1][1], before, one)) is not None:
            if not (kept[0].kind == "percent" and _is_condition(source, one)):
                kept.append(one)
                cuts.append(cut)
        before = one
    if not kept:
        return []
    edges = [start, *(b for _, b in cuts)]
    ends = [*(a for a, _ in cuts), end]
    joints = ["", *(squeeze(source.plain[a:b]) for a, b in cuts)]
    return [_zone(source, one, *place) for one, *place in zip(kept, edges, ends, joints, strict=True)]


def _is_condition(source: _Source, one: Quantity) -> bool:
    """Tell whether a figure only says which are meant: `100% doanh nghiệp có 25 lao động trở lên thành lập …`."""
    return (
        one.kind == "count"
        and len(one.cues) > 0
        and one.outer_end > one.end
        and bool(_CONDITION.match(source.flat, one.outer_end))
    )


def _parting(source: _Source, start: int, before: Quantity, one: Quantity) -> tuple[int, int] | None:
    """Return where a clause parts between two figures (end of the first part, start of the second), or None."""
    gap = list(_SEPARATOR.finditer(source.flat, pos=before.end, endpos=one.outer_start))
    if not gap:
        return None
    words_before = source.words(start, before.outer_start)
    if source.flat[before.outer_end : gap[0].start()].strip(" \ue000") == "" or _ENDING.search(level(words_before)):
        first = True
    else:
        first = bool(_ENDING.search(source.flat[gap[-1].end() : one.outer_start].rstrip())) and len(gap) > 1
        first = first and one.kind != "count"
    m = gap[0] if first else gap[-1]
    return (m.start(), m.start() if m[0] == "lên" else m.end())


def _zone(source: _Source, one: Quantity, start: int, end: int, joined: str) -> _Zone:
    left = _opened(source.words(start, one.outer_start))
    right = source.words(one.outer_end, end)
    for a, b in one.cues:
        if a > one.end + 2 and b <= end:  # `trở lên` further on
            right = squeeze(source.words(one.outer_end, a) + " " + source.words(b, end))
    if aside := _ASIDE.search(level(right)):
        right = right[: aside.start()]
    right = "" if right[:1] in (",", ".", ";") else right.strip(" ,.;:")
    noun = source.text[one.number_end : one.end].strip() if one.kind in ("count", "guess") else ""
    ending = _ENDING.search(level(left))
    last = False
    if ending:
        left = left[: ending.start()].strip()
        last = True
        noun = "" if left else noun
        right = right if _FOLLOWS.match(level(right)) or not left else ""
    elif one.unit and one.unit.startswith("% "):
        left, right = regex.sub(r" chiếm\Z", "", left), ""
        last = True
    else:
        last = bool(left) and not right
    return _Zone(one, left, right, noun, last, joined, start, end)


def _share(zones: list[_Zone]) -> list[str]:
    """Return the words of each zone of a clause, with those it shares with its neighbours."""
    for before, zone in zip(zones, zones[1:], strict=False):
        if not zone.left and before.left and not before.last and "trong đó" not in zone.joined and zone.own:
            zone.left = before.left
    tail = ""
    for zone in reversed(zones):
        if zone.last or not zone.own:
            continue
        m = _PREDICATE.search(level(zone.right))
        if m:
            tail = zone.right[m.start() :]
        elif tail and not zone.left:
            zone.right = squeeze(f"{zone.right} {tail}")
    words = [zone.own for zone in zones]
    for n in range(len(words) - 2, -1, -1):
        words[n] = words[n] or words[n + 1]
    return words


# --- Reading ----------------------------------------------------------------------------------------------------------


def read_aims(text: str) -> list[Aim]:
    """Return the aims of a section's text, in the order of their figures."""
    source = _Source(text)
    if not source.quantities:
        return []
    found: list[Aim] = []
    due: Due | None = None
    for start, end in _cut(source, 0, len(text), r"\.(?= +[\p{L}\d\"“(\ue000]|\s*\Z)"):
        begin, prefix, told = _lead(source, start, end)
        due = told or due
        found += _sentence(source, begin, end, prefix, due)
    return sorted(found, key=lambda aim: aim.quantity.start)


def _lead(source: _Source, start: int, end: int) -> tuple[int, str, Due | None]:
    """Read the words before a colon: where the sentence goes on, the heading they are, and by when."""
    colon = source.flat.find(":", start, end)
    if colon < 0 or any(start <= one.start < colon for one in source.quantities):
        return start, "", None
    words = source.words(start, colon)
    rest = _opened(words)
    due = due_in(words)
    if not rest or _TOPIC.match(level(rest)):
        return colon + 1, "", due
    return colon + 1, rest, None


def _sentence(source: _Source, start: int, end: int, prefix: str, due: Due | None) -> list[Aim]:
    found: list[Aim] = []
    subject = ""
    for begin, stop in _cut(source, start, end, ";"):
        zones = _zones(source, begin, stop)
        for zone, words in zip(zones, _share(zones), strict=True):
            due = due_in(source.words(zone.start, zone.end)) or due
            last = found[-1] if found else None
            indicator, sure = _whole(zone, words, prefix, subject, last)
            if _HEADS.match(level(words)) or not subject:
                subject = words
            comparator = zone.quantity.comparator
            if zone.joined == "hoặc" and last and not zone.quantity.cues:
                comparator = last.comparator
            found.append(Aim(zone.quantity, indicator, comparator, due, sure))
        hosts = [(zone, aim) for zone, aim in zip(zones, found[len(found) - len(zones) :], strict=True)]
        for a, b in source.brackets:
            if begin <= a and b <= stop:
                host = next((aim.indicator for zone, aim in reversed(hosts) if zone.start <= a), "")
                found += _in_brackets(source, a + 1, b - 1, host or prefix or _opened(source.words(begin, a)), due)
    return [replace(aim, indicator=_capital(aim.indicator)) for aim in found if aim.indicator]


def _in_brackets(source: _Source, start: int, end: int, host: str, due: Due | None) -> list[Aim]:
    """Read the figures in brackets: parts of what the words before them measure."""
    found = []
    for begin, stop in _cut(source, start, end, ";"):
        zones = _zones(source, begin, stop)
        for zone, words in zip(zones, _share(zones), strict=True):
            whole = words if _HEADS.match(level(words)) and len(words.split()) > 4 else _completed(words, host)
            due = due_in(source.words(zone.start, zone.end)) or due
            found.append(Aim(zone.quantity, whole, zone.quantity.comparator, due, 0.7))
    return found


def _whole(zone: _Zone, words: str, prefix: str, subject: str, last: Aim | None) -> tuple[str, float]:
    """Return the words of a zone, completed where they cannot stand alone, and how sure that is."""
    sure = 0.6 if zone.quantity.kind in ("guess", "bare") else 0.85
    plain = level(words)
    if not words:
        return (prefix or (last.indicator if last else "")), min(sure, 0.75)
    if _HEADS.match(plain):
        return words, sure
    if prefix:
        return f"{prefix}: {words}", min(sure, 0.8)
    if last is None:
        return words, sure
    if _DEPENDENT.match(plain):
        return squeeze(f"{subject} {words}"), min(sure, 0.75)
    same = zone.last and last.quantity.unit == zone.quantity.unit and zone.quantity.kind != "count"
    if same and _HEADS.match(level(last.indicator)) and len(words.split()) <= 12:
        return _completed(words, last.indicator), 0.7
    return words, sure


def _completed(words: str, host: str) -> str:
    """Put words of `host` before words that are a part of it: from their first word on it is replaced.

    `mức độ 2` after `Tỷ lệ trường đạt chuẩn mức độ 1` is `Tỷ lệ trường đạt chuẩn mức độ 2`.
    """
    if not words:
        return host
    opening, of = level(words).split()[:2], level(host).split()
    for n in range(1, len(of) - 1):
        if of[n : n + len(opening)] == opening:
            return " ".join([*host.split()[:n], words])
    return f"{host}: {words}" if host else words


def _capital(words: str) -> str:
    return words.strip(" ,.;:-")
