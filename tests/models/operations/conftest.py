"""A small school in a store of its own for every test of the verbs."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from models.workspace import Workspace
from tests.helpers_store import make_school


@pytest.fixture
def school(tmp_path: Path) -> Iterator[Workspace]:
    """The school of `helpers_store`, open; the clock stands at 07:30 on Wednesday 18 November 2026."""
    opened = make_school(tmp_path / "school.wbl")
    yield opened
    opened.close()
