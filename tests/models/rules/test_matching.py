"""Who might talk with whom."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from models.rules.clusters import all_clusters, as_interest
from models.rules.facts import Contact, Student
from models.rules.matching import Match, match_contacts, match_students

HEALTH, TECH, EDUCATION = "healthcare-human-services", "digital-technology", "education"
ANY = 1_000_000


def a_student(ident: str, *interests: str, family: str = "Okoro") -> Student:
    ranked = tuple(as_interest(rank, words) for rank, words in enumerate(interests, 1))
    return Student(ident, "Ada", family, "", "10", "", "lhs", "", "", None, None, False, False, (), ranked)


def a_contact(
    ident: str,
    *clusters: str,
    title: str = "",
    limit: int | None = None,
    schools: tuple[str, ...] = (),
    do_not_contact: bool = False,
) -> Contact:
    return Contact(
        id=ident,
        name=ident.title(),
        employer="e1",
        employer_name="Harbour Works",
        title=title,
        email="",
        phone="",
        zone="",
        clusters=clusters,
        formats=(),
        minutes=None,
        gap_minutes=0,
        limit=limit,
        per_day=None,
        schools=schools,
        travel_minutes=0,
        source="",
        do_not_contact=do_not_contact,
        notes="",
        availability=(),
    )


def test_contacts_come_by_choice_then_related_fields_with_the_reason() -> None:
    student = a_student("s1", "Healthcare & Human Services > Physical Health", "coding", "luthier")
    contacts = [
        a_contact("coder", TECH),
        a_contact("teacher", EDUCATION),
        a_contact("clerk", HEALTH, title="Receptionist"),
        a_contact("nurse", HEALTH, title="Charge Nurse"),
        a_contact("maker", title="Luthier"),
        a_contact("banker", "financial-services"),
    ]
    assert match_contacts(student, contacts, {}) == (
        Match("nurse", (0, 1, 0, -ANY), "first choice: Healthcare & Human Services > Physical Health"),
        Match("clerk", (0, 1, 1, -ANY), "first choice: Healthcare & Human Services"),
        Match("coder", (0, 2, 1, -ANY), "second choice: Digital Technology"),
        Match("maker", (0, 3, 1, -ANY), "third choice: luthier (own words)"),
        Match("teacher", (1, 1, 1, -ANY), "related to first choice: Education"),
    )


def test_contacts_with_more_room_left_come_first_and_full_ones_only_when_asked() -> None:
    student = a_student("s1", "nurse")
    contacts = [a_contact(ident, HEALTH, limit=3) for ident in ("one", "none", "two", "whole")]
    left = {"one": 1, "two": 2, "none": 0}
    assert [match.id for match in match_contacts(student, contacts, left)] == ["whole", "two", "one"]
    assert match_contacts(student, contacts, left, full_too=True)[-1] == Match(
        "none", (0, 1, 1, 0), "first choice: Healthcare & Human Services (no room left)"
    )


def test_contacts_who_may_not_meet_the_student_are_left_out() -> None:
    student = a_student("s1", "nurse")
    contacts = [
        a_contact("silent", HEALTH, do_not_contact=True),
        a_contact("elsewhere", HEALTH, schools=("other",)),
        a_contact("had", HEALTH),
        a_contact("here", HEALTH, schools=("lhs", "other")),
    ]
    assert [match.id for match in match_contacts(student, contacts, {}, without={"had"})] == ["here"]


def test_seventh_choice_is_said_in_figures() -> None:
    student = a_student("s1", *["?"] * 6, "nurse")
    (match,) = match_contacts(student, [a_contact("nurse", HEALTH)], {})
    assert match.reason == "choice 7: Healthcare & Human Services"


def test_students_for_a_contact_come_by_choice_then_by_what_they_lack() -> None:
    students = [
        a_student("second", "coding", "nurse"),
        a_student("done", "nurse"),
        a_student("one", "nurse"),
        a_student("two", "nurse", family="Zeta"),
        a_student("none", "coding"),
    ]
    lacking = {"second": 2, "one": 1, "two": 2, "none": 1}
    contact = a_contact("nurse", HEALTH)
    assert match_students(contact, students, lacking) == (
        Match("two", (0, 1, 1, -2), "first choice: Healthcare & Human Services"),
        Match("one", (0, 1, 1, -1), "first choice: Healthcare & Human Services"),
        Match("second", (0, 2, 1, -2), "second choice: Healthcare & Human Services"),
    )
    assert [match.id for match in match_students(contact, students)] == ["done", "one", "two", "second"]
    assert match_students(contact._replace(do_not_contact=True), students) == ()


NAMES = st.sampled_from([one.name for one in all_clusters()] + ["?"])
CLUSTERS = st.lists(st.sampled_from([one.id for one in all_clusters()]), max_size=2, unique=True)


@given(st.lists(NAMES, max_size=3), st.lists(CLUSTERS, max_size=6))
def test_both_ways_round_give_the_same_pairs(interests: list[str], fields: list[list[str]]) -> None:
    student = a_student("s1", *interests)
    contacts = [a_contact(f"c{n}", *field) for n, field in enumerate(fields)]
    matches = match_contacts(student, contacts, {})
    assert [match.key for match in matches] == sorted(match.key for match in matches)
    back = {c.id: match.reason for c in contacts for match in match_students(c, [student])}
    assert {match.id: match.reason for match in matches} == back
