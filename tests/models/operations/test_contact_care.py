"""The care of contacts: tasks, days to get in touch, tags, how interviews went; each one entry, taken back whole."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from models.errors import BadInput, Refused, UnknownId
from models.operations import contact_care as care
from models.operations.marking import mark_interview
from models.operations.pool import log_outreach
from models.operations.records import add_record, set_record
from models.operations.removing import remove_record
from models.operations.undo import undo
from models.queries.contact_care import contact_care, saved_filters, tags_for
from models.queries.pool import PoolRow, pool
from models.rules.pool_facts import Care, Debrief, NextContact, Task
from models.workspace import Workspace
from tests.helpers_store import NOW, book, images


def care_rows(school: Workspace) -> dict[str, Care]:
    found = school.read(pool, school.campaign(), NOW)
    return {row.id: row.care for row in found if isinstance(row, PoolRow)}


def test_a_task_is_agreed_done_and_open_again(school: Workspace) -> None:
    done = school.write(care.add_task, "k1", "send the poster", due="in 2 weeks")
    assert done.sentence == "Noted a task for Dr Okafor: send the poster, by Wed 2 Dec (g1)."
    assert care_rows(school)["k1"] == Care((), (NextContact(date(2026, 12, 2), "send the poster"),), 1)
    assert school.write(care.finish_task, "g1").sentence == "Done for Dr Okafor: send the poster."
    [task] = school.read(contact_care, "k1").tasks
    assert task == Task("g1", "k1", "send the poster", date(2026, 12, 2), NOW, "Ms Rivera")
    assert school.write(care.finish_task, "g1") == (
        0, "The task “send the poster” for Dr Okafor is done already.", None, (), "",
    )  # fmt: skip
    again = school.write(care.finish_task, "g1", done=False)
    assert again.sentence == "Open again for Dr Okafor: send the poster."
    school.write(undo)
    assert not school.read(contact_care, "k1").tasks[0].is_open


def test_a_task_changes_its_words_and_its_day(school: Workspace) -> None:
    school.write(care.add_task, "k1", "send the poster")
    done = school.write(care.change_task, "g1", due="2027-01-11")
    assert done.sentence == "The task for Dr Okafor is now: send the poster, by Mon 11 Jan 2027."
    assert school.write(care.change_task, "g1", due="2027-01-11").journal == 0
    school.write(care.change_task, "g1", due="")
    assert school.read(contact_care, "k1").tasks[0].due is None


def test_open_tasks_come_first_the_soonest_due_before_those_without_a_day(school: Workspace) -> None:
    for what, due in (("later", "2026-12-09"), ("some day", ""), ("soon", "2026-11-20"), ("old", "")):
        school.write(care.add_task, "k1", what, due=due)
    school.write(care.finish_task, "g4")
    told = [one.what for one in school.read(contact_care, "k1").tasks]
    assert told == ["soon", "later", "some day", "old"]


def test_a_day_to_check_in_is_said_as_people_say_it_and_taken_back_by_one_undo(school: Workspace) -> None:
    before = images(school)
    done = school.write(care.set_check_in, ["k1", "k2"], "in 3 months")
    assert done.sentence == "Check in with Dr Okafor and Lee Brandt on Thu 18 Feb 2027."
    assert care_rows(school)["k2"].next == NextContact(date(2027, 2, 18), "check in")
    school.write(undo)
    assert images(school) == before


def test_a_check_in_can_be_taken_away_and_is_never_past(school: Workspace) -> None:
    school.write(care.set_check_in, ["k1"], "tomorrow")
    with pytest.raises(BadInput, match="That day is past"):
        school.write(care.set_check_in, ["k1"], "2026-11-17")
    gone = school.write(care.set_check_in, ["k1"], "")
    assert gone.sentence == "No day any more on which to check in with Dr Okafor."
    assert school.write(care.set_check_in, ["k1"], "").journal == 0


def test_what_comes_next_is_by_outreach_task_and_check_in_the_soonest_first(school: Workspace) -> None:
    school.write(care.set_check_in, ["k1"], "2026-12-01")
    school.write(care.add_task, "k1", "send the poster", due="2026-11-25")
    school.write(log_outreach, "k1", how="phone", next_action="call again", next_by=date(2026, 11, 20))
    assert care_rows(school)["k1"].nexts == (
        NextContact(date(2026, 11, 20), "call again"),
        NextContact(date(2026, 11, 25), "send the poster"),
        NextContact(date(2026, 12, 1), "check in"),
    )


def test_getting_in_touch_on_the_day_or_later_is_the_check_in(school: Workspace) -> None:
    school.write(care.set_check_in, ["k1", "k2"], "today")
    school.write(log_outreach, "k1", how="phone", at=NOW - timedelta(days=1))
    assert care_rows(school)["k1"].next == NextContact(date(2026, 11, 18), "check in")
    school.write(log_outreach, "k1", how="phone", outcome="reached")
    assert care_rows(school)["k1"].nexts == ()
    assert care_rows(school)["k2"].next == NextContact(date(2026, 11, 18), "check in")


def test_tags_are_one_word_and_put_on_all_marked_at_once(school: Workspace) -> None:
    done = school.write(care.tag_contacts, ["k1", "k2", "k1"], "  #Health  Care ")
    assert done.sentence == "Tagged Dr Okafor and Lee Brandt: health-care."
    assert school.read(tags_for, ["k1"]) == ([("health-care", 2)], ("health-care",))
    assert school.write(care.tag_contacts, ["k1"], "health care").journal == 0
    away = school.write(care.untag_contacts, ["k1", "k2"], "Health-Care")
    assert away.sentence == "Took the tag health-care away from Dr Okafor and Lee Brandt."
    assert school.write(care.untag_contacts, ["k1"], "health-care").journal == 0
    with pytest.raises(BadInput, match="A tag needs a word"):
        school.write(care.tag_contacts, ["k1"], " # ")


def test_how_an_interview_went_is_noted_after_it_and_can_be_said_anew(school: Workspace) -> None:
    ident = book(school, "08:00")
    with pytest.raises(Refused, match="has not been held"):
        school.write(care.note_debrief, ident, "well")
    school.write(mark_interview, ident, "in_progress")
    done = school.write(care.note_debrief, ident, "well", "Much about nights.\nWants to come again.")
    assert done.sentence == (
        "Noted about the interview with Dr Okafor: it went well: Much about nights. Wants to come again."
    )
    assert done.interview_id == ident
    school.write(care.note_debrief, ident, "mixed")
    assert school.read(contact_care, "k1").debriefs == {ident: Debrief(ident, "mixed", "", "Ms Rivera", NOW)}
    with pytest.raises(BadInput, match="'great' is not how an interview goes"):
        school.write(care.note_debrief, ident, "great")


def test_filters_are_kept_for_a_page_under_a_name(school: Workspace) -> None:
    school.write(care.save_filter, "employers", "Due now", "due:overdue tag:health")
    done = school.write(care.save_filter, "employers", "due NOW", "due:overdue")
    assert done.sentence == "Saved the filter due NOW: due:overdue."
    school.write(care.save_filter, "roster", "Stuck", "no:interview")
    assert school.read(saved_filters, "employers") == {"due NOW": "due:overdue"}
    school.write(care.remove_filter, "employers", "Due Now")
    assert school.read(saved_filters, "employers") == {}
    with pytest.raises(UnknownId):
        school.write(care.remove_filter, "employers", "Due now")


def test_records_of_the_care_are_added_set_and_removed_as_cells(school: Workspace) -> None:
    school.write(add_record, "tasks", {"contact": "k1", "what": "send the poster", "due": "in a week"})
    school.write(set_record, "tasks", "g1", {"done": "yes"})
    school.write(add_record, "tags", {"contact": "k1;k2", "tag": "health"})
    school.write(add_record, "checkins", {"contact": "k2", "date": "2027-01-04"})
    school.write(set_record, "checkins", "k2", {"date": ""})
    found = school.read(contact_care, "k1")
    assert (found.tags, found.tasks[0].is_open) == (("health",), False)
    assert school.write(remove_record, "tags", "k1:health").sentence == (
        "Took the tag health away from Dr Okafor."
    )
    assert school.write(remove_record, "tasks", "g1").sentence == (
        "Removed a task for Dr Okafor: send the poster."
    )
    with pytest.raises(BadInput, match="Tasks have no field 'when'"):
        school.write(add_record, "tasks", {"contact": "k1", "when": "x"})
    with pytest.raises(BadInput, match="needs a value for what"):
        school.write(add_record, "tasks", {"contact": "k1"})


def test_tags_and_tasks_go_with_a_contact_who_is_removed(school: Workspace) -> None:
    before = images(school)
    school.write(care.tag_contacts, ["k2"], "health")
    school.write(care.add_task, "k2", "send the poster")
    school.write(remove_record, "contacts", "k2")
    for _ in range(3):
        school.write(undo)
    assert images(school) == before


@pytest.mark.parametrize(
    ("operation", "arguments"),
    [
        (care.add_task, ("x", "call")),
        (care.finish_task, ("x",)),
        (care.set_check_in, (["x"], "today")),
        (care.tag_contacts, (["k1", "x"], "health")),
        (care.note_debrief, ("x", "well")),
    ],
)
def test_what_is_not_there_is_named(
    school: Workspace, operation: object, arguments: tuple[object, ...]
) -> None:
    with pytest.raises(UnknownId, match="'x'"):
        school.write(operation, *arguments)  # type: ignore[arg-type]
