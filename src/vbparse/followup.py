"""The follow-up list: what is due, for whom, from which document and section, out of a dataset.

`follow_up` is the call for a library; `rows_as` lays its rows out as CSV, JSON or an Excel file, `render` as a table
for a terminal.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Collection, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date, datetime
from textwrap import shorten
from typing import TYPE_CHECKING, Any, Literal, get_args

import regex

from vbparse.errors import UsageError
from vbparse.lexicon.units import plain, unit_key
from vbparse.model import DeadlineKind

if TYPE_CHECKING:
    from rich.console import RenderableType

    from vbparse.dataset import Dataset

WhichRole = Literal["lead", "coordinate", "any"]

COLUMNS = (
    "Thời hạn",
    "Hạn cuối",
    "Đơn vị chủ trì",
    "Đơn vị phối hợp",
    "Nhiệm vụ",
    "Văn bản",
    "Ngày văn bản",
    "Mục",
    "Tin cậy",
)
"""The headings of the list, as people see them."""


class FollowUpError(UsageError):
    """A list that can't be made as asked, told in both languages."""

    def __init__(self, message: str, message_vi: str) -> None:
        super().__init__(message)
        self.message_vi = message_vi


@dataclass(frozen=True)
class Row:
    """One thing to follow up: a task with one of its deadlines, or a task without any.

    `due_raw` is the deadline as printed and `due` its last day; `lead` and `coordinate` are names of the register;
    `document` is type and number, or type and how the subject begins; `place` is the path of the section or the row of
    the table.
    """

    task_id: str
    doc_id: str
    due_raw: str | None
    due: date | None
    kind: DeadlineKind | None
    lead: tuple[str, ...]
    coordinate: tuple[str, ...]
    text: str
    document: str
    number: str | None
    source_path: str
    issued_on: date | None
    place: str
    confidence: float

    @property
    def cells(self) -> tuple[str, str, str, str, str, str, str, str, str]:
        """The row as people read it, in the order of `COLUMNS`; a document without a number is told with its file."""
        known = self.number or self.document == self.source_path
        return (
            self.due_raw or "",
            _day(self.due),
            "; ".join(self.lead),
            "; ".join(self.coordinate),
            self.text,
            self.document if known else f"{self.document} ({self.source_path})",
            _day(self.issued_on),
            self.place,
            f"{self.confidence:.0%}",
        )


def follow_up(
    dataset: Dataset,
    *,
    unit: str | None = None,
    role: WhichRole = "any",
    due_before: date | None = None,
    due_after: date | None = None,
    kinds: Collection[DeadlineKind] = (),
    assigned_only: bool = True,
) -> list[Row]:
    """Return what is to be followed up, by its last day, then in the order of the documents; undated tasks are last.

    `unit` is a name of the register or any spelling of it, or a part of one (`ban tuyên giáo`); case, tone placement
    and abbreviations don't count. `role` tells whether it must lead, coordinate, or either. `due_before` and
    `due_after` bound the last day of the deadline, both days included; tasks without a last day then fall out. `kinds`
    are kinds of deadline. A task with several deadlines has a row for each that fits. Tasks that name no unit are left
    out where `assigned_only`.

    Raises UsageError when no unit of the register has the name, or a table can't be read.
    """
    wanted = _wanted_units(dataset, unit) if unit is not None else None
    names = {row["unit_id"]: row["name"] for row in dataset["units"].to_pylist()}
    of_task: dict[str, dict[str, list[str]]] = {}
    for row in dataset["task_units"].to_pylist():
        of_task.setdefault(row["task_id"], {}).setdefault(row["role"], []).append(row["unit_id"])
    deadlines: dict[str, list[dict[str, Any]]] = {}
    for row in dataset["deadlines"].to_pylist():
        deadlines.setdefault(row["task_id"], []).append(row)
    places = _Places(dataset)
    found: list[Row] = []
    for task in dataset["tasks"].to_pylist():
        units = of_task.get(task["task_id"], {})
        if assigned_only and not task["assigned"]:
            continue
        if wanted is not None and not any(wanted & set(units.get(r, ())) for r in _roles(role)):
            continue
        timed: list[dict[str, Any] | None] = [*deadlines.get(task["task_id"], ())]
        for deadline in timed or [None]:
            due = deadline["end"] if deadline else None
            if not _within(due, due_after, due_before):
                continue
            if kinds and (deadline is None or deadline["kind"] not in kinds):
                continue
            found.append(
                Row(
                    task_id=task["task_id"],
                    doc_id=task["doc_id"],
                    due_raw=deadline["raw"] if deadline else None,
                    due=due,
                    kind=deadline["kind"] if deadline else None,
                    lead=tuple(dict.fromkeys(names[i] for i in units.get("lead", ()))),
                    coordinate=tuple(dict.fromkeys(names[i] for i in units.get("coordinate", ()))),
                    text=task["text"],
                    document=places.document(task["doc_id"]),
                    number=places.number(task["doc_id"]),
                    source_path=places.source_path(task["doc_id"]),
                    issued_on=places.issued_on(task["doc_id"]),
                    place=places.place(task),
                    confidence=task["confidence"],
                )
            )
    return sorted(found, key=lambda row: row.due or date.max)


def _roles(role: WhichRole) -> tuple[str, ...]:
    return ("lead", "coordinate") if role == "any" else (role,)


def _within(due: date | None, after: date | None, before: date | None) -> bool:
    if after is None and before is None:
        return True
    return due is not None and (after is None or due >= after) and (before is None or due <= before)


def _wanted_units(dataset: Dataset, unit: str) -> set[str]:
    """Return the ids of the units that are called `unit`, wholly or in part."""
    keys = {f" {key} " for key in (plain(unit), unit_key(unit)) if key}
    if not keys:
        raise FollowUpError(
            "The name of the unit is empty; give a name such as 'Ban Tuyên giáo Tỉnh ủy', or a part of one.",
            "Tên đơn vị còn trống; hãy ghi tên, ví dụ 'Ban Tuyên giáo Tỉnh ủy', hoặc một phần của tên.",
        )
    found = set()
    for row in dataset["units"].to_pylist():
        spelled = [row["name"], *row["variants"]]
        known = [f" {key} " for name in spelled for key in (plain(name), unit_key(name))]
        if any(key in name for key in keys for name in known):
            found.add(row["unit_id"])
    if not found:
        near = _nearest(dataset, unit)
        hint, hint_vi = (f"; {word} {', '.join(near)}" if near else "" for word in ("perhaps", "có lẽ là"))
        raise FollowUpError(
            f"No unit of the dataset is called {unit!r}{hint}.", f"Không có đơn vị nào tên {unit!r}{hint_vi}."
        )
    return found


def _nearest(dataset: Dataset, unit: str) -> list[str]:
    import difflib

    by_key = {plain(row["name"]): row["name"] for row in dataset["units"].to_pylist()}
    return [by_key[key] for key in difflib.get_close_matches(plain(unit), by_key, n=3, cutoff=0.5)]


_DAY_FIRST = regex.compile(r"\s*(\d{1,2})\s?[/.-]\s?(\d{1,2})\s?[/.-]\s?(\d{4})\s*")


def parse_day(text: str) -> date:
    """Return the day written as dd/mm/yyyy or yyyy-mm-dd. Raises UsageError for anything else."""
    found = _DAY_FIRST.fullmatch(text)
    try:
        return date(int(found[3]), int(found[2]), int(found[1])) if found else date.fromisoformat(text.strip())
    except ValueError:
        raise FollowUpError(
            f"{text!r} is no day; write it as 31/12/2025 or 2025-12-31.",
            f"{text!r} không phải là ngày; hãy ghi như 31/12/2025 hoặc 2025-12-31.",
        ) from None


def _day(day: date | None) -> str:
    return f"{day:%d/%m/%Y}" if day else ""


# ---- where a task stands ------------------------------------------------------------------------------------------


_SUBJECT = 50  # characters of an unnumbered document's type and subject


class _Places:
    """What a reader needs to find a task: its document, and its place in it."""

    def __init__(self, dataset: Dataset) -> None:
        def by_id(table: str, key: str, columns: Sequence[str]) -> Mapping[str, dict[str, Any]]:
            return {row[key]: row for row in dataset[table].select([key, *columns]).to_pylist()}

        self._documents = by_id(
            "documents", "doc_id", ["doc_type", "number", "issued_on", "subject", "source_path", "parent_number"]
        )
        self._sections = by_id("sections", "section_id", ["path", "part", "title", "marker"])
        self._tables = by_id("tables", "table_id", ["ordinal", "appendix_id"])
        self._appendices = by_id("appendices", "appendix_id", ["ordinal", "label"])
        self._labels = {
            (row["appendix_id"].rpartition("/")[0], row["ordinal"]): row["label"] for row in self._appendices.values()
        }

    def document(self, doc_id: str) -> str:
        row = self._documents[doc_id]
        if row["number"]:
            return " ".join(word for word in (row["doc_type"], row["number"]) if word)
        if row["doc_type"] is None and row["parent_number"]:
            return f"Phụ lục kèm theo {row['parent_number']}"
        words = " ".join(word for word in (row["doc_type"], row["subject"]) if word)
        return shorten(words, _SUBJECT, placeholder=" …") if words else str(row["source_path"])

    def number(self, doc_id: str) -> str | None:
        row = self._documents[doc_id]
        number: str | None = row["number"] or (row["parent_number"] if row["doc_type"] is None else None)
        return number

    def source_path(self, doc_id: str) -> str:
        return str(self._documents[doc_id]["source_path"])

    def issued_on(self, doc_id: str) -> date | None:
        found: date | None = self._documents[doc_id]["issued_on"]
        return found

    def place(self, task: Mapping[str, Any]) -> str:
        """Return the section's path, or table and row; with the appendix it is in, and the headings above a row."""
        told: list[str] = []
        table = self._tables.get(task["table_id"]) if task["table_id"] else None
        section = self._sections.get(task["section_id"]) if task["section_id"] else None
        if table is not None:
            appendix = self._appendices.get(table["appendix_id"] or "")
            if appendix is not None:
                told.append(appendix["label"] or f"Phụ lục {appendix['ordinal']}")
            row = f", dòng {task['row']}" if task["row"] is not None else ""
            told.append(f"Bảng {table['ordinal']}{row}")
        else:
            told += self._part(task["doc_id"], task["part"])
            if section is not None and (section["path"] or section["title"]):
                told.append(section["path"] or section["title"])
        return ", ".join(told) or (task["group"][-1] if task["group"] else "")

    def _part(self, doc_id: str, part: str) -> list[str]:
        if part == "body":
            return []
        number = part.removeprefix("appendix ")
        label = self._labels.get((doc_id, int(number))) if number.isdigit() else None
        return [label or f"Phụ lục {number}"]


# ---- layouts ------------------------------------------------------------------------------------------------------

FileFormat = Literal["csv", "xlsx", "json"]
FORMATS: tuple[str, ...] = ("table", *get_args(FileFormat))


def rows_as(rows: Sequence[Row], layout: FileFormat) -> bytes:
    """Return the bytes of a file with the list; the same rows give the same bytes.

    CSV begins with a byte order mark, which Excel needs to read it as UTF-8. xlsx needs openpyxl.
    Raises UsageError when that is not installed.
    """
    if layout == "csv":
        out = io.StringIO(newline="")
        writer = csv.writer(out, lineterminator="\r\n")
        writer.writerow(COLUMNS)
        writer.writerows([_harmless(cell) for cell in row.cells] for row in rows)
        return out.getvalue().encode("utf-8-sig")
    if layout == "json":
        told = [asdict(row) for row in rows]
        return (json.dumps(told, ensure_ascii=False, indent=1, default=date.isoformat) + "\n").encode()
    return _workbook(rows)


_MINUS = regex.compile(r"-[\d=+@(]")


def _harmless(cell: str) -> str:
    """Keep a spreadsheet from taking a text for a formula."""
    return f"'{cell}" if cell.startswith(("=", "+", "@", "\t", "\r")) or _MINUS.match(cell) else cell


_WIDTHS = (22, 12, 30, 30, 70, 24, 13, 24, 9)
_FIXED = datetime(2000, 1, 1)


def _workbook(rows: Sequence[Row]) -> bytes:
    try:
        from openpyxl import Workbook
        from openpyxl.cell import WriteOnlyCell
        from openpyxl.styles import Alignment, Font
        from openpyxl.utils import get_column_letter
    except ImportError as error:
        raise FollowUpError(
            "An Excel file needs openpyxl, which is not installed: pip install openpyxl",
            "Muốn xuất tệp Excel cần cài openpyxl: pip install openpyxl",
        ) from error
    book = Workbook(write_only=True)
    sheet = book.create_sheet("Nhiệm vụ")
    top = Alignment(vertical="top", wrap_text=True)
    for number, width in enumerate(_WIDTHS, 1):
        sheet.column_dimensions[get_column_letter(number)].width = width
    sheet.freeze_panes = "A2"
    sheet.auto_filter.ref = f"A1:{get_column_letter(len(COLUMNS))}{len(rows) + 1}"
    sheet.print_title_rows = "1:1"
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True

    def cell(value: str | float | date, number_format: str | None = None, *, bold: bool = False) -> Any:
        made = WriteOnlyCell(sheet)
        if isinstance(value, str):
            made.value = _without_control(value)
            made.data_type = "s"  # never a formula
        else:
            made.value = value
        made.alignment = top
        if number_format:
            made.number_format = number_format
        if bold:
            made.font = Font(bold=True)
        return made

    sheet.append([cell(name, bold=True) for name in COLUMNS])
    for row in rows:
        texts = row.cells
        sheet.append(
            [
                cell(texts[0]),
                cell(row.due, "dd/mm/yyyy") if row.due else None,
                *(cell(text) for text in texts[2:6]),
                cell(row.issued_on, "dd/mm/yyyy") if row.issued_on else None,
                cell(texts[7]),
                cell(row.confidence, "0%"),
            ]
        )
    book.properties.creator, book.properties.created = "vbparse", _FIXED
    out = io.BytesIO()
    book.save(out)
    return _without_clock(out.getvalue())


_CONTROL = regex.compile(r"[\x00-\x08\x0b-\x1f]")
_MODIFIED = regex.compile(rb"(<dcterms:modified[^>]*>)[^<]*(</dcterms:modified>)")


def _without_control(text: str) -> str:
    return _CONTROL.sub(" ", text)[:32_767]


def _without_clock(data: bytes) -> bytes:
    """Return a workbook's bytes with fixed times: those of the parts in the archive, and of the last change."""
    from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

    out = io.BytesIO()
    with ZipFile(io.BytesIO(data)) as old, ZipFile(out, "w", ZIP_DEFLATED) as new:
        for entry in old.infolist():
            part = old.read(entry)
            if entry.filename == "docProps/core.xml":
                part = _MODIFIED.sub(rb"\g<1>" + _FIXED.strftime("%Y-%m-%dT%H:%M:%SZ").encode() + rb"\2", part)
            made = ZipInfo(entry.filename, _FIXED.timetuple()[:6])
            made.compress_type = ZIP_DEFLATED
            new.writestr(made, part)
    return out.getvalue()


# Columns of the table on a terminal with their shares of its width; the others are as wide as their words.
_SHARES = {"Thời hạn": 3, "Đơn vị chủ trì": 4, "Đơn vị phối hợp": 4, "Nhiệm vụ": 9, "Văn bản, mục": 4}
_LONGEST = 24  # a longer word, such as the name of a file, may break


def render(rows: Sequence[Row], width: int) -> RenderableType:
    """Lay the list out for `rich.console.Console.print`, in lines of `width` columns; words do not break."""
    from rich.box import HORIZONTALS
    from rich.console import Group
    from rich.table import Table
    from rich.text import Text

    if not rows:
        return Text("Không có nhiệm vụ nào.")
    columns: dict[str, list[str]] = {"Thời hạn": [], "Hạn cuối": [], "Đơn vị chủ trì": [], "Đơn vị phối hợp": []}
    columns |= {"Nhiệm vụ": [], "Văn bản, mục": [], "Tin cậy": []}
    for row in rows:
        due_raw, due, lead, coordinate, text, _, issued, place, sure = row.cells
        source = "\n".join(words for words in (row.document, issued, place) if words)
        for cells, cell in zip(columns.values(), (due_raw, due, lead, coordinate, text, source, sure), strict=True):
            cells.append(cell)
    columns = {name: cells for name, cells in columns.items() if any(cells) or name == "Thời hạn"}
    table = Table(
        box=HORIZONTALS, show_edge=False, pad_edge=False, padding=(0, 1, 0, 0), header_style="bold", show_lines=True
    )
    for name, room in zip(columns, _widths(columns, width), strict=True):
        justify: Literal["left", "right"] = "right" if name == "Tin cậy" else "left"
        table.add_column(name, width=room, min_width=room, overflow="fold", justify=justify)
    for cells_of_row in zip(*columns.values(), strict=True):
        table.add_row(*map(Text, cells_of_row))
    tasks = len({row.task_id for row in rows})
    return Group(table, Text(f"{tasks} nhiệm vụ, {len(rows)} dòng."))


def _widths(columns: Mapping[str, Sequence[str]], width: int) -> list[int]:
    """Share `width` out: no column narrower than its longest word, and only that of the tasks wider than its share."""
    least = {
        name: min(_LONGEST, max(len(word) for cell in (name, *cells) for word in cell.split()))
        for name, cells in columns.items()
    }
    most = {
        name: max(len(line) for cell in (name, *cells) for line in cell.split("\n")) for name, cells in columns.items()
    }
    free = width - 2 * (len(columns) - 1) - sum(least[name] for name in columns if name not in _SHARES)
    parts = sum(share for name, share in _SHARES.items() if name in columns)
    found = {
        name: max(least[name], min(most[name], free * _SHARES[name] // parts)) if name in _SHARES else least[name]
        for name in columns
    }
    others = sum(room for name, room in found.items() if name in _SHARES and name != "Nhiệm vụ")
    found["Nhiệm vụ"] = max(least["Nhiệm vụ"], min(most["Nhiệm vụ"], free - others))
    return [found[name] for name in columns]
