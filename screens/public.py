"""The board for a screen that everybody can see: big times, who, room and state, turning its pages by itself.

There is nothing here to press, to search or to point at: a hallway has no user.
"""

from __future__ import annotations

from datetime import datetime
from typing import ClassVar

from rich.text import Text
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.screen import Screen
from textual.widgets import Digits, Label

from models.rules.naming import day_text
from models.rules.public_board import PublicBoard, PublicRow
from screens.widgets.plain import plain

TURN_SECONDS = 10
"""How long a page is shown when there are several."""

ROW_LINES = 3
"""Terminal lines of a row: the height of the big digits, or times, name and room below each other."""

NARROW = 76
"""With fewer columns a row's parts stand below each other: beside each other they would be cut to pieces."""

LOW = 14
"""With fewer lines, or columns, the clock is one line."""

_SHORT = 48
_WITH_END = 28

NOBODY = "No calls in the quiet rooms are left for today."

_STATES = {
    "later": ("·", "later"),
    "soon": ("◔", "get ready"),
    "come": ("!", "please come"),
    "here": ("◔", "is here"),
    "calling": ("▶", "calling"),
    "finished": ("✓", "finished"),
}


def state_text(state: str) -> str:
    """A row's state in a sign and words."""
    return " ".join(_STATES[state])


def title_text(now: datetime) -> str:
    """What is on the screen, and of which day."""
    return f"Informational interviews, {day_text(now.date())}"


class PublicLine(Horizontal):
    """One call. Its parts stay; only what they say changes."""

    def __init__(self) -> None:
        super().__init__()
        self._says: tuple[PublicRow | None, int] | None = None

    def compose(self) -> ComposeResult:
        """Slot, who, room, state; and the same below each other, for a narrow screen."""
        yield Digits("", classes="start")
        yield Label("", classes="end", markup=False)
        yield Label("", classes="who", markup=False)
        yield Label("", classes="room", markup=False)
        yield Label("", classes="state", markup=False)
        yield Label("", classes="all", markup=False)

    def show(self, row: PublicRow | None, columns: int) -> None:
        """Show a call, or nothing, on a screen so wide."""
        if self._says == (row, columns):
            return
        self._says = (row, columns)
        self.visible = row is not None
        if row is None:
            return
        self.query_one(Digits).update(f"{row.start:%H:%M}")
        where, state = row.room or "room to follow", state_text(row.state)
        end = f"–{row.end:%H:%M}"
        slot = f"{row.start:%H:%M}{end if columns >= _WITH_END else ''}"
        told = (end, row.who, where, state, f"{slot} {state}\n{row.who}\n{where}")
        for label, text in zip(self.query(Label), told, strict=True):
            label.update(Content("\n").join(plain(line) for line in text.split("\n")))
        self.set_class(row.state == "come", "-come")
        self.set_class(row.state == "calling", "-calling")
        self.set_class(row.state in ("later", "finished"), "-quiet")


class PublicScreen(Screen[None]):
    """Whoever has it calls `show` with the board, or `say_old` when it could not be read, each second."""

    BINDINGS: ClassVar[list[BindingType]] = []
    ALLOW_SELECT = False
    DEFAULT_CSS = """
    PublicScreen { layout: vertical; overflow: hidden; padding: 0 1; }
    PublicScreen #top { height: 4; border-bottom: solid $foreground 40%; }
    PublicScreen #clock { width: 16; color: $accent; }
    PublicScreen #title { width: 1fr; height: 3; content-align: right middle; text-style: bold; }
    PublicScreen #short { display: none; height: 1; width: 1fr; text-style: bold; }
    PublicScreen.-low #top { display: none; }
    PublicScreen.-low #short { display: block; }
    PublicScreen #short, PublicScreen #told, PublicLine .all { text-wrap: nowrap; text-overflow: ellipsis; }
    PublicScreen #lines { height: 1fr; overflow: hidden; }
    PublicScreen #nobody { width: 1fr; height: 1fr; content-align: center middle; display: none; }
    PublicScreen #told { height: 1; width: 1fr; color: $foreground 80%; }
    PublicScreen #told.-old { color: $error; text-style: bold; }
    #lines PublicLine { height: 3; }
    PublicLine Label { height: 3; content-align: left middle; padding: 0 1; }
    PublicLine .start { width: 16; }
    PublicLine .end { width: 8; padding: 0; }
    PublicLine .who { width: 1fr; text-style: bold; }
    PublicLine .room { width: 1fr; }
    PublicLine .state { width: 16; }
    PublicLine .all { width: 1fr; padding: 0; display: none; }
    PublicScreen.-narrow PublicLine * { display: none; }
    PublicScreen.-narrow PublicLine .all { display: block; }
    PublicLine.-come .state, PublicLine.-come .all { color: $warning; text-style: bold reverse; }
    PublicLine.-calling .state, PublicLine.-calling .start, PublicLine.-calling .all { color: $success; text-style: bold; }
    PublicLine.-quiet .state { color: $foreground 70%; }
    """

    def __init__(self) -> None:
        super().__init__()
        self._lines: list[PublicLine] = []
        self._shown: PublicBoard | None = None
        self._old = ""
        self._told = ""
        self._page = 0
        self._turned = 0

    def compose(self) -> ComposeResult:
        """Clock and title, the calls, when this was read."""
        with Horizontal(id="top"):
            yield Digits("", id="clock")
            yield Label("", id="title", markup=False)
        yield Label("", id="short", markup=False)
        yield Vertical(id="lines")
        yield Label("", id="nobody", markup=False)
        yield Label("", id="told", markup=False)

    async def on_mount(self) -> None:
        """As many lines as there is room for."""
        await self._fit()

    async def on_resize(self) -> None:
        """More or fewer lines."""
        await self._fit()

    async def _fit(self) -> None:
        narrow = self.size.width < NARROW
        low = narrow or self.size.height < LOW
        self.set_class(narrow, "-narrow")
        self.set_class(low, "-low")
        room = max(1, (self.size.height - (2 if low else 5)) // ROW_LINES)
        holder = self.query_one("#lines", Vertical)
        while len(self._lines) > room:
            await self._lines.pop().remove()
        while len(self._lines) < room:
            line = PublicLine()
            self._lines.append(line)
            await holder.mount(line)
        if self._shown is not None:
            self._page = min(self._page, self._pages(self._shown) - 1)
        self._paint()

    def show(self, board: PublicBoard) -> None:
        """The board as it was just read; turns the page when it is time."""
        self._shown, self._old = board, ""
        self._turned += 1
        pages = self._pages(board)
        if self._turned >= TURN_SECONDS or self._page >= pages:
            self._page, self._turned = (self._page + 1) % pages, 0
        self._paint()

    def say_old(self, now: datetime) -> None:
        """The plan could not be read at this local moment: say since when this is old, and nothing of why."""
        since, short = "nothing could be read yet", "nothing read yet"
        if self._shown:
            since, short = f"shows {self._shown.now:%H:%M:%S}", f"as of {self._shown.now:%H:%M:%S}"
        self._old = f"! The plan cannot be read: {since}. Trying again every second."
        if self.size.width < _SHORT:
            self._old = f"! Old: {short}"
        self._paint(now)

    def _tell(self) -> None:
        told = self.query_one("#told", Label)
        told.update(Text(self._old or self._news()))
        told.set_class(bool(self._old), "-old")

    def _news(self) -> str:
        board = self._shown
        if board is None:
            return ""
        at, page, pages = f"{board.now:%H:%M:%S}", self._page + 1, self._pages(board)
        if self.size.width < _SHORT:
            return at + (f"  {page} of {pages}" if pages > 1 else "")
        return f"Updated {at}" + (f" · page {page} of {pages}" if pages > 1 else "")

    def _pages(self, board: PublicBoard) -> int:
        return max(1, -(-len(board.rows) // max(1, len(self._lines))))

    def _paint(self, now: datetime | None = None) -> None:
        """All that is known; `now` is the clock's where nothing could be read."""
        board = self._shown
        now = now or (board.now if board else None)
        if now is None:
            return
        short = title_text(now) if self.size.width >= _SHORT else day_text(now.date())
        told = f"{now:%H:%M} {short}"
        if told != self._told:
            self._told = told
            self.query_one("#clock", Digits).update(f"{now:%H:%M}")
            self.query_one("#title", Label).update(Text(title_text(now)))
            self.query_one("#short", Label).update(Text(told))
        self._tell()
        if board is not None:
            self._paint_calls(board)

    def _paint_calls(self, board: PublicBoard) -> None:
        first = self._page * len(self._lines)
        shown: list[PublicRow | None] = [*board.rows[first : first + len(self._lines)]]
        shown += [None] * (len(self._lines) - len(shown))
        for line, row in zip(self._lines, shown, strict=True):
            line.show(row, self.size.width)
        nobody = self.query_one("#nobody", Label)
        nobody.display = not board.rows
        self.query_one("#lines").display = bool(board.rows)
        nobody.update(Text(NOBODY))
