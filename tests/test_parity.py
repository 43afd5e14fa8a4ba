"""The same document, the same records: documents of the corpus, typeset, against the gold answers and the text.

The files are typeset by `typesetting`; `python -m tests.typesetting.compare` lists all that a way of typesetting loses.
"""

from __future__ import annotations

from pathlib import Path

import pyarrow.parquet as pq
import pytest

from programs import need, need_font
from typesetting.compare import Set, Shelf, Way, misses, worse

DOCX_ALLOWED, PDF_ALLOWED = 0.01, 0.02
BOTH: tuple[Set, ...] = ("single", "book")
DOCX: tuple[Way, ...] = ("typed", "numbered", "styled")


@pytest.fixture(scope="module")
def shelf(tmp_path_factory: pytest.TempPathFactory) -> Shelf:
    return Shelf(tmp_path_factory.mktemp("typeset"))


def lost(shelf: Shelf, way: Way, kind: Set, allowed: float) -> str:
    """The fields that are worse than the text by more than `allowed`, with what they miss; empty when all is well."""
    text, other = shelf.tally("text", kind), shelf.tally(way, kind)
    fields = worse(text, other, allowed)
    if not fields:
        return ""
    notes = [f"{miss.field}  {miss.document}  {miss.note}" for miss in misses(text, other)]
    return "\n".join([*fields, "", *notes[:60]])


def tables(shelf: Shelf, way: Way, kind: Set) -> dict[str, list[int]]:
    """The number of rows of each table, by the file it stands in."""
    folder = shelf.dataset(way, kind)
    source = {d["doc_id"]: Path(d["source_path"]).stem for d in pq.read_table(folder / "documents.parquet").to_pylist()}
    out: dict[str, list[int]] = {}
    for table in pq.read_table(folder / "tables.parquet").to_pylist():
        out.setdefault(source[table["doc_id"]], []).append(table["n_rows"])
    return out


@pytest.mark.parametrize("kind", BOTH)
@pytest.mark.parametrize("way", DOCX)
def test_docx_gives_what_the_text_gives(shelf: Shelf, way: Way, kind: Set) -> None:
    assert not lost(shelf, way, kind, DOCX_ALLOWED)
    assert tables(shelf, way, kind) == tables(shelf, "text", kind)


@pytest.mark.parametrize("kind", BOTH)
def test_pdf_gives_what_the_text_gives(shelf: Shelf, kind: Set) -> None:
    need("soffice")
    need_font("Tinos")
    assert not lost(shelf, "pdf", kind, PDF_ALLOWED)
    assert tables(shelf, "pdf", kind) == tables(shelf, "text", kind)
