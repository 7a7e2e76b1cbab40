"""What a command and a page are, and what people call a key."""

from __future__ import annotations

from typing import NamedTuple


class Command(NamedTuple):
    """One thing a person can do with a key. `grave` marks what takes something away from somebody.

    `label` is short, for the key bar; `help` is a sentence. Of one page at most five have `footer`.
    """

    id: str
    keys: tuple[str, ...]
    label: str
    help: str
    page: str = ""
    footer: bool = False
    grave: bool = False

    @property
    def action(self) -> str:
        """The page's method without its `action_`: the verb of the id."""
        return self.id.rpartition(".")[2]

    @property
    def signs(self) -> str:
        """Its keys as people know them: "u or Ctrl+Z"."""
        return " or ".join(key_name(key) for key in self.keys)

    @property
    def sign(self) -> str:
        """Its first key as people know it."""
        return key_name(self.keys[0])


class PageName(NamedTuple):
    """A page: its name in code, its title on the screen, the key that opens it."""

    id: str
    title: str
    key: str
    help: str


_NAMES = {
    "slash": "/", "question_mark": "?", "quotation_mark": '"', "left_square_bracket": "[",
    "right_square_bracket": "]", "full_stop": ".", "comma": ",", "plus": "+", "minus": "-",
    "less_than_sign": "<", "greater_than_sign": ">", "number_sign": "#", "vertical_line": "|", "percent_sign": "%", "exclamation_mark": "!",
    "at": "@", "ampersand": "&", "equals_sign": "=", "space": "Space", "asterisk": "*", "delete": "Del", "shift+tab": "Shift+Tab", "enter": "Enter", "escape": "Esc", "tab": "Tab", "up": "↑", "down": "↓",
}  # fmt: skip


def key_name(key: str) -> str:
    """A key as people know it: "ctrl+z" is Ctrl+Z, "slash" is /."""
    if key.startswith("ctrl+"):
        return "Ctrl+" + key[5:].upper()
    if key.startswith("f") and key[1:].isdigit():
        return key.upper()
    return _NAMES.get(key, key)
