"""What the interview under the cursor still needs, in the rows that there are."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from models.queries.ready import ReadyRow
from models.rules.facts import Interview, SchoolClass
from models.rules.ready_items import ITEM_CODES, Item
from screens.state.ready_view import FOOT, KEYS, foot_lines, search_words
from screens.widgets.plain import wrap

ZONE = ZoneInfo("America/Chicago")
TIME = datetime(2026, 11, 23, 15, 10, tzinfo=UTC)
OPEN = tuple(Item(code, False, f"Something long is to be said about the {code}") for code in ITEM_CODES)
CALL = Interview._make([None] * len(Interview._fields))._replace(
    id="i1", start=TIME, end=TIME + timedelta(minutes=20), minutes=20, state="scheduled", students=("s1",)
)


def row(missing: tuple[Item, ...]) -> ReadyRow:
    return ReadyRow(CALL, "Mia Torres", "Dr Okafor", "", missing, missing, (), (), "to_request")


@pytest.mark.parametrize("count", range(1, len(OPEN) + 1))
@pytest.mark.parametrize("width", [80, 100])
def test_every_key_that_settles_something_is_shown_however_much_is_missing(count: int, width: int) -> None:
    head, (tone, told) = foot_lines(row(OPEN[:count]), ZONE, width)
    assert head == ("strong", "09:10–09:30  Mia Torres with Dr Okafor")
    assert tone == "warn"
    assert [part.split()[0] for part in told.split(" · ")] == [KEYS[item.code] for item in OPEN[:count]]
    assert len(wrap(told, width - 2)) <= FOOT


def test_what_fits_is_said_in_full() -> None:
    told = foot_lines(row(OPEN[:2]), ZONE)[1][1]
    assert told == (
        "3 Something long is to be said about the time · g Something long is to be said about the absence"
    )


def test_a_class_is_found_by_its_id_and_by_its_name() -> None:
    known = SchoolClass._make([""] * len(SchoolClass._fields))._replace(id="CP-1", name="Career Prep 3")
    words = search_words(row(())._replace(classes=(known,)))
    assert "class:cp-1" in words
    assert "class:career-prep-3" in words
