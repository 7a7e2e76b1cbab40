"""A contact who cancels one day: what they offer without it, as a row of planning again, and how that is saved."""

from __future__ import annotations

from zoneinfo import ZoneInfo

from peewee import SqliteDatabase

from models.errors import Refused
from models.exchange.offered import format_offered, gathered, parse_offered
from models.exchange.wall import WallSpan, wall_time
from models.operations.offered import replace_hours
from models.operations.unit import Unit
from models.queries import reading
from models.queries.situation import campaign_at
from models.rules.facts import Campaign, ProposalRow
from models.rules.hours_left import hours_without
from models.rules.naming import day_text, span_text
from models.rules.situation import Situation
from models.rules.span import Span, local_day, local_span

FIELD = "availability"


def away_part(db: SqliteDatabase, ident: str, away: Span, situation: Situation) -> ProposalRow:
    """Whoever is away offers no time then: else the next plan would ask them. Hours of other campaigns stay."""
    contact = reading.contacts(db, [ident])[ident]
    campaign, zone = situation.campaign, situation.zone
    before = _told(contact.availability, campaign)
    left = hours_without(contact, away, situation)
    reason = f"offers no time {away_words(away, zone)}"
    if not before:
        reason += "; from now on counts as free in school hours on the other days"
    cells: dict[str, object] = {
        FIELD: _told(left, campaign),
        "from": away.start.astimezone(zone).isoformat(),
        "to": away.end.astimezone(zone).isoformat(),
    }
    action = "same" if cells[FIELD] == before else "change"
    return ProposalRow(action, "contact", ident, contact.name, reason, None, {FIELD: before}, cells)


def away_words(away: Span, zone: ZoneInfo) -> str:
    """When they are away: "on Tue 24 Nov" for a whole day, else from when to when."""
    day = local_day(away.start, zone)
    return f"on {day_text(day)}" if away == local_span(day, 0, 24 * 60, zone) else span_text(away, zone)


def is_away(row: ProposalRow) -> bool:
    """Whether the row takes hours away from a contact."""
    return row.entity == "contact" and FIELD in (row.after or {})


def take_away(unit: Unit, row: ProposalRow) -> None:
    """Let the contact offer what the row says. Raises Refused where their hours are others by now."""
    campaign = campaign_at(unit.db, unit.now)
    known = reading.contacts(unit.db, [row.id]).get(row.id)
    if known is None or _told(known.availability, campaign) != (row.before or {})[FIELD]:
        raise Refused(f"The store has changed since: {row.label}.", "Plan again from how the store is now.")
    replace_hours(unit, row.id, parse_offered(str((row.after or {})[FIELD])), campaign)


def _told(spans: tuple[Span, ...], campaign: Campaign) -> str:
    zone = ZoneInfo(campaign.zone)
    there = (
        WallSpan(wall_time(span.start, zone), wall_time(span.end, zone))
        for span in spans
        if campaign.first_day <= local_day(span.start, zone) <= campaign.last_day
    )
    return format_offered(gathered(there, campaign.first_day, campaign.last_day))
