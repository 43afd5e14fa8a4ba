"""The head of an appendix: label, title, attachment note; what follows is its content."""

from __future__ import annotations

from dataclasses import dataclass, field

from vbparse.lexicon.fold import is_upper, squeeze
from vbparse.lexicon.markers import parse_marker
from vbparse.structure import components as parts
from vbparse.tape import Line, Tape

_FORM = ("party_name", "state_name")


@dataclass
class AppendixPart:
    """One appendix as lines; `content` is the range of lines behind its head.

    `heading` is the blank heading block of a form that stands above the form's title.
    """

    start: int
    stop: int
    label: Line | None = None
    title: list[Line] = field(default_factory=list)
    note: list[Line] = field(default_factory=list)
    heading: list[Line] = field(default_factory=list)
    rules: list[Line] = field(default_factory=list)
    content: range = range(0)

    @property
    def label_text(self) -> str | None:
        found = parts.appendix_label(self.label) if self.label is not None else None
        return found[0] if found else None

    @property
    def title_text(self) -> str | None:
        words = []
        if self.label is not None:
            found = parts.appendix_label(self.label)
            if found and found[1] and not found[1].startswith("("):
                words.append(found[1])
        words += [line.text for line in self.title]
        text = squeeze(" ".join(words)).strip(" *_:;,–—-|")
        return text or None


_NOTE = 150  # characters: the last row of a note is no longer


def read_appendix(tape: Tape, start: int, stop: int) -> AppendixPart:
    """Read the head of the appendix whose lines are `start` to `stop` (excluded)."""
    part = AppendixPart(start, stop)
    index = start
    if parts.appendix_label(tape.lines[start]):
        part.label = tape.lines[start]
        index += 1
    note_at = next(
        (
            i
            for i in range(index, min(stop, index + 8))
            if parts.is_attachment(tape.lines[i].text) and tape.lines[i].cells is None
        ),
        None,
    )
    form = any(parts.classify(line) in _FORM for line in tape.lines[index : min(stop, index + 6)])
    while index < stop:
        line = tape.lines[index]
        if line.cells is not None:
            break
        if form and not part.title and parts.classify(line) in (*_FORM, "organisation", "number", "place_date"):
            part.heading.append(line)
            index += 1
            continue
        if parts.classify(line) == "rule":
            part.rules.append(line)
            index += 1
            if part.title:
                break
            continue
        if index == note_at:
            index = _note(tape, part, index, stop)
            note_at = None
            continue
        if not _is_title(part, line, note_at is not None and index < note_at, bool(part.note)):
            break
        part.title.append(line)
        index += 1
    while index < stop and parts.classify(tape.lines[index]) == "rule":
        part.rules.append(tape.lines[index])
        index += 1
    part.content = range(index, stop)
    return part


def _note(tape: Tape, part: AppendixPart, index: int, stop: int) -> int:
    """Take the attachment note, up to its closing bracket or the gap after it."""
    opened = 0
    while index < stop:
        line = tape.lines[index]
        apart = line.gap and not (opened > 0 and _closes(part.note, line))
        if part.note and (line.cells is not None or apart or parts.classify(line) == "rule"):
            break
        part.note.append(line)
        index += 1
        opened += line.text.count("(") - line.text.count(")")
        if opened <= 0 or len(part.note) >= 4:
            break
    return index


def _closes(note: list[Line], line: Line) -> bool:
    """Whether a paragraph of its own, in the look of the note, closes the bracket that is open."""
    return len(line.text) < _NOTE and line.text.rstrip().endswith(")") and line.italic == note[-1].italic


def _is_title(part: AppendixPart, line: Line, before_note: bool, after_note: bool) -> bool:
    """Whether a line still belongs to the title: all before the note do, then what looks like a title."""
    if before_note:
        return True
    marker = parse_marker(line.text)
    if marker is not None and not (line.gap is False and part.title):
        return False
    marked = line.bold or bool(line.heading) or line.centred or is_upper(line.text)
    ended = line.text.rstrip().endswith((".", ";", ":"))
    if not part.title and not after_note:
        return len(line.text) < 400 and (not ended or marked)
    if not line.gap and part.title and part.title[-1].index == line.index - 1:
        return len(line.text) < 200 and not ended
    return marked and len(line.text) < 300 and not ended
