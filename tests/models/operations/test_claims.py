"""Claims: shared while there is room, taken over with a reason, extended, given up, used up by a booking, undone."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from models.errors import BadInput, Finding, Refused, UnknownId
from models.operations.claims import claim_contact, extend_claim, give_up_claim
from models.operations.records import add_record, set_record
from models.operations.undo import undo
from models.queries import reading
from models.queries.claims import ClaimTold, claims_told, holders
from models.queries.counts import room_left
from models.rules.claims import Holder
from models.rules.facts import Claim
from models.workspace import Workspace
from tests.helpers_store import NOW, at, book

WEEK = NOW + timedelta(days=7)


def left(school: Workspace, contact: str = "k1") -> int | None:
    return school.read(room_left, "c1", NOW)[contact]


def held(school: Workspace) -> dict[str, tuple[Holder, ...]]:
    return school.read(holders, school.campaign(), NOW)


def test_two_students_may_pursue_a_contact_with_room_for_both_and_are_told(school: Workspace) -> None:
    school.write(set_record, "contacts", "k1", {"limit": "3"})
    assert school.write(claim_contact, "k1", "s1").warnings == ()
    done = school.write(claim_contact, "k1", "s2")
    assert done.sentence == "Ben Ode holds Dr Okafor until Wed 25 Nov."
    assert done.warnings == (
        Finding(
            "also_claimed", "warning", (), "Dr Okafor", NOW, WEEK,
            "Dr Okafor is held by Mia Torres until Wed 25 Nov too: agree on who calls.",
        ),
    )  # fmt: skip
    assert left(school) == 1
    assert held(school) == {
        "k1": (Holder("p1", "k1", "s1", "Mia T.", WEEK), Holder("p2", "k1", "s2", "Ben O.", WEEK))
    }


def test_a_contact_fully_held_by_others_is_refused_with_the_way_out(school: Workspace) -> None:
    school.write(set_record, "contacts", "k1", {"limit": "1"})
    school.write(claim_contact, "k1", "s1")
    with pytest.raises(Refused) as refused:
        school.write(claim_contact, "k1", "s2")
    assert refused.value.line == (
        "Dr Okafor has no room left: offered 1 interview, and all of it is booked or claimed (held by Mia T. "
        "until Wed 25 Nov). Choose another contact, or take a claim over with a reason (because=…)."
    )


def test_a_claim_is_taken_over_with_a_reason_and_undone_in_one_step(school: Workspace) -> None:
    school.write(set_record, "contacts", "k1", {"limit": "1"})
    school.write(claim_contact, "k1", "s1")
    fields = {"contact": "k1", "student": "s2", "because": "Mia has found somebody."}
    done = school.write(add_record, "claims", fields)
    assert done.sentence == (
        "Ben Ode holds Dr Okafor until Wed 25 Nov, in place of Mia Torres: Mia has found somebody."
    )
    assert school.read(reading.claims) == (
        Claim("p1", "k1", "s1", NOW),
        Claim("p2", "k1", "s2", WEEK, "Mia has found somebody."),
    )
    assert left(school) == 0
    [mine] = school.read(lambda db: claims_told(db, NOW, student="s1"))
    assert mine == ClaimTold(
        "p1", "s1", "Mia Torres", "k1", "Dr Okafor", NOW, NOW, "", True, "Ben Ode", "Mia has found somebody."
    )
    school.write(undo)
    assert school.read(reading.claims) == (Claim("p1", "k1", "s1", WEEK),)


def test_with_a_reason_only_the_claim_that_runs_out_first_gives_way(school: Workspace) -> None:
    school.write(claim_contact, "k1", "s1", until=at("12:00", date(2026, 11, 24)))
    school.write(claim_contact, "k1", "s2", until=at("12:00", date(2026, 11, 20)))
    done = school.write(claim_contact, "k1", "s3", because="their own aunt")
    assert done.sentence.endswith(", in place of Ben Ode: their own aunt.")
    assert [one.student for one in held(school)["k1"]] == ["s1", "s3"]
    assert [one.kind for one in done.warnings] == ["also_claimed"]


def test_a_reason_does_not_make_room_that_is_booked(school: Workspace) -> None:
    school.write(set_record, "contacts", "k1", {"limit": "1"})
    book(school, "10:05", student="s1", contact="k1")
    with pytest.raises(Refused, match="no room left") as refused:
        school.write(claim_contact, "k1", "s2", because="urgent")
    assert refused.value.line.endswith("Choose another contact, or ask whether more is possible.")


def test_a_claim_that_was_booked_holds_no_longer_and_counts_once(school: Workspace) -> None:
    school.write(set_record, "contacts", "k1", {"limit": "2"})
    school.write(claim_contact, "k1", "s1")
    book(school, "10:05", student="s1", contact="k1")
    assert (left(school), held(school)) == (1, {})


def test_a_claim_runs_out_by_itself(school: Workspace) -> None:
    school.write(claim_contact, "k1", "s1")
    campaign = school.campaign()
    assert school.read(holders, campaign, WEEK - timedelta(minutes=1)).keys() == {"k1"}
    assert school.read(holders, campaign, WEEK) == {}


def test_a_claim_is_extended_and_given_up(school: Workspace) -> None:
    school.write(claim_contact, "k1", "s1")
    longer = school.write(extend_claim, "p1", at("12:00", date(2026, 11, 27)))
    assert longer.sentence == "Mia Torres holds Dr Okafor until Fri 27 Nov."
    with pytest.raises(BadInput, match="later than now"):
        school.write(extend_claim, "p1", NOW)
    assert school.write(give_up_claim, "p1").sentence == "Mia Torres no longer holds Dr Okafor."
    assert held(school) == {}
    with pytest.raises(Refused, match="over already"):
        school.write(give_up_claim, "p1")
    with pytest.raises(UnknownId, match="There is no claim 'p9'"):
        school.write(give_up_claim, "p9")


def test_a_claim_that_ran_out_takes_no_room_that_others_have_now(school: Workspace) -> None:
    school.write(set_record, "contacts", "k1", {"limit": "1"})
    school.write(claim_contact, "k1", "s1")
    school.write(give_up_claim, "p1")
    school.write(claim_contact, "k1", "s2")
    with pytest.raises(Refused, match="no room left"):
        school.write(set_record, "claims", "p1", {"until": "2026-11-27"})
    with pytest.raises(Refused, match="no room left"):
        school.write(extend_claim, "p1", WEEK)
    changed = school.write(set_record, "claims", "p2", {"until": "2026-11-27"})
    assert "until 2026-11-25 07:30 → 2026-11-28 00:00" in changed.sentence


def test_the_holder_may_book_what_others_may_not(school: Workspace) -> None:
    school.write(set_record, "contacts", "k1", {"limit": "1"})
    school.write(claim_contact, "k1", "s1")
    with pytest.raises(Refused, match="and Mia Torres has a claim"):
        book(school, "10:05", student="s2", contact="k1")
    book(school, "10:05", student="s1", contact="k1")
