"""Who might talk with whom: contacts for a student's interests and students for a contact, with the reason."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from typing import NamedTuple

from models.rules.clusters import cluster_name, related, resolve, words_of
from models.rules.facts import Contact, Interest, Student
from models.rules.text import fold

_ORDINALS = ("first", "second", "third", "fourth", "fifth")
_LEAST_WORD = 4
"""Letters a student's own word needs before a job title that holds it counts."""
_UNLIMITED = 1_000_000


class Match(NamedTuple):
    """One possible pairing: the other party's id, a key that sorts the best first, the reason in words."""

    id: str
    key: tuple[int, int, int, int]
    reason: str


def match_contacts(
    student: Student,
    contacts: Iterable[Contact],
    room_left: Mapping[str, int | None],
    *,
    full_too: bool = False,
    without: Collection[str] = (),
) -> tuple[Match, ...]:
    """Contacts for the student's interests, best first.

    The order: a ranked choice before a related field, the higher choice, the very sub-cluster, more room
    left (None is no limit), name. Left out: do-not-contact, other schools' contacts, the ids `without`
    (whom the student already has), fields outside the interests, and those with no room left unless
    `full_too`. A contact whom `room_left` does not name has their whole limit.
    """
    found = []
    for contact in contacts:
        left = room_left.get(contact.id, contact.limit)
        full = left is not None and left <= 0
        if contact.id in without or not _may_meet(student, contact) or (full and not full_too):
            continue
        fit = best_fit(student, contact)
        if fit:
            key = (*fit[0], -(_UNLIMITED if left is None else left))
            reason = f"{fit[1]} (no room left)" if full else fit[1]
            found.append((fold(contact.name), Match(contact.id, key, reason)))
    return _best_first(found)


def match_students(
    contact: Contact, students: Iterable[Student], lacking: Mapping[str, int] | None = None
) -> tuple[Match, ...]:
    """Students whose interests the contact meets, best first; nobody for a do-not-contact.

    With `lacking` (interviews that each student still lacks) those who lack none are left out and, within
    one choice, those who lack most come first.
    """
    found = []
    for student in students:
        wants = 1 if lacking is None else lacking.get(student.id, 0)
        fit = best_fit(student, contact) if wants > 0 and _may_meet(student, contact) else None
        if fit:
            found.append((fold(student.label), Match(student.id, (*fit[0], -wants), fit[1])))
    return _best_first(found)


def best_fit(student: Student, contact: Contact) -> tuple[tuple[int, int, int], str] | None:
    """How well the contact meets the student's interests (less is better) and why; None for not at all."""
    fits = (_fit(interest, contact) for interest in student.interests)
    return min((fit for fit in fits if fit), default=None)


def _may_meet(student: Student, contact: Contact) -> bool:
    serves = not contact.schools or student.school in contact.schools
    return serves and not contact.do_not_contact


def _fit(interest: Interest, contact: Contact) -> tuple[tuple[int, int, int], str] | None:
    choice = _choice(interest.rank)
    if not interest.cluster:
        shared = _own_word(interest, contact)
        return ((0, interest.rank, 1), f"{choice}: {shared} (own words)") if shared else None
    if interest.cluster in contact.clusters:
        name = cluster_name(interest.cluster)
        if interest.sub and resolve(contact.title).sub == interest.sub:
            return (0, interest.rank, 0), f"{choice}: {name} > {interest.sub}"
        return (0, interest.rank, 1), f"{choice}: {name}"
    near = [other for other in related(interest.cluster) if other in contact.clusters]
    if near:
        return (1, interest.rank, 1), f"related to {choice}: {cluster_name(near[0])}"
    return None


def _own_word(interest: Interest, contact: Contact) -> str:
    """A word of the student's own that the contact's title or employer holds, or ""."""
    theirs = {*words_of(contact.title), *words_of(contact.employer_name)}
    own = (word for word in words_of(interest.words) if len(word) >= _LEAST_WORD)
    return next((word for word in own if word in theirs), "")


def _choice(rank: int) -> str:
    return f"{_ORDINALS[rank - 1]} choice" if 1 <= rank <= len(_ORDINALS) else f"choice {rank}"


def _best_first(found: list[tuple[str, Match]]) -> tuple[Match, ...]:
    return tuple(match for _, match in sorted(found, key=lambda pair: (pair[1].key, pair[0], pair[1].id)))
