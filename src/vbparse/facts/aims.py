"""Aims in running text: each figure of an aim with the words that it measures.

    Tỷ lệ lao động qua đào tạo đạt 80%, có chứng chỉ đạt 25%      two figures behind their words
    100% xã, 88% thôn, bản có nhà văn hóa                         two before them; what follows is shared
    Tỷ lệ … được xử lý đạt 85% (thành thị 96%, nông thôn 75%)     parts of what stands before the bracket
    Cơ cấu kinh tế: Công nghiệp 68,4%; Dịch vụ 20,6%              a heading for several

A text is cut into sentences, these at semicolons into clauses, a clause with several figures into zones: one figure
each, with the words on both sides. A zone that cannot stand alone takes words from its neighbours.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import partial
from itertools import islice, pairwise, takewhile

import regex

from vbparse.facts import aim_words as vocabulary
from vbparse.facts.aim_text import HIDDEN, AimText, cut
from vbparse.lexicon.fold import squeeze
from vbparse.lexicon.quantities import Comparator, Quantity, level
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


_SEMICOLON, _DIGIT = regex.compile(";"), regex.compile(r"\d")
_LONG = 400  # characters: words longer than this are not repeated


def _opened(words: str) -> str:
    """Return `words` without the words that only open a clause."""
    plain = level(words)
    at = 0
    while m := vocabulary.OPENING.match(plain, at):
        if m.end() == at:
            break
        at = m.end()
    return words[at:].strip()


def due_in(words: str) -> Due | None:
    """Return the first time in `words` that an aim can be due by; its year is printed."""
    if not _DIGIT.search(words):
        return None
    for one in find_times(words):
        if one.last is None or one.kind in ("recurring", "event", "done"):
            continue
        before = level(words[max(0, one.start - 20) : one.start])
        if vocabulary.BEFORE_YEAR.search(before):
            continue
        if one.raw[:3].lower() == "năm" and vocabulary.BASE_YEAR.search(before):
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


def _zones(source: AimText, start: int, end: int) -> list[_Zone]:
    """Cut a clause between its figures; a figure that nothing parts from the one before belongs to its words."""
    kept: list[Quantity] = []
    cuts: list[tuple[int, int]] = []
    before: Quantity | None = None
    for one in source.inside(start, end):
        if before is None:
            kept.append(one)
        elif not (kept[0].kind == "percent" and _is_condition(source, one)):
            cut = _parting(source, cuts[-1][1] if cuts else start, before, one)
            if cut is not None:
                kept.append(one)
                cuts.append(cut)
        before = one
    if not kept:
        return []
    edges = [start, *(b for _, b in cuts)]
    ends = [*(a for a, _ in cuts), end]
    joints = ["", *(squeeze(source.plain[a:b]) for a, b in cuts)]
    return [_zone(source, *zone) for zone in zip(kept, edges, ends, joints, strict=True)]


def _is_condition(source: AimText, one: Quantity) -> bool:
    """Tell whether a figure only says which are meant: `100% doanh nghiệp có 25 lao động trở lên thành lập …`."""
    return (
        one.kind == "count"
        and len(one.cues) > 0
        and one.outer_end > one.end
        and bool(vocabulary.CONDITION.match(source.flat, one.outer_end))
    )


def _parting(source: AimText, start: int, before: Quantity, one: Quantity) -> tuple[int, int] | None:
    """Return where a clause parts between two figures (end of the first part, start of the second), or None."""
    gap = list(vocabulary.SEPARATOR.finditer(source.flat, pos=before.end, endpos=one.outer_start))
    if not gap:
        return None
    words_before = _opened(source.words(max(start, before.outer_start - 200), before.outer_start))
    if source.flat[before.outer_end : gap[0].start()].strip(f" {HIDDEN}") == "" or vocabulary.ENDING.search(
        level(words_before)
    ):
        first = True
    else:
        first = bool(vocabulary.ENDING.search(source.flat[gap[-1].end() : one.outer_start].rstrip())) and len(gap) > 1
        first = first and one.kind != "count"
    m = gap[0] if first else gap[-1]
    return m.start(), m.end()


def _zone(source: AimText, one: Quantity, start: int, end: int, joined: str) -> _Zone:
    left = _opened(source.words(start, one.outer_start))
    right = source.words(one.outer_end, end)
    for a, b in one.cues:
        if a > one.end + 2 and b <= end:  # `trở lên` further on
            right = squeeze(source.words(one.outer_end, a) + " " + source.words(b, end))
    if aside := vocabulary.ASIDE.search(level(right)):
        right = right[: aside.start()]
    right = "" if right[:1] in (",", ".", ";") else right.strip(" ,.;:")
    if one.kind == "count" and one.comparator == "=" and (more := vocabulary.OR_MORE.search(level(right))):
        one, right = replace(one, comparator=">="), right[: more.start()].strip()
    noun = one.noun
    ending = vocabulary.ENDING.search(level(left))
    last = False
    if ending:
        left = left[: ending.start()].strip()
        last = True
        noun = "" if left else noun
        right = right if vocabulary.FOLLOWS.match(level(right)) or not left else ""
    elif one.unit and one.unit.startswith("% "):
        left, right, last = vocabulary.SHARE.sub("", left), "", True
    else:
        last = bool(left) and not right and not noun
    if noun and not right and vocabulary.NUMBER_HEAD.match(level(left)):
        noun, last = "", True
    if last:
        left = _from_head(vocabulary.SHARE.sub("", left) if left and not right else left)
    return _Zone(one, left, right, noun, last, joined, start, end)


def _from_head(left: str) -> str:
    """Leave out what is told before the words that are measured: `Cơ cấu chuyển dịch tích cực, tỷ trọng dịch vụ`."""
    plain = level(left)
    if vocabulary.STRONG_HEAD.match(plain) or vocabulary.ABOUT.match(plain):
        return left
    heads = list(vocabulary.COMMA_HEAD.finditer(plain))
    return left[heads[-1].end() :] if heads else left


def _share(zones: list[_Zone]) -> list[str]:
    """Return the words of each zone of a clause, with those it shares with its neighbours."""
    for before, zone in pairwise(zones):
        shared = before.left if not before.last and len(before.left) < _LONG else ""
        if shared and not zone.left and "trong đó" not in zone.joined and zone.own:
            zone.left = shared
        elif zone.left and zone.joined == "và" and zone.noun and before.noun and not zone.last:
            zone.left = _completed(zone.left, shared, apart=zone.left)
    tail = left = ""
    for zone in reversed(zones):
        if zone.last or not zone.own:
            continue
        m = vocabulary.PREDICATE.search(level(zone.right))
        if m and not (zone.noun and m.start()):
            tail, left = zone.right[m.start() : m.start() + _LONG], zone.left
        elif tail and zone.left in ("", left) and not (zone.noun and zone.right):
            zone.right = squeeze(f"{zone.right} {tail}")
    words = [zone.own for zone in zones]
    for n in range(len(words) - 2, -1, -1):
        words[n] = words[n] or words[n + 1]
    return words


# --- Reading ----------------------------------------------------------------------------------------------------------


def read_aims(text: str) -> list[Aim]:
    """Return the aims of a section's text, in the order of their figures."""
    source = AimText(text)
    if not source.quantities:
        return []
    found: list[Aim] = []
    due: Due | None = None
    for start, end in cut(source, 0, len(text), vocabulary.SENTENCE_END):
        begin, prefix, told = _lead(source, start, end)
        due = told or due
        found += _sentence(source, begin, end, prefix, due)
    return sorted(found, key=lambda aim: aim.quantity.start)


def _lead(source: AimText, start: int, end: int) -> tuple[int, str, Due | None]:
    """Read the words before a colon: where the sentence goes on, the heading they are, and by when."""
    colon = source.flat.find(":", start, end)
    if colon < 0 or not source.leads_in(start, colon):
        return start, "", None
    words = source.words(start, colon)
    rest = _opened(words)
    due = due_in(words)
    if not rest or vocabulary.TOPIC.match(level(rest)):
        return colon + 1, "", due
    return colon + 1, rest, None


def _sentence(source: AimText, start: int, end: int, prefix: str, due: Due | None) -> list[Aim]:
    found: list[Aim] = []
    subject = ""
    for begin, stop, zones in _clauses(source, start, end):
        for zone, words in zip(zones, _share(zones), strict=True):
            told = source.words(zone.start, zone.quantity.outer_start)
            due = due_in(told[: len(told) - len(_opened(told))]) or due
            last = found[-1] if found else None
            indicator, sure = _whole(zone, words, prefix, subject, last)
            own = due_in(source.words(zone.start, zone.end)) or due
            if own is None and last and ("trong đó" in zone.joined or vocabulary.DEPENDENT.match(level(words))):
                own = last.due
            if (vocabulary.HEADS.match(level(words)) or not subject) and len(words) < _LONG:
                subject = words
            comparator = zone.quantity.comparator
            if zone.joined == "hoặc" and last and not zone.quantity.cues:
                comparator = last.comparator
            found.append(Aim(zone.quantity, indicator, comparator, own, sure))
        hosts = list(zip(zones, found[len(found) - len(zones) :], strict=True))
        for a, b in source.held(begin, stop):
            host = next((aim for zone, aim in reversed(hosts) if zone.start <= a), None)
            whole = host.indicator if host else prefix or _opened(source.words(max(begin, a - _LONG), a))
            found += _in_brackets(source, a + 1, b - 1, whole, host.due if host else due)
    return [replace(aim, indicator=_trimmed(aim.indicator)) for aim in found if aim.indicator]


def _clauses(source: AimText, start: int, end: int) -> Iterator[tuple[int, int, list[_Zone]]]:
    """Cut a sentence at its semicolons, and these clauses into zones.

    A semicolon in a subject parts nothing: `100% các cấp ủy; các cơ quan … xây dựng kế hoạch`.
    """
    clauses = deque(cut(source, start, end, _SEMICOLON))
    while clauses:
        begin, stop = clauses.popleft()
        zones = _zones(source, begin, stop)
        if zones and zones[-1].own and not zones[-1].left and not vocabulary.PREDICATE.search(level(zones[-1].right)):
            more = list(takewhile(partial(_is_listed, source), islice(clauses, 5)))
            if more and vocabulary.PREDICATE.search(source.flat, *more[-1]):
                stop = more[-1][1]
                zones = _zones(source, begin, stop)
                for _ in more:
                    clauses.popleft()
        yield begin, stop, zones


def _is_listed(source: AimText, clause: tuple[int, int]) -> bool:
    """Tell whether a clause goes on with a list of subjects: `; các ban cán sự đảng, đảng đoàn`."""
    return bool(vocabulary.LISTED.match(source.flat, *clause)) and source.leads_in(*clause)


def _in_brackets(source: AimText, start: int, end: int, host: str, due: Due | None) -> list[Aim]:
    """Read the figures in brackets: parts of what the words before them measure."""
    found = []
    source = source.opened()
    for begin, stop in cut(source, start, end, _SEMICOLON):
        zones = _zones(source, begin, stop)
        for zone, words in zip(zones, _share(zones), strict=True):
            whole = (
                words if vocabulary.HEADS.match(level(words)) and len(words.split()) > 4 else _completed(words, host)
            )
            due = due_in(source.words(zone.start, zone.end)) or due
            found.append(Aim(zone.quantity, whole, zone.quantity.comparator, due, 0.7))
    return found


def _whole(zone: _Zone, words: str, prefix: str, subject: str, last: Aim | None) -> tuple[str, float]:
    """Return the words of a zone, completed where they cannot stand alone, and how sure that is."""
    sure = 0.6 if zone.quantity.kind in ("guess", "bare") else 0.85
    plain = level(words)
    if prefix and words == zone.noun:
        return prefix, sure
    if not words:
        return (prefix or (last.indicator if last else "")), min(sure, 0.75)
    if vocabulary.HEADS.match(plain):
        return words, sure
    if prefix:
        return f"{prefix}: {words}", min(sure, 0.8)
    if last is None:
        return words, sure
    if vocabulary.DEPENDENT.match(plain):
        return squeeze(f"{subject} {words}"), min(sure, 0.75)
    same = zone.last and last.quantity.unit == zone.quantity.unit and zone.quantity.kind != "count"
    if same and vocabulary.HEADS.match(level(last.indicator)) and len(words.split()) <= 12:
        return _completed(words, last.indicator), 0.7
    return words, sure


def _completed(words: str, host: str, apart: str | None = None) -> str:
    """Put words of `host` before words that are a part of it: from their first two words on it is replaced.

    `mức độ 2` after `Tỷ lệ trường đạt chuẩn mức độ 1` is `Tỷ lệ trường đạt chuẩn mức độ 2`. Where `host` does not have
    these words the result is `apart`, by default both with a colon.
    """
    if not words or len(host) > _LONG:
        return words or host
    opening, of = level(words).split()[:2], level(host).split()
    for n in range(len(of) - 1, 0, -1):
        if of[n : n + len(opening)] == opening:
            return " ".join([*host.split()[:n], words])
    if apart is not None or not host:
        return apart or words
    return f"{host}: {words}"


def _trimmed(words: str) -> str:
    return words.strip(" ,.;:-")
