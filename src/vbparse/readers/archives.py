"""Files that hold files: ZIP archives and saved mails, opened within limits; each file inside is one of its own.

Nothing is written to disk, so that a name that climbs out of its folder is only a name; it is cleaned all the same.
"""

from __future__ import annotations

import io
import unicodedata
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import PurePosixPath
from typing import Final

import regex

from vbparse.errors import SourceError
from vbparse.readers.encodings import MAX_BYTES, too_large
from vbparse.readers.kinds import BROKEN_ZIP, kind_of
from vbparse.readers.mail import BODIES, parts_of

MAX_FILES: Final = 10_000  # in one archive, with those in archives inside
MAX_TOTAL: Final = 2_000_000_000  # bytes unpacked
MAX_RATIO: Final = 500  # bytes out for a byte in; text of Word packs to a twentieth
MAX_DEPTH: Final = 3  # archives one inside the other
_SMALL: Final = 1_000_000  # bytes below which the ratio tells nothing

_UTF8_NAME = 0x800  # flags of an entry (APPNOTE.TXT, 4.4.4)
_ENCRYPTED = 0x1
_LEFT_OUT = regex.compile(r"(?:^|/)(?:__MACOSX|\.[^/]*|Thumbs\.db|desktop\.ini)(?:/|$)", regex.IGNORECASE)
_UNSAFE = regex.compile(r"[\x00-\x1f\x7f]")


@dataclass(frozen=True)
class Inside:
    """A file as it was handed in or found in an archive: its name in the dataset, and its bytes or why it has none.

    `covers` tells that it is the text of a mail that comes with attachments.
    """

    source_path: str
    data: bytes
    error: SourceError | None = None
    covers: bool = False


@dataclass
class _Limits:
    """What may still be unpacked of one file that was handed in."""

    files: int = MAX_FILES
    size: int = MAX_TOTAL
    names: dict[str, int] = field(default_factory=dict)  # the number that the last file of this name got


def open_up(data: bytes, source_path: str, passwords: Sequence[str] = ()) -> Iterator[Inside]:
    """Yield the files that a file holds, at any depth, as `archive.zip/folder/a.docx`; the file itself if it is none.

    `passwords` are tried on entries that are locked. What can't be opened is yielded with its error: an entry under its
    own name; an archive that is damaged, empty, or beyond the limits under the name of the archive.
    """
    yield from _open(data, source_path, passwords, 0, _Limits())


def _open(data: bytes, path: str, passwords: Sequence[str], depth: int, limits: _Limits) -> Iterator[Inside]:
    kind = kind_of(data, path)
    if kind not in ("zip", "eml") or not data:
        yield Inside(path, data)
        return
    if depth >= MAX_DEPTH:
        yield Inside(path, data, _too_much(f"archives stand one in another more than {MAX_DEPTH} deep"))
        return
    empty = True
    try:
        for inside in _in_zip(data, path, passwords, limits) if kind == "zip" else _in_mail(data, path, limits):
            empty = False
            if inside.error is not None:
                yield inside
            else:
                for found in _open(inside.data, inside.source_path, passwords, depth + 1, limits):
                    yield replace(found, covers=found.covers or inside.covers)
    except SourceError as error:
        yield Inside(path, data, error)
        return
    if empty:
        yield Inside(path, data, _nothing_inside())


def _in_zip(data: bytes, path: str, passwords: Sequence[str], limits: _Limits) -> Iterator[Inside]:
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
    except BROKEN_ZIP as error:
        raise _damaged() from error
    with archive:
        named = [(_name(entry), entry) for entry in archive.infolist() if not entry.is_dir()]
        for name, entry in sorted(named, key=lambda item: (item[0], item[1].header_offset)):
            if not name or _LEFT_OUT.search(name):
                continue
            inside = _free(f"{path}/{name}", limits)
            try:
                yield Inside(inside, _unpacked(archive, entry, passwords, limits))
            except SourceError as error:
                if error.code == "archive-limit":
                    raise
                yield Inside(inside, b"", error)


def _unpacked(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, passwords: Sequence[str], limits: _Limits) -> bytes:
    """Return the bytes of an entry; what its header says of its size is not believed."""
    limits.files -= 1
    if limits.files < 0:
        raise _too_much(f"it holds more than {MAX_FILES} files")
    if entry.file_size > MAX_BYTES:
        raise too_large(entry.file_size)
    if entry.file_size > _SMALL and entry.file_size > MAX_RATIO * max(1, entry.compress_size):
        raise _too_much(f"a file in it is packed to less than a {MAX_RATIO}th, as no document is")
    if entry.file_size > limits.size:
        raise _too_much(f"its files have more than {MAX_TOTAL} bytes")
    locked = entry.flag_bits & _ENCRYPTED
    for password in passwords if locked else ("",):
        try:
            with archive.open(entry, pwd=password.encode() if locked else None) as stream:
                content = stream.read(entry.file_size + 1)
        except NotImplementedError as error:  # of zipfile: another way of packing
            raise _damaged("it is packed in a way that is not read") from error
        except RuntimeError:
            continue  # a wrong password
        except BROKEN_ZIP as error:
            if locked:
                continue
            raise _damaged() from error
        if len(content) > entry.file_size:
            raise _damaged("it is longer than it says")
        limits.size -= len(content)
        return content
    raise _locked()


def _in_mail(data: bytes, path: str, limits: _Limits) -> Iterator[Inside]:
    parts = list(parts_of(data))
    for number, (name, content) in enumerate(parts):
        limits.files -= 1
        limits.size -= len(content)
        if limits.files < 0 or limits.size < 0:
            raise _too_much(f"it holds more than {MAX_FILES} files or {MAX_TOTAL} bytes")
        covers = number == 0 and len(parts) > 1 and name in BODIES
        yield Inside(_free(f"{path}/{_cleaned(name) or 'unnamed'}", limits), content, covers=covers)


def _name(entry: zipfile.ZipInfo) -> str:
    """Return the name of an entry: in UTF-8 where that can be, else in the code page of Vietnamese Windows."""
    name = entry.filename
    if not entry.flag_bits & _UTF8_NAME and not name.isascii():
        raw = name.encode("cp437", "replace")
        for encoding in ("utf-8", "cp1258"):
            try:
                name = raw.decode(encoding)
                break
            except UnicodeDecodeError:
                continue
    return _cleaned(name)


def _cleaned(name: str) -> str:
    """Return a name as a relative path in NFC, without drives, steps upward and control characters."""
    parts = PurePosixPath(_UNSAFE.sub("_", name.replace("\\", "/"))).parts
    kept = [part for part in parts if part not in ("/", "//", "..", ".") and not regex.fullmatch("[A-Za-z]:", part)]
    return unicodedata.normalize("NFC", "/".join(kept))


def _free(name: str, limits: _Limits) -> str:
    """Return a name that no file before had: the second of one name gets a number."""
    suffix, number, free = PurePosixPath(name).suffix, limits.names.get(name, 0), name
    while free in limits.names:
        number += 1
        free = f"{name.removesuffix(suffix)} ({number}){suffix}"
    limits.names[name] = max(number, 1)
    limits.names.setdefault(free, 1)
    return free


def _too_much(why: str) -> SourceError:
    return SourceError(
        "archive-limit",
        f"the archive was not opened to its end: {why}; unpack it yourself and hand in the folder",
        "chưa mở hết tệp nén vì vượt giới hạn (số tệp, dung lượng, số lớp nén); hãy tự giải nén rồi đưa thư mục vào",
    )


def _nothing_inside() -> SourceError:
    return SourceError(
        "empty-file", "the archive holds no files; check that it was saved whole", "tệp nén không có tệp nào bên trong"
    )


def _damaged(why: str = "") -> SourceError:
    return SourceError(
        "damaged-file",
        f"the archive is damaged or cut off{f' ({why})' if why else ''}; copy or download it again",
        "tệp nén bị hỏng hoặc bị cắt; hãy chép hoặc tải lại",
    )


def _locked() -> SourceError:
    return SourceError(
        "encrypted-file",
        "the file in the archive is locked with a password; give it with --password, or unpack the archive yourself",
        "tệp trong tệp nén có mật khẩu; hãy đưa mật khẩu bằng --password, hoặc tự giải nén",
    )
