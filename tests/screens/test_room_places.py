"""Rooms as places: a week of one, blocked with its calls moved, added, changed, taken away, booked."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from models.operations.records import add_record
from models.operations.reservations import Wanted, give_phone, reserve
from models.queries import reading
from models.queries.place_tables import reservations
from models.queries.school import places
from models.workspace import Workspace
from screens.rooms import RoomsPage
from tests.helpers_pages import app_on, page_of, sees
from tests.helpers_store import DAY, at, book, interview, make_school
from tests.helpers_tui import key, running, settled, typed, until
from tests.screens.test_cut_and_drag import drags, place
from wbl_tui.app import WblApp


@pytest.fixture
def school(tmp_path: Path) -> Iterator[Workspace]:
    made = make_school(tmp_path / "school.wbl")
    made.write(add_record, "places", {"id": "lab", "name": "Lab", "kind": "lab", "capacity": "20"})
    made.write(add_record, "places", {"id": "p1", "name": "Phone 1", "kind": "phone"})
    yield made
    made.close()


async def at_place(app: WblApp, place: str, minute: int) -> RoomsPage:
    page = page_of(app, RoomsPage)
    await until(lambda: page.facts is not None)
    page.grid.move_to(place, minute)
    await settled(app)
    return page


async def test_a_blocked_rooms_calls_move_and_it_says_whom_to_tell(school: Workspace) -> None:
    call = book(school, "10:10")
    app = app_on(school, "rooms")
    async with running(app):
        await at_place(app, "r1", 8 * 60)
        await key(app, "B")
        await sees(app, "Block Room 1 on Wed 18 Nov")
        await key(app, "tab")
        await typed(app, "15:00")
        await key(app, "tab")
        await typed(app, "test")
        await key(app, "ctrl+s")
        await sees(app, "Room 1 cannot be used 08:00–15:00 on Wed 18 Nov")
        await sees(app, "Another room for: Mia Torres (Room 2).")
        await key(app, "escape")
        await sees(app, "Nothing was changed.")
        assert interview(school, call).room == "r1"
        await key(app, "B")
        await sees(app, "Block Room 1")
        await key(app, "tab")
        await typed(app, "15:00")
        await key(app, "ctrl+s")
        await sees(app, "cannot be used")
        await key(app, "ctrl+s")
        await sees(app, "Whom to tell")
        await key(app, "escape")
        await until(lambda: interview(school, call).room == "r2")
        await key(app, "u")
        await until(lambda: interview(school, call).room == "r1")
        assert school.read(reading.rooms)["r1"].blocks == ()


async def test_calls_may_stay_in_a_blocked_room(school: Workspace) -> None:
    call = book(school, "10:10")
    app = app_on(school, "rooms")
    async with running(app):
        await at_place(app, "r1", 10 * 60)
        await key(app, "B")
        await sees(app, "Block Room 1")
        await key(app, "tab", "tab", "tab", "tab", "right", "ctrl+s")
        await sees(app, "╳ Room 1 is blocked 10:00–11:00")
        assert interview(school, call).room == "r1"


async def test_the_week_of_one_room(school: Workspace) -> None:
    call = book(school, "10:10")
    app = app_on(school, "rooms")
    async with running(app):
        page = await at_place(app, "r1", 8 * 60)
        await key(app, "v")
        await sees(app, "Room 1 · Mon 16 Nov to Fri 20 Nov 2026 · 1 interview")
        assert [column.key for column in page.grid.columns] == [f"2026-11-{day}" for day in range(16, 21)]
        assert page.grid.cursor == (DAY.isoformat(), 8 * 60)
        page.grid.select(call)
        await key(app, "m", "right", "enter")
        await until(lambda: interview(school, call).start == at("10:10", DAY + timedelta(days=1)))
        await sees(app, "Moved Mia Torres")
        await until(lambda: page.choice is None and page.grid.cursor[0] == "2026-11-19")
        await settled(app)
        assert interview(school, call).room == "r1"
        await key(app, "]")
        await sees(app, "Room 1 · Mon 23 Nov to Fri 27 Nov 2026 · 0 interviews")
        await key(app, "v")
        await sees(app, "Wed 25 Nov 2026")
        assert page.grid.cursor[0] == "r1"


async def test_a_place_is_added_changed_and_taken_away(school: Workspace) -> None:
    app = app_on(school, "rooms")
    async with running(app):
        await at_place(app, "r1", 8 * 60)
        await key(app, "n")
        await sees(app, "New room")
        await typed(app, "Room 3")
        await key(app, "ctrl+s")
        await until(lambda: "Room 3" in [one.name for one in school.read(reading.rooms).values()])
        await sees(app, "Added place Room 3")
        ident = next(one.id for one in school.read(places).values() if one.name == "Room 3")
        await at_place(app, ident, 8 * 60)
        await key(app, "e")
        await sees(app, "Change Room 3")
        await key(app, *["tab"] * 4)
        await typed(app, "Mon-Fri 09:00/15:00")
        await key(app, "tab")
        await typed(app, "10")
        await key(app, "ctrl+s")
        await until(lambda: len(school.read(reading.rooms)[ident].hours) == 5)
        await sees(app, "Changed Room 3")
        await at_place(app, ident, 8 * 60)
        await key(app, "delete")
        await until(lambda: ident not in school.read(reading.rooms))
        await sees(app, "Removed place Room 3")
        await key(app, "u")
        await until(lambda: ident in school.read(reading.rooms))


async def test_a_class_books_the_lab_and_the_next_hour_is_offered(school: Workspace) -> None:
    app = app_on(school, "rooms")
    async with running(app):
        await at_place(app, "lab", 9 * 60)
        await key(app, "b")
        await sees(app, "Who has Lab?")
        await typed(app, "alg")
        await key(app, "enter")
        await sees(app, "Book Lab on Wed 18 Nov")
        await key(app, "tab", "tab")
        await typed(app, "phone scripts")
        await key(app, "ctrl+s")
        await sees(app, "● Algebra")
        [one] = school.read(reservations)
        assert (one.who, one.what, one.span.start, one.span.end) == (
            "Algebra", "phone scripts", at("09:00"), at("09:55"),
        )  # fmt: skip
        page = await at_place(app, "lab", 9 * 60)
        await sees(app, "Lab is booked by Algebra 09:00–09:55: phone scripts")
        page.grid.move_to("lab", 8 * 60 + 30)
        await key(app, "b")
        await sees(app, "Who has Lab?")
        await typed(app, "torres")
        await key(app, "enter")
        await sees(app, "Book Lab")
        await key(app, "tab")
        await typed(app, "9:10")
        await key(app, "ctrl+s")
        await sees(app, "Lab is booked by Algebra 09:00–09:55")
        await key(app, "enter")
        await until(lambda: len(school.read(reservations)) == 2)
        page = await at_place(app, "lab", 9 * 60)
        await key(app, "delete")
        await until(lambda: [each.who for each in school.read(reservations)] == ["Mia Torres"])


async def test_a_call_takes_a_phone_along(school: Workspace) -> None:
    call = book(school, "10:10")
    app = app_on(school, "rooms")
    page = page_of(app, RoomsPage)
    async with running(app):
        await until(lambda: page.facts is not None)
        page.grid.select(call)
        await key(app, "b")
        await sees(app, "Phone for Mia Torres")
        await sees(app, "free then")
        await key(app, "enter")
        await until(lambda: [one.interview for one in school.read(reservations)] == [call])
        await sees(app, "Booked Phone 1 for Mia Torres")


async def test_no_call_is_carried_into_a_lab_or_a_phone(school: Workspace) -> None:
    call = book(school, "10:10")
    school.write(give_phone, call, "p1")
    school.write(reserve, Wanted("lab", at("08:00"), at("09:00"), class_id="alg"))
    app = app_on(school, "rooms")
    page = page_of(app, RoomsPage)
    async with running(app):
        await until(lambda: page.facts is not None)
        page.grid.select(call)
        await key(app, "m", *["right"] * 6)
        await sees(app, "Room 2")
        assert page.choice is not None
        assert page.choice.room == "r2"
        assert page.placed(page.choice, "lab", 600).room == "r2"
        await key(app, "escape")


async def test_a_stretch_drawn_with_the_mouse_is_blocked(school: Workspace) -> None:
    app = app_on(school, "rooms")
    async with running(app):
        page = await at_place(app, "r1", 8 * 60)
        await drags(app, place(page.grid, "r1", 9 * 60), place(page.grid, "r1", 10 * 60 + 30))
        await sees(app, "Block Room 1 on Wed 18 Nov")
        await key(app, "ctrl+s")
        await until(lambda: len(school.read(reading.rooms)["r1"].blocks) == 1)
        [block] = school.read(reading.rooms)["r1"].blocks
        assert (block.span.start, block.span.end) == (at("09:00"), at("10:45"))


async def test_a_call_is_dragged_into_another_room(school: Workspace) -> None:
    call = book(school, "10:10")
    app = app_on(school, "rooms")
    async with running(app):
        page = await at_place(app, "r1", 8 * 60)
        await drags(app, place(page.grid, "r1", 615), place(page.grid, "r2", 615))
        await until(lambda: interview(school, call).room == "r2")
        await sees(app, "Changed Mia Torres")
        assert interview(school, call).start == at("10:10")
