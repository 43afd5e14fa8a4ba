"""What a notebook shows of a document, and the verbs a notebook begins with."""

from __future__ import annotations

import os
import subprocess
import sys
import tomllib
from html.parser import HTMLParser
from pathlib import Path

import pytest

import sample_document as sample
import vbparse
from facts_sample import Work
from facts_sample import document as facts_document
from vbparse import model
from vbparse.html import MAX_ROWS, document_html

SRC = Path(vbparse.__file__).parents[1]
VOID = {"br"}


class Page(HTMLParser):
    """Reads HTML and checks that every element is closed where it should be."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.seen: list[str] = []
        self.attributes: list[str] = []
        self.text = ""
        self.feed(html)
        self.close()
        assert not self.open

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.seen.append(tag)
        self.attributes += [name for name, _ in attrs]
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        if "style" not in self.open:
            self.text += data


# --- HTML --------------------------------------------------------------------------------------------------------


def test_html_is_well_formed_and_one_element() -> None:
    page = Page(document_html(sample.document()))
    assert page.seen[0] == "div"
    assert {"details", "summary", "table", "h4"} <= set(page.seen)


def test_html_holds_every_part() -> None:
    text = Page(document_html(sample.document())).text
    for words in (
        "Nghị quyết 109-NQ/TU",
        "về chuyển đổi số <tỉnh> Bắc Giang & các huyện",
        "Lê Thị Thu Hồng",
        "Quan điểm: Chuyển đổi số là nhiệm vụ trọng tâm",
        "[ưu tiên].",
        "Bảng: 2 dòng × 3 cột",
        "Dịch vụ công mức 4",
        "PHỤ LỤC 1 – DANH MỤC NHIỆM VỤ",
        "Xây dựng trung tâm dữ liệu.",
        "Thiếu mục [III].",
    ):
        assert words in text


def test_html_runs_and_loads_nothing() -> None:
    page = Page(document_html(sample.document()))
    assert not {"script", "iframe", "img", "link", "a", "object"} & set(page.seen)
    assert set(page.attributes) <= {"class", "open"}
    assert "url(" not in document_html(sample.document())


EVIL = "<script>alert('x')</script>&amp;\"><b>"


def test_all_words_are_escaped() -> None:
    sections = tuple(s.model_copy(update={"text": EVIL, "title": EVIL, "marker": EVIL}) for s in sample.sections())
    rows = tuple(r.model_copy(update={"cells": (EVIL,) * 3}) for r in sample.table().rows)
    table = sample.table().model_copy(update={"caption": EVIL, "header": (EVIL,), "rows": rows})
    document = sample.document(
        doc_id=EVIL,
        source_path=EVIL,
        number=EVIL,
        doc_type=EVIL,
        subject=EVIL,
        organisation=EVIL,
        recipients=(EVIL,),
        signatures=(model.Signature(name=EVIL),),
        sections=sections,
        tables=(table,),
        appendices=tuple(a.model_copy(update={"label": EVIL, "title": EVIL}) for a in sample.document().appendices),
        diagnostics=(sample.diagnostic("error", "x", EVIL),),
    )
    page = Page(document_html(document))
    assert "script" not in page.seen
    assert page.text.count(EVIL) >= 20


@pytest.mark.parametrize(("times", "note"), [(1, None), (MAX_ROWS // 2, None), (MAX_ROWS, f"… và {MAX_ROWS} dòng nữa")])
def test_long_tables_are_cut_and_say_so(times: int, note: str | None) -> None:
    table = sample.table()
    long = table.model_copy(update={"rows": table.rows * times, "n_rows": 2 * times})
    page = Page(document_html(sample.document(tables=(long,))))
    assert page.text.count("Dịch vụ công mức 4") == min(times, MAX_ROWS // 2)
    assert (note in page.text) if note else ("dòng nữa" not in page.text)


def test_document_shows_itself_in_a_notebook() -> None:
    assert sample.document()._repr_html_() == document_html(sample.document())


def test_document_without_anything() -> None:
    bare = sample.document(sections=(), tables=(), appendices=(), diagnostics=(), signatures=(), recipients=())
    assert "details" not in Page(document_html(bare)).seen


# --- words in a notebook -----------------------------------------------------------------------------------------


def test_printed_records_are_short() -> None:
    document = sample.document()
    assert str(document) == repr(document) and len(str(document)) < 200
    assert str(document.tables[0]) == f"<Table {sample.DOC_ID}/tb1: 2 rows × 3 columns>"
    assert str(document.sections[1]) == "<Section s2 I QUAN ĐIỂM, MỤC TIÊU>"
    assert repr(document.sections[0]).endswith("Ban Thường vụ Tỉnh ủy ban hàn…>")


def test_task_tells_who_and_when() -> None:
    work = Work("Báo cáo", ["Sở Y tế"], due=[("tháng 6/2021", "month", None)])
    document = facts_document("3-CT/TU", works=[work, Work("Nêu gương " * 20)])
    assert str(document.tasks[0]) == "<Task t1 (Sở Y tế, tháng 6/2021): Báo cáo>"
    assert str(document.tasks[1]).startswith("<Task t2: Nêu gương") and len(str(document.tasks[1])) < 80


def test_table_without_pandas_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pandas", None)
    with pytest.raises(ImportError, match="pip install pandas"):
        sample.table().to_pandas()


# --- sections by path --------------------------------------------------------------------------------------------


def ids(*sections: model.Section) -> list[str]:
    return [section.section_id.rpartition("/")[2] for section in sections]


@pytest.mark.parametrize(
    ("path", "part", "expected"),
    [
        ("II", "body", "s4"),
        ("II.1", "body", "s5"),  # not the bullet under it
        ("ii > 1", "body", "s5"),
        ("1", "appendix 1", "s7"),
        ("s7", "body", "s7"),
        (f"{sample.DOC_ID}/s6", "body", "s6"),
    ],
)
def test_section_by_path_or_id(path: str, part: str, expected: str) -> None:
    assert ids(sample.document().section(path, part)) == [expected]


@pytest.mark.parametrize(
    ("path", "words"),
    [
        ("X.3", "there are: I, II"),
        ("II.7", "there are: II, II > 1"),
        ("1", "there is one in appendix 1"),
        ("s99", "there are: I, II"),
    ],
)
def test_no_such_section_tells_which_there_are(path: str, words: str) -> None:
    with pytest.raises(KeyError, match=words):
        sample.document().section(path)


def test_path_of_two_sections_tells_their_ids() -> None:
    twin = sample.section(8, "NHIỆM VỤ", kind="heading", marker="II", title="TỔ CHỨC", path="II")
    below = sample.section(9, "NHIỆM VỤ", marker="1", title="Giao việc", path="II > 1", parent=8)
    document = sample.document(sections=(*sample.sections(), twin, below))
    with pytest.raises(KeyError) as caught:
        document.section("II")
    assert f"{sample.DOC_ID}/s4 ('II NHIỆM VỤ'), {sample.DOC_ID}/s8 ('II TỔ CHỨC')" in str(caught.value)
    with pytest.raises(KeyError, match="'1 Giao việc' under 'II TỔ CHỨC'"):
        document.under("II.1")
    assert ids(*document.under("s8")) == ["s9"]


def test_under_gives_all_below_in_reading_order() -> None:
    document = sample.document()
    assert ids(*document.under("II")) == ["s5", "s6"]
    assert ids(*document.under("II.1")) == ["s6"]
    assert document.under("I.1") == ()
    with pytest.raises(KeyError):
        document.under("X")


# --- the verbs ---------------------------------------------------------------------------------------------------


def run(code: str) -> str:
    """Run code in a process of its own and return what it prints."""
    environment = {**os.environ, "PYTHONPATH": str(SRC)}
    done = subprocess.run([sys.executable, "-c", code], env=environment, capture_output=True, text=True, check=True)
    return done.stdout.strip()


def test_import_brings_nothing_heavy() -> None:
    code = "import sys, vbparse; print(sorted({m.split('.')[0] for m in sys.modules}))"
    loaded = set(run(code).strip("[]").replace("'", "").split(", "))
    assert not loaded & {"pydantic", "pyarrow", "rich", "typer", "regex", "pandas"}


def test_all_names_are_there() -> None:
    assert set(vbparse.__all__) <= set(dir(vbparse))
    for name in vbparse.__all__:
        assert getattr(vbparse, name) is not None


def test_star_import_gives_the_verbs() -> None:
    assert (
        run("from vbparse import *; print(callable(parse), callable(load), Document.__name__)") == "True True Document"
    )


def test_verbs_are_not_hidden_by_modules() -> None:
    # A module of the same name would take the verb's place as soon as it is imported.
    code = (
        "import vbparse, pkgutil; print({m.name for m in pkgutil.iter_modules(vbparse.__path__)} & {*vbparse.__all__})"
    )
    assert run(code) == "set()"


def test_unknown_name_is_an_attribute_error() -> None:
    with pytest.raises(AttributeError, match="no attribute 'pars'"):
        _ = vbparse.pars  # type: ignore[attr-defined]


def test_version_is_that_of_the_project() -> None:
    project = tomllib.loads((SRC.parent / "pyproject.toml").read_text(encoding="utf-8"))
    assert vbparse.__version__ == model.PARSER_VERSION == project["project"]["version"]


MARKDOWN = """\
TỈNH ỦY BẮC GIANG

Số 12-KH/TU

Bắc Giang, ngày 08 tháng 6 năm 2021

**KẾ HOẠCH**

về công tác cán bộ

**I. MỤC ĐÍCH**

1. Nâng cao chất lượng cán bộ.

**II. TỔ CHỨC THỰC HIỆN**

1. Giao Sở Nội vụ chủ trì xây dựng đề án, hoàn thành trong quý IV năm 2021.

| STT | Nội dung | Thời gian |
|---|---|---|
| 1 | Xây dựng đề án | Quý IV |

Nơi nhận:

- Các huyện ủy, thành ủy,

T/M BAN THƯỜNG VỤ

BÍ THƯ

Lê Văn An
"""


def test_parse_a_path(tmp_path: Path) -> None:
    file = tmp_path / "kế hoạch.md"
    file.write_text(MARKDOWN, encoding="utf-8")
    for source in (file, str(file)):
        [document] = vbparse.parse(source)
        assert (document.number, document.doc_type, document.source_path) == ("12-KH/TU", "Kế hoạch", "kế hoạch.md")
    assert document.section("II.1").text.startswith("Giao Sở Nội vụ")
    assert "Giao Sở Nội vụ" in Page(document._repr_html_()).text


def test_parse_bytes() -> None:
    [document] = vbparse.parse(MARKDOWN.encode())
    assert (document.number, document.source_path) == ("12-KH/TU", "unnamed.txt")


def test_secret_documents_only_when_asked_for() -> None:
    secret = MARKDOWN.replace("**KẾ HOẠCH**", "MẬT\n\n**KẾ HOẠCH**").encode()
    assert vbparse.parse(secret) == []
    assert [d.secrecy for d in vbparse.parse(secret, include_secret=True)] == ["Mật"]


def test_what_cannot_be_parsed_says_why_in_two_languages(tmp_path: Path) -> None:
    file = tmp_path / "empty.md"
    file.touch()
    with pytest.raises(vbparse.SourceError) as caught:
        vbparse.parse(file)
    assert caught.value.code == "empty-file"
    assert "empty" in caught.value.message
    assert "tệp rỗng" in caught.value.message_vi


@pytest.mark.parametrize(
    ("name", "words"), [("nothing.md", "There is no file"), (".", "is a folder"), ("a\0b", "can't be opened")]
)
def test_what_is_no_file_is_wrong_use(tmp_path: Path, name: str, words: str) -> None:
    with pytest.raises(vbparse.UsageError, match=words):
        vbparse.parse(tmp_path / name)
