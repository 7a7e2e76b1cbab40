"""Forms for new contacts and employers that know the pool: who is there already is said, and shown by a key."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from models.queries.duplicates import Likeness, likeness
from models.queries.employers import employer_story
from models.queries.pool import contact_story
from models.rules.duplicates import Alike
from screens.asking import answer_of
from screens.base import Page
from screens.dialogs.detail import DetailDialog, Section
from screens.dialogs.form import Field
from screens.dialogs.wary_form import WaryForm
from screens.state.contact_view import story_sections
from screens.state.employer_view import employer_sections

WARY = ("contacts", "employers")
"""Kinds of which somebody may make a second one unknowingly."""
_BACK = "Esc goes back to the form; what you typed is still there."


async def wary_form(page: Page[Any], kind: str, title: str, fields: Sequence[Field], note: str) -> WaryForm:
    """The form, with everybody in the pool as they are now. Only inside a worker; raises WblError."""
    known = await page.read(likeness)

    def look(typed: Mapping[str, str]) -> Sequence[Alike]:
        return _like(known, kind, {name: text.strip() for name, text in typed.items()})

    async def show(ident: str) -> None:
        await _show(page, kind, ident)

    return WaryForm(title, fields, look=look, show=show, note=note)


def _like(known: Likeness, kind: str, typed: Mapping[str, str]) -> Sequence[Alike]:
    if kind == "employers":
        return known.of_employer(typed.get("name", ""))
    name, employer, mail, phone = (typed.get(each, "") for each in ("name", "employer", "email", "phone"))
    return known.of_contact(name, employer, mail, phone)


async def _show(page: Page[Any], kind: str, ident: str) -> None:
    session = page.session
    if kind == "employers":
        about = await page.read(employer_story, ident)
        title, sections = about.employer.name, employer_sections(about, session.zone)
    else:
        story = await page.read(contact_story, session.campaign, ident, session.now())
        title = story.row.contact.name
        sections = story_sections(story, None, session.zone, session.now())
    await answer_of(page.app, DetailDialog(title, [Section(*each) for each in sections], note=_BACK))
