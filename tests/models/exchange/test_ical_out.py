"""Calendar files byte by byte, over an interview's life, and against hostile text."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import icalendar
import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.errors import BadInput
from models.exchange.ical_event import InviteEvent, Party, Place
from models.exchange.ical_out import feed, invite, web_link
from tests.models.exchange.calendar_help import (
    EVENT,
    instant,
    properties,
    read_lines,
    text,
    utc,
    value,
    values,
)

GOLDEN = Path(__file__).parent / "golden"

MOVED = EVENT._replace(
    sequence=1,
    stamp=utc("2026-10-05 09:00"),
    start=utc("2026-11-24 19:00"),
    end=utc("2026-11-24 19:30"),
    location="Zoë's room; 2nd floor, https://meet.example.org/j/42?pwd=a,b",
    url="https://meet.example.org/j/42?pwd=a,b",
    description="With: Mia, Riverside High School\nHow: video, https://meet.example.org/j/42?pwd=a,b",
    room=Place("Room 12", "room12@riverside.example.org"),
    alarm_minutes=10,
)
CANCELLED = MOVED._replace(sequence=2, stamp=utc("2026-10-06 09:00"), cancelled=True)

VEVENT = [
    "UID",
    "SEQUENCE",
    "CREATED",
    "DTSTAMP",
    "DTSTART",
    "DTEND",
    "SUMMARY",
    "DESCRIPTION",
    "LOCATION",
    "STATUS",
    "TRANSP",
    "ORGANIZER",
]


@pytest.mark.parametrize(
    ("name", "file"),
    [
        ("request", invite(EVENT)),
        ("request_moved", invite(MOVED)),
        ("cancel", invite(CANCELLED)),
        (
            "publish",
            feed([MOVED, EVENT._replace(uid="second@wbl-tui", zone="Africa/Casablanca")], "Interviews"),
        ),
    ],
)
def test_the_bytes_are_the_agreed_ones(name: str, file: bytes) -> None:
    assert file == (GOLDEN / f"{name}.ics").read_bytes()


def test_a_request_carries_what_itip_asks_for_and_nothing_of_the_calendar() -> None:
    file = invite(EVENT)
    assert properties(file, "VCALENDAR") == ["PRODID", "VERSION", "CALSCALE", "METHOD"]
    assert properties(file) == [*VEVENT, "ATTENDEE"]
    (attendee,) = (line for line in read_lines(file) if line.name == "ATTENDEE")
    assert (
        attendee.params
        == 'CN="Dana Whitfield";CUTYPE=INDIVIDUAL;ROLE=REQ-PARTICIPANT;RSVP=TRUE;PARTSTAT=NEEDS-ACTION'
    )
    assert attendee.value == "mailto:dana@whitfield.example.org"
    assert value(file, "ORGANIZER") == "mailto:careers@riverside.example.org"


def test_a_room_with_a_mailbox_is_booked_and_one_without_is_only_named() -> None:
    rooms = [line for line in read_lines(invite(MOVED)) if "CUTYPE=ROOM" in line.params]
    assert [(line.params, line.value) for line in rooms] == [
        ('CN="Room 12";CUTYPE=ROOM;ROLE=NON-PARTICIPANT', "mailto:room12@riverside.example.org")
    ]
    assert b"ROOM" not in invite(EVENT._replace(room=Place("Room 12")))


def test_a_cancellation_is_the_whole_event_without_its_alarm() -> None:
    before, file = invite(MOVED), invite(CANCELLED)
    assert value(file, "METHOD", "VCALENDAR") == "CANCEL"
    assert value(file, "STATUS") == "CANCELLED"
    assert b"VALARM" in before
    assert b"VALARM" not in file
    same = (
        "UID",
        "CREATED",
        "DTSTART",
        "DTEND",
        "SUMMARY",
        "DESCRIPTION",
        "LOCATION",
        "URL",
        "ORGANIZER",
        "ATTENDEE",
    )
    for name in same:
        assert values(file, name) == values(before, name)


def test_a_feed_has_no_attendees_no_alarms_and_is_in_order_of_time() -> None:
    file = feed([MOVED, EVENT._replace(uid="first@wbl-tui")])
    assert value(file, "METHOD", "VCALENDAR") == "PUBLISH"
    assert values(file, "UID") == ["first@wbl-tui", EVENT.uid]
    assert {"ATTENDEE", "ACTION", "X-WR-CALNAME"}.isdisjoint(line.name for line in read_lines(file))


def test_a_feed_describes_each_zone_once_and_before_the_events() -> None:
    events = [EVENT, MOVED, EVENT._replace(uid="z", zone="Europe/London")]
    components = [name for name in feed(events).decode().split("\r\n") if name.startswith("BEGIN:V")]
    assert components == ["BEGIN:VCALENDAR", *["BEGIN:VTIMEZONE"] * 2, *["BEGIN:VEVENT"] * 3]


def test_a_feed_without_an_organizer_leaves_it_out() -> None:
    assert "ORGANIZER" not in properties(feed([EVENT._replace(organizer=Party("", "Riverside"))]))


def test_a_feed_of_nothing_is_refused() -> None:
    with pytest.raises(BadInput, match="no interview with a time"):
        feed([])


@pytest.mark.parametrize(
    ("event", "sentence"),
    [
        (EVENT._replace(organizer=Party("", "R")), "There is no mail address for the organizer"),
        (EVENT._replace(attendees=()), "An invite needs somebody"),
        (
            EVENT._replace(attendees=(Party("dána@example.org", "Dana"),)),
            "The mail address of Dana cannot be used",
        ),
        (EVENT._replace(zone="Mars/Olympus"), "There is no time zone"),
    ],
)
def test_what_no_calendar_would_take_is_refused(event: InviteEvent, sentence: str) -> None:
    with pytest.raises(BadInput, match=sentence):
        invite(event)


def test_a_literal_backslash_n_stays_what_was_typed() -> None:
    typed = r"C:\New folder, \N and \n; done"
    file = invite(EVENT._replace(summary=typed))
    assert value(file, "SUMMARY") == r"C:\\New folder\, \\N and \\n\; done"
    assert text(file, "SUMMARY") == typed
    assert str(icalendar.Calendar.from_ical(file).events[0]["SUMMARY"]) == typed


def test_line_separators_and_controls_do_not_pass() -> None:
    file = invite(
        EVENT._replace(
            summary="a\u2028b\x85c\x00d\x1b[31me\r\nf\u202eg", description="a\u2028b\x85c\x00\r\nd"
        )
    )
    assert text(file, "SUMMARY") == "a b cde fg"
    assert text(file, "DESCRIPTION") == "a\nb\nc\nd"


@pytest.mark.parametrize(
    ("typed", "link"),
    [
        ("https://meet.example.org/j/1?p=a%20b#x", "https://meet.example.org/j/1?p=a%20b#x"),
        ("javascript:alert(1)", ""),
        ("https://meet.example.org/a b", ""),
        ("https://meet.example.org/ä", ""),
        ("meet.example.org", ""),
        ("", ""),
    ],
)
def test_only_a_plain_web_address_stands_where_a_link_is_expected(typed: str, link: str) -> None:
    assert web_link(typed) == link
    assert values(invite(EVENT._replace(url=typed)), "URL") == ([link] if link else [])


@pytest.mark.parametrize(
    ("zone", "start", "local"),
    [
        # Spring 2026 and autumn 2026 in Chicago: the last minute before, the first after, and the doubled hour.
        ("America/Chicago", "2026-03-08 07:30", "20260308T013000"),
        ("America/Chicago", "2026-03-08 08:00", "20260308T030000"),
        ("America/Chicago", "2026-11-01 05:30", "20261101T003000"),
        ("America/Chicago", "2026-11-01 05:50", "20261101T055000Z"),
        ("America/Chicago", "2026-11-01 06:30", "20261101T063000Z"),
        ("America/Chicago", "2026-11-01 07:30", "20261101T073000Z"),
        ("America/Chicago", "2026-11-01 08:00", "20261101T020000"),
        ("Europe/London", "2026-10-25 00:30", "20261025T003000Z"),
        ("Europe/London", "2026-10-25 02:00", "20261025T020000"),
        ("Australia/Sydney", "2026-04-04 15:30", "20260404T153000Z"),
        ("Australia/Sydney", "2026-10-04 01:00", "20261004T120000"),
        ("America/Phoenix", "2026-07-01 17:00", "20260701T170000Z"),
        ("Africa/Casablanca", "2026-07-01 17:00", "20260701T170000Z"),
        ("Asia/Tehran", "2021-06-01 06:30", "20210601T063000Z"),
        ("Asia/Tehran", "2026-06-01 06:30", "20260601T063000Z"),
    ],
)
def test_local_times_are_written_only_where_they_mean_one_instant(zone: str, start: str, local: str) -> None:
    file = invite(EVENT._replace(zone=zone, start=utc(start), end=utc(start) + timedelta(minutes=20)))
    assert value(file, "DTSTART") == local
    assert value(file, "DTEND").endswith("Z") == local.endswith("Z")
    assert (instant(file, "DTSTART"), instant(file, "DTEND")) == (
        utc(start),
        utc(start) + timedelta(minutes=20),
    )


ZONES = st.sampled_from(
    [
        "America/Chicago",
        "America/Phoenix",
        "Europe/London",
        "Australia/Sydney",
        "Australia/Lord_Howe",
        "Asia/Gaza",
    ]
)


@given(st.datetimes(datetime(2024, 1, 1), datetime(2037, 12, 31)), st.integers(5, 120), ZONES)  # noqa: DTZ001
def test_every_reader_finds_the_same_instants(naive: datetime, minutes: int, zone: str) -> None:
    start = naive.replace(second=0, microsecond=0, tzinfo=UTC)
    end = start + timedelta(minutes=minutes)
    file = invite(EVENT._replace(zone=zone, start=start, end=end))
    assert (instant(file, "DTSTART"), instant(file, "DTEND")) == (start, end)
    event = icalendar.Calendar.from_ical(file).events[0]
    assert (event.DTSTART.astimezone(UTC), event.DTEND.astimezone(UTC)) == (start, end)


@given(st.datetimes(datetime(2024, 1, 1), datetime(2037, 12, 31)), ZONES)  # noqa: DTZ001
def test_a_feed_over_years_is_right_for_every_event(naive: datetime, zone: str) -> None:
    first = naive.replace(second=0, microsecond=0, tzinfo=UTC)
    starts = [first + timedelta(days=97 * number) for number in range(8)]
    file = feed(
        EVENT._replace(uid=f"{n}", zone=zone, start=start, end=start + timedelta(minutes=20))
        for n, start in enumerate(starts)
    )
    read = [event.DTSTART.astimezone(UTC) for event in icalendar.Calendar.from_ical(file).events]
    assert read == starts


CONTROLS = (
    "\r\n",
    "\n",
    "\r",
    "\x00",
    "\x1b]52;c;eA==\x07",
    "\x85",
    "\u2028",
    "\u2029",
    "\u202e",
    "\ufeff",
    "\x0b",
    "\x7f",
)
MARKS = (
    "\\N",
    "\\n",
    "\\",
    '"',
    ";",
    ":",
    ",",
    "^n",
    "^'",
    "=",
    "\t",
    " ",
    "é",
    "李",
    "👩\u200d🏫",
    "\ud800",
)
WORDS = ("ATTENDEE:mailto:x@example.org", "END:VEVENT", "BEGIN:VALARM", "RSVP=FALSE", "mailto:", "Mia")
HOSTILE = st.one_of(
    st.text(max_size=300),
    st.lists(st.sampled_from((*CONTROLS, *MARKS, *WORDS)), max_size=40).map("".join),
)


@given(HOSTILE, HOSTILE, HOSTILE, HOSTILE)
def test_whatever_is_typed_a_file_has_the_same_lines(one: str, two: str, three: str, four: str) -> None:
    event = EVENT._replace(
        uid="u" + one,
        summary="s" + two,
        description="d" + three,
        location="l" + four,
        url=one,
        organizer=Party("office@example.org", two),
        attendees=(Party("dana@example.org", three),),
        room=Place(four, "room@example.org"),
        alarm_minutes=5,
    )
    file = invite(event)
    assert [name for name in properties(file) if name != "URL"] == [*VEVENT, "ATTENDEE", "ATTENDEE"]
    assert properties(file, "VALARM") == ["ACTION", "DESCRIPTION", "TRIGGER"]
    assert values(file, "ATTENDEE") == ["mailto:dana@example.org", "mailto:room@example.org"]
    parsed = icalendar.Calendar.from_ical(file).events[0]
    assert parsed.errors == []
    assert str(parsed["SUMMARY"]) == text(file, "SUMMARY")
    assert "\n" not in text(file, "SUMMARY")
    assert properties(feed([event], one), "VEVENT").count("SUMMARY") == 1


def test_a_long_line_is_folded_between_characters() -> None:
    file = invite(EVENT._replace(description="李" * 400, summary="é" * 190))
    assert max(len(line) for line in file.split(b"\r\n")) <= 75
    assert text(file, "DESCRIPTION") == "李" * 400


def test_stamps_are_utc_whatever_zone_they_were_given_in() -> None:
    local = EVENT.stamp.astimezone(ZoneInfo("Asia/Kolkata")).replace(microsecond=999)
    assert value(invite(EVENT._replace(stamp=local)), "DTSTAMP") == "20261002T083000Z"
