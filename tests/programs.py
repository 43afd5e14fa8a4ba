"""What some tests need of the machine: programs, fonts and data that are not installed with the package.

Where one is missing the test is skipped with a reason. With VBPARSE_NEED_PROGRAMS=1 it fails instead: where everything
is meant to be installed, a skipped test would pass for a proof.
"""

from __future__ import annotations

import os
import shutil
import subprocess
from typing import NoReturn

import pytest

_PACKAGES = {
    "soffice": "libreoffice-writer",
    "tesseract": "tesseract-ocr and tesseract-ocr-vie",
    "pdftoppm": "poppler-utils",
    "fc-list": "fontconfig",
}


def need(program: str) -> str:
    """Return the path of a program; skip the test, or fail it, where there is none."""
    path = shutil.which(program)
    if path is None:
        _lacking(f"the program {program} is not installed (on Debian: {_PACKAGES.get(program, program)})")
    return path


def need_font(family: str, package: str = "fonts-croscore") -> None:
    """Skip the test, or fail it, where a family of fonts is missing; `package` is the one that Debian has it in."""
    listed = subprocess.run(
        [need("fc-list"), ":", "family"], capture_output=True, text=True, timeout=60, check=True
    ).stdout
    families = {name.strip() for line in listed.splitlines() for name in line.split(",")}
    if family not in families:
        _lacking(f"the font {family} is not installed (on Debian: {package})")


def need_language(language: str) -> None:
    """Skip the test, or fail it, where tesseract lacks the data of a language (`vie`)."""
    listed = subprocess.run(
        [need("tesseract"), "--list-langs"], capture_output=True, text=True, timeout=60, check=True
    ).stdout
    if language not in listed.split():
        _lacking(f"tesseract has no data for {language} (on Debian: tesseract-ocr-{language})")


def _lacking(reason: str) -> NoReturn:
    if os.environ.get("VBPARSE_NEED_PROGRAMS") == "1":
        pytest.fail(reason)
    pytest.skip(reason)
