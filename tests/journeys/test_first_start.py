"""The very first start, without a store: from the welcome to an empty roster that says what to do first."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from models.queries import reading
from models.workspace import Workspace
from tests.journeys.seats import Seat, settle


@pytest.fixture
def seat(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Seat]:
    """A person at a computer that has never seen the program."""
    for name in ("XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_STATE_HOME"):
        monkeypatch.setenv(name, str(tmp_path))
    monkeypatch.setenv("TZ", "America/Chicago")
    seat = Seat(None, "2026-11-18T10:05")
    yield seat
    seat.close()


def next_line(seat: Seat) -> None:
    """Go to the form's next line, and be there."""
    seat.press("tab")
    settle([seat])


def test_a_campaign_is_set_up_and_the_roster_says_what_comes_next(seat: Seat, tmp_path: Path) -> None:
    seat.sees("Welcome to wbl-tui", "Set up a campaign")
    seat.press("enter")
    seat.sees("School mailbox", "America/Chicago")
    next_line(seat)
    seat.type("Harlow [b]Creek")
    seat.sees("Harlow [b]Creek")
    seat.press("ctrl+s")
    seat.sees("1 Roster", "No students yet")
    workspace = Workspace(tmp_path / "wbl-tui" / "school.wbl", actor="reader")
    [campaign] = workspace.read(reading.campaigns)
    workspace.close()
    assert (campaign.school, campaign.per_student, campaign.minutes) == ("Harlow [b]Creek", 1, 20)
    seat.press("q")
    assert seat.ended() == 0


def test_a_mailbox_that_is_none_is_said_in_the_form(seat: Seat, tmp_path: Path) -> None:
    seat.sees("Welcome to wbl-tui")
    seat.press("enter")
    seat.sees("School mailbox")
    next_line(seat)
    seat.type("Harlow Creek")
    for _ in range(6):
        next_line(seat)
    seat.type("the office")
    seat.sees("the office")
    seat.press("ctrl+s")
    seat.sees("✗ It should look like name@example.org")
    assert not (tmp_path / "wbl-tui" / "school.wbl").exists()
