"""The classes on the page of bells: where each meets, and whether it may be missed."""

from __future__ import annotations

from typing import NamedTuple

from models.errors import BadInput
from models.queries.bells_year import BellsFacts
from models.rules.facts import BellSchedule, SchoolClass
from models.rules.meets import WEEKDAY_LETTERS, parse_meets, period_key
from models.rules.naming import listing
from models.rules.text import fold
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
    """A class, its teacher's name, and what of its `meets` the bells do not know ("" for nothing)."""

    one: SchoolClass
    teacher: str
    unknown: str = ""

    @property
    def key(self) -> str:
        """Its lasting name."""
        return self.one.id


def class_rows(facts: BellsFacts) -> list[ClassRow]:
    """Every class by name."""
    every = sorted(facts.classes, key=lambda one: (one.name or one.id, one.id))
    schedule = facts.book.schedule
    return [
        ClassRow(one, facts.staff.get(one.teacher or "", one.teacher or ""), unknown_to(schedule, one.meets))
        for one in every
    ]


def unknown_to(schedule: BellSchedule, meets: str) -> str:
    """The periods and letters that no day has, so that a slip of the pen is seen: "period 9 and letter Q"; "" for none.

    Where no periods, or no letters, are kept at all, nothing is said of them.
    """
    try:
        pairs = sorted(parse_meets(meets))
    except BadInput:
        return "what is written"
    special = schedule.exceptions.values()
    every = [*schedule.day_types.values(), *(one.rows for one in special)]
    periods = {period_key(row.name) for rows in every for row in rows}
    letters = {fold(letter) for letter in (*schedule.rotation, *(one.rotation for one in special))}
    letters |= {"", *map(fold, WEEKDAY_LETTERS)}
    wrong = [f"period {name}" for name, _ in pairs if periods and period_key(name) not in periods]
    wrong += [f"letter {one}" for _, one in pairs if schedule.rotation and fold(one) not in letters]
    return listing(list(dict.fromkeys(wrong)))


def class_cells(row: ClassRow) -> tuple[Cell, ...]:
    """Its cells: the name, where it meets, whether it may be missed, the teacher."""
    one = row.one
    meets: Cell = one.meets or Toned("not said", "warn")
    if row.unknown:
        meets = Toned(f"! {one.meets}", "warn")
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
    if row.unknown:
        return (("strong", told), ("warn", f"! The bells do not know {row.unknown}."), ("dim", how))
    return (("strong", told), ("dim", how), ("dim", keys))
