"""Booking what a plan proposed: all of it in one transaction, judged by the same rules as any booking."""

from __future__ import annotations

from collections import defaultdict
from datetime import UTC, datetime
from typing import Any

from models.errors import Finding
from models.operations.booking import Booking, proposed
from models.operations.plan_checking import Judge, situation_of_plan, with_all
from models.operations.unit import Done, Unit
from models.rules.absences import initial_state, one_a_period
from models.rules.conflicts import missed_by
from models.rules.facts import Interview, Proposal, ProposalRow
from models.rules.situation import Situation
from models.tables import rows

USUAL_WARNINGS = frozenset({"absence_open", "questions_not_ready", "not_confirmed", "no_number"})
"""What every new booking brings; the pages show it until it is done."""


FEW = 3
"""Warnings of one kind that are told one by one."""


def apply_plan(unit: Unit, proposal: Proposal, wanted: tuple[ProposalRow, ...]) -> Done:
    """Book the interviews, judged together by the same rules as any booking, as one entry.

    Raises Refused, saying which, when one of them no longer holds.
    """
    interviews = [booked_of(unit, row) for row in wanted]
    judge = Judge(with_all(situation_of_plan(unit.db, interviews, unit.now), interviews), unit.now)
    for one, row in zip(interviews, wanted, strict=True):
        judge.require(one, row.label)
    insert_interviews(unit, interviews, judge.situation)
    sentence = _sentence(proposal, interviews)
    return Done(unit.say("plan", sentence), sentence, None, telling(judge))


def telling(judge: Judge) -> tuple[Finding, ...]:
    """The warnings that say something new, of many alike the first and how many more.

    Where nobody has duty hours, the plan has said so already.
    """
    on_duty = any(adult.duty for adult in judge.situation.staff.values())
    by_kind: dict[str, list[Finding]] = defaultdict(list)
    for one in judge.warned:
        if one.kind not in USUAL_WARNINGS and (on_duty or one.kind != "no_standby"):
            by_kind[one.kind].append(one)
    found: list[Finding] = []
    for those in by_kind.values():
        if len(those) <= FEW:
            found += those
        else:
            found.append(those[0]._replace(text=f"{those[0].text} ({len(those) - 1} more are like it.)"))
    return tuple(found)


def _sentence(proposal: Proposal, interviews: list[Interview]) -> str:
    students = len({student for one in interviews for student in one.students})
    offered = proposal.counts["add"]
    many = _count(len(interviews), "interview")
    if len(interviews) < offered:
        many = f"{len(interviews)} of the {offered} interviews"
    sentence = f"Booked {many} of a plan for {_count(students, 'student')}"
    left = proposal.counts["refuse"]
    return f"{sentence}; {_count(left, 'student')} found not all they owe." if left else f"{sentence}."


def booked_of(unit: Unit, row: ProposalRow) -> Interview:
    """The interview that a row "add" books; nothing is saved."""
    after: dict[str, Any] = row.after or {}
    return proposed(
        unit,
        Booking(
            (after["student"],),
            after["contact"],
            datetime.fromisoformat(after["start"]).astimezone(UTC),
            after["minutes"],
            after["format"],
            after["place"],
            after["room"],
        ),
    )


def insert_interviews(unit: Unit, interviews: list[Interview], situation: Situation) -> None:
    """The rows of all of them at once, with the absences that they need."""
    columns = []
    for one in interviews:
        each = one._asdict()
        del each["students"]
        each["start_at"], each["end_at"] = each.pop("start"), each.pop("end")
        columns.append(each)
    unit.insert_many(rows.Interview, columns)
    unit.insert_many(
        rows.InterviewStudent,
        [
            {"id": f"{one.id}:{student}", "interview": one.id, "student": student, "position": place}
            for one in interviews
            for place, student in enumerate(one.students)
        ],
    )
    missed = [(one.id, each) for one in interviews for each in one_a_period(missed_by(one, situation))]
    unit.insert_many(
        rows.Absence,
        [
            {
                "id": ident,
                "interview": interview,
                "student": each.student,
                "day": each.day,
                "period": each.period,
                "class_id": each.class_id,
                "state": initial_state(each),
                "decided_at": None,
            }
            for ident, (interview, each) in zip(unit.fresh_ids("a", len(missed)), missed, strict=True)
        ],
    )


def _count(number: int, what: str) -> str:
    return f"{number} {what}" if number == 1 else f"{number} {what}s"
