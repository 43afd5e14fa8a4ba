"""Time and memory of a parse, as ratios measured in one run: `make bench`, or `python benchmarks/run.py [FOLDER]`.

What to look at: the facts may take as long as the structure (ratio 1), and time grows with the text (near 1, however
often the corpus is repeated). A parse is measured in processes of its own, as a user runs it; what is "again" is the
same work once more in a process that has done it before. The seconds tell of the machine.
"""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from tempfile import TemporaryDirectory

from vbparse.dataset import check, write_dataset
from vbparse.facts.cross import cross_document
from vbparse.facts.records import with_facts
from vbparse.inputs import InputFile, find_files
from vbparse.parsing import parse_bytes
from vbparse.pipeline import parse_folder, settled_heap
from vbparse.readers import read
from vbparse.structure import structure

ROUNDS = 3  # each measured so often; the fastest counts
GROWTH = (1, 2, 4, 8)
ONCE = "--once"
PARSE = """
import sys
from vbparse.pipeline import parse_folder
before = {usage}
parse_folder(sys.argv[1], workers=1)
print(before, {usage})
"""
USAGE = "__import__('resource').getrusage(__import__('resource').RUSAGE_SELF).ru_maxrss"


@dataclass
class Stages:
    """Processor seconds of the stages of a parse."""

    read: float = 0.0
    structure: float = 0.0
    facts: float = 0.0

    def __add__(self, other: Stages) -> Stages:
        return Stages(self.read + other.read, self.structure + other.structure, self.facts + other.facts)


def timed(work: Callable[[], object]) -> float:
    """Return the processor seconds of a piece of work, the fastest of some rounds."""
    return min(_once(work) for _ in range(ROUNDS))


def _once(work: Callable[[], object]) -> float:
    started = time.process_time()
    work()
    return time.process_time() - started


def stages(data: bytes, source_path: str) -> Stages:
    """Return what each stage of parsing a file takes."""
    marks = [time.process_time()]
    tape = read(data, source_path)
    marks.append(time.process_time())
    found, tape, _ = structure(tape)
    marks.append(time.process_time())
    for document in found.documents:
        with_facts(document, tape, found.blocks)
    marks.append(time.process_time())
    return Stages(*(b - a for a, b in pairwise(marks)))


def all_stages(data: Iterable[tuple[bytes, str]]) -> Stages:
    """Return what the stages of all files take, under the conditions of `parse_folder`."""
    with settled_heap():
        return sum((stages(*one) for one in data), Stages())


def first_pass(folder: Path) -> Stages:
    """Return what the stages take in a process of its own, compiling of patterns included."""
    told = _run(__file__, ONCE, str(folder))
    if told is None:
        raise SystemExit(f"The parse of {folder} failed; try: vbparse parse {folder} --out /tmp/out")
    return Stages(*(float(figure) for figure in told.split()))


def fastest(rounds: list[Stages]) -> Stages:
    return Stages(min(r.read for r in rounds), min(r.structure for r in rounds), min(r.facts for r in rounds))


def table(title: str, head: list[str], rows: list[list[str]]) -> None:
    """Print a table in plain text: the first column on the left, figures on the right."""
    widths = [max(len(row[column]) for row in [head, *rows]) for column in range(len(head))]
    print(f"\n{title}")
    for row in [head, *rows]:
        first, *others = (
            cell.ljust(width) if column == 0 else cell.rjust(width)
            for column, (cell, width) in enumerate(zip(row, widths, strict=True))
        )
        print("  " + "  ".join([first, *others]).rstrip())


def bench_stages(files: list[InputFile], folder: Path) -> None:
    """Print what the stages take per megabyte, and as ratios to the structure."""
    data = [(file.read(), file.source_path) for file in files]
    size = sum(len(one) for one, _ in data) / 1e6
    once = fastest([first_pass(folder) for _ in range(ROUNDS)])
    again = fastest([all_stages(data) for _ in range(ROUNDS)])
    sources = parse_folder(folder, workers=1)
    with TemporaryDirectory() as out:
        times = {
            "read": once.read,
            "structure": once.structure,
            "facts": once.facts,
            "structure again": again.structure,
            "facts again": again.facts,
            "across documents": timed(lambda: cross_document(sources)),
            "write": timed(lambda: write_dataset(sources, out, cross_document(sources))),
            "check": timed(lambda: list(check(out))),
        }
    times["write"] -= times["across documents"]
    rows = []
    for name, seconds in times.items():
        base = again.structure if name.endswith("again") else once.structure
        rows.append([name, f"{seconds / base:.2f}", f"{seconds / size:.2f}", f"{seconds:.2f}"])
    title = f"Stages: {len(files)} files of {size:.2f} MB, {sum(len(s.documents) for s in sources)} documents"
    table(title, ["stage", "of structure", "s per MB", "s"], rows)


def bench_growth(files: list[InputFile]) -> None:
    """Print how the time grows when one source holds the corpus again and again: time ratio against size ratio."""
    corpus = b"\n\n".join(file.read() for file in files)
    rows = []
    first: Stages | None = None
    for times in GROWTH:
        data = b"\n\n".join([corpus] * times)
        now = fastest([all_stages([(data, "corpus.txt")]) for _ in range(ROUNDS if times <= 2 else 1)])
        first = first or now
        rows.append(
            [
                f"x{times}",
                f"{now.structure / first.structure / times:.2f}",
                f"{now.facts / first.facts / times:.2f}",
                f"{now.facts / now.structure:.2f}",
                f"{now.structure:.2f}",
                f"{now.facts:.2f}",
            ]
        )
    head = ["one source of", "structure: time/size", "facts: time/size", "facts/structure", "structure s", "facts s"]
    table("Growth: 1.00 is linear", head, rows)


def bench_long() -> None:
    """Print how the time grows with the length of a single sentence."""
    kinds = {
        "commas": "Ban Tổ chức Tỉnh ủy chủ trì xây dựng kế hoạch, ",
        "semicolons": "Hướng dẫn các chi bộ; các đảng ủy; ",
        "units": "phối hợp với các huyện ủy và thành ủy ",
        "citations": "Nghị quyết số 57-NQ/TW, ngày 22/12/2024 của Bộ Chính trị; Nghị quyết 57, ",
    }
    head = "TỈNH ỦY LAI CHÂU\n*\nSố 12-NQ/TU\n\nNGHỊ QUYẾT\nvề kinh tế\n\nI- NHIỆM VỤ, GIẢI PHÁP\n\n1. Nhiệm vụ\n\n"
    rows = []
    for name, words in kinds.items():
        times = []
        for size in (50_000, 100_000, 200_000):
            data = (head + words * (size // len(words))).encode()
            times.append(timed(lambda data=data: parse_bytes(data, "x.txt")))  # type: ignore[misc]
        growth = [f"{now / times[0] / 2**n:.2f}" for n, now in enumerate(times)]
        rows.append([name, *growth, f"{times[-1]:.2f}"])
    head_row = ["one sentence of", "50 K", "100 K: time/size", "200 K: time/size", "200 K: s"]
    table("Long sentences: 1.00 is linear", head_row, rows)


def bench_process(folder: Path, size: int) -> None:
    """Print what a process takes: memory of a parse, and how soon the command answers."""
    rows = []
    told = _run("-c", PARSE.format(usage=USAGE), str(folder))
    if told is None:
        rows.append(["peak memory of a parse", "-", "not measured on this system"])
    else:
        unit = 1 if sys.platform == "darwin" else 1024
        before, after = (int(figure) * unit for figure in told.split())
        rows.append(["peak memory of a parse", f"{(after - before) / size:.0f} x the text", f"{after / 1e6:.0f} MB"])
    bare, answered = (
        min(_wall(*words) for _ in range(ROUNDS)) for words in (["-c", "pass"], ["-m", "vbparse", "--help"])
    )
    rows.append(["vbparse --help", f"{answered / bare:.1f} x python -c pass", f"{answered:.2f} s"])
    table("Processes", ["", "ratio", "figure"], rows)


def _run(*words: str) -> str | None:
    done = subprocess.run([sys.executable, *words], capture_output=True, text=True, check=False)
    return done.stdout if done.returncode == 0 else None


def _wall(*words: str) -> float:
    started = time.perf_counter()
    subprocess.run([sys.executable, *words], capture_output=True, check=True)
    return time.perf_counter() - started


def main() -> None:
    if sys.argv[1:2] == [ONCE]:
        total = all_stages((file.read(), file.source_path) for file in find_files(Path(sys.argv[2])))
        print(total.read, total.structure, total.facts)
        return
    folder = Path(sys.argv[1] if len(sys.argv) > 1 else "corpus/raw")
    files = find_files(folder)
    bench_process(folder, sum(file.size() for file in files))
    bench_stages(files, folder)
    bench_growth(files)
    bench_long()


if __name__ == "__main__":
    main()
