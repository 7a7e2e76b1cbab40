"""Adding and changing records field by field: what is saved, what is said, and what is refused."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from models.errors import BadInput, Refused, UnknownId
from models.operations.campaigns import change_campaign
from models.operations.record_cells import record_cells
from models.operations.records import add_record, set_record
from models.operations.undo import undo
from models.queries import reading
from models.queries.journal import entries
from models.rules.facts import Contact, Interest, Opening, Room, SchoolClass, Student
from models.workspace import Workspace
from tests.helpers_store import NOW, at, book


def student(school: Workspace, ident: str) -> Student:
    return school.read(reading.students)[ident]


def contact(school: Workspace, ident: str) -> Contact:
    return school.read(reading.contacts)[ident]


def room(school: Workspace, ident: str) -> Room:
    return school.read(reading.rooms)[ident]


def test_student_is_added_with_classes_and_interests(school: Workspace) -> None:
    fields = {
        "id": "0042", "given": "Noor", "family": "Haddad", "grade": "11", "classes": "alg",
        "interests": "nursing; Engineering", "share_name": "yes",
    }  # fmt: skip
    done = school.write(add_record, "students", fields)
    assert done.sentence == "Added student Noor Haddad (0042)."
    assert student(school, "0042") == Student(
        "0042", "Noor", "Haddad", "", "11", "", "", "", "", True, None, False, False, ("alg",),
        (
            Interest(1, "healthcare-human-services", "Physical Health", "nursing"),
            Interest(2, "advanced-manufacturing", "Engineering", "Engineering"),
        ),
    )  # fmt: skip


def test_record_without_id_gets_one_never_given_before(school: Workspace) -> None:
    school.write(add_record, "students", {"given": "Noor"})
    school.write(add_record, "students", {"given": "Kai"})
    added = {one.given: ident for ident, one in school.read(reading.students).items()}
    assert (added["Noor"], added["Kai"]) == ("s4", "s5")


def test_contact_shares_the_employer_of_the_same_name_whatever_its_case(school: Workspace) -> None:
    known = school.write(add_record, "contacts", {"id": "k9", "name": "Jo Smith", "employer": "ELM clinic"})
    new = school.write(add_record, "contacts", {"id": "k8", "name": "Lu Chen", "employer": "Harbour Works"})
    assert known.sentence == "Added contact Jo Smith (k9)."
    assert new.sentence == "Added contact Lu Chen (k8) at Harbour Works, a new employer."
    assert contact(school, "k9").employer == "e1"
    assert contact(school, "k8").employer_name == "Harbour Works"
    assert sorted(one.name for one in school.read(reading.employers).values()) == [
        "Elm Clinic",
        "Harbour Works",
    ]


def test_set_says_what_is_different(school: Workspace) -> None:
    school.write(set_record, "students", "s1", {"grade": "11"})
    done = school.write(set_record, "students", "s1", {"grade": "12", "email": "", "family": "Torres"})
    assert done.sentence == "Changed Mia Torres: grade 11 → 12, email mia@elm.example.org → none."


def test_set_replaces_interests_and_classes_as_a_whole(school: Workspace) -> None:
    school.write(set_record, "students", "s1", {"interests": "nursing; law; baking"})
    school.write(set_record, "students", "s1", {"interests": "law; nursing", "classes": ""})
    found = student(school, "s1")
    assert [(one.rank, one.words) for one in found.interests] == [(1, "law"), (2, "nursing")]
    assert found.classes == ()


def test_set_to_the_same_leaves_no_entry(school: Workspace) -> None:
    before = school.newest_entry()
    done = school.write(set_record, "students", "s1", {"family": "Torres", "classes": "alg"})
    assert (done.journal, done.sentence) == (0, "Mia Torres is like that already.")
    assert school.newest_entry() == before


def test_set_is_one_entry_that_undo_takes_back(school: Workspace) -> None:
    before = student(school, "s1")
    school.write(set_record, "students", "s1", {"interests": "law", "classes": "", "preferred": "Mimi"})
    school.write(undo)
    assert student(school, "s1") == before
    assert [entry.kind for entry in school.read(entries)][-2:] == ["do", "undo"]


def test_unknown_field_names_the_fields_there_are(school: Workspace) -> None:
    with pytest.raises(BadInput) as caught:
        school.write(set_record, "staff", "t1", {"phone": "1"})
    assert caught.value.line == "Staff have no field 'phone'. Fields: id, name, role, email, school, duty."


def test_every_cell_that_cannot_be_read_is_told(school: Workspace) -> None:
    with pytest.raises(BadInput) as caught:
        school.write(add_record, "students", {"given": "Noor", "share_name": "maybe", "owed": "many"})
    assert caught.value.problems == (
        "share_name: expected yes or no, not 'maybe'",
        "owed: expected a whole number from 0 to 99, not 'many'",
    )
    assert caught.value.sentence == "2 fields cannot be used; nothing was saved."
    with pytest.raises(BadInput, match=r"^owed: expected a whole number from 0 to 99, not 'many'\.$"):
        school.write(add_record, "students", {"given": "Noor", "owed": "many"})


@pytest.mark.parametrize(
    ("kind", "fields", "line"),
    [
        ("students", {"classes": "alg"}, "A student needs a value for given or family."),
        ("students", {"given": "Mia", "classes": "bio"}, "There is no class 'bio'."),
        ("classes", {"name": "Art", "teacher": "t9"}, "There is no staff 't9'."),
        ("employers", {"field": "health"}, "An employer needs a value for name."),
        ("duty", {"staff": "t9", "when": "Mon 8:00/9:00"}, "There is no staff 't9'."),
        ("blocks", {"room": "r9", "from": "2026-11-18 10:00", "to": "11:00"}, "There is no room 'r9'."),
        ("blocks", {"room": "r1", "from": "2026-11-18 10:00", "to": "9:00"}, "The end has to come after 2026-11-18 10:00."),
        ("pets", {"name": "Rex"}, "'pets' is no kind of record."),
    ],
)  # fmt: skip
def test_add_refuses_what_cannot_be(school: Workspace, kind: str, fields: dict[str, str], line: str) -> None:
    before = school.newest_entry()
    with pytest.raises(BadInput) as caught:
        school.write(add_record, kind, fields)
    assert caught.value.sentence == line
    assert school.newest_entry() == before


def test_an_id_is_given_once_and_stays(school: Workspace) -> None:
    with pytest.raises(Refused, match="There is a student 's1' already"):
        school.write(add_record, "students", {"id": "s1", "given": "Noor"})
    with pytest.raises(BadInput, match="An id cannot be changed"):
        school.write(set_record, "students", "s1", {"id": "s9"})
    with pytest.raises(UnknownId, match="There is no student 's9'"):
        school.write(set_record, "students", "s9", {"grade": "9"})


def test_a_name_may_not_be_emptied(school: Workspace) -> None:
    with pytest.raises(BadInput, match="A room needs a value for name"):
        school.write(set_record, "rooms", "r1", {"name": ""})


def test_names_are_cleaned_at_the_door(school: Workspace) -> None:
    school.write(add_record, "rooms", {"id": "r7", "name": "Booth\x1b]52;c;eA==\x07 1 [b]x[/b]"})
    assert room(school, "r7").name == "Booth 1 [b]x[/b]"


def test_room_takes_hours_blocks_and_defaults(school: Workspace) -> None:
    fields = {
        "id": "r7",
        "name": "Booth",
        "open": "Mon,Tue 8:00/12:00",
        "blocks": "2026-11-18 10:00/11:00 exam",
    }
    school.write(add_record, "rooms", fields)
    found = room(school, "r7")
    assert found.hours == (Opening(0, None, 480, 720), Opening(1, None, 480, 720))
    assert [(one.span.start, one.span.end, one.why) for one in found.blocks] == [
        (at("10:00"), at("11:00"), "exam")
    ]
    assert (found.capacity, found.changeover_minutes) == (1, 0)
    school.write(set_record, "rooms", "r7", {"open": "Tue 8:00/12:00", "blocks": ""})
    assert (room(school, "r7").hours, room(school, "r7").blocks) == ((Opening(1, None, 480, 720),), ())


def test_calls_that_no_longer_fit_come_back_as_warnings(school: Workspace) -> None:
    call = book(school, "10:05", room="r1")
    done = school.write(set_record, "rooms", "r1", {"open": "Mon-Fri 12:00/15:00"})
    assert [(one.kind, one.interviews) for one in done.warnings] == [("room_closed", (call,))]
    assert done.sentence == (
        "Changed Room 1: open none → Mon-Fri 12:00/15:00. 1 call no longer fit; `wbl-tui check` lists them."
    )


def test_class_takes_dates_on_which_it_may_not_be_missed(school: Workspace) -> None:
    school.write(set_record, "classes", "alg", {"never_on": "2026-11-24;2026-11-20", "kind": "elective"})
    assert school.read(reading.classes)["alg"] == SchoolClass(
        "alg", "Algebra", "t1", "2", "elective", (date(2026, 11, 20), date(2026, 11, 24)), 1
    )


def test_new_classes_settle_the_absences_of_calls_ahead(school: Workspace) -> None:
    call = book(school, "10:05", student="s1")
    school.write(set_record, "classes", "alg", {"meets": "3"})
    found = school.read(reading.absences)[call]
    assert [(one.period, one.class_id, one.state) for one in found] == [("3", "alg", "to_request")]


def test_duty_of_several_days_is_one_entry(school: Workspace) -> None:
    done = school.write(
        add_record, "duty", {"staff": "t1", "when": "Mon,Wed 8:00/9:30; 2026-11-20 10:00/12:00"}
    )
    assert done.sentence == "Mr Vance stands by: Mon 08:00–09:30, Wed 08:00–09:30, Fri 20 Nov 10:00–12:00."
    assert len(school.read(reading.staff)["t1"].duty) == 3
    with pytest.raises(Refused, match="Mr Vance stands by then already"):
        school.write(add_record, "duty", {"staff": "t1", "when": "Wed 8:00/9:30"})
    school.write(set_record, "duty", "d5", {"when": "Thu 8:00/9:30"})
    assert Opening(3, None, 480, 570) in school.read(reading.staff)["t1"].duty


def test_block_says_how_many_calls_stand_in_it(school: Workspace) -> None:
    call = book(school, "10:05", room="r1")
    fields = {"room": "r1", "from": "2026-11-18 10:00", "to": "12:00", "why": "testing"}
    done = school.write(add_record, "blocks", fields)
    assert done.sentence == "Blocked Room 1, 10:00–12:00 on Wed 18 Nov (testing). 1 call stands in it then."
    assert [(one.kind, one.interviews) for one in done.warnings] == [("room_blocked", (call,))]
    [block] = room(school, "r1").blocks
    moved = school.write(set_record, "blocks", block.id, {"from": "2026-11-18 12:00", "to": "13:00"})
    assert moved.warnings == ()
    assert room(school, "r1").blocks[0].span == (at("12:00"), at("13:00"))


def test_a_wall_time_that_the_clock_skips_is_refused(school: Workspace) -> None:
    campaign = school.campaign()
    school.write(change_campaign, campaign.id, last_day=campaign.last_day + timedelta(days=120))
    with pytest.raises(BadInput, match="does not exist in America/Chicago"):
        school.write(
            add_record, "blocks", {"room": "r1", "from": "2027-03-14 02:30", "to": "2027-03-14 04:00"}
        )


def test_a_contact_moved_to_a_new_employer_says_that_it_is_new(school: Workspace) -> None:
    done = school.write(set_record, "contacts", "k1", {"employer": "Harbour Works"})
    assert (
        done.sentence
        == "Changed Dr Okafor: employer Elm Clinic → Harbour Works. Harbour Works is a new employer."
    )
    without = school.write(set_record, "contacts", "k1", {"employer": ""})
    assert without.sentence == "Changed Dr Okafor: employer Harbour Works → none."


def test_a_later_save_does_not_write_over_what_it_never_saw(school: Workspace) -> None:
    seen = school.read(record_cells, "contacts", "k1", NOW)
    school.write(set_record, "contacts", "k1", {"phone": "555 0199", "formats": "video;phone;group_video"})
    with pytest.raises(Refused, match="Somebody else was quicker: phone is 555 0199 now"):
        school.write(set_record, "contacts", "k1", {"phone": "555 0123", "title": "Nurse"}, seen=seen)
    assert school.read(reading.contacts)["k1"].title == ""
    # What another one changed beside it, or changed likewise, does not matter.
    school.write(set_record, "contacts", "k1", {"phone": "555 0199", "title": "Nurse"}, seen=seen)
    found = school.read(reading.contacts)["k1"]
    assert (found.phone, found.title) == ("555 0199", "Nurse")
