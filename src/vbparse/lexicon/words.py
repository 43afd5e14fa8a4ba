"""The words of the format (`words.toml`), folded and ready for look-up."""

from __future__ import annotations

import tomllib
from functools import lru_cache
from importlib import resources
from typing import Any

from vbparse.lexicon.fold import fold


@lru_cache(maxsize=1)
def _data() -> dict[str, Any]:
    text = resources.files("vbparse.lexicon").joinpath("words.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)


@lru_cache(maxsize=256)
def words(path: str) -> tuple[str, ...]:
    """Return the folded list at a dotted `path` of `words.toml` (`closing.position`). Raises KeyError."""
    return tuple(fold(str(word)) for word in _at(path))


@lru_cache(maxsize=256)
def table(path: str) -> dict[str, str]:
    """Return the table at a dotted `path`, its keys folded: printed word -> value."""
    return {fold(str(key)): str(value) for key, value in _at(path).items()}


@lru_cache(maxsize=256)
def groups(path: str) -> dict[str, tuple[str, ...]]:
    """Return the lists under a dotted `path`: name -> folded words."""
    return {name: tuple(fold(w) for w in value) for name, value in _at(path).items() if isinstance(value, list)}


def printed(path: str) -> tuple[str, ...]:
    """Return the list at a dotted `path` as it is written."""
    return tuple(str(word) for word in _at(path))


def _at(path: str) -> Any:
    found: Any = _data()
    for step in path.split("."):
        found = found[step]
    return found


def begins_with(folded: str, path: str) -> str | None:
    """Return the longest word of the list at `path` that `folded` begins with at a word boundary, or None."""
    if not folded.startswith(words(path)):
        return None
    best: str | None = None
    for word in words(path):
        if folded.startswith(word) and not folded[len(word) : len(word) + 1].isalnum() and len(word) > len(best or ""):
            best = word
    return best
