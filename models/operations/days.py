"""What is special about a date (closed, a short day), and what becomes of the calls that stand on it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from peewee import SqliteDatabase

from models.errors import BadInput, Refused
from models.exchange import cells, wall
from models.exchange.bells_in import closed_reason
from models.operations.bells_change import DAY_FIELDS, Cells, change_bells, day_parts
from models.operations.booking import NewTime, moved
from models.operations.moving import interviews_of, move_together
from models.operations.rooms import WAITING, label_for, place_cells
from models.operations.strain import absences_settled
from models.operations.unit import Done, Unit
from models.queries import reading
from models.queries.situation import campaign_at, whole_situation
from models.rules.alternatives import free_alternatives
from models.rules.bells import BellBook, day_type_names
from models.rules.conflicts import clashes, find_conflicts
from models.rules.facts import BellSchedule, DayException, Interview, Proposal, ProposalRow
from models.rules.naming import day_text, room_label, when_text
from models.rules.situation import Situation
from models.rules.span import Span, local_day, require_near
from models.rules.text import clean


def propose_day(db: SqliteDatabase, day: date, fields: Mapping[str, str] | None, now: datetime) -> Proposal:
    """What making the date special would do; `fields` of closed, day_type, rotation and note, or None for an
    ordinary day again. The first row is the day; then every call that stands on it and is ahead: "move" to the
    nearest free time and room, "refuse" with the reason, or "same" where it can stay.

    Raises BadInput for other fields and unknown day types, StoreError without a campaign.
    """
    require_near(day)
    campaign = campaign_at(db, now)
    book = reading.bells(db)
    after = None if fields is None else _special(book.schedule, day, fields)
    before = book.schedule.exceptions.get(day)
    situation = whole_situation(db, campaign)
    changed = situation._replace(bells=_with_day(book.schedule, day, after))
    rows = [_day_row(day, before, after)]
    if rows[0].action != "same":
        rows += _Calls(changed, day, now).rows()
    return Proposal("day", f"{day_text(day)} {day.year}", tuple(rows))


def change_day(unit: Unit, day: str, fields: Mapping[str, str] | None) -> Done:
    """Make a date special, or ordinary again (None), at once: refused while calls would have to give way."""
    try:
        on = wall.parse_date(day)
    except BadInput as wrong:
        raise BadInput(f"{clean(day, 40)!r} is no date.", "Write it like 2026-11-24.") from wrong
    proposal = propose_day(unit.db, on, fields, unit.now)
    calls = sum(row.action in ("move", "refuse") for row in proposal.rows)
    if calls:
        stand = "1 call stands" if calls == 1 else f"{calls} calls stand"
        raise Refused(
            f"{stand} on {proposal.title} and would have to move.",
            f"`wbl-tui set days {day} …` proposes where to.",
        )
    wanted = tuple(row for row in proposal.rows if row.action != "same")
    if not wanted:
        return Done(0, f"{proposal.title} is like that already.")
    return apply_day(unit, proposal, wanted)


def apply_day(unit: Unit, proposal: Proposal, wanted: tuple[ProposalRow, ...]) -> Done:
    """Change the day and move its calls. Raises Refused when either is no longer as the proposal saw it."""
    _require_no_newcomer(unit, proposal)
    zone = ZoneInfo(campaign_at(unit.db, unit.now).zone)
    days = [row for row in wanted if row.entity == "day"]
    moves = [row for row in wanted if row.entity == "interview"]
    change_bells(unit, days)
    current = interviews_of(unit, [row.id for row in moves])
    changes = []
    for row in moves:
        before = current.get(row.id)
        if before is None or place_cells(before, zone) != row.before or before.state not in WAITING:
            raise Refused(f"The store has changed since: {row.label}.", "Look at the proposal again.")
        after = row.after or {}
        start = datetime.fromisoformat(str(after["start"]))
        change = NewTime(start=start.astimezone(before.created_at.tzinfo), room=str(after["room"]))
        changes.append((before, moved(unit, before, change)))
    warnings = move_together(unit, changes)
    sentence = _sentence(proposal, days, len(changes)) + absences_settled(unit)
    return Done(unit.say("day", sentence), sentence, None, warnings)


def _require_no_newcomer(unit: Unit, proposal: Proposal) -> None:
    """Refuse when a call that would have to give way was booked after the proposal was made."""
    row = proposal.rows[0]
    if row.entity != "day" or row.action == "same":
        return
    again = propose_day(
        unit.db, wall.parse_date(row.id), None if row.after is None else _texts(row.after), unit.now
    )
    if {one.id for one in again.rows} - {one.id for one in proposal.rows}:
        raise Refused("The store has changed since: another call stands on that day.", "Look again.")


def _texts(cells: Mapping[str, object]) -> dict[str, str]:
    return {name: str(value) for name, value in cells.items()}


def _special(schedule: BellSchedule, day: date, fields: Mapping[str, str]) -> DayException:
    """The date with the given fields changed, the others as they are."""
    unknown = [name for name in fields if name not in DAY_FIELDS]
    if unknown:
        raise BadInput(f"A day has no field {clean(unknown[0])!r}.", f"Fields: {', '.join(DAY_FIELDS)}.")
    known = schedule.exceptions.get(day) or DayException(day, "", "", "", "")
    told: dict[str, Any] = {name: cells.text(text) for name, text in fields.items()}
    if "closed" in told:
        told["closed"] = closed_reason(told["closed"])
    day_type = told.get("day_type")
    known_types = day_type_names(schedule)
    if day_type and day_type not in known_types:
        names = ", ".join(known_types) or "none yet"
        raise BadInput(f"There is no day type {day_type!r}.", f"Day types: {names}.")
    if day_type:
        told.setdefault("closed", "")
    return known._replace(**told)


def _with_day(schedule: BellSchedule, day: date, special: DayException | None) -> BellBook:
    exceptions = {other: each for other, each in schedule.exceptions.items() if other != day}
    if special is not None and day_parts(special):
        exceptions[day] = special
    return BellBook(schedule._replace(exceptions=exceptions))


def _day_row(day: date, was: DayException | None, special: DayException | None) -> ProposalRow:
    before, after = day_parts(was), day_parts(special)
    action = "same" if before == after else "remove" if after is None else "change" if before else "add"
    return ProposalRow(action, "day", day.isoformat(), day_text(day), "", None, before, after)


class _Calls:
    """Finds another time for one call after the other, each knowing where those before it went."""

    def __init__(self, situation: Situation, day: date, now: datetime) -> None:
        self._situation, self._day, self._now = situation, day, now
        self._closed = situation.bells.plan(day).closed

    def rows(self) -> list[ProposalRow]:
        """A row for each call on the day that is ahead, in order of start."""
        zone = self._situation.zone
        those = [
            one
            for one in self._situation.interviews.values()
            if one.state in WAITING
            and one.start is not None
            and one.end is not None
            and local_day(one.start, zone) == self._day
            and one.end > self._now
        ]
        return [self._row(one) for one in sorted(those, key=lambda one: (one.start, one.id))]

    def _row(self, one: Interview) -> ProposalRow:
        situation = self._situation
        before, label = place_cells(one, situation.zone), label_for(one, situation)
        wrong = clashes(find_conflicts(one, situation, now=self._now))
        row = ProposalRow("same", "interview", one.id, label, "it can stay", None, before, None)
        if not wrong and not self._closed:
            return row
        why = f"closed: {self._closed}" if self._closed else wrong[0].text
        found = free_alternatives(one, situation, now=self._now, wanted=1)
        if not found:
            return row._replace(action="refuse", reason=f"{why}; no other time is free for it in the window")
        there = one._replace(start=found[0].start, end=found[0].end, room=found[0].room, state="scheduled")
        self._situation = situation.with_interview(there)
        where = f", in {room_label(found[0].room, situation)}" if found[0].room else ""
        to = when_text(Span(found[0].start, found[0].end), situation.zone)
        after = place_cells(there, situation.zone)
        return row._replace(action="move", reason=f"{why}; free at {to}{where}", after=after)


def _sentence(proposal: Proposal, days: list[ProposalRow], calls: int) -> str:
    told = []
    for row in days:
        after: Cells = row.after or {}
        if after.get("closed"):
            told.append(f"Closed {row.label} ({after['closed']})")
        elif after:
            what = ", ".join(
                f"{name.replace('_', ' ')} {text}" for name, text in after.items() if name != "periods"
            )
            told.append(f"Changed {row.label}: {what}")
        else:
            told.append(f"{row.label} is an ordinary day again")
    if calls:
        told.append(f"moved {calls} {'call' if calls == 1 else 'calls'}")
    left = proposal.counts["refuse"]
    if left:
        told.append(f"{left} found no other time")
    said = "; ".join(told)
    return f"{said[:1].upper()}{said[1:]}."
