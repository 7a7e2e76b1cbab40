"""The quiet rooms as a person uses them: see who has none, give, carry, block, and fill all at once."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

from models.operations.places import block_room
from models.operations.unit import Unit
from models.queries.rooms_day import rooms_facts
from models.tables import rows
from models.workspace import Clock, Workspace
from screens.rooms import RoomsPage
from screens.state.rooms_view import NO_ROOM
from tests.helpers_pages import app_on, page_of, sees
from tests.helpers_store import DAY, at, book, change, interview, make_school
from tests.helpers_tui import HOSTILE, UNSAFE, key, row_texts, running, screen_text, settled, typed, until
from tests.school_store import Size, make_workspace
from wbl_tui.app import WblApp


async def goes_to(app: WblApp, block: str) -> None:
    page = page_of(app, RoomsPage)
    await until(lambda: page.facts is not None)
    assert page.grid.select(block)
    await settled(app)


async def put_down(app: WblApp) -> None:
    await until(lambda: page_of(app, RoomsPage).choice is None)
    await settled(app)


async def test_the_day_in_rooms_with_those_who_have_none_first(school: Workspace) -> None:
    book(school, "09:10")
    lacking = book(school, "10:10", "s2", "k2", room=None)
    app = app_on(school, "rooms")
    async with running(app):
        await sees(app, "Wed 18 Nov 2026 · regular · 2 interviews · ! 1 without a room")
        lines = row_texts(app)
        assert lines[2].strip() == "Free now: Room 2 until 14:55, Room 1 until 09:10."
        assert lines[3].split() == ["!", "No", "room", "Room", "1", "Room", "2"]
        assert lines[4].split() == ["1", "to", "place", "1", "call", "free"]
        assert page_of(app, RoomsPage).grid.selected == lacking
        assert "Wed 18 Nov 10:10–10:30 · no room yet" in screen_text(app)


async def test_a_store_without_rooms_says_what_to_do_first(tmp_path: Path) -> None:
    made = make_workspace(tmp_path / "bare.wbl", Size(2, 2, 0, 0))
    app = app_on(made, "rooms")
    async with running(app):
        await sees(app, "There are no quiet rooms yet")
        await key(app, "r", "m", "a")
        # Assigning all reads the store first; what is pressed meanwhile is answered out of turn.
        await sees(app, "No interview ahead on Wed 18 Nov lacks a room.")
        await key(app, "B", "+", ".", "enter", "z")
        assert "There are no quiet rooms yet: n adds one." in screen_text(app)
        for command in ("B", "b", "e"):
            app.session.say("")
            await until(lambda: not row_texts(app)[-2].strip())
            await key(app, command)
            await until(lambda: row_texts(app)[-2].strip() == "! There are no quiet rooms yet: n adds one.")
    made.close()


async def test_what_each_room_and_minute_costs_is_shown_while_one_is_moved(school: Workspace) -> None:
    ident = book(school, "11:10", room="r2")
    book(school, "10:10", "s2", "k2", room="r1")
    app = app_on(school, "rooms")
    async with running(app, 120, 40):
        page = page_of(app, RoomsPage)
        await goes_to(app, ident)
        await key(app, "m")
        await until(lambda: page.choice is not None and len(page.grid._marks) == 3)
        await settled(app)
        marks = page.grid._marks
        at_ten = {column: f"{marks[column][615].sign} {marks[column][615].words}" for column in marks}
        assert at_ten == {NO_ROOM: "✓ 3 free, last room", "r1": "✗ taken", "r2": "✓ 3 free, last room"}
        assert "✗ taken" in screen_text(app)
        assert "!! Algebra" in screen_text(app)
        await key(app, "escape", "v")
        await until(lambda: page.view.mode == "week" and page.facts is not None and page.facts.week)
        await goes_to(app, ident)
        await key(app, "m")
        await until(lambda: page.choice is not None and DAY.isoformat() in page.grid._marks)
        assert len(page.grid._marks) == 5


async def test_a_room_is_chosen_from_a_list_that_says_why_not(school: Workspace) -> None:
    book(school, "10:10")
    lacking = book(school, "10:10", "s2", "k2", room=None)
    app = app_on(school, "rooms")
    async with running(app):
        await goes_to(app, lacking)
        await key(app, "r")
        await sees(app, "Room for Ben Ode")
        text = screen_text(app)
        assert "free: 4 people, phone, video" in text
        assert "Room 1 is already taken: Mia Torres" in text
        await key(app, "enter")
        await until(lambda: interview(school, lacking).room == "r2")
        await sees(app, "2 interviews")
        await until(lambda: "without a room" not in row_texts(app)[1])


async def test_carrying_between_rooms_and_out_of_them(school: Workspace) -> None:
    ident = book(school, "09:10")
    book(school, "09:10", "s2", "k2", room="r2")
    app = app_on(school, "rooms")
    async with running(app):
        await goes_to(app, ident)
        await key(app, "m", "right")
        await sees(app, "Mia Torres → Wed 18 Nov 09:10–09:30 (20 min), Room 2")
        await sees(app, "✗ Room 2 is already taken: Ben Ode")
        await key(app, "pagedown")
        await sees(app, "✓ Room 2 is free then.")
        await key(app, "enter")
        await sees(app, "Moved Mia Torres")
        await put_down(app)
        assert (interview(school, ident).room, interview(school, ident).start) == ("r2", at("10:10"))
        assert page_of(app, RoomsPage).grid.cursor[0] == "r2"
        await key(app, "m", "left", "left", "left", "enter")
        await sees(app, "Changed Mia Torres")
        await put_down(app)
        assert interview(school, ident).room is None
        assert page_of(app, RoomsPage).grid.cursor[0] == NO_ROOM
        await until(lambda: "without a room" in row_texts(app)[1])


async def test_all_that_lack_a_room_get_one_once_it_is_accepted(school: Workspace) -> None:
    one = book(school, "10:10", room=None)
    other = book(school, "10:10", "s2", "k2", room=None)
    app = app_on(school, "rooms")
    async with running(app):
        await goes_to(app, one)
        await key(app, "a")
        await sees(app, "Quiet rooms for Wed 18 Nov")
        await key(app, "escape")
        await sees(app, "! 2 without a room")
        assert interview(school, one).room is None
        await key(app, "a")
        await sees(app, "Quiet rooms for Wed 18 Nov")
        await sees(app, "Mia Torres: a call with Dr Okafor, 10:10–10:30 on Wed 18 Nov · in Room")
        await sees(app, "1: free then, for 4, phone, video")
        await key(app, "ctrl+s")
        await until(lambda: {interview(school, one).room, interview(school, other).room} == {"r1", "r2"})
        await until(lambda: "without a room" not in row_texts(app)[1])
        await key(app, "a")
        await sees(app, "No interview ahead on Wed 18 Nov lacks a room.")
        await key(app, "u")
        await sees(app, "! 2 without a room")


async def test_what_finds_no_room_says_why(school: Workspace) -> None:
    for student, contact, room in (("s1", "k1", "r1"), ("s2", "k2", "r2")):
        book(school, "10:10", student, contact, room=room)
    change(
        school,
        lambda unit: unit.insert(rows.Contact, "k3", employer="e1", name="Sam Lee", formats=("phone",)),
    )
    book(school, "10:10", "s3", "k3", room=None)
    app = app_on(school, "rooms")
    async with running(app):
        await sees(app, "! 1 without a room")
        await key(app, "a")
        await sees(app, "free 10:10–10:30 on Wed 18 Nov: Room 1 has Mia Torres 10:10–10:30; Room")
        await key(app, "escape")


async def test_a_room_is_blocked_and_freed(school: Workspace) -> None:
    book(school, "09:10")
    app = app_on(school, "rooms")
    page = page_of(app, RoomsPage)
    async with running(app):
        await until(lambda: page.facts is not None)
        page.grid.move_to("r2", 9 * 60)
        await key(app, "B")
        await sees(app, "Block Room 2 on Wed 18 Nov")
        await key(app, "tab", "tab")
        await typed(app, "Exams")
        await key(app, "ctrl+s")
        await sees(app, "╳ Exams")
        facts = school.read(rooms_facts, school.campaign(), DAY)
        [block] = facts.rooms[1].blocks
        assert (block.end - block.start, block.block.why) == (60, "Exams")
        await goes_to(app, f"block:{block.block.id}")
        assert "Room 2 is blocked" in screen_text(app)
        await key(app, "B")
        await until(lambda: "╳ Exams" not in screen_text(app))
        assert school.read(rooms_facts, school.campaign(), DAY).rooms[1].blocks == ()


async def test_closed_hours_are_shaded_with_their_word(school: Workspace) -> None:
    hours = {"weekday": 2, "day": None, "start_minute": 600, "end_minute": 720}
    change(school, lambda unit: unit.insert(rows.RoomHours, "h1", room="r2", **hours))
    school.write(block_room, "r1", at("08:00"), at("09:00"), "Testing")
    app = app_on(school, "rooms")
    async with running(app):
        await sees(app, "closed ···")
        assert "╳ Testing" in screen_text(app)


async def test_days_are_turned_and_closed_days_said(school: Workspace) -> None:
    book(school, "09:10")
    change(
        school,
        lambda unit: unit.insert(rows.SpecialDay, "2026-11-19", closed="Snow", day_type="", rotation=""),
    )
    app = app_on(school, "rooms")
    async with running(app):
        await sees(app, "Wed 18 Nov 2026")
        await key(app, "]")
        await sees(app, "Thu 19 Nov 2026 · Snow")
        await key(app, "]", "]")
        await sees(app, "Mon 23 Nov 2026")
        await key(app, "t")
        await sees(app, "Wed 18 Nov 2026 · regular · 1 interview")


async def test_carrying_to_another_day(school: Workspace) -> None:
    ident = book(school, "09:10")
    app = app_on(school, "rooms")
    async with running(app):
        await goes_to(app, ident)
        await key(app, "m")
        await sees(app, "✓ Clashes with nothing.")
        await key(app, "]")
        await sees(app, "Mia Torres → Thu 19 Nov 09:10–09:30")
        await key(app, "enter")
        await sees(app, "Moved Mia Torres")
        await put_down(app)
        assert interview(school, ident).start == at("09:10", DAY + timedelta(days=1))
        await sees(app, "Thu 19 Nov 2026 · regular · 1 interview")
        assert page_of(app, RoomsPage).grid.selected == ident


async def test_a_block_that_calls_crowd_out_of_sight_is_told_and_freed_where_it_stands(
    school: Workspace,
) -> None:
    school.write(block_room, "r1", at("08:00"), at("11:00"), "Testing")
    ident = book(school, "10:10", room="r2")
    change(school, lambda unit: unit.update(rows.Interview, ident, room="r1"))
    app = app_on(school, "rooms")
    async with running(app):
        await goes_to(app, ident)
        await until(lambda: page_of(app, RoomsPage).grid.cursor[0] == "r1")
        page_of(app, RoomsPage).grid.move_to("r1", 10 * 60 + 45)
        await sees(app, "Room 1 is blocked 08:00–11:00")
        await key(app, "B")
        await until(lambda: school.read(rooms_facts, school.campaign(), DAY).rooms[0].blocks == ())


async def test_the_filter_keeps_blocks_and_those_that_match(school: Workspace) -> None:
    book(school, "09:10")
    book(school, "10:10", "s2", "k2", room="r2")
    school.write(block_room, "r1", at("08:00"), at("08:30"), "Testing")
    app = app_on(school, "rooms")
    async with running(app):
        await sees(app, "Ben Ode")
        await key(app, "/")
        await typed(app, "torres")
        await sees(app, "1 of 2 shown")
        assert "Ben Ode" not in screen_text(app)
        assert "Testing" in screen_text(app)
        await key(app, "escape")
        await sees(app, "Ben Ode")


async def test_many_rooms_scroll_sideways_with_the_cursor(tmp_path: Path) -> None:
    made = make_workspace(tmp_path / "many.wbl", Size(60, 60, 400, 40))
    app = app_on(made, "rooms")
    page = page_of(app, RoomsPage)
    async with running(app):
        await sees(app, "Room 01")
        assert "Room 40" not in screen_text(app)
        page.grid.move_to("r40", 480)
        await sees(app, "Room 40")
        assert "Room 01" not in "".join(row_texts(app)[3:])
        assert all(len(line) <= 80 for line in row_texts(app))
        await key(app, "]")
        await sees(app, "Thu 19 Nov 2026")
        assert page.grid.cursor[0] == "r40"
    made.close()


async def test_few_rooms_spread_over_the_width(school: Workspace) -> None:
    book(school, "09:10")
    app = app_on(school, "rooms")
    async with running(app, 120, 40):
        await sees(app, "Room 2")
        assert row_texts(app)[3].index("Room 2") > 75
        assert "■" not in screen_text(app)


async def test_hostile_names_of_rooms_and_blocks_are_text(school: Workspace) -> None:
    def spoil(unit: object) -> None:
        for number, name in enumerate(HOSTILE):
            unit.insert(rows.Room, f"h{number}", name=name, capacity=1, changeover_minutes=0)  # type: ignore[attr-defined]

    change(school, spoil)
    for number, name in enumerate(HOSTILE):
        school.write(block_room, f"h{number}", at("08:00"), at("09:00"), name)
    app = app_on(school, "rooms")
    page = page_of(app, RoomsPage)
    async with running(app):
        await until(lambda: page.facts is not None)
        for number in range(len(HOSTILE)):
            page.grid.move_to(f"h{number}", 480)
            await settled(app)
            assert not set(screen_text(app).replace("\n", "")) & UNSAFE
        assert "is blocked 08:00–09:00" in screen_text(app)
        await key(app, "enter")
        await sees(app, "Del frees it again.")
        assert not set(screen_text(app).replace("\n", "")) & UNSAFE
        await key(app, "escape")


async def test_it_opens_where_something_is_to_be_done_and_those_without_a_room_stay_at_the_left(
    tmp_path: Path,
) -> None:
    made = make_workspace(tmp_path / "many.wbl", Size(60, 60, 40, 40))
    app = app_on(made, "rooms")
    async with running(app):
        await sees(app, "Room 01")
        await key(app, *["right"] * 40)
        await sees(app, "Room 40")
        assert row_texts(app)[3].split() == [
            "No",
            "room",
            *(w for n in range(36, 41) for w in ("Room", f"{n}")),
        ]
        await key(app, *["left"] * 38)
        await sees(app, "Room 02")
        assert row_texts(app)[3].split()[:4] == ["No", "room", "Room", "02"]
    made.close()


async def test_it_opens_scrolled_to_the_first_one_ahead_without_a_room(tmp_path: Path) -> None:
    made = make_school(tmp_path / "late.wbl")
    book(made, "08:10", "s2", "k2", room=None)
    lacking = book(made, "14:10", room=None)
    late = Workspace(made.path, actor="Ms Rivera", terminal="t2", clock=Clock(at("14:00"), ticks=False))
    app = app_on(late, "rooms")
    async with running(app):
        await sees(app, "▌○ !Mia")
        assert page_of(app, RoomsPage).grid.selected == lacking
        assert page_of(app, RoomsPage).grid.scroll_offset.y > 0
        assert any(line.startswith("14:00▸") for line in row_texts(app))
    late.close()
    made.close()


async def test_two_interviews_swap_rooms_in_one_entry(school: Workspace) -> None:
    one = book(school, "10:10")
    other = book(school, "10:10", "s2", "k2", room="r2")
    book(school, "12:10", "s3", "k2", room="r2")
    app = app_on(school, "rooms")
    async with running(app):
        await goes_to(app, one)
        await key(app, "S")
        await sees(app, "Swap rooms: Mia Torres")
        text = screen_text(app)
        assert "Room 2 · 10:10–10:30 · at the same time" in text
        assert text.index("Ben Ode") < text.index("Ana Petrov")
        await key(app, "enter")
        await sees(app, "✓ Swapped rooms: Mia Torres to Room 2, Ben Ode to Room 1.")
        assert (interview(school, one).room, interview(school, other).room) == ("r2", "r1")
        await until(lambda: page_of(app, RoomsPage).grid.cursor[0] == "r2")
        await key(app, "u")
        await until(lambda: interview(school, one).room == "r1")
        assert interview(school, other).room == "r2"


async def test_rooms_found_are_told_with_what_they_have_and_absences_stay_out_of_it(
    school: Workspace,
) -> None:
    lacking = book(school, "09:10", room=None)
    app = app_on(school, "rooms")
    async with running(app):
        await goes_to(app, lacking)
        await key(app, "a")
        await sees(app, "free then, for")
        await key(app, "ctrl+s")
        await sees(app, " ✓ 1 call has a quiet room now.")


async def test_the_next_day_is_read_and_laid_out_before_it_is_asked_for(school: Workspace) -> None:
    app = app_on(school, "rooms")
    page = page_of(app, RoomsPage)
    async with running(app):
        await until(lambda: page.facts is not None)
        await until(lambda: len({one.key for one in page._shelf.all_at(app.session.stamp) if one.grid}) >= 3)
        await settled(app)
        page.turn()
        page.view = page.view.to(DAY + timedelta(days=1))
        page.turn()
        assert page.facts is not None
        assert page.facts.day == DAY + timedelta(days=1)
        await sees(app, "Thu 19 Nov 2026")


async def test_day_types_are_told_in_words(school: Workspace) -> None:
    def early(unit: Unit) -> None:
        period = {"position": 1, "name": "1", "start_minute": 480, "end_minute": 540, "kind": "period"}
        unit.insert(rows.BellPeriod, "early_release:1", day_type="early_release", **period)
        unit.insert(rows.SpecialDay, "2026-11-18", closed="", day_type="early_release", rotation="")

    change(school, early)
    app = app_on(school, "rooms")
    async with running(app):
        await sees(app, "Wed 18 Nov 2026 · early release · 0 interviews")
        await key(app, "3")
        await sees(app, "early relea…")
