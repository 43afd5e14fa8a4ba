"""What the command line says and where: standard output in UTF-8, errors in two languages, consoles, a progress bar."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING, NoReturn

import typer

from vbparse.errors import UsageError

if TYPE_CHECKING:
    from rich.console import Console

    from vbparse.document import ParsedSource

PIPE_CLOSED = 141
_NAMED = 3  # failed files that are named in a message


class Misuse(UsageError):
    """Wrong use of a command that clerks use, told in both languages."""

    def __init__(self, message: str, message_vi: str) -> None:
        super().__init__(message, message_vi)


def speak_utf8() -> None:
    """Write UTF-8 whatever the locale, and never fail for a file name that is no text."""
    for stream in (sys.stdout, sys.stderr):
        with suppress(AttributeError, OSError):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")  # type: ignore[union-attr]


@contextmanager
def faults_told(wanted: bool) -> Iterator[None]:
    """Print where vbparse fails on a file, where that is wanted: its traceback goes to the log alone."""
    if not wanted:
        yield
        return
    import logging

    log, handler = logging.getLogger("vbparse"), logging.StreamHandler()
    level = log.level
    log.addHandler(handler)
    log.setLevel(logging.DEBUG)
    try:
        yield
    finally:
        log.removeHandler(handler)
        log.setLevel(level)


def out(text: str) -> None:
    try:
        print(text, flush=True)
    except BrokenPipeError:
        _pipe_closed()


def complain(message: str, message_vi: str | None = None, *, mild: bool = False) -> None:
    with suppress(BrokenPipeError):
        sys.stdout.flush()  # what was printed before stands above the message
        print(f"{'Note' if mild else 'Error'}: {message}", file=sys.stderr)
        if message_vi and message_vi != message:
            print(f"{'Lưu ý' if mild else 'Lỗi'}: {message_vi}", file=sys.stderr)


def complain_of(parsed: ParsedSource) -> None:
    """Say why a source failed, or gave nothing."""
    from vbparse.view import reason

    name, mild = parsed.source.source_path, parsed.source.status != "failed"
    message, message_vi = reason(parsed)
    complain(f"{name}: {message}", f"{name}: {message_vi}", mild=mild)


def complain_of_failures(failed: Sequence[ParsedSource], total: int) -> None:
    """Say which of `total` files failed and, in Vietnamese on the last line, why."""
    from vbparse.view import reason

    shown, rest = failed[:_NAMED], len(failed) - _NAMED
    names = [parsed.source.source_path for parsed in shown] + ([f"{rest} more"] if rest > 0 else [])
    reasons = [f"{parsed.source.source_path}: {reason(parsed)[1]}" for parsed in shown]
    reasons += [f"và {rest} tệp khác, xem danh sách ở trên"] if rest > 0 else []
    complain(
        f"{len(failed)} of {total} files could not be parsed: {', '.join(names)}.",
        f"{len(failed)} trong {total} tệp không đọc được: {' | '.join(reasons)}",
    )


def console(*, stderr: bool = False) -> Console:
    """Return a console as wide as the terminal, with colours on a terminal that wants them (`NO_COLOR`)."""
    from rich.console import Console

    class Quiet(Console):
        def on_broken_pipe(self) -> NoReturn:
            self.quiet = True
            _pipe_closed()

    return Quiet(stderr=stderr, highlight=False, markup=False, emoji=False)


def _pipe_closed() -> NoReturn:
    drop_output()
    raise typer.Exit(PIPE_CLOSED)


def drop_output() -> None:
    """Send what is still in the buffer nowhere, or Python would complain of the closed pipe when it ends."""
    with suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


@contextmanager
def progress(quiet: bool) -> Iterator[Callable[[ParsedSource, int, int], None] | None]:
    """Give the callback that moves a progress bar on standard error; None where there is no terminal to see it."""
    if quiet or not sys.stderr.isatty():
        yield None
        return
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (
        TextColumn("Đang đọc"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeRemainingColumn(),
        TextColumn("{task.description}", markup=False),
    )
    with Progress(*columns, console=console(stderr=True), transient=True) as bar:
        task = bar.add_task("", total=None)

        def moved(parsed: ParsedSource, done: int, total: int) -> None:
            bar.update(task, completed=done, total=total, description=parsed.source.source_path)

        yield moved
