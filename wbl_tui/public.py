"""The public board as a program of its own: it reads, shows, and can do nothing else."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any, ClassVar, Protocol
from zoneinfo import ZoneInfo

from rich.text import Text
from textual.app import App
from textual.binding import Binding, BindingType
from textual.screen import Screen

from models.errors import WblError
from models.rules.public_board import PublicBoard
from screens.public import PublicScreen
from wbl_tui.app import DARK

PATIENCE_SECONDS = 2
"""So long one look may take before what is shown is called old."""


class Looks(Protocol):
    """What it needs of an `Onlooker`."""

    def board(self, now: datetime) -> PublicBoard:
        """The day as everybody may see it. Raises StoreError when it cannot be read."""

    def zone(self) -> ZoneInfo:
        """The zone that people read."""


class PublicApp(App[int]):
    """One screen that is read anew each second. Leave with q."""

    ENABLE_COMMAND_PALETTE = False
    BINDINGS: ClassVar[list[BindingType]] = [Binding("q,ctrl+q,ctrl+c", "quit", "Quit", show=False)]

    def __init__(self, onlooker: Looks, now: Callable[[], datetime], logs: Path | None = None) -> None:
        """`now` gives the moment in UTC; `logs` is the folder for crash details."""
        super().__init__()
        self.register_theme(DARK)
        self.theme = DARK.name
        self._onlooker = onlooker
        self._now = now
        self._logs = logs
        self._zone = onlooker.zone()
        self._public = PublicScreen()
        self._waiting = 0

    def get_default_screen(self) -> Screen[Any]:
        """The only one."""
        return self._public

    async def on_mount(self) -> None:
        """Read, and then each second."""
        if not self.is_headless:
            from wbl_tui.terminal import leave_on_signals

            leave_on_signals(self._leave, asyncio.get_running_loop())
        self.set_interval(1.0, self.look_by_itself)
        self.call_after_refresh(self.look_by_itself)

    def look_by_itself(self) -> None:
        """Look without waiting for it: a disk that does not answer must hold up neither the clock nor the way out."""
        self._check_terminal()
        self.run_worker(self.look())

    async def look(self) -> None:
        """Read the day and show it; when that fails or takes long, say since when it is old."""
        if not self._is_there():
            return
        now = self._now()
        if self._waiting:
            self._waiting += 1
            if self._waiting > PATIENCE_SECONDS:
                self._public.say_old(now.astimezone(self._zone))
            return
        self._waiting = 1
        try:
            board = await asyncio.to_thread(self._onlooker.board, now)
        except WblError:
            board = None
        finally:
            self._waiting = 0
        # Somebody may have left meanwhile.
        if self._is_there() and board is not None:
            self._public.show(board)
        elif self._is_there():
            self._public.say_old(self._now().astimezone(self._zone))

    def _is_there(self) -> bool:
        return self.is_running and self._public.is_mounted and self._public.is_attached

    def _leave(self, code: int) -> None:
        self.exit(code, return_code=code)

    def _check_terminal(self) -> None:
        from wbl_tui.terminal import hard_exit_later, hung_up

        if not self.is_headless and hung_up():
            hard_exit_later(129)
            self._leave(129)

    def _handle_exception(self, error: Exception) -> None:
        """A mistake of the program ends it in plain words; Textual's own would show what the variables hold."""
        from wbl_tui.crash import crash_words, write_crash_log

        self._return_code = 70
        first: asyncio.Event = getattr(self, "_exception_event")  # noqa: B009 - its type is lost in a cached property
        if not first.is_set():
            self._exception = error
            first.set()
            self._exit_renderables.append(
                Text(crash_words(write_crash_log(error, self._logs) if self._logs else None))
            )
        self._close_messages_no_wait()

    def panic(self, *renderables: Any) -> None:
        """Nothing of Textual's own last words."""
        self._handle_exception(RuntimeError("panic"))
