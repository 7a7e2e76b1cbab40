"""The lines of a form: what each asks, the widget it is typed or picked in, and the value that comes out."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any, ClassVar, Literal, NamedTuple

from rich.segment import Segment
from textual import events, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.message import Message
from textual.strip import Strip
from textual.widget import Widget
from textual.widgets import Input, Static

from models.errors import BadInput
from models.rules.text import TEXT_LIMIT, clean, clean_lines
from models.rules.typed_days import typed_day
from screens.asking import answer_of
from screens.dialogs.choose import Choice, ChooseDialog, ChooseManyDialog
from screens.state.typed import time_text, typed_date, typed_integer, typed_time
from screens.unsaved import Raw, TypedLine
from screens.widgets.plain import fit, plain

FieldKind = Literal["text", "choice", "choices", "yes_no", "integer", "date", "time", "notes"]

LABEL = 18
"""Cells of a field's label."""


class Field(NamedTuple):
    """One line of a form. Its value is, by kind: str; a key or None; a tuple of keys; bool; int or None;
    date or None; minutes after midnight or None; str with line breaks.

    `choices` are (key, label) or (key, label, reason). `check` says what is wrong with a value, "" for nothing.
    A date with `today` may be typed as people say it: "Friday", "24 Nov", "in 2 weeks".
    """

    name: str
    label: str
    kind: FieldKind = "text"
    value: Any = None
    required: bool = False
    choices: Sequence[tuple[str, ...]] = ()
    help: str = ""
    low: int | None = None
    high: int | None = None
    check: Callable[[Any], str] | None = None
    today: date | None = None


def choice_rows(field: Field) -> list[Choice]:
    """The field's choices as rows to choose from."""
    if field.kind == "yes_no":
        return [Choice("yes", "yes"), Choice("no", "no")]
    return [Choice(each[0], each[1], each[2] if len(each) > 2 else "") for each in field.choices]


class Picker(Widget, can_focus=True):
    """One of a few by Left and Right; one or several of many from a list that Space opens."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("left", "turn(-1)", show=False),
        Binding("right", "turn(1)", show=False),
        Binding("space", "choose", show=False),
        Binding("enter", "done", show=False),
    ]
    COMPONENT_CLASSES: ClassVar[set[str]] = {"picker--value", "picker--focus"}
    DEFAULT_CSS = """
    Picker { height: 1; }
    Picker > .picker--value { background: $panel; color: $foreground; }
    Picker > .picker--focus { background: $panel; color: $foreground; text-style: reverse; }
    """

    class Done(Message):
        """Enter: on to the next line."""

    class Changed(Message):
        """Something else is picked now."""

        def __init__(self, picker: Picker) -> None:
            super().__init__()
            self.picker = picker

        @property
        def control(self) -> Picker:
            """The picker it came from, for `@on(Picker.Changed, "#id")`."""
            return self.picker

    def __init__(self, field: Field) -> None:
        super().__init__()
        self.field = field
        self.rows = choice_rows(field)
        self.instead = ""
        value = field.value
        if field.kind == "yes_no":
            value = "yes" if value else "no"
        self.picked: tuple[str, ...] = (
            tuple(value or ()) if field.kind == "choices" else (value,) if value else ()
        )

    def render_line(self, y: int) -> Strip:
        """What is picked, between marks that tell how it is changed."""
        width = self.size.width
        if self.instead:
            return Strip([Segment(fit(self.instead, width), self.get_component_rich_style("picker--value"))])
        words = ", ".join(row.label for row in self.rows if row.key in self.picked) or "–"
        hint = "Space" if self._is_list else "‹ ›"
        text = fit(words, max(0, width - len(hint) - 2)) + f" {hint} "
        return Strip([Segment(text, self.get_component_rich_style(self._look))]).adjust_cell_length(width)

    @property
    def _look(self) -> str:
        return "picker--focus" if self.has_focus else "picker--value"

    @property
    def _is_list(self) -> bool:
        return self.field.kind == "choices" or len(self.rows) > 7

    def action_turn(self, by: int) -> None:
        """The next or the previous choice."""
        if self.field.kind == "choices" or not self.rows:
            return
        keys = [row.key for row in self.rows]
        at = keys.index(self.picked[0]) + by if self.picked and self.picked[0] in keys else min(by, 0)
        self.pick((keys[at % len(keys)],))

    def pick(self, keys: tuple[str, ...]) -> None:
        """These are picked from now on."""
        if keys != self.picked:
            self.picked = keys
            self.refresh()
            self.post_message(self.Changed(self))

    def rest(self, instead: str) -> None:
        """Nothing is to be picked here now, for the reason given, and Tab goes past; with "" it is again."""
        if instead != self.instead:
            self.instead, self.disabled = instead, bool(instead)
            self.refresh()

    @work
    async def action_choose(self) -> None:
        """Choose from a list; of two or three simply the next."""
        if not self._is_list:
            self.action_turn(1)
            return
        found: str | tuple[str, ...] | None
        if self.field.kind == "choices":
            found = await answer_of(
                self.app, ChooseManyDialog(self.field.label, self.rows, value=self.picked)
            )
        else:
            found = await answer_of(self.app, ChooseDialog(self.field.label, self.rows, value=self.picked))
        if found is not None:
            self.pick(found if isinstance(found, tuple) else (found,))

    def action_done(self) -> None:
        """On to the next line; a required list that is empty opens first."""
        if self._is_list and not self.picked and self.field.required:
            self.action_choose()
        else:
            self.post_message(self.Done())

    def on_click(self, event: events.Click) -> None:
        """The next choice, or the list."""
        if not self.instead:
            self.action_choose()

    def on_focus(self) -> None:
        """Show that the keys go here."""
        self.refresh()

    def on_blur(self) -> None:
        """Show that the keys go elsewhere."""
        self.refresh()


class FormLine(Vertical):
    """A field's label and widget in one row, and under it the sentence that says what is wrong."""

    DEFAULT_CSS = """
    FormLine { height: auto; }
    FormLine > #label { width: 18; height: 1; color: $text-muted; dock: left; padding-right: 1; }
    FormLine > Input { width: 1fr; height: 1; border: none; background: $panel; padding: 0 1; }
    FormLine > Input:focus { border: none; background: $primary-muted; }
    FormLine > TextArea { height: 4; border: none; padding: 0; background: $panel; }
    FormLine > TextArea:focus { border: none; background: $primary-muted; }
    FormLine > #wrong { height: auto; color: $error; text-style: bold; display: none; }
    FormLine.-wrong > #wrong { display: block; }
    """

    def __init__(self, field: Field, begun: Field | None = None) -> None:
        """`begun` is the field before anything was typed, where it holds what was typed already."""
        super().__init__()
        self.field = field
        self.control: Widget = _control(field)
        self._begun = _raw(self.control if begun is None else _control(begun))

    def compose(self) -> ComposeResult:
        """Label, widget, room for a sentence."""
        star = "*" if self.field.required else ""
        yield Static(plain(fit(f"{self.field.label}{star}", LABEL - 1)), id="label")
        yield self.control
        yield Static("", id="wrong")

    @property
    def touched(self) -> bool:
        """Whether anything was typed or picked."""
        return _raw(self.control) != self._begun

    @property
    def is_masked(self) -> bool:
        """Whether nobody may read over a shoulder what is typed; it is never kept."""
        return isinstance(self.control, Input) and self.control.password

    def typed(self) -> TypedLine:
        """What it holds and what it began with."""
        raw = _raw(self.control)
        labels = {row.key: row.label for row in choice_rows(self.field)}
        shown = raw if isinstance(raw, str) else ", ".join(labels.get(key, key) for key in raw)
        return TypedLine(self.field.name, self.field.label, raw, self._begun, " ".join(shown.split()))

    def put(self, raw: Raw) -> None:
        """Hold this, as if it had been typed or picked; what can be picked no more is left out."""
        control: Any = self.control
        if isinstance(control, Picker):
            keys = {row.key for row in control.rows}
            control.pick(tuple(key for key in raw if key in keys))
        elif isinstance(control, Input):
            control.value = str(raw)
        else:
            control.text = str(raw)

    def value(self) -> Any:
        """What the field holds, as its kind says. Raises BadInput with what is wrong."""
        value = _value(self.field, _raw(self.control))
        if self.field.required and value in (None, "", ()):
            raise BadInput("This is needed.")
        wrong = self.field.check(value) if self.field.check and value not in (None, "", ()) else ""
        if wrong:
            raise BadInput(wrong)
        return value

    def tell(self, wrong: str) -> None:
        """Show what is wrong, or nothing."""
        self.query_one("#wrong", Static).update(plain(f"✗ {wrong}" if wrong else ""))
        self.set_class(bool(wrong), "-wrong")


def _raw(control: Any) -> Raw:
    if isinstance(control, Picker):
        return tuple(control.picked)
    return str(control.value if isinstance(control, Input) else control.text)


def _control(field: Field) -> Widget:
    if field.kind in ("choice", "choices", "yes_no"):
        return Picker(field)
    text = _text(field)
    if field.kind == "notes":
        from textual.widgets import TextArea

        return TextArea(text, compact=True, tab_behavior="focus", soft_wrap=True)
    hints = {"date": "year-month-day", "time": "such as 9:05 or 14:30"}
    # A time or a date is typed anew; words are mostly only mended.
    return Input(
        text,
        placeholder=field.help or hints.get(field.kind, ""),
        compact=True,
        select_on_focus=field.kind in hints,
    )


def _text(field: Field) -> str:
    value = field.value
    if value is None:
        return ""
    if field.kind == "time":
        return time_text(value)
    if isinstance(value, date):
        return value.isoformat()
    # How long it may be is for the operation to say: a meeting link is longer than any name.
    return clean_lines(str(value)) if field.kind == "notes" else clean(str(value), TEXT_LIMIT)


def _value(field: Field, raw: Any) -> Any:
    kind = field.kind
    if kind == "yes_no":
        return raw == ("yes",)
    if kind == "choices":
        return tuple(row.key for row in choice_rows(field) if row.key in raw)
    if kind == "choice":
        return raw[0] if raw else None
    if kind == "notes":
        return clean_lines(raw)
    text = clean(raw, TEXT_LIMIT)
    return text if kind == "text" else _parsed(field, text) if text else None


def _parsed(field: Field, text: str) -> Any:
    if field.kind == "integer":
        return typed_integer(text, field.low, field.high)
    if field.kind == "date":
        return typed_date(text) if field.today is None else typed_day(text, field.today)
    return typed_time(text)
