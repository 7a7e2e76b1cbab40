"""Looking after students' records: who is here twice becomes one, and who came in by mistake goes."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from typing import Any

from models.operations.removing import remove_record
from models.queries.roster import RosterRow, roster
from screens.base import Page
from screens.dialogs.menu import Item, MenuDialog
from screens.merging import merge_found, merge_students, student_twin

Act = Callable[[Page[Any], Sequence[RosterRow]], Awaitable[None]]


async def student_menu(page: Page[Any], students: Sequence[RosterRow]) -> None:
    """What can be done with the records of these students, each with its letter. Only inside a worker."""
    who = students[0].label if len(students) == 1 else f"{len(students)} marked students"
    items = (
        Item("m", "Merge: the same student twice", "" if len(students) < 3 else "two at a time"),
        Item("a", "All students who may be here twice"),
        Item("x", "Remove: came in by mistake", "" if len(students) == 1 else "one student at a time"),
    )
    letter = await page.ask(MenuDialog(f"Look after {who}", items))
    if letter is not None:
        await _DOING[letter](page, students)


async def _merge(page: Page[Any], students: Sequence[RosterRow]) -> None:
    await merge_students(page, students, await _everybody(page))


async def _merge_found(page: Page[Any], _students: Sequence[RosterRow]) -> None:
    await merge_found(page, "students", [student_twin(row) for row in await _everybody(page)])


async def _remove(page: Page[Any], students: Sequence[RosterRow]) -> None:
    await page.act(remove_record, "students", students[0].id)


async def _everybody(page: Page[Any]) -> list[RosterRow]:
    return await page.read(roster, page.session.campaign)


_DOING: dict[str, Act] = {"m": _merge, "a": _merge_found, "x": _remove}
