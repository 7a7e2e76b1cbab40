"""Ended in the midst of typing, by any signal: the terminal is whole, and the text is there when its form is opened."""

from __future__ import annotations

import signal
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pytest

from models.queries.journal import newest_entry
from models.workspace import Workspace
from tests.journeys.seats import Seat, settle, wait

SIGNALS = (signal.SIGTERM, signal.SIGHUP, signal.SIGINT)


class Form(NamedTuple):
    """A form: the page it is opened from, keys and what they must show, the text that is typed into it."""

    page: str
    steps: tuple[tuple[str, str], ...]
    text: str
    name: str


FORMS = {
    "somebody new": Form("roster", (("n", "Given name"),), "Zebulon", "New student"),
    "a record that there is": Form("roster", (("e", "Goes by"),), "quux", "Change Tavita Abernathy"),
    "a booking": Form(
        "roster",
        (("b", "With whom?"), ("enter", "misses "), ("tab", "Day ")),
        "17",
        "Book an interview",
    ),
    "one line": Form("board", (("D", "Enter OK"),), "a test in maths", "Why is "),
    "how it went": Form(
        "board",
        (("end", "ended 08:36"), ("f", "A line"), ("tab", "A line")),
        "Kindly, too. ",
        "How did it go?",
    ),
    "many lines": Form(
        "roster", (("7", "Day types"), ("tab", "regular"), ("enter", "One line each")), "Nap", "All"
    ),
}


def open_form(seat: Seat, form: Form) -> None:
    """From its page to the form, as a person goes there: looking at each step."""
    for name, shown in form.steps:
        seat.press(name)
        seat.sees(shown)
        settle([seat])


def newest(store: Path) -> int:
    workspace = Workspace(store, actor="reader")
    try:
        return workspace.read(newest_entry)
    finally:
        workspace.close()


def kept(tmp_path: Path) -> list[Path]:
    return sorted((tmp_path / "home").rglob("unsaved/*"))


@pytest.mark.parametrize("form", FORMS.values(), ids=FORMS.keys())
def test_what_was_typed_outlives_every_signal(
    form: Form, store: Path, sit: Callable[..., Seat], tmp_path: Path
) -> None:
    for number in SIGNALS:
        seat = sit(*(("board",) if form.page == "board" else ()))
        seat.sees("All keys")
        settle([seat])
        if number != SIGNALS[0]:
            assert f"Not saved: “{form.name}" in seat.message
        open_form(seat, form)
        if number == SIGNALS[0]:
            assert kept(tmp_path) == []
            empty = seat.text
            seat.type(form.text)
            # What is typed may stand elsewhere on the screen as well.
            wait([seat], lambda then=empty, here=seat: here.text != then, "a first letter")  # type: ignore[misc]
            settle([seat])
        seat.sees(form.text.strip())
        assert ("is here again" in seat.text) == (number != SIGNALS[0])
        before = newest(store)
        seat.process.send_signal(number)
        assert seat.ended() == 128 + number
        assert seat.is_put_back()
        assert b"Traceback" not in seat.raw
        assert newest(store) == before
        assert [path.stat().st_mode & 0o777 for path in kept(tmp_path)] == [0o600, 0o600]
    seat = sit(*(("board",) if form.page == "board" else ()))
    seat.sees(f"Not saved: “{form.name}")
    seat.press("q")
    assert seat.ended() == 0
    assert kept(tmp_path) == []
