"""How the demo's calls came about: booked, prepared, approved, confirmed and held, each at its own time."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, timedelta
from functools import partial
from typing import NamedTuple
from zoneinfo import ZoneInfo

from models.operations import demo_day_before
from models.operations.absences import decide_absence
from models.operations.booking import Booking, NewTime, book_interview, move_interview
from models.operations.contact_care import note_debrief
from models.operations.demo_care import looking_after
from models.operations.demo_plan import MINUTES, Call
from models.operations.marking import mark_interview
from models.operations.pool import claim_contact, log_outreach
from models.operations.preparing import prepare_students
from models.operations.unit import Unit
from models.rules.facts import Contact, Student
from models.rules.matching import match_contacts
from models.rules.missed import missed_by
from models.rules.next_steps import usual_next
from models.rules.situation import Situation
from models.rules.span import local_day, local_instant

Deed = Callable[[Unit], object]

_WENT = (
    ("well", "Much about how to begin without a degree."),
    ("mixed", "The line was bad; they talked for ten minutes only."),
    ("well", "Offered to show the workshop to the class."),
)
"""How interviews of the demo went."""
OPEN_TODAY = 2
"""Absences of the demo's day that still wait for somebody: one not asked for, one not decided."""
_TRIES = (
    (("phone", "no answer", 12), ("phone", "left a message", 9), ("email", "sent", 5)),
    (
        ("phone", "left a message", 16),
        ("phone", "said no", 10),
        ("phone", "no answer", 8),
        ("phone", "no answer", 2),
    ),
)
"""What two students tried who are stuck: how, what came of it, how many days ago."""
_OUTCOMES = (
    ("email", "will do it", "Happy to talk to students again."),
    ("phone", "left a message", ""),
    ("phone", "will do it", "Prefers calls in the morning."),
    ("email", "no answer yet", ""),
    ("in person", "asked for details", "Met at the chamber's breakfast."),
)


class Event(NamedTuple):
    """Something that somebody did at some moment."""

    at: datetime
    actor: str
    deed: Deed


class Story:
    """Writes the events of the demo down and lets them happen in order."""

    def __init__(self, situation: Situation, day: date, now: datetime, staff: tuple[str, str]) -> None:
        self._situation, self._day, self._now = situation, day, now
        self._zone: ZoneInfo = situation.zone
        self._coordinator, self._counselor = staff
        self._ids: dict[int, str] = {}
        self._events: list[Event] = []

    def tell(self, calls: list[Call]) -> None:
        """Everything about the calls, the pool and the preparations."""
        coming = [n for n, call in enumerate(calls) if call.part == "coming"]
        asking = [n for n in coming if calls[n].absences == 1]
        waiting = set(asking[-OPEN_TODAY:])
        without_room = {*coming[-2:], *[n for n, call in enumerate(calls) if call.part == "ahead"][::6]}
        for n, call in enumerate(calls):
            self._book(n, call, roomless=n in without_room)
            self._absences(n, call, waiting)
            self._prepared(n, call, coming)
            self._confirmed(n, call, coming)
            self._held(n, call, coming)
        self._outreach({call.contact for call in calls})
        self._spare(calls)
        self._stuck(calls)
        called = self._called({call.contact for call in calls})
        for each in looking_after(called, self._day, self._now):
            self._add(each.at, self._coordinator, each.deed)

    def happen(self, unit: Unit) -> None:
        """All events in order of time, each with its own entry in the journal, in the one transaction of `unit`."""
        for event in sorted(self._events, key=lambda event: event.at):
            step = Unit(unit.db, now=event.at, actor=event.actor, terminal="desk", new_uid=unit.new_uid)
            event.deed(step)
            step.require_said()

    def _add(self, at: datetime, actor: str, deed: Deed) -> None:
        self._events.append(Event(min(at, self._now - timedelta(minutes=1)), actor, deed))

    def _mark(self, n: int, at: datetime, state: str, because: str = "") -> None:
        self._add(
            at, self._counselor, lambda unit: mark_interview(unit, self._ids[n], state, because=because)
        )

    def _booked_at(self, n: int) -> datetime:
        """A moment in the two weeks before the window, on a weekday in working hours."""
        first = self._situation.campaign.first_day
        day = first - timedelta(days=(11, 10, 7, 6, 5, 4, 3)[n % 7])
        day -= timedelta(days=max(0, day.weekday() - 4))
        return local_instant(day, 510 + n * 17 % 360, self._zone)

    def _book(self, n: int, call: Call, *, roomless: bool) -> None:
        room = None if roomless else call.room
        wanted = Booking(
            students=call.students,
            contact=call.contact,
            start=None if n % 8 == 5 else call.start,
            minutes=MINUTES,
            format=call.format,
            place=call.place,
            room=None if n % 8 == 5 else room,
            link=f"https://meet.example.org/room-{n}" if "video" in call.format else "",
            guardian_told=call.part in ("past", "done"),
        )

        def book(unit: Unit) -> None:
            self._ids[n] = book_interview(unit, wanted).interview_id or ""

        at = self._booked_at(n)
        self._add(at, self._coordinator, book)
        if wanted.start is None:
            time = NewTime(start=call.start, room=room)
            later = at + timedelta(minutes=50)
            self._add(later, self._coordinator, lambda unit: move_interview(unit, self._ids[n], time))

    def _absences(self, n: int, call: Call, waiting: set[int]) -> None:
        """Nothing, a request, or what the class teacher decided on the next school day."""
        left = call.part == "ahead" and n % 3 == 0
        if not call.absences or left or n == max(waiting, default=-1):
            return
        booked = self._booked_at(n)
        if n in waiting or (call.part == "ahead" and n % 3 == 1):
            asked = booked + timedelta(minutes=55)
            self._add(asked, self._coordinator, lambda unit: decide_absence(unit, self._ids[n], "request"))
            return
        denied = call.part == "ahead" and n % 17 == 2
        decision, because = ("deny", "test that day") if denied else ("approve", "")
        by = self._teacher(call)
        self._add(
            self._morning_after(booked, n),
            self._coordinator,
            lambda unit: decide_absence(unit, self._ids[n], decision, because=because, by=by),
        )

    def _morning_after(self, at: datetime, n: int) -> datetime:
        day = local_day(at, self._zone) + timedelta(days=1)
        day += timedelta(days=max(0, 7 - day.weekday()) if day.weekday() > 4 else 0)
        return local_instant(day, 475 + n % 50, self._zone)

    def _teacher(self, call: Call) -> str:
        """The class teacher of the first period that the call takes."""
        one = next(
            each
            for each in self._situation.interviews.values()
            if each.start == call.start and each.students == call.students
        )
        missed = [
            self._situation.classes.get(each.class_id or "") for each in missed_by(one, self._situation)
        ]
        return next((each.teacher for each in missed if each and each.teacher), "")

    def _prepared(self, n: int, call: Call, coming: list[int]) -> None:
        if call.part == "ahead" or n in coming[-1:]:
            return
        at = self._morning_after(self._booked_at(n), n) + timedelta(hours=5)
        for student in call.students:
            for field, adult in (("questions_ready", ""), ("practice_done", self._counselor)):
                ready = partial(
                    prepare_students, students=(student,), field=field, value=True, with_whom=adult
                )
                self._add(at, self._coordinator, ready)
            for before, deed in demo_day_before.preparing(student, n):
                self._add(at - before, self._coordinator, deed)

    def _confirmed(self, n: int, call: Call, coming: list[int]) -> None:
        """The interviewees of the demo's day and of those around it; one of today's still has to hear of it."""
        near = abs((local_day(call.start, self._zone) - self._day).days) <= 3
        if not near or (call.part == "ahead" and not n % 2) or n in coming[-1:]:
            return
        at = call.start - timedelta(hours=21)
        for before, deed in demo_day_before.telling(lambda: self._ids[n]):
            self._add(min(at, self._now - timedelta(minutes=90 - n % 60)) - before, self._counselor, deed)
        self._mark(n, min(at, self._now - timedelta(minutes=90 - n % 60)), "confirmed")

    def _held(self, n: int, call: Call, coming: list[int]) -> None:
        start = call.start
        if n in coming[:1]:
            self._mark(n, self._now - timedelta(minutes=1), "checked_in")
        if call.part not in ("past", "done", "running"):
            return
        if call.part == "past" and n % 13 == 4:
            self._mark(n, start + timedelta(minutes=10), "student_absent", "ill today")
            return
        if call.part == "past" and n % 13 == 9:
            self._mark(n, start + timedelta(minutes=8), "interviewee_absent", "no answer")
            return
        if call.part != "past":
            self._mark(n, start - timedelta(minutes=3), "checked_in")
        self._mark(n, start + timedelta(seconds=20), "in_progress")
        if call.part != "running":
            self._mark(n, start + timedelta(minutes=MINUTES - 2 + n % 4, seconds=n % 60), "completed")
        today = call.part == "done" and n % 4 != 1
        if today or (call.part == "past" and n % 9 == 1):
            went, told = _WENT[n // 9 % len(_WENT)]
            noted = start + (timedelta(minutes=MINUTES + 3) if today else timedelta(hours=4, minutes=n % 60))
            self._add(noted, self._counselor, lambda unit: note_debrief(unit, self._ids[n], went, told))

    def _outreach(self, booked: set[str]) -> None:
        first = self._situation.campaign.first_day
        for n, contact in enumerate(self._called(booked)):
            how, outcome, said = _OUTCOMES[n % len(_OUTCOMES)]
            day = first - timedelta(days=28 - n // 2)
            next_by = self._day + timedelta(days=1 + n % 3) if outcome == "no answer yet" else None
            at = local_instant(day - timedelta(days=max(0, day.weekday() - 4)), 530 + n * 13, self._zone)
            note = partial(
                log_outreach,
                contact=contact.id,
                how=how,
                outcome=outcome,
                said=said,
                next_action="call again" if next_by else "",
                next_by=next_by,
            )
            self._add(at, self._coordinator, note)

    def _called(self, booked: set[str]) -> list[Contact]:
        contacts = [one for one in self._situation.contacts.values() if not one.do_not_contact]
        return [one for one in contacts if one.id in booked][:12] + [
            one for one in contacts if one.id not in booked
        ][:6]

    def _spare(self, calls: list[Call]) -> None:
        """Requests without a time, one of them declined, a few claims, and a call that was called off."""
        contacts, students = self._free(calls)
        for n, (contact, student) in enumerate(zip(contacts, students, strict=False)):
            at = self._booked_at(n) + timedelta(hours=1)
            if n < 4:
                self._request(1000 + n, at, contact, student, declined=n == 3)
            elif n < 7:
                until = self._now + timedelta(days=3 + n)
                claimed = self._now - timedelta(hours=20 - n)
                claim = partial(claim_contact, contact=contact.id, student=student.id, until=until)
                self._add(claimed, self._counselor, claim)
        ahead = [n for n, call in enumerate(calls) if call.part == "ahead"]
        if ahead:
            self._mark(ahead[-1], self._now - timedelta(minutes=20), "cancelled", "the contact is travelling")

    def _stuck(self, calls: list[Call]) -> None:
        """Two students who asked several people in their fields, and found nobody."""
        contacts, students = self._free(calls)
        for student, tries in zip(students[7:9], _TRIES, strict=False):
            suiting = match_contacts(student, contacts, {})
            for n, (how, outcome, ago) in enumerate(tries):
                day = self._day - timedelta(days=ago)
                at = local_instant(day - timedelta(days=max(0, day.weekday() - 4)), 740 + 5 * n, self._zone)
                whom = suiting[n % len(suiting)].id if suiting else contacts[n].id
                action, by = usual_next(how, outcome, local_day(at, self._zone))
                note = partial(
                    log_outreach,
                    contact=whom,
                    student=student.id,
                    how=how,
                    outcome=outcome,
                    next_action=action,
                    next_by=by,
                )
                self._add(at, self._counselor, note)

    def _request(self, n: int, at: datetime, contact: Contact, student: Student, *, declined: bool) -> None:
        wanted = Booking((student.id,), contact.id, None)

        def book(unit: Unit) -> None:
            self._ids[n] = book_interview(unit, wanted).interview_id or ""

        self._add(at, self._coordinator, book)
        if declined:
            self._mark(n, at + timedelta(days=1), "declined", "no time this autumn")

    def _free(self, calls: list[Call]) -> tuple[list[Contact], list[Student]]:
        """Contacts with most of their offer left, and students, those without a call first."""
        taken = {student for call in calls for student in call.students}
        booked = [call.contact for call in calls]
        contacts = [
            one
            for one in self._situation.contacts.values()
            if not one.do_not_contact and (one.limit is None or booked.count(one.id) + 1 < one.limit)
        ]
        students = sorted(self._situation.students.values(), key=lambda one: (one.id in taken, one.id))
        return contacts[5:], students
