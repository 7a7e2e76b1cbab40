"""The roster as a person uses it: look, filter, open, change, toggle, book."""

from __future__ import annotations

from pathlib import Path

import pytest

from models.queries.roster import roster
from models.tables.store import Store
from models.workspace import Workspace
from screens.roster import TOP, RosterPage
from screens.widgets.fact_table import FactTable
from tests.helpers_pages import app_on, page_of, sees
from tests.helpers_tui import HOSTILE, UNSAFE, key, row_texts, running, screen_text, settled, typed, until
from tests.school_store import Size, make_workspace


def rename(workspace: Workspace, ident: str, name: str) -> None:
    def change(store: Store) -> None:
        store.db.execute_sql(
            "UPDATE student SET given = ?, family = ?, grade = ? WHERE id = ?", (name, name, name, ident)
        )

    workspace.with_store(change)


async def test_the_list_says_who_has_what_and_what_is_missing(workspace: Workspace) -> None:
    app = app_on(workspace)
    async with running(app):
        rows = row_texts(app)
        assert rows[1].split() == ["Student", "Gr", "Has", "Next", "interview", "Readiness"]
        assert "▌ Berg 10, Ida" in rows[2]
        assert "3 of 3 Mon 23 Nov 08:00 ! 2 missing: confirmation" in rows[2]
        assert all(len(row) <= 80 for row in rows)


async def test_a_wide_screen_shows_the_student_beside_the_list(workspace: Workspace) -> None:
    app = app_on(workspace)
    async with running(app, 120, 40):
        await sees(app, "Contacts who match")
        text = screen_text(app)
        assert "│ Ida Berg 10" in text
        assert "! Questions not ready" in text
        await key(app, "down")
        await sees(app, "│ Tom Berg 21")


async def test_an_empty_roster_says_what_to_do_first(tmp_path: Path) -> None:
    made = make_workspace(tmp_path / "empty.db", Size(0, 0, 0, 0))
    app = app_on(made)
    async with running(app):
        text = screen_text(app)
        assert "No students yet." in text
        assert "Press n to add one, or Ctrl+O to bring in a roster." in text
        for command in ("enter", "e", "b", "c", "p", "d", "I"):
            app.session.say("", "")
            await key(app, command)
            await until(
                lambda: (
                    app.session.message.text
                    == "There is nobody here yet: n adds a student, Ctrl+O brings in a file."
                )
            )
        await sees(app, "No students yet.")
    made.close()


async def test_typing_filters_by_name_interest_and_what_is_missing(workspace: Workspace) -> None:
    app = app_on(workspace)
    page = page_of(app, RosterPage)
    async with running(app):
        await key(app, "/")
        await typed(app, "ZOE quinn")
        await until(lambda: [row.label for row in page.table.rows] == ["Zoë Quinn 22"])
        await key(app, "escape")
        await until(lambda: len(page.table.rows) == 25)
        await key(app, "/")
        await typed(app, "practice not")
        await until(lambda: 0 < len(page.table.rows) < 25)
        assert all("practice" in [code for code, _ in row.missing] for row in page.table.rows)
        await key(app, "escape", "/")
        await typed(app, "class:maths-10")
        await until(lambda: 0 < len(page.table.rows) < 25)
        assert {row.grade for row in page.table.rows} == {"10"}
        await typed(app, " nothinglikethis")
        await sees(app, "Nothing matches what you typed.")


async def test_enter_opens_everything_about_the_student(workspace: Workspace) -> None:
    app = app_on(workspace)
    async with running(app, 80, 24):
        await key(app, "enter")
        await sees(app, "Ida Berg 10 ─")
        text = screen_text(app)
        assert "1 done, 2 booked, of 3 owed" in text
        assert "! Questions not ready" in text
        await key(app, "right")
        await sees(app, "Mon 23 Nov 08:00–08:20")
        await key(app, "d")
        await sees(app, "✓ Ida Berg 10: questions ready.")
    found = {row.id: row for row in workspace.read(roster, workspace.campaign())}
    assert found["s10"].questions_ready


async def test_toggles_take_all_marked_in_one_entry_of_the_journal(workspace: Workspace) -> None:
    app = app_on(workspace)
    before = workspace.newest_entry()
    async with running(app):
        await key(app, "space", "space", "p")
        await until(lambda: workspace.newest_entry() == before + 1)
        await sees(app, "practice done")
        await key(app, "u")
        await until(lambda: workspace.newest_entry() == before + 2)


async def test_a_student_is_added_with_interests_as_a_file_has_them(workspace: Workspace) -> None:
    app = app_on(workspace)
    async with running(app):
        await key(app, "n")
        await sees(app, "New student")
        await typed(app, "Lena")
        await key(app, "tab")
        await typed(app, "Aalto")
        await key(app, "tab", "tab", "tab")
        await typed(app, "nurse; Arts")
        await key(app, "ctrl+s")
        await sees(app, "Aalto, Lena")
    found = {row.label: row for row in workspace.read(roster, workspace.campaign())}["Lena Aalto"]
    assert [one.words for one in found.interests] == ["nurse", "Arts"]
    assert found.interests[0].cluster == "healthcare-human-services"


async def test_what_cannot_be_saved_is_said_and_not_lost(workspace: Workspace) -> None:
    app = app_on(workspace)
    async with running(app):
        await key(app, "n")
        await sees(app, "New student")
        await key(app, "ctrl+s")
        await sees(app, "A student needs a name.")
        await typed(app, "Lena")
        for _ in range(12):
            await key(app, "tab")
        await typed(app, "s1")
        await key(app, "ctrl+s")
        await sees(app, "There is a student 's1' already.", "Lena")


async def test_only_what_was_changed_is_saved(workspace: Workspace) -> None:
    app = app_on(workspace)
    async with running(app):
        await key(app, "e")
        await sees(app, "Change Ida Berg 10")
        await key(app, "ctrl+s")
        await sees(app, "Nothing was changed.")
        await key(app, "e")
        await sees(app, "Change Ida Berg 10")
        await key(app, "tab", "tab")
        await typed(app, "Idis")
        await key(app, "ctrl+s")
        await sees(app, "preferred none → Idis")


async def test_matching_contacts_come_with_the_reason_and_lead_to_a_booking(workspace: Workspace) -> None:
    app = app_on(workspace)
    async with running(app):
        await key(app, "c")
        await sees(app, "Contacts for Ida Berg 10")
        await sees(app, "third choice: Digital")
        await key(app, "enter")
        await sees(app, "Everybody is free")
        await key(app, "enter")
        await sees(app, "Booked Ida Berg 10")


async def test_matches_are_one_key_from_everything_about_a_student(workspace: Workspace) -> None:
    app = app_on(workspace)
    async with running(app):
        await key(app, "enter")
        await sees(app, "c Matches")
        await sees(app, "Esc Close")
        await key(app, "c")
        await sees(app, "Contacts for Ida Berg 10")
        await sees(app, "no limit · third choice: ")


async def test_hostile_names_are_shown_as_text(workspace: Workspace) -> None:
    for number, name in enumerate(HOSTILE):
        rename(workspace, f"s{number + 1}", name)
    app = app_on(workspace)
    async with running(app, 120, 40):
        for _ in range(25):
            await key(app, "down")
        await settled(app)
        assert not UNSAFE & set(screen_text(app).replace("\n", ""))
        for name in ("[/]", "[@click=app.quit]x[/]"):
            await key(app, "/")
            await typed(app, name)
            await key(app, "enter", "enter")
            await sees(app, "Esc Close")
            await key(app, "escape", "escape")
    assert app.return_code in (0, None)


async def test_a_click_opens_the_student_under_the_cursor(workspace: Workspace) -> None:
    app = app_on(workspace)
    async with running(app) as pilot:
        await pilot.click("#list", offset=(5, 3))
        assert page_of(app, RosterPage).table.cursor_key == "s15"
        await pilot.click("#list", offset=(5, 3))
        await sees(app, "Esc Close")


async def test_one_of_the_students_interviews_is_opened(workspace: Workspace) -> None:
    app = app_on(workspace)
    async with running(app):
        await key(app, "I")
        await sees(app, "Interviews of Ida Berg 10")
        await key(app, "down", "enter")
        await sees(app, "Ida Berg 10 with Dana Whitfield 3")


async def test_the_list_is_put_in_order_by_key_and_by_a_click_on_a_title(workspace: Workspace) -> None:
    app = app_on(workspace)
    async with running(app) as pilot:
        usual = row_texts(app)[2]
        for title in ("Student▲", "Gr▲", "Has▲", "Next interview▲", "Readiness▲"):
            await key(app, ">")
            await sees(app, title)
        await key(app, ">")
        await until(lambda: row_texts(app)[2] == usual)
        await key(app, "<")
        await until(lambda: "Student▼" in row_texts(app)[1])
        assert row_texts(app)[2].startswith("▌ Torres 23, Ravi")
        await pilot.click(FactTable, offset=(3, 0))
        await until(lambda: row_texts(app)[2] == usual)


@pytest.mark.parametrize(("keys", "place"), [(("down", "down"), 2), (("end",), -1)])
async def test_a_long_list_comes_up_by_its_beginning_and_is_whole_a_moment_later(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, keys: tuple[str, ...], place: int
) -> None:
    monkeypatch.setattr("screens.roster.PAUSE", 3600.0)
    made = make_workspace(tmp_path / "long.db", Size(students=TOP + 80))
    whole = [row.id for row in made.read(roster, made.campaign())]
    app = app_on(made)
    async with running(app):
        page = page_of(app, RosterPage)
        assert [row.id for row in page.table.rows] == whole[:TOP]
        await key(app, *keys)
        page.read_on()
        await until(lambda: len(page.table.rows) == len(whole))
        assert [row.id for row in page.table.rows] == whole
        assert page.table.cursor_key == whole[place]
    made.close()


async def test_a_short_list_asks_the_store_as_often_as_a_long_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("screens.roster.PAUSE", 0.01)
    counted = [await reads_of_opening(tmp_path, students) for students in (25, TOP, TOP + 80)]
    assert len(set(counted)) == 1, counted


async def reads_of_opening(folder: Path, students: int) -> int:
    made = make_workspace(folder / f"{students}.db", Size(students=students))
    seen: list[str] = []
    made.with_store(lambda store: store.db.connection().set_trace_callback(seen.append))
    app = app_on(made)
    async with running(app):
        page = page_of(app, RosterPage)
        await until(lambda: page.whole and len(page.table.rows) == students)
        await settled(app)
    made.close()
    asked = [line for line in seen if line.startswith(("SELECT", "WITH"))]
    return sum("journal" not in line for line in asked)  # Looking for news by others has its own pace.
