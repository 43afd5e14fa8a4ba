"""The closing: recipients (`Nơi nhận`) and signatures, in either order.

Authority, position and name: 36-HD/VPTW, part II. Notes such as `(báo cáo)` may stand apart from the recipients they
belong to; `(đã ký)`, stamps and scribbles of an OCR tool stand between position and name.
"""

from __future__ import annotations

from dataclasses import dataclass, field

import regex

from vbparse.lexicon.fold import fold, is_upper, squeeze
from vbparse.lexicon.markers import parse_marker
from vbparse.lexicon.words import begins_with, words
from vbparse.structure import components as parts
from vbparse.tape import Line, Tape

_RECIPIENTS = regex.compile(
    r"[\W_]*n(?:ơ|o)i\s+nh(?:ậ|â|a)n\s*(?:như\s+trên\s*)?(?:[:;.]|$)(?P<rest>.*)$", regex.IGNORECASE
)
_NOTE = regex.compile(r"\s*(?:\|\s*)?[(\[]\s*(?P<note>[^()\[\]]{1,40})\s*[)\]]?[\s,;.*]*$")
_TOKEN = regex.compile(r"\p{Lu}(?:['’]?\p{Lu}?\p{Ll}+)?(?:[-'’]\p{Lu}?\p{Ll}+)?['’]?$")  # An, Ý, H'Yim, Kđoh, Y
_RANK = regex.compile(
    r"(?:(?:GS|PGS|TS|ThS|BS|CN|KS|CVCC|Đ/c|(?:Đại|Thượng|Trung|Thiếu)\s(?:tướng|tá))"
    r"\.?\s*)+",
    regex.IGNORECASE,
)
_FILED = regex.compile(r"[A-ZĐ&, ]{2,20}(?:\s?\([\p{L}\d&., -]{1,20}\))?")
_TYPIST = regex.compile(r"[\p{L}\d.]+[/_-][\p{L}\d./_-]*\d[\p{L}\d./_-]*")
_TRAIL = " \t*_,;.:|"


@dataclass
class Signer:
    """The lines of one signature, by what they are."""

    authority: list[Line] = field(default_factory=list)
    position: list[Line] = field(default_factory=list)
    name: Line | None = None
    others: list[Line] = field(default_factory=list)
    scribbles: list[Line] = field(default_factory=list)


@dataclass
class Closing:
    """Recipients and signatures between two lines; `recipients` holds (lines of one item) in order."""

    start: int
    stop: int
    header: Line | None = None
    recipients: list[list[Line]] = field(default_factory=list)
    notes: list[Line] = field(default_factory=list)
    signers: list[Signer] = field(default_factory=list)
    rules: list[Line] = field(default_factory=list)


def recipients_header(line: Line) -> str | None:
    """Return what stands behind `Nơi nhận:` on the line (often nothing), or None where the line is no such header."""
    if line.cells is not None or len(line.text) > 160:
        return None
    match = _RECIPIENTS.match(line.text)
    return match["rest"].strip() if match else None


def opens_closing(line: Line) -> bool:
    """Tell whether the closing may begin at this line."""
    return recipients_header(line) is not None or parts.authority_of(line) is not None


def opens_signature(tape: Tape, index: int, stop: int) -> bool:
    """Tell whether a signature without an authority begins at `index`: a position in capitals, its name below it."""
    if not _is_position(tape.lines[index]):
        return False
    for line in tape.lines[index + 1 : min(stop, index + 7)]:
        if line.cells is not None:
            return False
        if is_name(line.text):
            return True
        if not (_is_signed(line) or _is_position(line) or parts.classify(line) in ("rule", "stamp")):
            return False
    return False


def read_closing(tape: Tape, start: int, stop: int) -> Closing:
    """Read the closing that begins at line `start`, not beyond line `stop`; its own stop is where it really ends."""
    closing = Closing(start, start)
    index = start
    while index < stop:
        line = tape.lines[index]
        if recipients_header(line) is not None and closing.header is None:
            index = _read_recipients(tape, closing, index, stop)
        elif parts.authority_of(line) is not None or opens_signature(tape, index, stop):
            index = _read_signer(tape, closing, index, stop)
        elif parts.classify(line) in ("rule", "stamp"):
            closing.rules.append(line)
            index += 1
            continue
        elif _is_note(line) and closing.recipients:
            closing.notes.append(line)
            index += 1
        elif _unsigned(closing) is not None and closing.recipients and is_name(line.text):
            index = _read_signer(tape, closing, index, stop)
        else:
            break
        _join_signer(closing)
        closing.stop = index
    return closing


def _unsigned(closing: Closing) -> Signer | None:
    """Return the last signer if nobody's name stands below the authority so far."""
    last = closing.signers[-1] if closing.signers else None
    return last if last is not None and last.authority and last.name is None else None


def _join_signer(closing: Closing) -> None:
    """Join a signature that was read in two: a page break cuts both columns, and the recipients come between."""
    if len(closing.signers) < 2:
        return
    above, below = closing.signers[-2:]
    if above.name is None and not below.authority and not (above.position and below.position):
        above.position += below.position
        above.name = below.name
        above.others += below.others
        above.scribbles += below.scribbles
        closing.signers.pop()


def _read_recipients(tape: Tape, closing: Closing, index: int, stop: int) -> int:
    closing.header = tape.lines[index]
    rest = recipients_header(tape.lines[index])
    if rest:
        closing.recipients.append([tape.lines[index]])
    at = index + 1
    while at < stop:
        line = tape.lines[at]
        kind = parts.classify(line)
        if line.cells is not None or parts.authority_of(line) or opens_signature(tape, at, stop):
            break
        if kind in ("rule", "stamp"):
            closing.rules.append(line)
            at += 1
            continue
        if _is_note(line) or (closing.recipients and _is_typist(line)):
            closing.notes.append(line)
            at += 1
            continue
        marker = parse_marker(line.text)
        if not _bulleted(line):
            if len(line.text) > 160 or kind is not None or parts.appendix_label(line):
                break
            if closing.recipients and (_small_behind_bullet(closing, line) or _goes_on_filing(closing, line)):
                closing.recipients[-1].append(line)
                at += 1
                continue
            previous = closing.recipients[-1][-1].text.rstrip() if closing.recipients else ""
            if closing.recipients and line.gap and not line.text[:1].islower():
                break
            if closing.recipients and not previous.endswith((",", ";", ".")) and not line.gap:
                closing.recipients[-1].append(line)
                at += 1
                continue
            if is_upper(line.text) or marker is not None:
                break
        closing.recipients.append([line])
        at += 1
    return at


def _small_behind_bullet(closing: Closing, line: Line) -> bool:
    return line.text[:1].islower() and _bulleted(closing.recipients[-1][0])


def _goes_on_filing(closing: Closing, line: Line) -> bool:
    """`TCT (HC, NV3)` right under `- Lưu: VP (TH, HC).`: more places where the paper is filed."""
    filed = fold(clean_recipient(closing.recipients[-1][0].text)).startswith("lưu")
    short = len(line.text) < 40 and not line.gap and parts.classify(line) is None
    return filed and short and bool(_FILED.fullmatch(line.text.strip(_TRAIL)))


def _bulleted(line: Line) -> bool:
    marker = parse_marker(line.text)
    return marker is not None and marker.bullet


def _read_signer(tape: Tape, closing: Closing, index: int, stop: int) -> int:
    signer = Signer()
    closing.signers.append(signer)
    at = index
    while at < stop:
        line = tape.lines[at]
        if signer.name is not None or line.cells is not None:
            break
        if parts.authority_of(line) is not None:
            if signer.authority and signer.position:
                break
            signer.authority.append(line)
        elif recipients_header(line) is not None or parts.appendix_label(line):
            break
        elif _is_signed(line):
            signer.others.append(line)
        elif _is_position(line):
            signer.position.append(line)
        elif is_upper(parts.bare(line)) and not signer.position and signer.authority and not is_name(line.text):
            signer.authority.append(line)
        elif is_name(line.text):
            signer.name = line
        elif is_upper(parts.bare(line)) and signer.position and len(line.text) < 60 and not is_name(line.text):
            signer.position.append(line)
        elif parts.classify(line) in ("rule", "stamp"):
            signer.others.append(line)
        elif len(line.text) <= 60 and at - index < 12 and _name_ahead(tape, at, stop):
            post = signer.authority and begins_with(fold(parts.bare(line)), "closing.position")
            (signer.position if post else signer.scribbles).append(line)
        else:
            break
        at += 1
    return at


def _name_ahead(tape: Tape, at: int, stop: int) -> bool:
    return any(is_name(line.text) for line in tape.lines[at + 1 : min(stop, at + 6)])


def _is_position(line: Line) -> bool:
    core = parts.bare(line)
    if line.cells is not None or len(core) > 80 or not is_upper(core):
        return False
    return begins_with(fold(core), "closing.position") is not None


def _is_signed(line: Line) -> bool:
    return fold(parts.bare(line)) in words("closing.signed")


def _is_note(line: Line) -> bool:
    """A note such as `(báo cáo)` on a line of its own, whatever bullet an OCR tool put before it."""
    text = line.text.strip(_TRAIL + "-–")
    return len(text) <= 40 and text.strip("() ") != "" and fold(text.strip("() ")) in words("closing.recipient_notes")


def _is_typist(line: Line) -> bool:
    """The code of the typist and the number of copies below the recipients: `Sonnk/QĐ06.T9/50b`."""
    return bool(_TYPIST.fullmatch(line.text.strip(_TRAIL)))


def is_name(text: str) -> bool:
    """Tell whether the text is the name of a person: two to five words, each with a capital, or all in capitals."""
    core = _RANK.sub("", squeeze(text.strip(_TRAIL))).strip()
    tokens = core.split()
    if not 2 <= len(tokens) <= 5 or len(core) > 40 or any(c.isdigit() for c in core):
        return False
    folded = fold(core)
    if begins_with(folded, "closing.position"):
        return False
    short = sum(len(token.strip("'’")) == 1 for token in tokens)
    if all(_TOKEN.match(token) for token in tokens) and (not short or (len(tokens) > 2 and short == 1)):
        return True
    capitals = all(token.isalpha() and token.isupper() for token in tokens)
    return capitals and begins_with(folded, "organisation.heads") is None


def name_of(text: str) -> str:
    """Return the name on a signature line without decoration."""
    return squeeze(text.strip(_TRAIL))


def without_signed(position: str) -> str:
    """Return a position without `(đã ký)` behind it, where both stand on one line."""
    head, bracket, rest = position.rpartition("(")
    signed = bracket and head.strip() and fold(rest.rstrip(_TRAIL + ")")) in words("closing.signed")
    return head.rstrip() if signed else position


def clean_recipient(text: str) -> str:
    """Return a recipient or addressee as published: no bullet, no final punctuation, no note like `(b/c)`."""
    marker = parse_marker(text)
    if marker is not None and marker.bullet:
        text = text[marker.end :]
    text = squeeze(text).strip(_TRAIL)
    while True:
        match = _NOTE.search(text, timeout=2)
        if not match or fold(match["note"]).strip(" ,.") not in words("closing.recipient_notes"):
            return text
        text = text[: match.start()].rstrip(_TRAIL)
