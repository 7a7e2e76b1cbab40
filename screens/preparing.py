"""One student's preparation in full, and from there what can be done with it: research, questions, review, practice."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from functools import partial
from typing import Any

from models.operations.preparing import prepare_students, review_lists
from models.operations.question_lists import pick_questions
from models.queries.preparing import PreparedStudent, prepared_student
from models.queries.reading import students as students_by_id
from models.rules.question_bank import bank, spoken
from screens.base import Page
from screens.dialogs.choose import Choice, ChooseDialog, ChooseManyDialog
from screens.dialogs.detail import DetailDialog
from screens.dialogs.text_ask import TextDialog
from screens.keys.day import PREPARE_COMMANDS
from screens.prepared_texts import as_seen, change_question, own_question, research
from screens.state.prepare_view import commands_for, prepare_sections, prepare_title

_QUESTION = 46
"""Cells of a question of the bank; the theme has what is left of the box, and the whole question stands below."""

Act = Callable[[Page[Any], PreparedStudent], Awaitable[object]]


async def prepare(page: Page[Any], students: Sequence[str]) -> None:
    """Show it until the person closes it; of several students one is chosen first. Only inside a worker."""
    ident: str | None = students[0] if students else None
    if len(students) > 1:
        known = await page.read(students_by_id, list(students))
        choices = [Choice(one.id, one.label) for one in known.values()]
        ident = await page.ask(ChooseDialog("Whose preparation?", choices))
    said = None
    while ident is not None:
        found = await page.read(prepared_student, page.session.campaign, ident, page.session.now())
        title, sections = prepare_title(found), prepare_sections(found, page.session.zone)
        commands = commands_for(found, PREPARE_COMMANDS)
        command = await page.ask(DetailDialog(title, sections, commands, said=said))
        before = page.session.message
        if command is None:
            return
        await _ACTIONS[command](page, found)
        said = page.session.message if page.session.message is not before else None


async def _pick(page: Page[Any], found: PreparedStudent) -> None:
    there, student, campaign = {one.bank for one in found.questions}, found.student, page.session.campaign
    asked = partial(
        spoken, first=student.first_name, school=student.school or campaign.school, minutes=campaign.minutes
    )
    choices = [
        Choice(one.id, asked(one.words), f"{'✓ ' if one.id in there else ''}{one.theme}") for one in bank()
    ]
    note = "Type a word or a theme to find it. Enter puts all that are marked on the list; ✓ stands there already."
    dialog = ChooseManyDialog(
        "Questions from the bank",
        choices,
        note=note,
        titles=("Question", "Theme"),
        label_limit=_QUESTION,
        whole=True,
    )
    chosen = await page.ask(dialog)
    if chosen:
        await page.act(pick_questions, found.student.id, tuple(chosen))
    elif chosen is not None:
        page.say("Nothing was marked: Space marks a question, Tab while you type.", "warning")


async def _hand_in(page: Page[Any], found: PreparedStudent) -> None:
    await as_seen(page, found, "questions")(review_lists, (found.student.id,), "in_review")


async def _ask_changes(page: Page[Any], found: PreparedStudent) -> None:
    remark = await page.ask(TextDialog("What should be changed?", "The student reads it with the list."))
    if remark:
        step = as_seen(page, found, "questions")
        await step(review_lists, (found.student.id,), "changes_asked", remark)


async def _approve(page: Page[Any], found: PreparedStudent) -> None:
    """Approve with a remark, which may be empty; what is approved already becomes a draft again."""
    step = as_seen(page, found, "questions")
    if found.state == "approved":
        await step(review_lists, (found.student.id,), "draft")
        return
    dialog = TextDialog(
        "A remark for the student?", "Enter approves the list, with or without one.", optional=True
    )
    remark = await page.ask(dialog)
    if remark is not None:
        await step(review_lists, (found.student.id,), "approved", remark)


async def _practised(page: Page[Any], found: PreparedStudent) -> None:
    """Done, with whom; what is done already is taken back."""
    ident, step = found.student.id, as_seen(page, found, "practice")
    if found.student.practice_done:
        await step(prepare_students, (ident,), "practice_done", False)
        return
    dialog = TextDialog("With whom was the practice interview?", value=page.session.workspace.actor)
    who = await page.ask(dialog)
    if who:
        await step(prepare_students, (ident,), "practice_done", True, with_whom=who)


_ACTIONS: dict[str, Act] = {
    "prepare.pick": _pick,
    "prepare.new": own_question,
    "prepare.change": change_question,
    "prepare.research": research,
    "prepare.request": _hand_in,
    "prepare.deny": _ask_changes,
    "prepare.approve": _approve,
    "prepare.practice": _practised,
}

__all__ = ["prepare"]
