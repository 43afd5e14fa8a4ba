"""Digital signatures of a PDF that show nothing on its pages: their time and reason, as lines of their own."""

from __future__ import annotations

import ctypes
from collections.abc import Callable

import pypdfium2
import pypdfium2.raw as raw
import regex

from vbparse.readers.lines import CleanLine, Row

_MOST = 100
_TIME = regex.compile(r"D:(\d{4})(\d\d)(\d\d)(?:(\d\d)(\d\d)(\d\d)?)?(?:([+-]\d\d)'?(\d\d)?|Z)?")


def signature_rows(pdf: pypdfium2.PdfDocument) -> list[Row]:
    """Return a line for each signature, such as `Chữ ký số; thời gian ký: 01-08-2024 08:58:01 +07:00`.

    No character of it is printed: `computed` covers the line. The names of signers lie in their certificates, which
    are not opened.
    """
    rows: list[Row] = []
    for index in range(min(raw.FPDF_GetSignatureCount(pdf.raw), _MOST)):
        signature = raw.FPDF_GetSignatureObject(pdf.raw, index)
        words = ["Chữ ký số"]
        time = _printed(_text(raw.FPDFSignatureObj_GetTime, signature, "ascii"))
        reason = " ".join(_text(raw.FPDFSignatureObj_GetReason, signature, "utf-16-le").split())
        words += [f"thời gian ký: {time}"] if time else []
        words += [f"lý do: {reason}"] if reason else []
        text = "; ".join(words)
        rows.append((CleanLine(text, aside="stamp", computed=len(text)), None, True))
    return rows


def _text(ask: Callable[[object, object, int], int], signature: object, encoding: str) -> str:
    length = ask(signature, None, 0)
    if length <= 0:
        return ""
    buffer = ctypes.create_string_buffer(length)
    ask(signature, buffer, length)
    return buffer.raw.decode(encoding, "replace").rstrip("\0")


def _printed(time: str) -> str:
    """Return a time of PDF (`D:20240801085801+07'00'`, ISO 32000-1, 7.9.4) as stamps print it."""
    match = _TIME.match(time)
    if not match:
        return ""
    year, month, day, hour, minute, second, zone, rest = match.groups()
    clock = f" {hour}:{minute}:{second or '00'}" if hour else ""
    return f"{day}-{month}-{year}{clock}" + (f" {zone}:{rest or '00'}" if zone else "")
