"""A folder of files to parsed sources: which files, in which process, and what becomes of one that fails.

Nothing handed in disappears: a file that can't be read, that was seen already or that brings the parser down still has
its `ParsedSource`. One bad file never stops the others.
"""

from __future__ import annotations

import gc
import hashlib
import logging
import multiprocessing
import os
import sys
import traceback
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from vbparse import apart, memory, model
from vbparse.document import ParsedSource
from vbparse.errors import SourceError, UsageError, is_of_memory
from vbparse.inputs import InputFile, find_files
from vbparse.parsing import Options, broken_off, check_settings, covering, not_read, parse_bytes, too_much_memory
from vbparse.readers import ARCHIVES, kind_of
from vbparse.readers.archives import open_up
from vbparse.readers.kinds import by_name

_LOG = logging.getLogger("vbparse")
_ROUNDS = (50_000, 20, 50)  # new objects before the collector comes by, and how seldom it looks at older ones
_WORTH_PROCESSES = 4_000_000  # bytes of input; below, starting processes takes longer than it saves
_HARMLESS = 1_000_000  # bytes of text; it takes a hundred times as much memory, and no library in C


def parse_folder(
    raw: Path | str | Sequence[Path | str],
    out: Path | str | None = None,
    *,
    workers: int | None = None,
    options: Options | None = None,
    on_progress: Callable[[ParsedSource, int, int], None] | None = None,
) -> list[ParsedSource]:
    """Parse all files below the folder `raw` (or several folders and files) and return one source for each.

    Files in ZIP archives and saved mails are sources of their own (`archive.zip/folder/a.docx`).
    Sources come in the order of their `source_path`; hidden files, and `out` where it lies inside of `raw`, are left
    out. With `out` the dataset is written there, replacing the one before. `workers` is the number of processes; None
    takes one, or for more than 4 MB as many as there are processors, one for each GB of memory. The result does not
    depend on it. On Linux no file is parsed in the process of the caller but short texts, and each may take as much
    memory as `memory.bound` says. `on_progress` is called after each source with the source, its number from 1, and
    the number of all.

    Raises UsageError when a path is missing, there are no files, or `out` can't be written.
    """
    if workers is not None and workers < 1:
        raise UsageError(f"{workers} worker processes can't be; give 1 or more, or leave the number out.")
    if out is not None:
        from vbparse.dataset import check_target

        check_target(out)
    memory.bound()  # settings that can't be are told before any work
    check_settings()
    files = find_files(raw, leave_out=out)
    options = options or Options()
    with settled_heap():
        done = _parse_all(files, _worker_count(workers, files), options, on_progress)
        from vbparse.dataset import distinct_ids, write_dataset

        results = distinct_ids(done[name] for name in sorted(done))
        if out is not None:
            from vbparse.facts.cross import cross_document

            write_dataset(results, out, cross_document(results))
        return results


def parse_guarded(data: bytes, source_path: str, options: Options) -> ParsedSource:
    """Parse one file as one of a folder: whatever it does to the process that reads it is told in the result.

    Raises UsageError when the bound of the memory or the engine for scans that is asked for can't be.
    """
    memory.bound()
    check_settings()
    (parsed,) = _one_by_one([_Job(source_path, data)], options)
    return parsed


@contextmanager
def settled_heap() -> Iterator[None]:
    """Keep what is loaded by now out of the rounds of the garbage collector, and let it come by less often.

    It walks all objects again and again while the results grow, and finds next to nothing: records hold no cycles.
    """
    usual = gc.get_threshold()
    gc.freeze()
    gc.set_threshold(*_ROUNDS)
    try:
        yield
    finally:
        gc.set_threshold(*usual)
        gc.unfreeze()


def _parse_all(
    files: list[InputFile],
    workers: int,
    options: Options,
    on_progress: Callable[[ParsedSource, int, int], None] | None,
) -> dict[str, ParsedSource]:
    """Parse files, and those inside of them; return the sources by their names."""
    steps = _steps(files, options)
    parsed = _in_processes(steps, workers, options) if workers > 1 else _one_by_one(steps, options)
    done: dict[str, ParsedSource] = {}
    for item in parsed:
        if item.source.same_as is not None:
            item = _copy_of(done[item.source.same_as], item)
        done[item.source.source_path] = item
        if on_progress is not None:
            on_progress(item, len(done), max(len(done), len(files)))
    return done


@dataclass(frozen=True)
class _Job:
    source_path: str
    data: bytes
    covers: bool = False  # the text of a mail with attachments


def _steps(files: Iterable[InputFile], options: Options) -> Iterator[_Job | ParsedSource]:
    """Read the files one after the other, those in archives too; what can't be read or was before is finished."""
    seen: dict[str, str] = {}
    for file in files:
        try:
            data = file.read()
        except (OSError, MemoryError) as error:
            yield not_read(b"", file.source_path, _unreadable(error))
            continue
        for inside in _opened(_Job(file.source_path, data), options):
            if isinstance(inside, ParsedSource):
                yield inside
                continue
            digest = hashlib.sha256(inside.data).hexdigest()
            if digest in seen:
                source = _source(inside.source_path, inside.data, "skipped")
                yield ParsedSource(source.model_copy(update={"same_as": seen[digest]}))
            else:
                seen[digest] = inside.source_path
                yield inside


def _opened(job: _Job, options: Options) -> Iterator[_Job | ParsedSource]:
    """Open a file that may be an archive: each file inside is a job, what can't be opened a failed source."""
    try:
        for inside in open_up(job.data, job.source_path, options.passwords):
            if inside.error is None:
                yield _Job(inside.source_path, inside.data, inside.covers)
            else:
                yield not_read(inside.data, inside.source_path, inside.error)
    except Exception as error:
        yield _told(_broken_off(job, error))


def _worker_count(workers: int | None, files: Sequence[InputFile]) -> int:
    if workers is None:
        if sum(file.size() for file in files) <= _WORTH_PROCESSES:
            return 1
        workers = len(os.sched_getaffinity(0)) if sys.platform == "linux" else os.cpu_count() or 1
        workers = max(1, min(workers, (memory.of_machine() or workers * memory.EACH) // memory.EACH))
    return workers if any(by_name(file.source_path) in ARCHIVES for file in files) else min(workers, len(files))


def _one_by_one(steps: Iterable[_Job | ParsedSource], options: Options) -> Iterator[ParsedSource]:
    """Parse one file after the other, beside this process where that can be: a library in C may end its process."""
    with _Apart(partial(_parse_in_worker, options=options)) as ask:
        for step in steps:
            if isinstance(step, ParsedSource):
                yield step
            elif apart.POSSIBLE and not _is_harmless(step):
                yield _told(_asked(ask, step))
            else:
                yield _told(_parse(step, options))


def _is_harmless(job: _Job) -> bool:
    return len(job.data) <= _HARMLESS and kind_of(job.data, job.source_path) in ("txt", "md")


def _in_processes(steps: Iterable[_Job | ParsedSource], workers: int, options: Options) -> Iterator[ParsedSource]:
    """Parse in `workers` processes, results in the order of `steps`, only a few files ahead in memory.

    When a process dies, all files that were waiting get a broken pool; each is tried again in a process of its own, so
    that only the one that kills it fails.
    """
    waiting: deque[ParsedSource | tuple[_Job, Future[_Outcome], ProcessPoolExecutor]] = deque()
    pool = _pool(workers)

    def next_result() -> ParsedSource:
        nonlocal pool
        entry = waiting.popleft()
        if isinstance(entry, ParsedSource):
            return entry
        job, future, its_pool = entry
        try:
            return _told(future.result())
        except BrokenProcessPool:
            if its_pool is pool:
                pool.shutdown()
                pool = _pool(workers)
            return _alone(job, options)
        except Exception as error:
            return _told(_broken_off(job, error))

    try:
        for step in steps:
            waiting.append(step if isinstance(step, ParsedSource) else (step, _submit(pool, step, options), pool))
            if len(waiting) > 2 * workers:
                yield next_result()
        while waiting:
            yield next_result()
    finally:
        pool.shutdown(cancel_futures=True)


def _pool(workers: int) -> ProcessPoolExecutor:
    # A forked process needs no `if __name__ == "__main__"` in the caller's script; elsewhere there is no choice.
    context = multiprocessing.get_context("fork") if sys.platform == "linux" else None
    return ProcessPoolExecutor(workers, mp_context=context, initializer=memory.bind)


def _submit(pool: ProcessPoolExecutor, job: _Job, options: Options) -> Future[_Outcome]:
    try:
        return pool.submit(_parse_in_worker, job, options)
    except BrokenProcessPool as error:
        broken: Future[_Outcome] = Future()
        broken.set_exception(error)
        return broken


def _alone(job: _Job, options: Options) -> ParsedSource:
    if apart.POSSIBLE:
        with _Apart(partial(_parse_in_worker, options=options)) as ask:
            return _told(_asked(ask, job))
    with _pool(1) as pool:
        try:
            return _told(_submit(pool, job, options).result())
        except BrokenProcessPool:
            return not_read(job.data, job.source_path, _ended(None))
        except Exception as error:
            return _told(_broken_off(job, error))


_Outcome = tuple[ParsedSource, str | None]  # the second is the traceback of a failure, for the log
_Apart = apart.Apart[_Job, _Outcome]


def _asked(ask: _Apart, job: _Job) -> _Outcome:
    """Have a file parsed by the process beside this one; what ends it is in the result."""
    try:
        return ask(job)
    except apart.DiedError as error:
        return not_read(job.data, job.source_path, _ended(error.status)), None
    except Exception as error:
        return _broken_off(job, error)


def _parse(job: _Job, options: Options) -> _Outcome:
    """Parse one file; whatever goes wrong is in the result."""
    try:
        return _read(job, options), None
    except Exception as error:
        return _broken_off(job, error)


def _read(job: _Job, options: Options) -> ParsedSource:
    parsed = parse_bytes(job.data, job.source_path, options)
    return covering(parsed) if job.covers else parsed


def _parse_in_worker(job: _Job, options: Options) -> _Outcome:
    """Parse one file in a worker. Lack of memory ends it: what it leaves behind in the process nobody knows."""
    try:
        return _read(job, options), None
    except Exception as error:
        if is_of_memory(error):
            os._exit(memory.SPENT)
        return _broken_off(job, error)


def _ended(status: int | None) -> SourceError:
    """Return the error of a file that ends the process which parses it, with this status where it is known."""
    if status == memory.SPENT:
        return too_much_memory()
    if status == -9:
        why = "by the system, as happens when its memory runs out"
        why_vi = "hệ điều hành đã dừng, thường do máy hết bộ nhớ"
    else:
        why = "by a fault in a library, or for lack of memory"
        why_vi = "thư viện gặp lỗi, hoặc thiếu bộ nhớ"
    return SourceError(
        "process-ended",
        f"The process that read this file was ended {why}. The other files are not touched by it. Open the file and"
        " save it anew, or split it; on a machine short of memory close other programs first.",
        f"Tiến trình đọc tệp này bị dừng giữa chừng ({why_vi}). Các tệp khác không bị ảnh hưởng. Hãy mở tệp và lưu lại,"
        " hoặc tách nhỏ; máy thiếu bộ nhớ thì đóng bớt chương trình khác.",
    )


def _broken_off(job: _Job, error: Exception) -> _Outcome:
    trace = None if isinstance(error, SourceError) else "".join(traceback.format_exception(error))
    return broken_off(job.data, job.source_path, error), trace and f"{job.source_path}: {trace}"


def _told(outcome: _Outcome) -> ParsedSource:
    parsed, trace = outcome
    if trace is not None:
        _LOG.debug("%s", trace)
    return parsed


_REASONS = (
    (PermissionError, "no permission", "không có quyền đọc"),
    (FileNotFoundError, "it is gone, or a link to nothing", "tệp không còn, hoặc liên kết hỏng"),
    (IsADirectoryError, "a folder that can't be opened", "thư mục không mở được"),
    (MemoryError, "too large for the memory", "tệp quá lớn so với bộ nhớ"),
    (Exception, "an error of the disk, or no regular file", "lỗi đĩa, hoặc không phải tệp thường"),
)


def _unreadable(error: Exception) -> SourceError:
    # Not the system's own words: they differ between systems, and the dataset must not.
    reason, reason_vi = next((en, vi) for kind, en, vi in _REASONS if isinstance(error, kind))
    return SourceError(
        "unreadable",
        f"The file can't be read: {reason}. Check that it is there and that you have the right to read it.",
        f"Không đọc được tệp: {reason_vi}. Hãy kiểm tra tệp còn đó và bạn có quyền đọc.",
    )


def _source(source_path: str, data: bytes, status: model.Status) -> model.Source:
    return model.Source(
        source_path=source_path,
        sha256=hashlib.sha256(data).hexdigest(),
        bytes=len(data),
        format=kind_of(data, source_path),
        status=status,
        n_documents=0,
    )


def _copy_of(first: ParsedSource, copy: ParsedSource) -> ParsedSource:
    """Return the skipped `copy` with what is known of its bytes from the first file that had them."""
    known = {name: getattr(first.source, name) for name in ("pages", "encoding", "legacy_font")}
    return replace(copy, source=copy.source.model_copy(update=known))
