"""The hours a contact offers, changed by hand: those of the current campaign's window, as one field.

What a form or `set contacts` gives takes the place of all hours that begin on a day of the current campaign's window.
Hours on other days were offered to other campaigns: they are neither shown in the field nor touched by it.
"""

from __future__ import annotations

from typing import Any
from zoneinfo import ZoneInfo

from peewee import SqliteDatabase

from models.exchange.offered import Offered, gathered, spread
from models.exchange.wall import WallSpan, wall_time
from models.operations.import_hours import PREFIX
from models.operations.kinds import Kind
from models.operations.stored import wall_instant
from models.operations.unit import Unit
from models.queries.history import beginning
from models.queries.reading import fetch
from models.rules.facts import Campaign
from models.tables import rows

FIELD = "availability"


def with_hours(
    db: SqliteDatabase, kind: Kind, ident: str, fields: dict[str, Any], campaign: Campaign
) -> dict[str, Any]:
    """A record's fields; a contact's with the hours offered for the campaign, weekly where that says the same."""
    if kind.name != "contacts":
        return fields
    spans = _there(db, ident, campaign).values()
    return {**fields, FIELD: gathered(spans, campaign.first_day, campaign.last_day)}


def replace_hours(unit: Unit, contact: str, hours: tuple[Offered, ...], campaign: Campaign) -> None:
    """Let the contact offer these hours, and no others, in the campaign's window; wall times of its zone.

    Rows that say the same stay. Raises BadInput for days outside the window and for times that the clock skips.
    """
    wanted = spread(hours, campaign.first_day, campaign.last_day)
    there = _there(unit.db, contact, campaign)
    keep = set(wanted)
    gone = [ident for ident, span in there.items() if span not in keep]
    if gone:
        unit.delete_where(rows.Availability, rows.Availability.id.in_(gone))
    known = set(there.values())
    _insert(unit, contact, [span for span in wanted if span not in known], ZoneInfo(campaign.zone))


def _there(db: SqliteDatabase, contact: str, campaign: Campaign) -> dict[str, WallSpan]:
    """The contact's hours that begin in the campaign's window, by the id of their row."""
    a, zone = rows.Availability, ZoneInfo(campaign.zone)
    query = a.select(a.id, a.start_at, a.end_at).where(a.contact == contact)
    found = {
        ident: WallSpan(wall_time(start, zone), wall_time(end, zone))
        for ident, start, end in fetch(db, query)
    }
    return {
        ident: span
        for ident, span in found.items()
        if campaign.first_day <= span.start.day <= campaign.last_day
    }


def _insert(unit: Unit, contact: str, spans: list[WallSpan], zone: ZoneInfo) -> None:
    if not spans:
        return
    # Ids begin with the contact's, so that the contact's history finds them also when they are gone.
    idents = [beginning(contact) + number for number in unit.fresh_ids(PREFIX, len(spans))]
    unit.insert_many(
        rows.Availability,
        [
            {
                "id": ident,
                "contact": contact,
                "start_at": wall_instant(span.start, zone)[0],
                "end_at": wall_instant(span.end, zone)[0],
            }
            for ident, span in zip(idents, spans, strict=True)
        ],
    )
