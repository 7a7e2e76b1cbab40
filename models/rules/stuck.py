"""Who has found nobody to interview, for how long, and whom they might still ask: with the reason in words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import NamedTuple
from zoneinfo import ZoneInfo

from models.rules.bells import BellBook
from models.rules.claims import Holder, held_text, last_day_text
from models.rules.facts import Campaign, Contact, Interest, SchoolClass, Student
from models.rules.fitting import Days, Fitting, Timetable, by_day, fitting_text, offered_days
from models.rules.matching import Fit, fit_of, may_meet
from models.rules.span import Span
from models.rules.text import fold

STUCK_DAYS = 7
"""Whole local days after which a student without an interview counts as stuck, unless somebody says otherwise."""
STUCK_TRIES = 3
"""Attempts after which a student without an interview counts as stuck however short a time it took."""
UNANSWERED_MOST = 3
"""Attempts in a row without an answer after which a contact is not offered to that student again."""

UNANSWERED = frozenset({"no answer", "no answer yet", "left a message", "sent", "wrong number", ""})
"""Outcomes of outreach that are no answer."""
REFUSED = frozenset({"said no", "no", "declined"})
"""Outcomes of outreach after which that student asks no further."""

_NO_INTEREST = (9, 0, 0)
_LOWEST_RANK = 9
_BY_WEIGHT = (90, 70, 60, 50, 20)
_MOST_ROOM = 9


class Try(NamedTuple):
    """One attempt of a student: with whom, when, what came of it."""

    contact: str
    at: datetime
    outcome: str


class FreeContact(NamedTuple):
    """A contact who could still be asked. `left` is the room for this student (None is no limit), which the
    student's own claim does not use up; that one holds until `own_until`. A higher `score` is better: interest
    before hours before room.
    """

    contact: Contact
    fit: Fit | None
    left: int | None
    fitting: Fitting
    why: str
    score: int
    own_until: datetime | None = None


class Pool(NamedTuple):
    """All that the search for contacts looks at, whoever the student is. `taken` is when contacts are busy."""

    campaign: Campaign
    bells: BellBook
    classes: Mapping[str, SchoolClass]
    contacts: Mapping[str, Contact]
    left: Mapping[str, int | None]
    holders: Mapping[str, tuple[Holder, ...]]
    taken: Mapping[str, Sequence[Span]]
    now: datetime

    @property
    def zone(self) -> ZoneInfo:
        """The campaign's time zone."""
        return ZoneInfo(self.campaign.zone)


def is_stuck(days: int, tries: int, *, after_days: int = STUCK_DAYS, after_tries: int = STUCK_TRIES) -> bool:
    """Whether so many days, or so many tries, without an interview are too many."""
    return days >= after_days or tries >= after_tries


def tried_out(tries: Iterable[Try]) -> frozenset[str]:
    """Contacts whom a student need not try again: who said no, or left the last three attempts unanswered."""
    silent: Counter[str] = Counter()
    refused = set()
    for one in sorted(tries, key=lambda each: each.at):
        silent[one.contact] = silent[one.contact] + 1 if one.outcome in UNANSWERED else 0
        refused.discard(one.contact)
        if one.outcome in REFUSED:
            refused.add(one.contact)
    return frozenset(refused | {ident for ident, count in silent.items() if count >= UNANSWERED_MOST})


class _Found(NamedTuple):
    """As much of a free contact as they are put in order by."""

    contact: Contact
    fit: Fit | None
    left: int | None
    fitting: Fitting
    score: int


class Finder:
    """Finds contacts for one student after the other; what holds for several is worked out once."""

    def __init__(self, pool: Pool) -> None:
        self.pool = pool
        self._timetables: dict[tuple[str, ...], Timetable] = {}
        self._hours: dict[str, tuple[Days | None, Days]] = {}
        self._suits: dict[tuple[Interest, ...], list[tuple[Contact, Fit | None]]] = {}
        self._fittings: dict[tuple[tuple[str, ...], str], Fitting | None] = {}

    def best(
        self, student: Student, *, without: frozenset[str] = frozenset(), wanted: int = 10
    ) -> tuple[FreeContact, ...]:
        """The best contacts who have room left for the student and hours that fit, the best first.

        Left out: do-not-contact, other schools' contacts, other fields than the interests (for a student
        without any interest every field will do), and the ids `without`. A claim of the student's own on a
        contact keeps room for the student.
        """
        known = student._replace(school=student.school or self.pool.campaign.school)
        found: list[_Found] = []
        for _, those in sorted(self._groups(known, without).items()):
            found += filter(None, (self._timed(known, *one) for one in those))
            if len(found) >= wanted:
                break
        found.sort(key=lambda one: (-one.score, fold(one.contact.name), one.contact.id))
        return tuple(
            FreeContact(*one[:4], self._why(known, *one[:4]), one.score, self._until(known, one.contact))
            for one in found[:wanted]
        )

    def _groups(
        self, student: Student, without: frozenset[str]
    ) -> dict[tuple[int, int, int], list[tuple[Contact, Fit | None, int | None]]]:
        """Contacts who may be asked and have room left, by how well they meet the interests."""
        groups: dict[tuple[int, int, int], list[tuple[Contact, Fit | None, int | None]]] = {}
        for contact, fit in self._suiting(student):
            if contact.id in without or not may_meet(student, contact):
                continue
            left = self._left(student, contact)
            if left is None or left > 0:
                groups.setdefault(fit.key if fit else _NO_INTEREST, []).append((contact, fit, left))
        return groups

    def _suiting(self, student: Student) -> list[tuple[Contact, Fit | None]]:
        """Contacts who meet the interests, worked out once for all students with the same; everybody for none."""
        found = self._suits.get(student.interests)
        if found is None:
            every = [(one, fit_of(student, one)) for one in self.pool.contacts.values()]
            found = [pair for pair in every if pair[1] or not student.interests]
            self._suits[student.interests] = found
        return found

    def _left(self, student: Student, contact: Contact) -> int | None:
        left = self.pool.left.get(contact.id, contact.limit)
        return None if left is None else left + (self._own(student, contact) is not None)

    def _until(self, student: Student, contact: Contact) -> datetime | None:
        own = self._own(student, contact)
        return own.until if own else None

    def _own(self, student: Student, contact: Contact) -> Holder | None:
        those = self.pool.holders.get(contact.id, ())
        return next((one for one in those if one.student == student.id), None)

    def _timed(self, student: Student, contact: Contact, fit: Fit | None, left: int | None) -> _Found | None:
        key = student.classes, contact.id
        if key not in self._fittings:
            minutes, zone = contact.minutes or self.pool.campaign.minutes, self.pool.zone
            if contact.id not in self._hours:
                taken = self.pool.taken.get(contact.id, ())
                self._hours[contact.id] = offered_days(contact, zone), by_day(taken, zone)
            offered, busy = self._hours[contact.id]
            self._fittings[key] = self._timetable(student).best(offered, minutes, busy)
        fitting = self._fittings[key]
        return _Found(contact, fit, left, fitting, _score(fit, left, fitting)) if fitting else None

    def _timetable(self, student: Student) -> Timetable:
        if student.classes not in self._timetables:
            pool = self.pool
            classes = [pool.classes[one] for one in student.classes if one in pool.classes]
            self._timetables[student.classes] = Timetable(pool.bells, pool.campaign, classes, pool.now)
        return self._timetables[student.classes]

    def _why(
        self, student: Student, contact: Contact, fit: Fit | None, left: int | None, fitting: Fitting
    ) -> str:
        zone = self.pool.zone
        field = f"{fit.field}, {fit.choice}" if fit else "no interests are known yet"
        room = "no limit" if left is None else f"room for {left}"
        hours = fitting_text(fitting, zone)
        stated = hours if contact.availability else f"no hours stated, {hours}"
        own = self._own(student, contact)
        others = [one for one in self.pool.holders.get(contact.id, ()) if one.student != student.id]
        held = [f"held for this student until {last_day_text(own.until, zone)}"] if own else []
        held += [held_text(others, zone)] if others else []
        return "; ".join((field, room, stated, *held))


def _score(fit: Fit | None, left: int | None, fitting: Fitting) -> int:
    """A ranked choice before a related field, the higher choice, the sub-cluster, then hours, then room."""
    interest = 0
    if fit is not None:
        rank = min(max(fit.rank, 1), _LOWEST_RANK)
        interest = 2000 * (not fit.related) + 200 * (_LOWEST_RANK - rank) + 100 * (not fit.loose)
    room = _MOST_ROOM if left is None else min(left, _MOST_ROOM)
    return interest + _BY_WEIGHT[min(fitting.weight, len(_BY_WEIGHT) - 1)] + room


__all__ = [
    "REFUSED", "STUCK_DAYS", "STUCK_TRIES", "UNANSWERED", "Finder", "FreeContact", "Holder", "Pool", "Try",
    "is_stuck", "tried_out",
]  # fmt: skip
