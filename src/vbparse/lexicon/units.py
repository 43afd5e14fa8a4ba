"""Names of units (`units.toml`): one key for the spellings of a name, its kind, its level, its place, its slips.

A key is for comparing only: folded, without punctuation, abbreviations written out. What is published is a name as it
is printed, in sentence case, in the tone placement of today, with abbreviations written out (`full_name`).
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from functools import cache
from importlib import resources
from typing import Any, get_args

import regex

from vbparse.lexicon.bodies import in_sentence
from vbparse.lexicon.fold import fold, is_upper, squeeze, without_accents
from vbparse.model import Level, UnitKind

_NOTHING: Mapping[str, str] = {}
_TOKEN = regex.compile(r"[\p{L}\p{M}\p{N}]+(?:[&.-][\p{L}\p{M}\p{N}]+)*")
_WORD = regex.compile(r"[\p{L}\p{M}\p{N}]+")
_AMPERSAND = regex.compile(r"\s?&\s?")
_MARKS = regex.compile(r"[&.\s-]")
_VOWELS = regex.compile(r"[aeiouy]")
_OLD_TONE = regex.compile(r"(?<![qQ])(?:[oO][àáảãạÀÁẢÃẠ]|[oO][èéẻẽẹÈÉẺẼẸ]|[uU][ỳýỷỹỵỲÝỶỸỴ])(?!\p{L})")
_NEW_TONE = str.maketrans("àáảãạèéẻẽẹỳýỷỹỵÀÁẢÃẠÈÉẺẼẸỲÝỶỸỴ", "aaaaaeeeeeyyyyyAAAAAEEEEEYYYYY")
_FIRST = {"o": "òóỏõọ", "O": "ÒÓỎÕỌ", "u": "ùúủũụ", "U": "ÙÚỦŨỤ"}
_TONES = "àáảãạèéẻẽẹỳýỷỹỵÀÁẢÃẠÈÉẺẼẸỲÝỶỸỴ"
_SLUG = regex.compile(r"[^a-z0-9]+")
_LONGEST_SLUG = 72


@cache
def _data() -> dict[str, Any]:
    return tomllib.loads(resources.files("vbparse.lexicon").joinpath("units.toml").read_text(encoding="utf-8"))


# ---- abbreviations and spellings ----------------------------------------------------------------------------------


def short_form(token: str) -> str:
    """Return an abbreviation without the marks that do not count: `LĐ-TB&XH` -> `LĐTBXH`."""
    return _MARKS.sub("", token).upper()


@cache
def _abbreviations() -> dict[str, str]:
    return {short_form(short): full for short, full in _data()["abbreviations"].items()}


def _expansion(token: str, capitals: bool, local: Mapping[str, str]) -> str | None:
    """Return what the word `token` stands for, or None; `capitals` tells that the whole name is in capitals.

    `tư` is a word and `TƯ` is not, so an abbreviation that could be read as a word counts only where it stands out.
    """
    if not is_upper(token):
        return None
    short = short_form(token)
    readable = len(short) < 4 and _VOWELS.search(without_accents(short)) is not None
    if capitals and readable:
        return None
    own, general = local.get(short), _abbreviations().get(short)
    return general if own is None or (general is not None and plain(own) == plain(general)) else own


def expand(name: str, local: Mapping[str, str] = _NOTHING) -> str:
    """Write the abbreviations in `name` out: those of `local` (what a document defines), then the general ones."""
    name = _AMPERSAND.sub("&", squeeze(name))
    capitals = is_upper(name) and len(_TOKEN.findall(name)) > 1

    def full(match: regex.Match[str]) -> str:
        if not any(c.isupper() for c in match[0][1:]):
            return match[0]
        whole = _expansion(match[0], capitals, local)
        if whole is not None:
            return whole
        parts = regex.split(r"([&.-])", match[0])
        return "".join(_expansion(part, capitals, local) or part for part in parts)

    return _TOKEN.sub(full, name)


def new_tones(name: str) -> str:
    """Put tone marks where they are written today: `Đảng uỷ`, `văn hoá` -> `Đảng ủy`, `văn hóa`."""

    def moved(match: regex.Match[str]) -> str:
        first, second = match[0][0], match[0][1]
        return _FIRST[first][_TONES.index(second) % 5] + second.translate(_NEW_TONE)

    return _OLD_TONE.sub(moved, name)


def full_name(printed: str, text: str = "", local: Mapping[str, str] = _NOTHING) -> str:
    """Return the name that a register gives a unit printed as `printed`.

    Sentence case (capitals as `text` spells them, or as the known parts of names are written), abbreviations written
    out, tone marks where they stand today, a capital first.
    """
    sentence = in_sentence(printed, text) if len(printed.split()) > 1 else printed  # an abbreviation that is not known
    name = new_tones(expand(sentence, local)).strip(" ,;.:-–")
    return name[:1].upper() + name[1:]


# ---- keys ---------------------------------------------------------------------------------------------------------


@cache
def _same() -> tuple[tuple[str, str], ...]:
    return tuple((f" {fold(left)} ", f" {fold(right)} ") for left, right in _data()["same"].items())


@cache
def _words(path: str) -> tuple[str, ...]:
    found: Any = _data()
    for step in path.split("."):
        found = found[step]
    return tuple(sorted(map(fold, found), key=len, reverse=True))


def _begins(key: str, path: str) -> bool:
    return any(key == word or key.startswith(f"{word} ") for word in _words(path))


def _after_quantifiers(key: str) -> str:
    """Return `key` without the words before a name that do not change what it means."""
    for _ in range(3):
        for word in _words("plural.quantifiers"):
            if key.startswith(f"{word} "):
                key = key[len(word) + 1 :]
                break
        else:
            break
    return key


def counted(name: str) -> bool:
    """Tell whether a name is one of many by the word before it (`mỗi`, `từng`, `đồng chí`), `các` aside."""
    key = plain(name)
    return not key.startswith(f"{fold('các')} ") and _after_quantifiers(key) != key


def plain(text: str) -> str:
    """Return the folded words of `text`, without punctuation."""
    return " ".join(_WORD.findall(fold(text)))


def unit_key(name: str, local: Mapping[str, str] = _NOTHING) -> str:
    """Return the key that all spellings of one name share.

    Case, tone placement, dashes, quotes, spaces and punctuation don't count; abbreviations are written out (`local`
    holds what the document defines), and so is `các` before names of which there are many (`các cơ quan` is `cơ
    quan`). `các huyện ủy` and `Huyện ủy` stay apart; `huyện ủy`, in small letters, is one of the many.
    """
    whole = local.get(plain(name))
    printed = whole or name
    key = f" {plain(expand(printed, local))} "
    for left, right in _same():
        key = key.replace(left, right)
    key = key.strip()
    bare = _after_quantifiers(key)
    if _begins(bare, "plural.generic"):
        return bare
    if _begins(bare, "plural.proper"):
        if bare != key:
            return f"các {bare}"
        if printed[:1].islower():
            return f"các {bare}"
    return key


# ---- kind, level, place -------------------------------------------------------------------------------------------


@cache
def _kinds() -> tuple[tuple[UnitKind, tuple[str, ...], tuple[str, ...]], ...]:
    known: dict[str, UnitKind] = {kind: kind for kind in get_args(UnitKind)}
    return tuple(
        (known[e["kind"]], tuple(map(fold, e.get("begins", ()))), tuple(map(fold, e.get("holds", ()))))
        for e in _data()["kind"]
    )


def kind_of(key: str) -> UnitKind:
    """Return the kind of the unit with this key: what its name begins with or holds; `other` where nothing tells."""
    bare = f" {_after_quantifiers(key)} "
    for kind, begins, holds in _kinds():
        if any(bare.startswith(f" {word} ") for word in begins) or any(f" {word} " in bare for word in holds):
            return kind
    return "other"


_LEVELS: tuple[Level, ...] = ("central", "province", "district", "commune", "grassroots")


def level_in(key: str) -> Level | None:
    """Return the level that the words of a key tell; None where they tell none, or two.

    What follows `thuộc`, `trực thuộc` is the level above the unit's own. A chi bộ is at the grassroots wherever it
    belongs.
    """
    bare = f" {_after_quantifiers(key)} "
    if _begins(bare.strip(), "level.grassroots"):
        return "grassroots"
    for word in _words("level.above"):
        at = bare.find(f" {word} ", 1)
        if at > 0:
            bare = bare[: at + 1]
    for word in _words("level.not_levels"):
        bare = bare.replace(f" {word} ", " - ")
    if place := province_in(bare.strip()):
        cities = _words("level.central_cities")
        if bare.rstrip().endswith(f"{fold('thành ủy')} {place}") and place in cities:
            return "province"
    found = [level for level in _LEVELS if any(f" {word} " in bare for word in _words(f"level.{level}"))]
    return found[0] if len(found) == 1 else None


@cache
def _provinces() -> dict[str, str]:
    return {plain(name): name for name in _data()["places"]["provinces"]}


def province_in(key: str) -> str | None:
    """Return the province (as a key) that a key ends with, or None."""
    words = key.split()
    for size in (4, 3, 2, 1):
        if " ".join(words[-size:]) in _provinces() and len(words) >= size:
            return " ".join(words[-size:])
    return None


def province_name(key: str) -> str:
    """Return the name of the province with this key. Raises KeyError."""
    return _provinces()[key]


# ---- slips --------------------------------------------------------------------------------------------------------


@cache
def _slips() -> tuple[dict[tuple[str, ...], frozenset[str]], dict[tuple[str, ...], tuple[str, ...]], int]:
    """Return the known groups with one word left out -> that word; with two words run together -> the group."""
    masked: dict[tuple[str, ...], set[str]] = {}
    merged: dict[tuple[str, ...], tuple[str, ...]] = {}
    groups = [tuple(group.split()) for group in _words("slips.groups")]
    for group in groups:
        for at, word in enumerate(group):
            masked.setdefault((*group[:at], "", *group[at + 1 :]), set()).add(word)
            if at:
                merged[(*group[: at - 1], group[at - 1] + word, *group[at + 1 :])] = group
    return {key: frozenset(found) for key, found in masked.items()}, merged, max(map(len, groups))


@cache
def _groups() -> frozenset[tuple[str, ...]]:
    return frozenset(tuple(group.split()) for group in _words("slips.groups"))


def mended(key: str) -> Iterator[str]:
    """Yield what `key` may be a slip for: a known group of words in it with one letter, tone or space mended.

    Whether the mended name is one that exists is for the caller to say.
    """
    words = tuple(key.split())
    masked, merged, longest = _slips()
    seen = {key}
    for size in range(longest, 1, -1):
        for start in range(len(words) - size + 1):
            window = words[start : start + size]
            if window in _groups():
                continue
            found = [(*window[:at], right, *window[at + 1 :]) for at, right in _near(window, masked)]
            found += [merged[window]] if window in merged else []
            for group in found:
                candidate = " ".join((*words[:start], *group, *words[start + size :]))
                if candidate not in seen:
                    seen.add(candidate)
                    yield candidate


def _near(window: tuple[str, ...], masked: Mapping[tuple[str, ...], frozenset[str]]) -> Iterator[tuple[int, str]]:
    for at, word in enumerate(window):
        for right in sorted(masked.get((*window[:at], "", *window[at + 1 :]), ())):
            if one_edit(word, right):
                yield at, right


def one_edit(left: str, right: str) -> bool:
    """Tell whether two different words differ by one letter: another one, one more or one less; never by a digit."""
    if left == right or abs(len(left) - len(right)) > 1:
        return False
    head = 0
    while head < min(len(left), len(right)) and left[head] == right[head]:
        head += 1
    rest, other = left[head:], right[head:]
    if len(left) == len(right):
        changed, tail = rest[:1] + other[:1], rest[1:] == other[1:]
    elif len(left) > len(right):
        changed, tail = rest[:1], rest[1:] == other
    else:
        changed, tail = other[:1], rest == other[1:]
    return tail and not any(c.isdigit() for c in changed)


def slug(name: str) -> str:
    """Return `name` in small Latin letters and hyphens, cut after a word where it is long."""
    found = _SLUG.sub("-", without_accents(name)).strip("-")
    if len(found) > _LONGEST_SLUG:
        found = found[: _LONGEST_SLUG + 1].rpartition("-")[0] or found[:_LONGEST_SLUG]
    return found or "don-vi"
