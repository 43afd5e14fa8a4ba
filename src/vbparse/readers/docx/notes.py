"""Footnotes and endnotes: their numbers in the order of their marks, and where their words stand."""

from __future__ import annotations

from typing import Final, Literal

from vbparse.readers.docx.names import Element, number, val, w
from vbparse.readers.docx.numbers import written

Kind = Literal["footnote", "endnote"]

_DEFAULTS: Final[dict[Kind, str]] = {"footnote": "decimal", "endnote": "lowerRoman"}
_SEPARATORS: Final = ("separator", "continuationSeparator", "continuationNotice")


class Notes:
    """The notes of one kind; `mark` counts on, so marks are asked for in their order."""

    def __init__(self, kind: Kind, root: Element | None, settings: Element | None) -> None:
        """`root` is the part of notes, `settings` that of settings; either may be missing."""
        self._texts: dict[str, Element] = {}
        for note in root.iterchildren(w(kind)) if root is not None else ():
            if note.get(w("type"), "normal") not in _SEPARATORS:
                self._texts[note.get(w("id"), "")] = note
        told = settings.find(w(f"{kind}Pr")) if settings is not None else None
        self._style = val(told, "numFmt") or _DEFAULTS[kind]
        self._start = number(val(told, "numStart")) or 1
        self._restart = val(told, "numRestart") or "continuous"
        self._last = self._start - 1
        self._place: tuple[int | None, int] | None = None

    def take(self, note: str) -> Element | None:
        """Return the words of a note by its id, once: a note that is marked again, even in itself, is told already."""
        return self._texts.pop(note, None)

    def mark(self, page: int | None, section: int) -> str:
        """Count one mark on and return how it is written."""
        place = {"eachPage": (page, 0), "eachSect": (None, section)}.get(self._restart)
        if place is not None and place != self._place:
            self._last, self._place = self._start - 1, place
        self._last += 1
        return written(self._last, self._style)
