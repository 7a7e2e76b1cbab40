"""Logging an attempt to reach somebody in two keys: `o` on the page, then the letter of what came of it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import date, datetime
from functools import partial
from typing import Any, ClassVar, NamedTuple
from zoneinfo import ZoneInfo

from textual import events
from textual.binding import Binding, BindingType
from textual.widget import Widget
from textual.widgets import Static

from models.errors import BadInput
from models.operations.pool import log_outreach
from models.queries.outreach import claim_outlook
from models.queries.pool import students_for
from models.rules.naming import OUTREACH_HOW, day_text
from models.rules.next_steps import usual_next
from models.rules.span import local_day, local_instant
from screens.base import Done, Page
from screens.dialogs.form import Field, FormDialog
from screens.dialogs.frame import Dialog, KeyHint
from screens.widgets.plain import plain
from screens.wording import OUTREACH_OUTCOMES, outreach_word

NOON = 12 * 60
MORE = "more"
"""The answer that wants the whole form."""


class Quick(NamedTuple):
    """A usual way an attempt goes: its key, how, and what came of it."""

    key: str
    how: str
    outcome: str

    def noted(self, today: date) -> dict[str, Any]:
        """What is written down: how, the outcome, and the usual next step by when."""
        action, by = usual_next(self.how, self.outcome, today)
        return {"how": self.how, "outcome": self.outcome, "next_action": action, "next_by": by}

    def line(self, today: date) -> str:
        """How it went and what comes next: "call, no answer → call again by Thu 19 Nov"."""
        action, by = usual_next(self.how, self.outcome, today)
        then = f" → {action} by {day_text(by)}" if by else ""
        return f"{outreach_word(self.how, self.outcome).text}{then}"


QUICK = (
    Quick("e", "email", "sent"),
    Quick("c", "phone", "reached"),
    Quick("m", "phone", "left a message"),
    Quick("x", "phone", "no answer"),
    Quick("y", "phone", "said yes"),
    Quick("n", "phone", "said no"),
    Quick("l", "phone", "asks to be called later"),
    Quick("r", "phone", "wrong number"),
    Quick("a", "email", "said yes"),
    Quick("d", "email", "said no"),
)
"""The usual ways. `y` and `n` are answers on the phone, `a` and `d` (agreed, declined) those by e-mail."""


class OutreachDialog(Dialog[Quick | str]):
    """The answer is the way it went, or MORE."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("q", "close", show=False)]
    DEFAULT_CSS = """
    OutreachDialog > #box { width: 68; }
    OutreachDialog .quick { height: 1; padding: 0 1; }
    OutreachDialog .quick:hover { background: $boost; }
    """

    def __init__(self, who: str, today: date) -> None:
        super().__init__(
            f"Outreach to {who}", "What came of it? One key logs it, now, with the usual next step."
        )
        self.today = today

    def body(self) -> Iterable[Widget]:
        """One line for each way."""
        for each in QUICK:
            line = f"{each.key} {each.line(self.today)}"
            yield Static(plain(line), classes="quick", id=f"quick-{each.key}")
        yield Static(
            plain("w with details: for whom, when, another next step"), classes="quick", id="quick-w"
        )

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


async def log_for_student(
    page: Page[Any], student: str, name: str, contact: str | None = None
) -> Done | None:
    """Log a student's attempt: the contact is chosen where it is not given, those held for the student first.

    Only inside a worker.
    """
    from screens.dialogs.claim import choose_held

    host = contact or await choose_held(page, student, f"Whom did {name} try to reach?")
    if host is None:
        return None
    session = page.session
    today = local_day(session.now(), session.zone)
    found = await page.read(claim_outlook, session.campaign, student, host, session.now())
    answer = await page.ask(OutreachDialog(f"{found.contact} for {name}", today))
    if isinstance(answer, Quick):
        return await page.act(log_outreach, host, student=student, **answer.noted(today))
    return None if answer is None else await log_in_full(page, host, found.contact, student)


async def log_in_full(page: Page[Any], contact: str, name: str, student: str = "") -> Done | None:
    """Log everything about an attempt in a form. Only inside a worker."""
    session = page.session
    found = await page.read(partial(students_for, others=True), session.campaign, contact)
    students = [(one.row.id, one.row.label, one.reason) for one in found]
    values = await page.ask(outreach_form(name, students, session.now, session.zone, student))
    if values is None:
        return None
    who = values.pop("student") or None
    at = moment_of(values.pop("day"), values.pop("time"), session.now(), session.zone)
    return await page.act(log_outreach, contact, student=who, at=at, **values)


def moment_of(day: date, minute: int | None, now: datetime, zone: ZoneInfo) -> datetime | None:
    """When it was: None for just now, and noon where only an earlier day is known. Raises BadInput for a date too
    far away.
    """
    if minute is None:
        return None if day == local_day(now, zone) else local_instant(day, NOON, zone)
    return local_instant(day, minute, zone)


def outreach_form(
    who: str,
    students: Sequence[tuple[str, str, str]],
    now: Callable[[], datetime],
    zone: ZoneInfo,
    student: str = "",
) -> FormDialog:
    """Everything about an attempt. `students` are (id, name, reason), those whom the contact suits first; one
    of them may be chosen already.
    """
    today = local_day(now(), zone)

    def wrong(values: dict[str, Any]) -> dict[str, str]:
        return _not_yet(values, now(), zone)

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
            Field("day", "When", "date", today, required=True),
            Field("time", "At", "time", help="empty: now; for an earlier day noon"),
            Field("said", "What was said", "notes"),
            Field(
                "student",
                "For student",
                "choice",
                student,
                choices=(("", "nobody in particular", ""), *students),
            ),
            Field("next_action", "Next step", help="such as: send the date, call again"),
            Field("next_by", "By", "date", help="such as Friday, 24 Nov, in 2 weeks", today=today),
        ),
        check=wrong,
    )


def _not_yet(values: dict[str, Any], now: datetime, zone: ZoneInfo) -> dict[str, str]:
    """What is wrong with when it was made."""
    try:
        at = moment_of(values["day"], values["time"], now, zone)
    except BadInput as error:
        return {"day": error.line}
    if at is None or at <= now:
        return {}
    told = "That is yet to come. Next step and By are for what you mean to do."
    return {"day" if values["day"] > local_day(now, zone) else "time": told}
