"""What the commands share: exit codes, arguments that several take, one file read from its path or standard input."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from vbparse import terminal
from vbparse.terminal import Misuse

if TYPE_CHECKING:
    from vbparse.document import ParsedSource
    from vbparse.parsing import Options

FAILED, WRONG_USE, STOPPED, PIPE_CLOSED = 1, 2, 130, terminal.PIPE_CLOSED
STDIN, STDIN_NAME = "-", "stdin"

DatasetFolder = Annotated[Path, typer.Argument(metavar="DIR", help="The folder of a dataset.", show_default=False)]
Passwords = Annotated[
    list[str] | None,
    typer.Option(
        "--password",
        metavar="WORD",
        envvar="VBPARSE_PASSWORD",
        help="A password to try on locked files; may be given several times.",
        show_default=False,
    ),
]


def parsed_file(path: str, options: Options) -> ParsedSource:
    """Parse one file, or standard input."""
    from vbparse.api import given, named
    from vbparse.pipeline import parse_guarded

    if path == STDIN:
        data = sys.stdin.buffer.read()
        return parse_guarded(data, named(data, STDIN_NAME), options)
    data, name = given(path)
    return parse_guarded(data, name, options)


def one_of(option: str, value: str, known: Sequence[str]) -> None:
    """Raise Misuse where the value of an option is none of those known."""
    if value not in known:
        listed = ", ".join(known)
        raise Misuse(
            f"{option} {value} is not known; it is one of {listed}.",
            f"{option} {value} không hợp lệ; hãy chọn một trong: {listed}.",
        )
