"""The board as lines of one list: each lane under its name, what needs somebody first."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from models.rules.day import LANES as OF_LIFE
from models.rules.day import Board, BoardRow
from models.rules.text import fold


class Lane(NamedTuple):
    """A lane's name in code, its sign, its words, and the tone they are shown in."""

    id: str
    sign: str
    title: str
    short: str
    tone: str


LANES = (
    Lane("needs_somebody", "!", "Needs somebody", "needs", "bad"),
    Lane("interviewing_now", "▶", "Interviewing now", "now", "now"),
    Lane("getting_ready", "◔", "Getting ready", "ready", "warn"),
    Lane("up_next", "·", "Up next", "next", ""),
    Lane("finished", "✓", "Finished", "done", "dim"),
)


SIDE_BY_SIDE = tuple(sorted(LANES, key=lambda lane: OF_LIFE.index(lane.id)))
"""From left to right as a call goes through them; one below the other, what runs stands before what waits."""


class Line(NamedTuple):
    """A line of the list: a lane's heading (`row` is None), or one interview."""

    lane: Lane
    row: BoardRow | None
    size: int = 0

    @property
    def key(self) -> str:
        """Lasting name: the interview's id, or the lane's."""
        return self.row.id if self.row else f"lane:{self.lane.id}"


def landing(stops: Sequence[bool], here: int, to: int) -> int | None:
    """Where a cursor that goes from `here` to `to` stands then: on the nearest line at which it may stop, in its own
    direction first; a way past the end leads to the last one. None where there is none at all.
    """
    to = max(0, min(to, len(stops) - 1))
    behind = next((at for at in range(to, -1, -1) if at < len(stops) and stops[at]), None)
    ahead = next((at for at in range(to, len(stops)) if stops[at]), None)
    first, second = (ahead, behind) if to > here or to == 0 else (behind, ahead)
    return second if first is None else first


def lines_of(board: Board, typed: str = "") -> list[Line]:
    """Every lane that has something in it, its heading first; with `typed` only what contains the words."""
    by_lane: dict[str, list[BoardRow]] = {}
    for row in board.rows:
        if not typed or _holds(row, fold(typed).split()):
            by_lane.setdefault(row.lane, []).append(row)
    lines: list[Line] = []
    for lane in LANES:
        rows = by_lane.get(lane.id, [])
        if lane.id == "finished":
            rows = rows[::-1]
        if rows:
            lines.append(Line(lane, None, len(rows)))
            lines += [Line(lane, row) for row in rows]
    return lines


def _holds(row: BoardRow, words: list[str]) -> bool:
    text = fold(" ".join((*row.students, row.contact, row.employer, row.room)))
    return all(word in text for word in words)


def counts_of(board: Board, *, wide: bool = False) -> list[tuple[Lane, int]]:
    """How many interviews each lane holds, in the order in which the lanes stand."""
    lanes = SIDE_BY_SIDE if wide else LANES
    return [(lane, sum(row.lane == lane.id for row in board.rows)) for lane in lanes]


def wants_text(row: BoardRow) -> str:
    """What is missing or to be done, in words, most pressing first."""
    texts = [text for _, text in row.missing]
    step = _next_step(row)
    return "; ".join([step, *texts] if step else texts) or "Nothing is missing."


def _next_step(row: BoardRow) -> str:
    """What a late or missed call waits for, and the key for it; "" where the clock asks for nothing."""
    if row.state in ("student_absent", "interviewee_absent"):
        return "It did not take place: ! says what now, i when it happens after all"
    if row.lane != "needs_somebody" or not row.late_minutes:
        return ""
    if row.state == "checked_in":
        return "The student is here: s when the call starts"
    return "The student is not here yet: i when here, y when absent, ! for more"
