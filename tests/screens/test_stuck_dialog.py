"""Helping stuck students as a person does it: look, hold, log, call with the script, book, read; and claims by key."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from models.operations.claims import claim_contact
from models.operations.pool import log_outreach
from models.operations.records import set_record
from models.queries.claims import holders
from models.queries.reading import interviews, outreach
from models.rules.facts import Outreach
from models.tables.store import Store
from models.workspace import Clock, Workspace
from screens.dialogs.stuck import StuckDialog
from tests.helpers_pages import app_on, sees
from tests.helpers_store import NOW, make_school
from tests.helpers_tui import HOSTILE, UNSAFE, key, running, screen_text, settled, typed, until
from wbl_tui.app import WblApp

LATER = NOW + timedelta(days=7)


@pytest.fixture
def school(tmp_path: Path) -> Iterator[Workspace]:
    """A week later: Mia, Ben and Ana have nobody; Dr Okafor is in Mia's field."""
    made = make_school(tmp_path / "school.wbl")
    made.write(
        set_record, "students", "s1", {"interests": "Healthcare & Human Services", "share_name": "yes"}
    )
    made.write(
        set_record,
        "contacts",
        "k1",
        {"clusters": "Healthcare & Human Services", "limit": "1", "title": "Nurse"},
    )
    made.clock = Clock(LATER, ticks=False)
    yield made
    made.close()


async def opened(app: WblApp) -> StuckDialog:
    await key(app, "N")
    await until(lambda: isinstance(app.screen, StuckDialog))
    await settled(app)
    assert isinstance(app.screen, StuckDialog)
    return app.screen


def held(school: Workspace) -> dict[str, list[str]]:
    found = school.read(holders, school.campaign(), school.now())
    return {contact: [one.student for one in those] for contact, those in found.items()}


def rename(school: Workspace, student: str, contact: str, name: str) -> None:
    def change(store: Store) -> None:
        store.db.execute_sql("UPDATE student SET family = ?, given = ? WHERE id = ?", (name, name, student))
        store.db.execute_sql("UPDATE contact SET name = ?, title = ? WHERE id = ?", (name, name, contact))

    school.with_store(change)


def logged(school: Workspace) -> list[Outreach]:
    return list(school.read(outreach))


@pytest.mark.parametrize(("width", "height"), [(80, 24), (120, 40)])
async def test_the_list_says_how_long_and_whom_to_ask(school: Workspace, width: int, height: int) -> None:
    app = app_on(school)
    async with running(app, width, height):
        dialog = await opened(app)
        assert [one.id for one in dialog.stuck.rows] == ["s2", "s3", "s1"]
        await key(app, "end")
        await sees(app, "Nurse, Elm Clinic: Healthcare & Human Services")
        text = screen_text(app)
        for words in (
            "3 students without an interview for 7 days, or after 3 tries",
            "Torres, Mia", "none yet", "✓ Wed 25 Nov 08:00–08:55",
            "H Hold", "P Phone script", "Esc Close",
        ):  # fmt: skip
            assert words in text


async def test_one_key_holds_the_best_contact_and_the_next_student_is_under_the_cursor(
    school: Workspace,
) -> None:
    app = app_on(school)
    async with running(app):
        await opened(app)
        await key(app, "down", "down")
        await sees(app, "Dr Okafor, Nurse")
        await key(app, "H")
        await sees(app, "Mia Torres holds Dr Okafor until Wed 2 Dec.")
        await until(lambda: isinstance(app.screen, StuckDialog) and len(app.screen.stuck.rows) == 2)
        assert isinstance(app.screen, StuckDialog)
        assert app.screen.stuck.cursor_key == "s3"
        await key(app, "u")
        await until(lambda: isinstance(app.screen, StuckDialog) and len(app.screen.stuck.rows) == 3)
    assert held(school) == {}


async def test_outreach_is_logged_for_the_student_with_the_next_step(school: Workspace) -> None:
    app = app_on(school)
    async with running(app):
        await opened(app)
        await key(app, "down", "down")
        await sees(app, "Dr Okafor, Nurse")
        await key(app, "o")
        await sees(app, "Outreach to Dr Okafor for Mia Torres")
        await key(app, "x")
        await sees(app, "Noted outreach to Dr Okafor: call, no answer. Next:")
    [made] = logged(school)
    assert (made.student, made.contact, made.outcome, made.next_action) == (
        "s1", "k1", "no answer", "call again",
    )  # fmt: skip


async def test_the_script_is_on_the_screen_and_a_key_logs_the_call(school: Workspace) -> None:
    app = app_on(school)
    async with running(app):
        await opened(app)
        await key(app, "down", "down")
        await sees(app, "Dr Okafor, Nurse")
        await key(app, "P")
        await sees(app, "Mia Torres calls Dr Okafor")
        await sees(app, '"My name is Mia, and I am a student at Elm High."')
        await key(app, "end")
        await sees(app, "Thank you for your time.")
        await sees(app, "r Wrong number")
        await key(app, "m")
        await sees(app, "Noted outreach to Dr Okafor: call, left a message.")
    assert [(one.student, one.outcome) for one in logged(school)] == [("s1", "left a message")]


async def test_enter_reads_the_student_or_the_contact_and_comes_back(school: Workspace) -> None:
    app = app_on(school)
    async with running(app):
        await opened(app)
        await key(app, "down", "down")
        await sees(app, "Dr Okafor, Nurse")
        await key(app, "enter")
        await sees(app, "─ Mia Torres ─")
        await key(app, "escape")
        await until(lambda: isinstance(app.screen, StuckDialog))
        await sees(app, "Dr Okafor, Nurse")
        await key(app, "tab", "enter")
        await sees(app, "─ Dr Okafor ─")
        await key(app, "escape")
        await until(lambda: isinstance(app.screen, StuckDialog))
        await key(app, "escape")
        await until(lambda: app.screen is app.page("roster"))


async def test_booking_from_there_takes_the_student_off_the_list(school: Workspace) -> None:
    app = app_on(school)
    async with running(app):
        await opened(app)
        await key(app, "down", "down")
        await sees(app, "Dr Okafor, Nurse")
        await key(app, "b")
        await sees(app, "Everybody is free")
        await key(app, "enter")
        await until(lambda: isinstance(app.screen, StuckDialog) and len(app.screen.stuck.rows) == 2)
    [made] = school.read(interviews).values()
    assert (made.students, made.contact) == (("s1",), "k1")


async def test_when_nobody_is_stuck_that_is_said(school: Workspace) -> None:
    school.clock = Clock(NOW, ticks=False)
    app = app_on(school)
    async with running(app):
        await key(app, "N")
        await sees(app, "No students without an interview for 7 days, or after 3 tries")
        await sees(app, "Nobody is stuck, or not for that long yet.")
        await key(app, "H", "b", "enter")
        await key(app, "e")
        await sees(app, "When is a student stuck?")
        await key(app, "backspace", "0", "ctrl+s")
        await until(lambda: isinstance(app.screen, StuckDialog) and len(app.screen.stuck.rows) == 3)


async def test_hostile_names_break_nothing(school: Workspace) -> None:
    for n, name in enumerate(HOSTILE):
        if name:
            rename(school, f"s{1 + n % 3}", f"k{1 + n % 2}", name)
            app = app_on(school)
            async with running(app):
                dialog = await opened(app)
                await until(lambda dialog=dialog: dialog.free.rows)  # type: ignore[misc]
                assert not UNSAFE.intersection(screen_text(app).replace("\n", ""))
                await key(app, "P")
                await sees(app, "Wrong number")
                assert not UNSAFE.intersection(screen_text(app).replace("\n", ""))


async def test_a_claim_is_extended_given_up_and_taken_over_by_key(school: Workspace) -> None:
    school.write(claim_contact, "k1", "s1")
    app = app_on(school)
    async with running(app):
        await key(app, "down", "down", "H")
        await sees(app, "Whom is Mia Torres to hold?")
        await sees(app, "⚑ held for this student until Wed 2 Dec")
        await key(app, "enter")
        await sees(app, "Mia Torres holds Dr Okafor until Wed 2 Dec")
        await key(app, "e")
        await sees(app, "Mia Torres holds Dr Okafor until Wed 9 Dec.")
        await key(app, "up", "up", "H")
        await sees(app, "Whom is Ben Ode to hold?")
        await typed(app, "okafor")
        await key(app, "enter")
        await sees(app, "Dr Okafor is held by Mia T. until Wed 9 Dec")
        await key(app, "b")
        await sees(app, "no room left")
        await key(app, "t")
        await sees(app, "Why does Ben Ode take over?")
        await typed(app, "his aunt")
        await key(app, "enter")
        await sees(app, "Ben Ode holds Dr Okafor until Wed 2 Dec")
    assert held(school) == {"k1": ["s2"]}


async def test_a_contact_is_held_for_a_student_from_the_employers(school: Workspace) -> None:
    app = app_on(school, "employers")
    async with running(app):
        await key(app, "H")
        await sees(app, "Who is to hold Dr Okafor?")
        await typed(app, "Mia")
        await key(app, "enter")
        await sees(app, "Mia Torres holds Dr Okafor until Wed 2 Dec.")
    assert held(school) == {"k1": ["s1"]}


async def test_outreach_from_the_roster_offers_those_held_first(school: Workspace) -> None:
    school.write(claim_contact, "k2", "s1")
    app = app_on(school)
    async with running(app):
        await key(app, "down", "down", "o")
        await sees(app, "Whom did Mia Torres try to reach?")
        await key(app, "enter")
        await sees(app, "Outreach to Lee Brandt for Mia Torres")
        await key(app, "w")
        await sees(app, "What was said")
        await sees(app, "Mia Torres")
        await key(app, "ctrl+s")
        await sees(app, "Noted outreach to Lee Brandt: call, reached.")
    assert [(one.student, one.contact) for one in logged(school)] == [("s1", "k2")]


async def test_what_counts_as_stuck_can_be_changed(school: Workspace) -> None:
    app = app_on(school)
    async with running(app):
        await opened(app)
        await key(app, "e")
        await sees(app, "When is a student stuck?")
        await key(app, "backspace", "6", "ctrl+s")
        await sees(app, "3 students without an interview for 6 days, or after 3 tries")


async def test_what_the_student_tried_before_is_said_where_a_contact_is_chosen(school: Workspace) -> None:
    school.write(log_outreach, "k2", how="phone", outcome="said no", student="s1")
    app = app_on(school)
    async with running(app, 120, 40):
        await key(app, "down", "down", "o")
        await sees(app, "✗ call, said no Wed 25 Nov · ")


async def test_whoever_books_sees_who_holds_the_contact(school: Workspace) -> None:
    school.write(set_record, "contacts", "k1", {"limit": "2"})
    school.write(claim_contact, "k1", "s2")
    app = app_on(school)
    async with running(app, 120, 40):
        await key(app, "down", "down", "c")
        await sees(app, "1 left · ⚑ held by Ben O.")
        await key(app, "enter")
        await sees(app, "⚑ held by Ben O. until Wed 2 Dec", flow=True)
        await sees(app, "Everybody is free")


async def test_typing_filters_the_students_and_esc_shows_all_again(school: Workspace) -> None:
    app = app_on(school)
    async with running(app):
        dialog = await opened(app)
        await key(app, "/")
        await typed(app, "mia")
        await until(lambda: [one.id for one in dialog.stuck.rows] == ["s1"])
        await key(app, "enter")
        await sees(app, "Dr Okafor, Nurse")
        await key(app, "escape")
        await until(lambda: len(dialog.stuck.rows) == 3)
        assert app.screen is dialog
        await key(app, "escape")
        await until(lambda: app.screen is app.page("roster"))


async def test_the_list_says_who_holds_whom_until_when(school: Workspace) -> None:
    school.write(set_record, "contacts", "k1", {"limit": "2"})
    school.write(claim_contact, "k1", "s2")
    app = app_on(school, "employers")
    async with running(app):
        await sees(app, "⚑ Ben O. 2 Dec")
    async with running(app_on(school, "employers"), 120, 40) as pilot:
        await until(lambda: "⚑ held by Ben O. until" in screen_text(pilot.app))


async def test_the_list_is_written_to_a_file_as_the_filter_left_it(school: Workspace, tmp_path: Path) -> None:
    school.write(log_outreach, "k1", student="s2", how="phone", outcome="left a message", at=NOW)
    target = tmp_path / "stuck.csv"
    app = app_on(school)
    async with running(app):
        await opened(app)
        await key(app, "/")
        await typed(app, "ben")
        await key(app, "enter", "X")
        await sees(app, "what the list shows: 1 student ")
        await key(app, "tab", "home", "ctrl+k")
        await typed(app, str(target))
        await key(app, "ctrl+s")
        await until(lambda: isinstance(app.screen, StuckDialog))
        await sees(app, "Wrote 1 row to")
    [columns, row] = csv.reader(target.read_text(encoding="utf-8-sig").splitlines())
    assert columns[:4] == ["Id", "Family name", "Given name", "Grade"]
    assert row[:3] == ["s2", "Ode", "Ben"]
    assert row[4:] == [
        "7", "1", "3", "0", "", "2026-11-18 07:30", "Dr Okafor", "left a message", "America/Chicago",
    ]  # fmt: skip
