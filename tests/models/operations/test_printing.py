"""Paper of a day: what each reader gets, revisions that grow only when words change, prints that stay."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest

from models.errors import BadInput, Refused, UnknownId
from models.operations.absences import decide_absence
from models.operations.after_call import note_after_call
from models.operations.booking import NewTime, move_interview
from models.operations.marking import mark_interview
from models.operations.printing import Print, make_print, paper_is_old, record_print
from models.operations.question_lists import pick_questions, write_question
from models.operations.telling import set_wording
from models.operations.undo import undo
from models.queries.public import public_facts
from models.queries.telling import notes_told
from models.rules.paper import BOX, KINDS, Lines, Sheet, Table, Writing
from models.rules.public_board import public_board
from models.tables import rows
from models.tables.day_rows import Letter
from models.workspace import Workspace
from tests.helpers_store import DAY, NOW, at, book, change, make_school


@pytest.fixture
def school(tmp_path: Path) -> Iterator[Workspace]:
    """Mia (Algebra in period 2) and Ben call at 09:20 and 11:10; Ana from home."""
    workspace = make_school(tmp_path / "school.wbl")
    book(workspace, "09:20")
    book(workspace, "11:10", student="s2", contact="k2")
    book(workspace, "13:00", student="s3", contact="k2", room=None, place="home")
    yield workspace
    workspace.close()


def made(school: Workspace, *kinds: str, **more: object) -> Print:
    return school.read(make_print, school.campaign(), DAY, kinds or KINDS, NOW, **more)  # type: ignore[arg-type]


def sheets(school: Workspace, *kinds: str, **more: object) -> list[Sheet]:
    return [one.sheet for one in made(school, *kinds, **more).printed]


def set_student(school: Workspace, student: str, **fields: object) -> None:
    change(school, lambda unit: unit.update(rows.Student, student, **fields))


def test_the_office_gets_everybody_with_boxes(school: Workspace) -> None:
    [office] = sheets(school, "office")
    assert office.subtitle == "Wed 18 Nov 2026 · Elm High · Fall interviews"
    assert isinstance(office.blocks[0], Table)
    assert office.blocks[0].rows == (
        ("1", "09:20–09:40", "Mia Torres", "Dr Okafor", "Room 1", "555 0101", BOX, BOX, BOX, BOX),
        ("2", "11:10–11:30", "Ben Ode", "Lee Brandt", "Room 1", "555 0101", BOX, BOX, BOX, BOX),
        ("3", "13:00–13:20", "Ana Petrov", "Lee Brandt", "from home", "555 0101", BOX, BOX, BOX, BOX),
    )


def test_a_long_link_is_cut_for_the_office_and_whole_on_the_card(school: Workspace) -> None:
    link = f"https://video.example.org/j/{'0123456789' * 20}"
    change(school, lambda unit: unit.update(rows.Interview, "i1", format="video", link=link))
    [office], [card] = sheets(school, "office"), sheets(school, "cards", only=["s1"])
    assert isinstance(office.blocks[0], Table)
    assert office.blocks[0].rows[0][5] == "https://video.example.org/j/01234567890…"
    assert isinstance(card.blocks[0], Lines)
    assert f"Video: {link}" in card.blocks[0].lines


def test_a_door_shows_first_names_and_initials(school: Workspace) -> None:
    set_student(school, "s2", share_name=False)
    [door] = sheets(school, "doors")
    assert (door.key, door.title) == ("r1", "Room 1")
    assert isinstance(door.blocks[0], Table)
    [mia, ben] = door.blocks[0].rows
    assert mia == ("09:20–09:40", "Mia T.", BOX)
    assert ben[1].startswith("No. ")


def test_a_class_teacher_gets_only_the_own_class(school: Workspace) -> None:
    [sheet] = sheets(school, "teachers")
    assert (sheet.key, sheet.title) == ("t1", "Mr Vance")
    assert isinstance(sheet.blocks[0], Table)
    assert sheet.blocks[0].rows == (("2", "Algebra", "Mia Torres", "09:20–09:40", "to request", BOX),)
    school.write(decide_absence, "i1", "approve", by="Mr Vance")
    [sheet] = sheets(school, "teachers")
    assert isinstance(sheet.blocks[0], Table)
    assert sheet.blocks[0].rows[0][4] == "approved"


def test_a_call_card_says_whom_how_and_leaves_room(school: Workspace) -> None:
    set_student(school, "s1", share_name=True)
    [card] = sheets(school, "cards", only=["s1"], space=3)
    assert card.title == "Call card: Mia Torres"
    assert card.blocks == (
        Lines(
            "",
            (
                "09:20–09:40 (20 minutes), Room 1",
                "Dr Okafor, Elm Clinic",
                "Phone: 555 0101",
                "On duty nearby: Ms Adeyemi",
            ),
        ),
        Writing("My questions and notes", 12),
    )


def test_the_standby_plan_names_the_minutes_nobody_watches(school: Workspace) -> None:
    [plan] = sheets(school, "standby")
    assert plan.blocks == (
        Table(
            ("Adult", "On duty", "Calls", "Rooms", "Signed"),
            (3, 0, 0, 5, 2),
            (("Ms Adeyemi", "08:00–15:00", "2", "Room 1", ""),),
        ),
        Lines("Nobody watches", ("Every call is watched from beginning to end.",)),
    )
    change(school, lambda unit: unit.update(rows.Duty, "d2", start_minute=570))
    [plan] = sheets(school, "standby")
    assert plan.blocks[-1] == Lines("Nobody watches", ("09:20–09:30: Mia Torres",))


def test_a_day_without_calls_has_nothing_to_watch(school: Workspace) -> None:
    printed = school.read(make_print, school.campaign(), DAY + timedelta(days=1), ["standby"], NOW).printed
    assert printed[0].sheet.blocks[-1] == Lines("Nobody watches", ("There is no call to watch.",))


def test_a_slip_is_for_whoever_misses_class(school: Workspace) -> None:
    [slip] = sheets(school, "slips")
    assert slip.title == "Permission to miss class: Mia Torres"
    assert slip.blocks == (
        Lines("", ("Mia Torres asks to be away from class for a call, 09:20–09:40.",)),
        Table(
            ("Period", "Class", "Teacher", "So far", "Signature"),
            (0, 3, 3, 2, 4),
            (("2", "Algebra", "Mr Vance", "to request", ""),),
        ),
    )


def test_whoever_is_a_number_in_the_hallway_reads_it_on_the_call_card(school: Workspace) -> None:
    for student, agreed in (("s1", True), ("s2", False), ("s3", True)):
        set_student(school, student, share_name=agreed)
    [door] = sheets(school, "doors")
    assert isinstance(door.blocks[0], Table)
    number = door.blocks[0].rows[1][1]
    told = [
        card.blocks[0].lines[-2:] for card in sheets(school, "cards") if isinstance(card.blocks[0], Lines)
    ]
    assert told == [
        ("Phone: 555 0101", "On duty nearby: Ms Adeyemi"),
        (
            f"On the screen in the hallway and at the door you are {number}.",
            "Your family has not agreed that your name is given: leave it out.",
        ),
        ("Lee Brandt, Elm Clinic", "Phone: 555 0101"),
    ]


@pytest.mark.parametrize(
    ("agreed", "hello"), [(True, "this is Mia"), (False, "this is a student"), (None, "this is a student")]
)
def test_a_card_puts_no_name_into_a_mouth_where_the_family_did_not_agree(
    school: Workspace, agreed: bool | None, hello: str
) -> None:
    school.write(pick_questions, "s1", ["day1"])
    school.write(write_question, "s1", "opening", "I am Mia, and I like animals.")
    set_student(school, "s1", share_name=agreed)
    [card] = sheets(school, "cards", only=["s1"])
    assert card.blocks[1] == Lines(
        "Opening",
        (
            f"Hello, {hello} from Elm High. Is this still a good time for you?",
            "Thank you for taking the time. May I take notes while we talk?",
            "I am Mia, and I like animals.",
        ),
    )


def test_somebody_is_the_same_at_the_door_on_the_card_and_on_the_screen_all_day(school: Workspace) -> None:
    for student, name in (("s1", "Torres"), ("s2", "Tan")):
        set_student(school, student, given="Mia", family=name)
    [door] = sheets(school, "doors")
    assert isinstance(door.blocks[0], Table)
    assert [row[1] for row in door.blocks[0].rows] == ["Mia To.", "Mia Ta."]
    facts = school.read(public_facts, at("10:30"))
    [row] = public_board(facts.situation, at("10:30"), facts.numbers).rows
    assert row.who == "Mia Ta."


def test_interviewees_get_the_schools_words_and_what_was_printed_counts_as_made(school: Workspace) -> None:
    school.write(set_wording, "checklist", "Subject: Ready?\nDear {contact}, {date}, {time} ({zone}).")
    [first, *others] = sheets(school, "confirmations")
    assert (first.key, first.title, first.subtitle) == (
        "i1",
        "Wed 18 Nov, 09:20: interview with a student",
        "To: Dr Okafor, Elm Clinic",
    )
    assert isinstance(first.blocks[0], Lines)
    assert "Time: 09:20 (America/Chicago)" in first.blocks[0].lines
    assert [sheet.key for sheet in others] == ["i2", "i3"]
    [short] = sheets(school, "checklists", only=["s2"])
    assert short.blocks == (
        Lines("", ("Dear Lee Brandt, Wednesday 18 November 2026, 11:10 (America/Chicago).",)),
    )
    printed = made(school, "confirmations", only=["s1"])
    school.write(record_print, school.campaign(), printed)
    school.write(record_print, school.campaign(), printed)
    notes = school.read(notes_told)
    assert [(one.kind, one.way, one.sent_at) for one in notes["i1"]] == [("confirmation", "text", None)]
    assert list(notes) == ["i1"]


def test_a_letter_that_was_overtaken_is_not_noted(school: Workspace) -> None:
    printed = made(school, "confirmations")
    school.write(move_interview, "i2", NewTime(start=at("12:10")))
    with pytest.raises(Refused, match=r"^Ben Ode was changed meanwhile\.$"):
        school.write(record_print, school.campaign(), printed)
    assert school.read(notes_told) == {}


def test_after_a_call_the_student_gets_what_the_thank_you_needs(school: Workspace) -> None:
    assert sheets(school, "thank-yous") == []
    for state in ("in_progress", "completed"):
        school.write(mark_interview, "i1", state)
    [sheet] = sheets(school, "thank-yous", space=1)
    assert (sheet.key, sheet.title) == ("i1-s1", "Thank-you: Mia Torres")
    assert sheet.blocks == (
        Lines(
            "",
            (
                "Dr Okafor, Elm Clinic",
                "You talked 09:20–09:40 (phone).",
                "Due by Fri 20 Nov 2026. A teacher reads it before it is sent.",
            ),
        ),
        Writing("What I know now that I did not know before", 1),
        Writing("Something they said that I still think about", 1),
        Writing("What I will do next because of it", 1),
        Writing("My note, beginning with “Dear Dr Okafor”", 6),
        Writing("Read by a teacher (name, day), sent on (day)", 1),
    )
    school.write(note_after_call, "i1", went="well", thank_by=date(2026, 11, 24))
    [sheet] = sheets(school, "thank-yous")
    assert isinstance(sheet.blocks[0], Lines)
    assert sheet.blocks[0].lines[2].startswith("Due by Tue 24 Nov 2026.")


def test_blank_forms_have_the_room_that_was_asked_for(school: Workspace) -> None:
    notes = sheets(school, "blank", space=9)[0]
    assert [block.lines for block in notes.blocks if isinstance(block, Writing)] == [9, 9, 9, 9, 9, 4, 1]


def test_revisions_grow_when_words_change_and_only_then(school: Workspace) -> None:
    first = made(school, "office", "doors", "cards")
    done = school.write(record_print, school.campaign(), first)
    assert done.sentence == (
        "Printed 5 sheets for Wed 18 Nov: the front office's list, door sheets, call cards."
    )
    assert [one.stamp for one in first.printed][:1] == [
        f"Revision 1 · printed Wed 18 Nov 07:30 · entry 4 ({first_hash(school, 4)})"
    ]
    assert {one.revision for one in made(school, "office", "doors", "cards").printed} == {1}
    assert made(school, "office", "doors", "cards", changed=True).printed == ()
    assert school.read(paper_is_old, school.campaign(), DAY) == ()
    school.write(move_interview, "i2", NewTime(start=at("12:10")))
    changed = made(school, "office", "doors", "cards", changed=True).printed
    assert [(one.sheet.kind, one.sheet.key, one.revision) for one in changed] == [
        ("office", "", 2),
        ("doors", "r1", 2),
        ("cards", "i2-s2", 2),
    ]
    old = school.read(paper_is_old, school.campaign(), DAY)
    assert [sheet.key for sheet in old] == ["", "r1", "i2-s2"]


def first_hash(school: Workspace, entry: int) -> str:
    return str(
        school.read(
            lambda db: db.execute_sql("SELECT hash FROM journal WHERE id = ?", (entry,)).fetchone()[0]
        )
    )[:8]


def test_what_was_printed_stays_when_undone(school: Workspace) -> None:
    school.write(record_print, school.campaign(), made(school, "office"))
    assert "Booked" in school.write(undo).sentence
    assert school.read(lambda db: Letter.select().bind(db).count()) == 1


def test_two_who_print_at_once_are_told(school: Workspace) -> None:
    first = made(school, "office")
    school.write(record_print, school.campaign(), first)
    school.write(move_interview, "i2", NewTime(start=at("12:10")))
    second, third = made(school, "office"), made(school, "office")
    school.write(record_print, school.campaign(), second)
    assert third.printed[0].revision == 2
    school.write(move_interview, "i2", NewTime(start=at("12:15")))
    school.write(record_print, school.campaign(), made(school, "office"))
    with pytest.raises(Refused, match="at the same moment"):
        school.write(record_print, school.campaign(), second)


@pytest.mark.parametrize(
    ("kinds", "more", "error"),
    [
        (("doors", "nonsense"), {}, BadInput),
        (("blank",), {"space": 31}, BadInput),
        (("cards",), {"only": ["nobody"]}, UnknownId),
    ],
)
def test_what_cannot_be_printed_is_refused(
    school: Workspace, kinds: tuple[str, ...], more: dict[str, object], error: type[Exception]
) -> None:
    with pytest.raises(error):
        made(school, *kinds, **more)


def test_an_unknown_id_is_refused_with_the_lists_that_hold_it(school: Workspace) -> None:
    with pytest.raises(UnknownId) as refused:
        made(school, "cards", only=["nobody"])
    assert refused.value.line == (
        "There is no student, room or teacher 'nobody'. "
        "`wbl-tui list students`, `list rooms` or `list staff` shows the ids."
    )
