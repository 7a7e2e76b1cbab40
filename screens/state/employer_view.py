"""An employer without a contact as words: the row among the contacts, and everything about it in sections."""

from __future__ import annotations

from typing import Any
from zoneinfo import ZoneInfo

from models.queries.employers import EmployerStory, LoneEmployer
from models.rules.text import fold
from screens.state.contact_view import employer_lines
from screens.state.student_view import history_lines
from screens.widgets.pane import Sections
from screens.widgets.plain import Cell, Toned

NO_CONTACT = "no contact yet"


def no_contact(row: LoneEmployer) -> str:
    """Why nothing can be done with nobody, and what to do first."""
    return f"{row.name} has {NO_CONTACT}: press n to add one."


def employer_words(row: LoneEmployer) -> str:
    """Everything about it that may be typed into the filter."""
    return f"{row.name} {row.field} {row.employer} {NO_CONTACT}"


def employer_cells(row: LoneEmployer) -> tuple[Cell, ...]:
    """The employer's name and field where those of a contact stand."""
    return Toned(NO_CONTACT, "dim"), row.name, Toned(row.field or "–", "dim"), "", "", "", "", ""


def employer_order(row: LoneEmployer, column: int) -> Any:
    """By what a column of `employer_cells` puts employers in order; None for what only contacts have."""
    return {1: fold(row.name), 2: fold(row.field) or None}.get(column)


def employer_summary(row: LoneEmployer) -> Sections:
    """What is known from the list alone."""
    return (("", [("Employer", row.name), ("Field", row.field or "–"), ("Contact", NO_CONTACT)]),)


def employer_sections(story: EmployerStory, zone: ZoneInfo) -> Sections:
    """Everything about one employer."""
    return (
        ("", [*employer_lines(story.employer), ("Id", story.employer.id)]),
        ("Contacts", [("", "Nobody yet. Press n to add somebody, e to change the employer.")]),
        ("History", history_lines(story.history, zone)),
    )
