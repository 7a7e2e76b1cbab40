"""Referrals: who named whom, and how they become contacts that keep the tie."""

from __future__ import annotations

import pytest

from models.errors import BadInput, Refused, UnknownId
from models.operations.records import add_record, set_record
from models.operations.referrals import note_referral, reach_fields, take_into_pool, tie_referral
from models.operations.removing import remove_record
from models.operations.undo import undo
from models.queries.contact_care import contact_care
from models.queries.reading import contacts
from models.rules.pool_facts import Referral
from models.workspace import Workspace
from tests.helpers_store import NOW, book, images


def test_a_referral_is_noted_with_what_may_be_said(school: Workspace) -> None:
    interview = book(school, "10:20")
    done = school.write(
        note_referral, "k1", "Ines Duarte", reach="ines@duarte.example.org, mornings", may_use_name=True,
        note="radiologist", interview=interview,
    )  # fmt: skip
    assert done.sentence == "Dr Okafor named Ines Duarte; the name may be used (f1)."
    [named] = school.read(contact_care, "k1").named
    assert named.referral == Referral(
        "f1",
        "k1",
        interview,
        "Ines Duarte",
        "ines@duarte.example.org, mornings",
        "radiologist",
        None,
        True,
        NOW,
    )
    assert (named.named_by, named.contact) == ("Dr Okafor", "")


def test_a_referral_becomes_a_contact_and_keeps_the_tie(school: Workspace) -> None:
    school.write(
        note_referral, "k1", "Ines Duarte", reach="ines@duarte.example.org, mornings", note="radiologist"
    )
    before = images(school)
    done = school.write(take_into_pool, "f1", employer="Bay Imaging", title="Radiologist")
    assert done.sentence == "Added contact Ines Duarte (c1) at Bay Imaging, recommended by Dr Okafor."
    made = school.read(contacts)["c1"]
    assert (made.name, made.employer_name, made.title, made.email, made.source, made.notes) == (
        "Ines Duarte", "Bay Imaging", "Radiologist", "ines@duarte.example.org", "recommended by Dr Okafor",
        "radiologist\nines@duarte.example.org, mornings",
    )  # fmt: skip
    assert school.read(contact_care, "k1").named[0].contact == "Ines Duarte"
    assert school.read(contact_care, "c1").named_by[0].named_by == "Dr Okafor"
    with pytest.raises(Refused, match="Ines Duarte is in the pool already"):
        school.write(take_into_pool, "f1")
    school.write(undo)
    assert images(school) == before


def test_a_referral_is_tied_to_somebody_there_is(school: Workspace) -> None:
    school.write(note_referral, "k1", "Mr Brandt")
    done = school.write(tie_referral, "f1", "k2")
    assert done.sentence == "Mr Brandt, whom Dr Okafor named, is Lee Brandt (k2)."
    assert school.write(tie_referral, "f1", "k2").journal == 0
    with pytest.raises(Refused, match="is the one who named"):
        school.write(tie_referral, "f1", "k1")


def test_an_interview_that_was_with_somebody_else_is_refused(school: Workspace) -> None:
    interview = book(school, "10:20", contact="k2")
    with pytest.raises(Refused, match="was not with Dr Okafor"):
        school.write(note_referral, "k1", "Ines Duarte", interview=interview)
    with pytest.raises(UnknownId):
        school.write(note_referral, "k1", "Ines Duarte", interview="i99")
    with pytest.raises(BadInput, match="needs a name"):
        school.write(note_referral, "k1", " ")


@pytest.mark.parametrize(
    ("reach", "fields"),
    [
        ("ines@duarte.example.org", {"email": "ines@duarte.example.org"}),
        ("call 555-010-0199 after 4", {"phone": "555-010-0199"}),
        ("i@d.example.org or (555) 010 0199.", {"email": "i@d.example.org", "phone": "(555) 010 0199"}),
        ("at the bakery on Dock Road 12", {}),
        ("", {}),
    ],
)
def test_how_to_reach_somebody_holds_an_address_and_a_number(reach: str, fields: dict[str, str]) -> None:
    assert reach_fields(reach) == fields


def test_referrals_as_cells(school: Workspace) -> None:
    school.write(add_record, "referrals", {"named_by": "k1", "name": "Ines Duarte", "may_use_name": "no"})
    changed = school.write(set_record, "referrals", "f1", {"may_use_name": "yes", "reach": "555-010-0199"})
    assert changed.sentence == "Changed the referral of Ines Duarte: may the name be used and reach."
    school.write(set_record, "referrals", "f1", {"contact": "new", "employer": "Bay Imaging"})
    assert school.read(contacts)["c1"].phone == "555-010-0199"
    with pytest.raises(Refused, match="there is 1 referral"):
        school.write(remove_record, "contacts", "k1")
    assert school.write(remove_record, "referrals", "f1").sentence == (
        "Removed that Dr Okafor named Ines Duarte."
    )
