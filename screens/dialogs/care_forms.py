"""What is asked about the care of a contact: tasks, days to get in touch, tags, referrals, how an interview went."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import partial
from typing import Any

from models.errors import BadInput
from models.rules.naming import day_text
from models.rules.pool_facts import NextContact, Referral, Task
from models.rules.typed_days import typed_day
from screens.dialogs.choose import Choice, ChooseDialog
from screens.dialogs.form import Field, FormDialog
from screens.dialogs.text_ask import TextDialog

DAYS = ("in a week", "in 2 weeks", "in a month", "in 3 months", "in 6 months", "in a year")
"""Usual distances to the next time one gets in touch."""
OTHER_DAY, NO_DAY, NEW_TAG = "\nother", "\nnone", "\nnew"
"""Choices that no text can be taken for."""
WENT = (("well", "✓ well"), ("mixed", "~ mixed"), ("badly", "✗ badly"))
MAY_USE = (("?", "not asked"), ("yes", "yes"), ("no", "no"))


class TagDialog(ChooseDialog):
    """The answer is a tag of the list, or what was typed where no tag has that in it."""

    def take(self) -> str | None:
        """The tag under the cursor, else the word typed."""
        return super().take() or self.typed or None


def day_complaint(today: date, text: Any) -> str:
    """What is wrong with a day as typed, "" for nothing."""
    try:
        typed_day(str(text), today)
    except BadInput as error:
        return error.line
    return ""


def task_form(who: str, today: date, task: Task | None = None) -> FormDialog:
    """What was agreed with somebody, and by when."""
    due = task.due.isoformat() if task and task.due else ""
    return FormDialog(
        f"Task for {who}",
        (
            Field(
                "what",
                "What",
                value=task.what if task else "",
                required=True,
                help="such as: send the poster",
            ),
            Field(
                "due",
                "By",
                value=due,
                help="Friday, 24 Nov, in 2 weeks",
                check=partial(day_complaint, today),
            ),
        ),
    )


def task_choices(tasks: Sequence[Task], today: date) -> list[Choice]:
    """Tasks to choose from, the open ones first."""
    return [
        Choice(
            one.id, f"{'□' if one.is_open else '✓'} {one.what}", due_words(one, today), due_tone(one, today)
        )
        for one in tasks
    ]


def due_words(task: Task, today: date) -> str:
    """By when a task is due, and whether that is past: "! overdue since Tue 24 Nov"."""
    if not task.is_open:
        return f"done by {task.done_by}" if task.done_by else "done"
    if task.due is None:
        return "open, no day"
    if task.due < today:
        return f"! overdue since {day_text(task.due)}"
    return "! due today" if task.due == today else f"by {day_text(task.due)}"


def due_tone(task: Task, today: date) -> str:
    """The tone of a task's line."""
    if not task.is_open:
        return "dim"
    return "warn" if task.due is not None and task.due <= today else ""


def day_choice(who: str, today: date, now: NextContact | None) -> ChooseDialog:
    """On which day to get in touch with somebody."""
    choices = []
    for each in DAYS:
        day = typed_day(each, today)
        choices.append(Choice(each, each, f"{day_text(day)} {day.year}" if day else ""))
    choices.append(Choice(OTHER_DAY, "another day …"))
    choices.append(Choice(NO_DAY, "no day", "whenever it suits"))
    note = f"Next so far: {now.why}, {day_text(now.day)}." if now else ""
    return ChooseDialog(f"Check in with {who}", choices, note=note, titles=("When", ""))


def other_day(who: str) -> TextDialog:
    """Any day."""
    return TextDialog(
        f"Check in with {who} on which day?", "Such as Friday, 24 Nov, in 5 weeks or 2027-02-01."
    )


def tag_choice(who: str, known: Sequence[tuple[str, int]], worn: Sequence[str]) -> ChooseDialog:
    """A tag to put on somebody, or one that they wear to take away. `known` are (tag, how many wear it)."""
    choices = [Choice(NEW_TAG, "a new tag …")]
    for tag, count in sorted(known, key=lambda one: (one[0] not in worn, one[0])):
        many = f"{count} {'contact' if count == 1 else 'contacts'}"
        on = tag in worn
        choices.append(Choice(tag, f"{'✓' if on else ' '} {tag}", f"take away; {many}" if on else many))
    return TagDialog(
        f"Tags of {who}",
        choices,
        note="✓ is there: choosing it takes it away.",
        titles=("Tag", ""),
        empty="There is no such tag yet. Enter makes it one.",
    )


def new_tag(who: str) -> TextDialog:
    """A tag that there is not yet."""
    return TextDialog(f"New tag for {who}", "One word, such as health or career-fair.")


def referral_form(who: str, interviews: Sequence[tuple[str, str, str]]) -> FormDialog:
    """Whom a contact named. `interviews` are those that were held with the contact: (id, when, with whom)."""
    choices = (("", "not in an interview", ""), *interviews)
    return FormDialog(
        f"Whom did {who} name?",
        (
            Field("name", "Name", required=True),
            Field("reach", "How to reach", help="mail address, phone, where they work"),
            Field("may_use_name", "May use the name", "choice", "?", choices=MAY_USE),
            Field(
                "interview", "Named in", "choice", interviews[-1][0] if interviews else "", choices=choices
            ),
            Field("note", "Note", "notes"),
        ),
    )


def pool_form(referral: Referral, employer: str = "", title: str = "") -> FormDialog:
    """What the new contact of a referral still lacks; what was typed before stands in it."""
    return FormDialog(
        f"{referral.name} into the pool",
        (Field("employer", "Employer", value=employer), Field("title", "Job title", value=title)),
        note=f"How to reach: {referral.reach}" if referral.reach else "",
        save="Add",
    )


def debrief_form(when: str, went: str, note: str) -> FormDialog:
    """How an interview went."""
    return FormDialog(
        f"How did it go, {when}?",
        (
            Field("went", "It went", "choice", went or "well", required=True, choices=WENT),
            Field("note", "A line", "notes", note),
        ),
    )
