"""Clever's five files: a student has a row for each school and each contact person, a section names its teachers."""

from __future__ import annotations

import re
from collections.abc import Mapping

from models.exchange import limits
from models.exchange.rosters.roster import TEACHER, Group, Origin, Person, Roster, origin_of, picked
from models.exchange.rosters.sheets import Line, Sheet, Sheets
from models.exchange.rosters.terms import take_group, term_of
from models.rules.text import fold

_STUDENTS = {
    "id": ("student id",),
    "school": ("school id",),
    "given": ("first name",),
    "family": ("last name",),
    "preferred": ("preferred name", "preferred first name"),
    "grade": ("grade",),
    "email": ("student email", "email"),
    "login": ("username",),
    "contact": ("contact name",),
    "contact_email": ("contact email",),
    "contact_is": ("contact relationship",),
    "contact_type": ("contact type",),
}
_TEACHERS = {
    "id": ("teacher id", "staff id"),
    "school": ("school id",),
    "given": ("first name",),
    "family": ("last name",),
    "email": ("teacher email", "staff email", "email"),
    "login": ("username",),
}
_SCHOOLS = {"id": ("school id",), "name": ("school name",)}
_SECTIONS = {
    "id": ("section id",),
    "name": ("name", "section name"),
    "course": ("course name",),
    "number": ("section number",),
    "meets": ("period",),
    "school": ("school id",),
    "term": ("term name",),
    "begins": ("term start",),
    "ends": ("term end",),
    **{f"teacher{place}": (f"teacher {place} id",) for place in range(2, 11)},
    "teacher1": ("teacher id",),
}
_ENROLMENTS = {"group": ("section id",), "person": ("student id",)}

_OF_STUDENT = ("given", "family", "preferred", "grade", "email", "login")
_KIN = re.compile(r"parent|guardian|mother|father|family|mom|dad|grand|aunt|uncle|relative|step|foster")


def title(sheets: Sheets) -> str:
    """What the pack is called when it is Clever's, else ""."""
    return "Clever" if sheets.has("students", "school id", "student id") else ""


def read(sheets: Sheets, mapping: Mapping[str, str]) -> Roster:
    """The roster of a pack that is Clever's."""
    roster = Roster("clever", "Clever")
    schools = sheets.get("schools")
    if schools is not None:
        for line in schools.lines(schools.columns(_SCHOOLS)):
            roster.schools[line("id")] = line("name")
    students = sheets.get("students")
    if students is not None:
        _read_students(students, roster, mapping)
    # One file only: rows are named by their numbers, of which two files have the same.
    _read_teachers(sheets.first("teachers", "staff"), roster)
    _read_sections(sheets, roster)
    enrolments = sheets.get("enrollments")
    if enrolments is not None:
        roster.enrolled = True
        for line in enrolments.lines(enrolments.columns(_ENROLMENTS), limits.LINKS):
            roster.enrol(line("group"), line("person"), "student")
    return roster


def _read_students(sheet: Sheet, roster: Roster, mapping: Mapping[str, str]) -> None:
    columns = sheet.columns(_STUDENTS, mapping)
    origin = origin_of(sheet, columns)
    for line in sheet.lines(columns, limits.LINKS):
        person = Person(line("id"), origin, line.row, picked(line, _OF_STUDENT))
        person.roles["student"] = None
        if line("school"):
            person.schools[line("school")] = None
        contact = _contact(line, origin, roster)
        if contact:
            person.agents[contact] = None
        roster.add(person)


def _contact(line: Line, origin: Origin, roster: Roster) -> str:
    """The row's contact person, if they are kin: others are only called in emergencies. "" for none."""
    what = fold(f"{line('contact_is')} {line('contact_type')}").strip()
    if not line("contact") or (what and not _KIN.search(what)):
        return ""
    person = Person("", origin, line.row, {"name": line("contact"), "email": line("contact_email")})
    person.roles["guardian" if "guardian" in what else "parent"] = None
    roster.people[f"guardian:{line.row}"] = person
    return f"guardian:{line.row}"


def _read_teachers(sheet: Sheet | None, roster: Roster) -> None:
    if sheet is None:
        return
    columns = sheet.columns(_TEACHERS)
    origin = origin_of(sheet, columns)
    for line in sheet.lines(columns):
        person = Person(line("id"), origin, line.row, picked(line, ("given", "family", "email", "login")))
        person.roles["teacher"] = None
        if line("school"):
            person.schools[line("school")] = None
        roster.add(person, TEACHER)


def _read_sections(sheets: Sheets, roster: Roster) -> None:
    sheet = sheets.get("sections")
    if sheet is None:
        return
    roster.grouped = True
    columns = sheet.columns(_SECTIONS)
    origin = origin_of(sheet, columns)
    for line in sheet.lines(columns):
        named = line("name") or " ".join(filter(None, (line("course"), line("number"))))
        cells = {"name": named, "meets": line("meets")}
        group = Group(line("id"), origin, line.row, cells, line("school"))
        take_group(roster, sheets, group, [term_of(line)])
        for place in range(1, 11):
            teacher = line(f"teacher{place}")
            if teacher:
                roster.enrol(line("id"), TEACHER + teacher, "teacher", first=place == 1)
