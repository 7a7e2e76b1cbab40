"""Booking from any page: choose who talks with whom, then the time, and be told what stands in the way."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from functools import partial
from typing import Any

from models.errors import Alternative
from models.operations.booking import Booking, book_interview
from models.queries.booking import Party, outlook, party_of
from models.queries.pool import contacts_for, students_for
from models.queries.roster import roster
from models.queries.trial import trial_for
from models.rules.facts import Interview
from models.rules.trial import Trial
from screens.base import Done, Page
from screens.dialogs.book_form import OTHER, BookDialog
from screens.dialogs.choose import Choice, ChooseDialog
from screens.state.booking_wish import BEST, NONE, BookingWish, first_wish
from screens.state.student_view import match_choice, student_choice


async def book_for(
    page: Page[Any],
    *,
    student: str | None = None,
    students: tuple[str, ...] = (),
    contact: str | None = None,
    start: datetime | None = None,
) -> Done | None:
    """Book one interview; who is not given is chosen first, matching people ahead of the others.

    Several `students` share a group interview. `start` is UTC. None when nothing was booked. Only inside a worker.
    """
    who = students or ((student,) if student else ())
    if not who:
        chosen = await choose_student(page, contact)
        if chosen is None:
            return None
        who = (chosen,)
    while True:
        host = contact or await choose_contact(page, who[0])
        if host is None:
            return None
        done, again = await _book_with(page, who, host, start)
        if not again:
            return done
        contact = None


async def choose_student(
    page: Page[Any], contact: str | None = None, title: str = "Who has the interview?"
) -> str | None:
    """Whom an interview is for; those whom the contact suits come first."""
    campaign = page.session.campaign
    if contact is None:
        rows = await page.read(roster, campaign)
        choices = [student_choice(row, "") for row in rows]
    else:
        found = await page.read(partial(students_for, others=True), campaign, contact)
        choices = [student_choice(one.row, one.reason) for one in found]
    if not choices:
        page.say("No students yet. Add one on the roster first: press 1, then n.", "warning")
        return None
    titles = ("Student", "What is lacking, and why")
    return await page.ask(ChooseDialog(title, [Choice(*one) for one in choices], titles=titles))


async def choose_contact(page: Page[Any], student: str) -> str | None:
    """With whom; those who match the student's interests and have room left come first."""
    read = partial(contacts_for, others=True)
    found = await page.read(read, page.session.campaign, student, page.session.now())
    if not found:
        page.say("Nobody can be asked yet. Add a contact first: press 2, then n.", "warning")
        return None
    choices = [Choice(one.contact.id, *match_choice(one, page.session.zone)) for one in found]
    titles = ("Contact", "Room left, and why")
    return await page.ask(ChooseDialog("With whom?", choices, titles=titles))


async def _book_with(
    page: Page[Any], who: tuple[str, ...], host: str, start: datetime | None
) -> tuple[Done | None, bool]:
    """Ask and save, until it is booked or given up; True when another contact is wanted."""
    session = page.session
    party = await page.read(party_of, session.campaign, who, host, session.now())
    return await ask_and_book(page, first_wish(session.campaign, session.zone, party, start))


async def ask_and_book(page: Page[Any], wish: BookingWish) -> tuple[Done | None, bool]:
    """The form of a wish, until it is booked or given up; True when another contact is wanted. Only inside a worker."""
    session, who = page.session, wish.interview.students

    async def look(interview: Interview) -> Any:
        return await page.read(outlook, session.campaign, interview, session.now())

    async def look_at(interview: Interview, day: date) -> Trial:
        return await page.read(trial_for, session.campaign, interview, day)

    first = wish
    while True:
        dialog = BookDialog(wish, look, look_at, session.now)
        if wish is not first:
            dialog.come_back()
        answer = await page.ask(dialog)
        if answer is None or answer == OTHER or isinstance(answer, str):
            return None, answer == OTHER
        seek = partial(_seek, page, wish.party) if len(who) == 1 else None
        done = await page.act(book_interview, answer, otherwise=partial(_instead, page, answer), seek=seek)
        if done is not None:
            return done, False
        # Refused and nothing else taken: back to the form as it was left.
        wish = as_asked(wish, answer)


async def _seek(page: Page[Any], party: Party) -> Done | None:
    from screens.finding_times import find_time

    return await find_time(page, student=party.students[0].id, contact=party.contact.id)


async def _instead(page: Page[Any], booking: Booking, free: Alternative) -> Done | None:
    return await page.act(book_interview, booking._replace(start=free.start, room=free.room))


def as_asked(wish: BookingWish, booking: Booking) -> BookingWish:
    """The wish that led to the booking."""
    minutes = booking.minutes or wish.minutes
    asked = replace(wish, format=booking.format, place=booking.place, minutes=minutes)
    asked = replace(
        asked,
        reach=booking.number or booking.link,
        room=booking.room or (BEST if wish.room == BEST else NONE),
    )
    return asked.at(booking.start) if booking.start else replace(asked, day=None, minute=None)
