"""What a calendar that many read says of an interview, for each amount of detail."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from models.errors import BadInput
from models.exchange.invite_text import InterviewFacts
from models.exchange.shared_event import shared_event
from models.queries.invite_facts import facts_of
from models.queries.situation import whole_situation
from tests.helpers_store import book, make_school

STAMP = datetime(2026, 11, 18, tzinfo=UTC)


@pytest.fixture
def facts(tmp_path: Path) -> InterviewFacts:
    school = make_school(tmp_path / "school.wbl")
    ident = book(school, "10:20")
    situation = school.read(whole_situation, school.campaign())
    school.close()
    return facts_of(situation.interviews[ident], situation)


def test_each_amount_of_detail_in_full(facts: InterviewFacts) -> None:
    said = {details: shared_event(facts, details, stamp=STAMP) for details in ("names", "initials", "busy")}
    assert {key: (one.summary, one.location, one.description) for key, one in said.items()} == {
        "names": (
            "Informational interview: Mia Torres with Dr Okafor",
            "Room 1",
            "Student: Mia Torres\nWith: Dr Okafor, Elm Clinic\nWhen: 10:20 to 10:40, America/Chicago\nHow: phone",
        ),
        "initials": ("Informational interview: M. T.", "Room 1", "Phone, 20 minutes"),
        "busy": ("Informational interview", "Room 1", ""),
    }
    for one in said.values():
        assert one.end - one.start == timedelta(minutes=20)
        assert (one.organizer.mail, one.attendees, one.room, one.url) == ("", (), None, "")


def test_a_family_that_refused_is_not_even_an_initial(facts: InterviewFacts) -> None:
    [mia] = facts.students
    ben = mia._replace(id="s2", given="Ben", family="Ode", preferred="")
    refused = facts._replace(students=(mia._replace(share_name=False), ben))
    assert (
        shared_event(refused, "initials", stamp=STAMP).summary
        == "Informational interview: a student and B. O."
    )
    crowd = facts._replace(students=(ben,) * 24)
    assert shared_event(crowd, "initials", stamp=STAMP).summary == "Informational interview: 24 students"


@pytest.mark.parametrize(
    ("given", "family", "shown"), [("Zoë", "", "Z."), ("", "", "a student"), ("日本", "太郎", "日. 太.")]
)
def test_initials_of_any_name(facts: InterviewFacts, given: str, family: str, shown: str) -> None:
    [mia] = facts.students
    named = facts._replace(students=(mia._replace(given=given, family=family, preferred=""),))
    assert shared_event(named, "initials", stamp=STAMP).summary == f"Informational interview: {shown}"


def test_where_a_student_sits_at_home_or_which_workplace_it_is_stays_in_the_house(
    facts: InterviewFacts,
) -> None:
    for place, format_ in (("home", "video"), ("workplace", "on_site")):
        interview = facts.interview._replace(
            place=place, room=None, format=format_, link="https://meet.example.org/x"
        )
        away = facts._replace(interview=interview, room=None)
        for details in ("initials", "busy"):
            event = shared_event(away, details, stamp=STAMP)
            assert (event.location, event.url) == ("", "")
            assert "Elm" not in event.summary + event.description
        assert "meet.example.org" not in str(shared_event(away, "names", stamp=STAMP))


def test_no_other_amount_of_detail(facts: InterviewFacts) -> None:
    with pytest.raises(BadInput, match="'everything' is no amount of detail"):
        shared_event(facts, "everything", stamp=STAMP)
