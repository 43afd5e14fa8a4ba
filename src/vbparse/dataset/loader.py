"""Read a dataset back: tables as Arrow, pandas or polars, documents as objects, texts as they are."""

from __future__ import annotations

import difflib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from vbparse.dataset.paths import json_path, table_path, text_path
from vbparse.dataset.schemas import SPECS
from vbparse.diagnostics import ACROSS
from vbparse.document import Document
from vbparse.errors import UsageError
from vbparse.model import Diagnostic
from vbparse.tape import Segment, Span


def load(folder: Path | str) -> Dataset:
    """Open the dataset in `folder`; its tables are read when they are asked for.

    Raises UsageError when there is no dataset.
    """
    return Dataset(Path(folder))


class Dataset:
    """A dataset on disk. `ds["sections"]` and `ds.sections` are pyarrow tables, memory-mapped and read once.

    The tables `tables` and `documents` share their names with other things here: take them as `ds["tables"]` and
    `ds["documents"]`.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self._read: dict[str, Any] = {}
        if not path.is_dir():
            raise UsageError(
                f"There is no folder {path}. Give the folder that a dataset was written to.",
                f"Không có thư mục {path}; hãy ghi thư mục chứa bộ dữ liệu (thư mục đã ghi sau --out).",
            )
        if not (path / table_path("sources")).is_file():
            raise UsageError(
                f"{path} is not a dataset: it has no sources.parquet. Give the folder that a dataset was written to.",
                f"{path} không phải bộ dữ liệu (không có sources.parquet); hãy ghi thư mục chứa bộ dữ liệu.",
            )

    @property
    def tables(self) -> tuple[str, ...]:
        """The names of the tables, in the order of the public promise."""
        return tuple(SPECS)

    def arrow(self, table: str) -> Any:
        """Return a table as pyarrow.Table. Raises KeyError for an unknown name, UsageError for an unreadable file."""
        if table not in SPECS:
            raise KeyError(f"no table {table!r}; there are: {', '.join(SPECS)}")
        if table not in self._read:
            try:
                self._read[table] = pq.read_table(self.path / table_path(table), memory_map=True)
            except (OSError, pa.ArrowException) as error:
                raise UsageError(
                    f"The table {table} of {self.path} can't be read: {error}. Write the dataset again."
                ) from error
        return self._read[table]

    def pandas(self, table: str) -> Any:
        """Return a table as pandas.DataFrame (null is None or NaN, dates are datetime.date)."""
        _needed("pandas")
        return self.arrow(table).to_pandas()

    def polars(self, table: str) -> Any:
        """Return a table as polars.DataFrame."""
        polars = _needed("polars")
        return polars.from_arrow(self.arrow(table))

    def documents(self) -> Iterator[Document]:
        """Go through the documents in the order of the table `documents`, read from their JSON."""
        return map(self._document, self.arrow("documents")["doc_id"].to_pylist())

    def document(self, doc_id: str) -> Document:
        """Return one document. Raises KeyError, with the nearest ids, when there is none of this id."""
        known = self.arrow("documents")["doc_id"].to_pylist()
        if doc_id not in known:
            near = difflib.get_close_matches(doc_id, known, n=3, cutoff=0.3)
            raise KeyError(f"no document {doc_id!r}; near: {', '.join(near) or 'none'}")
        return self._document(doc_id)

    def diagnostics_across(self, doc_id: str | None = None) -> list[Diagnostic]:
        """Return the diagnostics of checks across documents, which no document carries; those of one with `doc_id`."""
        rows = self.arrow("diagnostics").to_pylist()
        return [_diagnostic(row) for row in rows if row["code"] in ACROSS and doc_id in (None, row["doc_id"])]

    def _document(self, doc_id: str) -> Document:
        path = self.path / json_path(doc_id)
        try:
            return Document.model_validate_json(path.read_bytes())
        except (OSError, ValueError) as error:
            raise UsageError(f"{path} can't be read as a document. Write the dataset again.") from error

    def text(self, source_path: str) -> str:
        """Return the cleaned text of a source, which all offsets point into.

        Raises KeyError when the source is unknown or could not be read.
        """
        path = self.path / text_path(source_path)
        if not path.is_file():
            raise KeyError(f"no text of {source_path!r}; look it up in the table sources")
        return path.read_bytes().decode()

    def __getitem__(self, table: str) -> Any:
        return self.arrow(table)

    def __getattr__(self, name: str) -> Any:
        if name in SPECS:
            return self.arrow(name)
        raise AttributeError(f"a dataset has no {name!r}; its tables are: {', '.join(SPECS)}")

    def __dir__(self) -> list[str]:
        return sorted({*super().__dir__(), *SPECS})

    def __repr__(self) -> str:
        lines = [f"<Dataset {self.path}"]
        for name in SPECS:
            try:
                count = f"{pq.read_metadata(self.path / table_path(name)).num_rows:>9,}"
            except (OSError, pa.ArrowException):
                count = "  missing"
            lines.append(f"  {name:<12}{count}")
        return "\n".join(lines) + ">"


def _diagnostic(row: dict[str, Any]) -> Diagnostic:
    span = None
    if row["char_start"] is not None:
        span = Span(
            char_start=row["char_start"],
            char_end=row["char_end"],
            segments=tuple(Segment(**segment) for segment in row["segments"]),
            page_start=row["page_start"],
            page_end=row["page_end"],
            bbox=tuple(row["bbox"]) or None,
        )
    fields: dict[str, Any] = {name: row.get(name) for name in Diagnostic.model_fields if name != "span"}
    return Diagnostic(**fields, span=span)


def _needed(library: str) -> Any:
    from importlib import import_module

    try:
        return import_module(library)
    except ImportError as error:
        raise UsageError(f"This needs {library}, which is not installed: pip install {library}") from error
