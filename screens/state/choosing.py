"""An interview on its way to another time, length or room: nothing is saved until the person says so."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from models.errors import BadInput, Finding
from models.rules.absences import initial_state
from models.rules.facts import Interview, MissedPeriod
from models.rules.naming import day_text, listing, period_text
from models.rules.span import instant_of, local_day, local_minute
from models.rules.trial import Cost, Trial, wished
from models.rules.walls import format_wall

STEP = 5
"""Minutes of one step."""
SHORTEST, LONGEST = 5, 480
"""Minutes an interview may take."""
DAY = 24 * 60


@dataclass(frozen=True)
class Choosing:
    """Where the ghost of an interview is: the local day, the wall minute, its length and its room."""

    interview: Interview
    zone: ZoneInfo
    day: date
    minute: int
    minutes: int
    room: str | None

    @classmethod
    def of(cls, interview: Interview, zone: ZoneInfo, day: date, minute: int) -> Choosing:
        """Begin where the interview is, or at the place given while it has no time."""
        if interview.start is not None:
            day, minute = local_day(interview.start, zone), local_minute(interview.start, zone)
        return cls(interview, zone, day, minute, interview.minutes, interview.room)

    @property
    def start(self) -> datetime | None:
        """The instant, UTC; None for a time that the clock skips."""
        was = self.interview.start
        here = self.day, self.minute
        if was is not None and (local_day(was, self.zone), local_minute(was, self.zone)) == here:
            return was
        return day_start(self.day, self.minute, self.zone)

    @property
    def wish(self) -> Interview | None:
        """The interview as it would be."""
        start = self.start
        return None if start is None else wished(self.interview, start, self.minutes, self.room)

    @property
    def changed(self) -> bool:
        """Whether saving would change anything."""
        one = self.interview
        return (self.start, self.minutes, self.room) != (one.start, one.minutes, one.room)

    def to(self, day: date, minute: int) -> Choosing:
        """At that time; minutes go by fives, and the end stays on the day."""
        last = (DAY - max(STEP, self.minutes)) // STEP * STEP
        minute = max(0, min(minute // STEP * STEP, last))
        return replace(self, day=day, minute=minute)

    def later(self, minutes: int) -> Choosing:
        """So many minutes later (earlier); a time that the clock skips is passed over."""
        begin = self.minute if minutes > 0 else -(-self.minute // STEP) * STEP
        there = self.to(self.day, begin + minutes)
        while there.start is None:
            further = there.to(there.day, there.minute + (STEP if minutes > 0 else -STEP))
            if further.minute == there.minute:
                return self
            there = further
        return there

    def longer(self, minutes: int) -> Choosing:
        """So many minutes longer (shorter), within what an interview may take and the day."""
        wished_for = max(SHORTEST, min(self.minutes + minutes, LONGEST, DAY - self.minute))
        return replace(self, minutes=wished_for)

    def with_room(self, room: str | None) -> Choosing:
        """In that room, or in none."""
        return replace(self, room=room)


def ghost_text(choice: Choosing, who: str) -> tuple[str, ...]:
    """What the ghost says."""
    end = choice.minute + choice.minutes
    return (f"{format_wall(choice.minute)} {who}", f"to {format_wall(min(end, DAY))}, {choice.minutes} min")


def choosing_line(choice: Choosing, who: str, room: str) -> str:
    """What is being chosen: "Mia Torres → Tue 24 Nov 10:20–10:40 (20 min), Room 12"."""
    end = format_wall(min(choice.minute + choice.minutes, DAY))
    when = f"{day_text(choice.day)} {format_wall(choice.minute)}–{end} ({choice.minutes} min)"
    return f"{who} → {when}{f', {room}' if room else ''}"


def cost_lines(cost: Cost, known: frozenset[str], trial: Trial, room: str) -> tuple[tuple[str, str], ...]:
    """What it would cost, as (tone, sentence): clashes first, then missed periods, the room, new warnings.

    `known` are the kinds of warning that the interview has where it stands now.
    """
    lines: list[tuple[str, str]] = []
    if cost.clashes:
        lines.append(("bad", f"✗ {_first(cost.clashes)}"))
    else:
        lines.append(("good", "✓ Clashes with nothing."))
    lines.append(_room_line(cost, room))
    missed = _missed_text(cost.missed, trial)
    fresh = [
        one for one in cost.warnings if one.kind not in known and one.kind not in ("absence_open", "no_room")
    ]
    said = [part for part in (missed, _first(tuple(fresh)) if fresh else "") if part]
    if said:
        lines.append(("warn" if missed or fresh else "dim", f"! {' '.join(said)}"))
    else:
        lines.append(("dim", "  No class is missed, and nothing new to warn of."))
    return tuple(line for line in lines if line[1])


def _first(found: tuple[Finding, ...]) -> str:
    more = f" (and {len(found) - 1} more)" if len(found) > 1 else ""
    return f"{found[0].text}{more}"


def _room_line(cost: Cost, room: str) -> tuple[str, str]:
    others = [each.name for each in cost.free]
    duty = f" On duty: {cost.adult}." if cost.adult else ""
    if cost.room is True:
        more = [name for name in others if name != room]
        return "good", f"✓ {room} is free then.{f' Free too: {listing(more, 2)}.' if more else ''}{duty}"
    free = f"r takes {listing(others, 2)}" if others else "no room is free then"
    if cost.room is False:
        return "warn", f"! {room} cannot have it then; {free}."
    if others:
        return "dim", f"  Free then: {listing(others, 4)}.{duty}"
    return "dim", ""


def _missed_text(missed: tuple[MissedPeriod, ...], trial: Trial) -> str:
    """The periods and classes that would be missed, and whether anybody must be asked."""
    names = []
    for one in missed:
        known = trial.situation.classes.get(one.class_id or "")
        names.append(period_text(one.period, known.name if known else ""))
    if not names:
        return ""
    ask = any(initial_state(one) == "to_request" for one in missed)
    return f"Misses {listing(list(dict.fromkeys(names)), 2)}{'; to be asked for' if ask else ''}."


def day_start(day: date, minute: int, zone: ZoneInfo) -> datetime | None:
    """The instant of a place in the grid, UTC; None for a time that the clock skips."""
    try:
        wall = datetime.combine(day, time()) + timedelta(minutes=minute)
        return instant_of(wall, zone)[0]
    except BadInput:
        return None
