"""Bookings of places as records of cells: what `add` and `set` do with them."""

from __future__ import annotations

from typing import Any
from zoneinfo import ZoneInfo

from models.exchange import cells, wall
from models.exchange.columns import Column
from models.operations.kinds import Kind
from models.operations.reservations import Wanted, change_reservation, reserve
from models.operations.saving import end_moment
from models.operations.stored import wall_instant
from models.operations.unit import Done, Unit
from models.queries.situation import campaign_at
from models.rules.span import local_day, local_minute
from models.tables.time_rows import Reservation

_MAYBE = (cells.optional_ident, cells.write_plain)
RESERVATIONS = Kind(
    "reservations",
    "reservation",
    Reservation,
    "v",
    (
        Column("place", cells.ident, cells.write_plain),
        Column("from", wall.parse_moment, lambda moment: moment.text),
        # A time alone is of the day of `from`.
        Column("to", cells.text, lambda moment: moment.text),
        Column("student", *_MAYBE),
        Column("class", *_MAYBE),
        Column("interview", *_MAYBE),
        Column("for", cells.text, cells.write_plain),
    ),
    (("place",),),
)
_NAMED = {"from": "start", "to": "end", "class": "class_id", "for": "what"}


def add_reservation(unit: Unit, typed: dict[str, Any]) -> Done:
    """Book a place. Raises as `reserve`."""
    return reserve(unit, Wanted(**_values(unit, typed)))


def set_reservation(unit: Unit, ident: str, typed: dict[str, Any]) -> Done:
    """Other values for some fields of a booking. Raises as `change_reservation`."""
    row = unit.fetch(Reservation, ident)
    if row is not None and isinstance(typed.get("to"), str) and "from" not in typed:
        zone = ZoneInfo(campaign_at(unit.db, unit.now).zone)
        typed["from"] = wall.WallTime(local_day(row.start_at, zone), local_minute(row.start_at, zone))
    return change_reservation(unit, ident, **_values(unit, typed))


def _values(unit: Unit, typed: dict[str, Any]) -> dict[str, Any]:
    end_moment(typed)
    zone = ZoneInfo(campaign_at(unit.db, unit.now).zone)
    return {
        _NAMED.get(name, name): wall_instant(value, zone)[0]
        if isinstance(value, wall.WallTime)
        else value or ""
        for name, value in typed.items()
    }
