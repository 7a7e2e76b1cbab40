"""Canvas's SIS import files: users, courses, sections, and enrolments, which alone say who is a student."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

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
from models.exchange.rosters.terms import Term, take_group, terms_in
from models.exchange.scope import days_of
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
_DAYS = {"begins": ("start date",), "ends": ("end date",)}
_COURSES = {
    "id": ("course id",),
    "name": ("long name", "short name"),
    "status": ("status",),
    "term": ("term id",),
    **_DAYS,
}
_SECTIONS = {
    "id": ("section id",),
    "course": ("course id",),
    "name": ("name",),
    "status": ("status",),
    **_DAYS,
}
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
    courses = _read_courses(sheets, roster)
    _read_sections(sheets, roster, courses)
    _read_enrolments(sheets, roster, courses)
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


class _Course(NamedTuple):
    """A course as a class, and its term, None where that is not known."""

    group: Group
    term: Term | None


def _read_courses(sheets: Sheets, roster: Roster) -> dict[str, _Course]:
    """Courses by id; they are classes only where people are in them and in no section."""
    sheet = sheets.get("courses")
    if sheet is None:
        return {}
    roster.grouped = True
    terms = terms_in(sheets, "terms")
    columns = sheet.columns(_COURSES)
    origin = origin_of(sheet, columns)
    found: dict[str, _Course] = {}
    for line in sheet.lines(columns):
        if is_gone(line("status")):
            roster.drop_group(line("id"))
        else:
            group = Group(line("id"), origin, line.row, picked(line, ("name",)))
            found[line("id")] = _Course(group, _own_term(line) or terms.get(line("term")))
    return found


def _own_term(line: Line) -> Term | None:
    """Days of its own, which go before those of a term."""
    days = days_of(line("begins"), line("ends"))
    return Term(f"until {days.last}" if days.last else "later", days) if days.known else None


def _read_sections(sheets: Sheets, roster: Roster, courses: Mapping[str, _Course]) -> None:
    sheet = sheets.get("sections")
    if sheet is None:
        return
    roster.grouped = True
    columns = sheet.columns(_SECTIONS)
    origin = origin_of(sheet, columns)
    for line in sheet.lines(columns):
        if is_gone(line("status")):
            roster.drop_group(line("id"))
        else:
            course = courses.get(line("course"))
            group = _section(line, origin, course)
            take_group(roster, sheets, group, [_own_term(line) or (course.term if course else None)])


def _section(line: Line, origin: Origin, course: _Course | None) -> Group:
    """A section; its name often says only which one of the course it is."""
    name = line("name")
    taught = course.group.cells.get("name", "") if course else ""
    if taught and fold(taught) not in fold(name):
        name = f"{taught}, {name}" if name else taught
    return Group(line("id"), origin, line.row, {"name": name})


def _read_enrolments(sheets: Sheets, roster: Roster, courses: Mapping[str, _Course]) -> None:
    sheet = sheets.get("enrollments")
    if sheet is None:
        return
    roster.enrolled = True
    for line in sheet.lines(sheet.columns(_ENROLMENTS), limits.LINKS):
        role, group = _role(line("role")), line("section") or line("course")
        if is_gone(line("status")):
            roster.end(group, line("person"), role)
            continue
        if not line("section") and group in courses and group not in roster.groups:
            take_group(roster, sheets, courses[group].group, [courses[group].term])
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
