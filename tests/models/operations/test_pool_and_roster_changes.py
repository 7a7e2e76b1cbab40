"""What the roster and employers pages write for several people at once, and what their forms begin with."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from models.errors import BadInput, UnknownId
from models.operations.outreach import log_outreach_to
from models.operations.preparing import prepare_students
from models.operations.record_cells import changed_cells, complaint, record_cells
from models.operations.undo import undo
from models.queries.reading import outreach, students
from models.workspace import Workspace
from tests.school_store import NOW, make_workspace


@pytest.fixture
def workspace(tmp_path: Path) -> Iterator[Workspace]:
    made = make_workspace(tmp_path / "school.db")
    yield made
    made.close()


def test_many_students_are_one_entry_and_one_undo(workspace: Workspace) -> None:
    done = workspace.write(prepare_students, ("s2", "s4", "s6", "s8"), "questions_ready", True)
    assert done.sentence == "4 students: questions ready (Ben Ode 2, Noor Haddad 4, Lea Moreau 6 and 1 more)."
    assert workspace.newest_entry() == done.journal
    assert all(workspace.read(students)[one].questions_ready for one in ("s2", "s4", "s6", "s8"))
    workspace.write(undo)
    assert not any(workspace.read(students)[one].questions_ready for one in ("s2", "s4", "s6", "s8"))


def test_an_unknown_student_leaves_everybody_as_they_were(workspace: Workspace) -> None:
    with pytest.raises(UnknownId):
        workspace.write(prepare_students, ("s2", "nobody"), "questions_ready", True)
    assert not workspace.read(students)["s2"].questions_ready


def test_only_what_students_prepare_can_be_noted(workspace: Workspace) -> None:
    with pytest.raises(BadInput):
        workspace.write(prepare_students, ("s2",), "grade", True)


def test_outreach_to_several_is_one_entry(workspace: Workspace) -> None:
    before = len(workspace.read(outreach))
    done = workspace.write(log_outreach_to, ("x1", "x2"), how="email", outcome="sent")
    assert done.sentence == "Noted outreach to Dana Whitfield 1 and Dana Whitfield 2: e-mail, sent."
    made = [one for one in workspace.read(outreach) if one.at == NOW]
    assert [(one.contact, one.how, one.outcome, one.actor) for one in made] == [
        ("x1", "email", "sent", "Ms Rivera"),
        ("x2", "email", "sent", "Ms Rivera"),
    ]
    workspace.write(undo)
    assert len(workspace.read(outreach)) == before


def test_a_form_begins_with_the_cells_of_a_file(workspace: Workspace) -> None:
    cells = workspace.read(record_cells, "students", "s2", NOW)
    assert (cells["given"], cells["family"], cells["grade"]) == ("Ben", "Ode 2", "10")
    assert cells["classes"] == "k1;k3;k4;k5;k6;k7"
    assert cells["interests"].split(";")[0] == "Digital Technology"
    with pytest.raises(UnknownId):
        workspace.read(record_cells, "students", "nobody", NOW)


def test_what_means_the_same_is_not_changed() -> None:
    before = {"clusters": "Agriculture;Education", "interests": "nurse;chef", "limit": "", "phone": "1"}
    after = {"clusters": "education; agriculture", "interests": "chef;nurse", "limit": "4", "phone": "1"}
    assert changed_cells("contacts", {"clusters": before["clusters"]}, {"clusters": after["clusters"]}) == {}
    assert changed_cells("contacts", before, {"limit": "4", "phone": "1"}) == {"limit": "4"}
    interests = {"interests": "chef;nurse"}
    assert changed_cells("students", {"interests": "nurse;chef"}, interests) == interests


def test_a_cell_that_cannot_be_read_is_explained() -> None:
    assert complaint("contacts", {"limit": "many"}).startswith("limit: expected")
    assert complaint("contacts", {"limit": "4"}) == ""
