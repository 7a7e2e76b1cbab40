"""The keys of a page and the palette: the table of commands as a list; the one chosen is carried out."""

from __future__ import annotations

from typing import ClassVar

from textual.binding import Binding, BindingType

from screens.commands import ASIDE, PAGES, SIGNS, commands_of
from screens.dialogs.choose import Choice, ChooseDialog

_MOVES = (
    Choice("", "Arrows, hjkl", "Move the cursor; Page up, Home and so on as usual."),
    Choice("", "Tab", "To the next part of the screen."),
    Choice("", "Ctrl+S", "Save a form; Enter does so on its last line."),
)


class HelpDialog(ChooseDialog):
    """Every key of this page, by key."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("f1,question_mark", "close", show=False, priority=True)]

    def __init__(self, page: str) -> None:
        commands = commands_of(page)
        own = [Choice(each.id, each.signs, f"{each.label}: {each.help}") for each in commands]
        last = sum(bool(each.page) for each in commands)
        own[last:last] = [Choice("", *each) for each in SIGNS.get(page, ())]
        pages = [Choice(f"go.{each.id}", each.key, f"{each.title}: {each.help}") for each in PAGES]
        title = next((each.title for each in (*PAGES, *ASIDE) if each.id == page), "this page")
        super().__init__(f"Keys on {title}", (*own, *pages, *_MOVES), titles=("Key", "What it does"))

    def take(self) -> str | None:
        """The command under the cursor; rows that only explain close the list."""
        return self.table.cursor_key


class PaletteDialog(ChooseDialog):
    """Every command of this page, by name."""

    def __init__(self, page: str) -> None:
        own = [Choice(each.id, each.label, f"{each.sign:<7} {each.help}") for each in commands_of(page)]
        pages = [
            Choice(f"go.{each.id}", f"Go to {each.title}", f"{each.key:<7} {each.help}") for each in PAGES
        ]
        shown = [each for each in (*own, *pages) if each.key != "palette"]
        super().__init__("Commands", shown, titles=("Command", "Key and what it does"))
