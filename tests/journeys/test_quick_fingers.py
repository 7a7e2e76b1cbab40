"""Somebody who types faster than the program draws: letters meant for a line are never taken for commands."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from models.queries.journal import newest_entry
from models.workspace import Workspace
from tests.journeys.seats import Seat, wait


def newest(store: Path) -> int:
    """The journal's newest entry."""
    workspace = Workspace(store, actor="reader")
    try:
        return workspace.read(newest_entry)
    finally:
        workspace.close()


def test_a_name_typed_right_after_the_slash_is_a_filter_and_no_command(
    store: Path, sit: Callable[..., Seat]
) -> None:
    before = newest(store)
    seat = sit("board")
    seat.sees("NEEDS SOMEBODY (3)", "All keys")
    # Each of these letters is a step on the board; y would mark a student absent.
    seat.type("/wygis")
    seat.sees("Nothing today matches what you typed.", "wygis")
    seat.press("escape")
    seat.sees("NEEDS SOMEBODY (3)")
    assert newest(store) == before


def test_letters_typed_right_after_a_key_that_asks_wait_for_its_question(
    store: Path, sit: Callable[..., Seat]
) -> None:
    before = newest(store)
    seat = sit()
    seat.sees("Student", "All keys")
    # On the roster p and d say that somebody practised and has questions, and e opens another form.
    seat.type("bpdepd")
    seat.sees("With whom?", "pdepd", "Nothing matches what you typed.")
    seat.press("escape")
    wait([seat], lambda: "With whom?" not in seat.text, "the page")
    seat.type("nDeep")
    seat.sees("New student", "Deep")
    assert newest(store) == before
