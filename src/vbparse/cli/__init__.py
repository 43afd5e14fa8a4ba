"""The command `vbparse`: arguments in, one library call, a table, a tree or a report out.

Everything heavy is imported inside the commands, so that `vbparse --help` answers at once.

Exit codes: 0 all went well; 1 something failed (a file that could not be parsed, a dataset with problems, an unexpected
error); 2 wrong use; 130 stopped by Ctrl-C; 141 the reader of the output went away.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from typing import Annotated

import typer
from typer.main import get_command

from vbparse import terminal
from vbparse.cli.arguments import FAILED, PIPE_CLOSED, STOPPED, WRONG_USE
from vbparse.cli.health import doctor
from vbparse.cli.listing import tasks, words
from vbparse.cli.parsing import parse
from vbparse.cli.showing import show
from vbparse.cli.verdicts import check, score
from vbparse.errors import UsageError

__all__ = ["FAILED", "PIPE_CLOSED", "STOPPED", "WRONG_USE", "app", "main"]

app = typer.Typer(
    name="vbparse",
    help="Parse documents of Vietnamese Party committees to Parquet and JSON.\n\n"
    "Đọc văn bản của các cấp ủy Đảng thành dữ liệu có cấu trúc.",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
)


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command line with `argv` (by default that of the process) and return the exit code.

    Never raises: wrong use and unexpected errors become one line on standard error and a code. With `--debug` an
    unexpected error is printed with its traceback.
    """
    args = list(sys.argv[1:] if argv is None else argv)
    terminal.speak_utf8()
    try:
        with terminal.faults_told("--debug" in args):
            get_command(app).main(args=args, prog_name="vbparse")
        code = 0
    except SystemExit as end:
        code = end.code if isinstance(end.code, int) else int(end.code is not None)
    except UsageError as error:
        terminal.complain(str(error), error.message_vi)
        code = WRONG_USE
    except KeyboardInterrupt:
        code = STOPPED
    except Exception as error:
        if "--debug" in args:
            import traceback

            traceback.print_exc()
        what = " ".join(str(error).split())
        terminal.complain(f"unexpected {type(error).__name__}: {what} (`vbparse --debug …` tells where).")
        code = FAILED
    try:
        sys.stdout.flush()
    except BrokenPipeError:
        terminal.drop_output()
        code = PIPE_CLOSED
    return code


def _version(wanted: bool) -> None:
    if wanted:
        from vbparse.model import PARSER_VERSION

        terminal.out(f"vbparse {PARSER_VERSION}")
        raise typer.Exit


@app.callback()
def _options(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Print the version and exit.")
    ] = False,
    debug: Annotated[bool, typer.Option("--debug", help="Print the traceback of an unexpected error.")] = False,
) -> None:
    """Take the options of all commands; `main` reads `--debug` itself."""


export = typer.Typer(help="Write a dataset in other forms.", no_args_is_help=True, rich_markup_mode=None)


@export.callback()
def _export() -> None:
    """Write a dataset in other forms."""


export.command()(words)
app.command()(parse)
app.command()(show)
app.command()(tasks)
app.command()(check)
app.command()(score)
app.command()(doctor)
app.add_typer(export, name="export")
