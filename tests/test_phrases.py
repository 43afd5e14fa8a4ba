"""The tree of many phrases finds what the list of them finds."""

from __future__ import annotations

import pytest
import regex

from vbparse.lexicon.fold import lowered
from vbparse.lexicon.phrases import any_phrase

PHRASES = ("ban", "ban tổ chức", "ban tổ", "bộ", "chi", "chi, đảng bộ", "đ/c", "ủy ban", "ủy viên", "tỉnh ủy")
TONES = {"ủy": "uỷ"}


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("ban tổ chức", "ban tổ chức"),
        ("ban  tổ\nchức", "ban  tổ\nchức"),
        ("ban tổ trưởng", "ban tổ"),
        ("ban tuyên giáo", "ban"),
        ("chi, đảng bộ", "chi, đảng bộ"),
        ("chi, đảng đoàn", "chi"),
        ("đ/c", "đ/c"),
        ("uỷ ban", "uỷ ban"),
        ("tỉnh uỷ", "tỉnh uỷ"),
        ("uỷ nhiệm", None),
        ("bô", None),
        ("", None),
    ],
)
def test_the_longest_phrase_that_fits(text: str, found: str | None) -> None:
    match = regex.match(any_phrase(PHRASES, tones=TONES), text)
    assert (match[0] if match else None) == found


@pytest.mark.parametrize(
    ("text", "found"), [("ở mức", "ở mức"), ("qua mức", "mức"), ("trên cả mức", "mức"), ("mứt", None)]
)
def test_from_the_end(text: str, found: str | None) -> None:
    match = regex.search(any_phrase(("mức", "ở mức"), reverse=True) + r"\Z", text, regex.REVERSE)
    assert (match[0] if match else None) == found


def test_what_a_pattern_means_is_only_letters_here() -> None:
    pattern = regex.compile(any_phrase(["a.b", "a|b", "(c)", "1 + 1"], " {1,4}"))
    assert [pattern.fullmatch(text) is not None for text in ("a.b", "axb", "a", "a|b", "(c)", "1  + 1", "1\n+ 1")] == [
        True, False, False, True, True, True, False,
    ]  # fmt: skip


def test_no_phrase() -> None:
    assert regex.match(any_phrase([]) + r"\Z", "") is not None


@pytest.mark.parametrize(("text", "lower"), [("ỦY BAN Đảng", "ủy ban đảng"), ("İ Ten", "İ ten"), ("", "")])
def test_lower_case_keeps_the_offsets(text: str, lower: str) -> None:
    assert lowered(text) == lower
    assert len(lowered(text)) == len(text)
