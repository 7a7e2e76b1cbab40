"""Whom a change of what people were told concerns: interviewees, students, guardians of calls from home, teachers."""

from __future__ import annotations

from collections.abc import Iterable

from models.rules.facts import Interview
from models.rules.interview import WORDS
from models.rules.missed import taken_by
from models.rules.naming import contact_label, student_label
from models.rules.situation import Situation

ORDER = ("Interviewees", "Students", "Guardians", "Teachers")


def to_tell(changes: Iterable[tuple[Interview, Interview]], situation: Situation) -> tuple[str, ...]:
    """A line for each kind of people, as `people_to_tell` finds them; nobody to tell is no line."""
    people = people_to_tell(changes, situation)
    return tuple(f"{kind} to tell: {', '.join(names)}." for kind, names in people)


def people_to_tell(
    changes: Iterable[tuple[Interview, Interview]], situation: Situation
) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """By kind, everybody who knows of the calls (before, after) as they were, each once; an interviewee who confirmed
    one of several is told of as one who did.

    Teachers are those whose class is missed before or after, or sees somebody together.
    """
    found: dict[str, dict[str, str]] = {kind: {} for kind in ORDER}
    for before, after in changes:
        for kind, who, words in _of(before, after, situation):
            # The longer words say more of the same person.
            found[kind][who] = max(found[kind].get(who, ""), words, key=len)
    return tuple((kind, tuple(names.values())) for kind, names in found.items() if names)


def _of(before: Interview, after: Interview, situation: Situation) -> Iterable[tuple[str, str, str]]:
    """The kind, the id of the person, and their name with what is to be known of them."""
    if after == before._replace(room=after.room):
        yield from (("Students", ident, student_label(ident, situation)) for ident in before.students)
        return
    contact = situation.contacts.get(before.contact or "")
    if before.contact:
        reach = contact.email or contact.phone if contact else ""
        sure = WORDS["confirmed"] if before.state == "confirmed" else ""
        told = ", ".join(filter(None, (sure, reach)))
        name = contact_label(before.contact, situation)
        yield "Interviewees", before.contact, f"{name} ({told})" if told else name
    for ident in before.students:
        yield "Students", ident, student_label(ident, situation)
        student = situation.students.get(ident)
        if before.place == "home" and student is not None:
            guardian = student.guardian_name or f"of {student.label}"
            yield "Guardians", guardian, guardian
    missed = [*taken_by(before, situation), *taken_by(after, situation)]
    known = (situation.classes.get(one.class_id or "") for one in missed)
    for one in known:
        teacher = situation.staff.get(one.teacher or "") if one else None
        if teacher is not None:
            yield "Teachers", teacher.id, teacher.name
