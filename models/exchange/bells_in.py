"""Bell schedules from tables: either the periods of day types, or what is special about dates."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from typing import Any

from models.errors import BadInput
from models.exchange.headers import Heading
from models.exchange.people_in import PLAIN
from models.exchange.reading import BellsRead, Problem, Reading, Record, problem
from models.exchange.rows_in import read_rows
from models.exchange.tables import Table
from models.exchange.wall import parse_date
from models.rules.facts import BellSchedule, DayException, Period
from models.rules.walls import parse_periods, parse_wall

NOTHING = BellSchedule({}, {}, (), None, None, {})
"""A schedule of which nothing is known yet."""

USUAL = "regular"
"""The day type of rows that name none."""

LONGEST_DAY = 100
"""Rows of one day type, far beyond any school's."""
MOST_ROWS = 5_000

PeriodRow = tuple[str, str, str, str]
"""Name, start, end and kind of a period, as written."""

_SHUT = re.compile(r"(?:no (?:school|classes|students)|closed|holiday)", re.IGNORECASE)
_NOT_CLOSED = frozenset({"", "no", "n", "false", "0"})
_NO_REASON = frozenset({"yes", "y", "true", "1", "x"})


def read_bells(form: str, table: Table, heading: Heading, name: str) -> Reading:
    """The schedule of a table in one of the two forms, "periods" or "days"."""
    if len(table.rows) > MOST_ROWS:
        raise BadInput(f"{name} has more than {MOST_ROWS:,} rows, the most for a bell schedule.")
    reading = read_rows(form, table, heading, name, PLAIN)
    problems = list(reading.problems)
    if form == "periods":
        bells = _with_dates(_day_types(reading.records, heading, name, problems))
    else:
        exceptions = _exceptions(reading.records, heading, name, problems)
        bells = BellsRead(NOTHING._replace(exceptions=exceptions), frozenset({"exceptions"}))
    bells = bells._replace(rows=_first_rows(form, reading.records))
    return reading._replace(kind="bells", records=(), problems=tuple(problems), bells=bells)


def _with_dates(found: dict[str, tuple[Period, ...]]) -> BellsRead:
    """A day type that is called like a date is the rows of that date alone."""
    dated = {day: periods for name, periods in found.items() if (day := _date_of(name)) is not None}
    day_types = {name: periods for name, periods in found.items() if _date_of(name) is None}
    days = {day: DayException(day, "", "", "", "", periods) for day, periods in dated.items()}
    parts = {"rows"} if days else set[str]()
    return BellsRead(
        NOTHING._replace(day_types=day_types, exceptions=days),
        frozenset(parts | ({"day_types"} if day_types or not days else set())),
    )


def _date_of(name: str) -> date | None:
    try:
        return parse_date(name)
    except BadInput:
        return None


def _first_rows(form: str, records: tuple[Record, ...]) -> dict[str | date, int]:
    """The row in which each day type begins, or each date stands."""
    rows: dict[str | date, int] = {}
    for record in records:
        named = record.fields.get("day_type") or USUAL
        key = record.fields["date"] if form == "days" else _date_of(named) or named
        rows.setdefault(key, record.row)
    return rows


def blame(row: PeriodRow) -> tuple[str, str, str]:
    """Which of a refused row's columns is wrong, its value, and what was expected there."""
    for place, column in ((1, "start"), (2, "end")):
        try:
            parse_wall(row[place])
        except BadInput:
            return column, row[place], "a time as 08:30, 13:07 or 1:25 pm"
    try:
        parse_periods([(row[0], "0:00", "0:01", row[3])])
    except BadInput:
        return "kind", row[3], "period or break"
    try:
        parse_periods([row])
    except BadInput:
        return "end", row[2], f"a time after {row[1]}"
    return "start", row[1], "a period that lies over no other period of its day type"


def closed_reason(written: str) -> str:
    """Why a date is closed, "" when it is not: a bare "yes" gives no reason of its own."""
    word = written.strip().casefold()
    if word in _NOT_CLOSED:
        return ""
    return "closed" if word in _NO_REASON else written


def _day_types(
    records: tuple[Record, ...], heading: Heading, name: str, problems: list[Problem]
) -> dict[str, tuple[Period, ...]]:
    good: dict[str, list[PeriodRow]] = {}
    for record in records:
        fields = record.fields
        rows = good.setdefault(fields.get("day_type") or USUAL, [])
        start, end = _ends(fields)
        row = fields["period"], start, end, fields.get("kind") or ""
        try:
            if len(rows) >= LONGEST_DAY:
                raise BadInput(f"at most {LONGEST_DAY} rows for a day type")
            parse_periods([*rows, row])
        except BadInput as wrong:
            full = ("day_type", "", wrong.sentence)
            column, value, expected = full if len(rows) >= LONGEST_DAY else blame(row)
            problems.append(problem(name, record.row, heading.header_of(column), value, expected))
        else:
            rows.append(row)
    return {day_type: parse_periods(rows) for day_type, rows in good.items() if rows}


def _ends(fields: Mapping[str, Any]) -> tuple[str, str]:
    """The two times of a period, which one cell may hold: "8:00-8:50"."""
    start, end = fields.get("start") or "", fields.get("end") or ""
    if start or end:
        return start, end
    first, _, last = re.sub(r"\s*(?:[-–—/]|\bto\b)\s*", "-", fields.get("times") or "").partition("-")
    return first, last


def _exceptions(
    records: tuple[Record, ...], heading: Heading, name: str, problems: list[Problem]
) -> dict[date, DayException]:
    days: dict[date, DayException] = {}
    for record in records:
        fields = record.fields
        day: date = fields["date"]
        if day in days:
            expected = "a date that no other row has"
            problems.append(problem(name, record.row, heading.header_of("date"), day.isoformat(), expected))
            continue
        closed, day_type, rotation, note = (
            fields.get(field) or "" for field in ("closed", "day_type", "rotation", "note")
        )
        if _SHUT.fullmatch(day_type.strip()):
            closed, day_type = closed or note or day_type, ""
        days[day] = DayException(day, closed_reason(closed), day_type, rotation, note)
    return days
