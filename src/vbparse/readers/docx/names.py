"""The names of WordprocessingML: tags and attributes as lxml spells them (ECMA-376, parts 1 and 4)."""

from __future__ import annotations

from functools import cache
from typing import Final

from lxml import etree

Element = etree._Element

_WORD: Final = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_MATH: Final = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
_VML: Final = "{urn:schemas-microsoft-com:vml}"
_COMPATIBILITY: Final = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_RELATIONSHIPS: Final = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"

# Names of the strict form of the format (ISO/IEC 29500) and those of the form that Word writes.
STRICT: Final = (
    (b"http://purl.oclc.org/ooxml/wordprocessingml/main", b"http://schemas.openxmlformats.org/wordprocessingml/2006/main"),
    (b"http://purl.oclc.org/ooxml/drawingml/", b"http://schemas.openxmlformats.org/drawingml/2006/"),
    (
        b"http://purl.oclc.org/ooxml/officeDocument/relationships",
        b"http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    ),
    (b"http://purl.oclc.org/ooxml/officeDocument/math", b"http://schemas.openxmlformats.org/officeDocument/2006/math"),
)  # fmt: skip


@cache
def w(name: str) -> str:
    """Return the full name of a WordprocessingML tag or attribute."""
    return _WORD + name


VAL: Final = w("val")
MATH_TEXT: Final = _MATH + "t"
TEXT_PATH: Final = _VML + "textpath"
ALTERNATE: Final = _COMPATIBILITY + "AlternateContent"
CHOICE: Final = _COMPATIBILITY + "Choice"
FALLBACK: Final = _COMPATIBILITY + "Fallback"
DIAGRAM: Final = "{http://schemas.openxmlformats.org/drawingml/2006/diagram}relIds"
CHART: Final = "{http://schemas.openxmlformats.org/drawingml/2006/chart}chart"
RELATION: Final = _RELATIONSHIPS + "id"


def local(element: Element) -> str:
    """Return the name of an element's tag without its namespace."""
    return str(element.tag).rpartition("}")[2]


def val(parent: Element | None, name: str) -> str | None:
    """Return the `w:val` of the child `w:name`, None where either is missing."""
    child = parent.find(w(name)) if parent is not None else None
    return child.get(VAL) if child is not None else None


def number(text: str | None) -> int | None:
    """Return a whole number, None where the text is none (Word writes `240.0` and `12pt` at times)."""
    if text is None:
        return None
    try:
        return int(float(text.removesuffix("pt")))
    except (ValueError, OverflowError):
        return None


def on(element: Element | None) -> bool | None:
    """Return what a switch such as `w:b` says: on without a value; None where it is missing."""
    if element is None:
        return None
    return element.get(VAL, "1") not in ("0", "false", "off", "none")
