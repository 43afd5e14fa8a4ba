"""What tests share: none hangs, and scans are read by each engine with a cache of the test's own."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from growth import CAP, cap
from programs import need_language


@pytest.fixture(autouse=True)
def ends(request: pytest.FixtureRequest) -> Iterator[None]:
    """Stop a test that hangs; those marked slow get more."""
    with cap(CAP if request.node.get_closest_marker("slow") is None else 10 * CAP):
        yield


@pytest.fixture
def own_cache(monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory) -> None:
    """Keep the cache of the user out of it."""
    monkeypatch.setenv("VBPARSE_OCR_CACHE", str(tmp_path_factory.mktemp("kept")))


@pytest.fixture(params=["tesseract", "trueocr"])
def engine(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    """Each engine in turn."""
    name = str(request.param)
    if name == "tesseract":
        need_language("vie")
    else:
        pytest.importorskip("trueocr")
    monkeypatch.setenv("VBPARSE_OCR", name)
    return name


@pytest.fixture
def tesseract(monkeypatch: pytest.MonkeyPatch) -> None:
    """Tesseract with its Vietnamese data."""
    need_language("vie")
    monkeypatch.setenv("VBPARSE_OCR", "tesseract")
