"""Rows of print: words on one baseline as one text, with the runs of their looks."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from vbparse.readers.pdf.library import Box
from vbparse.readers.pdf.words import ASCENT, DESCENT, Word
from vbparse.tape import Run

_LABEL = 4  # words: the one behind a label is among them


@dataclass(slots=True)
class Row:
    """A row of print, or the part of it in one column or cell, where the text of the page is upright.

    `first` is how wide its first word is, with all that no row may part from it, `second` where its second word begins
    (its end when it has one only), `labelled` where the words behind a label do (`Kính gửi:`).
    `box` is x0, y0, x1, y1 on the page as it is shown.
    """

    text: str
    runs: tuple[Run, ...]
    x0: float
    x1: float
    base: float
    size: float
    first: float
    second: float
    page: int
    box: Box
    layer: int = 0
    slanted: bool = False
    labelled: float | None = None

    @property
    def top(self) -> float:
        return self.base - ASCENT * self.size

    @property
    def bottom(self) -> float:
        return self.base + DESCENT * self.size

    @property
    def middle(self) -> float:
        return (self.x0 + self.x1) / 2

    @property
    def bold(self) -> bool:
        """Whether most letters are bold."""
        return 2 * sum(run.end - run.start for run in self.runs if run.bold) > len(self.text)

    @property
    def italic(self) -> bool:
        """Whether most letters are italic."""
        return 2 * sum(run.end - run.start for run in self.runs if run.italic) > len(self.text)


def row_of(words: Sequence[Word], page: int, box: Box) -> Row:
    """Join words to one row; `box` is where they stand on the page as it is shown."""
    text, runs = "", list[Run]()
    for word in words:
        if text:
            text += " "
        for part in word.parts:
            start = len(text)
            text += part.text
            look = part.look
            if not (look.bold or look.italic or look.superscript):
                continue
            last = runs[-1] if runs else None
            if last and not text[last.end : start].strip() and (last.bold, last.italic, last.superscript) == look:
                runs[-1] = replace(last, end=len(text))
            else:
                runs.append(Run(start, len(text), *look))
    head = words[0]
    tied = next((word for word in words if not word.tied), words[-1])
    size = max((len(w.text), w.size) for w in words)[1] if len(words) > 1 else head.size
    return Row(
        text,
        tuple(runs),
        head.x0,
        max(word.x1 for word in words),
        head.base,
        size,
        tied.x1 - head.x0,
        words[1].x0 if len(words) > 1 else head.x1,
        page,
        box,
        head.layer,
        head.angle != 0,
        next((after.x0 for word, after in pairwise(words[:_LABEL]) if word.text.endswith(":")), None),
    )


def box_of(words: Sequence[Word]) -> Box:
    """Return x0, y0, x1, y1 of words as text of their angle sees them."""
    size = max(word.size for word in words)
    base = words[0].base
    return words[0].x0, base - ASCENT * size, max(word.x1 for word in words), base + DESCENT * size
