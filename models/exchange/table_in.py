"""A table of any origin to a reading of the kind asked for: text, sheets and the files of a pack all end here."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from models.errors import BadInput
from models.exchange import people_in
from models.exchange.bells_in import read_bells
from models.exchange.bells_typed import typed_lines
from models.exchange.columns import REQUIRED, names_of
from models.exchange.dates_in import with_plain_dates
from models.exchange.headers import recognised, understand
from models.exchange.letters import are_references, is_lettered
from models.exchange.reading import Reading
from models.exchange.rooms_typed import typed_rooms
from models.exchange.rows_in import read_rows
from models.exchange.tables import Table
from models.rules.text import clean

_BELL_FORMS = ("periods", "days")
_LETTERED = "No line names the columns: the first row was read like the others, and the columns are called by letters."

_SHOWN = {
    "students": (("Id", "Student"), frozenset({"Has", "Next interview", "Readiness"})),
    "contacts": (("Id", "Contact"), frozenset({"How", "Left", "Last", "Next"})),
}
"""How lists begin that were written from a page, and what else is in one of them at least."""

_MANNERS = {
    "students": people_in.STUDENTS,
    "contacts": people_in.CONTACTS,
    "availability": people_in.AVAILABILITY,
    "staff": people_in.STAFF,
}


def counter_of(kind: str, mapping: Mapping[str, str]) -> Callable[[Sequence[str]], int]:
    """What counts the header names in a row that are known for the kind, or are named in the mapping."""
    return recognised(_forms_of(kind), mapping)


def read_known(kind: str, table: Table, name: str, mapping: Mapping[str, str]) -> Reading:
    """The records of a table of the kind. Raises BadInput where its header is not known for the kind."""
    known = counter_of(kind, mapping)
    typed = _typed(kind, table, known(table.headers))
    if typed is not None:
        table = typed
    if is_lettered(table.headers):
        if not mapping:
            raise _nameless(kind, table, name)
    elif not known(table.headers) and not are_references(mapping.values()):
        raise _unknown(kind, table, name)
    if not mapping:
        _refuse_shown_list(kind, table, name)
        _refuse_another_list(kind, table, name)
    form = form_of(kind, table, mapping)
    table = with_plain_dates(form, table)
    heading = understand(form, table.headers, name, mapping)
    if kind == "bells":
        reading = read_bells(form, table, heading, name)
    else:
        reading = read_rows(kind, table, heading, name, _MANNERS.get(kind, people_in.PLAIN))
    if is_lettered(table.headers):  # the next file without a header may have its columns in another order
        return reading._replace(notes=(_LETTERED, *reading.notes))
    return reading._replace(headers=table.headers)


def _unknown(kind: str, table: Table, name: str) -> BadInput:
    from models.exchange.guessing import by_letters, guessed, letters_shown, may_be_a_row

    wanted = names_of(_forms_of(kind)[0])
    instead = f"Begin the file with a line such as {','.join(wanted[:6])} (columns: {', '.join(wanted)})."
    example = guessed(kind, by_letters(table)) if may_be_a_row(kind, table) else {}
    if example:
        instead += (
            f" If that row is one like the others, name the columns by letter: {letters_shown(example)}."
        )
    return BadInput(
        f"{name} has no header that is known for {kind}; its first row is: {', '.join(table.headers)[:200]}.",
        instead,
    )


def _nameless(kind: str, table: Table, name: str) -> BadInput:
    from models.exchange.guessing import guessed, letters_shown

    first = ", ".join(clean(cell, 40) for cell in table.rows[0].cells if cell) if table.rows else ""
    example = guessed(kind, table) or {REQUIRED[kind][0][0]: table.headers[0]}
    told = letters_shown(example)
    return BadInput(
        f"{name} has no line that names its columns; its first row is: {first[:200]}.",
        f"Say what the columns hold, by letter, such as {told}; or put a line above them: "
        f"{','.join(names_of(kind)[:6])}.",
    )


def _refuse_shown_list(kind: str, table: Table, name: str) -> None:
    """A list written from a page holds what was shown: names as people go by, fields in place of their own words.
    Read as a roster it would take both from everybody.
    """
    ours = _SHOWN.get(kind)
    if ours and tuple(table.headers[:2]) == ours[0] and ours[1].intersection(table.headers):
        raise BadInput(
            f"{name} is a list as a page shows it, which is for reading: names and interests in it are shortened.",
            f'To change many at once, write "all {kind}, as import reads them" with X, or '
            f"`wbl-tui list {kind} --csv`, and bring that in.",
        )


def _refuse_another_list(kind: str, table: Table, name: str) -> None:
    """A list as this program writes it says what it lists: students are never read as rooms. Raises BadInput."""
    there = set(table.headers)
    for other in ("students", "contacts", "availability", "rooms", "staff", "classes"):
        if other != kind and there == set(names_of(other)):
            raise BadInput(
                f"{name} has the columns of {other}, not of {kind}.",
                f"Import it as {other}; or name the columns: --map name=HEADER.",
            )


def _typed(kind: str, table: Table, known: int) -> Table | None:
    """The table in lines that people type without a header; None for any other."""
    if kind == "bells" and known < 2:
        return typed_lines(table)
    return typed_rooms(table) if kind == "rooms" and not known else None


def _forms_of(kind: str) -> tuple[str, ...]:
    return _BELL_FORMS if kind == "bells" else (kind,)


def form_of(kind: str, table: Table, mapping: Mapping[str, str]) -> str:
    """The kind, or which of the two tables of a bell schedule it is: only one has dates."""
    if kind != "bells":
        return kind
    headers = understand("days", table.headers, "", {}).sources
    dated = "date" in mapping or any(source.field == "date" for source in headers)
    return "days" if dated else "periods"
