"""The classes on the page of bells: where each meets, and whether it may be missed."""

from __future__ import annotations

from typing import NamedTuple

from models.queries.bells_year import BellsFacts
from models.rules.facts import SchoolClass
from screens.widgets.few_lines import Line
from screens.widgets.plain import Cell, Toned

KIND_WORDS = {
    "free": "free period",
    "advisory": "advisory",
    "lunch": "lunch",
    "elective": "elective",
    "core": "core",
    "never": "never missed",
}
"""What kinds of classes are called; an interview is rather put over the first of them than over the last."""


class ClassRow(NamedTuple):
    """A class, and its teacher's name."""

    one: SchoolClass
    teacher: str

    @property
    def key(self) -> str:
        """Its lasting name."""
        return self.one.id


def class_rows(facts: BellsFacts) -> list[ClassRow]:
    """Every class by name."""
    every = sorted(facts.classes, key=lambda one: (one.name or one.id, one.id))
    return [ClassRow(one, facts.staff.get(one.teacher or "", one.teacher or "")) for one in every]


def class_cells(row: ClassRow) -> tuple[Cell, ...]:
    """Its cells: the name, where it meets, whether it may be missed, the teacher."""
    one = row.one
    meets: Cell = one.meets or Toned("not said", "warn")
    return (
        Toned(one.name or one.id, "strong"),
        meets,
        KIND_WORDS.get(one.kind or "core", one.kind),
        row.teacher,
    )


def class_words(row: object) -> tuple[Line, ...]:
    """How to write where a class meets, and what the keys do."""
    how = "4(A-B) is period 4 on A and B days, 2(A) 5(B) two periods, 4 lunch:A period 4 with lunch A."
    keys = "Enter changes it, n adds one, Del takes it away. Ctrl+O imports a list."
    if not isinstance(row, ClassRow):
        return (("dim", how),)
    named = row.one.name or row.one.id
    never = ", ".join(day.isoformat() for day in row.one.never_on)
    told = f"{named} ({row.one.id}){f' · not to be missed on {never}' if never else ''}"
    return (("strong", told), ("dim", how), ("dim", keys))
