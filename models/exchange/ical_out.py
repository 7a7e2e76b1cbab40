"""Calendar files that Outlook, Google, Apple and Thunderbird take: invites, their changes, cancellations, feeds.

RFC 5545 says how it is written, RFC 5546 (iTIP) which properties each method must and must not carry.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime, timedelta
from functools import cache
from typing import TYPE_CHECKING

from models.errors import BadInput
from models.exchange.ical_event import LINK_LIMIT, InviteEvent, Party
from models.exchange.mail_address import mail_address
from models.exchange.vtimezone import is_doubled, known_zone, vtimezone
from models.rules.text import clean, clean_lines

if TYPE_CHECKING:
    from icalendar import Calendar, Component, Event, Timezone, vCalAddress, vText

PRODID = "-//wbl-tui//Informational interviews//EN"

_LINK = re.compile(r"https?://[A-Za-z0-9._~:/?#\[\]@!$&'()*+,;=%-]+", re.IGNORECASE)
# Parameter values cannot hold a double quote, and older programs read the caret escapes of RFC 6868 literally.
_PARAMETER = str.maketrans({'"': "'", "^": "", "\\": "/"})


def invite(event: InviteEvent) -> bytes:
    """One file for one recipient: METHOD:REQUEST, or METHOD:CANCEL for a cancelled event.

    Raises BadInput where the organizer or an attendee has no usable address, for an unknown zone, or where
    there is nobody to invite.
    """
    if not event.attendees and not (event.room and event.room.mail.strip()):
        raise BadInput("An invite needs somebody to invite.", "Add the recipient's mail address.")
    calendar = _calendar(event.method)
    zones = _zones((event,))
    _add_zones(calendar, zones)
    calendar.add_component(_invited(event, zones))
    return _bytes(calendar)


def feed(events: Iterable[InviteEvent], name: str = "", emptied: str = "") -> bytes:
    """Several events to subscribe to or to import: METHOD:PUBLISH, without attendees and alarms of others.

    `name` is what calendar programs may call it. Events stand in order of time. Raises BadInput for none at
    all, since a calendar file must hold something (RFC 5545 section 3.6); unless `emptied` names a zone to be
    described in it, for a file to which somebody subscribed while there was something.
    """
    ordered = sorted(events, key=lambda event: (event.start, event.uid))
    if not ordered and not emptied:
        raise BadInput("There is no interview with a time to put into the calendar file.")
    calendar = _calendar("PUBLISH")
    if clean(name):
        _add_text(calendar, "name", clean(name))
        _add_text(calendar, "x-wr-calname", clean(name))
    zones = _zones(ordered)
    if not ordered:
        now = datetime.now(UTC)
        zones = {emptied: vtimezone(emptied, (now, now))}
    _add_zones(calendar, zones)
    for event in ordered:
        calendar.add_component(_event(event, zones))
    return _bytes(calendar)


def web_link(text: str) -> str:
    """The text if it is one plain web address, else "": what may stand where a program expects a link."""
    link = clean(text, LINK_LIMIT)
    return link if _LINK.fullmatch(link) else ""


def _calendar(method: str) -> Calendar:
    """An empty calendar. Not `Calendar.new`, which adds a random UID and a name."""
    from icalendar import Calendar

    calendar = Calendar()
    for key, value in (("prodid", PRODID), ("version", "2.0"), ("calscale", "GREGORIAN"), ("method", method)):
        calendar.add(key, value)
    return calendar


def _zones(events: Sequence[InviteEvent]) -> dict[str, Timezone | None]:
    """For each zone key its description, right for all of the events in it; None where UTC must be written."""
    spans = defaultdict(list)
    for event in events:
        spans[event.zone].append((event.start, event.end))
    return {
        key: vtimezone(key, (min(start for start, _ in times), max(end for _, end in times)))
        for key, times in spans.items()
    }


def _add_zones(calendar: Calendar, zones: dict[str, Timezone | None]) -> None:
    """Puts the descriptions before the events: several programs read top to bottom."""
    for key in sorted(zones):
        if zone := zones[key]:
            calendar.add_component(zone)


def _event(event: InviteEvent, zones: dict[str, Timezone | None]) -> Event:
    """What an event says to everybody, in a fixed order of properties."""
    from icalendar import Event

    component = Event()
    _add_text(component, "uid", clean(event.uid))
    component.add("sequence", event.sequence)
    component.add("created", _utc(event.created))
    component.add("dtstamp", _utc(event.stamp))
    start, end = _times(event, local=zones[event.zone] is not None)
    component.add("dtstart", start)
    component.add("dtend", end)
    _add_text(component, "summary", clean(event.summary))
    _add_text(component, "description", clean_lines(event.description))
    _add_text(component, "location", clean(event.location, LINK_LIMIT))
    if link := web_link(event.url):
        component.add("url", link)
    component.add("status", "CANCELLED" if event.cancelled else "CONFIRMED")
    component.add("transp", "TRANSPARENT" if event.cancelled else "OPAQUE")
    if event.organizer.mail.strip():
        component.add("organizer", _address(event.organizer, "the organizer"))
    return component


def _invited(event: InviteEvent, zones: dict[str, Timezone | None]) -> Event:
    """The event with its attendees, room and alarm; ORGANIZER is never missing here."""
    mail_address(event.organizer.mail, "the organizer")
    component = _event(event, zones)
    for attendee in event.attendees:
        component.add("attendee", _attendee(attendee))
    if event.room and event.room.mail.strip():
        component.add("attendee", _room(Party(event.room.mail, event.room.name)))
    if event.alarm_minutes is not None and not event.cancelled:
        _add_alarm(component, event)
    return component


def _times(event: InviteEvent, *, local: bool) -> tuple[datetime, datetime]:
    """Start and end, both local or both UTC: never a wall time that comes twice, never wall-clock sums."""
    start, end, zone = _utc(event.start), _utc(event.end), known_zone(event.zone)
    if not local or is_doubled(start, zone) or is_doubled(end, zone):
        return start, end
    return start.astimezone(zone), end.astimezone(zone)


def _utc(instant: datetime) -> datetime:
    """The instant in UTC, in whole seconds as calendars count."""
    return instant.astimezone(UTC).replace(microsecond=0)


def _address(party: Party, whose: str) -> vCalAddress:
    """A `mailto:` address with the name beside it."""
    from icalendar import vCalAddress

    address = mail_address(party.mail, whose)
    value = vCalAddress(f"mailto:{address}")
    value.params["CN"] = clean(party.name).translate(_PARAMETER).strip() or address
    return value


def _attendee(party: Party) -> vCalAddress:
    """Somebody who is asked to come and has not answered (RFC 5546 section 3.2.2)."""
    value = _address(party, party.name or "the recipient")
    value.params.update(
        {"CUTYPE": "INDIVIDUAL", "ROLE": "REQ-PARTICIPANT", "RSVP": "TRUE", "PARTSTAT": "NEEDS-ACTION"}
    )
    return value


def _room(party: Party) -> vCalAddress:
    """A room that is booked along; nobody waits for its answer."""
    value = _address(party, f"room {party.name}")
    value.params.update({"CUTYPE": "ROOM", "ROLE": "NON-PARTICIPANT"})
    return value


def _add_alarm(component: Event, event: InviteEvent) -> None:
    """A reminder on the recipient's own screen."""
    from icalendar import Alarm

    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    _add_text(alarm, "description", clean(event.summary))
    alarm.add("trigger", timedelta(minutes=-abs(event.alarm_minutes or 0)))
    component.add_component(alarm)


def _add_text(component: Component, key: str, text: str) -> None:
    """Adds what people typed as text; nothing for nothing."""
    if text:
        component.add(key, _plain_text()(text), encode=False)


@cache
def _plain_text() -> type[vText]:
    r"""Text with its own escapes (RFC 5545 section 3.3.11): the library's would break a line at `\N`."""
    from icalendar import vText

    class PlainText(vText):
        def to_ical(self) -> bytes:
            escaped = str(self).replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,")
            return escaped.replace("\n", "\\n").encode()

    return PlainText


def _bytes(calendar: Calendar) -> bytes:
    """The file, in the order in which it was put together: CRLF, folded at 75 octets."""
    written: bytes = calendar.to_ical(sorted=False)
    return written
