"""What is measured is a school that could be: nothing clashes, and the day is in full swing."""

from __future__ import annotations

from pathlib import Path

from benchmarks.seed import NOW, SMALL, Size, make_store
from models.queries.board import board_facts
from models.queries.situation import campaign_at, whole_situation
from models.rules.conflicts import all_conflicts, clashes
from models.workspace import Clock, Workspace


def opened(path: Path, size: Size) -> Workspace:
    make_store(path, size)
    return Workspace(path, actor="Ms Rivera", clock=Clock(NOW, ticks=False))


def test_nothing_clashes_in_the_store_that_is_measured(tmp_path: Path) -> None:
    workspace = opened(tmp_path / "some.wbl", Size(80, 40, 2, 280))
    situation = workspace.read(lambda db: whole_situation(db, campaign_at(db, NOW)))
    workspace.close()

    assert len(situation.interviews) == 280
    assert clashes(all_conflicts(situation, NOW)) == ()


def test_some_calls_are_running_and_some_are_over(tmp_path: Path) -> None:
    workspace = opened(tmp_path / "some.wbl", Size(80, 40, 2, 280))
    board = workspace.read(board_facts, NOW).board
    workspace.close()

    assert {"completed", "in_progress", "confirmed", "scheduled"} <= {row.state for row in board.rows}


def test_the_small_store_has_as_many_of_everything_as_it_says(tmp_path: Path) -> None:
    workspace = opened(tmp_path / "small.wbl", SMALL)
    situation = workspace.read(lambda db: whole_situation(db, campaign_at(db, NOW)))
    workspace.close()

    found = (
        len(situation.students),
        len(situation.contacts),
        len(situation.rooms),
        len(situation.interviews),
    )
    assert found == SMALL
