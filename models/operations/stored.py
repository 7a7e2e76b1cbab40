"""Records as the store holds them now, under the names of their fields: what is shown, compared and changed."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from peewee import SqliteDatabase

from models.exchange.csv_out import fields_of
from models.exchange.wall import WallTime, wall_time
from models.operations.kinds import Kind, kind_named
from models.queries import reading
from models.queries.school import places
from models.rules.facts import Opening
from models.rules.naming import day_text
from models.rules.span import instant_of
from models.rules.walls import format_wall
from models.tables import rows

Fields = dict[str, Any]

_AT_ONCE = 4000


def stored(
    db: SqliteDatabase, kind: Kind, zone: ZoneInfo, ids: Iterable[str] | None = None
) -> dict[str, Fields]:
    """Typed fields of the records by id: all of the kind, or those of `ids` that exist."""
    wanted = None if ids is None else set(ids)
    found = _LOADERS[kind.name](db, zone, wanted)
    return {ident: fields for ident, fields in found.items() if wanted is None or ident in wanted}


def label_of(kind: Kind, fields: Fields) -> str:
    """What people call the record: a name, and for what has none, what it is."""
    if kind.name == "students":
        return f"{fields.get('preferred') or fields.get('given') or ''} {fields.get('family') or ''}".strip()
    if kind.name == "classes":
        return str(fields.get("name") or fields.get("id") or "")
    return str(fields.get("name") or fields.get("contact") or fields.get("room") or fields.get("staff") or "")


def known_id(db: SqliteDatabase, kind: str, ident: str) -> bool:
    """Whether there is a record of that kind with this id."""
    model = kind_named(kind).model
    return bool(reading.fetch(db, model.select(model.id).where(model.id == ident)))


def wall_instant(moment: WallTime, zone: ZoneInfo) -> tuple[datetime, str]:
    """The instant of a wall time, and what must be said about it. Raises BadInput for one that does not exist."""
    return instant_of(datetime.combine(moment.day, time()) + timedelta(minutes=moment.minute), zone)


def opening_text(opening: Opening) -> str:
    """Hours as a sentence has them: "Mon 08:00–12:00", "Tue 24 Nov 08:00–12:00"."""
    weekdays = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
    day = day_text(opening.day) if opening.day else weekdays[opening.weekday or 0]
    return f"{day} {format_wall(opening.start)}–{format_wall(opening.end)}"


def _students(db: SqliteDatabase, zone: ZoneInfo, ids: set[str] | None) -> dict[str, Fields]:
    """A district's students part by part: all at once they would fill the memory three times over."""
    shared: dict[Any, Any] = {}
    found = {}
    for part in _parts(db, ids):
        for ident, one in reading.students(db, part).items():
            fields = found[ident] = fields_of(one, zone)
            for name in ("classes", "interests"):
                fields[name] = tuple(shared.setdefault(each, each) for each in fields[name])
            for name in ("grade", "school", "classes", "interests"):
                fields[name] = shared.setdefault(fields[name], fields[name])
    return found


def _parts(db: SqliteDatabase, ids: set[str] | None) -> Iterator[list[str] | None]:
    """The ids of the students to fetch, so many at a time, in the order of their names; None for all at once."""
    if ids is not None and len(ids) < 500:
        yield list(ids)
        return
    s = rows.Student
    every = [ident for (ident,) in reading.fetch(db, s.select(s.id).order_by(s.family, s.given, s.id))]
    if len(every) <= _AT_ONCE:
        yield None
        return
    for start in range(0, len(every), _AT_ONCE):
        yield every[start : start + _AT_ONCE]


def _contacts(db: SqliteDatabase, zone: ZoneInfo, ids: set[str] | None) -> dict[str, Fields]:
    """Without the hours they offer: as a field those depend on the campaign, see `offered`."""
    few = ids if ids is not None and len(ids) < 500 else None
    found = {ident: fields_of(one, zone) for ident, one in reading.contacts(db, few).items()}
    for fields in found.values():
        del fields["availability"]
    return found


def _outreach(db: SqliteDatabase, zone: ZoneInfo, ids: set[str] | None) -> dict[str, Fields]:
    return {one.id: {**one._asdict(), "at": wall_time(one.at, zone)} for one in reading.outreach(db)}


def _claims(db: SqliteDatabase, zone: ZoneInfo, ids: set[str] | None) -> dict[str, Fields]:
    return {one.id: {**one._asdict(), "until": wall_time(one.until, zone)} for one in reading.claims(db)}


def _blocks(db: SqliteDatabase, zone: ZoneInfo, ids: set[str] | None) -> dict[str, Fields]:
    return {
        block.id: {
            "id": block.id,
            "room": room.id,
            "from": wall_time(block.span.start, zone),
            "to": wall_time(block.span.end, zone),
            "why": block.why,
        }
        for room in places(db).values()
        for block in room.blocks
        if not block.held
    }


def _duty(db: SqliteDatabase, zone: ZoneInfo, ids: set[str] | None) -> dict[str, Fields]:
    d = rows.Duty
    query = d.select(d.id, d.staff, d.weekday, d.day, d.start_minute, d.end_minute)
    return {
        ident: {"id": ident, "staff": staff, "when": (Opening(*hours),)}
        for ident, staff, *hours in reading.fetch(db, query)
    }


_LOADERS: dict[str, Callable[[SqliteDatabase, ZoneInfo, set[str] | None], dict[str, Fields]]] = {
    "students": _students,
    "contacts": _contacts,
    "rooms": lambda db, zone, _: {k: fields_of(one, zone) for k, one in reading.rooms(db).items()},
    "places": lambda db, zone, _: {k: fields_of(one, zone) for k, one in places(db).items()},
    "staff": lambda db, zone, _: {k: fields_of(one, zone) for k, one in reading.staff(db).items()},
    "classes": lambda db, zone, _: {k: fields_of(one, zone) for k, one in reading.classes(db).items()},
    "employers": lambda db, _zone, _ids: {k: one._asdict() for k, one in reading.employers(db).items()},
    "outreach": _outreach,
    "claims": _claims,
    "blocks": _blocks,
    "duty": _duty,
}
