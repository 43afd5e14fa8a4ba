"""The dataset on disk: schemas that follow the models, a writer that keeps the old on failure, a loader."""

from __future__ import annotations

import builtins
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest

from dataset_sample import (
    COPY,
    DAMAGED,
    ORPHAN,
    ORPHAN_TEXT,
    PLAN,
    PLAN_TEXT,
    cross_document,
    orphan_source,
    parsed_sources,
    plan_source,
)
from vbparse.dataset import SPECS, Dataset, check, distinct_ids, load, write_dataset
from vbparse.dataset import writer as writer_module
from vbparse.dataset.json_schemas import json_schemas, stale, write_json_schemas
from vbparse.dataset.paths import json_path, text_path
from vbparse.dataset.schemas import SPAN_COLUMNS, literal_values
from vbparse.document import Document
from vbparse.errors import UsageError

ROOT = Path(__file__).parent.parent

PROMISED = [
    "sources", "documents", "sections", "tasks", "deadlines", "units", "task_units", "targets", "citations", "links",
    "appendices", "tables", "table_rows", "blocks", "evidence", "diagnostics",
]  # fmt: skip

# The parts of a record that are tables of their own.
NESTED = {
    "documents": {"sections", "appendices", "tables", "tasks", "deadlines", "unit_mentions", "targets", "citations",
                  "evidence", "diagnostics"},
    "tables": {"rows"},
}  # fmt: skip


@pytest.fixture
def dataset(tmp_path: Path) -> Dataset:
    write_dataset(parsed_sources(), tmp_path / "out", cross_document())
    return load(tmp_path / "out")


def files(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


# --- schemas -----------------------------------------------------------------------------------------------------


def test_all_promised_tables_have_a_schema() -> None:
    assert list(SPECS) == PROMISED


@pytest.mark.parametrize("name", PROMISED)
def test_schema_and_record_have_the_same_columns_in_the_same_order(name: str) -> None:
    expected: list[str] = []
    for field in SPECS[name].record.model_fields:
        if field not in NESTED.get(name, set()):
            expected += SPAN_COLUMNS if field == "span" else [field]
    assert SPECS[name].columns == expected


@pytest.mark.parametrize("name", PROMISED)
def test_column_may_be_null_exactly_where_the_record_says_so(name: str) -> None:
    for column, field in SPECS[name].record.model_fields.items():
        if column in SPECS[name].columns:
            is_optional = type(None) in getattr(field.annotation, "__args__", ())
            assert SPECS[name].schema.field(column).nullable == is_optional, column
            assert (column in SPECS[name].optional) == is_optional, column


TYPES = [("str", "string"), ("int", "int64"), ("bool", "bool"), ("float", "double"), ("datetime.date", "date32[day]"),
         ("tuple[str, ...]", "list<item: string>")]  # fmt: skip


@pytest.mark.parametrize("name", PROMISED)
def test_column_has_the_type_of_the_field(name: str) -> None:
    for column, field in SPECS[name].record.model_fields.items():
        if column not in SPECS[name].columns or column == "signatures":
            continue
        kinds = [part for part in getattr(field.annotation, "__args__", ()) if part is not type(None)]
        annotation = field.annotation
        if "tuple" not in str(annotation) and not literal_values(annotation) and kinds:
            annotation = kinds[0]
        said = "str" if literal_values(annotation) else getattr(annotation, "__qualname__", str(annotation))
        said = {"tuple": "tuple[str, ...]", "date": "datetime.date"}.get(said, said)
        assert str(SPECS[name].schema.field(column).type) == dict(TYPES)[said], column


@pytest.mark.parametrize(
    ("table", "column", "some"),
    [
        ("sources", "format", "pdf-scan"),
        ("documents", "secrecy", "Tối mật"),
        ("tasks", "deadline_kind", "recurring"),
        ("blocks", "label", "scribble"),
        ("targets", "comparator", "<="),
    ],
)
def test_enumerations_come_from_the_models(table: str, column: str, some: str) -> None:
    assert some in SPECS[table].enums[column]
    assert some in SPECS[table].schema.field(column).metadata[b"values"].decode()


def test_open_columns_are_no_enumerations() -> None:
    assert "code" not in SPECS["diagnostics"].enums and "number" not in SPECS["documents"].enums


# --- writer ------------------------------------------------------------------------------------------------------


def test_written_dataset_has_exactly_the_promised_files_and_keeps_its_promises(dataset: Dataset) -> None:
    plan, orphan = plan_source().documents[0].doc_id, orphan_source().documents[0].doc_id
    assert sorted(files(dataset.path)) == sorted(
        [f"{name}.parquet" for name in PROMISED]
        + [f"json/{plan}.json", f"json/{orphan}.json", f"text/{PLAN}.txt", f"text/{ORPHAN}.txt", "README.md"]
    )
    assert check(dataset.path) == []
    for name in PROMISED:
        assert pq.read_schema(dataset.path / f"{name}.parquet").equals(SPECS[name].schema), name
        assert dataset[name].num_rows > 0, name


def test_rows_stand_by_source_path(dataset: Dataset) -> None:
    assert dataset["sources"]["source_path"].to_pylist() == [PLAN, DAMAGED, ORPHAN, COPY]
    assert dataset["documents"]["source_path"].to_pylist() == [PLAN, ORPHAN]
    assert dataset["diagnostics"]["code"].to_pylist() == ["front-matter", "marker-skipped", "pdf-damaged"]


def test_spans_and_unknown_values_in_rows(dataset: Dataset) -> None:
    task = dataset["tasks"].to_pylist()[0]
    assert len(task["segments"]) == 2 and task["segments"][1]["end"] == task["char_end"]
    assert (task["page_start"], task["bbox"]) == (None, [])
    assert dataset["documents"]["bbox"].to_pylist()[1] == [1.0, 2.5, 300.0, 400.0]
    nowhere = dataset["diagnostics"].to_pylist()[0]
    assert (nowhere["char_start"], nowhere["segments"]) == (None, [])
    assert dataset["documents"].to_pylist()[0]["signatures"] == [
        {"authority": None, "position": "BÍ THƯ", "name": "Lê Văn A"}
    ]


def test_texts_keep_their_line_ends(dataset: Dataset) -> None:
    assert (dataset.path / "text" / f"{ORPHAN}.txt").read_bytes() == ORPHAN_TEXT.encode()
    assert dataset.text(PLAN) == PLAN_TEXT


def test_json_is_the_document(dataset: Dataset) -> None:
    document = plan_source().documents[0]
    data = (dataset.path / "json" / f"{document.doc_id}.json").read_bytes()
    assert Document.model_validate_json(data) == document
    assert data.startswith(b'{\n "doc_id": "12-KH-TU_') and data.endswith(b"}\n") and "Kế hoạch".encode() in data


def test_same_input_gives_the_same_bytes_in_any_order(tmp_path: Path, dataset: Dataset) -> None:
    write_dataset(reversed(parsed_sources()), tmp_path / "again", cross_document())
    assert files(tmp_path / "again") == files(dataset.path)


def test_card_names_every_table_and_no_machine(dataset: Dataset) -> None:
    text = (dataset.path / "README.md").read_text(encoding="utf-8")
    for name in PROMISED:
        assert f"- config_name: {name}\n  data_files: {name}.parquet" in text
    assert "4 files, 2 documents" in text and "{" not in text and str(dataset.path.parent) not in text


def test_no_sources_give_empty_tables(tmp_path: Path) -> None:
    write_dataset([], tmp_path / "out")
    assert check(tmp_path / "out") == []
    assert load(tmp_path / "out")["tasks"].num_rows == 0
    # `datasets` of Hugging Face can't read a row group of no rows.
    assert pq.read_metadata(tmp_path / "out" / "tasks.parquet").num_row_groups == 0


def test_dataset_replaces_the_one_before_and_keeps_hidden_files(dataset: Dataset) -> None:
    (dataset.path / ".gitkeep").write_text("keep")
    (dataset.path / "json" / ".DS_Store").write_text("litter")
    write_dataset([orphan_source()], dataset.path)
    assert sorted(path for path in files(dataset.path) if "/" in path) == [
        f"json/{orphan_source().documents[0].doc_id}.json",
        f"text/{ORPHAN}.txt",
    ]
    assert (dataset.path / ".gitkeep").read_text() == "keep"
    assert [path.name for path in dataset.path.parent.iterdir()] == ["out"]


@pytest.mark.parametrize("foreign", ["notes.txt", "text/mine.txt", "json/mine.json", "extra/x", ".git/config"])
def test_foreign_files_are_never_deleted(dataset: Dataset, foreign: str) -> None:
    path = dataset.path / foreign
    path.parent.mkdir(exist_ok=True)
    path.write_text("mine")
    before = files(dataset.path)
    with pytest.raises(UsageError, match=f"not part of a dataset \\({foreign}\\)"):
        write_dataset([orphan_source()], dataset.path)
    assert files(dataset.path) == before


def test_folder_that_is_no_dataset_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "README.md").write_text("another project")
    with pytest.raises(UsageError, match=r"README\.md"):
        write_dataset(parsed_sources(), tmp_path)
    assert (tmp_path / "README.md").read_text() == "another project"


def test_damaged_dataset_is_not_taken_for_a_foreign_one_without_its_texts(dataset: Dataset) -> None:
    (dataset.path / "sources.parquet").write_bytes(b"cut off")
    with pytest.raises(UsageError, match=r"text/2021"):
        write_dataset(parsed_sources(), dataset.path)


def test_empty_folder_and_missing_parents_are_fine(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    write_dataset(parsed_sources(), tmp_path / "empty")
    write_dataset(parsed_sources(), tmp_path / "a" / "b" / "out")
    assert files(tmp_path / "empty") == files(tmp_path / "a" / "b" / "out")


def test_link_to_a_dataset_stays_a_link(tmp_path: Path, dataset: Dataset) -> None:
    link = tmp_path / "link"
    link.symlink_to(dataset.path)
    write_dataset([orphan_source()], link)
    assert link.is_symlink() and load(link)["sources"].num_rows == 1


@pytest.mark.parametrize("place", ["file", "file/below"])
def test_output_where_a_file_is(tmp_path: Path, place: str) -> None:
    (tmp_path / "file").write_text("mine")
    with pytest.raises(UsageError, match=r"[Cc]hoose another"):
        write_dataset(parsed_sources(), tmp_path / place)
    assert files(tmp_path) == {"file": b"mine"}


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may write everywhere")
def test_output_without_permission(tmp_path: Path) -> None:
    tmp_path.chmod(0o500)
    with pytest.raises(UsageError, match="no right to write"):
        write_dataset(parsed_sources(), tmp_path / "out")


def broken_disk(*_: Any, **__: Any) -> None:
    raise OSError(28, "No space left on device")


def broken_code(*_: Any, **__: Any) -> None:
    raise RuntimeError("a bug")


@pytest.mark.parametrize(("breaks", "error"), [(broken_disk, UsageError), (broken_code, RuntimeError)])
@pytest.mark.parametrize("step", ["_write_tables", "_write_texts", "card"])
def test_failure_in_the_middle_keeps_the_old_output(
    dataset: Dataset, monkeypatch: pytest.MonkeyPatch, step: str, breaks: Callable[..., None], error: type[Exception]
) -> None:
    before = files(dataset.path)
    monkeypatch.setattr(writer_module, step, breaks)
    with pytest.raises(error):
        write_dataset([orphan_source()], dataset.path)
    assert files(dataset.path) == before
    assert [path.name for path in dataset.path.parent.iterdir()] == ["out"]


def test_failed_swap_puts_the_old_output_back(dataset: Dataset, monkeypatch: pytest.MonkeyPatch) -> None:
    before, rename = files(dataset.path), Path.rename

    def rename_once(path: Path, target: Path) -> Path:
        if path.name.endswith(".new"):
            raise OSError(16, "Device or resource busy")
        return rename(path, target)

    monkeypatch.setattr(Path, "rename", rename_once)
    with pytest.raises(UsageError, match="resource busy"):
        write_dataset([orphan_source()], dataset.path)
    assert files(dataset.path) == before
    assert [path.name for path in dataset.path.parent.iterdir()] == ["out"]


def test_two_sources_of_one_path_are_refused(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r"both called"):
        write_dataset([plan_source(), plan_source()], tmp_path / "out")


# --- ids and paths -----------------------------------------------------------------------------------------------


def test_same_words_in_two_sources_get_ids_of_their_own(tmp_path: Path) -> None:
    sources = [plan_source("c.md"), plan_source("a.md"), plan_source("b.md")]
    third, first, second = (item.documents[0] for item in distinct_ids(sources))
    slug, rest = first.doc_id.split("_", 1)
    assert [second.doc_id, third.doc_id] == [f"{slug}-2_{rest}", f"{slug}-3_{rest}"]
    assert second.diagnostics[-1].code == "same-document" and "a.md" in second.diagnostics[-1].message
    assert second.tasks[0].section_id == f"{second.doc_id}/s1"
    write_dataset(sources, tmp_path / "out")
    assert check(tmp_path / "out") == []


def test_distinct_ids_stay() -> None:
    assert distinct_ids(parsed_sources()) == parsed_sources()


@pytest.mark.parametrize(
    ("source_path", "expected"),
    [("a/b.md", "text/a/b.md.txt"), ("không tên", "text/không tên.txt"), ("ế" * 83 + ".md", "text/" + "ế" * 80)],
)
def test_text_path(source_path: str, expected: str) -> None:
    path = text_path(source_path)
    assert path.startswith(expected) and path.endswith(".txt")
    assert len(Path(path).name.encode()) <= 255


@pytest.mark.parametrize("name", ["../x", "/x", "a/../../x", ""])
def test_path_outside_of_the_dataset_is_refused(name: str) -> None:
    with pytest.raises(ValueError, match="can't name a file"):
        text_path(name)
    with pytest.raises(ValueError, match="can't name a file"):
        json_path(name or "a/b")


# --- loader ------------------------------------------------------------------------------------------------------


def test_loader_gives_tables_documents_and_texts(dataset: Dataset) -> None:
    assert dataset.sections.equals(dataset["sections"]) and dataset.arrow("sections") is dataset["sections"]
    assert list(dataset.tables) == PROMISED
    documents = list(dataset.documents())
    assert documents == [plan_source().documents[0], orphan_source().documents[0]]
    assert dataset.document(documents[1].doc_id) == documents[1]
    _, *tables = repr(dataset).splitlines()  # behind the folder, whose name may be anything
    assert "sources" in tables[0] and not any("16" in line for line in tables) and len(tables) == 16
    assert "sections" in dir(dataset)


def test_loader_gives_frames(dataset: Dataset) -> None:
    pytest.importorskip("pandas")
    pytest.importorskip("polars")
    assert list(dataset.pandas("tasks")["text"]) == dataset["tasks"]["text"].to_pylist()
    assert dataset.polars("tasks")["segments"].to_list() == dataset["tasks"]["segments"].to_pylist()
    assert dataset.polars("blocks").height == dataset["blocks"].num_rows


@pytest.mark.parametrize("library", ["pandas", "polars"])
def test_missing_library_is_named(dataset: Dataset, monkeypatch: pytest.MonkeyPatch, library: str) -> None:
    real = builtins.__import__

    def without(name: str, *args: Any) -> Any:
        if name == library:
            raise ImportError(name)
        return real(name, *args)

    monkeypatch.setattr("importlib.import_module", lambda name: without(name))
    with pytest.raises(UsageError, match=rf"{library}.*pip install {library}"):
        getattr(dataset, library)("tasks")


def test_unknown_names(dataset: Dataset) -> None:
    with pytest.raises(KeyError, match="there are: sources, documents"):
        dataset["task"]
    with pytest.raises(AttributeError, match="its tables are"):
        _ = dataset.task
    with pytest.raises(KeyError, match="near: 12-KH-TU_2021"):
        dataset.document("12-KH-TU")
    with pytest.raises(KeyError, match="no text of"):
        dataset.text(DAMAGED)


def test_what_is_no_dataset(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="There is no folder"):
        load(tmp_path / "none")
    with pytest.raises(UsageError, match=r"no sources\.parquet"):
        load(tmp_path)


def test_damaged_parts_are_told(dataset: Dataset) -> None:
    doc_id = next(dataset.documents()).doc_id
    (dataset.path / "json" / f"{doc_id}.json").write_text("{")
    (dataset.path / "tasks.parquet").write_bytes(b"cut off")
    (dataset.path / "links.parquet").unlink()
    again = load(dataset.path)
    with pytest.raises(UsageError, match="Write the dataset again"):
        again.document(doc_id)
    for table in ("tasks", "links"):
        with pytest.raises(UsageError, match=f"The table {table} .* can't be read"):
            again.arrow(table)
    assert repr(again).count("missing") == 2


# --- JSON Schemas ------------------------------------------------------------------------------------------------


def test_published_schemas_are_those_of_the_models() -> None:
    assert stale(ROOT / "schemas") == [], "write them again: python -m vbparse.dataset.json_schemas"


def test_stale_schemas_are_found(tmp_path: Path) -> None:
    assert stale(tmp_path) == sorted(json_schemas())
    write_json_schemas(tmp_path)
    assert stale(tmp_path) == []
    (tmp_path / "source.schema.json").write_text("{}")
    (tmp_path / "old.schema.json").write_text("{}")
    assert stale(tmp_path) == ["old.schema.json", "source.schema.json"]
    write_json_schemas(tmp_path)
    assert stale(tmp_path) == []
