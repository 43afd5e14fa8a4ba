"""The names of the files of a dataset: where a table, a document's JSON and a source's text stand."""

from __future__ import annotations

from collections.abc import Callable
from hashlib import sha256
from pathlib import PurePosixPath

_LONGEST = 255  # bytes of a file's name that common file systems allow


def table_path(table: str) -> str:
    """Return the path of a table inside the dataset."""
    return f"{table}.parquet"


def json_path(doc_id: str) -> str:
    """Return the path of a document's JSON inside the dataset."""
    return _inside("json", doc_id, ".json")


def text_path(source_path: str) -> str:
    """Return the path of a source's cleaned text inside the dataset: `text/<source_path>.txt`.

    A file name that would be longer than 255 bytes is cut and gets the first eight digits of its SHA-256.
    """
    return _inside("text", source_path, ".txt")


def possible(place: Callable[[str], str], name: str) -> str | None:
    """Return `place(name)`, or None where `name` can't name a file."""
    try:
        return place(name)
    except ValueError:
        return None


def _inside(folder: str, path: str, suffix: str) -> str:
    parts = PurePosixPath(path).parts
    if not parts or ".." in parts or path.startswith("/") or (folder == "json" and len(parts) > 1):
        raise ValueError(f"{path!r} can't name a file below {folder}/")
    return str(PurePosixPath(folder, *parts[:-1], _fitting(parts[-1], suffix)))


def _fitting(name: str, suffix: str) -> str:
    if len((name + suffix).encode()) <= _LONGEST:
        return name + suffix
    end = f"~{sha256(name.encode()).hexdigest()[:8]}{suffix}"
    return name.encode()[: _LONGEST - len(end)].decode(errors="ignore") + end
