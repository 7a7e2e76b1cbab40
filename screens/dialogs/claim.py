"""Claims from any page: one key holds a contact for a student; the same key then extends it or gives it up."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

from models.operations.claims import CLAIM_DAYS, claim_contact, extend_claim, give_up_claim
from models.queries.claims import held_contacts
from models.queries.outreach import ClaimOutlook, claim_outlook, last_tries
from models.queries.pool import contacts_for
from models.rules.claims import Holder, last_day, last_day_text
from models.rules.naming import day_text
from models.rules.span import local_day, local_span
from screens.base import Done, Page
from screens.dialogs.choose import Choice, ChooseDialog
from screens.dialogs.form import Field, FormDialog
from screens.dialogs.menu import Item, MenuDialog
from screens.dialogs.text_ask import TextDialog
from screens.state.claim_words import held_word
from screens.state.student_view import match_choice
from screens.wording import outreach_word

_LATEST = datetime.max.replace(tzinfo=UTC)


async def claim_for(page: Page[Any], student: str, contact: str) -> Done | None:
    """Hold a contact for a student, for a week; where that is done already, or others do, ask. Only inside a worker."""
    session = page.session
    found = await page.read(claim_outlook, session.campaign, student, contact, session.now())
    if found.own is not None:
        return await _own(page, found, found.own)
    if found.others:
        return await _shared(page, student, contact, found)
    return await page.act(claim_contact, contact, student)


async def choose_held(page: Page[Any], student: str, title: str) -> str | None:
    """One of the contacts for a student: those held for the student first, then those who match, then others."""
    session = page.session
    held = {
        one.contact: one for one in await page.read(held_contacts, session.campaign, student, session.now())
    }

    def everybody(db: Any) -> Any:
        return contacts_for(db, session.campaign, student, session.now(), others=True)

    found = await page.read(everybody)
    if not found:
        page.say("Nobody can be asked yet. Add a contact first: press 2, then n.", "warning")
        return None
    found.sort(key=lambda one: held[one.contact.id].until if one.contact.id in held else _LATEST)
    tries = await page.read(last_tries, student)
    choices = []
    for one in found:
        label, why = match_choice(one, session.zone)
        own, last = held.get(one.contact.id), tries.get(one.contact.id)
        first = f"⚑ held for this student until {_day(page, own.until)} · " if own else ""
        tried = f"{outreach_word(last.how, last.outcome).text} {_on(page, last.at)} · " if last else ""
        choices.append(Choice(one.contact.id, label, f"{first}{tried}{why}"))
    return await page.ask(ChooseDialog(title, choices, titles=("Contact", "Room left, and why")))


async def _own(page: Page[Any], found: ClaimOutlook, own: Holder) -> Done | None:
    items = (
        Item("e", f"Extend by {CLAIM_DAYS} days"),
        Item("d", "Until another day"),
        Item("g", "Give up: others may ask"),
    )
    title = f"{found.student} holds {found.contact} until {_day(page, own.until)}"
    letter = await page.ask(MenuDialog(title, items))
    if letter == "e":
        return await page.act(extend_claim, own.claim, own.until + timedelta(days=CLAIM_DAYS))
    if letter == "d":
        day = await _ask_day(page, own)
        end = None if day is None else local_span(day, 0, 24 * 60, page.session.zone).end
        return None if end is None else await page.act(extend_claim, own.claim, end)
    return await page.act(give_up_claim, own.claim) if letter == "g" else None


async def _ask_day(page: Page[Any], own: Holder) -> date | None:
    zone = page.session.zone
    today = local_day(page.session.now(), zone)

    def gone(values: dict[str, Any]) -> dict[str, str]:
        return {"until": "That day has passed."} if values["until"] < today else {}

    field = Field("until", "Until the end of", "date", last_day(own.until, zone), required=True, today=today)
    values = await page.ask(FormDialog("How long is the claim to hold?", (field,), check=gone))
    return None if values is None else values["until"]


async def _shared(page: Page[Any], student: str, contact: str, found: ClaimOutlook) -> Done | None:
    """Others hold the contact: beside them while there is room, or instead of the one who is done first."""
    first = found.others[0]
    full = "no room left" if found.left == 0 else ""
    items = (
        Item("b", "Hold them too: agree on who calls", full),
        Item("t", f"Take over from {first.label}, with a reason"),
    )
    title = f"{found.contact} is {held_word(found.others, page.session.zone).text.removeprefix('⚑ ')}"
    letter = await page.ask(MenuDialog(title, items))
    if letter == "b":
        return await page.act(claim_contact, contact, student)
    if letter != "t":
        return None
    note = f"{first.label} reads the reason in their story."
    because = await page.ask(TextDialog(f"Why does {found.student} take over?", note))
    return None if because is None else await page.act(claim_contact, contact, student, because=because)


def _on(page: Page[Any], at: datetime) -> str:
    return day_text(local_day(at, page.session.zone))


def _day(page: Page[Any], until: datetime) -> str:
    return last_day_text(until, page.session.zone)
