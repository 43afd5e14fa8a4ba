"""The lines of a page as the model of TrueOCR sees them: for each letter what else it may be, and how likely.

TrueOCR gives the likeliest letters only, but its model works out the eight likeliest of each step across a line; it is
opened with these among its outputs. The model reads a line together with the paper over and under it, so lines are cut
out of their page with what is around them.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
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

Steps = NDArray[np.float32]  # a row for each step across a line, a column for each letter, the first one for none


class Letter(NamedTuple):
    """A letter of a line: its readings with their probabilities, likeliest first, and its middle (pixels of the page).

    The reading "" says that there is no letter; " " is a blank.
    """

    readings: tuple[tuple[str, float], ...]
    at: float


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
        """Gather the steps of a line to letters."""
        chars = ["", *self.reader.chars]
        best = steps.argmax(axis=1)
        runs = _runs(best)
        edges = [0, *(stop for _, _, stop in runs)], [*(start for _, start, _ in runs), len(steps)]
        letters: list[tuple[float, Letter]] = []
        x0, x1, over = line[0], line[2], self.reader.pad_x * (1 + _HIGHER - _LESS) * (line[3] - line[1])
        scale = (x1 - x0 + 2 * over) / width

        def add(readings: list[tuple[str, float]], middle: float) -> None:
            letters.append((middle, Letter(tuple(readings), x0 - over + middle * _STEP * scale)))

        for (_, start, stop), before, after in zip(runs, edges[0], edges[1][1:], strict=False):
            likely = steps[max(start - 1, before) : min(stop + 1, after)].max(axis=0)
            add(self._readings(likely, _LEAST), (start + stop) / 2)
        blank = self.reader.chars.index(" ") + 1
        for start, stop in zip(*edges, strict=True):
            inner = steps[start + 1 : stop - 1]
            if not inner.size:
                continue
            step = int(inner[:, 1:].max(axis=1).argmax())
            readings = self._readings(inner[step], _LOST)
            beside = {_bare(chars[best[at]]) for at in (start - 1, min(stop, len(best) - 1)) if at >= 0 and best[at]}
            if readings and readings[0][0].isalpha() and _bare(readings[0][0]) not in beside:
                add([("", float(inner[step, 0])), *readings], start + step + 1.5)
            elif inner[:, blank].max() >= _LOST_BLANK:
                step = int(inner[:, blank].argmax())
                likely = float(inner[step, blank])
                add([("", 1 - likely), (" ", likely)], start + step + 1.5)
        return [letter for _, letter in sorted(letters, key=lambda pair: pair[0])]

    def _readings(self, likely: NDArray[np.float32], least: float) -> list[tuple[str, float]]:
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


def _runs(best: NDArray[np.int64]) -> list[tuple[int, int, int]]:
    """Return the stretches of steps that give one letter: its number, first and last step (end excluded)."""
    cuts = [0, *(np.flatnonzero(np.diff(best)) + 1).tolist(), len(best)]
    return [(int(best[start]), start, stop) for start, stop in pairwise(cuts) if stop > start and best[start]]
