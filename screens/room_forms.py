"""The forms of the rooms: block a room and see where its calls go, book a place, take a phone along."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from models.errors import Alternative, WblError
from models.operations.places import block_room
from models.operations.proposals import accept
from models.operations.reservations import Wanted, give_phone, reserve
from models.operations.room_lost import Lost, propose_lost_room
from models.queries import reading
from models.queries.cards import Card
from models.queries.school import places
from models.rules.facts import Room
from models.rules.naming import day_text, when_text
from models.rules.span import Span
from screens.base import Done, Page
from screens.dialogs.choose import Choice, ChooseDialog
from screens.dialogs.detail import DetailDialog, Section
from screens.dialogs.form import Field, FormDialog
from screens.dialogs.proposal import ProposalDialog
from screens.state.choosing import day_start

NO_PHONE = "-"
CLASS, STUDENT = "class:", "student:"


async def ask_block(page: Page[Any], room: Room, day: date, start: int, end: int) -> None:
    """Ask from when to when a room cannot be used; its calls move in one proposal. Only inside a worker."""
    fields = (
        Field("start", "From", "time", start, True),
        Field("end", "To", "time", end, True),
        Field("why", "Why", "text", ""),
        Field("last", "Last day", "date", day, True, help="a later one for days on end"),
        Field("move", "Calls move", "yes_no", True, help="no: they stay, marked as clashes"),
    )
    title = f"Block {room.name} on {day_text(day)}"
    note = (
        "Its calls are offered other rooms or times first. With a later last day it is blocked all the while."
    )
    form = FormDialog(title, fields, save="Block", note=note, check=lambda it: _check_times(it, day))
    values = await page.ask(form)
    span = _span(page, day, values["last"], values) if values else None
    if values is None or span is None:
        return
    if room.kind != "room" or not values["move"]:
        await page.act(block_room, room.id, span.start, span.end, values["why"])
        return
    try:
        proposal = await page.read(propose_lost_room, Lost(room.id, *span, values["why"]), page.session.now())
    except WblError as wrong:
        page.session.say_error(wrong)
        return
    if len(proposal.rows) == 1:
        await page.act(accept, proposal)
        return
    if not await page.ask(ProposalDialog(proposal, " ".join(proposal.notes), accept="Block and move")):
        page.say("Nothing was changed.", "")
        return
    if await page.act(accept, proposal) is not None and proposal.notes:
        lines = [("", note) for note in proposal.notes]
        await page.ask(DetailDialog("Whom to tell", (Section("", lines),)))


async def ask_booking(page: Page[Any], place: Room, day: date, start: int, end: int) -> None:
    """Ask who has the place, when and what for, and book it. Only inside a worker."""
    who = await page.ask(
        ChooseDialog(f"Who has {place.name}?", await _people(page), empty="Nobody is called that.")
    )
    if who is None:
        return
    fields = (
        Field("start", "From", "time", start, True),
        Field("end", "To", "time", end, True),
        Field("what", "What for", "text", "", help="such as: phone scripts, practice interview"),
    )
    title = f"Book {place.name} on {day_text(day)}"
    values = await page.ask(FormDialog(title, fields, save="Book", check=lambda it: _check_times(it, day)))
    span = _span(page, day, day, values) if values else None
    if values is None or span is None:
        return
    wanted = Wanted(place.id, *span, what=values["what"])
    wanted = (
        wanted._replace(class_id=who[len(CLASS) :])
        if who.startswith(CLASS)
        else wanted._replace(student=who[len(STUDENT) :])
    )
    await _reserve(page, wanted)


async def _reserve(page: Page[Any], wanted: Wanted) -> Done | None:
    """Book it; a refusal offers what is free, which may be taken instead."""

    async def otherwise(other: Alternative) -> Done | None:
        return await _reserve(page, wanted._replace(place=other.room or "", start=other.start, end=other.end))

    return await page.act(reserve, wanted, otherwise=otherwise)


async def _people(page: Page[Any]) -> list[Choice]:
    """Classes, then students."""
    classes = await page.read(reading.classes)
    students = await page.read(reading.students)
    found = [Choice(f"{CLASS}{one.id}", one.name or one.id, "class") for one in classes.values()]
    found.sort(key=lambda row: row.label)
    pupils = [
        Choice(f"{STUDENT}{one.id}", one.label, f"student{f', grade {one.grade}' if one.grade else ''}")
        for one in students.values()
    ]
    return found + sorted(pupils, key=lambda row: row.label)


async def ask_phone(page: Page[Any], card: Card) -> None:
    """Choose a phone that the call takes along, or none. Only inside a worker."""
    known = await page.read(places)
    span = Span(card.begins, card.ends)
    rows = [_phone_choice(one, span, page) for one in known.values() if one.kind == "phone"]
    if not rows:
        page.say("There are no phones to take along yet: n adds one.", "warning")
        return
    rows.sort(key=lambda row: (row.tone != "good", row.label))
    rows.append(Choice(NO_PHONE, "No phone", "the room has one, or none is needed"))
    title, note = f"Phone for {card.who}", when_text(span, page.session.zone)
    phone = await page.ask(ChooseDialog(title, rows, note=note))
    if phone is not None:
        await page.act(give_phone, card.id, None if phone == NO_PHONE else phone)


def _phone_choice(phone: Room, span: Span, page: Page[Any]) -> Choice:
    taken = next((block for block in phone.blocks if block.span.overlaps(span)), None)
    if taken is None:
        return Choice(phone.id, phone.name, "free then", "good")
    who = taken.held or taken.why or "blocked"
    return Choice(phone.id, phone.name, f"{who}, {when_text(taken.span, page.session.zone)}", "dim")


def _span(page: Page[Any], first: date, last: date, values: dict[str, Any]) -> Span | None:
    """The instants; says so where the clock skips one."""
    zone = page.session.zone
    start: datetime | None = day_start(first, values["start"], zone)
    end: datetime | None = day_start(last, values["end"], zone)
    if start is None or end is None:
        page.say("One of these times does not exist: the clock skips it.", "refused")
        return None
    return Span(start, end)


def _check_times(values: dict[str, Any], day: date) -> dict[str, str]:
    last = values.get("last", day)
    if last < day:
        return {"last": f"It cannot end before {day_text(day)}."}
    return {} if last > day or values["start"] < values["end"] else {"end": "It has to end after it begins."}
