"""Tasks in tables: rows of a table of assignments, read by what its columns are called."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import regex

from vbparse.document import Table
from vbparse.facts.drafts import Mention, Pieces, TaskDraft, Timing, Unclear, once
from vbparse.lexicon import clauses, unit_names
from vbparse.lexicon.fold import fold
from vbparse.lexicon.times import find_times
from vbparse.lexicon.words import begins_with, words
from vbparse.model import Appendix, TableRow
from vbparse.tape import Stretch

_WRAP = regex.compile(r"(?<=^|\n)(?P<above>[^\n]*)\n(?=(?P<below>[^\n]*))")


@dataclass(frozen=True)
class Columns:
    """What the columns of a table of assignments are, by index; None where there is none."""

    text: int
    lead: tuple[int, ...]
    coordinate: tuple[int, ...]
    time: int | None
    marked: tuple[int, ...]  # one column a body, with an X where it is the one


def is_target_table(table: Table) -> bool:
    """Tell whether a table lists aims: a column is called `Chỉ tiêu`."""
    return any(_named(name, "targets") for name in table.header)


def read_columns(table: Table) -> Columns | None:
    """Return the columns of a table of assignments, None for any other table (aims, statistics, contents, a form)."""
    if len(table.header) < 3 or is_target_table(table) or any(_named(name, "contents") for name in table.header):
        return None
    coordinate = [c for c, name in enumerate(table.header) if _named(name, "coordinate")]
    lead = [c for c, name in enumerate(table.header) if _named(name, "lead") and c not in coordinate]
    times = [c for c, name in enumerate(table.header) if _named(name, "time")]
    taken = {*coordinate, *lead, *times}
    texts = [c for c, name in enumerate(table.header) if _named(name, "text") and c not in taken]
    if not texts:
        return None
    marked = tuple(c for c in range(len(table.header)) if c not in taken and c != texts[0] and _is_marked(table, c))
    grouped = any(row.group and _group_units(row) for row in table.rows)
    if not (lead or times or grouped):
        return None
    if not lead and not grouped and not marked and not times:
        return None
    return Columns(texts[0], tuple(lead), tuple(coordinate), times[0] if times else None, marked)


def _named(name: str, kind: str) -> bool:
    """Whether a column's name, or the last part of a name of two rows, begins with a word of `kind`."""
    for part in (fold(name), fold(name.split(" / ")[-1])):
        known = words(f"task_table.{kind}")
        if kind == "lead" and any(part.startswith(w) for w in words("task_table.not_lead")):
            continue
        if any(part.startswith(w) for w in known):
            return True
    return kind == "coordinate" and "phối hợp" in fold(name)


def _is_marked(table: Table, column: int) -> bool:
    filled = [fold(row.cells[column]) for row in table.rows if row.cells[column]]
    return bool(filled) and all(cell in ("x", "✓", "v") for cell in filled)


def _group_units(row: TableRow) -> list[unit_names.UnitName]:
    return unit_names.unit_list(" ".join(row.cells[1:2])) if len(row.cells) > 1 else []


def extract_table_tasks(
    tables: Sequence[Table], appendices: Sequence[Appendix], source: str, lined: str | None = None
) -> list[TaskDraft]:
    """Return one task for each row of the tables of assignments that is no group row.

    `lined` is `source` with a newline where a cell began a new line: there one unit ends and the next begins.
    """
    lined = source if lined is None else lined
    parts = {appendix.appendix_id: f"appendix {appendix.ordinal}" for appendix in appendices}
    drafts: list[TaskDraft] = []
    for table in tables:
        columns = read_columns(table)
        if columns is None:
            continue
        groups: list[TableRow] = []
        for row in table.rows:
            if row.group:
                _enter(groups, row)
                continue
            draft = _row_task(table, row, columns, groups, source, lined)
            if draft is not None:
                draft.part = parts.get(table.appendix_id or "", "body")
                drafts.append(draft)
    return drafts


def _enter(groups: list[TableRow], row: TableRow) -> None:
    """Keep the group rows above: a row of the same style of number closes those from its like on."""
    style = _style(row.cells[0])
    for index, above in enumerate(groups):
        if _style(above.cells[0]) == style:
            del groups[index:]
            break
    groups.append(row)


def _style(marker: str) -> str:
    core = marker.strip(" .)-")
    if core.isdigit():
        return "arabic"
    if core and set(core) <= set("IVXLC"):
        return "roman"
    return "letter" if len(core) == 1 else "dotted" if "." in core else "none"


def _row_task(
    table: Table, row: TableRow, columns: Columns, groups: list[TableRow], source: str, lined: str
) -> TaskDraft | None:
    words_ = row.cells[columns.text]
    if not any(character.isalpha() for character in words_) or fold(words_).strip(" .:") in words("task_table.totals"):
        return None
    pieces = cell_pieces(row, words_, source)
    draft = TaskDraft(
        stretch=Stretch(source, pieces),
        pieces=pieces,
        part="body",
        table_id=table.table_id,
        row=row.row,
        group=[" ".join(f"{g.cells[0]} {g.cells[1]}".split()) for g in groups if len(g.cells) > 1],
    )
    draft.lead = once(_leads(table, row, columns, groups, lined))
    with_ = [mention for c in columns.coordinate for mention in _cell_mentions(row, row.cells[c], lined, 0.9)]
    text = draft.stretch.text
    with_ += [
        Mention(" ".join(u.name.split()), draft.stretch.where(u.start, u.end), 0.85)
        for u in clauses.working_with(text, 0, len(text))
    ]
    draft.coordinate = once(with_)
    draft.times = _times(row, columns, draft, source)
    return draft


def _leads(table: Table, row: TableRow, columns: Columns, groups: list[TableRow], source: str) -> list[Mention]:
    for column in columns.lead:
        if row.cells[column]:
            return _cell_mentions(row, row.cells[column], source, 0.95)
    for column in columns.lead:
        if row.filled[column]:
            return _carried(table, row, column, source)
    if columns.lead:
        return []
    for group in reversed(groups):
        units = _group_units(group)
        if units:
            return [Mention(u.name, _pieces_of(group, u.name, source), 0.9) for u in units]
    for column in columns.marked:
        units = unit_names.unit_list(table.header[column].split(" / ")[-1])
        if row.cells[column] and units and not _named_issuing(table.header[column]):
            return [Mention(u.name, cell_pieces(row, row.cells[column], source), 0.8) for u in units]
    return []


def _named_issuing(name: str) -> bool:
    return any(fold(name).startswith(w) for w in words("task_table.not_lead"))


def _carried(table: Table, row: TableRow, column: int, source: str) -> list[Mention]:
    """A unit in a merged cell stands in a row above."""
    for above in reversed(table.rows[: row.row - 1]):
        if above.cells[column]:
            return _cell_mentions(above, above.cells[column], source, 0.8)
    return []


def _cell_mentions(row: TableRow, cell: str, source: str, confidence: float) -> list[Mention]:
    if not cell:
        return []
    stretch = Stretch(source, cell_pieces(row, cell, source))
    if " ".join(stretch.text.split()) != cell:
        return [Mention(u.name, _pieces_of(row, u.name, source), confidence) for u in unit_names.cell_units(cell)]
    text = _WRAP.sub(_unwrapped, stretch.text)
    return [
        Mention(" ".join(u.name.split()), stretch.where(u.start, u.end), confidence)
        for u in unit_names.cell_units(text)
    ]


def _unwrapped(wrap: regex.Match[str]) -> str:
    """A line of a cell that carries the name above on: in small letters, or the committee that a board belongs to."""
    above, below = fold(wrap["above"]).strip(" -–+,"), wrap["below"]
    small = below[:1].islower() and not fold(below).startswith(("các ", "những "))
    owned = above in words("organisation.boards") and begins_with(fold(below), "organisation.committees")
    return wrap[0].replace("\n", " ") if small or owned else wrap[0]


def _times(row: TableRow, columns: Columns, draft: TaskDraft, source: str) -> list[Timing]:
    if columns.time is not None:
        cell = row.cells[columns.time]
        pieces = cell_pieces(row, cell, source) if cell else []
        stretch = Stretch(source, pieces)
        found = [Timing(t, stretch.where(t.start, t.end)) for t in find_times(stretch.text, cell=True)]
        if pieces and not found:
            draft.unclear.append(Unclear("unclear-deadline", pieces))
        return found
    return [Timing(t, draft.stretch.where(t.start, t.end)) for t in find_times(draft.stretch.text) if t.bounding]


def cell_pieces(row: TableRow, cell: str, source: str) -> Pieces:
    """Return where the words of a cell stand; the whole row where they can't be told apart."""
    rest = " ".join(cell.split())
    found: Pieces = []
    for segment in row.span.segments:
        at = segment.start
        for part in source[segment.start : segment.end].split("\t"):
            words_ = " ".join(part.split())
            if words_ and (rest == words_ or rest.startswith(words_ + " ")):
                start = at + len(part) - len(part.lstrip())
                found.append((start, start + len(part.strip())))
                rest = rest[len(words_) :].strip()
            at += len(part) + 1
            if not rest:
                return found
    return _pieces_of(row, cell, source)


def _pieces_of(row: TableRow, name: str, source: str) -> Pieces:
    """Return where `name` stands in a row, or the whole row."""
    stretch = Stretch(source, [(s.start, s.end) for s in row.span.segments])
    at = stretch.text.find(name)
    if at >= 0:
        return stretch.where(at, at + len(name))
    return [(s.start, s.end) for s in row.span.segments]
