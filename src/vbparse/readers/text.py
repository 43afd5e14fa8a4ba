"""The reader of Markdown and plain text: bytes to tape."""

from __future__ import annotations

import regex

from vbparse.errors import SourceError
from vbparse.readers.characters import CONTROLS, SOFT_BREAKS, clean
from vbparse.readers.encodings import decode, no_text, not_text
from vbparse.readers.grids import Stray, has_bars, html_rows, html_tables, part_row, pipe_rows
from vbparse.readers.layout import unfold_layout
from vbparse.readers.lines import Row, lay_out
from vbparse.readers.markup import Looks, clean_line, row_of
from vbparse.readers.spacing import part_words
from vbparse.tape import Note, Tape

MAX_LINE = 1_000_000

_BREAKS = regex.compile(r"\r\n|\r|\n")


def read_text(data: bytes, source_path: str, source_format: str) -> Tape:
    """Read Markdown or plain text in Unicode, Windows-1258 or a character set of old.

    Raises SourceError: `empty-file`, `not-text`, `unknown-encoding`, `file-too-large`, `line-too-long`.
    """
    text, encoding, legacy_font = decode(data)
    if not text.strip():
        raise no_text()
    notes: list[tuple[int, Note]] = []
    controls = len(CONTROLS.findall(text))
    if controls:
        if controls > max(16, len(text) // 100):
            raise not_text()
        text = CONTROLS.sub("", text)
    text = clean(text)
    cleaned = _clean(text)
    rows, parted = part_words(unfold_layout(cleaned))
    if not rows:
        raise no_text()
    if controls:
        notes.append((0, Note("control-characters", 0, len(rows[0][0].text), {"count": str(controls)})))
    return lay_out(rows, source_path, source_format, encoding=encoding, notes=notes + parted, legacy_font=legacy_font)


def _clean(text: str) -> list[Row]:
    """Clean every line; return (line, its number in the source, whether blank space is before it)."""
    _check_lengths(text)
    out: list[Row] = []
    at, number = 0, 1
    for start, end in [*html_tables(text), (len(text), len(text))]:
        out += _clean_lines(text[at:start], number)
        number += len(_BREAKS.findall(text, at, start))
        out += _clean_table(text[start:end], number)
        number += len(_BREAKS.findall(text, start, end))
        at = end
    return out


def _check_lengths(text: str) -> None:
    for number, raw in enumerate(_BREAKS.split(text), start=1):
        if len(raw) > MAX_LINE:
            raise SourceError(
                "line-too-long",
                f"line {number} has {len(raw)} characters, more than the {MAX_LINE} that a line can have; "
                "this is hardly a document: check the file, or break the line",
                f"dòng {number} dài {len(raw)} ký tự, vượt mức {MAX_LINE} ký tự; hãy kiểm tra tệp hoặc ngắt dòng",
            )


def _clean_lines(text: str, first: int) -> list[Row]:
    out: list[Row] = []
    looks, gap = Looks(), first > 1
    lines = _BREAKS.split(text)
    rows = pipe_rows(lines)
    for index, raw in enumerate(lines):
        if not raw.strip(" \t|") or raw.isspace():  # a lone bar: the edge of a cell printed on lines of its own
            looks.reset()
            gap = True
            continue
        row = rows.get(index)
        for part in [raw] if row else SOFT_BREAKS.split(raw):
            if row:
                cleaned = [row_of(part_row(part) if has_bars(part) else row.cells, heads=row.heads)]
            else:
                cleaned = clean_line(part, looks)
            for line in cleaned:
                if line.text.strip():
                    out.append((line, first + index, gap))
                    gap = False
    return out


def _clean_table(raw: str, first: int) -> list[Row]:
    """Clean an HTML table: a line for each row, and for what stands in no cell."""
    out: list[Row] = []
    for row in html_rows(_BREAKS.sub("\n", raw)):
        cleaned = clean_line(row.text, Looks()) if isinstance(row, Stray) else [row_of(row.cells, heads=row.heads)]
        out += [(line, first + row.line, not out) for line in cleaned if line.text.strip()]
    return out
