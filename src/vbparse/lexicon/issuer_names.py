"""Names of the bodies that issue documents, in running text: where one begins, and where it ends.

    Bộ Chính trị khóa XIII                          ends before the term
    Ban Thường vụ Tỉnh ủy Lai Châu về …             and before what the document is about
    Bộ Nội vụ và Bộ Tài chính                       two names

The words that open, make and end a name are data (`types.toml`).
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import Literal

import regex

from vbparse.lexicon.fold import fold, is_upper
from vbparse.lexicon.types import flexible, issuer_words, name_pattern

_SPACE = r"(?:[^\S\t\n]{1,3}|[^\S\t\n]?\n[^\S\t\n]?)"
WORD = regex.compile(r"[\p{L}\p{N}&]+")
_LINK = rf"(?:{_SPACE}(?:và|VÀ){_SPACE}|{_SPACE}?[-–]{_SPACE}?)(?=\p{{Lu}}|doanh\snghiệp)"
_STEP = regex.compile(rf"(?:(?P<link>{_LINK})|{_SPACE})(?P<word>{WORD.pattern})")
_MEETING = regex.compile(r"Hội nghị (?:lần thứ )?[\p{L}\p{N} ]{0,20}?(?=Ban Chấp hành|BCH)", regex.IGNORECASE)
_ENDS_CAPITALS = frozenset(("về", "khóa", "ngày", "năm", "nhiệm", "số", "thực", "trong", "đối", "lần", "đã", "và"))
_MAXWORDS = 16


@cache
def _issuer_re(which: Literal["whole", "open", "heads"]) -> regex.Pattern[str]:
    return regex.compile(flexible(*getattr(issuer_words(), which)) + r"(?![\p{L}\p{N}])", regex.IGNORECASE)


@cache
def _document_re() -> regex.Pattern[str]:
    return regex.compile(name_pattern() + r"\s{1,3}(?:số|của|này|về|thực|\d)", regex.IGNORECASE)


@cache
def _stops() -> tuple[frozenset[str], frozenset[str]]:
    """Return the single words and the pairs of words that end a name, folded."""
    folded = [fold(word) for word in issuer_words().stops]
    return frozenset(w for w in folded if " " not in w), frozenset(w for w in folded if " " in w)


def issuer_at(text: str, start: int) -> tuple[int, int] | None:
    """Return the span of the body's name at `start`, or None; the meeting that a committee held is passed over."""
    if meeting := _MEETING.match(text, start):
        start = meeting.end()
    known = _issuer_re("open").match(text, start)
    if not known and (whole := _issuer_re("whole").match(text, start)):
        return start, whole.end()
    known = known or _issuer_re("heads").match(text, start)
    first = known or WORD.match(text, start)
    if first is None or not (known or first[0][0].isupper()) or _document_re().match(text, start):
        return None
    return start, _name_end(text, first, completed=known is not None)


def issuers_in(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Yield the spans of the names that begin in `text[start:end]` with a word that bodies are called by."""
    for head in _issuer_re("heads").finditer(text, start, end):
        if found := issuer_at(text, head.start()):
            yield found


def _name_end(text: str, first: regex.Match[str], *, completed: bool) -> int:
    """Return where the name that begins with `first` ends.

    It goes on over capitalised words, the one small word that completes each (Chính trị, Lai Châu), and common nouns
    of bodies (nhân dân tỉnh). `completed` tells that `first` needs no such word. In a text in capitals only the words
    that begin a new phrase end it.
    """
    end, open_word = first.end(), not completed
    step = _STEP.match(text, end)
    capitals = step is not None and is_upper(first[0]) and is_upper(step["word"])
    for _ in range(_MAXWORDS):
        if step is None:
            break
        word, key = step["word"], fold(step["word"])
        if step["link"] and _begins_other(text, step.start("word")):
            break
        if capitals:
            if key in _ENDS_CAPITALS or not word.isupper():
                break
        elif word[0].isupper():
            if key in ("về", "khóa") or _document_re().match(text, step.start("word")):
                break
        elif word[0].isdigit():
            if len(word) > 3 or text[step.end() : step.end() + 1] in ("/", "-"):
                break
        elif _is_stop(text, step) or not (open_word or key in issuer_words().nouns):
            break
        end, open_word = step.end(), word[0].isupper()
        step = _STEP.match(text, end)
    return end


def _is_stop(text: str, step: regex.Match[str]) -> bool:
    singles, pairs = _stops()
    key = fold(step["word"])
    after = _STEP.match(text, step.end())
    return key in singles or (after is not None and f"{key} {fold(after['word'])}" in pairs)


def _begins_other(text: str, start: int) -> bool:
    """Tell whether a second body or a document begins at `start`: `Bộ Nội vụ và Bộ Tài chính`."""
    return bool(_issuer_re("heads").match(text, start) or _document_re().match(text, start))
