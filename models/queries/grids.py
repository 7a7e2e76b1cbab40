"""Every listed table as cells of text, for files that people open in a spreadsheet and that can be imported."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from peewee import SqliteDatabase

from models.exchange import csv_out
from models.exchange.csv_out import Grid
from models.exchange.json_out import iso
from models.queries import reading
from models.queries.journal import entries
from models.queries.situation import campaign_at
from models.queries.tables import json_rows

PLAIN = {
    "employers": "id name field address site phone notes contacts",
    "interviews": "id uid student students contact employer start end minutes format place room number link "
    "state because revision late_minutes minutes_left absence absences standby guardian_told ready missing "
    "warnings",
    "absences": "id interview student date period class teacher state decided_by decided_at because",
    "outreach": "id contact student actor at how outcome said next_action next_by",
    "claims": "id contact student until active",
    "blocks": "id room from to why",
    "duty": "id staff spans",
    "tasks": "id contact what due done done_at done_by",
    "tags": "id contact tag",
    "referrals": "id named_by interview name reach note contact may_use_name at",
    "debriefs": "id interview went note actor at",
    "duplicates": "id kind keep other name other_name employer other_employer why score",
    "attendance": "id date student label grade from to period class teacher state asked_by decided_by decided_at "
    "condition because interview place",
    "told": "id interview kind contact way start end reach revision made_by made_at sent_by sent_at",
    "questions": "id student part position words bank",
    "preparation": "id label state questions remark decided_by decided_at practice_done practised_with practised_at "
    "about_field about_employer",
    "call_notes": "id interview words by at",
    "checkins": "id name employer date why overdue do_not_contact",
    "places": "id name kind school capacity equipment changeover_minutes open",
    "reservations": "id place name from to who student class interview for",
    "interests": "id words students cluster sub placed choices who",
    "campaigns": "id name school organizer first_day last_day zone per_student minutes calls_per_adult current",
}
"""The columns of the kinds that no file is imported for: a table without rows has its header all the same."""


def grid_of(db: SqliteDatabase, kind: str, now: datetime) -> Grid:
    """The columns that `import` reads for kinds it knows; else every plain column of the JSON; of "journal" all entries.

    Raises StoreError in a store without a campaign.
    """
    zone = ZoneInfo(campaign_at(db, now).zone)
    loaders: dict[str, Any] = {
        "students": reading.students,
        "contacts": reading.contacts,
        "rooms": reading.rooms,
        "staff": reading.staff,
        "classes": reading.classes,
    }
    if kind in loaders:
        return csv_out.grid_of_facts(kind, loaders[kind](db).values(), zone)
    if kind == "availability":
        return csv_out.grid_of_availability(reading.contacts(db).values(), zone)
    if kind == "bells":
        return csv_out.grid_of_periods(reading.bells(db).schedule)
    if kind == "days":
        return csv_out.grid_of_days(reading.bells(db).schedule)
    if kind == "journal":
        return _journal(db, zone)
    columns, rows = PLAIN[kind].split(), json_rows(db, kind, now)
    return Grid(columns, [[plain_cell(row.get(name)) for name in columns] for row in rows])


def _journal(db: SqliteDatabase, zone: ZoneInfo) -> Grid:
    """Every entry, oldest first; times with their offset."""
    columns = ("entry", "at", "actor", "terminal", "sentence", "undone")
    rows = (
        (str(one.id), iso(one.at, zone) or "", one.actor, one.terminal, one.sentence, plain_cell(one.undone))
        for one in entries(db)
    )
    return Grid(columns, list(rows))


def plain_cell(value: Any) -> str:
    """A value of a listed row as one cell: of things the id, of spans their ends, of several all, apart by ";"."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, list):
        return ";".join(plain_cell(one) for one in value)
    if isinstance(value, dict):
        if "from" in value:
            return f"{value['from']}/{value['to']}"
        return str(value.get("id") or value.get("code") or value.get("period") or "")
    return str(value)
