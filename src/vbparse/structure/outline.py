"""Paragraphs to a tree: what is a heading, a clause, a bullet; its title; what stands above it; what it is for."""

from __future__ import annotations

from dataclasses import dataclass, field

import regex

from vbparse.lexicon.fold import fold, is_upper, squeeze
from vbparse.lexicon.words import begins_with, groups, words
from vbparse.model import Numbering, Role, SectionKind
from vbparse.structure.depths import Oddity, solve_depths
from vbparse.structure.paragraphs import Paragraph

MAX_TITLE = 350
MAX_RUN_IN = 12  # words before a colon that still read as a title

_SENTENCE_END = regex.compile(r"(?<!\b[A-ZĐ])[.!?](?=\s+\p{Lu})")
_COLON = regex.compile(r":\s+(?=\S)")
_TERMINAL = regex.compile(r"(?:[.;!?,…]|\./\.|/\.)[\s\"”’')\]]*$")
# A paragraph that opens so holds aims, whatever its section is for: `Phấn đấu mục tiêu: Đến năm 2025 …`.
_AIMS = regex.compile(r"(?:(?:về|ph[ấầâ]n đ[ấầ]u|đặt|xác định)\s+)?(?:các\s+)?(?:mục tiêu|chỉ tiêu)(?:\s+\w+){0,4}\s*:")
_AIM, _WORK = (
    regex.compile(r"\b(?:mục tiêu|chỉ tiêu)\b"),
    regex.compile(r"\b(?:nhiệm vụ|giải pháp|nội dung|công việc)\b"),
)
# The last words of a notice or plan: `Trên đây là Kế hoạch …`, `Văn phòng thông báo để các cơ quan biết, thực hiện`.
_ENDS = regex.compile(r"trên đây là\b|(?:[^.;:]{0,120}\s)?thông báo\b[^.;:]{0,200}\bbiết\b[^.;:]{0,60}[./]*\Z")
_STRIP = " .:;,–—-*_"


@dataclass
class Node:
    """A block of the outline. `parent` is an index in the same list; `depth` counts from 1 at the top of a part."""

    paragraph: Paragraph
    kind: SectionKind
    part: str
    parent: int | None = None
    depth: int = 1
    marker: str | None = None
    numbering: Numbering | None = None
    title: str | None = None
    text: str = ""
    path: tuple[str, ...] = ()
    role: Role | None = None
    oddity: Oddity | None = None
    expected: int | None = None
    bullets: list[str] = field(default_factory=list)

    @property
    def numbered(self) -> bool:
        return self.kind in ("heading", "clause") and self.marker is not None


def build_outline(paragraphs: list[Paragraph], part: str) -> list[Node]:
    """Return the blocks of one part in reading order, hung into a tree."""
    nodes = [_node(paragraph, part) for paragraph in paragraphs]
    _settle_titles(nodes)
    _hang(nodes)
    _even_out(nodes)
    _paths(nodes)
    _roles(nodes)
    return nodes


def _node(paragraph: Paragraph, part: str) -> Node:
    marker = paragraph.marker
    if paragraph.footnote:
        return Node(paragraph, "footnote", part, text=paragraph.text)
    if marker is None:
        return Node(paragraph, "paragraph", part, text=paragraph.text)
    text = squeeze(" ".join([paragraph.first.text[marker.end :], *(line.text for line in paragraph.lines[1:])]))
    if marker.bullet:
        return Node(paragraph, "bullet", part, marker=marker.text, numbering=marker.readings[0].numbering, text=text)
    return Node(paragraph, "clause", part, marker=marker.text, numbering=marker.readings[0].numbering, text=text)


def _settle_titles(nodes: list[Node]) -> None:
    for node in nodes:
        if node.kind == "clause":
            node.kind, node.title = _title(node)
        elif node.kind == "paragraph" and _is_bare_heading(node):
            node.kind, node.title = "heading", node.text.strip(_STRIP)


def _title(node: Node) -> tuple[SectionKind, str | None]:
    """Return whether a numbered block is a heading, and its title: the whole of it, or what opens it set off."""
    text, paragraph = node.text, node.paragraph
    if not text:
        return "heading", None
    start = paragraph.marker.end if paragraph.marker else 0
    bold = squeeze(paragraph.first.text[start : paragraph.first.bold_prefix(start)])
    whole = paragraph.bold or bold == text or all(line.heading for line in paragraph.lines)
    inner = _SENTENCE_END.search(text)
    if whole and len(text) <= MAX_TITLE and not (inner and not is_upper(text) and len(text) > 200):
        return "heading", text.strip(_STRIP)
    if bold and bold != text and _sets_off(bold, text):
        return "clause", bold.strip(_STRIP)
    if text.rstrip().endswith(":"):
        stem = text.rstrip(" :")
        if inner or len(stem) > 200 or _leads_in(stem):
            return "clause", None
        return "heading", stem.strip(_STRIP)
    colon = _COLON.search(text)
    if colon:
        stem, rest = text[: colon.start()], text[colon.end() :]
        short = len(stem.split()) <= MAX_RUN_IN and not _SENTENCE_END.search(stem + " ") and ";" not in stem
        person = begins_with(fold(stem), "text.persons") is not None
        if short and not person and not _leads_in(stem) and rest[:1].isupper() and stem.count("(") == stem.count(")"):
            return "clause", stem.strip(_STRIP)
    if not _TERMINAL.search(text) and len(text) <= MAX_TITLE and not (inner and not is_upper(text)):
        return "heading", text.strip(_STRIP)
    return "clause", None


def _sets_off(bold: str, text: str) -> bool:
    """Whether a bold opening is a title of its own and not a stressed word of the sentence."""
    if len(bold) > 250 or sum(c.isalpha() for c in bold) < 3:
        return False
    rest = text[len(bold) :].lstrip()
    if bold.endswith((":", ".")) or rest[:1] in ":.":
        return True
    return bool(rest) and (rest[0].isupper() or rest[0] in "-–(") and len(bold.split()) >= 2


def _leads_in(stem: str) -> bool:
    folded = fold(stem)
    return any(
        folded == word or folded.endswith(word if word[0] == "," else f" {word}") for word in words("text.lead_in")
    )


def _is_bare_heading(node: Node) -> bool:
    """A paragraph without a number that is a heading by its look: bold, marked or capitals all through, and short."""
    text = node.text
    if len(text) > 200 or len(text) < 3 or _TERMINAL.search(text) or not any(c.isalpha() for c in text):
        return False
    return node.paragraph.marked


def _hang(nodes: list[Node]) -> None:
    """Give every block its parent and depth: numbered blocks by the solver, the others under the block before them."""
    numbered = [index for index, node in enumerate(nodes) if node.numbered]
    places = solve_depths([m for i in numbered if (m := nodes[i].paragraph.marker) is not None])
    for index, place in zip(numbered, places, strict=True):
        node = nodes[index]
        node.parent = None if place.parent is None else numbered[place.parent]
        node.depth, node.oddity, node.expected = place.depth, place.oddity, place.expected
        if node.numbering not in ("dotted", None) and place.numbering != "dotted":
            node.numbering = place.numbering
    above: int | None = None
    bullets: list[tuple[str, int]] = []
    for index, node in enumerate(nodes):
        if node.numbered:
            above, bullets = index, []
            continue
        if node.kind == "footnote":
            node.parent = above
        elif node.kind == "bullet":
            look = node.numbering or "dash"
            known = next((n for n, (style, _) in enumerate(bullets) if style == look), None)
            bullets = bullets[: known if known is not None else len(bullets)]
            node.parent = bullets[-1][1] if bullets else above
            bullets.append((look, index))
        else:
            bullets = []
            headed = index > 0 and nodes[index - 1].numbered and nodes[index - 1].kind == "heading"
            node.parent = None if _closes(node) and not headed else above
        node.depth = nodes[node.parent].depth + 1 if node.parent is not None else 1


def _closes(node: Node) -> bool:
    """Whether a paragraph closes the document and belongs to no section (`Nghị quyết này được phổ biến đến chi bộ`)."""
    folded = fold(node.text)
    return (
        bool(_ENDS.match(folded))
        or (
            len(node.text) < 250 and any(word in folded for word in words("closing.statement")) and "này" in folded[:60]
        )
        or (len(node.text) < 80 and "phổ biến đến chi bộ" in folded)
    )


def _even_out(nodes: list[Node]) -> None:
    """Let siblings decide: a clause that lost its full stop is no heading, a heading that got one is no clause."""
    below = {node.parent for node in nodes if node.parent is not None}
    families: dict[tuple[int | None, Numbering | None], list[int]] = {}
    for index, node in enumerate(nodes):
        if node.numbered:
            families.setdefault((node.parent, node.numbering), []).append(index)
    for family in families.values():
        clauses = [i for i in family if nodes[i].kind == "clause" and nodes[i].title is None]
        for index in family:
            node = nodes[index]
            plain = not node.paragraph.marked and not node.text.rstrip().endswith(":")
            if (
                node.kind == "heading"
                and plain
                and index not in below
                and len(node.text) > 60
                and len(clauses) * 2 > len(family)
            ):
                node.kind, node.title = "clause", None
            elif index in clauses and len(clauses) * 3 <= len(family) and index in below and _one_sentence(node):
                node.kind, node.title = "heading", node.text.strip(_STRIP)


def _one_sentence(node: Node) -> bool:
    return len(node.text) <= MAX_TITLE and not _SENTENCE_END.search(node.text) and not node.text.rstrip().endswith(":")


def _paths(nodes: list[Node]) -> None:
    for node in nodes:
        above = nodes[node.parent].path if node.parent is not None else ()
        node.path = (*above, node.marker) if node.numbered and node.marker else above


def _roles(nodes: list[Node]) -> None:
    preamble = True
    for node in nodes:
        preamble = preamble and not node.numbered
        above = nodes[node.parent] if node.parent is not None else None
        inherited = "target" if above is not None and _announces_aims(above.text) else above.role if above else None
        own = _role_of(node.title, weak=inherited is None) if node.title else None
        if node.numbered:
            strong = own is not None and (
                inherited is None or node.depth <= 2 or own in ("target", "viewpoint", "reporting")
            )
            node.role = own if strong else inherited
        elif node.parent is not None:
            node.role = "target" if _AIMS.match(fold(node.text[:80])) else inherited
        elif _closes(node):
            node.role = "closing"
        elif node.part == "body" and preamble:
            opener = begins_with(fold(node.text), "text.openers")
            marker_free = fold(node.text.lstrip("-–+* "))
            based = marker_free.startswith(("căn cứ", "thực hiện", "thi hành", "theo", "xét"))
            node.role = "basis" if based else "situation" if opener or node.kind == "paragraph" else "other"
        else:
            node.role = "other"


def _announces_aims(text: str) -> bool:
    """Whether the last sentence of a clause opens a list of aims: `… mục tiêu …, đạt được như sau:`."""
    last = fold(regex.split(r"[.;]\s", text.rstrip())[-1])
    return last.endswith("sau:") and bool(_AIM.search(last)) and not _WORK.search(last)


def _role_of(title: str, *, weak: bool) -> Role | None:
    """Return the role that the words of a heading say: the earliest word wins, then the longest.

    Words that any section may bear (`công tác …`) count only with `weak`: where no section above says what it is for.
    """
    folded = fold(title)
    best: tuple[int, int, Role] | None = None
    found = ""
    for role, known in groups("role").items():
        for word in known:
            at = folded.find(word)
            if at < 0 or (at and folded[at - 1].isalnum()) or (not is_upper(title) and at > 25):
                continue
            rank = (at, -len(word), role)
            if best is None or rank[:2] < best[:2]:
                best, found = rank, word  # type: ignore[assignment]
    if best is None or (not weak and found in words("roles.weak")):
        return None
    return best[2]
