"""The public board and a rehearsal told to go: the terminal is whole, and a rehearsal leaves no copy of people's names."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.helpers_store import book, make_school
from tests.journeys.seats import Seat, settle, wait

PUT_BACK = (b"\x1b[?1049l", b"\x1b[?25h", b"\x1b[?2004l", b"\x1b[<u")
SIGNALS = (signal.SIGTERM, signal.SIGHUP, signal.SIGINT)
Sit = Callable[..., Seat]


@pytest.fixture
def school(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "tmp").mkdir()
    monkeypatch.setenv("TMPDIR", str(tmp_path / "tmp"))
    for name in ("XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_STATE_HOME"):
        monkeypatch.setenv(name, str(tmp_path / "home"))
    workspace = make_school(tmp_path / "school.wbl")
    book(workspace, "10:20")
    workspace.close()
    return tmp_path / "school.wbl"


@pytest.fixture
def sit(school: Path) -> Iterator[Sit]:
    seats: list[Seat] = []

    def down(*words: str) -> Seat:
        seats.append(Seat(school, "2026-11-18T10:00", *words))
        return seats[-1]

    yield down
    for seat in seats:
        seat.close()


def rehearsing(sit: Sit) -> Seat:
    seat = sit("rehearse", "--day", "2026-11-18")
    seat.sees("REHEARSAL", "Mia Torres", "on a copy")
    settle([seat])
    return seat


@pytest.mark.parametrize("number", SIGNALS)
def test_the_public_board_leaves_properly(sit: Sit, number: signal.Signals) -> None:
    seat = sit("board", "--public")
    seat.sees("Mia T.")
    settle([seat])
    seat.process.send_signal(number)
    assert seat.ended() == 128 + number
    assert all(each in seat.raw for each in PUT_BACK)
    assert b"Traceback" not in seat.raw


@pytest.mark.parametrize("number", SIGNALS)
def test_a_rehearsal_leaves_properly_and_no_copy(sit: Sit, tmp_path: Path, number: signal.Signals) -> None:
    seat = rehearsing(sit)
    assert len(list((tmp_path / "tmp").iterdir())) == 1
    seat.process.send_signal(number)
    assert seat.ended() == 128 + number
    assert seat.is_put_back()
    assert b"Traceback" not in seat.raw
    assert list((tmp_path / "tmp").iterdir()) == []


def test_what_is_typed_in_a_rehearsal_is_not_kept(sit: Sit, tmp_path: Path) -> None:
    seat = rehearsing(sit)
    seat.press("1")
    seat.sees("Readiness")
    seat.press("n")
    seat.sees("Given name")
    seat.type("Zebulon")
    seat.sees("Zebulon")
    seat.process.send_signal(signal.SIGTERM)
    assert seat.ended() == 128 + signal.SIGTERM
    assert list((tmp_path / "home").rglob("unsaved*")) == []


def test_a_rehearsal_whose_terminal_stopped_reading_leaves_no_copy(sit: Sit, tmp_path: Path) -> None:
    seat = rehearsing(sit)
    for _ in range(300):
        os.write(seat.master, b"?\x1b")
        time.sleep(0.002)
    seat.process.send_signal(signal.SIGTERM)
    assert seat.process.wait(60) == 128 + signal.SIGTERM
    assert list((tmp_path / "tmp").iterdir()) == []


def test_the_copy_of_a_rehearsal_that_was_killed_goes_when_the_next_begins(sit: Sit, tmp_path: Path) -> None:
    first, other = rehearsing(sit), rehearsing(sit)
    first.process.kill()
    first.process.wait()
    assert len(list((tmp_path / "tmp").iterdir())) == 2
    told = tmp_path / "tmp" / "wbl-tui-rehearsal-told"
    told.mkdir()
    third = rehearsing(sit)
    # Its own, the other's that still plays, and the one that somebody was told of.
    assert len(list((tmp_path / "tmp").iterdir())) == 3
    assert told.exists()
    for seat in (other, third):
        seat.press("q")
        assert seat.ended() == 0
    assert list((tmp_path / "tmp").iterdir()) == [told]


def test_a_rehearsal_told_to_go_before_anything_is_shown_leaves_no_copy(sit: Sit, tmp_path: Path) -> None:
    seat = sit("rehearse", "--day", "2026-11-18")
    wait([seat], lambda: any((tmp_path / "tmp").iterdir()), "the copy")
    seat.process.send_signal(signal.SIGTERM)
    assert seat.ended() == 128 + signal.SIGTERM
    assert list((tmp_path / "tmp").iterdir()) == []
