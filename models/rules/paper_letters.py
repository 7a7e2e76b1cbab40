"""Sheets around a day: what interviewees are written before it, and what a student needs for the thank-you after it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from models.rules.day import BoardRow
from models.rules.facts import Student
from models.rules.interview import WORDS
from models.rules.naming import day_text
from models.rules.paper import LETTERS, Block, Lines, Sheet, Writing
from models.rules.paper_cards import call_cards
from models.rules.paper_sheets import (
    PaperFacts,
    blank_forms,
    contact_line,
    day_line,
    door_sheets,
    office_sheets,
    permission_slips,
    rows_of_day,
    standby_sheets,
    teacher_sheets,
    times_of,
)
from models.rules.telling import wants_notes
from models.rules.thanks import thanks_day

_PROMPTS = (
    "What I know now that I did not know before",
    "Something they said that I still think about",
    "What I will do next because of it",
)
"""What a thank-you is made of; a note that names one thing of the talk is read gladly."""


def _letters(kind: str, facts: PaperFacts) -> Iterator[Sheet]:
    """One for each interviewee who is to be written to, in the school's words."""
    for row in rows_of_day(facts):
        found = facts.notes.get((LETTERS[kind], row.id))
        contact = facts.situation.contacts.get(row.interview.contact or "")
        if found is None or contact is None or not wants_notes(row.interview):
            continue
        subject, text = found
        to = " · ".join(part for part in (contact_line(contact), contact.email) if part)
        yield Sheet(kind, row.id, subject, f"To: {to}", (Lines("", tuple(text.rstrip().split("\n"))),))


def confirmations(facts: PaperFacts, space: int) -> Iterator[Sheet]:
    """What confirms day, time, length and number to each interviewee."""
    return _letters("confirmations", facts)


def checklists(facts: PaperFacts, space: int) -> Iterator[Sheet]:
    """What helps each interviewee to be ready."""
    return _letters("checklists", facts)


def thank_yous(facts: PaperFacts, space: int) -> Iterator[Sheet]:
    """One for each student of each call that took place: whom to thank, by when, and room to write the note."""
    for row in rows_of_day(facts):
        if row.state == "completed" and row.interview.contact is not None:
            for student in row.interview.students:
                yield _thank_you(row, facts.situation.students[student], facts, space)


def _thank_you(row: BoardRow, student: Student, facts: PaperFacts, space: int) -> Sheet:
    one, situation = row.interview, facts.situation
    contact = situation.contacts.get(one.contact or "")
    due = facts.thank_by.get(one.id) or thanks_day(situation, facts.day)
    about = [contact_line(contact)] if contact else []
    about += [f"Where it goes: {contact.email}"] if contact and contact.email else []
    about += [f"You talked {times_of(one, facts)} ({WORDS[one.format]})."]
    about += [f"Due by {day_text(due)} {due.year}. A teacher reads it before it is sent."]
    name = contact.name if contact else "you"
    blocks: list[Block] = [
        Lines("", tuple(about)),
        *(Writing(prompt, space) for prompt in _PROMPTS),
        Writing(f"My note, beginning with “Dear {name}”", max(6, 4 * space)),
        Writing("Read by a teacher (name, day), sent on (day)", 1),
    ]
    return Sheet(
        "thank-yous", f"{one.id}-{student.id}", f"Thank-you: {student.label}", day_line(facts), tuple(blocks)
    )


MAKERS: Mapping[str, Callable[[PaperFacts, int], Iterator[Sheet]]] = {
    "office": office_sheets,
    "doors": door_sheets,
    "teachers": teacher_sheets,
    "cards": call_cards,
    "standby": standby_sheets,
    "slips": permission_slips,
    "confirmations": confirmations,
    "checklists": checklists,
    "thank-yous": thank_yous,
    "blank": blank_forms,
}
"""Which function makes which kind of sheet; the number is of lines to write on."""
