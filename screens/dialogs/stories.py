"""One person's whole story over whatever is shown, to read and close again."""

from __future__ import annotations

from typing import Any

from models.queries.pool import contact_story, contacts_for, students_for
from models.queries.roster import student_story
from screens.base import Page
from screens.dialogs.detail import DetailDialog, Section
from screens.state import contact_view, student_view


async def read_student(page: Page[Any], ident: str) -> None:
    """Everything about a student. Only inside a worker. Raises UnknownId."""
    session = page.session
    story = await page.read(student_story, session.campaign, ident, session.now())
    matches = await page.read(contacts_for, session.campaign, ident, session.now())
    sections = student_view.story_sections(story, matches, session.zone)
    await page.ask(DetailDialog(story.row.label, [Section(*each) for each in sections]))


async def read_contact(page: Page[Any], ident: str) -> None:
    """Everything about a contact. Only inside a worker. Raises UnknownId."""
    session = page.session
    story = await page.read(contact_story, session.campaign, ident, session.now())
    matches = await page.read(students_for, session.campaign, ident)
    sections = contact_view.story_sections(story, matches, session.zone, session.now())
    await page.ask(DetailDialog(story.row.contact.name, [Section(*each) for each in sections]))
