"""An interview's life: its states, its formats, and the table of legal moves between states."""

from __future__ import annotations

from models.errors import BadInput, Refused

STATES = (
    "requested",
    "scheduled",
    "confirmed",
    "checked_in",
    "in_progress",
    "completed",
    "declined",
    "cancelled",
    "student_absent",
    "interviewee_absent",
)
"""Every state, in the order of the line and then those aside from it."""

STANDING = frozenset({"scheduled", "confirmed", "checked_in", "in_progress", "completed"})
"""States in which an interview takes its student, contact and room."""

HELD = frozenset({"in_progress", "completed", "student_absent", "interviewee_absent"})
"""Whose time has come, whatever became of it: one can say how it went."""

AHEAD = frozenset({"scheduled", "confirmed", "checked_in", "in_progress"})
"""States that stand and are not over."""

FORMATS = ("phone", "video", "on_site", "group_video", "recorded")
GROUP_FORMATS = frozenset({"group_video", "recorded"})
"""One interview with several students."""

PLACES = ("room", "home", "workplace")

EQUIPMENT = ("phone", "video", "computer")

MOVES: dict[str, frozenset[str]] = {
    "requested": frozenset({"scheduled", "declined", "cancelled"}),
    "scheduled": frozenset(
        {"confirmed", "checked_in", "in_progress", "cancelled", "student_absent", "interviewee_absent"}
    ),
    "confirmed": frozenset(
        {"scheduled", "checked_in", "in_progress", "cancelled", "student_absent", "interviewee_absent"}
    ),
    "checked_in": frozenset(
        {"in_progress", "scheduled", "cancelled", "student_absent", "interviewee_absent"}
    ),
    "in_progress": frozenset({"completed", "interviewee_absent", "cancelled"}),
    "completed": frozenset({"in_progress"}),
    "student_absent": frozenset({"checked_in", "cancelled", "scheduled"}),
    "interviewee_absent": frozenset({"checked_in", "cancelled", "scheduled"}),
    "cancelled": frozenset({"requested", "scheduled"}),
    "declined": frozenset({"requested", "scheduled"}),
}
"""From each state, where it may go. Absent → scheduled only by giving a new time (`move`)."""

WORDS = {
    "requested": "requested",
    "scheduled": "scheduled",
    "confirmed": "confirmed",
    "checked_in": "checked in",
    "in_progress": "in progress",
    "completed": "completed",
    "declined": "declined",
    "cancelled": "cancelled",
    "student_absent": "student absent",
    "interviewee_absent": "interviewee absent",
    "phone": "phone",
    "video": "video",
    "on_site": "on site",
    "group_video": "group video",
    "recorded": "recorded viewing",
    "room": "quiet room",
    "home": "student's home",
    "workplace": "workplace",
}
"""States, formats and places as people say them."""


def require_move(state: str, to: str) -> tuple[str, ...]:
    """The states to pass through on the way, `to` last. Raises Refused for a move the table lacks.

    Starting a call nobody was checked in for passes through checked in, so the journal tells both.
    """
    if to not in STATES:
        raise BadInput(f"{to!r} is no state of an interview.", f"States: {', '.join(STATES)}.")
    if to not in MOVES[state]:
        nexts = ", ".join(WORDS[s] for s in STATES if s in MOVES[state])
        wrong = (
            f"The interview is {WORDS[state]} already."
            if state == to
            else f"An interview that is {WORDS[state]} cannot become {WORDS[to]}."
        )
        raise Refused(wrong, f"It can become: {nexts}.")
    if to == "in_progress" and state in ("scheduled", "confirmed"):
        return ("checked_in", "in_progress")
    return (to,)


def needs_room(format_: str, place: str) -> bool:
    """Whether the interview wants a quiet room at school."""
    return place == "room" and format_ != "on_site"


def equipment_for(format_: str) -> str:
    """What a room needs for the format: "" where any room will do (phones are carried in)."""
    return {"video": "video", "group_video": "video", "recorded": "video"}.get(format_, "")


def usual_place(format_: str) -> str:
    """Where an interview of the format happens unless somebody says otherwise."""
    return "workplace" if format_ == "on_site" else "room"
