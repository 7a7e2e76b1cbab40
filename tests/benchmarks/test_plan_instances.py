"""The planner's benchmark makes the same school from the same seed, and one that the importers take."""

from __future__ import annotations

from pathlib import Path

from benchmarks.planner import SMALL, files, make
from models.queries.planning import planning_at
from models.rules.span import local_instant
from models.workspace import Clock, Workspace
from tests.helpers_store import DAY, ZONE


def test_a_seed_makes_the_same_school_and_another_seed_another() -> None:
    assert files(SMALL, 3) == files(SMALL, 3)
    assert files(SMALL, 3) != files(SMALL, 4)


def test_what_was_made_is_imported_whole(tmp_path: Path) -> None:
    store = make(SMALL._replace(students=4, contacts=3), 1, tmp_path)
    workspace = Workspace(store, actor="the bench", clock=Clock(local_instant(DAY, 0, ZONE), ticks=False))
    problem = workspace.read(planning_at, workspace.now()).problem
    workspace.close()
    counts = (len(problem.pupils), len(problem.hosts), len(problem.rooms), len(problem.days), problem.wanted)
    assert counts == (4, 3, 3, 3, 4)
    assert {len(pupil.ranked) for pupil in problem.pupils} == {3}
    assert all(host.hours or host.clusters for host in problem.hosts)
