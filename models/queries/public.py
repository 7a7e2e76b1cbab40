"""What the public board stands on: today's situation and the numbers of those who are not named."""

from __future__ import annotations

from datetime import date, datetime
from typing import NamedTuple
from zoneinfo import ZoneInfo

from peewee import SqliteDatabase

from models.queries.fetching import fetch
from models.queries.situation import campaign_at, situation_for
from models.rules.public_board import public_numbers
from models.rules.situation import Situation
from models.rules.span import local_day
from models.tables import rows
from models.tables.journal_rows import Journal


class PublicFacts(NamedTuple):
    """The situation of a day and every student's number; stays inside the process."""

    day: date
    situation: Situation
    numbers: dict[str, int]


def public_facts(db: SqliteDatabase, now: datetime) -> PublicFacts:
    """What is known of today, with two queries more than the board's. Raises StoreError without a campaign."""
    campaign = campaign_at(db, now)
    day = local_day(now, ZoneInfo(campaign.zone))
    return PublicFacts(day, situation_for(db, campaign, day, day), numbers_of(db))


def numbers_of(db: SqliteDatabase) -> dict[str, int]:
    """The number of each student, by id, under which they are shown where their name is not.

    The journal's first hash is the store's secret: it holds the microsecond in which the store was made.
    """
    first = fetch(db, Journal.select(Journal.hash).order_by(Journal.id).limit(1))
    students = [ident for (ident,) in fetch(db, rows.Student.select(rows.Student.id))]
    return public_numbers(students, first[0][0] if first else "")
