"""What the name of a font tells of its letters: the character set, and whether it draws all of them as capitals."""

from __future__ import annotations

from functools import lru_cache
from typing import Final

import regex

from vbparse.readers.legacy.charsets import Charset

# A PDF puts a tag in front of the name of a font of which it holds a part only: `ABCDEF+.VnTime`.
_TAG = regex.compile(r"[A-Z]{6}\+")
_NAMES: Final[tuple[tuple[Charset, regex.Pattern[str]], ...]] = (
    ("vni", regex.compile(r"VNI[- _]?\p{L}|VNI$", regex.IGNORECASE)),
    ("tcvn3", regex.compile(r"\.Vn|Vn(?:Time|Arial|Avant|Courier|Helvet|3D)|TCVN|ABC ?-?\p{Lu}", regex.IGNORECASE)),
    ("viscii", regex.compile(r"VISCII|VI (?:Times|Arial|Helvetica)", regex.IGNORECASE)),
    ("vps", regex.compile(r"VPS[- _]?\p{L}|VPS$", regex.IGNORECASE)),
)
_NEW_TIMES = regex.compile(r"vn ?times? new", regex.IGNORECASE)  # a font of Unicode letters with a name of old
# Capitals: `.VnTimeH`, `VnArialH,Bold`, `VPS Times Hoa`, `VI Times Hoa`.
_CAPITALS: Final[dict[Charset, regex.Pattern[str]]] = {
    "tcvn3": regex.compile(r"H(?=$|[ ,_-]|Bold|Italic)", regex.IGNORECASE),
    "vps": regex.compile(r"\bHoa\b", regex.IGNORECASE),
    "viscii": regex.compile(r"\bHoa\b", regex.IGNORECASE),
}


@lru_cache(maxsize=4096)
def charset_of(font: str) -> Charset | None:
    """Return the character set that the name of a font tells, None for every other font."""
    name = _TAG.sub("", font.strip(), count=1)
    if _NEW_TIMES.match(name):
        return None
    return next((charset for charset, pattern in _NAMES if pattern.match(name)), None)


@lru_cache(maxsize=4096)
def draws_capitals(font: str) -> bool:
    """Whether a font draws small letters as capitals, as `.VnTimeH` does; False for fonts of Unicode letters."""
    charset = charset_of(font)
    pattern = _CAPITALS.get(charset) if charset else None
    return bool(pattern and pattern.search(font))
