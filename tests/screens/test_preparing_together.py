"""Preparation of one student in full: what was done is said there, and of two who write at once nobody loses a word."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from models.operations.booking import NewTime, move_interview
from models.operations.preparing import prepare_students, review_lists, save_research
from models.operations.question_lists import drop_questions, write_question
from models.operations.telling import note_sent
from models.queries.journal import entries
from models.queries.preparing import preparations, question_lists
from models.queries.telling import notes_told
from models.rules.preparing import Preparation
from models.workspace import Workspace
from screens.prepared_texts import _both
from tests.helpers_pages import app_on, look_away, sees
from tests.helpers_store import at, book
from tests.helpers_tui import key, running, typed, until
from wbl_tui.app import WblApp

Theirs = Callable[[Workspace], object]
OWN = "What surprised you most?"


@pytest.fixture
def mine(school: Workspace) -> Workspace:
    """Mia with a call today, a question of her own, nothing approved and no practice."""
    ident = book(school, None, "s1", "k1")
    school.write(move_interview, ident, NewTime(start=at("13:05"), room="r1"))
    for field in ("questions_ready", "practice_done"):
        school.write(prepare_students, ("s1",), field, False)
    school.write(write_question, "s1", "questions", OWN)
    return school


def question_of(workspace: Workspace) -> str:
    return next(one.id for one in workspace.read(question_lists)["s1"])


def rewrites(workspace: Workspace) -> None:
    workspace.write(write_question, "s1", "questions", "Theirs?", question=question_of(workspace))


def takes_off(workspace: Workspace) -> None:
    workspace.write(drop_questions, "s1", (question_of(workspace),))


async def shows_preparation(app: WblApp) -> None:
    await sees(app, "Torres, Mia")
    await key(app, "/")
    await typed(app, "Mia")
    await key(app, "enter", "Q")
    await sees(app, "Preparation of Mia Torres")
    await look_away(app)


def approves(workspace: Workspace) -> None:
    workspace.write(review_lists, ("s1",), "approved", "Fine.")


def practises(workspace: Workspace) -> None:
    workspace.write(prepare_students, ("s1",), "practice_done", True)


SECOND = [
    (approves, ("d", "enter"), "questions: approved."),
    (approves, ("R",), "questions: approved."),
    (practises, ("p", "enter"), "practice done."),
    (takes_off, ("e", "enter", "x"), "the list of questions."),
]


@pytest.mark.parametrize(("theirs", "keys", "told"), SECOND)
async def test_who_comes_second_is_told_in_the_box_who_was_first(
    mine: Workspace, other: Workspace, theirs: Theirs, keys: tuple[str, ...], told: str
) -> None:
    app = app_on(mine, "roster")
    async with running(app):
        await shows_preparation(app)
        theirs(other)
        count = len(mine.read(entries))
        await key(app, *keys)
        await sees(app, f"✗ Mr Oz was first (10:21): Mia Torres, {told}")
    assert len(mine.read(entries)) == count


async def test_a_question_that_somebody_else_rewrote_meanwhile_comes_back_with_both_words(
    mine: Workspace, other: Workspace
) -> None:
    app = app_on(mine, "roster")
    async with running(app):
        await shows_preparation(app)
        await key(app, "e", "enter", "e")
        await sees(app, "Other words")
        await typed(app, " And why?")
        rewrites(other)
        await key(app, "ctrl+s")
        await sees(app, "It reads now: “Theirs?”. Saving takes your words instead.", OWN)
        takes_off(other)
        await key(app, "ctrl+s")
        await sees(app, "It was taken off the list meanwhile.", "own question")
        await key(app, "escape")
        await sees(app, "Throw away what you typed?")
        await key(app, "escape", "ctrl+s")
        await sees(app, "✓ Mia Torres: a question of their own")
    assert [one.words for one in mine.read(question_lists)["s1"]] == [f"{OWN} And why?"]


async def test_a_question_for_pay_is_not_lost_by_closing_what_is_kind_instead(mine: Workspace) -> None:
    app = app_on(mine, "roster")
    async with running(app):
        await shows_preparation(app)
        await key(app, "n")
        await typed(app, "What do you earn?")
        await key(app, "ctrl+s")
        await sees(app, "This asks what the person earns")
        await key(app, "escape")
        await sees(app, "own question", "What do you earn?")
        await typed(app, " In bread?")
        await key(app, "ctrl+s")
        await sees(app, "This asks what the person earns")
        await key(app, "k")
        await sees(app, "✓ Mia Torres: a question of their own")
    assert [one.words for one in mine.read(question_lists)["s1"]][1:] == ["What do you earn? In bread?"]


async def test_research_that_two_people_write_is_kept_of_both(mine: Workspace, other: Workspace) -> None:
    app = app_on(mine, "roster")
    async with running(app):
        await shows_preparation(app)
        await key(app, "E")
        await typed(app, "Mine.")
        other.write(save_research, "s1", about_field="Theirs.", about_employer="A firm.")
        await key(app, "ctrl+s")
        await sees(app, "Somebody else wrote here meanwhile", "Theirs.", "Mine.", "A firm.")
        await key(app, "ctrl+s")
        await sees(app, "✓ Mia Torres: research on the field.")
    kept = mine.read(preparations)["s1"]
    assert (kept.about_field, kept.about_employer) == ("Theirs.\n\nMine.", "A firm.")


def test_of_research_only_what_both_changed_is_put_together() -> None:
    before = Preparation("s1", about_field="F", about_employer="E")
    theirs = before._replace(about_field="F theirs")
    assert _both(before, theirs, before) == theirs
    assert _both(before, theirs, before._replace(about_employer="E mine")).about_employer == "E mine"
    assert _both(before, theirs, before._replace(about_field="F mine")).about_field == "F theirs\n\nF mine"
    assert _both(before, theirs, theirs).about_field == "F theirs"


@pytest.mark.parametrize(("width", "height"), [(80, 24), (120, 40)])
async def test_what_a_teacher_picks_from_the_bank_can_be_read_in_full(
    mine: Workspace, width: int, height: int
) -> None:
    app = app_on(mine, "roster")
    async with running(app, width, height):
        await shows_preparation(app)
        await key(app, "Q")
        await sees(app, "Question  ", "Theme", "Hello, this is Mia from Elm High. Is this still a good time")
        await sees(app, "A typical day", "Enter Choose")
        await typed(app, "right?")
        await sees(
            app,
            "Let me say back what I heard: the most important for me was ... Did I get that right?",
            flow=True,
        )


async def test_nobody_is_noted_as_told_of_a_time_that_somebody_else_has_changed(
    school: Workspace, other: Workspace
) -> None:
    ident = book(school, "12:05", "s2", "k2", room="r2")
    school.write(note_sent, "confirmation", (ident,))
    school.write(move_interview, ident, NewTime(start=at("13:05")))
    told = school.read(notes_told)
    app = app_on(school, "ready")
    async with running(app, 120, 40):
        await sees(app, "1 to be told again")
        await key(app, "t")
        await sees(app, "Ben Ode")
        await look_away(app)
        other.write(move_interview, ident, NewTime(start=at("13:35")))
        await key(app, "@", "a")
        await sees(app, "now 13:05")
        await key(app, "enter")
        await sees(app, "Mr Oz was first (10:21): Ben Ode, scheduled, 13:35 in Room 2.", "now 13:35")
        assert school.read(notes_told) == told
        await key(app, "enter")
        await until(lambda: school.read(notes_told) != told)
