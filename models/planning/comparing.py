"""What planning again changes: the plan beside what people were told, and who must be told of the difference."""

from __future__ import annotations

from collections import defaultdict

from models.planning.fallen import Changed, Replan, Replanning, Tell
from models.planning.planner import Plan
from models.planning.problem import Slot
from models.planning.whereabouts import Places
from models.rules.facts import Interview


def compared(replanning: Replanning, plan: Plan) -> Replan:
    """What the plan keeps, moves, replaces, calls off and adds."""
    problem = replanning.problem
    by_pupil: dict[int, dict[int, Slot]] = defaultdict(dict)
    for slot in plan.slots:
        by_pupil[slot.pupil][slot.host] = slot
    places = Places(problem)
    moved: list[Changed] = []
    rest: list[Interview] = []
    # What stays as it is comes first: a student may have been booked with the same contact twice.
    planned = frozenset(plan.slots)
    stays = [one for one in replanning.told if one.slot is not None and one.slot in planned]
    for one in stays:
        if one.slot is not None:
            del by_pupil[one.slot.pupil][one.slot.host]
    kept = [one.interview for one in stays]
    same = {one.id for one in kept}
    for one in [one for one in replanning.told if one.interview.id not in same]:
        host = places.hosts.get(one.interview.contact or "", -1)
        pupil = places.pupils.get(one.interview.students[0], -1)
        if host not in by_pupil[pupil]:
            rest.append(one.interview)
            continue
        moved.append(Changed(one.interview, by_pupil[pupil].pop(host)))
    replaced, lost = [], []
    for interview in rest:
        others = by_pupil[places.pupils.get(interview.students[0], -1)]
        if others and len(interview.students) == 1:
            replaced.append(Changed(interview, others.pop(min(others, key=lambda each: others[each].day))))
        else:
            lost.append(interview)
    new = tuple(slot for slot in plan.slots if slot.host in by_pupil[slot.pupil])
    tell = _whom_to_tell(replanning, moved, replaced, lost, new)
    return Replan(plan, tuple(kept), tuple(moved), tuple(replaced), tuple(lost), new, tell)


def _whom_to_tell(
    replanning: Replanning,
    moved: list[Changed],
    replaced: list[Changed],
    lost: list[Interview],
    new: tuple[Slot, ...],
) -> tuple[Tell, ...]:
    """Everybody once, with all that changes for them; a contact who cancelled knows."""
    problem, found = replanning.problem, _Telling(replanning.change.contacts)
    for told, _ in replanning.roomed:
        found.students(told.interview, "room")
    by_slot = {one.interview.id: one.slot for one in replanning.told}
    for changed in moved:
        before = by_slot[changed.interview.id]
        there = before is not None and before._replace(room=changed.slot.room) == changed.slot
        # A longer call than is usual for the contact becomes shorter.
        as_long = changed.interview.minutes <= problem.hosts[changed.slot.host].minutes
        why = "room" if there and as_long else "moved"
        found.students(changed.interview, why)
        if why == "moved":
            found.contact(changed.interview.contact, why, changed.interview.id)
    for changed in replaced:
        found.students(changed.interview, "replaced")
        found.contact(changed.interview.contact, "lost", changed.interview.id)
        found.contact(problem.hosts[changed.slot.host].id, "new", "")
    for interview in lost:
        found.students(interview, "lost")
        found.contact(interview.contact, "lost", interview.id)
    for slot in new:
        found.add("student", problem.pupils[slot.pupil].id, "new", "")
        found.contact(problem.hosts[slot.host].id, "new", "")
    return found.all()


class _Telling:
    """Gathers what each person must be told."""

    def __init__(self, knowing: frozenset[str]) -> None:
        self._knowing = knowing
        self._why: dict[tuple[str, str], list[tuple[str, str]]] = defaultdict(list)

    def add(self, kind: str, ident: str, why: str, interview: str) -> None:
        """One thing for one person."""
        self._why[kind, ident].append((why, interview))

    def students(self, interview: Interview, why: str) -> None:
        """One thing for all students of an interview."""
        for student in interview.students:
            self.add("student", student, why, interview.id)

    def contact(self, ident: str | None, why: str, interview: str) -> None:
        """One thing for a contact."""
        if ident and ident not in self._knowing:
            self.add("contact", ident, why, interview)

    def all(self) -> tuple[Tell, ...]:
        """Everybody, students first, by id."""
        order = sorted(self._why.items(), key=lambda one: (one[0][0] != "student", one[0][1]))
        return tuple(Tell(kind, ident, tuple(why)) for (kind, ident), why in order)
