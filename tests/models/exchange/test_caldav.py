"""Calendar servers with bad habits: nothing is lost, nothing is doubled, and one sentence says what is wrong."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta

import pytest

from models.errors import BadInput, ServerTrouble
from models.exchange.caldav import Calendar, Put, delete, look, open_calendar, put
from models.exchange.ical_event import InviteEvent, Party
from models.exchange.ical_stored import Content, calendar_object, content_of
from models.exchange.web import Secret, Web, checked_address
from models.rules.publishing import There
from tests.calendar_server import free_port
from tests.fake_calendar import FakeCalendar, fake_calendar

START = datetime(2026, 11, 18, 16, 20, tzinfo=UTC)


def event(uid: str = "u1", place: str = "Room 1", start: datetime = START) -> InviteEvent:
    """An interview as it is published."""
    end = start + timedelta(minutes=20)
    nobody = Party("", "")
    return InviteEvent(
        uid,
        0,
        START,
        START,
        start,
        end,
        "America/Chicago",
        "Interview: M. T.",
        "Phone",
        place,
        "",
        nobody,
        (),
    )


BODY, DIGEST = calendar_object(event())
MOVED, MOVED_DIGEST = calendar_object(event(start=START + timedelta(hours=1)))


@pytest.fixture
def server() -> Iterator[FakeCalendar]:
    with fake_calendar() as made:
        yield made


@pytest.fixture
def web(server: FakeCalendar) -> Iterator[Web]:
    with closing(Web(checked_address(server.url), "wbl", Secret("canary-4711"), patience=20.0)) as made:
        yield made


def test_a_new_entry_is_only_written_where_nothing_is(server: FakeCalendar, web: Web) -> None:
    calendar = open_calendar(web, server.url)
    href = calendar.href_of("a b/ü&<1>")
    assert calendar == Calendar(server.url, "Staff & all")
    assert href == f"{server.url}a%20b%2F%C3%BC%26%3C1%3E.ics"
    assert put(web, calendar, href, BODY, "") == Put(True, '"v1"')
    assert put(web, calendar, href, MOVED, "") == Put(
        False, why="changed there by somebody else since; left alone"
    )
    assert look(web, calendar, {href: '"v1"', f"{server.url}none.ics": ""}) == {href: There('"v1"')}
    assert look(web, calendar, {href: '"v0"'}) == {href: There('"v1"', DIGEST, True)}
    assert put(web, calendar, href, MOVED, '"v1"') == Put(True, '"v2"')
    assert delete(web, calendar, href, '"v1"') == Put(
        False, why="changed there by somebody else since; left alone"
    )
    assert delete(web, calendar, href, '"v2"') == Put(True)
    assert delete(web, calendar, href, '"v2"') == Put(True)


@pytest.mark.parametrize("habit", ["silent", "weak", "alters", "escapes"])
def test_versions_are_kept_whatever_the_server_makes_of_them(
    server: FakeCalendar, web: Web, habit: str
) -> None:
    setattr(server, habit, True)
    calendar = open_calendar(web, server.url)
    href = calendar.href_of("u1")
    first = put(web, calendar, href, BODY, "")
    assert first.done
    assert first.etag.removeprefix("W/") == '"v1"'
    assert look(web, calendar, {href: first.etag}) == {href: There(first.etag)}
    second = put(web, calendar, href, MOVED, first.etag)
    assert (second.done, second.etag.removeprefix("W/")) == (True, '"v2"')
    assert delete(web, calendar, href, second.etag) == Put(True)
    conditions = [
        headers.get("If-Match") for method, _, headers in server.asked if method in ("PUT", "DELETE")
    ]
    assert conditions == [None, '"v1"', '"v2"']


def test_a_calendar_that_tells_no_versions_is_left_alone(server: FakeCalendar, web: Web) -> None:
    server.versions = False
    calendar = open_calendar(web, server.url)
    href = calendar.href_of("u1")
    server.entries["/dav/cal/u1.ics"] = ('"v1"', BODY)
    with pytest.raises(ServerTrouble, match="does not tell versions of its entries"):
        look(web, calendar, {href: ""})


def test_a_lost_answer_is_made_up_by_looking(server: FakeCalendar, web: Web) -> None:
    calendar = open_calendar(web, server.url)
    href = calendar.href_of("u1")
    server.loses = 1
    assert put(web, calendar, href, BODY, "") == Put(True, '"v1"')
    server.loses = 1
    assert put(web, calendar, href, MOVED, '"v1"') == Put(True, '"v2"')
    assert server.entries["/dav/cal/u1.ics"] == ('"v2"', MOVED)


@pytest.mark.parametrize(
    ("status", "told"),
    [
        (401, "127.0.0.1 does not take this name and password"),
        (403, "You have no right to do that in the calendar Staff & all"),
        (404, "There is no calendar at the address any more"),
        (423, "Somebody has locked the calendar Staff & all"),
        (429, "127.0.0.1 is asked too much"),
        (500, "127.0.0.1 has a fault of its own (answer 500)"),
        (503, "127.0.0.1 is not working just now"),
        (507, "There is no room left in the calendar Staff & all"),
    ],
)
def test_what_holds_for_all_entries_ends_it_in_a_sentence(
    server: FakeCalendar, web: Web, status: int, told: str
) -> None:
    calendar = open_calendar(web, server.url)
    server.after, server.says = 0, {"PUT": status}
    with pytest.raises(ServerTrouble) as trouble:
        put(web, calendar, calendar.href_of("u1"), BODY, "")
    assert trouble.value.sentence == f"{told}."
    assert (trouble.value.exit_code, server.entries) == (1, {})


@pytest.mark.parametrize(
    ("status", "condition", "why"),
    [
        (
            409,
            "no-uid-conflict",
            "is there already under another address, not published from here; left alone",
        ),
        (403, "valid-calendar-data", "the server does not take it as it is"),
        (413, "", "the server does not take it (answer 413)"),
    ],
)
def test_what_is_wrong_with_one_entry_does_not_stop_the_others(
    server: FakeCalendar, web: Web, status: int, condition: str, why: str
) -> None:
    calendar = open_calendar(web, server.url)
    server.after, server.says = 0, {"PUT": status}
    server.body = (
        f'<error xmlns="DAV:" xmlns:c="urn:ietf:params:xml:ns:caldav"><c:{condition}/></error>'.encode()
    )
    assert put(web, calendar, calendar.href_of("u1"), BODY, "") == Put(False, why=why)


@pytest.mark.parametrize(
    ("ways", "told"),
    [
        ({}, "127.0.0.1 does not take this name and password."),
        ({"WWW-Authenticate": 'Basic realm="x"'}, "127.0.0.1 does not take this name and password."),
        (
            {"WWW-Authenticate": 'Digest realm="x"'},
            "127.0.0.1 wants a way of signing in that wbl-tui does not know.",
        ),
    ],
)
def test_a_way_of_signing_in_that_is_not_known_is_no_wrong_password(
    server: FakeCalendar, web: Web, ways: dict[str, str], told: str
) -> None:
    server.says, server.headers = {"PROPFIND": 401}, ways
    with pytest.raises(ServerTrouble) as trouble:
        open_calendar(web, server.url)
    assert trouble.value.sentence == told


def test_a_calendar_that_may_only_be_read_is_said(server: FakeCalendar, web: Web) -> None:
    server.may = "read"
    with pytest.raises(ServerTrouble, match="You may read the calendar Staff & all, not write into it"):
        open_calendar(web, server.url)


@pytest.mark.parametrize(
    "answer",
    [
        b"<html>Sign in to the guest network</html>",
        b"",
        b'<!DOCTYPE x [<!ENTITY a "b">]><multistatus xmlns="DAV:">&a;</multistatus>',
        b"\xff\xfe\x00",
    ],
)
def test_an_answer_that_is_no_calendars_is_said(server: FakeCalendar, web: Web, answer: bytes) -> None:
    server.says, server.body = {"PROPFIND": 207, "REPORT": 207}, answer
    with pytest.raises(ServerTrouble, match="something that is no calendar's answer"):
        open_calendar(web, server.url)


def test_password_and_names_go_to_no_other_server(server: FakeCalendar, web: Web) -> None:
    with fake_calendar() as other:
        server.moves_to = other.url
        with pytest.raises(ServerTrouble, match="sends us on to another server") as trouble:
            open_calendar(web, server.url)
        assert other.url in trouble.value.sentence
        assert other.asked == []
    server.moves_to = server.url
    with pytest.raises(ServerTrouble, match="sends us in circles"):
        open_calendar(web, server.url)


def test_a_server_that_hangs_is_given_up(server: FakeCalendar) -> None:
    server.hangs = "PROPFIND"
    with (
        closing(Web(server.url, "wbl", Secret("x"), patience=0.2)) as web,
        pytest.raises(ServerTrouble, match="did not answer within") as trouble,
    ):
        open_calendar(web, server.url)
    assert trouble.value.unsure


def test_a_server_that_is_not_there_is_said() -> None:
    with (
        closing(Web(f"http://127.0.0.1:{free_port()}/", "wbl", Secret("x"))) as web,
        pytest.raises(ServerTrouble, match="cannot be reached") as trouble,
    ):
        open_calendar(web, web.base)
    assert not trouble.value.unsure


def test_a_server_that_speaks_no_https_is_not_told_the_password(server: FakeCalendar) -> None:
    address = server.url.replace("http:", "https:")
    with (
        closing(Web(checked_address(address), "wbl", Secret("x"))) as web,
        pytest.raises(ServerTrouble, match="does not speak https as it should; nothing was sent"),
    ):
        open_calendar(web, address)
    assert server.asked == []


def test_a_password_is_in_no_text_that_is_made_of_it(web: Web) -> None:
    secret = Secret("canary-4711")
    assert "canary" not in f"{secret} {secret!r} {[secret]} {vars(web)}"


@pytest.mark.parametrize(
    ("address", "told"),
    [
        ("https://Calendar.Example.org", "https://calendar.example.org/"),
        (" https://calendar.example.org:8443/a%20b/ ", "https://calendar.example.org:8443/a%20b/"),
        ("http://localhost:5232/x/", "http://localhost:5232/x/"),
        ("http://[::1]:5232/x/", "http://[::1]:5232/x/"),
        ("http://10.0.0.1/x/", None),
        ("ftp://calendar.example.org/", None),
        ("https://calendar.example.org/a b/", None),
        ("https://calendar.example.org:port/", None),
        ("https://bücher.example.org/", None),
        ("file:///etc/passwd", None),
        ("", None),
    ],
)
def test_only_addresses_that_are_safe_are_used(address: str, told: str | None) -> None:
    if told is not None:
        assert checked_address(address) == told
        return
    with pytest.raises(BadInput):
        checked_address(address)


def test_what_an_entry_says_does_not_depend_on_how_it_is_written() -> None:
    assert content_of(BODY)[:2] == (DIGEST, True)
    head, mark, lines = BODY.partition(b"BEGIN:VEVENT\r\n")
    middle, end, tail = lines.partition(b"END:VEVENT")
    turned = b"".join(line + b"\r\n" for line in reversed(middle.split(b"\r\n")[:-1]))
    later = turned.replace(b"DTSTAMP:2026", b"DTSTAMP:2027").replace(b"SEQUENCE:0", b"SEQUENCE:4")
    assert content_of(head + mark + later + end + tail)[:2] == (DIGEST, True)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (b"LOCATION:Room 1", b"LOCATION:Room 2"),
        (b"T102000", b"T103000"),
        (b"STATUS:CONFIRMED", b"STATUS:CANCELLED"),
        (b"END:VEVENT", b"COMMENT:ours\r\nEND:VEVENT"),
        (b"END:VEVENT", b"BEGIN:VALARM\r\nACTION:DISPLAY\r\nTRIGGER:-PT5M\r\nEND:VALARM\r\nEND:VEVENT"),
        (b"END:VEVENT", b"RRULE:FREQ=DAILY\r\nEND:VEVENT"),
        (b"SUMMARY:", b"SUMMARY;LANGUAGE=en:"),
    ],
)
def test_whatever_somebody_changes_in_an_entry_breaks_its_seal(old: bytes, new: bytes) -> None:
    assert old in BODY
    assert not content_of(BODY.replace(old, new)).sealed


@pytest.mark.parametrize(
    "data", [b"", b"x", b"BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n", b"\xff", BODY + BODY, b"x" * 300_000]
)
def test_what_is_no_single_event_is_nobodys(data: bytes) -> None:
    assert content_of(data) == Content("", False)
