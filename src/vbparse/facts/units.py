"""The register of units: who the tasks of a dataset are for, each unit once, with all its spellings.

Mentions are the same unit when their names have one key (`lexicon.units`) and mean the same place:

- a central unit, or one whose name holds its province, is the same in every document;
- a provincial unit (`Ban Tổ chức Tỉnh ủy`, `Sở Nội vụ`) is the same in all documents of one province;
- every other name (`các cơ quan liên quan`, `Chi bộ Tổng hợp`, `Ban Tuyên giáo Huyện ủy`) is the same in all documents
  of one committee.

Where the province or the committee of documents is not known, their names are kept by name alone, apart from those of
known places: a name is never moved to a place by guessing.

A slip of an OCR tool (`BAN TUYỂN GIÁO TỈNH ỦY`) is joined to the name it is a slip of where that name occurs in the
same place, more often or in running text, and each such case is told.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field

import regex

from vbparse.diagnostics import diagnostic
from vbparse.document import Document
from vbparse.facts.committees import Scope, scopes
from vbparse.lexicon.fold import fold, is_upper, squeeze, without_accents
from vbparse.lexicon.types import flexible
from vbparse.lexicon.units import (
    counted,
    expand,
    full_name,
    kind_of,
    level_in,
    mended,
    plain,
    province_in,
    province_name,
    short_form,
    slug,
    unit_key,
)
from vbparse.model import Diagnostic, TaskUnit, Unit, UnitMention

TIMEOUT = 2.0


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a name holds: a province, a committee of it, or the whole country (`central`)."""

    central: bool = False
    province: str | None = None
    committee: str | None = None

    @property
    def order(self) -> tuple[str, str]:
        return self.province or "", self.committee or ""


@dataclass(slots=True)
class _Entry:
    """A unit in the making: its key and place, and the mentions with their documents."""

    key: str
    place: _Place
    mentions: list[tuple[Document, UnitMention]] = field(default_factory=list)
    slips: set[str] = field(default_factory=set)
    spelled: str | None = None


_Id = tuple[str, _Place]


def register(documents: Sequence[Document]) -> tuple[list[Unit], list[TaskUnit], list[Diagnostic]]:
    """Return the units of all tasks of `documents`, which task is whose, and what was joined with a doubt.

    Units are in the order of their ids; `task_units` in the order of the documents and their mentions.
    """
    known = scopes(documents)
    local = {d.doc_id: definitions(d.text) for d in documents if d.unit_mentions}
    entries: dict[_Id, _Entry] = {}
    of_mention: list[tuple[UnitMention, _Id]] = []
    for document in documents:
        for mention in document.unit_mentions:
            key = unit_key(mention.raw, local[document.doc_id]) or plain(mention.raw) or mention.raw
            key, place = _placed(key, known[document.doc_id])
            entry = entries.setdefault((key, place), _Entry(key, place))
            entry.mentions.append((document, mention))
            of_mention.append((mention, (key, place)))
    joined, told = _join_slips(entries, documents, known)
    names = {ident: _name(entry, local) for ident, entry in entries.items()}
    ids = _ids(entries, names)
    names = _apart(names, entries)
    task_units = [
        TaskUnit(
            task_id=mention.task_id,
            unit_id=ids[joined.get(ident, ident)],
            role=mention.role,
            ordinal=mention.ordinal,
            raw=mention.raw,
            span=mention.span,
        )
        for mention, ident in of_mention
    ]
    counts = Counter((row.unit_id, row.role) for row in task_units)
    units = [
        Unit(
            unit_id=ids[ident],
            name=names[ident],
            variants=_variants(entry),
            kind=kind_of(entry.key),
            level="central" if entry.place.central and level_in(entry.key) is None else level_in(entry.key),
            n_lead=counts[ids[ident], "lead"],
            n_coordinate=counts[ids[ident], "coordinate"],
        )
        for ident, entry in entries.items()
    ]
    return sorted(units, key=lambda unit: unit.unit_id), task_units, told


def _placed(key: str, scope: Scope) -> _Id:
    """Return the key without its province, and the place in which the name holds in a document of `scope`."""
    level = level_in(key)
    if level == "central":
        return key, _Place(central=True)
    province = province_in(key)
    if province is not None and level == "province":
        bare = key.removesuffix(province).strip()
        return bare, _Place(province=province)
    if level == "province" and not scope.central:
        return key, _Place(province=scope.province)
    if scope.central:
        return key, _Place(central=True)
    return key, _Place(False, scope.province, scope.committee)


# ---- what a document shortens -------------------------------------------------------------------------------------

_INITIALS = regex.compile(r"\(\s*(?P<short>\p{Lu}[\p{Lu}&-]{1,9})\s*\)")
_CALLED = regex.compile(
    r"\([^()]{0,25}?(?:viết tắt|gọi tắt|gọi chung|gọi)\s{1,3}(?:chung\s|tắt\s)?là[:\s]{1,3}"
    r"[\"“]?(?P<short>[^()\"”]{2,60}?)[\"”]?\s*\)",
    regex.IGNORECASE,
)
_CUT = regex.compile(r"[.;:\n()]")
_LETTERS = regex.compile(r"[\p{L}\p{M}\p{N}]+")
_SMALL = frozenset(("và", "của", "các", "về", "cho", "những"))


def definitions(text: str) -> dict[str, str]:
    """Return what a document shortens: abbreviations (`NSNN`) and the folded words of short names -> the full names."""
    found: dict[str, str] = {}
    with suppress(TimeoutError):
        for match in _INITIALS.finditer(text, timeout=TIMEOUT):
            short = short_form(match["short"])
            if full := _spelled_out(short, _before(text, match.start())):
                found.setdefault(short, full)
        for match in _CALLED.finditer(text, timeout=TIMEOUT):
            name, before = squeeze(match["short"]), _before(text, match.start())
            short = short_form(name)
            if is_upper(name) and " " not in name and (full := _spelled_out(short, before)):
                found.setdefault(short, full)
            elif (full := _unit_before(before)) and kind_of(plain(name)) != "other":
                found.setdefault(plain(name), full)
    return found


def _before(text: str, end: int) -> str:
    """Return the words of the sentence before `end`, at most some twenty."""
    words = text[max(0, end - 160) : end]
    cuts = list(_CUT.finditer(words))
    return words[cuts[-1].end() :] if cuts else words


def _spelled_out(short: str, before: str) -> str | None:
    """Return the words at the end of `before` whose initials are the letters of `short`, or None."""
    wanted = [without_accents(letter) for letter in short if letter.isalpha()]
    words = list(_LETTERS.finditer(before))
    while wanted and words:
        word = words.pop()
        if without_accents(word[0][0]) == wanted[-1]:
            wanted.pop()
            start = word.start()
        elif fold(word[0]) not in _SMALL:
            return None
    return squeeze(before[start:]) if not wanted and len(short) > 1 else None


_KHOA = regex.compile(r"\s{1,3}(?:khóa|khoá|nhiệm kỳ|lần thứ)\s.*")


def _unit_before(before: str) -> str | None:
    """Return the unit named last before a bracket: the words behind the last comma, where they begin a unit's name."""
    name = squeeze(_KHOA.sub("", before.rpartition(",")[2]))
    return name if name[:1].isupper() and kind_of(plain(expand(name))) != "other" and len(name.split()) > 1 else None


# ---- slips --------------------------------------------------------------------------------------------------------


def _join_slips(
    entries: dict[_Id, _Entry], documents: Sequence[Document], known: Mapping[str, Scope]
) -> tuple[dict[_Id, _Id], list[Diagnostic]]:
    """Move the mentions of every slip to the unit that is meant; returns where each went, and what to tell."""
    meant = {ident: found for ident in entries if (found := [_again(key, ident[1]) for key in mended(ident[0])])}
    absent = {target for found in meant.values() for target in found if target not in entries}
    spelled = _in_texts(absent, documents, known)
    joined: dict[_Id, _Id] = {}
    for ident in sorted(meant, key=lambda ident: (len(entries[ident].mentions), ident[0], ident[1].order)):
        count = len(entries[ident].mentions)
        found = [t for t in meant[ident] if t in spelled or (t in entries and len(entries[t].mentions) >= count)]
        if len(found) != 1:
            continue
        [target] = found
        entry, other = entries.pop(ident), entries.setdefault(target, _Entry(*target))
        other.spelled = other.spelled or spelled.get(target)
        other.mentions += entry.mentions
        other.slips |= {mention.raw for _, mention in entry.mentions} | entry.slips
        joined[ident] = target
    for source, end in joined.items():
        while end in joined:
            end = joined[end]
        joined[source] = end
    told = [note for end in dict.fromkeys(joined.values()) for note in _told(entries[end])]
    order = {document.doc_id: n for n, document in enumerate(documents)}
    return joined, sorted(told, key=lambda d: (order[d.doc_id or ""], d.span.char_start if d.span else 0, d.message))


def _again(key: str, place: _Place) -> _Id:
    """Return the unit with a mended key: the slip may have hidden the level, and so the place."""
    if level_in(key) == "central":
        return key, _Place(central=True)
    if level_in(key) == "province" and not place.central:
        return key, _Place(province=place.province)
    return key, place


def _in_texts(wanted: set[_Id], documents: Sequence[Document], known: Mapping[str, Scope]) -> dict[_Id, str]:
    """Return how texts of the same place spell the names that are `wanted`, not in capitals; without those in none."""
    keys = sorted({key for key, _ in wanted if len(key.split()) > 2})
    if not keys:
        return {}
    names = "|".join(r"[\s,–-]{1,3}".join(map(flexible, key.split())) for key in keys)
    pattern = regex.compile(rf"(?<!\w)(?:{names})(?!\w)", regex.IGNORECASE)
    found: dict[_Id, str] = {}
    for document in documents:
        with suppress(TimeoutError):  # what a text is too long for is not found in it
            for match in pattern.finditer(document.text, timeout=TIMEOUT):
                ident = _placed(plain(match[0]), known[document.doc_id])
                if ident in wanted and not is_upper(match[0]):
                    found.setdefault(ident, squeeze(match[0]))
    return found


def _told(entry: _Entry) -> list[Diagnostic]:
    """Tell each slip once for each document."""
    seen: set[tuple[str, str]] = set()
    told = []
    right = entry.spelled or _best(raw for _, m in entry.mentions if (raw := m.raw) not in entry.slips)
    for document, mention in entry.mentions:
        if mention.raw in entry.slips and (document.doc_id, mention.raw) not in seen:
            seen.add((document.doc_id, mention.raw))
            told.append(
                diagnostic(
                    "unit-spelling-joined",
                    document.source_path,
                    document.doc_id,
                    mention.span,
                    variant=mention.raw,
                    name=right,
                )
            )
    return told


# ---- names and ids ------------------------------------------------------------------------------------------------


def _best(names: Iterable[str], short: frozenset[str] = frozenset()) -> str:
    """Return the spelling to call a unit by: not in capitals, nothing shortened, a capital first, the most used.

    `short` holds names that a document uses for a longer one.
    """
    count = Counter(squeeze(name) for name in names)

    def order(name: str) -> tuple[object, ...]:
        shortened = name in short or expand(name) != name
        return is_upper(name), shortened, counted(name), not name[:1].isupper(), -count[name], name

    return min(count, key=order)


def _name(entry: _Entry, local: Mapping[str, Mapping[str, str]]) -> str:
    good = [(document, mention.raw) for document, mention in entry.mentions if mention.raw not in entry.slips]
    if not good and entry.spelled is not None:
        return full_name(entry.spelled)
    short = frozenset(squeeze(raw) for document, raw in good if plain(raw) in local[document.doc_id])
    best = _best((raw for _, raw in good), short)
    document = next(document for document, raw in good if squeeze(raw) == best)
    own = local[document.doc_id]
    best = own.get(plain(best), best)
    try:
        name = full_name(best, document.text if is_upper(best) else "", own)
    except TimeoutError:
        name = full_name(best, "", own)
    if entry.key.startswith("các ") and not plain(name).startswith("các "):
        name = f"Các {name[:1].lower()}{name[1:]}"
    return name


def _variants(entry: _Entry) -> tuple[str, ...]:
    """Return the spellings as printed, the most used first."""
    count = Counter(squeeze(mention.raw) for _, mention in entry.mentions)
    return tuple(sorted(count, key=lambda raw: (-count[raw], raw)))


def _apart(names: Mapping[_Id, str], entries: Mapping[_Id, _Entry]) -> dict[_Id, str]:
    """Return the names, with what tells them apart in brackets where several units bear one name.

    That is the province, and the issuer of the document where units of one province share the name.
    """
    alike: dict[str, list[_Id]] = {}
    for ident, name in names.items():
        alike.setdefault(fold(name), []).append(ident)
    found = dict(names)
    for group in alike.values():
        in_province = Counter(place.province for _, place in group)
        for ident in group if len(group) > 1 else ():
            place, issuer = ident[1], entries[ident].mentions[0][0].issuer
            told = [full_name(issuer)] if in_province[place.province] > 1 and place.committee and issuer else []
            told += [province_name(place.province)] if place.province else []
            if told:
                found[ident] = f"{names[ident]} ({', '.join(told)})"
    return found


def _ids(entries: Mapping[_Id, _Entry], names: Mapping[_Id, str]) -> dict[_Id, str]:
    """Return an id for every unit: its name in plain letters, with its province, so that no later document changes it.

    Units that still share an id (those of two committees of a province, or of unknown ones) get a number behind it, in
    the order of their places and keys.
    """
    ids: dict[_Id, str] = {}
    taken: set[str] = set()
    for ident in sorted(entries, key=lambda ident: (*ident[1].order, ident[0], ident[1].central)):
        place = ident[1]
        base = slug(names[ident])
        if place.province and not base.endswith(slug(place.province)):
            base = f"{base}-{slug(place.province)}"
        unit_id, number = base, 2
        while unit_id in taken:
            unit_id, number = f"{base}-{number}", number + 1
        taken.add(unit_id)
        ids[ident] = unit_id
    return ids
