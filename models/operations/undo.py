"""Taking back and doing again: an entry of the journal, not a keystroke, is what is undone."""

from __future__ import annotations

import json
from collections import Counter
from typing import Any

from peewee import SqliteDatabase

from models.errors import Refused, UnknownId
from models.operations.put_back import batches_of, put_all
from models.operations.unit import NEVER_BACK, Change, Done, Image, Unit, row_image
from models.queries.reading import fetch
from models.queries.situation import situation_around
from models.rules.conflicts import find_conflicts
from models.rules.interview import STANDING
from models.rules.naming import listing
from models.tables.all_rows import ROWS
from models.tables.journal_rows import Journal, JournalChange
from models.tables.rows import Campaign, Interview, InterviewStudent, Invite

TAKEN_BACK = "the booking was taken back"
LEFT_THE_HOUSE = ("invite", "print", "publish", "rehearse", "restore")
"""Actions that undo passes over: what they did cannot be taken back."""


def undo(unit: Unit, entry: int | None = None) -> Done:
    """Take back an entry: the actor's own last one, or the one named.

    Raises Refused with the reason when there is none, when a later change touched the same rows, or when what
    would come back clashes with what was booked since. What has left the house stays: see `NEVER_BACK`.
    """
    target = _undoable(unit.db, unit.actor) if entry is None else _entry(unit.db, entry)
    if target.kind != "do":
        raise Refused(f"Entry {target.id} is itself an undo or redo.", "Name the entry that it was about.")
    if target.action in LEFT_THE_HOUSE:
        raise Refused(f"This cannot be taken back: {target.sentence}", "It has left the house.")
    if is_undone(unit.db, target.id):
        raise Refused(f"Already undone: {target.sentence}")
    _require_untouched(unit.db, target.id)
    for batch in batches_of(unit.db, target.id, backwards=True):
        wanted = {i: Change(one.after, one.before) for i, one in batch.changes.items()}
        _put_all_back(unit, target.id, batch.entity, wanted)
    return _close(unit, "undo", target)


def redo(unit: Unit) -> Done:
    """Do again what the actor last took back, if the actor has done nothing else since."""
    target = _redoable(unit.db, unit.actor)
    _require_untouched(unit.db, target.id)
    for batch in batches_of(unit.db, target.id, backwards=False):
        _put_all_back(unit, target.id, *batch)
    return _close(unit, "redo", target)


def is_undone(db: SqliteDatabase, entry: int) -> bool:
    """Whether the last word about the entry was an undo."""
    last = _about(entry).bind(db).first()
    return last is not None and last.kind == "undo"


def changes_of(db: SqliteDatabase, entry: int) -> dict[tuple[str, str], Change]:
    """Row by row what an entry changed, in the order in which it did.

    A row that came with many others and was changed once more is there twice: its first image and its last count.
    """
    c = JournalChange
    query = c.select(c.entity, c.row_id, c.before, c.after).where(c.entry == entry).order_by(c.position)
    changes: dict[tuple[str, str], Change] = {}
    for entity, ident, before, after in fetch(db, query):
        known = changes.get((entity, ident))
        changes[entity, ident] = Change(known.before if known else _load(before), _load(after))
    return changes


def _load(text: str | None) -> Image | None:
    return None if text is None else json.loads(text)


def _about(entry: int) -> Any:
    return Journal.select().where(Journal.target == entry).order_by(Journal.id.desc()).limit(1)


def _entry(db: SqliteDatabase, ident: int) -> Any:
    # The store's own numbers end there; a larger one is no entry's.
    known = 0 < ident < 2**63
    found = Journal.select().where(Journal.id == ident).bind(db).first() if known else None
    if found is None:
        raise UnknownId("journal entry", str(ident))
    return found


def _stacks(db: SqliteDatabase, actor: str) -> tuple[list[int], list[int]]:
    """What the actor can undo and redo, the next one last; doing something new empties the second."""
    undoable: list[int] = []
    redoable: list[int] = []
    own = Journal.select(Journal.id, Journal.kind, Journal.target).where(
        (Journal.actor == actor) & Journal.action.not_in(LEFT_THE_HOUSE)
    )
    for ident, kind, target in fetch(db, own.order_by(Journal.id)):
        if kind == "do":
            undoable.append(ident)
            redoable.clear()
        elif kind == "undo":
            undoable = [n for n in undoable if n != target]
            redoable.append(target)
        else:
            redoable = [n for n in redoable if n != target]
            undoable.append(target)
    return undoable, redoable


def _undoable(db: SqliteDatabase, actor: str) -> Any:
    # Somebody else may have taken an entry of this actor back by its number.
    for ident in reversed(_stacks(db, actor)[0]):
        if not is_undone(db, ident):
            return _entry(db, ident)
    raise Refused("There is nothing of yours to undo.", "F4 in the app, or `wbl-tui log`, shows the journal.")


def _redoable(db: SqliteDatabase, actor: str) -> Any:
    for ident in reversed(_stacks(db, actor)[1]):
        if is_undone(db, ident):
            return _entry(db, ident)
    raise Refused("There is nothing of yours to redo.")


def _require_untouched(db: SqliteDatabase, entry: int) -> None:
    """Refuse when a later entry, itself still standing, touched a row of `entry`.

    Undoing and doing again need not be looked at: neither is ever done below an entry that stands, so on each
    row the entries that stand are in the order of their numbers.
    """
    mine, theirs = JournalChange.alias(), JournalChange.alias()
    later = (
        Journal.select(Journal.id, Journal.actor, Journal.sentence)
        .join(theirs, on=(theirs.entry == Journal.id))
        .join(mine, on=((mine.entity == theirs.entity) & (mine.row_id == theirs.row_id)))
        .where((mine.entry == entry) & (Journal.id > entry) & (Journal.kind == "do"))
        .where(Journal.action.not_in(LEFT_THE_HOUSE))
        .distinct()
        .order_by(Journal.id.desc())
    )
    for ident, actor, sentence in fetch(db, later):
        if not is_undone(db, ident):
            raise Refused(
                f"Not possible: a later change touched the same: {sentence} ({actor}, entry {ident}).",
                f"Undo that first: `wbl-tui undo {ident}`.",
            )


def _require_image(unit: Unit, entity: str, ident: str, image: Image | None) -> None:
    found = unit.fetch(ROWS[entity], ident)
    current = row_image(found) if found is not None else None
    if _comparable(current) != _comparable(image) and not _is_taken_back(entity, current, image):
        raise Refused("Not possible: it has changed since.", "Look at the journal: `wbl-tui log`.")


def _comparable(image: Image | None) -> Image | None:
    return None if image is None else {k: v for k, v in image.items() if k not in NEVER_BACK}


def _is_taken_back(entity: str, current: Image | None, image: Image | None) -> bool:
    """A booking somebody was invited to is cancelled rather than removed; redo may find it like that."""
    if image is not None or current is None:
        return False
    if entity == "interview":
        return bool(current.get("because") == TAKEN_BACK)
    return entity in ("interview_student", "invite")


def _put_all_back(unit: Unit, entry: int, entity: str, wanted: dict[str, Change]) -> None:
    """Let rows that look like `before` look like `after`. Raises Refused when they look otherwise by now."""
    if entity not in _BOOKINGS:
        put_all(unit, ROWS[entity], wanted)
        return
    for ident, change in wanted.items():
        _require_image(unit, entity, ident, change.before)
        _put_back(unit, entry, entity, ident, change.after)


_BOOKINGS = ("interview", "interview_student", "invite")
"""Tables of which something may have left the house."""


def _put_back(unit: Unit, entry: int, entity: str, ident: str, image: Image | None) -> None:
    if entity == "interview":
        _put_interview_back(unit, ident, image)
    elif entity == "invite" or (
        entity == "interview_student"
        and image is None
        and _keeps_its_students(unit, entry, ident.split(":")[0])
    ):
        return
    else:
        unit.put(ROWS[entity], ident, image)


def _put_interview_back(unit: Unit, ident: str, image: Image | None) -> None:
    found = unit.fetch(Interview, ident)
    if found is None or (image is None and not _was_invited(unit, ident)):
        unit.put(Interview, ident, image)
        return
    before = row_image(found)
    if image is None:
        image = {**before, "state": "cancelled", "because": TAKEN_BACK}
    unit.park([ident])
    revised = any(before[name] != image[name] for name in _TOLD) or _ends_or_revives(before, image)
    image = {
        **image,
        "parked": 1,
        "revision": before["revision"] + revised,
        "sequence": before["sequence"] + (revised or before["room"] != image["room"]),
    }
    unit.put(Interview, ident, image)


_TOLD = ("start_at", "minutes", "format", "place", "number", "link", "contact")


def _ends_or_revives(before: Image, after: Image) -> bool:
    """As in `booking.save_interview`: steps of the day are nothing that a calendar is told."""
    return before["state"] != after["state"] and not {before["state"], after["state"]}.isdisjoint(
        ("cancelled", "declined")
    )


def _keeps_its_students(unit: Unit, entry: int, interview: str) -> bool:
    """Whether the interview itself would go, and is cancelled instead because somebody was invited to it."""
    c = JournalChange
    whole = (c.entry == entry) & (c.entity == "interview") & (c.row_id == interview)
    goes = c.select().where(whole & (c.before.is_null() | c.after.is_null())).bind(unit.db).exists()
    return goes and _was_invited(unit, interview)


def _was_invited(unit: Unit, interview: str) -> bool:
    return Invite.select().where(Invite.interview == interview).bind(unit.db).exists()


def _close(unit: Unit, kind: str, target: Any) -> Done:
    if not Campaign.select().bind(unit.db).exists():
        raise Refused(
            "The store's only campaign cannot be taken back.",
            "Change it: `wbl-tui set campaigns ID FIELD=VALUE`.",
        )
    _require_standing(unit)
    _require_no_clash(unit)
    word = "Undid" if kind == "undo" else "Did again"
    sentence = f"{word}: {target.sentence}"
    entry = unit.say(target.action, sentence, kind=kind, target=target.id)
    touched = _interviews_touched(unit)
    return Done(entry, sentence, touched[0] if touched else None)


def _interviews_touched(unit: Unit) -> list[str]:
    idents = dict.fromkeys(unit.touched(Interview))
    idents.update(dict.fromkeys(ident.split(":")[0] for ident in unit.touched(InterviewStudent)))
    return [ident for ident in idents if unit.fetch(Interview, ident) is not None]


def _require_standing(unit: Unit) -> None:
    """Refuse in words what the store would refuse at the end: a row taken away that others point at."""
    if not unit.took_away and all(change.after is not None for change in unit.changes.values()):
        return
    broken = unit.db.execute_sql("PRAGMA foreign_key_check").fetchall()
    # Of many changes the journal holds some before the entry that they belong to.
    left = Counter(row[0] for row in broken if row[0] != JournalChange._meta.table_name)
    if left:
        told = listing(
            [f"{count} {name.replace('_', ' ')}{'s' * (count > 1)}" for name, count in left.items()]
        )
        raise Refused(
            f"Not possible: something that came later still stands on it ({told}).",
            "Undo or remove that first; `wbl-tui log` shows the journal.",
        )


def _require_no_clash(unit: Unit) -> None:
    touched = _interviews_touched(unit)
    if not touched:
        return
    situation = situation_around(unit.db, touched, unit.now)
    for ident in touched:
        interview = situation.interviews.get(ident)
        if interview is None or interview.state not in STANDING or not _takes_anew(unit, ident):
            continue
        contact = situation.contacts.get(interview.contact or "")
        if contact is not None and contact.do_not_contact and not _came_back(unit, contact.id):
            raise Refused(f"Not possible: {contact.name} asked not to be contacted.", "Change that first.")
        clashes = [f for f in find_conflicts(interview, situation, now=unit.now) if f.severity == "clash"]
        if clashes:
            raise Refused(f"Not possible: {clashes[0].text}", "Book it anew at a free time.", clashes=clashes)


def _came_back(unit: Unit, contact: str) -> bool:
    """Whether the unit brought the contact back, with the calls that they had: a merge is taken back."""
    change = unit.changes.get(("contact", contact))
    return change is not None and change.before is None


def _takes_anew(unit: Unit, ident: str) -> bool:
    """Whether the unit gave the interview another time, place or people, or made it stand again."""
    change = unit.changes.get(("interview", ident))
    if change is None or change.before is None or change.after is None:
        return True
    if change.before["state"] not in STANDING:
        return True
    return any(change.before[name] != change.after[name] for name in _TAKES)


_TAKES = ("start_at", "end_at", "room", "contact", "format", "place")
