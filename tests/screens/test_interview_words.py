"""One interview in full, in words: who asked for an absence, who decided it, on which condition."""

from __future__ import annotations

from models.operations.absences import decide_absence
from models.queries.sheet import interview_sheet
from models.workspace import Workspace
from screens.interview_detail import sections_of
from tests.helpers_store import NOW, ZONE, book


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
