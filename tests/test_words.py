"""Words of a dataset: which text goes to underthesea, in which pieces, what is written; with a stand-in for it."""

from __future__ import annotations

import json
import socket
import sys
from collections.abc import Callable
from importlib.util import find_spec
from pathlib import Path
from types import ModuleType

import pytest

from dataset_sample import parsed_sources
from vbparse import cli
from vbparse.dataset import load, write_dataset
from vbparse.errors import UsageError
from vbparse.words import MAX_PIECE, SectionWords, lines, section_words, words_of

KNOWN = ("Sở Nội vụ", "phối hợp", "chủ trì", "hoàn thành")


class StandIn(ModuleType):
    """A module like underthesea that knows a few words, and keeps what it was given."""

    def __init__(self) -> None:
        super().__init__("underthesea")
        self.given: list[str] = []

    def word_tokenize(self, text: str, use_token_normalize: bool = True) -> list[str]:
        assert not use_token_normalize
        self.given.append(text)
        for word in KNOWN:
            text = text.replace(word, word.replace(" ", "_"))
        return [word.replace("_", " ") for word in text.split()]


@pytest.fixture
def nlp(monkeypatch: pytest.MonkeyPatch) -> StandIn:
    module = StandIn()
    monkeypatch.setitem(sys.modules, "underthesea", module)
    return module


@pytest.fixture
def without(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "underthesea", None)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    write_dataset(parsed_sources(), tmp_path / "data")
    return tmp_path / "data"


def test_every_section_in_the_order_of_the_table(folder: Path, nlp: StandIn) -> None:
    dataset = load(folder)
    table = dataset["sections"].to_pylist()
    found = list(section_words(dataset))
    assert [(one.doc_id, one.section_id) for one in found] == [(row["doc_id"], row["section_id"]) for row in table]
    assert [" ".join(one.words).split() for one in found] == [row["text"].split() for row in table]
    assert "Sở Nội vụ" in found[0].words
    assert list(section_words(dataset)) == found


def test_lines() -> None:
    found = [SectionWords("a", "a/s1", ("Tỉnh ủy", "giao", ".")), SectionWords("a", "a/s2", ())]
    assert list(lines(found, "txt")) == ["Tỉnh_ủy giao .", ""]
    assert json.loads(next(lines(found, "jsonl"))) == {
        "doc_id": "a", "section_id": "a/s1", "words": ["Tỉnh ủy", "giao", "."]
    }  # fmt: skip


@pytest.mark.parametrize(
    "text",
    [
        "Các huyện ủy thực hiện. " * 1_000,  # sentences
        "các huyện ủy thực hiện " * 1_000,  # one sentence
        "Một câu ngắn. " + "rất dài " * 2_000 + ". Câu cuối.",
        "a" * 20_000 + " b",  # a word is never cut
        "\n".join(["Dòng một.", "", "Dòng hai."] * 500),
        "",
        " \n ",
    ],
)
def test_long_text_goes_in_pieces(text: str, nlp: StandIn) -> None:
    assert " ".join(words_of(text)).split() == text.split()
    assert all(len(piece) <= MAX_PIECE or " " not in piece for piece in nlp.given)
    assert len(nlp.given) <= 2 + len(text) // (MAX_PIECE // 2) + text.count("\n")


def test_a_sentence_stays_whole(nlp: StandIn) -> None:
    sentence = "Các huyện ủy thực hiện nghiêm túc."
    words_of(" ".join([sentence] * 200))
    assert len(nlp.given) > 1
    assert all(piece.startswith("Các") and piece.endswith("túc.") for piece in nlp.given)


def _raise(text: str) -> list[str]:
    raise ValueError(text)


@pytest.mark.parametrize(
    "tokenize", [_raise, lambda text: [], lambda text: [text + "!"]], ids=["fails", "loses", "adds"]
)
def test_what_underthesea_gets_wrong_is_cut_at_blanks(
    tokenize: Callable[[str], list[str]], nlp: StandIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(nlp, "word_tokenize", lambda text, use_token_normalize: tokenize(text))
    assert words_of("Sở Nội vụ  chủ trì") == ["Sở", "Nội", "vụ", "chủ", "trì"]


def test_without_underthesea(folder: Path, without: None) -> None:
    with pytest.raises(UsageError, match=r"pip install underthesea"):
        section_words(load(folder))


# ---- the command --------------------------------------------------------------------------------------------------


def test_command_prints_text(folder: Path, nlp: StandIn, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["export", "words", str(folder), "--format", "txt"]) == 0
    printed = capsys.readouterr()
    assert printed.out.splitlines() == list(lines(section_words(load(folder)), "txt"))
    assert "Sở_Nội_vụ" in printed.out
    assert printed.err == ""


def test_command_writes_a_file(folder: Path, nlp: StandIn, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    files = [tmp_path / "words.jsonl", tmp_path / "again.jsonl"]
    for file in files:
        assert cli.main(["export", "words", str(folder), "--out", str(file)]) == 0
    assert capsys.readouterr().out == ""
    assert files[0].read_bytes() == files[1].read_bytes()
    records = [json.loads(line) for line in files[0].read_text("utf-8").splitlines()]
    assert len(records) == load(folder)["sections"].num_rows
    assert set(records[0]) == {"doc_id", "section_id", "words"}


def test_the_name_of_the_file_tells_the_format(folder: Path, nlp: StandIn, tmp_path: Path) -> None:
    assert cli.main(["export", "words", str(folder), "--out", str(tmp_path / "words.txt")]) == 0
    assert "Sở_Nội_vụ" in (tmp_path / "words.txt").read_text("utf-8")


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["{folder}", "--format", "xlsx"], "jsonl"),
        (["{folder}", "--out", "{folder}/none/words.txt"], "can't be written"),
        (["{folder}/none"], "none"),
    ],
)
def test_wrong_use(words: list[str], told: str, folder: Path, nlp: StandIn, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["export", "words", *(word.format(folder=folder) for word in words)]) == 2
    assert told in capsys.readouterr().err


def test_command_without_underthesea(
    folder: Path, without: None, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "words.txt"
    assert cli.main(["export", "words", str(folder), "--out", str(out)]) == 2
    assert "pip install underthesea" in capsys.readouterr().err
    assert not out.exists()


# ---- the real one -------------------------------------------------------------------------------------------------


@pytest.mark.skipif(find_spec("underthesea") is None, reason="underthesea is not installed (pip install underthesea)")
def test_underthesea_itself(monkeypatch: pytest.MonkeyPatch) -> None:
    def no_network(*args: object, **kwargs: object) -> None:
        raise OSError("the network is not for this")

    monkeypatch.setattr(socket.socket, "connect", no_network)
    found = words_of("Ban Thường vụ Tỉnh ủy giao các cơ quan thực hiện nhiệm vụ hoà giải.")
    assert {"Tỉnh ủy", "cơ quan", "thực hiện", "nhiệm vụ", "hoà giải"} <= set(found)
    assert found[-1] == "."
