"""Standby duty given, changed and taken away; nobody is on duty and teaches at once."""

from __future__ import annotations

from datetime import timedelta

import pytest

from models.errors import BadInput, Refused, UnknownId
from models.operations.standby import be_away, be_back, change_duty, end_duty, give_duty
from models.operations.undo import undo
from models.queries.duty import duty_day
from models.queries.situation import situation_for
from models.rules.day import board_rows
from models.rules.facts import Opening
from models.rules.span import Span
from models.tables import rows
from models.workspace import Workspace
from tests.helpers_store import DAY, at, book, change, images


def duties(school: Workspace) -> list[tuple[str, str]]:
    """Who is on duty on the day, and when (minutes)."""
    found = school.read(duty_day, school.campaign(), DAY)
    return [
        (adult.staff.name, f"{each.opening.start}-{each.opening.end}")
        for adult in found.adults
        for each in adult.duties
    ]


def test_duty_is_given_changed_and_taken_away(school: Workspace) -> None:
    done = school.write(give_duty, "t1", Opening(None, DAY, 600, 660))
    assert done.sentence == "Mr Vance stands by: Wed 18 Nov 10:00–11:00."
    assert duties(school) == [("Ms Adeyemi", "480-900"), ("Mr Vance", "600-660")]

    [ident] = [one.id for one in _rows(school) if one.staff == "t1"]
    changed = school.write(change_duty, ident, 600, 690)
    assert changed.sentence == (
        "Mr Vance stands by: Wed 18 Nov 10:00–11:30 (before: Wed 18 Nov 10:00–11:00)."
    )
    school.write(end_duty, ident)
    assert duties(school) == [("Ms Adeyemi", "480-900")]
    school.write(undo)
    assert ("Mr Vance", "600-690") in duties(school)


def _rows(school: Workspace) -> list[rows.Duty]:
    return school.read(lambda db: list(rows.Duty.select().bind(db)))


def test_nobody_is_on_duty_and_teaches_at_once(school: Workspace) -> None:
    before = images(school)
    with pytest.raises(Refused) as told:
        school.write(give_duty, "t1", Opening(None, DAY, 570, 660))
    assert str(told.value) == (
        "Mr Vance teaches Algebra, 09:00–09:55 on Wed 18 Nov: nobody is on duty and teaching at once."
    )
    with pytest.raises(Refused):
        school.write(give_duty, "t1", Opening(2, None, 570, 660))
    assert images(school) == before
    school.write(give_duty, "t1", Opening(None, DAY, 595, 660))
    with pytest.raises(Refused):
        school.write(change_duty, next(one.id for one in _rows(school) if one.staff == "t1"), 590, 660)
    school.write(give_duty, "t1", Opening(None, DAY, 570, 580), anyway=True)


def test_what_makes_no_sense_is_refused(school: Workspace) -> None:
    with pytest.raises(BadInput):
        school.write(give_duty, "t2", Opening(None, DAY, 660, 600))
    with pytest.raises(UnknownId):
        school.write(give_duty, "nobody", Opening(None, DAY, 600, 660))
    with pytest.raises(UnknownId):
        school.write(end_duty, "d999")
    with pytest.raises(Refused, match="already"):
        school.write(give_duty, "t2", Opening(2, None, 480, 900))


def test_every_minute_of_every_call_is_watched_or_shown(school: Workspace) -> None:
    ident = book(school, "10:20")
    assert school.read(duty_day, school.campaign(), DAY).unwatched == ()
    change(school, lambda unit: unit.update(rows.Duty, "d2", end_minute=630))
    [(span, calls)] = school.read(duty_day, school.campaign(), DAY).unwatched
    assert (span.minutes, calls) == (10, (ident,))


def test_duty_from_a_file_beside_a_lesson_is_shown(school: Workspace) -> None:
    change(
        school,
        lambda unit: unit.insert(
            rows.Duty, "dx", staff="t1", weekday=2, day=None, start_minute=540, end_minute=600
        ),
    )
    found = school.read(duty_day, school.campaign(), DAY)
    [vance] = [one for one in found.adults if one.staff.id == "t1"]
    assert [(clash.lesson.school_class.name, clash.span.minutes) for clash in vance.clashes] == [
        ("Algebra", 55)
    ]


def test_a_weekly_duty_is_taken_away_for_one_day_only(school: Workspace) -> None:
    ident = book(school, "10:20")
    done = school.write(be_away, "d2", DAY)
    assert (done.sentence, [one.text for one in done.warnings]) == (
        "Ms Adeyemi does not stand by: Wed 18 Nov 08:00–15:00. Other weeks stay.",
        ["Nobody watches 1 call 10:20–10:40."],
    )
    found = school.read(duty_day, school.campaign(), DAY)
    assert found.unwatched == ((Span(at("10:20"), at("10:40")), (ident,)),)
    assert [(one.staff.name, [each.span for each in one.away]) for one in found.adults if one.away] == [
        ("Ms Adeyemi", [Span(at("08:00"), at("15:00"))])
    ]
    assert duties(school) == []
    week_later = DAY + timedelta(days=7)
    assert school.read(duty_day, school.campaign(), week_later).adults[0].duties
    situation = school.read(situation_for, school.campaign(), DAY, DAY)
    [row] = board_rows(situation, at("10:00")).rows
    assert (row.standby, "standby" in row.wants) == ("", True)

    with pytest.raises(Refused, match="Ms Adeyemi is not on duty then"):
        school.write(be_away, "d2", DAY)
    school.write(undo)
    assert duties(school) == [("Ms Adeyemi", "480-900")]

    school.write(be_away, "d2", DAY)
    [away] = [each.id for one in school.read(duty_day, school.campaign(), DAY).adults for each in one.away]
    assert school.write(be_back, away).sentence == ("Ms Adeyemi stands by after all: Wed 18 Nov 08:00–15:00.")
    assert duties(school) == [("Ms Adeyemi", "480-900")]


def test_only_a_weekly_duty_has_days_to_be_away_on(school: Workspace) -> None:
    school.write(give_duty, "t1", Opening(None, DAY, 600, 660))
    [ident] = [one.id for one in _rows(school) if one.staff == "t1"]
    with pytest.raises(Refused, match="of one day only"):
        school.write(be_away, ident, DAY)
    with pytest.raises(Refused, match="not on duty then"):
        school.write(be_away, "d2", DAY + timedelta(days=1))
    with pytest.raises(UnknownId):
        school.write(be_back, "w9")


def test_more_calls_than_the_adults_can_watch_are_shown(school: Workspace) -> None:
    change(school, lambda unit: unit.update(rows.Campaign, "c1", calls_per_adult=1))
    book(school, "10:20")
    assert school.read(duty_day, school.campaign(), DAY).crowded == ()
    book(school, "10:30", "s2", "k2", room="r2")
    assert school.read(duty_day, school.campaign(), DAY).crowded == ((Span(at("10:30"), at("10:40")), 2, 1),)
    school.write(give_duty, "t1", Opening(None, DAY, 600, 660))
    assert school.read(duty_day, school.campaign(), DAY).crowded == ()
