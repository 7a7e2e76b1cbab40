"""One name in two ways of writing it, and two names that only look alike."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.rules.person_names import Written, plain, short_forms, sounded, written


@pytest.mark.parametrize(
    ("name", "folded"),
    [
        ("José  GARCÍA", "jose garcia"),
        ("O'Neil-Berg", "oneil berg"),
        ("\N{PARENTHESIZED LATIN CAPITAL LETTER A} \N{CIRCLED LATIN CAPITAL LETTER B}", "a b"),
        ("Ødegård", "odegard"),
        ("J. R.", "j r"),
    ],
)
def test_a_name_is_compared_without_accents_case_and_signs(name: str, folded: str) -> None:
    assert plain(name) == folded


@pytest.mark.parametrize(
    ("one", "two"),
    [("anna", "ana"), ("sophia", "sofia"), ("smith", "smyth"), ("jon", "john"), ("gonzalez", "gonzales")],
)
def test_what_sounds_the_same_is_written_in_several_ways(one: str, two: str) -> None:
    assert sounded(one) == sounded(two)


@pytest.mark.parametrize(
    ("one", "two"), [("mia", "mira"), ("leo", "leon"), ("maria", "mario"), ("shan", "chan")]
)
def test_what_sounds_otherwise_is_another_name(one: str, two: str) -> None:
    assert sounded(one) != sounded(two)


@pytest.mark.parametrize(
    ("short", "long"),
    [("mike", "michael"), ("bob", "robert"), ("pepe", "jose"), ("kate", "katherine"), ("sam", "samantha")],
)
def test_short_forms_go_both_ways(short: str, long: str) -> None:
    assert long in short_forms(short)
    assert short in short_forms(long)


def test_names_of_different_people_share_no_group() -> None:
    assert not short_forms("albert") & short_forms("alice") - {"al", "ali"}
    assert "alejandro" not in short_forms("albert")
    assert short_forms("noor") == frozenset()


def test_a_written_name_has_every_given_name_and_its_numbers() -> None:
    name = written("Mia Sofia", "Torres 2", ["Mimi", ""])
    assert name == Written("mia sofia", "torres 2", frozenset({"mia sofia", "mimi"}), ("2",))


@given(st.text(max_size=30))
def test_any_text_can_be_compared(text: str) -> None:
    assert plain(plain(text)) == plain(text)
    assert isinstance(sounded(plain(text)), str)
    assert written(text, text).numbers == written(text, text).numbers
