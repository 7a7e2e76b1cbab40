"""A whole day of forty calls in eight rooms at two boards, by keys alone: late, unanswered, broken, flooded, drilled."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from copy import deepcopy
from pathlib import Path

import pytest
from textual.pilot import Pilot

from tests.helpers_tui import hurry, running, until
from tests.journeys.day_agrees import (
    calendars_agree,
    journal_agrees,
    lanes_on,
    lists_agree,
    paper_agrees,
    store_agrees,
)
from tests.journeys.forty_calls import make_forty
from tests.journeys.two_boards import Day, make_invites
from tests.wbl_tui.cli_help import Shell


@pytest.fixture
async def day(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Day]:
    """Both at their boards at 07:40: the coordinator at a wide screen, the office aide at a small one."""
    papers = tmp_path / "home" / "Documents"
    papers.mkdir(parents=True)
    monkeypatch.setattr("screens.paths.usual_folder", lambda: papers.parent / "Downloads")
    for name in ("XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_STATE_HOME"):
        monkeypatch.setenv(name, str(tmp_path / "home"))
    make_forty(tmp_path / "forty.wbl")
    made = Day(tmp_path / "forty.wbl", papers)
    async with AsyncExitStack() as both:
        await both.enter_async_context(running(made.rivera.app, 142, 30))
        await both.enter_async_context(running(made.vance.app, 80, 24))
        await until(lambda: made.rivera.app.session.head and made.vance.app.session.head)
        yield made
    made.rivera.workspace.close()
    made.vance.workspace.close()


async def before_school(day: Day) -> None:
    """Paper, the last absences, the last confirmation; a decision taken by mistake is taken back."""
    rivera, vance, book = day.rivera, day.vance, day.book
    await rivera.press("f5")
    await rivera.sees("Print the sheets of a day")
    await rivera.press("ctrl+s")
    sheets = "the front office's list, door sheets, call cards"
    await rivera.hears(book.say("Ms Rivera", f"Printed 49 sheets for Wed 18 Nov: {sheets}."))
    await vance.go(book[2])
    await vance.press("D")
    await vance.sees("Why is Cleo Vale to stay in class?")
    await vance.type("A test")
    await vance.press("enter")
    before = deepcopy(book[2])
    await vance.hears(book.decide("Mr Vance", 2, "denied", "A test"))
    await vance.press("u")
    await vance.hears(book.undo("Mr Vance", before))
    await day.approve(vance, 2, 30)
    await day.mark(vance, "C", 10, "confirmed")


async def first_calls(day: Day) -> None:
    """A student who comes late, two who press for one call, and a call that runs over."""
    rivera, vance = day.rivera, day.vance
    await day.until("08:05")
    await day.check_in(vance, 1, 2, 3, 4, 5, 6)
    await day.agree()
    await day.until("08:10")
    await both_press_for(day, 1)
    await day.begin(rivera, 2, 3)
    await day.begin(vance, 4, 5, 6)
    await day.until("08:14")
    await day.all_see_of(0, "late 4 min")
    await day.check_in(vance, 0)
    await day.agree()
    await day.begin(rivera, 0)
    await day.agree()
    await day.until("08:30")
    for terminal in (rivera, vance):
        await until(lambda one=terminal: any("Ben Reed: five minutes left" in text for text in one.said()))  # type: ignore[misc]
    await day.finish(rivera, 1, 2, 3)
    await day.agree()
    await day.finish(vance, 4, 5, 6)
    await day.agree()
    await day.until("08:33")
    await day.all_see_of(0, "over by 3 min")
    await day.finish(rivera, 0)
    await day.agree()
    await day.answer_later(vance, 4)


async def both_press_for(day: Day, number: int) -> None:
    """Both start one call at the same moment: one of them does, the other is told."""
    pair = day.rivera, day.vance
    for terminal in pair:
        await terminal.go(day.book[number])
    for terminal in pair:
        hurry(terminal.app, "s")
    call = day.book[number]
    started = f"Started: {call.what}"
    first = {one.actor: f"{one.actor} was first (08:10): {call.student}, in progress" for one in pair}
    heard = [await one.hears_one_of(started, *first.values()) for one in pair]
    winner = pair[heard.index(started)]
    assert sorted(heard) == sorted((started, first[winner.actor]))
    day.book.begin(winner.actor, number)
    await day.agree()


async def second_calls(day: Day) -> None:
    """Nobody answers, twice; a line fails; somebody is marked absent by mistake, and somebody does not come."""
    rivera, vance, book = day.rivera, day.vance, day.book
    await day.until("09:05")
    await day.check_in(vance, 7, 8, 10, 11, 13)
    await day.agree()
    await day.until("09:10")
    await day.begin(rivera, 7, 8, 10)
    await day.begin(vance, 11, 13)
    await day.until("09:12")
    await day.trouble(rivera, 7, "nobody", "try again")
    await rivera.hears(book.again("Ms Rivera", 7, "Nobody answered", "09:17", 2))
    await day.until("09:13")
    await day.trouble(rivera, 8, "equipment", "another room")
    await rivera.hears(book.again("Ms Rivera", 8, "The equipment failed", "09:18", 1))
    await day.until("09:16")
    before = deepcopy(book[9])
    await day.mark(vance, "y", 9, "student_absent")
    await vance.rest()
    await vance.press("u")
    await vance.hears(book.undo("Mr Vance", before))
    await day.agree()
    await day.until("09:18")
    await day.begin(vance, 9)
    await day.begin(rivera, 7, 8)
    await day.until("09:20")
    await day.trouble(rivera, 7, "nobody", "later")
    await rivera.hears(book.again("Ms Rivera", 7, "Nobody answered", "09:30", 2))
    await day.until("09:25")
    await day.mark(vance, "y", 12, "student_absent")
    await day.agree()
    await day.until("09:31")
    await day.begin(rivera, 7)
    await day.finish(rivera, 10)
    await day.agree()
    await day.finish(vance, 11, 13)
    await day.until("09:39")
    await day.finish(vance, 8, 9)
    await day.until("09:50")
    await day.finish(rivera, 7)
    await day.agree()


async def third_calls(day: Day) -> None:
    """A room is flooded: its calls go to other rooms."""
    rivera, vance = day.rivera, day.vance
    await lose_room_three(day)
    await day.agree()
    await day.until("10:05")
    await day.check_in(vance, *range(14, 21))
    await day.agree()
    await day.until("10:10")
    await day.begin(rivera, 14, 15, 16)
    await day.begin(vance, 17, 18, 19, 20)
    await day.agree()
    await day.until("10:30")
    await day.finish(rivera, 14, 15, 16)
    await day.agree()
    await day.finish(vance, 17, 18, 19, 20)
    await day.answer_later(rivera, 14)
    await day.agree()


async def lose_room_three(day: Day) -> None:
    """B on the page of rooms."""
    rivera, book = day.rivera, day.book
    await rivera.press("4")
    await rivera.sees("Wed 18 Nov 2026", "Room 3")
    await rivera.press("home", "right", "right", "B")
    await rivera.sees("Block Room 3 on Wed 18 Nov")
    await rivera.type("9:50")
    await rivera.press("tab")
    await rivera.type("15:00")
    await rivera.press("tab")
    await rivera.type("Water")
    await rivera.press("ctrl+s")
    await rivera.sees("Block and move")
    await rivera.press("ctrl+s")
    await rivera.sees("Whom to tell", "Ola Silva (Room 2)", "Noor Quill (Room 4)", flow=True)
    book.change_room(14, 2)
    book.change_room(39, 4)
    told = "2 calls to another room. Another room for: Ola Silva (Room 2), Noor Quill (Room 4)."
    await rivera.hears(book.say("Ms Rivera", f"Blocked Room 3, 09:50–15:00 on Wed 18 Nov (Water). {told}"))
    await rivera.press("escape", "5")
    await rivera.sees("Up next")


async def fire_drill(day: Day) -> None:
    """Everything that is still to come, 20 minutes later; then the calendars, the paper and the absences."""
    vance, book = day.vance, day.book
    await day.until("10:40")
    await vance.press("Y")
    await vance.sees("Wed 18 Nov: everything later")
    await vance.press("backspace", "backspace")
    await vance.type("20")
    await vance.press("ctrl+s")
    await vance.sees("19 would move")
    await vance.press("ctrl+s")
    await vance.sees("Who must be told")
    moved, asked = book.later(20)
    assert ([one.number for one in moved], [one.number for one in asked]) == (
        list(range(21, 40)), list(range(28, 34))
    )  # fmt: skip
    again = "The absences of 6 calls must be asked for again."
    await vance.hears(book.say("Mr Vance", f"Moved 19 calls. {again}"))
    await vance.press("escape")
    await day.agree()


async def settle_drill(day: Day) -> None:
    """Calendars that are wrong, sheets that say something else by now, absences of other periods, confirmations."""
    rivera, vance, book = day.rivera, day.vance, day.book
    await day.until("10:45")
    moved = range(21, 40)
    await rivera.press("f6")
    await rivera.sees("Outbox: wrong calendars 57, never invited 13")
    await make_invites(rivera, 57)
    await rivera.hears(book.invite("Ms Rivera", moved, 57))
    await rivera.rest()
    await rivera.press("f6")
    await rivera.sees("Outbox: wrong calendars 0, never invited 13")
    await rivera.press(*["space"] * 13)
    await make_invites(rivera, 13)
    await rivera.hears(book.invite("Ms Rivera", moved, 13, calls=13))
    await vance.rest()
    await vance.press("f5")
    await vance.sees("Print the sheets of a day")
    await vance.press("tab", "tab", "right", "tab", "tab", "end", "backspace", "backspace", "backspace")
    await vance.type("txt")
    await vance.press("ctrl+s")
    sheets = "the front office's list, door sheets, call cards"
    await vance.hears(book.say("Mr Vance", f"Printed 31 sheets for Wed 18 Nov: {sheets}."))
    await day.approve(vance, *range(21, 26), *range(28, 33))
    await day.agree()
    for number in range(34, 38):
        await day.mark(rivera, "C", number, "confirmed")
    await day.agree()


async def fourth_calls(day: Day) -> None:
    """Half an hour later than in the plan of the morning, and nothing happens."""
    rivera, vance = day.rivera, day.vance
    await day.until("11:45")
    await day.check_in(vance, *range(21, 28))
    await day.agree()
    await day.until("11:50")
    await day.begin(rivera, 21, 22, 23)
    await day.begin(vance, 24, 25, 26, 27)
    await day.agree()
    await day.until("12:10")
    await day.finish(rivera, 21, 22, 23)
    await day.agree()
    await day.finish(vance, 24, 25, 26, 27)
    await day.agree()
    await day.answer_later(rivera, 21)


async def last_calls(day: Day) -> None:
    """One interviewee calls off, another does not answer; the day is left in the middle of its last calls."""
    rivera, vance, book = day.rivera, day.vance, day.book
    await day.until("13:55")
    await day.check_in(vance, 30, 31, 32, 33)
    await day.agree()
    await day.trouble(rivera, 29, "called it off", "give up")
    await rivera.hears(book.call_off("Ms Rivera", 29, "The interviewee called it off"))
    await day.until("14:00")
    await day.begin(rivera, 30, 31)
    await day.begin(vance, 32, 33)
    await day.until("14:04")
    await day.mark(vance, "w", 28, "interviewee_absent")
    await rivera.rest()
    await rivera.press("f6")
    await rivera.sees("Outbox: wrong calendars 3, never invited 0")
    await make_invites(rivera, 3)
    await rivera.hears(book.invite("Ms Rivera", [29], 3))
    await day.agree()
    await day.until("14:20")
    await day.finish(rivera, 30, 31)
    await day.agree()
    await day.finish(vance, 32, 33)
    await day.agree()
    await day.until("14:25")
    await day.check_in(vance, 34, 35, 36)
    await day.agree()
    await day.until("14:30")
    await day.begin(rivera, 34)
    await day.begin(vance, 35)
    await day.agree()
    await day.until("14:34")


async def boards_agree(day: Day) -> None:
    """Both boards, on screens tall enough for all of it, show the same lanes."""
    for terminal, width in ((day.rivera, 142), (day.vance, 80)):
        await terminal.rest()
        await Pilot(terminal.app).resize_terminal(width, 90)
        await until(lambda one=terminal: lanes_on(one.app) == day.book.lanes())  # type: ignore[misc]


async def test_forty_calls_at_two_boards_and_everything_agrees(
    day: Day, capsys: pytest.CaptureFixture[str]
) -> None:
    await before_school(day)
    await first_calls(day)
    await second_calls(day)
    await third_calls(day)
    await fire_drill(day)
    await settle_drill(day)
    await fourth_calls(day)
    await last_calls(day)
    shell = Shell(day.rivera.workspace.path, capsys)
    shell.now = "2026-11-18T14:34"
    await boards_agree(day)
    store_agrees(day.book, day.rivera.workspace)
    lists_agree(day.book, shell)
    journal_agrees(day.book, shell)
    calendars_agree(day.book, shell, day.papers)
    paper_agrees(day.book, shell, day.papers)
