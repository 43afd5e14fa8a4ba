"""Readers: one per format, all to the same tape; the registry that picks one by content and name."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import PurePosixPath
from typing import Final

from vbparse.errors import SourceError
from vbparse.model import SourceFormat
from vbparse.readers.encodings import no_bytes
from vbparse.readers.kinds import by_name, extension_of, kind_of
from vbparse.readers.text import read_text
from vbparse.tape import Note, Tape

__all__ = ["ARCHIVES", "kind_of", "read"]

ARCHIVES: Final[frozenset[SourceFormat]] = frozenset(["zip", "eml"])
"""Formats that hold files: each of these is read by itself (`archives.open_up`)."""


@dataclass(frozen=True)
class _File:
    """What a reader is given: the bytes, the name in the dataset, the format, and passwords to try."""

    data: bytes
    source_path: str
    kind: SourceFormat
    passwords: Sequence[str]


def _text(file: _File) -> Tape:
    return read_text(file.data, file.source_path, file.kind)


def _pdf(file: _File) -> Tape:
    from vbparse.readers.pdf import read_pdf

    return read_pdf(file.data, file.source_path, file.passwords)


def _docx(file: _File) -> Tape:
    from vbparse.readers.docx import read_docx

    return read_docx(file.data, file.source_path, file.passwords)


def _html(file: _File) -> Tape:
    from vbparse.readers.html import read_html

    return read_html(file.data, file.source_path)


def _old_word(file: _File) -> Tape:
    from vbparse.readers.office import read_old_word

    return read_old_word(file.data, file.source_path, file.kind)


def _image(file: _File) -> Tape:
    from vbparse.readers.scan import read_image

    return read_image(file.data, file.source_path)


# Readers of heavy formats import their libraries when they are first used.
_READERS: dict[SourceFormat, Callable[[_File], Tape]] = {
    "txt": _text, "md": _text, "docx": _docx, "pdf": _pdf, "html": _html,
    "image": _image, "doc": _old_word, "rtf": _old_word, "odt": _old_word,
}  # fmt: skip

_NAMES: dict[SourceFormat, str] = {"md": "Markdown", "txt": "text", "html": "HTML"}


def read(data: bytes, source_path: str, passwords: Sequence[str] = ()) -> Tape:
    """Read the bytes of a file to a tape; `passwords` are tried in turn where the file is locked.

    A file whose name says another format than its content is read by its content, with a note on the tape.
    Raises SourceError: `empty-file` for no bytes, `unsupported-format` for what is not read, and what the
    readers raise.
    """
    if not data:
        raise no_bytes()
    kind = kind_of(data, source_path)
    if kind in ARCHIVES:
        raise SourceError(
            "archive-of-files",
            "the file holds other files; parse or parse_folder (vbparse parse) read each of them",
            "tệp này chứa các tệp khác; hãy dùng parse hoặc parse_folder (vbparse parse) để đọc từng tệp bên trong",
        )
    reader = _READERS.get(kind)
    if reader is None:
        raise _unsupported(kind, source_path)
    tape = reader(_File(data, source_path, kind, passwords))
    named = by_name(source_path)
    if named == kind or {named, kind} <= {"txt", "md", "html"} or not tape.lines:
        return tape
    suffix = PurePosixPath(source_path).suffix or "no extension"
    first = tape.lines[0]
    fields = {"suffix": suffix, "kind": _NAMES.get(kind, kind.upper())}
    return replace(tape, notes=(Note("wrong-extension", first.start, first.end, fields), *tape.notes))


def _unsupported(kind: SourceFormat, source_path: str) -> SourceError:
    suffix = PurePosixPath(source_path).suffix
    usual = dict.fromkeys(extension_of(named) for named in (*_READERS, *sorted(ARCHIVES)))
    known = ", ".join(usual)
    named, named_vi = (f"named {suffix}", suffix) if suffix else ("without an extension", "không có đuôi")
    return SourceError(
        "unsupported-format",
        f"files {named} are not read; save the document as .docx or .pdf, or take the file out (what is read: {known})",
        f"chưa đọc được tệp {named_vi}; hãy lưu văn bản thành .docx hoặc .pdf, hoặc bỏ tệp này ra "
        f"(các loại đọc được: {known})",
    )
