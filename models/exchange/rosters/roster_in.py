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
from models.exchange.rosters.readings import counts_of, keep_schools, notes_of, reading_of, schools_of
from models.exchange.rosters.roster import Roster
from models.exchange.rosters.sheets import Sheets
from models.exchange.scope import WHOLE, Scope
from models.rules.text import clean

KINDS = ("students", "staff", "classes")
"""What a roster holds."""

_MOST_NAMED = 12
"""Headers that a note names; the rest are counted."""

_KNOWN = (
    "Read are OneRoster (users.csv, classes.csv, enrollments.csv …), Microsoft School Data Sync (Student.csv, "
    "Section.csv …), Clever (students.csv, sections.csv …) and Canvas (users.csv, enrollments.csv …)."
)


_OTHER_YEARS = (
    "No class in it has a term that touches the campaign's window, so the classes of all terms were taken: "
    "check that it is this year's file."
)


class _Format(NamedTuple):
    """What a pack is called when it is of the format ("" when not), and how it is read."""

    title: Callable[[Sheets], str]
    read: Callable[[Sheets, Mapping[str, str]], Roster]


_FORMATS = tuple(_Format(module.title, module.read) for module in (oneroster, sds, clever, canvas_sis))


def read_pack(
    kind: str, source: bytes | Path, name: str, mapping: Mapping[str, str], scope: Scope = WHOLE
) -> Reading:
    """Read a zip's bytes or an unpacked folder; problems name the file inside.

    Students come with their teachers and classes as `also`; `scope` says of which schools and of which terms. Raises BadInput for what is no known roster, for
    kinds that rosters do not hold, and for packs that are damaged, too large or step outside of themselves.
    """
    pack = open_folder(source, name) if isinstance(source, Path) else open_zip(source, name)
    sheets = Sheets(pack, scope.window)
    found = next((one for one in _FORMATS if one.title(sheets)), None)
    if found is None:
        return _read_single(kind, pack, mapping, scope, in_zip=not isinstance(source, Path))
    _require_fields(kind, mapping)
    mapping = mapping if kind == "students" else {}
    roster = found.read(sheets, mapping)
    if _is_of_other_years(roster):
        sheets = Sheets(pack)
        roster = found.read(sheets, mapping)
        roster.notes.append(_OTHER_YEARS)
    if kind not in KINDS:
        raise BadInput(_holds(roster, name, kind), f"Import it as {', '.join(KINDS[:-1])} or {KINDS[-1]}.")
    schools = tuple(schools_of(roster).most_common()) if kind == "students" else ()
    told = keep_schools(roster, scope.schools, name) if scope.schools else ""
    reading = reading_of(kind, roster)
    problems = (*roster.problems, *(one for sheet in sheets.opened for one in sheet.problems))
    notes = (*_opened(sheets, roster), *pack.notes, *roster.notes, *notes_of(kind, roster), *reading.notes)
    notes += (told,) if told else ()
    if not reading.records and not reading.problems and not problems:
        notes += (f"There are no {kind} in it; nothing is changed by that.",)
    # What a person says of the columns is remembered for the next export with the same ones.
    headers = next((sheet.headers for sheet in sheets.opened if sheet.file == reading.file), ())
    return reading._replace(
        problems=(*problems, *reading.problems),
        notes=notes,
        headers=headers if kind == "students" else (),
        schools=schools,
        schools_taken=roster.only,
    )


def _is_of_other_years(roster: Roster) -> bool:
    """Whether no class at all is left in the campaign's window: then the terms say nothing of which are wanted."""
    return bool(
        (roster.terms_out and not roster.groups) or (roster.left_out["outside"] and not roster.classes_of)
    )


def _read_single(kind: str, pack: Pack, mapping: Mapping[str, str], scope: Scope, *, in_zip: bool) -> Reading:
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

    return read_bytes(kind, data, f"{pack.name}/{name}", mapping=mapping, scope=scope)


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
