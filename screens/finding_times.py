"""Finding a time from any page: who with whom, the ten best times with their reasons, and one key that books."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from functools import partial
from typing import Any

from models.errors import Alternative
from models.operations.booking import Booking, NewTime, book_interview, move_interview
from models.queries.booking import Party, best_times, party_of
from models.queries.calendar import interview_by_id
from models.rules.facts import Interview
from models.rules.interview import WORDS
from models.rules.naming import listing
from models.rules.offers import Offer
from models.rules.trial import FIXED
from screens.base import Done, Page
from screens.dialogs.best_times import FORM, OTHER, BestTimesDialog
from screens.dialogs.booking import book_for, choose_contact, choose_student
from screens.state.booking_wish import BookingWish, first_wish


async def find_time(
    page: Page[Any], *, student: str | None = None, contact: str | None = None
) -> Done | None:
    """The best times for a student and a contact, whoever is not given being chosen first. Only inside a worker."""
    who = student or await choose_student(page, contact)
    while who is not None:
        host = contact or await choose_contact(page, who)
        if host is None:
            return None
        party = await page.read(party_of, page.session.campaign, (who,), host, page.session.now())
        wish = first_wish(page.session.campaign, page.session.zone, party)
        found = await page.ask(_dialog(page, wish.interview, party, about(wish)))
        if found is None:
            return None
        what, offer = found
        if what == OTHER:
            contact = None
            continue
        if what == FORM or offer is None:
            return await book_for(page, student=who, contact=host, start=offer.start if offer else None)
        return await book_at(page, wish, offer)
    return None


async def find_time_for(page: Page[Any], interview: Interview) -> Done | None:
    """The best other times for an interview; Enter moves it there. Only inside a worker."""
    if interview.state in FIXED:
        page.say(f"An interview that is {WORDS[interview.state]} cannot be moved.", "refused")
        return None
    if interview.contact is None:
        page.say("A viewing without an interviewee has no hours to look for; m moves it.", "warning")
        return None
    session = page.session
    party = await page.read(party_of, session.campaign, interview.students, interview.contact, session.now())
    note = f"{_length(interview)}. The times that cost least come first."
    found = await page.ask(_dialog(page, interview._replace(room=None), party, note, verb="Move it there"))
    if found is None or found[1] is None:
        return None
    offer = found[1]
    return await move_to(page, interview.id, NewTime(start=offer.start, room=offer.room or ""))


async def book_at(page: Page[Any], wish: BookingWish, offer: Offer) -> Done | None:
    """Book the wish at a time that was found. Only inside a worker."""
    booking = wish.at(offer.start).booking(None)._replace(room=offer.room)
    return await page.act(book_interview, booking, otherwise=partial(_booked, page, booking))


async def _booked(page: Page[Any], booking: Booking, free: Alternative) -> Done | None:
    return await page.act(book_interview, booking._replace(start=free.start, room=free.room))


async def move_to(page: Page[Any], ident: str, change: NewTime) -> Done | None:
    """Move it; a refusal offers free places and the best times. Only inside a worker."""
    return await page.act(
        move_interview,
        ident,
        change,
        otherwise=partial(_moved, page, ident),
        seek=partial(_sought, page, ident),
    )


async def _moved(page: Page[Any], ident: str, free: Alternative) -> Done | None:
    return await move_to(page, ident, NewTime(start=free.start, room=free.room or ""))


async def _sought(page: Page[Any], ident: str) -> Done | None:
    found = await page.read(interview_by_id, ident)
    return await find_time_for(page, found) if found is not None else None


def about(wish: BookingWish) -> str:
    """What is looked for: who they are to each other, and how long it takes."""
    party = wish.party
    at = f"{party.contact.name}, {party.contact.employer_name}"
    return " · ".join(part for part in (at, party.reason, _length(wish.interview)) if part)


def _length(interview: Interview) -> str:
    return f"{WORDS[interview.format]}, {interview.minutes} minutes"


def _dialog(
    page: Page[Any], wish: Interview, party: Party, note: str, *, verb: str = "Book"
) -> BestTimesDialog:
    title = f"Best times: {listing([one.label for one in party.students], 2)} with {party.contact.name}"
    new = verb == "Book"
    return BestTimesDialog(
        title, note, looking(page, wish), page.session.zone, party.contact, verb=verb, more=new
    )


def looking(page: Page[Any], wish: Interview) -> Callable[[], Awaitable[Sequence[Offer]]]:
    """Reads the best times for a wish."""

    async def look() -> Sequence[Offer]:
        found = await page.read(best_times, page.session.campaign, wish, page.session.now())
        return found.offers

    return look
