"""The whole life of an interview as calendars see it, in files on the disk, read by five readers, in four zones."""

from __future__ import annotations

import email
import email.policy
from collections import defaultdict
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from models.exchange.safe_files import private_folder
from models.operations import care
from models.operations.booking import Booking, NewTime, book_interview, cancel_interview, move_interview
from models.operations.campaigns import change_campaign
from models.operations.invite_files import file_of, write_files
from models.operations.invites import Outgoing, plan_invites, record_invites
from models.operations.restore import restore
from models.operations.unit import Unit
from models.rules.span import local_instant
from models.tables import rows
from models.workspace import Clock, Workspace
from tests.helpers_store import change, interview, make_school
from tests.models.exchange.calendar_help import properties, true_onsets, value
from tests.models.exchange.calendar_readers import Seen, read_by_all, read_by_its_own_zone

STAMP = datetime(2026, 1, 6, 9, 0, tzinfo=UTC)
LENGTH = timedelta(minutes=20)
LIVED_IN = ("America/New_York", "Australia/Lord_Howe", "America/Phoenix", "Africa/Casablanca")
"""North, south by half an hour, without daylight saving, and with one that follows no yearly rule."""
CLINIC, STUDENT, TEACHER, FIRST_ROOM, SECOND_ROOM = (
    "okafor@clinic.example.org",
    "mia@elm.example.org",
    "vance@elm.example.org",
    "room1@elm.example.org",
    "room2@elm.example.org",
)


class Life:
    """A school in one zone, and the files that were made there step by step."""

    def __init__(self, folder: Path, zone: str) -> None:
        make_school(folder / "school.wbl").close()
        clock = Clock(datetime(2026, 1, 5, 12, 0, tzinfo=UTC), ticks=False)
        self.school = Workspace(folder / "school.wbl", actor="Ms Rivera", terminal="t1", clock=clock)
        self.zone = ZoneInfo(zone)
        self.folder = folder
        self.steps = 0
        self.seen: dict[str, list[Seen]] = defaultdict(list)
        change(self.school, self._furnish)

    def _furnish(self, unit: Unit) -> None:
        key, first, last = self.zone.key, date(2026, 1, 5), date(2026, 12, 18)
        unit.update(rows.Campaign, "c1", zone=key, first_day=first, last_day=last)
        unit.update(rows.Student, "s1", share_name=True)
        unit.update(rows.Contact, "k1", email=CLINIC, zone=key)
        unit.update(rows.Staff, "t1", email=TEACHER)
        unit.update(rows.Room, "r1", mail=FIRST_ROOM)
        unit.update(rows.Room, "r2", mail=SECOND_ROOM)

    def near(self, onset: datetime, days: int, minute: int) -> datetime:
        """A school day some days from a changeover, at a wall time."""
        day = onset.astimezone(self.zone).date() + timedelta(days=days)
        while day.weekday() > 4:
            day += timedelta(days=1)
        return local_instant(day, minute, self.zone)

    def told(self) -> dict[str, str]:
        """Make what is new as files and as drafts; by recipient's mailbox the method. Every reader reads each."""
        self.steps += 1
        stamp = STAMP + timedelta(days=self.steps)
        plan = self.school.read(
            plan_invites, self.school.campaign(), lambda _: True, stamp=stamp, changed=True
        )
        folder = private_folder(self.folder / f"step{self.steps}")
        for kind in ("ics", "eml"):
            write_files(plan.outgoing, kind, folder, [])
        if plan.outgoing:
            self.school.write(record_invites, plan)
        assert plan.problems == ()
        return {one.invite.mail: self._read(one, folder) for one in plan.outgoing}

    def _read(self, one: Outgoing, folder: Path) -> str:
        file = (folder / file_of(one, "ics")).read_bytes()
        draft = (folder / file_of(one, "eml")).read_bytes()
        message = email.message_from_bytes(draft, policy=email.policy.default)
        [inside] = [part for part in message.walk() if part.get_content_type() == "text/calendar"]
        [beside] = [part for part in message.walk() if part.get_content_type() == "application/ics"]
        assert inside.get_content().encode() == beside.get_content() == file
        assert inside.get_param("method") == value(file, "METHOD", "VCALENDAR")
        assert (message["To"].addresses[0].addr_spec, message["X-Unsent"]) == (one.invite.mail, "1")
        [seen] = read_by_all(file)
        assert read_by_its_own_zone(file) == [seen]
        assert seen.attendees == (one.invite.mail,)
        assert ("VALARM" in properties(file, "VCALENDAR")) is False
        self.seen[one.invite.mail].append(seen)
        return seen.method


@pytest.mark.parametrize("zone", LIVED_IN)
def test_every_calendar_follows_an_interview_across_both_changeovers(zone: str, tmp_path: Path) -> None:
    life = Life(tmp_path, zone)
    spring, autumn = sorted((true_onsets(zone, 2026) or true_onsets("America/New_York", 2026))[:2])
    in_algebra, in_free_time = 9 * 60 + 20, 10 * 60 + 20
    starts = [
        life.near(spring, -6, in_algebra),
        life.near(spring, 7, in_free_time),
        life.near(autumn, -7, in_algebra),
        life.near(autumn, 7, in_algebra),
    ]

    life.school.write(book_interview, Booking(("s1",), "k1", starts[0], room="r1"))
    assert life.told() == dict.fromkeys((CLINIC, STUDENT, TEACHER, FIRST_ROOM), "REQUEST")
    life.school.write(move_interview, "i1", NewTime(start=starts[1]))
    assert life.told() == {
        **dict.fromkeys((CLINIC, STUDENT, FIRST_ROOM), "REQUEST"),
        TEACHER: "CANCEL",
    }
    life.school.write(change_campaign, "c1", organizer="new-office@elm.example.org")
    life.school.write(move_interview, "i1", NewTime(start=starts[2]))
    assert life.told() == dict.fromkeys((CLINIC, STUDENT, TEACHER, FIRST_ROOM), "REQUEST")
    life.school.write(move_interview, "i1", NewTime(start=starts[3]))
    assert life.told() == dict.fromkeys((CLINIC, STUDENT, TEACHER, FIRST_ROOM), "REQUEST")
    life.school.write(move_interview, "i1", NewTime(room="r2"))
    assert life.told() == {STUDENT: "REQUEST", SECOND_ROOM: "REQUEST", FIRST_ROOM: "CANCEL"}
    assert life.told() == {}
    life.school.write(cancel_interview, "i1", "the contact is ill")
    assert life.told() == dict.fromkeys((CLINIC, STUDENT, TEACHER, SECOND_ROOM), "CANCEL")
    assert life.told() == {}

    assert [seen.start for seen in life.seen[CLINIC]] == [*starts, starts[3]]
    assert [seen.start for seen in life.seen[STUDENT]] == [*starts, starts[3], starts[3]]
    assert [seen.start for seen in life.seen[TEACHER]] == [starts[0], starts[0], *starts[2:], starts[3]]
    assert [seen.start for seen in life.seen[FIRST_ROOM]] == [*starts, starts[3]]
    assert [seen.start for seen in life.seen[SECOND_ROOM]] == [starts[3]] * 2
    every = [seen for found in life.seen.values() for seen in found]
    assert {seen.end - seen.start for seen in every} == {LENGTH}
    made = interview(life.school, "i1")
    assert {(seen.uid, seen.created) for seen in every} == {
        (made.uid, made.created_at.replace(microsecond=0))
    }
    assert {seen.organizer for seen in every} == {"wbl@elm.example.org"}
    assert {seen.status for seen in every if seen.method == "CANCEL"} == {"CANCELLED"}
    assert {seen.status for seen in every if seen.method == "REQUEST"} == {"CONFIRMED"}
    for found in life.seen.values():
        assert [seen.sequence for seen in found] == sorted({seen.sequence for seen in found})
        assert [seen.stamp for seen in found] == sorted({seen.stamp for seen in found})
    life.school.close()


def test_what_a_restored_backup_does_not_know_is_taken_out_of_peoples_calendars(tmp_path: Path) -> None:
    """i1 was booked and told after the backup, i2 only booked."""
    life = Life(tmp_path, "America/Chicago")
    start = local_instant(date(2026, 1, 12), 10 * 60 + 20, life.zone)
    backup = tmp_path / "monday.wbl"
    life.school.with_store(care.backup, backup)
    life.school.write(book_interview, Booking(("s1",), "k1", start, room="r1"))
    assert set(life.told().values()) == {"REQUEST"}
    uid = interview(life.school, "i1").uid
    life.school.write(book_interview, Booking(("s2",), "k2", start + timedelta(days=1)))
    done = life.school.with_store(restore, backup, now=life.school.now())
    assert done.notes == (
        "1 interview was not in the backup, but in people's calendars, and kept as cancelled: the outbox tells them.",
    )
    kept = interview(life.school, "i1")
    assert (kept.uid, kept.state, kept.because, kept.students) == (
        uid,
        "cancelled",
        "not in the backup",
        ("s1",),
    )
    assert life.told() == dict.fromkeys((CLINIC, STUDENT, FIRST_ROOM), "CANCEL")
    assert [seen.sequence for seen in life.seen[CLINIC]] == [0, 1]
    assert life.told() == {}
    life.school.close()
