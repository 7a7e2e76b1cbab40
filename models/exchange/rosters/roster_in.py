"""The door for rosters of several files: which program's they are, by content, and what is taken of them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import NamedTuple

from models.errors import BadInput
from models.exchange.columns import names_of
from models.exchange.packs import Pack, is_pack, open_folder, open_zip
from models.exchange.reading import Reading
from models.exchange.rosters import canvas_sis, clever, oneroster, sds
from models.exchange.rosters.readings import counts_of, notes_of, reading_of
from models.exchange.rosters.roster import Roster
from models.exchange.rosters.sheets import Sheets
from models.rules.text import clean

KINDS = ("students", "staff", "classes")
"""What a roster holds."""

_MOST_NAMED = 12
"""Headers that a note names; the rest are counted."""

_KNOWN = (
    "Read are OneRoster (users.csv, classes.csv, enrollments.csv …), Microsoft School Data Sync (Student.csv, "
    "Section.csv …), Clever (students.csv, sections.csv …) and Canvas (users.csv, enrollments.csv …)."
)


class _Format(NamedTuple):
    """What a pack is called when it is of the format ("" when not), and how it is read."""

    title: Callable[[Sheets], str]
    read: Callable[[Sheets, Mapping[str, str]], Roster]


_FORMATS = tuple(_Format(module.title, module.read) for module in (oneroster, sds, clever, canvas_sis))


def read_pack(kind: str, source: bytes | Path, name: str, mapping: Mapping[str, str]) -> Reading:
    """Read a zip's bytes or an unpacked folder; problems name the file inside.

    Students come with their teachers and classes as `also`. Raises BadInput for what is no known roster, for
    kinds that rosters do not hold, and for packs that are damaged, too large or step outside of themselves.
    """
    pack = open_folder(source, name) if isinstance(source, Path) else open_zip(source, name)
    sheets = Sheets(pack)
    found = next((one for one in _FORMATS if one.title(sheets)), None)
    if found is None:
        return _read_single(kind, pack, mapping, in_zip=not isinstance(source, Path))
    _require_fields(kind, mapping)
    roster = found.read(sheets, mapping if kind == "students" else {})
    if kind not in KINDS:
        raise BadInput(_holds(roster, name, kind), f"Import it as {', '.join(KINDS[:-1])} or {KINDS[-1]}.")
    reading = reading_of(kind, roster)
    problems = (*roster.problems, *(one for sheet in sheets.opened for one in sheet.problems))
    notes = (*_opened(sheets, roster), *pack.notes, *roster.notes, *notes_of(kind, roster), *reading.notes)
    if not reading.records and not reading.problems and not problems:
        notes += (f"There are no {kind} in it; nothing is changed by that.",)
    # What a person says of the columns is remembered for the next export with the same ones.
    headers = next((sheet.headers for sheet in sheets.opened if sheet.file == reading.file), ())
    return reading._replace(
        problems=(*problems, *reading.problems),
        notes=notes,
        headers=headers if kind == "students" else (),
    )


def _read_single(kind: str, pack: Pack, mapping: Mapping[str, str], *, in_zip: bool) -> Reading:
    """A pack of one table or one file only, as shared folders are sent: read as if that had been given."""
    only = pack.only()
    if only is None:
        raise BadInput(
            f"{pack.name} is no roster that is known here; it holds {pack.listed}.",
            f"{_KNOWN} Or import its files one by one.",
        )
    name, data = only
    if in_zip and is_pack(data):
        raise BadInput(f"{pack.name} holds only another zip, {name}.", "Unpack it and import what is inside.")
    from models.exchange.files_in import read_bytes  # it is what calls us

    return read_bytes(kind, data, f"{pack.name}/{name}", mapping=mapping)


def _require_fields(kind: str, mapping: Mapping[str, str]) -> None:
    for field in mapping:
        if kind in KINDS and field not in names_of(kind):
            raise BadInput(
                f"{clean(field)!r} is no field of {kind}.", f"Fields: {', '.join(names_of(kind))}."
            )


def _holds(roster: Roster, name: str, kind: str) -> str:
    students, staff, classes = counts_of(roster)
    return (
        f"{name} is a roster ({roster.title}) of {_count(students, 'student', 'students')}, {staff:,} staff and "
        f"{_count(classes, 'class', 'classes')}; it holds no {clean(kind)}."
    )


def _count(count: int, one: str, many: str) -> str:
    return f"{count:,} {one if count == 1 else many}"


def _opened(sheets: Sheets, roster: Roster) -> tuple[str, ...]:
    """What it was taken for, what was opened, and what is not kept of that."""
    names = [sheet.name for sheet in sheets.opened]
    notes = [f"Read as {roster.title}: {', '.join(names)}."]
    never = [f"{header} ({sheet.name})" for sheet in sheets.opened for header in sheet.never_kept]
    if never:
        more = f" and {len(never) - _MOST_NAMED} more" if len(never) > _MOST_NAMED else ""
        notes.append(f"Not kept, on purpose: {', '.join(never[:_MOST_NAMED])}{more}.")
    rest = [name for name in sheets.pack.tables if name not in names and not name.lower().startswith("demog")]
    if rest:
        notes.append(f"Not needed, so not opened: {', '.join(rest)}.")
    return tuple(notes)
