"""The planner's page as a person uses it: choose how, watch, look, mark, pin, accept, undo."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest

from models.operations.booking import Booking, book_interview, cancel_interview
from models.operations.undo import undo
from models.operations.unit import Unit
from models.planning.score import Weights
from models.queries import reading
from models.tables import rows
from models.workspace import Workspace
from screens.plan import PlanPage
from screens.planning import NO_PLACE, How
from tests.helpers_pages import app_on, page_of, sees
from tests.helpers_store import at, change, make_school, open_school
from tests.helpers_tui import key, running, screen_text, settled, typed, until
from tests.planned_school import know_interests
from wbl_tui.app import WblApp


@pytest.fixture
def school(tmp_path: Path) -> Iterator[Workspace]:
    """Three students want the field of both contacts, and owe three interviews each."""
    made = make_school(tmp_path / "school.wbl")
    made.write(know_interests)
    yield made
    made.close()


async def plans(app: WblApp) -> None:
    """Ask for a plan as the form has it, for one second, and wait for it."""
    page_of(app, PlanPage).how = How(seconds=1)
    await until(lambda: page_of(app, PlanPage).facts is not None)
    await key(app, "p")
    await sees(app, "Seconds at most")
    await key(app, "ctrl+s")
    await until(lambda: page_of(app, PlanPage).draft is not None)
    await settled(app)


async def test_a_page_without_a_plan_says_what_to_press(school: Workspace) -> None:
    app = app_on(school, "plan")
    async with running(app):
        await sees(app, "Nothing is planned yet. Press p to plan what students still owe.")


async def test_a_plan_is_proposed_in_the_calendar_accepted_and_undone(school: Workspace) -> None:
    app = app_on(school, "plan")
    async with running(app):
        await plans(app)
        await sees(app, "Proposed: 6 interviews · 3 students without all they owe", "No plan can place more.")
        await sees(app, "◇", "6 of 9 interviews; nothing is booked yet.")
        assert many(school) == 0
        await key(app, "ctrl+s")
        await sees(app, "Book all of the plan: 6 interviews?", "u takes all of it back.", "n Not yet")
        await key(app, "n")
        await sees(app, "Proposed: 6 interviews", "Ctrl+S Accept")
        assert many(school) == 0
        await key(app, "ctrl+s")
        await sees(app, "n Not yet")
        await key(app, "y")
        await until(lambda: many(school) == 6)
        await sees(app, "All of the plan is accepted.", "Booked 6 interviews of a plan for 3 students")
        await key(app, "u")
        await until(lambda: many(school) == 0)
        await sees(app, "Proposed: 6 interviews · 3 students without all they owe", "◇")
        await key(app, "ctrl+r")
        await sees(app, "All of the plan is accepted.")


async def test_what_another_terminal_takes_back_is_proposed_again(school: Workspace, tmp_path: Path) -> None:
    other = open_school(tmp_path / "school.wbl", actor="Mr Vance")
    app = app_on(school, "plan")
    async with running(app):
        await plans(app)
        await key(app, "tab", "space", "space", "ctrl+s")
        await sees(app, "Proposed: 4 interviews left of 6")
        booked = sorted(other.read(reading.interviews))
        other.write(cancel_interview, booked[0], "ill")
        await sees(app, "Proposed: 5 interviews left of 6")
        other.write(undo, other.newest_entry())
        await sees(app, "Proposed: 4 interviews left of 6")
    other.close()


async def test_only_what_is_marked_is_booked_and_the_rest_stays_proposed(school: Workspace) -> None:
    app = app_on(school, "plan")
    async with running(app):
        await plans(app)
        await key(app, "tab", "space", "space")
        await sees(app, "2 marked", "  + ")
        await key(app, "ctrl+s")
        await until(lambda: many(school) == 2)
        await sees(app, "Proposed: 4 interviews left of 6")
        await key(app, "ctrl+s")
        await sees(app, "Book the rest of the plan: 4 interviews?")
        await key(app, "n")
        assert many(school) == 2
        await key(app, "A")
        await sees(app, "4 marked")
        await key(app, "escape")
        await sees(app, "Proposed: 4 interviews left of 6")
        assert "marked ·" not in screen_text(app)


async def test_what_is_pinned_stays_when_the_rest_is_planned_again(school: Workspace) -> None:
    app = app_on(school, "plan")
    async with running(app):
        await plans(app)
        await key(app, "tab", "down", "down", "asterisk")
        await sees(app, "1 pinned")
        draft = page_of(app, PlanPage).draft
        assert draft is not None
        [held] = draft.pinned_meetings
        await key(app, "p")
        await sees(app, "The one that is pinned stays as it is.", "Search otherwise", flow=True)
        await key(app, "ctrl+s")
        await until(lambda: page_of(app, PlanPage).draft not in (None, draft))
        after = page_of(app, PlanPage).draft
        assert after is not None
        assert [one.interview for one in after.pinned_meetings] == [held.interview]
        assert page_of(app, PlanPage).how.seed == 2


async def test_what_is_pinned_and_taken_by_others_is_told_of_and_hinders_no_plan(school: Workspace) -> None:
    """The first is booked over by somebody else; of the second the contact takes back the hours, which no rule forbids."""
    app = app_on(school, "plan")
    async with running(app):
        await plans(app)
        page = page_of(app, PlanPage)
        draft = page.draft
        assert draft is not None
        taken, *others = (one.interview for one in draft.meetings.values())
        moved = next(
            each for each in others if not {each.contact, *each.students} & {taken.contact, *taken.students}
        )
        there = 1 + others.index(moved)
        page.put(draft.pinned([0, there]))
        [other, *_] = {"s1", "s2", "s3"} - {*taken.students, *moved.students}
        school.write(book_interview, Booking((other,), taken.contact, taken.start))
        change(school, lambda unit: hours_elsewhere(unit, str(moved.contact)))
        await key(app, "p")
        await sees(app, "2 pinned cannot stay any more (✗ says why).", flow=True)
        assert page.draft is not None
        assert {place: why == NO_PLACE for place, why in page.draft.gone.items()} == {0: False, there: True}
        await key(app, "ctrl+s")
        await until(lambda: page.draft is not None and page.draft.plan is not draft.plan)
        await sees(app, "nothing is booked yet")


async def test_the_calendar_is_drawn_when_marks_were_set_in_a_list(school: Workspace) -> None:
    """The grid was given other blocks while it was out of sight."""
    app = app_on(school, "plan")
    async with running(app):
        await plans(app)
        await key(app, "tab", "space", "shift+tab")
        await sees(app, "Wed 18 Nov", "Fri 20 Nov")


async def test_who_found_no_place_is_told_why(school: Workspace) -> None:
    app = app_on(school, "plan")
    async with running(app):
        await plans(app)
        await key(app, "tab", "tab")
        await sees(app, "2 of 3", "No further contact is in these interests")
        await key(app, "enter")
        await sees(app, "Lacks 1 interview", "Gets")
        await key(app, "escape", "tab")
        await sees(
            app, "Goals, the first matters most", "First interviews", "3 of 3. No more could have one."
        )
        await sees(
            app, "6 of 9. No plan can place more.", "All goals as points", "points, and no plan has more than"
        )


async def test_what_no_longer_holds_is_said_row_by_row_and_the_rest_is_booked(school: Workspace) -> None:
    app = app_on(school, "plan")
    async with running(app):
        await plans(app)
        draft = page_of(app, PlanPage).draft
        assert draft is not None
        first = draft.meetings[0].interview
        other = next(one for one in ("s1", "s2", "s3") if one != first.students[0])
        school.write(book_interview, Booking((other,), first.contact, first.start))
        await key(app, "ctrl+s")
        await sees(app, "What still holds of the plan", "no longer hold", "✗ refuse", "Book the other")
        await key(app, "ctrl+s")
        await until(lambda: many(school) > 3)
        await sees(app, "no longer hold")
        assert page_of(app, PlanPage).draft is not None


async def test_a_search_is_stopped_and_keeps_its_best(school: Workspace) -> None:
    school.write(never_proven)
    app = app_on(school, "plan")
    async with running(app):
        await until(lambda: page_of(app, PlanPage).facts is not None)
        await key(app, "p")
        await sees(app, "Seconds at most")
        await key(app, "tab")
        await typed(app, "00")
        await key(app, "ctrl+s")
        await sees(app, "Planning", "Best so far")
        await key(app, "p")
        await sees(app, "A search is under way")
        await key(app, "2")
        await until(lambda: "Dr Okafor" in screen_text(app))
        await key(app, "3", "p", "s")
        await until(lambda: page_of(app, PlanPage).draft is not None)


async def test_leaving_the_program_ends_the_search(school: Workspace) -> None:
    school.write(never_proven)
    app = app_on(school, "plan")
    async with running(app):
        await until(lambda: page_of(app, PlanPage).facts is not None)
        await key(app, "p")
        await sees(app, "Seconds at most")
        await key(app, "tab")
        await typed(app, "00")
        await key(app, "ctrl+s")
        await sees(app, "Best so far")
        search = page_of(app, PlanPage).search
        assert search is not None
    await until(lambda: not Path(f"/proc/{search.pid}").exists() or search.done)


async def test_weights_are_set_in_words(school: Workspace) -> None:
    app = app_on(school, "plan")
    async with running(app):
        await until(lambda: page_of(app, PlanPage).facts is not None)
        await key(app, "p")
        await sees(app, "goals in their order")
        await key(app, "right")
        await sees(app, "weights that I set")
        await key(app, "ctrl+s")
        await sees(
            app, "Interviews and choices gain points", "First interview", "Core missed*", "Contact again*"
        )
        await key(app, "end", *["backspace"] * 6)
        await typed(app, "7")
        await key(app, "ctrl+s")
        await key(app, "s")
        await until(lambda: page_of(app, PlanPage).draft is not None)
        assert page_of(app, PlanPage).how.weights == Weights(firsts=7)
        await key(app, "tab", "tab", "tab")
        await sees(app, "Results, planned by weights")


async def test_the_calendar_opens_the_planner_and_esc_goes_back(school: Workspace) -> None:
    app = app_on(school, "calendar")
    async with running(app):
        await sees(app, "p plans them.")
        await key(app, "p")
        await sees(app, "Seconds at most")
        await key(app, "escape")
        await sees(app, "Nothing is planned yet.")
        await key(app, "escape")
        await sees(app, "p plans them.")


async def test_a_plan_is_put_away_only_when_that_is_meant(school: Workspace) -> None:
    app = app_on(school, "plan")
    async with running(app):
        await plans(app)
        await key(app, "delete", "n")
        assert page_of(app, PlanPage).draft is not None
        await key(app, "delete", "y")
        await sees(app, "Nothing is planned yet.")


async def test_where_nothing_is_owed_nothing_is_searched(school: Workspace) -> None:
    school.write(nothing_owed)
    app = app_on(school, "plan")
    async with running(app):
        await until(lambda: page_of(app, PlanPage).facts is not None)
        await key(app, "p")
        await sees(app, "Nobody owes an interview that is not booked.")
        await key(app, "s", "ctrl+s", "space", "delete")
        await sees(app, "There is no plan to put away.")


def many(workspace: Workspace) -> int:
    return len(workspace.read(reading.interviews))


def nothing_owed(unit: Unit) -> int:
    for student in ("s1", "s2", "s3"):
        unit.update(rows.Student, student, owed=0)
    return unit.say("set", "Nobody owes.")


def hours_elsewhere(unit: Unit, contact: str) -> None:
    """The contact has time on the last day of the window alone, when no school is."""
    start = at("23:00", date(2026, 11, 27))
    unit.insert(
        rows.Availability, "late", contact=contact, start_at=start, end_at=start + timedelta(minutes=30)
    )


def never_proven(unit: Unit) -> int:
    """Eight more students and contacts, so that no search comes to its end by itself."""
    for number in range(4, 40):
        unit.insert(rows.Student, f"s{number}", given="Kai", family=f"Lund {number}", questions_ready=True)
        unit.insert(
            rows.Interest, f"s{number}:1", student=f"s{number}", rank=1, cluster="arts", sub="", words="art"
        )
        unit.insert(rows.Enrolment, f"s{number}:alg", student=f"s{number}", class_id="alg")
    for number in range(3, 12):
        unit.insert(
            rows.Contact, f"k{number}", employer="e1", name=f"Pat Vale {number}", formats=("phone",),
            clusters=("arts",), limit_=5, gap_minutes=7,
        )  # fmt: skip
    return unit.say("set", "More of everybody.")
