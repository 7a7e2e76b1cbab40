"""OneRoster 1.0 to 1.2 as CSV files, read leniently: few programs keep to every rule of it."""

from __future__ import annotations

from collections.abc import Mapping

from models.errors import BadInput
from models.exchange import limits
from models.exchange.rosters.roster import (
    GUARDIANS,
    Group,
    Origin,
    Person,
    Roster,
    is_gone,
    is_off,
    listed,
    origin_of,
    picked,
    role_word,
)
from models.exchange.rosters.sheets import Line, Sheet, Sheets
from models.exchange.rosters.terms import is_outside, take_group, terms_in
from models.rules.text import clean, fold

_USERS = {
    "id": ("sourcedid", "userssourcedid", "source id"),
    "status": ("status",),
    "enabled": ("enableduser", "enabled"),
    "orgs": ("orgsourcedids", "orgsourcedid", "orgs"),
    "main_org": ("primaryorgsourcedid",),
    "role": ("role", "roles"),
    "login": ("username", "activedirectorymatchid"),
    "given": ("givenname", "firstname", "first name"),
    "family": ("familyname", "lastname", "last name"),
    "preferred": ("preferredgivenname", "preferredfirstname", "preferredname"),
    "email": ("email",),
    "grade": ("grades", "grade"),
    "agents": ("agentsourcedids", "agentsourcedid", "agents"),
}
"""Columns of users.csv: 1.1 has role and orgs in it, 1.2 has them in roles.csv."""
_ROLES = {
    "status": ("status",),
    "person": ("usersourcedid",),
    "role": ("role",),
    "kind": ("roletype",),
    "main": ("isprimary",),
    "org": ("orgsourcedid",),
    "grade": ("grade", "grades"),
}
_CLASSES = {
    "id": ("sourcedid",),
    "status": ("status",),
    "name": ("title", "name"),
    "code": ("classcode", "code"),
    "course": ("coursesourcedid",),
    "kind": ("classtype",),
    "meets": ("periods", "period"),
    "school": ("schoolsourcedid", "orgsourcedid"),
    "terms": ("termsourcedids", "termsourcedid", "sessionsourcedids", "sessionsourcedid"),
}
_ENROLMENTS = {
    "status": ("status",),
    "group": ("classsourcedid",),
    "person": ("usersourcedid",),
    "role": ("role",),
    "first": ("primary",),
    "begins": ("begindate", "startdate"),
    "ends": ("enddate",),
}
_ORGS = {"id": ("sourcedid",), "status": ("status",), "name": ("name",), "kind": ("type",)}
_COURSES = {"id": ("sourcedid",), "name": ("title", "name")}
_RELATED = {
    "person": ("usersourcedid",),
    "agent": ("relationshipusersourcedid",),
    "role": ("relationshiprole",),
}
_MANIFEST = {"name": ("propertyname", "property"), "value": ("value",)}

_OF_PERSON = ("login", "given", "family", "preferred", "email", "grade")
_FILES = ("users", "orgs", "roles", "classes", "courses", "enrollments")


def title(sheets: Sheets) -> str:
    """What the pack is called when it is OneRoster, else ""."""
    if sheets.has("manifest", "propertyname") or sheets.has("manifest", "property"):
        return clean(f"OneRoster {_manifest(sheets).get('oneroster.version', '')[:12]}")
    if not sheets.has("users", "sourcedid"):
        return ""
    marks = ("enableduser", "userids", "userid", "agentsourcedids", "datelastmodified")
    return "OneRoster" if any(sheets.has("users", mark) for mark in marks) else ""


def read(sheets: Sheets, mapping: Mapping[str, str]) -> Roster:
    """The roster of a pack that is OneRoster. Raises BadInput when it has no users."""
    roster = Roster("oneroster", title(sheets))
    modes = _modes(sheets, roster)
    roster.partial = "delta" in (modes.get("users"), modes.get("enrollments"))
    if modes.get("demographics", "absent") != "absent" or sheets.pack.named("demographics"):
        roster.notes.append("demographics.csv was not opened, on purpose.")
    return read_sourced(sheets, roster, mapping)


def read_sourced(sheets: Sheets, roster: Roster, mapping: Mapping[str, str]) -> Roster:
    """Fill a roster from files that point at each other by sourcedId, as OneRoster's and Microsoft's do."""
    users = sheets.get("users")
    if users is None and not roster.partial:
        raise BadInput(
            f"{sheets.pack.name} holds no users.csv; it holds {sheets.pack.listed}.",
            "Export it again, with the users.",
        )
    _read_orgs(sheets.get("orgs"), roster)
    if users is not None:
        _read_users(users, roster, mapping)
    _read_roles(sheets.get("roles"), roster)
    _read_classes(sheets, roster)
    _read_enrolments(sheets, roster)
    _read_related(sheets.get("relationships"), roster)
    _answer_both_ways(roster)
    return roster


def _manifest(sheets: Sheets) -> dict[str, str]:
    """The manifest's properties, in small letters. Read anew each time, for it is asked for twice."""
    name = sheets.pack.named("manifest")
    if not name:
        return {}
    sheet = Sheet(f"{sheets.pack.name}/{name}", name, sheets.pack.text("manifest"))
    return {fold(line("name")): fold(line("value")) for line in sheet.lines(sheet.columns(_MANIFEST))}


def _modes(sheets: Sheets, roster: Roster) -> dict[str, str]:
    """ "absent", "bulk" or "delta" of each file, by its small name; notes where that is not what is there."""
    found = {
        name.removeprefix("file."): value
        for name, value in _manifest(sheets).items()
        if name.startswith("file.")
    }
    lacking = [
        name for name in _FILES if found.get(name) in ("bulk", "delta") and not sheets.pack.named(name)
    ]
    hidden = [name for name in _FILES if found.get(name) == "absent" and sheets.pack.named(name)]
    if lacking:
        roster.notes.append(f"manifest.csv names {_csv(lacking)}, not in {sheets.pack.name}.")
    if hidden:
        roster.notes.append(f"manifest.csv calls {_csv(hidden)} absent; what is there was read all the same.")
    return found


def _csv(names: list[str]) -> str:
    return ", ".join(f"{name}.csv" for name in names)


def _read_orgs(sheet: Sheet | None, roster: Roster) -> None:
    if sheet is None:
        return
    for line in sheet.lines(sheet.columns(_ORGS)):
        roster.schools[line("id")] = line("name")
        if fold(line("kind")) not in ("", "school", "campus"):
            roster.districts.add(line("id"))


def _read_users(sheet: Sheet, roster: Roster, mapping: Mapping[str, str]) -> None:
    columns = sheet.columns(_USERS, mapping)
    origin = origin_of(sheet, columns)
    for line in sheet.lines(columns):
        person = Person(line("id"), origin, line.row, picked(line, _OF_PERSON))
        if is_gone(line("status")) or is_off(line("enabled")):
            roster.drop(person.ident, "deleted" if is_gone(line("status")) else "disabled")
            continue
        if "grade" in person.cells:
            person.cells["grade"] = ", ".join(listed(person.cells["grade"]))
        person.roles.update(dict.fromkeys(filter(None, map(role_word, listed(line("role"))))))
        person.schools.update(dict.fromkeys([*listed(line("main_org")), *listed(line("orgs"))]))
        person.agents.update(dict.fromkeys(listed(line("agents"))))
        roster.add(person)


def _read_roles(sheet: Sheet | None, roster: Roster) -> None:
    if sheet is None:
        return
    for line in sheet.lines(sheet.columns(_ROLES), limits.LINKS):
        person = roster.people.get(line("person"))
        if person is None or is_gone(line("status")):
            continue
        person.roles[role_word(line("role"))] = None
        if line("grade") and not person.cells.get("grade"):
            person.cells["grade"] = line("grade")
        _put_school(person, line)


def _put_school(person: Person, line: Line) -> None:
    """The main role's school comes first."""
    org = line("org")
    if fold(line("kind")) == "primary" or fold(line("main")) in ("true", "1", "yes"):
        person.schools = {org: None, **person.schools}
    elif org:
        person.schools.setdefault(org)


def _read_classes(sheets: Sheets, roster: Roster) -> None:
    sheet = sheets.get("classes")
    if sheet is None:
        return
    roster.grouped = True
    courses = sheets.get("courses")
    titles = (
        {line("id"): line("name") for line in courses.lines(courses.columns(_COURSES))} if courses else {}
    )
    terms = terms_in(sheets, "academicsessions")
    columns = sheet.columns(_CLASSES)
    origin = origin_of(sheet, columns)
    for line in sheet.lines(columns):
        if is_gone(line("status")):
            roster.drop_group(line("id"))
        else:
            name = line("name") or titles.get(line("course"), "") or line("code")
            take_group(
                roster, sheets, _group(line, origin, name), [terms.get(one) for one in listed(line("terms"))]
            )


def _group(line: Line, origin: Origin, name: str) -> Group:
    cells = {"name": name}
    if line("meets"):
        cells["meets"] = " ".join(listed(line("meets"))) if line("meets")[0] == "[" else line("meets")
    if fold(line("kind")) == "homeroom":
        cells["kind"] = "advisory"
    return Group(line("id"), origin, line.row, cells, line("school"))


def _read_enrolments(sheets: Sheets, roster: Roster) -> None:
    sheet = sheets.get("enrollments")
    if sheet is None:
        return
    roster.enrolled = True
    unnamed = not any(person.roles for person in roster.people.values())
    for line in sheet.lines(sheet.columns(_ENROLMENTS), limits.LINKS):
        role = role_word(line("role"))
        if is_gone(line("status")):
            roster.end(line("group"), line("person"), role)
            continue
        if unnamed and line("person") in roster.people:
            roster.people[line("person")].roles[role] = None
        if not is_outside(sheets, roster, line):
            first = fold(line("first")) in ("true", "1", "yes")
            roster.enrol(line("group"), line("person"), role, first=first)


def _read_related(sheet: Sheet | None, roster: Roster) -> None:
    """Microsoft's file of who is whose parent or guardian."""
    if sheet is None:
        return
    for line in sheet.lines(sheet.columns(_RELATED), limits.LINKS):
        person, agent = roster.people.get(line("person")), roster.people.get(line("agent"))
        if person is not None and agent is not None:
            person.agents[agent.ident] = None
            agent.roles.setdefault(role_word(line("role")) or "guardian")


def _answer_both_ways(roster: Roster) -> None:
    """Some programs name the students with their guardians, and not the other way round."""
    for key, person in roster.people.items():
        if person.agents and not person.roles.keys().isdisjoint(GUARDIANS):
            for student in filter(None, map(roster.people.get, person.agents)):
                student.agents.setdefault(key)
