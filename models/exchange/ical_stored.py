"""Events as a calendar server keeps them, sealed, so that it can be told later whether anybody changed them there."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any, NamedTuple

from models.exchange.ical_event import InviteEvent
from models.exchange.ical_out import feed

if TYPE_CHECKING:
    from icalendar import Component

SEAL = "X-WBL-TUI-SEAL"
"""The property that holds the digest of everything else in the event."""

_METHOD = b"METHOD:PUBLISH\r\n"
_END = b"END:VEVENT\r\n"
_VOLATILE = frozenset({SEAL, "DTSTAMP", "LAST-MODIFIED", "CREATED", "SEQUENCE"})
_CORE = frozenset({"UID", "DTSTART", "DTEND", "SUMMARY"})
_TIMES = frozenset({"DTSTART", "DTEND", "RECURRENCE-ID", "EXDATE", "RDATE", "TRIGGER", "DURATION", "DUE"})
# One of ours has 1 to 2 KB; what is far longer was not written from here.
_MOST_BYTES = 256 * 1024


class Content(NamedTuple):
    """What an event says: a digest over all that people see of it, and whether its seal is that digest.

    `core` is a digest over what it is and when: what a server leaves as it is even where it alters other things.
    `sequence` counts the revisions.
    """

    digest: str
    sealed: bool
    core: str = ""
    sequence: int = 0


def calendar_object(event: InviteEvent) -> tuple[bytes, str]:
    """The event as a file for a server, and its digest. Without METHOD (RFC 4791 section 4.1).

    Raises BadInput for an unknown zone.
    """
    plain = feed((event,)).replace(_METHOD, b"", 1)
    digest = content_of(plain).digest
    head, mark, tail = plain.partition(_END)
    return head + f"{SEAL}:{digest}\r\n".encode() + mark + tail, digest


def content_of(data: bytes) -> Content:
    """What a file from a server says. Whatever is not one event that can be read is nobody's seal: ("", False).

    Stamps and counts, and the order and folding of lines, are the programs' own affair and do not matter.
    """
    event = _only_event(data)
    if event is None:
        return Content("", False)
    try:
        lines = sorted(_lines(event))
        seal = str(event.get(SEAL, ""))
    except (ValueError, TypeError, AttributeError):
        return Content("", False)
    digest = _digest(lines)
    core = _digest([line for line in lines if line.partition(":")[0].partition(";")[0] in _CORE])
    return Content(digest, seal == digest, core, _sequence(event))


def _sequence(event: Component) -> int:
    try:
        return int(event.get("SEQUENCE", 0))
    except (ValueError, TypeError):
        return 0


def _digest(lines: list[str]) -> str:
    return hashlib.sha256("\n".join(lines).encode("utf-8", "surrogatepass")).hexdigest()[:40]


def _only_event(data: bytes) -> Component | None:
    from icalendar import Calendar

    if len(data) > _MOST_BYTES:
        return None
    try:
        calendar = Calendar.from_ical(data)
    except (ValueError, TypeError, KeyError, IndexError, AttributeError, RecursionError):
        # Its parser stumbles in many ways over what is no calendar.
        return None
    parts = [part for part in calendar.subcomponents if part.name != "VTIMEZONE"]
    return parts[0] if len(parts) == 1 and parts[0].name == "VEVENT" else None


def _lines(component: Component) -> Iterator[str]:
    """Each property with what it says, those of alarms and the like inside as well."""
    for name, value in component.property_items(recursive=True):
        if name.upper() not in _VOLATILE:
            yield f"{name.upper()}{_parameters(name, value)}:{_value(value)}"


def _parameters(name: str, value: Any) -> str:
    """Parameters that people see the effect of; how a time is written is none."""
    if name.upper() in _TIMES:
        return ""
    found = getattr(value, "params", None) or {}
    return "".join(f";{key.upper()}={found[key]}" for key in sorted(found))


def _value(value: Any) -> str:
    moment = getattr(value, "dt", None)
    if isinstance(moment, datetime):
        return moment.astimezone(UTC).isoformat() if moment.tzinfo else moment.isoformat()
    if isinstance(moment, date):
        return moment.isoformat()
    raw = value.to_ical() if hasattr(value, "to_ical") else value
    return raw.decode("utf-8", "replace") if isinstance(raw, bytes) else str(raw)


__all__ = ["SEAL", "Content", "calendar_object", "content_of"]
