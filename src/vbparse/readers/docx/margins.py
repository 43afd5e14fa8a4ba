"""Headers and footers: running heads are told once and apart; what a reader takes for the document's own is text.

A letterhead in a header, and a mark such as `DỰ THẢO` or `MẬT` on every page, belong to the heading block of the
document that the section begins. Numbers of pages are no text.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import Final, Protocol

import regex

from vbparse.lexicon.fold import fold
from vbparse.lexicon.secrecy import mark_alone
from vbparse.lexicon.words import begins_with
from vbparse.readers.docx.items import Item
from vbparse.readers.docx.names import RELATION, Element, on, w
from vbparse.readers.layout import names_component

_HEADER, _FOOTER, _TYPE = w("headerReference"), w("footerReference"), w("type")
_PAGE: Final = regex.compile(
    r"[\W\d_]*(?:(?:trang|page|tr)(?:\s*số)?)?[\W\d_]*(?:(?:of|trên))?[\W\d_]*", regex.IGNORECASE
)
_MARK: Final = 40  # characters of a mark on every page
_FIRST_LINES: Final = 8


class ReadPart(Protocol):
    """Reads the lines of a header or footer by its relationship; and whether it shows the number of the page."""

    def __call__(self, relation: str) -> tuple[list[Item], bool]: ...


@dataclass(frozen=True)
class _Part:
    """A header or footer: its lines, whether it shows the number of the page, and which lines are marks."""

    items: list[Item]
    page_number: bool
    marks: list[Item]


@dataclass
class Margins:
    """The headers and footers of a document, section by section; `running` collects the running heads."""

    read: ReadPart
    running: list[Item] = field(default_factory=list)
    _using: dict[tuple[str, str], str] = field(default_factory=dict)  # (header or footer, kind of page) -> relationship
    _seen: set[str] = field(default_factory=set)
    _lines: set[str] = field(default_factory=set)
    _parts: dict[str, _Part] = field(default_factory=dict)

    def above(self, section: Element | None, lines: list[Item]) -> list[Item]:
        """Return the lines of a section's headers that belong above its `lines`; keep its running heads."""
        if section is None:
            return []
        own = {
            (str(reference.tag), reference.get(_TYPE, "default")): reference.get(RELATION, "")
            for reference in section.iterchildren(_HEADER, _FOOTER)
        }
        first = not self._using
        self._using.update(own)
        title_page = bool(on(section.find(w("titlePg"))))
        begins = first or any(names_component(item.line.text) for item in lines[:_FIRST_LINES])
        out: list[Item] = []
        for (tag, pages), relation in sorted(self._using.items(), key=lambda used: (used[0][0] == _FOOTER, used[0])):
            if pages == "first" and not title_page:
                continue
            new = relation not in self._seen
            self._seen.add(relation)
            known = _texts(out)
            out += [item for item in self._own(tag, relation, new) if begins and item.line.text not in known]
        return out

    def _own(self, tag: str, relation: str, new: bool) -> list[Item]:
        """Return the lines of a part that are the document's own; running heads are kept when the part is new."""
        part = self._part(relation)
        if not new:
            return part.marks
        items, page_number = part.items, part.page_number
        letterhead = tag == _HEADER and any(names_component(item.line.text) for item in items)
        found: list[Item] = []
        for item in items:
            text = item.line.text
            if letterhead or is_mark(text):
                found.append(item)
            elif text not in self._lines:
                self._lines.add(text)
                bare = bool(_PAGE.fullmatch(text))
                if not (bare and page_number):
                    aside = replace(item.line, aside="page_number" if bare else "running_head", heading=0)
                    self.running.append(replace(item, line=aside))
        return found

    def _part(self, relation: str) -> _Part:
        """Return what stands in a part; it is read once, however many sections use it."""
        if relation not in self._parts:
            items, page_number = self.read(relation)
            marks = [item for item in items if is_mark(item.line.text)]
            self._parts[relation] = _Part(items, page_number, marks)
        return self._parts[relation]


def _texts(items: list[Item]) -> set[str]:
    return {item.line.text for item in items}


def is_mark(text: str) -> bool:
    """Tell whether a line is a mark of a draft, of secrecy or of urgency, and nothing else."""
    if mark_alone(text) is not None:
        return True
    bare = text.strip(" .:;()[]*-")
    return len(bare) <= _MARK and bare[:1].isupper() and begins_with(fold(bare), "heading.draft") is not None
