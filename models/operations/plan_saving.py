"""Booking what a plan proposed: all of it in one transaction, judged by the same rules as any booking."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, datetime
from typing import Any

from models.errors import Finding, Refused
from models.operations.booking import Booking, proposed
from models.operations.unit import Done, Unit
from models.queries.situation import campaign_at, situation_for
from models.rules.absences import initial_state
from models.rules.bookings import Bookings
from models.rules.conflicts import clashes, find_conflicts, missed_by, warnings
from models.rules.facts import Interview, Proposal, ProposalRow
from models.rules.naming import contact_label, student_label
from models.rules.situation import Situation
from models.rules.span import local_day
from models.tables import rows

_USUAL_WARNINGS = frozenset({"absence_open", "questions_not_ready", "not_confirmed", "no_number"})
"""What every new booking brings; the pages show it until it is done."""

_NEXT = "Plan again from how the store is now."


def apply_plan(unit: Unit, proposal: Proposal, wanted: tuple[ProposalRow, ...]) -> Done:
    """Book the interviews, judged together by the same rules as any booking, as one entry.

    Raises Refused, saying which, when one of them no longer holds.
    """
    interviews = [_booked(unit, row) for row in wanted]
    situation = _after(unit, interviews)
    found = _judged(unit, interviews, wanted, situation)
    _insert(unit, interviews, situation)
    students = len({student for one in interviews for student in one.students})
    sentence = f"Booked {_count(len(interviews), 'interview')} of a plan for {_count(students, 'student')}"
    left = proposal.counts["refuse"]
    sentence += f"; {_count(left, 'student')} found not all they owe." if left else "."
    return Done(unit.say("plan", sentence), sentence, None, found)


def _booked(unit: Unit, row: ProposalRow) -> Interview:
    after: dict[str, Any] = row.after or {}
    start = datetime.fromisoformat(after["start"]).astimezone(UTC)
    if start < unit.now:
        raise Refused(f"The time has passed: {row.label}.", _NEXT)
    return proposed(
        unit,
        Booking(
            (after["student"],),
            after["contact"],
            start,
            after["minutes"],
            after["format"],
            after["place"],
            after["room"],
        ),
    )


def _after(unit: Unit, interviews: list[Interview]) -> Situation:
    """The days of the plan with its interviews in them."""
    campaign = campaign_at(unit.db, unit.now)
    situation = situation_for(
        unit.db,
        campaign,
        campaign.first_day,
        campaign.last_day,
        students=[student for one in interviews for student in one.students],
        contacts=[one.contact for one in interviews if one.contact],
    )
    return situation._replace(interviews={**situation.interviews, **{one.id: one for one in interviews}})


def _judged(
    unit: Unit, interviews: list[Interview], wanted: tuple[ProposalRow, ...], situation: Situation
) -> tuple[Finding, ...]:
    bookings, found = Bookings(situation), []
    for one, row in zip(interviews, wanted, strict=True):
        contact = situation.contacts.get(one.contact or "")
        _require_known(one, row, situation)
        if contact is not None and contact.do_not_contact:
            raise Refused(f"{contact.name} asked not to be contacted: {row.label}.", _NEXT)
        conflicts = find_conflicts(one, situation, now=unit.now, bookings=bookings)
        wrong = clashes(conflicts)
        if wrong:
            raise Refused(f"It no longer holds: {row.label}. {wrong[0].text}", _NEXT, clashes=wrong)
        _require_owed(one, row, bookings, situation)
        found += [each for each in warnings(conflicts) if each.kind not in _USUAL_WARNINGS]
    return tuple(found)


def _require_known(one: Interview, row: ProposalRow, situation: Situation) -> None:
    room_gone = one.room is not None and one.room not in situation.rooms
    if room_gone or any(student not in situation.students for student in one.students):
        raise Refused(f"It no longer holds: {row.label}.", _NEXT)


def _require_owed(one: Interview, row: ProposalRow, bookings: Bookings, situation: Situation) -> None:
    """Somebody may have booked by hand meanwhile: nobody gets more than they owe, or two on one day."""
    zone, student = situation.zone, one.students[0]
    known = situation.students[student]
    owed = situation.campaign.per_student if known.owed is None else known.owed
    mine = [each for each in bookings.of_student(student) if each.interview.campaign == one.campaign]
    days = Counter(local_day(each.span.start, zone) for each in mine)
    if len(mine) > owed or max(days.values()) > 1:
        who, whom = student_label(student, situation), contact_label(one.contact, situation)
        raise Refused(f"{who} has another interview by now, so the one with {whom} is not needed.", _NEXT)


def _insert(unit: Unit, interviews: list[Interview], situation: Situation) -> None:
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
    missed = [(one.id, each) for one in interviews for each in missed_by(one, situation)]
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
