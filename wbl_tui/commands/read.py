"""Commands that only look: today, check, list."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from peewee import SqliteDatabase

from models.errors import BadInput, Finding
from models.exchange.csv_out import write_csv
from models.exchange.json_out import finding_json, today_json
from models.exchange.safe_files import write_private
from models.queries import reading
from models.queries.grids import grid_of
from models.queries.situation import campaign_at, situation_for, whole_situation
from models.queries.tables import json_rows
from models.rules.conflicts import all_conflicts
from models.rules.day import late_text, left_text
from models.rules.facts import Campaign
from models.rules.interview import WORDS
from models.rules.naming import day_text, listing
from models.workspace import Workspace
from wbl_tui.commands.bells import list_toml
from wbl_tui.commands.common import typed_day, workspace
from wbl_tui.output import harmless, say, say_json, say_raw, say_table, warn


def today(options: argparse.Namespace) -> int:
    """The day sheet."""
    with workspace(options) as opened:
        day = typed_day(options.date, opened)
        if options.json:
            say_json(opened.read(_whole_sheet, day, opened.now()))
        else:
            print_day(opened, day)
    return 0


def _sheet(db: SqliteDatabase, day: date, now: datetime) -> dict[str, Any]:
    return today_json(situation_for(db, campaign_at(db, now), day, day), day, now)


def _whole_sheet(db: SqliteDatabase, day: date, now: datetime) -> dict[str, Any]:
    """The day sheet, and beside what is missing all that is settled already."""
    from models.queries.day_tables import with_readiness

    situation = situation_for(db, campaign_at(db, now), day, day)
    return with_readiness(db, today_json(situation, day, now), situation)


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
        return f"{word}, {left_text(left)}"
    if one["late_minutes"] and one["state"] in ("scheduled", "confirmed", "checked_in"):
        return f"{word}, {late_text(one['late_minutes'])}"
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
            say(f"CLASH    {one.text}{_of_which(one)}")
        for one in warnings:
            say(f"warning  {one.text}{_of_which(one)}")
        said = f"{len(clashes)} {'clash' if len(clashes) == 1 else 'clashes'}"
        say(f"{said}, {len(warnings)} {'warning' if len(warnings) == 1 else 'warnings'}.")
    return 1 if clashes else 0


def _of_which(one: Finding) -> str:
    """The ids of the interviews, by which `move` and `cancel` know them."""
    return f" ({', '.join(one.interviews)})" if one.interviews else ""


def _conflicts(db: SqliteDatabase, campaign: Campaign, now: datetime) -> tuple[Any, ...]:
    return all_conflicts(whole_situation(db, campaign), now)


def list_(options: argparse.Namespace) -> int:
    """Any table: for people, as JSON, or as CSV or a workbook that can be imported."""
    form = _form(options)
    if form == "toml":
        return list_toml(options)
    with workspace(options) as opened:
        if form:
            return _list_file(options, opened, form)
        rows = opened.read(json_rows, options.kind, opened.now())
        rows = [rows[at] for at in _of_date(options, opened, [row.get("date") for row in rows])]
        if options.kind in HOURS and not options.json:
            rows = _in_few_words(opened, options.kind, rows)
    if options.json:
        say_json({"kind": options.kind, "rows": rows})
    elif not rows:
        say(f"No {options.kind} yet.")
    else:
        _print_rows(rows)
    return 0


HOURS = {"rooms": ("open", "blocks"), "staff": ("duty",)}
"""Kinds with hours, weekly ones among them, which their CSV says in fewer words than one for each date."""


def _in_few_words(opened: Workspace, kind: str, rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    grid = opened.read(grid_of, kind, opened.now())
    columns = list(grid.columns)
    told = {row[columns.index("id")]: row for row in grid.rows}
    return [row | {name: told[row["id"]][columns.index(name)] for name in HOURS[kind]} for row in rows]


DATED = ("absences", "attendance", "bells", "days")
"""Kinds of which one date can be listed."""


def _of_date(options: argparse.Namespace, opened: Workspace, dates: list[object]) -> list[int]:
    """The places of the rows that are of the date asked for; all where none is. Raises BadInput."""
    if options.date is None:
        return list(range(len(dates)))
    if options.kind not in DATED:
        raise BadInput(f"A list of {options.kind} has no dates.", f"--date goes with {', '.join(DATED)}.")
    wanted = typed_day(options.date, opened).isoformat()
    return [at for at, found in enumerate(dates) if found == wanted]


def _form(options: argparse.Namespace) -> str:
    """ "csv", "xlsx" or "toml" as asked for, by name or by the file's ending; "" for none. Raises BadInput."""
    output = options.output
    if output is not None and not output.strip():
        raise BadInput("-o needs the path of a file.", "For example: -o students.xlsx")
    if options.xlsx and output is None:
        raise BadInput(
            "A workbook is no text, so --xlsx needs a file.", "For example: --xlsx -o students.xlsx"
        )
    named = next((form for form in ("csv", "xlsx", "toml") if getattr(options, form)), "")
    if named:
        return named
    ending = Path(output or "").suffix.casefold()
    if output is not None and ending not in (".csv", ".xlsx", ".toml"):
        raise BadInput("-o needs --csv or --xlsx.", f"For example: --xlsx -o {options.kind}.xlsx")
    return ending[1:]


def _warn_of_own_bells(opened: Workspace, listed: Sequence[object]) -> None:
    """A table of dates has no room for the bells of a date of its own."""
    special = opened.read(reading.bells).schedule.exceptions
    own = [day_text(day) for day, one in sorted(special.items()) if one.rows and day.isoformat() in listed]
    if own:
        warn(
            f"The own bells of {listing(own)} are not in this list: list bells has them, as --csv or --toml."
        )


def _list_file(options: argparse.Namespace, opened: Workspace, form: str) -> int:
    grid = opened.read(grid_of, options.kind, opened.now())
    rows = list(grid.rows)
    at = list(grid.columns).index("date") if "date" in grid.columns else -1
    rows = [rows[n] for n in _of_date(options, opened, [row[at] if at >= 0 else None for row in rows])]
    if options.kind == "days":
        _warn_of_own_bells(opened, [row[at] for row in rows])
    if options.output is None:
        say_raw(write_csv(grid.columns, rows))
        return 0
    target = Path(options.output)
    if form == "csv":
        write_private(target, harmless(write_csv(grid.columns, rows)).encode())
    else:
        from models.exchange.xlsx_out import save_xlsx

        save_xlsx(target, grid.columns, rows, options.kind)
    if options.json:
        say_json({"kind": options.kind, "file": str(target), "rows": len(rows)})
    else:
        say(f"Wrote {len(rows)} {'row' if len(rows) == 1 else 'rows'} of {options.kind} to {target}.")
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
    if isinstance(value, dict) and value.get("from") and value.get("to"):
        return _span(value)
    if isinstance(value, dict):
        for name in ("label", "code", "words", "cluster", "from"):
            if value.get(name):
                return str(value[name])
        return "; ".join(str(one) for one in value.values() if one)
    return str(value)


def _span(value: dict[str, Any]) -> str:
    """A stretch of time as people write it: "2026-11-16 08:15/14:49"; of a period its name and times."""
    (day, start), (last, end) = (str(value[name]).split("T") for name in ("from", "to"))
    ends = end[:5] if last == day else f"{last} {end[:5]}"
    if "period" in value:
        return f"{value['period']} {start[:5]}/{ends}"
    return f"{day} {start[:5]}/{ends}{f' {why}' if (why := value.get('why')) else ''}"
