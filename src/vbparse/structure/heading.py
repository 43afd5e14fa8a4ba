"""The heading block: from its first line to the line before the text.

The components come in any order (columns of the official layout read left then right, line by line, or glued), so lines
are collected by what they are, and only the subject is found by where it stands: under the type and issuer, or for a
công văn under the number (36-HD/VPTW, part II).
"""

from __future__ import annotations

from dataclasses import dataclass, field

from vbparse.lexicon.dates import find_dates
from vbparse.lexicon.fold import fold, is_upper
from vbparse.lexicon.markers import parse_marker
from vbparse.lexicon.symbols import Symbol, parse_symbol
from vbparse.lexicon.types import DocumentType
from vbparse.lexicon.words import begins_with, words
from vbparse.structure import components as parts
from vbparse.tape import Line, Tape

STRONG = ("party_name", "number", "place_date")
STARTS = frozenset(
    {"organisation", "party_name", "state_name", "number", "place_date", "doc_type", "secrecy", "urgency", "draft"}
)
_LOOKAHEAD = 7
_MAX_HEAD = 60


@dataclass
class Head:
    """The lines of a heading block by component; `start` and `stop` are indexes of lines, stop excluded."""

    start: int
    stop: int
    lines: dict[str, list[Line]] = field(default_factory=dict)
    subject: list[Line] = field(default_factory=list)
    addressees: list[Line] = field(default_factory=list)
    stamps: list[Line] = field(default_factory=list)
    scribbles: list[Line] = field(default_factory=list)
    doc_type: DocumentType | None = None
    type_end: int = 0
    symbol: Symbol | None = None

    def has(self, *names: str) -> int:
        """Return how many of the components named are there."""
        return sum(bool(self.lines.get(name)) for name in names)

    @property
    def full(self) -> bool:
        """Whether this can only be a heading block: two strong components, or one and a type."""
        return self.has(*STRONG) >= 2 or (self.has(*STRONG) >= 1 and self.doc_type is not None)

    @property
    def blank(self) -> bool:
        """Whether number and date are blank or missing, as on a form."""
        no_number = self.symbol is None or self.symbol.blank
        dates = [d for line in self.lines.get("place_date", []) for d in find_dates(line.text)]
        return no_number and all(found.blank for found in dates)

    def add(self, name: str, line: Line) -> None:
        self.lines.setdefault(name, []).append(line)


def begins_head(tape: Tape, at: int) -> bool:
    """Tell whether a heading block may begin at line `at`."""
    return parts.classify(tape.lines[at]) in STARTS or parts.classify_over_two(tape.lines, at) is not None


def read_head(tape: Tape, at: int) -> Head | None:
    """Read the heading block that begins at line `at`; None when the line begins none.

    The block may turn out to be nothing (a cover, a name in capitals): ask `full` and `doc_type`.
    """
    if not begins_head(tape, at):
        return None
    head = Head(at, at)
    index = at
    while index < len(tape.lines) and index - at < _MAX_HEAD:
        step = _take(tape, head, index)
        if step == 0:
            break
        index += step
    head.stop = index
    while head.stop > at + 1 and _trailing(head, tape.lines[head.stop - 1]):
        head.stop -= 1
    return head


def _trailing(head: Head, line: Line) -> bool:
    """Lines taken in the hope that a component would follow, and none did."""
    if line in head.scribbles:
        head.scribbles.remove(line)
        return True
    return False


def _take(tape: Tape, head: Head, index: int) -> int:
    """Take the line at `index` into the head; return how many lines were taken, 0 when the head has ended."""
    line = tape.lines[index]
    kind = parts.classify(line)
    if kind == "secrecy":
        head.add(kind, line)
        return 1
    done = bool(head.subject) and head.doc_type is not None
    if line.cells is not None:
        return _stamp_table(tape, head, index)
    over_two = parts.classify_over_two(tape.lines, index)
    if over_two is not None and head.doc_type is None and not head.lines.get(over_two):
        head.add(over_two, line)
        head.add(over_two, tape.lines[index + 1])
        return 2
    if kind == "rule":
        head.add("rule", line)
        return 1
    if kind == "stamp":
        head.stamps.append(line)
        return 1
    if kind == "addressee" and (head.full or head.doc_type):
        return _addressees(tape, head, index)
    if kind in ("urgency", "draft", "circulation"):
        head.add(kind, line)
        return 1
    if kind in ("organisation", "party_name", "state_name", "number", "place_date") and head.doc_type is None:
        return _place(head, kind, line)
    if kind in ("party_name", "number", "place_date") and not head.lines.get(kind) and _late(tape, index):
        return _place(head, kind, line)
    if kind == "doc_type" and head.doc_type is None:
        found = parts.title_type(parts.unmarked(line))
        assert found is not None
        head.doc_type, head.type_end = found
        head.add("doc_type", line)
        return 1
    if kind == "issuer" and head.doc_type is not None and not head.lines.get("issuer") and not head.subject:
        return _issuer(tape, head, index)
    if done:
        return 0
    if head.doc_type is not None:
        return _subject(tape, head, index)
    return _before_type(tape, head, index)


def _issuer(tape: Tape, head: Head, index: int) -> int:
    """Take `CỦA BỘ CHÍNH TRỊ,` and the body under it, where there are two."""
    head.add("issuer", tape.lines[index])
    taken = 1
    for line in tape.lines[index + 1 : index + 3]:
        above = tape.lines[index + taken - 1].text.rstrip(" *_")
        if line.gap or parts.classify(line) != "organisation" or not (above.endswith(",") or above.endswith(" VÀ")):
            break
        head.add("issuer", line)
        taken += 1
    return taken


def _place(head: Head, kind: str, line: Line) -> int:
    if kind != "organisation" and kind != "state_name" and head.lines.get(kind):
        return 0
    if kind == "number":
        head.symbol = parse_symbol(parts.unmarked(line).text)
    head.add(kind, line)
    return 1


def _late(tape: Tape, index: int) -> bool:
    """A component behind the type belongs to this head only if no new head begins with it."""
    follow = [parts.classify(line) for line in tape.lines[index + 1 : index + 6]]
    return "doc_type" not in follow


def _before_type(tape: Tape, head: Head, index: int) -> int:
    """A line without a name of its own above the type: the subject of a công văn, or words of a stamp."""
    line = tape.lines[index]
    if _carries_name_on(tape, head, index):
        head.add("organisation", line)
        return 1
    ahead = [parts.classify(other) for other in tape.lines[index + 1 : index + 1 + _LOOKAHEAD]]
    if "doc_type" not in ahead and _is_letter_subject(head, line):
        head.subject.append(line)
        return 1
    coming = any(kind in (*STRONG, "doc_type", "addressee", "state_name") for kind in ahead)
    known = head.has("number", "organisation", "party_name")
    if not coming or not known or head.addressees or len(line.text) > 200 or parse_marker(line.text):
        return 0
    head.scribbles.append(line)
    return 1


def _carries_name_on(tape: Tape, head: Head, index: int) -> bool:
    """A second line of the organisation's name in capitals (`BAN CHẤP HÀNH ĐẢNG BỘ` / `TỈNH LAI CHÂU`)."""
    line = tape.lines[index]
    organisation = head.lines.get("organisation")
    above = organisation is not None and organisation[-1].index == index - 1 and not line.gap
    return above and is_upper(line.text) and len(line.text) < 60 and not any(c.isdigit() for c in line.text)


def _is_letter_subject(head: Head, line: Line) -> bool:
    """The subject of a công văn: `V/v …`, or lines right under the number; a few short ones."""
    if not head.lines.get("number") or head.addressees or len(line.text) > 160 or parse_marker(line.text):
        return False
    if head.subject:
        last = head.subject[-1]
        goes_on = not line.gap or (line.italic and last.italic)
        return last.index == line.index - 1 and goes_on and len(head.subject) < 8
    opens = fold(parts.bare(line)).startswith(("v/v", "về "))
    under = head.lines["number"][-1].index == line.index - 1 and (not line.gap or line.italic)
    return opens or (under and (line.italic or not is_upper(line.text)))


def _subject(tape: Tape, head: Head, index: int) -> int:
    """Take the subject under the type: the lines of one paragraph, and those after it that look the same."""
    taken = 0
    first = tape.lines[index]
    if not head.subject and _is_text(first):
        return 0
    for line in tape.lines[index:]:
        kind = parts.classify(line)
        named = kind == "organisation" and not taken and not head.subject and not line.gap
        if line.cells is not None or (kind is not None and not named) or parts.appendix_label(line):
            break
        if parts.is_attachment(line.text):
            break
        marker = parse_marker(line.text)
        if marker and not marker.bullet:
            break
        if taken and (_is_text(line) if line.gap else _opens_text(line)):
            break
        if taken and line.gap and not _same_look(tape.lines[index + taken - 1], line):
            break
        head.subject.append(line)
        taken += 1
        if taken > 12:
            break
    return taken


def _is_text(line: Line) -> bool:
    """Whether a paragraph is the first of the text rather than a subject."""
    text = line.text.strip()
    ended = text.endswith((".", ":", ";"))
    if not text[:1].isupper():
        return False
    marker = parse_marker(text)
    if marker is not None:
        return True
    opener = begins_with(fold(text), "text.openers") is not None
    return (ended and len(text) > 100) or (opener and (ended or len(text) > 120)) or len(text) > 500


def _opens_text(line: Line) -> bool:
    """Whether a line right under the subject, without a gap, opens the text."""
    return line.text[:1].isupper() and begins_with(fold(line.text), "text.openers") is not None and _is_text(line)


def _same_look(above: Line, line: Line) -> bool:
    """Whether a line after a gap still belongs to the subject above it."""
    if line.text.strip().endswith((".", ":", ";")):
        return False
    if line.text[:1].islower() or line.text[:1] == "(":
        return len(line.text) < 200
    if is_upper(above.text) != is_upper(line.text):
        return False
    looks = (above.bold, above.italic, bool(above.heading), above.centred)
    return looks == (line.bold, line.italic, bool(line.heading), line.centred) and any(looks) and len(line.text) < 200


def _addressees(tape: Tape, head: Head, index: int) -> int:
    """Take `Kính gửi:` and the lines under it: bullets, and lines that carry one on."""
    taken = 0
    for line in tape.lines[index:]:
        if taken:
            marker = parse_marker(line.text)
            bullet = marker is not None and marker.bullet
            previous = tape.lines[index + taken - 1].text.rstrip()
            if line.cells is not None or parts.classify(line) not in (None, "organisation"):
                break
            if not bullet and (line.gap or previous.endswith(".")):
                break
            if bullet and line.gap and (previous.endswith(".") or len(line.text) > 200):
                break
        head.addressees.append(line)
        taken += 1
    return taken


def _stamp_table(tape: Tape, head: Head, index: int) -> int:
    """Take the rows of a table that is only a registry's stamp (`ĐẾN | Số: 5388`); 0 when it is a real table."""
    rows = []
    for line in tape.lines[index:]:
        if line.cells is None:
            break
        rows.append(line)
    said = [fold(cell).strip(" :") for row in rows for cell in row.cell_texts() if cell]
    arrival = sum(
        any(s == w or s.startswith(w + " ") or s.startswith(w + ":") for w in words("stamp.arrival")) for s in said
    )
    if len(rows) <= 6 and len(said) <= 10 and arrival * 2 >= len(said):
        head.stamps += rows
        return len(rows)
    return 0
