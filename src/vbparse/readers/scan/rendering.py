"""Pages of a PDF to pictures, without what their text layer holds already."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from PIL import ImageDraw

from vbparse.readers.pdf import library
from vbparse.readers.pdf.drawn import hide_text
from vbparse.readers.pdf.opening import OpenPdf
from vbparse.readers.pdf.pages import Page, TextBlock
from vbparse.readers.pdf.rows import Row
from vbparse.readers.pdf.slots import is_short
from vbparse.readers.scan.pictures import RESOLUTION, Picture

_MOST_PIXELS = 70_000_000  # of one page: A0 at 200 dpi
_LARGE = 650.0  # points: the short side of a page that is larger than A4
_COARSE = 110  # dots per inch: no scanner of papers is set so low
_A4 = 595.3  # points
_MARGIN = 2  # pixels around a row that is known


@dataclass(frozen=True)
class Overlay:
    """What a thin text layer holds above the picture of a page: stamps of digital signatures, and other rows.

    The page is drawn, and laid out, `factor` times as large as it says it is.
    """

    stamps: list[TextBlock]
    typed: list[Row]
    factor: float = 1.0

    @classmethod
    def of(cls, page: Page) -> Overlay:
        """Return the overlay of a page; a layer that does not count (hidden, garbled) is none."""
        factor = _factor(page)
        if not page.layer.letters or page.layer.kind != "scan":
            return cls([], [], factor)
        texts = [block for block in page.blocks if isinstance(block, TextBlock)]
        stamps = [block for block in texts if block.aside == "stamp"]
        return cls(stamps, [row for block in texts if block.aside != "stamp" for row in block.rows], factor)


def _factor(page: Page) -> float:
    """Return how much larger a page is to be drawn: one that is larger than its dots tell noted a wrong resolution."""
    short = min(page.width, page.height)
    if short > _LARGE and 0 < page.resolution < _COARSE:
        return _A4 / short
    dots = page.width * page.height * (RESOLUTION / 72) ** 2
    return min(1.0, math.sqrt(_MOST_PIXELS / max(1.0, dots)))


def render(document: OpenPdf, overlays: Mapping[int, Overlay]) -> Iterator[Picture]:
    """Yield the pages with these numbers as they are shown, in order, without what their overlays hold.

    Their text is not drawn, and what a number or date that was put in stands on (leaders) is painted over. A
    picture is as large as it is drawn.
    """
    for number, overlay in sorted(overlays.items()):
        page = document.pdf[number - 1]
        try:
            if overlay.typed or overlay.stamps:
                hide_text(library.address_of(page.raw))
            width, height = page.get_size()
            scale = overlay.factor * RESOLUTION / 72
            image = page.render(scale=scale, may_draw_forms=False).to_pil().convert("RGB")
        finally:
            page.close()
        draw = ImageDraw.Draw(image)
        for row in overlay.typed:
            if not is_short(row.text):
                continue
            x0, y0, x1, y1 = (round(value * scale) for value in row.box)
            draw.rectangle((x0 - _MARGIN, y0 - _MARGIN, x1 + _MARGIN, y1 + _MARGIN), fill="white")
        yield Picture(number, image, width * overlay.factor, height * overlay.factor)
