"""One source in, its documents out: the verb `parse`, and the reading of a path that may not be there."""

from __future__ import annotations

import os
import unicodedata
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from vbparse.errors import SourceError, UsageError
from vbparse.parsing import Options, not_read, parse_bytes
from vbparse.readers.archives import open_up
from vbparse.readers.kinds import extension_of, kind_of
from vbparse.view import reason

if TYPE_CHECKING:
    from vbparse.document import Document, ParsedSource

UNNAMED = "unnamed"
"""The `source_path` of bytes that come without a name, before the extension that their content proves."""


def parse(
    source: str | os.PathLike[str] | bytes, *, include_secret: bool = False, passwords: Sequence[str] = ()
) -> list[Document]:
    """Parse one file and return its documents, in the order of the source.

    `source` is a path, or the bytes of a file (of text, where the bytes don't say what they are). Documents marked Mật,
    Tối mật or Tuyệt mật are left out unless `include_secret`; a file that holds no document gives an empty list.
    `passwords` are tried in turn on a locked file. A ZIP archive or saved mail gives the documents of the files in it.
    Raises SourceError when the file, or the first one in it, can't be parsed, and UsageError when there is no such file
    or it can't be opened.
    """
    documents: list[Document] = []
    for parsed in parse_sources(source, include_secret=include_secret, passwords=passwords):
        if parsed.source.status == "failed":
            raise SourceError(parsed.source.error_code or "unreadable", *reason(parsed))
        documents += parsed.documents
    return documents


def parse_sources(
    source: str | os.PathLike[str] | bytes,
    *,
    name: str | None = None,
    include_secret: bool = False,
    passwords: Sequence[str] = (),
) -> list[ParsedSource]:
    """Parse one file, or each of those in a ZIP archive or saved mail, and return all that each gave.

    Names and errors are as with `parse_source`; a file in an archive is named `archive.zip/folder/a.docx`.
    """
    options = Options(include_secret=include_secret, passwords=tuple(passwords))
    data = source if isinstance(source, bytes) else _read(Path(source))
    default = named(data, UNNAMED) if isinstance(source, bytes) else _readable(Path(source).name)
    return [
        parse_bytes(inside.data, inside.source_path, options)
        if inside.error is None
        else not_read(inside.data, inside.source_path, inside.error)
        for inside in open_up(data, name or default, options.passwords)
    ]


def parse_source(
    source: str | os.PathLike[str] | bytes,
    *,
    name: str | None = None,
    include_secret: bool = False,
    passwords: Sequence[str] = (),
) -> ParsedSource:
    """Parse one file and return all that it gave, whether or not it could be read.

    `name` becomes the `source_path`: by default the file's name without folders, or `unnamed.txt` for bytes of text,
    `unnamed.pdf` for those of a PDF.
    Raises UsageError when there is no such file or it can't be opened; a bad file is told in the result.
    """
    options = Options(include_secret=include_secret, passwords=tuple(passwords))
    if isinstance(source, bytes):
        return parse_bytes(source, name or named(source, UNNAMED), options)
    path = Path(source)
    return parse_bytes(_read(path), name or _readable(path.name), options)


def named(data: bytes, stem: str) -> str:
    """Return a name for bytes without one: `stem` with the extension of what they are, `.txt` where they don't say."""
    return f"{stem}{extension_of(kind_of(data, f'{stem}.txt'))}"


def draw_page(
    source: str | os.PathLike[str] | bytes,
    page: int = 1,
    *,
    include_secret: bool = False,
    passwords: Sequence[str] = (),
) -> bytes:
    """Parse a PDF and return its page `page` (1-based) as PNG, every labelled part boxed and coloured.

    Raises SourceError when the file can't be parsed, or holds only documents that are secret and left out; UsageError
    when it is no PDF, has no such page, or can't be opened.
    """
    from vbparse import picture

    data = source if isinstance(source, bytes) else _read(Path(source))
    name = None if isinstance(source, bytes) else _readable(Path(source).name)
    parsed = parse_source(data, name=name, include_secret=include_secret, passwords=passwords)
    if parsed.source.status in ("failed", "skipped"):
        raise SourceError(parsed.source.error_code or "unreadable", *reason(parsed))
    return picture.draw_page(data, parsed, page, passwords)


def _read(path: Path) -> bytes:
    if path.is_dir():
        raise UsageError(f"{str(path)!r} is a folder; use parse_folder for a folder of files.")
    try:
        return path.read_bytes()
    except FileNotFoundError:
        raise UsageError(f"There is no file {str(path)!r}; check its name and folder.") from None
    except (OSError, ValueError) as error:
        why = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
        raise UsageError(f"The file {str(path)!r} can't be opened: {why}.") from None


def _readable(name: str) -> str:
    """Return a file's name as valid text in NFC, whatever bytes the file system holds."""
    return unicodedata.normalize("NFC", os.fsencode(name).decode("utf-8", "replace"))
