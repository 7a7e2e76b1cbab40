"""A workspace without a store, and small pages, so that the shell can be tried by itself."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Callable, Iterable
from datetime import UTC, date, datetime
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple, TypeVar, cast
from zoneinfo import ZoneInfo

from textual import work
from textual.widget import Widget

from models.errors import Alternative, Finding, Refused
from models.rules.facts import Campaign, Proposal, ProposalRow
from screens.base import Page
from screens.commands import COMMANDS, bindings
from screens.dialogs.choose import Choice, ChooseDialog
from screens.dialogs.detail import DetailDialog, Section
from screens.dialogs.form import Field, FormDialog
from screens.dialogs.proposal import ProposalDialog
from screens.dialogs.text_ask import TextDialog
from screens.session import Done, Session
from screens.widgets.fact_table import Column, FactTable
from screens.widgets.filter_line import FilterLine, matches
from screens.widgets.plain import Cell, Toned
from tests.screens.fake_grid import GridPage
from wbl_tui.app import WblApp

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
    short: str = ""


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


FIELDS = (
    Field("given", "Given name", required=True),
    Field("grade", "Grade", "integer", 11, low=6, high=13),
    Field("format", "Format", "choice", "phone", choices=(("phone", "phone"), ("video", "video"))),
    Field(
        "cluster",
        "Interests",
        "choices",
        ("c3",),
        choices=tuple((f"c{i}", f"Cluster {i}") for i in range(14)),
    ),
    Field("share", "Share name", "yes_no", True),
    Field("day", "Day", "date", date(2026, 3, 3), required=True),
    Field("start", "Start", "time", 610),
    Field("notes", "Notes", "notes", "line one\nline two"),
)


def refuse(db: dict[str, Any]) -> FakeDone:
    """Always refused, with one clash and three alternatives."""
    free = [
        Alternative(NOW.replace(minute=at), NOW.replace(minute=at + 10), "r1", "Room 3") for at in (0, 20, 45)
    ]
    clash = Finding(
        "room", "clash", ("i1",), "Room 3", NOW, NOW, "Room 3 has Ben Reed with Dr Roy, 10:10–10:30."
    )
    raise Refused("Room 3 is taken.", "Choose a free time.", clashes=(clash,), alternatives=free)


def rename(db: dict[str, Any], sentence: str) -> FakeDone:
    """A write that says what it was told."""
    db["written"] = [*db.get("written", []), sentence]
    return FakeDone(len(db["written"]), sentence)


def people(db: dict[str, Any]) -> list[tuple[str, str, str]]:
    """All rows of the fake: key, name, state."""
    return list(db["people"])


class ListPage(Page[list[tuple[str, str, str]]]):
    """A page with a filter and a table, the smallest that does anything."""

    PAGE = "roster"
    BINDINGS = bindings("roster")

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self.words = ""
        self.opened: list[str] = []
        self.answers: list[Any] = []
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

    @work
    async def action_new(self) -> None:
        """A form with every kind of field."""
        self.answers.append(
            await self.ask(FormDialog("New student", FIELDS, note="Names as people call them."))
        )

    @work
    async def action_book(self) -> None:
        """A write that is refused, with alternatives."""
        await self.act(refuse, otherwise=lambda free: self.act(rename, f"booked at {free.start:%H:%M}"))

    @work
    async def action_matches(self) -> None:
        """A list to choose from."""
        rows = [Choice(key, name, state) for key, name, state in await self.read(people)]
        self.answers.append(
            await self.ask(ChooseDialog("Contacts who match", rows, titles=("Contact", "Why")))
        )

    @work
    async def action_open(self) -> None:
        """Everything about one."""
        sections = (
            Section("Student", (("Name", "Ada [/] Moss"), ("Guardian", "Lee Moss, lee@example.org"))),
            Section("Interviews", (("", "Tue 3 Mar 10:10 with Dr Roy, Bay Clinic, phone, Room 3. " * 3),)),
        )
        commands = [each for each in COMMANDS if each.id in ("roster.book", "roster.edit")]
        self.answers.append(await self.ask(DetailDialog("Ada Moss", sections, commands)))

    @work
    async def action_practice(self) -> None:
        """A proposal to review."""
        rows = [
            ProposalRow(("add", "change", "same", "refuse")[i % 4], "student", f"s{i}", name, f"row is {state}",
                        ("roster.csv", i + 2, "Name"), None, None)
            for i, (_, name, state) in enumerate(some_people(40))
        ]  # fmt: skip
        self.answers.append(
            await self.ask(ProposalDialog(Proposal("import", "Import roster.csv", tuple(rows))))
        )

    def action_questions(self) -> None:
        """One write beside everything else."""
        self.start(self.act(rename, "Ada Moss has her questions ready."))

    @work
    async def action_edit(self) -> None:
        """One line."""
        self.answers.append(
            await self.ask(TextDialog("Why is it cancelled?", "The reason goes into the journal."))
        )


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


def app_with(
    workspace: FakeWorkspace, *, page: str = "roster", logs: Path | None = None, rehearsal: bool = False
) -> WblApp:
    """The whole app with the small pages."""
    makers: dict[str, Callable[[Session], Page[Any]]] = {
        "roster": ListPage,
        "employers": EmployersListPage,
        "calendar": GridPage,
    }
    return WblApp(Session(workspace, rehearsal=rehearsal), page=page, logs=logs, makers=makers)


def main() -> int:
    """The app at the fake desk, in a real terminal: how many people, then words for how it should be."""
    words = sys.argv[1:]
    workspace = FakeWorkspace(people=some_people(int(words[0]) if words else 300))
    workspace.slow = 3.0 if "slow" in words else 0.0
    logs = Path(words[words.index("logs") + 1]) if "logs" in words else None
    app = app_with(workspace, logs=logs, rehearsal="rehearsal" in words)
    if "crash" in words:
        workspace.db["people"] = [("secret-key",)]
    app.run()
    return app.return_code or 0
