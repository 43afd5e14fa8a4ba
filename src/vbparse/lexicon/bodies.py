"""Bodies that issue documents: how their names are written, at which level they stand."""

from __future__ import annotations

from functools import lru_cache

import regex

from vbparse.lexicon.fold import fold, is_upper, squeeze, without_accents
from vbparse.lexicon.words import groups, printed, table
from vbparse.model import Level

_ROMAN = regex.compile(r"X{0,3}(?:IX|IV|V?I{1,3}|V)|X{1,3}")

LEVELS: tuple[Level, ...] = ("commune", "district", "central", "province", "grassroots")


@lru_cache(maxsize=1)
def _parts() -> dict[tuple[str, ...], str]:
    return {tuple(fold(name).split()): name for name in printed("names.parts")}


def in_sentence(name: str, text: str = "") -> str:
    """Return a name of a body as a sentence writes it: `BAN THƯỜNG VỤ TỈNH ỦY` -> `Ban Thường vụ Tỉnh ủy`.

    A name that is not in capitals is returned as it is. The spelling that `text` uses wins; else known parts are looked
    up, and other words (of places) get a capital.
    """
    name = squeeze(name)
    if not is_upper(name):
        return name
    found = _printed_in(name, text)
    if found:
        return found
    tokens = name.split()
    folded = [fold(token.strip(",;")) for token in tokens]
    out: list[str] = []
    at = 0
    while at < len(tokens):
        size = next((n for n in range(min(6, len(tokens) - at), 0, -1) if tuple(folded[at : at + n]) in _parts()), 0)
        if size:
            words = _parts()[tuple(folded[at : at + size])].split()
            for offset, word in enumerate(words):
                tail = tokens[at + offset][len(tokens[at + offset].rstrip(",;")) :]
                out.append(word.rstrip(",;") + (tail or word[len(word.rstrip(",;")) :]))
            at += size
            continue
        size, printed_name = _longest_printed(tokens[at : at + 5], text)
        out.append(printed_name or "-".join(_capitalised(part) for part in tokens[at].split("-")))
        at += size or 1
    return " ".join(out)


def _longest_printed(tokens: list[str], text: str) -> tuple[int, str | None]:
    """Return how many of the first words of a name running text spells out together (two or more), and how."""
    for size in range(len(tokens), 1, -1):
        found = _printed_in(" ".join(tokens[:size]), text)
        if found:
            return size, found
    return 0, None


def _capitalised(word: str) -> str:
    """Write a word of a name with a capital; an abbreviation (no vowel) and a Roman number stay in capitals."""
    if _ROMAN.fullmatch(word) or not any(c in "aeiouy" for c in without_accents(word)):
        return word
    return word.capitalize()


def _printed_in(name: str, text: str) -> str | None:
    """Return the spelling of `name` in running text, if it is there in letters that are not all capitals."""
    if not text:
        return None
    pattern = r"\s+".join(regex.escape(word) for word in name.split())
    for match in regex.finditer(rf"(?<!\w){pattern}(?!\w)", text, regex.IGNORECASE, timeout=2):
        if not is_upper(match[0]) and match[0][:1].isupper():
            return squeeze(match[0])
    return None


def level_of(issuer: str | None, organisation: str | None, symbol_body: str | None) -> Level | None:
    """Return the level of the issuing body, from its name, the organisation or the number; None if untold."""
    known = groups("organisation.level")
    for name in (issuer, organisation):
        folded = f" {fold(name or '')} "
        for level in LEVELS:
            if any(f" {word} " in folded for word in known[level]):
                return level
    if symbol_body:
        level_name = table("organisation.symbol_level").get(fold(symbol_body))
        for level in LEVELS:
            if level == level_name:
                return level
    return "other" if issuer or organisation else None
