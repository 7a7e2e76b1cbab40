"""Names of employers that may mean the same one, and those that do not."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.rules.employer_names import resembling

KNOWN = ("", "The Gristmill Inn", "Elm Clinic", "Café Lumière, Inc.", "Harlow Creek Fire & Rescue")


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("Gristmill", "The Gristmill Inn"),
        ("gristmill inn LLC", "The Gristmill Inn"),
        ("The Elm Clinic of Harlow", "Elm Clinic"),
        ("Cafe Lumiere", "Café Lumière, Inc."),
        ("Harlow Creek Fire and Rescue Co.", "Harlow Creek Fire & Rescue"),
        ("Harlow Creek Fi", "Harlow Creek Fire & Rescue"),
        ("Harlow Cr Fire", ""),
        ("the gristmill inn", ""),
        ("CAFE LUMIERE, inc.", ""),
        ("Inn", ""),
        ("Harlow Bakery", ""),
        ("Grist", ""),
        ("", ""),
    ],
)
def test_what_resembles_what(typed: str, found: str) -> None:
    assert resembling(typed, KNOWN) == found


def test_the_nearest_one_is_offered() -> None:
    assert (
        resembling("Gristmill", ("Gristmill Inn and Restaurant", "The Gristmill", "Gristmill Inn"))
        == "The Gristmill"
    )


@given(st.text(max_size=20), st.lists(st.text(max_size=20)))
def test_only_another_known_name_is_ever_offered(typed: str, known: list[str]) -> None:
    found = resembling(typed, known)
    assert found == "" or (found in known and found != typed)
