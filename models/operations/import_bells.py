"""What a bell schedule from a file would change, part by part; day types and dates that it lacks stay."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, datetime
from typing import Any

from peewee import SqliteDatabase

from models.exchange.reading import BellsRead, Reading
from models.exchange.wall import is_date
from models.operations.bells_change import PARTS, WEEKDAYS, Cells, day_parts, period_parts
from models.operations.bells_effects import Part, calls_touched
from models.queries import reading
from models.rules.bells import day_type_names
from models.rules.facts import BellSchedule, Campaign, DayException, ProposalRow
from models.rules.naming import day_text

_DOING = frozenset({"add", "change", "remove"})


def propose_bells(
    db: SqliteDatabase, read: Reading, campaign: Campaign, file: str, notes: list[str]
) -> list[ProposalRow]:
    """A row for each day type, the default week, the school year with its rotation, and each special date."""
    if read.bells is None:
        return []
    there = reading.bells(db).schedule
    if read.bells.zone and read.bells.zone != campaign.zone:
        notes.append(f"The file is for {read.bells.zone}; the campaign is in {campaign.zone}, which stays.")
    _note_missing(there, read.bells, notes)
    types = set(day_type_names(_together(there, read.bells)))
    rows = []
    for entity, ident, label, after in _parts(read.bells, there):
        before = PARTS[entity].now(there, ident, after or {})
        refusal = _refusal(entity, ident, after, types)
        action = "refuse" if refusal else _action(before, after)
        shown = (before, after) if action not in ("refuse", "same") else (None, None)
        line = _row_of(read.bells, entity, ident)
        if refusal and not line and entity != "day_type":
            refusal = f"{label}: {refusal}"
        source = (file, line, "day_type" if refusal and entity == "day" else "")
        rows.append(ProposalRow(action, entity, ident, label, refusal, source, *shown))
    return rows


def touched_notes(db: SqliteDatabase, rows: Iterable[ProposalRow], now: datetime) -> tuple[str, ...]:
    """A sentence about the calls ahead on dates that the rows make other ones; none where there are none."""
    doing = [
        Part(row.entity, row.id, row.label, row.after)
        for row in rows
        if row.entity in PARTS and row.action in _DOING
    ]
    touched = len(calls_touched(db, doing, now)) if doing else 0
    if not touched:
        return ()
    calls = "1 call ahead lies" if touched == 1 else f"{touched} calls ahead lie"
    return (f"{calls} on dates that change: see afterwards which no longer fit (wbl-tui check).",)


def _row_of(read: BellsRead, entity: str, ident: str) -> int:
    """The row that told of the part; 0 where the file has no rows."""
    return read.rows.get(date.fromisoformat(ident) if entity == "day" else ident, 0)


def _action(before: Cells | None, after: Cells | None) -> str:
    if before == after:
        return "same"
    if after is None:
        return "remove"
    return "change" if before else "add"


def _together(there: BellSchedule, read: BellsRead) -> BellSchedule:
    """The day types of both, with the rotation that there will be."""
    told = read.schedule
    rotation = told.rotation if "rotation" in read.parts else there.rotation
    return there._replace(day_types={**there.day_types, **told.day_types}, rotation=rotation)


def _day(read: BellsRead, there: BellSchedule, special: DayException) -> DayException:
    """The date as the file has it; what files of its form do not hold stays as it is."""
    known = there.exceptions.get(special.day)
    if known is None or {"exceptions", "rows"} <= read.parts:
        return special
    return known._replace(rows=special.rows) if "rows" in read.parts else special._replace(rows=known.rows)


def _parts(read: BellsRead, there: BellSchedule) -> Iterator[tuple[str, str, str, Cells | None]]:
    """Each part that the file holds: entity, id, label, how it would be (None: nothing special)."""
    told = read.schedule
    for name, periods in told.day_types.items():
        yield "day_type", name, f"day type {name}", period_parts(periods)
    if "week" in read.parts:
        week = {WEEKDAYS[day]: name for day, name in sorted(told.week.items())}
        yield "week", "week", "the usual week", week or None
    year = {
        "rotation": ";".join(told.rotation),
        "first_day": str(told.first_day or ""),
        "last_day": str(told.last_day or ""),
    }
    held: Cells = {name: text for name, text in year.items() if name in read.parts}
    if any(held.values()):
        yield "school_year", "school", "the school year", held
    for day, special in sorted(told.exceptions.items()):
        yield "day", day.isoformat(), day_text(day), day_parts(_day(read, there, special))


def _refusal(entity: str, ident: str, after: Cells | None, types: set[str]) -> str:
    """Why a part cannot be used: its name would be taken for a date, or it names an unknown day type."""
    if entity == "day_type" and is_date(ident):
        return "a day type cannot be called like a date"
    named: list[Any] = list((after or {}).values()) if entity == "week" else [(after or {}).get("day_type")]
    unknown = [one for one in named if one and one not in types] if entity in ("week", "day") else []
    return f"there is no day type {unknown[0]!r}; import its periods first" if unknown else ""


def _note_missing(there: BellSchedule, read: BellsRead, notes: list[str]) -> None:
    told = read.schedule
    counted = (
        ("day_types", len(there.day_types.keys() - told.day_types.keys()), "day type"),
        ("exceptions", len(there.exceptions.keys() - told.exceptions.keys()), "special date"),
    )
    missing = [f"{n} {word}{'' if n == 1 else 's'}" for part, n, word in counted if n and part in read.parts]
    if missing:
        notes.append(f"Missing from this file: {' and '.join(missing)}; nothing is removed.")
