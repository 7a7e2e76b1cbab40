"""A whole class in one room: group video with a contact, or a recorded viewing; the capacity is looked at."""

from __future__ import annotations

from typing import Any

from models.queries import reading
from models.queries.class_booking import classes_to_book, hosts_for_class
from models.rules.facts import Interview
from models.tables import rows
from models.workspace import Workspace
from screens.booking_classes import class_words
from tests.helpers_pages import app_on, sees
from tests.helpers_store import NOW, at, change
from tests.helpers_tui import key, running, typed, until
from wbl_tui.app import WblApp


def enrol(school: Workspace) -> None:
    def make(unit: Any) -> None:
        for student in ("s2", "s3"):
            unit.insert(rows.Enrolment, f"{student}:alg", student=student, class_id="alg")

    change(school, make)


def booked(school: Workspace) -> list[Interview]:
    return list(school.read(reading.interviews).values())


async def begins(app: WblApp, form: str) -> None:
    await sees(app, "Wed 18 Nov")
    await key(app, "ctrl+g")
    await sees(app, "Book which class?", "3 students, Room 1 holds 4, Mr Vance")
    await key(app, "enter")
    await sees(app, "What for Algebra?")
    await typed(app, form)
    await key(app, "enter")
    await sees(app, "With whom?")


async def test_a_group_video_is_booked_for_all_of_a_class(school: Workspace) -> None:
    enrol(school)
    app = app_on(school, "calendar")
    async with running(app):
        await begins(app, "group")
        await typed(app, "okafor")
        await key(app, "enter")
        await sees(app, "Book an interview for Mia Torres, Ben Ode and Ana", "Everybody is free")
        await key(app, "ctrl+s")
        await until(lambda: booked(school))
        [one] = booked(school)
        assert (one.students, one.contact, one.format) == (("s1", "s2", "s3"), "k1", "group_video")
        assert (one.room, one.place) == ("r1", "room")
        await sees(app, "G Mia")


async def test_a_recording_needs_no_contact(school: Workspace) -> None:
    enrol(school)
    app = app_on(school, "calendar")
    async with running(app):
        await begins(app, "recorded")
        await key(app, "enter")
        await sees(app, "With no interviewee", "Everybody is free")
        await key(app, "ctrl+s")
        await until(lambda: booked(school))
        [one] = booked(school)
        assert (one.students, one.contact, one.format) == (("s1", "s2", "s3"), None, "recorded")
        assert one.start == at("07:30") or one.start is not None


def test_classes_tell_which_room_holds_them(school: Workspace) -> None:
    enrol(school)
    [one] = school.read(classes_to_book)
    assert (one.students, one.teacher, [room.id for room in one.fitting]) == (
        ("s1", "s2", "s3"),
        "Mr Vance",
        ["r1", "r2"],
    )
    assert class_words(one) == "3 students, Room 1 holds 4, Mr Vance"
    for room in ("r1", "r2"):
        change(school, lambda unit, room=room: unit.update(rows.Room, room, capacity=2))  # type: ignore[misc]
    [one] = school.read(classes_to_book)
    assert class_words(one) == "3 students, ! no room with video holds all; Room 2 holds 2, Mr Vance"
    for room in ("r1", "r2"):
        change(school, lambda unit, room=room: unit.update(rows.Room, room, equipment=("phone",)))  # type: ignore[misc]
    [one] = school.read(classes_to_book)
    assert class_words(one) == "3 students, ! no room has video, Mr Vance"


def test_those_who_offered_group_video_are_asked_first(school: Workspace) -> None:
    change(school, lambda unit: unit.update(rows.Contact, "k1", formats=("phone",)))
    campaign = school.campaign()
    found = school.read(hosts_for_class, campaign, NOW)
    assert [(one.contact.id, one.group) for one in found] == [("k2", True), ("k1", False)]
    change(school, lambda unit: unit.update(rows.Contact, "k2", do_not_contact=True))
    assert [one.contact.id for one in school.read(hosts_for_class, campaign, NOW)] == ["k1"]


async def test_without_classes_that_is_said(school: Workspace) -> None:
    change(school, lambda unit: unit.delete(rows.Enrolment, "s1:alg"))
    app = app_on(school, "calendar")
    async with running(app):
        await sees(app, "Wed 18 Nov")
        await key(app, "ctrl+g")
        await sees(app, "No class has students yet.")
