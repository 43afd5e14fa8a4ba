"""What a single line may be: the components of a heading block and of a closing, told by their words and looks.

Components and their order: 36-HD/VPTW, part II. A line is classified alone; whether the answer holds is decided where
lines are seen together (`segment`, `heading`, `closing`).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from difflib import SequenceMatcher
from functools import cache, lru_cache
from typing import Literal

import regex

from vbparse.lexicon.dates import find_dates
from vbparse.lexicon.fold import fold, is_upper, letters, upper_share, without_accents
from vbparse.lexicon.secrecy import mark_alone, mark_beside, without_mark
from vbparse.lexicon.symbols import parse_symbol
from vbparse.lexicon.types import DocumentType, all_types, match_type, type_prefix
from vbparse.lexicon.words import begins_with, words
from vbparse.tape import Line

Component = Literal[
    "party_name", "state_name", "organisation", "number", "place_date", "doc_type", "issuer", "secrecy", "urgency",
    "draft", "circulation", "addressee", "stamp", "rule",
]  # fmt: skip

_EDGES = " *_\"'“”()[]{}.:;,|–—-\t"
_RULE = regex.compile(
    r"[\s*_=~\-–—.…•·]+$|[\s*_=~\-–—]*[*_=~\-–—]\s?[oO0]{1,3}\s?[*_=~\-–—][\s*_=~\-–—]*$"
)  # also `-0-`
_PLACE = regex.compile(r"[^\w]*(?P<place>\p{Lu}[\p{L} .'’-]{1,40}?)\s*[,.]\s*(?=ngày|tháng|năm)", regex.IGNORECASE)
_DRAFT_TAIL = regex.compile(r"(?:\s+(?:lần\s+(?:thứ\s+)?\w{1,5}|\d{1,2}))?(?:,?\s*\(?(?:ngày\s*)?[\d/. -]{4,12}\)?)?")
_TIME_STAMP = regex.compile(
    r"\d{1,2}[-/.]\d{1,2}[-/.]\d{4}\s+\d{1,2}:\d{2}(?::\d{2})?|\d{4}\.\d{2}\.\d{2}\s+\d{2}:\d{2}"
)
_AUTHORITY = regex.compile(
    r"[^\w]*(?P<code>T/M|K/T|T/L|T/U|Q/|TM|KT|TL|TUQ|T\.M|K\.T|T\.L|Q)(?:[.,/]\s*|\s+)(?=[\p{Lu}])", regex.IGNORECASE
)
_SECOND_AUTHORITY = regex.compile(r"\s(?:[TK]/[LMTU]|KT\.|TL\.|TM\.|TUQ\.|Q\.)\s*\p{Lu}")
_ISSUER = regex.compile(r"[^\w]*của\s+(?P<body>\p{L}.+)$", regex.IGNORECASE)
_LABEL = regex.compile(
    r"[^\w]*(?P<label>(?P<word>phụ\s*lục|phụ\s*biểu|biểu\s*mẫu|biểu|mẫu)(?:\s*(?:số|sô)?\s*:?\s*"
    r"(?P<number>\d{1,3}[a-zđ]?|[IVX]{1,5}|[A-Z])(?![\p{L}\d%]))?)(?P<tail>.*)$",
    regex.IGNORECASE | regex.DOTALL,
)
_ATTACHMENT = regex.compile(
    r"[\s*_(\[]*(?:\(|\[)?\s*(?:ban\s+hành\s+)?(?:kèm\s+theo|gửi\s+kèm|đính\s+kèm)\b", regex.IGNORECASE
)
_PERIOD = regex.compile(r"\s(?:(?:quý|tháng)\s.{1,12}\s)?(?:trong\s+)?(?:năm|giai\s+đoạn)\s+\d{4}.*$", regex.IGNORECASE)
_COPY_NUMBER = regex.compile(r"\W*(?:bản\s+số|số\s+bản)\b[\s:.…/\d]*\W*", regex.IGNORECASE)  # `Bản số: 03`
# What a mark of secrecy may be glued to with nothing between: the words of these components are known to their ends.
_MARKED = ("party_name", "state_name", "number", "place_date", "draft")
_MARKED_IN_CAPITALS = ("organisation", "issuer")
MAX_COMPONENT = 400


def bare(line: Line | str) -> str:
    """Return the words of a line without decoration at its edges."""
    text = line if isinstance(line, str) else line.text
    return text.strip(_EDGES)


def near(text: str, wanted: str, least: float = 0.86) -> bool:
    """Tell whether `text` is `wanted` but for slips of an OCR tool (compared without diacritics)."""
    if abs(len(text) - len(wanted)) > 4:
        return False
    a, b = without_accents(text), without_accents(wanted)
    if a == b:
        return True
    matcher = SequenceMatcher(None, a, b, autojunk=False)
    return matcher.quick_ratio() >= least and matcher.ratio() >= least


@lru_cache(maxsize=65536)
def classify(line: Line) -> Component | None:
    """Return the component of a heading block that `line` looks like, or None; a row of cells may be a mark only."""
    if secrecy_of(line):
        return "secrecy"
    if line.cells is not None or len(line.text) > MAX_COMPONENT:
        return None
    return _component(unmarked(line))


def _component(line: Line) -> Component | None:
    text = line.text
    if _RULE.match(text):
        return "rule"
    if text.islower() and not any(c.isdigit() for c in text):
        return "stamp" if is_stamp(line) else None
    core = bare(text)
    folded = fold(core)
    if any(near(core, name) for name in words("heading.party_name")) and upper_share(core) > 0.7:
        return "party_name"
    if any(near(core, name) for name in words("heading.state_name")):
        return "state_name"
    if urgency_of(line):
        return "urgency"
    if is_draft(core):
        return "draft"
    if (folded in words("heading.circulation") and is_upper(core)) or _COPY_NUMBER.fullmatch(text):
        return "circulation"
    if begins_with(folded, "heading.addressee"):
        return "addressee"
    if is_stamp(line):
        return "stamp"
    if parse_symbol(text) is not None:
        return "number"
    if place_date(text) is not None:
        return "place_date"
    if title_type(line) is not None:
        return "doc_type"
    if issuer_line(line) is not None:
        return "issuer"
    if is_organisation(core):
        return "organisation"
    return None


def classify_over_two(lines: Sequence[Line], at: int) -> Component | None:
    """Return the component that line `at` and the next one make together, and neither alone; or None.

    Text from web pages breaks lines anywhere: `ĐẢNG CỘNG SẢN` / `VIỆT NAM`, `Hà Nội, ngày 18` / `tháng 11 năm 2025`.
    """
    if at + 1 >= len(lines):
        return None
    line, below = lines[at], lines[at + 1]
    if secrecy_of(line) or secrecy_of(below):
        return None
    if below.gap or line.cells is not None or below.cells is not None or len(line.text) + len(below.text) > 90:
        return None
    text = f"{_rest(line)} {_rest(below)}"
    capital = line.text[:2].isupper()
    if capital and near(bare(text), "đảng cộng sản việt nam") and upper_share(text) > 0.7:
        return "party_name" if classify(line) != "party_name" else None
    if place_date(text) is not None and classify(line) is None and classify(below) is None:
        return "place_date"
    if not text.isupper():
        return None
    one = is_organisation(bare(line)) or is_organisation(bare(below))
    if not one and is_upper(text) and is_organisation(bare(text)) and classify(line) is None:
        return "organisation"
    return None


def is_draft(core: str) -> bool:
    """Tell whether the words are a draft mark: `DỰ THẢO`, `Dự thảo lần 2`, `(Dự thảo ngày 05/3/2024)`."""
    found = begins_with(fold(core), "heading.draft")
    return found is not None and (is_upper(core) or bool(_DRAFT_TAIL.fullmatch(fold(core)[len(found) :])))


def secrecy_of(line: Line) -> str | None:
    """Return the degree of secrecy that the line alone states: `MẬT`, `(Mật)`, `Độ mật: Mật`, `MẬT - HỎA TỐC`."""
    mark = mark_alone(line.text)
    return mark.secrecy if mark else None


def urgency_of(line: Line) -> str | None:
    """Return the degree of urgency that the line alone states."""
    mark = mark_alone(line.text)
    return mark.urgency if mark else None


def secrecy_beside(line: Line, *, named: bool = False, inside: bool = False) -> str | None:
    """Return the degree of secrecy in a heading line of other words: set apart from them, or glued to a component.

    `named` says that the line is known to be a name or a part of one, broken over two lines; `inside` that it stands in
    a heading block, where `Mật` in mixed case is a mark behind any words but those that speak of degrees.
    """
    mark = mark_beside(line.text)
    if mark is None:
        return None
    glued = mark.apart or (named and mark.capitals) or (inside and not mark.capitals and not mark.spoken)
    return mark.secrecy if glued or unmarked(line) is not line else None


@lru_cache(maxsize=4096)
def unmarked(line: Line) -> Line:
    """Return a line of a heading block with blanks for the mark of secrecy beside its words, `line` where none is."""
    mark = mark_beside(line.text)
    if mark is None or line.cells is not None:
        return line
    rest = replace(line, text=without_mark(line.text, mark))
    kind = _component(rest)
    titled = kind == "doc_type" and match_type(bare(rest)) is not None
    glued = titled or kind in _MARKED or (kind in _MARKED_IN_CAPITALS and mark.capitals)
    glued = glued or (kind == "addressee" and mark.start == 0)
    return rest if glued or (kind is not None and mark.apart) else line


def _rest(line: Line) -> str:
    """Return the text of a line without a mark of secrecy beside its words, which may be a part of a component."""
    mark = mark_beside(line.text)
    return line.text if mark is None or mark.spoken else without_mark(line.text, mark).strip()


def is_stamp(line: Line) -> bool:
    """Tell whether the line is of a stamp: a time to the minute, words of a digital signature or of a registry."""
    folded = fold(bare(line))
    if len(folded) > 90:
        return False
    return bool(_TIME_STAMP.search(folded)) or begins_with(folded, "stamp.words") is not None


def place_date(text: str) -> tuple[str | None, int] | None:
    """Return (place, offset of the date) of a line `Hà Nội, ngày 30 tháng 7 năm 2024`, or None.

    The date may be blank; the line holds nothing else.
    """
    if len(text) > 90 or "ng" not in text.lower():
        return None
    head = _PLACE.match(text, timeout=2)
    at = head.end() if head else len(text) - len(text.lstrip(_EDGES + "…"))
    rest = text[at:].strip(_EDGES)
    if not fold(rest).startswith(("ngày", "tháng", "năm")) and head is None:
        return None
    dates = find_dates(text[at:])
    if not dates or (head is None and "tháng" not in fold(rest)):
        return None
    after = text[at + dates[0].end :].strip(_EDGES + "…")
    before = fold(text[at : at + dates[0].start]).strip(_EDGES)
    if after or before not in ("", "ngày"):
        return None
    return (head["place"].strip() if head else None), at


def title_type(line: Line) -> tuple[DocumentType, int] | None:
    """Return (type, offset after its name) where the line is a title `NGHỊ QUYẾT`, or begins with one in capitals."""
    text = line.text
    core = bare(text)
    if not core or len(core) > MAX_COMPONENT or line.cells is not None:
        return None
    if not core[:2].isupper() and not (line.heading or line.centred or line.bold):
        return None
    whole = match_type(core)
    looks = is_upper(core) or line.heading or line.bold or line.centred
    if whole and whole.titled and looks:
        return whole, len(text)
    if len(core) < 40 and is_upper(core):
        near_type = _near_type(core)
        if near_type:
            return near_type, len(text)
    start = len(text) - len(text.lstrip(_EDGES))
    found = type_prefix(text[start:])
    if found and found[0].titled:
        kind, end = found
        name, rest = text[start : start + end], text[start + end :].strip(_EDGES)
        if (
            is_upper(name)
            and rest
            and not any(c.isdigit() for c in rest[:8])
            and not begins_with(fold(rest), "table.index")
        ):
            marked = bool(line.bold or line.heading or line.centred)
            sentence = rest[-1:] in ".;:" and not marked
            if is_upper(rest) or marked or (rest[0].islower() and not sentence and len(text) < 200):
                return kind, start + end
    return None


def _near_type(core: str) -> DocumentType | None:
    """A type name with a slip in its accents (`CHỈ THỊ` read as `CHÍ THỊ`)."""
    plain = without_accents(core)
    return _types_by_plain_name().get(plain) if len(plain) > 5 else None


@cache
def _types_by_plain_name() -> dict[str, DocumentType]:
    found: dict[str, DocumentType] = {}
    for kind in all_types():
        if kind.titled:
            found.setdefault(without_accents(kind.name), kind)
    return found


def issuer_line(line: Line) -> str | None:
    """Return the body of a line `CỦA BAN THƯỜNG VỤ TỈNH ỦY`, or None."""
    match = _ISSUER.match(line.text.strip(_EDGES), timeout=2)
    if not match or len(line.text) > 120:
        return None
    tail = _PERIOD.search(match["body"])
    body = match["body"][: tail.start() if tail else None].strip(_EDGES)
    return body if is_upper(body) and begins_with(fold(body), "organisation.heads") else None


def period_behind(line: Line) -> str | None:
    """Return the time behind the body of an issuer line (`CỦA BAN CHẤP HÀNH … NĂM 2026`), which is of the subject."""
    tail = _PERIOD.search(line.text)
    return tail[0].strip(_EDGES) if tail else None


def is_organisation(core: str) -> bool:
    """Tell whether the words are the name of a body in capitals; slips in the accents of a longer name are forgiven."""
    if not 3 <= len(core) <= 120 or not is_upper(core):
        return False
    return begins_with(fold(core), "organisation.heads") is not None or without_accents(core).startswith(_plain_heads())


@cache
def _plain_heads() -> tuple[str, ...]:
    return tuple(f"{without_accents(head)} " for head in words("organisation.heads") if " " in head)


def authority_of(line: Line) -> str | None:
    """Return the authority of a signature line (`T/M BAN THƯỜNG VỤ`, `KT. CHỦ TỊCH`), or None."""
    if line.cells is not None or len(line.text) > 90:
        return None
    text = line.text.strip(_EDGES.replace(".", ""))
    match = _AUTHORITY.match(text)
    if not match:
        return None
    rest = text[match.end() :]
    return text.strip(" ,;") if is_upper(rest) and len(letters(rest)) >= 2 else None


def split_authority(authority: str) -> tuple[str, str]:
    """Return the code of an authority, folded and without points, and its body: `TM. BAN THƯỜNG VỤ` -> `tm`, …

    A second authority behind the first (`T/M BAN THƯỜNG VỤ KT. BÍ THƯ`) is left out.
    """
    match = _AUTHORITY.match(authority)
    if not match:
        return "", authority
    body = authority[match.end() :]
    second = _SECOND_AUTHORITY.search(body)
    return fold(match["code"]), (body[: second.start()] if second else body).strip()


def appendix_label(line: Line) -> tuple[str, str] | None:
    """Return (label, the title behind it) of a line that opens an appendix: `PHỤ LỤC 1`, `Mẫu số 2: …`; or None.

    A label in running text (`Phụ lục 1 kèm theo quy định …`) is none: what follows must be a title of its own.
    """
    if line.cells is not None or len(line.text) > 400:
        return None
    match = _LABEL.match(line.text, timeout=2)
    if not match:
        return None
    label, tail = match["label"].strip(), match["tail"]
    word = fold(match["word"])
    rest = tail.strip(" *_.:–—-")
    marked = bool(line.bold or line.heading or line.centred)
    if word in ("biểu", "mẫu", "biểu mẫu") and not match["number"]:
        return None
    if not rest:
        return (label, "") if marked or is_upper(label) or match["number"] or word == "phụ lục" else None
    if tail[:1].isalnum():
        return None
    if rest.startswith("(") or tail.lstrip()[:1] in ":.-–—":
        return (label, rest) if len(rest) < 300 and (rest[0].isupper() or rest[0] == "(" or is_upper(label)) else None
    return (label, rest) if is_upper(label) and (is_upper(rest) or marked) else None


def is_attachment(text: str) -> bool:
    """Tell whether the text opens an attachment note `(Kèm theo Kế hoạch số …)`."""
    return bool(_ATTACHMENT.match(text))
