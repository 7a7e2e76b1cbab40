"""Booking a whole class at once: a group video or a recorded viewing, in one room that holds all of it."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import Any

from models.queries.class_booking import (
    ClassToBook,
    Host,
    class_party,
    classes_to_book,
    hosts_for_class,
)
from models.rules.interview import usual_place
from screens.base import Done, Page
from screens.dialogs.booking import ask_and_book
from screens.dialogs.choose import Choice, ChooseDialog
from screens.state.booking_wish import first_wish
from screens.wording import formats_word, left_word

NO_HOST = "-"
FORMS = (
    Choice("group_video", "Group video", "The class talks with somebody over video, live."),
    Choice("recorded", "Recorded viewing", "The class watches a recording; nobody has to be there."),
)


async def book_class(page: Page[Any], start: datetime | None = None) -> Done | None:
    """Which class, how, with whom, when; None when nothing was booked. Only inside a worker."""
    found = await page.read(classes_to_book)
    if not found:
        page.say("No class has students yet. Bring in a roster with Ctrl+O.", "warning")
        return None
    rows = [Choice(one.school_class.id, one.school_class.name, class_words(one)) for one in found]
    chosen = await page.ask(
        ChooseDialog("Book which class?", rows, titles=("Class", "Students, and a room for all"))
    )
    one = next((each for each in found if each.school_class.id == chosen), None)
    if one is None:
        return None
    form = await page.ask(ChooseDialog(f"What for {one.school_class.name}?", FORMS))
    if form is None:
        return None
    while True:
        host = await _host(page, form)
        if host is None:
            return None
        done, other = await _book(page, one, form, "" if host == NO_HOST else host, start)
        if not other:
            return done


def class_words(one: ClassToBook) -> str:
    """How many, who teaches them, and which room holds them all."""
    many = f"{len(one.students)} student{'' if len(one.students) == 1 else 's'}"
    parts = [many]
    if one.fitting:
        parts.append(f"{one.fitting[0].name} holds {one.fitting[0].capacity}")
    elif one.largest is not None:
        parts.append(f"! no room with video holds all; {one.largest.name} holds {one.largest.capacity}")
    else:
        parts.append("! no room has video")
    parts.append(one.teacher)
    return ", ".join(part for part in parts if part)


async def _host(page: Page[Any], form: str) -> str | None:
    found = await page.read(hosts_for_class, page.session.campaign, page.session.now())
    rows = [Choice(each.contact.id, each.contact.name, _host_words(each)) for each in found]
    if form == "recorded":
        rows.insert(0, Choice(NO_HOST, "Nobody of ours", "A recording without one of the contacts."))
    return await page.ask(ChooseDialog("With whom?", rows, empty="No contacts yet: press 2, then n."))


def _host_words(host: Host) -> str:
    offered = "" if host.group else f"offered {formats_word(host.contact.formats)}"
    return ", ".join(
        part for part in (host.contact.employer_name, left_word(host.left).text, offered) if part
    )


async def _book(
    page: Page[Any], one: ClassToBook, form: str, host: str, start: datetime | None
) -> tuple[Done | None, bool]:
    session = page.session
    party = await page.read(class_party, session.campaign, one.students, host, session.now())
    wish = first_wish(session.campaign, session.zone, party, start)
    return await ask_and_book(page, replace(wish, format=form, place=usual_place(form)))
