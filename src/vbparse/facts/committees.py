"""Whose document is it: the committee behind it, and the province, so that equal names and numbers are not confused.

`Ban Tổ chức Tỉnh ủy` and `01-KL/TU` mean one thing in a document of Lai Châu and another in one of Bắc Giang. A
document's scope is read from its heading block; where that is silent the province comes from the names of its own
provincial bodies in its text, or from the other documents of its source, and only where these name one province alone.
"""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import cache

import regex

from vbparse.document import Document
from vbparse.lexicon.fold import fold
from vbparse.lexicon.types import flexible
from vbparse.lexicon.units import expand, plain, province_in, province_name

TIMEOUT = 2.0
_CENTRAL = ("trung ương", "bộ chính trị", "ban bí thư", "chính phủ", "thủ tướng", "quốc hội", "chủ tịch nước")
# `đảng bộ tỉnh` and `tỉnh ủy` are one committee.
_COMMITTEES = {
    "tỉnh ủy": "tỉnh ủy",
    "đảng bộ tỉnh": "tỉnh ủy",
    "thành ủy": "thành ủy",
    "đảng bộ thành phố": "thành ủy",
    "huyện ủy": "huyện ủy",
    "đảng bộ huyện": "huyện ủy",
    "thị ủy": "thị ủy",
    "đảng bộ thị xã": "thị ủy",
    "quận ủy": "quận ủy",
    "đảng bộ quận": "quận ủy",
    "đảng bộ xã": "đảng ủy xã",
    "đảng bộ phường": "đảng ủy phường",
    "đảng ủy": "đảng ủy",
    "chi bộ": "chi bộ",
}
_PROVINCIAL = tuple(map(fold, ("tỉnh ủy", "thành ủy")))
_OF_DISTRICTS = tuple(map(fold, ("huyện ủy", "thị ủy", "quận ủy")))
_TERM = regex.compile(r"\b(?:khóa|lần thứ|nhiệm kỳ)\b.*")


@dataclass(frozen=True)
class Scope:
    """The committee of a document, as keys to compare; None where it is not known.

    `committee` is the committee with its own place, without the province (`tỉnh ủy`, `huyện ủy tân yên`, `đảng ủy văn
    phòng ubnd tỉnh`); `province` is a province or a city under the centre.
    """

    central: bool = False
    committee: str | None = None
    province: str | None = None

    def may_equal(self, other: Scope) -> bool:
        """Tell whether nothing that is known of the two forbids that they are the same committee."""
        if self.central != other.central:
            return not (self.known and other.known)
        return _agree(self.committee, other.committee) and _agree(self.province, other.province)

    def equals(self, other: Scope) -> bool:
        """Tell whether the two are known to be the same committee."""
        if self.central or other.central:
            return self.central and other.central
        if self.committee is None or self.committee != other.committee:
            return False
        return self.province == other.province and (self.province is not None or self._whole())

    @property
    def known(self) -> bool:
        """Whether anything is known of the committee."""
        return self.central or self.committee is not None or self.province is not None

    def _whole(self) -> bool:
        """Tell whether the name of the committee says which one it is without the province."""
        return self.committee is not None and self.committee not in _known().values()

    @property
    def place(self) -> str | None:
        """The name of the province, for people."""
        return province_name(self.province) if self.province else None


def _agree(left: str | None, right: str | None) -> bool:
    return left is None or right is None or left == right


def scopes(documents: Sequence[Document]) -> dict[str, Scope]:
    """Return the scope of every document, by doc_id."""
    own = {document.doc_id: _own_scope(document) for document in documents}
    by_source: dict[str, set[str]] = {}
    for document in documents:
        province = own[document.doc_id].province
        if province:
            by_source.setdefault(document.source_path, set()).add(province)
    for document in documents:
        scope = own[document.doc_id]
        if scope.central or scope.province:
            continue
        named = _provinces_in_text(document.text) or by_source.get(document.source_path, set())
        if len(named) == 1:
            own[document.doc_id] = replace(scope, province=next(iter(named)))
    return own


def _own_scope(document: Document) -> Scope:
    """Read the scope from the heading block: issuer, organisation, the organisation above it, and place."""
    names = [name for name in (document.issuer, document.organisation, document.parent_organisation) if name]
    read = [scope_of_name(name) for name in names]
    if not read:
        return Scope()
    if read[0].central:
        return read[0]
    committee = next((scope.committee for scope in read if scope.committee), None)
    for scope in read[1:]:  # the organisation may say which huyện ủy the issuer is of
        if committee and scope.committee and scope.committee.startswith(f"{committee} "):
            committee = scope.committee
    province = next((scope.province for scope in read if scope.province), None)
    place = plain(document.place or "")
    if place and province is None and committee in _PROVINCIAL and province_in(place) == place:
        province = place
    elif place and committee in _OF_DISTRICTS and province_in(place) != place:
        committee = f"{committee} {place}"
    return Scope(False, committee, province)


def scope_of_name(name: str) -> Scope:
    """Return what the name of a body tells: `Ban Thường vụ Tỉnh ủy Lai Châu` is of the tỉnh ủy, in Lai Châu."""
    key = _TERM.sub("", plain(expand(name))).strip()
    if any(f" {word} " in f" {key} " for word in map(fold, _CENTRAL)):
        return Scope(central=True)
    found = _committee_re().search(key, timeout=TIMEOUT)
    if found is None:
        province = province_in(key)
        return Scope(False, key.removesuffix(province or "").strip() or None, province)
    committee, rest = _known()[found[1]], key[found.end() :].strip()
    province = province_in(rest)
    if province:
        rest = rest.removesuffix(province).strip().removesuffix("tỉnh").strip()
    if committee == fold("tỉnh ủy") and not province:
        rest = ""
    return Scope(False, f"{committee} {rest}".strip(), province)


@cache
def _known() -> dict[str, str]:
    return {fold(name): fold(committee) for name, committee in _COMMITTEES.items()}


@cache
def _committee_re() -> regex.Pattern[str]:
    names = sorted(_known(), key=len, reverse=True)
    return regex.compile(rf"(?<!\w)({'|'.join(names)})(?!\w)")


@cache
def _own_province_re() -> regex.Pattern[str]:
    bodies = flexible(
        "tỉnh ủy",
        "đảng bộ tỉnh",
        "UBND tỉnh",
        "ủy ban nhân dân tỉnh",
        "HĐND tỉnh",
        "nhân dân tỉnh",
        "địa bàn tỉnh",
    )
    return regex.compile(rf"(?<!\w)(?i:{bodies})\s{{1,3}}(\p{{Lu}}\p{{L}}+(?:[\s–-]{{1,3}}\p{{Lu}}\p{{L}}+){{0,3}})")


def _provinces_in_text(text: str) -> set[str]:
    """Return the provinces whose provincial bodies a text names."""
    found = set()
    with suppress(TimeoutError):
        for match in _own_province_re().finditer(text, timeout=TIMEOUT):
            words = plain(match[1]).split()
            names = (" ".join(words[:size]) for size in range(len(words), 0, -1))
            found |= {name for name in names if province_in(name) == name}
    return found
