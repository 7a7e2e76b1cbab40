"""The roster that imports are measured with is one that the program takes whole."""

from __future__ import annotations

from benchmarks.imports import measure, roster
from models.exchange.files_in import read_bytes


def test_every_row_of_it_is_good_and_only_grades_change_in_a_year() -> None:
    this, next_ = (read_bytes("students", roster(60, older).encode(), "roster.csv") for older in (0, 1))
    assert (len(this.records), this.problems, this.notes) == (60, (), ())
    assert [one.fields | {"grade": ""} for one in this.records] == [
        one.fields | {"grade": ""} for one in next_.records
    ]
    assert {
        int(b.fields["grade"]) - int(a.fields["grade"])
        for a, b in zip(this.records, next_.records, strict=True)
    } == {1}


def test_a_small_one_can_be_measured() -> None:
    assert [line.what for line in measure(30)] == [
        "30 students imported",
        "  its memory",
        "the same file again",
        "  its memory",
        "the next year's, every grade changed",
        "  its memory",
        "2,500 students imported",
        "the same file again",
    ]
