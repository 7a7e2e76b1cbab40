"""A teacher with 28 students and 20 contacts, by keys: from an empty calendar to a plan, changes to it, and back."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from models.operations.unit import Unit
from models.queries import reading
from models.queries.situation import whole_situation
from models.rules.clusters import all_clusters
from models.rules.conflicts import all_conflicts, clashes
from models.rules.facts import Interview
from models.rules.hours import standby_for
from models.rules.span import local_day
from models.tables import rows
from models.workspace import Workspace
from screens.calendar import CalendarPage
from screens.dialogs.best_times import BestTimesDialog
from tests.helpers_pages import app_on, page_of, sees
from tests.helpers_store import images
from tests.helpers_tui import key, running, settled, typed, until
from tests.school_store import Size, make_workspace
from wbl_tui.app import WblApp

CLASS = Size(students=28, contacts=20, interviews=0, rooms=4)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Workspace]:
    """A class in which everybody owes two and has interests; four rooms, and an adult on duty every day."""
    made = make_workspace(tmp_path / "class.wbl", CLASS)
    made.write(_ready)
    yield made
    made.close()


def _ready(unit: Unit) -> int:
    unit.update(rows.Campaign, "c1", per_student=2)
    for number in range(0, CLASS.students, 5):
        for rank in (1, 2, 3):
            cluster = all_clusters()[(number + 3 * rank) % 14]
            unit.insert(
                rows.Interest, f"s{number + 1}:{rank}", student=f"s{number + 1}", rank=rank, cluster=cluster.id,
                sub="", words=cluster.name,
            )  # fmt: skip
    unit.insert_many(
        rows.Duty,
        [
            {"id": f"d{day}", "staff": "t1", "weekday": day, "start_minute": 480, "end_minute": 960}
            for day in range(5)
        ],
    )
    return unit.say("set", "The class is ready.")


def standing(store: Workspace) -> dict[str, Interview]:
    found = store.read(reading.interviews)
    return {ident: one for ident, one in found.items() if one.state in ("scheduled", "confirmed")}


def clashing(store: Workspace) -> list[str]:
    situation = store.read(whole_situation, store.campaign())
    return [one.text for one in clashes(all_conflicts(situation, store.now()))]


def without_adult(store: Workspace) -> list[str]:
    situation = store.read(whole_situation, store.campaign())
    return [one.id for one in standing(store).values() if standby_for(one, situation) is None]


def days_of(store: Workspace) -> list[str]:
    zone = ZoneInfo(store.campaign().zone)
    return sorted({local_day(one.start, zone).isoformat() for one in standing(store).values() if one.start})


async def said(app: WblApp, words: str) -> str:
    """Wait for a sentence that begins like this; the whole of it."""
    session = app.session
    try:
        await until(lambda: session.message.text.startswith(words))
    except AssertionError:
        raise AssertionError(f"{words!r} was not said, but {session.message.text!r}") from None
    await settled(app)
    return session.message.text


async def plan(app: WblApp) -> None:
    """From the calendar to an accepted plan, and back to the calendar."""
    await sees(app, "p plans them.")
    await key(app, "p")
    await sees(app, "56 interviews still owed, by 28 students; 20 contacts, 4 quiet rooms", flow=True)
    await key(app, "tab", "backspace", "backspace", "2", "ctrl+s")
    await said(app, "Found 56 of 56 interviews; nothing is booked yet.")
    await sees(app, "Proposed: 56 interviews", "◇")
    await key(app, "tab", "tab")
    await sees(app, "2 of 2")
    await key(app, "tab")
    await sees(app, "28 of 28.", "56 of 56.")
    await key(app, "ctrl+s")
    await sees(app, "Book all of the plan: 56 interviews?")
    await key(app, "y")
    await said(app, "Booked 56 interviews of a plan for 28 students.")
    await key(app, "escape")


async def move_three(app: WblApp, store: Workspace) -> None:
    """Three calls, each to the best of its times that is not its own, from the calendar."""
    page, moved = page_of(app, CalendarPage), 0
    while moved < 3:
        await key(app, "full_stop")
        one = standing(store)[page.grid.selected or ""]
        await key(app, "ctrl+t")
        await sees(app, "Best times")
        dialog = app.screen
        assert isinstance(dialog, BestTimesDialog)
        await until(lambda there=dialog: there.table.rows)  # type: ignore[misc]
        starts = [offer.start for _, offer in dialog.table.rows]
        other = next((at for at, start in enumerate(starts) if start != one.start), None)
        if other is None:
            await key(app, "escape")
            continue
        await key(app, *["down"] * other, "enter")
        await until(lambda was=one: standing(store)[was.id].start != was.start)  # type: ignore[misc]
        await until(lambda: not [each for each in page.workers if each.name == "action_times"])
        await settled(app)
        moved += 1


async def lose_a_room(app: WblApp) -> None:
    """The first room is lost on Thursday; its calls go elsewhere."""
    await key(app, "4")
    await sees(app, "Wed 18 Nov 2026")
    await key(app, "right_square_bracket")
    await sees(app, "Thu 19 Nov 2026", "Room 01")
    await key(app, *["home"], "B")
    await sees(app, "Block Room 01 on Thu 19 Nov")
    await typed(app, "8:00")
    await key(app, "tab")
    await typed(app, "15:00")
    await key(app, "tab")
    await typed(app, "Water")
    await key(app, "ctrl+s")
    await sees(app, "Block and move")
    await key(app, "ctrl+s")
    await said(app, "Blocked Room 01")
    await sees(app, "Whom to tell")
    await key(app, "escape")


async def close_a_day(app: WblApp) -> None:
    """Friday turns out to be closed; what stood on it goes to other days."""
    await key(app, "3", "t")
    await sees(app, "Fri 20 Nov")
    page = page_of(app, CalendarPage)
    while page.grid.cursor[0] != "2026-11-20":
        await key(app, "right")
    await key(app, "Z")
    await sees(app, "What is Fri 20 Nov?")
    await key(app, "down", "down", "down")
    await typed(app, "Snow")
    await key(app, "ctrl+s")
    await sees(app, "would move.")
    await key(app, "ctrl+s")
    await sees(app, "Who must be told")
    await key(app, "escape")
    await said(app, "Closed Fri 20 Nov (Snow)")


async def test_a_class_is_planned_changed_and_taken_back(store: Workspace) -> None:
    before, entry = images(store), store.newest_entry()
    app = app_on(store, "calendar")
    async with running(app, 120, 40):
        await plan(app)
        booked = standing(store)
        assert len(booked) == 56
        assert all(one.room for one in booked.values())
        assert (clashing(store), without_adult(store)) == ([], [])
        assert days_of(store) == ["2026-11-19", "2026-11-20", "2026-11-23"]
        await move_three(app, store)
        assert len(standing(store)) == 56
        assert clashing(store) == []
        await lose_a_room(app)
        assert clashing(store) == []
        await close_a_day(app)
        assert "2026-11-20" not in days_of(store)
        assert clashing(store) == []
        made = store.newest_entry() - entry
        assert made == 6
        for _ in range(made):
            await key(app, "u")
            await said(app, "Undid: ")
            app.session.clear()
        await until(lambda: not standing(store))
    assert images(store) == before
