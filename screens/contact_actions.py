"""Looking after contacts: what the employers page does with tasks, days, tags, referrals and past interviews."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from datetime import date
from functools import partial
from typing import Any

from models.operations import contact_care as care
from models.operations import referrals
from models.operations.removing import remove_record
from models.queries.contact_care import ContactCare, contact_care, tags_for
from models.queries.duplicates import contacts_like
from models.queries.employers import LoneEmployer
from models.queries.pool import ContactStory, PoolRow, contact_story, pool
from models.rules.pool_facts import Referral
from models.rules.span import local_day
from screens.base import Page
from screens.dialogs import care_forms as forms
from screens.dialogs.choose import Choice, ChooseDialog
from screens.dialogs.menu import Item, MenuDialog
from screens.record_form import settle_employer
from screens.state.care_view import held_choices

Act = Callable[[Page[Any], Sequence[PoolRow]], Awaitable[None]]


def today_of(page: Page[Any]) -> date:
    """The campaign's today."""
    return local_day(page.session.now(), page.session.zone)


def who_of(contacts: Sequence[PoolRow]) -> str:
    """What a dialog calls them."""
    return contacts[0].contact.name if len(contacts) == 1 else f"{len(contacts)} marked contacts"


async def care_menu(page: Page[Any], contacts: Sequence[PoolRow]) -> None:
    """Everything that can be done for these contacts, each with its letter. Only inside a worker."""
    one = len(contacts) == 1
    found = await page.read(contact_care, contacts[0].id) if one else None
    letter = await page.ask(MenuDialog(f"Look after {who_of(contacts)}", _items(contacts, found)))
    if letter is not None:
        await _DOING[letter](page, contacts)


def _items(contacts: Sequence[PoolRow], found: ContactCare | None) -> tuple[Item, ...]:
    alone = "" if found is not None else "one contact at a time"
    no_task = alone or ("" if found and found.tasks else "no task yet")
    waiting = found is not None and any(not one.referral.contact for one in found.named)
    return (
        Item("c", "Check in: on which day"),
        Item("g", "Tags: put on, take away"),
        Item("t", "Task: something was agreed", alone),
        Item("d", "Task done, or open again", no_task),
        Item("r", "Referral: they named somebody", alone),
        Item("p", "Referral into the pool", alone or ("" if waiting else "nobody waits")),
        Item("w", "How an interview went", alone),
        Item("f", "Cancels: plan their calls again", alone),
        Item("m", "Merge: the same person twice", "" if len(contacts) < 3 else "two at a time"),
        Item("e", "Merge: the same employer twice", alone),
        Item("a", "All contacts who may be here twice"),
        Item("x", "Remove: came in by mistake", alone),
    )


async def set_check_in(page: Page[Any], contacts: Sequence[PoolRow]) -> None:
    """On which day to get in touch."""
    who, now = who_of(contacts), contacts[0].care.next if len(contacts) == 1 else None
    day = await page.ask(forms.day_choice(who, today_of(page), now))
    if day == forms.OTHER_DAY:
        day = await page.ask(forms.other_day(who))
    if day is not None:
        idents = [one.id for one in contacts]
        await page.act(care.set_check_in, idents, "" if day == forms.NO_DAY else day)


async def tag(page: Page[Any], contacts: Sequence[PoolRow]) -> None:
    """Put a tag on, or take one away that all of them wear."""
    who, idents = who_of(contacts), [one.id for one in contacts]
    # Read anew: the list may still be reading what the last key changed.
    known, worn = await page.read(tags_for, idents)
    word: str | None = forms.NEW_TAG
    if known:
        word = await page.ask(forms.tag_choice(who, known, worn))
    if word == forms.NEW_TAG:
        word = await page.ask(forms.new_tag(who))
    if word is not None:
        await page.act(care.untag_contacts if word in worn else care.tag_contacts, idents, word)


async def _add_task(page: Page[Any], contacts: Sequence[PoolRow]) -> None:
    values = await page.ask(forms.task_form(who_of(contacts), today_of(page)))
    if values is not None:
        await page.act(care.add_task, contacts[0].id, values["what"], due=values["due"])


async def _finish_task(page: Page[Any], contacts: Sequence[PoolRow]) -> None:
    found = (await page.read(contact_care, contacts[0].id)).tasks
    ident: str | None = found[0].id
    if len(found) > 1:
        choices = forms.task_choices(found, today_of(page))
        title = f"Tasks for {who_of(contacts)}: Enter ticks off"
        ident = await page.ask(ChooseDialog(title, choices, titles=("Task", "")))
    for one in found:
        if one.id == ident:
            await page.act(care.finish_task, one.id, done=one.is_open)


async def _refer(page: Page[Any], contacts: Sequence[PoolRow]) -> None:
    held = held_choices(await _story(page, contacts[0]), page.session.zone)
    values = await page.ask(forms.referral_form(who_of(contacts), held))
    if values is not None:
        may = {"yes": True, "no": False}.get(values.pop("may_use_name"))
        values["interview"] = values["interview"] or None
        await page.act(
            referrals.note_referral, contacts[0].id, values.pop("name"), may_use_name=may, **values
        )


async def _into_pool(page: Page[Any], contacts: Sequence[PoolRow]) -> None:
    """Somebody who was named becomes a contact, unless there is one already who is the same."""
    waiting = [
        one.referral
        for one in (await page.read(contact_care, contacts[0].id)).named
        if not one.referral.contact
    ]
    ident: str | None = waiting[0].id
    if len(waiting) > 1:
        choices = [Choice(one.id, one.name, one.reach) for one in waiting]
        ident = await page.ask(ChooseDialog("Who comes into the pool?", choices))
    for one in waiting:
        if one.id != ident:
            continue
        fields = referrals.reach_fields(one.reach)
        like = await page.read(
            partial(contacts_like, mail=fields.get("email", ""), phone=fields.get("phone", "")), one.name
        )
        meant: str | None = ""
        if like:
            choices = [Choice(each.id, f"It is {each.label}", each.why) for each in like]
            choices.append(Choice("", f"Add {one.name}", "a new contact"))
            meant = await page.ask(ChooseDialog(f"Is {one.name} in the pool already?", choices))
        if meant:
            await page.act(referrals.tie_referral, one.id, meant)
        elif meant is not None:
            await _take_in(page, one)


async def _take_in(page: Page[Any], referral: Referral) -> None:
    """Ask for what the new contact lacks; an employer that resembles one there is, is settled first."""
    values = await page.ask(forms.pool_form(referral))
    while values is not None:
        cells = {"employer": str(values["employer"])}
        if await settle_employer(page, "contacts", cells):
            await page.act(referrals.take_into_pool, referral.id, **{**values, **cells})
            return
        values = await page.ask(forms.pool_form(referral, **values))


async def _debrief(page: Page[Any], contacts: Sequence[PoolRow]) -> None:
    story = await _story(page, contacts[0])
    held = held_choices(story, page.session.zone)
    if not held:
        page.say(f"No interview with {who_of(contacts)} has been held yet.", "warning")
        return
    ident: str | None = held[-1][0]
    if len(held) > 1:
        choices = [Choice(*each) for each in reversed(held)]
        ident = await page.ask(ChooseDialog("Which interview?", choices))
    for each in held:
        if each[0] == ident:
            was = story.care.debriefs.get(each[0])
            values = await page.ask(
                forms.debrief_form(each[1], was.went if was else "", was.note if was else "")
            )
            if values is not None:
                await page.act(care.note_debrief, each[0], values["went"], values["note"])


async def _falls_out(page: Page[Any], contacts: Sequence[PoolRow]) -> None:
    from screens.replanning import contact_cancels

    await contact_cancels(page, contacts[0].id, contacts[0].contact.name)


async def _merge(page: Page[Any], contacts: Sequence[PoolRow]) -> None:
    from screens.merging import merge_contacts

    await merge_contacts(page, contacts, await _everybody(page))


async def _merge_employers(page: Page[Any], contacts: Sequence[PoolRow]) -> None:
    from screens.merging import merge_employers

    await merge_employers(page, contacts[0].contact.employer, await _everybody(page))


async def _merge_found(page: Page[Any], _contacts: Sequence[PoolRow]) -> None:
    from screens.merging import contact_twin, merge_found

    twins = [contact_twin(row) for row in await _everybody(page) if isinstance(row, PoolRow)]
    await merge_found(page, "contacts", twins)


async def _remove(page: Page[Any], contacts: Sequence[PoolRow]) -> None:
    await page.act(remove_record, "contacts", contacts[0].id)


async def _everybody(page: Page[Any]) -> list[PoolRow | LoneEmployer]:
    return await page.read(pool, page.session.campaign, page.session.now())


async def _story(page: Page[Any], row: PoolRow) -> ContactStory:
    return await page.read(contact_story, page.session.campaign, row.id, page.session.now())


_DOING: dict[str, Act] = {
    "c": set_check_in,
    "g": tag,
    "t": _add_task,
    "d": _finish_task,
    "r": _refer,
    "p": _into_pool,
    "w": _debrief,
    "f": _falls_out,
    "m": _merge,
    "e": _merge_employers,
    "a": _merge_found,
    "x": _remove,
}
