"""`vbparse tasks` and `vbparse export words`: lists made of a dataset, on the screen or in a file."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from vbparse import terminal
from vbparse.cli.arguments import DatasetFolder, one_of
from vbparse.terminal import Misuse


def tasks(
    folder: DatasetFolder,
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

    one_of("--role", role, get_args(followup.WhichRole))
    for name in kind or ():
        one_of("--kind", name, get_args(DeadlineKind))
    layout = layout or (out.suffix.lower().lstrip(".") if out else "table")
    one_of("--format", layout, followup.FORMATS)
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


def words(
    folder: DatasetFolder,
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
    one_of("--format", layout, segmentation.FORMATS)
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
