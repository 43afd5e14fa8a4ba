"""`vbparse doctor`: what is there of the tools that read scans and old files, and how to install the rest."""

from __future__ import annotations

import typer

from vbparse import terminal
from vbparse.cli.arguments import FAILED


def doctor() -> None:
    """Tell which tools are there to read scans and old files, and how to install what is missing.

    The exit code is 1 where files of some kind can't be read.

    Kiểm tra máy: có những bộ nhận dạng chữ, bộ chuyển đổi nào, và cách cài phần còn thiếu.
    """
    from vbparse.doctor import examine

    findings = examine()
    width = max(len(finding.name) for finding in findings)
    for finding in findings:
        sign = "ok" if finding.ready else "--"
        terminal.out(f"{sign}  {finding.name:<{width}}  {finding.found or 'not found / chưa có'}")
        indent = " " * (width + 6)
        terminal.out(f"{indent}{finding.purpose} / {finding.purpose_vi}")
        if not finding.ready and finding.advice:
            terminal.out(f"{indent}→ {finding.advice}")
            if finding.advice_vi != finding.advice:
                terminal.out(f"{indent}→ {finding.advice_vi}")
    if any(finding.needed and not finding.ready for finding in findings):
        raise typer.Exit(FAILED)
