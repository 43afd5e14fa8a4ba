"""From the colours of a scan to clean black on white: seals and signatures out, light and shade evened, specks out."""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray

from vbparse.readers.scan.pixels import EM, Grey, Mask, Parts, Spot, chosen, ink_of, inside, parts_of

_STRONG = 55  # of 255, between the strongest and the weakest channel: from here on a pixel has a colour
_FAINT = 28
_DARK = 90  # of 255: what is darker in all channels is black print under a seal
_RARE = 0.0002  # of the page: less colour than this is noise
_TALL = 1.8 * EM  # no letter of print is taller
_REACH = EM // 3
_SPECK = 7  # pixels: the dot under a letter has twice as many
_MARK, _CLOSE = 4, 2  # pixels: a thin mark of tone, and how far it is from its letter at most
_GRAIN = 3.0  # of 255: paper whose grey varies by more is grainy
_WHITE = 0.72  # of the way from the grey of ink to that of paper
_AROUND = np.ones((5, 5), np.uint8)
_FRAME = 5.0 * EM


def to_grey(rgb: NDArray[np.uint8]) -> Grey:
    """Return a page in grey, without drawings in colour: seals, signatures and scribbles in red or blue ink.

    A drawing is coloured ink that holds a stroke taller than any letter. Coloured letters and digits stay.
    """
    grey = np.asarray(cv2.cvtColor(rgb, cv2.COLOR_RGB2GRAY), dtype=np.uint8)
    red, green, blue = cv2.split(rgb)
    value = cv2.max(cv2.max(red, green), blue)
    chroma = cv2.subtract(value, cv2.min(cv2.min(red, green), blue))
    coloured = cv2.bitwise_and(_over(chroma, _STRONG), _over(value, _DARK))
    if cv2.countNonZero(coloured) < _RARE * grey.size:
        return grey
    drawn = _drawings(np.asarray(coloured, dtype=np.uint8))
    if drawn.any():
        near = cv2.dilate(drawn, np.ones((5, 5), np.uint8)) > 0
        grey[near & (chroma > _FAINT) & (value > _DARK)] = 255
    return grey


def _over(channel: cv2.typing.MatLike, limit: int) -> cv2.typing.MatLike:
    return cv2.threshold(channel, limit, 255, cv2.THRESH_BINARY)[1]


def _drawings(coloured: Mask) -> Mask:
    """Return the coloured ink that is near a tall stroke, or within the hull of a drawing."""
    solid = np.asarray(cv2.morphologyEx(coloured, cv2.MORPH_CLOSE, np.ones((3, 3), np.uint8)), dtype=np.uint8)
    strokes = parts_of(solid)
    tall = [box for box in strokes.boxes if box[3] - box[1] > _TALL]
    if not tall:
        return np.zeros_like(coloured)
    groups = parts_of(np.asarray(cv2.dilate(solid, np.ones((_REACH, _REACH), np.uint8)), dtype=np.uint8))
    hulls = [box for box in groups.boxes if any(inside(stroke, box) for stroke in tall)]
    return chosen(strokes, [n for n, box in enumerate(strokes.boxes) if any(inside(box, hull) for hull in hulls)])


def even_out(grey: Grey) -> Grey:
    """Return a page with its paper white everywhere: shade and yellowed paper are divided out."""
    small = cv2.resize(grey, (max(1, grey.shape[1] // 8), max(1, grey.shape[0] // 8)), interpolation=cv2.INTER_AREA)
    paper = cv2.medianBlur(cv2.dilate(small, np.ones((5, 5), np.uint8)), 21)
    if int(paper.min()) > 225:
        return grey
    paper = cv2.resize(paper, (grey.shape[1], grey.shape[0]), interpolation=cv2.INTER_LINEAR)
    return np.asarray(cv2.divide(grey, np.maximum(paper, 40), scale=250.0), dtype=np.uint8)


def without_grain(grey: Grey) -> Grey:
    """Return a page with grain taken out of its paper: what is nearer to the grey of the paper than to ink is white."""
    ink = ink_of(grey)
    paper, spread = (
        float(value[0, 0]) for value in cv2.meanStdDev(grey, mask=cv2.bitwise_not(cv2.dilate(ink, _AROUND)))
    )
    if spread < _GRAIN or not ink.any():
        return grey
    dark = float(cv2.mean(grey, mask=ink)[0])
    white = dark + _WHITE * (paper - dark)
    stretched = (grey.astype(np.float32) - dark) * (255 / max(1.0, white - dark))
    return np.asarray(np.clip(stretched, 0, 255), dtype=np.uint8)


def _apart(specks: list[int], parts: Parts) -> list[int]:
    """Return the specks that are not marks: thin marks of tone stand close to their letter, and have some pixels."""
    letters = np.ones(len(parts.boxes) + 1, bool)
    letters[[0, *(index + 1 for index in specks)]] = False
    near = cv2.dilate(letters[parts.labels].astype(np.uint8), np.ones((2 * _CLOSE + 1, 2 * _CLOSE + 1), np.uint8))
    marks = set(np.unique(parts.labels[near > 0]).tolist())
    return [index for index in specks if parts.areas[index] < _MARK or index + 1 not in marks]


def without_specks(grey: Grey) -> tuple[Grey, Mask, list[Spot]]:
    """Take out specks, and black drawings larger than any letter: seals in black, signatures, frames of pictures.

    Returns the page, where it is dark, and the boxes of the drawings that were taken out. Ruling lines must be gone.
    """
    ink = ink_of(grey)
    parts = parts_of(ink)
    specks, drawings = [], []
    for index, (box, area) in enumerate(zip(parts.boxes, parts.areas, strict=True)):
        width, height = box[2] - box[0], box[3] - box[1]
        if area <= _SPECK:
            specks.append(index)
        elif height > 2 * _TALL or (height > _TALL and width > _FRAME):
            drawings.append(index)
    if not specks and not drawings:
        return grey, ink, []
    specks = _apart(specks, parts)
    gone = chosen(parts, specks + drawings)
    clean = grey.copy()
    clean[cv2.dilate(gone, np.ones((3, 3), np.uint8)) > 0] = 255
    ink[gone > 0] = 0
    return clean, ink, [parts.boxes[index] for index in drawings]
