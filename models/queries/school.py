"""Rows to facts: what a school is made of, whoever is interviewed: classes, staff, rooms, bells."""

from __future__ import annotations

from collections import defaultdict
from datetime import date
from typing import Any

from peewee import SQL, Case, SqliteDatabase, Value, fn

from models.queries.fetching import Prepared
from models.rules import facts
from models.rules.bells import BellBook
from models.rules.span import Span
from models.tables import rows
from models.tables.time_rows import Reservation


@Prepared
def _classes() -> Any:
    c, e = rows.SchoolClass, rows.Enrolment
    # Not of a column: so it is counted in the index by class, in a sixth of the time.
    size = e.select(fn.COUNT(SQL("*"))).where(e.class_id == c.id)
    return c.select(c.id, c.name, c.teacher, c.meets, c.kind, c.never_on, size).order_by(c.id)


def classes(db: SqliteDatabase) -> dict[str, facts.SchoolClass]:
    """Every class by id."""
    return {
        ident: facts.SchoolClass(
            ident, name, teacher, meets, kind, tuple(map(date.fromisoformat, never_on)), size
        )
        for ident, name, teacher, meets, kind, never_on, size in _classes.ask(db)
    }


def _openings(model: Any, owner: Any) -> Prepared:
    query = model.select(owner, model.weekday, model.day, model.start_minute, model.end_minute)
    return Prepared(lambda: query.order_by(model.weekday, model.day, model.start_minute))


_duty = _openings(rows.Duty, rows.Duty.staff)


@Prepared
def _away() -> Any:
    a = rows.DutyAway
    return a.select(a.staff, a.day, a.start_minute, a.end_minute).order_by(a.day, a.start_minute, a.id)


_room_hours = _openings(rows.RoomHours, rows.RoomHours.room)


def _by_owner(found: list[tuple[Any, ...]]) -> dict[str, tuple[facts.Opening, ...]]:
    openings: dict[str, list[facts.Opening]] = defaultdict(list)
    for ident, *hours in found:
        openings[ident].append(facts.Opening(*hours))
    return {ident: tuple(hours) for ident, hours in openings.items()}


@Prepared
def _staff() -> Any:
    s = rows.Staff
    return s.select(s.id, s.name, s.role, s.email, s.school).order_by(s.name, s.id)


def staff(db: SqliteDatabase) -> dict[str, facts.Staff]:
    """Everybody on the staff by id, with standby duty; three queries."""
    duty = _by_owner(_duty.ask(db))
    away = _by_owner([(one, None, *hours) for one, *hours in _away.ask(db)])
    return {
        row[0]: facts.Staff._make((*row, duty.get(row[0], ()), away.get(row[0], ())))
        for row in _staff.ask(db)
    }


@Prepared
def _blocks() -> Any:
    """What blocks rooms, and who booked them: in one query, since rooms are read with every booking."""
    b, v, s, k = rows.RoomBlock, Reservation, rows.Student, rows.SchoolClass
    blocked = b.select(b.id, b.room, b.start_at, b.end_at, b.why, Value(""))
    first = Case(None, ((s.preferred != "", s.preferred),), s.given)
    who = fn.COALESCE(k.name, fn.TRIM(first.concat(" ").concat(s.family)), "somebody")
    booked = (
        v.select(v.id, v.room, v.start_at, v.end_at, v.what, who)
        .left_outer_join(s, on=(s.id == v.student))
        .left_outer_join(k, on=(k.id == v.class_id))
    )
    return (blocked | booked).order_by(SQL("3"), SQL("1"))


@Prepared
def _rooms() -> Any:
    r = rows.Room
    chosen = r.select(r.id, r.name, r.school, r.capacity, r.equipment, r.changeover_minutes, r.kind, r.mail)
    return chosen.order_by(r.name, r.id)


def rooms(db: SqliteDatabase) -> dict[str, facts.Room]:
    """Every quiet room by id, with hours, blocks and who booked it; three queries.

    Labs and phones are left out: no interview is held in one.
    """
    return {ident: place for ident, place in places(db).items() if place.kind == "room"}


def places(db: SqliteDatabase) -> dict[str, facts.Room]:
    """Everything that can be booked by id: quiet rooms, labs, phones; three queries."""
    hours = _by_owner(_room_hours.ask(db))
    blocks: dict[str, list[facts.Block]] = defaultdict(list)
    for ident, room, start, end, why, held in _blocks.ask(db):
        blocks[room].append(facts.Block(ident, room, Span(start, end), why, held))
    return {
        ident: facts.Room._make(
            (ident, *row, hours.get(ident, ()), tuple(blocks.get(ident, ())), kind or "room", mail)
        )
        for ident, *row, kind, mail in _rooms.ask(db)
    }


@Prepared
def _periods() -> Any:
    p = rows.BellPeriod
    chosen = p.select(p.day_type, p.name, p.start_minute, p.end_minute, p.kind)
    return chosen.order_by(p.day_type, p.position)


@Prepared
def _week() -> Any:
    w = rows.BellWeek
    return w.select(w.id, w.day_type)


@Prepared
def _rule() -> Any:
    r = rows.BellRule
    return r.select(r.rotation, r.first_day, r.last_day)


@Prepared
def _special_days() -> Any:
    d = rows.SpecialDay
    return d.select(d.id, d.closed, d.day_type, d.rotation, d.note).order_by(d.id)


def bells(db: SqliteDatabase) -> BellBook:
    """The bell schedule; four queries."""
    day_types: dict[str, list[facts.Period]] = defaultdict(list)
    for day_type, *period in _periods.ask(db):
        day_types[day_type].append(facts.Period(*period))
    week = {int(weekday): day_type for weekday, day_type in _week.ask(db)}
    rule = _rule.ask(db) or [((), None, None)]
    # One-off rows of a date are kept as a day type that bears the date's name.
    special = {
        date.fromisoformat(day): facts.DayException._make(
            (date.fromisoformat(day), *rest, tuple(day_types.pop(day, ())))
        )
        for day, *rest in _special_days.ask(db)
    }
    return BellBook(
        facts.BellSchedule._make(
            ({name: tuple(found) for name, found in day_types.items()}, week, *rule[0], special)
        )
    )
