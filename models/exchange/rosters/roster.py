"""What a roster of several files says, whichever program wrote it: people, classes, and who is in which."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from models.exchange.reading import Problem, problem
from models.exchange.rosters.sheets import Line, Sheet
from models.rules.text import clean, fold

GUARDIANS = ("guardian", "parent", "relative", "family", "observer")
"""Roles of the people who answer for a student, those who do so first."""
NO_STAFF = frozenset({"", "student", "child", "alumni", "other", "user", *GUARDIANS})
"""Roles that nobody on a school's staff has."""

TEACHING = frozenset({"teacher", "instructor", "faculty", "professor", "lecturer"})
"""Roles in a class of those who teach it."""
TEACHER = "teacher:"
"""Before a teacher's id, in rosters that number students and teachers apart."""

# What was left out and why, for one and for several.
LEFT_OUT: Mapping[str, tuple[str, str]] = {
    "disabled": (
        "1 user is no longer enabled and was left out",
        "{} users are no longer enabled and were left out",
    ),
    "deleted": (
        "1 user is marked as deleted or inactive and was left out",
        "{} users are marked as deleted or inactive and were left out",
    ),
    "class": (
        "1 class is marked as deleted and was left out",
        "{} classes are marked as deleted and were left out",
    ),
    "outside": (
        "1 enrolment does not touch the campaign's window and was left out",
        "{} enrolments do not touch the campaign's window and were left out",
    ),
    "ended": ("1 enrolment has ended and was left out", "{} enrolments have ended and were left out"),
    "nobody": (
        "1 enrolment is of somebody who is not in these files; it was left out",
        "{} enrolments are of people who are not in these files; they were left out",
    ),
    "nowhere": (
        "1 enrolment is in a class that is not in these files; it was left out",
        "{} enrolments are in classes that are not in these files; they were left out",
    ),
    "again": ("1 row says the same as an earlier one", "{} rows say the same as earlier ones"),
    "periods": (
        "The periods of 1 class cannot be read and were left out",
        "The periods of {} classes cannot be read and were left out",
    ),
    "mail": (
        "1 guardian's mail address cannot be read and was left out",
        "{} guardians' mail addresses cannot be read and were left out",
    ),
}


class Origin(NamedTuple):
    """Where a record stands: the file as messages call it, and the header of each field."""

    file: str
    headers: Mapping[str, str]


class Person:
    """One user of the other program: cells by our field, roles, schools (best first), guardians' keys.

    `ident` is the id that the program gives them, "" where it gives none.
    """

    __slots__ = ("agents", "cells", "ident", "origin", "roles", "row", "schools")

    def __init__(self, ident: str, origin: Origin, row: int, cells: dict[str, str]) -> None:
        self.ident, self.origin, self.row, self.cells = ident, origin, row, cells
        self.roles: dict[str, None] = {}
        self.schools: dict[str, None] = {}
        self.agents: dict[str, None] = {}


class Group(NamedTuple):
    """One class of the other program: cells by our field, and the id of its school, "" where it is not told."""

    ident: str
    origin: Origin
    row: int
    cells: dict[str, str]
    school: str = ""


class Roster:
    """Everything that was read, as it is read. `source` is the format's name, `title` what people call it.

    `partial` is a roster that tells only of changes. `grouped` says whether it has a file of classes at all,
    `enrolled` whether it has one of who is in them. `terms_out`: by the name of a term that does not touch the
    campaign's window the classes that were left out for it. `only`: the names of the schools that are wanted.
    """

    def __init__(self, source: str, title: str) -> None:
        self.source, self.title = source, title
        self.partial = self.grouped = self.enrolled = False
        self.people: dict[str, Person] = {}
        self.groups: dict[str, Group] = {}
        self.schools: dict[str, str] = {}
        self.districts: set[str] = set()
        self.classes_of: dict[str, dict[str, None]] = {}
        self.classes_left: dict[str, dict[str, None]] = {}
        self.teachers_of: dict[str, tuple[int, str]] = {}
        self.gone: set[str] = set()
        self.gone_groups: set[str] = set()
        self.terms_out: dict[str, set[str]] = {}
        self.only: tuple[str, ...] = ()
        self.problems: list[Problem] = []
        self.notes: list[str] = []
        self.left_out: Counter[str] = Counter()

    def add(self, person: Person, before: str = "") -> None:
        """Take a person, under their id with `before` in front of it.

        A second row that says the same adds its school and guardians, one that says otherwise is wrong.
        """
        if not self._identified(person.ident, person.origin, person.row):
            return
        first = self.people.setdefault(before + person.ident, person)
        if first is person:
            return
        if first.cells != person.cells or first.origin.file != person.origin.file:
            self._second(person.ident, person.origin, person.row, first.row)
            return
        news = person.schools.keys() - first.schools.keys() or person.agents.keys() - first.agents.keys()
        self.left_out["again"] += not news
        first.roles.update(person.roles)
        first.schools.update(person.schools)
        first.agents.update(person.agents)

    def drop(self, key: str, reason: str) -> None:
        """Leave a person out, for one of the reasons of `LEFT_OUT`."""
        self.gone.add(key)
        self.left_out[reason] += 1

    def add_group(self, group: Group) -> None:
        """Take a class. A second row with its id is one for another term; with another name it is wrong."""
        self.grouped = True
        if not self._identified(group.ident, group.origin, group.row):
            return
        first = self.groups.setdefault(group.ident, group)
        self.gone_groups.discard(group.ident)
        if first is group:
            return
        if {**first.cells, "meets": ""} != {**group.cells, "meets": ""}:
            self._second(group.ident, group.origin, group.row, first.row)
            return
        self.left_out["again"] += first.cells == group.cells
        meets = dict.fromkeys(filter(None, (first.cells.get("meets"), group.cells.get("meets"))))
        if meets:
            first.cells["meets"] = " ".join(meets)

    def drop_group(self, ident: str) -> None:
        """Leave a class out that the other program has deleted."""
        self.gone_groups.add(ident)
        self.left_out["class"] += 1

    def put_off(self, ident: str, term: str) -> None:
        """Leave a class out whose term does not touch the campaign's window, unless another row of it has one."""
        self.terms_out.setdefault(term, set()).add(ident)
        if ident not in self.groups:
            self.gone_groups.add(ident)

    def enrol(self, group: str, person: str, role: str, *, first: bool = False) -> None:
        """Somebody is in a class, as student or teacher; `first` for its main teacher. Other roles are nothing."""
        if (role != "student" and role not in TEACHING) or person in self.gone or group in self.gone_groups:
            return
        if person not in self.people and not (self.partial and role == "student"):
            self.left_out["nobody"] += 1
        elif self.grouped and group not in self.groups and not self.partial:
            self.left_out["nowhere"] += 1
        elif role == "student":
            # One text for all the rows that name a class: they are many.
            known = self.groups.get(group)
            self.classes_of.setdefault(person, {})[known.ident if known else group] = None
        else:
            rank = 0 if first else 1
            if rank < self.teachers_of.get(group, (2, ""))[0]:
                self.teachers_of[group] = rank, person

    def end(self, group: str, person: str, role: str) -> None:
        """An enrolment that is over: in a roster of changes the student leaves the class."""
        self.left_out["ended"] += not self.partial
        if self.partial and role == "student":
            self.classes_left.setdefault(person, {})[group] = None

    def _identified(self, ident: str, origin: Origin, row: int) -> bool:
        if ident:
            return True
        column = origin.headers.get("id", "id")
        self.problems.append(problem(origin.file, row, column, "", "a value, since other files point at it"))
        return False

    def _second(self, ident: str, origin: Origin, row: int, first: int) -> None:
        expected = f"an id of its own (row {first} has it too and says otherwise)"
        self.problems.append(problem(origin.file, row, origin.headers.get("id", "id"), ident, expected))


def origin_of(sheet: Sheet, columns: Mapping[str, int]) -> Origin:
    """Where the records of a sheet stand, for messages."""
    return Origin(sheet.file, {field: sheet.headers[at] for field, at in columns.items()})


def picked(line: Line, fields: Sequence[str]) -> dict[str, str]:
    """The cells of these fields, of those that the sheet has."""
    return {field: line.cells[field] for field in fields if field in line.cells}


def listed(cell: str) -> list[str]:
    """The values of a list in one cell, apart by commas; some programs add brackets and quotes."""
    if "," not in cell and not cell.startswith(("[", '"', "{")):
        return [cell] if cell else []
    return [part for part in (piece.strip(" []{}\"'") for piece in re.split("[,;]", cell)) if part]


def role_word(cell: str) -> str:
    """A role for comparing: "Teacher", "StudentEnrollment" and "primary teacher" are what they sound like."""
    word = re.sub(r"[^a-z]", "", fold(clean(cell))).removesuffix("enrollment")
    if word in ("primaryteacher", "leadteacher", "teacherofrecord"):
        return "teacher"
    return word


def is_off(cell: str) -> bool:
    """Whether a yes-or-no cell says no; an empty one says nothing."""
    return fold(cell) in ("false", "0", "no", "n", "f")


def is_gone(cell: str) -> bool:
    """Whether a status says that a record is no longer valid."""
    return re.sub(r"[^a-z]", "", fold(cell)) in _GONE


_GONE = frozenset(
    {"tobedeleted", "deleted", "inactive", "suspended", "withdrawn", "dropped", "completed", "concluded"}
    | {"transferred", "graduated", "false", "deletedlastcompleted", "archived"}
)
