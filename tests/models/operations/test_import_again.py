"""The same people in the next file: recognised, offered where it is not certain, and never overwritten unasked."""

from __future__ import annotations

from typing import Any

import pytest

from models.errors import BadInput, Stopped
from models.exchange.files_in import read_bytes
from models.exchange.reading import Reading, Record
from models.operations.importing import EVERY, propose_import
from models.operations.mappings import remembered
from models.operations.proposals import accept
from models.operations.records import add_record, set_record
from models.operations.settled import aliases_of, set_by_hand
from models.operations.undo import undo
from models.operations.unit import Done
from models.queries import reading
from models.rules.facts import Proposal
from models.workspace import Workspace
from tests.helpers_store import images


def proposed(school: Workspace, text: str, kind: str = "students", **more: Any) -> Proposal:
    read = read_bytes(kind, text.encode(), "roster.csv", mapping=more.get("mapping"))
    return school.read(propose_import, read, school.now(), file="roster.csv", **more)


def imported(school: Workspace, text: str, kind: str = "students", **more: Any) -> Done:
    return school.write(accept, proposed(school, text, kind, **more))


def told(proposal: Proposal) -> list[tuple[str, str, str]]:
    return [(row.action, row.id, row.reason) for row in proposal.rows]


def test_a_row_that_may_be_somebody_waits_and_says_who(school: Workspace) -> None:
    found = proposed(school, "given,family\nMira,Torres\nNoor,Haddad\nAnna,Petrov\n")
    assert told(found) == [
        ("add", "s4", "resembles Mia Torres (s1)"),
        ("add", "s5", ""),
        ("skip", "", "may be Ana Petrov (s3): a similar given name; say which"),
    ]
    assert found.rows[2].likely == (("s3", "Ana Petrov", "a similar given name"),)
    done = school.write(accept, found)
    assert done.sentence == "Imported roster.csv: 2 added, 1 waits for an answer."
    assert "Anna" not in {one.given for one in school.read(reading.students).values()}


def test_told_that_it_is_the_same_the_row_changes_that_record_and_never_asks_again(school: Workspace) -> None:
    text = "given,family,grade\nAnna,Petrov,11\n"
    answered = proposed(school, text, answers={("student", 2): "s3"})
    [row] = answered.rows
    assert (row.action, row.id, row.reason) == ("change", "s3", "recognised as was said")
    assert (row.before, row.after) == ({"given": "Ana", "grade": ""}, {"given": "Anna", "grade": "11"})
    school.write(accept, answered)
    assert told(proposed(school, text)) == [("same", "s3", "recognised as before")]
    assert told(proposed(school, "given,family,grade\nANNA,PETROV,12\n")) == [
        ("change", "s3", "recognised as before")
    ]


def test_told_that_it_is_somebody_new_the_row_is_added_and_never_asks_again(school: Workspace) -> None:
    text = "given,family\nAnna,Petrov\n"
    answered = proposed(school, text, answers={("student", 2): ""})
    assert told(answered) == [("add", "s4", "new, as was said")]
    school.write(accept, answered)
    assert told(proposed(school, text)) == [("same", "s4", "recognised as before")]


def test_an_answer_about_a_row_with_a_new_id_is_remembered_by_that_id(school: Workspace) -> None:
    text = "id,given,family\n0042,Anna,Petrov\n"
    assert [row.action for row in proposed(school, text).rows] == ["skip"]
    imported(school, text, answers={("student", 2): "s3"})
    assert school.read(aliases_of, "students") == {("id", "0042"): "s3"}
    assert told(proposed(school, "id,given,family\n0042,Anna Maria,Petrov-Lund\n")) == [
        ("change", "s3", "recognised by its id 0042")
    ]


def test_undo_forgets_the_answer_too(school: Workspace) -> None:
    before = images(school)
    imported(school, "given,family\nAnna,Petrov\n", answers={("student", 2): "s3"})
    school.write(undo)
    assert images(school) == before


@pytest.mark.parametrize(
    "text",
    [
        "id,given,family\ns3,Ana,Petrov\nx9,Anna,Petrov\n",
        "given,family,email\nAnna,Petrov,anna.p@elm.example.org\n",
        "given,family\nAna2,Petrov\n",
    ],
    ids=["both in the file", "another mail address", "a number in the name"],
)
def test_people_who_are_clearly_two_are_not_offered(school: Workspace, text: str) -> None:
    row = proposed(school, text).rows[-1]
    assert (row.action, row.likely) == ("add", ())


def test_two_ids_of_the_schools_are_never_offered_as_one(school: Workspace) -> None:
    imported(school, "id,given,family\n0042,Noor,Haddad\n")
    assert told(proposed(school, "id,given,family\n0043,Nour,Haddad\n")) == [("add", "0043", "")]


def test_a_colleague_under_a_short_name_is_offered_by_the_employer(school: Workspace) -> None:
    school.write(add_record, "contacts", {"name": "Robert Lee", "employer": "Dock Works"})
    found = proposed(school, "name,employer\nBob Lee,dock works\nRob Lee,Elm Clinic\n", "contacts")
    assert told(found) == [
        ("skip", "", "may be Robert Lee (c1): Bob and Robert can be one name, both at Dock Works; say which"),
        ("add", "c2", "resembles Robert Lee (c1)"),
    ]


def test_rooms_are_never_offered_for_each_other(school: Workspace) -> None:
    assert told(proposed(school, "name\nRoom I\n", "rooms")) == [("add", "r3", "")]


@pytest.mark.parametrize(
    ("answers", "sentence"),
    [
        ({("student", 7): "s1"}, "Row 7 is no student of roster.csv."),
        ({("student", 2): "zz"}, "Row 2 cannot be 'zz': there is no such student."),
    ],
)
def test_answers_that_fit_nothing_are_refused(
    school: Workspace, answers: dict[tuple[str, int], str], sentence: str
) -> None:
    with pytest.raises(BadInput) as caught:
        proposed(school, "given,family\nAnna,Petrov\n", answers=answers)
    assert caught.value.sentence == sentence


def test_a_row_with_the_id_of_one_record_cannot_be_another(school: Workspace) -> None:
    found = proposed(school, "id,given,family\ns1,Mia,Torres\n", answers={("student", 2): "s3"})
    assert told(found) == [("refuse", "s1", "its id is s1, so it is Mia Torres (s1)")]


# -- ids of other programs ----------------------------------------------------------------------------


def read_of(*rows: tuple[str, dict[str, Any]], source: str = "oneroster") -> Reading:
    records = tuple(Record(n, fields, foreign) for n, (foreign, fields) in enumerate(rows, 2))
    return Reading("students", records, (), (), source=source)


def propose(school: Workspace, read: Reading) -> Proposal:
    return school.read(propose_import, read, school.now(), file="roster.zip")


def test_who_was_recognised_once_is_known_by_the_other_programs_id(school: Workspace) -> None:
    mia = {"given": "Mia", "family": "Torres", "email": "mia@elm.example.org", "grade": "11"}
    school.write(
        accept, propose(school, read_of(("u-1", mia), ("u-2", {"given": "Noor", "family": "Haddad"})))
    )
    assert school.read(aliases_of, "students") == {("oneroster", "u-1"): "s1", ("oneroster", "u-2"): "s4"}
    moved = {"given": "Amelia", "family": "Berg", "email": "berg@elm.example.org"}
    assert told(propose(school, read_of(("u-1", moved)))) == [("change", "s1", "recognised by its id u-1")]
    other = propose(school, read_of(("u-1", moved), source="sds"))
    assert [row.action for row in other.rows] == ["add"]


def test_nothing_is_written_only_to_remember_an_id(school: Workspace) -> None:
    mia = {"given": "Mia", "family": "Torres", "email": "mia@elm.example.org"}
    found = propose(school, read_of(("u-1", mia)))
    assert (school.write(accept, found).journal, school.read(aliases_of, "students")) == (0, {})


# -- set by hand --------------------------------------------------------------------------------------

OTHER = "id,given,family,email,grade\ns1,Mia,Torres,other@elm.example.org,12\n"


def test_what_a_person_set_is_kept_and_said(school: Workspace) -> None:
    school.write(set_record, "students", "s1", {"email": "mine@elm.example.org"})
    kept = "kept what was set here: email (the file says other@elm.example.org)"
    found = proposed(school, OTHER)
    assert told(found) == [("change", "s1", kept)]
    assert found.rows[0].after == {"grade": "12"}
    school.write(accept, found)
    assert school.read(reading.students)["s1"].email == "mine@elm.example.org"
    assert told(proposed(school, OTHER)) == [("same", "s1", kept)]


def test_what_a_person_emptied_stays_empty(school: Workspace) -> None:
    school.write(set_record, "students", "s1", {"email": ""})
    assert [row.action for row in proposed(school, OTHER.replace(",12", ",")).rows] == ["same"]


@pytest.mark.parametrize("overwrite", [(EVERY,), ("email",)])
def test_told_to_take_the_files_values_it_does_and_the_next_file_is_right_again(
    school: Workspace, overwrite: tuple[str, ...]
) -> None:
    school.write(set_record, "students", "s1", {"email": "mine@elm.example.org", "school": "Elm"})
    before = images(school)
    imported(school, OTHER, overwrite=overwrite)
    assert school.read(reading.students)["s1"].email == "other@elm.example.org"
    assert school.read(set_by_hand, "students") == {"s1": {"school"}}
    assert told(proposed(school, OTHER.replace("other", "third"))) == [("change", "s1", "")]
    school.write(undo)
    assert images(school) == before


def test_another_field_is_not_taken_along(school: Workspace) -> None:
    school.write(set_record, "students", "s1", {"email": "mine@elm.example.org"})
    assert proposed(school, OTHER, overwrite=("grade",)).rows[0].after == {"grade": "12"}


def test_a_file_that_agrees_with_the_person_is_not_spoken_of(school: Workspace) -> None:
    school.write(set_record, "students", "s1", {"email": "other@elm.example.org", "grade": "12"})
    assert told(proposed(school, OTHER)) == [("same", "s1", "")]


# -- what the file lacks ------------------------------------------------------------------------------


@pytest.mark.parametrize("text", ["id,given,family\n", "id,given,family\nzz,Noor,Haddad\n"])
def test_what_a_file_lacks_is_named_and_stays(school: Workspace, text: str) -> None:
    found = proposed(school, text)
    assert found.missing == (
        ("s2", "Ben Ode", "student"),
        ("s3", "Ana Petrov", "student"),
        ("s1", "Mia Torres", "student"),
    )
    assert found.notes[-2:] == (
        "Missing from this file: 3 students; nothing is removed.",
        "Not in it: Ben Ode (s2), Ana Petrov (s3), Mia Torres (s1).",
    )
    school.write(accept, found)
    assert {"s1", "s2", "s3"} <= school.read(reading.students).keys()


def test_of_many_missing_twenty_are_named(school: Workspace) -> None:
    rows = "".join(f"m{n},Nora {n},Lund\n" for n in range(22))
    imported(school, f"id,given,family\n{rows}")
    found = proposed(school, "id,given,family\ns1,Mia,Torres\n")
    assert len(found.missing) == 24
    assert found.notes[-1].endswith(" and 4 more.")
    assert found.notes[-1].count("(") == 20


FILES = {
    "students": "given,family,interests,classes\nNoor,Haddad,law,alg;bio\n,Solo,,\n",
    "contacts": "name,employer,email,formats\nJo Berg,Dock,jo@dock.example.org,phone\nAli Roe,,,\n",
    "rooms": "name,capacity,open\nAnnex,3,Mon-Fri 08:00/15:30\n",
    "staff": "name,role\nMr Lund,teacher\n",
    "classes": "name,meets,teacher\nBiology,4(A-B),t1\n",
    "availability": "contact,from,to\nk1,2026-11-18 10:00,12:00\n",
    "bells": "day_type,period,start,end,kind\nshort,1,08:00,08:30,period\n",
}


@pytest.mark.parametrize("kind", FILES)
def test_the_same_file_twice_changes_nothing_of_any_kind(school: Workspace, kind: str) -> None:
    imported(school, FILES[kind], kind)
    before = images(school)
    again = proposed(school, FILES[kind], kind)
    assert {row.action for row in again.rows} == {"same"}
    assert school.write(accept, again).journal == 0
    assert images(school) == before


# -- what columns mean --------------------------------------------------------------------------------

WHO = "Who,Nachname,Jahr\nNoor,Haddad,11\n"
SAID = {"given": "Who", "family": "Nachname", "grade": "Jahr"}


def test_what_was_said_of_columns_is_remembered_with_the_import_and_undone_with_it(school: Workspace) -> None:
    before = images(school)
    done = imported(school, WHO, mapping=SAID)
    assert done.sentence == "Imported roster.csv: 1 added."
    assert school.read(remembered, "students", ("who", "NACHNAME", "Jahr")) == SAID
    again = proposed(school, WHO, mapping=SAID)
    assert (again.columns, school.write(accept, again).journal) == (None, 0)
    school.write(undo)
    assert images(school) == before


def test_it_is_remembered_also_where_no_record_changes(school: Workspace) -> None:
    done = imported(school, "Who,family\nMia,Torres\n", mapping={"given": "Who"})
    assert (
        done.sentence == "Remembered from roster.csv: what was said of its columns and of whom its rows mean."
    )
    assert school.read(remembered, "students", ("Who", "family")) == {"given": "Who"}


# -- how far it is ------------------------------------------------------------------------------------


def test_it_tells_how_far_it_is_and_can_be_stopped_with_nothing_changed(school: Workspace) -> None:
    text = "id,given,family\n" + "".join(f"m{n},Nora {n},Lund\n" for n in range(600))
    seen: list[tuple[int, int]] = []
    found = proposed(school, text, watch=lambda done, of: seen.append((done, of)))
    assert seen == [(0, 1200), (250, 1200), (500, 1200), (600, 1200), (850, 1200), (1100, 1200)]
    before = images(school)

    def stop(done: int, of: int) -> None:
        assert of == 600
        if done >= 500:
            raise Stopped("Stopped; nothing was changed.")

    with pytest.raises(Stopped):
        school.write(accept, found, watch=stop)
    assert images(school) == before
    assert school.write(accept, found).sentence == "Imported roster.csv: 600 added."
