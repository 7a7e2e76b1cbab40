"""What an interview and a student still lack."""

from __future__ import annotations

from typing import Any

import pytest

from models.rules.readiness import StudentCounts, interview_missing, student_missing
from tests.models.rules.small_school import MONDAY, at, contact, interview, school_class, situation, student

BEFORE = at("08:00", MONDAY)


def test_a_prepared_interview_is_ready() -> None:
    assert interview_missing(interview("a"), situation(), BEFORE) == ()


def test_everything_missing_at_once() -> None:
    world = situation(
        contacts={"dana": contact("dana", "Dana Whitfield", phone="")},
        classes={"k": school_class("k", "Chemistry", "3")},
        students={"mia": student("mia", classes=("k",), questions_ready=False, practice_done=False)},
        staff={},
    )
    bare = interview("a", room=None, state="scheduled")
    assert interview_missing(bare, world, BEFORE) == (
        ("absence", "Absence to request"),
        ("room", "No quiet room"),
        ("standby", "No adult on standby"),
        ("number", "No number to call"),
        ("confirmation", "Not confirmed"),
        ("questions", "Questions not ready"),
        ("practice", "Practice interview not done"),
    )
    for state in ("completed", "cancelled", "declined"):
        assert interview_missing(bare._replace(state=state), world, BEFORE) == ()


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({"place": "home", "room": None}, (("guardian", "Guardian not told of the call from home"),)),
        ({"place": "home", "room": None, "guardian_told": True}, ()),
        ({"format": "video"}, (("link", "No link for the video call"),)),
        ({"format": "on_site", "place": "workplace", "room": None}, ()),
        ({"start": None, "end": None, "state": "requested"}, (("time", "No time yet"),)),
    ],
)
def test_what_each_kind_of_interview_needs(
    fields: dict[str, Any], expected: tuple[tuple[str, str], ...]
) -> None:
    assert interview_missing(interview("a", **fields), situation(), BEFORE) == expected


def test_a_group_names_who_is_not_prepared() -> None:
    world = situation(
        students={"mia": student("mia"), "ben": student("ben", name="Ben Ode", practice_done=False)}
    )
    group = interview("a", format="recorded", students=("mia", "ben"))
    assert interview_missing(group, world, BEFORE) == (("practice", "Practice interview not done (Ben Ode)"),)


def test_what_a_student_lacks() -> None:
    done = StudentCounts(True, True, 0, 0, 0, 3, 0, 2, 2)
    assert student_missing(done) == ()
    assert student_missing(done._replace(questions_ready=False)) == ()
    fresh = StudentCounts(False, False, 1, 2, 1, 0, 0, 0, 2)
    assert student_missing(fresh) == (
        ("interviews", "2 interviews to find"),
        ("absence", "1 absence not approved"),
        ("room", "2 calls without a room"),
        ("confirmation", "1 interview not confirmed"),
        ("interests", "No interests yet"),
        ("questions", "Questions not ready"),
        ("practice", "Practice interview not done"),
    )
    assert student_missing(StudentCounts(True, True, 0, 0, 0, 1, 1, 0, 2)) == (
        ("interviews", "1 interview to find"),
    )
