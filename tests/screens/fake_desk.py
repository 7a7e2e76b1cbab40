"""A workspace without a store, and small pages, so that the shell can be tried by itself."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Callable, Iterable
from datetime import UTC, date, datetime
from functools import partial
from typing import Any, NamedTuple, TypeVar, cast
from zoneinfo import ZoneInfo

from textual.widget import Widget

from models.errors import Finding
from models.rules.facts import Campaign
from screens.base import Page
from screens.commands import bindings
from screens.session import Done, Session
from screens.widgets.fact_table import Column, FactTable
from screens.widgets.filter_line import FilterLine, matches
from screens.widgets.plain import Cell, Toned

T = TypeVar("T")

NOW = datetime(2026, 3, 3, 15, 42, 7, tzinfo=UTC)
CAMPAIGN = Campaign(
    "c1",
    "Spring 2026",
    "Hill School",
    "Ms Kay",
    date(2026, 3, 2),
    date(2026, 3, 6),
    "America/New_York",
    2,
    20,
    4,
)


class FakeDone(NamedTuple):
    """What a write of the fake gives back."""

    journal: int
    sentence: str
    interview_id: str | None = None
    warnings: tuple[Finding, ...] = ()


class FakeWorkspace:
    """Holds plain values under `db`; `slow` seconds pass before each read and write, `foreign` is set by tests."""

    def __init__(self, **db: Any) -> None:
        self.db: dict[str, Any] = db
        self.actor = "Ms Kay"
        self.slow = 0.0
        self.foreign = False
        self.reads = 0
        self.moment = NOW
        self.name = "fake"
        self.campaign = CAMPAIGN
        self.zone = ZoneInfo(CAMPAIGN.zone)

    def clock(self) -> datetime:
        """Always the same moment unless a test moves it."""
        return self.moment

    async def read(self, query: Callable[..., T], *args: Any) -> T:
        """Call the query with the plain values."""
        self.reads += 1
        await asyncio.sleep(self.slow)
        if isinstance(query, partial) or query.__module__.startswith("models."):
            name = query.func.__name__ if isinstance(query, partial) else query.__name__
            return cast(T, self.db.get(name, 0 if name == "newest_entry" else []))
        return query(self.db, *args)

    async def write(self, operation: Callable[..., Any], *args: Any, **kwargs: Any) -> Done:
        """Call the operation with the plain values."""
        await asyncio.sleep(self.slow)
        return cast(Done, operation(self.db, *args, **kwargs))

    async def changed(self) -> bool:
        """What a test said another program did."""
        found, self.foreign = self.foreign, False
        return found


def people(db: dict[str, Any]) -> list[tuple[str, str, str]]:
    """All rows of the fake: key, name, state."""
    return list(db["people"])


def session_with(workspace: FakeWorkspace) -> Session:
    """A session at the fake desk."""
    return Session(workspace)


class ListPage(Page[list[tuple[str, str, str]]]):
    """A page with a filter and a table, the smallest that does anything."""

    PAGE = "roster"
    BINDINGS = bindings("roster")

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self.words = ""
        self.opened: list[str] = []
        self.table: FactTable[tuple[str, str, str]] = FactTable(
            (Column("Name", 12, 1), Column("State", 14), Column("Key", 6, align="right", from_width=90)),
            key=lambda row: row[0],
            cells=_cells,
            empty="No students yet. Press n to add one.",
        )
        self.filter = FilterLine()

    def body(self) -> Iterable[Widget]:
        """The filter over the table."""
        yield self.filter
        yield self.table

    async def fetch(self) -> list[tuple[str, str, str]]:
        """Rows that match the filter."""
        return [row for row in await self.read(people) if matches(self.words, row[1], row[2])]

    def show(self, data: list[tuple[str, str, str]]) -> None:
        """Into the table."""
        self.table.set_rows(data)

    def on_fact_table_opened(self, event: FactTable.Opened) -> None:
        """Remember what was opened."""
        self.opened.append(event.key)

    def action_filter(self) -> None:
        """Type to filter."""
        self.filter.open()

    async def on_filter_line_typed(self, event: FilterLine.Typed) -> None:
        """Only what matches."""
        self.words = event.text
        await self.reload()

    def on_filter_line_left(self) -> None:
        """Back to the table."""
        self.table.focus()


class EmployersListPage(ListPage):
    """The same under another number."""

    PAGE = "employers"
    BINDINGS = bindings("employers")


def _cells(row: tuple[str, str, str]) -> tuple[Cell, ...]:
    tones = {"ready": "good", "stuck": "bad"}
    return row[1], Toned(row[2], tones.get(row[2], "dim")), row[0]


def some_people(count: int) -> list[tuple[str, str, str]]:
    """Invented rows."""
    given = ("Ada", "Ben", "Cleo", "Dev", "Eve", "Finn", "Gita", "Hugo")
    family = ("Moss", "Reed", "Stone", "Vale", "Wood")
    states = ("ready", "stuck", "booked 1 of 2")
    return [(f"s{i}", f"{given[i % 8]} {family[i % 5]}", states[i % 3]) for i in range(count)]


def main() -> int:
    """The app at the fake desk, in a real terminal."""
    from wbl_tui import app as shell

    workspace = FakeWorkspace(people=some_people(int(sys.argv[1]) if len(sys.argv) > 1 else 300))
    original = shell.WblApp.page

    def page(self: shell.WblApp, name: str) -> Page[Any]:
        from tests.screens.fake_grid import GridPage

        kinds: dict[str, type[Page[Any]]] = {
            "roster": ListPage,
            "employers": EmployersListPage,
            "calendar": GridPage,
        }
        kind = kinds.get(name)
        if kind is not None and name not in self._pages:
            self._pages[name] = kind(self.session)
        return original(self, name)

    shell.WblApp.page = page  # type: ignore[method-assign]
    return shell.run_app(workspace, rehearsal="--rehearsal" in sys.argv)
