"""A reader of calendar files that shares no code with the writer, and the invented people of these tests."""

from __future__ import annotations

import io
import re
from datetime import UTC, datetime, timedelta, tzinfo
from functools import cache
from itertools import pairwise
from typing import NamedTuple
from zoneinfo import ZoneInfo

from dateutil import rrule, tz  # type: ignore[import-untyped]

from models.exchange.ical_event import InviteEvent, Party
from models.exchange.invite_text import InterviewFacts
from models.rules.facts import Campaign, Contact, Employer, Interview, Room, Staff, Student


class Line(NamedTuple):
    """One unfolded content line, with the components it stands in: ("VCALENDAR", "VEVENT")."""

    within: tuple[str, ...]
    name: str
    params: str
    value: str


def read_lines(file: bytes) -> list[Line]:
    """Every content line, unfolded by RFC 5545 section 3.1; asserts what every file must keep to."""
    assert not file.startswith(b"\xef\xbb\xbf")
    assert file.endswith(b"\r\n")
    physical = file.split(b"\r\n")[:-1]
    for line in physical:
        line.decode("utf-8")
        assert 0 < len(line) <= 75, line
        assert not re.search(rb"[\x00-\x08\x0a-\x1f\x7f]", line), line
    lines: list[Line] = []
    within: list[str] = []
    for whole in file.replace(b"\r\n ", b"").decode("utf-8").split("\r\n")[:-1]:
        assert not set("\x85\u2028\u2029") & set(whole), whole
        found = re.fullmatch(r'([A-Z-]+)((?:;[A-Z-]+=(?:"[^"]*"|[^";:,]*))*):(.*)', whole)
        assert found, whole
        name, params, value = found[1], found[2][1:], found[3]
        if name == "BEGIN":
            within.append(value)
        elif name == "END":
            assert within.pop() == value
        else:
            lines.append(Line(tuple(within), name, params, value))
    assert not within
    return lines


def values(file: bytes, name: str, within: str = "VEVENT") -> list[str]:
    """The raw values of a property directly inside a kind of component."""
    return [line.value for line in read_lines(file) if line.name == name and line.within[-1] == within]


def value(file: bytes, name: str, within: str = "VEVENT") -> str:
    """The one value of a property."""
    (found,) = values(file, name, within)
    return found


def text(file: bytes, name: str) -> str:
    """The one TEXT value of a property of the event, unescaped by RFC 5545 section 3.3.11."""
    return re.sub(r"\\(.)", lambda found: "\n" if found[1] in "nN" else found[1], value(file, name))


def properties(file: bytes, within: str = "VEVENT") -> list[str]:
    """The names of the properties of a kind of component, in order."""
    return [line.name for line in read_lines(file) if line.within[-1] == within]


def instant(file: bytes, name: str) -> datetime:
    """DTSTART or DTEND in UTC, the time zone read from the file's own VTIMEZONE by dateutil."""
    (line,) = (line for line in read_lines(file) if line.name == name and line.within[-1] == "VEVENT")
    moment = datetime.strptime(line.value.rstrip("Z"), "%Y%m%dT%H%M%S")  # noqa: DTZ007
    if line.value.endswith("Z"):
        assert not line.params
        return moment.replace(tzinfo=UTC)
    zone = zone_of(file, line.params.removeprefix("TZID="))
    return moment.replace(tzinfo=zone).astimezone(UTC)


def zone_of(file: bytes, key: str) -> tzinfo:
    """A time zone as dateutil understands the file."""
    plain = file.replace(b"\r\n ", b"").decode().replace("\r\n", "\n")
    found: tzinfo | None = tz.tzical(io.StringIO(plain)).get(key)
    assert found is not None
    return found


def onsets(file: bytes, year: int) -> list[datetime]:
    """The instants (UTC) at which the file's VTIMEZONE changes the clock in a year, by expanding its rules."""
    found = []
    for part in ("DAYLIGHT", "STANDARD"):
        start = datetime.strptime(value(file, "DTSTART", part), "%Y%m%dT%H%M%S")  # noqa: DTZ007
        sign, hours, minutes = re.fullmatch(r"([+-])(\d\d)(\d\d)", value(file, "TZOFFSETFROM", part)).groups()  # type: ignore[union-attr]
        before = timedelta(hours=int(hours), minutes=int(minutes)) * (-1 if sign == "-" else 1)
        rule = rrule.rrulestr(value(file, "RRULE", part), dtstart=start)
        (wall,) = rule.between(datetime(year, 1, 1), datetime(year + 1, 1, 1), inc=True)  # noqa: DTZ001
        found.append((wall - before).replace(tzinfo=UTC))
    return sorted(found)


@cache
def true_onsets(key: str, year: int) -> list[datetime]:
    """The same from the system's zone data, half-hour by half-hour."""
    zone, start = ZoneInfo(key), datetime(year, 1, 1, tzinfo=UTC)
    times = [start + timedelta(minutes=30 * number) for number in range(48 * 365)]
    offsets = [time.astimezone(zone).utcoffset() for time in times]
    return [time for time, (old, new) in zip(times[1:], pairwise(offsets), strict=True) if old != new]


def utc(text: str) -> datetime:
    """An instant from "2026-11-23 16:20"."""
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


EVENT = InviteEvent(
    uid="0c5d2a4e-call@wbl-tui",
    sequence=0,
    created=utc("2026-10-01 14:00"),
    stamp=utc("2026-10-02 08:30"),
    start=utc("2026-11-23 16:20"),
    end=utc("2026-11-23 16:40"),
    zone="America/Chicago",
    summary="Informational interview with Mia",
    description="With: Mia, Riverside High School\nHow: the student calls you on 555-0142",
    location="phone 555-0142",
    url="",
    organizer=Party("careers@riverside.example.org", "Riverside High School"),
    attendees=(Party("dana@whitfield.example.org", "Dana Whitfield"),),
)

STUDENT = Student(
    id="S1001",
    given="Amelia",
    family="Torres",
    preferred="Mia",
    grade="11",
    email="amelia.torres@students.example.org",
    school="Riverside High School",
    guardian_name="Rosa Torres",
    guardian_email="rosa@home.example.org",
    share_name=True,
    owed=None,
    questions_ready=True,
    practice_done=True,
    classes=("C1", "C2"),
    interests=(),
)
CONTACT = Contact(
    id="K7",
    name="Dana Whitfield",
    employer="E3",
    employer_name="Whitfield Surveying",
    title="Land surveyor",
    email="dana@whitfield.example.org",
    phone="555-0142",
    zone="America/New_York",
    clusters=(),
    formats=("phone", "video"),
    minutes=None,
    gap_minutes=0,
    limit=None,
    per_day=None,
    schools=(),
    travel_minutes=0,
    source="",
    do_not_contact=False,
    notes="prefers mornings; recovering from surgery",
    availability=(),
)
ROOM = Room("R12", "Room 12", "Riverside High School", 2, ("phone",), 5, (), ())
TEACHER = Staff("T1", "Ben Ode", "teacher", "ben.ode@riverside.example.org", "Riverside High School", ())
EMPLOYER = Employer("E3", "Whitfield Surveying", "", "4 Mill Lane, Riverside", "", "", "owes us a reply")
CAMPAIGN = Campaign(
    id="1",
    name="Autumn 2026",
    school="Riverside High School",
    organizer="careers@riverside.example.org",
    first_day=utc("2026-11-16 00:00").date(),
    last_day=utc("2026-11-27 00:00").date(),
    zone="America/Chicago",
    per_student=2,
    minutes=20,
    calls_per_adult=2,
)
INTERVIEW = Interview(
    id="12",
    campaign="1",
    contact="K7",
    students=("S1001",),
    format="phone",
    place="room",
    room="R12",
    start=utc("2026-11-23 16:20"),
    end=utc("2026-11-23 16:40"),
    minutes=20,
    state="scheduled",
    number="",
    link="",
    guardian_told=False,
    because="the student panics in noisy rooms",
    uid="0c5d2a4e-call@wbl-tui",
    revision=0,
    sequence=0,
    created_at=utc("2026-10-01 14:00"),
    confirmed_at=None,
    checked_in_at=None,
    started_at=None,
    ended_at=None,
)
FACTS = InterviewFacts(INTERVIEW, CAMPAIGN, (STUDENT,), CONTACT, ROOM, (TEACHER,), EMPLOYER)
