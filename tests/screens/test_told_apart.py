"""Names cut to fit: no two that differ look alike, as long as there is any room for the difference."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from screens.widgets.told_apart import told_apart

ROOMS = (
    "Counseling conference room", "Counseling conference annex", "Library study room A", "Library study room B",
    "Library reading room A", "Media lab", "Media lab",
)  # fmt: skip


@pytest.mark.parametrize(
    ("names", "shown"),
    [
        (ROOMS, ["Counse…room", "Couns…annex", "Lib…stud… A", "Library… B ", "Lib…read… A", "Media lab  "]),
        (("Counseling conference", "Counseling conference room"), ["Counseling…", "Counse…room"]),
        (("会議室 北館 一号室の部屋", "会議室 北館 二号室の部屋"), ["会…一号室… ", "会…二号室… "]),
        (("Career center", "Chapel"), ["Career cen…", "Chapel     "]),
    ],
)
def test_names_that_begin_alike_show_where_they_differ(names: tuple[str, ...], shown: list[str]) -> None:
    found = told_apart(names, 11)
    assert list(found) == list(dict.fromkeys(names))
    assert list(found.values()) == shown


@given(names=st.lists(st.text()), width=st.integers(0, 30))
def test_each_is_exactly_as_wide_as_asked(names: list[str], width: int) -> None:
    found = told_apart(names, width)
    assert list(found) == list(dict.fromkeys(names))
    assert {cell_len(each) for each in found.values()} <= {width}


@given(
    head=st.text("abc ", min_size=15, max_size=15),
    ends=st.sets(st.text("defgh", min_size=2, max_size=6), min_size=2, max_size=6),
)
def test_names_of_one_long_beginning_and_different_ends_never_look_alike(head: str, ends: set[str]) -> None:
    names = [f"{head}{end}" for end in ends]
    assert len(set(told_apart(names, 11).values())) == len(names)
