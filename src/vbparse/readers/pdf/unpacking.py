"""What the packed streams of a PDF unpack to, told before a library unpacks them whole.

A stream packed with Flate may unpack to a thousand times its size, one packed twice to a million times. pdfium and
pdfminer unpack into memory whatever comes.
"""

from __future__ import annotations

import zlib

import regex

MAX_STREAM = 100_000_000  # bytes of one stream, unpacked; pictures are not unpacked whole and don't count
_MOST_RATIO = 1032  # bytes that Flate makes of one
_CHUNK = 1 << 20
_HEAD = 2000  # bytes before a stream that hold its dictionary
_STREAM = regex.compile(rb"(?<!end)stream\r?\n")
_FLATE = regex.compile(rb"/(?:FlateDecode|Fl)\b")
_PICTURE = regex.compile(rb"/Subtype\s*/Image\b")


def has_bomb(data: bytes) -> bool:
    """Tell whether a stream of a PDF unpacks to more than `MAX_STREAM` bytes (locked streams can't be looked at)."""
    for found in _STREAM.finditer(data):
        head = data[max(0, found.start() - _HEAD) : found.start()]
        head = head[head.rfind(b"obj") + 1 :]
        times = len(_FLATE.findall(head))
        if not times or _PICTURE.search(head):
            continue
        stop = data.find(b"endstream", found.end())
        packed = memoryview(data)[found.end() : stop if stop >= 0 else len(data)]
        if len(packed) * _MOST_RATIO**times > MAX_STREAM and _is_bomb(packed, times):
            return True
    return False


def _is_bomb(packed: memoryview, times: int) -> bool:
    """Unpack as often as a stream is packed; what breaks off is no bomb."""
    for left in reversed(range(times)):
        unpacker = zlib.decompressobj()
        size, kept = 0, bytearray()
        chunk: bytes | memoryview = packed
        try:
            while chunk and not unpacker.eof:
                out = unpacker.decompress(chunk, _CHUNK)
                size += len(out)
                if size > MAX_STREAM:
                    return True
                if left:
                    kept += out
                chunk = unpacker.unconsumed_tail
        except zlib.error:
            pass
        packed = memoryview(bytes(kept))
    return False
