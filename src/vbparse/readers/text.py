"""The reader of Markdown and plain text: bytes to tape."""

from __future__ import annotations

import codecs

import regex

from vbparse.errors import SourceError
from vbparse.readers.characters import CONTROLS, SOFT_BREAKS, clean
from vbparse.readers.grids import Stray, has_bars, html_rows, html_tables, part_row, pipe_rows
from vbparse.readers.layout import unfold_layout
from vbparse.readers.lines import Row, lay_out
from vbparse.readers.markup import Looks, clean_line, row_of
from vbparse.tape import Note, Tape

MAX_BYTES = 200_000_000
MAX_LINE = 1_000_000

_BREAKS = regex.compile(r"\r\n|\r|\n")
_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)


def read_text(data: bytes, source_path: str, source_format: str) -> Tape:
    """Read Markdown or plain text in UTF-8 or UTF-16.

    Raises SourceError: `empty-file`, `not-text`, `unknown-encoding`, `file-too-large`, `line-too-long`.
    """
    text, encoding = decode(data)
    if not text.strip():
        raise _empty()
    notes: list[tuple[int, Note]] = []
    controls = len(CONTROLS.findall(text))
    if controls:
        if controls > max(16, len(text) // 100):
            raise _not_text()
        text = CONTROLS.sub("", text)
    text = clean(text)
    cleaned = _clean(text)
    rows = unfold_layout(cleaned)
    if not rows:
        raise _empty()
    if controls:
        notes.append((0, Note("control-characters", 0, len(rows[0][0].text), {"count": str(controls)})))
    return lay_out(rows, source_path, source_format, encoding=encoding, notes=notes)


def decode(data: bytes) -> tuple[str, str]:
    """Decode bytes that must be text; return the text and the name of its encoding."""
    if not data:
        raise SourceError(
            "empty-file",
            "the file is empty (0 bytes); copy it again or remove it",
            "tệp rỗng (0 byte); hãy chép lại tệp hoặc bỏ tệp này ra",
        )
    if len(data) > MAX_BYTES:
        raise SourceError(
            "file-too-large",
            f"the file has {len(data)} bytes, more than the {MAX_BYTES} that are read; split it",
            f"tệp có {len(data)} byte, vượt mức {MAX_BYTES} byte; hãy chia nhỏ tệp",
        )
    for bom, encoding in _BOMS:
        if data.startswith(bom):
            return _decode(data, encoding), encoding
    guess = _utf16_without_bom(data)
    if guess:
        return _decode(data, guess), guess
    return _decode(data, "utf-8"), "utf-8"


def _decode(data: bytes, encoding: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        sample = data[:65536]
        binary = sum(byte < 9 or 13 < byte < 32 for byte in sample)
        if binary > len(sample) // 100:
            raise _not_text() from error
        raise SourceError(
            "unknown-encoding",
            f"the text is not in {encoding.upper()} (byte {error.start} can't be read); save it as UTF-8 and try again",
            f"văn bản không theo bảng mã {encoding.upper()} (lỗi ở byte {error.start}); hãy lưu lại bằng UTF-8",
        ) from error


def _empty() -> SourceError:
    return SourceError(
        "empty-file",
        "the file holds no text; check that it was saved whole, or remove it",
        "tệp không có chữ nào; hãy kiểm tra lại việc lưu tệp hoặc bỏ tệp này ra",
    )


def _not_text() -> SourceError:
    return SourceError(
        "not-text",
        "the file is named as text but holds binary data; give it its right extension or remove it",
        "tệp có đuôi văn bản nhưng nội dung là dữ liệu nhị phân; hãy đặt lại đuôi tệp hoặc bỏ tệp này ra",
    )


def _utf16_without_bom(data: bytes) -> str | None:
    """Tell UTF-16 without a mark by where its zero bytes stand: Vietnamese text is half ASCII."""
    sample = data[:4096]
    if len(sample) < 4 or len(data) % 2:
        return None
    even, odd = sample[0::2].count(0), sample[1::2].count(0)
    if odd > len(sample) // 6 and even <= odd // 20:
        return "utf-16-le"
    if even > len(sample) // 6 and odd <= even // 20:
        return "utf-16-be"
    return None


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
