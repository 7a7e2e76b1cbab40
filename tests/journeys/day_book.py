"""What a day must have come to, kept beside the program from what was pressed alone: calls, journal, calendars."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from models.workspace import Clock
from tests.journeys.forty_calls import (
    CLASSES,
    NOT_APPROVED,
    NOT_CONFIRMED,
    TEACHERS,
    at,
    contact_of,
    place_of,
    student_of,
)

EVENING = datetime.fromisoformat("2026-11-17T16:00-06:00")
WAITING = ("scheduled", "confirmed", "checked_in")
LENGTH = timedelta(minutes=20)


class Wall(Clock):
    """The one clock of everybody at the school: it stands still until it is set."""

    def __init__(self, wall: str) -> None:
        super().__init__(at(wall), ticks=False)
        self.moment = at(wall)

    def now(self) -> datetime:
        """The moment it was set to."""
        return self.moment


@dataclass
class Absence:
    """One missed period: where its decision stands."""

    period: str
    state: str = "to_request"
    by: str = ""
    at: datetime | None = None


@dataclass
class Call:
    """One interview as it must be."""

    number: int
    start: datetime
    room: int
    state: str = "confirmed"
    because: str = ""
    revision: int = 0
    sequence: int = 0
    confirmed_at: datetime | None = EVENING
    checked_in_at: datetime | None = None
    started_at: datetime | None = None
    ended_at: datetime | None = None
    absences: list[Absence] = field(default_factory=list)
    went: tuple[str, str, str] | None = None
    """How it went, the line, and who noted it."""
    told: tuple[datetime, int] | None = None
    """Start and SEQUENCE that the last invites carried; None once they were called off."""

    @property
    def id(self) -> str:
        """The interview's id: they were booked in the order of their numbers."""
        return f"i{self.number + 1}"

    @property
    def student(self) -> str:
        """Who calls."""
        return student_of(self.number)

    @property
    def what(self) -> str:
        """The booking as sentences name it."""
        return f"{self.student}, a call with {contact_of(self.number)}"

    @property
    def wall(self) -> str:
        """Its start as people read it."""
        return clock_of(self.start)

    @property
    def times(self) -> str:
        """From when to when."""
        return f"{self.wall}–{clock_of(self.start + LENGTH)}"


def periods_of(start: datetime) -> list[str]:
    """The periods that a call which begins then touches: each begins with the hour and lasts 55 minutes."""
    first, last = (moment.astimezone(EVENING.tzinfo) for moment in (start, start + LENGTH))
    hours = dict.fromkeys((first.hour, last.hour))
    return [str(hour - 7) for hour in hours if hour < last.hour or last.minute]


def clock_of(moment: datetime) -> str:
    """A moment as the school's clocks show it."""
    return f"{moment.astimezone(EVENING.tzinfo):%H:%M}"


class DayBook:
    """Every call of the day, and every sentence that the journal must hold, with who did it."""

    def __init__(self, clock: Wall) -> None:
        self.clock = clock
        self.calls = [_booked(number) for number in range(40)]
        self.said: list[tuple[str, str]] = []

    def __getitem__(self, number: int) -> Call:
        return self.calls[number]

    def say(self, who: str, sentence: str) -> str:
        """One more entry of the journal."""
        self.said.append((who, sentence))
        return sentence

    # What is pressed

    def check_in(self, who: str, number: int) -> str:
        """The student is here."""
        call = self[number]
        self._step(call, "checked_in", checked_in_at=self.clock.now(), started_at=None, ended_at=None)
        return self.say(who, f"Checked in: {call.what}, {call.wall}.")

    def begin(self, who: str, number: int) -> str:
        """The call has started; whoever was not checked in is that too."""
        call, now = self[number], self.clock.now()
        here = call.state == "checked_in"
        stamps = {} if here else {"checked_in_at": now}
        self._step(call, "in_progress", started_at=now, ended_at=None, **stamps)
        return self.say(who, f"{'Started' if here else 'Checked in and started'}: {call.what}, {call.wall}.")

    def finish(self, who: str, number: int) -> str:
        """The call is over."""
        call = self[number]
        self._step(call, "completed", ended_at=self.clock.now())
        return self.say(who, f"Finished: {call.what}, {call.wall}.")

    def ends_soon(self) -> bool:
        """Whether a call runs that has at most two minutes left."""
        limit = self.clock.now() + timedelta(minutes=2)
        return any(one.state == "in_progress" and one.start + LENGTH <= limit for one in self.calls)

    def note(self, who: str, number: int, went: str, line: str, named: str = "") -> str:
        """The short form after a call; a further person whose name may be used."""
        call = self[number]
        call.went = went, line, who
        named = f"{contact_of(number)} named {named}; the name may be used" if named else ""
        said = [f"it went {went}", line, named, "thank-you by Fri 20 Nov"]
        return self.say(who, f"After the call of {call.student}: {'; '.join(filter(None, said))}.")

    def mark(self, who: str, number: int, state: str) -> str:
        """Confirmed, or somebody was not there."""
        call = self[number]
        stamps = {"confirmed_at": self.clock.now()} if state == "confirmed" else {}
        self._step(call, state, **stamps)
        verb = state.replace("_", " ").capitalize()
        return self.say(who, f"{verb}: {call.what}, {call.wall}.")

    def undo(self, who: str, before: Call) -> str:
        """The last step of this person was a mistake: the call is as it was before."""
        self.calls[before.number] = before
        _, last = next(said for said in reversed(self.said) if said[0] == who)
        return self.say(who, f"Undid: {last}")

    def again(self, who: str, number: int, words: str, wall: str, room: int) -> str:
        """Something went wrong, and it is tried again."""
        call = self[number]
        was = call.wall
        moved = self._move(call, at(wall), room)
        where = f"a call with {contact_of(number)}, {call.times} on Wed 18 Nov, in Room {room}"
        asked = f" The absence must be asked for again (period {moved[0]})." if moved else ""
        return self.say(who, f"{words}: {call.what}, {was}. Again: {where}.{asked}")

    def call_off(self, who: str, number: int, words: str) -> str:
        """Something went wrong, and it does not take place."""
        call = self[number]
        self._step(call, "cancelled", because=words.lower())
        call.revision, call.sequence = call.revision + 1, call.sequence + 1
        return self.say(who, f"{words}: {call.what}, {call.wall}.")

    def decide(self, who: str, number: int, state: str, because: str = "") -> str:
        """The absences of a call that are not decided so yet."""
        call = self[number]
        chosen = [one for one in call.absences if one.state != state]
        for one in chosen:
            one.state, one.by, one.at = state, who, self.clock.now()
        periods = " and ".join(f"period {one.period} {CLASSES[int(one.period) - 1]}" for one in chosen)
        why = f" ({because})" if because else ""
        return self.say(who, f"Absence {state} by {who}: {call.student}, Wed 18 Nov, {periods}{why}.")

    def change_room(self, number: int, room: int) -> None:
        """Another room at the same time."""
        call = self[number]
        call.room, call.sequence = room, call.sequence + 1

    def later(self, minutes: int) -> tuple[list[Call], list[Call]]:
        """Every call that has not begun and is still to come, so many minutes later: those, and those of them
        whose absence must be asked for again.
        """
        moving = [one for one in self.calls if one.state in WAITING and one.start >= self.clock.now()]
        by = timedelta(minutes=minutes)
        asked = [one for one in moving if self._move(one, one.start + by, one.room)]
        return moving, asked

    def invite(self, who: str, numbers: Iterable[int], files: int, calls: int = 0) -> str:
        """Invites were made for these calls, in so many files; as far as only some had any to make, for so many."""
        chosen = list(numbers)
        for number in chosen:
            call = self[number]
            call.told = None if call.state == "cancelled" else (call.start, call.sequence)
        spoken = f"Made {files} calendar invites"
        one = f"{self[chosen[0]].student} (revision {self[chosen[0]].revision})"
        self.say(who, f"{spoken} for {one if len(chosen) == 1 else f'{calls or len(chosen)} interviews'}.")
        return f"{spoken}."

    # How it comes about

    def _step(self, call: Call, state: str, **stamps: object) -> None:
        call.state, call.because = state, str(stamps.pop("because", ""))
        for name, moment in stamps.items():
            setattr(call, name, moment)

    def _move(self, call: Call, start: datetime, room: int) -> list[str]:
        """At another time, to be confirmed anew; the periods whose absences must be asked for again."""
        call.start, call.room, call.state, call.because = start, room, "scheduled", ""
        call.confirmed_at = call.checked_in_at = call.started_at = call.ended_at = None
        call.revision, call.sequence = call.revision + 1, call.sequence + 1
        known = {one.period: one for one in call.absences}
        call.absences = [known.get(period) or Absence(period) for period in periods_of(start)]
        lost = any(
            one.state != "to_request" for period, one in known.items() if period not in periods_of(start)
        )
        fresh = [one.period for one in call.absences if one.period not in known]
        return fresh if fresh and lost else []

    def lanes(self) -> dict[str, list[str]]:
        """Who stands in which lane of the board, in the order in which they stand there."""
        found: dict[str, list[Call]] = {}
        for call in sorted(self.calls, key=lambda one: (one.start, one.id)):
            found.setdefault(self._lane(call), []).append(call)
        found.pop("", None)
        found["Finished"] = found.get("Finished", [])[::-1]
        return {lane: [f"{one.wall} {one.student}" for one in calls] for lane, calls in found.items()}

    def _lane(self, call: Call) -> str:
        now = self.clock.now()
        if call.state in ("in_progress", "completed", "cancelled"):
            return {"in_progress": "Interviewing now", "completed": "Finished"}.get(call.state, "")
        open_questions = any(one.state != "approved" for one in call.absences) or call.state == "scheduled"
        if call.state.endswith("absent") or open_questions or now >= call.start + timedelta(minutes=1):
            return "Needs somebody"
        soon = call.start - now <= timedelta(minutes=10)
        return "Getting ready" if call.state == "checked_in" or soon else "Up next"


def _booked(number: int) -> Call:
    wall, room = place_of(number)
    call = Call(number, at(wall), room, told=(at(wall), 0))
    if number == NOT_CONFIRMED:
        call.state, call.confirmed_at = "scheduled", None
    settled = number not in NOT_APPROVED
    for period in periods_of(call.start):
        teacher = TEACHERS[int(period) - 1]
        call.absences.append(Absence(period, "approved", teacher, EVENING) if settled else Absence(period))
    return call
