"""Everything that can be found: what of it, and as many queries for thousands as for a few."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from models.operations.records import add_record
from models.queries.search import everything
from models.rules.finding import Finder
from models.workspace import Workspace
from tests.school_store import Size, count_queries, make_workspace


@pytest.fixture
def workspace(tmp_path: Path) -> Iterator[Workspace]:
    made = make_workspace(tmp_path / "school.db")
    yield made
    made.close()


def finder(workspace: Workspace) -> Finder:
    return workspace.read(everything, workspace.campaign())


def first(workspace: Workspace, typed: str) -> tuple[str, str, str, str]:
    one = finder(workspace).find(typed)[0].best[0]
    return one.kind, one.id, one.label, one.about


def test_everything_is_found_by_its_name(workspace: Workspace) -> None:
    workspace.write(add_record, "students", {"id": "z9", "given": "Zed", "family": "Aaron", "grade": "12"})
    workspace.write(
        add_record,
        "outreach",
        {"contact": "x1", "how": "phone", "outcome": "reached", "said": "Likes robots"},
    )
    assert first(workspace, "zed aa") == ("student", "z9", "Zed Aaron", "grade 12 · z9")
    assert first(workspace, "d3@works") == (
        "contact", "x3", "Dana Whitfield 3", "Baker · Harbour 3 Works · d3@works.example.org",
    )  # fmt: skip
    assert first(workspace, "harbour 2") == ("employer", "e2", "Harbour 2 Works", "")
    assert first(workspace, "room 03") == ("room", "r3", "Room 03", "")
    assert first(workspace, "maths") == ("class", "k2", "Maths 10", "Mr Vance · 2(A) · k2")
    assert first(workspace, "mr vance")[:3] == ("staff", "t1", "Mr Vance")
    assert first(workspace, "robots")[:3] == ("outreach", "x1", "Likes robots")
    assert first(workspace, "added student zed")[0] == "entry"
    kinds = [group.kind for group in finder(workspace).find("ida berg 10")]
    assert kinds == ["student", "interview"]


def test_thousands_take_as_many_queries_as_a_few(tmp_path: Path) -> None:
    counted = []
    for name, size in (("few.db", Size()), ("more.db", Size(300, 60, 400, 10))):
        made = make_workspace(tmp_path / name, size)
        counted.append(count_queries(made, everything, made.campaign()))
        made.close()
    assert counted[0] == counted[1] == 10
