"""What a run and a paragraph look like: direct formatting over styles, their ancestors and the defaults.

Bold, italic, capitals and hidden are switches: two styles that both switch one on cancel each other, direct formatting
decides (ECMA-376 part 1, 17.7.3).
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import Final

from vbparse.readers.docx.names import VAL, Element, local, number, on, val, w

_TOGGLES: Final = {w("b"): 0, w("i"): 1, w("caps"): 2, w("vanish"): 3}
_SIZE, _ALIGN, _FONTS, _STYLE = w("sz"), w("vertAlign"), w("rFonts"), w("rStyle")
_FONT_NAMES: Final = (w("ascii"), w("hAnsi"), w("cs"))
_MAX_ANCESTORS: Final = 30
_HEADINGS: Final = 9
_Key = tuple[object, ...]


@dataclass(frozen=True, slots=True)
class RunLook:
    """The look of a run that matters for reading; `size` is in points."""

    bold: bool = False
    italic: bool = False
    capitals: bool = False
    hidden: bool = False
    superscript: bool = False
    size: float | None = None
    font: str | None = None


@dataclass(frozen=True, slots=True)
class TabStop:
    """A tab stop: its place in twentieths of a point from the left edge of the text, and what is aligned there."""

    at: int
    kind: str


@dataclass(frozen=True, slots=True)
class ParagraphLook:
    """The look of a paragraph: alignment, outline level (0: none), list, tab stops, indents in 1/20 point."""

    centred: bool = False
    level: int = 0
    number: tuple[str, int] | None = None  # numId and level
    left: int = 0
    first: int = 0
    tabs: tuple[TabStop, ...] = ()
    style: str | None = None
    page_before: bool = False


@dataclass
class _RunValues:
    """What one place says of runs: switches by their order in `_TOGGLES`, None where it says nothing."""

    switches: list[bool | None] = field(default_factory=lambda: [None] * 4)
    size: float | None = None
    align: str | None = None
    font: str | None = None
    themed: bool = False

    def over(self, base: _RunValues) -> _RunValues:
        """Return these values where they are said, those of `base` elsewhere."""
        switches = [own if own is not None else below for own, below in zip(self.switches, base.switches, strict=True)]
        told = self.font is not None or self.themed
        return _RunValues(
            switches,
            self.size if self.size is not None else base.size,
            self.align or base.align,
            self.font if told else base.font,
            self.themed if told else base.themed,
        )


class Styles:
    """The styles of a document; `styles` is the root of their part, None where there is none."""

    def __init__(self, styles: Element | None) -> None:
        self._styles: dict[str, Element] = {}
        self._defaults: dict[str, str] = {}  # kind of style -> its default
        for style in styles.iterchildren(w("style")) if styles is not None else ():
            name, kind = style.get(w("styleId"), ""), style.get(w("type"), "paragraph")
            self._styles.setdefault(name, style)
            if style.get(w("default"), "0") in ("1", "true", "on"):
                self._defaults.setdefault(kind, name)
        defaults = styles.find(w("docDefaults")) if styles is not None else None
        self._run_defaults = _run_values(_inner(defaults, "rPrDefault", "rPr"))
        self._paragraph_defaults = _inner(defaults, "pPrDefault", "pPr")
        self._values: dict[str | None, _RunValues] = {}
        self._bases: dict[tuple[str | None, str | None, str | None], _RunValues] = {}
        self._looks: dict[tuple[str | None, str | None], ParagraphLook] = {}
        self._known_runs: dict[tuple[str | None, str | None, _Key], RunLook] = {}
        self._known_paragraphs: dict[tuple[str | None, str | None, _Key], ParagraphLook] = {}

    def chain(self, style: str | None) -> list[Element]:
        """Return a style and its ancestors, nearest first."""
        found: list[Element] = []
        while style is not None and style in self._styles and len(found) < _MAX_ANCESTORS:
            element = self._styles[style]
            found.append(element)
            style = val(element, "basedOn")
        return found

    def table_style(self, properties: Element | None) -> str | None:
        """Return the style of a table by its properties."""
        return val(properties, "tblStyle") or self._defaults.get("table")

    # ---- runs

    def run(self, properties: Element | None, paragraph: str | None, table: str | None = None) -> RunLook:
        """Return the look of a run by its own properties, in a paragraph of a style, in a table of a style."""
        key = (table, paragraph, _key(properties))
        if key not in self._known_runs:
            base = self._base(table, paragraph, val(properties, "rStyle"))
            self._known_runs[key] = _look(_run_values(properties).over(base))
        return self._known_runs[key]

    def _base(self, table: str | None, paragraph: str | None, character: str | None) -> _RunValues:
        key = (table, paragraph, character)
        if key not in self._bases:
            levels = [self._style_values(style) for style in (character, paragraph, table)]
            merged = _RunValues()
            for level in (*levels, self._run_defaults):
                merged = merged.over(level)
            for index, default in enumerate(self._run_defaults.switches):
                said = sum(bool(level.switches[index]) for level in levels)
                merged.switches[index] = bool(default) or said % 2 == 1
            self._bases[key] = merged
        return self._bases[key]

    def _style_values(self, style: str | None) -> _RunValues:
        if style not in self._values:
            merged = _RunValues()
            for element in self.chain(style):
                merged = merged.over(_run_values(element.find(w("rPr"))))
            self._values[style] = merged
        return self._values[style]

    # ---- paragraphs

    def paragraph(self, properties: Element | None, table: str | None = None) -> ParagraphLook:
        """Return the look of a paragraph by its own properties, in a table of a style."""
        style = val(properties, "pStyle") or self._defaults.get("paragraph")
        key = (style, table)
        if key not in self._looks:
            look = _over(self._paragraph_defaults, ParagraphLook(style=style))
            for element in (*reversed(self.chain(table)), *reversed(self.chain(style))):
                look = _over(element.find(w("pPr")), look)
            self._looks[key] = look
        own = (*key, _key(properties))
        if own not in self._known_paragraphs:
            self._known_paragraphs[own] = _over(properties, self._looks[key])
        return self._known_paragraphs[own]

    def number_of(self, style: str) -> str | None:
        """Return the `numId` that a style of numbering stands for."""
        return next(
            (found for element in self.chain(style) if (found := val(_inner(element, "pPr", "numPr"), "numId"))), None
        )


def _inner(element: Element | None, *names: str) -> Element | None:
    for name in names:
        element = element.find(w(name)) if element is not None else None
    return element


def _key(properties: Element | None) -> _Key:
    """Return all that properties say, to know those again that were read before: most are the same."""
    if properties is None:
        return ()
    said: list[object] = []
    for child in properties:
        said += (child.tag, *child.items())
        for inner in child:
            said += (inner.tag, *inner.items())
    return tuple(said)


def _run_values(properties: Element | None) -> _RunValues:
    found = _RunValues()
    for child in properties if properties is not None else ():
        tag = child.tag
        toggle = _TOGGLES.get(str(tag))
        if toggle is not None:
            found.switches[toggle] = on(child)
        elif tag == _SIZE:
            size = number(child.get(VAL))
            found.size = size / 2 if size else None
        elif tag == _ALIGN:
            found.align = child.get(VAL)
        elif tag == _FONTS:
            found.font = next((name for key in _FONT_NAMES if (name := child.get(key))), None)
            found.themed = found.font is None and child.get(w("asciiTheme")) is not None
    return found


def _look(values: _RunValues) -> RunLook:
    bold, italic, capitals, hidden = (bool(switch) for switch in values.switches)
    return RunLook(bold, italic, capitals, hidden, values.align == "superscript", values.size, values.font)


def _over(properties: Element | None, base: ParagraphLook) -> ParagraphLook:
    """Return `base` changed by what `properties` say."""
    look = base
    for child in properties if properties is not None else ():
        name = local(child)
        value = child.get(VAL)
        if name == "jc":
            look = replace(look, centred=value == "center")
        elif name == "outlineLvl":
            level = number(value)
            look = replace(look, level=level + 1 if level is not None and level < _HEADINGS else 0)
        elif name == "numPr":
            look = replace(look, number=_list_of(child, look.number))
        elif name == "ind":
            look = _indented(child, look)
        elif name == "tabs":
            look = replace(look, tabs=_stops(child, look.tabs))
        elif name == "pageBreakBefore":
            look = replace(look, page_before=bool(on(child)))
    return look


def _list_of(properties: Element, base: tuple[str, int] | None) -> tuple[str, int] | None:
    """Return the list that `w:numPr` puts a paragraph in; level -1 where it is left to the list."""
    number_id, level = val(properties, "numId"), number(val(properties, "ilvl"))
    if number_id is None:
        return (base[0], level) if base is not None and level is not None else base
    return number_id, -1 if level is None else level


def _indented(element: Element, look: ParagraphLook) -> ParagraphLook:
    left = number(element.get(w("left"), element.get(w("start"))))
    hanging, first = number(element.get(w("hanging"))), number(element.get(w("firstLine")))
    if hanging is not None:
        first = -hanging
    return replace(look, left=look.left if left is None else left, first=look.first if first is None else first)


def _stops(element: Element, base: tuple[TabStop, ...]) -> tuple[TabStop, ...]:
    found = {stop.at: stop for stop in base}
    for child in element:
        at = number(child.get(w("pos")))
        kind = child.get(VAL, "left")
        if at is None:
            continue
        if kind == "clear":
            found.pop(at, None)
        elif kind != "bar":
            found[at] = TabStop(at, kind)
    return tuple(sorted(found.values(), key=lambda stop: stop.at))
