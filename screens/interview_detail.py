"""One interview in full, and from there what can be done with it; every page opens it with Enter."""

from __future__ import annotations

from collections.abc import Callable, Coroutine
from datetime import datetime
from functools import partial
from typing import Any, Protocol, runtime_checkable
from zoneinfo import ZoneInfo

from models.errors import Alternative
from models.operations.absences import decide_absence
from models.operations.booking import NewTime, cancel_interview, move_interview
from models.operations.first_come import first_come
from models.operations.marking import mark_interview, note_on_interview
from models.queries.sheet import Sheet, interview_sheet
from models.rules.absences import ABSENCE_WORDS, initial_state
from models.rules.alternatives import free_rooms
from models.rules.clocks import differs, start_there
from models.rules.interview import FORMATS, MOVES, PLACES, WORDS, needs_room
from models.rules.naming import clock_text, day_text, listing, when_text, zone_or
from models.rules.span import local_day
from models.rules.trial import FIXED
from models.rules.warning_rules import OPEN_ABSENCES
from screens.base import Done, Page
from screens.commands import INTERVIEW_COMMANDS, Command
from screens.dialogs.detail import DetailDialog, Section
from screens.state.incident_words import incident_lines


@runtime_checkable
class Carrier(Protocol):
    """A page on which an interview can be carried to another place."""

    async def pick_up(self, ident: str) -> None:
        """Carry it from where it is."""


async def show_interview(page: Page[Any], ident: str) -> None:
    """Show it until the person closes it; what is done with it is shown in turn. Only inside a worker."""
    said = None
    while True:
        sheet = await page.read(interview_sheet, page.session.campaign, ident, page.session.now())
        sections = sections_of(sheet, page.session.zone)
        command = await page.ask(
            DetailDialog(title_of(sheet), sections, commands_for(sheet, page), said=said)
        )
        before = page.session.message
        if command is None:
            return
        if command == "interview.move":
            if isinstance(page, Carrier):
                await page.pick_up(ident)
            return
        await _ACTIONS[command](page, sheet)
        said = page.session.message if page.session.message is not before else None


def title_of(sheet: Sheet) -> str:
    """Who talks with whom."""
    who = listing([each.label for each in sheet.students]) or sheet.interview.id
    return f"{who} with {sheet.contact.name}" if sheet.contact else who


def commands_for(sheet: Sheet, page: object) -> tuple[Command, ...]:
    """What can be done with it now."""
    one = sheet.interview
    absence = any(each.state in OPEN_ABSENCES for each in sheet.absences)
    usable = {
        "interview.move": one.state not in FIXED and isinstance(page, Carrier),
        "interview.edit": one.state not in FIXED and one.start is not None,
        "interview.room": one.start is not None
        and one.state not in FIXED
        and needs_room(one.format, one.place),
        "interview.confirm": "confirmed" in MOVES[one.state] and one.start is not None,
        "interview.approve": absence,
        "interview.deny": absence and any(each.state != "denied" for each in sheet.absences),
        "interview.guardian": one.place == "home" and not one.guardian_told,
        "interview.cancel": "cancelled" in MOVES[one.state],
        "interview.prepare": bool(sheet.students),
        "interview.notes": one.start is not None and one.state not in ("cancelled", "declined"),
    }
    return tuple(command for command in INTERVIEW_COMMANDS if usable[command.id])


def sections_of(sheet: Sheet, zone: ZoneInfo) -> tuple[Section, ...]:
    """Everything, in the order in which one asks."""
    found = [
        Section("", _people(sheet) + _place(sheet, zone)),
        Section("Notes of the call", _notes(sheet, zone)),
        Section("Went wrong", incident_lines(sheet.incidents, zone)),
        Section("Classes missed", _absences(sheet, zone)),
        Section("Still missing", _lacking(sheet) + _clashes(sheet)),
        Section("What happened", _history(sheet, zone)),
        Section("Who takes part", _students(sheet) if len(sheet.students) > FEW else []),
    ]
    return tuple(section for section in found if section.lines)


FEW = 4
"""So many students are named first; the names of a whole class would push everything else out of sight."""

Pairs = list[tuple[str, str]]


def _students(sheet: Sheet) -> Pairs:
    return [
        ("Student", f"{each.label}{f', grade {each.grade}' if each.grade else ''}") for each in sheet.students
    ]


def _people(sheet: Sheet) -> Pairs:
    lines, contact = _students(sheet), sheet.contact
    if len(lines) > FEW:
        lines = [("Students", f"{len(lines)}: {listing([each.label for each in sheet.students], 2)}")]
    if contact is not None:
        about = [contact.name, contact.title, contact.employer_name]
        lines.append(("With", ", ".join(part for part in about if part)))
    return lines


def _place(sheet: Sheet, zone: ZoneInfo) -> Pairs:
    one, contact = sheet.interview, sheet.contact
    where = sheet.room or ("no room yet" if needs_room(one.format, one.place) else WORDS[one.place])
    reach = one.link or one.number or (contact.phone if contact else "")
    lines = [
        ("When", f"{_when(sheet, zone)} ({one.minutes} minutes)"),
        ("Where", where),
        ("How", f"{WORDS[one.format]}{f': {reach}' if reach else ''}"),
        ("State", f"{WORDS[one.state]}{f' ({one.because})' if one.because else ''}"),
    ]
    if needs_room(one.format, one.place) and one.start is not None:
        lines.append(("On standby", sheet.standby.name if sheet.standby else "nobody for the whole call"))
    if one.place == "home":
        lines.append(("Guardian", "was told" if one.guardian_told else "not told yet"))
    return lines


def _when(sheet: Sheet, zone: ZoneInfo) -> str:
    span = sheet.interview.span
    if span is None:
        return "no time yet"
    contact = sheet.contact
    if contact is None or not contact.zone or contact.zone == zone.key:
        return when_text(span, zone)
    theirs = zone_or(contact.zone, zone)
    if not differs(span.start, theirs, zone):
        return f"{when_text(span, zone)}, {zone.key}"
    there = start_there(span.start, theirs, zone)
    return f"{when_text(span, zone)}, {zone.key}; for {contact.name} {there}, {contact.zone}"


def _absences(sheet: Sheet, zone: ZoneInfo) -> Pairs:
    names = {each.id: each.first_name for each in sheet.students}
    lines = []
    for each in sheet.absences:
        who = f"{names.get(each.student, '')} " if len(names) > 1 else ""
        what = f"{each.class_name or 'no class'}{f', {each.teacher_name}' if each.teacher_name else ''}"
        state = f"{ABSENCE_WORDS[each.state]}{_by(each.decided_by, each.decided_at, zone)}"
        if each.state == "requested":
            state += _by(each.asked_by, each.asked_at, zone)
        state += f"; condition: {each.condition}" if each.condition else ""
        why = f" ({each.because})" if each.because else ""
        lines.append((f"{who}period {each.period}", f"{what}: {state}{why}"))
    for one in sheet.unwritten:
        known = sheet.trial.situation.classes.get(one.class_id or "")
        lines.append(
            (
                f"period {one.period}",
                f"{known.name if known else 'no class'}: {ABSENCE_WORDS[initial_state(one)]}",
            )
        )
    return lines


def _by(who: str, at: datetime | None, zone: ZoneInfo) -> str:
    """Who did it and when, as far as that is known."""
    when = f", {day_text(local_day(at, zone))} {clock_text(at, zone)}" if at else ""
    return f" by {who}{when}" if who else ""


def _lacking(sheet: Sheet) -> Pairs:
    """What is open of all that it needs; of one that has begun what a call cannot run without."""
    told = (
        [item.text for item in sheet.items if not item.done]
        if sheet.items
        else [t for _code, t in sheet.missing]
    )
    return [("", f"! {text}") for text in told]


def _clashes(sheet: Sheet) -> Pairs:
    return [("", f"✗ {one.text}") for one in sheet.findings if one.severity == "clash"]


def _notes(sheet: Sheet, zone: ZoneInfo) -> Pairs:
    if sheet.notes is None:
        return []
    when = f"{day_text(sheet.notes.at.astimezone(zone).date())} {clock_text(sheet.notes.at, zone)}"
    return [("", line) for line in (*sheet.notes.words.split("\n"), f"({sheet.notes.actor}, {when})")]


def _history(sheet: Sheet, zone: ZoneInfo) -> Pairs:
    lines = []
    for entry in sheet.history:
        local = entry.at.astimezone(zone)
        undone = " (taken back)" if entry.undone else ""
        lines.append((f"{day_text(local.date())} {local:%H:%M}", f"{entry.actor}: {entry.sentence}{undone}"))
    return lines


# What can be done with it


def otherwise_move(page: Page[Any], ident: str) -> Callable[[Alternative], Any]:
    """Take a free alternative: what a refusal offers."""

    async def move(free: Alternative) -> Done | None:
        change = NewTime(start=free.start, room=free.room)
        return await page.act(move_interview, ident, change, otherwise=otherwise_move(page, ident))

    return move


def as_seen(page: Page[Any], sheet: Sheet) -> Callable[..., Coroutine[Any, Any, Done | None]]:
    """`page.act` for this interview as the sheet shows it: who comes second is told who was first."""
    return partial(page.act, first_come, sheet.interview.id, sheet.entry)


async def cancel(page: Page[Any], sheet: Sheet) -> Done | None:
    """Ask why, and cancel."""
    from screens.dialogs.text_ask import TextDialog

    note = f"{title_of(sheet)}. The reason is kept and stands in the note to the interviewee."
    because = await page.ask(TextDialog("Why is the interview cancelled?", note))
    return await as_seen(page, sheet)(cancel_interview, sheet.interview.id, because) if because else None


async def choose_room(page: Page[Any], sheet: Sheet) -> Done | None:
    """Choose among the rooms: the free ones first, the others with the reason why not."""
    from screens.dialogs.choose import ChooseDialog
    from screens.state.room_choices import room_choices

    one, trial = sheet.interview, sheet.trial
    free = free_rooms(one, trial.situation, bookings=trial.bookings)
    span = one.span
    dialog = ChooseDialog(
        f"Room for {listing([each.label for each in sheet.students])}",
        room_choices(one, trial.situation, free, trial.bookings),
        note=when_text(span, page.session.zone) if span else "",
        value=(one.room,) if one.room else (),
        empty="There are no rooms yet.",
    )
    room = await page.ask(dialog)
    if room is None or room == one.room:
        return None
    step, otherwise = as_seen(page, sheet), otherwise_move(page, one.id)
    return await step(move_interview, one.id, NewTime(room=room), otherwise=otherwise)


async def edit(page: Page[Any], sheet: Sheet) -> Done | None:
    """Change its length, format, place, number and link."""
    from screens.dialogs.form import Field, FormDialog

    one = sheet.interview
    fields = (
        Field("minutes", "Minutes", "integer", one.minutes, True, low=1, high=480),
        Field("format", "Format", "choice", one.format, True, [(each, WORDS[each]) for each in FORMATS]),
        Field("place", "Place", "choice", one.place, True, [(each, WORDS[each]) for each in PLACES]),
        Field("number", "Number to call", "text", one.number),
        Field("link", "Link", "text", one.link),
    )
    values = await page.ask(FormDialog(f"Edit: {title_of(sheet)}", fields))
    if values is None:
        return None
    # What was left as it was is not sent: somebody else may have changed it meanwhile.
    changed = {name: value for name, value in values.items() if value != getattr(one, name)}
    room = "" if values["place"] != "room" and one.room else None
    change, otherwise = NewTime(room=room, **changed), otherwise_move(page, one.id)
    return await as_seen(page, sheet)(move_interview, one.id, change, about="details", otherwise=otherwise)


async def _cancel(page: Page[Any], sheet: Sheet) -> None:
    await cancel(page, sheet)


async def _confirm(page: Page[Any], sheet: Sheet) -> None:
    await as_seen(page, sheet)(mark_interview, sheet.interview.id, "confirmed")


async def _approve(page: Page[Any], sheet: Sheet) -> None:
    await as_seen(page, sheet)(decide_absence, sheet.interview.id, "approve", about="absence")


async def _deny(page: Page[Any], sheet: Sheet) -> None:
    from screens.dialogs.text_ask import TextDialog

    because = await page.ask(TextDialog("Why may the class not be missed?", title_of(sheet)))
    if because:
        step = as_seen(page, sheet)
        await step(decide_absence, sheet.interview.id, "deny", because=because, about="absence")


async def _guardian(page: Page[Any], sheet: Sheet) -> None:
    await as_seen(page, sheet)(note_on_interview, sheet.interview.id, guardian_told=True)


async def _prepare(page: Page[Any], sheet: Sheet) -> None:
    from screens.preparing import prepare

    await prepare(page, [each.id for each in sheet.students])


async def _keep_notes(page: Page[Any], sheet: Sheet) -> None:
    """What was noted during the call, kept with the interview."""
    from models.operations.telling import keep_call_notes
    from screens.dialogs.form import Field, FormDialog

    words, note = sheet.notes.words if sheet.notes else "", ""
    while True:
        fields = (Field("words", "Notes", "notes", words),)
        begun = (Field("words", "Notes", "notes", sheet.notes.words if sheet.notes else ""),)
        title = f"Notes of the call: {title_of(sheet)}"
        values = await page.ask(FormDialog(title, fields, begun=begun, note=note))
        if values is None:
            return
        words, before = values["words"], sheet.notes
        step = as_seen(page, sheet)
        if await step(keep_call_notes, sheet.interview.id, words, about="notes") is not None:
            return
        sheet = await page.read(
            interview_sheet, page.session.campaign, sheet.interview.id, page.session.now()
        )
        if sheet.notes is not None and sheet.notes != before:
            words = f"{sheet.notes.words}\n\n{words}"
            note = f"{sheet.notes.actor} noted something meanwhile: it stands above yours. Saving keeps both."


_ACTIONS: dict[str, Callable[[Page[Any], Sheet], Any]] = {
    "interview.edit": edit,
    "interview.room": choose_room,
    "interview.confirm": _confirm,
    "interview.approve": _approve,
    "interview.deny": _deny,
    "interview.guardian": _guardian,
    "interview.cancel": _cancel,
    "interview.prepare": _prepare,
    "interview.notes": _keep_notes,
}
