"""Planning again calls nothing off that the rules leave a place: random small schools, tried by brute force."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from models.operations.falling_out import Fallen
from models.operations.planning import interview_of_slot
from models.operations.replanning import people_told, propose_replan
from models.planning.building import problem_of
from models.planning.planner import Wish, find_plan
from models.planning.replanning import Change, Replan, Replanning, replan, replanning_of
from models.rules.bells import BellBook
from models.rules.bookings import Bookings
from models.rules.conflicts import clashes, find_conflicts
from models.rules.facts import DayException, Interest, Interview, Opening, Proposal
from models.rules.interview import needs_room
from models.rules.offers import wish_of
from models.rules.situation import Situation
from models.rules.span import local_day, local_instant
from tests.models.planning.test_building import NOW, worlds
from tests.models.rules.small_school import (
    MONDAY,
    TUESDAY,
    contact,
    interview,
    room,
    situation,
    span,
    student,
)

_UNWANTED = {"contact_hours", "contact_gap", "too_many_calls", "school_closed", "no_room"}


def _with_calls(known: Situation, data: st.DataObject) -> Situation:
    """A plan for the school as it is booked, some of it by video, or not as long as is usual."""
    problem = problem_of(known, NOW)
    made = (interview_of_slot(slot, problem, known) for slot in find_plan(problem, Wish(effort=30)).slots)
    booked = {}
    for number, one in enumerate(made):
        minutes = min(one.minutes, data.draw(st.sampled_from((10, 60))))
        end = one.start and one.start + timedelta(minutes=minutes)
        booked[f"p{number}"] = one._replace(id=f"p{number}", minutes=minutes, end=end)
    return known._replace(interviews={**known.interviews, **booked})


def _then(replanning: Replanning, proposal: Proposal) -> Situation:
    """The world once everything that is proposed is done."""
    there = dict(replanning.situation.interviews)
    there.update({one.interview.id: one.interview for one in replanning.told})
    for number, row in enumerate(row for row in proposal.rows if row.entity == "interview"):
        after = row.after or {}
        if row.action == "add":
            made = wish_of(
                replanning.situation.campaign.id, (str(after["student"]),), str(after["contact"]),
                format_=str(after["format"]), place=str(after["place"]), minutes=int(str(after["minutes"])),
                start=datetime.fromisoformat(str(after["start"])), room=str(after["room"]) or None,
            )  # fmt: skip
            there[f"new{number}"] = made._replace(id=f"new{number}")
        elif row.action in ("move", "change"):
            before = there[row.id]
            start = datetime.fromisoformat(str(after["start"]))
            minutes = int(str(after.get("minutes", before.minutes)))
            there[row.id] = before._replace(
                start=start, end=start + timedelta(minutes=minutes), minutes=minutes, room=str(after["room"]) or None
            )  # fmt: skip
        elif row.action == "remove":
            del there[row.id]
    return replanning.situation._replace(interviews=there)


def _everywhere(one: Interview, replanning: Replanning) -> Iterator[Interview]:
    """The call at every time and in every room at which something new may be put."""
    inside = needs_room(one.format, one.place) and bool(replanning.situation.rooms)
    for day in replanning.problem.days:
        for minute in range(-(-max(7 * 60, day.earliest, day.fresh) // 5) * 5, 18 * 60, 5):
            start = local_instant(day.day, minute, replanning.situation.zone)
            end = start + timedelta(minutes=one.minutes)
            for where in replanning.situation.rooms if inside else (None,):
                room_of = replanning.situation.rooms.get(where or "")
                known = replanning.situation.students
                schools = {
                    known[each].school or replanning.situation.campaign.school for each in one.students
                }
                if room_of is None or not room_of.school or room_of.school in schools:
                    yield one._replace(start=start, end=end, room=where, state="scheduled")


@st.composite
def _tight(draw: st.DrawFn) -> Situation:
    """Four students who share one or two contacts with limits, in two rooms that are narrow on both days."""
    arts = (Interest(1, "arts", "", ""),)
    hours = tuple(span("09:00-10:00", day) for day in (MONDAY, TUESDAY))
    walls = st.sampled_from((700, 720, 760))
    known = situation(
        students={name: student(name, interests=arts, owed=draw(st.integers(0, 2))) for name in "abcd"},
        contacts={
            name: contact(
                name, name, clusters=draw(st.sampled_from((("arts",), ()))), minutes=20, availability=hours,
                formats=("phone", "video"), limit=draw(st.sampled_from((None, 2, 4))),
                per_day=draw(st.sampled_from((None, 2))),
            )
            for name in ("k1", "k2")[: draw(st.integers(1, 2))]
        },
        rooms={
            name: room(
                name, name, equipment=("video",),
                hours=(Opening(0, None, 540, draw(walls) - 140), Opening(1, None, 540, draw(walls) - 140)),
            )
            for name in ("r1", "r2")
        },
    )  # fmt: skip
    booked: dict[str, Interview] = {}
    for who in known.students:
        start = draw(st.sampled_from(("09:00-09:20", "09:20-09:40", "09:40-10:00")))
        when = span(start, draw(st.sampled_from((MONDAY, TUESDAY))))
        one = interview(
            f"i{who}", start, students=(who,), contact=draw(st.sampled_from(sorted(known.contacts))), minutes=20,
            room=draw(st.sampled_from(("r1", "r2"))), format=draw(st.sampled_from(("phone", "video"))),
        )._replace(start=when.start, end=when.end)  # fmt: skip
        world = known._replace(interviews={**booked, one.id: one})
        if not clashes(find_conflicts(one, world)):
            booked[one.id] = one
    return known._replace(interviews=booked)


@given(_tight() | worlds(), st.integers(0, 3), st.data())
@settings(max_examples=100, deadline=None)
def test_nothing_is_called_off_that_could_keep_its_time_or_be_put_somewhere_free(
    known: Situation, seed: int, data: st.DataObject
) -> None:
    known = _with_calls(known, data)
    days = frozenset(data.draw(st.lists(st.sampled_from([MONDAY, TUESDAY]), max_size=1)))
    change = Change(
        contacts=frozenset(data.draw(st.lists(st.sampled_from(sorted(known.contacts)), max_size=1))),
        rooms=tuple((one, span("08:00-12:00", MONDAY)) for one in known.rooms if data.draw(st.booleans())),
        days=days,
    )
    schedule = known.bells.schedule
    closed = {day: DayException(day, "Snow", "", "", "") for day in days}
    bells = BellBook(schedule._replace(exceptions={**schedule.exceptions, **closed}))
    replanning = replanning_of(known._replace(bells=bells), NOW, change)
    found = replan(replanning, Wish(seed=seed))
    proposal = propose_replan(Fallen(replanning, (), ""), found)
    then = _then(replanning, proposal)
    bookings, hit = Bookings(then), {one.interview.id for one in replanning.told if one.hit}
    off = {row.id for row in proposal.rows if row.action == "remove"}
    # Who gets another contact instead is not called off for nothing.
    for one in (lost for lost in found.lost if lost.id in off and lost.contact not in change.contacts):
        stood = one._replace(room=None) if one.id in hit else one
        wrong = [each.kind for each in clashes(find_conflicts(stood, then, bookings=bookings))]
        assert set(wrong) - {"outside_window", "class_never_missed"}
        away = {
            local_day(each.span.start, then.zone) for who in one.students for each in bookings.of_student(who)
        }
        for there in _everywhere(one, replanning):
            against = find_conflicts(there, then, bookings=bookings)
            fits = not any(each.severity == "clash" or each.kind in _UNWANTED for each in against)
            assert not fits or (there.start and local_day(there.start, then.zone) in away)


_BECAME = {"remove": "lost", "refuse": "lost", "move": "moved", "change": "room"}


def _told_of(fallen: Fallen, found: Replan) -> dict[str, set[str]]:
    """By interview what its students are told became of it: replaced is called off too."""
    told: dict[str, set[str]] = {}
    for person in people_told(fallen, found):
        known = person.why if person.kind == "student" else ()
        for what, ident in ((what, ident) for what, ident in known if ident):
            told.setdefault(ident, set()).add("lost" if what == "replaced" else what)
    return told


@given(_tight() | worlds(), st.data())
@settings(max_examples=60, deadline=None)
def test_what_is_held_clashes_with_nothing_and_people_are_told_what_became_of_it(
    known: Situation, data: st.DataObject
) -> None:
    known = _with_calls(known, data)
    rooms = tuple((one, span("08:00-15:00", MONDAY)) for one in known.rooms if data.draw(st.booleans()))
    replanning = replanning_of(known, NOW, Change(rooms=rooms))
    fallen, found = Fallen(replanning, (), ""), replan(replanning, Wish())
    proposal = propose_replan(fallen, found)
    then = _then(replanning, proposal)
    calls = [row for row in proposal.rows if row.entity == "interview" and row.action != "add"]
    assert _told_of(fallen, found) == {row.id: {_BECAME[row.action]} for row in calls}
    changed = {row.id for row in proposal.rows if row.action in ("move", "change")}
    bookings = Bookings(then)
    for ident in changed:
        assert clashes(find_conflicts(then.interviews[ident], then, bookings=bookings)) == ()
