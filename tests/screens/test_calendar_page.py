"""The calendar as a person uses it: look, go about, book, carry, lengthen, cancel, open."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest
from textual import events

from models.operations.booking import NewTime, move_interview
from models.operations.marking import mark_interview
from models.queries.calendar import CalendarFacts, calendar_facts
from models.tables import rows
from models.workspace import Clock, Workspace
from screens.calendar import CalendarPage
from screens.state.calendar_view import CalendarView
from tests.helpers_pages import app_on, page_of, sees
from tests.helpers_store import DAY, at, book, change, interview, make_school
from tests.helpers_tui import HOSTILE, UNSAFE, key, row_texts, running, screen_text, settled, typed, until
from tests.school_store import Size, make_workspace
from wbl_tui.app import WblApp


async def goes_to(app: WblApp, ident: str) -> None:
    page = page_of(app, CalendarPage)
    await until(lambda: page.facts is not None)
    assert page.grid.select(ident)
    await settled(app)


async def test_the_week_stands_against_its_bells(school: Workspace) -> None:
    book(school, "09:10")
    app = app_on(school, "calendar")
    async with running(app):
        await sees(app, "Wed 18 Nov")
        lines = row_texts(app)
        assert lines[1].split() == ["Mon", "16", "Nov", "Tue", "17", "Nov", "▸Wed", "18", "Nov", "Thu", "19", "Nov",
                                    "Fri", "20", "Nov"]  # fmt: skip
        assert lines[2].split() == ["regular", "regular", "regular", "1", "regular", "regular"]
        await sees(app, "○ !Mia Torr")
        assert all(len(line) <= 80 for line in lines)


async def test_the_selected_interview_is_told_in_words(school: Workspace) -> None:
    ident = book(school, "09:10")
    app = app_on(school, "calendar")
    async with running(app):
        await goes_to(app, ident)
        await sees(app, "○ Mia Torres with Dr Okafor, Elm Clinic")
        await sees(app, "Wed 18 Nov 09:10–09:30 · Room 1 · scheduled · absence to request · phone")


async def test_empty_stores_say_what_to_do_first(tmp_path: Path) -> None:
    for size, words in ((Size(0, 0, 0, 0), "No students yet."), (Size(2, 0, 0, 0), "No contacts yet.")):
        made = make_workspace(tmp_path / f"{size.students}.wbl", size)
        app = app_on(made, "calendar")
        async with running(app):
            await sees(app, words)
            for command in ("m", "x", "e", "r", "+", "-", ".", ",", "z"):
                await key(app, command)
            await sees(app, "08:00")
        made.close()


async def test_where_there_is_nobody_nobody_is_shown_alone(tmp_path: Path) -> None:
    made = make_workspace(tmp_path / "bare.wbl", Size(0, 0, 0, 0))
    change(made, lambda unit: unit.delete_where(rows.SchoolClass, rows.SchoolClass.id != ""))
    app = app_on(made, "calendar")
    async with running(app):
        await sees(app, "No students yet.")
        await key(app, "F")
        await sees(app, "There is nobody to show alone yet")
    made.close()


async def test_weeks_and_days_are_turned_and_today_is_found_again(school: Workspace) -> None:
    book(school, "09:10")
    app = app_on(school, "calendar")
    async with running(app):
        await sees(app, "Wed 18 Nov")
        await key(app, "]")
        await sees(app, "Wed 25 Nov")
        await key(app, "v")
        await sees(app, "Two weeks.")
        await key(app, "v")
        await sees(app, "Wed 25 Nov 2026")
        await key(app, "[")
        await sees(app, "Tue 24 Nov 2026")
        await key(app, "t")
        await sees(app, "Wed 18 Nov 2026")
        await sees(app, "1 interview")
        await key(app, "v")
        await sees(app, "Mon 16 Nov")
        assert page_of(app, CalendarPage).grid.cursor[0] == "2026-11-18"


async def test_days_without_school_and_outside_the_window_say_so(school: Workspace) -> None:
    change(
        school,
        lambda unit: unit.insert(rows.SpecialDay, "2026-11-19", closed="Snow", day_type="", rotation=""),
    )
    app = app_on(school, "calendar")
    async with running(app):
        await sees(app, "closed")
        await sees(app, "Snow")
        await key(app, "[")
        await sees(app, "outside the")


async def test_typing_shows_only_what_matches(school: Workspace) -> None:
    book(school, "09:10")
    book(school, "10:10", "s2", "k2", room="r2")
    app = app_on(school, "calendar")
    async with running(app):
        await sees(app, "Ben Ode")
        await key(app, "/")
        await typed(app, "brandt")
        await sees(app, "1 of 2 shown")
        assert "Mia Torres" not in screen_text(app)
        await key(app, "escape")
        await sees(app, "Mia Torres")


async def test_carrying_tells_the_cost_at_every_step_and_enter_saves(school: Workspace) -> None:
    ident = book(school, "09:10")
    book(school, "10:10", "s2", "k1", room="r1")
    app = app_on(school, "calendar")
    async with running(app):
        await goes_to(app, ident)
        await key(app, "m")
        await sees(app, "Mia Torres → Wed 18 Nov 09:10–09:30 (20 min), Room 1")
        await sees(app, "✓ Clashes with nothing.")
        await sees(app, "Misses period 2 Algebra; to be asked for.")
        await key(app, "pagedown")
        await sees(app, "✗ Dr Okafor already has a call with Ben Ode, 10:10–10:30 on Wed 18 Nov, in")
        await sees(app, "! Room 1 cannot have it then; r takes Room 2.")
        await key(app, "up", "up", "up", "up", "left")
        await sees(app, "Mia Torres → Tue 17 Nov 09:50–10:10 (20 min), Room 1")
        await sees(app, "That time is past.")
        await key(app, "right", "right")
        await sees(app, "Mia Torres → Thu 19 Nov 09:50–10:10")
        await sees(app, "✓ Room 1 is free then.")
        await key(app, "enter")
        await sees(app, "Moved Mia Torres")
        await until(lambda: page_of(app, CalendarPage).choice is None)
        await settled(app)
        assert interview(school, ident).start == at("09:50", DAY + timedelta(days=1))
        await until(lambda: page_of(app, CalendarPage).grid.selected == ident)


async def test_esc_leaves_it_where_it_was(school: Workspace) -> None:
    ident = book(school, "09:10")
    before = interview(school, ident)
    app = app_on(school, "calendar")
    async with running(app):
        await goes_to(app, ident)
        await key(app, "m", "down", "down", "n")
        await sees(app, "Enter saves the new place")
        await key(app, "escape")
        await sees(app, "n Book")
        await sees(app, "Mia Torres with Dr Okafor")
    assert interview(school, ident) == before


async def test_nothing_is_taken_back_from_under_what_is_carried(school: Workspace) -> None:
    ident = book(school, "09:10")
    app = app_on(school, "calendar")
    async with running(app):
        await goes_to(app, ident)
        for name in ("u", "ctrl+z", "ctrl+r"):
            await key(app, "m", "down", name)
            await sees(app, "Enter saves the new place")
            await key(app, "escape")
    assert interview(school, ident).state == "scheduled"


async def test_what_was_given_up_before_it_was_read_can_be_taken_up_again_at_once(school: Workspace) -> None:
    ident = book(school, "09:10")
    app = app_on(school, "calendar")
    async with running(app):
        await goes_to(app, ident)
        page = page_of(app, CalendarPage)
        page.lift(ident)
        assert page.put_down()
        assert not page.busy()
        page.lift(ident, longer=5)
        await until(lambda: page.choice is not None)
        await settled(app)
        assert page.choice is not None
        assert (page.choice.minutes, page.grid.carrying) == (25, True)


async def test_a_refusal_offers_free_places_and_the_chosen_one_is_taken(school: Workspace) -> None:
    ident = book(school, "09:10")
    book(school, "10:10", "s2", "k1", room="r1")
    app = app_on(school, "calendar")
    async with running(app):
        await goes_to(app, ident)
        await key(app, "m", "pagedown", "enter")
        await sees(app, "This cannot be")
        text = screen_text(app)
        assert "Ben Ode" in text
        assert text.count("18 Nov") >= 4
        await key(app, "enter")
        await sees(app, "Moved Mia Torres")
        await until(lambda: page_of(app, CalendarPage).choice is None)
        await settled(app)
        moved = interview(school, ident)
        assert moved.start is not None
        assert moved.start != at("09:10")
        await until(lambda: page_of(app, CalendarPage).grid.selected == ident)


async def test_after_booking_the_cursor_is_on_what_was_booked(school: Workspace) -> None:
    book(school, "09:10")
    app = app_on(school, "calendar")
    async with running(app):
        await sees(app, "Mia Torres")
        page_of(app, CalendarPage).grid.move_to("2026-11-19", 600)
        await key(app, "n")
        await sees(app, "Who has the interview?")
        await typed(app, "ode")
        await key(app, "enter")
        await sees(app, "With whom?")
        await key(app, "enter")
        await sees(app, "pointed at: ", "✓ Everybody is free")
        await key(app, "enter")
        await sees(app, "Booked Ben Ode")
        await until(lambda: page_of(app, CalendarPage).card() is not None)
        await sees(app, "○ Ben Ode with", "Thu 19 Nov 10:00")


async def test_a_room_is_given_while_carrying(school: Workspace) -> None:
    ident = book(school, "09:10")
    book(school, "10:10", "s2", "k2", room="r1")
    app = app_on(school, "calendar")
    async with running(app):
        await goes_to(app, ident)
        await key(app, "m", "pagedown")
        await sees(app, "r takes Room 2")
        await key(app, "r")
        await sees(app, "✓ Room 2 is free then.")
        await key(app, "enter")
        await sees(app, "Moved Mia Torres")
        await until(lambda: page_of(app, CalendarPage).choice is None)
        await settled(app)
        assert (interview(school, ident).start, interview(school, ident).room) == (at("10:10"), "r2")


async def test_longer_and_shorter_are_tried_before_they_are_saved(school: Workspace) -> None:
    ident = book(school, "09:10")
    book(school, "09:35", "s2", "k2", room="r1")
    app = app_on(school, "calendar")
    async with running(app):
        await goes_to(app, ident)
        await key(app, "+", "+")
        await sees(app, "09:10–09:40 (30 min)")
        await sees(app, "Room 1 is already taken")
        await key(app, "-")
        await sees(app, "09:10–09:35 (25 min)")
        await sees(app, "✓ Clashes with nothing.")
        await key(app, "enter")
        await sees(app, "Made longer Mia Torres")
        await until(lambda: page_of(app, CalendarPage).choice is None)
        await settled(app)
        assert interview(school, ident).minutes == 25


async def test_carrying_past_friday_goes_on_in_the_next_week(school: Workspace) -> None:
    ident = book(school, "09:10")
    app = app_on(school, "calendar")
    async with running(app):
        await goes_to(app, ident)
        await key(app, "m", "right", "right", "right")
        await sees(app, "Mia Torres → Mon 23 Nov 09:10")
        await sees(app, "Mon 23 Nov ")
        await key(app, "[")
        await sees(app, "Mia Torres → Mon 16 Nov 09:10")
        await key(app, "]", "enter")
        await sees(app, "Moved Mia Torres")
        await until(lambda: page_of(app, CalendarPage).choice is None)
        await settled(app)
        assert interview(school, ident).start == at("09:10", date(2026, 11, 23))


async def test_what_has_begun_is_not_carried(school: Workspace) -> None:
    ident = book(school, "09:10")
    school.write(mark_interview, ident, "in_progress")
    app = app_on(school, "calendar")
    async with running(app):
        await goes_to(app, ident)
        await key(app, "m")
        await sees(app, "✗ An interview that is in progress cannot be moved.")
        assert page_of(app, CalendarPage).choice is None


async def test_cancelling_asks_why_and_undo_brings_it_back(school: Workspace) -> None:
    ident = book(school, "09:10")
    app = app_on(school, "calendar")
    async with running(app):
        await goes_to(app, ident)
        await key(app, "x")
        await sees(app, "Why is the interview cancelled?")
        await typed(app, "Clinic closed")
        await key(app, "enter")
        await sees(app, "✓ Cancelled: Mia Torres")
        assert (interview(school, ident).state, interview(school, ident).because) == (
            "cancelled",
            "Clinic closed",
        )
        await until(lambda: "!Mia" not in screen_text(app))
        await key(app, "u")
        await sees(app, "!Mia Torr")


async def test_opening_shows_everything_and_leads_on(school: Workspace) -> None:
    ident = book(school, "09:10")
    app = app_on(school, "calendar")
    async with running(app):
        await goes_to(app, ident)
        await key(app, "enter")
        await sees(app, "09:10–09:30 on Wed 18 Nov (20 minutes)")
        text = screen_text(app)
        for words in (
            "Dr Okafor",
            "phone: 555 0101",
            "Room 1",
            "Ms Adeyemi",
            "Algebra, Mr Vance: to request",
        ):
            assert words in text
        await key(app, "g")
        await sees(app, "Algebra, Mr Vance: approved by Ms Rivera")
        await key(app, "m")
        await sees(app, "Mia Torres → Wed 18 Nov 09:10")
        await key(app, "escape")
        await sees(app, "absence approved")


async def test_a_requested_interview_gets_a_time(school: Workspace) -> None:
    ident = book(school, None, "s3", "k2")
    app = app_on(school, "calendar")
    page = page_of(app, CalendarPage)
    async with running(app):
        await sees(app, "1 requested without a time: T gives one a time.")
        page.grid.move_to("2026-11-19", 675)
        await key(app, "T")
        await sees(app, "Which one gets a time?")
        await key(app, "enter")
        await sees(app, "Ana Petrov → Thu 19 Nov 11:15–11:35")
        await key(app, "r")
        await sees(app, "is free then.")
        await key(app, "enter")
        await sees(app, "Scheduled Ana Petrov")
        assert interview(school, ident).start == at("11:15", DAY + timedelta(days=1))


async def test_another_program_moves_what_is_selected(school: Workspace) -> None:
    ident = book(school, "09:10")
    app = app_on(school, "calendar")
    async with running(app):
        await goes_to(app, ident)
        school.write(move_interview, ident, NewTime(start=at("11:10")))
        app.session.stamp += 1
        page_of(app, CalendarPage).refresh_if_stale()
        await sees(app, "Wed 18 Nov 11:10–11:30")
        assert page_of(app, CalendarPage).grid.selected == ident


async def test_the_mouse_selects_opens_and_carries(school: Workspace) -> None:
    ident = book(school, "09:10")
    app = app_on(school, "calendar")
    page = page_of(app, CalendarPage)
    async with running(app) as pilot:
        await goes_to(app, ident)
        page.grid.move_to("2026-11-16", 480)
        await settled(app)
        row = next(n for n, line in enumerate(row_texts(app)) if "Mia Torr" in line)
        column = row_texts(app)[row].index("Mia Torr") + 2
        await pilot.click(offset=(column, row))
        assert page.grid.selected == ident
        await pilot.click(offset=(column, row))
        await sees(app, "09:10–09:30 on Wed 18 Nov (20 minutes)")
        await key(app, "escape", "m")
        await sees(app, "✓ Clashes with nothing.")
        await pilot.click(offset=(column, row + 6))
        await sees(app, "Wed 18 Nov 10:")
        await pilot.click(offset=(column, row + 6))
        await sees(app, "Moved Mia Torres")
        await until(lambda: page_of(app, CalendarPage).choice is None)
        await settled(app)
    assert interview(school, ident).start != at("09:10")


async def test_hostile_and_long_names_are_shown_as_text(school: Workspace) -> None:
    def spoil(unit: object) -> None:
        for number, name in enumerate(HOSTILE):
            unit.insert(rows.Student, f"h{number}", given=name, family="X")  # type: ignore[attr-defined]

    change(school, spoil)
    ids = []
    for number in range(len(HOSTILE)):
        day = date(2026, 11, 16 + number % 5)
        done = book(school, None, f"h{number}", "k1")
        school.write(move_interview, done, NewTime(start=at(f"{10 + number // 5}:10", day)))
        ids.append(done)
    app = app_on(school, "calendar")
    async with running(app):
        for ident in ids:
            await goes_to(app, ident)
            text = screen_text(app).replace("\n", "")
            assert not set(text) & UNSAFE
            assert "X with Dr Okafor" in text or "y" * 60 in text
        await key(app, "v", "v")
        await sees(app, " 2026")
        await key(app, "m")
        await sees(app, "Clashes with nothing")
        assert not set(screen_text(app).replace("\n", "")) & UNSAFE


@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
async def test_a_crowd_is_counted_and_every_one_can_be_reached(tmp_path: Path, size: tuple[int, int]) -> None:
    made = make_workspace(tmp_path / "crowd.wbl", Size(60, 60, 300, 30))
    app = app_on(made, "calendar")
    page = page_of(app, CalendarPage)
    async with running(app, *size):
        await until(lambda: page.facts is not None)
        assert any("+2" in line for line in row_texts(app))
        facts = page.facts
        assert isinstance(facts, CalendarFacts)
        monday = [card.id for card in facts.cards if card.day == facts.first]
        page.grid.move_to(facts.first.isoformat(), 0)
        seen = [page.grid.selected]
        for _ in monday[1:]:
            await key(app, ".")
            seen.append(page.grid.selected)
            card = page.card()
            assert card is not None
            await sees(app, f"{card.who[:3]}")
        assert sorted(filter(None, seen)) == sorted(monday)
    made.close()


async def test_no_read_happens_on_the_event_loop(school: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    import threading

    main, inside = threading.get_ident(), []
    plain = calendar_facts

    def watched(*args: object) -> CalendarFacts:
        inside.append(threading.get_ident() == main)
        return plain(*args)  # type: ignore[arg-type]

    monkeypatch.setattr("screens.calendar.calendar_facts", watched)
    app = app_on(school, "calendar")
    async with running(app):
        await key(app, "]")
        await sees(app, "Wed 25 Nov")
    assert inside
    assert not any(inside)


async def test_the_window_may_change_its_size(school: Workspace) -> None:
    ident = book(school, "09:10")
    app = app_on(school, "calendar")
    async with running(app):
        await goes_to(app, ident)
        await key(app, "m")
        app.screen.post_message(events.Resize(app.size, app.size))
        await key(app, "z")
        await sees(app, "Mia Torres → Wed 18 Nov 09:10")
        await key(app, "escape")


@pytest.mark.parametrize("plain", [False, True])
async def test_it_opens_on_the_interview_that_runs_now_and_enter_opens_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, plain: bool
) -> None:
    if plain:
        monkeypatch.setenv("NO_COLOR", "1")
    made = make_school(tmp_path / "now.wbl")
    ident = book(made, "14:10")
    late = Workspace(made.path, actor="Ms Rivera", terminal="t2", clock=Clock(at("14:18"), ticks=False))
    app = app_on(late, "calendar")
    async with running(app):
        await sees(app, "Wed 18 Nov 14:10–14:30 · Room 1")
        assert page_of(app, CalendarPage).grid.selected == ident
        assert [line for line in row_texts(app) if "▌○ Mia" in line]
        assert "n books here" not in screen_text(app)
        await key(app, "enter")
        await sees(app, "14:10–14:30 on Wed 18 Nov (20 minutes)")
    late.close()
    made.close()


async def test_what_was_read_ahead_is_shown_at_once_and_a_day_is_cut_from_its_week(school: Workspace) -> None:
    book(school, "09:10")
    app = app_on(school, "calendar")
    async with running(app):
        page, read = page_of(app, CalendarPage), []
        # Days that were read twice lie there twice.
        await until(lambda: len({leaf.key for leaf in page._shelf.all_at(app.session.stamp)}) >= 3)
        real = page.read_days

        async def told(view: CalendarView) -> CalendarFacts:
            read.append(view.span)
            return await real(view)

        page.read_days = told  # type: ignore[method-assign]
        await key(app, "v", "v")
        await sees(app, "Wed 18 Nov 2026")
        await sees(app, "Mia Torres")
        await key(app, "v", "]")
        await sees(app, "Wed 25 Nov")
        assert date(2026, 11, 18) not in [first for first, _ in read]
        assert (date(2026, 11, 23), date(2026, 11, 29)) not in read
