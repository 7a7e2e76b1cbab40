"""From what the rules see of a campaign to the planner's problem: only what is still ahead, what is booked stands."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from models.planning.class_times import ClassTimes
from models.planning.grid import FIRST, LAST
from models.planning.problem import Dated, Day, Host, Problem, Pupil, Quiet, Watch
from models.planning.score import RANKS
from models.rules.count_rules import live_claims
from models.rules.facts import Contact, Interview, Room, Student
from models.rules.hours import open_spans, staff_duty_spans
from models.rules.interview import STANDING, needs_room
from models.rules.school_hours import session
from models.rules.situation import Situation
from models.rules.span import Span, gaps, local_day, local_minute, local_span, merge

_DAY = 24 * 60
LEAD_MINUTES = 30
"""How long before a call it must be planned, so that the student and the interviewee can still be told."""

Pair = tuple[str, str]
"""A student's and a contact's id."""


def problem_of(
    situation: Situation, now: datetime, declined: Collection[Pair] = (), closed: Collection[date] = ()
) -> Problem:
    """The problem of the situation's campaign, which holds its whole window. `declined` pairs are left alone, days
    that are `closed` beside those that the bells know.
    """
    return _Builder(situation, now, declined, closed).problem()


def school_of(student: Student | None, situation: Situation) -> str:
    """The school a student goes to: the campaign's unless said."""
    return (student.school if student else "") or situation.campaign.school


class _Builder:
    """Gathers what stands, then makes each part."""

    def __init__(
        self, situation: Situation, now: datetime, declined: Collection[Pair], closed: Collection[date]
    ) -> None:
        self.situation, self.now, self.zone = situation, now, situation.zone
        self.dates = [day for day in _dates(situation, now) if day not in closed]
        self.place = {day: number for number, day in enumerate(self.dates)}
        self.standing = [
            (one, span)
            for one in situation.interviews.values()
            if one.state in STANDING and (span := one.span) is not None
        ]
        self.of_contact: dict[str, list[tuple[Interview, Span]]] = defaultdict(list)
        self.of_student: dict[str, list[tuple[Interview, Span]]] = defaultdict(list)
        for one, span in self.standing:
            self.of_contact[one.contact or ""].append((one, span))
            for student in one.students:
                self.of_student[student].append((one, span))
        self.declined: dict[str, set[str]] = defaultdict(set)
        for student, contact in declined:
            self.declined[student].add(contact)
        known = situation.classes.values()
        self.sessions = {day: self._in_session(day) for day in self.dates}
        self.classes = ClassTimes(situation.bells, known, self.dates, self.zone)

    def problem(self) -> Problem:
        """All parts together."""
        situation = self.situation
        days = tuple(self._day(day) for day in self.dates)
        hosts = (self._host(contact) for contact in situation.contacts.values())
        return Problem(
            days,
            tuple(self._pupil(student) for student in situation.students.values()),
            tuple(host for host in hosts if host is not None),
            tuple(self._room(room) for room in situation.rooms.values() if room.capacity > 0),
            situation.campaign.calls_per_adult,
            self._watches(),
            tuple(self._calls()),
        )

    def _day(self, day: date) -> Day:
        earliest, soonest = 0, self.now + timedelta(minutes=LEAD_MINUTES)
        if day < local_day(soonest, self.zone):
            earliest = LAST
        elif day == local_day(soonest, self.zone):
            earliest = local_minute(soonest, self.zone) + bool(soonest.second or soonest.microsecond)
        return Day(day, earliest, self.classes.parts(self.place[day]))

    # -- students -------------------------------------------------------------------------------------

    def _pupil(self, student: Student) -> Pupil:
        campaign = self.situation.campaign
        mine = self.of_student[student.id]
        ours = [one for one, _ in mine if one.campaign == campaign.id]
        owed = campaign.per_student if student.owed is None else student.owed
        owes = max(0, owed - len(ours))
        had = {one.contact for one in ours if one.contact}
        away = {local_day(moment, self.zone) for _, span in mine for moment in span}
        ranked = {one.cluster: one.rank for one in reversed(student.interests) if one.cluster}
        return Pupil(
            student.id,
            school_of(student, self.situation),
            owes,
            bool(ours),
            tuple((cluster, rank) for cluster, rank in ranked.items() if 1 <= rank <= RANKS),
            self.classes.kinds(student.classes) if owes else (),
            frozenset(self.place[day] for day in away if day in self.place),
            frozenset(had | self.declined[student.id]),
        )

    # -- contacts -------------------------------------------------------------------------------------

    def _host(self, contact: Contact) -> Host | None:
        formats = contact.formats or ("phone",)
        call = next((one for one in ("phone", "video") if one in formats), "")
        visits = "on_site" in formats
        if contact.do_not_contact or not (call or visits):
            return None
        those = self.of_contact[contact.id]
        served = [student for one, _ in those for student in one.students]
        claims = frozenset(live_claims(contact.id, served, self.situation, self.now))
        taken = len(those) + self.situation.elsewhere.get(contact.id, 0) + len(claims)
        left = None if contact.limit is None else contact.limit - taken
        if left is not None and left < 0:
            # More is promised than was offered: a claim does not help either.
            claims = frozenset()
        by_day = Counter(local_day(span.start, self.zone) for _, span in those)
        return Host(
            contact.id,
            contact.clusters,
            contact.minutes or self.situation.campaign.minutes,
            max(0, contact.gap_minutes),
            call,
            visits,
            contact.travel_minutes,
            contact.schools,
            self._dated(self._offered(contact)),
            contact.per_day,
            left,
            claims,
            self._dated(span for one, span in those if one.format != "recorded"),
            len(those),
            tuple((self.place[day], count) for day, count in by_day.items() if day in self.place),
        )

    def _offered(self, contact: Contact) -> Iterable[Span]:
        if contact.availability:
            return merge(contact.availability)
        return [self._school_hours(day) for day in self.dates]

    def _school_hours(self, day: date) -> Span:
        """From the first bell to the last; the whole day where no bells are known."""
        rows = [span for _, span in self.situation.bells.period_spans(day, self.zone)]
        whole = local_span(day, FIRST, LAST, self.zone)
        return Span(min(rows)[0], max(one.end for one in rows)) if rows else whole

    def _in_session(self, day: date) -> Span:
        """The school hours of a date of its own that begins later, or ends sooner, than usual days: everybody is away
        then. After a usual day's last bell somebody may stay.
        """
        return local_span(day, *session(self.situation.bells, day), self.zone)

    # -- rooms and adults -----------------------------------------------------------------------------

    def _room(self, room: Room) -> Quiet:
        blocks = [block.span for block in room.blocks]
        spans = [
            left
            for day in self.dates
            for piece in (
                open_spans(room.hours, day, self.zone)
                if room.hours
                else [local_span(day, 0, _DAY, self.zone)]
            )
            if (there := piece.shared(self.sessions[day]))
            for left in gaps(there, blocks)
        ]
        busy = self._dated(span for one, span in self.standing if one.room == room.id)
        video, changeover = "video" in room.equipment, max(0, room.changeover_minutes)
        return Quiet(room.id, room.school, video, changeover, self._dated(spans), busy)

    def _watches(self) -> tuple[Watch, ...] | None:
        adults = [one for one in self.situation.staff.values() if one.duty]
        if not adults:
            return None
        return tuple(
            Watch(adult.school, dated)
            for adult in adults
            for day in self.dates
            for dated in self._dated(staff_duty_spans(adult, day, self.zone))
        )

    def _calls(self) -> Iterator[tuple[str, Dated]]:
        for one, span in self.standing:
            if needs_room(one.format, one.place):
                students = (self.situation.students.get(each) for each in one.students[:1])
                school = next((school_of(each, self.situation) for each in students), "")
                for dated in self._dated([span]):
                    yield school, dated

    def _dated(self, spans: Iterable[Span]) -> tuple[Dated, ...]:
        """The spans as far as they lie in the hours of a day that is left."""
        found = []
        for span in spans:
            for day in {local_day(span.start, self.zone), local_day(span.end, self.zone)}:
                shared = span.shared(local_span(day, FIRST, LAST, self.zone))
                if shared and day in self.place:
                    end = local_minute(shared.end, self.zone) + bool(shared.end.second)
                    found.append((self.place[day], local_minute(shared.start, self.zone), end))
        return tuple(sorted(found))


def _dates(situation: Situation, now: datetime) -> list[date]:
    campaign, zone = situation.campaign, ZoneInfo(situation.campaign.zone)
    first = max(campaign.first_day, local_day(now, zone))
    return situation.bells.school_days(first, campaign.last_day) if first <= campaign.last_day else []
