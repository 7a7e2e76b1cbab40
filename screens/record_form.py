"""Adding and changing students, contacts and employers in forms, read by the same parser as imported files."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

from models.operations.record_cells import changed_cells, complaint, record_cells
from models.operations.records import add_record, set_record
from models.queries.employers import employer_like
from models.rules.clusters import all_clusters
from models.rules.interview import EQUIPMENT, FORMATS, WORDS
from models.rules.reserving import KINDS
from screens.base import Done, Page
from screens.dialogs.choose import Choice, ChooseDialog
from screens.dialogs.form import Field
from screens.meanwhile import settle_meanwhile
from screens.state.bells_classes import KIND_WORDS
from screens.wary_forms import wary_form

Cells = Mapping[str, str]

_LIST = "several with ; between them"
_UNASKED = "?"
FEWEST, MOST = 5, 240
"""Minutes of an interview that a form takes without a doubt; files may bring 1 to 480."""
_SHARE = (("yes", "yes"), ("no", "no"), (_UNASKED, "not asked yet"))


def student_fields(cells: Cells, *, new: bool) -> tuple[Field, ...]:
    """The form of a student."""
    of = partial(_text, "students", cells)
    return (
        of("given", "Given name"),
        of("family", "Family name"),
        of("preferred", "Goes by", "where it is another name"),
        of("grade", "Grade"),
        of("interests", "Interests", f"first choice first; {_LIST}"),
        of("classes", "Classes", f"ids, {_LIST}"),
        of("owed", "Interviews owed", "empty: as many as the campaign asks"),
        of("email", "E-mail"),
        of("school", "School"),
        of("guardian_name", "Guardian"),
        of("guardian_email", "Guardian's e-mail"),
        _choice("share_name", "Name to employer", _SHARE, cells),
        *((of("id", "School's id", "empty: the program makes one"),) if new else ()),
    )


def contact_fields(cells: Cells, *, new: bool) -> tuple[Field, ...]:
    """The form of a contact."""
    of = partial(_text, "contacts", cells)
    return (
        of("name", "Name")._replace(required=True),
        of("employer", "Employer"),
        of("title", "Job title"),
        _choices("clusters", "Fields", [(one.id, one.name) for one in all_clusters()], cells),
        _choices("formats", "Formats", [(one, WORDS[one]) for one in FORMATS], cells),
        of("email", "E-mail"),
        of("phone", "Phone"),
        of("limit", "Most interviews", "in this window; empty: no limit"),
        of("per_day", "Most a day", "empty: no limit"),
        of(
            "availability",
            "Hours (our time)" if cells.get("zone") else "Offered hours",
            "Tue,Thu 10:00/12:00; 2026-11-24 13:00/15:00",
        ),
        of("minutes", "Minutes each", "empty: as the campaign says")._replace(
            check=partial(_usual_minutes, cells.get("minutes", ""))
        ),
        of("gap_minutes", "Pause between", "minutes"),
        of("travel_minutes", "Way there", "minutes, one way, for interviews on site"),
        of("zone", "Time zone", "empty: as the school's"),
        of("schools", "Only for schools", _LIST),
        of("source", "Volunteer source", "such as: answered our e-mail, referral"),
        Field("do_not_contact", "Do not contact", "yes_no", cells.get("do_not_contact") == "yes"),
        Field("notes", "Notes", "notes", cells.get("notes", "")),
        *((of("id", "Id", "empty: the program makes one"),) if new else ()),
    )


def employer_fields(cells: Cells, *, new: bool) -> tuple[Field, ...]:
    """The form of an employer."""
    of = partial(_text, "employers", cells)
    return (
        of("name", "Name")._replace(required=True),
        of("field", "Field"),
        of("address", "Address"),
        of("site", "Site"),
        of("phone", "Phone"),
        Field("notes", "Notes", "notes", cells.get("notes", "")),
        *((of("id", "Id", "empty: the program makes one"),) if new else ()),
    )


def place_fields(cells: Cells, *, new: bool) -> tuple[Field, ...]:
    """The form of a quiet room, a lab or a phone."""
    of = partial(_text, "places", cells)
    return (
        of("name", "Name")._replace(required=True),
        _choice("kind", "What it is", tuple(KINDS.items()), {"kind": cells.get("kind") or "room"}),
        of("capacity", "Holds", "people; empty: 1"),
        _choices("equipment", "Equipment", [(one, one) for one in EQUIPMENT], cells),
        of("open", "Open", "Mon-Fri 8:00-15:00; 2026-11-24 9:00-12:00; or empty"),
        of("changeover_minutes", "Between calls", "minutes in which nobody else comes"),
        of("school", "School"),
        of("mail", "Own mailbox", "of the room's calendar, which is then invited"),
        *((of("id", "Id", "empty: the program makes one"),) if new else ()),
    )


def class_fields(cells: Cells, *, new: bool) -> tuple[Field, ...]:
    """The form of a class."""
    of = partial(_text, "classes", cells)
    return (
        of("name", "Name")._replace(required=True),
        of("meets", "Meets", "4(A-B): period 4 on A and B days; or 2(A) 5(B)"),
        _choice("kind", "Kind", tuple(KIND_WORDS.items()), {"kind": cells.get("kind") or "core"}),
        of("never_on", "Never missed on", "dates, as 2026-11-24; 2026-12-01"),
        of("teacher", "Teacher", "the staff id of who teaches it; may be empty"),
        *((of("id", "Id", "empty: the program makes one"),) if new else ()),
    )


_FIELDS: dict[str, Callable[..., tuple[Field, ...]]] = {
    "students": student_fields,
    "contacts": contact_fields,
    "employers": employer_fields,
    "places": place_fields,
    "classes": class_fields,
}
_ONE = {
    "students": "student",
    "contacts": "contact",
    "employers": "employer",
    "places": "room",
    "classes": "class",
}


def form_fields(kind: str) -> tuple[Field, ...]:
    """The lines of an empty form for a record of that kind that there is already; none for a kind without a form."""
    return _FIELDS[kind]({}, new=False) if kind in _FIELDS else ()


async def add_with_form(page: Page[Any], kind: str, begun: Cells) -> Done | None:
    """Ask for a new record, which begins with some cells, and add it. What could not be saved comes back in the
    form. Only inside a worker.
    """
    cells, note = dict(begun), ""
    first = _FIELDS[kind](begun, new=True)
    while True:
        fields = _FIELDS[kind](cells, new=True)
        check = None if kind != "students" else _needs_name
        title = f"New {_ONE[kind]}"
        values = await page.ask(await wary_form(page, kind, title, fields, note, check, begun=first))
        if values is None:
            return None
        cells, note = as_cells(values), ""
        if not await settle_employer(page, kind, cells):
            continue
        done = await page.act(add_record, kind, {name: cell for name, cell in cells.items() if cell})
        if done is not None:
            return done
        note = page.session.message.text


async def edit_with_form(page: Page[Any], kind: str, ident: str) -> Done | None:
    """Show a record's fields and save those that were changed. Only inside a worker."""
    before = await page.read(record_cells, kind, ident, page.session.now())
    cells, note = dict(before), ""
    while True:
        name = before.get("name") or f"{before.get('given', '')} {before.get('family', '')}".strip()
        first, fields = (_FIELDS[kind](each, new=False) for each in (before, cells))
        title = f"Change {name}"
        form = await wary_form(page, kind, title, fields, note, ident=ident, begun=first)
        values = await page.ask(form)
        if values is None:
            return None
        cells, note = {**before, **as_cells(values)}, ""
        if cells.get("employer") != before.get("employer") and not await settle_employer(page, kind, cells):
            continue
        before, cells, note = await settle_meanwhile(page, kind, ident, before, cells)
        if note:
            continue
        changed = changed_cells(kind, before, cells)
        if not changed:
            page.say("Nothing was changed.", "")
            return None
        done = await page.act(set_record, kind, ident, changed, seen=before)
        if done is not None:
            return done
        note = page.session.message.text


async def settle_employer(page: Page[Any], kind: str, cells: dict[str, str]) -> bool:
    """Whether it is clear whom a contact's employer means. Where a new name resembles one that there is, a person
    says whether it is that one, which is then put into the cells; False to look at the form again.
    """
    typed = cells.get("employer", "") if kind == "contacts" else ""
    known = await page.read(employer_like, typed) if typed else ""
    if not known:
        return True
    choices = (Choice(known, f"Use {known}"), Choice(typed, f"Add {typed}", "a new employer"))
    meant = await page.ask(ChooseDialog(f"Another employer is called {known}: use it?", choices))
    cells["employer"] = meant or typed
    return meant is not None


def as_cells(values: Mapping[str, Any]) -> dict[str, str]:
    """A form's values as cells of a file."""
    return {name: _cell(value) for name, value in values.items()}


def _cell(value: Any) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, tuple):
        return "; ".join(value)
    return "" if value in (None, _UNASKED) else str(value)


def _text(kind: str, cells: Cells, name: str, label: str, help: str = "") -> Field:
    return Field(name, label, value=cells.get(name, ""), help=help, check=partial(_wrong, kind, name))


def _wrong(kind: str, name: str, value: Any) -> str:
    said = complaint(kind, {name: str(value)}).removeprefix(f"{name}: ")
    return said[:1].upper() + said[1:]


def _usual_minutes(before: str, value: Any) -> str:
    """As other cells; and a length that nobody talks for is a slip, except where it stood there before."""
    wrong = _wrong("contacts", "minutes", value)
    if wrong or str(value) == before or FEWEST <= int(value) <= MOST:
        return wrong
    return f"An interview takes {FEWEST} to {MOST} minutes."


def _choice(name: str, label: str, choices: tuple[tuple[str, str], ...], cells: Cells) -> Field:
    return Field(name, label, "choice", cells.get(name) or _UNASKED, choices=choices)


def _choices(name: str, label: str, choices: list[tuple[str, str]], cells: Cells) -> Field:
    by_word = {word: key for key, word in choices} | {key: key for key, _ in choices}
    picked = [part.strip() for part in cells.get(name, "").split(";")]
    value = tuple(by_word[one] for one in picked if one in by_word)
    return Field(name, label, "choices", value, choices=choices)


def _needs_name(values: Mapping[str, Any]) -> dict[str, str]:
    if values["given"] or values["family"]:
        return {}
    return {"given": "A student needs a name."}
