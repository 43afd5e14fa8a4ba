"""How much memory the reading of one file may take, so that a hostile one doesn't take that of all other programs.

A process that reads files looks at itself and ends when it has taken too much; that is better than to have memory
refused, which makes some libraries pass over a page in silence. Only what is asked for at one blow, beyond twice the
bound, is refused by the system (`RLIMIT_DATA`), and so is what programs that are started (LibreOffice, tesseract) ask
for beyond that, each by itself. All of it is done on Linux alone.
"""

from __future__ import annotations

import os
import sys
import threading
import time
from contextlib import suppress
from pathlib import Path
from typing import Final

from vbparse.errors import UsageError

VARIABLE: Final = "VBPARSE_MEMORY"
USUAL: Final = 2048  # megabytes; 1,000 pages of PDF take 450, a scan read by TrueOCR 600
LEAST: Final = 64  # below, not even the libraries can be loaded
EACH: Final = 1024  # megabytes of the machine for each process at work
SPENT: Final = 75
"""The exit status of a process that has taken more memory than it may."""

_MEGABYTE: Final = 1_048_576
_ROUND: Final = 0.02  # seconds between two looks; in that time 30 MB can be filled
_REFUSED: Final = (2, 1024)  # times the bound, but at least so many megabytes above it
_LIKELY_VICTIM: Final = "500"  # of 1000: what the system ends first when memory runs out
_STATM: Final = Path("/proc/self/statm")
_RESIDENT, _SHARED, _DATA = 1, 2, 5  # fields of `statm`, in pages


def bound() -> int | None:
    """Return how many megabytes the reading of one file may take; None where nothing bounds it.

    That is what `VBPARSE_MEMORY` says (`off`: no bound), or else 2048, on a small machine half of its memory.
    Raises UsageError when the variable is neither.
    """
    said = os.environ.get(VARIABLE, "").strip().lower()
    if not said:
        machine = of_machine()
        return USUAL if machine is None else max(EACH // 2, min(USUAL, machine // 2))
    if said == "off":
        return None
    if not said.isascii() or not said.isdigit() or int(said) < LEAST:
        raise UsageError(
            f"{VARIABLE} is {said!r}; give a number of megabytes, {LEAST} or more, or `off`.",
            f"{VARIABLE} là {said!r}; hãy ghi số MB, từ {LEAST} trở lên, hoặc `off`.",
        )
    return int(said)


def of_machine() -> int | None:
    """Return the megabytes of memory that the machine has, None where the system doesn't tell."""
    try:
        return os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE") // _MEGABYTE
    except (AttributeError, OSError, ValueError):
        return None


def bind() -> None:
    """Bound this process, which does nothing but read files, for good: it ends with `SPENT` when it goes beyond.

    What it has by now is not counted: a notebook may hold gigabytes when it forks. Where the memory of the machine runs
    out all the same, it is the process to go first.
    """
    if sys.platform != "linux":
        return
    with suppress(OSError):
        Path("/proc/self/oom_score_adj").write_text(_LIKELY_VICTIM, encoding="ascii")
    megabytes = bound()
    if megabytes is None:
        return
    try:
        had = _statm()
        _refuse(had[_DATA], max(_REFUSED[0] * megabytes, megabytes + _REFUSED[1]))
        most = had[_RESIDENT] - had[_SHARED] + megabytes * _MEGABYTE // os.sysconf("SC_PAGE_SIZE")
    except (OSError, ValueError, IndexError):
        return  # a system that doesn't tell
    threading.Thread(target=_watch, args=(most,), daemon=True).start()


def _watch(most: int) -> None:
    """End the process when more pages than these are its own."""
    while True:
        has = _statm()
        if has[_RESIDENT] - has[_SHARED] > most:
            os._exit(SPENT)
        time.sleep(_ROUND)


def _statm() -> list[int]:
    return [int(pages) for pages in _STATM.read_text(encoding="ascii").split()]


if sys.platform == "linux":
    import resource

    def _refuse(had: int, megabytes: int) -> None:
        """Have the system refuse memory above what the process had, in pages, and so many megabytes."""
        _, most = resource.getrlimit(resource.RLIMIT_DATA)
        wanted = had * resource.getpagesize() + megabytes * _MEGABYTE
        limit = wanted if most == resource.RLIM_INFINITY else min(wanted, most)
        resource.setrlimit(resource.RLIMIT_DATA, (limit, most))
