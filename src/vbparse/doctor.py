"""What of the tools that vbparse can use is there on this machine, and how to install what is missing."""

from __future__ import annotations

import os
from dataclasses import dataclass
from importlib.util import find_spec

from vbparse.errors import UsageError


@dataclass(frozen=True)
class Finding:
    """A tool or its data: whether it is `ready`, what was found of it, what it is for and what to do where it lacks.

    `needed` tells that files of some kind can't be read as long as it lacks; where another tool does the same it is
    not. Texts for people are in English and in Vietnamese.
    """

    name: str
    ready: bool
    needed: bool
    found: str
    purpose: str
    purpose_vi: str
    advice: str = ""
    advice_vi: str = ""


def examine() -> list[Finding]:
    """Look for the engines that read scans, their data, and the converter of old Word files."""
    found = [_libraries(), _tesseract(), _trueocr(), _engine(), _cache(), _office()]
    return [finding for finding in found if finding is not None]


def _libraries() -> Finding:
    from vbparse.readers.scan.engines import has_libraries

    ready = has_libraries()
    return Finding(
        "scan",
        ready,
        not ready,
        "numpy, opencv" if ready else "",
        "prepares the pictures of scanned pages",
        "xử lý ảnh của trang quét",
        "pip install 'vbparse[scan]'",
        "pip install 'vbparse[scan]'",
    )


def _tesseract() -> Finding | None:
    from vbparse.readers.scan.engines import has_libraries

    purpose, purpose_vi = "reads scans, most exactly", "nhận dạng chữ trên bản quét, chính xác nhất"
    program = "sudo apt-get install tesseract-ocr tesseract-ocr-vie"
    if not has_libraries():
        return None
    from vbparse.readers.scan.tesseract import LANGUAGE, find_tesseract, installed

    there = installed()
    if there is None:
        advice = f"{program} (Windows: the installer of UB Mannheim, with Vietnamese)"
        advice_vi = f"{program} (Windows: bộ cài của UB Mannheim, chọn thêm tiếng Việt)"
        return Finding("tesseract", False, False, "", purpose, purpose_vi, advice, advice_vi)
    ready = find_tesseract() is not None
    data = f"{LANGUAGE} data" if LANGUAGE in there.languages else f"no {LANGUAGE} data"
    found = f"{there.version}, {data}"
    return Finding("tesseract", ready, False, found, purpose, purpose_vi, program, program)


def _trueocr() -> Finding | None:
    from vbparse.readers.scan.engines import has_libraries

    if not has_libraries():
        return None
    from vbparse.readers.scan.trueocr import find_trueocr

    engine = find_trueocr()
    broken = find_spec("trueocr") is not None and "installed, but its models can't be loaded"
    again = "pip install --force-reinstall 'trueocr>=0.1,<0.2'" if broken else "pip install 'trueocr>=0.1,<0.2'"
    return Finding(
        "trueocr",
        engine is not None,
        False,
        engine.version if engine else broken or "",
        "reads scans where tesseract is not there; finds pages that lie on their side",
        "nhận dạng chữ khi không có tesseract; phát hiện trang bị xoay",
        again,
        again,
    )


def _engine() -> Finding:
    from vbparse.readers.scan.engines import VARIABLE, choose

    purpose, purpose_vi = "the engine that scans are read with", "bộ nhận dạng sẽ dùng cho bản quét"
    advice = "install tesseract or trueocr, as told above"
    advice_vi = "cài tesseract hoặc trueocr như hướng dẫn ở trên"
    try:
        engine = choose()
    except UsageError as error:
        return Finding("engine", False, True, str(error), purpose, purpose_vi, advice, advice_vi)
    if engine is None and os.environ.get(VARIABLE, "").strip().lower() == "none":
        advice, advice_vi = f"scans are left out: {VARIABLE} is none", f"bản quét bị bỏ qua: {VARIABLE} là none"
    found = engine.name if engine else ""
    return Finding("engine", engine is not None, True, found, purpose, purpose_vi, advice, advice_vi)


def _cache() -> Finding | None:
    from vbparse.readers.scan.engines import has_libraries

    if not has_libraries():
        return None
    from vbparse.readers.scan.cache import VARIABLE, folder

    kept = folder()
    pages = list(kept.glob("*.json")) if kept is not None and kept.is_dir() else []
    size = sum(page.stat().st_size for page in pages) / 1_000_000
    found = f"{kept}: {len(pages):,} pages, {size:.1f} MB" if kept is not None else f"off ({VARIABLE})"
    return Finding("cache", True, False, found, "keeps what was read of a page", "lưu kết quả nhận dạng từng trang")


def _office() -> Finding:
    from vbparse.readers.office import find_office

    program = find_office()
    return Finding(
        "LibreOffice",
        program is not None,
        True,
        program or "",
        "reads DOC, RTF and ODT files",
        "đọc tệp DOC, RTF, ODT",
        "sudo apt-get install libreoffice-writer (Windows, macOS: libreoffice.org)",
        "sudo apt-get install libreoffice-writer (Windows, macOS: libreoffice.org)",
    )
