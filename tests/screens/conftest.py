"""The stores that pages are tried on."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from models.workspace import Clock, Workspace
from tests.helpers_store import at, make_school, open_school
from tests.school_store import make_workspace


@pytest.fixture
def workspace(tmp_path: Path) -> Iterator[Workspace]:
    """A small school with a window full of interviews."""
    made = make_workspace(tmp_path / "school.db")
    yield made
    made.close()


@pytest.fixture
def school(tmp_path: Path) -> Iterator[Workspace]:
    """A handful of people, and no interview yet."""
    made = make_school(tmp_path / "school.wbl")
    yield made
    made.close()


@pytest.fixture
def other(school: Workspace) -> Iterator[Workspace]:
    """Mr Oz at another terminal."""
    opened = open_school(school.path, actor="Mr Oz")
    opened.clock = Clock(at("10:21"), ticks=False)
    yield opened
    opened.close()
