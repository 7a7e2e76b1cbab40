"""Commands that only look: today, check, list."""

from __future__ import annotations

import argparse
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from peewee import SqliteDatabase

from models.exchange import csv_out
from models.exchange.json_out import finding_json, today_json
from models.queries import reading
from models.queries.situation import campaign_at, situation_for, whole_situation
from models.queries.tables import json_rows
from models.rules.conflicts import all_conflicts
from models.rules.facts import Campaign
from models.rules.interview import WORDS
from models.workspace import Workspace
from wbl_tui.commands.common import typed_day, workspace
from wbl_tui.output import say, say_json, say_raw, say_table


def today(options: argparse.Namespace) -> int:
    """The day sheet."""
    with workspace(options) as opened:
        day = typed_day(options.date, opened)
        if options.json:
            say_json(opened.read(_sheet, day, opened.now()))
        else:
            print_day(opened, day)
    return 0


def _sheet(db: SqliteDatabase, day: date, now: datetime) -> dict[str, Any]:
    return today_json(situation_for(db, campaign_at(db, now), day, day), day, now)


def print_day(opened: Workspace, day: date) -> None:
    """The day sheet as plain text."""
    campaign = opened.campaign()
    sheet = opened.read(_sheet, day, opened.now())
    now = opened.now().astimezone(ZoneInfo(campaign.zone))
    title = " · ".join(part for part in (campaign.school, campaign.name) if part)
    say(f"{title} · {day:%A} {day.isoformat()} · now {now:%H:%M} {campaign.zone}")
    if not sheet["interviews"]:
        say("No interviews on this day.")
        return
    say_table(
        ("time", "student", "with", "employer", "where", "state", "absence", "standby", "missing"),
        [_line(one) for one in sheet["interviews"]],
    )
    count = len(sheet["interviews"])
    say(f"{count} interview{'s' if count != 1 else ''}.")


def _line(one: dict[str, Any]) -> tuple[str, ...]:
    where = one["room"]["label"] if one["room"] else WORDS[one["place"]] if one["place"] != "room" else "—"
    students = one["students"]
    more = f" and {len(students) - 1} more" if len(students) > 1 else ""
    return (
        f"{one['start'][11:16]}–{one['end'][11:16]}",
        students[0]["label"] + more if students else "",
        one["contact"]["label"] if one["contact"] else "—",
        one["employer"],
        where,
        _state(one),
        one["absence"].replace("_", " "),
        one["standby"]["label"] if one["standby"] else "—",
        ", ".join(missing["code"] for missing in one["missing"]) or "ready",
    )


def _state(one: dict[str, Any]) -> str:
    word = WORDS[one["state"]]
    left = one["minutes_left"]
    if left is not None:
        return f"{word}, {left} min left" if left >= 0 else f"{word}, over by {-left} min"
    if one["late_minutes"] and one["state"] in ("scheduled", "confirmed", "checked_in"):
        return f"{word}, late {one['late_minutes']} min"
    return word


def check(options: argparse.Namespace) -> int:
    """Every clash and warning of the campaign; exit code 1 where something clashes."""
    with workspace(options) as opened:
        campaign = opened.campaign()
        zone = ZoneInfo(campaign.zone)
        found = opened.read(_conflicts, campaign, opened.now())
    clashes = [one for one in found if one.severity == "clash"]
    warnings = [one for one in found if one.severity == "warning"]
    if options.json:
        say_json(
            {
                "clashes": [finding_json(one, zone) for one in clashes],
                "warnings": [finding_json(one, zone) for one in warnings],
            }
        )
    else:
        for one in clashes:
            say(f"CLASH    {one.text}")
        for one in warnings:
            say(f"warning  {one.text}")
        say(f"{len(clashes)} clashes, {len(warnings)} warnings.")
    return 1 if clashes else 0


def _conflicts(db: SqliteDatabase, campaign: Campaign, now: datetime) -> tuple[Any, ...]:
    return all_conflicts(whole_situation(db, campaign), now)


def list_(options: argparse.Namespace) -> int:
    """Any table: for people, as JSON, or as CSV that can be imported."""
    with workspace(options) as opened:
        if options.csv:
            say_raw(opened.read(_csv, options.kind, opened.now()))
            return 0
        rows = opened.read(json_rows, options.kind, opened.now())
    if options.json:
        say_json({"kind": options.kind, "rows": rows})
    elif not rows:
        say(f"No {options.kind} yet.")
    else:
        _print_rows(rows)
    return 0


def _print_rows(rows: list[dict[str, Any]]) -> None:
    hidden = {"uid", "number", "link", "guardian_name", "guardian_email", "warnings", "absences", "notes"}
    headers = [name for name in rows[0] if name not in hidden]
    say_table(headers, [[_cell(row.get(name)) for name in headers] for row in rows])


def _cell(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, list):
        return "; ".join(_cell(one) for one in value)
    if isinstance(value, dict):
        for name in ("label", "code", "words", "cluster", "from"):
            if value.get(name):
                return str(value[name])
        return "; ".join(str(one) for one in value.values() if one)
    return str(value)


def _csv(db: SqliteDatabase, kind: str, now: datetime) -> str:
    """The columns that `import` reads for kinds it knows; else every plain column of the JSON."""
    zone = ZoneInfo(campaign_at(db, now).zone)
    loaders: dict[str, Any] = {
        "students": reading.students,
        "contacts": reading.contacts,
        "rooms": reading.rooms,
        "staff": reading.staff,
        "classes": reading.classes,
    }
    if kind in loaders:
        return csv_out.write_facts(kind, loaders[kind](db).values(), zone)
    if kind == "availability":
        return csv_out.write_availability(reading.contacts(db).values(), zone)
    if kind == "bells":
        return csv_out.write_periods(reading.bells(db).schedule)
    if kind == "days":
        return csv_out.write_days(reading.bells(db).schedule)
    headers, rows = PLAIN[kind].split(), json_rows(db, kind, now)
    return csv_out.write_csv(headers, [[_plain(row.get(name)) for name in headers] for row in rows])


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
    "checkins": "id name employer date why overdue do_not_contact",
    "campaigns": "id name school organizer first_day last_day zone per_student minutes calls_per_adult current",
}
"""The columns of the kinds that no file is imported for: a table without rows has its header all the same."""


def _plain(value: Any) -> str:
    if isinstance(value, dict):
        if "from" in value:
            return f"{value['from']}/{value['to']}"
        return str(value.get("id") or value.get("code") or value.get("period") or "")
    if isinstance(value, list):
        return ";".join(_plain(one) for one in value)
    return _cell(value)
