"""Dialogs: typed answers, nothing lost unasked, all by keyboard."""

from __future__ import annotations

from datetime import date
from typing import Any

from screens.commands import INTERVIEW_COMMANDS
from screens.dialogs.choose import Choice, ChooseDialog
from screens.dialogs.confirm import ConfirmDialog
from screens.dialogs.detail import DetailDialog, Section
from screens.dialogs.fields import Field, Picker
from screens.dialogs.form import FormDialog
from screens.dialogs.text_ask import TextDialog
from screens.widgets.bars import KeyBar
from tests.helpers_tui import hurry, key, row_texts, running, screen_text, typed, until
from tests.screens.fake_desk import FakeWorkspace, ListPage, app_with, some_people
from wbl_tui.app import WblApp


def fresh() -> WblApp:
    return app_with(FakeWorkspace(people=some_people(30)))


def answers(app: WblApp) -> list[Any]:
    page = app.screen_stack[0]
    assert isinstance(page, ListPage)
    return page.answers


async def test_a_form_fits_80_by_24_and_gives_typed_values() -> None:
    app = fresh()
    async with running(app):
        await key(app, "n")
        await until(lambda: "Ctrl+S Save" in screen_text(app))
        await typed(app, "  Zoe  [/]")
        await key(
            app, "tab", "backspace", "backspace", *"12", "enter", "right", "tab", "tab", "space", "ctrl+s"
        )
        await until(lambda: answers(app))
        assert answers(app) == [
            {
                "given": "Zoe [/]",
                "grade": 12,
                "format": "video",
                "cluster": ("c3",),
                "share": False,
                "day": date(2026, 3, 3),
                "start": 610,
                "notes": "line one\nline two",
            }
        ]


async def test_a_form_says_line_by_line_what_is_wrong_and_goes_there() -> None:
    app = fresh()
    async with running(app):
        await key(app, "n")
        await until(lambda: "New student" in screen_text(app))
        await key(app, "down", *"99", "ctrl+s")
        shown = screen_text(app)
        assert "✗ This is needed." in shown
        assert "✗ 13 is the most." in shown
        await typed(app, "Zoe")
        await key(app, "down", *["backspace"] * 4, "ctrl+s")
        await until(lambda: answers(app))
        assert (answers(app)[0]["given"], answers(app)[0]["grade"]) == ("Zoe", None)


async def test_escape_asks_only_when_something_was_typed() -> None:
    app = fresh()
    async with running(app):
        await key(app, "n", "escape")
        await until(lambda: answers(app) == [None])
        await key(app, "n")
        await typed(app, "Z")
        await key(app, "escape")
        await until(lambda: isinstance(app.screen, ConfirmDialog))
        await key(app, "n")
        await until(lambda: "New student" in screen_text(app))
        assert answers(app) == [None]
        await key(app, "escape")
        await until(lambda: isinstance(app.screen, ConfirmDialog))
        await key(app, "y")
        await until(lambda: answers(app) == [None, None])


async def test_several_are_chosen_with_space_and_found_by_typing() -> None:
    app = fresh()
    async with running(app):
        await key(app, "n", "down", "down", "down", "space")
        await until(lambda: "Cluster 0" in screen_text(app))
        await key(app, "home")
        await key(app, "up", "space")
        await typed(app, "cluster")
        await key(app, "space")
        await typed(app, "12")
        await key(app, "tab", "enter")
        await until(lambda: "Cluster 2, Cluster 3, Cluster 12" in screen_text(app))


async def test_a_list_answers_the_key_of_what_was_found() -> None:
    app = fresh()
    async with running(app):
        await key(app, "c")
        await until(lambda: "Contacts who match" in screen_text(app))
        await typed(app, "gita wood")
        await key(app, "enter")
        await until(lambda: answers(app))
        assert answers(app) == ["s14"]


async def test_a_list_without_a_match_says_so_and_takes_nothing() -> None:
    app = fresh()
    async with running(app):
        await key(app, "c")
        await typed(app, "zzz")
        await until(lambda: "Nothing matches what you typed." in screen_text(app))
        await key(app, "enter")
        assert answers(app) == []
        await key(app, "escape")
        await until(lambda: answers(app) == [None])


async def test_details_answer_with_the_command_whose_key_was_pressed() -> None:
    app = fresh()
    async with running(app):
        page = app.screen_stack[0]
        assert isinstance(page, ListPage)
        page.action_open()
        await until(lambda: "Ada [/] Moss" in screen_text(app))
        assert any("e Edit  b Book  Esc Close" in row for row in row_texts(app))
        await key(app, "e")
        await until(lambda: answers(app) == ["roster.edit"])


async def test_a_proposal_is_reviewed_by_kind_and_accepted() -> None:
    app = fresh()
    async with running(app):
        await key(app, "p")
        await until(lambda: "Import roster.csv" in screen_text(app))
        assert "all 40  + add 10  ~ change 10  = same 10  ✗ refuse 10" in screen_text(app)
        await key(app, "right", "right", "right", "right")
        assert "+ add " not in "\n".join(row_texts(app)[4:])
        assert "row is ready (roster.csv, row 5, Name)" in screen_text(app)
        await key(app, "ctrl+s")
        await until(lambda: answers(app) == [True])


async def test_one_line_is_asked_and_not_taken_empty() -> None:
    app = fresh()
    async with running(app):
        await key(app, "e", "enter")
        assert "Please type an answer" in screen_text(app)
        await typed(app, "ill")
        await key(app, "enter")
        await until(lambda: answers(app) == ["ill"])


async def test_a_meeting_link_and_a_path_are_taken_whole_however_long() -> None:
    link = "https://meet.example.org/" + "a1" * 150
    app, taken = fresh(), list[Any]()
    async with running(app):
        app.push_screen(
            FormDialog("The call", (Field("link", "Link", value=link), Field("number", "Number"))),
            taken.append,
        )
        await until(lambda: "The call" in screen_text(app))
        await key(app, "end", "z", "ctrl+s")
        app.push_screen(TextDialog("Into which file?", value=link), taken.append)
        await until(lambda: "Into which file?" in screen_text(app))
        await key(app, "end", "z", "ctrl+s")
        await until(lambda: len(taken) == 2)
    assert taken == [{"link": f"{link}z", "number": ""}, f"{link}z"]


async def test_enter_and_space_wait_for_the_letters_typed_before_them() -> None:
    app = fresh()
    async with running(app):
        await key(app, "c")
        await until(lambda: "Contacts who match" in screen_text(app))
        hurry(app, *"dev", "space", *"reed", "enter")
        await until(lambda: answers(app))
        assert answers(app) == ["s11"]


async def test_saving_waits_for_the_letters_typed_before_it() -> None:
    app = fresh()
    async with running(app):
        await key(app, "n")
        await until(lambda: "New student" in screen_text(app))
        hurry(app, *"Ada", "ctrl+s")
        await until(lambda: answers(app))
        assert answers(app)[0]["given"] == "Ada"


async def test_a_bar_of_many_keys_takes_a_second_row_and_loses_none() -> None:
    app = fresh()
    verbs = ("move", "edit", "room", "confirm", "approve", "deny", "guardian", "cancel")
    commands = [each for each in INTERVIEW_COMMANDS if each.action in verbs]
    async with running(app) as pilot:
        found: list[str | None] = []
        app.push_screen(
            DetailDialog("Mia Torres", (Section("", (("When", "10:20"),)),), commands), found.append
        )
        await until(lambda: "Esc Close" in screen_text(app))
        rows = [
            row.strip(" │") for row in screen_text(app).split("\n") if "Move" in row or "Esc Close" in row
        ]
        assert rows == [
            "m Move  e Edit  r Room  C Confirm  g Absence OK  D Deny  G Guardian",
            "x Cancel  Esc Close",
        ]
        bar = app.screen.query_one(KeyBar)
        await pilot.click(KeyBar, offset=(2, bar.size.height - 1))
        await until(lambda: found == ["interview.cancel"])


async def test_a_list_to_pick_from_leaves_room_for_what_is_picked() -> None:
    app = fresh()
    field = Field(
        "room",
        "Room",
        "choice",
        "none",
        choices=[("none", "none for now"), *((f"r{i}", f"Room {i}") for i in range(9))],
    )
    async with running(app):
        picker = Picker(field)
        await app.screen.mount(picker)
        picker.styles.width = 26
        await until(lambda: any(row.split() == ["none", "for", "now", "Space"] for row in row_texts(app)))


def test_two_long_labels_that_begin_alike_are_told_apart_where_a_dialog_gives_them_room() -> None:
    rows = [Choice(end, f"Another room at 10:11: Library study room {end}", "free") for end in "AB"]
    asked = ChooseDialog("What now?", rows, label_limit=46)
    assert [one.width for one in asked.table.columns] == [len(rows[0].label), 10]
