"""PDF files for tests with pictures on top of their text: in annotations, as an e-office places them, or on the page.

A file of `pdf_files` gets an update at its end (ISO 32000-1, 7.5.6), as programs that sign leave one.
"""

from __future__ import annotations

import io
import re
import zlib
from collections.abc import Sequence
from dataclasses import dataclass

import pypdfium2
from PIL import Image

Rect = tuple[float, float, float, float]  # left, bottom, width, height in points


@dataclass(frozen=True)
class Mark:
    """A picture at a place of a page: in a widget with these flags, or on the page itself.

    `appearance` replaces the stream that draws the picture; `bare` leaves the widget without one.
    """

    rect: Rect
    picture: Image.Image
    flags: int = 4
    on_page: bool = False
    bare: bool = False
    appearance: bytes | None = None
    turned: int = 0


def with_marks(data: bytes, marks: Sequence[Mark]) -> bytes:
    """Return a file of `pdf_files` with marks on its first page."""
    number, page = _first_page(data)
    size = int(re.findall(rb"/Size (\d+)", data)[-1])
    objects: dict[int, bytes] = {}

    def add(body: bytes) -> int:
        objects[size + len(objects)] = body
        return size + len(objects) - 1

    widgets: list[int] = []
    drawn = b""
    names = b""
    for mark in marks:
        left, bottom, width, height = mark.rect
        image = add(_image(mark.picture))
        draw = b"q %s %s cm /Im Do Q" % (_matrix(mark.turned, width, height), b"")
        if mark.on_page:
            names += b"/Mk%d %d 0 R " % (image, image)
            a, b, c, d, e, f = (float(part) for part in _matrix(mark.turned, width, height).split())
            drawn += b"q %g %g %g %g %g %g cm /Mk%d Do Q\n" % (a, b, c, d, e + left, f + bottom, image)
            continue
        resources = b"<< /XObject << /Im %d 0 R >> >>" % image
        inner = add(_form(draw, resources, width, height))
        outer = mark.appearance if mark.appearance is not None else b"q 1 0 0 1 0 0 cm /FRM Do Q"
        form = add(_form(outer, b"<< /XObject << /FRM %d 0 R >> >>" % inner, width, height))
        shown = b"" if mark.bare else b" /AP << /N %d 0 R >>" % form
        rect = b"%g %g %g %g" % (left, bottom, left + width, bottom + height)
        widgets.append(
            add(b"<< /Type /Annot /Subtype /Widget /FT /Sig /F %d /Rect [ %s ]%s >>" % (mark.flags, rect, shown))
        )
    kids = b" ".join(b"%d 0 R" % widget for widget in widgets)
    page = re.sub(rb"/Annots \[[^\]]*\]", b"/Annots [ %s ]" % kids, page)
    if drawn:
        content = int(re.findall(rb"/Contents (\d+) 0 R", page)[0])
        more = add(b"<< /Length %d >>\nstream\n%s\nendstream" % (len(drawn), drawn))
        page = re.sub(rb"/Contents \d+ 0 R", b"/Contents [ %d 0 R %d 0 R ]" % (content, more), page)
        page = page.replace(b"/XObject << ", b"/XObject << " + names)
    objects[number] = page
    return _updated(data, objects, size)


def joined(files: Sequence[bytes]) -> bytes:
    """Return all pages of PDF files in one."""
    whole = pypdfium2.PdfDocument.new()
    for file in files:
        whole.import_pages(pypdfium2.PdfDocument(file))
    out = io.BytesIO()
    whole.save(out)
    return out.getvalue()


def _first_page(data: bytes) -> tuple[int, bytes]:
    found = re.search(rb"(\d+) 0 obj\n(<< /Type /Page .*?)\nendobj", data, re.DOTALL)
    assert found is not None
    return int(found[1]), found[2]


def _matrix(turned: int, width: float, height: float) -> bytes:
    """Return the matrix of a picture that fills its place, upright where text leans by `turned` degrees."""
    numbers = {
        0: (width, 0, 0, height, 0, 0),
        90: (0, height, -width, 0, width, 0),
        180: (-width, 0, 0, -height, width, height),
        270: (0, -height, width, 0, 0, height),
    }[turned]
    return b" ".join(b"%g" % number for number in numbers)


def _image(picture: Image.Image) -> bytes:
    packed = zlib.compress(picture.convert("L").tobytes())
    head = b"<< /Type /XObject /Subtype /Image /Width %d /Height %d /ColorSpace /DeviceGray /BitsPerComponent 8" % (
        picture.size
    )
    return head + b" /Filter /FlateDecode /Length %d >>\nstream\n%s\nendstream" % (len(packed), packed)


def _form(drawing: bytes, resources: bytes, width: float, height: float) -> bytes:
    head = b"<< /Type /XObject /Subtype /Form /BBox [ 0 0 %g %g ] /Resources %s /Length %d >>" % (
        width, height, resources, len(drawing),
    )  # fmt: skip
    return head + b"\nstream\n" + drawing + b"\nendstream"


def _updated(data: bytes, objects: dict[int, bytes], size: int) -> bytes:
    root = re.findall(rb"/Root \d+ 0 R /ID \[[^\]]*\]", data)[-1]
    before = int(re.findall(rb"startxref\n(\d+)", data)[-1])
    out = bytearray(data)
    table = b""
    for number, body in sorted(objects.items()):
        table += b"%d 1\n%010d 00000 n \n" % (number, len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    start = len(out)
    last = max(size, *(number + 1 for number in objects))
    out += b"xref\n" + table
    out += b"trailer\n<< /Size %d %s /Prev %d >>\nstartxref\n%d\n%%%%EOF\n" % (last, root, before, start)
    return bytes(out)
