"""What people are shown of a document, whatever the medium: named fields, Vietnamese words, parts in reading order."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from vbparse.document import Document, ParsedSource, Table
    from vbparse.model import Appendix, Diagnostic, Role, Section, Severity, Status

STATUS: dict[Status, str] = {"ok": "đạt", "partial": "một phần", "failed": "lỗi", "skipped": "bỏ qua"}
SEVERITY: dict[Severity, str] = {"error": "lỗi", "warning": "cảnh báo", "info": "thông tin"}
ROLE: dict[Role, str] = {
    "basis": "căn cứ",
    "purpose": "mục đích",
    "situation": "tình hình",
    "viewpoint": "quan điểm",
    "target": "mục tiêu, chỉ tiêu",
    "task": "nhiệm vụ",
    "implementation": "tổ chức thực hiện",
    "reporting": "chế độ báo cáo",
    "closing": "kết thúc",
    "other": "khác",
}
UNKNOWN = "—"
_GAP = r"[\s.…_]*"
_BLANK_DAY = re.compile(rf"(\d{{1,2}})?{_GAP}(?:tháng|/){_GAP}(\d{{1,2}})?{_GAP}(?:năm|/){_GAP}(\d{{4}})?")


def fields(document: Document) -> list[tuple[str, tuple[str, ...]]]:
    """Return the heading block and closing as Vietnamese names with their values, in the order they are printed.

    A field that is not known is left out, but for number and date, which every document should have.
    """
    d = document
    day = d.issued_on.strftime("%d/%m/%Y") if d.issued_on else d.issued_raw
    signatures = tuple(" · ".join(p for p in (s.authority, s.position, s.name) if p) for s in d.signatures)
    own = d.kind == "document"
    rows: list[tuple[str, tuple[str | None, ...]]] = [
        ("Cơ quan cấp trên", (d.parent_organisation,)),
        ("Tên cơ quan", (d.organisation,)),
        ("Số và ký hiệu", (d.number or (UNKNOWN if own else None),)),
        ("Kèm theo văn bản số", (d.parent_number,)),
        ("Tên loại", (d.doc_type,)),
        ("Ngày ban hành", (day or (UNKNOWN if own else None),)),
        ("Địa điểm", (d.place,)),
        ("Cơ quan ban hành", (d.issuer,)),
        ("Trích yếu", (d.subject,)),
        ("Độ mật", (d.secrecy,)),
        ("Độ khẩn", (d.urgency,)),
        ("Dự thảo", ("có" if d.draft else None,)),
        ("Kính gửi", d.addressees),
        ("Nơi nhận", d.recipients),
        ("Ký", signatures),
    ]
    known = [(name, tuple(value for value in values if value)) for name, values in rows]
    return [(name, values) for name, values in known if values]


def day(document: Document) -> str:
    """Return the date of issue as dd/mm/yyyy, `…` for what is blank (`…/4/2026`); as printed where it is none."""
    if document.issued_on:
        return document.issued_on.strftime("%d/%m/%Y")
    printed = document.issued_raw or UNKNOWN
    found = _BLANK_DAY.search(printed)
    return "/".join(part or "…" for part in found.groups()) if found else printed


def heading(document: Document) -> str:
    """Return the line to call a document by: type and number, as far as they are known."""
    if document.kind == "orphan_appendix":
        parent = f" kèm theo {document.parent_number}" if document.parent_number else ""
        return f"Phụ lục{parent}"
    return " ".join(word for word in (document.doc_type or "Văn bản", document.number) if word)


def facts(document: Document) -> str:
    """Return one line with the numbers of what was extracted: `12 nhiệm vụ, 4 chỉ tiêu, 7 viện dẫn`."""
    d = document
    counted = (("nhiệm vụ", d.tasks), ("chỉ tiêu", d.targets), ("viện dẫn", d.citations))
    return ", ".join(f"{len(found)} {name}" for name, found in counted if found)


def severities(diagnostics: Iterable[Diagnostic]) -> str:
    """Return the numbers of diagnostics, the gravest first: `1 lỗi, 3 cảnh báo`; an empty string for none."""
    count = Counter(d.severity for d in diagnostics)
    return ", ".join(f"{count[severity]} {name}" for severity, name in SEVERITY.items() if count[severity])


@dataclass(frozen=True)
class Note:
    """A line about one diagnostic, or about several of one code: its words begin with their place."""

    severity: Severity
    words: str
    code: str


_FEW = 2  # diagnostics of one code that are told one by one, where they are for the record only


def notes(diagnostics: Iterable[Diagnostic]) -> list[Note]:
    """Return diagnostics as lines, the gravest first; `info` of one code becomes one line with a count."""
    order = list(SEVERITY)
    found = sorted(diagnostics, key=lambda d: (order.index(d.severity), d.span.char_start if d.span else -1))
    count = Counter(d.code for d in found if d.severity == "info")
    told: list[Note] = []
    for d in found:
        number = count[d.code]
        if number > _FEW and any(note.code == d.code for note in told):
            continue
        words = f"{d.message_vi} (và {number - 1} chỗ khác)" if number > _FEW else _place(d) + d.message_vi
        told.append(Note(d.severity, words, d.code))
    return told


def _place(diagnostic: Diagnostic) -> str:
    if diagnostic.span is not None and diagnostic.span.page_start:
        return f"trang {diagnostic.span.page_start}: "
    return f"dòng {diagnostic.line}: " if diagnostic.line else ""


def reason(parsed: ParsedSource) -> tuple[str, str]:
    """Return why a source is not well, in English and in Vietnamese, with what to do about it."""
    source = parsed.source
    told = [d for d in parsed.diagnostics if d.code == source.error_code]
    told += [d for d in parsed.diagnostics if d.severity == "error"]
    english = source.error_message or (told[0].message if told else f"{source.source_path} can't be read.")
    return english, told[0].message_vi if told else english


# --- reading order -----------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Node:
    """A section and what stands under it: sections and tables."""

    section: Section
    below: tuple[Node | Table, ...] = ()


@dataclass(frozen=True)
class Part:
    """The body (`appendix` is None) or an appendix, with its sections and tables in reading order."""

    name: str
    appendix: Appendix | None
    entries: tuple[Node | Table, ...]

    @property
    def title(self) -> str:
        """What the part is headed: empty for the body, label, title and attachment note for an appendix."""
        if self.appendix is None:
            return "" if self.name == "body" else f"Phụ lục {self.name.removeprefix('appendix ')}"
        a = self.appendix
        return " – ".join(p for p in (a.label or f"Phụ lục {a.ordinal}", a.title, a.attached_to) if p)


def parts(document: Document) -> list[Part]:
    """Return the body and the appendices; every section and table of the document is in one of them.

    A table stands under the last heading or clause before it.
    """
    appendices = {f"appendix {a.ordinal}": a for a in document.appendices}
    names = {a.appendix_id: name for name, a in appendices.items()}
    homes = {s.section_id: s.part for s in document.sections}
    sections: dict[tuple[str, str | None], list[Section]] = {}
    tables: dict[tuple[str, str | None], list[Table]] = {}
    for section in document.sections:
        parent = section.parent_id if homes.get(section.parent_id or "") == section.part else None
        sections.setdefault((section.part, parent), []).append(section)
    for table in document.tables:
        part = names.get(table.appendix_id or "") or _part_at(document, table.span.char_start)
        tables.setdefault((part, _owner(document, table, part)), []).append(table)

    def grow(part: str, parent: str | None) -> tuple[Node | Table, ...]:
        here: list[Node | Table] = [Node(s, grow(part, s.section_id)) for s in sections.get((part, parent), ())]
        here += tables.get((part, parent), ())
        return tuple(sorted(here, key=_start))

    used = dict.fromkeys(part for part, _ in (*sections, *tables))
    order = ["body", *(name for name in used if name not in appendices and name != "body"), *appendices]
    return [Part(name, appendices.get(name), grow(name, None)) for name in order if name in used or name in appendices]


def _start(entry: Node | Table) -> int:
    return (entry.section.span if isinstance(entry, Node) else entry.span).char_start


def _before(document: Document, offset: int, part: str | None = None) -> Section | None:
    """Return the last section that starts before `offset`, of one part or of any."""
    found = [s for s in document.sections if s.span.char_start <= offset and part in (None, s.part)]
    return max(found, key=lambda s: (s.span.char_start, s.ordinal), default=None)


def _part_at(document: Document, offset: int) -> str:
    section = _before(document, offset)
    return section.part if section else "body"


def _owner(document: Document, table: Table, part: str) -> str | None:
    section = _before(document, table.span.char_start, part)
    if section is None:
        return None
    return section.section_id if section.kind in ("heading", "clause") else section.parent_id


def split_title(section: Section) -> tuple[str, str]:
    """Return a section's title (empty where it has none) and what follows it, with the space or colon between them."""
    title = section.title or ""
    if not title or section.text.startswith(title):
        return title, section.text[len(title) :].rstrip()
    return title, f" {section.text}"
