"""Tesseract 5 with its Vietnamese data, by its command line: one process a page, on one core."""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import NamedTuple

import cv2
import numpy as np
import regex

from vbparse.readers.scan.cells import lines_of, without
from vbparse.readers.scan.engines import EngineError, Seen
from vbparse.readers.scan.lattice import Letter
from vbparse.readers.scan.pairs import Pairs, load
from vbparse.readers.scan.pictures import RESOLUTION
from vbparse.readers.scan.pixels import EM, Grey, Spot, chosen, ink_of, parts_of
from vbparse.readers.scan.wording import word_line

LANGUAGE = "vie"
_SECONDS = 180  # for one page
_WORD = "5"  # the level of words in its tables
_COLUMNS = 12
_SLASHES = regex.compile(r"/?⁄[/⁄]?")  # a slash in italics comes as a fraction slash, or as both
_LETTERS = regex.compile(r"\P{L}{0,2}\p{L}{2,}\P{L}{0,2}")  # what words are likely can tell of
_SURE = 0.88  # a line is looked at again when a word of it is less sure
_SURER = 0.25  # by so much one reading settles a word
_LARGER = (1.2, 1.7)  # so much larger
_GAP = 4 * EM  # between columns; a number and its text stay together
_AROUND = 6  # pixels around a line
_MARKS = 0.35  # of its height: so far marks reach over capitals
_PAPER = 12  # pixels of paper around what is cut out
_TALL = 1.25 * EM  # no line of letters of up to 16 pt is taller
_PAGE, _BLOCK, _ONE_LINE = "3", "6", "7"  # what its layout analysis is told to expect


@dataclass(frozen=True)
class Tesseract:
    """The program, and its version with that of its data."""

    program: str
    version: str
    pairs: Pairs
    name: str = "tesseract"

    def read(self, page: Grey, uprights: Sequence[Spot]) -> list[Seen]:
        """Read a page; its own layout analysis finds the lines, the blank of the ruling lines parts the columns.

        Lines with a word that it is not sure of are looked at again, larger: its mistakes depend on the size.
        """
        return self.read_cells(page, uprights, ())

    def read_cells(self, page: Grey, uprights: Sequence[Spot], cells: Sequence[Spot]) -> list[Seen]:
        """Read what is around the cells without them, and the lines of the cells, all of them in one process.

        Lines of a cell that touch each other are left to the layout analysis.
        """
        ink, rest = ink_of(page), without(page, cells)
        lines: list[_Line] = []
        if not cells or ink_of(rest).any():
            _, picture = cv2.imencode(".pgm", rest)
            rows = self._run(["-", "-", "--psm", _PAGE], picture.tobytes())
            lines += _lines(_seen(rows), (0, 0, page.shape[1], page.shape[0]))
        spots = [spot for cell in cells for spot in lines_of(cell, ink)]
        single, several = ([spot for spot in spots if (spot[3] - spot[1] > _TALL) == tall] for tall in (False, True))
        for layout, wanted in ((_ONE_LINE, single), (_BLOCK, several)):
            pages = self._pages([_cut(page, spot) for spot in wanted], layout)
            for spot, rows in zip(wanted, pages, strict=True):
                lines += _lines([_moved(word, spot) for word in _seen(rows)], spot)
        return [word._replace(line=n) for n, line in enumerate(self._look_again(page, lines)) for word in line]

    def _look_again(self, page: Grey, lines: Sequence[_Line]) -> list[list[Seen]]:
        """Read lines with doubtful words again, and where the two readings differ once more.

        Of each word that reading is taken that is read most often and surest, and makes likely words with the others.
        """
        readings = [[{word.text: [word.certainty]} for word in line.words] for line in lines]
        doubted = [n for n, line in enumerate(lines) if min(word.certainty for word in line.words) < _SURE]
        for scale in _LARGER:
            again = self._words([_enlarged(page, lines[n], scale) for n in doubted])
            for n, words in zip(doubted, again, strict=True):
                if len(words) == len(readings[n]):
                    for found, (text, certainty) in zip(readings[n], words, strict=True):
                        found.setdefault(text, []).append(certainty)
            doubted = [n for n in doubted if any(_is_open(found) for found in readings[n])]
        return [_settled(line.words, held, self.pairs) for line, held in zip(lines, readings, strict=True)]

    def read_lines(self, lines: Sequence[Grey]) -> list[tuple[str, float]]:
        """Read all lines in one process; the certainty is that of the word it is least sure of."""
        read = self._words(lines)
        return [(" ".join(word for word, _ in row), min((sure for _, sure in row), default=0.0)) for row in read]

    def _words(self, lines: Sequence[Grey]) -> list[list[tuple[str, float]]]:
        """Return the words of pictures of lines; where tesseract dies of one, it is parted from the others and left."""
        try:
            return [[(word.text, word.certainty) for word in _seen(rows)] for rows in self._pages(lines, _ONE_LINE)]
        except EngineError:
            half = len(lines) // 2
            return [*self._words(lines[:half]), *self._words(lines[half:])] if half else [[]]

    def _pages(self, pictures: Sequence[Grey], layout: str) -> list[list[list[str]]]:
        """Read pictures in one process and return the rows of its table for each; each is a file, and a page of it."""
        if not pictures:
            return []
        with tempfile.TemporaryDirectory(prefix="vbparse-ocr-") as folder:
            paths = [Path(folder) / f"{index}.pgm" for index in range(len(pictures))]
            for path, picture in zip(paths, pictures, strict=True):
                cv2.imwrite(str(path), picture)
            listing = Path(folder) / "pictures.txt"
            listing.write_text("\n".join(map(str, paths)) + "\n", encoding="utf-8")
            table = self._run([str(listing), "-", "--psm", layout], b"")
        pages: list[list[list[str]]] = [[] for _ in pictures]
        for row in table:
            page = int(row[1]) - 1
            if 0 <= page < len(pages):
                pages[page].append(row)
        return pages

    def _run(self, arguments: list[str], data: bytes) -> list[list[str]]:
        """Run tesseract and return the rows of its table."""
        command = [self.program, *arguments, "-l", LANGUAGE, "--dpi", str(RESOLUTION), "-c", "tessedit_create_tsv=1"]
        environment = {**os.environ, "OMP_THREAD_LIMIT": "1"}
        try:
            done = subprocess.run(
                command, input=data, capture_output=True, timeout=_SECONDS, env=environment, check=True
            )
        except subprocess.TimeoutExpired as error:
            raise EngineError(f"tesseract took more than {_SECONDS} seconds") from error
        except subprocess.CalledProcessError as error:
            told = error.stderr.decode("utf-8", "replace").strip().splitlines()
            raise EngineError(f"tesseract failed: {told[-1] if told else error.returncode}") from error
        except OSError as error:
            raise EngineError(f"tesseract can't be run: {error}") from error
        rows = (line.split("\t") for line in done.stdout.decode("utf-8", "replace").splitlines()[1:])
        return [row for row in rows if len(row) == _COLUMNS]


class _Line(NamedTuple):
    """The words of a line, and what it is a line of: the page, or a cell that it does not reach over."""

    within: Spot
    words: list[Seen]


def _seen(rows: Sequence[Sequence[str]]) -> list[Seen]:
    """Return the words in the rows of a table; lines are numbered as they come."""
    lines: dict[tuple[str, ...], int] = {}
    seen: list[Seen] = []
    for row in rows:
        if row[0] == _WORD and row[11].strip():
            line = lines.setdefault(tuple(row[1:5]), len(lines))
            x, y, width, height = (int(value) for value in row[6:10])
            seen.append(
                Seen(
                    _SLASHES.sub("/", row[11].strip()),
                    (x, y, x + width, y + height),
                    max(0.0, float(row[10])) / 100,
                    line,
                )
            )
    return seen


def _lines(words: Sequence[Seen], within: Spot) -> list[_Line]:
    """Gather words to lines; what stands side by side over a wide gap is looked at by itself."""
    lines: list[_Line] = []
    last: Seen | None = None
    for word in sorted(words, key=lambda word: (word.line, word.box[0])):
        if last is None or last.line != word.line or word.box[0] - last.box[2] > _GAP:
            lines.append(_Line(within, []))
        lines[-1].words.append(word)
        last = word
    return lines


def _cut(page: Grey, spot: Spot) -> Grey:
    """Cut a spot out of a page, with paper around it."""
    x0, y0, x1, y1 = spot
    return np.pad(page[y0:y1, x0:x1], _PAPER, constant_values=255)


def _moved(word: Seen, spot: Spot) -> Seen:
    """Move a word of a spot that was cut out to where it stands on the page."""
    right, down = spot[0] - _PAPER, spot[1] - _PAPER
    x0, y0, x1, y1 = word.box
    return word._replace(box=(x0 + right, y0 + down, x1 + right, y1 + down))


def _enlarged(page: Grey, line: _Line, scale: float) -> Grey:
    """Cut a line out of a page, as far as it may reach, and enlarge it.

    The boxes of words may end below the marks of their capitals; ink that comes in from other lines is left out.
    """
    left, top, right, bottom = line.within
    boxes = [word.box for word in line.words]
    y0, y1 = min(box[1] for box in boxes), max(box[3] for box in boxes)
    over = max(_AROUND, round(_MARKS * (y1 - y0)))
    x0, x1 = max(left, min(box[0] for box in boxes) - _AROUND), min(right, max(box[2] for box in boxes) + _AROUND)
    spot = (x0, max(top, y0 - over), x1, min(bottom, y1 + _AROUND))
    cut = np.pad(_alone(page, spot, y0, y1), _PAPER, constant_values=255)
    return np.asarray(cv2.resize(cut, None, fx=scale, fy=scale, interpolation=cv2.INTER_CUBIC), dtype=np.uint8)


def _alone(page: Grey, spot: Spot, top: int, bottom: int) -> Grey:
    """Cut out a spot without faint dirt, and what reaches into it from over or under a line from `top` to `bottom`."""
    cut = page[spot[1] : spot[3], spot[0] : spot[2]]
    parts = parts_of(ink_of(cut))
    own = [
        index
        for index, (_, y0, _, y1) in enumerate(parts.boxes)
        if not (y0 == 0 and y1 <= top - spot[1]) and not (y1 == len(cut) and y0 >= bottom - spot[1])
    ]
    near = cv2.dilate(chosen(parts, own), np.ones((5, 5), np.uint8)) > 0
    start = max(0, min((parts.boxes[index][1] for index in own), default=0) - _AROUND)
    return np.where(near, cut, 255).astype(np.uint8)[start:]


def _is_open(found: Mapping[str, Sequence[float]]) -> bool:
    """Whether readings of a word differ and none is much surer; dots and hooks are told by their ink later."""
    surest = [max(sure) for sure in found.values()]
    return len({text.replace("ỉ", "i") for text in found}) > 1 and max(surest) - min(surest) < _SURER


def _settled(line: Sequence[Seen], held: Sequence[Mapping[str, Sequence[float]]], pairs: Pairs) -> list[Seen]:
    """Return the words of a line with the readings that are likeliest together."""
    if all(len(found) == 1 for found in held):
        return list(line)
    blank = Letter(((" ", 1.0),), 0.0)
    letters = [one for found in held for one in (Letter(_readings(found), 0.0), blank)]
    chosen_words = [word.text for word in word_line(letters, pairs)]
    return [
        word._replace(text=text, certainty=max(found[text]))
        for word, found, text in zip(line, held, chosen_words, strict=True)
    ]


def _readings(found: Mapping[str, Sequence[float]]) -> tuple[tuple[str, float], ...]:
    """Return the readings of a word with their share in the certainty, likeliest first; of figures and signs the first.

    Slashes get lost between capitals and are never made up: a reading with one stands for the same without it.
    """
    shares: dict[str, float] = {}
    for text, sure in found.items():
        with_slash = max((other for other in found if other.replace("/", "") == text.replace("/", "")), key=len)
        shares[with_slash] = shares.get(with_slash, 0.0) + sum(sure)
    total = sum(shares.values()) or 1.0
    readings = sorted(((text, share / total) for text, share in shares.items()), key=lambda pair: -pair[1])
    return tuple(readings if all(_LETTERS.fullmatch(text) for text in shares) else readings[:1])


@dataclass(frozen=True)
class Installed:
    """What is there of tesseract: the program and its version, and the languages that it has data for."""

    program: str
    version: str
    languages: tuple[str, ...]
    folder: str


@cache
def installed() -> Installed | None:
    """Ask tesseract for its version and languages; None where it is not installed or does not run."""
    program = shutil.which("tesseract")
    if program is None:
        return None
    try:
        version = subprocess.run([program, "--version"], capture_output=True, timeout=30, check=True)
        listed = subprocess.run([program, "--list-langs"], capture_output=True, timeout=30, check=True)
    except (OSError, subprocess.SubprocessError):
        return None
    head = (version.stdout or version.stderr).decode("utf-8", "replace").splitlines()
    told, *languages = listed.stdout.decode("utf-8", "replace").splitlines() or [""]
    folder = told.partition('"')[2].partition('"')[0]
    return Installed(program, head[0].removeprefix("tesseract ").strip(), tuple(languages), folder)


@cache
def find_tesseract() -> Tesseract | None:
    """Return tesseract where it is installed in version 4 or later, with data for Vietnamese."""
    found = installed()
    if found is None or LANGUAGE not in found.languages or found.version.lstrip("v")[:1] in ("", "1", "2", "3"):
        return None
    data = Path(found.folder) / f"{LANGUAGE}.traineddata"
    digest = hashlib.sha256(data.read_bytes()).hexdigest()[:16] if data.is_file() else "unknown"
    return Tesseract(found.program, f"{found.version} {LANGUAGE}-{digest}", load())
