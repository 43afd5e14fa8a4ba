"""The footer of a portal below the text of a page: whose it is, where they sit, who made it, how many came by.

A footer is what stands last on a page, as far up as its lines are such as only footers have. One line at least must be
one that no document ends with (`© 2024`, `Ghi rõ nguồn …`, `Thiết kế bởi …`): an address alone may be the document's.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

import regex
from lxml import etree

from vbparse.readers.html.styles import BLOCKS

Element = etree._Element

_OWNER: Final = (
    r"(?:trang|cổng|website|báo|tạp\ chí|ban|tỉnh|thành|huyện|quận|thị|phường|xã|đảng|văn\ phòng|[uủ][yỷ]|ubnd|"
    r"công\ ty|trung\ tâm|sở|bộ|hội|mặt\ trận|học\ viện|trường|viện|cục)\b"
)
_ONLY_FOOTERS: Final = regex.compile(
    r"""\W* (?:
        (?:mọi\ )? bản\ quyền (?:[^.©]{0,40} © | \W*(?:\(c\)|năm)?\W*20\d\d\b) | copyright\b | \(c\)\ ?20\d\d
      | all\ rights\ reserved
      | bản\ quyền\ (?:thuộc(?:\ về)?|của)\ :?\s*(?:trang|cổng|website|báo|tạp\ chí)\b | ®\ [^.]{0,80}giữ\ bản\ quyền
      | (?:(?:đề\ nghị|yêu\ cầu|vui\ lòng|xin|khi\ [^.:]{1,60})\ )? ghi\ rõ\ nguồn
        (?:\W*$|\W*[“"'(:.]|\ (?:từ|khi|trang|cổng|website|báo|tạp\ chí|tin|bài|này|www|http)\b)
      | (?:thiết\ kế|xây\ dựng|phát\ triển)(?:\ (?:và|&|web|website|thiết\ kế|xây\ dựng|phát\ triển))*\ (?:bởi|by)\b
      | thiết\ kế(?:\ web|\ website)?\ ?: | (?:designed|developed|powered)\ (?:and\ \w+\ )?by\b
      | (?:tổng\ )?(?:số\ )?(?:lượt\ truy\ cập|người\ (?:đang\ )?truy\ cập) | tổng\ (?:số\ )?truy\ cập
      | đang\ (?:online|trực\ tuyến|truy\ cập) | giấy\ phép\ [^.]{0,80}(?:ttđt|trang\ (?:thông\ )?tin|báo\ chí)
    ) | \s*©""",
    regex.IGNORECASE | regex.VERBOSE,
)
# Of a footer where the document is closed above, or another line of a footer stands beside it.
_OWNED: Final = regex.compile(
    rf"\W*(?:mọi\ )?bản\ quyền\ (?:thuộc(?:\ về)?|của)\ ?:?\s*{_OWNER}", regex.IGNORECASE | regex.VERBOSE
)
_LABELS: Final = (
    r"địa\ chỉ|trụ\ sở|(?:số\ )?điện\ thoại|đt|đtdđ|tel|fax|hotline|đường\ dây\ nóng|e-?mail|thư\ điện\ tử|"
    r"hộp\ thư|website|web|cơ\ quan(?:\ chủ\ quản|\ thường\ trực)?|đơn\ vị\ chủ\ quản|giấy\ phép(?:\ số)?|mã\ số\ thuế|"
    r"ban\ biên\ tập|(?:phó\ )?(?:trưởng\ ban|tổng)\ biên\ tập|"
    r"(?:người\ )?chịu\ trách\ nhiệm(?:\ chính|\ nội\ dung|\ xuất\ bản)?"
)
_BUTTONS: Final = (
    r"in\ trang|in\ bài(?:\ viết)?|(?:lên\ |về\ )?đầu\ trang|quay\ lại|trở\ (?:lại|về)|gửi\ email|chia\ sẻ|"
    r"tin\ liên\ quan|bản\ quyền|sơ\ đồ\ (?:trang|cổng|website)|rss|liên\ hệ"
)
_BESIDE: Final = regex.compile(
    rf"""\W* (?:
        (?:{_LABELS})\s*[:.] | giấy\ phép\ (?:số|hoạt\ động|thiết\ lập)
      | (?:(?:{_BUTTONS})(?:\W+|$))+$
      | (?:trang|cổng)\ (?:thông\ tin|tin|ttđt|giao\ tiếp)\b (?:\ điện\ tử)? [^.;:]*$
    )""",
    regex.IGNORECASE | regex.VERBOSE,
)
_CLOSED: Final = regex.compile(r"\bnơi nhận\s*:?|\b(?:T/M|K/T|T/L|TM\.|KT\.|TL\.|TUQ\.)\s*\p{Lu}", regex.IGNORECASE)
MOST: Final = 3000
"""Characters that a footer may hold at most."""

_LONGEST = 300
_CLOSING = 1500  # characters above a footer that may hold the closing of the document


def footer_of(body: Element) -> list[Element]:
    """Return the elements at the end of a body that are the footer of a page, empty where there is none."""
    found: list[Element] = []
    _gather(body, found)
    lines = [line for element in found for line in _lines(element)]
    if any(_ONLY_FOOTERS.match(line) for line in lines):
        return found
    owned = [line for line in lines if _OWNED.match(line)]
    if owned and (len(lines) > 1 or _is_closed(body, found)):
        return found
    return []


def _gather(element: Element, found: list[Element]) -> None:
    """Collect the blocks at the end of an element whose lines are all those of a footer, from the last one up."""
    for child in reversed(list(element)):
        if (child.tail or "").strip():
            return
        size = _size(child) if isinstance(child.tag, str) else 0
        if not size:
            continue
        if child.tag not in BLOCKS:
            return
        if size <= MOST and all(map(_is_footer, _lines(child))):
            found.append(child)
        else:
            _gather(child, found)
            return


def _size(element: Element) -> int:
    """Count the characters of an element, no further than a footer may go."""
    size = 0
    for text in element.itertext():
        size += len(text.strip())
        if size > MOST:
            break
    return size


def _is_footer(line: str) -> bool:
    patterns = (_ONLY_FOOTERS, _OWNED, _BESIDE)
    return len(line) <= _LONGEST and any(pattern.match(line, timeout=2) for pattern in patterns)


def _is_closed(body: Element, footer: list[Element]) -> bool:
    """Whether recipients or a signature stand right above the footer."""
    own = sum(len("".join(element.itertext())) for element in footer)
    whole = "".join(body.itertext())
    above = whole[: len(whole.rstrip()) - own] if own < len(whole) else ""
    return bool(_CLOSED.search(above[-_CLOSING:]))


def _lines(element: Element) -> Iterator[str]:
    """Yield the lines that an element shows: they end with a block and at a `br`."""
    line: list[str] = []
    for piece in _pieces(element):
        if piece is not None:
            line.append(piece)
        elif text := " ".join("".join(line).split()):
            yield text
            line = []
        else:
            line = []
    if text := " ".join("".join(line).split()):
        yield text


def _pieces(element: Element) -> Iterator[str | None]:
    """Yield the texts of an element in order, None where a line ends."""
    for event, at in etree.iterwalk(element, events=("start", "end", "comment", "pi")):
        breaks = at.tag == "br" or at.tag in BLOCKS
        if breaks:
            yield None
        if event == "start" and at.text:
            yield at.text
        if event != "start" and at is not element and at.tail:
            yield at.tail
