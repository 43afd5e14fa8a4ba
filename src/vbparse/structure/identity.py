"""Who a document is: number, type, date, issuer, subject and the rest of its heading, with the words that say so.

What the heading block leaves out is looked for elsewhere in the source: the note of an appendix (`kèm theo Kế hoạch số
…`), the contents of the book, a citation of the document by another one. Each value keeps where it was read.
"""

from __future__ import annotations

from dataclasses import replace

from vbparse.lexicon.dates import find_dates
from vbparse.lexicon.fold import fold, squeeze
from vbparse.lexicon.references import find_references
from vbparse.lexicon.types import type_of_code, types_of_code
from vbparse.structure import components as parts
from vbparse.structure.closing import Signer, clean_recipient, name_of, recipients_header, without_signed
from vbparse.structure.fields import EDGES, Context, Doubt, Found, Identity, Pieces, found
from vbparse.structure.issuer import read_issuer
from vbparse.structure.paragraphs import Paragraph
from vbparse.structure.segment import Extent
from vbparse.structure.witnesses import look_elsewhere
from vbparse.tape import Line, Tape


def identify(extent: Extent, preamble: list[Paragraph], context: Context) -> Identity:
    """Read the heading fields of one document."""
    identity = Identity()
    if extent.head is None:
        _orphan(extent, identity, context)
        return identity
    _heading(extent, identity, context.tape)
    _closing(extent, identity, context.tape)
    look_elsewhere(extent, identity, context)
    read_issuer(extent, preamble, identity, context)
    _check_type(identity, extent)
    return identity


# ---- the heading block --------------------------------------------------------------------------------------------


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
    _dates(head.lines.get("place_date", []), identity, tape)
    _type_and_subject(extent, identity)
    for line in (*head.lines.get("urgency", []), *head.lines.get("secrecy", [])):
        urgency = parts.urgency_of(line)
        if urgency is not None and identity.urgency is None:
            identity.urgency = found([line], urgency)
    identity.draft = found(head.lines.get("draft", [])[:1])
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
        identity.organisation = found(names[-1])
    if len(names) > 1:
        identity.parent_organisation = found(names[0])


def _dates(lines: list[Line], identity: Identity, tape: Tape) -> None:
    """Place and date of issue; the line may be broken in two."""
    if not lines:
        return
    whole = tape.stretch((line.start, line.end) for line in lines)
    text = " ".join(parts.unmarked(line).text for line in lines)
    read = parts.place_date(text)
    if read is None:
        return
    place, at = read
    if place:
        start = text.find(place)
        identity.place = Found(squeeze(place).strip(EDGES), whole.where(start, start + len(place)))
    dates = find_dates(text[at:])
    if not dates:
        return
    raw = squeeze(text[at:]).strip(EDGES)
    where = whole.where(at, len(text.rstrip()))
    identity.issued = Found(raw, where)
    identity.issued_on = dates[0].value
    if dates[0].blank:
        identity.doubts.append(Doubt("blank-date", where, {"raw": raw}))
    elif dates[0].value is None:
        identity.doubts.append(Doubt("impossible-date", where, {"raw": raw}))


def _type_and_subject(extent: Extent, identity: Identity) -> None:
    head = extent.head
    assert head is not None
    subject: Pieces = [(line.start, line.end) for line in head.subject]
    words = [line.text for line in head.subject]
    for line in head.lines.get("issuer", [])[:1]:
        period = parts.period_behind(line)
        if period is not None:
            start = line.start + line.text.rfind(period)
            subject.insert(0, (start, start + len(period)))
            words.insert(0, period)
    if head.doc_type is not None:
        line = head.lines["doc_type"][0]
        identity.doc_type = Found(head.doc_type.name, [(line.start, line.start + head.type_end)])
        identity.doc_type_code = head.doc_type.code
        rest = line.text[head.type_end :].strip(EDGES)
        if rest and not fold(rest).startswith("của "):
            start = line.start + line.text.find(rest)
            subject.insert(0, (start, start + len(rest)))
            words.insert(0, rest)
    elif head.symbol is not None:
        code = head.symbol.code
        kind = type_of_code(code, state=head.symbol.state) if code else None
        pieces = identity.number.pieces if identity.number else []
        if kind is not None and kind.titled:
            identity.doc_type, identity.doc_type_code = Found(kind.name, pieces, "heading", True, 0.7), kind.code
        elif code in (None, "CV"):
            identity.doc_type, identity.doc_type_code = Found("Công văn", pieces, "heading", True, 0.95), "CV"
    text = squeeze(" ".join(words)).strip(EDGES)
    if text:
        identity.subject = Found(text, subject)


def _addressees(lines: list[Line]) -> list[Found]:
    items: list[list[tuple[Line, int]]] = []
    for number, line in enumerate(lines):
        text = line.text
        offset = 0
        if number == 0:
            offset = text.find(":") + 1 if ":" in text[:20] else len("Kính gửi")
            if not text[offset:].strip(EDGES):
                continue
        marker = text[offset:].lstrip()[:1] in "-–+•"
        previous = items[-1][-1][0].text.rstrip() if items else ""
        if items and not marker and not previous.endswith((";", ".")):
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
    authority, position = found(signer.authority), found(signer.position)
    if authority:
        out["authority"] = authority
    if position:
        out["position"] = replace(position, value=without_signed(position.value))
    if signer.name is not None:
        out["name"] = Found(name_of(signer.name.text), [(signer.name.start, signer.name.end)])
    elif authority or position:
        under = authority or position
        assert under is not None
        identity.doubts.append(Doubt("no-signer-name", under.pieces, {"authority": under.value}))
    return out


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


# ---- an appendix without its document ------------------------------------------------------------------------------


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
