"""The edge of the board on a large screen: rooms with who is inside and for how long, adults on duty."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

from models.rules.day import late_minutes, late_text, left_text, minutes_left
from models.rules.day_rooms import RoomNow, StandbyNow, rooms_now, standby_of_day
from models.rules.naming import clock_text, student_label
from models.rules.situation import Situation
from models.rules.span import local_day
from screens.widgets.plain import fit, width_of

LEAST = (100, 30)
"""Columns and lines from which on there is room for them."""


def rooms_strip(situation: Situation, now: datetime, width: int, lines: int = 2) -> str:
    """Every room in a few lines: those with somebody inside, those that wait for somebody who is late, and the free
    ones; what does not fit is counted.
    """
    found = sorted(
        rooms_now(situation, now),
        key=lambda room: (room.interview is None, not _kept(room, now), room.label),
    )
    return _filled([_room(room, situation, now) for room in found], width, lines, "room")


def standby_strip(situation: Situation, now: datetime, width: int) -> str:
    """Who is on duty until when, and who comes next, in one line."""
    zone = situation.zone
    turns = standby_of_day(situation, local_day(now, zone))
    there = [
        f"{turn.label} until {clock_text(turn.end, zone)}" for turn in turns if turn.start <= now < turn.end
    ]
    later = [_next(turn, zone) for turn in turns if turn.start > now]
    return _filled([*(there or ["! nobody on duty"]), *later], width, 1, "turn")


def _next(turn: StandbyNow, zone: ZoneInfo) -> str:
    return f"{turn.label} from {clock_text(turn.start, zone)}"


def _room(room: RoomNow, situation: Situation, now: datetime) -> str:
    zone = situation.zone
    one = situation.interviews.get(room.interview or "")
    if one is not None and one.students:
        who = student_label(one.students[0], situation)
        left = minutes_left(one, now)
        return f"{room.label}: {who}, {'waiting' if left is None else left_text(left)}"
    kept = situation.interviews.get(room.next or "") if _kept(room, now) else None
    if kept is not None and kept.students:
        late = late_minutes(kept, now)
        who = student_label(kept.students[0], situation)
        return f"{room.label}: for {who}, {late_text(late) if late else 'now'}"
    if room.until is None:
        return f"{room.label}: free"
    return f"{room.label}: free until {clock_text(room.until, zone)}"


def _kept(room: RoomNow, now: datetime) -> bool:
    """Whether the call that stands in it should have begun."""
    return room.interview is None and room.next_start is not None and room.next_start <= now


def _filled(parts: list[str], width: int, lines: int, what: str) -> str:
    """The parts in at most so many lines; what is left over is counted at the end of the last one."""
    made = [""]
    for number, part in enumerate(parts):
        joined = f"{made[-1]} · {part}" if made[-1] else part
        rest = len(parts) - number
        spare = width_of(f" · {rest} more {what}s") if len(made) == lines and rest > 1 else 0
        if width_of(joined) + spare <= width:
            made[-1] = joined
        elif len(made) < lines:
            made.append(fit(part, width).rstrip())
        else:
            made[-1] = f"{made[-1]} · {rest} more {what}{'s' if rest > 1 else ''}"
            break
    return "\n".join(made)
