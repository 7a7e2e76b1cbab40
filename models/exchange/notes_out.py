"""The notes that interviewees get before the day, filled into the school's words: confirmation and checklist."""

from __future__ import annotations

import re
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple
from zoneinfo import ZoneInfo

from models.errors import BadInput
from models.exchange.phone_script import spoken_time
from models.rules.facts import Campaign, Contact, Interview, Student
from models.rules.naming import clock_text, day_text, zone_or
from models.rules.privacy import students_for_interviewee
from models.rules.span import local_day
from models.rules.telling import reach_of
from models.rules.text import clean, clean_lines

_DATA = Path(__file__).parent / "data"
_NAME = re.compile(r"\{(\w+)\}")
_SUBJECT = "Subject:"

NAMES = (
    "contact",
    "student",
    "school",
    "date",
    "day",
    "time",
    "zone",
    "theirs",
    "minutes",
    "how",
    "number",
    "mail",
)
"""What may stand in braces in the words of a note. A line with something that is not known is left out."""


class NoteFacts(NamedTuple):
    """Of which interview a note tells, and its people."""

    campaign: Campaign
    interview: Interview
    students: tuple[Student, ...]
    contact: Contact


class Note(NamedTuple):
    """A note as it is sent."""

    subject: str
    text: str


@lru_cache(maxsize=4)
def usual_words(kind: str) -> str:
    """The words of a kind of note where the school has none of its own."""
    return (_DATA / f"{kind}.txt").read_text("utf-8").rstrip()


def require_words(words: str) -> None:
    """Raises BadInput for words with a name in braces that means nothing, or without the time in them."""
    named = _NAME.findall(words)
    strange = sorted(set(named) - set(NAMES))
    if strange:
        raise BadInput(f"{{{clean(strange[0], 40)}}} means nothing here.", f"Known: {', '.join(NAMES)}.")
    lacking = [name for name in ("date", "time", "zone") if name not in named]
    if lacking:
        raise BadInput(
            f"The words do not say {{{lacking[0]}}}.", "Date, time and zone have to be in every note."
        )


def note_of(words: str, facts: NoteFacts) -> Note:
    """The note in these words: local times with the zone's name, and the interviewee's own where it differs.

    The student is named as far as the family agreed. The first line that begins with "Subject:" is the subject.
    """
    values = {name: clean(value, 400) for name, value in _values(facts).items()}
    lines = [_filled(line, values) for line in clean_lines(words).split("\n")]
    kept = [line for line in lines if line is not None]
    subject = next((line[len(_SUBJECT) :].strip() for line in kept if line.startswith(_SUBJECT)), "")
    body = "\n".join(line for line in kept if not line.startswith(_SUBJECT)).strip()
    usual = f"Interview on {values['date']}"
    return Note(clean(subject or usual), f"{body}\n")


def notes_text(notes: list[tuple[str, Note]]) -> str:
    """Several notes one after the other as plain text, each with its address and subject."""
    parts = [f"To: {clean(to)}\nSubject: {note.subject}\n\n{note.text}" for to, note in notes]
    return ("\n" + "-" * 60 + "\n\n").join(parts)


def _values(facts: NoteFacts) -> dict[str, str]:
    one, contact, campaign = facts.interview, facts.contact, facts.campaign
    span = one.span
    if span is None:
        raise BadInput("There is no time yet to write of.", "Give the interview a time first.")
    zone = ZoneInfo(campaign.zone)
    theirs = zone_or(contact.zone, zone) if contact.zone else zone
    other = clock_text(span.start, theirs) != clock_text(span.start, zone)
    school = (
        next((each.school for each in facts.students if each.school), "") or campaign.school or "our school"
    )
    date_, _, time = spoken_time(span, zone).rpartition(" at ")
    return {
        "contact": contact.name,
        "student": students_for_interviewee(facts.students),
        "school": school,
        "date": f"{date_} {local_day(span.start, zone).year}",
        "day": day_text(local_day(span.start, zone)),
        "time": time,
        "zone": zone.key,
        "theirs": f"{spoken_time(span, theirs)} ({theirs.key})" if other else "",
        "minutes": str(one.minutes),
        "how": _how(one, contact),
        "number": reach_of(one, contact),
        "mail": campaign.organizer,
    }


def _how(one: Interview, contact: Contact) -> str:
    reach = reach_of(one, contact)
    if one.format == "on_site":
        return "at your workplace"
    if one.format == "phone":
        return f"by phone: we call you at {reach}" if reach else "by phone"
    return f"by video: {reach}" if reach else "by video; the link will follow"


def _filled(line: str, values: dict[str, str]) -> str | None:
    """The line with its names filled in; None where it names something that is not known."""
    if any(not values.get(name) for name in _NAME.findall(line)):
        return None
    return _NAME.sub(lambda found: values[found[1]], line)
