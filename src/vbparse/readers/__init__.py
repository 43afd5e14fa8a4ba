"""Readers: one per format, all to the same tape; the registry that picks one by name and content."""

from __future__ import annotations

from pathlib import PurePosixPath

from vbparse.errors import SourceError
from vbparse.model import SourceFormat
from vbparse.readers.text import read_text
from vbparse.tape import Tape

# Extension -> the value of `sources.format`.
FORMATS: dict[str, SourceFormat] = {".txt": "txt", ".text": "txt", ".md": "md", ".markdown": "md"}

# The first bytes of files that people rename: what they are, in English and Vietnamese.
_MAGIC: tuple[tuple[bytes, str, str], ...] = (
    (b"%PDF", "a PDF file", "tệp PDF"),
    (b"PK\x03\x04", "a ZIP or Office file (DOCX, XLSX, ODT)", "tệp ZIP hoặc Office (DOCX, XLSX, ODT)"),
    (b"\xd0\xcf\x11\xe0", "an old Office file (DOC, XLS)", "tệp Office cũ (DOC, XLS)"),
    (b"{\\rtf", "an RTF file", "tệp RTF"),
    (b"\x89PNG", "a PNG picture", "ảnh PNG"),
    (b"\xff\xd8\xff", "a JPEG picture", "ảnh JPEG"),
)


def format_of(source_path: str) -> SourceFormat:
    """Return the format that the name of a source says, `unknown` for an extension that is not read."""
    return FORMATS.get(PurePosixPath(source_path).suffix.lower(), "unknown")


def read(data: bytes, source_path: str) -> Tape:
    """Read the bytes of a file to a tape.

    Raises SourceError: `unsupported-format` for an extension that is not read, `wrong-extension` when the content is of
    another format, and what the readers raise.
    """
    kind = format_of(source_path)
    suffix = PurePosixPath(source_path).suffix
    if kind == "unknown":
        known = ", ".join(sorted(FORMATS))
        raise SourceError(
            "unsupported-format",
            f"files named {suffix or 'without an extension'} are not read; save the text as one of {known}",
            f"chưa đọc được tệp {suffix or 'không có đuôi'}; hãy lưu văn bản thành một trong các loại {known}",
        )
    for magic, what, what_vi in _MAGIC:
        if data.startswith(magic):
            raise SourceError(
                "wrong-extension",
                f"the file is named {suffix} but is {what}; save its text as .txt or .md",
                f"tệp có đuôi {suffix} nhưng thực ra là {what_vi}; hãy lưu phần chữ thành .txt hoặc .md",
            )
    return read_text(data, source_path, kind)
