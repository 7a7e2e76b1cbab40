"""Frozen records that cross layers. Instants are aware datetimes in UTC; wall times are minutes after midnight.

The words are those of the field: see the glossary in ARCHITECTURE.md. Records are named tuples because a page
may hold thousands of them and opening the app must not wait for code generation.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import NamedTuple

from models.errors import Alternative, Finding, Severity
from models.rules.proposal import ColumnsSaid, Learnt, Proposal, ProposalRow
from models.rules.span import Span

__all__ = ["Alternative", "ColumnsSaid", "Finding", "Learnt", "Proposal", "ProposalRow", "Severity", "Span"]


class Opening(NamedTuple):
    """Wall-clock hours: each week on `weekday` (0 is Monday), or on one `day`. Minutes after local midnight."""

    weekday: int | None
    day: date | None
    start: int
    end: int


class Campaign(NamedTuple):
    """One run of the activity: the window's days, what each student owes, the time zone people read."""

    id: str
    name: str
    school: str
    organizer: str
    first_day: date
    last_day: date
    zone: str
    per_student: int
    minutes: int
    calls_per_adult: int


class Interest(NamedTuple):
    """A ranked interest: a cluster id ("" where unknown), a sub-cluster name, and the student's own words."""

    rank: int
    cluster: str
    sub: str
    words: str


class Student(NamedTuple):
    """Who leads interviews. `share_name` is the family's consent to give the first name (None: not asked)."""

    id: str
    given: str
    family: str
    preferred: str
    grade: str
    email: str
    school: str
    guardian_name: str
    guardian_email: str
    share_name: bool | None
    owed: int | None
    questions_ready: bool
    practice_done: bool
    classes: tuple[str, ...]
    interests: tuple[Interest, ...]

    @property
    def first_name(self) -> str:
        """The name the student goes by."""
        return self.preferred or self.given

    @property
    def label(self) -> str:
        """The whole name as staff read it."""
        return f"{self.first_name} {self.family}".strip()


class SchoolClass(NamedTuple):
    """A class, who teaches it, and where it meets: "4(A-B)" is period 4 on A and B days. `size` is how many students
    are enrolled, 0 where that was not asked for.
    """

    id: str
    name: str
    teacher: str | None
    meets: str
    kind: str
    never_on: tuple[date, ...]
    size: int = 0


class Staff(NamedTuple):
    """A staff member or volunteer; `duty` is when they stand by near the quiet rooms, `away` when they do not after all."""

    id: str
    name: str
    role: str
    email: str
    school: str
    duty: tuple[Opening, ...]
    away: tuple[Opening, ...] = ()


class Employer(NamedTuple):
    """An organisation."""

    id: str
    name: str
    field: str
    address: str
    site: str
    phone: str
    notes: str


class Contact(NamedTuple):
    """A person at an employer who may be interviewed, and what they offered."""

    id: str
    name: str
    employer: str
    employer_name: str
    title: str
    email: str
    phone: str
    zone: str
    clusters: tuple[str, ...]
    formats: tuple[str, ...]
    minutes: int | None
    gap_minutes: int
    limit: int | None
    per_day: int | None
    schools: tuple[str, ...]
    travel_minutes: int
    source: str
    do_not_contact: bool
    notes: str
    availability: tuple[Span, ...]


class Block(NamedTuple):
    """A time in which a room cannot be used, and why. `held` is who booked it then, "" for a block."""

    id: str
    room: str
    span: Span
    why: str
    held: str = ""


class Room(NamedTuple):
    """A quiet room, or another place that can be booked: `kind` is "room", "lab" or "phone".

    No `hours` at all means open whenever the school is. `mail` is the mailbox of the room's own calendar.
    """

    id: str
    name: str
    school: str
    capacity: int
    equipment: tuple[str, ...]
    changeover_minutes: int
    hours: tuple[Opening, ...]
    blocks: tuple[Block, ...]
    kind: str = "room"
    mail: str = ""


class Absence(NamedTuple):
    """A student misses a period, or part of one, for an interview.

    `because` is the ground of a decision, `condition` what was asked for in return; `asked_by` requested it.
    """

    id: str
    interview: str
    student: str
    day: date
    period: str
    class_id: str | None
    class_name: str
    teacher: str | None
    teacher_name: str
    state: str
    decided_by: str
    decided_at: datetime | None
    because: str
    condition: str = ""
    asked_by: str = ""
    asked_at: datetime | None = None


class Interview(NamedTuple):
    """One interview. A requested one has no `start`; group formats have several `students`.

    `revision` counts what was changed about time, place or people; `sequence` is what calendars were told.
    """

    id: str
    campaign: str
    contact: str | None
    students: tuple[str, ...]
    format: str
    place: str
    room: str | None
    start: datetime | None
    end: datetime | None
    minutes: int
    state: str
    number: str
    link: str
    guardian_told: bool
    because: str
    uid: str
    revision: int
    sequence: int
    created_at: datetime
    confirmed_at: datetime | None
    checked_in_at: datetime | None
    started_at: datetime | None
    ended_at: datetime | None

    @property
    def span(self) -> Span | None:
        """The time it takes, or None while it is only requested."""
        return Span(self.start, self.end) if self.start and self.end else None


class Outreach(NamedTuple):
    """One attempt to reach a contact."""

    id: str
    contact: str
    student: str | None
    actor: str
    at: datetime
    how: str
    outcome: str
    said: str
    next_action: str
    next_by: date | None


class Claim(NamedTuple):
    """A student holds a contact; the contact's room left counts it until it runs out.

    `because` is why it took the place of somebody else's, "" where it did not.
    """

    id: str
    contact: str
    student: str
    until: datetime
    because: str = ""


class Period(NamedTuple):
    """A row of a day type. `kind` is "period" or "break"; wall minutes after midnight."""

    name: str
    start: int
    end: int
    kind: str


class DayException(NamedTuple):
    """What is special about one date. Empty fields leave the default; `rows` replace the day type's."""

    day: date
    closed: str
    day_type: str
    rotation: str
    note: str
    rows: tuple[Period, ...] = ()


class BellSchedule(NamedTuple):
    """Day types, the default week (weekday → day type), the rotation of letters, dated exceptions.

    The rotation counts school days from `first_day`; weekdays that the default week lacks have no school.
    """

    day_types: dict[str, tuple[Period, ...]]
    week: dict[int, str]
    rotation: tuple[str, ...]
    first_day: date | None
    last_day: date | None
    exceptions: dict[date, DayException]


class DayPlan(NamedTuple):
    """What one date is: closed (with the reason), or a day type with a letter and its rows."""

    day: date
    closed: str
    day_type: str
    letter: str
    periods: tuple[Period, ...]
    note: str


class MissedPeriod(NamedTuple):
    """A period that a span touches for one student, and the class there (None: nothing scheduled)."""

    student: str
    day: date
    period: str
    class_id: str | None
    kind: str
    minutes: int


class JournalEntry(NamedTuple):
    """One sentence of the journal."""

    id: int
    at: datetime
    actor: str
    terminal: str
    action: str
    sentence: str
    kind: str
    target: int | None
    undone: bool
