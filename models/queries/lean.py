"""Thousands of interviews as far as looking for a free time needs them: when, where and with whom each of them is."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from peewee import SqliteDatabase

from models.queries import reading
from models.queries.fetching import Prepared
from models.rules.facts import Interview
from models.rules.interview import STANDING
from models.tables import rows

_NEVER = datetime.min.replace(tzinfo=UTC)


@Prepared
def _between(start: Any, end: Any, earliest: Any) -> Any:
    i = rows.Interview
    near = i.campaign.in_(rows.Campaign.select(rows.Campaign.id)) & (i.start_at > earliest)
    return i.select(
        i.id, i.campaign, i.contact, i.format, i.place, i.room, i.minutes, i.state,
        i.start_at, i.end_at,
    ).where(near & (i.start_at < end) & (i.end_at > start) & i.state.in_(sorted(STANDING)))  # fmt: skip


def lean_interviews(
    db: SqliteDatabase, start: datetime, end: datetime, students: set[str], contacts: set[str]
) -> dict[str, Interview]:
    """What stands between two moments, by id: whole where one of these people takes part, of the others only when,
    where and in which form they are. Four queries.
    """
    i, m = rows.Interview, rows.InterviewStudent
    mine = m.select(m.interview).where(m.student.in_(sorted(students)))
    near = reading.interviews(
        db,
        (i.id.in_(mine) | i.contact.in_(sorted(contacts)))
        & (i.start_at < end)
        & (i.end_at > start)
        & i.state.in_(sorted(STANDING)),
    )
    found = {
        ident: Interview(
            ident, campaign, contact, (), format_, place, room, begins, ends, minutes,
            state, "", "", True, "", "", 0, 0, _NEVER, None, None, None, None,
        )
        for ident, campaign, contact, format_, place, room, minutes, state, begins, ends in _between.ask(
            db, start, end, start - rows.LONGEST_INTERVIEW
        )
    }  # fmt: skip
    return {**found, **near}
