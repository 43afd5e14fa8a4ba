"""The documents of the corpus: all there, and the forty of the book as its own contents lists them."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

import pytest

from texts import CORPUS, ROOT
from vbparse.document import Document, ParsedSource
from vbparse.lexicon.fold import fold
from vbparse.parsing import parse_bytes
from vbparse.pipeline import parse_folder

pytestmark = [
    pytest.mark.corpus,
    pytest.mark.skipif(not CORPUS, reason="corpus/raw is not at hand (a source distribution leaves it out)"),
]
BOOK = "004"


@cache
def parsed(stem: str) -> ParsedSource:
    path = next(path for path in CORPUS if path.stem.startswith(stem))
    return parse_bytes(path.read_bytes(), path.name)


def contents() -> list[tuple[str, str, str, str, str]]:
    """Return (type, number, ISO date, issuer, subject) of each row of the book's mục lục, read by a plain pattern."""
    row = re.compile(r"\d+\t(.+?) số (\S+) ngày (\d\d?)/(\d\d?)/(\d{4})\t(.+?)\t\d+\s*$")
    lines = next(path for path in CORPUS if path.stem.startswith(BOOK)).read_text(encoding="utf-8").splitlines()
    found, issuer = [], ""
    for line in lines[lines.index("MỤC LỤC") : lines.index("DANH MỤC")]:
        if line.strip().endswith(" ban hành"):
            issuer = line.strip().split(" ", 1)[1].removesuffix(" ban hành")
        match = row.match(line)
        if match:
            kind, number, day, month, year, subject = match.groups()
            found.append((kind, number, f"{year}-{int(month):02}-{int(day):02}", issuer, subject))
    return found


def documents() -> tuple[Document, ...]:
    return parsed(BOOK).documents


def test_how_many_documents_each_source_holds() -> None:
    assert [len(parsed(path.stem[:3]).documents) for path in CORPUS] == [1, 1, 1, 4, 40]


def test_the_book_holds_what_its_contents_lists() -> None:
    listed = [(kind, number, day) for kind, number, day, _, _ in contents()]
    assert len(listed) == 40
    assert [(d.doc_type, d.number, str(d.issued_on)) for d in documents()] == listed


def test_issuers_of_the_book() -> None:
    names = {"Tỉnh ủy": "Ban Chấp hành Đảng bộ tỉnh", "Ban Thường vụ Tỉnh ủy": "Ban Thường vụ Tỉnh ủy"}
    assert [d.issuer for d in documents()] == [names[issuer] for *_, issuer, _ in contents()]


def words(subject: str) -> str:
    """A subject without what the contents prints otherwise than the document: `về`, spaces, dashes, punctuation."""
    plain = re.sub(r"[\W_]+", "", fold(subject))
    return re.sub(r"^(vềviệc|về)", "", plain)


def test_subjects_of_the_book() -> None:
    listed = {number: words(subject) for _, number, _, _, subject in contents()}
    unlike = [
        d.number
        for d in documents()
        if not (d.number and d.subject)
        or not (words(d.subject) == listed[d.number] or _nearly(words(d.subject), listed[d.number]))
    ]
    assert unlike == []


def _nearly(a: str, b: str) -> bool:
    """The same but for a few letters: the contents abridges and misprints."""
    from difflib import SequenceMatcher

    return SequenceMatcher(None, a, b, autojunk=False).ratio() > 0.9


def test_signatures_of_the_book() -> None:
    authority = {"Tỉnh ủy": "T/M TỈNH ỦY", "Ban Thường vụ Tỉnh ủy": "T/M BAN THƯỜNG VỤ"}
    for document, (_, number, _, issuer, _) in zip(documents(), contents(), strict=True):
        (signature,) = document.signatures
        assert signature.authority == authority[issuer], number
        assert (signature.position, signature.name) in {("BÍ THƯ", "Dương Văn Thái"), ("PHÓ BÍ THƯ", "Lê Thị Thu Hồng")}


def test_recipients_of_the_book() -> None:
    assert all(7 <= len(d.recipients) <= 14 for d in documents())
    assert all(r == r.strip(" -,.;") and "(b/c" not in r for d in documents() for r in d.recipients)


@pytest.mark.parametrize("path", CORPUS, ids=lambda path: path.stem[:3])
def test_every_character_is_labelled_once(path: Path) -> None:
    source = parsed(path.stem[:3])
    assert source.text is not None
    pieces = sorted((s.start, s.end) for block in source.blocks for s in block.span.segments)
    at = 0
    for start, end in pieces:
        assert at <= start and not source.text[at:start].strip()
        at = end
    assert not source.text[at:].strip()
    assert sum(block.label == "other" for block in source.blocks) <= len(source.blocks) // 50


@pytest.mark.parametrize("path", CORPUS, ids=lambda path: path.stem[:3])
def test_two_runs_are_equal(path: Path) -> None:
    assert parse_bytes(path.read_bytes(), path.name) == parsed(path.stem[:3])


def test_committed_dataset_is_that_of_a_fresh_parse(tmp_path: Path) -> None:
    committed = ROOT / "corpus" / "parsed"
    if not committed.is_dir():
        pytest.skip("corpus/parsed is not there yet; `make parse` writes it")
    parse_folder(ROOT / "corpus" / "raw", tmp_path / "parsed")
    fresh = {
        p.relative_to(tmp_path / "parsed"): p.read_bytes() for p in (tmp_path / "parsed").rglob("*") if p.is_file()
    }
    known = {p.relative_to(committed): p.read_bytes() for p in committed.rglob("*") if p.is_file()}
    assert sorted(known) == sorted(fresh)
    assert [str(name) for name in sorted(fresh) if known[name] != fresh[name]] == []
