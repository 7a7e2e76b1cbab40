"""What a calendar file says, as a value: so that building an invite never waits for the calendar library."""

from __future__ import annotations

from datetime import datetime
from typing import NamedTuple

LINK_LIMIT = 2_000
"""Longest meeting link kept, in characters."""


class Party(NamedTuple):
    """Somebody with a mailbox: the address as typed, and the name that calendars show beside it."""

    mail: str
    name: str


class Place(NamedTuple):
    """A room that is booked along with people. Without a mailbox of its own it is named, not invited."""

    name: str
    mail: str = ""


class InviteEvent(NamedTuple):
    """One interview as one calendar entry. Instants are aware and in UTC; `zone` is an IANA key.

    `uid`, `organizer` and `created` stay the same for the whole life of an interview (RFC 5546 2.1.5: they and
    `sequence` are how a calendar finds the entry again). `stamp` is the moment of writing, on the real clock.
    `alarm_minutes` before the start; None for no alarm. A `cancelled` event never has one.
    """

    uid: str
    sequence: int
    created: datetime
    stamp: datetime
    start: datetime
    end: datetime
    zone: str
    summary: str
    description: str
    location: str
    url: str
    organizer: Party
    attendees: tuple[Party, ...]
    room: Place | None = None
    cancelled: bool = False
    alarm_minutes: int | None = None

    @property
    def method(self) -> str:
        """REQUEST while the interview stands, CANCEL once it does not (RFC 5546 3.2)."""
        return "CANCEL" if self.cancelled else "REQUEST"
