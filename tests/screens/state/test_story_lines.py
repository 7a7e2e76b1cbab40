"""Whole stories in order of time: a student's and a contact's, with claims that were taken over."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from models.operations.booking import NewTime
from models.operations.claims import claim_contact, extend_claim, give_up_claim
from models.operations.pool import log_outreach
from models.operations.trouble import went_wrong
from models.operations.undo import undo
from models.queries.pool import contact_story, contacts_for
from models.queries.roster import student_story
from models.workspace import Clock, Workspace
from screens.state import contact_view, student_view
from screens.state.story_lines import SHOWN, Event, story_lines
from screens.widgets.pane import Lines, Sections
from tests.helpers_store import NOW, ZONE, at, book, make_school


@pytest.fixture
def school(tmp_path: Path) -> Iterator[Workspace]:
    """Mia called Dr Okafor, held him, lost him to Ben, who booked."""
    made = make_school(tmp_path / "school.wbl")
    made.write(log_outreach, "k1", how="phone", outcome="left a message", student="s1", said="Call after ten")
    hours = 0

    def later() -> None:
        nonlocal hours
        hours += 1
        made.clock = Clock(NOW + timedelta(hours=hours), ticks=False)

    later()
    made.write(claim_contact, "k1", "s1")
    later()
    made.write(claim_contact, "k1", "s2", because="his aunt")
    later()
    book(made, "13:00", student="s2", contact="k1")
    yield made
    made.close()


def section(sections: Sections, heading: str) -> Lines:
    return next(lines for found, lines in sections if found == heading)


def of_student(school: Workspace, ident: str) -> Sections:
    campaign, now = school.campaign(), school.now()
    story = school.read(student_story, campaign, ident, now)
    return student_view.story_sections(story, school.read(contacts_for, campaign, ident, now), ZONE)


def of_contact(school: Workspace, ident: str) -> Sections:
    story = school.read(contact_story, school.campaign(), ident, school.now())
    return contact_view.story_sections(story, (), ZONE, school.now())


def test_the_student_who_lost_a_contact_is_told_to_whom_and_why(school: Workspace) -> None:
    sections = of_student(school, "s1")
    assert section(sections, "Holds") == [
        ("", "✗ Dr Okafor: taken over by Ben Ode on Wed 18 Nov: his aunt"),
    ]
    assert section(sections, "History") == [
        ("Wed 18 Nov 09:30", "✗ claim on Dr Okafor taken over by Ben Ode: his aunt"),
        ("Wed 18 Nov 08:30", "⚑ held Dr Okafor"),
        ("Wed 18 Nov 07:30", "call, left a message · Dr Okafor · Call after ten · Ms Rivera"),
        ("Wed 18 Nov 07:30", "Set the school up. the office"),
    ]


def test_what_went_wrong_stands_under_its_interview_though_it_is_tried_again(school: Workspace) -> None:
    ident = book(school, "12:00", student="s3", contact="k2")
    school.write(went_wrong, ident, "no_answer", NewTime(start=at("14:00")), note="twice")
    assert section(of_student(school, "s3"), "Interviews")[-1] == (
        "",
        "  Wed 18 Nov 10:30: ✗ Nobody answered, call of 12:00 (twice) · does not count against the student · Ms Rivera",
    )


def test_the_contact_s_story_has_all_of_it_in_order(school: Workspace) -> None:
    sections = of_contact(school, "k1")
    assert section(sections, "Held by") == [
        ("", "⚑ Ben Ode, until Wed 25 Nov (his aunt)"),
        ("", "✗ Mia Torres: taken over by Ben Ode on Wed 18 Nov: his aunt"),
    ]
    history = section(sections, "History")
    assert [text.partition(" · ")[0] for _, text in history] == [
        "○ scheduled",
        "Booked Ben Ode: a call with Dr Okafor, 13:00–13:20 on Wed 18 Nov, in Room 1. Ms Rivera",
        "⚑ held by Ben Ode: his aunt",
        "✗ claim on Dr Okafor taken over by Ben Ode: his aunt",
        "⚑ held by Mia Torres",
        "call, left a message",
        "Set the school up. the office",
    ]


def test_what_was_given_up_or_taken_back_stays_in_the_story(school: Workspace) -> None:
    school.write(claim_contact, "k2", "s1")
    school.write(extend_claim, "p3", NOW + timedelta(days=9))
    school.write(give_up_claim, "p3")
    school.write(log_outreach, "k2", how="email", outcome="sent", student="s1")
    school.write(undo)
    texts = [text for _, text in section(of_student(school, "s1"), "History")]
    assert "– the claim of Mia Torres on Lee Brandt is over" in texts
    assert "Mia Torres holds Lee Brandt until Fri 27 Nov. Ms Rivera" in texts
    assert section(of_student(school, "s1"), "Holds")[0] == ("", "– Lee Brandt, over since Wed 18 Nov")
    taken_back = [text for _, text in section(of_contact(school, "k2"), "History") if "taken back" in text]
    assert taken_back == []


def test_a_long_story_shows_its_latest_part() -> None:
    lines = story_lines([Event(NOW + timedelta(minutes=n), str(n)) for n in range(SHOWN + 5)], ZONE)
    assert (lines[0][1], lines[-1], len(lines)) == (str(SHOWN + 4), ("", "… and 5 before that"), SHOWN + 1)
    assert story_lines((), ZONE) == [("", "Nothing yet.")]
