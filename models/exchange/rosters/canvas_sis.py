"""Canvas's SIS import files: users, courses, sections, and enrolments, which alone say who is a student."""

from __future__ import annotations

from collections.abc import Mapping

from models.exchange import limits
from models.exchange.rosters.roster import (
    Group,
    Origin,
    Person,
    Roster,
    is_gone,
    origin_of,
    picked,
    role_word,
)
from models.exchange.rosters.sheets import Line, Sheet, Sheets
from models.rules.text import clean, fold

_USERS = {
    "id": ("user id",),
    "status": ("status",),
    "login": ("login id",),
    "given": ("first name",),
    "family": ("last name",),
    "full_name": ("sortable name", "full name"),
    "preferred": ("short name",),
    "email": ("email",),
    "role": ("declared user type",),
}
_COURSES = {"id": ("course id",), "name": ("long name", "short name"), "status": ("status",)}
_SECTIONS = {"id": ("section id",), "course": ("course id",), "name": ("name",), "status": ("status",)}
_ENROLMENTS = {
    "person": ("user id",),
    "section": ("section id",),
    "course": ("course id",),
    "role": ("role",),
    "status": ("status",),
    "answers_for": ("associated user id",),
}
_OF_PERSON = ("login", "given", "family", "full_name", "preferred", "email")


def title(sheets: Sheets) -> str:
    """What the pack is called when it is of Canvas, else ""."""
    return "Canvas SIS files" if sheets.has("users", "user id", "login id") else ""


def read(sheets: Sheets, mapping: Mapping[str, str]) -> Roster:
    """The roster of a pack that is of Canvas."""
    roster = Roster("canvas", "Canvas SIS files")
    users = sheets.get("users")
    if users is not None:
        _read_users(users, roster, mapping)
    courses = _read_courses(sheets.get("courses"), roster)
    _read_sections(sheets.get("sections"), roster, courses)
    _read_enrolments(sheets.get("enrollments"), roster, courses)
    return roster


def _read_users(sheet: Sheet, roster: Roster, mapping: Mapping[str, str]) -> None:
    columns = sheet.columns(_USERS, mapping)
    origin = origin_of(sheet, columns)
    for line in sheet.lines(columns):
        person = Person(line("id"), origin, line.row, picked(line, _OF_PERSON))
        if is_gone(line("status")):
            roster.drop(person.ident, "deleted")
            continue
        if "preferred" in person.cells and "preferred" not in mapping:
            person.cells["preferred"] = _short(person.cells)
        if line("role"):
            person.roles[role_word(line("role"))] = None
        roster.add(person)


def _short(cells: Mapping[str, str]) -> str:
    """The first name of Canvas's display name, where it is another than the given name."""
    shown, family = clean(cells["preferred"]), clean(cells.get("family", ""))
    if family and fold(shown).endswith(f" {fold(family)}"):
        shown = shown[: -len(family)].strip()
    known = fold(cells.get("given", ""))
    return "" if not known or " " in shown or fold(shown) == known else shown


def _read_courses(sheet: Sheet | None, roster: Roster) -> dict[str, Group]:
    """Courses by id; they are classes only where people are in them and in no section."""
    if sheet is None:
        return {}
    roster.grouped = True
    columns = sheet.columns(_COURSES)
    origin = origin_of(sheet, columns)
    found: dict[str, Group] = {}
    for line in sheet.lines(columns):
        if is_gone(line("status")):
            roster.drop_group(line("id"))
        else:
            found[line("id")] = Group(line("id"), origin, line.row, picked(line, ("name",)))
    return found


def _read_sections(sheet: Sheet | None, roster: Roster, courses: Mapping[str, Group]) -> None:
    if sheet is None:
        return
    roster.grouped = True
    columns = sheet.columns(_SECTIONS)
    origin = origin_of(sheet, columns)
    for line in sheet.lines(columns):
        if is_gone(line("status")):
            roster.drop_group(line("id"))
        else:
            roster.add_group(_section(line, origin, courses))


def _section(line: Line, origin: Origin, courses: Mapping[str, Group]) -> Group:
    """A section; its name often says only which one of the course it is."""
    name, course = line("name"), courses.get(line("course"))
    taught = course.cells.get("name", "") if course else ""
    if taught and fold(taught) not in fold(name):
        name = f"{taught}, {name}" if name else taught
    return Group(line("id"), origin, line.row, {"name": name})


def _read_enrolments(sheet: Sheet | None, roster: Roster, courses: Mapping[str, Group]) -> None:
    if sheet is None:
        return
    roster.enrolled = True
    for line in sheet.lines(sheet.columns(_ENROLMENTS), limits.LINKS):
        role, group = _role(line("role")), line("section") or line("course")
        if is_gone(line("status")):
            roster.end(group, line("person"), role)
            continue
        if not line("section") and group in courses and group not in roster.groups:
            roster.add_group(courses[group])
        person = roster.people.get(line("person"))
        if person is not None:
            person.roles[role] = None
        if role == "observer":
            _put_guardian(roster, line)
        roster.enrol(group, line("person"), role)


def _role(cell: str) -> str:
    """Schools name roles of their own after Canvas's: "Student (no chat)"."""
    word = role_word(cell)
    return next((role for role in ("student", "teacher", "observer") if word.startswith(role)), word)


def _put_guardian(roster: Roster, line: Line) -> None:
    student = roster.people.get(line("answers_for"))
    if student is not None and line("person") in roster.people:
        student.agents[line("person")] = None
