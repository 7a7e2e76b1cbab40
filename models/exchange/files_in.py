"""The one way in for files: bytes to typed records and problems, whatever the bytes are."""

from __future__ import annotations

import os
import stat
from collections.abc import Mapping
from pathlib import Path

from models.errors import BadInput
from models.exchange import limits, people_in
from models.exchange.bells_in import read_bells
from models.exchange.bells_toml import read_toml
from models.exchange.columns import names_of
from models.exchange.decode import decode
from models.exchange.headers import recognised, understand
from models.exchange.reading import Reading
from models.exchange.rows_in import read_rows
from models.exchange.sniff import is_toml, refuse_other_formats, refuse_other_texts
from models.exchange.tables import Table, read_table
from models.rules.text import clean

KINDS = ("students", "contacts", "availability", "rooms", "staff", "classes", "bells")
"""What can be read from a file."""

_BELL_FORMS = ("periods", "days")

_MANNERS = {
    "students": people_in.STUDENTS,
    "contacts": people_in.CONTACTS,
    "availability": people_in.AVAILABILITY,
    "staff": people_in.STAFF,
}


def read_file(kind: str, path: Path, *, mapping: Mapping[str, str] | None = None) -> Reading:
    """Read a file of the kind; `mapping` gives the header for a field where it cannot be guessed.

    Raises BadInput for what is no readable table of the kind; single bad rows come back as problems.
    """
    return read_bytes(kind, _bytes_of(path), path.name, mapping=mapping)


def read_bytes(kind: str, data: bytes, name: str, *, mapping: Mapping[str, str] | None = None) -> Reading:
    """Like `read_file`, for bytes at hand; `name` is what messages call them."""
    if kind not in KINDS:
        raise BadInput(f"{clean(kind)!r} cannot be imported.", f"Kinds: {', '.join(KINDS)}.")
    name = clean(name) or "the file"
    if len(data) > limits.BYTES.most:
        raise limits.BYTES.refuse(name)
    refuse_other_formats(data, name)
    text, note = decode(data, name)
    refuse_other_texts(text, name)
    reading = _read_text(kind, text, name, dict(mapping or {}))
    return reading._replace(notes=(note, *reading.notes)) if note else reading


def _read_text(kind: str, text: str, name: str, mapping: dict[str, str]) -> Reading:
    if is_toml(text):
        if kind != "bells":
            raise BadInput(
                f"{name} is a TOML file; only bell schedules are read from one.", "Import it as bells."
            )
        return read_toml(text, name)
    forms = _BELL_FORMS if kind == "bells" else (kind,)
    counter = recognised(forms, mapping)
    table = read_table(text, name, counter)
    if not counter(table.headers):
        wanted = names_of(forms[0])
        raise BadInput(
            f"{name} has no header that is known for {kind}; its first row is: {', '.join(table.headers)[:200]}.",
            f"Begin the file with a line such as {','.join(wanted[:6])} (columns: {', '.join(wanted)}).",
        )
    if kind == "bells":
        form = _bell_form(table, mapping)
        return read_bells(form, table, understand(form, table.headers, name, mapping), name)
    heading = understand(kind, table.headers, name, mapping)
    return read_rows(kind, table, heading, name, _MANNERS.get(kind, people_in.PLAIN))


def _bell_form(table: Table, mapping: dict[str, str]) -> str:
    """Which of the two tables of a bell schedule it is: only one has dates."""
    headers = understand("days", table.headers, "", {}).sources
    dated = "date" in mapping or any(source.field == "date" for source in headers)
    return "days" if dated else "periods"


def _bytes_of(path: Path) -> bytes:
    """The bytes of a regular file, never more than the limit. Raises BadInput."""
    name = clean(path.name) or "the file"
    try:
        if not stat.S_ISREG(path.stat().st_mode):
            raise BadInput(f"{name} is no regular file.", "Give the path of a CSV file.")
        # A pipe put in its place meanwhile must not keep us waiting.
        handle = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0))
        with os.fdopen(handle, "rb") as file:
            data = file.read(limits.BYTES.most + 1)
    except FileNotFoundError as wrong:
        raise BadInput(f"There is no file {name}.", "Check the path.") from wrong
    except PermissionError as wrong:
        raise BadInput(f"{name} may not be read.", "Check who may read the file.") from wrong
    except OSError as wrong:
        raise BadInput(f"{name} cannot be read: {clean(str(wrong.strerror))}.", "Check the path.") from wrong
    except ValueError as wrong:
        raise BadInput(f"{name} cannot be read: no path holds a NUL.", "Check the path.") from wrong
    if len(data) > limits.BYTES.most:
        raise limits.BYTES.refuse(name)
    return data
