"""A copy for a rehearsal: what leaves it is known as such, reaches nobody, and changes nobody's calendar."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from models.errors import Refused
from models.operations.booking import NewTime, move_interview
from models.operations.invites import plan_invites, record_invites
from models.operations.printing import make_print, paper_is_old, record_print
from models.operations.rehearsing import NOWHERE, make_rehearsal
from models.operations.undo import undo
from models.rules.paper import KINDS
from models.tables import rows
from models.tables.reach_rows import Published
from models.workspace import Workspace
from tests.helpers_store import DAY, NOW, at, book, change, interview, make_school


@pytest.fixture
def copy(tmp_path: Path) -> Any:
    workspace = make_school(tmp_path / "school.wbl")
    book(workspace, "10:20")
    change(workspace, lambda unit: unit.update(rows.Contact, "k1", email="okafor@clinic.example.org"))
    change(
        workspace,
        lambda unit: unit.insert(
            Published, "p1", calendar="c", interview="i1", uid="u", href="h", etag="e", sequence=0,
            digest="d", start_at=NOW, actor="a", at=NOW,
        ),
    )  # fmt: skip
    yield workspace
    workspace.close()


def test_nothing_of_it_is_what_people_know(copy: Workspace) -> None:
    real = interview(copy, "i1")
    copy.write(make_rehearsal)
    rehearsed = interview(copy, "i1")
    assert rehearsed == real._replace(uid=f"rehearsal-{real.uid}")
    assert copy.campaign().organizer == f"wbl@elm.example.org{NOWHERE}"
    mails = copy.read(
        lambda db: [one.email for one in rows.Contact.select().order_by(rows.Contact.id).bind(db)]
    )
    assert mails == [f"okafor@clinic.example.org{NOWHERE}", ""]
    assert copy.read(lambda db: Published.select().bind(db).count()) == 0


def test_whoever_was_invited_counts_as_invited_and_whose_calendar_is_wrong_stays_wrong(
    copy: Workspace,
) -> None:
    book(copy, "11:20", contact="k1", student="s2")
    plan = copy.read(plan_invites, copy.campaign(), lambda one: True, stamp=NOW, changed=False)
    copy.write(record_invites, plan)
    copy.write(move_interview, "i2", NewTime(start=at("12:20")))
    copy.write(make_rehearsal)
    plan = copy.read(plan_invites, copy.campaign(), lambda one: True, stamp=NOW, changed=True)
    assert [(one.interview, one.invite.kind, one.invite.method) for one in plan.outgoing] == [
        ("i2", "interviewee", "REQUEST"),
        ("i2", "student", "REQUEST"),
    ]
    assert {one.invite.mail for one in plan.outgoing} == {
        f"{name}.example.org{NOWHERE}" for name in ("okafor@clinic", "ben@elm")
    }


def test_its_paper_says_what_it_is_and_what_was_printed_before_is_not_old(copy: Workspace) -> None:
    copy.write(record_print, copy.campaign(), copy.read(make_print, copy.campaign(), DAY, KINDS, NOW))
    copy.write(make_rehearsal)
    printed = copy.read(make_print, copy.campaign(), DAY, KINDS, NOW).printed
    assert all(one.stamp.startswith("REHEARSAL, not the day itself · ") for one in printed)
    old = copy.read(paper_is_old, copy.campaign(), DAY)
    assert [sheet.kind for sheet in old] == ["confirmations", "checklists"]


def test_it_cannot_be_made_the_real_one_again(copy: Workspace) -> None:
    done = copy.write(make_rehearsal)
    with pytest.raises(Refused, match="cannot be taken back"):
        copy.write(undo, done.journal)
