"""Care of the employer pool: tasks agreed, days to get in touch, tags, who named whom, how interviews went."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any
from zoneinfo import ZoneInfo

from models.errors import BadInput, Refused, UnknownId
from models.operations.saving import pair_id
from models.operations.unit import Done, Unit
from models.queries.situation import campaign_at
from models.rules.interview import HELD
from models.rules.naming import day_text, listing
from models.rules.pool_facts import WENT
from models.rules.span import local_day
from models.rules.text import clean, clean_lines, fold
from models.rules.typed_days import typed_day
from models.tables import people_rows as care
from models.tables import rows

_TAG = 40


def today_of(unit: Unit) -> date:
    """The campaign's today."""
    return local_day(unit.now, ZoneInfo(campaign_at(unit.db, unit.now).zone))


def dated(day: date, today: date) -> str:
    """A day in a sentence; with its year where that is another one."""
    return day_text(day) if day.year == today.year else f"{day_text(day)} {day.year}"


# -- tasks ---------------------------------------------------------------------------------------------


def add_task(unit: Unit, contact: str, what: str, *, due: str | date | None = None) -> Done:
    """Something was agreed with a contact, to be done by a day. Raises UnknownId, and BadInput without words."""
    who, said, day = _name(unit, contact), clean(what), _due(unit, due)
    if not said:
        raise BadInput("A task needs words.", "Say what was agreed, such as: send the poster.")
    ident = unit.fresh_id("g", care.ContactTask)
    unit.insert(care.ContactTask, ident, contact=contact, what=said, due=day)
    return _done(unit, "task", f"Noted a task for {who}: {said}{_by(unit, day)} ({ident}).")


def change_task(unit: Unit, task: str, *, what: str | None = None, due: str | date | None = None) -> Done:
    """Other words or another day ("": none; None: as it is) for a task. Raises UnknownId."""
    row = _task(unit, task)
    said = str(row.what) if what is None else clean(what)
    day = row.due if due is None else _due(unit, due)
    if not said:
        raise BadInput("A task needs words.", "Say what was agreed, such as: send the poster.")
    who = _name(unit, row.contact)
    if not unit.update(care.ContactTask, task, what=said, due=day):
        return Done(0, f"The task for {who} is like that already.")
    return _done(unit, "task", f"The task for {who} is now: {said}{_by(unit, day)}.")


def finish_task(unit: Unit, task: str, *, done: bool = True) -> Done:
    """A task is done, or (not `done`) open again. Raises UnknownId; nothing is written where it is so already."""
    row = _task(unit, task)
    who = _name(unit, row.contact)
    if (row.done_at is not None) == done:
        return Done(0, f"The task “{row.what}” for {who} is {'done' if done else 'open'} already.")
    unit.update(
        care.ContactTask, task, done_at=unit.now if done else None, done_by=unit.actor if done else ""
    )
    return _done(unit, "task", f"{'Done' if done else 'Open again'} for {who}: {row.what}.")


def remove_task(unit: Unit, task: str) -> Done:
    """Take a task away. Raises UnknownId."""
    row = _task(unit, task)
    unit.delete(care.ContactTask, task)
    return _done(unit, "remove", f"Removed a task for {_name(unit, row.contact)}: {row.what}.")


# -- days to get in touch ------------------------------------------------------------------------------


def set_check_in(unit: Unit, contacts: Sequence[str], day: str | date | None) -> Done:
    """On which day to get in touch with these contacts, as people say it ("in 3 months"); "" for none."""
    names = _names(unit, contacts)
    on = _due(unit, day)
    if on is not None and on < today_of(unit):
        raise BadInput("That day is past.", "Give a day that is to come, or none.")
    changed = [unit.update(rows.Contact, one, check_in=on) for one in contacts]
    if not any(changed):
        return Done(0, f"{listing(names)}: the check-in is like that already.")
    if on is None:
        return _done(unit, "check in", f"No day any more on which to check in with {listing(names)}.")
    return _done(unit, "check in", f"Check in with {listing(names)} on {dated(on, today_of(unit))}.")


# -- tags ----------------------------------------------------------------------------------------------


def tag_named(text: str) -> str:
    """A tag as it is kept: one word in small letters, so that it can be typed into a filter. "" for none."""
    return "-".join(fold(clean(text, _TAG)).replace("#", " ").replace(":", " ").split())


def tag_contacts(unit: Unit, contacts: Sequence[str], tag: str) -> Done:
    """Put contacts together by a word. Raises UnknownId, and BadInput without a word."""
    contacts = list(dict.fromkeys(contacts))
    names, word = _names(unit, contacts), _required_tag(tag)
    fresh = [one for one in contacts if unit.fetch(care.ContactTag, pair_id(one, word)) is None]
    unit.insert_many(
        care.ContactTag, [{"id": pair_id(one, word), "contact": one, "tag": word} for one in fresh]
    )
    if not fresh:
        return Done(0, f"{listing(names)}: tagged {word} already.")
    told = [name for name, one in zip(names, contacts, strict=True) if one in fresh]
    return _done(unit, "tag", f"Tagged {listing(told)}: {word}.")


def untag_contacts(unit: Unit, contacts: Sequence[str], tag: str) -> Done:
    """Take a word away from contacts; those that lack it stay as they are. Raises UnknownId."""
    names, word = _names(unit, contacts), _required_tag(tag)
    told = []
    for name, one in zip(names, contacts, strict=True):
        if unit.fetch(care.ContactTag, pair_id(one, word)) is not None:
            unit.delete(care.ContactTag, pair_id(one, word))
            told.append(name)
    if not told:
        return Done(0, f"{listing(names)}: not tagged {word}.")
    return _done(unit, "tag", f"Took the tag {word} away from {listing(told)}.")


# -- how it went ---------------------------------------------------------------------------------------


def note_debrief(unit: Unit, interview: str, went: str, note: str = "") -> Done:
    """How an interview went: well, mixed or badly ("" for only a note), and a line. Another one takes its place.

    Raises UnknownId, BadInput for other words, Refused for an interview that has not been held.
    """
    row = unit.fetch(rows.Interview, interview)
    if row is None:
        raise UnknownId("interview", interview)
    if went not in ("", *WENT):
        raise BadInput(f"{clean(went, 40)!r} is not how an interview goes.", f"Say {', '.join(WENT)}.")
    said = clean_lines(note)
    if not went and not said:
        raise BadInput("Nothing was said about the interview.", f"Say {', '.join(WENT)}, or a line.")
    if row.state not in HELD:
        raise Refused("That interview has not been held.", "Note how it went afterwards.")
    values = {"went": went, "note": said, "actor": unit.actor, "at": unit.now}
    if unit.fetch(care.Debrief, interview) is None:
        unit.insert(care.Debrief, interview, interview=interview, thank_by=None, **values)
    else:
        unit.update(care.Debrief, interview, **values)
    whom = f" with {_name(unit, row.contact)}" if row.contact else ""
    told = ": ".join(part for part in (f"it went {went}" if went else "", " ".join(said.split())) if part)
    return _done(unit, "debrief", f"Noted about the interview{whom}: {told}.")._replace(
        interview_id=interview
    )


def remove_debrief(unit: Unit, interview: str) -> Done:
    """Take away what was noted about an interview. Raises UnknownId."""
    if unit.fetch(care.Debrief, interview) is None:
        raise UnknownId("debrief", interview)
    unit.delete(care.Debrief, interview)
    return _done(unit, "remove", f"Removed what was noted about interview {interview}.")


# -- filters -------------------------------------------------------------------------------------------


def save_filter(unit: Unit, page: str, name: str, words: str) -> Done:
    """Keep the words of a filter under a name, for everybody; one of that name is replaced."""
    called, said = clean(name, _TAG), clean(words)
    if not called or not said:
        raise BadInput("A filter needs a name and words.", "Type a filter first, then give it a name.")
    ident = pair_id(page, fold(called))
    if unit.fetch(care.SavedFilter, ident) is None:
        unit.insert(care.SavedFilter, ident, page=page, name=called, words=said)
    elif not unit.update(care.SavedFilter, ident, name=called, words=said):
        return Done(0, f"The filter {called} is like that already.")
    return _done(unit, "filter", f"Saved the filter {called}: {said}.")


def remove_filter(unit: Unit, page: str, name: str) -> Done:
    """Forget a saved filter. Raises UnknownId."""
    ident = pair_id(page, fold(clean(name, _TAG)))
    row = unit.fetch(care.SavedFilter, ident)
    if row is None:
        raise UnknownId("filter", name)
    unit.delete(care.SavedFilter, ident)
    return _done(unit, "filter", f"Removed the filter {row.name}.")


# -- what they share -----------------------------------------------------------------------------------


def _done(unit: Unit, action: str, sentence: str) -> Done:
    # What people wrote may end with a full stop of its own.
    sentence = sentence[:-1] if sentence.endswith(("..", "!.", "?.")) else sentence
    return Done(unit.say(action, sentence), sentence)


def _by(unit: Unit, day: date | None) -> str:
    return f", by {dated(day, today_of(unit))}" if day else ""


def _due(unit: Unit, day: str | date | None) -> date | None:
    return typed_day(day, today_of(unit)) if isinstance(day, str) else day


def _task(unit: Unit, ident: str) -> Any:
    row = unit.fetch(care.ContactTask, ident)
    if row is None:
        raise UnknownId("task", ident)
    return row


def _required_tag(text: str) -> str:
    word = tag_named(text)
    if not word:
        raise BadInput("A tag needs a word.", "For example: health.")
    return word


def _name(unit: Unit, contact: str) -> str:
    return _names(unit, [contact])[0]


def _names(unit: Unit, contacts: Iterable[str]) -> list[str]:
    names = []
    for ident in contacts:
        found = unit.fetch(rows.Contact, ident)
        if found is None:
            raise UnknownId("contact", ident)
        names.append(str(found.name))
    if not names:
        raise BadInput("No contact was given.")
    return names
