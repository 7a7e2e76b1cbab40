"""The app: five pages as modes, what holds everywhere, and leaving properly whatever happens."""

from __future__ import annotations

import asyncio
import gc
from collections.abc import Callable, Mapping
from dataclasses import replace
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar

from rich.text import Text
from textual import events
from textual.app import App
from textual.binding import Binding, BindingType
from textual.screen import Screen
from textual.theme import Theme
from textual.worker import WorkerFailed

from models.errors import WblError
from screens.base import Page
from screens.commands import ASIDE, PAGES
from screens.early_keys import EarlyKey
from screens.session import Message, Session
from wbl_tui.tidying import Tidying
from wbl_tui.typing_kept import EVERY, TypingKept

if TYPE_CHECKING:
    from screens.dialogs.frame import Dialog

LEAST = (80, 24)
"""Columns and rows that everything fits into."""
LEAVING = ("ctrl+q", "ctrl+c")
"""Keys that never wait."""

DARK = Theme(
    name="wbl-dark",
    primary="#5AA9E6",
    secondary="#3D6F9E",
    accent="#F2A541",
    warning="#F2A541",
    error="#E8743B",
    success="#7CC4F0",
    foreground="#E6E9EC",
    background="#12171C",
    surface="#192027",
    panel="#252E37",
    boost="#2B3540",
    dark=True,
)
LIGHT = Theme(
    name="wbl-light",
    primary="#1D5F9B",
    secondary="#5C86AD",
    accent="#B25D00",
    warning="#B25D00",
    error="#B23A00",
    success="#1D5F9B",
    foreground="#1B2126",
    background="#FAFBFC",
    surface="#F0F2F4",
    panel="#DFE4E8",
    boost="#E4E9EE",
    dark=False,
)


def as_bright(theme: Theme) -> Theme:
    """The theme where no colours are shown: what is urgent must not become a grey weaker than plain text."""
    fore = theme.foreground or ""
    return replace(theme, accent=fore, warning=fore, error=fore, success=fore)


class WblApp(App[int]):
    """Opens on one page; the others are imported when they are first shown."""

    ENABLE_COMMAND_PALETTE = False
    BINDINGS: ClassVar[list[BindingType]] = [Binding("ctrl+q", "quit", "Quit", show=False, id="quit")]

    def __init__(
        self,
        session: Session,
        *,
        page: str = "roster",
        logs: Path | None = None,
        makers: Mapping[str, Callable[[Session], Page[Any]]] | None = None,
    ) -> None:
        """`logs` is the folder for crash details; without one they are not written. `makers` make pages other
        than the program's own.
        """
        self.DEFAULT_MODE = page  # type: ignore[misc]
        super().__init__()
        for theme in (DARK, LIGHT):
            self.register_theme(as_bright(theme) if self.no_color else theme)
        self.set_reactive(App.theme, DARK.name)
        self.session = session
        self.logs = logs
        self._makers = dict(makers or {})
        self._pages: dict[str, Page[Any]] = {}
        self.tend: Callable[[], object] | None = None
        self._small = False
        self._tidying = Tidying()
        self.typing = TypingKept(session)
        self._watch: asyncio.Task[None] | None = None
        self._held_up = False
        session.on_message = self._show_message
        session.on_stale = self._show_changes
        session.on_error = self._fail
        session.early.on_free = self._press_later
        for each in (*PAGES, *ASIDE):
            self.add_mode(each.id, _Opener(self, each.id))

    def page(self, name: str) -> Page[Any]:
        """The page of that name, made when it is first asked for."""
        if name not in self._pages:
            self._pages[name] = (self._makers.get(name) or _own_page(name))(self.session)
        return self._pages[name]

    def get_default_screen(self) -> Screen[Any]:
        """Never a blank one."""
        return self.page(self.DEFAULT_MODE)

    def on_mount(self) -> None:
        """Signals, the terminal's watch, and the look-out for other programs, once there is something to see."""
        self.call_after_refresh(self._mind_the_terminal)
        self.set_timer(0.4, self._settle)

    def _mind_the_terminal(self) -> None:
        if self.is_headless:
            return
        from wbl_tui.terminal import leave_on_signals

        leave_on_signals(self._leave_now, asyncio.get_running_loop())
        self.set_interval(1.0, self._check_terminal)

    def _settle(self) -> None:
        if not gc.isenabled():
            self._tidying.begin()
            self.set_interval(1.0, self._tidying.look)
        self._watch = asyncio.create_task(self.session.watch())
        self.set_interval(EVERY, self._keep_typing)
        if self.tend is not None:
            self.run_worker(self._tend(self.tend), group="care")

    async def _keep_typing(self) -> None:
        await self.typing.look(self)

    async def _tend(self, tend: Callable[[], object]) -> None:
        try:
            await asyncio.to_thread(tend)
        except WblError as error:
            self.session.say(f"The daily backup could not be made: {error.line}", "warning")

    # Pages

    def delay_update(self, delay: float = 0.05) -> None:
        """Pages come up whole (see Page.on_mount), so there is no flicker that a pause would hide."""

    def on_resize(self, event: events.Resize) -> None:
        """Say so when the window is too small, until it is larger again."""
        small = event.size.width < LEAST[0] or event.size.height < LEAST[1]
        if small == self._small:
            return
        from screens.dialogs.small import TooSmall

        if small:
            self.push_screen(TooSmall(LEAST))
        elif isinstance(self.screen, TooSmall):
            self.pop_screen()
        self._small = small

    async def on_event(self, event: events.Event) -> None:
        """A key pressed while a dialog is on its way waits for it; one that comes while leaving does nothing."""
        if isinstance(event, events.Key):
            self._tidying.key()
            if not self._running or self._held_early(event):
                return
        await super().on_event(event)

    def _held_early(self, event: events.Key) -> bool:
        return not event.is_forwarded and self._held(event)

    def _held(self, event: events.Key) -> bool:
        early = self.session.early
        if event.key in LEAVING or not early.waits(on_page=_asks(self.screen)):
            return False
        early.hold(EarlyKey(event.time, event.key, event.character))
        return True

    async def on_dialog_shown(self, event: Dialog.Shown) -> None:
        """What was typed for it, in another life or just now, comes before anything that is typed from now on."""
        self.typing.give(event.dialog)
        self.session.early.shown(takes=event.takes)
        await self._press_early()

    def _press_later(self) -> None:
        self.call_later(self._press_early)

    async def _press_early(self) -> None:
        for key in self.session.early.take():
            await self.on_event(events.Key(key.key, key.character))

    def on_key(self, event: events.Key) -> None:
        """A letter that was under way when a line to type in got the focus belongs into that line.

        It comes here from the widget that had the focus before; a command is not what it was meant for.
        """
        if self._held(event):
            event.prevent_default()
            return
        line = self.focused
        if line is not None and line.check_consume_key(event.key, event.character):
            event.prevent_default()
            line.post_message(events.Key(event.key, event.character))
        elif event.is_printable and isinstance(self.screen, Page):
            self._say_unknown(event)

    def _say_unknown(self, event: events.Key) -> None:
        """Silence after a key looks as if the program had stopped."""
        if event.key not in self.screen.active_bindings:
            sign = "Space" if event.character == " " else event.character
            self.session.say(f"{sign} does nothing here. Press ? for all keys.", "warning")

    def _current_page(self) -> Page[Any] | None:
        for screen in reversed(self.screen_stack):
            if isinstance(screen, Page):
                return screen
        return None

    def _show_message(self, message: Message) -> None:
        page = self._current_page() if self._running else None
        if page is not None:
            page.show_message(message)

    def _show_changes(self) -> None:
        page = self._current_page() if self._running else None
        if page is not None:
            page.refresh_if_stale()

    # Leaving

    async def action_quit(self) -> None:
        """Leave, once what is being written is written."""
        if self.session.writing and not self._held_up:
            self.run_worker(self._quit_when_written(), group="leaving", exclusive=True)
        else:
            self._quit()

    async def _quit_when_written(self) -> None:
        """What could not be saved keeps the person here, where it is said; nothing keeps them the next time."""
        if await self.session.finish():
            self._quit()
        self._held_up = self.session.writing

    def _quit(self) -> None:
        if self._small:
            self.typing.last_look(self)  # what lies under that window was never asked about
        else:
            self.typing.drop()
        self.exit(0)

    def action_help_quit(self) -> None:
        """Ctrl+C: say how to leave."""
        self.session.say("Press q to leave the program.", "warning")

    def _leave_now(self, code: int) -> None:
        self.typing.last_look(self)
        self.exit(code, return_code=code)

    def _check_terminal(self) -> None:
        from wbl_tui.terminal import hard_exit_later, hung_up

        if not self.is_headless and hung_up():
            hard_exit_later(129)
            self._leave_now(129)

    async def on_unmount(self) -> None:
        """Nobody looks any more."""
        if self._watch is not None:
            self._watch.cancel()
        await self.session.finish(2.0)

    # Our own mistakes

    def _fail(self, error: BaseException) -> None:
        self._handle_exception(error if isinstance(error, Exception) else RuntimeError(str(error)))

    def _handle_exception(self, error: Exception) -> None:
        """An error that a person can meet is said; any other ends the program in plain words."""
        cause = error.error if isinstance(error, WorkerFailed) else error
        if isinstance(cause, WblError) and isinstance(error, WorkerFailed):
            self.session.say_error(cause)
            return
        from wbl_tui.crash import crash_words, write_crash_log

        self._return_code = 70
        self.typing.last_look(self)
        first: asyncio.Event = getattr(self, "_exception_event")  # noqa: B009 - its type is lost in a cached property
        if not first.is_set():
            self._exception = error
            first.set()
            log = write_crash_log(cause, self.logs) if self.logs else None
            self._exit_renderables.append(Text(crash_words(log)))
        self._close_messages_no_wait()

    def panic(self, *renderables: Any) -> None:
        """Textual's own last words may show names; ours do not. A terminal that is gone is no mistake."""
        self._check_terminal()
        if self._exit:
            return
        self._handle_exception(RuntimeError("panic"))


def _asks(screen: Screen[Any]) -> bool:
    """Whether dialogs are opened from this screen."""
    return isinstance(screen, Page) or bool(getattr(screen, "LIKE_PAGE", False))


def _own_page(name: str) -> type[Page[Any]]:
    found: type[Page[Any]] = getattr(import_module(f"screens.{name}"), f"{name.capitalize()}Page")
    return found


class _Opener:
    """Makes a page when Textual first needs it."""

    def __init__(self, app: WblApp, name: str) -> None:
        self._app = app
        self._name = name

    def __call__(self) -> Page[Any]:
        return self._app.page(self._name)
