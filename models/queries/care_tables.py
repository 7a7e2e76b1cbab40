"""The care of the pool as JSON rows: what `list` prints of tasks, tags, referrals, debriefs and check-ins."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from peewee import SqliteDatabase

from models.exchange.json_out import iso
from models.queries import contact_care
from models.queries.day_tables import (
    attendance_rows,
    call_notes_rows,
    preparation_rows,
    question_rows,
    told_rows,
)
from models.queries.duplicates import duplicates
from models.queries.place_tables import place_rows, reservation_rows
from models.queries.pool import PoolRow, pool
from models.rules.facts import Campaign
from models.rules.span import local_day

Rows = list[dict[str, Any]]


def _tasks(db: SqliteDatabase, campaign: Campaign, now: datetime) -> Rows:
    zone = ZoneInfo(campaign.zone)
    return [
        {
            "id": one.id,
            "contact": one.contact,
            "what": one.what,
            "due": one.due.isoformat() if one.due else None,
            "done": not one.is_open,
            "done_at": iso(one.done_at, zone),
            "done_by": one.done_by,
        }
        for one in contact_care.tasks(db)
    ]


def _tags(db: SqliteDatabase, campaign: Campaign, now: datetime) -> Rows:
    return [
        {"id": f"{contact}:{tag}", "contact": contact, "tag": tag} for contact, tag in contact_care.tags(db)
    ]


def _referrals(db: SqliteDatabase, campaign: Campaign, now: datetime) -> Rows:
    zone = ZoneInfo(campaign.zone)
    return [
        {**one.referral._asdict(), "at": iso(one.referral.at, zone)} for one in contact_care.referrals(db)
    ]


def _debriefs(db: SqliteDatabase, campaign: Campaign, now: datetime) -> Rows:
    zone = ZoneInfo(campaign.zone)
    return [
        {
            "id": one.interview,
            **one._asdict(),
            "at": iso(one.at, zone),
            "thank_by": one.thank_by.isoformat() if one.thank_by else None,
        }
        for one in contact_care.debriefs(db)
    ]


def _checkins(db: SqliteDatabase, campaign: Campaign, now: datetime) -> Rows:
    """Each day on which to get in touch with somebody, the soonest first; those overdue say so."""
    today = local_day(now, ZoneInfo(campaign.zone))
    found = [
        (each.day, row, each.why)
        for row in pool(db, campaign, now)
        if isinstance(row, PoolRow)
        for each in row.care.nexts
    ]
    found.sort(key=lambda each: (each[0], each[1].contact.name, each[2]))
    return [
        {
            "id": row.id,
            "name": row.contact.name,
            "employer": row.contact.employer_name,
            "date": day.isoformat(),
            "why": why,
            "overdue": day < today,
            "do_not_contact": row.contact.do_not_contact,
        }
        for day, row, why in found
    ]


def _duplicates(db: SqliteDatabase, campaign: Campaign, now: datetime) -> Rows:
    """Pairs of records that may be one, the likeliest first; `wbl-tui merge` makes one of them."""
    return [
        {
            "id": f"{one.one.id}+{one.other.id}",
            "kind": kind,
            "keep": one.one.id,
            "other": one.other.id,
            "name": one.one.name,
            "other_name": one.other.name,
            "employer": one.one.employer,
            "other_employer": one.other.employer,
            "why": one.why,
            "score": one.score,
        }
        for kind, pairs in duplicates(db).items()
        for one in pairs
    ]


CARE_ROWS: dict[str, Callable[[SqliteDatabase, Campaign, datetime], Rows]] = {
    "tasks": _tasks,
    "tags": _tags,
    "referrals": _referrals,
    "debriefs": _debriefs,
    "checkins": _checkins,
    "duplicates": _duplicates,
    "places": place_rows,
    "reservations": reservation_rows,
    "attendance": attendance_rows,
    "told": told_rows,
    "questions": question_rows,
    "preparation": preparation_rows,
    "call_notes": call_notes_rows,
}
"""By the name that `list` knows."""
