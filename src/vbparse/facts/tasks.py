"""Tasks in running text: which blocks are work to do, for whom, with whom, by when.

A task is the smallest of bullet, clause or paragraph that carries the work. Sections of aims, situation and viewpoint
hold none; a heading that is a unit's name gives what stands below it to that unit; a bullet that holds only a deadline
times its neighbours.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

import regex

from vbparse.facts.drafts import Mention, Pieces, TaskDraft, Timing, Unclear, once
from vbparse.lexicon import clauses, unit_names
from vbparse.lexicon.fold import fold
from vbparse.lexicon.references import find_references
from vbparse.lexicon.symbols import find_symbols
from vbparse.lexicon.times import find_times
from vbparse.lexicon.types import type_prefix
from vbparse.model import Section
from vbparse.tape import Stretch

NO_TASKS = frozenset({"basis", "purpose", "situation", "viewpoint", "target", "closing"})
WORK = frozenset({"task", "implementation", "reporting"})

_TOWARDS = regex.compile(
    r"\s*(?:(?:về\s+phía|đối\s+với|trách\s+nhiệm\s+của|nhiệm\s+vụ\s+của|giao(?:\s+nhiệm\s+vụ)?\s+cho|giao|đề\s+nghị)\s+)",
    regex.IGNORECASE,
)
_PASSIVE = regex.compile(r"(?<!\w)(?:đã|được|đề\s+ra|gồm|bao\s+gồm)(?!\w)")
# `Hướng dẫn này áp dụng đối với …`, `Sau 3 năm thực hiện, Chỉ thị đã …`: of the document, of what was done.
_IN_FORCE = regex.compile(r"^[\w\s]{3,40}? này\s+(?:áp dụng|có hiệu lực|thay thế|gồm|quy định|hướng dẫn)\b")
_YEARS_ON = regex.compile(r"(?:sau|qua)\s+(?:hơn\s+|gần\s+)?\d+\s+năm\b[^.;]{0,160}\bđã\b")
_MODAL = regex.compile(r"(?<!\w)(?:phải|cần|yêu\s+cầu|giao)(?!\w)")
_NOUN = regex.compile(r"(?:các|những|việc|công\s+tác|danh\s+mục|số)(?!\w)", regex.IGNORECASE)
_GIVES = regex.compile(
    r"\s*(?:(?:ban\s+(?:thường\s+vụ|chấp\s+hành|bí\s+thư)|bộ\s+chính\s+trị|thường\s+trực)[^,.;:]{0,60}?\s)?"
    r"(?:thống\s+nhất\s+)?(?:giao|yêu\s+cầu|đề\s+nghị|phân\s+công)(?!\w)",
    regex.IGNORECASE,
)
_CALL = regex.compile(r"(?<!\w)(?:yêu\s+cầu|đề\s+nghị)\s+", regex.IGNORECASE)
_AS_FOLLOWS = regex.compile(
    r"(?:nhiệm\s+vụ|nội\s+dung|công\s+việc|giải\s+pháp|việc|vấn\s+đề)\b.{0,30}\bsau(?:\s+đây)?\s*:\s*$"
)
_LEADS = regex.compile(r"lãnh\s+đạo(?!\w)")  # in small letters behind a semicolon: work, not leaders
_CALLS = regex.compile(r"(?:kêu\s+gọi|biểu\s+dương|ghi\s+nhận)(?!\w)")


@dataclass
class _Block:
    """A section with the sections directly below it."""

    section: Section
    stretch: Stretch
    pieces: Pieces
    below: list[_Block]
    above: _Block | None = None

    @property
    def text(self) -> str:
        return self.stretch.text

    @property
    def numbered(self) -> bool:
        return self.section.marker is not None and self.section.kind in ("heading", "clause")


def extract_tasks(sections: Sequence[Section], source: str) -> list[TaskDraft]:
    """Return the tasks of the sections of a document, in reading order. `source` is the text that spans point into."""
    blocks = _tree(sections, source)
    drafts: list[TaskDraft] = []
    for part in dict.fromkeys(section.part for section in sections):
        roots = [block for block in blocks if block.section.part == part]
        drafts += _of_level(roots, None, open_part=_is_open(roots))
    order = {section.section_id: section.ordinal for section in sections}
    drafts.sort(key=lambda draft: order[draft.section_id or ""])
    _spread_deadlines(drafts, blocks)
    return drafts


def _tree(sections: Sequence[Section], source: str) -> list[_Block]:
    known: dict[str, _Block] = {}
    roots: list[_Block] = []
    for section in sections:
        if section.kind == "footnote":
            continue
        pieces = [(s.start, s.end) for s in section.span.segments]
        block = _Block(section, Stretch(source, pieces), pieces, [])
        known[section.section_id] = block
        above = known.get(section.parent_id or "")
        block.above = above
        (above.below if above else roots).append(block)
    return roots


def _is_open(roots: list[_Block]) -> bool:
    """Whether a part is a list of clauses without headings, as in a chỉ thị: then every clause is work."""
    nodes = [block for block in roots if block.numbered]
    headings = sum(block.section.kind == "heading" and block.section.role is not None for block in nodes)
    return headings * 2 <= len(nodes)


def _walk(blocks: list[_Block]) -> Iterator[_Block]:
    for block in blocks:
        yield block
        yield from _walk(block.below)


# ---- which blocks are tasks ---------------------------------------------------------------------------------------


def _of_level(blocks: list[_Block], unit: list[Mention] | None, *, open_part: bool) -> list[TaskDraft]:
    """Return the tasks of blocks that stand under one heading (or at the top); `unit` is what the heading names."""
    drafts: list[TaskDraft] = []
    bullets = any(block.section.kind == "bullet" and not _deadline_only(block.text) for block in blocks)
    first_node = next((n for n, block in enumerate(blocks) if block.numbered), 0)
    for index, block in enumerate(blocks):
        kind, role = block.section.kind, block.section.role
        if block.numbered or kind == "heading":
            drafts += _of_node(block, unit, open_part=open_part)
        elif role in NO_TASKS and role != "closing":
            continue
        elif kind == "bullet":
            drafts += _of_bullet(block, unit, open_part=open_part)
        elif kind == "paragraph" and (_works(block, open_part) or block.above is None):
            beside = bullets or index < first_node or block.above is None
            draft = _paragraph(block, unit, beside_bullets=beside)
            drafts += [draft] if draft else []
    return drafts


def _works(block: _Block, open_part: bool) -> bool:
    role = block.section.role
    return role in WORK or (role is None and open_part)


def _of_node(block: _Block, unit: list[Mention] | None, *, open_part: bool) -> list[TaskDraft]:
    """Return the tasks of a numbered block: of what is below it, or the block itself with its paragraphs."""
    section = block.section
    if section.role in NO_TASKS:
        return _inside(block, None, open_part=open_part)
    if not _works(block, open_part):
        return _inside(block, unit, open_part=open_part)
    if section.kind == "heading":
        named = _heading_units(block) or _announced(block)
        return _inside(block, named or unit, open_part=open_part)
    text = block.text
    if section.title is not None:
        start = _after_title(block)
        named = _mentions(block, unit_names.unit_list(section.title), 0.85)
        drafts = []
        if not _statement(text[start:]) and not _leads_in(text):
            drafts.append(_draft(block, [block], named or unit, start))
        return [*drafts, *_of_level(block.below, named or unit, open_part=open_part)]
    if _is_listing(text):
        return _inside(block, unit, open_part=open_part)
    nested = [b for b in block.below if b.numbered or b.section.kind == "bullet"]
    own = [b for b in block.below if b.section.kind == "paragraph" and not b.numbered]
    closing = [b for b in own if _gives_work(b)]
    own = [b for b in own if b not in closing]
    after = [d for b in closing if (d := _paragraph(b, None, beside_bullets=True))]
    aims = bool(nested) and all(b.section.role in NO_TASKS for b in nested)
    works = not aims or len(clauses.sentences(text)) > 1  # work of its own before the sentence that opens the aims
    if nested and _leads_in(text) and not (aims and works):
        return [
            *_of_level([b for b in block.below if b not in closing], _announced(block) or unit, open_part=open_part),
            *after,
        ]
    draft = _draft(block, [block, *own], unit, 0)
    told = (_statement(text) or not works) and not draft.lead
    return [*([] if told else [draft]), *_of_level(nested, unit, open_part=open_part), *after]


def _inside(block: _Block, unit: list[Mention] | None, *, open_part: bool) -> list[TaskDraft]:
    return _of_level(block.below, unit, open_part=open_part)


def _of_bullet(block: _Block, unit: list[Mention] | None, *, open_part: bool) -> list[TaskDraft]:
    """Return the task of a bullet, or those of the bullets under it."""
    text = block.text
    if not (_works(block, open_part)):
        return []
    if block.below and (_leads_in(text) or len(text) < 60):
        named = _mentions(block, unit_names.unit_list(text), 0.85)
        return _of_level(block.below, named or unit, open_part=open_part)
    below = _of_level(block.below, unit, open_part=open_part)
    if _deadline_only(text) or _leads_in(text) or _is_listing(text) or unit_names.unit_list(text):
        return below
    draft = _draft(block, [block], unit, 0)
    if _statement(text) and not _lead(block, 0, headed=bool(unit)):
        return below
    return [draft, *below]


def _paragraph(block: _Block, unit: list[Mention] | None, *, beside_bullets: bool) -> TaskDraft | None:
    """Return the task of a paragraph; beside bullets, and after the last section, only if it names who acts."""
    text = block.text
    if _deadline_only(text) or _leads_in(text) or _is_listing(text) or block.section.role == "closing":
        return None
    if beside_bullets:
        draft = _draft(block, [block], None, 0)
        told = block.above is None and not _gives_work(block) and fold(text).startswith(unit_names.words("statements"))
        return draft if draft.lead and not told and not _CALLS.search(text[:200]) else None
    draft = _draft(block, [block], unit, 0)
    return None if not draft.lead and _statement(text) else draft


def _gives_work(block: _Block) -> bool:
    return bool(_GIVES.match(block.text))


def _leads_in(text: str) -> bool:
    """A block that only opens what follows: it ends with a colon."""
    return text.rstrip().endswith(":")


@cache
def _telling() -> tuple[str, ...]:
    return tuple(f"{word} " for word in unit_names.words("statements"))


def _statement(text: str) -> bool:
    """Whether a block tells how things are: `Tài liệu … đã được gửi`, `Văn bản của …`, not what to do."""
    folded = fold(text[:200])
    if folded.startswith(_telling()):
        return True
    kind = type_prefix(text)
    opening = text[:160]
    if (kind is not None and _IN_FORCE.search(folded)) or _YEARS_ON.match(folded):
        return True
    passive, modal = _PASSIVE.search(opening), _MODAL.search(opening)
    told = passive is not None and (modal is None or modal.start() > passive.start())
    return told and (kind is not None or bool(_NOUN.match(text)))


def _is_listing(text: str) -> bool:
    """A block that lists a document (`Chỉ thị số 47-CT/TW, ngày …`) is no work."""
    opening = text[:200]
    if all(symbol.blank for symbol in find_symbols(opening)):  # without a number, no full mention
        return False
    return any(r.form == "full" and r.start == 0 for r in find_references(opening))


def _deadline_only(text: str) -> bool:
    """Whether a block holds only a time: `Thời gian hoàn thành: trước ngày 15/10/2024`."""
    if len(text) > 140 or not fold(text).startswith(unit_names.words("deadline_only")):
        return False
    times = find_times(text)
    return bool(times) and len(text) - sum(t.end - t.start for t in times) < 60


# ---- who, with whom, when -----------------------------------------------------------------------------------------


def _draft(block: _Block, blocks: list[_Block], unit: list[Mention] | None, start: int) -> TaskDraft:
    """Make the task whose words are those of `blocks`; its own subjects win over the unit of the heading."""
    pieces = [piece for b in blocks for piece in b.pieces]
    headed = bool(unit)
    lead = once([m for n, b in enumerate(blocks) for m in _lead(b, start if n == 0 else 0, headed=headed)])
    coordinate = once([m for b in blocks for m in _coordinate(b)])
    node = block
    while node.above is not None and not (node.numbered or node.section.kind == "heading"):
        node = node.above
    unclear = []
    if not lead and not unit and unit_names.begins_with_unit(block.text, start):
        unclear.append(Unclear("unclear-unit", block.stretch.where(start, min(len(block.text), start + 80))))
    return TaskDraft(
        stretch=blocks[0].stretch,
        pieces=pieces,
        part=block.section.part,
        section_id=block.section.section_id,
        lead=lead or list(unit or []),
        coordinate=coordinate,
        times=[timing for b in blocks if b.section.role not in NO_TASKS for timing in _times(b)],
        group=_group(block),
        node_id=node.section.section_id,
        unclear=unclear,
    )


def _group(block: _Block) -> list[str]:
    """The headings above a block, from the top."""
    out: list[str] = []
    above = block.above
    while above is not None:
        if above.section.title and above.section.kind in ("heading", "clause"):
            marker = f"{above.section.marker}. " if above.section.marker else ""
            out.append(f"{marker}{above.section.title}")
        above = above.above
    return out[::-1]


def _mentions(block: _Block, units: Sequence[unit_names.UnitName], confidence: float) -> list[Mention]:
    return [Mention(" ".join(u.name.split()), block.stretch.where(u.start, u.end), confidence) for u in units]


def _lead(block: _Block, start: int, *, headed: bool = False) -> list[Mention]:
    """Return every unit that acts in a sentence of the block, or is given work there.

    `headed` tells that the heading above gives the block to a unit.
    """
    text = block.text
    found: list[Mention] = []
    for first, last, acts in _clauses(text, start):
        weakly = first == start and not headed
        subject = acts or clauses.given_work(text, first, last, weakly=weakly)
        if subject is None and first == start:
            subject = clauses.done_by(text, first, last)
        if subject is not None:
            found += _mentions(block, subject.units, subject.confidence)
    if not found and start == 0:
        found = _run_in(block)
    return found


def _announced(block: _Block) -> list[Mention]:
    """Return who acts in a block that only opens what follows; none where it calls on everybody."""
    text = block.text
    if not _leads_in(text):
        return []
    calls = any(unit_names.begins_with_unit(text, call.end()) for call in _CALL.finditer(text))
    if calls and _AS_FOLLOWS.search(text):  # `yêu cầu các cấp ủy thực hiện tốt một số nhiệm vụ sau:`
        return []
    return _lead(block, 0)


def _run_in(block: _Block) -> list[Mention]:
    """`Cấp huyện: Triển khai …`: the unit stands before the colon."""
    colon = block.text.find(":")
    if 0 < colon < 120:
        return _mentions(block, unit_names.unit_list(block.text[:colon]), 0.85)
    return []


def _clauses(text: str, start: int) -> Iterator[tuple[int, int, clauses.Subject | None]]:
    """Yield sentences, and their parts behind semicolons and behind a title with its colon, with who acts in them."""
    for first, last in clauses.sentences(text):
        first = max(first, start)
        if first >= last:
            continue
        subject = clauses.subject_of(text, first, last)
        yield first, last, subject
        parts = [at for at in clauses.parts(text, first, last, subject) if not _LEADS.match(text, at)]
        if subject is None and first <= start + 2:
            colon = text.find(": ", first, min(last, first + 80))
            if colon > 0:
                parts.insert(0, colon + 2)
        for at in parts:
            yield at, last, clauses.subject_of(text, at, last)


def _coordinate(block: _Block) -> list[Mention]:
    return _mentions(block, clauses.working_with(block.text, 0, len(block.text)), 0.85)


def _heading_units(block: _Block) -> list[Mention]:
    """Return the units of a heading that names them: `2. Ban Tuyên giáo Tỉnh ủy`, `Đối với cấp ủy các cấp:`."""
    text = block.text
    towards = _TOWARDS.match(text)
    at = towards.end() if towards else 0
    return [
        Mention(" ".join(u.name.split()), block.stretch.where(u.start + at, u.end + at), 0.85)
        for u in unit_names.unit_list(text[at:])
    ]


def _after_title(block: _Block) -> int:
    title = block.section.title or ""
    at = block.text.find(title[:20])
    end = max(at, 0) + len(title)
    while end < len(block.text) and not block.text[end].isalnum():
        end += 1
    return end


def _times(block: _Block) -> list[Timing]:
    """Return the expressions that time the work of the block, in order."""
    return [Timing(t, block.stretch.where(t.start, t.end)) for t in find_times(block.text) if t.bounding]


def _spread_deadlines(drafts: list[TaskDraft], blocks: list[_Block]) -> None:
    """Give the time of a bullet or heading that holds nothing else to the tasks beside it that have none."""
    for block in _walk(blocks):
        if block.section.role in NO_TASKS or not _deadline_only(block.text):
            continue
        times = [Timing(t, block.stretch.where(t.start, t.end)) for t in find_times(block.text)]
        node = block.above
        while node is not None and not (node.numbered or node.section.kind == "heading"):
            node = node.above
        node_id = node.section.section_id if node is not None else None
        for draft in drafts:
            if draft.node_id == node_id and not draft.times:
                draft.times = list(times)
