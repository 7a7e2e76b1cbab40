"""Five readers that share no code find the same instants, people and words in every file, whatever the clock does."""

from __future__ import annotations

import email
import email.policy
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from models.exchange.eml_out import draft
from models.exchange.ical_event import InviteEvent, Party, Place
from models.exchange.ical_out import feed, invite
from models.rules.text import clean, clean_lines
from tests.models.exchange.calendar_help import EVENT, true_onsets
from tests.models.exchange.calendar_readers import (
    READERS,
    Seen,
    read_by_all,
    read_by_its_own_zone,
    with_its_own_zone,
)

ZONES = (
    "America/New_York",
    "America/Phoenix",
    "Europe/Berlin",
    "Asia/Kolkata",
    "Australia/Lord_Howe",
    "Africa/Casablanca",
    "UTC",
)
WEEK, LENGTH = timedelta(days=7), timedelta(minutes=20)


def moments(zone: str) -> list[datetime]:
    """Around each changeover of the year: a week before and after, across it, and the doubled or skipped hour."""
    found = []
    for onset in true_onsets(zone, 2026) or true_onsets("America/New_York", 2026):
        found += [onset - WEEK, onset + WEEK]
        found += [onset + timedelta(minutes=by) for by in (-80, -50, -20, -10, 0, 30, 70)]
    return found


def event_at(zone: str, start: datetime, **changes: object) -> InviteEvent:
    event = EVENT._replace(zone=zone, start=start, end=start + LENGTH)
    return event._replace(**changes)  # type: ignore[arg-type]


def expected(event: InviteEvent, method: str = "") -> Seen:
    invited = tuple(sorted(party.mail for party in event.attendees))
    return Seen(
        method=method or event.method,
        uid=event.uid,
        sequence=event.sequence,
        created=event.created,
        stamp=event.stamp,
        start=event.start,
        end=event.end,
        summary=event.summary,
        description=event.description,
        location=event.location,
        url=event.url,
        status="CANCELLED" if event.cancelled else "CONFIRMED",
        organizer=event.organizer.mail,
        attendees=() if method else invited,
    )


@pytest.mark.parametrize("zone", ZONES)
def test_every_reader_finds_the_same_instants_around_both_changeovers(zone: str) -> None:
    for start in moments(zone):
        event = event_at(zone, start)
        assert read_by_all(invite(event)) == [expected(event)]
        assert read_by_its_own_zone(invite(event)) == [expected(event)]


@pytest.mark.parametrize("zone", ZONES)
def test_a_feed_over_a_year_is_right_for_every_reader(zone: str) -> None:
    events = [event_at(zone, start, uid=f"{number:03}") for number, start in enumerate(sorted(moments(zone)))]
    right = sorted((expected(event, "PUBLISH") for event in events), key=lambda seen: (seen.start, seen.uid))
    assert read_by_all(feed(events, "Interviews")) == right
    assert read_by_its_own_zone(feed(events)) == right


@pytest.mark.parametrize("zone", ZONES)
def test_a_life_of_moves_across_both_changeovers_is_followed_by_every_reader(zone: str) -> None:
    spring, autumn = (true_onsets(zone, 2026) or true_onsets("America/New_York", 2026))[:2]
    made = event_at(zone, spring - WEEK, room=Place("Room 12", "room12@riverside.example.org"))
    steps = [
        made,
        made._replace(start=spring + WEEK, end=spring + WEEK + LENGTH),
        made._replace(start=autumn - WEEK, end=autumn - WEEK + LENGTH),
        made._replace(start=autumn + WEEK, end=autumn + WEEK + LENGTH, location="Room 14"),
        made._replace(start=autumn + WEEK, end=autumn + WEEK + LENGTH, location="Room 14", cancelled=True),
    ]
    for number, step in enumerate(steps):
        event = step._replace(sequence=number, stamp=made.stamp + number * timedelta(days=1))
        people = tuple(sorted(["dana@whitfield.example.org", "room12@riverside.example.org"]))
        right = expected(event)._replace(attendees=people)
        assert read_by_all(invite(event)) == [right]
        assert read_by_its_own_zone(invite(event)) == [right]


def test_the_draft_carries_the_same_file_twice_and_every_reader_reads_it() -> None:
    file = invite(EVENT)
    mail = draft(
        "Dana Whitfield", "dana@whitfield.example.org", EVENT.organizer.mail, "Subject", "Text", file
    )
    message = email.message_from_bytes(mail, policy=email.policy.default)
    parts = {part.get_content_type(): part for part in message.walk()}
    inside, beside = (parts[kind].get_content() for kind in ("text/calendar", "application/ics"))
    inside = inside.encode()
    assert inside == beside == file
    assert parts["text/calendar"].get_param("method") == "REQUEST"
    assert read_by_all(inside) == [expected(EVENT)]


def test_a_zone_of_the_files_own_is_read_by_its_rules_and_not_by_its_name() -> None:
    file = with_its_own_zone(invite(EVENT))
    assert b"TZID=America/Chicago" not in file.replace(b"\r\n ", b"")
    assert [READERS[name](file)[0].start for name in ("icalendar", "ical", "vobject", "rfc")] == [
        EVENT.start
    ] * 4


HOSTILE = (
    "a, b; c: d",
    r"C:\New folder, \N and \n; done",
    "\\",
    "\\\\n",
    "trailing \\",
    "first\u2028second\u2029third\x85fourth",
    "a\x00b\x1b[31mc\x7fd\x08e",
    "BEGIN:VEVENT",
    "END:VEVENT\r\nATTENDEE:mailto:x@example.org",
    'said "hello"; ^n ^^',
    "\ufeffmark",
    "\u202egnirts",
    "x" * 3_000,
    "é" * 190,
    "李" * 100,
    *("a" * n + "👩\u200d🏫🏴\U000e0067\U000e007f" for n in range(55, 70)),
)


@pytest.mark.parametrize("typed", HOSTILE)
def test_hostile_words_are_read_back_by_all_as_they_were_cleaned(typed: str) -> None:
    assert_read_back(typed, typed, typed)


LINKS = st.text("abcXYZ019-._~:/?#[]@!$&'()*+,;=%", max_size=80).map("https://meet.example.org/".__add__)


@settings(max_examples=40, deadline=None)
@given(st.text(max_size=120), st.text(max_size=120), st.one_of(LINKS, st.text(max_size=60)))
def test_any_words_are_read_back_by_all_as_they_were_cleaned(name: str, title: str, link: str) -> None:
    assert_read_back(name, title, link)


def assert_read_back(name: str, title: str, link: str) -> None:
    """Summary, location and description of an invite whose people and places are called so."""
    event = EVENT._replace(
        summary=f"Interview with {name}",
        description=f"With: {name}, {title}\nHow: {link}\n\nEnd",
        location=f"{title}, {link}",
        url=link,
        organizer=Party("office@example.org", name),
        attendees=(Party("dana@example.org", title),),
    )
    words = (clean(event.summary), clean_lines(event.description), clean(event.location, 2_000))
    # One reader takes a typed backslash before an n for a line break; the file is right, see the others.
    misread = ("ics",) if any("\\n" in word or "\\N" in word for word in words) else ()
    for file in (invite(event), feed([event], name)):
        [seen] = read_by_all(file, but=misread)
        assert (seen.summary, seen.description, seen.location) == words
        assert seen.url in (link.strip(), "")
        assert max(len(line) for line in file.split(b"\r\n")) <= 75
        assert file.count(b"\n") == file.count(b"\r\n")


FIRST, LAST = datetime(2024, 1, 1), datetime(2037, 12, 31)  # noqa: DTZ001


@given(st.datetimes(FIRST, LAST), st.integers(5, 240), st.sampled_from(ZONES))
@settings(max_examples=40, deadline=None)
def test_any_instant_of_any_zone_is_read_alike(naive: datetime, minutes: int, zone: str) -> None:
    start = naive.replace(second=0, microsecond=0, tzinfo=UTC)
    event = EVENT._replace(zone=zone, start=start, end=start + timedelta(minutes=minutes))
    assert read_by_all(invite(event)) == [expected(event)]
    assert read_by_its_own_zone(invite(event)) == [expected(event)]
