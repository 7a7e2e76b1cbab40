"""A bell schedule as the one file that a teacher can edit, which `import bells` reads back the same."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from itertools import groupby

from models.exchange.columns import CLASSES
from models.exchange.wall import WEEKDAYS
from models.rules.facts import BellSchedule, DayException, Period, SchoolClass
from models.rules.walls import format_wall

_BARE_KEY = re.compile(r"[A-Za-z0-9_-]+")


def write_toml(
    schedule: BellSchedule, *, school: str = "", zone: str = "", classes: Iterable[SchoolClass] = ()
) -> str:
    """The day types, the usual week, the rotation, the special dates, and the classes with where they meet."""
    blocks = [_school(schedule, school, zone)]
    blocks += [_day_type(name, periods) for name, periods in schedule.day_types.items()]
    blocks += [_exception(first, last, one) for first, last, one in _runs(schedule)]
    blocks += [_class(one) for one in classes]
    return "\n\n".join("\n".join(lines) for lines in blocks if len(lines) > 1) + "\n"


def _school(schedule: BellSchedule, school: str, zone: str) -> list[str]:
    week = ", ".join(
        f"{WEEKDAYS[day].casefold()} = {_text(name)}" for day, name in sorted(schedule.week.items())
    )
    lines = ["[school]", *_told("name", school), *_told("timezone", zone)]
    lines += [f"first_day = {schedule.first_day}"] if schedule.first_day else []
    lines += [f"last_day = {schedule.last_day}"] if schedule.last_day else []
    lines += [f"rotation = [{', '.join(map(_text, schedule.rotation))}]"] if schedule.rotation else []
    return lines + ([f"default_week = {{ {week} }}"] if week else [])


def _day_type(name: str, periods: Iterable[Period]) -> list[str]:
    key = name if _BARE_KEY.fullmatch(name) else _text(name)
    return [f"[day_types.{key}]", *_periods(periods)]


def _exception(first: date, last: date, one: DayException) -> list[str]:
    when = [f"date = {first}"] if first == last else [f"from = {first}", f"to = {last}"]
    told = [
        line
        for field in ("closed", "day_type", "rotation", "note")
        for line in _told(field, getattr(one, field))
    ]
    return ["[[exceptions]]", *when, *told, *(_periods(one.rows) if one.rows else [])]


def _class(one: SchoolClass) -> list[str]:
    cells = ((column.name, getattr(one, column.name)) for column in CLASSES)
    written = [
        (name, column.write(value)) for (name, value), column in zip(cells, CLASSES, strict=True) if value
    ]
    return ["[[classes]]", *(f"{name} = {_text(cell)}" for name, cell in written)]


def _periods(periods: Iterable[Period]) -> list[str]:
    rows = [
        [
            one.name,
            format_wall(one.start),
            format_wall(one.end),
            *([one.kind] if one.kind != "period" else []),
        ]
        for one in periods
    ]
    return ["periods = [", *(f"  [{', '.join(map(_text, row))}]," for row in rows), "]"]


def _runs(schedule: BellSchedule) -> Iterator[tuple[date, date, DayException]]:
    """First and last date of the days that follow one another and are special in the same way."""
    days = sorted(schedule.exceptions.values())
    steps = enumerate(days)
    for _, run in groupby(steps, lambda step: (step[1].day - timedelta(days=step[0]), step[1][1:])):
        same = [one for _, one in run]
        yield same[0].day, same[-1].day, same[0]


def _told(key: str, value: str) -> list[str]:
    return [f"{key} = {_text(value)}"] if value else []


def _text(value: str) -> str:
    """A TOML string; JSON's escapes are a part of TOML's."""
    return json.dumps(value, ensure_ascii=False)
