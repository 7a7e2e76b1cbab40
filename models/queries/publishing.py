"""What publishing starts from: the campaign's interviews, and what was published before; a fixed number of questions."""

from __future__ import annotations

from typing import NamedTuple

from peewee import JOIN, SqliteDatabase

from models.queries.fetching import fetch
from models.queries.situation import whole_situation
from models.rules.facts import Campaign
from models.rules.publishing import Stands
from models.rules.situation import Situation
from models.tables.reach_rows import Published
from models.tables.rows import Interview


class PublishingFacts(NamedTuple):
    """The campaign's world, and by calendar address what stands there of this campaign, or of interviews that are gone."""

    situation: Situation
    standing: dict[str, tuple[Stands, ...]]


def publishing_facts(db: SqliteDatabase, campaign: Campaign) -> PublishingFacts:
    """Everything from one moment of the store."""
    p = Published
    query = (
        p.select(p.calendar, p.interview, p.uid, p.href, p.etag, p.sequence, p.digest, p.start_at)
        .join(Interview, JOIN.LEFT_OUTER, on=(Interview.id == p.interview))
        .where((Interview.campaign == campaign.id) | Interview.id.is_null())
        .order_by(p.calendar, p.start_at, p.uid)
    )
    standing: dict[str, list[Stands]] = {}
    for calendar, *row in fetch(db, query):
        standing.setdefault(calendar, []).append(Stands(*row))
    return PublishingFacts(
        whole_situation(db, campaign), {calendar: tuple(found) for calendar, found in standing.items()}
    )
