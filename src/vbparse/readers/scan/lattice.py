"""The lines of a page as the model of TrueOCR sees them: for each letter what else it may be, and how likely.

TrueOCR gives the likeliest letters only, but its model works out the eight likeliest of each step across a line; it is
opened with these among its outputs. The model reads a line together with the paper over and under it, so lines are cut
out of their page with what is around them.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from vbparse.readers.scan.pixels import Grey, Spot

if TYPE_CHECKING:
    from trueocr import Recognizer

_BATCH = 16
_OUTPUTS = ("topv", "topi")  # of the model: logarithms of the likeliest readings of each step, and their numbers
_HIGHER, _LESS = 0.13, 0.07  # of the height of a line: its box is put higher by so much, and less low
_INK = 0.7  # exponent: makes faint strokes darker, such as the marks over letters
_STEP = 4  # pixels of the picture of a line for each step
_LEAST = 0.0005  # less likely readings are none
_MOST = 6  # readings of a letter
_LOST, _LOST_BLANK = 0.12, 0.0001  # from here on there may be a letter, a blank, where the model sees none

_Readings = list[tuple[str, float]]
Steps = NDArray[np.float32]  # a row for each step across a line, a column for each letter, the first one for none


class Letter(NamedTuple):
    """A letter of a line: its readings with their probabilities, likeliest first, and its middle (pixels of the page).

    The reading "" says that there is no letter; " " is a blank.
    """

    readings: tuple[tuple[str, float], ...]
    at: float


class _Run(NamedTuple):
    """A stretch of steps that give one letter: its number among the outputs, first and last step (end excluded)."""

    letter: int
    start: int
    stop: int


@dataclass(frozen=True)
class LineReader:
    """The reader of lines of TrueOCR, its model opened with the readings of each step among its outputs."""

    reader: Recognizer
    session: Any  # onnxruntime.InferenceSession, which has no types

    def read(self, page: Grey, lines: Sequence[Spot]) -> list[list[Letter]]:
        """Return the letters of lines of a page. Raises what the runtime of the model raises."""
        from trueocr.preprocess import pad_batch, width_batches

        pictures = [_picture(page, line, self.reader) for line in lines]
        found: list[list[Letter]] = [[] for _ in lines]
        for batch in width_batches([picture.shape[1] for picture in pictures], max_batch=_BATCH):
            tensor, widths = pad_batch([pictures[index] for index in batch])
            lengths, likely, numbers = self.session.run(["lengths", *_OUTPUTS], {"x": tensor, "widths": widths})
            for row, index in enumerate(batch):
                length = int(lengths[row])
                steps = np.zeros((length, len(self.reader.chars) + 1), np.float32)
                np.put_along_axis(steps, numbers[row, :length], np.exp(likely[row, :length]), axis=1)
                found[index] = self._letters(steps, lines[index], pictures[index].shape[1])
        return found

    def _letters(self, steps: Steps, line: Spot, width: int) -> list[Letter]:
        """Gather the steps of a line, whose picture has this width, to letters from left to right."""
        runs = _runs(steps.argmax(axis=1))
        over = self.reader.pad_x * (1 + _HIGHER - _LESS) * (line[3] - line[1])
        scale = (line[2] - line[0] + 2 * over) / width * _STEP
        found = sorted([*self._seen(steps, runs), *self._lost(steps, runs)], key=lambda pair: pair[0])
        return [Letter(tuple(readings), line[0] - over + middle * scale) for middle, readings in found]

    def _seen(self, steps: Steps, runs: Sequence[_Run]) -> Iterator[tuple[float, _Readings]]:
        """Yield the letters that the model sees, by the steps that are theirs and one beside at each end."""
        for before, run, after in zip([None, *runs], runs, [*runs[1:], None], strict=False):
            start = max(run.start - 1, before.stop if before else 0)
            stop = min(run.stop + 1, after.start if after else len(steps))
            yield (run.start + run.stop) / 2, self._readings(steps[start:stop].max(axis=0), _LEAST)

    def _lost(self, steps: Steps, runs: Sequence[_Run]) -> Iterator[tuple[float, _Readings]]:
        """Yield the letters and blanks that there may be where the model sees none."""
        blank = self.reader.chars.index(" ") + 1
        for before, after in zip([None, *runs], [*runs, None], strict=True):
            start = (before.stop if before else 0) + 1
            inner = steps[start : (after.start if after else len(steps)) - 1]
            if not inner.size:
                continue
            step = int(inner[:, 1:].max(axis=1).argmax())
            readings = self._readings(inner[step], _LOST)
            beside = {_bare(self.reader.chars[run.letter - 1]) for run in (before, after) if run}
            if readings and readings[0][0].isalpha() and _bare(readings[0][0]) not in beside:
                yield start + step + 0.5, [("", float(inner[step, 0])), *readings]
            elif inner[:, blank].max() >= _LOST_BLANK:
                step = int(inner[:, blank].argmax())
                likely = float(inner[step, blank])
                yield start + step + 0.5, [("", 1 - likely), (" ", likely)]

    def _readings(self, likely: NDArray[np.float32], least: float) -> _Readings:
        """Return the readings of a step, likeliest first: all letters, or all figures and signs, or a blank or none."""
        order = np.argsort(-likely[1:], kind="stable")[:_MOST]
        readings = [(unicodedata.normalize("NFC", self.reader.chars[n]), float(likely[n + 1])) for n in order]
        first = readings[0][0]
        if first == " ":
            return [readings[0], ("", 1 - readings[0][1])]
        return [(text, p) for text, p in readings if p >= least and text != " " and text.isalpha() == first.isalpha()]


def open_reader(models: Path) -> LineReader:
    """Open the reader of lines in a folder of models. Raises OSError or ValueError, and what the runtime raises."""
    from onnxruntime import InferenceSession, SessionOptions
    from trueocr import Recognizer

    options = SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    options.enable_cpu_mem_arena = False  # it would grow with every new width of a line
    graph = (models / "rec.onnx").read_bytes() + _outputs(_OUTPUTS)
    return LineReader(
        Recognizer(models, threads=1), InferenceSession(graph, options, providers=["CPUExecutionProvider"])
    )


def _outputs(names: Sequence[str]) -> bytes:
    """Return what makes values of a model outputs of it, when it is put behind the bytes of the model.

    Two messages of protobuf one behind the other are one that holds the fields of both: ModelProto.graph (7),
    GraphProto.output (12), ValueInfoProto.name (1), see onnx.proto.
    """
    return _field(7, b"".join(_field(12, _field(1, name.encode())) for name in names))


def _field(number: int, content: bytes) -> bytes:
    length, size = b"", len(content)
    while size > 127:
        length, size = length + bytes([size & 127 | 128]), size >> 7
    return bytes([number << 3 | 2]) + length + bytes([size]) + content


def _picture(page: Grey, line: Spot, reader: Recognizer) -> NDArray[np.float32]:
    """Return the picture of a line, with the paper around it, as the model wants it: 0 is paper, 1 is ink."""
    from trueocr.preprocess import WINDOW, crop_line

    x0, y0, x1, y1 = line
    box = (x0, y0 - _HIGHER * (y1 - y0), x1, y1 - _LESS * (y1 - y0))
    ink = crop_line(page, box, window=WINDOW, max_width=reader.max_width, pad_x=reader.pad_x, pad_y=reader.pad_y)
    return np.asarray(ink**_INK, dtype=np.float32)


def _bare(letter: str) -> str:
    """Return a letter without its marks: where two readings of one letter lie beside each other they are one letter."""
    return unicodedata.normalize("NFD", letter)[:1].lower()


def _runs(best: NDArray[np.int64]) -> list[_Run]:
    """Return the stretches of steps that give one letter."""
    cuts = [0, *(np.flatnonzero(np.diff(best)) + 1).tolist(), len(best)]
    return [_Run(int(best[start]), start, stop) for start, stop in pairwise(cuts) if stop > start and best[start]]
