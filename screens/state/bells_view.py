"""A date as the page of bells shows it: its cells in the year, a few sentences, everything about it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from models.queries.bells_year import BellsFacts
from models.rules.bells import BellBook, lacking_periods
from models.rules.facts import BellSchedule, DayException, Period
from models.rules.naming import closed_words, day_text, listing
from models.rules.walls import format_wall
from screens.widgets.few_lines import Line

CLOSED_SIGN, OTHER_SIGN, LETTER_SIGN, NOTE_SIGN = "×", "•", "!", "+"
LEGEND = f"{CLOSED_SIGN} closed · {OTHER_SIGN} other bells · {LETTER_SIGN} letter set · {NOTE_SIGN} note · bold: the window"


def sign_of(book: BellBook, day: date) -> str:
    """What is special about the date, as one sign; a blank for nothing."""
    special = book.schedule.exceptions.get(day)
    if special is None:
        return " "
    if not book.is_school_day(day):
        return CLOSED_SIGN
    if special.day_type or special.rows:
        return OTHER_SIGN
    return LETTER_SIGN if special.rotation else NOTE_SIGN if special.note else " "


def tone_of(facts: BellsFacts, day: date) -> str:
    """How the date is shown: closed ones are weak, special ones stand out, those of the window are bold."""
    if not facts.book.is_school_day(day):
        return "dim"
    if sign_of(facts.book, day) == OTHER_SIGN:
        return "warn"
    return "strong" if facts.campaign.first_day <= day <= facts.campaign.last_day else ""


def cell_width(schedule: BellSchedule, weekdays: int) -> int:
    """Cells of one date: the number, the letter, the sign, and a blank where three months still fit into 80."""
    longest = max((len(letter) for letter in schedule.rotation), default=1)
    width = 3 + min(2, longest) + bool(_between(schedule))
    return width + (weekdays < 6 and width < 5)


def day_cell(facts: BellsFacts, day: date, width: int) -> str:
    """The date in its cells: "18B•"."""
    letter, between = facts.book.letter(day), _between(facts.book.schedule)
    letter = f"{between}{letter}"[: width - 3] if letter else ""
    return f"{day.day:>2}{letter}{sign_of(facts.book, day)}".ljust(width)


def _between(schedule: BellSchedule) -> str:
    """What stands between a date and its letter: a cycle of numbered days must not look like other dates."""
    return "·" if any(letter[:1].isdigit() for letter in schedule.rotation) else ""


def day_lines(facts: BellsFacts, day: date) -> tuple[Line, ...]:
    """The date in a few sentences."""
    plan = facts.book.plan(day)
    calls = facts.calls.get(day, 0)
    booked = f" · {calls} {'call' if calls == 1 else 'calls'}" if calls else ""
    if plan.closed:
        tone = "bad" if calls else "strong"
        return ((tone, f"{day_text(day)} {day.year} · {closed_words(plan.closed)}{booked}"),)
    letter = f" · {plan.letter} day" if plan.letter else ""
    own = facts.book.schedule.exceptions.get(day)
    bells = "bells of its own" if own and own.rows else plan.day_type or "no bells"
    lines: list[Line] = [("strong", f"{day_text(day)} {day.year}{letter} · {bells}{booked}")]
    lines.append(("", " · ".join(map(period_words, plan.periods)) or "No periods are known for this day."))
    if not facts.book.schedule.day_types:
        lines.append(("warn", "Tab, then n: type the printed bell schedule. Or Ctrl+O: import a file."))
    if plan.note:
        lines.append(("", f"Note: {plan.note}"))
    lacking = lacking_words(facts, day)
    return (*lines, *((("warn", f"! {lacking}"),) if lacking else ()))


def period_words(row: Period) -> str:
    """A row of a day type: "4 11:10–12:40"."""
    return f"{row.name} {format_wall(row.start)}–{format_wall(row.end)}"


def lacking_words(facts: BellsFacts, day: date) -> str:
    """Which classes should meet in a period that the date lacks; "" for none."""
    lacking = lacking_periods(facts.book, day, facts.classes)
    if not lacking:
        return ""
    names = [f"{one.name or one.id} (period {period})" for one, period in lacking]
    return f"{listing(names)} cannot meet: the period is not there."


def special_words(special: DayException) -> str:
    """What is special about a date, without the reason."""
    if special.closed:
        return f"{CLOSED_SIGN} closed"
    told = [f"{OTHER_SIGN} {special.day_type}"] if special.day_type else []
    told += [f"{OTHER_SIGN} bells of its own"] if special.rows else []
    told += [f"{LETTER_SIGN} {special.rotation} day"] if special.rotation else []
    return ", ".join(told) or f"{NOTE_SIGN} note"


def story_of(facts: BellsFacts, day: date) -> Iterator[tuple[str, Sequence[tuple[str, str]]]]:
    """Everything about a date, in headed parts."""
    plan = facts.book.plan(day)
    special = facts.book.schedule.exceptions.get(day)
    lines = [("Day", closed_words(plan.closed) if plan.closed else plan.day_type or "no day type")]
    lines += [("Letter", plan.letter)] if plan.letter else []
    lines += [("Note", plan.note)] if plan.note else []
    calls = facts.calls.get(day, 0)
    lines.append(("Calls", str(calls) if calls else "none"))
    lines.append(("Special", special_words(special) if special else "nothing"))
    yield "", lines
    yield "Periods", [(one.name, _times(one)) for one in plan.periods] or [("", "None are known.")]
    lacking = lacking_words(facts, day)
    if lacking:
        yield "To see to", [("", lacking)]


def _times(one: Period) -> str:
    return f"{format_wall(one.start)}–{format_wall(one.end)}{'  break' if one.kind == 'break' else ''}"
