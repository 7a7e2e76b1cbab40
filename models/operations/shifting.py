"""Everything that is still to come today, some minutes later (or earlier): after a fire drill, a late bus, an alarm."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta

from peewee import SqliteDatabase

from models.errors import BadInput
from models.operations.bells_change import day_parts
from models.operations.bells_effects import with_parts
from models.operations.rooms import WAITING, label_for, place_cells
from models.queries import reading
from models.queries.situation import campaign_at, whole_situation
from models.rules.bells import BellBook
from models.rules.conflicts import clashes, find_conflicts
from models.rules.facts import BellSchedule, DayException, Interview, Period, Proposal, ProposalRow
from models.rules.giving_way import Watch, give_way
from models.rules.naming import day_text, room_label, when_text
from models.rules.situation import Situation
from models.rules.span import Span, local_day, local_minute, require_near
from models.rules.to_tell import to_tell
from models.rules.walls import MIDNIGHT

MOST = 180
"""Minutes that a day may be shifted by."""


def propose_shift(
    db: SqliteDatabase,
    day: date,
    minutes: int,
    now: datetime,
    *,
    after: int | None = None,
    bells: bool = False,
    watch: Watch | None = None,
) -> Proposal:
    """Each call of the date that has not begun, so many minutes later, in its room; what cannot be there then goes
    to the nearest free time and room, or is refused with the reason.

    Only what begins from the wall minute `after` on is shifted; None means all calls that wait, also one that should
    have begun already if it can begin so much later. With `bells` so are the periods of that date (None: from now on).
    Raises BadInput for no minutes or too many, StoreError without a campaign.
    """
    require_near(day)
    if not 0 < abs(minutes) <= MOST:
        raise BadInput(
            f"A day cannot be shifted by {minutes} minutes.", f"Give 1 to {MOST}, or as many with a minus."
        )
    situation = whole_situation(db, campaign_at(db, now))
    passed = local_minute(now, situation.zone) if local_day(now, situation.zone) == day else 0
    schedule = reading.bells(db).schedule
    rows = [_bells_row(schedule, day, passed if after is None else after, minutes)] if bells else []
    then = situation._replace(bells=BellBook(with_parts(schedule, rows)))
    shifting = _Shifting(situation, then, day, after or 0, minutes, now)
    later = "later" if minutes > 0 else "earlier"
    title = f"{day_text(day)} {day.year}: {abs(minutes)} minutes {later}"
    return Proposal("day", title, (*rows, *shifting.rows(watch)), shifting.notes)


def _bells_row(schedule: BellSchedule, day: date, after: int, minutes: int) -> ProposalRow:
    """The date with rows of its own: what is over stays, what runs ends later, what follows is shifted."""
    plan = BellBook(schedule).plan(day)
    if plan.closed or not plan.periods:
        raise BadInput(
            f"There are no bells on {day_text(day)} that could be shifted.", "Shift the calls alone."
        )
    known = schedule.exceptions.get(day)
    special = known or DayException(day, "", "", "", "")
    then = special._replace(rows=tuple(_shifted(row, after, minutes) for row in plan.periods))
    if any(row.start < 0 or row.end > MIDNIGHT or row.end <= row.start for row in then.rows):
        raise BadInput(
            "The bells cannot be shifted by so much.", "Give fewer minutes, or shift the calls alone."
        )
    before = day_parts(known)
    action = "change" if before else "add"
    return ProposalRow(
        action, "day", day.isoformat(), day_text(day), "the bells too", None, before, day_parts(then)
    )


def _shifted(row: Period, after: int, minutes: int) -> Period:
    start = row.start + minutes if row.start >= after else row.start
    end = row.end + minutes if row.end > after else row.end
    return row._replace(start=start, end=end)


class _Shifting:
    """The calls of the date that are to come, as they are and some minutes later."""

    def __init__(
        self, was: Situation, then: Situation, day: date, after: int, minutes: int, now: datetime
    ) -> None:
        self._was, self._then, self._now = was, then, now
        self._by = timedelta(minutes=minutes)
        self._calls = [one for one in was.interviews.values() if self._is_to_come(one, day, after)]
        self.notes: tuple[str, ...] = ()

    def rows(self, watch: Watch | None) -> Iterator[ProposalRow]:
        """A row for each call, in order of start."""
        later = {one.id: self._later(one) for one in self._calls}
        world = self._then._replace(interviews={**self._then.interviews, **later})
        wrong: dict[str, str] = {}
        for one in later.values():
            found = clashes(find_conflicts(one, world, now=self._now))
            if found:
                wrong[one.id] = found[0].text.rstrip(".")
        bare = {ident: one for ident, one in world.interviews.items() if ident not in wrong}
        back = {one.id: one for one in self._calls if one.id in wrong}
        gone = give_way(
            back.values(),
            world._replace(interviews={**bare, **back}),
            now=self._now,
            wishes=later,
            watch=watch,
        )
        there = {ident: one for ident, one in later.items() if ident not in wrong} | gone.moved
        self.notes = to_tell(((self._was.interviews[ident], one) for ident, one in there.items()), world)
        for one in sorted(self._calls, key=lambda each: (each.start or self._now, each.id)):
            yield self._row(one, there.get(one.id), wrong.get(one.id, ""))

    def _row(self, one: Interview, there: Interview | None, why: str) -> ProposalRow:
        situation = self._then
        before, label = place_cells(one, situation.zone), label_for(one, situation)
        if there is None or there.start is None or there.end is None:
            reason = f"{why}; no other time is free for it in the window"
            return ProposalRow("refuse", "interview", one.id, label, reason, None, before, None)
        when = when_text(Span(there.start, there.end), situation.zone)
        where = f", in {room_label(there.room, situation)}" if there.room else ""
        reason = f"to {when}{where}{f' ({why})' if why else ''}"
        after = place_cells(there, situation.zone)
        return ProposalRow("move", "interview", one.id, label, reason, None, before, after)

    def _is_to_come(self, one: Interview, day: date, after: int) -> bool:
        if one.state not in WAITING or one.start is None:
            return False
        zone = self._was.zone
        ahead = local_day(one.start, zone) == day and local_minute(one.start, zone) >= after
        return ahead and one.start + self._by >= self._now

    def _later(self, one: Interview) -> Interview:
        if one.start is None or one.end is None:
            return one
        return one._replace(start=one.start + self._by, end=one.end + self._by, state="scheduled")
