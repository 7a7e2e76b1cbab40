"""What the keys of the page of bells do in each of its views. Every change goes through one proposal."""

from __future__ import annotations

from collections.abc import Callable, Coroutine
from datetime import date, timedelta
from functools import partial
from typing import Any, NamedTuple

from models.errors import BadInput, Stopped
from models.operations.bells_editing import (
    choose_lunch,
    propose_day_type,
    propose_no_day_type,
    propose_rule,
    propose_usual,
    propose_weekday,
)
from models.queries.bells_year import BellsFacts
from models.rules.bell_book import EACH_WEEKDAY
from models.rules.bells import day_type_names
from models.rules.facts import Period, Proposal
from models.rules.meets import lunch_key
from models.rules.naming import day_text
from models.rules.walls import format_wall, parse_periods
from screens.base import Page
from screens.commands import COMMANDS
from screens.day_off import USUAL, close_day, looked_for, settle_bells
from screens.dialogs.choose import Choice, ChooseDialog, ChooseManyDialog
from screens.dialogs.detail import DetailDialog, Section
from screens.dialogs.form import Field, FormDialog
from screens.dialogs.menu import Item, MenuDialog
from screens.dialogs.periods import CheckedForm, PeriodsDialog
from screens.state.bells_tables import DatesRow, LunchRow, PeriodRow, RuleRow, lunch_keys, over_lunches
from screens.state.bells_view import story_of
from screens.state.typed import typed_date

Act = Callable[[Page[Any], BellsFacts, Any], Coroutine[Any, Any, object]]
NO_SCHOOL = "-"
EVERY_LETTER = "-"


class Editor(NamedTuple):
    """What Enter, e, n and Del do in one view: coroutines of the page, its facts and the row under the cursor."""

    open: Act
    edit: Act
    new: Act
    discard: Act


async def _settle(page: Page[Any], query: Callable[..., Proposal], *args: Any) -> bool:
    """Read a proposal, show what it touches, do it. Of a day type that may be hundreds of calls."""
    try:
        proposal = await looked_for(page, query, "Calls that are touched", *args)
    except (BadInput, Stopped) as wrong:
        page.session.say_error(wrong)
        return False
    return await settle_bells(page, proposal)


# The year


async def _open_day(page: Page[Any], facts: BellsFacts, day: date) -> None:
    sections = [Section(title, lines) for title, lines in story_of(facts, day)]
    commands = [each for each in COMMANDS if each.id in ("bells.edit", "bells.close_day", "bells.delay_day")]
    chosen = await page.ask(DetailDialog(f"{day_text(day)} {day.year}", sections, commands))
    if chosen:
        await page.run_action(chosen.removeprefix("bells."))


async def _edit_day(page: Page[Any], _facts: BellsFacts, day: date) -> None:
    await close_day(page, day, begin=USUAL)


async def _usual_day(page: Page[Any], facts: BellsFacts, day: date) -> None:
    if day not in facts.book.schedule.exceptions:
        page.say(f"Nothing is special about {day_text(day)}.", "")
    else:
        await _settle(page, propose_usual, [day])


# Day types


async def _open_type(page: Page[Any], facts: BellsFacts, row: PeriodRow | None) -> None:
    if row is None:
        await _new_type(page, facts, ())
        return
    periods = facts.book.schedule.day_types.get(row.day_type, ())
    found = await page.ask(PeriodsDialog(f"All periods of {row.day_type}", periods))
    if found is not None:
        await _settle(page, propose_day_type, row.day_type, found)


async def _edit_period(page: Page[Any], facts: BellsFacts, row: PeriodRow | None) -> None:
    if row is None or row.period is None:
        await _open_type(page, facts, row)
        return
    await _ask_period(page, facts, row, row.period)


async def _new_in_types(page: Page[Any], facts: BellsFacts, row: PeriodRow | None) -> None:
    if row is None:
        await _new_type(page, facts, ())
        return
    items = (
        Item("p", f"A period of {row.day_type}, after this one"),
        Item("d", "A new day type"),
        Item("c", f"A new day type, begun as a copy of {row.day_type}"),
    )
    chosen = await page.ask(MenuDialog("What is new?", items))
    if chosen == "p":
        await _ask_period(page, facts, row, None)
    elif chosen:
        copied = facts.book.schedule.day_types.get(row.day_type, ()) if chosen == "c" else ()
        await _new_type(page, facts, copied)


async def _new_type(page: Page[Any], facts: BellsFacts, periods: tuple[Period, ...]) -> None:
    rotation = tuple(dict.fromkeys(facts.book.schedule.rotation))
    fields = [Field("name", "Name", "text", "" if facts.book.schedule.day_types else "regular", True)]
    note = "Such as regular, early release, two-hour delay."
    if rotation:
        letters = tuple((letter, f"{letter} days") for letter in rotation)
        fields.append(Field("letters", "Only on", "choices", (), choices=letters))
        note += " One for A days only bears the name of the plain one: regular, only on A days."
    values = await page.ask(FormDialog("A new day type", fields, save="Go on", note=note))
    if values is None:
        return
    letters = values.get("letters", ())
    name = f"{values['name']} ({','.join(letters)})" if letters else values["name"]
    found = await page.ask(PeriodsDialog(f"All periods of {name}", periods))
    if found is not None:
        await _settle(page, partial(propose_day_type, new=True), name, found)


async def _ask_period(page: Page[Any], facts: BellsFacts, row: PeriodRow, period: Period | None) -> None:
    """A form for one period; it is looked at together with the others of its day."""
    others = [
        one
        for n, one in enumerate(facts.book.schedule.day_types[row.day_type])
        if n != row.number or not period
    ]
    begin = period or _after(row.period, others)

    def check(values: dict[str, Any]) -> dict[str, str]:
        return _wrong_period([*others, _period_of(values)], values)

    fields = (
        Field("name", "Period", "text", begin.name, True),
        Field("start", "From", "time", begin.start, True),
        Field("end", "To", "time", begin.end, True),
        Field(
            "kind",
            "Kind",
            "choice",
            begin.kind,
            True,
            choices=(("period", "period"), ("break", "break or lunch")),
        ),
    )
    title = f"{row.day_type}: {'period ' + period.name if period else 'a new period'}"
    values = await page.ask(CheckedForm(title, fields, check=check))
    if values is not None:
        rows = sorted([*others, _period_of(values)], key=lambda one: (one.start, one.end))
        await _settle(page, propose_day_type, row.day_type, rows)


async def _discard_period(page: Page[Any], facts: BellsFacts, row: PeriodRow | None) -> None:
    if row is None:
        page.say("There is nothing to put away.", "")
        return
    items = [Item("d", f"The day type {row.day_type} with all its periods")]
    if row.period is not None:
        items.insert(0, Item("p", f"Period {row.period.name} of {row.day_type}"))
    chosen = await page.ask(MenuDialog("What is put away?", items, note="u brings it back."))
    if chosen == "d":
        await _settle(page, propose_no_day_type, row.day_type)
    elif chosen == "p":
        rows = facts.book.schedule.day_types[row.day_type]
        await _settle(
            page, propose_day_type, row.day_type, [one for n, one in enumerate(rows) if n != row.number]
        )


def _period_of(values: dict[str, Any]) -> Period:
    return Period(values["name"], values["start"], values["end"], values["kind"])


def _after(before: Period | None, others: list[Period]) -> Period:
    """A period that might follow, as a beginning."""
    start = before.end + 5 if before else 8 * 60
    numbers = [int(one.name) for one in others if one.name.isdecimal()]
    return Period(
        str(max(numbers, default=0) + 1), min(start, 23 * 60), min(start + 45, 24 * 60 - 1), "period"
    )


def _wrong_period(rows: list[Period], values: dict[str, Any]) -> dict[str, str]:
    if values["end"] <= values["start"]:
        start, end = format_wall(values["start"]), format_wall(values["end"])
        return {"end": f"It would end at {end}, which is not after its start at {start}."}
    ordered = sorted(rows, key=lambda one: (one.start, one.end))
    try:
        parse_periods([(one.name, format_wall(one.start), format_wall(one.end), one.kind) for one in ordered])
    except BadInput as wrong:
        return {"start": wrong.line.replace("Row ", "Period ").replace(" row ", " period ")}
    return {}


# The week and the letters


async def _edit_rule(page: Page[Any], facts: BellsFacts, row: RuleRow | None) -> None:
    if row is None:
        return
    if row.key.isdecimal():
        await _edit_weekday(page, facts, int(row.key))
        return
    schedule = facts.book.schedule
    if row.key == "rotation":
        note = "In their order, as A B or 1-6. They advance on school days only; empty: no letters."
        field = Field("text", "Letters", "text", " ".join(schedule.rotation))
    else:
        note = "Empty: not said."
        day = getattr(schedule, row.key)
        field = Field("text", row.what, "text", str(day or ""), check=_wrong_date, help="year-month-day")
    values = await page.ask(FormDialog(row.what, (field,), note=note))
    if values is not None:
        await _settle(page, propose_rule, row.key, values["text"])


async def _edit_weekday(page: Page[Any], facts: BellsFacts, weekday: int) -> None:
    names = day_type_names(facts.book.schedule)
    rows = [Choice(name, name) for name in names] + [Choice(NO_SCHOOL, "no school")]
    now = facts.book.week.get(weekday, NO_SCHOOL)
    chosen = await page.ask(ChooseDialog(f"What are {EACH_WEEKDAY[weekday]}?", rows, value=(now,)))
    if chosen is not None:
        await _settle(page, propose_weekday, weekday, None if chosen == NO_SCHOOL else chosen)


async def _discard_rule(page: Page[Any], _facts: BellsFacts, row: RuleRow | None) -> None:
    if row is None:
        return
    if row.key.isdecimal():
        await _settle(page, propose_weekday, int(row.key), None)
    else:
        await _settle(page, propose_rule, row.key, "")


async def _no_new_rule(page: Page[Any], _facts: BellsFacts, _row: RuleRow | None) -> None:
    page.say("Nothing is added here: Enter changes the row under the cursor.", "")


def _wrong_date(text: str) -> str:
    try:
        typed_date(text)
    except BadInput as wrong:
        return wrong.sentence
    return ""


# Special dates


async def _edit_dates(page: Page[Any], facts: BellsFacts, row: DatesRow | None) -> None:
    if row is None:
        await _new_dates(page, facts, row)
    else:
        await close_day(page, row.first, row.last)


async def _new_dates(page: Page[Any], _facts: BellsFacts, _row: DatesRow | None) -> None:
    from models.rules.span import local_day

    await close_day(page, local_day(page.session.now(), page.session.zone))


async def _usual_dates(page: Page[Any], facts: BellsFacts, row: DatesRow | None) -> None:
    if row is None:
        page.say("There is nothing to put away.", "")
        return
    days = [row.first + timedelta(days=n) for n in range((row.last - row.first).days + 1)]
    await _settle(page, propose_usual, [day for day in days if day in facts.book.schedule.exceptions])


# Lunches


async def _choose_lunch(page: Page[Any], facts: BellsFacts, row: LunchRow | None) -> None:
    if row is None:
        await _no_new_lunch(page, facts, row)
        return
    key = lunch_key(row.name)
    rows = [
        Choice(one.id, one.name or one.id, _lunch_reason(one.meets, lunch_keys(one) - {key}))
        for one in facts.classes
    ]
    over = {one.id for one in over_lunches(facts)}
    rows.sort(key=lambda choice: choice.key not in over)
    value = [one.id for one in facts.classes if key in lunch_keys(one)]
    note = "Space marks the classes that eat then; another lunch of theirs is taken away."
    title = f"Which classes have {row.name}?"
    chosen = await page.ask(ChooseManyDialog(title, rows, note=note, value=value))
    if chosen is not None:
        await page.act(choose_lunch, row.name, chosen)


def _lunch_reason(meets: str, others: set[str]) -> str:
    has = f"has lunch {', '.join(sorted(others))}" if others else ""
    return ", ".join(filter(None, (f"meets {meets}" if meets else "meets nowhere yet", has)))


async def _no_lunch(page: Page[Any], _facts: BellsFacts, row: LunchRow | None) -> None:
    if row is None or not row.classes:
        page.say("No class has this lunch. The lunch itself is a break of its day type.", "")
    else:
        await page.act(choose_lunch, row.name, ())


async def _no_new_lunch(page: Page[Any], _facts: BellsFacts, _row: LunchRow | None) -> None:
    page.say("A lunch is a break over a period: add it to its day type, as Lunch A 11:00-11:30.", "")


EDITORS = {
    "Year": Editor(_open_day, _edit_day, _edit_day, _usual_day),
    "Day types": Editor(_open_type, _edit_period, _new_in_types, _discard_period),
    "Week and letters": Editor(_edit_rule, _edit_rule, _no_new_rule, _discard_rule),
    "Special dates": Editor(_edit_dates, _edit_dates, _new_dates, _usual_dates),
    "Lunches": Editor(_choose_lunch, _choose_lunch, _no_new_lunch, _no_lunch),
}
"""By the view's name."""
