"""The walk through the body of a document: its paragraphs and tables in their order, whatever they are wrapped in."""

from __future__ import annotations

from typing import Final

from vbparse.readers.docx.blocks import Block, Paragraph
from vbparse.readers.docx.inline import Story, Writer, chosen, is_placeholder
from vbparse.readers.docx.legacy import to_unicode
from vbparse.readers.docx.names import ALTERNATE, Element, on, w
from vbparse.readers.docx.numbering import Numbering
from vbparse.readers.docx.styles import Styles
from vbparse.readers.docx.tables import read_table

_PARAGRAPH, _TABLE, _PROPERTIES = w("p"), w("tbl"), w("pPr")
_WRAPPERS: Final = frozenset(map(w, ("customXml", "ins", "moveTo", "smartTag", "txbxContent", "body")))
_EMBEDDED: Final = frozenset(map(w, ("altChunk", "subDoc")))


class Body:
    """Reads blocks; `embedded` counts the documents inside the document that are not read."""

    def __init__(self, styles: Styles, numbering: Numbering) -> None:
        self._styles = styles
        self._numbering = numbering
        self.embedded = 0

    def blocks(self, parent: Element, story: Story, table_style: str | None = None) -> list[Block]:
        """Return the paragraphs and tables under an element; `table_style` is that of the table it is a cell of."""
        found: list[Block] = []
        self._walk(parent, story, table_style, found, [])
        return found

    def _walk(
        self, parent: Element, story: Story, table_style: str | None, found: list[Block], opened: list[Paragraph]
    ) -> None:
        """Add what stands under `parent` to `found`; `opened` holds a paragraph that goes on in the next one."""
        for child in parent:
            tag = child.tag
            if tag == _PARAGRAPH:
                paragraph = opened.pop() if opened else None
                if paragraph is None:
                    paragraph = Paragraph(self._styles.paragraph(None, table_style))
                    found.append(paragraph)
                if self._paragraph(child, story, table_style, paragraph):
                    opened.append(paragraph)
            elif tag == _TABLE:
                opened.clear()
                found.append(read_table(child, story))
            elif tag == w("sdt"):
                content = child.find(w("sdtContent"))
                if content is not None and not is_placeholder(child):
                    self._walk(content, story, table_style, found, opened)
            elif tag in _WRAPPERS:
                self._walk(child, story, table_style, found, opened)
            elif tag == ALTERNATE:
                self._walk(chosen(child), story, table_style, found, opened)
            elif tag in _EMBEDDED:
                self.embedded += 1

    def _paragraph(self, element: Element, story: Story, table_style: str | None, paragraph: Paragraph) -> bool:
        """Write a paragraph; return whether it goes on in the next one."""
        properties = element.find(_PROPERTIES)
        look = paragraph.look = self._styles.paragraph(properties, table_style)
        if look.page_before and not story.pages.fresh:
            story.pages.turn(rendered=False)
        story.counts.charsets |= to_unicode(element, lambda run: self._styles.run(run, look.style, table_style))
        Writer(paragraph, story, table_style).write(element)
        paragraph.page = story.pages.here
        if properties is not None:
            paragraph.section = properties.find(w("sectPr"))
            story.section += paragraph.section is not None
            if paragraph.section is None and self._goes_on(properties, story):
                return True
        if look.number is not None:
            styles = [style.get(w("styleId"), "") for style in self._styles.chain(look.style)]
            paragraph.label = self._numbering.label(look.number, styles)
        return False

    @staticmethod
    def _goes_on(properties: Element, story: Story) -> bool:
        """Whether the end of a paragraph was struck out or hidden, or it is a letter set large before its text."""
        mark = properties.find(w("rPr"))
        if mark is not None:
            if mark.find(w("del")) is not None or mark.find(w("moveFrom")) is not None:
                story.counts.struck += 1
                return True
            if on(mark.find(w("vanish"))) or on(mark.find(w("specVanish"))):
                return True
        frame = properties.find(w("framePr"))
        return frame is not None and frame.get(w("dropCap"), "none") in ("drop", "margin")
