"""How long reading a scanned page takes, beside what the engine alone takes for it.

    python benchmarks/scan.py

The pages are of two documents of the corpus, half of them tables: typeset, rasterised at 200 dpi, clean and as a bad
scanner gives them. Printed are ratios of the processor time of `read_pixels` to that of the engine used by itself
(tesseract as its command gives a table of words, TrueOCR by its `predict`), both on one thread, pages a second on one
core, and the highest memory. Nothing is kept of one reading for the next.
"""

from __future__ import annotations

import os
import resource
import subprocess
import sys
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from typing import Any

import numpy as np
import pytest
from PIL import Image

from vbparse.errors import UsageError
from vbparse.readers.scan.engines import NAMES, VARIABLE, Engine, choose

sys.path.insert(0, str(Path(__file__).parents[1] / "tests"))
from programs import need, need_font
from scan_pages import DPI, rasterised, worn
from typesetting.answers import singles
from typesetting.official import typeset
from typesetting.pdf import convert

ROUNDS = 3  # each page is read so often; the fastest counts
PAGES = {  # of each document, counted from 0: a heading block and text, text; text, tables
    "004_845be7d462c89c00.03-CT-TU": (0, 1),
    "004_845be7d462c89c00.24-KH-TU": (3, 9, 10, 11),
}
PEAK = """
import sys
from pathlib import Path
import numpy as np
from PIL import Image
from vbparse.readers.scan.engines import choose
from vbparse.readers.scan.reading import read_pixels
for path in sys.argv[1:]:
    read_pixels(np.asarray(Image.open(path).convert("RGB"), dtype=np.uint8), choose())
status = Path("/proc/self/status").read_text()
print(next(line.split()[1] for line in status.splitlines() if line.startswith("VmHWM")))
"""
Way = Callable[[Path], object]


def make_pages(folder: Path) -> dict[str, list[Path]]:
    """Typeset the documents and write their pages as PNG files, clean and worn."""
    volumes = {volume.name: volume for volume in singles() if volume.name in PAGES}
    files = [folder / f"{name}.docx" for name in PAGES]
    for name, file in zip(PAGES, files, strict=True):
        typeset(volumes[name].papers, file, "typed")
    made: dict[str, list[Path]] = {"clean": [], "worn": []}
    for name, pdf in zip(PAGES, convert(files, folder / "pdf", folder / "profile"), strict=True):
        pages = rasterised(pdf)
        for number in PAGES[name]:
            for condition, image in (("clean", pages[number]), ("worn", worn(pages[number], number))):
                made[condition].append(folder / f"{name}.{number}.{condition}.png")
                image.save(made[condition][-1], dpi=(DPI, DPI))
    return made


def engine_named(name: str) -> Engine:
    """Return an engine. Raises UsageError where it is not there."""
    os.environ[VARIABLE] = name
    engine = choose()
    assert engine is not None
    return engine


def ours(engine: Engine) -> Way:
    """Return what reads the file of a page as vbparse does."""
    from vbparse.readers.scan.reading import read_pixels

    def read(path: Path) -> object:
        with Image.open(path) as image:
            return read_pixels(np.asarray(image.convert("RGB"), dtype=np.uint8), engine)

    return read


def theirs(name: str) -> Way:
    """Return what reads the file of a page as its engine does when it is used by itself."""
    if name == "tesseract":
        environment = {**os.environ, "OMP_THREAD_LIMIT": "1"}
        program = need("tesseract")
        options = ["--psm", "3", "-l", "vie", "tsv"]
        return lambda path: subprocess.run(
            [program, str(path), "-", *options], env=environment, capture_output=True, check=True
        )
    import trueocr

    model: Any = trueocr.load_model(threads=1)
    return lambda path: model.predict(path)


def seconds(work: Way, path: Path) -> float:
    """Return the processor seconds that a piece of work takes, here and in the programs it starts."""
    before = _spent()
    work(path)
    return _spent() - before


def _spent() -> float:
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(one.ru_utime + one.ru_stime for one in used)


def fastest(ways: Sequence[Way], paths: Sequence[Path]) -> list[list[float]]:
    """Return for each page the fastest time of each way; the ways take turns."""
    best = [[float("inf")] * len(ways) for _ in paths]
    for _ in range(ROUNDS):
        for path, held in zip(paths, best, strict=True):
            held[:] = [min(time, seconds(way, path)) for time, way in zip(held, ways, strict=True)]
    return best


def peak(name: str, paths: Sequence[Path]) -> str:
    """Return the highest memory of a fresh process that reads pages as vbparse does.

    It tells by itself: what the system tells of a process that has ended includes that of the one that forked it.
    """
    environment = {**os.environ, VARIABLE: name, "PYTHONPATH": os.pathsep.join(sys.path)}
    command = [sys.executable, "-c", PEAK, *map(str, paths)]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    return f"{int(done.stdout) // 1024} MB" if done.returncode == 0 else "not measured on this system"


def measure(name: str, made: Mapping[str, Sequence[Path]]) -> None:
    """Print the rows of one engine."""
    try:
        ways = [ours(engine_named(name)), theirs(name)]
    except UsageError as error:
        print(f"  {name}: skipped: {error}")
        return
    for way in ways:  # libraries and models are loaded once
        way(made["clean"][0])
    for condition, paths in made.items():
        times = fastest(ways, paths)
        ratios = [mine / other for mine, other in times]
        mine, other = (sum(column) for column in zip(*times, strict=True))
        print(
            f"  {f'{name}, {condition}':<20}{median(ratios):>12.2f}{max(ratios):>12.2f}{mine / other:>10.2f}"
            f"{len(paths) / mine:>12.2f}{len(paths) / other:>14.2f}",
            flush=True,
        )
    memory = peak(name, [path for paths in made.values() for path in paths])
    print(f"  {name}, peak memory{' without that of the program' if name == 'tesseract' else ''}: {memory}", flush=True)


def main() -> None:
    print(f"\nScanned pages ({sum(map(len, PAGES.values()))}, clean and worn): time against the engine's own, one core")
    try:
        need("soffice")
        need_font("Tinos")
    except (pytest.skip.Exception, pytest.fail.Exception) as lacking:
        print(f"  skipped: {lacking}")
        return
    print("                       median page  worst page  together   pages/s  engine alone")
    with TemporaryDirectory() as folder:
        made = make_pages(Path(folder))
        for name in NAMES:
            measure(name, made)


if __name__ == "__main__":
    main()
