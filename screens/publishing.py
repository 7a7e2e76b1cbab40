"""Publishing to the school's calendars from any page: set up once, shown first, done aside while everything else goes on."""

from __future__ import annotations

import asyncio
from collections.abc import Collection
from contextlib import closing
from typing import TYPE_CHECKING, Any

from models.errors import BadInput
from models.exchange.caldav import NotThere, WrongPassword
from models.exchange.password import settled_password
from models.exchange.web import Secret, checked_address
from models.operations.publishing import Plan, connect, plan_publishing, require_settled
from models.operations.sending import Sending, Sent, outcome, outcome_in_short, record_published
from models.queries.publishing import PublishingFacts, publishing_facts
from models.rules.publishing import Asked, Publishing
from screens.dialogs.choose import Choice, ChooseDialog
from screens.dialogs.fields import Field
from screens.dialogs.form import FormDialog, Values
from screens.dialogs.password import PasswordDialog
from screens.dialogs.progress import Steps, shown_while
from screens.dialogs.publish import PublishDialog

if TYPE_CHECKING:
    from screens.base import Page

_DETAILS = (
    ("initials", "initials and room"),
    ("busy", "only that a room is taken"),
    ("names", "names, for staff alone"),
)
_NOTE = (
    "Where the school has a calendar server (CalDAV). Nothing is published by itself: F9 shows first what would be. "
    "The password is asked for; it is never stored."
)


async def publish_calendars(page: Page[Any]) -> None:
    """Set up, look, show, publish what is chosen. Only inside a worker. Raises WblError."""
    settings = page.session.load_publishing()
    if settings is None:
        settings = await _set_up(page, Publishing())
    asked, at = Asked(), ""
    while settings is not None:
        try:
            plan = await _look(page, settings, asked)
        except NotThere as missing:
            settings = await _choose(page, settings, missing)
            continue
        if plan is None:
            return
        dialog = PublishDialog(plan, at)
        if await page.ask(dialog):
            await _publish(page, settings, plan, dialog.chosen)
            return
        if dialog.edit:
            settings = await _set_up(page, settings)
        elif dialog.over:
            at = dialog.over
            asked = asked._replace(over=frozenset({*asked.over, at}))
        else:
            return


async def _set_up(page: Page[Any], before: Publishing) -> Publishing | None:
    """The form; what was saved, None where it was closed."""
    fields = (
        Field(
            "calendar",
            "Calendar",
            value=before.calendar,
            required=not (before.rooms or before.classes),
            check=_wrong_address,
            help="https://…",
        ),
        Field("user", "User name", value=before.user, help="as the server knows you"),
        Field("details", "Entries show", "choice", before.details, required=True, choices=_DETAILS),
        Field(
            "password_file",
            "Password file",
            value=before.password_file,
            help="optional; readable by you alone",
        ),
    )
    values = await page.ask(FormDialog("Publish to a calendar", fields, note=_NOTE))
    return None if values is None else _saved(page, before, values)


def _saved(page: Page[Any], before: Publishing, values: Values) -> Publishing:
    settings = before._replace(**values)
    page.session.save_publishing(settings)
    # As they are read: a password file may be named from where the settings are.
    return page.session.load_publishing() or settings


def _wrong_address(text: str) -> str:
    try:
        checked_address(text)
    except BadInput as wrong:
        return wrong.line
    return ""


async def _choose(page: Page[Any], settings: Publishing, missing: NotThere) -> Publishing | None:
    """Which of a server's calendars is meant. Raises the trouble itself where there is nothing to choose."""
    others = {address for _, address in (*settings.rooms, *settings.classes)}
    free = [one for one in missing.calendars if one.url not in others]
    if not free or missing.address != checked_address(settings.calendar or "https://x/"):
        raise missing
    rows = [Choice(one.url, one.name, one.url) for one in free]
    chosen = await page.ask(ChooseDialog("Which calendar?", rows, titles=("Calendar", "Address")))
    return None if chosen is None else _saved(page, settings, {"calendar": chosen})


async def _look(page: Page[Any], settings: Publishing, asked: Asked) -> Plan | None:
    """What would be done; None where the person did not give the password. Raises WblError."""
    session, note = page.session, ""
    require_settled(settings, rehearsal=session.rehearsal)
    while True:
        password = await _password(page, settings, note)
        if password is None:
            return None
        facts = await page.read(publishing_facts, session.campaign)
        steps = Steps("Asking the server")
        work = asyncio.to_thread(
            _planned, facts, settings, password, session.now(), asked, steps, session.rehearsal
        )
        try:
            return await shown_while(page.app, "Looking at the calendars", steps, asyncio.ensure_future(work))
        except WrongPassword as wrong:
            if session.calendar_passwords.pop(_who(settings), None) is None:
                raise
            note = wrong.line


async def _password(page: Page[Any], settings: Publishing, note: str) -> Secret | None:
    """From the environment or its file; else asked for, and remembered as long as the program runs."""
    if not settings.user:
        return Secret("")
    found = await asyncio.to_thread(settled_password, settings.password_file)
    if found is not None:
        return found
    known, who = page.session.calendar_passwords, _who(settings)
    if who not in known:
        typed = await page.ask(PasswordDialog(f"Password of {settings.user} for the calendar", note))
        if typed is None:
            return None
        known[who] = typed
    return known[who]


def _who(settings: Publishing) -> tuple[str, str]:
    """Whose password is meant: what was typed for one server is told to no other."""
    return require_settled(settings).partition("://")[2].partition("/")[0], settings.user


def _planned(
    facts: PublishingFacts,
    settings: Publishing,
    password: Secret,
    now: Any,
    asked: Asked,
    steps: Steps,
    rehearsal: bool,
) -> Plan:
    with closing(connect(settings, password, rehearsal=rehearsal)) as web:
        return plan_publishing(facts, settings, web, now, asked, steps.watch)


async def _publish(page: Page[Any], settings: Publishing, plan: Plan, chosen: Collection[int]) -> None:
    """Send what was chosen, beside everything else; say what became of it."""
    session = page.session
    password = await _password(page, settings, "")
    if password is None:
        return
    with closing(connect(settings, password, rehearsal=session.rehearsal)) as web:
        sending, steps = Sending(plan, web, chosen), Steps("Publishing")
        work = asyncio.ensure_future(_batches(page, sending, steps))
        told, short, well = await shown_while(
            page.app, "Publishing", steps, work, stop="Stop; what is done stays"
        )
    await page.reload()
    session.say(told, "done" if well else "warning", short=short)


async def _batches(page: Page[Any], sending: Sending, steps: Steps) -> tuple[str, str, bool]:
    """All of it, noting what is done as it goes; what became of it, in short too, and whether all was done."""
    sent: list[Sent] = []
    while True:
        batch = await asyncio.to_thread(sending.next, steps.watch)
        if batch.sent:
            await page.session.write(record_published, batch.sent)
        sent += batch.sent
        if batch.over:
            break
    well = batch.trouble is None and not batch.stopped and all(one.put.done for one in sent)
    words = [
        say(sent, batch.trouble, stopped=batch.stopped, of=sending.of) for say in (outcome, outcome_in_short)
    ]
    return words[0], words[1], well
