"""Lines to paragraphs: what a page break or a line end cut is joined again, footnotes and page numbers stand apart."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

import regex

from vbparse.lexicon.fold import fold, is_upper, squeeze
from vbparse.lexicon.markers import Marker, Reading, parse_marker
from vbparse.lexicon.words import begins_with, words
from vbparse.structure import components as parts
from vbparse.tape import Line

_ENDED = regex.compile(r"[.!?:…][\"”’')\]»*\s]*$|/\.[\s]*$")
_PAGE = regex.compile(r"\s*[-–]?\s*(?:trang\s+)?\d{1,4}(?:\s*/\s*\d{1,4})?\s*[-–]?\s*$", regex.IGNORECASE)
_FOOTNOTE = regex.compile(r"\s*(?:[¹²³⁴⁵⁶⁷⁸⁹⁰]+|\(\d{1,2}\)(?=\s*https?:)|\[\d{1,2}\])\s*\S")
_TITLED_BELOW = frozenset({"part", "chapter", "section", "article"})
_UNTITLED = regex.compile(r"[.;:,][\"”’')\]\s]*$")
_RANGE = regex.compile(r"\d\s?[-–]$")  # 2021 -
_DIGITS = regex.compile(r"\d+")
_COMMA = regex.compile(r"\s*(\d{1,2}),\s+(?=\p{Lu}\p{Ll})")
_NUMBERED = regex.compile(r"\s*(?:\d|[IVX]{1,5}\b)")


@dataclass
class Paragraph:
    """A paragraph: its lines in order (more than one where it was cut), and its marker if it opens with one."""

    lines: list[Line]
    marker: Marker | None = None
    footnote: bool = False
    opened: int = 0  # brackets opened and not closed so far
    marked_so_far: bool = True

    def __post_init__(self) -> None:
        lines, self.lines = self.lines, []
        for line in lines:
            self.add(line)

    def add(self, line: Line) -> None:
        """Take one more line."""
        self.lines.append(line)
        self.opened += line.text.count("(") - line.text.count(")")
        looks = line.bold or bool(line.heading or line.centred) or is_upper(line.text)
        self.marked_so_far = self.marked_so_far and looks

    @property
    def text(self) -> str:
        return squeeze(" ".join(line.text for line in self.lines))

    @property
    def first(self) -> Line:
        return self.lines[0]

    @property
    def bold(self) -> bool:
        return all(line.bold for line in self.lines)

    @property
    def marked(self) -> bool:
        """Whether the look is that of a heading: bold or a heading mark all through, centred, or capitals."""
        return self.bold or all(line.heading or line.centred for line in self.lines) or is_upper(self.text)


@dataclass
class Flow:
    """The paragraphs of a range of lines, and the lines in it that are no text."""

    paragraphs: list[Paragraph] = field(default_factory=list)
    rules: list[Line] = field(default_factory=list)
    stamps: list[Line] = field(default_factory=list)
    page_numbers: list[Line] = field(default_factory=list)
    running_heads: list[Line] = field(default_factory=list)


def read_flow(lines: Iterable[Line]) -> Flow:
    """Divide lines that are no table rows into paragraphs, joining what was cut."""
    lines = list(lines)
    flow = Flow()
    current: Paragraph | None = None
    reflowed = _is_broken_anywhere(lines)
    heads = _running_heads(lines)
    last: int | None = None
    for line in lines:
        kind = parts.classify(line)
        if line.aside == "footnote":
            flow.paragraphs.append(Paragraph([line], None, footnote=True))
        elif line.cells is not None:
            current = None
        elif kind == "rule":
            flow.rules.append(line)
        elif kind == "stamp":
            flow.stamps.append(line)
        elif _PAGE.match(line.text):
            flow.page_numbers.append(line)
        elif line.index in heads:
            flow.running_heads.append(line)
        elif _is_footnote(line):
            flow.paragraphs.append(Paragraph([line], None, footnote=True))
        elif current is not None and (_goes_on(current, line) or (reflowed and _flows_on(current, line))):
            current.add(line)
        else:
            current = Paragraph([line], parse_marker(line.text) or _misprinted(line.text, last))
            flow.paragraphs.append(current)
            if current.marker is not None and current.marker.readings[0].numbering == "arabic":
                last = current.marker.readings[0].value
    return flow


def _running_heads(lines: list[Line]) -> frozenset[int]:
    """Return the indexes of running heads: short lines beside page numbers that come back, whatever their digits."""
    beside: dict[str, list[int]] = {}
    for at, line in enumerate(lines):
        near_page = any(_PAGE.match(other.text) for other in (*lines[max(0, at - 1) : at], *lines[at + 1 : at + 2]))
        if near_page and len(line.text) <= 100 and not _PAGE.match(line.text) and parse_marker(line.text) is None:
            beside.setdefault(_DIGITS.sub("", fold(line.text)), []).append(line.index)
    return frozenset(index for found in beside.values() if len(found) > 1 for index in found)


def _misprinted(text: str, last: int | None) -> Marker | None:
    """`3, Ban Tổ chức …` after block 2: the next number, its point read as a comma."""
    match = _COMMA.match(text)
    if not match or last is None or int(match[1]) != last + 1:
        return None
    return Marker(match[1], match.end(), (Reading("arabic", last + 1),))


def _is_broken_anywhere(lines: list[Line]) -> bool:
    """Tell whether a source breaks its lines anywhere and parts its paragraphs by blank space, as web pages do.

    Then most lines without blank space before them begin small, and (almost) none of them begins with a marker.
    """
    inner = [line for line in lines if line.cells is None and not line.gap]
    marked = [line for line in lines if line.cells is None and parse_marker(line.text) is not None]
    if len(inner) < 10 or len(marked) < 3:
        return False
    small = sum(line.text.lstrip(' (“"')[:1].islower() for line in inner)
    parted = sum(line.gap or line is lines[0] for line in marked)
    return small * 5 >= len(inner) * 2 and parted * 8 >= len(marked) * 7


def _flows_on(above: Paragraph, line: Line) -> bool:
    """In such a source: a line without blank space before it goes on, unless its look says that a heading ended."""
    last = above.lines[-1]
    if line.gap or last.text.rstrip().endswith((":", ";")):
        return False
    return (last.bold, bool(last.heading), is_upper(last.text)) == (line.bold, bool(line.heading), is_upper(line.text))


def _is_footnote(line: Line) -> bool:
    if _FOOTNOTE.match(line.text):
        return True
    return any(run.superscript and run.start == 0 and line.text[: run.end].strip().isdigit() for run in line.runs)


def _goes_on(above: Paragraph, line: Line) -> bool:
    """Tell whether `line` carries on the paragraph above it."""
    if line.continues:
        return True
    last = above.lines[-1]
    text = line.text.strip()
    if _titles(above, line, text):
        return True
    if last.number is not None and last.number == line.number:
        return False
    ending = last.text.rstrip()
    if _ENDED.search(ending[-20:]) and not _open_bracket(above, text):
        return False
    if _number_waits(ending, text):
        return True
    if parse_marker(text) is not None or _stands_out(line, last):
        return False
    if text[:1].islower():
        return True
    if not line.gap and _wrapped(above, last, line):
        return True
    if len(ending) < 40 or above.marked_so_far or _ends_bases(above, line):
        return False
    if text[:1] in ",;)%”" or ending.endswith((",", "(", "“")):
        return True
    if ending.endswith(("-", "–", "/")) and ending[-2:-1].isalnum():
        return True
    if any(fold(ending).endswith(f" {word}") for word in words("text.unfinished")):
        return True
    return _open_bracket(above, text) and not line.bold


def _titles(above: Paragraph, line: Line, text: str) -> bool:
    """`QUY ĐỊNH CHUNG` under `Chương I`: the marker stands alone, its title follows on a line or two of its own."""
    marker = above.marker
    if marker is None or marker.readings[0].numbering not in _TITLED_BELOW:
        return False
    if marker.end < len(above.first.text.rstrip()):
        return False
    if parse_marker(text) is not None or len(text) > 200 or _UNTITLED.search(text) or not text[:1].isupper():
        return False
    if len(above.lines) == 1:
        return True
    return not line.gap and len(above.lines) < 4 and is_upper(above.lines[-1].text) and is_upper(text)


def _ends_bases(above: Paragraph, line: Line) -> bool:
    """The last legal basis (`Xét đề nghị của …,`) and the body that decides, a paragraph of its own under it."""
    words_above = fold(above.first.text[above.marker.end if above.marker else 0 :])
    based = words_above.startswith(("căn cứ", "xét ", "theo đề nghị"))
    return based and line.gap and begins_with(fold(line.text), "organisation.heads") is not None


def _stands_out(line: Line, last: Line) -> bool:
    """A heading mark, or capitals after a gap, under a line without: `QUYẾT NGHỊ` under a paragraph with a comma."""
    if line.heading and not last.heading:
        return True
    return line.gap and is_upper(line.text) and not is_upper(last.text) and len(line.text.split()) > 1


def _number_waits(ending: str, text: str) -> bool:
    """`… ngày` before `06/3/2026 của …`, `Đại hội khóa` before `VI; nêu rõ …`."""
    if not _NUMBERED.match(text) or parse_marker(text) is not None:
        return False
    return bool(_RANGE.search(ending)) or any(
        fold(ending).endswith(f" {word}") for word in words("text.unfinished_number")
    )


def _open_bracket(above: Paragraph, text: str) -> bool:
    head = text[:300]
    return above.opened > 0 and ")" in head and head.find(")") < (head.find("(") + 1 or 10**6)


def _wrapped(above: Paragraph, last: Line, line: Line) -> bool:
    """A line broken for its length, without blank space before the next: the same look, and long enough to be full."""
    same = (last.bold, bool(last.heading)) == (line.bold, bool(line.heading))
    if not same or is_upper(last.text) != is_upper(line.text):
        return False
    if last.bold and line.bold:
        return True
    return 55 <= len(last.text) <= 130 and not (above.marker is not None and above.marked_so_far)
