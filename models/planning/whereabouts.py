"""Where people, rooms and days are in a problem, and an interview of the store as a slot of it."""

from __future__ import annotations

from models.planning.grid import FIRST, LAST
from models.planning.problem import STEP, Problem, Slot
from models.rules.facts import Interview
from models.rules.situation import Situation
from models.rules.span import local_day, local_minute


class Places:
    """Where people, rooms and days are in a problem, by their ids and dates."""

    def __init__(self, problem: Problem) -> None:
        self.problem = problem
        self.pupils = {one.id: place for place, one in enumerate(problem.pupils)}
        self.hosts = {one.id: place for place, one in enumerate(problem.hosts)}
        self.rooms = {one.id: place for place, one in enumerate(problem.rooms)}
        self.days = {one.day: place for place, one in enumerate(problem.days)}

    def wished(self, one: Interview, situation: Situation) -> Slot | None:
        """Where an interview that has to change, and that no plan would book like that, should be: with its contact,
        and at its time where only its room is lost; at a time at which nothing can be where the time is lost too.
        """
        pupil = self.pupils.get(one.students[0] if len(one.students) == 1 else "")
        host = self.hosts.get(one.contact or "")
        if pupil is None or host is None or not self.problem.days:
            return None
        day = self.days.get(local_day(one.start, situation.zone)) if one.start else None
        if day is not None and one.start is not None and one.place == "room":
            start = local_minute(one.start, situation.zone)
            if start >= FIRST and start % STEP == 0:
                return Slot(pupil, host, day, start, self.problem.hosts[host].call, None)
        return Slot(pupil, host, 0, LAST, one.format, None)

    def slot(self, one: Interview, situation: Situation) -> Slot | None:
        """The interview as a slot of the problem; None where no plan would book it like that."""
        pupil, host = (
            self.pupils.get(one.students[0] if one.students else ""),
            self.hosts.get(one.contact or ""),
        )
        day = self.days.get(local_day(one.start, situation.zone)) if one.start else None
        if pupil is None or host is None or day is None or one.start is None or len(one.students) > 1:
            return None
        start, known = local_minute(one.start, situation.zone), self.problem.hosts[host]
        visit = one.format == "on_site"
        at_school = one.format == known.call and one.place == "room" and one.room is not None
        if one.minutes != known.minutes or start < FIRST or start % STEP or not (visit or at_school):
            return None
        room = None if visit else self.rooms.get(one.room or "")
        return Slot(pupil, host, day, start, one.format, room)
