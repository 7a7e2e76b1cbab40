"""A form of a booking that is kept while it is filled in, and filled in again when it was never booked."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TypeVar

from textual.widgets import Input

from screens.dialogs.fields import Picker
from screens.dialogs.frame import Dialog
from screens.unsaved import Raw, TypedLine

Answer = TypeVar("Answer")


class TypedBooking(Dialog[Answer]):
    """Gives all its lines, not only those that were changed: a time is only worth something with its length."""

    _begun = False

    def come_back(self) -> None:
        """It begins with what was typed or picked before and is still unsaved."""
        self._begun = True

    def holds_text(self) -> bool:
        """Whether anything was typed or picked."""
        return self._begun

    @property
    def form(self) -> str:
        """For whom and with whom."""
        return f"{super().form} · {self.note.partition(' · ')[0]}"

    def controls(self) -> Mapping[str, Input | Picker]:
        """What is typed and picked, by its label."""
        raise NotImplementedError

    def take_again(self, picked: Mapping[str, str]) -> None:
        """The lines hold again what they held; `picked` are the keys of those that are picked."""
        raise NotImplementedError

    def typed_lines(self) -> Sequence[TypedLine]:
        """All lines."""
        return tuple(
            TypedLine(name, name, raw := _raw(control), "", raw if isinstance(raw, str) else _words(control))
            for name, control in self.controls().items()
        )

    def type_again(self, lines: Sequence[TypedLine]) -> Sequence[str]:
        """Put them in. The verdict says by itself what has changed since."""
        controls = self.controls()
        picked = {}
        with self.prevent(Input.Changed):
            for one in lines:
                control = controls.get(one.name)
                if isinstance(control, Input):
                    control.value = str(one.raw)
                elif control is not None and one.raw:
                    picked[one.name] = one.raw[0]
                    control.picked = (one.raw[0],)
                    control.refresh()
        self.take_again(picked)
        return ()


def _raw(control: Input | Picker) -> Raw:
    return control.value if isinstance(control, Input) else control.picked


def _words(control: Input | Picker) -> str:
    assert isinstance(control, Picker)
    return ", ".join(row.label for row in control.rows if row.key in control.picked)
