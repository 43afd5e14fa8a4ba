"""Citations: every mention of another document, with what the citing words say of it.

Full mentions (with a number and symbol) stand for themselves. A short one (`Nghị quyết 57`) is resolved by the last
full one of that type and number before it; `Nghị quyết này` is the document itself, where its type is the same.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

import regex

from vbparse.facts.drafts import Pieces
from vbparse.lexicon.fold import fold, squeeze
from vbparse.lexicon.references import Reference, find_references
from vbparse.lexicon.words import groups
from vbparse.model import CitationForm, Relation
from vbparse.tape import Stretch

_BEFORE = 90  # characters in which the words before a citation speak of it
_WINDOW = 600  # and in which brackets are looked for
_BRACKET = regex.compile(r"([()])")
_CLAUSE_END = regex.compile(r"[.;:]\s")
_JOINS = regex.compile(r"\s*(?:[,;]|[,;]?\s*và)\s*(?:(?:với|các)\s+)?")  # between two citations of one list


@dataclass
class CitationDraft:
    """A mention of a document before it has an id."""

    reference: Reference
    pieces: Pieces
    section_id: str | None
    relation: Relation
    number: str | None
    issued_on: date | None
    issuer: str | None
    issuer_pieces: Pieces
    confidence: float
    form: CitationForm


@dataclass(frozen=True)
class Passage:
    """A text to look through: its pieces, the section it is, if any; `own` where it names its own document."""

    stretch: Stretch
    section_id: str | None
    own: bool = False


def extract_citations(
    passages: Sequence[Passage], own_number: str | None, own_type: str | None, own_date: date | None
) -> list[CitationDraft]:
    """Return the mentions in the passages, in order, without the document's own number."""
    drafts: list[CitationDraft] = []
    known: dict[tuple[str, str | None], _Known] = {}
    for passage in passages:
        text, last = passage.stretch.text, 0
        relation: Relation = "mentions"
        for reference in find_references(text):
            draft = _draft(passage, reference)
            if last and _JOINS.fullmatch(_outside_brackets(text[last : reference.start])):
                draft.relation = relation
            last, relation = reference.end, draft.relation
            if reference.form == "full" and _is_own(reference, own_number, None if passage.own else own_date):
                continue  # the note of an appendix means its own document, whatever date it gives
            if reference.form == "short":
                _resolve(draft, known)
            elif reference.form == "self":
                same = (
                    own_type is not None
                    and reference.doc_type is not None
                    and fold(own_type) == fold(reference.doc_type)
                )
                if same:
                    draft.number, draft.issued_on, draft.confidence = own_number, own_date, 0.95
                else:
                    draft.number, draft.confidence = None, 0.5
            elif reference.symbol is not None:
                _remember(draft, known)
            drafts.append(draft)
    return drafts


def _draft(passage: Passage, reference: Reference) -> CitationDraft:
    where = passage.stretch.where(reference.start, reference.end)
    issuer = passage.stretch.where(*reference.issuer_span) if reference.issuer_span else []
    return CitationDraft(
        reference=reference,
        pieces=where,
        section_id=passage.section_id,
        relation=relation_before(passage.stretch.text, reference.start),
        number=reference.number if reference.form == "full" else None,
        issued_on=reference.issued_on,
        issuer=squeeze(reference.issuer) if reference.issuer else None,
        issuer_pieces=issuer,
        confidence=0.98 if reference.doc_type else 0.9,
        form=reference.form,
    )


def _is_own(reference: Reference, number: str | None, issued_on: date | None) -> bool:
    """The document's own number; one of another date is another document (109-NQ/TU of 2016 and of 2021)."""
    if number is None or reference.number is None or fold(reference.number) != fold(number):
        return False
    return issued_on is None or reference.issued_on is None or reference.issued_on == issued_on


@dataclass
class _Known:
    """The full mentions so far of one type and with the same digits."""

    last: CitationDraft
    numbers: set[str]
    days: set[date]


def _key(number: str | None, doc_type: str | None) -> tuple[str, str | None]:
    return (number or "").split("-")[0].split("/")[0].lstrip("0"), doc_type


def _remember(draft: CitationDraft, known: dict[tuple[str, str | None], _Known]) -> None:
    seen = known.setdefault(_key(draft.number, draft.reference.doc_type), _Known(draft, set(), set()))
    seen.last = draft
    seen.numbers.add(fold(draft.number or ""))
    if draft.issued_on:
        seen.days.add(draft.issued_on)


def _resolve(draft: CitationDraft, known: dict[tuple[str, str | None], _Known]) -> None:
    """Resolve a short mention inside the document, where only one document can be meant."""
    key = _key(draft.reference.number, draft.reference.doc_type)
    seen = known.get(key)
    if key[0] and seen and len(seen.numbers) == 1:
        draft.number, draft.confidence = seen.last.number, 0.85
        draft.issued_on = min(seen.days) if len(seen.days) == 1 else None
        draft.issuer = draft.issuer or seen.last.issuer
    else:
        draft.confidence = 0.5


def relation_before(text: str, start: int) -> Relation:
    """Return what the words before a citation say of it; the nearest word wins, the longest of those at one place.

    Words outside an open bracket say nothing of what is inside it, and a bracket that is closed is passed over.
    """
    clause = _CLAUSE_END.split(_outside_brackets(fold(text[max(0, start - _WINDOW) : start])))[-1][-_BEFORE:]
    best: tuple[int, int, str] | None = None
    for relation, known in groups("relation").items():
        for word in known:
            at = clause.rfind(word)
            if at < 0 or clause[at + len(word) : at + len(word) + 1].isalnum() or clause[at - 1 : at].isalnum():
                continue
            if clause[:at].endswith("làm "):  # `học tập và làm theo tư tưởng …`
                continue
            rank = (at + len(word), len(word), relation)
            if best is None or rank[:2] > best[:2]:
                best = rank
    return best[2] if best else "mentions"  # type: ignore[return-value]


def _outside_brackets(text: str) -> str:
    """Return what of `text` is at the level of its end: what is inside an open bracket, without those closed."""
    kept: list[str] = [""]
    for part in _BRACKET.split(text):
        if part == "(":
            kept.append("")
        elif part == ")":
            if len(kept) > 1:
                kept.pop()
        else:
            kept[-1] += part
    return kept[-1]


def cell_passages(source: str, segments: Sequence[tuple[int, int]]) -> Iterator[Passage]:
    """Yield the cells of a table row as passages: a mention never goes from one cell to the next."""
    for start, end in segments:
        at = start
        for part in source[start:end].split("\t"):
            if part.strip():
                yield Passage(Stretch(source, [(at, at + len(part))]), None)
            at += len(part) + 1
