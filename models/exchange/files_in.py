"""The one way in for files: bytes to typed records and problems, whatever the bytes are."""

from __future__ import annotations

import os
import stat
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

from models.errors import BadInput
from models.exchange import limits
from models.exchange.bells_toml import read_toml
from models.exchange.decode import decode
from models.exchange.joined_sheets import in_words, place_in
from models.exchange.packs import is_pack
from models.exchange.reading import Problem, Reading
from models.exchange.scope import WHOLE, Scope, narrowed
from models.exchange.sniff import (
    is_toml,
    markup_form,
    refuse_other_archives,
    refuse_other_formats,
    refuse_other_texts,
    workbook_form,
)
from models.exchange.table_in import counter_of, read_known
from models.exchange.tables import Table, read_table, table_of
from models.exchange.vcards import is_vcard, read_vcards
from models.exchange.watching import Watch, watched
from models.rules.text import clean

KINDS = ("students", "contacts", "availability", "rooms", "staff", "classes", "bells")
"""What can be read from a file."""


class Loaded(NamedTuple):
    """A table as it stands in a file, before its columns are understood, and what to tell of how it was read.

    `source` is "csv" or "workbook"; `sheet` and `sheets` are as in `Reading`. `alike` are other sheets whose
    header is known as well, `joined` those that were read together as one table.
    """

    table: Table
    source: str
    notes: tuple[str, ...] = ()
    sheet: str = ""
    sheets: tuple[str, ...] = ()
    alike: tuple[str, ...] = ()
    joined: tuple[str, ...] = ()


def read_file(
    kind: str,
    path: Path,
    *,
    mapping: Mapping[str, str] | None = None,
    sheet: str = "",
    scope: Scope = WHOLE,
    watch: Watch | None = None,
) -> Reading:
    """Read a file or folder of the kind; `mapping` gives the header for a field where it cannot be guessed.

    `sheet` names the sheet of a workbook; without it the one whose header is best known is read. `scope` says of
    which schools students are wanted, and in which window their classes. Raises BadInput for what is no readable table of the kind; single bad rows come back as problems. `watch` is told how
    far it is, and may raise Stopped.
    """
    with watched(watch):
        if is_folder(path):
            return _read_folder(_known(kind), path, _named(path.name), dict(mapping or {}), scope)
        return read_bytes(kind, bytes_of(path), path.name, mapping=mapping, sheet=sheet, scope=scope)


def read_bytes(
    kind: str,
    data: bytes,
    name: str,
    *,
    mapping: Mapping[str, str] | None = None,
    sheet: str = "",
    scope: Scope = WHOLE,
) -> Reading:
    """Like `read_file`, for bytes at hand; `name` is what messages call them."""
    name, chosen = _named(name), dict(mapping or {})
    if len(data) > limits.BYTES.most:
        raise limits.BYTES.refuse(name)
    return narrowed(_read_any(_known(kind), data, name, chosen, sheet, scope), scope, name)


def load_table(
    kind: str, data: bytes, name: str, *, mapping: Mapping[str, str] | None = None, sheet: str = ""
) -> Loaded:
    """The one table in a text file or workbook. Raises BadInput for what holds none, or several files."""
    name, chosen = _named(name), dict(mapping or {})
    if len(data) > limits.BYTES.most:
        raise limits.BYTES.refuse(name)
    if workbook_form(data):
        return _load_sheet(_known(kind), data, name, chosen, sheet)
    text, notes = _load_text(data, name)
    loaded = _load_rows(_known(kind), text, name, chosen, sheet)
    return loaded._replace(notes=(*notes, *loaded.notes))


def _read_any(
    kind: str, data: bytes, name: str, mapping: dict[str, str], sheet: str, scope: Scope
) -> Reading:
    """One branch for each family of files that is no plain text, told apart by content."""
    if workbook_form(data):
        return _understood(kind, _load_sheet(kind, data, name, mapping, sheet), name, mapping)
    refuse_other_archives(data, name)
    if is_pack(data):
        return _read_pack(kind, data, name, mapping, scope)
    text, notes = _load_text(data, name)
    reading = _read_text(kind, text, name, mapping, sheet)
    return reading._replace(notes=(*notes, *reading.notes))


def _read_text(kind: str, text: str, name: str, mapping: dict[str, str], sheet: str) -> Reading:
    """One branch for each family of text files."""
    if is_vcard(text):
        _refuse_mapping(mapping, f"{name} is an address book in vCard form")
        return _read_vcards(kind, text, name)
    refuse_other_texts(text, name)
    if is_toml(text):
        _refuse_mapping(mapping, f"{name} is a TOML file")
        return _read_toml(kind, text, name)
    return _understood(kind, _load_rows(kind, text, name, mapping, sheet), name, mapping)


def _refuse_mapping(mapping: Mapping[str, str], what: str) -> None:
    """A file that names everything in it itself has no columns of which anything could be said."""
    if mapping:
        raise BadInput(f"{what}, which has no columns to be named.", "Leave --map out.")


def _read_vcards(kind: str, text: str, name: str) -> Reading:
    if kind != "contacts":
        raise BadInput(
            f"{name} is an address book in vCard form; only contacts are read from one.",
            "Import it as contacts.",
        )
    return read_vcards(text, name)


def _load_text(data: bytes, name: str) -> tuple[str, tuple[str, ...]]:
    refuse_other_formats(data, name)
    text, note = decode(data, name)
    return text, (note,) if note else ()


def _load_rows(kind: str, text: str, name: str, mapping: dict[str, str], sheet: str) -> Loaded:
    """The table in a text, be it marked up or not."""
    recognise, form = counter_of(kind, mapping), markup_form(text)
    if sheet and form != "xml":
        raise BadInput(f"{name} is no workbook, so it has no sheet {clean(sheet)!r}.", "Leave --sheet out.")
    if not form:
        return Loaded(read_table(text, name, recognise), "csv")
    from models.exchange.html_tables import best_table, tables_of_page
    from models.exchange.xml_tables import tables_of_xml

    found = tables_of_page(text, name) if form == "html" else tables_of_xml(text, name)
    best, notes = best_table(found, name, recognise, sheet)
    table = table_of(best.rows, name, recognise)._replace(long_rows=())
    return Loaded(table, "workbook", notes, best.name, tuple(one.name for one in found if one.name))


def _load_sheet(kind: str, data: bytes, name: str, mapping: dict[str, str], sheet: str) -> Loaded:
    """Workbooks are read by a process of their own, whose machinery nothing else needs."""
    from models.exchange.workbooks import read_workbook

    read = read_workbook(data, name, counter_of(kind, mapping), sheet)
    return Loaded(read.table, "workbook", read.notes, read.sheet, read.sheets, read.alike, read.joined)


def _understood(kind: str, loaded: Loaded, name: str, mapping: dict[str, str]) -> Reading:
    """The reading of a table, whose problems tell the sheet where there are several."""
    sheet = loaded.sheet if len(loaded.sheets) > 1 else ""
    called = f"{name}, sheet {sheet}," if sheet else name
    reading = read_known(kind, loaded.table, called, mapping)
    return reading._replace(
        problems=tuple(_placed(found, name, sheet, loaded.joined) for found in reading.problems),
        notes=(*loaded.notes, *(in_words(loaded.joined, note) for note in reading.notes)),
        source=loaded.source if reading.source == "file" else reading.source,
        sheet=loaded.sheet,
        sheets=loaded.sheets,
        joined=loaded.joined,
    )


def _placed(found: Problem, name: str, sheet: str, joined: tuple[str, ...]) -> Problem:
    if joined:
        sheet, row = place_in(joined, found.row)
        return found._replace(file=name, sheet=sheet, row=row, expected=in_words(joined, found.expected))
    return found._replace(file=name, sheet=sheet)


def _read_toml(kind: str, text: str, name: str) -> Reading:
    if kind != "bells":
        raise BadInput(
            f"{name} is a TOML file; only bell schedules are read from one.", "Import it as bells."
        )
    return read_toml(text, name)._replace(source="toml")


def _read_folder(kind: str, path: Path, name: str, mapping: dict[str, str], scope: Scope) -> Reading:
    """The files of an unpacked archive."""
    if not path.name:
        name = _named(path.resolve().name)
    return _read_pack(kind, path, name, mapping, scope)


def _read_pack(kind: str, source: bytes | Path, name: str, mapping: dict[str, str], scope: Scope) -> Reading:
    """A roster of several files; its readers are not needed for anything else."""
    from models.exchange.rosters.roster_in import read_pack

    return read_pack(kind, source, name, mapping, scope)


def _known(kind: str) -> str:
    if kind not in KINDS:
        raise BadInput(f"{clean(kind)!r} cannot be imported.", f"Kinds: {', '.join(KINDS)}.")
    return kind


def _named(name: str) -> str:
    return clean(name) or "the file"


def is_folder(path: Path) -> bool:
    """Whether a folder stands there, whatever the path is made of."""
    try:
        return path.is_dir()
    except ValueError:
        return False  # a NUL in the path, of which reading the file tells


def bytes_of(path: Path) -> bytes:
    """The bytes of a regular file, never more than the limit. Raises BadInput."""
    name = _named(path.name)
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
