"""Filter words that name what they look for."""

from __future__ import annotations

from datetime import date, timedelta

from screens.state.named_words import due, folded, having, named
from screens.state.sieve import Sieve

TODAY = date(2026, 11, 18)

ROWS = (
    f"Dana Whitfield Springfield Clinic {named('tag', ['health care', 'Rural'])} {having('room', True)}",
    f"Omar Reyes Health First {named('tag', [])} {having('room', False)} {due([TODAY], TODAY)}",
    f"Ines Duarte City Works {named('tag', ['healthy'])} {due([TODAY - timedelta(1)], TODAY)}",
)


def found(typed: str) -> list[str]:
    return [row.split()[0] for row in Sieve(ROWS, str).sift(typed)]


def test_named_words_find_by_what_they_name() -> None:
    assert found("tag:health") == ["Dana", "Ines"]
    assert found("tag:health-care") == ["Dana"]
    assert found("tag:") == ["Dana", "Ines"]
    assert found("no:tag") == ["Omar"]
    assert found("has:room") == ["Dana"]
    assert found("no:room due:") == ["Omar"]
    assert found("due:overdue") == ["Ines"]
    assert found("TAG:Rural clinic") == ["Dana"]


def test_free_words_do_not_find_the_names_of_words() -> None:
    assert found("health") == ["Dana", "Omar", "Ines"]
    assert found("field") == ["Dana"]
    assert found("tag") == []
    assert found("room") == []


def test_when_something_is_due() -> None:
    days = (TODAY - timedelta(3), TODAY, TODAY + timedelta(7), TODAY + timedelta(8), TODAY + timedelta(9))
    assert due(days, TODAY) == "due:overdue due:today due:week due:later"
    assert due((), TODAY) == "no:due"


def test_a_colon_inside_a_word_is_nothing_special() -> None:
    assert folded("10:30 a-b:c") == "10:30 a-b:c"
    assert folded("https://x.example.org") == folded("HTTPS://x.example.org")
