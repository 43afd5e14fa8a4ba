"""The command line: what each command prints, where, and the code it ends with."""

from __future__ import annotations

import io
import json
import os
import signal
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

import sample_document as sample
import vbparse
from vbparse import cli, dataset, pipeline
from vbparse.dataset import Problem, checks
from vbparse.document import ParsedSource
from vbparse.errors import UsageError

SRC = Path(vbparse.__file__).parents[1]

PLAN = """\
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


@dataclass(frozen=True)
class Ended:
    """How a command ended."""

    code: int
    out: str
    err: str


Run = Callable[..., Ended]


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Run:
    """Run the command line in this process."""

    def go(*args: str | Path) -> Ended:
        code = cli.main([str(arg) for arg in args])
        captured = capsys.readouterr()
        return Ended(code, captured.out, captured.err)

    return go


@pytest.fixture
def raw(tmp_path: Path) -> Path:
    """A folder with a plan, a copy of it and an empty file."""
    folder = tmp_path / "raw"
    folder.mkdir()
    (folder / "a.md").write_text(PLAN, encoding="utf-8")
    (folder / "b.md").write_text(PLAN, encoding="utf-8")
    (folder / "rỗng.md").touch()
    return folder


@pytest.fixture
def data(raw: Path, tmp_path: Path) -> Path:
    """A dataset of three documents, two of which have the same number."""
    (raw / "b.md").write_text(PLAN.replace("12-KH/TU", "15-KH/TU"), encoding="utf-8")
    (raw / "c.md").write_text(PLAN.replace("ngày 08", "ngày 09"), encoding="utf-8")
    vbparse.parse_folder(raw, tmp_path / "data")
    return tmp_path / "data"


def stdin(monkeypatch: pytest.MonkeyPatch, text: str) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(text.encode())))


# --- the program -------------------------------------------------------------------------------------------------


def test_help_names_every_command(run: Run) -> None:
    ended = run("--help")
    assert ended.code == 0
    for command in ("parse", "show", "check", "score"):
        assert f"\n  {command}  " in ended.out


@pytest.mark.parametrize("command", ["parse", "show", "check", "score"])
def test_every_command_has_help(run: Run, command: str) -> None:
    ended = run(command, "--help")
    assert (ended.code, ended.err) == (0, "")
    assert ended.out.startswith(f"Usage: vbparse {command} ")


def test_version(run: Run) -> None:
    assert run("--version") == Ended(0, f"vbparse {vbparse.__version__}\n", "")


@pytest.mark.parametrize(
    "args",
    [
        ("nonsense",),
        ("parse",),
        ("parse", "--nonsense"),
        ("parse", "x.md", "--workers", "0"),
        ("check", "x", "--limit", "none"),
        ("score", "gold"),
        ("parse", "-", "-"),
    ],
)
def test_wrong_use(run: Run, args: tuple[str, ...]) -> None:
    ended = run(*args)
    assert (ended.code, ended.out) == (2, "")
    assert "Error: " in ended.err
    assert "Traceback" not in ended.err


def test_help_imports_nothing_heavy() -> None:
    code = (
        "import sys; from vbparse.cli import main; main(['--help']);"
        "print([m for m in ('rich', 'pydantic', 'pyarrow', 'regex') if m in sys.modules], file=sys.stderr)"
    )
    assert process("-c", code).err == "[]\n"


def process(*args: str, stdin: str | None = None, **environment: str) -> Ended:
    """Run Python with `args` in a process of its own."""
    done = subprocess.run(
        [sys.executable, *args],
        env={**os.environ, "PYTHONPATH": str(SRC), **environment},
        input=stdin,
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=120,
        check=False,
    )
    return Ended(done.returncode, done.stdout, done.stderr)


def test_module_is_the_command() -> None:
    assert process("-m", "vbparse", "--version").out == f"vbparse {vbparse.__version__}\n"


# --- errors ------------------------------------------------------------------------------------------------------


@pytest.fixture
def broken(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: Any, **__: Any) -> ParsedSource:
        raise RuntimeError("the cat\nsat on it")

    monkeypatch.setattr(pipeline, "parse_guarded", fail)


@pytest.mark.usefixtures("broken")
def test_unexpected_error_is_one_line(run: Run, raw: Path) -> None:
    ended = run("parse", raw / "a.md")
    assert ended == Ended(
        1, "", "Error: unexpected RuntimeError: the cat sat on it (`vbparse --debug …` tells where).\n"
    )


@pytest.mark.usefixtures("broken")
def test_unexpected_error_with_debug_has_a_traceback(run: Run, raw: Path) -> None:
    ended = run("--debug", "parse", raw / "a.md")
    assert ended.code == 1
    assert "Traceback" in ended.err


def test_fault_of_the_parser_is_told_of_the_file(run: Run, raw: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: Any, **__: Any) -> ParsedSource:
        raise RuntimeError("the cat sat on it")

    monkeypatch.setattr(pipeline, "parse_bytes", fail)
    ended = run("parse", raw / "a.md")
    assert (ended.code, json.loads(ended.out)["source"]["error_code"]) == (1, "internal-error")
    assert "a.md: vbparse failed on this file (RuntimeError)" in ended.err and "Hãy báo lỗi" in ended.err
    assert "cat" not in ended.err
    told = run("--debug", "parse", raw / "a.md")
    assert told.out == ended.out and "Traceback" in told.err and "the cat sat on it" in told.err
    assert run("parse", raw / "a.md") == ended


def test_keyboard_interrupt(run: Run, raw: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupt(*_: Any, **__: Any) -> ParsedSource:
        raise KeyboardInterrupt

    monkeypatch.setattr(pipeline, "parse_guarded", interrupt)
    assert run("parse", raw / "a.md") == Ended(130, "", "")


@pytest.mark.skipif(sys.platform == "win32", reason="signals of POSIX")
def test_ctrl_c_ends_quietly() -> None:
    child = subprocess.Popen(
        [sys.executable, "-m", "vbparse", "parse", "-"],
        env={**os.environ, "PYTHONPATH": str(SRC)},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        # A test run in the background inherits that SIGINT is ignored.
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),
    )
    assert child.stdin is not None
    child.stdin.write(bytes(1_000_000))  # more than a pipe holds: when it is written, the child is reading
    child.stdin.flush()
    child.send_signal(signal.SIGINT)
    out, err = child.communicate(timeout=60)
    assert (child.returncode, out, err) == (130, b"", b"")


@pytest.mark.skipif(sys.platform == "win32", reason="pipes of POSIX")
@pytest.mark.parametrize("command", ["parse", "show"])
def test_closed_pipe_ends_quietly(command: str, tmp_path: Path) -> None:
    file = tmp_path / "long.md"
    file.write_text(PLAN.replace("1. Nâng cao", "1. Nâng cao rất nhiều\n\n" * 3000), encoding="utf-8")
    child = subprocess.Popen(
        [sys.executable, "-m", "vbparse", command, str(file)],
        env={**os.environ, "PYTHONPATH": str(SRC)},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    assert child.stdout is not None
    assert child.stderr is not None
    child.stdout.read(10)
    child.stdout.close()
    assert child.stderr.read() == b""
    child.stderr.close()
    assert child.wait(60) == 141


def test_output_is_utf8_whatever_the_locale(raw: Path) -> None:
    ended = process("-m", "vbparse", "show", str(raw / "a.md"), PYTHONIOENCODING="ascii")
    assert ended.code == 0
    assert "Kế hoạch 12-KH/TU" in ended.out


# --- parse -------------------------------------------------------------------------------------------------------


def test_one_file_to_json(run: Run, raw: Path) -> None:
    ended = run("parse", raw / "a.md")
    assert (ended.code, ended.err) == (0, "")
    record = json.loads(ended.out)
    assert list(record) == ["source", "documents", "diagnostics"]
    assert record["source"]["source_path"] == "a.md"
    [document] = record["documents"]
    assert document["number"] == "12-KH/TU"
    assert "Kế hoạch" in ended.out  # not escaped


def test_standard_input_to_json(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    stdin(monkeypatch, PLAN)
    record = json.loads(run("parse", "-").out)
    assert record["source"]["source_path"] == "stdin.txt"
    assert len(record["documents"]) == 1


def test_failed_file_to_json(run: Run, raw: Path) -> None:
    ended = run("parse", raw / "rỗng.md")
    assert ended.code == 1
    assert json.loads(ended.out)["source"]["status"] == "failed"
    assert "Error: rỗng.md: the file is empty" in ended.err
    assert "Lỗi: rỗng.md: tệp rỗng" in ended.err


def test_secret_is_left_out_and_told(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "mat.md"
    file.write_text(PLAN.replace("**KẾ HOẠCH**", "MẬT\n\n**KẾ HOẠCH**"), encoding="utf-8")
    ended = run("parse", file)
    assert (ended.code, json.loads(ended.out)["documents"]) == (0, [])
    assert "Note: mat.md: " in ended.err
    assert "Lưu ý: mat.md: đã bỏ ra một văn bản có độ Mật" in ended.err
    ended = run("parse", file, "--include-secret")
    assert (len(json.loads(ended.out)["documents"]), ended.err) == (1, "")


@pytest.mark.parametrize("names", [["."], ["a.md", "b.md"]])
def test_many_without_out_says_what_to_do(run: Run, raw: Path, names: list[str]) -> None:
    ended = run("parse", *(raw / name for name in names))
    assert (ended.code, ended.out) == (2, "")
    assert ended.err.splitlines() == [
        "Error: Several files or a folder give a dataset: add --out DIR, the folder to write it to.",
        "Lỗi: Nhiều tệp hoặc cả thư mục cần nơi ghi kết quả: hãy thêm --out THƯ_MỤC.",
    ]


@pytest.mark.parametrize("out", [(), ("--out", "data")])
def test_missing_file(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, out: tuple[str, ...]) -> None:
    monkeypatch.chdir(tmp_path)
    ended = run("parse", "nothing.md", *out)
    assert (ended.code, ended.out) == (2, "")
    assert ended.err.splitlines() == [
        "Error: There is no file or folder 'nothing.md'; check its name and place.",
        "Lỗi: Không có tệp hoặc thư mục 'nothing.md'; hãy kiểm tra lại tên và đường dẫn.",
    ]


def test_folder_to_dataset(run: Run, raw: Path, tmp_path: Path) -> None:
    ended = run("parse", raw, "--out", tmp_path / "data")
    assert ended.code == 1  # for the empty file
    lines = [line.split() for line in ended.out.splitlines()]
    assert ["a.md", "1", "đạt"] in [line[:3] for line in lines]
    assert ["b.md", "0", "bỏ", "qua", "trùng", "với", "a.md"] in lines
    assert "12-KH/TU" in ended.out
    assert "Tổng cộng: 3 tệp (1 đạt, 1 lỗi, 1 bỏ qua), 1 văn bản." in ended.out
    assert "rỗng.md: tệp rỗng (0 byte)" in ended.out
    assert ended.err.splitlines() == [
        "Error: 1 of 3 files could not be parsed: rỗng.md.",
        "Lỗi: 1 trong 3 tệp không đọc được: rỗng.md: tệp rỗng (0 byte); hãy chép lại tệp hoặc bỏ tệp này ra",
    ]
    assert vbparse.load(tmp_path / "data")["sources"].num_rows == 3
    assert run("check", tmp_path / "data").code == 0


def test_the_last_line_names_failed_files_and_says_why(run: Run, tmp_path: Path) -> None:
    raw = tmp_path / "raw"
    raw.mkdir()
    for number in range(5):
        (raw / f"{number}.md").write_text(" " * number, encoding="utf-8")
    ended = run("parse", raw, "--out", tmp_path / "data")
    english, vietnamese = ended.err.splitlines()
    assert english == "Error: 5 of 5 files could not be parsed: 0.md, 1.md, 2.md, 2 more."
    assert vietnamese.startswith("Lỗi: 5 trong 5 tệp không đọc được: 0.md: tệp rỗng (0 byte); ")
    assert vietnamese.endswith(" | và 2 tệp khác, xem danh sách ở trên")


def test_checks_across_documents_are_counted_and_shown(run: Run, tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text(PLAN.replace("quý IV năm 2021", "quý I năm 2021"), encoding="utf-8")
    ended = run("parse", tmp_path / "a.md", "--out", tmp_path / "data")
    assert "a.md           1  đạt         1 cảnh báo" in ended.out
    assert "Chẩn đoán: 0 lỗi, 1 cảnh báo, 0 thông tin." in ended.out
    ended = run("show", "12-KH/TU", "--data", tmp_path / "data")
    assert "Chẩn đoán: 1 cảnh báo" in ended.out
    assert "dòng 17: thời hạn" in ended.out
    assert "[deadline-before-issue]" in " ".join(ended.out.split())
    [across] = vbparse.load(tmp_path / "data").diagnostics_across()
    assert across.code == "deadline-before-issue" and across.span is not None
    assert vbparse.load(tmp_path / "data").diagnostics_across("another") == []


def test_skipped_and_partial_files_are_no_failure(run: Run, raw: Path, tmp_path: Path) -> None:
    (raw / "rỗng.md").write_text("xin chào\n", encoding="utf-8")
    ended = run("parse", raw, "--out", tmp_path / "data")
    assert (ended.code, ended.err) == (0, "")
    assert "một phần" in ended.out


def test_files_and_standard_input_to_dataset(
    run: Run, raw: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    stdin(monkeypatch, PLAN.replace("12-KH/TU", "15-KH/TU"))
    ended = run("parse", raw / "a.md", "-", "--out", tmp_path / "data")
    assert ended.code == 0
    sources = vbparse.load(tmp_path / "data")["sources"]["source_path"].to_pylist()
    assert sources == ["a.md", "stdin.txt"]


def test_quiet_prints_failures_only(run: Run, raw: Path, tmp_path: Path) -> None:
    ended = run("parse", raw, "--out", tmp_path / "data", "--quiet")
    assert (ended.code, ended.out) == (1, "")
    assert [line.split(":")[:2] for line in ended.err.splitlines()] == [["Error", " rỗng.md"], ["Lỗi", " rỗng.md"]]


def test_out_that_holds_other_files_is_left_alone(run: Run, raw: Path, tmp_path: Path) -> None:
    target = tmp_path / "thesis"
    target.mkdir()
    (target / "chapter 1.odt").write_text("years of work", encoding="utf-8")
    ended = run("parse", raw, "--out", target)
    assert ended.code == 2
    assert "Error: " in ended.err
    assert "Lỗi: Thư mục " in ended.err
    assert "ghi vào đó sẽ làm mất các tệp này" in ended.err
    assert (target / "chapter 1.odt").read_text(encoding="utf-8") == "years of work"


def test_parse_hands_everything_to_the_library(run: Run, raw: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    seen: dict[str, Any] = {}

    def parse_folder(files: list[Path], out: Path, **options: Any) -> list[ParsedSource]:
        seen.update(options, files=files, out=out)
        dataset.write_dataset([sample.parsed()], out)
        return [sample.parsed()]

    monkeypatch.setattr(pipeline, "parse_folder", parse_folder)
    monkeypatch.chdir(raw.parent)
    assert run("parse", raw, "-o", "out", "--workers", "3", "--include-secret").code == 0
    assert (seen["files"], seen["out"], seen["workers"]) == ([raw], Path("out"), 3)
    assert seen["options"].include_secret
    assert seen["on_progress"] is None  # there is no terminal


def test_progress_bar_on_a_terminal(run: Run, raw: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    class Terminal(io.StringIO):
        def isatty(self) -> bool:
            return True

    terminal = Terminal()
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.setattr(sys, "stderr", terminal)
    run("parse", raw, "--out", tmp_path / "data")
    assert "Đang đọc" in terminal.getvalue()
    assert "3/3" in terminal.getvalue()
    terminal.truncate(0)
    run("parse", raw, "--out", tmp_path / "data", "--quiet")
    assert "Đang đọc" not in terminal.getvalue()


# --- show --------------------------------------------------------------------------------------------------------


def test_show_a_file(run: Run, raw: Path) -> None:
    ended = run("show", raw / "a.md")
    assert (ended.code, ended.err) == (0, "")
    lines = [line.rstrip() for line in ended.out.splitlines()]
    assert lines[0].startswith("Kế hoạch 12-KH/TU ──")
    assert "  Trích yếu         về công tác cán bộ" in lines
    assert any(line.strip().startswith("Bảng: 1 dòng × 3 cột – STT | Nội dung") for line in lines)
    assert "\x1b" not in ended.out


def test_show_standard_input(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    stdin(monkeypatch, PLAN)
    assert "12-KH/TU" in run("show", "-").out


def test_show_what_cannot_be_read(run: Run, raw: Path) -> None:
    ended = run("show", raw / "rỗng.md")
    assert (ended.code, ended.out) == (1, "")
    assert "Lỗi: rỗng.md: tệp rỗng" in ended.err


def test_show_follows_the_width(run: Run, raw: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "50")
    assert max(map(len, run("show", raw / "a.md").out.splitlines())) == 50


@pytest.mark.parametrize("target", ["15-KH/TU", "15-kh-tu", "số 15-KH/TU", "15-KH-TU_2021"])
def test_show_a_document_of_the_dataset(run: Run, data: Path, target: str) -> None:
    ended = run("show", target, "--data", data)
    assert (ended.code, ended.err) == (0, "")
    assert ended.out.startswith("Kế hoạch 15-KH/TU ──")


def test_show_of_several_documents_lists_them(run: Run, data: Path) -> None:
    ended = run("show", "12-KH/TU", "--data", data)
    assert (ended.code, ended.out) == (2, "")
    first, *candidates, last = ended.err.splitlines()
    assert last == "Lỗi: '12-KH/TU' có thể là một trong 2 văn bản; hãy ghi một mã trong danh sách trên."
    assert first == "Error: '12-KH/TU' may be any of 2 documents; give one of these ids:"
    assert [line.split("_")[:2] for line in candidates] == [["  12-KH-TU", "2021-06-08"], ["  12-KH-TU", "2021-06-09"]]
    assert run("show", candidates[1].split()[0], "--data", data).code == 0


def test_show_of_an_unknown_document_names_the_nearest(run: Run, data: Path) -> None:
    ended = run("show", "16-KH/TU", "--data", data)
    assert ended.code == 2
    assert "is neither a file nor a document" in ended.err
    assert "15-KH-TU_2021-06-08" in ended.err


@pytest.mark.parametrize(
    ("target", "words"), [("nothing.md", "There is no file 'nothing.md', nor a dataset"), (".", "'.' is a folder")]
)
def test_show_without_a_dataset(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, target: str, words: str
) -> None:
    monkeypatch.chdir(tmp_path)
    ended = run("show", target)
    assert (ended.code, ended.out) == (2, "")
    assert words in ended.err


# --- check and score ---------------------------------------------------------------------------------------------


def test_check_of_a_good_dataset(run: Run, data: Path) -> None:
    ended = run("check", data)
    assert (ended.code, ended.err) == (0, "")
    assert ended.out.startswith("ok: 4 sources, 3 documents, ")


def test_check_groups_problems(run: Run, data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    found = [
        Problem("json", "documents", "d1", "is gone"),
        *(Problem("span", "sections", f"s{n}", "is outside") for n in range(5)),
    ]

    def check_of(problems: list[Problem]) -> Ended:
        monkeypatch.setattr(checks, "check", lambda folder: problems)
        return run("check", data, "--limit", "2")

    ended = check_of(found)
    assert ended.code == 1
    lines = ended.out.splitlines()
    assert lines[0].startswith("span: 5 (")
    assert lines[1:4] == ["  sections  s0: is outside", "  sections  s1: is outside", "  … and 3 more"]
    assert lines[4].startswith("json: 1 (")
    assert lines[5:] == ["  documents  d1: is gone"]
    assert ended.err.splitlines() == [
        f"Error: 6 problems of 2 kinds in {data}.",
        f"Lỗi: 6 lỗi thuộc 2 loại trong {data}.",
    ]
    assert "Error: 1 problem of 1 kind in" in check_of(found[:1]).err


@pytest.mark.parametrize("command", ["check", "score"])
def test_what_is_no_dataset(run: Run, tmp_path: Path, command: str) -> None:
    (tmp_path / "gold.json").write_text("{}", encoding="utf-8")
    ended = run(command, *((tmp_path,) if command == "score" else ()), tmp_path / "none")
    assert (ended.code, ended.out) == (2, "")
    assert "There is no folder" in ended.err


@pytest.fixture
def gold(tmp_path: Path) -> Path:
    """Gold answers for the plan, right but for its number."""
    folder = tmp_path / "gold"
    folder.mkdir()
    answer = {
        "source": "a.md",
        "first_line": 1,
        "last_line": 33,
        "orphan_appendix": False,
        "organisation": "TỈNH ỦY BẮC GIANG",
        "issuer": None,
        "number": "13-KH/TU",
        "doc_type": "Kế hoạch",
        "subject": "về công tác cán bộ",
        "place": "Bắc Giang",
        "date": "2021-06-08",
        "secrecy": None,
        "addressees": [],
        "recipients": ["Các huyện ủy, thành ủy"],
        "signature": {"authority": "T/M BAN THƯỜNG VỤ", "position": "BÍ THƯ", "name": "Lê Văn An"},
    }
    (folder / "a.1.json").write_text(json.dumps(answer), encoding="utf-8")
    return folder


def test_score_report(run: Run, gold: Path, data: Path) -> None:
    ended = run("score", gold, data)
    assert (ended.code, ended.err) == (0, "")
    assert "document.found" in ended.out
    assert ended.out.splitlines()[-1].startswith("mean ")
    assert "13-KH/TU" not in ended.out
    assert "13-KH/TU" in run("score", gold, data, "--misses").out


def test_score_as_json(run: Run, gold: Path, data: Path) -> None:
    plain = json.loads(run("score", gold, data, "--json").out)
    assert plain["fields"]["document.found"] == {"score": 1.0, "macro": 1.0, "gold": 1, "found": 1, "right": 1}
    assert 0 < plain["mean"] < 1
    full = json.loads(run("score", gold, data, "--json", "--misses", "--by-document").out)
    assert set(full["fields"]["document.found"]) >= {"documents", "misses"}


def test_score_record(run: Run, gold: Path, data: Path, tmp_path: Path) -> None:
    history = tmp_path / "history.tsv"
    run("score", gold, data, "--record", history)
    header, line = history.read_text(encoding="utf-8").splitlines()
    assert header.startswith("version\t")
    assert line.startswith(f"{vbparse.__version__}\t")


def test_score_without_gold(run: Run, data: Path, tmp_path: Path) -> None:
    ended = run("score", tmp_path / "none", data)
    assert ended == Ended(2, "", f"Error: There are no gold answers (*.json) in {tmp_path / 'none'}.\n")


def test_errors_of_the_library_are_wrong_use(run: Run, data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def load(folder: Path) -> Any:
        raise UsageError("The moon is not a folder.")

    monkeypatch.setattr(dataset, "load", load)
    assert run("check", data) == Ended(2, "", "Error: The moon is not a folder.\n")
