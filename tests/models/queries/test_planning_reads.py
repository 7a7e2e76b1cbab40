"""The planner's reads: a fixed number of questions however large the school."""

from __future__ import annotations

from pathlib import Path

from models.queries.planning import planning_at
from tests.school_store import NOW, Size, count_queries, make_workspace


def test_the_number_of_queries_does_not_grow_with_the_school(tmp_path: Path) -> None:
    counts = []
    for name, size in (("small.db", Size(10, 4, 12, 2)), ("larger.db", Size(60, 20, 150, 6))):
        workspace = make_workspace(tmp_path / name, size)
        counts.append(count_queries(workspace, planning_at, NOW))
        workspace.close()
    assert counts[0] == counts[1]
