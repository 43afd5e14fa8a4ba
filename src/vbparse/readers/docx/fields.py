"""Fields: codes are no text, what they show is; numbers of pages are neither (ECMA-376 part 1, 17.16)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from vbparse.readers.docx.names import VAL, Element, number, on, w

_PAGES: Final = frozenset({"PAGE", "NUMPAGES", "SECTIONPAGES"})


def is_page_field(code: str) -> bool:
    """Tell whether a field shows a number of pages."""
    words = code.split(None, 1)
    return bool(words) and words[0].upper() in _PAGES


@dataclass
class _Field:
    begin: Element
    code: str = ""
    showing: bool = False
    pages: bool = False

    @property
    def hides(self) -> bool:
        return not self.showing or self.pages


class Fields:
    """The fields that are open at a point of a text; they go on over paragraphs."""

    def __init__(self) -> None:
        self._open: list[_Field] = []
        self._hiding = 0  # how many of them hide what they hold
        self.page_numbers = 0  # fields met that show a number of pages

    @property
    def showing(self) -> bool:
        """Whether text at this point is shown: it is in no code, and no number of a page."""
        return not self._hiding

    def code(self, text: str) -> None:
        """Take a piece of a code."""
        if self._open and not self._open[-1].showing:
            self._open[-1].code += text

    def mark(self, mark: Element) -> str:
        """Take a `w:fldChar`; return what a form field shows where its box or list is closed."""
        kind = mark.get(w("fldCharType"))
        if kind == "begin":
            self._open.append(_Field(mark))
            self._hiding += 1
        elif kind == "separate" and self._open:
            field = self._open[-1]
            self._hiding -= field.hides
            field.showing = True
            field.pages = field.pages or is_page_field(field.code)
            self._hiding += field.hides
        elif kind == "end" and self._open:
            field = self._open.pop()
            self._hiding -= field.hides
            return self._end(field)
        return ""

    def simple(self, code: str) -> bool:
        """Take a `w:fldSimple`; return whether what it shows is text."""
        if is_page_field(code):
            self.page_numbers += 1
            return False
        return True

    def _end(self, field: _Field) -> str:
        if field.pages or is_page_field(field.code):
            self.page_numbers += 1
            if self._open and not self._open[-1].showing:
                self._open[-1].pages = True  # a number of a page that is reckoned with: { = { PAGE } - 1 }
            return ""
        return _form(field.begin) if self.showing else ""


def _form(begin: Element) -> str:
    """Return the sign of a check box, or the chosen entry of a list."""
    box = next(begin.iter(w("checkBox")), None)
    if box is not None:
        checked = on(box.find(w("checked")))
        return "☒" if (on(box.find(w("default"))) if checked is None else checked) else "☐"
    choice = next(begin.iter(w("ddList")), None)
    if choice is not None:
        entries = [entry.get(VAL, "") for entry in choice.iterchildren(w("listEntry"))]
        chosen = choice.find(w("result"))
        index = number(chosen.get(VAL)) if chosen is not None else 0
        return entries[index] if index is not None and 0 <= index < len(entries) else ""
    return ""
