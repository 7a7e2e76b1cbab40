"""Rooms typed line by line, as "Rm 12 | 4 seats | phone, Zoom", without any header."""

from __future__ import annotations

from models.errors import BadInput
from models.exchange.foreign_cells import equipment, seats
from models.exchange.tables import Row, Table
from models.exchange.wall import parse_openings

HEADERS = ("name", "capacity", "equipment", "open")


def typed_rooms(table: Table) -> Table | None:
    """The table that the lines make, its header being one of them; None where one of them is no room's."""
    if table.long_rows:
        return None  # cells that are not there any more are no longer to be understood
    first = table.rows[0].number - 1 if table.rows else 1
    rows = []
    for number, cells in [Row(first, list(table.headers)), *table.rows]:
        found = dict.fromkeys(HEADERS, "")
        for cell in filter(None, cells):
            field = "name" if not found["name"] else _field(cell)
            if not field or (field != "name" and found[field]):
                return None
            found[field] = cell
        if not found["capacity"] and not found["equipment"]:
            return None
        rows.append(Row(number, list(found.values())))
    return Table(HEADERS, rows, table.delimiter)


def _field(cell: str) -> str:
    for field, read in (("capacity", seats), ("equipment", equipment), ("open", parse_openings)):
        try:
            if read(cell):
                return field
        except BadInput:
            continue
    return ""
