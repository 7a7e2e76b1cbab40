"""What a student prepares in words: questions of their own and research; two who write at once lose nothing."""

from __future__ import annotations

from collections.abc import Callable, Coroutine
from functools import partial
from typing import Any

from models.operations.first_come import first_come
from models.operations.preparing import save_research
from models.operations.question_lists import drop_questions, move_question, write_question
from models.queries.preparing import PreparedStudent, prepared_student
from models.rules.preparing import Preparation, Question
from models.rules.question_bank import PART_WORDS, PARTS, asks_what_they_earn, kind_alternative
from screens.base import Done, Page
from screens.dialogs.choose import Choice, ChooseDialog
from screens.dialogs.form import Field, FormDialog
from screens.dialogs.menu import Item, MenuDialog
from screens.state.prepare_view import question_choice

_QUESTION = 54
"""Cells of a question of the list; the part has what is left of the box, and the whole question stands below."""

Step = Callable[..., Coroutine[Any, Any, Done | None]]
Fields = tuple[Field, Field]


def as_seen(page: Page[Any], found: PreparedStudent, about: str) -> Step:
    """`page.act` for this student as the screen shows it: who comes second is told who was first."""
    return partial(page.act, first_come, found.student.id, found.entry, about=about)


async def _again(page: Page[Any], found: PreparedStudent) -> PreparedStudent:
    """What is known of the student now."""
    now = page.session.now()
    again: PreparedStudent = await page.read(prepared_student, page.session.campaign, found.student.id, now)
    return again


async def own_question(page: Page[Any], found: PreparedStudent) -> None:
    """A question in the student's own words, put on the list."""
    await _write(page, found, None)


async def _write(page: Page[Any], found: PreparedStudent, old: Question | None) -> None:
    """New words, or other words for `old`; one for somebody's pay is kindly asked otherwise. What was typed comes back
    until it is saved or thrown away.
    """
    part, words = (old.part, old.words) if old else ("questions", "")
    begun, note = _question_fields(part, words), ""
    while True:
        title = "Other words" if old else f"{found.student.first_name}'s own question"
        form = FormDialog(title, _question_fields(part, words), begun=begun, note=note)
        values = await page.ask(form)
        if values is None:
            return
        part, words, note, answer = values["part"], values["words"], "", "i"
        if asks_what_they_earn(words):
            answer = await page.ask(_instead(words)) or "o"
            if answer == "o":
                continue
            words = kind_alternative(words) if answer == "i" else words
        step = as_seen(page, found, "list") if old else page.act
        ident, sure = old.id if old else "", answer == "k"
        if await step(write_question, found.student.id, part, words, question=ident, sure=sure) is not None:
            return
        found = await _again(page, found)
        old, told = _as_it_is(found, old)
        note = told or page.session.message.text


def _question_fields(part: str, words: str) -> Fields:
    choices = [(each, PART_WORDS[each]) for each in PARTS]
    return Field("words", "Question", "text", words, True), Field(
        "part", "Part", "choice", part, True, choices
    )


def _instead(words: str) -> MenuDialog:
    items = [
        Item("i", "Ask that instead"),
        Item("o", "Find other words"),
        Item("k", "Keep it: it does not ask what they earn"),
    ]
    note = f"What somebody earns is theirs to tell. A kind question instead: “{kind_alternative(words)}”"
    return MenuDialog("This asks what the person earns", items, note)


def _as_it_is(found: PreparedStudent, old: Question | None) -> tuple[Question | None, str]:
    """The question as it stands now and, where somebody else changed it, what that is in words."""
    now = next((one for one in found.questions if old is not None and one.id == old.id), None)
    if old is not None and now is None:
        return None, "It was taken off the list meanwhile. Saving puts your words on the list."
    if now is not None and old is not None and now.words != old.words:
        return now, f"It reads now: “{now.words}”. Saving takes your words instead."
    return now, ""


async def change_question(page: Page[Any], found: PreparedStudent) -> None:
    """Choose a question; then its words, its place, or away with it."""
    if not found.questions:
        page.say("There is no question on the list yet: Q picks some from the bank.", "warning")
        return
    choices = [Choice(one.id, *question_choice(one)) for one in found.questions]
    titles = ("Question", "Part")
    dialog = ChooseDialog("Which question?", choices, titles=titles, label_limit=_QUESTION, whole=True)
    ident = await page.ask(dialog)
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
    step, student = as_seen(page, found, "list"), found.student.id
    if letter == "e":
        await _write(page, found, one)
    elif letter in ("u", "d"):
        await step(move_question, student, one.id, -1 if letter == "u" else 1)
    elif letter == "x":
        await step(drop_questions, student, (one.id,))


async def research(page: Page[Any], found: PreparedStudent) -> None:
    """What was found out; what somebody else wrote meanwhile is put above it, and nothing is lost."""
    note = f"{found.with_whom}, {found.employer}" if found.with_whom else ""
    title, mine = f"What {found.student.first_name} found out", found.preparation
    while True:
        kept = found.preparation
        begun = _research_fields(kept)
        values = await page.ask(FormDialog(title, _research_fields(mine), begun=begun, note=note))
        if values is None:
            return
        mine = kept._replace(**values)
        step = as_seen(page, found, "research")
        if await step(save_research, found.student.id, **values) is not None:
            return
        found, note = await _again(page, found), page.session.message.text
        if _written(found.preparation) != _written(kept):
            mine, note = _both(kept, found.preparation, mine), _MEANWHILE


_MEANWHILE = "Somebody else wrote here meanwhile: it stands above yours. Saving keeps both."


def _research_fields(kept: Preparation) -> Fields:
    return (
        Field("about_field", "The field", "notes", kept.about_field),
        Field("about_employer", "The employer", "notes", kept.about_employer),
    )


def _written(kept: Preparation) -> tuple[str, str]:
    return kept.about_field, kept.about_employer


def _both(before: Preparation, theirs: Preparation, mine: Preparation) -> Preparation:
    """Line by line what was changed, theirs above mine where both did."""
    texts = []
    for was, other, own in zip(_written(before), _written(theirs), _written(mine), strict=True):
        both = own != was and other not in (was, own)
        texts.append(f"{other}\n\n{own}" if both else other if own == was else own)
    return theirs._replace(about_field=texts[0], about_employer=texts[1])


__all__ = ["as_seen", "change_question", "own_question", "research"]
