"""Prepared queries: the same rows as a fresh query gives, whatever is asked for and however much of it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from models.queries import reading, school
from models.queries.fetching import Prepared, fetch, prepared_by
from models.tables import rows
from models.workspace import Workspace
from tests.school_store import NOW, make_workspace


@pytest.fixture
def workspace(tmp_path: Path) -> Iterator[Workspace]:
    made = make_workspace(tmp_path / "school.db")
    yield made
    made.close()


def starting_before(moment: Any, state: Any) -> Any:
    i = rows.Interview
    return i.select(i.id, i.start_at).where((i.start_at < moment) & (i.state != state)).order_by(i.id)


def names() -> Any:
    s = rows.Student
    return s.select(s.id, s.given, s.questions_ready).order_by(s.id)


def test_the_same_words_serve_other_values(workspace: Workspace) -> None:
    prepared = Prepared(starting_before)
    asked = [(NOW + timedelta(days=1), "completed"), (NOW + timedelta(days=3), "x' OR 1"), (NOW, "confirmed")]
    for values in asked:
        plain = workspace.read(fetch, starting_before(*values))
        assert workspace.read(prepared.ask, *values) == plain
        assert plain


def test_rows_of_all_of_some_and_of_none(workspace: Workspace) -> None:
    prepared = prepared_by(rows.Student.id)(names)
    every = workspace.read(fetch, names())
    query = rows.Student.select(rows.Student.id).where(rows.Student.id.in_(["s1", "s2"]))
    for ids, found in (
        (None, every),
        ([], []),
        (["s2", "s1", "no'body", '"'], [one for one in every if one[0] in ("s1", "s2")]),
        ((f"s{n}" for n in range(50_000)), [one for one in every if one[0] != ""]),
        (query, [one for one in every if one[0] in ("s1", "s2")]),
    ):
        assert workspace.read(prepared.ask, ids) == found
    assert [type(one[2]) for one in every] == [bool] * len(every)


def test_interviews_of_a_stretch_are_those_that_share_a_moment_with_it(workspace: Workspace) -> None:
    i = rows.Interview
    for hours in range(-30, 30):
        start, end = NOW + timedelta(hours=hours, minutes=7), NOW + timedelta(hours=hours, minutes=31)
        plain = workspace.read(reading.interviews, (i.start_at < end) & (i.end_at > start))
        assert list(workspace.read(reading.interviews_between, start, end).items()) == list(plain.items())


def test_the_longest_interview_counts_to_its_last_minute(workspace: Workspace) -> None:
    length = int(rows.LONGEST_INTERVIEW.total_seconds() // 60)
    stretched = (
        f"UPDATE interview SET minutes = {length}, end_at = start_at + {length} * 60000000 WHERE id = ?"
    )
    free = "DELETE FROM interview_student WHERE interview = ?"
    workspace.with_store(
        lambda store: [
            store.db.execute_sql(words, ("i1",))
            for words in ("UPDATE interview SET contact = NULL, room = NULL WHERE id = ?", free, stretched)
        ]
    )
    one = workspace.read(reading.interviews, rows.Interview.id == "i1")["i1"]
    assert one.start is not None
    assert one.end is not None
    last = one.end - timedelta(minutes=1)
    assert "i1" in workspace.read(reading.interviews_between, last, one.end)
    assert "i1" not in workspace.read(reading.interviews_between, one.end, one.end + timedelta(minutes=1))


def test_the_students_of_every_class_are_counted_in_an_index_alone(workspace: Workspace) -> None:
    def plan(db: Any) -> list[str]:
        school.classes(db)
        return [row[3] for row in db.execute_sql(f"EXPLAIN QUERY PLAN {school._classes._sql}").fetchall()]

    assert ["COVERING INDEX" in step for step in workspace.read(plan) if "class_id" in step] == [True]
