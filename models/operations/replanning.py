"""Planning again when a contact cancels, a room is lost or a day closes: the fewest changes, as one proposal."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

from peewee import SqliteDatabase

from models.operations.bells_effects import NO_PLACE, absence_words
from models.operations.contact_away import away_words
from models.operations.falling_out import Fallen, fallen_at
from models.operations.holding import hold
from models.operations.planning import meeting_of, row_of
from models.operations.rooms import label_for, place_cells
from models.planning.planner import Wish
from models.planning.problem import Slot
from models.planning.replanning import Change, Changed, Replan, Tell, Told, replan
from models.rules.facts import Interview, Proposal, ProposalRow
from models.rules.interview import STANDING
from models.rules.naming import contact_label, day_text, room_label, student_label, when_text
from models.rules.span import Span, local_day, local_instant
from models.rules.to_tell import to_tell

UNTOUCHED = "No call is touched by it."
SEVERAL = "what several students share is not planned again"
MAKING_ROOM = "to make room for others"
"""Why something changes that nothing has happened to."""


_SURE = {
    "confirmed": "it was confirmed",
    "told": "the interviewee was told",
    "": "the interviewee was not told yet",
}
"""How far an interviewee counts on a call, by `Told.sure`."""


def propose_replan(fallen: Fallen, found: Replan) -> Proposal:
    """The contact, room or day first; then each call that changes: "change" to another room, "move" to another time,
    "remove" where it is called off, with an "add" after it where the student gets another contact, and "refuse"
    for whoever finds nothing. Notes say who must be told.
    """
    return _Telling(fallen, found).proposal()


def people_told(fallen: Fallen, found: Replan) -> tuple[Tell, ...]:
    """Whom the proposal of `propose_replan` concerns: `found.tell`, without calls that were held all the same."""
    telling = _Telling(fallen, found)
    return tuple(filter(None, (telling.of_person(one) for one in found.tell)))


def replanned(
    db: SqliteDatabase, change: Change, why: str, now: datetime, wish: Wish | None = None
) -> Proposal:
    """Both at once, for callers that can wait for the search (some seconds in a large school)."""
    fallen = fallen_at(db, change, why, now)
    return propose_replan(fallen, replan(fallen.replanning, wish or Wish()))


class _Telling:
    """Puts what was found into rows and words."""

    def __init__(self, fallen: Fallen, found: Replan) -> None:
        self.fallen, self.found = fallen, found
        self.situation, self.zone = fallen.replanning.situation, fallen.replanning.situation.zone
        self.problem, self.change = fallen.replanning.problem, fallen.replanning.change
        self.roomed = {told.interview.id: there for told, there in fallen.replanning.roomed}
        every = (*fallen.replanning.told, *(told for told, _ in fallen.replanning.roomed))
        self.before = {one.interview.id: one.interview for one in every}
        self.hit = {one.interview.id for one in every if one.hit}
        self.sure = {one.interview.id: one.sure for one in every}
        self.pairs: list[tuple[Interview, Interview]] = []
        self.asked: dict[str, None] = {}
        self.left = 0
        self.held = hold(fallen.replanning, found, self._changed())

    def proposal(self) -> Proposal:
        """Everything, the calls in order of their former start."""
        found = self.found
        groups = [(self.before[i], [self._going(self.before[i], there)]) for i, there in self.roomed.items()]
        groups += [(one.interview, [self._moved(one)]) for one in found.moved]
        groups += [(one.interview, self._replaced(one)) for one in found.replaced]
        groups += [(one, self._lost(one)) for one in found.lost if one.id not in self.held.kept]
        groups += [(one, [row]) for one, row in self._staying({one.id for one, _ in groups})]
        groups.sort(key=lambda group: (group[0].start or self._never, group[0].id))
        rows = [row for _, those in groups for row in those]
        title = f"{self._cause_of_all()}: {self._count_of_all()}"
        return Proposal("replan", title, (*self.fallen.parts, *rows), tuple(self._notes()))

    @property
    def _never(self) -> datetime:
        return local_instant(self.situation.campaign.last_day, 0, self.zone)

    def _count_of_all(self) -> str:
        """How many calls it is about, and how many others are moved for their sake."""
        found = self.found
        touched = [one.interview.id for one in (*found.moved, *found.replaced)] + [
            one.id for one in found.lost if one.id not in self.held.kept
        ]
        others = sum(ident not in self.hit for ident in touched)
        made = f", {_count(others, 'other')} moved to make room" if others else ""
        return f"{_count(len(self.hit), 'call')} planned again{made}"

    def of_person(self, one: Tell) -> Tell | None:
        """What one person must be told; None for nothing."""
        why = [(self._became(what, ident), ident) for what, ident in one.why]
        if one.kind == "contact":
            why = [
                each
                for each in why
                if each[0] != "room" and not (each[0] == "lost" and self.change.gone(self.before[each[1]]))
            ]
        left = tuple(each for each in why if each[0])
        return one._replace(why=left) if left else None

    def _became(self, what: str, ident: str) -> str:
        """What became of a call that the search had lost, as `Tell.why` names it; "" where nothing did."""
        if what != "lost" or ident not in {one.id for one in self.found.lost}:
            return what
        before, there = self.before[ident], self.held.moved.get(ident)
        if ident in self.held.kept:
            return ""
        if there is not None:
            return "room" if there.span == before.span else "moved"
        return "room" if self._stands_without_room(before) else "lost"

    # -- rows -----------------------------------------------------------------------------------------

    def _staying(self, changed: set[str]) -> Iterator[tuple[Interview, ProposalRow]]:
        """Calls that stay and then take other classes, because letters moved on."""
        for one in self.fallen.bells.calls() if self.fallen.bells else ():
            row = None if one.id in changed or self.fallen.bells is None else self.fallen.bells.staying(one)
            if row is not None and row.action != "same":
                yield one, row

    def _changed(self) -> Iterator[Interview]:
        """The calls that the search gave another place or contact, as they are to be."""
        yield from (self._there(one.interview, one.slot) for one in self.found.moved)
        for number, one in enumerate(self.found.replaced):
            instead = meeting_of(one.slot, self.problem, self.situation).interview
            yield instead._replace(id=f"instead {number}")

    def _moved(self, one: Changed) -> ProposalRow:
        return self._going(one.interview, self._there(one.interview, one.slot))

    def _going(self, before: Interview, after: Interview) -> ProposalRow:
        same_time = after.span == before.span
        where = f"in {room_label(after.room, self.situation)}" if after.room else ""
        when = when_text(Span(after.start, after.end), self.zone) if after.start and after.end else ""
        then = where if same_time else f"then {', '.join(filter(None, (when, where)))}"
        self.pairs.append((before, after))
        told = [self._cause(before), then, "" if same_time else self._sure(before), self._anew(before, after)]
        row = self._row("change" if same_time else "move", before, "; ".join(filter(None, told)))
        shorter = {"minutes": after.minutes} if after.minutes != before.minutes else {}
        return row._replace(after={**place_cells(after, self.zone), **shorter})

    def _replaced(self, one: Changed) -> list[ProposalRow]:
        cause = self._cause(one.interview)
        meeting = self._asking(one.slot)
        instead = f"instead of {contact_label(one.interview.contact, self.situation)}"
        added = row_of(meeting, self.situation)
        return [self._called_off(one.interview, cause), added._replace(reason=f"{instead}; {added.reason}")]

    def _lost(self, one: Interview) -> list[ProposalRow]:
        if one.id in self.held.moved:
            return [self._going(one, self.held.moved[one.id])]
        cause = self._cause(one)
        if self.change.gone(one) or one.id not in self.held.standing:
            return [self._called_off(one, cause), *self._without(one)]
        if not self._stands_without_room(one):
            self.pairs.append((one, one._replace(state="cancelled")))
            self.left += 1
            return [self._row("refuse", one, f"{cause}; {self._why_left(one)}")]
        self.pairs.append((one, one._replace(room=None)))
        why = "neither another room nor another time is free" if len(one.students) < 2 else SEVERAL
        row = self._row("change", one, f"{cause}; {why}: without a room")
        return [row._replace(after={**place_cells(one, self.zone), "room": ""})]

    def _stands_without_room(self, one: Interview) -> bool:
        """Whether it keeps its time, and only its room is gone."""
        if self.change.gone(one) or one.id not in self.held.standing:
            return False
        return not self._is_closed(one) and one.id not in self.fallen.forced

    def _why_left(self, one: Interview) -> str:
        """A plan brings nobody together twice, so that one of two calls with the same contact stays for a person."""
        if len(one.students) > 1:
            return SEVERAL
        twice = any(
            set(one.students) & set(other.students)
            for other in (*self.found.kept, *self.situation.interviews.values())
            if other.contact == one.contact and other.state in STANDING
        )
        return "they have another call with the same contact" if twice else NO_PLACE

    def _called_off(self, one: Interview, cause: str) -> ProposalRow:
        told = one if not self.change.gone(one) else one._replace(contact=None)
        self.pairs.append((told, told._replace(state="cancelled")))
        reason = cause if told.contact is None else "; ".join(filter(None, (cause, self._sure(one))))
        return self._row("remove", one, reason)._replace(after={"state": "cancelled", "because": cause})

    def _without(self, one: Interview) -> Iterator[ProposalRow]:
        reasons = {each.pupil: each for each in self.found.plan.reasons}
        for student in one.students:
            why = reasons.get(student)
            usual = "No other contact was found." if len(one.students) < 2 else f"{SEVERAL.capitalize()}."
            text = why.text if why else usual
            label = student_label(student, self.situation)
            after: dict[str, object] = {"lacks": why.lacks if why else 1, "code": why.code if why else ""}
            yield ProposalRow("refuse", "student", student, label, text, None, None, after)

    def _row(self, action: str, one: Interview, reason: str) -> ProposalRow:
        label, before = label_for(one, self.situation), place_cells(one, self.zone)
        return ProposalRow(action, "interview", one.id, label, reason, None, before, None)

    def _there(self, one: Interview, slot: Slot) -> Interview:
        meeting = meeting_of(slot, self.problem, self.situation).interview
        # The search kept only as long free as the contact's usual call takes.
        minutes = min(one.minutes, meeting.minutes)
        end = meeting.start and meeting.start + timedelta(minutes=minutes)
        room = meeting.room if one.place == "room" else None
        return one._replace(start=meeting.start, end=end, minutes=minutes, room=room)

    def _asking(self, slot: Slot) -> Any:
        self.asked[self.problem.hosts[slot.host].id] = None
        return meeting_of(slot, self.problem, self.situation)

    # -- words ----------------------------------------------------------------------------------------

    def _cause_of_all(self) -> str:
        change = self.change
        told = [self._cancelled(ident) for ident in sorted(change.contacts)]
        told += [f"{self._cancelled(one)} {away_words(when, self.zone)}" for one, when in change.away]
        told += [f"{room_label(room, self.situation)} is lost" for room, _ in change.rooms]
        told += [f"{day_text(day)} is closed" for day in sorted(change.days)]
        return ", ".join(told)

    def _cancelled(self, contact: str) -> str:
        return f"{contact_label(contact, self.situation)} cancelled"

    def _sure(self, one: Interview) -> str:
        """How far the interviewee counts on the time that is given up."""
        return _SURE[self.sure.get(one.id, "")]

    def _anew(self, before: Interview, after: Interview) -> str:
        """What was decided about its absences and holds no longer."""
        was = self.fallen.bells.was if self.fallen.bells else self.situation
        return absence_words(before, after, was, self.situation)

    @property
    def _could_be_today(self) -> bool:
        """Whether there is any time left today that was left alone."""
        return any(day.earliest < day.fresh for day in self.problem.days)

    def _cause(self, one: Interview) -> str:
        if one.id not in self.hit:
            return MAKING_ROOM
        if one.id in self.fallen.forced:
            return self.fallen.forced[one.id]
        if self.change.gone(one):
            cause = self._cancelled(one.contact or "")
        elif self._is_closed(one) and one.start is not None:
            cause = f"{day_text(local_day(one.start, self.zone))} is closed"
        else:
            cause = f"{room_label(one.room, self.situation)} is lost"
        return f"{cause} ({self.fallen.why})" if self.fallen.why else cause

    def _is_closed(self, one: Interview) -> bool:
        return one.start is not None and local_day(one.start, self.zone) in self.change.days

    def _notes(self) -> Iterator[str]:
        yield from to_tell(self.pairs, self.situation)
        if self.asked:
            yield f"Interviewees to ask: {', '.join(self._reach(ident) for ident in self.asked)}."
        if self.left:
            stay = (
                "1 call finds no other time and stays"
                if self.left == 1
                else f"{self.left} calls find no other time and stay"
            )
            yield f"{stay} where nobody can be: give each another time, or cancel it."
        begun = self.fallen.replanning.under_way
        if begun:
            labels = [label_for(one, self.situation) for one in begun]
            yield f"Under way already, so see to it there: {'; '.join(labels)}."
        elif not self.pairs and not self.asked:
            yield UNTOUCHED
        if self.found.lost and not self.change.today and self._could_be_today:
            yield "Nothing new was put on today; ask for that with --today, or with “Also today” in the app."

    def _reach(self, ident: str) -> str:
        contact = self.situation.contacts[ident]
        how = contact.email or contact.phone
        return f"{contact.name} ({how})" if how else contact.name


def _count(number: int, what: str) -> str:
    return f"{number} {what}" if number == 1 else f"{number} {what}s"


__all__ = ["Change", "Fallen", "Told", "fallen_at", "people_told", "propose_replan", "replanned"]
