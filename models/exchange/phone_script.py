"""The words of a student's call to a contact, filled in for the two of them: what to say, whatever happens."""

from __future__ import annotations

import re
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple
from zoneinfo import ZoneInfo

from models.rules.facts import Campaign, Contact, Student
from models.rules.interview import WORDS
from models.rules.matching import fit_of
from models.rules.naming import clock_text, zone_or
from models.rules.privacy import student_for_interviewee
from models.rules.span import Span, local_day
from models.rules.text import clean

_TEMPLATE = Path(__file__).parent / "data" / "phone_script.txt"
_NAME = re.compile(r"\{(\w+)\}")
_WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
    "November", "December",
)  # fmt: skip


class ScriptFacts(NamedTuple):
    """Who calls whom, about which campaign, and times (UTC) that suit both, the best first."""

    campaign: Campaign
    student: Student
    contact: Contact
    times: tuple[Span, ...] = ()

    @property
    def zone(self) -> ZoneInfo:
        """The campaign's time zone."""
        return ZoneInfo(self.campaign.zone)


class Passage(NamedTuple):
    """One part of the script: when it is for, and its lines."""

    heading: str
    lines: tuple[str, ...]


def phone_script(facts: ScriptFacts) -> tuple[Passage, ...]:
    """The script's passages in order. No grade, no id, no surname of the student; the first name only where the
    family agreed to that.
    """
    values = {name: clean(value) for name, value in _values(facts).items()}
    filled = ((heading, [_filled(line, values) for line in lines]) for heading, lines in _template())
    kept = (Passage(heading, tuple(line for line in lines if line)) for heading, lines in filled)
    return tuple(passage for passage in kept if passage.lines)


def script_text(passages: tuple[Passage, ...]) -> str:
    """The whole script as plain text."""
    parts = ["\n".join([one.heading.upper(), *(f"  {line}" for line in one.lines)]) for one in passages]
    return "\n\n".join(parts) + "\n"


def spoken_time(span: Span, zone: ZoneInfo) -> str:
    """A time as one says it: "Tuesday 24 November at 10:20"."""
    day = local_day(span.start, zone)
    named = f"{_WEEKDAYS[day.weekday()]} {day.day} {_MONTHS[day.month - 1]}"
    return f"{named} at {clock_text(span.start, zone)}"


def _values(facts: ScriptFacts) -> dict[str, str]:
    campaign, contact = facts.campaign, facts.contact
    school = facts.student.school or campaign.school or "our school"
    named = facts.student.share_name is True
    first = student_for_interviewee(facts.student) if named else ""
    first = "" if first.startswith("a student") else first
    fit = fit_of(facts.student, contact)
    minutes = f"{contact.minutes} minutes" if contact.minutes else "15 to 30 minutes"
    return {
        "contact": contact.name,
        "title": contact.title,
        "employer": contact.employer_name,
        "number": contact.phone,
        "address": "" if contact.phone else contact.email or "the school's office",
        "first": first,
        "school": school,
        "unnamed_school": "" if first else school,
        "unnamed_note": "" if first else "leave it out",
        "field": fit.field if fit else "",
        "work": "" if fit else f"your work as {contact.title}" if contact.title else "your line of work",
        "length": minutes,
        "how": _how(contact),
        "mail": campaign.organizer,
        "again": "in a day or two",
        **_times(facts),
    }


def _how(contact: Contact) -> str:
    if not contact.formats or "phone" in contact.formats:
        return "by phone"
    wanted = contact.formats[0]
    return {"video": "by video", "on_site": "at your workplace"}.get(wanted, f"as a {WORDS[wanted]}")


def _times(facts: ScriptFacts) -> dict[str, str]:
    """What is proposed, and the same on the contact's clock where that shows another time."""
    told = [spoken_time(span, facts.zone) for span in facts.times[:2]]
    theirs = zone_or(facts.contact.zone, facts.zone) if facts.contact.zone else facts.zone
    there = [spoken_time(span, theirs) for span in facts.times[:2]]
    first, last = facts.campaign.first_day, facts.campaign.last_day
    window = f"{first.day} {_MONTHS[first.month - 1]} and {last.day} {_MONTHS[last.month - 1]}"
    return {
        "time_one": told[0] if told else "",
        "time_two": told[1] if len(told) > 1 else "",
        "theirs": " or ".join(there) if there != told else "",
        "window": "" if told else window,
    }


def _filled(line: str, values: dict[str, str]) -> str:
    """The line with its names filled in, once; "" where one of them is not known."""
    if any(not values.get(name) for name in _NAME.findall(line)):
        return ""
    return _NAME.sub(lambda found: values[found[1]], line)


@lru_cache(maxsize=1)
def _template() -> tuple[tuple[str, tuple[str, ...]], ...]:
    """The template's passages: heading and lines."""
    passages: list[tuple[str, list[str]]] = []
    for line in _TEMPLATE.read_text("utf-8").splitlines():
        if line.startswith("== "):
            passages.append((line.removeprefix("== ").strip(), []))
        elif line.strip() and not line.startswith("//"):
            passages[-1][1].append(line.strip())
    return tuple((heading, tuple(lines)) for heading, lines in passages)
