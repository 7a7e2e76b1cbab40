"""How far a student's preparation is: the states of a list of questions, what it lacks, who practised with whom."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import NamedTuple

from models.errors import BadInput, Refused
from models.rules.question_bank import PARTS

REVIEW_STATES = ("draft", "in_review", "changes_asked", "approved")
"""States of a student's list of questions, in the order of the line."""

REVIEW_WORDS = {
    "draft": "draft",
    "in_review": "in review",
    "changes_asked": "changes asked",
    "approved": "approved",
}
"""States as people say them."""

REVIEW_MOVES: dict[str, frozenset[str]] = {
    "draft": frozenset({"in_review", "approved"}),
    "in_review": frozenset({"draft", "changes_asked", "approved"}),
    "changes_asked": frozenset({"in_review", "approved"}),
    "approved": frozenset({"changes_asked", "draft"}),
}
"""From each state, what may come next. A teacher may approve what was never handed in: the list may be on paper."""

FEWEST = 5
"""Questions that a list should have between opening and close: fewer are over in ten minutes."""


class Question(NamedTuple):
    """A question on a student's list; `bank` is its id in the bank, "" for the student's own."""

    id: str
    student: str
    part: str
    position: int
    words: str
    bank: str


class Preparation(NamedTuple):
    """What one student prepared, who said yes to it and when, and who practised with them."""

    student: str
    about_field: str = ""
    about_employer: str = ""
    state: str = "draft"
    remark: str = ""
    decided_by: str = ""
    decided_at: datetime | None = None
    practised_with: str = ""
    practised_at: datetime | None = None


def review_state(kept: Preparation | None, questions_ready: bool) -> str:
    """The state of the list. Whether questions are ready is what counts: a file or a tick may have said so alone."""
    if questions_ready:
        return "approved"
    state = kept.state if kept else "draft"
    return "draft" if state == "approved" else state


def require_review(state: str, to: str) -> None:
    """Raises BadInput for a word that is no state, Refused for a step the table lacks."""
    if to not in REVIEW_STATES:
        raise BadInput(f"{to!r} is no state of a list of questions.", f"States: {', '.join(REVIEW_STATES)}.")
    if to not in REVIEW_MOVES[state]:
        nexts = ", ".join(REVIEW_WORDS[one] for one in REVIEW_STATES if one in REVIEW_MOVES[state])
        already = f"The list is {REVIEW_WORDS[state]} already."
        wrong = f"A list that is {REVIEW_WORDS[state]} cannot become {REVIEW_WORDS[to]}."
        raise Refused(already if to == state else wrong, f"It can become: {nexts}.")


def list_lacks(questions: Iterable[Question]) -> tuple[str, ...]:
    """What a list of questions should still have, in short sentences; nothing for a whole one."""
    counts = dict.fromkeys(PARTS, 0)
    for one in questions:
        counts[one.part] += 1
    middle = counts["questions"]
    found = ["No opening yet"] if not counts["opening"] else []
    if middle < FEWEST:
        found.append(f"Only {middle} of at least {FEWEST} questions" if middle else "No questions yet")
    if not counts["close"]:
        found.append("No close with recap and thanks yet")
    return tuple(found)
