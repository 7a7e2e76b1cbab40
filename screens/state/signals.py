"""What the board calls out when its time has come: each event once, and without a name where strangers may read it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from typing import NamedTuple

from models.rules.day import ABSENT, SOON, Board, BoardRow
from models.rules.interview import needs_room
from models.rules.naming import agreeing, clock_text
from models.rules.text import clean

ENDING = 5
"""Minutes before its end from which on a call is called out."""
MOST = 3
"""So many events are told one by one on the desktop; of more it is said how many there are."""

_TOGETHER = {
    "ending": ("has 5 minutes left or less", "have 5 minutes left or less"),
    "over": ("is over time", "are over time"),
    "late": ("should have begun", "should have begun"),
    "needed": ("needs somebody", "need somebody"),
}

Mark = tuple[str, str, object]
"""What makes an event the same one: the interview, what happened, and the time it was about."""


class Signal(NamedTuple):
    """One event: what it is, its sentence for the board, and one for the desktop that names nobody."""

    kind: str
    line: str
    notice: str


class Signals:
    """Remembers what was called out already, so that nothing is called out twice."""

    def __init__(self) -> None:
        self._told: set[Mark] = set()
        self._states: dict[str, str] = {}
        self._day: object = None

    def look(self, board: Board, on_duty: Sequence[object], *, own: bool = False) -> list[Signal]:
        """What is new since the last look. On the first look of a day nothing is: it stands there to be read.

        `own`: a step of one's own is under way; what needs somebody because of it needs no bell, what the clock does
        meanwhile does. A step that was taken just now says itself what it is, whoever took it.
        """
        first = board.day != self._day
        if first:
            self._told, self._states, self._day = set(), {}, board.day
        found = []
        for row in board.rows:
            fresh = self._states.get(row.id) != row.state
            for mark, signal in _of_row(row, board):
                quiet = first or (own if signal.kind == "needed" else fresh)
                if mark not in self._told and not quiet:
                    found.append(signal)
                self._told.add(mark)
        found += self._nobody(board, bool(on_duty), quiet=first)
        self._states = {row.id: row.state for row in board.rows}
        return found

    def _nobody(self, board: Board, watched: bool, *, quiet: bool) -> list[Signal]:
        mark: Mark = ("", "unwatched", None)
        running = any(
            row.lane == "interviewing_now" and needs_room(row.interview.format, row.interview.place)
            for row in board.rows
        )
        if watched or not running:
            self._told.discard(mark)
            return []
        if mark in self._told:
            return []
        self._told.add(mark)
        told = "Nobody is on duty while calls run"
        return [] if quiet else [Signal("unwatched", told, f"{told}.")]


def _of_row(row: BoardRow, board: Board) -> list[tuple[Mark, Signal]]:
    """Everything that is so with one interview at the moment of the board."""
    one, left = row.interview, row.minutes_left
    where = _where(row)
    found: list[tuple[Mark, Signal]] = []
    if left is not None and 0 < left <= ENDING:
        minutes = f"{left} minute{'' if left == 1 else 's'}"
        words = "five minutes left" if left == ENDING else f"{minutes} left"
        notice = f"A call {where} has {minutes} left."
        found.append(((row.id, "ending", one.end), Signal("ending", f"{row.student}: {words}", notice)))
    if left is not None and left <= 0:
        found.append(
            (
                (row.id, "over", one.end),
                Signal("over", f"{row.student}: the time is up", f"The time of a call {where} is up."),
            )
        )
    if left is None and row.late_minutes and row.state in ("scheduled", "confirmed", "checked_in"):
        at = clock_text(one.start, board.situation.zone) if one.start else ""
        notice = f"A call {where} should have begun at {at}."
        found.append(
            (
                (row.id, "late", one.start),
                Signal("late", f"{row.student} {agreeing(row.students, 'is', 'are')} late", notice),
            )
        )
    for code, needed in _needed(row, board):
        at = clock_text(one.start, board.situation.zone) if one.start else ""
        signal = Signal("needed", f"{row.student}: {needed}", f"The call {where} at {at} needs somebody.")
        found.append(((row.id, f"needs {code}", one.start), signal))
    return found


def _needed(row: BoardRow, board: Board) -> list[tuple[str, str]]:
    """What a call that is near wants of somebody, as codes and words; nothing of one that is far enough away."""
    start = row.interview.start
    if row.lane != "needs_somebody" or start is None:
        return []
    if row.state in ABSENT:
        return [(row.state, "the call did not take place")]
    if not timedelta() <= start - board.now <= SOON:
        return []
    return [(code, text) for code, text in row.missing if code in row.wants]


def _where(row: BoardRow) -> str:
    if row.room:
        return f"in {row.room}"
    return {"home": "from home", "workplace": "on site"}.get(row.interview.place, "without a room")


def notice_text(signals: list[Signal], *, rehearsal: bool = False) -> str:
    """All of them as one text for the desktop; more than three only by how many there are of each kind."""
    if len(signals) <= MOST:
        told = " ".join(dict.fromkeys(each.notice for each in signals))
    else:
        counts: dict[str, int] = {}
        for each in signals:
            counts[each.kind] = counts.get(each.kind, 0) + 1
        told = "; ".join(_counted(kind, count) for kind, count in counts.items()) + "."
    return clean(f"{'Rehearsal: ' if rehearsal else ''}{told}", 300)


def _counted(kind: str, count: int) -> str:
    if kind == "unwatched":
        return "nobody is on duty while calls run"
    one, many = _TOGETHER[kind]
    return f"{count} call {one}" if count == 1 else f"{count} calls {many}"
