"""Offline parser of documents of Vietnamese Communist Party committees: files in, structured records out.

The verbs are `parse` (one file, to its documents), `parse_sources` (one file, to all that is known of it and of the
files in it), `parse_folder` (a folder, to a dataset) and `load` (a dataset back). Names are imported when they are
first used, so that `import vbparse` costs next to nothing.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from vbparse.api import parse, parse_sources
    from vbparse.dataset import load
    from vbparse.document import Document, ParsedSource, Table
    from vbparse.errors import SourceError, UsageError, VbparseError
    from vbparse.model import PARSER_VERSION as __version__
    from vbparse.parsing import Options
    from vbparse.pipeline import parse_folder

__all__ = [
    "Document",
    "Options",
    "ParsedSource",
    "SourceError",
    "Table",
    "UsageError",
    "VbparseError",
    "__version__",
    "load",
    "parse",
    "parse_folder",
    "parse_sources",
]

_HOMES = {
    "Document": "vbparse.document",
    "Options": "vbparse.parsing",
    "ParsedSource": "vbparse.document",
    "SourceError": "vbparse.errors",
    "Table": "vbparse.document",
    "UsageError": "vbparse.errors",
    "VbparseError": "vbparse.errors",
    "__version__": "vbparse.model",
    "load": "vbparse.dataset",
    "parse": "vbparse.api",
    "parse_folder": "vbparse.pipeline",
    "parse_sources": "vbparse.api",
}


if not TYPE_CHECKING:  # a type checker would take any name for one of ours

    def __getattr__(name: str) -> object:
        home = _HOMES.get(name)
        if home is None:
            raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
        value = getattr(import_module(home), "PARSER_VERSION" if name == "__version__" else name)
        globals()[name] = value
        return value


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
