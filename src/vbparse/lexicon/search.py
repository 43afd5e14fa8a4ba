"""A costly pattern in a long text, tried only where one of the words stands that it can begin with.

A pattern of many alternatives is tried at every character; most of them can't begin a match. A plain search for the
first words finds the few places that can, several times faster, and what is found is the same.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

import regex

SHORT = 2_000  # characters; the patterns are linear, so only a longer text could keep a search at work


def guard(text: str, seconds: float) -> float | None:
    """Return the timeout for a search in `text`: None for a short one, where the clock costs more than the search."""
    return seconds if len(text) > SHORT else None


class Finder:
    """Searches like `pattern.finditer`, for a pattern whose matches begin with one of `openings`, a word each.

    It is for texts in lower case (`fold.lowered`): to ignore the case makes a pattern slow. The openings are patterns
    of the module `re`. They may find too much, never too little: a match that begins with none of them is not found.
    """

    def __init__(self, pattern: regex.Pattern[str], openings: Iterable[str]) -> None:
        self.pattern = pattern
        # Behind a letter or digit is the middle of a word; letters with marks are left out, the pattern looks closer.
        # The openings look ahead: one must not swallow the next.
        self._openings = re.compile(rf"(?<![a-zđ\d])(?={'|'.join(openings)})")

    def finditer(self, text: str, *, timeout: float) -> Iterator[regex.Match[str]]:
        """Yield the matches in `text`, in order. Raises TimeoutError where one takes longer than `timeout` seconds."""
        match, end, limit = self.pattern.match, 0, guard(text, timeout)
        for opening in self._openings.finditer(text):
            if opening.start() >= end and (found := match(text, opening.start(), timeout=limit)):
                yield found
                end = found.end()
