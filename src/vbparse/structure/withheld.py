"""Which documents are secret, and the lines that must go with them.

A document is secret where its heading block, the head of one of its appendices, a running head or a stamp bears a mark,
or where a mark stands on a line of its own anywhere in it. A secret told does more harm than a public paper left out
with a message, so a mark that may be of two documents is of both, and one on a cover or in a source without documents
is of the whole source. The word `mật` in a sentence, in a subject or in a table is no mark.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from vbparse.lexicon.fold import is_upper
from vbparse.lexicon.markers import parse_marker
from vbparse.lexicon.secrecy import completes_word, is_spoken_of, mark_alone, marks_within
from vbparse.structure import components as parts
from vbparse.structure.segment import Extent, Segments
from vbparse.tape import Line, Tape

_ABOVE = 8  # lines above a heading block in which its mark may stand
_OPENING = 40  # lines of a source without documents that may be a heading block nobody recognised
_LISTED = 3  # marks of several degrees within so many lines are a list of degrees
_SHORT = 40


@dataclass(frozen=True, slots=True)
class Sign:
    """A mark of secrecy: its degree and the line that bears it."""

    degree: str
    line: Line


@dataclass(frozen=True, slots=True)
class Secrets:
    """The signs of a source: `signs` has one for each document (None for a public one), `whole` that of all of it."""

    signs: tuple[Sign | None, ...]
    whole: Sign | None

    @property
    def degrees(self) -> tuple[str, ...]:
        """The degrees of the secret documents in order; one where the source has no documents."""
        found = tuple(sign.degree for sign in self.signs if sign is not None)
        return found or ((self.whole.degree,) if self.whole else ())


def find_secrets(tape: Tape, flowing: Tape, segments: Segments) -> Secrets:
    """Find the secret documents of a tape; `flowing` is its text without what stands apart, `segments` are of that."""
    lines = flowing.lines
    above = [_above(lines, extent, floor) for extent, floor in zip(segments.extents, _floors(segments), strict=True)]
    first = segments.extents[0].start if segments.extents else len(lines)
    own = range(above[0].line.index, first) if above and above[0] and _leads_to(lines, above[0], first) else range(0)
    whole = _in_matter(lines, [index for index in range(first) if index not in own], bool(segments.extents))
    signs = [
        _in_heading(lines, extent) or above[n] or _inside(lines, extent, _stop(lines, segments, n, above))
        for n, extent in enumerate(segments.extents)
    ]
    for line in tape.lines:
        degree = marks_within(line.text) if line.aside not in (None, "footnote") else None
        if degree is not None:
            of = _documents_of(lines, segments, line)
            whole = whole if of else whole or Sign(degree, line)
            for number in of:
                signs[number] = signs[number] or Sign(degree, line)
    return Secrets(tuple(sign or whole for sign in signs), whole)


def secret_lines(tape: Tape, flowing: Tape, segments: Segments, secrets: Secrets) -> set[int]:
    """Return the indexes on the whole tape of all lines that go with the secret documents.

    A document goes with all that stands behind it up to the next one: what was not told apart may be a part of it.
    """
    if secrets.whole:
        return {line.index for line in tape.lines}
    gone: set[int] = set()
    for number, (extent, sign) in enumerate(zip(segments.extents, secrets.signs, strict=True)):
        if sign is not None:
            begin = min(extent.start, sign.line.index) if sign.line.aside is None else extent.start
            last = number + 1 == len(segments.extents)
            after = flowing.lines[begin - 1].start if begin else -1
            before = len(tape.text) if last else flowing.lines[segments.extents[number + 1].start].start
            gone |= {line.index for line in tape.lines if after < line.start < before}
            gone |= {sign.line.index} if sign.line.aside else set()
    return gone


# ---- where a mark may stand ---------------------------------------------------------------------------------------


def _in_heading(lines: Sequence[Line], extent: Extent) -> Sign | None:
    """A mark in the heading block, alone or beside other words; or right under it; or in the head of an appendix."""
    if extent.head is not None:
        head = extent.head
        names = [line for kind, found in head.lines.items() if kind != "doc_type" for line in found]
        for line in lines[extent.start : head.stop]:
            named = line in names or line in head.scribbles
            degree = _alone(lines, line) or parts.secrecy_beside(line, named=named, inside=True)
            if degree:
                return Sign(degree, line)
    for appendix in extent.appendices:
        for line in lines[appendix.start : appendix.content.start]:
            degree = _alone(lines, line) or parts.secrecy_beside(line)
            if degree and _is_single_row(lines, line):
                return Sign(degree, line)
    return None


def _above(lines: Sequence[Line], extent: Extent, floor: int) -> Sign | None:
    """A mark in the lines above a heading block that the block could not take in."""
    for index in range(extent.start - 1, max(floor, extent.start - _ABOVE) - 1, -1):
        line = lines[index]
        degree = _alone(lines, line) or parts.secrecy_beside(line, named=len(line.text) < _SHORT)
        if degree and _is_single_row(lines, line) and len(line.text) < 3 * _SHORT:
            return Sign(degree, line)
    return None


def _inside(lines: Sequence[Line], extent: Extent, stop: int) -> Sign | None:
    """A mark in capitals on a line of its own behind the heading block: a stamp on a later page, an attachment."""
    start = extent.head.stop if extent.head else extent.start
    return _set_apart(lines, range(start, stop))


def _in_matter(lines: Sequence[Line], indexes: list[int], before: bool) -> Sign | None:
    """A mark on the cover, or anywhere in a source where no document was found: there in any printing near the top."""
    for index in indexes if before else indexes[:_OPENING]:
        line = lines[index]
        degree = _alone(lines, line) or (None if before or line.cells is not None else parts.secrecy_beside(line))
        if degree and _is_single_row(lines, line) and len(line.text) < 3 * _SHORT:
            return Sign(degree, line)
    return _set_apart(lines, indexes)


def _set_apart(lines: Sequence[Line], indexes: Sequence[int]) -> Sign | None:
    """The first mark in capitals that stands alone, is no list item, no part of a paragraph, no list of degrees."""
    found = [Sign(degree, lines[index]) for index in indexes if (degree := _stands_alone(lines, index))]
    for number, sign in enumerate(found):
        beside = found[max(0, number - 1) : number + 2]
        if all(near.degree == sign.degree or _distance(near, sign) > _LISTED for near in beside):
            return sign
    return None


def _distance(one: Sign, other: Sign) -> int:
    return abs(one.line.index - other.line.index)


def _stands_alone(lines: Sequence[Line], index: int) -> str | None:
    line = lines[index]
    mark = mark_alone(line.text)
    if mark is None or not (mark.secrecy and mark.capitals and mark.sure and _is_single_row(lines, line)):
        return None
    above = lines[index - 1].text.rstrip() if index else ""
    below = lines[index + 1] if index + 1 < len(lines) else None
    listed = parse_marker(line.text) is not None or line.text.rstrip()[-1] in ",;:"
    carried = not line.gap and len(above) > _SHORT and not above.endswith((".", ";", ":"))
    goes_on = below is not None and not below.gap and below.text[:1].islower()
    return None if listed or carried or goes_on or _ends_word(lines, line) else mark.secrecy


def _alone(lines: Sequence[Line], line: Line) -> str | None:
    """The degree on a line of a heading block that holds nothing else and does not end a word begun above it."""
    degree = parts.secrecy_of(line)
    return None if degree is None or _ends_word(lines, line) else degree


def _ends_word(lines: Sequence[Line], line: Line) -> bool:
    """Whether the line is the rest of words above it, `… BẢO` / `MẬT`, `… và` / `Mật`, and these no label."""
    above = lines[line.index - 1].text.rstrip() if line.index else ""
    ends = completes_word(above) or is_spoken_of(above, "")
    if line.gap or not ends or line.text.strip(" *_")[:1] in "([":
        return False
    return above[-1] != ":" and len(above.split()) > 2 and is_upper(above) == is_upper(line.text)


def _is_single_row(lines: Sequence[Line], line: Line) -> bool:
    """Whether the line is no row of a table: text, or a row of cells alone."""
    beside = (lines[index] for index in (line.index - 1, line.index + 1) if 0 <= index < len(lines))
    return line.cells is None or all(other.cells is None for other in beside)


# ---- whose mark it is ---------------------------------------------------------------------------------------------


def _floors(segments: Segments) -> Iterator[int]:
    """Yield for each document the line above which its mark can't stand: behind the closing of the one before."""
    floor = 0
    for extent in segments.extents:
        yield floor
        floor = extent.closing.stop if extent.closing else extent.head.stop if extent.head else extent.start + 1


def _stop(lines: Sequence[Line], segments: Segments, number: int, above: list[Sign | None]) -> int:
    """Return where the lines of a document end: before the next one, and before the mark that is plainly the next's."""
    if number + 1 == len(segments.extents):
        return len(lines)
    stop, sign = segments.extents[number + 1].start, above[number + 1]
    return sign.line.index if sign and _leads_to(lines, sign, stop) else stop


def _leads_to(lines: Sequence[Line], sign: Sign, start: int) -> bool:
    """Whether nothing but words of a heading block stands between a mark and the block that begins at `start`."""
    return all(
        parts.classify(line) or (len(line.text) < _SHORT and any(map(str.isdigit, line.text)))
        for line in lines[sign.line.index + 1 : start]
    )


def _documents_of(lines: Sequence[Line], segments: Segments, aside: Line) -> list[int]:
    """Return the documents that a running head or a stamp is of: all where the source has no pages.

    Else those with text on its page, or where none has any there, the one whose text comes next.
    """
    starts = [*(extent.start for extent in segments.extents), len(lines)]
    pages = {row.page for row in aside.printed}
    if not pages:
        return list(range(len(segments.extents)))
    own = [lines[start:stop] for start, stop in pairwise(starts)]
    on_page = [n for n, text in enumerate(own) if any(row.page in pages for line in text for row in line.printed)]
    return on_page or [n for n, text in enumerate(own) if text[-1].start > aside.start][:1]
