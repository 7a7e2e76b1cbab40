"""Text from people on its way to the screen."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from screens.widgets.plain import fit, fit_name, plain, safe, wrap
from tests.helpers_tui import HOSTILE, UNSAFE


@pytest.mark.parametrize("name", HOSTILE)
@pytest.mark.parametrize("align", ["left", "right", "center"])
def test_a_cell_is_exactly_as_wide_as_asked(name: str, align: str) -> None:
    for width in (1, 2, 5, 20):
        text = fit(name, width, align)
        assert cell_len(text) == width
        assert not UNSAFE & set(text)


@given(st.text(), st.integers(1, 60))
def test_any_text_fits_any_width(text: str, width: int) -> None:
    found = fit(text, width)
    assert cell_len(found) == width
    assert not UNSAFE & set(found)


@given(st.text())
def test_plain_text_means_nothing(text: str) -> None:
    content = plain(text)
    assert content.spans == []
    assert not (UNSAFE - {"\n"}) & set(content.plain)


def test_what_was_cut_ends_in_dots() -> None:
    assert fit("Cleo Stone", 8) == "Cleo St…"
    assert fit("Cleo Stone", 6) == "Cleo… "
    assert fit("Cleo Stone", 6, end="") == "Cleo S"


def test_blanks_stay_where_nothing_is_unsafe() -> None:
    assert safe(" ← →  x ") == " ← →  x "


def test_brackets_stay_as_they_are() -> None:
    assert str(plain("Ann [she/her] [/]")) == "Ann [she/her] [/]"


@given(st.text(), st.integers(2, 40))
def test_wrapped_lines_are_never_too_wide(text: str, width: int) -> None:
    assert all(cell_len(line) <= width for line in wrap(text, width))


def test_lines_break_at_blanks() -> None:
    assert wrap("one two three\nfour", 8) == ["one two", "three", "four"]


def test_a_name_that_is_cut_keeps_the_number_that_tells_it_from_others() -> None:
    names = ("Career center booth 1", "Library study room A", "Media lab", "Room 114 (quiet side)", "a 17")
    assert [fit_name(each, 11) for each in names] == [
        "Career c… 1", "Library… A ", "Media lab  ", "Room 114 (…", "a 17       ",
    ]  # fmt: skip


@given(text=st.text(), width=st.integers(0, 40))
def test_a_name_is_exactly_as_wide_as_asked(text: str, width: int) -> None:
    assert cell_len(fit_name(text, width)) == width


@pytest.mark.parametrize("width", [1, 0, -1])
def test_where_there_is_no_room_a_text_is_wrapped_letter_by_letter(width: int) -> None:
    assert wrap("two 日", width) == ["t", "w", "o", "日"]
    assert wrap("", width) == [""]
