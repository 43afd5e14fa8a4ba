"""Words that lost the space between them behind a vowel with a tone, as some programs lose it: `bộxã`, `củaĐảng`.

No Vietnamese syllable has a vowel with a tone, a consonant and a vowel again, so that such words are found at once. A
program that loses spaces does so all through a text: there, a word is parted where that can be in one way only, or
where one way gives words that the text has elsewhere. A word or two are how the paper is spelled, and are only told.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Final

import regex

from vbparse.lexicon.syllables import is_syllable
from vbparse.readers.lines import CleanLine, Row
from vbparse.tape import Note

_TONED = "àáảãạằắẳẵặầấẩẫậèéẻẽẹềếểễệìíỉĩịòóỏõọồốổỗộờớởỡợùúủũụừứửữựỳýỷỹỵ"
_VOWELS = f"aăâeêioôơuưy{_TONED}"
_JOINED: Final = regex.compile(rf"[{_TONED}][{_VOWELS}]{{0,2}}[bcdđghklmnpqrstvx]{{1,5}}[{_VOWELS}]", regex.IGNORECASE)
_WORD: Final = regex.compile(r"\p{L}+")
_LONGEST = 14  # letters of two syllables
_FEW = 3  # joined words, and
_SHARE = 100  # one in so many words: fewer are how the paper is spelled


def part_words(rows: list[Row]) -> tuple[list[Row], list[tuple[int, Note]]]:
    """Return the lines with lost spaces put back where that is certain, and a note for each that was found."""
    found = {
        index: joined
        for index, (line, _, _) in enumerate(rows)
        if _JOINED.search(line.text) and (joined := list(_joined_words(line.text)))
    }
    if not found:
        return rows, []
    lost = _loses_spaces(rows, sum(map(len, found.values())))
    known: set[str] | None = None
    out = list(rows)
    notes: list[tuple[int, Note]] = []
    for index, joined in found.items():
        line, number, gap = rows[index]
        shift = 0
        for word in joined:
            ways = _ways(word[0]) if lost else []
            if len(ways) > 1:
                known = known if known is not None else {w.lower() for w in _words(rows)}
                ways = [at for at in ways if {word[0][:at].lower(), word[0][at:].lower()} <= known]
            start, end = word.start() + shift, word.end() + shift
            if len(ways) == 1:
                line = _with_blank(line, start + ways[0])
                notes.append(
                    (index, Note("lost-space", start, end + 1, {"raw": word[0], "text": line.text[start : end + 1]}))
                )
                shift += 1
            else:
                notes.append((index, Note("lost-space-unclear", start, end, {"raw": word[0]})))
        out[index] = (line, number, gap)
    return out, notes


def _loses_spaces(rows: list[Row], joined: int) -> bool:
    """Tell whether so many words of a text are joined that no hand has typed it so."""
    return joined >= _FEW and joined * _SHARE >= sum(1 for _ in _words(rows))


def _joined_words(text: str) -> Iterator[regex.Match[str]]:
    """Yield the words that may be two: no syllable as a whole, and two of them when parted somewhere."""
    for word in _WORD.finditer(text):
        if len(word[0]) <= _LONGEST and _JOINED.search(word[0]) and not is_syllable(word[0]) and _ways(word[0]):
            yield word


def _ways(word: str) -> list[int]:
    return [at for at in range(1, len(word)) if is_syllable(word[:at]) and is_syllable(word[at:])]


def _words(rows: Iterable[Row]) -> Iterator[str]:
    for line, _, _ in rows:
        yield from _WORD.findall(line.text)


def _with_blank(line: CleanLine, at: int) -> CleanLine:
    """Return a line with a blank put in before the character at an offset; what stands behind moves along."""

    def moved(offset: int) -> int:
        return offset + (offset >= at)

    return replace(
        line,
        text=f"{line.text[:at]} {line.text[at:]}",
        runs=tuple(replace(run, start=moved(run.start), end=run.end + (run.end > at)) for run in line.runs),
        cells=line.cells and tuple(replace(c, start=moved(c.start), end=c.end + (c.end > at)) for c in line.cells),
        breaks=tuple(map(moved, line.breaks)),
        printed=tuple(replace(row, start=moved(row.start)) for row in line.printed),
        computed=line.computed + (line.computed > at),
    )
