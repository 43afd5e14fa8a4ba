"""What stands in a paragraph, to lines of words with their looks.

Text that was put in is read, text that was struck out, hidden, or only holds a place is not, and both are counted.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass, field, replace
from typing import Final, Protocol

from vbparse.readers.docx.blocks import Block, Paragraph
from vbparse.readers.docx.drafts import Draft
from vbparse.readers.docx.fields import Fields
from vbparse.readers.docx.names import (
    ALTERNATE,
    CHART,
    CHOICE,
    DIAGRAM,
    FALLBACK,
    MATH_TEXT,
    TEXT_PATH,
    Element,
    on,
    w,
)
from vbparse.readers.docx.notes import Kind, Notes
from vbparse.readers.docx.styles import RunLook, Styles
from vbparse.readers.legacy import Charset

_SPACE: Final = "{http://www.w3.org/XML/1998/namespace}space"
_BOX: Final = w("txbxContent")
_RUN, _TEXT, _TAB, _BREAK, _PROPERTIES = w("r"), w("t"), w("tab"), w("br"), w("rPr")
_INSIDE: Final = frozenset(
    map(w, ("hyperlink", "smartTag", "customXml", "ins", "moveTo", "dir", "bdo", "ruby", "rubyBase", "sdtContent"))
)
_STRUCK: Final = frozenset(map(w, ("del", "moveFrom")))
_NOTES: Final[dict[str, Kind]] = {w("footnoteReference"): "footnote", w("endnoteReference"): "endnote"}
_NOTE_MARKS: Final = frozenset(map(w, ("footnoteRef", "endnoteRef")))
_DRAWN: Final = frozenset(map(w, ("drawing", "pict", "object")))
_MATH: Final = MATH_TEXT.removesuffix("t")


class Reader(Protocol):
    """Reads the blocks under an element, in a table of a style."""

    def __call__(self, parent: Element, story: Story, table_style: str | None = None) -> list[Block]: ...


@dataclass
class Pages:
    """The page that the text has come to; `known` tells whether Word left its page breaks in the file."""

    known: bool
    number: int = 1
    fresh: bool = True  # nothing stands on this page so far

    @property
    def here(self) -> int | None:
        return self.number if self.known else None

    def turn(self, *, rendered: bool) -> None:
        """Go on to the next page; a break that Word found is the one that was asked for right before it."""
        if not (rendered and self.fresh and self.number > 1):
            self.number += 1
        self.fresh = True


@dataclass
class Counts:
    """What is left out of the text, or was changed in it."""

    inserted: int = 0
    struck: int = 0
    hidden: int = 0
    drawings: int = 0  # diagrams and charts, whose words stand in parts of their own
    charsets: set[Charset] = field(default_factory=set)


@dataclass
class Story:
    """A flow of text with a beginning of its own: the body, a note, a header. All share styles, pages and counts."""

    styles: Styles
    pages: Pages
    counts: Counts
    notes: dict[Kind, Notes]
    blocks: Reader
    fields: Fields = field(default_factory=Fields)
    note_mark: str | None = None
    section: int = 0

    def inner(self, note_mark: str | None = None) -> Story:
        """Return a story that begins anew inside this one: a text box, a note."""
        return replace(self, fields=Fields(), note_mark=note_mark)


class Writer:
    """Writes the runs of a paragraph to its lines."""

    def __init__(self, paragraph: Paragraph, story: Story, table_style: str | None) -> None:
        self._paragraph = paragraph
        self._story = story
        self._table_style = table_style

    def write(self, parent: Element) -> None:
        """Write what stands in a paragraph, or in an element that may stand in one."""
        for child in parent:
            tag = child.tag
            if tag == _RUN:
                self._run(child)
            elif tag in _STRUCK:
                self._story.counts.struck += 1
            elif tag in _INSIDE:
                self._story.counts.inserted += tag in (w("ins"), w("moveTo"))
                self.write(child)
            elif tag == w("sdt"):
                self._control(child)
            elif tag == w("fldSimple"):
                if self._story.fields.simple(child.get(w("instr"), "")):
                    self.write(child)
            elif tag == ALTERNATE:
                self.write(chosen(child))
            elif str(tag).startswith(_MATH):
                self._formula(child)

    def _control(self, control: Element) -> None:
        """A content control: what it shows, unless that only holds the place."""
        content = control.find(w("sdtContent"))
        if content is not None and not is_placeholder(control):
            self.write(content)

    def _formula(self, formula: Element) -> None:
        look = self._look(None)
        for part in formula.iter(MATH_TEXT, _MATH + "den"):
            self._add(part.text or "" if part.tag == MATH_TEXT else "/", look)

    # ---- runs

    def _run(self, run: Element) -> None:
        properties = run.find(_PROPERTIES)
        self._inside(run, self._look(properties))

    def _look(self, properties: Element | None) -> RunLook:
        return self._story.styles.run(properties, self._paragraph.look.style, self._table_style)

    def _inside(self, run: Element, look: RunLook) -> None:
        for child in run:
            tag = child.tag
            if tag == _TEXT:
                text = child.text or ""
                self._add(text if child.get(_SPACE) == "preserve" else text.strip(), look)
            elif tag == _PROPERTIES:
                continue
            elif tag == _TAB or tag == w("ptab"):
                if self._story.fields.showing and not look.hidden:
                    self._paragraph.lines[-1].tab()
            elif tag == _BREAK or tag == w("cr"):
                self._break(child.get(w("type")))
            elif tag == w("lastRenderedPageBreak"):
                self._story.pages.turn(rendered=True)
            elif tag == w("fldChar"):
                self._add(self._story.fields.mark(child), look)
            elif tag == w("instrText"):
                self._story.fields.code(child.text or "")
            elif tag == w("noBreakHyphen"):
                self._add("-", look)
            elif tag == w("sym"):
                self._symbol(child, look)
            elif tag in _NOTES:
                self._note(child, _NOTES[tag], look)
            elif tag in _NOTE_MARKS:
                self._own_mark(look)
            elif tag in _DRAWN:
                self._drawing(child)
            elif tag == ALTERNATE:
                self._inside(chosen(child), look)
            elif tag == w("ruby"):
                self.write(child)

    def _add(self, text: str, look: RunLook) -> None:
        if not text or not self._story.fields.showing:
            return
        if look.hidden:
            self._story.counts.hidden += sum(not c.isspace() for c in text)
            return
        pages = self._story.pages
        self._paragraph.lines[-1].add(text, look, pages.here)
        pages.fresh = pages.fresh and not text.strip()

    def _break(self, kind: str | None) -> None:
        if kind == "page":
            self._story.pages.turn(rendered=False)
        lines = self._paragraph.lines
        gap = lines[-1].blank and len(lines) > 1
        lines.append(Draft(gap=gap))

    def _symbol(self, symbol: Element, look: RunLook) -> None:
        try:
            letter = chr(int(symbol.get(w("char"), ""), 16))
        except (ValueError, OverflowError):
            letter = "\ufffd"
        if letter.isprintable() or unicodedata.category(letter) == "Co":
            self._add(letter, replace(look, font=symbol.get(w("font"), look.font)))
        else:  # half of a pair, a control character, or one that is not assigned
            self._add("\ufffd", look)

    # ---- what is tied to the paragraph

    def _note(self, reference: Element, kind: Kind, look: RunLook) -> None:
        notes = self._story.notes[kind]
        if look.hidden or not self._story.fields.showing:
            return
        mark: str | None = None
        if reference.get(w("customMarkFollows"), "0") in ("0", "false", "off"):
            mark = notes.mark(self._story.pages.here, self._story.section)
            self._add(mark, replace(look, superscript=True))
        text = notes.take(reference.get(w("id"), ""))
        if text is not None:
            self._paragraph.notes.append(self._story.blocks(text, self._story.inner(mark)))

    def _own_mark(self, look: RunLook) -> None:
        if self._story.note_mark is not None:
            self._add(self._story.note_mark, replace(look, superscript=True))
            self._add(" ", replace(look, superscript=False))
            self._story.note_mark = None

    def _drawing(self, drawing: Element) -> None:
        self._story.pages.fresh = False
        self._story.counts.drawings += next(drawing.iter(DIAGRAM, CHART), None) is not None
        for box in drawn_texts(drawing):
            if box.tag == TEXT_PATH:
                paragraph = Paragraph(self._paragraph.look, page=self._story.pages.here)
                paragraph.lines[-1].add(box.get("string", ""), RunLook(), self._story.pages.here)
                self._paragraph.boxes.append([paragraph])
            else:
                self._paragraph.boxes.append(self._story.blocks(box, self._story.inner()))


def chosen(alternate: Element) -> Element:
    """Return the branch of `mc:AlternateContent` to read: the first choice, or the fallback if only it has text."""
    choice, fallback = alternate.find(CHOICE), alternate.find(FALLBACK)
    if choice is None:
        return fallback if fallback is not None else alternate
    if fallback is None or _has_text(choice) or not _has_text(fallback):
        return choice
    return fallback


def _has_text(branch: Element) -> bool:
    return next(branch.iter(_TEXT, TEXT_PATH), None) is not None


def drawn_texts(drawing: Element) -> list[Element]:
    """Return the text boxes and the words drawn as pictures in a drawing, the outermost ones."""
    found: list[Element] = []
    for child in drawing:
        if child.tag == ALTERNATE:
            found += drawn_texts(chosen(child))
        elif child.tag in (_BOX, TEXT_PATH):
            found.append(child)
        else:
            found += drawn_texts(child)
    return found


def is_placeholder(control: Element) -> bool:
    """Tell whether a content control only shows a hint what to write in it."""
    properties = control.find(w("sdtPr"))
    return properties is not None and bool(on(properties.find(w("showingPlcHdr"))))
