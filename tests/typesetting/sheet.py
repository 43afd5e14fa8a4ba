"""A sheet of paper to typeset on: paragraphs, tables, footnotes, page numbers, written as DOCX.

python-docx makes the package; what stands on the pages is written as WordprocessingML here, because python-docx knows
neither footnotes nor automatic numbers and is slow on long tables. Lengths are in millimetres, sizes in points.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Literal
from xml.sax.saxutils import escape

import docx
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import parse_xml
from docx.shared import Mm, Pt

from .content import Piece, Words

_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_FOOTNOTES = "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"

_BORDER = '<w:pBdr><w:bottom w:val="single" w:sz="6" w:space="1" w:color="000000"/></w:pBdr>'
_CONTROLLED = 7  # every seventh paragraph of a revised paper stands in a content control
_SHAPE = (
    '<w:r><w:pict><v:line xmlns:v="urn:schemas-microsoft-com:vml" style="position:absolute;z-index:1" '
    'from="30pt,20pt" to="190pt,20pt" strokeweight="1pt"/></w:pict></w:r>'
)

Align = Literal["left", "center", "right", "both"]
Stop = tuple[float, Literal["left", "center", "right"]]


@dataclass(frozen=True)
class Page:
    """The paper and what stands on all of it. The page number is left out on page one unless `number_first`."""

    margins: tuple[float, float, float, float] = (20, 15, 20, 30)  # top, right, bottom, left
    font: str = "Tinos"
    size: float = 14
    number_at: Literal["top", "bottom", "none"] = "top"
    number_first: bool = False


@dataclass(frozen=True)
class Look:
    """How a paragraph looks; `number` is a list and a level of it, `tabs` are places and ways of aligning.

    `line` is the distance of lines as a multiple, of 12 points with `exact`. `ruled` draws a line under the paragraph:
    its border, or a shape that floats over the page.
    """

    align: Align = "both"
    first: float = 0
    left: float = 0
    right: float = 0
    before: float = 0
    after: float = 0
    line: float = 1
    exact: bool = False
    size: float | None = None
    bold: bool = False
    italic: bool = False
    underline: bool = False
    new_page: bool = False
    keep: bool = False
    ruled: Literal["border", "shape"] | None = None
    style: str | None = None
    number: tuple[int, int] | None = None
    tabs: tuple[Stop, ...] = ()


@dataclass(frozen=True)
class Box:
    """A cell: paragraphs with their looks. `span` columns wide; `down` begins or goes on with a cell of many rows."""

    paragraphs: tuple[tuple[Words, Look], ...]
    span: int = 1
    down: Literal["restart", "continue"] | None = None
    middle: bool = False


def plain(text: str) -> Words:
    """Words of one look."""
    return (Piece(text),) if text else ()


class Sheet:
    """A document that grows from top to bottom, and is saved at the end."""

    def __init__(self, page: Page) -> None:
        self._page = page
        self._body: list[str] = []
        self._notes: list[str] = []
        self._numbering: list[tuple[str, str]] = []  # abstract list and its use, as XML
        self._wide = False
        self.revised = False
        """Whether paragraphs come with the marks that editing leaves: bookmarks, spelling, insertions, controls."""
        self._file = docx.Document()

    # ---- what stands on the page ------------------------------------------------------------------------------

    def paragraph(self, words: Words, look: Look) -> None:
        """Add a paragraph."""
        xml = self._paragraph(words, look)
        if self.revised and len(self._body) % _CONTROLLED == 0:
            xml = f"<w:sdt><w:sdtPr/><w:sdtContent>{xml}</w:sdtContent></w:sdt>"
        self._body.append(xml)

    def table(
        self,
        rows: Sequence[Sequence[Box]],
        widths: Sequence[float],
        *,
        ruled: bool,
        heads: int = 0,
        whole_rows: bool = False,
        centred: bool = False,
    ) -> None:
        """Add a table; the first `heads` rows come back on every page, `whole_rows` are not cut by the page's end."""
        edges = ("top", "left", "bottom", "right", "insideH", "insideV")
        borders = "".join(f'<w:{e} w:val="single" w:sz="4" w:space="0" w:color="000000"/>' for e in edges)
        grid = "".join(f'<w:gridCol w:w="{_twips(width)}"/>' for width in widths)
        xml = [
            f'<w:tbl><w:tblPr><w:tblW w:w="{_twips(sum(widths))}" w:type="dxa"/>',
            '<w:jc w:val="center"/>' if centred else "",
            f"<w:tblBorders>{borders}</w:tblBorders>" if ruled else "",
            '<w:tblLayout w:type="fixed"/></w:tblPr>',
            f"<w:tblGrid>{grid}</w:tblGrid>",
        ]
        for number, row in enumerate(rows):
            marks = ("<w:cantSplit/>" if whole_rows else "") + ("<w:tblHeader/>" if number < heads else "")
            xml.append(f"<w:tr><w:trPr>{marks}</w:trPr>" if marks else "<w:tr>")
            column = 0
            for box in row:
                xml.append(self._cell(box, sum(widths[column : column + box.span])))
                column += box.span
            xml.append("</w:tr>")
        xml.append("</w:tbl>")
        self._body.append("".join(xml))

    def turn(self) -> None:
        """Begin a new page in the other orientation."""
        self._body.append(f"<w:p><w:pPr><w:spacing w:before='0' w:after='0'/>{self._section()}</w:pPr></w:p>")
        self._wide = not self._wide

    @property
    def width(self) -> float:
        """The width of the text."""
        return (297 if self._wide else 210) - self._page.margins[1] - self._page.margins[3]

    @property
    def wide(self) -> bool:
        """Whether the pages lie on their side."""
        return self._wide

    @property
    def just_begun(self) -> bool:
        """Whether nothing stands on this page yet."""
        return not self._body or "<w:sectPr>" in self._body[-1]

    def numbering(self, levels: Sequence[tuple[str, str, Look]], starts: dict[int, int]) -> int:
        """Make a list and return its number. A level is a format, a text (`%1.%2.`), a look with indents and tabs."""
        number = len(self._numbering) + 1
        shown = []
        for level, (form, text, look) in enumerate(levels):
            tab = "".join(f'<w:tab w:val="num" w:pos="{_twips(at)}"/>' for at, _ in look.tabs)
            shown.append(
                f'<w:lvl w:ilvl="{level}"><w:start w:val="1"/><w:numFmt w:val="{form}"/>'
                f'<w:suff w:val="{"tab" if tab else "space"}"/>'
                f'<w:lvlText w:val="{escape(text)}"/><w:lvlJc w:val="left"/>'
                f"<w:pPr>{f'<w:tabs>{tab}</w:tabs>' if tab else ''}{_indent(look)}</w:pPr></w:lvl>"
            )
        overrides = "".join(
            f'<w:lvlOverride w:ilvl="{level}"><w:startOverride w:val="{start}"/></w:lvlOverride>'
            for level, start in sorted(starts.items())
        )
        self._numbering.append(
            (
                f'<w:abstractNum {_W} w:abstractNumId="{100 + number}"><w:multiLevelType w:val="multilevel"/>'
                f"{''.join(shown)}</w:abstractNum>",
                f'<w:num {_W} w:numId="{100 + number}"><w:abstractNumId w:val="{100 + number}"/>{overrides}</w:num>',
            )
        )
        return 100 + number

    def save(self, path: Path) -> None:
        """Write the file."""
        file = self._file
        normal = file.styles["Normal"]
        normal.font.name, normal.font.size = self._page.font, Pt(self._page.size)
        normal.paragraph_format.space_after = Pt(0)
        for level in range(1, 5):
            heading = file.styles[f"Heading {level}"]
            properties = heading.element.get_or_add_rPr()
            for child in list(properties):
                properties.remove(child)
            heading.font.name, heading.font.size, heading.font.bold = self._page.font, Pt(self._page.size), True
            heading.paragraph_format.space_before = heading.paragraph_format.space_after = Pt(6)
        body = file.element.body
        for child in list(body):
            body.remove(child)
        for xml in self._body:
            body.append(parse_xml(_named(xml)))
        body.append(parse_xml(_named(self._section())))
        self._save_numbering()
        self._save_notes()
        self._save_page_number()
        file.save(str(path))

    # ---- WordprocessingML -------------------------------------------------------------------------------------

    def _paragraph(self, words: Words, look: Look) -> str:
        tabs = "".join(f'<w:tab w:val="{way}" w:pos="{_twips(at)}"/>' for at, way in look.tabs)
        number = look.number
        properties = [
            f'<w:pStyle w:val="{look.style}"/>' if look.style else "",
            "<w:keepNext/>" if look.keep else "",
            "<w:pageBreakBefore/>" if look.new_page else "",
            f'<w:numPr><w:ilvl w:val="{number[1]}"/><w:numId w:val="{number[0]}"/></w:numPr>' if number else "",
            _BORDER if look.ruled == "border" else "",
            f"<w:tabs>{tabs}</w:tabs>" if tabs and not number else "",
            f'<w:spacing w:before="{look.before * 20:.0f}" w:after="{look.after * 20:.0f}" '
            f'w:line="{look.line * 240:.0f}" w:lineRule="{"exact" if look.exact else "auto"}"/>',
            "" if number else _indent(look),
            f'<w:jc w:val="{look.align}"/>',
            f"<w:rPr>{_mark(look)}</w:rPr>" if _mark(look) else "",
        ]
        runs = [self._run(piece, look) for piece in words]
        held = "".join(_revised(runs) if self.revised else runs) + (_SHAPE if look.ruled == "shape" else "")
        return f"<w:p><w:pPr>{''.join(properties)}</w:pPr>{held}</w:p>"

    def _run(self, piece: Piece, look: Look) -> str:
        piece = replace(piece, bold=piece.bold or look.bold, italic=piece.italic or look.italic)
        properties = "".join(
            (
                "<w:b/>" if piece.bold else "",
                "<w:i/>" if piece.italic else "",
                f'<w:sz w:val="{look.size * 2:.0f}"/>' if look.size else "",
                '<w:u w:val="single"/>' if look.underline else "",
                '<w:vertAlign w:val="superscript"/>' if piece.superscript else "",
            )
        )
        if piece.note is not None:
            self._notes.append(piece.note)
            content = f'<w:footnoteReference w:id="{len(self._notes)}"/>'
        else:
            content = _characters(piece.text)
        return f"<w:r><w:rPr>{properties}</w:rPr>{content}</w:r>"

    def _cell(self, box: Box, width: float) -> str:
        properties = "".join(
            (
                f'<w:tcW w:w="{_twips(width)}" w:type="dxa"/>',
                f'<w:gridSpan w:val="{box.span}"/>' if box.span > 1 else "",
                f'<w:vMerge w:val="{box.down}"/>' if box.down else "",
                '<w:vAlign w:val="center"/>' if box.middle else "",
            )
        )
        held = box.paragraphs or (((), Look()),)
        return f"<w:tc><w:tcPr>{properties}</w:tcPr>{''.join(self._paragraph(*p) for p in held)}</w:tc>"

    def _section(self) -> str:
        top, right, bottom, left = (_twips(margin) for margin in self._page.margins)
        wide, high = (_twips(297), _twips(210)) if self._wide else (_twips(210), _twips(297))
        turned = ' w:orient="landscape"' if self._wide else ""
        return (
            f'<w:sectPr><w:pgSz w:w="{wide}" w:h="{high}"{turned}/><w:pgMar w:top="{top}" w:right="{right}" '
            f'w:bottom="{bottom}" w:left="{left}" w:header="567" w:footer="567" w:gutter="0"/></w:sectPr>'
        )

    def _save_numbering(self) -> None:
        element = self._file.part.numbering_part.element
        for child in list(element):
            element.remove(child)
        for abstract, _ in self._numbering:
            element.append(parse_xml(abstract))
        for _, use in self._numbering:
            element.append(parse_xml(use))

    def _save_notes(self) -> None:
        if not self._notes:
            return
        look = Look(size=10)
        mark = "<w:r><w:rPr><w:vertAlign w:val='superscript'/></w:rPr><w:footnoteRef/></w:r>"
        notes = [
            f'<w:footnote w:type="{kind}" w:id="{number}"><w:p><w:r><w:{kind}/></w:r></w:p></w:footnote>'
            for number, kind in ((-1, "separator"), (0, "continuationSeparator"))
        ]
        for number, text in enumerate(self._notes, start=1):
            paragraph = self._paragraph(plain(f" {text}"), look).replace("</w:pPr>", f"</w:pPr>{mark}", 1)
            notes.append(f'<w:footnote w:id="{number}">{paragraph}</w:footnote>')
        xml = f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?><w:footnotes {_W}>{"".join(notes)}</w:footnotes>'
        part = Part(PackURI("/word/footnotes.xml"), _FOOTNOTES, xml.encode(), self._file.part.package)
        self._file.part.relate_to(part, RELATIONSHIP_TYPE.FOOTNOTES)

    def _save_page_number(self) -> None:
        if self._page.number_at == "none":
            return
        for number, section in enumerate(self._file.sections):
            section.different_first_page_header_footer = number == 0 and not self._page.number_first
            section.header_distance = section.footer_distance = Mm(10)
            if number:
                continue  # the sections after the first one go on with its header
            place = section.header if self._page.number_at == "top" else section.footer
            paragraph = place.paragraphs[0]
            paragraph.alignment = 1
            paragraph._p.append(parse_xml(f'<w:fldSimple {_W} w:instr=" PAGE "><w:r><w:t>2</w:t></w:r></w:fldSimple>'))


def _named(xml: str) -> str:
    """An element with its namespace declared."""
    at = min(i for i in (xml.find(">"), xml.find(" "), xml.find("/>")) if i > 0)
    return f"{xml[:at]} {_W}{xml[at:]}"


def _twips(mm: float) -> int:
    return round(mm * 1440 / 25.4)


def _indent(look: Look) -> str:
    first = f'w:firstLine="{_twips(look.first)}"' if look.first >= 0 else f'w:hanging="{_twips(-look.first)}"'
    return f'<w:ind w:left="{_twips(look.left)}" w:right="{_twips(look.right)}" {first}/>'


def _revised(runs: Sequence[str]) -> Iterable[str]:
    """Runs among the marks that editing leaves; the words stay the same."""
    yield '<w:bookmarkStart w:id="1" w:name="_GoBack"/><w:bookmarkEnd w:id="1"/>'
    for number, run in enumerate(runs):
        if number % 3 == 1:
            yield f'<w:proofErr w:type="spellStart"/>{run}<w:proofErr w:type="spellEnd"/>'
        elif number % 3 == 2:
            yield f'<w:ins w:id="{number}" w:author="a" w:date="2025-01-01T00:00:00Z">{run}</w:ins>'
        else:
            yield run.replace("<w:t ", "<w:lastRenderedPageBreak/><w:t ", 1) if number % 40 == 39 else run


def _mark(look: Look) -> str:
    """The look of the paragraph's mark: of its number, and of its height where it is empty."""
    return ("<w:b/>" if look.bold else "") + (f'<w:sz w:val="{look.size * 2:.0f}"/>' if look.size else "")


def _characters(text: str) -> str:
    out = []
    for number, line in enumerate(text.split("\n")):
        out.append("<w:br/>" if number else "")
        for place, part in enumerate(line.split("\t")):
            out.append("<w:tab/>" if place else "")
            out.append('<w:br w:type="page"/>' if part.startswith("\f") else "")
            part = part.removeprefix("\f")
            out.append(f'<w:t xml:space="preserve">{escape(part)}</w:t>' if part else "")
    return "".join(out)
