"""One student's preparation in full, and from there what can be done with it: research, questions, review, practice."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from typing import Any

from models.operations.preparing import prepare_students, review_lists, save_research
from models.operations.question_lists import (
    AsksPay,
    drop_questions,
    move_question,
    pick_questions,
    write_question,
)
from models.queries.preparing import PreparedStudent, prepared_student
from models.queries.reading import students as students_by_id
from models.rules.preparing import Question
from models.rules.question_bank import PART_WORDS, PARTS, bank
from screens.base import Page
from screens.dialogs.choose import Choice, ChooseDialog, ChooseManyDialog
from screens.dialogs.detail import DetailDialog
from screens.dialogs.form import Field, FormDialog
from screens.dialogs.menu import Item, MenuDialog
from screens.dialogs.text_ask import TextDialog
from screens.keys.day import PREPARE_COMMANDS
from screens.state.prepare_view import commands_for, prepare_sections, prepare_title, question_choice

Act = Callable[[Page[Any], PreparedStudent], Awaitable[object]]


async def prepare(page: Page[Any], students: Sequence[str]) -> None:
    """Show it until the person closes it; of several students one is chosen first. Only inside a worker."""
    ident: str | None = students[0] if students else None
    if len(students) > 1:
        known = await page.read(students_by_id, list(students))
        choices = [Choice(one.id, one.label) for one in known.values()]
        ident = await page.ask(ChooseDialog("Whose preparation?", choices))
    while ident is not None:
        found = await page.read(prepared_student, page.session.campaign, ident, page.session.now())
        title, sections = prepare_title(found), prepare_sections(found, page.session.zone)
        command = await page.ask(DetailDialog(title, sections, commands_for(found, PREPARE_COMMANDS)))
        if command is None:
            return
        await _ACTIONS[command](page, found)


async def _pick(page: Page[Any], found: PreparedStudent) -> None:
    there = {one.bank for one in found.questions}
    choices = [
        Choice(one.id, one.words, f"{one.theme}{' · on the list' if one.id in there else ''}")
        for one in bank()
    ]
    note = "Type a word or a theme to find it. Enter puts all that are marked on the list; ✓ stands there already."
    dialog = ChooseManyDialog("Questions from the bank", choices, note=note, titles=("Theme", "Question"))
    chosen = await page.ask(dialog)
    if chosen:
        await page.act(pick_questions, found.student.id, tuple(chosen))
    elif chosen is not None:
        page.say("Nothing was marked: Space marks a question, Tab while you type.", "warning")


async def _new(page: Page[Any], found: PreparedStudent) -> None:
    await _write(page, found, None)


async def _write(page: Page[Any], found: PreparedStudent, old: Question | None) -> None:
    """A question in the student's own words; one for somebody's pay is kindly asked otherwise."""
    fields = (
        Field("words", "Question", "text", old.words if old else "", True),
        Field(
            "part",
            "Part",
            "choice",
            old.part if old else "questions",
            True,
            [(p, PART_WORDS[p]) for p in PARTS],
        ),
    )
    title = "Other words" if old else f"{found.student.first_name}'s own question"
    values = await page.ask(FormDialog(title, fields))
    if values is None:
        return
    part, words = values["part"], values["words"]
    try:
        await _save(page, found, part, words, old)
    except AsksPay as asked:
        answer = await page.ask(_instead(asked))
        if answer == "i":
            await _save(page, found, part, asked.instead, old)
        elif answer == "k":
            await _save(page, found, part, words, old, sure=True)
        elif answer == "o":
            await _write(
                page, found, Question("", found.student.id, part, 0, words, "") if old is None else old
            )


def _instead(asked: AsksPay) -> MenuDialog:
    items = [
        Item("i", "Ask that instead"),
        Item("o", "Find other words"),
        Item("k", "Keep it: it does not ask what they earn"),
    ]
    note = f"What somebody earns is theirs to tell. A kind question instead: “{asked.instead}”"
    return MenuDialog("This asks what the person earns", items, note)


async def _save(
    page: Page[Any],
    found: PreparedStudent,
    part: str,
    words: str,
    old: Question | None,
    *,
    sure: bool = False,
) -> None:
    """Raises AsksPay, where `Page.act` would only have said it."""
    question = old.id if old else ""
    await page.session.write(write_question, found.student.id, part, words, question=question, sure=sure)
    await page.reload()


async def _change(page: Page[Any], found: PreparedStudent) -> None:
    """Choose a question; then its words, its place, or away with it."""
    if not found.questions:
        page.say("There is no question on the list yet: Q picks some from the bank.", "warning")
        return
    choices = [Choice(one.id, *question_choice(one)) for one in found.questions]
    ident = await page.ask(ChooseDialog("Which question?", choices, titles=("Part", "Question")))
    one = next((each for each in found.questions if each.id == ident), None)
    if one is None:
        return
    items = [
        Item("e", "Other words"),
        Item("u", "Ask it earlier"),
        Item("d", "Ask it later"),
        Item("x", "Take it off the list"),
    ]
    letter = await page.ask(MenuDialog(one.words, items))
    if letter == "e":
        await _write(page, found, one)
    elif letter in ("u", "d"):
        await page.act(move_question, found.student.id, one.id, -1 if letter == "u" else 1)
    elif letter == "x":
        await page.act(drop_questions, found.student.id, (one.id,))


async def _research(page: Page[Any], found: PreparedStudent) -> None:
    kept = found.preparation
    fields = (
        Field("about_field", "The field", "notes", kept.about_field),
        Field("about_employer", "The employer", "notes", kept.about_employer),
    )
    note = f"{found.with_whom}, {found.employer}" if found.with_whom else ""
    values = await page.ask(FormDialog(f"What {found.student.first_name} found out", fields, note=note))
    if values is not None:
        await page.act(save_research, found.student.id, **values)


async def _hand_in(page: Page[Any], found: PreparedStudent) -> None:
    await page.act(review_lists, (found.student.id,), "in_review")


async def _ask_changes(page: Page[Any], found: PreparedStudent) -> None:
    remark = await page.ask(TextDialog("What should be changed?", "The student reads it with the list."))
    if remark:
        await page.act(review_lists, (found.student.id,), "changes_asked", remark)


async def _approve(page: Page[Any], found: PreparedStudent) -> None:
    """Approve with a remark, which may be empty; what is approved already becomes a draft again."""
    if found.state == "approved":
        await page.act(review_lists, (found.student.id,), "draft")
        return
    dialog = TextDialog(
        "A remark for the student?", "Enter approves the list, with or without one.", optional=True
    )
    remark = await page.ask(dialog)
    if remark is not None:
        await page.act(review_lists, (found.student.id,), "approved", remark)


async def _practised(page: Page[Any], found: PreparedStudent) -> None:
    """Done, with whom; what is done already is taken back."""
    ident = found.student.id
    if found.student.practice_done:
        await page.act(prepare_students, (ident,), "practice_done", False)
        return
    dialog = TextDialog("With whom was the practice interview?", value=page.session.workspace.actor)
    who = await page.ask(dialog)
    if who:
        await page.act(prepare_students, (ident,), "practice_done", True, with_whom=who)


_ACTIONS: dict[str, Act] = {
    "prepare.pick": _pick,
    "prepare.new": _new,
    "prepare.change": _change,
    "prepare.research": _research,
    "prepare.request": _hand_in,
    "prepare.deny": _ask_changes,
    "prepare.approve": _approve,
    "prepare.practice": _practised,
}

__all__ = ["prepare"]
