"""Where each document begins and ends, and what its parts are: head, body, closing, appendices.

A source may hold one document, several of several bodies, a book of forty with cover and contents, or an appendix whose
document is missing. A document begins at its heading block or, where that is missing, at its title; it ends after its
last appendix. What belongs to no document is front matter, contents, back matter.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from vbparse.lexicon.fold import fold
from vbparse.lexicon.words import words
from vbparse.structure import components as parts
from vbparse.structure.appendix import AppendixPart, read_appendix
from vbparse.structure.closing import Closing, is_name, opens_closing, opens_signature, read_closing
from vbparse.structure.heading import Head, read_head
from vbparse.tape import Line, Tape


@dataclass
class Extent:
    """One document on the tape, as indexes of lines (stop excluded); `head` is None for an orphan appendix.

    `footnotes` are lines that its reader took out of the flow of the text.
    """

    start: int
    stop: int
    head: Head | None
    body: range = range(0)
    closing: Closing | None = None
    appendices: list[AppendixPart] = field(default_factory=list)
    tail: range = range(0)
    footnotes: list[Line] = field(default_factory=list)

    @property
    def orphan(self) -> bool:
        return self.head is None


@dataclass
class Segments:
    """The documents of a source in order, and the lines before the first."""

    extents: list[Extent]
    front: range


def segment(tape: Tape) -> Segments:
    """Find the documents of a tape and divide each into its parts."""
    orphan = _orphan_label(tape)
    heads = _find_heads(tape, orphan)
    if orphan is not None and heads and heads[0].start <= orphan:
        orphan = None
    bounds = [head.start for head in heads] + [len(tape.lines)]
    extents = [_divide(tape, head, bounds[n + 1]) for n, head in enumerate(heads)]
    first = bounds[0]
    if orphan is not None:
        extents.insert(0, _orphan(tape, orphan, first))
        first = orphan
    return Segments(extents, range(0, first))


def give_footnotes(segments: Segments, tape: Tape, footnotes: list[Line]) -> None:
    """Give each document the footnotes that stand between its first line and the next document."""
    starts = [*(tape.lines[extent.start].start for extent in segments.extents), len(tape.text)]
    for extent, start, stop in zip(segments.extents, starts, starts[1:], strict=False):
        extent.footnotes = [line for line in footnotes if start < line.start < stop]


def _find_heads(tape: Tape, orphan: int | None) -> list[Head]:
    heads: list[Head] = []
    closed, appendix_at = True, orphan
    index = 0
    while index < len(tape.lines):
        line = tape.lines[index]
        if line.cells is None:
            if heads and not closed and (opens_closing(line) or opens_signature(tape, index, len(tape.lines))):
                closed = True
            if heads and closed and parts.appendix_label(line):
                appendix_at = index
            head = read_head(tape, index)
            if head is not None and _begins_document(tape, head, bool(heads), closed, appendix_at):
                heads.append(head)
                closed, appendix_at = False, None
                index = max(head.stop, index + 1)
                continue
        index += 1
    return heads


def _begins_document(tape: Tape, head: Head, inside: bool, closed: bool, appendix_at: int | None) -> bool:
    """Tell whether a heading block begins a document, and is not the form in an appendix or words of the text."""
    if head.full:
        return not (appendix_at is not None and head.blank)
    if head.doc_type is None or not (head.subject or head.has("issuer") or not inside):
        return False
    if not closed:
        return False
    if inside and any(parts.is_attachment(line.text) for line in tape.lines[head.stop : head.stop + 2]):
        return False
    if appendix_at is None:
        return not inside or head.has("issuer") > 0 or _is_signed_later(tape, head.stop)
    between = tape.lines[appendix_at + 1 : head.start]
    content = any(line.cells is not None for line in between) or sum(len(line.text) > 120 for line in between) >= 2
    return content and _is_signed_later(tape, head.stop)


def _is_signed_later(tape: Tape, start: int) -> bool:
    """Whether an authority with a name under it follows before the next full heading block."""
    for index in range(start, len(tape.lines)):
        line = tape.lines[index]
        if parts.authority_of(line):
            return any(is_name(other.text) for other in tape.lines[index + 1 : index + 9])
        if parts.classify(line) == "party_name":
            return False
    return False


def _orphan_label(tape: Tape) -> int | None:
    """Return the line of an appendix label that opens the source."""
    for line in tape.lines[:3]:
        if parts.appendix_label(line):
            return line.index
        if parts.classify(line) != "rule":
            return None
    return None


def _orphan(tape: Tape, start: int, stop: int) -> Extent:
    extent = Extent(start, stop, None)
    extent.body = range(start, start)
    extent.appendices = _appendices(tape, start, stop)
    extent.tail = range(stop, stop)
    return extent


def _divide(tape: Tape, head: Head, limit: int) -> Extent:
    extent = Extent(head.start, limit, head)
    closing_at = _closing_at(tape, head.stop, limit)
    first_appendix = _first_appendix(
        tape, closing_at if closing_at is not None else head.stop, limit, closing_at is not None
    )
    body_stop = min(x for x in (closing_at, first_appendix, limit) if x is not None)
    if closing_at is not None and (first_appendix is None or closing_at < first_appendix):
        extent.closing = read_closing(tape, closing_at, first_appendix if first_appendix is not None else limit)
        body_stop = closing_at
        after = extent.closing.stop
    else:
        after = body_stop
    extent.body = range(head.stop, body_stop)
    if first_appendix is None:
        first_appendix = _unlabelled_appendix(tape, after, limit)
    elif extent.closing is not None and _attached_title(tape, after, first_appendix):
        first_appendix = after
    if first_appendix is not None:
        extent.tail = range(after, first_appendix)
        extent.appendices = _appendices(tape, first_appendix, limit)
        extent.stop = limit
    else:
        extent.tail = range(after, limit)
        extent.stop = after
    return extent


def _closing_at(tape: Tape, start: int, limit: int) -> int | None:
    """Return the line where the closing begins: the first recipients header or authority behind the text."""
    for index in range(start, limit):
        line = tape.lines[index]
        if opens_closing(line) or opens_signature(tape, index, limit):
            return index
        if index > start and parts.appendix_label(line) and _note_ahead(tape, index, limit):
            return None
    return None


def _note_ahead(tape: Tape, index: int, limit: int) -> bool:
    return any(parts.is_attachment(line.text) for line in tape.lines[index : min(limit, index + 6)])


def _first_appendix(tape: Tape, start: int, limit: int, closed: bool) -> int | None:
    """Return the first appendix label behind the closing; without a closing the label needs an attachment note."""
    for index in range(start, limit):
        line = tape.lines[index]
        if parts.appendix_label(line) and (closed or _note_ahead(tape, index, limit)):
            return index
    return None


def _unlabelled_appendix(tape: Tape, start: int, limit: int) -> int | None:
    """Return where an appendix without a label begins behind the closing: title lines, then a note or a table."""
    lines = tape.lines[start:limit]
    for offset, line in enumerate(lines[:8]):
        if parts.is_attachment(line.text) or (line.cells is not None and len(lines) - offset > 1):
            return start
        if is_printer(line):
            return None
    return None


def _attached_title(tape: Tape, start: int, stop: int) -> bool:
    """Whether a title with an attachment note stands behind the closing: `QUY CHẾ … (Ban hành kèm theo …)`."""
    lines = tape.lines[start:stop][:8]
    note = next((n for n, line in enumerate(lines) if parts.is_attachment(line.text)), None)
    return bool(note) and all(line.cells is None and not is_printer(line) for line in lines[:note])


def _appendices(tape: Tape, start: int, stop: int) -> list[AppendixPart]:
    starts = [start]
    for index in range(start + 1, stop):
        line = tape.lines[index]
        if parts.appendix_label(line) and index - starts[-1] > 1:
            starts.append(index)
    bounds = [*starts, stop]
    return [read_appendix(tape, bounds[n], bounds[n + 1]) for n in range(len(starts))]


def is_printer(line: Line) -> bool:
    """Tell whether the line is of a printer's note or an imprint."""
    folded = fold(line.text)
    return any(folded.startswith(word) or f" {word} " in folded for word in words("matter.printer"))
