"""Publishing to a real calendar server: what stands there through an interview's life, and what others do to it."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from contextlib import closing
from datetime import date
from pathlib import Path

import pytest

from models.errors import BadInput, Refused, ServerTrouble
from models.exchange.web import Secret
from models.operations import care
from models.operations.booking import NewTime, cancel_interview, move_interview
from models.operations.marking import mark_interview
from models.operations.publishing import connect, plan_publishing, require_settled
from models.operations.restore import restore_at
from models.operations.sending import Sending, record_published
from models.operations.undo import undo
from models.queries.journal import entries
from models.queries.publishing import publishing_facts
from models.rules.publishing import Asked, Publishing
from models.tables.reach_rows import Published
from models.workspace import Workspace
from tests.calendar_server import PASSWORD, USER, CalendarServer, calendar_server, line_of
from tests.helpers_store import at, book, make_school, open_school

SUMMARY, START, PLACE = line_of("SUMMARY"), line_of("DTSTART"), line_of("LOCATION")


@pytest.fixture
def server() -> CalendarServer:
    return calendar_server()


@pytest.fixture
def school(tmp_path: Path) -> Iterator[Workspace]:
    made = make_school(tmp_path / "school.wbl")
    yield made
    made.close()


@pytest.fixture
def staff(server: CalendarServer) -> Publishing:
    return Publishing(calendar=server.new_calendar(), user=USER)


Rows = list[tuple[str, str, str]]


def planned(school: Workspace, settings: Publishing, asked: Asked | None = None) -> Rows:
    """What would be done: action, who and when, why."""
    with closing(connect(settings, Secret(PASSWORD))) as web:
        facts = school.read(publishing_facts, school.campaign())
        plan = plan_publishing(facts, settings, web, school.now(), asked)
    return [(row.action, row.label, row.reason) for row in plan.proposal.rows]


def published(
    school: Workspace,
    settings: Publishing,
    asked: Asked | None = None,
    chosen: Collection[int] | None = None,
) -> list[str]:
    """Do it; the journal's sentences about it."""
    before = school.newest_entry()
    with closing(connect(settings, Secret(PASSWORD))) as web:
        facts = school.read(publishing_facts, school.campaign())
        plan = plan_publishing(facts, settings, web, school.now(), asked)
        sending = Sending(plan, web, chosen)
        over = False
        while not over:
            batch = sending.next()
            assert batch.trouble is None
            school.write(record_published, batch.sent)
            over = batch.over
    return [one.sentence for one in school.read(entries) if one.id > before]


def noted(school: Workspace) -> int:
    """How many events are noted as published."""
    return school.read(lambda db: Published.select().bind(db).count())


def test_a_whole_life_made_moved_room_changed_cancelled(
    school: Workspace, server: CalendarServer, staff: Publishing
) -> None:
    ident = book(school, "10:20")
    assert planned(school, staff) == [("add", "Mia Torres, Wed 18 Nov 10:20", "not on the calendar yet")]
    assert server.hrefs(staff.calendar) == []
    assert published(school, staff) == ["Published to the calendar Staff: 1 new."]
    [first] = server.entries(staff.calendar)
    assert (SUMMARY(first), START(first), PLACE(first)) == (
        "SUMMARY:Informational interview: M. T.",
        "DTSTART;TZID=America/Chicago:20261118T102000",
        "LOCATION:Room 1",
    )
    assert planned(school, staff) == [("same", "Mia Torres, Wed 18 Nov 10:20", "as it should be")]
    assert published(school, staff) == []

    school.write(move_interview, ident, NewTime(start=at("12:00")))
    assert planned(school, staff) == [("change", "Mia Torres, Wed 18 Nov 12:00", "other time")]
    published(school, staff)
    school.write(move_interview, ident, NewTime(room="r2"))
    assert planned(school, staff) == [("change", "Mia Torres, Wed 18 Nov 12:00", "same time, other words")]
    assert published(school, staff) == ["Published to the calendar Staff: 1 changed."]
    [moved] = server.entries(staff.calendar)
    assert START(moved) == "DTSTART;TZID=America/Chicago:20261118T120000"
    assert PLACE(moved) == "LOCATION:Room 2"
    assert line_of("UID")(moved) == line_of("UID")(first)
    assert int(line_of("SEQUENCE")(moved).partition(":")[2]) > int(
        line_of("SEQUENCE")(first).partition(":")[2]
    )

    school.write(cancel_interview, ident, "Snow")
    assert planned(school, staff) == [("remove", "Mia Torres, Wed 18 Nov 12:00", "is off")]
    assert published(school, staff) == ["Published to the calendar Staff: 1 taken out."]
    assert (server.hrefs(staff.calendar), noted(school)) == ([], 0)
    assert planned(school, staff) == []
    school.write(undo)
    published(school, staff)
    assert len(server.hrefs(staff.calendar)) == 1


def test_a_booking_that_was_undone_is_taken_out_though_the_interview_is_gone(
    school: Workspace, server: CalendarServer, staff: Publishing
) -> None:
    ident = book(school, "10:20")
    published(school, staff)
    school.write(undo)
    assert planned(school, staff) == [("remove", f"interview {ident}, Wed 18 Nov 10:20", "is off")]
    published(school, staff)
    assert server.hrefs(staff.calendar) == []


def test_undo_passes_over_what_was_published(school: Workspace, staff: Publishing) -> None:
    book(school, "10:20")
    published(school, staff)
    assert school.write(undo).sentence.startswith("Undid: Booked")
    assert noted(school) == 1


def test_what_others_changed_is_left_alone_until_a_person_asks_for_that_one(
    school: Workspace, server: CalendarServer, staff: Publishing
) -> None:
    ident, other = book(school, "10:20"), book(school, "11:20", "s2", "k2")
    published(school, staff)
    href = next(h for h in server.hrefs(staff.calendar) if b"M. T." in server.ask("GET", h).body)
    assert server.edit(href, "LOCATION:Room 1", "LOCATION:The library").status in (201, 204)
    theirs = server.ask("GET", href).body
    school.write(move_interview, ident, NewTime(start=at("12:00")))
    school.write(move_interview, other, NewTime(start=at("12:20")))
    left = ("skip", "Mia Torres, Wed 18 Nov 12:00", "changed there; left alone")
    assert planned(school, staff) == [left, ("change", "Ben Ode, Wed 18 Nov 12:20", "other time")]
    assert published(school, staff) == ["Published to the calendar Staff: 1 changed."]
    assert server.ask("GET", href).body == theirs
    assert published(school, staff) == []

    asked = Asked(over=(ident,))
    assert planned(school, staff, asked)[0] == (
        "change",
        "Mia Torres, Wed 18 Nov 12:00",
        "ours over others' change",
    )
    published(school, staff, asked)
    assert START(server.ask("GET", href).body.decode()) == "DTSTART;TZID=America/Chicago:20261118T120000"
    assert {action for action, *_ in planned(school, staff)} == {"same"}


def test_an_entry_that_others_changed_stays_when_the_interview_is_off(
    school: Workspace, server: CalendarServer, staff: Publishing
) -> None:
    ident = book(school, "10:20")
    published(school, staff)
    [href] = server.hrefs(staff.calendar)
    server.edit(href, "SUMMARY:Informational", "SUMMARY:Our informational")
    school.write(cancel_interview, ident, "Snow")
    assert [row[0::2] for row in planned(school, staff)] == [("skip", "off, but changed there; left")]
    published(school, staff)
    assert server.hrefs(staff.calendar) == [href]
    published(school, staff, Asked(over=(ident,)))
    assert server.hrefs(staff.calendar) == []


def test_what_others_took_out_is_published_again_only_when_asked(
    school: Workspace, server: CalendarServer, staff: Publishing
) -> None:
    book(school, "10:20")
    published(school, staff)
    [href] = server.hrefs(staff.calendar)
    server.ask("DELETE", href)
    assert [row[0::2] for row in planned(school, staff)] == [("skip", "taken out there; left alone")]
    published(school, staff)
    assert server.hrefs(staff.calendar) == []
    published(school, staff, Asked(again=True))
    assert server.hrefs(staff.calendar) == [href]


def test_foreign_entries_are_neither_listed_nor_touched(
    school: Workspace, server: CalendarServer, staff: Publishing
) -> None:
    foreign = (
        "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//other//EN\r\nBEGIN:VEVENT\r\nUID:concert\r\n"
        "DTSTAMP:20261101T000000Z\r\nDTSTART:20261118T160000Z\r\nDTEND:20261118T170000Z\r\n"
        "SUMMARY:Concert\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"
    )
    href = f"{staff.calendar}concert.ics"
    server.ask("PUT", href, foreign.encode())
    before = server.ask("GET", href)
    ident = book(school, "10:20")
    published(school, staff)
    school.write(cancel_interview, ident, "Snow")
    published(school, staff)
    assert server.ask("GET", href) == before
    assert server.hrefs(staff.calendar) == [href]


def test_an_entry_with_our_uid_from_somebody_else_is_not_doubled_nor_written_over(
    school: Workspace, server: CalendarServer, staff: Publishing
) -> None:
    book(school, "10:20")
    published(school, staff)
    [href] = server.hrefs(staff.calendar)
    imported = server.ask("GET", href).body
    fresh = Publishing(calendar=server.new_calendar("Another"), user=USER)
    server.ask("PUT", f"{fresh.calendar}imported.ics", imported)
    assert published(school, fresh) == []
    assert server.hrefs(fresh.calendar) == [f"{fresh.calendar}imported.ics"]


def test_what_was_published_and_never_noted_is_found_again_and_not_doubled(
    school: Workspace, server: CalendarServer, staff: Publishing
) -> None:
    first, second = book(school, "10:20"), book(school, "11:20", "s2", "k2")
    with closing(connect(staff, Secret(PASSWORD))) as web:
        facts = school.read(publishing_facts, school.campaign())
        plan = plan_publishing(facts, staff, web, school.now())
        assert len(Sending(plan, web).next().sent) == 2
    assert noted(school) == 0
    school.write(move_interview, second, NewTime(start=at("13:00")))
    assert planned(school, staff) == [
        ("change", "Ben Ode, Wed 18 Nov 13:00", "says something older"),
        ("same", "Mia Torres, Wed 18 Nov 10:20", "is there already"),
    ]
    assert published(school, staff) == [
        "Published to the calendar Staff: 1 changed, 1 found there as they should be."
    ]
    assert (len(server.hrefs(staff.calendar)), noted(school)) == (2, 2)
    assert {action for action, *_ in planned(school, staff)} == {"same"}
    assert first != second


def test_two_who_publish_the_same_at_once_make_no_doubles(
    school: Workspace, server: CalendarServer, staff: Publishing
) -> None:
    ident = book(school, "10:20")
    published(school, staff)
    school.write(move_interview, ident, NewTime(start=at("12:00")))
    with closing(connect(staff, Secret(PASSWORD))) as web:
        facts = school.read(publishing_facts, school.campaign())
        plan = plan_publishing(facts, staff, web, school.now())
        published(school, staff)
        [late] = Sending(plan, web).next().sent
    assert (late.put.done, late.put.why) == (False, "changed there by somebody else since; left alone")
    assert [row[0] for row in planned(school, staff)] == ["same"]


def test_rooms_and_classes_have_calendars_of_their_own(school: Workspace, server: CalendarServer) -> None:
    everything, room, algebra = (server.new_calendar(name) for name in ("All", "Room 1", "Algebra"))
    settings = Publishing(everything, USER, rooms=(("r1", room),), classes=(("alg", algebra),))
    ident = book(school, "10:20")
    book(school, "11:20", "s2", "k2")
    assert published(school, settings) == [
        "Published to the calendar All: 2 new, Room 1: 2 new and Algebra: 1 new."
    ]
    school.write(move_interview, ident, NewTime(room="r2"))
    rows = [(action, why) for action, _, why in planned(school, settings) if action != "same"]
    assert rows == [
        ("change", "All: same time, other words"),
        ("remove", "Room 1: is off"),
        ("change", "Algebra: same time, other words"),
    ]
    published(school, settings)
    assert [len(server.hrefs(url)) for url in (everything, room, algebra)] == [2, 1, 1]
    less = settings._replace(classes=())
    with closing(connect(less, Secret(PASSWORD))) as web:
        facts = school.read(publishing_facts, school.campaign())
        plan = plan_publishing(facts, less, web, school.now())
    assert plan.proposal.notes[1:] == (
        f"Entries stay where the settings no longer name a calendar: 1 on {algebra}. Take them out there.",
    )


def test_what_is_over_is_not_published_but_stays_where_it_was(
    school: Workspace, server: CalendarServer, staff: Publishing
) -> None:
    ident = book(school, "10:20")
    book(school, "11:20", "s2", "k2")
    published(school, staff, chosen={0})
    school.write(mark_interview, ident, "student_absent")
    assert [row[0] for row in planned(school, staff)] == ["add"]
    assert len(server.hrefs(staff.calendar)) == 1


def test_a_restored_backup_does_not_forget_what_stands_on_the_calendar(
    school: Workspace, server: CalendarServer, staff: Publishing, tmp_path: Path
) -> None:
    first = book(school, "10:20")
    published(school, staff)
    backup = tmp_path / "monday.wbl"
    school.with_store(care.backup, backup)
    book(school, "11:20", "s2", "k2")
    school.write(move_interview, first, NewTime(start=at("12:00")))
    published(school, staff)
    path = school.path
    school.close()
    restore_at(path, backup)
    with closing(open_school(path)) as again:
        assert noted(again) == 2
        assert [row[0::2] for row in planned(again, staff)] == [
            ("change", "other time"),
            ("remove", "is off"),
        ]
        published(again, staff)
        assert [START(one)[-6:] for one in server.entries(staff.calendar)] == ["102000"]


def test_entries_of_another_campaign_are_left_where_they_are(
    school: Workspace, server: CalendarServer, staff: Publishing
) -> None:
    book(school, "10:20")
    published(school, staff)
    with closing(connect(staff, Secret(PASSWORD))) as web:
        spring = school.campaign()._replace(
            id="c2", first_day=date(2027, 3, 1), last_day=date(2027, 3, 12), name="Spring"
        )
        facts = school.read(publishing_facts, spring)
        assert plan_publishing(facts, staff, web, school.now()).places == ()
    assert len(server.hrefs(staff.calendar)) == 1


@pytest.mark.parametrize(
    ("details", "shown", "hidden"),
    [
        ("names", ("Mia Torres", "Dr Okafor", "Elm Clinic"), ("555 0101", "mia@", "ORGANIZER", "ATTENDEE")),
        ("initials", ("M. T.", "Room 1", "Phone\\, 20 minutes"), ("Mia", "Torres", "Okafor", "Elm", "555")),
        ("busy", ("Informational interview", "Room 1"), ("M. T.", "Mia", "Torres", "Okafor", "Phone", "Elm")),
    ],
)
def test_an_entry_says_no_more_than_was_settled(
    school: Workspace,
    server: CalendarServer,
    staff: Publishing,
    details: str,
    shown: tuple[str, ...],
    hidden: tuple[str, ...],
) -> None:
    book(school, "10:20")
    published(school, staff._replace(details=details))
    [entry] = server.entries(staff.calendar)
    lines = [line for line in entry.splitlines() if not line.startswith(("UID:", "X-WBL-TUI-SEAL:"))]
    text = "\n".join(lines)
    assert [word for word in shown if word not in text] == []
    assert [word for word in hidden if word in text] == []


def test_a_rehearsal_publishes_only_to_this_computer() -> None:
    with pytest.raises(Refused, match="This is a rehearsal"):
        require_settled(Publishing("https://calendar.example.org/staff/"), rehearsal=True)
    assert require_settled(Publishing("http://127.0.0.1:9/x/"), rehearsal=True) == "http://127.0.0.1:9/x/"


@pytest.mark.parametrize(
    ("settings", "told"),
    [
        (Publishing(), "No calendar is settled"),
        (Publishing("http://calendar.example.org/x/"), "is not an https address"),
        (Publishing("https://wbl:secret@calendar.example.org/x/"), "has a name or password in it"),
        (Publishing("https://a.example.org/", rooms=(("r1", "https://b.example.org/"),)), "several servers"),
        (Publishing("https://a.example.org/x", rooms=(("r1", "https://a.example.org/x/"),)), "settled twice"),
        (Publishing("calendar"), "no address of a calendar"),
        (Publishing("https://[::1/x"), "no address of a calendar"),
        (Publishing("https://a.example.org/?x=1"), "has a ? or # in it"),
    ],
)
def test_settings_that_cannot_work_are_one_sentence(settings: Publishing, told: str) -> None:
    with pytest.raises(BadInput) as refused:
        require_settled(settings)
    assert told in refused.value.line
    assert "secret" not in refused.value.line


def test_rooms_and_interviews_that_nobody_knows_are_said(
    school: Workspace, server: CalendarServer, staff: Publishing
) -> None:
    with pytest.raises(BadInput, match="There is no room 'r9', for which a calendar is settled"):
        planned(school, staff._replace(rooms=(("r9", server.new_calendar()),)))
    with pytest.raises(BadInput, match="There is no interview 'i99'"):
        planned(school, staff, Asked(over=("i99",)))


def test_a_wrong_password_and_a_wrong_address_are_said(
    school: Workspace, server: CalendarServer, staff: Publishing
) -> None:
    facts = school.read(publishing_facts, school.campaign())
    with (
        closing(connect(staff, Secret("wrong"))) as web,
        pytest.raises(ServerTrouble, match="does not take this name and password") as refused,
    ):
        plan_publishing(facts, staff, web, school.now())
    assert "wrong" not in refused.value.line
    nowhere = staff._replace(calendar=f"{server.base}/{USER}/")
    with pytest.raises(ServerTrouble, match=r"There is no calendar at .* itself") as found:
        planned(school, nowhere)
    assert "Staff (" in found.value.next_step
    with pytest.raises(ServerTrouble):
        planned(school, staff._replace(calendar=f"{server.base}/other/nothing/"))
