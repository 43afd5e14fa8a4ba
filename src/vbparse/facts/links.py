"""Links between the documents of a dataset: which document a citation means.

Numbers start anew with every term of a committee (109-NQ/TU exists of 2016 and of 2021) and every committee has its own
(01-KL/TU of two provinces), so a number alone is no key. A citation is linked where its number and its date are those
of one document, and nothing that is known of the two committees forbids it. A citation without a date takes the date
that the same number was last given before it in the same document; where there is none, it is linked, with less
confidence, only to the one document that bears the number, agrees in type and came out in the five years before.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

import regex

from vbparse.document import Document
from vbparse.facts.committees import Scope, scope_of_name, scopes
from vbparse.lexicon.fold import fold
from vbparse.lexicon.types import type_of_name, types_of_code
from vbparse.model import Citation, Link

TERM = 5
"""Years of a committee's term, after which its numbers start anew."""

DATED, DATED_WITHIN, UNDATED = 1.0, 0.9, 0.6
"""Confidence of a link: number and date given; date given elsewhere in the document; the only one of the number."""
OTHER_TYPE = 0.8
"""What confidence is multiplied by where the citation gives another type."""

_ZEROS = regex.compile(r"^0+(?=\d)")
_SPACES = regex.compile(r"\s+")
_PRINTED_DATE = regex.compile(r"\d{1,2}\s?[/.-]\s?\d{1,2}\s?[/.-]\s?\d{2}|\b[Nn]gày\s")
_CODE = regex.compile(r"[-/]([^-/\d]+)[-/]")


@lru_cache(maxsize=8192)
def number_key(number: str) -> str:
    """Return the key of a number: folded, without spaces and leading zeros; Đ is D (`27-HD/BXDD`)."""
    return _ZEROS.sub("", _SPACES.sub("", fold(number))).replace("đ", "d")


@dataclass(frozen=True, slots=True)
class Cited:
    """A citation with what its document tells of it: the date it takes from an earlier mention, and whose it may be."""

    citation: Citation
    citing: Document
    issued_on: date | None
    scope: Scope

    @property
    def given(self) -> bool:
        """Whether the citation itself gives the date."""
        return self.citation.issued_on is not None

    @property
    def undated(self) -> bool:
        """Whether no date is printed, here or in an earlier mention; a date that can't be is one."""
        return self.issued_on is None and not _PRINTED_DATE.search(self.citation.raw)

    @property
    def own_number(self) -> bool:
        """Whether the number is also that of the citing document."""
        own = self.citing.number
        return own is not None and number_key(own) == number_key(self.citation.number or "")


def links(documents: Sequence[Document]) -> list[Link]:
    """Return the links of all citations whose document is among `documents`, in the order of the citations."""
    known = scopes(documents)
    by_number = numbered(documents)
    found = []
    for document in documents:
        for cited in citations_of(document, known[document.doc_id]):
            target = _target(cited, by_number.get(number_key(cited.citation.number or ""), []), known)
            if target is not None:
                found.append(
                    Link(
                        citation_id=cited.citation.citation_id,
                        doc_id=document.doc_id,
                        cited_doc_id=target.doc_id,
                        confidence=_confidence(cited, target),
                    )
                )
    return found


def numbered(documents: Sequence[Document]) -> dict[str, list[Document]]:
    """Return the documents that bear a number, by its key."""
    found: dict[str, list[Document]] = {}
    for document in documents:
        if document.number:
            found.setdefault(number_key(document.number), []).append(document)
    return found


def citations_of(document: Document, scope: Scope) -> Iterator[Cited]:
    """Yield the citations of a document that give a number with its symbol, each with the date it is known by."""
    dates: dict[str, date] = {}
    if document.number and document.issued_on:
        dates[number_key(document.number)] = document.issued_on
    for citation in sorted(document.citations, key=lambda c: (c.span.char_start, c.citation_id)):
        if citation.form == "self" or not citation.number or "/" not in citation.number:
            continue
        key = number_key(citation.number)
        if citation.issued_on:
            dates[key] = citation.issued_on
        yield Cited(citation, document, dates.get(key), _scope(citation, scope))


def _scope(citation: Citation, citing: Scope) -> Scope:
    """Return what is known of the committee that a citation means: from its issuer, its number, or the citing document.

    `…/TU` without an issuer is of the citing document's province; any other number says nothing of the place.
    """
    body = fold(citation.number or "").rpartition("/")[2]
    if body.endswith("tw"):
        return Scope(central=True)
    read = scope_of_name(citation.issuer) if citation.issuer else Scope()
    if read.central:
        return read
    committee = read.committee or (fold("tỉnh ủy") if body == "tu" and citing.committee == fold("tỉnh ủy") else None)
    if committee and not read.province and citing.committee and citing.committee.startswith(f"{committee} "):
        committee = citing.committee  # `Huyện ủy` in a document of Huyện ủy Tân Yên
    return Scope(False, committee, read.province or citing.province)


def compatible(cited: Cited, document: Document, scope: Scope) -> bool:
    """Tell whether `document` may be the one that is cited, for all that is known but its date."""
    if document.doc_id == cited.citing.doc_id:
        return False
    meant = cited.scope
    if meant.central or scope.central:
        return meant.may_equal(scope)
    one, other = meant.committee, scope.committee
    body = fold(cited.citation.number or "").rpartition("/")[2]
    nested = one is not None and other is not None and (one.startswith(f"{other} ") or other.startswith(f"{one} "))
    if body == "tu" or nested:
        return Scope(province=meant.province).may_equal(Scope(province=scope.province))
    return meant.may_equal(scope)


def same_type(left: str | None, right: str | None) -> bool:
    """Tell whether two types are the same, one is a form of the other, or one is unknown."""
    if left is None or right is None or fold(left) == fold(right):
        return True
    one, other = type_of_name(left), type_of_name(right)
    if one is None or other is None:
        return False
    return (one.kind_of or one.name) == (other.kind_of or other.name)


def type_fits_number(doc_type: str | None, number: str) -> bool:
    """Tell whether the letters of a number may stand for the type; True where they are unknown."""
    code = _CODE.search(number)
    kinds = types_of_code(code[1].strip()) if code else ()
    return not kinds or any(same_type(doc_type, kind.name) for kind in kinds)


def in_time(citing: Document, cited: Document) -> bool:
    """Tell whether `cited` came out within a term before `citing`; True where a date is not known."""
    if citing.issued_on is None or cited.issued_on is None:
        return True
    earliest = citing.issued_on.replace(year=citing.issued_on.year - TERM, day=min(citing.issued_on.day, 28))
    return earliest <= cited.issued_on <= citing.issued_on


def _target(cited: Cited, candidates: Sequence[Document], known: Mapping[str, Scope]) -> Document | None:
    found = [d for d in candidates if compatible(cited, d, known[d.doc_id])]
    if cited.issued_on is not None:
        if cited.own_number and cited.issued_on == cited.citing.issued_on:
            return None
        found = [d for d in found if d.issued_on == cited.issued_on]
        if len(found) > 1:
            found = [d for d in found if same_type(cited.citation.doc_type, d.doc_type)]
        return _one(found, known)
    if cited.own_number or not cited.undated or len(found) != 1:
        return None
    [only] = found
    return only if same_type(cited.citation.doc_type, only.doc_type) and in_time(cited.citing, only) else None


def _one(found: Sequence[Document], known: Mapping[str, Scope]) -> Document | None:
    """Return the only document, or the first of several copies of one."""
    same = {(known[d.doc_id], d.doc_type, fold(d.subject or "")) for d in found}
    return found[0] if len(same) == 1 else None


def _confidence(cited: Cited, target: Document) -> float:
    sure = DATED if cited.given else DATED_WITHIN if cited.issued_on else UNDATED
    if not same_type(cited.citation.doc_type, target.doc_type):
        sure *= OTHER_TYPE
    return round(sure * cited.citation.confidence, 4)
