"""The command `vbparse`: arguments in, one library call, a table, a tree or a report out.

Everything heavy is imported inside the commands, so that `vbparse --help` answers at once.

Exit codes: 0 all went well; 1 something failed (a file that could not be parsed, a dataset with problems, an unexpected
error); 2 wrong use; 130 stopped by Ctrl-C; 141 the reader of the output went away.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer
from typer.main import get_command

from vbparse import terminal
from vbparse.errors import SourceError, UsageError
from vbparse.terminal import Misuse

if TYPE_CHECKING:
    from vbparse.document import ParsedSource
    from vbparse.parsing import Options

FAILED, WRONG_USE, STOPPED, PIPE_CLOSED = 1, 2, 130, terminal.PIPE_CLOSED
DATA = Path("corpus/parsed")
STDIN, STDIN_NAME = "-", "stdin"

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
        get_command(app).main(args=args, prog_name="vbparse")
        code = 0
    except SystemExit as end:
        code = end.code if isinstance(end.code, int) else int(end.code is not None)
    except UsageError as error:
        terminal.complain(str(error), getattr(error, "message_vi", None))
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


# --- parse -------------------------------------------------------------------------------------------------------


@app.command()
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
    password: Annotated[
        list[str] | None,
        typer.Option(
            "--password",
            metavar="WORD",
            envvar="VBPARSE_PASSWORD",
            help="A password to try on locked files; may be given several times.",
            show_default=False,
        ),
    ] = None,
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


def _parsed(path: str, options: Options) -> ParsedSource:
    """Parse one file, or standard input."""
    from vbparse.api import named, parse_source

    source: str | bytes = path
    name = None
    if path == STDIN:
        source = sys.stdin.buffer.read()
        name = named(source, STDIN_NAME)
    return parse_source(source, name=name, include_secret=options.include_secret, passwords=options.passwords)


def _parse_to_json(paths: Sequence[str], options: Options) -> None:
    if len(paths) > 1 or Path(paths[0]).is_dir():
        raise Misuse(
            "Several files or a folder give a dataset: add --out DIR, the folder to write it to.",
            "Nhiều tệp hoặc cả thư mục cần nơi ghi kết quả: hãy thêm --out THƯ_MỤC.",
        )
    parsed = _parsed(paths[0], options)
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
            raise Misuse(str(error), why) from error
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


# --- show --------------------------------------------------------------------------------------------------------


@app.command()
def show(
    target: Annotated[
        str,
        typer.Argument(
            metavar="FILE|DOC_ID",
            help="A file (- for standard input), or a document of the dataset: its id, how that begins, or its number.",
            show_default=False,
        ),
    ],
    data: Annotated[Path, typer.Option("--data", metavar="DIR", help="The dataset to look a document up in.")] = DATA,
    include_secret: Annotated[
        bool, typer.Option("--include-secret", help="Show documents marked Mật, Tối mật, Tuyệt mật of a file too.")
    ] = False,
    facts: Annotated[
        bool, typer.Option("--facts", help="Print sections with facts whole, units, deadlines and citations marked.")
    ] = False,
    picture: Annotated[
        Path | None,
        typer.Option(
            "--picture",
            metavar="PNG",
            help="Draw a page of a PDF to this file instead, every labelled part boxed.",
            show_default=False,
        ),
    ] = None,
    page: Annotated[int, typer.Option("--page", min=1, metavar="N", help="The page to draw.")] = 1,
    password: Annotated[
        list[str] | None,
        typer.Option(
            "--password",
            metavar="WORD",
            envvar="VBPARSE_PASSWORD",
            help="A password to try on locked files; may be given several times.",
            show_default=False,
        ),
    ] = None,
) -> None:
    """Print a document as a tree.

    Heading block, outline, tables, appendices and diagnostics, of every document of a file or of one of a dataset.
    """
    from vbparse.parsing import Options
    from vbparse.show import diagnostics, print_documents

    options = Options(include_secret=include_secret, passwords=tuple(password or ()))
    if picture is not None:
        _draw(target, page, picture, options)
        return
    if target != STDIN and not Path(target).is_file():
        from vbparse.dataset import load

        doc_id = _look_up(target, data)
        dataset = load(data)
        document, across = dataset.document(doc_id), dataset.diagnostics_across(doc_id)
        document = document.model_copy(update={"diagnostics": (*document.diagnostics, *across)})
        print_documents([document], terminal.console(), facts=facts)
        return

    parsed = _parsed(target, options)
    if parsed.source.status == "failed":
        terminal.complain_of(parsed)
        raise typer.Exit(FAILED)
    console = terminal.console()
    print_documents(parsed.documents, console, facts=facts)
    for line in diagnostics(parsed.diagnostics):
        console.print(line)
    if not parsed.documents:
        terminal.complain_of(parsed)


def _draw(target: str, page: int, picture: Path, options: Options) -> None:
    """Write a page of a PDF with its parts boxed to a PNG file."""
    from vbparse.api import draw_page

    if target != STDIN and not Path(target).is_file():
        raise UsageError(f"There is no file {target!r}; a picture is drawn of a PDF file, not of a dataset.")
    source = sys.stdin.buffer.read() if target == STDIN else target
    try:
        drawn = draw_page(source, page, include_secret=options.include_secret, passwords=options.passwords)
    except SourceError as error:
        terminal.complain(f"{target}: {error.message}", f"{target}: {error.message_vi}")
        raise typer.Exit(FAILED) from None
    try:
        picture.write_bytes(drawn)
    except OSError as error:
        raise UsageError(f"{picture} can't be written ({error.strerror}); give another file.") from error


def _look_up(target: str, data: Path) -> str:
    """Return the doc_id that `target` means in the dataset at `data`; raises UsageError with the candidates."""
    from vbparse.dataset import load
    from vbparse.show import find, nearest

    if Path(target).is_dir():
        raise UsageError(f"{target!r} is a folder; show takes one file or one document of a dataset.")
    try:
        dataset = load(data)
    except UsageError as error:
        raise UsageError(f"There is no file {target!r}, nor a dataset to look it up in: {error}") from error
    rows = dataset["documents"].select(["doc_id", "number", "doc_type", "issued_on", "subject"]).to_pylist()
    found = find(rows, target)
    if len(found) == 1:
        return found[0]
    near = found or nearest(rows, target)
    by_id = {row["doc_id"]: row for row in rows}
    listed = "".join(f"\n  {doc_id}  {_caption(by_id[doc_id])}" for doc_id in near[:20])
    more = f"\n  … and {len(near) - 20} more" if len(near) > 20 else ""
    if found:
        raise UsageError(f"{target!r} may be any of {len(found)} documents; give one of these ids:{listed}{more}")
    hint = f"; perhaps one of these:{listed}" if listed else "."
    raise UsageError(f"{target!r} is neither a file nor a document of {data}{hint}")


def _caption(row: dict[str, Any]) -> str:
    subject = row["subject"] or ""
    words = [row["doc_type"], row["number"], subject[:60] + ("…" if len(subject) > 60 else "")]
    return " ".join(word for word in words if word)


# --- tasks -------------------------------------------------------------------------------------------------------


@app.command()
def tasks(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="The folder of a dataset.", show_default=False)],
    unit: Annotated[
        str | None, typer.Option("--unit", metavar="NAME", help="A unit's name, or a part of it.", show_default=False)
    ] = None,
    role: Annotated[
        str, typer.Option("--role", metavar="lead|coordinate|any", help="What the unit does in the task.")
    ] = "any",
    due_before: Annotated[
        str | None,
        typer.Option("--due-before", metavar="DATE", help="Due on this day at the latest.", show_default=False),
    ] = None,
    due_after: Annotated[
        str | None,
        typer.Option("--due-after", metavar="DATE", help="Due on this day at the earliest.", show_default=False),
    ] = None,
    kind: Annotated[
        list[str] | None,
        typer.Option("--kind", metavar="KIND", help="Kind of deadline (date, month, …); may be given more than once."),
    ] = None,
    assigned: Annotated[
        bool, typer.Option("--assigned/--all", help="Only tasks that name a unit, or those without one too.")
    ] = True,
    layout: Annotated[
        str | None,
        typer.Option(
            "--format",
            metavar="table|csv|xlsx|json",
            help="How to lay the list out; by default as --out ends, or a table.",
            show_default=False,
        ),
    ] = None,
    out: Annotated[
        Path | None, typer.Option("--out", "-o", metavar="FILE", help="Write to this file.", show_default=False)
    ] = None,
) -> None:
    """List what is due, for whom, and from which document.

    Dates are written dd/mm/yyyy or yyyy-mm-dd. Tasks without a last day come last.

    Danh sách theo dõi: việc gì, đơn vị nào, hạn đến ngày nào, theo văn bản và mục nào.
    """
    from typing import cast, get_args

    from vbparse import followup
    from vbparse.dataset import load
    from vbparse.model import DeadlineKind

    _one_of("--role", role, get_args(followup.WhichRole))
    for name in kind or ():
        _one_of("--kind", name, get_args(DeadlineKind))
    layout = layout or (out.suffix.lower().lstrip(".") if out else "table")
    _one_of("--format", layout, followup.FORMATS)
    if (layout == "table") != (out is None) and layout in ("table", "xlsx"):
        raise Misuse(
            "A table is for the screen, an Excel file needs --out FILE; --format csv and json do both.",
            "Dạng table chỉ in ra màn hình, dạng xlsx cần --out TỆP; csv và json dùng được cả hai cách.",
        )
    rows = followup.follow_up(
        load(folder),
        unit=unit,
        role=cast(followup.WhichRole, role),
        due_before=followup.parse_day(due_before) if due_before else None,
        due_after=followup.parse_day(due_after) if due_after else None,
        kinds=cast(list[DeadlineKind], kind or []),
        assigned_only=assigned,
    )
    if layout == "table":
        console = terminal.console()
        console.print(followup.render(rows, console.width))
        return
    data = followup.rows_as(rows, cast(followup.FileFormat, layout))
    if out is None:
        terminal.out(data.decode().rstrip("\n"))
        return
    try:
        out.write_bytes(data)
    except OSError as error:
        raise Misuse(
            f"{str(out)!r} can't be written: {error.strerror or error}.", f"Không ghi được tệp {str(out)!r}."
        ) from error


def _one_of(option: str, value: str, known: Sequence[str]) -> None:
    if value not in known:
        listed = ", ".join(known)
        raise Misuse(
            f"{option} {value} is not known; it is one of {listed}.",
            f"{option} {value} không hợp lệ; hãy chọn một trong: {listed}.",
        )


# --- export ------------------------------------------------------------------------------------------------------

export = typer.Typer(help="Write a dataset in other forms.", no_args_is_help=True, rich_markup_mode=None)
app.add_typer(export, name="export")


@export.callback()
def _export() -> None:
    """Write a dataset in other forms."""


@export.command()
def words(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="The folder of a dataset.", show_default=False)],
    out: Annotated[
        Path | None, typer.Option("--out", "-o", metavar="FILE", help="Write to this file.", show_default=False)
    ] = None,
    layout: Annotated[
        str | None,
        typer.Option("--format", metavar="jsonl|txt", help="By default as --out ends, or jsonl.", show_default=False),
    ] = None,
) -> None:
    """Cut the text of all sections into words, a line for each section.

    jsonl gives doc_id, section_id and the words; txt the words alone, their syllables joined (Tỉnh_ủy giao nhiệm_vụ).
    Needs underthesea: pip install underthesea.

    Tách từ tiếng Việt cho nghiên cứu ngôn ngữ, mỗi mục một dòng.
    """
    from typing import cast

    from vbparse import words as segmentation
    from vbparse.dataset import load

    if layout is None:
        layout = "txt" if out is not None and out.suffix.lower() == ".txt" else "jsonl"
    _one_of("--format", layout, segmentation.FORMATS)
    dataset = load(folder)
    found = segmentation.section_words(dataset)
    if sys.stderr.isatty() and not (out is None and sys.stdout.isatty()):
        from rich.progress import track

        total = dataset["sections"].num_rows
        found = iter(track(found, "Đang tách từ", total, console=terminal.console(stderr=True), transient=True))
    if out is None:
        for line in segmentation.lines(found, cast(segmentation.WordsFormat, layout)):
            terminal.out(line)
        return
    try:
        with out.open("w", encoding="utf-8", newline="\n") as file:
            file.writelines(f"{line}\n" for line in segmentation.lines(found, cast(segmentation.WordsFormat, layout)))
    except OSError as error:
        raise Misuse(
            f"{str(out)!r} can't be written: {error.strerror or error}.", f"Không ghi được tệp {str(out)!r}."
        ) from error


# --- check and score ---------------------------------------------------------------------------------------------


@app.command()
def check(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="The folder of a dataset.", show_default=False)],
    limit: Annotated[int, typer.Option("--limit", min=1, metavar="N", help="Problems to print of each kind.")] = 20,
) -> None:
    """Check that a dataset keeps its promises.

    Prints what is broken, by kind; the exit code is 1 where anything is.
    """
    from vbparse.dataset import load
    from vbparse.dataset.checks import check as find_problems
    from vbparse.dataset.problem import CODES

    dataset = load(folder)
    by_code: dict[str, list[str]] = {}
    for problem in find_problems(folder):
        by_code.setdefault(problem.code, []).append(f"  {problem.table}  {problem.where}: {problem.message}")
    if not by_code:
        counts = ", ".join(f"{dataset[name].num_rows:,} {name}" for name in dataset.tables)
        terminal.out(f"ok: {counts}")
        return
    for code, problems in sorted(by_code.items(), key=lambda item: (-len(item[1]), item[0])):
        rest = [f"  … and {len(problems) - limit:,} more"] if len(problems) > limit else []
        meaning = f" ({CODES[code]})" if code in CODES else ""
        terminal.out("\n".join([f"{code}: {len(problems):,}{meaning}", *problems[:limit], *rest]))
    total, kinds = sum(map(len, by_code.values())), len(by_code)
    terminal.complain(
        f"{total:,} problem{'s' * (total > 1)} of {kinds} kind{'s' * (kinds > 1)} in {folder}.",
        f"{total} lỗi thuộc {kinds} loại trong {folder}.",
    )
    raise typer.Exit(FAILED)


@app.command()
def score(
    gold: Annotated[Path, typer.Argument(metavar="GOLD", help="The folder of gold answers.", show_default=False)],
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="The folder of a dataset.", show_default=False)],
    misses: Annotated[bool, typer.Option("--misses/--no-misses", help="List all that is missing or wrong.")] = False,
    by_document: Annotated[bool, typer.Option("--by-document", help="Name the documents below 1.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print the figures as JSON.")] = False,
    record: Annotated[
        Path | None,
        typer.Option("--record", metavar="FILE", help="Add the figures to this history (TSV).", show_default=False),
    ] = None,
) -> None:
    """Score a dataset against gold answers, field by field."""
    from vbparse import scoring
    from vbparse.dataset import load
    from vbparse.model import PARSER_VERSION

    if not any(path.suffix == ".json" for path in gold.glob("*")):
        raise UsageError(f"There are no gold answers (*.json) in {gold}.")
    load(folder)
    tally = scoring.score(gold, folder)
    figures = tally.figures()
    if as_json:
        fields: dict[str, dict[str, object]] = {}
        for name, f in figures.items():
            fields[name] = {"score": f.score, "macro": f.macro, "gold": f.gold, "found": f.found, "right": f.right}
            if by_document:
                fields[name]["documents"] = f.documents
            if misses:
                fields[name]["misses"] = tally.misses.get(name, [])
        mean = sum(f.lower for f in figures.values()) / max(1, len(figures))
        terminal.out(
            json.dumps({"version": PARSER_VERSION, "mean": mean, "fields": fields}, ensure_ascii=False, indent=1)
        )
    else:
        terminal.out(scoring.format_report(tally, misses=misses, by_document=by_document))
    if record is not None:
        scoring.record(record, PARSER_VERSION, figures)
