"""The day before as a teacher settles it: by keys, for one interview or for all marked."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from models.operations.booking import NewTime, move_interview
from models.operations.preparing import prepare_students
from models.operations.telling import note_sent
from models.queries import reading
from models.queries.journal import entries
from models.queries.preparing import call_notes, question_lists
from models.queries.telling import notes_told, wordings
from models.tables import rows
from models.workspace import Workspace
from screens.session import Session
from tests.helpers_store import absences_of, at, book, change, interview, make_school
from tests.helpers_tui import (
    HOSTILE,
    UNSAFE,
    flowing,
    hurry,
    key,
    running,
    screen_text,
    settled,
    typed,
    until,
)
from wbl_tui.app import WblApp
from wbl_tui.desk import Desk

TOMORROW = date(2026, 11, 19)


@pytest.fixture
def school(tmp_path: Path) -> Iterator[Workspace]:
    """Two calls of tomorrow: Mia misses Algebra; Ben has not prepared."""
    made = make_school(tmp_path / "school.wbl")
    book(made, None, "s3")
    for start, student, contact, room in (("09:05", "s1", "k1", "r1"), ("10:05", "s2", "k2", "r2")):
        ident = book(made, None, student, contact)
        made.write(move_interview, ident, NewTime(start=at(start, TOMORROW), room=room))
    made.write(prepare_students, ("s2",), "questions_ready", False)
    made.write(prepare_students, ("s2",), "practice_done", False)
    yield made
    made.close()


def app_on(school: Workspace) -> WblApp:
    return WblApp(Session(Desk(school)), page="ready")


async def sees(app: WblApp, text: str) -> None:
    try:
        await until(lambda: text in flowing(app))
    except AssertionError:
        raise AssertionError(f"{text!r} is not on the screen:\n{screen_text(app)}") from None
    await settled(app)


def ids(school: Workspace) -> dict[str, str]:
    """Interview by its student."""
    found = school.read(reading.interviews)
    return {one.students[0]: one.id for one in found.values() if one.start is not None}


@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
async def test_tomorrow_comes_up_with_what_is_missing_and_the_keys_for_it(
    school: Workspace, size: tuple[int, int]
) -> None:
    app = app_on(school)
    async with running(app, *size):
        await sees(app, "Thu 19 Nov: 2 interviews, 0 of 2 ready")
        await sees(
            app,
            "Missing: absence 1 · questions 1 · practice 1 · checklist 2 · confirmation 2 · writing things 2",
        )
        await sees(app, "Questions: none written")
        await key(app, "down")
        await sees(app, "Absence to request: period 2")


async def test_one_key_settles_each_thing(school: Workspace) -> None:
    app = app_on(school)
    async with running(app):
        await sees(app, "Ben Ode")
        for pressed, said in (
            ("d", "Ben Ode: questions ready."),
            ("p", "Ben Ode: practice done."),
            ("J", "Ben Ode: something to take notes with."),
            ("C", "Confirmed: Lee Brandt."),
        ):
            await key(app, pressed)
            await sees(app, said)
        await key(app, "down")
        await key(app, "R")
        await sees(app, "Absence requested: Mia Torres.")
        await key(app, "g")
        await sees(app, "Absence approved by Ms Rivera: Mia Torres.")
    mia, ben = ids(school)["s1"], ids(school)["s2"]
    assert interview(school, ben).state == "confirmed"
    assert [one.state for one in absences_of(school, mia)] == ["approved"]


async def test_marked_interviews_are_settled_together_and_taken_back_by_one_key(school: Workspace) -> None:
    app = app_on(school)
    async with running(app):
        await sees(app, "Ben Ode")
        await key(app, "A", "J")
        await sees(app, "Ben Ode and Mia Torres: something to take notes with.")
        await key(app, "u")
        await sees(app, "Undid: Ben Ode and Mia Torres: something to take notes with.")
        await until(lambda: "writing things 2" in flowing(app))
        before = len(school.read(entries))
        await key(app, "C")
        await sees(app, "2 confirmed: Lee Brandt and Dr Okafor.")
    assert len(school.read(entries)) == before + 1


async def test_the_row_that_was_settled_stays_where_it_is(school: Workspace) -> None:
    app = app_on(school)
    async with running(app):
        await sees(app, "Ben Ode")
        await key(app, "d", "p", "J", "C")
        await sees(app, "Confirmed: Lee Brandt.")
        text = screen_text(app)
        assert text.index("10:05 Ben Ode") < text.index("09:05 Mia Torres")


async def test_other_days_and_an_empty_one(school: Workspace) -> None:
    app = app_on(school)
    async with running(app):
        await sees(app, "Thu 19 Nov")
        await key(app, "]")
        await sees(app, "Fri 20 Nov: no interviews")
        await sees(app, "[ and ] go to other days")
        await key(app, "d", "g", "C", "J", "R", "G")
        await sees(app, "There is no interview under the cursor.")
        await key(app, "[", "[")
        await sees(app, "Wed 18 Nov (today)")
        await key(app, "]")
        await sees(app, "Thu 19 Nov: 2 interviews")


async def test_the_filter_knows_classes_and_what_is_missing(school: Workspace) -> None:
    app = app_on(school)
    async with running(app):
        await sees(app, "Ben Ode")
        await key(app, "/")
        await typed(app, "class:alg")
        await until(lambda: "Ben Ode " not in screen_text(app).split("Missing\n")[1].split("──")[0])
        await key(app, "escape", "escape", "/")
        await typed(app, "no:practice")
        await until(lambda: "Mia Torres" not in screen_text(app).split("Missing\n")[1].split("──")[0])


async def test_confirmations_as_text_then_sent(school: Workspace, tmp_path: Path) -> None:
    app = app_on(school)
    async with running(app):
        await sees(app, "Ben Ode")
        await key(app, "[", "@")
        await sees(app, "Who is told what")
        assert "under the cursor" not in app.session.message.text
        await key(app, "escape", "]")
        await sees(app, "Ben Ode")
        await key(app, "A", "@")
        await sees(app, "For those who lack it: confirmation 2, checklist 2.")
        await key(app, "p")
        await sees(app, "Into which file?")
        await key(app, "ctrl+u")
        await typed(app, str(tmp_path / "notes.txt"))
        await key(app, "enter")
        await sees(app, "2 notes in")
        await key(app, "@", "s")
        await sees(app, "Confirmation sent to Lee Brandt and Dr Okafor.")
    text = (tmp_path / "notes.txt").read_text("utf-8")
    assert text.count("Dear ") == 2
    assert "Time: 09:05 (America/Chicago)" in text
    assert {one.way for each in school.read(notes_told).values() for one in each} == {"text"}


async def test_drafts_go_into_a_folder_and_who_has_no_address_is_said(
    school: Workspace, tmp_path: Path
) -> None:
    change(school, lambda unit: unit.update(rows.Contact, "k1", email="okafor@elm.example.org"))
    app = app_on(school)
    async with running(app, 120, 40):
        await sees(app, "Ben Ode")
        await key(app, "A", "@", "m")
        await sees(app, "Mail drafts into which folder?")
        await key(app, "ctrl+u")
        await typed(app, str(tmp_path / "drafts"))
        await key(app, "enter")
        await sees(app, "1 draft in")
        await sees(app, "Without an address: Lee Brandt.")
    [draft] = (tmp_path / "drafts").iterdir()
    assert b"okafor@elm.example.org" in draft.read_bytes()
    assert list(school.read(notes_told)) == [ids(school)["s1"]]


async def test_the_clipboard_says_that_it_may_not_have_come(school: Workspace) -> None:
    app = app_on(school)
    async with running(app, 120, 40):
        await sees(app, "Ben Ode")
        await key(app, "@", "c")
        await sees(app, "Paste to see whether it came")
        assert "Dear Lee Brandt" in app.clipboard


async def test_words_are_changed_and_wrong_ones_are_said(school: Workspace) -> None:
    app = app_on(school)
    async with running(app, 120, 40):
        await sees(app, "Ben Ode")
        await key(app, "@", "e")
        await sees(app, "Words of the confirmation")
        await typed(app, "{wages}")
        await key(app, "ctrl+s")
        await sees(app, "{wages} means nothing here.")
        await key(app, *("backspace",) * 7)
        await typed(app, "Hi! ")
        await key(app, "ctrl+s")
        await sees(app, "The confirmation has words of our own.")
    assert school.read(wordings)["confirmation"].startswith("Hi! Subject:")


async def test_after_a_move_who_must_be_told_again_is_listed(school: Workspace) -> None:
    ben = ids(school)["s2"]
    school.write(note_sent, "confirmation", (ben,))
    school.write(move_interview, ben, NewTime(start=at("13:05", TOMORROW)))
    app = app_on(school)
    async with running(app, 120, 40):
        await sees(app, "1 to be told again: @ a")
        await sees(app, "Confirmation out of date: Lee")
        await key(app, "@", "a")
        await sees(app, "now 13:05–13:25 on Thu 19 Nov")
        await key(app, "enter")
        await sees(app, "Confirmation sent to Lee Brandt.")
        await until(lambda: "told again" not in screen_text(app))


async def test_a_list_of_questions_from_the_bank_and_of_ones_own(school: Workspace) -> None:
    app = app_on(school)
    async with running(app):
        await sees(app, "Ben Ode")
        await key(app, "Q")
        await sees(app, "Preparation of Ben Ode")
        await key(app, "Q")
        await sees(app, "Questions from the bank")
        await typed(app, "proud")
        await key(app, "tab", "enter")
        await sees(app, "Which piece of work are you proud of?")
        await key(app, "n")
        await sees(app, "own question")
        await typed(app, "What is your salary?")
        await key(app, "ctrl+s")
        await sees(app, "This asks what the person earns")
        await key(app, "i")
        await sees(app, "What do people who are new in this field usually earn")
        await key(app, "R")
        await sees(app, "! in review")
        await key(app, "d")
        await sees(app, "A remark for the student?")
        await typed(app, "Well done")
        await key(app, "enter")
        await sees(app, "✓ approved (Ms Rivera, Wed 18 Nov)")
        await sees(app, "Well done")
        await key(app, "escape")
    words = [one.words for one in school.read(question_lists)["s2"]]
    assert len(words) == 6
    assert "What is your salary?" not in words
    assert school.read(reading.students)["s2"].questions_ready


async def test_keys_pressed_too_fast_for_a_dialog_do_no_harm(school: Workspace) -> None:
    app = app_on(school)
    async with running(app):
        await sees(app, "Ben Ode")
        await key(app, "O")
        await sees(app, "Attendance office")
        await key(app, "down", "enter")
        await sees(app, "Requests to")
        hurry(app, "g", "g", "g", "g")
        await sees(app, "Absence approved by")
        await settled(app)
        assert app.is_running


async def test_a_class_teacher_decides_and_the_office_gets_its_list(
    school: Workspace, tmp_path: Path
) -> None:
    app = app_on(school)
    async with running(app):
        await sees(app, "Ben Ode")
        await key(app, "O")
        await sees(app, "Mr Vance")
        await key(app, "down", "down", "enter")
        await sees(app, "Requests to Mr Vance")
        await key(app, "c")
        await sees(app, "On which condition?")
        await typed(app, "copies the notes")
        await key(app, "enter")
        await sees(app, "Approved by Mr Vance, Wed 18 Nov 07:30. Condition: copies the notes.")
        await key(app, "escape")
        await sees(app, "Attendance office")
        await key(app, "home", "up", "up", "up", "enter")
        await sees(app, "Out of class on Thu 19 Nov")
        await key(app, "X")
        await sees(app, "Into which file?")
        await key(app, "ctrl+u")
        await typed(app, str(tmp_path / "out.csv"))
        await key(app, "enter")
        await until((tmp_path / "out.csv").exists)
    lines = (tmp_path / "out.csv").read_text("utf-8-sig").splitlines()
    assert lines[0].startswith("date,student,grade,from,to,period,class,teacher,state")
    assert lines[1].startswith("2026-11-19,Mia Torres,,09:05,09:25,2,Algebra,Mr Vance,approved,Mr Vance")


async def test_duty_is_given_where_nobody_watches_and_never_to_a_teacher_in_class(school: Workspace) -> None:
    change(school, lambda unit: unit.update(rows.Duty, "d3", start_minute=600))
    app = app_on(school)
    async with running(app, 120, 40):
        await sees(app, "Ben Ode")
        await key(app, "U")
        await sees(app, "Standby duty on Thu 19 Nov")
        await sees(app, "Nobody watches 09:05–09:25 (Mia Torres).")
        await key(app, "n")
        await sees(app, "Who stands by 09:05–09:25?")
        await sees(app, "teaches Algebra, 09:00–09:55")
        await typed(app, "Vance")
        await key(app, "enter")
        await sees(app, "Mr Vance stands by")
        await key(app, "ctrl+s")
        await sees(app, "nobody is on duty and teaching at once")
        await sees(app, "Mr Vance stands by")
        await key(app, "escape", "n")
        await sees(app, "Who stands by")
        await typed(app, "Adeyemi")
        await key(app, "enter")
        await sees(app, "Ms Adeyemi stands by")
        await key(app, "ctrl+s")
        await sees(app, "Every minute of 2 calls is watched.")


async def test_a_weekly_duty_is_taken_away_for_one_day_and_given_back(school: Workspace) -> None:
    app = app_on(school)
    async with running(app, 120, 40):
        await sees(app, "Ben Ode")
        await key(app, "U")
        await sees(app, "Every minute of 2 calls is watched.")
        await key(app, "down", "x")
        await sees(app, "only Thu 19 Nov")
        await key(app, "enter")
        await sees(
            app, "Ms Adeyemi does not stand by: Thu 19 Nov 08:00–15:00. Other weeks stay. But: Nobody watches"
        )
        await sees(app, "away on this day 08:00–15:00, x takes that back.")
        await sees(app, "○○○○")
        await key(app, "x")
        await sees(app, "Ms Adeyemi stands by after all: Thu 19 Nov 08:00–15:00.")
        await sees(app, "Ms Adeyemi: on duty 08:00–15:00 weekly.")
        await key(app, "escape")
        await until(lambda: app.screen is app.page("ready"))
        await key(app, "u")
        await sees(app, "Undid: Ms Adeyemi stands by after all")


async def test_notes_of_a_call_are_kept_with_the_interview(school: Workspace) -> None:
    app = app_on(school)
    async with running(app):
        await sees(app, "Ben Ode")
        await key(app, "enter")
        await sees(app, "Ben Ode with Lee Brandt")
        await key(app, "&")
        await sees(app, "Notes of the call")
        await typed(app, "Night shifts")
        await key(app, "ctrl+s")
        await sees(app, "Night shifts")
    assert [one.words for one in school.read(call_notes).values()] == ["Night shifts"]


@pytest.mark.parametrize("name", HOSTILE)
async def test_hostile_names_are_shown_as_they_are(school: Workspace, name: str) -> None:
    change(school, lambda unit: unit.update(rows.Student, "s2", given=name, family=name, preferred=""))
    change(school, lambda unit: unit.update(rows.Contact, "k2", name=name))
    change(school, lambda unit: unit.update(rows.Staff, "t1", name=name))
    app = app_on(school)
    async with running(app, 120, 40):
        await sees(app, "2 interviews")
        for pressed in ("O", "escape", "U", "escape", "Q", "escape", "@", "l", "escape"):
            await key(app, pressed)
            assert not UNSAFE - {"\n"} & set(screen_text(app))
        assert app.is_running
