"""What a change of the bells would do: each part of it, and every call ahead that it touches, as one proposal."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime
from typing import NamedTuple

from peewee import SqliteDatabase

from models.exchange.wall import parse_date
from models.operations.bells_change import DAY_FIELDS, PARTS, WEEKDAYS, Cells
from models.operations.rooms import WAITING, label_for, place_cells
from models.queries import reading
from models.queries.situation import campaign_at, situation_around, whole_situation
from models.rules.absences import ABSENCE_WORDS, initial_state, reconcile
from models.rules.bells import BellBook
from models.rules.conflicts import clashes, find_conflicts
from models.rules.facts import BellSchedule, DayException, Interview, Proposal, ProposalRow
from models.rules.giving_way import Watch, give_way
from models.rules.interview import needs_room
from models.rules.missed import absences_now, missed_by
from models.rules.naming import closed_words, contact_label, listing, period_text, room_label, when_text
from models.rules.proposal import periods_became
from models.rules.school_hours import session
from models.rules.situation import Situation
from models.rules.span import Span, local_day, local_span
from models.rules.to_tell import people_to_tell, to_tell
from models.rules.walls import format_wall, parse_periods

NO_PLACE = "no other time is free for it in the window"
"""Why a call stays; today is left alone, unless it is today's own calls that have to go."""


class Part(NamedTuple):
    """A part of the bells as it is to be: one of PARTS, its id, what people call it; None takes it away."""

    entity: str
    ident: str
    label: str
    after: Cells | None


def propose_parts(
    db: SqliteDatabase, parts: Sequence[Part], now: datetime, title: str, watch: Watch | None = None
) -> Proposal:
    """First a row for each part; then each call ahead on a date that becomes another: "move" to the nearest free
    time and room, "refuse" with the reason, "change" where other classes are missed, or "same" where it can stay.

    On a date that is closed already, calls that still stand on it are offered other times as well. Notes tell who
    is to be told. `watch` is told how far the search for other times is. Raises StoreError without a campaign.
    """
    rows, effects = _effects_of(db, parts, now)
    return Proposal("day", title, (*rows, *effects.rows(watch)), effects.notes)


def effects_of(
    db: SqliteDatabase, parts: Sequence[Part], now: datetime
) -> tuple[tuple[ProposalRow, ...], Effects]:
    """The rows of the parts, and what they do to calls, for whoever finds other times in another way."""
    found, effects = _effects_of(db, parts, now)
    return tuple(found), effects


def calls_touched(db: SqliteDatabase, parts: Sequence[Part], now: datetime) -> frozenset[str]:
    """The ids of the calls ahead of which `propose_parts` would tell."""
    return frozenset(one.id for one in _effects_of(db, parts, now)[1].calls())


def _effects_of(
    db: SqliteDatabase, parts: Sequence[Part], now: datetime
) -> tuple[list[ProposalRow], Effects]:
    there = reading.bells(db).schedule
    rows = [_part_row(there, part) for part in parts]
    then = with_parts(there, [row for row in rows if row.action != "same"])
    situation = whole_situation(db, campaign_at(db, now))
    looked_at = {parse_date(part.ident) for part in parts if part.entity == "day"}
    return rows, Effects(situation, situation._replace(bells=BellBook(then)), looked_at, now)


def with_parts(schedule: BellSchedule, rows: Iterable[ProposalRow]) -> BellSchedule:
    """The schedule once the rows are done."""
    types, days = dict(schedule.day_types), dict(schedule.exceptions)
    week, rule = schedule.week, schedule[2:5]
    for row in rows:
        after: Cells = row.after or {}
        if row.entity == "day_type":
            types.pop(row.id, None)
            if row.after is not None:
                types[row.id] = parse_periods([tuple(each) for each in after["periods"]])
        elif row.entity == "week":
            week = {WEEKDAYS.index(day): name for day, name in after.items()}
        elif row.entity == "school_year":
            rule = _rule_with(schedule, after)
        else:
            day = parse_date(row.id)
            days.pop(day, None)
            if row.after is not None:
                days[day] = special_day(day, after)
    return BellSchedule(types, week, *rule, days)


def special_day(day: date, told: Cells) -> DayException:
    """What is special about the date, from the cells of a proposal."""
    rows = parse_periods([tuple(each) for each in told.get("periods", ())])
    closed, day_type, rotation, note = (str(told.get(name, "")) for name in DAY_FIELDS)
    return DayException(day, closed, day_type, rotation, note, rows)


def _rule_with(schedule: BellSchedule, after: Cells) -> tuple[tuple[str, ...], date | None, date | None]:
    rotation, first, last = schedule.rotation, schedule.first_day, schedule.last_day
    if "rotation" in after:
        rotation = tuple(filter(None, str(after["rotation"]).split(";")))
    if "first_day" in after:
        first = parse_date(after["first_day"]) if after["first_day"] else None
    if "last_day" in after:
        last = parse_date(after["last_day"]) if after["last_day"] else None
    return rotation, first, last


def _part_row(there: BellSchedule, part: Part) -> ProposalRow:
    before, after = PARTS[part.entity].now(there, part.ident, part.after or {}), part.after or None
    if before is None and part.entity == "school_year" and not any((after or {}).values()):
        after = None
    action = "same" if before == after else "remove" if after is None else "change" if before else "add"
    reason = day_words(after) if part.entity == "day" else ""
    if part.entity == "day_type" and action == "change":
        reason = periods_became((before or {}).get("periods"), (after or {}).get("periods"))
    return ProposalRow(action, part.entity, part.ident, part.label, reason, None, before, after)


def day_words(after: Cells | None) -> str:
    """What a date becomes, in a few words: "closed: Snow", "day type early release, B day"."""
    if not after:
        return "an ordinary day again"
    if after.get("closed"):
        return closed_words(str(after["closed"]))
    what = [
        f"{text} day" if name == "rotation" else f"{name.replace('_', ' ')} {text}"
        for name, text in after.items()
        if name != "periods"
    ]
    return ", ".join([*what, *(["bells of its own"] if after.get("periods") else [])])


def told_of(
    db: SqliteDatabase, rows: Iterable[ProposalRow], now: datetime
) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Whom the moves among the rows concern, by kind of people; asked before they are done."""
    moves = {row.id: row.after or {} for row in rows if row.action == "move"}
    if not moves:
        return ()
    situation = situation_around(db, moves, now)
    changes = []
    for ident, after in moves.items():
        before = situation.interviews.get(ident)
        if before is not None and before.start is not None and before.end is not None:
            start = datetime.fromisoformat(str(after["start"])).astimezone(before.start.tzinfo)
            changes.append((before, before._replace(start=start, end=start + (before.end - before.start))))
    return people_to_tell(changes, situation)


class Effects:
    """The calls ahead on the dates that become other ones, before and after."""

    def __init__(self, was: Situation, then: Situation, looked_at: set[date], now: datetime) -> None:
        self._was, self._then, self._now = was, then, now
        self._looked_at = looked_at
        self.notes: tuple[str, ...] = ()

    def rows(self, watch: Watch | None) -> list[ProposalRow]:
        """A row for each such call, in order of start."""
        why = self.why_not()
        those = [self._was.interviews[ident] for ident in why]
        going = [one for one in those if why[one.id]]
        found = give_way(going, self._then, now=self._soonest(going), watch=watch)
        self.notes = to_tell(
            ((self._was.interviews[one], there) for one, there in found.moved.items()), self._then
        )
        return [
            self._moving(one, why[one.id], found.moved.get(one.id)) if why[one.id] else self.staying(one)
            for one in those
        ]  # fmt: skip

    def _soonest(self, going: list[Interview]) -> datetime:
        """From when on other times are looked for: not today, of which nobody could be told, unless today changes."""
        today = local_day(self._now, self._was.zone)
        if any(self.day_of(one.id) == today for one in going):
            return self._now
        return local_span(today, 0, 24 * 60, self._was.zone).end

    @property
    def was(self) -> Situation:
        """The world as it is."""
        return self._was

    def day_of(self, ident: str) -> date | None:
        """The date of a call as it stands."""
        start = self._was.interviews[ident].start
        return local_day(start, self._was.zone) if start else None

    @property
    def bells(self) -> BellBook:
        """The bells as they are to be."""
        return self._then.bells

    def why_not(self) -> dict[str, str]:
        """By id, why a call cannot stay where it is, "" where it can; in order of start."""
        return {one.id: self._why_not(one) for one in self.calls()}

    def calls(self) -> Iterator[Interview]:
        """The calls, in order of start."""
        zone = self._was.zone
        for one in sorted(self._was.interviews.values(), key=lambda one: (one.start or self._now, one.id)):
            if one.state not in WAITING or one.start is None or one.end is None or one.end <= self._now:
                continue
            day = local_day(one.start, zone)
            before, after = self._was.bells.plan(day), self._then.bells.plan(day)
            seen_to = day in self._looked_at and (after.closed or self._nobody_there(one, day))
            if before != after or seen_to:
                yield one

    def _nobody_there(self, one: Interview, day: date) -> str:
        """Why nobody is at school at the time of a call in a quiet room, "" where somebody is."""
        if one.span is None or not needs_room(one.format, one.place):
            return ""
        first, last = session(self._then.bells, day)
        there = local_span(day, first, last, self._then.zone)
        if one.span.start < there.start:
            return f"school begins at {format_wall(first)}"
        return f"school ends at {format_wall(last)}" if one.span.end > there.end else ""

    def _why_not(self, one: Interview) -> str:
        """Why it cannot stay where it is, "" where it can."""
        if one.start is None:
            return ""
        day = local_day(one.start, self._then.zone)
        if closed := self._then.bells.plan(day).closed:
            return closed_words(closed)
        if nobody := self._nobody_there(one, day):
            return nobody
        before = {found.kind for found in clashes(find_conflicts(one, self._was, now=self._now))}
        wrong = clashes(find_conflicts(one, self._then, now=self._now))
        return next((found.text.rstrip(".") for found in wrong if found.kind not in before), "")

    def _moving(self, one: Interview, why: str, there: Interview | None) -> ProposalRow:
        situation = self._then
        before, label = place_cells(one, situation.zone), label_for(one, situation)
        row = ProposalRow("refuse", "interview", one.id, label, f"{why}; {NO_PLACE}", None, before, None)
        if there is None or there.start is None or there.end is None:
            return row
        where = f", in {room_label(there.room, situation)}" if there.room else ""
        to = when_text(Span(there.start, there.end), situation.zone)
        anew = absence_words(one, there, self._was, self._then)
        also = "".join(f"; {said}" for said in (self._outside(there), anew) if said)
        after = place_cells(there, situation.zone)
        return row._replace(action="move", reason=f"to {to}{where} ({why}){also}", after=after)

    def _outside(self, there: Interview) -> str:
        """Where the contact stated hours that the new time leaves: said, so that nobody counts on it unasked."""
        found = find_conflicts(there, self._then, now=self._now)
        if all(one.kind != "contact_hours" for one in found):
            return ""
        return f"outside the hours {contact_label(there.contact, self._then)} stated"

    def staying(self, one: Interview) -> ProposalRow:
        """A row for a call that can stay: whether it then takes other classes than before."""
        situation = self._then
        before, label = place_cells(one, situation.zone), label_for(one, situation)
        missed = [each for each in missed_by(one, situation) if each.class_id]
        was = {(each.student, each.period, each.class_id) for each in missed_by(one, self._was)}
        fresh = [each for each in missed if (each.student, each.period, each.class_id) not in was]
        if not fresh and (freed := absence_words(one, one, self._was, self._then)):
            return ProposalRow("change", "absence", one.id, label, f"it can stay; {freed}", None, None, None)
        if not fresh:
            return ProposalRow("same", "interview", one.id, label, "it can stay", None, before, None)
        classes = situation.classes
        names = [period_text(each.period, classes[each.class_id or ""].name) for each in fresh]
        kept, _ = absences_now(one, missed_by(one, self._was), self._was)
        decided = sorted({ABSENCE_WORDS[each.state] for each in kept if each.state in _DECIDED})
        said = f" (the absence was {' and '.join(decided)})" if decided else ""
        reason = f"it can stay, but now takes {listing(names)}{said}: ask for the absence"
        return ProposalRow("change", "absence", one.id, label, reason, None, None, None)


def absence_words(before: Interview, after: Interview, was: Situation, then: Situation) -> str:
    """What has been decided about its absences and holds no longer once it is `after`, in words; "" for nothing."""
    kept, _ = absences_now(before, missed_by(before, was), was)
    _, fresh, dropped = reconcile(kept, missed_by(after, then))
    decided = [each for each in dropped if each.state in _DECIDED]
    if not decided:
        return ""
    said = listing(
        [f"{period_text(one.period, one.class_name)} ({ABSENCE_WORDS[one.state]})" for one in decided]
    )
    asked = any(initial_state(one) == "to_request" for one in fresh)
    return f"the absence from {said} {'must be asked for again' if asked else 'is no longer needed'}"


_DECIDED = ("requested", "approved", "denied")
