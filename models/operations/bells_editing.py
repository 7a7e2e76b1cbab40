"""Changing the bells one part at a time, as their page does: each change is first a proposal with what it touches."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime

from peewee import SqliteDatabase

from models.errors import BadInput
from models.exchange import cells
from models.exchange.wall import is_date, parse_date
from models.operations.bells_change import WEEKDAYS, period_parts
from models.operations.bells_effects import Part, propose_parts
from models.operations.days import part_of_day
from models.operations.settled import note_by_hand
from models.operations.strain import absences_settled
from models.operations.unit import Done, Unit
from models.queries import reading
from models.rules.bell_book import EACH_WEEKDAY
from models.rules.bells import day_type_names, plain_type
from models.rules.facts import BellSchedule, Period, Proposal, SchoolClass
from models.rules.giving_way import Watch
from models.rules.meets import format_meets, lunch_key, parse_lunches, parse_meets, split_letters
from models.rules.naming import day_text, listing
from models.rules.text import fold
from models.tables import rows as tables

RULES = {
    "rotation": "the letters",
    "first_day": "the first day of school",
    "last_day": "the last day of school",
}
"""What the parts of the school year are called."""


def propose_day_type(
    db: SqliteDatabase,
    name: str,
    periods: Iterable[Period],
    now: datetime,
    *,
    new: bool = False,
    watch: Watch | None = None,
) -> Proposal:
    """What these periods of a day type would do. Raises BadInput for a name that cannot be one, and with `new` for
    one that is there already.
    """
    name = type_name(name, reading.bells(db).schedule.day_types if new else ())
    rows = tuple(periods)
    if not rows:
        raise BadInput("A day type needs a period at least.", "To take the day type away, press Del on it.")
    part = Part("day_type", name, f"day type {name}", period_parts(rows))
    return propose_parts(db, [part], now, f"Day type {name}", watch)


def type_name(text: str, taken: Iterable[str]) -> str:
    """A day type's name as it is kept. Raises BadInput for one that cannot be one, and for one that is taken."""
    name = cells.text(text)
    if not name:
        raise BadInput("The day type has no name.", "Call it regular, early release, A day …")
    if is_date(name):
        raise BadInput("A day type cannot be called like a date.", "A single date is changed in the year.")
    if any(fold(name) == fold(other) for other in taken):
        raise BadInput(f"There is a day type {name} already.", "Choose another name, or change that one.")
    return name


def propose_no_day_type(
    db: SqliteDatabase, name: str, now: datetime, *, watch: Watch | None = None
) -> Proposal:
    """What taking a day type away would do. Raises BadInput while weekdays or dates are of this type."""
    schedule = reading.bells(db).schedule
    used = _uses(schedule, name)
    if used:
        raise BadInput(f"Day type {name} is used: {listing(used)}.", "Give these another day type first.")
    return propose_parts(
        db, [Part("day_type", name, f"day type {name}", None)], now, f"Day type {name}", watch
    )


def propose_weekday(
    db: SqliteDatabase, weekday: int, name: str | None, now: datetime, *, watch: Watch | None = None
) -> Proposal:
    """What another day type on a weekday (0 is Monday) would do; None for no school. Raises BadInput for a type
    that nobody knows, and where no weekday would be left.
    """
    book = reading.bells(db)
    if name and name not in day_type_names(book.schedule):
        raise BadInput(f"There is no day type {name!r}.", "Add it first.")
    week = {**book.week, **({weekday: name} if name else {})}
    if not name:
        week.pop(weekday, None)
    week = {day: one for day, one in sorted(week.items()) if one}
    if not week:
        raise BadInput("One weekday at least needs a day type.", "Close single dates instead.")
    after = {WEEKDAYS[day]: one for day, one in week.items()}
    part = Part("week", "week", f"the usual week: {EACH_WEEKDAY[weekday]} {name or 'no school'}", after)
    return propose_parts(db, [part], now, f"{EACH_WEEKDAY[weekday]}: {name or 'no school'}", watch)


def propose_rule(
    db: SqliteDatabase, name: str, text: str, now: datetime, *, watch: Watch | None = None
) -> Proposal:
    """What other letters ("A B", "1-6"), another first or last day of school would do; "" for none.

    Raises BadInput for what cannot be read.
    """
    if name == "rotation":
        value = ";".join(split_letters(text))
    else:
        value = parse_date(text).isoformat() if text else ""
        there = reading.bells(db).schedule
        first, last = (
            (value, str(there.last_day or "")) if name == "first_day" else (str(there.first_day or ""), value)
        )
        if first and last and last < first:
            raise BadInput("The last day of school would come before the first.", "Give another date.")
    said = " ".join(value.split(";")) or "none"
    if name != "rotation" and value:
        said = f"{day_text(parse_date(value))} {value[:4]}"
    part = Part("school_year", "school", f"{RULES[name]}: {said}", {name: value})
    return propose_parts(db, [part], now, f"{RULES[name][:1].upper()}{RULES[name][1:]}: {said}", watch)


def propose_usual(
    db: SqliteDatabase, days: Iterable[date], now: datetime, *, watch: Watch | None = None
) -> Proposal:
    """What making special dates ordinary again would do."""
    schedule = reading.bells(db).schedule
    parts = [part_of_day(schedule, day, None) for day in sorted(days)]
    labels = [part.label for part in parts]
    return propose_parts(db, parts, now, f"{listing(labels)} as usual", watch)


def choose_lunch(unit: Unit, lunch: str, classes: Iterable[str]) -> Done:
    """Let these classes and no others have the lunch; any other lunch of theirs is taken from them.

    A class that has it on some letters only keeps it so. Raises BadInput where it meets nowhere that can be read.
    """
    wanted, key = set(classes), lunch_key(lunch)
    gained: list[SchoolClass] = []
    lost: list[SchoolClass] = []
    for one in reading.classes(unit.db).values():
        have = parse_lunches(one.meets) if one.id in wanted or _readable(one.meets) else frozenset()
        has = any(lunch_key(name) == key for name, _ in have)
        if has == (one.id in wanted):
            continue
        kept = {pair for pair in have if lunch_key(pair[0]) != key}
        after = {(_short(lunch), "")} if one.id in wanted else kept
        (gained if one.id in wanted else lost).append(one)
        unit.update(tables.SchoolClass, one.id, meets=format_meets(parse_meets(one.meets), after))
    if not gained and not lost:
        return Done(0, f"{lunch} is like that already.")
    note_by_hand(unit, "classes", {one.id: ("meets",) for one in (*gained, *lost)})
    told = [f"{lunch} for {listing([one.name or one.id for one in gained])}"] if gained else []
    told += [f"no longer for {listing([one.name or one.id for one in lost])}"] if lost else []
    sentence = f"{', '.join(told)}."
    sentence = f"{sentence[:1].upper()}{sentence[1:]}{absences_settled(unit)}"
    return Done(unit.say("bells", sentence), sentence)


def _short(lunch: str) -> str:
    """ "Lunch B" as it stands beside where a class meets: B."""
    words = [word for word in lunch.split() if fold(word) != "lunch"]
    return " ".join(words) or lunch


def _readable(meets: str) -> bool:
    try:
        parse_meets(meets)
    except BadInput:
        return False
    return True


def _uses(schedule: BellSchedule, name: str) -> list[str]:
    """Weekdays and dates that are of the day type, and of no other that would take its place."""
    plain = fold(plain_type(name, schedule.rotation)[0])
    rest = {other: () for other in schedule.day_types if other != name}
    left = {fold(other) for other in day_type_names(schedule._replace(day_types=dict(rest)))}
    named = [(EACH_WEEKDAY[day], one) for day, one in sorted(schedule.week.items())]
    named += [(day.isoformat(), one.day_type) for day, one in sorted(schedule.exceptions.items())]
    return [when for when, one in named if fold(one) in (fold(name), plain) and fold(one) not in left]
