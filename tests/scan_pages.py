"""Scans for tests: pages drawn with a font, and pages of a PDF rasterised as a scanner would, clean or worn."""

from __future__ import annotations

import io
import math
import subprocess
from collections.abc import Sequence
from functools import cache
from pathlib import Path

import numpy as np
import pypdfium2
from PIL import Image, ImageChops, ImageDraw, ImageFont

from programs import need, need_font

DPI = 200
A4 = (1654, 2339)  # pixels at 200 dpi
Font = ImageFont.FreeTypeFont


@cache
def _font(style: str, points: float) -> Font:
    need_font("Tinos")
    asked = [need("fc-match"), "-f", "%{file}", f"Tinos:style={style}"]
    path = subprocess.run(asked, capture_output=True, text=True, timeout=60, check=True).stdout
    return ImageFont.truetype(path, points * DPI / 72)


class Paper:
    """A page to draw on: places in points from the top left, text by its baseline."""

    def __init__(self, size: tuple[int, int] = A4) -> None:
        self.image = Image.new("RGB", size, "white")
        self._draw = ImageDraw.Draw(self.image)

    def text(
        self, x: float, y: float, text: str, points: float = 14, *, style: str = "Regular", ink: str = "black"
    ) -> Paper:
        """Print a row that begins at x."""
        self._draw.text((_px(x), _px(y)), text, ink, _font(style, points), anchor="ls")
        return self

    def centred(self, x: float, y: float, text: str, points: float = 14, *, style: str = "Bold") -> Paper:
        """Print a row with its middle at x."""
        self._draw.text((_px(x), _px(y)), text, "black", _font(style, points), anchor="ms")
        return self

    def lines(self, x: float, y: float, texts: Sequence[str], points: float = 14, pitch: float = 18) -> Paper:
        """Print rows one under the other."""
        for index, text in enumerate(texts):
            self.text(x, y + index * pitch, text, points)
        return self

    def rule(self, x0: float, y0: float, x1: float, y1: float) -> Paper:
        """Draw a ruling line."""
        self._draw.line((_px(x0), _px(y0), _px(x1), _px(y1)), "black", 3)
        return self

    def grid(self, xs: Sequence[float], ys: Sequence[float], rows: Sequence[Sequence[str]]) -> Paper:
        """Draw a ruled table with a row of text in each cell."""
        for x in xs:
            self.rule(x, ys[0], x, ys[-1])
        for y in ys:
            self.rule(xs[0], y, xs[-1], y)
        for y, row in zip(ys, rows, strict=False):
            for x, cell in zip(xs, row, strict=False):
                self.text(x + 6, y + 18, cell, 13)
        return self

    def seal(self, x: float, y: float, radius: float = 50, ink: tuple[int, int, int] = (205, 35, 45)) -> Paper:
        """Stamp a round seal with letters around its edge and a star."""
        layer = Image.new("RGB", self.image.size, "white")
        draw = ImageDraw.Draw(layer)
        box = [_px(x - radius), _px(y - radius), _px(x + radius), _px(y + radius)]
        draw.ellipse(box, outline=ink, width=7)
        draw.ellipse([box[0] + 60, box[1] + 60, box[2] - 60, box[3] - 60], outline=ink, width=4)
        for index, letter in enumerate("ĐẢNGBỘTỈNHBẮCGIANG"):
            angle = index * 2 * math.pi / 18
            at = (_px(x + 0.78 * radius * math.sin(angle)), _px(y - 0.78 * radius * math.cos(angle)))
            draw.text(at, letter, ink, _font("Bold", 9), anchor="mm")
        draw.regular_polygon((_px(x), _px(y), _px(radius / 4)), 5, fill=ink)
        return self._through(layer)

    def scribble(self, x: float, y: float, ink: tuple[int, int, int] = (40, 60, 190)) -> Paper:
        """Sign with a pen."""
        waves = [(t / 40, math.sin(t / 3.1) * 22 + math.sin(t / 1.7) * 9) for t in range(200)]
        points = [(_px(x + 22 * along), _px(y + up)) for along, up in waves]
        layer = Image.new("RGB", self.image.size, "white")
        ImageDraw.Draw(layer).line(points, ink, 5, joint="curve")
        return self._through(layer)

    def _through(self, layer: Image.Image) -> Paper:
        """Lay ink over the page that print shows through."""
        self.image.paste(ImageChops.multiply(self.image, layer))
        return self


def _px(points: float) -> int:
    return round(points * DPI / 72)


def rasterised(pdf: Path) -> list[Image.Image]:
    """Return the pages of a PDF in black on white at 200 dpi."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        return [document[n].render(scale=DPI / 72).to_pil().convert("RGB") for n in range(len(document))]
    finally:
        document.close()


def worn(page: Image.Image, seed: int, degrees: float = 2.0) -> Image.Image:
    """Return a page as a bad scanner gives it: askew, grey, with noise and specks, squeezed by JPEG."""
    dice = np.random.default_rng(seed)
    leaning = page.rotate(degrees if seed % 2 else -degrees, Image.Resampling.BICUBIC, fillcolor="white")
    pixels = np.asarray(leaning, dtype=np.float32) * 0.92 + 10
    pixels += dice.normal(0, 12, pixels.shape[:2])[:, :, None]
    specks = dice.random(pixels.shape[:2])
    pixels[specks < 0.0008] = 60
    pixels[specks > 0.9996] = 255
    return Image.open(
        io.BytesIO(encoded(Image.fromarray(np.clip(pixels, 0, 255).astype(np.uint8)), "JPEG", quality=35))
    )


def encoded(image: Image.Image, kind: str, **options: object) -> bytes:
    """Return an image as a file of a kind, its resolution noted."""
    out = io.BytesIO()
    image.save(out, kind, dpi=(DPI, DPI), **options)
    return out.getvalue()


def bound(pages: Sequence[Image.Image], kind: str) -> bytes:
    """Return pages as one file: `TIFF`, or a `PDF` of pictures."""
    out = io.BytesIO()
    first, *others = pages
    if kind == "PDF":
        first.save(out, "PDF", save_all=True, append_images=others, resolution=DPI, quality=75)
    else:
        first.save(out, kind, save_all=True, append_images=others, dpi=(DPI, DPI), compression="tiff_lzw")
    return out.getvalue()
