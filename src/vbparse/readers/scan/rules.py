"""Ruling lines in the picture of a page: found, and taken out before the letters are read."""

from __future__ import annotations

import cv2
import numpy as np

from vbparse.readers.scan.pixels import EM, Grey, Mask, Spot, ink_of, parts_of

_LONG = round(1.4 * EM)  # pixels: shorter strokes are letters and dashes
_HIGH = EM
_THICK = 9  # pixels: what is thicker is no line
_JOINED = 5  # pixels by which the parts of one line may be off each other
_REACH = 12
_GAP = 3  # pixels: a line goes on behind a hole of two, as specks of paper make them
_ALONE = 3 * EM  # an upright line that meets no other must be as long


def find_rules(grey: Grey) -> tuple[list[Spot], Mask]:
    """Return the ruling lines of a straight page, level ones first, and the mask of their pixels."""
    ink = ink_of(grey)
    level, across = _lines(ink, upright=False)
    upright, down = _lines(ink, upright=True)
    kept = [rule for rule in upright if rule[3] - rule[1] >= _ALONE or any(_meet(rule, other) for other in level)]
    mask = across
    for x0, y0, x1, y1 in kept:
        mask[y0:y1, x0:x1] |= down[y0:y1, x0:x1]
    return level + kept, mask


def erase(grey: Grey, mask: Mask) -> Grey:
    """Return the page without its ruling lines; the pixels beside them, dark from the scanner's blur, go too."""
    if not mask.any():
        return grey
    clean = grey.copy()
    clean[cv2.dilate(mask, np.ones((3, 3), np.uint8)) > 0] = 255
    return clean


def _lines(ink: Mask, *, upright: bool) -> tuple[list[Spot], Mask]:
    """Return the straight strokes in one direction: their boxes from top to bottom, and the mask of their pixels."""
    length = _HIGH if upright else _LONG
    kernel = np.ones((length, 1) if upright else (1, length), np.uint8)
    widen = np.ones((1, 3) if upright else (3, 1), np.uint8)  # over steps of a line that is not quite straight
    gap = np.ones((_GAP, 1) if upright else (1, _GAP), np.uint8)
    wide = cv2.dilate(ink, widen)
    sure = np.asarray(cv2.morphologyEx(wide, cv2.MORPH_OPEN, kernel), dtype=np.uint8)
    if not sure.any():
        return [], np.zeros_like(ink)
    whole = cv2.morphologyEx(cv2.morphologyEx(wide, cv2.MORPH_CLOSE, gap), cv2.MORPH_OPEN, kernel)
    found = parts_of(np.asarray(whole, dtype=np.uint8))
    mask = np.zeros_like(ink)
    spots: list[Spot] = []
    for index, (box, area) in enumerate(zip(found.boxes, found.areas, strict=True)):
        long = box[3] - box[1] if upright else box[2] - box[0]
        view = (slice(box[1], box[3]), slice(box[0], box[2]))
        stroke = np.where(found.labels[view] == index + 1, 255, 0).astype(np.uint8)
        if area > (_THICK + 2) * long or not (stroke & sure[view]).any():
            continue  # too thick, or feet of bold letters in a row
        mask[view] |= stroke
        spots.append(box)
    return _joined(spots, upright), mask


def _joined(spots: list[Spot], upright: bool) -> list[Spot]:
    """Join the parts of lines that were broken, or that step from one row of pixels to the next."""
    turned = [(y0, x0, y1, x1) for x0, y0, x1, y1 in spots] if upright else list(spots)
    turned.sort(key=lambda box: (box[1] + box[3], box[0]))
    lines: list[Spot] = []
    for box in turned:
        for index in range(len(lines) - 1, max(-1, len(lines) - 40), -1):
            other = lines[index]
            near = abs((box[1] + box[3]) - (other[1] + other[3])) <= 2 * _JOINED
            if near and box[0] <= other[2] + _REACH and other[0] <= box[2] + _REACH:
                lines[index] = (
                    min(box[0], other[0]),
                    min(box[1], other[1]),
                    max(box[2], other[2]),
                    max(box[3], other[3]),
                )
                break
        else:
            lines.append(box)
    return [(y0, x0, y1, x1) for x0, y0, x1, y1 in lines] if upright else lines


def _meet(rule: Spot, other: Spot) -> bool:
    return (
        rule[0] <= other[2] + _REACH
        and other[0] <= rule[2] + _REACH
        and rule[1] <= other[3] + _REACH
        and other[1] <= rule[3] + _REACH
    )
