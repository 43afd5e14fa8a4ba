"""What of a web page is no part of its text: menus, login boxes, banners, links to other pages, what is not shown.

A part is told by its element (`nav`), by its name where the page gives it one (`class="left-menu"`), because it is a
list of links and nothing else, or by its words where it stands last (`footers`). No part that holds much of the page's
text is taken away for its name: a page may be called `has-sidebar` as a whole.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

import regex
from lxml import etree

from vbparse.readers.html.footers import MOST, footer_of
from vbparse.readers.html.styles import BLOCKS

Element = etree._Element

_NO_TEXT: Final = (
    "script", "style", "noscript", "template", "iframe", "svg", "object", "embed", "audio", "video", "canvas", "map",
    "select", "option", "textarea", "button", "input", "datalist", "meta", "link", "title", "head",
)  # fmt: skip
_LANDMARKS: Final = frozenset(["nav", "dialog"])
_ROLES: Final = frozenset(["navigation", "search", "dialog", "alertdialog", "menu", "menubar", "toolbar", "tablist"])
_EDGES: Final = frozenset(["header", "footer", "aside"])
_EDGE_ROLES: Final = frozenset(["banner", "contentinfo", "complementary"])
_NAMES: Final = regex.compile(
    r"nav|navbar|navigation|menu|submenu|breadcrumbs?|sidebar|log-?in|sign-?(?:in|up)|popup|modal|cookies?|consent|share|"
    r"sharing|social|comments?|related|adverts?|ads|pagination|pager|toolbar|newsletter|subscribe|tags?"
)
_EDGE_NAMES: Final = regex.compile("header|footer|top|bottom|banner|search|widget|aside|left|right")
_WORDS: Final = regex.compile(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])")
_HIDDEN: Final = regex.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", regex.IGNORECASE)
_ROOTS: Final = (".//main", ".//*[@role='main']", ".//article", ".//*[@itemprop='articleBody']")

_NAMED_SHARE = 0.3  # of a page's text, that a part may hold at most to be taken away for its name
_EDGE_SHARE = 0.15
_ROOT_SHARE = 0.5  # that an element for the main text must hold at least to be believed
_MANY_LINKS = 3
_LETTERS = regex.compile(r"\p{L}+")


def take_away(body: Element) -> tuple[int, list[str]]:
    """Take out of a body what is no part of its text.

    Return how many characters (blanks not counted) a reader of the page would miss, and what kinds of parts they were.
    """
    for element in list(body.iter(*_NO_TEXT)):
        _take_out(element)
    removal = _Removal(body)
    removal.below(body)
    removal.around_main()
    removal.footer()
    return removal.count, sorted(removal.kinds)


class _Removal:
    """A body while parts are taken out of it."""

    def __init__(self, body: Element) -> None:
        self._body = body
        self._size = _size(body)
        self.count = 0
        self.kinds: set[str] = set()

    def below(self, parent: Element) -> None:
        """Take the parts that are no text out of an element, at any depth."""
        for child in list(parent.iterchildren(tag=etree.Element)):
            kind = self._kind(child)
            if kind:
                self._drop(child, kind)
            elif len(child):
                self.below(child)

    def around_main(self) -> None:
        """Take away what stands around the one element that the page marks as its main text."""
        for path in _ROOTS:
            found = [element for element in self._body.iterfind(path) if not _inside(element, path[3:])]
            if len(found) == 1 and _size(found[0]) >= _ROOT_SHARE * _size(self._body):
                for element in list(_beside(found[0], self._body)):
                    self._drop(element, "around")
                return

    def footer(self) -> None:
        """Take away the footer that stands below the text, whatever its elements are called."""
        footer = footer_of(self._body)
        if sum(map(_size, footer)) <= min(MOST, _size(self._body) - 1):
            for element in footer:
                self._drop(element, "footer")

    def _drop(self, element: Element, kind: str) -> None:
        size = _size(element)
        _take_out(element)
        if size:
            self.count += size
            self.kinds.add(kind)

    def _kind(self, element: Element) -> str | None:
        """Say what kind of part an element is, None for text."""
        size = _size(element)
        if not size:
            return None
        share = size / max(1, self._size)
        if _is_hidden(element):
            return "hidden" if share <= _ROOT_SHARE else None
        tag, role, names = element.tag, element.get("role", ""), _names(element)
        if tag in _LANDMARKS or role in _ROLES or any(_NAMES.fullmatch(name) for name in names):
            return "menu" if share <= _NAMED_SHARE else None
        edge = tag in _EDGES or role in _EDGE_ROLES or any(_EDGE_NAMES.fullmatch(name) for name in names)
        if edge and share <= _EDGE_SHARE and _links(element):
            return "edge"
        return "links" if _is_list_of_links(element) else None


def _take_out(element: Element) -> None:
    """Take an element out of its tree; the text behind it stays."""
    parent, before, tail = element.getparent(), element.getprevious(), element.tail
    if parent is None:
        return
    parent.remove(element)
    if tail and before is not None:
        before.tail = (before.tail or "") + tail
    elif tail:
        parent.text = (parent.text or "") + tail


def _size(element: Element) -> int:
    return len("".join("".join(element.itertext()).split()))


def _names(element: Element) -> set[str]:
    """Return the words of an element's class and id, in small letters: `leftMenu` gives left and menu."""
    said = f"{element.get('class', '')} {element.get('id', '')}"
    return {word.lower() for word in _WORDS.findall(said)} | {word.lower() for word in said.split()}


def _is_hidden(element: Element) -> bool:
    if element.get("hidden") is not None or element.get("aria-hidden") == "true":
        return True
    return bool(_HIDDEN.search(element.get("style", "")))


def _links(element: Element) -> list[Element]:
    own = [element] if element.tag == "a" else []
    return [link for link in (*own, *element.iter("a")) if link.get("href")]


def _is_list_of_links(element: Element) -> bool:
    """Whether an element holds several links, headings of a few words over them at most, and no sentence around one."""
    links = [link for link in _links(element) if _size(link)]
    if len(links) < _MANY_LINKS:
        return False
    with_links = {_block_of(link) for link in links}
    headings = 0
    for text, holder in _texts_outside_links(element):
        words = len(_LETTERS.findall(text))
        if words and holder in with_links:
            return False
        headings += words
    return headings <= len(links)


def _texts_outside_links(element: Element) -> Iterator[tuple[str, Element]]:
    """Yield the pieces of text that are in no link, each with the block that it stands in."""
    if element.tag == "a":
        return
    if element.text:
        yield element.text, _block_of(element)
    for child in element.iterchildren(tag=etree.Element):
        yield from _texts_outside_links(child)
        if child.tail:
            yield child.tail, _block_of(element)


def _block_of(element: Element) -> Element:
    """Return an element that is a block, or the nearest one around it."""
    at = element
    while at.tag not in BLOCKS and (parent := at.getparent()) is not None:
        at = parent
    return at


def _inside(element: Element, name: str) -> bool:
    return any(parent.tag == name for parent in element.iterancestors())


def _beside(element: Element, body: Element) -> Iterator[Element]:
    """Yield the elements that stand beside an element or one of its parents, up to the body."""
    at: Element | None = element
    while at is not None and at is not body:
        yield from at.itersiblings(tag=etree.Element)
        yield from at.itersiblings(tag=etree.Element, preceding=True)
        at = at.getparent()
