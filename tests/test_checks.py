"""Every check, proven by a dataset that breaks it: one thing is changed on disk, and the problem is reported."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from dataset_sample import DAMAGED, ORPHAN, PLAN, PLAN_TEXT, cross_document, parsed_sources, plan_source
from growth import grows_with_size
from vbparse.dataset import SPECS, check, write_dataset
from vbparse.dataset.problem import CODES, Problem
from vbparse.document import ParsedSource
from vbparse.errors import UsageError


@pytest.fixture(scope="session")
def sound(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("sound") / "out"
    write_dataset(parsed_sources(), folder, cross_document())
    assert check(folder) == []
    return folder


@pytest.fixture
def folder(sound: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(sound, tmp_path / "out"))


def change(folder: Path, table: str, edit: Callable[[list[dict[str, Any]]], object]) -> None:
    """Rewrite a table with its rows edited in place."""
    path = folder / f"{table}.parquet"
    rows = pq.read_table(path).to_pylist()
    edit(rows)
    pq.write_table(pa.Table.from_pylist(rows, schema=SPECS[table].schema), path)


def put(at: int, /, **values: Any) -> Callable[[list[dict[str, Any]]], object]:
    """Set columns of one row; a callable value gets the row."""

    def edit(rows: list[dict[str, Any]]) -> None:
        for column, value in values.items():
            rows[at][column] = value(rows[at]) if callable(value) else value

    return edit


def double(row: int) -> Callable[[list[dict[str, Any]]], object]:
    return lambda rows: rows.insert(row, rows[row])


def drop(row: int) -> Callable[[list[dict[str, Any]]], object]:
    return lambda rows: rows.pop(row)


def other_document(row: dict[str, Any]) -> str:
    return next(item.documents[0].doc_id for item in parsed_sources() if item.source.source_path == ORPHAN)


def shifted(row: dict[str, Any]) -> list[dict[str, int]]:
    return [{"start": piece["start"] + 1, "end": piece["end"] + 1} for piece in row["segments"]]


BROKEN = [
    # ids
    ("sections", double(0), "duplicate-key", "section_id"),
    ("sources", double(0), "duplicate-key", "source_path"),
    ("table_rows", double(0), "duplicate-key", "table_id and row"),
    ("links", double(0), "duplicate-key", "citation_id and cited_doc_id"),
    ("blocks", put(1, ordinal=1), "duplicate-key", "source_path and ordinal"),
    # references
    ("documents", put(0, source_path="none.md"), "reference", "none.md is not in sources"),
    ("sources", put(3, same_as="none.md"), "reference", "same_as none.md"),
    ("sections", put(1, parent_id="x"), "reference", "parent_id x"),
    ("sections", put(0, doc_id="x"), "reference", "doc_id x"),
    ("tasks", put(0, section_id="x"), "reference", "section_id x"),
    ("tasks", put(0, section_id=lambda row: f"{other_document(row)}/s1"), "reference", "another doc_id"),
    ("tasks", put(0, table_id="x"), "reference", "table_id x"),
    ("tasks", put(0, row=7), "reference", "row 7 is not in table_rows"),
    ("deadlines", put(0, task_id="x"), "reference", "task_id x"),
    ("task_units", put(0, unit_id="x"), "reference", "unit_id x"),
    ("task_units", put(0, task_id="x"), "reference", "task_id x"),
    ("targets", put(0, table_id="x"), "reference", "table_id x"),
    ("citations", put(0, section_id="x"), "reference", "section_id x"),
    ("links", put(0, cited_doc_id="x"), "reference", "cited_doc_id x"),
    ("appendices", put(0, doc_id="x"), "reference", "doc_id x"),
    ("tables", put(0, appendix_id="x"), "reference", "appendix_id x"),
    ("table_rows", put(0, table_id="x"), "reference", "table_id x"),
    ("blocks", put(0, source_path="x"), "reference", "source_path x"),
    ("blocks", put(3, doc_id=other_document), "reference", "of another source"),
    ("blocks", put(3, owner_id="x"), "reference", "owner_id x is no id"),
    ("evidence", put(0, owner_id="x"), "reference", "owner_id x is not in documents"),
    ("evidence", put(0, owner_table="x"), "reference", "owner_table x is no table"),
    ("evidence", put(0, field="colour"), "reference", "colour is no column"),
    ("evidence", put(0, owner_id=other_document), "reference", "is of another document"),
    ("diagnostics", put(0, source_path="x"), "reference", "source_path x"),
    # order
    ("sections", lambda rows: rows.insert(0, rows.pop(1)), "order", "does not come before it"),
    ("sections", put(1, ordinal=1), "order", "ordinal 1 does not rise"),
    ("sources", lambda rows: rows.reverse(), "order", "not sorted"),
    ("sections", lambda rows: rows.insert(0, rows.pop()), "order", "after rows of a later doc_id"),
    ("blocks", lambda rows: rows.insert(0, rows.pop()), "order", "after rows of a later source_path"),
    # values
    ("blocks", put(0, label="nonsense"), "enumeration", "label 'nonsense' is not one of organisation"),
    ("documents", put(0, secrecy="geheim"), "enumeration", "secrecy"),
    ("documents", put(0, subject=""), "empty-value", "subject is empty"),
    ("documents", put(0, recipients=["Các sở", ""]), "empty-value", "recipients"),
    ("documents", put(0, signatures=[{"authority": "", "position": None, "name": "A"}]), "empty-value", "signatures"),
    ("table_rows", put(0, cells=["I", None, ""]), "empty-value", "cells"),
    ("tasks", put(0, confidence=1.5), "range", "confidence is 1.5"),
    ("tasks", put(0, confidence=float("nan")), "range", "confidence is nan"),
    ("table_rows", put(0, row=0), "range", "row is 0"),
    ("sources", put(0, bytes=-1), "range", "bytes is -1"),
    # sources
    ("sources", put(0, n_documents=2), "status", "n_documents is 2, and 1"),
    ("sources", put(1, error_message=None), "status", "without error_code and error_message"),
    ("sources", put(0, error_code="odd"), "status", "is ok and has an error"),
    ("sources", put(3, same_as=None), "status", "skipped without"),
    ("sources", put(0, status="failed", error_code="x", error_message="y"), "status", "is failed and has documents"),
    ("sources", put(0, same_as=ORPHAN), "status", "without being a skipped copy"),
    ("sources", put(0, status="skipped", same_as=ORPHAN), "status", "skipped itself"),
    ("sources", put(0, sha256="abc"), "status", "sha256"),
    ("sources", put(1, source_path="../x"), "path", "can't name a file"),
    # numbers that agree
    ("tables", put(0, n_rows=3), "table-size", "n_rows is 3"),
    ("tables", put(0, header=["TT", "Đơn vị"]), "table-size", "header has 2 names"),
    ("table_rows", put(0, cells=["I", "Cấp tỉnh"]), "table-size", "it has 2 cells, 3 filled"),
    ("table_rows", lambda rows: rows.reverse(), "table-size", "in order"),
    ("tasks", put(0, deadline_kind="year"), "first-deadline", "first deadline"),
    ("deadlines", drop(0), "first-deadline", "first deadline"),
    ("units", put(0, n_lead=2), "unit-count", "n_lead is 2, and task_units has 1"),
    # spans
    ("sections", put(0, segments=[]), "span", "no pieces"),
    ("sections", put(0, segments=lambda row: row["segments"][::-1]), "span", "out of order"),
    ("sections", put(0, segments=lambda row: row["segments"] * 2), "span", "overlaps"),
    ("blocks", put(0, segments=[None]), "span", "no start or end"),
    ("blocks", put(0, segments=[{"start": 0, "end": None}]), "span", "no start or end"),
    ("sections", put(0, char_start=0), "span", "the pieces go from"),
    ("sections", put(1, char_end=999), "span", "the pieces go from"),
    ("sections", put(0, segments=[{"start": 0, "end": 5}], char_start=0, char_end=5), "span", "outside of its doc"),
    ("blocks", put(0, segments=[{"start": 0, "end": 9999}], char_end=9999), "span", "behind the end of the text"),
    ("diagnostics", put(0, segments=[{"start": 0, "end": 5}]), "span", "without start or end"),
    ("documents", put(1, page_start=2), "span", "from page 2 to page 1"),
    ("documents", put(1, page_end=None), "span", "from page 1 to page None"),
    ("documents", put(1, bbox=[1.0]), "span", "bbox"),
    ("blocks", put(0, bbox=[1.0, 2.0, 3.0, 4.0]), "span", "bbox"),
    # words
    ("documents", put(0, text="khác"), "text", "stretch of the source"),
    ("sections", put(0, text="khác"), "text", "text is 'khác' and its span reads 'Giao Sở Nội vụ"),
    ("tasks", put(0, text="khác"), "text", "text is 'khác'"),
    ("blocks", put(0, text="khác"), "text", "text is 'khác'"),
    ("deadlines", put(0, raw="khác"), "text", "raw is 'khác'"),
    ("targets", put(0, raw="khác"), "text", "raw is 'khác'"),
    ("citations", put(0, raw="khác"), "text", "raw is 'khác'"),
    ("task_units", put(0, raw="khác"), "text", "raw is 'khác'"),
    ("evidence", put(0, raw="khác"), "text", "raw is 'khác'"),
    ("table_rows", put(0, cells=["I", "Cấp tỉnh Cấp", ""]), "cells", "not in the row's span: Cấp"),
    # the whole text, once
    ("blocks", drop(0), "lost-text", "after character 0: 'Người lưu: văn thư'"),
    ("blocks", drop(-1), "lost-text", "Danh mục hồ sơ"),
    ("blocks", lambda rows: rows.insert(1, {**rows[0], "ordinal": 0}), "text-twice", "at character 0: 'Người lưu"),
    # ids of documents
    ("documents", put(0, doc_id="12-KH-TU_2021-06-08_000000"), "doc-id", "it should be <slug>_2021-06-08_"),
    ("documents", put(0, doc_id=lambda row: row["doc_id"].replace("2021-06-08", "undated")), "doc-id", "2021-06-08"),
    ("documents", put(0, doc_id="x"), "doc-id", "<slug>"),
    # JSON
    ("documents", drop(1), "json", "belongs to no document"),
    ("sections", drop(1), "json-differs", "its JSON has 2 sections, and the table 1"),
    ("documents", put(0, place="Huế"), "json-differs", "place is 'Huế', and None in the JSON"),
    ("evidence", put(1, inferred=True), "json-differs", "inferred is True"),
]  # fmt: skip


@pytest.mark.parametrize(("table", "edit", "code", "words"), BROKEN, ids=[f"{b[0]}: {b[3]}" for b in BROKEN])
def test_broken_table_is_found(
    folder: Path, table: str, edit: Callable[[list[dict[str, Any]]], object], code: str, words: str
) -> None:
    change(folder, table, edit)
    found = check(folder)
    assert any(problem.code == code and words in problem.message for problem in found), found


def test_evidence_may_come_from_outside_of_its_document(folder: Path) -> None:
    front = {"segments": [{"start": 0, "end": 9}], "char_start": 0, "char_end": 9, "raw": "Người lưu"}
    change(folder, "evidence", put(0, **front))
    assert {problem.code for problem in check(folder)} == {"json-differs"}


def test_inferred_evidence_need_not_read_like_its_span(folder: Path) -> None:
    change(folder, "evidence", put(0, inferred=True, raw="khác"))
    assert {problem.code for problem in check(folder)} == {"json-differs"}


@pytest.mark.parametrize("name", list(SPECS))
def test_every_table_must_be_there(folder: Path, name: str) -> None:
    (folder / f"{name}.parquet").unlink()
    assert [(problem.code, problem.table) for problem in check(folder)] == [("missing-table", name)]


def test_damaged_table(folder: Path) -> None:
    (folder / "tasks.parquet").write_bytes(b"cut off")
    assert [problem.code for problem in check(folder)] == ["missing-table"]


@pytest.mark.parametrize(
    ("edit", "words"),
    [
        (lambda t: t.drop_columns(["subject"]), "column subject is missing"),
        (lambda t: t.append_column("extra", t["kind"]), "unknown columns extra"),
        (lambda t: t.select(t.column_names[::-1]), "the columns are in another order"),
        (lambda t: t.set_column(3, pa.field("ordinal", pa.int32(), False), t["ordinal"].cast("int32")), "int32"),
        (lambda t: t.set_column(4, pa.field("kind", pa.string()), t["kind"]), "column kind is"),
    ],
)
def test_schema_must_be_the_promised_one(folder: Path, edit: Callable[[Any], Any], words: str) -> None:
    path = folder / "documents.parquet"
    pq.write_table(edit(pq.read_table(path)), path)
    (problem,) = check(folder)
    assert (problem.code, problem.table) == ("schema", "documents") and words in problem.message


def test_text_files(folder: Path) -> None:
    (folder / "text" / f"{PLAN}.txt").unlink()
    (folder / "text" / f"{ORPHAN}.txt").write_bytes(b"\xff")
    (folder / "text" / "mine.txt").write_text("x")
    found = [problem for problem in check(folder) if problem.code == "text-file"]
    assert [(problem.where, problem.message.split()[-1]) for problem in found if "UTF-8" not in problem.message] == [
        ("text/mine.txt", "source"),
        (PLAN, "missing"),
    ]
    assert any(problem.where == ORPHAN and "not UTF-8" in problem.message for problem in found)


def test_a_changed_text_is_one_problem(folder: Path) -> None:
    path = folder / "text" / f"{PLAN}.txt"
    path.write_text("x" + path.read_text(encoding="utf-8"), encoding="utf-8")
    (problem,) = check(folder)
    assert (problem.code, problem.where) == ("text-file", PLAN)
    assert "is not the one that the tables were made from" in problem.message and "blocks don't fit" in problem.message


def test_failed_source_needs_no_text(folder: Path) -> None:
    assert not (folder / "text" / f"{DAMAGED}.txt").exists() and check(folder) == []


@pytest.mark.parametrize(
    ("edit", "words"),
    [
        (lambda told: told.pop("sections"), None),
        (lambda told: told.update(colour="red"), "invalid, colour"),
        (lambda told: told.update(kind="letter"), "invalid, kind"),
        (lambda told: told["sections"].pop(), None),
        (lambda told: told.update(ordinal="1"), "invalid, ordinal"),
    ],
)
def test_json_must_be_a_document_that_agrees(folder: Path, edit: Callable[[Any], object], words: str | None) -> None:
    path = folder / "json" / f"{plan_source().documents[0].doc_id}.json"
    told = json.loads(path.read_text(encoding="utf-8"))
    edit(told)
    path.write_text(json.dumps(told), encoding="utf-8")
    (problem,) = check(folder)
    assert problem.code == ("json" if words else "json-differs")
    assert words is None or words in problem.message


def test_json_files(folder: Path) -> None:
    path = folder / "json" / f"{plan_source().documents[0].doc_id}.json"
    path.rename(path.with_name("other.json"))
    strange, missing = check(folder)
    assert (strange.code, strange.where, strange.message) == ("json", "json/other.json", "it belongs to no document")
    assert (missing.code, missing.message) == ("json", f"json/{path.name} is missing")
    path.with_name("other.json").rename(path)
    path.write_bytes(b"{")
    assert [problem.code for problem in check(folder)] == ["json"]


def test_every_code_is_proven() -> None:
    proven = {code for _, _, code, _ in BROKEN} | {"missing-table", "schema", "text-file"}
    assert proven == set(CODES)


def test_problem_reads_well() -> None:
    problem = Problem("text", "tasks", "x/t1", "text is 'a' and its span reads 'b'")
    assert str(problem) == "tasks x/t1: text is 'a' and its span reads 'b' [text]"


def test_no_folder() -> None:
    with pytest.raises(UsageError, match="There is no folder"):
        check("does/not/exist")


def test_checks_grow_with_the_corpus(tmp_path: Path) -> None:
    def work(sources: int) -> None:
        folder = tmp_path / str(sources)
        if not folder.exists():  # in the first round
            write_dataset(corpus_of(sources), folder)
        assert check(folder) == []

    for sources in (5, 20, 40):
        work(sources)
    grows_with_size(work, 20)


def corpus_of(size: int) -> list[ParsedSource]:
    filler = " ".join(["chữ"] * 300)
    sources = []
    for number in range(size):
        item = plan_source(f"{number:03}.md")
        line = f"{filler} {number}"
        text = PLAN_TEXT + line
        at = len(PLAN_TEXT)
        last = item.blocks[-1]
        span = last.span.model_validate(
            {"char_start": at, "char_end": len(text), "segments": ({"start": at, "end": len(text)},)}
        )
        more = last.model_copy(
            update={"ordinal": last.ordinal + 1, "span": span, "text": line, "doc_id": None, "owner_id": None}
        )
        sources.append(replace(item, text=text, blocks=(*item.blocks, more)))
    return sources
