"""Annotations of a page made part of it: those that are shown, as a reader sees them."""

from __future__ import annotations

from vbparse.readers.pdf import library
from vbparse.readers.pdf.library import Box

MAX_ANNOTATIONS = 2_000  # of one page that are looked at; all are flattened
_PLACED = (3, 13, 15, 20)  # free text, stamp, ink, widget: what may put a figure on a page
_PRINTED, _NOT_VIEWED = 4, 32
_FLATTENED = 1


def flatten(page: int) -> list[Box] | None:
    """Make what annotations show a part of the page; one that is neither viewed nor printed is taken away.

    Returns the boxes (left, bottom, right, top) of those that may hold a picture; None where the page stays as it is,
    otherwise it is to be loaded again.
    """
    count = library.count_annotations(page)
    if count <= 0:
        return None
    boxes: list[Box] = []
    unseen: list[int] = []
    for index in range(min(count, MAX_ANNOTATIONS)):
        annotation = library.annotation_at(page, index)
        if not annotation:
            continue
        if library.annotation_flags(annotation) & (_PRINTED | _NOT_VIEWED) == _NOT_VIEWED:
            unseen.append(index)
        elif library.annotation_type(annotation) in _PLACED and (box := library.annotation_box(annotation)):
            boxes.append(box)
        library.close_annotation(annotation)
    for index in reversed(unseen):
        library.remove_annotation(page, index)
    return boxes if library.flatten(page, 0) == _FLATTENED else None
