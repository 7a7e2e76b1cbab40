"""Students, contacts and staff from files: names put together, consent read with caution."""

from __future__ import annotations

import re
from typing import Any

from models.errors import BadInput
from models.exchange import cells, class_names, foreign_cells, limits, wall
from models.exchange.offered import parse_offered
from models.exchange.rows_in import Complaint, Manners, as_they_are, keep_all
from models.exchange.signatures import ADDRESS_BOOKS
from models.rules.facts import Interest
from models.rules.text import clean, fold
from models.rules.walls import format_wall, wall_after

_BEFORE_FAMILY = frozenset(
    {"al", "bin", "da", "das", "de", "del", "della", "der", "di", "dos", "du", "el", "la", "le", "los"}
    | {"mac", "san", "st", "st.", "ter", "van", "von", "y"}
)
"""Words that begin a family name of several words."""
_AFTER_FAMILY = frozenset({"jr", "jr.", "sr", "sr.", "ii", "iii", "iv"})
_GONE = frozenset(
    {"inactive", "withdrawn", "dropped", "transferred", "graduated", "tobedeleted", "false", "no", "n", "0"}
    | {"deleted", "suspended", "archived", "concluded", "completed"}
)
_INITIAL = re.compile(r"(?<=\w\w) [^\W\d_]\.?$")
"""School programs add the middle initial to "Last, First", which is no part of what anybody is called."""
_TEST_STUDENTS = frozenset({"student, test", "test student"})
_NO_STUDENT = re.compile(
    r"\b(?:teachers?|instructors?|staff|faculty|admin\w*|ta|designers?|observers?|parents?|guardians?|employees?)\b"
)
_MEANS_NOTHING = "nothing that is read stands in it"


def split_name(full: str) -> tuple[str, str]:
    """Given and family name of "Last, First" or "First Last"; a name of one word is a given name."""
    family, comma, given = full.partition(",")
    if comma and given.strip() and fold(given.strip()) not in _AFTER_FAMILY:
        return _INITIAL.sub("", given.strip()), family.strip()
    words = full.split()
    at = len(words) - 1
    if at > 1 and fold(words[at]) in _AFTER_FAMILY:
        at -= 1
    while at > 1 and fold(words[at - 1]) in _BEFORE_FAMILY:
        at -= 1
    return " ".join(words[: max(1, at)]), " ".join(words[max(1, at) :])


def _skip_student(fields: dict[str, Any], source: str) -> str:
    full = fold(fields.get("full_name") or "")
    if full == "points possible":
        return "the points of a gradebook"
    if full in _TEST_STUDENTS:
        return "a test student"
    if fold(fields.get("status") or "") in _GONE:
        return "no longer enrolled"
    if _NO_STUDENT.search(_role(fields.pop("role", ""))):
        return "no student, by the column of roles"
    return "" if any(fields.values()) else _MEANS_NOTHING


def _role(cell: str) -> str:
    """ "StudentEnrollment" and "/Staff/Office" in words; who has a student's role among others is a student."""
    plain = " ".join(re.findall(r"[a-z]+", fold(re.sub(r"(?<=[a-z])(?=[A-Z])", " ", cell or ""))))
    return "" if re.search(r"\bstudents?\b|\blearners?\b", plain) else plain


def _settle_student(fields: dict[str, Any]) -> list[Complaint]:
    full = fields.pop("full_name", None)
    if full is not None:
        given, family = split_name(full)
        if not fields.get("given") and not fields.get("family"):
            fields["given"], fields["family"] = given, family
    guardian = [fields.pop(name, None) for name in ("guardian_given", "guardian_family")]
    if guardian != [None, None] and not fields.get("guardian_name"):
        fields["guardian_name"] = clean(" ".join(filter(None, guardian)))
    _settle_consent(fields)
    _settle_preferred(fields)
    fields.pop("status", None)
    if not class_names.FIELDS_SET.isdisjoint(fields):
        told = (*class_names.in_schedule(_pairs(fields.pop("schedule", ()))), *class_names.classes_of(fields))
        fields["classes"] = tuple(dict.fromkeys((*fields.get("classes", ()), *(one.ident for one in told))))
        fields["told"] = told
    if fields.get("interests"):
        fields["interests"] = _ranked(fields["interests"])
    return _settle_login(fields)


def _pairs(schedule: Any) -> tuple[tuple[str, str], ...]:
    """Periods with their classes; nothing of a column that a person called the schedule and that is none."""
    return schedule if isinstance(schedule, tuple) else ()


def _settle_preferred(fields: dict[str, Any]) -> None:
    """A learning platform's short name is the whole name over again, or what the student is called before it."""
    short, family, given = (fields.get(name) or "" for name in ("short_name", "family", "given"))
    if fields.pop("short_name", None) is None or fields.get("preferred"):
        return
    called = short.removesuffix(family).strip() if short.endswith(f" {family}") else short
    fields["preferred"] = "" if called == given else called


def _ranked(interests: tuple[Interest, ...]) -> tuple[Interest, ...]:
    """Interests of several columns numbered on from 1, the same words once."""
    if [one.rank for one in interests] == list(range(1, len(interests) + 1)):
        return interests
    once = {fold(one.words): one for one in reversed(sorted(interests, key=lambda one: one.rank))}
    ordered = sorted(once.values(), key=lambda one: one.rank)
    return tuple(one._replace(rank=rank) for rank, one in enumerate(ordered, 1))


def _settle_consent(fields: dict[str, Any]) -> None:
    """A family's refusal of directory information is a refusal; that there is none is no consent."""
    refused = fields.pop("opt_out", None)
    if refused and refused.casefold() not in cells.NO:
        fields["share_name"] = False


def _settle_login(fields: dict[str, Any]) -> list[Complaint]:
    """A login is a mail address at some schools."""
    login = fields.pop("login", None)
    if login and "@" in login and not fields.get("email"):
        try:
            fields["email"] = cells.email(login)
        except BadInput as wrong:
            return [("login", login, wrong.sentence)]
    return []


def _skip_contact(fields: dict[str, Any], source: str) -> str:
    if not any(fields.values()):
        return _MEANS_NOTHING
    filed = fields.get("file_as") or ""
    named = any(fields.get(name) for name in ("name", "given", "family"))
    nameless = not named and filed in ("", fields.get("employer"))
    return "an entry without a person's name" if nameless and source in ADDRESS_BOOKS else ""


def _settle_contact(fields: dict[str, Any]) -> list[Complaint]:
    """What a volunteer wrote about helping is kept as notes, and its formats where it names some."""
    offered, times = ("; ".join(cells.split(fields.pop(name, None) or "")) for name in ("can_offer", "times"))
    if offered and not fields.get("formats"):
        told = foreign_cells.formats(offered)
        if told:
            fields["formats"] = told
    added = [f"Can help with: {offered}" if offered else "", f"Times: {times}" if times else ""]
    if any(added):
        notes = "\n".join(filter(None, (fields.get("notes"), *added)))
        fields["notes"] = notes[: limits.CELL.most]
    filed = fields.pop("file_as", "")
    complaints = _settle_person(fields)
    if filed and not fields.get("name"):
        fields["name"] = filed
    return complaints


def _settle_person(fields: dict[str, Any]) -> list[Complaint]:
    """One name for contacts and staff, from its parts where a file has only these."""
    parts = [fields.pop(name, None) for name in ("given", "family", "suffix")]
    if parts != [None, None, None] and not fields.get("name"):
        fields["name"] = clean(" ".join(filter(None, parts)))
    return []


def _settle_availability(fields: dict[str, Any]) -> list[Complaint]:
    """The two ends of a row's hours, its date perhaps in a column of its own; or hours in words, kept as `hours`."""
    date, hours = (fields.pop(name, None) or "" for name in ("date", "hours"))
    begins, ends = fields.get("from") or "", fields.get("to") or ""
    if not begins and hours:
        return _in_words(fields, f"{date} {hours}".strip())
    if not begins:
        return []
    on_a_day = f"{date} {begins}" if date and not wall.has_date(begins) else begins
    try:
        first = wall.parse_moment(wall.after_noon(on_a_day))
    except BadInput as wrong:
        return [("from", on_a_day, wrong.sentence)]
    fields["from"] = first
    if not ends:
        return []
    try:
        last = wall.parse_moment(_later(ends, first.minute), first.day)
    except BadInput as wrong:
        return [("to", ends, wrong.sentence)]
    fields["to"] = last
    return [] if last > first else [("to", ends, f"a time after {first.text}")]


def _later(written: str, earlier: int) -> str:
    """A time alone as one that follows the earlier one: after 11:00, "1:00" is 13:00."""
    try:
        return format_wall(wall_after(written, earlier))
    except BadInput:
        return written


def _in_words(fields: dict[str, Any], hours: str) -> list[Complaint]:
    try:
        offered = parse_offered(hours)
    except BadInput as wrong:
        return [("hours", hours, wrong.sentence)]
    fields.update({"from": None, "to": None, "hours": offered})
    return [] if offered else [("hours", hours, wall.HOURS_FORM)]


STUDENTS = Manners(_skip_student, _settle_student, gathered=True)
CONTACTS = Manners(_skip_contact, _settle_contact, gathered=True)
STAFF = Manners(keep_all, _settle_person)
AVAILABILITY = Manners(keep_all, _settle_availability)
PLAIN = Manners(keep_all, as_they_are)
"""For rooms, classes and bells, whose cells say all there is."""
