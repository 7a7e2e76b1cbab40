"""What calendar files are made of: an interview with everybody who is told something about it."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from models.exchange.invite_staff import class_teachers_for, teachers_for
from models.exchange.invite_text import InterviewFacts
from models.rules.facts import Employer, Interview
from models.rules.situation import Situation

_NONE: Mapping[str, Employer] = MappingProxyType({})


def facts_of(
    interview: Interview, situation: Situation, employers: Mapping[str, Employer] = _NONE
) -> InterviewFacts:
    """What the calendar files of the interview are made of. `employers` by id give the address of a workplace."""
    students = tuple(situation.students[one] for one in interview.students if one in situation.students)
    here = {student.id for student in students}
    absences = tuple(one for one in situation.absences.get(interview.id, ()) if one.student in here)
    contact = situation.contacts.get(interview.contact or "")
    return InterviewFacts(
        interview=interview,
        campaign=situation.campaign,
        students=students,
        contact=contact,
        room=situation.rooms.get(interview.room or ""),
        teachers=teachers_for(students, situation.classes, situation.staff),
        employer=employers.get(contact.employer) if contact else None,
        class_teachers=class_teachers_for(absences, situation.staff),
        absences=absences,
    )
