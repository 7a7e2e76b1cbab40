"""From a roster to readings of one kind each, in the fields and by the rules that every other file has."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from typing import Any, NamedTuple

from models.errors import BadInput
from models.exchange import cells as read_cell
from models.exchange.columns import COLUMNS, REQUIRED
from models.exchange.people_in import split_name
from models.exchange.reading import Problem, Reading, Record, problem
from models.exchange.rosters.roster import (
    GUARDIANS,
    LEFT_OUT,
    NO_STAFF,
    Group,
    Origin,
    Person,
    Roster,
)
from models.exchange.scope import chosen_schools, left_out_told
from models.exchange.watching import tell
from models.rules.meets import format_meets, parse_meets
from models.rules.text import clean

_MOST_NAMED = 8
"""Schools and terms that a note names; the rest are counted."""
_NAMES = ("given", "family", "full_name")


def reading_of(kind: str, roster: Roster) -> Reading:
    """Students with their teachers and classes as `also`, or staff or classes alone.

    Raises BadInput when the people have no column for a name.
    """
    if kind == "students":
        students = _students(roster)
        used = {group: None for one in roster.classes_of.values() for group in one}
        groups = [roster.groups[group] for group in used if group in roster.groups]
        also = (_staff(roster, _teaching(roster, groups)), _classes(roster, groups))
        return students._replace(also=tuple(one for one in also if one.records or one.problems))
    if kind == "staff":
        return _staff(roster, [person for person in roster.people.values() if _is_staff(person)])
    return _classes(roster, list(roster.groups.values()))


class Counts(NamedTuple):
    """How many students, staff and classes a roster has."""

    students: int
    staff: int
    classes: int


def counts_of(roster: Roster) -> Counts:
    """For saying what a roster holds."""
    people = roster.people.values()
    return Counts(
        sum("student" in person.roles for person in people), sum(map(_is_staff, people)), len(roster.groups)
    )


def notes_of(kind: str, roster: Roster) -> list[str]:
    """What was left out and settled, counted."""
    counts = roster.left_out
    notes = [
        f"{few if counts[reason] == 1 else many.format(f'{counts[reason]:,}')}."
        for reason, (few, many) in LEFT_OUT.items()
        if counts[reason]
    ]
    notes += _notes_on_terms(roster)
    if kind == "students":
        notes += _notes_on_people(roster)
    return notes


def _notes_on_terms(roster: Roster) -> Iterator[str]:
    out = {term: len(classes - roster.groups.keys()) for term, classes in roster.terms_out.items()}
    named = [f"{clean(term, 40)} {count:,}" for term, count in sorted(out.items()) if count]
    if named:
        more = f" and of {len(named) - _MOST_NAMED} more terms" if len(named) > _MOST_NAMED else ""
        yield f"Classes whose term does not touch the campaign's window were left out: {', '.join(named[:_MOST_NAMED])}{more}."


def keep_schools(roster: Roster, wanted: tuple[str, ...], name: str) -> str:
    """Leave out whoever is not at these schools, and classes of others; what is to be said of it.

    A class of another school stays, with its teacher, where a student of these is in it. Raises BadInput for a
    school that the roster does not name.
    """
    counts = schools_of(roster)
    roster.only = chosen_schools(wanted, counts, name)
    others = {key for key, one in roster.people.items() if _is_elsewhere(roster, one)}
    left = sum("student" in roster.people[key].roles for key in others)
    for key in others:
        roster.classes_of.pop(key, None)
    attended = {group for classes in roster.classes_of.values() for group in classes}
    for ident, group in list(roster.groups.items()):
        if ident not in attended and _is_of_another(roster, group):
            del roster.groups[ident]
    teaching = {roster.teachers_of[group][1] for group in attended if group in roster.teachers_of}
    for key in others - teaching:
        del roster.people[key]
    return left_out_told(roster.only, left)


def _is_of_another(roster: Roster, group: Group) -> bool:
    school = clean(roster.schools.get(group.school, ""))
    return bool(school) and school not in roster.only and group.school not in roster.districts


def schools_of(roster: Roster) -> Counter[str]:
    """How many students each school has; who is in several counts in each."""
    return Counter(
        school
        for person in roster.people.values()
        if "student" in person.roles
        for school in _schools(roster, person)
    )


def _is_elsewhere(roster: Roster, person: Person) -> bool:
    """Whether it is a student, or somebody else, of other schools alone."""
    schools = _schools(roster, person)
    return ("student" in person.roles or bool(schools)) and set(roster.only).isdisjoint(schools)


def _notes_on_people(roster: Roster) -> Iterator[str]:
    students = [person for person in roster.people.values() if "student" in person.roles]
    schools = [_schools(roster, person) for person in students]
    several = 0 if roster.only else sum(len(one) > 1 for one in schools)
    if several:
        who = "1 student is" if several == 1 else f"{several:,} students are"
        yield f"{who} in several schools; the main or first one is taken."
    counted = Counter(one[0] for one in schools if one)
    if len(counted) > 1:
        named = [f"{school} {count:,}" for school, count in counted.most_common(_MOST_NAMED)]
        more = f" and {len(counted) - _MOST_NAMED} more" if len(counted) > _MOST_NAMED else ""
        yield f"Students of {len(counted)} schools: {', '.join(named)}{more}."
    others = Counter(
        next(filter(None, person.roles), "without a role")
        for person in roster.people.values()
        if "student" not in person.roles
    )
    if others:
        told = ", ".join(f"{role} {count:,}" for role, count in sorted(others.items()))
        yield f"In other roles, so not taken as students: {told}."


def _is_staff(person: Person) -> bool:
    return "student" not in person.roles and any(role not in NO_STAFF for role in person.roles)


def _teaching(roster: Roster, groups: list[Group]) -> list[Person]:
    """The teachers of these classes, each once, in the order of the roster."""
    keys = {roster.teachers_of[group.ident][1] for group in groups if group.ident in roster.teachers_of}
    return [person for key, person in roster.people.items() if key in keys]


class _Typed:
    """Cells to typed records, one after the other, by the readers and manners of the kind."""

    def __init__(self, kind: str) -> None:
        self._kind = kind
        self._read: dict[str, Callable[[str], Any]] = {one.name: one.read for one in COLUMNS[kind]}
        self.records: list[Record] = []
        self.problems: list[Problem] = []
        self.origin: Origin | None = None

    def take(
        self, origin: Origin, row: int, ident: str, cells: Mapping[str, str], more: Mapping[str, Any]
    ) -> None:
        """One record of these cells; `more` are fields whose values are made already."""
        self.origin = self.origin or origin
        fields: dict[str, Any] = {}
        wrong: list[tuple[str, str, str]] = []
        for field, cell in {"id": ident, **cells}.items():
            try:
                fields[field] = self._read[field](cell)
            except BadInput as refused:
                wrong.append((field, cell, refused.sentence))
        wrong = wrong or self._lacking(fields)
        self.problems += [
            problem(origin.file, row, origin.headers.get(field, field), value, expected)
            for field, value, expected in wrong
        ]
        if not wrong:
            self.records.append(Record(row, {**fields, **more}, _ident(ident)))
            tell(len(self.records))

    def reading(self, roster: Roster) -> Reading:
        """All that was taken."""
        headers = self.origin.headers if self.origin else {}
        return Reading(
            self._kind,
            tuple(self.records),
            tuple(self.problems),
            (),
            tuple((field, header) for field, header in headers.items() if field in self._read),
            source=roster.source,
            file=self.origin.file if self.origin else "",
            partial=roster.partial,
        )

    def _lacking(self, fields: dict[str, Any]) -> list[tuple[str, str, str]]:
        groups = [group for group in REQUIRED[self._kind] if not any(fields.get(field) for field in group)]
        return [(group[0], "", f"a value for {' or '.join(group)}") for group in groups]


def _students(roster: Roster) -> Reading:
    typed = _Typed("students")
    for key, person in roster.people.items():
        if "student" not in person.roles:
            continue
        if typed.origin is None:
            _require_names(person.origin)
        more = {**_guardian(roster, person), **_in_classes(roster, key)}
        cells = _with_school(roster, person, _named(person))
        typed.take(person.origin, person.row, person.ident, cells, more)
    if roster.partial:
        for key in dict.fromkeys((*roster.classes_of, *roster.classes_left)):
            if key not in roster.people and key not in roster.gone:
                known = _ident(key)
                typed.records.append(Record(0, {"id": known, **_in_classes(roster, key)}, known))
    return typed.reading(roster)


def _named(person: Person) -> dict[str, str]:
    """A student's cells, with the name apart, and a login that is a mail address where there is no other."""
    cells = dict(person.cells)
    full, login = cells.pop("full_name", ""), cells.pop("login", "")
    if not cells.get("given") and not cells.get("family"):
        cells["given"], cells["family"] = split_name(clean(full))
    if not cells.get("email") and "@" in login:
        cells["email"] = login
    return cells


def _require_names(origin: Origin) -> None:
    if not any(field in origin.headers for field in _NAMES):
        there = ", ".join(origin.headers.values())
        raise BadInput(
            f"{origin.file} has no column for the names of students; known columns in it: {there}.",
            "Export it with names, or name the column: --map given=HEADER.",
        )


def _with_school(roster: Roster, person: Person, cells: Mapping[str, str]) -> dict[str, str]:
    schools = _schools(roster, person)
    return {**cells, "school": schools[0]} if schools else dict(cells)


def _schools(roster: Roster, person: Person) -> list[str]:
    """Names of a person's schools, the main one first; a district is none."""
    named = (org for org in person.schools if org not in roster.districts)
    found = list(dict.fromkeys(filter(None, (clean(roster.schools.get(org, "")) for org in named))))
    return sorted(found, key=lambda school: school not in roster.only) if roster.only else found


def _guardian(roster: Roster, person: Person) -> dict[str, str]:
    """Name and address of the one guardian there is room for: one who can be written to, nearest kin first."""
    found = [roster.people[key] for key in person.agents if key in roster.people]
    kin = [(rank, one) for one in found for rank in (_kinship(one),) if rank is not None]
    if not kin:
        return {}
    best = min(kin, key=lambda one: (not one[1].cells.get("email"), one[0]))[1]
    name = best.cells.get("name") or f"{best.cells.get('given', '')} {best.cells.get('family', '')}"
    fields = {"guardian_name": clean(name)}
    try:
        fields["guardian_email"] = read_cell.email(best.cells.get("email", ""))
    except BadInput:
        roster.left_out["mail"] += 1
    return fields


def _kinship(person: Person) -> int | None:
    """How near: 0 for a guardian; None for who is no kin, such as a teacher named as contact."""
    return min((GUARDIANS.index(role) for role in person.roles if role in GUARDIANS), default=None)


def _in_classes(roster: Roster, key: str) -> dict[str, tuple[str, ...]]:
    if not roster.enrolled:
        return {}
    fields = {"classes": tuple(map(_ident, roster.classes_of.get(key, ())))}
    left = roster.classes_left.get(key)
    if left:
        fields["classes_left"] = tuple(map(_ident, left))
    return fields


def _ident(text: str) -> str:
    """An id as the record has it that it is of; what is no good id is told where that record stands."""
    try:
        return read_cell.ident(text)
    except BadInput:
        return clean(text)


def _staff(roster: Roster, people: list[Person]) -> Reading:
    typed = _Typed("staff")
    for person in people:
        cells = _named(person)
        name = f"{cells.pop('given', '')} {cells.pop('family', '')}"
        cells = {"name": name.strip() or person.cells.get("login", ""), "email": cells.get("email", "")}
        cells["role"] = _role_of(person)
        typed.take(person.origin, person.row, person.ident, _with_school(roster, person, cells), {})
    return typed.reading(roster)


def _role_of(person: Person) -> str:
    roles = [role for role in person.roles if role not in NO_STAFF]
    role = "teacher" if "teacher" in roles else next(iter(roles), "teacher")
    return role.replace("administrator", " administrator").strip()


def _classes(roster: Roster, groups: list[Group]) -> Reading:
    typed = _Typed("classes")
    for group in groups:
        cells = {**group.cells, "name": group.cells.get("name") or group.ident}
        if cells.get("meets"):
            cells["meets"] = _meets(roster, cells["meets"])
        teacher = roster.people.get(roster.teachers_of.get(group.ident, (0, ""))[1])
        if teacher is not None:
            cells["teacher"] = _ident(teacher.ident)
        typed.take(group.origin, group.row, group.ident, cells, {})
    return typed.reading(roster)


def _meets(roster: Roster, periods: str) -> str:
    try:
        return format_meets(parse_meets(periods))
    except BadInput:
        roster.left_out["periods"] += 1
        return ""
