"""Bytes to the body of a web page: out of an MHTML archive, in the encoding that it says or that its words show."""

from __future__ import annotations

import codecs
from typing import Final

import regex
from lxml import etree
from lxml import html as parser

from vbparse.errors import SourceError
from vbparse.readers.encodings import MAX_BYTES, decode, no_text, too_large
from vbparse.readers.mail import open_message

Element = etree._Element

_ARCHIVE: Final = regex.compile(
    rb"(?:[\w-]{1,60}:[^\n]{0,1000}\n(?:[ \t][^\n]{0,1000}\n)*)*?mime-version:", regex.IGNORECASE
)
_CHARSET: Final = regex.compile(rb"<meta\b[^<>]{0,300}?charset\s*=\s*[\"']?\s*([\w.:-]{2,40})", regex.IGNORECASE)
_XML: Final = regex.compile(r"\s*<\?xml[^>]{0,200}>")
_BOMS: Final = (codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
# What pages call Latin-1 is Windows-1252, as browsers take it.
_AS_BROWSERS: Final = {"iso8859-1": "cp1252", "ascii": "cp1252"}


def open_page(data: bytes) -> tuple[Element, str]:
    """Return the body of a page and the name of its encoding.

    Raises SourceError: `empty-file`, `file-too-large`, `unknown-encoding`, `damaged-file`.
    """
    if len(data) > MAX_BYTES:
        raise too_large(len(data))
    declared = None
    if _ARCHIVE.match(data[:20_000], timeout=2):
        data, declared = _from_archive(data)
    text, encoding = _decode(data, declared)
    if not text.strip():
        raise no_text()
    try:
        page = parser.document_fromstring(_XML.sub("", text, count=1), parser=_parser())
    except (etree.ParserError, etree.XMLSyntaxError, ValueError) as error:
        raise no_text() from error
    body = page.find("body")
    return (body if body is not None else page), encoding


def _parser() -> parser.HTMLParser:
    return parser.HTMLParser(no_network=True, remove_comments=True, remove_pis=True, huge_tree=True)


def _from_archive(data: bytes) -> tuple[bytes, str | None]:
    """Return the page of an MHTML archive and the encoding that the archive says."""
    message = open_message(data)
    for part in message.walk():
        if part.get_content_type() == "text/html":
            page = part.get_payload(decode=True)
            if isinstance(page, bytes):
                return page, part.get_content_charset()
    raise SourceError(
        "damaged-file",
        "the web archive holds no page; save the page again as HTML",
        "tệp lưu trang web không có trang nào bên trong; hãy lưu lại trang thành HTML",
    )


def _decode(data: bytes, declared: str | None) -> tuple[str, str]:
    if not data.startswith(_BOMS):
        said = _CHARSET.search(data[:8192], timeout=2)
        for name in filter(None, (declared, said[1].decode("ascii") if said else None, "utf-8")):
            try:
                known = codecs.lookup(name).name
                return data.decode(_AS_BROWSERS.get(known, known)), known
            except (LookupError, UnicodeDecodeError):
                continue
    found = decode(data)
    return found.text, found.encoding
