"""A form for somebody new that says while one types who of that name is there already; it never stands in the way."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping, Sequence
from typing import ClassVar

from textual import work
from textual.binding import Binding, BindingType
from textual.timer import Timer
from textual.widgets import Input

from models.rules.duplicates import Alike
from screens.dialogs.form import Field, FormDialog, Values
from screens.dialogs.frame import KeyHint

PAUSE = 0.15
"""Seconds without a letter before what was typed is compared with everybody."""

Look = Callable[[Mapping[str, str]], Sequence[Alike]]
"""Who may be meant by what is typed, by field; the likeliest first."""


class WaryForm(FormDialog):
    """As a form. `look` compares, `show` opens the record of an id over the form; what was typed stays."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+o", "open_alike", "Open", show=False, priority=True),
    ]

    def __init__(
        self,
        title: str,
        fields: Sequence[Field],
        *,
        look: Look,
        show: Callable[[str], Awaitable[object]],
        begun: Sequence[Field] = (),
        note: str = "",
        check: Callable[[Values], dict[str, str]] | None = None,
    ) -> None:
        super().__init__(title, fields, begun=begun, note=note, check=check)
        self.look = look
        self.show = show
        self.alike: tuple[Alike, ...] = ()
        self._resting: Timer | None = None

    def keys(self) -> Sequence[KeyHint]:
        """As of every form, and the one that opens who is there already."""
        save, *others = super().keys()
        return (save, ("Ctrl+O", "Open that one", "open_alike"), *others)

    def on_mount(self) -> None:
        """What the form begins with may be somebody's name already."""
        super().on_mount()
        self._wait()

    def on_input_changed(self, event: Input.Changed) -> None:
        """Compare once the typing rests."""
        event.stop()
        self._wait()

    def _wait(self) -> None:
        if self._resting is not None:
            self._resting.stop()
        self._resting = self.set_timer(PAUSE, self._compare)

    def _compare(self) -> None:
        typed = {
            line.field.name: line.control.value for line in self.lines if isinstance(line.control, Input)
        }
        found = tuple(self.look(typed))
        if found != self.alike:
            self.alike = found
            self.say(already(found) or self.note)

    @work
    async def action_open_alike(self) -> None:
        """Show the one who is there already; Esc comes back to the form."""
        if self.alike:
            await self.show(self.alike[0].id)
        else:
            self.say("Nobody here is like what you typed.")


def already(found: Sequence[Alike]) -> str:
    """Who is there already, in a sentence; "" for nobody."""
    if not found:
        return ""
    more = f", and {len(found) - 1} more" if len(found) > 1 else ""
    return f"! There is already {found[0].label} ({found[0].id}){more}: {found[0].why}. Ctrl+O opens."
