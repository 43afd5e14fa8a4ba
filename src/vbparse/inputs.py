"""Which files a folder holds for the parser, and by what name each is known in the dataset."""

from __future__ import annotations

import errno
import os
import stat
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from vbparse.errors import UsageError


@dataclass(frozen=True)
class InputFile:
    """A file handed in: where it is, and its name in the dataset (POSIX, NFC, relative to the folder given)."""

    path: Path
    source_path: str

    def size(self) -> int:
        """Return the size in bytes, 0 where it can't be known."""
        try:
            return self.path.stat().st_size
        except OSError:
            return 0

    def read(self) -> bytes:
        """Return the bytes. Raises OSError, also for what is no regular file (a pipe would wait for ever)."""
        mode = self.path.stat().st_mode
        if not stat.S_ISREG(mode) and not stat.S_ISDIR(mode):
            raise OSError(errno.EINVAL, "not a regular file")
        return self.path.read_bytes()


def find_files(raw: Path | str | Sequence[Path | str], leave_out: Path | str | None = None) -> list[InputFile]:
    """Return the files of one folder, or of several folders and files, sorted by `source_path`.

    Folders are searched at all depths, links followed. Files and folders with a dot in front and what is inside of the
    folder `leave_out` are not taken, except a file that is given itself. A folder that can't be opened counts as one
    unreadable file. Where two files would have the same name, both get the name of the folder above in front.

    Raises UsageError when a path is missing or there are no files at all.
    """
    given = [Path(raw)] if isinstance(raw, str | Path) else [Path(path) for path in raw]
    if not given:
        raise UsageError("No folder was given. Give a folder or file with documents.")
    found: dict[Path, Path] = {}  # path -> the folder that its name is relative to
    skip = Path(leave_out).resolve() if leave_out is not None else None
    for path in given:
        try:
            if path.is_dir():
                root = path.resolve()
                for file in _below(root, skip):
                    found.setdefault(file, root)
            elif path.exists() or path.is_symlink():
                root = path.parent.resolve()
                found.setdefault(root / path.name, root)
            else:
                raise UsageError(f"There is no {path}. Give the path of a folder or file with documents.")
        except OSError as error:
            raise UsageError(
                f"{path} can't be opened ({error.strerror}). Give yourself the right to read it, or another path.",
                f"Không mở được {path}; hãy kiểm tra quyền đọc, hoặc chọn đường dẫn khác.",
            ) from error
    if not found:
        places = ", ".join(str(path) for path in given)
        raise UsageError(
            f"There are no files in {places}. Put documents there (hidden files do not count).",
            f"Không có tệp nào trong {places}; hãy chép văn bản vào đó (không tính tệp ẩn).",
        )
    names = _names(found)
    return sorted((InputFile(path, name) for path, name in names.items()), key=lambda file: file.source_path)


def _below(root: Path, skip: Path | None) -> Iterator[Path]:
    """Go through the files below `root`; folders that can't be opened are given as if they were files."""
    unopened: list[Path] = []
    visited: set[str] = set()

    def told(error: OSError) -> None:
        if Path(error.filename) == root:
            raise error
        unopened.append(Path(error.filename))

    for folder, folders, names in os.walk(root, followlinks=True, onerror=told):
        real = os.path.realpath(folder)
        if real in visited or (skip is not None and Path(real) == skip):
            folders.clear()
            continue
        visited.add(real)
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        yield from (Path(folder, name) for name in names if not name.startswith("."))
    yield from unopened


def _names(found: dict[Path, Path]) -> dict[Path, str]:
    """Give every path a name of its own: relative to its folder, with the folders above in front where names clash."""
    roots: defaultdict[Path, dict[Path, str]] = defaultdict(dict)
    for path, root in found.items():
        roots[root][path] = _name(path.relative_to(root))
    inside = {path: name for named in roots.values() for path, name in _numbered(named).items()}
    depths = dict.fromkeys(found, 0)
    while True:
        names = {path: _below_folders(root, depths[path], inside[path]) for path, root in found.items()}
        times = Counter(names.values())
        deeper = [path for path, name in names.items() if times[name] > 1 and depths[path] < len(found[path].parts) - 1]
        if not deeper:
            return _numbered(names)
        for path in deeper:
            depths[path] += 1


def _below_folders(root: Path, depth: int, name: str) -> str:
    return "/".join([*(_name(Path(part)) for part in root.parts[len(root.parts) - depth :]), name])


def _numbered(names: dict[Path, str]) -> dict[Path, str]:
    """Number the names that are the same: their paths differ in bytes only, as composed and decomposed letters do."""
    taken = set(names.values())
    used: set[str] = set()
    apart = {}
    for path in sorted(names):
        name, number = names[path], 2
        stem, suffix = name.removesuffix(path.suffix), path.suffix
        while name in used or (number > 2 and name in taken):
            name, number = f"{stem} ({number}){suffix}", number + 1
        used.add(name)
        apart[path] = name
    return apart


def _name(path: Path) -> str:
    """Return the POSIX name in NFC; bytes that are not UTF-8 become the replacement character."""
    return unicodedata.normalize("NFC", os.fsencode(path.as_posix()).decode(errors="replace"))
