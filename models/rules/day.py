"""The live board as facts: who needs somebody, who is next, who is talking, and what the clock does to that.

Rows are built once; a tick (`retime`) only works the numbers of the clock out again, for the board ticks every
second.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import NamedTuple

from models.rules.facts import Interview, Staff
from models.rules.hours import standby_for
from models.rules.interview import needs_room
from models.rules.naming import clock_text, contact_label, minutes_text, room_label, student_label
from models.rules.readiness import Missing, interview_missing
from models.rules.situation import Situation
from models.rules.span import Span, local_day, local_instant

LANES = ("needs_somebody", "up_next", "getting_ready", "interviewing_now", "finished")
"""The board's lanes, each row in exactly one."""

SOON = timedelta(minutes=10)
"""So long before its start a call is getting ready."""

WAITING = frozenset({"scheduled", "confirmed", "checked_in"})
"""States of a call that has not begun."""

ABSENT = frozenset({"student_absent", "interviewee_absent"})

_ON_BOARD = WAITING | ABSENT | {"in_progress", "completed"}
_URGENT = frozenset({"absence", "room", "standby", "confirmation"})
_LATEST = datetime.max.replace(tzinfo=UTC)


class BoardRow(NamedTuple):
    """One interview of the day. `missing` are pairs of code and text.

    `wants` names what puts it under "needs somebody" apart from the clock. `late_minutes`: whole minutes since
    its start while it has not begun, else how late it began. `minutes_left` of a running call: up to whole
    minutes, negative when over; None otherwise.
    """

    interview: Interview
    students: tuple[str, ...]
    student: str
    contact: str
    employer: str
    room: str
    standby: str
    state: str
    lane: str
    late_minutes: int
    minutes_left: int | None
    missing: Missing
    wants: tuple[str, ...]
    time_text: str

    @property
    def id(self) -> str:
        """The interview's id."""
        return self.interview.id


class Board(NamedTuple):
    """The rows of one local date in order of start. From `stale_at` on, time alone changes more than the clock.

    `asked` is the date somebody chose; None follows today.
    """

    day: date
    now: datetime
    rows: tuple[BoardRow, ...]
    situation: Situation
    stale_at: datetime
    asked: date | None = None

    def lane(self, name: str) -> tuple[BoardRow, ...]:
        """The rows in one of the LANES."""
        return tuple(row for row in self.rows if row.lane == name)


def board_rows(situation: Situation, now: datetime, day: date | None = None) -> Board:
    """The board of a local date, today unless said. Called-off interviews and those without a time are not on it."""
    chosen, zone = day or local_day(now, situation.zone), situation.zone
    watch = _Watch(situation)
    there = [
        one
        for one in situation.interviews.values()
        if one.start is not None and one.state in _ON_BOARD and local_day(one.start, zone) == chosen
    ]
    there.sort(key=lambda one: (one.start or now, one.id))
    rows = tuple(_timed(_row(one, watch, now), situation, now) for one in there)
    return Board(chosen, now, rows, situation, _stale_at(situation, now), day)


def retime(board: Board, now: datetime) -> Board:
    """The same board at another moment. Rows that the clock does not change are the very same objects."""
    if not board.now <= now < board.stale_at:
        return board_rows(board.situation, now, board.asked)
    return board._replace(now=now, rows=tuple(_timed(row, board.situation, now) for row in board.rows))


def late_minutes(interview: Interview, now: datetime) -> int:
    """Whole minutes since its start while it has not begun, else how late it began; never negative."""
    start = interview.start
    began = now if interview.state in WAITING else interview.started_at
    if start is None or began is None or interview.state in ABSENT:
        return 0
    return max(0, (began - start) // timedelta(minutes=1))


def minutes_left(interview: Interview, now: datetime) -> int | None:
    """Minutes to the planned end of a running call, up to whole ones, negative when over; None when not running."""
    if interview.state != "in_progress" or interview.end is None:
        return None
    return -((now - interview.end) // timedelta(minutes=1))


def left_text(left: int) -> str:
    """What the clock says of a running call, by its `minutes_left`, the same wherever it is said."""
    if left > 0:
        return f"{minutes_text(left)} left"
    return f"over by {minutes_text(-left)}" if left else "time is up"


def late_text(late: int) -> str:
    """What the clock says of a call that should have begun, by its `late_minutes`, the same wherever it is said."""
    return f"late {minutes_text(late)}"


def _stale_at(situation: Situation, now: datetime) -> datetime:
    """When the date changes or a claim runs out."""
    midnight = local_instant(local_day(now, situation.zone) + timedelta(days=1), 0, situation.zone)
    return min([midnight, *(claim.until for claim in situation.claims if claim.until > now)], default=_LATEST)


class _Watch:
    """Who stands by, looked for once for all calls of one time."""

    def __init__(self, situation: Situation) -> None:
        self.situation = situation
        self._found: dict[Span, Staff | None] = {}

    def over(self, interview: Interview) -> Staff | None:
        """The adult who stands by for the whole call, if any."""
        span = interview.span
        if span is None or not needs_room(interview.format, interview.place):
            return None
        if span not in self._found:
            self._found[span] = standby_for(interview, self.situation)
        return self._found[span]


def _row(interview: Interview, watch: _Watch, now: datetime) -> BoardRow:
    situation = watch.situation
    contact = situation.contacts.get(interview.contact or "")
    adult = watch.over(interview)
    students = tuple(student_label(one, situation) for one in interview.students)
    missing = interview_missing(interview, situation, now, watched=adult is not None)
    wants = tuple(code for code, _text in missing if code in _URGENT)
    more = len(students) - 1
    return BoardRow(
        interview=interview,
        students=students,
        student=f"{students[0]} and {more} more" if more > 0 else "".join(students),
        contact=contact_label(interview.contact, situation),
        employer=contact.employer_name if contact else "",
        room=room_label(interview.room, situation),
        standby=adult.name if adult else "",
        state=interview.state,
        lane="",
        late_minutes=0,
        minutes_left=None,
        missing=missing,
        wants=(interview.state, *wants) if interview.state in ABSENT else wants,
        time_text="",
    )


def _timed(row: BoardRow, situation: Situation, now: datetime) -> BoardRow:
    interview = row.interview
    late, left = late_minutes(interview, now), minutes_left(interview, now)
    lane = _lane(row, late, now)
    text = _time_text(interview, late, left, situation, now)
    if (row.lane, row.late_minutes, row.minutes_left, row.time_text) == (lane, late, left, text):
        return row
    return row._replace(lane=lane, late_minutes=late, minutes_left=left, time_text=text)


def _lane(row: BoardRow, late: int, now: datetime) -> str:
    state, start = row.state, row.interview.start
    if state in ("in_progress", "completed"):
        return "interviewing_now" if state == "in_progress" else "finished"
    if row.wants or late >= 1:
        return "needs_somebody"
    soon = start is not None and start - now <= SOON
    return "getting_ready" if state == "checked_in" or soon else "up_next"


def _time_text(interview: Interview, late: int, left: int | None, situation: Situation, now: datetime) -> str:
    """What the clock says about it: "12 min left", "over by 2 min", "late 4 min", "in 8 min", "at 13:20"."""
    if left is not None:
        return left_text(left)
    if interview.state in WAITING and interview.start is not None:
        if late:
            return late_text(late)
        ahead = -((now - interview.start) // timedelta(minutes=1))
        return "now" if ahead <= 0 else f"in {ahead} min" if ahead < 60 else _at(interview.start, situation)
    if interview.state == "completed" and interview.ended_at is not None:
        return f"ended {clock_text(interview.ended_at, situation.zone)}"
    return _at(interview.start, situation) if interview.start else ""


def _at(instant: datetime, situation: Situation) -> str:
    return f"at {clock_text(instant, situation.zone)}"
