"""Students' own words placed by a person: once, for everybody, for later files too, and taken back in one step."""

from __future__ import annotations

import pytest

from models.errors import BadInput
from models.exchange.csv_out import write_facts
from models.exchange.files_in import read_bytes
from models.operations.importing import propose_import
from models.operations.interests import NOTHING_CHANGED, settle_words
from models.operations.proposals import accept
from models.operations.records import set_record
from models.operations.undo import redo, undo
from models.queries import reading
from models.queries.interests import Words, interest_words, settled, unplaced
from models.queries.journal import entries
from models.rules.facts import Interest, Proposal
from models.workspace import Workspace
from tests.helpers_store import ZONE
from tests.school_store import count_queries

HEALTH, AGRICULTURE, TRANSPORT = "healthcare-human-services", "agriculture", "supply-chain-transportation"


def proposed(school: Workspace, text: str) -> Proposal:
    return school.read(
        propose_import, read_bytes("students", text.encode(), "r.csv"), school.now(), file="r.csv"
    )


def interests(school: Workspace, student: str) -> list[Interest]:
    return list(school.read(reading.students)[student].interests)


@pytest.fixture
def asked(school: Workspace) -> Workspace:
    """Two students wrote the same strange words, one of them with a marine choice besides."""
    school.write(set_record, "students", "s1", {"interests": "Bloop tending; nurse"})
    school.write(set_record, "students", "s2", {"interests": "nurse;bloop  tending!; whales"})
    return school


def test_words_that_nobody_understands_wait_with_who_wrote_them_and_what_they_may_mean(
    asked: Workspace,
) -> None:
    strange, marine = asked.read(unplaced)
    assert strange._replace(words="") == Words(
        "bloop tending", "", (("s2", "Ben Ode"), ("s1", "Mia Torres")), "", "", "no", ()
    )
    choices = (AGRICULTURE, "energy-natural-resources")
    assert marine == Words("whales", "whales", (("s2", "Ben Ode"),), "", "", "no", choices)
    assert [(one.key, one.placed, len(one.students)) for one in asked.read(interest_words)] == [
        ("bloop tending", "no", 2),
        ("whales", "no", 1),
        ("nurse", "yes", 2),
    ]


def test_one_answer_places_all_who_wrote_it_in_one_entry_and_is_taken_back_whole(asked: Workspace) -> None:
    before = len(asked.read(entries))
    done = asked.write(settle_words, "BLOOP tending", "Agriculture", "animal systems")
    assert done.sentence == (
        'Placed the interest "BLOOP tending" of 2 students in Agriculture > Animal Systems.'
    )
    assert len(asked.read(entries)) == before + 1
    placed = Interest(1, AGRICULTURE, "Animal Systems", "Bloop tending")
    assert interests(asked, "s1")[0] == placed
    assert interests(asked, "s2")[1] == Interest(2, AGRICULTURE, "Animal Systems", "bloop tending!")
    assert [one.key for one in asked.read(unplaced)] == ["whales"]
    asked.write(undo)
    assert (asked.read(settled), len(asked.read(unplaced))) == ({}, 2)
    assert interests(asked, "s1")[0] == Interest(1, "", "", "Bloop tending")
    asked.write(redo)
    assert interests(asked, "s1")[0] == placed


def test_an_answer_holds_for_files_and_forms_that_come_later(asked: Workspace) -> None:
    asked.write(settle_words, "bloop tending", AGRICULTURE)
    text = (
        "id,given,family,interests\ns1,Mia,Torres,Bloop tending;nurse\ns7,Noor,Haddad,bloop TENDING or cars\n"
    )
    found = proposed(asked, text)
    assert [(row.action, row.id) for row in found.rows] == [("same", "s1"), ("add", "s7")]
    asked.write(accept, found)
    asked.write(set_record, "students", "s3", {"interests": "Bloop tending"})
    assert interests(asked, "s3") == [Interest(1, AGRICULTURE, "", "Bloop tending")]
    assert interests(asked, "s7")[0].cluster == AGRICULTURE
    listed = write_facts("students", asked.read(reading.students).values(), ZONE)
    assert {row.action for row in proposed(asked, listed).rows} == {"same"}


def test_a_choice_made_for_one_student_is_not_undone_by_the_answer_for_all(asked: Workspace) -> None:
    asked.write(settle_words, "bloop tending", AGRICULTURE)
    asked.write(set_record, "students", "s3", {"interests": "Education > Bloop tending"})
    assert interests(asked, "s3") == [Interest(1, "education", "", "Bloop tending")]


def test_leaving_words_as_they_are_is_an_answer_too(asked: Workspace) -> None:
    done = asked.write(settle_words, "whales", "")
    assert done.sentence == 'Left the interest "whales" of 1 student as it is.'
    assert [one.key for one in asked.read(unplaced)] == ["bloop tending"]
    assert [one.placed for one in asked.read(interest_words) if one.key == "whales"] == ["left"]
    assert asked.write(settle_words, "whales", "").journal == NOTHING_CHANGED


def test_a_person_may_place_what_the_program_understood_otherwise(asked: Workspace) -> None:
    asked.write(settle_words, "nurse", "Education", "")
    assert [one.cluster for one in interests(asked, "s1")] == ["", "education"]
    asked.write(set_record, "students", "s3", {"interests": "nurse"})
    assert interests(asked, "s3") == [Interest(1, "education", "", "nurse")]


@pytest.mark.parametrize(
    ("words", "cluster", "sub", "sentence"),
    [
        ("", HEALTH, "", "Which words? None were given."),
        ("never written", HEALTH, "", "No student wrote 'never written'."),
        ("whales", "Fishy", "", "'Fishy' is no career cluster."),
        ("whales", HEALTH, "Robotics", f"'Robotics' is no sub-cluster of {HEALTH}."),
    ],
)
def test_answers_that_make_no_sense_are_refused(
    asked: Workspace, words: str, cluster: str, sub: str, sentence: str
) -> None:
    with pytest.raises(BadInput) as refused:
        asked.write(settle_words, words, cluster, sub)
    assert refused.value.sentence == sentence


def test_a_sub_cluster_alone_says_its_cluster(asked: Workspace) -> None:
    asked.write(settle_words, "whales", "", "Marine Transportation")
    assert interests(asked, "s2")[2] == Interest(3, TRANSPORT, "Marine Transportation", "whales")


def test_queries_are_as_many_for_many_students_as_for_few(asked: Workspace) -> None:
    few = count_queries(asked, unplaced), count_queries(asked, interest_words)
    for n in range(20):
        asked.write(set_record, "students", "s3", {"interests": f"bloop {n}; nurse"})
    assert (count_queries(asked, unplaced), count_queries(asked, interest_words)) == few == (2, 2)
