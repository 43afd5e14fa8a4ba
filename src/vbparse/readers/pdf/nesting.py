"""What the drawings of a page unfold to: forms that hold themselves or each other many times over, contents repeated.

pdfium draws all of it without a limit, and holds every line and letter as an object, so it is counted before.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import regex
from pdfminer.pdfpage import PDFPage
from pdfminer.pdftypes import PDFObjRef, PDFStream, resolve1

MOST = 5_000  # forms that a page may unfold to
MOST_BYTES = 24_000_000  # of operators on a page, those of its forms each time they are drawn; a full page has 20,000
_DRAWS = regex.compile(rb"/([^\s/\[\]<>(){}%]+)\s+Do\b")


@dataclass(frozen=True, slots=True)
class _Size:
    """How many forms a drawing unfolds to, and how many bytes of operators."""

    forms: int = 0
    length: int = 0

    @property
    def endless(self) -> bool:
        return self.forms > MOST or self.length > MOST_BYTES


@dataclass
class Nesting:
    """Counts what the pages of a document unfold to; each form and each stream is looked at once."""

    _sizes: dict[int, _Size] = field(default_factory=dict)
    _open: set[int] = field(default_factory=set)

    def is_endless(self, page: PDFPage) -> bool:
        """Whether a page unfolds to more than `MOST` forms or `MOST_BYTES` of operators."""
        drawings = _drawings(page.resources)
        if any(self._size(drawing, drawings).endless for drawing in drawings.values()):
            return True
        length, known = 0, dict[int, _Size]()
        for reference in page.contents:
            number = reference.objid if isinstance(reference, PDFObjRef) else 0
            if not number or number not in known:
                stream = resolve1(reference)
                known[number] = self._held(stream.get_data(), drawings) if isinstance(stream, PDFStream) else _Size()
            length += known[number].length
            if length > MOST_BYTES:
                return True
        return False

    def _size(self, reference: PDFObjRef, inherited: Mapping[str, PDFObjRef]) -> _Size:
        number = reference.objid
        if number in self._sizes:
            return self._sizes[number]
        if number in self._open:
            return _Size(forms=MOST + 1)
        form = resolve1(reference)
        if not isinstance(form, PDFStream) or getattr(form.get("Subtype"), "name", "") != "Form":
            self._sizes[number] = _Size()
            return self._sizes[number]
        self._open.add(number)
        size = self._held(form.get_data(), {**inherited, **_drawings(form.get("Resources"))})
        self._open.discard(number)
        self._sizes[number] = _Size(size.forms + 1, size.length)
        return self._sizes[number]

    def _held(self, operators: bytes, drawings: Mapping[str, PDFObjRef]) -> _Size:
        """Return what operators unfold to, with the forms that they draw."""
        forms, length = 0, len(operators)
        for found in _DRAWS.finditer(operators):
            inner = drawings.get(found[1].decode("latin-1"))
            if inner is not None:
                size = self._size(inner, drawings)
                forms, length = forms + size.forms, length + size.length
            if forms > MOST or length > MOST_BYTES:
                break
        return _Size(forms, length)


def _drawings(resources: object) -> dict[str, PDFObjRef]:
    """Return the drawings (forms and pictures) that a dictionary of resources names."""
    held = resolve1(resources)
    named = resolve1(held.get("XObject")) if isinstance(held, dict) else None
    if not isinstance(named, dict):
        return {}
    return {name: reference for name, reference in named.items() if isinstance(reference, PDFObjRef)}
