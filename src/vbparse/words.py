"""The text of a dataset cut into Vietnamese words, for corpus linguistics: `Ban Thường_vụ Tỉnh_ủy giao nhiệm_vụ`.

In Vietnamese a blank parts syllables, not words. underthesea knows which of them make a word; it is optional
(`pip install underthesea`), imported on first use, and nothing else in vbparse needs it. Its models come with it: no
network. The letters stay as they are printed; words without their blanks are the text without its blanks.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

from vbparse.errors import UsageError
from vbparse.lexicon.clauses import sentences

if TYPE_CHECKING:
    from vbparse.dataset import Dataset

WordsFormat = Literal["jsonl", "txt"]
FORMATS: tuple[WordsFormat, ...] = ("jsonl", "txt")
MAX_PIECE = 2_000  # characters cut at a time; underthesea takes much longer for much longer ones


@dataclass(frozen=True, slots=True)
class SectionWords:
    """The words of a section, in order; a word of several syllables has blanks, punctuation is a word of its own."""

    doc_id: str
    section_id: str
    words: tuple[str, ...]


def section_words(dataset: Dataset) -> Iterator[SectionWords]:
    """Yield the words of every section of a dataset, in the order of the table `sections`.

    Raises UsageError, before anything is read, when underthesea is not installed.
    """
    cut = _segmenter()
    sections = dataset["sections"].select(["doc_id", "section_id", "text"])
    return (
        SectionWords(row["doc_id"], row["section_id"], tuple(_words(row["text"], cut)))
        for batch in sections.to_batches(max_chunksize=1_000)
        for row in batch.to_pylist()
    )


def words_of(text: str) -> list[str]:
    """Return the words of a text. Raises UsageError when underthesea is not installed."""
    return _words(text, _segmenter())


def lines(found: Iterable[SectionWords], layout: WordsFormat) -> Iterator[str]:
    """Yield a line for each section, without its end.

    `jsonl` gives an object with doc_id, section_id and the list of words; `txt` the words alone, blanks between them
    and underscores inside, as tools for Vietnamese expect it.
    """
    for section in found:
        if layout == "txt":
            yield " ".join("_".join(word.split()) for word in section.words)
        else:
            record = {"doc_id": section.doc_id, "section_id": section.section_id, "words": section.words}
            yield json.dumps(record, ensure_ascii=False)


_Segmenter = Callable[[str], list[str]]


def _segmenter() -> _Segmenter:
    from importlib import import_module

    try:
        nlp: Any = import_module("underthesea")
    except ImportError as error:
        raise UsageError("This needs underthesea, which is not installed: pip install underthesea") from error

    def cut(text: str) -> list[str]:
        # Without the normalisation that would print `hòa` for `hoà`.
        return [str(word) for word in nlp.word_tokenize(text, use_token_normalize=False)]

    return cut


def _words(text: str, cut: _Segmenter) -> list[str]:
    return [word for line in text.splitlines() for piece in _pieces(line) for word in _cut(piece, cut)]


def _cut(piece: str, cut: _Segmenter) -> list[str]:
    """Cut a piece into words; into syllables where underthesea fails, loses or adds something."""
    try:
        words = cut(piece)
    except Exception:  # whatever fails in a library for odd text: one piece is not worth the rest
        words = []
    return words if _letters(" ".join(words)) == _letters(piece) else piece.split()


def _letters(text: str) -> str:
    return "".join(text.split())


def _pieces(line: str) -> Iterator[str]:
    """Yield a line in pieces of at most `MAX_PIECE` characters: whole sentences, or else whole syllables."""
    if len(line) <= MAX_PIECE:
        yield line
        return
    held = ""
    for start, end in sentences(line):
        for part in _short(line[start:end]):
            if held and len(held) + len(part) >= MAX_PIECE:
                yield held
                held = ""
            held = f"{held} {part}" if held else part
    if held:
        yield held


def _short(sentence: str) -> Iterator[str]:
    """Yield a sentence in parts of at most `MAX_PIECE` characters, cut at blanks; a syllable is never cut."""
    if len(sentence) <= MAX_PIECE:
        yield sentence
        return
    held: list[str] = []
    length = 0
    for syllable in sentence.split():
        if held and length + len(syllable) >= MAX_PIECE:
            yield " ".join(held)
            held, length = [], 0
        held.append(syllable)
        length += len(syllable) + 1
    if held:
        yield " ".join(held)
