"""Cells of other people's files are read as they mean them, and not at all where that is not sure."""

from __future__ import annotations

import pytest

from models.errors import BadInput
from models.exchange import foreign_cells
from models.exchange.files_in import read_bytes


@pytest.mark.parametrize(
    ("cell", "grade"),
    [
        *(
            ("10", "10"),
            ("09", "9"),
            ("10th", "10"),
            ("10th Grade", "10"),
            ("Grade 11", "11"),
            ("Tenth grade", "10"),
        ),
        *(
            ("Sophomore", "10"),
            ("Senior year", "12"),
            ("uri://x.example.org/Level#Ninth grade", "9"),
            ("10.0", "10"),
        ),
        *(("K", "K"), ("", ""), ("2026", "2026"), ("Adult", "Adult")),
    ],
)
def test_a_grade_level_is_its_number_where_it_has_one(cell: str, grade: str) -> None:
    assert foreign_cells.grade(cell) == grade


@pytest.mark.parametrize(
    ("cell", "limit"),
    [
        *(("3", 3), ("2-3 students", 3), ("up to 4", 4), ("two", 2), ("1 or 2", 2)),
        *(("as many as needed", None), ("n/a", None), ("", None), ("not sure yet", None), ("50%", None)),
    ],
)
def test_how_many_students_is_the_most_that_was_offered(cell: str, limit: int | None) -> None:
    assert foreign_cells.limit(cell) == limit


@pytest.mark.parametrize(
    ("cell", "formats"),
    [
        ("Phone interview, Video call (Zoom)", ("phone", "video")),
        ("Job shadow at our office", ("on_site",)),
        ("By phone or on-site", ("phone", "on_site")),
        ("Virtual", ("video",)),
        ("In-person or virtual", ("video", "on_site")),
        ("Face-to-Face; phone", ("phone", "on_site")),
        ("In person at your school", ()),
        ("in person guest speaker, Zoom", ("video",)),
        ("not in person", ()),
        ("Anything but phone", ()),
        ("not by video", ()),
        ("Guest speaker", ()),
        ("", ()),
    ],
)
def test_formats_are_read_where_they_are_named_for_certain(cell: str, formats: tuple[str, ...]) -> None:
    assert foreign_cells.formats(cell) == formats


@pytest.mark.parametrize(
    ("cell", "zone"),
    [
        ("America/Chicago", "America/Chicago"),
        ("Eastern Time", "America/New_York"),
        ("Pacific Standard Time", "America/Los_Angeles"),
        ("Central", "America/Chicago"),
        ("here", ""),
        ("", ""),
    ],
)
def test_a_time_zone_as_people_say_it(cell: str, zone: str) -> None:
    assert foreign_cells.zone(cell) == zone


def test_answers_in_commas_are_apart_where_every_piece_means_a_cluster() -> None:
    found = foreign_cells.answers("Health Science, Law, Public Safety, Corrections & Security, Marketing")
    assert [one.words for one in found] == [
        "Health Science",
        "Law, Public Safety, Corrections & Security",
        "Marketing",
    ]
    assert [one.words for one in foreign_cells.answers("zzz, qqq")] == ["zzz, qqq"]


def test_a_column_of_a_grid_gives_its_option_the_rank_of_the_answer() -> None:
    read = foreign_cells.choice("Marketing")
    assert [(one.rank, one.cluster) for one in read("2nd choice")] == [(2, "marketing-sales")]
    assert read("") == ()
    with pytest.raises(BadInput):
        read("a lot")


@pytest.mark.parametrize("kind", ["contacts", "staff"])
def test_a_name_is_turned_where_its_header_says_so(kind: str) -> None:
    text = (
        'LastFirst,Email\n"Lee, Ann",a@example.org\nBo Ek,b@example.org\n"Ames, Boyd, Cole",c@example.org\n'
    )
    records = read_bytes(kind, text.encode(), "a.csv").records
    assert [record.fields["name"] for record in records] == ["Ann Lee", "Bo Ek", "Ames, Boyd, Cole"]


@pytest.mark.parametrize(
    ("cell", "name"),
    [
        ("Ó Brien, Séan", "Séan Ó Brien"),
        ("Ní Dhomhnaill, Aoife", "Aoife Ní Dhomhnaill"),
        ("Smith, Jr.", "Smith, Jr."),
        ("Sean O Brien, Jr.", "Sean O Brien, Jr."),
        ("Acme, Inc", "Acme, Inc"),
    ],
)
def test_a_name_is_turned_where_it_can_be_nothing_else(cell: str, name: str) -> None:
    assert foreign_cells.likely_turned(cell) == name
