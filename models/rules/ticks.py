"""What was ticked on the office's printed list, read back: row by row, against what the program knows already."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import NamedTuple
from zoneinfo import ZoneInfo

from models.rules.day import board_rows
from models.rules.facts import Interview
from models.rules.interview import MOVES, WORDS
from models.rules.naming import clock_text, day_text, times_text
from models.rules.proposal import Proposal, ProposalRow
from models.rules.situation import Situation
from models.rules.span import Span, local_day, local_instant

TICKS = ("checked_in", "in_progress", "completed", "student_absent", "interviewee_absent", "cancelled")
"""States that paper may tell of."""

_CALL = ("checked_in", "in_progress", "completed")
"""What a call passes through; paper that tells of one of them tells of those before."""


class PaperLine(NamedTuple):
    """A row of the office's list as it was printed: whose interview, when it was to be, in which room ("" for none)."""

    interview: str
    start: datetime
    end: datetime
    room: str


class PaperPrint(NamedTuple):
    """One revision of the office's list; 0 where none was printed and the lines are those that one would have now."""

    revision: int
    at: datetime | None
    actor: str
    lines: tuple[PaperLine, ...]


class TickRow(NamedTuple):
    """A row to tick. `number` is the printed row's, 0 for an interview that came to the day after the print.

    `now` is the interview as it stands, None where it is gone; `changed` says what is not as it was printed.
    """

    number: int
    line: PaperLine
    now: Interview | None
    student: str
    contact: str
    room: str
    changed: tuple[str, ...] = ()

    @property
    def id(self) -> str:
        """The interview's id."""
        return self.line.interview


class Verdict(NamedTuple):
    """What becomes of a tick: "change" by passing through `path`, "same", or "refuse" with the reason.

    `against` is what the program was told otherwise, where that is so: such a tick wants to be meant.
    """

    action: str
    path: tuple[str, ...] = ()
    reason: str = ""
    against: str = ""


def lines_of_day(situation: Situation, day: date) -> tuple[PaperLine, ...]:
    """The rows of the office's list as it would be printed now, in its order."""
    there = board_rows(situation, local_instant(day, 0, situation.zone), day).rows
    calls = [row.interview for row in there]
    return tuple(
        PaperLine(one.id, one.start, one.end, one.room or "") for one in calls if one.start and one.end
    )


def path_to(state: str, to: str) -> tuple[str, ...]:
    """The states that an interview passes through on the way to what paper says, () where there is no such way."""
    way = _CALL[: _CALL.index(to) + 1] if to in _CALL else (to,)
    if state in way:
        way = way[way.index(state) + 1 :]
    before = state
    for step in way:
        if step not in MOVES[before]:
            return ()
        before = step
    return way


def verdict(row: TickRow, to: str, now: datetime) -> Verdict:
    """What becomes of this tick at this moment, by what the program knows of the interview."""
    one = row.now
    if one is None:
        return Verdict("refuse", reason="The interview is no longer in the program.")
    if one.state == to or _is_further(one.state, to):
        return Verdict("same", reason=f"known already: {WORDS[one.state]}")
    path = path_to(one.state, to)
    if not path:
        return Verdict("refuse", reason=f"The program says {WORDS[one.state]}: it cannot become {WORDS[to]}.")
    if to not in ("checked_in", "cancelled") and min(row.line.start, one.start or row.line.start) > now:
        return Verdict("refuse", reason="This call is still to come.")
    told = one.state in ("student_absent", "interviewee_absent") or (
        to == "student_absent" and one.state == "checked_in"
    )
    return Verdict("change", path, f"{WORDS[one.state]} → {WORDS[to]}", WORDS[one.state] if told else "")


def _is_further(state: str, to: str) -> bool:
    return state in _CALL and to in _CALL and _CALL.index(state) > _CALL.index(to)


def changes_of(
    line: PaperLine, now: Interview | None, rooms: Mapping[str, str], zone: ZoneInfo
) -> tuple[str, ...]:
    """What is not as it was printed, in words; `rooms` are names by id."""
    if now is None:
        return ("gone",)
    if now.state in ("cancelled", "declined", "requested"):
        return (WORDS[now.state],)
    found = []
    if now.start is not None and now.end is not None and (now.start, now.end) != (line.start, line.end):
        day, when = local_day(now.start, zone), times_text(Span(now.start, now.end), zone)
        found.append(when if day == local_day(line.start, zone) else f"{day_text(day)} {when}")
    if (now.room or "") != line.room:
        found.append(rooms.get(now.room or "", now.room or "no room"))
    return (f"now {', '.join(found)}",) if found else ()


def known_text(one: Interview | None, zone: ZoneInfo) -> str:
    """How far the program knows it to be: "completed 10:42", "" while nothing happened yet."""
    if one is None or one.state in ("scheduled", "confirmed"):
        return ""
    at = {
        "checked_in": one.checked_in_at, "in_progress": one.started_at, "completed": one.ended_at,
    }.get(one.state)  # fmt: skip
    return f"{WORDS[one.state]} {clock_text(at, zone)}" if at else WORDS[one.state]


def propose_ticks(title: str, rows: Sequence[TickRow], ticks: Mapping[str, str], now: datetime) -> Proposal:
    """What accepting the ticks (interview → state) would do, in the order of the paper; rows without one left out."""
    made = []
    for row in rows:
        if row.id not in ticks:
            continue
        told = verdict(row, ticks[row.id], now)
        before: dict[str, object] | None = {"state": row.now.state} if row.now else None
        after: dict[str, object] = {"state": ticks[row.id]}
        made.append(
            ProposalRow(told.action, "interview", row.id, row.student, told.reason, None, before, after)
        )
    return Proposal("ticks", title, tuple(made))
