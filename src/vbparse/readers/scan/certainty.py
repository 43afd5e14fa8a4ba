"""How sure an engine was, put on the lines of the tape by where their words stand: certainty, doubts, slips."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

import regex

from vbparse.lexicon.fold import fold
from vbparse.lexicon.syllables import is_syllable
from vbparse.readers.lines import CleanLine, Row
from vbparse.readers.scan.sheets import PlacedWord, Sheet, on_page
from vbparse.tape import Note, PrintedRow

DOUBTFUL = {"tesseract": 0.6, "trueocr": 0.85}  # by engine, each has a scale of its own
_POOR = {"tesseract": 0.72, "trueocr": 0.88}  # the mean of a page that reads badly
_WORDED = 0.3  # of the letters and digits: where fewer are in words, nothing was read but shapes
_UNSURE = 0.4  # a syllable that is not as sure is no word
_FAINT, _LONG, _ENOUGH = 0.25, 0.6, 60  # a bad scan has many long words, though none is sure
_SHORT = 90  # characters: a longer line is no line of number or date
_NUMBER = regex.compile(r"số\b.{0,40}$")
_RUN = regex.compile(r"\p{L}{3}|\d\d")
_EDGES = regex.compile(r"^\W+|\W+$")
_DATE = regex.compile(r"(?:.{0,40},\s*)?ngày\b.{0,25}\btháng\b.{0,15}\bnăm\b")


@dataclass(frozen=True, slots=True)
class _Found:
    """A word of a scan on a line: from `start` to `end` in its text."""

    start: int
    end: int
    word: PlacedWord


def mark_lines(
    rows: Sequence[Row], sheets: Mapping[int, Sheet], engine: str
) -> tuple[list[Row], list[tuple[int, Note]]]:
    """Return the lines with their certainty, boxes put back on the page as it lies, and notes by index of line.

    Notes tell slips that were put right, words in the lines of number and date that are doubtful (handwriting), and
    pages that read badly as a whole.
    """
    marked: list[Row] = []
    notes: list[tuple[int, Note]] = []
    first_lines: dict[int, int] = {}
    for index, (line, number, gap) in enumerate(rows):
        found = _words_of(line, sheets)
        for row in line.printed:
            first_lines.setdefault(row.page, index)
        marked.append((_with_certainty(line, found, sheets), number, gap))
        notes += [(index, _slip(held)) for held in found if held.word.read_as is not None]
        if _is_dated_or_numbered(line):
            doubtful = [held for held in found if held.word.certainty < DOUBTFUL[engine]]
            notes += [(index, _doubt(held)) for held in doubtful if any(c.isalnum() for c in held.word.text)]
    for number, sheet in sorted(sheets.items()):
        sure = _mean(sheet.words)
        if sure is not None and sure < _POOR[engine] and number in first_lines:
            at = first_lines[number]
            fields = {"page": str(number), "percent": str(round(100 * sure))}
            notes.append((at, Note("page-reads-badly", 0, len(marked[at][0].text), fields)))
    return marked, sorted(notes, key=lambda held: (held[0], held[1].start, held[1].code))


def has_words(sheets: Iterable[Sheet], engine: str) -> bool:
    """Whether what was read of pages is print: in a photograph or a pattern engines see letters that make no words."""
    total = sure = long = 0
    for word in (word for sheet in sheets for word in sheet.words):
        count = sum(character.isalnum() for character in word.text)
        total += count
        sure += count * _is_word(word, engine)
        long += count * (word.certainty >= _FAINT and _RUN.search(word.text) is not None)
    return sure >= _WORDED * total or (total >= _ENOUGH and long >= _LONG * total)


def _is_word(word: PlacedWord, engine: str) -> bool:
    core = fold(_EDGES.sub("", word.text))
    if word.certainty >= DOUBTFUL[engine]:
        return _RUN.search(core) is not None or (len(core) == 2 and is_syllable(core))
    return word.certainty >= _UNSURE and len(core) > 2 and is_syllable(core)


def _words_of(line: CleanLine, sheets: Mapping[int, Sheet]) -> list[_Found]:
    """Find the words of a scan that a line is made of: row by row, by place and then by their letters."""
    found: list[_Found] = []
    stops = [*(row.start for row in line.printed[1:]), len(line.text)]
    for row, stop in zip(line.printed, stops, strict=True):
        at = row.start
        for word in _inside(row, sheets.get(row.page)):
            start = line.text.find(word.text, at, stop)
            if start >= 0:
                at = start + len(word.text)
                found.append(_Found(start, at, word))
    return found


def _inside(row: PrintedRow, sheet: Sheet | None) -> list[PlacedWord]:
    if sheet is None or row.bbox is None:
        return []
    x0, y0, x1, y1 = row.bbox
    return [
        word
        for word in sheet.words
        if x0 - 1 <= (word.box[0] + word.box[2]) / 2 <= x1 + 1 and y0 - 1 <= (word.box[1] + word.box[3]) / 2 <= y1 + 1
    ]


def _with_certainty(line: CleanLine, found: Sequence[_Found], sheets: Mapping[int, Sheet]) -> CleanLine:
    printed = tuple(
        replace(row, bbox=on_page(row.bbox, sheet)) if row.bbox and sheet else row
        for row in line.printed
        for sheet in (sheets.get(row.page),)
    )
    return replace(line, certainty=_mean([held.word for held in found]), printed=printed)


def _mean(words: Sequence[PlacedWord]) -> float | None:
    letters = sum(len(word.text) for word in words)
    return round(sum(word.certainty * len(word.text) for word in words) / letters, 3) if letters else None


def _is_dated_or_numbered(line: CleanLine) -> bool:
    if len(line.text) > _SHORT or line.cells is not None:
        return False
    folded = fold(line.text)
    return bool(_NUMBER.match(folded) or _DATE.match(folded))


def _slip(held: _Found) -> Note:
    return Note("ocr-slip", held.start, held.end, {"read": held.word.read_as or "", "text": held.word.text})


def _doubt(held: _Found) -> Note:
    percent = str(round(100 * held.word.certainty))
    return Note("ocr-doubtful", held.start, held.end, {"text": held.word.text, "percent": percent})
