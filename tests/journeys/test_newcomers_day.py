"""A newcomer's whole day by keys alone: from a student without an interview to the invites in a folder."""

from __future__ import annotations

import asyncio
import json
import stat
import subprocess
import sys
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

import pytest
from icalendar import Calendar

from models.queries import reading
from models.queries.board import board_facts
from models.queries.booking import outlook, party_of
from models.queries.journal import entries, newest_entry
from models.queries.pool import contacts_for
from models.queries.roster import RosterRow, roster
from models.rules.day import BoardRow
from models.rules.facts import Interview, JournalEntry
from models.rules.naming import clock_text, times_text
from models.rules.offers import Offer
from models.rules.span import Span
from models.workspace import Clock, Workspace
from screens.session import Session
from screens.state.booking_wish import first_wish
from tests.helpers_tui import key, running, screen_text, settled, typed, until
from tests.journeys.conftest import MORNING, NOW
from tests.journeys.seats import ROOT
from wbl_tui.app import WblApp
from wbl_tui.cli import main
from wbl_tui.desk import Desk


class DayClock(Clock):
    """Stands still until the day goes on."""

    def __init__(self, now: datetime) -> None:
        super().__init__(now, ticks=False)
        self.moment = now

    def now(self) -> datetime:
        return self.moment


class Wanted(NamedTuple):
    """A student who still owes an interview, and a time today with the contact whom the program names first."""

    student: RosterRow
    contact: str
    name: str
    offer: Offer
    place_in_list: int

    @property
    def span(self) -> Span:
        return Span(self.offer.start, self.offer.end)


def somebody_to_book(workspace: Workspace) -> Wanted:
    """The first on the roster for whom today still has a time, in a class that would be missed."""
    campaign, zone, now = workspace.campaign(), ZoneInfo(workspace.campaign().zone), workspace.now()
    busy = {one for each in workspace.read(board_facts, now).board.rows for one in each.interview.students}
    for row in workspace.read(roster, campaign):
        if row.id in busy or not row.lacking:
            continue
        found = workspace.read(contacts_for, campaign, row.id, now)
        if not found or "phone" not in found[0].contact.formats:
            continue
        party = workspace.read(party_of, campaign, (row.id,), found[0].contact.id, now)
        wish = first_wish(campaign, zone, party).interview
        for place, offer in enumerate(workspace.read(outlook, campaign, wish, now).offers):
            missed = any(one.kind != "free" for one in offer.missed)
            if offer.start.date() == now.date() and missed and offer.start > now + timedelta(minutes=30):
                return Wanted(row, found[0].contact.id, found[0].contact.name, offer, place)
    raise AssertionError("nobody can be booked today")


class Person:
    """Somebody at the app, who reads and presses keys."""

    def __init__(self, app: WblApp, clock: DayClock) -> None:
        self.app = app
        self.clock = clock

    async def press(self, *names: str) -> None:
        await key(self.app, *names)

    async def type(self, text: str) -> None:
        await typed(self.app, text)

    async def sees(self, *texts: str) -> None:
        try:
            await until(lambda: all(text in screen_text(self.app) for text in texts))
        except AssertionError:
            raise AssertionError(f"{texts} never came:\n{screen_text(self.app)}") from None
        await settled(self.app)

    async def reads(self, words: str) -> str:
        """Wait for a sentence that begins like this in the line of messages; the whole sentence."""
        session = self.app.session
        try:
            await until(lambda: session.message.text.startswith(words))
        except AssertionError:
            raise AssertionError(f"{words} was not said, but {session.message}") from None
        await settled(self.app)
        return session.message.text

    async def looks_for(self, name: str) -> None:
        """Filter the page down to one person."""
        await self.press("slash")
        await self.type(name)
        await self.press("enter")

    async def waits_until(self, moment: datetime) -> None:
        self.clock.moment = moment


@pytest.fixture
def clock() -> DayClock:
    return DayClock(NOW)


async def book(person: Person, wanted: Wanted) -> None:
    """From the roster to a booked call without a room yet."""
    await person.looks_for(wanted.student.label)
    await person.press("enter")
    await person.sees("Interests", "Interviews", "b Book")
    await person.press("b")
    await person.sees("With whom?", wanted.name)
    await person.press("enter")
    await person.sees("✓ Everybody is free")
    for _ in range(wanted.place_in_list):
        await person.press("down")
    await person.press(*["tab"] * 6, "left")
    await person.sees("Room     none for n")
    await person.press("ctrl+s")
    await person.reads("Booked ")


async def prepare(person: Person, wanted: Wanted) -> None:
    """A quiet room, the absence, the confirmation."""
    await person.press("4")
    await person.sees("without a room")
    await person.press("a")
    await person.sees("Quiet rooms for Wed 18 Nov", wanted.student.label)
    await person.press("ctrl+s")
    await person.reads("3 calls have quiet rooms now.")
    await person.press("5")
    await person.sees("NEEDS SOMEBODY")
    await person.looks_for(wanted.student.label)
    await person.press("g")
    await person.reads("Absence approved by Ms Rivera: ")
    await person.press("C")
    await person.reads("Confirmed: ")


async def hold(person: Person, wanted: Wanted) -> None:
    """The call itself."""
    start = wanted.offer.start
    await person.waits_until(start - timedelta(minutes=3))
    await person.sees("GETTING READY (1)", "in 3 min")
    await person.press("i")
    await person.reads("Checked in: ")
    await person.sees("here, 3 min")
    await person.waits_until(start)
    await person.press("s")
    await person.reads("Started: ")
    await person.sees("INTERVIEWING NOW (1)", "20 min left")
    await person.waits_until(start + timedelta(minutes=17))
    await person.sees("3 min left")
    await person.press("f")
    await person.reads("Finished: ")
    await person.sees("How did it go? ")
    await person.press("escape")
    await person.reads("Not noted yet how it went with ")
    await person.sees("FINISHED (1)", "how it went")


async def miss(person: Person, other: str) -> None:
    """Somebody else does not come; taken back, and done again."""
    await person.press("escape")
    await person.looks_for(other)
    await person.press("y")
    await person.reads("Student absent: ")
    await person.sees("did not come")
    await person.press("u")
    await person.reads("Undid: Student absent: ")
    await person.press("ctrl+r")
    await person.reads("Did again: Student absent: ")
    await person.sees("did not come")


async def export(store: Path, folder: Path) -> None:
    """Another program on the same store writes the invites of the interviews of the day."""
    command = [sys.executable, "-m", "wbl_tui", "--store", str(store), "--actor", "the office"]
    command += ["--now", MORNING, "export", "invites", "--day", "2026-11-18", "-o", str(folder)]
    done = await asyncio.to_thread(subprocess.run, command, cwd=ROOT, capture_output=True, text=True)
    assert (done.returncode, done.stderr) == (0, "")


async def test_a_newcomers_whole_day(
    store: Path, tmp_path: Path, clock: DayClock, capsys: pytest.CaptureFixture[str]
) -> None:
    workspace = Workspace(store, actor="Ms Rivera", terminal="t1", clock=clock)
    try:
        before, ids = workspace.read(newest_entry), set(workspace.read(reading.interviews))
        wanted = somebody_to_book(workspace)
        last = workspace.read(board_facts, clock.now()).board.rows[-1]
        app = WblApp(Session(Desk(workspace)), page="roster")
        async with running(app):
            person = Person(app, clock)
            await person.sees("Abernathy")
            await book(person, wanted)
            await prepare(person, wanted)
            await export(store, tmp_path / "invites")
            await person.reads("the office: ")
            await hold(person, wanted)
            await miss(person, last.students[0])
        interviews, absences = workspace.read(reading.interviews), workspace.read(reading.absences)
        told = workspace.read(entries, since=before)
    finally:
        workspace.close()
    [ident] = interviews.keys() - ids
    made = interviews[ident]
    assert_held(made, wanted)
    assert [(one.state, one.decided_by) for one in absences[ident]] == [("approved", "Ms Rivera")]
    assert interviews[last.id].state == "student_absent"
    assert_told(told, wanted, last)
    assert_invited(tmp_path / "invites", made, wanted)
    assert main(["--store", str(store), "--now", "2026-11-18T15:00", "check", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["clashes"] == []


def assert_held(made: Interview, wanted: Wanted) -> None:
    start = wanted.offer.start
    room = made.room
    assert room is not None
    assert made == made._replace(
        contact=wanted.contact,
        students=(wanted.student.id,),
        format="phone",
        place="room",
        start=start,
        end=wanted.offer.end,
        state="completed",
        confirmed_at=NOW,
        checked_in_at=start - timedelta(minutes=3),
        started_at=start,
        ended_at=start + timedelta(minutes=17),
    )


def assert_told(told: list[JournalEntry], wanted: Wanted, last: BoardRow) -> None:
    """Every step is one sentence, each by whoever did it."""
    zone = NOW.tzinfo
    assert isinstance(zone, ZoneInfo)
    call = f"{wanted.student.label}, a call with {wanted.name}, {clock_text(wanted.offer.start, zone)}."
    assert last.interview.start is not None
    missed = f"Student absent: {last.student}, a call with {last.contact}, {clock_text(last.interview.start, zone)}."
    times = times_text(wanted.span, zone)
    begun = [
        f"Booked {wanted.student.label}: a call with {wanted.name}, {times} on Wed 18 Nov, ",
        "3 calls have quiet rooms now.",
        f"Absence approved by Ms Rivera: {wanted.student.label}, ",
        f"Confirmed: {call}",
        "",
        f"Checked in: {call}",
        f"Started: {call}",
        f"Finished: {call}",
        missed,
        f"Undid: {missed}",
        f"Did again: {missed}",
    ]
    assert [entry.sentence[: len(start)] for entry, start in zip(told, begun, strict=True)] == begun
    assert [entry.actor for entry in told] == ["Ms Rivera"] * 4 + ["the office"] + ["Ms Rivera"] * 6


def assert_invited(folder: Path, made: Interview, wanted: Wanted) -> None:
    """Everybody whom it concerns has a file of their own that holds no more than they need."""
    files = sorted(folder.glob(f"*-{made.id}.ics"))
    kinds = [file.name.split("-")[4] for file in files]
    assert kinds == ["class", "interviewee", "student", "teacher"]
    assert {stat.S_IMODE(file.stat().st_mode) for file in files} == {0o600}
    for file in files:
        calendar: Any = Calendar.from_ical(file.read_bytes())
        [event] = calendar.walk("VEVENT")
        assert str(calendar["METHOD"]) == "REQUEST"
        assert (event["UID"].startswith(made.uid), event.start, event.end) == (True, made.start, made.end)
    words = files[kinds.index("interviewee")].read_text(encoding="utf-8")
    assert wanted.student.family not in words
    assert wanted.student.id not in words
