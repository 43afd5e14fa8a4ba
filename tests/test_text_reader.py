"""The reader of Markdown and plain text: encodings, odd files, and the contract of the tape."""

from __future__ import annotations

import codecs
import random
from collections.abc import Callable
from pathlib import Path

import pytest

from growth import grows_with_size
from texts import CORPUS, HEAD, tape_of
from vbparse.errors import SourceError
from vbparse.parsing import parse_bytes
from vbparse.readers import read
from vbparse.readers.kinds import by_name
from vbparse.structure import structure

TEXT = "Tỉnh ủy ban hành Nghị quyết về chuyển đổi số, gồm các nội dung sau đây"


@pytest.mark.parametrize(
    ("data", "encoding"),
    [
        (TEXT.encode(), "utf-8"),
        (codecs.BOM_UTF8 + TEXT.encode(), "utf-8-sig"),
        (codecs.BOM_UTF16_LE + TEXT.encode("utf-16-le"), "utf-16"),
        (codecs.BOM_UTF16_BE + TEXT.encode("utf-16-be"), "utf-16"),
        (codecs.BOM_UTF32_LE + TEXT.encode("utf-32-le"), "utf-32"),
        (TEXT.encode("utf-16-le"), "utf-16-le"),
        (TEXT.encode("utf-16-be"), "utf-16-be"),
    ],
)
def test_encodings(data: bytes, encoding: str) -> None:
    tape = read(data, "x.txt")
    assert (tape.text.rstrip("\n"), tape.encoding) == (TEXT, encoding)


@pytest.mark.parametrize(
    ("data", "name", "code"),
    [
        (b"", "x.txt", "empty-file"),
        (b" \n\t\r\n", "x.txt", "empty-file"),
        (codecs.BOM_UTF8, "x.txt", "empty-file"),
        (bytes(range(256)) * 40, "x.txt", "not-text"),
        (b"\x00\x01\x02\x03" * 500, "x.md", "not-text"),
        ("Tỉnh ủy".encode("cp1258", "replace") * 50 + b"\xe1\xbb", "x.txt", "unknown-encoding"),
        ("Nghị quyết".encode("utf-16-le") + b"\x00", "x.txt", None),
        (b"text", "x.xyz", "unsupported-format"),
        (b"text", "x", "unsupported-format"),
        (b"a" * 1_000_001, "x.txt", "line-too-long"),
    ],
)
def test_files_that_cannot_be_read(data: bytes, name: str, code: str | None) -> None:
    if code is None:  # read or refused, it must not fall over
        assert parse_bytes(data, name).source.status in ("failed", "partial")
        return
    with pytest.raises(SourceError) as raised:
        read(data, name)
    assert raised.value.code == code and raised.value.message_vi
    assert parse_bytes(data, name).source.error_code == code


@pytest.mark.parametrize(
    ("name", "expected"),
    [("a.TXT", "txt"), ("b/c.Markdown", "md"), ("x.tar.md", "md"), ("x.docm", "docx"), (".txt", "unknown")],
)
def test_by_name(name: str, expected: str) -> None:
    assert by_name(name) == expected


def test_line_ends_of_every_kind() -> None:
    lines = tape_of("một\r\nhai\rba\nbốn\u2028năm\fsáu").lines
    assert [line.text for line in lines] == ["một", "hai", "ba", "bốn", "năm", "sáu"]
    assert [line.number for line in lines] == [1, 2, 3, 4, 4, 4] and not any(line.gap for line in lines)


def test_characters() -> None:
    decomposed = "Nghi\u0323 quye\u0302\u0301t"
    tape = tape_of(f"{decomposed}\u200b\u00ad so\u0302\u0301\u00a05\x07")
    assert tape.text == "Nghị quyết số 5\n"
    assert [(note.code, note.fields) for note in tape.notes] == [("control-characters", {"count": "1"})]


def test_gaps_and_numbers_of_lines() -> None:
    lines = tape_of("một\n\n \nhai\nba").lines
    assert [(line.text, line.number, line.gap) for line in lines] == [
        ("một", 1, False),
        ("hai", 4, True),
        ("ba", 5, False),
    ]


@pytest.mark.parametrize("path", CORPUS, ids=lambda path: path.stem[:3])
def test_tape_of_the_corpus(path: Path) -> None:
    tape = read(path.read_bytes(), path.name)
    tape.verify()
    raw = path.read_text(encoding="utf-8")
    letters = sum(c.isalpha() for c in raw)
    assert sum(c.isalpha() for c in tape.text) >= letters - 4 * raw.count("<")


def test_tape_of_random_text() -> None:
    pieces = [
        "**", "*", "***", "\\*", "#", "## ", "|", "\t", "\n", "\n\n", "\r\n", " ", "    ", "- ", "<br>", "<b>", "</b>",
        "<sup>", "&amp;", "[", "](http://a.b)", "__", "_", "NGHỊ QUYẾT", "Số 1-NQ/TU", "ĐẢNG CỘNG SẢN VIỆT NAM",
        "Nơi nhận:", "T/M BAN THƯỜNG VỤ", "1.", "I-", "a)", "Điều 2.", "PHỤ LỤC 1", "tỉnh ủy", "\u200b", "\x00", "…",
        "(Kèm theo", ")", "Hà Nội, ngày 01 tháng 02 năm 2020", "TT", "BÍ THƯ", "Nguyễn Văn A", "CỦA BAN BÍ THƯ",
    ]  # fmt: skip
    chance = random.Random(20210608)
    for _ in range(400):
        text = "".join(chance.choices(pieces, k=chance.randint(1, 120)))
        parsed = parse_bytes(text.encode(), "x.md")
        if parsed.text is not None and text.count("\x00") <= 16:
            tape_of(text)
            covered = sum(len(b.text.replace(" ", "")) for b in parsed.blocks)
            assert covered == len("".join(parsed.text.split()))


HOSTILE: dict[str, Callable[[int], str]] = {
    "one sentence": lambda n: "Ban Thường vụ " + "và các cấp ủy " * n,
    "one word": lambda n: "ạ" * 10 * n,
    "numbered lines": lambda n: "\n".join(f"{i}. Nội dung {i}" for i in range(1, n + 1)),
    "dotted numbers": lambda n: "\n\n".join(f"{i % 9 + 1}.{i % 7 + 1}.{i % 5 + 1}. Nội dung" for i in range(n)),
    "nested brackets": lambda n: "(" * 5 * n + ")" * 5 * n,
    "open brackets on lines": lambda n: "\n".join(["( một"] * n),
    "nested emphasis": lambda n: "*a" * 5 * n,
    "open links": lambda n: "[" * 5 * n + "](http://a)" * n,
    "underscores": lambda n: "_a" * 5 * n + "__ b" * n,
    "rows of 500 cells": lambda n: "\n".join("|" + "|".join(f"c{i}" for i in range(500)) + "|" for _ in range(n // 50)),
    "blank lines": lambda n: "\n" * 100 * n + "hết",
    "a wide gap": lambda n: "a" + " " * 10 * n + "b",
    "positions": lambda n: "BÍ THƯ\n" * n,
    "closings": lambda n: "Nơi nhận:\n" * n,
    "heading blocks": lambda n: HEAD * (n // 10),
    "titles": lambda n: "NGHỊ QUYẾT\nvề chuyển đổi số\n\nNội dung.\n\nT/M TỈNH ỦY\nBÍ THƯ\nĐỗ Văn A\n\n" * (n // 10),
    "appendix labels": lambda n: "T/M TỈNH ỦY\nBÍ THƯ\nĐỗ Văn A\n" + "PHỤ LỤC 1\n\nA\n\n" * (n // 4),
    "short lines": lambda n: "a\n" * 20 * n,
    "stars": lambda n: "*\n" * 20 * n,
    "capitals": lambda n: "BAN AB\n" * 20 * n,
    "bullets": lambda n: "- Các cấp ủy;\n" * 20 * n,
}


def take_apart(text: str) -> None:
    found, _, _ = structure(read((HEAD + text).encode(), "x.md"))
    assert found.documents


@pytest.mark.parametrize("name", HOSTILE)
def test_work_on_hostile_text_grows_with_its_length(name: str) -> None:
    grows_with_size(lambda size: take_apart(HOSTILE[name](size)), 100)
    take_apart(HOSTILE[name](400))


@pytest.mark.slow
@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_text_ends(name: str) -> None:
    """100,000 characters without an end, 10,000 numbers, 1,000 documents, 200,000 lines."""
    take_apart(HOSTILE[name](10_000))
