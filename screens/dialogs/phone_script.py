"""The phone script on the screen while somebody calls: what to say to read, what came of it in one key."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any, ClassVar

from textual import events
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from models.exchange.phone_script import Passage, phone_script
from models.operations.pool import log_outreach
from models.queries.outreach import script_facts
from models.rules.span import local_day
from screens.base import Done, Page
from screens.dialogs.frame import Dialog, KeyHint
from screens.dialogs.outreach import QUICK, Quick
from screens.widgets.plain import plain

CALL_KEYS = "ynlmxr"
"""Ways a call goes, of QUICK; the same keys as where outreach is logged."""
_WORDS = {
    "y": "Yes",
    "n": "No",
    "l": "Later",
    "m": "Voice mail",
    "x": "No answer",
    "r": "Wrong number",
}
_OUTCOMES = {each.key: each for each in QUICK if each.key in CALL_KEYS}


class PhoneScriptDialog(Dialog[Quick]):
    """The answer is how the call went."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("q", "close", "Close", show=False),
        Binding("j", "scroll(1)", "Down", show=False),
        Binding("k", "scroll(-1)", "Up", show=False),
    ]
    TAKES_EARLY = False
    DEFAULT_CSS = """
    PhoneScriptDialog > #box { width: 96; height: 96%; }
    PhoneScriptDialog VerticalScroll { height: 1fr; padding: 0 1; scrollbar-size-vertical: 1; }
    PhoneScriptDialog VerticalScroll > Static { height: auto; margin-bottom: 1; }
    """

    def __init__(self, title: str, passages: Sequence[Passage], today: date) -> None:
        super().__init__(title, "A key below logs how it went, with the usual next step, and closes.")
        self.passages = tuple(passages)
        self.today = today

    def body(self) -> Iterable[Widget]:
        """The passages in one column that scrolls."""
        yield VerticalScroll(*(Static(_text_of(one)) for one in self.passages), id="scroll")

    def keys(self) -> Sequence[KeyHint]:
        """The outcomes, then close."""
        outcomes = [(key, _WORDS[key], f"answer('{key}')") for key in CALL_KEYS]
        return (*outcomes, ("Esc", "Close", "close"))

    def on_mount(self) -> None:
        """Arrows move the text at once."""
        self.query_one("#scroll").focus()

    def on_key(self, event: events.Key) -> None:
        """An outcome's key is the answer."""
        if event.key in _OUTCOMES:
            event.stop()
            self.action_answer(event.key)

    def action_answer(self, key: str) -> None:
        """How the call went."""
        self.dismiss(_OUTCOMES[key])

    def action_scroll(self, by: int) -> None:
        """One line up or down."""
        self.query_one("#scroll").scroll_relative(y=by, animate=False)


async def call_with_script(page: Page[Any], student: str, contact: str) -> Done | None:
    """Show the script of this call; the key of its outcome logs it for the student. Only inside a worker."""
    session = page.session
    facts = await page.read(script_facts, session.campaign, student, contact, session.now())
    today = local_day(session.now(), session.zone)
    title = f"{facts.student.label} calls {facts.contact.name}"
    if facts.contact.do_not_contact:
        page.say(f"{facts.contact.name} asked not to be contacted. Choose another contact.", "warning")
        return None
    answer = await page.ask(PhoneScriptDialog(title, phone_script(facts), today))
    if answer is None:
        return None
    return await page.act(log_outreach, contact, student=student, **answer.noted(today))


def _text_of(passage: Passage) -> Content:
    """What is said stands out, what is only for the eyes is dim."""
    parts = [plain(passage.heading).stylize("bold $accent")]
    for line in passage.lines:
        said = plain(line)
        parts.append(Content("\n"))
        parts.append(said if line.startswith('"') else said.stylize("dim"))
    return Content("").join(parts)
