"""One pattern for many phrases, written as a tree of their letters.

In a flat list (`ban chấp hành|ban tổ chức|bộ …`) every phrase is tried at every place. In a tree (`b(?:an (?:chấp …`)
each letter of the text leaves a few branches, so that hundreds of phrases cost hardly more than one.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

import regex

_Tree = dict[str, "_Tree"]  # symbol -> what follows it; "" where a phrase ends
_NO_TONES: Mapping[str, str] = {}


def any_phrase(
    phrases: Iterable[str], space: str = r"\s+", *, tones: Mapping[str, str] = _NO_TONES, reverse: bool = False
) -> str:
    """Return a group that matches any of the phrases, the longest that fits first, with `space` between their words.

    `tones` are syllables that may be printed in another way too (`ủy` -> `uỷ`). `reverse` is for patterns that are
    compiled with `regex.REVERSE`: it makes the tree of the letters from the last to the first.
    """
    symbol = re.compile("|".join([*map(re.escape, tones), "."]), re.DOTALL)
    written = {new: f"(?:{re.escape(new)}|{re.escape(old)})" for new, old in tones.items()} | {" ": space}
    tree: _Tree = {}
    for phrase in phrases:
        node = tree
        symbols = symbol.findall(" ".join(phrase.split()))
        for one in reversed(symbols) if reverse else symbols:
            node = node.setdefault(written.get(one) or regex.escape(one), {})
        node[""] = {}
    return f"(?:{_written(tree, reverse=reverse)})"


def _written(tree: _Tree, *, reverse: bool) -> str:
    """Return the pattern of what follows in `tree`; where a phrase ends, the longer ones are tried before."""
    branches = []
    for symbol, rest in sorted(tree.items()):
        if symbol:
            tail = _written(rest, reverse=reverse)
            branches.append(tail + symbol if reverse else symbol + tail)
    if "" not in tree:
        return branches[0] if len(branches) == 1 else f"(?:{'|'.join(branches)})"
    return f"(?:{'|'.join(branches)})?" if branches else ""
