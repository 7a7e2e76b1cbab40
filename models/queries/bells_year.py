"""The bells' facts for their page: the schedule, how many calls lie on each date, and which classes meet when."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from datetime import date
from types import MappingProxyType
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
    """What the page of bells shows. `calls` counts the standing interviews of every campaign by local date; `staff`
    are names by id.
    """

    campaign: Campaign
    book: BellBook
    calls: dict[date, int]
    classes: tuple[SchoolClass, ...]
    staff: Mapping[str, str] = MappingProxyType({})


@Prepared
def _starts() -> object:
    i = rows.Interview
    return i.select(i.start_at).where(i.state.in_(sorted(STANDING)) & i.start_at.is_null(False))


def bells_facts(db: SqliteDatabase, campaign: Campaign) -> BellsFacts:
    """Everything the page shows; a fixed number of queries."""
    zone = ZoneInfo(campaign.zone)
    calls = Counter(local_day(start, zone) for (start,) in _starts.ask(db))
    classes = tuple(reading.classes(db).values())
    staff = {one.id: one.name for one in reading.staff(db).values()}
    return BellsFacts(campaign, reading.bells(db), dict(calls), classes, staff)
