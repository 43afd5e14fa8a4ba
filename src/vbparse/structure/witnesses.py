"""What the heading block leaves out and another place of the source tells: number and date of a document.

The note of an appendix (`kèm theo Kế hoạch số …`), the contents of the book, a citation by another document.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date

from vbparse.lexicon.dates import find_dates
from vbparse.lexicon.fold import fold, squeeze
from vbparse.lexicon.references import Reference, find_references
from vbparse.lexicon.symbols import find_symbols
from vbparse.structure.contents import alike
from vbparse.structure.fields import Context, Doubt, Found, Identity, Pieces
from vbparse.structure.segment import Extent

SAME_SUBJECT = 0.78  # an entry of the contents with this likeness is the document's
SURE_SUBJECT = 0.85  # a citation needs more


@dataclass(frozen=True)
class _Witness:
    """A place outside the heading block that gives the number or date of the document."""

    number: str
    issued_on: date | None
    pieces: tuple[tuple[int, int], ...]
    place: str
    place_vi: str
    confidence: float
    date_raw: str | None = None


def look_elsewhere(extent: Extent, identity: Identity, context: Context) -> None:
    witnesses = [*_from_notes(extent, identity, context), *_from_listings(identity, context)]
    if identity.number is None and not witnesses:
        _blank_in_notes(extent, identity, context)
        witnesses = _from_citations(identity, context)
    if identity.number is None and witnesses:
        number, _ = Counter(w.number for w in witnesses).most_common(1)[0]
        first = next(w for w in witnesses if w.number == number)
        identity.number = Found(number, list(first.pieces), first.place, False, first.confidence)
        _note_source(identity, "number", "số", number, first)
    own = [w for w in witnesses if identity.number and fold(w.number) == fold(identity.number.value) and w.issued_on]
    if identity.issued_on is None and own:
        day, _ = Counter(w.issued_on for w in own).most_common(1)[0]
        first = next(w for w in own if w.issued_on == day)
        identity.issued_on = day
        if identity.issued is None:
            identity.issued = Found(
                first.date_raw or str(day), list(first.pieces), first.place, False, first.confidence
            )
        _note_source(identity, "date", "ngày", str(day), first)
    for witness in own:
        if witness.issued_on != identity.issued_on:
            fields = {
                "chosen": str(identity.issued_on),
                "other": str(witness.issued_on),
                "place": witness.place,
                "place_vi": witness.place_vi,
            }
            identity.doubts.append(Doubt("date-differs", list(witness.pieces), fields))


def _note_source(identity: Identity, name: str, name_vi: str, value: str, witness: _Witness) -> None:
    fields = {
        "field": f"the {name}",
        "field_vi": name_vi,
        "value": value,
        "place": witness.place,
        "place_vi": witness.place_vi,
    }
    identity.doubts.append(Doubt("number-from-elsewhere", list(witness.pieces), fields))


def _witness(reference: Reference, pieces: Pieces, place: str, place_vi: str, confidence: float) -> _Witness:
    return _Witness(
        reference.number or "", reference.issued_on, tuple(pieces), place, place_vi, confidence, reference.date_raw
    )


def _from_notes(extent: Extent, identity: Identity, context: Context) -> list[_Witness]:
    """`(Kèm theo Kế hoạch số 24-KH/TU ngày 15/7/2021 của Tỉnh ủy)` under the title of an appendix."""
    found = []
    for appendix in extent.appendices:
        stretch = context.tape.stretch((line.start, line.end) for line in appendix.note)
        for reference in find_references(stretch.text):
            if reference.form != "full" or not reference.number or not reference.symbol or reference.symbol.blank:
                continue
            if _same_type(reference.doc_type, identity):
                pieces = stretch.where(reference.start, reference.end)
                found.append(_witness(reference, pieces, "the note of an appendix", "ghi chú kèm theo ở phụ lục", 0.95))
                break
    return found


def _blank_in_notes(extent: Extent, identity: Identity, context: Context) -> None:
    """`(Kèm theo Kế hoạch số      -KH/ĐU, ngày   tháng   năm 2026)`: the document was not numbered yet."""
    for appendix in extent.appendices:
        stretch = context.tape.stretch((line.start, line.end) for line in appendix.note)
        for symbol in find_symbols(stretch.text):
            if not symbol.blank:
                continue
            where = stretch.where(symbol.start, symbol.end)
            identity.doubts.append(Doubt("blank-number", where, {"raw": squeeze(stretch.text)}))
            dates = [d for d in find_dates(stretch.text) if d.blank and d.start >= symbol.end]
            if dates and identity.issued is None:
                where = stretch.where(dates[0].start, dates[0].end)
                identity.issued = Found(dates[0].raw, where, "attachment")
                identity.doubts.append(Doubt("blank-date", where, {"raw": dates[0].raw}))
            return


def _same_type(name: str | None, identity: Identity) -> bool:
    return name is None or identity.doc_type is None or fold(name) == fold(identity.doc_type.value)


def _from_listings(identity: Identity, context: Context) -> list[_Witness]:
    """Entries of the contents that name the document: by number and type, or by type and subject."""
    entries = [entry for entry in context.listings if _same_type(entry.doc_type, identity)]
    if identity.number is not None:
        number = fold(identity.number.value)
        fitting = [entry for entry in entries if fold(entry.number) == number]
    else:
        subject = identity.subject.value if identity.subject else ""
        likeness = [alike(subject, entry.subject) for entry in entries]
        least = max([SAME_SUBJECT, *(value - 0.02 for value in likeness)])
        fitting = [entry for entry, value in zip(entries, likeness, strict=True) if value >= least]
    return [_Witness(e.number, e.issued_on, e.pieces, "the contents", "mục lục", 0.95) for e in fitting]


def _from_citations(identity: Identity, context: Context) -> list[_Witness]:
    """Another document of the source that cites one of this type with this subject."""
    if identity.subject is None or identity.doc_type is None:
        return []
    found = []
    wanted = fold(identity.doc_type.value)
    for line, reference in context.mentions.of_type(wanted):
        own = context.own.start <= line.index < context.own.stop
        if not own and alike(identity.subject.value, reference.subject or "") >= SURE_SUBJECT:
            pieces = [(line.start + reference.start, line.start + reference.end)]
            place = "a citation in another document of the source"
            found.append(_witness(reference, pieces, place, "chỗ viện dẫn trong văn bản khác của tệp", 0.85))
    return found
