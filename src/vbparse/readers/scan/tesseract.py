"""Tesseract 5 with its Vietnamese data, by its command line: one process a page, on one core."""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import cv2
import numpy as np

from vbparse.readers.scan.engines import EngineError, Seen
from vbparse.readers.scan.pictures import RESOLUTION
from vbparse.readers.scan.pixels import Grey, Spot

LANGUAGE = "vie"
_SECONDS = 180  # for one page
_WORD = "5"  # the level of words in its tables
_COLUMNS = 12
_SURE = 0.88  # a line is looked at again when a word of it is less sure
_LARGER = 1.4  # so much larger
_AROUND = 6  # pixels of paper


@dataclass(frozen=True)
class Tesseract:
    """The program, and its version with that of its data."""

    program: str
    version: str
    name: str = "tesseract"

    def read(self, page: Grey, uprights: Sequence[Spot]) -> list[Seen]:
        """Read a page; its own layout analysis finds the lines, the blank of the ruling lines parts the columns.

        Lines with a word that it is not sure of are looked at again, larger: its mistakes depend on the size.
        """
        _, png = cv2.imencode(".png", page, [cv2.IMWRITE_PNG_COMPRESSION, 1])
        table = self._run(["-", "-", "--psm", "3"], png.tobytes())
        lines: dict[tuple[str, ...], int] = {}
        seen: list[Seen] = []
        for row in table:
            if row[0] != _WORD or not row[11].strip():
                continue
            line = lines.setdefault(tuple(row[1:5]), len(lines))
            x, y, width, height = (int(value) for value in row[6:10])
            box = (x, y, x + width, y + height)
            seen.append(Seen(row[11].strip(), box, max(0.0, float(row[10])) / 100, line))
        return self._second_look(page, seen)

    def _second_look(self, page: Grey, seen: list[Seen]) -> list[Seen]:
        """Read lines with doubtful words again, and take of each word the reading that is surer."""
        lines: dict[int, list[int]] = {}
        for index, word in enumerate(seen):
            lines.setdefault(word.line, []).append(index)
        doubted = [held for held in lines.values() if min(seen[n].certainty for n in held) < _SURE]
        again = self._words([_enlarged(page, [seen[n].box for n in held]) for held in doubted])
        better = list(seen)
        for held, words in zip(doubted, again, strict=True):
            if len(words) != len(held):
                continue
            for index, (text, certainty) in zip(held, words, strict=True):
                if certainty > seen[index].certainty:
                    better[index] = seen[index]._replace(text=text, certainty=certainty)
        return better

    def read_lines(self, lines: Sequence[Grey]) -> list[tuple[str, float]]:
        """Read all lines in one process; the certainty is that of the word it is least sure of."""
        read = self._words(lines)
        return [(" ".join(word for word, _ in row), min((sure for _, sure in row), default=0.0)) for row in read]

    def _words(self, lines: Sequence[Grey]) -> list[list[tuple[str, float]]]:
        """Return the words of pictures of lines; each is a file, and a page of the answer."""
        if not lines:
            return []
        with tempfile.TemporaryDirectory(prefix="vbparse-ocr-") as folder:
            paths = [Path(folder) / f"{index}.png" for index in range(len(lines))]
            for path, line in zip(paths, lines, strict=True):
                cv2.imwrite(str(path), line)
            listing = Path(folder) / "lines.txt"
            listing.write_text("\n".join(map(str, paths)) + "\n", encoding="utf-8")
            table = self._run([str(listing), "-", "--psm", "7"], b"")
        words: list[list[tuple[str, float]]] = [[] for _ in lines]
        for row in table:
            page = int(row[1]) - 1
            if row[0] == _WORD and row[11].strip() and 0 <= page < len(words):
                words[page].append((row[11].strip(), max(0.0, float(row[10])) / 100))
        return words

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


def _enlarged(page: Grey, boxes: Sequence[Spot]) -> Grey:
    """Cut the line that holds these boxes out of a page, with paper around it, and enlarge it."""
    x0, y0 = min(box[0] for box in boxes), min(box[1] for box in boxes)
    x1, y1 = max(box[2] for box in boxes), max(box[3] for box in boxes)
    line = page[max(0, y0 - _AROUND) : y1 + _AROUND, max(0, x0 - _AROUND) : x1 + _AROUND]
    line = np.pad(line, _AROUND, constant_values=255)
    return np.asarray(cv2.resize(line, None, fx=_LARGER, fy=_LARGER, interpolation=cv2.INTER_CUBIC), dtype=np.uint8)


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
    return Tesseract(found.program, f"{found.version} {LANGUAGE}-{digest}")
