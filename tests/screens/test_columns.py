"""Choosing the columns of a list by keys: what is shown, in what order it stands, and that it is kept."""

from __future__ import annotations

from pathlib import Path

import pytest

from models.queries.roster_more import StudentMore, classes_by_student, students_more
from models.workspace import Workspace
from screens.session import Session
from screens.state.columns import Columns
from screens.state.order import Order
from screens.widgets.fact_table import Column
from tests.helpers_pages import app_on, sees
from tests.helpers_tui import key, row_texts, running, screen_text, typed, until
from tests.school_store import Size, count_queries, make_workspace
from wbl_tui.app import WblApp
from wbl_tui.desk import Desk
from wbl_tui.views import load_views, save_views

EVERY = (
    Column("Name", 8, 1),
    Column("Gr", 2),
    Column("Far", 9, from_width=99),
    Column("Id", 4),
    Column("Mail", 9),
)


async def choose(app: WblApp, *titles: str) -> None:
    await key(app, "|")
    await sees(app, "Space marks what is shown")
    for title in titles:
        await typed(app, title)
        await key(app, "tab", *["backspace"] * len(title))
    await key(app, "enter")


def header(app: WblApp) -> str:
    return row_texts(app)[1].partition("│")[0]


def test_usual_columns_until_others_are_chosen() -> None:
    columns = Columns(EVERY, 3)
    assert columns.titles == ("Name", "Gr", "Far")
    assert columns.for_table() == list(EVERY[:3])
    columns.choose(["Mail", "Gr"])
    assert columns.titles == ("Name", "Gr", "Mail")
    assert columns.for_table() == [EVERY[0], EVERY[1], EVERY[4]._replace(keep=True)]
    assert columns.of(("n", "g", "f", "i", "m")) == ("n", "g", "m")
    columns.choose([])
    assert columns.titles == ("Name", "Gr", "Far")


def test_the_order_counts_all_columns_and_ends_with_its_column() -> None:
    columns = Columns(EVERY, 3)
    columns.choose(["Gr", "Mail"])
    assert columns.click(2) == Order(4)
    columns.order = Order(4, backwards=True)
    assert [one.title for one in columns.for_table()] == ["Name", "Gr", "Mail▼"]
    assert columns.next([0, 1, 2]) is None
    assert columns.places(["a", "b"], str, lambda row, column: row) == {"b": 0, "a": 1}
    columns.choose(["Gr"])
    assert columns.order is None


async def test_chosen_columns_are_shown_and_sorted_and_come_back(workspace: Workspace) -> None:
    session = Session(Desk(workspace))
    app = WblApp(session)
    async with running(app):
        await choose(app, "classes", "e-mail")
        await until(lambda: "E-mail" in header(app) and "Classes" in header(app))
        await until(lambda: "Advisory 10" in screen_text(app))
        assert all(len(row) <= 80 for row in row_texts(app))
        for _ in range(5):
            await key(app, ">")
        await until(lambda: "E-mail▲" in header(app) or "Classes▲" in header(app))
    again = Session(Desk(workspace))
    again.views = session.views
    app = WblApp(again)
    async with running(app, 120, 40):
        await until(lambda: "E-mail" in header(app) and "Classes" in header(app))


async def test_space_marks_the_one_that_was_found_by_typing(workspace: Workspace) -> None:
    app = app_on(workspace)
    async with running(app):
        await key(app, "vertical_line")
        await until(lambda: "Space Mark" in " ".join(screen_text(app).split()))
        await typed(app, "next")
        await key(app, "space", "enter")
        await until(lambda: len(app.screen_stack) == 1 and "Next interview" not in header(app))
        await key(app, "vertical_line")
        await typed(app, "a")
        await until(lambda: "Tab Mark" in " ".join(screen_text(app).split()))


async def test_contacts_have_columns_of_their_own(workspace: Workspace) -> None:
    app = app_on(workspace, "employers")
    async with running(app):
        await choose(app, "source")
        await until(lambda: "Source" in header(app))
        await sees(app, "volunteered")


def test_what_further_columns_tell_takes_as_many_queries_for_thousands(tmp_path: Path) -> None:
    counted = []
    for name, size in (("few.db", Size()), ("more.db", Size(300, 60, 400, 10))):
        made = make_workspace(tmp_path / name, size)
        counted += [count_queries(made, students_more), count_queries(made, classes_by_student)]
        assert ("k2", "Maths 10") in made.read(classes_by_student)["s1"]
        assert made.read(students_more)["s1"] == StudentMore(
            "",
            True,
            ("Advisory 10", "Art 10", "Biology 10", "History 10", "Maths 10", "Spanish 10"),
            ("Mr Vance",),
        )
        made.close()
    assert counted == [3, 2, 3, 2]


def test_what_was_chosen_is_kept_in_a_file_of_ones_own(tmp_path: Path) -> None:
    file = tmp_path / "own" / "views.json"
    assert load_views(file) == {}
    save_views(file, {"roster": ("Student", "Gr")})
    assert load_views(file) == {"roster": ("Student", "Gr")}
    assert file.stat().st_mode & 0o077 == 0


@pytest.mark.parametrize("text", ["", "[1]", "{", '{"roster": 3}', "\x00", '{"roster": ' + "[" * 9000])
def test_a_file_that_makes_no_sense_keeps_nothing(tmp_path: Path, text: str) -> None:
    file = tmp_path / "views.json"
    file.write_text(text, encoding="utf-8")
    assert load_views(file) == {}
