"""Which program a table comes from, told by its headers: a person checks an import sooner when it is named."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import NamedTuple

from models.exchange.header_words import normalise


class Program(NamedTuple):
    """A program that exports tables: its id as a source of records, and what its file is in plain words."""

    source: str
    words: str


_ASSIGNMENT = re.compile(r"\(\d{3,}\)$")

UNKNOWN = Program("", "")

Headers = tuple[frozenset[str], frozenset[str], str]
"""The headers in their plain form, as written in lower case, and the first one."""

_LINKEDIN = Program("linkedin", "a LinkedIn Connections export")
_GOOGLE = Program("google_contacts", "a Google Contacts export")
_GOOGLE_OLD = Program("google_contacts", "a Google Contacts export of the older kind")
_OUTLOOK = Program("outlook", "an Outlook export")
_CHAMBER = Program("chamber", "a chamber of commerce's list of members")
_MOODLE = Program("moodle", "a Moodle list of participants")
_GOOGLE_FORM = Program("google_forms", "the answers to a Google form")
_SURVEY = Program("surveymonkey", "the answers to a SurveyMonkey survey")
_QUALTRICS = Program("qualtrics", "the answers to a Qualtrics survey")
_MS_FORM = Program("ms_forms", "the answers to a Microsoft form")


def _all(*wanted: str) -> Callable[[Headers], bool]:
    return lambda headers: headers[0].issuperset(wanted)


def _both(wanted: Sequence[str], one_of: Sequence[str]) -> Callable[[Headers], bool]:
    return lambda headers: headers[0].issuperset(wanted) and not headers[0].isdisjoint(one_of)


def _written(*beginnings: str) -> Callable[[Headers], bool]:
    return lambda headers: any(header.startswith(beginnings) for header in headers[1])


def _gradebook(headers: Headers) -> bool:
    """A gradebook has Canvas's ids, or a section and assignments with their numbers in brackets."""
    plain, written, _ = headers
    if not plain.issuperset(("student", "id")):
        return False
    identified = not plain.isdisjoint(("sis login id", "sis user id", "integration id"))
    numbered = any(_ASSIGNMENT.search(header) for header in written)
    return identified or ("section" in plain and numbered)


def _first_is(*names: str) -> Callable[[Headers], bool]:
    return lambda headers: headers[2] in names and len(headers[0]) > 1


_FORMS: tuple[tuple[Program, Callable[[Headers], bool]], ...] = (
    (_MS_FORM, _all("start time", "completion time")),
    (_SURVEY, _all("respondent id", "collector id")),
    (_QUALTRICS, _all("response id", "end date", "finished")),
    (_GOOGLE_FORM, _first_is("timestamp", "marca temporal", "horodateur")),
)
_KNOWN: dict[str, tuple[tuple[Program, Callable[[Headers], bool]], ...]] = {
    "students": (
        *_FORMS,
        (Program("canvas_gradebook", "a Canvas gradebook"), _gradebook),
        (Program("canvas_users", "a Canvas list of users"),
         _both(("user id", "login id"), ("sortable name", "full name", "first name"))),
        (Program("google_workspace", "a Google Workspace list of users"), _all("first name", "org unit path")),
        (Program("clever", "the students of a Clever export"), _all("student id", "school id", "state id")),
        (Program("powerschool", "a PowerSchool export"),
         lambda headers: "lastfirst" in headers[1] or "student_number" in headers[1]
         or any(header.startswith("students.") for header in headers[1])),
        (Program("infinite_campus", "an Infinite Campus export"), _written("student.", "sectioninfo.")),
        (Program("aeries", "an Aeries export"), _written("stu.")),
        (Program("synergy", "a Synergy export"), _both(("perm id",), ("student name", "last name", "grade"))),
        (Program("edfi", "an Ed-Fi table"), _all("studentuniqueid")),
        (_MOODLE, _both((), ("idnumber", "course1", "cohort1"))),
        (_MOODLE, _all("username", "firstname", "lastname", "email")),
        (_MOODLE, _both(("first name", "id number"), ("surname", "last name"))),
    ),
    "contacts": (
        *_FORMS,
        (_LINKEDIN, _all("first name", "last name", "position", "connected on")),
        (_GOOGLE_OLD, _both(("given name",), ("e mail 1 type", "group membership"))),
        (_GOOGLE, _both(("first name",), ("e mail 1 label", "e mail 1 value", "organization title"))),
        (_CHAMBER, _both((), ("rep first name", "rep last name", "rep name", "member name", "primary rep"))),
        (_OUTLOOK, _both(("first name", "company"), ("e mail address", "business street", "business phone"))),
    ),
}  # fmt: skip

FORMS = frozenset({"google_forms", "ms_forms", "surveymonkey", "qualtrics"})
"""Sources whose rows are answers: one person may have answered several times."""

ADDRESS_BOOKS = frozenset({"linkedin", "google_contacts", "outlook", "chamber", "vcard"})
"""Sources with entries that name no person, such as a shop's phone number."""


def program_of(kind: str, headers: Sequence[str]) -> Program:
    """The program that writes such headers in a file of the kind; UNKNOWN for our own and all others."""
    plain = [normalise(header) for header in headers]
    seen = (
        frozenset(plain),
        frozenset(header.strip().casefold() for header in headers),
        plain[0] if plain else "",
    )
    return next((program for program, fits in _KNOWN.get(kind, ()) if fits(seen)), UNKNOWN)
