"""What a screen that everybody can see may show of the day: first name and initial, slot, room and state.

Only calls in quiet rooms are on it: where a student is who calls from home or visits a workplace is nobody's
business in a hallway. Whoever did not come, and whatever was called off, is simply not there.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime, timedelta
from hashlib import sha256
from itertools import count
from typing import NamedTuple

from models.rules.day import SOON, WAITING
from models.rules.facts import Interview, Student
from models.rules.interview import needs_room
from models.rules.naming import room_label
from models.rules.privacy import NAMED_AT_MOST, first_name, initials, joined
from models.rules.situation import Situation
from models.rules.span import local_day
from models.rules.text import fold

SHOWN_AFTER = timedelta(minutes=5)
"""So long after its end a finished call stays on the screen."""

_LETTERS = 3
"""So many letters of a family name at most, where two first names clash."""


class PublicRow(NamedTuple):
    """One call: local start and end, who, the room's name ("" where none is given yet), and `state`, one of
    later, soon, come, here, calling, finished.
    """

    start: datetime
    end: datetime
    who: str
    room: str
    state: str


class PublicBoard(NamedTuple):
    """The rows of today in the order in which people look for them, at the local moment `now`."""

    now: datetime
    rows: tuple[PublicRow, ...]


def public_board(situation: Situation, now: datetime, numbers: Mapping[str, int]) -> PublicBoard:
    """The day as everybody may see it. `numbers` are of those whose families refused (`public_numbers`)."""
    shown = [one for one in situation.interviews.values() if _is_shown(one, situation, now)]
    shown.sort(key=lambda one: (one.state == "completed", one.start or now, one.id))
    names = names_of_day(situation, local_day(now, situation.zone), numbers)
    return PublicBoard(
        now.astimezone(situation.zone), tuple(_row(one, names, situation, now) for one in shown)
    )


def names_of_day(situation: Situation, day: date, numbers: Mapping[str, int]) -> dict[str, str]:
    """How everybody may see those who call from quiet rooms on a local day, by student id.

    All of them, whatever became of their calls: on the screen, at the door and on the card somebody is the same
    from morning to evening.
    """
    students = {
        ident
        for one in situation.interviews.values()
        if one.start is not None and local_day(one.start, situation.zone) == day
        if needs_room(one.format, one.place)
        for ident in one.students
    }
    return public_names([situation.students[ident] for ident in sorted(students)], numbers)


def public_names(students: Iterable[Student], numbers: Mapping[str, int]) -> dict[str, str]:
    """By student id: "Mia L."; "Mia Lo." and "Mia Le." where two clash; "No. 417" for whoever has a number and
    no consent, or whose name cannot be told from another's by three letters.
    """
    known = list(students)
    named = [one for one in known if one.share_name is not False and first_name(one)]
    labels = {one.id: _label(one, 1) for one in named}
    for letters in range(2, _LETTERS + 1):
        alike = _alike(labels)
        labels |= {one.id: _label(one, letters) for one in named if one.id in alike}
    alike = _alike(labels)
    return {
        one.id: labels[one.id] if one.id in labels and one.id not in alike else f"No. {numbers[one.id]}"
        for one in known
    }


def _alike(labels: Mapping[str, str]) -> set[str]:
    """Whose label somebody else has too, as people read it: MIA T. is no other than Mia T."""
    seen = Counter(fold(label) for label in labels.values())
    return {ident for ident, label in labels.items() if seen[fold(label)] > 1}


def public_numbers(students: Iterable[str], secret: str) -> dict[str, int]:
    """A number for each student id, from 100 on, that tells nothing of who it is without the store's `secret`.

    It stays the same from day to day as long as nobody with an earlier claim to it joins.
    """
    found: dict[str, int] = {}
    taken: set[int] = set()
    ordered = sorted(students, key=lambda ident: (_digest(ident, secret), ident))
    size = 900 if len(ordered) <= 600 else 9000
    for ident in ordered:
        first = _digest(ident, secret) % size
        number = next(n for n in ((first + step) % size + size // 9 for step in count()) if n not in taken)
        found[ident] = number
        taken.add(number)
    return found


def _digest(ident: str, secret: str) -> int:
    return int.from_bytes(sha256(f"{secret}\0{ident}".encode()).digest()[:8])


def _label(student: Student, letters: int) -> str:
    initial = initials(student, letters)
    return f"{first_name(student)} {initial}." if initial else first_name(student)


def _is_shown(one: Interview, situation: Situation, now: datetime) -> bool:
    if one.start is None or one.end is None or not needs_room(one.format, one.place):
        return False
    if local_day(one.start, situation.zone) != local_day(now, situation.zone):
        return False
    if one.state == "completed":
        return now < (one.ended_at or one.end) + SHOWN_AFTER
    return one.state == "in_progress" or (one.state in WAITING and now < one.end)


def _row(one: Interview, names: Mapping[str, str], situation: Situation, now: datetime) -> PublicRow:
    assert one.start is not None
    assert one.end is not None
    return PublicRow(
        one.start.astimezone(situation.zone),
        one.end.astimezone(situation.zone),
        _who([names[ident] for ident in one.students]),
        room_label(one.room, situation),
        _state(one, now),
    )


def _who(names: Sequence[str]) -> str:
    return joined(names) if len(names) <= NAMED_AT_MOST else f"{len(names)} students"


def _state(one: Interview, now: datetime) -> str:
    told = {"completed": "finished", "in_progress": "calling", "checked_in": "here"}.get(one.state)
    if told is not None or one.start is None:
        return told or "later"
    return "come" if now >= one.start else "soon" if one.start - now <= SOON else "later"
