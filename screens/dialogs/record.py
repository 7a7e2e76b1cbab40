"""One record over the whole screen: what is known of it in tabs, and the keys of what can be done with it.

It stays open while its actions ask, write and are taken back, and shows at once what they changed.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterable, Sequence
from functools import partial
from typing import ClassVar

from textual import events, work
from textual.binding import Binding, BindingType
from textual.widget import Widget

from models.errors import WblError
from screens.asking import answer_of
from screens.commands import COMMANDS, PAGES, Command
from screens.dialogs.frame import Dialog, KeyHint
from screens.session import Message, Session
from screens.state.tabs import Tab, in_tab
from screens.widgets.bars import Bar, KeyBar, MessageLine, Piece, keys_of
from screens.widgets.pane import Pane, Sections
from screens.widgets.plain import plain

ANYWHERE = ("undo", "redo", "find", "messages", "colours")
"""Commands of every page that a record answers as well."""


_MOVES = (
    ("← → or Tab", "Another tab."),
    ("↑ ↓ PgUp PgDn", "Scroll."),
    (", and .", "The record before, and the next one of the list."),
)
Story = Callable[[bool], Awaitable[tuple[str, Sections]]]
"""Called with `whole`: the record's title and sections. Raises WblError."""


class TabBar(Bar):
    """The tabs by name; a click shows one."""

    DEFAULT_CSS = "TabBar { background: $surface; margin-bottom: 1; }"

    def __init__(self, tabs: Sequence[Tab]) -> None:
        super().__init__()
        self.tabs = tuple(tabs)
        self.here = 0

    def pieces(self, width: int) -> Sequence[Piece]:
        """The one that is shown stands out, also without colours."""
        return [
            Piece(f"[{tab.title}]" if n == self.here else f" {tab.title} ", "here" if n == self.here else "text", f"tab({n})")
            for n, tab in enumerate(self.tabs)
        ]  # fmt: skip


class RecordDialog(Dialog[None]):
    """Posts nothing and answers nothing: a command's key is handed to `act`, with the record still shown."""

    LIKE_PAGE = True
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("q,enter", "close", "Close", show=False),
        Binding("right,l,tab,right_square_bracket", "turn(1)", "Next tab", show=False),
        Binding("left,h,shift+tab,left_square_bracket", "turn(-1)", "Tab before", show=False),
        Binding("down,j", "scroll(1)", "Down", show=False),
        Binding("up,k", "scroll(-1)", "Up", show=False),
        Binding("pagedown", "scroll(16)", "Page down", show=False),
        Binding("pageup", "scroll(-16)", "Page up", show=False),
        Binding("home", "scroll(-99999)", "First", show=False),
        Binding("end", "scroll(99999)", "Last", show=False),
        Binding("full_stop", "step(1)", "Next record", show=False),
        Binding("comma", "step(-1)", "Record before", show=False),
        Binding("question_mark,f1", "help_keys", "Keys", show=False),
    ]
    DEFAULT_CSS = """
    RecordDialog > #box { width: 100%; max-width: 100%; height: 100%; max-height: 100%; }
    RecordDialog Pane { height: 1fr; padding: 0 1; }
    RecordDialog KeyBar { margin-top: 0; }
    """

    def __init__(
        self,
        session: Session,
        title: str,
        first: Sections,
        *,
        tabs: Sequence[Tab],
        story: Story,
        commands: Sequence[Command],
        act: Callable[[str], Awaitable[object]],
        step: Callable[[int], object],
        tab: str = "",
    ) -> None:
        """`first` is shown until the story is read. `act` carries a command's action out; `step` goes to the next
        or the previous record and tells of it by `show_other`; `tab` is the title of the one to begin with.
        """
        super().__init__(title)
        self.session = session
        self.commands = tuple(commands)
        self._sections = first
        self._story = story
        self._act = act
        self._step = step
        self._whole = False
        self.tabs = TabBar(tabs)
        self.tabs.here = next((n for n, one in enumerate(tabs) if one.title == tab), 0)
        self.pane = Pane(id="story", more="↓", label=18)
        self.message = MessageLine(session)

    def body(self) -> Iterable[Widget]:
        """The tabs, what the one in front holds, and what happened last."""
        yield self.tabs
        yield self.pane
        yield self.message

    def keys(self) -> Sequence[KeyHint]:
        """The tabs' keys, the commands', then close."""
        own = [(sign, label, f"do('{action}')") for sign, label, action in keys_of(self.commands)]
        return (("← →", "Tabs", "turn(1)"), *own, (", .", "Others", "step(1)"), ("Esc", "Close", "close"))

    def on_mount(self) -> None:
        """Show what the list knew, and read the rest."""
        self._show()
        self.read_again()

    def read_again(self) -> None:
        """Read the story anew, beside everything else."""
        reading: Callable[[], Awaitable[object]] = self._read
        self.run_worker(reading, group="story", exclusive=True)

    def show_other(self, title: str, first: Sections, commands: Sequence[Command]) -> None:
        """Show another record, in the same tab."""
        self.heading = title
        self.commands = tuple(commands)
        self._sections, self._whole = first, False
        for bar in self.query(KeyBar):
            bar.set_keys(self.keys())
        self._show()
        self.read_again()

    def show_message(self, message: Message) -> None:
        """What happened last, also below the record."""
        self.message.show(message)

    async def _read(self) -> None:
        whole = self.tabs.tabs[self.tabs.here].whole
        try:
            self.heading, self._sections = await self._story(whole)
        except WblError as error:
            if self in self.app.screen_stack:
                self.session.say_error(error)
            return
        self._whole = whole
        if self.is_attached:
            self._show()

    def _show(self) -> None:
        for box in self.query("#box"):
            box.border_title = plain(self.heading)
        self.pane.set_sections("", in_tab(self._sections, self.tabs.tabs, self.tabs.here))

    # Keys

    def on_key(self, event: events.Key) -> None:
        """A command's key carries it out, and the record stays; a page's key closes it and opens that page."""
        for command in self._known():
            if event.key in command.keys:
                event.stop()
                self.action_do(command.action)
                return

        for page in PAGES:
            if event.key == page.key:
                event.stop()
                self.dismiss(None)
                self.action_do(f"go('{page.id}')")

    def action_do(self, action: str) -> None:
        """Carry a command out; the record stays."""
        self.run_worker(partial(self._act, action), group="act")

    def action_turn(self, by: int) -> None:
        """The next tab, after the last the first."""
        self.action_tab((self.tabs.here + by) % len(self.tabs.tabs))

    def action_tab(self, index: int) -> None:
        """This tab, from its beginning."""
        self.tabs.here = index
        self.tabs.refresh()
        self.pane.to_top()
        self._show()
        if self.tabs.tabs[index].whole and not self._whole:
            self.read_again()

    def action_scroll(self, by: int) -> None:
        """So many lines on."""
        self.pane.scroll_lines(by)

    def action_step(self, by: int) -> None:
        """The next record of the list, or the one before."""
        self._step(by)

    @work
    async def action_help_keys(self) -> None:
        """Every key of a record; one that is chosen is carried out."""
        from screens.dialogs.choose import Choice, ChooseDialog

        known = self._known()
        rows = [Choice(each.action, each.signs, f"{each.label}: {each.help}") for each in known]
        rows += [Choice("", *each) for each in _MOVES]
        dialog = ChooseDialog("Keys on a record", rows, titles=("Key", "What it does"))
        chosen = await answer_of(self.app, dialog)
        if chosen:
            self.action_do(chosen)

    def _known(self) -> tuple[Command, ...]:
        return (*self.commands, *(each for each in COMMANDS if each.id in ANYWHERE))
