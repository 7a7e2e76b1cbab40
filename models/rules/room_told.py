"""Who must be told when calls change their room or time: of another room the students, of another time everybody."""

from __future__ import annotations

from collections.abc import Sequence

from models.rules.facts import Interview
from models.rules.naming import room_label, students_label
from models.rules.situation import Situation
from models.rules.to_tell import to_tell

Change = tuple[Interview, Interview]
"""An interview as it was and as it will be."""


def who_to_tell(changes: Sequence[Change], situation: Situation) -> tuple[str, ...]:
    """A sentence for each kind of news: who has another time, who another room, who has lost theirs."""
    times = [each for each in changes if each[0].start != each[1].start]
    same = [after for before, after in changes if before.start == after.start and before.room != after.room]
    rooms = [
        f"{students_label(one, situation)} ({room_label(one.room, situation)})" for one in same if one.room
    ]
    lost = [students_label(one, situation) for one in same if not one.room]
    told = (("Another room for: ", rooms), ("Without a room now: ", lost))
    return (*to_tell(times, situation), *(f"{head}{', '.join(names)}." for head, names in told if names))
