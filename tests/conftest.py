"""No test hangs: what takes far too much processor time fails instead."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from growth import CAP, cap


@pytest.fixture(autouse=True)
def ends(request: pytest.FixtureRequest) -> Iterator[None]:
    """Stop a test that hangs; those marked slow get more."""
    with cap(CAP if request.node.get_closest_marker("slow") is None else 10 * CAP):
        yield
