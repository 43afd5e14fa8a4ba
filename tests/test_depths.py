"""The depths of markers, solved together: each row is a sequence as printed, and the tree a reader sees in it."""

from __future__ import annotations

import pytest

from vbparse.lexicon.markers import parse_marker
from vbparse.structure.depths import Place, solve_depths


def places(sequence: str) -> list[Place]:
    markers = []
    for word in sequence.split(" "):
        text = f"{word.replace('_', ' ')} Nội dung" if word[-1] in ".)-/" else f"{word.replace('_', ' ')}. Nội dung"
        marker = parse_marker(text)
        assert marker is not None, text
        markers.append(marker)
    return solve_depths(markers)


@pytest.mark.parametrize(
    ("sequence", "depths"),
    [
        ("I II III", "1 1 1"),
        ("I 1 2 II 1 2", "1 2 2 1 2 2"),
        ("I 1 1.1 1.2 2 2.1 II 1", "1 2 3 3 2 3 1 2"),
        ("I 1 1.1 1.1.1 1.1.2 1.2 2", "1 2 3 4 4 3 2"),
        ("1 a) b) c) 2 a) b)", "1 2 2 2 1 2 2"),
        ("1 a) b) c) d) đ) e) g) 2", "1 2 2 2 2 2 2 2 1"),
        ("A I 1 a) 2 II 1 B I", "1 2 3 4 3 2 3 1 2"),
        ("1 (1) (2) (3) 2 (1)", "1 2 2 2 1 2"),
        ("I 1 (1) a) b) (2) a) 2", "1 2 3 4 4 3 4 2"),
        ("Chương_I Điều_1 1 2 Điều_2 Chương_II Điều_3 1 a) b) 2 Điều_4", "1 2 3 3 2 1 2 3 4 4 3 2"),
        ("Phần_I I 1 II Phần_II I 1 2", "1 2 3 2 1 2 3 3"),
        ("PHẦN_THỨ_NHẤT A I B I PHẦN_THỨ_HAI A", "1 2 3 2 3 1 2"),
        ("Điều_1 1 a) b) 2 Điều_2 1", "1 2 3 3 2 1 2"),
        ("I- Điều_1 1 2 Điều_2 II- Điều_3", "1 2 3 3 2 1 2"),
        ("1 2 3 4 5 6 7 8 9 10 11", "1 1 1 1 1 1 1 1 1 1 1"),
    ],
)
def test_regular_lists(sequence: str, depths: str) -> None:
    found = places(sequence)
    assert " ".join(str(place.depth) for place in found) == depths
    assert not any(place.oddity for place in found)


@pytest.mark.parametrize(
    ("sequence", "depths", "oddities"),
    [
        ("I II IV V", "1 1 1 1", {2: "skipped"}),
        ("I II II III", "1 1 1 1", {2: "repeated"}),
        ("I II III IV V V VI", "1 1 1 1 1 1 1", {5: "repeated"}),
        ("1 2 2 3", "1 1 1 1", {2: "repeated"}),
        ("I 1 2 4 II 1", "1 2 2 2 1 2", {3: "skipped"}),
        ("I 2 3 II 1", "1 2 2 1 2", {1: "starts-late"}),
        ("1 a) b) d) 2", "1 2 2 2 1", {3: "skipped"}),
        ("I 1 2 3.1 3.2 II 1", "1 2 2 3 3 1 2", {3: "misnumbered"}),
        ("II 1 2 III 1", "1 2 2 1 2", {0: "starts-late"}),
    ],
)
def test_odd_lists(sequence: str, depths: str, oddities: dict[int, str]) -> None:
    found = places(sequence)
    assert " ".join(str(place.depth) for place in found) == depths
    assert {n: place.oddity for n, place in enumerate(found) if place.oddity} == oddities


def test_i_is_a_letter_after_h_and_a_number_elsewhere() -> None:
    letters = places("A B C D E G H I K")
    assert {place.depth for place in letters} == {1} and letters[7].numbering == "letter"
    numbers = places("A I II B I II")
    assert [place.numbering for place in numbers] == ["letter", "roman", "roman", "letter", "roman", "roman"]


def test_c_and_d_among_roman_numbers_are_letters() -> None:
    found = places("A I II B I C I II D I")
    assert [place.depth for place in found] == [1, 2, 2, 1, 2, 1, 2, 2, 1, 2]
    assert found[5].numbering == "letter"


def test_parents() -> None:
    found = places("I 1 1.1 1.2 2 2.1 II 1 a) b)")
    assert [place.parent for place in found] == [None, 0, 1, 1, 0, 4, None, 6, 7, 7]


def test_what_was_expected_is_told() -> None:
    found = places("I II IV")
    assert (found[2].oddity, found[2].expected) == ("skipped", 3)


def test_nothing_and_one() -> None:
    assert solve_depths([]) == []
    assert [place.depth for place in places("5")] == [1]


def test_slip_in_a_dotted_number() -> None:
    found = places("1 1.1 1.2 3. 2 2.1".replace("3.", "1.3"))
    assert [place.depth for place in found] == [1, 2, 2, 2, 1, 2]
    lost_prefix = places("2 2.1 2.2 2.3 4 3")  # 2.4 printed as 4
    assert lost_prefix[-1].depth == 1
