"""Hostile text through the whole parser: it ends, nothing is raised, nothing is lost.

No test asserts on speed: a test fails only where the parser hangs, after `CAP` seconds of processor time.
"""

from __future__ import annotations

import random
from collections.abc import Callable

import pytest

from growth import cap
from vbparse.document import ParsedSource
from vbparse.parsing import parse_bytes

CAP = 30  # seconds; each takes a small part of it

HEAD = """ĐẢNG BỘ TỈNH LAI CHÂU
TỈNH ỦY
*
Số 12-NQ/TU

ĐẢNG CỘNG SẢN VIỆT NAM

Lai Châu, ngày 05 tháng 3 năm 2024

NGHỊ QUYẾT
về phát triển kinh tế

I- NHIỆM VỤ VÀ GIẢI PHÁP

1. Nhiệm vụ chung

"""
AIMS = HEAD.replace("NHIỆM VỤ VÀ GIẢI PHÁP", "MỤC TIÊU").replace("Nhiệm vụ chung", "Chỉ tiêu cụ thể")
TAIL = """

Nơi nhận:
- Các huyện ủy, thành ủy,
- Lưu Văn phòng Tỉnh ủy.

T/M BAN THƯỜNG VỤ
BÍ THƯ

Nguyễn Văn An
"""
WORK = "Ban Tổ chức Tỉnh ủy chủ trì xây dựng kế hoạch kiểm tra việc thực hiện"
SENTENCE = 100_000  # characters


def long(piece: str) -> str:
    """Return a sentence of `SENTENCE` characters."""
    return piece * (SENTENCE // len(piece))


def clauses(count: int) -> str:
    """Return numbered clauses, their markers drawn at random."""
    draw = random.Random(7)
    forms = ["{}.", "{})", "{}-", "{}.1.", "Điều {}.", "Chương {}", "{}/", "({})", "IV.", "a)", "b-", "III-", "-", "+"]
    return "\n".join(
        f"{draw.choice(forms).format(draw.randint(1, count))} Các huyện ủy thực hiện nhiệm vụ số {n}"
        for n in range(count)
    )


def table(head: list[str], rows: int, row: Callable[[int], list[str]]) -> str:
    lines = [head, ["---"] * len(head), *(row(n) for n in range(rows))]
    return "\n".join("| " + " | ".join(cells) + " |" for cells in lines)


TEXTS: dict[str, Callable[[], str]] = {
    "numbers": lambda: ", ".join(map(str, range(10_000))),
    "numbers on lines": lambda: "\n".join(map(str, range(10_000))),
    "numbers in a list": lambda: "\n".join(f"{n}. {n}" for n in range(10_000)),
    "sentence": lambda: long(f"{WORK} "),
    "sentence of commas": lambda: long(f"{WORK}, "),
    "sentence of semicolons": lambda: long(f"{WORK}; "),
    "sentence of figures": lambda: long("tăng trưởng đạt 8,5%/năm; "),
    "sentence of work for units": lambda: "Hướng dẫn các chi bộ" + long("; các đảng ủy"),
    "units": lambda: long("các huyện ủy, "),
    "units and units": lambda: long("các huyện ủy và "),
    "units with units": lambda: "Ban Tổ chức " + long("phối hợp với các huyện ủy "),
    "times": lambda: long("trước ngày ") + long("sau khi "),
    "habits": lambda: long("định kỳ 6 tháng, 1 năm, "),
    "one word": lambda: "a" * SENTENCE,
    "sentences on one line": lambda: ". ".join(["Các huyện ủy thực hiện nhiệm vụ năm 2025"] * 7_500),
    "quotations": lambda: "“" * SENTENCE + "; " * 20_000,
    "parentheses": lambda: "(" * 5_000 + "Tỉnh ủy" + ")" * 5_000,
    "square brackets": lambda: "[" * 5_000 + "](" * 5_000,
    "bullets": lambda: "\n".join(f"- Các huyện ủy thực hiện việc {n};" for n in range(20_000)),
    "bullets of many kinds": lambda: "\n".join(f"{'-+*•'[n % 4]} việc {n}:" for n in range(20_000)),
    "clauses": lambda: clauses(10_000),
    "roman numbers": lambda: "\n".join("IVXLC"[n % 5] * (1 + n % 4) + "." for n in range(10_000)),
    "table": lambda: table(
        [f"Cột {n}" for n in range(20)], 5_000, lambda row: [f"ô {row} {column}" for column in range(20)]
    ),
    "table of tasks": lambda: table(
        ["STT", "Nội dung công việc", "Đơn vị chủ trì", "Thời gian hoàn thành"],
        5_000,
        lambda row: [str(row), f"Xây dựng kế hoạch {row}", "Ban Tổ chức Tỉnh ủy", "Quý III/2025"],
    ),
    "titles": lambda: "\n\n".join(["NGHỊ QUYẾT"] * 2_000),
    "titles of documents": lambda: "\n\n".join(["NGHỊ QUYẾT\nvề việc này"] * 2_000),
    "appendices": lambda: "\n\n".join(f"PHỤ LỤC {n}\nBIỂU" for n in range(2_000)),
    "contents": lambda: "MỤC LỤC\n" + "\n".join(f"Nghị quyết số {n}-NQ/TU ........ {n}" for n in range(2_500)),
    "citations": lambda: "Nghị quyết số 57-NQ/TW, ngày 22/12/2024 của Bộ Chính trị; " * 5_000,
    "citations of one document": lambda: "Nghị quyết số 57-NQ/TW; " + "Nghị quyết 57; " * 2_500,
    "citations of many documents": lambda: "".join(f"Nghị quyết số {n}-NQ/TW; Nghị quyết {n}; " for n in range(1_500)),
    "signers": lambda: "T/M BAN THƯỜNG VỤ\nBÍ THƯ\n" + "Nguyễn Văn An\n" * 10_000,
    "recipients": lambda: "Nơi nhận:\n" + "- Các huyện ủy (để b/c),\n" * 10_000,
    "footnotes": lambda: "\n".join(f"[^{n}]: chú thích {n}" for n in range(5_000)),
    "stars": lambda: "**" * 50_000,
    "stars on lines": lambda: "**\n" * 20_000,
    "marks on letters": lambda: ("a" + "\u0301\u0323\u0302" * 20) * 2_500,
    "marks on one letter": lambda: "a" + "\u0301" * 50_000,
    "right to left": lambda: "\u202e\u200f\u2067Tỉnh ủy\u2069 " * 10_000,
    "spaces": lambda: "Tỉnh ủy" + " " * SENTENCE + "giao",
    "blank lines": lambda: "\n" * SENTENCE + "x",
    "blank dates": lambda: "ngày " + "_" * 50_000 + " tháng " + "." * 50_000,
    "tabs": lambda: "\t".join(["Tỉnh ủy"] * 10_000),
    "pipes": lambda: "|" * SENTENCE,
    "tags": lambda: "<div>" * 10_000 + "x",
    "cells of tags": lambda: "<table>" + "<tr><td rowspan=50 colspan=50>x</td>" * 500,
    "entities": lambda: "&amp;" * 20_000,
}


def parsed(text: str) -> ParsedSource:
    with cap(CAP):
        return parse_bytes(text.encode(), "hostile.md")


def lost(source: ParsedSource) -> list[str]:
    """Return what stands in no block."""
    text = source.text or ""
    pieces = sorted((piece.start, piece.end) for block in source.blocks for piece in block.span.segments)
    found, at = [], 0
    for start, end in [*pieces, (len(text), len(text))]:
        if words := text[at:start].strip():
            found.append(words[:80])
        at = max(at, end)
    return found


def check(text: str) -> None:
    source = parsed(text)
    assert source.source.status == "ok"
    assert source.documents[0].number == "12-NQ/TU"
    assert lost(source) == []


@pytest.mark.slow
@pytest.mark.parametrize("name", TEXTS)
def test_among_tasks(name: str) -> None:
    check(HEAD + TEXTS[name]() + TAIL)


@pytest.mark.slow
@pytest.mark.parametrize("name", [name for name in TEXTS if name.startswith(("sentence", "number", "times", "par"))])
def test_among_aims(name: str) -> None:
    check(AIMS + TEXTS[name]() + TAIL)


@pytest.mark.slow
@pytest.mark.parametrize("name", TEXTS)
def test_alone(name: str) -> None:
    source = parsed(TEXTS[name]())
    assert source.source.status in ("ok", "partial") or source.source.error_code == "empty-file"
    assert lost(source) == []


def test_many_documents() -> None:
    source = parsed(
        "\n\n".join(HEAD.replace("12-NQ", f"{n}-NQ") + "Các huyện ủy thực hiện." + TAIL for n in range(200))
    )
    assert [document.number for document in source.documents] == [f"{n}-NQ/TU" for n in range(200)]
    assert lost(source) == []


def test_what_the_reader_refuses() -> None:
    """A line beyond all documents is refused with a reason, not read for hours."""
    source = parsed(HEAD + "x " * 600_000)
    assert (source.source.status, source.source.error_code) == ("failed", "line-too-long")
