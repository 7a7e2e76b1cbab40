"""The parts of a bell schedule as proposals name them, compared with the store and written to it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date
from typing import Any, NamedTuple

from models.errors import Refused
from models.exchange.wall import parse_date
from models.operations.unit import Unit
from models.queries import reading
from models.rules.facts import BellSchedule, DayException, Period, ProposalRow
from models.rules.walls import format_wall, parse_wall
from models.tables import rows

Cells = dict[str, Any]
WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
DAY_FIELDS = ("closed", "day_type", "rotation", "note")


class PartOf(NamedTuple):
    """One kind of part: how the store has it now, and how it is written (None: taken away)."""

    now: Callable[[BellSchedule, str, Iterable[str]], Cells | None]
    write: Callable[[Unit, str, Cells | None], None]


def period_parts(periods: Iterable[Period]) -> Cells:
    """A day type's rows as a proposal shows them."""
    return {"periods": [[p.name, format_wall(p.start), format_wall(p.end), p.kind] for p in periods]}


def day_parts(special: DayException | None) -> Cells | None:
    """What is special about a date as a proposal shows it; None when nothing is."""
    if special is None:
        return None
    told: Cells = {name: getattr(special, name) for name in DAY_FIELDS if getattr(special, name)}
    if special.rows:
        told |= period_parts(special.rows)
    return told or None


def change_bells(unit: Unit, wanted: Iterable[ProposalRow]) -> None:
    """Write the parts of the rows. Raises Refused when the store has another state than the proposal saw."""
    there = reading.bells(unit.db).schedule
    chosen = list(wanted)
    for row in chosen:
        part = PARTS[row.entity]
        if part.now(there, row.id, row.after or {}) != (row.before or None):
            raise Refused(f"The store has changed since: {row.label}.", "Look at the proposal again.")
    for row in chosen:
        PARTS[row.entity].write(unit, row.id, row.after)


def write_day(unit: Unit, ident: str, told: Cells | None) -> None:
    """Make the date special as told, whatever it was; None makes it an ordinary one."""
    unit.delete_where(rows.BellPeriod, rows.BellPeriod.day_type == ident)
    found = unit.fetch(rows.SpecialDay, ident)
    if told is None:
        unit.delete(rows.SpecialDay, ident)
        return
    values = {name: told.get(name, "") for name in DAY_FIELDS}
    if found is None:
        unit.insert(rows.SpecialDay, ident, **values)
    else:
        unit.update(rows.SpecialDay, ident, **values)
    if told.get("periods"):
        _insert_periods(unit, ident, told["periods"])


def _write_day_type(unit: Unit, ident: str, told: Cells | None) -> None:
    unit.delete_where(rows.BellPeriod, rows.BellPeriod.day_type == ident)
    if told is not None:
        _insert_periods(unit, ident, told["periods"])


def _insert_periods(unit: Unit, day_type: str, periods: list[list[str]]) -> None:
    unit.insert_many(
        rows.BellPeriod,
        [
            {
                "id": f"{day_type}:{n}",
                "day_type": day_type,
                "position": n,
                "name": name,
                "start_minute": parse_wall(start),
                "end_minute": parse_wall(end),
                "kind": kind,
            }
            for n, (name, start, end, kind) in enumerate(periods, 1)
        ],
    )


def _write_week(unit: Unit, _ident: str, told: Cells | None) -> None:
    unit.delete_where(rows.BellWeek, rows.BellWeek.day_type.is_null(False))
    week = [{"id": str(WEEKDAYS.index(day)), "day_type": name} for day, name in (told or {}).items()]
    unit.insert_many(rows.BellWeek, week)


def _write_year(unit: Unit, ident: str, told: Cells | None) -> None:
    values: dict[str, Any] = {}
    for name, text in (told or {}).items():
        if name == "rotation":
            values[name] = tuple(filter(None, text.split(";")))
        else:
            values[name] = parse_date(text) if text else None
    if unit.fetch(rows.BellRule, ident) is None:
        unit.insert(rows.BellRule, ident, **{"rotation": (), **values})
    elif values:
        unit.update(rows.BellRule, ident, **values)


def _day_type_now(there: BellSchedule, ident: str, _names: Iterable[str]) -> Cells | None:
    return period_parts(there.day_types[ident]) if ident in there.day_types else None


def _week_now(there: BellSchedule, _ident: str, _names: Iterable[str]) -> Cells | None:
    return {WEEKDAYS[day]: name for day, name in sorted(there.week.items())} or None


def _year_now(there: BellSchedule, _ident: str, names: Iterable[str]) -> Cells | None:
    whole = {
        "rotation": ";".join(there.rotation),
        "first_day": str(there.first_day or ""),
        "last_day": str(there.last_day or ""),
    }
    now = {name: whole[name] for name in names}
    return now if any(now.values()) else None


def _day_now(there: BellSchedule, ident: str, _names: Iterable[str]) -> Cells | None:
    return day_parts(there.exceptions.get(date.fromisoformat(ident)))


PARTS = {
    "day_type": PartOf(_day_type_now, _write_day_type),
    "week": PartOf(_week_now, _write_week),
    "school_year": PartOf(_year_now, _write_year),
    "day": PartOf(_day_now, write_day),
}
"""How each part is read from the store and written to it, by the entity of a proposal's row."""
