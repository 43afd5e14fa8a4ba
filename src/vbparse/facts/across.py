"""Checks across the documents of a dataset: what one says of another, and what a document alone can't be blamed for.

Each doubt is a diagnostic of the document in which it can be looked up. They depend on the other documents, so they
stand in the table of diagnostics only, never in a document's own JSON.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date

import regex

from vbparse.diagnostics import diagnostic
from vbparse.document import Document
from vbparse.facts.committees import Scope, scopes
from vbparse.facts.links import (
    TERM,
    Cited,
    citations_of,
    compatible,
    in_time,
    number_key,
    numbered,
    same_type,
    type_fits_number,
)
from vbparse.lexicon.fold import fold
from vbparse.model import Diagnostic, Link

MOSTLY, ENOUGH = 0.7, 3
"""A table is one of assignments where at least ENOUGH rows, and this share of all, name a unit that leads."""

_WORDS_SHOWN = 80
_YEAR = regex.compile(
    r"(?<!\d)(?:(?P<month>1[0-2]|0?[1-9])\s{0,3}(?:/|,?\s{0,3}năm\s{0,9})\s{0,3})?(?P<year>(?:19|20)\d\d)(?!\d)"
)


def check_across(documents: Sequence[Document], links: Sequence[Link]) -> list[Diagnostic]:
    """Return what is doubtful across `documents`, in their order; `links` are those between them."""
    known = scopes(documents)
    by_number = numbered(documents)
    by_id = {document.doc_id: document for document in documents}
    linked = {link.citation_id: by_id[link.cited_doc_id] for link in links}
    found: list[Diagnostic] = []
    for document in documents:
        found += _numbers(document, by_number, known)
        found += _cited(document, by_number, linked, known)
        found += _deadlines(document)
        found += _rows_without_unit(document)
    return found


# ---- numbers ------------------------------------------------------------------------------------------------------


def _numbers(
    document: Document, by_number: Mapping[str, Sequence[Document]], known: Mapping[str, Scope]
) -> Iterator[Diagnostic]:
    """Tell that another document of the same committee bears the number, unless it is a copy or of another term."""
    if not document.number:
        return
    for other in by_number[number_key(document.number)]:
        if other.doc_id != document.doc_id and _clash(document, other, known):
            yield diagnostic(
                "two-documents-one-number",
                document.source_path,
                document.doc_id,
                None,
                number=document.number,
                other=_called(other),
            )


def _clash(one: Document, other: Document, known: Mapping[str, Scope]) -> bool:
    first, second = known[one.doc_id], known[other.doc_id]
    same = first.equals(second) or (first.may_equal(second) and one.source_path == other.source_path)
    if not same or not same_type(one.doc_type, other.doc_type):
        return False
    if one.issued_on and other.issued_on:
        if one.issued_on == other.issued_on and fold(one.subject or "") == fold(other.subject or ""):
            return False
        return abs((one.issued_on - other.issued_on).days) < TERM * 365.25
    return fold(one.subject or "") != fold(other.subject or "") or not one.subject


def _called(document: Document) -> str:
    """Return what a clerk calls a document: type, number, day, subject."""
    day = f"ngày {_day(document.issued_on)}" if document.issued_on else None
    return " ".join(word for word in (document.doc_type, document.number, day, document.subject) if word)


def _day(day: date) -> str:
    return f"{day:%d/%m/%Y}"


# ---- citations ----------------------------------------------------------------------------------------------------


def _cited(
    document: Document,
    by_number: Mapping[str, Sequence[Document]],
    linked: Mapping[str, Document],
    known: Mapping[str, Scope],
) -> Iterator[Diagnostic]:
    for cited in citations_of(document, known[document.doc_id]):
        number = cited.citation.number or ""
        candidates = by_number.get(number_key(number), [])
        target = linked.get(cited.citation.citation_id)
        others = [document] if cited.own_number else []
        others = others or [d for d in candidates if compatible(cited, d, known[d.doc_id])]
        if target is None and len(others) == 1:
            [other] = others
            if slip := _slipped_date(cited, other):
                given, actual = map(_day, slip)
                yield _note("cited-date-differs", cited, cited=given, number=number, actual=actual)
                continue
            if cited.undated and in_time(document, other) and not cited.own_number:
                target = other if not type_fits_number(cited.citation.doc_type, number) else None
        if target is not None and not same_type(cited.citation.doc_type, target.doc_type):
            yield _note("cited-type-differs", cited, cited=cited.citation.doc_type or "", number=number,
                        actual=target.doc_type or "")  # fmt: skip


def _slipped_date(cited: Cited, other: Document) -> tuple[date, date] | None:
    """Return the date given and the true one where the citation dates `other` with a slip; otherwise it means another.

    A slip is another year with the same day and month, day and month the other way round, or one other digit. A date
    taken from an earlier mention was told there.
    """
    given, actual, citing = cited.citation.issued_on, other.issued_on, cited.citing.issued_on
    if given is None or actual is None or given == actual or not same_type(cited.citation.doc_type, other.doc_type):
        return None
    if citing is not None and actual > citing:
        return None
    other_year = (given.day, given.month) == (actual.day, actual.month)
    turned = (given.day, given.month, given.year) == (actual.month, actual.day, actual.year)
    digits = zip(given.strftime("%d%m%Y"), actual.strftime("%d%m%Y"), strict=True)
    return (given, actual) if other_year or turned or sum(a != b for a, b in digits) == 1 else None


def _note(code: str, place: Cited, **fields: str) -> Diagnostic:
    document = place.citing
    return diagnostic(code, document.source_path, document.doc_id, place.citation.span, **fields)


# ---- tasks --------------------------------------------------------------------------------------------------------


def _deadlines(document: Document) -> Iterator[Diagnostic]:
    """Tell a deadline that had passed before the document came out, once for each place it is printed in."""
    issued = document.issued_on or _earliest(document.issued_raw)
    if issued is None:
        return
    told = _day(issued) if document.issued_on else " ".join((document.issued_raw or "").split())
    seen: set[tuple[int, int]] = set()
    for deadline in document.deadlines:
        place = (deadline.span.char_start, deadline.span.char_end)
        if deadline.end is None or deadline.end >= issued or deadline.kind == "done" or place in seen:
            continue
        seen.add(place)
        yield diagnostic(
            "deadline-before-issue",
            document.source_path,
            document.doc_id,
            deadline.span,
            raw=deadline.raw,
            issued=told,
        )


def _earliest(raw: str | None) -> date | None:
    """Return the first day that a date of issue with a blank day or month may be, or None."""
    found = _YEAR.search(raw, timeout=2) if raw else None
    return date(int(found["year"]), int(found["month"] or 1), 1) if found else None


def _rows_without_unit(document: Document) -> Iterator[Diagnostic]:
    """Tell the rows without a unit in tables whose other rows mostly name one."""
    by_table: dict[str, list[bool]] = {}
    for task in document.tasks:
        if task.table_id is not None:
            by_table.setdefault(task.table_id, []).append(bool(task.lead))
    for task in document.tasks:
        if task.table_id is None or task.lead:
            continue
        named = by_table[task.table_id]
        if sum(named) >= ENOUGH and sum(named) >= MOSTLY * len(named):
            words = task.text if len(task.text) <= _WORDS_SHOWN else f"{task.text[:_WORDS_SHOWN].rstrip()}…"
            yield diagnostic("task-without-unit", document.source_path, document.doc_id, task.span, raw=words)
