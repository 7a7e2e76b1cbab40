"""What a search found no place for and may be held all the same: nobody is called off whom the rules leave a place."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from models.errors import Finding
from models.planning.building import school_of
from models.planning.fallen import Replan, Replanning
from models.rules.alternatives import free_alternatives, free_rooms
from models.rules.bookings import Bookings
from models.rules.conflicts import clashes, find_conflicts
from models.rules.facts import Interview
from models.rules.span import local_day, local_instant, local_minute

_NEAREST, _MOST = 12, 400
"""Free times that are looked at for a call: at first, and where none of those will do."""
_UNWANTED = frozenset({"contact_hours", "contact_gap", "too_many_calls", "school_closed", "no_room"})
"""What a person may accept and planning never does."""
_OF_ITS_TIME = frozenset({"outside_window", "class_never_missed"})
"""Why a call fell out, rather than what somebody else was given."""


class Held(NamedTuple):
    """By id: calls that stay as they stood, calls that go elsewhere, and calls that fell out, for which nothing is
    free, and whose time and contact nobody else was given.
    """

    kept: frozenset[str]
    moved: Mapping[str, Interview]
    standing: frozenset[str]


def hold(replanning: Replanning, found: Replan, changed: Iterable[Interview]) -> Held:
    """What becomes of the calls that the plan has no place for; `changed` are the others as they are to be.

    A call that nothing hit stays where it is if it can; else the same time in another room comes before another
    time with the same contact, within what they offer. What several students share stays for a person to settle.
    """
    return _Holding(replanning, changed, found.kept).of(found.lost)


class _Holding:
    """The world as it is to be, which fills as calls are held."""

    def __init__(
        self, replanning: Replanning, changed: Iterable[Interview], kept: Iterable[Interview]
    ) -> None:
        self.replanning, self.change = replanning, replanning.change
        self.hit = {one.interview.id for one in replanning.told if one.hit}
        there = {**replanning.situation.interviews, **{one.id: one for one in (*kept, *changed)}}
        self.situation = replanning.situation._replace(interviews=there)
        self.bookings = Bookings(self.situation)
        self.days = {one.day: one for one in replanning.problem.days}

    def of(self, lost: Iterable[Interview]) -> Held:
        """What becomes of these."""
        left = [one for one in lost if one.contact not in self.change.contacts]
        kept = frozenset(one.id for one in left if one.id not in self.hit and self._stays(one))
        left = [one for one in left if one.id not in kept]
        # All that only need a room come before those that may take somebody's time.
        moved: dict[str, Interview] = {}
        for way in (self._in_another_room, self._at_another_time):
            for one in left:
                after = way(one) if one.id not in moved and len(one.students) == 1 else None
                if after is not None:
                    self.bookings.add(after)
                    moved[one.id] = after
        rest = (one for one in left if one.id in self.hit and one.id not in moved)
        return Held(kept, moved, frozenset(one.id for one in rest if self._is_left_alone(one)))

    def _stays(self, one: Interview) -> bool:
        free = not clashes(self._found(one))
        if free:
            self.bookings.add(one)
        return free

    def _in_another_room(self, one: Interview) -> Interview | None:
        if one.start is None or one.place != "room" or self.change.gone(one):
            return None
        if local_day(one.start, self.situation.zone) not in self.days:
            return None
        rooms = free_rooms(one, self.situation, bookings=self.bookings)
        those = (one._replace(room=room.id) for room in rooms if self._is_at_school(one, room.id))
        # A person wanted it outside the contact's hours or pauses: that is no reason against its own time.
        return next((each for each in those if not clashes(self._found(each))), None)

    def _is_at_school(self, one: Interview, room: str | None) -> bool:
        """Whether the room, if there is one, is where its students are, as far as that is known."""
        known = self.situation.rooms.get(room or "")
        schools = {school_of(self.situation.students.get(each), self.situation) for each in one.students}
        return known is None or not known.school or not schools.isdisjoint(("", known.school))

    def _at_another_time(self, one: Interview) -> Interview | None:
        contact = self.situation.contacts.get(one.contact or "")
        if contact is None or contact.do_not_contact or not self.replanning.problem.days:
            return None
        first = self.replanning.problem.days[0]
        soonest = local_instant(first.day, max(first.earliest, first.fresh), self.situation.zone)
        for wanted in (_NEAREST, _MOST):
            places = free_alternatives(
                one, self.situation, now=soonest, wanted=wanted, bookings=self.bookings
            )
            those = (
                one._replace(start=each.start, end=each.end, room=each.room, state="scheduled")
                for each in places
            )
            found = next((each for each in those if self._may_be_told_of(each)), None)
            if found is not None or len(places) < wanted:
                return found
        return None

    def _may_be_told_of(self, there: Interview) -> bool:
        """Whether a plan would propose it: not at too short notice, nor on a day on which the student has another."""
        zone = self.situation.zone
        if there.start is None or self.change.gone(there) or not self._is_at_school(there, there.room):
            return False
        on = local_day(there.start, zone)
        day = self.days.get(on)
        if day is None or local_minute(there.start, zone) < max(day.earliest, day.fresh):
            return False
        mine = (each for student in there.students for each in self.bookings.of_student(student))
        if any(each.interview.id != there.id and local_day(each.span.start, zone) == on for each in mine):
            return False
        return not any(each.severity == "clash" or each.kind in _UNWANTED for each in self._found(there))

    def _is_left_alone(self, one: Interview) -> bool:
        wrong = clashes(self._found(one._replace(room=None)))
        alone = all(each.kind in _OF_ITS_TIME for each in wrong)
        if alone:
            self.bookings.add(one._replace(room=None))
        return alone

    def _found(self, one: Interview) -> tuple[Finding, ...]:
        return find_conflicts(one, self.situation, bookings=self.bookings)
