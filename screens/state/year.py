"""Where each date of a school year stands when its months are drawn as blocks side by side."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, timedelta

from models.rules.bells import BellBook
from models.rules.facts import BellSchedule, Campaign

GAP = 2
"""Cells between two months."""
HEAD = 1
"""Rows above the first week of a block: its name."""
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
MOST_MONTHS = 24


class Year:
    """Month blocks in rows, as many side by side as there is room for. Places are (column, row) in cells."""

    def __init__(self, first: date, last: date, weekdays: Sequence[int], cell: int, width: int) -> None:
        """`weekdays` are shown (0 is Monday), `cell` cells each."""
        self.first, self.last = first, last
        self.weekdays, self.cell = tuple(weekdays), cell
        self.months = tuple(_months(first, last))
        self.block = len(self.weekdays) * cell
        self.across = max(1, (width + GAP) // (self.block + GAP))
        self._tops = self._rows()

    @property
    def height(self) -> int:
        """Rows of the whole year."""
        return self._tops[-1]

    def place(self, day: date) -> tuple[int, int] | None:
        """The first cell and the row of a date; None where it is not shown."""
        month = date(day.year, day.month, 1)
        if day.weekday() not in self.weekdays or month not in self.months:
            return None
        at = self.months.index(month)
        x = at % self.across * (self.block + GAP) + self.weekdays.index(day.weekday()) * self.cell
        return x, self._tops[at // self.across] + HEAD + self._week(day)

    def day_at(self, x: int, y: int) -> date | None:
        """The date at a place, if one stands there."""
        column, within = divmod(x, self.block + GAP)
        line = next((n for n, top in enumerate(self._tops[1:]) if y < top), None)
        if line is None or column >= self.across or within >= self.block:
            return None
        at = line * self.across + column
        week = y - self._tops[line] - HEAD
        if at >= len(self.months) or week < 0:
            return None
        return next((day for day in self._days(self.months[at], week, within // self.cell)), None)

    def row(self, y: int) -> list[tuple[int, str, date | None]]:
        """What stands in a row: first cell, a month's name, or a date (then the name is "")."""
        line = next((n for n, top in enumerate(self._tops[1:]) if y < top), None)
        if line is None:
            return []
        week = y - self._tops[line] - HEAD
        found: list[tuple[int, str, date | None]] = []
        for column in range(self.across):
            at, x = line * self.across + column, column * (self.block + GAP)
            if at >= len(self.months):
                break
            if week < 0:
                found.append((x, month_name(self.months[at]), None))
                continue
            for n in range(len(self.weekdays)):
                found += [(x + n * self.cell, "", day) for day in self._days(self.months[at], week, n)]
        return found

    def beside(self, day: date, by: int) -> date:
        """The shown date so many before or after, within the year."""
        step = timedelta(days=1 if by > 0 else -1)
        for _ in range(abs(by)):
            other = day + step
            while other.weekday() not in self.weekdays:
                other += step
            if not self.first <= other <= self.last:
                break
            day = other
        return day

    def within(self, day: date) -> date:
        """The date, or the nearest of the year that is shown."""
        day = min(max(day, self.first), self.last)
        if day.weekday() in self.weekdays:
            return day
        after = self.beside(day, 1)
        return after if after != day else self.beside(day, -1)

    def month_from(self, day: date, by: int) -> date:
        """The same day of another month, or its last one."""
        number = day.year * 12 + day.month - 1 + by
        year, month = divmod(number, 12)
        after = date(year + (month == 11), (month + 1) % 12 + 1, 1)
        return self.within(
            min(date(year, month + 1, 1) + timedelta(days=day.day - 1), after - timedelta(days=1))
        )

    def _days(self, month: date, week: int, place: int) -> Iterable[date]:
        monday = month - timedelta(days=month.weekday()) + timedelta(days=7 * (week + self._skipped(month)))
        day = monday + timedelta(days=self.weekdays[place])
        if (day.year, day.month) == (month.year, month.month) and self.first <= day <= self.last:
            yield day

    def _rows(self) -> list[int]:
        tops = [0]
        for begin in range(0, len(self.months), self.across):
            part = self.months[begin : begin + self.across]
            weeks = max(self._week(_last_of(month)) + 1 for month in part)
            tops.append(tops[-1] + HEAD + weeks + 1)
        return tops

    def _week(self, day: date) -> int:
        """The row of a date within its block."""
        month = date(day.year, day.month, 1)
        return (day.day + month.weekday() - 1) // 7 - self._skipped(month)

    def _skipped(self, month: date) -> int:
        """1 for a month whose first week has no date that is shown."""
        return int(max(self.weekdays) < month.weekday())


def year_of(book: BellBook, campaign: Campaign, today: date) -> tuple[date, date]:
    """The first and last date shown: the school year, with the campaign's window in any case.

    Without a first or last day of school the year goes from August to July.
    """
    schedule = book.schedule
    around = campaign.first_day if not campaign.first_day <= today <= campaign.last_day else today
    start = around.year if around.month >= 8 else around.year - 1
    first, last = schedule.first_day or date(start, 8, 1), schedule.last_day or date(start + 1, 7, 31)
    first = min(first, campaign.first_day)
    last = max(last, campaign.last_day, first)
    longest = first + timedelta(days=31 * MOST_MONTHS)
    return first, min(last, longest)


def weekdays_of(schedule: BellSchedule, book: BellBook, first: date, last: date) -> tuple[int, ...]:
    """Monday to Friday, and weekend days on which there is school at least once."""
    usual = set(schedule.week) or set(range(5))
    special = {
        day.weekday() for day in schedule.exceptions if first <= day <= last and book.is_school_day(day)
    }
    return tuple(sorted(set(range(5)) | usual | special))


def month_name(month: date) -> str:
    """ "Nov 2026"."""
    return f"{_MONTHS[month.month - 1]} {month.year}"


def _months(first: date, last: date) -> Iterable[date]:
    month = date(first.year, first.month, 1)
    while month <= last:
        yield month
        month = date(month.year + month.month // 12, month.month % 12 + 1, 1)


def _last_of(month: date) -> date:
    return date(month.year + month.month // 12, month.month % 12 + 1, 1) - timedelta(days=1)
