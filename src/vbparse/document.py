"""A parsed document, pleasant to hold: the record itself and what a reader asks of it in a notebook."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from operator import itemgetter
from typing import TYPE_CHECKING

from vbparse import model
from vbparse.lexicon.fold import fold
from vbparse.tape import Record, Span

if TYPE_CHECKING:
    import pandas


class Table(Record):
    """A table of a document: its column names (two heading rows flattened with ` / `) and its rows."""

    table_id: str
    doc_id: str
    appendix_id: str | None
    ordinal: int
    caption: str | None
    header: tuple[str, ...]
    n_rows: int
    n_cols: int
    rows: tuple[model.TableRow, ...]
    span: Span

    def to_pandas(self, *, filled: bool = False) -> pandas.DataFrame:
        """Return the rows as a DataFrame of text; `filled` carries values of merged cells down.

        Needs pandas (`pip install pandas`).
        """
        try:
            import pandas
        except ImportError as error:
            raise ImportError("This needs pandas, which is not installed: pip install pandas") from error

        rows = [row.filled if filled else row.cells for row in self.rows]
        names = list(self.header) or [str(n + 1) for n in range(self.n_cols)]
        return pandas.DataFrame([list(row) for row in rows], columns=names)

    def __repr__(self) -> str:
        return f"<Table {self.table_id}: {self.n_rows} rows × {self.n_cols} columns>"


@dataclass(frozen=True)
class OutlineNode:
    """A section with the sections below it."""

    section: model.Section
    children: tuple[OutlineNode, ...] = field(default=())

    def __iter__(self) -> Iterator[OutlineNode]:
        return iter(self.children)

    def __repr__(self) -> str:
        return f"<{self.section.caption}: {len(self.children)} below>"


class Document(Record):
    """One issued document (or an appendix whose document is missing), with all its parts.

    Offsets in every `span` point into the cleaned text of the source; `text` is the document's own stretch of it, so
    `doc.words(span)` reads the words of any part.
    """

    doc_id: str
    source_path: str
    source_format: model.SourceFormat
    ordinal: int
    kind: model.DocumentKind
    doc_type: str | None
    doc_type_code: str | None
    number: str | None
    organisation: str | None
    parent_organisation: str | None
    issuer: str | None
    issuer_level: model.Level | None
    place: str | None
    issued_on: date | None
    issued_raw: str | None
    subject: str | None
    secrecy: model.Secrecy | None
    urgency: model.Urgency | None
    draft: bool
    addressees: tuple[str, ...]
    recipients: tuple[str, ...]
    signatures: tuple[model.Signature, ...]
    parent_number: str | None
    line_start: int | None
    line_end: int | None
    span: Span
    text: str
    confidence: float
    parser_version: str
    sections: tuple[model.Section, ...] = ()
    appendices: tuple[model.Appendix, ...] = ()
    tables: tuple[Table, ...] = ()
    tasks: tuple[model.Task, ...] = ()
    deadlines: tuple[model.Deadline, ...] = ()
    unit_mentions: tuple[model.UnitMention, ...] = ()
    targets: tuple[model.Target, ...] = ()
    citations: tuple[model.Citation, ...] = ()
    evidence: tuple[model.Evidence, ...] = ()
    diagnostics: tuple[model.Diagnostic, ...] = ()

    @property
    def title(self) -> str:
        """What a reader calls the document: type, number and subject, as far as they are known."""
        words = [self.doc_type or "Phụ lục", self.number, self.subject]
        return " ".join(word for word in words if word)

    @property
    def outline(self) -> tuple[OutlineNode, ...]:
        """The tree of all sections, body first, then each appendix; bullets and paragraphs are leaves of it."""
        below: dict[str | None, list[model.Section]] = {}
        for section in self.sections:
            below.setdefault(section.parent_id, []).append(section)

        def grow(section: model.Section) -> OutlineNode:
            return OutlineNode(section, tuple(grow(child) for child in below.get(section.section_id, [])))

        return tuple(grow(section) for section in below.get(None, []))

    def section(self, path: str, part: str = "body") -> model.Section:
        """Return the section at `path`: the markers from the top joined by dots or ` > ` (`II.3.1`, `II > 3 > 3.1`).

        A dotted marker may be given whole or by its last number: `II.3.1` finds `3.1` under `3` under `II`. The id of a
        section will do too, whole or from its last slash (`s12`), in any part.
        Raises KeyError with the nearest paths when there is none, and with the ids when several have the path.
        """
        by_id = {s.section_id: s for s in self.sections}
        for section_id in (path, f"{self.doc_id}/{path}"):
            if section_id in by_id:
                return by_id[section_id]
        wanted = _path_key(path)
        # A bullet bears the path of what it stands under.
        named = [s for s in self.sections if s.marker and s.kind != "bullet"]
        found = [s for s in named if s.part == part and _path_key(s.path) == wanted]
        if len(found) == 1:
            return found[0]
        if found:
            told = (f"{s.section_id} ({_with_parent(s, by_id)})" for s in found)
            raise KeyError(f"{path!r} is the path of {len(found)} sections; give an id: {', '.join(told)}")
        raise KeyError(f"no section {path!r} in {part} of {self.doc_id}; {_choices(named, wanted, part)}")

    def under(self, path: str, part: str = "body") -> tuple[model.Section, ...]:
        """Return all sections that stand below the one at `path`, at any depth, in reading order.

        Raises KeyError as `section` does.
        """
        inside = {self.section(path, part).section_id}
        below: list[model.Section] = []
        for section in self.sections:  # a section comes after the one it stands under
            if section.parent_id in inside:
                inside.add(section.section_id)
                below.append(section)
        return tuple(below)

    def words(self, span: Span) -> str:
        """Return the words of a part of this document. Raises ValueError for a span that lies outside of it."""
        offset = self.span.char_start
        if span.char_start < offset or span.char_end > self.span.char_end:
            raise ValueError(f"the span {span.char_start}-{span.char_end} is outside of {self.doc_id}")
        return " ".join(" ".join(self.text[s.start - offset : s.end - offset] for s in span.segments).split())

    def __repr__(self) -> str:
        day = self.issued_on.isoformat() if self.issued_on else "undated"
        return f"<Document {self.number or 'unnumbered'} ({self.doc_type or self.kind}, {day}): {self.subject or ''}>"

    def _repr_html_(self) -> str:
        from vbparse.html import document_html

        return document_html(self)


_NEAR = 8  # paths that a message names


def _choices(named: Sequence[model.Section], wanted: list[str], part: str) -> str:
    """Say which paths there are: of this path in other parts, below the same top, or at the top."""
    elsewhere = dict.fromkeys(s.part for s in named if s.part != part and _path_key(s.path) == wanted)
    if elsewhere:
        return f"there is one in {', '.join(elsewhere)}"
    here = [s.path for s in named if s.part == part]
    near = [path for path in here if _path_key(path)[:1] == wanted[:1]] or [p for p in here if " > " not in p]
    listed = list(dict.fromkeys(near))
    return f"there are: {', '.join(listed[:_NEAR]) or 'none'}{' …' if len(listed) > _NEAR else ''}"


def _with_parent(section: model.Section, by_id: Mapping[str, model.Section]) -> str:
    parent = by_id.get(section.parent_id or "")
    return f"{section.caption!r} under {parent.caption!r}" if parent else repr(section.caption)


def _path_key(path: str) -> list[str]:
    """Split a path into its steps; a step that repeats the steps before it (`3.1` under `3`) counts once."""
    steps = [part.strip() for part in path.split(">")] if ">" in path else path.split(".")
    key: list[str] = []
    for step in steps:
        numbers = [n for n in fold(step).split(".") if n]
        if len(numbers) > 1 and key[-(len(numbers) - 1) :] == numbers[:-1]:
            numbers = numbers[-1:]
        key += numbers
    return key


@dataclass(frozen=True)
class ParsedSource:
    """All that one input file gave: its row of `sources`, the cleaned text, the labelled tape and the documents.

    `text` is None and `blocks` is empty when the file could not be read. `diagnostics` are those of the source that
    belong to no document; a document carries its own. `lines` tells where the lines of a text source begin in `text`:
    pairs of offset and number in the file.
    """

    source: model.Source
    text: str | None = None
    blocks: tuple[model.Block, ...] = ()
    documents: tuple[Document, ...] = ()
    diagnostics: tuple[model.Diagnostic, ...] = ()
    lines: tuple[tuple[int, int], ...] = ()

    def located(self, diagnostics: Iterable[model.Diagnostic]) -> tuple[model.Diagnostic, ...]:
        """Return diagnostics of this source with the line of the file that each begins on, where lines are counted."""
        return tuple(
            d.model_copy(update={"line": self._line_at(d.span.char_start)}) if d.span else d for d in diagnostics
        )

    def _line_at(self, offset: int) -> int | None:
        at = bisect_right(self.lines, offset, key=itemgetter(0))
        return self.lines[at - 1][1] if at else None


@dataclass(frozen=True)
class CrossDocument:
    """The rows that depend on more than one document: the register of units and what is made with it, links, checks."""

    units: tuple[model.Unit, ...] = ()
    task_units: tuple[model.TaskUnit, ...] = ()
    links: tuple[model.Link, ...] = ()
    diagnostics: tuple[model.Diagnostic, ...] = ()
