"""What every reader hands on: cleaned lines with their looks, and the tape made of them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from vbparse.tape import Aside, Cell, Line, Note, PrintedRow, Run, Tape


@dataclass(frozen=True)
class CleanLine:
    """A line, paragraph or table row of a source, without markup; the fields are those of `Line`.

    `cells` is set when it is a table row, its cells parted by tabs in `text`. `indent` is the width of the blank space
    before the text, in characters.
    """

    text: str
    runs: tuple[Run, ...] = ()
    heading: int = 0
    cells: tuple[Cell, ...] | None = None
    indent: int = 0
    breaks: tuple[int, ...] = ()
    heads: bool = False
    centred: bool = False
    printed: tuple[PrintedRow, ...] = ()
    continues: bool = False
    aside: Aside | None = None
    computed: int = 0
    size: float | None = None
    certainty: float | None = None

    def cut(self, start: int, end: int) -> CleanLine:
        """Return the part from `start` to `end` without blank edges, its looks moved along; no row of cells."""
        text = self.text[start:end]
        start += len(text) - len(text.lstrip())
        text = text.strip()
        end = start + len(text)
        runs = tuple(
            replace(run, start=max(run.start, start) - start, end=min(run.end, end) - start)
            for run in self.runs
            if run.end > start and run.start < end
        )
        stops = (*(row.start for row in self.printed[1:]), len(self.text) + 1)
        printed = tuple(
            replace(row, start=max(0, row.start - start))
            for row, stop in zip(self.printed, stops, strict=False)
            if row.start < max(end, start + 1) and stop > start
        )
        computed = max(0, min(self.computed, end) - start)
        return CleanLine(
            text,
            runs,
            self.heading,
            centred=self.centred,
            printed=printed,
            aside=self.aside,
            computed=computed,
            size=self.size,
            certainty=self.certainty,
        )


# A line, its number in a text source (1-based, None elsewhere), and whether blank space parts it from the one before.
Row = tuple[CleanLine, int | None, bool]


def lay_out(
    rows: Iterable[Row],
    source_path: str,
    source_format: str,
    *,
    encoding: str | None = None,
    pages: int | None = None,
    notes: Iterable[tuple[int, Note]] = (),
    legacy_font: str | None = None,
) -> Tape:
    """Lay lines end to end on a tape: one newline between lines, two where blank space was.

    `notes` are given with the index of their line; their offsets are those in the line and become absolute.
    """
    lines: list[Line] = []
    parts: list[str] = []
    at = 0
    for line, number, gap in rows:
        if parts:
            parts.append("\n\n" if gap else "\n")
            at += len(parts[-1])
        lines.append(
            Line(
                index=len(lines),
                text=line.text,
                start=at,
                number=number,
                gap=gap,
                runs=line.runs,
                heading=line.heading,
                centred=line.centred,
                cells=line.cells,
                breaks=line.breaks,
                heads=line.heads,
                printed=line.printed,
                continues=line.continues,
                aside=line.aside,
                computed=line.computed,
                size=line.size,
                certainty=line.certainty,
            )
        )
        parts.append(line.text)
        at += len(line.text)
    placed = tuple(
        replace(note, start=lines[index].start + note.start, end=lines[index].start + note.end) for index, note in notes
    )
    text = "".join(parts) + "\n" if parts else ""
    return Tape(source_path, source_format, text, tuple(lines), encoding, pages, placed, legacy_font)
