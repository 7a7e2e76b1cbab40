"""Every table as CSV has the keys of the JSON for its header, rows or none."""

from __future__ import annotations

import csv
import io

import pytest

from models.queries.grids import PLAIN
from tests.wbl_tui.cli_help import Shell


@pytest.fixture
def busy(school: Shell) -> Shell:
    """A school with a row of every kind."""
    return school.after(type_busy_week)


def type_busy_week(school: Shell) -> None:
    school.ok("book", "--student", "007", "--contact", "c1", "--start", "2026-11-23 09:40", "--room", "r1")
    school.ok("add", "outreach", "contact=c2", "how=phone")
    school.ok("add", "claims", "contact=c2", "student=008")
    school.ok("add", "tasks", "contact=c1", "what=send the poster", "due=2026-11-30")
    school.ok("add", "tags", "contact=c1", "tag=health")
    school.ok("set", "students", "007", "interests=whales")
    school.ok("add", "referrals", "named_by=c1", "name=Ines Duarte")
    school.ok("add", "contacts", "name=Whitfield, Dana", "employer=Clinic Inc.")
    school.ok("add", "questions", "student=007", "bank=day1")
    school.ok("add", "told", "interview=i1", "kind=confirmation")
    school.ok("add", "call_notes", "interview=i1", "words=Night shifts")
    school.ok("add", "places", "id=lab1", "name=Lab 1", "kind=lab", "capacity=20")
    school.ok(
        "add", "reservations", "place=lab1", "from=2026-11-24 10:00", "to=2026-11-24 11:00", "student=007"
    )
    school.now = "2026-11-23T10:30"
    school.ok("mark", "i1", "in_progress")
    school.ok("add", "debriefs", "interview=i1", "went=well")
    school.ok("add", "blocks", "room=r1", "from=2026-11-24 10:00", "to=12:00", "why=Exams")


def rows(shell: Shell, kind: str) -> list[list[str]]:
    return list(csv.reader(io.StringIO(shell.ok("list", kind, "--csv").out)))


@pytest.mark.parametrize("kind", PLAIN)
def test_the_header_is_the_keys_of_the_json(busy: Shell, kind: str) -> None:
    found = busy.ok("list", kind, "--json").json["rows"]
    header, *lines = rows(busy, kind)
    assert header == list(found[0])[: len(header)]
    assert list(found[0])[len(header) :] == {
        "claims": ["because"],
        "absences": ["condition", "asked_by", "asked_at"],
        "places": ["mail"],
        "debriefs": ["thank_by"],
        "told": ["tell_again"],
    }.get(kind, [])
    assert [line[0] for line in lines] == [one["id"] for one in found]


def test_a_table_without_rows_has_its_header(school: Shell) -> None:
    assert rows(school, "interviews") == [PLAIN["interviews"].split()]


def test_spans_and_periods_are_told(busy: Shell) -> None:
    assert rows(busy, "duty")[1] == [
        "d1",
        "t1",
        "2026-11-16T08:00:00-06:00/2026-11-16T15:00:00-06:00;2026-11-23T08:00:00-06:00/2026-11-23T15:00:00-06:00",
    ]
    header, line = rows(busy, "interviews")
    assert dict(zip(header, line, strict=True))["absences"] == "2"
