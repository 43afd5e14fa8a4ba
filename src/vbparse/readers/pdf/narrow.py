"""Words that a narrow cell breaks: a word wider than its column goes on in the next row of print without a hyphen."""

from __future__ import annotations

import regex

from vbparse.lexicon.fold import fold
from vbparse.lexicon.syllables import is_syllable
from vbparse.lexicon.words import words
from vbparse.readers.pdf.rows import Row

_NUMBER = regex.compile(r"\d+|(?:\d+[.,])+\d*")
_ROMAN = regex.compile(r"(?=[IVX])X{0,3}(?:IX|IV|V?I{0,3})[.)]?")
_DOTTED = regex.compile(r"[.,IVX]")
_PADDING = 12.0  # points: what the cells of Word and LibreOffice leave free beside their text, and a little more


def is_broken(above: Row, below: Row, width: float) -> bool:
    """Tell whether the first word of a row is the rest of the word that fills the row above, in a cell of `width`.

    A program breaks a word only where it is alone in its row and a letter more would not have fitted. What the two
    make has to be one thing, too: a number, a Roman number, a syllable, the name of a column of numbers.
    """
    head, rest = above.text, below.text.split(" ", 1)[0]
    if " " in head or above.slanted or below.slanted:
        return False
    letter = (below.x1 - below.x0) / len(below.text)
    if above.x1 - above.x0 + 0.8 * letter < width - _PADDING:
        return False
    whole = head + rest
    if _NUMBER.fullmatch(head) and rest.strip(".").isdigit():
        return True
    if _ROMAN.fullmatch(head) and _ROMAN.fullmatch(rest) and _ROMAN.fullmatch(whole):
        return True
    if fold(whole) in words("table.index"):
        return True
    return is_syllable(whole.strip(" .,;:")) and not (is_syllable(head) and is_syllable(rest.strip(" .,;:")))


def is_broken_number(above: Row, below: Row, width: float) -> bool:
    """Tell the same of the numbers of two rows of a table that a page break parts: `8` and `9` follow each other."""
    return bool(_DOTTED.search(above.text)) and below.text[:1] in "0123456789IVX" and is_broken(above, below, width)
