"""One record over the whole screen: its tabs, its keys, and that what is done there is for it alone."""

from __future__ import annotations

import pytest

from models.operations.records import add_record
from models.operations.removing import remove_record
from models.queries import reading
from models.queries.public import numbers_of
from models.tables import rows
from models.workspace import Workspace
from screens.dialogs.record import RecordDialog
from tests.helpers_pages import app_on, sees
from tests.helpers_store import change
from tests.helpers_tui import HOSTILE, UNSAFE, key, row_texts, running, screen_text, settled, typed, until
from wbl_tui.app import WblApp


def tabs(app: WblApp) -> str:
    return row_texts(app)[1].strip("│ ")


@pytest.mark.parametrize(("width", "height"), [(80, 24), (120, 40)])
async def test_tabs_are_turned_both_ways_and_wrap(workspace: Workspace, width: int, height: int) -> None:
    app = app_on(workspace)
    async with running(app, width, height):
        await key(app, "enter")
        await sees(app, "[Overview] Interviews  Outreach  Interests  History")
        for press, heading in (
            ("right", "Mon 23 Nov 08:00–08:20"),
            ("tab", "Outreach"),
            ("l", "Contacts who match"),
            ("]", "History"),
        ):
            await key(app, press)
            await sees(app, heading)
        assert "[History]" in tabs(app)
        await key(app, "right")
        await until(lambda: "[Overview]" in tabs(app))
        await key(app, "shift+tab", "h", "left", "[")
        await until(lambda: "[Interviews]" in tabs(app))
        await key(app, "escape")
        await sees(app, "Next interview")


async def test_a_tab_is_opened_by_a_click(workspace: Workspace) -> None:
    app = app_on(workspace)
    async with running(app) as pilot:
        await key(app, "enter")
        await sees(app, "[Overview]")
        await pilot.click("TabBar", offset=(14, 0))
        await until(lambda: "[Interviews]" in tabs(app))


async def test_what_is_done_there_is_for_it_alone_whatever_is_marked(workspace: Workspace) -> None:
    app = app_on(workspace)
    async with running(app):
        await key(app, "down", "space", "space", "home", "enter")
        await sees(app, "─ Ida Berg 10 ─")
        await key(app, "d")
        await sees(app, "✓ Ida Berg 10: questions ready.")
        await key(app, "e")
        await sees(app, "Change Ida Berg 10")
        await key(app, "escape")
        await sees(app, "[Overview]")
        await key(app, "u")
        await sees(app, "Undid")
        assert not workspace.read(reading.students)["s10"].questions_ready
        assert isinstance(app.screen, RecordDialog)


async def test_a_change_shows_at_once_and_also_where_the_filter_no_longer_finds_it(
    workspace: Workspace,
) -> None:
    app = app_on(workspace)
    async with running(app):
        await key(app, "/")
        await typed(app, "questions not ready")
        await key(app, "enter", "home", "enter")
        await sees(app, "! Questions not ready")
        await key(app, "d")
        await until(lambda: "! Questions not ready" not in screen_text(app))
        await key(app, "d")
        await sees(app, "! Questions not ready")


async def test_the_record_before_and_the_next_one_keep_the_tab(workspace: Workspace) -> None:
    app = app_on(workspace)
    async with running(app):
        await key(app, "enter", "right", ".")
        await sees(app, "─ Tom Berg 21 ─")
        await until(lambda: "[Interviews]" in tabs(app))
        await key(app, ",")
        await sees(app, "─ Ida Berg 10 ─")
        await key(app, ",", "escape")
        await until(lambda: row_texts(app)[2].startswith("▌"))


async def test_what_is_missing_at_the_end_is_reached_by_scrolling(workspace: Workspace) -> None:
    app = app_on(workspace)
    async with running(app):
        await key(app, "enter")
        await sees(app, "Classes")
        await sees(app, "more lines (↓)")
        await key(app, "end")
        await sees(app, "Name to employer")
        await key(app, "home")
        await sees(app, "more lines (↓)")
        await key(app, "down", "pagedown", "pageup", "up")
        await sees(app, "more lines (↓)")


async def test_whoever_is_a_number_in_the_hallway_has_it_on_the_record(school: Workspace) -> None:
    change(school, lambda unit: unit.update(rows.Student, "s2", share_name=False))
    number = school.read(numbers_of)["s2"]
    app = app_on(school)
    async with running(app, 120, 40):
        await sees(app, "Ben Ode")
        await key(app, "enter", "end")
        await sees(app, "─ Ben Ode ─", "In the hallway", f"No. {number} instead of the name")
        await key(app, ".", "end")
        await sees(app, "─ Ana Petrov ─", "Name to employer")
        assert "In the hallway" not in screen_text(app)


async def test_its_keys_are_told_and_one_can_be_chosen(workspace: Workspace) -> None:
    app = app_on(workspace)
    async with running(app):
        await key(app, "enter", "?")
        await sees(app, "Keys on a record")
        await typed(app, "practice")
        await key(app, "enter")
        await sees(app, "practice")
        await until(lambda: isinstance(app.screen, RecordDialog))


async def test_a_record_that_somebody_removes_meanwhile_is_closed_with_a_word(workspace: Workspace) -> None:
    workspace.write(add_record, "students", {"id": "z9", "given": "Zed", "family": "Aaron"})
    app = app_on(workspace)
    async with running(app):
        await key(app, "/")
        await typed(app, "aaron")
        await key(app, "enter", "enter")
        await sees(app, "─ Zed Aaron ─")
        workspace.write(remove_record, "students", "z9")
        app.session.stamp += 1
        app.session.on_stale()
        await sees(app, "Zed Aaron is no longer here.")
        await until(lambda: not isinstance(app.screen, RecordDialog))


async def test_those_who_match_a_contact_are_looked_for_when_their_tab_is_opened(
    workspace: Workspace,
) -> None:
    app = app_on(workspace, "employers")
    async with running(app):
        await key(app, "enter")
        await sees(app, "[Overview] Interviews  Outreach  Offers  Matches  History")
        await key(app, "left", "left")
        await until(lambda: "[Matches]" in tabs(app))
        await until(lambda: "to find)" in screen_text(app) or "Nobody" in screen_text(app))


@pytest.mark.parametrize("name", [name for name in HOSTILE if name])
async def test_a_hostile_name_does_no_harm(workspace: Workspace, name: str) -> None:
    workspace.with_store(
        lambda store: store.db.execute_sql(
            "UPDATE student SET given = ?, family = ? WHERE id = 's10'", (name, name)
        )
    )
    app = app_on(workspace)
    async with running(app):
        await key(app, "enter", "right", "left")
        await settled(app)
        assert not UNSAFE & set("".join(row_texts(app)))
