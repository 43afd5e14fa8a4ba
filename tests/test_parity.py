"""The same document, the same records: documents of the corpus, typeset, against the gold answers and the text.

The files are typeset by `typesetting`; `python -m tests.typesetting.compare` lists all that a way of typesetting loses.
"""

from __future__ import annotations

from pathlib import Path

import pyarrow.parquet as pq
import pytest

from programs import need, need_font
from typesetting.answers import SAMPLES
from typesetting.compare import Set, Shelf, Way, misses, pooled, worse

DOCX_ALLOWED, PDF_ALLOWED = 0.01, 0.02
DOCX: tuple[Way, ...] = ("typed", "numbered", "styled")
WAYS: tuple[Way, ...] = (*DOCX, "pdf", "others", "others-pdf")


@pytest.fixture(scope="module")
def shelf(tmp_path_factory: pytest.TempPathFactory) -> Shelf:
    return Shelf(tmp_path_factory.mktemp("typeset"))


def need_typesetter() -> None:
    """What a PDF is made with."""
    need("soffice")
    need_font("Tinos")


def lost(shelf: Shelf, way: Way, allowed: float, *kinds: Set) -> str:
    """The fields that are worse than the text by more than `allowed`, with what they miss; empty when all is well."""
    text, other = (pooled({kind: shelf.tally(one, kind) for kind in kinds}) for one in ("text", way))
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


@pytest.mark.parametrize("way", DOCX)
def test_docx_gives_what_the_text_gives(shelf: Shelf, way: Way) -> None:
    assert not lost(shelf, way, DOCX_ALLOWED, "single", "book")


@pytest.mark.parametrize("way", DOCX)
def test_docx_with_articles_and_footnotes(shelf: Shelf, way: Way) -> None:
    if not SAMPLES.is_dir():
        pytest.skip("the sample files (../shared/samples) are not there")
    assert not lost(shelf, way, DOCX_ALLOWED, "samples")


def test_pdf_gives_what_the_text_gives(shelf: Shelf) -> None:
    need_typesetter()
    assert not lost(shelf, "pdf", PDF_ALLOWED, "single", "book")


def test_docx_in_the_manners_of_others(shelf: Shelf) -> None:
    assert not lost(shelf, "others", DOCX_ALLOWED, "single")


def test_pdf_in_the_manners_of_others(shelf: Shelf) -> None:
    need_typesetter()
    assert not lost(shelf, "others-pdf", PDF_ALLOWED, "single")


@pytest.mark.parametrize("way", WAYS)
def test_tables_cut_by_pages_are_whole(shelf: Shelf, way: Way) -> None:
    if way.endswith("pdf"):
        need_typesetter()
    assert tables(shelf, way, "single") == tables(shelf, "text", "single")
