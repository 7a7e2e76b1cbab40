"""Importing: whom a row means, what becomes of it, and that nothing is lost, doubled or half done."""

from __future__ import annotations

from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from models.errors import BadInput, Refused
from models.exchange.csv_out import write_availability, write_facts
from models.exchange.files_in import read_bytes
from models.operations.campaigns import change_campaign
from models.operations.importing import propose_import
from models.operations.proposals import accept, problem_line
from models.operations.records import add_record, set_record
from models.operations.undo import undo
from models.operations.unit import Done
from models.queries import reading
from models.queries.journal import entries
from models.rules.facts import Proposal, ProposalRow, Student
from models.workspace import Workspace
from tests.helpers_store import ZONE, at, book


def proposed(school: Workspace, kind: str, text: str, file: str = "roster.csv") -> Proposal:
    read = read_bytes(kind, text.encode(), file)
    return school.read(propose_import, read, school.now(), file=file)


def imported(school: Workspace, kind: str, text: str) -> Done:
    return school.write(accept, proposed(school, kind, text))


def actions(proposal: Proposal) -> list[tuple[str, str]]:
    return [(row.action, row.id) for row in proposal.rows]


def test_rows_are_added_changed_and_left_alone(school: Workspace) -> None:
    text = "id,given,family,grade,email\ns1,Mia,Torres,11,\n0042,Noor,Haddad,9,noor@elm.example.org\ns2,Ben,Ode,,\n"
    found = proposed(school, "students", text)
    assert found == Proposal(
        "import",
        "Import students from roster.csv",
        (
            ProposalRow("change", "student", "s1", "Mia Torres", "", ("roster.csv", 2, ""), {"grade": ""}, {"grade": "11"}),
            ProposalRow(
                "add", "student", "0042", "Noor Haddad", "", ("roster.csv", 3, ""), None,
                {"id": "0042", "given": "Noor", "family": "Haddad", "grade": "9", "email": "noor@elm.example.org"},
            ),
            ProposalRow("same", "student", "s2", "Ben Ode", "", ("roster.csv", 4, ""), None, None),
        ),
        ("Missing from this file: 1 student; nothing is removed.", "Not in it: Ana Petrov (s3)."),
        (("s3", "Ana Petrov", "student"),),
    )  # fmt: skip
    done = school.write(accept, found)
    assert done.sentence == "Imported roster.csv: 1 added, 1 changed."
    students = school.read(reading.students)
    assert (students["s1"].grade, students["s1"].email) == ("11", "mia@elm.example.org")
    assert students["0042"].label == "Noor Haddad"
    assert "s3" in students


def test_the_same_file_twice_changes_nothing_and_leaves_no_entry(school: Workspace) -> None:
    text = "given,family,interests,classes\nNoor,Haddad,nursing;law,alg;bio\n"
    imported(school, "students", text)
    before = school.newest_entry()
    again = proposed(school, "students", text)
    assert [row.action for row in again.rows] == ["same"]
    done = school.write(accept, again)
    assert (done.journal, school.newest_entry()) == (0, before)


def test_an_import_is_one_entry_that_undo_takes_back(school: Workspace) -> None:
    before = school.read(reading.students), school.read(reading.classes)
    imported(school, "students", "id,given,interests,classes\ns1,Mimi,law,bio\n0042,Noor,art,alg\n")
    assert school.write(undo).sentence == "Undid: Imported roster.csv: 2 added, 1 changed."
    assert (school.read(reading.students), school.read(reading.classes)) == before


def test_blank_cells_never_empty_a_field(school: Workspace) -> None:
    school.write(set_record, "students", "s1", {"interests": "law", "grade": "11"})
    found = proposed(school, "students", "id,given,family,grade,email,classes,interests\ns1,Mia,Torres,,,,\n")
    assert actions(found) == [("same", "s1")]


def test_classes_nobody_knows_are_made_and_announced(school: Workspace) -> None:
    found = proposed(school, "students", "id,given,classes\ns1,Mia,alg;bio\ns2,Ben,bio\n")
    assert actions(found) == [("add", "bio"), ("change", "s1"), ("change", "s2")]
    school.write(accept, found)
    assert school.read(reading.classes)["bio"].name == "bio"
    assert school.read(reading.students)["s1"].classes == ("alg", "bio")


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        ("s1,Mia,Torres,", ("same", "s1", "")),
        (",Mia,Torres,", ("same", "s1", "recognised by its name")),
        (",Mia,Torres-Berg,MIA@elm.example.org", ("change", "s1", "recognised by its mail address")),
        ("0042,Mia,Torres,mia@elm.example.org", ("same", "s1", "recognised by its mail address")),
        (",Leo,Berg,mia@elm.example.org", ("add", "s4", "resembles Mia Torres (s1)")),
        (
            ",mia,torres,",
            ("skip", "", "may be Mia Torres (s1): the same name, written otherwise; say which"),
        ),
    ],
)
def test_whom_a_row_means(school: Workspace, row: str, expected: tuple[str, str, str]) -> None:
    found = proposed(school, "students", f"id,given,family,email\n{row}\n")
    assert [(row.action, row.id, row.reason) for row in found.rows] == [expected]


def test_two_ids_of_the_schools_are_two_people(school: Workspace) -> None:
    imported(school, "students", "id,given,family,email\n0042,Noor,Haddad,noor@elm.example.org\n")
    found = proposed(school, "students", "id,given,family,email\n0043,Noor,Haddad,noor@elm.example.org\n")
    assert [(row.action, row.id, row.reason) for row in found.rows] == [
        ("add", "0043", "resembles Noor Haddad (0042)")
    ]


def test_siblings_who_share_an_address_stay_apart(school: Workspace) -> None:
    text = "given,family,email\nLeo,Berg,home@berg.example.org\nIda,Berg,home@berg.example.org\n"
    imported(school, "students", text)
    assert [row.action for row in proposed(school, "students", text).rows] == ["same", "same"]
    assert sorted(one.given for one in school.read(reading.students).values() if one.family == "Berg") == [
        "Ida",
        "Leo",
    ]


def test_rows_about_the_same_person_are_skipped_or_refused(school: Workspace) -> None:
    text = "given,family,grade\nNoor,Haddad,9\nNoor,Haddad,9\nNoor,Haddad,10\nMia,Torres,11\nMia,Torres,12\n"
    found = proposed(school, "students", text)
    assert [(row.action, row.reason) for row in found.rows] == [
        ("add", ""),
        ("skip", "says the same as row 2"),
        ("refuse", "row 2 is about the same student and says otherwise; give both an id"),
        ("change", "recognised by its name"),
        ("refuse", "row 5 is about the same student and says otherwise; give both an id"),
    ]


def test_a_name_that_several_have_needs_an_id(school: Workspace) -> None:
    for ident in ("x1", "x2"):
        school.write(add_record, "students", {"id": ident, "given": "Noor", "family": "Haddad"})
    [row] = proposed(school, "students", "given,family\nNoor,Haddad\n").rows
    assert (row.action, row.reason) == ("refuse", "2 students have this name (x1, x2): give the id")


def test_contacts_of_one_name_at_two_employers_are_two(school: Workspace) -> None:
    text = "name,employer\nLee Brandt,Harbour Works\nLee Brandt,ELM CLINIC\n"
    found = proposed(school, "contacts", text)
    assert actions(found) == [("add", "c1"), ("same", "k2")]
    school.write(accept, found)
    assert school.read(reading.contacts)["c1"].employer_name == "Harbour Works"


def test_bad_rows_are_refused_with_file_row_and_column(school: Workspace) -> None:
    text = "id,given,owed\n0042,Noor,2\n0043,Kai,lots\n"
    found = proposed(school, "students", text)
    bad = found.rows[1]
    assert (bad.action, bad.source) == ("refuse", ("roster.csv", 3, "owed"))
    assert problem_line(bad) == "roster.csv, row 3: owed: expected a whole number from 0 to 99, not 'lots'"
    with pytest.raises(BadInput) as caught:
        school.write(accept, found)
    assert caught.value.sentence == "1 row cannot be used; nothing was imported."
    assert caught.value.problems == (problem_line(bad),)
    assert "0042" not in school.read(reading.students)
    assert school.write(accept, found, skip_bad=True).sentence == "Imported roster.csv: 1 added, 1 left out."
    assert "0042" in school.read(reading.students)


def test_rows_can_be_chosen_one_by_one(school: Workspace) -> None:
    found = proposed(school, "students", "id,given,owed\n0042,Noor,2\n0043,Kai,\n0044,Ida,lots\n")
    school.write(accept, found, chosen={1, 2})
    students = school.read(reading.students)
    assert ("0042" in students, "0043" in students, "0044" in students) == (False, True, False)


def test_what_changed_meanwhile_is_not_overwritten(school: Workspace) -> None:
    found = proposed(school, "students", "id,given,grade\ns1,Mia,11\n0042,Noor,9\n")
    school.write(set_record, "students", "s1", {"grade": "12"})
    before = school.newest_entry()
    with pytest.raises(Refused, match="The store has changed since: Mia Torres"):
        school.write(accept, found)
    assert (school.newest_entry(), "0042" in school.read(reading.students)) == (before, False)


def test_two_terminals_do_not_add_the_same_twice(school: Workspace) -> None:
    text = "given,family\nNoor,Haddad\n"
    first, second = proposed(school, "students", text), proposed(school, "students", text)
    school.write(accept, first)
    with pytest.raises(Refused, match="The store has changed since"):
        school.write(accept, second)


def test_foretold_ids_are_used_up(school: Workspace) -> None:
    imported(school, "students", "given\nNoor\nKai\n")
    school.write(undo)
    done = school.write(add_record, "students", {"given": "Ida"})
    assert done.sentence == "Added student Ida (s6)."


def test_class_with_an_unknown_teacher_is_refused(school: Workspace) -> None:
    [row] = proposed(school, "classes", "id,name,teacher\nbio,Biology,t9\n").rows
    assert (row.action, row.reason) == ("refuse", "teacher: there is no staff 't9'; import the staff first")


def test_hours_are_added_once_and_found_by_name_or_address(school: Workspace) -> None:
    school.write(set_record, "contacts", "k2", {"email": "lee@elm.example.org"})
    text = (
        "contact,from,to\nk1,2026-11-18 10:00,12:00\nDr Okafor,2026-11-18 10:00,2026-11-18 12:00\n"
        "LEE@elm.example.org,2026-11-19 09:00,10:00\nk7,2026-11-18 10:00,11:00\n"
    )
    found = proposed(school, "availability", text, "hours.csv")
    assert [(row.action, row.id, row.reason) for row in found.rows] == [
        ("add", "v1", ""),
        ("skip", "", "says the same as row 2"),
        ("add", "v2", ""),
        ("refuse", "", "contact: there is no contact 'k7'"),
    ]
    school.write(accept, found, skip_bad=True)
    [span] = school.read(reading.contacts)["k1"].availability
    assert (span.start, span.end) == (at("10:00"), at("12:00"))
    again = proposed(school, "availability", text, "hours.csv")
    assert [row.action for row in again.rows] == ["same", "same", "same", "refuse"]


def test_times_that_the_clock_skips_are_refused(school: Workspace) -> None:
    school.write(change_campaign, "c1", last_day=school.campaign().last_day + timedelta(days=120))
    [hours] = proposed(school, "availability", "contact,from,to\nk1,2027-03-14 02:30,04:00\n").rows
    [room] = proposed(school, "rooms", "id,name,blocks\nr7,Booth,2027-03-14 02:30/04:00\n").rows
    assert (hours.action, room.action) == ("refuse", "refuse")
    assert "does not exist in America/Chicago" in hours.reason
    assert room.reason == f"blocks: {hours.reason}"


def test_listed_tables_can_be_imported_again(school: Workspace) -> None:
    school.write(
        set_record, "students", "s1", {"interests": "nursing; Engineering; knitting", "share_name": "no"}
    )
    school.write(
        set_record, "rooms", "r1", {"open": "Mon-Wed 8:00/12:00", "blocks": "2026-11-18 10:00/11:00 exam"}
    )
    school.write(
        add_record,
        "contacts",
        {"name": "=Jo Smith", "clusters": "Agriculture", "limit": "2", "notes": "a\nb"},
    )
    imported(school, "availability", "contact,from,to\nk1,2026-11-18 10:00,12:00\n")
    for kind, facts in (
        ("students", school.read(reading.students).values()),
        ("contacts", school.read(reading.contacts).values()),
        ("rooms", school.read(reading.rooms).values()),
        ("staff", school.read(reading.staff).values()),
        ("classes", school.read(reading.classes).values()),
    ):  # fmt: skip
        found = proposed(school, kind, write_facts(kind, facts, ZONE))
        assert {row.action for row in found.rows} == {"same"}, kind
    listed = write_availability(school.read(reading.contacts).values(), ZONE)
    assert {row.action for row in proposed(school, "availability", listed).rows} == {"same"}


def test_import_warns_of_calls_that_no_longer_fit(school: Workspace) -> None:
    call = book(school, "10:05", room="r1")
    done = imported(
        school,
        "rooms",
        "id,open\nr1,Mon-Fri 12:00/15:00\n".replace("id,open", "id,name,open").replace("r1,", "r1,Room 1,"),
    )
    assert [(one.kind, one.interviews) for one in done.warnings] == [("room_closed", (call,))]


def test_the_journal_names_the_file(school: Workspace) -> None:
    imported(school, "staff", "name,role\nNora Lund,volunteer\n")
    assert [(one.action, one.sentence) for one in school.read(entries)][-1] == (
        "import",
        "Imported roster.csv: 1 added.",
    )


@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    names=st.lists(
        st.text(
            st.characters(codec="utf-8", exclude_categories=["Cs", "Cc", "Zl", "Zp"]), min_size=1, max_size=12
        ),
        min_size=1,
        max_size=5,
    )
)
def test_any_names_imported_twice_are_the_same(school: Workspace, names: list[str]) -> None:
    text = write_facts("students", _students(names), ZONE)
    imported_first = proposed(school, "students", text)
    school.write(accept, imported_first, skip_bad=True)
    again = proposed(school, "students", text)
    assert {row.action for row in again.rows} <= {"same", "skip", "refuse"}


def _students(names: list[str]) -> list[Student]:
    return [
        Student(f"x{n}", name, "", "", "", "", "", "", "", None, None, False, False, (), ())
        for n, name in enumerate(names)
    ]
