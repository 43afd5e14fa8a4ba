"""What a document says, apart from how it looks: the papers of a text source, ready to be typeset.

The labels that the text reader and the structure give are taken at their word; a line that a page break cut in the
source is whole again, heading rows of a table that the source repeats stand once, stamps and scribbles are left out.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from itertools import groupby, pairwise
from pathlib import Path

from vbparse.document import Document
from vbparse.model import Block, Section
from vbparse.readers.text import read_text
from vbparse.structure import structure
from vbparse.tape import Line, Tape


@dataclass(frozen=True, slots=True)
class Piece:
    """Some words of one look; `note` is the text of the footnote whose mark they are. A newline breaks the line."""

    text: str
    bold: bool = False
    italic: bool = False
    superscript: bool = False
    note: str | None = None


Words = tuple[Piece, ...]


def text_of(words: Words) -> str:
    """The characters of some words."""
    return "".join(piece.text for piece in words)


@dataclass(frozen=True)
class Paragraph:
    """A block of the outline: `titled` when it is a heading and nothing else, `depth` from 0."""

    words: Words
    marker: str | None = None
    bullet: bool = False
    titled: bool = False
    depth: int = 0


@dataclass(frozen=True)
class Grid:
    """A table: its heading rows and its rows, each with one text a column; `groups` are the rows that head others."""

    heads: tuple[tuple[Words, ...], ...]
    rows: tuple[tuple[Words, ...], ...]
    groups: frozenset[int]


@dataclass(frozen=True)
class Closing:
    """Recipients and signatures, the lines of each as they come."""

    recipients: tuple[str, ...]
    signature: tuple[str, ...]


@dataclass(frozen=True)
class AppendixHead:
    """What stands above an appendix."""

    label: str | None
    title: str | None
    note: str | None


@dataclass(frozen=True)
class Heading:
    """The heading block; what the source does not print is empty. `rule` is the line of dashes under the subject."""

    organisation: tuple[str, ...] = ()
    number: str | None = None
    party_name: str | None = None
    place_date: str | None = None
    secrecy: str | None = None
    doc_type: str | None = None
    issuer: tuple[str, ...] = ()
    subject: tuple[str, ...] = ()
    rule: bool = False
    addressees: tuple[str, ...] = ()


Part = Paragraph | Grid | Closing | AppendixHead


@dataclass(frozen=True)
class Paper:
    """One document; `first_line` and `last_line` are its lines in the text source."""

    name: str
    first_line: int
    last_line: int
    heading: Heading
    parts: tuple[Part, ...] = field(repr=False)


@cache
def papers_of(source: Path) -> tuple[Paper, ...]:
    """The documents of a text source, in order, named `<source>.<n>`."""
    tape = read_text(source.read_bytes(), source.name, "txt")
    found, tape, _ = structure(tape, include_secret=True)
    ends = [(document.line_start or 0, document.line_end or 0) for document in found.documents]
    papers = []
    for number, (document, (first, last)) in enumerate(zip(found.documents, ends, strict=True), start=1):
        lines = [line for line in tape.lines if first <= (line.number or 0) <= last]
        blocks = [b for b in (found.blocks[line.index] for line in lines) if b.label not in ("stamp", "scribble")]
        papers.append(_Reading(tape, document, blocks).paper(f"{source.stem}.{number}", first, last))
    return tuple(papers)


# Labels of the heading block that are one text or several, and the field of `Heading` they fill.
_ONE = {"number": "number", "party_name": "party_name", "place_date": "place_date", "secrecy": "secrecy"}
_APPENDIX = ("appendix_label", "appendix_title", "attachment_note")
_CLOSING = ("recipient", "signature")


class _Reading:
    """One document and the labelled lines of its stretch of the source."""

    def __init__(self, tape: Tape, document: Document, blocks: Sequence[Block]) -> None:
        self._tape, self._document, self._blocks = tape, document, blocks
        self._sections = {section.section_id: section for section in document.sections}
        self._notes = self._footnotes()

    def paper(self, name: str, first: int, last: int) -> Paper:
        return Paper(name, first, last, self._heading(), tuple(self._parts()))

    def _line(self, block: Block) -> Line:
        return self._tape.lines[block.ordinal - 1]

    def _texts(self, *labels: str) -> list[str]:
        return [block.text for block in self._blocks if block.label in labels]

    def _heading(self) -> Heading:
        one = {name: " ".join(self._texts(label)) or None for label, name in _ONE.items()}
        before = next((i for i, b in enumerate(self._blocks) if b.label in ("section", *_APPENDIX)), len(self._blocks))
        return Heading(
            organisation=tuple(self._texts("organisation")),
            doc_type=" ".join(self._texts("doc_type")) or None,
            issuer=tuple(self._texts("issuer")),
            subject=tuple(self._texts("subject")),
            rule=any(b.label == "rule" and "-" in b.text for b in self._blocks[:before]),
            addressees=_entries(self._texts("addressee")),
            **one,
        )

    def _parts(self) -> Iterable[Part]:
        seen: set[str] = set()
        for kind, run in groupby(self._blocks, lambda b: _kind(b.label)):
            blocks = list(run)
            if kind == "closing":
                yield Closing(
                    _entries([b.text for b in blocks if b.label == "recipient"]),
                    tuple(b.text for b in blocks if b.label == "signature"),
                )
            elif kind == "appendix":
                for _, one in groupby(blocks, lambda b: b.owner_id):
                    owned = list(one)
                    label, title, note = (
                        " ".join(b.text for b in owned if b.label == wanted) or None for wanted in _APPENDIX
                    )
                    yield AppendixHead(label, title, note)
            elif kind in ("section", "table"):
                for block in blocks:
                    if block.owner_id is not None and block.owner_id not in seen:
                        seen.add(block.owner_id)
                        yield self._paragraph(block.owner_id) if kind == "section" else self._grid(block.owner_id)

    # ---- paragraphs -------------------------------------------------------------------------------------------

    def _paragraph(self, section_id: str) -> Paragraph:
        section = self._sections[section_id]
        lines = [self._line(b) for b in self._blocks if b.owner_id == section_id]
        words: list[Piece] = []
        for line in lines:
            words += [Piece(" ")] if words else []
            words += _pieces(line, 0, len(line.text))
        return Paragraph(
            words=tuple(self._with_notes(words, section_id)),
            marker=section.marker,
            bullet=section.kind == "bullet",
            titled=_is_titled(section, text_of(tuple(words))),
            depth=self._depth(section),
        )

    def _depth(self, section: Section) -> int:
        depth, above = 0, self._sections.get(section.parent_id or "")
        while above is not None:
            depth += 1
            above = self._sections.get(above.parent_id or "")
        return depth

    def _footnotes(self) -> dict[str, str]:
        """The text of each footnote by the section that bears its mark: the one right before the nearest mark."""
        out: dict[str, str] = {}
        for at, block in enumerate(self._blocks):
            if block.label == "footnote":
                mark, _, text = block.text.partition(" ")
                number = str(_number(mark))
                above = [b for b in reversed(self._blocks[:at]) if b.label == "section"]
                bearer = next((b for b in above if number in _marks(self._line(b))), above[0])
                out[bearer.owner_id or ""] = text
        return out

    def _with_notes(self, words: list[Piece], section_id: str) -> Iterable[Piece]:
        note = self._notes.get(section_id)
        for piece in words:
            if note is not None and piece.superscript and piece.text.strip().isdecimal():
                yield replace(piece, note=note)
                note = None
            else:
                yield piece
        if note is not None:
            yield Piece("", superscript=True, note=note)

    # ---- tables -----------------------------------------------------------------------------------------------

    def _grid(self, table_id: str) -> Grid:
        table = next(t for t in self._document.tables if t.table_id == table_id)
        heads = [self._line(b) for b in self._blocks if b.owner_id == table_id and b.label == "table_header"]
        own = {b.span.char_start: self._line(b) for b in self._blocks if b.owner_id == table_id}
        rows, groups = [], set()
        for number, row in enumerate(table.rows):
            line = own.get(row.span.char_start)
            if line is not None and row.span.char_end <= line.end and len(line.cells or ()) == table.n_cols:
                rows.append(_cells(line))
            else:
                rows.append(tuple((Piece(cell),) if cell else () for cell in row.cells))
            if row.group:
                groups.add(number)
        return Grid(tuple(_cells(line) for line in heads), tuple(rows), frozenset(groups))


def _kind(label: str) -> str:
    if label in _APPENDIX:
        return "appendix"
    if label in _CLOSING:
        return "closing"
    if label in ("table_header", "table_row", "repeated_table_header"):
        return "table"
    return label if label == "section" else "passed over"


def _is_titled(section: Section, text: str) -> bool:
    return section.title is not None and text.rstrip(" .:").endswith(section.title.rstrip(" .:"))


def _entries(texts: Sequence[str]) -> tuple[str, ...]:
    """Lines of a list, those that go on with the entry above joined to it."""
    out: list[str] = []
    for text in texts:
        if out and (text[:1].islower() or (" - " in out[-1] and not text.startswith("-"))):
            out[-1] += f" {text}"
        else:
            out.append(text)
    return tuple(out)


def _pieces(line: Line, start: int, end: int) -> list[Piece]:
    """The words of a stretch of a line, by their looks."""
    cuts = sorted({start, end, *(at for run in line.runs for at in (run.start, run.end) if start < at < end)})
    out = []
    for a, b in pairwise(cuts):
        over = [run for run in line.runs if run.start < b and run.end > a]
        looks = (any(run.bold for run in over), any(run.italic for run in over), any(run.superscript for run in over))
        out.append(Piece(line.text[a:b], *looks))
    return out


def _cells(line: Line) -> tuple[Words, ...]:
    """The cells of a row, with a newline where a cell of the source begins a new line."""
    out: list[Words] = []
    for cell in line.cells or ():
        stops = [cell.start, *(at for at in line.breaks if cell.start < at < cell.end), cell.end]
        words: list[Piece] = []
        for a, b in pairwise(stops):
            words += [Piece("\n")] if words else []
            words += _pieces(line, a, b - 1 if b in line.breaks else b)
        out.append(tuple(words))
    return tuple(out)


_SUPERSCRIPTS = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")


def _number(mark: str) -> int:
    digits = "".join(c for c in mark.translate(_SUPERSCRIPTS) if c.isdecimal())
    return int(digits or 0)


def _marks(line: Line) -> set[str]:
    return {line.text[run.start : run.end].strip() for run in line.runs if run.superscript}
