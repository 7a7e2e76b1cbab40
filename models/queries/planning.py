"""What the planner needs from the store: the campaign's whole world and who said no to whom, in a fixed number of queries."""

from __future__ import annotations

from datetime import datetime
from typing import NamedTuple

from peewee import SqliteDatabase

from models.planning.building import Pair, problem_of
from models.planning.problem import Problem
from models.planning.replanning import Change, Replanning, replanning_of
from models.queries import reading
from models.queries.situation import campaign_at, whole_situation
from models.rules.situation import Situation
from models.tables import rows


class Planning(NamedTuple):
    """The planner's problem, and the situation that it was made from."""

    situation: Situation
    problem: Problem


def planning_at(db: SqliteDatabase, now: datetime) -> Planning:
    """What is to be planned from now on in the current campaign. Raises StoreError without one."""
    campaign = campaign_at(db, now)
    situation = whole_situation(db, campaign)
    return Planning(situation, problem_of(situation, now, _declined(db, campaign.id)))


def replanning_at(db: SqliteDatabase, change: Change, now: datetime) -> Replanning:
    """What is to be planned again after a change, in the current campaign. Raises StoreError without one."""
    campaign = campaign_at(db, now)
    return replanning_of(whole_situation(db, campaign), now, change, _declined(db, campaign.id))


def _declined(db: SqliteDatabase, campaign: str) -> frozenset[Pair]:
    i, m = rows.Interview, rows.InterviewStudent
    query = m.select(m.student, i.contact).join(i, on=(i.id == m.interview))
    found = reading.fetch(db, query.where((i.campaign == campaign) & (i.state == "declined")))
    return frozenset((student, contact) for student, contact in found if contact)
