"""Write a dataset in one go: all files into a folder beside the target, then swapped in by a rename."""

from __future__ import annotations

import os
import shutil
import uuid
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from vbparse.dataset.card import card
from vbparse.dataset.distinct import distinct_ids
from vbparse.dataset.paths import json_path, table_path, text_path
from vbparse.dataset.rows import Row, dataset_rows
from vbparse.dataset.schemas import SPECS
from vbparse.document import CrossDocument, ParsedSource
from vbparse.errors import UsageError

_LITTER = {".DS_Store", "Thumbs.db", "desktop.ini"}  # file managers leave these everywhere; nobody misses them
_ROWS_PER_GROUP = 1 << 16


def write_dataset(parsed: Iterable[ParsedSource], out: Path | str, cross: CrossDocument | None = None) -> None:
    """Write all tables, JSON, texts and the card of `parsed` to the folder `out`; the same input gives the same bytes.

    A dataset in `out` is replaced as a whole (hidden files beside its tables are kept); on any failure it stays as it
    was. Documents with the same id get ids of their own (`distinct_ids`). `cross` holds the rows that depend on several
    documents.

    Raises UsageError when `out` holds files that are not of a dataset or can't be written, or when two sources have the
    same path.
    """
    check_target(out)
    items = distinct_ids(parsed)
    paths = [item.source.source_path for item in items]
    twice = sorted({path for path in paths if paths.count(path) > 1}) if len(set(paths)) < len(paths) else []
    if twice:
        raise UsageError(f"Two sources are both called {twice[0]}. Give every source a path of its own.")
    rows = dataset_rows(items, cross or CrossDocument())
    try:
        with _swapped_in(Path(out).resolve()) as folder:
            _write_tables(rows, folder)
            for item in items:
                _write_texts(item, folder)
            counts = {name: len(found) for name, found in rows.items()}
            _write(folder / "README.md", card(counts))
    except OSError as error:
        raise UsageError(
            f"The dataset can't be written to {out}: {error.strerror or error}. Make room or give yourself the right to"
            " write there, or choose another folder (inside it, where it is a mounted volume)."
        ) from error


def check_target(out: Path | str) -> None:
    """Raise UsageError when a dataset can't be put at `out`, before any work is done for it.

    It can where there is nothing yet, an empty folder, or a dataset without any foreign file.
    """
    target = Path(out).resolve()
    try:
        if target.exists() and not target.is_dir():
            raise UsageError(
                f"{out} is a file; a dataset is a folder. Choose another path for the dataset.",
                f"{out} là một tệp, còn bộ dữ liệu là một thư mục; hãy chọn tên thư mục khác.",
            )
        foreign = _foreign_files(target) if target.is_dir() else []
    except OSError as error:
        raise UsageError(f"The folder {out} can't be read: {error.strerror or error}. Choose another one.") from error
    if foreign:
        more = f" and {len(foreign) - 1} more" if len(foreign) > 1 else ""
        raise UsageError(
            f"{out} holds files that are not part of a dataset ({foreign[0]}{more}), and replacing it would delete"
            " them. Move them away, or choose a new or empty folder.",
            f"Thư mục {out} có {len(foreign)} tệp không thuộc bộ dữ liệu (như {foreign[0]}); ghi vào đó sẽ làm mất các"
            " tệp này. Hãy chuyển chúng đi nơi khác, hoặc chọn một thư mục mới hay thư mục trống.",
        )
    parent = next(folder for folder in target.parents if folder.exists())
    if not os.access(parent, os.W_OK | os.X_OK):
        raise UsageError(
            f"{out} can't be written: no right to write in {parent}. Choose another folder.",
            f"Không ghi được vào {out}: không có quyền ghi trong {parent}; hãy chọn thư mục khác.",
        )


def _foreign_files(folder: Path) -> list[str]:
    """Return the files of `folder` (POSIX paths inside it, sorted) that a new dataset neither replaces nor keeps."""
    ours = {"README.md", *map(table_path, SPECS)} if (folder / table_path("sources")).is_file() else set()
    for table, column, place in (("documents", "doc_id", json_path), ("sources", "source_path", text_path)):
        path = folder / table_path(table)
        if path.is_file():
            with suppress(pa.ArrowException, OSError, ValueError, KeyError):  # a damaged table vouches for nothing
                ours |= {place(name) for name in pq.read_table(path, columns=[column]).column(0).to_pylist()}
    foreign = []
    for parent, _, names in os.walk(folder):
        for name in names:
            path = Path(parent, name).relative_to(folder)
            kept = len(path.parts) == 1 and name.startswith(".")
            if not kept and name not in _LITTER and path.as_posix() not in ours:
                foreign.append(path.as_posix())
    return sorted(foreign)


@contextmanager
def _swapped_in(target: Path) -> Iterator[Path]:
    """Give a new folder beside `target` that takes its place when all went well and goes away when not."""
    target.parent.mkdir(parents=True, exist_ok=True)
    mark = uuid.uuid4().hex[:8]
    new, old = (target.with_name(f".{target.name[:200]}.{mark}.{end}") for end in ("new", "old"))
    try:
        new.mkdir()
        yield new
        if target.is_dir():
            for path in sorted(target.iterdir()):
                if path.name.startswith(".") and path.is_file() and path.name not in _LITTER:
                    shutil.copy2(path, new / path.name)
            target.rename(old)
        try:
            new.rename(target)
        except BaseException:
            if old.exists():
                old.rename(target)
            raise
        shutil.rmtree(old, ignore_errors=True)
    except BaseException:
        shutil.rmtree(new, ignore_errors=True)
        raise


def _write_tables(rows: dict[str, list[Row]], folder: Path) -> None:
    for name, spec in SPECS.items():
        table = pa.Table.from_pylist(rows[name], schema=spec.schema)
        options = {"version": "2.6", "data_page_version": "1.0", "compression": "zstd"}
        with pq.ParquetWriter(folder / table_path(name), spec.schema, **options) as file:
            if table.num_rows:  # a row group without rows brings other readers down (Hugging Face `datasets`)
                file.write_table(table, row_group_size=_ROWS_PER_GROUP)


def _write_texts(item: ParsedSource, folder: Path) -> None:
    if item.text is not None:
        _write(folder / text_path(item.source.source_path), item.text)
    for document in item.documents:
        _write(folder / json_path(document.doc_id), document.model_dump_json(indent=1) + "\n")


def _write(path: Path, text: str) -> None:
    """Write `text` as UTF-8, its line ends as they are: offsets count on it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(text.encode())
