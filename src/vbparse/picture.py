"""A page of a PDF as a picture with every labelled part boxed: for those who build the parser, and those who doubt it.

Each line of the page has a box in the colour of its part, with its label (of a section: the level and marker) at the
edge or beside the page; tasks have a bar beside them, with who leads and by when. Captions are plain ASCII: the letters
of the font that needs no installation.
"""

from __future__ import annotations

import io
import unicodedata
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

import pypdfium2 as pdfium
from PIL import Image, ImageDraw, ImageFont, ImageOps

from vbparse.errors import UsageError
from vbparse.tape import BBox

if TYPE_CHECKING:
    from vbparse.document import ParsedSource
    from vbparse.model import Block, Section, Task

DOTS_PER_INCH = 110
_POINTS_PER_INCH = 72
_MARGIN = 240  # pixels at the right of the page, for captions

_Colour = tuple[int, int, int]
_GREY: _Colour = (130, 130, 130)
_RED: _Colour = (200, 30, 30)
_HEADING: _Colour = (150, 60, 170)
_TABLE: _Colour = (0, 130, 130)
_CLOSING: _Colour = (190, 100, 0)
_TASK: _Colour = (220, 20, 100)
_LEVELS: tuple[_Colour, ...] = ((20, 60, 160), (30, 110, 200), (60, 150, 220), (40, 150, 90), (110, 160, 60))
_LABELS: dict[str, _Colour] = {
    **dict.fromkeys(
        ("organisation", "party_name", "number", "place_date", "doc_type", "issuer", "subject", "addressee"), _HEADING
    ),
    **dict.fromkeys(("secrecy", "urgency"), _RED),
    **dict.fromkeys(("table_header", "table_row", "repeated_table_header"), _TABLE),
    **dict.fromkeys(("recipient", "signature"), _CLOSING),
    **dict.fromkeys(("appendix_label", "appendix_title", "attachment_note"), _HEADING),
}


def draw_page(data: bytes, parsed: ParsedSource, page: int = 1, passwords: Sequence[str] = ()) -> bytes:
    """Return page `page` (1-based) of the PDF file `data` as PNG, the parts that `parsed` found on it boxed.

    `parsed` is what the file gave; boxes are those of its blocks and tasks.
    Raises UsageError when the file is no PDF, or has no such page.
    """
    if not parsed.source.format.startswith("pdf"):
        raise UsageError(
            f"{parsed.source.source_path} is no PDF: only the pages of a PDF can be drawn.",
            f"{parsed.source.source_path} không phải tệp PDF; chỉ vẽ được trang của tệp PDF.",
        )
    document = _open(data, passwords, parsed.source.source_path)
    try:
        if not 1 <= page <= len(document):
            raise UsageError(
                f"{parsed.source.source_path} has pages 1 to {len(document)}, no page {page}.",
                f"{parsed.source.source_path} có {len(document)} trang, không có trang {page}.",
            )
        scale = DOTS_PER_INCH / _POINTS_PER_INCH
        document.init_forms()  # stamps and signatures are drawn as viewers draw them
        image = document[page - 1].render(scale=scale).to_pil().convert("RGB")
    finally:
        document.close()
    drawn = _draw(image, scale, _boxes(parsed, page), _bars(parsed, page))
    out = io.BytesIO()
    drawn.save(out, "PNG", optimize=False)
    return out.getvalue()


def _open(data: bytes, passwords: Sequence[str], source_path: str) -> pdfium.PdfDocument:
    told = ""
    for password in (None, *passwords):
        try:
            return pdfium.PdfDocument(data, password=password)
        except pdfium.PdfiumError as error:
            told = str(error)
    raise UsageError(f"{source_path} can't be drawn: {told}.")


_Mark = tuple[BBox, _Colour, str]


def _boxes(parsed: ParsedSource, page: int) -> list[_Mark]:
    """Return box, colour and caption of each line on a page."""
    sections = {section.section_id: section for document in parsed.documents for section in document.sections}
    return [
        (block.span.bbox, *_look(block, sections))
        for block in parsed.blocks
        if block.span.page_start == page and block.span.bbox is not None
    ]


def _look(block: Block, sections: dict[str, Section]) -> tuple[_Colour, str]:
    section = sections.get(block.owner_id or "")
    if section is None:
        return _LABELS.get(block.label, _GREY), block.label
    colour = _LEVELS[min(section.level, len(_LEVELS)) - 1] if section.level > 0 else _GREY
    return colour, f"{section.kind} {section.level} {section.marker or ''}".strip()


def _bars(parsed: ParsedSource, page: int) -> list[_Mark]:
    """Return box, colour and caption of each task that begins on a page."""
    return [
        (task.span.bbox, _TASK, _told(task))
        for document in parsed.documents
        for task in document.tasks
        if task.span.page_start == page and task.span.bbox is not None
    ]


def _told(task: Task) -> str:
    parts = [*task.lead, *([f"-> {task.deadline_raw}"] if task.deadline_raw else [])]
    return f"task: {', '.join(parts)}" if parts else "task"


def _draw(image: Image.Image, scale: float, boxes: Iterable[_Mark], bars: Iterable[_Mark]) -> Image.Image:
    page = image.width
    image = ImageOps.expand(image, (0, 0, _MARGIN, 0), fill="white")
    draw = ImageDraw.Draw(image, "RGBA")
    font = ImageFont.load_default(10)
    for box, colour, caption in boxes:
        x0, y0, x1, y1 = (edge * scale for edge in box)
        draw.rectangle((x0 - 2, y0 - 1, x1 + 2, y1 + 1), fill=(*colour, 22), outline=(*colour, 255))
        _caption(draw, font, (4 if x0 < page * 0.45 else page + 4, y0), caption, colour)
    for box, colour, caption in bars:
        _, y0, x1, y1 = (edge * scale for edge in box)
        draw.rectangle((x1 + 4, y0, x1 + 8, max(y1, y0 + 4)), fill=(*colour, 255))
        _caption(draw, font, (page + 4, y0 + 12), caption[:60], colour)
    return image


def _caption(
    draw: ImageDraw.ImageDraw,
    font: ImageFont.FreeTypeFont | ImageFont.ImageFont,
    at: tuple[float, float],
    text: str,
    colour: _Colour,
) -> None:
    plain = unicodedata.normalize("NFD", text.replace("Đ", "D").replace("đ", "d")).encode("ascii", "ignore").decode()
    draw.text(at, plain, fill=(*colour, 255), font=font)
