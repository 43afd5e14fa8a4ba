"""One file by the library: what goes wrong with it is SourceError or a failed source, whatever it was."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest

import vbparse
from texts import CLOSING, HEAD
from vbparse import api, parsing

TEXT = f"{HEAD}Làm việc A.{CLOSING}".encode()


@pytest.fixture
def _faulty(monkeypatch: pytest.MonkeyPatch) -> None:
    """Make vbparse fail on a text that asks for it."""

    def parse(data: bytes, source_path: str, options: parsing.Options | None = None) -> vbparse.ParsedSource:
        if data == b"bug":
            raise ZeroDivisionError("in /home/somebody/secret")
        if data == b"memory":
            raise MemoryError
        return parsing.parse_bytes(data, source_path, options)

    monkeypatch.setattr(api, "parse_bytes", parse)


def zipped(**files: bytes) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return made.getvalue()


@pytest.mark.usefixtures("_faulty")
@pytest.mark.parametrize(
    ("data", "code", "cause"),
    [
        (b"bug", "internal-error", ZeroDivisionError),
        (b"memory", "too-much-memory", MemoryError),
        (b"", "empty-file", type(None)),
    ],
)
def test_whatever_goes_wrong_is_a_source_error(tmp_path: Path, data: bytes, code: str, cause: type) -> None:
    (tmp_path / "a.txt").write_bytes(data)
    for source in (data, tmp_path / "a.txt", zipped(**{"a.txt": TEXT, "b.txt": data})):
        with pytest.raises(vbparse.SourceError) as raised:
            vbparse.parse(source)
        assert raised.value.code == code and isinstance(raised.value.__cause__, cause)
        assert "somebody" not in raised.value.message and raised.value.message_vi


@pytest.mark.usefixtures("_faulty")
def test_what_goes_wrong_is_told_in_its_own_source() -> None:
    files = {"a.txt": b"bug", "b.txt": TEXT, "c.txt": b"", "d.txt": b"memory", "e.txt": TEXT}
    found = vbparse.parse_sources(zipped(**files), name="goi.zip")
    assert [(item.source.source_path, item.source.error_code, len(item.documents)) for item in found] == [
        ("goi.zip/a.txt", "internal-error", 0),
        ("goi.zip/b.txt", None, 1),
        ("goi.zip/c.txt", "empty-file", 0),
        ("goi.zip/d.txt", "too-much-memory", 0),
        ("goi.zip/e.txt", None, 1),
    ]
    assert all(item.source.status == "failed" and item.diagnostics for item in found if item.source.error_code)
    (alone,) = vbparse.parse_sources(b"bug", name="a.txt")
    assert alone == api.parse_source(b"bug", name="a.txt") and alone.source.status == "failed"


def test_a_call_that_cannot_be_carried_out_is_a_usage_error(tmp_path: Path) -> None:
    for verb in (vbparse.parse, vbparse.parse_sources, api.parse_source):
        for path in (tmp_path, tmp_path / "none.txt", "a\0b"):
            with pytest.raises(vbparse.UsageError):
                verb(path)


def test_names_of_sources(tmp_path: Path) -> None:
    (tmp_path / "văn bản.md").write_bytes(TEXT)
    cases: list[tuple[bytes | str | Path, str | None, str]] = [
        (TEXT, None, "unnamed.txt"),
        (TEXT, "x.md", "x.md"),
        (tmp_path / "văn bản.md", None, "văn bản.md"),
        (str(tmp_path / "văn bản.md"), "y.txt", "y.txt"),
    ]
    for given, name, expected in cases:
        (found,) = vbparse.parse_sources(given, name=name)
        assert found.source.source_path == expected and len(found.documents) == 1


def test_options_of_a_folder_are_those_of_the_library(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(b"M\xe1\xba\xacT\n\n" + TEXT)
    for include in (False, True):
        (found,) = vbparse.parse_folder(tmp_path, options=vbparse.Options(include_secret=include))
        assert len(found.documents) == include
