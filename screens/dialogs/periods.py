"""All periods of a day typed as they stand on the printed schedule; what is wrong is said while one types."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import ClassVar

from textual import work
from textual.binding import Binding, BindingType
from textual.widget import Widget
from textual.widgets import Static, TextArea

from models.errors import BadInput
from models.rules.facts import Period
from models.rules.typed_bells import line_of, read_lines, summary, write_lines
from screens.asking import answer_of
from screens.dialogs.form import FormDialog
from screens.dialogs.frame import Dialog, KeyHint
from screens.dialogs.text_ask import throw_away
from screens.unsaved import TypedLine
from screens.widgets.plain import plain

HOW = (
    "One line each: name, start, end. Lunch and break are breaks; after 12:27, 1:25 is in the afternoon. "
    "A lunch that only some classes have may lie over their period: Lunch A 11:00-11:30."
)


class PeriodsDialog(Dialog[tuple[Period, ...]]):
    """The answer is the rows; none at all is no answer."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("ctrl+s", "save", "Save", show=False, priority=True)]
    DEFAULT_CSS = """
    PeriodsDialog TextArea { height: 12; border: none; padding: 0 1; background: $panel; }
    PeriodsDialog TextArea:focus { border: none; background: $primary-muted; }
    PeriodsDialog #check { height: auto; min-height: 1; padding: 0 1; }
    PeriodsDialog #check.-bad { color: $error; text-style: bold; }
    """

    def __init__(self, title: str, periods: Sequence[Period], *, save: str = "Save") -> None:
        super().__init__(title, HOW)
        self.save_word = save
        self.begun = write_lines(periods)
        self.lines = TextArea(self.begun, compact=True, tab_behavior="focus", soft_wrap=False)
        self.check = Static("", id="check")
        self.wrong_line: int | None = None

    def body(self) -> Iterable[Widget]:
        """The lines, and what they mean."""
        yield self.lines
        yield self.check

    def keys(self) -> Sequence[KeyHint]:
        """Save, close."""
        return (("Ctrl+S", self.save_word, "save"), ("Enter", "Next line", ""), ("Esc", "Close", "close"))

    def on_mount(self) -> None:
        """Begin at the end of what is there."""
        self.lines.move_cursor(self.lines.document.end)
        self.lines.focus()
        self._look()

    def on_text_area_changed(self, event: TextArea.Changed) -> None:
        """Say at once what the lines mean, or what is wrong with them."""
        event.stop()
        self._look()

    def _look(self) -> tuple[Period, ...]:
        try:
            found = read_lines(self.lines.text)
        except BadInput as wrong:
            self._tell(f"✗ {wrong.line}", bad=True)
            self.wrong_line = line_of(wrong.line)
            return ()
        self.wrong_line = None
        self._tell(f"✓ {summary(found)}" if found else "", bad=False)
        return found

    def _tell(self, text: str, *, bad: bool) -> None:
        self.check.update(plain(text))
        self.check.set_class(bad, "-bad")

    def action_save(self) -> None:
        """Answer, once every line can be read; else to the end of the line that cannot."""
        self.after_typing(self._save)

    def _save(self) -> None:
        found = self._look()
        if found:
            self.dismiss(found)
        elif self.wrong_line is not None:
            at = self.wrong_line - 1
            self.lines.move_cursor((at, len(self.lines.document.get_line(at))))
        elif not self.lines.text.strip():
            self._tell("✗ Type at least one period, as: 1 8:30-9:28", bad=True)

    def holds_text(self) -> bool:
        """Whether anything was typed."""
        return self.lines.text != self.begun

    def typed_lines(self) -> Sequence[TypedLine]:
        """The periods so far."""
        text = self.lines.text
        return (TypedLine("periods", "Periods", text, self.begun, " / ".join(text.split("\n"))),)

    def type_again(self, lines: Sequence[TypedLine]) -> Sequence[str]:
        """Put the periods in; "Periods" where they begin with others now."""
        for one in lines:
            self.lines.text = str(one.raw)
        return tuple(one.label for one in lines if one.begun != self.begun)

    @work
    async def action_close(self) -> None:
        """Close; what was typed is not lost unasked."""
        if self.holds_text() and not await answer_of(self.app, throw_away()):
            return
        self.dismiss(None)


class CheckedForm(FormDialog):
    """A form that says under its title what is wrong with the whole as soon as it is typed."""

    def on_input_changed(self) -> None:
        """Look at everything again."""
        wrong = self._wrong()
        for line in self.lines:
            line.tell("")
        if wrong:
            self.say(f"✗ {wrong}", bad=True)
        else:
            self.say(self.note)

    def _wrong(self) -> str:
        """The first thing that is wrong once every line can be read; lines that are being typed say nothing yet."""
        try:
            values = {line.field.name: line.value() for line in self.lines}
        except BadInput:
            return ""
        found = self.check(values) if self.check else {}
        return next(iter(found.values()), "")
