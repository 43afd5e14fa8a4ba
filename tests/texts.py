"""Small documents as text, and what the parser makes of them, for the tests of readers and structure."""

from __future__ import annotations

from pathlib import Path

from vbparse.document import Document, ParsedSource
from vbparse.parsing import Options, parse_bytes
from vbparse.readers import read
from vbparse.tape import Tape

ROOT = Path(__file__).resolve().parent.parent
CORPUS = sorted((ROOT / "corpus" / "raw").glob("*.txt"))
SAMPLES = ROOT.parent / "shared" / "samples"

HEAD = """TỈNH ỦY BẮC GIANG
*
Số 12-NQ/TU

ĐẢNG CỘNG SẢN VIỆT NAM

Bắc Giang, ngày 08 tháng 6 năm 2021

NGHỊ QUYẾT
CỦA BAN THƯỜNG VỤ TỈNH ỦY

về chuyển đổi số

"""

CLOSING = """

Nơi nhận:
- Ban Bí thư Trung ương Đảng,
- Lưu Văn phòng Tỉnh ủy.

T/M BAN THƯỜNG VỤ
BÍ THƯ

Nguyễn Văn An
"""


def tape_of(text: str, name: str = "x.md") -> Tape:
    """Read a text and check the contract of its tape."""
    tape = read(text.encode(), name)
    tape.verify()
    return tape


def parse_text(text: str, name: str = "x.md", *, secret: bool = True) -> ParsedSource:
    """Parse a text, secret documents too."""
    return parse_bytes(text.encode(), name, Options(include_secret=secret))


def one(text: str, name: str = "x.md") -> Document:
    """Parse a text that holds one document."""
    documents = parse_text(text, name).documents
    assert len(documents) == 1, [document.title for document in documents]
    return documents[0]


def with_body(body: str) -> Document:
    """Parse a nghị quyết with this body."""
    return one(HEAD + body + CLOSING)


def outline(document: Document, part: str = "body") -> list[str]:
    """Return the numbered blocks of a part, each as `level marker title`."""
    blocks = [s for s in document.sections if s.part == part and s.marker and s.kind in ("heading", "clause")]
    return [" ".join(filter(None, (str(s.level), s.marker, s.title))) for s in blocks]


def signatures(document: Document) -> list[str]:
    """Return the signatures, each as `authority | position | name`."""
    return [" | ".join(part or "" for part in (s.authority, s.position, s.name)) for s in document.signatures]
