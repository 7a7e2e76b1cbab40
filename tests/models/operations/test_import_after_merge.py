"""A file that still has both of two merged records: it knows them for the one that stayed, and makes nobody anew."""

from __future__ import annotations

import pytest

from models.exchange.files_in import read_bytes
from models.operations.importing import propose_import
from models.operations.merging import propose_merge
from models.operations.proposals import accept
from models.operations.records import add_record
from models.queries import reading
from models.rules.facts import Proposal
from models.workspace import Workspace
from tests.helpers_store import NOW

WITH_IDS = (
    "id,name,employer,email,title\n"
    "c12,Dana Whitfield,Hill Clinic,dana@hill.example.org,Nurse\n"
    "c17,Whitfield Dana,Hill Clinic Inc,d.whitfield@hill.example.org,Head nurse\n"
)
WITHOUT = "\n".join(line.partition(",")[2] for line in WITH_IDS.splitlines()) + "\n"


def imported(school: Workspace, text: str) -> Proposal:
    read = read_bytes("contacts", text.encode(), "pool.csv")
    return school.read(lambda db: propose_import(db, read, NOW, file="pool.csv"))


def told(proposal: Proposal) -> list[tuple[str, str, str]]:
    return [(row.action, row.id, row.reason) for row in proposal.rows]


def merged(school: Workspace, text: str) -> tuple[str, str]:
    """Import the file and merge the second into the first; their ids."""
    school.write(accept, imported(school, text))
    keep, other = (
        next(one.id for one in school.read(reading.contacts).values() if one.name == name)
        for name in ("Dana Whitfield", "Whitfield Dana")
    )
    school.write(accept, school.read(propose_merge, "contacts", keep, other, NOW))
    return keep, other


@pytest.mark.parametrize("text", [WITH_IDS, WITHOUT])
def test_the_same_file_again_changes_nothing(school: Workspace, text: str) -> None:
    keep, _ = merged(school, text)
    assert told(imported(school, text))[1] == ("skip", keep, f"was merged into Dana Whitfield ({keep})")
    assert {row.action for row in imported(school, text).rows} == {"same", "skip"}
    lines = text.splitlines()
    backwards = "\n".join((lines[0], lines[2], lines[1])) + "\n"
    assert {row.action for row in imported(school, backwards).rows} == {"same", "skip"}


@pytest.mark.parametrize("text", [WITH_IDS, WITHOUT])
def test_a_file_with_only_the_other_one_means_the_one_that_stays(school: Workspace, text: str) -> None:
    keep, _ = merged(school, text)
    header, _, other = text.splitlines()
    [row] = imported(school, f"{header}\n{other}\n").rows
    assert (row.id, row.action) == (keep, "same")
    assert "recognised as merged" in row.reason


TWO_EMPLOYERS = (
    "name,employer,email,title\n"
    "Ada Byrne,Hill Clinic,ada@hill.example.org,Nurse\n"
    "Bo Crane,Hill Clinic Inc,bo@hill.example.org,Porter\n"
    "Cy Dunn,Hill Clinic Inc,,Cook\n"
)


def test_a_file_that_names_a_merged_employer_means_the_one_that_stays(school: Workspace) -> None:
    school.write(accept, imported(school, TWO_EMPLOYERS))
    keep, other = (
        next(ident for ident, one in school.read(reading.employers).items() if one.name == name)
        for name in ("Hill Clinic", "Hill Clinic Inc")
    )
    school.write(accept, school.read(propose_merge, "employers", keep, other, NOW))
    again = imported(school, TWO_EMPLOYERS + "Di Eng,HILL CLINIC INC,,\n")
    assert [row.action for row in again.rows] == ["same", "same", "same", "add"]
    assert (again.rows[3].after or {})["employer"] == "Hill Clinic"
    school.write(add_record, "employers", {"name": "Hill Clinic Inc"})
    assert imported(school, TWO_EMPLOYERS).rows[1].after == {"employer": "Hill Clinic Inc"}


STUDENTS = "id,given,family,classes,interests\nx1,Mia,Tan,alg,nurse\nx2,Mia,Tann,bio,chef\n"


def test_what_a_student_took_over_is_not_lost_to_the_same_file(school: Workspace) -> None:
    read = read_bytes("students", STUDENTS.encode(), "roster.csv")

    def roster() -> Proposal:
        return school.read(lambda db: propose_import(db, read, NOW, file="roster.csv"))

    school.write(accept, roster())
    school.write(accept, school.read(propose_merge, "students", "x1", "x2", NOW))
    assert told(roster()) == [
        (
            "same",
            "x1",
            "kept what was set here: classes (the file says alg), interests (the file says nurse)",
        ),
        ("skip", "x1", "was merged into Mia Tan (x1)"),
    ]
    one = school.read(reading.students)["x1"]
    assert (one.classes, [each.words for each in one.interests]) == (("alg", "bio"), ["nurse", "chef"])
