"""Which calls the demo holds: chosen with the rules themselves, so that none of them clashes."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime, timedelta
from typing import NamedTuple

from models.rules.absences import initial_state
from models.rules.alternatives import free_rooms
from models.rules.bookings import Bookings
from models.rules.conflicts import find_conflicts, missed_by
from models.rules.facts import Contact, Interview, Student
from models.rules.situation import Situation
from models.rules.span import local_instant

MINUTES = 20
CALLS_A_DAY = 5
"""Calls on every other day than the demo's, besides a few that are not by phone."""
LATEST = 15 * 60
"""Wall minute by which the calls of the demo's day are over."""
_WALLS = (495, 515, 550, 575, 605, 620, 655, 680, 740, 770, 795, 845, 860)
"""Wall minutes at which calls of other days begin, from 08:15 on."""
_SHORT_WALLS = (500, 535, 570, 605, 640)
_TRIES = 25
GROUP = 4
_MOST_CALLS = 3

_UNWELCOME = frozenset(
    {"contact_hours", "contact_gap", "format_not_offered", "school_not_served", "no_number", "too_many_calls"}
)
"""Warnings that the demo's calls go without; the others it shows on purpose."""


class Call(NamedTuple):
    """One call of the demo. `part` is what it shows: done, running, late, coming, past, ahead. `absences` counts
    the periods for which somebody has to be asked.
    """

    part: str
    start: datetime
    students: tuple[str, ...]
    contact: str
    format: str
    place: str
    room: str | None
    absences: int


class Planner:
    """Takes one call after the other into a situation of its own."""

    def __init__(self, situation: Situation, chance: random.Random) -> None:
        self.situation = situation
        self.calls: list[Call] = []
        self._chance = chance
        self._booked: Counter[str] = Counter()
        self._contacts = [one for one in situation.contacts.values() if not one.do_not_contact]
        self._students = list(situation.students.values())
        chance.shuffle(self._students)

    def add(self, part: str, start: datetime, *, format_: str = "phone", place: str = "room") -> bool:
        """Find somebody for a call at that time; whether there was anybody."""
        for contact in self._ranked(start, format_):
            for student in self._wishing(contact):
                call = self._possible(part, start, (student.id,), contact, format_, place)
                if call is not None:
                    self._take(call)
                    return True
        return False

    def add_group(self, part: str, start: datetime) -> bool:
        """A group video for four students; whether somebody offers it then."""
        for contact in self._ranked(start, "group_video"):
            group = tuple(student.id for student in self._wishing(contact)[:GROUP])
            if len(group) < GROUP:
                return False
            call = self._possible(part, start, group, contact, "group_video", "room")
            if call is not None:
                self._take(call)
                return True
        return False

    def _ranked(self, start: datetime, format_: str) -> Iterator[Contact]:
        """Contacts who offered the time and the format, those with the fewest calls so far first."""
        end = start + timedelta(minutes=MINUTES)
        calls = Counter(call.contact for call in self.calls)
        fitting = [
            one
            for one in self._contacts
            if format_ in one.formats
            and any(span.start <= start and end <= span.end for span in one.availability)
        ]
        self._chance.shuffle(fitting)
        yield from sorted(fitting, key=lambda one: calls[one.id])

    def _wishing(self, contact: Contact) -> list[Student]:
        """Students by how few calls they have, and how much the contact's field is theirs."""

        def order(student: Student) -> tuple[int, int]:
            ranks = [one.rank for one in student.interests if one.cluster in contact.clusters]
            return self._booked[student.id], min(ranks, default=9)

        spare = [one for one in self._students if self._booked[one.id] < _MOST_CALLS]
        return sorted(spare, key=order)[:_TRIES]

    def _possible(
        self,
        part: str,
        start: datetime,
        students: tuple[str, ...],
        contact: Contact,
        format_: str,
        place: str,
    ) -> Call | None:
        trial = _trial(f"demo{len(self.calls)}", start, students, contact.id, format_, place, self.situation)
        if place == "room":
            rooms = free_rooms(trial, self.situation)
            if not rooms:
                return None
            trial = trial._replace(room=self._chance.choice(rooms[:4]).id)
        found = find_conflicts(trial, self.situation, bookings=Bookings(self.situation))
        if any(one.severity == "clash" or one.kind in _UNWELCOME for one in found):
            return None
        absences = sum(initial_state(one) == "to_request" for one in missed_by(trial, self.situation))
        return Call(part, start, students, contact.id, format_, place, trial.room, absences)

    def _take(self, call: Call) -> None:
        ident = f"demo{len(self.calls)}"
        one = _trial(ident, call.start, call.students, call.contact, call.format, call.place, self.situation)
        self.situation = self.situation.with_interview(one._replace(room=call.room))
        self.calls.append(call)
        self._booked.update(call.students)


def plan_calls(situation: Situation, day: date, wall: int, chance: random.Random) -> Planner:
    """About seventy calls over the window, by the demo's day at the wall minute (a multiple of five)."""
    planner = Planner(situation, chance)
    zone = situation.zone
    for part, walls in live_walls(wall).items():
        for at in walls:
            planner.add(part, local_instant(day, at, zone))
    days = situation.bells.school_days(situation.campaign.first_day, situation.campaign.last_day)
    for other in days:
        if other != day:
            part = "past" if other < day else "ahead"
            for at in _walls_of(other, situation, chance):
                planner.add(part, local_instant(other, at, zone))
    ahead = [other for other in days if other > day]
    past = [other for other in days if other < day]
    _add_others(planner, "ahead", ahead, 645)
    _add_others(planner, "past", past[-2:], 645)
    return planner


def live_walls(wall: int) -> dict[str, list[int]]:
    """Wall minutes of the starts of the demo's day: two running, one late, some done, at least four coming."""
    done = [at for at in (wall - 110, wall - 85, wall - 60, wall - 45, wall - 30) if at >= 495]
    coming = [wall + more for more in (5, 10, 25, 50, 75, 110, 150, 190)]
    coming = [at for at in coming if at + MINUTES <= LATEST]
    return {
        "running": [wall - 10, wall - 5],
        "late": [wall - 5],
        "coming": coming + [wall + 10, wall + 5, wall + 10][: max(0, 4 - len(coming))],
        "done": done,
    }


def _walls_of(day: date, situation: Situation, chance: random.Random) -> Iterable[int]:
    periods = situation.bells.plan(day).periods
    short = bool(periods) and max(period.end for period in periods) < 14 * 60
    walls = _SHORT_WALLS if short else _WALLS
    return sorted(chance.sample(walls, min(len(walls), CALLS_A_DAY)))


def _add_others(planner: Planner, part: str, days: list[date], wall: int) -> None:
    """One call by video, one from home, one visit, one group, where somebody offered them."""
    zone = planner.situation.zone
    wanted = [("video", "room"), ("phone", "home"), ("on_site", "workplace"), ("group_video", "room")]
    for format_, place in wanted:
        starts = (local_instant(day, at, zone) for day in days for at in (wall, wall - 60, wall + 105))
        for start in starts:
            if format_ == "group_video":
                found = planner.add_group(part, start)
            else:
                found = planner.add(part, start, format_=format_, place=place)
            if found:
                break


def _trial(
    ident: str,
    start: datetime,
    students: tuple[str, ...],
    contact: str,
    format_: str,
    place: str,
    situation: Situation,
) -> Interview:
    return Interview(
        id=ident,
        campaign=situation.campaign.id,
        contact=contact,
        students=students,
        format=format_,
        place=place,
        room=None,
        start=start,
        end=start + timedelta(minutes=MINUTES),
        minutes=MINUTES,
        state="scheduled",
        number="",
        link="https://meet.example.org/demo",
        guardian_told=True,
        because="",
        uid=ident,
        revision=0,
        sequence=0,
        created_at=datetime(2000, 1, 1, tzinfo=UTC),
        confirmed_at=None,
        checked_in_at=None,
        started_at=None,
        ended_at=None,
    )
