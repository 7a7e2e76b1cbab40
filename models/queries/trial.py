"""Fetching what a choice of time or room is judged against: the very situation that saving is judged against."""

from __future__ import annotations

from datetime import date

from peewee import SqliteDatabase

from models.queries.situation import situation_for
from models.rules.facts import Campaign, Interview
from models.rules.trial import Trial, trial_of


def trial_for(db: SqliteDatabase, campaign: Campaign, interview: Interview, day: date) -> Trial:
    """One local day, with the interview's own people; a fixed number of queries."""
    hosts = [interview.contact] if interview.contact else []
    situation = situation_for(
        db, campaign, day, day, students=interview.students, contacts=hosts, apart_from=interview.id
    )
    return trial_of(situation)
