"""How a piece of a web page looks, by its elements and their own style; style sheets are not read."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Final

import regex
from lxml import etree

Element = etree._Element

BLOCKS: Final = frozenset((
    "address", "article", "aside", "blockquote", "body", "caption", "center", "dd", "details", "div", "dl", "dt",
    "fieldset", "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "legend",
    "li", "main", "nav", "ol", "p", "pre", "section", "summary", "table", "tbody", "td", "tfoot", "th", "thead", "tr",
    "ul",
))  # fmt: skip
_DECLARATION: Final = regex.compile(r"(?P<name>[\w-]{1,40})\s*:\s*(?P<value>[^;]{1,300})")
_HEAVY: Final = frozenset(["bold", "bolder", "600", "700", "800", "900"])
_HEADINGS: Final = {f"h{level}": level for level in range(1, 7)}


@dataclass(frozen=True, slots=True)
class Look:
    """The look of a piece; `block` tells that an element which is none by its name is shown as one."""

    bold: bool = False
    italic: bool = False
    raised: bool = False
    capitals: bool = False
    centred: bool = False
    preformatted: bool = False
    block: bool = False
    heading: int = 0
    font: str | None = None


def look_of(element: Element, around: Look) -> Look:
    """Return the look of what stands in an element, from the look of what stands around it."""
    tag = element.tag
    look = replace(around, block=False) if around.block else around
    if tag in ("b", "strong", "th"):
        look = replace(look, bold=True)
    elif tag in ("i", "em", "cite"):
        look = replace(look, italic=True)
    elif tag == "sup":
        look = replace(look, raised=True)
    elif tag == "center":
        look = replace(look, centred=True)
    elif tag == "pre":
        look = replace(look, preformatted=True)
    elif tag == "font":
        face = element.get("face")
        look = replace(look, font=face.split(",")[0].strip()) if face else look
    elif tag in _HEADINGS:
        look = replace(look, heading=_HEADINGS[tag], bold=True)
    align = element.get("align")
    if align:
        look = replace(look, centred=align.lower() == "center")
    style = element.get("style")
    return _styled(look, style) if style else look


def _styled(look: Look, style: str) -> Look:
    said = _declarations(style)
    weight, slant, align = said.get("font-weight"), said.get("font-style"), said.get("text-align")
    if weight:
        look = replace(look, bold=weight in _HEAVY)
    if slant:
        look = replace(look, italic=slant in ("italic", "oblique"))
    if align:
        look = replace(look, centred=align == "center")
    if said.get("vertical-align") == "super":
        look = replace(look, raised=True)
    if "text-transform" in said:
        look = replace(look, capitals=said["text-transform"] == "uppercase")
    if said.get("white-space", "").startswith("pre"):
        look = replace(look, preformatted=True)
    if said.get("display") in ("block", "flex", "grid", "table"):
        look = replace(look, block=True)
    font = said.get("font-family")
    return replace(look, font=font.split(",")[0].strip(" \"'")) if font else look


@lru_cache(maxsize=4096)
def _declarations(style: str) -> dict[str, str]:
    """Return the declarations of a style; values in small letters but the names of fonts."""
    found = {}
    for match in _DECLARATION.finditer(style):
        name, value = match["name"].lower(), match["value"].replace("!important", "").strip()
        found[name] = value if name == "font-family" else value.lower()
    return found
