"""Tables that are only layout: the two columns of a heading or closing block, and list items parted by a tab.

A heading block is typeset in two columns (organisation and number on the left, Party name, place and date on the right;
36-HD/VPTW, part III). Copied to text they come as table rows or as words with a wide gap. They are unfolded here, left
column first, so that all later steps see lines.
"""

from __future__ import annotations

import regex

from vbparse.readers.markup import CleanLine
from vbparse.tape import Run

Row = tuple[CleanLine, int, bool]

_COMPONENT = regex.compile(
    r"""
      \W*(?:ĐẢNG[ ]CỘNG[ ]SẢN[ ]VIỆT[ ]NAM | CỘNG[ ]H(?:ÒA|OÀ)[ ]XÃ[ ]HỘI[ ]CHỦ[ ]NGHĨA | Độc[ ]lập[ ]-[ ]Tự[ ]do)
    | \W*Số\s*:?\s*[\d.…]{0,6}\s*[-/]\s*\p{Lu}
    | \W*N(?:ơi|ƠI)[ ](?:nhận|NHẬN)\s*:?
    | \W*(?:T/M|K/T|T/L|TM\.|KT\.|TL\.|TUQ\.|Q\.)\s*\p{Lu}
    | \W*[\p{Lu}][\p{L} .-]{1,40},\s*ngày[\s\d.…]*tháng[\s\d.…]*năm
    """,
    regex.VERBOSE,
)
_WIDE_GAP = regex.compile(r"(?<=\S)[ ]{4,}(?=\S)")
_ITEM = regex.compile(r"\s*(?:[-–+*•]|[IVXLC]{1,6}|\p{L}|\(?\d{1,2}(?:\.\d{1,2}){0,3})\s*[.)/-]?\s*$")
_INDEX_HEAD = regex.compile(r"\s*(?:S?TT|T\s?T|Số TT|Stt)\s*$", regex.IGNORECASE)


def unfold_layout(rows: list[Row]) -> list[Row]:
    """Return the lines with layout tables unfolded and everything else as it was."""
    out: list[Row] = []
    at = 0
    while at < len(rows):
        end = _run_end(rows, at)
        run = rows[at:end]
        table = _has_index(run[0][0])
        if run[0][0].cells is not None and not table and _is_list(run):
            run = [(_flatten(line), number, gap) for line, number, gap in run]
        out += run if table else _unfold_run(run)
        at = end
    return out


def _run_end(rows: list[Row], at: int) -> int:
    """Return where the run that begins at `at` ends: table rows without a gap, or lines of two columns."""
    cells = rows[at][0].cells is not None
    end = at + 1
    while end < len(rows) and not (cells and rows[end][2]):
        line = rows[end][0]
        if (line.cells is not None) != cells or (not cells and len(_columns(line)) != 2):
            break
        end += 1
    return end


def _unfold_run(run: list[Row]) -> list[Row]:
    """Unfold the stretches of two columns in a run that hold a component of a heading or closing block."""
    out: list[Row] = []
    at = 0
    while at < len(run):
        end = at
        while end < len(run) and len(_columns(run[end][0])) == 2:
            end += 1
        block = run[at:end]
        if block and any(_COMPONENT.match(cell) for row in block for cell in _texts(row[0])):
            out += _by_columns(block)
        else:
            end = max(end, at + 1)
            out += run[at:end]
        at = end
    return out


def _columns(line: CleanLine) -> list[tuple[int, int]]:
    """Return the columns of a line that may be layout: its cells, or the two sides of a wide gap."""
    if line.cells is not None:
        return [(c.start, c.end) for c in line.cells]
    gaps = list(_WIDE_GAP.finditer(line.text, timeout=2)) if "    " in line.text else []
    if len(gaps) != 1:
        return []
    return [(0, gaps[0].start()), (gaps[0].end(), len(line.text))]


def _texts(line: CleanLine) -> list[str]:
    return [line.text[a:b] for a, b in _columns(line)]


def _has_index(line: CleanLine) -> bool:
    """Whether a row heads a real table: its first column is one of numbers."""
    return line.cells is not None and bool(_INDEX_HEAD.match(line.text[line.cells[0].start : line.cells[0].end]))


def _by_columns(block: list[Row]) -> list[Row]:
    out: list[Row] = []
    for column in (0, 1):
        first = True
        for line, number, gap in block:
            start, end = _columns(line)[column]
            if line.text[start:end].strip():
                out.append((_cut(line, start, end), number, gap or first))
                first = False
    return out


def _is_list(run: list[Row]) -> bool:
    """Whether a run of rows is a list or indented lines: one text each, or one behind a marker."""
    for line, _, _ in run:
        texts = [text for text in _texts(line) if text.strip()]
        if len(_columns(line)) > 2 or (len(texts) == 2 and not _ITEM.match(texts[0])):
            return False
    return True


def _flatten(line: CleanLine) -> CleanLine:
    start = len(line.text) - len(line.text.lstrip())
    flat = _cut(line, start, len(line.text.rstrip()))
    return CleanLine(flat.text.replace("\t", " "), flat.runs, flat.heading)


def _cut(line: CleanLine, start: int, end: int) -> CleanLine:
    runs = [
        Run(max(r.start, start) - start, min(r.end, end) - start, r.bold, r.italic, r.superscript)
        for r in line.runs
        if r.end > start and r.start < end
    ]
    return CleanLine(line.text[start:end], tuple(runs), line.heading)
