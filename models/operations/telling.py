"""Notes to interviewees that were made or sent, in whose words; and what else stands beside a call the day before."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from models.errors import BadInput, Refused, UnknownId
from models.operations.saving import pair_id
from models.operations.unit import Done, Unit
from models.queries import reading
from models.queries.telling import notes_told
from models.rules.facts import Contact, Interview, Student
from models.rules.naming import listing, names_or_count
from models.rules.span import Span
from models.rules.telling import (
    NOTE_KINDS,
    NOTE_WORDS,
    OFF,
    WAYS,
    Told,
    is_old,
    last_note,
    note_state,
    reach_of,
    wants_notes,
)
from models.rules.text import clean_lines
from models.tables import day_rows, rows

WRITING = "writing"
"""Something to take notes with, among what is at hand."""
_MADE = {"mail": "as mail drafts", "clipboard": "to the clipboard", "text": "as text"}


class _Known(NamedTuple):
    interviews: dict[str, Interview]
    contacts: dict[str, Contact]
    students: dict[str, Student]

    def label(self, ident: str) -> str:
        """The interview's students; its id where it has none."""
        one = self.interviews[ident]
        return listing([self.students[each].label for each in one.students if each in self.students]) or ident

    def contact(self, ident: str) -> Contact | None:
        """The interviewee, as far as there is one."""
        return self.contacts.get(self.interviews[ident].contact or "")


def make_notes(unit: Unit, kind: str, way: str, revisions: Sequence[tuple[str, int]]) -> Done:
    """Note that confirmations or checklists were made of these revisions, (interview, revision); not yet sent.

    Raises UnknownId, BadInput for another kind or way, and Refused when an interview was changed meanwhile, so that
    no note counts that says something else than what holds.
    """
    if kind not in NOTE_KINDS or way not in WAYS or not revisions:
        raise BadInput("No such note to interviewees.", f"Kinds: {', '.join(NOTE_KINDS)}.")
    known = _known(unit, [ident for ident, _revision in revisions])
    for ident, revision in revisions:
        if known.interviews[ident].revision != revision:
            raise Refused(f"{known.label(ident)} was changed meanwhile.", "Make the note again.")
    _insert(unit, known, kind, way, sent=False)
    count = len(revisions)
    what = f"the {NOTE_WORDS[kind]}" if count == 1 else f"{count} {_plural(kind)}"
    how = "as a mail draft" if count == 1 and way == "mail" else _MADE.get(way, "")
    whom = listing([known.label(ident) for ident, _revision in revisions])
    sentence = f"Made {what} {how}: {whom}. Not sent yet."
    return Done(unit.say("tell", sentence), sentence)


def note_printed(unit: Unit, kind: str, revisions: Sequence[tuple[str, int]]) -> None:
    """Part of another entry: confirmations or checklists were printed of these revisions, (interview, revision).

    Those that were made or sent already, and say what holds, stay as they are. Raises as `make_notes`.
    """
    known = _known(unit, [ident for ident, _revision in revisions])
    told = notes_told(unit.db, known.interviews)
    fresh = {}
    for ident, revision in revisions:
        one = known.interviews[ident]
        if one.revision != revision:
            raise Refused(f"{known.label(ident)} was changed meanwhile.", "Print it again.")
        if note_state(told.get(ident, ()), kind, one, known.contact(ident)) in ("none", "old"):
            fresh[ident] = one
    if fresh:
        _insert(unit, known._replace(interviews=fresh), kind, "text", sent=False, before=told)


def note_sent(unit: Unit, kind: str, interviews: Sequence[str]) -> Done:
    """The interviewees were sent the note, or told by other means; each belongs to the interview's revision now.

    Raises UnknownId, BadInput for another kind, Refused where there is nobody to tell.
    """
    if kind not in NOTE_KINDS or not interviews:
        raise BadInput("No such note to interviewees.", f"Kinds: {', '.join(NOTE_KINDS)}.")
    known = _known(unit, interviews)
    told = notes_told(unit.db, interviews)
    fresh = []
    for ident in interviews:
        one, contact = known.interviews[ident], known.contact(ident)
        made = last_note(told.get(ident, ()), kind)
        if made is not None and made.sent_at is None and made.revision == one.revision:
            unit.update(day_rows.Told, made.id, sent_by=unit.actor, sent_at=unit.now)
        elif made is None or made.revision != one.revision or is_old(made, one, contact):
            fresh.append(ident)
    if fresh:
        part = known._replace(interviews={ident: known.interviews[ident] for ident in fresh})
        _insert(unit, part, kind, "other", sent=True, before=told)
    if not unit.changes:
        return Done(0, f"{NOTE_WORDS[kind].capitalize()} was sent already.")
    sentence = _sent_sentence(kind, known, interviews)
    return Done(unit.say("tell", sentence), sentence, interviews[0] if len(interviews) == 1 else None)


def _sent_sentence(kind: str, known: _Known, interviews: Sequence[str]) -> str:
    """Nobody is sent a confirmation of what was called off: they are told so."""
    names = [each.name for each in map(known.contact, interviews) if each is not None]
    who, some = names_or_count(list(dict.fromkeys(names)), "interviewee")
    if OFF.issuperset(known.interviews[ident].state for ident in interviews):
        return f"Told that the interview is off: {who}{some}."
    return f"{NOTE_WORDS[kind].capitalize()} sent to {who}{some}."


def set_wording(unit: Unit, kind: str, words: str) -> Done:
    """The school's own words for a note; "" for the usual ones again. Raises BadInput for another kind."""
    if kind not in NOTE_KINDS:
        raise BadInput("No such note to interviewees.", f"Kinds: {', '.join(NOTE_KINDS)}.")
    text = clean_lines(words)
    there = unit.fetch(day_rows.Wording, kind)
    if there is not None and not text:
        unit.delete(day_rows.Wording, kind)
    elif there is not None:
        unit.update(day_rows.Wording, kind, words=text)
    elif text:
        unit.insert(day_rows.Wording, kind, words=text)
    if not unit.changes:
        return Done(0, f"The words of the {NOTE_WORDS[kind]} are like that already.")
    sentence = f"The {NOTE_WORDS[kind]} has {'words of our own' if text else 'the usual words again'}."
    return Done(unit.say("wording", sentence), sentence)


def note_at_hand(unit: Unit, interviews: Sequence[str], there: bool, *, what: str = WRITING) -> Done:
    """The students of these interviews have something to take notes with, or lack it. Raises UnknownId."""
    known = _known(unit, interviews)
    for ident in interviews:
        row = pair_id(ident, what)
        is_there = unit.fetch(day_rows.AtHand, row) is not None
        if there and not is_there:
            unit.insert(day_rows.AtHand, row, interview=ident, what=what, actor=unit.actor, at=unit.now)
        elif is_there and not there:
            unit.delete(day_rows.AtHand, row)
    names, some = names_or_count([known.label(ident) for ident in interviews], "interview")
    said = "something to take notes with" if there else "nothing to take notes with yet"
    if not unit.changes:
        return Done(0, f"{names}: {said}, as before.")
    sentence = f"{names}: {said}{some}."
    return Done(unit.say("prepare", sentence), sentence, interviews[0] if len(interviews) == 1 else None)


def tell_guardians(unit: Unit, interviews: Sequence[str], told: bool = True) -> Done:
    """The guardians of these calls from home were told, as one entry. Raises UnknownId, Refused for other calls."""
    known = _known(unit, interviews)
    home = [ident for ident in interviews if known.interviews[ident].place == "home"]
    if not home:
        raise Refused("None of these calls is from home.", "Only a call from home needs the guardian.")
    for ident in home:
        unit.update(rows.Interview, ident, guardian_told=told)
    names = listing([known.label(ident) for ident in home])
    if not unit.changes:
        return Done(0, f"{names}: the guardian was told already.")
    sentence = f"Guardian {'told' if told else 'not told yet'}: {names}."
    return Done(unit.say("note", sentence), sentence, home[0] if len(home) == 1 else None)


def keep_call_notes(unit: Unit, interview: str, words: str) -> Done:
    """Keep what was noted during a call with the interview; "" takes it away. Raises UnknownId."""
    known = _known(unit, [interview])
    text, there = clean_lines(words), unit.fetch(day_rows.CallNotes, interview)
    values: dict[str, Any] = {"words": text, "actor": unit.actor, "at": unit.now}
    if there is not None and there.words == text:
        return Done(0, "The notes are like that already.", interview)
    if there is not None and not text:
        unit.delete(day_rows.CallNotes, interview)
    elif there is not None:
        unit.update(day_rows.CallNotes, interview, **values)
    elif text:
        unit.insert(day_rows.CallNotes, interview, interview=interview, **values)
    else:
        return Done(0, "Nothing was noted.", interview)
    sentence = f"{'Kept' if text else 'Took away'} the notes of the call: {known.label(interview)}."
    return Done(unit.say("notes", sentence), sentence, interview)


def _insert(
    unit: Unit,
    known: _Known,
    kind: str,
    way: str,
    *,
    sent: bool,
    before: Mapping[str, tuple[Told, ...]] | None = None,
) -> None:
    """One row for each interview; one that was called off keeps the time that people were told `before`."""
    those = list(known.interviews.values())
    made = []
    for ident, one in zip(unit.fresh_ids("n", len(those)), those, strict=True):
        contact = known.contact(one.id)
        last = last_note((before or {}).get(one.id, ()), "confirmation") or last_note(
            (before or {}).get(one.id, ()), "checklist"
        )
        span = one.span or (Span(last.start, last.end) if last else None)
        if contact is None or span is None or not (wants_notes(one) or last):
            raise Refused(f"There is nobody to write to about {known.label(one.id)}.", "Leave it out.")
        made.append(
            {
                "id": ident, "interview": one.id, "kind": kind, "revision": one.revision, "start_at": span.start,
                "end_at": span.end, "reach": reach_of(one, contact), "contact": contact.id, "way": way,
                "actor": unit.actor, "made_at": unit.now, "sent_by": unit.actor if sent else "",
                "sent_at": unit.now if sent else None,
            }
        )  # fmt: skip
    unit.insert_many(day_rows.Told, made)


def _known(unit: Unit, idents: Sequence[str]) -> _Known:
    """The interviews in the order of their ids given, with their people. Raises UnknownId."""
    i = rows.Interview
    found = reading.interviews(unit.db, i.id.in_(list(idents)))
    for ident in idents:
        if ident not in found:
            raise UnknownId("interview", ident)
    ordered = {ident: found[ident] for ident in idents}
    contacts = reading.contacts(unit.db, [one.contact for one in found.values() if one.contact])
    students = reading.students(unit.db, [each for one in found.values() for each in one.students])
    return _Known(ordered, contacts, students)


def _plural(kind: str) -> str:
    return "confirmations" if kind == "confirmation" else "interviewee's checklists"


__all__ = [
    "WRITING", "keep_call_notes", "make_notes", "note_at_hand", "note_printed", "note_sent", "set_wording",
    "tell_guardians",
]  # fmt: skip
