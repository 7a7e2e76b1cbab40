"""Microsoft School Data Sync: version 1 has a file for each kind of person, 2 and 2.1 are kin to OneRoster."""

from __future__ import annotations

from collections.abc import Mapping

from models.exchange import limits
from models.exchange.rosters.oneroster import read_sourced
from models.exchange.rosters.roster import (
    TEACHER,
    Group,
    Person,
    Roster,
    is_gone,
    origin_of,
    picked,
    role_word,
)
from models.exchange.rosters.sheets import Sheet, Sheets
from models.exchange.rosters.terms import take_group, term_of
from models.rules.text import fold

_PERSON = {
    "id": ("sis id", "id"),
    "school": ("school sis id", "school dfe number"),
    "status": ("status",),
    "login": ("username",),
    "given": ("first name",),
    "family": ("last name",),
    "preferred": ("preferred name", "preferred first name"),
    "email": ("email", "secondary email"),
    "grade": ("grade",),
}
_SCHOOL = {"id": ("sis id", "dfe number"), "name": ("name",)}
_SECTION = {
    "id": ("sis id", "id"),
    "status": ("status",),
    "name": ("section name", "section number"),
    "meets": ("periods", "period"),
    "school": ("school sis id", "school dfe number"),
    "term": ("term name", "term sis id"),
    "begins": ("term startdate", "term start date"),
    "ends": ("term enddate", "term end date"),
}
_IN_SECTION = {"group": ("section sis id", "section id"), "person": ("sis id", "id"), "status": ("status",)}
_GUARDIAN = {
    "email": ("email",),
    "given": ("first name",),
    "family": ("last name",),
}
_ANSWERS_FOR = {"person": ("sis id", "id"), "email": ("email",), "role": ("role",)}
_OF_PERSON = ("login", "given", "family", "preferred", "email", "grade")


def title(sheets: Sheets) -> str:
    """What the pack is called when it is of School Data Sync, else ""."""
    for key in ("student", "students"):
        # Schools in England have other words for the same ids.
        if sheets.has(key, "sis id", "school sis id") or sheets.has(key, "id", "school dfe number"):
            return "Microsoft School Data Sync v1"
    if not sheets.has("users", "sourcedid"):
        return ""
    return f"Microsoft School Data Sync v2{'.1' if sheets.pack.named('roles') else ''}"


def read(sheets: Sheets, mapping: Mapping[str, str]) -> Roster:
    """The roster of a pack that is of School Data Sync."""
    roster = Roster("sds", title(sheets))
    if sheets.pack.named("demographics"):
        roster.notes.append("demographics.csv was not opened, on purpose.")
    if roster.title.endswith(" v1"):
        return _read_v1(sheets, roster, mapping)
    return read_sourced(sheets, roster, mapping)


def _read_v1(sheets: Sheets, roster: Roster, mapping: Mapping[str, str]) -> Roster:
    schools = sheets.first("school", "schools")
    if schools is not None:
        for line in schools.lines(schools.columns(_SCHOOL)):
            roster.schools[line("id")] = line("name")
    _read_people(sheets.first("student", "students"), roster, "student", mapping)
    _read_people(sheets.first("teacher", "teachers"), roster, "teacher", {})
    _read_sections(sheets, roster)
    _read_enrolments(sheets.first("studentenrollment", "studentenrollments"), roster, "student")
    _read_enrolments(sheets.first("teacherroster", "teacherrosters"), roster, "teacher")
    _read_guardians(sheets.first("user", "users"), sheets.first("guardianrelationship"), roster)
    return roster


def _read_people(sheet: Sheet | None, roster: Roster, role: str, mapping: Mapping[str, str]) -> None:
    if sheet is None:
        return
    before = TEACHER if role == "teacher" else ""
    columns = sheet.columns(_PERSON, mapping)
    origin = origin_of(sheet, columns)
    for line in sheet.lines(columns):
        person = Person(line("id"), origin, line.row, picked(line, _OF_PERSON))
        if is_gone(line("status")):
            roster.drop(before + person.ident, "deleted")
            continue
        person.roles[role] = None
        if line("school"):
            person.schools[line("school")] = None
        roster.add(person, before)


def _read_sections(sheets: Sheets, roster: Roster) -> None:
    sheet = sheets.first("section", "sections")
    if sheet is None:
        return
    roster.grouped = True
    columns = sheet.columns(_SECTION)
    origin = origin_of(sheet, columns)
    for line in sheet.lines(columns):
        if is_gone(line("status")):
            roster.drop_group(line("id"))
        else:
            cells = picked(line, ("name", "meets"))
            group = Group(line("id"), origin, line.row, cells, line("school"))
            take_group(roster, sheets, group, [term_of(line)])


def _read_enrolments(sheet: Sheet | None, roster: Roster, role: str) -> None:
    if sheet is None:
        return
    roster.enrolled |= role == "student"
    before = TEACHER if role == "teacher" else ""
    for line in sheet.lines(sheet.columns(_IN_SECTION), limits.LINKS):
        if is_gone(line("status")):
            roster.end(line("group"), before + line("person"), role)
        else:
            roster.enrol(line("group"), before + line("person"), role)


def _read_guardians(users: Sheet | None, relations: Sheet | None, roster: Roster) -> None:
    """Guardians are known by their mail addresses, so their ids here are made of these."""
    if users is None or relations is None:
        return
    columns = users.columns(_GUARDIAN)
    origin = origin_of(users, columns)
    for line in users.lines(columns):
        person = Person("", origin, line.row, dict(line.cells))
        roster.people.setdefault(f"guardian:{fold(line('email'))}", person)
    for line in relations.lines(relations.columns(_ANSWERS_FOR), limits.LINKS):
        key = f"guardian:{fold(line('email'))}"
        student, agent = roster.people.get(line("person")), roster.people.get(key)
        if student is not None and agent is not None:
            student.agents[key] = None
            agent.roles[role_word(line("role")) or "guardian"] = None
