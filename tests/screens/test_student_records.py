"""Looking after students' records by keys: who is here twice becomes one, a mistake is removed, all is taken back."""

from __future__ import annotations

import pytest

from models.operations.records import add_record
from models.queries import reading
from models.workspace import Workspace
from screens.roster import RosterPage
from tests.helpers_pages import app_on, page_of, sees
from tests.helpers_store import book
from tests.helpers_tui import key, running, typed, until
from wbl_tui.app import WblApp


@pytest.fixture
def twice(school: Workspace) -> Workspace:
    """Mia Torres is here again, spelt otherwise and with another grade."""
    fields = {"id": "s9", "given": "Mía", "family": "Torrez", "grade": "11", "classes": "alg"}
    school.write(add_record, "students", fields)
    book(school, "10:20", student="s1")
    return school


def labels(app: WblApp) -> list[str]:
    return [row.label for row in page_of(app, RosterPage).table.rows]


@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
async def test_two_become_one_with_the_likeliest_offered_first(
    twice: Workspace, size: tuple[int, int]
) -> None:
    app = app_on(twice)
    async with running(app, *size):
        await key(app, "end", "up", "K")
        await sees(app, "Look after Mia Torres", "Merge: the same student twice")
        await key(app, "m")
        await sees(app, "Who is Mia Torres too?", "a similar family name")
        await key(app, "enter")
        await sees(app, "Which of the two stays?", "s1: 0 done, 1 booked")
        await key(app, "enter")
        await sees(app, "Which stays, where they differ?", "Family name")
        await key(app, "ctrl+s")
        await sees(app, "Merge student Mía Torrez (s9) into Mia Torres (s1)")
        await key(app, "ctrl+s")
        await sees(app, "Merged student Mía Torrez (s9) into s1: grade taken over.")
        await until(lambda: "Mía Torrez" not in labels(app))
        kept = twice.read(reading.students)["s1"]
        assert (kept.grade, kept.classes) == ("11", ("alg",))
        await key(app, "u")
        await sees(app, "Undid: Merged student")
        await until(lambda: "Mía Torrez" in labels(app))


async def test_the_two_that_are_marked_are_merged(twice: Workspace) -> None:
    app = app_on(twice)
    async with running(app):
        await key(app, "/")
        await typed(app, "mia")
        await key(app, "enter", "space", "space", "K")
        await sees(app, "Look after 2 marked students")
        await key(app, "m")
        await sees(app, "Which of the two stays?")


async def test_all_who_may_be_twice_are_listed(school: Workspace) -> None:
    app = app_on(school)
    async with running(app):
        await key(app, "K", "a")
        await sees(app, "No two students look like one.")
        school.write(add_record, "students", {"id": "s9", "given": "Mia", "family": "Torres"})
        await key(app, "K", "a")
        await sees(app, "1 pair of students may be one", "Mia Torres: the same name")
        await key(app, "enter")
        await sees(app, "Which of the two stays?")
        await key(app, "enter")
        await sees(app, "Merge student Mia Torres (s9) into Mia Torres (s1)")


async def test_a_student_that_came_in_by_mistake_goes_and_one_with_interviews_stays(twice: Workspace) -> None:
    app = app_on(twice)
    async with running(app):
        await key(app, "end", "K", "x")
        await sees(app, "Removed student Mía Torrez")
        await key(app, "u")
        await until(lambda: "Mía Torrez" in labels(app))
        await key(app, "end", "up", "K", "x")
        await sees(app, "Mia Torres cannot be removed: there is 1 interview")
        assert "Mia Torres" in labels(app)
