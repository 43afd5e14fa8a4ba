"""Types of document (thể loại): `types.toml` read into a table, and the look-ups over it.

A type has a name that is printed (`Nghị quyết`), in most cases a code that stands in the number (`109-NQ/TU`), and is
issued by Party bodies, state bodies or both. `QĐ` is the code of both quyết định and quy định: only the printed name
tells them apart (399-QĐ/TW; 36-HD/VPTW, part II).
"""

from __future__ import annotations

import tomllib
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any, Literal

import regex

from vbparse.lexicon.fold import fold
from vbparse.lexicon.phrases import any_phrase


@dataclass(frozen=True, slots=True)
class DocumentType:
    """One type of document.

    `name` is in sentence case (`Chương trình hành động`), `code` as in a number (`CTr`) or None, `titled` tells whether
    the name is printed as a title line (a công văn's is not), `kind_of` names the general type of a special form
    (chương trình hành động is a chương trình), `by` who issues it.
    """

    name: str
    code: str | None
    titled: bool = True
    kind_of: str | None = None
    by: Literal["party", "state", "both"] = "both"


@dataclass(frozen=True, slots=True)
class Bodies:
    """The body parts of numbers: what marks a Party number, what a state number, and how some are spelled."""

    party: tuple[str, ...]
    state: tuple[str, ...]
    spelling: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class IssuerWords:
    """What the names of issuers are made of in running text; see `[issuers]` in `types.toml`."""

    whole: tuple[str, ...]
    open: tuple[str, ...]
    heads: tuple[str, ...]
    nouns: frozenset[str]
    stops: tuple[str, ...]


@cache
def _table() -> dict[str, Any]:
    return tomllib.loads(files(__package__).joinpath("types.toml").read_text(encoding="utf-8"))


def _type(entry: dict[str, Any]) -> DocumentType:
    return DocumentType(
        entry["name"], entry.get("code"), entry.get("titled", True), entry.get("kind_of"), entry.get("by", "both")
    )


@cache
def all_types() -> tuple[DocumentType, ...]:
    """Return every type, in the order of `types.toml`: Party types first."""
    return tuple(_type(entry) for entry in _table()["type"])


@cache
def bodies() -> Bodies:
    """Return the body parts of numbers that `types.toml` lists."""
    table = _table()["bodies"]
    return Bodies(tuple(table["party"]), tuple(table["state"]), tuple(table["spelling"]))


@cache
def issuer_words() -> IssuerWords:
    """Return the words that `types.toml` lists for names of issuers."""
    table = _table()["issuers"]
    return IssuerWords(
        tuple(table["whole"]),
        tuple(table["open"]),
        tuple(table["heads"]),
        frozenset(map(fold, table["nouns"])),
        tuple(table["stops"]),
    )


# ---- names --------------------------------------------------------------------------------------------------------


@cache
def _by_name() -> dict[str, DocumentType]:
    """Every printed name, folded -> its type."""
    return {fold(name): _type(e) for e in _table()["type"] for name in (e["name"], *e.get("aliases", ()))}


@cache
def _by_letters() -> dict[str, DocumentType]:
    """Every printed name without its spaces -> its type, for titles that space out their letters."""
    return {name.replace(" ", ""): found for name, found in _by_name().items()}


@cache
def _by_abbreviation() -> dict[str, DocumentType | None]:
    """Every abbreviation used as a name -> its type, None where it stands for two."""
    found: dict[str, DocumentType | None] = {}
    for entry in _table()["type"]:
        for short in entry.get("abbreviations", ()):
            found[short] = None if short in found else _type(entry)
    return found


_TONES = {"ỏa": "oả", "òa": "oà", "ủy": "uỷ", "úy": "uý", "ùy": "uỳ", "ụy": "uỵ"}  # the new placement, and the old


def flexible(*names: str) -> str:
    """Return a pattern for any of `names` in any tone placement, with white space of any kind between their words.

    Of two that fit it takes the longer. To be used with IGNORECASE, or for names in lower case.
    """
    return any_phrase(map(str.lower, names), r"\s{1,4}", tones=_TONES)


@cache
def name_pattern() -> str:
    """Return a pattern (to be used with IGNORECASE, or in lower case) that matches a printed type name."""
    return flexible(*_names()) + r"(?![\p{L}\p{N}])"


def _names() -> list[str]:
    return [name for e in _table()["type"] for name in (e["name"], *e.get("aliases", ()))]


@cache
def abbreviation_pattern() -> str:
    """Return a pattern (case counts) that matches an abbreviated type name (`NQ` in `NQ số 66-NQ/TW`)."""
    names = "|".join(sorted(_by_abbreviation(), key=len, reverse=True))
    return rf"(?<![\p{{L}}\p{{N}}/-])(?:{names})(?![\p{{L}}\p{{N}}])"


@cache
def _prefix() -> regex.Pattern[str]:
    return regex.compile(r"[\s*_#“\"]{0,20}(" + name_pattern() + ")", regex.IGNORECASE)


_EDGES = " \t\r\n*_#~`.,:;-–—|/\\\"'“”()[]…="
_SPACED = regex.compile(r"(?:\p{L}\s+){3,}\p{L}")  # K Ế  H O Ạ C H


def match_type(text: str) -> DocumentType | None:
    """Return the type whose name is all of `text`, or None.

    Case, tone placement, white space, surrounding punctuation and emphasis marks do not count, and a title may space
    out its letters (`K Ế  H O Ạ C H`). A công văn's name never makes a title, yet it is recognised here.
    """
    if len(text) > 200:
        return None
    bare = unicodedata.normalize("NFC", text).strip(_EDGES)
    found = _by_name().get(fold(bare))
    if found is None and _SPACED.fullmatch(bare):
        found = _by_letters().get(fold("".join(bare.split())))
    return found


def type_prefix(text: str) -> tuple[DocumentType, int] | None:
    """Return the type whose name `text` begins with, and the offset after it; the longest name wins.

    White space and emphasis marks before the name are passed over; the name must end where a word ends.
    """
    found = _prefix().match(text)
    return (_by_name()[fold(found[1])], found.end()) if found else None


def type_of_name(printed: str) -> DocumentType | None:
    """Return the type of a name or abbreviation as printed in running text (`nghị quyết`, `NQ`), or None."""
    return _by_name().get(fold(printed)) or _by_abbreviation().get(printed)


# ---- codes --------------------------------------------------------------------------------------------------------


def _spellings() -> Iterator[tuple[str, str, DocumentType]]:
    """Yield every (spelling in capitals, canonical code, type)."""
    for entry in _table()["type"]:
        if "code" in entry:
            yield entry["code"].upper(), entry["code"], _type(entry)
            for variant in entry.get("code_variants", ()):
                yield variant.upper(), variant, _type(entry)


@cache
def _by_code() -> dict[str, tuple[DocumentType, ...]]:
    found: dict[str, tuple[DocumentType, ...]] = {}
    for spelling, _, kind in _spellings():
        found[spelling] = (*found.get(spelling, ()), kind)
    return found


@cache
def _canonical() -> dict[str, str]:
    found: dict[str, str] = {}
    for spelling, code, _ in _spellings():
        found.setdefault(spelling, code)
    return found


def types_of_code(code: str) -> tuple[DocumentType, ...]:
    """Return the types that `code` (in any case) may stand for: two for `QĐ`, none for an unknown code."""
    return _by_code().get(code.upper(), ())


def canonical_code(code: str) -> str | None:
    """Return `code` with the capitals the rules give it (`CTR` -> `CTr`), or None where it is no code."""
    return _canonical().get(code.upper())


def type_of_code(code: str, *, state: bool) -> DocumentType | None:
    """Return the one type that `code` stands for in a Party or a state number, or None where it may be several.

    `TT` is thông tri in a Party number and thông tư in a state one; `QĐ` is quyết định in a state number (quy định are
    issued there by a quyết định) and undecided in a Party one. The general type stands for its special forms.
    """
    other = "party" if state else "state"
    found = [kind for kind in types_of_code(code) if kind.by != other]
    names = {kind.name for kind in found}
    general = [kind for kind in found if kind.kind_of not in names]
    return general[0] if len(general) == 1 else None
