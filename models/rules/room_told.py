"""Who must be told when calls change their room or time: students of both, interviewees of another time only."""

from __future__ import annotations

from collections.abc import Sequence

from models.rules.facts import Interview
from models.rules.naming import clock_text, contact_label, day_text, listing, room_label, students_label
from models.rules.situation import Situation
from models.rules.span import local_day

MOST = 12
"""So many people are named in one sentence."""

Change = tuple[Interview, Interview]
"""An interview as it was and as it will be."""


def who_to_tell(changes: Sequence[Change], situation: Situation) -> tuple[str, ...]:
    """At most three sentences: who has another time, who another room, who has lost theirs."""
    times = [_time(*each, situation) for each in changes if each[0].start != each[1].start]
    same = [each for each in changes if each[0].start == each[1].start and each[0].room != each[1].room]
    rooms = [_room(after, situation) for _before, after in same if after.room]
    lost = [students_label(after, situation) for _before, after in same if not after.room]
    told = (
        ("Tell of another time: ", times),
        ("Tell of another room: ", rooms),
        ("Without a room now: ", lost),
    )
    return tuple(f"{head}{listing(names, MOST)}." for head, names in told if names)


def _time(before: Interview, after: Interview, situation: Situation) -> str:
    who = " and ".join(
        filter(None, (students_label(after, situation), contact_label(after.contact, situation)))
    )
    if after.start is None:
        return who
    zone = situation.zone
    day = local_day(after.start, zone)
    moved = before.start is None or local_day(before.start, zone) != day
    when = f"{clock_text(after.start, zone)}{f' on {day_text(day)}' if moved else ''}"
    where = f", {room_label(after.room, situation)}" if after.room else ""
    return f"{who} ({when}{where})"


def _room(after: Interview, situation: Situation) -> str:
    return f"{students_label(after, situation)} ({room_label(after.room, situation)})"
