"""A process beside this one that does one piece of work after another, so that what kills it kills nothing else.

A process pool can't tell which piece of work ended a process, nor how; here one works, and its end has a status. It is
forked, and does not count as one of several: a scan is read on all processors.
"""

from __future__ import annotations

import os
import signal
import sys
import time
from collections.abc import Callable
from multiprocessing.connection import Connection, Pipe
from types import TracebackType
from typing import Generic, NoReturn, TypeVar

from vbparse.memory import SPENT, bind

POSSIBLE = sys.platform == "linux"
"""Whether a process can be forked safely: on macOS libraries of the system don't bear it, Windows can't."""

_PATIENCE = 5.0  # seconds for a process to clear up when it is stopped at work

_Given = TypeVar("_Given")
_Done = TypeVar("_Done")


class DiedError(Exception):
    """The process ended before its work was done: `status` is its exit status, or minus the number of a signal."""

    def __init__(self, status: int) -> None:
        super().__init__(f"the process ended with {status}")
        self.status = status


class Apart(Generic[_Given, _Done]):
    """Does `work` on what it is given, in a process that is forked when it is first needed and after it died."""

    def __init__(self, work: Callable[[_Given], _Done]) -> None:
        self._work = work
        self._pid = 0
        self._pipe: Connection | None = None

    def __call__(self, given: _Given) -> _Done:
        """Return what the work gives. Raises DiedError when it ends the process, also one that did no work before."""
        fresh = self._pipe is None
        try:
            return self._ask(given)
        except DiedError:
            if fresh:
                raise
        return self._ask(given)

    def __enter__(self) -> Apart[_Given, _Done]:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._end(signal.SIGKILL if kind is None else signal.SIGINT)

    def _ask(self, given: _Given) -> _Done:
        pipe = self._pipe or self._start()
        try:
            pipe.send(given)
            done: _Done = pipe.recv()
        except (EOFError, ConnectionError) as error:
            raise DiedError(self._end()) from error
        return done

    def _start(self) -> Connection:
        ours, theirs = Pipe()
        self._pid = os.fork()
        if not self._pid:
            ours.close()
            self._serve(theirs)
        theirs.close()
        self._pipe = ours
        return ours

    def _serve(self, pipe: Connection) -> NoReturn:
        """Work until there is no more to do. Runs in the process; it must never come back to the parent's code."""
        status = 1
        try:
            bind()
            while True:
                pipe.send(self._work(pipe.recv()))
        except EOFError:
            status = 0
        except MemoryError:
            status = SPENT
        except BaseException:  # whatever it is, the parent sees an end and tries again
            status = 1
        finally:
            os._exit(status)

    def _end(self, by: signal.Signals | None = None) -> int:
        """Wait for the end of the process, which a signal may bring about; return its status."""
        if self._pipe is None:
            return 0
        self._pipe.close()
        self._pipe = None
        if by is not None:
            os.kill(self._pid, by)
        until = time.monotonic() + _PATIENCE
        ended, status = os.waitpid(self._pid, os.WNOHANG)
        while not ended and time.monotonic() < until:
            time.sleep(0.01)
            ended, status = os.waitpid(self._pid, os.WNOHANG)
        if not ended:
            os.kill(self._pid, signal.SIGKILL)
            ended, status = os.waitpid(self._pid, 0)
        return os.waitstatus_to_exitcode(status)
