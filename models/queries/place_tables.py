"""Places and who has booked them as JSON rows: what `list` prints of them."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from peewee import SqliteDatabase

from models.exchange.json_out import iso, openings_json
from models.queries.fetching import Prepared
from models.queries.school import places
from models.rules.facts import Campaign
from models.rules.reserving import Reservation
from models.rules.span import Span
from models.tables import time_rows


@Prepared
def _reservations() -> Any:
    v = time_rows.Reservation
    return v.select(v.id, v.room, v.student, v.class_id, v.interview)


def reservations(db: SqliteDatabase) -> tuple[Reservation, ...]:
    """Every booking of a place, by place and time; four queries."""
    known = {ident: (student, class_, call) for ident, _room, student, class_, call in _reservations.ask(db)}
    return tuple(
        Reservation(
            block.id,
            place.id,
            Span(*block.span),
            block.held,
            block.why,
            *(each or "" for each in known.get(block.id, ("", "", ""))),
        )
        for place in places(db).values()
        for block in place.blocks
        if block.held
    )


def place_rows(db: SqliteDatabase, campaign: Campaign, now: datetime) -> list[dict[str, Any]]:
    """Everything that can be booked."""
    zone = ZoneInfo(campaign.zone)
    return [
        {
            "id": one.id,
            "name": one.name,
            "kind": one.kind,
            "school": one.school,
            "capacity": one.capacity,
            "equipment": list(one.equipment),
            "changeover_minutes": one.changeover_minutes,
            "open": openings_json(one.hours, campaign.first_day, campaign.last_day, zone),
            "mail": one.mail,
        }
        for one in places(db).values()
    ]


def reservation_rows(db: SqliteDatabase, campaign: Campaign, now: datetime) -> list[dict[str, Any]]:
    """Who has which place when, and what for."""
    zone = ZoneInfo(campaign.zone)
    named = {place.id: place.name for place in places(db).values()}
    return [
        {
            "id": one.id,
            "place": one.place,
            "name": named.get(one.place, ""),
            "from": iso(one.span.start, zone),
            "to": iso(one.span.end, zone),
            "who": one.who,
            "student": one.student or None,
            "class": one.class_id or None,
            "interview": one.interview or None,
            "for": one.what,
        }
        for one in reservations(db)
    ]
