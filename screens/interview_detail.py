"""One interview in full, and from there what can be done with it; every page opens it with Enter."""

from __future__ import annotations

from collections.abc import Callable, Coroutine, Mapping
from functools import partial
from typing import TYPE_CHECKING, Any, Protocol, runtime_checkable

from models.errors import Alternative
from models.operations.absences import decide_absence
from models.operations.booking import NewTime, cancel_interview, move_interview
from models.operations.first_come import first_come
from models.operations.marking import mark_interview, note_on_interview
from models.queries.sheet import Sheet, interview_sheet
from models.rules.alternatives import free_rooms
from models.rules.interview import FORMATS, MOVES, PLACES, WORDS, needs_room
from models.rules.naming import listing, when_text
from models.rules.trial import FIXED
from models.rules.warning_rules import OPEN_ABSENCES
from screens.base import Done, Page
from screens.commands import INTERVIEW_COMMANDS, Command
from screens.dialogs.detail import DetailDialog
from screens.state.sheet_view import sections_of, title_of

if TYPE_CHECKING:
    from screens.dialogs.fields import Field


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


# What can be done with it


def otherwise_move(page: Page[Any], ident: str, **changed: Any) -> Callable[[Alternative], Any]:
    """Take a free alternative: what a refusal offers. It was looked for with what is `changed` besides."""

    async def move(free: Alternative) -> Done | None:
        change = NewTime(**{**changed, "start": free.start, "room": free.room})
        return await page.act(move_interview, ident, change, otherwise=otherwise_move(page, ident, **changed))

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


def _detail_fields(values: Mapping[str, Any]) -> tuple[Field, ...]:
    from screens.dialogs.fields import Field

    return (
        Field("minutes", "Minutes", "integer", values["minutes"], True, low=1, high=480),
        Field(
            "format", "Format", "choice", values["format"], True, [(each, WORDS[each]) for each in FORMATS]
        ),
        Field("place", "Place", "choice", values["place"], True, [(each, WORDS[each]) for each in PLACES]),
        Field("number", "Number to call", "text", values["number"]),
        Field("link", "Link", "text", values["link"]),
    )


async def edit(page: Page[Any], sheet: Sheet) -> Done | None:
    """Change its length, format, place, number and link; what is refused comes back to be typed otherwise."""
    from screens.dialogs.form import FormDialog

    begun = _detail_fields(sheet.interview._asdict())
    fields, note = begun, ""
    while True:
        values = await page.ask(FormDialog(f"Edit: {title_of(sheet)}", fields, begun=begun, note=note))
        if values is None:
            return None
        one, before = sheet.interview, {field.name: field.value for field in begun}
        # What was left as it was is not sent: somebody else may have changed it meanwhile.
        changed = {name: value for name, value in values.items() if value != before[name]}
        room = "" if values["place"] != "room" and one.room else None
        change, otherwise = NewTime(room=room, **changed), otherwise_move(page, one.id, **changed)
        step = as_seen(page, sheet)
        done = await step(move_interview, one.id, change, about="details", otherwise=otherwise)
        if done is not None:
            return done
        # What was typed comes back, beside what holds now.
        sheet = await page.read(interview_sheet, page.session.campaign, one.id, page.session.now())
        if sheet.interview.state in FIXED:
            return None
        begun = _detail_fields(sheet.interview._asdict())
        fields = _detail_fields({**sheet.interview._asdict(), **changed})
        note = page.session.message.text


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
