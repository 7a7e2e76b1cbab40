"""Whom a change concerns: everybody once, with what matters most about them."""

from __future__ import annotations

from models.rules.to_tell import people_to_tell
from tests.models.rules.small_school import interview, situation


def test_who_confirmed_one_of_two_calls_is_named_once_as_one_who_confirmed() -> None:
    first = interview("i1", "10:20-10:40")
    second = interview("i2", "11:20-11:40", state="confirmed")
    there = situation(first, second)
    changes = [(one, one._replace(state="cancelled")) for one in (first, second)]
    [who] = dict(people_to_tell(changes, there))["Interviewees"]
    assert who.count("confirmed") == 1
    assert dict(people_to_tell(changes[::-1], there))["Interviewees"] == (who,)
    assert people_to_tell(changes[1:], there)[0] == ("Interviewees", (who,))
