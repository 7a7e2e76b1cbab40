"""Invites count as made only while they still say what is true."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from models.errors import Refused
from models.operations.invites import Plan, last_told, plan_invites, record_invites
from models.operations.records import set_record
from models.workspace import Workspace
from tests.helpers_store import book, make_school

STAMP = datetime(2026, 11, 17, 9, 0, tzinfo=UTC)


@pytest.fixture(name="school")
def _school(tmp_path: Path) -> Workspace:
    workspace = make_school(tmp_path / "school.wbl")
    workspace.write(set_record, "students", "s1", {"share_name": "yes"})
    workspace.write(set_record, "contacts", "k1", {"email": "okafor@clinic.example.org"})
    book(workspace, "10:00")
    return workspace


def plan_of(workspace: Workspace, *, changed: bool = True) -> Plan:
    return workspace.read(plan_invites, workspace.campaign(), lambda _: True, stamp=STAMP, changed=changed)


def test_what_still_holds_is_recorded(school: Workspace) -> None:
    plan = plan_of(school)
    done = school.write(record_invites, plan)
    assert done.sentence == "Made 2 calendar invites."
    told = school.read(last_told)["i1"]
    assert {mail: (one.kind, one.id) for mail, one in told.items()} == {
        "okafor@clinic.example.org": ("interviewee", "k1"),
        "mia@elm.example.org": ("student", "s1"),
    }
    assert plan_of(school).outgoing == ()


@pytest.mark.parametrize(
    ("kind", "ident", "fields"),
    [
        ("students", "s1", {"share_name": "no"}),
        ("contacts", "k1", {"email": "front-desk@clinic.example.org"}),
        ("contacts", "k1", {"phone": "555 0199"}),
        ("students", "s1", {"email": ""}),
    ],
)
def test_what_a_recipient_would_read_otherwise_by_now_is_refused(
    school: Workspace, kind: str, ident: str, fields: dict[str, str]
) -> None:
    plan = plan_of(school)
    school.write(set_record, kind, ident, fields)
    with pytest.raises(Refused, match="Something was changed while the invites were made"):
        school.write(record_invites, plan)
    assert school.read(last_told) == {}


def test_what_no_recipient_reads_is_no_hindrance(school: Workspace) -> None:
    plan = plan_of(school)
    school.write(set_record, "students", "s2", {"grade": "12"})
    assert school.write(record_invites, plan).sentence == "Made 2 calendar invites."


def test_whoever_is_invited_no_more_gets_a_file_named_by_local_time_and_interview(school: Workspace) -> None:
    school.write(record_invites, plan_of(school))
    school.write(set_record, "students", "s1", {"email": ""})
    names = [one.invite.file_name for one in plan_of(school).outgoing]
    assert names == ["2026-11-18-1000-cancel-student-mia-torres-i1.ics"]
