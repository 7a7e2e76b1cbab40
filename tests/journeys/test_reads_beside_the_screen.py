"""No page and no dialog ever waits for the store: every statement runs on the store's own thread."""

from __future__ import annotations

import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

import peewee
import pytest

from models.workspace import Clock, Workspace
from screens.session import Session
from tests.helpers_tui import running
from tests.journeys.conftest import NOW
from tests.journeys.tour import take_the_tour
from wbl_tui.app import WblApp
from wbl_tui.desk import Desk


@pytest.fixture
def threads(monkeypatch: pytest.MonkeyPatch) -> set[str]:
    """The names of the threads on which statements were run; nothing else about them is changed."""
    seen: set[str] = set()
    run: Callable[..., Any] = peewee.SqliteDatabase.execute_sql

    def noted(self: peewee.SqliteDatabase, sql: str, *params: Any) -> Any:
        seen.add(threading.current_thread().name.rpartition("_")[0])
        return run(self, sql, *params)

    monkeypatch.setattr(peewee.SqliteDatabase, "execute_sql", noted)
    return seen


async def test_a_tour_of_all_pages_reads_on_the_store_thread_alone(store: Path, threads: set[str]) -> None:
    workspace = Workspace(store, actor="Ms Rivera", clock=Clock(NOW, ticks=False))
    try:
        app = WblApp(Session(Desk(workspace)), page="roster")
        async with running(app, 120, 40):
            await take_the_tour(app)
    finally:
        workspace.close()
    assert threads == {"store"}
