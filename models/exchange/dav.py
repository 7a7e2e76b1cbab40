"""The XML that calendar servers are asked with and answer in (WebDAV, RFC 4918; CalDAV, RFC 4791)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple
from urllib.parse import unquote, urljoin, urlsplit
from xml.etree import ElementTree as Xml

from models.errors import ServerTrouble
from models.rules.text import clean

DAV = "{DAV:}"
CAL = "{urn:ietf:params:xml:ns:caldav}"
_HEAD = '<?xml version="1.0" encoding="utf-8"?>\n'
_SPACES = 'xmlns="DAV:" xmlns:c="urn:ietf:params:xml:ns:caldav"'


class Found(NamedTuple):
    """One resource of an answer: its address, its status, and what was asked about it.

    `kinds` are its resource types, `may` the names of what the user may do there (None where that is not told);
    `events` says whether it takes events; `leads` are the addresses that a discovery property holds.
    """

    href: str
    status: int
    etag: str = ""
    name: str = ""
    data: bytes | None = None
    kinds: frozenset[str] = frozenset()
    may: frozenset[str] | None = None
    events: bool = True
    leads: tuple[str, ...] = ()

    @property
    def is_calendar(self) -> bool:
        """Whether it is a calendar that takes events."""
        return f"{CAL}calendar" in self.kinds and self.events


def propfind_body(*names: str) -> bytes:
    """What is to be told of a resource; names of CalDAV begin with `c:`."""
    wanted = "".join(f"<{name}/>" for name in names)
    return f"{_HEAD}<propfind {_SPACES}><prop>{wanted}</prop></propfind>".encode()


def multiget_body(hrefs: Iterable[str], *, data: bool) -> bytes:
    """Versions, and with `data` the files, of exactly these resources (RFC 4791 section 7.9)."""
    named = "".join(f"<href>{_escaped(urlsplit(href).path)}</href>" for href in hrefs)
    wanted = "<getetag/><c:calendar-data/>" if data else "<getetag/>"
    return (
        f"{_HEAD}<c:calendar-multiget {_SPACES}><prop>{wanted}</prop>{named}</c:calendar-multiget>".encode()
    )


def found_in(body: bytes, base: str) -> tuple[Found, ...]:
    """What a multistatus answer tells. Addresses become whole ones by `base`. Raises ServerTrouble for anything else."""
    root = _parsed(body)
    if root is None or root.tag != f"{DAV}multistatus":
        raise ServerTrouble(
            "The server answered with something that is no calendar's answer.",
            "Check the address in the settings.",
        )
    return tuple(_responses(root, base))


def conditions_in(body: bytes) -> frozenset[str]:
    """The preconditions that a refusal names, such as `no-uid-conflict`; empty where it names none."""
    root = _parsed(body)
    return frozenset(part.tag.rpartition("}")[2] for part in root.iter()) if root is not None else frozenset()


def place_of(href: str) -> str:
    """The path of an address, with its escapes read."""
    return unquote(urlsplit(href).path)


def _parsed(body: bytes) -> Xml.Element | None:
    # No answer of a server needs declarations of its own; what can be done with them is harm.
    if b"<!DOCTYPE" in body or b"<!ENTITY" in body:
        return None
    try:
        return Xml.fromstring(body)
    except (Xml.ParseError, ValueError, LookupError):
        return None


def _responses(root: Xml.Element, base: str) -> Iterator[Found]:
    for response in root.findall(f"{DAV}response"):
        href = (response.findtext(f"{DAV}href") or "").strip()
        if not href:
            continue
        props = [
            prop
            for propstat in response.findall(f"{DAV}propstat")
            if _status(propstat.findtext(f"{DAV}status")) == 200
            for prop in propstat.findall(f"{DAV}prop")
        ]
        status = _status(response.findtext(f"{DAV}status")) or (200 if props else 404)
        yield _told(urljoin(base, href), status, props)


def _told(href: str, status: int, props: list[Xml.Element]) -> Found:
    each = {part.tag: part for prop in props for part in prop}
    data = each.get(f"{CAL}calendar-data")
    types = each.get(f"{DAV}resourcetype")
    may = each.get(f"{DAV}current-user-privilege-set")
    takes = each.get(f"{CAL}supported-calendar-component-set")
    return Found(
        href,
        status,
        etag=_etag(each.get(f"{DAV}getetag")),
        name=clean(_text(each.get(f"{DAV}displayname"))),
        data=None if data is None else _text(data).encode(),
        kinds=frozenset(part.tag for part in types) if types is not None else frozenset(),
        may=None if may is None else frozenset(_name(part) for part in may.iter(f"{DAV}privilege")),
        events=takes is None or any(part.get("name", "").upper() == "VEVENT" for part in takes),
        leads=tuple(_leads(each)),
    )


def _leads(each: dict[str, Xml.Element]) -> Iterator[str]:
    for tag in (f"{DAV}current-user-principal", f"{CAL}calendar-home-set"):
        if tag in each:
            yield from (text.strip() for one in each[tag].iter(f"{DAV}href") if (text := one.text))


def _etag(part: Xml.Element | None) -> str:
    text = _text(part).strip()
    # It goes back in a header line.
    return text if text.isascii() and text.isprintable() and len(text) <= 500 else ""


def _name(privilege: Xml.Element) -> str:
    return next((part.tag.rpartition("}")[2] for part in privilege), "")


def _text(part: Xml.Element | None) -> str:
    return (part.text or "") if part is not None else ""


def _status(line: str | None) -> int:
    """The number in "HTTP/1.1 200 OK"; 0 where there is none."""
    words = (line or "").split()
    return int(words[1]) if len(words) > 1 and words[1].isascii() and words[1].isdecimal() else 0


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
