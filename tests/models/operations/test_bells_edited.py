"""Editing day types, weekdays and rules tells how far the search for other times is, and may be stopped."""

from __future__ import annotations

from datetime import date
from functools import partial

import pytest

from models.errors import Stopped
from models.operations.bells_editing import (
    propose_day_type,
    propose_no_day_type,
    propose_rule,
    propose_usual,
    propose_weekday,
)
from models.operations.days import propose_rows
from models.queries import reading
from models.rules.facts import Period
from models.workspace import Workspace
from tests.helpers_store import DAY, book

SHORT = (Period("1", 480, 540, "period"),)


@pytest.mark.parametrize(
    ("query", "told"),
    [
        (partial(propose_day_type, name="regular", periods=SHORT), []),
        (partial(propose_weekday, weekday=DAY.weekday(), name=None), [(0, 2), (1, 2)]),
        (partial(propose_rows, day=DAY, rows=SHORT), [(0, 2), (1, 2)]),
        (partial(propose_usual, days=[date(2026, 11, 23)]), []),
        (partial(propose_rule, name="rotation", text="A, B"), []),
        (partial(propose_no_day_type, name="short"), []),
    ],
)
def test_each_edit_tells_how_many_calls_were_looked_at(
    school: Workspace, query: partial[object], told: list[tuple[int, int]]
) -> None:
    book(school, "10:10")
    book(school, "11:10", "s2", "k2", room="r2")
    seen: list[tuple[int, int]] = []
    school.read(partial(query, now=school.now(), watch=lambda done, of: seen.append((done, of))))
    assert seen == told


def test_whoever_stops_it_gets_no_proposal(school: Workspace) -> None:
    book(school, "10:10")

    def stop(_done: int, _of: int) -> None:
        raise Stopped("Stopped; nothing was changed.")

    with pytest.raises(Stopped):
        school.read(partial(propose_weekday, weekday=DAY.weekday(), name=None, now=school.now(), watch=stop))


def test_a_changed_day_type_says_which_periods_become_others(school: Workspace) -> None:
    before = school.read(reading.bells).schedule.day_types["regular"]
    rows = (before[0]._replace(end=before[0].end - 5), *before[2:])
    found = school.read(propose_day_type, "regular", rows, school.now())
    assert found.rows[0].reason == "1 08:00–08:55 → 08:00–08:50; without 2"
