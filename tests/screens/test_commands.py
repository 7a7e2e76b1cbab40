"""The table of commands: one key, one meaning, on every page."""

from __future__ import annotations

from collections import defaultdict

import pytest
from textual.app import App

from screens.commands import (
    ASIDE,
    COMMANDS,
    INTERVIEW_COMMANDS,
    PAGES,
    Command,
    bindings,
    commands_of,
    footer_of,
    key_name,
)
from screens.dialogs.help import HelpDialog
from tests.helpers_tui import key as press
from tests.helpers_tui import running, screen_text, until

ROWS = ("qwertyuiop", "asdfghjkl;", "zxcvbnm,./")


def neighbours(letter: str) -> set[str]:
    for row in ROWS:
        if letter in row:
            at = row.index(letter)
            return set(row[max(0, at - 1) : at + 2]) - {letter}
    return set()


def test_ids_are_unique() -> None:
    ids = [command.id for command in COMMANDS]
    assert len(set(ids)) == len(ids)


@pytest.mark.parametrize("page", [page.id for page in (*PAGES, *ASIDE)])
def test_on_a_page_every_key_is_taken_once(page: str) -> None:
    keys = [key for command in commands_of(page) for key in command.keys] + [each.key for each in PAGES]
    assert sorted(set(keys)) == sorted(keys)


def test_the_same_key_means_the_same_on_every_page() -> None:
    words: dict[str, set[str]] = defaultdict(set)
    for command in (*COMMANDS, *INTERVIEW_COMMANDS):
        for key in command.keys:
            words[key].add(command.label)
    several = {key: found for key, found in words.items() if len(found) > 1}
    assert several == {"n": {"New", "Book"}, "p": {"Practice", "Plan"}, "s": {"Start", "Stop"}}


def test_the_movement_keys_are_left_to_the_cursor() -> None:
    assert not {key for command in COMMANDS for key in command.keys} & set("hjkl")


def test_no_key_needs_alt() -> None:
    assert not [key for command in COMMANDS for key in command.keys if "alt" in key]


def test_grave_keys_are_not_side_by_side() -> None:
    grave = {key for command in COMMANDS if command.grave for key in command.keys}
    assert grave
    assert not {key for key in grave if neighbours(key) & grave}


@pytest.mark.parametrize("page", [page.id for page in (*PAGES, *ASIDE)])
def test_the_key_bar_has_at_most_five_keys_and_the_one_for_all(page: str) -> None:
    shown = footer_of(page)
    assert len(shown) <= 6
    assert shown[-1].id == "help_keys"
    assert sum(len(f" {each.sign}  {each.label} ") for each in shown) <= 80


@pytest.mark.parametrize("page", [page.id for page in (*PAGES, *ASIDE)])
async def test_what_every_key_does_can_be_read_whole_at_80_columns(page: str) -> None:
    app = App[None]()
    async with running(app):
        app.push_screen(HelpDialog(page))
        await until(lambda: "What it does" in screen_text(app))
        for _ in range(5):
            assert "…" not in screen_text(app)
            await press(app, "pagedown")
        assert "Enter does so on its last line." in screen_text(app)


def test_every_binding_has_an_id() -> None:
    found = bindings("board")
    assert all(getattr(each, "id", None) for each in found)


@pytest.mark.parametrize(
    ("key", "name"),
    [("ctrl+z", "Ctrl+Z"), ("slash", "/"), ("f1", "F1"), ("f", "f"), ("space", "Space"), ("R", "R")],
)
def test_keys_are_named_as_people_know_them(key: str, name: str) -> None:
    assert key_name(key) == name


def test_the_action_is_the_verb_of_the_id() -> None:
    assert Command("board.check_in", ("i",), "Check in", "").action == "check_in"
    assert Command("undo", ("u", "ctrl+z"), "Undo", "").signs == "u or Ctrl+Z"
