"""Outreach and claims: what is noted, and that nobody pursues a contact who has no room left."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from models.errors import BadInput, Refused, UnknownId
from models.operations.pool import claim_contact, log_outreach
from models.operations.records import add_record, set_record
from models.queries import reading
from models.rules.facts import Claim, Outreach
from models.workspace import Workspace
from tests.helpers_store import NOW, at, book


def test_outreach_is_noted_with_what_comes_next(school: Workspace) -> None:
    fields = {
        "contact": "k1", "student": "s1", "how": "phone", "outcome": "left a message",
        "said": "Call back\nafter noon", "next_action": "call again", "next_by": "2026-11-20",
    }  # fmt: skip
    done = school.write(add_record, "outreach", fields)
    assert (
        done.sentence == "Noted outreach to Dr Okafor: call, left a message. Next: call again by Fri 20 Nov."
    )
    assert school.read(reading.outreach) == (
        Outreach(
            "o1", "k1", "s1", "Ms Rivera", NOW, "phone", "left a message", "Call back\nafter noon",
            "call again", date(2026, 11, 20),
        ),
    )  # fmt: skip
    changed = school.write(set_record, "outreach", "o1", {"outcome": "yes", "next_action": "", "next_by": ""})
    assert changed.sentence == (
        "Changed a note of outreach to Dr Okafor (o1): outcome left a message → yes, next action call again → none, next by 2026-11-20 → none."
    )


def test_outreach_can_be_noted_later(school: Workspace) -> None:
    school.write(add_record, "outreach", {"contact": "k1", "how": "email", "at": "2026-11-17 15:30"})
    assert school.read(reading.outreach)[0].at == at("15:30", date(2026, 11, 17))


def test_outreach_of_an_earlier_day_says_so_and_later_ones_are_refused(school: Workspace) -> None:
    done = school.write(log_outreach, "k1", how="phone", at=NOW - timedelta(days=1))
    assert done.sentence == "Noted outreach to Dr Okafor on Tue 17 Nov: call."
    with pytest.raises(BadInput, match="cannot be noted before it was made"):
        school.write(log_outreach, "k1", how="phone", at=NOW + timedelta(minutes=1))


def test_outreach_needs_a_contact_that_there_is(school: Workspace) -> None:
    with pytest.raises(UnknownId, match="There is no contact 'k9'"):
        school.write(log_outreach, "k9", how="phone")
    with pytest.raises(UnknownId, match="There is no student 's9'"):
        school.write(log_outreach, "k1", how="phone", student="s9")
    with pytest.raises(BadInput, match="needs a value for how or outcome"):
        school.write(add_record, "outreach", {"contact": "k1"})


def test_claim_holds_a_week_unless_said(school: Workspace) -> None:
    done = school.write(claim_contact, "k1", "s1")
    assert done.sentence == "Mia Torres holds Dr Okafor until Wed 25 Nov."
    assert school.read(reading.claims) == (Claim("p1", "k1", "s1", NOW + timedelta(days=7)),)


def test_claim_until_a_date_means_until_its_end(school: Workspace) -> None:
    done = school.write(add_record, "claims", {"contact": "k1", "student": "s1", "until": "2026-11-20"})
    assert done.sentence == "Mia Torres holds Dr Okafor until Fri 20 Nov."
    assert school.read(reading.claims)[0].until == at("00:00", date(2026, 11, 21))


def test_claim_is_renewed_not_doubled(school: Workspace) -> None:
    school.write(claim_contact, "k1", "s1")
    school.write(claim_contact, "k1", "s1", until=at("12:00", date(2026, 11, 27)))
    assert [one.until for one in school.read(reading.claims)] == [at("12:00", date(2026, 11, 27))]


def test_no_claim_on_a_contact_without_room_left(school: Workspace) -> None:
    school.write(set_record, "contacts", "k1", {"limit": "2"})
    book(school, "10:05", student="s1", contact="k1")
    school.write(claim_contact, "k1", "s2")
    with pytest.raises(Refused, match="Dr Okafor has no room left: offered 2 interviews"):
        school.write(claim_contact, "k1", "s3")
    assert school.write(claim_contact, "k1", "s2").sentence == "Ben Ode holds Dr Okafor until Wed 25 Nov."


def test_no_claim_on_a_contact_who_asked_not_to_be_contacted(school: Workspace) -> None:
    school.write(set_record, "contacts", "k1", {"do_not_contact": "yes"})
    with pytest.raises(Refused, match="Dr Okafor asked not to be contacted"):
        school.write(claim_contact, "k1", "s1")


def test_claim_in_the_past_is_refused(school: Workspace) -> None:
    with pytest.raises(BadInput, match="later than now"):
        school.write(claim_contact, "k1", "s1", until=NOW)
