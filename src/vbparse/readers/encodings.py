"""Bytes that must be text to text: by their mark, by where their zeros stand, by what Vietnamese comes of them."""

from __future__ import annotations

import codecs
from typing import NamedTuple

from vbparse.errors import SourceError
from vbparse.readers.legacy import decode_bytes, decode_text

MAX_BYTES = 200_000_000

_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)


class DecodedText(NamedTuple):
    """The text of a file, the name of its encoding, and the character set of old that it was in, if any."""

    text: str
    encoding: str
    legacy_font: str | None = None


def decode(data: bytes) -> DecodedText:
    """Decode bytes that must be text: UTF-8, UTF-16, UTF-32, Windows-1258, TCVN3, VNI, VISCII or VPS.

    Text in Unicode whose letters are those of an old character set (saved so by a program that did not know the font)
    is converted as well. Raises SourceError: `empty-file`, `file-too-large`, `not-text`, `unknown-encoding`.
    """
    if not data:
        raise no_bytes()
    if len(data) > MAX_BYTES:
        raise too_large(len(data))
    for bom, encoding in _BOMS:
        if data.startswith(bom):
            return _in_unicode(data, encoding)
    return _in_unicode(data, _utf16_without_bom(data) or "utf-8")


def _in_unicode(data: bytes, encoding: str) -> DecodedText:
    try:
        text, charset = decode_text(data.decode(encoding))
        return DecodedText(text, encoding, charset)
    except UnicodeDecodeError as error:
        sample = data[:65536]
        binary = sum(byte < 9 or 13 < byte < 32 for byte in sample)
        if binary > len(sample) // 100:
            raise not_text() from error
        found = decode_bytes(data) if encoding == "utf-8" else None
        if found:
            return DecodedText(*found)
        raise SourceError(
            "unknown-encoding",
            f"the text is not in {encoding.upper()} (byte {error.start} can't be read); save it as UTF-8 and try again",
            f"văn bản không theo bảng mã {encoding.upper()} (lỗi ở byte {error.start}); hãy lưu lại bằng UTF-8",
        ) from error


def too_large(size: int) -> SourceError:
    """Return the error of a file with more bytes than are read."""
    return SourceError(
        "file-too-large",
        f"the file has {size} bytes, more than the {MAX_BYTES} that are read; split it",
        f"tệp có {size} byte, vượt mức {MAX_BYTES} byte; hãy chia nhỏ tệp",
    )


def no_bytes() -> SourceError:
    """Return the error of a file of no bytes, whatever its name."""
    return SourceError(
        "empty-file",
        "the file is empty (0 bytes); copy it again or remove it",
        "tệp rỗng (0 byte); hãy chép lại tệp hoặc bỏ tệp này ra",
    )


def no_text() -> SourceError:
    """Return the error of a file without any text."""
    return SourceError(
        "empty-file",
        "the file holds no text; check that it was saved whole, or remove it",
        "tệp không có chữ nào; hãy kiểm tra lại việc lưu tệp hoặc bỏ tệp này ra",
    )


def not_text() -> SourceError:
    """Return the error of a file that is named as text and is none."""
    return SourceError(
        "not-text",
        "the file is named as text but holds binary data; give it its right extension or remove it",
        "tệp có đuôi văn bản nhưng nội dung là dữ liệu nhị phân; hãy đặt lại đuôi tệp hoặc bỏ tệp này ra",
    )


def _utf16_without_bom(data: bytes) -> str | None:
    """Tell UTF-16 without a mark by where its zero bytes stand: Vietnamese text is half ASCII."""
    sample = data[:4096]
    if len(sample) < 4 or len(data) % 2:
        return None
    even, odd = sample[0::2].count(0), sample[1::2].count(0)
    if odd > len(sample) // 6 and even <= odd // 20:
        return "utf-16-le"
    if even > len(sample) // 6 and odd <= even // 20:
        return "utf-16-be"
    return None
