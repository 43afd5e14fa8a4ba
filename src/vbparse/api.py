"""One source in, its documents out: `parse` and `parse_sources`, and the reading of a path that may not be there.

Where a call can't be carried out they raise UsageError. A file that can't be parsed, be it bad, too large for the
memory or too much for vbparse, is a failed source, which `parse` raises as SourceError.
"""

from __future__ import annotations

import logging
import os
import traceback
import unicodedata
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from vbparse.errors import SourceError, UsageError
from vbparse.parsing import Options, broken_off, check_settings, covering, not_read, parse_bytes
from vbparse.readers.archives import open_up
from vbparse.readers.kinds import extension_of, kind_of
from vbparse.view import reason

if TYPE_CHECKING:
    from vbparse.document import Document, ParsedSource

_LOG = logging.getLogger("vbparse")

UNNAMED = "unnamed"
"""The `source_path` of bytes that come without a name, before the extension that their content proves."""


def parse(
    source: str | os.PathLike[str] | bytes, *, include_secret: bool = False, passwords: Sequence[str] = ()
) -> list[Document]:
    """Parse one file and return its documents, in the order of the source.

    `source` is a path, or the bytes of a file (of text, where the bytes don't say what they are). Documents marked Mật,
    Tối mật or Tuyệt mật are left out unless `include_secret`; a file that holds no document gives an empty list.
    `passwords` are tried in turn on a locked file. A ZIP archive or saved mail gives the documents of the files in it.
    Raises SourceError when the file, or one of those in it, can't be parsed, whatever the cause: that of a fault of
    vbparse is its `__cause__`. `parse_sources` gives what can be parsed all the same. Raises UsageError when there is
    no such file or it can't be opened.
    """
    documents: list[Document] = []
    for parsed, error in _parsed(source, None, Options(include_secret, tuple(passwords))):
        if parsed.source.status == "failed":
            raise SourceError(parsed.source.error_code or "unreadable", *reason(parsed)) from error
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

    A bad file is told in its own result (`source.status`, `source.error_code`), and so is one that vbparse fails on;
    the others are there. Names are as with `parse_source`; a file in an archive is named `archive.zip/folder/a.docx`.
    Raises UsageError when there is no such file or it can't be opened.
    """
    return [parsed for parsed, _ in _parsed(source, name, Options(include_secret, tuple(passwords)))]


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
    Raises UsageError when there is no such file or it can't be opened; a bad file is told in the result, as is one
    that vbparse fails on.
    """
    check_settings()
    data, default = given(source)
    return _parse(data, name or default, Options(include_secret, tuple(passwords)))[0]


def given(source: str | os.PathLike[str] | bytes) -> tuple[bytes, str]:
    """Return the bytes of a source, and its name where the caller gives none.

    Raises UsageError when there is no such file or it can't be opened.
    """
    if isinstance(source, bytes):
        return source, named(source, UNNAMED)
    path = Path(source)
    return _read(path), _readable(path.name)


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

    data, name = given(source)
    parsed = parse_source(data, name=name, include_secret=include_secret, passwords=passwords)
    if parsed.source.status in ("failed", "skipped"):
        raise SourceError(parsed.source.error_code or "unreadable", *reason(parsed))
    return picture.draw_page(data, parsed, page, passwords)


def _parsed(
    source: str | os.PathLike[str] | bytes, name: str | None, options: Options
) -> Iterator[tuple[ParsedSource, Exception | None]]:
    """Yield what each file of a source gave, with the error that parsing broke off at."""
    check_settings()
    data, default = given(source)
    for inside in open_up(data, name or default, options.passwords):
        if inside.error is not None:
            yield not_read(inside.data, inside.source_path, inside.error), None
        else:
            parsed, error = _parse(inside.data, inside.source_path, options)
            yield (covering(parsed) if inside.covers else parsed), error


def _parse(data: bytes, source_path: str, options: Options) -> tuple[ParsedSource, Exception | None]:
    try:
        return parse_bytes(data, source_path, options), None
    except Exception as error:  # a fault of vbparse: told as in a folder, so that the other files are not lost
        _LOG.debug("%s: %s", source_path, "".join(traceback.format_exception(error)))
        return broken_off(data, source_path, error), error


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
