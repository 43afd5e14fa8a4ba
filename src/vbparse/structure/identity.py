"""Who a document is: number, type, date, issuer, subject and the rest of its heading, with the words that say so.

What the heading block leaves out is looked for elsewhere in the source: the note of an appendix (`kèm theo Kế hoạch số
…`), the contents of the book, a citation of the document by another one. Each value keeps where it was read.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from datetime import date

import regex

from vbparse.lexicon.bodies import in_sentence, level_of
from vbparse.lexicon.dates import find_dates
from vbparse.lexicon.fold import fold, squeeze
from vbparse.lexicon.references import Reference, find_references
from vbparse.lexicon.symbols import find_symbols
from vbparse.lexicon.types import types_of_code
from vbparse.lexicon.words import begins_with
from vbparse.model import Level, Signature
from vbparse.structure import components as parts
from vbparse.structure.closing import Signer, clean_recipient, name_of, recipients_header
from vbparse.structure.contents import Listing, alike
from vbparse.structure.paragraphs import Paragraph
from vbparse.structure.segment import Extent
from vbparse.tape import Line, Tape

Pieces = list[tuple[int, int]]
SAME_SUBJECT = 0.78  # an entry of the contents with this likeness is the document's
SURE_SUBJECT = 0.85  # a citation needs more

_EDGES = " *_-–—:;.,|"
_BODY = r"\p{Lu}\p{L}*(?:[ ,-]{1,2}\p{L}+){1,14}?"
_ISSUES = regex.compile(
    rf"(?:^|[.;,:)]\s+)(?P<body>{_BODY})\s*(?:\([^()]{{0,80}}\)\s*)?(?P<verb>(?:đã\s+|xin\s+|thống\s+nhất\s+)?"
    r"(?:ban\s+hành|hướng\s+dẫn|yêu\s+cầu|kết\s+luận|quyết\s+định|xây\s+dựng|thông\s+báo|chỉ\s+thị|kêu\s+gọi|đề\s+nghị))"
    r"(?!\w)(?P<rest>[^.]{0,400})"
)
_COMMITTEES = r"(?:Tỉnh|Thành|Huyện|Thị|Quận|Đảng)\s+(?:ủy|uỷ)"
_FILED = regex.compile(r"\bLưu\b.{0,12}?VP\s*(?P<body>TU|HU|ThU|QU|ĐU)\b", regex.IGNORECASE)
_FILED_BODY = {"tu": "Tỉnh ủy", "hu": "Huyện ủy", "thu": "Thành ủy", "qu": "Quận ủy", "đu": "Đảng ủy"}
_INCOMPLETE = ("ban thường vụ", "ban chấp hành", "thường trực", "thường vụ")


@dataclass
class Found:
    """A value and the words it was read or inferred from; `place` says in which part of the source they stand."""

    value: str
    pieces: Pieces
    place: str = "heading"
    inferred: bool = False
    confidence: float = 0.99


@dataclass
class Doubt:
    """A diagnostic to be: code, where, and the fields of its message."""

    code: str
    pieces: Pieces
    fields: dict[str, str] = field(default_factory=dict)


@dataclass
class Identity:
    """The heading fields of one document; None where unknown."""

    organisation: Found | None = None
    parent_organisation: Found | None = None
    issuer: Found | None = None
    issuer_level: Level | None = None
    number: Found | None = None
    doc_type: Found | None = None
    doc_type_code: str | None = None
    place: Found | None = None
    issued_on: date | None = None
    issued: Found | None = None
    subject: Found | None = None
    secrecy: Found | None = None
    urgency: Found | None = None
    draft: Found | None = None
    addressees: list[Found] = field(default_factory=list)
    recipients: list[Found] = field(default_factory=list)
    signatures: list[dict[str, Found]] = field(default_factory=list)
    parent_number: Found | None = None
    doubts: list[Doubt] = field(default_factory=list)

    def signers(self) -> tuple[Signature, ...]:
        return tuple(Signature(**{name: found.value for name, found in s.items()}) for s in self.signatures)


@dataclass
class Context:
    """What is known of the source around a document: the entries of its contents and the other documents' lines."""

    tape: Tape
    listings: list[Listing]
    others: list[Line]


def identify(extent: Extent, preamble: list[Paragraph], context: Context) -> Identity:
    """Read the heading fields of one document."""
    identity = Identity()
    if extent.head is None:
        _orphan(extent, identity, context)
        return identity
    _heading(extent, identity, context.tape)
    _closing(extent, identity, context.tape)
    _elsewhere(extent, identity, context)
    _issuer(extent, preamble, identity, context)
    _check_type(identity, extent)
    return identity


# ---- the heading block --------------------------------------------------------------------------------------------


def _found(lines: list[Line], value: str | None = None, **more: object) -> Found | None:
    if not lines:
        return None
    text = value if value is not None else squeeze(" ".join(line.text for line in lines)).strip(_EDGES)
    return Found(text, [(line.start, line.end) for line in lines], **more) if text else None  # type: ignore[arg-type]


def _heading(extent: Extent, identity: Identity, tape: Tape) -> None:
    head = extent.head
    assert head is not None
    _organisations(head.lines.get("organisation", []), identity)
    if head.symbol is not None:
        line = head.lines["number"][0]
        where = [(line.start + head.symbol.start, line.start + head.symbol.end)]
        if head.symbol.blank or not head.symbol.digits:
            identity.doubts.append(Doubt("blank-number", [(line.start, line.end)], {"raw": squeeze(line.text)}))
        else:
            identity.number = Found(head.symbol.number, where)
    _dates(head.lines.get("place_date", []), identity)
    _type_and_subject(extent, identity)
    for name in ("secrecy", "urgency"):
        lines = head.lines.get(name, [])
        if lines:
            value = parts.secrecy_of(lines[0]) if name == "secrecy" else parts.urgency_of(lines[0])
            setattr(identity, name, _found(lines[:1], value))
    identity.draft = _found(head.lines.get("draft", [])[:1])
    identity.addressees = _addressees(head.addressees)
    if not head.full:
        identity.doubts.append(
            Doubt("no-heading-block", [(line.start, line.end) for line in head.lines.get("doc_type", [])])
        )


def _organisations(lines: list[Line], identity: Identity) -> None:
    """The issuing organisation stands under its parent; a name may take two lines."""
    names: list[list[Line]] = []
    for line in lines:
        if (names and names[-1][-1].index == line.index - 1 and not parts.is_organisation(parts.bare(line))) or (
            names and fold(parts.bare(line)) == "trung ương" and names[-1][-1].index == line.index - 1
        ):
            names[-1].append(line)
        else:
            names.append([line])
    if names:
        identity.organisation = _found(names[-1])
    if len(names) > 1:
        identity.parent_organisation = _found(names[0])


def _dates(lines: list[Line], identity: Identity) -> None:
    if not lines:
        return
    line = lines[0]
    read = parts.place_date(line.text)
    if read is None:
        return
    place, at = read
    if place:
        start = line.text.find(place)
        identity.place = Found(place.strip(_EDGES), [(line.start + start, line.start + start + len(place))])
    found = find_dates(line.text[at:])
    if not found:
        return
    raw = squeeze(line.text[at:]).strip(_EDGES)
    where = [(line.start + at, line.end)]
    identity.issued = Found(raw, where)
    identity.issued_on = found[0].value
    if found[0].blank:
        identity.doubts.append(Doubt("blank-date", where, {"raw": raw}))
    elif found[0].value is None:
        identity.doubts.append(Doubt("impossible-date", where, {"raw": raw}))


def _type_and_subject(extent: Extent, identity: Identity) -> None:
    head = extent.head
    assert head is not None
    subject: Pieces = [(line.start, line.end) for line in head.subject]
    words = [line.text for line in head.subject]
    if head.doc_type is not None:
        line = head.lines["doc_type"][0]
        identity.doc_type = Found(head.doc_type.name, [(line.start, line.start + head.type_end)])
        identity.doc_type_code = head.doc_type.code
        rest = line.text[head.type_end :].strip(_EDGES)
        if rest and not fold(rest).startswith("của "):
            start = line.start + line.text.find(rest)
            subject.insert(0, (start, start + len(rest)))
            words.insert(0, rest)
    elif head.symbol is not None:
        identity.doc_type = Found("Công văn", identity.number.pieces if identity.number else [], "heading", True, 0.95)
        identity.doc_type_code = "CV"
    text = squeeze(" ".join(words)).strip(_EDGES)
    if text:
        identity.subject = Found(text, subject)


def _addressees(lines: list[Line]) -> list[Found]:
    items: list[list[tuple[Line, int]]] = []
    for number, line in enumerate(lines):
        text = line.text
        offset = 0
        if number == 0:
            offset = text.find(":") + 1 if ":" in text[:20] else len("Kính gửi")
            if not text[offset:].strip(_EDGES):
                continue
        marker = text[offset:].lstrip()[:1] in "-–+•"
        previous = items[-1][-1][0].text.rstrip() if items else ""
        if (
            items
            and not marker
            and not previous.endswith((";", "."))
            and not (previous.endswith(",") and text[:1].isupper() and False)
        ):
            items[-1].append((line, offset))
        else:
            items.append([(line, offset)])
    found = []
    for item in items:
        value = clean_recipient(squeeze(" ".join(line.text[offset:] for line, offset in item)))
        if value:
            found.append(Found(value, [(line.start + offset, line.end) for line, offset in item]))
    return found


# ---- the closing --------------------------------------------------------------------------------------------------


def _closing(extent: Extent, identity: Identity, tape: Tape) -> None:
    closing = extent.closing
    if closing is None:
        identity.doubts.append(Doubt("no-signature", []))
        return
    for lines in closing.recipients:
        text = " ".join(line.text for line in lines)
        start = lines[0].start
        rest = recipients_header(lines[0])
        if rest is not None:
            text = " ".join([rest, *(line.text for line in lines[1:])])
            start = lines[0].end - len(lines[0].text[lines[0].text.find(rest) :])
        value = clean_recipient(text)
        if value:
            pieces = [(start, lines[0].end), *((line.start, line.end) for line in lines[1:])]
            identity.recipients.append(Found(value, pieces))
    for signer in closing.signers:
        identity.signatures.append(_signature(signer, identity))
    if not closing.signers:
        identity.doubts.append(
            Doubt("no-signature", [(line.start, line.end) for line in tape.lines[closing.start : closing.stop]])
        )


def _signature(signer: Signer, identity: Identity) -> dict[str, Found]:
    out: dict[str, Found] = {}
    authority, position = _found(signer.authority), _found(signer.position)
    if authority:
        out["authority"] = authority
    if position:
        out["position"] = position
    if signer.name is not None:
        out["name"] = Found(name_of(signer.name.text), [(signer.name.start, signer.name.end)])
    elif authority or position:
        under = authority or position
        assert under is not None
        identity.doubts.append(Doubt("no-signer-name", under.pieces, {"authority": under.value}))
    return out


# ---- what stands elsewhere in the source --------------------------------------------------------------------------


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


def _elsewhere(extent: Extent, identity: Identity, context: Context) -> None:
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
    subject = identity.subject.value if identity.subject else ""
    found = []
    best = max((alike(subject, e.subject) for e in context.listings if _same_type(e.doc_type, identity)), default=0.0)
    for entry in context.listings:
        if not _same_type(entry.doc_type, identity):
            continue
        if identity.number is not None:
            fits = fold(entry.number) == fold(identity.number.value)
        else:
            fits = alike(subject, entry.subject) >= max(SAME_SUBJECT, best - 0.02)
        if fits:
            found.append(_Witness(entry.number, entry.issued_on, entry.pieces, "the contents", "mục lục", 0.95))
    return found


def _from_citations(identity: Identity, context: Context) -> list[_Witness]:
    """Another document of the source that cites one of this type with this subject."""
    if identity.subject is None or identity.doc_type is None:
        return []
    found = []
    wanted = fold(identity.doc_type.value)
    for line in context.others:
        if wanted not in fold(line.text):
            continue
        for reference in find_references(line.text):
            same = reference.doc_type is not None and fold(reference.doc_type) == wanted
            named = reference.form == "full" and same and bool(reference.number)
            if named and alike(identity.subject.value, reference.subject or "") >= SURE_SUBJECT:
                pieces = [(line.start + reference.start, line.start + reference.end)]
                place = "a citation in another document of the source"
                found.append(_witness(reference, pieces, place, "chỗ viện dẫn trong văn bản khác của tệp", 0.85))
    return found


def _orphan(extent: Extent, identity: Identity, context: Context) -> None:
    """An appendix without its document: its title is the subject, its note names the parent."""
    appendix = extent.appendices[0]
    title = appendix.title_text
    lines = appendix.title or ([appendix.label] if appendix.label else [])
    if title:
        identity.subject = Found(title, [(line.start, line.end) for line in lines])
    stretch = context.tape.stretch((line.start, line.end) for line in appendix.note)
    for reference in find_references(stretch.text):
        if reference.form == "full" and reference.number and reference.symbol and not reference.symbol.blank:
            identity.parent_number = Found(
                reference.number, stretch.where(reference.start, reference.end), "attachment"
            )
            break


# ---- the issuer ---------------------------------------------------------------------------------------------------


def _issuer(extent: Extent, preamble: list[Paragraph], identity: Identity, context: Context) -> None:
    text = context.tape.text[_first(extent, context.tape) : _last(extent, context.tape)]
    identity.issuer = (
        _issuer_line(extent, text)
        or (_issuer_in_text(preamble, identity, context.tape) if extent.head and extent.head.doc_type else None)
        or _issuer_of_signature(identity, text)
        or _issuer_of_organisation(identity, text)
    )
    symbol = extent.head.symbol if extent.head else None
    identity.issuer_level = level_of(
        identity.issuer.value if identity.issuer else None,
        identity.organisation.value if identity.organisation else None,
        symbol.body if symbol else None,
    )
    if identity.issuer is None:
        identity.doubts.append(Doubt("unknown-issuer", []))


def _first(extent: Extent, tape: Tape) -> int:
    return tape.lines[extent.start].start


def _last(extent: Extent, tape: Tape) -> int:
    return tape.lines[extent.stop - 1].end


def _issuer_line(extent: Extent, text: str) -> Found | None:
    head = extent.head
    assert head is not None
    lines = head.lines.get("issuer", [])
    if lines:
        body = parts.issuer_line(lines[0]) or ""
        start = lines[0].start + lines[0].text.find(body)
        return Found(in_sentence(body, text), [(start, start + len(body))])
    if head.doc_type is not None:
        line = head.lines["doc_type"][0]
        rest = line.text[head.type_end :].strip(_EDGES)
        if fold(rest).startswith("của "):
            body = rest[4:].strip()
            start = line.start + line.text.find(body)
            return Found(in_sentence(body, text), [(start, start + len(body))])
    return None


def _issuer_in_text(preamble: list[Paragraph], identity: Identity, tape: Tape) -> Found | None:
    """`Ban Chấp hành Đảng bộ tỉnh (…) ban hành Kế hoạch … như sau:` before the first section."""
    own = fold(identity.doc_type.value) if identity.doc_type else ""
    best: Found | None = None
    for paragraph in preamble:
        stretch = tape.stretch((line.start, line.end) for line in paragraph.lines)
        for match in _ISSUES.finditer(stretch.text, overlapped=True, timeout=2):
            body = squeeze(match["body"])
            if begins_with(fold(body), "organisation.heads") is None or match["verb"].startswith("đã"):
                continue
            names_type = own and own in fold(match["rest"])[: len(own) + 40]
            opens = stretch.text.rstrip().endswith(":") and ":" not in match["rest"].rstrip(": ")[:-1]
            if not (opens or (names_type and fold(match["verb"]).endswith("ban hành"))):
                continue
            found = Found(body, stretch.where(*match.span("body")), "text", False, 0.9 if opens else 0.85)
            if best is None or found.confidence >= best.confidence:
                best = found
    return best


def _issuer_of_signature(identity: Identity, text: str) -> Found | None:
    """`T/M BAN THƯỜNG VỤ` completed by the organisation, or by the committee that the text speaks of."""
    if not identity.signatures or "authority" not in identity.signatures[0]:
        return None
    authority = identity.signatures[0]["authority"]
    code, _, body = authority.value.replace(".", " ", 1).partition(" ")
    organisation = identity.organisation
    if fold(code) not in ("t/m", "tm"):
        return None
    name = in_sentence(body, "")
    folded = fold(name)
    pieces = list(authority.pieces)
    if organisation is not None:
        whole = in_sentence(organisation.value, text)
        if fold(whole).startswith(folded):
            return Found(whole, [*pieces, *organisation.pieces], "signature", True, 0.9)
        if folded in _INCOMPLETE:
            return Found(f"{name} {whole}", [*pieces, *organisation.pieces], "signature", True, 0.9)
        return Found(name, pieces, "signature", True, 0.85)
    if folded in _INCOMPLETE:
        committee = _committee(name, text)
        if committee:
            return Found(f"{name} {committee}", pieces, "signature", True, 0.75)
    return Found(name, pieces, "signature", True, 0.7)


def _committee(name: str, text: str) -> str | None:
    """The committee whose bureau signs: that of the file copy, else the one that the text names with it most."""
    filed = _FILED.search(text)
    if filed:
        return _FILED_BODY[fold(filed["body"])]
    named = Counter(
        squeeze(match["of"])
        for match in regex.finditer(rf"{regex.escape(name)}\s+(?P<of>{_COMMITTEES})", text, timeout=2)
    )
    if not named:
        return None
    (first, count), *others = named.most_common(2)
    return first if not others or count > others[0][1] else None


def _issuer_of_organisation(identity: Identity, text: str) -> Found | None:
    if identity.organisation is None:
        return None
    return Found(in_sentence(identity.organisation.value, text), identity.organisation.pieces, "heading", True, 0.8)


def _check_type(identity: Identity, extent: Extent) -> None:
    """The letters of the number must stand for the printed type."""
    symbol = extent.head.symbol if extent.head else None
    if (
        identity.number is None
        or identity.doc_type is None
        or symbol is None
        or not symbol.code
        or identity.doc_type.inferred
    ):
        return
    known = types_of_code(symbol.code)
    if known and all(fold(identity.doc_type.value) != fold(kind.name) for kind in known):
        other = known[0].name
        fields = {"doc_type": identity.doc_type.value, "number": identity.number.value, "other": other}
        identity.doubts.append(Doubt("type-differs", identity.number.pieces, fields))
