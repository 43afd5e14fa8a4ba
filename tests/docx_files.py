"""Word documents for tests, written as the XML that Word writes: only the parts that a test is about."""

from __future__ import annotations

import io
import zipfile
from dataclasses import dataclass, field

from vbparse.readers.docx import read_docx
from vbparse.tape import Line, Tape

_SPACES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" '
    'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
    'xmlns:v="urn:schemas-microsoft-com:vml"'
)
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
_ROOTS = {
    "styles": "styles", "numbering": "numbering", "footnotes": "footnotes", "endnotes": "endnotes",
    "settings": "settings", "comments": "comments",
}  # fmt: skip


@dataclass
class Word:
    """A document: what stands in its body, the properties of its last section, and its other parts by kind.

    `margins` are headers and footers by the id of their relationship: (`header` or `footer`, what stands in it).
    """

    body: str
    section: str = ""
    parts: dict[str, str] = field(default_factory=dict)
    margins: dict[str, tuple[str, str]] = field(default_factory=dict)

    def xml(self, root: str, inner: str) -> str:
        return f'<?xml version="1.0" encoding="UTF-8"?><w:{root} {_SPACES}>{inner}</w:{root}>'

    def files(self) -> dict[str, str]:
        """Return the parts of the package by name."""
        last = f"<w:sectPr>{self.section}</w:sectPr>" if self.section else ""
        files = {"word/document.xml": self.xml("document", f"<w:body>{self.body}{last}</w:body>")}
        relations = []
        for kind, inner in self.parts.items():
            files[f"word/{kind}.xml"] = self.xml(_ROOTS[kind], inner)
            relations.append((kind, kind, f"{kind}.xml"))
        for name, (kind, inner) in self.margins.items():
            files[f"word/{name}.xml"] = self.xml("hdr" if kind == "header" else "ftr", inner)
            relations.append((name, kind, f"{name}.xml"))
        files["word/_rels/document.xml.rels"] = _relations(relations)
        files["[Content_Types].xml"] = f'<Types xmlns="{_TYPES}"/>'
        files["_rels/.rels"] = _relations([("rId1", "officeDocument", "word/document.xml")])
        return files

    def data(self) -> bytes:
        """Return the bytes of the file."""
        return packed(self.files())


def packed(files: dict[str, str]) -> bytes:
    """Return a ZIP of files by name."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in files.items():
            archive.writestr(name, text)
    return out.getvalue()


def _relations(relations: list[tuple[str, str, str]]) -> str:
    inner = "".join(f'<Relationship Id="{n}" Type="{_OFFICE}/{kind}" Target="{to}"/>' for n, kind, to in relations)
    return (
        f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{inner}</Relationships>'
    )


def run(text: str, properties: str = "") -> str:
    """Return a run of text; tabs and line breaks in it become what Word writes for them."""
    marks = {"\t": "<w:tab/>", "\n": "<w:br/>"}
    pieces = "".join(marks.get(piece, f'<w:t xml:space="preserve">{piece}</w:t>') for piece in _parted(text))
    return f"<w:r><w:rPr>{properties}</w:rPr>{pieces}</w:r>"


def _parted(text: str) -> list[str]:
    out = [""]
    for character in text:
        if character in "\t\n":
            out += [character, ""]
        else:
            out[-1] += character
    return [piece for piece in out if piece]


def p(inner: str = "", properties: str = "") -> str:
    """Return a paragraph of runs, or of one run where `inner` is text."""
    inner = inner if inner.startswith("<") or not inner else run(inner)
    return f"<w:p><w:pPr>{properties}</w:pPr>{inner}</w:p>"


def tc(inner: str, properties: str = "") -> str:
    """Return a cell of paragraphs, or of one where `inner` is text."""
    inner = inner if inner.startswith("<w:p") or inner.startswith("<w:tbl") else p(inner)
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{inner}</w:tc>"


def tr(*cells: str, properties: str = "") -> str:
    """Return a row of cells, each given as `tc` gives it or as text."""
    inner = "".join(cell if cell.startswith("<w:tc") else tc(cell) for cell in cells)
    return f"<w:tr><w:trPr>{properties}</w:trPr>{inner}</w:tr>"


def tbl(*rows: str, ruled: bool = True, widths: tuple[int, ...] = ()) -> str:
    """Return a table, with or without lines between its cells."""
    sides = "".join(f'<w:{side} w:val="single"/>' for side in ("top", "left", "bottom", "right", "insideH", "insideV"))
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    borders = f"<w:tblBorders>{sides}</w:tblBorders>" if ruled else ""
    return f"<w:tbl><w:tblPr>{borders}</w:tblPr><w:tblGrid>{grid}</w:tblGrid>{''.join(rows)}</w:tbl>"


def level(at: int, style: str, text: str, inner: str = "", start: int = 1) -> str:
    """Return a level of a list: how it counts (`w:numFmt`) and what its label looks like (`w:lvlText`)."""
    return (
        f'<w:lvl w:ilvl="{at}"><w:start w:val="{start}"/><w:numFmt w:val="{style}"/>{inner}'
        f'<w:lvlText w:val="{text}"/></w:lvl>'
    )


def lists(*levels: str, numbers: str = '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>') -> str:
    """Return the part of lists: one definition with its levels, and the lists made from it."""
    return f'<w:abstractNum w:abstractNumId="0">{"".join(levels)}</w:abstractNum>{numbers}'


def listed(at: int = 0, number: int = 1) -> str:
    """Return the property that puts a paragraph in a list."""
    return f'<w:numPr><w:ilvl w:val="{at}"/><w:numId w:val="{number}"/></w:numPr>'


def box(text: str) -> str:
    """Return a run with a floating text box as Word writes it: once for new programs and once for old ones."""
    content = f"<w:txbxContent>{p(text)}</w:txbxContent>"
    return (
        "<w:r><mc:AlternateContent><mc:Choice Requires='wps'><w:drawing><wp:anchor><wp:positionH>"
        "<wp:posOffset>473710</wp:posOffset></wp:positionH><a:graphic><a:graphicData><wps:wsp><wps:txbx>"
        f"{content}</wps:txbx></wps:wsp></a:graphicData></a:graphic></wp:anchor></w:drawing></mc:Choice>"
        f"<mc:Fallback><w:pict><v:shape style='left:37.3pt'><v:textbox>{content}</v:textbox></v:shape></w:pict>"
        "</mc:Fallback></mc:AlternateContent></w:r>"
    )


def shows(code: str, shown: str) -> str:
    """Return the runs of a field: its code, and what it shows."""
    return (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
        f'<w:r><w:instrText xml:space="preserve"> {code} </w:instrText></w:r>'
        f'<w:r><w:fldChar w:fldCharType="separate"/></w:r>{run(shown)}<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )


def tape_of(document: Word | str, **parts: str) -> Tape:
    """Read a document, or one with this body and these parts; the tape's contract is checked."""
    word = document if isinstance(document, Word) else Word(document, parts=parts)
    tape = read_docx(word.data(), "test.docx")
    tape.verify()
    return tape


def lines_of(document: Word | str, **parts: str) -> list[Line]:
    return list(tape_of(document, **parts).lines)


def texts_of(document: Word | str, **parts: str) -> list[str]:
    """Return the texts of all lines; a bar stands between the cells of a row."""
    return [line.text.replace("\t", "|") for line in lines_of(document, **parts)]
