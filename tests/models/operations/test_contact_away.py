"""A contact who cancels one day: their calls of that day alone are planned again, and they are not asked for it."""

from __future__ import annotations

from datetime import date

import pytest

from models.errors import Refused, UnknownId
from models.exchange.offered import parse_offered
from models.operations.booking import NewTime, move_interview
from models.operations.offered import replace_hours
from models.operations.proposals import accept
from models.operations.replanning import replanned
from models.operations.undo import undo
from models.operations.unit import Unit
from models.planning.planner import Wish
from models.planning.replanning import Change
from models.queries import reading
from models.queries.situation import campaign_at
from models.rules.facts import Proposal
from models.rules.span import Span, local_day, local_span
from models.workspace import Workspace
from tests.helpers_store import DAY, ZONE, at, book, images, interview
from tests.planned_school import know_interests, planned

WHOLE = local_span(DAY, 0, 24 * 60, ZONE)
FRIDAY = date(2026, 11, 20)


@pytest.fixture
def calls(school: Workspace) -> tuple[str, str]:
    """Everybody wants the field of both contacts; one call with the first on Wednesday, one on Friday."""
    school.write(know_interests)
    wednesday, friday = book(school, "08:10", "s1", "k1"), book(school, "10:10", "s2", "k1")
    school.write(move_interview, friday, NewTime(start=at("10:10", FRIDAY)))
    return wednesday, friday


def again(store: Workspace, away: Span = WHOLE, contact: str = "k1") -> Proposal:
    return store.read(replanned, Change(away=((contact, away),)), "ill", store.now(), Wish(effort=200))


def offer(store: Workspace, text: str) -> None:
    def hours(unit: Unit) -> int:
        replace_hours(unit, "k1", parse_offered(text), campaign_at(unit.db, unit.now))
        return unit.say("set", "Hours.")

    store.write(hours)


def test_only_calls_of_that_day_are_planned_again_and_the_contact_may_come_on_another(
    school: Workspace, calls: tuple[str, str]
) -> None:
    offer(school, "2026-11-18 08:00/12:00; 2026-11-19 08:00/12:00; 2026-11-20 08:00/12:00")
    before = images(school)
    proposal = again(school)
    part, call = proposal.rows
    assert proposal.title == "Dr Okafor cancelled on Wed 18 Nov: 1 call planned again"
    assert (part.action, part.reason) == ("change", "offers no time on Wed 18 Nov")
    assert (part.after or {})["availability"] == "2026-11-19 08:00/12:00; 2026-11-20 08:00/12:00"
    assert (call.action, call.id, call.reason.split(";")[0]) == (
        "move",
        calls[0],
        "Dr Okafor cancelled (ill)",
    )
    done = school.write(accept, proposal)
    assert done.sentence.startswith("Dr Okafor cancelled on Wed 18 Nov: 1 call moved to another time.")
    moved, kept = (interview(school, ident) for ident in calls)
    assert moved.contact == "k1"
    assert moved.start is not None
    assert local_day(moved.start, ZONE) in (date(2026, 11, 19), FRIDAY)
    assert kept.start == at("10:10", FRIDAY)
    school.write(undo)
    assert images(school) == before


def test_who_stated_no_hours_is_free_in_school_hours_but_not_then(
    school: Workspace, calls: tuple[str, str]
) -> None:
    proposal = again(school)
    assert "from now on counts as free in school hours on the other days" in proposal.rows[0].reason
    school.write(accept, proposal)
    offered = school.read(reading.contacts)["k1"].availability
    assert len(offered) == 9
    assert not [span for span in offered if span.overlaps(WHOLE)]
    planning, plan = planned(school)
    day = next(place for place, one in enumerate(planning.problem.days) if one.day == DAY)
    host = next(place for place, one in enumerate(planning.problem.hosts) if one.id == "k1")
    assert not [slot for slot in plan.slots if (slot.day, slot.host) == (day, host)]


def test_where_no_other_day_is_offered_another_contact_is_asked(
    school: Workspace, calls: tuple[str, str]
) -> None:
    offer(school, "2026-11-18 08:00/12:00; 2026-11-20 10:00/10:30")
    proposal = again(school)
    assert [(row.action, row.entity) for row in proposal.rows] == [
        ("change", "contact"),
        ("remove", "interview"),
        ("add", "interview"),
    ]
    assert (proposal.rows[2].after or {})["contact"] == "k2"
    assert "Interviewees to ask: Lee Brandt (555 0101)." in proposal.notes
    assert not [note for note in proposal.notes if note.startswith("Interviewees to tell")]


def test_a_part_of_a_day_leaves_the_rest(school: Workspace, calls: tuple[str, str]) -> None:
    offer(school, "2026-11-18 08:00/12:00")
    proposal = again(school, Span(at("08:00"), at("09:00")))
    assert proposal.rows[0].reason == "offers no time 08:00–09:00 on Wed 18 Nov"
    assert (proposal.rows[0].after or {})["availability"] == "2026-11-18 09:00/12:00"


def test_what_was_booked_since_is_not_forgotten(school: Workspace, calls: tuple[str, str]) -> None:
    proposal = again(school)
    book(school, "13:10", "s3", "k1")
    with pytest.raises(Refused, match="another call was booked"):
        school.write(accept, proposal)


def test_hours_that_changed_since_are_not_overwritten(school: Workspace, calls: tuple[str, str]) -> None:
    proposal = again(school)
    offer(school, "2026-11-20 10:00/10:30")
    with pytest.raises(Refused, match="The store has changed since: Dr Okafor"):
        school.write(accept, proposal)


def test_nobody_unknown_is_away(school: Workspace) -> None:
    with pytest.raises(UnknownId):
        again(school, contact="k9")
