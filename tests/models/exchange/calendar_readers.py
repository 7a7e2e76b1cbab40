"""Five readers of calendar files that share no code with each other: what each makes of a file, as one kind of value.

Four are libraries that calendars and home servers are built on; the fifth is the strict one of these tests, which
reads RFC 5545 line by line and the zones by their rules.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from datetime import UTC, date, datetime
from typing import Any, NamedTuple

import icalendar
import ics  # type: ignore[import-untyped]
import vobject  # type: ignore[import-untyped]
from ical.calendar_stream import IcsCalendarStream

from tests.models.exchange.calendar_help import Line, read_lines, zone_of

OUR_OWN_ZONE = "Zone-of-the-file"


class Seen(NamedTuple):
    """One event as a reader understood it; instants in UTC, addresses without `mailto:`."""

    method: str
    uid: str
    sequence: int
    created: datetime
    stamp: datetime
    start: datetime
    end: datetime
    summary: str
    description: str
    location: str
    url: str
    status: str
    organizer: str
    attendees: tuple[str, ...]


_BY_NAME = ("ics",)
"""Readers that know zones by their names alone."""

Reader = Callable[[bytes], list[Seen]]


def by_icalendar(file: bytes) -> list[Seen]:
    """The library that writes our files, reading them."""
    calendar = icalendar.Calendar.from_ical(file)
    return [_of_icalendar(calendar, event) for event in calendar.walk("VEVENT")]


def _of_icalendar(calendar: Any, event: Any) -> Seen:
    assert event.errors == []
    attendees = event.get("ATTENDEE", [])

    def of(name: str) -> str:
        return str(event.get(name, ""))

    return Seen(
        str(calendar["METHOD"]),
        str(event["UID"]),
        int(event["SEQUENCE"]),
        _utc(event["CREATED"].dt),
        _utc(event["DTSTAMP"].dt),
        _utc(event["DTSTART"].dt),
        _utc(event["DTEND"].dt),
        of("SUMMARY"),
        of("DESCRIPTION"),
        of("LOCATION"),
        of("URL"),
        of("STATUS"),
        _bare(event.get("ORGANIZER", "")),
        _people(attendees if isinstance(attendees, list) else [attendees]),
    )


def by_ics(file: bytes) -> list[Seen]:
    """A parser made from a grammar. It reads a backslash before an n, typed by a person, as a line break."""
    calendar = ics.Calendar(file.decode())
    return [_of_ics(calendar, event) for event in calendar.events]


def _of_ics(calendar: Any, event: Any) -> Seen:
    extra = {line.name: line.value for line in event.extra}
    return Seen(
        str(calendar.method),
        str(event.uid),
        int(extra["SEQUENCE"]),
        _plain_utc(extra["CREATED"]),
        _utc(event.created.datetime),
        _utc(event.begin.datetime),
        _utc(event.end.datetime),
        event.name or "",
        event.description or "",
        event.location or "",
        event.url or "",
        event.status or "",
        _bare(event.organizer.email if event.organizer else ""),
        _people(one.email for one in event.attendees),
    )


def by_ical(file: bytes) -> list[Seen]:
    """The library of a home automation server, which checks every property's type."""
    calendar = IcsCalendarStream.calendar_from_ics(file.decode())
    return [_of_ical(calendar, event) for event in calendar.events]


def _of_ical(calendar: Any, event: Any) -> Seen:
    return Seen(
        str(calendar.method),
        event.uid,
        event.sequence,
        _utc(event.created),
        _utc(event.dtstamp),
        _utc(event.dtstart),
        _utc(event.dtend),
        event.summary or "",
        event.description or "",
        event.location or "",
        str(event.url or ""),
        event.status.value,
        _bare(str(event.organizer.uri) if event.organizer else ""),
        _people(str(one.uri) for one in event.attendees),
    )


def by_vobject(file: bytes) -> list[Seen]:
    """The parser inside a calendar server; zones by dateutil from the file's own rules."""
    calendar = vobject.readOne(file.decode())
    return [_of_vobject(calendar, event) for event in calendar.vevent_list]


def _of_vobject(calendar: Any, event: Any) -> Seen:
    def of(name: str) -> Any:
        return event.getChildValue(name, "")

    return Seen(
        calendar.method.value,
        of("uid"),
        int(of("sequence")),
        _utc(of("created")),
        _utc(of("dtstamp")),
        _utc(of("dtstart")),
        _utc(of("dtend")),
        of("summary"),
        of("description"),
        of("location"),
        of("url"),
        of("status"),
        _bare(of("organizer")),
        _people(one.value for one in event.contents.get("attendee", [])),
    )


def by_rfc(file: bytes) -> list[Seen]:
    """Line by line as RFC 5545 says, refusing whatever it does not allow."""
    lines = read_lines(file)
    [method] = [line.value for line in lines if line.name == "METHOD"]
    return [_of_lines(file, method, part) for part in _events(file)]


def _events(file: bytes) -> list[list[Line]]:
    """The lines of each event, which begins with its UID; those of alarms left out."""
    events: list[list[Line]] = []
    for line in read_lines(file):
        if line.within == ("VCALENDAR", "VEVENT"):
            if line.name == "UID":
                events.append([])
            events[-1].append(line)
    return events


_ONCE = ("UID", "SEQUENCE", "CREATED", "DTSTAMP", "DTSTART", "DTEND", "STATUS", "TRANSP")
_AT_MOST_ONCE = ("SUMMARY", "DESCRIPTION", "LOCATION", "URL", "ORGANIZER")


def _of_lines(file: bytes, method: str, lines: list[Line]) -> Seen:
    names = [line.name for line in lines]
    assert [names.count(name) for name in _ONCE] == [1] * len(_ONCE)
    assert all(names.count(name) <= 1 for name in _AT_MOST_ONCE)
    by_name = {line.name: line for line in lines}

    def text(name: str) -> str:
        found = by_name[name].value if name in by_name else ""
        assert not re.search(r"(?<!\\)(?:\\\\)*[;,]", found) or name == "URL", found
        assert not re.search(r"(?<!\\)(?:\\\\)*\\[^\\;,nN]", found), found
        return re.sub(r"\\(.)", lambda one: "\n" if one[1] in "nN" else one[1], found)

    def value(name: str) -> str:
        return by_name[name].value if name in by_name else ""

    return Seen(
        method,
        text("UID"),
        int(value("SEQUENCE")),
        _plain_utc(value("CREATED")),
        _plain_utc(value("DTSTAMP")),
        _instant(file, by_name["DTSTART"]),
        _instant(file, by_name["DTEND"]),
        text("SUMMARY"),
        text("DESCRIPTION"),
        text("LOCATION"),
        value("URL"),
        value("STATUS"),
        _bare(value("ORGANIZER")),
        _people(line.value for line in lines if line.name == "ATTENDEE"),
    )


def _instant(file: bytes, line: Line) -> datetime:
    if line.value.endswith("Z"):
        assert line.params == ""
        return _plain_utc(line.value)
    wall = datetime.strptime(line.value, "%Y%m%dT%H%M%S")  # noqa: DTZ007
    found = wall.replace(tzinfo=zone_of(file, line.params.removeprefix("TZID=")))
    return found.astimezone(UTC)


READERS: dict[str, Reader] = {
    "icalendar": by_icalendar,
    "ics": by_ics,
    "ical": by_ical,
    "vobject": by_vobject,
    "rfc": by_rfc,
}


def read_by_all(file: bytes, *, but: Iterable[str] = ()) -> list[Seen]:
    """What all of them read, which is the same: the events in order of time. Asserts that they agree.

    `but` names readers that are not asked.
    """
    wanted = READERS.keys() - set(but)
    read = {name: sorted(READERS[name](file), key=_moment) for name in wanted}
    for name, seen in read.items():
        assert seen == read["rfc"], f"{name} reads something else"
    return read["rfc"]


def read_by_its_own_zone(file: bytes) -> list[Seen]:
    """What is read by those who know no zone of that name and go by the file's rules alone."""
    return read_by_all(with_its_own_zone(file), but=_BY_NAME)


def with_its_own_zone(file: bytes) -> bytes:
    """The file with its zones under names that no reader knows: what it says of them is all there is to go by."""
    text = file.decode().replace("\r\n ", "")
    keys = sorted(set(re.findall(r"^TZID:(.*)\r$", text, re.MULTILINE)))
    for key in keys:
        # Some readers remember a zone of a file by its name: a name for each.
        own = f"{OUR_OWN_ZONE}-{key.replace('/', '-')}"
        text = text.replace(f"TZID:{key}", f"TZID:{own}").replace(f"TZID={key}:", f"TZID={own}:")
    return "".join(_folded(line) for line in text.split("\r\n")[:-1]).encode()


def _folded(line: str) -> str:
    parts, data = [], line
    while len(data.encode()) > 75:
        cut = 75
        while len(data[:cut].encode()) > 74:
            cut -= 1
        parts.append(data[:cut])
        data = " " + data[cut:]
    return "\r\n".join([*parts, data]) + "\r\n"


def _moment(seen: Seen) -> tuple[datetime, str]:
    return seen.start, seen.uid


def _utc(moment: date) -> datetime:
    assert isinstance(moment, datetime)
    assert moment.tzinfo is not None
    return moment.astimezone(UTC)


def _plain_utc(text: str) -> datetime:
    return datetime.strptime(text, "%Y%m%dT%H%M%SZ").replace(tzinfo=UTC)


def _bare(address: object) -> str:
    return re.sub("^mailto:", "", str(address), flags=re.IGNORECASE)


def _people(addresses: Iterable[object]) -> tuple[str, ...]:
    return tuple(sorted(_bare(one) for one in addresses))
