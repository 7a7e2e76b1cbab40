"""Students, contacts and staff from files: names put together, consent read with caution."""

from __future__ import annotations

from typing import Any

from models.errors import BadInput
from models.exchange import cells, wall
from models.exchange.rows_in import Complaint, Manners, as_they_are, keep_all
from models.rules.text import clean, fold

_BEFORE_FAMILY = frozenset(
    {"al", "bin", "da", "das", "de", "del", "della", "der", "di", "dos", "du", "el", "la", "le", "los"}
    | {"mac", "san", "st", "st.", "ter", "van", "von", "y"}
)
"""Words that begin a family name of several words."""
_AFTER_FAMILY = frozenset({"jr", "jr.", "sr", "sr.", "ii", "iii", "iv"})
_GONE = frozenset(
    {"inactive", "withdrawn", "dropped", "transferred", "graduated", "tobedeleted", "false", "no", "n", "0"}
)
_TEST_STUDENTS = frozenset({"student, test", "test student"})


def split_name(full: str) -> tuple[str, str]:
    """Given and family name of "Last, First" or "First Last"; a name of one word is a given name."""
    family, comma, given = full.partition(",")
    if comma and given.strip() and fold(given.strip()) not in _AFTER_FAMILY:
        return given.strip(), family.strip()
    words = full.split()
    at = len(words) - 1
    if at > 1 and fold(words[at]) in _AFTER_FAMILY:
        at -= 1
    while at > 1 and fold(words[at - 1]) in _BEFORE_FAMILY:
        at -= 1
    return " ".join(words[: max(1, at)]), " ".join(words[max(1, at) :])


def _skip_student(fields: dict[str, Any]) -> str:
    full = fields.get("full_name") or ""
    if fold(full) == "points possible":
        return "the points of a gradebook"
    if fold(full) in _TEST_STUDENTS:
        return "a test student"
    return "no longer enrolled" if fold(fields.get("status") or "") in _GONE else ""


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
    fields.pop("status", None)
    return _settle_login(fields)


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


def _settle_person(fields: dict[str, Any]) -> list[Complaint]:
    """One name for contacts and staff, from its parts where a file has only these."""
    parts = [fields.pop(name, None) for name in ("given", "family", "suffix")]
    if parts != [None, None, None] and not fields.get("name"):
        fields["name"] = clean(" ".join(filter(None, parts)))
    return []


def _settle_availability(fields: dict[str, Any]) -> list[Complaint]:
    begins, written = fields["from"], fields["to"]
    if begins is None or not written:
        return []
    try:
        ends = wall.parse_moment(written, begins.day)
    except BadInput as wrong:
        return [("to", written, wrong.sentence)]
    fields["to"] = ends
    return [] if ends > begins else [("to", written, f"a time after {begins.text}")]


STUDENTS = Manners(_skip_student, _settle_student)
CONTACTS = Manners(keep_all, _settle_person)
STAFF = Manners(keep_all, _settle_person)
AVAILABILITY = Manners(keep_all, _settle_availability)
PLAIN = Manners(keep_all, as_they_are)
"""For rooms, classes and bells, whose cells say all there is."""
