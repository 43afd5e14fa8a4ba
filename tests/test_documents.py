"""Whole documents of many kinds, committees, periods and printings, against what a reader notes down of them."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest

from texts import SAMPLES, outline, parse_text, signatures
from vbparse.document import Document

FOLDER = Path(__file__).parent / "documents"
EXPECTED: dict[str, list[dict[str, Any]]] = tomllib.loads((FOLDER / "expected.toml").read_text(encoding="utf-8"))
EMPTY: dict[str, Any] = {"draft": False, "addressees": [], "recipients": [], "signatures": [], "outline": []}


def noted(document: Document, names: list[str]) -> dict[str, Any]:
    """Return the fields that a reader would note down, in the form of `expected.toml`."""
    found: dict[str, Any] = {
        "issued_on": document.issued_on.isoformat() if document.issued_on else None,
        "addressees": list(document.addressees),
        "recipients": list(document.recipients),
        "signatures": signatures(document),
        "outline": outline(document),
        "appendices": [f"{a.label or ''} | {a.title or ''}" for a in document.appendices],
        "tables": [f"{t.n_rows} × {' / '.join(t.header)}" for t in document.tables],
    }
    for name in names:
        if name.startswith("outline_"):
            found[name] = outline(document, name.removeprefix("outline_").replace("_", " "))
        elif name not in found:
            found[name] = getattr(document, name)
    return found


FIELDS = [
    "doc_type", "number", "parent_organisation", "organisation", "issuer", "place", "issued_on", "subject", "secrecy",
    "urgency", "draft", "addressees", "recipients", "signatures", "outline", "appendices", "tables",
]  # fmt: skip


def test_every_document_has_an_answer() -> None:
    assert sorted(EXPECTED) == sorted(p.name for p in FOLDER.iterdir() if p.suffix in (".md", ".txt"))


@pytest.mark.parametrize("name", sorted(EXPECTED))
def test_document(name: str) -> None:
    documents = parse_text((FOLDER / name).read_text(encoding="utf-8"), name).documents
    answers = EXPECTED[name]
    assert [d.doc_type for d in documents] == [a.get("doc_type") for a in answers]
    for document, answer in zip(documents, answers, strict=True):
        names = list(dict.fromkeys([*FIELDS, *answer]))
        wanted = {field: answer.get(field, EMPTY.get(field)) for field in names}
        wanted["appendices"], wanted["tables"] = answer.get("appendices", []), answer.get("tables", [])
        assert noted(document, names) == wanted


@pytest.mark.parametrize(
    ("name", "number", "issuer", "day", "signature", "blocks"),
    [
        ("party_383-QD-TW_2025.md", "383-QĐ/TW", "Ban Bí thư", "2025-11-19", "T/M BAN BÍ THƯ |  | Trần Cẩm Tú", 23),
        (
            "party_45-HD-BTCTW.md",
            "45-HD/BTCTW",
            "Ban Tổ chức Trung ương",
            "2025-11-21",
            "K/T TRƯỞNG BAN | PHÓ TRƯỞNG BAN THƯỜNG TRỰC | Hoàng Đăng Quang",
            0,
        ),
        (
            "party_212-KL-TW.md",
            "212-KL/TW",
            "Bộ Chính trị, Ban Bí thư",
            "2025-11-18",
            "T/M BỘ CHÍNH TRỊ |  | Trần Cẩm Tú",
            0,
        ),
    ],
)
def test_published_document(name: str, number: str, issuer: str, day: str, signature: str, blocks: int) -> None:
    """Web pages: a cell of the heading on every line, menus around the text, `blocks` articles."""
    path = SAMPLES / name
    if not path.exists():
        pytest.skip(f"the sample {name} is not at hand")
    (document,) = parse_text(path.read_text(encoding="utf-8"), name).documents
    assert (document.number, document.issuer, str(document.issued_on)) == (number, issuer, day)
    assert signatures(document) == [signature] and len(document.recipients) >= 6
    articles = [s.marker for s in document.sections if s.numbering == "article"]
    assert articles == [f"Điều {n}" for n in range(1, blocks + 1)]
    assert not blocks or not [d.code for d in document.diagnostics if d.code in ("list-starts-late", "number-skipped")]
