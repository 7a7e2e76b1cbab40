"""A plan looked at again: what no longer holds is told row by row, and the rest can be booked."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from models.operations.booking import Booking, book_interview
from models.operations.plan_checking import no_longer
from models.operations.proposals import accept
from models.operations.unit import Unit
from models.queries import reading
from models.rules.facts import Proposal
from models.tables import rows
from models.workspace import Workspace
from tests.planned_school import know_interests, proposal_of


@pytest.fixture
def store(school: Workspace) -> Workspace:
    """Everybody wants the field of both contacts."""
    school.write(know_interests)
    return school


def after_of(proposal: Proposal, place: int) -> dict[str, Any]:
    return dict(proposal.rows[place].after or {})


def checked(store: Workspace, proposal: Proposal) -> dict[int, str]:
    return store.read(no_longer, proposal, None, store.now())


def test_all_of_a_fresh_plan_holds(store: Workspace) -> None:
    assert checked(store, proposal_of(store)) == {}


def test_what_was_taken_meanwhile_is_named_and_the_rest_can_be_booked(store: Workspace) -> None:
    proposal = proposal_of(store)
    first = after_of(proposal, 0)
    start = datetime.fromisoformat(first["start"]).astimezone(UTC)
    other = next(one for one in ("s1", "s2", "s3") if one != first["student"])
    store.write(book_interview, Booking((other,), first["contact"], start))
    bad = checked(store, proposal)
    assert 0 in bad
    assert bad[0].startswith(f"It no longer holds: {proposal.rows[0].label}. ")
    rest = [place for place in range(proposal.counts["add"]) if place not in bad]
    assert store.write(accept, proposal, chosen=rest).journal
    assert len(store.read(reading.interviews)) == len(rest) + 1


def test_of_two_that_no_longer_fit_together_one_is_kept(store: Workspace) -> None:
    proposal = proposal_of(store)
    store.write(_one_each, "k1")
    bad = checked(store, proposal)
    with_k1 = [
        place for place in range(proposal.counts["add"]) if after_of(proposal, place)["contact"] == "k1"
    ]
    assert sorted(bad) == with_k1[1:]
    rest = [place for place in range(proposal.counts["add"]) if place not in bad]
    store.write(accept, proposal, chosen=rest)


def test_only_the_chosen_rows_are_looked_at(store: Workspace) -> None:
    proposal = proposal_of(store)
    store.write(_one_each, "k1")
    with_k1 = [
        place for place in range(proposal.counts["add"]) if after_of(proposal, place)["contact"] == "k1"
    ]
    assert store.read(no_longer, proposal, with_k1[-1:], store.now()) == {}


def test_a_contact_who_asked_for_peace_and_times_that_have_passed(store: Workspace) -> None:
    proposal = proposal_of(store)
    store.write(_peace, "k2")
    assert {text.partition(":")[0] for text in checked(store, proposal).values()} == {
        "Lee Brandt asked not to be contacted"
    }
    late = store.now() + timedelta(days=60)
    passed = store.read(no_longer, proposal, None, late)
    assert {text.partition(":")[0] for text in passed.values()} == {"The time has passed"}


def _one_each(unit: Unit, contact: str) -> int:
    unit.update(rows.Contact, contact, limit_=1)
    return unit.say("set", "Offers one.")


def _peace(unit: Unit, contact: str) -> int:
    unit.update(rows.Contact, contact, do_not_contact=True)
    return unit.say("set", "Asked for peace.")
