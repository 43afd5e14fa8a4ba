"""A document as a tree on a terminal, from its heading block to its diagnostics; and finding one by its name."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from vbparse import marks, view

if TYPE_CHECKING:
    from rich.console import Console, RenderableType
    from rich.text import Text

    from vbparse.document import Document, Table
    from vbparse.model import Diagnostic, Section, Severity

_SEVERITY: dict[Severity, str] = {"error": "bold red", "warning": "yellow", "info": "dim"}
_INDENT = 2
_TITLE_AT_LEAST = 30


def print_documents(documents: Iterable[Document], console: Console, *, facts: bool = False) -> None:
    """Print documents as trees, cut to the width of the console and coloured where it has colours.

    With `facts` the sections that hold facts are printed whole, with the words of each fact marked: by colours, or by
    signs where the console has none.
    """
    signs = console.no_color or console.color_system is None
    for number, document in enumerate(documents):
        if number:
            console.print()
        for block in blocks(document, console.width, facts=facts, signs=signs):
            console.print(block, highlight=False, markup=False, soft_wrap=False)


def blocks(document: Document, width: int, *, facts: bool = False, signs: bool = False) -> Iterator[RenderableType]:
    """Yield a document from top to bottom as things to print, for lines of `width` columns.

    `facts` marks the facts in the text, with `signs` by brackets.
    """
    from rich.rule import Rule
    from rich.text import Text

    yield Rule(Text(view.heading(document), style="bold"), align="left", style="cyan")
    yield Text(document.doc_id, style="dim")
    yield _fields(document)
    painter = _Painter(document, width, marks.marks(document) if facts else [], signs)
    if facts:
        yield marks.legend(signs=signs)
    for part in view.parts(document):
        yield Text()
        if part.title:
            yield Text(part.title, style="bold magenta")
        yield from painter.lines(part.entries)
    counts = view.facts(document)
    if counts:
        yield Text(f"\nTrích xuất: {counts}", style="dim")
    if document.diagnostics:
        yield Text(f"\nChẩn đoán: {view.severities(document.diagnostics)}", style="bold")
        yield from diagnostics(document.diagnostics)


@dataclass(frozen=True)
class _Painter:
    """Paints the outline of one document; `found` are its facts, empty where they are not to be marked.

    `signs` marks them by brackets too.
    """

    document: Document
    width: int
    found: list[marks.Mark]
    signs: bool

    def lines(
        self, entries: Sequence[view.Node | Table], depth: int = 0, role: str | None = None
    ) -> Iterator[RenderableType]:
        """Yield one line for each section and table, more for a section with facts; `role` is that of the one above."""
        for entry in entries:
            if isinstance(entry, view.Node):
                yield self._section(entry.section, depth, role)
                yield from self.lines(entry.below, depth + 1, entry.section.role or role)
            else:
                yield _table_line(entry, self.width, depth)

    def _section(self, section: Section, depth: int, role: str | None) -> RenderableType:
        from rich.padding import Padding
        from rich.text import Text

        inside = [m for m in self.found if m.start < section.span.char_end and m.end > section.span.char_start]
        marked = marks.marked_text(self.document, section, inside, signs=self.signs) if inside else None
        if marked is None:
            return _section_line(section, self.width, depth, role)
        line = Text(f"{section.marker} ", style="cyan") if section.marker else Text()
        return Padding(Text.assemble(line, marked), (0, 0, 0, _INDENT * depth))


def diagnostics(found: Iterable[Diagnostic]) -> Iterator[RenderableType]:
    """Yield diagnostics, the gravest first: severity, place, what it is and its code."""
    from rich.padding import Padding
    from rich.text import Text

    for note in view.notes(found):
        line = Text.assemble(
            (view.SEVERITY[note.severity], _SEVERITY[note.severity]), f"  {note.words}", (f"  [{note.code}]", "dim")
        )
        yield Padding(line, (0, 0, 0, _INDENT))


def find(rows: Iterable[Mapping[str, Any]], wanted: str) -> list[str]:
    """Return the doc_ids that `wanted` may mean among rows of `documents`.

    The first of these that finds any: the doc_id, the number (`109-NQ/TU`, whatever its case, dashes and spaces), the
    beginning of a doc_id.
    """
    from vbparse.lexicon.fold import fold

    def key(text: object) -> str:
        return fold(str(text or "")).removeprefix("số").replace(" ", "")

    known = list(rows) if key(wanted) else []
    for same in (
        lambda row: row["doc_id"] == wanted,
        lambda row: key(row["number"]) == key(wanted),
        lambda row: key(row["doc_id"]).startswith(key(wanted).replace("/", "-")),
    ):
        found = [str(row["doc_id"]) for row in known if same(row)]
        if found:
            return found
    return []


def nearest(rows: Iterable[Mapping[str, Any]], wanted: str) -> list[str]:
    """Return up to five doc_ids whose number or id looks like `wanted`, the likest first."""
    named: dict[str, list[str]] = {}
    for row in rows:
        for name in (row["doc_id"], row["number"]):
            if name:
                named.setdefault(str(name).casefold(), []).append(str(row["doc_id"]))
    close = difflib.get_close_matches(wanted.casefold(), named, n=10, cutoff=0.5)
    return list(dict.fromkeys(doc_id for name in close for doc_id in named[name]))[:5]


def _fields(document: Document) -> RenderableType:
    from rich.padding import Padding
    from rich.table import Table
    from rich.text import Text

    grid = Table.grid(padding=(0, 2))
    grid.add_column(no_wrap=True, style="cyan")
    grid.add_column(overflow="fold")
    for name, values in view.fields(document):
        grid.add_row(name, Text("\n".join(values)))
    return Padding(grid, (0, 0, 0, _INDENT))


def _section_line(section: Section, width: int, depth: int, role_above: str | None) -> Text:
    from rich.text import Text

    title, rest = view.split_title(section)
    role = f"  ({view.ROLE[section.role]})" if section.role and section.role != role_above else ""
    line = Text(" " * _INDENT * depth, no_wrap=True, overflow="ellipsis")
    if section.marker:
        line.append(f"{section.marker} ", style="cyan")
    line.append(_head(title, width), style="bold")
    line.append(_head(rest, width), style="dim" if section.kind == "footnote" else "")
    if width - len(role) >= len(" " * _INDENT * depth) + _TITLE_AT_LEAST:
        line.truncate(width - len(role), overflow="ellipsis")
        line.append(role, style="dim")
    line.truncate(width, overflow="ellipsis")
    return line


def _table_line(table: Table, width: int, depth: int) -> Text:
    from rich.text import Text

    line = Text(" " * _INDENT * depth, no_wrap=True, overflow="ellipsis")
    line.append(f"Bảng: {table.n_rows} dòng × {table.n_cols} cột", style="green")
    names = " | ".join(table.header)
    for words in (table.caption, names):
        if words:
            line.append(f" – {_head(words, width)}")
    line.truncate(width, overflow="ellipsis")
    return line


def _head(text: str, width: int) -> str:
    """Return no more of a text than a line can hold, white space folded."""
    return re.sub(r"\s+", " ", text[: 2 * width])
