"""A month as six or fewer weeks of days, each with its load as a number and a bar."""

from __future__ import annotations

from datetime import date

from models.queries.month import DayLoad, MonthFacts
from models.rules.naming import day_text
from screens.state.calendar_view import day_type_words, moved_by, off_reason

BAR, PART = "█", "▏▎▍▌▋▊▉"
"""A full cell of a bar, and parts of one, an eighth more each."""

MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
    "November", "December",
)  # fmt: skip


def month_span(day: date) -> tuple[date, date]:
    """The whole weeks that hold the month of a date."""
    first = day.replace(day=1)
    after = moved_by(first, 31).replace(day=1)
    begin = moved_by(first, -first.weekday())
    last = moved_by(after, -1)
    return begin, moved_by(last, 6 - last.weekday())


def month_after(day: date, by: int) -> date:
    """The same date of another month; the last there is where that month is shorter."""
    months = day.year * 12 + day.month - 1 + by
    year, month = min(9999, max(1, months // 12)), months % 12 + 1
    for last in (day.day, 30, 29, 28):
        try:
            return date(year, month, min(day.day, last))
        except ValueError:
            continue
    return day


def month_name(day: date) -> str:
    """The month and its year: "November 2026"."""
    return f"{MONTHS[day.month - 1]} {day.year}"


def bar(many: int, most: int, width: int) -> str:
    """A bar of at most so many cells; of anything at all an eighth of a cell is seen."""
    if many <= 0 or most <= 0:
        return ""
    eighths = max(1, round(many * width * 8 / most))
    return BAR * (eighths // 8) + (PART[eighths % 8 - 1] if eighths % 8 else "")


def load_lines(load: DayLoad, month: MonthFacts) -> tuple[tuple[str, str], ...]:
    """A day in words, and what is still to be seen to: "Tue 24 Nov · A regular · 14 interviews (3 over)",
    "! 2 without a room · 1 with an absence open"; each with its tone.
    """
    plan, off = load.plan, off_reason(load.plan, month.campaign)
    parts = [day_text(plan.day), off or day_type_words(plan), plan.note, _interviews(load)]
    lacking = {
        "without a room": load.no_room,
        "with an absence open": load.absences,
        "from home, the guardian not told": load.guardians,
    }
    open_ = " · ".join(f"{many} {words}" for words, many in lacking.items() if many)
    told = ("", " · ".join(part for part in parts if part))
    return (told, ("warn", f"! {open_}")) if open_ else (told,)


def _interviews(load: DayLoad) -> str:
    many = f"{load.calls} interview{'' if load.calls == 1 else 's'}" if load.calls else "no interviews"
    return f"{many} ({load.done} over)" if load.done else many


def day_words(load: DayLoad, month: MonthFacts) -> str:
    """What a day is, in a word or two: "closed", "A", "short"."""
    plan = load.plan
    if plan.closed:
        return "" if plan.day.weekday() >= 5 else plan.closed
    if off_reason(plan, month.campaign):
        return ""
    return plan.letter or ("" if plan.day_type == "regular" else day_type_words(plan))


def weeks(month: MonthFacts) -> list[tuple[DayLoad, ...]]:
    """The days by weeks."""
    return [month.days[n : n + 7] for n in range(0, len(month.days), 7)]
