"""A saved mail (EML, RFC 5322) to the files that it holds: its text under the lines of its head, what is attached."""

from __future__ import annotations

import email
import email.policy
from collections.abc import Iterator
from email.errors import MessageError
from email.header import decode_header, make_header
from email.message import Message
from html import escape
from typing import Final

import regex

from vbparse.errors import SourceError
from vbparse.readers.encodings import decode

BODIES: Final = ("body.txt", "body.html")
"""The names of the text of a mail."""

_HEADS: Final = ("From", "To", "Cc", "Date", "Subject")
_MAX_DEPTH: Final = 30  # parts one in another; every line is compared with the marks of all that are open
_MARKS: Final = regex.compile(
    rb"""boundary\s*=\s*"?(?P<said>[^";\r\n]{1,200})|^--(?P<mark>[^\r\n]{1,200}?)(?P<end>--)?[ \t]*\r?$""",
    regex.IGNORECASE | regex.MULTILINE,
)


def parts_of(data: bytes) -> Iterator[tuple[str, bytes]]:
    """Yield the text of a mail as `body.txt` (`body.html` where it has no plain one), then its attachments by name.

    Above the text stand sender, receivers, date and subject. Pictures that the text only shows are left out.
    Raises SourceError as `open_message` does.
    """
    message = open_message(data)
    parts = list(_leaves(message))
    body = next((part for kind in ("text/plain", "text/html") for part in parts if _is_body(part, kind)), None)
    heads = [f"{name}: {value}" for name in _HEADS if (value := _head(message, name))]
    text = _text(body) if body is not None else ""
    if body is not None and body.get_content_type() == "text/html":
        lines = "".join(f"<p>{escape(head)}</p>" for head in heads)
        yield "body.html", f'<html><head><meta charset="utf-8"></head><body>{lines}{text}</body></html>'.encode()
    elif heads or text:
        yield "body.txt", "\n".join([*heads, "", text]).encode()
    for number, part in enumerate((part for part in parts if part is not body), start=1):
        name = _file_name(part)
        if part.get_content_type() == "message/rfc822":
            inner = part.get_payload(0)
            if isinstance(inner, Message):
                yield name or f"mail {number}.eml", inner.as_bytes()
        elif name and not _is_shown_in_text(part):
            payload = part.get_payload(decode=True)
            yield name, payload if isinstance(payload, bytes) else b""


def open_message(data: bytes) -> Message:
    """Return a mail or web archive as a tree of its parts.

    Raises SourceError: `damaged-file` where parts stand one in another beyond all measure.
    """
    if _depth(data) <= _MAX_DEPTH:
        try:
            return email.message_from_bytes(data, policy=email.policy.compat32)
        except RecursionError:
            pass
    raise SourceError(
        "damaged-file",
        "the parts of the mail stand one in another beyond all measure; save its text and attachments by themselves",
        "các phần của thư lồng nhau quá nhiều lớp; hãy lưu riêng nội dung và các tệp đính kèm",
    )


def _depth(data: bytes) -> int:
    """Return how many parts are open at once at most; it stops to count above `_MAX_DEPTH`."""
    opened: list[bytes] = []
    deepest = 0
    for found in _MARKS.finditer(data):
        if found["said"] is not None:
            opened.append(found["said"].strip())
            deepest = max(deepest, len(opened))
            if deepest > _MAX_DEPTH:
                break
        elif found["mark"] in opened:
            at = opened.index(found["mark"])
            del opened[at if found["end"] else at + 1 :]
    return deepest


def _leaves(message: Message) -> Iterator[Message]:
    """Yield the parts of a mail that hold something; a mail inside it is one of them."""
    if message.get_content_type() == "message/rfc822" or not message.is_multipart():
        yield message
        return
    for part in message.get_payload():
        if isinstance(part, Message):
            yield from _leaves(part)


def _is_body(part: Message, kind: str) -> bool:
    return part.get_content_type() == kind and part.get_content_disposition() != "attachment" and not _file_name(part)


def _is_shown_in_text(part: Message) -> bool:
    is_picture = part.get_content_maintype() == "image"
    return is_picture and part.get("Content-ID") is not None and part.get_content_disposition() != "attachment"


def _text(part: Message) -> str:
    payload = part.get_payload(decode=True)
    data = payload if isinstance(payload, bytes) else b""
    try:
        return data.decode(part.get_content_charset("utf-8"))
    except (LookupError, UnicodeDecodeError):
        pass
    try:
        return decode(data).text if data else ""
    except SourceError:
        return data.decode("utf-8", "replace")


def _file_name(part: Message) -> str:
    return _readable(part.get_filename() or "")


def _head(message: Message, name: str) -> str:
    return " ".join(_readable(str(message.get(name, ""))).split())


def _readable(value: str) -> str:
    """Return a value of a header with its encoded words decoded; bytes beyond ASCII are read as UTF-8."""
    try:
        return str(make_header(decode_header(value.encode("utf-8", "surrogateescape").decode("utf-8", "replace"))))
    except (ValueError, LookupError, MessageError):
        return value
