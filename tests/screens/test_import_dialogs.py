"""Finding a file and saying what its columns mean, by keys alone."""

from __future__ import annotations

import os
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from textual.screen import Screen

from models.exchange.folders import look_into
from models.exchange.table_in import counter_of
from models.exchange.tables import Table, read_table
from models.rules.facts import Proposal, ProposalRow
from screens.dialogs.choose import Choice, ChooseDialog
from screens.dialogs.likely import LikelyDialog
from screens.dialogs.mapping import Mapped, MappingDialog
from screens.dialogs.menu import Item, MenuDialog
from screens.dialogs.pick_file import PickFileDialog
from screens.dialogs.progress import ProgressDialog, Steps
from screens.dialogs.proposal import ProposalDialog
from tests.helpers_tui import flowing, key, running, screen_text, typed, until
from tests.screens.fake_desk import CAMPAIGN, NOW, FakeWorkspace, app_with, some_people
from wbl_tui.app import WblApp


@asynccontextmanager
async def asking(dialog: Screen[Any], width: int = 80) -> AsyncIterator[tuple[WblApp, list[Any]]]:
    """The dialog over a page, and the answers it gives."""
    app = app_with(FakeWorkspace(people=some_people(3)))
    answers: list[Any] = []
    async with running(app, width):
        app.push_screen(dialog, answers.append)
        await until(lambda: app.screen is dialog and "Esc" in screen_text(app))
        yield app, answers


@pytest.fixture(name="folder")
def _folder(tmp_path: Path) -> Path:
    (tmp_path / "older").mkdir()
    (tmp_path / "older" / "spring.csv").write_text("x")
    for name, days in (("roster.csv", 0), ("contacts.xlsx", 3), ("notes.docx", 1)):
        path = tmp_path / name
        path.write_text("x")
        when = (NOW - timedelta(days=days)).timestamp()
        os.utime(path, (when, when))
    return tmp_path


def picker(folder: Path, wrong: str = "") -> PickFileDialog:
    from zoneinfo import ZoneInfo

    return PickFileDialog("Import a file", look_into(folder), ZoneInfo(CAMPAIGN.zone), NOW, wrong)


async def test_the_newest_file_is_one_enter_away(folder: Path) -> None:
    async with asking(picker(folder)) as (app, answers):
        shown = screen_text(app)
        assert "roster.csv" in shown
        assert "table, today 10:42" in shown
        assert "spreadsheet, Sat 28 Feb" in shown
        assert "1 other file is not shown" in flowing(app)
        assert "notes.docx" not in shown
        await key(app, "enter")
        await until(lambda: answers)
    assert answers == [folder / "roster.csv"]


async def test_letters_find_folders_are_entered_and_left_again(folder: Path) -> None:
    async with asking(picker(folder)) as (app, answers):
        await typed(app, "old")
        await key(app, "enter")
        await until(lambda: "spring.csv" in screen_text(app))
        await key(app, "left")
        await until(lambda: "contacts.xlsx" in screen_text(app))
        await key(app, "enter")  # the cursor is on the folder that was left
        await until(lambda: "spring.csv" in screen_text(app))
        await key(app, "enter")
        await until(lambda: answers)
    assert answers == [folder / "older" / "spring.csv"]


async def test_a_path_can_be_typed_and_a_wrong_one_is_said(folder: Path) -> None:
    async with asking(picker(folder)) as (app, answers):
        await typed(app, "older/nothing.csv")
        await key(app, "enter")
        await until(lambda: "There is no file 'nothing.csv' there" in screen_text(app))
        await key(app, *["backspace"] * len("nothing.csv"))
        await typed(app, "spring.csv")
        await key(app, "enter")
        await until(lambda: answers)
    assert answers == [folder / "older" / "spring.csv"]


async def test_an_unpacked_roster_can_be_taken_as_a_whole(folder: Path) -> None:
    (folder / "users.csv").write_text("x")
    async with asking(picker(folder, "That one was empty.")) as (app, answers):
        assert "That one was empty." in screen_text(app)
        assert "This folder as a whole" in screen_text(app)
        await typed(app, "whole")
        await key(app, "enter")
        await until(lambda: answers)
    assert answers == [folder]


def table(text: str, kind: str = "students") -> Table:
    return read_table(text, "roster.csv", counter_of(kind, {}))


ROSTER = (
    "Student Number,Nm1,Last Name,DOB,Note\n007,Mia,Torres,2009-01-01,likes bees\n008,Ben,Ode,2009-02-02,\n"
)


async def test_what_is_understood_is_shown_with_values_and_what_is_never_kept_without() -> None:
    async with asking(MappingDialog("roster.csv", table(ROSTER), "students", {})) as (app, _):
        shown = screen_text(app)
        assert "✓ School's id" in shown
        assert "007, 008" in shown
        assert "⊘ never kept" in shown
        assert "2009" not in shown
        assert "likes bees" in shown


async def test_a_column_is_given_its_meaning_by_a_person() -> None:
    async with asking(MappingDialog("roster.csv", table(ROSTER), "students", {})) as (app, answers):
        await key(app, "home", "down", "enter")
        await until(lambda: "What does the column 'Nm1' hold?" in screen_text(app))
        await typed(app, "given name")
        await key(app, "enter")
        await until(lambda: "✓ Given name" in screen_text(app))
        await key(app, "ctrl+s")
        await until(lambda: answers)
    assert answers == [Mapped("students", {"given": "Nm1"})]


async def test_a_column_can_be_left_out_and_all_put_back_as_found() -> None:
    async with asking(MappingDialog("roster.csv", table(ROSTER), "students", {})) as (app, answers):
        await key(app, "home", "minus")
        await until(lambda: "✓ School's id" not in screen_text(app))
        await key(app, "ctrl+r")
        await until(lambda: "✓ School's id" in screen_text(app))
        await key(app, "minus", "ctrl+s")
        await until(lambda: answers)
    assert answers == [Mapped("students", {"id": ""})]


async def test_what_is_needed_has_to_be_there_before_going_on() -> None:
    rooms = table("Where,Seats\nRoom 12,4\n", "rooms")
    async with asking(MappingDialog("rooms.csv", rooms, "students", {})) as (app, answers):
        await key(app, "ctrl+s")
        assert "a column for Given name or Family name is needed" in flowing(app)
        await key(app, "tab")
        await until(lambda: "holds …" in screen_text(app))
        await typed(app, "quiet")
        await key(app, "enter")
        await until(lambda: "To import quiet rooms, a column for Name is needed" in flowing(app))
        await key(app, "home", "enter")
        await until(lambda: "What does the column 'Where' hold?" in screen_text(app))
        await typed(app, "name")
        await key(app, "enter")
        await until(lambda: "✓ Name" in screen_text(app))
        await key(app, "ctrl+s")
        await until(lambda: answers)
    assert answers == [Mapped("rooms", {"name": "Where"})]


async def test_progress_tells_the_step_and_esc_asks_the_work_to_stop() -> None:
    steps = Steps("Checking the rows")
    steps.watch(1_200, 2_400)
    async with asking(ProgressDialog("Import roster.csv", steps)) as (app, _):
        await until(lambda: "50% 1,200 of 2,400" in screen_text(app))
        await key(app, "escape")
        await until(lambda: "Stopping" in screen_text(app))
        assert steps.stopped


def doubtful(number: int, label: str, *likely: tuple[str, str, str]) -> ProposalRow:
    return ProposalRow("skip", "student", "", label, "", ("roster.csv", number, ""), None, {}, likely)


WHO = Proposal(
    "import",
    "Import students from roster.csv",
    (
        doubtful(2, "Jon Smyth", ("007", "John Smith", "sounds alike"), ("009", "Joan Smith", "alike")),
        ProposalRow("add", "student", "s1", "Ada Moss", "", ("roster.csv", 3, ""), None, {}),
        doubtful(4, "Mike Reed", ("012", "Michael Reed", "Mike is Michael")),
        doubtful(5, "Eva Wood", ("013", "Eve Wood", "one letter")),
    ),
)


async def test_who_is_who_is_settled_in_a_key_each() -> None:
    async with asking(LikelyDialog(WHO)) as (app, answers):
        await until(lambda: "3 rows of the file may be somebody who is here already" in flowing(app))
        await until(lambda: "Jon Smyth, row 2 · John Smith (007) (or 1 more): sounds alike" in flowing(app))
        await key(app, "enter")
        await until(lambda: "Jon Smyth in the file is" in screen_text(app))
        await typed(app, "joan")
        await key(app, "enter")
        await until(lambda: "= Joan Smith" in screen_text(app))
        await key(app, "n")
        await until(lambda: "+ somebody new" in screen_text(app))
        await until(lambda: "? left out" in screen_text(app))
        await key(app, "s", "ctrl+s")
        await until(lambda: answers)
    assert answers == [{0: "009", 2: "", 3: "013"}]


async def test_columns_without_names_are_shown_with_what_they_seem_to_hold() -> None:
    text = "Mia,Torres,10,mia.torres@example.org\nBo,Quill,9,bo.quill@example.org\n"
    async with asking(MappingDialog("list.csv", table(text), "students", {})) as (app, answers):
        assert "No row names the columns" in flowing(app)
        shown = screen_text(app)
        assert all(
            word in shown for word in ("Column A", "✓ Given name", "✓ Family name", "✓ E-mail", "✓ Grade")
        )
        assert "First row" not in shown
        await key(app, "ctrl+s")
        await until(lambda: answers)
    expected = {"email": "Column D", "grade": "Column C", "given": "Column A", "family": "Column B"}
    assert answers == [Mapped("students", expected)]


async def test_a_first_row_of_unknown_words_is_a_header_until_a_person_says_otherwise() -> None:
    async with asking(MappingDialog("list.csv", table("Mia,Torres\nBo,Quill\n"), "students", {})) as (
        app,
        answers,
    ):
        assert "If the first row is a person already: h." in flowing(app)
        await key(app, "h")
        await until(lambda: "No row names the columns" in flowing(app))
        assert "Mia, Bo" in screen_text(app)
        await key(app, "h")
        await until(lambda: "is needed" in flowing(app))
        await key(app, "h", "ctrl+s")
        await until(lambda: answers)
    assert answers == [Mapped("students", {"given": "Column A", "family": "Column B"})]


async def test_the_bells_of_a_date_are_told_in_words_and_a_text_file_has_no_rows() -> None:
    periods = [["1", "08:15", "09:45", "period"], ["Break", "09:45", "10:00", "break"]]
    row = ProposalRow(
        "add", "day", "2026-11-25", "Wed 25 Nov", "", ("bells.toml", 0, ""), None, {"periods": periods}
    )
    async with asking(ProposalDialog(Proposal("import", "Import bells", (row,)))) as (app, _):
        await until(lambda: "periods 1 08:15 09:45 period; Break 09:45 10:00 break" in flowing(app))
        await until(lambda: "(bells.toml)" in flowing(app))
        assert "row 0" not in flowing(app)


async def test_what_is_called_as_typed_comes_before_what_only_holds_the_words() -> None:
    rows = [Choice("p1", "Career Prep 1", "24 students"), Choice("p2", "Career Prep 2", "9 students")]
    async with asking(ChooseDialog("Book which class?", rows)) as (app, answers):
        await typed(app, "career prep 2")
        await key(app, "enter")
        await until(lambda: bool(answers))
        assert answers == ["p2"]


async def test_the_longest_line_of_a_menu_is_not_cut() -> None:
    label = "The whole schedule as one text file, to edit and import"
    async with asking(MenuDialog("Write the bells to a file", (Item("t", label),))) as (app, _):
        assert label in screen_text(app)
