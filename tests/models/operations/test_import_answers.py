"""Answers to forms find their students by mail address; a gradebook's classes never take others away."""

from __future__ import annotations

from models.exchange.files_in import read_bytes
from models.operations.importing import propose_import
from models.operations.proposals import accept
from models.queries import reading
from models.rules.facts import Proposal
from models.workspace import Workspace


def proposed(school: Workspace, text: str) -> Proposal:
    read = read_bytes("students", text.encode(), "a.csv")
    return school.read(propose_import, read, school.now(), file="a.csv")


def imported(school: Workspace, text: str) -> None:
    school.write(accept, proposed(school, text))


FORM = "Timestamp,Email Address,Which career areas interest you the most?\n"


def test_an_answer_without_a_name_finds_its_student_by_mail(school: Workspace) -> None:
    imported(school, "id,given,family,email\n901,Ada,Quill,ada.quill@example.org\n")
    proposal = proposed(school, FORM + "11/2/2026 9:00,Ada.Quill@example.org,Finance;Marketing\n")
    (row,) = proposal.rows
    assert (row.action, row.id, row.after) == (
        "change",
        "901",
        {"interests": "Finance;Marketing"},
    )


def test_an_answer_of_nobody_known_is_refused(school: Workspace) -> None:
    (row,) = proposed(school, FORM + "11/2/2026 9:00,stranger@example.org,Finance\n").rows
    assert (row.action, row.reason) == (
        "refuse",
        "email: no student has it, and a new student needs a name",
    )


def test_a_gradebook_adds_its_class_and_takes_none_away(school: Workspace) -> None:
    imported(school, "id,given,family,classes\n901,Ada,Quill,X-1\n")
    imported(school, 'Student,ID,SIS User ID,SIS Login ID,Section\n"Quill, Ada",77,901,aquill,Art - P2\n')
    assert sorted(school.read(reading.students)["901"].classes) == ["Art - P2", "X-1"]


def test_a_file_with_a_row_for_each_class_tells_all_of_them(school: Workspace) -> None:
    imported(school, "id,given,family,classes\n901,Ada,Quill,X-1\n")
    imported(
        school, "student id,first name,last name,section id\n901,Ada,Quill,ART-02\n901,Ada,Quill,MATHS-1\n"
    )
    assert sorted(school.read(reading.students)["901"].classes) == ["ART-02", "MATHS-1"]
