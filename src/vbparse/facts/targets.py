"""Targets (chỉ tiêu): the measurable aims of a document, from tables of targets and from sections of aims.

A figure in a task or in a report is no target: only sections whose role is `target` count, and tables with a column
of that name.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

import regex

from vbparse.document import Table
from vbparse.facts.aims import Due, due_in, read_aims
from vbparse.facts.table_tasks import cell_pieces
from vbparse.lexicon.fold import fold, squeeze
from vbparse.lexicon.quantities import Quantity, any_of, find_quantities
from vbparse.model import Section, TableRow, Target
from vbparse.tape import Stretch, Tape

_TABLE, _BARE = 0.95, 0.8  # how sure a target of a table is, with its unit and without


def extract_targets(doc_id: str, sections: Sequence[Section], tables: Sequence[Table], tape: Tape) -> list[Target]:
    """Return the targets of a document in the order of the text; `tape` is what the spans point into.

    The span of a target is that of its figure: its words are `raw`.
    """
    found = [*_of_sections(sections, tape), *(target for table in tables for target in _of_table(table, tape))]
    found.sort(key=lambda target: target.span.char_start)
    return [
        target.model_copy(update={"target_id": f"{doc_id}/g{n}", "doc_id": doc_id}) for n, target in enumerate(found, 1)
    ]


def _target(quantity: Quantity, indicator: str, stretch: Stretch, tape: Tape, **fields: object) -> Target:
    """Make a target, its ids still to come."""
    span = tape.span(stretch.where(quantity.start, quantity.end))
    values: dict[str, object] = {"section_id": None, "table_id": None, "row": None, "comparator": quantity.comparator}
    return Target(
        target_id="",
        doc_id="",
        indicator=indicator,
        value=quantity.value,
        value_max=quantity.value_max,
        raw=span.read(tape.text),
        span=span,
        **(values | {"unit": quantity.unit} | fields),  # type: ignore[arg-type]
    )


# --- Sections of aims -------------------------------------------------------------------------------------------------


def _of_sections(sections: Sequence[Section], tape: Tape) -> Iterator[Target]:
    by_id = {section.section_id: section for section in sections}
    known: dict[str, Due | None] = {}
    for section in sections:
        if section.role != "target" or section.kind == "footnote":
            continue
        stretch = tape.stretch((piece.start, piece.end) for piece in section.span.segments)
        aims = read_aims(stretch.text)
        above = _due_above(section, by_id, known) if aims else None
        for aim in aims:
            yield _target(
                aim.quantity,
                aim.indicator,
                stretch,
                tape,
                section_id=section.section_id,
                comparator=aim.comparator,
                **_due(aim.due or above),
                confidence=aim.confidence,
            )


def _due_above(section: Section, by_id: Mapping[str, Section], known: dict[str, Due | None]) -> Due | None:
    """Return by when the nearest heading above says that its aims are due; `known` keeps what each heading says."""
    above = by_id.get(section.parent_id or "")
    while above is not None:
        if above.section_id not in known:
            known[above.section_id] = due_in(above.title or (above.text if above.kind == "heading" else ""))
        if due := known[above.section_id]:
            return due
        above = by_id.get(above.parent_id or "")
    return None


# --- Tables of targets ------------------------------------------------------------------------------------------------

_INDICATOR = regex.compile(r"(?:các |tên |một số |danh mục |nội dung )*(?:chỉ tiêu|mục tiêu|chỉ số)")
_INLINE = regex.compile(r"(?:các |tên |một số |danh mục )*chỉ tiêu(?!.*nhiệm vụ)")
_CONTENT = regex.compile(any_of(["nội dung", "tiêu chí", "lĩnh vực", "tên gọi", "diễn giải"]))
_UNIT_COLUMN = regex.compile(r"(?:đơn vị(?: tính)?|đvt|đ\.v\.t)\.?\Z")
_OTHER_COLUMN = regex.compile(
    any_of(
        ["stt", "tt", "số tt", "đơn vị", "cơ quan", "thời gian", "ghi chú", "chủ trì", "phối hợp", "người", "căn cứ",
         "so sánh", "tỷ lệ so", "kết quả", "hiện trạng", "thực hiện", "ước", "thực trạng", "tham mưu", "tăng", "giảm"]
    )
)  # fmt: skip
_VALUE_COLUMN = regex.compile(
    any_of(["mục tiêu", "chỉ tiêu", "kế hoạch", "phấn đấu", "giá trị", "giai đoạn", "số lượng", "mức", "nhiệm kỳ"])
    + r"|\d{4}"
)
_YEARS = regex.compile(r"(?:đến |tới )?(?:hết )?(?:năm |giai đoạn )?(?:[12]\d{3} ?[-‐-―−] ?)?(?<year>[12]\d{3})(?!\d)")
_BULLET = regex.compile(r"\s*(?<mark>[-‐-―−+*•])?\s*")
_OWN_UNIT = regex.compile(r"\((?<unit>%|[^()\d]{1,30})\)\s*\Z")


@dataclass(frozen=True, slots=True)
class _Columns:
    """What the columns of a table of targets are; without `values` the figures stand in the words themselves."""

    indicator: int
    values: tuple[int, ...]
    unit: int | None


def _columns(table: Table) -> _Columns | None:
    """Return what the columns of a table of targets are, None for any other table."""
    names = [fold(name) for name in table.header]
    own = [squeeze(name.split(" / ")[-1]) for name in names]
    named = [c for c, name in enumerate(names) if _INDICATOR.match(name)]
    if not named and "chỉ tiêu" in fold(table.caption or ""):
        named = [c for c, name in enumerate(names) if _CONTENT.match(name)]
    if not named:
        return None
    first = named[0]
    before = [c for c in range(first) if _CONTENT.match(names[c])]
    if before and 2 * sum(1 for row in table.rows if _figures(row, first)) >= len(table.rows):
        first = before[0]  # `Nội dung`, `Mục tiêu 2030`: the second holds the figures
    units = [c for c, name in enumerate(own) if _UNIT_COLUMN.match(name)]
    others = [
        c for c, name in enumerate(names) if c > first and c not in units and not _OTHER_COLUMN.match(name)
    ]  # fmt: skip
    likely = [c for c in others if _VALUE_COLUMN.search(names[c])] or others
    figures = {c: sum(1 for row in table.rows if not row.group and _figures(row, c)) for c in likely}
    values = tuple(c for c in likely if figures[c])
    rows = sum(1 for row in table.rows if not row.group)
    if values and max(figures.values()) * 3 >= rows:
        return _Columns(first, values, units[0] if units else None)
    inline = sum(1 for row in table.rows if not row.group and find_quantities("".join(row.cells[first : first + 1])))
    told = _INLINE.match(names[first]) and inline * 2 >= rows > 0
    return _Columns(first, (), None) if told and not values else None


def _figures(row: TableRow, column: int) -> list[Quantity]:
    return find_quantities(row.cells[column], cell=True) if column < len(row.cells) else []


def _plain_figures(cell: str) -> list[Quantity]:
    """Return the figures of a cell; those in brackets only where there are no others: `100% (45 xã)`."""
    found = find_quantities(cell, cell=True)
    return [one for one in found if cell.count("(", 0, one.start) == cell.count(")", 0, one.start)] or found


def _of_table(table: Table, tape: Tape) -> Iterator[Target]:
    columns = _columns(table)
    if columns is None:
        return
    caption = due_in(table.caption or "")
    heads = {c: _head_due(table.header[c]) or caption for c in columns.values}
    above = _Above()
    for row in table.rows:
        if row.group:
            above = _Above()
            continue
        if not columns.values:
            yield from _inline(table, row, columns.indicator, caption, tape)
            continue
        words, prefix = above.enter(row, columns)
        for column in columns.values:
            stretch = _cell(row, column, tape) if words else None
            if stretch is None:
                continue
            for quantity in _plain_figures(stretch.text):
                indicator, one = _with_unit(words, quantity, row, columns)
                due = due_in(words) or due_in(stretch.text[: quantity.start]) or heads[column]
                yield _target(
                    one,
                    f"{prefix}: {indicator}" if prefix else indicator,
                    stretch,
                    tape,
                    table_id=table.table_id,
                    row=row.row,
                    **_due(due),
                    confidence=_TABLE if one.unit else _BARE,
                )


def _inline(table: Table, row: TableRow, column: int, due: Due | None, tape: Tape) -> Iterator[Target]:
    """Read a row whose words hold its figures: `Tỷ lệ hộ nghèo còn 1%`."""
    stretch = _cell(row, column, tape)
    for aim in read_aims(stretch.text) if stretch else ():
        assert stretch is not None
        yield _target(
            aim.quantity,
            aim.indicator,
            stretch,
            tape,
            table_id=table.table_id,
            row=row.row,
            comparator=aim.comparator,
            **_due(aim.due or due),
            confidence=aim.confidence,
        )


def _due(due: Due | None) -> dict[str, object]:
    return {"due_raw": due.raw if due else None, "due_year": due.year if due else None}


class _Above:
    """The rows above that only say what the rows under them have in common: they have words and no figure."""

    def __init__(self) -> None:
        self.numbered = self.dashed = ""

    def enter(self, row: TableRow, columns: _Columns) -> tuple[str, str]:
        """Return the row's words without its bullet, and the words above that it completes."""
        cell = squeeze("".join(row.cells[columns.indicator : columns.indicator + 1]))
        bullet = _BULLET.match(cell)
        mark = bullet["mark"] if bullet else None
        words = cell[bullet.end() :] if bullet else cell
        empty = not any(row.cells[c].strip() for c in columns.values if c < len(row.cells))
        numbered = columns.indicator > 0 and bool(row.cells[columns.indicator - 1].strip())
        words = words.rstrip(" .:;,")
        if numbered:
            self.numbered = self.dashed = ""
        if mark == "+":
            return words, self.dashed or self.numbered
        self.dashed = ""
        prefix = "" if numbered else self.numbered
        if empty and numbered and mark is None:
            self.numbered = words
        elif empty:
            self.dashed = f"{prefix}: {words}" if prefix else words
        return words, prefix


def _cell(row: TableRow, column: int, tape: Tape) -> Stretch | None:
    """Return the words of a cell and where they stand, None where it is empty or its place can't be told."""
    cell = row.cells[column] if column < len(row.cells) else ""
    if not cell.strip():
        return None
    if len(row.span.segments) == 1:
        at = row.span.char_start
        parts = tape.text[at : row.span.char_end].split("\t")
        if column < len(parts) and squeeze(parts[column]) == squeeze(cell):
            start = at + sum(len(part) + 1 for part in parts[:column])
            return tape.stretch([(start, start + len(parts[column]))])
    stretch = tape.stretch(cell_pieces(row, cell, tape.text))
    return stretch if squeeze(stretch.text) == squeeze(cell) else None


def _with_unit(words: str, quantity: Quantity, row: TableRow, columns: _Columns) -> tuple[str, Quantity]:
    """Give a figure that prints no unit that of the column of units, or of the brackets behind the words."""
    own = _OWN_UNIT.search(words)
    unit = squeeze(row.cells[columns.unit]) if columns.unit is not None else ""
    if quantity.unit is not None or not (unit or own):
        return words, quantity
    if unit:
        return words, replace(quantity, unit=unit)
    assert own is not None
    return words[: own.start()].strip(), replace(quantity, unit=squeeze(own["unit"]))


def _head_due(name: str) -> Due | None:
    """Return by when a column is due: the last year in its name."""
    found = list(_YEARS.finditer(squeeze(name)))
    return Due(found[-1][0].strip(), int(found[-1]["year"])) if found else None
