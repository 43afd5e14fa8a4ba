"""A folder: which files are taken and how they are named, what a bad one does, and that processes change nothing."""

from __future__ import annotations

import faulthandler
import logging
import os
import signal
import sys
import time
import unicodedata
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path

import pytest

from dataset_sample import plan_source
from vbparse import memory, model, pipeline
from vbparse.dataset import check, load
from vbparse.document import ParsedSource
from vbparse.errors import SourceError, UsageError
from vbparse.inputs import InputFile, find_files
from vbparse.parsing import Options
from vbparse.pipeline import parse_folder

FORKS = sys.platform == "linux"  # elsewhere a worker process does not see what a test puts in the place of the parser


def stand_in(data: bytes, source_path: str, options: Options | None = None) -> ParsedSource:
    """Parse a file by its words: some of them are accidents."""
    words = data.decode(errors="replace").removeprefix("%PDF-")
    if words.startswith("hog"):
        hoard: list[bytearray] = []
        for _ in range(40):
            hoard.append(bytearray(b"x") * 20_000_000)  # 800 MB
            time.sleep(0.01)
    if words == "blow":
        _ = bytearray(20_000_000_000)  # at one blow, and never filled
    if words == "refused in a library":
        raise RuntimeError("std::bad_alloc")
    if words == "damaged for lack of memory":
        raise SourceError("damaged-file", "It is damaged.", "Tệp hỏng.") from MemoryError()
    if words.startswith("killed"):
        os.kill(os.getpid(), signal.SIGKILL)
    if words.startswith("abort"):
        faulthandler.disable()
        os.abort()
    if words == "bug":
        raise ZeroDivisionError("in /home/somebody/secret")
    if words == "memory":
        raise MemoryError
    if words == "hang":
        raise TimeoutError("regex timed out")
    if words == "refuse":
        raise SourceError("not-text", "This is odd.", "Tệp lạ.")
    if words == "crash":
        os._exit(7)
    if words == "plan":
        item = plan_source(source_path)
        source = item.source.model_copy(update={"sha256": sha256(data).hexdigest()})
        return ParsedSource(source, item.text, item.blocks, item.documents, item.diagnostics)
    block = model.Block(
        source_path=source_path, doc_id=None, ordinal=1, label="other", owner_id=None, text=words, style=(),
        span={"char_start": 0, "char_end": len(words), "segments": ({"start": 0, "end": len(words)},)},  # type: ignore[arg-type]
    )  # fmt: skip
    source = model.Source(
        source_path=source_path, sha256=sha256(data).hexdigest(), bytes=len(data), format="txt", status="ok",
        n_documents=0, encoding="utf-8",
    )  # fmt: skip
    return ParsedSource(source, words, (block,) if words.strip() else ())


@pytest.fixture(autouse=True)
def _parser(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pipeline, "parse_bytes", stand_in)


@pytest.fixture
def make(tmp_path: Path) -> Callable[..., Path]:
    """Write files (path -> words) below a folder `raw`."""

    def write(**files: str) -> Path:
        for name, words in files.items():
            path = tmp_path / "raw" / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(words, encoding="utf-8")
        return tmp_path / "raw"

    return write


def named(sources: list[ParsedSource]) -> list[str]:
    return [item.source.source_path for item in sources]


def outcomes(sources: list[ParsedSource]) -> dict[str, str]:
    return {item.source.source_path: item.source.error_code or item.source.status for item in sources}


# --- which files -------------------------------------------------------------------------------------------------


def test_files_at_all_depths_in_the_order_of_their_paths(make: Callable[..., Path]) -> None:
    raw = make(**{"b.txt": "1", "a/z.txt": "2", "a.txt": "3", "README.md": "4", "a/b/c": "5"})
    assert named(parse_folder(raw)) == ["README.md", "a.txt", "a/b/c", "a/z.txt", "b.txt"]


def test_hidden_files_and_folders_are_left_out(make: Callable[..., Path]) -> None:
    raw = make(**{".gitkeep": "", ".git/config": "x", "a/.DS_Store": "x", "a/b.txt": "1"})
    assert named(parse_folder(raw)) == ["a/b.txt"]
    assert named(parse_folder(raw / ".gitkeep")) == [".gitkeep"]


def test_names_are_composed_letters(make: Callable[..., Path]) -> None:
    raw = make(**{unicodedata.normalize("NFD", "Nghị quyết.txt"): "1"})
    assert named(parse_folder(raw)) == [unicodedata.normalize("NFC", "Nghị quyết.txt")]


@pytest.mark.skipif(not FORKS, reason="needs a file system of bytes")
def test_names_that_differ_in_their_bytes_only(make: Callable[..., Path]) -> None:
    raw = make(**{unicodedata.normalize(form, "Nghị.txt"): form for form in ("NFC", "NFD")})
    (raw / os.fsdecode(b"c\xf4ng.txt")).write_text("3")
    assert named(parse_folder(raw)) == ["Nghị (2).txt", "Nghị.txt", "c\ufffdng.txt"]


def test_output_inside_of_the_input_is_not_read_again(make: Callable[..., Path]) -> None:
    raw = make(**{"a.txt": "1"})
    for _ in range(2):
        assert named(parse_folder(raw, raw / "parsed")) == ["a.txt"]


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        (["raw/a", "raw/b"], ["a/x.md", "b/x.md", "y.md"]),
        (["raw/b", "raw/a"], ["a/x.md", "b/x.md", "y.md"]),
        (["raw/a/x.md", "raw/b"], ["a/x.md", "b/x.md", "y.md"]),
        (["raw/a/x.md", "raw/c/a/x.md"], ["c/a/x.md", "raw/a/x.md"]),
        (["raw/a/x.md"], ["x.md"]),
        (["raw/b", "raw/b/y.md", "raw/b/."], ["x.md", "y.md"]),
    ],
)
def test_several_paths(
    make: Callable[..., Path], monkeypatch: pytest.MonkeyPatch, given: list[str], expected: list[str]
) -> None:
    raw = make(**{"a/x.md": "1", "b/x.md": "2", "b/y.md": "3", "c/a/x.md": "4"})
    monkeypatch.chdir(raw.parent)
    assert named(parse_folder([Path(path) for path in given])) == expected


def test_links_are_followed_once(make: Callable[..., Path], tmp_path: Path) -> None:
    raw = make(**{"a/x.txt": "1"})
    (tmp_path / "far").mkdir()
    (tmp_path / "far" / "y.txt").write_text("2")
    (raw / "link").symlink_to(tmp_path / "far")
    (raw / "a" / "loop").symlink_to(raw)
    (raw / "a" / "z.txt").symlink_to(raw / "a" / "x.txt")
    assert outcomes(parse_folder(raw)) == {"a/x.txt": "ok", "a/z.txt": "skipped", "link/y.txt": "ok"}


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ("none", "There is no .*none. Give the path"),
        ("empty", "no files in .*empty.*Put documents there"),
        ([], "No folder was given"),
        (["empty", "none"], "There is no"),
    ],
)
def test_nothing_to_parse(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, given: str | list[str], words: str) -> None:
    (tmp_path / "empty").mkdir()
    (tmp_path / "empty" / ".gitkeep").touch()
    monkeypatch.chdir(tmp_path)
    with pytest.raises(UsageError, match=words):
        parse_folder(given)


# --- what becomes of a file --------------------------------------------------------------------------------------


@pytest.mark.parametrize("workers", [1, 2])
def test_one_bad_file_never_stops_the_others(make: Callable[..., Path], workers: int) -> None:
    if workers > 1 and not FORKS:
        pytest.skip("needs forked workers")
    files = {"1.txt": "one", "2.txt": "bug", "3.txt": "memory", "4.txt": "hang", "5.txt": "refuse", "6.txt": "six"}
    sources = parse_folder(make(**files), workers=workers)
    assert outcomes(sources) == {
        "1.txt": "ok",
        "2.txt": "internal-error",
        "3.txt": "too-much-memory",
        "4.txt": "internal-error",
        "5.txt": "not-text",
        "6.txt": "ok",
    }
    failed = sources[1]
    assert (failed.source.status, failed.source.bytes, failed.text) == ("failed", 3, None)
    message = failed.source.error_message or ""
    assert "ZeroDivisionError" in message and "report it" in message and "somebody" not in message
    assert [(d.severity, d.code, d.span) for d in failed.diagnostics] == [("error", "internal-error", None)]


def test_traceback_goes_to_the_log(make: Callable[..., Path], caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.DEBUG, "vbparse"):
        parse_folder(make(**{"x.txt": "bug"}))
    assert "x.txt: Traceback" in caplog.text and "ZeroDivisionError" in caplog.text


@pytest.mark.skipif(not FORKS, reason="needs forked workers")
def test_only_the_file_that_kills_its_process_fails(make: Callable[..., Path]) -> None:
    words = ["one", "crash", "two", "three", "four", "plan", "crash.", "five", "six", "seven", "eight", "nine"]
    raw = make(**{f"{n:02}.txt": word for n, word in enumerate(words)})
    (raw / "99.txt").write_text("crash")
    found = outcomes(parse_folder(raw, workers=2))
    assert found == {
        **{f"{n:02}.txt": "ok" for n in range(len(words))},
        "01.txt": "process-ended",
        "99.txt": "skipped",
    }


FATAL = {
    "b.pdf": ("hog", "too-much-memory", "VBPARSE_MEMORY=4096", "tốn nhiều bộ nhớ"),
    "c.pdf": ("blow", "too-much-memory", "VBPARSE_MEMORY=4096", "tốn nhiều bộ nhớ"),
    "e.pdf": ("killed", "process-ended", "by the system", "hệ điều hành đã dừng"),
    "f.pdf": ("abort", "process-ended", "a fault in a library", "thư viện gặp lỗi"),
    "g.pdf": ("crash", "process-ended", "a fault in a library", "thư viện gặp lỗi"),
    "h.pdf": ("refused in a library", "too-much-memory", "split it", "tách nhỏ"),
    "j.txt": ("hog in a text that is long" + " " * 1_000_000, "too-much-memory", "split it", "tách nhỏ"),
}


@pytest.mark.skipif(not FORKS, reason="needs forked workers")
@pytest.mark.parametrize("workers", [None, 1, 2])
def test_a_file_that_takes_all_memory_or_ends_its_process_fails_alone(
    make: Callable[..., Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, workers: int | None
) -> None:
    monkeypatch.setenv(memory.VARIABLE, "256")
    hoard = bytearray(b"x") * 400_000_000  # what the caller holds is not counted
    sound = {"a.pdf": "%PDF-one", "d.pdf": "%PDF-two", "i.txt": "three", "k.pdf": "%PDF-four"}
    fatal = {name: words if name.endswith(".txt") else f"%PDF-{words}" for name, (words, *_) in FATAL.items()}
    sources = parse_folder(make(**sound, **fatal), tmp_path / "out", workers=workers)
    assert outcomes(sources) == dict(sorted((dict.fromkeys(sound, "ok") | {k: v[1] for k, v in FATAL.items()}).items()))
    for item in sources:
        name = item.source.source_path
        if name in FATAL:
            _, code, words, words_vi = FATAL[name]
            (told,) = item.diagnostics
            assert (told.code, item.source.status, item.text) == (code, "failed", None)
            assert words in told.message and words_vi in told.message_vi and item.source.error_message == told.message
    assert check(tmp_path / "out") == [] and len(hoard) == 400_000_000


@pytest.mark.skipif(not FORKS, reason="needs forked workers")
@pytest.mark.parametrize("words", ["damaged for lack of memory", "hog"])
def test_lack_of_memory_is_not_told_as_damage(make: Callable[..., Path], words: str) -> None:
    from vbparse import parsing

    with pytest.MonkeyPatch.context() as patch:
        patch.setenv(memory.VARIABLE, "128")
        patch.setattr(pipeline, "parse_bytes", parsing.parse_bytes)
        patch.setattr(parsing, "read", lambda data, name, passwords: stand_in(data, name))
        assert outcomes(parse_folder(make(**{"a.pdf": f"%PDF-{words}"}))) == {"a.pdf": "too-much-memory"}


@pytest.mark.skipif(not FORKS, reason="needs forked workers")
def test_a_bound_that_leaves_room_stops_nothing(make: Callable[..., Path], monkeypatch: pytest.MonkeyPatch) -> None:
    for room in ("2000", "off", "OFF "):
        monkeypatch.setenv(memory.VARIABLE, room)
        assert outcomes(parse_folder(make(**{"a.pdf": "%PDF-hog"}))) == {"a.pdf": "ok"}


@pytest.mark.parametrize("said", ["much", "-5", "0", "63", "1e9", "1.5"])
def test_a_bound_that_cannot_be_is_told(make: Callable[..., Path], monkeypatch: pytest.MonkeyPatch, said: str) -> None:
    monkeypatch.setenv(memory.VARIABLE, said)
    with pytest.raises(UsageError, match="give a number of megabytes, 64 or more, or `off`"):
        parse_folder(make(**{"a.txt": "1"}))


@pytest.mark.parametrize(("machine", "room"), [(24_000, 2048), (4096, 2048), (3000, 1500), (512, 512), (None, 2048)])
def test_the_usual_bound_is_half_of_a_small_machine(
    monkeypatch: pytest.MonkeyPatch, machine: int | None, room: int
) -> None:
    monkeypatch.delenv(memory.VARIABLE, raising=False)
    monkeypatch.setattr(memory, "of_machine", lambda: machine)
    assert memory.bound() == room


@pytest.mark.skipif(not FORKS, reason="needs forked workers")
def test_only_short_texts_are_parsed_in_the_process_of_the_caller(
    make: Callable[..., Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    def parse(data: bytes, source_path: str, options: Options | None = None) -> ParsedSource:
        return stand_in(str(os.getpid()).encode(), source_path)

    monkeypatch.setattr(pipeline, "parse_bytes", parse)
    files = {"a.txt": "1", "b.md": "2", "c.txt": "%PDF-3", "d.html": "4", "e.txt": "5" * 1_000_001}
    here, also_here, *others = (item.text for item in parse_folder(make(**files)))
    assert here == also_here == str(os.getpid())
    assert len(set(others)) == 1 and here not in others  # one process for all


@pytest.mark.skipif(not FORKS, reason="needs forked workers")
def test_no_process_stays_behind(make: Callable[..., Path]) -> None:
    raw = make(**{"a.pdf": "%PDF-1", "b.pdf": "%PDF-killed", "c.pdf": "%PDF-2"})

    def stop(item: ParsedSource, number: int, all_: int) -> None:
        raise KeyboardInterrupt

    parse_folder(raw)
    with pytest.raises(KeyboardInterrupt):
        parse_folder(raw, on_progress=stop)
    with pytest.raises(ChildProcessError):
        os.waitpid(-1, os.WNOHANG)


def test_same_bytes_are_parsed_once(make: Callable[..., Path], tmp_path: Path) -> None:
    raw = make(**{"b.txt": "same", "a/x.txt": "same", "c.txt": "same", "d.txt": "other"})
    first, *copies, other = parse_folder(raw, tmp_path / "out")
    assert (first.source.source_path, first.source.status, other.source.status) == ("a/x.txt", "ok", "ok")
    for copy in copies:
        told = copy.source
        assert (told.status, told.same_as, told.format, told.encoding) == ("skipped", "a/x.txt", "txt", "utf-8")
        assert told.sha256 == first.source.sha256 and told.bytes == 4 and copy.text is None
    assert check(tmp_path / "out") == []


def test_unreadable_files_are_in_the_sources(
    make: Callable[..., Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    raw = make(**{"a.txt": "1", "locked.txt": "2", "empty.txt": ""})
    (raw / "gone.txt").symlink_to(raw / "nowhere")
    if hasattr(os, "mkfifo"):
        os.mkfifo(raw / "pipe")
    read = InputFile.read

    def locked(file: InputFile) -> bytes:
        if file.source_path == "locked.txt":
            raise PermissionError(13, "Permission denied", str(file.path))
        return read(file)

    monkeypatch.setattr(InputFile, "read", locked)
    sources = parse_folder(raw, tmp_path / "out")
    expected = {"a.txt": "ok", "empty.txt": "ok", "gone.txt": "unreadable", "locked.txt": "unreadable"}
    assert outcomes(sources) == {**expected, **({"pipe": "unreadable"} if hasattr(os, "mkfifo") else {})}
    told = {item.source.source_path: item.source.error_message or "" for item in sources}
    assert "no permission" in told["locked.txt"] and "link to nothing" in told["gone.txt"]
    assert not any(str(tmp_path) in message for message in told.values())
    assert check(tmp_path / "out") == []


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may read everything")
def test_folder_that_cannot_be_opened_counts_as_a_file(make: Callable[..., Path]) -> None:
    raw = make(**{"a.txt": "1", "closed/b.txt": "2"})
    (raw / "closed").chmod(0)
    try:
        assert outcomes(parse_folder(raw)) == {"a.txt": "ok", "closed": "unreadable"}
    finally:
        (raw / "closed").chmod(0o700)


# --- workers, progress, output -----------------------------------------------------------------------------------


@pytest.mark.skipif(not FORKS, reason="needs forked workers")
def test_dataset_does_not_depend_on_the_workers(make: Callable[..., Path], tmp_path: Path) -> None:
    files = {f"{n}.txt": f"words {n}" for n in range(20)}
    raw = make(**files, **{"plan.txt": "plan", "bug.txt": "bug", "copy.txt": "words 3"})
    written = []
    for workers in (None, 1, 2, 5):
        out = tmp_path / f"out{workers}"
        parse_folder(raw, out, workers=workers)
        assert check(out) == []
        written.append({p.relative_to(out): p.read_bytes() for p in out.rglob("*") if p.is_file()})
    assert written[1:] == written[:1] * 3


@pytest.mark.parametrize(
    ("workers", "sizes", "expected"),
    [
        (None, [1000, 1000], 1),
        (None, [5_000_000], 1),
        (1, [5_000_000, 5_000_000], 1),
        (8, [10, 10, 10], 3),
        (8, [10], 1),
    ],
)
def test_processes_only_where_they_pay(tmp_path: Path, workers: int | None, sizes: list[int], expected: int) -> None:
    files = []
    for number, size in enumerate(sizes):
        (tmp_path / str(number)).write_bytes(b"x" * size)
        files.append(InputFile(tmp_path / str(number), str(number)))
    assert pipeline._worker_count(workers, files) == expected


def test_big_input_takes_all_processors_that_have_memory(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for number in range(64):
        (tmp_path / str(number)).write_bytes(b"x" * 100_000)
    cores = len(os.sched_getaffinity(0)) if FORKS else os.cpu_count() or 1
    for machine, workers in ((None, min(cores, 64)), (1024 * 64, min(cores, 64)), (1500, 1), (500, 1)):
        monkeypatch.setattr(memory, "of_machine", lambda machine=machine: machine)
        assert pipeline._worker_count(None, find_files(tmp_path)) == workers


@pytest.mark.parametrize("workers", [1, 3])
def test_progress_is_told_in_order(make: Callable[..., Path], workers: int) -> None:
    if workers > 1 and not FORKS:
        pytest.skip("needs forked workers")
    told: list[tuple[str, int, int]] = []
    raw = make(**{"a.txt": "1", "b.txt": "1", "c.txt": "bug"})
    parse_folder(raw, workers=workers, on_progress=lambda item, n, all: told.append((item.source.source_path, n, all)))
    assert told == [("a.txt", 1, 3), ("b.txt", 2, 3), ("c.txt", 3, 3)]


def test_no_workers() -> None:
    with pytest.raises(UsageError, match="give 1 or more"):
        parse_folder(".", workers=0)


def test_output_is_refused_before_any_file_is_parsed(make: Callable[..., Path], tmp_path: Path) -> None:
    told: list[int] = []
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "mine.txt").touch()
    with pytest.raises(UsageError, match=r"mine\.txt"):
        parse_folder(make(**{"a.txt": "1"}), tmp_path / "out", on_progress=lambda _, n, all: told.append(n))
    assert told == []


def test_same_document_in_two_sources_has_two_ids(make: Callable[..., Path], tmp_path: Path) -> None:
    def same_plan(data: bytes, source_path: str, options: Options | None = None) -> ParsedSource:
        return stand_in(b"plan", source_path)

    raw = make(**{"a.md": "one spelling", "b.md": "another"})
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(pipeline, "parse_bytes", same_plan)
        sources = parse_folder(raw, tmp_path / "out")
    ids = [document.doc_id for item in sources for document in item.documents]
    assert len(set(ids)) == 2 and load(tmp_path / "out")["documents"]["doc_id"].to_pylist() == ids
    assert check(tmp_path / "out") == []


def test_options_reach_the_parser(make: Callable[..., Path], monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[Options | None] = []

    def parse(data: bytes, source_path: str, options: Options | None = None) -> ParsedSource:
        seen.append(options)
        return stand_in(data, source_path)

    monkeypatch.setattr(pipeline, "parse_bytes", parse)
    parse_folder(make(**{"a.txt": "1"}), options=Options(include_secret=True))
    assert seen == [Options(include_secret=True)]
