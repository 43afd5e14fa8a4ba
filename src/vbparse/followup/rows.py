"""The rows of the follow-up list: which tasks and deadlines of a dataset it holds, and where each stands."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from textwrap import shorten
from typing import TYPE_CHECKING, Any, Literal

import regex

from vbparse.errors import UsageError
from vbparse.lexicon.units import plain, unit_key
from vbparse.model import DeadlineKind

if TYPE_CHECKING:
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
        super().__init__(message, message_vi)


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
