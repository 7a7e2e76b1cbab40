"""Invites count as made only while they still say what is true."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from models.errors import Refused
from models.operations.booking import NewTime, move_interview
from models.operations.invite_files import Written, file_of, take_away, write_files
from models.operations.invites import Plan, last_told, plan_invites, record_invites
from models.operations.records import set_record
from models.queries.journal import entries
from models.workspace import Workspace
from tests.helpers_store import at, book, make_school

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


def test_two_who_make_the_same_news_at_once_make_it_once(school: Workspace, tmp_path: Path) -> None:
    ours, theirs = plan_of(school), plan_of(school)
    our_files: Written = []
    their_files: Written = []
    write_files(ours.outgoing, "ics", tmp_path, our_files)
    write_files(theirs.outgoing, "ics", tmp_path, their_files)
    school.write(record_invites, theirs)
    with pytest.raises(Refused, match="Something was changed while the invites were made"):
        school.write(record_invites, ours)
    take_away(our_files)
    assert sorted(path.name for path in tmp_path.glob("*.ics")) == sorted(
        file_of(one, "ics") for one in theirs.outgoing
    )
    # Whoever wants them all once more gets them.
    assert school.write(record_invites, plan_of(school, changed=False)).journal


def test_the_journal_says_what_was_made_of_which_revision(school: Workspace) -> None:
    school.write(record_invites, plan_of(school))
    school.write(move_interview, "i1", NewTime(start=at("12:20")))
    school.write(record_invites, plan_of(school))
    assert [one.sentence for one in school.read(entries, interview="i1") if one.action == "invite"] == [
        "Made 2 calendar invites for Mia Torres (revision 0).",
        "Made 2 calendar invites for Mia Torres (revision 1).",
    ]
    book(school, "13:20", "s2", "k2")
    school.write(move_interview, "i1", NewTime(start=at("10:20")))
    school.write(record_invites, plan_of(school))
    last = [one.sentence for one in school.read(entries, interview="i2")][-1]
    assert last == "Made 3 calendar invites for 2 interviews."
