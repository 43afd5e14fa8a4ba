"""Parts to records: one `Document` with its sections, appendices, tables, evidence and diagnostics, and the labels."""

from __future__ import annotations

import hashlib
import unicodedata
from pathlib import PurePosixPath

import regex

from vbparse.diagnostics import diagnostic
from vbparse.document import Document, Table
from vbparse.lexicon.fold import squeeze
from vbparse.lexicon.markers import roman_numeral
from vbparse.model import (
    PARSER_VERSION,
    Appendix,
    Diagnostic,
    Evidence,
    Label,
    Numbering,
    Section,
    TableRow,
)
from vbparse.structure import components as parts
from vbparse.structure.appendix import AppendixPart
from vbparse.structure.closing import Closing, opens_closing, read_closing
from vbparse.structure.fields import Doubt, Found, Identity
from vbparse.structure.heading import Head
from vbparse.structure.labels import Labels
from vbparse.structure.outline import Node, build_outline
from vbparse.structure.paragraphs import Flow, read_flow
from vbparse.structure.segment import Extent
from vbparse.structure.tables import TableDraft, read_tables
from vbparse.tape import Line, Span, Tape

_HEAD_LABELS: dict[str, Label] = {
    "party_name": "party_name", "state_name": "party_name", "organisation": "organisation", "number": "number",
    "place_date": "place_date", "doc_type": "doc_type", "issuer": "issuer", "secrecy": "secrecy", "urgency": "urgency",
    "rule": "rule", "draft": "other", "circulation": "other",
}  # fmt: skip
_FORM_LABELS: dict[str, Label] = {
    "party_name": "party_name", "state_name": "party_name", "number": "number", "place_date": "place_date",
    "organisation": "organisation",
}  # fmt: skip
_SLUG = regex.compile(r"[^A-Za-z0-9]+")
_ODDITIES = {
    "skipped": "number-skipped", "repeated": "number-repeated", "restarted": "number-restarted",
    "starts-late": "list-starts-late", "misnumbered": "number-misprinted",
}  # fmt: skip


def body_flow(tape: Tape, extent: Extent) -> Flow:
    """Return the paragraphs of the body of a document, its footnotes where they stand on the tape."""
    appendix = tape.lines[extent.appendices[0].start].start if extent.appendices else len(tape.text)
    footnotes = [line for line in extent.footnotes if line.start < appendix]
    return read_flow(sorted([*tape.lines[extent.body.start : extent.body.stop], *footnotes], key=_place))


def _place(line: Line) -> int:
    return line.start


def document_id(number: str | None, source_path: str, issued_on: object, text: str) -> str:
    """Make the id: number or source's name as a slug, ISO date or `undated`, six hex digits of the text's SHA-256."""
    name = number or PurePosixPath(source_path).stem
    plain = unicodedata.normalize("NFD", name.replace("Đ", "D").replace("đ", "d"))
    slug = _SLUG.sub("-", "".join(c for c in plain if not unicodedata.combining(c))).strip("-") or "document"
    digest = hashlib.sha256(text.encode("utf-8")).hexdigest()[:6]
    return f"{slug[:80]}_{issued_on or 'undated'}_{digest}"


class Assembler:
    """Builds the records of one document; `labels` are those of the whole source and are filled in on the way."""

    def __init__(self, tape: Tape, extent: Extent, identity: Identity, labels: Labels, ordinal: int) -> None:
        self.tape, self.extent, self.identity, self.labels, self.ordinal = tape, extent, identity, labels, ordinal
        first, last = tape.lines[extent.start], tape.lines[extent.stop - 1]
        self.span = tape.span([(first.start, last.end)])  # without the empty cells at the end of a table
        self.text = tape.text[self.span.char_start : self.span.char_end]
        number = identity.number or identity.parent_number if extent.orphan else identity.number
        name = None if extent.orphan else (number.value if number else None)
        self.doc_id = document_id(name, tape.source_path, identity.issued_on, self.text)
        self.sections: list[Section] = []
        self.appendices: list[Appendix] = []
        self.tables: list[Table] = []
        self.evidence: list[Evidence] = []
        self.diagnostics: list[Diagnostic] = []

    # ---- the whole ------------------------------------------------------------------------------------------------

    def build(self, flow: Flow) -> Document:
        """Return the document; `flow` are the paragraphs of its body."""
        extent, identity = self.extent, self.identity
        if extent.head is not None:
            self._label_head(extent.head)
        self._body(flow)
        if extent.closing is not None:
            self._label_closing(extent.closing, self.doc_id)
        for ordinal, appendix in enumerate(extent.appendices, start=1):
            self._appendix(appendix, ordinal)
        self._fields()
        for doubt in identity.doubts:
            self._doubt(doubt)
        self._tail()
        lines = [self.tape.lines[extent.start].number, self.tape.lines[extent.stop - 1].number]
        value = {name: found.value if found else None for name, found in self._singles().items()}
        return Document(
            doc_id=self.doc_id,
            source_path=self.tape.source_path,
            source_format=self.tape.format,  # type: ignore[arg-type]
            ordinal=self.ordinal,
            kind="orphan_appendix" if extent.orphan else "document",
            doc_type_code=identity.doc_type_code,
            issuer_level=identity.issuer_level,
            issued_on=identity.issued_on,
            issued_raw=identity.issued.value if identity.issued else None,
            draft=identity.draft is not None,
            addressees=tuple(found.value for found in identity.addressees),
            recipients=tuple(found.value for found in identity.recipients),
            signatures=identity.signers(),
            line_start=lines[0],
            line_end=lines[1],
            span=self.span,
            text=self.text,
            confidence=self._confidence(),
            parser_version=PARSER_VERSION,
            sections=tuple(self.sections),
            appendices=tuple(self.appendices),
            tables=tuple(self.tables),
            evidence=tuple(self.evidence),
            diagnostics=tuple(self.diagnostics),
            **value,  # type: ignore[arg-type]
        )

    def _singles(self) -> dict[str, Found | None]:
        """The fields with one value, by their column."""
        it = self.identity
        return {
            "doc_type": it.doc_type,
            "number": it.number,
            "organisation": it.organisation,
            "parent_organisation": it.parent_organisation,
            "issuer": it.issuer,
            "place": it.place,
            "subject": it.subject,
            "secrecy": it.secrecy,
            "urgency": it.urgency,
            "parent_number": it.parent_number,
        }

    def _confidence(self) -> float:
        """The mean confidence of the five fields that a register needs; an unknown one counts half."""
        it = self.identity
        if self.extent.orphan:
            core = [it.subject, it.parent_number]
        else:
            core = [it.number, it.doc_type, it.issued, it.issuer, it.subject]
        return round(sum(found.confidence if found else 0.5 for found in core) / len(core), 3)

    # ---- head, closing, tail --------------------------------------------------------------------------------------

    def _label_head(self, head: Head) -> None:
        self.labels.put(head.subject, "subject", self.doc_id, self.doc_id)
        self.labels.put(head.addressees, "addressee", self.doc_id, self.doc_id)
        self.labels.put(head.stamps, "stamp", self.doc_id)
        self.labels.put(head.scribbles, "stamp" if head.stamps else "scribble", self.doc_id)
        for name, lines in head.lines.items():
            self.labels.put(lines, _HEAD_LABELS[name], self.doc_id, self.doc_id)

    def _label_closing(self, closing: Closing, owner_id: str) -> None:
        items = [line for item in closing.recipients for line in item]
        header = [closing.header] if closing.header is not None else []
        self.labels.put([*header, *items, *closing.notes], "recipient", self.doc_id, owner_id)
        for signer in closing.signers:
            name = [signer.name] if signer.name is not None else []
            self.labels.put(
                [*signer.authority, *signer.position, *signer.others, *name], "signature", self.doc_id, owner_id
            )
            self.labels.put(signer.scribbles, "scribble", self.doc_id, owner_id)
        for line in closing.rules:
            self.labels.put([line], "stamp" if parts.is_stamp(line) else "rule", self.doc_id)

    def _tail(self) -> None:
        """Lines between the closing and the first appendix: scribbles when short, else text of no part."""
        if not self.extent.appendices:
            return
        rest = self.labels.free(self.tape.lines[self.extent.tail.start : self.extent.tail.stop])
        text = [line for line in rest if len(line.text) > 40]
        for line in rest:
            self.labels.put([line], "other" if line in text else "scribble", self.doc_id)
        if text:
            self._diagnose("text-after-closing", self.tape.span_of(text), raw=squeeze(text[0].text)[:60])

    # ---- body and appendices --------------------------------------------------------------------------------------

    def _body(self, flow: Flow) -> None:
        self._label_flow(flow)
        lines = list(self.tape.lines[self.extent.body.start : self.extent.body.stop])
        for table in read_tables(lines):
            self._table(table, None, None)
        self._sections(build_outline(flow.paragraphs, "body"))

    def _appendix(self, part: AppendixPart, ordinal: int) -> None:
        appendix_id = f"{self.doc_id}/a{ordinal}"
        if part.label is not None:
            self.labels.put([part.label], "appendix_label", self.doc_id, appendix_id)
        self.labels.put(part.title, "appendix_title", self.doc_id, appendix_id)
        self.labels.put(part.note, "attachment_note", self.doc_id, appendix_id)
        self.labels.put(part.rules, "rule", self.doc_id)
        for line in part.heading:
            self.labels.put([line], _FORM_LABELS.get(parts.classify(line) or "", "other"), self.doc_id, appendix_id)
        note = squeeze(" ".join(line.text for line in part.note)).strip(" ()*_.;")
        last = self._last_content(part)
        self.appendices.append(
            Appendix(
                appendix_id=appendix_id,
                doc_id=self.doc_id,
                ordinal=ordinal,
                label=part.label_text,
                title=part.title_text,
                attached_to=note or None,
                span=self.tape.span([(self.tape.lines[part.start].start, last.end)]),
            )
        )
        content = list(self.tape.lines[part.content.start : part.content.stop])
        self._forms(content, appendix_id)
        for table in read_tables(content):
            self._table(table, appendix_id, part.title_text)
        stop = self.tape.lines[part.stop].start if part.stop < len(self.tape.lines) else len(self.tape.text)
        footnotes = [line for line in self.extent.footnotes if self.tape.lines[part.start].start < line.start < stop]
        flow = read_flow(sorted([*self.labels.free(content), *footnotes], key=_place))
        self._label_flow(flow)
        self._sections(build_outline(flow.paragraphs, f"appendix {ordinal}"))

    def _last_content(self, part: AppendixPart) -> Line:
        return self.tape.lines[part.stop - 1]

    def _forms(self, content: list[Line], appendix_id: str) -> None:
        """The heading and closing of a form in an appendix are not the document's own, nor text of its outline."""
        stop = content[-1].index + 1 if content else 0
        done = -1
        for line in content:
            if line.index < done or line.cells is not None:
                continue
            if opens_closing(line):
                closing = read_closing(self.tape, line.index, stop)
                self._label_closing(closing, appendix_id)
                done = closing.stop
                continue
            kind = parts.classify(line)
            if kind in _FORM_LABELS and kind != "organisation":
                self.labels.put([line], _FORM_LABELS[kind], self.doc_id, appendix_id)

    def _label_flow(self, flow: Flow) -> None:
        self.labels.put(flow.rules, "rule", self.doc_id)
        self.labels.put(flow.stamps, "stamp", self.doc_id)
        self.labels.put(flow.page_numbers, "page_number", self.doc_id)
        self.labels.put(flow.running_heads, "running_head", self.doc_id)

    # ---- sections -------------------------------------------------------------------------------------------------

    def _sections(self, nodes: list[Node]) -> None:
        siblings: dict[tuple[int | None, Numbering | None], str | None] = {}
        ids = [f"{self.doc_id}/s{len(self.sections) + n + 1}" for n in range(len(nodes))]
        for index, node in enumerate(nodes):
            span = self._section_span(node)
            text = span.read(self.tape.text)
            self.labels.put(
                node.paragraph.lines, "footnote" if node.kind == "footnote" else "section", self.doc_id, ids[index]
            )
            self.sections.append(
                Section(
                    section_id=ids[index],
                    doc_id=self.doc_id,
                    ordinal=len(self.sections) + 1,
                    parent_id=ids[node.parent] if node.parent is not None else None,
                    part=node.part,
                    level=node.depth,
                    kind=node.kind,
                    marker=node.marker,
                    numbering=node.numbering,
                    title=node.title or None,
                    text=text,
                    path=" > ".join(node.path),
                    role=node.role,
                    span=span,
                )
            )
            if len(node.paragraph.lines) > 1:
                self._diagnose("joined-paragraph", span, pieces=str(len(node.paragraph.lines)))
            if node.oddity is not None:
                self._odd_number(node, siblings.get((node.parent, node.numbering)), span)
            if node.numbered:
                siblings[(node.parent, node.numbering)] = node.marker

    def _section_span(self, node: Node) -> Span:
        """The block after its marker; a marker with nothing behind it stands for itself."""
        lines = node.paragraph.lines
        start = node.paragraph.marker.end if node.paragraph.marker is not None and not node.paragraph.footnote else 0
        pieces = [(lines[0].start + start, lines[0].end), *((line.start, line.end) for line in lines[1:])]
        if not any(self.tape.text[a:b].strip() for a, b in pieces):
            pieces = [(lines[0].start, lines[0].end)]
        return self.tape.span(pieces)

    def _odd_number(self, node: Node, last: str | None, span: Span) -> None:
        fields = {"marker": node.marker or "", "last": last or "–", "expected": self._expected(node)}
        assert node.oddity is not None
        code = _ODDITIES[node.oddity]
        self._diagnose(code, span, **fields)

    @staticmethod
    def _expected(node: Node) -> str:
        if node.expected is None:
            return "?"
        if node.numbering == "roman":
            return roman_numeral(node.expected)
        stem, _, _ = (node.marker or "").rpartition(".")
        return f"{stem}.{node.expected}" if stem else str(node.expected)

    # ---- tables ---------------------------------------------------------------------------------------------------

    def _table(self, draft: TableDraft, appendix_id: str | None, caption: str | None) -> None:
        table_id = f"{self.doc_id}/tb{len(self.tables) + 1}"
        self.labels.put(draft.header_lines, "table_header", self.doc_id, table_id)
        self.labels.put(draft.repeats, "repeated_table_header", self.doc_id, table_id)
        rows = []
        for number, row in enumerate(draft.rows, start=1):
            self.labels.put(row.lines, "table_row", self.doc_id, table_id)
            if not any(self.tape.text[line.start : line.end].strip() for line in row.lines):
                continue
            rows.append(
                TableRow(
                    table_id=table_id,
                    doc_id=self.doc_id,
                    row=number,
                    group=row.group,
                    cells=tuple(row.cells),
                    filled=tuple(row.filled),
                    span=self.tape.span_of(row.lines),
                )
            )
        same_caption = any(t.appendix_id == appendix_id for t in self.tables)
        self.tables.append(
            Table(
                table_id=table_id,
                doc_id=self.doc_id,
                appendix_id=appendix_id,
                ordinal=len(self.tables) + 1,
                caption=None if same_caption else caption,
                header=tuple(draft.header),
                n_rows=len(rows),
                n_cols=draft.n_cols,
                rows=tuple(rows),
                span=self.tape.span_of(draft.lines),
            )
        )
        for line in draft.repeats:
            self._diagnose("dropped-repeated-heading", self.tape.span_of([line]))
        for row in draft.joined:
            self._diagnose("joined-row", self.tape.span_of(row.lines))
        if draft.padded:
            span = self.tape.span_of(draft.padded)
            self._diagnose("lost-columns", span, rows=str(len(draft.padded)), columns=str(draft.n_cols))
        for row, column in draft.misplaced:
            span = self.tape.span_of(row.lines)
            self._diagnose("wrong-column", span, column=draft.header[column], value=row.cells[column])

    # ---- evidence and diagnostics ---------------------------------------------------------------------------------

    def _fields(self) -> None:
        for name, found in self._singles().items():
            if found is not None:
                self._witness("documents", self.doc_id, name, found)
        for name, found in (("issued_on", self.identity.issued), ("draft", self.identity.draft)):
            if found is not None:
                self._witness("documents", self.doc_id, name, found)
        for name, items in (("addressees", self.identity.addressees), ("recipients", self.identity.recipients)):
            for found in items:
                self._witness("documents", self.doc_id, name, found)
        for number, signature in enumerate(self.identity.signatures):
            for name, found in signature.items():
                self._witness("documents", self.doc_id, f"signatures[{number}].{name}", found)

    def _witness(self, table: str, owner_id: str, name: str, found: Found) -> None:
        if not found.pieces:
            return
        span = self.tape.span(sorted(found.pieces))
        self.evidence.append(
            Evidence(
                doc_id=self.doc_id,
                owner_table=table,
                owner_id=owner_id,
                field=name,
                raw=span.read(self.tape.text),
                inferred=found.inferred,
                confidence=found.confidence,
                span=span,
            )
        )

    def _doubt(self, doubt: Doubt) -> None:
        pieces = doubt.pieces or [(self.tape.lines[self.extent.start].start, self.tape.lines[self.extent.start].end)]
        self._diagnose(doubt.code, self.tape.span(pieces), **doubt.fields)

    def _diagnose(self, code: str, span: Span, **fields: str) -> None:
        self.diagnostics.append(diagnostic(code, self.tape.source_path, self.doc_id, span, **fields))
