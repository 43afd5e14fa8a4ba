"""What the text reader makes of a document, in the form of a gold answer: for documents that nobody answered for.

Such an answer proves nothing about the text; it tells whether a typeset file gives the same.
"""

from __future__ import annotations

from vbparse.document import Document, Table
from vbparse.model import Citation, Section, Target, Task
from vbparse.scoring import Row

_BEGINNING = 60


def answer_of(document: Document) -> Row:
    """The gold answer that a document would be wholly right by."""
    nodes = [s for s in document.sections if s.marker and s.kind in ("heading", "clause")]
    first = document.signatures[0] if document.signatures else None
    return {
        "orphan_appendix": document.kind == "orphan_appendix",
        "organisation": document.organisation,
        "issuer": document.issuer,
        "number": document.number,
        "doc_type": document.doc_type,
        "subject": document.subject,
        "place": document.place,
        "date": document.issued_on.isoformat() if document.issued_on else None,
        "secrecy": document.secrecy,
        "addressees": list(document.addressees),
        "recipients": list(document.recipients),
        "signature": {
            "authority": first and first.authority,
            "position": first and first.position,
            "name": first and first.name,
        },
        "outline": [_node(section, nodes, document) for section in nodes],
        "tasks": [_task(task) for task in document.tasks],
        "appendices": [
            {
                "label": appendix.label,
                "title": appendix.title,
                "tables": [_table(t) for t in document.tables if t.appendix_id == appendix.appendix_id],
            }
            for appendix in document.appendices
        ],
        "targets": [_target(target) for target in document.targets],
        "citations": [_citation(citation) for citation in document.citations if citation.form == "full"],
    }


def _node(section: Section, nodes: list[Section], document: Document) -> Row:
    places = {node.section_id: at for at, node in enumerate(nodes)}
    by_id = {s.section_id: s for s in document.sections}
    above = section.parent_id
    while above is not None and above not in places:
        above = by_id[above].parent_id
    return {
        "marker": section.marker,
        "title": section.title,
        "text_start": section.text[:_BEGINNING],
        "parent": places[above] if above is not None else None,
    }


def _task(task: Task) -> Row:
    deadline = {
        "raw": task.deadline_raw,
        "kind": task.deadline_kind,
        "start": task.deadline_start.isoformat() if task.deadline_start else None,
        "end": task.deadline_end.isoformat() if task.deadline_end else None,
    }
    return {
        "text_start": task.text[:_BEGINNING],
        "assigned": task.assigned,
        "lead": list(task.lead),
        "coordinate": list(task.coordinate),
        "deadline": deadline if task.deadline_kind else None,
        "where": "table" if task.table_id else "body",
    }


def _table(table: Table) -> Row:
    return {"header": list(table.header), "rows": [list(row.cells) for row in table.rows]}


def _target(target: Target) -> Row:
    return {
        "indicator": target.indicator,
        "comparator": target.comparator,
        "value": target.value,
        "value_max": target.value_max,
        "unit": target.unit,
    }


def _citation(citation: Citation) -> Row:
    return {
        "raw": citation.raw,
        "doc_type": citation.doc_type,
        "number": citation.number,
        "date": citation.issued_on.isoformat() if citation.issued_on else None,
        "issuer": citation.issuer,
    }
