"""Logging an attempt to reach somebody in two keys: `o` on the page, then the letter of what came of it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import ClassVar, NamedTuple

from textual import events
from textual.binding import Binding, BindingType
from textual.widget import Widget
from textual.widgets import Static

from screens.dialogs.form import Field, FormDialog
from screens.dialogs.frame import Dialog, KeyHint
from screens.widgets.plain import plain
from screens.wording import OUTREACH_HOW, OUTREACH_OUTCOMES, outreach_word

MORE = "more"
"""The answer that wants the whole form."""


class Quick(NamedTuple):
    """A usual way an attempt goes: its key, how, and what came of it."""

    key: str
    how: str
    outcome: str


QUICK = (
    Quick("e", "email", "sent"),
    Quick("c", "phone", "reached"),
    Quick("m", "phone", "left a message"),
    Quick("x", "phone", "no answer"),
    Quick("y", "phone", "said yes"),
    Quick("n", "phone", "said no"),
    Quick("a", "email", "said yes"),
    Quick("d", "email", "said no"),
)
"""The usual ways. `y` and `n` are answers on the phone, `a` and `d` (agreed, declined) those by e-mail."""


class OutreachDialog(Dialog[Quick | str]):
    """The answer is the way it went, or MORE."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("q", "close", show=False)]
    DEFAULT_CSS = """
    OutreachDialog > #box { width: 48; }
    OutreachDialog .quick { height: 1; padding: 0 1; }
    OutreachDialog .quick:hover { background: $boost; }
    """

    def __init__(self, who: str) -> None:
        super().__init__(f"Outreach to {who}", "What came of it? One key logs it, now.")

    def body(self) -> Iterable[Widget]:
        """One line for each way."""
        for each in QUICK:
            said = outreach_word(each.how, each.outcome).text
            yield Static(plain(f"{each.key} {said}"), classes="quick", id=f"quick-{each.key}")
        yield Static(plain("w with details, such as for whom"), classes="quick", id="quick-w")

    def keys(self) -> Sequence[KeyHint]:
        """The letters above, and close."""
        return (("letter", "Log it", ""), ("Esc", "Close", "close"))

    def on_key(self, event: events.Key) -> None:
        """A letter is the answer."""
        self._answer(event.key, event)

    def on_click(self, event: events.Click) -> None:
        """So is a click on its line."""
        ident = event.widget.id if event.widget is not None else None
        if ident and ident.startswith("quick-"):
            self._answer(ident.removeprefix("quick-"), event)

    def _answer(self, key: str, event: events.Event) -> None:
        if key == "w":
            event.stop()
            self.dismiss(MORE)
        for each in QUICK:
            if each.key == key:
                event.stop()
                self.dismiss(each)


def outreach_form(who: str, students: Sequence[tuple[str, str, str]], today: date) -> FormDialog:
    """Everything about an attempt. `students` are (id, name, reason), those whom the contact suits first."""
    return FormDialog(
        f"Outreach to {who}",
        (
            Field("how", "How", "choice", "phone", required=True, choices=tuple(OUTREACH_HOW.items())),
            Field(
                "outcome",
                "Outcome",
                "choice",
                "reached",
                required=True,
                choices=tuple((one, one) for one in OUTREACH_OUTCOMES),
            ),
            Field("said", "What was said", "notes"),
            Field(
                "student", "For student", "choice", "", choices=(("", "nobody in particular", ""), *students)
            ),
            Field("next_action", "Next step", help="such as: send the date, call again"),
            Field("next_by", "By", "date", help=f"such as {today.isoformat()}"),
        ),
    )
