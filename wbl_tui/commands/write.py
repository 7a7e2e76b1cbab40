"""Commands that change one thing: book, move, cancel, mark, absence, add, set, remove."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from peewee import SqliteDatabase

from models.errors import BadInput, Finding, UnknownId
from models.operations.absences import decide_absence
from models.operations.booking import Booking, NewTime, book_interview, cancel_interview, move_interview
from models.operations.marking import mark_interview, note_on_interview
from models.operations.unit import Done
from models.queries import reading
from models.rules.text import clean, fold
from models.workspace import Workspace
from wbl_tui.commands.common import answer, typed_count, typed_date, typed_fields, typed_start, workspace


def _start(options: argparse.Namespace, opened: Workspace) -> tuple[datetime | None, str]:
    if options.start is None:
        return None, ""
    return typed_start(options.start, ZoneInfo(opened.campaign().zone))


def book(options: argparse.Namespace) -> int:
    """Book one interview."""
    with workspace(options) as opened:
        start, note = _start(options, opened)
        booking = Booking(
            students=tuple(options.student),
            contact=options.contact,
            start=start,
            minutes=options.minutes,
            format=options.format or "",
            place=options.place or "",
            room=options.room,
            number=options.number or "",
            link=options.link or "",
        )
        return answer(options, opened, lambda: opened.write(book_interview, booking), note)


def move(options: argparse.Namespace) -> int:
    """Give an interview another time, length, room or format."""
    with workspace(options) as opened:
        start, note = _start(options, opened)
        change = NewTime(
            start=start,
            minutes=options.minutes,
            room=options.room,
            format=options.format,
            place=options.place,
            number=options.number,
            link=options.link,
        )
        if change == NewTime():
            raise BadInput("Nothing to change was given.", 'Give --start "2026-11-24 10:20", --room …')
        return answer(options, opened, lambda: opened.write(move_interview, options.interview, change), note)


def cancel(options: argparse.Namespace) -> int:
    """Cancel an interview with a reason."""
    with workspace(options) as opened:
        return answer(
            options, opened, lambda: opened.write(cancel_interview, options.interview, options.because)
        )


def mark(options: argparse.Namespace) -> int:
    """Take an interview to its next state; a cancellation without a reason is done, and said to lack one."""
    with workspace(options) as opened:
        return answer(options, opened, lambda: _marked(options, opened))


def _marked(options: argparse.Namespace, opened: Workspace) -> Done:
    because = clean(options.because)
    done: Done = opened.write(mark_interview, options.interview, options.state, because=because)
    if options.state != "cancelled" or because:
        return done
    text = (
        "No reason is kept with this cancellation. Take it back with `wbl-tui undo`, then say --because WHY."
    )
    lacks = Finding("reason", "warning", (options.interview,), "", None, None, text)
    return done._replace(warnings=(*done.warnings, lacks))


def absence(options: argparse.Namespace) -> int:
    """Request, approve or deny the absence for an interview."""
    with workspace(options) as opened:
        by = opened.read(_staff_named, options.by)
        return answer(
            options,
            opened,
            lambda: opened.write(
                decide_absence,
                options.interview,
                options.decision,
                period=options.period,
                because=options.because,
                by=by,
                condition=options.condition,
            ),
        )


def _staff_named(db: SqliteDatabase, by: str) -> str:
    """The id of the staff member with that id or name; "" for nobody. Raises UnknownId."""
    staff = reading.staff(db) if by else {}
    named = [one.id for one in staff.values() if fold(one.name) == fold(by)]
    if by and by not in staff and len(named) != 1:
        raise UnknownId("staff", by)
    return by if by in staff or not by else named[0]


def add(options: argparse.Namespace) -> int:
    """Add one record."""
    from models.operations.records import add_record

    fields = typed_fields(options.fields)
    if options.move or options.dry_run or options.yes:
        return _add_and_move(options, fields)
    with workspace(options) as opened:
        return answer(options, opened, lambda: opened.write(add_record, options.kind, fields))


def _add_and_move(options: argparse.Namespace, fields: dict[str, str]) -> int:
    """`add blocks … --move`: a room that is lost, with what becomes of the calls in it."""
    from models.operations.room_lost import lost_of_cells, propose_lost_room
    from wbl_tui.commands.large import settle

    if options.kind != "blocks" or not options.move:
        raise BadInput("--dry-run and --yes go with --move, and --move with blocks.", "Leave them out.")
    with workspace(options) as opened:
        lost = opened.read(lost_of_cells, fields, opened.now())
        return settle(options, opened, opened.read(propose_lost_room, lost, opened.now()))


def set_(options: argparse.Namespace) -> int:
    """Change one record; a day's change is a proposal of what to do with its calls."""
    fields = typed_fields(options.fields)
    if options.kind == "interviews":
        return _set_interview(options, fields)
    if options.kind == "campaigns":
        return _set_campaign(options, fields)
    if options.kind == "interests":
        return _settle_words(options, fields)
    if options.kind == "duty" and {"away", "back"} & fields.keys():
        return _set_away(options, fields)
    with workspace(options) as opened:
        if options.kind == "days":
            from wbl_tui.commands.large import settle_day

            return settle_day(options, opened, options.id, fields)
        several = opened.read(_several, options.kind, options.id)
        if several or any(field.endswith(("+", "-")) for field in fields):
            from wbl_tui.commands.large import settle_many

            return settle_many(options, opened, several or (options.id,), fields)
        from models.operations.records import set_record

        return answer(options, opened, lambda: opened.write(set_record, options.kind, options.id, fields))


def _settle_words(options: argparse.Namespace, fields: dict[str, str]) -> int:
    """`set interests "WORDS" cluster=… sub=…`: what students' own words mean; cluster= leaves them as they are."""
    from models.operations.interests import settle_words

    if unknown := fields.keys() - {"cluster", "sub"}:
        raise BadInput(f"Interests have no field {sorted(unknown)[0]!r}.", "Fields: cluster, sub.")
    cluster, sub = fields.get("cluster", ""), fields.get("sub", "")
    with workspace(options) as opened:
        return answer(options, opened, lambda: opened.write(settle_words, options.id, cluster, sub))


def _several(db: SqliteDatabase, kind: str, text: str) -> tuple[str, ...]:
    """The ids of "001,002"; none where a single record is meant, which an id with a comma in it may be."""
    from models.operations.many import MANY_KINDS
    from models.operations.stored import known_id

    ids = tuple(part.strip() for part in text.split(",") if part.strip())
    if kind not in MANY_KINDS or len(ids) < 2 or known_id(db, kind, text):
        return ()
    return ids


def _set_away(options: argparse.Namespace, fields: dict[str, str]) -> int:
    """`set duty ID away=DATE`: a weekly duty that is not stood on one date; `back=DATE` takes that back."""
    from models.operations.standby import be_away, be_back_on

    if len(fields) > 1:
        raise BadInput("One date at a time.", "Give away=DATE or back=DATE, and nothing else.")
    [(field, text)] = fields.items()
    op, day = {"away": be_away, "back": be_back_on}[field], typed_date(text)
    with workspace(options) as opened:
        return answer(options, opened, lambda: opened.write(op, options.id, day))


def _set_interview(options: argparse.Namespace, fields: dict[str, str]) -> int:
    if unknown := sorted(set(fields) - {"guardian_told", "number", "link", "writing"}):
        raise BadInput(
            f"An interview has no {clean(unknown[0])!r} to set.",
            "It has: guardian_told, number, link, writing.",
        )
    if "writing" in fields:
        return _note_at_hand(options, fields)
    noted: dict[str, object] = dict(fields)
    if "guardian_told" in fields:
        noted["guardian_told"] = _yes_or_no("guardian_told", fields["guardian_told"])
    with workspace(options) as opened:
        return answer(options, opened, lambda: opened.write(note_on_interview, options.id, **noted))


def _note_at_hand(options: argparse.Namespace, fields: dict[str, str]) -> int:
    """`set interviews ID writing=yes`: the students have something to take notes with; of several: i1,i2."""
    from models.operations.telling import note_at_hand

    if len(fields) > 1:
        raise BadInput("writing is set by itself.", "Give the other fields in another command.")
    there, ids = _yes_or_no("writing", fields["writing"]), tuple(options.id.split(","))
    with workspace(options) as opened:
        return answer(options, opened, lambda: opened.write(note_at_hand, ids, there))


def _yes_or_no(name: str, text: str) -> bool:
    from models.exchange.cells import yes_no

    try:
        told = yes_no(text)
    except BadInput:
        told = None
    if told is None:
        raise BadInput(f"{name}: expected yes or no, not {clean(text, 40)!r}.", f"For example: {name}=yes.")
    return told


CAMPAIGN_FIELDS: dict[str, tuple[str, Callable[[str], Any]]] = {
    "name": ("name", str),
    "school": ("school", str),
    "organizer": ("organizer", str),
    "zone": ("zone", str),
    "from": ("first_day", typed_date),
    "to": ("last_day", typed_date),
    "per_student": ("per_student", typed_count),
    "minutes": ("minutes", typed_count),
    "calls_per_adult": ("calls_per_adult", typed_count),
}
"""What `set campaigns` takes, under the names that `init` uses."""


def _set_campaign(options: argparse.Namespace, fields: dict[str, str]) -> int:
    from models.operations.campaigns import change_campaign

    if unknown := sorted(set(fields) - set(CAMPAIGN_FIELDS)):
        raise BadInput(f"A campaign has no {clean(unknown[0])!r}.", f"It has: {', '.join(CAMPAIGN_FIELDS)}.")
    typed = {CAMPAIGN_FIELDS[name][0]: CAMPAIGN_FIELDS[name][1](value) for name, value in fields.items()}
    with workspace(options) as opened:
        return answer(options, opened, lambda: opened.write(change_campaign, options.id, **typed))


def remove(options: argparse.Namespace) -> int:
    """Remove one record on which nothing stands."""
    from models.operations.removing import remove_record

    with workspace(options) as opened:
        return answer(options, opened, lambda: opened.write(remove_record, options.kind, options.id))
