"""Day types on the page of bells: all their periods as lines, one period as a form, new ones, and putting away."""

from __future__ import annotations

from functools import partial
from typing import Any

from models.errors import BadInput
from models.operations.bells_editing import propose_day_type, propose_no_day_type, type_name
from models.queries.bells_year import BellsFacts
from models.rules.facts import Period
from models.rules.walls import format_wall, parse_periods
from screens.base import Page
from screens.bells_meanwhile import still_so
from screens.day_off import propose_and_settle
from screens.dialogs.form import Field, FormDialog
from screens.dialogs.menu import Item, MenuDialog
from screens.dialogs.periods import CheckedForm, PeriodsDialog
from screens.state.bells_tables import PeriodRow


async def open_type(page: Page[Any], facts: BellsFacts, row: PeriodRow | None) -> None:
    """All periods of the row's day type, to be typed; a new day type where there is no row. Only inside a worker."""
    if row is None:
        await _new_type(page, facts, ())
        return
    periods = facts.book.schedule.day_types.get(row.day_type, ())
    found = await page.ask(PeriodsDialog(f"All periods of {row.day_type}", periods))
    if found is not None and await _mine_still(page, facts, row.day_type):
        await propose_and_settle(page, propose_day_type, row.day_type, found)


async def edit_period(page: Page[Any], facts: BellsFacts, row: PeriodRow | None) -> None:
    """Change the row's period, or its day type where it has none. Only inside a worker."""
    if row is None or row.period is None:
        await open_type(page, facts, row)
        return
    await _ask_period(page, facts, row, row.period)


async def new_in_types(page: Page[Any], facts: BellsFacts, row: PeriodRow | None) -> None:
    """A new period of the row's day type, or a new day type. Only inside a worker."""
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
    taken = facts.book.schedule.day_types

    def check(values: dict[str, Any]) -> dict[str, str]:
        try:
            type_name(_full_name(values), taken)
        except BadInput as wrong:
            return {"name": wrong.line}
        return {}

    form = FormDialog("A new day type", fields, save="Go on", note=note, check=check)
    values = await page.ask(form)
    if values is None:
        return
    name = _full_name(values)
    found = await page.ask(PeriodsDialog(f"All periods of {name}", periods))
    if found is not None:
        await propose_and_settle(page, partial(propose_day_type, new=True), name, found)


async def _ask_period(page: Page[Any], facts: BellsFacts, row: PeriodRow, period: Period | None) -> None:
    """A form for one period; it is looked at together with the others of its day."""
    others = _others(page, facts, row.day_type, period)
    if others is None:
        return
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
    if values is not None and await _mine_still(page, facts, row.day_type):
        rows = sorted([*others, _period_of(values)], key=lambda one: (one.start, one.end))
        await propose_and_settle(page, propose_day_type, row.day_type, rows)


async def discard_period(page: Page[Any], facts: BellsFacts, row: PeriodRow | None) -> None:
    """Take the row's period out of its day type, or the day type away. Only inside a worker."""
    if row is None:
        page.say("There is nothing to put away.", "")
        return
    items = [Item("d", f"The day type {row.day_type} with all its periods")]
    if row.period is not None:
        items.insert(0, Item("p", f"Period {row.period.name} of {row.day_type}"))
    chosen = await page.ask(MenuDialog("What is put away?", items, note="u brings it back."))
    if chosen == "d":
        await propose_and_settle(page, propose_no_day_type, row.day_type)
    elif chosen == "p":
        others = _others(page, facts, row.day_type, row.period)
        if others is not None and await _mine_still(page, facts, row.day_type):
            await propose_and_settle(page, propose_day_type, row.day_type, others)


def _others(page: Page[Any], facts: BellsFacts, day_type: str, period: Period | None) -> list[Period] | None:
    """The rows of the day type but for this one; None, and said so, where it has just been changed."""
    rows = list(facts.book.schedule.day_types.get(day_type, ()))
    if period is not None:
        if period not in rows:
            page.say(f"{day_type} has just been changed: look at it again.", "warning")
            return None
        rows.remove(period)
    return rows


async def _mine_still(page: Page[Any], facts: BellsFacts, day_type: str) -> bool:
    name = f"Day type {day_type}"
    return await still_so(page, name, facts.book, lambda there: there.day_types.get(day_type))


def _full_name(values: dict[str, Any]) -> str:
    """ "regular (A)" for one that holds on A days alone."""
    letters = values.get("letters", ())
    return f"{values['name']} ({','.join(letters)})" if letters else str(values["name"])


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
        return {"start": wrong.line.replace("Row ", "Period ")}
    return {}
