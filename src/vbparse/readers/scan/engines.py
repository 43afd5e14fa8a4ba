"""Engines that read the letters of a page: what they are given, what they give back, and which one is taken.

The environment variable `VBPARSE_OCR` names one (`tesseract`, `trueocr`, or `none` to leave scans unread); without it
tesseract is taken where it is installed with its Vietnamese data, otherwise trueocr.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple, Protocol, runtime_checkable

from vbparse.errors import UsageError

if TYPE_CHECKING:
    from vbparse.readers.scan.pixels import Grey, Spot

VARIABLE = "VBPARSE_OCR"
NAMES = ("tesseract", "trueocr")


class Seen(NamedTuple):
    """A word as an engine sees it: where it stands, how sure it is of it (0 to 1), and on which of its lines."""

    text: str
    box: tuple[int, int, int, int]
    certainty: float
    line: int


class EngineError(Exception):
    """An engine gave up on a page; the message says why, for people who know the engine."""


class Engine(Protocol):
    """Reads the letters of straight pages, black on white. `version` changes with whatever may change its results."""

    @property
    def name(self) -> str: ...

    @property
    def version(self) -> str: ...

    def read(self, page: Grey, uprights: Sequence[Spot]) -> list[Seen]:
        """Read a page without its ruling lines; words don't reach over the upright ones of these, `uprights`.

        Raises EngineError.
        """
        ...

    def read_lines(self, lines: Sequence[Grey]) -> list[tuple[str, float]]:
        """Read pictures of one short line each: its text, and how sure it is. Raises EngineError."""
        ...


@runtime_checkable
class CellEngine(Engine, Protocol):
    """An engine that gains by reading the cells of ruled tables one by one."""

    def read_cells(self, page: Grey, uprights: Sequence[Spot], cells: Sequence[Spot]) -> list[Seen]:
        """Read a page as `read` does, and of it each cell by itself: no line reaches over the edge of one.

        Raises EngineError.
        """
        ...


def choose() -> Engine | None:
    """Return the engine to read scans with; None where there is none, or `VBPARSE_OCR` is `none`.

    Raises UsageError when the variable names an engine that is not known or not installed.
    """
    wanted = os.environ.get(VARIABLE, "").strip().lower()
    if wanted == "none":
        return None
    if wanted and wanted not in NAMES:
        raise UsageError(f"{VARIABLE} is {wanted!r}, which is no engine; give tesseract, trueocr or none.")
    for name in (wanted,) if wanted else NAMES:
        engine = _make(name)
        if engine is not None:
            return engine
    if wanted:
        raise UsageError(f"{VARIABLE} asks for {wanted}, which is not ready; `vbparse doctor` says what is missing.")
    return None


def _make(name: str) -> Engine | None:
    if not has_libraries():
        return None
    if name == "tesseract":
        from vbparse.readers.scan.tesseract import find_tesseract

        return find_tesseract()
    from vbparse.readers.scan.trueocr import find_trueocr

    return find_trueocr()


def has_libraries() -> bool:
    """Whether the libraries are installed that prepare the picture of a page (the extra `scan`)."""
    from importlib.util import find_spec

    return find_spec("cv2") is not None and find_spec("numpy") is not None
