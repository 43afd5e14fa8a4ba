"""Whether work grows with the text only, told without a clock: lines of Python are counted, and what hangs is stopped.

A count is the same on every machine and every day. It does not see the work inside one call of a compiled library: a
pattern that goes back and forth is stopped by its own timeout (`TimeoutError`), anything else by `cap`.
"""

from __future__ import annotations

import signal
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import FrameType
from typing import Any

CAP = 120  # seconds of processor time; no test takes a tenth of it
MOST = 2.5  # twice the text may take so much more work: 2 and a little is linear, 4 is quadratic


class Hang(Exception):
    """What was tried did not end."""


@contextmanager
def cap(seconds: int = CAP) -> Iterator[None]:
    """Stop what takes more processor time, where the system can; a busy machine changes nothing."""
    if sys.platform == "win32":
        yield
        return

    def stop(number: int, frame: FrameType | None) -> None:
        raise Hang(f"not done after {seconds} s of processor time")

    before = signal.signal(signal.SIGPROF, stop)
    left, _ = signal.setitimer(signal.ITIMER_PROF, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, left)
        signal.signal(signal.SIGPROF, before)


def lines_run(work: Callable[[], object]) -> int:
    """Return how many lines of Python `work` runs, in all it calls."""
    count = 0

    def trace(frame: FrameType, event: str, arg: Any) -> Callable[[FrameType, str, Any], Any]:
        nonlocal count
        count += event == "line"
        return trace

    before = sys.gettrace()
    sys.settrace(trace)
    try:
        work()
    finally:
        sys.settrace(before)
    return count


def grows_with_size(work: Callable[[int], object], size: int) -> None:
    """Fail where `work(2 * size)` runs far more than twice the lines of `work(size)`."""
    work(max(1, size // 4))  # what is done once only: words are loaded, patterns compiled
    once, twice = lines_run(lambda: work(size)), lines_run(lambda: work(2 * size))
    assert twice <= MOST * once + 500, f"{once} lines of Python for {size}, {twice} for {2 * size}"


def grows_with_length(parse: Callable[[str], object], text: str) -> None:
    """Fail where the work of parsing grows faster than the text, or the whole of it does not end."""
    grows_with_size(lambda size: parse(text[:size]), len(text) // 16)
    parse(text)
