"""One interview on trial: what every rule about it is given."""

from __future__ import annotations

from datetime import date, datetime
from typing import NamedTuple
from zoneinfo import ZoneInfo

from models.errors import Finding, Severity
from models.rules.bookings import Booked, Bookings
from models.rules.facts import Contact, Interview, MissedPeriod, Room
from models.rules.situation import Situation
from models.rules.span import Span


class Case(NamedTuple):
    """An interview that stands, in a situation. `now` is None where only the plan is judged, not the day.

    `days` are the local dates it touches, `missed` the periods it takes from its students.
    """

    interview: Interview
    span: Span
    away: Span
    situation: Situation
    bookings: Bookings
    zone: ZoneInfo
    now: datetime | None
    days: tuple[date, ...]
    missed: tuple[MissedPeriod, ...]

    @property
    def booked(self) -> Booked:
        """The interview as a booking."""
        return Booked(self.span, self.away, self.interview)

    @property
    def room(self) -> Room | None:
        """Its room, as far as the situation knows it."""
        room = self.interview.room
        return self.situation.rooms.get(room) if room is not None else None

    @property
    def contact(self) -> Contact | None:
        """Its contact, as far as the situation knows it."""
        contact = self.interview.contact
        return self.situation.contacts.get(contact) if contact else None

    def finding(self, kind: str, severity: Severity, who: str, text: str) -> Finding:
        """A finding about this interview alone."""
        return Finding(kind, severity, (self.interview.id,), who, self.span.start, self.span.end, text)
