"""The bars around every page: where am I and what time is it, what happened last, which keys are there."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import timedelta
from typing import ClassVar, NamedTuple

from rich.segment import Segment
from textual import events
from textual.geometry import Region, Size
from textual.strip import Strip
from textual.widget import Widget

from screens.commands import PAGES, Command, footer_of
from screens.session import SIGNS, Message, Session
from screens.widgets.plain import fit, width_of

WORTH = 9
"""Fewest cells in which the campaign's name says anything."""

MORE = '  (" shows all)'
"""What stands after a sentence that is too long for its line."""


class Piece(NamedTuple):
    """A stretch of a bar: its text, its component class, the action a click on it does ("" for none)."""

    text: str
    style: str = "text"
    action: str = ""


class Bar(Widget):
    """One row of pieces that can be clicked."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {
        f"bar--{name}"
        for name in ("text", "here", "key", "dim", "done", "warning", "refused", "news", "waiting")
    }
    DEFAULT_CSS = """
    Bar { height: 1; width: 100%; background: $panel; }
    Bar > .bar--text { color: $foreground; }
    Bar > .bar--here { background: $primary; color: $background; text-style: bold; }
    Bar > .bar--key { color: $accent; text-style: bold; }
    Bar > .bar--dim { color: $text-muted; }
    Bar > .bar--done { color: $foreground; }
    Bar > .bar--warning { color: $warning; text-style: bold; }
    Bar > .bar--refused { color: $error; text-style: bold; }
    Bar > .bar--news { color: $accent; }
    Bar > .bar--waiting { color: $warning; text-style: bold; }
    """

    def pieces(self, width: int) -> Sequence[Piece]:
        """What the bar shows at this width."""
        raise NotImplementedError

    def rows(self, width: int) -> Sequence[Sequence[Piece]]:
        """The pieces of each row: of most bars there is one."""
        return (self.pieces(width),)

    def _row(self, y: int) -> Sequence[Piece]:
        rows = self.rows(self.size.width)
        return rows[y] if y < len(rows) else ()

    def render_line(self, y: int) -> Strip:
        """The pieces, then blanks."""
        width = self.size.width
        parts = []
        left = width
        for piece in self._row(y):
            text = fit(piece.text, min(left, width_of(piece.text)))
            parts.append(Segment(text, self.get_component_rich_style(f"bar--{piece.style}")))
            left -= width_of(text)
        parts.append(Segment(" " * left, self.get_component_rich_style("bar--text")))
        return Strip(parts, width)

    async def on_click(self, event: events.Click) -> None:
        """Do what the clicked piece stands for."""
        at = 0
        for piece in self._row(event.y):
            at += width_of(piece.text)
            if event.x < at:
                if piece.action:
                    await self.screen.run_action(piece.action)
                return


class TopBar(Bar):
    """The pages by number, the campaign, the clock with its zone. Only the clock's cells change each second."""

    def __init__(self, session: Session, page: str) -> None:
        super().__init__()
        self.session = session
        self.page = page
        self._old_since = session.old_since

    def on_mount(self) -> None:
        """Tick on the full second of the clock shown."""
        late = self.session.now().microsecond / 1_000_000
        self.set_timer(1.02 - late, self._start)

    def _start(self) -> None:
        self.tick()
        self.set_interval(1.0, self.tick)

    def tick(self) -> None:
        """Draw the clock's cells again, if anybody sees them; all of it when what stands beside the clock changed."""
        if self._old_since != self.session.old_since:
            self._old_since = self.session.old_since
            self.refresh()
        elif self.screen.is_current:
            used = width_of(self._form(self.size.width)[1])
            self.refresh(Region(self.size.width - used, 0, used, 1))

    def pieces(self, width: int) -> Sequence[Piece]:
        """Tabs on the left, the clock on the right, the campaign where there is room."""
        texts, clock = self._form(width)
        parts = [
            Piece(text, "here" if page.id == self.page else "text", f"go('{page.id}')")
            for page, text in zip(PAGES, texts, strict=True)
        ]
        room = width - sum(map(width_of, texts)) - width_of(clock)
        title = f"  {self.session.campaign.name}"
        if room >= 60:
            title = f"  wbl-tui · {self.session.campaign.name} · {self.session.workspace.name}"
        parts.append(Piece(fit(title if room > WORTH else "", max(0, room)), "dim"))
        style = "refused" if self._old_since else "warning" if self.session.rehearsal else "text"
        parts.append(Piece(clock, style))
        return parts

    def _form(self, width: int) -> tuple[list[str], str]:
        """The tabs and the clock. Where not all has room, first the seconds go, then the zone, and at last the names
        of the other pages: their numbers are what opens them, and half a name says less.
        """
        clock, minutes, bare = self._clocks(width)
        whole = [f" {page.key} {page.title} " for page in PAGES]
        tight = [text.rstrip() for text in whole]
        keys = [
            text if page.id == self.page else f" {page.key} " for page, text in zip(PAGES, whole, strict=True)
        ]
        forms = ((whole, clock), (tight, clock), (tight, minutes), (tight, bare), (keys, clock), (keys, bare))
        for texts, shown in forms:
            if sum(map(width_of, texts)) + width_of(shown) <= width:
                break
        return texts, shown

    def _clocks(self, width: int) -> tuple[str, str, str]:
        """The clock to the second, to the minute, and to the minute without its zone."""
        now = self.session.now().astimezone(self.session.zone)
        sign = "REHEARSAL " if self.session.rehearsal else ""
        if self._old_since is not None:
            sign = f"OLD: AS OF {self._old_since.astimezone(self.session.zone):%H:%M} "
        day = f"{now:%a} {now.day} {now:%b} " if width >= 96 else ""
        zone = _zone_name(now.tzname() or "", now.utcoffset())
        return (
            f" {sign}{day}{now:%H:%M:%S} {zone} ",
            f" {sign}{day}{now:%H:%M} {zone} ",
            f" {sign}{now:%H:%M}",
        )


class MessageLine(Bar):
    """What happened last, in one sentence, with a sign before it. A click shows the last messages in full."""

    DEFAULT_CSS = "MessageLine { background: $surface; }"

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.message = session.message

    def show(self, message: Message) -> None:
        """Show this message from now on."""
        if message != self.message:
            self.message = message
            self.refresh()

    def pieces(self, width: int) -> Sequence[Piece]:
        """The sign and the sentence; where it is too long for the line, the key that shows it whole."""
        text, room = self.message.text, width - 3
        if not text:
            return ()
        if width_of(text) > room:
            text = self.message.short or text
            text = fit(text, room - width_of(MORE)).rstrip() + MORE
        kind = self.message.kind or "text"
        return (Piece(f" {SIGNS[self.message.kind]} {text}", kind, "messages"),)


def keys_of(commands: Iterable[Command]) -> tuple[tuple[str, str, str], ...]:
    """Commands as a key bar shows them: key, label, action."""
    return tuple((command.sign, command.label, command.action) for command in commands)


class KeyBar(Bar):
    """The keys that matter most here; the rest is behind `?`. In a dialog it takes as many rows as it needs, on a page
    there is one: the last key, which leads to all others, is never what has no room.
    """

    def __init__(
        self, keys: Sequence[tuple[str, str, str]], id: str | None = None, *, one_row: bool = False
    ) -> None:
        """`keys` are (key's name, label, action)."""
        super().__init__(id=id)
        self.keys = tuple(keys)
        self.one_row = one_row

    @classmethod
    def of_page(cls, page: str) -> KeyBar:
        """The page's footer commands and `?`."""
        return cls(keys_of(footer_of(page)), one_row=True)

    def set_keys(self, keys: Sequence[tuple[str, str, str]]) -> None:
        """Show other keys."""
        if tuple(keys) != self.keys:
            self.keys = tuple(keys)
            self.refresh()

    def pieces(self, width: int) -> Sequence[Piece]:
        """Each key, then its label."""
        return [piece for row in self.rows(width) for piece in row]

    def rows(self, width: int) -> Sequence[Sequence[Piece]]:
        """No key is parted from its label."""
        pairs = [
            [Piece(f" {key} ", "key", action), Piece(f"{label} ", "text", action)]
            for key, label, action in self.keys
        ]
        while self.one_row and len(pairs) > 1 and sum(map(_width, pairs)) > width:
            del pairs[-2]
        rows: list[list[Piece]] = [[]]
        for pair in pairs:
            if rows[-1] and _width(rows[-1]) + _width(pair) > width:
                rows.append([])
            rows[-1] += pair
        return rows

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """As many rows as the keys take."""
        return len(self.rows(width))


def _width(pieces: Sequence[Piece]) -> int:
    return sum(width_of(piece.text) for piece in pieces)


def _zone_name(name: str, offset: timedelta | None) -> str:
    """A zone's short name; where it has only digits, as UTC+3."""
    if name and name[0].isalpha():
        return name
    minutes = int((offset or timedelta()).total_seconds() // 60)
    hours, rest = divmod(abs(minutes), 60)
    return f"UTC{'-' if minutes < 0 else '+'}{hours}" + (f":{rest:02}" if rest else "")
