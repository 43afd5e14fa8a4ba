"""`vbparse check` and `vbparse score`: whether a dataset keeps its promises, and how right it is."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated

import typer

from vbparse import terminal
from vbparse.cli.arguments import FAILED, DatasetFolder
from vbparse.errors import UsageError


def check(
    folder: DatasetFolder,
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


def score(
    gold: Annotated[Path, typer.Argument(metavar="GOLD", help="The folder of gold answers.", show_default=False)],
    folder: DatasetFolder,
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
