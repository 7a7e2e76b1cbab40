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


class Fit(NamedTuple):
    """How a contact meets one interest: the very sub-cluster, its cluster or only a related one; of which rank.

    `field` is the field's name as people read it; less is better all along.
    """

    related: bool
    rank: int
    loose: bool
    field: str
    words: str

    @property
    def key(self) -> tuple[int, int, int]:
        """What sorts the best first: a ranked choice before a related field, the higher choice, the sub-cluster."""
        return int(self.related), self.rank, int(self.loose)

    @property
    def choice(self) -> str:
        """Of which of the student's choices: "first choice", "related to first choice"."""
        named = choice_text(self.rank)
        return f"related to {named}" if self.related else named


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
        if contact.id in without or not may_meet(student, contact) or (full and not full_too):
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
        fit = best_fit(student, contact) if wants > 0 and may_meet(student, contact) else None
        if fit:
            found.append((fold(student.label), Match(student.id, (*fit[0], -wants), fit[1])))
    return _best_first(found)


def best_fit(student: Student, contact: Contact) -> tuple[tuple[int, int, int], str] | None:
    """How well the contact meets the student's interests (less is better) and why; None for not at all."""
    fit = fit_of(student, contact)
    return (fit.key, fit.words) if fit else None


def fit_of(student: Student, contact: Contact) -> Fit | None:
    """The best of the student's interests that the contact meets; None where there is none."""
    fits = (_fit(interest, contact) for interest in student.interests)
    return min((fit for fit in fits if fit), default=None, key=lambda fit: (fit.key, fit.words))


def may_meet(student: Student, contact: Contact) -> bool:
    """Whether the contact serves the student's school and may be asked at all."""
    serves = not contact.schools or student.school in contact.schools
    return serves and not contact.do_not_contact


def _fit(interest: Interest, contact: Contact) -> Fit | None:
    rank, choice = interest.rank, choice_text(interest.rank)
    if not interest.cluster:
        shared = _own_word(interest, contact)
        return Fit(False, rank, True, shared, f"{choice}: {shared} (own words)") if shared else None
    if interest.cluster in contact.clusters:
        name = cluster_name(interest.cluster)
        if interest.sub and resolve(contact.title).sub == interest.sub:
            return Fit(False, rank, False, interest.sub, f"{choice}: {name} > {interest.sub}")
        return Fit(False, rank, True, name, f"{choice}: {name}")
    near = [other for other in related(interest.cluster) if other in contact.clusters]
    if near:
        name = cluster_name(near[0])
        return Fit(True, rank, True, name, f"related to {choice}: {name}")
    return None


def _own_word(interest: Interest, contact: Contact) -> str:
    """A word of the student's own that the contact's title or employer holds, or ""."""
    theirs = {*words_of(contact.title), *words_of(contact.employer_name)}
    own = (word for word in words_of(interest.words) if len(word) >= _LEAST_WORD)
    return next((word for word in own if word in theirs), "")


def choice_text(rank: int) -> str:
    """A ranked interest in words: "first choice", "choice 7"."""
    return f"{_ORDINALS[rank - 1]} choice" if 1 <= rank <= len(_ORDINALS) else f"choice {rank}"


def _best_first(found: list[tuple[str, Match]]) -> tuple[Match, ...]:
    return tuple(match for _, match in sorted(found, key=lambda pair: (pair[1].key, pair[0], pair[1].id)))
