"""Forms that know who is there: somebody like the one being typed is said at once, and shown by a key."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from models.operations.already import already
from models.queries.employers import employer_story
from models.queries.pool import contact_story
from models.queries.roster import student_story
from models.rules.duplicates import Alike
from screens.asking import answer_of
from screens.base import Page
from screens.dialogs.detail import DetailDialog, Section
from screens.dialogs.form import Field
from screens.dialogs.wary_form import WaryForm
from screens.state.contact_view import story_sections
from screens.state.employer_view import employer_sections
from screens.state.student_view import story_sections as student_sections

Check = Callable[[dict[str, Any]], dict[str, str]]
_NAMING = ("given", "family", "preferred", "name", "email", "phone")
"""The fields by which somebody is taken for another one."""
_BACK = "Esc goes back to the form; what you typed is still there."


async def wary_form(
    page: Page[Any],
    kind: str,
    title: str,
    fields: Sequence[Field],
    note: str,
    check: Check | None = None,
    ident: str = "",
    begun: Sequence[Field] = (),
) -> WaryForm:
    """The form, with everybody there is now; one that changes the record `ident` warns once a name is another one.
    One that comes back has `begun` with other `fields`. Only inside a worker; raises WblError.
    """
    known = await page.read(already, kind, ident)
    before = {field.name: str(field.value or "") for field in begun or fields} if ident else {}

    def look(typed: Mapping[str, str]) -> Sequence[Alike]:
        if ident and all(typed.get(name) == before.get(name) for name in _NAMING):
            return ()
        return known.like(typed)

    async def show(other: str) -> None:
        await _show(page, kind, other)

    return WaryForm(title, fields, look=look, show=show, begun=begun, note=note, check=check)


async def _show(page: Page[Any], kind: str, ident: str) -> None:
    session = page.session
    if kind == "students":
        told = await page.read(student_story, session.campaign, ident, session.now())
        title, sections = told.row.label, student_sections(told, (), session.zone)
    elif kind == "employers":
        about = await page.read(employer_story, ident)
        title, sections = about.employer.name, employer_sections(about, session.zone)
    else:
        story = await page.read(contact_story, session.campaign, ident, session.now())
        title = story.row.contact.name
        sections = story_sections(story, None, session.zone, session.now())
    await answer_of(page.app, DetailDialog(title, [Section(*each) for each in sections], note=_BACK))
