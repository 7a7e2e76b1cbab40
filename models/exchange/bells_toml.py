"""Bell schedules as one file that a teacher can edit: day types, the usual week, exceptions, classes."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from typing import Any

from models.errors import BadInput
from models.exchange import cells, limits, wall
from models.exchange.bells_in import LONGEST_DAY, MOST_ROWS, PeriodRow, blame, closed_reason
from models.exchange.columns import CLASSES
from models.exchange.reading import BellsRead, Problem, Reading, Record, problem
from models.rules.facts import BellSchedule, DayException, Period
from models.rules.text import clean
from models.rules.walls import parse_periods

_SECTIONS = frozenset({"school", "day_types", "exceptions", "classes"})
_SCHOOL = frozenset({"name", "timezone", "first_day", "last_day", "rotation", "default_week"})
_EXCEPTION = frozenset({"date", "from", "to", "closed", "day_type", "rotation", "note", "periods"})


def read_toml(text: str, name: str) -> Reading:
    """The schedule in a TOML text, and its classes as records. Raises BadInput for text that is no TOML."""
    if len(text) > limits.TOML_BYTES.most:
        raise limits.TOML_BYTES.refuse(name)
    try:
        told = tomllib.loads(text)
    except (ValueError, RecursionError) as wrong:
        why = clean(str(wrong)) if isinstance(wrong, ValueError) else "it is nested too deeply"
        raise BadInput(f"{name} cannot be read as TOML: {why}.", "Correct the file at that place.") from wrong
    reader = _Reader(name)
    bells = reader.bells(told)
    records = tuple(reader.classes(told.get("classes", [])))
    if not bells.parts and not records and not reader.problems:
        raise BadInput(
            f"{name} holds no bell schedule.", "Sections: [school], [day_types.NAME], [[exceptions]]."
        )
    return Reading("bells", records, tuple(reader.problems), tuple(reader.notes), (), bells)


class _Reader:
    """Walks the file and collects what is wrong; a place is named as in "exceptions 2, date"."""

    def __init__(self, name: str) -> None:
        self._name = name
        self.problems: list[Problem] = []
        self.notes: list[str] = []

    def bells(self, told: dict[str, Any]) -> BellsRead:
        self._note_unknown("", told, _SECTIONS)
        school = self._table("school", told.get("school", {}))
        self._note_unknown("school, ", school, _SCHOOL)
        day_types = dict(self._day_types(self._table("day_types", told.get("day_types", {}))))
        # A file may name "regular" and hold "regular (A)": whether A is a letter, only the store may know.
        schedule = BellSchedule(
            day_types,
            self._week(self._table("school, default_week", school.get("default_week", {}))),
            self._rotation(school.get("rotation", [])),
            self._day("school, first_day", school.get("first_day")),
            self._day("school, last_day", school.get("last_day")),
            self._exceptions(told.get("exceptions", [])),
        )
        given = {"rotation", "first_day", "last_day"}.intersection(school)
        given |= {"day_types", "exceptions"}.intersection(told)
        given |= {"week"} if "default_week" in school else set()
        given |= {"rows"} if "exceptions" in told else set()
        zone = self._zone(school.get("timezone", ""))
        return BellsRead(schedule, frozenset(given), self._text("school, name", school.get("name", "")), zone)

    def classes(self, told: Any) -> Iterator[Record]:
        seen: set[str] = set()
        for number, one in self._tables("classes", told):
            place = f"classes {number}"
            self._note_unknown(f"{place}, ", one, frozenset(column.name for column in CLASSES))
            before = len(self.problems)
            fields: dict[str, Any] = {}
            for column in CLASSES:
                if column.name in one:
                    written = _written(one[column.name])
                    try:
                        fields[column.name] = column.read(written)
                    except BadInput as wrong:
                        self._wrong(f"{place}, {column.name}", written, wrong.sentence)
            if not fields.get("name") and not fields.get("id"):
                self._wrong(f"{place}, name", "", "a value for name or id")
            if fields.get("id") in seen:
                self._wrong(f"{place}, id", fields["id"], "an id of its own")
            seen.add(fields.get("id") or f"\n{number}")
            if len(self.problems) == before:
                yield Record(number, fields)

    def _day_types(self, told: dict[str, Any]) -> Iterator[tuple[str, tuple[Period, ...]]]:
        for key, one in told.items():
            place = f"day_types.{clean(key)}"
            table = self._table(place, one)
            self._note_unknown(f"{place}, ", table, frozenset({"periods"}))
            yield self._text(place, key), self._periods(f"{place}, periods", table.get("periods", []))

    def _periods(self, place: str, told: Any) -> tuple[Period, ...]:
        good: list[PeriodRow] = []
        if not isinstance(told, list) or len(told) > LONGEST_DAY:
            self._wrong(
                place, _written(told), f'a list of at most {LONGEST_DAY} rows as ["1", "8:30", "9:28"]'
            )
            return ()
        for number, one in enumerate(told, 1):
            row = _period_row(one)
            if row is None:
                self._wrong(f"{place} {number}", _written(one), 'a row as ["1", "8:30", "9:28", "break"]')
                continue
            try:
                parse_periods([*good, row])
                good.append(row)
            except BadInput:
                column, value, expected = blame(row)
                self._wrong(f"{place} {number}, {column}", value, expected)
        return parse_periods(good)

    def _week(self, told: dict[str, Any]) -> dict[int, str]:
        week: dict[int, str] = {}
        for key, value in told.items():
            place = f"school, default_week, {clean(key)}"
            names = [short for short in wall.WEEKDAYS if clean(key).casefold().startswith(short.casefold())]
            if not names:
                self._wrong(place, "", "a weekday as mon or tue")
            elif value not in ("", False):
                week[wall.WEEKDAYS.index(names[0])] = self._text(place, value)
        return week

    def _rotation(self, told: Any) -> tuple[str, ...]:
        letters = told.split(",") if isinstance(told, str) else told
        if not isinstance(letters, list) or len(letters) > limits.DAYS.most:
            self._wrong("school, rotation", _written(told), 'a list as ["A", "B"]')
            return ()
        return tuple(filter(None, (self._text("school, rotation", letter) for letter in letters)))

    def _zone(self, told: Any) -> str:
        try:
            return cells.zone(_written(told))
        except BadInput as wrong:
            self._wrong("school, timezone", _written(told), wrong.sentence)
            return ""

    def _exceptions(self, told: Any) -> dict[date, DayException]:
        days: dict[date, DayException] = {}
        for number, one in self._tables("exceptions", told):
            place = f"exceptions {number}"
            self._note_unknown(f"{place}, ", one, _EXCEPTION)
            special = DayException(
                date.min,
                closed_reason(self._text(f"{place}, closed", one.get("closed", ""))),
                self._text(f"{place}, day_type", one.get("day_type", "")),
                self._text(f"{place}, rotation", one.get("rotation", "")),
                self._text(f"{place}, note", one.get("note", "")),
                self._periods(f"{place}, periods", one.get("periods", [])),
            )
            dates = self._dates(place, one)
            taken = next((day for day in dates if day in days), None)
            if taken:
                self._wrong(f"{place}, date", taken.isoformat(), "a date that no other exception has")
            else:
                days.update((day, special._replace(day=day)) for day in dates)
        return days

    def _dates(self, place: str, one: dict[str, Any]) -> list[date]:
        if "date" in one:
            day = self._day(f"{place}, date", one["date"])
            return [day] if day else []
        first, last = (self._day(f"{place}, {end}", one.get(end, "")) for end in ("from", "to"))
        if not first or not last:
            if "from" not in one or "to" not in one:
                self._wrong(place, "", "a date, or from and to")
            return []
        if not 0 <= (last - first).days < limits.DAYS.most:
            self._wrong(
                f"{place}, to", last.isoformat(), f"a date from {first} on, at most {limits.DAYS.words}"
            )
            return []
        return [first + timedelta(days=n) for n in range((last - first).days + 1)]

    def _day(self, place: str, told: Any) -> date | None:
        if told is None or told == "":
            return None
        try:
            return wall.parse_date(_written(told))
        except BadInput as wrong:
            self._wrong(place, _written(told), wrong.sentence)
            return None

    def _text(self, place: str, told: Any) -> str:
        try:
            return cells.text(_written(told))
        except BadInput as wrong:
            self._wrong(place, _written(told), wrong.sentence)
            return ""

    def _table(self, place: str, told: Any) -> dict[str, Any]:
        if isinstance(told, dict):
            return told
        self._wrong(place, _written(told), "a section with keys of its own")
        return {}

    def _tables(self, place: str, told: Any) -> list[tuple[int, dict[str, Any]]]:
        if isinstance(told, list) and all(isinstance(one, dict) for one in told) and len(told) <= MOST_ROWS:
            return list(enumerate(told, 1))
        self._wrong(place, _written(told), f"at most {MOST_ROWS:,} sections that begin with [[{place}]]")
        return []

    def _note_unknown(self, place: str, told: dict[str, Any], known: frozenset[str]) -> None:
        unknown = [clean(key) for key in told if key not in known]
        if unknown:
            self.notes.append(f"Not used: {place}{', '.join(unknown)}.")

    def _wrong(self, place: str, value: str, expected: str) -> None:
        self.problems.append(problem(self._name, 0, place, value, expected))


def _period_row(told: Any) -> PeriodRow | None:
    if isinstance(told, dict):
        told = [told.get(key, "") for key in ("name", "start", "end", "kind")]
    if not isinstance(told, list) or not 3 <= len(told) <= 4:
        return None
    name, start, end, kind = [_written(one) for one in (*told, "")][:4]
    return clean(name), start, end, kind


def _written(told: Any) -> str:
    """A value as a cell would hold it."""
    if isinstance(told, str):
        return told
    if isinstance(told, bool):
        return "yes" if told else "no"
    if isinstance(told, time):
        return told.isoformat("minutes")
    if isinstance(told, datetime | date | int | float):
        return str(told)
    return ";".join(map(_written, told)) if isinstance(told, list) else "…"
