"""The issuing body: the line under the type, else the fullest name in the text, else the signature and the heading."""

from __future__ import annotations

from collections import Counter

import regex

from vbparse.lexicon.bodies import in_sentence, level_of
from vbparse.lexicon.fold import fold, is_upper, squeeze
from vbparse.lexicon.words import begins_with, words
from vbparse.structure import components as parts
from vbparse.structure.fields import EDGES, Context, Doubt, Found, Identity
from vbparse.structure.paragraphs import Paragraph
from vbparse.structure.segment import Extent
from vbparse.tape import Tape

_BODY = r"\p{Lu}\p{L}*(?:[ ,-]{1,2}\p{L}+){1,14}?"
_ISSUES = regex.compile(
    rf"(?:^|[.;,:)]\s+)(?P<body>{_BODY})\s*(?:\([^()]{{0,80}}\)\s*)?(?P<verb>(?:đã\s+|xin\s+|thống\s+nhất\s+)?"
    r"(?:ban\s+hành|hướng\s+dẫn|yêu\s+cầu|kết\s+luận|quyết\s+định|quyết\s+nghị|quy\s+định|xây\s+dựng|thông\s+báo|chỉ\s+thị"
    r"|kêu\s+gọi|đề\s+nghị|báo\s+cáo|kính\s+trình))(?!\w)(?P<rest>[^.]{0,400})"
)
_DECIDES = regex.compile(r"\s*(?:QUYẾT\s+ĐỊNH|QUYẾT\s+NGHỊ|KẾT\s+LUẬN|CHỈ\s+THỊ|QUY\s+ĐỊNH)\s*:?\s*$")
_COMMITTEES = r"(?:Tỉnh|Thành|Huyện|Thị|Quận|Đảng)\s+(?:ủy|uỷ)"
_OWNERS = rf"(?:{_COMMITTEES}|Trung\s+ương)"
_FILED = regex.compile(r"\bLưu\b.{0,12}?VP\s*(?P<body>TU|HU|ThU|QU|ĐU)\b", regex.IGNORECASE)
_FILED_BODY = {"tu": "Tỉnh ủy", "hu": "Huyện ủy", "thu": "Thành ủy", "qu": "Quận ủy", "đu": "Đảng ủy"}
_CONGRESS = regex.compile(
    r"Đại hội(?: đại biểu| đảng viên)? (?:Đảng bộ|Chi bộ|toàn quốc)[^,.;:\n]{0,60}? lần thứ [IVXL\d]+"
)
_INCOMPLETE = ("ban thường vụ", "ban chấp hành", "thường trực", "thường vụ")


def read_issuer(extent: Extent, preamble: list[Paragraph], identity: Identity, context: Context) -> None:
    """Fill in the issuer and its level; `preamble` are the paragraphs before the first numbered block."""
    tape = context.tape
    text = tape.text[tape.lines[extent.start].start : tape.lines[extent.stop - 1].end]
    titled = extent.head is not None and extent.head.doc_type is not None
    identity.issuer = (
        _under_type(extent, text)
        or (_in_text(preamble, identity, tape, text) if titled else None)
        or _of_signature(identity, text)
        or _of_organisation(identity, text)
    )
    symbol = extent.head.symbol if extent.head else None
    identity.issuer_level = level_of(
        identity.issuer.value if identity.issuer else None,
        identity.organisation.value if identity.organisation else None,
        symbol.body if symbol else None,
    )
    if identity.issuer is None:
        identity.doubts.append(Doubt("unknown-issuer", []))


def _under_type(extent: Extent, text: str) -> Found | None:
    """`CỦA BAN THƯỜNG VỤ TỈNH ỦY`, under the type or on its line."""
    head = extent.head
    assert head is not None
    lines = head.lines.get("issuer", [])
    if lines:
        body = parts.issuer_line(lines[0]) or ""
        at = lines[0].text.find(body)
        pieces = [(lines[0].start + at, lines[0].start + at + len(body))]
        if len(lines) > 1:
            body = " ".join([lines[0].text[at:], *(line.text for line in lines[1:])]).strip(EDGES)
            pieces = [(lines[0].start + at, lines[0].end), *((line.start, line.end) for line in lines[1:])]
        return Found(in_sentence(body, text), pieces)
    if head.doc_type is not None:
        line = head.lines["doc_type"][0]
        rest = line.text[head.type_end :].strip(EDGES)
        body = rest[4:].strip()
        if fold(rest).startswith("của ") and begins_with(fold(body), "organisation.heads"):
            start = line.start + line.text.find(body)
            return Found(in_sentence(body, text), [(start, start + len(body))])
    return None


def _in_text(preamble: list[Paragraph], identity: Identity, tape: Tape, text: str) -> Found | None:
    """`Ban Chấp hành Đảng bộ tỉnh (…) ban hành Kế hoạch … như sau:` before the first section."""
    own = fold(identity.doc_type.value) if identity.doc_type else ""
    best: Found | None = None
    for paragraph in preamble:
        decides = _decides(paragraph, text)
        if decides is not None:
            return decides
        stretch = tape.stretch((line.start, line.end) for line in paragraph.lines)
        for match in _ISSUES.finditer(stretch.text[:4000], overlapped=True, timeout=2):
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


def _decides(paragraph: Paragraph, text: str) -> Found | None:
    """`BAN THƯỜNG VỤ TỈNH ỦY QUYẾT ĐỊNH`, or the body alone in capitals above `QUYẾT ĐỊNH:`."""
    line = paragraph.first
    if not is_upper(paragraph.text) or len(paragraph.lines) > 2 or len(paragraph.text) > 160:
        return None
    verb = _DECIDES.search(line.text)
    body = line.text[: verb.start() if verb else len(line.text)].strip(EDGES)
    if not parts.is_organisation(body):
        return None
    start = line.start + line.text.find(body)
    return Found(in_sentence(body, text), [(start, start + len(body))], "text", False, 0.9)


def _of_signature(identity: Identity, text: str) -> Found | None:
    """`T/M BAN THƯỜNG VỤ` completed by the organisation, or by the committee that the text speaks of."""
    if not identity.signatures or "authority" not in identity.signatures[0]:
        return None
    authority = identity.signatures[0]["authority"]
    code, body = parts.split_authority(authority.value)
    organisation = identity.organisation
    name = in_sentence(body, "")
    folded = fold(name)
    ordered = code in ("t/l", "tl") and folded in _INCOMPLETE and _is_committee(identity)
    if not (code in ("t/m", "tm") or ordered) or begins_with(folded, "closing.presidium"):
        return None
    pieces = authority.pieces[:1]
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


def _is_committee(identity: Identity) -> bool:
    """Whether the organisation of the heading is a committee itself, and not its office or a board of it."""
    organisation = fold(identity.organisation.value) if identity.organisation else ""
    return bool(regex.match(_COMMITTEES, organisation, regex.IGNORECASE))


def _committee(name: str, text: str) -> str | None:
    """The committee whose bureau signs: that of the file copy, else the one that the text names with it most."""
    filed = _FILED.search(text)
    if filed:
        return _FILED_BODY[fold(filed["body"])]
    return _most_named(rf"{regex.escape(name)}\s+(?P<of>{_COMMITTEES})", text)


def _most_named(pattern: str, text: str) -> str | None:
    named = Counter(squeeze(match["of"]) for match in regex.finditer(pattern, text, timeout=2))
    if not named:
        return None
    (first, count), *others = named.most_common(2)
    return first if not others or count > others[0][1] else None


def _of_organisation(identity: Identity, text: str) -> Found | None:
    """The organisation of the heading; `VĂN PHÒNG` and other boards completed by the committee they belong to."""
    organisation, parent = identity.organisation, identity.parent_organisation
    if organisation is None:
        return None
    name = in_sentence(organisation.value, text)
    congress = _CONGRESS.search(text[:20000]) if fold(name).startswith("đại hội") else None
    if congress:
        return Found(squeeze(congress[0]), organisation.pieces, "text", True, 0.8)
    if fold(name) in words("organisation.boards"):
        owner = _most_named(rf"{regex.escape(name)}\s+(?P<of>{_OWNERS})", text)
        if owner is None and parent is not None:
            above = in_sentence(parent.value, text)
            owner = "Trung ương" if fold(above).startswith("ban chấp hành trung ương") else above
        if owner is not None:
            pieces = [*(parent.pieces if parent else []), *organisation.pieces]
            return Found(f"{name} {owner}", pieces, "heading", True, 0.8)
    return Found(name, organisation.pieces, "heading", True, 0.8)
