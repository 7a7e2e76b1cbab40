"""Long work under way: which step, how far, and Esc to stop it with nothing changed."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable, Sequence
from typing import ClassVar, TypeVar

from textual.app import App
from textual.binding import Binding, BindingType
from textual.widget import Widget
from textual.widgets import Static

from models.errors import Stopped
from screens.dialogs.frame import Dialog, KeyHint
from screens.widgets.plain import plain

T = TypeVar("T")

SHOWN_AFTER = 0.4
"""Seconds that work may take before it is worth a dialog."""
_LOOK = 0.1
_BAR = 40


class Steps:
    """What the work tells of itself, from whatever thread: `watch(done, of)`, which raises Stopped after Esc."""

    def __init__(self, step: str) -> None:
        self.step = step
        self.done = self.of = 0
        self.stopped = False

    def watch(self, done: int, of: int) -> None:
        """So much is done, of so much (0: not known). Raises Stopped."""
        self.done, self.of = done, of
        if self.stopped:
            raise Stopped("Stopped; nothing was changed.")

    @property
    def text(self) -> str:
        """The step and how far it is: `Checking the rows  ████░░░░  45 %  1,200 of 2,500`."""
        if not self.of:
            return self.step
        part = min(1.0, self.done / self.of)
        bar = "█" * round(part * _BAR)
        return f"{self.step}\n{bar:░<{_BAR}} {part:4.0%}  {self.done:,} of {self.of:,}"


class ProgressDialog(Dialog[None]):
    """Shows the steps until whoever opened it closes it; Esc asks the work to stop."""

    TAKES_EARLY = False
    DEFAULT_CSS = "ProgressDialog #steps { height: 2; padding: 0 1; }"
    BINDINGS: ClassVar[list[BindingType]] = [Binding("q", "close", show=False)]

    def __init__(self, title: str, steps: Steps, stop: str = "Stop, nothing is changed") -> None:
        super().__init__(title)
        self.steps = steps
        self.stop_word = stop
        self._shown = Static("", id="steps")

    def body(self) -> Iterable[Widget]:
        """The step and its bar."""
        yield self._shown

    def keys(self) -> Sequence[KeyHint]:
        """Stop."""
        return (("Esc", self.stop_word, "close"),)

    def on_mount(self) -> None:
        """Look every moment how far it is."""
        self._look()
        self.set_interval(_LOOK, self._look)

    def _look(self) -> None:
        self._shown.update(plain("Stopping …" if self.steps.stopped else self.steps.text))

    def action_close(self) -> object:
        """Ask the work to stop; the dialog closes when it has."""
        self.steps.stopped = True
        self._look()
        return None


async def shown_while(
    app: App[object],
    title: str,
    steps: Steps,
    work: asyncio.Future[T],
    stop: str = "Stop, nothing is changed",
) -> T:
    """The result of the work; a dialog tells of it when it takes longer. Raises what the work raises.

    Whoever leaves the app meanwhile stops the work. `stop` says what stopping it means.
    """
    dialog: ProgressDialog | None = None
    try:
        await asyncio.wait({work}, timeout=SHOWN_AFTER)
        if not work.done():
            dialog = ProgressDialog(title, steps, stop)
            app.push_screen(dialog)
            await asyncio.wait({work})
        return work.result()
    finally:
        steps.stopped = True
        if dialog is not None and dialog.is_attached:
            dialog.dismiss(None)
