"""The tables of the page of bells: day types, the week and the letters, special dates, lunches."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from typing import NamedTuple

from models.errors import BadInput
from models.queries.bells_year import BellsFacts
from models.rules.bell_book import EACH_WEEKDAY
from models.rules.bells import BellBook, lunches_of, plain_type
from models.rules.facts import BellSchedule, DayException, Period, SchoolClass
from models.rules.meets import lunch_key, parse_lunches, parse_meets, period_key
from models.rules.naming import day_text, listing
from models.rules.text import fold
from models.rules.typed_bells import summary
from models.rules.walls import format_wall
from screens.state.bells_classes import class_words
from screens.state.bells_view import special_words
from screens.widgets.few_lines import Line
from screens.widgets.plain import Cell, Toned

VIEWS = ("Year", "Day types", "Week and letters", "Special dates", "Lunches", "Classes")
NOTHING_YET = (
    "There are no bells yet. n adds a day type: type its periods as they stand on the printed schedule. "
    "Ctrl+O imports a file."
)


class PeriodRow(NamedTuple):
    """A row of the table of day types: a type with one of its periods, or (None) a type without any."""

    day_type: str
    number: int
    period: Period | None
    lunch: bool

    @property
    def key(self) -> str:
        """Its lasting name."""
        return f"{self.day_type}\n{self.number}"


class RuleRow(NamedTuple):
    """A row of the table of the week and the letters."""

    key: str
    what: str
    value: str
    note: str


class DatesRow(NamedTuple):
    """Dates in a row that are special in the same way."""

    first: date
    last: date
    special: DayException

    @property
    def key(self) -> str:
        """Its lasting name."""
        return self.first.isoformat()


class LunchRow(NamedTuple):
    """One lunch: when it is by day type, and the classes that have it."""

    name: str
    times: tuple[tuple[str, Period], ...]
    classes: tuple[SchoolClass, ...]

    @property
    def key(self) -> str:
        """Its lasting name."""
        return lunch_key(self.name)


def period_rows(schedule: BellSchedule) -> list[PeriodRow]:
    """Every row of every day type."""
    rows = []
    for name, periods in schedule.day_types.items():
        lunches = lunches_of(periods)
        rows += [PeriodRow(name, n, period, period in lunches) for n, period in enumerate(periods)]
        if not periods:
            rows.append(PeriodRow(name, 0, None, False))
    return rows


def period_cells(row: PeriodRow, book: BellBook) -> tuple[Cell, ...]:
    """Its cells: the day type only in the first of its rows."""
    name = Toned(row.day_type, "strong") if row.number == 0 else ""
    days = days_of_type(book, row.day_type) if row.number == 0 else ""
    if row.period is None:
        return name, "no periods yet", "", "", "", "", days
    period = row.period
    kind = "lunch" if row.lunch else "" if period.kind == "period" else period.kind
    minutes = str(period.end - period.start)
    tone = "dim" if period.kind == "break" else ""
    return (
        name,
        Toned(period.name, tone),
        Toned(format_wall(period.start), tone),
        Toned(format_wall(period.end), tone),
        Toned(minutes, tone),
        Toned(kind, tone),
        days,
    )


def days_of_type(book: BellBook, name: str) -> str:
    """On which weekdays a day type holds: "Mon–Tue, Fri, A days"."""
    schedule = book.schedule
    plain, letters = plain_type(name, schedule.rotation)
    days = [day for day, usual in sorted(book.week.items()) if fold(usual) == fold(plain)]
    dates = sum(fold(one.day_type) in (fold(name), fold(plain)) for one in schedule.exceptions.values())
    told = [_weekday_words(days)] if days else []
    told += [f"{dates} {'date' if dates == 1 else 'dates'}"] if dates else []
    said = " and ".join(told) or "not used yet"
    return f"{said}, {'/'.join(letters)} days" if letters else said


def _weekday_words(days: list[int]) -> str:
    """ "Mon–Wed, Fri"."""
    runs: list[list[int]] = []
    for day in days:
        if runs and runs[-1][-1] == day - 1:
            runs[-1].append(day)
        else:
            runs.append([day])
    names = [[EACH_WEEKDAY[day][:3] for day in run] for run in runs]
    return ", ".join(f"{run[0]}–{run[-1]}" if len(run) > 1 else run[0] for run in names)


def rule_rows(book: BellBook) -> list[RuleRow]:
    """The usual week, the letters, the first and last day of school."""
    schedule = book.schedule
    week = book.week
    supposed = "" if schedule.week or not schedule.day_types else "as long as nothing else is said"
    rows = [
        RuleRow(
            str(day),
            EACH_WEEKDAY[day],
            week.get(day, "no school") or "school, no day type",
            supposed if day in week else "",
        )
        for day in range(7)
    ]
    letters = " ".join(schedule.rotation)
    said = "they advance on school days only" if letters else "for A/B days or a cycle of days"
    rows.append(RuleRow("rotation", "Letters", letters or "none", said))
    for key, what, day in (
        ("first_day", "First day", schedule.first_day),
        ("last_day", "Last day", schedule.last_day),
    ):
        counted = "letters count from here" if key == "first_day" and schedule.rotation else ""
        if key == "first_day" and schedule.rotation and not day:
            counted = "letters count from 1 August"
        rows.append(
            RuleRow(key, f"{what} of school", f"{day_text(day)} {day.year}" if day else "not said", counted)
        )
    return rows


def dates_rows(schedule: BellSchedule) -> list[DatesRow]:
    """Special dates, those in a row that are alike as one; a weekend between them does not part them."""
    days = sorted(schedule.exceptions.values())
    runs: list[list[DayException]] = []
    for one in days:
        if runs and one[1:] == runs[-1][-1][1:] and _follows(runs[-1][-1].day, one.day):
            runs[-1].append(one)
        else:
            runs.append([one])
    return [DatesRow(run[0].day, run[-1].day, run[0]) for run in runs]


def dates_cells(row: DatesRow) -> tuple[Cell, ...]:
    """Its cells: when, what, why."""
    when = f"{day_text(row.first)} {row.first.year}"
    if row.last != row.first:
        when = f"{day_text(row.first)} to {day_text(row.last)} {row.last.year}"
    special = row.special
    words = special_words(special)
    return when, Toned(words, "strong") if special.closed else words, special.closed or special.note


def lunch_rows(facts: BellsFacts) -> list[LunchRow]:
    """Each lunch that lies over a period of some day type, by name."""
    schedule = facts.book.schedule
    named: dict[str, list[tuple[str, Period]]] = {}
    for day_type, periods in schedule.day_types.items():
        for one in lunches_of(periods):
            named.setdefault(lunch_key(one.name), []).append((day_type, one))
    return [
        LunchRow(
            times[0][1].name, tuple(times), tuple(one for one in facts.classes if key in lunch_keys(one))
        )
        for key, times in sorted(named.items())
    ]


def lunch_cells(row: LunchRow) -> tuple[Cell, ...]:
    """Its cells: the name, when, which classes."""
    times = ", ".join(f"{name} {format_wall(one.start)}–{format_wall(one.end)}" for name, one in row.times)
    classes = listing([one.name or one.id for one in row.classes], 4) or "no class yet"
    return row.name, times, classes


def lunch_keys(one: SchoolClass) -> set[str]:
    """The lunches that a class has."""
    try:
        return {lunch_key(name) for name, _ in parse_lunches(one.meets)}
    except BadInput:
        return set()


def without_lunch(facts: BellsFacts) -> tuple[SchoolClass, ...]:
    """Classes that meet in a period over which lunches lie, and have none of them."""
    return tuple(one for one in over_lunches(facts) if not lunch_keys(one))


def over_lunches(facts: BellsFacts) -> tuple[SchoolClass, ...]:
    """Classes that meet in a period over which lunches lie."""
    over: set[str] = set()
    for periods in facts.book.schedule.day_types.values():
        for lunch in lunches_of(periods):
            over |= {
                period_key(one.name)
                for one in periods
                if one.kind == "period" and one.start < lunch.end and lunch.start < one.end
            }
    return tuple(one for one in facts.classes if _meets_in(one, over))


def _meets_in(one: SchoolClass, periods: Iterable[str]) -> bool:
    try:
        return not {period_key(name) for name, _ in parse_meets(one.meets)}.isdisjoint(periods)
    except BadInput:
        return False


def _follows(day: date, other: date) -> bool:
    """Whether only a weekend lies between the dates."""
    step = (other - day).days
    return step == 1 or (step <= 3 and all((day + timedelta(days=n)).weekday() >= 5 for n in range(1, step)))


def words_of_row(facts: BellsFacts, view: str, row: object) -> tuple[Line, ...]:
    """What to know about the row under the cursor, and what can be done."""
    if isinstance(row, PeriodRow):
        when = days_of_type(facts.book, row.day_type)
        return (
            (
                "strong",
                f"{row.day_type}: {summary(facts.book.schedule.day_types.get(row.day_type, ()))} · {when}",
            ),
            (
                "dim",
                "e changes this period, Enter all of them as lines, n adds a period or a day type, Del puts away.",
            ),
        )
    if isinstance(row, LunchRow):
        lacking = without_lunch(facts)
        names = listing([one.name or one.id for one in lacking], 4)
        warning = f"! Without a lunch, though they meet then: {names}." if lacking else ""
        said = f"{row.name}: {len(row.classes)} {'class' if len(row.classes) == 1 else 'classes'}. Enter chooses them."
        return (("strong", said), ("warn", warning))
    if view == "Classes":
        return class_words(row)
    if view == "Week and letters":
        return (
            ("dim", "Enter changes the row under the cursor."),
            ("dim", "Letters advance on school days only; one that is set on a date goes on from there."),
        )
    if isinstance(row, DatesRow):
        return (("dim", "Enter or e changes these dates, n adds some, Del makes them ordinary again."),)
    return ()
