"""Facts to records: ids, evidence, diagnostics, and the document with its facts in it."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence

from vbparse.diagnostics import diagnostic
from vbparse.document import Document
from vbparse.facts.citations import CitationDraft, Passage, cell_passages, extract_citations
from vbparse.facts.drafts import Pieces, TaskDraft, Timing
from vbparse.facts.table_tasks import cell_pieces, extract_table_tasks
from vbparse.facts.targets import extract_targets
from vbparse.facts.tasks import extract_tasks
from vbparse.model import Block, Citation, Deadline, Diagnostic, Evidence, TableRow, Task, UnitMention
from vbparse.tape import Span, Stretch, Tape

# Parts outside the outline that may cite a document.
_CITING = ("subject", "appendix_title", "attachment_note")


def with_facts(document: Document, tape: Tape, blocks: Sequence[Block]) -> Document:
    """Return the document with its tasks, deadlines, targets and citations; `blocks` are its own, in reading order.

    A text made to stall a pattern keeps its structure, has no facts, and a diagnostic says so.
    """
    try:
        return _Recorder(document, tape).build(blocks)
    except TimeoutError:
        note = diagnostic("facts-given-up", tape.source_path, document.doc_id, document.span)
        return document.model_copy(update={"diagnostics": (*document.diagnostics, note)})


class _Recorder:
    def __init__(self, document: Document, tape: Tape) -> None:
        self.document, self.tape = document, tape
        self.tasks: list[Task] = []
        self.deadlines: list[Deadline] = []
        self.mentions: list[UnitMention] = []
        self.citations: list[Citation] = []
        self.evidence: list[Evidence] = []
        self.diagnostics: list[Diagnostic] = []

    def build(self, blocks: Sequence[Block]) -> Document:
        document, source = self.document, self.tape.text
        drafts = extract_tasks(document.sections, source)
        drafts += extract_table_tasks(document.tables, document.appendices, source, self.tape.lined)
        for ordinal, draft in enumerate(drafts, start=1):
            self._task(draft, ordinal)
        passages = list(self._passages(blocks))
        found = extract_citations(passages, document.number, document.doc_type, document.issued_on)
        for ordinal, citation in enumerate(found, start=1):
            self._citation(citation, ordinal)
        targets = extract_targets(document.doc_id, document.sections, document.tables, self.tape)
        for target in targets:
            self._witness("targets", target.target_id, "raw", target.span, target.raw, target.confidence)
        return document.model_copy(
            update={
                "targets": tuple(targets),
                "tasks": tuple(self.tasks),
                "deadlines": tuple(self.deadlines),
                "unit_mentions": tuple(self.mentions),
                "citations": tuple(self.citations),
                "evidence": (*document.evidence, *self.evidence),
                "diagnostics": (*document.diagnostics, *self.diagnostics),
            }
        )

    # ---- tasks ----------------------------------------------------------------------------------------------------

    def _task(self, draft: TaskDraft, ordinal: int) -> None:
        task_id = f"{self.document.doc_id}/t{ordinal}"
        span = self.tape.span(draft.pieces)
        first = draft.times[0].time if draft.times else None
        due = self.tape.span(draft.times[0].pieces) if draft.times else None
        self.tasks.append(
            Task(
                task_id=task_id,
                doc_id=self.document.doc_id,
                ordinal=ordinal,
                section_id=draft.section_id,
                table_id=draft.table_id,
                row=draft.row,
                part=draft.part,
                text=span.read(self.tape.text),
                assigned=draft.assigned,
                lead=tuple(mention.name for mention in draft.lead),
                coordinate=tuple(mention.name for mention in draft.coordinate),
                deadline_raw=due.read(self.tape.text) if due else None,
                deadline_kind=first.kind if first else None,
                deadline_start=first.first if first else None,
                deadline_end=first.last if first else None,
                group=tuple(draft.group),
                confidence=draft.confidence,
                span=span,
            )
        )
        for role, mentions in (("lead", draft.lead), ("coordinate", draft.coordinate)):
            for number, mention in enumerate(mentions, start=1):
                where = self.tape.span(mention.pieces)
                raw = where.read(self.tape.text)
                self.mentions.append(
                    UnitMention(
                        task_id=task_id,
                        role=role,  # type: ignore[arg-type]
                        ordinal=number,
                        raw=raw,
                        confidence=mention.confidence,
                        span=where,
                    )
                )
                self._witness("tasks", task_id, role, where, raw, mention.confidence)
        for number, timing in enumerate(draft.times, start=1):
            self._deadline(task_id, number, timing)
        for unclear in draft.unclear:
            where = self.tape.span(unclear.pieces)
            self._diagnose(unclear.code, where, raw=where.read(self.tape.text))

    def _deadline(self, task_id: str, number: int, timing: Timing) -> None:
        time, span = timing.time, self.tape.span(timing.pieces)
        raw = span.read(self.tape.text)
        self.deadlines.append(
            Deadline(
                task_id=task_id,
                ordinal=number,
                raw=raw,
                kind=time.kind,
                start=time.first,
                end=time.last,
                recurrence=time.recurrence,
                span=span,
            )
        )
        self._witness("deadlines", task_id, "raw", span, raw, 0.95)
        if time.impossible:
            self._diagnose("impossible-date", span, raw=raw)

    # ---- citations ------------------------------------------------------------------------------------------------

    def _passages(self, blocks: Sequence[Block]) -> Iterator[Passage]:
        """Yield every text that may cite, in reading order."""
        found: list[tuple[int, Passage]] = []
        source = self.tape.text
        for section in self.document.sections:
            pieces = [(s.start, s.end) for s in section.span.segments]
            found.append((pieces[0][0], Passage(Stretch(source, pieces), section.section_id)))
        for label, pieces in self._others(blocks):
            own = label == "attachment_note" and self.document.kind == "document"
            found.append((pieces[0][0], Passage(Stretch(source, pieces), None, own)))
        for table in self.document.tables:
            for row in table.rows:
                for passage in self._row_passages(row):
                    where = passage.stretch.where(0, len(passage.stretch.text))
                    found.append((where[0][0], passage))
        found.sort(key=lambda item: item[0])
        for _, passage in found:
            yield passage

    def _row_passages(self, row: TableRow) -> Iterator[Passage]:
        """Yield the cells of a row; those that a page break cut are put together where their words can be told."""
        source = self.tape.text
        if len(row.span.segments) > 1:
            cells = [cell for cell in row.cells if cell]
            whole = [Stretch(source, cell_pieces(row, cell, source)) for cell in cells]
            if all(" ".join(stretch.text.split()) == cell for stretch, cell in zip(whole, cells, strict=True)):
                yield from (Passage(stretch, None) for stretch in whole)
                return
        yield from cell_passages(source, [(s.start, s.end) for s in row.span.segments])

    def _others(self, blocks: Sequence[Block]) -> Iterator[tuple[str, Pieces]]:
        """Yield subject, appendix titles and notes: the blocks of one label and owner that follow each other."""
        run: list[Block] = []
        span = self.document.span
        first = bisect_left(blocks, span.char_start, key=lambda block: block.span.char_start)
        last = bisect_left(blocks, span.char_end, first, key=lambda block: block.span.char_start)
        for block in blocks[first:last]:
            if block.doc_id != self.document.doc_id or block.label not in _CITING:
                continue
            if run and (run[-1].label, run[-1].owner_id, run[-1].ordinal + 1) != (
                block.label,
                block.owner_id,
                block.ordinal,
            ):
                yield run[0].label, [(b.span.char_start, b.span.char_end) for b in run]
                run = []
            run.append(block)
        if run:
            yield run[0].label, [(b.span.char_start, b.span.char_end) for b in run]

    def _citation(self, draft: CitationDraft, ordinal: int) -> None:
        citation_id = f"{self.document.doc_id}/c{ordinal}"
        span = self.tape.span(draft.pieces)
        raw = span.read(self.tape.text)
        self.citations.append(
            Citation(
                citation_id=citation_id,
                doc_id=self.document.doc_id,
                section_id=draft.section_id,
                form=draft.form,
                raw=raw,
                doc_type=draft.reference.doc_type,
                number=draft.number,
                issued_on=draft.issued_on,
                issuer=draft.issuer,
                relation=draft.relation,
                confidence=draft.confidence,
                span=span,
            )
        )
        self._witness("citations", citation_id, "raw", span, raw, draft.confidence)
        if draft.issuer_pieces:
            where = self.tape.span(draft.issuer_pieces)
            self._witness("citations", citation_id, "issuer", where, where.read(self.tape.text), 0.95)
        if draft.form == "full" and draft.reference.date_raw and draft.issued_on is None:
            self._diagnose("impossible-date", span, raw=draft.reference.date_raw)

    # ---- helpers --------------------------------------------------------------------------------------------------

    def _witness(self, table: str, owner_id: str, name: str, span: Span, raw: str, confidence: float) -> None:
        self.evidence.append(
            Evidence(
                doc_id=self.document.doc_id,
                owner_table=table,
                owner_id=owner_id,
                field=name,
                raw=raw,
                inferred=False,
                confidence=confidence,
                span=span,
            )
        )

    def _diagnose(self, code: str, span: Span, **fields: str) -> None:
        document = self.document
        self.diagnostics.append(diagnostic(code, document.source_path, document.doc_id, span, **fields))
