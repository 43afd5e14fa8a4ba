"""The vocabulary: every record that vbparse publishes, as pydantic models.

One class for each table of the dataset, with the columns of the public promise; `span` stands for the columns
`char_start`, `char_end`, `segments`, `page_start`, `page_end`, `bbox`. Enumerations are closed: a value outside them is
an error. Unknown is None, never an empty string; lists are never None.
"""

from __future__ import annotations

from datetime import date
from typing import Literal

from vbparse.tape import Record, Span

PARSER_VERSION = "0.3.0"

SourceFormat = Literal[
    "txt", "md", "html", "docx", "doc", "rtf", "odt", "pdf", "pdf-scan", "pdf-mixed", "image", "eml", "zip", "unknown"
]
Status = Literal["ok", "partial", "failed", "skipped"]
DocumentKind = Literal["document", "orphan_appendix"]
Level = Literal["central", "province", "district", "commune", "grassroots", "other"]
Secrecy = Literal["Mật", "Tối mật", "Tuyệt mật"]
Urgency = Literal["Khẩn", "Thượng khẩn", "Hỏa tốc", "Hỏa tốc hẹn giờ"]
SectionKind = Literal["heading", "clause", "bullet", "paragraph", "footnote"]
Numbering = Literal[
    "part", "chapter", "section", "article", "letter", "roman", "arabic", "dotted", "lower", "parenthesised", "dash",
    "plus", "other",
]  # fmt: skip
Role = Literal[
    "basis", "purpose", "situation", "viewpoint", "target", "task", "implementation", "reporting", "closing", "other"
]
DeadlineKind = Literal["date", "month", "quarter", "year", "range", "recurring", "ongoing", "event", "done"]
Comparator = Literal["=", ">=", ">", "<=", "<", "~"]
UnitKind = Literal["committee", "party_body", "government", "front_and_mass", "cell", "persons", "other"]
UnitRole = Literal["lead", "coordinate"]
CitationForm = Literal["full", "short", "self"]
Relation = Literal["implements", "based_on", "amends", "replaces", "continues", "summarises", "attached_to", "mentions"]
Label = Literal[
    "organisation", "party_name", "number", "place_date", "doc_type", "issuer", "subject", "secrecy", "urgency",
    "addressee", "section", "table_header", "table_row", "recipient", "signature", "appendix_label", "appendix_title",
    "attachment_note", "stamp", "scribble", "footnote", "page_number", "running_head", "rule",
    "repeated_table_header", "front_matter", "contents", "back_matter", "other",
]  # fmt: skip
Severity = Literal["info", "warning", "error"]


class Source(Record):
    """One input file, parsed or not: nothing handed in disappears."""

    source_path: str
    sha256: str
    bytes: int
    format: SourceFormat
    status: Status
    n_documents: int
    pages: int | None = None
    error_code: str | None = None
    error_message: str | None = None
    same_as: str | None = None
    encoding: str | None = None
    legacy_font: str | None = None


class Signature(Record):
    """One signer: `T/M BAN THƯỜNG VỤ`, `PHÓ BÍ THƯ`, `Nguyễn Văn A`; each part None where it is not printed."""

    authority: str | None = None
    position: str | None = None
    name: str | None = None


_BEGINNING = 60


def _beginning(words: str) -> str:
    return words if len(words) <= _BEGINNING else f"{words[:_BEGINNING]}…"


def _last(part_id: str) -> str:
    return part_id.rpartition("/")[2]


class Section(Record):
    """One block of the outline: heading, clause, bullet, paragraph or footnote, in reading order."""

    section_id: str
    doc_id: str
    ordinal: int
    parent_id: str | None
    part: str
    level: int
    kind: SectionKind
    marker: str | None
    numbering: Numbering | None
    title: str | None
    text: str
    path: str
    role: Role | None
    span: Span

    @property
    def caption(self) -> str:
        """The section in a few words: its marker, and its title or how its text begins."""
        return " ".join(word for word in (self.marker, _beginning(self.title or self.text)) if word)

    def __repr__(self) -> str:
        return f"<Section {_last(self.section_id)} {self.caption}>"


class Appendix(Record):
    """An appendix of a document; `label` is None where none is printed."""

    appendix_id: str
    doc_id: str
    ordinal: int
    label: str | None
    title: str | None
    attached_to: str | None
    span: Span


class TableRow(Record):
    """One row under a table's heading. `cells` as printed; `filled` with values carried down from merged cells."""

    table_id: str
    doc_id: str
    row: int
    group: bool
    cells: tuple[str, ...]
    filled: tuple[str, ...]
    span: Span


class Deadline(Record):
    """One time expression of a task."""

    task_id: str
    ordinal: int
    raw: str
    kind: DeadlineKind
    start: date | None
    end: date | None
    recurrence: str | None
    span: Span


class Task(Record):
    """A nhiệm vụ: who leads, who coordinates, by when; the first of its deadlines in its own columns."""

    task_id: str
    doc_id: str
    ordinal: int
    section_id: str | None
    table_id: str | None
    row: int | None
    part: str
    text: str
    assigned: bool
    lead: tuple[str, ...]
    coordinate: tuple[str, ...]
    deadline_raw: str | None
    deadline_kind: DeadlineKind | None
    deadline_start: date | None
    deadline_end: date | None
    group: tuple[str, ...]
    confidence: float
    span: Span

    def __repr__(self) -> str:
        told = ", ".join((*self.lead, *([self.deadline_raw] if self.deadline_raw else ())))
        return f"<Task {_last(self.task_id)}{f' ({told})' if told else ''}: {_beginning(self.text)}>"


class UnitMention(Record):
    """A unit as a task names it, with the words that say so; the register of units is made from these."""

    task_id: str
    role: UnitRole
    ordinal: int
    raw: str
    confidence: float
    span: Span


class TaskUnit(Record):
    """Which unit of the register leads or coordinates which task, with the words that say so."""

    task_id: str
    unit_id: str
    role: UnitRole
    ordinal: int
    raw: str
    span: Span


class Unit(Record):
    """One unit of the dataset's register, with every spelling it was met in."""

    unit_id: str
    name: str
    variants: tuple[str, ...]
    kind: UnitKind
    level: Level | None
    n_lead: int
    n_coordinate: int


class Target(Record):
    """A chỉ tiêu: a measurable aim."""

    target_id: str
    doc_id: str
    section_id: str | None
    table_id: str | None
    row: int | None
    indicator: str
    comparator: Comparator
    value: float | None
    value_max: float | None
    unit: str | None
    raw: str
    due_raw: str | None
    due_year: int | None
    confidence: float
    span: Span


class Citation(Record):
    """A mention of another document."""

    citation_id: str
    doc_id: str
    section_id: str | None
    form: CitationForm
    raw: str
    doc_type: str | None
    number: str | None
    issued_on: date | None
    issuer: str | None
    relation: Relation
    confidence: float
    span: Span


class Link(Record):
    """A citation whose document is in the dataset."""

    citation_id: str
    doc_id: str
    cited_doc_id: str
    confidence: float


class Block(Record):
    """A line of the tape, or a piece of one, with its label: each non-blank character is in exactly one block."""

    source_path: str
    doc_id: str | None
    ordinal: int
    label: Label
    owner_id: str | None
    text: str
    style: tuple[str, ...]
    span: Span


class Evidence(Record):
    """The words that an extracted value was read or inferred from."""

    doc_id: str
    owner_table: str
    owner_id: str
    field: str
    raw: str
    inferred: bool
    confidence: float
    span: Span


class Diagnostic(Record):
    """What the pipeline doubts, repaired or could not do; `code` is listed in the manual.

    `line` is the line of the file where the span begins, for a text source: cleaning joins and parts lines.
    """

    source_path: str
    doc_id: str | None
    severity: Severity
    code: str
    message: str
    message_vi: str
    line: int | None = None
    span: Span | None
