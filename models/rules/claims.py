"""Claims in words: who holds a contact, and until which day."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from typing import NamedTuple
from zoneinfo import ZoneInfo

from models.rules.naming import day_text, listing
from models.rules.span import local_day


class Holder(NamedTuple):
    """A claim that holds and has not become a booking: whose, and until when."""

    claim: str
    contact: str
    student: str
    label: str
    until: datetime
    because: str = ""


def held_text(holders: Iterable[Holder], zone: ZoneInfo) -> str:
    """Who holds a contact: "held by Mia T. until Fri 20 Nov"; "" for nobody."""
    told = [f"{one.label} until {last_day_text(one.until, zone)}" for one in holders]
    return f"held by {listing(told)}" if told else ""


def last_day(until: datetime, zone: ZoneInfo) -> date:
    """The last local day on which a claim holds: one until midnight holds to the end of the day before."""
    return local_day(until - timedelta(microseconds=1), zone)


def last_day_text(until: datetime, zone: ZoneInfo) -> str:
    """The last day of a claim as people read it: "Fri 20 Nov"."""
    return day_text(last_day(until, zone))
