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
from models.rules.bells import BellBook
from models.rules.interview import STANDING
from models.rules.situation import Situation
from models.tables import day_rows, rows


class Planning(NamedTuple):
    """The planner's problem, and the situation that it was made from."""

    situation: Situation
    problem: Problem


def planning_at(db: SqliteDatabase, now: datetime) -> Planning:
    """What is to be planned from now on in the current campaign. Raises StoreError without one."""
    campaign = campaign_at(db, now)
    situation = whole_situation(db, campaign)
    return Planning(situation, problem_of(situation, now, _declined(db, campaign.id)))


def replanning_at(
    db: SqliteDatabase, change: Change, now: datetime, bells: BellBook | None = None
) -> Replanning:
    """What is to be planned again after a change, in the current campaign, with the bells as they then are where they
    change too. Raises StoreError without a campaign.
    """
    campaign = campaign_at(db, now)
    situation = whole_situation(db, campaign)
    if bells is not None:
        situation = situation._replace(bells=bells)
    return replanning_of(situation, now, change, _declined(db, campaign.id), _written_to(db))


def pairs_that_stand(db: SqliteDatabase, campaign: str) -> frozenset[Pair]:
    """Students and contacts who have a call with each other in the campaign, whether it is still to come or over."""
    i, m = rows.Interview, rows.InterviewStudent
    query = m.select(m.student, i.contact).join(i, on=(i.id == m.interview))
    standing = (i.campaign == campaign) & i.state.in_(sorted(STANDING)) & i.start_at.is_null(False)
    return frozenset(
        (student, contact) for student, contact in reading.fetch(db, query.where(standing)) if contact
    )


def _written_to(db: SqliteDatabase) -> frozenset[str]:
    """Interviews of which the interviewee has a note or an invite, or will find it in the post."""
    t, v = day_rows.Told, rows.Invite
    invited = v.select(v.interview).where((v.recipient == "interviewee") & (v.method == "REQUEST"))
    return frozenset(
        ident for query in (t.select(t.interview), invited) for (ident,) in reading.fetch(db, query)
    )


def _declined(db: SqliteDatabase, campaign: str) -> frozenset[Pair]:
    i, m = rows.Interview, rows.InterviewStudent
    query = m.select(m.student, i.contact).join(i, on=(i.id == m.interview))
    found = reading.fetch(db, query.where((i.campaign == campaign) & (i.state == "declined")))
    return frozenset((student, contact) for student, contact in found if contact)
