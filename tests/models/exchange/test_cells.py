"""Cells become typed values or say what was expected."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from models.errors import BadInput
from models.exchange import cells
from models.rules.facts import Interest


@pytest.mark.parametrize(
    ("read", "cell", "value"),
    [
        (cells.ident, "007", "007"),
        (cells.ident, "12345.0", "12345"),
        (cells.ident, "1E5", "1E5"),
        (cells.idents, "CP-1; 12.0;CP-1;", ("CP-1", "12")),
        (cells.optional_ident, "", None),
        (cells.whole_text, "10.0", "10"),
        (cells.yes_no, "Yes", True),
        (cells.yes_no, "TRUE", True),
        (cells.yes_no, "1", True),
        (cells.yes_no, "n", False),
        (cells.yes_no, "", None),
        (cells.number(1, 30), "20.0", 20),
        (cells.number(1, 30), "", None),
        (cells.some_of(("phone", "video", "on_site")), "On site; PHONE", ("phone", "on_site")),
        (cells.one_of(("core", "never")), "Core", "core"),
        (cells.email, "Ann Lee <ann@shop.example.org>", "ann@shop.example.org"),
        (cells.email, "a@example.org, b@example.org", "a@example.org"),
        (cells.phone, "(309) 555-0100 ::: (309) 555-0101", "(309) 555-0100"),
        (cells.zone, "America/Chicago", "America/Chicago"),
        (cells.days, "2026-11-24;2026-11-23", (date(2026, 11, 23), date(2026, 11, 24))),
        (cells.clusters, "Construction; Health Science", ("construction", "healthcare-human-services")),
        (cells.likely_clusters, "Things left of the moon", ()),
        (cells.long_text, "one\r\ntwo\x1b[31m", "one\ntwo"),
    ],
)
def test_cells_are_read(read: Callable[[str], Any], cell: str, value: Any) -> None:
    assert read(cell) == value


@pytest.mark.parametrize(
    ("read", "cell", "expected"),
    [
        (cells.ident, "1.2E+11", "the whole id, which a spreadsheet has shortened here"),
        (cells.ident, "a;b", "an id without ;"),
        (cells.yes_no, "maybe", "yes or no"),
        (cells.number(1, 30), "31", "a whole number from 1 to 30"),
        (cells.number(1, 30), "٣", "a whole number from 1 to 30"),
        (cells.number(0, 30), "-1", "a whole number from 0 to 30"),
        (cells.some_of(("phone", "video")), "fax", "some of phone, video, with ; between them"),
        (cells.one_of(("core", "never")), "often", "one of core, never"),
        (cells.email, "ann at home", "a mail address as name@example.org"),
        (cells.zone, "../etc/passwd", "a time zone as America/Chicago"),
        (cells.meets, "4(A", "where the class meets as 4(A-B) or 2(A) 5(B)"),
        (cells.text, "x" * 201, "at most 200 characters"),
        (cells.long_text, "x" * 10_001, "at most 10,000 characters"),
    ],
)
def test_other_cells_say_what_was_expected(read: Callable[[str], Any], cell: str, expected: str) -> None:
    with pytest.raises(BadInput) as refused:
        read(cell)
    assert refused.value.sentence == expected


def test_interests_are_ranked_and_keep_the_students_own_words() -> None:
    assert cells.interests("Construction; Health Science > Physical Health; something with whales") == (
        Interest(1, "construction", "", "Construction"),
        Interest(2, "healthcare-human-services", "Physical Health", "Health Science > Physical Health"),
        Interest(3, "", "", "something with whales"),
    )


def test_answers_to_a_form_come_apart_at_commas_only_where_every_piece_is_a_cluster() -> None:
    assert [one.words for one in cells.interests("Finance, Arts, Entertainment, & Design, Marketing")] == [
        "Finance",
        "Arts, Entertainment, & Design",
        "Marketing",
    ]
    assert [one.words for one in cells.interests("something outdoors, no desk")] == [
        "something outdoors, no desk"
    ]


@pytest.mark.parametrize(
    ("interest", "written"),
    [
        (Interest(1, "construction", "", ""), "Construction"),
        (Interest(1, "construction", "Skilled Trades", ""), "Construction > Skilled Trades"),
        (Interest(1, "construction", "", "houses of my own"), "Construction > houses of my own"),
        (Interest(1, "", "", "moon; stars"), "moon, stars"),
    ],
)
def test_interests_that_the_program_holds_are_written_so_that_they_come_back(
    interest: Interest, written: str
) -> None:
    assert cells.write_interests([interest]) == written
    (again,) = cells.interests(written)
    assert (again.cluster, again.sub) == (interest.cluster, interest.sub)


@pytest.mark.parametrize("cell", ["–", "-", " — ", "–;–"])
def test_a_dash_is_no_interest(cell: str) -> None:
    assert cells.interests(cell) == ()


def test_words_that_a_list_of_ours_shows_as_not_placed_are_the_words() -> None:
    assert [one.words for one in cells.interests("idk (own words); nursing")] == ["idk", "nursing"]
