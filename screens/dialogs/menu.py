"""A short list of things to do, each with its letter: the letter is the answer."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import ClassVar, NamedTuple

from textual import events
from textual.binding import Binding, BindingType
from textual.widget import Widget
from textual.widgets import Static

from screens.dialogs.frame import Dialog, KeyHint
from screens.widgets.plain import plain


class Item(NamedTuple):
    """One thing to do: its letter, and what it is. `why_not` says why it cannot be done now, "" where it can."""

    letter: str
    label: str
    why_not: str = ""


class MenuDialog(Dialog[str]):
    """The answer is a letter; one of what cannot be done says why instead."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("q", "close", show=False)]
    DEFAULT_CSS = """
    MenuDialog > #box { width: 64; }
    MenuDialog .item { height: 1; padding: 0 1; }
    MenuDialog .item:hover { background: $boost; }
    MenuDialog .item.-off { color: $text-muted; }
    """

    def __init__(self, title: str, items: Sequence[Item], note: str = "") -> None:
        super().__init__(title, note)
        self.items = {each.letter: each for each in items}

    def body(self) -> Iterable[Widget]:
        """One line for each."""
        for each in self.items.values():
            text = f"{each.letter}  {each.label}{f' ({each.why_not})' if each.why_not else ''}"
            off = " -off" if each.why_not else ""
            yield Static(plain(text), classes=f"item{off}", id=f"item-{each.letter}")

    def keys(self) -> Sequence[KeyHint]:
        """The letters above, and close."""
        return (("letter", "Do it", ""), ("Esc", "Close", "close"))

    def on_key(self, event: events.Key) -> None:
        """A letter is the answer."""
        self._answer(event.key, event)

    def on_click(self, event: events.Click) -> None:
        """So is a click on its line."""
        ident = event.widget.id if event.widget is not None else None
        if ident and ident.startswith("item-"):
            self._answer(ident.removeprefix("item-"), event)

    def _answer(self, key: str, event: events.Event) -> None:
        item = self.items.get(key)
        if item is None or not self.is_current:  # Closed already: the letter came on its heels.
            return
        event.stop()
        if item.why_not:
            self.say(f"{item.label}: {item.why_not}.", bad=True)
        else:
            self.dismiss(key)
