"""Letters of legacy fonts in a paragraph to Unicode, before its runs are read one by one.

A run alone says too little: Word begins a new one with every change of look or spelling check, also between a vowel and
its mark in VNI, and writes the ư of TCVN3 as an element of its own (`w:softHyphen`, which it is to everybody else).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

import regex

from vbparse.readers.docx.names import Element, w
from vbparse.readers.docx.styles import RunLook
from vbparse.readers.legacy import Charset, decode_runs
from vbparse.readers.legacy.fonts import charset_of

_RUN, _TEXT, _SOFT_HYPHEN, _PROPERTIES = w("r"), w("t"), w("softHyphen"), w("rPr")
_OUTSIDE: Final = frozenset(map(w, ("txbxContent", "drawing", "pict", "object")))
_SPACE: Final = "{http://www.w3.org/XML/1998/namespace}space"
_UNICODE: Final = regex.compile("[\u0102\u0103\u0110\u0111\u01a0\u01a1\u01af\u01b0\u1ea0-\u1ef9]")


@dataclass
class _Piece:
    """A piece of text with the element that holds it; None for what only parts words."""

    element: Element | None
    text: str
    font: str | None


def to_unicode(paragraph: Element, look: Callable[[Element | None], RunLook]) -> set[Charset]:
    """Write the text of a paragraph's runs anew where it is in a legacy font; return the character sets met.

    `look` gives the look of a run by its properties.
    """
    pieces = [piece for run in _runs(paragraph) for piece in _pieces(run, look)]
    if not any(piece.font and charset_of(piece.font) for piece in pieces):
        words = "".join(piece.text for piece in pieces)
        if words.isascii() or _UNICODE.search(words):
            return set()
    decoded = decode_runs([(piece.text, piece.font) for piece in pieces])
    for piece, words_read in zip(pieces, decoded, strict=True):
        if piece.element is None or words_read.text == piece.text:
            continue
        piece.element.tag = _TEXT
        piece.element.set(_SPACE, "preserve")
        piece.element.text = words_read.text
    return {found.charset for found in decoded if found.charset}


def _runs(parent: Element) -> list[Element]:
    """Return the runs of a paragraph, without those of text boxes inside it."""
    found: list[Element] = []
    for child in parent:
        if child.tag == _RUN:
            found.append(child)
        elif child.tag not in _OUTSIDE:
            found += _runs(child)
    return found


def _pieces(run: Element, look: Callable[[Element | None], RunLook]) -> list[_Piece]:
    properties = run.find(_PROPERTIES)
    font = _letters_font(properties) or look(properties).font
    found = []
    for child in run:
        if child.tag == _TEXT:
            text = child.text or ""
            found.append(_Piece(child, text if child.get(_SPACE) == "preserve" else text.strip(), font))
        elif child.tag == _SOFT_HYPHEN:
            found.append(_Piece(child, "\u00ad", font))
        elif child.tag != _PROPERTIES:
            found.append(_Piece(None, " ", font))
    return found


def _letters_font(properties: Element | None) -> str | None:
    """Return the legacy font that a run names for letters beyond ASCII, if its font for ASCII is another."""
    fonts = properties.find(w("rFonts")) if properties is not None else None
    name = fonts.get(w("hAnsi")) if fonts is not None else None
    return name if name and charset_of(name) else None
