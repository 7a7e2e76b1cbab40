"""A form of typed fields: checked on saving with a sentence for each line that is wrong, never lost unasked."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any, ClassVar

from textual import work
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.widget import Widget
from textual.widgets import Input

from models.errors import BadInput
from screens.asking import answer_of
from screens.dialogs.fields import Field, FormLine, Picker
from screens.dialogs.frame import Dialog, KeyHint
from screens.dialogs.text_ask import throw_away
from screens.unsaved import TypedLine

__all__ = ["Field", "FormDialog", "Values"]

Values = dict[str, Any]


class FormDialog(Dialog[Values]):
    """The answer maps each field's name to its value. `check` looks at the whole and maps names to complaints.

    A form that comes back with what was typed is given the fields it first began with as `begun`: what differs from
    them is still unsaved.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+s", "save", "Save", show=False, priority=True),
        Binding("up", "next(-1)", show=False),
        Binding("down", "next(1)", show=False),
    ]
    DEFAULT_CSS = """
    FormDialog #lines { height: auto; max-height: 17; padding: 0 1; scrollbar-size-vertical: 1; }
    """

    def __init__(
        self,
        title: str,
        fields: Sequence[Field],
        *,
        begun: Sequence[Field] = (),
        note: str = "",
        save: str = "Save",
        check: Callable[[Values], dict[str, str]] | None = None,
    ) -> None:
        super().__init__(title, note)
        self.save_word = save
        self.check = check
        first = {field.name: field for field in begun}
        self.lines = tuple(FormLine(field, first.get(field.name)) for field in fields)

    def body(self) -> Iterable[Widget]:
        """The lines, scrolling where they are many."""
        yield VerticalScroll(*self.lines, id="lines", can_focus=False)

    def keys(self) -> Sequence[KeyHint]:
        """Save, next, close."""
        picked = any(isinstance(line.control, Picker) for line in self.lines)
        return (
            ("Ctrl+S", self.save_word, "save"),
            *((("Tab", "Next line", "next(1)"),) if len(self.lines) > 1 else ()),
            *((("Space ‹ ›", "Choose", ""),) if picked else ()),
            ("Esc", "Close", "close"),
        )

    def on_mount(self) -> None:
        """Begin on the first line."""
        self.lines[0].control.focus()

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Enter goes on; on the last line it saves."""
        event.stop()
        self._enter()

    def on_picker_done(self, event: Picker.Done) -> None:
        """Enter goes on; on the last line it saves."""
        self._enter()

    def _enter(self) -> None:
        if self.focused is self.lines[-1].control:
            self.action_save()
        else:
            self.action_next(1)

    def action_next(self, by: int) -> None:
        """To the next line, or (-1) the one before."""
        at = next((i for i, line in enumerate(self.lines) if line.control is self.focused), 0) + by
        if 0 <= at < len(self.lines):
            self.lines[at].control.focus()

    def action_save(self) -> None:
        """Answer with the values, or say line by line what is wrong and go to the first such line."""
        self.after_typing(self._save)

    def _save(self) -> None:
        values: Values = {}
        wrong: dict[str, str] = {}
        for line in self.lines:
            try:
                values[line.field.name] = line.value()
            except BadInput as error:
                wrong[line.field.name] = error.line
        if not wrong and self.check is not None:
            wrong = self.check(values)
        for line in self.lines:
            line.tell(wrong.get(line.field.name, ""))
        bad = [line for line in self.lines if line.field.name in wrong]
        if bad:
            bad[0].control.focus()
        elif wrong:
            self.say(" ".join(wrong.values()), bad=True)
        else:
            self.dismiss(values)

    def holds_text(self) -> bool:
        """Whether any line was changed."""
        return any(line.touched for line in self.lines)

    def typed_lines(self) -> Sequence[TypedLine]:
        """The lines that were changed, masked ones never."""
        return tuple(line.typed() for line in self.lines if line.touched and not line.is_masked)

    def type_again(self, lines: Sequence[TypedLine]) -> Sequence[str]:
        """Put these in; the labels of those that begin with something else now than when they were typed."""
        here = {line.field.name: line for line in self.lines if not line.is_masked}
        known = [(here[one.name], one) for one in lines if one.name in here]
        other = [line.field.label for line, one in known if line.typed().begun != one.begun]
        for line, one in known:
            line.put(one.raw)
        return other

    @work
    async def action_close(self) -> None:
        """Close; what was typed is not lost unasked."""
        if self.holds_text() and not await answer_of(self.app, throw_away()):
            return
        self.dismiss(None)
