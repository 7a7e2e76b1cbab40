"""Two records become one: everything moves, both histories stay, one undo takes it back; refused where it cannot be."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from peewee import ForeignKeyField

from models.errors import BadInput, Refused, UnknownId
from models.operations import contact_care as care
from models.operations.marking import mark_interview
from models.operations.merge_rows import OWNED, POINTING
from models.operations.merging import merge_choices, propose_merge
from models.operations.pool import claim_contact, log_outreach
from models.operations.preparing import save_research
from models.operations.proposals import accept
from models.operations.question_lists import write_question
from models.operations.records import add_record, set_record
from models.operations.referrals import note_referral, tie_referral
from models.operations.undo import redo, undo
from models.operations.unit import Unit
from models.queries import reading
from models.queries.contact_care import contact_care
from models.queries.merged import merged_ids
from models.queries.pool import contact_story
from models.rules.facts import Proposal
from models.tables import rows
from models.tables.all_rows import ROWS
from models.workspace import Workspace
from tests.helpers_store import NOW, book, images


def proposed(school: Workspace, kind: str, keep: str, other: str, **wanted: str) -> Proposal:
    return school.read(propose_merge, kind, keep, other, NOW, wanted)


def told(proposal: Proposal) -> list[tuple[str, str, str, str]]:
    return [(row.action, row.entity, row.id, row.reason) for row in proposal.rows]


def twice(school: Workspace) -> Workspace:
    """Dr Okafor (k1) is there again as Okafor (c1), and both have a history."""
    school.write(set_record, "contacts", "k1", {"phone": "555 0101", "notes": "likes mornings", "zone": ""})
    fields = {
        "name": "Okafor, Dr", "employer": "Elm Clinic", "phone": "555 0199", "email": "ok@elm.example.org",
        "formats": "on_site", "notes": "has a dog", "do_not_contact": "no",
    }  # fmt: skip
    school.write(add_record, "contacts", fields)
    book(school, "10:20", contact="k1", student="s1")
    book(school, "11:20", contact="c1", student="s2", room="r2", format="phone")
    school.write(log_outreach, "c1", how="phone", outcome="reached")
    school.write(claim_contact, "c1", "s3")
    school.write(care.add_task, "c1", "send the poster", due="2026-12-01")
    school.write(care.tag_contacts, ["k1", "c1"], "health")
    school.write(care.tag_contacts, ["c1"], "rural")
    school.write(note_referral, "c1", "Ines Duarte")
    school.write(care.set_check_in, ["c1"], "2027-01-11")
    return school


def test_the_proposal_names_every_row_that_moves_and_every_field_that_differs(school: Workspace) -> None:
    proposal = proposed(twice(school), "contacts", "k1", "c1")
    assert proposal.title == "Merge contact Okafor, Dr (c1) into Dr Okafor (k1)"
    assert told(proposal) == [
        ("skip", "contact", "k1", "“Dr Okafor” stays; “Okafor, Dr” of c1 is dropped"),
        ("change", "contact", "k1", "“ok@elm.example.org” of c1 is taken"),
        ("skip", "contact", "k1", "“555 0101” stays; “555 0199” of c1 is dropped"),
        ("change", "contact", "k1", "both stay"),
        ("change", "contact", "k1", "both stay"),
        ("change", "contact", "k1", "Mon 11 Jan of c1 is taken"),
        ("move", "interview", "i2", "to Dr Okafor (k1)"),
        ("move", "outreach", "o1", "to Dr Okafor (k1)"),
        ("move", "claim", "p1", "to Dr Okafor (k1)"),
        ("move", "task", "g1", "to Dr Okafor (k1)"),
        ("move", "referral", "f1", "to Dr Okafor (k1)"),
        ("skip", "tag", "c1:health", "Dr Okafor (k1) has it too"),
        ("move", "tag", "c1:rural", "to Dr Okafor (k1)"),
        ("remove", "contact", "c1", "is Dr Okafor (k1) from now on"),
    ]


def test_a_merge_is_one_entry_and_one_undo_takes_it_back(school: Workspace) -> None:
    twice(school)
    before = images(school)
    done = school.write(accept, proposed(school, "contacts", "k1", "c1"))
    assert done.sentence == (
        "Merged contact Okafor, Dr (c1) into k1: 1 interview, 1 outreach note, 1 claim, 1 task, 1 referral and"
        " 1 tag moved, email, formats, notes and check in taken over."
    )
    assert "c1" not in school.read(reading.contacts)
    after = images(school)
    found = school.read(contact_care, "k1")
    assert (found.tags, found.check_in, [one.what for one in found.tasks], len(found.named)) == (
        ("health", "rural"), date(2027, 1, 11), ["send the poster"], 1,
    )  # fmt: skip
    kept = school.read(reading.contacts)["k1"]
    assert (kept.name, kept.email, kept.phone, kept.formats, kept.notes) == (
        "Dr Okafor", "ok@elm.example.org", "555 0101", ("phone", "video", "on_site", "group_video"),
        "likes mornings\nhas a dog",
    )  # fmt: skip
    school.write(undo)
    assert images(school) == before
    school.write(redo)
    assert images(school) == after


def test_both_histories_are_the_story_of_the_one_that_stays(school: Workspace) -> None:
    twice(school)
    school.write(accept, proposed(school, "contacts", "k1", "c1"))
    story = school.read(contact_story, school.campaign(), "k1", NOW)
    assert [one.interview.id for one in story.interviews] == ["i1", "i2"]
    sentences = [entry.sentence for entry in story.history]
    assert any(sentence.startswith("Added contact Okafor, Dr (c1)") for sentence in sentences)
    assert any(sentence.startswith("Changed Dr Okafor") for sentence in sentences)
    assert sentences[0].startswith("Merged contact Okafor, Dr (c1)")
    assert school.read(merged_ids, "contacts", "k1") == ["c1", "okafor, dr|elm clinic|ok@elm.example.org"]


def test_a_person_chooses_field_by_field(school: Workspace) -> None:
    twice(school)
    assert [(one.field, one.choice) for one in school.read(merge_choices, "contacts", "k1", "c1", NOW)] == [
        ("name", "keep"), ("email", "other"), ("phone", "keep"), ("formats", "both"), ("notes", "both"),
    ]  # fmt: skip
    chosen = proposed(school, "contacts", "k1", "c1", phone="other", notes="keep", formats="other")
    school.write(accept, chosen)
    kept = school.read(reading.contacts)["k1"]
    assert (kept.phone, kept.notes, kept.formats) == ("555 0199", "likes mornings", ("on_site",))
    with pytest.raises(BadInput, match="'shoe' is no field to choose"):
        proposed(school, "contacts", "k1", "k2", shoe="keep")


def test_who_asked_not_to_be_contacted_stays_so(school: Workspace) -> None:
    school.write(
        add_record, "contacts", {"name": "Okafor", "employer": "Elm Clinic", "do_not_contact": "yes"}
    )
    school.write(accept, proposed(school, "contacts", "k1", "c1"))
    assert school.read(reading.contacts)["k1"].do_not_contact


def test_refused_where_both_have_an_interview_at_one_time(school: Workspace) -> None:
    book(school, "10:20", contact="k1", student="s1")
    book(school, "10:30", contact="k2", student="s2", room="r2")
    with pytest.raises(Refused) as refused:
        proposed(school, "contacts", "k1", "k2")
    assert refused.value.sentence == (
        "Dr Okafor (k1) and Lee Brandt (k2) cannot be one: both have an interview at 10:20–10:40 on Wed 18 Nov"
        " (i1, i2)."
    )
    school.write(mark_interview, "i2", "cancelled", because="ill")
    assert proposed(school, "contacts", "k1", "k2").counts["move"] == 1


def test_refused_where_a_student_holds_both_or_one_named_the_other(school: Workspace) -> None:
    school.write(claim_contact, "k1", "s1")
    school.write(claim_contact, "k2", "s1")
    with pytest.raises(Refused, match="cannot be one: Mia Torres holds both"):
        proposed(school, "contacts", "k1", "k2")
    school.write(undo)
    school.write(note_referral, "k1", "Mr Brandt")
    school.write(tie_referral, "f1", "k2")
    with pytest.raises(Refused, match="one named the other, as Mr Brandt"):
        proposed(school, "contacts", "k2", "k1")


def test_refused_where_the_store_has_changed_since(school: Workspace) -> None:
    twice(school)
    proposal = proposed(school, "contacts", "k1", "c1")
    school.write(log_outreach, "c1", how="email")
    with pytest.raises(Refused, match="The store has changed since"):
        school.write(accept, proposal)
    with pytest.raises(Refused, match="done as a whole"):
        school.write(accept, proposed(school, "contacts", "k1", "c1"), chosen={0, 1, 2})


@pytest.mark.parametrize(
    ("kind", "keep", "other", "error", "words"),
    [
        ("contacts", "k1", "k1", BadInput, "one record already"),
        ("contacts", "k1", "k9", UnknownId, "no contact 'k9'"),
        ("rooms", "r1", "r2", BadInput, "rooms cannot be merged"),
    ],
)
def test_what_cannot_be_merged_is_said(
    school: Workspace, kind: str, keep: str, other: str, error: Any, words: str
) -> None:
    with pytest.raises(error, match=words):
        proposed(school, kind, keep, other)


def test_employers_are_merged_with_their_contacts(school: Workspace) -> None:
    school.write(add_record, "contacts", {"name": "Ines Duarte", "employer": "ELM Clinic, Inc."})
    school.write(set_record, "employers", "e2", {"field": "health", "notes": "side door"})
    before = images(school)
    done = school.write(accept, proposed(school, "employers", "e1", "e2"))
    assert done.sentence == (
        "Merged employer ELM Clinic, Inc. (e2) into e1: 1 contact moved, field and notes taken over."
    )
    assert school.read(reading.contacts)["c1"].employer_name == "Elm Clinic"
    school.write(undo)
    assert images(school) == before


def test_students_are_merged_with_interviews_classes_and_interests(school: Workspace) -> None:
    school.write(set_record, "students", "s1", {"interests": "nursing", "share_name": "yes"})
    fields = {
        "given": "Mia", "family": "Torres", "classes": "alg", "interests": "nursing; welding", "grade": "11",
        "share_name": "no",
    }  # fmt: skip
    school.write(add_record, "students", fields)
    book(school, "10:20", student="s1")
    book(school, "11:20", student="s4", contact="k2", room="r2")
    school.write(log_outreach, "k1", how="phone", student="s4")
    before = images(school)
    school.write(accept, proposed(school, "students", "s1", "s4"))
    kept = school.read(reading.students)["s1"]
    assert (kept.grade, kept.share_name, kept.classes) == ("11", False, ("alg",))
    assert [(one.rank, one.words or one.sub or one.cluster) for one in kept.interests][1][0] == 2
    assert [one.students for one in school.read(reading.interviews).values()] == [("s1",), ("s1",)]
    assert school.read(reading.outreach)[0].student == "s1"
    school.write(undo)
    assert images(school) == before


def test_students_of_one_interview_are_two(school: Workspace) -> None:
    book(school, "10:20", student="s1")
    book(school, "10:30", student="s2", contact="k2", room="r2")
    with pytest.raises(Refused, match="both have an interview at 10:20–10:40"):
        proposed(school, "students", "s1", "s2")


def test_a_merged_record_can_be_merged_again(school: Workspace) -> None:
    for name in ("Okafor A", "Okafor B"):
        school.write(add_record, "contacts", {"name": name, "employer": "Elm Clinic"})
    school.write(accept, proposed(school, "contacts", "c1", "c2"))
    school.write(accept, proposed(school, "contacts", "k1", "c1"))
    assert {"c1", "c2"} <= set(school.read(merged_ids, "contacts", "k1"))


def _invite(unit: Unit, interview: str) -> int:
    unit.insert(
        rows.Invite, unit.fresh_id("v"), interview=interview, recipient="contact", recipient_id="k1",
        method="REQUEST", sequence=0, digest="d", made_at=NOW, actor="x", start_at=NOW, end_at=NOW,
    )  # fmt: skip
    return unit.say("invite", f"Made an invite for {interview}.")


def test_an_interview_that_invites_were_made_for_changes_its_student_and_back(school: Workspace) -> None:
    school.write(add_record, "students", {"id": "s9", "given": "Mia", "family": "Tan"})
    interview = book(school, "10:20", student="s9")
    school.write(_invite, interview)
    before = images(school)["interview_student"]
    school.write(accept, proposed(school, "students", "s1", "s9"))
    after = images(school)["interview_student"]
    assert (before, after) == (
        [(f"{interview}:s9", interview, "s9", 0)],
        [(f"{interview}:s1", interview, "s1", 0)],
    )
    school.write(undo)
    assert images(school)["interview_student"] == before
    school.write(redo)
    assert images(school)["interview_student"] == after


def test_who_asked_not_to_be_contacted_gets_their_calls_back(school: Workspace) -> None:
    book(school, "11:20", "s2", "k2", room=None)
    school.write(set_record, "contacts", "k2", {"do_not_contact": "yes"})
    school.write(accept, proposed(school, "contacts", "k1", "k2"))
    school.write(undo)
    assert [one.contact for one in school.read(reading.interviews).values()] == ["k2"]
    assert school.read(reading.contacts)["k2"].do_not_contact


LONG = "x" * 6_000


def test_notes_that_are_too_long_together_say_so_at_once_and_the_merge_goes_on(school: Workspace) -> None:
    school.write(add_record, "contacts", {"name": "Okafor", "employer": "Elm Clinic", "notes": f"{LONG}y"})
    school.write(set_record, "contacts", "k1", {"notes": LONG + "z"})
    why = "both together have 12,003 characters of at most 10,000, so shorten one first to keep both"
    [notes] = [one for one in school.read(merge_choices, "contacts", "k1", "c1", NOW) if one.field == "notes"]
    assert (notes.both, notes.choice, notes.why) == ("", "keep", why)
    proposal = proposed(school, "contacts", "k1", "c1")
    [row] = [row for row in proposal.rows if row.label == "notes"]
    assert row.action == "skip"
    assert row.reason.endswith(f"of c1 is dropped: {why}")
    with pytest.raises(BadInput, match="The notes cannot both stay: both together have 12,003 characters"):
        proposed(school, "contacts", "k1", "c1", notes="both")
    school.write(accept, proposal)
    assert school.read(reading.contacts)["k1"].notes == LONG + "z"


def test_the_longer_notes_stay_and_notes_within_the_others_are_not_written_twice(school: Workspace) -> None:
    for name, notes in (("Okafor A", LONG * 2 + "x"), ("Okafor B", "likes mornings, and has a dog")):
        school.write(
            add_record, "contacts", {"name": name, "employer": "Elm Clinic", "notes": notes[:10_000]}
        )
    school.write(set_record, "contacts", "k1", {"notes": "likes mornings"})
    stays = {
        other: [(one.choice, len(one.stays)) for one in found if one.field == "notes"]
        for other in ("c1", "c2")
        for found in [school.read(merge_choices, "contacts", "k1", other, NOW)]
    }
    assert stays == {"c1": [("other", 10_000)], "c2": [("both", 29)]}


def test_a_student_brings_questions_preparation_and_places_along_and_undo_takes_them_back(
    school: Workspace,
) -> None:
    school.write(add_record, "students", {"id": "s9", "given": "Mia", "family": "Tan"})
    school.write(write_question, "s9", "questions", "How did you come to this?")
    school.write(save_research, "s9", about_field="nursing", about_employer="")
    before = images(school)
    done = school.write(accept, proposed(school, "students", "s1", "s9"))
    assert "1 question and 1 preparation moved" in done.sentence
    after = images(school)
    assert {row[1] for row in after["question"]} == {"s1"}
    assert [row[0] for row in after["preparation"]] == ["s1"]
    school.write(undo)
    assert images(school) == before
    school.write(redo)
    assert images(school) == after


@pytest.mark.parametrize(
    ("kind", "model"), [("contacts", rows.Contact), ("employers", rows.Employer), ("students", rows.Student)]
)
def test_every_row_that_names_a_record_moves_with_it(kind: str, model: type[rows.Row]) -> None:
    naming = {
        (table, field.column_name)
        for table, each in ROWS.items()
        for field in each._meta.sorted_fields
        if isinstance(field, ForeignKeyField) and field.rel_model is model
    }
    moved = {(one.model._meta.table_name, one.column) for one in POINTING[kind]}
    assert moved | {(one.model._meta.table_name, one.column) for one in OWNED[kind]} == naming
