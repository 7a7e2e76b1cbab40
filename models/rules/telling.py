"""Notes to interviewees: each belongs to one revision of an interview, and is out of date when that was moved on."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import NamedTuple

from models.rules.facts import Contact, Interview
from models.rules.interview import AHEAD

NOTE_KINDS = ("confirmation", "checklist")
"""What an interviewee is written before the day: that it is tomorrow, and what helps them to be ready."""

NOTE_WORDS = {"confirmation": "confirmation", "checklist": "interviewee's checklist"}

WAYS = ("mail", "clipboard", "text", "other")
"""How a note was made; "other" is one that was sent without the program, by telephone for instance."""


class Told(NamedTuple):
    """A note that was made for an interviewee; sent when `sent_at` says when (UTC).

    `revision`, `start`, `end`, `reach` (the number or link) and `contact` are the interview's at that moment.
    """

    id: str
    interview: str
    kind: str
    revision: int
    start: datetime
    end: datetime
    reach: str
    contact: str
    way: str
    actor: str
    made_at: datetime
    sent_by: str
    sent_at: datetime | None


def reach_of(interview: Interview, contact: Contact | None) -> str:
    """By what the two reach each other: the link of a video call, the number of a phone call, else ""."""
    if interview.format in ("video", "group_video"):
        return interview.link
    if interview.format == "phone":
        return interview.number or (contact.phone if contact else "")
    return ""


def wants_notes(interview: Interview) -> bool:
    """Whether there is somebody to write to: nobody is told of a recorded viewing, nor of one without a time."""
    return (
        interview.contact is not None
        and interview.format != "recorded"
        and interview.start is not None
        and interview.state in AHEAD
    )


def is_old(told: Told, interview: Interview, contact: Contact | None) -> bool:
    """Whether the note says something else than what holds now: another time, number, link or person."""
    now = (interview.start, interview.end, reach_of(interview, contact), interview.contact)
    return (told.start, told.end, told.reach, told.contact) != now


def last_note(told: Iterable[Told], kind: str, *, sent: bool = False) -> Told | None:
    """The newest note of a kind, or the newest that was sent."""
    found = [one for one in told if one.kind == kind and (one.sent_at is not None or not sent)]
    return max(found, key=lambda one: (one.made_at, one.revision, one.id), default=None)


def note_state(told: Iterable[Told], kind: str, interview: Interview, contact: Contact | None) -> str:
    """How far the note is: "none", "made", "sent", or "old" where what was sent is no longer true.

    A note that was made and never sent told nobody anything: when it is old it has to be made anew ("none").
    """
    every = [one for one in told if one.kind == kind]
    sent = last_note(every, kind, sent=True)
    if sent is not None and not is_old(sent, interview, contact):
        return "sent"
    made = last_note(every, kind)
    if made is not None and made.sent_at is None and not is_old(made, interview, contact):
        return "made"
    return "old" if sent is not None else "none"


def must_tell_again(
    told: Iterable[Told], interview: Interview, contact: Contact | None, now: datetime
) -> Told | None:
    """The last note that was sent and is no longer true, while anybody may still act on it; else None.

    A confirmation and a checklist name the same time, so that the newer of them is what the person knows.
    """
    sent = [one for one in told if one.sent_at is not None]
    last = max(sent, key=lambda one: (one.sent_at or one.made_at, one.revision, one.id), default=None)
    if last is None or max(last.end, interview.end or last.end) <= now:
        return None
    if interview.state in OFF:
        return last if last.revision != interview.revision else None
    return last if wants_notes(interview) and is_old(last, interview, contact) else None


OFF = frozenset({"requested", "cancelled", "declined"})
"""States in which there is no time that anybody could be told."""
