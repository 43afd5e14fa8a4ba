"""Drawings within drawings: a file whose forms hold themselves, or each other many times over, would never end.

pdfium draws such forms without a limit to what they unfold to, so they are counted before it sees them.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import regex
from pdfminer.pdfpage import PDFPage
from pdfminer.pdftypes import PDFObjRef, PDFStream, resolve1

MOST = 5_000  # forms that a page may unfold to
_DRAWS = regex.compile(rb"/([^\s/\[\]<>(){}%]+)\s+Do\b")


@dataclass
class Nesting:
    """Counts what the forms of a document unfold to; each form is looked at once."""

    _sizes: dict[int, int] = field(default_factory=dict)
    _open: set[int] = field(default_factory=set)

    def is_endless(self, page: PDFPage) -> bool:
        """Whether the forms of a page unfold to more than `MOST`."""
        drawings = _drawings(page.resources)
        return any(self._size(drawing, drawings) > MOST for drawing in drawings.values())

    def _size(self, reference: PDFObjRef, inherited: Mapping[str, PDFObjRef]) -> int:
        number = reference.objid
        if number in self._sizes:
            return self._sizes[number]
        if number in self._open:
            return MOST + 1
        form = resolve1(reference)
        if not isinstance(form, PDFStream) or getattr(form.get("Subtype"), "name", "") != "Form":
            self._sizes[number] = 0
            return 0
        self._open.add(number)
        held = {**inherited, **_drawings(form.get("Resources"))}
        size = 1
        for name in _DRAWS.findall(form.get_data()):
            inner = held.get(name.decode("latin-1"))
            size += self._size(inner, held) if inner is not None else 0
            if size > MOST:
                break
        self._open.discard(number)
        self._sizes[number] = size
        return size


def _drawings(resources: object) -> dict[str, PDFObjRef]:
    """Return the drawings (forms and pictures) that a dictionary of resources names."""
    held = resolve1(resources)
    named = resolve1(held.get("XObject")) if isinstance(held, dict) else None
    if not isinstance(named, dict):
        return {}
    return {name: reference for name, reference in named.items() if isinstance(reference, PDFObjRef)}
