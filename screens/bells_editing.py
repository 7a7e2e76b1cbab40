"""What the keys of the page of bells do in each of its views. Every change goes through one proposal."""

from __future__ import annotations

from collections.abc import Callable, Coroutine
from datetime import date, timedelta
from operator import attrgetter
from typing import Any, NamedTuple

from models.errors import BadInput
from models.operations.bells_editing import choose_lunch, propose_rule, propose_usual, propose_weekday
from models.queries.bells_year import BellsFacts
from models.rules.bell_book import EACH_WEEKDAY
from models.rules.bells import day_type_names
from models.rules.meets import lunch_key
from models.rules.naming import day_text
from screens.base import Page
from screens.bells_meanwhile import still_so
from screens.bells_types import discard_period, edit_period, new_in_types, open_type
from screens.commands import COMMANDS
from screens.day_off import USUAL, close_day, propose_and_settle
from screens.dialogs.choose import Choice, ChooseDialog, ChooseManyDialog
from screens.dialogs.detail import DetailDialog, Section
from screens.dialogs.form import Field, FormDialog
from screens.state.bells_classes import ClassRow
from screens.state.bells_tables import DatesRow, LunchRow, RuleRow, lunch_keys, over_lunches
from screens.state.bells_view import story_of
from screens.state.typed import typed_date

Act = Callable[[Page[Any], BellsFacts, Any], Coroutine[Any, Any, object]]
NO_SCHOOL = "-"


class Editor(NamedTuple):
    """What Enter, e, n and Del do in one view: coroutines of the page, its facts and the row under the cursor."""

    open: Act
    edit: Act
    new: Act
    discard: Act


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
        await propose_and_settle(page, propose_usual, [day])


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
        note = "Year-month-day, as 2026-08-17. Empty where it is not known."
        day = getattr(schedule, row.key)
        field = Field("text", "Date", "text", str(day or ""), check=_wrong_date, help="year-month-day")
    values = await page.ask(FormDialog(row.what, (field,), note=note))
    if values is not None and await still_so(page, row.what, facts.book, attrgetter(row.key)):
        await propose_and_settle(page, propose_rule, row.key, values["text"])


async def _edit_weekday(page: Page[Any], facts: BellsFacts, weekday: int) -> None:
    names = day_type_names(facts.book.schedule)
    rows = [Choice(name, name) for name in names] + [Choice(NO_SCHOOL, "no school")]
    now = facts.book.week.get(weekday, NO_SCHOOL)
    chosen = await page.ask(ChooseDialog(f"What are {EACH_WEEKDAY[weekday]}?", rows, value=(now,)))
    if chosen is not None:
        await propose_and_settle(page, propose_weekday, weekday, None if chosen == NO_SCHOOL else chosen)


async def _discard_rule(page: Page[Any], _facts: BellsFacts, row: RuleRow | None) -> None:
    if row is None:
        return
    if row.key.isdecimal():
        await propose_and_settle(page, propose_weekday, int(row.key), None)
    else:
        await propose_and_settle(page, propose_rule, row.key, "")


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

    await close_day(page, local_day(page.session.now(), page.session.zone), title="Which dates are special?")


async def _usual_dates(page: Page[Any], facts: BellsFacts, row: DatesRow | None) -> None:
    if row is None:
        page.say("There is nothing to put away.", "")
        return
    days = [row.first + timedelta(days=n) for n in range((row.last - row.first).days + 1)]
    await propose_and_settle(
        page, propose_usual, [day for day in days if day in facts.book.schedule.exceptions]
    )


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


# Classes


async def _edit_class(page: Page[Any], facts: BellsFacts, row: ClassRow | None) -> None:
    from screens.record_form import edit_with_form

    if row is None:
        await _new_class(page, facts, row)
    else:
        await edit_with_form(page, "classes", row.one.id)


async def _new_class(page: Page[Any], _facts: BellsFacts, _row: ClassRow | None) -> None:
    from screens.record_form import add_with_form

    await add_with_form(page, "classes", {"kind": "core"})


async def _discard_class(page: Page[Any], _facts: BellsFacts, row: ClassRow | None) -> None:
    from models.operations.removing import remove_record

    if row is None:
        page.say("There is nothing to put away.", "")
    else:
        await page.act(remove_record, "classes", row.one.id)


EDITORS = {
    "Year": Editor(_open_day, _edit_day, _edit_day, _usual_day),
    "Day types": Editor(open_type, edit_period, new_in_types, discard_period),
    "Week and letters": Editor(_edit_rule, _edit_rule, _no_new_rule, _discard_rule),
    "Special dates": Editor(_edit_dates, _edit_dates, _new_dates, _usual_dates),
    "Lunches": Editor(_choose_lunch, _choose_lunch, _no_new_lunch, _no_lunch),
    "Classes": Editor(_edit_class, _edit_class, _new_class, _discard_class),
}
"""By the view's name."""
