"""Image files to pictures of pages: PNG, JPEG and TIFF with many pages, upright by what the camera noted."""

from __future__ import annotations

import io
import warnings
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageOps

from vbparse.errors import SourceError

MAX_PIXELS = 200_000_000  # of one page: A0 at 300 dpi
MAX_PAGES = 5_000
RESOLUTION = 200  # dots per inch that pages are read at: letters of 10 to 16 pt are best read so

_A4 = (595.3, 841.9)  # points
_PLAUSIBLE = (60.0, 1300.0)  # dots per inch that a scanner or a phone may note
_LARGEST = 2_400.0  # points: what claims to be longer was noted wrong


@dataclass(frozen=True)
class Picture:
    """A page as it was scanned: an RGB image, and how wide and high the page is in points."""

    number: int
    image: Image.Image
    width: float
    height: float


def open_pictures(data: bytes) -> Iterator[Picture]:
    """Yield the pages of an image file, one at a time in memory.

    A size in points is told by the resolution in the file; where there is none, the page is taken to be as wide as A4.
    Raises SourceError: `damaged-file` for what can't be decoded, `file-too-large` for too many pixels or pages.
    """
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)
            opened = Image.open(io.BytesIO(data))
    except Image.DecompressionBombError as error:
        raise _too_large() from error
    except (OSError, ValueError, SyntaxError) as error:
        raise _damaged(1) from error
    count = getattr(opened, "n_frames", 1)
    if count > MAX_PAGES:
        raise _too_large()
    for index in range(count):
        try:
            opened.seek(index)
            if opened.width * opened.height > MAX_PIXELS:
                raise _too_large()
            noted = opened.info.get("dpi")
            image = on_white(ImageOps.exif_transpose(opened))
        except Image.DecompressionBombError as error:
            raise _too_large() from error
        except (OSError, ValueError, SyntaxError, EOFError) as error:
            raise _damaged(index + 1) from error
        width, height = _points(image, noted)
        yield Picture(index + 1, image, width, height)


def on_white(image: Image.Image) -> Image.Image:
    """Return the image in RGB, what is transparent on white."""
    if image.mode in ("RGBA", "LA", "PA") or "transparency" in image.info:
        seen = image.convert("RGBA")
        return Image.alpha_composite(Image.new("RGBA", seen.size, "white"), seen).convert("RGB")
    if image.mode.startswith("I;16") or image.mode in ("I", "F"):  # 16 bits of grey: the upper ones are enough
        image = image.convert("I").point(lambda value: value / 256).convert("L")
    return image.convert("RGB")


def _points(image: Image.Image, noted: tuple[float, float] | None) -> tuple[float, float]:
    if noted and all(_PLAUSIBLE[0] <= float(dots) <= _PLAUSIBLE[1] for dots in noted):
        width, height = image.width * 72 / float(noted[0]), image.height * 72 / float(noted[1])
        if max(width, height) <= _LARGEST and float(noted[0]) not in (72.0, 96.0):  # what programs write unasked
            return round(width, 2), round(height, 2)
    short, long = min(image.size), max(image.size)
    scale = min(_A4[0] / short, 2 * _A4[1] / long)
    return round(image.width * scale, 2), round(image.height * scale, 2)


def _damaged(page: int) -> SourceError:
    return SourceError(
        "damaged-file",
        f"the image is damaged or cut off at page {page}; copy it again, or scan the paper again",
        f"tệp ảnh bị hỏng hoặc bị cắt cụt ở trang {page}; hãy chép lại tệp hoặc quét lại văn bản",
    )


def _too_large() -> SourceError:
    return SourceError(
        "file-too-large",
        f"the image has more than {MAX_PIXELS} pixels on a page or more than {MAX_PAGES} pages; scan it at 200-300 dpi "
        "or split it",
        f"tệp ảnh có trang vượt {MAX_PIXELS} điểm ảnh hoặc có hơn {MAX_PAGES} trang; hãy quét ở 200-300 dpi hoặc chia "
        "nhỏ tệp",
    )


def pixels_of(picture: Picture) -> NDArray[np.uint8]:
    """Return the pixels of a page at `RESOLUTION`, in red, green and blue."""
    width = max(1, round(picture.width * RESOLUTION / 72))
    height = max(1, round(picture.height * RESOLUTION / 72))
    image = picture.image
    if abs(image.width - width) > 2 or abs(image.height - height) > 2:
        smaller = width < image.width
        image = image.resize((width, height), Image.Resampling.BOX if smaller else Image.Resampling.BICUBIC)
    return np.asarray(image, dtype=np.uint8)
