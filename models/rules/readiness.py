"""What is still missing before an interview can run, and before a student is done: codes and short sentences."""

from __future__ import annotations

from datetime import datetime
from typing import NamedTuple

from models.rules.absences import ABSENCE_WORDS
from models.rules.facts import Interview
from models.rules.hours import standby_for
from models.rules.interview import needs_room
from models.rules.missed import absence_state
from models.rules.naming import listing
from models.rules.situation import Situation
from models.rules.warning_rules import OPEN_ABSENCES, lacking_reach, needs_confirming

Missing = tuple[tuple[str, str], ...]
"""Pairs of a stable code and a short sentence."""

_OVER = frozenset({"completed", "declined", "cancelled"})


class StudentCounts(NamedTuple):
    """What the roster counts of one student. `booked` stands and is not over; `owed` is for the campaign."""

    questions_ready: bool
    practice_done: bool
    open_absences: int
    without_room: int
    unconfirmed: int
    interests: int
    booked: int
    done: int
    owed: int


def interview_missing(
    interview: Interview, situation: Situation, now: datetime, *, watched: bool | None = None
) -> Missing:
    """What the interview lacks, most pressing first; nothing for one that is over or called off.

    Codes: absence, room, standby, number, link, guardian, confirmation, questions, practice, time.
    `watched` is whether an adult stands by, where the caller found that out already.
    """
    if interview.state in _OVER:
        return ()
    if interview.span is None:
        return (("time", "No time yet"), *_prepared(interview, situation))
    found = [*_absence(absence_state(interview, situation)), *_place(interview, situation, watched)]
    found += _people(interview, situation, now)
    return (*found, *_prepared(interview, situation))


def student_missing(counts: StudentCounts) -> Missing:
    """What the student lacks. Codes: interviews, absence, room, confirmation, interests, questions, practice.

    A student who did all that is owed lacks nothing.
    """
    if counts.done >= counts.owed and not counts.booked:
        return ()
    lacking = counts.owed - counts.done - counts.booked
    rows = (
        ("interviews", lacking, f"{_many(max(0, lacking), 'interview')} to find"),
        ("absence", counts.open_absences, f"{_many(counts.open_absences, 'absence')} not approved"),
        ("room", counts.without_room, f"{_many(counts.without_room, 'call')} without a room"),
        ("confirmation", counts.unconfirmed, f"{_many(counts.unconfirmed, 'interview')} not confirmed"),
        ("interests", int(counts.interests == 0), "No interests yet"),
        ("questions", int(not counts.questions_ready), "Questions not ready"),
        ("practice", int(not counts.practice_done), "Practice interview not done"),
    )
    return tuple((code, text) for code, count, text in rows if count > 0)


def _many(count: int, noun: str) -> str:
    return f"{count} {noun}" if count == 1 else f"{count} {noun}s"


def _absence(state: str) -> Missing:
    return (("absence", f"Absence {ABSENCE_WORDS[state]}"),) if state in OPEN_ABSENCES else ()


def _place(interview: Interview, situation: Situation, watched: bool | None) -> Missing:
    if not needs_room(interview.format, interview.place):
        return ()
    if watched is None:
        watched = standby_for(interview, situation) is not None
    room = () if interview.room is not None else (("room", "No quiet room"),)
    standby = () if watched else (("standby", "No adult on standby"),)
    return room + standby


def _people(interview: Interview, situation: Situation, now: datetime) -> Missing:
    found: list[tuple[str, str]] = []
    lacking = lacking_reach(interview, situation)
    if lacking:
        words = {"number": "No number to call", "link": "No link for the video call"}
        found.append((lacking[0], words[lacking[0]]))
    if interview.place == "home" and not interview.guardian_told:
        found.append(("guardian", "Guardian not told of the call from home"))
    if needs_confirming(interview, situation, now):
        found.append(("confirmation", "Not confirmed"))
    return tuple(found)


def _prepared(interview: Interview, situation: Situation) -> Missing:
    known = [situation.students.get(one) for one in interview.students]
    students = [one for one in known if one is not None]
    several = len(interview.students) > 1
    questions = [one.label for one in students if not one.questions_ready]
    practice = [one.label for one in students if not one.practice_done]
    rows = (
        ("questions", questions, "Questions not ready"),
        ("practice", practice, "Practice interview not done"),
    )
    return tuple(
        (code, f"{text} ({listing(names)})" if several else text) for code, names, text in rows if names
    )
