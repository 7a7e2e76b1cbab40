"""What the demo's school did before a day: lists of questions from the bank, research, notes to interviewees."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import timedelta
from functools import partial

from models.operations.preparing import save_research
from models.operations.question_lists import pick_questions, write_question
from models.operations.telling import note_sent
from models.operations.unit import Unit

Deed = Callable[[Unit], object]

_LISTS = (
    ("day1", "way1", "learn1", "like1", "change2", "who1"),
    ("day3", "way5", "learn3", "trait1", "skill1", "pay1"),
    ("day2", "learn6", "like4", "path1", "reward1", "group2"),
    ("way3", "learn2", "like2", "skill3", "path3", "who4"),
)
_OWN = (
    "Which day at work do you still talk about?",
    "What do your friends think that you do all day?",
    "What would you ask if you were in my place?",
)
_RESEARCH = (
    (
        "More people are needed than finish the training; much of it is learnt on the job.",
        "Two sites in the county.",
    ),
    (
        "A license is needed, and night shifts are common at first.",
        "Family business, in its third generation.",
    ),
    ("New tools take over the paperwork; people stay for the talking.", "Took two interns last summer."),
)


def preparing(student: str, n: int) -> Iterator[tuple[timedelta, Deed]]:
    """How long before the list was approved, and what was done."""
    field, employer = _RESEARCH[n % len(_RESEARCH)]
    research = partial(save_research, student=student, about_field=field, about_employer=employer)
    yield timedelta(hours=3), research
    yield timedelta(hours=2), partial(pick_questions, student=student, picked=_LISTS[n % len(_LISTS)])
    if n % 2 == 0:
        own = _OWN[n // 2 % len(_OWN)]
        yield timedelta(hours=1), partial(write_question, student=student, part="questions", words=own)


def telling(interview: Callable[[], str]) -> Iterator[tuple[timedelta, Deed]]:
    """How long before the interviewee confirmed, and what they were sent; the id is known once it is booked."""
    for hours, kind in ((5, "checklist"), (4, "confirmation")):
        yield timedelta(hours=hours), partial(_sent, kind=kind, interview=interview)


def _sent(unit: Unit, kind: str, interview: Callable[[], str]) -> object:
    return note_sent(unit, kind, (interview(),))
