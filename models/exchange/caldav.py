"""A calendar on the school's server: what stands there of ours, and changing it only while nobody else has (RFC 4791)."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import islice
from typing import NamedTuple
from urllib.parse import quote, urljoin, urlsplit

from models.errors import ServerTrouble
from models.exchange.dav import (
    Found,
    conditions_in,
    found_in,
    multiget_body,
    place_of,
    propfind_body,
)
from models.exchange.ical_stored import content_of
from models.exchange.web import Answer, Web, same_server
from models.rules.publishing import There

_ABOUT = ("resourcetype", "displayname", "current-user-privilege-set", "c:supported-calendar-component-set")
_MANY = 60
"""So many addresses are asked about at once."""
_WRITES = frozenset({"all", "write", "write-content", "bind"})
_XML = {"Content-Type": "application/xml; charset=utf-8"}
_ICS = {"Content-Type": "text/calendar; charset=utf-8"}


class Calendar(NamedTuple):
    """A calendar on a server: its address, which ends in /, and what people call it."""

    url: str
    name: str

    def href_of(self, uid: str) -> str:
        """Where an event of ours is put."""
        return f"{self.url}{quote(uid, safe='')}.ics"


class NotThere(ServerTrouble):
    """`address` is no calendar; `calendars` are those that the user has on that server."""

    def __init__(self, sentence: str, next_step: str, address: str, calendars: tuple[Calendar, ...]) -> None:
        super().__init__(sentence, next_step)
        self.address = address
        self.calendars = calendars


class WrongPassword(ServerTrouble):
    """The server does not take the name and password."""


def open_calendar(web: Web, address: str) -> Calendar:
    """The calendar at this address. Raises NotThere with the calendars there are, and ServerTrouble."""
    answer = _propfind(web, address)
    if answer.status == 207:
        found = _at(found_in(answer.body, answer.url), answer.url)
        if found is not None and found.is_calendar:
            return _opened(web, answer.url, found)
    elif answer.status not in (301, 302, 404, 405, 410, 400):
        require_well(web, answer)
    calendars = calendars_at(web, address)
    if not calendars:
        raise NotThere(
            f"There is no calendar at {_shown(address)}.", "Check the address in the settings.", address, ()
        )
    named = ", ".join(f"{one.name} ({one.url})" for one in calendars[:5])
    next_step = f"Settle one of the server's calendars: {named}."
    raise NotThere(f"There is no calendar at {_shown(address)} itself.", next_step, address, calendars)


def _opened(web: Web, url: str, found: Found) -> Calendar:
    name = found.name or place_of(url).rstrip("/").rpartition("/")[2]
    if found.may is not None and not found.may & _WRITES:
        raise ServerTrouble(
            f"You may read the calendar {name}, not write into it.",
            "Have its owner give you the right to, or settle another one.",
        )
    return Calendar(url.rstrip("/") + "/", name)


def calendars_at(web: Web, address: str) -> tuple[Calendar, ...]:
    """The calendars that the user has, found as RFC 6764 section 6 says: principal, home, what is in it."""
    for start in dict.fromkeys((address, urljoin(address, "/.well-known/caldav"), urljoin(address, "/"))):
        found = [
            *_calendars(web, start),
            *(one for home in _homes(web, start) for one in _calendars(web, home)),
        ]
        if found:
            return tuple(dict.fromkeys(found))
    return ()


def _homes(web: Web, start: str) -> Iterator[str]:
    for principal in _leads(web, start, "current-user-principal"):
        yield from _leads(web, principal, "c:calendar-home-set")


def _leads(web: Web, url: str, name: str) -> list[str]:
    answer = _propfind(web, url, name)
    if answer.status == 401:
        require_well(web, answer)
    if answer.status != 207:
        return []
    whole = [urljoin(answer.url, lead) for one in found_in(answer.body, answer.url) for lead in one.leads]
    return [lead for lead in whole if same_server(lead, web.base)]


def _calendars(web: Web, url: str) -> list[Calendar]:
    answer = _propfind(web, url, depth=1)
    if answer.status != 207:
        return []
    return [
        Calendar(one.href.rstrip("/") + "/", one.name or place_of(one.href).rstrip("/").rpartition("/")[2])
        for one in found_in(answer.body, answer.url)
        if one.is_calendar and same_server(one.href, web.base)
    ]


def _propfind(web: Web, url: str, *names: str, depth: int = 0) -> Answer:
    return web.ask("PROPFIND", url, propfind_body(*(names or _ABOUT)), {**_XML, "Depth": str(depth)})


def _at(found: Iterable[Found], url: str) -> Found | None:
    wanted = place_of(url).rstrip("/")
    return next((one for one in found if place_of(one.href).rstrip("/") == wanted), None)


def look(
    web: Web, calendar: Calendar, known: Mapping[str, str], watch: Callable[[], None] = lambda: None
) -> dict[str, There]:
    """What stands under these addresses, by address; `known` gives each one's version as it was noted, "" for none.

    Only these are asked about: nothing else in the calendar is listed or read. What is in another version than
    noted is read, to see whether it is still as it was written from here. `watch` is called before each question.
    Raises ServerTrouble, and what `watch` raises.
    """
    there = {}
    for part in _parts(known):
        watch()
        for href, found in _asked(web, calendar, part, data=False):
            if not found.etag:
                told = f"The calendar {calendar.name} does not tell versions of its entries (ETag)."
                raise ServerTrouble(
                    told, "Without them changes of others could be lost, so nothing is published there."
                )
            there[href] = There(found.etag)
    other = [href for href, held in there.items() if held.etag != known[href]]
    for part in _parts(other):
        watch()
        for href, found in _asked(web, calendar, part, data=True):
            content = content_of(found.data or b"")
            there[href] = There(found.etag, content.digest, content.sealed, content.sequence)
    return there


def _parts(hrefs: Iterable[str]) -> Iterator[tuple[str, ...]]:
    rest = iter(hrefs)
    while part := tuple(islice(rest, _MANY)):
        yield part


def _asked(web: Web, calendar: Calendar, hrefs: Iterable[str], *, data: bool) -> Iterator[tuple[str, Found]]:
    """What is there of these, each with the address that it was asked by."""
    by_place = {place_of(href): href for href in hrefs}
    answer = web.ask(
        "REPORT", calendar.url, multiget_body(by_place.values(), data=data), {**_XML, "Depth": "1"}
    )
    if answer.status != 207:
        require_well(web, answer, calendar)
    for found in found_in(answer.body, answer.url):
        asked = by_place.get(place_of(found.href))
        if asked is not None and found.status == 200:
            yield asked, found


class Put(NamedTuple):
    """What became of one event: its version now ("" for taken out), or why it was left as it is."""

    done: bool
    etag: str = ""
    why: str = ""


def put(web: Web, calendar: Calendar, href: str, body: bytes, etag: str) -> Put:
    """Write an event: a new one (`etag` ""), or in place of exactly this version. Never over anything else.

    A lost answer is followed by a look at what is there. Raises ServerTrouble where going on makes no sense.
    """
    only = {"If-Match": _strong(etag)} if etag else {"If-None-Match": "*"}
    try:
        answer = web.ask("PUT", href, body, {**_ICS, **only})
    except ServerTrouble as trouble:
        if not trouble.unsure:
            raise
        return _settled(web, calendar, href, body, trouble)
    if answer.status in (200, 201, 204):
        told = answer.etag
        # Without a strong version the server may have altered what it was given (RFC 4791 section 5.3.4).
        return (
            Put(True, told)
            if told and not told.startswith("W/")
            else Put(True, _version(web, calendar, href, body))
        )
    return _refused(web, calendar, answer)


def delete(web: Web, calendar: Calendar, href: str, etag: str) -> Put:
    """Take exactly this version out; what is gone already is as good. Raises ServerTrouble."""
    try:
        answer = web.ask("DELETE", href, None, {"If-Match": _strong(etag)})
    except ServerTrouble as trouble:
        if not trouble.unsure or look(web, calendar, {href: etag}):
            raise
        return Put(True)
    if answer.status in (200, 202, 204, 404, 410):
        return Put(True)
    return _refused(web, calendar, answer)


def _settled(web: Web, calendar: Calendar, href: str, body: bytes, trouble: ServerTrouble) -> Put:
    """Whether an event was written though no answer came."""
    there, wanted = _read(web, calendar, href), content_of(body)
    if there is None or content_of(there.data or b"").core != wanted.core:
        raise trouble
    return Put(True, there.etag)


def _version(web: Web, calendar: Calendar, href: str, body: bytes) -> str:
    """The version of what was just written; "" where by now something else stands there, which somebody else wrote."""
    there = _read(web, calendar, href)
    same = there is not None and content_of(there.data or b"").core == content_of(body).core
    return there.etag if there is not None and same else ""


def _read(web: Web, calendar: Calendar, href: str) -> Found | None:
    return next((found for _, found in _asked(web, calendar, (href,), data=True)), None)


def _refused(web: Web, calendar: Calendar, answer: Answer) -> Put:
    """What one event is left alone for. Raises ServerTrouble for what holds for all of them."""
    if answer.status == 412:
        return Put(False, why="changed there by somebody else since; left alone")
    if answer.status in (403, 409):
        named = conditions_in(answer.body)
        if "no-uid-conflict" in named:
            return Put(
                False, why="is there already under another address, not published from here; left alone"
            )
        if named & _UNFIT:
            return Put(False, why="the server does not take it as it is")
    if answer.status in (400, 413, 415, 422):
        return Put(False, why=f"the server does not take it (answer {answer.status})")
    require_well(web, answer, calendar)
    return Put(False, why=f"the server gave an answer that makes no sense ({answer.status})")


_UNFIT = frozenset(
    {"valid-calendar-data", "valid-calendar-object-resource", "supported-calendar-data", "max-resource-size"}
    | {"supported-calendar-component", "min-date-time", "max-date-time"}
)


def require_well(web: Web, answer: Answer, calendar: Calendar | None = None) -> None:
    """Raises ServerTrouble, in words, for every answer that says that things do not work."""
    where = f"the calendar {calendar.name}" if calendar else web.host
    status = answer.status
    if status == 401:
        offered = answer.headers.get("www-authenticate", "basic").casefold()
        if "basic" not in offered:
            raise ServerTrouble(
                f"{web.host} wants a way of signing in that wbl-tui does not know.",
                "Have it take name and password (Basic) over https.",
            )
        told = f"{web.host} does not take this name and password."
        raise WrongPassword(told, "Check both; some servers want a password made for programs.")
    if status in _SAID:
        sentence, next_step = _SAID[status]
        raise ServerTrouble(sentence.format(where=where, host=web.host), next_step)
    if status >= 500:
        raise ServerTrouble(f"{web.host} has a fault of its own (answer {status}).", "Try again later.")
    if status >= 300:
        raise ServerTrouble(
            f"{web.host} does not do what was asked (answer {status}).", "Check the calendar's address."
        )


_SAID = {
    403: ("You have no right to do that in {where}.", "Have its owner give it to you."),
    404: ("There is no calendar at the address any more.", "Check the address in the settings."),
    409: ("There is no calendar at the address any more.", "Check the address in the settings."),
    423: ("Somebody has locked {where}.", "Try again later."),
    429: ("{host} is asked too much.", "Try again in a few minutes."),
    503: ("{host} is not working just now.", "Try again in a few minutes."),
    507: ("There is no room left in {where}.", "Have whoever looks after the server make room."),
}


def _strong(etag: str) -> str:
    """The version as If-Match takes it: servers behind a proxy know the strong form of a mark that was weakened."""
    return etag.removeprefix("W/")


def _shown(address: str) -> str:
    parts = urlsplit(address)
    return f"{parts.hostname or ''}{parts.path}"


__all__ = [
    "Calendar",
    "NotThere",
    "Put",
    "calendars_at",
    "delete",
    "look",
    "open_calendar",
    "put",
]
