"""Tables out, as cells and as CSV that a spreadsheet cannot mistake for formulas and `import` reads the same."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

from models.exchange.columns import COLUMNS, names_of
from models.exchange.wall import wall_span, wall_time
from models.rules.facts import BellSchedule, Contact, Period, Room, SchoolClass, Staff, Student
from models.rules.walls import format_wall

GUARDED = frozenset("=+-@\t\r\n")
"""A cell that begins with one of these is a formula to a spreadsheet, or hides one."""


class Grid(NamedTuple):
    """A table to be written: its header, and rows of as many cells of text, which can be gone through once."""

    columns: Sequence[str]
    rows: Iterable[Sequence[str]]


Listed = Student | Contact | Room | Staff | SchoolClass


def guarded(cell: str) -> str:
    """The cell with an apostrophe before it, which spreadsheets hide, where it could pass for a formula.

    Cells that already have apostrophes before such a sign get one more, so that `unguarded` is exact.
    """
    return f"'{cell}" if cell.lstrip("'")[:1] in GUARDED and cell.lstrip("'") else cell


def unguarded(cell: str) -> str:
    """The cell as it was before `guarded`."""
    if cell[:1] == "'":
        bare = cell.lstrip("'")
        return cell[1:] if bare and bare[0] in GUARDED else cell
    return cell


def write_csv(columns: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A table in commas, lines ended by a line feed; header cells and the rest are guarded alike."""
    out = io.StringIO()
    # A lone carriage return would end the row for some readers, and not be quoted by the writer.
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow([guarded(name) for name in columns])
    for row in rows:
        writer.writerow([guarded(cell).replace("\r\n", "\n").replace("\r", "\n") for cell in row])
    return out.getvalue()


def write_fields(kind: str, rows: Iterable[Mapping[str, Any]]) -> str:
    """Typed fields, as the readers give them, in the columns of the kind; a field that lacks is left empty."""
    return write_csv(*grid_of_fields(kind, rows))


def write_facts(kind: str, facts: Iterable[Listed], zone: ZoneInfo) -> str:
    """Students, contacts, rooms, staff or classes in their columns; instants as wall times in `zone`."""
    return write_csv(*grid_of_facts(kind, facts, zone))


def write_availability(contacts: Iterable[Contact], zone: ZoneInfo) -> str:
    """The hours of every contact, as wall times in `zone`."""
    return write_csv(*grid_of_availability(contacts, zone))


def write_periods(schedule: BellSchedule) -> str:
    """The day types of a bell schedule as a table, then the rows that single dates have of their own, by date."""
    return write_csv(*grid_of_periods(schedule))


def write_days(schedule: BellSchedule) -> str:
    """The dated exceptions of a bell schedule as a table; rows of their own stand among the day types' periods."""
    return write_csv(*grid_of_days(schedule))


def grid_of_fields(kind: str, rows: Iterable[Mapping[str, Any]]) -> Grid:
    """Like `write_fields`, as cells, for any format."""
    columns = COLUMNS[kind]
    cells = ([_cell(column.write, fields.get(column.name)) for column in columns] for fields in rows)
    return Grid([column.name for column in columns], cells)


def grid_of_facts(kind: str, facts: Iterable[Listed], zone: ZoneInfo) -> Grid:
    """Like `write_facts`, as cells, for any format."""
    return grid_of_fields(kind, (fields_of(fact, zone) for fact in facts))


def grid_of_availability(contacts: Iterable[Contact], zone: ZoneInfo) -> Grid:
    """Like `write_availability`, as cells, for any format."""
    return grid_of_fields(
        "availability",
        (
            {"contact": contact.id, "from": wall_time(span.start, zone), "to": wall_time(span.end, zone)}
            for contact in contacts
            for span in contact.availability
        ),
    )


def grid_of_periods(schedule: BellSchedule) -> Grid:
    """Like `write_periods`, as cells, for any format."""
    return Grid(
        names_of("periods"),
        (
            [day_type, period.name, format_wall(period.start), format_wall(period.end), period.kind]
            for day_type, periods in _all_rows(schedule)
            for period in periods
        ),
    )


def _all_rows(schedule: BellSchedule) -> Iterator[tuple[str, tuple[Period, ...]]]:
    yield from schedule.day_types.items()
    for day, one in sorted(schedule.exceptions.items()):
        if one.rows:
            yield day.isoformat(), one.rows


def grid_of_days(schedule: BellSchedule) -> Grid:
    """Like `write_days`, as cells, for any format."""
    days = sorted(schedule.exceptions.values())
    return Grid(
        names_of("days"),
        ([one.day.isoformat(), one.day_type, one.rotation, one.closed, one.note] for one in days),
    )


def fields_of(fact: Listed, zone: ZoneInfo) -> dict[str, Any]:
    """The fact's fields under the names of its columns, as the reader of such a file would give them."""
    fields = fact._asdict()
    if isinstance(fact, Contact):
        fields["employer"] = fact.employer_name
    elif isinstance(fact, Room):
        fields["open"] = fact.hours
        fields["blocks"] = tuple(wall_span(block, zone) for block in fact.blocks if not block.held)
    return fields


def _cell(write: Any, value: Any) -> str:
    return "" if value is None else str(write(value))
