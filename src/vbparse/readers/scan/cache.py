"""What was read of a page, kept by the page's content: an unchanged page is read once.

One small file a page lies in `$XDG_CACHE_HOME/vbparse/ocr` (`~/.cache/vbparse/ocr`). Its name is a digest of the
pixels, the engine with its version and data, and the code that prepares pages: whatever may change the result changes
the name. `VBPARSE_OCR_CACHE` names another folder, or is `off`. A cache that can't be read or written is as good as
none.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import tempfile
from dataclasses import astuple
from functools import cache
from importlib.metadata import version
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from vbparse.readers.scan.engines import Engine
from vbparse.readers.scan.letters import ReadWord
from vbparse.readers.scan.reading import Reading, read_pixels
from vbparse.readers.scan.straighten import Turn

VARIABLE = "VBPARSE_OCR_CACHE"
_LIBRARIES = ("numpy", "opencv-python-headless", "trueocr", "onnxruntime")


def folder() -> Path | None:
    """Return where pages are kept, None where the cache is off."""
    named = os.environ.get(VARIABLE, "").strip()
    if named.lower() in ("off", "none", "0"):
        return None
    if named:
        return Path(named)
    home = os.environ.get("XDG_CACHE_HOME", "").strip()
    try:
        return (Path(home) if home else Path.home() / ".cache") / "vbparse" / "ocr"
    except RuntimeError:  # nobody's home
        return None


def read_kept(rgb: NDArray[np.uint8], engine: Engine) -> Reading:
    """Read a page, or take what was read of it before. Raises EngineError."""
    kept = folder()
    if kept is None:
        return read_pixels(rgb, engine)
    path = kept / f"{_key(rgb, engine)}.json"
    reading = _load(path)
    if reading is None:
        reading = read_pixels(rgb, engine)
        _save(path, reading)
    return reading


def _key(rgb: NDArray[np.uint8], engine: Engine) -> str:
    digest = hashlib.sha256(f"{engine.name} {engine.version} {_method()} {rgb.shape}".encode())
    digest.update(np.ascontiguousarray(rgb).data)
    return digest.hexdigest()


@cache
def _method() -> str:
    """Return a digest of the code that reads pages, of its counts of words and of the lexicon."""
    digest = hashlib.sha256()
    here = Path(__file__).parent
    for path in sorted((*here.glob("*.py"), *here.glob("*.txt"), *here.parents[1].glob("lexicon/*.toml"))):
        digest.update(path.read_bytes())
    for library in _LIBRARIES:
        with contextlib.suppress(ModuleNotFoundError):
            digest.update(f"{library}-{version(library)}".encode())
    return digest.hexdigest()


def _load(path: Path) -> Reading | None:
    try:
        held = json.loads(path.read_text(encoding="utf-8"))
        words = tuple(ReadWord(*word) for word in held["words"])
        rules = tuple((x0, y0, x1, y1) for x0, y0, x1, y1 in held["rules"])
        return Reading(Turn(*held["turn"]), held["width"], held["height"], words, rules)
    except (OSError, ValueError, KeyError, TypeError):
        return None


def _save(path: Path, reading: Reading) -> None:
    """Write under another name first: a reader beside never sees half a file."""
    held = {
        "turn": astuple(reading.turn),
        "width": reading.width,
        "height": reading.height,
        "words": [astuple(word) for word in reading.words],
        "rules": reading.rules,
    }
    with contextlib.suppress(OSError):
        path.parent.mkdir(parents=True, exist_ok=True)
        descriptor, name = tempfile.mkstemp(dir=path.parent, suffix=".part")
        try:
            with os.fdopen(descriptor, "w", encoding="utf-8") as file:
                json.dump(held, file, ensure_ascii=False)
            Path(name).replace(path)
        except OSError:
            Path(name).unlink(missing_ok=True)
            raise
