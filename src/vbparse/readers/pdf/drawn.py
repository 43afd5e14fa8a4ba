"""What is drawn on a page beside text: ruling lines, pictures, and the forms (drawings within the drawing)."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import pairwise

from vbparse.readers.pdf import library
from vbparse.readers.pdf.frames import Frame
from vbparse.readers.pdf.library import Box, Matrix

MAX_OBJECTS = 200_000  # on one page, those in forms included
MAX_SEGMENTS = 100_000
_MAX_DEPTH = 8
_THIN = 3.0  # points: what is no wider is a line
_SHORT = 4.0  # points: what is no longer is a dot
_STRAIGHT = 0.6  # points by which a ruling line may lean
_IDENTITY: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)


@dataclass
class Drawing:
    """The objects of a page that are no text: boxes are left, bottom, right, top in the page's own space.

    `layers` gives the number of the form (from 1) that holds a text object, by the object's handle. `resolution` is
    that of the largest picture, in dots per inch (0: there is none). `full` tells that the page holds more objects than
    are looked at.
    """

    rules: list[Box] = field(default_factory=list)
    pictures: list[Box] = field(default_factory=list)
    layers: dict[int, int] = field(default_factory=dict)
    resolution: float = 0.0
    largest: float = 0.0
    objects: int = 0
    segments: int = 0

    @property
    def full(self) -> bool:
        return self.objects > MAX_OBJECTS or self.segments > MAX_SEGMENTS


def read_drawing(page: int) -> Drawing:
    """Go through the objects of a page."""
    drawing = Drawing()
    forms = 0
    for index in range(min(library.count_objects(page), MAX_OBJECTS)):
        drawn = library.object_at(page, index)
        kind = library.object_type(drawn)
        if kind == library.FORM:
            forms += 1
            _read_form(drawing, drawn, _IDENTITY, forms, 1)
        elif kind != library.TEXT:
            _take(drawing, drawn, kind, _IDENTITY)
    return drawing


def hide_text(page: int) -> None:
    """Leave the text of a page, and of the forms on it, out when it is drawn."""
    for index in range(min(library.count_objects(page), MAX_OBJECTS)):
        drawn = library.object_at(page, index)
        if library.object_type(drawn) == library.TEXT:
            library.set_active(drawn, 0)
    for drawn in read_drawing(page).layers:
        library.set_active(drawn, 0)


def _read_form(drawing: Drawing, form: int, outer: Matrix, layer: int, depth: int) -> None:
    matrix = _times(library.object_matrix(form), outer)
    for index in range(library.count_in_form(form)):
        if drawing.full:
            return
        drawn = library.object_in_form(form, index)
        kind = library.object_type(drawn)
        if kind == library.TEXT:
            drawing.objects += 1
            drawing.layers[drawn] = layer
        elif kind == library.FORM and depth < _MAX_DEPTH:
            _read_form(drawing, drawn, matrix, layer, depth + 1)
        else:
            _take(drawing, drawn, kind, matrix)


def _take(drawing: Drawing, drawn: int, kind: int, matrix: Matrix) -> None:
    drawing.objects += 1
    if kind == library.IMAGE:
        box = _moved(library.bounds(drawn), matrix)
        drawing.pictures.append(box)
        area = (box[2] - box[0]) * (box[3] - box[1])
        if area > drawing.largest:
            drawing.largest = area
            drawing.resolution = 72 * max(library.pixels(drawn)) / max(box[2] - box[0], box[3] - box[1])
    elif kind == library.PATH:
        filled, stroked = library.is_painted(drawn)
        if not (filled or stroked):
            return
        box = _moved(library.bounds(drawn), matrix)
        if min(box[2] - box[0], box[3] - box[1]) <= _THIN:
            _add(drawing, box)
        elif drawing.segments <= MAX_SEGMENTS:
            _read_path(drawing, drawn, _times(library.object_matrix(drawn), matrix), stroked)


def _read_path(drawing: Drawing, path: int, matrix: Matrix, stroked: bool) -> None:
    """Take the straight lines of a path that is stroked, and the parts of a filled one that are thin."""
    count = library.count_segments(path)
    drawing.segments += count
    if drawing.full:
        return
    part: list[tuple[float, float]] = []
    for index in range(count):
        segment = library.segment_at(path, index)
        kind = library.segment_type(segment)
        at = _point(library.point(segment), matrix)
        if kind == library.MOVE_TO:
            _end_part(drawing, part, stroked)
            part = [at]
        elif kind == library.CURVE_TO:
            _end_part(drawing, part, stroked)
            part = []
        else:
            part.append(at)
    _end_part(drawing, part, stroked)


def _end_part(drawing: Drawing, part: list[tuple[float, float]], stroked: bool) -> None:
    if len(part) < 2:
        return
    xs, ys = [p[0] for p in part], [p[1] for p in part]
    box = (min(xs), min(ys), max(xs), max(ys))
    if min(box[2] - box[0], box[3] - box[1]) <= _THIN:
        _add(drawing, box)
    elif stroked:
        ring = [*part, part[0]] if len(part) > 3 else part
        for (x0, y0), (x1, y1) in pairwise(ring):
            if min(abs(x1 - x0), abs(y1 - y0)) <= _STRAIGHT:
                _add(drawing, (min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1)))


def _add(drawing: Drawing, box: Box) -> None:
    if max(box[2] - box[0], box[3] - box[1]) > _SHORT:
        drawing.rules.append(box)


def _times(inner: Matrix, outer: Matrix) -> Matrix:
    a, b, c, d, e, f = inner
    g, h, i, j, k, m = outer
    return a * g + b * i, a * h + b * j, c * g + d * i, c * h + d * j, e * g + f * i + k, e * h + f * j + m


def _point(at: tuple[float, float], matrix: Matrix) -> tuple[float, float]:
    a, b, c, d, e, f = matrix
    return at[0] * a + at[1] * c + e, at[0] * b + at[1] * d + f


def _moved(box: Box, matrix: Matrix) -> Box:
    if matrix == _IDENTITY:
        return box
    corners = [_point((x, y), matrix) for x in (box[0], box[2]) for y in (box[1], box[3])]
    xs, ys = [p[0] for p in corners], [p[1] for p in corners]
    return min(xs), min(ys), max(xs), max(ys)


def covered(pictures: list[Box], frame: Frame) -> float:
    """Return the share of a page that its pictures cover (strips of one picture add up; at most 1)."""
    area = frame.width * frame.height
    left, bottom, right, top = frame.box
    total = 0.0
    for x0, y0, x1, y1 in pictures:
        total += max(0.0, min(x1, right) - max(x0, left)) * max(0.0, min(y1, top) - max(y0, bottom))
    return min(1.0, total / area) if area > 0 else 0.0
