"""What the sheets of a day are made of, and what was printed before; a fixed number of questions."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from peewee import SqliteDatabase, fn

from models.queries.fetching import fetch
from models.queries.journal import head
from models.queries.preparing import question_lists
from models.queries.public import numbers_of
from models.queries.situation import situation_for
from models.rules.facts import Campaign
from models.rules.paper_sheets import PaperFacts
from models.tables.day_rows import Letter


class Before(NamedTuple):
    """The newest print of a sheet: its revision, and the digest of what it said."""

    revision: int
    digest: str


class Stack(NamedTuple):
    """A day's facts, earlier prints by (kind, key), and the journal's newest entry with its hash."""

    facts: PaperFacts
    before: dict[tuple[str, str], Before]
    head: tuple[int, str]


def paper_facts(db: SqliteDatabase, campaign: Campaign, day: date) -> Stack:
    """Everything that sheets of this local day need, at one moment of the store."""
    situation = situation_for(db, campaign, day, day)
    facts = PaperFacts(day, situation, numbers_of(db), question_lists(db, situation.students))
    return Stack(facts, printed_before(db, campaign.id, day), head(db))


def printed_before(db: SqliteDatabase, campaign: str, day: date) -> dict[tuple[str, str], Before]:
    """The newest print of each sheet of a day, by (kind, key)."""
    p = Letter
    newest = (
        p.select(p.kind, p.sheet, fn.MAX(p.revision))
        .where((p.campaign == campaign) & (p.day == day))
        .group_by(p.kind, p.sheet)
    )
    revisions = {(kind, sheet): revision for kind, sheet, revision in fetch(db, newest)}
    rows = fetch(
        db, p.select(p.kind, p.sheet, p.revision, p.digest).where((p.campaign == campaign) & (p.day == day))
    )
    return {
        (kind, sheet): Before(revision, digest)
        for kind, sheet, revision, digest in rows
        if revisions[kind, sheet] == revision
    }
