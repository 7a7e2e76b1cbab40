"""The calendar in lanes: whose column an interview is in, what lies behind, and one person alone."""

from __future__ import annotations

from datetime import date, timedelta

from models.operations.booking import Booking, book_interview
from models.queries.calendar import CalendarFacts, calendar_facts
from models.queries.calendar_lanes import NO_VIEW, Only, Sight, only_one, to_show
from models.queries.month import month_facts
from models.tables import rows
from models.workspace import Workspace
from screens.state.calendar_view import CalendarView, blocks, columns, view_words
from screens.state.grid import Band
from screens.state.lane_columns import (
    column_key,
    day_in,
    ident_in,
    lane_blocks,
    lane_columns,
    lane_in,
)
from screens.state.month_view import bar, load_lines, month_after, month_name, month_span, weeks
from tests.helpers_store import DAY, at, book, change

MONDAY = date(2026, 11, 16)


def seen(school: Workspace, sight: Sight, days: int = 0) -> CalendarFacts:
    return school.read(calendar_facts, school.campaign(), DAY, DAY + timedelta(days=days), sight)


def lanes(school: Workspace, kind: str) -> list[tuple[str, str, str, list[str]]]:
    facts = seen(school, Sight(kind))
    made = [block for some in lane_blocks(facts, kind) for block in some]
    return [
        (one.key, one.label, one.sub, [block.lines[0] for block in made if block.column == one.key])
        for one in lane_columns(facts, DAY, kind)
    ]


def test_keys_hold_day_and_lane() -> None:
    key = column_key(DAY, "s1")
    assert (day_in(key), lane_in(key)) == (DAY, "s1")
    assert (day_in("2026-11-18"), lane_in("2026-11-18"), day_in("")) == (DAY, None, None)
    assert (ident_in("i1\t2"), ident_in("i1"), ident_in(None)) == ("i1", "i1", "")


def test_each_lane_has_what_belongs_to_it(school: Workspace) -> None:
    book(school, "09:10")
    book(school, "10:10", "s2", "k2", room=None)
    assert lanes(school, "student") == [
        ("2026-11-18\ts2", "Ben Ode", "1 call", ["!Lee Brandt"]),
        ("2026-11-18\ts1", "Mia Torres", "1 call", ["!Dr Okafor"]),
    ]
    assert lanes(school, "contact") == [
        ("2026-11-18\tk1", "Dr Okafor", "1 call", ["!Mia Torres"]),
        ("2026-11-18\tk2", "Lee Brandt", "1 call", ["!Ben Ode"]),
    ]
    assert lanes(school, "room") == [
        ("2026-11-18\t", "No room", "1 call", ["!Ben Ode"]),
        ("2026-11-18\tr1", "Room 1", "1 call", ["!Mia Torres"]),
        ("2026-11-18\tr2", "Room 2", "free", []),
    ]
    assert lanes(school, "class") == [
        ("2026-11-18\t", "No class missed", "1 call", ["!Ben Ode"]),
        ("2026-11-18\talg", "Algebra", "1 call", ["!Mia Torres"]),
    ]


def test_several_days_stand_beside_each_other_in_each_lane(school: Workspace) -> None:
    book(school, "09:10")
    facts = seen(school, Sight("student"), days=1)
    assert [(one.label, one.sub, one.brief) for one in lane_columns(facts, DAY, "student")] == [
        ("Mia Torres", "Wed 18 · 1", ("Mia Torres", "We 18 · 1")),
        ("Mia Torres", "Thu 19 · free", ("Mia Torres", "Th 19 free")),
    ]


def test_a_group_is_in_the_lane_of_each_who_takes_part(school: Workspace) -> None:
    asked = Booking(("s2", "s3"), "k1", at("10:10"), format="group_video", room="r1")
    ident = school.write(book_interview, asked).interview_id
    facts = seen(school, Sight("student"))
    found = [(block.key, block.column) for some in lane_blocks(facts, "student") for block in some]
    assert found == [(ident, "2026-11-18\ts2"), (f"{ident}\t1", "2026-11-18\ts3")]


def test_behind_a_student_lie_the_classes_and_behind_a_contact_the_hours(school: Workspace) -> None:
    ident = book(school, "09:10")
    change(
        school,
        lambda unit: unit.insert(
            rows.Availability, "v1", contact="k1", start_at=at("09:00"), end_at=at("12:00")
        ),
    )
    [mia] = lane_columns(seen(school, Sight("student")), DAY, "student")
    assert [band.name for band in mia.bands[:3]] == ["1 free", "2 Algebra", "3 free"]
    [okafor] = lane_columns(seen(school, Sight("contact")), DAY, "contact")
    assert okafor.bands[-2:] == (
        Band(0, 540, "not offered", "closed"),
        Band(720, 1440, "not offered", "closed"),
    )
    only = school.read(only_one, "student", "s1")
    alone = seen(school, Sight("", only))
    assert [card.id for card in alone.cards] == [ident]
    [day] = columns(alone, DAY)
    assert [band.name for band in day.bands[:2]] == ["1 free", "2 Algebra"]


def test_one_alone_is_a_student_a_contact_a_room_or_a_whole_class(school: Workspace) -> None:
    mine, other = book(school, "09:10"), book(school, "10:10", "s2", "k2", room="r2")
    found = {
        (kind, ident): [card.id for card in seen(school, Sight("", school.read(only_one, kind, ident))).cards]
        for kind, ident in (("student", "s2"), ("contact", "k1"), ("room", "r2"), ("class", "alg"))
    }
    assert list(found.values()) == [[other], [mine], [other], [mine]]
    assert school.read(only_one, "class", "alg") == Only("class", "alg", "Algebra", frozenset({"s1"}))
    assert school.read(only_one, "student", "nobody") is None
    assert [one[:3] for one in school.read(to_show, school.campaign())] == [
        ("student", "s3", "Ana Petrov"),
        ("student", "s2", "Ben Ode"),
        ("student", "s1", "Mia Torres"),
        ("contact", "k1", "Dr Okafor"),
        ("contact", "k2", "Lee Brandt"),
        ("room", "r1", "Room 1"),
        ("room", "r2", "Room 2"),
        ("class", "alg", "Algebra"),
    ]


def test_the_way_to_the_workplace_is_around_the_visit_but_not_the_contacts(school: Workspace) -> None:
    change(school, lambda unit: unit.update(rows.Contact, "k1", travel_minutes=30))
    visit = Booking(("s2",), "k1", at("10:00"), minutes=30, format="on_site", place="workplace")
    school.write(book_interview, visit)
    [block] = blocks(seen(school, NO_VIEW))
    assert (block.start, block.end, block.inner) == (570, 660, (600, 630))
    assert block.lines[0].startswith("!S Ben Ode") or block.lines[0].startswith("S Ben Ode")
    [[talk]] = lane_blocks(seen(school, Sight("contact")), "contact")
    assert (talk.start, talk.end, talk.inner) == (600, 630, None)


def test_a_call_from_home_has_its_sign_and_lacks_the_guardian(school: Workspace) -> None:
    school.write(book_interview, Booking(("s2",), "k1", at("10:00"), place="home"))
    [block] = blocks(seen(school, NO_VIEW))
    assert (block.lines[0], block.style) == ("!⌂ Ben Ode with Dr Okafor, from home", "warning")
    assert "guardian not told" in block.lines[1]


def test_views_are_told_in_words() -> None:
    only = Only("student", "s1", "Mia Torres")
    assert view_words(CalendarView(DAY)) == "The week."
    assert view_words(CalendarView(DAY, "fortnight", Sight("contact", only))) == (
        "Two weeks, by contact; only Mia Torres."
    )
    assert CalendarView(DAY, "fortnight").span == (MONDAY, MONDAY + timedelta(days=13))


def test_a_month_counts_each_day(school: Workspace) -> None:
    book(school, "09:10")
    book(school, "10:10", "s2", "k2", room=None)
    school.write(book_interview, Booking(("s3",), "k1", at("13:00"), place="home"))
    first, last = month_span(DAY)
    assert (first, last, month_name(DAY)) == (date(2026, 10, 26), date(2026, 12, 6), "November 2026")
    month = school.read(month_facts, school.campaign(), first, last)
    assert len(weeks(month)) == 6
    [load] = [one for one in month.days if one.plan.day == DAY]
    assert load[1:] == (3, 0, 1, 1, 1)
    assert load.lacking == 3
    assert load_lines(load, month) == (
        ("", "Wed 18 Nov · regular · 3 interviews"),
        ("warn", "! 1 without a room · 1 with an absence open · 1 from home, the guardian not told"),
    )
    assert load_lines(month.days[0], month) == (("", "Mon 26 Oct · outside the window · no interviews"),)
    assert sum(one.calls for one in month.days) == 3


def test_months_follow_each_other_and_bars_are_never_nothing() -> None:
    assert month_after(date(2026, 1, 31), 1) == date(2026, 2, 28)
    assert month_after(date(2026, 1, 5), -1) == date(2025, 12, 5)
    assert month_span(date(2027, 2, 3)) == (date(2027, 2, 1), date(2027, 2, 28))
    assert [bar(many, 16, 4) for many in (0, 1, 8, 16)] == ["", "▎", "██", "████"]
    assert bar(1, 1000, 4) == "▏"
