"""Legacy fonts: text in TCVN3, VNI, VISCII or VPS to Unicode, a run at a time, by font name and by content."""

from __future__ import annotations

from vbparse.readers.legacy.charsets import CHARSETS, Charset
from vbparse.readers.legacy.decoding import (
    Decoded,
    charset_of_words,
    decode_bytes,
    decode_run,
    decode_runs,
    decode_text,
    named,
)

__all__ = [
    "CHARSETS",
    "Charset",
    "Decoded",
    "charset_of_words",
    "decode_bytes",
    "decode_run",
    "decode_runs",
    "decode_text",
    "named",
]
