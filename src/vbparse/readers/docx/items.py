"""Paragraphs, the cells of tables and notes as finished lines."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from vbparse.readers.docx.blocks import Block, Paragraph, paragraphs_of
from vbparse.readers.docx.drafts import labelled
from vbparse.readers.lines import CleanLine
from vbparse.tape import PrintedRow


@dataclass(frozen=True)
class Item:
    """A line for the tape, and whether blank space parts it from the one before."""

    line: CleanLine
    gap: bool


def lines_of(paragraph: Paragraph) -> list[Item]:
    """Return the lines of one paragraph with its number, without what is tied to it; the first has no gap."""
    found = [Item(finished(draft.line(), paragraph), draft.gap) for draft in paragraph.lines if not draft.blank]
    if paragraph.label:
        first = found[0] if found else Item(finished(CleanLine(""), paragraph), False)
        found[:1] = [replace(first, line=labelled(first.line, paragraph.label))]
    return [replace(item, gap=item.gap and at > 0) for at, item in enumerate(found)]


def finished(line: CleanLine, paragraph: Paragraph) -> CleanLine:
    """Return a line with the looks that it has from its paragraph."""
    printed = line.printed
    if not printed and paragraph.page is not None:
        printed = (PrintedRow(0, paragraph.page),)
    return replace(line, heading=paragraph.look.level, centred=paragraph.look.centred, printed=printed)


def cell_lines(blocks: Iterable[Block]) -> list[CleanLine]:
    """Return all lines in the cell of a table, those of tables and text boxes inside it too."""
    found: list[CleanLine] = []
    for paragraph in paragraphs_of(list(blocks)):
        found += [item.line for item in lines_of(paragraph)]
        for box in paragraph.boxes:
            found += cell_lines(box)
    return found


def notes_of(paragraphs: Iterable[Paragraph]) -> list[Item]:
    """Return the lines of the notes that are tied to paragraphs and to the text boxes in them."""
    found: list[Item] = []
    for paragraph in paragraphs:
        for box in paragraph.boxes:
            found += notes_of(paragraphs_of(box))
        for note in paragraph.notes:
            lines = cell_lines(note)
            found += [Item(replace(line, heading=0, aside="footnote"), at == 0) for at, line in enumerate(lines)]
    return found
