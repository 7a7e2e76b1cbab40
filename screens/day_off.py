"""Closing, shortening or delaying a day, from whatever page shows it: one proposal, and who must be told after it."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from datetime import date
from functools import partial
from typing import Any

from models.errors import BadInput, Stopped
from models.operations.bells_effects import told_of
from models.operations.days import propose_days, propose_rows
from models.operations.proposals import DOING, accept
from models.operations.shifting import MOST, propose_shift
from models.queries import reading
from models.rules.bell_book import EACH_WEEKDAY
from models.rules.bells import BellBook, day_type_names
from models.rules.facts import BellSchedule, DayException, Proposal
from models.rules.naming import day_text
from screens.base import Page
from screens.bells_meanwhile import still_so
from screens.dialogs.chosen_proposal import ChosenProposal
from screens.dialogs.detail import DetailDialog, Section
from screens.dialogs.form import Field, FormDialog
from screens.dialogs.periods import PeriodsDialog
from screens.dialogs.progress import Steps, shown_while

CLOSED, USUAL, OWN, TYPE = "closed", "usual", "own", "type:"
AS_COUNTED = "-"
MOVE, KEEP = "move", "keep"
_QUIET = frozenset({"same"})


async def close_day(
    page: Page[Any], day: date, last: date | None = None, *, begin: str = CLOSED, title: str = ""
) -> None:
    """Ask what the date (or those up to `last`) is to be, and show what becomes of its calls. Only inside a worker.

    The form of a date about which nothing is special yet begins with `begin`. `title` is for one in which the date
    is no more than a beginning.
    """
    book = await page.read(reading.bells)
    values = await page.ask(
        FormDialog(
            title or f"What is {day_text(day)}?",
            day_fields(book, day, last or day, begin),
            save="Go on",
            note="Calls that cannot stay are offered other times; nothing is changed before you say so.",
            check=_check_days,
        )
    )
    if values is None or not await _still_so(page, book, values["first"], values["last"]):
        return
    if values["what"] == OWN:
        await _ask_rows(page, book, values)
        return
    fields = day_cells(values)
    try:
        keep = values.get("keep") == KEEP
        query = partial(
            propose_days, first=values["first"], last=values["last"], fields=fields, keep_letters=keep
        )
        proposal = await looked_for(page, query, f"{day_text(day)}: what becomes of its calls")
    except BadInput as wrong:
        page.session.say_error(wrong)
        return
    await settle_bells(page, proposal)


async def _still_so(page: Page[Any], book: BellBook, first: date, last: date) -> bool:
    def special(there: BellSchedule) -> list[DayException]:
        return [one for day, one in sorted(there.exceptions.items()) if first <= day <= last]

    return await still_so(page, day_text(first), book, special)


async def _ask_rows(page: Page[Any], book: BellBook, values: dict[str, Any]) -> None:
    """The date's own bells, begun with what it would have, with the letter and note of the form."""
    day: date = values["first"]
    rows = await page.ask(PeriodsDialog(f"{day_text(day)}: bells for this date only", book.plan(day).periods))
    if rows is None:
        return
    fields = {name: text for name, text in (day_cells(values) or {}).items() if name != "closed"}
    query = partial(propose_rows, fields=fields)
    await settle_bells(page, await looked_for(page, query, day_text(day), day, rows))


async def delay_day(page: Page[Any], day: date) -> None:
    """Ask by how many minutes, and show where every call would be. Only inside a worker."""
    fields = (
        Field(
            "minutes",
            "Minutes later",
            "integer",
            15,
            True,
            low=-MOST,
            high=MOST,
            help="15, or -15 for earlier",
        ),
        Field("after", "What begins from", "time", help="empty: all that have not begun"),
        Field("bells", "The bells too", "yes_no", False),
    )
    title = f"{day_text(day)}: everything later"
    values = await page.ask(FormDialog(title, fields, save="Go on", check=_check_minutes))
    if values is None:
        return
    query = partial(
        propose_shift, day=day, minutes=values["minutes"], after=values["after"], bells=values["bells"]
    )
    try:
        proposal = await looked_for(page, query, title)
    except BadInput as wrong:
        page.session.say_error(wrong)
        return
    await settle_bells(page, proposal)


async def propose_and_settle(page: Page[Any], query: Callable[..., Proposal], *args: Any) -> bool:
    """Read a proposal, show what it touches, do it. Of a day type that may be hundreds of calls."""
    try:
        proposal = await looked_for(page, query, "Calls that are touched", *args)
    except (BadInput, Stopped) as wrong:
        page.session.say_error(wrong)
        return False
    return await settle_bells(page, proposal)


async def looked_for(page: Page[Any], query: Callable[..., Proposal], title: str, *args: Any) -> Proposal:
    """The proposal of a query that takes `now` and `watch`; where many calls have to go elsewhere, with the progress
    shown. Raises WblError.
    """
    steps = Steps("Looking for other times")
    query = partial(query, now=page.session.now(), watch=steps.watch)
    reading_it = asyncio.ensure_future(page.read(query, *args))
    return await shown_while(page.app, title, steps, reading_it)


async def settle_bells(page: Page[Any], proposal: Proposal) -> bool:
    """Do at once what touches nobody; show everything else first, and afterwards who must be told."""
    if not any(row.action in DOING for row in proposal.rows):
        stuck = sum(row.action == "refuse" for row in proposal.rows)
        if not stuck:
            page.say(_nothing(proposal), "")
            return False
    if all(row.entity not in ("interview", "absence") or row.action in _QUIET for row in proposal.rows):
        return await page.act(accept, proposal) is not None
    dialog = ChosenProposal(proposal, _summary(proposal))
    if not await page.ask(dialog):
        return False
    chosen = dialog.chosen
    wanted = [row for place, row in enumerate(proposal.rows) if place in chosen]
    lines = await page.read(told_of, wanted, page.session.now())
    if await page.act(accept, proposal, chosen=chosen) is None:
        return False
    if lines:
        sections = [Section(kind, [("", name) for name in names]) for kind, names in lines]
        note = "F6 makes their new calendar files. Esc closes this; nothing is lost."
        await page.ask(DetailDialog("Who must be told", sections, note=note))
    return True


def day_fields(book: BellBook, day: date, last: date, begin: str) -> list[Field]:
    """The lines of the form for what is special about a date, or those up to `last`, as it is now."""
    schedule = book.schedule
    special = schedule.exceptions.get(day)
    types = [(f"{TYPE}{name}", name) for name in day_type_names(schedule)]
    what = begin if special is None else CLOSED
    if special is not None and not special.closed:
        what = OWN if special.rows else f"{TYPE}{special.day_type}" if special.day_type else USUAL
    usual = f"as on other {EACH_WEEKDAY[day.weekday()]}"
    choices = ((CLOSED, "closed"), *types, (OWN, "a day with bells of its own"), (USUAL, usual))
    fields = [
        Field("first", "From", "date", day, True),
        Field("last", "To", "date", last, True),
        Field("what", "The day is", "choice", what, True, choices=choices),
        Field("why", "Why, or a note", "text", (special.closed or special.note) if special else ""),
    ]
    if schedule.rotation:
        letters = tuple((letter, letter) for letter in dict.fromkeys(schedule.rotation))
        letter = special.rotation if special and special.rotation else AS_COUNTED
        choices = ((AS_COUNTED, "as it is counted"), *letters)
        fields.append(Field("letter", "Letter", "choice", letter, True, choices=choices))
        later = ((MOVE, "go on from here: a closed day takes none"), (KEEP, "stay as they are now"))
        fields.append(Field("keep", "Later letters", "choice", MOVE, True, choices=later))
    return fields


def day_cells(values: dict[str, Any]) -> dict[str, str] | None:
    """What the form said, as `propose_days` takes it; None for dates with nothing special about them."""
    what, why = values["what"], values["why"]
    letter = values.get("letter", AS_COUNTED)
    forced = "" if letter == AS_COUNTED else letter
    if what == CLOSED:
        return {"closed": why or "closed", "day_type": "", "rotation": forced, "note": ""}
    if what == USUAL and not why and not forced:
        return None
    return {
        "closed": "",
        "day_type": what.removeprefix(TYPE) if what.startswith(TYPE) else "",
        "rotation": forced,
        "note": why,
    }


def _check_days(values: dict[str, Any]) -> dict[str, str]:
    if values["first"] > values["last"]:
        return {"last": "The last day comes before the first."}
    if values["what"] == OWN and values["first"] != values["last"]:
        return {"what": "Bells of its own are for one date: give the same date twice, or make a day type."}
    return {}


def _check_minutes(values: dict[str, Any]) -> dict[str, str]:
    return {} if values["minutes"] else {"minutes": "Give at least one minute."}


def _nothing(proposal: Proposal) -> str:
    if any(row.entity != "interview" for row in proposal.rows):
        return f"{proposal.title} is like that already."
    return f"{proposal.title}: no call is still to come."


def _summary(proposal: Proposal) -> str:
    counts = proposal.counts
    stays = sum(row.action == "same" and row.entity == "interview" for row in proposal.rows)
    told = [
        (counts["move"], "would move"),
        (counts["refuse"], "found no other time"),
        (stays, "can stay"),
        (sum(row.entity == "absence" for row in proposal.rows), "can stay but take another class"),
    ]
    said = ", ".join(f"{count} {what}" for count, what in told if count)
    return f"Calls: {said}. All of it is one step that u takes back."
