"""A school in full swing for every journey, made once; and seats in front of it, all of them left at the end."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from datetime import date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from models.operations.demo import fill_demo
from models.tables import sqlite
from models.workspace import Clock, Workspace
from tests.journeys.seats import Seat

DAY = date(2026, 11, 18)
MORNING = "2026-11-18T10:05"
"""Wall time at which the journeys begin."""
NOW = datetime.fromisoformat(MORNING).replace(tzinfo=ZoneInfo("America/Chicago"))


@pytest.fixture(scope="session")
def school_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The demo's school, closed."""
    path = tmp_path_factory.mktemp("school") / "school.wbl"
    sqlite.create(path)
    workspace = Workspace(path, actor="the office", terminal="desk", clock=Clock(NOW, ticks=False))
    fill_demo(workspace, day=DAY)
    workspace.close()
    assert not path.with_name(path.name + "-wal").exists()
    return path


@pytest.fixture
def store(school_file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A school of one's own; settings and logs of whoever runs the tests play no part."""
    for name in ("XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_STATE_HOME"):
        monkeypatch.setenv(name, str(tmp_path / "home"))
    return Path(shutil.copy(school_file, tmp_path / "school.wbl"))


@pytest.fixture
def sit(store: Path) -> Iterator[Callable[..., Seat]]:
    """Sit down at one more terminal on the store, `sit("board", actor=…)`."""
    seats: list[Seat] = []

    def down(*words: str, actor: str = "Ms Rivera") -> Seat:
        seats.append(Seat(store, MORNING, *words, actor=actor))
        return seats[-1]

    yield down
    for seat in seats:
        seat.close()
