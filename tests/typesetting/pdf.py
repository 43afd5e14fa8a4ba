"""DOCX to PDF, by LibreOffice."""

from __future__ import annotations

import subprocess
from collections.abc import Sequence
from pathlib import Path

_SECONDS = 300


def convert(files: Sequence[Path], out: Path, profile: Path) -> list[Path]:
    """Convert DOCX files to PDF in the folder `out`, in one call; `profile` is a folder for LibreOffice's settings.

    Raises RuntimeError when one of them was not made, and subprocess.TimeoutExpired after five minutes.
    """
    out.mkdir(parents=True, exist_ok=True)
    command = ["soffice", "--headless", f"-env:UserInstallation={profile.resolve().as_uri()}"]
    command += ["--convert-to", "pdf", "--outdir", str(out), *map(str, files)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=_SECONDS, check=False)
    made = [out / f"{file.stem}.pdf" for file in files]
    missing = [path.name for path in made if not path.exists()]
    if missing:
        raise RuntimeError(f"LibreOffice did not make {', '.join(missing)}: {done.stderr.strip()[-2000:]}")
    return made
