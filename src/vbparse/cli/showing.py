"""`vbparse show`: a document as a tree, or a page of a PDF as a picture."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from vbparse import terminal
from vbparse.cli.arguments import FAILED, STDIN, Passwords, parsed_file
from vbparse.errors import SourceError, UsageError
from vbparse.terminal import Misuse

if TYPE_CHECKING:
    from vbparse.parsing import Options

DATA = Path("corpus/parsed")


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
    password: Passwords = None,
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

    parsed = parsed_file(target, options)
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
        raise Misuse(
            f"There is no file {target!r}; a picture is drawn of a PDF file, not of a dataset.",
            f"Không có tệp {target!r}; muốn vẽ trang thì ghi tên tệp PDF, không ghi số văn bản trong bộ dữ liệu.",
        )
    source = sys.stdin.buffer.read() if target == STDIN else target
    try:
        drawn = draw_page(source, page, include_secret=options.include_secret, passwords=options.passwords)
    except SourceError as error:
        terminal.complain(f"{target}: {error.message}", f"{target}: {error.message_vi}")
        raise typer.Exit(FAILED) from None
    try:
        picture.write_bytes(drawn)
    except OSError as error:
        raise Misuse(
            f"{picture} can't be written ({error.strerror}); give another file.",
            f"Không ghi được tệp {picture}; hãy chọn tên tệp hoặc thư mục khác.",
        ) from error


def _look_up(target: str, data: Path) -> str:
    """Return the doc_id that `target` means in the dataset at `data`; raises UsageError with the candidates."""
    from vbparse.dataset import load
    from vbparse.show import find, nearest

    if Path(target).is_dir():
        raise Misuse(
            f"{target!r} is a folder; show takes one file or one document of a dataset.",
            f"{target!r} là thư mục; lệnh show xem một tệp, hoặc một văn bản trong bộ dữ liệu.",
        )
    try:
        dataset = load(data)
    except UsageError as error:
        raise Misuse(
            f"There is no file {target!r}, nor a dataset to look it up in: {error}",
            f"Không có tệp {target!r}, cũng không có bộ dữ liệu để tra (--data THƯ_MỤC): {error.message_vi}",
        ) from error
    rows = dataset["documents"].select(["doc_id", "number", "doc_type", "issued_on", "subject"]).to_pylist()
    found = find(rows, target)
    if len(found) == 1:
        return found[0]
    near = found or nearest(rows, target)
    by_id = {row["doc_id"]: row for row in rows}
    listed = "".join(f"\n  {doc_id}  {_caption(by_id[doc_id])}" for doc_id in near[:20])
    more = f"\n  … and {len(near) - 20} more" if len(near) > 20 else ""
    if found:
        raise Misuse(
            f"{target!r} may be any of {len(found)} documents; give one of these ids:{listed}{more}",
            f"{target!r} có thể là một trong {len(found)} văn bản; hãy ghi một mã trong danh sách trên.",
        )
    hint = f"; perhaps one of these:{listed}" if listed else "."
    hint_vi = "; có thể là một văn bản trong danh sách trên." if listed else "."
    raise Misuse(
        f"{target!r} is neither a file nor a document of {data}{hint}",
        f"{target!r} không phải tên tệp, cũng không phải văn bản nào trong {data}{hint_vi}",
    )


def _caption(row: dict[str, Any]) -> str:
    subject = row["subject"] or ""
    words = [row["doc_type"], row["number"], subject[:60] + ("…" if len(subject) > 60 else "")]
    return " ".join(word for word in words if word)
