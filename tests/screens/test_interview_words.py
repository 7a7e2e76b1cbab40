"""One interview in full, in words: who asked for an absence, who decided it, on which condition."""

from __future__ import annotations

from functools import partial

from models.operations.absences import decide_absence
from models.operations.booking import Booking, book_interview
from models.operations.unit import Unit
from models.queries.sheet import interview_sheet
from models.tables import rows
from models.workspace import Workspace
from screens.state.sheet_view import sections_of
from tests.helpers_store import NOW, ZONE, at, book, change


def missed(school: Workspace, ident: str) -> list[tuple[str, str]]:
    sheet = school.read(interview_sheet, school.campaign(), ident, NOW)
    return [
        line for part in sections_of(sheet, ZONE) if part.heading == "Classes missed" for line in part.lines
    ]


def test_a_request_says_who_asked_and_an_approval_on_which_condition(school: Workspace) -> None:
    ident = book(school, "09:05")
    assert missed(school, ident) == [("period 2", "Algebra, Mr Vance: to request")]
    school.write(decide_absence, ident, "request")
    assert missed(school, ident) == [
        ("period 2", "Algebra, Mr Vance: requested by Ms Rivera, Wed 18 Nov 07:30")
    ]
    school.write(decide_absence, ident, "approve", by="t1", condition="copies the notes", because="no test")
    assert missed(school, ident) == [
        (
            "period 2",
            "Algebra, Mr Vance: approved by Mr Vance, Wed 18 Nov 07:30; condition: copies the notes (no test)",
        )
    ]


def _enrol(ident: str, unit: Unit) -> None:
    unit.insert(rows.Student, ident, given=f"Given {ident}", family="Ek", grade="10")


def test_a_whole_class_is_counted_first_and_named_last(school: Workspace) -> None:
    group = tuple(f"s{n}" for n in range(1, 6))
    for one in group[3:]:
        change(school, partial(_enrol, one))
    ident = school.write(book_interview, Booking(group, "k1", at("10:10"), format="group_video")).interview_id
    assert ident is not None
    sheet = school.read(interview_sheet, school.campaign(), ident, NOW)
    first, *_, last = sections_of(sheet, ZONE)
    assert first.lines[0] == ("Students", "5: Mia Torres, Ben Ode and 3 more")
    assert [words for _, words in last.lines][3:] == ["Given s4 Ek, grade 10", "Given s5 Ek, grade 10"]
    assert (last.heading, len(last.lines)) == ("Who takes part", 5)
