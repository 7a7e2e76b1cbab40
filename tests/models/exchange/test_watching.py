"""Whoever waits for a long file hears how far it is, and may stop it."""

from __future__ import annotations

from pathlib import Path

import pytest

from models.errors import Stopped
from models.exchange.files_in import read_bytes, read_file
from models.exchange.watching import tell, watched

ROWS = "given,family\n" + "".join(f"Nora {n},Lund\n" for n in range(1200))


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """A roster of 1,200 students."""
    path = tmp_path / "roster.csv"
    path.write_text(ROWS, encoding="utf-8")
    return path


def test_it_is_told_while_rows_come_and_while_they_are_understood(file: Path) -> None:
    seen: list[tuple[int, int]] = []
    read = read_file("students", file, watch=lambda done, of: seen.append((done, of)))
    assert len(read.records) == 1200
    assert seen == [(500, 0), (1000, 0), (0, 1200), (500, 1200), (1000, 1200)]


def test_it_can_be_stopped(file: Path) -> None:
    def stop(done: int, of: int) -> None:
        raise Stopped("Stopped; nothing was changed.")

    with pytest.raises(Stopped):
        read_file("students", file, watch=stop)
    assert len(read_bytes("students", ROWS.encode(), "roster.csv").records) == 1200


def test_nobody_waiting_hears_nothing() -> None:
    seen: list[int] = []
    with watched(lambda done, of: seen.append(done)), watched(None):
        tell(0)
    tell(500)
    assert seen == []
