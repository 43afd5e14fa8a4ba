"""How doubtful letters of a scan are settled: by the words of the field, and by the shape of their ink."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from scan_pages import Paper
from vbparse.readers.scan import lattice, pairs, trueocr
from vbparse.readers.scan.inked import by_ink
from vbparse.readers.scan.lattice import Letter
from vbparse.readers.scan.letters import ReadWord
from vbparse.readers.scan.pixels import Mask, ink_of
from vbparse.readers.scan.wording import word_line

RAW = Path(__file__).parents[1] / "corpus" / "raw"
COUNTED = pairs.count(["công tác tổ chức đảng\ncông tác tổ chức\nBan Bí thư\nBan Bí thư\nban thường vụ"])


def letters(text: str, doubts: dict[int, dict[str, float]]) -> list[Letter]:
    """Letters that are certain but for some, whose readings are given by their place."""
    found = []
    for at, letter in enumerate(text):
        given = doubts.get(at, {letter: 0.99})
        found.append(Letter(tuple(sorted(given.items(), key=lambda pair: -pair[1])), 10.0 * at))
    return found


def said(text: str, doubts: dict[int, dict[str, float]]) -> str:
    return " ".join(word.text for word in word_line(letters(text, doubts), COUNTED))


# ---- words ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "doubts", "meant"),
    [
        ("công tác tố chức", {10: {"ố": 0.6, "ổ": 0.4}}, "công tác tổ chức"),
        ("công tác tố chức", {10: {"ố": 0.99}}, "công tác tố chức"),  # the picture is sure
        ("Lò Văn Hẳng", {8: {"ẳ": 0.7, "ằ": 0.3}}, "Lò Văn Hẳng"),  # a name nobody counted: the likelier letter
        ("TỐ CHỨC", {1: {"Ố": 0.6, "Ổ": 0.4}}, "TỔ CHỨC"),
        ("Số 12-KH/TU", {3: {"1": 0.5, "7": 0.4}}, "Số 12-KH/TU"),  # figures are what the picture shows
        ("tháng 7/2021", {6: {"7": 0.4, "1": 0.6}}, "tháng 1/2021"),
    ],
)
def test_words_settle_letters(text: str, doubts: dict[int, dict[str, float]], meant: str) -> None:
    assert said(text, doubts) == meant


def test_words_settle_blanks() -> None:
    line = [*letters("Ban Bí", {}), Letter((("", 0.999), (" ", 0.001)), 60.0), *letters("thư", {})]
    assert [word.text for word in word_line(line, COUNTED)] == ["Ban", "Bí", "thư"]
    line = [*letters("thườn", {}), Letter(((" ", 0.6), ("", 0.4)), 60.0), *letters("g vụ", {})]
    assert [word.text for word in word_line(line, COUNTED)] == ["thường", "vụ"]


def test_a_settled_word_is_less_sure() -> None:
    plain = word_line(letters("tổ chức", {}), COUNTED)
    settled = word_line(letters("tố chức", {1: {"ố": 0.6, "ổ": 0.4}}), COUNTED)
    assert settled[0].text == plain[0].text == "tổ"
    assert settled[0].certainty < 0.8 < plain[0].certainty
    assert settled[1].certainty == plain[1].certainty


def test_nothing_gives_no_words() -> None:
    assert word_line([], COUNTED) == []
    assert word_line([Letter(((" ", 0.99),), 1.0)], COUNTED) == []


def test_pairs_are_those_of_the_corpus() -> None:
    """The file in the package is what `make pairs` writes."""
    texts = [path.read_text(encoding="utf-8") for path in sorted(RAW.glob("*.txt"))]
    assert pairs.FILE.read_text(encoding="utf-8") == pairs.written(pairs.count(texts))


def test_pairs_come_back_as_they_were_counted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pairs, "FILE", tmp_path / "pairs.txt")
    pairs.FILE.write_text(pairs.written(COUNTED), encoding="utf-8")
    pairs.load.cache_clear()
    try:
        back = pairs.load()
    finally:
        pairs.load.cache_clear()
    assert back.pairs == {pair: times for pair, times in COUNTED.pairs.items() if times > 1}
    assert back.words["tổ"] == 2 and back.words["vụ"] == 0
    assert COUNTED.likelihood("chức", "tổ") > COUNTED.likelihood("chức", None) > COUNTED.likelihood("xyz", None)


@pytest.mark.parametrize("broken", ["no model", "another model"])
def test_another_trueocr_is_none(broken: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """A model without the alternatives, or none, is told by `vbparse doctor`; it doesn't break."""
    pytest.importorskip("trueocr")
    if broken == "no model":
        monkeypatch.setattr(Path, "read_bytes", lambda self: b"")
    else:
        monkeypatch.setattr(lattice, "_OUTPUTS", ("nothing", "of", "it"))
    assert trueocr.find_trueocr.__wrapped__() is None


def test_gaps_part_numbers() -> None:
    """What no word has inside of it is a blank, whatever the model says."""
    printed = "58,5%   038.202.6417   33415   9%"
    page = np.asarray(Paper((1400, 200)).text(20, 50, printed).image.convert("L"))
    columns = np.flatnonzero(ink_of(page).any(axis=0))
    line = (int(columns[0]), 108, int(columns[-1]) + 1, 144)
    step = (line[2] - line[0]) / len(printed)
    glued = [Letter(((c, 0.99),), line[0] + (n + 0.5) * step) for n, c in enumerate(printed) if c != " "]
    found = trueocr._with_blanks(glued, line, ink_of(page))
    assert "".join(letter.readings[0][0] for letter in found).count(" ") == 3


def test_a_box_in_a_box_is_read_once() -> None:
    inner, outer = (60, 10, 90, 40), (0, 8, 400, 42)
    assert trueocr._lies_in(inner, outer)
    assert not trueocr._lies_in(outer, inner)
    assert not trueocr._lies_in(outer, outer)
    assert not trueocr._lies_in((0, 40, 400, 74), outer)


# ---- ink ------------------------------------------------------------------------------------------------------------


def read(printed: str, as_read: str, size: float = 14) -> str:
    """What is made of a word that is printed in one way and was read in another."""
    ink = ink_of(np.asarray(Paper((1400, 200)).text(20, 50, printed, size).image.convert("L")))
    return " ".join(word.text for word in by_ink(words_in(ink, as_read, size), ink))


def words_in(ink: Mask, as_read: str, size: float) -> list[ReadWord]:
    columns = np.flatnonzero(ink.any(axis=0))
    steps = np.diff(columns)
    texts = as_read.split()
    blanks = sorted(np.argsort(-steps)[: len(texts) - 1])
    edges = [columns[0], *(edge for at in blanks for edge in (columns[at] + 1, columns[at + 1])), columns[-1] + 1]
    base, scale = 50 * 200 / 72, size * 200 / 72
    ends = zip(texts, edges[::2], edges[1::2], strict=True)
    return [ReadWord(text, float(x0), float(x1), base, scale, False, 0.9, 0) for text, x0, x1 in ends]


@pytest.mark.parametrize(
    ("printed", "as_read"),
    [
        ("lượng.", "lượng"),
        ("lượng.", "lượng,"),
        ("lượng,", "lượng."),
        ("hội;", "hội,"),
        ("hội:", "hội;"),
        ("9.7.", "9.7,"),
        ("tục...", "tục.."),
        ("“tự", "'tự"),
        ("“tự", "*tự"),
        ("hoá”.", "hoá'"),
        ('"rác"', "'rác'"),
        ("mới”", "mớin"),
        ("mới”.", "mớii."),
        ("“Nâng", "'tNâng"),
        ("80%", "806"),
        ("80%;", "806;"),
        ("≥80%", "280%"),
        ("≥80%", ">80%"),
        ("≤5", "25"),
        ("<17%", "-17%"),
        (">4.500", "-4.500"),
        ("10%,", "106."),
        ("II", "H"),
        ("II.", "H."),
        ("I.", "1."),
        ("I/2026", "1/2026"),
        ("I)", "1)"),
        ("II).", "I1)."),
        ("sở", "Sở"),
        ("Xuyên", "xuyên"),
        ("cơ", "Cơ"),
        ("ơi", "Ơi"),
        ("3-4%/năm", "3-46/năm"),
        ("12%", "1296"),
        ("90%", "906"),
        ("–", "-"),
        ("–", "—"),
    ],
)
def test_marks_are_as_printed(printed: str, as_read: str) -> None:
    for size in (11, 14):
        assert read(printed, as_read, size) == printed


@pytest.mark.parametrize(
    "text",
    [
        "H",
        "H.",
        "1",
        "1.",
        "1/2026",
        "11",
        "I",
        "Sở",
        "sở",
        "VÀ",
        ">80%",
        "<5",
        "vực",
        "Ưu",
        "Ưu,",
        "ơn",
        "z",
        "lượng",
        "ạ",
        "hội.",
        "i",
        "1.1.",
        "(Mật)",
        "d’Or",
        "26",
        "2",
        "-",
        "-5",
        "ngày",
        "Q.",
        "16.",
        "n",
        "nhạn",
    ],
)
def test_what_was_read_right_stays(text: str) -> None:
    assert read(text, text) == text


@pytest.mark.parametrize(
    ("printed", "kept", "found"),
    [
        ("ngành – Văn", (0, 2), ["ngành", "–", "Văn"]),
        ("ngành -", (0,), ["ngành", "-"]),
        ("ngành là Văn", (0, 2), ["ngành", "Văn"]),
        ("ngành ... Văn", (0, 2), ["ngành", "Văn"]),
    ],
)
def test_a_dash_that_was_lost_is_found(printed: str, kept: tuple[int, ...], found: list[str]) -> None:
    ink = ink_of(np.asarray(Paper((1400, 200)).text(20, 50, printed).image.convert("L")))
    words = [word for at, word in enumerate(words_in(ink, printed, 14)) if at in kept]
    assert [word.text for word in by_ink(words, ink)] == found
