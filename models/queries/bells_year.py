"""The bells' facts for their page: the schedule, how many calls lie on each date, and which classes meet when."""

from __future__ import annotations

from collections import Counter
from datetime import date
from typing import NamedTuple
from zoneinfo import ZoneInfo

from peewee import SqliteDatabase

from models.queries import reading
from models.queries.fetching import Prepared
from models.rules.bells import BellBook
from models.rules.facts import Campaign, SchoolClass
from models.rules.interview import STANDING
from models.rules.span import local_day
from models.tables import rows


class BellsFacts(NamedTuple):
    """What the page of bells shows. `calls` counts the standing interviews of every campaign by local date."""

    campaign: Campaign
    book: BellBook
    calls: dict[date, int]
    classes: tuple[SchoolClass, ...]


@Prepared
def _starts() -> object:
    i = rows.Interview
    return i.select(i.start_at).where(i.state.in_(sorted(STANDING)) & i.start_at.is_null(False))


def bells_facts(db: SqliteDatabase, campaign: Campaign) -> BellsFacts:
    """Everything the page shows; a fixed number of queries."""
    zone = ZoneInfo(campaign.zone)
    calls = Counter(local_day(start, zone) for (start,) in _starts.ask(db))
    return BellsFacts(campaign, reading.bells(db), dict(calls), tuple(reading.classes(db).values()))
