"""What the roster shows: every student with counts in a few grouped queries, and one student's whole story."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime
from typing import Any, NamedTuple

from peewee import SqliteDatabase, fn

from models.errors import UnknownId
from models.queries import reading
from models.queries.claims import ClaimTold, claims_told
from models.queries.counts import StudentCounts, student_counts
from models.queries.fetching import Prepared, fetch, prepared_by
from models.queries.history import history_of
from models.queries.incidents import IncidentTold, incidents_of
from models.queries.merged import merged_ids
from models.rules import readiness
from models.rules.facts import (
    Absence,
    Campaign,
    Interest,
    JournalEntry,
    Outreach,
    SchoolClass,
    Student,
)
from models.rules.facts import Interview as InterviewFact
from models.rules.readiness import Missing, student_missing
from models.rules.text import fold
from models.tables import rows

_NOTHING = StudentCounts()


class RosterRow(NamedTuple):
    """One student in the list. `owed` is what this campaign asks of the student."""

    id: str
    given: str
    family: str
    preferred: str
    grade: str
    email: str
    school: str
    questions_ready: bool
    practice_done: bool
    owed: int
    interests: tuple[Interest, ...]
    counts: StudentCounts

    @property
    def label(self) -> str:
        """The whole name as staff read it."""
        return f"{self.preferred or self.given} {self.family}".strip()

    @property
    def sorted_label(self) -> str:
        """The name as a list sorted by family name shows it."""
        first = self.preferred or self.given
        return f"{self.family}, {first}" if self.family and first else self.family or first

    @property
    def lacking(self) -> int:
        """How many interviews are still to be found."""
        return max(0, self.owed - self.counts.booked - self.counts.done)

    @property
    def missing(self) -> Missing:
        """What the student lacks, as (code, sentence)."""
        return student_missing(
            readiness.StudentCounts(
                questions_ready=self.questions_ready,
                practice_done=self.practice_done,
                open_absences=self.counts.open_absences,
                without_room=self.counts.without_room,
                unconfirmed=self.counts.unconfirmed,
                interests=len(self.interests),
                booked=self.counts.booked,
                done=self.counts.done,
                owed=self.owed,
            )
        )


class OwnInterview(NamedTuple):
    """One of a student's interviews, with names for its ids and its absences of this student."""

    interview: InterviewFact
    contact: str
    employer: str
    room: str
    absences: tuple[Absence, ...]


class OwnClass(NamedTuple):
    """A class that a student is in, and its teacher's name."""

    school_class: SchoolClass
    teacher: str


class OutreachTold(NamedTuple):
    """One attempt, with the names of whom it went to and who was meant to be interviewed by."""

    outreach: Outreach
    contact: str
    employer: str
    student: str


class StudentStory(NamedTuple):
    """Everything about one student. `number` stands for the name where everybody sees it, None where the name may."""

    row: RosterRow
    student: Student
    classes: tuple[OwnClass, ...]
    interviews: tuple[OwnInterview, ...]
    outreach: tuple[OutreachTold, ...]
    history: tuple[JournalEntry, ...]
    claims: tuple[ClaimTold, ...] = ()
    number: int | None = None
    incidents: tuple[IncidentTold, ...] = ()


def roster(db: SqliteDatabase, campaign: Campaign) -> list[RosterRow]:
    """Every student by family name, case and accents aside; four queries."""
    found = _rows(db, campaign)
    found.sort(key=lambda row: (fold(row.family), fold(row.given), row.id))
    return found


def roster_top(db: SqliteDatabase, campaign: Campaign, most: int) -> list[RosterRow]:
    """The first rows of `roster`, at most so many; five queries."""
    names = sorted((fold(family), fold(given), ident) for ident, family, given in _names.ask(db))
    first = [ident for _family, _given, ident in names[:most]]
    found = {row.id: row for row in _rows(db, campaign, first)}
    return [found[ident] for ident in first]


@Prepared
def _names() -> Any:
    s = rows.Student
    return s.select(s.id, s.family, s.given)


@prepared_by(rows.Student.id)
def _students() -> Any:
    s = rows.Student
    return s.select(
        s.id, s.given, s.family, s.preferred, s.grade, s.email, s.school, s.questions_ready,
        s.practice_done, s.owed,
    )  # fmt: skip


@prepared_by(rows.Interest.student)
def _interests() -> Any:
    i = rows.Interest
    return i.select(i.student, i.rank, i.cluster, i.sub, i.words).order_by(i.student, i.rank)


def _rows(db: SqliteDatabase, campaign: Campaign, only: Sequence[str] | None = None) -> list[RosterRow]:
    counts = student_counts(db, campaign.id, only)
    interests: dict[str, list[Interest]] = defaultdict(list)
    for one in _interests.ask(db, only):
        interests[one[0]].append(Interest._make(one[1:]))
    return [
        RosterRow._make(
            (
                *row[:9],
                campaign.per_student if row[9] is None else row[9],
                tuple(interests.get(row[0], ())),
                counts.get(row[0], _NOTHING),
            )
        )
        for row in _students.ask(db, only)
    ]


def student_story(
    db: SqliteDatabase, campaign: Campaign, ident: str, now: datetime | None = None
) -> StudentStory:
    """Everything about one student, with the claims as they stand `now`; a fixed number of queries. Raises UnknownId."""
    student = reading.students(db, [ident]).get(ident)
    if student is None:
        raise UnknownId("student", ident)
    [row] = _rows(db, campaign, [ident])
    interviews = _interviews_of(db, ident)
    outreach = outreach_told(db, rows.Outreach.student == ident)
    claims = claims_told(db, now, student=ident) if now is not None else ()
    was = [ident, *merged_ids(db, "students", ident)]
    return StudentStory(
        row,
        student,
        _classes_of(db, student),
        interviews,
        outreach,
        history_of(
            db,
            {
                "student": was,
                "preparation": was,
                "interview": [one.interview.id for one in interviews],
                "outreach": [one.outreach.id for one in outreach],
                "claim": [one.id for one in claims],
            },
            [(name, f"{one}:") for one in was for name in ("interest", "enrolment")],
        ),
        claims,
        _number(db, ident) if student.share_name is False else None,
        incidents_of(db, [one.interview.id for one in interviews]),
    )


def _number(db: SqliteDatabase, ident: str) -> int:
    """The student's number. Imported for those who have one: the list opens without the public board."""
    from models.queries.public import numbers_of

    return numbers_of(db)[ident]


def own_interviews(db: SqliteDatabase, condition: Any) -> list[tuple[InterviewFact, str, str, str]]:
    """Interviews that meet a condition, earliest first and those without a time last, each with the names of
    contact, employer and room; three queries.
    """
    i, c, e, r = rows.Interview, rows.Contact, rows.Employer, rows.Room
    found = reading.interviews(db, condition)
    named = i.select(i.id, fn.COALESCE(c.name, ""), fn.COALESCE(e.name, ""), fn.COALESCE(r.name, ""))
    named = named.left_outer_join(c, on=(c.id == i.contact)).left_outer_join(e, on=(e.id == c.employer))
    named = named.left_outer_join(r, on=(r.id == i.room)).where(condition)
    names = {ident: rest for ident, *rest in fetch(db, named)}
    told = [(one, *names[one.id]) for one in found.values()]
    return sorted(told, key=lambda each: each[0].start is None)


def _interviews_of(db: SqliteDatabase, student: str) -> tuple[OwnInterview, ...]:
    i, m = rows.Interview, rows.InterviewStudent
    condition = i.id.in_(m.select(m.interview).where(m.student == student))
    absences = reading.absences(db, i.select(i.id).where(condition))
    return tuple(
        OwnInterview(
            one,
            contact,
            employer,
            room,
            tuple(absence for absence in absences.get(one.id, ()) if absence.student == student),
        )
        for one, contact, employer, room in own_interviews(db, condition)
    )


def _classes_of(db: SqliteDatabase, student: Student) -> tuple[OwnClass, ...]:
    s = rows.Staff
    known = reading.classes(db)
    teachers: dict[str, str] = dict(fetch(db, s.select(s.id, s.name)))
    return tuple(
        OwnClass(known[one], teachers.get(known[one].teacher or "", ""))
        for one in student.classes
        if one in known
    )


def outreach_told(db: SqliteDatabase, condition: Any) -> tuple[OutreachTold, ...]:
    """Outreach that meets a condition, the latest first, with names; two queries."""
    o, c, e, s = rows.Outreach, rows.Contact, rows.Employer, rows.Student
    query = o.select(o.id, c.name, e.name, s.given, s.preferred, s.family)
    query = query.join(c, on=(c.id == o.contact)).join(e, on=(e.id == c.employer))
    query = query.left_outer_join(s, on=(s.id == o.student)).where(condition)
    names = {
        ident: (contact, employer, f"{preferred or given or ''} {family or ''}".strip())
        for ident, contact, employer, given, preferred, family in fetch(db, query)
    }
    return tuple(OutreachTold(one, *names[one.id]) for one in reading.outreach(db, condition))


__all__ = [
    "OutreachTold", "OwnClass", "OwnInterview", "RosterRow", "StudentStory", "outreach_told",
    "own_interviews", "roster", "roster_top",
    "student_story",
]  # fmt: skip
