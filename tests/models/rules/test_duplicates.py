"""Whether two records may be one: spelling, titles, order of names, firms' endings; numbers tell apart."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rapidfuzz.fuzz import ratio

from models.rules.duplicates import (
    Alike,
    Known,
    likely,
    pairs_of_employers,
    pairs_of_people,
    pairs_of_students,
    person_words,
    same_employer,
    same_person,
    same_student,
)


def similar(one: str, other: str) -> float:
    return float(ratio(one, other))


def who(name: str, **more: Any) -> Known:
    return Known(more.pop("ident", "c1"), name, **more)


@pytest.mark.parametrize(
    ("one", "other", "score"),
    [
        ("Acme Inc.", "ACME, Incorporated", 100),
        ("The Gristmill Inn", "Gristmill Inn", 100),
        ("Hill Clinic", "Hil Clinic", 90),
        ("Møller & Søn", "Moller og Son", 0),
        ("Clinic Hill", "Hill Clinic", 95),
        ("Gristmill", "Gristmill Inn", 75),
        ("Harbour 1 Works", "Harbour 2 Works", 0),
        ("Elm Clinic", "Elm Bakery", 0),
        ("", "Elm Bakery", 0),
    ],
)
def test_employers_that_may_be_one(one: str, other: str, score: int) -> None:
    assert same_employer(one, other, similar)[1] == score


@pytest.mark.parametrize(
    ("one", "other", "why"),
    [
        (
            who("Dana Whitfield", employer="Hill Clinic"),
            who("WHITFIELD, Dána", employer="Hill Clinic Inc"),
            "the same name at the same employer",
        ),
        (
            who("Dr. D. Whitfield", employer="Hill Clinic"),
            who("Dana Whitfield", employer="Hill Clinic"),
            "nearly the same name at the same employer",
        ),
        (
            who("Dana Whitfeld", employer="Hil Clinic"),
            who("Dana Whitfield", employer="Hill Clinic"),
            "nearly the same name at the same employer",
        ),
        (
            who("Zoë Ødegård", phone="+1 (555) 010-0199"),
            who("Zoe Odegard", employer="Bay Works", phone="555-010-0199"),
            "the same name and the same phone",
        ),
        (who("Dana Berg", mail="D@hill.example.org"), who("Dana Whitfield", mail="d@hill.example.org"),
         "the same mail address"),
        (
            who("Kate Duarte", employer="Bay Works"),
            who("Katherine Duarte", employer="Bay Works"),
            "nearly the same name at the same employer",
        ),
        (who("Ana Torres"), who("Ana Torres", employer="Bay Works"), "the same name"),
        (who("Ana Torres", employer="Elm Bakery"), who("Ana Torres", employer="Bay Works"), "the same name"),
        (who("Omar Reyes", mail="office@x.example.org"), who("Ana Torres", mail="office@x.example.org"), ""),
        (who("Dana Whitfield 1", employer="Hill"), who("Dana Whitfield 2", employer="Hill"), ""),
        (who("Ana", employer="Elm Bakery"), who("Ana", employer="Bay Works"), ""),
        (who("", employer="Elm Bakery"), who("", employer="Elm Bakery"), ""),
    ],
)  # fmt: skip
def test_people_who_may_be_one(one: Known, other: Known, why: str) -> None:
    assert same_person(one, other, similar)[0] == why
    assert same_person(other, one, similar)[0] == why


def test_the_likeliest_comes_first_and_nobody_resembles_themselves() -> None:
    pool = (
        who("Dana Whitfield", ident="c1", employer="Bay Works"),
        who("Dana Whitfield", ident="c2", employer="Hill Clinic"),
        who("Omar Reyes", ident="c3", employer="Hill Clinic"),
    )
    assert likely(who("dana whitfield", ident="", employer="Hill clinic"), pool, similar) == [
        Alike("c2", "Dana Whitfield at Hill Clinic", "the same name at the same employer", 95),
        Alike("c1", "Dana Whitfield at Bay Works", "the same name", 70),
    ]
    assert [one.id for one in likely(pool[1], pool, similar)] == ["c1"]


def test_pairs_are_found_once_the_likeliest_first() -> None:
    people = (
        who("Dana Whitfield", ident="c1", employer="Hill Clinic", phone="555 010 0199"),
        who("Dana Whitfeld", ident="c2", employer="Hill Clinic Inc.", phone="555 010 0199"),
        who("Omar Reyes", ident="c3", mail="o@x.example.org"),
        who("Reyes, Omar", ident="c4", mail="o@x.example.org"),
        who("Lee Brandt", ident="c5"),
    )
    found = [(pair.one.id, pair.other.id, pair.score) for pair in pairs_of_people(people, similar)]
    assert found == [("c3", "c4", 100), ("c1", "c2", 90)]
    employers = (who("Acme Inc.", ident="e1"), who("Bay", ident="e2"), who("ACME", ident="e3"))
    assert [(one.one.id, one.other.id) for one in pairs_of_employers(employers, similar)] == [("e1", "e3")]


def test_students_are_one_by_mail_or_by_the_whole_name() -> None:
    assert same_student(who("Mia Torres"), who("mia  TORRES"), similar) == ("the same name", 80)
    assert same_student(who("Mia Torres", mail="m@x"), who("Mia Tores", mail="m@x"), similar)[1] == 100
    assert same_student(who("Mia Torres"), who("Mio Torres"), similar) == ("", 0)
    students = (who("Mia Torres", ident="s1"), who("Ben Ode", ident="s2"), who("Mía Torres", ident="s3"))
    assert [(one.one.id, one.other.id) for one in pairs_of_students(students, similar)] == [("s1", "s3")]


def test_titles_and_order_say_nothing_about_who_it_is() -> None:
    assert person_words("Whitfield, Dr. Dana") == person_words("Dana Whitfield") == ("dana", "whitfield")
    assert person_words("Dr") == ("dr",)


@given(st.text(max_size=30), st.text(max_size=30), st.text(max_size=12))
def test_any_texts_are_compared_the_same_both_ways(one: str, other: str, employer: str) -> None:
    a, b = who(one, employer=employer), who(other, employer=employer)
    assert same_person(a, b, similar) == same_person(b, a, similar)
    assert same_employer(one, other, similar)[1] == same_employer(other, one, similar)[1]
