"""The follow-up list as a table for a terminal."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Literal

from vbparse.followup.rows import Row

if TYPE_CHECKING:
    from rich.console import RenderableType

# Columns of the table on a terminal with their shares of its width; the others are as wide as their words.
_SHARES = {"Thời hạn": 3, "Đơn vị chủ trì": 4, "Đơn vị phối hợp": 4, "Nhiệm vụ": 9, "Văn bản, mục": 4}
_LONGEST = 24  # a longer word, such as the name of a file, may break
_NARROWEST = 6  # where the terminal is too narrow, shorter ones too


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
    """Share `width` out: no column narrower than its longest word, and only that of the tasks wider than its share.

    Where there is no room for that, the widest give way.
    """
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
    shared = [name for name in columns if name in _SHARES]
    while sum(found[name] for name in shared) > max(free, _NARROWEST * len(shared)):
        found[max(shared, key=found.__getitem__)] -= 1
    return [found[name] for name in columns]
