"""What both lists do to find somebody to interview: hold a contact, call with the script, help those who are stuck."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any

from screens.base import Page

Pursuit = Callable[[Page[Any], str, str], Awaitable[object]]
"""Something done for a student (id) and a contact (id)."""


async def hold(page: Page[Any], student: str, contact: str) -> object:
    """Hold the contact for the student."""
    from screens.dialogs.claim import claim_for

    return await claim_for(page, student, contact)


async def call(page: Page[Any], student: str, contact: str) -> object:
    """Call the contact with the script."""
    from screens.dialogs.phone_script import call_with_script

    return await call_with_script(page, student, contact)


async def for_student(page: Page[Any], student: str, what: Pursuit, title: str) -> None:
    """Choose a contact for the student, then do it. Only inside a worker."""
    from screens.dialogs.claim import choose_held

    contact = await choose_held(page, student, title)
    if contact is not None:
        await what(page, student, contact)


async def for_contact(page: Page[Any], contact: str, what: Pursuit, title: str) -> None:
    """Choose a student for the contact, then do it. Only inside a worker."""
    from screens.dialogs.booking import choose_student

    student = await choose_student(page, contact, title)
    if student is not None:
        await what(page, student, contact)


async def log(page: Page[Any], student: str, name: str) -> None:
    """Log an attempt of the student. Only inside a worker."""
    from screens.dialogs.outreach import log_for_student

    await log_for_student(page, student, name)


async def help_stuck(page: Page[Any]) -> None:
    """The students who have found nobody. Only inside a worker."""
    from screens.helping import show_stuck

    await show_stuck(page)
