"""What kind of file some bytes are: told by the content first, by the extension where the content says little."""

from __future__ import annotations

import io
import lzma
import zipfile
import zlib
from pathlib import PurePosixPath

import regex

from vbparse.model import SourceFormat

# Extension -> the value of `sources.format`.
EXTENSIONS: dict[str, SourceFormat] = {
    ".txt": "txt",
    ".text": "txt",
    ".md": "md",
    ".markdown": "md",
    ".docx": "docx",
    ".docm": "docx",
    ".dotx": "docx",
    ".pdf": "pdf",
    ".doc": "doc",
    ".dot": "doc",
    ".rtf": "rtf",
    ".odt": "odt",
    ".htm": "html",
    ".html": "html",
    ".mht": "html",
    ".mhtml": "html",
    ".png": "image",
    ".jpg": "image",
    ".jpeg": "image",
    ".tif": "image",
    ".tiff": "image",
    ".zip": "zip",
    ".eml": "eml",
}

_MAGIC: tuple[tuple[bytes, SourceFormat], ...] = (
    (b"{\\rtf", "rtf"),
    (b"\x89PNG\r\n", "image"),
    (b"\xff\xd8\xff", "image"),
    (b"II*\x00", "image"),
    (b"MM\x00*", "image"),
)
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_HTML = regex.compile(
    rb"(?:\xef\xbb\xbf)?(?:\s|<!--.{0,2000}?-->|<\?xml[^>]{0,200}>)*<(?:!doctype\s+html|html|head|body)\b"
)
_WEB_ARCHIVE = regex.compile(rb"content-type:\s*multipart/related")
# What the standard library raises for a ZIP that is damaged, locked (RuntimeError) or packed in a way that it does not
# unpack (NotImplementedError): a file made by somebody, so nothing of it may bring a reader down.
BROKEN_ZIP = (zipfile.BadZipFile, zlib.error, lzma.LZMAError, RuntimeError, OSError, EOFError, ValueError)
_MEDIA_TYPE = "application/vnd.oasis.opendocument.text"


def by_name(source_path: str) -> SourceFormat:
    """Return the format that the name of a source says, `unknown` for an extension that is not known."""
    return EXTENSIONS.get(PurePosixPath(source_path).suffix.lower(), "unknown")


def extension_of(kind: SourceFormat) -> str:
    """Return the usual extension of a format, an empty one for `unknown`."""
    return next((extension for extension, named in EXTENSIONS.items() if named == kind), "")


def kind_of(data: bytes, source_path: str) -> SourceFormat:
    """Return the format of a file: what its first bytes prove, else what its name says.

    A file that is named as something its bytes would prove, and don't, is `txt` where it holds text; otherwise the name
    is believed, so that a damaged file is told as one.
    """
    named = by_name(source_path)
    proven = _by_content(data)
    if proven == "html" and named in ("txt", "md", "eml"):
        return named
    if proven is not None:
        return proven
    if named in ("pdf", "docx", "doc", "odt", "rtf", "image", "zip") and is_text(data):
        return "txt"
    return named


def is_text(data: bytes) -> bool:
    """Tell whether the bytes are those of a text: not empty, and almost no control characters at their beginning."""
    sample = data[:65536]
    controls = sum(byte < 9 or 13 < byte < 32 for byte in sample)
    return bool(sample.strip()) and controls * 100 <= len(sample)


def _by_content(data: bytes) -> SourceFormat | None:
    """Return the format that the bytes prove by themselves; None for text and for what is not known."""
    if b"%PDF-" in data[:1024]:
        return "pdf"
    if data.startswith(b"PK\x03\x04"):
        return _in_zip(data)
    if data.startswith(_OLE):
        return _in_ole(data)
    for magic, kind in _MAGIC:
        if data.startswith(magic):
            return kind
    head = data[:4096].lower()
    if _HTML.match(head, timeout=2):
        return "html"
    if b"mime-version:" in head and _WEB_ARCHIVE.search(head, timeout=2):
        return "html"
    return None


def _in_zip(data: bytes) -> SourceFormat | None:
    """Tell Word and OpenDocument files from folders in a ZIP; None where the directory of the ZIP is damaged."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = set(archive.namelist())
            if "word/document.xml" in names:
                return "docx"
            if "mimetype" in names and archive.getinfo("mimetype").file_size < 200:
                return "odt" if archive.read("mimetype").decode("ascii", "replace").startswith(_MEDIA_TYPE) else "zip"
            if "[Content_Types].xml" in names:
                types = archive.open("[Content_Types].xml").read(100_000)
                return "docx" if b"wordprocessingml.document.main" in types else "unknown"
            return "zip"
    except BROKEN_ZIP:
        return None


def _in_ole(data: bytes) -> SourceFormat | None:
    """Tell old Word files, and new ones that a password locks, by the names of the streams in the container."""
    if "EncryptedPackage".encode("utf-16-le") in data:
        return "docx"
    return "doc" if "WordDocument".encode("utf-16-le") in data else None
