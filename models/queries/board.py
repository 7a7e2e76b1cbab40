"""What the live board stands on: today's situation, fetched with a fixed number of queries."""

from __future__ import annotations

from datetime import date, datetime
from typing import NamedTuple
from zoneinfo import ZoneInfo

from peewee import SqliteDatabase

from models.queries.contact_care import debriefs
from models.queries.journal import newest_entry
from models.queries.situation import campaign_at, situation_for
from models.rules.day import Board, board_rows
from models.rules.day_rooms import StandbyNow, standby_now
from models.rules.span import local_day
from models.tables.people_rows import Debrief


class BoardFacts(NamedTuple):
    """The board of today, who stands by, and the campaign's window (for a day without any interview).

    `noted` are the interviews about which somebody noted how they went; `entry` is the journal's newest one then.
    """

    board: Board
    on_duty: tuple[StandbyNow, ...]
    first_day: date
    last_day: date
    noted: frozenset[str] = frozenset()
    entry: int = 0


def board_facts(db: SqliteDatabase, now: datetime) -> BoardFacts:
    """The board at this moment. Raises StoreError in a store without a campaign."""
    campaign = campaign_at(db, now)
    day = local_day(now, ZoneInfo(campaign.zone))
    situation = situation_for(db, campaign, day, day)
    board = board_rows(situation, now)
    noted = Debrief.interview.in_([row.id for row in board.rows])
    return BoardFacts(
        board,
        standby_now(situation, now),
        campaign.first_day,
        campaign.last_day,
        frozenset(each.interview for each in debriefs(db, noted)),
        newest_entry(db),
    )
