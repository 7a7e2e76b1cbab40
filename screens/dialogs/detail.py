"""Something shown in full, to read; commands that fit it are keys here, and the one pressed is the answer."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import ClassVar, NamedTuple
from zoneinfo import ZoneInfo

from textual import events
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from screens.commands import Command
from screens.dialogs.frame import Dialog, KeyHint
from screens.session import SIGNS, Message
from screens.widgets.plain import plain, width_of


class Section(NamedTuple):
    """A heading and its lines: pairs of (label, text), or ("", text) for a line of its own."""

    heading: str
    lines: Sequence[tuple[str, str]]


class DetailDialog(Dialog[str]):
    """The answer is the id of the command whose key was pressed. `said` is what the command before it led to: the box
    covers the page's message line.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("q,enter", "close", "Close", show=False),
        Binding("j", "scroll(1)", "Down", show=False),
        Binding("k", "scroll(-1)", "Up", show=False),
    ]
    DEFAULT_CSS = """
    DetailDialog VerticalScroll { height: auto; max-height: 17; padding: 0 1; scrollbar-size-vertical: 1; }
    DetailDialog VerticalScroll > Static { height: auto; }
    DetailDialog.-said #note { max-height: 3; }
    DetailDialog.-said VerticalScroll { max-height: 14; }
    DetailDialog.-wide VerticalScroll { max-height: 100%; height: 1fr; }
    """

    def __init__(
        self,
        title: str,
        sections: Sequence[Section],
        commands: Sequence[Command] = (),
        note: str = "",
        *,
        said: Message | None = None,
    ) -> None:
        super().__init__(title, f"{SIGNS[said.kind]} {said.text}" if said else note)
        self.set_class(said is not None, "-said")
        self.sections = tuple(sections)
        self.commands = tuple(commands)

    def body(self) -> Iterable[Widget]:
        """All sections in one column that scrolls."""
        yield VerticalScroll(*(Static(_text_of(section)) for section in self.sections), id="scroll")

    def keys(self) -> Sequence[KeyHint]:
        """The commands' keys, then close."""
        own = [(each.sign, each.label, f"answer('{each.id}')") for each in self.commands]
        return (*own, ("Esc", "Close", "close"))

    def on_key(self, event: events.Key) -> None:
        """A command's key is the answer; what comes on its heels is meant for what comes after this."""
        if not self.is_current:
            return
        for command in self.commands:
            if event.key in command.keys:
                event.stop()
                self.action_answer(command.id)
                return

    def action_answer(self, command: str) -> None:
        """A click on a command's key."""
        if self.is_current:  # Else closed already: the click came on the heels of another.
            self.dismiss(command)

    def action_scroll(self, by: int) -> None:
        """One line up or down."""
        self.query_one("#scroll").scroll_relative(y=by, animate=False)


def messages_section(messages: Iterable[Message], zone: ZoneInfo) -> Section:
    """The last messages, newest first, each with its time."""
    lines = [
        (
            f"{message.at.astimezone(zone):%H:%M:%S}" if message.at else "",
            f"{SIGNS[message.kind]} {message.text}",
        )
        for message in messages
    ]
    return Section("", lines[::-1] or [("", "Nothing has happened yet.")])


def _text_of(section: Section) -> Content:
    wide = min(20, max((width_of(label) for label, _ in section.lines), default=0))
    parts = [plain(section.heading).stylize("bold $accent"), Content("\n")] if section.heading else []
    for label, text in section.lines:
        head = (
            plain(label).stylize("$text-muted").pad_right(max(0, wide - width_of(label))) if label else None
        )
        parts += [head, Content("  ")] if head is not None else []
        parts += [plain(text), Content("\n")]
    return Content("").join(parts)
