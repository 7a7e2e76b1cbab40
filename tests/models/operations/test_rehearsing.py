"""A copy for a rehearsal: what leaves it is known as such, reaches nobody, and changes nobody's calendar."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from models.errors import Refused
from models.operations.rehearsing import NOWHERE, make_rehearsal
from models.operations.undo import undo
from models.tables import rows
from models.tables.reach_rows import Published
from models.workspace import Workspace
from tests.helpers_store import NOW, book, change, interview, make_school


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
    campaign = copy.campaign()
    assert (campaign.name, campaign.organizer) == (
        "REHEARSAL of Fall interviews",
        f"wbl@elm.example.org{NOWHERE}",
    )
    mails = copy.read(
        lambda db: [one.email for one in rows.Contact.select().order_by(rows.Contact.id).bind(db)]
    )
    assert mails == [f"okafor@clinic.example.org{NOWHERE}", ""]
    assert copy.read(lambda db: Published.select().bind(db).count()) == 0


def test_it_cannot_be_made_the_real_one_again(copy: Workspace) -> None:
    done = copy.write(make_rehearsal)
    with pytest.raises(Refused, match="cannot be taken back"):
        copy.write(undo, done.journal)
