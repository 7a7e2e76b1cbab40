"""Entering what was ticked on paper: a whole list as one journal entry, by the rules of the board."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

from models.errors import Refused
from models.operations.booking import save_interview
from models.operations.judging import judge, situation_of
from models.operations.marking import stamps
from models.operations.unit import Done, Unit
from models.queries import reading
from models.rules.facts import Interview, Proposal, ProposalRow
from models.rules.interview import STANDING, WORDS
from models.rules.naming import listing
from models.rules.situation import Situation
from models.rules.ticks import TICKS, path_to
from models.tables import rows

BECAUSE = "as ticked on paper"
"""The reason of what paper says did not take place."""


def apply_ticks(unit: Unit, proposal: Proposal, chosen: tuple[ProposalRow, ...]) -> Done:
    """Take each interview to the state that its tick says, at the planned time. Raises Refused where one of them is
    no longer as it was when it was ticked, or would stand where something else stands by now; then nothing is done.
    """
    found = reading.interviews(unit.db, rows.Interview.id.in_([row.id for row in chosen]))
    situation: Situation | None = None
    names: dict[str, list[str]] = defaultdict(list)
    for row in chosen:
        to = str((row.after or {})["state"])
        before = _as_seen(row, found.get(row.id))
        # What is printed for one day is looked at together: a step that was ticked settles nothing of its own.
        situation = situation or situation_of(unit.db, before)
        _tick(unit, row, before, to, situation)
        names[to].append(row.label)
    told = "; ".join(f"{len(names[to])} {_WORDS[to]} ({listing(names[to])})" for to in TICKS if to in names)
    sentence = f"{proposal.title}: {told}."
    return Done(unit.say("ticks", sentence), sentence)


_WORDS = {**WORDS, "completed": "finished", "in_progress": "started", "interviewee_absent": "no answer"}


def _as_seen(row: ProposalRow, now: Interview | None) -> Interview:
    seen = (row.before or {}).get("state")
    if now is None or now.state != seen:
        word = WORDS[now.state] if now else "gone"
        raise Refused(
            f"{row.label} is {word} by now; nothing was written.", "Look at the row, then accept again."
        )
    return now


def _tick(unit: Unit, row: ProposalRow, before: Interview, to: str, situation: Situation) -> None:
    after = before
    for step in path_to(before.state, to):
        after = after._replace(state=step, **_stamps(unit, after, step))
    after = after._replace(because="" if to in STANDING else BECAUSE)
    if to in STANDING and before.state not in STANDING:
        situation = _judged(unit, after, row)
    save_interview(unit, before, after, situation)


def _judged(unit: Unit, after: Interview, row: ProposalRow) -> Situation:
    try:
        return judge(unit, after)[0]
    except Refused as refused:
        raise Refused(f"{row.label}: {refused}", "Take that tick back; nothing was written.") from None


def _stamps(unit: Unit, one: Interview, step: str) -> dict[str, Any]:
    """Paper has no times: those of the plan, none of them still to come, none before the one before it."""
    planned = (one.end if step == "completed" else one.start) or unit.now
    earliest = one.started_at if step == "completed" else one.checked_in_at if step == "in_progress" else None
    at = max(min(planned, unit.now), earliest or planned)
    return stamps(one, step, at)
