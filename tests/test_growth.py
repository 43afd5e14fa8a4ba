"""The counting of work can fail: quadratic work and work without end are told from linear work."""

from __future__ import annotations

import time
from collections.abc import Callable

import pytest
import regex

from growth import Hang, cap, grows_with_length, grows_with_size, lines_run

TEXT = "từ 5 xã " * 4_000


def linear(text: str) -> int:
    return sum(len(word) for word in text.split())


def linear_with_pattern(text: str) -> list[str]:
    return [match[0] for match in regex.finditer(r"\d+", text)]


def quadratic(text: str) -> int:
    words = text.split()[:1_200]
    found = 0
    for word in words:
        for other in words:
            found += word is other
    return found


def quadratic_calls(text: str) -> int:
    return sum(linear(text[at:]) for at in range(0, len(text), 40))


def quadratic_pattern(text: str) -> object:
    return regex.search(r"(?:\w+\s?)*$(?<=!)", text, timeout=0.2)


@pytest.mark.parametrize("parse", [linear, linear_with_pattern])
def test_linear_work_passes(parse: Callable[[str], object]) -> None:
    grows_with_length(parse, TEXT)


def test_quadratic_work_fails() -> None:
    with pytest.raises(AssertionError, match="lines of Python"):
        grows_with_length(quadratic, TEXT[:8_000])
    with pytest.raises(AssertionError, match="lines of Python"):
        grows_with_length(quadratic_calls, TEXT)


def test_a_pattern_that_goes_back_and_forth_fails() -> None:
    with pytest.raises(TimeoutError):
        grows_with_length(quadratic_pattern, TEXT)


def test_what_never_ends_fails() -> None:
    with pytest.raises(Hang), cap(1):
        while True:
            pass


def test_waiting_is_no_work() -> None:
    with cap(1):
        time.sleep(0.01)
    assert lines_run(lambda: None) <= 2


def test_sizes_are_counted() -> None:
    grows_with_size(lambda size: [None for _ in range(size)], 100)
    with pytest.raises(AssertionError, match="lines of Python for 100"):
        grows_with_size(lambda size: quadratic("a " * 2 * size), 100)
