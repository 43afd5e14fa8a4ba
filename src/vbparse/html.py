"""A document as HTML for a notebook: no scripts, no links, every word escaped, readable on light and dark pages."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape
from typing import TYPE_CHECKING

from vbparse import view

if TYPE_CHECKING:
    from vbparse.document import Document, Table
    from vbparse.model import Section

MAX_ROWS = 20
"""Rows of a table that are shown."""

# Colours come from the page; lines and marks are half transparent, so that they hold on white and on black.
_STYLE = """
.vbparse{max-width:62em;line-height:1.45;font-size:14px}
.vbparse h3{margin:.2em 0;font-size:1.15em}
.vbparse h4{margin:1em 0 .3em;font-size:1em}
.vbparse .vb-id,.vbparse .vb-role,.vbparse .vb-note{opacity:.6;font-size:.85em}
.vbparse table{border-collapse:collapse;margin:.4em 0;display:block;overflow-x:auto}
.vbparse table{background:none;color:inherit;font-size:inherit}
.vbparse .vb-fields th{font-weight:normal;opacity:.65;white-space:nowrap}
.vbparse th,.vbparse td{text-align:left;vertical-align:top;padding:.15em .6em;border:0;background:none;color:inherit}
.vbparse .vb-table th,.vbparse .vb-table td{border:1px solid rgba(128,128,128,.45)}
.vbparse .vb-table th{background:rgba(128,128,128,.18)}
.vbparse .vb-group td{background:rgba(128,128,128,.09);font-weight:bold}
.vbparse details{margin:.15em 0 .15em 1em}
.vbparse summary{cursor:pointer;margin-left:-1em}
.vbparse p{margin:.25em 0 .25em 1em}
.vbparse p.vb-leaf{margin-left:0}
.vbparse .vb-marker{opacity:.75;font-weight:bold}
.vbparse ul{margin:.2em 0 .2em 1em;padding-left:1em}
.vbparse .vb-error{color:#d1453b;font-weight:bold}
.vbparse .vb-warning{color:#b8860b;font-weight:bold}
""".replace("\n", "")


def document_html(document: Document) -> str:
    """Return a document as a self-contained piece of HTML (one `div`), for `_repr_html_`.

    The outline folds under its headings; of each table the first `MAX_ROWS` rows are shown.
    """
    body = [
        f"<style>{_STYLE}</style>",
        f"<h3>{escape(view.heading(document))}</h3>",
        f'<div class="vb-id">{escape(document.doc_id)} · {escape(document.source_path)}</div>',
        _fields(document),
    ]
    for part in view.parts(document):
        if part.title:
            body.append(f"<h4>{escape(part.title)}</h4>")
        body.append(_entries(part.entries, open_to=1))
    facts = view.facts(document)
    if facts:
        body.append(f'<p class="vb-leaf vb-note">Trích xuất: {escape(facts)}</p>')
    if document.diagnostics:
        body.append(_diagnostics(document))
    return f'<div class="vbparse">{"".join(body)}</div>'


def _fields(document: Document) -> str:
    rows = (
        f"<tr><th>{escape(name)}</th><td>{'<br>'.join(escape(value) for value in values)}</td></tr>"
        for name, values in view.fields(document)
    )
    return f'<table class="vb-fields">{"".join(rows)}</table>'


def _entries(entries: Iterable[view.Node | Table], open_to: int, role: str | None = None) -> str:
    """Render sections and tables; folds are open on the first `open_to` levels."""
    pieces = []
    for entry in entries:
        if not isinstance(entry, view.Node):
            pieces.append(_table(entry))
            continue
        words = _words(entry.section, role)
        if entry.below:
            state = " open" if open_to > 0 else ""
            below = _entries(entry.below, open_to - 1, entry.section.role or role)
            pieces.append(f"<details{state}><summary>{words}</summary>{below}</details>")
        else:
            pieces.append(f'<p class="vb-leaf">{words}</p>')
    return "".join(pieces)


def _words(section: Section, role_above: str | None) -> str:
    title, rest = view.split_title(section)
    marker = f'<span class="vb-marker">{escape(section.marker)}</span> ' if section.marker else ""
    words = (f"<b>{escape(title)}</b>" if title else "") + escape(rest)
    if section.role and section.role != role_above:
        words += f' <span class="vb-role">({view.ROLE[section.role]})</span>'
    return marker + words


def _table(table: Table) -> str:
    size = f"Bảng: {table.n_rows} dòng × {table.n_cols} cột"
    title = f"{table.caption} ({size})" if table.caption else size
    head = "".join(f"<th>{escape(name)}</th>" for name in table.header)
    rows = []
    for row in table.rows[:MAX_ROWS]:
        cells = "".join(f"<td>{escape(cell)}</td>" for cell in row.cells)
        rows.append(f'<tr class="vb-group">{cells}</tr>' if row.group else f"<tr>{cells}</tr>")
    more = len(table.rows) - MAX_ROWS
    note = f'<div class="vb-note">… và {more} dòng nữa</div>' if more > 0 else ""
    return (
        f'<div class="vb-note">{escape(title)}</div>'
        f'<table class="vb-table"><thead><tr>{head}</tr></thead><tbody>{"".join(rows)}</tbody></table>{note}'
    )


def _diagnostics(document: Document) -> str:
    items = "".join(
        f'<li><span class="vb-{note.severity}">{view.SEVERITY[note.severity]}</span> {escape(note.words)}'
        f' <span class="vb-note">[{escape(note.code)}]</span></li>'
        for note in view.notes(document.diagnostics)
    )
    return f"<details><summary>Chẩn đoán: {view.severities(document.diagnostics)}</summary><ul>{items}</ul></details>"
