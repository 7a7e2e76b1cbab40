"""A look at a file before it is read: what its columns seem to mean, with some of their values, for a person to judge."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from models.exchange.columns import COLUMNS, REQUIRED
from models.exchange.headers import HELPERS, STANDS_FOR, understand
from models.exchange.reading import SHOWN
from models.exchange.table_in import form_of
from models.exchange.tables import Table
from models.rules.text import clean

SAMPLES = 3
"""Values of a column that are shown."""
_LOOKED_AT = 200
"""Rows among which values that are not empty are looked for."""
GUESSABLE = ("students", "contacts", "staff", "rooms", "classes", "availability", "bells")
"""Kinds in the order in which a file is taken for one when several fit alike."""
READ, UNUSED, NEVER_KEPT = "read", "unused", "never kept"


class LookedColumn(NamedTuple):
    """A column: its header as written, its field ("" for none), what becomes of it, some of its values."""

    header: str
    field: str
    state: str
    samples: tuple[str, ...]


class Look(NamedTuple):
    """What was understood of a table's header. `lacking` are fields of which one is needed and none was found.

    `form` is the kind, or for bells which of their two tables it is.
    """

    kind: str
    form: str
    columns: tuple[LookedColumn, ...]
    rows: int
    program: str
    lacking: tuple[tuple[str, ...], ...]

    @property
    def placed(self) -> int:
        """How many fields have a column."""
        return len({column.field for column in self.columns if column.field})


def look_at(kind: str, table: Table, mapping: Mapping[str, str]) -> Look:
    """How the table's columns are understood for the kind; `mapping` as `understand` takes it. Raises BadInput."""
    form = form_of(kind, table, mapping)
    heading = understand(form, table.headers, "", mapping)
    fields = {source.at: source.field for source in heading.sources}
    never = set(heading.never_kept)
    columns = []
    for at, header in enumerate(table.headers):
        field = fields.get(at, "")
        state = READ if field else NEVER_KEPT if header in never else UNUSED
        # Values that must not be kept are not shown either.
        samples = () if state == NEVER_KEPT else _samples(table, at)
        columns.append(LookedColumn(header, field, state, samples))
    there = set(fields.values())
    lacking = tuple(group for group in REQUIRED.get(form, ()) if there.isdisjoint(_stand_for(form, group)))
    return Look(kind, form, tuple(columns), len(table.rows), heading.program.words, lacking)


def guessed_kind(table: Table, asked: str) -> str:
    """The kind that the header speaks for: the one asked for unless another one fits clearly better."""
    looks = [look_at(kind, table, {}) for kind in (asked, *(one for one in GUESSABLE if one != asked))]
    whole = [look for look in looks if not look.lacking]
    if not whole:
        return asked
    best = max(whole, key=lambda look: look.placed)
    own = looks[0]
    return asked if not own.lacking and best.placed - own.placed < 2 else best.kind


def fields_of(form: str) -> tuple[str, ...]:
    """Every field that a column may be said to hold, our own first."""
    return (*(column.name for column in COLUMNS[form]), *HELPERS.get(form, ()))


def remapped(look: Look, mapping: Mapping[str, str], at: int, field: str) -> dict[str, str]:
    """The mapping after a person said that the column at `at` holds `field`, or nothing ("")."""
    changed = dict(mapping)
    column = look.columns[at]
    if column.field and column.field != field:
        # Another column of the same field, which this one went before, is not meant either unless said so.
        changed[column.field] = ""
    if field:
        changed[field] = column.header
    return changed


def _stand_for(form: str, group: Sequence[str]) -> tuple[str, ...]:
    helpers = STANDS_FOR.get(form, {})
    return (*group, *(helper for field in group for helper in helpers.get(field, ())))


def _samples(table: Table, at: int) -> tuple[str, ...]:
    found: dict[str, None] = {}
    for row in table.rows[:_LOOKED_AT]:
        shown = clean(row.cells[at], SHOWN)
        if shown:
            found.setdefault(shown)
        if len(found) == SAMPLES:
            break
    return tuple(found)
