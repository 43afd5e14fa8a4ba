"""`vbparse parse`: files to a dataset, or one file to JSON."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from vbparse import terminal
from vbparse.cli.arguments import FAILED, STDIN, STDIN_NAME, Passwords, parsed_file
from vbparse.errors import UsageError
from vbparse.terminal import Misuse

if TYPE_CHECKING:
    from vbparse.parsing import Options


def parse(
    paths: Annotated[
        list[str],
        typer.Argument(metavar="PATH", help="Files, folders, or - for standard input.", show_default=False),
    ],
    out: Annotated[
        Path | None,
        typer.Option("--out", "-o", metavar="DIR", help="Write the dataset to this folder.", show_default=False),
    ] = None,
    workers: Annotated[
        int | None,
        typer.Option(
            "--workers",
            min=1,
            metavar="N",
            help="Processes at work; by default as many as pay off.",
            show_default=False,
        ),
    ] = None,
    include_secret: Annotated[
        bool, typer.Option("--include-secret", help="Keep documents marked Mật, Tối mật, Tuyệt mật.")
    ] = False,
    password: Passwords = None,
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="No progress and no summary, only errors.")] = False,
) -> None:
    """Parse files to a dataset, or one file to JSON.

    With --out, files and folders become a dataset; without, one file becomes JSON on standard output.

    Đọc văn bản: nhiều tệp, thư mục thành bộ dữ liệu (--out THƯ_MỤC), hoặc một tệp thành JSON.
    """
    from vbparse.parsing import Options

    _check_paths(paths)
    options = Options(include_secret=include_secret, passwords=tuple(password or ()))
    if out is None:
        _parse_to_json(paths, options)
    else:
        _parse_to_dataset(paths, out, workers, options, quiet)


def _check_paths(paths: Sequence[str]) -> None:
    for path in paths:
        if path != STDIN and not Path(path).exists():
            raise Misuse(
                f"There is no file or folder {path!r}; check its name and place.",
                f"Không có tệp hoặc thư mục {path!r}; hãy kiểm tra lại tên và đường dẫn.",
            )
    if paths.count(STDIN) > 1:
        raise Misuse("Standard input (-) can be read once only.", "Chỉ đọc được dữ liệu vào chuẩn (-) một lần.")


def _parse_to_json(paths: Sequence[str], options: Options) -> None:
    if len(paths) > 1 or Path(paths[0]).is_dir():
        raise Misuse(
            "Several files or a folder give a dataset: add --out DIR, the folder to write it to.",
            "Nhiều tệp hoặc cả thư mục cần nơi ghi kết quả: hãy thêm --out THƯ_MỤC.",
        )
    parsed = parsed_file(paths[0], options)
    record = {
        "source": parsed.source.model_dump(mode="json"),
        "documents": [document.model_dump(mode="json") for document in parsed.documents],
        "diagnostics": [diagnostic.model_dump(mode="json") for diagnostic in parsed.diagnostics],
    }
    terminal.out(json.dumps(record, ensure_ascii=False, indent=1))
    if not parsed.documents:
        terminal.complain_of(parsed)
    if parsed.source.status == "failed":
        raise typer.Exit(FAILED)


def _parse_to_dataset(paths: Sequence[str], out: Path, workers: int | None, options: Options, quiet: bool) -> None:
    from vbparse.dataset import load
    from vbparse.pipeline import parse_folder
    from vbparse.summary import render, summarise

    with _with_stdin_as_file(paths) as files, terminal.progress(quiet) as on_progress:
        try:
            sources = parse_folder(files, out, workers=workers, options=options, on_progress=on_progress)
        except UsageError as error:
            why = f"Không dùng được đầu vào, hoặc không ghi được kết quả vào {str(out)!r} (lý do ở dòng trên)."
            raise Misuse(str(error), error.message_vi or why) from error
    failed = [parsed for parsed in sources if parsed.source.status == "failed"]
    if quiet:
        for parsed in failed:
            terminal.complain_of(parsed)
    else:
        console = terminal.console()
        console.print(render(summarise(sources, load(out).diagnostics_across()), console.width))
        if failed:
            terminal.complain_of_failures(failed, len(sources))
    if failed:
        raise typer.Exit(FAILED)


@contextmanager
def _with_stdin_as_file(paths: Sequence[str]) -> Iterator[list[Path]]:
    """Give the paths with a file in the place of `-`."""
    if STDIN not in paths:
        yield [Path(path) for path in paths]
        return
    from tempfile import TemporaryDirectory

    from vbparse.api import named

    with TemporaryDirectory() as folder:
        data = sys.stdin.buffer.read()
        file = Path(folder, named(data, STDIN_NAME))
        file.write_bytes(data)
        yield [file if path == STDIN else Path(path) for path in paths]
