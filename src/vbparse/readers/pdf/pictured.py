"""Figures of number and date that stand as pictures on a page with text: read where an engine is there, told always.

Signing programs put the number and the day of an issued paper into the appearance of signature fields, as images. What
stands in the room for them (`slots.py`) is drawn and read; what is no figure stays out of the text.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

import regex
from PIL import Image, ImageOps

from vbparse.readers.lines import CleanLine
from vbparse.readers.lines import Row as TapeRow
from vbparse.readers.pdf import library
from vbparse.readers.pdf.frames import Frame
from vbparse.readers.pdf.library import Box
from vbparse.readers.pdf.opening import OpenPdf
from vbparse.readers.pdf.rows import box_of
from vbparse.readers.pdf.slots import Slot, filled, find_slots, is_small, pictures_in
from vbparse.readers.pdf.words import Word
from vbparse.tape import Note

if TYPE_CHECKING:
    from vbparse.readers.scan.engines import Engine

MOST = 60  # pictures of one file that are read
MOST_PICTURES = 5_000  # of one page that are looked at
_EM = 78  # pixels: the size of the print where a picture is drawn, twice that of a scan
_LEAST_SIZE = 4.0  # points
_INK = 128  # of 255: darker is ink, where the darkest is made black
_CONTRAST = 60  # of 255, between paper and ink at least
_LOW = 0.2  # of the size: what is no higher is a line or a speck
_OVER = 0.35  # of the size: so far a figure may reach over the words beside its slot
_PAPER = 24  # pixels around what is read


@dataclass(frozen=True, slots=True)
class Figure:
    """What stands in a line as a picture: on the page as it is shown, behind the word in the box `behind`.

    `text` is what was read of it, empty where nothing was; `read_as` is what the engine read where a slip was put
    right.
    """

    box: Box
    behind: Box
    text: str = ""
    certainty: float = 0.0
    read_as: str | None = None


@dataclass(frozen=True, slots=True)
class _Found:
    """A picture with ink in a slot: its pixels, and from where to where its ink reaches in the frame.

    There is no `image` where it reaches far out of the slot: it is something else, or more than is seen.
    """

    slot: Slot
    image: Image.Image | None
    x0: float
    x1: float
    box: Box
    behind: Box


@dataclass
class Pictured:
    """Reads the pictures that stand for figures in an open document; the engine is asked for when there is one."""

    document: OpenPdf
    left: int = MOST
    engine: Engine | None = None
    _asked: bool = field(default=False, repr=False)

    def fill(
        self,
        number: int,
        frames: tuple[Frame, Frame],
        rows: list[list[Word]],
        pictures: Sequence[Box],
    ) -> tuple[list[list[Word]], list[Figure]]:
        """Return the rows of a page with what was read in them, and all that stands as a picture.

        `frames` are the page as it is read and as it is shown; all boxes and rows are in the first.
        """
        if not pictures or self.left <= 0:
            return rows, []
        held = pictures[:MOST_PICTURES]
        areas = [(slot, area) for slot in find_slots(rows) if (area := pictures_in(slot, held)) is not None]
        if not areas:
            return rows, []
        drawn = self._draw(number, frames, areas[: self.left], rows)
        self.left -= len(drawn)
        figures: list[Figure] = []
        rows = list(rows)
        for found, figure in reversed(list(zip(drawn, self._read(drawn), strict=True))):
            figures.append(figure)
            if figure.text:
                rows[found.slot.row] = filled(rows[found.slot.row], found.slot, figure.text, found.x0, found.x1)
        return rows, figures[::-1]

    def _read(self, drawn: Sequence[_Found]) -> list[Figure]:
        figures = [Figure(found.box, found.behind) for found in drawn]
        whole = {n: (found.image, found.slot) for n, found in enumerate(drawn) if found.image is not None}
        if not whole:
            return figures
        if not self._asked:
            from vbparse.readers.scan.engines import choose

            self.engine, self._asked = choose(), True
        if self.engine is None:
            return figures
        from vbparse.readers.scan.figures import read_figures

        for n, reading in zip(whole, read_figures(self.engine, list(whole.values())), strict=True):
            if reading is not None:
                figures[n] = Figure(figures[n].box, figures[n].behind, *reading)
        return figures

    def _draw(
        self,
        number: int,
        frames: tuple[Frame, Frame],
        areas: Sequence[tuple[Slot, Box]],
        rows: Sequence[Sequence[Word]],
    ) -> list[_Found]:
        """Draw areas of a page with nothing but small pictures on it; those without ink are left out."""
        frame, shown = frames
        found: list[_Found] = []
        page = self.document.pdf[number - 1]
        try:
            _hide_all_but_pictures(library.address_of(page.raw), max(slot.size for slot, _ in areas))
            for slot, hull in areas:
                scale = _EM / max(_LEAST_SIZE, slot.size)
                area = max(0.0, hull[0]), max(0.0, hull[1]), min(frame.width, hull[2]), min(frame.height, hull[3])
                if min(area[2] - area[0], area[3] - area[1]) * scale < _LOW * _EM:
                    continue
                x0, y0, x1, y1 = frame.move_box(area, shown)
                crop = tuple(max(0.0, edge) for edge in (x0, shown.height - y1, shown.width - x1, y0))
                drawn = page.render(scale=scale, crop=crop, grayscale=True, may_draw_forms=False).to_pil().convert("L")
                image = drawn.rotate((shown.angle - frame.angle) % 360, expand=True)
                ink = _ink(image)
                if ink is None:
                    continue
                left, right = (area[0] + at / scale for at in (ink[0], ink[2]))
                over = _OVER * slot.size
                within = slot.box[0] - over <= left and right <= slot.box[2] + over
                left, right = max(left, slot.box[0]), min(right, slot.box[2])
                found.append(
                    _Found(
                        slot,
                        ImageOps.expand(image.crop(ink), _PAPER, 255) if within else None,
                        left,
                        right,
                        frame.move_box((left, area[1], right, area[3]), shown),
                        frame.move_box(box_of([rows[slot.row][slot.after]]), shown),
                    )
                )
        finally:
            page.close()
        return found


def _hide_all_but_pictures(page: int, size: float) -> None:
    """Leave only forms, and pictures of the size of a figure, on a page that is to be drawn."""
    for index in range(library.count_objects(page)):
        drawn = library.object_at(page, index)
        kind = library.object_type(drawn)
        if kind != library.FORM and not (kind == library.IMAGE and is_small(size, library.bounds(drawn))):
            library.set_active(drawn, 0)


def _ink(image: Image.Image) -> tuple[int, int, int, int] | None:
    """Make the ink of a picture black, and return the box of it; None where there is none."""
    dark, light = (int(value) for value in image.getextrema() if isinstance(value, (int, float)))
    if light - dark < _CONTRAST:
        return None
    image.paste(ImageOps.autocontrast(image))
    box = image.point(lambda value: 255 if value < _INK else 0).getbbox()
    return box if box is not None and box[3] - box[1] > _LOW * _EM else None


# ---- on the tape ----------------------------------------------------------------------------------------------------


def tell_figures(
    rows: Sequence[TapeRow], figures: Mapping[int, Sequence[Figure]], engine: Engine | None
) -> tuple[list[TapeRow], list[tuple[int, Note]]]:
    """Return lines as certain as the figures that were read in them, and notes by index of line.

    `figures` are given by the number of their page.
    """
    told: list[TapeRow] = []
    notes: list[tuple[int, Note]] = []
    waiting = {number: list(held) for number, held in figures.items() if held}
    for index, (line, number, gap) in enumerate(rows):
        sure = line.certainty
        for figure, start, stop in _on(line, waiting):
            place = _place(line, figure, start, stop)
            if place is None:
                fields = {"text": line.text[start:stop].strip()}
                notes.append((index, Note("picture-not-read", 0, len(line.text), fields)))
                continue
            sure = figure.certainty if sure is None else min(sure, figure.certainty)
            notes += [(index, note) for note in _notes(figure, *place, engine)]
        told.append((replace(line, certainty=sure), number, gap) if sure != line.certainty else (line, number, gap))
    return told, notes


def _on(line: CleanLine, waiting: dict[int, list[Figure]]) -> list[tuple[Figure, int, int]]:
    """Take the figures that stand on a line out of `waiting`; each with the stretch of its row of print."""
    found: list[tuple[Figure, int, int]] = []
    if not waiting:
        return found
    stops = [*(row.start for row in line.printed[1:]), len(line.text)]
    for row, stop in zip(line.printed, stops, strict=True):
        for figure in list(waiting.get(row.page, ())):
            x, y = (figure.behind[0] + figure.behind[2]) / 2, (figure.behind[1] + figure.behind[3]) / 2
            if row.bbox is not None and row.bbox[0] <= x <= row.bbox[2] and row.bbox[1] <= y <= row.bbox[3]:
                waiting[row.page].remove(figure)
                found.append((figure, row.start, stop))
    return found


def _place(line: CleanLine, figure: Figure, start: int, stop: int) -> tuple[int, int] | None:
    """Return where a figure stands in a stretch of a line: of equal words the one nearest to its place on the page."""
    if not figure.text:
        return None
    box = next(row.bbox for row in line.printed if row.start == start)
    across = ((figure.box[0] - box[0]) / max(1.0, box[2] - box[0])) if box is not None else 0.0
    word = rf"(?<!\S){regex.escape(figure.text)}(?!\S)"
    places = [match.span() for match in regex.finditer(word, line.text, pos=start, endpos=stop)]
    return min(places, key=lambda place: abs(place[0] - start - across * (stop - start)), default=None)


def _notes(figure: Figure, start: int, end: int, engine: Engine | None) -> list[Note]:
    from vbparse.readers.scan.certainty import DOUBTFUL

    percent = str(round(100 * figure.certainty))
    notes = [Note("read-from-picture", start, end, {"text": figure.text, "percent": percent})]
    if figure.read_as is not None:
        notes.append(Note("ocr-slip", start, end, {"read": figure.read_as, "text": figure.text}))
    if engine is not None and figure.certainty < DOUBTFUL[engine.name]:
        notes.append(Note("ocr-doubtful", start, end, {"text": figure.text, "percent": percent}))
    return notes
