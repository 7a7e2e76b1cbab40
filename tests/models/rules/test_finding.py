"""What a few letters find, in which order, and that what is typed next only narrows it."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from models.rules.finding import KINDS, SHOWN, Findable, Finder, findable


def finder() -> Finder:
    return Finder(
        (
            findable("student", "s1", "Mia Torres", "grade 11 · a7"),
            findable("student", "s2", "Zoë Mianowski"),
            findable("contact", "c1", "Dana Mia-Whitfield", "Nurse · Elm Clinic"),
            findable("contact", "c2", "Ben Lamia", "Baker"),
            findable("employer", "e1", "Elm Clinic", "Health"),
            findable("room", "r1", "Room 12"),
        )
    )


def found(typed: str) -> list[tuple[str, list[str], int]]:
    return [(group.kind, [one.id for one in group.best], group.total) for group in finder().find(typed)]


def test_names_that_begin_so_come_first_then_words_then_what_holds_it() -> None:
    assert found("mia") == [("student", ["s1", "s2"], 2), ("contact", ["c1", "c2"], 2)]
    assert found("torres mia") == [("student", ["s1"], 1)]


def test_case_and_accents_do_not_matter() -> None:
    assert found("ZOE") == [("student", ["s2"], 1)]


def test_what_is_told_beside_and_ids_are_found_too() -> None:
    assert found("elm") == [("employer", ["e1"], 1), ("contact", ["c1"], 1)]
    assert found("a7") == [("student", ["s1"], 1)]
    assert found("r1") == [("room", ["r1"], 1)]


def test_nothing_typed_and_nothing_so_called_find_nothing() -> None:
    assert found("") == found("  ") == found("xyz") == []


def test_of_many_the_best_few_are_listed_and_all_are_counted() -> None:
    [group] = Finder([findable("student", str(n), f"Ann {n:03}") for n in range(100)]).find("ann")
    assert ([one.id for one in group.best], group.total) == ([str(n) for n in range(SHOWN)], 100)


_THINGS = st.lists(
    st.builds(findable, st.sampled_from(KINDS), st.text("ab1", max_size=3), st.text("abc é", max_size=8)),
    max_size=12,
)


@given(_THINGS, st.lists(st.text("abc ", max_size=4), max_size=5))
def test_it_does_not_matter_what_was_typed_before(things: list[Findable], typed: list[str]) -> None:
    kept = Finder(things)
    for words in typed:
        assert kept.find(words) == Finder(things).find(words)
