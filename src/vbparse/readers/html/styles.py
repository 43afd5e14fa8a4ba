"""How a piece of a web page looks: by its elements, their own style, and the simple rules of sheets inside the page.

Sheets in files of their own are not read: they are not saved with most pages.
"""

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
_RULE: Final = regex.compile(r"(?P<selectors>[^{}]{1,2000})\{(?P<said>[^{}]{0,20000})\}")
_SELECTOR: Final = regex.compile(r"(?P<tag>[a-zA-Z][a-zA-Z0-9]*)?(?:\.(?P<name>[\w-]+))?")
_COMMENT: Final = regex.compile(r"/\*.*?\*/|<!--|-->", regex.DOTALL)
_MEDIA: Final = regex.compile(r"@media[^{}]*\{(?:[^{}]*\{[^{}]*\})*[^{}]*\}")
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


class Styles:
    """The style sheets inside a page: rules for elements and classes (`p`, `.MsoTitle`, `p.MsoTitle`), no others."""

    def __init__(self, body: Element) -> None:
        self._rules: dict[tuple[str, str], dict[str, str]] = {}  # (tag, class), either empty -> declarations
        self._found: dict[tuple[str, str], dict[str, str]] = {}
        for sheet in body.getroottree().iter("style"):
            text = _MEDIA.sub("", _COMMENT.sub("", "".join(sheet.itertext())))
            for rule in _RULE.finditer(text, timeout=5):
                for selector in rule["selectors"].split(","):
                    simple = _SELECTOR.fullmatch(selector.strip())
                    if simple:
                        key = ((simple["tag"] or "").lower(), simple["name"] or "")
                        self._rules.setdefault(key, {}).update(_declarations(rule["said"]))

    def look_of(self, element: Element, around: Look) -> Look:
        """Return the look of what stands in an element, from the look of what stands around it."""
        look = replace(around, block=False) if around.block else around
        look = _by_name(element, look)
        if self._rules:
            look = _styled(look, self._ruled(str(element.tag), element.get("class", "")))
        align = element.get("align")
        if align:
            look = replace(look, centred=align.lower() == "center")
        style = element.get("style")
        return _styled(look, _declarations(style)) if style else look

    def _ruled(self, tag: str, classes: str) -> dict[str, str]:
        key = (tag, classes)
        if key not in self._found:
            names = classes.split()
            matching = [(tag, ""), *(("", name) for name in names), *((tag, name) for name in names)]
            said: dict[str, str] = {}
            for rule in matching:
                said |= self._rules.get(rule, {})
            self._found[key] = said
        return self._found[key]


def _by_name(element: Element, look: Look) -> Look:
    """Return the look that an element has by its name."""
    tag = element.tag
    if tag in ("b", "strong", "th"):
        return replace(look, bold=True)
    if tag in ("i", "em", "cite"):
        return replace(look, italic=True)
    if tag == "sup":
        return replace(look, raised=True)
    if tag == "center":
        return replace(look, centred=True)
    if tag == "pre":
        return replace(look, preformatted=True)
    if tag in _HEADINGS:
        return replace(look, heading=_HEADINGS[str(tag)], bold=True)
    face = element.get("face") if tag == "font" else None
    return replace(look, font=face.split(",")[0].strip()) if face else look


def _styled(look: Look, said: dict[str, str]) -> Look:
    if not said:
        return look
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
